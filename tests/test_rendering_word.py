"""The technical report, read again: every value, verdict and count of the Report stands in it, in official form."""

import dataclasses
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from documents import (
    all_text,
    body_xml,
    paragraph_text,
    render_document,
    render_self_report,
    rendered,
    sample,
    sections,
    shown,
    style_of,
    table_under,
)
from docx.oxml.ns import qn
from reported import empty_report, one_department_report, sample_report

from ecoreport.model import Highlight, Source, tally
from ecoreport.rendering.papers import SELF_REPORT, WORDING, render_self_reports
from ecoreport.rendering.papers.figures import evened, in_full, typeset
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED

WORDS = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_applicable": "不适用", "not_reported": "未填报"}


def marked(status: str, standing: str | None) -> str:
    """Write a verdict as a table does: what is not confirmed is marked."""
    return WORDS[status] + {"doubted": "（存疑）", "contradicted": "（矛盾）"}.get(standing, "")


# ---- what it says ----------------------------------------------------------------------------------


def test_the_summary_table_has_every_value_and_verdict_of_the_result_file() -> None:
    rows = table_under("指标完成情况汇总表")[1:]
    items = json.loads(render_result(sample_report(), {}))["items"]
    assert len(rows) == len(items) == 68
    for row, item in zip(rows, items, strict=True):
        assert row[-3] == marked(item["status"], item["standing"]), item["id"]
        told = item["value"] or item["text"]
        if item["value"] is not None:
            assert Decimal(row[-4].removesuffix("（待核实）")) == Decimal(told), item["id"]
        elif told is not None and len(told) <= 60:
            assert row[-4] == told, item["id"]
        elif told is not None:
            assert row[-4] == f"{told[:60]}…（全文见分项说明）", item["id"]
        for cell, year in zip(row[-6:-4], ("2018", "2019"), strict=True):
            result = sample_report().item(item["id"])
            past = result.assessment.of_year(int(year))
            value = evened(result, sample_report().years).get(int(year), past.value if past else None)
            assert cell == ((shown(value, past.text) if past else None) or "—"), (item["id"], year)


def heading_of(indicator) -> str:
    return in_full(f"{indicator.no}. {indicator.name}")


def test_each_of_the_54_indicators_has_its_section_with_every_part() -> None:
    told = sections()
    assert list(told) == [heading_of(indicator) for indicator in sample_report().indicators]
    for indicator in sample_report().indicators:
        paragraphs = told[heading_of(indicator)]
        for label in ("指标解释", "考核要求", "完成情况", "主要做法", "数据来源", "佐证材料", "结论"):
            having = [paragraph for paragraph in paragraphs if paragraph.startswith(f"【{label}】")]
            assert len(having) == len(indicator.items), (indicator.no, label)
            assert all(len(paragraph) > len(label) + 2 for paragraph in having)
        conclusions = [paragraph for paragraph in paragraphs if paragraph.startswith("【结论】")]
        for conclusion, item in zip(conclusions, indicator.items, strict=True):
            assert conclusion.startswith(f"【结论】{in_full(item.item.name)}{WORDS[item.status]}")


def test_the_counts_are_those_of_the_report() -> None:
    report = sample_report()
    counted = tally(report.indicators)
    binding = tally(each for each in report.indicators if each.nature == "约束性")
    text = all_text(sample())
    assert (
        f"54项指标中，达标{counted.met}项（其中依据存疑{counted.doubted}项）、未达标{counted.not_met}项、待定{counted.undecided}项、未填报{counted.not_reported}项"
        in text
    )
    assert f"其中约束性指标36项，达标{binding.met}项" in text
    total = table_under("统计表")[-1]
    assert total == [
        "合计",
        "54",
        "36",
        "18",
        f"{counted.met}（存疑{counted.doubted}）",
        *(str(getattr(counted, s)) for s in ("not_met", "undecided", "not_applicable", "not_reported")),
    ]


def test_a_share_moves_by_percentage_points_and_in_the_right_direction() -> None:
    for result in sample_report().items:
        now, past = result.comparable(2020), result.comparable(2019)
        if result.item.unit != "%" or now is None or past is None:
            continue
        section = "".join(sections()[in_full(f"{result.item.no}. {result.item.indicator}")])
        steps = [(word, Decimal(step)) for word, step in re.findall(r"比2019年(上升|下降)([\d.]+)个百分点", section)]
        alike = now == past and ("与2019年持平" in section or "均为" in section)
        assert alike or ("上升" if now > past else "下降", abs(now - past)) in steps, result.item.id


