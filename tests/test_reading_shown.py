"""What a number's format makes of it: built-in numbers, names, sections, dates of both systems, times of day."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from files_wrong import make_package

from ecoreport.model import Cell
from ecoreport.reading import Input, read
from ecoreport.reading.formulas import move_formula
from ecoreport.reading.numberformat import BUILT_IN, NAMED, as_moment, parse_format

AT_EIGHT = Decimal("43952.354166666664")  # 2020-05-01 08:30


def shown(code: str, value: Decimal = AT_EIGHT, *, from_1904: bool = False) -> object:
    return as_moment(value, parse_format(code).section(value), from_1904=from_1904)


MOMENT, DAY, CLOCK = datetime.fromisoformat("2020-05-01T08:30"), date(2020, 5, 1), time(8, 30)
KINDS = {
    "day": {14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58},
    "clock": {18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56},
    "both": {22},
}


@pytest.mark.parametrize("number", BUILT_IN)
def test_a_built_in_number_shows_a_date_a_time_or_neither(number: int) -> None:
    section = parse_format(BUILT_IN[number]).section(AT_EIGHT)
    kind = "both" if section.calendar and section.clock else "day" if section.calendar else "clock" if section.clock else ""
    assert kind == next((kind for kind, numbers in KINDS.items() if number in numbers), "")
    assert section.percent == (number in (9, 10))
    assert section.scale == 1


def test_built_in_numbers_of_a_sheet_are_known_without_a_definition() -> None:
    ids = (0, 9, 10, 14, 22, 31, 46, 49, 57, 163)
    styles = "<cellXfs>" + "".join(f'<xf numFmtId="{number}"/>' for number in ids) + "</cellXfs>"
    cells = "".join(f'<c s="{place}"><v>0.5</v></c>' for place in range(len(ids)))
    (ledger,) = read(Input("a.xlsx", data=make_package(f"<sheetData><row>{cells}</row></sheetData>", styles=styles)))
    assert [cell.number_format for cell in ledger.sheets[0].cells] == [
        "General", "0%", "0.00%", "yyyy/m/d", "yyyy/m/d h:mm", 'yyyy"年"m"月"d"日"', "[h]:mm:ss", "@", 'yyyy"年"m"月"', "General",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_named_format_shows_what_its_name_says(name: str) -> None:
    section = parse_format(NAMED[name]).section(AT_EIGHT)
    assert section.calendar == ("date" in name)
    assert section.clock == ("time" in name or name == "general date")
    assert section.percent == (name == "percent")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("yyyy/m/d h:mm", MOMENT), ("yyyy/m/d", MOMENT), ("h:mm", MOMENT), ("d", MOMENT), ("g", MOMENT), ("b", MOMENT), ("e", MOMENT), ("a", MOMENT), ("AM/PM", MOMENT), ("上午/下午h", MOMENT),
        ("ss.00", MOMENT), ("[$-804]yyyy", MOMENT), ("m", MOMENT), ("[红色]yyyy", MOMENT),
        ("[h]:mm", None), ("[mm]", None), ("[s]", None), ("[h]:mm yyyy", None), ("0", None), ("yyyy0", None), ("yyyy%", None), ("General yyyy", None), ("G/通用格式", None), ('"yyyy"', None),
        ("\\y", None), ("!y", None), ("_y", None), ("*y", None), ("[y]", None), ("", None), (";;;", None),
    ],
)  # fmt: skip
def test_only_letters_of_a_calendar_or_a_clock_make_a_moment(code: str, value: object) -> None:
    assert shown(code) == value


@pytest.mark.parametrize(
    ("code", "serial", "from_1904", "value"),
    [
        ("yyyy/m/d", "1", False, date(1900, 1, 1)), ("yyyy/m/d", "59", False, date(1900, 2, 28)), ("yyyy/m/d", "60", False, date(1900, 2, 28)), ("yyyy/m/d", "61", False, date(1900, 3, 1)),
        ("yyyy/m/d", "0", False, None), ("yyyy/m/d", "0.5", False, None), ("h:mm", "0.5", False, time(12)), ("h:mm", "0", False, time(0)), ("yyyy/m/d h:mm", "0.5", False, time(12)),
        ("yyyy/m/d", "-1", False, None), ("yyyy/m/d", "2958465", False, date(9999, 12, 31)), ("yyyy/m/d", "2958466", False, None), ("yyyy/m/d", "2958465.9999999999", False, date(9999, 12, 31)),
        ("yyyy/m/d", "0", True, date(1904, 1, 1)), ("yyyy/m/d", "1", True, date(1904, 1, 2)), ("yyyy/m/d", "60", True, date(1904, 3, 1)), ("h:mm", "0.5", True, time(12)),
        ("yyyy/m/d", "2957003", True, date(9999, 12, 31)), ("yyyy/m/d", "2957004", True, None), ("yyyy/m/d h:mm", "0.5", True, datetime.fromisoformat("1904-01-01T12:00")),
        ("yyyy/m/d", "43952", False, DAY), ("h:mm", "43952", False, datetime.fromisoformat("2020-05-01T00:00")), ("yyyy/m/d h:mm", "43952", False, DAY),
        ("h:mm:ss", "0.999999999999", False, datetime.fromisoformat("1900-01-01T00:00")), ("h:mm:ss.000", "0.00000001157", False, time(0, 0, 0, 1_000)),
        ("h:mm:ss", "0.123456", False, time(2, 57, 46, 598_000)),
    ],
)  # fmt: skip
def test_a_serial_number_is_the_day_that_its_system_counts(code: str, serial: str, from_1904: bool, value: object) -> None:
    moment = shown(code, Decimal(serial), from_1904=from_1904)
    assert (moment, type(moment)) == (value, type(value))


@pytest.mark.parametrize(
    ("code", "percents"),
    [  # of 1, −1, 0: which section shows it
        ("0%", "+++"), ("0%;0", "+-+"), ("0;0%", "-+-"), ("0%;0;0", "+--"), ("0;0%;0", "-+-"), ("0;0;0%", "--+"), ("0;0;0;0%", "---"), ("0%;;", "+--"),
        ("[<0]0%;0", "-+-"), ("[>0]0%;0", "+--"), ("[=0]0%;0", "--+"), ("[<=0]0%;0", "-++"), ("[>=0]0%;0", "+-+"), ("[<>0]0%;0", "++-"), ("[>1]0%;[<-1]0%;0", "---"),
        ("[>1]0;[<-1]0;0%", "+++"), ("[>5]0;[>4]0%", "+++"), ("0%;[<0]0", "+++"), ("[>=0.5]0%;0", "+--"), ("[<-0.5]0%;0", "-+-"), ("[Red]0%;0", "+-+"), ("[>x]0%;0", "+-+"),
    ],
)  # fmt: skip
def test_each_value_is_shown_by_its_section(code: str, percents: str) -> None:
    assert "".join("+" if parse_format(code).section(Decimal(value)).percent else "-" for value in (1, -1, 0)) == percents


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("0.0,,", 1_000_000), ("#,##0,", 1_000), ("0,0", 1), ("0, ", 1_000), ("0.0,0", 1), ("?,", 1_000), ("#,", 1_000), ("#,.#,", 1_000_000), ("0!.00", 100), ("0!.0!.0", 100), (".0,", 1_000),
        ("0.0!.0", 1), ('"."0', 1), ('0"."', 1), ('0"."0.0', 10), ("\\,0", 1), ("0\\,", 1), ("0,%", 1_000), ("yyyy,", 1), ("General,", 1),
    ],
)  # fmt: skip
def test_a_number_is_divided_by_what_ends_its_digits(code: str, scale: int) -> None:
    assert parse_format(code).section(Decimal(1)).scale == scale


# ---- formulas ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "moved"),
    [
        ("A1", 2, 3, "D3"), ("B3", -1, -1, "A2"), ("A1", -1, 0, "A1048576"), ("A1", 0, -1, "XFD1"), ("XFD1048576", 1, 1, "A1"), ("Z1", 0, 1, "AA1"), ("az9", 1, 1, "BA10"), ("$Z$9", 1, 1, "$Z$9"),
        ("A$1:$B2", 1, 1, "B$1:$B3"), ("$A:B", 1, 1, "$A:C"), ("A:$B", 1, 1, "B:$B"), ("$1:2", 1, 1, "$1:3"), ("1:$2", 1, 1, "2:$2"), ("A1:B2:C3", 1, 1, "B2:C3:D4"),
        ("Sheet1!A1", 1, 1, "Sheet1!B2"), ("'it''s A1'!A1", 1, 1, "'it''s A1'!B2"), ('"A1""B1"&A1', 1, 1, '"A1""B1"&B2'), ("[1]Sheet!A1", 1, 1, "[1]Sheet!B2"), ("A1(2)", 1, 1, "A1(2)"),
        ("SUM(A1)", 1, 1, "SUM(B2)"), ("_A1", 1, 1, "_A1"), ("A1_", 1, 1, "A1_"), ("1.5:2", 1, 1, "1.5:2"), ("ABCD1", 1, 1, "ABCD1"), ("A12345678", 1, 1, "A12345678"), ("A1!B1", 1, 1, "A1!C2"),
    ],
)  # fmt: skip
def test_a_formula_moves_by_its_relative_references(formula: str, rows: int, columns: int, moved: str) -> None:
    assert move_formula(formula, rows, columns) == moved


def cells_of(rows: str) -> dict[str, Cell]:
    (ledger,) = read(Input("a.xlsx", data=make_package(f"<sheetData>{rows}</sheetData>")))
    return {cell.address: cell for cell in ledger.sheets[0].cells}


def test_shared_formulas_of_one_sheet_are_told_apart_by_their_number() -> None:
    cells = cells_of(
        '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A3">B1+1</f><v>1</v></c><c r="C1"><f t="shared" si="1" ref="C1:C2">D1*2</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c><c r="C2"><f t="shared" si="1"/><v>1</v></c><c r="E2"><f t="shared" si="7"/><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"> A9 </f><v>1</v></c><c r="B3"><f t="dataTable" ref="B3" r1="A1"/><v>1</v></c></row>'
    )
    assert {address: cell.formula for address, cell in cells.items()} == {
        "A1": "=B1+1", "C1": "=D1*2", "A2": "=B2+1", "C2": "=D2*2", "E2": "=", "A3": "=A9", "B3": "=TABLE()",
    }  # fmt: skip
