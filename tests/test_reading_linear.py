"""Twice the input, twice the work: whatever a file is full of, no part of reading goes over the same bytes again and again.

What is compared is time of the processor at one size and at four times it, the best of several tries each: a gate that goes back
over what it has seen needs sixteen times as much. Where nearly all of that time goes into calls of Python, calls are counted instead:
they are the same in every try and on every machine, so that one try of a smaller size is enough.
"""

import cProfile
import gc
import time
from collections.abc import Callable

import files_containers as files
import pytest
from files_wrong import make_package

from ecoreport.reading import Input, read

OFFICE = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
SIZE = 200_000  # bytes, about, of the smaller one
MOST = 2.2**2  # for four times the input
TRIES = 8


def xlsx(cells: str, row: str = '<row r="1">') -> bytes:
    return make_package(f"<sheetData>{row}{cells}</row></sheetData>")


def text_cell(text: str) -> bytes:
    return xlsx(f'<c r="A1" t="str"><v>{text}</v></c>')


def shared(formula: str) -> bytes:
    return xlsx(f'<c r="A1"><f t="shared" si="0">{formula}</f></c><c r="B1"><f t="shared" si="0"/></c>')


def page(cell: str, style: str = "") -> bytes:
    return f"<style>{style}</style><table><tr><td>1<td>{cell}</table>".encode()


