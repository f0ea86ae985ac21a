"""Which files may be read in this very process: small, regular, an .xlsx by the list of its entries. All others are read in a worker."""

import os
import stat
import zipfile
from contextlib import suppress
from io import BytesIO

from ecoreport.reading import limits
from ecoreport.reading.source import Input

_BYTES = 512 * 1024  # of the file
_INFLATED = limits.MIB  # of its parts of XML: some 25,000 cells at most
_LONGEST_LIST = 64 * 1024  # of its sheets, which may all show one part
_ENTRIES = 200
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED = 1


def is_small(source: Input) -> bool:
    """Tell by a look at the list of its entries whether a file is a small, plain .xlsx; what is skipped without a look is small, too."""
    if source.skipped or source.fault:
        return True
    found = False
    with suppress(OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        if source.data is not None:
            found = len(source.data) <= _BYTES and _is_plain(zipfile.ZipFile(BytesIO(source.data)))
        elif source.path is not None and _is_little_file(os.lstat(source.path)):
            with zipfile.ZipFile(os.fsdecode(source.path)) as package:
                found = _is_plain(package)
    return found


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
