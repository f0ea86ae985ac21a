"""核对报告: every fault with its id, every value with its cell, every verdict that does not stand firm, every decision of the office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import docx
import pytest
from documents import all_text
from docx.shared import Mm
from reported import empty_report, sample_report

from ecoreport.model import Finding, Report, Source
from ecoreport.model.rounds import Adjudication, Typed, TypedCell
from ecoreport.rendering.papers import AUDIT, WORDING, render_audit
from ecoreport.templates import SHIPPED


def audit_of(report: Report) -> bytes:
    return render_audit(report, SHIPPED.words(WORDING), SHIPPED.file(AUDIT)) if report is not sample_report() else _of_the_sample()


@cache
def _of_the_sample() -> bytes:
    return render_audit(sample_report(), SHIPPED.words(WORDING), SHIPPED.file(AUDIT))


def rows_under(report: Report, caption: str) -> list[list[str]]:
    """Read the rows below a caption as a person does: a merged cell says the same in each row that it covers."""
    document = docx.Document(BytesIO(audit_of(report)))
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "表题" and paragraph.text.endswith(caption):
            table = next(table for table in document.tables if table._tbl is paragraph._p.getnext())
            return [[cell.text for cell in row.cells] for row in table.rows][1:]
    return []


CAPTIONS = {"error": "须更正的错误", "verify": "需核实的事项"}


@pytest.mark.parametrize("severity", CAPTIONS)
def test_every_finding_that_somebody_must_answer_stands_with_its_id_its_words_and_its_places(severity: str) -> None:
    report = sample_report()
    rows = {id_: row for row in rows_under(report, CAPTIONS[severity]) for id_ in row[0].split(", ")}
    found = [each for each in report.findings if each.severity == severity]
    assert len(found) > 3
    assert set(rows) == {each.id for each in found}
    for each in found:
        assert not each.source or str(each.source) in rows[each.id][4]


def test_a_question_about_several_items_stands_once_under_the_ids_of_all() -> None:
    group = [
        Finding(f"H201-{n}", "H201", "verify", "“实绩”一栏是完成值还是计划？", "请选读法", subject=each.item.id, group="甲表")
        for n, each in enumerate(sample_report().items[:3])
    ]  # fmt: skip
    (row,) = rows_under(replace(sample_report(), findings=tuple(group)), CAPTIONS["verify"])
    assert row[0] == "H201-0, H201-1, H201-2"
    assert all(each.item.name in row[2] for each in sample_report().items[:3])


def test_every_value_stands_with_its_file_and_its_cell() -> None:
    report = sample_report()
    rows = rows_under(report, "数据来源")
    assert len(rows) == len(report.lineage) > 100
    told = {(row[1], row[5], row[6]) for row in rows}
    assert {(str(each.year), each.source.file, f"{each.source.sheet}!{each.source.cell}") for each in report.lineage} == told
    values = {(row.source.file, f"{row.source.sheet}!{row.source.cell}"): row.raw for row in report.lineage if len(row.raw) < 40}
    assert {row[3] for row in rows if values.get((row[5], row[6]), row[3]) != row[3]} == set()


def test_every_verdict_that_is_not_confirmed_stands_with_its_readings_and_what_speaks_against_it() -> None:
    report = sample_report()
    shaky = [each for each in report.items if each.standing not in (None, "confirmed")]
    tasks = [each for each in report.tasks if each.standing not in (None, "confirmed")]
    rows = {row[0]: row for row in rows_under(report, "依据存疑或者矛盾的结论")}
    assert set(rows) == {each.item.id for each in shaky} | {each.task.id for each in tasks}
    for each in shaky:
        assert rows[each.item.id][3] == {"doubted": "存疑", "contradicted": "矛盾"}[each.standing or ""]
        assert all(finding.id in rows[each.item.id][5] for finding in each.findings if finding.doubting)
        assert all(reading.why in rows[each.item.id][4] for reading in each.assessment.readings)


def decided() -> Report:
    """One value settled, one finding waived, as they stand after a person typed them into 问题清单."""
    report = sample_report()
    waived = next(each for each in report.findings if each.severity == "verify" and each.group is None)
    until = TypedCell("2021-06-30", Source("汇总表.xlsx", "问题清单", "X9"), date(2021, 6, 30))
    reason = TypedCell("省厅明年才通报", Source("汇总表.xlsx", "问题清单", "W9"))
    made = Adjudication(
        "V101-1", report.items[2].item.id, 2020, "26", "电话核实张工13805800000", Source("汇总表.xlsx", "问题清单", "V5"), reported="25"
    )
    return replace(
        report,
        findings=tuple(replace(each, state="waived") if each is waived else each for each in report.findings),
        typed={waived.id: Typed({"waived_until": until, "remark": reason})},
        adjudications=(made,),
    )  # fmt: skip


def test_what_the_office_settled_stands_with_its_ground_and_the_cell_where_it_was_typed() -> None:
    value, waiver = rows_under(decided(), "核定与豁免")
    assert value[2:] == ["25", "26", "电话核实张工13805800000", "汇总表.xlsx 问题清单!V5", "V101-1"]
    assert waiver[3:6] == ["豁免至2021-06-30", "省厅明年才通报", "汇总表.xlsx 问题清单!X9"]


def test_notes_of_the_plan_and_answers_that_differ_are_two_tables() -> None:
    report = sample_report()
    assert len(rows_under(report, "口径说明")) == len(report.system.notes) > 10
    differing = rows_under(report, "单位之间不一致的填报")
    assert len(differing) == len(report.conflicts) > 0
    assert [str(each.chosen.actual.source) in row[2] for each, row in zip(report.conflicts, differing, strict=True)] == [True] * len(
        differing
    )


def test_where_nothing_came_the_paper_says_so_and_asks_nothing_of_its_reader() -> None:
    text = all_text(audit_of(empty_report()))
    assert "没有采用的数据。" in text
    assert "〔待补" not in text
    assert "〔待补" not in all_text(audit_of(sample_report()))


def pages_of(document: bytes) -> Iterator[tuple[int, int]]:
    for section in docx.Document(BytesIO(document)).sections:
        assert section.page_width is not None
        assert section.page_height is not None
        yield section.page_width, section.page_height


def test_every_page_is_a4_and_the_same_report_gives_the_same_bytes() -> None:
    document = audit_of(sample_report())
    assert {tuple(round(side / Mm(1)) for side in sorted(page)) for page in pages_of(document)} == {(210, 297)}
    assert document == render_audit(sample_report(), SHIPPED.words(WORDING), SHIPPED.file(AUDIT))
