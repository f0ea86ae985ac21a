"""What a paper says of one item, by what it measures; what the batch refutes is never told as a fact."""

from dataclasses import replace
from decimal import Decimal

import pytest
from answers import answers
from documents import all_text, render_document
from one_item import plan_with
from scenes import SYSTEM, report_of

from ecoreport.model import Explanation, Finding, IndicatorSystem, ItemResult, Reading, Report, Source, Subject
from ecoreport.rendering.papers import sentences
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.explained import explanation_of
from ecoreport.rendering.papers.items import item_view
from ecoreport.rendering.word.marks import unmarked
from ecoreport.rendering.word.wording import WORDING, read_wording
from ecoreport.rendering.workbook.trends import trend_of
from ecoreport.templates import SHIPPED

WORDS = read_wording(SHIPPED.words(WORDING))
DRAFT = Draft.of(report_of([]), WORDS)


def done_of(result: ItemResult) -> str:
    return unmarked(sentences.done_sentences(DRAFT, result))


def reported(item: str, *values: str, system: IndicatorSystem = SYSTEM, **beside: str) -> ItemResult:
    """Report the values of an item, the last one of 2020; nothing speaks against them."""
    lead = next(each.lead_department for each in system.items if each.id == item)
    rows = [
        {"department": lead, "subject": item, "year": str(year), "actual": value}
        for year, value in enumerate(values, 2021 - len(values))
        if value != "_"
    ]
    rows[-1] |= beside
    return replace(report_of(rows, system).item(item), findings=())


def refuted(result: ItemResult, *readings: Reading, source: Source | None = None) -> ItemResult:
    """Let the batch say otherwise: by a finding that refutes the value, and by what else it may be."""
    place = source or result.assessment.source
    finding = Finding(
        "V1-x", "V104", "error", "分子÷分母应为85.71%。", "请核对", subject=Subject(result.item.id), source=place, doubts=True, refutes=True
    )
    own = Reading("填报", result.status, result.assessment.value, result.assessment.text)
    status = "undecided" if readings else result.status
    assessment = replace(result.assessment, status=status, readings=(own, *readings), reason="分子÷分母为85.71%，不同的读法结论不同")
    return replace(result, assessment=assessment, findings=(finding,))


DONE = [  # item, values from the first to 2020, what is said of them
    ("43", ("94", "95.5", "97"), "2018年、2019年、2020年城镇污水处理率分别为94.0%、95.5%、97.0%，比2019年上升1.5个百分点，比2018年上升3.0个百分点。"),
    ("43", ("97.3", "97.30", "97.3"), "2018年、2019年、2020年城镇污水处理率均为97.30%。"),
    ("43", ("96", "95", "95"), "2018年、2019年、2020年城镇污水处理率分别为96%、95%、95%，与2019年持平，比2018年下降1个百分点。"),
    ("43", ("94", "_", "97"), "2019年城镇污水处理率〔待补：2019年完成值〕。2018年、2020年城镇污水处理率分别为94%、97%，比2018年上升3个百分点。"),
    ("43", ("95", "97"), "2018年城镇污水处理率〔待补：2018年完成值〕。2019年、2020年城镇污水处理率分别为95%、97%，比2019年上升2个百分点。"),
    ("12", ("1", "100", "105.2"), "2018年、2019年、2020年绿色贷款分别为1.0亿元、100.0亿元、105.2亿元，比2019年增加5.2亿元（增长5.2%），比2018年增加104.2亿元（增长10420.0%）。"),
    ("12", ("100", "100", "80"), "2018年、2019年、2020年绿色贷款分别为100亿元、100亿元、80亿元，比2019年减少20亿元（下降20.0%），比2018年减少20亿元（下降20.0%）。"),
    ("12", ("0", "0", "80"), "2018年、2019年、2020年绿色贷款分别为0亿元、0亿元、80亿元，比2019年增加80亿元，比2018年增加80亿元。"),
    ("12", ("100001", "100000", "100001"), "2018年、2019年、2020年绿色贷款分别为100001亿元、100000亿元、100001亿元，比2019年增加1亿元，与2018年持平。"),
    ("14.2", ("20", "20", "17"), "2018年、2019年、2020年PM2.5浓度分别为20μg/m³、20μg/m³、17μg/m³，比2019年下降3μg/m³（降幅15.0%），比2018年下降3μg/m³（降幅15.0%）。"),
    ("17", ("78.4", "78.4", "78.9"), "2018年、2019年、2020年生态环境状况指数(EI)分别为78.4、78.4、78.9，比2019年上升0.5，比2018年上升0.5。"),
    ("2", ("有效开展",), "2020年，党委政府对生态文明建设重大目标任务研究部署情况的情况为“有效开展”。"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "values", "said"), DONE)
