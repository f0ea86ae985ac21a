"""Whose something is, by the places and bodies that a text names: this place's, a region's, or elsewhere's."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.bodies import without_contacts
from ecoreport.language.places import Named, find_bare_names, find_places
from ecoreport.language.sites import is_own_site, is_site, site_at, stands_by_itself, trade_at
from ecoreport.language.widths import even
from ecoreport.matching.ownership import (
    BRACKETED,
    PARTS,
    SENDER,
    after_label,
    claim_of,
    extent_in,
    goes_on_as_alias,
    goes_on_as_mountain,
    is_against,
    is_denied,
    is_idle,
    is_list_mark,
    is_mention,
    is_told_of,
    labelled_parts,
    one_in,
    others_in,
    pass_over,
    tells,
    without_quoted,
)
from ecoreport.model import IndicatorSystem
from ecoreport.records import dataclass

Kind = Literal["own", "region", "elsewhere"]

_LONGEST = 80  # characters of a text that says whose something is; what is longer tells a story
_SHORTEST = 3  # characters of a department's name or a county's that is known wherever it stands
_REMEMBERED = 1 << 15  # wordings
_LEVEL_OF = {"省": "province", "市": "city", "县": "county", "区": "county", "旗": "county"}
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+(?![\u4e00-\u9fff])")  # 定 海 区
_JOINED_ZONE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}[-—–－][\u4e00-\u9fff]{2,5}(?:管委会|管理委员会)"
)  # 普陀山-朱家尖管委会
_WIDER = {"city": ("nation", "province"), "county": ("nation", "province", "city")}


@dataclass(frozen=True, slots=True)
class Place:
    """Whose something is, and by what words."""

    kind: Kind
    name: str  # a region by the plan's name where the plan has it, else as written
    words: str = ""  # what decided
    wide: bool = False  # of a whole province or the nation: an average may be meant
    sure: bool = True  # False: this place's own name, which every form of its plan carries

    @property
    def names_place(self) -> bool:
        """Is a place named, and not a department of ours."""
        return self.kind != "own" or not self.sure or self.general

    @property
    def general(self) -> bool:
        """Is it named by its level alone: 全县, 我区."""
        return self.words[:1] in ("全", "我", "本") or self.words == "市本级"


@dataclass(frozen=True, slots=True)
class _Seen:
    """One name in a text, taken for somebody's."""

    place: Place
    start: int
    end: int

    @property
    def own(self) -> bool:
        return self.place.kind == "own"

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


