"""The Word engine turns marks into what they stand for, and finishes tables."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from little_documents import STYLES, document, paragraph, run, style_of, texts

from ecoreport.model.pending import pending_id
from ecoreport.rendering.word.marks import anchored, chart, expand, joined_left, link, merged, one_line, plain, unmarked
from ecoreport.rendering.word.tables import finish_tables

# ---- marks -----------------------------------------------------------------------------------------


def expanded(*runs: str, charts=None) -> tuple[docx.document.Document, list[str]]:
    made = document(paragraph(*runs))
    expand(made.element.body, charts or {}, STYLES)
    return made, [f"{style_of(each)}{each.findtext(qn('w:t'))}" for each in made.element.body.iter(qn("w:r"))]


def test_a_link_leads_to_its_anchor_in_the_links_style_and_keeps_the_look_of_its_run() -> None:
    made, runs = expanded(run(f"前{link('97.8', 'lineage_3')}后", '<w:rStyle w:val="Old"/><w:b/>'))
    assert runs == ["Old:*前", "ValueLink:*97.8", "Old:*后"]
    (hyperlink,) = made.element.body.iter(qn("w:hyperlink"))
    assert (hyperlink.get(qn("w:anchor")), hyperlink.get(qn("w:history"))) == ("lineage_3", "1")
    assert texts(hyperlink.getparent().getparent()) == ["前97.8后"]


def test_what_is_still_to_be_supplied_stands_in_a_style_of_its_own_in_a_link_too() -> None:
    assert expanded(run("缺〔待补：数值〕。"))[1] == ["缺", "Pending:〔待补：数值〕", "。"]
    assert expanded(run(link("〔待补〕", "lineage_1")))[1] == ["Pending:〔待补〕"]


def test_what_was_supplied_stands_in_place_of_a_mark_of_the_template() -> None:
    made = document(paragraph("<w:pPr><w:jc w:val='both'/></w:pPr>", run("缺〔待补：数值〕。〔待补：单位〕"))).element.body
    expand(made, {}, STYLES, {pending_id("other", "", "〔待补：数值〕"): "一\n二"})
    assert texts(made) == ["缺一。〔待补：单位〕", "二"]
    assert [each.find(f"{qn('w:pPr')}/{qn('w:jc')}") is not None for each in made.iter(qn("w:p"))] == [True, True]
    assert [start.get(qn("w:name")) for start in made.iter(qn("w:bookmarkStart"))] == [
        pending_id("other", "", f"〔待补：{words}〕") for words in ("数值", "单位")
    ]


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
