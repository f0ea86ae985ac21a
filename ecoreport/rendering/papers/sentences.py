"""An official's sentences over one item: what was reported, how it moved, what follows; nothing is said where there is nothing to say.

What the batch itself refutes is told as reported and against what, never as a fact, and nothing is computed from it.
"""

from collections.abc import Iterable, Iterator

from ecoreport.language.numerals import write_chinese
from ecoreport.model import ItemResult, Reading
from ecoreport.rendering.papers.asked import missing_fact, this_year
from ecoreport.rendering.papers.counts import standing_text, status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.figures import difference, full_name, quantity, quoted, target_text, typeset, unit_of
from ecoreport.rendering.papers.measures import average_clauses, calculation, deciding_gap, distance, series, series_clauses
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording

_NAMED = 2  # readings or reasons that one sentence names; the rest is in `why`


def year_sentence(draft: Draft, result: ItemResult, year: int) -> str:
    """Tell what was reached in one year; an earlier year that the sentence of changes tells is not told twice."""
    if year == result.assessment.year:
        return draft.words.join([_this_year(draft, result)])
    if year in (known for known, _ in series(result, draft.report.years)):
        return ""
    told = _earlier_year(draft, result, year)
    return draft.words.join([told]) if told else ""


def _earlier_year(draft: Draft, result: ItemResult, year: int) -> str:
    item, assessment, words = result.item, result.assessment, draft.words
    past, name = assessment.of_year(year), one_line(item.name)
    if past is not None and past.value is not None:
        refuted = any(finding.refuting and finding.source == past.source for finding in result.findings)
        key = "year_refuted" if refuted else "year_value"
        return words.say(key, year=year, name=name, value=quantity(past.value, unit_of(item, assessment)))
    if past is not None and past.text is not None:
        return words.say("year_text", year=year, name=name, text=quoted(past.text))
    if result.status != "not_applicable" and (item.has_unit or assessment.value is not None):
        return words.say("year_missing", year=year, name=name, pending=draft.pending_of(item, "value", year=year))
    return ""


def _this_year(draft: Draft, result: ItemResult) -> str:
    item, assessment, words = result.item, result.assessment, draft.words
    year = assessment.year
    if result.refuted and (assessment.value is not None or assessment.text is not None):
        return as_reported(result, words)
    told = ""
    if assessment.value is not None:
        told = words.say("year_value", year=year, name=one_line(item.name), value=quantity(assessment.value, unit_of(item, assessment)))
    elif assessment.text is not None:
        told = words.say("year_text", year=year, name=one_line(item.name), text=quoted(assessment.text))
    if told:
        return told
    figure = assessment.chosen.actual if assessment.chosen else None
    if figure and figure.state == "not_applicable":
        return words.say("not_applicable", year=year, raw=quoted(figure.raw))
    pending = this_year(draft, item)
    if figure is None:
        return words.say("not_reported", year=year, pending=pending)
    if figure.state == "blank":
        return words.say("blank_value", year=year, pending=pending)
    key = "pending_statistics" if figure.state in ("pending", "not_due") else "asked"
    return words.say(key, year=year, raw=quoted(figure.raw), pending=pending)


def as_reported(result: ItemResult, words: Wording) -> str:
    """Tell what the batch itself refutes: 填报为92.3%，与分子÷分母（85.71%）不符，待核实."""
    item, assessment = result.item, result.assessment
    unit = unit_of(item, assessment)
    told = quantity(assessment.value, unit) if assessment.value is not None else words.say("in_quotes", text=quoted(assessment.text or ""))
    blanks = {"year": assessment.year, "name": one_line(item.name), "value": told}
    rivals = words.enumerate([_rival(reading, unit, words) for reading in result.rivals[:_NAMED]])
    return words.say("reported_against", rivals=rivals, **blanks) if rivals else words.say("reported_refuted", **blanks)


def _rival(reading: Reading, unit: str, words: Wording) -> str:
    value = quantity(reading.value, unit) if reading.value is not None else words.say("in_quotes", text=quoted(reading.text or ""))
    return words.say("rival", why=one_line(reading.why), value=value)


