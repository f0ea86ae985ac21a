"""The very hidden sheet of an issued ledger: for whom, for which year, and every text that was printed, sheet by sheet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from ecoreport.language.numerals import read_count
from ecoreport.language.widths import word_key
from ecoreport.model import Ledger, Sheet
from ecoreport.model.layout import LabelRole, RecordKind, written
from ecoreport.model.stamp import PRINTED, STAMP_SCHEMA, PrintedText, unpack_stamp
from ecoreport.records import dataclass

_NO_HEADINGS = frozenset(("hint", "band", "section"))  # what is printed besides on a sheet with a table
_LABEL = "label."
_KINDS: tuple[tuple[str, RecordKind], ...] = (  # the column that only sheets of its kind have
    ("actual", "indicator"),
    ("quantity", "task"),
    ("document_number", "evidence"),
    ("text", "highlight"),
)
_FIELDS: Mapping[RecordKind, Mapping[str, str]] = {  # the form's key of a column -> what recognition calls it
    "indicator": {"no": "number", "indicator": "name", "name": "part"},
    "task": {"no": "number"},
    "evidence": {},
    "highlight": {"no": "number"},
}


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One sheet of the form as it was issued, whatever it is called by now."""

    kind: RecordKind | Literal["cover"]
    headings: Mapping[str, tuple[str, int | None]]  # word key of a heading -> field, year
    labels: Mapping[str, LabelRole]  # of a cover: word key of a label -> its role
    texts: frozenset[str]  # titles, headings, hints, sections: all that was printed beside no code


@dataclass(frozen=True, slots=True)
class Stamp:
    sheets: frozenset[str]  # where the stamps stand: several where ledgers were put together in one workbook
    department: str | None
    period: int | None
    edition: str
    printed: frozenset[PrintedText]
    forms: tuple[PrintedSheet, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """List the codes that its rows were printed with."""
        return frozenset(code for _, code, _, _ in self.printed if code)

    @property
    def sheet(self) -> str:
        """Name the (first) stamp's sheet."""
        return min(self.sheets)


def read_stamp(ledger: Ledger) -> Stamp | None:
    """Find the stamp by what it says, wherever its sheet was moved; what several of them print is read together."""
    found: list[tuple[str, dict[str, str], list[PrintedText]]] = []
    for sheet in ledger.sheets:
        if not any(cell.column == 2 and isinstance(cell.value, str) and cell.value.startswith(STAMP_SCHEMA) for cell in sheet.cells):
            continue
        properties, texts = _packed(sheet) or _plain(sheet)
        if properties.get("schema", "").startswith(STAMP_SCHEMA):
            found.append((sheet.name, properties, texts))
    if not found:
        return None
    _, properties, _ = found[0]
    printed = [text for _, _, texts in found for text in texts]
    return Stamp(
        frozenset(name for name, _, _ in found),
        properties.get("department") or None,
        read_count(properties.get("period", "")),
        properties.get("edition", ""),
        frozenset(printed),
        tuple(form for _, _, texts in found for form in _forms(texts)),
    )


def _packed(sheet: Sheet) -> tuple[dict[str, str], list[PrintedText]] | None:
    """Read a stamp that holds all texts in one row."""
    rows = {cell.row for cell in sheet.cells if cell.column == 1 and cell.value == PRINTED}
    unpacked = unpack_stamp(written(cell) for cell in sheet.cells if cell.row == min(rows) and cell.column > 1) if rows else None
    if unpacked is None:
        return None
    properties, texts = unpacked
    return properties, [(name, code, field, text.strip()) for name, code, field, text in texts]  # as `written` gives cells


def _plain(sheet: Sheet) -> tuple[dict[str, str], list[PrintedText]]:
    """Read a stamp of before, which holds a text in each row, by sheet, code and field."""
    table: dict[int, dict[int, str]] = defaultdict(dict)
    for cell in sheet.cells:
        if cell.column <= 4:
            table[cell.row][cell.column] = written(cell)
    rows = [tuple(row.get(column, "") for column in range(1, max(row) + 1)) for _, row in sorted(table.items())]
    return {row[0]: row[1] for row in rows if len(row) == 2}, [(row[0], row[1], row[2], row[3]) for row in rows if len(row) >= 4]


def _forms(printed: Iterable[PrintedText]) -> list[PrintedSheet]:
    by_sheet: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for sheet, code, field, text in printed:
        if not code:
            by_sheet[sheet].append((field, text))
    return [form for told in by_sheet.values() if (form := _form(told))]


def _form(told: list[tuple[str, str]]) -> PrintedSheet | None:
    fields = {field.partition(".")[0] for field, _ in told}
    texts = frozenset(text for _, text in told if not text.isdecimal())  # the numbers of a list's rows are its rows'
    labels = {word_key(text): field.removeprefix(_LABEL) for field, text in told if field.startswith(_LABEL)}
    if labels:
        return PrintedSheet("cover", {}, labels, texts)  # type: ignore[arg-type]  # a role that nobody knows is none
    kind = next((kind for field, kind in _KINDS if field in fields), None)
    if kind is None:
        return None
    headings = {}
    for field, text in told:
        key, _, year = field.partition(".")
        titles = key == "title" and kind in ("indicator", "task")
        if key not in _NO_HEADINGS and not titles and text in texts:
            headings[word_key(text)] = (_FIELDS[kind].get(key, key), read_count(year))
    return PrintedSheet(kind, headings, {}, texts)
