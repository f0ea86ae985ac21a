"""Drop formatted cells and rows without content from a sheet's XML before it is parsed.

Offices format whole columns down to row 1,048,576; such a sheet is 100 MB of nothing, and this is what makes it quick.
Only whole tags that carry their own address go, and only where the next one carries its own too; at the first comment, CDATA section
or processing instruction the rest of the part passes untouched. What is held back until the next chunk is never longer than a chunk.
"""

from collections.abc import Iterable, Iterator

from ecoreport.language import patterns as re
from ecoreport.reading import limits

_CELLS = re.compile(rb'(?:<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]+")?(?: t="[a-z]+")?(?:/>|></c>))+(?=<c r="|</row>)')
_ROWS = re.compile(rb'(?:<row r="[0-9]{1,7}"[^<>]*(?:(?<=/)>|></row>))+(?=<row r="|</sheetData>)')
_ENDS = (b'"/><c r="', b'"/></row>', b'"></c>', b'/><row r="', b'"></row>')  # how a blank cell or row ends where it may be dropped
_SMALL = limits.MIB  # a part up to here is parsed sooner than searched


def drop_blanks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a part on without its blanks; a piece ends before a "<", so that no tag is cut in two but what is longer than a blank can be."""
    chunks = iter(chunks)
    rest, passed = b"", 0
    for chunk in chunks:
        piece = rest + chunk
        if (b"!" in piece and b"<!" in piece) or (
            b"?" in piece and piece.count(b"<?") > piece.startswith(b"<?xml")
        ):  # one byte is found sooner
            yield piece
            yield from chunks
            return
        end = max(0, piece.rfind(b"<"))
        if len(piece) - end > limits.CHUNK:
            end = len(piece)
        whole, rest = piece[:end], piece[end:]
        passed += len(whole)
        if passed >= _SMALL and any(end in whole for end in _ENDS):  # a look for the ends is quick; most pieces of a full sheet have none
            whole = _ROWS.sub(b"", _CELLS.sub(b"", whole))
        yield whole
    yield rest
