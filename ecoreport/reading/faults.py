"""How reading speaks of faults: one exception that ends a file, one collector for all that does not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from ecoreport.model import Finding, Sheet, Source, column_letters
from ecoreport.reading.rules import DAMAGED, SHEET_CUT
from ecoreport.records import dataclass
from ecoreport.rules import Rule

_OTHERS = 20  # further cells that a finding lists by address; its message gives the full number


class UnreadableError(Exception):
    """This file (or sheet) cannot be read; carries the rule and the words of its one finding."""

    def __init__(self, rule: Rule, **words: object) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.words: Mapping[str, object] = words


class CorruptError(UnreadableError):
    """The bytes are not those that were written (a check sum does not hold): nothing of them may be believed."""


Lost = Callable[[str, UnreadableError], None]  # told of a helping part that cannot be read: its name, and why


@contextmanager
def salvaging(part: str, lost: Lost, *gathered: list[Any] | dict[Any, Any]) -> Iterator[None]:
    """Read a helping part as far as it is sound: its damage is told, what was gathered before stays where its bytes can be believed."""
    try:
        yield
    except UnreadableError as fault:
        if fault.rule is not DAMAGED:
            raise
        if isinstance(fault, CorruptError):
            for each in gathered:
                each.clear()
        lost(part, fault)


@dataclass(slots=True)
class _Fault:
    rule: Rule
    sheet: str | None
    words: Mapping[str, object]
    cells: list[tuple[int, int]] = field(default_factory=list)
    count: int = 0


def note_break(sheet: Sheet, detail: str, faults: "Faults") -> None:
    """Tell that a sheet breaks off behind its last cell; sheets behind it are lost with it."""
    last = sheet.cells[-1].row if sheet.cells else 0
    faults.add(SHEET_CUT, sheet.name, last=last, read=len(sheet.cells), detail=detail)


class Faults:
    """The faults of one file in the order met; the same fault over many cells of a sheet is one finding."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: dict[tuple[str, str | None, str], _Fault] = {}

    def add(self, rule: Rule, sheet: str | None = None, row: int = 0, column: int = 0, *, key: str = "", **words: object) -> None:
        """Note one fault; `row` and `column` from 1 where it lies in a cell; the first one's words are kept."""
        fault = self._faults.setdefault((rule.code, sheet, key), _Fault(rule, sheet, words))
        fault.count += 1
        if row and len(fault.cells) <= _OTHERS:
            fault.cells.append((row, column))

    def take(self, others: "Faults") -> None:
        """Add what was noted of a part by itself."""
        self._faults |= others._faults  # noqa: SLF001  of its own kind

    def refuse(self, fault: UnreadableError) -> None:
        """Note the one fault of a file that cannot be read."""
        self._faults[fault.rule.code, None, ""] = _Fault(fault.rule, None, fault.words, count=1)

    def detail_of(self, rule: Rule, key: str) -> str:
        """Give the detail that a fault of the file was told with; "" where there was none."""
        fault = self._faults.get((rule.code, None, key))
        return str(fault.words.get("detail", "")) if fault else ""

    def count(self, rule: Rule, sheet: str) -> int:
        """Count how often a fault was noted of a sheet."""
        fault = self._faults.get((rule.code, sheet, ""))
        return fault.count if fault else 0

    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._word(fault, key) for (_, _, key), fault in self._faults.items())

    def _word(self, fault: _Fault, key: str) -> Finding:
        sources = tuple(self._sources(fault.sheet, fault.cells)) or (Source(self.file, fault.sheet),)
        # Any: what fills a rule's blanks is of every kind
        words: dict[str, Any] = {"sheet": fault.sheet or "", "count": fault.count, "cell": sources[0].cell or "", **fault.words}
        if isinstance(kind := words.get("kind"), str) and kind[:1].isascii():
            words["kind"] = f" {kind}"  # between Chinese and Latin
        identity = "|".join(part for part in (fault.sheet or "", key) if part)
        return fault.rule.finding(sources[0], key=identity, others=sources[1:], **words)

    def _sources(self, sheet: str | None, cells: Iterable[tuple[int, int]]) -> Iterable[Source]:
        for row, column in cells:
            yield Source(self.file, sheet, f"{column_letters(column)}{row}")
