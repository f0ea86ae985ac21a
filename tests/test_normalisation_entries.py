"""A row of an indicator table -> entries: every field with its cell, its year, its state, and what is asked of it."""

from decimal import Decimal

import pytest
from written_ledgers import FILE, STAMP, at, codes, held, read, told

from ecoreport.model import CellCount, Entry, Figure, Note, Subject, Submission


def entries(text: str) -> list[dict[str, object]]:
    return [told(entry) for entry in read(text).entries]


def actuals(text: str) -> dict[tuple[str, int], str]:
    """Show the value of each item and year."""
    return {(entry["subject"], entry["year"]): entry["actual"] for entry in entries(text)}


# ---- the fields of an entry --------------------------------------------------------------------


def test_every_cell_of_a_row_stands_in_its_field():
    batch = read("""
指标名称 | 2019年 | 2020年 | 分子 | 分母 | 全省平均值 | 全省平均变化幅度 | 上级下达目标值 | 上级认定 | 自评 | 完成情况说明 | 数据来源 | 佐证编号 | 备注 | 存在问题 | 样本量
森林覆盖率 | 50.3 | =n:50.5 | 7200公顷 | 14248 | 612‰ | -0.1 | 50% | 已完成 | 达标 | 持续绿化 | 监测 | 18-01 | 无 | 进度偏慢 | 300
""")

    def figure(cell: str, raw: str, value: str, unit: str | None = None, **more: object) -> Figure:
        return Figure("value", raw, at(cell), Decimal(value), written=Decimal(more.pop("written", value)), unit=unit, **more)

    def note(cell: str, text: str) -> Note:
        return Note(text, at(cell))

    department = "市资源规划局"
    assert batch.entries == (
        Entry(Subject("18"), 2019, department, FILE, figure("B2", "50.3", "50.3"), recognised_by="name"),
        Entry(
            "18",
            2020,
            department,
            FILE,
            figure("C2", "50.5", "50.5"),
            numerator=figure("D2", "7200公顷", "7200", "公顷"),
            denominator=figure("E2", "14248", "14248"),
            average=figure("F2", "612‰", "61.2", "‰", written="612", conversion="612‰ → 61.2%"),
            average_change=figure("G2", "-0.1", "-0.1"),
            assigned=figure("H2", "50%", "50", "%"),
            assigned_met=note("I2", "已完成"),
            self_assessment=note("J2", "达标"),
            statement=note("K2", "持续绿化"),
            data_source=note("L2", "监测"),
            evidence=note("M2", "18-01"),
            remark=note("N2", "无"),
            sample_size=figure("P2", "300", "300"),
            recognised_by="name",
            other_notes=(note("O2", "进度偏慢"),),
        ),
    )
    assert batch.submissions == (Submission(FILE, "0" * 64, department, "read", cells=CellCount(32, 15, 17, 0), container="xlsx"),)
    assert batch.period == 2020
    assert batch.unused == ()


def test_a_field_that_is_taken_leaves_its_cell_among_the_other_notes():
    assert entries("""
指标名称 | 2020年 | 分子 | 分子 | 备注 | 备注 | 填报单位
森林覆盖率 | 50.5 | 7200 | 7300 | 甲 | 乙 | 市水利局
""") == [
        {
            "subject": "18", "year": 2020, "department": "市水利局", "actual": "50.5 “50.5” @B2", "numerator": "7200 “7200” @C2", "remark": "甲 @E2",
            "recognised_by": "name", "other_notes": ["7300 @D2", "乙 @F2", "市水利局 @G2"],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "recognised_by"),
    [
        ("指标名称 | 2020年\n空气优良率 | 95", "variant"),
        ("序号 | 指标名称 | 2020年\n18 | 森林覆盖率 | 95", "number_and_name"),
        ("指标名称 | 2020年\n公共交通出行分担律 | 55", "similarity"),
        ("编码 | 指标名称 | 2020年\n18 | 森林覆盖率 | 50", "stamp"),
    ],
)
def test_an_entry_says_by_what_its_item_was_recognised(rows, recognised_by):
    assert [entry.recognised_by for entry in read(rows).entries] == [recognised_by]


def test_a_hidden_value_is_known_as_one():
    assert actuals("# 表 sheet hidden\n指标名称 | 2020年\n森林覆盖率 | 50.5") == {("18", 2020): "50.5 “50.5” hidden @B2"}


def test_a_blank_is_nothing_that_was_said():
    rows = "指标名称 | 2020年 | 备注 | 完成情况说明 | 2020年上半年\n森林覆盖率 | 50.5 | =s: | =s: | =s:\n水面率 | | =s: | =s: | =s:\n水面率 | 4 | 甲 | 乙 | 5"
    assert [(entry["subject"], entry["actual"], entry.get("remark"), entry.get("statement")) for entry in entries(rows)] == [
        ("18", "50.5 “50.5” @B2", None, None),
        ("30", "4 “4” @B4", "甲 @C4", "乙 @D4"),
    ]
    assert read(rows).submissions[0].cells == CellCount(13, 4, 8, 1)
    assert read(rows).findings == ()


