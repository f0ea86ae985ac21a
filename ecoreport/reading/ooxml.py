"""Read an .xlsx (.xlsm, .xltx, Strict, or the same under a WPS name): the workbook, then sheet by sheet."""

from contextlib import suppress
from dataclasses import field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.model import Sheet
from ecoreport.reading import limits
from ecoreport.reading.attachments import read_attachments
from ecoreport.reading.cells import Budget, RawSheet, finish_cells
from ecoreport.reading.counting import CellCounter, count_cells
from ecoreport.reading.faults import CorruptError, Faults, Lost, UnreadableError, salvaging
from ecoreport.reading.formulas import drop_uncomputed
from ecoreport.reading.package import Package
from ecoreport.reading.plainrows import Met
from ecoreport.reading.relationships import MainPart, Relationship, relationships
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import (
    CELLS_LOST,
    COMMENTS_LOST,
    DAMAGED,
    ENCODING_GUESSED,
    FORBIDDEN_XML,
    NO_SHEET,
    NOT_A_TABLE,
    PART_LOST,
    SAME_NAME,
    SHEET_CUT,
    SHEET_LOST,
    TOO_LARGE,
)
from ecoreport.reading.sharedstrings import read_shared_strings
from ecoreport.reading.styles import Style, is_true, read_styles
from ecoreport.reading.worksheet import WorksheetReader
from ecoreport.reading.xmlstream import feed, make_parser, read_own
from ecoreport.records import dataclass

