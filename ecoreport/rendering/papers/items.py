"""What a paper tells of an indicator and its items: one row of 指标完成情况, its section, its gap."""

from ecoreport.model import IndicatorResult, ItemResult, Source, YearValue
from ecoreport.rendering.papers import figures, sentences, views
from ecoreport.rendering.papers.asked import this_year
from ecoreport.rendering.papers.beside import source_beside
from ecoreport.rendering.papers.counts import standing_text, status_text
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.explained import explanation_of
from ecoreport.rendering.papers.practice import Practices, statement_of
from ecoreport.rendering.papers.records import evidence_view
from ecoreport.rendering.papers.rectification import rectification_of
from ecoreport.rendering.word.marks import joined_left, merged, one_line

_LONGEST_IN_TABLE = 60  # Hanzi of a reported text in 汇总表; the section below gives all of it
_TABLED = 2  # items with numbers from which an indicator has a table of its own


def indicator_view(draft: Draft, result: IndicatorResult, practices: Practices) -> views.IndicatorView:
    words = draft.words
    status = status_text("status", result.status, result.standing, words)
    overview = words.say("indicator_overview", name=one_line(result.name), number=len(result.items), status=status)
    names = dict.fromkeys(name for item in result.items for name in item.item.departments)
    return views.IndicatorView(
        no=str(result.no),
        name=one_line(result.name),
        domain=one_line(result.domain),
        group=one_line(result.group),
        nature=result.nature,
        status=status,
        departments=words.enumerate([one_line(name) for name in names]),
        items=tuple(item_view(draft, item, practices) for item in result.items),
        parted=len(result.items) > 1,
        tabled=sum(bool(figures.evened(item, draft.report.years)) for item in result.items) >= _TABLED,
        overview=words.join([overview]),
    )


def item_view(draft: Draft, result: ItemResult, practices: Practices) -> views.ItemView:
    item, assessment, words = result.item, result.assessment, draft.words
    proofs = tuple(evidence_view(draft, piece) for piece in result.evidence)
    parted = item.id != str(item.no)
    years = tuple(_year_view(draft, result, year) for year in draft.report.years)
    group = next((place for place, group in enumerate(draft.report.system.groups) if group.title == item.group), 0)
    name, indicator = one_line(item.name), one_line(item.indicator)
    return views.ItemView(
        id=item.id,
        no=str(item.no),
        position=item.id.rpartition(".")[2] if parted else "1",
        name=name,
        indicator=indicator,
        full_name=figures.full_name(item, words),
        group=one_line(item.group),
        domain=one_line(item.domain),
        unit=item.unit.replace(" ", "") or "-",
        unit_note=words.say("unit_note", unit=unit) if (unit := figures.unit_of(item, assessment)) else "",
        target=figures.target_text(item),
        nature=item.nature,
        status=status_text("status", result.status, result.standing, words),
        standing=standing_text(result.standing, words),
        reason=figures.typeset(assessment.reason),
        lead=one_line(item.lead_department),
        departments=words.enumerate([one_line(name) for name in item.departments]),
        supporting=words.enumerate([one_line(name) for name in item.supporting_departments]),
        reporter=one_line(result.reporter or ""),
        years=years,
        value=years[-1].value,
        gap=sentences.gap_text(result, words),
        explanation=explanation_of(draft, item),
        requirement=_requirement(draft, result),
        done=sentences.done_sentences(draft, result),
        calculation=sentences.calculation_sentence(draft, result),
        practice=practices.get(item.id, ()),
        statement=statement_of(result),
        data_source=_data_source(draft, result),
        evidence=proofs,
        evidence_numbers=words.numbers(piece.number for piece in proofs),
        proofs=_proofs(draft, result, proofs),
        conclusion=sentences.conclusion_sentence(draft, result),
        part=name if parted else joined_left(),
        group_cell=merged(one_line(item.group), f"g{group}"),
        no_cell=merged(str(item.no), f"i{item.no}"),
        indicator_cell=merged(indicator, f"i{item.no}") if parted else indicator,
        nature_cell=merged(item.nature, f"i{item.no}"),
    )


