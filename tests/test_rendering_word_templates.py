"""Templates that an office edited by hand: they render, or every fault is told with its place before anything is rendered."""

import re
import shutil
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from documents import render_document
from docx.oxml.ns import qn
from reported import sample_report

from ecoreport.errors import TemplateError
from ecoreport.outputs import check_template
from ecoreport.templates import SHIPPED

TECHNICAL = SHIPPED.path("technical_report.docx")


def text_of(element) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def lines(document: bytes) -> list[str]:
    return [text_of(p) for p in docx.Document(BytesIO(document)).element.body.iter(qn("w:p"))]


class Editor:
    """Does to a template what a person does in Word."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "自定模板.docx"
        self.document = docx.Document(str(TECHNICAL))

    def paragraph(self, start: str):
        return next(p for p in self.document.paragraphs if p.text.startswith(start))

    def chapter(self, title: str) -> list:
        """Give a chapter's elements, from its heading to the next one."""
        body = list(self.document.element.body)
        first = next(n for n, e in enumerate(body) if text_of(e) == title)
        following = next(
            n for n, e in enumerate(body[first + 1 :], first + 1) if style_of(e) in ("Heading1", "AnnexHeading") or e.tag == qn("w:sectPr")
        )
        return [e for e in body[first:following] if e.find(f".//{qn('w:sectPr')}") is None]

    def save(self) -> Path:
        self.document.save(str(self.path))
        return self.path


def style_of(element) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else ""


TEMPLATES = [
    "technical_report.docx",
    "application.docx",
    "work_report.docx",
    "catalogue.docx",
    "audit.docx",
    "self_report.docx",
    "letter.docx",
    "bulletin.docx",
    "review.docx",
    "manual.docx",
]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_shipped_templates_have_no_fault(name: str) -> None:
    assert check_template(SHIPPED.path(name)) == ()


