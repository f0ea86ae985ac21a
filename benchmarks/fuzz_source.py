"""How many cells a mutant stores, counted in its bytes before any reader sees them: what is not delivered must be told."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from ecoreport.reading.counting import count_cells
from ecoreport.reading.scanning import count_fields, count_ods, count_page, count_xml2003

_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_DECLARED = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)  # Excel's own first line is none of the table's
_DELIMITERS = (",", "\t", ";", "|")
_UNPACKED = (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError, zlib.error, struct.error)


def stored(kind: str, data: bytes) -> int:
    """Count the cells with content of a file of a kind; 0 where its bytes do not say, which no reader can fall short of."""
    count = _COUNT.get(kind)
    try:
        return count(data) if count else 0
    except _UNPACKED:  # a text that is in no encoding is a ValueError
        return 0


def _in_workbook(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(count_cells((package.read(name),)) for name in set(package.namelist()) if _SHEET_PART.fullmatch(name))


def _in_ods(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(count_ods((package.read("content.xml"),))) if "content.xml" in package.namelist() else 0


def _in_archive(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(name.rpartition(".")[2], package.read(name)) for name in set(package.namelist())]
    return sum(stored(kind, member) for kind, member in members if kind in ("xlsx", "csv"))


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return text.rstrip("\x1a")  # how DOS ended a text


def _in_text(data: bytes) -> int:
    """Count by whatever delimiter gives the fewest fields, with quotes or without: which one was meant is the reader's to decide."""
    whole = _text(data)
    text = _DECLARED.sub("", whole)
    declared = _DECLARED.match(whole)
    found = [declared[1]] if declared else [delimiter for delimiter in _DELIMITERS if delimiter in text] or [","]
    return min(_filled(text, delimiter, quoted=quoted) for delimiter in found for quoted in (True, False))


def _filled(text: str, delimiter: str, *, quoted: bool) -> int:
    blank = re.sub(
        rf"(?:(?<=[{re.escape(delimiter)}\r\n])|\A)[^\S{re.escape(delimiter)}\r\n]+(?=[{re.escape(delimiter)}\r\n]|\Z)", "", text
    )
    return count_fields(blank, delimiter, quoted=quoted)


def _in_page(data: bytes) -> int:
    return count_page(_text(data))


def _in_pages(data: bytes) -> int:
    return sum(map(count_page, re.split(r"\n--", _text(data))))  # no page goes on behind the end of its part


def _in_xml2003(data: bytes) -> int:
    return sum(count_xml2003(data))


_COUNT: dict[str, Callable[[bytes], int]] = {
    "xlsx": _in_workbook,
    "ods": _in_ods,
    "zip": _in_archive,
    "csv": _in_text,
    "gbk": _in_text,
    "html": _in_page,
    "mht": _in_pages,
    "xml2003": _in_xml2003,
}
