"""The API as scripts call it, typed (mypy reads tests/typing strictly), also runs."""

import runpy
from pathlib import Path

import pytest
from little_plans import INDICATORS, TASKS, little_plan, write_little_plan
from test_pipeline import ledgers  # noqa: F401  the fixture is asked for by name

import ecoreport as er

API = runpy.run_path(str(Path(__file__).parent / "typing" / "public_api.py"))


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "我的规则.py"
    path.write_text("RULES = ()\n", "utf-8")
    return path


def test_a_script_runs_all_in_one_call(ledgers: Path, tmp_path: Path, rules: Path) -> None:  # noqa: F811
    API["run_in_one_call"](ledgers, tmp_path / "输出", rules, write_little_plan(tmp_path / "方案.xlsx"))
    assert (tmp_path / "输出" / "部门自查报告").is_dir()


def test_a_script_goes_step_by_step(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    API["step_by_step"](ledgers, tmp_path, write_little_plan(tmp_path / "方案.xlsx"))
    assert (tmp_path / "技术报告.docx").is_file()
    assert er.load_system(tmp_path / "指标体系.xlsx") == little_plan()


def test_a_script_opens_an_office_and_asks_the_report(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    plan = little_plan(INDICATORS, (*TASKS, 7))
    API["with_an_office"](ledgers, tmp_path / "输出", plan)
    assert (tmp_path / "输出" / "result.json").is_file()
    office = er.open_office(plan)
    batch = office.read(ledgers)
    API["ask_a_report"](office.consolidate(batch, office.check(batch)))


def test_a_script_judges_and_hears_what_is_wrong(tmp_path: Path) -> None:
    API["judge_a_target"]()
    assert "没有" in API["refuse"](tmp_path)
