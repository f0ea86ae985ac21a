"""Drop formatted cells and rows without content from a sheet's XML before it is parsed.

Offices format whole columns down to row 1,048,576; such a sheet is 100 MB of nothing, and this is what makes it quick.
Only whole tags that carry their own address go, and only where the next one carries its own too; at the first comment, CDATA section
or processing instruction the rest of the part passes untouched.
"""

import re
from collections.abc import Iterable, Iterator

_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?(?: t="[a-z]+")?(?:/>|></c>))+(?=<c r="|</row>)')
_ROWS = re.compile(rb'(?:<row r="[0-9]{1,7}"[^<>]*(?:(?<=/)>|></row>))+(?=<row r="|</sheetData>)')


def drop_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a part on without its blanks; a piece always ends where a tag ends, so that no tag is cut in two."""
    chunks = iter(chunks)
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        if b"<!" in piece or piece.count(b"<?") > piece.startswith(b"<?xml"):
            yield piece
            yield from chunks
            return
        end = piece.rfind(b"<")
        rest = piece[end:] if end > 0 else piece
        if end > 0:
            yield _ROWS.sub(b"", _CELLS.sub(b"", piece[:end]))
    yield rest
