"""What a clause says of which every word is known."""

import time

import pytest

from ecoreport.language.sayings import saying_of


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("长白岛净水厂供水区域内数", "part"),
        ("取自某县两个试点乡调查结果", "part"),
        ("目前只收到两个县区报送的数据", "part"),
        ("各县区最低值", "part"),
        ("参照相邻地区填报", "elsewhere"),
        ("浙江省平均水平", "elsewhere"),
        ("暂按2018年填列", "time"),
        ("此为7月份调度数", "time"),
        ("先填规划目标数", "plan"),
        ("按任务书签订的数填报", "plan"),
        ("换算成百分制得分", "measure"),
        ("所填为同比增幅", "measure"),
        ("电话询问所得", "early"),
        ("暂按低的填", "early"),
    ],
)
def test_a_clause_of_known_words_says_what_its_number_is(clause: str, said: str) -> None:
    assert saying_of(clause, 2020, beside=True) == said


@pytest.mark.parametrize(
    "clause",
    [
        "高于浙江省平均水平",  # held against it
        "由各县区汇总",
        "各县区数据已并入",
        "按2018年统计口径计算",  # how, not which
        "按2020年统计年报填报",
        "某县增幅居首",
        "结合老旧水厂改造推进",
        "2019年为96.2",
        "按季度监测",
        "",
    ],
)
def test_a_clause_that_tells_a_story_says_nothing(clause: str) -> None:
    assert saying_of(clause, 2020, beside=True) is None


def test_a_line_of_its_own_names_what_it_speaks_of() -> None:
    assert saying_of("上表系帮扶地区情况", 2020, beside=False) == "elsewhere"
    assert saying_of("表列数均为设计值", 2020, beside=False) == "plan"
    assert saying_of("帮扶地区情况", 2020, beside=False) is None  # the title of the next table


def test_long_clauses_take_no_time() -> None:
    begun = time.perf_counter()
    for unit in ("衢山片", "按先", "的等", "第一季度", "同比", "虾峙"):
        for size in range(1, 31):
            saying_of((unit * size)[:30], 2020, beside=True)
    assert time.perf_counter() - begun < 1