def test_what_was_written_of_the_item_stands_with_the_ledgers_year_or_the_latest():
    rows = "指标名称 | 单位 | 2019年 | {} | 指标值\n森林覆盖率 | ‰ | 503 | 505 | 山区大于等于70"
    assert [("unit_written" in entry, "plan_cells" in entry) for entry in entries(rows.format("2020年"))] == [(False, False), (True, True)]
    assert [("unit_written" in entry, "plan_cells" in entry) for entry in entries(rows.format("2018年"))] == [(False, False), (True, True)]
    assert [("unit_written" in entry, "plan_cells" in entry) for entry in entries(rows.format("2021年"))] == [(False, False), (True, True)]


def test_a_ledger_of_another_year_is_read_as_that_years():
    rows = f"编码 | 指标名称 | 完成值 | 备注 | 上级下达目标值\n14.1 | 优良天数比例 | 95 | 甲 | 90{STAMP.replace('period | 2020', 'period | 2019')}"
    (entry,) = read(rows).entries
    assert (entry.year, entry.remark.text, entry.assigned.value) == (2019, "甲", 90)


@pytest.mark.parametrize(
    ("headings", "row", "shown"),
    [
        ("佐证材料 | 文号 | 页码", "规划文本 | 舟政发〔2020〕3号 | 7-9", {"evidence": "规划文本 @D2", "evidence_document": "舟政发〔2020〕3号 @E2", "evidence_pages": "7-9 @F2"}),
        ("佐证编号 | 佐证材料名称", "18-01 | 监测报告", {"evidence": "18-01 @D2", "more_evidence": ["监测报告 @E2"]}),
        ("佐证件数", "3", {"other_notes": ["3 @D2"]}),
        ("文号", "舟政发〔2020〕3号", {"other_notes": ["舟政发〔2020〕3号 @D2"]}),
    ],
)  # fmt: skip
def test_what_columns_beside_say_of_the_evidence_stands_with_it(headings, row, shown):
    (entry,) = entries(f"编码 | 指标名称 | 2020年 | {headings}\n18 | 森林覆盖率 | 50.9 | {row}")
    assert {name: said for name, said in entry.items() if "evidence" in name or name == "other_notes"} == shown


# ---- the units of values and facts -------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ("指标名称 | 2020年\n绿色贷款 | 12", "12 “12” @B2"),
        ("指标名称 | 2020年(万元)\n绿色贷款 | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @B2"),
        ("指标名称 | 单位 | 2020年(亿元)\n绿色贷款 | 万元 | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 单位 | 2020年(万元)\n绿色贷款 | — | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 单位 | 2020年(万元)\n绿色贷款 | - | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 单位 | 2020年(万元)\n绿色贷款 | / | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 单位 | 2020年(万元)\n绿色贷款 | —— | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 单位 | 2020年(万元)\n绿色贷款 | 无 | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @C2"),
        ("指标名称 | 2020年\n绿色贷款(万元) | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @B2"),
        ("指标名称 | 2020年(亿元)\n绿色贷款(万元) | 12", "12 “12” 亿元 @B2"),
        ("单位:万元\n指标名称 | 2020年\n绿色贷款 | 120000", "12 “120000” 万元 120000万元 → 12亿元 written 120000 @B3"),
        ("指标名称 | 2020年\n绿色贷款 | 12万元", "0.0012 “12万元” 万元 12万元 → 0.0012亿元 written 12 @B2"),
    ],
)
def test_the_nearest_unit_counts(rows, value):
    assert actuals(rows) == {("12", 2020): value}


def test_a_fact_that_is_like_the_value_has_its_unit_and_another_its_own():
    batch = read("""
指标名称 | 单位 | 2020年 | 分子(万元) | 全省平均值 | 全省平均变化幅度 | 上级下达目标值
绿色贷款 | 万元 | 12 | 7 | 8 | -3 | 20
""")
    entry = told(batch.entries[0])
    assert entry["numerator"] == "7 “7” 万元 @D2"
    assert entry["average"] == "0.0008 “8” 万元 8万元 → 0.0008亿元 written 8 @E2"
    assert entry["average_change"] == "-0.0003 “-3” 万元 -3万元 → -0.0003亿元 written -3 @F2"
    assert entry["assigned"] == "0.002 “20” 万元 20万元 → 0.002亿元 written 20 @G2"


