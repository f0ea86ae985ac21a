"""Whose numbers of which kind a table holds: settled once, before any record is made, by what stands nearest to it.

Nearest are its title and the notes above and below it, then its sheet's name, the sender (填报单位), the file's name, its folders. A row,
a column or a block narrows it. A form's own title and the department printed on it say nothing of whose copy it is: a county fills in
the city's form.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal

from ecoreport.language.places import find_places
from ecoreport.language.remarks import ANY_YEAR
from ecoreport.language.sites import is_adviser
from ecoreport.language.widths import even
from ecoreport.matching.ownership import labelled_parts, others_in
from ecoreport.matching.places import Place, Places
from ecoreport.matching.remarks import narrowed_by
from ecoreport.model import Cell, Ledger, Scope, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_SHORT_HEADING = 6  # characters

Where = Literal["title", "note", "sheet", "sender", "file", "folder", "comment"]


@dataclass(frozen=True, slots=True)
class Said:
    """One text that may say whose numbers of which kind a table holds, and where it stands."""

    text: str
    source: Source
    where: Where
    of: str = ""  # the one sheet that it speaks of


KindReader = Callable[[Sequence[Said]], Scope]  # what the texts around a table, the nearest first, say of the kind and the part of the year


def no_kind(said: Sequence[Said]) -> Scope:
    """Say nothing of kinds."""
    _ = said
    return Scope()


def said_of_file(ledger: Ledger, labels: Sequence[LabelledText], vocabulary: Vocabulary, about: Place | None = None) -> tuple[Said, ...]:
    """List what is said of a whole file: by 填报单位 cells, its name (but for a region that it tells `about`), its folders."""
    path, source = PurePosixPath(ledger.file), Source(ledger.file)
    rows = {(label.sheet, label.cell.row) for label in labels if label.role == "department"}
    cells = [(sheet.name, cell) for sheet in ledger.sheets for cell in sheet.cells if (sheet.name, cell.row) in rows and cell.counts]
    firsts = {(sheet, cell.row): cell for sheet, cell in sorted(cells, key=lambda told: (-told[1].row, -told[1].column))}
    headings = {place for place, cell in firsts.items() if _is_head(cell, vocabulary)}  # rows: 指标名称 | 单位 | 宁波市
    heads = {(sheet, cell.row, cell.column - 1) for sheet, cell in cells if _is_head(cell, vocabulary)}
    senders = (
        Said(label.text, Source(ledger.file, label.sheet, label.cell.address), "sender")
        for label in labels
        if label.role == "department"
        and (vocabulary.names_sender(label.label) or (label.sheet, label.cell.row) not in headings)
        and (vocabulary.names_sender(label.label) or not is_adviser(label.text))
        and (len(label.text) > _SHORT_HEADING or (label.sheet, label.cell.row, label.cell.column) not in heads)
    )
    return (
        *senders,
        Said(path.stem.replace(about.words, "") if about else path.stem, source, "file"),
        *(Said(part, source, "folder") for part in reversed(path.parts[:-1])),
    )


def _is_head(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Stands a heading here, beside what only looks like a sender: 单位 | 定海区 | 普陀区 | 2020年."""
    text = written(cell)
    short = isinstance(cell.value, str) and len(text) <= _SHORT_HEADING and ":" not in even(text)
    return short and vocabulary.label(text) is None


def table_scope(said: Sequence[Said], places: Places, kind_of: KindReader = no_kind, *, stamped: bool = False) -> Scope:
    """Settle the one scope of a table from what is said around it, the nearest first; `stamped`: on an issued form."""
    place = _place(said, places, stamped=stamped)
    kind = kind_of(said)
    return kind if place is None else place.within(kind)


def narrowed(table: Scope, place: Place | None, source: Source | None) -> Scope:
    """Hold what a row or a column says of its place against its table's scope."""
    if place is None:
        return table
    if place.kind != "own":
        return place_scope(place, source).within(table)
    if table.region and table.source and table.source.cell is None:
        return replace(table, region=None, elsewhere=place.name)  # a county's file that tells of the city: not the city's word
    if place.sure and table.elsewhere and [name.level for name in find_places(table.elsewhere)][-1:] == ["city"]:
        return table  # 全市 in another city's table is that city
    bare = replace(table, region=None, elsewhere=None)
    return Scope() if bare.adopted else bare


def _place(said: Sequence[Said], places: Places, *, stamped: bool) -> Scope | None:
    """Find the owner: any other place or region that is named near the table; our own word within the file outranks its name."""
    told = [
        (each, place)
        for each in said
        if (place := _of_note(each, places) if each.where in ("note", "comment") else _of_labels(each, places) or places.of(each.text))
        and not (each.where == "folder" and place.wide)
    ]
    named = _owners(told, places, stamped=stamped)
    first = next(named, None)
    if first and first[1].general:  # 全县, 我区: which one may be said farther out
        first = next((pair for pair in named if pair[1].kind == "region" and not pair[1].general), first)
    return place_scope(first[1], first[0].source) if first else None


def _of_note(said: Said, places: Places) -> Place | None:
    """Say whose numbers a note says that its table holds; a part of ours is no more ours than another place."""
    if place := places.of_note(said.text):
        return place
    told = narrowed_by(said.text, ANY_YEAR, places, beside=said.where == "comment")
    return Place("elsewhere", told.words, even(said.text)) if told and told.kind in ("part", "elsewhere", "measure") else None


def _of_labels(said: Said, places: Places) -> Place | None:
    """Say of what part alone a line of labels over a table tells: 监测点位:厂界下风向 | 监测单位:…"""
    parts = labelled_parts(even(said.text)) if said.where == "title" and ":" in even(said.text) else ()
    notes = (replace(said, text=part, where="note") for part in parts)
    return next((place for note in notes if (place := _of_note(note, places)) and place.kind == "elsewhere"), None)


def _owners(told: Sequence[tuple[Said, Place]], places: Places, *, stamped: bool) -> Iterator[tuple[Said, Place]]:
    ours = called = False
    for reach in (("title", "note", "comment", "sheet", "sender"), ("file",), ("folder",)):
        near = [(each, place) for each, place in told if each.where in reach]
        if not ours:
            yield from ((each, place) for each, place in near if place.kind != "own" and not (called and others_in(place.words)))
        own = [place for _, place in near if place.kind == "own" and not stamped]
        called = called or any(places.names_us(place) for _, place in near if place.kind == "own")  # 周边城市.xlsx, where 舟山市 is one
        ours = ours or any(places.names_us(place) if reach == ("file",) else place.sure for place in own)


def place_scope(place: Place, source: Source | None = None) -> Scope:
    """Say as a scope whose numbers they are; of this place's own nothing."""
    if place.kind == "own":
        return Scope()
    if place.kind == "region":
        return Scope(region=place.name, words=place.words, source=source)
    return Scope(elsewhere=place.name, words=place.words, source=source)
