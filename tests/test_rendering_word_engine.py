"""The Word engine on little documents: marks, fields, headings, tables, as Word itself would bring them up to date."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ecoreport.rendering.word.fields import update_fields
from ecoreport.rendering.word.headings import find_headings, style_ids
from ecoreport.rendering.word.marks import anchored, chart, expand, joined_left, link, merged, one_line, plain, unmarked
from ecoreport.rendering.word.package import Properties, pack, roots, set_properties, update_on_opening
from ecoreport.rendering.word.pending import pending_places
from ecoreport.rendering.word.tables import finish_tables

STYLES = {"待补": "Pending", "数值链接": "ValueLink"}


def document(*elements: str):
    """Make a document of these paragraphs and tables."""
    made = docx.Document()
    for old in made.element.body.xpath("w:p | w:tbl"):
        old.getparent().remove(old)
    for place, xml in enumerate(elements):
        made.element.body.insert(place, parse_xml(xml.replace("<w:p", f"<w:p {nsdecls('w')}", 1) if xml.startswith("<w:p") else xml))
    return made


def paragraph(*runs: str, style: str = "", level: int | None = None, number: str = "") -> str:
    told = (f'<w:pStyle w:val="{style}"/>' if style else "") + number
    told += "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return f"<w:p>{f'<w:pPr>{told}</w:pPr>' if told else ''}{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str | None = "?") -> str:
    """Write a field as Word does; without a result it has neither a separator."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else mark.format("separate") + (run(result, "<w:b/>") + run("!") if result else "")
    return f"{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{shown}{mark.format('end')}"


def bookmark(name: str, number: int, inner: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def texts(root) -> list[str]:
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in root.iter(qn("w:p"))]


def instructions(root) -> list[str]:
    return ["".join(node.text or "" for node in each.iter(qn("w:instrText"))).strip() for each in root.iter(qn("w:p"))]


# ---- marks -----------------------------------------------------------------------------------------


def expanded(*runs: str, charts=None) -> tuple[docx.document.Document, list[str]]:
    made = document(paragraph(*runs))
    expand(made.element.body, charts or {}, STYLES)
    return made, [f"{_style(each)}{each.findtext(qn('w:t'))}" for each in made.element.body.iter(qn("w:r"))]


def _style(each) -> str:
    node = each.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    bold = each.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    return ("" if node is None else f"{node.get(qn('w:val'))}:") + ("*" if bold else "")


def test_a_link_leads_to_its_anchor_in_the_links_style_and_keeps_the_look_of_its_run() -> None:
    made, runs = expanded(run(f"前{link('97.8', 'lineage_3')}后", '<w:rStyle w:val="Old"/><w:b/>'))
    assert runs == ["Old:*前", "ValueLink:*97.8", "Old:*后"]
    (hyperlink,) = made.element.body.iter(qn("w:hyperlink"))
    assert (hyperlink.get(qn("w:anchor")), hyperlink.get(qn("w:history"))) == ("lineage_3", "1")
    assert texts(hyperlink.getparent().getparent()) == ["前97.8后"]


def test_what_is_still_to_be_supplied_stands_in_a_style_of_its_own_in_a_link_too() -> None:
    assert expanded(run("缺〔待补：数值〕。"))[1] == ["缺", "Pending:〔待补：数值〕", "。"]
    assert expanded(run(link("〔待补〕", "lineage_1")))[1] == ["Pending:〔待补〕"]


def test_an_anchor_is_a_bookmark_about_its_words() -> None:
    made, runs = expanded(run(anchored("7", "lineage_7")))
    assert runs == ["7"]
    (start,) = made.element.body.iter(qn("w:bookmarkStart"))
    assert start.get(qn("w:name")) == "lineage_7"
    assert [child.tag for child in start.getparent()] == [qn("w:bookmarkStart"), qn("w:r"), qn("w:bookmarkEnd")]


def test_a_chart_stands_in_a_run_of_its_own_and_words_without_a_mark_are_left_alone() -> None:
    made, _ = expanded(run(f"图{chart('groups')}"), run("不动"), charts={"groups": lambda: parse_xml(f"<w:drawing {nsdecls('w')}/>")})
    runs = list(made.element.body.iter(qn("w:r")))
    assert [[child.tag for child in each] for each in runs] == [[qn("w:t")], [qn("w:drawing")], [qn("w:t")]]


