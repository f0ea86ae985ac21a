"""填报内容 shows every cell that was understood, where it stands and what became of it; covers' persons stand in 单位报送情况 alone."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from builder import to_ledger
from habits import HABITS
from lookalikes import LOOKALIKES
from offices import TEN_OFFICES
from random_layouts import make_case
from scoped import entry, report_of
from strangers import STRANGERS
from used_cells import says, watched
from workbook_views import QUIET, column, find, follow, headings, open_book, render_workbook

from ecoreport.language.widths import clean
from ecoreport.model import ContentRow, Note, Report, Signature, Source
from ecoreport.outputs import render_all
from ecoreport.pipeline import open_office
from ecoreport.privacy import covered
from ecoreport.reading import discover
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED
from ecoreport.work import read_one, understand_all

pytestmark = pytest.mark.filterwarnings(QUIET)

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
DESK = open_office()
TITLE = "填报内容"


def rows_of(book, title: str = TITLE) -> list[dict[str, str]]:
    sheet = book[title]
    names = headings(sheet)
    return [
        {name: str(row[at - 1].value or "") for name, at in names.items()} for row in sheet.iter_rows(min_row=5) if row[0].value is not None
    ]


# ---- over everything that tests hold -----------------------------------------------------------


def test_every_used_cell_of_the_samples_stands_in_a_sheet_that_people_see() -> None:
    with watched() as used:
        batch = sum((read_one(source, DESK) for source in discover(SAMPLES)), DESK.read(()))
    report = DESK.consolidate(batch, DESK.check(batch))
    book = open_book(render_workbook(report))
    assert book[TITLE].sheet_state == "visible"
    shown = {Source(row["文件"], row["工作表"], row["单元格"]): row["原样"] for row in rows_of(book)}
    people = "\n".join(row[name] for row in rows_of(book, "单位报送情况") for name in ("填报人", "审核人", "负责人", "联系电话"))
    persons = {sign.source: sign.text for sign in batch.signatures if sign.of_person}
    assert {source for source in used if source not in shown} == {source for source in persons if source not in shown}
    assert [text for text in persons.values() if text not in people] == []
    assert [str(source) for source, text in used.items() if source in shown and not says(shown[source], text)] == []


def test_every_listed_cell_of_the_layouts_has_its_row() -> None:
    cases = (*HABITS, *TEN_OFFICES, *STRANGERS, *LOOKALIKES, *map(make_case, range(40)))[::3]
    batches = [understand_all((to_ledger(case),), DESK) for case in cases]
    reports = [DESK.consolidate(batch, DESK.check(batch)) for batch in batches]
    contents = tuple(row for report in reports for row in report.contents)
    assert len(contents) > 250
    book = open_book(render_workbook(replace(reports[0], contents=contents)))
    told = Counter((row["文件"], row["工作表"], row["单元格"], row["原样"]) for row in rows_of(book))
    assert told == Counter((row.source.file, row.source.sheet, row.source.cell, clean(row.text)) for row in contents)


# ---- one row ------------------------------------------------------------------------------------

AT = Source("甲.xlsx", "表", "C3")
FATES = [  # fate, by what; how it is coloured, and why
    ("adopted", "", "● 采用", ""),
    ("earlier", "", "● 采用", "作为往年数据采用"),
    ("blank", "", "○ 未采用", "视为未填"),
    ("replaced", "乙.xlsx", "○ 未采用", "已被“乙.xlsx”替代"),
    ("region", "普陀区", "○ 未采用", "是普陀区的情况，见县区情况"),
    ("elsewhere", "台州市生态环境局", "○ 未采用", "是台州市生态环境局的情况，不是本地的"),
    ("repeated", "乙.xlsx", "○ 未采用", "与“乙.xlsx”所填相同"),
    ("told", "宁波市", "○ 未采用", "“宁波市”说明不是本地全年实际数"),
    ("asked", "N203-a", "◆ 待核实", "须说明，见问题清单N203-a"),
    ("asked", "", "◆ 待核实", "须说明"),
    ("outranked", "市水利局", "○ 未采用", "以市水利局填报的为准"),
    ("year", "", "○ 未采用", "2019年的情况，本次不判定"),
    ("plan", "", "□ 备查", "与方案原文不同，以方案为准"),
    ("kept", "", "□ 备查", "没有对应的栏目，或不参与判定"),
]


def told_of(contents: Sequence[ContentRow]) -> list[dict[str, str]]:
    return rows_of(open_book(render_workbook(replace(report_of(), contents=tuple(contents)))))


def test_a_row_says_what_became_of_its_cell() -> None:
    told = told_of([ContentRow(AT, "市水利局", None, (), (2019,), "remark", "略", fate, by) for fate, by, *_ in FATES])  # type: ignore[arg-type]
    assert [(row["采用情况"], row["说明"]) for row in told] == [(state, why) for *_, state, why in FATES]
    for row in told:
        assert (row["单位"], row["事项"], row["年度"], row["内容类别"], row["原样"]) == ("市水利局", "—", "2019", "备注", "略")
        assert (row["文件"], row["工作表"], row["单元格"]) == ("甲.xlsx", "表", "C3")


SENDERS = [  # department, region, who is nobody of ours; how it is named
    ("市水利局", None, None, "市水利局"),
    ("市水利局", "普陀区", None, "市水利局（普陀区）"),
    (None, "普陀区", None, "普陀区"),
    (None, None, "台州市水利局", "台州市水利局"),
    (None, None, None, "（单位不明）"),
]


def test_a_row_names_who_speaks() -> None:
    rows = [
        ContentRow(AT, department, region, (), (), "remark", "略", "adopted", elsewhere=elsewhere)
        for department, region, elsewhere, _ in SENDERS
    ]
    assert [row["单位"] for row in told_of(rows)] == [named for *_, named in SENDERS]


def test_a_row_leads_to_its_item_and_to_its_cell() -> None:
    report = report_of(entry("42", "96", "C3"))
    report = replace(report, links={report.contents[0].source.file: "../%E5%8F%B0%E8%B4%A6.xlsx"})
    book = open_book(render_workbook(report))
    (subject,), (cell,) = column(book[TITLE], "事项"), column(book[TITLE], "单元格")
    assert column(book["指标完成情况"], "编号")[follow(book, subject).row - 5].value == "42"
    assert (cell.value, cell.hyperlink.target) == ("C3", "../%E5%8F%B0%E8%B4%A6.xlsx")


def test_no_rows_are_said_to_be_none() -> None:
    assert find(open_book(render_workbook(report_of()))[TITLE], "本表无内容。").coordinate == "A5"


# ---- persons ------------------------------------------------------------------------------------


def signed(department: str | None, role: str, text: str, cell: str, region: str | None = None) -> Signature:
    return Signature(department, "甲.xlsx", role, text, Source("甲.xlsx", "封面", cell), region=region)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def covers() -> Report:
    return report_of(
        entry("42", "96", "C3", remark=Note("口径一致", Source("甲.xlsx", "表", "D3"))),
        signatures=(
            signed("市水利局", "filled_by", "钱七七", "B2"), signed("市水利局", "reviewed_by", "孙八八", "B3"),
            signed("市水利局", "leader", "李九九", "B4"), signed("市水利局", "telephone", "2345001", "B5"),
            signed(None, "filled_by", "周十十", "B9", "普陀区"), signed(None, "filled_by", "吴一一", "B9"),
        ),
    )  # fmt: skip


NAMES = ("钱七七", "孙八八", "李九九", "2345001", "周十十", "吴一一")


def test_persons_stand_beside_their_department_and_senders_without_a_duty_behind(covers: Report) -> None:
    rows = {row["责任单位"]: row for row in rows_of(open_book(render_workbook(covers)), "单位报送情况")}
    assert [rows["市水利局"][name] for name in ("填报人", "审核人", "负责人", "联系电话")] == ["钱七七", "孙八八", "李九九", "2345001"]
    assert (rows["普陀区"]["填报人"], rows["（单位不明）"]["填报人"], rows["普陀区"]["是否报送"]) == ("周十十", "吴一一", "—")
    assert list(rows)[-2:] == ["普陀区", "（单位不明）"]
    assert rows["市委办"]["填报人"] == "—"


def test_persons_stand_on_no_other_sheet_and_in_no_other_output(covers: Report) -> None:
    book = open_book(render_workbook(covers))
    for sheet in book.worksheets:
        if sheet.title != "单位报送情况":
            assert [name for name in NAMES for row in sheet.iter_rows(values_only=True) if name in row] == []
    told = render_result(covers, {}).decode()
    assert [name for name in NAMES if name in told] == []


def test_redacted_they_are_covered_there_too(covers: Report) -> None:
    (row,) = [row for row in rows_of(open_book(render_workbook(covered(covers))), "单位报送情况") if row["责任单位"] == "市水利局"]
    assert [row[name] for name in ("填报人", "审核人", "负责人", "联系电话")] == ["〔姓名略〕", "〔姓名略〕", "〔姓名略〕", "〔电话略〕"]
    assert TITLE in open_book(render_all(covers, SHIPPED, frozenset(), redact=True)[1]["汇总表.xlsx"]).sheetnames
