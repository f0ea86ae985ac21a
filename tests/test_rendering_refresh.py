"""A paper that people have edited is brought up to date: every edit stays, every other value that changed is new."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from documents import all_text, render_document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from reported import FEW_RULES, hush, plan_of, report_of, rows_of

from ecoreport.errors import InputError
from ecoreport.model import Report
from ecoreport.rendering.refresh import Refreshed, Voice, refresh_paper
from ecoreport.rendering.refresh.align import align
from ecoreport.rendering.refresh.texts import Paragraph as Text
from ecoreport.rendering.refresh.texts import bare, places, read_blocks, read_paragraph, sentences

VOICE = Voice("ecoreport", "按现在的数据应为：{text}", "现在的报告里没有这一句", date(2021, 1, 31))
PLAN = plan_of((4, 9, 14, 43, 46), (5, 8), (14,))
AIR, NEW_AIR = "95.1%、96.7%、97.8%", "95.1%、96.7%、98.2%"


@cache
def changed_report() -> Report:
    """The same departments a month later: two values, a task, a proof and a highlight are other or new, and one answer is gone."""
    rows = []
    for row in map(dict, rows_of(PLAN)):
        if row.get("subject") == "9":
            continue
        if row.get("actual") == "97.8":
            row["actual"] = "98.2"
        if row.get("actual") == "93.5":
            row |= {"actual": "96.5", "numerator": "193"}
        if row.get("subject") == "T8":
            row |= {"quantities": "31|31", "status": "已完成", "progress": "100", "done": "已淘汰31家"}
        rows.append(row)
    rows.append(
        {"kind": "evidence", "department": "市城管局", "number": "5", "title": "新增公园清单", "dated": "2020-12-21", "subject": "46"}
    )
    rows.append({"kind": "highlight", "department": "市农业农村局", "title": "海上田园", "text": "建成海上田园两处。"})
    return hush(report_of(rows, PLAN, rules=FEW_RULES))


@cache
def then() -> bytes:
    return render_document(hush(report_of(rows_of(PLAN), PLAN, rules=FEW_RULES)))


@cache
def now() -> bytes:
    return render_document(changed_report())


def refreshed(edited: bytes, copies: tuple[bytes, ...] = ()) -> Refreshed:
    return refresh_paper(edited, now(), VOICE, copies, "报告.docx")


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def saved(document: Any) -> bytes:
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def lines(data: bytes) -> list[str]:
    """Give the texts of a paper's paragraphs and cells, without blanks and pages of contents."""
    told = []
    for block in read_blocks(opened(data)):
        paragraphs = [block] if isinstance(block, Text) else [each for row in block.rows for cell in row.cells for each in cell]
        told += [bare(each.text) for each in paragraphs]
    return told


def comments(data: bytes) -> list[str]:
    return [comment.text for comment in opened(data).comments]


# ---- what people do ----------------------------------------------------------------------------------


def body(document: Any, words: str) -> Any:
    """Find the first paragraph of the body that says something."""
    return next(each for each in document.paragraphs if words in each.text and not each.style.name.startswith("toc"))


def rewrite(paragraph: Any, old: str, new: str) -> None:
    """Type over a part of a paragraph as a person does: the first run that holds it, or all of it."""
    for run in paragraph.runs:
        if old in run.text:
            run.text = run.text.replace(old, new, 1)
            return
    text = paragraph.text.replace(old, new, 1)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text


def table_with(document: Any, words: str) -> Any:
    return next(each for each in document.tables if any(words in cell.text for cell in each._cells))


def row_with(table: Any, words: str) -> Any:
    return next(row for row in table.rows if any(words in cell.text for cell in row.cells))


def after(paragraph: Any, text: str) -> Any:
    made = deepcopy(paragraph._p)
    paragraph._p.addnext(made)
    told = docx.text.paragraph.Paragraph(made, paragraph._parent)
    for run in told.runs[1:]:
        run._r.getparent().remove(run._r)
    told.runs[0].text = text
    return told


def add_sentence(d: Any) -> str:
    body(d, AIR).add_run("我市空气质量连续八年位居全国前列。")
    return "我市空气质量连续八年位居全国前列。"


