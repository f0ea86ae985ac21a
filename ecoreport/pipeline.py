"""The order of the stages, and batches: one after another, or on any concurrent.futures.Executor."""

import functools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ecoreport import checks, consolidation, issuing, normalisation, reading, recognition
from ecoreport.errors import InputError
from ecoreport.judging import items, versions
from ecoreport.language.dates import take_day, take_year
from ecoreport.matching import matcher_for
from ecoreport.model import Batch, Finding, IndicatorSystem, Ledger, Report, Submission
from ecoreport.own_rules import RULES as OF_OWN_RULES
from ecoreport.own_rules import load_rules
from ecoreport.publish import require_writable, write_atomic
from ecoreport.reading.evidence import survey
from ecoreport.rendering.papers import check_template, pending_places, render_document, write_self_reports
from ecoreport.rendering.result import render_result
from ecoreport.rendering.workbook import render_workbook
from ecoreport.rules import ERROR, Review, Rule
from ecoreport.system import load_system
from ecoreport.templates import Templates, shipped_files
from ecoreport.vocabulary import Vocabulary, load_vocabulary

__all__ = [
    "RULES",
    "Inputs",
    "Options",
    "Written",
    "check",
    "check_plan",
    "check_template",
    "consolidate",
    "copy_templates",
    "examine",
    "issue",
    "load_rules",
    "read_ledgers",
    "read_one",
    "run",
    "run_and_write",
]

Inputs = str | Path | BinaryIO | Iterable[str | Path | BinaryIO]

UNEXPECTED = Rule(
    "R999",
    ERROR,
    "规范性",
    "文件未能读懂",
    "读取“{file}”时出现意外（{kind}），该文件的内容没有采用，其他文件不受影响",
    "请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 后重报；仍不能读取的，请把文件发给本程序的维护人员",
    note="读取或识别一份文件时出现意外，只影响这一份文件",
)

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    UNEXPECTED,
    *recognition.RULES,
    *normalisation.RULES,
    *versions.RULES,
    *OF_OWN_RULES,
    *checks.RULES,
)

