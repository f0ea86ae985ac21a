"""The one scope of a table: who speaks nearest to it is heard first."""

from collections.abc import Sequence

import pytest

from ecoreport.matching.places import Places
from ecoreport.model import Cell, Ledger, Scope, Sheet, Source
from ecoreport.model.layout import LabelledText
from ecoreport.recognition.scope import Said, Where, narrowed, place_scope, said_of_file, table_scope
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

PLACES = Places(load_system())
SOURCE = Source("甲.xlsx", "表", "A1")


def settle(*told: tuple[Where, str], stamped: bool = False) -> str:
    """Say whose a table is around which so much is told."""
    scope = table_scope([Said(text, SOURCE, where) for where, text in told], PLACES, stamped=stamped)
    return scope.region or scope.elsewhere or "本地"


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        ([("title", "2020年指标完成情况表")], "本地"),
        ([("title", "舟山市2020年指标完成情况表")], "本地"),
        ([("title", "宁波市2020年指标完成情况表"), ("file", "市生态环境局-附件3")], "宁波市"),
        ([("sheet", "普陀区"), ("sender", "市水利局")], "普陀区"),
        ([("sender", "普陀区农业农村局"), ("title", "全市2020年指标")], "普陀区"),
        ([("sender", "台州市生态环境局")], "台州市"),
        ([("file", "市生态环境局（普陀区）2020年指标")], "普陀区"),
        ([("file", "市水利局报普陀区情况")], "普陀区"),
        ([("sender", "市水利局"), ("file", "普陀区情况")], "本地"),
        ([("title", "全市2020年指标"), ("file", "普陀区情况")], "本地"),
        ([("title", "舟山市2020年指标"), ("file", "普陀区情况")], "普陀区"),
        ([("file", "定海区台账"), ("folder", "普陀区")], "定海区"),
        ([("file", "台账"), ("folder", "普陀区")], "普陀区"),
        ([("file", "市水利局"), ("folder", "普陀区")], "普陀区"),
        ([("file", "全市数据"), ("folder", "普陀区")], "本地"),
        ([("file", "台账"), ("folder", "浙江省2020年考核材料")], "本地"),
        ([("title", "我区2020年指标"), ("file", "普陀区")], "普陀区"),
        ([("title", "全县2020年指标")], "全县"),
        ([("note", "注：以上数据均为普陀区数据")], "普陀区"),
        ([("note", "注：数据来源于浙江省统计年鉴")], "本地"),
        ([("note", "统计范围：普陀区")], "普陀区"),
        ([("note", "统计范围：全市域")], "本地"),
        ([("file", "市水利局（普陀区除外）")], "本地"),
        ([("note", "注：本表数据不含普陀区")], "本地"),
    ],
)  # fmt: skip
def test_the_nearest_word_about_another_place_decides(told: list[tuple[Where, str]], whose: str) -> None:
    assert settle(*told) == whose


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        ([("title", "舟山市创建台账（市水利局）"), ("sender", "市水利局"), ("file", "普陀区")], "普陀区"),
        ([("sender", "普陀区水利局"), ("file", "市水利局-2020年台账")], "普陀区"),
        ([("sender", "市水利局"), ("file", "市水利局-2020年台账")], "本地"),
    ],
)
def test_what_is_printed_on_a_form_says_nothing_of_whose_copy_it_is(told: list[tuple[Where, str]], whose: str) -> None:
    assert settle(*told, stamped=True) == whose


def test_a_kind_is_read_by_whoever_knows_kinds_and_stands_beside_the_place() -> None:
    def kind_of(said: Sequence[Said]) -> Scope:
        return next((Scope("plan", words="计划", source=each.source) for each in said if "计划" in each.text), Scope())

    said = [Said("普陀区2020年计划", SOURCE, "title")]
    assert table_scope(said, PLACES, kind_of) == Scope("plan", region="普陀区", words="普陀区", source=SOURCE)
    assert table_scope([Said("2020年计划", SOURCE, "title")], PLACES, kind_of) == Scope("plan", words="计划", source=SOURCE)
    assert table_scope([Said("2020年", SOURCE, "title")], PLACES, kind_of) == Scope()


def test_a_row_or_a_column_narrows_the_table() -> None:
    county, city, other = PLACES.of("定海区"), PLACES.of("全市"), PLACES.of("宁波市")
    file = Source("甲.xlsx")
    assert narrowed(Scope(), county, SOURCE) == Scope(region="定海区", words="定海区", source=SOURCE)
    assert narrowed(Scope(elsewhere="全省", words="全省", source=SOURCE), city, SOURCE) == Scope()
    assert narrowed(Scope(region="普陀区", words="普陀区", source=file), city, SOURCE).elsewhere == "全市"
    assert narrowed(Scope("plan", words="计划"), other, SOURCE) == Scope("plan", elsewhere="宁波市", words="宁波市", source=SOURCE)
    assert narrowed(Scope("plan"), None, SOURCE) == Scope("plan")
    assert city
    assert place_scope(city) == Scope()


def test_a_file_says_whose_it_is_by_its_sender_its_name_and_its_folders() -> None:
    cell = Cell(1, 2, "普陀区")
    sheet = Sheet("表", (Cell(1, 1, "单位"), cell, Cell(1, 3, "定海区")), ())
    labels = [LabelledText("department", "普陀区", "表", cell), LabelledText("filled_by", "张三", "表", cell)]
    vocabulary = load_vocabulary()
    said = said_of_file(Ledger("汇总/普陀区/甲.xlsx", "", "xlsx", (sheet,)), labels, vocabulary)
    assert [(each.where, each.text) for each in said] == [("file", "甲"), ("folder", "普陀区"), ("folder", "汇总")]
    signed = Sheet("表", (Cell(1, 1, "填报单位"), cell, Cell(1, 3, "填报人")), ())
    assert said_of_file(Ledger("甲.xlsx", "", "xlsx", (signed,)), labels, vocabulary)[0].where == "sender"