def add_before(d: Any) -> str:
    run = body(d, AIR).runs[0]
    run.text = "经核实，" + run.text
    return "经核实，"


def add_paragraph(d: Any) -> str:
    after(body(d, AIR), "这一段是后来补写的，说明监测点位的变化。")
    return "这一段是后来补写的，说明监测点位的变化。"


def add_first(d: Any) -> str:
    first = body(d, "区域概况")
    first.insert_paragraph_before("前言由办公室补写。")
    return "前言由办公室补写。"


def add_last(d: Any) -> str:
    d.add_paragraph("本报告由创建办负责解释。")
    return "本报告由创建办负责解释。"


def add_heading(d: Any) -> str:
    made = after(body(d, AIR), "监测点位说明")
    made.style = d.styles["Heading 2"]
    return "监测点位说明"


def add_table(d: Any) -> str:
    made = d.add_table(2, 2)
    made.cell(0, 0).text, made.cell(1, 1).text = "点位", "定海站12号"
    body(d, AIR)._p.addnext(made._tbl)
    return "定海站12号"


def add_picture(d: Any) -> str:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    png += chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    made = after(body(d, AIR), "图：监测站照片")
    made.add_run().add_picture(BytesIO(png))
    return "图：监测站照片"


def add_row(d: Any) -> str:
    row = row_with(table_with(d, "佐证编号"), "97.8")
    made = deepcopy(row._tr)
    row._tr.addnext(made)
    for text in made.iter(qn("w:t")):
        text.text = "补充一行"
    return "补充一行"


def add_column(d: Any) -> str:
    table = table_with(d, "佐证编号")
    for number, row in enumerate(table.rows):
        cell = deepcopy(row._tr.findall(qn("w:tc"))[-1])
        for text in cell.iter(qn("w:t")):
            text.text = "备注" if number == 0 else "专家已核"
        row._tr.append(cell)
    return "专家已核"


def edit_cell(d: Any) -> str:
    row = row_with(table_with(d, "佐证编号"), "43")
    cell = row.cells[-1]
    cell.paragraphs[0].add_run("（原件存档）")
    return "（原件存档）"


def edit_title(d: Any) -> str:
    rewrite(body(d, "技术报告"), "技术报告", "技术报告（送审稿）")
    return "技术报告（送审稿）"


def edit_words(d: Any) -> str:
    rewrite(body(d, "任务分解到"), "任务分解到", "任务逐项分解到")
    return "任务逐项分解到"


def edit_heading(d: Any) -> str:
    rewrite(body(d, "总体达标情况"), "总体达标情况", "总体情况和达标情况")
    return "总体情况和达标情况"


def edit_caption(d: Any) -> str:
    caption = next(each for each in d.paragraphs if each.style.name == "表题" and "统计表" in each.text)
    rewrite(caption, "统计表", "统计一览表")
    return "统计一览表"


def split_paragraph(d: Any) -> str:
    paragraph = body(d, AIR)
    cut = next(n for n, run in enumerate(paragraph.runs) if run.text)
    made = after(paragraph, "另起一段：")
    for run in paragraph.runs[cut + 1 :]:
        made._p.append(run._r)
    return "另起一段："


def split_sentence(d: Any) -> str:
    paragraph = body(d, "任务分解到")
    rewrite(paragraph, "，责任单位中", "。这些责任单位中")
    return "这些责任单位中"


def join_paragraphs(d: Any) -> str:
    first = body(d, AIR)
    second = first._p.getnext()
    while second.tag != qn("w:p"):
        second = second.getnext()
    first.add_run("（以下并为一段）")
    for run in second.findall(qn("w:r")):
        first._p.append(run)
    second.getparent().remove(second)
    return "（以下并为一段）"


def move_paragraph(d: Any) -> str:
    body(d, "总体达标情况")._p.addnext(body(d, AIR)._p)
    return "优良天数比例分别为"


