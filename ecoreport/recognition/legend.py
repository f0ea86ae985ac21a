"""What a sheet says its own short signs stand for: 1栏为计划,2栏为上年; MB目标 SJ实际; A列—目标值."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import islice

from ecoreport.language.widths import even, fold
from ecoreport.model import Sheet
from ecoreport.model.layout import written

_LONGEST_SIGN, _LONGEST_MEANING, _LONGEST = 8, 14, 200  # characters of a sign, of what it means, of the line that says so
_MOST = 20_000  # cells of a file that are looked at
_LEAST = 2  # pairs that make a legend
_PARTS = re.compile(r"[,;、。\s]+")
_COUNTS = re.compile(r"(?!(?:19|20)\d\d年?[^\d.]+$)\d")  # 36.2万人, and not 2020年目标
_OPENS = re.compile(r"^(?:注|说明|图例|其中|代码|字段|栏目|列名|备注)(?:说明|含义|解释)?:")
_JOINT = re.compile(r"(?:[栏列项]|字段)?(?:=|:|[-—–]+>?|→|为|是|即|指|表示|代表|对应|填)?")


def legend_of(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """Map the signs that stand alone in cells (folded) to what a line of text, or a list of signs and meanings, says they stand for."""
    cells = ((sheet.name, cell) for sheet in sheets for cell in sheet.cells if cell.counts)
    texts = {(sheet, cell.row, cell.column): written(cell) for sheet, cell in islice(cells, _MOST)}
    signs = Counter(fold(text) for text in texts.values() if 0 < len(text) <= _LONGEST_SIGN)
    told: dict[str, str] = {}
    for text in dict.fromkeys(texts.values()):
        if _LONGEST_SIGN < len(text) <= _LONGEST and len(found := _pairs(text, signs)) >= _LEAST:
            told |= found
    listed = _listed(texts, signs)
    return told | (listed if len(listed) >= _LEAST else {})


def _listed(texts: Mapping[tuple[str, int, int], str], signs: Counter[str]) -> dict[str, str]:
    """Read a list of fields and what they mean, two texts a row: MBZ | 目标值; a sign stands elsewhere too."""
    rows: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (sheet, row, _), text in sorted(texts.items()):
        rows[sheet, row].append(text)
    pairs = [(fold(pair[0]), pair[1]) for pair in rows.values() if len(pair) == 2]
    return {sign: told for sign, told in pairs if sign.isascii() and sign.isidentifier() and signs[sign] > 1 and not told.isascii()}


def _pairs(text: str, signs: Container[str]) -> dict[str, str]:
    """Take a line apart into signs and meanings; {} where a part is neither, which no legend has."""
    found: dict[str, str] = {}
    for part in _PARTS.split(_OPENS.sub("", even(text))):
        if pair := _pair(part, signs):
            found[pair[0]] = pair[1]
    return found


def _pair(part: str, signs: Container[str]) -> tuple[str, str] | None:
    for length in range(min(len(part) - 1, _LONGEST_SIGN), 0, -1):
        sign = fold(part[:length])
        joint = _JOINT.match(part, length)
        meaning = part[joint.end() if joint else length :]
        bare = not sign.isascii() and (joint is None or not joint[0])
        if sign in signs and not bare and 0 < len(meaning) <= _LONGEST_MEANING and not _COUNTS.match(meaning):
            return sign, meaning
    return None
