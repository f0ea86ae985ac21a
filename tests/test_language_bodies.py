"""What may stand about a body's name without changing whose it is."""

import pytest

from ecoreport.language import bodies


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("市水利局（盖章）", "市水利局"),
        ("填报单位：市水利局", "市水利局"),
        ("报送:市水利局 2021年1月8日", "市水利局"),
        ("市水利局(加盖公章)二〇二一年一月八日", "市水利局"),
        ("市 水 利 局", "市水利局"),
        ("市“五水共治”办", "市五水共治办"),
        ("市水利局 张三", "市水利局 张三"),
        ("（盖章）", ""),
    ],
)
def test_seals_labels_and_dates_come_off(written: str, bare: str) -> None:
    assert bodies.strip_body(written) == bare


@pytest.mark.parametrize("behind", ["", "水资源处", "机关", "交通警察支队", "社会科", "乡村振兴科", "联合报送"])
def test_a_section_behind_a_name_is_the_same_body(behind: str) -> None:
    assert bodies.is_organ(behind)


@pytest.mark.parametrize("behind", ["普陀分局", "下属水库管理有限公司", "城东分中心", "勘测设计院", "协会"])
def test_a_branch_or_a_company_is_another(behind: str) -> None:
    assert not bodies.is_organ(behind)


@pytest.mark.parametrize(
    ("beside", "says_nothing"), [("张三", True), ("规划处", True), ("0580", True), ("普陀区", False), ("水利厅", False)]
)
def test_beside_a_name_may_stand_a_person_a_section_or_a_number(beside: str, says_nothing: bool) -> None:
    assert bodies.is_beside(beside) is says_nothing


@pytest.mark.parametrize(
    ("text", "section"), [("规划科", True), ("局办公室", True), ("综合业务处", True), ("市水利局普陀分局", False), ("监测站", False)]
)
def test_a_section_alone_names_no_body(text: str, section: bool) -> None:
    assert bodies.is_section(text) is section


@pytest.mark.parametrize(
    ("inside", "same"),
    [("能源局", True), ("市河长办", True), ("机构改革后", True), ("普陀分局", False), ("区创建办", False), ("某某公司", False)],
)
def test_what_stands_in_brackets_leaves_a_body_the_same_unless_it_names_another(inside: str, same: bool) -> None:
    assert bodies.tells_no_other(inside) is same


@pytest.mark.parametrize(
    ("text", "whole"), [("省水利厅", True), ("某某公司", True), ("普陀区", False), ("完成情况", False), ("亿元、%", False)]
)
def test_the_name_of_a_body_is_known_by_its_end(text: str, whole: bool) -> None:
    assert bodies.is_body(text) is whole


def test_parts_begin_behind_brackets_strokes_and_spaces() -> None:
    assert bodies.split_bodies("市水利局(河长办)/规划处 张三") == ("市水利局", "河长办", "规划处", "张三")
    assert bodies.split_bodies("市水利局和市财政局") == ("市水利局", "市财政局")


def test_a_title_is_drawn_together_only_where_it_is_spread_out() -> None:
    assert bodies.unquoted("市 水 利 局 台 账") == "市水利局台账"
    assert bodies.unquoted("市水利局 “台账”") == "市水利局 台账"


@pytest.mark.parametrize(
    ("text", "end", "sent", "branch"),
    [("市水利局报普陀区情况", 4, True, False), ("水利局普陀分局", 3, False, True), ("水利局台账", 3, False, False)],
)
def test_what_follows_a_name_tells_whether_it_sends_or_goes_on(text: str, end: int, sent: bool, branch: bool) -> None:
    assert (bodies.sends(text, end), bodies.is_branch(text, end)) == (sent, branch)


@pytest.mark.parametrize(
    ("text", "start", "begins"), [("台州水利局", 2, False), ("2020年水利局", 5, True), ("水利局", 0, True), ("（水利局）", 1, True)]
)
def test_a_name_without_its_place_begins_where_no_other_name_goes_on(text: str, start: int, begins: bool) -> None:
    assert bodies.may_begin(text, start) is begins


def test_a_text_too_long_for_a_name_is_not_searched() -> None:
    story = "电话 " * 100
    assert (bodies.strip_body(f" {story}"), bodies.without_contacts(story)) == (story.strip(), story)
