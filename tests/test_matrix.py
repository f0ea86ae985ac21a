"""Whatever a department saves a layout as, the same comes out: values, findings, and the account of every cell."""

import functools
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "layouts"))

from builder import C, Case, S
from containers import CONTAINERS, Container, Wide, as_xlsx
from habits import HABITS, one
from offices import TEN_OFFICES
from scoring import score
from strangers import STRANGERS

from ecoreport.model import Batch, Figure, Finding
from ecoreport.pipeline import read_one
from ecoreport.reading import Input
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

SYSTEM, VOCABULARY = load_system(), load_vocabulary()

_H = ["指标名称", "单位", "2020年完成值"]
# What a cell stores beside its value, one fact a layout.
STORED = (
    one("百分比格式", [_H, ["森林覆盖率", "%", C(0.505, "0.0%")], ["自然岸线保有量", "%", C(0.781, "0.00%")]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("百分号只是字面", [_H, ["森林覆盖率", "%", C(50.5, '0.0"%"')], ["自然岸线保有量", "%", C(78.1, "0.0\\%")]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("小数配字面百分号", [_H, ["森林覆盖率", "%", C(0.505, "0.0\\%")]], {("18", 2020): None}),
    one("单位写在格式里", [_H[::2], ["自然岸线修复长度", C(11.37, '0.00"公里"')]], {("21.1", 2020): "11.37"}),
    one("千位分隔", [_H[::2], ["绿色贷款", C(1234.5, "#,##0.00")]], {("12", 2020): "1234.5"}),
    one("划线的旧值", [_H, ["森林覆盖率", "%", C(49.8, struck=True)], ["自然岸线保有量", "%", C("77.9", struck=True)]], {("18", 2020): None, ("31", 2020): None}),
    one("一格里划掉旧值写新值", [_H, ["森林覆盖率", "%", C("49.850.5", kept="50.5")]], {("18", 2020): "50.5"}),
    one("错误值", [_H, ["森林覆盖率", "%", C(error="#DIV/0!")], ["自然岸线保有量", "%", C(error="#N/A")]], {("18", 2020): None, ("31", 2020): None}),
    one("公式没有结果", [_H, ["森林覆盖率", "%", C(formula="A1+B2")]], {("18", 2020): None}),
    one("日期占了数值的位置", [_H, ["森林覆盖率", "%", date(2020, 5, 1)], ["自然岸线保有量", "%", C(date(2020, 12, 1), 'yyyy"年"mm"月"')]], {("18", 2020): None, ("31", 2020): None}),
    one("是否达标填成逻辑值", [[*_H, "是否达标"], ["森林覆盖率", "%", 50.5, True]], {("18", 2020): "50.5"}),
    one("逻辑值占了数值的位置", [_H, ["自然岸线修复长度", "公里", True]], {("21.1", 2020): None}),
    one("数字存成文本", [["序号", *_H], ["18", "森林覆盖率", "%", "50.5"], ["31", "自然岸线保有量", "%", "78.10"]], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    one("批注里有话", [_H, ["森林覆盖率", "%", C(50.5, comment="请核实口径")]], {("18", 2020): "50.5"}),
    Case("手工隐藏的行", [S("Sheet1", [_H, ["森林覆盖率", "%", 50.5], ["自然岸线保有量", "%", 78.1]], hidden_rows=(3,))], {("18", 2020): "50.5", ("31", 2020): "78.1"}),
    Case("隐藏的列", [Wide("Sheet1", [[*_H, "2019年完成值"], ["森林覆盖率", "%", 50.5, 50.3]], hidden_columns=(4,))], {("18", 2020): "50.5", ("18", 2019): "50.3"}),
    Case("深度隐藏的表", [S("填报", [_H, ["森林覆盖率", "%", 50.5]]), S("旧", [["指标名称", "2019年"], ["森林覆盖率", 50.3]], state="very_hidden")], {("18", 2020): "50.5", ("18", 2019): "50.3"}),
    one("特殊字符", [[*_H, "备注"], ["森林覆盖率", "%", 50.5, 'A&B<5>,"引号"\n第二行 μg/m³ 😀']], {("18", 2020): "50.5"}),
    one("小数位很长", [_H, ["森林覆盖率", "%", 50.123456789012], ["自然岸线保有量", "%", 10.1 + 20.2]], {("18", 2020): "50.123456789012", ("31", 2020): "30.3"}),
    one("空格与空行", [[], [None, *_H], [], [None, " 森林覆盖率 ", "%", 50.5], [None, None, None, " "]], {("18", 2020): "50.5"}),
)  # fmt: skip
LAYOUTS = (*HABITS, *TEN_OFFICES, *STRANGERS, *STORED)


def read(data: bytes, file: str, case: Case) -> Batch:
    return read_one(Input(file, data=data), SYSTEM, period=case.period, vocabulary=VOCABULARY)


@functools.cache
def read_xlsx(number: int) -> Batch:
    case = LAYOUTS[number]
    return read(as_xlsx(case), case.file, case)


def told(batch: Batch) -> dict[str, list[object]]:
    """Everything that a batch says, without the names of file and sheet."""
    (submission,) = batch.submissions
    return {
        "file": [submission.outcome, submission.department, submission.period],
        "cells": [submission.cells],
        "unused": sorted(unused.source.cell or "" for unused in batch.unused),
        "entries": sorted(_entries(batch), key=repr),
        "tasks": sorted(
            ((task.task, task.status and task.status.text, _figure(task.progress), task.source.cell) for task in batch.tasks), key=repr
        ),
        "evidence": sorted(
            (piece.number, piece.title, piece.document_number, piece.dated, piece.items, piece.source.cell) for piece in batch.evidence
        ),
        "signatures": sorted(((label.role, label.dated, label.source.cell) for label in batch.signatures), key=repr),
        "highlights": sorted((highlight.title, highlight.text) for highlight in batch.highlights),
        "findings": sorted(_finding(finding) for finding in batch.findings if finding.code != "R301"),
    }


def _entries(batch: Batch) -> Iterator[object]:
    for entry in batch.entries:
        sides = (entry.numerator, entry.denominator, entry.average, entry.assigned)
        yield entry.item, entry.year, _figure(entry.actual), *map(_figure, sides), entry.recognised_by


def _figure(figure: Figure | None) -> object:
    return figure and (
        figure.value,
        figure.text if figure.state == "value" else None,
        figure.state,
        figure.written,
        figure.hidden,
        figure.source.cell,
    )


def _finding(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.severity, finding.item or "", str(finding.task or ""), finding.cell or ""


def made(container: Container) -> list[object]:
    return [
        pytest.param(container, number, id=f"{container.name}-{case.name}")
        for number, case in enumerate(LAYOUTS)
        if not container.cannot(case)
    ]


@pytest.mark.parametrize(("container", "number"), [param for container in CONTAINERS for param in made(container)])
def test_a_layout_says_the_same_in_another_container(container: Container, number: int) -> None:
    case = LAYOUTS[number]
    batch = read(container.make(case), container.file(case), case)
    assert batch.submissions[0].container == container.kind
    assert told(batch) == told(read_xlsx(number))


def test_every_layout_is_held_by_at_least_two_other_containers() -> None:
    few = {case.name: [container.name for container in CONTAINERS if not container.cannot(case)] for case in LAYOUTS}
    assert not {name: names for name, names in few.items() if len(names) < 2}


def test_the_figures_of_a_layout_are_exact_decimals() -> None:
    figures = [entry.actual for number in range(len(LAYOUTS)) for entry in read_xlsx(number).entries]
    assert {type(figure.value) for figure in figures} <= {Decimal, type(None)}