@dataclass(slots=True)
class Places:
    """Knows this place and its regions, and says of a title, a label, a cell or a file's name whose it speaks of."""

    system: IndicatorSystem
    _level: str = field(init=False)
    _bare: str = field(init=False)  # 舟山
    _regions: tuple[tuple[str, str], ...] = field(init=False)  # alias, region; longest first
    _departments: tuple[str, ...] = field(init=False)  # names and aliases, longest first
    _known: dict[str, Place | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        city = self.system.parameters.city
        self._bare = city[:-1] if city[-1:] in _LEVEL_OF and len(city) > _SHORTEST - 1 else city
        self._level = _LEVEL_OF.get(self.system.parameters.city[-1:], "city")
        pairs = [(even(name), region.name) for region in self.system.regions for name in (region.name, *region.aliases)]
        self._regions = tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
        names = {even(name) for each in self.system.departments for name in (each.name, *each.aliases) if len(name) >= _SHORTEST}
        self._departments = tuple(sorted(names, key=lambda name: (-len(name), name)))

    def of(self, text: str) -> Place | None:
        """Say whose a title, a label, a cell alone or a file's name speaks of; None where it names nobody who could own it.

        Of several regions the names stand together, as elsewhere's: they are not one.
        """
        if text not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[text] = self._of(plain(text))
        return self._known[text]

    def of_note(self, text: str) -> Place | None:
        """Say whose numbers a note says that its table holds: 本表数据为宁波市数据, 统计范围：岛北污水处理厂."""
        if is_denied(text, self.system.parameters.city):
            return Place("elsewhere", "本地本年实际数以外", text)
        claim = claim_of(text)
        if is_own_site(claim):
            return Place("elsewhere", claim, claim)
        return self._site(even(text)) or self.of(claim)

    def named_alone(self, text: str) -> Place | None:
        """Give the place of a text with no more around its name than a number, a year, 指标 or a body of it: 一、普陀区2020年指标."""
        place = self.of(text)
        if place is None or not place.names_place:
            return None
        rest = plain(text).replace(place.words, "", 1)
        return place if is_idle(rest) or (place.kind != "own" and bool(SENDER.fullmatch(rest))) else None

    def names_us(self, place: Place) -> bool:
        """Does a text name this place, and not only a department that any form may be addressed to: 舟山市水利局, 全市."""
        return place.kind == "own" and (place.general or place.words.startswith(self._bare))

    def _of(self, text: str) -> Place | None:
        if is_denied(text, self.system.parameters.city):
            return Place("elsewhere", "本地本年实际数以外", text)
        if site := self._site(text):
            return site
        if len(labelled := labelled_parts(text)) > 1:
            told = [place for part in labelled if (place := self.of(part))]
            return next((place for place in told if place.kind != "own"), next(iter(told), None))
        if len(text) > _LONGEST or (text := without_contacts(after_label(without_quoted(text)))) == "":
            return None
        if zone := _JOINED_ZONE.search(text):
            return Place("region", zone[0], zone[0])
        inside = [place for content in BRACKETED.findall(text) if (place := self._of_part(content))]
        outside = [place for part in PARTS.split(BRACKETED.sub(" ", text)) if part and (place := self._of_part(part))]
        told = [*outside, *inside]
        others = {place.name: place for place in told if place.kind != "own"}
        if len(others) > 1 and all(place.kind == "region" for place in others.values()):
            return Place("elsewhere", "、".join(others), "、".join(place.words for place in others.values()))
        elsewhere = next((place for place in others.values() if place.kind == "elsewhere"), None)
        sure = next((place for place in told if place.sure), None)
        return elsewhere or next(iter(others.values()), None) or sure or next(iter(told), None)

    def _site(self, text: str) -> Place | None:
        """Give the one plant, park, street or project beyond which figures do not reach."""
        if one := text if is_own_site(text) else one_in(text):
            return Place("elsewhere", one, one)
        extent, ours = extent_in(text), (self._bare, *(alias for alias, _ in self._regions))
        return Place("elsewhere", extent, extent) if extent and is_site(extent, placed=extent.startswith(ours)) else None

    def _of_part(self, part: str) -> Place | None:
        """Say whom one part of a text names in a place where an owner stands: at its head, or before 指标, 完成情况, 数据."""
        if others := others_in(part):
            return Place("elsewhere", others, others)
        seen = sorted(self._seen(part), key=lambda each: each.start)
        head, sender = self._head(part, 0)
        own_end = next((name.end for name in seen if name.start == head and name.own and not name.place.sure), 0)
        if site := self._site_in(part, head, own_end):
            return Place("elsewhere", site, site)
        chain: list[_Seen] = []
        for name in seen:  # 浙江省舟山市普陀区: the last one is meant
            if name.start == head and not (chain and chain[-1].own and name.place.wide):
                chain.append(name)
                goes_on = any(other.start == name.end for other in seen)  # 浙江省|舟山市水利局
                head = self._head(part, name.end)[0] if (name.own or name.place.wide) and not goes_on else name.end
        if chain and self._leads(part, chain[-1], seen):
            return _several(part, chain[-1], seen) or chain[-1].place
        if not chain or chain[0].own:
            for name in seen:
                if name not in chain and not name.own and tells(part, name.end) and not is_against(part, name.start):
                    return name.place
        own = next((name.place for name in chain if name.own), None)
        return own or sender

    def _site_in(self, part: str, head: int, own_end: int) -> str:
        """Give the one plant or body at the head of a title, or behind our own name there: 舟山市|岛北污水处理厂2020年运行指标."""
        if own_end and (site := site_at(part, own_end, of_city=part.endswith(self._bare, 0, own_end))):
            return site
        site = site_at(part, head) if not own_end else trade_at(part, head) if part.startswith(self._bare, head) else ""
        regions = (each for each, _ in self._regions if len(each) >= _SHORTEST)
        placed = site.startswith((self.system.parameters.city, self.system.parameters.province, *regions))
        return "" if placed or not stands_by_itself(site) or self._department_at(part, head) else site

    def _leads(self, part: str, name: _Seen, seen: Sequence[_Seen]) -> bool:
        """Is a name at the head the one that speaks: not held against another, not one of several, no mere mention."""
        if name.own:
            return False
        if name.place.wide and any(other.own and tells(part, other.end) and not is_against(part, other.start) for other in seen):
            return False  # 浙江省公报中舟山市数据
        if name.place.wide:
            return is_told_of(part, name.end) or bool(SENDER.fullmatch(part, name.end))
        return not is_mention(part, name.end) and not any(other.own and is_against(part, other.start) for other in seen)

    def _head(self, part: str, start: int) -> tuple[int, Place | None]:
        """Pass over what stands before the head of a title: numbers, a year, the department that sends."""
        sender = None
        while True:
            end = pass_over(part, start)
            if end == start and (department := self._department_at(part, start)):
                sender, end = Place("own", department, department), start + len(department)
            if end == start:
                return start, sender
            start = end

    def _department_at(self, part: str, start: int) -> str:
        return next((name for name in self._departments if part.startswith(name, start)), "")

    def _seen(self, part: str) -> Iterator[_Seen]:
        """List whom a text names: the plan's regions and this place first, then what the language knows for a place or a body."""
        seen, named = list(self._regions_in(part)), _without_own_zone(part, self._bare)
        for alias in ((city := self.system.parameters.city), self._bare):
            for match in _all(alias, part):
                inside = any(other.start <= match.start and match.end <= other.end and self._is_other(other, alias) for other in named)
                if not inside and not any(each.overlaps(match.start, match.end) for each in seen):
                    seen.append(_Seen(Place("own", city, alias, sure=False), match.start, match.end))
        for name in named:
            if not any(each.overlaps(name.start, name.end) for each in seen) and (place := self._place(part, name, named)):
                seen.append(_Seen(place, name.start, name.end))
        for bare in find_bare_names(part):
            if not any(each.overlaps(bare.start, bare.end) for each in seen) and self._stands_alone(part, bare.start, bare.end):
                wide = bare.text == self.system.parameters.province.removesuffix("省")
                seen.append(_Seen(Place("elsewhere", bare.text, bare.text, wide=wide), bare.start, bare.end))
        yield from seen

    def _is_other(self, name: Named, alias: str) -> bool:
        """Is a name in which this place's stands somebody else's: 舟山某某有限公司, a zone's; not 舟山市 itself, nor 舟山市水务集团."""
        if name.level == "body":
            return name.text not in self._departments and (not name.text.startswith(alias) or name.text.endswith(("有限公司", "集团")))
        return name.start + len(alias) < name.end and (name.level == "zone" or not name.text.startswith(alias))

    def _regions_in(self, part: str) -> Iterator[_Seen]:
        found: list[_Seen] = []
        for alias, region in self._regions:
            for match in _all(alias, part):
                if not any(each.overlaps(match.start, match.end) for each in found) and self._is_region(part, match, alias):
                    found.append(_Seen(Place("region", region, alias), match.start, match.end))
        return iter(found)

    def _is_region(self, part: str, match: "_Span", alias: str) -> bool:
        """Is a county meant: 定海 alone may be a hill or a water of that name."""
        if goes_on_as_mountain(part, match.end) and len(alias) < _SHORTEST:
            return False
        if len(alias) >= _SHORTEST or goes_on_as_alias(part, match.end) == "branch":
            return True
        return self._stands_alone(part, match.start, match.end)

    def _stands_alone(self, part: str, start: int, end: int) -> bool:
        """Stands a short name at the head, with nothing behind it but a year, 指标, a department."""
        return self._head(part, 0)[0] == start and bool(goes_on_as_alias(part, end) or self._department_at(part, end))

    def _place(self, part: str, name: Named, named: Sequence[Named]) -> Place | None:
        """Say whose a name is that is none of the plan's."""
        parameters, wider = self.system.parameters, _WIDER.get(self._level, ())
        if name.text in self._departments:
            return Place("own", name.text, name.text)
        if name.whole:
            if name.text[-1:] == parameters.city[-1:] or name.text == "市本级":
                return Place("own", name.text, name.text)
            if name.level in wider:
                return Place("elsewhere", name.text, name.text, wide=True)
            return Place("region", name.text, name.text) if name.level == "county" else None
        if name.text == parameters.province:
            return Place("elsewhere", name.text, name.text, wide=True)
        over = next((other for other in named if other.end == name.start and not other.whole), None)
        foreign = over is not None and over.text not in (parameters.city, parameters.province)
        if name.level in ("county", "zone") and self._level == "city" and not foreign:
            return Place("region", name.text, name.text)
        written = part[over.start if over and foreign else name.start : name.end]
        return Place("elsewhere", written, written)


def plain(text: str) -> str:
    """Even a text's widths, and write a name together that is spread out: 定 海 区."""
    return _SPACED.sub(lambda spread: re.sub(r"\s", "", spread[0]), even(text))


def _several(part: str, first: _Seen, seen: Sequence[_Seen]) -> Place | None:
    """Give the places of a list together, 定海区、普陀区…: they are not one."""
    listed = [first]
    for name in seen:
        if name.start == listed[-1].end + 1 and not name.own and is_list_mark(part[listed[-1].end]):
            listed.append(name)
    names = "、".join(name.place.name for name in listed)
    return Place("elsewhere", names, part[first.start : listed[-1].end]) if len(listed) > 1 else None


def _without_own_zone(part: str, city: str) -> tuple[Named, ...]:
    """List the names of a text but for the new area that is the whole of a city of islands: 舟山|群岛新区."""
    return tuple(name for name in find_places(part) if not part.startswith(f"{city}群岛新区", max(0, name.start - len(city))))


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def _all(name: str, text: str) -> Iterator[_Span]:
    """Find every place where a name stands."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield _Span(at, at + len(name))
        at = text.find(name, at + len(name))
