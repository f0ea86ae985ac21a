"""README says what is so: its tables are printed from the code, its commands stand for both kinds of machine."""

import re
import tomllib
from pathlib import Path

from ecoreport import pipeline, summary
from ecoreport.reading import READABLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def between(mark: str) -> str:
    return re.search(f"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", README, re.DOTALL)[1].strip()


def test_the_table_of_rules_is_what_the_command_prints() -> None:
    assert between("rules") == "\n".join(summary.rule_lines(pipeline.RULES))


def test_the_table_of_containers_is_what_reading_promises() -> None:
    rows = [f"| {one.kind} | {one.extensions or '—'} | {one.result} |" for one in READABLE]
    assert between("readable") == "\n".join(["| 是什么 | 扩展名 | 怎样处理 |", "|---|---|---|", *rows])


def test_every_verb_of_the_command_is_described() -> None:
    for verb in ("run", "check", "issue", "rules", "check-plan", "init", "template-check"):
        assert f"`ecoreport {verb}" in README


def test_the_commands_install_extras_that_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for extras in re.findall(r'"\.\[(\w+)\]"', README):
        assert extras in project["optional-dependencies"]


def test_the_pictures_exist() -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file()
