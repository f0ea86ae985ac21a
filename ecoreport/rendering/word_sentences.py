"""An official's sentences over the figures of a report; numbers are printed as they came, never rounded."""

from collections.abc import Iterable
from decimal import Decimal

from ecoreport.model import Assessment, Figure, Item, ItemResult, ItemStatus, Tally, YearValue
from ecoreport.rendering.word_headings import chinese_number
from ecoreport.rendering.word_marks import plain
from ecoreport.rendering.word_wording import Wording
from ecoreport.text import squeeze

# in the order in which an official counts them
_COUNTED: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_reported", "not_applicable")
_ALWAYS = 4  # 不适用 is named only where there is any


def number(value: Decimal) -> str:
    """Write a number with all its digits and no exponent."""
    return format(value, "f")


def unit_of(item: Item, assessment: Assessment) -> str:
    """Give the unit to print after a number, closed up (μg / m³ → μg/m³); none where the plan prints none."""
    unit = (assessment.unit or item.unit).replace(" ", "")
    return "" if unit == "-" else unit


def quantity(value: Decimal, unit: str) -> str:
    """Write a number with its unit; a unit that offers a choice (千克/%) stands in brackets."""
    return f"{number(value)}({unit})" if "%" in unit and unit != "%" else f"{number(value)}{unit}"


def difference(amount: Decimal, unit: str, words: Wording) -> str:
    """Write the distance between two values: shares differ by 百分点."""
    size = amount.copy_abs()
    return f"{number(size)}{words.say('share_point')}" if unit == "%" else quantity(size, unit)


def target_text(item: Item) -> str:
    """Write the target with its unit where it is a number: ≥85%."""
    target = plain(squeeze(item.target))
    unit = item.unit.replace(" ", "")
    bare = target.lstrip("≥≤><=").replace(".", "", 1)
    return f"{target}{unit}" if bare.isdigit() and item.has_unit else target


def count_sentence(key: str, counted: Tally, words: Wording) -> str:
    """Count: 54项指标中,达标40项、未达标3项 …"""
    return words.say(key, total=counted.total, counts=counts(counted, words))


def counts(counted: Tally, words: Wording) -> str:
    shown = [status for place, status in enumerate(_COUNTED) if place < _ALWAYS or getattr(counted, status)]
    return words.enumerate([words.say("count", name=words.name("status", status), number=getattr(counted, status)) for status in shown])


def changes(item: Item, assessment: Assessment, words: Wording, years: Iterable[int]) -> list[str]:
    """Compare the year's value with each earlier one, the latest first."""
    if assessment.value is None:
        return []
    clauses = []
    unit = unit_of(item, assessment)
    for year in sorted(years, reverse=True):
        past = assessment.of_year(year)
        if past is None or past.value is None:
            continue
        step = assessment.value - past.value
        if step:
            clauses.append(words.say("up" if step > 0 else "down", year=year, difference=difference(step, unit, words)))
        else:
            clauses.append(words.say("same", year=year))
    return clauses


def year_sentence(result: ItemResult, year: int, words: Wording) -> str:
    """Tell what was reached in one year, this year's with its change on last year's."""
    item, assessment = result.item, result.assessment
    name = plain(squeeze(item.name))
    if year != assessment.year:
        return _past_sentence(item, assessment, assessment.of_year(year), year, words)
    if assessment.value is not None:
        told = words.say("year_value", year=year, name=name, value=quantity(assessment.value, unit_of(item, assessment)))
        return words.join([told, *changes(item, assessment, words, (year - 1,))])
    if assessment.text is not None:
        return words.join([words.say("year_text", year=year, name=name, text=plain(squeeze(assessment.text)))])
    pending = words.pending("value" if item.direction else "actual", year=year)
    if assessment.chosen is None:
        return words.join([words.say("not_reported", year=year, pending=pending)])
    figure = assessment.chosen.actual
    key = "pending_statistics" if figure.state in ("pending", "not_due", "not_applicable") else "asked"
    return words.join([words.say(key, year=year, raw=plain(squeeze(figure.raw)) or words.say("unknown"), pending=pending)])


def _past_sentence(item: Item, assessment: Assessment, past: YearValue | None, year: int, words: Wording) -> str:
    name = plain(squeeze(item.name))
    if past is not None and past.value is not None:
        return words.join([words.say("year_value", year=year, name=name, value=quantity(past.value, unit_of(item, assessment)))])
    if past is not None and past.text is not None:
        return words.join([words.say("year_text", year=year, name=name, text=plain(squeeze(past.text)))])
    if item.direction:
        return words.join(
            [words.say("year_missing", years=words.say("year_of", year=year), name=name, pending=words.pending("value", year=year))]
        )
    return words.join([words.say("years_unwritten", years=words.say("year_of", year=year))])


