"""An official's sentences over the figures of a report; numbers are printed as they came, never rounded."""

from collections.abc import Iterable
from decimal import Decimal

from ecoreport.language.numerals import write_chinese
from ecoreport.model import Assessment, Figure, Item, ItemResult, ItemStatus, Tally
from ecoreport.rendering.word.marks import one_line, plain
from ecoreport.rendering.word.wording import Wording

# in the order in which an official counts them
_COUNTED: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_reported", "not_applicable")
_HANZI = 0x2E80  # where the East Asian blocks begin
_FULL_WIDTH = {",": "\uff0c", ":": "\uff1a", ";": "\uff1b", "(": "\uff08", ")": "\uff09"}
_INNER_QUOTES = str.maketrans("“”", "‘’")
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
    target = one_line(item.target)
    unit = item.unit.replace(" ", "")
    bare = target.lstrip("≥≤><=").replace(".", "", 1)
    return f"{target}{unit}" if bare.isdigit() and item.has_unit else target


def typeset(text: str) -> str:
    """Set a sentence of ours in full-width punctuation beside Hanzi; what it quotes stays as it was written."""
    out, quoting = [], 0
    brackets: list[bool] = []  # of each open bracket: is it full-width
    line = one_line(text)
    for place, character in enumerate(line):
        quoting += (character == "“") - (character == "”")
        beside = line[max(0, place - 1) : place] + line[place + 1 : place + 2]
        full = not quoting and any(ord(neighbour) >= _HANZI for neighbour in beside)
        if character == "(":
            brackets.append(full)
        elif character == ")" and brackets:
            full = brackets.pop()
        out.append(_FULL_WIDTH.get(character, character) if full else character)
    return "".join(out)


def quoted(text: str) -> str:
    """Prepare a text to stand in quotation marks: those inside it become single ones."""
    return one_line(text).translate(_INNER_QUOTES)


def count_sentence(key: str, counted: Tally, words: Wording) -> str:
    """Count: 54项指标中，达标40项、未达标3项 …"""
    return words.say(key, total=counted.total, counts=counts(counted, words))


def counts(counted: Tally, words: Wording) -> str:
    shown = [status for place, status in enumerate(_COUNTED) if place < _ALWAYS or getattr(counted, status)]
    return words.enumerate([words.say("count", name=words.name("status", status), number=getattr(counted, status)) for status in shown])


def value_of(assessment: Assessment, year: int) -> Decimal | None:
    """Give the value of any year that the report covers."""
    if year == assessment.year:
        return assessment.value
    past = assessment.of_year(year)
    return past.value if past else None


def changes(item: Item, assessment: Assessment, words: Wording, year: int, earlier: Iterable[int]) -> list[str]:
    """Compare a year's value with earlier ones, the latest first."""
    value, unit = value_of(assessment, year), unit_of(item, assessment)
    clauses = []
    for other in sorted(earlier, reverse=True):
        past = value_of(assessment, other)
        if value is None or past is None:
            continue
        step = value - past
        if step:
            clauses.append(words.say("up" if step > 0 else "down", year=other, difference=difference(step, unit, words)))
        else:
            clauses.append(words.say("same", year=other))
    return clauses


def year_sentence(result: ItemResult, year: int, words: Wording) -> str:
    """Tell what was reached in one year, with its change on the year before."""
    item, assessment = result.item, result.assessment
    told = _year_told(result, year, words)
    return words.join([told, *changes(item, assessment, words, year, (year - 1,))])


def _year_told(result: ItemResult, year: int, words: Wording) -> str:
    item, assessment = result.item, result.assessment
    now = year == assessment.year
    past = assessment.of_year(year)
    value = value_of(assessment, year)
    text = assessment.text if now else past.text if past else None
    name = one_line(item.name)
    if value is not None:
        known_before = not now and value_of(assessment, year - 1) is not None  # the sentence before named it
        key = "year_value_again" if known_before else "year_value"
        return words.say(key, year=year, name=name, value=quantity(value, unit_of(item, assessment)))
    if text is not None:
        return words.say("year_text", year=year, name=name, text=quoted(text))
    pending = words.pending("value" if item.direction else "actual", year=year)
    if not now:
        return words.say("year_missing" if item.direction else "year_unwritten", year=year, name=name, pending=pending)
    if assessment.chosen is None:
        return words.say("not_reported", year=year, pending=pending)
    figure = assessment.chosen.actual
    if figure.state == "not_applicable":
        return words.say("not_applicable", year=year, raw=quoted(figure.raw))
    if figure.state == "blank":
        return words.say("blank_value", year=year, pending=pending)
    key = "pending_statistics" if figure.state in ("pending", "not_due") else "asked"
    return words.say(key, year=year, raw=quoted(figure.raw), pending=pending)


