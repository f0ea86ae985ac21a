"""Written numbers: 3,456.7 · ９６．７ · 九十八点六 · 百分之九十五, and what only looks like one (S02, 3.456,7)."""

from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.glyphs import GLYPHS
from ecoreport.language.widths import HALF_WIDTH
from ecoreport.records import dataclass

_SMALL = GLYPHS | HALF_WIDTH | {
    ord(character): ord(plain)
    for character, plain in {
        "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": "\n",
        "﹪": "%", "﹣": "-", "−": "-", "–": "-", "‐": "-", "‑": "-", "≧": "≥", "≦": "≤", "﹥": ">", "﹤": "<", "⩾": "≥", "⩽": "≤",
        "︰": ":", "﹕": ":", "﹒": ".", "〜": "~", "µ": "μ",
        "，": "，",  # parts clauses; a comma that groups thousands is written small
    }.items()
}  # fmt: skip
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９])")
WIDE_DIGITS = re.compile("[０-９．]")


def halve(text: str) -> str:
    """Write full-width digits and signs small, character for character."""
    return text.translate(_SMALL)


def narrow(text: str) -> str:
    """Write full-width digits and signs small, and drop what cannot be seen; ①, ² and μ stay what they are."""
    return re.sub(" {2,}", " ", _WIDE_COMMA.sub(",", _INVISIBLE.sub("", text)).translate(_SMALL))


@dataclass(frozen=True, slots=True)
class Number:
    """One written number and where it stands; `fault` says why it cannot simply be read."""

    start: int
    end: int
    value: Decimal | None
    fault: str = ""  # "", "separator", "misprint", "too_many_digits"
    proposal: str = ""


_TOKEN = re.compile(r"[0-9](?:[0-9]|[.,·'’](?=[0-9])|[.](?=[,.])|[,](?=[.])|[。](?=[0-9]))*")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_GAP = re.compile(r" +| *[.,] +| +[.,] *")
LONGEST_NUMBER = 40  # digits; what is longer was not counted by anybody


def find_numbers(text: str) -> tuple[Number, ...]:
    """Find the numbers of a narrowed text, well formed or not, in their order."""
    numbers = [_look_around(_read_token(match[0], match.start()), text) for match in _TOKEN.finditer(text)]
    return _join_parted(numbers, text)


def _look_around(number: Number, text: str) -> Number:
    """A point that touches the number: .967 has lost its 0, and nobody knows what 97. has lost."""
    digits = text[number.start : number.end]
    if re.match(r"[.·]", text[number.start - 1 : number.start] if number.start else ""):
        return Number(number.start, number.end, None, "misprint", f"0.{digits}" if digits.isdigit() else "")
    if digits.isdigit() and re.fullmatch(r"[.·]\s*", text[number.end :][:16]) and not text[: number.start].strip():
        return Number(number.start, number.end, None, "misprint", digits)
    return number


def _read_token(token: str, start: int) -> Number:
    end = start + len(token)
    if sum(character.isdigit() for character in token) > LONGEST_NUMBER:
        return Number(start, end, None, "too_many_digits")
    if re.match(r"0[0-9]", token):
        return Number(start, end, None, "misprint", token.lstrip("0"))  # 05, 0580: a code, or a point that is missing
    if _PLAIN.fullmatch(token):
        return Number(start, end, Decimal(token.replace(",", "")))
    dotted = re.fullmatch(r"([0-9]+)[·。]([0-9]+)", token)
    if dotted or re.fullmatch(r"[0-9]+[.,·。]{2,}[0-9]+", token):
        return Number(start, end, None, "misprint", re.sub(r"[.,·。]+", ".", token))
    return Number(start, end, None, "separator")


def _join_parted(found: list[Number], text: str) -> tuple[Number, ...]:
    """Two numbers with nothing but blanks between (3 456, 9 6.7, 96. 7) are one that fell apart."""
    joined: list[Number] = []
    for number in found:
        before = joined[-1] if joined else None
        if before and _GAP.fullmatch(text[before.end : number.start]):
            proposal = re.sub(r"\s+", "", text[before.start : min(number.end, before.start + LONGEST_NUMBER)])
            joined[-1] = Number(before.start, number.end, None, "separator", proposal)
        else:
            joined.append(number)
    return tuple(joined)


# ---- letters in the place of digits -----------------------------------------------------------