def test_what_a_fact_leaves_open_is_told_by_its_name():
    batch = read("""
指标名称 | 2020年 | 分子 | 分母 | 全省平均值 | 全省平均变化幅度 | 上级下达目标值 | 样本量
森林覆盖率 | 50.5 | 约7200 | 约14248 | 约61 | 约0.1 | 约50 | 约300
""")
    assert [finding.message.split("写作")[0] for finding in batch.findings] == [
        f"森林覆盖率（18）的{name}" for name in ("分子", "分母", "全省平均值", "全省平均变化幅度", "上级下达目标值", "样本量")
    ]
    assert {(finding.code, finding.item, finding.department) for finding in batch.findings} == {("N101", "18", "市资源规划局")}
    assert [finding.source for finding in batch.findings] == [at(f"{column}2") for column in "CDEFGH"]
    assert len({finding.id for finding in batch.findings}) == 6


def test_a_cell_may_say_which_number_it_is_and_of_which_year():
    batch = read("""
指标名称 | 2020年 | 分子 | 全省平均值 | 上级下达目标值
森林覆盖率 | 森林覆盖率50.5% | 分子7200 | 全省平均值61% | 上级下达目标值50
水面率 | 4 | 2019年:70;2020年:72 | 2019年:5;2020年:6 | 2019年:7;2020年:8
""")
    first, second = batch.entries
    assert [first.actual.value, first.numerator.value, first.average.value, first.assigned.value] == [Decimal("50.5"), 7200, 61, 50]
    assert [second.numerator.value, second.average.value, second.assigned.value] == [72, 6, 8]
    assert codes(batch) == []


def test_an_assigned_target_may_stand_in_words_and_an_average_may_where_the_item_has_no_unit():
    batch = read("""
指标名称 | 2020年 | 全省平均值 | 上级下达目标值 | 分子
优良天数比例 | 95 | 高于上年 | 不低于上年 | 若干
生态环境状况指数(EI) | 83 | 高于上年 | 不低于上年 | 若干
""")
    first, second = batch.entries
    assert (first.assigned.state, first.assigned.text, first.average.state, first.numerator.state) == (
        "value",
        "不低于上年",
        "asked",
        "asked",
    )
    assert (second.assigned.text, second.average.state, second.average.text, second.numerator.state) == (
        "不低于上年",
        "value",
        "高于上年",
        "asked",
    )


def test_only_a_value_is_told_of_that_does_not_apply():
    batch = read("指标名称 | 2020年 | 分子\n森林覆盖率 | 不涉及 | 不涉及\n水面率 | 4 | 不涉及")
    assert codes(batch) == ["N301 B2"]
    assert [entry.numerator.state for entry in batch.entries] == ["not_applicable", "not_applicable"]


# ---- which words answer for which item ---------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "said", "state"),
    [
        ("外来物种入侵", "天气很好", "value"),  # its target is in words
        ("外来物种入侵", "12", "value"),
        ("外来物种入侵", "森林覆盖率", "asked"),  # another item's name: shifted by a column
        ("外来物种入侵", "外来物种入侵", "value"),
        ("外来物种入侵", "公共交通出行分担律", "value"),  # only like another's name
        ("外来物种入侵", "森林覆盖率" + "（详见附件所列各县区分乡镇统计表及其说明材料，共计十二页，以附件为准）", "value"),
        ("生态环境状况指数(EI)", "天气很好", "value"),  # it has no unit, and a direction: both will do
        ("生态环境状况指数(EI)", "83.2", "value"),
        ("优良天数比例", "不降", "value"),  # a unit, and a target in words
        ("优良天数比例", "天气很好", "asked"),
        ("绿色贷款", "逐年上升", "asked"),  # a trend is one of numbers
        ("50.3一次性消费品人均使用量/率", "下降", "asked"),
        ("森林覆盖率", "达标", "asked"),  # its target is a number
    ],
)
def test_words_are_a_value_where_the_item_takes_words(item, said, state):
    figure = read(f"指标名称 | 2020年\n{item} | {said}").entries[0].actual
    assert figure.state == state
    if state == "asked":
        assert (figure.raw, figure.text, figure.value) == (said, said, None)


WORDS = (
    "完成", "达到", "达标", "不降", "未降", "不减", "未减", "没有减", "稳定", "持平", "保持", "改善",
    "提高", "提升", "上升", "下降", "降低", "减少", "增加", "增长", "通过", "下达", "认定", "合格",
)  # fmt: skip


def test_a_name_is_looked_for_in_no_more_than_forty_characters():
    for blanks, state in ((35, "asked"), (36, "value")):
        assert read(f"指标名称 | 2020年\n外来物种入侵 | 森{' ' * blanks}林覆盖率").entries[0].actual.state == state


@pytest.mark.parametrize("word", WORDS)
def test_a_target_in_words_is_answered_by_a_word_of_its_own(word):
    batch = read(f"指标名称 | 2020年\n优良天数比例 | 经核{word}啦")
    assert (batch.entries[0].actual.state, codes(batch)) == ("value", [])