def test_the_years_are_told_once_and_how_the_last_moved_by_what_it_measures(item: str, values: tuple[str, ...], said: str) -> None:
    assert done_of(reported(item, *values)) == said


def test_the_province_s_average_is_told_beside_the_change() -> None:
    result = reported("53", "85", "86.2", average="84.5", average_change="-0.6")
    assert done_of(result).endswith("，同期全省平均值为84.5%，同期全省平均下降0.6个百分点。")


CONCLUSIONS = [
    ("43", ("97.3",), {}, "城镇污水处理率达标，高于指标值2.3个百分点。"),
    ("43", ("95",), {}, "城镇污水处理率达标，达到指标值。"),
    ("43", ("93.8",), {}, "城镇污水处理率未达标，低于指标值1.2个百分点。"),
    ("14.2", ("17",), {"assigned": "21"}, "PM2.5浓度达标，低于上级下达目标值4μg/m³。"),
    ("14.2", ("21",), {"assigned": "21"}, "PM2.5浓度达标，与上级下达目标值持平。"),
    ("53", ("86.2",), {"average": "84.5"}, "公众对生态文明建设的满意度达标，高于全省平均值1.7个百分点。"),
    ("46", ("12",), {}, "城镇人均公园绿地面积未达标，低于指标值1平方米/人。"),
    ("12", ("1", "2", "3"), {}, "绿色贷款达标，符合考核要求。"),
    ("31", ("72.4",), {}, "自然岸线保有量待定，缺上级下达目标值，尚不能判定。〔待补：上级下达目标值〕"),
    ("17", ("暂无",), {}, "生态环境状况指数(EI)待定，数据尚未公布。"),
]


@pytest.mark.parametrize(("item", "values", "beside", "said"), CONCLUSIONS)
def test_a_conclusion_says_how_far_a_value_lies_from_what_decides_and_no_number_again(
    item: str, values: tuple[str, ...], beside: dict[str, str], said: str
) -> None:
    assert unmarked(sentences.conclusion_sentence(DRAFT, reported(item, *values, **beside))) == said


CALCULATIONS = [
    ({"numerator": "358", "denominator": "366"}, "97.8", "计算优良天数比例的分子为358，分母为366。"),
    ({"numerator": "120", "denominator": "140"}, "97.8", "分子为120，分母为140。"),
    ({"numerator": "358"}, "97.8", "分子为358。"),
    ({}, "97.8", "〔待补：计算过程（分子、分母）〕"),
]


@pytest.mark.parametrize(("parts", "value", "said"), CALCULATIONS)
def test_parts_are_told_to_give_a_value_only_if_they_do(parts: dict[str, str], value: str, said: str) -> None:
    assert unmarked(sentences.calculation_sentence(DRAFT, reported("14.1", value, **parts))) == said


def test_a_figure_that_is_not_out_yet_is_told_as_missing() -> None:
    assert done_of(reported("17", "78", "78.4", "暂无")) == (
        "2018年、2019年生态环境状况指数(EI)分别为78.0、78.4。2020年生态环境状况指数(EI)尚无数据（“暂无”），〔待补：2020年完成值〕。"
    )


# ---- what is refuted --------------------------------------------------------------------------------

SHARE = Reading("分子÷分母", "not_met", Decimal("85.71"))


def test_a_refuted_value_is_told_as_reported_and_against_what() -> None:
    result = refuted(reported("26", "90", "91.7", "92.3", numerator="120", denominator="140"), SHARE)
    assert result.standing == "contradicted"
    assert done_of(result) == (
        "2018年、2019年污染地块安全利用率分别为90.0%、91.7%。2020年污染地块安全利用率所报为92.3%，与分子÷分母（85.71%）不符，待核实。"
    )
    assert unmarked(sentences.conclusion_sentence(DRAFT, result)) == (
        "污染地块安全利用率待定（矛盾），所报与其他材料不一致，须核实后判定。〔待补：核实后的2020年数据〕"
    )
    assert unmarked(sentences.calculation_sentence(DRAFT, result)) == "分子为120，分母为140。"


def test_two_readings_are_named_at_most() -> None:
    more = (SHARE, Reading("情况说明中的数", "met", Decimal(93)), Reading("上年值", "not_met", Decimal("91.7")))
    told = done_of(refuted(reported("26", "92.3"), *more))
    assert told.endswith("2020年污染地块安全利用率所报为92.3%，与分子÷分母（85.71%）、情况说明中的数（93%）不符，待核实。")


def test_a_refuted_value_that_has_no_other_reading_is_to_be_confirmed() -> None:
    assert done_of(refuted(reported("47", "102.4"))).endswith("2020年城镇新建绿色建筑比例所报为102.4%，依据矛盾，待核实。")