def test_what_stands_beside_the_words_of_a_run_stays_where_it_was() -> None:
    made = document(paragraph(f"<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>甲{link('乙', 'x')}</w:t><w:br/></w:r>"))
    expand(made.element.body, {}, STYLES)
    assert [child.tag for each in made.element.body.iter(qn("w:r")) for child in each if child.tag != qn("w:rPr")] == [
        qn("w:tab"), qn("w:t"), qn("w:t"), qn("w:br"),
    ]  # fmt: skip


def test_no_text_can_be_taken_for_a_mark() -> None:
    assert plain("\ufdd0lx\ufdd1y\ufdd2") == "�lx�y�"
    assert unmarked(plain("{_{ x }_}")) == "{_{ x }_}"
    assert "_{" not in plain("{_{")
    assert one_line(" a \n b\t c ") == "a b c"
    assert unmarked(f"{merged('甲', 'g1')}{link('乙', 'x')}〔待补〕{joined_left()}{chart('c')}") == "甲乙〔待补〕"


# ---- tables ----------------------------------------------------------------------------------------


def table(*rows: str) -> str:
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, whole: bool = True) -> str:
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{''.join(cells)}</w:tr>"


def cell(text: str = "", *, width: int | None = 1000, span: int = 1, extra: str = "", paragraphs: int = 1) -> str:
    told = ("" if width is None else f'<w:tcW w:w="{width}" w:type="dxa"/>') + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + extra
    return f"<w:tc>{f'<w:tcPr>{told}</w:tcPr>' if told else ''}{paragraph(run(text)) * paragraphs}</w:tc>"


def finished(*rows: str) -> list[list[str]]:
    """Finish a table; give its cells: words, width, columns it spans, ↓ where a merge begins, ↑ where it goes on."""
    made = document(table(*rows))
    expand(made.element.body, {}, STYLES)
    finish_tables(made.element.body)
    return [[_told(each) for each in line.iter(qn("w:tc"))] for line in made.element.body.iter(qn("w:tr"))]


def _told(each) -> str:
    assert not set(each.attrib), "no mark of ours stays in the document"
    width, span, merge = (each.find(f"{qn('w:tcPr')}/{qn(name)}") for name in ("w:tcW", "w:gridSpan", "w:vMerge"))
    out = "/".join(texts(each)) + ("" if width is None else f" {width.get(qn('w:w'))}")
    out += "" if span is None else f" ×{span.get(qn('w:val'))}"
    return out + ("" if merge is None else {"restart": " ↓", "continue": " ↑"}[merge.get(qn("w:val"))])


def test_cells_of_one_key_below_one_another_become_one() -> None:
    keyed = [merged("甲", "g1"), merged("甲", "g1"), merged("乙", "g2"), "丙", merged("甲", "g1")]
    assert [line[0] for line in finished(*(row(cell(text), cell("x")) for text in keyed))] == [
        "甲 1000 ↓", " 1000 ↑", "乙 1000 ↓", "丙 1000", "甲 1000 ↓",
    ]  # fmt: skip


def test_a_key_merges_in_its_own_column_only() -> None:
    assert finished(row(cell(merged("甲", "k")), cell("乙")), row(cell("丙"), cell(merged("丁", "k")))) == [
        ["甲 1000 ↓", "乙 1000"],
        ["丙 1000", "丁 1000 ↓"],
    ]


def test_a_cell_that_is_merged_keeps_one_empty_paragraph() -> None:
    lines = finished(row(cell(merged("甲", "k"), paragraphs=2)), row(cell(merged("甲", "k"), paragraphs=3)))
    assert lines == [["甲/甲 1000 ↓"], [" 1000 ↑"]]


