"""What of a note speaks of this year and of how it came out; not what once was and came out, what next year brings, what is set aside.

A sentence of a careful clerk tells a trouble and its end: 起初漏列,5月补做后才报批. The trouble comes out where a clause behind it tells a
later state and leaves nothing open; what is still open is heard in that clause itself. No plan is known here.
"""

from collections.abc import Sequence
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.polarity import closes, denies
from ecoreport.language.widths import fold
from ecoreport.records import dataclass

_LONGEST = 600  # characters of a note that is heard
_STOPS = ";；!！?？。.\n"
_PARTS = re.compile(rf"(?:[^{_STOPS}]|(?<=\d)\.(?=\d))+[{_STOPS}]?|[{_STOPS}]")
_CLAUSES = re.compile(r"[^,，]+[,，]*|[,，]+")
_ONCE = re.compile(  # it was so then
    r"起初|最初|原先|原来|原本|曾(?!经?未)|一度|(?<!最)初(?:报|算|审|评|测|核|稿|次|验)(?!中)|首(?:轮|次|批)|年初|年中|上半年|前期|此前|先前|当初|当时"
    r"|(?:试点|编制|快报|申报|初报|试算|检查)(?:时|期间)|[前上]一[轮版期](?!评|测)|旧版|早年"
    r"|(?<!\d)(?:[1-9]|1[01]|[一二三四五六七八九十])月(?![-~至到])(?!份?(?:均|数|值|底数))"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?")
_SINCE = re.compile(  # and it is otherwise now
    r"已|均|都|全部|悉数|后|现(?!场|状)|目前|如今|年[底末]|随即|当[年月天日]|次月|(?<!\d)(?:1[0-2]|[1-9]|[一二三四五六七八九十])月|补|改[为成按用]?|[再复][评验测检查]|恢复|换|才|由[^,]{2,12}接|采用|以[^,]{1,8}为准|按"
)
_OPEN = re.compile(
    r"仍|还(?!原|包括)|尚|至今|迄今|一直|依然|待|拟|将|预计|计划|准备|争取|打算|正在|明年|次年|申诉|暂|先[^,]{0,6}[用填报按]|没有?|未|无(?!偿|害|误|线|人机)|不(?!含|再|变|同)|停|撤|散|废|失效|到期|过期|退场|只|仅|大部分|部分|个别|又"
)
_NOTHING_LEFT = re.compile(r"(?:没有?|未|无|不)(?:再|有|新)?[^,]{0,6}(?:漏|发[现生]|出现|剩|遗留|积压|反弹|重叠|重复|变化|采用|计入|算)")
_OF_FIGURES = re.compile(
    r"数[据字值]?|口径|统计|调查|结果|评[价估]|报告|沿用|采用|取自|(?:^|[,都均是年])[取用按]|参照|参数|测算|方法|基数|年(?:度)?的"
)
_LASTS = re.compile(r"至今|以来|起(?!步|初)|一直|迄今|仍|还|尚|有效期|规划期|到期|为止|-")
_OF_NEXT = re.compile(
    r"^(?:明年|来年|次年|下一?步|下一?年度?|(?P<year>20\d\d)年度?)(?:的|工作|还|将)*(?P<what>目标|打算|思路|安排|计划|拟|再|继续|新增|扩大|进一步)"
)
_SET_ASIDE = re.compile(
    r"^(?:仅|只|作|用于|供|以供)*(?:参考|对照|对比|参阅|备查|比较)(?:之?用)?$|^(?:最终|后来|均|都|已)*(?:没有|未予?)(?:采用|采信|使用|计入|算入|纳入)$|^(?:不作|不再)[^,]{0,4}(?:依据|使用|采用)$"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    written: str  # with the comma behind it
    said: str  # folded


def present(text: str, year: int, own: Decimal | None = None) -> str:
    """Give what of a note is said of a year as it came out; a clause that gives the number `own` itself always stays."""
    return "".join(_left(part, year, own, ends=True) for part in _PARTS.findall(text)) if len(text) <= _LONGEST else text


def without_asides(text: str, year: int, own: Decimal | None = None) -> str:
    """Give a note without what it sets aside itself, or tells of a year to come: 按现价算是0.402,仅供参考."""
    return "".join(_left(part, year, own, ends=False) for part in _PARTS.findall(text)) if len(text) <= _LONGEST else text


def _left(part: str, year: int, own: Decimal | None, *, ends: bool) -> str:
    """Take a part of a note, up to its stop, without what is set aside or to come, and, where it `ends`, without what is over."""
    written = _CLAUSES.findall(part)
    clauses = [_Clause(each, fold(each).rstrip(",;.!?")) for each in written]
    told = left = _without_next(_without_aside(clauses, own), year, own)
    if ends:
        told = [each for at, each in enumerate(left) if _gives(each, own) or not _is_over(each.said, left[at + 1 :], year)]
    if len(told) == len(written):
        return part
    stop = part[-1] if part[-1] in _STOPS else ""
    return "".join(each.written for each in told).rstrip(f",，{_STOPS}") + stop


def _without_aside(clauses: Sequence[_Clause], own: Decimal | None) -> list[_Clause]:
    """Leave out what a sentence tells and sets aside: 按现价算是0.402,仅供参考."""
    at = next((at for at, clause in enumerate(clauses) if at and _SET_ASIDE.search(clause.said)), None)
    if at is None:
        return list(clauses)
    first = next((place + 1 for place in range(at - 1, -1, -1) if _gives(clauses[place], own)), 0)
    return [*clauses[:first], *_without_aside(clauses[at + 1 :], own)] if first < at else list(clauses)


def _without_next(clauses: Sequence[_Clause], year: int, own: Decimal | None) -> list[_Clause]:
    """Leave out what a sentence tells, from there on, of a year to come: 2021年目标:覆盖率92%,省级示范村再报8个."""
    for at, clause in enumerate(clauses):
        told = _OF_NEXT.match(clause.said)
        if told and (told["year"] is None or int(told["year"]) > year) and not any(_gives(each, own) for each in clauses[at:]):
            return list(clauses[:at])
    return list(clauses)


def _is_over(clause: str, later: Sequence[_Clause], year: int) -> bool:
    """Does a clause tell what once was, where a later one tells that it came out; or what was so in a year before, and no more."""
    years = [int(told) for told in _YEAR.findall(clause)]
    before = bool(years) and max(years) < year
    if before and (_OF_FIGURES.search(clause) or _LASTS.search(clause)):
        return False
    if before and clause.startswith(f"{years[0]}年"):
        return True
    return (before or (not years and _ONCE.search(clause) is not None)) and any(_came_out(each.said) for each in later[:2])


def _came_out(clause: str) -> bool:
    bare = _NOTHING_LEFT.sub("", clause)
    return (bare != clause or _SINCE.search(clause) is not None) and not _OPEN.search(bare) and (closes(bare) or not denies(bare))


def _gives(clause: _Clause, own: Decimal | None) -> bool:
    return own is not None and any(Decimal(told) == own for told in _NUMBER.findall(clause.said))


_NUMBER = re.compile(r"(?<![\d.])\d{1,12}(?:\.\d{1,9})?(?![\d.])")