def test_words_in_a_numbers_place_are_told_whole_up_to_eighty_characters():
    words = "工作有序开展" * 20
    batch = read(f"指标名称 | 2020年\n森林覆盖率 | {words}")
    assert batch.entries[0].actual.raw == words
    assert batch.findings[0].message == f"森林覆盖率（18）2020年完成值应填数，写的是“{words[:80]}”"


# ---- the years of a row ------------------------------------------------------------------------


def test_the_years_that_one_cell_names_come_apart():
    assert actuals("指标名称 | 2020年\n水面率 | 2018年:4.1;2019年:4.2;2020年:4.3") == {
        ("30", 2018): "4.1 “2018年:4.1;2019年:4.2;2020年:4.3” @B2",
        ("30", 2019): "4.2 “2018年:4.1;2019年:4.2;2020年:4.3” @B2",
        ("30", 2020): "4.3 “2018年:4.1;2019年:4.2;2020年:4.3” @B2",
    }


def test_a_year_that_a_sentence_names_beside_the_rows_is_that_years_value():
    assert actuals("指标名称 | 2020年\n水面率 | 由2019年4.1%提高到4.3%") == {
        ("30", 2019): "4.1 “由2019年4.1%提高到4.3%” % prose @B2",
        ("30", 2020): "4.3 “由2019年4.1%提高到4.3%” % prose @B2",
    }
    assert actuals("指标名称 | 2020年\n水面率 | 2019年4.1") == {("30", 2019): "4.1 “2019年4.1” @B2", ("30", 2020): "asked “2019年4.1” @B2"}


def test_a_year_with_a_cell_of_its_own_is_not_taken_from_another():
    assert actuals("指标名称 | 2019年 | 2020年\n水面率 | 4.1 | 2019年:4;2020年:4.3") == {
        ("30", 2019): "4.1 “4.1” @B2",
        ("30", 2020): "4.3 “2019年:4;2020年:4.3” @C2",
    }


def test_what_is_said_of_a_year_goes_with_that_year():
    assert entries("""
指标名称 | 2019年 | 2020年 | 2019年完成情况说明 | 2020年完成情况说明 | 2019年全省平均值 | 备注
外来物种入侵 | 明显 | 不明显 | 旧 | 新 | 无数据说明 | 甲
""") == [
        {
            "subject": "20.2", "year": 2019, "department": "市资源规划局", "actual": "明显 “明显” @B2", "statement": "旧 @D2",
            "average": "无数据说明 “无数据说明” @F2", "recognised_by": "name",
        },
        {
            "subject": "20.2", "year": 2020, "department": "市资源规划局", "actual": "不明显 “不明显” @C2", "statement": "新 @E2", "remark": "甲 @G2",
            "recognised_by": "name",
        },
    ]  # fmt: skip


def test_a_year_without_a_value_takes_the_number_from_the_words_of_that_year():
    assert actuals("指标名称 | 2019年完成情况说明 | 2020年完成情况说明\n森林覆盖率 | 51% | 52%") == {
        ("18", 2019): "51 “51%” % prose @B2",
        ("18", 2020): "52 “52%” % prose @C2",
    }


def test_a_remark_opens_an_entry_of_the_ledgers_year():
    assert [
        (entry["year"], entry["actual"], entry.get("remark"))
        for entry in entries("指标名称 | 2018年 | 2019年 | 备注\n水面率 | 4.1 | 4.2 | 甲")
    ] == [
        (2018, "4.1 “4.1” @B2", None),
        (2019, "4.2 “4.2” @C2", None),
        (2020, "blank @A2", "甲 @D2"),
    ]


def test_rows_that_name_their_year_tell_of_it():
    assert [(entry["year"], entry["actual"], entry["remark"]) for entry in entries("""
指标名称 | 年份 | 完成值 | 备注
森林覆盖率 | 2018 | | 甲
森林覆盖率 | 2019年 | 50.1 | 乙
森林覆盖率 | 2020年度 | 50.5 | 丙
""")] == [(2018, "blank @A2", "甲 @D2"), (2019, "50.1 “50.1” @C3", "乙 @D3"), (2020, "50.5 “50.5” @C4", "丙 @D4")]  # fmt: skip


def test_a_name_that_speaks_of_a_year_makes_the_row_that_years():
    assert actuals("指标名称 | 完成值\n2019年森林覆盖率 | 50.1\n森林覆盖率(2020年) | 50.5\n水面率(2019) | 4\n水面率 | 5") == {
        ("18", 2019): "50.1 “50.1” @B2",
        ("18", 2020): "50.5 “50.5” @B3",
        ("30", 2019): "4 “4” @B4",
        ("30", 2020): "5 “5” @B5",
    }
    assert actuals("编码 | 指标名称 | 2020年\n18 | 森林覆盖率(2019年) | 50.1") == {("18", 2020): "50.1 “50.1” @C2"}  # the heading is nearer


