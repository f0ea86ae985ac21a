"""What stands in a table's columns, held against what the plan knows of the items that its rows name."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from ecoreport.demands import Demand
from ecoreport.language import patterns as re
from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.remarks import is_note
from ecoreport.language.units import factor_between, parse_unit
from ecoreport.language.widths import even, fold
from ecoreport.model import Cell, Facts
from ecoreport.model.layout import written
from ecoreport.recognition.grid import Grid
from ecoreport.records import dataclass

_NUMBER = re.compile(r"([≥≤><=]|>=|<=|约)?\s*([+-]?\d[\d,]*(?:\.\d+)?)\s*([^\d\s]{0,8})")
_IN_TARGET = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 40  # characters of a cell that answers; what is longer tells a story
_BEST = (Decimal(0), Decimal(100))  # of a share: a value as often as a target
_NEAR, _FAR = Decimal("2.5"), Decimal(10)  # times the target
_LIKELY, _FARTHER, _ODD = 1.0, 0.3, 0.2  # what a number near the target, one farther off, one where words are due is worth
_UNSIZED = 0.5  # … one in the item's own unit, where the plan names no size
_CLOSE = Decimal("1.5")  # times another year's
_ASIDE = re.compile(r"[(（【]?(?:更正|勘误|订正|来源|联系|签|抄送|附)")
_PENDING = re.compile(r"[-—/\\ ]*|暂无.*|.*(?:统计|公布)中?|未.{0,4}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that names an item: what the plan asks of it, and the unit that the row says."""

    demand: Demand
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """One column's contents: its numbers by line, and what speaks for their being values or targets of the plan."""

    place: int
    filled: int
    numbers: Mapping[int, Decimal]
    likely: float  # −1 … 1: how well they could be the rows' values
    planned: float  # 0 … 1: the share that the rows' targets print; what values as often are proves nothing
    compared: bool  # some are written as a bound: ≥95
    stored: bool  # as numbers, not as texts

    @property
    def fractional(self) -> bool:
        return any(number != number.to_integral_value() for number in self.numbers.values())

    @property
    def numeric(self) -> bool:
        return len(self.numbers) * 2 >= self.filled > 0


def observe(grid: Grid, place: int, rows: Mapping[int, Row], unit: str | None) -> Witness:
    """Look at the cells of a column beside the rows' items; `unit` is what its heading says."""
    numbers: dict[int, Decimal] = {}
    likely: list[float] = []
    planned: list[bool] = []
    filled, compared, stored = 0, False, False
    for line, row in rows.items():
        cell = grid.own(line, place)
        if cell is None or _PENDING.fullmatch(text := written(cell)):
            continue
        filled += 1
        stored = stored or isinstance(cell.value, Decimal)
        bound, number = _number(cell, text)
        if number is not None:
            numbers[line] = number
        compared = compared or bound
        likely.append(_likeliness(text, number, row, _unit_in(text) or unit or row.unit))
        if (told := _is_planned(text, number, row.demand)) is not None:
            planned.append(told)
    return Witness(place, filled, numbers, _mean(likely), _mean(planned), compared, stored)


def worth_of(text: str, demand: Demand, unit: str = "") -> float:
    """Say how well one text answers for an item, −3 … 1, in the unit that it says or is given."""
    bound, number = _number(Cell(1, 1, text), text)
    planned = _is_planned(text, number, demand)
    likely = _likeliness(text, number, Row(demand), _unit_in(text) or unit)
    likely = _LIKELY if likely == _UNSIZED else likely  # alone it is as good as a number near the target
    return likely - 2 * bool(planned) - bound


def _unit_in(text: str) -> str:
    """Give the unit that stands behind a text's one number."""
    match = _NUMBER.fullmatch(even(text).strip()) if len(text) <= _LONGEST else None
    return match[3] if match and parse_unit(match[3]) else ""


def is_no_answer(cell: Cell, demand: Demand | None) -> bool:
    """Do words stand in a cell where a number is due, other than those for what nobody knows yet: 最好县区, 立项文件, 注:…."""
    text = written(cell)
    if demand is None or demand.expects == "words" or not isinstance(cell.value, str) or _PENDING.fullmatch(text):
        return False
    wordless = not demand.subject.has_unit or any(each.isdecimal() for each in LONE_YEAR.sub("", text))
    return is_note(text) or _ASIDE.match(text) is not None or not (wordless or _answers(demand, text))


