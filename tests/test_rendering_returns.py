"""退回修改: a department's own workbook with marks in it and nothing else changed, or a fresh one that says what it lost."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from corpus import honest_packages as odd
from files_wrong import encrypted
from returning import NOTHING, WORDS, give_back, opened, packed, parts, question, returned

from ecoreport.model import RETURN_FILLS, RETURN_HEAD, Original, Source, Submission
from ecoreport.reading import Input, reopen
from ecoreport.rendering.returns import files_to_return, mark_files

FILE = "市资源规划局/台账.xlsx"
ISSUED_XLS = (Path(__file__).parent.parent / "sample_inputs" / "市财政局-2020年台账.xls").read_bytes()
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@cache
def furnished() -> bytes:
    """A workbook with all that a clerk may put into one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, more = book.add_worksheet("指标填报"), book.add_worksheet("说明")
    for row, line in enumerate((("指标名称", "单位", "2018年", "2019年", "2020年"), ("森林覆盖率", "%", 50.1, 50.3, 50.5))):
        sheet.write_row(row, 0, line)
    sheet.insert_image("G1", "a.png", {"image_data": io.BytesIO(PICTURE)})
    sheet.insert_textbox("G8", "单位盖章处")
    sheet.add_sparkline("F2", {"range": "指标填报!C2:E2"})
    sheet.data_validation("B2", {"validate": "list", "source": ["%", "公顷"]})
    sheet.conditional_format("C2:E2", {"type": "data_bar", "data_bar_2010": True})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=指标填报!$C$2:$E$2"})
    sheet.insert_chart("G12", chart)
    sheet.write_comment("A2", "口径同上年", {"author": "张三"})
    sheet.protect("123")
    more.write("A1", "填报说明")
    book.define_name("本年", "=指标填报!$E$2")
    book.add_vba_project(io.BytesIO(b"macros"), is_stream=True)
    book.close()
    return packed(odd.unpacked(out.getvalue()) | {"xl/cellimages.xml": odd.CELL_IMAGES.encode()})


AT = (
    question(Source(FILE, "指标填报", "E2"), 1, "error", due=date(2021, 2, 10)),
    question(Source(FILE, "指标填报", "E2"), 2),
    question(Source(FILE, "指标填报", "A2"), 3, others=(Source(FILE, "指标填报", "K40"),)),
    question(Source(FILE, "说明"), 4),
    question(None, 5, department="市资源规划局"),
)


@cache
def marked() -> bytes:
    return returned(FILE, furnished(), AT).data


# ---- what is kept -------------------------------------------------------------------------------


def test_everything_but_cells_styles_and_lists_of_parts_keeps_its_bytes() -> None:
    before, after = parts(furnished()), parts(marked())
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    kept = {name.rpartition("/")[2] for name in before.keys() - changed}
    assert kept >= {"drawing1.xml", "image1.png", "chart1.xml", "cellimages.xml", "vbaProject.bin", "sheet2.xml", "sharedStrings.xml"}
    assert [*after][: len(before)] == [*before]


def test_of_a_sheet_only_the_marked_cells_change() -> None:
    before, after = (parts(data)["xl/worksheets/sheet1.xml"].decode() for data in (furnished(), marked()))
    assert re.sub(r' tabSelected="1"| s="\d+"|<row r="40">.*?</row>', "", after) == re.sub(r' tabSelected="1"| s="\d+"', "", before)


def test_macros_stay_in_a_workbook_with_macros() -> None:
    back = returned("市资源规划局/台账.xlsm", furnished(), (question(Source("市资源规划局/台账.xlsm", "指标填报", "E2")),))
    assert (back.file, back.fresh, back.lost) == ("市资源规划局/台账.xlsm", False, ())


def test_the_same_file_gives_the_same_bytes() -> None:
    assert returned(FILE, furnished(), AT).data == marked()


# ---- how it is marked ---------------------------------------------------------------------------


