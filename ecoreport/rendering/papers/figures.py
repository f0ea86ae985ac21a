"""How a paper writes a number, a unit, a name: nothing is rounded, and figures of one sentence have the same decimals."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.model import Assessment, Item, ItemResult
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording

_HANZI = 0x2E80  # where the East Asian blocks begin
_FULL_WIDTH = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09"}
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)")  # a blank before a figure
_HALF = re.compile("[,:;()]")
_SIGNS = re.compile("[,:;()“”]")
_INNER_QUOTES = str.maketrans("“”", "‘’")


def number(value: Decimal) -> str:
    """Write a number with all its digits and no exponent."""
    return format(value, "f")


def decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def alike(values: Sequence[Decimal]) -> list[Decimal]:
    """Give numbers of one series as many decimals as the one that has most: 5, 2.5 → 5.0, 2.5."""
    places = max(map(decimals, values), default=0)
    return [Decimal(f"{value:.{places}f}") for value in values]


def evened(result: ItemResult, years: Iterable[int]) -> dict[int, Decimal]:
    """Give the values of an item by year, with as many decimals as the one that has most; one in question stays as it was written."""
    known = {year: value for year in years if (value := result.comparable(year)) is not None}
    return dict(zip(known, alike(list(known.values())), strict=True))


def unit_of(item: Item, assessment: Assessment) -> str:
    """Give the unit to print after a number, closed up (μg / m³ → μg/m³); none where the plan prints none."""
    unit = (assessment.unit or item.unit).replace(" ", "")
    return "" if unit == "-" else unit


def quantity(value: Decimal, unit: str) -> str:
    """Write a number with its unit; a unit that offers a choice (千克/%) stands in brackets."""
    return f"{number(value)}({unit})" if "%" in unit and unit != "%" else f"{number(value)}{unit}"


def difference(amount: Decimal, unit: str, words: Wording) -> str:
    """Write the distance between two values: shares differ by 百分点."""
    size = amount.copy_abs()
    return f"{number(size)}{words.say('share_point')}" if unit == "%" else quantity(size, unit)


def target_text(item: Item) -> str:
    """Write the target with its unit where it is a number: ≥85%."""
    target = one_line(item.target)
    unit = item.unit.replace(" ", "")
    bare = target.lstrip("≥≤><=").replace(".", "", 1)
    return f"{target}{unit}" if bare.isdigit() and item.has_unit else target


def full_name(item: Item, words: Wording) -> str:
    """Name an item so that it can stand alone: 水环境质量（V类水体比例）."""
    name, indicator = one_line(item.name), one_line(item.indicator)
    return name if name == indicator else words.say("full_name", indicator=indicator, name=name)


def typeset(text: str) -> str:
    """Set a sentence of ours in full-width punctuation beside Hanzi; what it quotes stays as it was written."""
    return _full_width(one_line(text), quotes=True)


def in_full(text: str) -> str:
    """Set a text of any hand, quotations and all, in full-width punctuation beside Hanzi, its figures closed up."""
    if text.isascii():
        return text
    set_ = _full_width(text, quotes=False) if _HALF.search(text) else text
    return _LOOSE.sub("", _quotes_within(set_) if set_.count("“") > 1 else set_)


def _quotes_within(text: str) -> str:
    """Turn quotation marks that stand inside others into single ones."""
    out, depth = list[str](), 0
    for character in text:
        depth += character == "“"
        out.append(character.translate(_INNER_QUOTES) if depth > 1 else character)
        depth = max(0, depth - (character == "”"))
    return "".join(out)


def _full_width(line: str, *, quotes: bool) -> str:
    out, end, quoting = list[str](), 0, 0
    brackets: list[bool] = []  # of each open bracket: is it full-width
    for match in _SIGNS.finditer(line):
        character, place = match[0], match.start()
        quoting += quotes * ((character == "“") - (character == "”"))
        beside = line[max(0, place - 1) : place] + line[place + 1 : place + 2]
        full = not quoting and any(ord(neighbour) >= _HANZI for neighbour in beside)
        if character == "(":
            brackets.append(full)
        elif character == ")" and brackets:
            full = brackets.pop()
        out += line[end:place], _FULL_WIDTH.get(character, character) if full else character
        end = match.end()
    return "".join(out) + line[end:]


def quoted(text: str) -> str:
    """Prepare a text to stand in quotation marks: those inside it become single ones."""
    return one_line(text).translate(_INNER_QUOTES)
