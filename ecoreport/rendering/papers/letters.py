"""文书: what goes to one department (退回修改意见单, 催报函, 整改通知书, 督办单), from letter.docx; signed and sent by people only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ecoreport.model import Finding, IndicatorSystem, Item, KeyTask, Report, Source, TemplateFile
from ecoreport.model.letters import NOTHING_CAME, Letter, LetterKind, letters_of
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.letter_views import AskedView, LetterFields, MatterView, ProblemView
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording, read_wording

_MOST_NAMED = 3  # files of one department in a sentence
_MOST_CELLS = 12  # of one fault


@dataclass(frozen=True, slots=True)
class LetterView:
    """The fields of letter.docx."""

    letter: LetterFields
    errors: tuple[MatterView, ...]
    verify: tuple[MatterView, ...]
    duties: tuple[AskedView, ...]


PAPER = Paper("letter.docx", LetterView, "文书")
_NAMES: Mapping[LetterKind, str] = {
    "退回修改意见单": "mending",
    "催报函": "reminder",
    "整改通知书": "rectification",
    "督办单": "supervision",
}


def render_letters(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Iterator[tuple[str, bytes]]:
    """Render the letter of each department that is written to, under its file's name."""
    wording = read_wording(words)
    draft = Draft.of(report, wording)
    for letter in letters_of(report):
        title = wording.property("letter_title", department=letter.department, kind=letter.kind)
        told = properties(title, report.system, report.period, report.as_of, wording)
        yield letter.file, PAPER.fill(letter_view(draft, letter), template, wording, told)


def letter_view(draft: Draft, letter: Letter) -> LetterView:
    """Fill the fields of letter.docx for one department."""
    words, name = draft.words, _NAMES[letter.kind]
    listed = [finding for finding in letter.findings if not (letter.missing and finding.code == NOTHING_CAME)]
    opening = _missing(draft, letter) if letter.missing else _mending(draft, letter)
    errors = _matters(draft, letter, [finding for finding in listed if finding.severity == "error"])
    verify = _matters(draft, letter, [finding for finding in listed if finding.severity == "verify"])
    return LetterView(
        letter=LetterFields(
            office=office_of(draft.report.system),
            draft=words.letter("draft") if letter.grave else "",
            title=letter.kind,
            about=words.letter(f"about_{name}", period=draft.report.period),
            department=one_line(letter.department),
            opening=tuple(opening),
            missing=letter.missing,
            unread=letter.unread,
            warning=words.letter("warning") if letter.grave else "",
            closing=words.letter(f"closing_{name}"),
            feedback=letter.kind != "催报函",
        ),
        errors=errors,
        verify=verify,
        duties=tuple(_owed(draft, letter)) if letter.missing else (),
    )


def office_of(system: IndicatorSystem) -> str:
    """Name who writes."""
    return one_line(system.parameters.office or system.parameters.government or system.parameters.city)


# ---- sentences ---------------------------------------------------------------------------------------------


def _mending(draft: Draft, letter: Letter) -> Iterator[str]:
    """Say what came, how much of it is to be mended, and until when."""
    report, words = draft.report, draft.words
    severities = [finding.severity for finding in letter.findings]
    told = [("count_errors", severities.count("error")), ("count_verify", severities.count("verify"))]
    counts = words.enumerate([words.letter(key, number=number) for key, number in told if number])
    as_of = words.day(report.as_of)
    if letter.unread:
        failed = letter.files("failed")
        why = figures.typeset(failed[0].message).rstrip("。")
        yield words.letter("opening_unread", files=_named((submission.file for submission in failed), words), why=why)
    elif read := letter.files("read", "partly"):
        received = words.letter("received", files=_named((submission.file for submission in read), words))
        yield words.letter("opening_mending", received=received, as_of=as_of, counts=words.letter("counts", counts=counts))
    else:
        yield words.letter("opening_concerning", as_of=as_of, counts=words.letter("counts", counts=counts))
    overdue = words.letter("overdue_mending", rounds=_rounds(letter)) if letter.grave else ""
    yield overdue + _request(draft, letter)


def _request(draft: Draft, letter: Letter) -> str:
    """Ask for the day that all share, for the days of the table, or leave the day to the one who signs."""
    words = draft.words
    days = {_due(finding, draft.report) for finding in letter.findings}
    ahead = {day for day in days if day and day >= draft.report.as_of}
    blank = words.letter("blank_day")
    if letter.grave:
        return words.letter("request_grave", day=blank)
    if letter.unread:
        return words.letter("request_unread", day=blank)
    if ahead != days:
        return words.letter("request_open", blank=blank)
    return words.letter("request_day", day=words.day(next(iter(ahead)))) if len(ahead) == 1 else words.letter("request_days")


def _missing(draft: Draft, letter: Letter) -> Iterator[str]:
    """Say that nothing came, how the day of reporting lies, and what is asked."""
    report, words = draft.report, draft.words
    absence = next((finding for finding in letter.findings if finding.code == NOTHING_CAME), None)
    told = figures.typeset(absence.message).rstrip("。") if absence else words.letter("told_missing")
    yield words.letter("opening_missing", system=one_line(report.system.name), edition=one_line(report.system.edition), told=told)
    deadline = report.system.parameters.ledger_deadline
    yield deadline_sentence(deadline, report.as_of, words)
    day = _due(absence, report) if absence else deadline
    shown = words.day(day) if day and day >= report.as_of else words.letter("blank_day")
    if letter.grave:
        yield words.letter("request_supervision", rounds=_rounds(letter), day=shown)
    else:
        yield words.letter("request_past" if deadline and deadline < report.as_of else "request_ahead", day=shown)


