"""A ledger that was given back marked up, and came in again: what is ours of it is set aside, what was answered is kept.

It is known by a custom property, by its hidden sheet, or, where a program dropped both, by the ids of questions on 反馈意见.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from ecoreport.language import patterns as re
from ecoreport.model import RETURN_FILLS, RETURN_HEAD, RETURN_MARK, Answered, Cell, Note, Returned, Sheet, Source, Subject
from ecoreport.model.layout import written
from ecoreport.reading.cells import parse_address
from ecoreport.reading.styles import colour_of
from ecoreport.records import dataclass

_SCHEMA = RETURN_MARK[1].partition("/")[0] + "/"
_ID = re.compile(r"\w+-[0-9a-f]{10}(?:-\d+)?")
_HEADINGS = {"id": "编号", "result": "修改结果", "words": "说明"}  # as the contract names them, where the hidden sheet is gone
_HEAD_ROWS = 12  # within which the headings stand
_COLOUR = re.compile(r"<(?:\w+:)?fgColor\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_OURS = frozenset(RETURN_FILLS.values())


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the hidden sheet says."""

    original: str
    headings: Mapping[str, str]
    subjects: Mapping[str, str]  # of each question
    fills: tuple[tuple[str, str, str], ...]


def set_aside(file: str, sheets: tuple[Sheet, ...], mark: str | None) -> tuple[tuple[Sheet, ...], Returned | None]:
    """Take what is ours out of a file that had been given back; `mark` is what its property says, None: it has none."""
    hidden = [sheet for sheet in sheets if sheet.cells and written(sheet.cells[0]).startswith(_SCHEMA)]
    memory = _remembered(hidden[0] if hidden else None)
    tables = {sheet.name: head for sheet in sheets if sheet not in hidden and (head := _find_head(sheet, memory))}
    known = bool(hidden) or mark is not None
    if not known and not any(_ids(sheet, tables[sheet.name]) for sheet in sheets if sheet.name in tables):
        return sheets, None
    ours = [sheet for sheet in sheets if sheet in hidden or sheet.name in tables]
    answers = tuple(answer for sheet in ours if sheet.name in tables for answer in _answers(file, sheet, tables[sheet.name], memory))
    returned = Returned(memory.original or mark or "", tuple(ours), answers, memory.fills)
    before = {(sheet, cell): fill for sheet, cell, fill in memory.fills}
    return tuple(_without_ours(sheet, before) for sheet in sheets if sheet not in ours), returned


def _remembered(sheet: Sheet | None) -> _Memory:
    rows: dict[int, list[str]] = {}
    for cell in sheet.cells if sheet else ():
        rows.setdefault(cell.row, []).append(written(cell))
    told = [tuple(row) for row in rows.values()]
    return _Memory(
        next((row[1] for row in told if row[0] == "original" and len(row) == 2), ""),
        _HEADINGS | {row[1]: row[2] for row in told if row[0] == "heading" and len(row) == 3},
        {row[1]: row[2] for row in told if row[0] == "finding" and len(row) == 3},
        tuple((row[1], row[2], row[3] if len(row) > 3 else "") for row in told if row[0] == "fill" and len(row) in (3, 4)),
    )


# ---- 反馈意见 ----------------------------------------------------------------------------------

_Head = Mapping[str, tuple[int, int]]  # row and column of each heading that is asked for, and "last": the last column of the headings


def _find_head(sheet: Sheet, memory: _Memory) -> _Head | None:
    """Find the line of headings of 反馈意见."""
    rows: dict[int, dict[str, int]] = {}
    top = [cell for cell in takewhile(lambda each: each.row <= _HEAD_ROWS, sheet.cells) if isinstance(cell.value, str)]
    if memory.headings["id"] not in [written(cell) for cell in top]:
        return None
    for cell in top:
        rows.setdefault(cell.row, {}).setdefault(written(cell), cell.column)
    for row, texts in rows.items():
        if all(heading in texts for heading in memory.headings.values()):
            head = {field: (row, texts[heading]) for field, heading in memory.headings.items()}
            return head | {"last": (row, max(texts.values()))}
    return None


def _ids(sheet: Sheet, head: _Head) -> list[str]:
    row, column = head["id"]
    texts = (written(cell) for cell in sheet.cells if cell.column == column and cell.row > row)
    return [text for text in texts if _ID.fullmatch(text)]


def _answers(file: str, sheet: Sheet, head: _Head, memory: _Memory) -> Iterator[Answered]:
    """Give what was answered row by row; words beside or below the table are answers too."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in sheet.cells:
        if cell.row > head["id"][0] and cell.counts:
            rows.setdefault(cell.row, {})[cell.column] = cell
    for row in rows.values():
        asked = row.get(head["id"][1])
        id_ = written(asked) if asked and _ID.fullmatch(written(asked)) else ""
        result = row.get(head["result"][1])
        words = [cell for column, cell in row.items() if column == head["words"][1] or column > head["last"][1] or not id_]
        words = [cell for cell in words if cell is not result]
        if told := [*([result] if result else []), *words]:
            subject = memory.subjects.get(id_, "")
            notes = tuple(Note(written(cell), Source(file, sheet.name, cell.address)) for cell in told)
            said = "\n".join(map(written, words))
            yield Answered(id_, notes, Subject(subject) if subject else None, written(result) if result else "", said)


# ---- the department's own sheets ----------------------------------------------------------------


def _without_ours(sheet: Sheet, before: Mapping[tuple[str, str], str]) -> Sheet:
    """Take away what we said of cells, and their marks."""
    cells = tuple(cell for each in sheet.cells if (cell := _cell_without_ours(each)) is not None)
    fills = tuple(fill for each in sheet.fills if (fill := _fill_without_ours(sheet.name, each, before)) is not None)
    return replace(sheet, cells=cells, fills=fills)


def _cell_without_ours(cell: Cell) -> Cell | None:
    if not cell.comment or RETURN_HEAD not in cell.comment:
        return cell
    own = cell.comment.partition(RETURN_HEAD)[0].strip() or None
    if own is None and cell.value is None and cell.error is None and cell.formula is None:
        return None
    return replace(cell, comment=own)


def _fill_without_ours(sheet: str, fill: tuple[int, int, str], before: Mapping[tuple[str, str], str]) -> tuple[int, int, str] | None:
    row, column, colour = fill
    if colour not in _OURS:
        return fill
    told = next((xml for (name, address), xml in before.items() if name == sheet and parse_address(address) == (row, column)), "")
    match = _COLOUR.search(told)
    was = colour_of(dict(_ATTRIBUTE.findall(match[1]))) if match else None
    return (row, column, was) if was else None
