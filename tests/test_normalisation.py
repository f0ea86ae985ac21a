"""Every form of a value, through the whole reading of a file; the account of every cell; two files of one department."""

import random
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

from builder import C, Case, S
from scoring import SYSTEM, _count, read

from ecoreport.judging.versions import settle as settle_with
from ecoreport.model import Batch, column_letters
from ecoreport.normalisation import RULES
from ecoreport.vocabulary import load_vocabulary


def settle(batch: Batch) -> Batch:
    return settle_with(batch, load_vocabulary())


FOREST, GRASS, PM, GREEN, SHORE = "森林覆盖率", "外来物种入侵", "PM2.5浓度", "绿色贷款", "自然岸线修复长度"

# item's name, what the cell holds, state, value or words, the codes of the findings
FORMS = (
    (FOREST, 96.7, "value", "96.7", ()),
    (FOREST, "96.7", "value", "96.7", ()),
    (FOREST, "96.7%", "value", "96.7", ()),
    (FOREST, "96.7 %", "value", "96.7", ()),
    (FOREST, C(Decimal("0.967"), "0.0%"), "value", "96.7", ()),
    (FOREST, C(Decimal("96.7"), '0.0"%"'), "value", "96.7", ()),
    (FOREST, "９６．７％", "value", "96.7", ("N152",)),
    (GREEN, "3,456.7", "value", "3456.7", ()),
    (GREEN, "12.3亿元", "value", "12.3", ()),
    (GREEN, "123000万元", "value", "12.3", ("N151",)),
    (PM, "20微克/立方米", "value", "20", ()),
    (PM, "0.02mg/m3", "value", "20", ("N151",)),
    (SHORE, "11370米", "value", "11.37", ("N151",)),
    (FOREST, "967‰", "value", "96.7", ("N151",)),
    (FOREST, "九十八点六", "value", "98.6", ("N153",)),
    (FOREST, "百分之九十五", "value", "95", ("N153",)),
    (FOREST, "约86%", "value", "86", ("N101",)),
    (FOREST, "86%(初步)", "value", "86", ("N102",)),
    (FOREST, "≥95%", "asked", None, ("N201",)),
    (FOREST, "95%以上", "asked", None, ("N201",)),
    (FOREST, 0.25, "asked", None, ("N204",)),
    (FOREST, "2020年全市森林覆盖率达到50.5%。", "value", "50.5", ("N103",)),
    (FOREST, "由49.6%提高到50.5%", "value", "50.5", ("N103",)),
    (FOREST, "较2019年提高1.2个百分点", "asked", None, ("N210",)),
    (FOREST, "同比下降15%", "asked", None, ("N210",)),
    (FOREST, "S02", "asked", None, ("N212",)),
    (FOREST, "54.O", "asked", None, ("N212",)),
    (FOREST, "IOO", "asked", None, ("N212",)),
    (FOREST, "无", "asked", None, ("N220",)),
    (FOREST, 0, "value", "0", ()),
    (FOREST, "暂无", "pending", None, ()),
    (FOREST, "正在统计", "pending", None, ()),
    (FOREST, "未到期", "not_due", None, ()),
    (FOREST, "不涉及", "not_applicable", None, ("N301",)),
    (FOREST, "—", "blank", None, ()),
    (FOREST, "/", "blank", None, ()),
    (FOREST, C(None, formula="B9/C9"), "asked", None, ("N218",)),
    (FOREST, C(None, error="#DIV/0!"), "asked", None, ("N217",)),
    (FOREST, date(2020, 5, 6), "asked", None, ("N216",)),
    (FOREST, C("49.850.5", kept="50.5"), "value", "50.5", ("N105",)),
    (FOREST, C("49.8", struck=True), "asked", None, ("N219",)),
    (FOREST, "20家", "asked", None, ("N214",)),
    (FOREST, True, "asked", None, ("N222",)),
    (FOREST, "工作正在有序开展", "asked", None, ("N223",)),
    (FOREST, "自然岸线保有量", "asked", None, ("N223",)),
    (GRASS, "未发现新的外来物种入侵,入侵不明显", "value", "未发现新的外来物种入侵,入侵不明显", ()),
    ("生态环境状况指数(EI)", 83.2, "value", "83.2", ()),
    ("优良天数比例", "已完成省下达目标", "value", "已完成省下达目标", ()),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content", "state", "value", "codes"), FORMS, ids=lambda part: str(part)[:40])
def test_every_form_of_a_value(name, content, state, value, codes):
    batch = read(Case("一格", [S("Sheet1", [["指标名称", "2020年"], [name, content]])], {}))
    figure = batch.entries[0].actual
    said = format(figure.value, "f") if figure.value is not None else figure.text if figure.state == "value" else None
    assert (figure.state, _bare(said)) == (state, value)
    assert tuple(sorted({finding.code for finding in batch.findings})) == codes
    assert all(finding.source and finding.source.cell == "B2" and finding.item == batch.entries[0].subject for finding in batch.findings)


def _bare(text):
    return text.rstrip("0").rstrip(".") if text and "." in text and text.replace(".", "").isdigit() else text


def test_the_years_of_one_cell_come_apart():
    batch = read(Case("两年", [S("S", [["指标名称", "2020年"], [FOREST, "2019年:20;2020年:17"]])], {}))
    assert {(entry.year, str(entry.actual.value)) for entry in batch.entries} == {(2019, "20"), (2020, "17")}


def test_what_stands_beside_a_value_goes_with_it():
    headings = [
        "指标名称",
        "2019年",
        "2020年",
        "分子",
        "分母",
        "全省平均值",
        "全省平均变化幅度",
        "上级下达目标值",
        "上级认定",
        "自评",
        "完成情况说明",
        "数据来源",
        "佐证编号",
        "备注",
        "存在问题",
    ]
    row = [FOREST, 50.3, 50.5, 7200, 14248, 61.2, -0.1, 50, "已完成", "达标", "持续绿化", "监测", "18-01", "无", "进度偏慢"]
    batch = read(Case("全", [S("S", [headings, row])], {}))
    now = next(entry for entry in batch.entries if entry.year == 2020)
    figures = (now.numerator, now.denominator, now.average, now.average_change, now.assigned)
    assert [str(figure.value) for figure in figures] == ["7200", "14248", "61.2", "-0.1", "50"]
    notes = (now.assigned_met, now.self_assessment, now.statement, now.data_source, now.evidence, now.remark)
    assert [note.text for note in notes] == ["已完成", "达标", "持续绿化", "监测", "18-01", "无"]
    assert [note.text for note in now.other_notes] == ["进度偏慢"]
    assert next(entry for entry in batch.entries if entry.year == 2019).statement is None
    assert batch.unused == ()


def test_a_row_that_nobody_filled_in_makes_no_entry():
    batch = read(
        Case(
            "空行",
            [S("S", [["序号", "指标名称", "单位", "指标值", "2020年"], [18, FOREST, "%", "山区≥70 丘陵区≥40 平原地区≥19", None]])],
            {},
        )
    )
    assert batch.entries == ()
    assert batch.submissions[0].cells.furniture == 9


def test_typed_words_are_used_or_listed_and_never_furniture():
    rows = [["指标名称", "2020年", "局长批示"], [FOREST, 50.5, "同意"], [None, None, None], ["此表请速报", None, "张"]]
    batch = read(Case("杂", [S("S", rows)], {}))
    assert sorted(cell.text for cell in batch.unused) == ["同意", "张", "此表请速报"]


def test_evidence_names_its_items():
    rows = [["编号", "材料名称", "文号", "对应指标"], ["1", "报告", "舟政发〔2020〕3号", "15.1、17;T7"], ["2", "名录", None, "森林覆盖率"]]
    batch = read(Case("佐证", [S("佐证材料", rows)], {}))
    assert [piece.subjects for piece in batch.evidence] == [("15.1", "17", "T7"), ("18",)]


def test_a_misspelt_unit_word_does_not_stop_the_row():
    batch = read(Case("单位", [S("S", [["指标名称", "单位", "2020年"], [FOREST, "百分比", 50.5]])], {}))
    assert str(batch.entries[0].actual.value) == "50.5"


def test_plan_cells_that_were_changed_are_told():
    batch = read(Case("改", [S("S", [["指标名称", "指标值", "2020年"], [FOREST, "≥99", 50.5]])], {}))
    assert {finding.code for finding in batch.findings} == {"N402"}


WORDS = (
    "指标名称",
    "单位",
    "2020年",
    "2019年",
    "完成情况",
    "序号",
    "森林覆盖率",
    "水面率",
    "填报人:张三",
    "合计",
    "—",
    "①",
    "注:无",
    "15.1",
    "T7",
    "材料名称",
    "任务名称",
)


@pytest.mark.parametrize("seed", range(60))
def test_no_scribble_stops_reading_and_every_cell_is_accounted_for(seed):
    dice = random.Random(seed)
    rows = [[_scribble(dice) for _ in range(dice.randint(1, 7))] for _ in range(dice.randint(1, 9))]
    merged = [f"A1:{column_letters(dice.randint(2, 4))}{dice.randint(1, 3)}"] if dice.random() < 0.5 else []
    case = Case("乱", [S("S", rows, merged, dice.choice(["visible", "hidden"]))], {})
    batch = read(case)
    cells = batch.submissions[0].cells
    assert cells.counted == _count(case) == cells.used + cells.furniture + cells.unused
    assert cells.unused == len(batch.unused)
    assert all("{" not in finding.message for finding in batch.findings)


def _scribble(dice):
    return dice.choice(
        [
            None,
            None,
            Decimal(dice.randint(0, 999)) / 10,
            dice.choice(WORDS),
            dice.choice(WORDS),
            C(None, error="#N/A"),
            C(None, formula="A1"),
            True,
        ]
    )


# ---- two files of one department ------------------------------------------------------------


def _file(name, value, filled_on=None, item=FOREST):
    rows = [["指标名称", "2020年"], [item, value]]
    if filled_on:
        rows.insert(0, [f"填报日期:{filled_on}"])
    return read(Case(name, [S("S", rows)], {}, file=f"市资源规划局/{name}.xlsx"))


@pytest.mark.parametrize(
    ("older", "later"),
    [
        (("台账", 50.1, "2021-01-10"), ("台账改", 50.5, "2021-01-15")),
        (("台账初稿", 50.1, None), ("台账", 50.5, None)),
        (("台账", 50.1, None), ("台账修改", 50.5, None)),
        (("台账修改", 50.1, None), ("台账终稿", 50.5, None)),
        (("台账", 50.1, None), ("台账(2)", 50.5, None)),
        (("台账0110", 50.1, None), ("台账0115", 50.5, None)),
        (("台账v1", 50.1, None), ("台账v2", 50.5, None)),
    ],
)
def test_the_later_of_two_files_counts(older, later):
    batch = settle(_file(*older) + _file(*later))
    outcomes = {submission.file: (submission.outcome, submission.superseded_by) for submission in batch.submissions}
    assert outcomes == {
        f"市资源规划局/{older[0]}.xlsx": ("superseded", f"市资源规划局/{later[0]}.xlsx"),
        f"市资源规划局/{later[0]}.xlsx": ("read", None),
    }
    assert settle(batch) == batch


def test_where_nothing_tells_both_files_are_asked():
    batch = settle(_file("甲", 50.1) + _file("乙", 50.5))
    assert {submission.outcome for submission in batch.submissions} == {"read"}
    assert "H502" in {finding.code for finding in batch.findings}


def test_files_that_report_different_items_complete_one_another():
    batch = settle(_file("一", 50.1) + _file("二", 20, item="水面率"))
    assert {submission.outcome for submission in batch.submissions} == {"read"}
    assert not {"H501", "H502"} & {finding.code for finding in batch.findings}


def test_settling_does_not_depend_on_the_order_of_the_files():
    one, two = _file("台账", 50.1), _file("台账修改", 50.5)
    assert set(settle(one + two).submissions) == set(settle(two + one).submissions)
    assert settle(Batch()) == Batch()
    assert replace(settle(one), findings=()) == replace(one, findings=())


def test_rules_have_codes_of_their_own():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert SYSTEM.items
