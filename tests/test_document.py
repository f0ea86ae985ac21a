"""The technical report, read again: every value, verdict and count of the Report stands in it, in official form."""

import dataclasses
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from reports import empty_report, one_department_report, sample_report

from ecoreport.model import Highlight, Source, tally
from ecoreport.rendering.document import pending_places, render_document, render_self_report, write_document, write_self_reports
from ecoreport.rendering.word_sentences import typeset
from ecoreport.resources import template_path

GOLDEN = Path(__file__).parent / "golden" / "document.txt"
WORDS = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_applicable": "不适用", "not_reported": "未填报"}


@cache
def rendered(report) -> bytes:
    return render_document(report())


def sample() -> bytes:
    return rendered(sample_report)


@cache
def reopened():
    return docx.Document(BytesIO(sample()))


@cache
def body_xml(document: bytes = b"") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(document or sample())).read("word/document.xml"))


def all_text(document: bytes) -> str:
    return "\n".join(paragraph_text(p) for p in body_xml(document).iter(qn("w:p")))


def paragraph_text(paragraph) -> str:
    return "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def rows_of(table) -> list[list[str]]:
    """Read a table's cells by their XML: merged ones once."""
    return [[paragraph_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]


def table_under(caption: str) -> list[list[str]]:
    body = body_xml().find(qn("w:body"))
    for place, child in enumerate(body):
        if child.tag == qn("w:p") and re.fullmatch(rf"表\d+-\d+ .*{caption}.*", paragraph_text(child)):
            return rows_of(next(later for later in body[place:] if later.tag == qn("w:tbl")))
    raise AssertionError(caption)


@cache
def sections() -> dict[str, list[str]]:
    """The 54 sections of 分项说明 by their headings, each with its paragraphs."""
    found: dict[str, list[str]] = {}
    heading = None
    for child in body_xml().find(qn("w:body")):
        style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name == "IndicatorHeading":
            heading = paragraph_text(child)
            found[heading] = []
        elif name in ("Heading1", "Heading2"):
            heading = None
        elif heading:
            found[heading].append(paragraph_text(child))
    return found


def shown(value: Decimal | None, text: str | None) -> str | None:
    return format(value, "f") if value is not None else text


# ---- what it says ----------------------------------------------------------------------------------


def test_the_summary_table_has_every_item_with_its_value_and_its_verdict() -> None:
    rows = table_under("指标完成情况汇总表")[1:]
    results = sample_report().items
    assert len(rows) == len(results) == 68
    for row, result in zip(rows, results, strict=True):
        assert row[-3] == WORDS[result.status], result.item.id
        told = shown(result.assessment.value, result.assessment.text)
        if told is not None:
            assert row[-4] == told, result.item.id
        for cell, year in zip(row[-6:-4], sample_report().years, strict=False):
            past = result.assessment.of_year(year)
            assert cell == ((shown(past.value, past.text) if past else None) or "—"), (result.item.id, year)


def test_each_of_the_54_indicators_has_its_section_with_every_part() -> None:
    told = sections()
    assert list(told) == [f"{indicator.no}. {indicator.name}" for indicator in sample_report().indicators]
    for indicator in sample_report().indicators:
        paragraphs = told[f"{indicator.no}. {indicator.name}"]
        for label in ("指标属性", "考核要求", "完成情况", "计算过程", "变化情况", "数据来源", "佐证材料", "结论"):
            having = [paragraph for paragraph in paragraphs if paragraph.startswith(f"【{label}】")]
            assert len(having) == len(indicator.items), (indicator.no, label)
            assert all(len(paragraph) > len(label) + 2 for paragraph in having)
        conclusions = [paragraph for paragraph in paragraphs if paragraph.startswith("【结论】")]
        for conclusion, item in zip(conclusions, indicator.items, strict=True):
            assert conclusion.removeprefix("【结论】").startswith(WORDS[item.status])


def test_the_counts_are_those_of_the_report() -> None:
    report = sample_report()
    counted = tally(tuple(indicator.status for indicator in report.indicators))
    binding = tally(tuple(indicator.status for indicator in report.indicators if indicator.nature == "约束性"))
    text = all_text(sample())
    assert f"54项指标中，达标{counted.met}项、未达标{counted.not_met}项、待定{counted.undecided}项、未填报{counted.not_reported}项" in text
    assert f"其中约束性指标36项，达标{binding.met}项" in text
    total = table_under("统计表")[-1]
    assert total == [
        "合计",
        "54",
        "36",
        "18",
        *(str(getattr(counted, s)) for s in ("met", "not_met", "undecided", "not_applicable", "not_reported")),
    ]


def test_a_share_moves_by_percentage_points_and_in_the_right_direction() -> None:
    for result in sample_report().items:
        assessment = result.assessment
        past = assessment.of_year(2019)
        if result.item.unit != "%" or assessment.value is None or past is None or past.value is None:
            continue
        step = assessment.value - past.value
        word = "上升" if step > 0 else "下降"
        section = "".join(sections()[f"{result.item.no}. {result.item.indicator}"])
        expected = f"比2019年{word}{format(abs(step), 'f')}个百分点" if step else "与2019年持平"
        assert expected in section, result.item.id


def test_every_value_links_to_its_row_of_the_lineage_table() -> None:
    root = body_xml()
    places = {start.get(qn("w:name")) for start in root.iter(qn("w:bookmarkStart"))}
    links = [link for link in root.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"), "").startswith("lineage_")]
    assert {link.get(qn("w:anchor")) for link in links} <= places
    number = next(n for n, row in enumerate(sample_report().lineage, 1) if row.subject == "3" and row.year == 2020)
    mine = {paragraph_text(link) for link in links if link.get(qn("w:anchor")) == f"lineage_{number}"}
    value = next(result.assessment.value for result in sample_report().items if result.item.id == "3")
    assert mine == {format(value, "f")}


def test_nothing_unfinished_shows() -> None:
    for report in (sample_report, empty_report, one_department_report):
        text = all_text(rendered(report))
        for sign in ("None", "nan", "{{", "{%", "}}", "\ufdd0", "\ufdd3", "Decimal"):
            assert sign not in text, sign


@pytest.mark.parametrize("report", [sample_report, empty_report], ids=["sample", "empty"])
def test_no_heading_is_empty_and_none_stands_over_nothing(report) -> None:
    children = list(body_xml(rendered(report)).find(qn("w:body")))
    levels = {"Heading1": 1, "AnnexHeading": 1, "Heading2": 2, "IndicatorHeading": 3, "Heading4": 4}
    told = []
    for child in children:
        style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = levels.get(style.get(qn("w:val"))) if style is not None else None
        text = paragraph_text(child)
        if level or text:
            told.append((level, text))
    for (level, text), (following, _) in zip(told, [*told[1:], (1, "")], strict=True):
        assert text
        if level:
            assert following is None or following > level, text


def test_highlights_of_the_ledgers_fill_their_chapter() -> None:
    highlight = Highlight("市水利局", "a.xlsx", "美丽河湖", "建成3条。\n\n带动乡村旅游。", Source("a.xlsx"))
    text = all_text(render_document(dataclasses.replace(sample_report(), highlights=(highlight,))))
    assert "美丽河湖\n建成3条。\n带动乡村旅游。\n（市水利局）" in text
    assert "〔待补:特色与亮点〕" not in text


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("完成值90,未达到(相差5)", "完成值90\uff0c未达到\uff08相差5\uff09"),
        ("填报为“约90,待核”,尚无完成值", "填报为“约90,待核”\uff0c尚无完成值"),
        ("1,234", "1,234"),
        ("见 A(b): c", "见 A(b): c"),
    ],
)
def test_our_sentences_are_set_in_full_width_and_quotations_are_not(written: str, set_: str) -> None:
    assert typeset(written) == set_


