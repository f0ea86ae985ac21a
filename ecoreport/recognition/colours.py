"""Cells whose fill a legend on the sheet explains: 黄色为暂估 says of a yellow cell what a comment on it would."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.model import Cell, Sheet
from ecoreport.model.layout import written

_LONGEST = 120  # characters of a line that explains colours
_NAMED = re.compile(r"(?:标|填|涂)?(?P<colour>黄|绿|红|蓝|橙|灰|紫)(?:色|底|底色|色底|标|格)?(?:的|部分|单元格|数字|数据)*")
_PLAIN = re.compile(r"(?:没有|无|未填|不带|未标)(?:底色|颜色|填色|标色|色)?(?:的|部分|单元格|数字|数据)*")
_IS = re.compile(r"(?:为|是|表示|代表|=|:|—|-)+")
_MEANT = re.compile(r"[黄绿红蓝橙灰紫没无未不]")  # a colour, or none
_PARTS = re.compile(r"[,;。、\s]+")
_LONGEST_STATE = 20  # characters of the words of a colour
_GREY, _WHITE, _YELLOW, _ORANGE = 24, 240, 0.75, 0.45  # how far channels differ in a grey; how light white is; green beside red


def explained(sheet: Sheet) -> Sheet:
    """Give the cells of a sheet, where a line on it says what colours mean, that meaning as a comment; others stay as they are."""
    if not sheet.fills:
        return sheet
    told = colours_named(sheet)
    if not told:
        return sheet
    fills = {(row, column): name_of_colour(colour) for row, column, colour in sheet.fills}
    return replace(sheet, cells=tuple(_with_meaning(cell, told.get(fills.get((cell.row, cell.column), ""))) for cell in sheet.cells))


def read_colours(sheet: Sheet, asserts: Callable[[str], bool], tasks: frozenset[int]) -> tuple[dict[str, str], set[str]]:
    """Find what colours mean: a text that is filled with one, or stands beside a blank cell that is, outside the rows of tasks."""
    fills = {(row, column): colour for row, column, colour in sheet.fills}
    met = {colour for (row, _), colour in fills.items() if row in tasks}
    found = {colour: {words} for colour in met if (words := colours_named(sheet).get(name_of_colour(colour))) and asserts(words)}
    addresses: set[str] = set()
    for cell in sheet.cells if met else ():
        if cell.row in tasks or not isinstance(cell.value, str) or not asserts(cell.value) or len(cell.value) > _LONGEST_STATE:
            continue
        near = (fills.get((cell.row, column)) for column in (cell.column, cell.column - 1, cell.column + 1))
        if (colour := next((each for each in near if each), None)) in met and colour is not None:
            found.setdefault(colour, set()).add(written(cell))
            addresses.add(cell.address)
    return {colour: next(iter(words)) for colour, words in found.items() if len(words) == 1}, addresses


def _with_meaning(cell: Cell, meaning: str | None) -> Cell:
    bare = meaning and cell.comment is None and not (isinstance(cell.value, str) and _names(written(cell)))
    return replace(cell, comment=meaning) if bare and cell.counts else cell


def colours_named(sheet: Sheet) -> Mapping[str, str]:
    """Read what the lines of a sheet say of colours, by the colour's name; "" is what cells without one are."""
    told: dict[str, str] = {}
    for cell in sheet.cells:
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST:
            told |= _names(written(cell))
    return told if any(told) else {}


def _names(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    text = even(text)
    if not _MEANT.search(text):  # as most texts
        return found
    for part in _PARTS.split(text):
        head = _NAMED.search(part) or _PLAIN.search(part)
        joint = _IS.match(part, head.end()) if head else None
        if head and joint and part[joint.end() :] and head.start() <= len("图例说明:"):
            found[head.groupdict().get("colour") or ""] = part[joint.end() :]
    return found


def name_of_colour(colour: str) -> str:
    """Name a fill by its hue, as people do: FFFF00 黄, 92D050 绿; a white one is none."""
    red, green, blue = (int(colour[-6:][at : at + 2], 16) for at in (0, 2, 4))
    high, low = max(red, green, blue), min(red, green, blue)
    if high - low < _GREY:
        return "" if high > _WHITE else "灰"
    if red < high:
        return "绿" if green == high else "蓝"
    if blue > green:
        return "紫" if blue > _YELLOW * red else "红"
    return "黄" if green > _YELLOW * red else "橙" if green > _ORANGE * red else "红"
