"""Count pages: where each heading comes to stand, as Word and LibreOffice lay the document out.

A contents list is printed with page numbers before any program has laid the document out; Word counts again when it opens
the file. What decides is measured here: exact line heights, breaks, tables row by row, figures; what a style leaves open (a line as
high as its font) is taken at its usual height.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ecoreport.records import dataclass
from ecoreport.rendering.word.headings import blocks_of
from ecoreport.rendering.word.lines import count_lines
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

_TWIPS = 20  # a point
_EMU = 12_700  # a point
_AUTO = 1.448  # a line that is as high as its font wants, in type sizes: that of the Noto fonts, which have the highest lines
_SINGLE = 240  # w:line of one such line
_BREAK = -1.0  # stands among the heights of lines where a page is ended
_SLACK = 0.01  # points: what rounding may make of a full page
_RULE = 0.5  # points of a table's line
_CELL_MARGIN = 108  # twips, where nothing says otherwise
_P, _TBL, _PPR, _RPR, _VAL = qn("w:p"), qn("w:tbl"), qn("w:pPr"), qn("w:rPr"), qn("w:val")
_T, _BR, _EXTENT = qn("w:t"), qn("w:br"), qn("wp:extent")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph is set, in points."""

    size: float = 10.5
    before: float = 0.0
    after: float = 0.0
    line: float = _SINGLE
    rule: str = "auto"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    page_before: bool = False

    @property
    def height(self) -> float:
        """Give the height of one line."""
        own = self.size * _AUTO
        if self.rule == "auto":
            return own * self.line / _SINGLE
        return self.line / _TWIPS if self.rule == "exact" else max(own, self.line / _TWIPS)


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands on one page or breaks between its lines."""

    node: Element
    heights: tuple[float, ...]  # of its lines; a row that is kept whole has one
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    whole: bool = False
    page_before: bool = False
    head: float = 0.0  # of a table's rows: how high its repeated heading is


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The pages of one section, in points."""

    width: float
    height: float
    start: int | None = None  # where its page numbers begin anew
    kind: str = "nextPage"


def pages_of(document: Any, wanted: frozenset[Element]) -> dict[Element, int]:
    """Give the printed number of the page on which each wanted paragraph of the body stands."""
    looks = _read_looks(document.styles.element)
    sections: list[tuple[_Sheet, list[_Block]]] = []
    for sheet, blocks in _sections(document.element.body, looks):
        if sheet.kind == "continuous" and sections:
            sections[-1][1].extend(blocks)
        else:
            sections.append((sheet, blocks))
    number, found = 0, dict[Element, int]()
    for sheet, blocks in sections:
        number = _fill(blocks, sheet, number + 1 if sheet.start is None else sheet.start, wanted, found)
    return found


def _fill(blocks: list[_Block], sheet: _Sheet, number: int, wanted: frozenset[Element], found: dict[Element, int]) -> int:
    """Lay blocks on the pages of a section, from a page's number on; give the number of its last page."""
    left, after, fresh = sheet.height, 0.0, True
    for place, block in enumerate(blocks):
        before = 0.0 if fresh and not block.page_before else max(block.before, after)
        if not fresh and (block.page_before or before + _least(blocks, place) > left + _SLACK):
            number, left, before = number + 1, sheet.height - block.head, 0.0
        if block.node in wanted:
            found[block.node] = number
        left -= before
        for height in block.heights:
            if height == _BREAK:
                number, left, fresh = number + 1, sheet.height, True
                continue
            if height > left + _SLACK and not fresh:
                number, left = number + 1, sheet.height - block.head
            left -= height
            fresh = False
        after = block.after
    return number


def _least(blocks: list[_Block], place: int) -> float:
    """Say how much of a page a block needs to begin on it: with what must stand on the same page as its end."""
    block = blocks[place]
    needed = _start(block)
    while block.keep_next and place + 1 < len(blocks):
        place += 1
        following = blocks[place]
        if following.page_before:
            break
        needed += max(block.after, following.before) + _start(following)
        block = following
    return needed


def _start(block: _Block) -> float:
    """Say how much of a block must stand together."""
    together = block.heights if block.whole or block.keep_next else block.heights[:1]
    return sum(height for height in together if height != _BREAK)


# ---- sections, paragraphs, rows ----------------------------------------------------------------


def _sections(body: Element, looks: Mapping[str | None, _Look]) -> Iterator[tuple[_Sheet, list[_Block]]]:
    gathered: list[Element] = []
    for node in blocks_of(body):
        properties = node if node.tag == qn("w:sectPr") else node.find(f"{_PPR}/{qn('w:sectPr')}")
        if node.tag in (_P, _TBL):
            gathered.append(node)
        if properties is not None:
            sheet = _sheet(properties)
            yield sheet, [block for each in gathered for block in _blocks(each, sheet.width, looks)]
            gathered = []


def _sheet(properties: Element) -> _Sheet:
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    around = {side: abs(_number(margins, side)) for side in ("top", "bottom", "left", "right")}
    numbering, kind = properties.find(qn("w:pgNumType")), properties.find(qn("w:type"))
    start = numbering.get(qn("w:start")) if numbering is not None else None
    return _Sheet(
        _number(size, "w") - around["left"] - around["right"],
        _number(size, "h") - around["top"] - around["bottom"],
        int(start) if start is not None else None,
        kind.get(_VAL) if kind is not None else "nextPage",
    )


def _number(node: Element, name: str, missing: float = 0.0) -> float:
    """Read a measure in twips as points."""
    value = node.get(qn(f"w:{name}")) if node is not None else None
    return float(value) / _TWIPS if value is not None else missing


