"""What stands beside a value in amounts that make another one: so many of so many, two that are divided, another unit, the parts."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.judging.doubts.case import ALL, QUOTED, Alternative, Case, Found, agree, decimals, value_of
from ecoreport.language import patterns as re
from ecoreport.language.bygone import present
from ecoreport.language.polarity import closes, denies
from ecoreport.language.units import convert, find_unit, parse_unit
from ecoreport.language.widths import fold
from ecoreport.model import Note
from ecoreport.quantity.asides import COUNTERS
from ecoreport.quantity.tally import amounts_in, comes_out, counted_in, listed_in, per_unit_in, quotient_in, rates_in

_NEARLY = Decimal("0.75")  # of a share: what is counted lower counts something else
_LAST_DIGIT = Decimal("0.2")
_WIDE = 5  # times: an intensity in another unit that lies farther off is another thing's
_ROUNDED = Decimal("0.02")  # of an intensity: what its rounded parts may make of it


def counted_otherwise(case: Case) -> Iterator[Found]:
    """A note counts so many of so many, which is another share."""
    value = case.value
    if value is None or not case.demand.is_share or case.demand.measure == "变化率":
        return
    beside = (case.facts.average, case.facts.assigned, case.last)  # 我市86.0分,全省平均84.5分
    least = value / 2 if value == ALL else value * _NEARLY
    for note in (note for note in case.notes if note != case.entry.data_source):
        told = [
            each for each in counted_in(note.text, case.demand.subject.name, value) if each.percent >= least and each.done not in beside
        ]
        if told and not comes_out(note.text, value, _LAST_DIGIT, case.demand.subject.name):
            other = told[0]
            percent = Decimal(f"{other.percent:.2f}")
            yield _counted(case, note, f"{percent.normalize():f}%", percent)
            return


def divided_otherwise(case: Case) -> Iterator[Found]:
    """A note tells the two amounts of which an intensity is made, and they make another."""
    value, unit = case.value, case.demand.subject.unit
    if value is None or value <= 0 or "/" not in unit:
        return
    for note in case.notes:
        made = quotient_in(note.text, unit)
        near = made is not None and value / 2 < made < value * 2 and abs(made - value) > value * _ROUNDED
        if made is not None and (near or _off_by_tens(made, value)):
            other = Decimal(f"{made:.3g}")
            yield _counted(case, note, f"{other:f}{unit}", other)
            return


def _off_by_tens(made: Decimal, value: Decimal) -> bool:
    """Have two numbers the same digits, and the point elsewhere: a unit was slipped."""
    return made > 0 and any(abs(made.scaleb(-tens) - value) <= value * _ROUNDED for tens in _TENS)


_TENS = (-4, -3, -2, -1, 1, 2, 3, 4)


def told_for_each(case: Case) -> Iterator[Found]:
    """A note tells the intensity in words of another unit, and it is another: 每公顷2.62千克 beside 0.150千克/亩."""
    value, unit = case.value, case.demand.subject.unit
    if value is None or value <= 0 or "/" not in unit:
        return
    for note in case.notes:
        for told, words in per_unit_in(note.text, unit):
            if value / _WIDE < told < value * _WIDE and abs(told - value) > value * _ROUNDED:
                other = Decimal(f"{told:.3g}")
                yield _counted(case, note, f"{words}，即{other:f}{unit}", other)
                return


def changed_otherwise(case: Case) -> Iterator[Found]:
    """A note tells the two amounts between which a rate of change lies, and they make another."""
    value = case.value
    if value is None or not case.demand.is_share or case.demand.measure != "变化率":
        return
    half = Decimal(1).scaleb(-decimals(value)) / 2
    for note in case.notes:
        rates = list(rates_in(note.text))
        if rates and not any(low - half <= abs(value) <= high + half for low, _, high in rates):
            other = Decimal(f"{rates[0][1]:.2f}")
            yield _counted(case, note, f"{other:f}%", other)
            return


def part_of_it_fails(case: Case) -> Iterator[Found]:
    """A note tells how much of an amount is another year's, or not done, and without it the verdict is another: 其中12公顷是往年修复的."""
    value, unit = case.value, case.demand.subject.unit
    if value is None or unit in ("", "-") or "/" in unit:
        return
    whole = _whole_of(case)
    for note in case.notes if whole else ():
        for match in _OF_IT.finditer(fold(present(note.text, case.assessment.year))):
            written, end = find_unit(match.string, match.end("number"))
            counts = case.demand.is_share and (written in COUNTERS or not parse_unit(written))
            part = Decimal(match["number"]) if counts else convert(Decimal(match["number"]), written, unit) if written else None
            clause, following = (*re.split("[,;.]", match.string[end:]), "")[:2]
            said = f"{match['before']}{clause}"
            fails = _NOT_OF_IT.search(said) or (counts and _ONLY.search(clause) and denies(following) and not closes(following))
            if part is None or whole is None or not 0 < part < whole[0] or not (fails or _TWICE.search(f"{clause},{following}")):
                continue
            left = (whole[0] - part) * whole[1]
            if case.demand.target.judge(replace(case.facts, actual=left)).status != case.assessment.status:
                left = Decimal(f"{left:.4g}")
                yield _counted(case, note, f"{left:f}{unit}", left)
                return


