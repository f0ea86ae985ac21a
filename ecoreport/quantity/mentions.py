"""The numbers that a text mentions, each with what the words around it make of it: a bound, a change, a year's value."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from ecoreport.language import patterns as re
from ecoreport.language.numerals import Number, find_numbers
from ecoreport.language.units import find_unit
from ecoreport.quantity import grammar
from ecoreport.quantity.grammar import COMPARED, ELSE, NAME
from ecoreport.records import dataclass

Role = Literal[
    "value",
    "change",  # 同比下降15%, 提高1.2个百分点
    "bound",  # ≥95%, 95%以上, 未达到95%
    "range",  # 95-97
    "ratio",  # 3/5
    "planned",  # 目标值85%, 力争达到98%
    "other",  # 全省平均95.2%
    "part",  # 其中定海98.1%
    "base",  # 由95.6%提高到…
]


class _Placed(NamedTuple):
    """One number of a text with the sign before it and the unit behind it."""

    start: int  # at its sign
    end: int  # behind its unit
    number: Number
    value: Decimal | None  # with its sign, before 万 and the unit
    multiplier: str  # 万 without a unit behind it
    unit: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of a text with its unit and its role."""

    start: int  # at its sign
    end: int  # behind its unit
    number: Number
    value: Decimal | None  # with its sign, before 万 and the unit
    multiplier: str  # 万 without a unit behind it
    unit: str
    role: Role
    approximate: bool
    introduced: bool  # 达到, 为, ":" or the item's own name stand right before it
    arrived: bool  # 提高到, 达到
    falls: bool  # 下降
    year: int | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """A year that the text names, for the values behind it."""

    start: int
    end: int
    year: int | None  # None: one that is compared with, or a date without a year
    span: tuple[int, ...] = ()  # the years from one to another: 2018—2020年


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart."""

    mentions: tuple[Mention, ...]
    rest: str  # the words that say more than the number, its unit, its year and its item's name
    dates: int  # how many years and dates it names


def read_mentions(text: str, names: tuple[str, ...] = (), period: int | None = None) -> Reading:
    """Take a narrowed text apart."""
    masked = _mask_names(text, names)
    masked = grammar.NOT_NUMBERS.sub(lambda match: ELSE * len(match[0]), masked)
    masked, labels = _mask_dates(masked, period)
    placed: list[_Placed] = []
    for number in find_numbers(masked):
        # the 3 of m^3 belongs to a unit, the 5 of A5 to a word
        if not _is_part_of_word(number, masked) and not (placed and number.start < placed[-1].end):
            placed.append(_place(number, masked))
    mentions = _join_pairs([_judge(mention, masked) for mention in placed], masked)
    mentions = _for_each_year(_give_years(mentions, masked, labels), masked, labels)
    told = {position for mention in mentions for position in range(mention.start, mention.end)}
    rest = "".join(character for position, character in enumerate(masked) if position not in told)
    return Reading(tuple(mentions), grammar.HARMLESS.sub("", rest), len(labels))


def _mask_names(text: str, names: tuple[str, ...]) -> str:
    """Blank the item's own names, whatever blanks lie in them: the 30 of 日处理能力30吨以上… is not reported."""
    for name in sorted(sorted({"".join(name.split()) for name in names}), key=len, reverse=True):
        if len(name) >= 2:
            pattern = r"\s*".join(re.escape(character) for character in name)
            text = re.sub(pattern, lambda match: NAME * len(match[0]), text, flags=re.IGNORECASE)
    return text


def _mask_dates(text: str, period: int | None) -> tuple[str, list[_Label]]:
    """Blank dates and years, and remember which year each names; a year alone is a label, a date says more."""
    labels: list[_Label] = []

    def blank_date(match: re.Match[str]) -> str:
        year, spans = re.match(r"(?:19|20)[0-9]{2}", match[0]), match.re.pattern == grammar.SPAN_OF_YEARS.pattern
        span = [int(told) for told in re.findall(r"(?:19|20)[0-9]{2}", match[0])] if spans else [0, -1]
        labels.append(_Label(*match.span(), int(year[0]) if year and not spans else None, tuple(range(span[0], span[-1] + 1))))
        return ELSE * len(match[0])

    def blank_year(match: re.Match[str]) -> str:
        groups = match.groupdict()
        compared = bool(groups["compared"] or groups["after"])
        named = int(groups["year"]) if groups.get("year") else None if period is None else period - ("before" in groups)
        labels.append(_Label(*match.span(), None if compared else named))
        return (COMPARED if compared else ELSE if named is None else NAME) * len(match[0])

    for pattern in (*grammar.DATES, grammar.SPAN_OF_YEARS):
        text = pattern.sub(blank_date, text)
    for pattern in grammar.YEARS:
        text = pattern.sub(blank_year, text)
    return text, sorted(labels, key=lambda label: label.start)


def _is_part_of_word(number: Number, text: str) -> bool:
    return re.match(r"[A-Za-z_#№]", text[number.start - 1 : number.start]) is not None


_SIGN = re.compile(rf"(?:(?<=[\s:;,，。(为是到至约近率值{NAME}{COMPARED}{ELSE}])|^)[-+负]$")
_PARTED_SIGN = re.compile(r"^\s*(?:[-—―─]+\s+|[—―─]+)$")