def move_section(d: Any) -> str:
    start = body(d, "特色与亮点")._p
    nodes = [start]
    while (node := nodes[-1].getnext()) is not None and docx.text.paragraph.Paragraph(node, d).style.name != "Heading 1":
        if node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            break
        nodes.append(node)
    target = body(d, "区域概况")._p
    for node in nodes:
        target.addprevious(node)
    return "垃圾分类进海岛"


def delete_paragraph(d: Any) -> str:
    paragraph = body(d, "按各项任务统计")
    paragraph._p.getparent().remove(paragraph._p)
    return ""


def delete_sentence(d: Any) -> str:
    rewrite(body(d, "任务分解到"), "责任单位中排列第一位的为牵头单位。", "")
    return ""


def delete_table(d: Any) -> str:
    table = table_with(d, "配合分项")
    table._tbl.getparent().remove(table._tbl)
    return ""


def delete_row(d: Any) -> str:
    row = table_with(d, "配合分项").rows[3]
    row._tr.getparent().remove(row._tr)
    return ""


def delete_section(d: Any) -> str:
    node = body(d, "下一步工作")._p
    while node is not None and node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        following = node.getnext()
        node.getparent().remove(node)
        node = following
    return ""


def make_bold(d: Any) -> str:
    for run in body(d, AIR).runs:
        run.bold = True
    return "优良天数比例分别为"


def make_red(d: Any) -> str:
    for run in body(d, "任务分解到").runs:
        run.font.color.rgb, run.font.size = RGBColor(255, 0, 0), Pt(18)
    return ""


def cut_runs(d: Any) -> str:
    """A spelling checker cuts words into runs."""
    paragraph = body(d, AIR)
    for run in list(paragraph.runs):
        text = run.text
        for character in reversed(text[1:]):
            made = deepcopy(run._r)
            made.findall(qn("w:t"))[0].text = character
            run._r.addnext(made)
        run.text = text[:1]
    return ""


def track_insert(d: Any) -> str:
    run = body(d, AIR).add_run("修订插入的话。")._r
    mark = run.makeelement(qn("w:ins"), {qn("w:id"): "900", qn("w:author"): "张三", qn("w:date"): "2021-02-01T00:00:00Z"})
    run.addprevious(mark)
    mark.append(run)
    return "修订插入的话。"


def track_delete(d: Any) -> str:
    paragraph = body(d, "任务分解到")
    run = paragraph.runs[0]._r
    mark = run.makeelement(qn("w:del"), {qn("w:id"): "901", qn("w:author"): "张三", qn("w:date"): "2021-02-01T00:00:00Z"})
    run.addprevious(mark)
    mark.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")
    return ""


def own_comment(d: Any) -> str:
    paragraph = body(d, AIR)
    d.add_comment(paragraph.runs[0], text="请核实", author="李四", initials="李")
    return ""


def fill_pending(d: Any) -> str:
    paragraph = body(d, "〔待补：自然地理") if any("〔待补：自然地理" in each.text for each in d.paragraphs) else body(d, "舟山由1390")
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = "舟山群岛位于长江口南侧，由办公室补写。"
    return "舟山群岛位于长江口南侧，由办公室补写。"


def page_break(d: Any) -> str:
    body(d, AIR).paragraph_format.page_break_before = True
    return ""


def line_break(d: Any) -> str:
    body(d, AIR).add_run().add_break()
    body(d, AIR).add_run("换行后写的话。")
    return "换行后写的话。"


