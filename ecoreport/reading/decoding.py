"""Decode a file of text by evidence, strictly: a BOM, UTF-8, then the encoding in which its characters are common ones.

Nothing is ever replaced in silence: a byte that is none of the text's encoding is shown as ‹\\xNN› and told. What was decided against a
declaration, or without one where another encoding was possible, is a guess, and told.
"""

import codecs
from collections import Counter
from itertools import accumulate, pairwise

from ecoreport.language import patterns as re
from ecoreport.reading.faults import Faults, UnreadableError
from ecoreport.reading.rules import BAD_ENCODING, BYTES_LOST, ENCODING_GUESSED
from ecoreport.records import dataclass

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_NEUTRAL = re.compile(r"[\x00-\xff\u2000-\u206f\u2100-\u27ff\u3000-\u303f\uff00-\uffef]")  # marks, units and full-width forms
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WRITTEN = re.compile(r"[\t\r\n\x20-\x7e\u2000-\u303f\u4e00-\u9fff\uff00-\uffef\xb0-\xb7\xd7\u03bc]")  # what a ledger is written with
# Of each encoding the first bytes of its common characters, as its own standard sets them apart from the rare ones.
_COMMON = {"gb18030": ("gb2312", range(0xB0, 0xD8)), "cp950": ("big5", range(0xA4, 0xC7))}
_NAMES = {"gb18030": "GB18030", "cp950": "Big5", "utf-8": "UTF-8", "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "big5hkscs": "cp950", "utf-8-sig": "utf-8"}
_SAMPLE = 100_000  # characters, or bytes, that are weighed
_FEWEST_ZEROS = 200  # one byte in so many is 0 in a table in UTF-16
_NEARLY_ALL = 0.9
_ESCAPED = re.compile(r"[\udc80-\udcff]+")  # bytes that could not be decoded
_SOUND_FOR_ONE = 10  # lines, or characters beyond ASCII, for each place that is damaged
_TOLD_LINES = 10
_SURE, _LIKELY = 0.8, 0.5  # shares of common characters
_MIXED = "UTF-8 与 GB18030 混用"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding to tell of where it was guessed; "" where there was no doubt."""

    text: str
    guessed: str = ""
    broken: tuple[int, ...] = ()  # the lines in which a byte is none of its encoding, once for each place


def note_doubts(what: str, decoded: Decoded, faults: Faults) -> None:
    """Tell of an encoding that was guessed, and of bytes that are none of it."""
    if decoded.guessed:
        faults.add(ENCODING_GUESSED, what=what, encoding=decoded.guessed)
    if decoded.broken:
        lines = list(map(str, dict.fromkeys(decoded.broken)))
        told = "、".join(lines[:_TOLD_LINES]) + (f"等 {len(lines)}" if len(lines) > _TOLD_LINES else "")
        faults.add(BYTES_LOST, what=what, places=len(decoded.broken), lines=told)


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode a whole file; `declared` is what it says of itself, believed where its characters do not say otherwise."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if (text := _strict(data[len(bom) :], encoding)) is None:
                break
            return Decoded(text)
    if wide := wide_encoding(data):
        return Decoded(data.decode(wide), _NAMES[wide])
    told = _known(declared)
    if (text := _strict(data, "utf-8")) is not None and not _only_happens_to_fit(text, data):
        lies = told not in ("", "utf-8") and not data.isascii()
        return Decoded(text, _NAMES["utf-8"] if lies else "")
    return _by_characters(data, told) or _line_by_line(data) or _with_marks(data) or _refuse(data)


def wide_encoding(data: bytes) -> str:
    """Name the kind of UTF-16 that a text without a BOM is in: every other byte of its marks and digits is 0; "" where it is none."""
    sample = data[: _SAMPLE // 2 * 2]
    zeros = max(sample[::2].count(0), sample[1::2].count(0))
    if len(data) % 2 or not zeros or zeros * _FEWEST_ZEROS < len(sample):
        return ""
    return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _reads_well(data, encoding)), "")


def _reads_well(data: bytes, encoding: str) -> bool:
    text = _strict(data, encoding)
    return text is not None and len(_WRITTEN.findall(text[:_SAMPLE])) >= _NEARLY_ALL * min(len(text), _SAMPLE)


def has_control_characters(text: str) -> bool:
    """Text that people write has none: such bytes only happen to decode."""
    return _CONTROL.search(text) is not None


def _only_happens_to_fit(text: str, data: bytes) -> bool:
    """Do a few characters of GB18030 happen to be UTF-8: then they are none that a ledger is written with."""
    if text.isascii() or _HAN.search(text) or _WRITTEN.sub("", text) == "":
        return False
    other = _strict(data, "gb18030")
    return other is not None and _common_share(other, "gb18030") >= _SURE


def _known(declared: str) -> str:
    """Name a declared encoding as Python does, a narrow one by the wider one that Windows writes under its name."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    return _ALIASES.get(name, name)


def _by_characters(data: bytes, told: str) -> Decoded | None:
    """Take the encoding in which the most characters are common; what is declared is tried first."""
    candidates = dict.fromkeys((*((told,) if told and not told.startswith("utf") else ()), "gb18030", "cp950"))
    texts = {encoding: text for encoding in candidates if (text := _strict(data, encoding)) is not None}
    if not texts:
        return None
    shares = {encoding: _common_share(text, encoding) for encoding, text in texts.items()}
    best = max(shares, key=lambda encoding: shares[encoding])  # of equals the first
    if shares[best] < _LIKELY and (better := _line_by_line(data) or _with_marks(data)):
        return better
    doubted = best != (told or "gb18030") or (shares[best] < _SURE and not told)
    return Decoded(texts[best], _NAMES.get(best, best) if doubted else "")


def _common_share(text: str, encoding: str) -> float:
    """Give the share of common characters among those that only this encoding makes; 1 where there are none."""
    standard, first_bytes = _COMMON.get(encoding, ("", range(0)))
    if not standard:
        return _LIKELY
    counts = Counter(_NEUTRAL.sub("", text[:_SAMPLE]))
    common = sum(count for character, count in counts.items() if _first_byte(character, standard) in first_bytes)
    return common / total if (total := counts.total()) else 1.0


def _first_byte(character: str, standard: str) -> int:
    try:
        return character.encode(standard)[0]
    except UnicodeEncodeError:
        return 0


def _line_by_line(data: bytes) -> Decoded | None:
    """Decode a file that was put together from two: each line by itself, and both kinds must make sense."""
    lines: list[str] = []
    kinds: set[str] = set()
    for line in data.split(b"\n"):
        kind = next((encoding for encoding in ("utf-8", "gb18030") if _strict(line, encoding) is not None), "")
        text = line.decode(kind) if kind else ""
        if not kind or (kind == "gb18030" and _common_share(text, kind) < _LIKELY):
            return None
        lines.append(text)
        if not line.isascii():
            kinds.add(kind)
    return Decoded("\n".join(lines), _MIXED) if len(kinds) > 1 else None


def _with_marks(data: bytes) -> Decoded | None:
    """Decode a text of which a few bytes are damaged; they are marked, and all that is sound is read."""
    texts = {encoding: data.decode(encoding, "surrogateescape") for encoding in ("utf-8", "gb18030")}
    places = {encoding: [match.start() for match in _ESCAPED.finditer(text)] for encoding, text in texts.items()}
    best = min(places, key=lambda encoding: len(places[encoding]))  # of equals the first
    text, broken = texts[best], places[best]
    kept = _ESCAPED.sub("", text)
    sound = max(len(_NEUTRAL.sub("", kept)), text.count("\n"))
    if len(broken) * _SOUND_FOR_ONE > sound or (best == "gb18030" and _common_share(kept, best) < _LIKELY):
        return None
    lines = accumulate((text.count("\n", begin, end) for begin, end in pairwise((0, *broken))), initial=1)
    marked = _ESCAPED.sub(lambda match: "".join(f"‹\\x{ord(each) - 0xDC00:02x}›" for each in match[0]), text)
    return Decoded(marked.removeprefix("\ufeff"), broken=tuple(lines)[1:])


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):  # the former: a declared encoding that is none of text
        return None


def _refuse(data: bytes) -> Decoded:
    furthest = 0
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as fault:
            furthest = max(furthest, fault.start)
    raise UnreadableError(BAD_ENCODING, line=data.count(b"\n", 0, furthest) + 1)