WORKBOOK, DOCUMENT, RESULT, SELF_REPORTS = "汇总表.xlsx", "技术报告.docx", "result.json", "部门自查报告"
SYSTEM_WORKBOOK = "indicator_system.xlsx"


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that a run may be told besides its inputs and its output folder."""

    system: IndicatorSystem | str | Path | None = None  # None: the workbook of `templates`, else the built-in one
    period: int | None = None
    as_of: date | None = None
    executor: Executor | None = None
    passwords: tuple[str, ...] = ()
    evidence: str | Path | None = None
    rules: tuple[Rule, ...] = ()  # an office's own, besides RULES
    templates: Path | None = None
    self_reports: bool = False
    progress: Callable[[int, int, str], None] | None = None  # files done, files in all, the file's name

    def plan(self) -> IndicatorSystem:
        if isinstance(self.system, IndicatorSystem):
            return self.system
        own = self.templates / SYSTEM_WORKBOOK if self.templates else None
        return load_system(self.system or (own if own and own.is_file() else None), self.templates)


# ---- reading ----------------------------------------------------------------------------------


def read_one(
    source: reading.Input,
    plan: IndicatorSystem,
    *,
    period: int | str | None = None,
    passwords: tuple[str, ...] = (),
    vocabulary: Vocabulary | None = None,
) -> Batch:
    """Read and understand one input, an archive with all its members; whatever it holds, it raises nothing."""
    year = take_year(period) or plan.parameters.period
    try:
        words = vocabulary or load_vocabulary()
        understood = (understand(ledger, plan, words, year) for ledger in reading.read(source, passwords))
        return functools.reduce(Batch.__add__, understood, Batch(period=year))
    except Exception as error:  # noqa: BLE001 — the batch's outermost wall: one bad file never stops the others
        finding = UNEXPECTED.finding(None, key=source.name, file=source.name, kind=type(error).__name__)
        return Batch((Submission(source.name, "", None, "failed", finding.message),), findings=(finding,), period=year)


def understand(ledger: Ledger, plan: IndicatorSystem, vocabulary: Vocabulary, year: int) -> Batch:
    if ledger.sheets:
        layout = recognition.recognise(ledger, plan, vocabulary, year)
        return normalisation.normalise(layout, ledger, plan, vocabulary, year)
    named = matcher_for(plan, vocabulary).departments.mentioned_in(ledger.file) if ledger.outcome == "failed" else ()
    department = named[0] if len(named) == 1 else None  # an unreadable file still tells by its name who sent it
    submission = Submission(ledger.file, ledger.sha256, department, ledger.outcome, ledger.message, container=ledger.container)
    findings = tuple(replace(finding, department=department) for finding in ledger.findings)
    return Batch((submission,), findings=findings, period=year)


def read_ledgers(
    inputs: Inputs,
    system: IndicatorSystem,
    period: int | str | None = None,
    executor: Executor | None = None,
    passwords: tuple[str, ...] = (),
) -> Batch:
    """Read every ledger below the inputs (paths, folders, open files) into one batch.

    The result depends neither on the executor nor on the order of the inputs. Raise InputError where an input does not exist.
    """
    return _read_all(_discover(inputs), system, Options(period=take_year(period), executor=executor, passwords=passwords))


def _discover(inputs: Inputs) -> tuple[reading.Input, ...]:
    one = isinstance(inputs, str | Path) or hasattr(inputs, "read")
    return reading.discover((inputs,) if one else inputs)  # type: ignore[arg-type]  # one source, or many


def _read_all(sources: Iterable[reading.Input], plan: IndicatorSystem, options: Options) -> Batch:
    year = options.period or plan.parameters.period
    read = functools.partial(
        read_one, plan=plan, period=year, passwords=options.passwords, vocabulary=load_vocabulary(Templates(options.templates))
    )
    ordered = sorted(sources, key=lambda source: source.name)
    batches = options.executor.map(read, ordered) if options.executor else map(read, ordered)
    told = _tell(batches, ordered, options.progress)
    return versions.settle(functools.reduce(Batch.__add__, told, Batch(period=year)))


def _tell(batches: Iterable[Batch], sources: list[reading.Input], progress: Callable[[int, int, str], None] | None) -> Iterator[Batch]:
    for done, (batch, source) in enumerate(zip(batches, sources, strict=True), 1):
        if progress:
            progress(done, len(sources), source.name)
        yield batch


# ---- checking and consolidating ----------------------------------------------------------------


def check(batch: Batch, system: IndicatorSystem, as_of: date | str | None = None, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """Give everything that reading found, then what every rule finds."""
    return checks.check(_review(versions.settle(batch), system, Options(as_of=take_day(as_of))), rules)


def consolidate(
    batch: Batch,
    findings: tuple[Finding, ...],
    system: IndicatorSystem,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
) -> Report:
    """Bring batch and findings together into one frozen Report."""
    _refuse_previous(previous)
    return consolidation.consolidate(_review(versions.settle(batch), system, Options(as_of=take_day(as_of))), findings)


def _refuse_previous(previous: object) -> None:
    if previous is not None:
        raise InputError("本版本还不能与上一轮的汇总表比较，请去掉 previous。")


def _review(batch: Batch, plan: IndicatorSystem, options: Options) -> Review:
    period = batch.period or plan.parameters.period
    judged = items.assess(batch, plan, period, load_vocabulary(Templates(options.templates)))
    files = None if options.evidence is None else survey(options.evidence)
    return Review(batch, plan, period, options.as_of or date(period, 12, 31), judged.items, judged.tasks, files)


def examine(inputs: Inputs, options: Options, out: str | Path | None = None) -> Report:
    """Read, check and consolidate, and write nothing; an earlier run's results in `out` are no ledgers."""
    plan = options.plan()
    own = _own_outputs(Path(out)) if out is not None else frozenset()
    sources = tuple(source for source in _discover(inputs) if not source.path or Path(source.path).resolve() not in own)
    batch = _read_all(sources, plan, options)
    _require_readable(batch)
    review = _review(batch, plan, options)
    return consolidation.consolidate(review, checks.check(review, (*RULES, *options.rules)))