def test_a_table_of_another_year_says_so_above_it():
    assert [
        (entry.year, entry.remark.text) for entry in read("2019年指标完成情况表\n指标名称 | 完成值 | 备注\n水面率 | 4.2 | 甲").entries
    ] == [(2019, "甲")]


# ---- several cells of one year -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "value", "found"),
    [
        ("50.5", "50.5", "50.5 “50.5” @B2", []),
        ("50.5", "", "50.5 “50.5” @B2", []),
        ("—", "50.5", "50.5 “50.5” @C2", []),
        ("—", "/", "blank “—” @B2", []),
        ("50.5%", "50.5", "50.5 “50.5%” % @B2", []),
        ("50.5", "50.9", "asked “50.5” written 50.5 @B2", ["N303 B2 C2"]),
        ("暂无", "50.5", "asked 暂无 “暂无” @B2", ["N303 B2 C2"]),
        ("暂无", "暂无", "pending 暂无 “暂无” @B2", []),
        ("=s:49.8", "50.5", "50.5 “50.5” @C2", ["N219 B2"]),
        ("=s:49.8", "—", "blank “—” @C2", ["N219 B2"]),
        ("=s:49.8", "", "asked “49.8” @B2", ["N219 B2"]),
    ],
)
def test_the_cells_of_one_year_agree_or_are_asked(first, second, value, found):
    batch = read(f"指标名称 | 2020年完成值 | 2020年实际完成值\n森林覆盖率 | {first} | {second}\n水面率 | 4 | 4")
    assert told(batch.entries[0])["actual"] == value.replace("asked 暂无 “", "asked “")
    assert codes(batch) == found


def test_a_number_and_words_beside_it_are_one_answer():
    rows = "指标名称 | 2020年完成值 | 2020年实际完成值\n优良天数比例 | {} | {}\n水面率 | 4 | 4"
    assert actuals(rows.format("已完成省下达目标", "97"))["14.1", 2020] == "97 “97” @C2"
    assert entries(rows.format("已完成省下达目标", "97"))[0]["other_notes"] == ["已完成省下达目标 @B2"]
    assert actuals(rows.format("不降低", "已完成省下达目标"))["14.1", 2020] == "asked “不降低” @B2"
    assert actuals(rows.format("已完成省下达目标", "约97"))["14.1", 2020] == "97 “约97” @C2"
    assert actuals(rows.format("≥95%", "97"))["14.1", 2020] == "asked “≥95%” @B2"


@pytest.mark.parametrize(
    ("first", "second", "beside"),
    [
        ("50.5", "50.5", ["50.5 @C2"]),
        ("50.5", "50.9", ["50.9 @C2"]),
        ("—", "50.5", ["— @B2"]),
        ("=s:49.8", "50.5", ["49.8 @B2"]),
        ("50.5", "=s:", []),
    ],
)
def test_what_stands_beside_the_value_is_kept_with_its_cell(first, second, beside):
    batch = read(f"指标名称 | 2020年完成值 | 2020年实际完成值 | 备注\n森林覆盖率 | {first} | {second} | \n水面率 | 4 | 4 | 甲")
    assert told(batch.entries[0]).get("other_notes", []) == beside
    assert told(batch.entries[1])["other_notes"] == ["4 @C3"]
    assert len(held(batch.entries)) == batch.submissions[0].cells.used


def test_two_values_of_one_row_are_told_with_all_that_was_written():
    batch = read("指标名称 | 2020年完成值 | 2020年实际完成值 | 2020年完成数\n森林覆盖率 | 50.5 | 50.9 | 50.5\n水面率 | 4 | 4 | 4")
    assert [(finding.message, finding.item, finding.department, finding.source, finding.others) for finding in batch.findings] == [
        ("森林覆盖率（18）2020年完成值在同一本台账里填了不同的数：50.5、50.9", "18", "市资源规划局", at("B2"), (at("C2"), at("D2")))
    ]


def test_a_value_merged_over_several_items_is_asked_for_each():
    batch = read("""
指标名称 | 2019年 | 2020年
水环境质量达到或优于III类水质比例 | 89 | 90
V类水体比例 | 3 | =^
森林覆盖率 | 50 | 51
""")
    assert [(entry["subject"], entry["year"], entry["actual"]) for entry in map(told, batch.entries)] == [
        ("15.1", 2019, "89 “89” @B2"),
        ("15.1", 2020, "asked “90” written 90 @C2"),
        ("15.2", 2019, "3 “3” @B3"),
        ("15.2", 2020, "asked “90” written 90 @C2"),
        ("18", 2019, "50 “50” @B4"),
        ("18", 2020, "51 “51” @C4"),
    ]
    assert codes(batch) == ["N302 C2", "N302 C2"]