def link(d: Any) -> str:
    paragraph = body(d, AIR)
    mark = paragraph._p.makeelement(
        qn("w:hyperlink"),
        {qn("r:id"): d.part.relate_to("https://example.invalid/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)},
    )
    mark.append(paragraph.add_run("公报链接")._r)
    paragraph._p.append(mark)
    return "公报链接"


def bookmark(d: Any) -> str:
    paragraph = body(d, AIR)
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        paragraph._p.append(
            paragraph._p.makeelement(
                qn(name), {qn("w:id"): "990", qn("w:name"): "我的书签"} if name.endswith("Start") else {qn("w:id"): "990"}
            )
        )
    return ""


def swap_rows(d: Any) -> str:
    rows = table_with(d, "配合分项").rows
    rows[2]._tr.addprevious(rows[4]._tr)
    return ""


def widen_table(d: Any) -> str:
    for cell in row_with(table_with(d, "佐证编号"), "97.8").cells:
        cell.width = Pt(99)
    return ""


def header_text(d: Any) -> str:
    d.sections[0].header.paragraphs[0].text = "内部资料"
    return ""


def own_style(d: Any) -> str:
    style = d.styles.add_style("我的样式", 1)
    made = after(body(d, AIR), "用自己样式写的一段。")
    made.style = style
    return "用自己样式写的一段。"


def empty_lines(d: Any) -> str:
    for _ in range(3):
        body(d, AIR).insert_paragraph_before("")
    return ""


def break_contents(d: Any) -> str:
    """Half of the contents, with the end of their field, is deleted."""
    lines = [each for each in d.paragraphs if each.style.name.startswith("toc")]
    for each in lines[3:]:
        each._p.getparent().remove(each._p)
    return ""


def content_control(d: Any) -> str:
    """A form's control around a paragraph, as Word puts it."""
    paragraph = body(d, AIR)._p
    control = paragraph.makeelement(qn("w:sdt"), {})
    paragraph.addprevious(control)
    control.append(control.makeelement(qn("w:sdtPr"), {}))
    control.append(content := control.makeelement(qn("w:sdtContent"), {}))
    content.append(paragraph)
    return "优良天数比例分别为"


def duplicate(d: Any) -> str:
    paragraph = body(d, "任务分解到")
    paragraph._p.addnext(deepcopy(paragraph._p))
    return ""


EDITS: list[Callable[[Any], str]] = [
    add_sentence, add_before, add_paragraph, add_first, add_last, add_heading, add_table, add_picture, add_row, add_column, edit_cell,
    edit_title, edit_words, edit_heading, edit_caption, split_paragraph, split_sentence, join_paragraphs, move_paragraph, move_section,
    delete_paragraph, delete_sentence, delete_table, delete_row, delete_section, make_bold, make_red, cut_runs, track_insert, track_delete,
    own_comment, fill_pending, page_break, line_break, link, bookmark, swap_rows, widen_table, header_text, own_style, empty_lines, duplicate, break_contents, content_control,
]  # fmt: skip


def test_forty_ways_to_edit_are_tried() -> None:
    assert len(EDITS) >= 40


@pytest.mark.parametrize("edit", EDITS, ids=[edit.__name__ for edit in EDITS])
def test_what_people_did_stays_and_every_other_value_that_changed_is_new(edit: Callable[[Any], str]) -> None:
    document = opened(then())
    own = edit(document)
    edited = saved(document)
    done = refreshed(edited)
    mine, result = lines(edited), lines(done.data)
    told = "\n".join(result)
    assert bare(own) in told
    touched = set(lines(then())) ^ set(mine)  # what people wrote, and what it was before
    stale = set(lines(then())) - set(lines(now())) - touched
    fresh = set(lines(now())) - set(lines(then())) - touched
    assert [line for line in result if line in stale] == []
    near = [line for line in fresh if line not in told and not any(_alike(line, other) for other in touched)]
    assert near == []
    typed = {line for line in set(mine) - set(lines(then())) if not any(_alike(line, other) for other in fresh | stale)}
    assert [line for line in typed if line and line not in told] == []
    assert_well_formed(done.data)
    if EDITS.index(edit) % 4 == 0:  # once more changes nothing
        assert refresh_paper(done.data, now(), VOICE).data == done.data


def _alike(line: str, other: str) -> bool:
    """Is it the same sentence but for what people or numbers changed in it."""
    return bool(line and other) and bool(align([line], [other], 45) or line in other or other in line)


# ---- the same sentence changed by both --------------------------------------------------------------------


def both(old: str, new: str) -> Refreshed:
    document = opened(then())
    rewrite(body(document, old), old, new)
    return refreshed(saved(document))


def test_where_both_changed_a_number_peoples_words_stay_with_a_comment_that_gives_the_new_ones() -> None:
    done = both("优良天数比例分别为", "优良天数比例分别达到")
    assert f"优良天数比例分别达到{AIR}" in all_text(done.data)
    assert any(f"优良天数比例分别为{NEW_AIR}" in each for each in comments(done.data))
    (change,) = [each for each in done.changes if each.kind == "both"]
    assert AIR in change.old
    assert NEW_AIR in change.new
    assert change.place.endswith("优良天数比例")


def test_a_change_of_wording_alone_sets_no_comment() -> None:
    document = opened(then())
    paragraph = next(each for each in document.paragraphs if "重点任务中" in each.text or "排列第一位" in each.text)
    paragraph.add_run("特此说明。")
    assert comments(refreshed(saved(document)).data) == []


def test_where_people_have_the_new_number_already_nothing_is_said() -> None:
    done = both("97.8%，比2019年上升1.1个百分点，比2018年上升2.7个百分点", "98.2%，比2019年高1.5个百分点，比2018年高3.1个百分点")
    assert "比2018年高3.1个百分点" in all_text(done.data)
    assert comments(done.data) == []


def test_a_sentence_that_people_deleted_is_not_written_again_and_its_new_words_are_listed() -> None:
    document = opened(then())
    paragraph = body(document, AIR)
    rewrite(paragraph, next(each.text for each in sentences(read_paragraph(paragraph._p)) if AIR in each.text), "")
    done = refreshed(saved(document))
    assert NEW_AIR not in all_text(done.data)
    assert any(each.kind == "deleted" and NEW_AIR in each.new for each in done.changes)


def test_a_cell_that_both_changed_keeps_peoples_words_with_a_comment() -> None:
    document = opened(then())
    row = row_with(table_with(document, "佐证编号"), "97.8")
    cell = next(each for each in row.cells if each.text == "97.8")
    for text in cell._tc.iter(qn("w:t")):
        text.text = "97.9"
    done = refreshed(saved(document))
    assert any("98.2" in each for each in comments(done.data))
    assert "97.9" in lines(done.data)


def test_a_line_added_to_a_cell_stays_and_its_number_becomes_new() -> None:
    document = opened(then())
    cell = next(each for each in row_with(table_with(document, "佐证编号"), "97.8").cells if each.text == "97.8")
    cell.add_paragraph("（含普陀海域）")
    done = refreshed(saved(document))
    told = next(each for each in row_with(table_with(opened(done.data), "佐证编号"), "98.2").cells if "98.2" in each.text)
    assert told.text == "98.2\n（含普陀海域）"


def test_a_sentence_that_people_broke_in_two_is_marked_in_both_halves_and_nothing_is_fused_to_it() -> None:
    document = opened(then())
    paragraph = body(document, AIR)
    text = next(each.text for each in sentences(read_paragraph(paragraph._p)) if AIR in each.text)
    first, rest = text.split("，比2019年", 1)
    rewrite(paragraph, text, first)
    after(paragraph, f"拆段：比2019年{rest}")
    done = refreshed(saved(document))
    told = lines(done.data)
    assert any(bare(first) in line and f"{bare(first)}2020" not in line for line in told)
    assert any(line.startswith("拆段：比2019年") for line in told)
    assert sum(NEW_AIR in each for each in comments(done.data)) == 2


def test_what_people_wrote_within_the_contents_stays() -> None:
    document = opened(then())
    listed = [each for each in document.paragraphs if each.style.name.startswith("toc")]
    listed[5].insert_paragraph_before("目录中间写的话。").style = document.styles["Normal"]
    made = document.add_table(1, 1)
    made.cell(0, 0).text = "目录中间的表"
    listed[8]._p.addprevious(made._tbl)
    done = refreshed(saved(document))
    assert {"目录中间写的话。", "目录中间的表"} <= set(lines(done.data))
    assert len([each for each in opened(done.data).paragraphs if each.style.name.startswith("toc")]) == len(listed) + 1  # a highlight more


def test_a_row_that_people_deleted_is_listed_with_its_new_words() -> None:
    document = opened(then())
    row = row_with(table_with(document, "佐证编号"), "97.8")
    row._tr.getparent().remove(row._tr)
    changes = refreshed(saved(document)).changes
    assert any(each.kind == "deleted" and "98.2" in each.new for each in changes)


# ---- what is new, what is gone, what is listed ---------------------------------------------------------------


def test_a_paper_that_nobody_touched_becomes_the_new_one_word_for_word() -> None:
    done = refreshed(then())
    assert lines(done.data) == lines(now())
    assert all_text(done.data) == all_text(now())


def test_every_change_is_listed_with_its_place_its_old_and_its_new_words() -> None:
    changes = refreshed(then()).changes
    assert any(each.kind == "updated" and AIR in each.old and NEW_AIR in each.new and each.place == place_of(AIR) for each in changes)
    assert any(each.kind == "added" and "建成海上田园两处" in each.new for each in changes)
    assert any(each.kind == "added" and "新增公园清单" in each.new and "|" in each.new for each in changes)
    assert all(each.place for each in changes if each.kind == "updated")


def place_of(words: str) -> str:
    document = opened(then())
    return places(document)[body(document, words)._p]


def test_the_same_paper_and_data_change_nothing_and_the_same_three_give_the_same_bytes() -> None:
    same = refresh_paper(then(), then(), VOICE)
    assert same.changes == ()
    assert refreshed(then()).data == refreshed(then()).data


def test_the_text_of_then_is_found_in_a_copy_where_another_program_dropped_it() -> None:
    document = opened(then())
    body(document, AIR).add_run("补写。")
    held = BytesIO(saved(document))
    without = BytesIO()
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(without, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                data = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", data)
            if not name.startswith("customXml/"):
                target.writestr(name, data)
    with pytest.raises(InputError, match="原文"):
        refreshed(without.getvalue())
    done = refreshed(without.getvalue(), (now(), then()))
    assert NEW_AIR in all_text(done.data)
    assert "补写。" in all_text(done.data)


def encrypted() -> bytes:
    """Give the paper as a package whose entries say that they are encrypted."""
    data = bytearray(then())
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + flag] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "data", [b"", b"PK no document", then()[:5000], encrypted()], ids=["nothing", "no package", "half of one", "encrypted"]
)
def test_what_is_no_paper_is_refused_with_the_mend(data: bytes) -> None:
    with pytest.raises(InputError, match="另存为"):
        refreshed(data)


def test_charts_show_the_new_values() -> None:
    def values(data: bytes) -> set[str]:
        with zipfile.ZipFile(BytesIO(data)) as package:
            charts = b"".join(package.read(name) for name in package.namelist() if name.startswith("word/charts/chart"))
        return set(re.findall(r"<c:v>([^<]+)</c:v>", charts.decode()))

    done = refreshed(then())
    assert values(done.data) == values(now())
    assert any(re.match(r"图\d+-\d+ ", each.place) and "98.2" in each.new for each in done.changes)


# ---- well-formed, by ECMA-376 part 1 -------------------------------------------------------------------------

BLOCKS = {
    "p",
    "tbl",
    "sdt",
    "sectPr",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "ins",
    "del",
    "proofErr",
    "permStart",
    "permEnd",
}  # §17.2.2
IN_PARAGRAPH = {
    "pPr",
    "r",
    "hyperlink",
    "ins",
    "del",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "fldSimple",
    "proofErr",
    "sdt",
    "smartTag",
    "moveFrom",
    "moveTo",
}  # §17.3.1.22
IN_TABLE = ["bookmarkStart", "tblPr", "tblGrid", "tr"]  # §17.4.37: properties, then the grid, then rows
IN_ROW = ["tblPrEx", "trPr", "tc"]  # §17.4.78


def name_of(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def assert_in_order(node: Any, order: list[str]) -> None:
    places = [order.index(name_of(child)) for child in node if name_of(child) in order]
    assert places == sorted(places), name_of(node)


def told_comments(document: Any) -> Iterator[tuple[str, str]]:
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for node in document.element.body.iter(qn(f"w:{kind}")):
            yield kind, node.get(qn("w:id"))


def assert_well_formed(data: bytes) -> None:
    document = opened(data)
    told = document.element.body
    assert {name_of(child) for child in told} <= BLOCKS
    assert name_of(told[-1]) == "sectPr"
    for paragraph in told.iter(qn("w:p")):
        assert {name_of(child) for child in paragraph} <= IN_PARAGRAPH
        assert [name_of(child) for child in paragraph].index("pPr") == 0 if paragraph.find(qn("w:pPr")) is not None else True
    for table in told.iter(qn("w:tbl")):
        assert_in_order(table, IN_TABLE)
        assert table.find(qn("w:tr")) is not None
    for row in told.iter(qn("w:tr")):
        assert_in_order(row, IN_ROW)
        assert all(name_of(cell[-1]) == "p" for cell in row.iter(qn("w:tc")))  # §17.4.66: a cell ends with a paragraph
    ids = {kind: [] for kind in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    for kind, id_ in told_comments(document):
        ids[kind].append(id_)
    known = sorted(str(comment.comment_id) for comment in document.comments)
    assert all(sorted(found) == known for found in ids.values())  # §17.13.4: each has its range and its reference
    marks = [node.get(qn("w:id")) for node in told.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert len(set(package.namelist())) == len(package.namelist())


@pytest.mark.office
def test_a_paper_that_another_program_saved_is_brought_up_to_date_and_opens_there(tmp_path: Path) -> None:
    document = opened(then())
    for edit in (add_sentence, add_table, edit_words, delete_table, own_comment):
        edit(document)
    (tmp_path / "改过.docx").write_bytes(saved(document))
    (tmp_path / "另存").mkdir()
    convert(tmp_path / "改过.docx", "docx:MS Word 2007 XML", tmp_path / "另存")
    done = refreshed((tmp_path / "另存/改过.docx").read_bytes(), (then(),))
    text = all_text(done.data)
    assert NEW_AIR in text
    assert AIR not in text
    assert all(words in text for words in ("我市空气质量连续八年位居全国前列。", "任务逐项分解到", "定海站12号"))
    assert [each for each in lines(then()) if "配合分项" in each] and "配合分项" not in text
    assert_well_formed(done.data)
    (tmp_path / "合并.docx").write_bytes(done.data)
    convert(tmp_path / "合并.docx", "pdf", tmp_path)
    assert (tmp_path / "合并.pdf").stat().st_size > 10_000


def convert(path: Path, kind: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


# ---- the parts ---------------------------------------------------------------------------------------------------

CUTS = [
    ("甲。乙；丙", ["甲。", "乙；", "丙"]),
    ("他说“好。”走了。", ["他说“好。”", "走了。"]),
    ("共3.5公里。", ["共3.5公里。"]),
    ("一行\n又一行", ["一行", "又一行"]),
    ("  ", []),
    ("\ufffc", []),
    ("表4-\ufffc 完成情况", ["表4-\ufffc 完成情况"]),
]


@pytest.mark.parametrize(("text", "told"), CUTS)
def test_a_text_is_cut_into_sentences(text: str, told: list[str]) -> None:
    assert [each.text for each in sentences(Text(None, text))] == told


ALIGNED = [
    ("the same", ["甲甲", "乙乙"], ["甲甲", "乙乙"], {0: 0, 1: 1}),
    ("one is new", ["甲甲", "乙乙"], ["甲甲", "丙", "乙乙"], {0: 0, 1: 2}),
    ("one is changed", ["2020年为97.8%。"], ["2020年为98.2%。"], {0: 0}),
    ("one is another", ["天气晴朗没有云"], ["完成全部治理任务"], {}),
    ("one moved", ["建成美丽河湖三条。", "垃圾分类进海岛了。"], ["垃圾分类进海岛了。", "建成美丽河湖三条。"], {0: 1, 1: 0}),
    ("a short one moved: nobody knows", ["达标。", "甲乙", "丙丁"], ["甲乙", "丙丁", "达标。"], {1: 0, 2: 1}),
]


@pytest.mark.parametrize(("name", "old", "new", "pairs"), ALIGNED, ids=[row[0] for row in ALIGNED])
def test_what_is_still_there_is_found(name: str, old: list[str], new: list[str], pairs: dict[int, int]) -> None:
    assert align(old, new) == pairs
