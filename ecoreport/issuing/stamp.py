"""The stamps by which a ledger is known again, whatever became of its rows."""

import hashlib
from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.issuing.duties import Duty
from ecoreport.issuing.page import Stamp, put_text
from ecoreport.language.widths import clean
from ecoreport.model import IndicatorSystem
from ecoreport.model.stamp import PRINTED, pack_stamp

_SHOWN = ("schema", "template")


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
    """Write the very hidden sheet: in words what it is and which form this is, then all facts and every locked text, packed."""
    texts = [(stamp.sheet, stamp.code, stamp.field, clean(stamp.text)) for stamp in stamps]
    packed = pack_stamp(properties, texts)
    for row, written in enumerate((*((key, properties[key]) for key in _SHOWN), (PRINTED, *packed)), 1):
        for column, text in enumerate(written, 1):
            cell = sheet.cell(row, column)
            put_text(cell, text)
            cell.number_format = "@"
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
