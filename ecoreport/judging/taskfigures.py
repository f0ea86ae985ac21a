"""What speaks against a quantity that a task reports: it cannot be, or the department's own words tell too little of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.demands.quantities import match_done
from ecoreport.judging.unread import row_of
from ecoreport.language import patterns as re
from ecoreport.language.shortfalls import left_open
from ecoreport.language.units import convert, parse_unit
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Doubt, KeyTaskReport, Note, QuantityGoal, Source
from ecoreport.quantity.asides import COUNTERS, contrasted
from ecoreport.quantity.beside import figures_beside
from ecoreport.quantity.tally import Amount, amounts_in, listed_in

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
        elif goal.reached and told.reached is False and report.done and not _adds_up(goal, report.done.text):
            yield told_less(goal, report.done.source, report.department, f"{told.done:f}{goal.unit}", "完成情况")
        elif goal.reached and (
            less := next(_less_in(goal, goals, (report.done, report.remark, report.problem, *further), report.problem, period), None)
        ):
            note, said = less
            yield told_less(goal, note.source, report.department, said, "完成情况" if note == report.done else "旁边")


def _adds_up(goal: QuantityGoal, text: str) -> bool:
    """Do parts that words tell one by one make the quantity: 1—9月7.15万人,四季度又完成2.27万人 beside 9.42."""
    told = [each.value for amounts in amounts_in(text) for each in amounts if each.unit == goal.unit]
    runs = (sum(told[at:end]) for at in range(len(told)) for end in range(at + 2, len(told) + 1))
    return sum(listed_in(text, goal.unit)) >= goal.number or any(run == goal.done for run in runs)


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
_N = r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?!\d|\.\d)(?P<unit>[^\d,;.()]{0,4}?)"
_OF_THIS_YEAR = re.compile(rf"(?:单?今年|本年度?|当年|年内)[^,;\d]{{0,8}}?{_N}(?=[,;.()]|$)")  # 单今年是3.7, 今年签了1件
_SO_FAR = re.compile(rf"(?:干|做|修|建(?!筑)|实际|装|种)[^,;\d]{{0,4}}(?:到|了|成|完){_N}(?=[,;.()]|$)")  # 工地上干到19.4
_OF_THESE = re.compile(rf"的(?:只|才|就)?(?:有)?{_N}(?=[,;.()]|$)")  # 小微站5个机柜立好,接上电出数的3个
# 25公里里有9公里放到明年: of what is counted, so many are not done
_AMONG = r"(?:里头?|里面|[其当]中|内有|含|有|凑|,)[^,;\d]{{0,6}}(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?:{unit})(?P<rest>[^;.]*)"
_BROKEN = re.compile(r"撤[回销诉案]|失败|退[回件]|驳回|终止|作废|流标|未果|败诉|落空|刚[签订开招批]|在途|凑数")
_BEFORE = re.compile(r"以来|起算|攒|头一?[年两三]|累计|20\d\d")
_OTHER_UNIT = re.compile(r"(?:合|计|共|折合?|为)(?P<number>\d+(?:\.\d+)?)(?P<unit>[^\d,;.()]{1,4})(?=[,;.()]|$)")
_DENIED_OF = re.compile(r"[未没][^,;.]{1,6}$")
_NOT_IN_IT = re.compile(r"(?:不|没|未)(?:算|计|凑|列|写|包括|往里)|另[有外订计]|另行")


def _less_in(
    goal: QuantityGoal, goals: Sequence[QuantityGoal], notes: Iterable[Note | None], problem: Note | None, period: int
) -> Iterator[tuple[Note, str]]:
    """Go through what the words beside a quantity tell of it that is less than asked for."""
    for note in (note for note in notes if note):
        text, alone = fold(note.text), _is_alone(goal, goals) or _stands_in_row(note, goal)
        own = note is not problem  # what is hard may count other things: 充电桩52个
        for less in _found_less(goal, note.text, period, alone=alone, own=own):
            yield note, f"{less:f}{goal.unit}"
        patterns = (_OF_THIS_YEAR, _OF_THESE) if _BEFORE.search(text) or "的" in text else (_OF_THIS_YEAR,)
        for pattern in (*patterns, _SO_FAR, _OTHER_UNIT):
            for match in pattern.finditer(text):
                said = _in_unit(match, goal)
                of_it = alone or _names(goal, text, match)
                aside = pattern is _OF_THESE and _DENIED_OF.search(text[: match.start()])  # 未入选的2条
                if of_it and said is not None and said < goal.number <= said * _NEAR and not (aside or _beyond(text, match)):
                    yield note, f"{said:f}{goal.unit}"
        assert goal.done is not None
        for match in re.compile(_AMONG.format(unit=_spelt(goal, alone and own))).finditer(text):
            left = Decimal(match["number"])
            of_it = (alone or _names(goal, text, match) or _is_said_again(goal, text[: match.start() + 1])) and left < goal.done
            if of_it and goal.done - left < goal.number and _fails(match["rest"], period) and not _beyond(text, match):
                yield note, f"{goal.done - left:f}{goal.unit}"
        for each in (*_measured(goal, note.text, period), *_contrasted(goal, note.text, goals)):
            if each < goal.number <= each * _NEAR:
                yield note, f"{each:f}{goal.unit}"


def _spelt(goal: QuantityGoal, alone: bool) -> str:
    """Give a pattern of the goal's unit: where it is alone, of whatever counts one by one."""
    one_by_one = goal.unit in COUNTERS and (alone or goal.unit in _CASES)
    return f"[{''.join(sorted(COUNTERS))}]" if one_by_one else re.escape(goal.unit)


