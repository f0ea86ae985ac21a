"""Every word and pattern by which recognition goes, one at a time: headings, titles, verdicts, signatures, years, units."""

import pytest
from layout_sketches import understood


def field(heading: str, value: str = "50.5", name: str = "森林覆盖率") -> str:
    """Tell what the cell under a heading beside 指标名称 | 备注 is taken for."""
    told = understood(f"指标名称 | 备注 | {heading}\n{name} | x | {value}")
    known, _, slots = next((line for line in told if " · " in line), "").partition(": ")
    whose = known[known.index("of ") :] + " " if "of " in known else ""
    return next((whose + slot.removeprefix("C2 ") for slot in slots.split(" · ") if slot.startswith("C2 ")), "nothing")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("2020年", "actual 2020"),
        ("'2020", "actual 2020"),
        ("2020年度", "actual 2020"),
        ("2020年末", "actual 2020"),
        ("2020年底", "actual 2020"),
        ("2020年度完成值", "actual 2020"),
        ("二〇一九年", "actual 2019"),
        ("二零一九年", "actual 2019"),
        ("二○一九年", "actual 2019"),
        ("一九九八年", "actual 1998"),
        ("19年", "actual 2019"),
        ("上年", "actual 2019"),
        ("前年完成值", "actual 2018"),
        ("舟政发[2020]12号", "unclear"),
        ("2020.12.31", "actual 2020"),
        ("2020-5", "partial 2020"),
        ("120201年", "unclear"),
        ("2018年2019年", "unclear"),
        ("2018-2020年", "unclear"),
        ("2018至2020年累计", "partial"),
        ("2018~20年合计", "partial"),
        ("2018到2020年平均", "partial"),
        ("近三年合计", "partial"),
        ("三年累计", "partial"),
        ("历年总计", "partial"),
        ("十三五年均", "partial"),
        ("四年累计", "partial"),
        ("近五年累计", "partial"),
        ("十四五累计", "partial"),
        ("十二五累计", "partial"),
        ("两年累计", "partial"),
        ("2020年累计", "actual 2020"),
        ("较2019年", "notes"),
        ("比上年", "notes"),
        ("比去年", "notes"),
        ("与前年", "notes"),
        ("同2019年", "notes"),
        ("比上一年", "notes"),
        ("2019年相比", "notes"),
        ("2019年比", "notes"),
        ("2019年同期", "notes"),
        ("2020年比例", "actual 2020"),
        ("2020年比率", "actual 2020"),
        ("2020年比重", "actual 2020"),
        ("2020年比值", "actual 2020"),
        ("2020年1-6月", "partial 2020"),
        ("2020年1至6月", "partial 2020"),
        ("2020年1到11月", "partial 2020"),
        ("2020年1~9月", "partial 2020"),
        ("6月", "partial"),
        ("2020年1-12月", "actual 2020"),
        ("2020年1至12月份", "actual 2020"),
        ("截至2020年12月底", "actual 2020"),
        ("截止2020年12月末", "actual 2020"),
        ("至2020年12月31日", "actual 2020"),
        ("截至到2020年12月底", "actual 2020"),
        ("2020年增幅", "notes 2020"),
        ("2020年提高率", "notes 2020"),
        ("2020年提高幅度", "notes 2020"),
        ("2020年变化值", "notes 2020"),
        ("2020年增加量", "notes 2020"),
        ("2020年增加额", "notes 2020"),
        ("2020年变化情况", "notes 2020"),
        ("2020年提高百分点", "notes 2020"),
        ("2020年比例不降低", "actual 2020"),
        ("2020年未下降", "actual 2020"),
        ("全市", "actual"),
        ("全市2020年", "actual 2020"),
        ("全市合计", "actual"),
        ("占比", "actual"),
        ("计算依据", "data_source"),
        ("分子", "numerator"),
        ("分母(万吨)", "denominator (万吨)"),
        ("全省平均值", "average"),
        ("上级下达目标值", "assigned"),
        ("佐证编号", "evidence"),
        ("样本量", "sample_size"),
        ("存在问题", "notes"),
        ("目标值", "target"),
        ("指标值", "target"),
        ("责任单位", "departments"),
        ("责任", "duty"),
        ("指标属性", "nature"),
        ("单位", "unit"),
        ("预计", "partial"),
        ("2020年(完成值)", "actual 2020"),
        ("2020年(目标值)", "target 2020"),
        ("2020年(某某)", "actual 2020"),
        ("2020年(%)", "actual 2020 (%)"),
        ("2020年完成值/%", "actual 2020 (%)"),
        ("2020年（单位：公顷）", "actual 2020 (公顷)"),
        ("2020年（计量单位:公顷）", "actual 2020 (公顷)"),
        ("2020年【公顷】", "actual 2020 (公顷)"),
        ("2020年[公顷]", "actual 2020 (公顷)"),
        ("2020年(12吨)", "actual 2020"),
        ("定海区", "of 定海区 actual"),
        ("定海", "of 定海区 actual"),
        ("2020年普陀区", "of 普陀区 actual 2020"),
        ("普陀区完成值(%)", "of 普陀区 actual (%)"),
        ("普陀区目标值", "notes"),
        ("宁波市2020年", "of 宁波市 actual 2020"),
        ("全省2020年", "of 全省 actual 2020"),
        ("舟山市2020年", "actual 2020"),
        ("舟山", "actual"),
        ("全市2020年", "actual 2020"),
        ("填报人:张三", "unclear"),
        ("2020年某某处室协助填写的完成值", "actual 2020"),
        ("2020年的年度工作完成值", "actual 2020"),
    ],
)
def test_a_heading_says_field_year_and_unit(heading: str, told: str) -> None:
    assert field(heading) == told


