"""How many cells with content a sheet's part holds, found in its bytes without a parser: what was delivered must be as many.

Most parts are counted by the ends of their cells as every program writes them. Only where that number is not the one delivered is the
part searched with care, for then either it is written otherwise or something is lost.
"""

from collections.abc import Iterable, Iterator

from ecoreport.language import patterns as re

_CELL_END = b"</c>"
_CONTENT_ENDS = (b"</v></c>", b"</is></c>", b"</f></c>", b"</f><v/></c>", b"</f><v /></c>")
_UNANSWERED = b"</f><v></v></c>"  # a formula, and no result: something, though its value is nothing
_BLANK_ENDS = (b'"></c>', b"<v></v></c>")  # the former is none of the contents' ends, the latter is one of them
_LONGEST_END = 16  # bytes of the longest of the above
_START, _ROW = b"<c ", b"<row"  # no end of a cell reaches beyond the start of the next cell or row

_ATTRIBUTES = rb"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*"""
_CELL = re.compile(rb"<((?:[\w.-]+:)?)c(\s" + _ATTRIBUTES + rb")?>(.*?)</\1c\s*>|<(?:[\w.-]+:)?c(?:\s" + _ATTRIBUTES + rb")?/>", re.DOTALL)
_FORMULA_OR_TEXT = re.compile(rb"<(?:[\w.-]+:)?(?:f|is)[\s/>]")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v[\s/>]")
_TAG = re.compile(rb"<(?!!\[CDATA\[)[^>]*>")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_PASSED = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ROW_END = b"</row>"


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
            if _CELL_END not in piece:  # behind the cells, or in the midst of a long one
                rest = piece[-_LONGEST_END:]
                yield chunk
                continue
            cut = max(piece.rfind(_START), piece.rfind(_ROW))
            cut = len(piece) if cut < 0 else cut
            self._count(piece[:cut])
            rest = piece[cut:]
            yield chunk
        self._count(rest)

    def _count(self, piece: bytes) -> None:
        if not (ended := piece.count(_CELL_END)):
            return
        self._ended += ended
        self._filled += sum(map(piece.count, _CONTENT_ENDS))
        self._blank += piece.count(_BLANK_ENDS[0])
        self._hollow += piece.count(_BLANK_ENDS[1]) - piece.count(_UNANSWERED)


def count_cells(chunks: Iterable[bytes]) -> int:
    """Count the cells that hold a formula, an inline text, or a value that is not blank."""
    found = 0
    held: list[bytes] = []  # what came since the end of a row
    for chunk in chunks:
        held.append(chunk)
        if _ROW_END in chunk:
            piece = b"".join(held)
            cut = piece.rfind(_ROW_END)
            found += _count(piece[:cut])
            held = [piece[cut:]]
    return found + _count(b"".join(held))


def _count(piece: bytes) -> int:
    if b"<!--" in piece or b"<?" in piece:
        piece = _PASSED.sub(b"", piece)
    return sum(_holds(match[2] or b"", match[3]) for match in _CELL.finditer(piece) if match[3])


def _holds(attributes: bytes, inner: bytes) -> bool:
    if _FORMULA_OR_TEXT.search(inner):
        return True
    return bool(_VALUE.search(inner) and (_ERROR.search(attributes) or _TAG.sub(b"", inner).strip()))
