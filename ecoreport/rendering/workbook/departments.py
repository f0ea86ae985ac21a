"""单位报送情况, 责任清单 and 报送文件: who owes what, who sent what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ecoreport.model import DepartmentResult, Report, Severity, Signature, SignatureRole, Source, Submission
from ecoreport.model.scores import light_of_score, score_of, told_of
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, day, number, quote_words, rate, status, text
from ecoreport.rendering.workbook.layout import Layout, SheetLayout
from ecoreport.rendering.workbook.opening import open_cell
from ecoreport.rendering.workbook.scene import Duty, Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = (
    "name", "submitted", "files", "filled_by", "reviewed_by", "leader", "telephone", "submitted_on", "timeliness", "lead_items",
    "reported_items", "lead_tasks", "reported_tasks", "completeness", "score", "light", "unreported", "supporting", "errors", "verifies",
    "notices", "duties", "marking",
)  # fmt: skip
DUTY_FIELDS = ("department", "role", "kind", "id", "name", "target", "status")
FILE_FIELDS = ("file", "open", "department", "outcome", "message", "counted", "used", "furniture", "unused", "container", "sha256")


def with_deadline(layout: Layout, report: Report) -> Layout:
    """Give the layout without what nobody has: 及时性 where no deadline is set, lights and scores where the plan has no table of them."""
    system = report.system
    idle = {
        *(() if system.parameters.ledger_deadline else ("timeliness",)),
        *(() if system.lights else ("light",)),
        *(() if system.marks else ("score", "marking")),
    }
    sheets = {
        key: replace(sheet, columns=tuple(column for column in sheet.columns if column.field not in idle))
        for key, sheet in layout.sheets.items()
    }
    if system.parameters.ledger_deadline and (own := sheets.get("departments")):
        sheets["departments"] = replace(own, note=own.note + layout.word("departments", "deadline"))
    return replace(layout, sheets=sheets)


def write_departments(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    rows = [_department_row(scene, index, result) for index, result in enumerate(scene.report.departments)]
    rows += _other_rows(scene)
    states = {"submitted": "submitted", "timeliness": "timeliness"}
    write_table(book, sheet, rows, states=states, frozen_field="name")


def _department_row(scene: Scene, index: int, result: DepartmentResult) -> Row:
    owed, reported = (
        [scene.cell("departments", index, field) for field in fields]
        for fields in (("lead_items", "lead_tasks"), ("reported_items", "reported_tasks"))
    )
    nothing = scene.say("nothing")
    formula = ""
    if all((*owed, *reported)):
        formula = f"IF({'+'.join(owed)}=0,{quote_words(nothing)},({'+'.join(reported)})/({'+'.join(owed)}))"
    missing = [*(item for item in result.lead_items if item not in result.reported_items)]
    missing += [f"T{no}" for no in result.lead_tasks if no not in result.reported_tasks]
    late = "none" if result.owes == "not_submitted" else {True: "late", False: "on_time", None: "unknown"}[result.late]
    return {
        "name": text(result.name),
        "submitted": status(scene.layout.word("submitted", _submitted(result))),
        "files": _show_files(scene, result.files),
        **_persons(result.signatures, nothing),
        "submitted_on": day(result.submitted_on) if result.submitted_on else centred(nothing),
        "timeliness": status(scene.layout.word("timeliness", late)),
        "lead_items": count(len(result.lead_items)),
        "reported_items": count(len(result.reported_items)),
        "lead_tasks": count(len(result.lead_tasks)),
        "reported_tasks": count(len(result.reported_tasks)),
        "completeness": rate(result.reported, result.duties, formula, nothing),
        "unreported": values.show_list(scene, missing, scene.locate_subject(missing[0]) if missing else ""),
        "supporting": count(len(result.supporting_items) + len(result.supporting_tasks)),
        "errors": _count_findings(scene, result, "error"),
        "verifies": _count_findings(scene, result, "verify"),
        "notices": _count_findings(scene, result, "notice"),
        "duties": centred(scene.say("see"), scene.locate("duties", result.name)),
        **_score(scene, result),
    }


def _score(scene: Scene, result: DepartmentResult) -> Row:
    """Show the points, their light, and how they were reckoned."""
    score = score_of(scene.report, result)
    if score is None:
        return dict.fromkeys(("score", "light", "marking"), centred(scene.say("nothing")))
    told = [f"{scene.layout.word('score', kind)}：{words}" for kind, words in told_of(score)]
    if score.counted != score.whole:
        told.append(scene.say("scaled", "score", got=score.got, counted=score.counted, whole=score.whole, total=score.total))
    light = light_of_score(scene.report.system, score.total)
    return {"score": number(score.total), "light": centred(light or scene.say("nothing")), "marking": text("；".join(told))}


def _submitted(result: DepartmentResult) -> str:
    return "yes" if result.submitted else "unread" if result.unread else "no"


_PERSONS: tuple[SignatureRole, ...] = ("filled_by", "reviewed_by", "leader", "telephone")


def _persons(signatures: Iterable[Signature], nothing: str) -> Row:
    """Show whom the covers name: here alone (contract: Nothing used is out of sight)."""
    named = {role: "\n".join(dict.fromkeys(sign.text for sign in signatures if sign.role == role)) for role in _PERSONS}
    return {role: centred(names or nothing) for role, names in named.items()}


def _other_rows(scene: Scene) -> list[Row]:
    """Give a row to each sender without a duty whose cover names somebody: a county, or one that nobody knows."""
    senders: dict[str, list[Signature]] = defaultdict(list)
    for sign in scene.report.other_covers:
        senders[sign.region or sign.department or scene.say("no_department")].append(sign)
    nothing = centred(scene.say("nothing"))
    return [
        dict.fromkeys(FIELDS, nothing)
        | {
            "name": text(name),
            "files": Content("\n".join(dict.fromkeys(sign.file for sign in signs)), "path"),
            **_persons(signs, scene.say("nothing")),
        }
        for name, signs in sorted(senders.items())
    ]


def _show_files(scene: Scene, files: tuple[Submission, ...]) -> Content:
    link = scene.locate("files", files[0].file) if files else ""
    return Content("\n".join(submission.file for submission in files) or scene.say("nothing"), "path", link)


def _count_findings(scene: Scene, result: DepartmentResult, severity: Severity) -> Content:
    """Count live over the rows of 问题清单 that are this department's; they stand together."""
    many = sum(finding.severity == severity for finding in result.findings)
    first = next((n for n, finding in enumerate(scene.findings) if finding.department == result.name), None)
    if first is None:
        return count(many)
    last = first + sum(finding.department == result.name for finding in scene.findings) - 1
    span = scene.span("findings", "severity", first, last)
    formula = f"COUNTIF({span},{quote_words(scene.layout.word('severity', severity))})" if span else ""
    return count(many, formula, scene.locate("findings", ("department", result.name)) if many else "")


