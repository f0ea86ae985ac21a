"""What of a note comes out: the measure's own name, the same number said again, a change that its years show, the rest that is not done.

Held against the value, its years and its parts it holds nothing back, whatever words it takes; only what is left is listened to.
"""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.judging.doubts.case import ALL, Case, decimals, names_of
from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.bygone import present
from ecoreport.language.changes import FALLS
from ecoreport.language.widths import fold
from ecoreport.quantity.asides import OWN, taken_apart
from ecoreport.quantity.beside import only_of_others
from ecoreport.quantity.grammar import ELSE
from ecoreport.quantity.tally import amounts_in

_PIECES = re.compile(r"(?:[^,;!?\n.]|(?<=\d)\.(?=\d))+[,;!?\n.]?")
_AGAIN = re.compile(rf"(?:同[样为是]|也[为是]|亦[为是]?|[与和同][^,]*(?:一致|相同|相符|吻合)[^,]*){OWN}|{OWN}[^,]*(?:一致|相同|相符|吻合)")
_OF_ELSE = re.compile(r"上年|去年|往年|20\d\d年|目标|计划|要求|任务|预|方案")
_REST = re.compile(r"^(?:其[余他]|剩[余下]?|余下?|另[有外]?)")
_SOME = re.compile(
    r"^[^,]{0,6}(?:个别|部分|少数|少量|有的|有些)|^[尚仍还]?[未没][^,]{1,8}(?:(?<![平省])均|都|[为系属在]|主要|多|已|集中|分布)"
)  # 未受保护种类均为偶见种
_MEANT = re.compile(r"将|计划|拟|明年|力争|争取|[一-鿿]五.?期间|下一?步")  # 小岛村将逐步推进
_OF_FIGURES = re.compile("数|统计|[核审评测验]|公布|结果|报告|反馈")
_NOUGHT = re.compile(r"(?<![\d.])(?:0|零)[条起件个家处例宗户]")  # 延期公开0条
_UNDONE = re.compile(r"^(?:尚|仍|还|其中|另有?)?[未没不][^,]{1,8}的")  # 未达标准的5.1万平方米: what a share below all of it leaves
_CHANGED = re.compile(
    r"(?:较|比|同|与)(?P<of>上一?年度?|去年|前一年|20\d\d年)(?:相比|同期)?[^,;。\d]{1,8}?(?P<size>\d+(?:\.\d+)?)(?P<unit>个?百分点|%|[^\d,;.]{0,8})"
)
_OF_ROUNDED_PARTS = Decimal("0.1")  # points by which parts that are rounded may miss their share
_FALLS = re.compile(any_of(FALLS, "降 减 少 低"))
_SHORTEST_NAME = 3  # characters of the end of a name by which words may call the measure


def unaccounted(case: Case, text: str) -> str:
    """Give what is left of a note, beside a number folded, without what comes out, is over or is to come."""
    value, unit, year, names = case.value, case.demand.subject.unit, case.assessment.year, names_of(case)
    text = present(text, year, value)
    if value is None:
        return text
    rests = set(_rests(case, text, value))
    own = (each for each in _PIECES.findall(fold(text)) if not only_of_others(each, unit, names, year))
    bare = (_without_change(case, _without_names(case, each)) for each in own)
    return "".join(_left(case, bare, value, rests))


def _left(case: Case, clauses: Iterator[str], value: Decimal, rests: set[Decimal]) -> Iterator[str]:
    """Go through the clauses that do not come out; what follows the rest in its sentence is said of it."""
    of_rest = False
    for clause in clauses:
        of_rest = _is_of_rest(clause, rests) or (of_rest and not any(amounts_in(clause)))
        if not of_rest and not _comes_out(case, clause, value):
            yield clause
        of_rest = of_rest and not clause.endswith((".", ";"))


def _without_names(case: Case, folded: str) -> str:
    """Take out the measure's own name, whole or its end: 安全利用率 says nothing of 用."""
    for name in map(fold, names_of(case)):
        ends = (name[at:] for at in range(len(name) - _SHORTEST_NAME + 1))
        folded = next((folded.replace(end, ELSE) for end in ends if end in folded), folded)
    return folded


def _without_change(case: Case, clause: str) -> str:
    """Take a change against an earlier year out of a clause where the years show it."""

    def shown(match: "re.Match[str]") -> str:
        before = case.last if not match["of"][:4].isdecimal() else _of_year(case, int(match["of"][:4]))
        if before is None or case.value is None:
            return match[0]
        size, step = Decimal(match["size"]), case.value - before
        told = -size if _FALLS.search(match[0]) else size
        steps = (step, step * ALL / before if before else step)
        return "" if any(abs(told - each) <= Decimal(1).scaleb(-decimals(size)) for each in steps) else match[0]

    return _CHANGED.sub(shown, clause)


def _of_year(case: Case, year: int) -> Decimal | None:
    known = case.assessment.of_year(year)
    return known.value if known else None


def _rests(case: Case, text: str, value: Decimal) -> Iterator[Decimal]:
    """Give what is left of a whole where the value is its other part: 1 of 16 beside 93.8, where 15 are told to be done."""
    told = [each.value for amounts in amounts_in(text) for each in amounts]
    parts = [figure.value for figure in (case.entry.numerator, case.entry.denominator) if figure and figure.value is not None]
    slack = max(Decimal(1).scaleb(-decimals(value)) / 2, _OF_ROUNDED_PARTS)
    for whole in (*told, *parts):
        for part in (*told, *parts):
            if case.demand.is_share and value < ALL and 0 < part < whole and abs(part * ALL / whole - value) <= slack:
                yield whole - part


def _is_of_rest(clause: str, rests: set[Decimal]) -> bool:
    """Does a clause tell of the rest that the number already counts as not done."""
    amounts = [each.value for told in amounts_in(clause) for each in told]
    return bool(rests) and (all(each in rests for each in amounts) if amounts else _REST.match(clause) is not None)


def _comes_out(case: Case, clause: str, value: Decimal) -> bool:
    """Does a clause say the number again, or that not all is done, as a share below all of it says."""
    below = case.demand.is_share and value < ALL
    some_left = below and not any(amounts_in(clause))
    if _NOUGHT.search(clause) or (below and _UNDONE.match(clause)):
        return True
    if some_left and (_SOME.search(clause) or (_MEANT.search(clause) and not _OF_FIGURES.search(clause))):
        return True
    seen = [each.said for each in taken_apart(clause, value, case.demand.subject.unit) if each.of == "it"]
    return any(_AGAIN.search(each) and not _OF_ELSE.search(each) for each in seen)
