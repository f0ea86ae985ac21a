"""Rows of a sheet that stand again below a line 更正: what was told above was told before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.model import Cell, Scope, Sheet
from ecoreport.model.layout import LayoutRecord, written
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.sections import bare_section

_CLAUSES = re.compile(r"[,;，；。]")


def move_former(sheet: Sheet, blocks: Sequence[Block], setting: Setting) -> None:
    """Give what is told again below a line that corrects the values that stand above it as its former ones."""
    for cell in _lines(sheet, setting):
        told = [(block, place) for block in blocks for place in range(len(block.records))]
        below = {_question(block.records[place]): (block, place) for block, place in told if _row(block.records[place]) > cell.row}
        for block, place in told:
            record = block.records[place]
            if _row(record) < cell.row and record.scope == Scope() and _is_single(record) and (again := below.get(_question(record))):
                values = tuple(replace(slot, field="former") for slot in record.all("actual"))
                mended, at = again
                mended.records[at] = replace(mended.records[at], slots=(*mended.records[at].slots, *values))
                block.records[place] = replace(record, slots=tuple(slot for slot in record.slots if slot.field != "actual"))


def _lines(sheet: Sheet, setting: Setting) -> Iterator[Cell]:
    """Give the lines between rows that say that what follows corrects: 更正：, 以下为更正数据,替代上列同名指标."""
    begins = _pattern(setting.vocabulary.words["version_corrected"])
    for cell, *others in rows_of(sheet).values():
        if not others and isinstance(cell.value, str) and begins.fullmatch(_CLAUSES.split(bare_section(even(written(cell))))[0]):
            yield cell


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    told = f"(?:{'|'.join(words)})后?的?"
    return re.compile(rf"(?:[以如]?下[列面表]?)?(?:各项|数据|内容)?[为是系]?{told}(?:说明|情况|内容|数据|指标|部分|如下|为)*:?")


def _row(record: LayoutRecord) -> int:
    return max((slot.cell.row for slot in record.slots), default=0)


def _question(record: LayoutRecord) -> tuple[str, str | None]:
    return record.kind, record.subject


def _is_single(record: LayoutRecord) -> bool:
    """Holds a row one value alone: those of its other years would be lost."""
    return len(record.all("actual")) <= 1
