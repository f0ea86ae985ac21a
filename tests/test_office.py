"""An office is opened once; what it knows goes through every stage."""

import inspect
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from little_plans import little_plan
from test_pipeline import ledgers, write_ledger  # noqa: F401  the fixture is asked for by name

import ecoreport as er
from ecoreport import cli, judging
from ecoreport.templates import SHIPPED

OWN_RULE = """from ecoreport import Breach, rule

@rule("X001", "verify", "合理性", "绿地面积偏大", "{item}偏大", "请核对")
def too_green(review):
    '''本市历年不超过10。'''
    assessment = review.assessments["46"]
    if assessment.value and assessment.value > 10:
        yield Breach(assessment.source, assessment.chosen.department, "46", words={"item": "46"})

RULES = (too_green,)
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "我的规则.py"
    path.write_text(OWN_RULE, "utf-8")
    return path


def codes(findings: tuple[er.Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def test_an_office_knows_the_plans_year_and_its_last_day() -> None:
    office = er.open_office()
    assert (len(office.system.items), office.period, office.as_of) == (68, 2020, date(2020, 12, 31))
    assert (office.rules, office.passwords, office.evidence) == ((), (), None)
    told = er.open_office(period="2021", as_of="2021-06-30", passwords="一二三", evidence=".")
    assert (told.period, told.as_of, told.passwords, told.evidence) == (2021, date(2021, 6, 30), ("一二三",), Path())
    assert er.open_office(period=2019).as_of == date(2019, 12, 31)


def test_the_plan_is_given_or_read_from_a_workbook_or_lies_among_the_templates(tmp_path: Path) -> None:
    plan = er.load_system()
    assert er.open_office(plan).system is plan
    other = tmp_path / "方案.xlsx"
    er.write_system(plan, other)
    assert er.open_office(other).system == plan
    (tmp_path / "indicator_system.xlsx").write_bytes(b"")
    with pytest.raises(er.IndicatorSystemError):
        er.open_office(templates=tmp_path)
    assert er.open_office(plan, tmp_path).system is plan


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"templates": "没有的文件夹"}, "找不到模板文件夹“没有的文件夹”。请检查路径是否写对。"),
        ({"evidence": "没有的文件夹"}, "找不到佐证材料文件夹“没有的文件夹”。请检查路径是否写对。"),
        ({"rules": "没有的规则.py"}, "找不到规则文件“没有的规则.py”。请检查路径是否写对。"),
        ({"previous": "上轮.xlsx"}, "找不到上一轮的结果“上轮.xlsx”。请检查路径是否写对。"),
    ],
)
def test_what_does_not_exist_is_refused_before_anything_is_read(told: dict[str, str], sentence: str, tmp_path: Path) -> None:
    for call in (lambda: er.open_office(**told), lambda: er.run(tmp_path, tmp_path / "输出", **told)):
        with pytest.raises(er.InputError) as caught:
            call()
        assert str(caught.value) == sentence
    assert not (tmp_path / "输出").exists()


def test_an_office_pickles(rules: Path) -> None:
    office = er.open_office(passwords=["一"], evidence=".", period=2021)
    assert pickle.loads(pickle.dumps(office)) == office
    own = er.open_office(rules=rules)
    assert pickle.loads(pickle.dumps(own.for_reading())) == er.open_office()


def test_workers_read_for_an_office_with_own_rules(ledgers: Path, rules: Path) -> None:  # noqa: F811
    office = er.open_office(rules=[rules])
    with ProcessPoolExecutor(2) as pool:
        batch = office.read(ledgers, executor=pool)
    assert batch == office.read(ledgers)
    assert "X001" in codes(office.check(batch))


def test_step_by_step_gives_what_one_call_gives(ledgers: Path, rules: Path, tmp_path: Path) -> None:  # noqa: F811
    told = {"system": little_plan(), "evidence": tmp_path, "rules": (rules,), "as_of": "2020-10-01", "period": 2020}
    at_once = er.run(ledgers, tmp_path / "一次", self_reports=True, **told)
    office = er.open_office(**told)
    batch = office.read(ledgers)
    report = office.consolidate(batch, office.check(batch))
    assert report == at_once
    assert "X001" in codes(report.findings)
    written = office.write(report, tmp_path / "分步", self_reports=True)
    assert {path.relative_to(tmp_path / "分步").parts[0] for path in written.files} == {
        "汇总表.xlsx",
        "技术报告.docx",
        "核对报告.docx",
        "result.json",
        "部门自查报告",
    }
    assert written.files[-1].name == "result.json"
    assert written.pending
    for name in ("汇总表.xlsx", "技术报告.docx", "核对报告.docx", "result.json"):
        assert (tmp_path / "分步" / name).read_bytes() == (tmp_path / "一次" / name).read_bytes()


def test_functions_without_an_office_take_the_same_options(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "vocabulary.toml").write_text(
        SHIPPED.path("vocabulary.toml").read_text("utf-8").replace("version_final = [", 'version_final = ["封档", '), "utf-8"
    )
    write_ledger(ledgers / "市城管局（封档）.xlsx", "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 97, "达标", "")])
    system = little_plan()
    for templates, expected in ((None, "H502"), (tmp_path, "H503")):
        batch = er.read_ledgers(ledgers, system, templates=templates)
        findings = er.check(batch, system, templates=templates, evidence=tmp_path)
        assert {"H501", "H502", "H503"} & codes(findings) == {expected}
        report = er.consolidate(batch, findings, system, templates=templates, evidence=tmp_path)
        assert report == er.run(ledgers, tmp_path / "输出", system, templates=templates, evidence=tmp_path)


def test_the_judge_runs_once(ledgers: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    times: list[int] = []
    assess = judging.review.assess
    monkeypatch.setattr(judging.review, "assess", lambda *told: times.append(1) or assess(*told))
    system = er.load_system()
    batch = er.read_ledgers(ledgers, system)
    first = er.consolidate(batch, er.check(batch, system), system)
    assert len(times) == 1
    assert er.consolidate(batch, tuple(er.check(batch, system)), system) == first  # plain findings carry no review
    assert len(times) == 3
    other = er.consolidate(batch, er.check(batch, system), system, as_of="2020-06-30")
    assert (len(times), other.as_of) == (5, date(2020, 6, 30))


def test_batches_read_apart_are_checked_together(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    later = tmp_path / "后报"
    later.mkdir()
    write_ledger(later / "市城管局（终稿）.xlsx", "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 97, "达标", "")])
    office = er.open_office()
    together = office.read(ledgers) + office.read(later)
    assert "H503" in codes(office.check(together))
    report = office.consolidate(together, office.check(together))
    assert str(report.item("43").assessment.value) == "97"


def test_a_changed_vocabulary_is_read_again(tmp_path: Path) -> None:
    text = SHIPPED.path("vocabulary.toml").read_text("utf-8")
    (tmp_path / "vocabulary.toml").write_text(text, "utf-8")
    before = er.open_office(templates=tmp_path).vocabulary
    (tmp_path / "vocabulary.toml").write_text(text.replace("version_final = [", 'version_final = ["封档", '), "utf-8")
    after = er.open_office(templates=tmp_path).vocabulary
    assert ("封档" in before.words["version_final"], "封档" in after.words["version_final"]) == (False, True)


def test_run_takes_every_option_of_the_command_by_the_same_name() -> None:
    options = {"passwords" if each.name == "password" else each.name for each in cli.VERBS["run"].parameters}
    assert options == set(inspect.signature(er.run).parameters) - {"executor", "progress"}
    assert set(inspect.signature(er.open_office).parameters) <= set(inspect.signature(er.run).parameters)
