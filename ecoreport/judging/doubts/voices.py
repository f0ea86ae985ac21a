"""Who else speaks of the same item and year: other departments, other cells; and who gives the facts (contract §3, Standing)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.judging.doubts.case import Alternative, Case, Found, agree, value_of
from ecoreport.language import patterns as re
from ecoreport.model import Entry, Figure, Note
from ecoreport.model.facts import FACT_NAMES

_DOCUMENT = re.compile(r"[〔\[（(]20\d\d[〕\]）)]\s*\d+\s*号|《[^》]{4,}》|\d+\s*号(?:文|函|通报)")


def others_differ(case: Case) -> Iterator[Found]:
    """Another department gives another value, or other words."""
    told: set[object] = set()
    for other in case.others:
        if other.department == case.entry.department or not _differs(case.entry.actual, other.actual):
            continue
        who = other.department or other.file
        if who in told:
            continue
        told.add(who)
        lead = case.entry.department or case.entry.file
        changes = value_of(other.actual.value) if other.actual.value is not None else {"actual": None, "statement": other.actual.text}
        yield Found(
            case.doubt("departments", {"lead": lead, "other": who, "other_raw": other.actual.raw}, other.actual.source, key=who),
            (Alternative(f"{who}填报", other.actual.source, changes),),
        )


def _differs(one: Figure, other: Figure) -> bool:
    """Do two answers contradict each other, as far as their digits tell; what is not answered contradicts nothing."""
    if one.state not in ("value", "not_applicable") or other.state not in ("value", "not_applicable"):
        return False
    if one.value is not None and other.value is not None:
        return not agree(one.value, other.value)
    return (one.state, one.value, one.text if one.value is None else None) != (
        other.state, other.value, other.text if other.value is None else None,
    )  # fmt: skip


def facts_differ(case: Case) -> Iterator[Found]:
    """Departments give a fact differently that the office itself does not know."""
    for name, entries in case.facts_given.items():
        figures = [(entry, getattr(entry, name)) for entry in entries]
        first = figures[0][1].value
        other = next(((entry, figure) for entry, figure in figures[1:] if not agree(figure.value, first)), None)
        if other is None or name not in case.demand.facts:
            continue
        words = {
            "fact": FACT_NAMES[name], "first": figures[0][1].raw, "who": figures[0][0].department or figures[0][0].file,
            "other": other[1].raw, "whose": other[0].department or other[0].file,
        }  # fmt: skip
        why = f"{FACT_NAMES[name]}取{words['whose']}所填"
        yield Found(
            case.doubt("facts", words, other[1].source, at=figures[0][1].source, key=name),
            (Alternative(why, other[1].source, {name: other[1].value}),),
        )


def fact_of_a_supporter(case: Case) -> Iterator[Found]:
    """A fact that decides is given by a supporting department alone."""
    lead = case.demand.subject.lead_department
    for name, entries in case.facts_given.items():
        if name not in case.demand.facts or any(entry.department == lead for entry in entries) or not _decides(case, name):
            continue
        figure = getattr(entries[0], name)
        who = entries[0].department or entries[0].file
        words = {"fact": FACT_NAMES[name], "fact_raw": figure.raw, "who": who, "lead": lead}
        yield Found(case.doubt("fact_of_supporter", words, at=figure.source, key=name))


def _decides(case: Case, name: str) -> bool:
    """Would the verdict be another without the fact."""
    without = case.demand.target.judge(replace(case.facts, statement=None, **{name: None}))  # type: ignore[arg-type]  # one of JUDGED_FIELDS, or assigned_met
    return without.status != case.demand.target.judge(replace(case.facts, statement=None)).status


def recognised_by_itself(case: Case) -> Iterator[Found]:
    """上级认定 declared by the reporter without a document; against an assigned value that is missed it is refuted."""
    note = case.entry.assigned_met
    if note is None or case.facts.assigned_met is not True or ("assigned_met", note.source) not in case.assessment.fact_sources:
        return
    missed = _misses_assigned(case)
    if missed:
        yield Found(
            case.doubt("recognised_though_missed", {"said": note.text, "assigned": format(missed, "f")}, at=note.source, refuting=True),
            (Alternative("按上级下达目标值", case.entry.assigned.source if case.entry.assigned else None, {"assigned_met": None}),),
        )
    elif not _documented(case) and not _meets_assigned(case):
        yield Found(case.doubt("recognised_by_itself", {"said": note.text}, at=note.source))


def _misses_assigned(case: Case) -> Decimal | None:
    """Give the assigned value that the value misses."""
    if case.facts.assigned is None or case.value is None:
        return None
    verdict = case.demand.target.judge(replace(case.facts, assigned_met=None, statement=None))
    return case.facts.assigned if verdict.status == "not_met" else None


def _meets_assigned(case: Case) -> bool:
    """Does the value itself meet what was assigned, whoever recognises it."""
    return case.demand.target.judge(replace(case.facts, assigned_met=None, statement=None)).status == "met"


def _documented(case: Case) -> bool:
    """Does a piece of evidence, or a text with a document's number, stand behind it."""
    entry = case.entry
    subject = case.demand.subject.id
    pieces = [piece for piece in case.batch.evidence if subject in piece.subjects and not _is_earlier(piece.title, entry.year)]
    notes: tuple[Note | None, ...] = (entry.statement, entry.remark, entry.data_source, entry.evidence, entry.assigned_met)
    return any(piece.document_number or piece.title for piece in pieces) or any(note and _DOCUMENT.search(note.text) for note in notes)


def _is_earlier(title: str, year: int) -> bool:
    """Does a title name earlier years alone."""
    years = [int(told) for told in re.findall(r"(?<!\d)(20\d\d)(?=年)", title)]
    return bool(years) and max(years) < year


def hidden_otherwise(case: Case) -> Iterator[Found]:
    """The same department hides another value of the same item and year."""
    for other in case.others:
        same = other.department == case.entry.department and other.actual.hidden and not case.entry.actual.hidden
        if same and _differs(case.entry.actual, other.actual) and other.actual.value is not None:
            yield Found(
                case.doubt("hidden_otherwise", {"hidden": other.actual.raw}, other.actual.source),
                (Alternative("隐藏处另填", other.actual.source, value_of(other.actual.value)),),
            )
            return


def hidden_only(case: Case) -> Iterator[Found]:
    """The value stands in a hidden place alone; where its sheet was read, that was told once for all (N306, H401, H402)."""
    if case.entry.actual.hidden and case.value is not None:
        yield Found(case.doubt("hidden_only"))


def given_by(name: str, candidates: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """List who gives a fact, by preference."""
    return tuple(entry for entry in candidates if (figure := getattr(entry, name)) and figure.value is not None)
