"""Names of files as values: the bytes by which a file is opened, and the text that every output can hold.

A name is decoded here and nowhere else, and always alike: the language of the machine has no say, so the same files have the same names in
every output, whoever runs the program.
"""

import os
import unicodedata

from ecoreport.language import patterns as re
from ecoreport.language.widths import clean, squeeze
from ecoreport.records import dataclass

LONGEST_NAME = 2_048  # characters shown of a path; only members of archives and folders a thousand deep have longer ones
_HIDING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # characters that steer a screen, hide, reverse or break a line, or are half of one
# What no file's name may hold becomes its full-width twin, so that no two names fall together.
_UNFIT = str.maketrans({forbidden: chr(ord(forbidden) + 0xFEE0) for forbidden in '\\/:*?"<>|'})
_PUNCTUATION = re.compile(r"[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\uff00-\uffef·]")


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """What a file is called. Sorted by what is shown, then by its bytes, which differ where two names look alike."""

    shown: str
    path: bytes


def shown_name(given: str | bytes | os.PathLike[str]) -> str:
    """Give the text that stands for a name or a path in every output: printable, encodable, of bounded length.

    Bytes are UTF-8, else GBK where that is evident (common Hanzi throughout), else ‘\\xd6\\xdb’. Nothing in it steers a screen.
    """
    raw = given if isinstance(given, bytes) else path_bytes(given)
    return shorten("".join(map(_visible, "/".join(decode_name(part) for part in raw.split(b"/")))))


def shorten(text: str) -> str:
    """Leave out the middle of a name that nobody could read; its end says what kind of file it is."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME // 2]}…{text[1 - LONGEST_NAME // 2 :]}"


def path_bytes(given: str | os.PathLike[str]) -> bytes:
    """Give the bytes of a path as the system holds it; what the language of the machine cannot say is meant as UTF-8."""
    try:
        return os.fsencode(given)
    except UnicodeEncodeError:
        return os.fspath(given).encode("utf-8", "surrogateescape" if os.name == "posix" else "surrogatepass")


def fit_name(text: str) -> str:
    """Make a text fit to be the name of one of our own files, under every system."""
    return squeeze(clean(text)).translate(_UNFIT)


def native_path(given: str | os.PathLike[str]) -> str:
    """Give a path as this process can hand it to the system, in a language that cannot say it too."""
    return os.fsdecode(path_bytes(given))


def native_name(name: str) -> str:
    """Give the name of one of our own files as this process can hand it to the system: its bytes are UTF-8 in every language."""
    return os.fsdecode(name.encode("utf-8")) if os.name == "posix" else name


def decode_name(raw: bytes) -> str:
    """Decode a name; a byte that nothing explains becomes half a character, which `shown_name` shows as ‘\\xd6’."""
    for form in ("strict", "surrogatepass"):  # the latter: half of a pair, as Windows allows it
        try:
            return raw.decode("utf-8", form)
        except UnicodeDecodeError:
            continue
    return _decode_gbk(raw) or raw.decode("utf-8", "surrogateescape")


def _decode_gbk(raw: bytes) -> str:
    """Read a name as GBK where nothing speaks against it: Hanzi and their punctuation only, a third of them common ones."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    foreign = [character for character in text if not character.isascii() and not _PUNCTUATION.match(character)]
    if not all("\u4e00" <= character <= "\u9fff" for character in foreign):
        return ""
    common = sum(_is_common(character) for character in foreign)
    return text if common * 3 >= len(foreign) else ""


def _is_common(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _visible(character: str) -> str:
    code = ord(character)
    if unicodedata.category(character) not in _HIDING and code not in (0xFFFE, 0xFFFF):
        return character
    if 0xDC80 <= code <= 0xDCFF:  # a byte that could not be decoded
        return f"\\x{code - 0xDC00:02x}"
    known = clean(character)
    if known.startswith("‹"):
        return known
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