def test_a_template_with_chapters_moved_prose_changed_and_a_table_added_renders(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    highlights = editor.chapter("特色与亮点")
    first = editor.paragraph("区域概况")._p
    for element in highlights:  # the sixth chapter becomes the first
        first.addprevious(element)
    prose = editor.paragraph("按各项任务统计")
    prose.runs[0].text = "各项任务的统计结果,请看"
    table = editor.document.add_table(3, 2)
    for row, cells in zip(
        table.rows,
        (
            ("{%tr for item in items if item.lead == '市水利局' %}", ""),
            ("{{ item.full_name }}", "{{ item.value }}"),
            ("{%tr endfor %}", ""),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    first.addprevious(table._tbl)
    path = editor.save()
    assert check_template(path) == ()
    told = lines(render_document(sample_report(), path))
    assert told.index("特色与亮点") < told.index("区域概况") < told.index("创建工作概况")
    assert any(line.startswith("各项任务的统计结果,请看表5-1和图5-1") for line in told)  # its chapter is now the fifth
    assert any(re.fullmatch(r"第五章 建设指标完成情况\d+", line) for line in told)  # in the contents
    water = [result for result in sample_report().items if result.item.lead_department == "市水利局"]
    added = [
        [text_of(cell) for cell in row.iter(qn("w:tc"))]
        for row in docx.Document(BytesIO(render_document(sample_report(), path))).tables[1]._tbl.iter(qn("w:tr"))
    ]
    assert len(added) == len(water)
    assert [(name.endswith((r.item.name, r.item.name + "）")), value != "") for (name, value), r in zip(added, water, strict=True)] == [
        (True, True)
    ] * len(water)


def three_faults(folder: Path) -> Path:
    editor = Editor(folder)
    slip = next(p for p in editor.document.paragraphs if "{{ item.conclusion" in p.text)
    slip.runs[-1].text = "{{ item.conclusoin }}"
    cut = editor.paragraph("{{ summary.unmet")
    cut.runs[0].text = "{{ summ"
    cut.add_run("ary.unmet }}").bold = True
    for element in editor.chapter("佐证材料目录"):
        editor.document.element.body.remove(element)
    return editor.save()


def test_three_faults_give_three_messages_with_their_places(tmp_path: Path) -> None:
    faults = check_template(three_faults(tmp_path))
    assert len(faults) == 3
    split, unknown, unused = faults
    assert "拆成了几段" in split
    assert "{{ summary.unmet }}" in split
    assert "“item.conclusoin”" in unknown
    assert "【结论】" in unknown
    assert "是否应为“item.conclusion”" in unknown
    assert "“evidence”（佐证材料目录）" in unused


def test_a_faulty_template_renders_nothing_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"item\.conclusoin"):
        render_document(sample_report(), three_faults(tmp_path))


@pytest.mark.parametrize(
    ("start", "wrong", "told"),
    [
        ("{{ summary.indicators", "{{ summary.indicaters }}", "“summary.indicaters”"),
        ("{{ summary.indicators", "{{ sumary.indicators }}", "“sumary”"),
        ("{{ summary.indicators", "{{ items[0].nmae }}", "“items.0.nmae”"),
        ("{{ summary.indicators", "{{ items | length }}{{ (items | first).valeu }}", "valeu"),
        ("{{ summary.indicators", "{{ materials.natur }}", "“materials.natur”"),
        ("{{ summary.indicators", "{% if false %}{{ item.name }}{% endif %}", "“item”"),
        ("{{ summary.indicators", "{% set x = items %}{{ x[0].value }}{% for y in x %}{{ y.wrong }}{% endfor %}", "“y.wrong”"),
    ],
)
def test_every_slip_is_found_before_rendering(tmp_path: Path, start: str, wrong: str, told: str) -> None:
    assert any(told in fault for fault in check_template(typed(tmp_path, start, wrong)))


# ---- a template that does not parse --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "wrong", "told"),
    [
        ("{{ summary.indicators", "总的看，{{ summary.indicators", ("“{{ summary.indicators”没有写完整", "总的看，", "补上结尾的括号")),
        ("{{ summary.indicators", "{{ summary.indicators }", ("“{{ summary.indicators }”没有写完整",)),
        ("{{ summary.indicators", "{% for item in items %}{{ item.name }}", ("跨了段落", "{%p … %}")),
        ("{{ summary.indicators", "{{ summary.indicators + }}", ("“{{ summary.indicators + }}”里的写法有误", "引号、括号")),
        ("{{ summary.indicators", "共{{ (items | length }}项", ("“{{ (items | length }}”里的写法有误", "共{{", "}}项")),
        ("{{ summary.indicators", "{{ items | lenght }}", ("“{{ items | lenght }}”", "没有“lenght”这种过滤器", "是否应为“length”")),
        ("{{ summary.indicators", "{{ items | 长度 }}", ("“{{ items | 长度 }}”", "没有“长度”这种过滤器", "对照随附模板")),
        ("{{ summary.indicators", "{%p ifs items %}", ("“{%p ifs items %}”", "没有“ifs”这种标记", "是否应为“if”")),
        ("{{ summary.indicators", "{%p if items %}", ("“{%p if items %}”没有配对的 endif", "“总体达标情况”之后", "“{%p endif %}”")),
        ("{{ summary.indicators", "{%p endif %}", ("“{%p endif %}”前面没有配对的 if", "删去")),
        ("{{ summary.indicators", "{%p endfor %}", ("“{%p endfor %}”前面没有配对的 for",)),
        ("{{ summary.indicators", "{%p else %}", ("“{%p else %}”前面没有配对的 if",)),
        ("{{ summary.indicators", "{% block a %}{% endblock %}{% block a %}{% endblock %}", ("写法有误", "block 'a' defined twice")),
    ],
)
def test_a_template_that_does_not_parse_is_told_its_one_fault_and_no_other(
    tmp_path: Path, start: str, wrong: str, told: tuple[str, ...]
) -> None:
    (fault,) = check_template(typed(tmp_path, start, wrong))
    assert [words for words in told if words not in fault] == [], fault


def test_a_tag_that_was_deleted_is_told_by_the_tag_that_it_leaves_alone(tmp_path: Path) -> None:
    """Loops stand inside one another: the innermost open one is what lacks its end."""
    editor = Editor(tmp_path)
    end = next(p for p in editor.document.paragraphs if p.text.startswith("{%p endfor"))
    end._p.getparent().remove(end._p)
    (fault,) = check_template(editor.save())
    assert "{%p for" in fault
    assert "没有配对的 endfor" in fault


def test_a_template_that_does_not_parse_renders_nothing_and_says_the_same(tmp_path: Path) -> None:
    path = typed(tmp_path, "{{ summary.indicators", "{%p if items %}")
    (fault,) = check_template(path)
    with pytest.raises(TemplateError) as told:
        render_document(sample_report(), path)
    assert str(told.value).split("\n")[1:] == [f"  1. {fault}"]


def typed(folder: Path, start: str, words: str) -> Path:
    """Type over a paragraph of the shipped template, as a person does in Word."""
    editor = Editor(folder)
    paragraph = editor.paragraph(start)
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = words
    return editor.save()


# ---- what a template may not do, and may -----------------------------------------------------------


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ items.__class__ }}",
        "{{ materials.update({'nature': 1}) }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_behind_its_values(tmp_path: Path, attack: str) -> None:
    editor = Editor(tmp_path)
    editor.paragraph("{{ summary.indicators").runs[0].text = attack
    with pytest.raises(TemplateError):
        render_document(sample_report(), editor.save())


