"""The one page that goes out with all blank ledgers: how to fill them in, and how they come back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from documents import all_text, dump
from goldens import unlike

from ecoreport import pipeline
from ecoreport.issuing.form import read_form
from ecoreport.model import IndicatorSystem
from ecoreport.reading import discover, read
from ecoreport.rendering.papers import MANUAL, WORDING, Issue, render_manual
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED

SYSTEM = load_system()
SMALL = replace(SYSTEM, indicators=SYSTEM.indicators[11:12], key_tasks=(), main_tasks=())


def manual(system: IndicatorSystem = SYSTEM) -> bytes:
    ((name, data),) = render_manual(Issue(system, 2020, date(2020, 12, 31), ()), SHIPPED.words(WORDING), SHIPPED.file(MANUAL))
    assert name == "填报手册.docx"
    return data


def test_the_manual_is_as_it_was_approved() -> None:
    assert unlike("manual.txt", dump(manual())) == []


def test_it_explains_every_state_that_a_ledger_takes_and_every_colour() -> None:
    told = all_text(manual())
    for word in (*read_form(SHIPPED.words("ledger.toml")).states, "留空", "0", "黄色", "浅蓝色", "白色", "灰色", "淡紫色", "淡红色"):
        assert word in told


@pytest.mark.parametrize(("due", "says"), [(date(2021, 1, 10), "期限：2021年1月10日前"), (None, "期限：　　　　年　　月　　日前")])
def test_the_day_is_the_plans_or_a_place_to_write_it(due: date | None, says: str) -> None:
    system = replace(SYSTEM, parameters=replace(SYSTEM.parameters, ledger_deadline=due))
    assert says in all_text(manual(system))


def test_the_command_lays_one_beside_the_ledgers_and_it_is_no_ledger(tmp_path: Path) -> None:
    pipeline.issue(tmp_path, system=SMALL, notices=True)
    pipeline.issue(tmp_path, system=SMALL, notices=True)
    (told,) = (ledger for source in discover([tmp_path]) for ledger in read(source) if ledger.file.endswith("填报手册.docx"))
    assert told.outcome == "skipped"
