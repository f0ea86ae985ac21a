"""What speaks against a quantity that a task reports: it cannot be, or the department's own words tell too little of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands.quantities import match_done
from ecoreport.language import patterns as re
from ecoreport.language.units import convert, parse_unit
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Doubt, KeyTaskReport, Note, QuantityGoal, Source
from ecoreport.quantity.tally import listed_in

_MOST = 100  # percent, or points of a survey
_WILD = 100  # times what the plan asks for: persons under 万人, metres under 公里


def doubt_quantities(goals: tuple[QuantityGoal, ...], report: KeyTaskReport, period: int, further: Sequence[Note] = ()) -> Iterator[Doubt]:
    """Find what speaks against the quantities done, in the report's own words and in what stands `further` beside it."""
    words = match_done(tuple(replace(goal, done=None) for goal in goals), report.done.text, period=period) if report.done else goals
    for goal, told in zip(goals, words, strict=True):
        if goal.done is None or goal.source is None:
            continue
        about = {"goal": inside_quotes(goal.object or goal.text), "done": f"{goal.done:f}{goal.unit}"}
        if why := _impossible(goal):
            yield Doubt("impossible", goal.source, report.department, words={**about, "why": why}, key=goal.object)
        elif goal.reached and told.reached is False and report.done and sum(listed_in(report.done.text)) < goal.number:
            yield told_less(goal, report.done.source, report.department, f"{told.done:f}{goal.unit}", "完成情况")
        elif goal.reached and (less := next(_less_in(goal, _is_alone(goal, goals), (report.done, report.remark, *further)), None)):
            note, said = less
            yield told_less(goal, note.source, report.department, said, "完成情况" if note == report.done else "旁边")


def told_less_in_title(goal: QuantityGoal, title: str) -> str:
    """Give what the title of a piece that is to prove a quantity says of it, where that is too little: 27个…问题整治销号清单."""
    for match in re.finditer(r"(?<![\d.第])(\d+(?:\.\d+)?)(%|[一-鿿]{1,3})", fold(title)):
        number, written = Decimal(match[1]), match[2]
        same = written == goal.unit or written.startswith(goal.unit)
        if same and number < goal.number and number * _NEAR >= goal.number:
            return f"{number:f}{goal.unit}"
    return ""


def told_less(goal: QuantityGoal, at: Source, department: str | None, said: str, place: str) -> Doubt:
    """Doubt a quantity of which another place tells less than was asked for."""
    words = {"goal": inside_quotes(goal.object or goal.text), "done": f"{goal.done:f}{goal.unit}", "said": said, "place": place}
    return Doubt("told_less", goal.source, department, False, (at,), words, goal.object)


# ---- what the words beside a quantity make of it ----------------------------------------------------

_CASES = frozenset("件例起宗案")
_NEAR = 20  # times: what is smaller counts something else
_N = r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\d,;.()]{0,4}?)"
_OF_THIS_YEAR = re.compile(rf"(?:单?今年|本年度?|当年|年内)[^,;\d]{{0,8}}?{_N}(?=[,;.()]|$)")  # 单今年是3.7, 今年签了1件
_SO_FAR = re.compile(rf"(?:干|做|修|建(?!筑)|实际|装|种)[^,;\d]{{0,4}}(?:到|了|成|完){_N}(?=[,;.()]|$)")  # 工地上干到19.4
_OF_THESE = re.compile(rf"的(?:只|才|就)?(?:有)?{_N}(?=[,;.()]|$)")  # 小微站5个机柜立好,接上电出数的3个
_AMONG = re.compile(  # 里头20辆刚签合同, 有4台合同排在春节后: of what is counted, so many are not done
    rf"(?:里头|其中|内有|含|有|凑)[^,;\d]{{0,6}}{_N}[^,;.]{{0,6}}(?:刚[签订开]|[没未]|还[在差]|待|在途|预计|排[在到])"
)
_BEFORE = re.compile(r"以来|起算|攒|头一?[年两三]|累计|20\d\d")
_OTHER_UNIT = re.compile(r"(?:合|计|共|折合?|为)(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\d,;.()]{1,4})(?=[,;.()]|$)")
_NOT_IN_IT = re.compile(r"(?:不|没|未)(?:算|计|凑|列|写|包括|往里)|另[有外订]|另行")


def _less_in(goal: QuantityGoal, alone: bool, notes: Iterable[Note | None]) -> Iterator[tuple[Note, str]]:
    """Go through what the words beside a quantity tell of it that is less than asked for."""
    for note in (note for note in notes if note):
        text = fold(note.text)
        patterns = (_OF_THIS_YEAR, _OF_THESE) if _BEFORE.search(text) or "的" in text else (_OF_THIS_YEAR,)
        for pattern in (*patterns, _SO_FAR, _OTHER_UNIT):
            for match in pattern.finditer(text):
                said = _in_unit(match, goal)
                of_it = alone or _names(goal, text, match)
                if of_it and said is not None and said < goal.number <= said * _NEAR and not _beyond(text, match):
                    yield note, f"{said:f}{goal.unit}"
        for match in _AMONG.finditer(text):
            left = _in_unit(match, goal)
            of_it = alone or _names(goal, text, match)
            if of_it and left is not None and goal.done is not None and goal.done - left < goal.number and not _beyond(text, match):
                yield note, f"{goal.done - left:f}{goal.unit}"


def _is_alone(goal: QuantityGoal, goals: Iterable[QuantityGoal]) -> bool:
    """Is it the only one of a task that is counted in its unit, and no share of something."""
    return goal.unit not in ("%", "分") and sum(other.unit == goal.unit for other in goals) == 1


def _names(goal: QuantityGoal, text: str, match: re.Match[str]) -> bool:
    """Does the stretch in which a number stands name what the quantity counts."""
    stretch = re.split("[;.]", text[: match.start()])[-1] + match[0]
    return any(goal.object[at : at + 2] in stretch for at in range(len(goal.object) - 1))


def _in_unit(match: re.Match[str], goal: QuantityGoal) -> Decimal | None:
    """Read a number in the goal's unit, where it has that one, another of its kind, or none."""
    number, unit = Decimal(match["number"]), match["unit"].strip()
    if match.re is _OTHER_UNIT:
        return None if unit == goal.unit else convert(number, unit, goal.unit)
    if unit in _CASES and goal.unit in _CASES:
        return number
    if not unit or unit.startswith(goal.unit) or goal.unit.endswith(unit):
        return number
    return convert(number, unit, goal.unit)


def _beyond(text: str, match: re.Match[str]) -> bool:
    """Is it said that this is not counted in."""
    return (
        _NOT_IN_IT.search(re.split("[;.]", text[match.start() :])[0]) is not None
        or _NOT_IN_IT.search(text[: match.start()][-8:]) is not None
    )


def _impossible(goal: QuantityGoal) -> str:
    """Say why a quantity cannot be so; "" where it can."""
    done, unit = goal.done, parse_unit(goal.unit)
    assert done is not None
    if unit and unit.whole and not unit.multiplied and done != done.to_integral_value():
        return "按件数计的不能有小数"
    if goal.unit in ("%", "分") and done > _MOST:
        return f"最多为{_MOST}{goal.unit}"
    return f"是要求的{done / goal.number:.0f}倍，可能按别的单位填写" if done >= _WILD * goal.number > 0 else ""