def _fails(rest: str, period: int) -> bool:
    """Do the words behind so many of what is counted say that these are not done, up to the next that are counted."""
    told = re.split(r",(?=[^,]*\d+[^\d年月日号])", rest)[0]
    of_earlier = _OF_YEAR.match(told)
    if (of_earlier and int(of_earlier["year"]) < period) or _NOT_SUCH.search(told):
        return True
    return left_open(told, period) is not None or _BROKEN.search(told) is not None


_OF_YEAR = re.compile(r"[^,;\d]{0,4}?(?:是|为|系|属)[^,;\d]{0,4}?(?P<year>20\d\d)年")  # 4个是2019年就建好的
_NOT_SUCH = re.compile(r"(?:并非|并不是|不是|不属|而非|重复)")


# ---- amounts that others found, or that fall out of what is reported -----------------------------------

_FOUND = re.compile(  # what was found, by whomever, or what alone is left: 只核定7.86万人, 实有24个, 公布名单只有两条
    r"(?:核[定实准]|认[定可]|[实复抽]测|实有|实际(?:为|有|是|完成)?|(?<!不)[只仅]有?|才有?)(?:为|是|有|了|出)?[^,;\d的]{0,3}$"
)
_FALLS_OUT = re.compile(r"不合格|不及格|不达标|未通过|没有?通过|落选|重复|撤销")


def _found_less(goal: QuantityGoal, text: str, period: int, *, alone: bool, own: bool) -> Iterator[Decimal]:
    """Give what a note says was found of a quantity, or what is left of it without what fell out, where that is too little."""
    assert goal.done is not None
    for amounts in amounts_in(text):
        for each in amounts:
            value = _of_unit(each, goal, alone=alone and own)
            if value is None or not (alone or _shares_name(goal, each.clause)):
                continue
            if _FOUND.search(each.head) and value < goal.number <= value * _NEAR:
                yield value
            elif value < goal.done < goal.number + value and _falls_out(each, period):
                yield goal.done - value


def _falls_out(amount: Amount, period: int) -> bool:
    """Is so much of it found wanting, or told to be an earlier year's: 白泉河6.4公里是2019年那一段."""
    behind = re.sub(r"^[\d.]+", "", amount.clause[len(amount.head) :])[len(amount.unit) :]
    of_earlier = _OF_YEAR.match(behind)
    return (amount.lacks and _FALLS_OUT.search(behind) is not None) or (of_earlier is not None and int(of_earlier["year"]) < period)


def _of_unit(amount: Amount, goal: QuantityGoal, *, alone: bool) -> Decimal | None:
    if amount.unit == goal.unit or (alone and {amount.unit, goal.unit} <= COUNTERS):
        return amount.value
    return convert(amount.value, amount.unit, goal.unit) if parse_unit(amount.unit) else None


def _shares_name(goal: QuantityGoal, clause: str) -> bool:
    return any(goal.object[at : at + 2] in clause for at in range(len(goal.object) - 1))


def _stands_in_row(note: Note, goal: QuantityGoal) -> bool:
    """Does a note stand in the line that tells the quantity: it speaks of that one."""
    return goal.source is not None and row_of(note.source) == row_of(goal.source) and note.source.cell != goal.source.cell


def _is_said_again(goal: QuantityGoal, before: str) -> bool:
    """Is the quantity itself what so many are taken out of: 16个里有4个."""
    return re.search(rf"(?<!\d)(?<!\d\.){goal.done:f}[^\d,;.]{{1,3}}(?:里头?|[其当]?中|,其)?$", before) is not None


def _contrasted(goal: QuantityGoal, text: str, goals: Iterable[QuantityGoal]) -> Iterator[Decimal]:
    """Give other figures that words set against the quantity with more force: 示范村6个是上报数,省里认了4个."""
    assert goal.done is not None
    others = {number for other in goals if other is not goal for number in (other.number, other.done)}
    for each in contrasted(text, goal.done, goal.unit):
        if each.value is not None and each.value not in others:
            yield each.value


def _measured(goal: QuantityGoal, text: str, period: int) -> Iterator[Decimal]:
    """Give other figures of a share, or of points, that words tell by its name: 国库支付数据比出来绿色采购比例78.9%."""
    if goal.unit in ("%", "分") and goal.object:
        for each in figures_beside(text, goal.unit, (goal.object, goal.object[-_TAIL:]), period):
            if not (each.change or each.loose):
                yield each.value


_TAIL = 6  # characters by which a share is called for short


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
    if match.re.pattern == _OTHER_UNIT.pattern:
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
