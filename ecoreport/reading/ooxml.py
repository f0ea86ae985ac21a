"""Read an .xlsx (.xlsm, .xltx, Strict, or the same under a WPS name): the workbook, then sheet by sheet."""

from dataclasses import dataclass, replace
from typing import Literal

from ecoreport.model import Sheet
from ecoreport.reading.attachments import Attachments, read_attachments
from ecoreport.reading.cells import Budget, RawSheet, finish_cells
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.package import Package
from ecoreport.reading.relationships import Relationship, content_types, relationships
from ecoreport.reading.richtext import RichText, read_shared_strings
from ecoreport.reading.rules import COMMENTS_LOST, DAMAGED, FORBIDDEN_XML, NO_SHEET, NOT_A_TABLE, SAME_NAME, SHEET_LOST, TOO_LARGE
from ecoreport.reading.styles import Style, is_true, read_styles
from ecoreport.reading.worksheet import WorksheetReader
from ecoreport.reading.xmlstream import feed, local, make_parser

State = Literal["visible", "hidden", "very_hidden"]
_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_OTHER_SHEETS = {"chartsheet": "图表页", "dialogsheet": "对话框页", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the workbook's list of sheets."""

    name: str
    relationship: str
    state: State


def find_workbook(package: Package) -> str | None:
    """Find the workbook part by relationship, else by content type."""
    for relationship in relationships(package, ""):
        if relationship.kind == "officeDocument" and relationship.target in package:
            return relationship.target
    return next(
        (part for part, kind in content_types(package).items() if "sheet" in kind and kind.endswith("main+xml") and part in package), None
    )


def read_ooxml(package: Package, faults: Faults) -> tuple[Sheet, ...]:
    """Read every sheet; one that is damaged does not take the others with it."""
    workbook = find_workbook(package)
    if workbook is None:
        raise UnreadableError(DAMAGED, kind=package.kind, detail="找不到工作簿部件")
    entries, from_1904 = _read_workbook(package, workbook)
    parts = relationships(package, workbook)
    styles = _read_styles(package, parts)
    strings = _read_strings(package, parts)
    by_id = {part.id: part for part in parts}
    sheets: list[Sheet] = []
    names: set[str] = set()
    budget = Budget()
    lost = ""
    for entry in entries:
        part = by_id.get(entry.relationship)
        if part is not None and part.kind in _OTHER_SHEETS:
            faults.add(NOT_A_TABLE, entry.name, kind=_OTHER_SHEETS[part.kind])
            continue
        entry = _tell_apart(entry, names, faults)  # noqa: PLW2901  the same sheet under the name that it goes by
        if part is None or part.target not in package:
            lost = "文件里没有这个工作表的内容"
            faults.add(SHEET_LOST, entry.name, detail=lost)
            continue
        try:
            sheets.append(_read_sheet(package, part.target, entry, from_1904, strings, styles, faults, budget))
        except UnreadableError as fault:
            if fault.rule in (TOO_LARGE, FORBIDDEN_XML):
                raise
            lost = str(fault.words.get("detail", ""))
            faults.add(SHEET_LOST, entry.name, detail=lost)
    if not sheets:
        raise UnreadableError(DAMAGED, kind=package.kind, detail=lost) if lost else UnreadableError(NO_SHEET, kind=package.kind)
    return tuple(sheets)


def _read_sheet(
    package: Package,
    part: str,
    entry: _Entry,
    from_1904: bool,
    strings: tuple[RichText, ...],
    styles: tuple[Style, ...],
    faults: Faults,
    budget: Budget,
) -> Sheet:
    raw = RawSheet(entry.name, hidden=entry.state != "visible", from_1904=from_1904)
    reader = WorksheetReader(raw, strings, styles, faults, budget)
    reader.read(package.chunks(part), package.kind, part)
    attached = _read_attachments(package, part, entry.name, faults)
    raw.comments = attached.comments
    raw.filter_active = raw.filter_active or attached.filter_active
    cells, merged = finish_cells(raw, faults)
    return Sheet(entry.name, cells, merged, entry.state, attached.pictures + reader.cells.pictures + reader.objects, attached.text_boxes)


def _read_attachments(package: Package, part: str, sheet: str, faults: Faults) -> Attachments:
    try:
        return read_attachments(package, part)
    except UnreadableError as fault:
        if fault.rule is not DAMAGED:
            raise
        faults.add(COMMENTS_LOST, sheet, detail=str(fault.words.get("detail", "")))
        return Attachments({})


def _read_workbook(package: Package, part: str) -> tuple[list[_Entry], bool]:
    entries: list[_Entry] = []
    from_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        tag = local(name)
        if tag == "sheet":
            relationship = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            entries.append(_Entry(attributes.get("name", ""), relationship, _STATES.get(attributes.get("state", ""), "visible")))
        elif tag == "workbookPr":
            from_1904 = is_true(attributes.get("date1904"))

    feed(make_parser(start), package.chunks(part), package.kind, part)
    return entries, from_1904


def _read_styles(package: Package, parts: tuple[Relationship, ...]) -> tuple[Style, ...]:
    part = _find(package, parts, "styles")
    return read_styles(package.chunks(part), package.kind) if part else ()


def _read_strings(package: Package, parts: tuple[Relationship, ...]) -> tuple[RichText, ...]:
    part = _find(package, parts, "sharedStrings")
    return read_shared_strings(package.chunks(part), package.kind) if part else ()


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
