"""The technical report's form: page, fonts, captions, contents, merges, charts, properties; and the whole of it."""

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from documents import all_text, body_xml, paragraph_text, rows_of, sample, style_of
from docx.oxml.ns import qn
from lxml import etree
from reported import sample_report

from ecoreport.outputs import write_document


@cache
def reopened():
    return docx.Document(BytesIO(sample()))


# ---- how it looks ----------------------------------------------------------------------------------


def test_the_page_is_that_of_the_standard() -> None:
    sections = reopened().sections
    portrait = [s for s in sections if s.orientation == 0]
    assert {(round(s.page_width.mm), round(s.page_height.mm)) for s in portrait} == {(210, 297)}
    for section in portrait:
        margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    assert any(s.orientation == 1 for s in sections)
    starts = [node.get(qn("w:start")) for node in body_xml().iter(qn("w:pgNumType"))]
    assert starts == ["1"]


def test_styles_set_both_east_asian_and_latin_fonts() -> None:
    styles = etree.fromstring(zipfile.ZipFile(BytesIO(sample())).read("word/styles.xml"))
    for fonts in styles.iter(qn("w:rFonts")):
        assert fonts.get(qn("w:eastAsia"))
        assert fonts.get(qn("w:ascii"))
    default = next(styles.iter(qn("w:rPrDefault")))
    assert next(default.iter(qn("w:rFonts"))).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert next(default.iter(qn("w:sz"))).get(qn("w:val")) == "32"


def test_captions_count_within_their_chapter_and_references_agree() -> None:
    captions, chapter, counts = [], 0, {}
    for paragraph in body_xml().iter(qn("w:p")):
        name = style_of(paragraph)
        if name in ("Heading1", "AnnexHeading"):
            chapter, counts = chapter + 1 if name == "Heading1" else 0, {}
        if name in ("TableCaption", "FigureCaption") and chapter:
            kind = paragraph_text(paragraph)[0]
            counts[kind] = counts.get(kind, 0) + 1
            assert paragraph_text(paragraph).startswith(f"{kind}{chapter}-{counts[kind]} ")
            captions.append(f"{kind}{chapter}-{counts[kind]}")
    assert len(captions) > 20
    assert "指标完成情况汇总表" in next(paragraph_text(p) for p in body_xml().iter(qn("w:p")) if paragraph_text(p).startswith("表4-2 "))
    text = all_text(sample())
    assert set(re.findall(r"见(表\d-\d)", text)) <= set(captions)


def test_the_contents_list_every_heading() -> None:
    lines = [paragraph_text(p) for p in body_xml().iter(qn("w:p")) if re.fullmatch(r"TOC\d", style_of(p))]
    entries = [line.rstrip("0123456789") for line in lines]
    pages = [int(line.removeprefix(entry)) for line, entry in zip(lines, entries, strict=True)]
    assert len(lines) >= 60
    assert pages == sorted(pages)
    assert pages[0] == 1 < pages[-1]
    assert "第四章 建设指标完成情况" in entries
    assert "（二）指标完成情况汇总表" in entries
    assert "15. 水环境质量" in entries
    assert "附件1 佐证材料目录" in entries
    assert sum(bool(re.match(r"\d+\. ", entry)) for entry in entries) == 54
    settings = zipfile.ZipFile(BytesIO(sample())).read("word/settings.xml").decode()
    assert "w:updateFields" in settings


def test_bookmarks_are_unique_and_paired() -> None:
    root = body_xml()
    starts = [(n.get(qn("w:id")), n.get(qn("w:name"))) for n in root.iter(qn("w:bookmarkStart"))]
    ends = [n.get(qn("w:id")) for n in root.iter(qn("w:bookmarkEnd"))]
    assert len({i for i, _ in starts}) == len({n for _, n in starts}) == len(starts) == len(ends)
    assert {i for i, _ in starts} == set(ends)


def test_groups_are_merged_downwards_and_no_others() -> None:
    body = body_xml().find(qn("w:body"))
    table = next(t for t in body.iter(qn("w:tbl")) if "分项" in rows_of(t)[0] and "结论" in rows_of(t)[0])
    begun = 0
    for row in table.iter(qn("w:tr")):
        first = next(row.iter(qn("w:tc")))
        merge = first.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and merge.get(qn("w:val")) == "restart":
            begun += 1
            assert paragraph_text(first)
        elif merge is not None:
            assert not paragraph_text(first)
    assert begun == len(sample_report().system.groups) == 10


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    for table in body_xml().iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows if len(paragraph_text(row)) < 60)


def test_charts_are_native_and_carry_their_figures() -> None:
    package = zipfile.ZipFile(BytesIO(sample()))
    charts = [name for name in package.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) >= 3
    for name in charts:
        chart = etree.fromstring(package.read(name))
        relation = chart.find("{*}externalData").get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        rels = etree.fromstring(package.read(f"word/charts/_rels/{Path(name).name}.rels"))
        target = next(rel.get("Target") for rel in rels if rel.get("Id") == relation)
        workbook = zipfile.ZipFile(BytesIO(package.read("word/" + target.removeprefix("../").removeprefix("/word/"))))
        assert "xl/worksheets/sheet1.xml" in workbook.namelist()
        assert chart.findall(".//{*}numCache/{*}pt")


def test_the_properties_are_of_the_report_and_not_of_the_clock() -> None:
    properties = reopened().core_properties
    assert properties.title == "舟山市生态文明建设示范市创建技术报告（2020年）"
    assert properties.author == "舟山市人民政府"
    assert properties.created.date() == properties.modified.date() == sample_report().as_of


def test_it_is_written_under_its_name_and_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    write_document(sample_report(), tmp_path / "技术报告.docx")
    assert (tmp_path / "技术报告.docx").read_bytes() == sample()
