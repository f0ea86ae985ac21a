"""Files given back without a whole run: what was read of them, a question at each of some cells, and the workbook that comes of it."""

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import openpyxl
from scenes import SYSTEM, report_of

from ecoreport.model import Answered, Batch, Finding, Ledger, Original, ReturnedFile, Source, Submission
from ecoreport.office import Office
from ecoreport.reading import Input, reopen
from ecoreport.reading import read as read_ledgers
from ecoreport.rendering.returns import TEMPLATE, mark_files
from ecoreport.templates import SHIPPED
from ecoreport.work import read_one

WORDS = SHIPPED.words(TEMPLATE)
NOTHING = report_of([])


def read(file: str, data: bytes, period: int | None = None, passwords: tuple[str, ...] = ()) -> Batch:
    return read_one(Input(file, data=data), Office.open(SYSTEM, period=period, passwords=passwords))


def question(source: Source | None, number: int = 1, severity: str = "verify", department: str | None = None, **more: object) -> Finding:
    """Invent a question; its id is one as rules make them."""
    digest = hashlib.blake2b(str(number).encode(), digest_size=5).hexdigest()
    finding = Finding(f"K101-{digest}", "K101", severity, f"第{number}个问题（演示）", "请核对", department, None, source)  # type: ignore[arg-type]  # a severity
    return replace(finding, **more)  # type: ignore[arg-type]  # fields of it


def questions_at(ledger: Ledger, most: int = 3) -> tuple[Finding, ...]:
    """Ask of the first numbers, and one question that has no cell."""
    numbers = [
        Source(ledger.file, sheet.name, cell.address) for sheet in ledger.sheets for cell in sheet.cells if isinstance(cell.value, Decimal)
    ]
    asked = [question(place, number, ("error", "verify")[number % 2]) for number, place in enumerate(numbers[:most])]
    return (*asked, question(Source(ledger.file), 99))


def give_back(submission: Submission, original: Original, findings: Iterable[Finding], answers: tuple[Answered, ...] = ()) -> ReturnedFile:
    report = replace(NOTHING, submissions=(submission,), findings=tuple(findings), answers=answers)
    (returned,) = mark_files(report, [original], WORDS)
    return returned


def returned(file: str, data: bytes, findings: Iterable[Finding] | None = None, department: str = "市资源规划局") -> ReturnedFile:
    """Read a file, ask something of it, and give it back."""
    (ledger,) = read_ledgers(Input(file, data=data))
    (original,) = reopen([Input(file, data=data)], (), {file: ledger.sha256})
    submission = Submission(file, ledger.sha256, department, "read", container=ledger.container)
    asked = questions_at(ledger) if findings is None else findings
    return give_back(submission, original, asked, ledger.returned.answers if ledger.returned else ())


def opened(data: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not keep
        return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def answered(data: bytes, cells: dict[str, str], sheet: str = "xl/worksheets/sheetReturn1.xml") -> bytes:
    """Type into 反馈意见, as a person does."""
    members = parts(data)
    text = members[sheet].decode()
    for address, words in cells.items():
        text, count = re.subn(
            rf'<c r="{address}" s="(\d+)"(?:/>| t="inlineStr">.*?</c>)',
            rf'<c r="{address}" s="\g<1>" t="inlineStr"><is><t>{words}</t></is></c>',
            text,
        )
        assert count == 1, address
    return packed(members | {sheet: text.encode()})
