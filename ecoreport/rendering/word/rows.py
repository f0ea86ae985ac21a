"""The plain rows of a long table, kept as text while the document around them is a tree, where a row takes ten times as much."""

import zlib
from collections.abc import Iterator

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from ecoreport.language import patterns as re
from ecoreport.rendering.word.marks import Styles, expand, is_marked
from ecoreport.rendering.word.tables import finish_tables

_MANY = 400  # rows of a document from which on it is worth while
_SOME = 200  # rows that are a tree at once
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
        self._runs: list[list[bytes]] = []
        self._forms: dict[str, int] = {}

    def take_out(self, xml: str) -> str:
        """Leave rows that follow one another behind the first of them; none where pages are counted, for which each row counts."""
        root = _ROOT.search(xml)
        if root is None or xml.count("</w:tr>") < _MANY or _CONTENTS.search(xml):
            return xml
        self._names = root[1]
        kept, end = [], 0
        for first, *rows in self._runs_of(xml):
            if len(rows) >= _SOME:
                kept += [xml[end : first.end()], f"<?ecoreport-rows {len(self._runs)}?>"]
                end = rows[-1].end()
                self._runs.append([_pack(rows[at : at + _SOME]) for at in range(0, len(rows), _SOME)])
        return "".join((*kept, xml[end:]))

    def put_back(self, data: bytes, styles: Styles) -> Iterator[bytes]:
        """Give a document's bytes with its rows again, piece by piece."""
        if not self._runs:
            yield data
            return
        for place, piece in enumerate(_PLACE.split(data)):
            if place % 2 == 0:
                yield piece
            else:
                yield from (self._finished(pack, styles) for pack in self._runs[int(piece)])

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
        if is_marked(row):
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


def _pack(rows: list[re.Match[str]]) -> bytes:
    return zlib.compress("".join(row[0] for row in rows).encode(), 1)