def test_nothing_to_share_is_not_asked():
    batch = read("指标名称 | 2020年\n水环境质量达到或优于III类水质比例 | 暂无\nV类水体比例 | =^")
    assert ([entry.actual.state for entry in batch.entries], codes(batch)) == (["pending", "pending"], [])


def test_items_of_several_indicators_that_share_a_value_are_named_each():
    batch = read("指标名称 | 2020年\n市控断面达标率 | 90\n水面率 | =^\n森林覆盖率 | =^")
    assert {finding.message.split("同时对着")[1].split("，")[0] for finding in batch.findings} == {
        "市控断面达标率（M4.1）、水面率（30）、森林覆盖率（18）共3项指标"
    }


def test_where_code_and_name_disagree_every_number_of_the_row_is_asked():
    batch = read("""
编码 | 指标名称 | 2020年 | 分子 | 完成情况说明
18 | 水面率 | 50.5 | 20 | 达到50.5%
""")
    assert entries("编码 | 指标名称 | 2020年 | 完成情况说明\n18 | 水面率 | | 达到50.5%")[0]["actual"] == "blank @D2"
    assert [told(entry) for entry in batch.entries] == [
        {
            "subject": "18", "year": 2020, "department": "市资源规划局", "actual": "asked “50.5” written 50.5 @C2",
            "numerator": "asked “20” written 20 @D2", "statement": "达到50.5% @E2", "recognised_by": "stamp", "plan_cells": ["水面率 @B2"],
        }
    ]  # fmt: skip
    assert codes(batch) == ["H305 A2"]
    assert codes(read("编码 | 指标名称 | 指标值 | 2020年\n18 | 水面率 | ≥99 | 50.5")) == ["H305 A2"]


# ---- several rows of one file ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "values", "found"),
    [
        ("水面率 | 4\n森林覆盖率 | 50\n水面率 | 4", ["4 “4” @B2", "4 “4” @B4"], []),
        ("水面率 | 4\n森林覆盖率 | 50\n水面率 | 4%", ["4 “4” @B2", "4 “4%” % @B4"], []),
        ("水面率 | 4\n森林覆盖率 | 50\n水面率 | 5", ["asked “4” written 4 @B2", "asked “5” written 5 @B4"], ["N303 B2 B4"]),
        ("水面率 | 4%\n森林覆盖率 | 50\n水面率 | 5", ["asked “4%” % written 4 @B2", "asked “5” written 5 @B4"], ["N303 B2 B4"]),
        (
            "水面率 | 水面率已达到4%左右\n森林覆盖率 | 50\n水面率 | 500‰",
            ["asked “水面率已达到4%左右” % written 4 prose @B2", "asked “500‰” ‰ written 500 @B4"],
            ["N101 B2", "N103 B2", "N151 B4", "N303 B2 B4"],
        ),
        ("水面率 | 4\n森林覆盖率 | 50\n水面率 | 暂无", ["4 “4” @B2", "pending 暂无 “暂无” @B4"], []),
        ("水面率 | 4\n森林覆盖率 | 50\n水面率 | ≥5", ["asked “4” written 4 @B2", "asked “≥5” @B4"], ["N201 B4", "N303 B2 B4"]),
        ("水面率 | 不减\n森林覆盖率 | 50\n水面率 | 未减", ["asked “不减” @B2", "asked “未减” @B4"], ["N303 B2 B4"]),
        ("水面率 | 不减\n森林覆盖率 | 50\n水面率 | 不减", ["不减 “不减” @B2", "不减 “不减” @B4"], []),
        ("水面率 | 4\n森林覆盖率 | 50\n~水面率 | 5", ["4 “4” @B2", "5 “5” hidden @B4"], ["N304 B4 B2"]),
        ("水面率 | 4\n森林覆盖率 | 50\n~水面率 | 4%", ["4 “4” @B2", "4 “4%” % hidden @B4"], []),
        ("~水面率 | 4\n森林覆盖率 | 50\n~水面率 | 5", ["4 “4” hidden @B2", "5 “5” hidden @B4"], ["N306 B2 B4"]),
        (
            "水面率 | 4\n森林覆盖率 | 50\n水面率 | 5\n~水面率 | 6",
            ["asked “4” written 4 @B2", "asked “5” written 5 @B4", "6 “6” hidden @B5"],
            ["N303 B2 B4", "N304 B5 B2"],
        ),
        ("水面率 | =s:3\n森林覆盖率 | 50\n水面率 | 4", ["blank @B2", "4 “4” @B4"], ["N219 B2"]),
        ("水面率 | =s:3\n森林覆盖率 | 50\n水面率 | 暂无", ["asked “3” @B2", "pending 暂无 “暂无” @B4"], ["N219 B2"]),
        ("水面率 | =s:3\n森林覆盖率 | 50\n水面率 | =s:4", ["asked “3” @B2", "asked “4” @B4"], ["N219 B2", "N219 B4"]),
        ("水面率 | =s:3\n森林覆盖率 | 50\n水面率 | ≥4", ["blank @B2", "asked “≥4” @B4"], ["N219 B2", "N201 B4"]),
    ],
)
def test_the_rows_of_one_file_agree_or_are_asked(rows, values, found):
    batch = read(f"指标名称 | 2020年\n{rows}")
    assert [told(entry)["actual"] for entry in batch.entries if entry.subject == "30"] == values
    assert codes(batch) == found


