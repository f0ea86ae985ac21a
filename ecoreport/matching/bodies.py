"""Who a name stands for: one of the plan's departments, a region's body, or nobody of ours. Likeness never bridges a place or a level."""

from dataclasses import field
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.language.bodies import (
    HEADS,
    is_beside,
    is_body,
    is_branch,
    is_creating,
    is_lower,
    is_national,
    is_organ,
    is_person,
    is_section,
    is_strange_branch,
    may_begin,
    seat_of,
    sends,
    split_bodies,
    strip_body,
    tells_no_other,
    told_behind,
    unquoted,
    without_company,
)
from ecoreport.language.places import find_places
from ecoreport.language.widths import word_key
from ecoreport.matching.departments import Departments
from ecoreport.matching.ownership import SENDER, goes_on_as_mountain, is_list_mark
from ecoreport.matching.places import Place, Places
from ecoreport.model import IndicatorSystem
from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """What the name of a sender was taken for; nothing at all where it names nobody (规划科, 市政府)."""

    departments: tuple[str, ...] = ()  # of the plan; several where they sign together
    region: str | None = None  # a county's or a zone's body
    elsewhere: str | None = None  # as written: nobody of ours, or nobody knows
    guessed: bool = False  # by likeness alone
    bare: bool = False  # a department's name without this place: 水利局, which every county has too
    alone: bool = False  # the region's name stands without a body's: 普陀区2020年指标
    nearest: str | None = None  # the department that it is most like, where only another clue can tell

    def __bool__(self) -> bool:
        return bool(self.departments or self.region or self.elsewhere)


NOBODY = Body()
_JOINT = re.compile(r"[、,/ ]+")
_BRANCH = re.compile(r"区?(?:分局|支局|分中心|支行)[\u4e00-\u9fff]{0,8}|[区县](?:政府|人民政府|委).*")


