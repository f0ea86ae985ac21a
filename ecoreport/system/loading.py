"""Read the plan's workbook: every fault is found before one error names them all."""

import os
import warnings
import zlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import XLSM, XLSX, XLTM, XLTX

from ecoreport.errors import IndicatorSystemError
from ecoreport.guard import Bounds, LostError, alone
from ecoreport.language.filenames import shown_name
from ecoreport.language.widths import fold
from ecoreport.model import IndicatorSystem
from ecoreport.paths import read_given
from ecoreport.system.directory import Directory
from ecoreport.system.duties import read_indicators, read_key_tasks, read_main_tasks
from ecoreport.system.forms import FORMS, Forms, load_forms
from ecoreport.system.surroundings import (
    read_conditions,
    read_explanations,
    read_inspections,
    read_lights,
    read_links,
    read_marks,
    read_materials,
    read_notes,
    read_parameters,
    read_references,
    read_regions,
    read_stages,
    read_yearly_goals,
)
from ecoreport.system.tables import Faults, Row, read_table
from ecoreport.templates import SHIPPED, Templates

_BOUNDS = Bounds(seconds=120, memory=2 << 30)  # openpyxl reads without a budget; a plan takes it a second or two
_BUILT_IN = "indicator_system.xlsx"
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOKS = tuple(kind.encode() for kind in (XLSX, XLSM, XLTX, XLTM))
# What openpyxl raises on parts that are whole and do not fit each other: it reads without looking.
_MISFITS = (LookupError, ValueError, TypeError, AttributeError, SyntaxError)


def load_system(path: str | os.PathLike[str] | None = None, templates: Path | None = None) -> IndicatorSystem:
    """Load an indicator system from its workbook; the built-in one of 舟山 2020 where no `path` is given.

    `templates` is the office's own folder, whose system.toml may add headings and words. Order of columns and place of the heading
    row are free. Raise InputError where the file does not exist or cannot be opened, IndicatorSystemError, with every fault at once,
    where the workbook is broken or contradicts itself, TemplateError where system.toml cannot serve. Source of the built-in one: the
    plan of 15 July 2020 and its two annexes.
    """
    own = Templates(templates)
    forms = load_forms(own)
    place = SHIPPED.path(_BUILT_IN) if path is None else Path(path)
    content = read_given(place, "指标体系工作簿")
    if path is None:
        return next(_read_workbook(place, content, forms)) if own.own(FORMS) else _built_in(content)
    try:
        (system,) = alone(_BOUNDS, _read_workbook, place, content, forms)
    except LostError as loss:
        why = {"time": "用时过长，已停止", "memory": "占用内存过多，已停止", "ended": "读取进程意外结束"}[loss.why]
        raise IndicatorSystemError(shown_name(place.name), (f"整个文件：{why}。请用 Excel 打开，另存为新的 .xlsx 后重试。",)) from loss
    return system  # type: ignore[no-any-return]  # what the worker yields


@lru_cache(maxsize=1)
def _built_in(content: bytes) -> IndicatorSystem:
    """Read the built-in plan once: whoever loads it has the same, with all that was worked out of it."""
    return next(_read_workbook(SHIPPED.path(_BUILT_IN), content, load_forms()))


def _read_workbook(place: Path, content: bytes, forms: Forms) -> Iterator[IndicatorSystem]:
    faults = Faults()
    book = _open_workbook(place, content, frozenset().union(*(form.names for form in forms.sheets.values())), faults)
    tables = {key: read_table(book, form, forms, faults) for key, form in forms.sheets.items()}
    system = _read_system(tables, forms, faults)
    if faults.sentences:
        raise IndicatorSystemError(shown_name(place.name), faults.sentences)
    yield system