def _mean(told: Sequence[float]) -> float:
    return sum(told) / len(told) if told else 0.0


def _number(cell: Cell, text: str) -> tuple[bool, Decimal | None]:
    """Give a cell's one number as it is shown, and whether it is written as a bound."""
    if isinstance(cell.value, Decimal):
        return False, cell.value * 100 if cell.shown_percent else cell.value
    match = _NUMBER.fullmatch(even(text).strip()) if len(text) <= _LONGEST else None
    if match is None:
        return False, None
    return match[1] not in (None, "约"), Decimal(match[2].replace(",", ""))


@lru_cache(maxsize=1024)
def _bounds(target: str) -> frozenset[Decimal]:
    return frozenset(Decimal(text) for text in _IN_TARGET.findall(even(target)))


def _likeliness(text: str, number: Decimal | None, row: Row, unit: str) -> float:
    if number is None:
        if not any(map(str.isalnum, text)):
            return -_LIKELY  # √ is a sign, and answers nothing by itself
        if row.demand.expects == "number":
            return 0.0 if any(each.isdecimal() for each in LONE_YEAR.sub("", text)) else -_LIKELY / 2
        return _LIKELY if len(text) <= _LONGEST and _answers(row.demand, text) else 0.0
    subject, bounds = row.demand.subject, _bounds(row.demand.subject.target)
    if row.demand.expects == "words":
        return -_ODD
    if unit and parse_unit(unit) and (factor := factor_between(unit, subject.unit)):
        number = number * factor.numerator / factor.denominator
    elif unit and parse_unit(unit) and all(parse_unit(each) and not factor_between(unit, each) for each in _units(subject.unit)):
        return -_LIKELY
    lowest, highest = row.demand.lowest, row.demand.highest
    if (lowest is not None and number < lowest) or (highest is not None and number > highest):
        return -_LIKELY
    times = [max(number, bound) / min(number, bound) for bound in bounds if min(number, bound) > 0]
    if not bounds and unit == subject.unit:
        return _UNSIZED if unit == row.unit else _LIKELY  # which the column's own heading says
    if not times or number <= 0:
        return _ODD
    return _LIKELY if min(times) <= _NEAR else _FARTHER if min(times) <= _FAR else -_LIKELY / 2


def _units(unit: str) -> list[str]:
    """List the units of an item: one, or the two of 千克/%, that is no quotient."""
    return [unit] if parse_unit(unit) else unit.split("/")


def _answers(demand: Demand, text: str) -> bool:
    """Do these words decide a target that asks for words."""
    return demand.target.judge(Facts(statement=text)).status != "undecided"


def _is_planned(text: str, number: Decimal | None, demand: Demand) -> bool | None:
    """Does the row's target print what stands here; None where that proves nothing."""
    bounds = _bounds(demand.subject.target)
    if number is not None:
        return None if number in _BEST or not bounds else number in bounds
    return True if bounds and fold(text) == fold(demand.subject.target) else None


# ---- what columns make of one another -----------------------------------------------------------


def is_rate(rate: Witness, part: Witness, whole: Witness) -> bool:
    """Is one column the second in percent of the third, in each row that has all three."""
    return _comes_out(rate, part, whole, lambda one, other: one / other * 100 if other else None)


def is_difference(change: Witness, one: Witness, other: Witness) -> bool:
    """Is one column the second less the third."""
    return _comes_out(change, one, other, lambda first, second: first - second)


def is_near(one: Witness, other: Witness) -> bool:
    """Do the numbers of two columns lie close to each other in each row, as those of two years do."""
    lines = one.numbers.keys() & other.numbers.keys()
    pairs = [sorted((abs(one.numbers[line]), abs(other.numbers[line]))) for line in lines]
    return bool(pairs) and all(high <= low * _CLOSE for low, high in pairs)


def _comes_out(result: Witness, one: Witness, other: Witness, made: Callable[[Decimal, Decimal], Decimal | None]) -> bool:
    lines = result.numbers.keys() & one.numbers.keys() & other.numbers.keys()
    told = [(result.numbers[line], made(one.numbers[line], other.numbers[line]), one.numbers[line]) for line in lines]
    if any(wanted is None or abs(wanted - number) > half_digit(number) for number, wanted, _ in told):
        return False
    return any(number not in _BEST and number != first for number, _, first in told)


def half_digit(number: Decimal) -> Decimal:
    """Give half of a number's last digit, within which what was rounded to it lies."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) * Decimal("0.51")
