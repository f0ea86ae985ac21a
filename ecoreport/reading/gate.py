"""Which files may be read in this very process: small, regular, an .xlsx by the list of its entries, or a text. All others: in a worker."""

import os
import stat
import zipfile
from contextlib import suppress
from io import BytesIO

from ecoreport.reading import limits
from ecoreport.reading.sniff import sniff
from ecoreport.reading.source import Input

_BYTES = 512 * 1024  # of the file
_INFLATED = limits.MIB  # of its parts of XML: some 25,000 cells at most
_LONGEST_LIST = 64 * 1024  # of its sheets, which may all show one part
_ENTRIES = 200
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED = 1
_TEXTS = (".csv", ".tsv", ".txt")
_LONGEST_TEXT = 32 * 1024  # some 15,000 cells at most


def is_small(source: Input) -> bool:
    """Tell by a look at the list of its entries whether a file is a small, plain .xlsx, or by its bytes whether it is a short text.

    What is skipped without a look is small, too.
    """
    if source.skipped or source.fault:
        return True
    if source.name.lower().endswith(_TEXTS):
        return _is_short_text(source)
    found = False
    with suppress(OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        if source.data is not None:
            found = len(source.data) <= _BYTES and _is_plain(zipfile.ZipFile(BytesIO(source.data)))
        elif source.path is not None and _is_little_file(os.lstat(source.path)):
            with zipfile.ZipFile(os.fsdecode(source.path)) as package:
                found = _is_plain(package)
    return found


def _is_short_text(source: Input) -> bool:
    """Is this a text in which nothing lies that must be opened in its turn: no page, no letter, no archive."""
    data = source.data or b""
    with suppress(OSError, ValueError):
        if source.data is None and source.path is not None and _is_little_file(os.lstat(source.path)):
            with open(os.fsdecode(source.path), "rb") as file:  # noqa: PTH123 — a path in bytes
                data = file.read(_LONGEST_TEXT + 1)
    plain = 0 < len(data) <= _LONGEST_TEXT and b"<" not in data and b"MIME" not in data
    return plain and sniff(data).container == "text"


def _is_little_file(told: os.stat_result) -> bool:
    return stat.S_ISREG(told.st_mode) and told.st_size <= _BYTES


def _is_plain(package: zipfile.ZipFile) -> bool:
    """What the list says of sizes bounds what is inflated: no more than it says is ever given."""
    entries = package.infolist()
    parts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels", ".vml"))]
    return (
        len(entries) <= _ENTRIES
        and any(entry.filename == _WORKBOOK and entry.file_size <= _LONGEST_LIST for entry in entries)
        and all(entry.compress_type in _METHODS and not entry.flag_bits & _ENCRYPTED for entry in entries)
        and sum(entry.file_size for entry in parts) <= _INFLATED
    )