def test_marked_cells_are_filled_by_the_gravest_question_and_keep_their_looks() -> None:
    sheet = opened(marked())["指标填报"]
    colours = {cell: sheet[cell].fill.fgColor.rgb[2:] for cell in ("E2", "A2", "K40")}
    assert colours == {"E2": RETURN_FILLS["error"], "A2": RETURN_FILLS["verify"], "K40": RETURN_FILLS["verify"]}
    assert sheet["D2"].fill.fill_type is None
    assert sheet["E2"].value == 50.5


def test_a_comment_says_what_is_wrong_what_to_do_and_until_when_behind_what_stood_there() -> None:
    sheet = opened(marked())["指标填报"]
    first, second, third = AT[:3]
    said = [
        f"{each.id} 【{kind}】\n问题：{each.message}\n怎么改：{each.advice}"
        for each, kind in ((first, "错误"), (second, "需核实"), (third, "需核实"))
    ]
    assert sheet["E2"].comment.text == f"{RETURN_HEAD}\n{said[0]}\n期限：2021-02-10\n\n{said[1]}"
    assert sheet["A2"].comment.text == f"口径同上年\n{RETURN_HEAD}\n{said[2]}"
    assert sheet["K40"].comment.text == f"{RETURN_HEAD}\n{said[2]}"


def test_every_comment_has_a_shape_that_shows_it() -> None:
    shapes = parts(marked())["xl/drawings/vmlDrawing1.vml"].decode()
    places = re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", shapes)
    assert sorted(places) == [("1", "0"), ("1", "4"), ("39", "10")]
    numbers = re.findall(r'id="_x0000_s(\d+)"', shapes)
    assert len(numbers) == len(set(numbers)) == 3


def test_the_sheet_for_people_says_it_row_by_row() -> None:
    book = opened(marked())
    sheet = book["反馈意见"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["编号", "位置", "问题", "怎么改", "期限", "修改结果", "说明"],
        [AT[0].id, "指标填报!E2", "【错误】第1个问题（演示）", "请核对", "2021-02-10", None, None],
        [AT[1].id, "指标填报!E2", "【需核实】第2个问题（演示）", "请核对", None, None, None],
        [AT[2].id, "指标填报!A2\n另见 指标填报!K40", "【需核实】第3个问题（演示）", "请核对", None, None, None],
        [AT[3].id, "说明", "【需核实】第4个问题（演示）", "请核对", None, None, None],
        [AT[4].id, "不在本文件", "【需核实】第5个问题（演示）", "请核对", None, None, None],
    ]
    links = [sheet.cell(row, 2).hyperlink for row in range(5, 10)]
    assert [link and link.location for link in links] == ["'指标填报'!E2", "'指标填报'!E2", "'指标填报'!A2", "'说明'!A1", None]
    assert book.active.title == "反馈意见"
    assert [each.title for each in book if each.sheet_view.tabSelected] == ["反馈意见"]


def test_only_the_places_to_answer_are_open_and_it_prints_on_a4_across() -> None:
    sheet = opened(marked())["反馈意见"]
    assert sheet.protection.sheet
    assert {cell.column_letter for row in sheet.iter_rows(min_row=5) for cell in row if not cell.protection.locked} == {"F", "G"}
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.errorStyle) == ("F5:F9", '"已修改,情况属实,暂不能修改"', "warning")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.print_title_rows) == (9, "landscape", "$4:$4")


def test_what_was_settled_says_so_and_asks_nothing() -> None:
    settled = replace(AT[1], explanation="因口径调整（演示）")
    book = opened(returned(FILE, furnished(), (settled,)).data)
    assert book["反馈意见"]["C5"].value == "【需核实】第2个问题（演示）（说明已采纳，不需再改）"
    assert book["指标填报"]["E2"].fill.fgColor.rgb[2:] == RETURN_FILLS["settled"]


