"""汇总表.xlsx: the consolidated workbook, drawn from a complete Report; nothing is judged or chosen here.

`scene` puts every row into its place, `book` holds the pen, `table` draws a sheet of one table, and one module a family of
sheets says what stands in each field. Which sheets and columns there are, and their words, is said by templates/workbook.toml.
"""

from collections.abc import Callable
from pathlib import Path

from ecoreport.model import Report
from ecoreport.publish import write_atomic
from ecoreport.rendering.workbook import departments, findings, indicators, lineage, overview, tasks, trends
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.layout import SheetLayout, load_layout
from ecoreport.rendering.workbook.memory import write_memory
from ecoreport.rendering.workbook.scene import set_scene
from ecoreport.templates import Templates

__all__ = ["render_workbook", "write_workbook"]

_Writer = Callable[[Book, SheetLayout], None]
_SHEETS: dict[str, tuple[tuple[str, ...], _Writer]] = {
    "overview": (overview.FIELDS, overview.write_overview),
    "indicators": (indicators.FIELDS, indicators.write_indicators),
    "open_items": (indicators.OPEN_FIELDS, indicators.write_open_items),
    "key_tasks": (tasks.KEY_FIELDS, tasks.write_key_tasks),
    "main_tasks": (tasks.MAIN_FIELDS, tasks.write_main_tasks),
    "departments": (departments.FIELDS, departments.write_departments),
    "duties": (departments.DUTY_FIELDS, departments.write_duties),
    "findings": (findings.FIELDS, findings.write_findings),
    "definitions": (findings.DEFINITION_FIELDS, findings.write_definitions),
    "trends": (trends.FIELDS, trends.write_trends),
    "evidence": (lineage.EVIDENCE_FIELDS, lineage.write_evidence),
    "lineage": (lineage.FIELDS, lineage.write_lineage),
    "files": (departments.FILE_FIELDS, departments.write_files),
    "unused": (lineage.UNUSED_FIELDS, lineage.write_unused),
}


def write_workbook(report: Report, path: str | Path, *, templates: Path | None = None) -> Path:
    """Write 汇总表.xlsx in one piece and give the path written, which is another where the file is held open by Excel or WPS.

    `templates` is the office's own folder (workbook.toml: sheets, columns, words). Values are in the plan's unit, each linked to its
    row of 数据溯源. The same report gives the same bytes. Raise OutputError where it cannot be written, TemplateError where
    workbook.toml cannot serve.
    """
    return write_atomic(path, render_workbook(report, templates=templates))


def render_workbook(report: Report, *, templates: Path | None = None) -> bytes:
    """Draw the workbook in memory; the same report gives the same bytes."""
    layout = load_layout({key: fields for key, (fields, _) in _SHEETS.items()}, Templates(templates))
    book = Book(set_scene(report, layout))
    for key, sheet in layout.sheets.items():
        _, write = _SHEETS[key]
        write(book, sheet)
    write_memory(book)
    return book.close()
