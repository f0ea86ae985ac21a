"""Little tables under every title, name and note of tests/kinds_cases: of what is told nothing is adopted, of what is honest all."""

from datetime import date
from pathlib import Path

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.model import Batch
from ecoreport.normalisation import normalise
from ecoreport.recognition import recognise

CASES = Path(__file__).parent / "kinds_cases"
ROWS = "危险废物利用处置率 | % | 98\n生态环境信息公开率 | % | 96"
TASKS = "5 | 实施生态环境损害赔偿制度 | 已完成\n7 | 落实污染物排放许可制度 | 已完成"
WEAK = "市水利局2020年目标责任书"  # a file called so may be the form of a plan, filled in: 完成值 is nearer
OF_A_PLACE = "全省平均值及本市完成值"  # asked for its place


def cases(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    told = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(place, text) for place, text, *_ in told if place != "remark" and text not in (WEAK, OF_A_PLACE)]


def hear(place: str, text: str, table: str) -> Batch:
    """Hear a table with the text as its title, its sheet's, its file's or its folder's name, or as a note below it."""
    title = text if place == "title" else "2020年情况"
    sketch = f"== {text if place == 'sheet' else '表'}\n{title}\n{table}" + (f"\n\n{text}" if place == "note" else "")
    file = {"file": f"市生态环境局/{text}.xlsx", "folder": f"{text}/市生态环境局.xlsx"}.get(place, "市生态环境局/台账.xlsx")
    ledger = draw(sketch, file)
    return heard(normalise(recognise(ledger, SYSTEM, VOCABULARY, 2020), ledger, SYSTEM, VOCABULARY, 2020), SYSTEM, 2020, date(2020, 12, 31))


def under(name: str, *others: str) -> list[tuple[str, str, str]]:
    """Set every text over 完成值, which speaks most for a value, and over one of the other headings."""
    told = cases(name)
    return [
        *((place, text, "完成值") for place, text in told),
        *((*each, others[number % len(others)]) for number, each in enumerate(told)),
    ]


@pytest.mark.parametrize(("place", "text", "heading"), under("told.txt", "2020年", "数值"))
def test_no_value_of_a_table_that_says_otherwise_is_adopted(place, text, heading):
    batch = hear(place, text, f"指标名称 | 单位 | {heading}\n{ROWS}")
    assert not [entry for entry in batch.entries if entry.year == 2020 and entry.actual.state == "value"]
    assert [finding for finding in batch.findings if finding.severity != "notice"]


@pytest.mark.parametrize("heading", ["完成值", "2020年"])
@pytest.mark.parametrize(("place", "text"), cases("honest.txt"))
def test_every_value_of_an_honest_table_is_adopted(place, text, heading):
    batch = hear(place, text, f"指标名称 | 单位 | {heading}\n{ROWS}")
    assert {entry.subject for entry in batch.entries if entry.year == 2020 and entry.actual.state == "value"} == {"22", "7"}


@pytest.mark.parametrize(("place", "text"), cases("told.txt"))
def test_no_task_of_a_table_that_says_otherwise_has_a_state(place, text):
    batch = hear(place, text, f"序号 | 任务名称 | 完成情况\n{TASKS}")
    assert all(report.contested for report in batch.tasks)
    assert batch.findings


@pytest.mark.parametrize(("place", "text"), cases("honest.txt"))
def test_every_task_of_an_honest_table_has_its_state(place, text):
    batch = hear(place, text, f"序号 | 任务名称 | 完成情况\n{TASKS}")
    assert [report.contested for report in batch.tasks] == [False, False]
