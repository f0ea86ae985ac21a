"""A sheet of the issued ledger, read by its stamp alone: where the stamp and the headings agree there is no other reading.

Rows are found by code and name (`agreement`), wherever they were moved. Rows without a code are the department's own and are read
by their names; what is no part of the form stays in `rest`, for the general reader.
"""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.language.widths import word_key
from ecoreport.model import Cell, Finding, Scope, Sheet
from ecoreport.model.layout import LabelledText, LayoutRecord, RecordKind, written
from ecoreport.recognition.around import said_around
from ecoreport.recognition.bands import Band, may_head, title_of
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column, headed
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import LONGEST_HEADING, NAME_LIKE
from ecoreport.recognition.issued_rows import IssuedRows
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.stamp import PrintedSheet, Stamp
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.recognition.titles import Title
from ecoreport.records import dataclass
from ecoreport.vocabulary import KINDS

_NAMING = frozenset(("code", "name", "title", "text"))  # a heading row without any of them is no form's


@dataclass(frozen=True, slots=True)
class Issued:
    """What a sheet (or the upper part of one) was understood as, and what on it is not the form's."""

    records: tuple[LayoutRecord, ...]
    labels: tuple[LabelledText, ...]
    furniture: frozenset[str]  # addresses
    findings: tuple[Finding, ...]
    rest: Sheet


def read_issued(sheet: Sheet, setting: Setting, finder: SubjectFinder, stamp: Stamp) -> Issued | None:
    """Read a sheet as the form that the stamp says it is; None where its headings are no form's."""
    sheet = _without_stale_merges(sheet, stamp.codes)
    grid = Grid(sheet)
    for line in grid.lines:
        keys = {word_key(text) for text in _short_texts(grid, line)}
        for form in stamp.forms:
            if form.kind != "cover" and _is_head(form, keys):
                return _read_table(grid, form, form.kind, line, setting, finder, stamp)
    return next((_read_cover(grid, form) for form in stamp.forms if form.kind == "cover" and _is_cover(grid, form)), None)


def _without_stale_merges(sheet: Sheet, codes: frozenset[str]) -> Sheet:
    """Leave out the merges that rows with codes of their own were pushed under, by programs that leave merges where they were."""
    pushed = {cell.row for cell in sheet.cells if cell.covered and written(cell) in codes}
    if not pushed:
        return sheet
    spans = {(area.first_row, area.last_row) for area in sheet.merged}
    stale = {(first, last) for first, last in spans if any(first < row <= last for row in pushed)}
    return replace(sheet, merged=tuple(area for area in sheet.merged if (area.first_row, area.last_row) not in stale))


def _short_texts(grid: Grid, line: int) -> list[str]:
    """List the texts of a line that may be headings."""
    cells = (grid.own(line, place) for place in grid.owned(line))
    return [text for cell in cells if cell and isinstance(cell.value, str) and len(text := written(cell)) <= LONGEST_HEADING]


def _is_head(form: PrintedSheet, keys: set[str]) -> bool:
    """Are half of the form's headings left in this line: columns that do not apply may have been deleted."""
    held = form.headings.keys() & keys
    return len(held) * 2 >= len(form.headings) and bool(_NAMING & {form.headings[key][0] for key in held})


# ---- the cover --------------------------------------------------------------------------------


def _is_cover(grid: Grid, form: PrintedSheet) -> bool:
    keys = {word_key(text) for line in grid.lines for text in _short_texts(grid, line)}
    return len(form.labels.keys() & keys) * 2 >= len(form.labels)


def _read_cover(grid: Grid, form: PrintedSheet) -> Issued:
    labels: list[LabelledText] = []
    for line in grid.lines:
        for place in grid.owned(line):
            role = form.labels.get(word_key(grid.text(line, place)))
            value = grid.own(line, grid.span(line, place)[1] + 1) if role else None
            if role and value and word_key(written(value)) not in form.labels:
                labels.append(LabelledText(role, written(value), grid.sheet.name, value))
    told = {label.cell.address for label in labels}
    furniture = {cell.address for cell in _printed_cells(grid, form.texts) if cell.address not in told}
    return Issued((), tuple(labels), frozenset(furniture), (), _without(grid.sheet, told | furniture))


def _printed_cells(grid: Grid, texts: frozenset[str]) -> Iterator[Cell]:
    return (cell for cell in grid.sheet.cells if cell.counts and isinstance(cell.value, str) and written(cell) in texts)


def _without(sheet: Sheet, taken: set[str]) -> Sheet:
    return replace(sheet, cells=tuple([cell for cell in sheet.cells if cell.address not in taken and cell.counts]))


# ---- a table ----------------------------------------------------------------------------------


def _columns(grid: Grid, form: PrintedSheet, kind: RecordKind, line: int, setting: Setting) -> tuple[Column, ...]:
    """Give the form's columns their fields wherever they were moved; one that was added has what its heading says."""
    known = {field for fields in setting.vocabulary.headings[kind].values() for field in fields}
    columns: list[Column] = []
    for place in grid.places:
        text = grid.text(line, place)
        if not text or place != grid.span(line, place)[0]:
            continue
        field, year = form.headings.get(word_key(text), ("", None))
        if field in known:
            columns.append(Column(place, field, text, year))
            continue
        added = setting.reader.read(kind, text)
        if added.fields and added.fields[0] not in (*NAME_LIKE, "code", "number"):
            columns.append(replace(headed(place, added.fields[0], added), heading=text))
    return tuple(columns)


def _scope(grid: Grid, head: int, setting: Setting) -> Scope:
    """Say whose copy of the form it is: what is printed on it says nothing of that."""
    return setting.scope(grid.sheet.name, said_around(grid.sheet, range(head), setting))


def _end(grid: Grid, head: int, setting: Setting, finder: SubjectFinder) -> int | None:
    """Find the line where another table begins below the form's rows, with its title."""
    headings = frozenset().union(*(setting.vocabulary.headings[kind] for kind in KINDS))
    for line in grid.below(head):
        known = [text for text in _short_texts(grid, line) if word_key(text) in headings]
        again = all(grid.text(line, place) == grid.text(head, place) for place in grid.owned(line))
        if len(known) >= 2 and not again and any(may_head(grid, line, kind, setting.reader) for kind in KINDS):
            return title_of(grid, line, head, setting.reader, finder)
    return None


def _read_table(
    grid: Grid, form: PrintedSheet, kind: RecordKind, head: int, setting: Setting, finder: SubjectFinder, stamp: Stamp
) -> Issued:
    columns = _columns(grid, form, kind, head, setting)
    band = Band((head,), head, tuple(column.place for column in columns), (), _end(grid, head, setting, finder))
    rows = Rows(grid, kind, setting, band, columns, Title(year=setting.year, scope=_scope(grid, head, setting)))
    own = (cell for cell in _printed_cells(grid, form.texts) if band.end is None or cell.row < band.end)
    printed = {cell.address for cell in (*rows.headings(), *own)}
    read = IssuedRows(rows, finder, stamp.codes, frozenset(printed))
    read.read()
    furniture = (printed | read.furniture) - read.claimed
    return Issued(tuple(read.records), (), frozenset(furniture), tuple(read.findings), _without(grid.sheet, read.taken | furniture))
