"""汇总表.xlsx in the office's own layout: sheets and columns renamed, dropped and moved; a faulty layout refused."""

import re

import pytest
import reported
from goldens import changed
from workbook_dumps import dump
from workbook_views import QUIET, book_of, draw, drop_sheet, follow, headings, links, open_book, render_workbook, write_layout

from ecoreport.errors import TemplateError

pytestmark = pytest.mark.filterwarnings(QUIET)


def test_an_office_may_rename_a_sheet_and_all_links_follow(tmp_path):
    def rename(text):
        return re.sub(r'title = "(.)', r"""title = "\1'""", text)

    folder = write_layout(tmp_path, rename)
    book = open_book(render_workbook(reported.small_report(), templates=folder))
    assert "数'据溯源" in book.sheetnames
    assert "'数''据溯源'" in {cell.hyperlink.location.rpartition("!")[0] for cell in links(book)}
    assert "'指''标完成情况'!$N$5" in book.defined_names["指标判定"].value


@pytest.mark.parametrize("key", ["overview", "indicators", "findings", "lineage", "departments", "key_tasks", "trends", "files"])
def test_an_office_may_drop_any_sheet(tmp_path, key):
    folder = write_layout(tmp_path, drop_sheet(key))
    book = open_book(render_workbook(reported.small_report(), templates=folder))
    assert len(book.sheetnames) == len(book_of("sample_report").sheetnames) - 1
    assert {follow(book, cell).parent.title for cell in links(book)} <= set(book.sheetnames)


def test_an_office_may_drop_and_move_columns(tmp_path):
    def change(text):
        text = re.sub(r'  \{ field = "status", heading = "判定".*\n', "", text, count=1)
        line = '  { field = "reporter", heading = "填报单位", width = 11 },\n'
        assert line in text
        return text.replace(line, "").replace('  { field = "domain", heading = "领域"', line + '  { field = "domain", heading = "领域"', 1)

    sheet = open_book(render_workbook(reported.small_report(), templates=write_layout(tmp_path, change)))["指标完成情况"]
    assert "判定" not in headings(sheet)
    assert headings(sheet)["填报单位"] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('field = "gap"', 'field = "gapp"', "gapp"),
        ('title = "问题清单"', 'title = "问题/清单"', "问题/清单"),
        ('title = "问题清单"', 'title = "总览"', "重复"),
        ('paper = "A3"', 'paper = "A0"', "A3"),
        ("[sheets.unused]", "[sheets.wrong]", "wrong"),
        ("width = 5 ", "width = 500 ", "width"),
        ('"指标判定"', '"A1"', "A1"),
        ("[words.status]", "[words.status", "TOML"),
    ],
)
def test_a_faulty_layout_is_refused_with_what_to_mend(tmp_path, old, new, said):
    folder = write_layout(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(TemplateError, match=re.escape(said)):
        render_workbook(reported.small_report(), templates=folder)


# ---- what a changed column changes of the approved text ----------------------------------------------

REASON = '  { field = "reason", heading = "判定依据", width = 29 },\n'


@pytest.mark.parametrize(
    ("change", "most"),
    [
        (lambda text: text.replace('heading = "判定依据"', 'heading = "依据"', 1), 1),
        (lambda text: text.replace(REASON, "", 1), 1),
        (
            lambda text: text.replace(REASON, "", 1).replace(
                '  { field = "domain", heading = "领域"', REASON + '  { field = "domain", heading = "领域"', 1
            ),
            0,
        ),
    ],
    ids=["renamed", "dropped", "moved"],
)
def test_a_changed_column_changes_its_own_lines_of_the_approved_text_and_no_others(tmp_path, change, most):
    """Its own: one in each row, in the list of columns and in the memory of where it stands; a renamed one changes both ways."""
    after = render_workbook(reported.small_report(), templates=write_layout(tmp_path, change))
    lines = changed(dump(draw("small_report")), dump(after))
    assert [line for line in lines if "依据" not in line] == []
    assert len(lines) <= 2 * (most * len(reported.small_report().items) + 2)
