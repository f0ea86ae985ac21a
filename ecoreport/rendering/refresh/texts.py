"""A paper read as text: its paragraphs cut into sentences, its tables into cells, and what a program sets anew left out.

What a field shows (the number of a caption, a page) and a picture are one hole in the text: people do not type them.
"""

from collections.abc import Iterator
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.records import dataclass
from ecoreport.rendering.word.headings import blocks_of, find_headings, style_ids
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

HOLE = "\ufffc"
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’）】〕]*|[^。！？；\n]+|\n")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_P, _T, _TBL = qn("w:p"), qn("w:t"), qn("w:tbl")
_APART = frozenset(qn(f"w:{name}") for name in ("txbxContent", "del", "moveFrom"))
_DRAWN = frozenset(qn(f"w:{name}") for name in ("drawing", "pict", "object"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text node of a paragraph, and where its words stand in the paragraph's text."""

    node: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    node: Element  # None where only the text was kept
    text: str
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    @property
    def key(self) -> str:
        """Give what is compared: blanks are a matter of layout."""
        return bare(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    node: Element  # None where only the text was kept
    cells: tuple[tuple[Paragraph, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("\n".join(paragraph.text for paragraph in cell) for cell in self.cells)

    @property
    def key(self) -> str:
        return "\t".join(bare(text) for text in self.texts)


@dataclass(frozen=True, slots=True)
class Table:
    node: Element  # None where only the text was kept
    rows: tuple[Row, ...]
    caption: str = ""  # the paragraph above it

    @property
    def key(self) -> str:
        """Tell tables apart by what stands above them, their heading and their first column."""
        first = [row.texts[0] for row in self.rows[1:6] if row.texts]
        return bare("\t".join((self.caption, *(self.rows[0].texts if self.rows else ()), *first)))


Block = Paragraph | Table


def bare(text: str) -> str:
    """Give a text without its blanks."""
    return _SPACES.sub("", text)


def numbers(text: str) -> list[str]:
    """List the numbers of a text."""
    return _NUMBER.findall(text)


def sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """Cut a paragraph where a sentence or a part of an enumeration ends; what holds no words is none."""
    for match in _SENTENCE.finditer(paragraph.text):
        if bare(match[0]).strip(HOLE):
            yield Sentence(paragraph, match.start(), match.end())


def read_blocks(document: Any) -> tuple[Block, ...]:
    """Read the paragraphs and tables of a document in their order; the lines of contents are left out."""
    listed = {id_ for name, id_ in style_ids(document).items() if name.startswith(("toc ", "table of figures"))}
    blocks: list[Block] = []
    for node in blocks_of(document.element.body):
        if node.tag == _P and _style(node) not in listed:
            blocks.append(read_paragraph(node))
        elif node.tag == _TBL:
            above = next((each.text for each in reversed(blocks) if isinstance(each, Paragraph)), "")
            blocks.append(_read_table(node, above))
    return tuple(blocks)


def keys(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Give what blocks say, sentence by sentence and row by row, as it is compared."""
    for block in blocks:
        yield from (each.key for each in (sentences(block) if isinstance(block, Paragraph) else block.rows))


def _style(node: Element) -> str | None:
    style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if style is None else str(style.get(qn("w:val")))


def _read_table(node: Element, above: str) -> Table:
    rows = tuple(
        Row(row, tuple(tuple(map(read_paragraph, cell.iterchildren(_P))) for cell in row.iterchildren(qn("w:tc"))))
        for row in node.iterchildren(qn("w:tr"))
    )
    return Table(node, rows, above)


def read_paragraph(node: Element) -> Paragraph:
    """Read one paragraph: what is struck out by a tracked change is not read, what is inserted is."""
    text, stretches, depth = "", list[Stretch](), 0
    for each in _walk(node):
        if each.tag == qn("w:fldChar"):
            kind = each.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            text += HOLE if kind == "begin" and depth == 1 else ""
        elif depth:
            continue
        elif each.tag == _T:
            words = each.text or ""
            stretches.append(Stretch(each, len(text), len(text) + len(words)))
            text += words
        elif each.tag in _DRAWN:
            text += HOLE
        elif each.tag in (qn("w:br"), qn("w:cr")):
            text += "\n"
        elif each.tag == qn("w:tab"):
            text += "\t"
    return Paragraph(node, text, tuple(stretches))


def _walk(node: Element) -> Iterator[Element]:
    """Go through a paragraph in its order, but not into what stands apart from its text."""
    for child in node:
        if child.tag in _APART or child.tag == qn("w:pPr") or not isinstance(child.tag, str):
            continue
        yield child
        if child.tag not in _DRAWN:
            yield from _walk(child)


def places(document: Any) -> dict[Element, str]:
    """Name for each block of the body the heading under which it stands."""
    headings = {heading.paragraph: f"{heading.label} {heading.text}".strip() for heading in find_headings(document)}
    named, under = {}, ""
    for node in blocks_of(document.element.body):
        under = headings.get(node, under)
        named[node] = under
    return named


# ---- the text that a paper keeps of itself -----------------------------------------------------------


def record(blocks: tuple[Block, ...]) -> list[Any]:
    """Write blocks down as plain lists: a text is a paragraph, a list of rows a table."""
    return [
        block.text if isinstance(block, Paragraph) else [[[p.text for p in cell] for cell in row.cells] for row in block.rows]
        for block in blocks
    ]


def recall(recorded: list[Any]) -> tuple[Block, ...]:
    """Read blocks that were written down."""
    blocks: list[Block] = []
    for each in recorded:
        if isinstance(each, str):
            blocks.append(Paragraph(None, each))
        else:
            above = next((block.text for block in reversed(blocks) if isinstance(block, Paragraph)), "")
            rows = tuple(Row(None, tuple(tuple(Paragraph(None, text) for text in cell) for cell in row)) for row in each)
            blocks.append(Table(None, rows, above))
    return tuple(blocks)
