"""What each department is told of each of its files: one line a question, the gravest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.dates import as_date
from ecoreport.language.widths import clean
from ecoreport.model import Answered, Finding, Report, Source, Submission
from ecoreport.records import dataclass
from ecoreport.rendering.returns.wording import Wording

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what no file name may hold
_READ = ("read", "partly")


@dataclass(frozen=True, slots=True)
class Line:
    """One question, ready to be read by the one who mends it."""

    id: str
    severity: str  # "error", "verify", "settled"
    message: str
    advice: str
    due: str
    place: str
    link: str = ""  # where a click on its place leads
    cells: tuple[tuple[str, str], ...] = ()  # sheet and address of each cell that it is about, in this file
    subject: str = ""
    result: str = ""  # what the department answered before
    words: str = ""

    def said(self, words: Wording) -> str:
        """Word it for the comment of a cell."""
        kind = words.word(self.severity) if self.severity != "settled" else ""
        lines = [f"{self.id} {kind}".rstrip(), words.word("what", message=self.message.removeprefix(kind))]
        lines += [words.word("mend", advice=self.advice)] if self.advice else []
        lines += [words.word("until", due=self.due)] if self.due else []
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Slip:
    """One file that goes back, and what is told of it."""

    submission: Submission
    lines: tuple[Line, ...]

    @property
    def here(self) -> int:
        """Count the questions about this very file."""
        return sum(line.severity != "settled" for line in self.lines)


def slips(report: Report, words: Wording) -> Iterator[Slip]:
    """Give a slip for each file that is to go back, in the order in which files came."""
    questions = [each for each in report.questions if each.severity != "notice"]
    files = {submission.file: submission for submission in report.submissions if submission.outcome != "skipped"}
    about: dict[str, list[Finding]] = defaultdict(list)
    newest = _newest(report, files.values())
    for question in questions:
        for file in _files(question, files) or [newest.get(question.department or "", "")]:
            about[file].append(question)
    deadline = report.system.parameters.ledger_deadline
    answers = {(answer.source.file, answer.finding): answer for answer in report.answers}
    for file, submission in files.items():
        if found := about.get(file):
            yield Slip(submission, tuple(_line(each, file, words, answers.get((file, each.id)), deadline) for each in found))


def folder_of(submission: Submission, words: Wording) -> str:
    """Name the folder of those to whom a file goes back."""
    who = "、".join(submission.senders) or submission.region or submission.elsewhere or words.word("nobody")
    return _UNFIT.sub("_", clean(who)).strip(". ")[:80] or words.word("nobody")


def stem_of(submission: Submission) -> str:
    """Keep the name of the file that came in, without its extension."""
    return PurePosixPath(submission.file).stem


def _files(question: Finding, files: Mapping[str, Submission]) -> list[str]:
    """List the files that a question is about: where it points first, and others of the same sender that still count."""
    first = question.source
    found = [first.file] if first and first.file in files else []
    for other in question.others:
        submission = files.get(other.file)
        own = submission and question.department in submission.senders and submission.outcome in _READ
        if submission and other.file not in found and other.cell and (own or (first is None and not found)):
            found.append(other.file)
    return found


def _newest(report: Report, files: Iterable[Submission]) -> dict[str, str]:
    """Find the file of each department that was filled in last, as it says itself; else the last by its name."""
    told = [(row.source.file, day) for row in report.contents if row.kind == "filled_on" and (day := as_date(row.text))]
    days: dict[str, str] = {}
    for file, day in told:
        days[file] = max(days.get(file, ""), day.isoformat())
    newest: dict[str, str] = {}
    for submission in sorted(files, key=lambda each: (each.outcome in _READ, days.get(each.file, ""), each.file)):
        if submission.outcome != "superseded" and not submission.region:
            newest |= dict.fromkeys(submission.senders, submission.file)
    return newest


def _line(question: Finding, file: str, words: Wording, answer: Answered | None, deadline: date | None) -> Line:
    places = [place for place in (question.source, *question.others) if place]
    here = [place for place in places if place.file == file]
    cells = tuple(dict.fromkeys((place.sheet, place.cell) for place in here if place.sheet and place.cell))
    settled = "waived" if question.state == "waived" else "settled" if question.explanation and not question.refuting else ""
    severity = "settled" if settled else question.severity
    kind = words.word(question.severity)
    day = question.due or deadline
    sheet = next((place.sheet for place in here if place.sheet), None)
    return Line(
        id=question.id,
        severity=severity,
        message=clean(f"{kind}{question.message}{words.word(settled) if settled else ''}"),
        advice=clean(question.advice),
        due="" if settled or not day else day.isoformat(),
        place=clean(_place(here, cells, sheet, words)),
        link=_location(sheet, cells[0][1] if cells else "A1") if sheet else "",
        cells=cells,
        subject=str(question.subject or ""),
        result=clean(answer.result) if answer else "",
        words=clean(answer.words) if answer else "",
    )


def _place(here: list[Source], cells: tuple[tuple[str, str], ...], sheet: str | None, words: Wording) -> str:
    if not here:
        return words.word("not_here")
    if not cells:
        return sheet or words.word("whole_file")
    first, *more = (f"{name}!{cell}" for name, cell in cells)
    return first if not more else f"{first}\n{words.word('also', places='、'.join(more[:5]) + ('…' if len(more) > 5 else ''))}"


def _location(sheet: str, cell: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
