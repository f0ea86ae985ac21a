"""What is heard of a batch: this place's actual values of whole years; what is told to be otherwise is asked or left out, once a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from ecoreport.model import Batch, Entry, Figure, Finding, IndicatorSystem, KeyTaskReport, Scope, Source, Subject
from ecoreport.rules import NOTICE, VERIFY, Rule

OF_A_REGION = Rule(
    "H308", VERIFY, "规范性", "县（区）数据不作全市数据",
    "{where}“{said}”说明这是{region}的数（{cells}），列入县（区）情况，没有作为全市完成值采用",
    "请填报全市数据；县（区）数据可另附",
    note="表题、工作表名、填报单位、文件名、文件夹名或行列写明是县（区）、功能区的，都是县（区）数据；全市另有数的只作提示",
)  # fmt: skip
LEFT_OUT = Rule(
    "H310", VERIFY, "规范性", "不是本地的实际完成数",
    "{where}“{said}”说明这是{what}，其中的内容（{cells}）没有采用",
    "确是本地实际完成情况的，请改正这几个字后重报；不是的，不必处理",
    note="写明是外地、计划、示例、作废、得分、标准或更大范围平均的，不采用；没有写明的，按本地全年实际数采用；本地另有数的只作提示",
)  # fmt: skip
ASKED = Rule(
    "H311", VERIFY, "规范性", "不是全年实际数",
    "“{said}”说明这是{what}，{name}（{item}）{year}年填的“{raw}”没有采用",
    "请补报全年实际数；已是全年实际数的，请改正这几个字",
    note="另有全年实际数的只作提示；按考核年内某一天核对时，截至那一天的阶段数先采用，列为初步数（H312）",
)  # fmt: skip
EARLY = Rule(
    "H312", VERIFY, "时限", "按阶段数先采用",
    "“{said}”说明这是{what}，{name}（{item}）{year}年先按“{raw}”采用（初步）",
    "请在年度结束后补报全年实际数",
    doubts=True,
)  # fmt: skip
RULES: tuple[Rule, ...] = (OF_A_REGION, LEFT_OUT, ASKED, EARLY)

_KINDS = {
    "plan": "计划或目标", "forecast": "预计数", "estimate": "初步数", "example": "示例", "void": "作废的内容", "points": "得分",
    "standard": "标准或限值", "average": "更大范围的平均",
}  # fmt: skip
_NOBODYS = ("void", "example")
_ASKED = ("value", "asked")  # states of an answer
_FILE_OF_ANOTHER_YEAR = "H104"  # told where the file was recognised
_QUOTED = 60  # characters of a task's words
_SHOWN = 5  # cells that a sentence names

Told = Entry | KeyTaskReport
_T = TypeVar("_T", Entry, KeyTaskReport)


def heard(batch: Batch, system: IndicatorSystem, period: int, as_of: date) -> Batch:
    """Give what is to be judged, with a finding for each table that is not: left out, or its values asked.

    Part-year figures up to `as_of` are heard where that day lies inside the period (contract: Told or not told).
    """
    batch = replace(batch, entries=tuple(_of_past(entry, period) for entry in batch.entries))
    entries = tuple(_counted(entry, period, as_of) for entry in batch.entries)
    tasks = tuple(_counted(report, period, as_of) for report in batch.tasks)
    foreign = {submission.file for submission in batch.submissions if submission.elsewhere}  # of a stranger's file is told that it is one
    told = [entry for entry in entries if entry.file not in foreign], [report for report in tasks if report.file not in foreign]
    before: tuple[Told, ...] = (*batch.entries, *batch.tasks)
    after: tuple[Told, ...] = (*entries, *tasks)
    early = [old for old, new in zip(before, after, strict=True) if old != new and new.scope.adopted]
    asked = [each for each in after if each.scope.asked]
    answered = _answered(after, period)
    findings = (
        *_told_tables(*told, period),
        *_told_years(told[1], batch.findings, period),
        *_ask(ASKED, asked, _answered_years(after, period), system, period),
        *_ask(EARLY, early, set(), system, period),
    )
    return replace(
        batch,
        entries=tuple(_as_heard(entry) for entry in entries if entry.scope.adopted or entry.scope.asked),
        tasks=tuple(
            report if report.scope.adopted else replace(report, contested=True)
            for report in tasks
            if report.year in (None, period) and (report.scope.adopted or (report.scope.asked and report.subject not in answered))
        ),
        evidence=tuple(piece for piece in batch.evidence if piece.region is None and piece.elsewhere is None),
        signatures=tuple(sign for sign in batch.signatures if sign.region is None and sign.file not in foreign),
        highlights=tuple(each for each in batch.highlights if each.region is None and each.elsewhere is None),
        findings=(*batch.findings, *findings),
    )


def of_regions(batch: Batch) -> Batch:
    """Give what counties and zones say of themselves, told as actual values of whole years."""
    return replace(
        batch,
        entries=tuple(entry for entry in batch.entries if entry.scope.stands and entry.scope.region),
        tasks=tuple(report for report in batch.tasks if report.scope.stands and report.scope.region),
        evidence=tuple(piece for piece in batch.evidence if piece.region),
    )


def _of_past(entry: Entry, period: int) -> Entry:
    """Take a year that is long over for what it was: 预计 and 初步 in a title speak of the last one."""
    scope = entry.scope
    if entry.year < period and scope.kind in ("forecast", "estimate") and scope.part is None:
        return replace(entry, scope=replace(scope, kind="actual"))
    return entry


def _counted(told: _T, period: int, as_of: date) -> _T:
    """Take a part of the year for all that can be known, where the day that is judged lies inside the year."""
    scope = told.scope
    inside = as_of.year == period and (as_of.month, as_of.day) != (12, 31) and told.year in (None, period)
    if inside and scope.part and scope.until and scope.until <= as_of:
        return replace(told, scope=replace(scope, part=None))
    return told


def _as_heard(entry: Entry) -> Entry:
    if entry.scope.adopted or entry.actual.state != "value":
        return entry
    return replace(entry, actual=replace(entry.actual, state="asked", value=None, text=None))


def _answered(told: Iterable[Told], period: int) -> set[Subject]:
    """Name the items and tasks of which this place has an answer of the whole year."""
    return {subject for subject, year in _answered_years(told, period) if year == period}


def _answered_years(told: Iterable[Told], period: int) -> set[tuple[Subject, int]]:
    """Name the items and tasks with the years of which this place has an answer of the whole of it."""
    return {(each.subject, each.year or period) for each in told if each.scope.adopted and _is_answer(each)}


def _ask(rule: Rule, told: Iterable[Told], answered: set[tuple[Subject, int]], system: IndicatorSystem, period: int) -> Iterator[Finding]:
    """Ask of each value what its table says of it, as one question a table; it is only told where a whole year's answer stands."""
    names = {subject.id: subject.name for subject in system.subjects} | {task.id: task.name for task in system.key_tasks}
    for each in told:
        source, raw = _said(each)
        if not raw:
            continue
        scope, year = each.scope, each.year or period
        what = f"{scope.part}的数" if scope.part else _KINDS[scope.kind]
        item = each.subject if isinstance(each, Entry) else f"重点任务{each.subject.task}"
        finding = rule.finding(
            source, department=each.department, subject=each.subject, key=f"scope.{year}", group=_group(each),
            others=(scope.source,) if scope.source else (), said=scope.words, what=what, name=names[each.subject], item=item, year=year,
            raw=raw,
        )  # fmt: skip
        yield replace(finding, severity=NOTICE) if (each.subject, year) in answered else finding


