"""What is asked of the states of key tasks: one that no word tells, and one that a file tells in two ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ecoreport.demands import TaskDemand
from ecoreport.judging.tasks import told_status
from ecoreport.model import Finding, KeyTaskReport, Note
from ecoreport.normalisation import rules
from ecoreport.vocabulary import Vocabulary

_QUOTED = 40  # characters of a text


def ask_states(
    reports: Iterable[KeyTaskReport], demands: Mapping[int, TaskDemand], vocabulary: Vocabulary, period: int
) -> Iterator[Finding]:
    """Ask of each report whose words tell no state, and of tasks that several rows of the file tell differently."""
    rows: dict[tuple[object, ...], list[KeyTaskReport]] = defaultdict(list)
    for report in reports:
        if not report.contested and report.scope.adopted:
            rows[report.subject, report.department, report.year].append(report)
            if demand := demands.get(report.subject.task or 0):
                yield from _unclear(report, demand, vocabulary, period)
    for several in rows.values():
        yield from _differing(several, vocabulary, period)


def _words(report: KeyTaskReport) -> list[Note]:
    return [note for note in (report.status, report.done) if note]


def _unclear(report: KeyTaskReport, demand: TaskDemand, vocabulary: Vocabulary, period: int) -> Iterator[Finding]:
    words = _words(report)
    if words and told_status(demand, report, vocabulary, period) is None:
        told = {"what": f"重点任务{report.subject.task}", "raw": words[0].text[:_QUOTED]}
        yield rules.STATE_UNCLEAR.finding(words[0].source, department=report.department, subject=report.subject, key="state", words=told)


def _differing(reports: list[KeyTaskReport], vocabulary: Vocabulary, period: int) -> Iterator[Finding]:
    noted = [report.status for report in reports if report.status and report.done is None]
    told = {note.text: note for note in noted if vocabulary.task_status(note.text, period)}
    if len({vocabulary.task_status(text, period) for text in told}) < 2:
        return
    first, *others = told.values()
    said = "、".join(f"“{text[:_QUOTED]}”" for text in told)
    report = reports[0]
    yield rules.STATES_WITHIN_FILE.finding(
        first.source, department=report.department, subject=report.subject, key="states", others=tuple(note.source for note in others),
        words={"what": f"重点任务{report.subject.task}", "said": said},
    )  # fmt: skip
