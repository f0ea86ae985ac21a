"""A workbook written down by what people call things: a section a sheet, a block a row headed by its key, a line a cell.

    ## 43
    判定: × 未达标 ={IF(ISNUMBER(2020年完成值),…)}

Where a formula or a link names a cell, the line names the row's key and the column's heading instead of an address, and the lines
of a block keep to the program's order of fields. So a column that is added, renamed or moved changes its own lines and no others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter
from workbook_views import open_book, read_memory

from ecoreport.rendering.workbook import _SHEETS

KEYS = {  # the fields that tell one row of a sheet from another
    "indicators": ("id",),
    "open_items": ("id",),
    "key_tasks": ("no",),
    "main_tasks": ("no", "goal_id"),
    "departments": ("name",),
    "duties": ("department", "role", "id"),
    "findings": ("id",),
    "pending": ("id",),
    "closed": ("id",),
    "changes": ("department", "kind", "subject", "before_place"),
    "decisions": ("kind", "subject", "finding"),
    "conflicts": ("subject", "year", "other_place"),
    "definitions": ("kind", "subject", "text"),
    "trends": ("id",),
    "evidence": ("archive_number",),
    "regions": ("id",),
    "contents": ("department", "subject", "file", "sheet", "cell"),
    "lineage": ("subject", "year", "what", "file", "cell"),
    "files": ("file",),
    "unused": ("file", "sheet", "cell"),
}
_ADDRESS = re.compile(r"(?:'((?:[^'\"&(]|'')+)'!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])")


@dataclass
class View:
    """One sheet with its names: of columns by their headings, of rows by their keys."""

    sheet: Any
    formulas: Any
    key: str = ""
    places: Mapping[str, int] = field(default_factory=dict)  # field -> column
    head: int = 0  # the row of the headings

    @cached_property
    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Give each merged cell's first one."""
        return {
            (row, column): (area.min_row, area.min_col)
            for area in self.sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }

    @cached_property
    def spans(self) -> dict[tuple[int, int], str]:
        """Say over how many columns a cell is merged."""
        return {
            (area.min_row, area.min_col): f" ⟨{area.max_col - area.min_col + 1}⟩"
            for area in self.sheet.merged_cells.ranges
            if area.max_col > area.min_col
        }

    @cached_property
    def grouped(self) -> frozenset[int]:
        """Find the columns that are merged downwards: a new page repeats their names."""
        return frozenset(area.min_col for area in self.sheet.merged_cells.ranges if area.max_row > area.min_row and self.places)

    @cached_property
    def columns(self) -> dict[int, str]:
        return {column: str(self.sheet.cell(self.head, column).value) for column in self.places.values()}

    @cached_property
    def rows(self) -> dict[int, str]:
        """Name every row below the headings, or every row of a page."""
        names: dict[int, str] = {}
        met: Counter[str] = Counter()
        label = ""
        for row in range(self.head + 1, self.sheet.max_row + 1):
            if self.places:
                label = " ".join(str(self.value(row, self.places[name])) for name in KEYS[self.key] if name in self.places)
            else:
                label = str(self.sheet.cell(row, 1).value or label).split("\n")[0]
            met[label] += 1
            names[row] = label if met[label] == 1 else f"{label} #{met[label]}"
        return names

    def value(self, row: int, column: int) -> object:
        """Give a cell's value, of what is merged over it where it is."""
        return self.sheet.cell(*self.merged.get((row, column), (row, column))).value