def _said(told: Told) -> tuple[Source, str]:
    """Quote what is said, with its cell; nothing where it is no answer."""
    if isinstance(told, Entry):
        return told.actual.source, told.actual.raw if told.actual.state == "value" else ""
    note = told.status or told.done
    figure = told.progress
    return told.source, note.text[:_QUOTED] if note else figure.raw if figure else ""


def _told_tables(entries: Sequence[Entry], tasks: Sequence[KeyTaskReport], period: int) -> Iterator[Finding]:
    """Tell of each table (or row, or column) once that is left out: by whom, by what words, which cells.

    Where this place has answers of its own to all that stands in it, it is no more than told.
    """
    tables: dict[tuple[str | None, str, str | None, Scope], list[tuple[Told, Source]]] = defaultdict(list)
    everything: tuple[Told, ...] = (*entries, *tasks)
    answered = _answered(everything, period)
    alive = {(told.source.file, told.source.sheet) for told in tasks if told.scope.adopted}
    alive |= {(told.actual.source.file, told.actual.source.sheet) for told in entries if told.scope.adopted and _is_answer(told)}
    for told in everything:
        if not told.scope.adopted and not told.scope.asked and (source := _said_at(told)):
            tables[told.department, source.file, source.sheet, _alike(told.scope)].append((told, source))
    for (department, file, sheet, alike), held in tables.items():
        sources = [source for _, source in held]
        scopes = list(dict.fromkeys(told.scope for told, _ in held))
        crossed_out = alike.kind in _NOBODYS and (file, sheet) in alive  # a row that is void, or shows how, among others that are filled in
        missing = not crossed_out and any(told.subject not in answered and told.year in (None, period) for told, _ in held)
        said, cells = _list(scope.words for scope in scopes), _list(source.cell for source in sources)
        whose = _list(scope.elsewhere or scope.region for scope in scopes)
        what = f"{whose}的数" if alike.elsewhere else _KINDS.get(alike.kind, whose)
        finding = (OF_A_REGION if alike.region and alike.stands else LEFT_OUT).finding(
            sources[0], department=department, key=f"{said}.{what}", others=tuple(sources[1:]),
            words={"where": _where(scopes[0]), "said": said, "what": what, "region": whose, "cells": cells},
        )  # fmt: skip
        yield finding if missing else replace(finding, severity=NOTICE)


