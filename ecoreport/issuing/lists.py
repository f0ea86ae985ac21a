"""The sheets that are open lists: 佐证材料, 亮点与特色."""

from ecoreport.issuing.form import Table
from ecoreport.issuing.page import Page


def draw_list(page: Page, table: Table) -> None:
    """Draw a head and so many open rows; where the first column is no input, it is numbered."""
    columns = table.columns
    heading_row = page.print_head(table, columns)
    for position in range(1, table.rows + 1):
        row = heading_row + position
        for number, column in enumerate(columns, 1):
            if column.input:
                page.open_cell(row, number, column, "required" if column.required else "optional", column.prompt)
            else:
                page.print_number(row, number, position, code="", name=column.key)
        page.sheet.row_dimensions[row].height = table.least_height
    page.finish(paper=table.paper, last_row=heading_row + table.rows, last_column=len(columns), heading_row=heading_row)
