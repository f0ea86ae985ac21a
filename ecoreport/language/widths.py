"""Written text: fold variants for comparing, clean for output, measure."""

import unicodedata
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.glyphs import GLYPHS

_SPACES = re.compile(r"\s+")

# NFKC would turn μ into another μ, ³ into 3 and ① into 1: right for comparing, wrong for keeping.
_FOLDED = GLYPHS | str.maketrans({
    "、": ",", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "[", "】": "]", "〔": "[", "〕": "]",
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-", "－": "-",
    "−": "-", "～": "~", "·": ".", "．": ".", "。": ".", "µ": "μ", "㎡": "m2", "㎥": "m3", "％": "%",
})  # fmt: skip


@lru_cache(maxsize=50_000)  # the same few thousand names and headings come by again and again
def fold(text: str) -> str:
    """Fold a name for comparing: full width, Traditional glyphs, spaces, brackets, dashes and case no longer matter."""
    folded = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    return _SPACES.sub("", folded).casefold()


def squeeze(text: str) -> str:
    """Join a cell's lines and drop the spaces that only lay it out between Chinese characters."""
    joined = _SPACES.sub(" ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", joined)


_INVISIBLE = {
    0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE",
    0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI",
    0x2069: "PDI", 0xFEFF: "BOM",
}  # fmt: skip
LONGEST_TEXT = 32_767  # characters in one cell, by the format


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Make text safe for an output: what XML forbids becomes �, what hides or reverses text is shown as ‹RLO›."""
    if text.isprintable() and len(text) <= longest:
        return text
    out: list[str] = []
    for character in text:
        code = ord(character)
        if code in _INVISIBLE:
            out.append(f"‹{_INVISIBLE[code]}›")
        elif (code < 32 and character not in "\t\n\r") or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            out.append("�")
        else:
            out.append(character)
    cleaned = "".join(out)
    return cleaned if len(cleaned) <= longest else cleaned[: longest - 1] + "…"


def uncover(text: str, before: str) -> str:
    """Give back what `clean` made visible, where it was in the text before people went on writing."""
    for code, name in _INVISIBLE.items():
        text = text.replace(f"‹{name}›", chr(code)) if chr(code) in before else text
    return text


def inside_quotes(text: str) -> str:
    """Turn a text's own quotation marks into single ones, as GB/T 15834 asks inside double ones."""
    return text.replace("“", "‘").replace("”", "’")


def width(text: str) -> int:
    """Measure the longest line of a text in Latin character widths (a Hanzi counts two)."""
    return max(len(line) if line.isascii() else len(line) + sum(map(_is_wide, line)) for line in text.split("\n"))


@lru_cache(maxsize=1 << 13)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


@lru_cache(maxsize=1 << 11)  # names of files and sheets stand in many rows
def lines_needed(text: str, columns: float) -> int:
    """Count the lines that a text takes when wrapped in a column of so many Latin widths."""
    return sum(max(1, -(-width(line) // max(1, int(columns)))) for line in text.split("\n"))


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRANSLATION = re.compile(
    r"(?<=[\u4e00-\u9fff)%）])\s+[A-Z][A-Za-z0-9 .,;&'’/()\-]*[a-z]{3}[A-Za-z0-9 .,;&'’/\-]*(\s*[(（][^()（）]{1,8}[)）])?\s*$"
)
_PUNCTUATION = re.compile(r"[\s,;:.\-_~!?*#/\\|'\"<>《》()\[\]{}+=&@^`·]+")
_REMEMBERED = 1 << 15  # wordings: every sheet is read in several ways, and offices repeat themselves
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_EVEN = HALF_WIDTH | GLYPHS


@lru_cache(maxsize=_REMEMBERED)
def even(text: str) -> str:
    """Write full-width forms half width and glyphs in their Simplified form, one for one: places in the text stay the same."""
    return text.translate(_EVEN)


def untranslated(text: str) -> str:
    """Leave out the English that says a Chinese name or heading again: 城镇污水处理率(%) Wastewater Treatment Rate."""
    return text if text.isascii() or not (told := _TRANSLATION.search(text)) else text[: told.start()] + (told[1] or "")


@lru_cache(maxsize=_REMEMBERED)
def word_key(text: str) -> str:
    """Fold a heading or label to what tells it apart: no punctuation, spaces, case or translation."""
    return _PUNCTUATION.sub("", fold(untranslated(text)))


@lru_cache(maxsize=_REMEMBERED)
def bare_key(text: str) -> str:
    """The same without what stands in brackets: units, (盖章), (文字)."""
    folded = fold(untranslated(text))
    return _PUNCTUATION.sub("", _BRACKETS.sub("", folded)) or _PUNCTUATION.sub("", folded)