def test_a_cell_gives_its_place_to_its_left_neighbour() -> None:
    assert finished(row(cell("甲"), cell(joined_left(), width=500), cell("乙"))) == [["甲 1500 ×2", "乙 1000"]]
    assert finished(row(cell("甲", span=2), cell(joined_left(), span=3))) == [["甲 2000 ×5"]]
    assert finished(row(cell(joined_left()), cell("乙"))) == [[" 1000", "乙 1000"]]
    assert finished(row(cell("甲", width=None), cell(joined_left()))) == [["甲 ×2"]]


def test_a_merge_looks_at_the_column_and_not_at_the_place_among_the_cells() -> None:
    lines = finished(row(cell("宽", span=2), cell(merged("甲", "k"))), row(cell("a"), cell("b"), cell(merged("甲", "k"))))
    assert [line[-1] for line in lines] == ["甲 1000 ↓", " 1000 ↑"]


def test_the_properties_of_a_cell_keep_their_order() -> None:
    made = document(table(row(cell(merged("甲", "k"), extra='<w:vAlign w:val="center"/>'), cell(joined_left()))))
    expand(made.element.body, {}, STYLES)
    finish_tables(made.element.body)
    (properties,) = made.element.body.iter(qn("w:tcPr"))
    assert [child.tag for child in properties] == [qn(name) for name in ("w:tcW", "w:gridSpan", "w:vMerge", "w:vAlign")]


@pytest.mark.parametrize(
    ("text", "width", "whole"),
    [
        ("十个汉字十个汉字十个" * 14, 2000, True),  # 10 Hanzi a line: 14 lines
        ("十个汉字十个汉字十个" * 14 + "多", 2000, False),
        ("十个汉字十个汉字十个" * 14, 1900, False),
        ("十个汉字十个汉字十个" * 14, None, True),  # of a usual width
        ("短", 2000, True),
    ],
)
def test_a_row_that_fills_most_of_a_page_may_break(text: str, width: int | None, whole: bool) -> None:
    made = document(table(row(cell("甲"), cell(text, width=width))))
    finish_tables(made.element.body)
    assert bool(list(made.element.body.iter(qn("w:cantSplit")))) == whole


def test_a_row_of_many_short_paragraphs_may_break() -> None:
    for number, whole in ((14, True), (15, False)):
        made = document(table(row(cell("一", paragraphs=number))))
        finish_tables(made.element.body)
        assert bool(list(made.element.body.iter(qn("w:cantSplit")))) == whole


# ---- fields ----------------------------------------------------------------------------------------


def updated(*elements: str):
    made = document(*elements)
    update_fields(made)
    return made.element.body


def test_captions_count_by_their_own_names() -> None:
    body = updated(*(paragraph(run("表"), field(f"SEQ {name}")) for name in ("表", "图", "表", "表")))
    assert texts(body) == ["表1", "表1", "表2", "表3"]


def test_captions_that_name_a_level_begin_anew_with_each_heading_of_it() -> None:
    chapter, section, caption = (paragraph(run("章"), level=0), paragraph(run("节"), level=1), paragraph(field("SEQ 表 \\s 1 \\r 7")))
    body = updated(caption, chapter, caption, section, caption, chapter, caption, caption)
    assert [text for text in texts(body) if text not in "章节"] == ["1", "1", "2", "1", "2"]
    assert [told for told in instructions(body) if told] == [
        "SEQ 表 \\s 1 \\r 1", "SEQ 表 \\s 1 \\r 1", "SEQ 表 \\s 1", "SEQ 表 \\s 1 \\r 1", "SEQ 表 \\s 1",
    ]  # fmt: skip


def test_a_result_is_written_in_the_look_of_its_first_run() -> None:
    body = updated(paragraph(field("SEQ 表")))
    (shown,) = [each for each in body.iter(qn("w:r")) if each.find(qn("w:t")) is not None]
    assert _style(shown) == "*"


@pytest.mark.parametrize("result", [None, ""])
def test_a_field_that_shows_nothing_yet_gets_its_result(result: str | None) -> None:
    body = updated(paragraph(field("SEQ 表", result)))
    assert texts(body) == ["1"]
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_a_chapters_number_before_a_caption_is_corrected() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    for mark in ("-", "–", "．", "."):
        body = updated(
            paragraph(run("一"), level=0, number=numbered),
            paragraph(run("二"), level=0, number=numbered),
            paragraph(run("图9-"), run(f"表9{mark}"), field("SEQ 表 \\s 1")),
        )
        assert texts(body)[-1] == f"图9-表2{mark}1"


