"""The Word engine brings fields, contents, headings and the file's own properties up to date, as Word would."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from little_documents import bookmark, document, field, instructions, paragraph, run, style_of, texts

from ecoreport.rendering.word.fields import update_fields
from ecoreport.rendering.word.headings import find_headings, style_ids
from ecoreport.rendering.word.marks import expand
from ecoreport.rendering.word.package import Properties, pack, roots, set_properties, update_on_opening
from ecoreport.rendering.word.pending import find_gaps, number_gaps

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
    assert style_of(shown) == "*"


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
    assert [style_of(each) for each in made.element.body.iter(qn("w:r"))] == ["", "S1:", "", "Other:"]


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
    assert texts(body) == ["甲1", "乙1", "甲", "乙", "丙", " "]  # each with its page
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert links == ["_Toc00000001", "_Toc00000002"]
    assert [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))] == links
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", *["begin", "separate", "end"] * 2, "end"]
    assert [node.text for node in body.iter(qn("w:instrText"))][1:] == [f" PAGEREF {name} \\h " for name in links]


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
    assert texts(made.element.body)[:3] == ["第一章 甲1", "一.1 乙1", "附件1 丙1"]
    styles = [each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for each in list(made.element.body.iter(qn("w:p")))[:3]]
    assert [None if style is None else style.get(qn("w:val")) for style in styles] == ["T1", None, "T1"]


def test_styles_are_found_by_their_names() -> None:
    ids = style_ids(numbered_document())
    assert ids["chapter"] == "chapter"
    assert ids["Normal"] == "Normal"


def test_what_is_pending_is_found_again_under_its_heading_each_in_a_place_of_its_own() -> None:
    made = numbered_document(
        ("chapter", "甲"), ("", "缺〔待补：一〕和〔待补：二〕"), ("", "又〔待补：一〕"), ("section", "乙"), ("", "〔待补〕"), ("", "〔〕")
    )
    expand(made.element.body, {}, {}, {})
    number_gaps([made.element.body])
    found = tuple(find_gaps(made))
    assert [(place.under, place.missing) for place in found] == [
        ("第一章 甲", "一"),
        ("第一章 甲", "二"),
        ("第一章 甲", "一"),
        ("第一章 一.1乙", ""),
    ]
    assert found[0].id == found[2].id != found[1].id
    names = [start.get(qn("w:name")) for start in made.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == 4


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