def test_nothing_unfinished_shows() -> None:
    for report in (sample_report, empty_report, one_department_report):
        text = all_text(rendered(report))
        for sign in ("None", "nan", "{{", "{%", "}}", "\ufdd0", "\ufdd3", "Decimal"):
            assert sign not in text, sign


@pytest.mark.parametrize("report", [sample_report, empty_report], ids=["sample", "empty"])
def test_no_heading_is_empty_and_none_stands_over_nothing(report) -> None:
    children = list(body_xml(rendered(report)).find(qn("w:body")))
    levels = {"Heading1": 1, "AnnexHeading": 1, "Heading2": 2, "IndicatorHeading": 3, "Heading4": 4}
    told = []
    for child in children:
        level = levels.get(style_of(child))
        text = paragraph_text(child)
        if level or text:
            told.append((level, text))
    for (level, text), (following, _) in zip(told, [*told[1:], (1, "")], strict=True):
        assert text
        if level:
            assert following is None or following > level, text


def test_highlights_of_the_ledgers_fill_their_chapter() -> None:
    highlight = Highlight("市水利局", "a.xlsx", "美丽河湖", "建成3条。\n\n带动乡村旅游。", Source("a.xlsx"))
    text = all_text(render_document(dataclasses.replace(sample_report(), highlights=(highlight,))))
    assert "美丽河湖\n建成3条。\n带动乡村旅游（市水利局）。" in text
    assert "〔待补：特色与亮点〕" not in text


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("完成值90,未达到(相差5)", "完成值90\uff0c未达到\uff08相差5\uff09"),
        ("填报为“约90,待核”,尚无完成值", "填报为“约90,待核”\uff0c尚无完成值"),
        ("1,234", "1,234"),
        ("见 A(b): c", "见 A(b): c"),
    ],
)
def test_our_sentences_are_set_in_full_width_and_quotations_are_not(written: str, set_: str) -> None:
    assert typeset(written) == set_


def test_every_sentence_of_the_wording_is_used() -> None:
    """A key that no code asks for would be edited in vain."""
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parent.parent / "ecoreport" / "rendering").rglob("*.py"))
    tables = tomllib.loads(SHIPPED.path("report.toml").read_text("utf-8"))
    for name in ("sentences", "pending", "charts", "properties"):
        for key in tables[name]:
            family = re.sub(r"^(unmet|undecided|not_reported|delayed|binding|indicative)_", "_", key)
            assert re.search(f"[\"']{key}[\"']", code) or f"}}{family}" in code, (name, key)


# ---- one department's own ---------------------------------------------------------------------------


def test_every_department_that_sent_something_gets_its_own_report_and_no_other() -> None:
    report = sample_report()
    written = dict(render_self_reports(report, SHIPPED.words(WORDING), SHIPPED.file(SELF_REPORT)))
    assert list(written) == [f"{result.name}自查报告.docx" for result in report.departments if result.submitted]
    assert 10 < len(written) < len(report.departments)
    for data in written.values():
        text = all_text(data)
        assert "{{" not in text
        assert "None" not in text


def test_a_department_reads_its_own_items_and_no_others() -> None:
    report = sample_report()
    water = next(result for result in report.departments if result.name == "市水利局")
    text = all_text(render_self_report(report, "市水利局"))
    for result in report.items:
        heading = f"{result.item.no}. {result.item.indicator}"
        assert (f"\n{heading}\n" in f"\n{text}\n") == any(i.split(".")[0] == str(result.item.no) for i in water.lead_items), heading


def test_a_departments_own_report_says_what_it_wrote_and_nothing_of_the_offices_audit() -> None:
    report = sample_report()
    text = all_text(render_self_report(report, "市水利局"))
    assert "2020年“95%以上”。" in text  # as written, though nobody took it for a value
    assert "2018年30" in text
    for finding in report.department("市水利局").findings:
        assert typeset(finding.message) not in text
    assert [word for word in ("审核中发现", "待定", "存疑", "矛盾", "待核实", "溯源", "判定", "采用") if word in text] == []
    assert "自评" in text


def test_what_another_department_reported_is_not_told_as_ones_own() -> None:
    text = all_text(render_self_report(sample_report(), "市住建局"))
    assert "97.8" not in text  # 市生态环境局 leads 14.1
    assert "95.9" in text  # what it said of 43 itself


def test_the_last_page_is_to_be_signed_and_sealed() -> None:
    lines = all_text(render_self_report(sample_report(), "市水利局")).splitlines()
    page = lines[lines.index("签字盖章页") :]
    assert [word for word in ("经办人（签字）", "审核人（签字）", "单位负责人（签字）", "单位（盖章）") if word not in page] == []
