"""How many cells with content a sheet's part holds, found in its bytes without a parser: what was delivered must be as many.

Most parts are counted by the ends of their cells as every program writes them. Only where that number is not the one delivered is the
part searched with care, for then either it is written otherwise or something is lost.
"""

import re
from collections.abc import Iterable, Iterator

_CELL_END = b"</c>"
_CONTENT_ENDS = (b"</v></c>", b"</is></c>", b"</f></c>")
_BLANK_ENDS = (b'"></c>', b"<v></v></c>")  # the former is none of the contents' ends, the latter is one of them
_START, _ROW = b"<c ", b"<row"  # no end of a cell reaches beyond the start of the next cell or row

_ATTRIBUTES = rb"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*"""
_OPEN = re.compile(rb"<(?:[\w.-]+:)?sheetData\b" + _ATTRIBUTES + rb"(/?)>")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_CELL = re.compile(rb"<((?:[\w.-]+:)?)c(\s" + _ATTRIBUTES + rb")?>(.*?)</\1c\s*>|<(?:[\w.-]+:)?c(?:\s" + _ATTRIBUTES + rb")?/>", re.DOTALL)
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:f|is)[\s/>]|<(?:[\w.-]+:)?v(?:\s" + _ATTRIBUTES + rb")?>(?!\s*</)")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v[\s/>]")
_PASSED = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


class CellCounter:
    """Watches the bytes of a part go by and counts the ends of cells with content."""

    def __init__(self) -> None:
        self._ended = self._filled = self._blank = self._hollow = 0

    @property
    def quick(self) -> int:
        """Give how many cells hold something; -1 where a cell ends otherwise than programs write it."""
        return self._filled - self._hollow if self._ended == self._filled + self._blank else -1

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        rest = b""
        for chunk in chunks:
            piece = rest + chunk
            cut = max(piece.rfind(_START), piece.rfind(_ROW))
            cut = len(piece) if cut < 0 else cut
            self._count(piece[:cut])
            rest = piece[cut:]
            yield chunk
        self._count(rest)

    def _count(self, piece: bytes) -> None:
        self._ended += piece.count(_CELL_END)
        self._filled += sum(map(piece.count, _CONTENT_ENDS))
        self._blank += piece.count(_BLANK_ENDS[0])
        self._hollow += piece.count(_BLANK_ENDS[1])


def count_cells(chunks: Iterable[bytes]) -> int:
    """Count the cells within <sheetData> that hold a formula, an inline text, or a value that is not blank."""
    found, within, rest = 0, False, b""
    for chunk in chunks:
        rest += chunk
        if not within:
            if not (opened := _OPEN.search(rest)):
                continue
            if opened[1]:
                return 0
            within, rest = True, rest[opened.end() :]
        if closed := _CLOSED.search(rest):
            return found + _count(rest[: closed.start()])
        if (cut := rest.rfind(b"</row>")) > 0:
            found += _count(rest[:cut])
            rest = rest[cut:]
    return found + _count(rest)


def _count(piece: bytes) -> int:
    if b"<!--" in piece or b"<?" in piece:
        piece = _PASSED.sub(b"", piece)
    return sum(_holds(match[2] or b"", match[3]) for match in _CELL.finditer(piece) if match[3])


def _holds(attributes: bytes, inner: bytes) -> bool:
    return bool(_CONTENT.search(inner) or (_ERROR.search(attributes) and _VALUE.search(inner)))
