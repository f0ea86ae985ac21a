"""The stamps by which a ledger is known again, whatever became of its rows."""

import hashlib
from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.issuing.duties import Duty
from ecoreport.issuing.page import Stamp, put_text
from ecoreport.model import IndicatorSystem

_TABLE_HEADINGS = ("sheet", "code", "field", "text")


def digest_plan(system: IndicatorSystem) -> str:
    """Name the state of the plan: the same as long as what departments are asked is the same."""
    lines = [system.edition]
    lines += ("|".join((item.id, item.name, item.indicator, item.unit, item.target, *item.departments)) for item in system.items)
    lines += ("|".join((task.id, task.name, task.content, *task.departments)) for task in system.key_tasks)
    lines += ("|".join((goal.id, goal.name, goal.unit, goal.target, *goal.departments)) for goal in system.text_goals)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def number_template(system: IndicatorSystem, duty: Duty, period: int) -> str:
    """Give the number that stands on the cover and on every printed page."""
    return f"{system.edition}-{period}-{duty.department}-{digest_plan(system)[:6]}"


def write_stamps(sheet: Worksheet, properties: dict[str, str], stamps: Sequence[Stamp]) -> None:
    """Write the very hidden sheet: keys and values, a blank row, then every locked text."""
    rows: list[tuple[str, ...]] = [*properties.items(), (), _TABLE_HEADINGS]
    rows += ((stamp.sheet, stamp.code, stamp.field, stamp.text) for stamp in stamps)
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put_text(cell, text)
            cell.number_format = "@"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
