"""An official's sentences over one item: what was reached, how it moved, what follows; nothing is said where there is nothing to say.

What the batch itself refutes is told as reported and against what, never as a fact, and nothing is computed from it. A number is told
once: the conclusion says how far it lies from what is asked, and not again what it is.
"""

from collections.abc import Iterator

from ecoreport.language.numerals import write_chinese
from ecoreport.model import ItemResult, Reading
from ecoreport.rendering.papers.asked import missing_fact, this_year
from ecoreport.rendering.papers.beside import working_beside
from ecoreport.rendering.papers.counts import status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.figures import difference, evened, full_name, quantity, quoted, target_text, unit_of
from ecoreport.rendering.papers.measures import average_clauses, calculation, deciding_gap, distance, series, series_clauses
from ecoreport.rendering.word.marks import one_line, plain
from ecoreport.rendering.word.wording import Wording

_NAMED = 2  # readings or reasons that one sentence names; the rest is in `why`


def done_sentences(draft: Draft, result: ItemResult) -> str:
    """Tell the values of the years, how they moved, and what the province's average did."""
    words, years = draft.words, draft.report.years
    points = series(result, years)
    in_series = {year for year, _ in points}
    known = [] if points else series(result, years[:-1])
    told = [series_clauses(result, known, words)[0]] if known else []  # the earlier years alone: this one is in question, or missing
    in_series |= {year for year, _ in known}
    told += [clause for year in years[:-1] if year not in in_series and (clause := _earlier_year(draft, result, year))]
    clauses = series_clauses(result, points, words) if points else [_this_year(draft, result)]
    return "".join(words.join([clause]) for clause in told) + words.join([*clauses, *average_clauses(result, words)])


def _earlier_year(draft: Draft, result: ItemResult, year: int) -> str:
    item, assessment, words = result.item, result.assessment, draft.words
    past, name = assessment.of_year(year), one_line(item.name)
    if past is not None and past.value is not None:
        refuted = any(finding.refuting and finding.source == past.source for finding in result.findings)
        value = evened(result, draft.report.years).get(year, past.value)
        return words.say(
            "year_refuted" if refuted else "year_value", year=year, name=name, value=quantity(value, unit_of(item, assessment))
        )
    if past is not None and past.text is not None:
        return words.say("year_text", year=year, name=name, text=quoted(past.text))
    if result.status != "not_applicable" and (item.has_unit or assessment.value is not None):
        return words.say("year_missing", year=year, name=name, pending=draft.pending_of(item, "value", year=year))
    return ""


def _this_year(draft: Draft, result: ItemResult) -> str:
    item, assessment, words = result.item, result.assessment, draft.words
    told = {"year": assessment.year, "name": one_line(item.name)}
    if _has_none(result):
        return _without_value(draft, result)
    if result.refuted:
        return as_reported(result, words)
    if assessment.value is None:
        return words.say("year_text", text=quoted(assessment.text or ""), **told)
    value = evened(result, draft.report.years).get(assessment.year, assessment.value)
    key = "year_refuted" if result.rivals else "year_value"  # what may be another number is told as reported
    return words.say(key, value=quantity(value, unit_of(item, assessment)), **told)


def _has_none(result: ItemResult) -> bool:
    """Is there neither a value nor a word that stands for one: 暂无 says of the figure that it is not there."""
    assessment = result.assessment
    waiting = assessment.chosen is not None and assessment.chosen.actual.state in ("pending", "not_due")
    return waiting or (assessment.value is None and assessment.text is None)


def _without_value(draft: Draft, result: ItemResult) -> str:
    """Say why there is no value of this year, and ask for it."""
    words, figure = draft.words, result.assessment.chosen.actual if result.assessment.chosen else None
    told = {"year": result.assessment.year, "name": one_line(result.item.name)}
    if figure and figure.state == "not_applicable":
        return words.say("not_applicable", raw=quoted(figure.raw), **told)
    pending = this_year(draft, result.item)
    if figure is None:
        return words.say("not_reported", pending=pending, **told)
    if figure.state == "blank":
        return words.say("blank_value", pending=pending, **told)
    if figure.state in ("pending", "not_due"):
        return words.say("pending_statistics", raw=quoted(figure.raw), pending=pending, **told)
    return words.say("asked", pending=pending, **told)


