"""专家意见及答复表, 现场核查清单 and 抽查名单, read back: all that people wrote, whatever they renamed, moved, added or saved it with."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Sheet, Typed
from ecoreport.model.packing import VISIT_FIELDS, Filled, Opinion
from ecoreport.rounds.typed import Headings, columns_of, join, read_typed, said

_KNOWN = 3  # headings by which a list is known; in a file of another name, one of those that no other table has is among them
_TELLING = {"opinions": ("opinion", "answer"), "visits": ("place", "speaker", "result"), "sample": ("result",)}
_PRINTED = re.compile(r"[TM]?\d+(\.\d+)?")  # the number of a line that the program wrote


def read_lists(
    file: str, sheets: Sequence[Sheet], headings: Mapping[str, Headings], subjects: AbstractSet[str], own: str | None = None
) -> dict[str, Filled]:
    """Read what people filled in, by the list's key; nothing of tables that are no list. `own` is the list whose name the file has."""
    found: dict[str, Filled] = {}
    for sheet in sheets:
        key = _find_list(sheet, headings) or own
        head_row, known = _find_head(sheet, headings[key]) if key else (0, ())
        if key and len(known) >= _KNOWN:
            filled = _read(file, sheet, key, head_row, headings[key], subjects)
            found[key] = join_filled(found.get(key, Filled()), filled)
    return found


def join_filled(first: Filled, second: Filled) -> Filled:
    """Lay what two files say together; a line that says nothing else than another one is that line."""
    beside = dict(first.beside)
    for subject, typed in second.beside.items():
        beside[subject] = join(beside[subject], typed)[0] if subject in beside else typed
    lines = list(first.lines)
    known = len(lines)
    for line in second.lines:
        same = next((number for number in range(known) if _is_same(lines[number], line)), None)
        if same is None:  # it is numbered anew
            lines.append(replace(line, cells={field: text for field, text in line.cells.items() if field != "no" or not known}))
        else:
            lines[same] = Opinion({**line.cells, **lines[same].cells}, {**line.extra, **lines[same].extra})
    return Filled(tuple(lines), beside)


def _is_same(one: Opinion, other: Opinion) -> bool:
    """Is it one line: nothing that both say differs, and they share the opinion, or one says all that the other does."""
    first, second = ({**each.cells, **{f"+{heading}": text for heading, text in each.extra.items()}, "no": ""} for each in (one, other))
    shared = first.keys() & second.keys()
    alike = all(first[name] == second[name] for name in shared)
    return alike and ("opinion" in shared or shared in (first.keys(), second.keys()))


def _find_list(sheet: Sheet, headings: Mapping[str, Headings]) -> str | None:
    found = {key: _find_head(sheet, each)[1] for key, each in headings.items()}
    told = {key: known for key, known in found.items() if len(known) >= _KNOWN and not known.isdisjoint(_TELLING[key])}
    return max(told, key=lambda key: len(told[key]), default=None)


def _find_head(sheet: Sheet, headings: Headings) -> tuple[int, AbstractSet[str]]:
    """Find the row of headings, the one that names most fields, and which it names."""
    names = {fold(heading): field for field, those in headings.items() for heading in those}
    rows: dict[int, set[str]] = {}
    for cell in sheet.cells:
        if cell.value is not None and (field := names.get(fold(str(cell.value)))):
            rows.setdefault(cell.row, set()).add(field)
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=0)
    return best, rows.get(best, set())


def _read(file: str, sheet: Sheet, key: str, head_row: int, headings: Headings, subjects: AbstractSet[str]) -> Filled:
    lines = _lines(sheet, head_row, headings)
    if key == "opinions":
        return Filled(tuple(lines))
    typed, _ = read_typed(file, (sheet,), subjects, headings, frozenset(VISIT_FIELDS))
    beside = {subject: said for subject, each in typed.items() if (said := _said(each)).cells or said.extra}
    return Filled(tuple(line for line in lines if _is_added(line, subjects)), beside)


def _said(typed: Typed) -> Typed:
    cells = {name: cell for name, cell in typed.cells.items() if cell.text}
    return Typed(cells, {heading: cell for heading, cell in typed.extra.items() if cell.text})


def _is_added(line: Opinion, subjects: AbstractSet[str]) -> bool:
    """Did people add a line: it has no number of ours, or one of a plan before and something that they wrote."""
    subject = line.cells.get("subject", "")
    written = line.extra or line.cells.keys() & {*VISIT_FIELDS} - {"place"}  # which the program proposes
    return subject not in subjects and bool(written or not _PRINTED.fullmatch(subject))


def _lines(sheet: Sheet, head_row: int, headings: Headings) -> Iterator[Opinion]:
    """Read the lines below the headings. A number alone is no line: it is printed before anything is written."""
    head = {cell.column: str(cell.value).strip() for cell in sheet.cells if cell.row == head_row and cell.value is not None}
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        if cell.row > head_row and (text := said(cell)[0] if cell.value is not None else cell.formula or cell.error or ""):
            rows.setdefault(cell.row, {})[cell.column] = text
    beside = {column for line in rows.values() for column in line} - head.keys()
    fields, extra = columns_of(head, beside, headings)
    for row in sorted(rows):
        line = rows[row]
        opinion = Opinion(
            {fields[column]: text for column, text in line.items() if column in fields},
            {extra[column]: text for column, text in line.items() if column in extra},
        )
        if opinion.cells.keys() - {"no"} or opinion.extra:
            yield opinion
