"""The plain rows of a long table, kept as text while the document around them is a tree, where a row takes ten times as much."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from ecoreport.language import patterns as re
from ecoreport.rendering.word.marks import Styles, expand, is_marked
from ecoreport.rendering.word.tables import finish_tables

_MANY = 100  # rows that follow one another, from which on it is worth while
_LONG = 1 << 19  # characters that are looked at, and are a tree, at once
_END, _LINE = "</w:tr>", "\n<w:p"  # docxtpl begins a line with each paragraph, and takes it back
_OTHERS = re.compile(r"[\t\a\n\f]|{_[{%]|[}%]_}")  # what it makes something of afterwards
_ROOT = re.compile(r"<w:\w+([^>]*)>")
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_WORDS = re.compile(r"(?<=>)[^<>]+(?=</w:t>)")
_PLACE = re.compile(rb"<\?ecoreport-rows (\d+)\?>")
_CONTENTS = re.compile(r"<w:instrText[^>]*>\s*TOC\s", re.IGNORECASE)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
# What a row is finished by together with others: all else is finished row by row.
_TOGETHER = re.compile(
    r"<(?!/?w:)|<w:(?:tbl|gridSpan|vMerge|hMerge|fldChar|fldSimple|instrText|bookmark|hyperlink|drawing|pict|object|sdt|sectPr|numPr"
    r"|outlineLvl|ins|del|move|comment|footnote|endnote|altChunk)"
)


class Rows:
    """Takes plain rows out of a document's text, and puts them back, finished, where they stood."""

    def __init__(self, headings: frozenset[str]) -> None:
        self._headings = headings  # styles by which a paragraph is one
        self._names = ""  # the attributes of the document: its namespaces
        self._packs: list[bytes] = []
        self._forms: dict[str, int] = {}

    def beside(self, engine: Any) -> "_Engine":
        """Give the engine that fills templates, its rows taken out while it fills one."""
        return _Engine(engine, self)

    def take_out(self, source: str, pieces: Iterable[str]) -> str:
        """Leave rows that follow one another behind the first of them; none where pages are counted, for which each row counts."""
        root = _ROOT.search(source)
        if root is None or _CONTENTS.search(source):
            return "".join(pieces)
        self._names = root[1]
        return "".join(told for part in _parts(pieces) for told in self._kept(part))

    def _kept(self, xml: str) -> Iterator[str]:
        end = 0
        for first, *rows in self._runs_of(xml):
            if len(rows) >= _MANY:
                yield from (xml[end : first.end()], f"<?ecoreport-rows {len(self._packs)}?>")
                end = rows[-1].end()
                self._packs.append(zlib.compress("".join(row[0] for row in rows).replace(_LINE, "<w:p").encode(), 1))
        yield xml[end:]

    def put_back(self, data: bytes, styles: Styles) -> Iterator[bytes]:
        """Give a document's bytes with its rows again, piece by piece."""
        for place, piece in enumerate(_PLACE.split(data)):
            if place % 2 == 0:
                yield piece
            else:
                yield self._finished(self._packs[int(piece)], styles)

    def _runs_of(self, xml: str) -> Iterator[list[re.Match[str]]]:
        """Gather plain rows that follow one another and have as many cells."""
        run: list[re.Match[str]] = []
        cells = 0
        for row in _ROW.finditer(xml):
            cells, before = self._cells(row[0]), cells
            if run and (cells != before or row.start() != run[-1].end()):
                yield run
                run = []
            if cells:
                run.append(row)
        if run:
            yield run

    def _cells(self, row: str) -> int:
        """Count the cells of a plain row; 0 of one that is finished together with others."""
        row = row.replace(_LINE, "<w:p")
        if is_marked(row) or _OTHERS.search(row):
            return 0
        form = _WORDS.sub("", row)
        if form not in self._forms:
            plain = not _TOGETHER.search(form) and self._headings.isdisjoint(_STYLE.findall(form))
            self._forms[form] = form.count("</w:tc>") if plain else 0
        return self._forms[form]

    def _finished(self, pack: bytes, styles: Styles) -> bytes:
        table = parse_xml(f"<w:tbl{self._names}>{zlib.decompress(pack).decode()}</w:tbl>")
        expand(table, {}, styles)
        finish_tables(table)
        told: bytes = serialize_part_xml(table)
        return told[told.index(b">", told.index(b"<w:tbl")) + 1 : told.rindex(b"</w:tbl>")]


class _Engine:
    """Fills a template piece by piece."""

    def __init__(self, engine: Any, rows: Rows) -> None:
        self._engine, self._rows = engine, rows

    def from_string(self, source: str) -> Self:
        self._template, self._source = self._engine.from_string(source), source
        return self

    def render(self, context: Mapping[str, Any]) -> str:
        return self._rows.take_out(self._source, self._template.generate(context))


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    """Join pieces to parts that are not too long to be looked at, each ending with a row."""
    held, length = [], 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > _LONG and _END in piece:
            part, end, rest = "".join(held).rpartition(_END)
            yield part + end
            held, length = [rest], len(rest)
    yield "".join(held)