def test_a_number_in_prose_and_the_same_number_in_a_hidden_row_are_one_answer():
    assert codes(read("指标名称 | 2020年\n水面率 | 4\n森林覆盖率 | 50\n~水面率 | 水面率目前已达到4%")) == ["N103 B4"]


def test_one_year_that_is_contested_leaves_the_other_years_of_its_cells():
    batch = read("指标名称 | 2020年\n水面率 | 2019年:4;2020年:5\n森林覆盖率 | 50\n水面率 | 6")
    assert [(entry.year, entry.actual.state) for entry in batch.entries if entry.subject == "30"] == [
        (2019, "value"),
        (2020, "asked"),
        (2020, "asked"),
    ]


def test_two_departments_of_one_file_may_differ():
    rows = "指标名称 | 填报单位 | 2020年\n水面率 | 市水利局 | 4\n水面率 | 市资源规划局 | 5"
    assert [(entry["department"], entry["actual"]) for entry in entries(rows)] == [("市水利局", "4 “4” @C2"), ("市资源规划局", "5 “5” @C3")]
    assert not {"N303", "N304"} & {finding.code for finding in read(rows).findings}


def test_rows_that_differ_are_told_with_their_places_and_under_ids_of_their_own():
    batch = read("指标名称 | 2019年 | 2020年\n水面率 | 4 | 5\n森林覆盖率 | 50 | 50\n水面率 | 4.1 | 5.1\n~水面率 | 4.2 | 5.2")
    assert [finding.message for finding in batch.findings if finding.code == "N303"] == [
        "水面率（30）2019年完成值在同一本台账里填了不同的数：4、4.1",
        "水面率（30）2020年完成值在同一本台账里填了不同的数：5、5.1",
    ]
    assert {(finding.item, finding.department) for finding in batch.findings} == {("30", "市资源规划局")}
    assert len({finding.id for finding in batch.findings}) == len(batch.findings) == 4


# ---- values that stand in words ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "statement", "value", "found"),
    [
        ("森林覆盖率", "2020年森林覆盖率达到50.5%", "50.5 “2020年森林覆盖率达到50.5%” % prose @C2", ["N103 C2"]),
        ("绿色贷款", "12.3亿元", "12.3 “12.3亿元” 亿元 prose @C2", []),
        ("森林覆盖率", "同比下降5.6%", "asked “同比下降5.6%” @C2", ["N210 C2"]),
        ("森林覆盖率", "同比下降5.6%，各县区各部门都一齐努力", "asked “同比下降5.6%，各县区各部门都一齐努力” @C2", ["N210 C2"]),
        ("森林覆盖率", "同比下降5.6%，各县区各部门全都一齐努力", "blank @C2", []),
        ("森林覆盖率", "不适用", "blank @C2", []),
        ("优良天数比例", "已完成省下达目标", "blank @C2", []),
        ("外来物种入侵", "未发现新的外来物种", "blank @C2", []),
    ],
)
def test_where_the_values_cell_is_empty_the_words_beside_it_are_looked_at(item, statement, value, found):
    batch = read(f"指标名称 | 2020年 | 完成情况说明\n{item} | | {statement}\n水面率 | 4 | 说明")
    entry = told(batch.entries[0])
    assert (entry["actual"], entry["statement"]) == (value, f"{statement} @C2")
    assert codes(batch) == found


@pytest.mark.parametrize(
    ("item", "statement", "value", "found"),
    [
        ("外来物种入侵", "未发现新的外来物种", "未发现新的外来物种 “未发现新的外来物种” @B2", []),
        ("外来物种入侵", "不涉及", "not_applicable 不涉及 “不涉及” @B2", ["N301 B2"]),
        ("森林覆盖率", "达到50.5%", "50.5 “达到50.5%” % prose @B2", ["N103 B2"]),
    ],
)
def test_a_table_without_a_place_for_values_answers_in_words(item, statement, value, found):
    batch = read(f"指标名称 | 完成情况说明\n{item} | {statement}\n水面率 | 4%")
    assert told(batch.entries[0])["actual"] == value
    assert codes(batch) == found


