"""The cover: who fills the ledger in, what it asks for, and how to fill it in."""

from ecoreport.issuing.duties import Duty
from ecoreport.issuing.form import CoverField
from ecoreport.issuing.page import Page
from ecoreport.issuing.style import Role
from ecoreport.language.widths import lines_needed

_WIDTHS = {"A": 3, "B": 15, "C": 27, "D": 15, "E": 27, "F": 3}
_FIRST, _LAST = 2, 5
_GRID_ROW = 6
_TEXT_WIDTH = _WIDTHS["C"] + _WIDTHS["D"] + _WIDTHS["E"] + _WIDTHS["B"]


def draw_cover(page: Page, duty: Duty) -> None:
    """Draw the cover on an empty sheet."""
    sheet, cover = page.sheet, page.form.cover
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    lines: tuple[tuple[int, float, str, Role, float | None, str], ...] = (
        (1, 20, cover.template, "quiet", None, "template"),
        (2, 40, "", "title", None, ""),
        (3, 48, cover.title, "title", 24, "title"),
        (4, 30, cover.subtitle, "title", 16, "subtitle"),
        (5, 26, "", "title", None, ""),
    )
    for row, height, text, role, size, name in lines:
        page.print_text(row, _FIRST, page.say(text), role, name=name, size=size)
        page.merge(row, _FIRST, row, _LAST)
        sheet.row_dimensions[row].height = height
    row = _draw_deadline(page, _draw_fields(page) + 1)
    row = _draw_summary(page, duty, row + 1)
    row = _draw_instructions(page, row + 1)
    page.finish(paper="A4", last_row=row, last_column=_LAST + 1)
    if page.small:
        page.leave_unprinted(_LAST + 1)


def _draw_fields(page: Page) -> int:
    """Lay label and blank side by side, two pairs to a row; the seal takes a row of its own."""
    fields = page.form.cover.fields
    row = _GRID_ROW
    for position, field in enumerate(fields):
        column = _FIRST + 2 * (position % 2)
        row = _GRID_ROW + position // 2
        _draw_field(page, row, column, field)
        page.sheet.row_dimensions[row].height = 54 if field.key == "seal" else 34
    if len(fields) % 2:
        page.dress(row, (_FIRST + 2, _LAST), "void")
    return row + 1


def _draw_deadline(page: Page, row: int) -> int:
    """Say until when, to whom, and whom to ask."""
    for text in (page.form.cover.due, page.form.cover.contact):
        page.print_text(row, _FIRST, page.say(text), "plain", name="due", size=12)
        page.merge(row, _FIRST, row, _LAST)
        page.sheet.row_dimensions[row].height = 24
        row += 1
    return row


def _draw_field(page: Page, row: int, column: int, field: CoverField) -> None:
    page.print_text(row, column, field.label, "label", name=f"label.{field.key}")
    if field.is_input:
        page.prompt_cell(row, column + 1, field.label, field.prompt, size=12, is_day=field.key == "filled_on")
    else:
        page.print_text(row, column + 1, str(page.words[field.key]), "plan", name=field.key, size=12)


def _draw_summary(page: Page, duty: Duty, row: int) -> int:
    """Say at a glance how much there is to fill in."""
    summary = page.form.cover.summary
    parts = (
        (summary["lead"], len(duty.lead_items)),
        (summary["supporting"], len(duty.supporting_items)),
        (summary["goals"], len(duty.goals)),
        (summary["tasks"], len(duty.tasks)),
    )
    for column, (label, count) in enumerate(parts, _FIRST):
        page.print_text(row, column, label, "heading", name="summary.label", size=11)
        page.print_text(row + 1, column, page.say(summary["count"], count=count), "plan", name="summary.count", size=12)
    page.sheet.row_dimensions[row].height = 24
    page.sheet.row_dimensions[row + 1].height = 28
    return row + 2


def _draw_instructions(page: Page, row: int) -> int:
    cover = page.form.cover
    page.print_text(row, _FIRST, cover.instructions_heading, "section", name="instructions.heading", size=12)
    page.dress(row, range(_FIRST + 1, _LAST + 1), "section")
    page.merge(row, _FIRST, row, _LAST)
    page.sheet.row_dimensions[row].height = 26
    for number, template in enumerate((*cover.instructions, *(cover.small_instructions if page.small else ())), 1):
        row += 1
        text = f"{number}. {page.say(template)}"
        page.print_text(row, _FIRST, text, "plain", name="instruction")
        page.merge(row, _FIRST, row, _LAST)
        page.sheet.row_dimensions[row].height = lines_needed(text, _TEXT_WIDTH / 1.1 - 2) * 15.5 + 5
    return row
