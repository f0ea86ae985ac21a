"""The stamp of an issued ledger: for whom it is and what was printed on it, as few cells of its hidden sheet hold it.

Format, writer and reader together. The texts are packed and carry a check sum of their own: what was printed is known from the ledger
itself, of whatever edition its plan was, and costs the reader as good as nothing.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Mapping

STAMP_SCHEMA = "ecoreport.ledger/"  # of every version
PRINTED = "printed"  # the key of the row that holds the packed texts

PrintedText = tuple[str, str, str, str]  # sheet, code, field, text

_PIECE = 30_000  # characters in one cell, which holds 32,767
_MOST = 4 * 1024 * 1024  # bytes unpacked: an honest form has some ten thousand
_SHAPE = 4


def pack_stamp(properties: Mapping[str, str], texts: Iterable[PrintedText]) -> tuple[str, ...]:
    """Pack the facts and the printed texts of a ledger into texts of cells."""
    table = json.dumps([dict(properties), [list(text) for text in texts]], ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(table.encode(), 9)).decode("ascii")
    return tuple(packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE))


def unpack_stamp(pieces: Iterable[str]) -> tuple[dict[str, str], list[PrintedText]] | None:
    """Read what was packed; None where it is not whole, or none of ours."""
    unpacker = zlib.decompressobj()
    try:
        table = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), _MOST)
        properties, texts = json.loads(table) if unpacker.eof else ((), ())
    except (ValueError, TypeError, zlib.error, RecursionError):
        return None
    if not isinstance(properties, dict) or not isinstance(texts, list):
        return None
    rows = [row for row in texts if isinstance(row, list) and len(row) == _SHAPE]
    if len(rows) != len(texts) or not all(isinstance(each, str) for row in (*rows, properties, properties.values()) for each in row):
        return None
    return properties, [(sheet, code, field, text) for sheet, code, field, text in rows]
