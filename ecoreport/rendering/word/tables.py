"""Finish the tables of a filled-in document: merge groups downwards, and let rows too tall for a page break."""

from docx.oxml.parser import OxmlElement

from ecoreport.language.widths import lines_needed
from ecoreport.rendering.word.marks import JOIN_KEY, MERGE_KEY, Element
from ecoreport.rendering.word.names import qn

_P, _T = qn("w:p"), qn("w:t")
_LATIN_WIDTH = 100  # twips of one Latin character in a table's 10.5 pt; a Hanzi takes two
_USUAL_COLUMNS = 20
_WIDTH = f"{qn('w:tcPr')}/{qn('w:tcW')}"
_TALLEST = 14  # lines that a row may hold and still be kept in one piece

# what stands before w:vMerge in w:tcPr
_BEFORE_SPAN = tuple(qn(name) for name in ("w:cnfStyle", "w:tcW"))
_BEFORE_MERGE = (*_BEFORE_SPAN, qn("w:gridSpan"), qn("w:hMerge"))


def finish_tables(body: Element) -> None:
    """Merge and loosen every table below an element."""
    for table in body.iter(qn("w:tbl")):
        open_keys: dict[int, str] = {}
        for row in table.iterchildren(qn("w:tr")):
            cells = _join_cells(list(row.iterchildren(qn("w:tc"))))
            open_keys = _merge_row(cells, open_keys)
            _loosen(row, cells)


def _join_cells(cells: list[Element]) -> list[Element]:
    """Let each cell marked for it give its place to the cell on its left."""
    kept: list[Element] = []
    for cell in cells:
        if cell.attrib.pop(JOIN_KEY, None) is None or not kept:
            kept.append(cell)
            continue
        left = kept[-1]
        properties = _properties(left)
        span = properties.find(qn("w:gridSpan"))
        if span is None:
            span = OxmlElement("w:gridSpan")
            properties.insert(sum(1 for child in properties if child.tag in _BEFORE_SPAN), span)
        span.set(qn("w:val"), str(int(span.get(qn("w:val"), "1")) + _span(cell)))
        _widen(left, cell)
        cell.getparent().remove(cell)
    return kept


def _widen(left: Element, right: Element) -> None:
    widths = [cell.find(_WIDTH) for cell in (left, right)]
    if None not in widths:
        widths[0].set(qn("w:w"), str(sum(int(width.get(qn("w:w"))) for width in widths)))


def _span(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _properties(cell: Element) -> Element:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        properties = OxmlElement("w:tcPr")
        cell.insert(0, properties)
    return properties


def _merge_row(cells: list[Element], above: dict[int, str]) -> dict[int, str]:
    """Merge the cells that bear the key of the cell above, column by column; return this row's keys."""
    keys: dict[int, str] = {}
    column = -1
    for cell in cells:
        column += _span(cell)
        key = cell.attrib.pop(MERGE_KEY, None)
        if key is None:
            continue
        keys[column] = key
        if above.get(column) == key:
            _set_merge(cell, "continue")
            _empty(cell)
        else:
            _set_merge(cell, "restart")
    return keys


def _set_merge(cell: Element, value: str) -> None:
    properties = _properties(cell)
    place = sum(1 for child in properties if child.tag in _BEFORE_MERGE)
    properties.insert(place, OxmlElement("w:vMerge", {qn("w:val"): value}))


def _empty(cell: Element) -> None:
    """Leave one paragraph with its properties: a cell without one is no cell."""
    paragraphs = cell.findall(qn("w:p"))
    for extra in paragraphs[1:]:
        cell.remove(extra)
    for child in list(paragraphs[0]):
        if child.tag != qn("w:pPr"):
            paragraphs[0].remove(child)


def _loosen(row: Element, cells: list[Element]) -> None:
    """Let a row break over pages where it would fill most of one: kept whole, its end might not be printed."""
    properties = row.find(qn("w:trPr"))
    unsplit = properties.find(qn("w:cantSplit")) if properties is not None else None
    if unsplit is not None and any(_is_tall(cell) for cell in cells):
        properties.remove(unsplit)


def _is_tall(cell: Element) -> bool:
    if sum(1 if node.tag == _P else len(node.text or "") for node in cell.iter(_P, _T)) <= _TALLEST:
        return False
    texts = ["".join(text.text or "" for text in paragraph.iter(_T)) for paragraph in cell.iter(_P)]
    width = cell.find(_WIDTH)
    columns = int(width.get(qn("w:w"))) / _LATIN_WIDTH if width is not None else _USUAL_COLUMNS
    return sum(lines_needed(text, max(2, columns)) for text in texts) > _TALLEST