class Dump:
    """Writes a workbook down."""

    def __init__(self, data: bytes) -> None:
        values, formulas = open_book(data), open_book(data, formulas=True)
        told: dict[str, dict[str, int]] = {}
        self.keys: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        self.memory = values["_ecoreport"]
        for row in read_memory(values)["sheet"]:
            told.setdefault(row["title"], {})[row["field"]] = column_index_from_string(row["column"])
            self.keys[row["title"]], self.heads[row["title"]] = row["key"], int(row["header_row"])
        self.views = {
            sheet.title: View(
                sheet, formulas[sheet.title], self.keys.get(sheet.title, ""), told.get(sheet.title, {}), self.heads.get(sheet.title, 0)
            )
            for sheet in values.worksheets
            if sheet.sheet_state == "visible"
        }
        self.names = {name: defined.attr_text for name, defined in values.defined_names.items()}

    def write(self) -> str:
        lines = [line for view in self.views.values() for line in self._sheet(view)]
        lines += ["# 名称", *(f"{name}: {self._named(target, None, 0)}" for name, target in sorted(self.names.items()))]
        return "\n".join([*lines, "# _ecoreport", *self._memory()]) + "\n"

    def _sheet(self, view: View) -> Iterator[str]:
        setup = view.sheet.page_setup
        yield f"# {view.sheet.title} · {'A3' if setup.paperSize == 8 else 'A4'} · {setup.orientation}"
        for row in range(1, view.head):
            for cell in view.sheet[row]:
                if cell.value is not None:
                    over = f"over {view.columns[cell.column]}" if cell.column > 1 and cell.column in view.columns else cell.coordinate
                    yield f"{over}: {self._cell(view, cell.row, cell.column)}"
        if view.places:
            yield "## 栏目"
            yield from (
                f"{name} · {view.sheet.column_dimensions[get_column_letter(column)].width:g}"
                for column, name in sorted(view.columns.items())
            )
        self.group: dict[int, object] = {}
        for row, name in view.rows.items():
            lines = list(self._row(view, row))
            if lines:
                yield f"## {name}"
                yield from lines

    def _row(self, view: View, row: int) -> Iterator[str]:
        if view.places:
            order = (*_SHEETS[view.key][0], *(name for name in view.places if name not in _SHEETS[view.key][0]))
            columns = [(view.places[name], view.columns[view.places[name]]) for name in order if name in view.places]
        else:
            columns = [(column, get_column_letter(column)) for column in range(1, view.sheet.max_column + 1)]
        for column, name in columns:
            value = view.sheet.cell(row, column).value
            repeated = column in view.grouped and self.group.get(column) == value
            if value is not None and column in view.grouped:
                self.group[column] = value
            if value is not None and not repeated:
                yield f"{name}: {self._cell(view, row, column)}"

    def _cell(self, view: View, row: int, column: int) -> str:
        cell, formula = view.sheet.cell(row, column), view.formulas.cell(row, column).value
        shown = f" [{cell.number_format}]" if cell.number_format != "General" else ""
        live = f" ={{{self._named(formula[1:], view, row)}}}" if formula != cell.value or cell.data_type == "f" else ""
        link = f" → {self._named(cell.hyperlink.location, view, row)}" if cell.hyperlink else ""
        return f"{str(cell.value)!r}"[1:-1] + shown + live + link + (view.spans.get((row, column), "") if row > view.head else "")

    def _named(self, text: str, here: View | None, row: int) -> str:
        """Put names in the place of addresses."""

        def name(match: re.Match[str]) -> str:
            title, *place = match.groups()
            view = self.views[title.replace("''", "'")] if title else here
            assert view is not None
            before = f"{view.sheet.title}." if view is not here else ""
            column, first, _, last = place
            told = self._column(view, column)
            rows = view.rows
            if last is None and view.places and column == "A" and view is not here:
                return f"{view.sheet.title}[{rows.get(int(first), first)}]"  # a whole row, whichever column stands first
            if last is None:
                return f"{before}{told}" if view is here and int(first) == row else f"{before}{told}[{rows.get(int(first), first)}]"
            if view is here and int(first) == int(last) == row:
                return f"{told}…{self._column(view, place[2])}"
            if view.places and int(first) == view.head + 1 and int(last) == max(rows):
                return f"{before}{told}[*]"
            return f"{before}{told}[{rows.get(int(first), first)} … {rows.get(int(last), last)}]"

        return _ADDRESS.sub(name, text)

    @staticmethod
    def _column(view: View, letters: str) -> str:
        return view.columns.get(column_index_from_string(letters), letters)

    def _memory(self) -> Iterator[str]:
        """Write the hidden sheet's rows but for what `test_rounds_memory` reads back; where a field stands is told by the heading that stands there."""
        names: dict[str, list[str]] = {}
        for row in self.memory.iter_rows(values_only=True):
            kind, *rest = [str(value) for value in row if value is not None] if row[0] == "columns" else row
            if kind == "columns":
                names[rest[0]] = rest[1:]
                yield f"columns {' '.join(rest)}"
            elif kind == "sheet":
                told = dict(zip(names[kind], rest, strict=False))
                view = self.views[told["title"]]
                heading = view.columns[column_index_from_string(told["column"])]
                yield f"sheet {told['key']} {told['title']} {told['header_row']} {told['first_row']} {told['field']} = {heading}"
            elif kind == "schema":
                yield f"{kind} {' | '.join('' if value is None else str(value) for value in rest).rstrip(' |')}"


def dump(data: bytes) -> str:
    return Dump(data).write()
