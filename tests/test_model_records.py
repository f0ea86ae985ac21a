"""The records say what they hold: a cell as a person sees it, an address, sums, and the keys that result.json promises."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from answers import answers
from scenes import report_of

from ecoreport.model import Batch, Cell, CellCount, Sheet, Source, UnusedCell, column_letters
from ecoreport.model.layout import Slot, written

WRITTEN = [
    (Cell(1, 1, "  96.5 "), "96.5"),
    (Cell(1, 1, Decimal("96.50")), "96.5"),
    (Cell(1, 1, Decimal(1500)), "1500"),
    (Cell(1, 1, Decimal("0.0")), "0"),
    (Cell(1, 1, Decimal("1E+3")), "1000"),
    (Cell(1, 1, Decimal("0.965"), shown_percent=True), "96.5%"),
    (Cell(1, 1, Decimal("NaN")), "NaN"),
    (Cell(1, 1, True), "TRUE"),
    (Cell(1, 1, False), "FALSE"),
    (Cell(1, 1, datetime(2020, 12, 31)), "2020-12-31"),  # noqa: DTZ001  a cell knows no zone
    (Cell(1, 1, datetime(2020, 12, 31, 8, 30)), "2020-12-31 08:30:00"),  # noqa: DTZ001  the same
    (Cell(1, 1, date(2020, 12, 31)), "2020-12-31"),
    (Cell(1, 1, time(8, 30)), "08:30:00"),
    (Cell(1, 1, error="#DIV/0!"), "#DIV/0!"),
    (Cell(1, 1, Decimal(3), error="#N/A"), "#N/A"),
    (Cell(1, 1, formula="B2/C2"), "=B2/C2"),
    (Cell(1, 1, formula="=B2/C2"), "=B2/C2"),
    (Cell(1, 1, Decimal(3), formula="B2/C2"), "3"),
    (Cell(1, 1), ""),
]


@pytest.mark.parametrize(("cell", "text"), WRITTEN)
def test_a_cell_is_shown_as_a_person_sees_it(cell: Cell, text: str) -> None:
    assert written(cell) == text
    assert Slot("actual", "表", cell).text == text
    assert Slot("unit", "表", cell, part="%").text == "%"


COUNTING = [
    (Cell(1, 1, "甲"), True),
    (Cell(1, 1, Decimal(0)), True),
    (Cell(1, 1, False), True),
    (Cell(1, 1, error="#N/A"), True),
    (Cell(1, 1, formula="B2"), True),
    (Cell(1, 1, " \u3000\n"), False),
    (Cell(1, 1, ""), False),
    (Cell(1, 1), False),
    (Cell(1, 1, comment="批注"), False),
]


@pytest.mark.parametrize(("cell", "counts"), COUNTING)
def test_a_cell_counts_that_stores_a_value_an_error_or_a_formula(cell: Cell, counts: bool) -> None:
    assert cell.counts is counts


def test_columns_are_named_as_in_excel() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 52, 53, 702, 703, 16384)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]
    assert Cell(5, 28).address == "AB5"


def test_a_plain_cell_and_a_plain_sheet_hide_nothing() -> None:
    cell = Cell(1, 1)
    assert not any((cell.hidden, cell.filtered, cell.struck, cell.covered, cell.shown_percent))
    assert (cell.locked, cell.shown_scale, cell.number_format) == (True, 1, "General")
    assert [Sheet("表", (), state=state).hidden for state in ("visible", "hidden", "very_hidden")] == [False, True, True]
    assert (Sheet("表", ()).pictures, Sheet("表", ()).text_boxes) == (0, 0)


PLACES = [
    (Source("台账.xlsx", "指标", "C5"), "台账.xlsx 指标!C5"),
    (Source("台账.xlsx", "指标"), "台账.xlsx 指标"),
    (Source("台账.xlsx", None, "C5"), "台账.xlsx !C5"),
    (Source("台账.xlsx"), "台账.xlsx"),
]


@pytest.mark.parametrize(("source", "text"), PLACES)
def test_a_source_reads_as_a_place(source: Source, text: str) -> None:
    assert str(source) == text


def test_counts_of_cells_and_batches_add_up() -> None:
    assert CellCount(10, 4, 5, 1) + CellCount(20, 7, 11, 2) == CellCount(30, 11, 16, 3)
    one = Batch(unused=(UnusedCell(Source("1.xlsx"), "甲"),), period=2020)
    other = Batch(unused=(UnusedCell(Source("2.xlsx"), "乙"),))
    assert [cell.text for cell in (one + other).unused] == ["甲", "乙"]
    assert ((one + other).period, (other + one).period, (other + other).period) == (2020, 2020, None)
    assert one + Batch() == one == Batch() + one


def test_a_report_tells_its_years_and_a_department_what_it_has_done() -> None:
    report = report_of([*answers("市城管局 96.5", "43"), *answers("市城管局 _ status=推进中", "T40")])
    assert report.years == (2018, 2019, 2020)
    department = report.department("市城管局")
    assert (department.duties, department.reported) == (6, 2)
    (owing,) = [each for each in report.owing() if each.department == "市城管局"]
    assert (owing.items, owing.tasks) == (("45", "46", "49.1", "49.2"), ())


PROMISED = {  # contract of result.json, schema ecoreport.result/1
    "items": "id no indicator item unit target nature lead reporter value text status reason gap previous source",
    "tasks": "no name lead status progress source",
    "findings": "id code severity department item task file sheet cell message advice",
    "evidence": "no title document_number date items file found source",
    "departments": "department submitted owes lead_items reported_items lead_tasks reported_tasks errors verify notices",
}


@pytest.mark.parametrize(("kind", "keys"), PROMISED.items())
def test_rows_have_the_keys_that_are_promised(kind, keys: str) -> None:
    evidence = {"kind": "evidence", "department": "市城管局", "title": "运行报表", "subject": "43"}
    rows = report_of([*answers("市城管局 96.5", "43"), evidence]).rows(kind)
    assert rows
    for row in rows:
        assert set(keys.split()) <= set(row)


def test_a_row_tells_what_was_reported() -> None:
    report = report_of([*answers("市城管局 96.5", "43")])
    (row,) = [row for row in report.rows("items") if row["id"] == "43"]
    told = (row["no"], row["indicator"], row["unit"], row["target"], row["nature"], row["lead"], row["reporter"])
    assert told == (43, "城镇污水处理率", "%", "≥95", "约束性", "市城管局", "市城管局")
    assert (row["value"], row["text"], row["status"], row["gap"], row["unit_of_value"]) == ("96.5", None, "met", "1.5", "%")
    (error,) = [row for row in report.rows("findings") if row["code"] == "C103" and row["item"] == "45"]
    assert (error["severity"], error["department"], error["task"], error["explanation"]) == ("error", "市城管局", None, None)
