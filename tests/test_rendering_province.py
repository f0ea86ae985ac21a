"""The paper of the sample ledgers, read as the province reads it: no word of the office's own, each thing told once, forms alike."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from documents import all_text, body_xml, paragraph_text, parts_of, rows_of, samples_paper, samples_report, style_of
from docx.oxml.ns import qn
from lxml import etree

from ecoreport.model import tally, tally_tasks
from ecoreport.rendering.papers.figures import in_full
from ecoreport.rendering.word.marks import one_line

OFFICE = ("台账", "填报", "单元格", "工作表", "程序", "数据溯源", "需核实", "口径说明", "pip")
HALF = re.compile(r"[\u4e00-\u9fff][,;:()]|[,;:()][\u4e00-\u9fff]")
DOUBLED = re.compile(r"[。；，、：][。；，、]|（）|““|””")
NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
YEARS = {str(year) for year in range(2010, 2036)}
SHORT = 8  # letters of a sentence that may come again


@pytest.fixture(scope="module")
def text() -> str:
    return all_text(samples_paper())


@pytest.fixture(scope="module")
def paragraphs() -> list[tuple[str, str]]:
    """Give the paragraphs of the text with their styles, tables left out."""
    body = body_xml(samples_paper()).find(qn("w:body"))
    return [(style_of(child), paragraph_text(child)) for child in body if child.tag == qn("w:p")]


@pytest.fixture(scope="module")
def sections(paragraphs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Give the sections of the items, by their headings: of an indicator with one item, of each part of one with several."""
    found: dict[str, list[str]] = {}
    heading = None
    for style, words in paragraphs:
        if style in ("IndicatorHeading", "Heading4"):
            heading = words if style == "IndicatorHeading" else f"{(heading or '').split('|')[0]}|{words}"
            found[heading] = []
        elif style.startswith("Heading"):
            heading = None
        elif heading:
            found[heading].append(words)
    return {name: told for name, told in found.items() if any(words.startswith("【") for words in told)}


def test_no_word_of_the_office_s_own_work_stands_in_it_but_in_what_departments_and_the_plan_wrote(text: str) -> None:
    report = samples_report()
    written = {in_full(one_line(row.text)) for row in report.contents} | {in_full(piece.title) for piece in report.evidence}
    theirs = [words for words in written if any(word in words for word in OFFICE)]
    ours = text.replace("未填报", "")
    for words in sorted((words.rstrip("。") for words in theirs), key=len, reverse=True):
        ours = ours.replace(words, "")
    assert [line for line in ours.split("\n") if any(word in line for word in OFFICE)] == []


def test_punctuation_among_hanzi_is_full_width_and_none_is_doubled(text: str) -> None:
    assert [found[0] for found in HALF.finditer(text)] == []
    assert [text[found.start() - 12 : found.end() + 4] for found in DOUBLED.finditer(text)] == []


def test_no_sentence_is_told_twice_but_what_is_still_to_be_supplied(paragraphs: list[tuple[str, str]]) -> None:
    sentences = Counter(
        sentence
        for style, words in paragraphs
        if style == "BodyText"
        for sentence in re.split(r"[。？！]", re.sub(r"【[^】]*】", "", words))
        if len(sentence) >= SHORT and "〔待补" not in sentence
    )
    assert [(sentence, times) for sentence, times in sentences.items() if times > 1] == []


def test_no_number_stands_more_than_three_times_in_a_section(sections: dict[str, list[str]]) -> None:
    assert len(sections) == len(samples_report().items) == 68
    for result, (name, told) in zip(samples_report().items, sections.items(), strict=True):
        words = "".join(told).replace(in_full(result.item.name), "")
        numbers = Counter(number for number in NUMBER.findall(words) if number not in YEARS)
        assert [(number, times) for number, times in numbers.items() if times > 3] == [], name


def test_a_value_stands_once_in_the_text_of_its_section(sections: dict[str, list[str]]) -> None:
    for result, told in zip(samples_report().items, sections.values(), strict=True):
        done = next(words for words in told if words.startswith("【完成情况】"))
        value = result.comparable(2020)
        shares = [number for number in NUMBER.findall(done.split("计算")[0]) if number not in YEARS]
        if value is not None and len({result.comparable(year) for year in (2018, 2019, 2020)}) == 3:
            assert len([number for number in shares if float(number) == float(value)]) == 1, result.item.id


def table(caption: str) -> list[list[str]]:
    body = body_xml(samples_paper()).find(qn("w:body"))
    at = next(n for n, child in enumerate(body) if style_of(child) == "TableCaption" and caption in paragraph_text(child))
    return rows_of(next(child for child in body[at:] if child.tag == qn("w:tbl")))


def places(number: str) -> int:
    return len(number.partition(".")[2])


def test_an_item_has_as_many_decimals_in_every_year() -> None:
    rows = table("指标完成情况汇总表")[1:]
    measured = [[value for value in row[-6:-3] if re.fullmatch(r"[\d.]+", value)] for row in rows]  # counted from the end: cells are joined
    assert sum(len(values) == 3 for values in measured) >= 40
    results = samples_report().items
    for result, values in zip(results, measured, strict=True):
        if not result.rivals:  # what may be another number stays as it was written
            assert len({places(value) for value in values}) <= 1, values


def test_the_main_tasks_have_a_state_each_and_the_domains_add_up() -> None:
    report = samples_report()
    states = [row[-1] for row in table("主要任务及量化目标")[1:]]
    assert len(states) == 25
    assert {re.sub("（.*）", "", state) for state in states} <= {"已完成", "推进中", "滞后", "未启动", "未填报"}
    head, *domains, total = table("各领域重点任务")
    whole = tally_tasks(report.tasks)
    assert total[1:] == [
        "45",
        *(str(getattr(whole, state)) for state in ("completed", "in_progress", "behind", "not_started", "not_reported")),
        "12600",
    ]
    assert sum(int(row[1]) for row in domains) == 45
    assert head[0] == "领域"


def test_the_counts_are_told_in_sentences_as_the_report_has_them(text: str) -> None:
    counted, tasks = tally(samples_report().indicators), tally_tasks(samples_report().tasks)
    assert (
        f"54项指标中，达标{counted.met}项（其中依据存疑{counted.doubted}项）、未达标{counted.not_met}项、待定{counted.undecided}项" in text
    )
    assert f"45项重点任务中，已完成{tasks.completed}项" in text


def sheets() -> Iterator[tuple[str, str]]:
    for size in body_xml(samples_paper()).iter(qn("w:pgSz")):
        yield size.get(qn("w:w")), size.get(qn("w:h"))


def test_every_page_is_a4_and_only_the_widest_tables_lie_across() -> None:
    assert {frozenset(size) for size in sheets()} == {frozenset(("11906", "16838"))}
    assert next(sheets()) == ("11906", "16838")
    across = sum(size == ("16838", "11906") for size in sheets())
    assert across == 3


def test_long_tables_are_marked_on_their_later_pages() -> None:
    headers = [part for name, part in parts_of(samples_paper()).items() if name.startswith("word/header")]
    told = [paragraph_text(etree.fromstring(header)) for header in headers]
    assert sorted(filter(None, told)) == ["续表4-2", "续表5-2", "续表5-3", "续附表1"]
    marked = [section for section in body_xml(samples_paper()).iter(qn("w:sectPr")) if section.find(qn("w:titlePg")) is not None]
    assert len(marked) == 4
