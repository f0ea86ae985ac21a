"""Names of items inside a text: which stand in it, and where."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import permutations, takewhile

from ecoreport.language import patterns as re
from ecoreport.language.places import find_places
from ecoreport.language.units import factor_between, find_unit
from ecoreport.language.widths import even
from ecoreport.matching.places import Places
from ecoreport.model import IndicatorSystem
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_SHORTEST = 3  # characters of a name that is told from other words
_LONGEST_PLACE = 60  # characters before a name that may say whose it is
_SHARED = 6  # characters at least with which two names begin, where the end of one is enough behind the other
_STOPS, _LISTED = "。；;\n!！?？", ",，、和及与"
_BEGINS = 2  # characters by which names are looked up
_SPACED = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000]+(?=[^\x00-\x7f])")
_WHOSE = "全市|我市|本市|全域|市域|其中|实现|全年|年度|目前|使得?|推动|截至目前|市"
_LIST_MARK = r"[一二三四五六七八九十]\s*是|[(（]?\d{1,2}[)）.、．]|[①-⑳]"
_BREAK = r"^|[^一-鿿A-Za-z0-9]|[年底末月日度的和及与、省国区县州]"

_TIED = re.compile(
    r"[\s:=,为是达到至约近完成值数已实际年均]{0,16}(?:\([^()]{0,12}\))?[\s:=,为是达到至约近完成值数已实际年均]{0,16}(?:20\d\d年度?)?[:为是达到]*\d"
)
_CLAUSES = re.compile(r"[,:，：]")
_LAST_DIGIT = re.compile(r"\d(?![\d.])")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name in a text."""

    start: int
    end: int
    subject: str


def lay_out(text: str) -> str:
    """Write a text as names are looked for in it: half width, without the blanks that only lay it out; lines stay lines."""
    return _SPACED.sub("", even(text))


def is_tied(rest: str, unit: str) -> bool:
    """Does a number behind a name speak of it: right behind 为, 达到 …, or in its unit; not 参与度调查对象为18周岁."""
    if _TIED.match(rest):
        return True
    numerator = re.split(r"/|每", unit)[0]
    units = (find_unit(rest, match.end())[0] for match in _LAST_DIGIT.finditer(rest))
    return any(found and (factor_between(found, unit) is not None or factor_between(found, numerator) == 1) for found in units)


def is_of_others(before: str, places: Places) -> bool:
    """Does what stands before a name say that it is another place's, or a region's: 定海区, 注:全省11个设区市."""
    others = False
    for clause in _CLAUSES.split(before[-2 * _LONGEST_PLACE :]):
        if clause.strip() and (owner := places.of(clause[-_LONGEST_PLACE:])):
            others = owner.kind != "own"
    right_before = [named for named in find_places(before[-_LONGEST_PLACE:]) if named.end == len(before[-_LONGEST_PLACE:])]
    owner = places.of(right_before[-1].text) if right_before else None
    return owner.kind != "own" if owner else others


def _tails(spellings: Mapping[str, str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give for each subject the ends of names that begin as one of its own does: 参与度 behind 公众对生态文明建设的满意度."""
    begins: dict[str, list[str]] = defaultdict(list)
    for name in spellings:
        begins[name[:_SHARED]].append(name)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for several in begins.values():
        for one, other in permutations(several, 2):
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
            if spellings[one] != spellings[other] and len(one) > shared >= 2 * (len(other) - shared) >= 2 * _SHORTEST:
                found[spellings[one]].add((other[shared:], spellings[other]))
    return {subject: tuple(sorted(tails, key=lambda tail: (-len(tail[0]), tail))) for subject, tails in found.items()}


class SpokenNames:
    """Finds items in running text, by the plan's names and the vocabulary's, where no longer word goes through them."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        alone = {indicator.name for indicator in system.indicators if len(indicator.items) == 1}
        spellings: dict[str, str] = {}
        for item in system.items:
            names = (item.name, *item.aliases, *vocabulary.variants.get(item.name, ()))
            names += (item.indicator, *vocabulary.variants.get(item.indicator, ())) if item.indicator in alone else ()
            for name in names:
                spellings.setdefault(lay_out(name), item.id)
        for name in sorted(spellings, key=lambda name: (-len(name), name)):
            if len(name) >= _SHORTEST:
                self._by_start[name[:_BEGINS]].append((name, spellings[name]))
        self._tails = _tails(spellings)
        whose = "|".join((_WHOSE, re.escape(system.parameters.city), re.escape(system.parameters.city.removesuffix("市"))))
        self._before = re.compile(rf"(?:{_BREAK}|{_LIST_MARK}|{whose})$")

    def find(self, text: str) -> Iterator[Spoken]:
        """Find every name of an item in a laid out text, left to right, the longest first; none overlaps another."""
        at, last = 0, ""
        while at < len(text) - 1:
            last = "" if text[at] in _STOPS else last
            found = next((pair for pair in self._by_start.get(text[at : at + _BEGINS], ()) if text.startswith(pair[0], at)), None)
            if found is None or not self._before.search(text[max(0, at - 8) : at]):
                listed = last and text[at - 1] in _LISTED
                found = next((pair for pair in self._tails.get(last, ()) if listed and text.startswith(pair[0], at)), None)
            if found:
                yield Spoken(at, at + len(found[0]), found[1])
                at, last = at + len(found[0]), found[1]
            else:
                at += 1
