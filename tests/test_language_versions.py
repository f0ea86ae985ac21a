"""How texts say which version they are."""

import pytest

from ecoreport.language.versions import read_copy, read_count, read_day, read_draft, read_turn, replaces_former


@pytest.mark.parametrize(
    ("text", "turn"),
    [("第一次报送", 1), ("第2次", 2), ("第十二次报送", 12), ("首次报送", 1), ("第三轮", 3), ("第一批", 0), ("2020", 0), ("一次", 0)],
)
def test_which_delivery_it_is(text: str, turn: int) -> None:
    assert read_turn(text) == turn


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("v1", (1, 0)),
        ("v1.10", (1, 10)),
        ("第三稿", (3, 0)),
        ("第十一版", (11, 0)),
        ("二稿", (2, 0)),
        ("定稿", (0, 0)),
        ("第十十稿", (0, 0)),
    ],
)
def test_which_draft_it_is(text: str, draft: tuple[int, int]) -> None:
    assert read_draft(text) == draft


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("更正2", 2),
        ("更正三", 3),
        ("更正版2", 2),
        ("更正(2)", 2),
        ("更正-2", 2),
        ("二次更正", 2),
        ("更正", 0),
        ("更正3项", 0),
        ("更正0120", 0),
        ("更正2.5", 0),
    ],
)
def test_which_correction_it_is(text: str, count: int) -> None:
    assert read_count(text, "更正") == count


def test_copies_and_days() -> None:
    assert [read_copy(text) for text in ("台账(2)", "台账(123)", "(2)台账")] == [2, 0, 0]
    assert [read_day(text) for text in ("台账0115", "1.9", "12月31日", "1350", "20210115")] == [(1, 15), (1, 9), (12, 31), None, None]


@pytest.mark.parametrize(
    ("note", "replaces"),
    [
        ("注:我局1月6日报送的表中有误,以本表为准", True),
        ("原报表作废", True),
        ("此前上报的数据有误,请以此件为准", True),
        ("上次填报的不准确,均按本次数据为准", True),
        ("已报送的台账由本表替代,原表作废", True),
        ("前一次提交的予以替换", True),
        ("数据以统计年鉴为准", False),
        ("以本表为准", False),
        ("与年鉴不一致的,以本表为准", False),
        ("1月6日报送", False),
        ("原报数据无误", False),
        ("已报送省厅,以省厅核定为准", False),
    ],
)
def test_a_note_says_that_its_table_replaces_what_was_sent(note: str, replaces: bool) -> None:
    assert replaces_former(note) == replaces
