"""Every cell that was understood stands in the list of contents, with what became of it."""

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from answers import answers
from builder import to_ledger
from fifths import FIFTHS
from habits import HABITS
from lookalikes import LOOKALIKES
from offices import TEN_OFFICES
from random_layouts import make_case
from scenes import SYSTEM, Row
from scenes import report_of as report_of_rows
from scoped import entry, report_of
from strangers import STRANGERS
from thirds import THIRDS
from used_cells import out_of_sight, watched

from ecoreport.model import (
    Evidence,
    Figure,
    Highlight,
    KeyTaskReport,
    Note,
    Reference,
    Report,
    Scope,
    Signature,
    Source,
    Subject,
    Submission,
)
from ecoreport.pipeline import open_office
from ecoreport.reading import discover
from ecoreport.work import read_one, understand_all

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
DESK = open_office()
SYSTEM_ITEM = next(item for item in SYSTEM.items if item.id == "42")


# ---- no used cell is out of sight --------------------------------------------------------------


def report_on(batch) -> Report:
    return DESK.consolidate(batch, DESK.check(batch))


def test_every_used_cell_of_the_samples_is_listed() -> None:
    with watched() as used:
        report = report_on(sum((read_one(source, DESK) for source in discover(SAMPLES)), DESK.read(())))
    assert sum(submission.cells.used for submission in report.submissions) == len(used)
    assert len(used) > 1500
    assert out_of_sight(report, used) == []


@pytest.mark.parametrize(
    "case", [*HABITS, *TEN_OFFICES, *STRANGERS, *THIRDS, *LOOKALIKES, *FIFTHS, *map(make_case, range(60))], ids=lambda case: case.name
)
def test_every_used_cell_of_a_layout_is_listed(case) -> None:
    with watched() as used:
        report = report_on(understand_all((to_ledger(case),), DESK))
    assert len(used) == report.submissions[0].cells.used
    assert out_of_sight(report, used) == []


# ---- what became of it ---------------------------------------------------------------------------


def fates(report: Report) -> dict[str, str]:
    """Give what became of each cell, with what decided."""
    return {row.source.cell or "": f"{row.fate} {row.by}".rstrip() for row in report.contents}


def note(text: str, cell: str) -> Note:
    return Note(text, Source("甲.xlsx", "表", cell))


def figure(value: str, cell: str, state: str = "value") -> Figure:
    return Figure(state, value, Source("甲.xlsx", "表", cell), Decimal(value) if state == "value" else None)  # type: ignore[arg-type]


def test_what_stands_beside_an_adopted_value_goes_with_it_and_what_has_no_field_is_kept() -> None:
    told = entry(
        "42", "96", "C3",
        numerator=figure("96", "D3"), average=figure("91", "E3"), statement=note("已完成", "F3"), evidence=note("42-01", "G3"),
        unit_written=note("%", "H3"), plan_cells=(note("≥96", "I3"),), other_notes=(note("同比上升", "J3"),),
    )  # fmt: skip
    beside = dict.fromkeys(("C3", "D3", "E3", "F3", "G3", "H3"), "adopted")
    assert fates(report_of(told)) == {**beside, "I3": "plan", "J3": "kept"}


def test_an_earlier_year_is_adopted_as_such_and_what_is_said_beside_it_is_kept() -> None:
    told = (
        entry("42", "96", "C3"),
        entry("42", "95", "D3", 2019, remark=note("统计年鉴", "E3")),
        entry("42", "94", "F3", 2021),
        entry("42", "90", "G3", 2012),
    )
    assert fates(report_of(*told)) == {"C3": "adopted", "D3": "earlier", "E3": "kept", "F3": "year", "G3": "year"}


def test_the_offices_own_figure_of_an_earlier_year_outranks_the_ledgers() -> None:
    plan = replace(SYSTEM, references=(Reference("42", 2019, actual=Decimal(93), cell="参照值!A6"),))
    assert fates(report_of(entry("42", "95", "D3", 2019), system=plan)) == {"D3": "outranked 指标体系 参照值!A6"}


def test_another_departments_answer_names_the_one_that_stands_but_its_fact_may_be_adopted() -> None:
    lead, other = SYSTEM_ITEM.lead_department, "市审计局"
    told = (
        entry("42", "96", "C3", department=lead),
        entry(
            "42", "90", "C9", department=other, file="乙.xlsx", average=replace(figure("91", "D9"), source=Source("乙.xlsx", "表", "D9"))
        ),
    )
    assert fates(report_of(*told)) == {"C3": "adopted", "C9": f"outranked {lead}", "D9": "adopted"}


