"""Little tables of our own, honest (+) and hostile (-) ones of the same classes side by side: tests/speakers/invented/*.txt.

A case is a sentence, with its file's name behind @ and what has to come of it behind a colon (31=78.1, 31!=78.1, T24=in_progress);
then its rows, cells parted by |; === begins a sheet. A blank line ends it.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from . import Case

FOLDER = Path(__file__).parent / "invented"


def invented() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for number, block in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), 1):
            yield _case(f"{path.stem}-{number}", *block.splitlines())


def _case(name: str, head: str, *lines: str) -> Case:
    told, _, expected = head.rpartition(" : ")
    items: dict[str, dict[str, str]] = {}
    tasks: dict[str, dict[str, str]] = {}
    for subject, sign, value in (_expectation(word) for word in expected.split()):
        key = "not" if sign == "!=" else "status" if subject.startswith("T") else "value"
        (tasks if subject.startswith("T") else items)[subject.removeprefix("T")] = {key: value}
    sheets: list[dict[str, Any]] = []
    for line in lines:
        if line.startswith("==="):
            sheets.append({"name": line[3:].strip(), "rows": []})
            continue
        sheets = sheets or [{"name": "Sheet1", "rows": []}]
        sheets[-1]["rows"].append([_value(text.strip()) for text in line.split("|")])
    kind = "honest" if head.startswith("+") else "hostile"
    return Case(f"{name} {told[2:].partition(' @')[0]}".replace(" ", "-"), kind, {told.partition(" @")[2]: sheets}, items, tasks, {}, ())


def _expectation(word: str) -> tuple[str, str, str]:
    sign = "!=" if "!=" in word else "="
    subject, _, value = word.partition(sign)
    return subject, sign, value


def _value(text: str) -> object:
    try:
        return float(Decimal(text)) if text else None
    except InvalidOperation:
        return text
