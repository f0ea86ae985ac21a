"""The sheets that are open lists: 佐证材料, 亮点与特色."""

from ecoreport.issuing.form import Table
from ecoreport.issuing.page import Page

_ONE_PAGE, _A_SUBJECT = 28, 2  # rows of evidence: what a page holds, what one thing that is asked may take


def draw_list(page: Page, table: Table, asked: int | None = None) -> None:
    """Draw a head and open rows: all of the form, or as many as print well for so many things that are asked; more can be put in.

    Where the first column is no input, it is numbered.
    """
    rows = table.rows if page.small or asked is None else min(table.rows, max(_ONE_PAGE, _A_SUBJECT * asked))
    columns = table.columns
    heading_row = page.print_head(table, columns)
    for position in range(1, rows + 1):
        row = heading_row + position
        for number, column in enumerate(columns, 1):
            if column.input:
                page.open_cell(row, number, column, "required" if column.required else "optional", column.prompt)
            else:
                page.print_number(row, number, position, code="", name=column.key)
        page.sheet.row_dimensions[row].height = table.least_height
    page.finish(paper=table.paper, last_row=heading_row + rows, last_column=len(columns), heading_row=heading_row)
    if page.small:
        page.leave_unprinted(len(columns))