def _open_workbook(place: Path, content: bytes, titles: frozenset[str], faults: Faults) -> Workbook:
    """Open a workbook with its stored values; a formula without one, and an error value, is a fault."""
    _require_whole(place, content)
    book = _load(place, content)
    if any(cell.data_type == "f" for cell in _iterate_cells(book, titles)):
        formulas, book = book, _load(place, content, data_only=True)
        _report_unanswered(formulas, book, titles, faults)
    for cell in _iterate_cells(book, titles):
        if cell.data_type == "e":
            faults.add(_name_cell(cell), f"是错误值{cell.value}", "请改填正确的内容")
    return book


def _require_whole(place: Path, content: bytes) -> None:
    """Look at every part before openpyxl does: its checksum, its XML, and whether one of them is a workbook."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    except (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise _damaged(place, "是空文件" if not content else "不是 .xlsx 工作簿，或没有传完") from error
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                expat.ParserCreate().Parse(part, True)
            except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: an encoding that Python lacks
                raise _damaged(place, f"工作簿损坏（{shown_name(name)}）") from error
    if not any(kind in parts.get(_CONTENT_TYPES, b"") for kind in _WORKBOOKS):
        raise _damaged(place, "不是 Excel 工作簿，是别的文档或压缩包")


def _load(place: Path, content: bytes, *, data_only: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl names what it leaves out: extensions, not values
        try:
            return load_workbook(BytesIO(content), data_only=data_only)
        except _MISFITS as error:
            raise _damaged(place, "工作簿损坏，各部分对不上") from error


def _damaged(place: Path, what: str) -> IndicatorSystemError:
    return IndicatorSystemError(shown_name(place.name), (f"{what}；请用 Excel 或 WPS 打开指标体系工作簿，另存为 .xlsx 后再试。",))


def _iterate_cells(book: Workbook, titles: frozenset[str]) -> Iterator[Cell]:
    for sheet in book.worksheets:
        if fold(sheet.title) in titles:
            yield from (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def _report_unanswered(formulas: Workbook, values: Workbook, titles: frozenset[str], faults: Faults) -> None:
    for cell in _iterate_cells(formulas, titles):
        if cell.data_type == "f" and values[cell.parent.title][cell.coordinate].value is None:
            faults.add(_name_cell(cell), "公式没有计算结果", "请用 Excel 或 WPS 打开后保存一次，或改填数值")


def _name_cell(cell: Cell) -> str:
    return f"工作表“{cell.parent.title}”{cell.coordinate}"


def _read_system(tables: dict[str, tuple[Row, ...]], forms: Forms, faults: Faults) -> IndicatorSystem:
    directory = Directory(tables["departments"])
    groups, indicators = read_indicators(tables["items"], directory)
    items = frozenset(item.id for indicator in indicators for item in indicator.items)
    key_tasks = read_key_tasks(tables["key_tasks"], directory)
    main_tasks = read_main_tasks(tables["main_tasks"], tables["goals"], directory, items)
    return IndicatorSystem(
        parameters=read_parameters(tables["parameters"], forms, faults),
        groups=groups,
        indicators=indicators,
        key_tasks=key_tasks,
        main_tasks=main_tasks,
        stages=read_stages(tables["stages"]),
        yearly_goals=read_yearly_goals(tables["yearly_goals"]),
        departments=directory.departments,
        collectives=directory.collectives,
        regions=read_regions(tables["regions"]),
        links=read_links(
            tables["links"],
            frozenset(task.no for task in main_tasks),
            frozenset(indicator.no for indicator in indicators),
            frozenset(task.no for task in key_tasks),
        ),
        references=read_references(tables["references"], items | {goal.id for task in main_tasks for goal in task.goals}),
        notes=read_notes(tables["notes"]),
        conditions=read_conditions(tables["conditions"]),
        inspections=read_inspections(tables["inspections"], directory),
        materials=read_materials(tables["materials"]),
        explanations=read_explanations(tables["explanations"]),
        lights=read_lights(tables["lights"]),
        marks=read_marks(tables["marks"]),
    )