@pytest.mark.parametrize("word", ["数值", "数据", "值", "结果", "数", "完成值", "2020年"])
@pytest.mark.parametrize(
    ("over", "told"),
    [
        ("全省平均值", "average"),
        ("全省平均变化幅度", "average_change"),
        ("上级下达目标值", "assigned"),
        ("上级认定", "assigned_met"),
        ("目标值", "target"),
        ("分子", "numerator"),
        ("分母", "denominator"),
        ("上半年", "partial"),
        ("存在问题", "notes"),
        ("样本量", "sample_size"),
        ("定海区", "actual"),
    ],
)
def test_a_heading_that_says_little_means_what_stands_over_it(over: str, word: str, told: str) -> None:
    answer = "通过" if over == "上级认定" else 50.5
    lines = understood(f"指标名称 | 备注 | {over} | <\n^ | ^ | {word} | 佐证编号\n森林覆盖率 | x | {answer} | y")
    year = " 2020" if word == "2020年" else ""
    assert f"C3 {told}{year} ·" in lines[0]


@pytest.mark.parametrize("word", ["完成数", "实绩", "达到值"])
def test_a_heading_that_says_what_it_is_keeps_its_meaning(word: str) -> None:
    assert "C3 actual ·" in understood(f"指标名称 | 备注 | 目标值 | <\n^ | ^ | {word} | 佐证编号\n森林覆盖率 | x | 50.5 | y")[0]


@pytest.mark.parametrize(
    "begin",
    ["", "附件1 ", "附件2:", "附表3-2:", "表3.2 ", "表1", "指标18:", "指标18、", "指标18.2:", "指标一:", "二、", "十一、"],
)
@pytest.mark.parametrize("end", ["", "情况表"])
def test_what_stands_before_an_items_name_in_a_title_is_passed_over(begin: str, end: str) -> None:
    assert understood(f"{begin}森林覆盖率{end}\n年份 | 数值\n2020年 | 50.5")[0] == "18: A3 year 2020 · B3 actual 2020"


@pytest.mark.parametrize(
    "end",
    ["完成情况表", "基本情况表", "填报台账", "进展台帐", "统计表", "指标卡片", "数据汇总表", "明细", "卡", "情况(2020年)", "情况统计卡片"],
)
def test_what_stands_behind_an_items_name_in_a_title_is_passed_over(end: str) -> None:
    assert understood(f"森林覆盖率{end}\n年份 | 数值\n2020年 | 50.5")[0].startswith("18")


@pytest.mark.parametrize("title", ["关于森林覆盖率", "森林覆盖率和水面率情况表", "森林覆盖率的若干问题", f"森林覆盖率{'情况' * 30}"])
def test_a_title_is_an_item_only_as_a_whole(title: str) -> None:
    assert "H201" in understood(f"{title}\n年份 | 数值\n2020年 | 50.5")[-1]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("单位:亿元", "亿元"), ("金额单位：万元", "万元"), ("计量单位: 公顷", "公顷"), ("(数据单位:公顷)", "公顷"), ("2020年,单位:吨;市水利局", "吨"),
        ("单位:吨、2020年", "吨"), ("单位:某某", None), ("吨", None),
    ],
)  # fmt: skip
def test_a_title_tells_a_unit(title: str, unit: str | None) -> None:
    told = understood(f"{title}\n指标名称 | 备注 | 完成值\n绿色贷款 | x | 96.4")[0]
    assert (f"unit {unit}:" in told) if unit else ("unit" not in told)


@pytest.mark.parametrize(
    "verdict", ["是", "否", "达标", "已达标", "未达标", "待定", "不适用", "符合", "不符合", "达到", "已达到", "未达到", "合格", "√", "×"]
)
def test_a_verdict_beside_a_value_is_the_offices_own(verdict: str) -> None:
    assert understood(f"指标名称 | 完成值 | 完成结果\n森林覆盖率 | 50.5 | {verdict}")[0] == "18: A2 name · B2 actual · C2 self_assessment"


@pytest.mark.parametrize("answer", ["达标", "未达标", "待定", "不适用", "已完成", "推进中", "滞后", "未启动", "未完成"])
def test_an_answer_from_the_forms_lists_is_no_text_of_the_form(answer: str) -> None:
    assert "left: A4" in understood(f"指标名称 | 2020年\n森林覆盖率 | 50.5\n|\n{answer}")


