"""工作通报: two pages for the leaders, from bulletin.docx: who sent, how it stands, what changed, what is at risk, what they must decide.

It is a draft for a person to sign. Before the period has ended every verdict is an expectation, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ecoreport.model import Report, TemplateFile, tally, tally_tasks
from ecoreport.model.letters import letters_of
from ecoreport.model.results import OwingState
from ecoreport.records import dataclass
from ecoreport.rendering.papers import figures, risks
from ecoreport.rendering.papers.counts import count_sentence, task_sentence
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.papers.paper import Paper, properties
from ecoreport.rendering.papers.trends import GROUPS, chart_data, columns
from ecoreport.rendering.papers.views import Text
from ecoreport.rendering.word.charts import ChartData
from ecoreport.rendering.word.marks import chart, one_line
from ecoreport.rendering.word.wording import Wording, read_wording

COVERAGE = "coverage"  # the name that the template's field carries
# Two pages are all that a leader reads.
_NAMED = 8  # names in one sentence
_DETAILED = 4  # names with what is lacking, or what changed, behind them
_RISKS = 7  # rows
_TOLD = 2  # questions told in full
_COVERAGE: tuple[tuple[str, OwingState | None], ...] = (
    ("coverage_full", None),
    ("coverage_partial", "partial"),
    ("coverage_unread", "unread"),
    ("coverage_missing", "not_submitted"),
)


@dataclass(frozen=True, slots=True)
class BulletinFields:
    office: Text
    draft: Text
    title: Text
    about: Text
    coverage: tuple[Text, ...]
    standing: tuple[Text, ...]
    changes: tuple[Text, ...]
    risk: tuple[Text, ...]
    decisions: tuple[Text, ...]
    coverage_chart: Text
    groups_chart: Text  # nothing where the plan has no groups, or one bar is as the other


@dataclass(frozen=True, slots=True)
class BulletinView:
    """The fields of bulletin.docx."""

    bulletin: BulletinFields
    risks: tuple[risks.RiskView, ...]


PAPER = Paper("bulletin.docx", BulletinView, "工作通报")


def render_bulletin(report: Report, words: Mapping[str, Any], template: TemplateFile) -> bytes:
    """Render the bulletin; `words` are the tables of report.toml."""
    wording = _expecting(read_wording(words), report)
    title = wording.bulletin("name", city=report.system.parameters.city, period=report.period, round=report.round)
    told = properties(title, report.system, report.period, report.as_of, wording)
    return PAPER.fill(bulletin_view(report, wording), template, wording, told, _charts(report, wording))


def bulletin_view(report: Report, words: Wording) -> BulletinView:
    """Fill the fields of bulletin.docx."""
    draft = Draft.of(report, words)
    found = risks.risks_of(draft)
    parameters = report.system.parameters
    return BulletinView(
        BulletinFields(
            office=one_line(parameters.office or parameters.government or parameters.city),
            draft=words.bulletin("draft"),
            title=words.bulletin("title"),
            about=words.bulletin("about", period=report.period, as_of=words.day(report.as_of), round=report.round),
            coverage=(_coverage(report, words),),
            standing=tuple(_standing(report, words)),
            changes=tuple(_changes(draft)),
            risk=tuple(_risk(report, found, words)),
            decisions=tuple(_decisions(report, words)) or (words.bulletin("decide_none"),),
            coverage_chart=chart(COVERAGE),
            groups_chart=chart(GROUPS) if report.system.groups and _groups(report, words) else "",
        ),
        found[:_RISKS],
    )


def is_running(report: Report) -> bool:
    """Is the report's day before the end of the period that it judges."""
    return report.as_of < date(report.period, 12, 31)


def _expecting(words: Wording, report: Report) -> Wording:
    """Let every verdict be an expectation while the period runs."""
    if not is_running(report):
        return words
    return replace(words, tables={**words.tables, "status": words.tables["expected_status"]})


# ---- paragraphs --------------------------------------------------------------------------------------------


def _coverage(report: Report, words: Wording) -> str:
    owing = report.owing()
    absent, unread = ([each.department for each in owing if each.state == state] for state in ("not_submitted", "unread"))
    partial = []
    for each in owing:
        if each.state == "partial":
            counts = (("lacking_items", len(each.items)), ("lacking_tasks", len(each.tasks)))
            lacking = words.enumerate([words.bulletin(key, number=number) for key, number in counts if number])
            partial.append(words.bulletin("partial", name=each.department, lacking=lacking))
    sent = sum(result.submitted for result in report.departments) + len(unread)
    told = [words.bulletin("senders", total=len(report.departments), number=sent)]
    for key, names in (("senders_unread", unread), ("senders_partial", partial), ("senders_missing", absent)):
        if names:
            most = _DETAILED if key == "senders_partial" else _NAMED
            told.append(words.bulletin(key, number=len(names), names=_named(names, words, most)))
    return words.say("then").join(told) + words.say("ended")