def write_duties(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    starts = [n for n, duty in enumerate(scene.duties) if not n or duty.department != scene.duties[n - 1].department]
    rows = [_duty_row(scene, duty) for duty in scene.duties]
    write_table(book, sheet, rows, frozen_field="department", group_starts=starts)


def _duty_row(scene: Scene, duty: Duty) -> Row:
    table = "status" if duty.kind == "indicator" else "task_status"
    return {
        "department": text(duty.department, scene.locate("departments", duty.department)),
        "role": centred(scene.say(duty.role)),
        "kind": centred(scene.say(duty.kind)),
        "id": centred(duty.subject, scene.locate_subject(duty.subject)),
        "name": text(duty.name),
        "target": text(duty.target) if duty.target else centred(scene.say("nothing")),
        "status": status(scene.layout.word(table, duty.status)),
    }


def write_files(book: Book, sheet: SheetLayout) -> None:
    rows = [_file_row(book.scene, submission) for submission in book.scene.report.submissions]
    write_table(book, sheet, rows, states={"outcome": "outcome"}, frozen_field="file")


def _file_row(scene: Scene, submission: Submission) -> Row:
    cells = submission.cells
    return {
        "file": text(submission.file),
        "open": open_cell(scene, Source(submission.file), scene.say("open")),
        "department": text(
            "、".join(submission.senders) or submission.region or scene.say("no_department"),
            scene.locate("departments", submission.department),
        ),
        "outcome": status(scene.layout.word("outcome", submission.outcome)),
        "message": text(submission.message),
        "counted": count(cells.counted),
        "used": count(cells.used),
        "furniture": count(cells.furniture),
        "unused": count(cells.unused),
        "container": centred(submission.container),
        "sha256": Content(submission.sha256, "code"),
    }