def _year_view(draft: Draft, result: ItemResult, year: int) -> views.YearView:
    assessment, words = result.assessment, draft.words
    if year == assessment.year:
        text, value = assessment.text, assessment.value
        empty = _without_value(draft, result)
    else:
        past = assessment.of_year(year) or YearValue(year, None, None, Source(""))
        text, value, empty = past.text, past.value, words.say("unknown")
    if value is not None:
        value = figures.evened(result, draft.report.years).get(year, value)
        shown, full = figures.number(value), figures.quantity(value, figures.unit_of(result.item, assessment))
        if year == assessment.year and result.refuted:
            shown = words.say("reported_in_table", value=shown)
    elif text is not None:
        full = one_line(text)
        shown = full if len(full) <= _LONGEST_IN_TABLE else words.say("shortened", text=full[:_LONGEST_IN_TABLE])
    else:
        shown = full = empty
    return views.YearView(str(year), shown, full)


def _without_value(draft: Draft, result: ItemResult) -> str:
    """Say in a table what stands where no value was reported."""
    chosen = result.assessment.chosen
    if result.status == "not_applicable":
        return draft.words.name("status", result.status)
    if chosen and chosen.actual.state in ("pending", "not_due"):
        return one_line(chosen.actual.raw)
    return this_year(draft, result.item)


def _requirement(draft: Draft, result: ItemResult) -> str:
    """Say what is asked, with what the superiors assigned."""
    words, facts = draft.words, result.assessment.facts
    unit = figures.unit_of(result.item, result.assessment)
    target, nature = figures.target_text(result.item), result.item.nature
    bare = result.item.has_unit and target == one_line(result.item.target) and any(map(str.isdecimal, target))
    clauses = [words.say("required_in" if bare else "required", name=one_line(result.item.name), target=target, nature=nature, unit=unit)]
    if facts.assigned is not None:
        clauses.append(words.say("assigned", value=figures.quantity(facts.assigned, unit)))
    if facts.assigned_met is not None:
        clauses.append(words.say("assigned_met" if facts.assigned_met else "assigned_unmet"))
    return words.join(clauses)


def _data_source(draft: Draft, result: ItemResult) -> str:
    """Name where the figures come from, and who gave them."""
    chosen, words = result.assessment.chosen, draft.words
    if result.status == "not_applicable":
        return words.say("unknown")
    department = one_line(chosen.department or "") if chosen else ""
    written = one_line(chosen.data_source.text).rstrip("。") if chosen and chosen.data_source else source_beside(result)
    name = one_line(result.item.name)
    if written:
        written = f"：{written}" if written[:1].isdecimal() else written
        key = "source_given" if department and department not in written else "source"
        return words.join([words.say(key, name=name, source=written, department=department)])
    given = words.join([words.say("given_by", name=name, department=department)]) if department else ""
    return given + draft.pending_of(result.item, "data_source")


def _proofs(draft: Draft, result: ItemResult, proofs: tuple[views.EvidenceView, ...]) -> str:
    """List the evidence of an item in one line; what else is known of a piece stands in the catalogue."""
    words = draft.words
    if not proofs:  # what does not apply needs none
        return words.say("unknown") if result.status == "not_applicable" else draft.pending_of(result.item, "evidence")
    return words.say("then").join(piece.reference for piece in proofs) + words.say("ended")


def gap_view(draft: Draft, result: ItemResult) -> views.GapView:
    """Tell why an item is not (yet) met, and who must do what by when; what nobody wrote is 〔待补〕."""
    words = draft.words
    year = _year_view(draft, result, draft.report.period)
    told = rectification_of(draft, result)
    reason = sentences.cause_of(result, words) if result.status == "undecided" else ""
    if result.status == "not_met":
        reason = told.reason or draft.pending_of(result.item, "unmet_reason")
    return views.GapView(
        id=result.item.id,
        name=figures.full_name(result.item, words),
        target=figures.target_text(result.item),
        value=year.value,
        gap=sentences.gap_text(result, words) or words.say("unknown"),
        sentence=sentences.gap_sentence(result, words),
        reason=reason,
        measure=told.measure or draft.pending_of(result.item, "measure"),
        department=one_line(result.item.lead_department),
        deadline=told.deadline or draft.pending_of(result.item, "deadline"),
    )