def test_a_row_with_a_remark_and_no_value_is_an_entry_with_nothing_in_it():
    assert entries("指标名称 | 2020年 | 备注\n森林覆盖率 | | 甲\n水面率 | 4 | 乙")[0] == {
        "subject": "18", "year": 2020, "department": "市资源规划局", "actual": "blank @A2", "remark": "甲 @C2", "recognised_by": "name",
    }  # fmt: skip


# ---- numbers for a part of the year ------------------------------------------------------------


PARTIAL = "指标名称 | 2019年 | 2020年1—9月 | 2020年上半年 | 2020年 | 备注\n{}\n水面率 | 4.1 | 4.2 | | 4.3 |"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("森林覆盖率 | 50.2 | 50.3 | | | ", ["N305 C2"]),
        ("森林覆盖率 | | 50.3 | | | ", ["N305 C2"]),
        ("森林覆盖率 | | 50.3 | | — | ", ["N305 C2"]),
        ("森林覆盖率 | | 50.3 | | | 甲", ["N305 C2"]),
        ("森林覆盖率 | 50.2 | | 50.3 | | ", ["N305 D2"]),
        ("森林覆盖率 | | 50.3 | 50.4 | | ", ["N305 C2"]),
        ("森林覆盖率 | | 50.3 | | 暂无 | ", []),
        ("森林覆盖率 | | 50.3 | | 50.5 | ", []),
        ("森林覆盖率 | 50.2 | | | | ", []),
    ],
)
def test_a_number_for_a_part_of_the_year_is_told_where_there_is_none_for_the_whole(row, found):
    assert codes(read(PARTIAL.format(row))) == found


def test_a_number_for_a_part_of_another_year_is_told_with_that_year():
    (finding,) = read("指标名称 | 年份 | 上半年 | 完成值\n森林覆盖率 | 2019 | 50.3 | \n水面率 | 2020 | | 4").findings
    assert finding.message.startswith("森林覆盖率（18）2019年没有全年完成值")


def test_a_table_with_no_place_for_the_whole_year_is_told_once():
    batch = read("指标名称 | 2020年1—9月\n森林覆盖率 | 50.3\n水面率 | 4.2")
    assert codes(batch) == ["H203 A2", "H203 A3"]
    assert len({finding.group for finding in batch.findings}) == 1
    assert [(entry.subject, entry.actual.state, entry.actual.raw) for entry in batch.entries] == [
        ("18", "asked", "50.3"),
        ("30", "asked", "4.2"),
    ]


def test_a_number_for_a_part_of_the_year_is_quoted_with_its_heading():
    (finding,) = read(PARTIAL.format("森林覆盖率 | 50.2 | 50.3 | | | ")).findings
    assert finding.message == "森林覆盖率（18）2020年没有全年完成值，只有“2020年1—9月”的“50.3”，没有采用"
    assert (finding.item, finding.department, finding.source) == ("18", "市资源规划局", at("C2"))


# ---- what was assigned -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row", "assigned", "plan_cells"),
    [
        ("管控目标 | 2020年", "优良天数比例 | 90 | 95", "90 “90” @B2", None),
        ("2020年目标值 | 2020年", "PM2.5浓度 | 23 | 22", "23 “23” @B2", None),
        ("2020年目标值 | 2020年", "碳排放强度 | 23 | 22", "23 “23” @B2", None),  # 完成年度任务
        ("指标值 | 2020年", "应当实施强制性清洁生产企业通过审核的比例 | 90 | 95", "90 “90” @B2", None),  # 完成年度审核计划
        ("指标值 | 2020年", "近岸海域水质优良比(一、二类)比例(沿海地区) | 90 | 95", "90 “90” @B2", None),  # 上级规定的
        ("指标值 | 2020年", "主要污染物总量减排 | 90 | 已完成", "90 “90” @B2", None),  # 省下达的
        ("2019年目标值 | 2020年", "优良天数比例 | 90 | 95", None, ["90 @B2"]),
        ("指标值 | 2020年", "优良天数比例 | 上级目标 | 95", None, ["上级目标 @B2"]),
        ("指标值 | 2020年", "森林覆盖率 | 90 | 95", None, ["90 @B2"]),  # the plan names its numbers
        ("指标值 | 2020年", "绿色贷款 | 90 | 95", None, ["90 @B2"]),  # 逐年上升: nothing is assigned
    ],
)
def test_a_number_in_the_place_of_an_assignment_is_what_was_assigned(headings, row, assigned, plan_cells):
    entry = entries(f"指标名称 | {headings}\n{row}")[0]
    assert (entry.get("assigned"), entry.get("plan_cells")) == (assigned, plan_cells)


def test_a_column_of_its_own_for_what_was_assigned_comes_first():
    entry = entries("指标名称 | 2020年目标值 | 上级下达目标值 | 2020年\n优良天数比例 | 90 | 85 | 95")[0]
    assert (entry["assigned"], entry["plan_cells"]) == ("85 “85” @C2", ["90 @B2"])