def _blocks(node: Element, width: float, looks: Mapping[str | None, _Look]) -> Iterator[_Block]:
    if node.tag == _P:
        look = _look_of(node, looks)
        yield _Block(
            node, _heights(node, look, width), look.before, look.after, look.keep_next, look.keep_lines, look.page_before
        )  # fmt: skip
        return
    head, margin = 0.0, _margin(node)
    for row in node.iterchildren(qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        heights = _row_heights(row, margin, looks)
        heading = properties is not None and properties.find(qn("w:tblHeader")) is not None
        unsplit = properties is not None and properties.find(qn("w:cantSplit")) is not None
        yield _Block(row, heights if not unsplit else (sum(heights),), keep_next=heading, whole=unsplit, head=0.0 if heading else head)
        head += sum(heights) if heading else 0.0


def _row_heights(row: Element, margin: float, looks: Mapping[str | None, _Look]) -> tuple[float, ...]:
    """Give the heights of a row's lines: those of its tallest cell, with the line below it."""
    tallest: list[float] = []
    for cell in row.iterchildren(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        width = _number(properties.find(qn("w:tcW")) if properties is not None else None, "w") - 2 * margin
        lines: list[float] = []
        for paragraph in cell.iterchildren(_P):
            look = _look_of(paragraph, looks)
            heights = [height for height in _heights(paragraph, look, width) if height != _BREAK]
            lines += [look.before, *heights, look.after]
        if (merge is None or merge.get(_VAL) != "restart") and sum(lines) > sum(tallest):
            tallest = lines
    return (*tallest[:-1], (tallest[-1] if tallest else 0.0) + _RULE)


def _margin(table: Element) -> float:
    own = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn('w:left')}")
    return _number(own, "w", _CELL_MARGIN / _TWIPS) if own is not None else 57 / _TWIPS


def _heights(paragraph: Element, look: _Look, width: float) -> tuple[float, ...]:
    nodes = list(paragraph.iter(_T, _BR, _EXTENT))
    drawn = [int(node.get("cy")) / _EMU for node in nodes if node.tag == _EXTENT]
    if drawn:
        return (max(drawn) + look.height * 0.25,)
    room = max(look.size, width - look.left - look.right)
    heights: list[float] = []
    for part in _broken(nodes):
        heights += [_BREAK] if part is None else [look.height] * count_lines(part, look.size, room, look.first)
    return tuple(heights)


def _broken(nodes: Iterable[Element]) -> list[str | None]:
    """Cut the words of a paragraph at its forced line breaks; None stands for the end of a page."""
    parts: list[str | None] = [""]
    for node in nodes:
        if node.tag == _T:
            parts[-1] = f"{parts[-1] or ''}{node.text or ''}"
        else:
            parts += [None, ""] if node.get(qn("w:type")) == "page" else [""]
    return parts if parts[-2:] != [None, ""] else parts[:-1]


# ---- looks -------------------------------------------------------------------------------------


def _look_of(paragraph: Element, looks: Mapping[str | None, _Look]) -> _Look:
    properties = paragraph.find(_PPR)
    if properties is None:
        return looks[None]
    style = properties.find(qn("w:pStyle"))
    look = looks.get(style.get(_VAL), looks[None]) if style is not None else looks[None]
    return _with(look, properties, None) if len(properties) > (style is not None) else look


def _read_looks(root: Element) -> dict[str | None, _Look]:
    """Resolve every paragraph style; None stands for the default one."""
    defaults = root.find(qn("w:docDefaults"))
    ground = _Look()
    if defaults is not None:
        for properties in defaults.iter(_PPR):
            ground = _with(ground, properties, None)
        for properties in defaults.iter(_RPR):
            ground = _with(ground, None, properties)
    nodes = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style")) if style.get(qn("w:type")) == "paragraph"}
    looks: dict[str | None, _Look] = {}

    def resolve(name: str, seen: frozenset[str]) -> _Look:
        if name not in nodes or name in seen:
            return ground
        if name not in looks:
            parent = nodes[name].find(qn("w:basedOn"))
            inherited = resolve(parent.get(_VAL), seen | {name}) if parent is not None else ground
            looks[name] = _with(inherited, nodes[name].find(_PPR), nodes[name].find(_RPR))
        return looks[name]

    for name in nodes:
        resolve(name, frozenset())
    default = next((name for name, node in nodes.items() if node.get(qn("w:default")) == "1"), None)
    looks[None] = looks.get(default, ground)
    return looks


def _with(look: _Look, properties: Element | None, letters: Element | None) -> _Look:
    """Lay a paragraph's own properties, and those of its letters, over what it inherits."""
    changed: dict[str, Any] = {}
    if letters is not None and (size := letters.find(qn("w:sz"))) is not None:
        changed["size"] = int(size.get(_VAL)) / 2
    if properties is not None:
        spacing, indent = properties.find(qn("w:spacing")), properties.find(qn("w:ind"))
        if spacing is not None:
            changed |= {side: _number(spacing, side, getattr(look, side)) for side in ("before", "after")}
            changed |= {"line": float(spacing.get(qn("w:line"), look.line)), "rule": spacing.get(qn("w:lineRule"), look.rule)}
        if indent is not None:
            changed |= {side: _number(indent, side, getattr(look, side)) for side in ("left", "right")}
            changed["first"] = _number(indent, "firstLine", -_number(indent, "hanging", -look.first))
        for name, key in (("keepNext", "keep_next"), ("keepLines", "keep_lines"), ("pageBreakBefore", "page_before")):
            if (switch := properties.find(qn(f"w:{name}"))) is not None:
                changed[key] = switch.get(_VAL, "1") not in ("0", "false", "off")
    return replace(look, **changed) if changed else look
