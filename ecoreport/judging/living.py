"""What still counts of a settled batch: the answers that stand, with what later ones left unsaid."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, replace
from typing import TypeVar

from ecoreport.judging.answers import Record, answered, is_beside
from ecoreport.judging.versions import OF_VERSIONS
from ecoreport.model import Batch, Entry, Figure, Finding, Highlight, KeyTaskReport, Note, Source

# What others publish, and what proves a value, stands until it is said anew; what was said of the old value goes with it.
_OF_OTHERS = (
    "average",
    "average_change",
    "assigned",
    "assigned_met",
    "evidence",
    "evidence_document",
    "evidence_pages",
    "more_evidence",
    "data_source",
)
_OF_THE_TASK = ("evidence", "more_evidence", "funds")
_OF_THE_VALUE = ("numerator", "denominator", "sample_size", "self_assessment", "statement", "remark")

Said = TypeVar("Said", Entry, KeyTaskReport)


def living(batch: Batch) -> Batch:
    """Give a settled batch without what was replaced: only what still counts is judged, checked and reported.

    Submissions stay, and the cells that nobody used. Of the findings those go that are about a replaced answer: its successor has
    mended the fault or repeats it; of a file of which nothing is left, all but that it is so.
    """
    dead = {submission.file for submission in batch.submissions if submission.outcome == "superseded"}
    completed = _completed(batch.entries)
    asides = _asides(completed)
    return replace(
        batch,
        entries=tuple(_in_words(entry) if entry in asides else entry for entry in completed),
        tasks=_completed(batch.tasks),
        evidence=tuple(piece for piece in batch.evidence if piece.lapse is None),
        highlights=tuple(highlight for highlight in batch.highlights if highlight.lapse is None),
        signatures=tuple(sign for sign in batch.signatures if sign.file not in dead),
        findings=tuple(_findings(batch, dead, {(entry.actual.source, str(entry.subject)) for entry in asides})),
    )


def _question(record: Said) -> tuple[object, ...]:
    year = record.year if isinstance(record, Entry) else None  # a task's table may name the period or leave it
    return record.subject, year, record.department, record.scope.bare


def _completed(records: tuple[Said, ...]) -> tuple[Said, ...]:
    """Leave out what was replaced, and add what the answers before said and the one that stands does not say again."""
    earlier: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for record in sorted((record for record in records if record.lapse), key=_turns):
        earlier[_question(record)].append(record)
    return tuple(_with_earlier(record, earlier.get(_question(record), ())) for record in records if record.lapse is None)


def _turns(record: Said) -> int:
    return record.lapse.turns if record.lapse else 0


def _with_earlier(record: Said, earlier: Sequence[Said]) -> Said:
    place = record.actual.source if isinstance(record, Entry) else record.source
    told: dict[str, object] = {}
    for old in earlier:
        if old.lapse is None or old.lapse.by != place or old.lapse.repeats:
            continue
        names: tuple[str, ...] = _OF_THE_TASK if isinstance(record, KeyTaskReport) else _OF_OTHERS
        if isinstance(record, Entry) and answered(old) == answered(record):
            names += _OF_THE_VALUE
        for name in names:
            said = getattr(old, name)
            if _is_silent(getattr(record, name)) and name not in told and not _is_silent(said):
                told[name] = said
    return replace(record, **told) if told else record  # type: ignore[arg-type]  # each from the field of the same name


def _asides(entries: Sequence[Entry]) -> list[Entry]:
    """Find the words beside an empty cell that were asked for a value which another row gives: 经核实无误 is an explanation."""
    given = {_question(entry) for entry in entries if entry.actual.state != "blank" and not is_beside(entry)}
    return [entry for entry in entries if is_beside(entry) and _question(entry) in given]


def _in_words(entry: Entry) -> Entry:
    return replace(entry, actual=Figure("blank", "", entry.actual.source))


def _is_silent(said: Figure | Note | tuple[Note, ...] | None) -> bool:
    return said is None or said == () or (isinstance(said, Figure) and said.state == "blank")


def _findings(batch: Batch, dead: set[str], asides: AbstractSet[tuple[Source, str]]) -> Iterator[Finding]:
    """Leave out what was found in answers that no longer count."""
    pointed = {finding.source for finding in batch.findings if finding.source}
    alive: set[Source] = set()
    gone: set[Source] = set()
    standing: set[tuple[str, str]] = set()
    replaced: set[tuple[str, str]] = set()
    records: tuple[Record | Highlight, ...] = (*batch.entries, *batch.tasks, *batch.evidence, *batch.highlights)
    for record in records:
        (gone if record.lapse else alive).update(pointed.intersection(_cells(record)))
        if isinstance(record, Entry | KeyTaskReport):
            (replaced if record.lapse else standing).add((record.file, record.subject))
    for finding in batch.findings:
        source = finding.source
        if source is None or finding.code in OF_VERSIONS:
            yield finding
        elif (source, str(finding.subject)) in asides:
            continue
        elif source in alive:
            yield finding
        elif source.file in dead or source in gone:
            continue
        elif finding.subject is None or (about := (source.file, str(finding.subject))) not in replaced or about in standing:
            yield finding


def _cells(record: Record | Highlight) -> Iterator[Source]:
    """Go through the cells that a record holds."""
    for field in fields(record):
        held = getattr(record, field.name)
        for each in held if isinstance(held, tuple) else (held,):
            if isinstance(each, Source):
                yield each
            elif isinstance(each, Figure | Note):
                yield each.source
