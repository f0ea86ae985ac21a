"""How many of how many a note counts of the measure beside it: 规划14项,开展13项; 有效监测366天,其中优良331天."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecoreport.language.amounts import write_digits
from ecoreport.language.numerals import narrow, read_chinese
from ecoreport.language.units import find_unit, parse_unit

_NUMBER = re.compile(r"(?<![\d.A-Za-z〔\[第-])(\d{1,9}(?:\.\d{1,4})?)")
_FEW = re.compile(r"(?<![一二两三四五六七八九十百第])[一二两三四五六七八九十]{1,3}(?=[个家处项件次条张座县镇岛站])")
_STOPS = re.compile(r"[,，;；:：()（）]")
_SENTENCES = re.compile(r"[。\n]")
_OF_SAMPLES = re.compile(r"样本|问卷|回收|抽样|受访|占地|投资")
_DUE = re.compile(r"[里当其]?[中里]头?$|应(?![急对用变])|需(?!求|水)|须|共|总|合计|交办|移交|任务|计划|纳入|列入|全市|涉及|点位|其中")
_NOT_DONE = re.compile(r"(?:未|没有?|无|不|尚|仍|待|另|剩|缺|差|超|违|漏|问题|不合格|不达标)[^,，]{0,10}$")


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many, in the note's own words."""

    done: Decimal
    of_all: Decimal
    words: str

    @property
    def percent(self) -> Decimal:
        return self.done * 100 / self.of_all


def counted_in(text: str, name: str) -> Iterator[Counted]:
    """Give the pairs of counts of one unit, the whole before its part, that speak of the measure of this name."""
    for sentence in _SENTENCES.split(narrow(text)):
        written = _FEW.sub(lambda match: str(read_chinese(match[0])), write_digits(sentence))
        if _OF_SAMPLES.search(written):
            continue
        counts = list(_counts(written))
        for at, (whole, unit, before, around) in enumerate(counts):
            for part, other, head, clause in counts[at + 1 :]:
                if unit == other and 0 <= part <= whole and whole > 0 and _speaks_of(before or around, head, clause, name):
                    done = whole - part if _NOT_DONE.search(head) else part
                    yield Counted(done, whole, clause)


_LISTED = re.compile(r"(?P<name>[一-鿿]{2,8}?)(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<unit>%|[一-鿿]{0,4}?)(?=[、，,;；。和及]|$)")
_FEWEST_LISTED = 3
_NOT_ALL = re.compile(r"其中|等[，。,;；]|等$|新增|如[：:]|例如|包括")


def listed_in(text: str) -> tuple[Decimal, ...]:
    """Give the numbers of a list of parts that a note tells one by one: 朱家尖11.3公里、东极6.4公里、嵊山6.5公里."""
    for sentence in _SENTENCES.split(narrow(text)):
        for stretch in re.split(r"[；;]", sentence):
            told = list(_LISTED.finditer(stretch))
            units = {match["unit"] for match in told if match["unit"]}
            if len(told) >= _FEWEST_LISTED and len(units) <= 1 and not _NOT_ALL.search(stretch):
                return tuple(Decimal(match["number"]) for match in told)
    return ()


def summed_in(text: str) -> tuple[Counted, ...]:
    """Sum what is counted place by place, the whole and its part by turns: 定海80村中76村、普陀70村中68村."""
    counts = list(_counts(write_digits(narrow(text))))
    if len(counts) < 2 * _FEWEST_PAIRS or len(counts) % 2 or len({unit for _, unit, _, _ in counts}) > 1:
        return ()
    wholes, parts = [each[0] for each in counts[::2]], [each[0] for each in counts[1::2]]
    if not sum(wholes) or any(part > whole for whole, part in zip(wholes, parts, strict=True)):
        return ()
    return (Counted(sum(parts, Decimal(0)), sum(wholes, Decimal(0)), text),)


_FEWEST_PAIRS = 2


def _counts(text: str) -> Iterator[tuple[Decimal, str, str, str]]:
    """Go through the counted numbers: each with its unit, the words before it in its clause, and the clause."""
    for match in _NUMBER.finditer(text):
        unit, end = find_unit(text, match.end())
        known = parse_unit(unit) if unit else None
        if known is None:
            counter = re.match(r"[一-鿿]", text[match.end() :])
            unit, end = (counter[0], match.end() + 1) if counter else ("", end)
        if not unit or (known and not known.dimensions) or re.match(r"[年月日时点多以万亿]", text[match.end() :]):
            continue
        head = _STOPS.split(text[: match.start()])[-1]
        behind = _STOPS.split(text[end:])[0]
        yield Decimal(match[1]), unit, head, f"{head}{match[0]}{unit}{behind}"


def _speaks_of(before: str, head: str, clause: str, name: str) -> bool:
    """Does the part share with the measure's name what the whole does not, or do what the whole says is due."""
    own = {name[at : at + 2] for at in range(len(name) - 1)}
    new = {pair for pair in own if pair in clause} - {pair for pair in own if pair in before}
    return bool(new) or (_DUE.search(before) is not None and bool(head.strip()))