def calculation_sentence(result: ItemResult, words: Wording) -> str:
    """Tell numerator and denominator as the department wrote them."""
    item, assessment = result.item, result.assessment
    chosen = assessment.chosen
    parts = (
        [
            words.say("part_of_calculation", part=words.name("lineage", name), value=plain(squeeze(figure.raw)))
            for name, figure in (("numerator", chosen.numerator), ("denominator", chosen.denominator))
            if says(figure) and figure is not None
        ]
        if chosen
        else []
    )
    if parts:
        if assessment.value is not None:
            value = quantity(assessment.value, unit_of(item, assessment))
            parts.append(words.say("part_of_calculation", part=words.name("lineage", "value"), value=value))
        return words.join(parts)
    if not item.direction:
        return words.join([words.say("in_words_calculation")])
    if unit_of(item, assessment) == "%":
        return words.pending("calculation")
    return words.join([words.say("no_calculation")])


def says(figure: Figure | None) -> bool:
    """Is anything written in a figure's cell."""
    return figure is not None and figure.state != "blank"


def change_sentence(result: ItemResult, words: Wording, years: Iterable[int]) -> str:
    """Tell how the value moved over the years, and what the province's average did."""
    item, assessment = result.item, result.assessment
    if not item.direction:
        return words.join([words.say("in_words_change")])
    clauses = changes(item, assessment, words, years)
    unit = unit_of(item, assessment)
    facts = assessment.facts
    told = (
        [words.say("change", now=assessment.year, name=plain(squeeze(item.name)), changes=words.say("joined").join(clauses))]
        if clauses
        else []
    )
    if facts.average is not None:
        told.append(words.say("average", value=quantity(facts.average, unit)))
    if facts.average_change is not None:
        told.append(words.say("average_change", value=signed(facts.average_change, unit, words)))
    if not clauses:
        told.insert(0, words.say("no_change_known"))
    return words.join(told)


def signed(amount: Decimal, unit: str, words: Wording) -> str:
    return ("+" if amount > 0 else "-" if amount < 0 else "") + difference(amount, unit, words)


def gap_text(result: ItemResult, words: Wording) -> str:
    """Write the distance to the bound: 5.0个百分点."""
    gap = result.assessment.gap
    return "" if gap is None else difference(gap, unit_of(result.item, result.assessment), words)


def conclusion_sentence(result: ItemResult, words: Wording) -> str:
    """Conclude: the state, the reason, and the distance to the standard."""
    assessment = result.assessment
    clauses = [words.name("status", result.status)]
    reason = plain(squeeze(assessment.reason)).rstrip("。")
    if reason and reason != clauses[0]:
        clauses.append(reason)
    if assessment.gap is not None and result.status in ("met", "not_met"):
        distance = gap_text(result, words)
        if assessment.gap > 0:
            clauses.append(words.say("gap_met", gap=distance))
        elif assessment.gap == 0:
            clauses.append(words.say("gap_equal"))
        else:
            clauses.append(words.say("gap_missed", gap=distance))
    sentence = words.join(clauses)
    if assessment.missing:
        missing = words.enumerate([plain(name) for name in assessment.missing])
        sentence += words.pending("confirmation", missing=missing)
    elif result.status == "undecided":
        sentence += words.pending("verdict_fact")
    return sentence


def gap_sentence(result: ItemResult, words: Wording, value: str) -> str:
    """Tell one miss as actual, standard, difference and unit."""
    item, assessment = result.item, result.assessment
    blanks = {"name": full_name(item), "year": assessment.year, "value": value, "target": target_text(item)}
    if assessment.value is None or assessment.gap is None or assessment.gap >= 0:
        return words.say("gap_line_without_gap", **blanks)
    return words.say("gap_line", gap=gap_text(result, words), **blanks)


def full_name(item: Item) -> str:
    """Name an item so that it can stand alone: 水环境质量(V类水体比例)."""
    name, indicator = plain(squeeze(item.name)), plain(squeeze(item.indicator))
    return name if name == indicator else f"{indicator}({name})"


def listed_gaps(sentences: list[str], words: Wording) -> str:
    """Count misses out as officials do: 一是…;二是…。"""
    numbered = [f"{words.say('ordinal', number=chinese_number(place))}{sentence}" for place, sentence in enumerate(sentences, 1)]
    return words.say("then").join(numbered) + words.say("ended")
