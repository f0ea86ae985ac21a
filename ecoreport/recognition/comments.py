"""What the comment on a heading says of the column below it, or of the whole table: 此列为丽水市数据, 本列为目标值, 本表为预计数."""

from collections.abc import Sequence
from dataclasses import replace

from ecoreport.matching.kinds import other_year_in, without_author
from ecoreport.model import Cell, Scope
from ecoreport.recognition.bands import Band
from ecoreport.recognition.beside import hear
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import VALUE_LIKE
from ecoreport.recognition.rows import Rows

_OF_VALUES = (*(field for field in VALUE_LIKE if field not in ("evidence", "data_source")), "region")


def scope_of(cell: Cell, sheet: str, setting: Setting) -> Scope:
    """Say what a comment tells of what its cell stands over or beside: whose it is, of which kind and part of the year."""
    if not cell.comment:
        return Scope()
    return hear(without_author(cell.comment), setting.source(sheet, cell.address), setting)


def with_comments(columns: Sequence[Column], grid: Grid, band: Band, setting: Setting) -> tuple[Column, ...]:
    """Give columns what the comments on their headings say of them: they make records of their own, as another place's do."""
    return tuple(_with_comments(column, grid, band, setting) if column.field in _OF_VALUES else column for column in columns)


def _with_comments(column: Column, grid: Grid, band: Band, setting: Setting) -> Column:
    cells = [cell for line in reversed(band.lines) if (cell := grid.at(line, column.place))]
    cells = [cell for cell in cells if without_author(cell.comment or "") not in column.heading.split("/")]  # read as a heading already
    said = next((scope for cell in cells if (scope := scope_of(cell, grid.sheet.name, setting)) != Scope()), None)
    texts = [without_author(cell.comment) for cell in cells if cell.comment]
    told = (other_year_in(text, setting.vocabulary, setting.year) for text in texts)
    column = replace(column, year=next((year for year in told if year), column.year))  # 按2019年年报数填
    if said is None or (column.field == "region" and column.scope == Scope()):
        return column
    inner = column.inner if column.field == "region" else column.field
    return replace(column, field="region", inner=inner, scope=said.within(column.scope))


def of_row(rows: Rows, line: int) -> Scope:
    """Say what the comments on a row's name, number or remark tell of the row."""
    told = (scope_of(cell, rows.grid.sheet.name, rows.setting) for _, cell in rows.labels(line) if cell.comment)
    return next((scope for scope in told if scope != Scope()), Scope())
