"""README and docs/ say what is so: tables are those of the code, commands and links lead somewhere, the first page stays short."""

import re
import tomllib
from pathlib import Path

import pytest
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport import cli, pipeline, summary
from ecoreport.reading import READABLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(page.relative_to(ROOT).as_posix() for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
LONGEST = 8 * 1024  # bytes: what a clerk reads before trying


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def between(mark: str, text: str) -> str:
    return re.search(f"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text, re.DOTALL)[1].strip()


def test_the_first_page_is_short() -> None:
    assert len(README.encode()) <= LONGEST


def test_the_page_of_rules_is_what_the_command_writes() -> None:
    """Mend with: ecoreport rules --write docs/核对规则.md."""
    assert read("docs/核对规则.md") == summary.rules_page(pipeline.RULES)


def test_every_family_of_rules_is_explained() -> None:
    assert {rule.code[0] for rule in pipeline.RULES} == set(summary.FAMILIES)


def test_the_table_of_containers_is_what_reading_promises() -> None:
    rows = [f"| {one.kind} | {one.extensions or '—'} | {one.result} |" for one in READABLE]
    assert between("readable", read("docs/能读什么.md")) == "\n".join(["| 是什么 | 扩展名 | 怎样处理 |", "|---|---|---|", *rows])


def test_every_verb_of_the_command_is_described() -> None:
    for verb in cli.VERBS:
        assert f"`ecoreport {verb}" in README


def test_the_commands_install_extras_that_exist() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = re.findall(r"(?:\.|ecoreport)\[(\w+)\]", README)
    assert set(extras) == {"dev"}
    assert set(extras) <= set(project["optional-dependencies"])


def test_the_manuals_own_rule_finds_what_it_says(tmp_path: Path) -> None:
    """On a ledger that reports what the sample does."""
    manual = read("docs/操作手册.md")
    rules = tmp_path / "我的规则.py"
    rules.write_text(re.search(r"<!-- own-rule -->\n```python\n(.*?)```", manual, re.DOTALL)[1], "utf-8")
    write_ledger(tmp_path / "台账" / "市城管局.xlsx", "市城管局", [(46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 15.1, "", "")])
    office = er.open_office(rules=[rules])
    (told,) = [finding for finding in office.check(office.read(tmp_path / "台账")) if finding.code == "X001"]
    assert f"“{told.message}”" in manual


@pytest.mark.parametrize("page", PAGES)
def test_python_that_is_shown_can_be_compiled(page: str) -> None:
    for code in re.findall(r"```python\n(.*?)```", read(page), re.DOTALL):
        compile(code, page, "exec")


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_to_files(page: str) -> None:
    for path in re.findall(r"\]\(([^)#]+)[^)]*\)", read(page)):
        if not path.startswith("https://"):
            assert (ROOT / page).parent.joinpath(path).is_file(), path
