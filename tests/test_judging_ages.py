"""How late a file seems to be: by the day that it names, and by the words of its table, its name and its folder."""

from datetime import date
from itertools import permutations

import pytest
from deliveries import VOCABULARY, came, fates, settle

from ecoreport.judging.ages import is_plausible, words_of_name, words_of_title
from ecoreport.model import Batch, Signature, Source

NAMES = [  # an earlier name before a later one
    *[("台账初稿", word) for word in ("台账", "台账修改稿", "台账终稿")],
    *[("台账", f"台账{word}") for word in ("修改", "修订", "更正", "最新", "新版", "更新", "重报", "补正", "补报", "校正", "补充", "勘误")],
    *[("台账", f"台账{word}") for word in ("终稿", "最终", "定稿", "最终版", "最终稿", "盖章版", "正式版", "正式稿", "final", "FINAL")],
    *[(f"台账{word}", "台账") for word in ("初稿", "草稿", "征求意见稿", "送审稿", "初版", "初步")],
    ("台账修改稿", "台账终稿"),
    ("台账修改稿9月30日", "台账终稿1月2日"),
    ("台账终稿", "台账终稿（更正）"),
    ("台账v9", "台账修改稿v1"),
    ("台账", "台账v1"),
    ("台账v1", "台账v2"),
    ("台账v2", "台账V10"),
    ("台账v1", "台账v1.5"),
    ("台账v1.5", "台账v2"),
    ("台账v1.9", "台账v1.10"),
    ("台账V2", "台账第三稿"),
    *[(f"台账第{one}稿", f"台账第{other}稿") for one, other in ("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "九十")],
    ("台账第九稿", "台账第十一稿"),
    ("台账第九稿", "台账第10稿"),
    ("台账第十一稿", "台账第二十稿"),
    ("台账第1稿", "台账第2稿"),
    ("台账第二版", "台账第3版"),
    ("台账一稿", "台账二稿"),
    ("台账第一次报送", "台账第二次报送"),
    ("台账首次报送", "台账第2次报送"),
    ("台账", "台账0115"),
    ("台账0115", "台账0120"),
    ("台账0120", "台账0201"),
    ("台账0930", "台账1001"),
    ("台账1130", "台账1231"),
    ("台账1231", "台账0105"),
    ("台账1.15", "台账1.20"),
    ("台账1.9", "台账1.10"),
    ("台账1.20", "台账2.1"),
    ("台账9.30", "台账12.1"),
    ("台账1月15日", "台账1月20日"),
    ("台账9月3日", "台账10月31"),
    ("台账0115", "台账1.20"),
    ("台账2020", "台账2020(0115)"),
    ("2020年台账1月15日", "2020年台账1月20日"),
    ("台账0115(2)", "台账0120"),
    ("台账", "台账(1)"),
    ("台账(1)", "台账(2)"),
    ("台账（2）", "台账（10）"),
    ("台账(2)", "台账更正"),
    ("台账更正", "台账更正2"),
    ("台账更正1", "台账更正2"),
    ("台账更正一", "台账更正二"),
    ("台账更正", "台账二次更正"),
    ("台账补充(1)", "台账补充(2)"),
    ("台账修改稿1", "台账修改稿2"),
]


@pytest.mark.parametrize(("earlier", "later"), NAMES)
def test_the_words_of_a_name_say_which_file_is_the_later(earlier: str, later: str) -> None:
    for order in permutations((f"{earlier}.xlsx 43", f"{later}.xlsx 43")):
        assert fates(settle(came(*order))) == f"{earlier} < {later}"


SILENT = [  # names that do not tell
    ("台账甲", "台账乙"),
    ("台账2019", "台账2020"),  # of which year, not when
    ("台账2019年", "台账2020年"),
    ("台账1350", "台账0132"),  # no days
    ("台账13.5", "台账1.32"),
    ("台账10115", "台账01201"),  # longer numbers
    ("台账(123)", "台账(124)"),
    ("(1)台账", "(2)台账"),
    ("台账终稿", "台账定稿"),
    ("台账修改稿", "台账补报"),
    ("台账终稿", "台账更正"),  # which of them came last
    ("台账第1批", "台账第2批"),
    ("台账", "台账第十十稿"),
    ("台账", "台账-副本"),
    ("台账", "台账-副本(2)"),
    ("台账第一稿1月20日", "台账第二稿1月15日"),  # the day against the words
]


@pytest.mark.parametrize(("one", "other"), SILENT)
def test_names_that_do_not_tell_are_asked(one: str, other: str) -> None:
    assert fates(settle(came(f"{one}.xlsx 43", f"{other}.xlsx 43"))) in (f"{one} ? {other}", f"{other} ? {one}")


DAYS = [
    ("the later day replaces the earlier", ("甲.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-15 43"), "甲 < 乙"),
    ("the day against the words is asked", ("甲终稿.xlsx on=2021-01-10 43", "乙初稿.xlsx on=2021-01-15 43"), "乙初稿 ? 甲终稿"),
    ("a correction dated before what it corrects", ("甲更正.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-15 43"), "乙 ? 甲更正"),
    ("the number of a download is no such word", ("甲(2).xlsx on=2021-01-10 43", "甲.xlsx on=2021-01-15 43"), "甲(2) < 甲"),
    ("a day without its year is of the year's end", ("甲.xlsx on=1月10日 43", "乙.xlsx on=2021-01-15 43"), "甲 < 乙"),
    ("a day of autumn is the period's", ("甲.xlsx on=11.30 43", "乙.xlsx on=1.5 43"), "甲 < 乙"),
    ("on the same day the names tell", ("甲.xlsx on=2021-01-10 43", "甲终稿.xlsx on=2021-01-10 43"), "甲 < 甲终稿"),
    ("or nothing does", ("甲.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-10 43"), "乙 ? 甲"),
    ("where one has no day the names tell", ("甲.xlsx on=2021-01-10 43", "甲终稿.xlsx 43"), "甲 < 甲终稿"),
    ("or nothing does either", ("甲.xlsx on=2021-01-10 43", "乙.xlsx 43"), "乙 ? 甲"),
    ("a full day in a name is a day", ("甲20210115.xlsx 43", "乙2021-01-10.xlsx 43"), "乙2021-01-10 < 甲20210115"),
    ("it stands beside one on a cover", ("甲20210115.xlsx 43", "乙.xlsx on=2021-01-20 43"), "甲20210115 < 乙"),
    ("the cover goes before the name", ("甲20210130.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-20 43"), "甲20210130 < 乙"),
    ("a folder's day is one too", ("20210110/甲.xlsx 43", "2021年1月15日/乙.xlsx 43"), "甲 < 乙"),
    ("a folder's words tell", ("终稿/甲.xlsx 43", "初稿/乙.xlsx 43"), "乙 < 甲"),
    ("so does which delivery it is", ("第一次报送/甲.xlsx 43", "第二次报送/甲.xlsx 43"), "甲 < 甲"),
    ("even over words of the first", ("第一次报送/甲更正.xlsx 43", "第二次报送/甲.xlsx 43"), "甲更正 < 甲"),
    ("the file's word outranks the folder's", ("终稿/甲初稿.xlsx 43", "终稿/甲.xlsx 43"), "甲初稿 < 甲"),
    ("a title tells", ("甲.xlsx 43", "乙.xlsx title=2020年指标更正表 43"), "甲 < 乙"),
    ("so does a sheet's name", ("甲.xlsx 43", "乙.xlsx sheet=更正 43"), "甲 < 乙"),
    ("but not what a table is about", ("甲.xlsx 43", "乙.xlsx title=水库更新改造情况表 43"), "乙 ? 甲"),
    ("nor a sheet's", ("甲.xlsx 43", "乙.xlsx sheet=补充耕地 43"), "乙 ? 甲"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [pytest.param(*case, id=name) for name, *case in DAYS])
def test_days_and_words_are_heard_together(files: tuple[str, ...], expected: str) -> None:
    for order in permutations(files):
        assert fates(settle(came(*order))) == expected


def signed(file: str, sheet: str, on: str) -> Signature:
    return Signature("市城管局", file, "filled_on", on, Source(file, sheet, "A9"), date.fromisoformat(on))


def test_a_sheet_s_own_day_goes_before_its_file_s() -> None:
    told = came("甲.xlsx on=2021-01-10 sheet=一 43", "乙.xlsx on=2021-01-05 sheet=二 43")
    assert fates(settle(told)) == "乙 < 甲"
    later = Batch(signatures=(signed("乙.xlsx", "二", "2021-01-12"),))  # the last day that a sheet bears is its own
    assert fates(settle(told + later)) == "甲 < 乙"
    elsewhere = Batch(signatures=(signed("乙.xlsx", "别的", "2021-01-12"),))
    assert fates(settle(told + elsewhere)) == "乙 < 甲"


def test_a_file_that_bears_several_days_is_later_only_by_all_of_them() -> None:
    told = came("甲.xlsx on=2021-01-10 43", "乙.xlsx sheet=三 43")
    for days, expected in ((("2021-01-05", "2021-01-12"), "乙 ? 甲"), (("2021-01-11", "2021-01-12"), "甲 < 乙")):
        covers = tuple(signed("乙.xlsx", sheet, on) for sheet, on in zip("一二", days, strict=True))
        assert fates(settle(told + Batch(signatures=covers))) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2021-10-01", "初稿 < 终稿"),  # a slip: more than 200 days after the report's day
        ("2021-07-20", "初稿 < 终稿"),
        ("2021-07-19", "初稿 ? 终稿"),  # the last day that may be meant
        ("2019-12-31", "初稿 < 终稿"),
        ("2020-01-01", "初稿 < 终稿"),
    ],
)
def test_a_day_that_cannot_be_meant_orders_nothing(on: str, expected: str) -> None:
    assert fates(settle(came(f"初稿.xlsx on={on} 43", "终稿.xlsx on=2021-01-15 43", period=2020))) == expected


def test_the_report_s_own_day_moves_what_may_be_meant() -> None:
    told = came("初稿.xlsx on=2021-10-01 43", "终稿.xlsx on=2021-01-15 43", period=2020)
    assert fates(settle(told, as_of=date(2021, 6, 30))) == "初稿 ? 终稿"
    assert [is_plausible(date(2021, 7, day), 2020, date(2020, 12, 31)) for day in (19, 20)] == [True, False]


def test_a_title_is_heard_only_of_its_own_table() -> None:
    said = {
        "更正表": True,
        "数据更正": True,
        "台账（补充）": True,
        "补充耕地": False,
        "水土流失更正治理": False,
        "关于数据更正的说明": True,
    }
    assert {text: words_of_title(text, VOCABULARY).corrects for text in said} == said
    assert words_of_name("关于耕地的补充", VOCABULARY).corrects  # a file's name is about the file