def calculation_sentence(draft: Draft, result: ItemResult) -> str:
    """Tell numerator and denominator as the department wrote them; a share without them is asked for them."""
    words = draft.words
    chosen, value = result.assessment.chosen, result.assessment.value
    if chosen and (told := calculation(result, chosen, words)):
        return words.join(told)
    asked = value is not None and unit_of(result.item, result.assessment) == "%"
    return draft.pending_of(result.item, "calculation") if asked else ""


def change_sentence(result: ItemResult, words: Wording, years: Iterable[int]) -> str:
    """Tell how the value moved over the years, and what the province's average did."""
    points = series(result, years)
    told = [*(series_clauses(result, points, words) if points else ()), *average_clauses(result, words)]
    return words.join(told) if told else ""


def gap_text(result: ItemResult, words: Wording) -> str:
    """Write the distance to the bound that decided: 5.0个百分点."""
    gap = deciding_gap(result)
    return "" if gap is None else difference(gap, unit_of(result.item, result.assessment), words)


def conclusion_sentence(draft: Draft, result: ItemResult) -> str:
    """Conclude: the state; actual and distance where they decide, else the reason; what is in doubt, and what is missing."""
    item, assessment, words = result.item, result.assessment, draft.words
    state, reason = words.name("status", result.status), typeset(assessment.reason).rstrip("。")
    shown = status_text("status", result.status, result.standing, words)
    if (far := distance(result, words)) and assessment.value is not None:
        value = quantity(assessment.value, unit_of(item, assessment))
        sentence = words.join([shown]) + words.join([words.say("compared", year=assessment.year, value=value), far])
    else:
        sentence = words.join([shown, reason] if reason and reason != state else [shown])
    sentence += _ground(result, words)
    return sentence + "".join(_wanting(draft, result))


def _wanting(draft: Draft, result: ItemResult) -> Iterator[str]:
    """Mark what would decide an item that is undecided; that there is no value at all is told by the year's sentence."""
    assessment = result.assessment
    if assessment.missing:
        yield from (missing_fact(draft, result.item, name) for name in assessment.missing)
    elif result.status == "undecided" and (assessment.value is not None or assessment.text is not None):
        yield draft.pending_of(result.item, "verified", year=assessment.year)


def _ground(result: ItemResult, words: Wording) -> str:
    """Say what speaks against a value that is told: the other readings, else what was found; nothing where all is confirmed."""
    standing = standing_text(result.standing, words)
    if not standing or (result.assessment.value is None and result.assessment.text is None):
        return ""  # what was not understood is asked already
    if result.refuted and result.rivals:
        return ""  # the year's sentence names them
    unit = unit_of(result.item, result.assessment)
    told = [_rival(reading, unit, words) for reading in result.rivals]
    told = told or [typeset(finding.message).rstrip("。") for finding in result.findings if finding.doubting or finding.refuting]
    return words.join([words.say("ground", standing=standing, told=words.say("then").join(told[:_NAMED]))]) if told else ""


def gap_sentence(result: ItemResult, words: Wording) -> str:
    """Tell one miss as actual, standard, difference and unit."""
    item, assessment = result.item, result.assessment
    blanks = {"name": full_name(item, words), "year": assessment.year, "target": target_text(item)}
    if result.refuted and (assessment.value is not None or assessment.text is not None):
        return words.say("gap_line_refuted", told=as_reported(result, words), target=target_text(item))
    if assessment.value is None:
        return words.say("gap_line_in_words", value=quoted(assessment.text or ""), **blanks)
    value = quantity(assessment.value, unit_of(item, assessment))
    if far := distance(result, words):
        return words.say("gap_line", value=value, distance=far, **blanks)
    return words.say("gap_line_without_bound", value=value, **blanks)


def listed_gaps(sentences: list[str], words: Wording) -> str:
    """Count misses out as officials do: 一是…；二是…。"""
    numbered = [f"{words.say('ordinal', number=write_chinese(place))}{sentence}" for place, sentence in enumerate(sentences, 1)]
    return words.say("then").join(numbered) + words.say("ended")
