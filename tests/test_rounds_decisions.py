"""What the office typed is taken for what it says; what cannot be taken is asked (tests/rules/J*.csv)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rule_tables import Row, cases_of, expected, said

import ecoreport as er
from ecoreport.language.dates import read_date
from ecoreport.model import (
    Batch,
    Choice,
    Decisions,
    Entry,
    Figure,
    Finding,
    Memory,
    Pending,
    PreviousRound,
    Source,
    Subject,
    TableReading,
    Twice,
)
from ecoreport.model.rounds import Adjudication, Typed, TypedCell
from ecoreport.rounds import RULES, decide, hold_against
from ecoreport.rounds.rules import ask
from ecoreport.rounds.values import FIELD_NAMES
from ecoreport.vocabulary import load_vocabulary

SYSTEM, VOCABULARY = er.load_system(), load_vocabulary()
FIELDS = {name: field for field, name in FIELD_NAMES.items()}
ASKED = {"填写": "answer", "依据": "basis"}  # of 待补清单
MISSING = {
    "value": "2020年完成值",
    "assigned": "上级下达目标值",
    "average": "全省平均值",
    "deadline": "整改时限",
    "branch": "所属类型（地形）",
}
CHOICE = Choice("甲表", (TableReading("A", "D列是完成值"), TableReading("B", "E列是完成值")))


def memory_of(rows: list[Row]) -> tuple[Memory, Batch]:
    """Remember one finding for each name of the rows, with what was typed beside it."""
    findings: dict[str, Finding] = {}
    typed: dict[str, dict[str, TypedCell]] = {}
    twice: list[Twice] = []
    reported, entries, asked = [], [], dict[str, Pending]()
    for row in rows:
        if row["field"].rstrip("‖") in ASKED:
            _ask(row, asked, typed, twice)
            continue
        id_ = f"K102-{row['finding']}"
        place = 5 + len(set(findings) | {id_}) - 1
        for name in (row["about"].rstrip("?") or "").split("+"):
            key = id_ if id_ not in findings or findings[id_].subject == name else f"{id_}-2"
            group = "一表" if "+" in row["about"] else None
            findings[key] = Finding(
                key, "K102", "verify", "不一致", "请核对", "市城管局", Subject(name) if name else None,
                group=group, doubts=True, choice=CHOICE if row["about"].endswith("?") else None,
            )  # fmt: skip
        texts = row["text"].split("‖")
        cells = [TypedCell(text, Source("汇总表.xlsx", "问题清单", f"S{place + n}"), read_date(text)) for n, text in enumerate(texts)]
        if row["field"] == "当时填报":
            reported.append(Adjudication(id_, Subject("43"), 2020, "97.5", "电话核实", cells[0].source, reported=row["text"]))
        elif row["field"] == "现在填报":
            figure = Figure("value", row["text"], Source("台账.xlsx", "表", "C5"), Decimal(row["text"]))
            entries.append(Entry(Subject("43"), 2020, "市城管局", "台账.xlsx", figure))
        else:
            field = FIELDS[row["field"].rstrip("‖")]
            typed.setdefault(id_, {})[field] = cells[0]
            twice += [Twice(id_, field, *cells)] if len(cells) > 1 else []  # type: ignore[arg-type]
    earlier = PreviousRound(1, date(2021, 1, 31), "")
    told = {id_: Typed(cells) for id_, cells in typed.items()}  # type: ignore[arg-type]
    memory = Memory(
        earlier, 2020, "", (), tuple(findings.values()), (), {}, (), None, told, tuple(twice), tuple(reported), (*asked.values(),)
    )
    return memory, Batch(entries=tuple(entries))


def _ask(row: Row, asked: dict[str, Pending], typed: dict[str, dict[str, TypedCell]], twice: list[Twice]) -> None:
    """Let a line of 待补清单 ask for what the row is `about`: what, and of what."""
    key, number = row["about"].split(" ")
    apart = ("山区", "丘陵区") if number == "归类·地形" else ("超、特大城市", "中小城市")
    id_, choices = f"P_{row['about']}", apart if key == "branch" else ()
    asked[id_] = Pending(id_, key, "", number, number, MISSING.get(key, key), 2020 if key == "value" else None, choices)
    cells = [
        TypedCell(text, Source("汇总表.xlsx", "待补清单", f"G{5 + place}"), read_date(text))
        for place, text in enumerate(row["text"].split("‖"))
    ]
    field = ASKED[row["field"].rstrip("‖")]
    typed.setdefault(id_, {})[field] = cells[0]
    twice += [Twice(id_, field, *cells)] if len(cells) > 1 else []  # type: ignore[arg-type]


def decided(rows: list[Row]) -> Decisions:
    memory, batch = memory_of(rows)
    return hold_against(decide(memory, SYSTEM, VOCABULARY, 2020), batch, memory)


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in RULES))
def test_what_cannot_be_taken_as_it_was_typed_is_asked(code: str, rows: list[Row]) -> None:
    asked = [finding for finding in ask(decided(rows).questions) if finding.code == code]
    assert said(asked, lambda finding: str(finding.subject or "—")) == expected(rows)
    assert all((finding.severity, finding.department) == ("verify", None) for finding in asked), "the office asks itself"


def typed(about: str, **cells: str) -> Decisions:
    return decided([{"finding": "a", "about": about, "field": name, "text": text} for name, text in cells.items()])


@pytest.mark.parametrize(
    ("about", "written", "value", "text"),
    [
        ("43", "97.5", "97.5", "97.5"),
        ("43", "97.5%", "97.5", "97.5%"),
        ("43", "九十七点五", "97.5", "九十七点五"),
        ("T35", "95%", "95", "95%"),
        ("T35", "已完成", None, "已完成"),
        ("1", "已实施", None, "已实施"),
    ],
)
def test_a_settled_value_is_in_the_plans_unit(about: str, written: str, value: str | None, text: str) -> None:
    (made,) = typed(about, 核定值=written, 核定依据="电话核实").adjudications
    assert (made.subject, made.year, made.value, made.text) == (about, 2020, value and Decimal(value), text)
    assert (made.basis, str(made.source)) == ("电话核实", "汇总表.xlsx 问题清单!S5")


def test_days_and_readings_are_taken_for_all_items_of_one_question() -> None:
    told = typed("43+44", 整改期限="2021-02-10", 豁免至="2021年3月1日", 备注="等年报")
    assert told.due == dict.fromkeys(("K102-a", "K102-a-2"), date(2021, 2, 10))
    assert told.waived == dict.fromkeys(("K102-a", "K102-a-2"), date(2021, 3, 1))
    assert typed("43?", 选读法="b").readings == (("甲表", "B"),)


def test_of_two_answers_in_two_files_both_files_are_named() -> None:
    memory, _ = memory_of([{"finding": "a", "about": "43", "field": "核定值‖", "text": "97.5‖98"}])
    (each,) = memory.twice
    elsewhere = replace(each, other=replace(each.other, source=Source("汇总表（张科）.xlsx", "问题清单", "S5")))
    (question,) = decide(replace(memory, twice=(elsewhere,)), SYSTEM, VOCABULARY, 2020).questions
    assert (question.words["one"], question.words["other"]) == ("汇总表.xlsx 问题清单!S5", "汇总表（张科）.xlsx 问题清单!S5")


@pytest.mark.parametrize("about", ["99", "T99"])
def test_what_the_plan_asks_no_more_is_settled_by_nobody(about: str) -> None:
    assert typed(about, 核定值="97", 核定依据="电话核实", 整改期限="下周") == Decisions()


def test_where_nothing_is_remembered_nothing_is_decided() -> None:
    assert decide(None, SYSTEM, VOCABULARY, 2020) == Decisions()


@pytest.mark.parametrize(("letter", "value"), [("A", "97.8"), ("b", "96.1")])
def test_a_reading_of_one_value_is_that_value(letter: str, value: str) -> None:
    memory, batch = memory_of([{"finding": "a", "about": "43", "field": "选读法", "text": letter}])
    asked = replace(memory.findings[0], message="填“97.8”，旁边注明“应为96.1”，没有采用：读法A：97.8；读法B：96.1")
    (made,) = hold_against(decide(replace(memory, findings=(asked,)), SYSTEM, VOCABULARY, 2020), batch, memory).adjudications
    assert (str(made.value), made.text) == (value, value)
