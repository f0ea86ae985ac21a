"""已销号, 本轮变化, 核定与豁免: what the rounds before have left, and what the office settled in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ecoreport.language.dates import is_day
from ecoreport.model import Adjudication, Change, ClosedFinding, Finding, Report, Typed, TypedCell
from ecoreport.model.rounds import PENDING_FIELDS, PERSON_FIELDS
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, status, text
from ecoreport.rendering.workbook.layout import Column, Layout, SheetLayout
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.table import write_table

_DAYS = ("deadline", "finished_on", "waived_until")
_ADDED = "added·"  # a column that people added: its field is this and its heading
_ADDED_WIDTH = 14
_PENDING = "pending"
_WITH_TYPED = ("findings", "closed", _PENDING)
CLOSED_FIELDS = (
    "id", "severity", "department", "subject", "name", "message", "how", "first_round", "closed_round", *PERSON_FIELDS,
)  # fmt: skip
CHANGE_FIELDS = ("department", "kind", "subject", "name", "what", "before", "after", "before_place", "after_place")
DECISION_FIELDS = ("kind", "subject", "name", "department", "decision", "basis", "reported", "place", "finding")


# ---- what people typed ----------------------------------------------------------------------------


def with_added(layout: Layout, report: Report) -> Layout:
    """Give the layout with the columns that people added: to 问题清单, at its end and at that of 已销号, and to 待补清单."""
    lines = {pending.id for pending in report.pending}
    more = {key: _added(typed for id_, typed in report.typed.items() if (id_ in lines) == (key == _PENDING)) for key in _WITH_TYPED}
    grown = {key: replace(layout.sheets[key], columns=layout.sheets[key].columns + more[key]) for key in more if key in layout.sheets}
    return replace(layout, sheets={**layout.sheets, **grown})


def _added(given: Iterable[Typed]) -> tuple[Column, ...]:
    headings = sorted({heading for typed in given for heading in typed.extra})
    return tuple(Column(f"{_ADDED}{heading}", heading, _ADDED_WIDTH) for heading in headings)


def open_fields(sheet: SheetLayout) -> list[str]:
    """Name the columns of a sheet that people fill in."""
    fields = (*PERSON_FIELDS, *PENDING_FIELDS)
    return [column.field for column in sheet.columns if column.field in fields or column.field.startswith(_ADDED)]


def typed_cells(sheet: SheetLayout, typed: Typed) -> Row:
    """Give the cells that people fill in, with what they have written so far, as they wrote it."""
    row = {name: _shown(typed.cells.get(name), day=name in _DAYS) for name in (*PERSON_FIELDS, *PENDING_FIELDS)}
    for field in open_fields(sheet):
        if field.startswith(_ADDED):
            row[field] = _shown(typed.extra.get(field.removeprefix(_ADDED)), day=False)  # type: ignore[index]  # a field of its own
    return row  # type: ignore[return-value]  # by field


def _shown(cell: TypedCell | None, *, day: bool) -> Content:
    look: Any = "open_date" if day else "open"
    return Content((cell.day if day and cell.day and is_day(cell.text) else cell.text) if cell else None, look)


def offer(book: Book, worksheet: Any, sheet: SheetLayout, first: int, last: int) -> None:
    """Offer the words for 整改情况, and say at entry what a cell is for; nothing that is typed is refused."""
    for field in open_fields(sheet):
        position = sheet.position(field)
        words = book.scene.layout.words["typed"].get(field, "")
        if position is None or not words or last < first:
            continue
        asks: dict[str, Any] = {"validate": "any", "input_title": sheet.columns[position].heading, "input_message": words}
        if field == "state":
            asks |= {"validate": "list", "source": list(book.scene.layout.words["state"].values()), "error_type": "warning"}
        worksheet.data_validation(first, position, last, position, asks)


# ---- 已销号 ----------------------------------------------------------------------------------------


def write_closed(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = [_closed_row(scene, sheet, each) for each in scene.report.closed]
    write_table(book, sheet, rows, states={"severity": "severity", "how": "how"}, frozen_field="department", open_fields=open_fields(sheet))


def _closed_row(scene: Scene, sheet: SheetLayout, closed: ClosedFinding) -> Row:
    finding = closed.finding
    return {
        **_about(scene, finding),
        "message": text(finding.message),
        "how": status(scene.layout.word("how", closed.how)),
        "first_round": centred(scene.say("round", number=finding.first_round)),
        "closed_round": centred(scene.say("round", number=closed.closed_round)),
        **typed_cells(sheet, scene.report.typed.get(finding.id, Typed())),
    }


def who_mends(scene: Scene, finding: Finding) -> str:
    """Name the department; what no ledger said is the office's own to mend."""
    sent = any(submission.file == finding.file for submission in scene.report.submissions)
    return finding.department or scene.say("no_department" if sent else "office")