def as_reported(result: ItemResult, words: Wording) -> str:
    """Tell what the batch itself refutes: 所报为92.3%，与分子÷分母（85.71%）不符，待核实."""
    item, assessment = result.item, result.assessment
    unit = unit_of(item, assessment)
    told = quantity(assessment.value, unit) if assessment.value is not None else words.say("in_quotes", text=quoted(assessment.text or ""))
    blanks = {"year": assessment.year, "name": one_line(item.name), "value": told}
    rivals = words.enumerate([_rival(reading, unit, words) for reading in result.rivals[:_NAMED]])
    return words.say("reported_against", rivals=rivals, **blanks) if rivals else words.say("reported_refuted", **blanks)


def _rival(reading: Reading, unit: str, words: Wording) -> str:
    value = quantity(reading.value, unit) if reading.value is not None else words.say("in_quotes", text=quoted(reading.text or ""))
    return words.say("rival", why=words.outward(one_line(reading.why)), value=value)


def calculation_sentence(draft: Draft, result: ItemResult) -> str:
    """Tell numerator and denominator as the department wrote them; a share without them is asked for them."""
    words = draft.words
    chosen, value = result.assessment.chosen, result.assessment.value
    if chosen and (told := calculation(result, chosen, words)):
        return words.join(told)
    if value is None or unit_of(result.item, result.assessment) != "%":
        return ""
    working = working_beside(result)
    return words.join([working]) if working else draft.pending_of(result.item, "calculation")


def gap_text(result: ItemResult, words: Wording) -> str:
    """Write the distance to the bound that decided: 5.0个百分点."""
    gap = deciding_gap(result)
    return "" if gap is None else difference(gap, unit_of(result.item, result.assessment), words)


def conclusion_sentence(draft: Draft, result: ItemResult) -> str:
    """Conclude: the state, how far from what decides or why it is open, what is in doubt, and what is missing."""
    words = draft.words
    shown = status_text("status", result.status, result.standing, words)
    opening = words.say("concluded", name=one_line(result.item.name), status=shown)
    clauses = (opening, cause_of(result, words), *_doubts(result, words))
    return words.join([clause for clause in clauses if clause]) + "".join(_wanting(draft, result))


def cause_of(result: ItemResult, words: Wording) -> str:
    """Say briefly why an item is judged as it is; nothing where the state says it all."""
    assessment = result.assessment
    if far := distance(result, words, bare=True):
        return far
    if result.status in ("met", "not_met"):
        return words.say("fulfilled" if result.status == "met" else "unfulfilled")
    if result.status != "undecided":
        return ""
    if assessment.missing:
        return words.say("lacking", facts=words.enumerate([plain(name) for name in assessment.missing]))
    if _has_none(result):
        waiting = assessment.chosen is not None and assessment.chosen.actual.state in ("pending", "not_due")
        return words.say("not_published" if waiting else "to_be_verified")
    return words.say("readings_differ" if result.rivals or result.refuted else "not_enough")


def _wanting(draft: Draft, result: ItemResult) -> Iterator[str]:
    """Mark what would decide an item that is undecided; that there is no value at all is told by the year's sentence."""
    assessment = result.assessment
    if assessment.missing:
        yield from (missing_fact(draft, result.item, name) for name in assessment.missing)
    elif result.status == "undecided" and not _has_none(result):
        yield draft.pending_of(result.item, "verified", year=assessment.year)


def _doubts(result: ItemResult, words: Wording) -> Iterator[str]:
    """Say of a value that does not stand firm what else it may be, and that it is still to be verified; 核对报告 tells why."""
    if result.standing in (None, "confirmed") or _has_none(result):
        return  # what was not understood is asked already
    if result.refuted:
        return  # the year's sentence says it
    unit = unit_of(result.item, result.assessment)
    if told := [_rival(reading, unit, words) for reading in result.rivals[:_NAMED]]:
        yield words.say("rivals", rivals=words.enumerate(told))
    if result.status != "undecided" or not told:
        yield words.say("ground_open")


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
