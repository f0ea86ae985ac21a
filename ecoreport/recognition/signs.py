"""Signs that stand for words: ticks, lights, symbols, letters."""

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.model import Cell
from ecoreport.model.layout import written

_STRONG = frozenset("√✓✔☑■●★⬤◉1是对有yY") | {"是的", "已填", "yes", "Yes", "YES"}
_DENYING = frozenset("×✗✘✕☒□☐○◯〇0否无-—/\\非nN") | {"--", "——", "no", "No", "NO", "没有"}
LONGEST_MARK = 4  # characters: 绿灯, A, ①, 亮绿灯
_PUNCTUATION = frozenset(",.;:!?()[]{}<>《》【】〔〕\"'“”‘’「」、。…·-—–=→+/\\&%‰@#*_|~^`$")
_LIGHT = re.compile(r"(?:亮)?(?P<colour>绿|黄|红|蓝|橙|灰|白|黑)(?:灯|色|牌)?|[🟢🟡🔴🔵🟠⚪⚫]️?")

_ANY = re.compile(rf"{_LIGHT.pattern}|[①-⑳]|(?<![A-Za-z\d.])(?:[A-Za-z](?![A-Za-z])|\d{{1,2}}(?![\d.]))")


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


def said_by(cell: Cell) -> str:
    """Give a cell's text, for a mark what the legend of colours says of it: ● on green, which is 已完成."""
    text = written(cell)
    return f"{cell.comment}（{text}）" if cell.comment and is_mark(text) else text


def is_sign(text: str) -> bool:
    """Is a text a sign for a state that only a legend explains: a light, a letter, a symbol."""
    return bool(_LIGHT.fullmatch(text)) or (len(text) == 1 and not "\u4e00" <= text <= "\u9fff") or is_mark(text)


def sign_at(text: str, at: int) -> str:
    """Give the light, symbol, letter or number that begins at a place of a text, "" where none does."""
    if told := _ANY.match(text, at):
        return told[0]
    return text[at] if not (text[at].isalnum() or text[at].isspace() or text[at] in _PUNCTUATION) else ""


def sign_key(text: str) -> str:
    """Fold a sign for comparing: 绿灯, 绿色 and 亮绿灯 are the same light."""
    told = _LIGHT.fullmatch(text.strip())
    return told["colour"] if told and told["colour"] else even(text).strip().casefold()
