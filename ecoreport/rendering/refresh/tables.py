"""Tables of three texts become one: rows by what stands in them, columns by their headings, cell by cell."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ecoreport.rendering.refresh.align import align
from ecoreport.rendering.refresh.merge import Merge
from ecoreport.rendering.refresh.texts import Block, Paragraph, Row, Sentence, Table, bare
from ecoreport.rendering.refresh.writing import remove
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

_TABLES_ALIKE = 40  # of 100: captions stay, contents change
_ROWS_ALIKE = 45
_Cell: TypeAlias = tuple[Paragraph, ...]
_TC, _VAL, _MERGE = qn("w:tc"), qn("w:val"), f"{qn('w:tcPr')}/{qn('w:vMerge')}"


def merge_tables(merge: Merge, was: Sequence[Block], mine: Sequence[Block], now: Sequence[Block]) -> dict[int, Element | None]:
    """Bring the tables up to date; give for each place of the new paper with a table that was there before the one that people have.

    One that people deleted is not there again: it stands for what came before it.
    """
    old, own, new = ([(place, each) for place, each in enumerate(blocks) if isinstance(each, Table)] for blocks in (was, mine, now))
    keys = [each.key for _, each in old]
    in_own = align(keys, [each.key for _, each in own], _TABLES_ALIKE)
    in_new = align(keys, [each.key for _, each in new], _TABLES_ALIKE)
    found: dict[int, Element | None] = {}
    for number, (_, table) in enumerate(old):
        theirs = own[in_own[number]][1] if number in in_own else None
        if number in in_new:
            place, fresh = new[in_new[number]]
            if theirs is not None:
                _merge_rows(merge, table, theirs, fresh)
                found[place] = theirs.node
            else:
                found[place] = None
        elif theirs is not None and [row.key for row in theirs.rows] == [row.key for row in table.rows]:
            merge.note_row("removed", theirs.rows[0], table.caption or theirs.rows[0].key, "")
            remove(theirs.node)
    return found


def _merge_rows(merge: Merge, was: Table, mine: Table, now: Table) -> None:
    keys = [row.key for row in was.rows]
    in_mine = align(keys, [row.key for row in mine.rows], _ROWS_ALIKE)
    in_new = align(keys, [row.key for row in now.rows], _ROWS_ALIKE)
    for number, row in enumerate(was.rows):
        own = mine.rows[in_mine[number]] if number in in_mine else None
        new = now.rows[in_new[number]] if number in in_new else None
        if own is None:
            if new is not None and new.key != row.key:
                merge.note_row("deleted", mine.rows[0], row.key, new.key)
            continue
        if new is None:
            if own.key == row.key:
                merge.note_row("removed", own, row.key, "")
                _take_out(own.node)
        else:
            _merge_cells(merge, row, own, new, _headings(was, mine, now))
    _add_rows(merge, now, {j: mine.rows[in_mine[i]] if i in in_mine else None for i, j in in_new.items()}, mine)


def _take_out(row: Element) -> None:
    """Remove a row; a cell that was merged with those below leaves them its words."""
    below = row.getnext()
    if below is not None and below.tag == row.tag:
        for cell, under in zip(row.findall(_TC), below.findall(_TC), strict=False):
            merged, on = cell.find(_MERGE), under.find(_MERGE)
            if merged is not None and merged.get(_VAL) == "restart" and on is not None and on.get(_VAL) != "restart":
                on.set(_VAL, "restart")
                for paragraph in under.findall(qn("w:p")):
                    under.remove(paragraph)
                under.extend(cell.findall(qn("w:p")))
    row.getparent().remove(row)


def _add_rows(merge: Merge, now: Table, known: dict[int, Row | None], mine: Table) -> None:
    """Bring in rows that are new, each behind the one that it follows there."""
    anchor = mine.rows[0].node if mine.rows else None
    for j, row in enumerate(now.rows):
        if j in known:
            own = known[j]
            anchor = own.node if own is not None and own.node.getparent() is not None else anchor
        elif anchor is not None:
            made = merge.imports.copy(row.node)
            anchor.addnext(made)
            merge.note_row("added", mine.rows[0], "", row.key)
            anchor = made


def _merge_cells(merge: Merge, was: Row, mine: Row, now: Row, headings: Mapping[int, int]) -> None:
    columns = _columns(was, mine, now, headings)
    for number, cell in enumerate(was.cells):
        if number >= len(now.cells) or number not in columns or columns[number] >= len(mine.cells):
            continue
        own, new = mine.cells[columns[number]], now.cells[number]
        if len(cell) == len(own) == len(new):
            for a, b, c in zip(cell, own, new, strict=True):
                merge.decide(a.text, _whole(b), _whole(c), cell=True)
        elif bare(_text(own)) == bare(_text(cell)) != bare(_text(new)):
            _replace_cell(merge, mine, columns[number], now, number)
        elif len(cell) == len(new):
            _merge_lines(merge, cell, own, new)


def _merge_lines(merge: Merge, was: _Cell, own: _Cell, new: _Cell) -> None:
    """Bring a cell up to date to which people have added lines, or from which they have taken some."""
    here = align([bare(each.text) for each in was], [bare(each.text) for each in own])
    for number, (then, now) in enumerate(zip(was, new, strict=True)):
        merge.decide(then.text, _whole(own[here[number]]) if number in here else None, _whole(now), cell=True)


def _headings(was: Table, mine: Table, now: Table) -> dict[int, int]:
    """Say where people have moved each column of a grid: by the headings."""
    old, own = was.rows[0], mine.rows[0]
    if len(old.cells) != len(now.rows[0].cells):
        return {}
    then, here = _starts(now.rows[0]), _starts(own)
    return {then[i]: here[j] for i, j in align([bare(text) for text in old.texts], [bare(text) for text in own.texts]).items()}


def _columns(was: Row, mine: Row, now: Row, headings: Mapping[int, int]) -> dict[int, int]:
    """Say which of people's cells each cell of a row is: the same in number, else what stands under the same heading."""
    if len(was.cells) == len(mine.cells):
        return {number: number for number in range(len(was.cells))}
    if len(was.cells) != len(now.cells):
        return {}
    here = {start: number for number, start in enumerate(_starts(mine))}
    found = {number: here.get(headings.get(start, -1)) for number, start in enumerate(_starts(now))}
    return {number: at for number, at in found.items() if at is not None}


def _starts(row: Row) -> list[int]:
    """Give for each cell of a row the column of the grid in which it begins."""
    starts, at = [], 0
    for cell in row.node.findall(_TC):
        starts.append(at)
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        at += int(span.get(_VAL)) if span is not None else 1
    return starts


def _whole(paragraph: Paragraph) -> Sentence:
    return Sentence(paragraph, 0, len(paragraph.text))


def _text(cell: tuple[Paragraph, ...]) -> str:
    return "\n".join(paragraph.text for paragraph in cell)


def _replace_cell(merge: Merge, mine: Row, at: int, now: Row, number: int) -> None:
    """Give a cell that nobody touched the new paragraphs, as many as there are."""
    cell, fresh = mine.node.findall(qn("w:tc"))[at], now.node.findall(qn("w:tc"))[number]
    for paragraph in cell.findall(qn("w:p")):
        cell.remove(paragraph)
    for paragraph in fresh.findall(qn("w:p")):
        cell.append(merge.imports.copy(paragraph))
    merge.note_row("updated", mine, _text(mine.cells[at]), _text(now.cells[number]))