def _own_outputs(out: Path) -> frozenset[Path]:
    papers = (out / SELF_REPORTS).glob("*.docx")
    return frozenset(path.resolve() for path in (out / WORKBOOK, out / DOCUMENT, out / RESULT, *papers))


def _require_readable(batch: Batch) -> None:
    """Raise InputError where not one file of the batch could be read, naming the first few and why."""
    if any(submission.outcome in ("read", "partly") for submission in batch.submissions):
        return
    if not batch.submissions:
        raise InputError("没有找到任何台账文件。请检查文件夹是否选对，里面应有各部门报来的 .xlsx 等台账。")
    shown = "\n".join(f"  {submission.file}:{submission.message}" for submission in batch.submissions[:5])
    more = f"\n  ……共 {len(batch.submissions)} 个文件" if len(batch.submissions) > 5 else ""
    raise InputError(f"没有一份文件可以读取，未生成任何结果:\n{shown}{more}")


# ---- the main job ------------------------------------------------------------------------------


def run(
    inputs: Inputs,
    out: str | Path,
    system: IndicatorSystem | str | Path | None = None,
    period: int | str | None = None,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
    executor: Executor | None = None,
) -> Report:
    """Do the main job in one call: read, check, consolidate, and write every output, result.json last.

    Raise InputError where nothing could be read (OUT stays as it was), OutputError where OUT cannot be written.
    """
    _refuse_previous(previous)
    return run_and_write(inputs, out, Options(system=system, period=take_year(period), as_of=take_day(as_of), executor=executor)).report


@dataclass(frozen=True, slots=True)
class Written:
    """What a run left behind: its report, its files, and the places of the report that people must fill in."""

    report: Report
    files: tuple[Path, ...]
    pending: tuple[str, ...]


def run_and_write(inputs: Inputs, out: str | Path, options: Options) -> Written:
    """Do the main job; everything is rendered before anything is written, and result.json comes last, as the commit mark."""
    report = examine(inputs, options, out)
    document = render_document(report, templates=options.templates)
    rendered = (
        (WORKBOOK, render_workbook(report, templates=options.templates)),
        (DOCUMENT, document),
        (RESULT, render_result(report)),
    )
    folder = require_writable(out)
    (folder / RESULT).unlink(missing_ok=True)  # an older mark must not vouch for newer files
    papers = write_self_reports(report, folder / SELF_REPORTS, templates=options.templates) if options.self_reports else ()
    return Written(report, (*papers, *(write_atomic(folder / name, data) for name, data in rendered)), pending_places(document))


def issue(
    out: str | Path, *, system: str | Path | None = None, period: int | str | None = None, templates: Path | None = None
) -> tuple[Path, ...]:
    """Write one blank ledger for each department that has a duty."""
    year = take_year(period)  # refused before the folder is made
    plan = Options(system=system, templates=templates).plan()
    return issuing.issue_ledgers(plan, require_writable(out), period=year, templates=templates)


# ---- the smaller verbs -------------------------------------------------------------------------


def check_plan(workbook: str | Path | None = None) -> tuple[Finding, ...]:
    """Check the plan itself."""
    return checks.check_plan(load_system(workbook))


def copy_templates(folder: str | Path) -> tuple[Path, ...]:
    """Copy every shipped template into a folder; one that lies there already is kept as it is."""
    out = require_writable(folder)
    return tuple(write_atomic(out / name, data) for name, data in shipped_files() if not (out / name).exists())
