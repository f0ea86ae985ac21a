"""Decode a file of text: BOM, then UTF-8, then GB18030, strictly; nothing is ever replaced."""

import re

from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import BAD_ENCODING

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def decode(data: bytes, declared: str = "") -> str:
    """Decode, trusting a BOM first, then UTF-8, then what the file declares, then GB18030."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], (encoding,))
    # UTF-8 is tried in any case, and text in UTF-16 could not say so in single bytes
    told = (declared,) if declared and not declared.lower().startswith("utf") else ()
    return _strict(data, ("utf-8", *told, "gb18030"))


def has_control_characters(text: str) -> bool:
    """Text that people write has none: such bytes only happen to decode."""
    return _CONTROL.search(text) is not None


def _strict(data: bytes, encodings: tuple[str, ...]) -> str:
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as fault:
            furthest = max(furthest, fault.start)
        except (LookupError, UnicodeError):  # a declared encoding that does not exist, or is none of text
            continue
    raise UnreadableError(BAD_ENCODING, line=data.count(b"\n", 0, furthest) + 1)