def test_styles_renamed_by_another_program_still_serve(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    ids = {"Pending": "a7", "TOC1": "11", "Heading1": "1"}
    for part in (editor.document.element, editor.document.styles.element):
        for node in part.iter():
            for key in (qn("w:val"), qn("w:styleId")):
                if node.get(key) in ids and node.tag != qn("w:name"):
                    node.set(key, ids[node.get(key)])
    document = docx.Document(BytesIO(render_document(sample_report(), editor.save())))
    styles = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:rStyle"))}
    assert "a7" in styles
    assert "Pending" not in styles
    assert any(re.fullmatch(r"第四章 建设指标完成情况\d+", text_of(p)) for p in document.element.body.iter(qn("w:p")))


def test_captions_in_a_template_without_contents_or_numbers_are_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "最简.docx"
    document = docx.Document()
    document.add_paragraph("{{ report.city }}:{{ summary.indicators }}")
    document.save(str(path))
    assert lines(render_document(sample_report(), path))[0].startswith("舟山市:54项指标中")
    assert deepcopy(check_template(path))  # all the rest is unused


@pytest.mark.parametrize(
    ("content", "said"), [(None, "找不到模板“"), (b"", "打不开"), (b"not a document", "打不开"), (b"PK\x03\x04broken", "打不开")]
)
def test_what_is_no_document_is_one_clear_sentence(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "模板.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TemplateError, match=said):
        check_template(path)
    with pytest.raises(TemplateError, match=said):
        render_document(sample_report(), path)


def test_an_offices_own_words_are_printed(tmp_path: Path) -> None:
    for name in ("technical_report.docx", "report.toml"):
        shutil.copy(SHIPPED.path(name), tmp_path)
    wording = tmp_path / "report.toml"
    wording.write_text(wording.read_text("utf-8").replace('met = "达标"', 'met = "已达标"', 1), "utf-8")
    assert any("已达标" in line for line in lines(render_document(sample_report(), templates=tmp_path)))
    wording.write_text("[status\n", "utf-8")
    with pytest.raises(TemplateError, match="不合 TOML 格式"):
        render_document(sample_report(), templates=tmp_path)
    wording.write_text("[status]\n", "utf-8")  # what an older copy lacks is the shipped one's
    assert any("达标" in line for line in lines(render_document(sample_report(), templates=tmp_path)))
