"""Signs that stand for the state of a task: ticks, lights, codes, colours, and the legend that says what they mean."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from ecoreport.language.widths import even
from ecoreport.model import Sheet
from ecoreport.model.layout import written

_STRONG = frozenset("√✓✔☑■●★⬤◉1是对有yY") | {"是的", "已填", "yes", "Yes", "YES"}
_DENYING = frozenset("×✗✘✕☒□☐○◯〇0否无-—/\\非nN") | {"--", "——", "no", "No", "NO", "没有"}
LONGEST_MARK = 4  # characters: 绿灯, A, ①, 亮绿灯
_LONGEST_STATE = 20  # characters of a legend's words
_LIGHT = re.compile(r"(?:亮)?(?P<colour>绿|黄|红|蓝|橙|灰|白|黑)(?:灯|色|牌)?|[🟢🟡🔴🔵🟠⚪⚫]️?")
_PAIR = re.compile(
    r"(?P<mark>[^\s=,;:、。()]{1,4}?)\s*(?:=+|-{1,2}>?|—+|→|:|(?:为|表示|代表|是指|指|即|是))\s*[\"“]?(?P<words>[^\s=,;、。()\"”]{1,12})"
)
_CODED = re.compile(
    r"(?<![A-Za-z\d.])(?P<mark>[A-Za-z]|\d|[①-⑨√✓✔○●△▲×■□☆★◎◆◇🟢🟡🔴🔵🟠⚪⚫])\s*[.、\-:=]?\s*(?P<words>[^\sA-Za-z\d①-⑨√✓✔○●△▲×■□☆★◎◆◇🟢🟡🔴🔵🟠⚪⚫,;、。()=:\-.]{2,10})"
)
_OPENS = re.compile(r"^\s*(?:图例|注|说明|备注|其中|颜色说明|状态说明|状态代码|代码|代号|填写说明|亮灯规则|标识)\d*\s*[:.、]?\s*")

Asserts = Callable[[str], bool]


def is_filled(text: str) -> bool:
    """Does a cell under a heading say yes by being filled in: √, ●, 1, 是 … and not ×, 否, -."""
    return bool(text) and text not in _DENYING


def ticked(texts: dict[int, str]) -> list[int]:
    """List the places of a row that are ticked: those with a tick, else those with whatever is no denial."""
    strong = [place for place, text in texts.items() if text in _STRONG]
    return strong or [place for place, text in texts.items() if is_filled(text)]


def is_mark(text: str) -> bool:
    """Is a text so short and bare that it only says yes or no."""
    return text in _STRONG or text in _DENYING or (len(text) <= 2 and not any(each.isalnum() for each in text))


def is_sign(text: str) -> bool:
    """Is a text a sign for a state that only a legend explains: a light, a letter, a symbol."""
    return bool(_LIGHT.fullmatch(text)) or (len(text) == 1 and not "\u4e00" <= text <= "\u9fff") or is_mark(text)


def sign_key(text: str) -> str:
    """Fold a sign for comparing: 绿灯, 绿色 and 亮绿灯 are the same light."""
    told = _LIGHT.fullmatch(text.strip())
    return told["colour"] if told and told["colour"] else even(text).strip().casefold()


def read_legend(sheet: Sheet, asserts: Asserts) -> tuple[dict[str, str], set[str]]:
    """Find what signs mean, in a line (绿灯=完成,黄灯=推进) or in two cells beside each other; and the addresses that say so."""
    found: dict[str, set[str]] = {}
    addresses: set[str] = set()
    beside = {(cell.row, cell.column): cell for cell in sheet.cells if cell.counts and not cell.covered}
    held = Counter(row for row, _ in beside)
    for cell in beside.values():
        text = written(cell)
        pairs = [*_pairs(text, asserts)] if isinstance(cell.value, str) and len(text) <= 200 else []
        if (
            not pairs
            and is_sign(text)
            and not text.isdecimal()
            and (other := beside.get((cell.row, cell.column + 1)))
            and held[cell.row] == 2
        ):
            pairs = [(text, written(other))] if asserts(written(other)) else []
            addresses |= {other.address} if pairs else set()
        for mark, words in pairs:
            found.setdefault(sign_key(mark), set()).add(words)
            addresses.add(cell.address)
    return {mark: next(iter(words)) for mark, words in found.items() if len(words) == 1}, addresses


def read_colours(sheet: Sheet, asserts: Asserts, tasks: frozenset[int]) -> tuple[dict[str, str], set[str]]:
    """Find what colours mean: a text that is filled with one, or stands beside a blank cell that is, outside the rows of tasks."""
    fills = {(row, column): colour for row, column, colour in sheet.fills}
    met = {colour for (row, _), colour in fills.items() if row in tasks}
    found: dict[str, set[str]] = {}
    addresses: set[str] = set()
    for cell in sheet.cells if met else ():
        if cell.row in tasks or not isinstance(cell.value, str) or not asserts(cell.value) or len(cell.value) > _LONGEST_STATE:
            continue
        near = (fills.get((cell.row, column)) for column in (cell.column, cell.column - 1, cell.column + 1))
        if (colour := next((each for each in near if each), None)) in met and colour is not None:
            found.setdefault(colour, set()).add(written(cell))
            addresses.add(cell.address)
    return {colour: next(iter(words)) for colour, words in found.items() if len(words) == 1}, addresses


def _pairs(text: str, asserts: Asserts) -> Iterator[tuple[str, str]]:
    flat = _OPENS.sub("", even(text))
    equal = [(match["mark"], match["words"]) for match in _PAIR.finditer(flat)]
    told = [(mark, words) for mark, words in equal if is_sign(mark) and asserts(words)]
    if not told:
        coded = [(match["mark"], match["words"]) for match in _CODED.finditer(flat)]
        told = [(mark, words) for mark, words in coded if asserts(words)]
        told = told if len(told) >= 2 and len(told) == len(coded) else []
    yield from told if len(told) >= 2 else ()