def _about(scene: Scene, finding: Finding) -> Row:
    return {
        "id": text(finding.id),
        "severity": status(scene.layout.word("severity", finding.severity)),
        "department": text(who_mends(scene, finding), scene.locate("departments", finding.department)),
        "subject": centred(finding.subject or scene.say("nothing"), scene.locate_subject(finding.subject)),
        "name": text(scene.names.get(finding.subject or "")),
    }


# ---- 本轮变化 --------------------------------------------------------------------------------------


def write_changes(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = sorted(_change_rows(scene), key=lambda row: str(row["department"].value))
    write_table(book, sheet, rows, states={"what": "change"}, frozen_field="name")


def _change_rows(scene: Scene) -> Iterator[Row]:
    """List results that are otherwise, then findings that are new, came back or were closed, in this round."""
    report = scene.report
    if report.previous is None:
        return
    leads = {result.item.id: result.item.lead_department for result in report.items}
    leads |= {result.task.id: result.task.lead_department for result in report.tasks}
    moved: dict[tuple[str, str, str], list[Change]] = {}
    for change in report.changes:
        department = leads.get(change.id, change.id)
        if _what(change) == "source":
            moved.setdefault((department, _file_of(change.before), _file_of(change.after)), []).append(change)
        else:
            yield _change_row(scene, change, department)
    for (department, before, after), changes in moved.items():
        many = len(changes) > 1
        yield _moved_row(scene, changes, department, before, after) if many else _change_row(scene, changes[0], department)
    for finding in scene.findings:
        if (
            finding.severity != "notice"
            and finding.state in ("new", "reopened")
            and report.round in (finding.first_round, finding.reopened_round)
        ):
            yield _finding_change(scene, finding, "finding_back" if finding.state == "reopened" else "finding_new")
    for closed in report.closed:
        if closed.closed_round == report.round and closed.finding.severity != "notice":
            yield _finding_change(scene, closed.finding, "finding_closed", scene.layout.word("how", closed.how))


def _change_row(scene: Scene, change: Change, department: str) -> Row:
    return {
        "department": text(department, scene.locate("departments", department)),
        "kind": centred(scene.say(change.kind, "change_kind")),
        "subject": centred(change.id if change.kind != "submission" else scene.say("nothing"), scene.locate_subject(change.id)),
        "name": text(scene.names.get(change.id) or department),
        "what": status(scene.layout.word("change", _what(change))),
        "before": text(_say_result(scene, change, change.before)),
        "after": text(_say_result(scene, change, change.after)),
        "before_place": Content(_say_place(change.before), "path"),
        "after_place": Content(_say_place(change.after), "path"),
    }


def _moved_row(scene: Scene, changes: Sequence[Change], department: str, before: str, after: str) -> Row:
    """Tell in one line what stands in another file now and is otherwise as it was: a file that was moved or renamed."""
    nothing = text(scene.say("nothing"))
    return _change_row(scene, changes[0], department) | {
        "kind": centred(scene.join([*dict.fromkeys(scene.say(change.kind, "change_kind") for change in changes)])),
        "subject": text(scene.join([change.id for change in changes]), scene.locate_subject(changes[0].id)),
        "name": text(scene.say("moved", count=len(changes))),
        "before": nothing,
        "after": nothing,
        "before_place": Content(before, "path"),
        "after_place": Content(after, "path"),
    }


def _file_of(row: Mapping[str, Any] | None) -> str:
    return row["source"]["file"] if row and row["source"] else ""


def _what(change: Change) -> str:
    """Name the gravest difference: a verdict that turned, a value, what it stands on, or only where it was read."""
    before, after = change.before, change.after
    if before is None or after is None:
        return "came" if before is None else "went"
    if change.kind == "submission":
        return "sent_anew"
    if before["status"] != after["status"]:
        return "better" if after["status"] in ("met", "completed") else "worse" if before["status"] in ("met", "completed") else "status"
    values = ("value", "text", "progress")
    return (
        "value"
        if any(before.get(name) != after.get(name) for name in values)
        else "standing"
        if before["standing"] != after["standing"]
        else "source"
    )


def _say_result(scene: Scene, change: Change, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return scene.say("nothing")
    if change.kind == "submission":
        return f"{scene.layout.word('outcome', row['status'])}\n{row['text']}"
    words = scene.layout.word("status" if change.kind == "item" else "task_status", row["status"])
    standing = scene.layout.word("standing", row["standing"]) if row["standing"] not in (None, "confirmed") else ""
    value = f"{row['progress']}%" if row.get("progress") else row["value"] or row["text"] or ""
    return "\n".join(part for part in (value, f"{words}  {standing}".rstrip()) if part)


def _say_place(row: Mapping[str, Any] | None) -> str:
    source = row and row["source"]
    return f"{source['file']} {source['sheet'] or ''}{'!' if source['cell'] else ''}{source['cell'] or ''}".rstrip() if source else ""


def _finding_change(scene: Scene, finding: Finding, what: str, after: str = "") -> Row:
    about = _about(scene, finding)
    told = {name: about[name] for name in ("department", "subject", "name")}
    nothing = scene.say("nothing")
    return {
        **told,
        "kind": centred(scene.say("finding", "change_kind")),
        "what": status(scene.layout.word("change", what)),
        "before": text(nothing if what == "finding_new" else finding.message),
        "after": text(after or finding.message),
        "before_place": Content(finding.id, "path"),
        "after_place": Content(None, "path"),
    }


# ---- 核定与豁免 ------------------------------------------------------------------------------------


def write_decisions(book: Book, sheet: SheetLayout) -> None:
    rows = list(_decision_rows(book.scene))
    write_table(book, sheet, rows, frozen_field="name")


def _decision_rows(scene: Scene) -> Iterator[Row]:
    report = scene.report
    known: Mapping[str, Finding] = {each.id: each for each in report.findings} | {each.finding.id: each.finding for each in report.closed}
    for made in report.adjudications:
        yield _adjudication_row(scene, made, known.get(made.finding))
    beside = [(known[id_], typed) for id_, typed in sorted(report.typed.items()) if id_ in known]
    for finding, typed in beside:
        if finding.choice and any(each.letter == typed.text("reading").upper() for each in finding.choice.readings):
            cell = typed.cells["reading"]
            yield _decision(scene, "reading", _about(scene, finding), cell.text, typed.text("remark"), str(cell.source))
    for finding, typed in beside:
        if (until := typed.day("waived_until")) and typed.text("remark"):  # what is no day, or has no reason, is asked
            cell = typed.cells["waived_until"]
            over = scene.say("waiver_over") if until < report.as_of else ""
            yield _decision(scene, "waiver", _about(scene, finding), cell.text + over, typed.text("remark"), str(cell.source))


def _adjudication_row(scene: Scene, made: Adjudication, finding: Finding | None) -> Row:
    unit = next((result.assessment.unit for result in scene.report.items if result.item.id == made.subject), "%")
    shown = f"{made.value:f}{unit}" if made.value is not None else made.text
    about = _about(scene, finding) if finding else _about_line(scene, made)
    row = _decision(scene, "value", about, shown, made.basis, str(made.source))
    return row | {"reported": text(made.reported)}


def _about_line(scene: Scene, made: Adjudication) -> Row:
    """Say what a value is about that was filled into 待补清单."""
    return {
        "id": text(made.finding),
        "department": text(scene.say("office")),
        "subject": centred(made.subject, scene.locate_subject(made.subject)),
        "name": text(scene.names.get(made.subject)),
    }


def _decision(scene: Scene, kind: str, about: Row, decision: str, basis: str, place: str) -> Row:
    return {
        **{name: about[name] for name in ("subject", "name", "department")},
        "kind": centred(scene.layout.word("decision", kind)),
        "decision": text(decision),
        "basis": text(basis),
        "reported": text(None),
        "place": Content(place, "path"),
        "finding": about["id"],
    }


def typed_of(report: Report, finding: Finding) -> Typed:
    """Give what was written beside a question: under the id by which it stands now, or that of another finding of the same question."""
    if finding.id in report.typed or finding.group is None:
        return report.typed.get(finding.id, Typed())
    key = (finding.group, finding.code, finding.department)
    others: Sequence[str] = [each.id for each in report.findings if (each.group, each.code, each.department) == key]
    return next((report.typed[id_] for id_ in others if id_ in report.typed), Typed())