def test_an_average_that_the_office_gives_itself_outranks_the_ledgers() -> None:
    plan = replace(SYSTEM, references=(Reference("42", 2020, average=Decimal(93), cell="参照值!A6"),))
    told = fates(report_of(entry("42", "96", "C3", average=figure("91", "D3")), system=plan))
    assert told == {"C3": "adopted", "D3": "outranked 指标体系 参照值!A6"}


SCOPES = [
    ({"region": "普陀区"}, "region 普陀区"),
    ({"region": "普陀区", "kind": "plan"}, "told 某某"),
    ({"elsewhere": "宁波市"}, "told 某某"),
    ({"kind": "plan"}, "told 某某"),
    ({"kind": "example"}, "told 某某"),
    ({"part": "上半年"}, "told 某某"),
]


@pytest.mark.parametrize(("scope", "fate"), SCOPES)
def test_what_is_told_to_be_another_place_or_kind_names_the_words(scope: dict, fate: str) -> None:
    report = report_of(entry("42", "96", "C3", statement=note("好", "D3"), other_notes=(note("另", "E3"),), **scope))
    assert fates(report) == {"C3": fate, "D3": fate, "E3": fate}


def test_what_is_asked_names_its_question() -> None:
    first, second = entry("42", "96", "C3"), entry("42", "97", "C9")
    report = report_of(first, second)
    asked = {question.id for question in report.questions if question.source in (first.actual.source, second.actual.source)}
    assert set(fates(report).values()) <= {f"asked {id_}" for id_ in asked} | {"asked"} | {"outranked 甲.xlsx 表!C3"}


def test_a_sign_for_nothing_is_seen_as_blank() -> None:
    blank = replace(entry("42", "96", "C3"), actual=Figure("blank", "—", Source("甲.xlsx", "表", "C3")), statement=note("正在统计", "D3"))
    assert fates(report_of(blank)) == {"C3": "blank", "D3": "adopted"}


REPLACED = [  # what the draft and the final ledger say; what became of the draft's cells
    ("90 statement=略", "96 statement=已完成", {"90": "replaced", "略": "replaced"}),
    ("90 data_source=年鉴 average=91", "96", {"90": "replaced", "年鉴": "adopted", "91": "adopted"}),
]


@pytest.mark.parametrize(("draft", "final", "became"), REPLACED)
def test_a_replaced_answers_cells_name_the_one_that_stands(draft: str, final: str, became: dict[str, str]) -> None:
    rows: list[Row] = [
        *answers(f"市水利局 {draft} file=市水利局（初稿）.xlsx", "42"),
        *answers(f"市水利局 {final} file=市水利局（终稿）.xlsx", "42"),
    ]
    contents = report_of_rows(rows).contents
    old = {row.text: row for row in contents if "初稿" in row.source.file and row.kind != "department"}
    assert {text: row.fate for text, row in old.items()} == became
    assert {row.by for row in old.values() if row.fate != "adopted"} == {"市水利局（终稿）.xlsx"}


def test_a_file_that_comes_again_unchanged_repeats_the_first() -> None:
    rows = [row for draft in ("初稿", "终稿") for row in answers(f"市水利局 96 statement=略 file=市水利局（{draft}）.xlsx", "42")]
    again = [row for row in report_of_rows(rows).contents if "终稿" in row.source.file and row.kind != "department"]
    assert {(row.text, row.fate, row.by) for row in again} == {(text, "repeated", "市水利局（初稿）.xlsx") for text in ("96", "略")}


def task(cell: str, department: str, **more: object) -> KeyTaskReport:
    source = Source("甲.xlsx", "表", cell)
    return KeyTaskReport(Subject("T7"), department, "甲.xlsx", source, status=Note("推进中", source), **more)  # type: ignore[arg-type]


