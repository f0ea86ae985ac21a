"""A sheet may say what its own signs stand for; what only looks so says nothing."""

import pytest
from layout_sketches import VOCABULARY, draw

from ecoreport.recognition.legend import read_legend


def legend(sketch: str) -> dict[str, str]:
    told = read_legend(draw(sketch).sheets, lambda text: VOCABULARY.task_status(text) is not None)
    return dict(told.fields) | {sign: state.words for sign, state in told.states.items()}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1栏为计划,2栏为上年,3栏为当年", {"1": "计划", "2": "上年", "3": "当年"}),
        ("注：1栏为计划；2栏为上年；3栏为当年。", {"1": "计划", "2": "上年", "3": "当年"}),
        ("说明:1=计划 2=上年 3=当年", {"1": "计划", "2": "上年", "3": "当年"}),
        ("1列：计划数、2列：上年数、3列：当年数", {"1": "计划数", "2": "上年数", "3": "当年数"}),
        ("1—计划 2—上年 3—当年", {"1": "计划", "2": "上年", "3": "当年"}),
        ("3表示当年，2表示上年", {"3": "当年", "2": "上年"}),
        ("说明:1栏为2019年目标,2栏为2019年实际数,3栏为2020年实际数。", {"1": "2019年目标", "2": "2019年实际数", "3": "2020年实际数"}),
    ],
)
def test_a_line_tells_what_numbered_columns_hold(line, told):
    assert legend(f"{line}\n甲 | 1 | 2 | 3\n水面率 | 5 | 6.3 | 6.4") == told


@pytest.mark.parametrize("line", ["MB目标 SN上年 SJ实际", "MB=目标,SN=上年,SJ=实际", "字段：MB为目标、SN为上年、SJ为实际"])
def test_a_line_tells_what_codes_stand_for(line):
    assert legend(f"ZBMC | MB | SN | SJ\n水面率 | 5 | 6.3 | 6.4\n{line}") == {"mb": "目标", "sn": "上年", "sj": "实际"}


def test_a_line_tells_what_letters_stand_for_with_a_blank_between():
    told = {"a": "省定线", "b": "上年度核定数", "c": "本年度(2020)核定数"}
    assert legend("名目 | A | B | C\n水面率 | 5 | 6.3 | 6.4\n注:A 省定线;B 上年度核定数;C 本年度(2020)核定数。") == told


@pytest.mark.parametrize("line", ["说明:3项完成,2项推进", "任务30条,验收31条,已完成", "3座已建成、2座在建"])
def test_counts_are_no_signs(line):
    assert legend(f"{line}\n水面率 | 3\n水面率 | 2") == {}


def test_a_sign_that_means_two_things_means_none():
    assert legend("绿灯=完成，红灯=滞后\n绿灯=推进，红灯=滞后\n巡查 | 绿灯") == {"红": "滞后"}


def test_a_line_tells_what_lights_mean():
    told = legend("绿灯=完成，黄灯=按序时推进，红灯=滞后序时\n“污水零直排区”建设 | 黄灯\n加强固废管理 | 绿灯\n巡查 | 红灯")
    assert told == {"绿": "完成", "黄": "按序时推进", "红": "滞后序时"}


@pytest.mark.parametrize(
    "line",
    [
        "说明:涉及农村人口36.2万人,改造水厂7座,其中年内新增9.6万人。", "2020年水面率为6.4", "填报人：张 联系电话：1", "1.水面率;2.森林覆盖率 情况良好",
        "目标值为6以上，完成值为6.4", "1",
    ],
)  # fmt: skip
def test_what_is_no_legend_says_nothing(line):
    assert legend(f"{line}\n指标 | 目标值 | 完成值\n水面率 | 6 | 6.4") == {}


def test_a_list_tells_what_fields_mean():
    told = legend("ZBMC | MBZ | BQZ\n水面率 | 6 | 6.4\n\n字段 | 说明\nZBMC | 指标名称\nMBZ | 目标值\nBQZ | 本期值(2020年度)")
    assert told == {"zbmc": "指标名称", "mbz": "目标值", "bqz": "本期值(2020年度)"}