def _told_years(tasks: Sequence[KeyTaskReport], findings: Sequence[Finding], period: int) -> Iterator[Finding]:
    """Tell of each table of tasks whose title names another year, where nothing was told of its file's year."""
    known = {finding.file for finding in findings if finding.code == _FILE_OF_ANOTHER_YEAR}
    answered = _answered(tasks, period)
    tables: dict[tuple[str | None, str, str | None, int], list[KeyTaskReport]] = defaultdict(list)
    for report in tasks:
        if report.scope.adopted and report.year not in (None, period) and report.file not in known:
            tables[report.department, report.file, report.source.sheet, report.year or period].append(report)
    for (department, _, _, year), held in tables.items():
        sources = [report.source for report in held]
        words = {
            "where": "",
            "said": f"{year}年",
            "what": f"{year}年的任务情况",
            "region": "",
            "cells": _list(each.cell for each in sources),
        }
        finding = LEFT_OUT.finding(sources[0], department=department, key=f"year.{year}", others=tuple(sources[1:]), words=words)
        yield finding if any(report.subject not in answered for report in held) else replace(finding, severity=NOTICE)


def _alike(scope: Scope) -> Scope:
    """Leave of a scope what makes its telling one with another's: the regions of a table are told together, and so are its other places."""
    if scope.stands and scope.region:
        return Scope(region="…")
    return Scope(elsewhere="…") if scope.elsewhere and scope.kind == "actual" else replace(scope, source=None)


def _list(texts: Iterable[str | None]) -> str:
    """Name each once, not more than a sentence bears."""
    named = list(dict.fromkeys(text for text in texts if text))
    return "、".join(named[:_SHOWN]) + ("等" if len(named) > _SHOWN else "")


def _where(scope: Scope) -> str:
    """Say what kind of text told it, where that is no cell."""
    source = scope.source
    if source is None or source.cell:
        return ""
    if source.sheet:
        return "工作表名"
    return "文件名" if scope.words in PurePosixPath(source.file).stem else "文件夹名"


def _is_answer(told: Told) -> bool:
    return isinstance(told, KeyTaskReport) or told.actual.state in _ASKED


def _said_at(told: Told) -> Source | None:
    """Name the cell in which something is said; None where the row is blank."""
    if isinstance(told, KeyTaskReport):
        return told.source
    figures: list[Figure | None] = [told.actual, told.numerator, told.denominator]
    return next((figure.source for figure in figures if figure and figure.state != "blank"), None)


def _group(told: Told) -> str:
    """Name the question that a table's values share, without its file's name."""
    return f"{told.department or ''}.{told.scope.words}"