_LOOKALIKE = str.maketrans({
    "O": "0", "o": "0", "〇": "0", "○": "0", "Q": "0", "D": "0", "О": "0", "о": "0", "l": "1", "I": "1", "i": "1", "|": "1", "Ⅰ": "1",
    "S": "5", "s": "5", "B": "8", "Z": "2",
})  # fmt: skip
_MISPRINT = re.compile(r"[0-9OoQDОоlIi|ⅠSsBZ〇○.,]+")


def propose_digits(text: str) -> str | None:
    """Read S02, 54.O, IOO as the number that was probably meant; None where nothing suggests one."""
    compact = re.sub(r"\s+", "", text)
    if not _MISPRINT.fullmatch(compact) or re.fullmatch(r"[0-9.,]*", compact):
        return None
    digits = compact.translate(_LOOKALIKE)
    # a word such as "so" is no number: a digit, a lone O or the look of 100 must be there
    if not (re.search(r"[0-9]", compact) or re.fullmatch(r"[lI|]?[Oo〇○]{1,3}", compact)):
        return None
    return digits if _PLAIN.fullmatch(digits) else None


def read_count(text: str) -> int | None:
    """Read a number as people count with: nothing but digits, and of those no more than anyone counts to; else None."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_COUNTED else None


_MOST_COUNTED = 9  # digits; of thousands Python itself refuses to make a number


# ---- Chinese numerals -------------------------------------------------------------------------

_DIGITS = {c: d for d, c in enumerate("零一二三四五六七八九")} | {c: d for d, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "○": 0}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_INTEGER = "[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]+"
CHINESE_NUMBER = rf"{_INTEGER}(?:点[零〇○一二三四五六七八九]+)?"


def read_chinese(text: str) -> Decimal | None:
    """Read 九十八点六, 二百零五, 九八点六; None where the numerals do not make one number."""
    if len(text) > LONGEST_NUMBER:
        return None
    integer, point, places = text.partition("点")
    value = _read_integer(integer)
    if value is None:
        return None
    if not point:
        return Decimal(value)
    if not places or any(c not in _DIGITS for c in places):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in places)}")


def _read_integer(text: str) -> int | None:
    if not text or any(c not in _DIGITS and c not in _PLACES and c not in _MYRIADS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):  # 九八, 二〇二〇: digit by digit
        return int("".join(str(_DIGITS[c]) for c in text))
    for mark in ("亿億", "万萬"):
        if (position := max(text.rfind(c) for c in mark)) >= 0:
            head, tail = text[:position], text[position + 1 :].lstrip("零〇")
            high, low = _read_integer(head), _read_integer(tail) if tail else 0
            limit = _MYRIADS[text[position]]
            if high is None or low is None or low >= limit or (tail and tail == text[position + 1 :] and low < limit // 10):
                return None  # 一万二 is 12000 in speech: not to be guessed
            return high * limit + low
    return _read_below_myriad(text)


def _read_below_myriad(text: str) -> int | None:
    """Places must fall: 二百零五, 九十八, 十五; a digit stands before each but a leading 十."""
    total, limit, digit, zero = 0, 10**4, -1, False
    for position, character in enumerate(text):
        if character in _PLACES:
            place = _PLACES[character]
            if place >= limit or (digit < 0 and not (place == 10 and position == 0)) or digit == 0:
                return None
            total, limit, digit, zero = total + (1 if digit < 0 else digit) * place, place, -1, False
        elif digit >= 0 and not (digit == 0 and zero):
            return None
        else:
            digit, zero = _DIGITS[character], zero or _DIGITS[character] == 0
    if digit > 0 and limit > 10 and limit < 10**4 and not zero:
        return None  # 三百五 is 350 in speech: not to be guessed
    return total + max(digit, 0)


_WRITTEN = "〇一二三四五六七八九"
_LARGEST_COUNTED = 99


def write_chinese(number: int) -> str:
    """Write a number as chapters and months are counted: 一, 十, 十一, 二十, 二十一; beyond 99 in digits."""
    if number > _LARGEST_COUNTED:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _WRITTEN[ones]
    return ("" if tens == 1 else _WRITTEN[tens]) + "十" + (_WRITTEN[ones] if ones else "")


def spell_digits(number: int) -> str:
    """Write a number digit by digit, as years are: 二〇二〇."""
    return "".join(_WRITTEN[int(digit)] for digit in str(number))