def test_threads_are_answered_for_programs_that_show_nothing_else() -> None:
    thread = odd.THREADED.format("", "{54E7B0A0-0000-4000-8000-000000000001}", "{54E7B0A0-0000-4000-8000-000000000002}").replace("C3", "A2")
    persons = (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<person displayName="张三" id="{54E7B0A0-0000-4000-8000-000000000001}" userId="z" providerId="None"/></personList>'
    )
    members = parts(furnished())
    rels = members["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    lead = '<Relationship Id="t1" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/t1.xml"/>'
    members |= {
        "xl/worksheets/_rels/sheet1.xml.rels": rels.replace("</Relationships>", f"{lead}</Relationships>").encode(),
        "xl/threadedComments/t1.xml": thread.encode(),
        "xl/persons/person.xml": persons.encode(),
    }
    after = parts(returned(FILE, packed(members), AT).data)
    told = after["xl/threadedComments/t1.xml"].decode()
    assert told.count("<threadedComment ") == 2
    assert 'parentId="{54E7B0A0-0000-4000-8000-000000000002}"' in told
    (person,) = re.findall(r'displayName="创建办" id="([^"]+)"', after["xl/persons/person.xml"].decode())
    assert f'personId="{person}"' in told


# ---- workbooks that others build otherwise ------------------------------------------------------

ODD: dict[str, Callable[[str], bytes]] = {
    "prefixed": odd.prefixed,
    "sheet_ext": odd.sheet_ext,
    "disp_image": odd.disp_image,
    "no_addresses": odd.no_addresses,
    "lowercase_parts": odd.lowercase_parts,
    "absolute_targets": odd.absolute_targets,
    "dotted_targets": odd.dotted_targets,
    "elsewhere": odd.elsewhere,
    "streamed": odd.streamed,
    "phonetic": odd.phonetic,
}


@pytest.mark.parametrize("name", ODD)
def test_a_package_that_is_built_otherwise_is_marked_where_it_stands(name: str) -> None:
    data = ODD[name]("a")
    back = returned(FILE, data)
    assert (back.fresh, back.lost) == (False, ())
    before, after = parts(data), parts(back.data)
    kept = [part for part in before if part.endswith(("theme1.xml", "sharedStrings.xml", "cellimages.xml", "core.xml", "app.xml"))]
    assert len(kept) >= 3
    assert [part for part in kept if before[part] != after[part]] == []
    assert RETURN_HEAD.encode() in b"".join(after.values())


def test_a_template_comes_back_as_a_workbook_that_opens() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
    back = returned("a/台账.xltx", odd.retyped(kind)("a"))
    assert back.file.endswith("台账.xlsx")
    assert b"template.main" not in parts(back.data)["[Content_Types].xml"]


# ---- what cannot be marked where it stands ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "lost"),
    [
        ("台账.csv", "指标名称,单位,2020年完成值\n森林覆盖率,%,50.5\n".encode(), ()),
        ("台账.xls", b"<html><table border=1><tr><td>a</td><td>50.5</td></tr></table></html>", ()),
        (
            "台账.xls",
            b'<html><table><col width=90><tr><td style="color:red">a</td><td><a href="x">50.5</a></td></tr></table></html>',
            ("links", "styles", "widths"),
        ),
        ("台账.xlsx", odd.strict("a"), ("styles",)),
        ("台账.xlsx", odd.without("xl/styles.xml")("a"), ()),
        ("台账.xls", ISSUED_XLS, ("names", "page_setup", "protection", "styles", "validations", "widths")),
    ],
    ids=["csv", "a page", "a page with looks", "strict", "without styles", "xls"],
)
def test_a_fresh_workbook_says_what_it_lost(name: str, data: bytes, lost: tuple[str, ...]) -> None:
    back = returned(f"市资源规划局/{name}", data)
    assert (back.fresh, back.lost) == (True, lost)
    note = opened(back.data)["反馈意见"]["A3"].value
    assert "重新生成" in note
    assert ("未保留：" in note) is bool(back.lost)
    assert all(WORDS["lost"][each] in note for each in back.lost)


def submission(file: str, **more: object) -> Submission:
    return replace(Submission(file, "a" * 64, "市资源规划局", "read"), **more)  # type: ignore[arg-type]  # its fields


