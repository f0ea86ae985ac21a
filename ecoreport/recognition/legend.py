"""What a sheet says its own short signs stand for: 1栏为计划,2栏为上年; MB目标 SJ实际; A列—目标值."""

import re
from collections.abc import Mapping

from ecoreport.language.widths import even, fold
from ecoreport.model import Sheet
from ecoreport.model.layout import written

_LONGEST_SIGN, _LONGEST_MEANING, _LONGEST = 8, 14, 200  # characters of a sign, of what it means, of the line that says so
_LEAST = 2  # pairs that make a legend
_PARTS = re.compile(r"[,;、。\s]+")
_OPENS = re.compile(r"^(?:注|说明|图例|其中|代码|字段|栏目|列名|备注)(?:说明|含义|解释)?:")
_JOINT = re.compile(r"(?:[栏列项]|字段)?(?:=|:|[-—–]+>?|→|为|是|即|指|表示|代表|对应|填)?")


def legend_of(sheet: Sheet) -> Mapping[str, str]:
    """Map the signs that stand alone in cells of a sheet (folded) to what a line of text on it says they mean; empty where none does."""
    texts = [written(cell) for cell in sheet.cells if cell.counts]
    signs = {fold(text) for text in texts if 0 < len(text) <= _LONGEST_SIGN}
    told: dict[str, str] = {}
    for text in texts:
        if _LONGEST_SIGN < len(text) <= _LONGEST and len(found := _pairs(text, signs)) >= _LEAST:
            told |= found
    return told


def _pairs(text: str, signs: set[str]) -> dict[str, str]:
    """Take a line apart into signs and meanings; {} where a part is neither, which no legend has."""
    found: dict[str, str] = {}
    for part in _PARTS.split(_OPENS.sub("", even(text))):
        if pair := _pair(part, signs):
            found[pair[0]] = pair[1]
    return found


def _pair(part: str, signs: set[str]) -> tuple[str, str] | None:
    for length in range(min(len(part) - 1, _LONGEST_SIGN), 0, -1):
        sign = fold(part[:length])
        joint = _JOINT.match(part, length)
        meaning = part[joint.end() if joint else length :]
        bare = not sign.isascii() and (joint is None or not joint[0])
        if sign in signs and not bare and 0 < len(meaning) <= _LONGEST_MEANING and not meaning[:1].isdecimal():
            return sign, meaning
    return None
