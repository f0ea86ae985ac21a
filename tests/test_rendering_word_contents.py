"""The contents print the page on which each heading stands: lines, pages, tables and breaks as an office program lays them out."""

import re
from io import BytesIO

import docx
import pytest
from documents import printed_pages, samples_paper
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

from ecoreport.rendering.word.headings import find_headings
from ecoreport.rendering.word.lines import count_lines
from ecoreport.rendering.word.pages import pages_of

LINES = [
    ("nothing", "", 1),
    ("as many Hanzi as a line holds", "甲" * 10, 1),
    ("one more", "甲" * 11, 2),
    ("a comma hangs in the margin", "甲" * 10 + "，", 1),
    ("a bracket does not: it takes its Hanzi along", "甲" * 10 + "）", 2),
    ("no line begins with a closing mark", "甲" * 19 + "）甲", 3),
    ("no line ends with an opening one", "甲" * 9 + "（甲" * 1 + "甲" * 9, 3),
    ("figures are half as wide", "1234567890" * 2, 1),
    ("a number is not cut", "甲" * 9 + "2020", 2),
    ("between Hanzi and figures there is a gap", "甲甲甲甲甲甲甲甲2020", 2),
    ("but not where a line begins", "甲" * 10 + "20.2甲甲甲甲甲甲甲甲", 2),
    ("a sign of comparison is as wide as a Hanzi", "甲甲甲甲甲甲甲甲甲≥", 1),
    ("a comma hangs behind a bracket behind a percent sign", "甲甲甲甲甲甲（9%），", 1),
    ("a number and its percent sign stay together", "甲" * 8 + "97.8%", 2),
    ("a word longer than a line is cut", "9" * 45, 3),
    ("the blank at a line's end is dropped", "abcd " + "甲" * 10, 2),
]


@pytest.mark.parametrize(("name", "text", "lines"), LINES, ids=[row[0] for row in LINES])
def test_a_text_is_broken_into_lines_as_it_is_printed(name: str, text: str, lines: int) -> None:
    assert count_lines(text, size=16, width=160.1, first=0) == lines


def test_the_first_line_is_shorter_by_its_indent() -> None:
    assert count_lines("甲" * 10, size=16, width=160.1, first=32) == 2
    assert count_lines("甲" * 8, size=16, width=160.1, first=32) == 1


def laid_out(*told: str, lines: int = 20) -> list[int]:
    """Lay paragraphs on pages of so many lines of 20 points and give the page of each; a word before ":" says how it is set.

    第: begins a page; 题: keeps with the next; 整: keeps its lines; 表n: a table of n rows of a line, the first repeated; 断: a forced break.
    """
    made = docx.Document()
    section = made.sections[0]
    section.page_height, section.page_width = Pt(20 * lines + 40), Pt(240)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Pt(20)
    normal = made.styles["Normal"]
    normal.font.size = Pt(10)
    spacing = normal.paragraph_format
    spacing.line_spacing, spacing.space_after, spacing.space_before = Pt(20), Pt(0), Pt(0)
    wanted = []
    for each in told:
        how, _, words = each.rpartition(":")
        if how.startswith("表"):
            table = made.add_table(int(how[1:]), 1)
            mark = table.rows[0]._tr.get_or_add_trPr()
            mark.append(mark.makeelement(qn("w:tblHeader"), {}))
            for row in table.rows:
                row.cells[0].text = "甲"
            continue
        paragraph = made.add_paragraph(words)
        if how == "断":
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.paragraph_format.page_break_before = how == "第"
        paragraph.paragraph_format.keep_with_next = how == "题"
        paragraph.paragraph_format.keep_together = how == "整"
        wanted.append(paragraph._p)
    found = pages_of(made, frozenset(wanted))
    return [found[each] for each in wanted]


FULL = "甲" * 20 * 19  # nineteen lines of twenty Hanzi
PAGES = [
    ("one page holds twenty lines", [FULL, "乙"], [1, 1]),
    ("the next begins another", [FULL, "乙", "丙"], [1, 1, 2]),
    ("a paragraph begins where its first line fits", [FULL, "乙" * 30, "丙"], [1, 1, 2]),
    ("one that is kept whole moves", [FULL, "整:" + "乙" * 30, "丙"], [1, 2, 2]),
    ("a heading does not stay behind alone", [FULL, "题:乙", "丙"], [1, 2, 2]),
    ("nor do two of them", ["甲" * 20 * 18, "题:乙", "题:丙", "丁"], [1, 2, 2, 2]),
    ("a chapter begins a page", ["甲", "第:乙", "丙"], [1, 2, 2]),
    ("a long paragraph goes over pages", ["甲" * 20 * 45, "乙"], [1, 3]),
    ("a forced break ends a page", ["断:甲", "乙"], [1, 2]),
    ("a table repeats its heading on each page", ["表40:", "乙"], [3]),
    ("a caption stays with its table", [FULL, "题:乙", "表3:", "丙"], [1, 2, 2]),
]


@pytest.mark.parametrize(("name", "told", "pages"), PAGES, ids=[row[0] for row in PAGES])
def test_paragraphs_come_to_stand_on_the_pages_that_their_lines_fill(name: str, told: list[str], pages: list[int]) -> None:
    assert laid_out(*told) == pages


@pytest.mark.office
def test_the_pages_printed_in_the_contents_are_those_of_the_printed_paper() -> None:
    printed = [re.sub(r"[ \u3000]+", "", page) for page in printed_pages()]
    numbers = [[int(found) for found in re.findall(r"^—(\d+)—$", page, re.MULTILINE)] for page in printed]
    headings = [heading for heading in find_headings(docx.Document(BytesIO(samples_paper()))) if heading.level <= 3]
    told = re.findall(r"^(.+?)\.{3,}(\d+)$", "\n".join(printed), re.MULTILINE)
    assert len(told) >= 60
    wrong, at = [], 0
    for heading, (_, page) in zip(headings, told, strict=True):
        name = re.sub(r"\s", "", f"{heading.label}{heading.text}")[:16]
        at = next(
            place for place in range(at, len(printed)) if numbers[place] and re.search(rf"^{re.escape(name)}", printed[place], re.MULTILINE)
        )
        wrong += [(name, page, numbers[at])] if int(page) not in numbers[at] else []
    assert len(wrong) <= len(told) // 33  # fonts that are not there are replaced, and a line may end elsewhere
    assert all(min(abs(int(page) - number) for number in there) == 1 for _, page, there in wrong)


@pytest.mark.office
def test_the_paper_of_the_sample_ledgers_has_as_many_pages_as_the_province_reads() -> None:
    assert 70 <= len(printed_pages()) <= 110
