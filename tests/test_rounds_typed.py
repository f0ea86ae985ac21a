"""What people typed is read back by the findings' ids, whatever they did to the sheet."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.language.widths import clean
from ecoreport.model import PersonField, Source, Typed, TypedCell
from ecoreport.reading import read_own
from ecoreport.rounds.typed import carry, join, read_typed

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("问题编号",), "message": ("问题",), "life": ("状态",), "deadline": ("整改期限",), "state": ("整改情况",), "person": ("责任人",),
    "finished_on": ("完成日期", "完成时间"), "remark": ("备注", "说明"), "value": ("核定值",), "basis": ("核定依据",),
    "reading": ("选读法",), "waived_until": ("豁免至",),
}  # fmt: skip
IDS = ("K102-0000000001", "C101-0000000002", "N101-0000000003-2")
WRITTEN: dict[str, dict[str, object]] = {
    IDS[0]: {"整改期限": "2021-02-10", "责任人": "王某", "备注": "已电话催", "核定值": 97.5, "核定依据": "电话核实"},
    IDS[1]: {"完成日期": date(2021, 1, 28), "豁免至": "2021年3月1日"},
    IDS[2]: {"选读法": "B", "整改情况": "整改中"},
}
TOLD = {
    IDS[0]: {"deadline": "2021-02-10", "person": "王某", "remark": "已电话催", "value": "97.5", "basis": "电话核实"},
    IDS[1]: {"finished_on": "2021-01-28", "waived_until": "2021年3月1日"},
    IDS[2]: {"reading": "B", "state": "整改中"},
}


def drawn() -> Worksheet:
    """Draw the sheet as a run writes it: title, note, tools, one heading row, a row a finding."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "问题清单"
    for row in (["2020年度问题清单"], ["黄底各列由人填写"], ["← 返回总览"], [names[0] for names in HEADINGS.values()]):
        sheet.append(row)
    for id_ in IDS:
        sheet.append([id_, "一个问题", "□ 未整改", *(WRITTEN[id_].get(names[0]) for names in list(HEADINGS.values())[3:])])
    return sheet


def read(sheet: Worksheet) -> tuple[dict[str, Typed], tuple]:
    out = io.BytesIO()
    sheet.parent.save(out)
    return read_typed("汇总表.xlsx", read_own(out.getvalue(), "汇总表.xlsx"), set(IDS), HEADINGS)


def texts(typed: dict[str, Typed]) -> dict[str, dict[str, str]]:
    return {id_: {name: cell.text for name, cell in each.cells.items() if cell.text} for id_, each in typed.items()}


def rename_the_sheet(sheet: Worksheet) -> None:
    sheet.title = "给各科室（2月）"


def rename_a_column(sheet: Worksheet) -> None:
    sheet["F4"] = "谁负责"


def rename_two_columns(sheet: Worksheet) -> None:
    sheet["D4"], sheet["L4"] = "限期", "免到哪天"


