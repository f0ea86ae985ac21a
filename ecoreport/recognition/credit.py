"""Each record to whom it belongs: the file's sender, or that of its sheet, block or row; a region's and a stranger's as theirs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ecoreport.language.widths import word_key
from ecoreport.matching import Matcher
from ecoreport.matching.bodies import NOBODY, Body
from ecoreport.matching.ownership import labels_another
from ecoreport.model import Finding, Scope, Source
from ecoreport.model.layout import Layout, LayoutRecord, Slot, Speaker
from ecoreport.recognition.clues import LABEL, Clue, row_of
from ecoreport.recognition.rules import ABOUT_REGION, DEPARTMENT_UNKNOWN
from ecoreport.recognition.senders import Sender
from ecoreport.records import dataclass
from ecoreport.rules import readdress

SEVERAL = "·"  # stands for the department of what is read before it is known whose it is: no name is one mark


@dataclass(frozen=True, slots=True)
class _Parts:
    """Whose each part of a file of several is."""

    clues: Sequence[Clue]
    sheets: Sequence[str]  # in their order
    filled: frozenset[str]  # sheets with records

    def at(self, sheet: str, row: int) -> Body:
        """Say whose a row is: by the label or title over its block, its sheet, or the cover before it."""
        own = [clue for clue in self.clues if clue.source.sheet == sheet]
        lines = sorted((clue for clue in own if clue.row), key=lambda clue: clue.row)
        if len(lines) > 1:
            above = [clue for clue in lines if clue.row <= row]
            return (above[-1] if above else lines[0]).body
        if own:
            return own[0].body
        before = self.sheets[: self.sheets.index(sheet)] if sheet in self.sheets else ()
        covers = [
            clue for clue in self.clues if clue.place == LABEL and clue.source.sheet in before and clue.source.sheet not in self.filled
        ]
        if covers:
            return max(covers, key=lambda clue: before.index(clue.source.sheet or "")).body
        return next((clue.body for clue in self.clues if clue.source.sheet is None), NOBODY)  # who sends the whole


def credit(layout: Layout, sender: Sender, sheets: Sequence[str], matcher: Matcher) -> Layout:
    """Say of every record, label and finding of a file whose it is."""
    parts = _Parts(sender.parts, sheets, frozenset(record.sheet for record in layout.records))
    records = tuple(_credited(record, layout, sender, parts, matcher) for record in layout.records)
    findings = layout.findings
    records = _by_leads(records, sender, matcher) or records
    told = [record for record in records if record.subject]
    if told and all(record.reporter or not record.scope.adopted for record in told):
        findings = tuple(finding for finding in findings if finding.code != DEPARTMENT_UNKNOWN.code)
    rows = {(slot.sheet, slot.cell.row): record.reporter for record in records if record.reporter for slot in record.slots}
    departments = dict.fromkeys(name for clue in sender.parts for name in clue.body.departments)
    departments |= dict.fromkeys(record.reporter for record in records if record.reporter)
    several = tuple(name for name in (layout.department, *departments) if name)
    placed = {(slot.sheet, slot.cell.address): parts.at(slot.sheet, slot.cell.row) for slot in layout.narratives}
    placed |= {(label.sheet, label.cell.address): parts.at(label.sheet, label.cell.row) for label in layout.labels}
    return replace(
        layout,
        records=records,
        findings=(*(_addressed(finding, rows, parts) for finding in findings), *_asked_of_region(records, sender, layout)),
        region=_spoken_for(records, sender, layout, matcher),
        elsewhere=sender.elsewhere,
        departments=tuple(dict.fromkeys(several)) if sender.parts or len(set(several)) > 1 else (),
        credited={place: Speaker(_one(body), body.region, body.elsewhere) for place, body in placed.items()} if sender.parts else {},
    )


def _asked_of_region(records: Sequence[LayoutRecord], sender: Sender, layout: Layout) -> Iterator[Finding]:
    """Ask, once for each item, of the region of which the file's name lets a department of ours tell."""
    told: dict[str, LayoutRecord] = {
        record.subject: record for record in reversed(records) if record.subject and record.scope.adopted and sender.about
    }
    for subject, record in sorted(told.items()):
        slot = record.first("actual") or next(iter(record.slots), None)
        region = sender.about.name if sender.about else ""
        yield ABOUT_REGION.finding(
            Source(layout.file, record.sheet, slot.cell.address if slot else None), department=record.reporter or sender.department,
            subject=subject, key=region, group=f"{layout.file}.about", file=PurePosixPath(layout.file).name, region=region,
            item=f"重点任务{subject[1:]}" if subject.startswith("T") else f"第{subject}项",
        )  # fmt: skip


def _spoken_for(records: Sequence[LayoutRecord], sender: Sender, layout: Layout, matcher: Matcher) -> str | None:
    """Name the region that sends a file, or of which all its tables speak where its name does not give a department of ours alone."""
    regions = {record.scope.region for record in records if record.subject}
    if sender.region and (sender.department is None or regions == {sender.region}):
        return sender.region
    named = matcher.bodies.mentioned_in(PurePosixPath(layout.file).stem)
    return regions.pop() if len(regions) == 1 and not (named.departments and not named.region) else None