State = Literal["visible", "hidden", "very_hidden"]
_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_OTHER_SHEETS = {"chartsheet": "图表页", "dialogsheet": "对话框页", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}
_REFERENCE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_HELPERS = {
    "styles": "显示格式（百分数、日期）", "sharedStrings": "文字", "workbook": "工作表清单", "[Content_Types]": "部件类型",
}  # fmt: skip
_PROPERTIES = "docProps/app.xml"
_WORKS_OUT = (b"LibreOffice", b"OpenOffice", b"WPS", b"Kingsoft", b"ONLYOFFICE", b"Gnumeric", b"Apple", b"Google")
_SHEET_PART = re.compile(r"(?:.*/)?worksheets/sheet(\d{1,4})\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the workbook's list of sheets."""

    name: str
    relationship: str
    state: State


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    from_1904: bool
    strings: tuple[RichText, ...]
    styles: tuple[Style, ...]
    met: dict[frozenset[str], Met] = field(default_factory=dict)  # by the prefixes that a sheet declares


def note_lost(faults: Faults, part: str, fault: UnreadableError) -> None:
    """Tell of a helping part that cannot be read; the cells are read all the same."""
    what = _HELPERS.get(PurePosixPath(part).name.removesuffix(".xml"), "部件之间的关系")
    faults.add(PART_LOST, key=part, part=part, what=what, detail=str(fault.words.get("detail", "")))


def read_ooxml(package: Package, main: MainPart, faults: Faults) -> tuple[Sheet, ...]:
    """Read every sheet; what is damaged does not take the others with it, a helping part costs only itself."""
    lost = partial(note_lost, faults)
    entries, from_1904, announced = _read_workbook(package, main.name, lost)
    parts = relationships(package, main.name, lost) or _usual_parts(package, entries)
    book = _Book(from_1904, _read_strings(package, parts, lost), _read_styles(package, parts, lost))
    by_id = {part.id: part for part in parts}
    sheets: list[Sheet] = []
    names: set[str] = set()
    budget = Budget()
    damage = ""
    for entry in entries:
        part = by_id.get(entry.relationship)
        if part is not None and part.kind in _OTHER_SHEETS:
            faults.add(NOT_A_TABLE, entry.name, kind=_OTHER_SHEETS[part.kind])
            continue
        entry = _tell_apart(entry, names, faults)  # noqa: PLW2901  the same sheet under the name that it goes by
        if part is None or part.target not in package:
            damage = "文件里没有这个工作表的内容"
            faults.add(SHEET_LOST, entry.name, detail=damage)
            continue
        try:
            sheets.append(_read_sheet(package, part.target, entry, book, faults, budget))
        except UnreadableError as fault:
            if fault.rule in (TOO_LARGE, FORBIDDEN_XML):
                raise
            damage = str(fault.words.get("detail", ""))
            faults.add(SHEET_LOST, entry.name, detail=damage)
    if not sheets:
        damage = damage or faults.detail_of(PART_LOST, main.name)
        raise UnreadableError(DAMAGED, kind=package.kind, detail=damage) if damage else UnreadableError(NO_SHEET, kind=package.kind)
    for part_name, encoding in package.guessed.items():
        faults.add(ENCODING_GUESSED, key=part_name, what=f"“{part_name}”", encoding=encoding.upper())
    return drop_uncomputed(sheets, announced=announced) if announced or _is_by_a_library(package, parts) else tuple(sheets)


def _read_sheet(package: Package, part: str, entry: _Entry, book: _Book, faults: Faults, budget: Budget) -> Sheet:
    raw, reader = _read_cells(package, part, entry, book, faults, budget)
    attached = read_attachments(package, part, partial(_note_comments, faults, entry.name))
    raw.comments = attached.comments
    raw.filter_active = raw.filter_active or attached.filter_active
    cells, merged = finish_cells(raw, faults)
    seen = attached.pictures + reader.cells.pictures + reader.objects
    fills = tuple([(*place, raw.fills[place]) for place in sorted(raw.fills)])
    return Sheet(entry.name, cells, merged, entry.state, seen, attached.text_boxes, fills)


def _read_cells(
    package: Package, part: str, entry: _Entry, book: _Book, faults: Faults, budget: Budget, *, mended: bool = False
) -> tuple[RawSheet, WorksheetReader]:
    """Read a sheet's own part; where it breaks off, once more without characters that XML cannot hold."""
    raw = RawSheet(entry.name, hidden=entry.state != "visible", from_1904=book.from_1904)
    told = Faults(faults.file)
    reader = WorksheetReader(raw, book.strings, book.styles, told, budget, book.met)
    seen = CellCounter()
    try:
        reader.read(package.xml(part, again=mended, mended=mended), package.kind, part, seen.watch)
    except UnreadableError as fault:
        if fault.rule is not DAMAGED or isinstance(fault, CorruptError):
            raise
        if not mended and _is_sound(package, part):
            return _read_cells(package, part, entry, book, faults, budget, mended=True)
        if not raw.cells:
            raise
        told.add(SHEET_CUT, entry.name, last=raw.cells[-1].row, read=len(raw.cells), detail=str(fault.words.get("detail", "")))
    else:
        delivered = len(raw.cells) + reader.cells.lost
        if seen.quick != delivered - reader.proven and (stored := count_cells(package.xml(part, again=True))) != delivered:
            told.add(CELLS_LOST, entry.name, stored=stored, read=delivered)
        if mended:
            told.add(PART_LOST, key=part, part=part, what="文字", detail="里面有不允许的字符，已换成“\ufffd”")
    faults.take(told)
    return raw, reader


def _is_sound(package: Package, part: str) -> bool:
    """Is a part well-formed but for its illegal characters."""
    try:
        feed(make_parser(None), package.xml(part, again=True, mended=True), package.kind, part)
    except UnreadableError:
        return False
    return True


def _note_comments(faults: Faults, sheet: str, _: str, fault: UnreadableError) -> None:
    faults.add(COMMENTS_LOST, sheet, detail=str(fault.words.get("detail", "")))


def _is_by_a_library(package: Package, parts: tuple[Relationship, ...]) -> bool:
    """Was it written by no program that works out formulas: Excel keeps the order in which it did, the others say their names."""
    if any(part.kind == "calcChain" for part in parts):
        return False
    told = b""
    with suppress(UnreadableError):
        told = package.read(_PROPERTIES, limits.MIB) if _PROPERTIES in package else b""
    return not any(name in told for name in _WORKS_OUT)


def _read_workbook(package: Package, part: str, lost: Lost) -> tuple[list[_Entry], bool, bool]:
    """Read the list of sheets, whether dates count from 1904, and whether formulas must be worked out when it is opened."""
    entries: list[_Entry] = []
    from_1904 = announced = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904, announced
        if tag == "sheet":
            relationship = next((attributes[key] for key in _REFERENCE if key in attributes), "")
            entries.append(_Entry(attributes.get("name", ""), relationship, _STATES.get(attributes.get("state", ""), "visible")))
        elif tag == "workbookPr":
            from_1904 = is_true(attributes.get("date1904"))
        elif tag == "calcPr":
            announced = is_true(attributes.get("fullCalcOnLoad"))

    with salvaging(part, lost, entries):
        read_own(package.xml(part), package.kind, part, start)
    return entries, from_1904, announced


def _usual_parts(package: Package, entries: list[_Entry]) -> tuple[Relationship, ...]:
    """Find the parts under their usual names where no relationship leads to them, sheet for sheet in the order of their numbers."""
    sheets = sorted((int(match[1]), name) for name in package.names if (match := _SHEET_PART.fullmatch(name)))
    helpers = [(name, kind) for kind in ("styles", "sharedStrings") for name in package.names if name.endswith(f"/{kind}.xml")]
    paired = zip(entries, sheets, strict=True) if len(entries) == len(sheets) else ()
    return (
        *(Relationship(entry.relationship, "worksheet", name) for entry, (_, name) in paired),
        *(Relationship("", kind, name) for name, kind in helpers),
    )


def _read_styles(package: Package, parts: tuple[Relationship, ...], lost: Lost) -> tuple[Style, ...]:
    part = _find(package, parts, "styles")
    return read_styles(package.xml(part), package.kind, lost, part) if part else ()


def _read_strings(package: Package, parts: tuple[Relationship, ...], lost: Lost) -> tuple[RichText, ...]:
    part = _find(package, parts, "sharedStrings")
    if part is None:
        return ()
    damage: list[UnreadableError] = []
    strings = read_shared_strings(package.xml(part), package.kind, lambda _, fault: damage.append(fault), part)
    if damage and not isinstance(damage[0], CorruptError):  # it may be nothing but a character that XML cannot hold
        again: list[UnreadableError] = []
        mended = read_shared_strings(package.xml(part, again=True, mended=True), package.kind, lambda _, fault: again.append(fault), part)
        if not again:
            strings, damage = mended, [UnreadableError(DAMAGED, detail="里面有不允许的字符，已换成“\ufffd”")]
    for fault in damage:
        lost(part, fault)
    return strings


def _find(package: Package, parts: tuple[Relationship, ...], kind: str) -> str | None:
    return next((part.target for part in parts if part.kind == kind and part.target in package), None)


def _tell_apart(entry: _Entry, names: set[str], faults: Faults) -> _Entry:
    name, number = entry.name, 2
    while name.casefold() in names:
        name = f"{entry.name}({number})"
        number += 1
    names.add(name.casefold())
    if name != entry.name:
        faults.add(SAME_NAME, name, name=entry.name, renamed=name)
    return replace(entry, name=name)