@pytest.mark.parametrize("prose", ["完成情况", "现状", "完成结果", "现状情况"])
def test_words_under_a_heading_of_prose_beside_years_are_a_statement(prose: str) -> None:
    assert understood(f"指标名称 | 2020年 | {prose}\n森林覆盖率 | 50.5 | 持续绿化")[0] == "18: A2 name · B2 actual 2020 · C2 statement"


@pytest.mark.parametrize(
    "line", ["填报人 | 张三", "审核人 | 李四", "单位负责人 | 王五", "联系电话 | 0580", "填报日期 | 2021-01-15", "单位盖章 | 已盖"]
)
def test_a_signature_right_under_a_table_is_no_row(line: str) -> None:
    told = understood(f"指标名称 | 2020年\n森林覆盖率 | 50.5\n{line}")
    assert [line for line in told if line[0] == "H"] == []
    assert any(line.startswith("label ") for line in told)


ASKED = ["完成值", "分子", "分母", "全省平均值", "全省平均变化幅度", "上级下达目标值", "上级认定", "完成情况说明", "数据来源"]
NOT_ASKED = ["自评", "佐证编号", "备注", "目标值", "单位", "责任单位", "存在问题", "样本量"]


@pytest.mark.parametrize(("heading", "asked"), [*((each, True) for each in ASKED), *((each, False) for each in NOT_ASKED)])
def test_an_unknown_name_is_asked_for_where_something_was_answered(heading: str, asked: bool) -> None:
    told = understood(f"指标名称 | 2020年登记 | {heading}\n森林覆盖率 | 50.5 | 50.5\n全局干部职工人数 |  | 50.5")
    assert any(line.startswith("H303 C3:") for line in told) == asked


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("编码", False), ("序号", False), ("年份", False), ("单位", False), ("分子", False), ("分母", False),
        ("样本量", False), ("佐证编号", False), ("备注", True), ("目标值", True), ("全省平均值", True), ("自评", False), ("责任单位", True), ("某某", True),
    ],
)  # fmt: skip
def test_numbers_under_a_heading_that_may_be_the_value_are_asked_for(heading: str, asked: bool) -> None:
    told = understood(f"指标名称 | 计量单位 | 数据来源 | {heading}\n森林覆盖率 | % | 监测 | 18\n水面率 | % | 监测 | 30")
    assert any(line.startswith(("H203", "H204")) for line in told) == asked


@pytest.mark.parametrize("heading", ["编号", "代码", "任务", "领域", "存在问题", "年份", "目标值"])
def test_names_under_another_heading_are_names_where_there_are_no_others(heading: str) -> None:
    told = understood(f"{heading} | 单位 | 2020年完成值\n森林覆盖率 | % | 50.5\n水面率 | % | 5.4")
    assert told[:2] == ["18: A2 name · B2 unit · C2 actual 2020", "30: A3 name · B3 unit · C3 actual 2020"]


@pytest.mark.parametrize("heading", ["文号", "对应指标", "日期", "页数", "文件名"])
def test_titles_beside_what_only_evidence_has_are_a_list_of_it(heading: str) -> None:
    told = understood(f"序号 | 材料名称 | {heading}\n1 | 森林资源监测报告 | 18")
    assert told[0].startswith("evidence, no values: A2 number · B2 title · C2 ")


@pytest.mark.parametrize("heading", ["材料名称", "文号", "文件名"])
def test_a_row_of_evidence_needs_a_title_a_number_or_a_file(heading: str) -> None:
    told = understood(
        f"== 佐证材料\n编号 | 材料名称 | 文号 | 文件名 | 页数\n1 | a | b | c | 3\n2 |  |  |  | 4\n3 | {'| ' * ['材料名称', '文号', '文件名'].index(heading)}x"
    )
    assert [line.split(":")[0] for line in told if line.startswith("evidence")] == ["evidence, no values"] * 2


@pytest.mark.parametrize(
    "word", ["佐证", "证明材料", "材料清单", "附件清单", "印证材料", "亮点与特色", "经验做法", "典型案例", "创新做法", "其他"]
)
def test_a_sheets_name_says_what_its_titles_are_of(word: str) -> None:
    told = understood(f"== {word}\n序号 | 名称 | 备注\n1 | 某某 | x")[0].split(",")[0]
    kinds = {"佐证": "evidence", "证明材料": "evidence", "材料清单": "evidence", "附件清单": "evidence", "印证材料": "evidence"}
    assert told == ("furniture: A1:C1" if word == "其他" else kinds.get(word, "highlight"))


@pytest.mark.parametrize("unit", ["-", "—", "%", "公顷"])
def test_units_beside_names_without_headings(unit: str) -> None:
    assert understood(f"森林覆盖率 | {unit} | 50.5\n水面率 | {unit} | 5.4")[0] == "18: A1 name · B1 unit · C1 actual"


@pytest.mark.parametrize("words", ["通过", "市水利局", "备注"])
def test_words_that_are_something_else_are_no_values_without_headings(words: str) -> None:
    told = understood(f"生态保护红线 | {words}\n永久基本农田保护红线 | {words}")
    assert (told[0] == "28.1: A1 name · B1 actual") == (words == "通过")