def _whole_of(case: Case) -> tuple[Decimal, Decimal] | None:
    """Give what was done, and by what it makes the value: an amount by itself, of a share the parts that were counted."""
    top, bottom = case.entry.numerator, case.entry.denominator
    if case.value is None or not case.demand.is_share:
        return None if case.value is None else (case.value, Decimal(1))
    return (top.value, ALL / bottom.value) if top and bottom and top.value and bottom.value else None


_ONLY = re.compile("[只仅]")
_TWICE = re.compile("各(?:报|算|计|统计)了?一[次遍]|[报算计]了?(?:两|2)[次遍]|两[头边]都?[报算计]|同一[段块个条宗处]")
_OF_IT = re.compile(r"(?<!另)(?<!还)(?:其中|含|包括|里头?|内)(?:有|的)?(?P<before>[^,;\d]{0,10})(?P<number>\d+(?:\.\d+)?)")
_NOT_OF_IT = re.compile(r"往年|上年|去年|以前|历年|201\d年|[没未](?!有?重复)|不是|不属|重复|在建|计划|预计|拟|待|合同|初验")


def _counted(case: Case, note: Note, told: str, other: Decimal) -> Found:
    words = {"note": note.text[:QUOTED], "other": told}
    alternative = Alternative("旁注所写的数量", note.source, value_of(other))
    return Found(case.doubt("counted_otherwise", words, note.source, refuting=True), (alternative,))


def told_in_another_unit(case: Case) -> Iterator[Found]:
    """A note gives the very number with another unit: 验收单上写78.5亩 beside 78.5公顷."""
    written, unit = case.entry.actual.written, case.demand.subject.unit
    if written is None or not unit:
        return
    for note in case.notes:
        if (named := _UNIT_TOLD.search(fold(note.text))) and (other := convert(written, _unit_at(named), unit)) not in (None, case.value):
            words = {"note": note.text[:QUOTED], "other": f"{other.normalize():f}{unit}"}
            alternative = Alternative("旁注所写的单位", note.source, value_of(other))
            yield Found(case.doubt("another_figure", words, note.source, refuting=True), (alternative,))
            return
        told = [each for amounts in amounts_in(note.text) for each in amounts if _digits(each.value) == _digits(written)]
        meant = [convert(each.value, each.unit, unit) for each in told]
        other = next((value for value in meant if value is not None and value != case.value), None)
        if other is not None and case.value not in meant:
            words = {"note": note.text[:QUOTED], "other": f"{other.normalize():f}{unit}"}
            alternative = Alternative("旁注所写的单位", note.source, value_of(other))
            yield Found(case.doubt("another_figure", words, note.source, refuting=True), (alternative,))
            return


def _digits(number: Decimal) -> tuple[int, ...]:
    return number.normalize().as_tuple().digits


_UNIT_TOLD = re.compile(r"(?<!分子)(?<!分母)单位(?:都|均|是|为|用的?|写的?|按|:)+")


def _unit_at(named: "re.Match[str]") -> str:
    return find_unit(named.string, named.end())[0]


def parts_disagree(case: Case) -> Iterator[Found]:
    """A note lists the parts one by one: amounts that add up to another sum, shares that all lie on one side of the whole."""
    value = case.value
    if value is None or value == 0:
        return
    for note in case.notes:
        told = listed_in(note.text, case.demand.subject.unit)
        if not told or value in told:
            continue
        if case.demand.is_share:
            wrong = all(each <= ALL for each in told) and (max(told) < value or min(told) > value) and min(told) * 2 > value
            other = f"各部分{min(told):f}—{max(told):f}"
        else:
            wrong = not agree(sum(told, Decimal(0)), value) and value / 2 <= sum(told) <= value * 2
            other = f"各部分之和{sum(told):f}"
        if wrong:
            yield Found(case.doubt("parts_disagree", {"note": note.text[:QUOTED], "other": other}, note.source))
            return
