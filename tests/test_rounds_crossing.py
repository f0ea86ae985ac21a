"""What crosses on its way, and a department that goes over into another in the middle of the year: no finding begins anew."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from little_plans import little_plan
from test_rounds import ROUNDS, Year, water

import ecoreport as er
from ecoreport.model import IndicatorSystem

GONE, HEIR = "市治水治污办", "市生态环境局"
QUALITY = (15, "水环境质量达到或优于III类水质比例", "%", 80.0, 85.0)


def merged(system: IndicatorSystem, gone: str, heir: str) -> IndicatorSystem:
    """Let one department take over what another owes, and be known by its name as well."""

    def names(departments: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heir if name == gone else name for name in departments))

    known = {each.name: each for each in system.departments}
    aliases = (*known[heir].aliases, gone, *known[gone].aliases)
    return replace(
        system,
        indicators=tuple(
            replace(each, items=tuple(replace(item, departments=names(item.departments)) for item in each.items))
            for each in system.indicators
        ),
        key_tasks=tuple(replace(task, departments=names(task.departments)) for task in system.key_tasks),
        main_tasks=tuple(
            replace(
                task,
                departments=names(task.departments),
                goals=tuple(replace(goal, departments=names(goal.departments)) for goal in task.goals),
            )
            for task in system.main_tasks
        ),
        departments=tuple(
            replace(each, aliases=aliases) if each.name == heir else each for each in system.departments if each.name != gone
        ),
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, list[er.Report]]:
    """Play three rounds: a correction crosses the file that was given back; then one department is merged into another."""
    plan = little_plan((15, 16, 42), (11, 28))
    office = Year(tmp_path_factory.mktemp("交叉"), plan)
    office.send("市水利局.xlsx", "市水利局", water(93.8))
    office.send(f"{GONE}.xlsx", GONE, (*QUALITY, 90.0, "达标", ""), (16, "近岸海域水质优良(一、二类)比例", "%", 40, 41, "约42", "达标", ""))
    office.send(f"{HEIR}.xlsx", HEIR, (*QUALITY, 88.5, "达标", ""))
    reports = [office.run(ROUNDS[0], returns=True)]
    office.send("市水利局（更正）.xlsx", "市水利局", water(96.2))
    shutil.copytree(office.out / "退回修改/市水利局", office.ledgers / "退回的")
    reports.append(office.run(ROUNDS[1]))
    office.type(office.id_of("N101", GONE, "16"), 责任人="王某")
    office.plan = merged(plan, GONE, HEIR)
    reports.append(office.run(ROUNDS[2]))
    return office, reports


def test_what_was_given_back_and_comes_untouched_undoes_no_correction(office: tuple[Year, list[er.Report]]) -> None:
    first, second, _ = office[1]
    assert str(first.item("42").assessment.value) == "93.8"
    assert str(second.item("42").assessment.value) == "96.2"
    assert [finding.code for finding in second.item("42").findings if finding.severity == "error"] == []
    gone = {each.file: each.outcome for each in second.submissions}
    assert gone == {**gone, "市水利局（更正）.xlsx": "read", "退回的/市水利局.xlsx": "superseded"}
    assert {(each.finding.code, each.how) for each in second.closed if each.finding.item == "42"} == {
        ("K101", "rechecked"),
        ("V101", "rechecked"),
    }


def test_the_findings_of_a_merged_department_live_on_with_its_heir(office: tuple[Year, list[er.Report]]) -> None:
    _, before, after = office[1]
    asked = {finding.item: finding for finding in before.findings if finding.code == "N101" and finding.department == GONE}
    heirs = {finding.item: finding for finding in after.findings if finding.code == "N101" and finding.department == HEIR}
    assert heirs.keys() == asked.keys() == {"16"}
    assert [(each.id, each.state, each.first_round) for each in heirs.values()] == [(asked["16"].id, "open", 1)]
    assert after.typed[asked["16"].id].text("person") == "王某"
    assert GONE not in {finding.department for finding in after.findings}
    left = [finding for finding in after.findings if finding.code == "C103" and finding.department == HEIR]
    assert {finding.first_round for finding in left} == {1}, "what either owed was known from the first round"


def test_what_two_departments_said_differently_is_asked_of_the_one_that_they_are_now(office: tuple[Year, list[er.Report]]) -> None:
    _, before, after = office[1]
    assert [finding.code for finding in before.item("15.1").findings if finding.code == "K102"] == ["K102"]
    assert [(finding.code, finding.department) for finding in after.item("15.1").findings if finding.code == "H502"] == [("H502", HEIR)]
    assert after.item("15.1").assessment.value is None, "which of the two is the later nobody can tell"
    assert Path(office[0].out / "历史" / "第2轮").is_dir()