def test_a_chapter_that_is_not_numbered_corrects_nothing() -> None:
    body = updated(paragraph(run("附件"), level=0), paragraph(run("表9-"), field("SEQ 表 \\s 1")))
    assert texts(body)[-1] == "表9-1"


def test_a_reference_shows_what_its_bookmark_holds() -> None:
    body = updated(
        paragraph(run("见"), field("REF _Ref1 \\h"), run("和"), field("REF _Gone")),
        paragraph(bookmark("_Ref1", 5, run("表") + field("SEQ 表")), run(" 题名")),
    )
    assert texts(body) == ["见表1和?!", "表1 题名"]


def test_bookmarks_have_numbers_of_their_own_and_the_first_of_a_name_keeps_it() -> None:
    body = updated(
        paragraph(bookmark("a", 0, run("一"))),
        paragraph(bookmark("a", 0, run("二"))),
        paragraph(bookmark("b", 0, run("三"))),
        paragraph('<w:bookmarkEnd w:id="9"/>', run("四")),
    )
    assert [(node.get(qn("w:id")), node.get(qn("w:name"))) for node in body.iter(qn("w:bookmarkStart"))] == [("1", "a"), ("2", "b")]
    assert [node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkEnd"))] == ["1", "2"]


def test_a_link_that_leads_nowhere_becomes_plain_words() -> None:
    def linked(anchor: str, style: str) -> str:
        return f'<w:hyperlink w:anchor="{anchor}">{run("字", f"<w:rStyle w:val={chr(34)}{style}{chr(34)}/>")}</w:hyperlink>'

    made = document(
        paragraph(bookmark("here", 1, run("甲")), linked("here", "S1"), linked("gone", "S1"), linked("gone", "Other")),
        paragraph('<w:hyperlink r:id="rId1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'),
    )
    made.styles.add_style("数值链接", 2).element.set(qn("w:styleId"), "S1")
    update_fields(made)
    assert [each.get(qn("w:anchor")) for each in made.element.body.iter(qn("w:hyperlink"))] == ["here", None]
    assert [_style(each) for each in made.element.body.iter(qn("w:r"))] == ["", "S1:", "", "Other:"]


CONTENTS = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>旧一</w:t></w:r></w:p>'
)
OLD_END = '<w:p><w:r><w:t>旧二</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def test_the_contents_list_the_headings_down_to_the_level_asked_for() -> None:
    body = updated(
        CONTENTS,
        paragraph(field("PAGEREF x", "7")),
        OLD_END,
        paragraph(run("甲"), level=0),
        paragraph(run("乙"), level=1),
        paragraph(run("丙"), level=2),
        paragraph(run(" "), level=0),
    )
    assert texts(body) == ["甲", "乙", "甲", "乙", "丙", " "]
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert links == ["_Toc00000001", "_Toc00000002"]
    assert [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))] == links
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_contents_of_a_document_without_headings_are_empty() -> None:
    assert texts(updated(CONTENTS, OLD_END, paragraph(run("正文")))) == ["", "正文"]


# ---- headings --------------------------------------------------------------------------------------


def numbered_document(*told: tuple[str, str]):
    """Make a document with styles: 章 numbers 第一章, 节 （一） below it, 附件 a list of its own, 正文 no heading."""
    made = document(*(paragraph(run(text), style=style) for style, text in told))
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate((("chineseCounting", "第%1章"), ("decimal", "%1.%2")))
    )
    annex = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="附件%1"/></w:lvl>'
    part = made.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    for number, told_levels in ((1, levels), (2, annex)):
        part.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number + 10}">{told_levels}</w:abstractNum>'))
    for number in (1, 2):
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number + 10}"/></w:num>'))
    for name, inner in (
        ("chapter", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'),
        ("section", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'),
        ("annex", '<w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/>'),
        ("body", '<w:outlineLvl w:val="9"/>'),
    ):
        made.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr>{inner}</w:pPr></w:style>'
            )
        )
    for child, parent in (("child", "chapter"), ("a", "b"), ("b", "a")):  # a circle is no style
        made.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{child}"><w:name w:val="{child}"/><w:basedOn w:val="{parent}"/></w:style>'
            )
        )
    return made


