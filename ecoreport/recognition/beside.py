"""What the words in a row or in a note tell of its numbers: a part alone, another place's, another time's, tried out, guessed."""

from ecoreport.language import patterns as re
from ecoreport.language.widths import even, word_key
from ecoreport.matching.kinds import place_in
from ecoreport.matching.remarks import is_extent_of, narrowed_by
from ecoreport.model import Cell, Scope, Source
from ecoreport.model.layout import written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE
from ecoreport.recognition.kinds import KIND_OF
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.scope import Said, place_scope

_AREAS = ("范围", "归属", "区域", "地区", "地域", "地方")
_CARED_FOR = re.compile(r"(?:保护|防治|整治|治理|修复|服务)对象")  # of these no figure tells
_QUOTED = 40  # characters
_OF_ITEMS = ("remark", "statement", "notes", "data_source")  # heard beside an item's value


def hear(text: str, source: Source, setting: Setting, heading: str = "") -> Scope:
    """Say what a text tells of the numbers that it stands beside or over: whose they are, of which kind and part of the year."""
    place = place_in(text, setting.vocabulary, setting.matcher.places)
    kind = setting.kind_of([Said(text, source, "comment")])
    scope = (place_scope(place, source) if place else Scope()).within(kind or Scope())
    return scope if scope != Scope() else said_beside(text, source, setting, heading) or scope


def hear_labelled(label: str, value: str, source: Source, setting: Setting) -> Scope:
    """Say what a label of what numbers are tells with its value: 时段 | 1—6月, 数据性质 | 计划."""
    kinds, bare = setting.vocabulary.kinds, even(label).strip(" :")
    if word_key(bare) in kinds["period_label"]:
        told = setting.kind_of([Said(f"{bare}:{value}", source, "comment")])
        return told if told != Scope() else hear(value, source, setting, bare)
    if bare.endswith(_AREAS) and (place := setting.matcher.places.named_alone(value)):
        return place_scope(place, source)
    return hear(value, source, setting, bare) if any(word in bare for word in kinds["says_kind"]) else Scope()


def said_beside(text: str, source: Source, setting: Setting, heading: str = "", *, beside: bool = True) -> Scope | None:
    """Say as a scope what a text tells of the numbers that it stands beside, or of those of its table."""
    told = narrowed_by(text, setting.year, setting.matcher.places, heading, beside=beside)
    if told is None or told.kind == "lacking":
        return None
    words = even(text).strip()[:_QUOTED]
    if told.kind == "time":
        return Scope(part=words, words=words, source=source)
    if told.kind in KIND_OF:
        return Scope(KIND_OF[told.kind], words=words, source=source)
    return Scope(elsewhere=words, words=words, source=source)


def _is_heard_elsewhere(cell: Cell, rows: Rows, line: int) -> bool:
    """Is it the cell that says whose the row is, or the extent that the item's own name has: 城区 of 城镇…"""
    names = (rows.grid.text(line, column.place) for column in rows.columns if column.field in NAME_LIKE)
    return rows.region(line)[1] is cell or any(is_extent_of(written(cell), name) for name in names)


def of_cells(rows: Rows, line: int) -> Scope | None:
    """Say what the cells tell that stand in a row and in no column of a field: 评价对象 | 勾山断面."""
    fields = {column.place: column.field for column in rows.columns}
    telling = rows.setting.vocabulary.kinds["says_kind"]
    for place, heading in rows.band.heads.items():
        field, told = fields.get(place, ""), any(word in heading.text for word in telling) and not _CARED_FOR.search(heading.text)
        silent = field in (*VALUE_LIKE, *NAME_LIKE) if rows.kind == "task" else field in (*VALUE_LIKE, *NAME_LIKE, *_OF_ITEMS)
        if field == "actual" and heading.text == "" and (over := rows.grid.own(rows.band.last_line, place)):
            cell: Cell | None = over  # a value under no heading: what stands over it may be 八月
        else:
            passed = silent or not (told or (heading.text == "" and field == ""))
            cell = None if passed else rows.grid.own(line, place)
        if cell is None or not isinstance(cell.value, str) or field in ("region", "year") or _is_heard_elsewhere(cell, rows, line):
            continue
        source = rows.setting.source(rows.grid.sheet.name, cell.address)
        if said := said_beside(written(cell), source, rows.setting, heading.text):
            return said
    return None
