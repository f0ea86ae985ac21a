"""What a text that stands beside a number says of it, with the places that the plan knows."""

from collections.abc import Sequence
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.places import find_bare_names, find_places
from ecoreport.language.remarks import TAKEN, WEAK, Narrowed, is_part_of_scope, narrowing_in
from ecoreport.language.widths import even, fold
from ecoreport.matching.places import Places
from ecoreport.model import Region

_LONGEST = 120  # characters
_CLAUSES = re.compile(r"[,;。!]")
_URBAN = re.compile(r"(?:仅|统计)?(?:城区|市区|主城区|中心城区|建成区|城镇|城市)(?:范围|口径|数据?)?")
_RURAL = re.compile(r"(?:仅|统计)?(?:农村|乡村|村)(?:范围|口径|数据?)?")
_TITLES, _WIDE = re.compile(r"《[^《》]*》"), re.compile(r"\(?全[国省](?:部分|数据?|合计)?\)?")
_MARKS = re.compile(r"^[^\u4e00-\u9fff]+")
_ITS = re.compile(r"^[本此该这][条项行列](?:是|为|系)")
_OF_OTHERS = re.compile(
    r"(?!学习|借鉴|推广|对标|参[考照]|按照?|仿照|比照)[\u4e00-\u9fff]{2,12}(?:的?做法|经验材料|的?(?:材料|情况|数据|数字|数))"
)
_GIVEN = re.compile(  # 金塘管委会给的, 由对口支援的四川渠县提供
    r"(?:^|[,;.]|[由是系为])([^,;.:由是系为]{2,20}?)(?:那边|那里)?(?:(?:给|报|传|转|发|交|送|提供)(?:来|过来|上来|我们)?的|提供)(?:[,;.]|$)"
)
_SOURCES = ("来源", "取自", "出处", "提供")
_SCOPES = ("范围", "口径", "对象")
_PLACES = ("地点", "位置", "所在", "地址")
_ASKED_FOR_HELP = re.compile(r"大学|学院|研究|设计|检测|监测中心|公司|咨询|协会")  # who made it for us


def narrowed_by(text: str, year: int, places: Places, heading: str = "", *, beside: bool = True) -> Narrowed | None:
    """Find what a text under a heading (or in a note) says of the numbers of a year that is not all of this place's."""
    if len(text) > _LONGEST:
        return None
    told = _with_kinds(even(text), _aliases(places.system.regions))
    located = any(word in heading for word in _PLACES)  # where something lies: a part of ours lies somewhere
    found = None if located else narrowing_in(told, year, beside=beside)
    if found and found.kind not in WEAK:
        return found
    if whence := _taken_from(text, places):
        return Narrowed("elsewhere", whence)
    if any(word in heading for word in _SCOPES) and is_part_of_scope(told):
        return Narrowed("part", text)
    if (
        (given := _GIVEN.search(fold(text)))
        and not _ASKED_FOR_HELP.search(given[1])
        and (((place := places.of(given[1])) and place.kind != "own" and not place.wide) or _foreign_in(given[1], places))
    ):
        return Narrowed("elsewhere", text)
    told_by = any(word in heading for word in _SOURCES) and not _ASKED_FOR_HELP.search(text)
    if (told_by or located) and (foreign := _foreign_in(even(text), places)):
        return Narrowed("elsewhere", foreign)
    return found


def is_extent_of(text: str, name: str) -> bool:
    """Is it what an item's own name speaks of, and so no part of it: 城区 beside 城镇污水处理率."""
    return ("城" in name and bool(_URBAN.fullmatch(text.strip("() ")))) or ("农" in name and bool(_RURAL.fullmatch(text.strip("() "))))


def _taken_from(text: str, places: Places) -> str:
    """Give the other place from which a clause says that the numbers were taken: 摘自湖州市工作总结."""
    for clause in _CLAUSES.split(fold(text.replace("、", "&"))):
        bare = _ITS.sub("", _MARKS.sub("", clause)).rstrip(")")
        match = TAKEN.fullmatch(bare)
        whence = (match["whence"] or match["model"] or "") if match else bare if _OF_OTHERS.fullmatch(bare) else ""
        if whence and not _ASKED_FOR_HELP.search(whence) and (foreign := _foreign_in(whence, places) or _wide_in(whence)):
            return foreign
    return ""


def _wide_in(whence: str) -> str:
    """Give what is wider than us and stands alone in a source: 《中国水利年鉴》|全国部分."""
    bare = _TITLES.sub("", whence)
    return bare if bare != whence and _WIDE.fullmatch(bare) else ""


def _foreign_in(text: str, places: Places) -> str:
    """Give the first place in a text that is neither ours nor wider than ours: 洛阳市, 象山."""
    named = sorted((*find_places(text), *find_bare_names(text)), key=lambda name: name.start)
    system = places.system
    ours = {*_aliases(system.regions), *(alias for each in system.departments for alias in (each.name, *each.aliases))}
    bare = system.parameters.city.removesuffix("市")
    found = (name.text for name in named if not name.whole and name.level in ("city", "county", "town"))
    return next((name for name in found if name not in ours and bare not in name), "")


@lru_cache(maxsize=16)
def _aliases(regions: tuple[Region, ...]) -> tuple[str, ...]:
    """List what our regions are called, the longer before the shorter that begins it."""
    names = {even(name) for region in regions for name in (region.name, *region.aliases)}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _with_kinds(text: str, aliases: Sequence[str]) -> str:
    """Write 某县 for each of our regions that a text names, so that the grammar of remarks knows it for an area: 仅|定海."""
    for alias in aliases:
        text = text.replace(alias, "某县")
    return text