def calculation_sentence(result: ItemResult, words: Wording) -> str:
    """Tell numerator and denominator as the department wrote them."""
    item, assessment = result.item, result.assessment
    chosen = assessment.chosen
    parts = (
        [
            words.say("part_of_calculation", part=words.name("lineage", name), value=one_line(figure.raw))
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
    unit, facts, now = unit_of(item, assessment), assessment.facts, assessment.year
    if clauses := changes(item, assessment, words, now, years):
        told = [words.say("change", now=now, name=one_line(item.name), changes=words.say("joined").join(clauses))]
    else:
        lacking = now if assessment.value is None else now - 1
        told = [words.say("no_change_known", year=lacking)]
    if facts.average is not None:
        told.append(words.say("average", value=quantity(facts.average, unit)))
    if facts.average_change is not None:
        told.append(words.say("average_change", value=signed(facts.average_change, unit, words)))
    return words.join(told)


def signed(amount: Decimal, unit: str, words: Wording) -> str:
    return ("+" if amount > 0 else "-" if amount < 0 else "") + difference(amount, unit, words)


def gap_text(result: ItemResult, words: Wording) -> str:
    """Write the distance to the bound: 5.0个百分点."""
    gap = result.assessment.gap
    return "" if gap is None else difference(gap, unit_of(result.item, result.assessment), words)


def conclusion_sentence(result: ItemResult, words: Wording) -> str:
    """Conclude: the state; actual, standard and distance where they decide, else the reason; and what is missing."""
    item, assessment = result.item, result.assessment
    state, reason = words.name("status", result.status), typeset(assessment.reason).rstrip("。")
    distance = _distance(result, words)
    if distance and assessment.value is not None:
        value = quantity(assessment.value, unit_of(item, assessment))
        blanks = {"year": assessment.year, "value": value, "target": target_text(item), "distance": distance}
        sentence = words.join([state]) + words.join([words.say("compared", **blanks)])
    else:
        sentence = words.join([state, reason] if reason and reason != state else [state])
    if assessment.missing:
        sentence += words.pending("confirmation", missing=words.enumerate([plain(name) for name in assessment.missing]))
    elif result.status == "undecided":
        sentence += words.pending("verdict_fact")
    return sentence


def _distance(result: ItemResult, words: Wording) -> str:
    """Say how far from its bound a value lies, where that is what decided."""
    gap = result.assessment.gap
    if gap is None or (result.status, gap >= 0) not in (("met", True), ("not_met", False)):
        return ""
    if not gap:
        return words.say("gap_equal")
    return words.say("gap_met" if gap > 0 else "gap_missed", gap=gap_text(result, words))


def gap_sentence(result: ItemResult, words: Wording) -> str:
    """Tell one miss as actual, standard, difference and unit."""
    item, assessment = result.item, result.assessment
    blanks = {"name": full_name(item, words), "year": assessment.year, "target": target_text(item)}
    if assessment.value is None:
        return words.say("gap_line_in_words", value=quoted(assessment.text or ""), **blanks)
    value = quantity(assessment.value, unit_of(item, assessment))
    if assessment.gap is None or assessment.gap >= 0:
        return words.say("gap_line_without_bound", value=value, **blanks)
    return words.say("gap_line", value=value, gap=gap_text(result, words), **blanks)


def full_name(item: Item, words: Wording) -> str:
    """Name an item so that it can stand alone: 水环境质量（V类水体比例）."""
    name, indicator = one_line(item.name), one_line(item.indicator)
    return name if name == indicator else words.say("full_name", indicator=indicator, name=name)


def listed_gaps(sentences: list[str], words: Wording) -> str:
    """Count misses out as officials do: 一是…；二是…。"""
    numbered = [f"{words.say('ordinal', number=write_chinese(place))}{sentence}" for place, sentence in enumerate(sentences, 1)]
    return words.say("then").join(numbered) + words.say("ended")
