"""The register of rules: every rule stands in its family's tuple, under a code of its own, with its table of cases."""

import importlib
import pkgutil
import re

import pytest
from rule_tables import FOLDER, read_cases

import ecoreport
from ecoreport import pipeline
from ecoreport.rules import Rule

CODES = [rule.code for rule in pipeline.RULES]
MODULES = sorted(module.name for module in pkgutil.walk_packages(ecoreport.__path__, "ecoreport.") if not module.name.endswith("__main__"))


@pytest.mark.parametrize("name", MODULES)
def test_every_rule_of_a_module_stands_in_the_register(name: str) -> None:
    module = importlib.import_module(name)
    made = [value for value in vars(module).values() if isinstance(value, Rule)]
    assert [rule.code for rule in made if rule not in pipeline.RULES] == []
    if "RULES" in vars(module) and made:
        assert [rule.code for rule in made if rule not in module.RULES] == []


QUOTED = re.compile(r"“[^“”]*”")  # what people or the plan wrote
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”）}])[,:;!?()]|[,:;!?()](?=[\u4e00-\u9fff“（{])")


@pytest.mark.parametrize("rule", pipeline.RULES, ids=CODES)
def test_the_sentences_of_a_rule_are_written_with_full_width_marks(rule: Rule) -> None:
    for text in (rule.title, rule.message, rule.advice):
        assert HALF_WIDTH.findall(text) == [], text


@pytest.mark.parametrize("code", CODES)
def test_what_a_rule_says_of_its_cases_is_written_with_full_width_marks(code: str) -> None:
    for rows in read_cases(code).values():
        for text in (row.get(name) or "" for row in rows for name in ("says", "mend")):
            assert HALF_WIDTH.findall(QUOTED.sub("“”", text)) == [], text


def test_every_code_stands_once() -> None:
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_table_with_a_case_that_hits_and_one_that_passes(code: str) -> None:
    expectations = [any(row["expect"] for row in rows) for rows in read_cases(code).values()]
    assert True in expectations
    assert False in expectations


def test_every_table_belongs_to_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.csv")) == sorted(CODES)