def _credited(record: LayoutRecord, layout: Layout, sender: Sender, parts: _Parts, matcher: Matcher) -> LayoutRecord:
    """Give a record its reporter, and the scope of who speaks in it."""
    row = min((slot.cell.row for slot in record.slots), default=0)
    body, source = (parts.at(record.sheet, row), None) if sender.parts else (_body_of(sender), sender.source)
    cell = record.first("reporter") or _duty_of_region(record, matcher)
    named = matcher.bodies.read(cell.text) if cell else NOBODY
    if cell and named and not (named.nearest and named.nearest in body.departments):
        body, source = named, cell.source(layout.file)
    reporter = None if body is named or sender.parts or sender.joint else record.reporter
    if body.departments and (sender.parts or sender.joint or body is named):
        reporter = _lead_of(record, matcher) if _lead_of(record, matcher) in body.departments else body.departments[0]
    scope = _scope_of(body, source, record, reporter or layout.department, matcher)
    told = _without_ours(record.scope, sender)
    own = told.region is None and told.elsewhere is None
    return replace(record, reporter=reporter, scope=told.within(scope) if own and scope != Scope() else told)


def _duty_of_region(record: LayoutRecord, matcher: Matcher) -> Slot | None:
    """Give the cell under 责任单位 of an item's row where a county's body alone stands in it: the row is the county's."""
    duty = record.first("departments") if record.kind == "indicator" else None
    body = matcher.bodies.read(duty.text) if duty and not labels_another(duty.heading) else NOBODY
    return duty if body.region and not body.departments else None


def _without_ours(scope: Scope, sender: Sender) -> Scope:
    """Leave out a place that was heard in the very words by which a department of ours signs: 中共舟山市纪律检查委员会."""
    ours = {clue.source for clue in sender.parts if clue.body.departments and not clue.body.region}
    ours |= {sender.source} if sender.source and sender.department and not sender.region else set()
    if scope.source not in ours or scope.source is None or scope.source.cell is None:
        return scope
    bare = replace(scope, region=None, elsewhere=None)
    return Scope() if bare.adopted else bare


def _scope_of(body: Body, source: Source | None, record: LayoutRecord, department: str | None, matcher: Matcher) -> Scope:
    if body.departments:  # the tables of a department say themselves whose they are
        area = department and matcher.bodies.is_area(department) and not _answers(record, department, matcher)
        return Scope(region=department, words=department or "", source=source) if area else Scope()
    if body.region:
        return Scope(region=body.region, words=body.region, source=source)
    if body.elsewhere:
        return Scope(elsewhere=body.elsewhere, words=body.elsewhere, source=source)
    return Scope()


def _answers(record: LayoutRecord, department: str, matcher: Matcher) -> bool:
    """Does a zone that is a department answer here for a duty of its own."""
    system = matcher.system
    subjects = {subject.id for subject in (*system.subjects, *system.key_tasks) if department in subject.departments}
    for task in system.main_tasks:
        if department in task.departments:
            subjects |= {name for goal in task.goals for name in (goal.id, *goal.items)}
    return record.subject is None or record.subject in subjects


def _lead_of(record: LayoutRecord, matcher: Matcher) -> str | None:
    return matcher.leads.get(record.subject or "")


def _by_leads(records: Sequence[LayoutRecord], sender: Sender, matcher: Matcher) -> tuple[LayoutRecord, ...]:
    """Take each row of a table for its own lead's, where nothing names a sender and 责任单位 begins with the lead throughout."""
    if sender.department or sender.region or sender.elsewhere or sender.joint or sender.parts:
        return ()
    told = [(record, slot) for record in records if (lead := _lead_of(record, matcher)) and (slot := record.first("departments")) and lead]
    leads = {_lead_of(record, matcher) for record, slot in told if _first_named(slot.text, matcher) == _lead_of(record, matcher)}
    agreed = all(_first_named(slot.text, matcher) == _lead_of(record, matcher) for record, slot in told)
    if len(leads) < 2 or not agreed:
        return ()
    return tuple(
        replace(record, reporter=_lead_of(record, matcher)) if record.first("departments") and record.reporter is None else record
        for record in records
    )


def _first_named(text: str, matcher: Matcher) -> str | None:
    spans = matcher.departments.spans_in(text)
    return spans[0][2] if spans and not word_key(text[: spans[0][0]]) else None


def _body_of(sender: Sender) -> Body:
    departments = (sender.department,) if sender.department else sender.joint
    return Body(departments, sender.region, sender.elsewhere)


def _one(body: Body) -> str | None:
    return body.departments[0] if body.departments else None


def _addressed(finding: Finding, rows: Mapping[tuple[str, int], str], parts: _Parts) -> Finding:
    """Send a finding to whom its row, or its part of the file, belongs."""
    source = finding.source
    row = row_of(source) if source else 0
    department = rows.get((source.sheet or "", row)) if source else None
    if department is None and finding.department == SEVERAL:
        department = _one(parts.at(source.sheet, row)) if source and source.sheet else None
        return readdress(finding, department)
    return readdress(finding, department) if department and department != finding.department else finding