@dataclass(slots=True)
class Bodies:
    """Reads the names of senders, each wording once."""

    system: IndicatorSystem
    departments: Departments
    places: Places
    _known: dict[str, Body] = field(default_factory=dict)
    _own: re.Pattern[str] = field(init=False)
    _placed: re.Pattern[str] = field(init=False)  # a department's name that says of which place it is
    _regions: tuple[tuple[str, str], ...] = field(init=False)  # alias, region; longest first

    def __post_init__(self) -> None:
        parameters = self.system.parameters
        city, bare = parameters.city, parameters.city.removesuffix("市")
        province = f"{parameters.province}|{parameters.province.removesuffix('省')}" if parameters.province else "(?!)"
        self._placed = re.compile(rf"{HEADS.pattern}(?:{city}|{bare}|{city[-1:]})|团{city[-1:]}|共青团")
        self._own = re.compile(rf"(?:{province})?(?:{city}|{bare})|")
        pairs = {(word_key(name), region.name) for region in self.system.regions for name in (region.name, *region.aliases)}
        self._regions = tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

    def read(self, text: str) -> Body:
        """Say who signs with this name: the text of a cell that names a sender, or a line alone below a table."""
        if text not in self._known:
            self._known[text] = self._read(without_company(strip_body(text)))
        return self._known[text]

    def is_others(self, text: str) -> bool:
        """Is a line the name of a body of another place, or a company's."""
        place = self.places.of(text)
        told = self._is_others(text) or _is_company(text) or (is_lower(text) and is_body(text))
        if len(parts := _JOINT.split(text)) > 1 and all(is_body(part) for part in parts):
            return any(self.is_others(part) for part in parts)
        return (
            (bool(place and place.kind == "elsewhere") and told)
            or is_national(text)
            or (text[:1] in "县区镇乡" and is_lower(text))
            or (is_body(text) and text.endswith(("分局", "支局")))
        )

    def is_area(self, department: str) -> bool:
        """Is a department of the plan a zone besides, which may speak of itself alone: 石化基地管委会."""
        return any(place.level == "zone" for place in find_places(department))

    def is_own_area(self, text: str) -> bool:
        """Is a text the name of a department that is a zone besides, and nothing else."""
        return self.is_area(text) and self.departments.named(text) is not None

    def mentioned_in(self, text: str) -> Body:
        """Say whom a title, a tab or a file's name gives as the sender, and for which region; nobody where several are named."""
        key = f"\0{text}"
        if key not in self._known:
            self._known[key] = self._mentioned_in(unquoted(text))
        return self._known[key]

    def told_of(self, text: str) -> Place | None:
        """Say of which region a file's name lets a department of ours tell: 市水利局报普陀区情况."""
        text = unquoted(text)
        told = [told_behind(text, end) for start, end, _ in self.departments.spans_in(text)[:1] if not self._is_borne(text, start)]
        place = self.places.of(told[0]) if told and told[0] else None
        return place if place and place.kind == "region" else None

    def listed_in(self, text: str) -> tuple[str, ...]:
        """List the departments of ours that a file's name lists as its senders: 市水利局、市住建局2020年台账."""
        text = unquoted(text)
        spans = [span for span in self.departments.spans_in(text) if not self._is_borne(text, span[0])]
        parted = all((mark := text[before[1] : after[0]].strip()) and is_list_mark(mark) for before, after in pairwise(spans))
        return tuple(dict.fromkeys(name for _, _, name in spans)) if parted and len(spans) > 1 else ()

    def _mentioned_in(self, text: str) -> Body:
        place = self.places.of(text)
        region = place.name if place and place.kind == "region" else None
        named: list[str] = []
        borne, strange, bare = False, False, True
        for start, end, name in self.departments.spans_in(text):
            if name in (region, place.words if place else None):  # a zone that is a department too
                region = None
            if self._is_borne(text, start) or is_branch(text, end):
                borne, strange = True, strange or is_strange_branch(text, end)
                region = region or _branch_of(self._regions, text[end:])
                continue
            named.append(name)
            bare = bare and not self._is_placed(text, start)
            if sends(text, end) or told_behind(text, end):
                return Body((name,))
        ours = tuple(dict.fromkeys(named))
        if len(ours) == 1:
            return Body(ours, region, bare=bare)
        if region and not ours:
            return Body(region=region, alone=not borne)
        if not ours and (strange or (place and place.kind == "elsewhere" and (borne or _is_company(text))) or self._is_others(text)):
            return Body(elsewhere=text)
        return NOBODY

    def _is_borne(self, text: str, start: int) -> bool:
        """Is the name part of a longer one, of a body in another place: 宁波|市水利局, 普陀区|水利局, 台州|水利局."""
        own = (self.system.parameters.city, self.system.parameters.province)
        places = [place for place in find_places(text) if not place.whole and place.level != "body" and place.text not in own]
        if any(place.start < start <= place.end for place in places):
            return True
        if any(text[:start].endswith(alias) for alias, _ in self._regions if alias):
            return True
        return not (self._is_placed(text, start) or may_begin(text, start))

    def _is_placed(self, text: str, start: int) -> bool:
        """Does a department's name say of which place it is: 市水利局, 舟山|海事局."""
        own = self.system.parameters.city
        before = text[:start].endswith((own, own.removesuffix("市")))
        return before or bool(self._placed.match(text, start))

    def _is_others(self, text: str) -> bool:
        """Does the text begin with an office of another place: 浙江省|水利厅."""
        city = self.system.parameters.city
        return any(
            place.start == 0 and not place.whole and place.text != city and SENDER.match(text, place.end) for place in find_places(text)[:1]
        )

    def _read(self, text: str) -> Body:
        if not text or self._is_own_place(text) or (is_person(text) and not self.places.of(text)):
            return NOBODY
        if known := self.departments.named(text):
            return Body((known,), bare=not self._is_placed(text, 0))
        if region := self._of_region(text):
            return Body(region=region)
        if told := self._ours(text) or self._seated(text):
            return Body(told)
        if joint := _joint(self, text):
            return joint
        place = self.places.of(text)
        if place and place.kind == "region":
            return Body(region=place.name)
        if is_section(text) and not find_places(text):
            return NOBODY
        if place and place.kind == "elsewhere":
            return Body(elsewhere=text)
        match = self.departments.find(text)
        if match.id:
            return Body((match.id,), guessed=True)
        return Body(elsewhere=text, nearest=self.departments.nearest(text))

    def _is_own_place(self, text: str) -> bool:
        city = self.system.parameters.city
        if is_creating(text.removeprefix(city).removeprefix("市")) and text.startswith((city, "市", "创")):
            return True
        return text in (city, self.system.parameters.government, self.system.parameters.office) or bool(
            re.fullmatch(rf"(?:{city}|本?全?市)?(?:人民)?(?:政府|本级|市级)?", text)
        )

    def _ours(self, text: str) -> tuple[str, ...]:
        """List the departments that a name consists of, with nothing about them that would make it another's."""
        found: list[str] = []
        for number, part in enumerate(split_bodies(text)):
            name = self._one(part)
            if name:
                found.append(name)
            elif number == 0 or not (is_beside(part) or self._says_nothing(part, text)):
                return ()
        return tuple(dict.fromkeys(found))

    def _seated(self, text: str) -> tuple[str, ...]:
        """Give the department with which an office of this place sits: 舟山市河长制办公室(市水利局)."""
        seat = seat_of(text)
        outer = self.places.of(text.partition("(")[0]) if seat else None
        city = self.system.parameters.city
        ours = text.startswith((city, city.removesuffix("市"), "市")) and (outer is None or outer.kind == "own")
        name = self._one(seat) if ours else None
        return (name,) if name else ()

    def _says_nothing(self, part: str, text: str) -> bool:
        """Do brackets behind a name hold what makes it nobody else's: a second plate, 2020年机构改革后, 舟山市乡村振兴局."""
        city = self.system.parameters.city
        return (
            f"({part}" in text.replace("( ", "(")
            and (tells_no_other(part) or (part.startswith(city) and not is_branch(part, len(city))))
            and all(place.text == city for place in find_places(part))
            and not any(alias and alias in part for alias, _ in self._regions)
        )

    def _one(self, part: str) -> str | None:
        """Take one part for a department: behind our place or none, before its own sections or nothing."""
        start = HEADS.match(part).end()  # type: ignore[union-attr]  # it matches the empty text
        own = self._own.match(part, start)
        for begin in dict.fromkeys((start, own.end() if own else start)):
            for end in range(min(len(part), begin + self.departments.most), begin + 2, -1):
                if (known := self.departments.named(part[begin:end])) and is_organ(part[end:]):
                    return known
        return None

    def _of_region(self, text: str) -> str | None:
        """Name the region whose body this is, as far as the plan knows it: 定海海事处, 舟山海事局岱山海事处."""
        for alias, region in self._regions:
            if not alias or alias not in text or goes_on_as_mountain(text, text.index(alias) + len(alias)):
                continue
            before, _, after = (part.strip(" ()[]-/、,") for part in text.partition(alias))
            behind = HEADS.match(before).end()  # type: ignore[union-attr]  # it matches the empty text
            own = self._own.fullmatch(before, behind) or self._one(before)
            if own and (is_organ(after) or self.departments.named(after) or _BRANCH.fullmatch(after)):
                return region
        return None


