"""K104 and K105: a value against its numerator and denominator, as exactly as their printed digits allow."""

import pytest
from one_item import found, plan_with

# item, value, numerator, denominator, what is told: the computed value
QUOTIENTS = [
    # 448 and 532 count exactly, being whole and of three digits; 48/53 lies from 47.5/53.5 = 88.8 to 48.5/52.5 = 92.4
    ("43", "84.1", "448", "532", "84.21%"), ("43", "84.2", "448", "532", None), ("43", "83.9", "448", "532", "84.21%"), ("43", "84.4", "448", "532", "84.21%"),
    ("43", "92", "48", "53", None), ("43", "88", "48", "53", "90.57%"), ("43", "92", "48个", "53个", "90.57%"), ("43", "90.6", "48个", "53个", None),
    ("43", "84.5", "448", "532", "84.21%"), ("43", "84.512", "448", "532", "84.211%"), ("43", "84", "448", "532", None), ("43", "83", "448", "532", "84.21%"),
    ("43", "85", "448", "532", "84.21%"), ("43", "84.1", "448.0", "532.00", "84.21%"), ("43", "84.2", "448.0", "532.00", None),
    ("43", "842‰", "448", "532", None), ("43", "839‰", "448", "532", "84.21%"),
    ("43", "0", "0", "400", None), ("43", "0.1%", "0", "400", None), ("43", "0.2%", "0", "400", "0.00%"), ("43", "97", "390", "-400", None),
    ("43", "97", "-390", "400", None), ("43", "97", "0.1", "0", None), ("43", "97", "0.1", "0.4", "25.00%"),
    # of other items the digits alone are compared
    ("46", "15.2", "152", "1000", None), ("46", "15.2", "152000", "1", None), ("46", "15.2", "152", "10000", None), ("46", "15.2", "162", "1000", "0.16"),
    ("46", "15.2", "142.0", "1000.0", "0.14"), ("46", "10", "48", "50", None), ("46", "9.6", "20", "20", None), ("46", "5", "20", "20", "1.00"),
    ("46", "15.2", "1620", "100", "16.20"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "value", "numerator", "denominator", "told"), QUOTIENTS)
def test_a_value_is_held_against_the_quotient(item: str, value: str, numerator: str, denominator: str, told: str | None) -> None:
    messages = found("K104", value, item=item, numerator=numerator, denominator=denominator)
    assert [message.partition("应为")[2] for message in messages] == ([told] if told else [])


@pytest.mark.parametrize("unit", ["", "-"])
def test_what_has_no_unit_has_no_quotient(unit: str) -> None:
    assert found("K104", "15.2", item="46", system=plan_with("46", unit=unit), numerator="162", denominator="1000") == []


def test_a_change_has_no_quotient() -> None:
    assert found("K104", "15.2", item="46", system=plan_with("46", measure="变化率"), numerator="162", denominator="1000") == []


ROUNDED = [
    ("100", "9996", "10001", "99.95%，实际未达到指标值100%"),
    ("100", "99", "100", None),  # at best 99.5/99.5
    ("100", "100", "100", None),
    ("100", "999999", "1000002", "99.9997%，实际未达到指标值100%"),
    ("99.9", "9994", "10001", None),  # not met as it stands
]


@pytest.mark.parametrize(("value", "numerator", "denominator", "told"), ROUNDED)
def test_a_share_met_by_rounding_alone_is_told(value: str, numerator: str, denominator: str, told: str | None) -> None:
    messages = found("K105", value, item="22", numerator=numerator, denominator=denominator)
    assert [message.partition(f"分母{denominator}为")[2] for message in messages] == ([told] if told else [])


TOP = plan_with("15.2", target="≤5", name="劣V类水体比例")


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        ("501", "10000", "5.01%，实际未达到指标值≤5%"),
        ("5.03", "100", None),
        ("5001", "99999", "5.001%，实际未达到指标值≤5%"),
        ("500", "10000", None),
    ],
)
def test_a_share_that_must_stay_low_is_held_against_its_bound_too(numerator: str, denominator: str, told: str | None) -> None:
    messages = found("K105", "5", item="15.2", system=TOP, numerator=numerator, denominator=denominator)
    assert [message.partition(f"分母{denominator}为")[2] for message in messages] == ([told] if told else [])


def test_only_shares_are_rounded() -> None:
    assert found("K105", "13", item="46", numerator="12.99", denominator="100.00") == []


def test_what_contradicts_its_quotient_is_not_told_twice() -> None:
    beside = {"numerator": "9000", "denominator": "10001"}
    assert (len(found("K104", "100", item="22", **beside)), found("K105", "100", item="22", **beside)) == (1, [])