def _place(number: Number, text: str) -> _Placed:
    """Find the sign before a number and the unit behind it."""
    start, end, value = number.start, number.end, number.value
    if start < _NEAR and _PARTED_SIGN.match(text[:start]):
        number = replace(number, fault="separator")  # "- 96.7": a minus, or a dash before a list?
    elif sign := _SIGN.search(text[max(0, start - 2) : start]):
        start -= 1
        value = -value if value and sign[0] in "-负" else value
    behind = text[end : end + _NEAR]
    more = re.match(r" *[余多几](?=[^ ])", behind)
    unit, unit_end = find_unit(text, end + (more.end() if more else 0))
    if unit:
        return _Placed(start, unit_end, number, value, "", unit)
    if written := re.match(r" *([十百千万亿]+)", behind):
        return _Placed(start, end + written.end(), number, value, written[1], "")
    bracketed = re.match(r" *\( *(?:单位:)?([^()]{1,16}?) *\)", behind)
    if bracketed and find_unit(bracketed[1]) == (bracketed[1], len(bracketed[1])):
        return _Placed(start, end + bracketed.end(), number, value, "", bracketed[1])
    return _Placed(start, end, number, value, "", "")


_NEAR = 80  # characters; what says something of a number stands near it


def _judge(mention: _Placed, text: str) -> Mention:
    """Let the words around a number say what it is."""
    before, after = text[max(0, mention.start - _NEAR) : mention.start], text[mention.end : mention.end + _NEAR]
    clause, sentence = re.split(r"[,，。;；\n]", before)[-1], re.split(r"[。;；\n]", before)[-1]
    arrived = grammar.ARRIVED.search(clause) is not None
    denied = grammar.DENIED.search(grammar.ARRIVED.sub("", clause))
    more = re.match(r" *[余多几]", text[mention.number.end : mention.end])
    role: Role = "value"
    if denied or more or grammar.BOUND_BEFORE.search(clause) or grammar.BOUND_AFTER.match(after):
        role = "bound"
    elif "百分点" in mention.unit or text[mention.start] == "+" or (grammar.CHANGE.search(clause) and not arrived):
        role = "change"
    elif grammar.PLANNED.search(clause):
        role = "planned"
    elif "其中" in sentence:
        role = "part"
    elif not arrived and (grammar.LEAVES.match(after) or (grammar.FROM.search(clause) and grammar.LEAVES_FROM.match(after))):
        role = "base"
    elif grammar.OTHERS.search(clause):
        role = "other"
    return Mention(
        *mention,
        role=role,
        approximate=bool(grammar.ABOUT_BEFORE.search(clause) or grammar.ABOUT_AFTER.match(after)),
        introduced=arrived or grammar.INTRODUCED.search(clause) is not None,
        arrived=arrived,
        falls=grammar.FALLING.search(clause) is not None,
    )


def _join_pairs(mentions: list[Mention], text: str) -> list[Mention]:
    """Two numbers with only a sign between: a range, or a fraction."""
    roles = [mention.role for mention in mentions]
    for index, (one, other) in enumerate(pairwise(mentions)):
        sign = text[other.start] if text[other.start] in "-+" else ""
        between = text[one.end : other.start].strip() + sign
        if (
            re.fullmatch(r"[-~—―]+|至|到", between)
            and one.role in ("value", "planned", "part")
            and not grammar.FROM.search(text[: one.start])
        ):
            roles[index] = roles[index + 1] = "range"
        elif re.fullmatch(r"[/:÷×*xX+^±]|分之|比", between):
            roles[index] = roles[index + 1] = "ratio"
    return [replace(mention, role=role) for mention, role in zip(mentions, roles, strict=True)]


def _give_years(mentions: list[Mention], text: str, labels: list[_Label]) -> list[Mention]:
    """Give each value the year in brackets behind it, else the nearest before it."""
    dated: list[Mention] = []
    by_start = {label.start: label for label in labels}
    waiting = labels[::-1]
    spoken_for: set[_Label] = set()
    nearest: int | None = None
    for mention in mentions:
        while waiting and waiting[-1].start < mention.start:
            passed = waiting.pop()
            nearest = nearest if passed in spoken_for else passed.year or nearest
        opening = re.compile(r" *\( *").match(text, mention.end)
        label = by_start.get(opening.end()) if opening else None
        closing = re.compile(r" *\)").match(text, label.end) if label and label.year else None
        if label and closing:
            dated.append(replace(mention, year=label.year))
            spoken_for.add(label)
        else:
            dated.append(replace(mention, year=nearest) if mention.role in ("value", "base") else mention)
        if mention.role == "base":
            nearest = None  # 由2019年的95.6%提高到97.8%: the year where it started is not the year where it arrived
    return dated


_ALIKE = re.compile(r"[^,，。;；\n0-9]{0,16}[均都皆]")  # stands between years and the one number of all of them
_MOST_YEARS = 10
_LISTED = re.compile(r"\s*[、,，和及与至到~—-]\s*")


def _for_each_year(mentions: list[Mention], text: str, labels: list[_Label]) -> list[Mention]:
    """Give a number to each of the years that share it: 2018年、2019年、2020年均为100%."""
    told: list[Mention] = []
    for mention in mentions:
        own = next((at for at in range(len(labels) - 1, -1, -1) if labels[at].end <= mention.start), None)
        if mention.role == "value" and own is not None and _ALIKE.match(text[labels[own].end : mention.start]):
            first = own
            while first and labels[first - 1].year and _LISTED.fullmatch(text[labels[first - 1].end : labels[first].start]):
                first -= 1
            years: tuple[int | None, ...] = labels[own].span or tuple(label.year for label in labels[first : own + 1])
            told += [replace(mention, year=year) for year in years[:_MOST_YEARS]]
        else:
            told.append(mention)
    return told