def put_the_columns_in_another_order(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(rows, 4):
        for column, value in enumerate([*row[:1], *reversed(row[1:])], 1):
            sheet.cell(number, column).value = value


def sort_the_rows(sheet: Worksheet) -> None:
    rows = sorted([cell.value for cell in row] for row in sheet.iter_rows(min_row=5))
    for number, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def filter_the_rows(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A4:L7"
    for row in (5, 6):
        sheet.row_dimensions[row].hidden = True


def put_rows_and_columns_between(sheet: Worksheet) -> None:
    sheet.insert_rows(6, 3)
    sheet.insert_cols(2, 2)
    sheet["A7"] = "小计"


def empty_the_heading_of_the_ids(sheet: Worksheet) -> None:
    sheet["A4"] = None


def drop_the_title(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 3)


def use_the_names_of_the_version_before(sheet: Worksheet) -> None:
    sheet["G4"], sheet["H4"] = "完成时间", "说明"


def fill_the_headings_with_spaces(sheet: Worksheet) -> None:
    for cell in sheet[4]:
        cell.value = f" {cell.value[:2]}\n{cell.value[2:]} "


CHANGES = [
    rename_the_sheet, rename_a_column, rename_two_columns, put_the_columns_in_another_order, sort_the_rows, filter_the_rows,
    put_rows_and_columns_between, drop_the_title, empty_the_heading_of_the_ids, use_the_names_of_the_version_before, fill_the_headings_with_spaces,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_is_read_back_whatever_people_did_to_the_sheet(change: Callable[[Worksheet], None]) -> None:
    sheet = drawn()
    change(sheet)
    typed, twice = read(sheet)
    assert (texts(typed), twice) == (TOLD, ())
    assert typed[IDS[1]].day("waived_until") == date(2021, 3, 1)


def test_a_column_that_people_added_is_kept_under_its_heading() -> None:
    sheet = drawn()
    sheet["M4"], sheet["M6"] = "本办备忘", "下周再问"
    typed, _ = read(sheet)
    assert {name: cell.text for name, cell in typed[IDS[1]].extra.items()} == {"本办备忘": "下周再问"}
    assert texts(typed) == TOLD


def test_a_formula_that_nobody_worked_out_is_no_empty_cell() -> None:
    sheet = drawn()
    sheet["I5"] = "=96.5+1"
    assert read(sheet)[0][IDS[0]].text("value") == "=96.5+1"


ADDED = [("备注", "备注"), ("核定值", "核定值"), ("问题", "问题"), ("整改 期限", "整改 期限"), ("", "M")]


@pytest.mark.parametrize(("heading", "kept"), ADDED)
def test_a_column_that_people_added_takes_the_place_of_none_whatever_it_is_called(heading: str, kept: str) -> None:
    sheet = drawn()
    sheet["M4"], sheet["M6"] = heading or None, "下周再问"
    typed, _ = read(sheet)
    assert (texts(typed), typed[IDS[1]].extra[kept].text) == (TOLD, "下周再问")


def test_of_two_columns_that_are_headed_alike_the_one_in_its_old_place_is_ours() -> None:
    sheet = drawn()
    sheet.insert_cols(4)
    sheet["D4"], sheet["D5"] = "核定值", "98"
    typed, _ = read(sheet)
    assert (texts(typed), typed[IDS[0]].extra["核定值"].text) == (TOLD, "98")


def test_two_columns_that_people_added_under_one_heading_are_both_kept() -> None:
    sheet = drawn()
    sheet["M4"], sheet["M5"], sheet["N4"], sheet["N5"] = "科室", "一科", "科室", "二科"
    typed, _ = read(sheet)
    assert {name: cell.text for name, cell in typed[IDS[0]].extra.items()} == {"科室": "一科", "科室（2）": "二科"}


def test_a_row_that_stands_twice_and_differs_is_told() -> None:
    sheet = drawn()
    sheet.append([IDS[0], "一个问题", "□ 未整改", None, None, None, None, "已电话催", 98])
    typed, twice = read(sheet)
    assert [(each.finding, each.field, each.one.text, each.other.text) for each in twice] == [(IDS[0], "value", "97.5", "98")]
    assert typed[IDS[0]].text("value") == "97.5 ‖ 98", "until people leave one"


def test_sheets_without_ids_or_without_columns_for_people_say_nothing() -> None:
    sheet = drawn()
    other = sheet.parent.create_sheet("本轮变化")
    for row in (["单位", "类别", "事项", "名称", "变化", "上一轮", "本轮", "上一轮出处/问题编号"], ["市水利局", *["—"] * 6, IDS[0]]):
        other.append(row)
    typed, _ = read(sheet)
    assert (texts(typed), [each.extra for each in typed.values()]) == (TOLD, [{}, {}, {}])
    del sheet.parent["问题清单"]
    assert read(other) == ({}, ())


def cell(text: str, place: str = "D5", day: date | None = None) -> TypedCell:
    return TypedCell(text, Source("汇总表.xlsx", "问题清单", place), day)


DAY = cell("2021年2月11日", day=date(2021, 2, 11))
CARRIED: list[tuple[str, dict[PersonField, TypedCell], dict[PersonField, TypedCell] | None, dict[PersonField, str]]] = [
    ("a row that people deleted comes back", {"remark": cell("催过")}, None, {"remark": "催过"}),
    ("a column that people deleted comes back", {"remark": cell("催过")}, {"person": cell("王某")}, {"remark": "催过", "person": "王某"}),
    ("what people emptied is gone", {"remark": cell("催过")}, {"remark": cell("")}, {}),
    ("what people changed is changed", {"remark": cell("催过")}, {"remark": cell("又催")}, {"remark": "又催"}),
    ("a deadline that the run printed was typed by nobody", {}, {"deadline": cell("2021-02-10", day=date(2021, 2, 10))}, {}),
    ("another day was", {}, {"deadline": cell("2021-02-11", day=date(2021, 2, 11))}, {"deadline": "2021-02-11"}),
    ("the same day in other writing is the same", {"deadline": DAY}, {"deadline": replace(DAY, text="2021-02-11")}, {"deadline": DAY.text}),
    ("a day with more words is more", {"deadline": DAY}, {"deadline": replace(DAY, text="2021-02-11前")}, {"deadline": "2021-02-11前"}),
    (
        "what the sheet shows of hidden signs is the same",
        {"remark": cell("催\u200b过")},
        {"remark": cell("催‹ZWSP›过")},
        {"remark": "催\u200b过"},
    ),
    (
        "what the sheet shows of a long text too",
        {"remark": cell("催" * 33_000)},
        {"remark": cell(clean("催" * 33_000))},
        {"remark": "催" * 33_000},
    ),
    (
        "what people write beside hidden signs leaves them as they were",
        {"remark": cell("催\u202e过")},
        {"remark": cell("催‹RLO›过，又催")},
        {"remark": "催\u202e过，又催"},
    ),
    ("words for a day were", {}, {"deadline": cell("月底")}, {"deadline": "月底"}),
]


@pytest.mark.parametrize(("says", "before", "now", "carried"), CARRIED, ids=[case[0] for case in CARRIED])
def test_what_was_typed_is_carried_on(says: str, before: dict, now: dict | None, carried: dict) -> None:
    held = carry({"X": Typed(before)}, {} if now is None else {"X": Typed(now)}, {"X": date(2021, 2, 10)})
    assert texts(held).get("X", {}) == carried, says


SHOWN = [  # what was typed, in which format; what a person sees
    ("　　缩进一段。\n　　又一段。", "General", "　　缩进一段。\n　　又一段。"),
    ("  ", "General", ""),
    (datetime.fromisoformat("2021-03-01T14:30"), "yyyy-mm-dd hh:mm", "2021-03-01 14:30"),
    (date(2021, 3, 1), "yyyy-mm-dd", "2021-03-01"),
    (date(2021, 3, 1), 'yyyy"年"m"月"d"日"', "2021年3月1日"),
    (date(2021, 3, 1), "yyyy/m/d", "2021/3/1"),
    (0.965, "0.00%", "96.50%"),
    (0.96512, "0%", "96.512%"),
    (1, "0%", "100%"),
    (1, "0.0%", "100.0%"),
]


@pytest.mark.parametrize(("value", "number_format", "shown"), SHOWN)
def test_a_remark_comes_back_as_a_person_sees_it(value: object, number_format: str, shown: str) -> None:
    sheet = drawn()
    sheet["H5"], sheet["H5"].number_format = value, number_format
    assert read(sheet)[0][IDS[0]].text("remark") == shown


def test_words_keep_the_place_where_they_were_first_read() -> None:
    held = carry({"X": Typed({"value": cell("97.5", "S5")})}, {"X": Typed({"value": cell("97.5", "已销号!S9")})}, {})
    assert held["X"].cells["value"].source.cell == "S5"


def test_two_copies_are_laid_together_and_where_they_differ_both_are_told() -> None:
    joined, differing = join(Typed({"remark": cell("催过")}), Typed({"remark": cell("不催"), "person": cell("王某")}))
    assert {name: each.text for name, each in joined.cells.items()} == {"remark": "催过 ‖ 不催", "person": "王某"}
    assert [(name, one.text, other.text) for name, one, other in differing] == [("remark", "催过", "不催")]
    assert join(joined, Typed({"remark": cell("不催")})) == (joined, []), "it says so already"


@pytest.mark.office
def test_it_is_read_back_from_what_another_office_program_saved(tmp_path: Path) -> None:
    drawn().parent.save(tmp_path / "汇总表.xlsx")
    line = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*line, "--outdir", str(tmp_path / "另存"), str(tmp_path / "汇总表.xlsx")], check=True, capture_output=True)
    saved = (tmp_path / "另存" / "汇总表.xlsx").read_bytes()
    typed, _ = read_typed("汇总表.xlsx", read_own(saved, "汇总表.xlsx"), set(IDS), HEADINGS)
    assert texts(typed) == TOLD
