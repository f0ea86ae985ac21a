"""The register of the room: how grave each rule is, of what kind, and what it silences (tests/rules_register.csv)."""

import csv
import importlib
import pkgutil
from pathlib import Path

import pytest

from ecoreport import checks
from ecoreport.rules import Rule

HERE = Path(__file__).parent
MODULES = [importlib.import_module(f"ecoreport.checks.{module.name}") for module in pkgutil.iter_modules(checks.__path__)]
FAMILIES = [module for module in MODULES if any(isinstance(value, Rule) for value in vars(module).values())]


@pytest.mark.parametrize("module", FAMILIES, ids=lambda module: module.__name__)
def test_every_rule_of_a_family_stands_in_its_tuple_in_the_order_of_the_file(module) -> None:
    assert [value for value in vars(module).values() if isinstance(value, Rule)] == list(module.RULES)


def test_the_register_is_every_family_in_the_order_of_the_manual() -> None:
    with (HERE / "rules_register.csv").open(encoding="utf-8", newline="") as stream:
        rows = [list(row.values()) for row in csv.DictReader(stream)]
    assert [[rule.code, rule.severity, rule.aspect, rule.title, " ".join(rule.silences)] for rule in checks.RULES] == rows


def test_what_a_rule_silences_is_a_rule() -> None:
    assert {code for rule in checks.RULES for code in rule.silences} <= {rule.code for rule in checks.RULES}