def test_every_sentence_of_the_wording_is_used() -> None:
    """A key that no code asks for would be edited in vain."""
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parent.parent / "ecoreport" / "rendering").glob("*.py"))
    tables = tomllib.loads(template_path("report.toml").read_text("utf-8"))
    for name in ("sentences", "pending", "charts", "properties"):
        for key in tables[name]:
            family = re.sub(r"^(unmet|undecided|not_reported|delayed|binding|indicative)_", "_", key)
            assert re.search(f"[\"']{key}[\"']", code) or f"}}{family}" in code, (name, key)


def test_what_is_not_known_is_listed_with_its_place() -> None:
    places = pending_places(sample())
    assert "第三章申报条件对照:〔待补:申报条件及逐条对照情况〕" in places
    assert len(places) == len(set(places)) > 50


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
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name == "Heading1":
            chapter, counts = chapter + 1, {}
        if name in ("TableCaption", "FigureCaption"):
            kind = paragraph_text(paragraph)[0]
            counts[kind] = counts.get(kind, 0) + 1
            assert paragraph_text(paragraph).startswith(f"{kind}{chapter}-{counts[kind]} ")
            captions.append(f"{kind}{chapter}-{counts[kind]}")
    assert len(captions) > 70
    assert "指标完成情况汇总表" in next(paragraph_text(p) for p in body_xml().iter(qn("w:p")) if paragraph_text(p).startswith("表4-2 "))
    text = all_text(sample())
    assert set(re.findall(r"见(表\d-\d)", text)) <= set(captions)