def test_tasks_are_told_like_items() -> None:
    lead = next(task.departments[0] for task in SYSTEM.key_tasks if task.no == 7)
    report = report_of(
        tasks=(
            task("C3", lead, progress=figure("60", "D3"), problem=note("资金", "E3"), other_notes=(note("年底", "F3"),)),
            task("C4", "市审计局", quantities=(figure("5", "D4"),)),
            task("C5", lead, year=2019),
            task("C6", lead, scope=Scope(region="普陀区", words="普陀区")),
            task("C7", lead, scope=Scope(kind="plan", words="计划")),
        )
    )
    assert fates(report) == {
        "C3": "adopted", "D3": "adopted", "E3": "adopted", "F3": "kept", "C4": f"outranked {lead}", "D4": f"outranked {lead}", "C5": "year",
        "C6": "region 普陀区", "C7": "told 计划",
    }  # fmt: skip


def test_evidence_and_covers_stand_with_their_cells_but_persons_stand_elsewhere() -> None:
    at = {cell: Source("甲.xlsx", "表", cell) for cell in ("A1", "A2", "A3", "B3", "A4")}
    piece = Evidence(
        "1", "市水利局", "甲.xlsx", at["B3"], "报告", subjects=(Subject("42"),), cells=(Note("1", at["A3"]), Note("报告", at["B3"]))
    )
    signs = tuple(
        Signature("市水利局", "甲.xlsx", role, text, at[cell])  # type: ignore[arg-type]
        for role, text, cell in (("department", "水利局", "A1"), ("filled_by", "钱七七", "A2"))
    )
    county = replace(piece, region="普陀区", cells=(Note("2", at["A4"]),), source=at["A4"])
    report = report_of(evidence=(piece, county), signatures=signs)
    assert fates(report) == {"A1": "adopted", "A3": "adopted", "B3": "adopted", "A4": "region 普陀区"}
    assert [sign.text for sign in report.department("市水利局").signatures] == ["钱七七"]


def test_what_nobody_of_ours_says_is_told_by_the_senders_name() -> None:
    def at(cell: str) -> Source:
        return Source("外.xlsx", "表", cell)

    report = report_of(
        submissions=(Submission("外.xlsx", "", None, "read", elsewhere="台州市生态环境局"),),
        evidence=(Evidence("1", None, "外.xlsx", at("A3"), cells=(Note("1", at("A3")),), elsewhere="台州市生态环境局"),),
        highlights=(Highlight(None, "外.xlsx", "", "略", at("A4"), (Note("略", at("A4")),), region="普陀区"),),
        signatures=(Signature(None, "外.xlsx", "department", "台州市生态环境局", at("A1")),),
    )
    assert fates(report) == {"A3": "elsewhere 台州市生态环境局", "A4": "region 普陀区", "A1": "elsewhere 台州市生态环境局"}
    assert {row.elsewhere for row in report.contents} == {"台州市生态环境局", None}


def test_a_branchs_persons_are_not_the_citys_departments() -> None:
    sign = Signature("市水利局", "甲.xlsx", "filled_by", "钱七七", Source("甲.xlsx", "表", "A2"), region="普陀区")
    report = report_of(signatures=(sign,))
    assert (report.department("市水利局").signatures, report.other_covers) == ((), (sign,))


def test_persons_of_senders_without_a_duty_are_kept_apart() -> None:
    sign = Signature(None, "县.xlsx", "telephone", "3421", Source("县.xlsx", "表", "A2"), region="普陀区")
    assert report_of(signatures=(sign,)).other_covers == (sign,)


# ---- one row a cell, in order -----------------------------------------------------------------


def test_a_cell_of_several_items_and_years_is_one_row_adopted_where_any_adopts_it() -> None:
    shared = note("均已完成", "F3")
    report = report_of(
        entry("32", "94", "C3", statement=shared),
        entry("42", "96", "C4", statement=shared),
        entry("42", "96", "C4", 2019, statement=shared),
    )
    (row,) = [row for row in report.contents if row.source.cell == "F3"]
    assert (row.subjects, row.years, row.kind, row.text, row.fate) == (("32", "42"), (2019, 2020), "statement", "均已完成", "adopted")


def test_rows_stand_department_by_department_in_the_plans_order() -> None:
    report = report_of(
        entry("42", "96", "C10", statement=note("二", "D10")), entry("42", "95", "C9", 2019), entry("7", "98", "C2"),
        entry("1", "3", "C1", department="市生态环境局", file="乙.xlsx"), entry("42", "94", "E9", region="普陀区", department=None),
    )  # fmt: skip
    assert [row.source.cell for row in report.contents] == ["C1", "C2", "C9", "C10", "D10", "E9"]
