"""What a line between the rows of a table says of those below it: 以下作废, 二、年度计划, （二）上半年."""

from collections.abc import Sequence
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.matching.kinds import is_bare, kind_in
from ecoreport.model import Cell, Scope, Source
from ecoreport.model.layout import written
from ecoreport.recognition.around import RULES
from ecoreport.recognition.beside import hear, said_beside
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.kinds import kind_of_rows_below, table_of_text
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.vocabulary import Vocabulary

_NUMBERED = re.compile(r"\s*(?:\(?[一二三四五六七八九十\d]{1,2}\s*[、.)]|[【\[])?\s*(.{2,20}?)[\]】:]?\s*")
_FRAME = re.compile(r"^(?:\d{4}年度?|年度|牵头|承担的?|本单位|主要(?!任务))+|(?:完成|进展|落实|填报)*(?:情况)?(?:表|部分|清单)?$")
_OUTRIGHT = ("void", "example")  # wherever they stand in it


def bare_section(text: str) -> str:
    """Leave out what counts a line that parts a table: 二、|年度计划."""
    match = _NUMBERED.fullmatch(even(text))
    return match[1] if match else text


def table_below(text: str, vocabulary: Vocabulary) -> str | None:
    """Say of which kind of table the rows are that stand below a line: 牵头指标, 二、重点任务完成情况."""
    return table_of_text(_FRAME.sub("", bare_section(text)), vocabulary)


def ruled_below(rows: Rows, finder: SubjectFinder, line: int, owned: Sequence[int], before: Scope) -> tuple[Scope, bool]:
    """Say what is told of the rows below a line (until another line stands between, but for 以下作废), and whether this line tells it."""
    cell = rows.grid.own(line, owned[0])
    if len(owned) != 1 or cell is None or not isinstance(cell.value, str):
        return before, False
    if not any(len(rows.owned(below)) > 1 for below in rows.lines() if below > line):
        return before, False  # a note below the table
    source = rows.setting.source(rows.grid.sheet.name, cell.address)
    if kind := kind_of_rows_below(cell.value, rows.setting.vocabulary):
        return Scope(kind, words=written(cell), source=source), True
    ruled = written(cell).lstrip(" (（*※").startswith(RULES)
    dated = not ruled and rows.setting.reader.read("indicator", bare_section(written(cell))).year is not None
    named = dated or finder.knows(rows.kind, written(cell)) or rows.is_place(written(cell))
    said = None if named else _said_below(cell, rows.setting, source, ruled=ruled)
    if said is not None and said != Scope():
        return said, True
    return (before if before.kind == "void" else Scope()), False


def _said_below(cell: Cell, setting: Setting, source: Source, *, ruled: bool) -> Scope | None:
    text = written(cell)
    if ruled:
        return said_beside(text, source, setting, beside=False)
    if _NUMBERED.fullmatch(even(text)) is None:
        return None
    bare = bare_section(text)
    told = kind_in(bare, setting.vocabulary, setting.year, "heading")
    if told and (told.kind in _OUTRIGHT or is_bare(bare, setting.vocabulary)):
        return replace(told, source=source)
    return hear(bare, source, setting) if bare != text else None