def test_headings_are_numbered_by_their_styles_lists() -> None:
    made = numbered_document(
        ("chapter", "甲"), ("section", "乙"), ("section", "丙"), ("body", "文"), ("child", "丁"), ("section", "戊"), ("chapter", " "),
        ("annex", "己"), ("annex", "庚"), ("a", "辛"), ("", "壬"),
    )  # fmt: skip
    told = [(heading.level, heading.label, heading.text, heading.chapter) for heading in find_headings(made)]
    assert told == [
        (1, "第一章", "甲", 1),
        (2, "一.1", "乙", 1),
        (2, "一.2", "丙", 1),
        (1, "第二章", "丁", 2),
        (2, "二.1", "戊", 2),
        (1, "附件1", "己", 0),
        (1, "附件2", "庚", 0),
    ]


def test_contents_say_the_numbers_and_part_them_from_the_words() -> None:
    made = numbered_document(("chapter", "甲"), ("section", "乙"), ("annex", "丙"))
    made.element.body.insert(0, parse_xml(CONTENTS.replace("<w:p>", f"<w:p {nsdecls('w')}>")))
    made.element.body.insert(1, parse_xml(OLD_END.replace("<w:p>", f"<w:p {nsdecls('w')}>")))
    made.styles.element.append(parse_xml(f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'))
    update_fields(made)
    assert texts(made.element.body)[:3] == ["第一章 甲", "一.1 乙", "附件1 丙"]
    styles = [each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for each in list(made.element.body.iter(qn("w:p")))[:3]]
    assert [None if style is None else style.get(qn("w:val")) for style in styles] == ["T1", None, "T1"]


def test_styles_are_found_by_their_names() -> None:
    ids = style_ids(numbered_document())
    assert ids["chapter"] == "chapter"
    assert ids["Normal"] == "Normal"


def test_what_is_pending_is_listed_once_under_its_heading() -> None:
    made = numbered_document(
        ("chapter", "甲"), ("", "缺〔待补：一〕和〔待补：二〕"), ("", "又〔待补：一〕"), ("section", "乙"), ("", "〔待补〕"), ("", "〔〕")
    )
    assert pending_places(pack(made)) == ("第一章甲：〔待补：一〕", "第一章甲：〔待补：二〕", "一.1乙：〔待补〕")


# ---- the file --------------------------------------------------------------------------------------


def test_the_properties_are_what_was_told_and_no_longer_than_a_file_can_say() -> None:
    made = docx.Document()
    made.core_properties.comments = "由别的程序生成"
    set_properties(made, Properties(title="题" * 300, subject="事" * 300, author="人" * 300, keywords="词" * 300, day=date(2020, 12, 31)))
    told = docx.Document(BytesIO(pack(made))).core_properties
    assert [len(text) for text in (told.title, told.subject, told.author, told.keywords, told.last_modified_by)] == [255] * 5
    assert (told.title[0], told.subject[0], told.author[0], told.keywords[0]) == ("题", "事", "人", "词")
    assert (told.comments, told.revision) == ("", 1)
    assert told.created.date() == told.modified.date() == date(2020, 12, 31)


def test_word_is_asked_once_to_update_and_the_settings_keep_their_order() -> None:
    made = docx.Document()
    settings = made.settings.element
    for old in settings.findall(qn("w:updateFields")):
        settings.remove(old)
    for _ in range(2):
        update_on_opening(made)
    names = [child.tag for child in settings]
    assert names.count(qn("w:updateFields")) == 1
    assert settings.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    assert names.index(qn("w:updateFields")) < names.index(qn("w:compat"))
    for child in list(settings):
        settings.remove(child)
    update_on_opening(made)
    assert [child.tag for child in settings] == [qn("w:updateFields")]


def test_headers_and_footers_are_filled_in_too() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.sections[0].footer.paragraphs[0].text = "页脚"
    assert sorted("".join(texts(root)) for root in roots(made)) == ["", "页眉", "页脚"]