def test_the_contents_list_every_heading() -> None:
    entries = [
        paragraph_text(p)
        for p in body_xml().iter(qn("w:p"))
        if (s := p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and s.get(qn("w:val")).startswith("TOC")
        and s.get(qn("w:val")) != "TOCHeading"
    ]
    assert "第四章 建设指标完成情况" in entries
    assert "（二）指标完成情况汇总表" in entries
    assert "15. 水环境质量" in entries
    assert "附件2 数据溯源表" in entries
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


# ---- one department's own ---------------------------------------------------------------------------


def test_every_department_with_a_duty_gets_its_own_report(tmp_path: Path) -> None:
    report = one_department_report()
    few = dataclasses.replace(report, departments=report.departments[:4])
    written = write_self_reports(few, tmp_path)
    assert [path.name for path in written] == [f"{result.name}自查报告.docx" for result in few.departments]
    for path in written:
        text = all_text(path.read_bytes())
        assert "{{" not in text
        assert "None" not in text


def test_a_department_reads_its_own_items_and_no_others() -> None:
    report = sample_report()
    water = next(result for result in report.departments if result.name == "市水利局")
    text = all_text(render_self_report(report, "市水利局"))
    for result in report.items:
        heading = f"{result.item.no}. {result.item.indicator}"
        assert (f"\n{heading}\n" in f"\n{text}\n") == any(i.split(".")[0] == str(result.item.no) for i in water.lead_items), heading
    for finding in water.findings:
        assert typeset(finding.message) in text


# ---- the whole of it ----------------------------------------------------------------------------------


def dump(report) -> str:
    """Write the document down so that a change reads like a sentence: style and words, a table's row a line."""
    lines = []
    for child in body_xml(rendered(report)).find(qn("w:body")):
        if child.tag == qn("w:p"):
            style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            chart = " [图]" if child.find(f".//{qn('w:drawing')}") is not None else ""
            lines.append(f"{style.get(qn('w:val')) if style is not None else ''}: {paragraph_text(child)}{chart}")
        elif child.tag == qn("w:tbl"):
            lines += ["  | " + " | ".join(row) for row in rows_of(child)]
    return "\n".join(lines) + "\n"


def test_the_whole_document_is_as_it_was_approved() -> None:
    told = dump(sample_report)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(told, "utf-8")
    assert told == GOLDEN.read_text("utf-8")


@pytest.mark.office
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "技术报告.docx").write_bytes(sample())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        shutil.which("soffice"),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "技术报告.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = (tmp_path / "技术报告.pdf").read_bytes()
    assert pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/") > 80
