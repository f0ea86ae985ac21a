"""Rounds: what an earlier run left is remembered, what people typed into its workbook counts, and every finding has a life.

OUT is the memory, there is no database: `recall` reads it, `decide` takes what was typed for what it says, `live` gives findings their
states, `carry_on` completes the report. Which files lie where is the pipeline's business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from ecoreport.model import Batch, Decisions, Figure, Finding, IndicatorSystem, Memory, Note, PreviousRound, Report, Sheet, Twice, Typed
from ecoreport.model.changes import changes_between
from ecoreport.model.rounds import PERSON_FIELDS
from ecoreport.rounds.compare import standing_results, undone
from ecoreport.rounds.decisions import adjudicated_ids, decide, hold_against
from ecoreport.rounds.life import Earlier, list_closed, tell_states
from ecoreport.rounds.lines import known_lines
from ecoreport.rounds.memory import beside_tables, ledgers_of, make_memory, read_json, read_sheet, sheet_rows, typed_of
from ecoreport.rounds.rules import RULES, ask
from ecoreport.rounds.supplied import informed
from ecoreport.rounds.typed import Headings, carry, join, read_typed, say_both
from ecoreport.rounds.values import FIELD_NAMES

__all__ = ["RULES", "beside_tables", "carry_on", "decide", "hold_against", "informed", "is_same_round", "live", "recall", "sheet_rows"]

_OLD_NAMES = {"finished_on": ("完成时间",), "remark": ("说明",)}  # of workbooks that earlier versions wrote
Books = Sequence[tuple[str, Sequence[Sheet]]]  # the workbooks of the earlier run, by name: its own, then copies of it


def recall(
    result: Mapping[str, Any] | None,
    digest: str,
    books: Books,
    headings: Mapping[str, str],
    asked: Mapping[str, str] = MappingProxyType({}),
) -> Memory | None:
    """Remember an earlier run by its result.json, or by its workbook alone, and read what people typed into the workbook since.

    `headings` are the columns of 问题清单, `asked` those of 待补清单, by field and in their order. None where neither tells anything.
    """
    told = (read_json(result) if result else None) or next((found for _, sheets in books if (found := read_sheet(sheets))), None)
    if told is None:
        return None
    memory = make_memory(told, digest)
    names = {
        field: (heading, *((FIELD_NAMES[field], *_OLD_NAMES.get(field, ())) if field in PERSON_FIELDS else ()))
        for field, heading in headings.items()
    }
    typed, twice = _read_books(books, memory, names, {field: (heading,) for field, heading in asked.items()})
    printed = {finding.id: finding.due for finding in memory.findings}
    carried = carry(memory.typed, _under_old_ids(typed, memory), printed)
    twice += [each for each in memory.twice if carried.get(each.finding, Typed()).text(each.field) == say_both(each.one, each.other)]
    return replace(memory, typed=carried, twice=tuple(twice))


def _read_books(books: Books, memory: Memory, names: Headings, asked: Headings) -> tuple[dict[str, Typed], list[Twice]]:
    """Read what stands beside each finding and in each line of 待补清单, in the run's own workbook and in copies; and what differs."""
    ids = {finding.id for finding in memory.findings} | {closed.finding.id for closed in memory.closed}
    lines = {pending.id for pending in memory.pending}
    typed: dict[str, Typed] = {}
    twice: list[Twice] = []
    for number, (file, sheets) in enumerate(books):
        own = read_sheet(sheets)
        if own and (own["head"]["system"], own["head"]["period"]) != (memory.system, memory.period):
            continue  # of another year or plan: it only lies here
        found, differing = read_typed(file, sheets, ids, names)
        filled, twice_filled = read_typed(file, known_lines(sheets, memory.pending, asked), lines, asked)
        found |= filled
        twice += [*differing, *twice_filled]
        written = typed_of(own) if own else memory.typed
        for id_, each in found.items():
            given = _changed(each, written.get(id_, Typed())) if number or written != memory.typed else each
            typed[id_], conflicts = join(typed[id_], given) if id_ in typed else (given, [])
            twice += [Twice(id_, *conflict) for conflict in conflicts]
    return typed, twice


