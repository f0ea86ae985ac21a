"""Break a text into lines as Word and LibreOffice do: Hanzi one by one, Latin word by word, no line begins with a closing mark.

Only how many lines a paragraph takes matters here, so widths are those of the fonts that official papers use: a Hanzi is as wide as
the type is high, Latin letters and figures are those of Times New Roman.
"""

from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

from ecoreport.language import patterns as re

# Widths in thousandths of the type size, U+0020 to U+007E.
_TIMES = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
_NARROW = dict.fromkeys("≈≠±×÷μ³²", 549)  # which East Asian tables call wide, and a Latin font draws
_HANZI = 1000
_SLACK = 0.05  # points
_GAP = 200  # what stands between Hanzi and Latin
_WIDEST = (_HANZI + _GAP) / 1000  # of one character, in type sizes
_QUOTES, _QUOTE = "“”‘’", 444
_PERCENTS = re.compile(r"%[）、，；。：]+$")  # 38.2%、40.1%、 stay together
_HANGS = re.compile(r"(?:(?:^|[^!-~）〕」”])[）〕」”]*|%[）〕」”]+)[，。、．]$")  # may stand in the margin behind a full line
_NEVER_FIRST = "，。、；：？！）》】〕」』”’％…—·,.;:?!)]}%/"
_NEVER_LAST = "（《【〔「『“‘([{"
_SHORT = 32  # characters of a text that may well stand in other places too
_PIECES = re.compile(rf"[!-~≥≤]+?(?:[-/](?=[A-Za-z])|(?![!-~≥≤]))|\s+|[{_NEVER_LAST}]*.")  # a Latin word may be cut after a dash


def count_lines(text: str, size: float, width: float, first: float) -> int:
    """Count the lines that a paragraph takes: type size and widths in points, `first` what its first line is shorter by."""
    if len(text) * size * _WIDEST <= min(width, width - first):
        return 1
    room, lines, used = width - first, 1, 0.0
    for piece, thousandths, gap, hanging in _known(text) if len(text) <= _SHORT else _pieces(text):
        extent = thousandths * size / 1000
        if used and used + extent - (size if hanging else 0) > room + _SLACK:
            lines, used, room = lines + 1, 0.0, width
            if piece.isspace():
                continue
        if not used:  # nothing stands before it on its line
            extent -= gap * size / 1000
        cut = max(0, ceil((extent - _SLACK) / room) - 1) if not used else 0  # a word longer than a line goes on in the next ones
        lines, used = lines + cut, used + extent - cut * room
    return lines


def _pieces(text: str) -> tuple[tuple[str, int, int, bool], ...]:
    """Cut a text where a line may end: each piece with its width in thousandths, the gap in it that parts it from the one before, and
    whether its last mark may hang.
    """
    joined: list[str] = []
    for piece in _PIECES.findall(text):
        if joined and _are_one(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    told, before = [], ""
    for piece in joined:
        gap = _GAP if before and _meet(before, piece[0]) else 0
        told.append((piece, _extent(before, piece), gap, _HANGS.search(piece) is not None))
        before = piece[-1]
    return tuple(told)


_known = lru_cache(maxsize=1 << 14)(_pieces)  # the same names and marks stand in cell after cell


def _are_one(before: str, piece: str) -> bool:
    """Does no line end between two pieces."""
    if before.isspace():
        return False
    return piece[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST or (_is_latin(piece) and _PERCENTS.search(before) is not None)


def _extent(before: str, piece: str) -> int:
    width = 0
    for character in piece:
        quoted = character in _QUOTES and _is_latin(before)  # a quotation mark is as wide as what stands before it
        width += _QUOTE if quoted else _width(character) + (_GAP if before and _meet(before, character) else 0)
        before = character
    return width


def _width(character: str) -> int:
    if " " <= character <= "~":
        return _TIMES[ord(character) - 32]
    return _NARROW.get(character) or (_HANZI if east_asian_width(character) in "WFA" else _HANZI // 2)


def _meet(before: str, character: str) -> bool:
    """Do a Hanzi and a Latin letter or figure stand side by side."""
    return (_is_hanzi(before) and _is_sign(character)) or (_is_sign(before) and _is_hanzi(character))


def _is_hanzi(character: str) -> bool:
    return "一" <= character <= "鿿"


def _is_sign(character: str) -> bool:
    return character == "%" or (character.isascii() and character.isalnum())


def _is_latin(character: str) -> bool:
    return "!" <= character[:1] <= "~"
