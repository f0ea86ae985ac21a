"""A question about a table stands once for people, with all the items that it touches."""

import pytest

from ecoreport.model import Finding, Source, Subject
from ecoreport.model.questions import ask_once


def found(id_: str, item: str | None, group: str | None, severity: str = "verify", **more: object) -> Finding:
    told = {"department": "市水利局", "source": Source("甲.xlsx", "表", f"C{id_}"), **more}
    return Finding(id_, "H311", severity, f"{item}没有采用", "请补报", subject=Subject(item) if item else None, group=group, **told)  # type: ignore[arg-type]


def test_one_group_stands_once_under_its_first_id_and_names_its_items_and_cells() -> None:
    (one,) = ask_once([found("1", "14.1", "甲"), found("2", "22", "甲"), found("3", "22", "甲")])
    assert (one.id, one.subject, one.also, one.group) == ("1", "14.1", ("22",), "甲")
    assert one.message == "14.1没有采用"
    assert (one.source, one.others) == (Source("甲.xlsx", "表", "C1"), (Source("甲.xlsx", "表", "C2"), Source("甲.xlsx", "表", "C3")))


@pytest.mark.parametrize(
    ("second", "number"),
    [
        ({"group": "甲"}, 1),
        ({"group": "乙"}, 2),
        ({"group": None}, 2),
        ({"group": "甲", "department": "市审计局"}, 2),
    ],
)
def test_only_what_shares_group_rule_and_department_is_one_question(second: dict, number: int) -> None:
    assert len(ask_once([found("1", "14.1", "甲"), found("2", "22", **second)])) == number


def test_what_has_no_group_stays_as_it_is_and_in_its_place() -> None:
    findings = [found("1", "14.1", None), found("2", "22", "甲"), found("3", "22", None), found("4", "7", "甲")]
    assert [finding.id for finding in ask_once(findings)] == ["1", "2", "3"]
    assert ask_once(findings)[0] == findings[0]


def test_a_question_is_as_grave_as_its_gravest_and_explained_only_where_all_are() -> None:
    told = [found("1", "14.1", "甲", "notice", explanation="属实"), found("2", "22", "甲", "error")]
    assert [(one.severity, one.explanation) for one in ask_once(told)] == [("error", None)]
    told[1:] = [found("2", "22", "甲", explanation="见备注")]
    assert [one.explanation for one in ask_once(told)] == ["属实；见备注"]


def test_a_group_without_items_keeps_its_sentence() -> None:
    (one,) = ask_once([found("1", None, "甲"), found("2", None, "甲")])
    assert (one.message, one.subject, one.also) == ("None没有采用", None, ())