def deadline_sentence(deadline: date | None, as_of: date, words: Wording) -> str:
    """Say how far off the day of reporting is; where none is set, that none is."""
    if deadline is None:
        return words.letter("deadline_none")
    days = (deadline - as_of).days
    key = "deadline_ahead" if days > 0 else "deadline_past" if days else "deadline_today"
    return words.letter(key, deadline=words.day(deadline), as_of=words.day(as_of), days=abs(days))


def _rounds(letter: Letter) -> int:
    return max(finding.overdue_rounds for finding in letter.findings)


def _named(files: Iterable[str], words: Wording) -> str:
    names = list(dict.fromkeys(words.letter("file", name=one_line(PurePosixPath(file).name)) for file in files))
    told = words.enumerate(names[:_MOST_NAMED])
    return told if len(names) <= _MOST_NAMED else words.letter("files_more", files=told, number=len(names))


# ---- rows --------------------------------------------------------------------------------------------------


def _due(finding: Finding, report: Report) -> date | None:
    """Give the finding's own day, else that of reporting while it is still ahead: what came late is not late in being mended."""
    deadline = report.system.parameters.ledger_deadline
    return finding.due or (deadline if deadline and deadline >= report.as_of else None)


def _matters(draft: Draft, letter: Letter, findings: Iterable[Finding]) -> tuple[MatterView, ...]:
    """Let what is mended in the same way until the same day stand in one row."""
    rows: defaultdict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        rows[finding.code, _advice(finding.advice, letter, draft), _due_text(draft, finding)].append(finding)
    files = {submission.file for submission in letter.files("read", "partly")}
    return tuple(
        MatterView(str(number), tuple(_problem(draft, finding, files) for finding in same), figures.typeset(advice), due)
        for number, ((_, advice, due), same) in enumerate(rows.items(), 1)
    )


def _due_text(draft: Draft, finding: Finding) -> str:
    day, words = _due(finding, draft.report), draft.words
    if day is None:
        return words.letter("blank_due")
    return words.letter("due" if day >= draft.report.as_of else "due_past", day=words.day(day))


def _advice(advice: str, letter: Letter, draft: Draft) -> str:
    """Speak to the department itself, and leave out what only the office can do."""
    name, signs = letter.department, draft.words.tables["letters"]["office_only"]
    pieces = [piece for part in advice.split("；") for piece in part.split("，或") if not any(sign in piece for sign in signs)]
    told = "；".join(pieces) or advice
    longer = [other.name for other in draft.report.system.departments if name in other.name and other.name != name]
    return told if any(other in told for other in longer) else told.replace(name, draft.words.letter("you"))


def _problem(draft: Draft, finding: Finding, files: set[str]) -> ProblemView:
    words, message = draft.words, figures.typeset(finding.message)
    about = [each for each in (finding.subject, *finding.also) if each]
    known = len(about) == 1 and (about[0] if about[0].item else draft.subject(about[0])) in message
    told = [] if known else [draft.subject(each) for each in about[:_MOST_CELLS]]
    parts = [words.letter("subject", subjects=one_line(words.enumerate(told)))] if told else []
    if places := _places((finding.source, *finding.others), files, words):
        parts.append(words.letter("place", places=places))
    return ProblemView(message, words.say("then").join(parts))


def _places(sources: Iterable[Source | None], files: set[str], words: Wording) -> str:
    """Name the cells, sheet by sheet; the file only where the department sent several, or where it is another's."""
    cells: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for source in sources:
        if source:
            cells[source.file, source.sheet or ""] += [source.cell] if source.cell else []
    return words.say("then").join(_place(file, sheet, found, files, words) for (file, sheet), found in cells.items())


def _place(file: str, sheet: str, cells: list[str], files: set[str], words: Wording) -> str:
    found = words.enumerate(cells[:_MOST_CELLS])
    if len(cells) > _MOST_CELLS:
        found = words.letter("place_more", cells=found, number=len(cells))
    place = words.letter("place_cells" if cells else "place_sheet", sheet=one_line(sheet), cells=found) if sheet else ""
    if place and files == {file}:
        return place
    name = _named([file], words)
    return words.letter("place_file", file=name, place=place) if place else name


def _owed(draft: Draft, letter: Letter) -> Iterator[AskedView]:
    """List what the department leads: nothing of it came."""
    lead = draft.words.letter("role_lead")
    if result := letter.result:
        yield from (asked_item(item, lead, draft.words) for item in draft.report.system.items if item.id in result.lead_items)
        yield from (asked_task(task, lead, draft.words) for task in draft.report.system.key_tasks if task.no in result.lead_tasks)


def asked_item(item: Item, role: str, words: Wording) -> AskedView:
    """Tell an item that a department answers for."""
    return AskedView(item.id, figures.full_name(item, words), figures.typeset(figures.target_text(item)), role)


def asked_task(task: KeyTask, role: str, words: Wording) -> AskedView:
    """Tell a key task that a department answers for."""
    return AskedView(words.say("key_task", no=task.no), one_line(task.name), figures.typeset(task.content), role)
