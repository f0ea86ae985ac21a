"""What recognition makes of a file: which cell means what. No value is read yet."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.model.finding import Finding
from ecoreport.model.ledger import Cell
from ecoreport.model.scope import Scope
from ecoreport.model.source import Source
from ecoreport.records import dataclass

LabelRole = Literal["department", "period", "filled_by", "reviewed_by", "leader", "telephone", "filled_on", "seal"]
_PRINTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # what a format prints as it stands, and its locale

RecordKind = Literal["indicator", "task", "evidence", "highlight"]


def written(cell: Cell) -> str:
    """Show a cell's content as one line of text: what was typed, an error's name, a formula's text."""
    if cell.error is not None:
        return cell.error
    value = cell.value
    if isinstance(value, str):  # most are
        return value.strip()
    if value is None:
        return f"={cell.formula.lstrip('=')}" if cell.formula else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        if value.is_finite():
            shown = value.scaleb(2) if cell.shown_percent else value
            text = format(shown, "f")
            text = text.rstrip("0").rstrip(".") if "." in text else text
            return text + ("%" if cell.shown_percent else "")
        return str(value)
    if isinstance(value, date) and (told := _without_day(value, cell.number_format)):
        return told
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat()


def _without_day(value: date, number_format: str) -> str:
    """Show a date whose format shows its year alone, or year and month, as such."""
    codes = _PRINTED.sub("", number_format.partition(";")[0]).lower()
    if "y" not in codes or "d" in codes or "h" in codes:
        return ""
    ends = "末" * ("末" in number_format)  # what stands at the end, and not what a month brought
    return f"{value.year}年{value.month}月{ends}" if "m" in codes else f"{value.year}年{ends}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell and the field that it fills."""

    field: str  # a key of the vocabulary: actual, unit, target, statement …
    sheet: str
    cell: Cell
    heading: str = ""
    year: int | None = None
    unit: str | None = None  # by the heading, the title, or behind the item's name
    part: str | None = None  # only this much of the cell's text is meant: "%" of "单位:%"

    @property
    def text(self) -> str:
        return written(self.cell) if self.part is None else self.part

    def source(self, file: str) -> Source:
        return Source(file, self.sheet, self.cell.address)


@dataclass(frozen=True, slots=True)
class LayoutRecord:
    """One row, column or card of a table: whom it is about, and its cells."""

    kind: RecordKind
    sheet: str
    subject: str | None  # item or goal id, "T7"; None for evidence and highlights
    slots: tuple[Slot, ...]
    recognised_by: str = "name"
    year: int | None = None  # of the values that name no year themselves
    unit: str | None = None  # behind the item's name or in the table's title
    reporter: str | None = None  # where the row names one of its own
    stamped: bool = False
    valued: bool = True  # its table has a place for values, even where this row's is empty
    contested: bool = False  # its code and its name are of two different items: whatever it says is asked
    scope: Scope = Scope()  # whose numbers of which kind these are, by its row, its table, its sheet and its file

    def all(self, field: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.field == field)

    def first(self, field: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.field == field), None)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One line of a cover or signature block."""

    role: LabelRole
    text: str
    sheet: str
    cell: Cell
    label: str = ""  # as written; "" on a cover of the issued form


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose a part of a file is."""

    department: str | None = None
    region: str | None = None
    elsewhere: str | None = None  # as written: nobody of ours


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole file, understood as far as its form goes."""

    file: str
    department: str | None
    period: int | None  # the year that the ledger says it is for
    edition: str = ""
    stamped: bool = False
    records: tuple[LayoutRecord, ...] = ()
    labels: tuple[LabelledText, ...] = ()
    narratives: tuple[Slot, ...] = ()  # prose of a sheet for 亮点与特色 without a table
    furniture: frozenset[tuple[str, str]] = frozenset()  # (sheet, address) of titles, headings, labels, notes above a header
    printed: frozenset[tuple[str, str, str, str]] = frozenset()  # (sheet, code, field, text) by the stamp
    findings: tuple[Finding, ...] = ()
    region: str | None = None  # a county or zone that the whole file speaks for
    elsewhere: str | None = None  # who sent it, as written, where that is nobody of ours
    departments: tuple[str, ...] = ()  # all that speak in it, where they are several
    credited: Mapping[tuple[str, str], Speaker] = field(
        default_factory=dict
    )  # (sheet, address) of labels and prose, where they are several

    def speaker_at(self, sheet: str, cell: Cell) -> Speaker:
        """Say who speaks in a label or in prose."""
        return self.credited.get((sheet, cell.address)) or Speaker(self.department, self.region, self.elsewhere)
