"""A text is read in the encoding that its characters speak for; where that was a guess, it is told."""

import files_containers as containers
import pytest

from ecoreport.model import Ledger
from ecoreport.reading import Input, read
from ecoreport.reading.decoding import decode

TABLE = "指标名称,单位,2020年\n森林覆盖率,%,50.5\n细颗粒物（PM2.5）年均浓度,μg/m³,18.5\n嵊泗县农村生活污水治理率,%,91.2\n"
TRADITIONAL = "舟山市環境保護局,單位,2020年\n森林覆蓋率,%,50.5\n農村生活污水治理率,%,91.2\n"
PAGE = "<html><head>{}</head><body><table><tr><td>森林覆盖率</td><td>50.5</td></tr></table></body></html>"


def open_as(name: str, data: bytes) -> Ledger:
    (ledger,) = read(Input(name, data=data))
    return ledger


def texts(ledger: Ledger) -> list[object]:
    return [cell.value for cell in ledger.sheets[0].cells]


WRITTEN = texts(open_as("台账.csv", TABLE.encode("utf-8-sig")))


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ""), ("utf-8-sig", ""), ("gb18030", ""), ("utf-16", ""), ("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_in_each_encoding(encoding: str, told: str, end: str) -> None:
    ledger = open_as("台账.csv", TABLE.replace("\n", end).encode(encoding))
    assert texts(ledger) == WRITTEN
    expected = [f"文本表格的编码按内容推断为 {told}，与声明不符或没有声明。"] if told else []
    assert [finding.message for finding in ledger.findings] == expected


def test_a_table_in_big5_is_no_rubbish() -> None:
    ledger = open_as("台账.csv", TRADITIONAL.encode("big5"))
    assert texts(ledger)[:3] == ["舟山市環境保護局", "單位", "2020年"]
    assert [(finding.code, finding.severity) for finding in ledger.findings] == [("R219", "verify")]
    assert "Big5" in ledger.findings[0].message


def test_a_table_of_two_encodings_is_read_line_by_line_and_told() -> None:
    head, *rest = TABLE.split("\n")
    ledger = open_as("台账.csv", head.encode() + b"\n" + "\n".join(rest).encode("gb18030"))
    assert (texts(ledger), [finding.code for finding in ledger.findings]) == (WRITTEN, ["R219"])
    assert "UTF-8 与 GB18030 混用" in ledger.findings[0].message


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ("gb2312", "gb2312", []), ("utf-8", "utf-8", []), ("", "gb18030", []), ("", "utf-8", []), ("gb2312", "utf-8", ["UTF-8"]), ("utf-8", "gb18030", ["GB18030"]),
        ("big5", "gb18030", ["GB18030"]), ("iso-8859-1", "gb18030", ["GB18030"]), ("no-such", "gb18030", []),
    ],
)  # fmt: skip
def test_a_page_whose_declaration_lies_is_read_by_its_characters(declared: str, encoding: str, told: list[str]) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    ledger = open_as("台账.htm", PAGE.format(meta).encode(encoding))
    assert texts(ledger)[0] == "森林覆盖率"
    assert [finding.message for finding in ledger.findings] == [f"网页的编码按内容推断为 {name}，与声明不符或没有声明。" for name in told]


def test_a_page_in_big5_is_believed_where_it_says_so() -> None:
    page = PAGE.replace("森林覆盖率", "森林覆蓋率")
    assert open_as("台账.htm", page.format("<meta charset=big5>").encode("big5")).findings == ()
    assert [finding.code for finding in open_as("台账.htm", page.format("").encode("big5")).findings] == ["R219"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("line", ["亩", "台", "牵头", "状态", "约372", "μg/m³", "嵊泗县", "±5", "℃", "未"])
def test_a_few_characters_are_enough(line: str, encoding: str) -> None:
    assert decode(f"{line},5\n".encode(encoding)).text == f"{line},5\n"


def test_bytes_that_are_no_text_are_none_in_utf_16_either() -> None:
    assert open_as("随机.csv", bytes(range(256)) * 4).findings[0].code == "R115"
    assert open_as("随机.csv", bytes((0, 7, 0, 200, 0, 3)) * 90).findings[0].code == "R115"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_damaged_byte_is_shown_and_told_and_every_sound_line_is_read(encoding: str) -> None:
    lines = TABLE.encode(encoding).split(b"\n")
    lines[1] = lines[1].replace(b",%,50.5", b",%,5\xff0.5")
    ledger = open_as("台账.csv", b"\n".join(lines))
    assert texts(ledger) == [value if str(value) != "50.5" else "5‹\\xff›0.5" for value in WRITTEN]
    assert ledger.outcome == "partly"
    assert [(finding.code, finding.severity) for finding in ledger.findings] == [("R220", "error")]
    assert "有 1 处字节不能识别（第 2 行）" in ledger.findings[0].message


def test_damaged_bytes_of_a_page_and_an_xml_table_are_shown_too() -> None:
    page = PAGE.format("").encode().replace(b"50.5", "甲乙丙丁戊己庚辛壬癸".encode() + b"\xff")
    assert texts(open_as("台账.htm", page)) == ["森林覆盖率", "甲乙丙丁戊己庚辛壬癸‹\\xff›"]
    table = containers.as_xml2003().replace("舟山".encode(), b"\xfe" + "舟山".encode(), 1)
    ledger = open_as("台账.xml", table)
    assert [finding.code for finding in ledger.findings] == ["R220"]
    assert any("‹\\xfe›舟山" in str(text) for text in texts(ledger))


def test_of_many_damaged_lines_ten_are_named() -> None:
    text = "".join(f"森林覆盖率森林覆盖率{number},1\n" for number in range(30)).encode()
    ledger = open_as("台账.csv", text.replace(b",1\n", b",1\xff\n"))
    assert "（第 1、2、3、4、5、6、7、8、9、10等 30 行）" in ledger.findings[0].message


def test_what_is_damaged_all_over_is_no_text() -> None:
    damaged = TABLE.encode().replace(b",", b"\xff,")
    assert [finding.code for finding in open_as("台账.csv", damaged).findings] == ["R113"]


def test_a_table_of_figures_alone_may_be_damaged_in_one_line_of_ten() -> None:
    figures = [b"%d,%d" % (number, 2 * number) for number in range(12)]
    for damaged, codes in ((1, ["R220"]), (3, ["R113"])):
        lines = [line + b"\x80" * (number < damaged) for number, line in enumerate(figures)]
        assert [finding.code for finding in open_as("台账.csv", b"\n".join(lines)).findings] == codes