def xml2003(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?><Workbook {OFFICE}>{before}<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


def ods(cell: str, repeats: int = 1) -> bytes:
    return files.as_ods(
        f'<table:table-row table:number-rows-repeated="{repeats}"><table:table-cell {cell}</table:table-cell></table:table-row>'
    )


NUMBER = '<table:table-cell office:value-type="float" office:value="1"/>'
ROW = '<Row><Cell><Data ss:Type="String">x</Data></Cell></Row>'
# For each kind of file: its name, and what fills it to some n bytes.
KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "a long text": ("a.xlsx", lambda n: text_cell("x" * n)),
    "a run of blanks": ("a.xlsx", lambda n: text_cell(" " * n)),
    "signs that end a tag": ("a.xlsx", lambda n: text_cell(">" * n)),
    "blanks between rows": ("a.xlsx", lambda n: xlsx("", " " * n + '<row r="1">')),
    "a tag without end": ("a.xlsx", lambda n: xlsx("", f'<row r="1" {"a" * n}="1">')),
    "a huge attribute": ("a.xlsx", lambda n: xlsx(f'<c r="A1" x="{"y" * n}"><v>1</v></c>')),
    "a huge address": ("a.xlsx", lambda n: xlsx(f'<c r="{"A" * n}"><v>1</v></c>')),
    "empty cells in one row": ("a.xlsx", lambda n: xlsx('<c r="A1" s="0"/>' * (n // 18))),
    "tags within tags": ("a.xlsx", lambda n: xlsx(f"<c><v>{'<a>' * (n // 7)}{'</a>' * (n // 7)}</v></c>")),
    "tags left open": ("a.xlsx", lambda n: xlsx("<a>" * (n // 3))),
    "a long comment": ("a.xlsx", lambda n: xlsx(f"<!--{'-x' * (n // 2)}-->")),
    "a long section of data": ("a.xlsx", lambda n: text_cell(f"<![CDATA[{'<' * n}]]>")),
    "a long instruction": ("a.xlsx", lambda n: xlsx(f"<?p {'x' * n}?>")),
    "a number of many digits": ("a.xlsx", lambda n: xlsx(f'<c r="A1"><v>{"1" * n}</v></c>')),
    "brackets of a formula left open": ("a.xlsx", lambda n: shared("[" * n)),
    "quotes of a formula left open": ("a.xlsx", lambda n: shared("'a''" * (n // 4) + "'")),
    "runs of a text": ("a.xlsx", lambda n: xlsx(f'<c r="A1" t="inlineStr"><is>{"<r><rPr><strike/></rPr><t>x</t></r>" * (n // 36)}</is></c>')),
    "cells at one address": ("a.xlsx", lambda n: xlsx('<c r="A1"><v>1</v></c>' * (n // 24))),
    "a formula that many cells share": (
        "a.xlsx",
        lambda n: xlsx(f'<c r="A1"><f t="shared" si="0">{"A1+" * (n // 3)}</f></c>' + '<c><f t="shared" si="0"/></c>' * (n // 300)),
    ),
    "a long line": ("a.csv", lambda n: f"a,b\n1,{'x' * n}".encode()),
    "commas": ("a.csv", lambda n: f"a,b\n{(',' * 999 + chr(10)) * (n // 1000)}".encode()),
    "pairs of quotes": ("a.csv", lambda n: f'a,b\n1,"{chr(34) * (n // 2 * 2)}'.encode()),
    "quotes that do not pair": ("a.csv", lambda n: ("a,b\n" + '1,"x"y"\n' * (n // 8)).encode()),
    "a page of text": ("a.html", lambda n: page("x" * n)),
    "a page of ampersands": ("a.html", lambda n: page("&" * n)),
    "a page of half tags": ("a.html", lambda n: page("<a x=" * (n // 5))),
    "a page of half comments": ("a.html", lambda n: page("<!--" * (n // 4))),
    "elements left open": ("a.html", lambda n: page("<b><i></b>" * (n // 10))),
    "tables within tables": ("a.html", lambda n: page("<table><tr><td>a" * (n // 16))),
    "rules of style": ("a.html", lambda n: page("2", "".join(f".c{i}{{display:none}}" for i in range(n // 20)))),
    "rules within rules": ("a.html", lambda n: page("2", "{" * (n // 2) + "}" * (n // 2))),
    "classes of one cell": (
        "a.html",
        lambda n: page(f"<b class='{' '.join(f'c{i}' for i in range(n // 8))}'>", "".join(f".c{i}{{display:none}}" for i in range(n // 40))),
    ),
    "a format of brackets": ("a.html", lambda n: page(f"<td x:num=1 style='mso-number-format:{'[' * n}'>")),
    "columns, each with a style": ("a.xml", lambda n: xml2003('<Column ss:StyleID="a"/>' * (n // 60) + ROW * (n // 100))),
    "styles in a line of parents": (
        "a.xml",
        lambda n: xml2003(ROW, "".join(f'<Style ss:ID="s{i}" ss:Parent="s{i - 1}"><Font/></Style>' for i in range(n // 60))),
    ),
    "spans within spans": (
        "a.ods",
        lambda n: ods(f'office:value-type="string"><text:p>{"<text:span>" * (n // 33)}{"x<text:s/>" * (n // 33)}{"</text:span>" * (n // 33)}</text:p>'),
    ),
    "columns before cells": ("a.ods", lambda n: files.as_ods(f"{'<table:table-column/>' * (n // 42)}<table:table-row>{NUMBER * (n // 120)}</table:table-row>")),
    "groups within groups": (
        "a.ods",
        lambda n: files.as_ods(
            f"{'<table:table-row-group>' * (n // 140)}{f'<table:table-row>{NUMBER}</table:table-row>' * (n // 140)}{'</table:table-row-group>' * (n // 140)}"
        ),
    ),
    "brackets of a reference left open": ("a.ods", lambda n: ods(f'table:formula="of:={"[" * n}" office:value-type="float" office:value="1">')),
    "a note in each of many rows": ("a.ods", lambda n: ods("><office:annotation><text:p>x</text:p></office:annotation>", n)),
}  # fmt: skip

COUNTED = ("tables within tables", "elements left open", "columns before cells", "a formula that many cells share")


def calls(name: str, data: bytes) -> int:
    profile = cProfile.Profile()
    profile.runcall(read, Input(name, data=data))
    return sum(entry.callcount for entry in profile.getstats())


def work(name: str, data: bytes) -> float:
    gc.disable()  # its rounds grow with all that lives, ours or not
    began = time.process_time()
    read(Input(name, data=data))
    spent = time.process_time() - began
    gc.enable()
    return spent


@pytest.mark.parametrize("kind", COUNTED)
def test_twice_the_input_takes_twice_the_calls(kind: str) -> None:
    name, fill = KINDS[kind]
    once, fourfold = calls(name, fill(SIZE // 16)), calls(name, fill(SIZE // 4))
    assert 10_000 < once < fourfold <= MOST * once


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in COUNTED])
def test_twice_the_input_is_twice_the_work(kind: str) -> None:
    name, fill = KINDS[kind]
    small, large = fill(SIZE), fill(4 * SIZE)
    once = fourfold = 60.0
    for _ in range(TRIES):
        once, fourfold = min(once, work(name, small)), min(fourfold, work(name, large))
        if fourfold <= MOST * max(once, 0.06):  # what takes no time at all is not measured
            return
    pytest.fail(f"{once:.3f} s, and {fourfold:.3f} s for four times as much")
