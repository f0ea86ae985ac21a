"""What a run writes, in which order, and how it knows its own."""

import hashlib
import json
import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from little_plans import little_plan
from openpyxl import Workbook
from scenes import report_of

from ecoreport import outputs
from ecoreport.errors import TemplateError
from ecoreport.guard import Bounds
from ecoreport.model import MEMORY_SHEET, Source, Typed, TypedCell
from ecoreport.outputs import OUTPUTS, asked, is_own, lay_aside, publish, recall, render_all
from ecoreport.publish import claim
from ecoreport.templates import SHIPPED, Templates

REPORT = report_of([{"subject": "43", "department": "市城管局", "actual": "96.5"}], little_plan())


def test_what_is_not_asked_for_is_not_written() -> None:
    assert list(render_all(REPORT, SHIPPED, frozenset())[1]) == ["汇总表.xlsx", "技术报告.docx", "核对报告.docx"]
    assert {output.asked_for for output in OUTPUTS} == {"", "self_reports", "letters", "returns", "bulletin"}


def test_no_output_changes_the_words_that_it_is_written_with() -> None:
    assert render_all(REPORT, SHIPPED, asked(self_reports=True, letters=True, bulletin=True))[1]
    for name in ("workbook.toml", "pack.toml", "report.toml", "ledger.toml", "system.toml", "vocabulary.toml"):
        assert SHIPPED.words(name) == tomllib.loads(SHIPPED.path(name).read_text("utf-8"))


def test_result_json_comes_last_and_tells_the_digests_of_all_others(tmp_path: Path) -> None:
    report, rendered = render_all(REPORT, SHIPPED, asked(self_reports=True, letters=True, bulletin=True))
    with claim(tmp_path / "输出") as folder:
        written = publish(report, rendered, folder)
    assert list(written) == [*rendered, "result.json"]
    told = json.loads(written["result.json"].read_bytes())["outputs"]
    assert told == {name: hashlib.sha256((tmp_path / "输出" / name).read_bytes()).hexdigest() for name in rendered}


def test_a_redacted_copy_holds_nothing_that_the_office_typed(tmp_path: Path) -> None:
    typed = {"K102-0123456789": Typed({"remark": TypedCell("已电话13800000000催", Source("汇总表.xlsx", "问题清单", "R5"))})}
    report = replace(REPORT, typed=typed)
    with claim(tmp_path / "输出") as folder:
        publish(*render_all(report, SHIPPED, frozenset(), redact=True), folder, redact=True)
    assert recall(tmp_path / "输出", SHIPPED).typed == {}  # type: ignore[union-attr]
    assert b"13800000000" not in (tmp_path / "输出" / "result.json").read_bytes()


def test_a_fresh_start_lays_copies_of_the_workbook_aside_too(tmp_path: Path) -> None:
    with claim(tmp_path / "输出") as folder:
        publish(REPORT, {}, folder)
    for name, sheet in (("汇总表（发各科）.xlsx", MEMORY_SHEET), ("电话记录.xlsx", "表")):
        book = Workbook()
        book.active.title = sheet
        book.active["A1"] = "内容"
        book.save(folder / name)
    assert lay_aside(REPORT, folder, fresh=True).gone == ("result.json", "汇总表（发各科）.xlsx")
    assert lay_aside(REPORT, folder).gone == ()


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("输出/汇总表.xlsx", True),
        ("输出/技术报告.docx", True),
        ("输出/result.json", True),
        ("输出/部门自查报告/市水利局自查报告.docx", True),
        ("输出/文书/市水利局-催报函.docx", True),
        ("输出/退回修改/市水利局/台账.xlsx", True),
        ("退回修改/市水利局/台账.xlsx", False),
        ("输出/核对报告.docx", True),
        ("输出/工作通报.docx", True),
        ("输出/年度工作回顾.docx", True),
        ("输出/.ecoreport/lock", True),
        ("输出/汇总表(新1).xlsx", False),
        ("输出/部门自查报告.docx", False),
        ("输出/各部门/汇总表.xlsx", False),
        ("汇总表.xlsx", False),
        ("输出/台账.xlsx", False),
    ],
)
def test_only_what_an_earlier_run_wrote_is_our_own(path: str, own: bool, tmp_path: Path) -> None:
    assert is_own(os.fsencode(tmp_path / path), tmp_path / "输出") is own


LOOPS = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
SWELLS = "{% for a in range(90000) %}{{ 'x' * 90000 }}{% endfor %}"


@pytest.mark.parametrize(("text", "why"), [(LOOPS, "用时过长，已停止"), (SWELLS, "占用内存过多，已停止")])
def test_a_template_without_end_is_stopped_and_told(text: str, why: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(outputs, "TEMPLATE_BOUNDS", Bounds(1 if text == LOOPS else 60, 300 << 20))
    document = Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / "technical_report.docx"))
    with pytest.raises(TemplateError, match=f"模板“.*technical_report.docx”{why}"):
        render_all(REPORT, Templates(tmp_path), frozenset())
    with pytest.raises(TemplateError, match=why):
        outputs.write_document(REPORT, tmp_path / "报告.docx", tmp_path / "technical_report.docx")


def test_an_own_template_gives_the_same_bytes_as_the_shipped_one_of_the_same_content(tmp_path: Path) -> None:
    (tmp_path / "technical_report.docx").write_bytes(SHIPPED.path("technical_report.docx").read_bytes())
    assert render_all(REPORT, Templates(tmp_path), frozenset()) == render_all(REPORT, SHIPPED, frozenset())
    assert outputs.check_template(tmp_path / "technical_report.docx") == ()


def test_the_paper_is_rendered_once_for_the_workbook_and_for_itself(tmp_path: Path, monkeypatch) -> None:
    report, draft, drawn = replace(REPORT), outputs.draft, []
    monkeypatch.setattr(outputs, "draft", lambda *given: drawn.append(given) or draft(*given))
    outputs.write_workbook(report, tmp_path / "表.xlsx")
    paper = outputs.write_document(report, tmp_path / "报告.docx")
    assert len(drawn) == 1
    assert paper.read_bytes() == outputs.write_document(replace(REPORT), tmp_path / "另一份.docx").read_bytes()


def test_everything_stands_for_all_that_may_be_asked_for() -> None:
    assert asked(everything=True) == {"self_reports", "letters", "returns", "bulletin"}
    assert asked(letters=True, returns=False) == {"letters"}