def _standing(report: Report, words: Wording) -> Iterator[str]:
    if is_running(report):
        yield words.bulletin("expected", ends=words.day(date(report.period, 12, 31)))
    counted = [count_sentence("indicator_count", tally(report.indicators), words)]
    if report.tasks:
        counted.append(task_sentence(tally_tasks(report.tasks), words))
    yield words.say("then").join(counted) + words.say("ended")


def _changes(draft: Draft) -> Iterator[str]:
    report, words = draft.report, draft.words
    if report.previous is None:
        yield words.bulletin("first_round")
        return
    as_of = words.day(report.previous.as_of)
    better, worse = risks.moves_of(draft)
    closed = sum(finding.closed_round == report.round for finding in report.closed)
    if not (better or worse or closed):
        yield words.bulletin("no_change", as_of=as_of)
        return
    yield words.bulletin("changed", as_of=as_of, better=len(better), worse=len(worse), closed=closed)
    for key, told in (("better", better), ("worse", worse)):
        if told:
            yield words.bulletin(key, told=_named(told, words, _DETAILED))


def _risk(report: Report, found: tuple[risks.RiskView, ...], words: Wording) -> Iterator[str]:
    current = [state for state in report.stages if state.state == "current"]
    for state in current:
        stage = state.stage
        ends = words.day(stage.ends)
        yield words.bulletin("stage", level=one_line(stage.level), name=one_line(stage.name), ends=ends, days=state.days_left)
    if report.stages and not current:
        yield words.bulletin("stage_none", as_of=words.day(report.as_of))
    counts = {kind: sum(each.kind == kind for each in found) for kind in ("not_met", "worse", "behind")}
    key = "risks" if found else "risks_none"
    yield words.bulletin(key, number=len(found), shown=min(len(found), _RISKS), unmet=words.name("status", "not_met"), **counts)


def _decisions(report: Report, words: Wording) -> Iterator[str]:
    """Ask what only the leaders can settle, the most pressing first."""
    letters = letters_of(report)
    late = [letter.department for letter in letters if letter.grave]
    silent = [letter.department for letter in letters if letter.missing and not letter.grave]
    contradicted = [_item(each.item.id, each.item.name) for each in report.items if each.refuted]
    own = [each for each in report.questions if each.department is None and each.severity != "notice"]
    asked = {each.subject for each in own}
    short = [each for each in report.items if each.status == "undecided" and each.assessment.missing and each.item.id not in asked]
    lacking = [_item(each.item.id, each.item.name) for each in short]
    for key, names in (("decide_supervision", late), ("decide_missing", silent), ("decide_contradicted", contradicted)):
        if names:
            yield words.bulletin(key, names=_named(names, words))
    if lacking:
        yield words.bulletin("decide_facts", number=len(lacking), names=_named(lacking, words))
    if own:
        told = words.say("then").join(figures.typeset(each.message).rstrip("。") for each in own[:_TOLD]) + words.say("ended")
        yield words.bulletin("decide_office" if len(own) <= _TOLD else "decide_office_more", number=len(own), told=told)


def _item(id_: str, name: str) -> str:
    return f"{id_} {one_line(name)}"


def _named(names: Iterable[str], words: Wording, most: int = _NAMED) -> str:
    several = [one_line(name) for name in names]
    told = words.enumerate(several[:most])
    return told if len(several) <= most else words.bulletin("more", names=told)


# ---- charts ------------------------------------------------------------------------------------------------


def _charts(report: Report, words: Wording) -> tuple[ChartData, ...]:
    states = [result.owes for result in report.departments]
    told = [(words.bulletin(key), states.count(state)) for key, state in _COVERAGE]
    coverage = columns(COVERAGE, words.bulletin("coverage_title"), words.bulletin("coverage_axis"), told, words)
    return (*_groups(report, words), replace(coverage, height=38))


def _groups(report: Report, words: Wording) -> tuple[ChartData, ...]:
    """Give the chart of the groups, where there is one that says something."""
    return tuple(replace(data, height=74) for data in chart_data(report, words) if data.name == GROUPS)
