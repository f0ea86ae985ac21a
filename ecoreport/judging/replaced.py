"""The list of replaced answers, each with both places."""

from collections.abc import Iterator

from ecoreport.judging.answers import Record, evidence_number
from ecoreport.language import patterns as re
from ecoreport.model import Batch, Entry, Evidence, Figure, KeyTaskReport, Note, Replaced, Source, Told

_KINDS = {"item": 0, "goal": 1, "task": 2, "evidence": 3}


def replaced_in(batch: Batch, period: int) -> tuple[Replaced, ...]:
    """List what was replaced in a settled batch, in order; what only repeats another answer was not."""
    records: tuple[Record, ...] = (*batch.entries, *batch.tasks, *batch.evidence)
    standing: dict[tuple[object, ...], Record] = {
        (*_about(record, period), _place(record)): record for record in records if record.lapse is None
    }
    told = [*_between(records, standing, period), *_on_one_sheet(records, period)]
    return tuple(sorted(told, key=_order))


def _between(records: tuple[Record, ...], standing: dict[tuple[object, ...], Record], period: int) -> Iterator[Replaced]:
    for record in records:
        if record.lapse and not record.lapse.repeats:
            about = _about(record, period)
            if after := standing.get((*about, record.lapse.by)):
                yield _replaced(about, _told(record), _told(after), record.lapse.why)


def _on_one_sheet(records: tuple[Record, ...], period: int) -> Iterator[Replaced]:
    """List what a row itself says was reported before: 原填报值 | 更正值."""
    for record in records:
        if isinstance(record, Entry | KeyTaskReport) and record.former is not None:
            former = record.former
            before = Told(former.source, former.value, former.text) if isinstance(former, Figure) else Told(former.source, text=former.text)
            after = _told(record)
            if (before.value, before.text) != (after.value, after.text):
                yield _replaced(_about(record, period), before, after, "表中写明了更正前的数")


def _replaced(about: tuple[str, str, int | None, str | None, str | None], before: Told, after: Told, why: str) -> Replaced:
    kind, subject, year, department, region = about
    return Replaced(kind, subject, year, department, before, after, region, why)  # type: ignore[arg-type]  # the kinds of `_about`


def _about(record: Record, period: int) -> tuple[str, str, int | None, str | None, str | None]:
    match record:
        case Entry():
            return record.subject.kind, str(record.subject), record.year, record.department, record.region
        case KeyTaskReport():
            return "task", str(record.subject), record.year or period, record.department, record.region
        case Evidence():
            return "evidence", evidence_number(record.number) or record.number, None, record.department, record.region


def _place(record: Record) -> Source:
    return record.actual.source if isinstance(record, Entry) else record.source


def _told(record: Record) -> Told:
    match record:
        case Entry():
            actual = record.actual
            return Told(actual.source, actual.value, actual.text or (actual.raw or None if actual.value is None else None))
        case KeyTaskReport():
            words: Note | None = record.status or record.done
            return Told(record.source, record.progress.value if record.progress else None, words.text if words else None)
        case Evidence():
            return Told(record.source, text=" ".join(filter(None, (record.title, record.document_number))) or record.file_name or None)


def _order(told: Replaced) -> tuple[object, ...]:
    numbers = tuple(int(part) for part in re.findall(r"\d+", told.id))
    return _KINDS[told.kind], numbers, told.id, told.year or 0, told.department or "", told.before.source, told.after.source
