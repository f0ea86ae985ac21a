"""What a template asks for is followed through the records: every slip is found, and nothing else."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from ecoreport.model import TemplateFile
from ecoreport.rendering import papers
from ecoreport.templates import SHIPPED

WORDS = SHIPPED.words(papers.WORDING)


def faults_of(*paragraphs: str, category: str = "", header: str = "") -> list[str]:
    """Check a template of a few paragraphs; what it leaves out is no matter here."""
    made = docx.Document()
    made.core_properties.category = category
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    stream = BytesIO()
    made.save(stream)
    faults = papers.check_template(TemplateFile(Path("模板.docx"), stream.getvalue()), WORDS)
    return [fault for fault in faults if "没有用到字段" not in fault]


@pytest.mark.parametrize(
    ("expression", "unknown", "meant"),
    [
        ("{{ report.ctiy }}", "report.ctiy", "report.city"),
        ("{{ reprot.city }}", "reprot", "report"),
        ("{{ report['ctiy'] }}", "report.ctiy", "report.city"),
        ("{{ report.zzz }}", "report.zzz", ""),
        ("{{ materials.natur }}", "materials.natur", "materials.nature"),
        ("{{ materials['natur'] }}", "materials.natur", "materials.nature"),
        ("{{ items[0].nmae }}", "items.0.nmae", "items.0.name"),
        ("{{ items[0].years[1].vlue }}", "items.0.years.1.vlue", "items.0.years.1.value"),
        ("{{ items[1:][0].nmae }}", "items.0.nmae", "items.0.name"),
        ("{{ items[reprot].name }}", "reprot", "report"),
        ("{{ (items | first).nmae }}", "….nmae", "….name"),
        ("{{ (items | last).nmae }}", "….nmae", "….name"),
        ("{{ (items | random).nmae }}", "….nmae", "….name"),
        ("{{ (items | sort(attribute='no') | first).nmae }}", "….nmae", "….name"),
        ("{{ (items | selectattr('status') | list)[0].nmae }}", "….0.nmae", "….0.name"),
        ("{{ items | join(reprot) }}", "reprot", "report"),
        ("{{ report.city if reprot else '' }}", "reprot", "report"),
        ("{{ report.city ~ report.ctiy }}", "report.ctiy", "report.city"),
        ("{{ loop.index }}", "loop", ""),
        ("{% for item in items %}{{ item.nmae }}{% endfor %}", "item.nmae", "item.name"),
        ("{% for item in items if item.nmae %}x{% endfor %}", "item.nmae", "item.name"),
        ("{% for item in items %}x{% else %}{{ item.name }}{% endfor %}", "item", "items"),
        ("{% for item in items %}x{% endfor %}{{ item.name }}", "item", "items"),
        ("{% for year in items[0].years %}{{ year.vlue }}{% endfor %}", "year.vlue", "year.value"),
        ("{% if reprot %}x{% endif %}", "reprot", "report"),
        ("{% if report %}{{ report.ctiy }}{% endif %}", "report.ctiy", "report.city"),
        ("{% set one = items[0] %}{{ one.nmae }}", "one.nmae", "one.name"),
    ],
)
def test_a_field_that_does_not_exist_is_told_with_the_one_that_was_meant(expression: str, unknown: str, meant: str) -> None:
    (fault,) = faults_of(f"前文{expression}后文")
    assert f"模板用了不认识的字段“{unknown}”（位置：“" in fault
    assert fault.endswith(f"是否应为“{meant}”？" if meant else "请对照随附模板改正拼写。")


@pytest.mark.parametrize(
    "expression",
    [
        "{{ report.city }}和{{ materials.nature }}",
        "{{ items | length }}项",
        "{{ (items | map(attribute='name') | first).anything }}",
        "{{ items | map(attribute='name') | join('、') }}",
        "{% for item in items %}{{ loop.index }}{{ item.name }}{% endfor %}",
        "{% for number in range(3) %}{{ number }}{% endfor %}",
        "{% for a, b in items %}{{ a.anything }}{{ b }}{% endfor %}",
        "{% set a, b = 1, 2 %}{{ a }}{{ b }}",
        "{% set x = items %}{% for y in x %}{{ y.name }}{% endfor %}",
        "{{ items[0].statement[0] }}",
        "{{ report.city.upper() }}",
    ],
)
def test_what_exists_is_no_fault(expression: str) -> None:
    assert [fault for fault in faults_of(expression) if "upper" not in fault] == []


def test_headers_are_checked_too() -> None:
    (fault,) = faults_of("正文", header="{{ report.ctiy }}")
    assert "“report.ctiy”" in fault
    (fault,) = faults_of("正文", header="{{ report.city")
    assert "没有写完整" in fault


def test_the_category_of_the_file_says_which_paper_it_is() -> None:
    assert faults_of("{{ department.name }}", category="部门自查报告") == []
    (fault,) = faults_of("{{ department.name }}")
    assert "“department”" in fault
    (fault,) = faults_of("{{ regions }}", category="部门自查报告")
    assert "“regions”" in fault


def test_a_slip_is_told_once_and_where_it_stands() -> None:
    (fault,) = faults_of("一二三四五六七八九十一二三四五{{ report.ctiy }}一二三四五六七八九十一二三四五")
    assert "位置：“二三四五{{ report.ctiy }}一二三四五六七八九十一”" in fault
    assert len(faults_of("甲{{ report.ctiy }}乙", "甲{{ report.ctiy }}乙")) == 1


def test_what_is_left_out_is_told_by_its_chinese_name() -> None:
    made = docx.Document()
    made.add_paragraph("{{ items }}{% set basics = 1 %}")
    stream = BytesIO()
    made.save(stream)
    faults = papers.check_template(TemplateFile(Path("模板.docx"), stream.getvalue()), WORDS)
    assert len(faults) == 24
    assert any("没有用到字段“basics”（基本情况），" in fault for fault in faults), "a name that is only set is not used"
    assert not any("“items”" in fault for fault in faults)
