"""汇总表.xlsx: the consolidated workbook, drawn from a complete Report; nothing is judged or chosen here.

`scene` puts every row into its place, `book` holds the pen, `table` draws a sheet of one table, and one module a family of
sheets says what stands in each field. Which sheets and columns there are, and their words, is said by templates/workbook.toml.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from tempfile import TemporaryDirectory
from typing import Any

from ecoreport import machine
from ecoreport.model import Report
from ecoreport.rendering.workbook import (
    conflicts,
    contents,
    departments,
    findings,
    indicators,
    lineage,
    overview,
    pending,
    regions,
    rounds,
    tasks,
    trends,
)
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.layout import TEMPLATE, SheetLayout, read_layout
from ecoreport.rendering.workbook.memory import write_memory
from ecoreport.rendering.workbook.packed import PACK, Application, headings_of, render_tables
from ecoreport.rendering.workbook.scene import set_scene

__all__ = ["PACK", "TEMPLATE", "Application", "headings_of", "render_tables", "render_workbook"]

_LONG = 20_000  # rows of 填报内容 from which on a workbook is written by way of files: a row takes 4 KB of memory

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
    "pending": (pending.FIELDS, pending.write_pending),
    "closed": (rounds.CLOSED_FIELDS, rounds.write_closed),
    "changes": (rounds.CHANGE_FIELDS, rounds.write_changes),
    "decisions": (rounds.DECISION_FIELDS, rounds.write_decisions),
    "conflicts": (conflicts.FIELDS, conflicts.write_conflicts),
    "definitions": (conflicts.DEFINITION_FIELDS, conflicts.write_definitions),
    "trends": (trends.FIELDS, trends.write_trends),
    "evidence": (lineage.EVIDENCE_FIELDS, lineage.write_evidence),
    "regions": (regions.FIELDS, regions.write_regions),
    "contents": (contents.FIELDS, contents.write_contents),
    "lineage": (lineage.FIELDS, lineage.write_lineage),
    "files": (departments.FILE_FIELDS, departments.write_files),
    "unused": (lineage.UNUSED_FIELDS, lineage.write_unused),
}


@machine.spared_collections()
def render_workbook(report: Report, words: Mapping[str, Any], memory: Iterable[tuple[str, ...]] = ()) -> bytes:
    """Draw the workbook in memory; `words` are the tables of workbook.toml, `memory` what the hidden sheet keeps for the next round.

    The same report gives the same bytes.

    Raise TemplateError where the layout asks for what there is not.
    """
    layout = read_layout(words, {key: fields for key, (fields, _) in _SHEETS.items()})
    layout = departments.with_deadline(rounds.with_added(regions.with_regions(layout, report), report), report)
    with TemporaryDirectory(prefix="ecoreport-") if len(report.contents) > _LONG else nullcontext() as aside:
        book = Book(set_scene(report, layout), aside)
        for key, sheet in layout.sheets.items():
            _, write = _SHEETS[key]
            write(book, sheet)
        write_memory(book, memory)
        return book.close()