def _is_company(text: str) -> bool:
    return any(place.level == "body" for place in find_places(text))


def _joint(bodies: Bodies, text: str) -> Body:
    """Say who signs together, one of whom nobody knows: 市委农办、市农业农村局 is of this place, 区委农办、普陀区水利局 of the other's."""
    parts = [part for part in _JOINT.split(text) if part]
    if len(parts) < 2 or not all(is_body(part) for part in parts):
        return NOBODY
    told = [bodies.read(part) for part in parts]
    if region := next((body.region for body in told if body.region), None):
        return Body(region=region)
    city = bodies.system.parameters.city
    ours = tuple(dict.fromkeys(name for body in told for name in body.departments if not body.guessed))
    strange = [part for part, body in zip(parts, told, strict=True) if not body.departments]
    own = all(part.startswith((city, city[-1:])) and not find_places(part.removeprefix(city)) for part in strange)
    return Body(ours) if ours and own else Body(elsewhere=text) if any(bodies.is_others(part) for part in strange) else NOBODY


def _branch_of(regions: tuple[tuple[str, str], ...], behind: str) -> str | None:
    behind = behind.strip()
    named = ((alias, region) for alias, region in regions if alias and behind.startswith(alias))
    return next((region for alias, region in named if not goes_on_as_mountain(behind, len(alias))), None)