@pytest.mark.parametrize(("fault", "says"), [("changed", "又被改动"), ("unread", "未能读取")])
def test_of_a_file_that_is_gone_or_was_changed_the_opinions_go_back(fault: str, says: str) -> None:
    back = give_back(submission(FILE), Original(FILE, fault=fault), AT)  # type: ignore[arg-type]  # one of the two
    assert (back.fresh, back.lost) == (True, ("contents",))
    sheet = opened(back.data)["反馈意见"]
    assert says in sheet["A3"].value
    assert [row[0].value for row in sheet.iter_rows(min_row=5)] == [each.id for each in AT]


def test_a_file_that_changed_since_it_was_read_is_seen() -> None:
    (original,) = reopen([Input(FILE, data=furnished())], (), {FILE: hashlib.sha256(b"before").hexdigest()})
    assert (original.fault, original.data) == ("changed", b"")


def test_a_workbook_with_a_password_and_one_in_an_archive_are_opened_again() -> None:
    locked = encrypted(furnished(), "zs2020")
    archive = packed({"甲/台账.xlsx": furnished(), "乙.xlsx": locked})
    wanted = {name: hashlib.sha256(data).hexdigest() for name, data in (("包.zip/甲/台账.xlsx", furnished()), ("包.zip/乙.xlsx", locked))}
    found = {each.file: each for each in reopen([Input("包.zip", data=archive), Input("别的.xlsx", data=b"")], ("zs2020",), wanted)}
    assert {name: each.data == furnished() for name, each in found.items()} == dict.fromkeys(wanted, True)
    (refused,) = reopen([Input("包.zip", data=archive)], (), {"包.zip/乙.xlsx": wanted["包.zip/乙.xlsx"]})
    assert refused.fault == "unread"


# ---- who gets what ------------------------------------------------------------------------------


def test_each_file_with_questions_goes_back_to_the_folder_of_its_sender() -> None:
    files = ("甲/台账.xlsx", "乙/台账.xls", "丙.xlsx", "丁.xlsx")
    report = replace(
        NOTHING,
        submissions=(
            submission(files[0]),
            submission(files[1]),
            submission(files[2], department=None, departments=("市水利局", "市城管局")),
            submission(files[3]),
        ),
        findings=(
            *(question(Source(file, "表1", "A1"), number) for number, file in enumerate(files[:3])),
            question(Source(files[3], "表1", "A1"), 9, "notice"),
        ),
    )
    assert files_to_return(report, WORDS) == set(files[:3])
    names = [each.file for each in mark_files(report, [Original(file, fault="unread") for file in files[:3]], WORDS)]
    assert names == ["市资源规划局/台账.xlsx", "市资源规划局/台账(2).xlsx", "市水利局、市城管局/丙.xlsx"]


def test_what_has_no_file_stands_on_the_newest_file_of_its_department() -> None:
    report = replace(
        NOTHING,
        submissions=(submission("台账1.xlsx"), submission("台账2.xlsx"), submission("台账3.xlsx", outcome="superseded")),
        findings=(question(None, 1, department="市资源规划局"), question(None, 2, department="市卫健委")),
    )
    assert files_to_return(report, WORDS) == {"台账2.xlsx"}


# ---- other programs open it ---------------------------------------------------------------------


def test_openpyxl_and_calamine_open_it() -> None:
    assert opened(marked()).sheetnames == ["指标填报", "说明", "反馈意见", "_ecoreport_return"]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(marked()))
    assert book.get_sheet_by_name("指标填报").to_python()[1][4] == 50.5


@pytest.mark.office
def test_libreoffice_opens_it_with_its_comments_and_fills(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(marked())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path / "out"]
    subprocess.run([*command, tmp_path / "台账.xlsx"], check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / "out" / "台账.ods") as package:
        content = package.read("content.xml").decode()
    assert content.count(RETURN_HEAD) == 3
    assert f"#{RETURN_FILLS['error'].lower()}" in content
    assert "单位盖章处" in content