def test_refuted_words_are_quoted_and_not_told_as_done() -> None:
    result = refuted(reported("2", "有效开展"), Reading("情况说明", "undecided", None, "六横未启动"))
    assert done_of(result).endswith("所报为“有效开展”，与情况说明（“六横未启动”）不符，待核实。")


def test_nothing_is_computed_from_a_refuted_value() -> None:
    result = refuted(reported("26", "90", "91.7", "92.3"), SHARE)
    assert [word for word in ("上升", "下降", "持平") if word in done_of(result)] == []
    assert sentences.gap_text(result, WORDS) == ""
    assert trend_of(result) == ""


def test_nothing_is_computed_from_an_earlier_value_that_is_refuted() -> None:
    result = reported("43", "94", "9590", "97")
    past = result.assessment.of_year(2019)
    result = refuted(result, source=past.source)
    assert not result.refuted
    assert done_of(result) == (
        "2019年城镇污水处理率所报为9590%，待核实。2018年、2020年城镇污水处理率分别为94%、97%，比2018年上升3个百分点。"
    )


def test_a_value_in_question_is_neither_compared_nor_called_better() -> None:
    result = reported("21.1", "8.1", "10.2", "10.9", assigned="10")
    assert trend_of(result) == "better"
    readings = (Reading("填报", "met", Decimal("10.9")), Reading("更正单位后", "met", Decimal("1.09")))
    finding = Finding("P1-x", "P103", "verify", "单位可能是里。", "请核对", subject=Subject("21.1"), doubts=True)
    result = replace(result, assessment=replace(result.assessment, readings=readings), findings=(finding,))
    assert (result.standing, trend_of(result)) == ("doubted", "")
    assert done_of(result) == "2018年、2019年自然岸线修复长度分别为8.1公里、10.2公里。2020年自然岸线修复长度所报为10.9公里，待核实。"
    assert unmarked(sentences.conclusion_sentence(DRAFT, result)) == (
        "自然岸线修复长度达标（存疑），符合考核要求，另有更正单位后（1.09公里），依据须在申报前核实。"
    )


def test_what_is_in_doubt_is_named_in_the_conclusion_and_why_is_the_office_s_own() -> None:
    finding = Finding("A1-x", "A101", "verify", "暂用配合单位填报的“97.3”。", "请核对", subject=Subject("43"), doubts=True)
    result = replace(reported("43", "97.3"), findings=(finding,))
    assert unmarked(sentences.conclusion_sentence(DRAFT, result)) == (
        "城镇污水处理率达标（存疑），高于指标值2.3个百分点，依据须在申报前核实。"
    )


def with_item(report: Report, result: ItemResult) -> Report:
    indicators = tuple(
        replace(each, items=tuple(result if one.item.id == result.item.id else one for one in each.items)) for each in report.indicators
    )
    return replace(report, indicators=indicators)


def test_no_table_of_the_paper_shows_a_refuted_value_as_a_fact() -> None:
    report = report_of(answers("市生态环境局 92.3", "26"))
    result = refuted(report.item("26"), SHARE)
    view = item_view(Draft.of(report, WORDS), result, {})
    assert (unmarked(view.value), view.status, view.standing) == ("92.3（待核实）", "待定（矛盾）", "矛盾")
    text = all_text(render_document(with_item(report, result)))
    assert "为92.3%" not in text.replace("所报为92.3%", "")
    assert "分项中依据矛盾的有1个" in text


def test_values_written_in_different_units_are_not_compared() -> None:
    system = plan_with("12", unit="-")
    result = reported("12", "100万元", "2亿元", system=system)
    assert result.comparable(2019) is None
    assert "比2019年" not in done_of(result)


def test_an_explanation_follows_its_item_s_name_and_is_no_other_s() -> None:
    given = Explanation("43", "城镇污水处理率", "甲", "乙÷丙", "统计部门", "某规程", unverified=True)
    usual = Explanation("42", "另一项", "丁", "", "", "")
    item = SYSTEM.items[0]
    for told, name, said in (
        (given, "城镇污水处理率", "甲（数据来源为统计部门，依据某规程，待核）。计算公式：乙÷丙。"),
        (given, "别的名称", "〔待补：指标解释〕"),
        (replace(given, name="", item=item.id), "别的名称", "甲（数据来源为统计部门，依据某规程，待核）。计算公式：乙÷丙。"),
    ):
        rules = (Explanation("1", "又一项", "戊", basis="常用的"), replace(usual, basis="常用的"), told)
        draft = replace(DRAFT, report=replace(DRAFT.report, system=replace(SYSTEM, explanations=rules)))
        assert unmarked(explanation_of(draft, replace(item, name=name))) == said
