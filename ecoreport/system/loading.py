"""Read the plan's workbook: every fault is found before one error names them all."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ecoreport import machine
from ecoreport.errors import IndicatorSystemError
from ecoreport.guard import Bounds, LostError, alone
from ecoreport.language.filenames import shown_name
from ecoreport.model import IndicatorSystem
from ecoreport.paths import read_given
from ecoreport.system.directory import Directory
from ecoreport.system.duties import read_indicators, read_key_tasks, read_main_tasks
from ecoreport.system.forms import FORMS, Forms, load_forms
from ecoreport.system.plain import NotPlainError, read_plain
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
from ecoreport.system.tables import Book, Faults, Row, read_table
from ecoreport.templates import SHIPPED, Templates

if TYPE_CHECKING:
    from ecoreport.system import opening
else:  # with it comes openpyxl
    (opening,) = machine.later("ecoreport.system", "opening")

_BOUNDS = Bounds(seconds=120, memory=2 << 30)  # openpyxl reads without a budget; a plan takes it a second or two
_BUILT_IN = "indicator_system.xlsx"


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
    place, forms = SHIPPED.path(_BUILT_IN), load_forms()
    try:
        return _understand(place, read_plain(content), forms, Faults())
    except NotPlainError:  # somebody saved it with another program
        return next(_read_workbook(place, content, forms))


def _read_workbook(place: Path, content: bytes, forms: Forms) -> Iterator[IndicatorSystem]:
    faults = Faults()
    book = opening.open_workbook(place, content, frozenset().union(*(form.names for form in forms.sheets.values())), faults)
    yield _understand(place, book, forms, faults)


def _understand(place: Path, book: Book, forms: Forms, faults: Faults) -> IndicatorSystem:
    tables = {key: read_table(book, form, forms, faults) for key, form in forms.sheets.items()}
    system = _read_system(tables, forms, faults)
    if faults.sentences:
        raise IndicatorSystemError(shown_name(place.name), faults.sentences)
    return system


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