def _under_old_ids(typed: Mapping[str, Typed], memory: Memory) -> dict[str, Typed]:
    """Let the row of a question about several findings speak for the one beside which people first wrote: the row may be another's now."""
    about = {finding.id: (finding.group, finding.code, finding.department) for finding in memory.findings if finding.group}
    first = {about[id_]: id_ for id_ in sorted(memory.typed) if id_ in about and id_ not in typed}
    return {first.get(about[id_], id_) if id_ in about and id_ not in memory.typed else id_: each for id_, each in typed.items()}


def is_same_round(memory: Memory, batch: Batch, as_of: date) -> bool:
    """Is this the last round anew: nothing else was read, and it is judged up to the same day."""
    return memory.ledgers == tuple(ledgers_of(batch.submissions)) and memory.round.as_of == as_of


def live(
    findings: Sequence[Finding],
    batch: Batch,
    memory: Memory | None,
    decisions: Decisions,
    deadlines: Mapping[str, date | None],
    as_of: date,
    system: IndicatorSystem,
    unchecked: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Leave out what a settled value settles, add what the office is asked of what it typed, and say where each finding stands.

    Findings of rules that are `unchecked` this time (no folder of 佐证材料 was given) stand as they did.
    """
    years = _years(batch)
    asked = {rule.code for rule in RULES}  # what was asked before is asked anew, or no longer
    dated = [replace(finding, year=years.get(finding.source)) for finding in findings if finding.code not in asked]
    settled = adjudicated_ids(dated, (), decisions, memory.period if memory else 0) - _told_by_target(dated)
    earlier = Earlier.of(memory, same=memory is not None and is_same_round(memory, batch, as_of))
    files = {submission.file for submission in batch.submissions}
    standing = [each for each in earlier.told.values() if each.code in unchecked and each.file in (None, *files)]
    told = [*(finding for finding in dated if finding.id not in settled), *standing, *ask(decisions.questions)]
    bodies = {alias: department.name for department in system.departments for alias in department.aliases}
    return tell_states(told, earlier, decisions, deadlines, as_of, bodies)


def carry_on(report: Report, batch: Batch, memory: Memory | None, decisions: Decisions) -> Report:
    """Complete a report with what was closed, what has changed, what was typed and what the office settled."""
    if memory is None:
        return report
    same = is_same_round(memory, batch, report.as_of)
    earlier = Earlier.of(memory, same=same)
    adjudicated = adjudicated_ids(memory.findings, memory.closed, decisions, report.period)
    before = undone(memory.results, memory.changes) if same else memory.results
    previous: PreviousRound | None = memory.before if same else memory.round
    return replace(
        report,
        round=earlier.number,
        previous=previous,
        typed=memory.typed,
        twice=memory.twice,
        closed=list_closed(report.findings, earlier, batch, adjudicated, memory.typed.keys()),
        changes=changes_between(before, standing_results(report)) if previous else (),
        adjudications=decisions.adjudications,
        filled=decisions.filled,
        supplied=tuple(pending for pending in memory.pending if memory.typed.get(pending.id, Typed()).text("answer")),
    )


def _told_by_target(findings: Sequence[Finding]) -> set[str]:
    """Name the findings that tell how a value compares with its target: a settled value is compared as well."""
    return {finding.id for finding in findings if finding.code.startswith("V") and not finding.doubts}


def _years(batch: Batch) -> Mapping[object, int]:
    """Say of which year the cells of a ledger speak."""
    years: dict[object, int] = {}
    for entry in batch.entries:
        for name in entry.__slots__:
            held = getattr(entry, name)
            if isinstance(held, Figure | Note):
                years.setdefault(held.source, entry.year)
    return years


def _changed(typed: Typed, written: Typed) -> Typed:
    """Keep of a copy, or of an older workbook, what people have changed in it since the run wrote it; what is blank there may be older."""
    cells = {name: cell for name, cell in typed.cells.items() if cell.text and cell.text != written.text(name)}
    extra = {name: cell for name, cell in typed.extra.items() if name not in written.extra or written.extra[name].text != cell.text}
    return Typed(cells, extra)
