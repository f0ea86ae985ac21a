"""Verbs and exit codes: 0 nothing of severity error, 1 such findings, 2 wrong use or nothing readable, 3 an unforeseen fault."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from ecoreport import __version__, machine
from ecoreport.errors import EcoReportError
from ecoreport.language.filenames import shown_name
from ecoreport.usage import (
    AsOfOption,
    ClusterOption,
    EvidenceOption,
    FinishedArgument,
    InputsArgument,
    JobsOption,
    JsonOption,
    OutOption,
    PasswordOption,
    PeriodOption,
    PreviousOption,
    RereadOption,
    RulesOption,
    SystemOption,
    TemplatesOption,
    Verb,
    argument,
    find_verb,
    help_of,
    option,
)

if TYPE_CHECKING:
    from rich import progress as bars

    from ecoreport import outputs, packing, paths, pipeline, publish, refreshing, summary, work
    from ecoreport.explain import calendar, diff, readback, status, telling, telling_rounds, what_if
    from ecoreport.language import dates
    from ecoreport.model import account
    from ecoreport.publish import files
else:  # each verb opens what it needs; the help opens nothing
    (bars,) = machine.later("rich", "progress")
    outputs, packing, paths, pipeline, publish, refreshing, summary, work = machine.later(
        "ecoreport", "outputs", "packing", "paths", "pipeline", "publish", "refreshing", "summary", "work"
    )
    calendar, diff, readback, status, telling, telling_rounds, what_if = machine.later(
        "ecoreport.explain", "calendar", "diff", "readback", "status", "telling", "telling_rounds", "what_if"
    )
    dates, account, files = machine.later("ecoreport", "language.dates", "model.account", "publish.files")

WRONG_USE, UNFORESEEN = 2, 3
LOG = "运行日志.txt"
VERBS: dict[str, Verb] = {}
_SAYS = "把各部门的 Excel 台账变成生态文明建设示范市申报材料：下发、读取、核对、汇总、出报告。"
_CODES = "退出码：0 没有错误级问题；1 有错误级问题（结果照常生成）；2 用法不对，或没有可读的台账；3 程序意外出错（详见运行日志.txt）。"
_Run = TypeVar("_Run", bound=Callable[..., int | None])


def verb(name: str, says: str) -> Callable[[_Run], _Run]:
    """Make a function a verb of the command; it gives its exit code, or nothing for 0."""

    def add(run: _Run) -> _Run:
        VERBS[name] = Verb(name, says, run)
        return run

    return add


@verb("run", "读取台账、逐项核对，写出 汇总表.xlsx、技术报告.docx、核对报告.docx 和 result.json。")
def run_command(
    inputs: InputsArgument,
    out: OutOption,
    system: SystemOption = None,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    password: PasswordOption = [],  # noqa: B006 — read by the command line's parser only
    evidence: EvidenceOption = None,
    rules: RulesOption = [],  # noqa: B006 — the same
    templates: TemplatesOption = None,
    self_reports: Annotated[
        bool, option("--self-reports", help="另为每个报来台账的单位写一份《自查报告》，只写它自己填报的，末页签字盖章")
    ] = False,
    letters: Annotated[
        bool,
        option("--letters", help="另写文书：每个要改、要报的单位一份退回修改意见单或催报函（逾期两轮的，整改通知书、督办单）"),
    ] = False,
    returns: Annotated[bool, option("--returns", help="把各单位的台账标出问题，放在“退回修改”里，可直接发回")] = False,
    bulletin: Annotated[bool, option("--bulletin", help="另写两页的《工作通报》和《年度工作回顾》，都是代拟稿")] = False,
    everything: Annotated[bool, option("--everything", help="以上各种另写的全都写")] = False,
    previous: PreviousOption = None,
    fresh: Annotated[bool, option("--fresh", help="不接续文件夹里的上一轮，从第1轮重新开始（原有的移到 历史/此前）")] = False,
    redact: Annotated[bool, option("--redact", help="汇总表和 result.json 里也略去姓名、电话、证件号（报告里一律略去）")] = False,
    jobs: JobsOption = None,
    cluster: ClusterOption = None,
    reread: RereadOption = False,
) -> int:
    hands = work.Hands(jobs=jobs, cluster=cluster, reread=reread)
    wanted = {"self_reports": self_reports, "letters": letters, "returns": returns, "bulletin": bulletin, "everything": everything}
    office = pipeline.open_office(system, templates, rules, password, evidence, period, as_of, previous)
    with _progress() as progress:
        written = office.run(inputs, out, hands=hands, redact=redact, fresh=fresh, progress=progress, **wanted)
    with suppress(EcoReportError):
        files.remove(_log_in(out))  # an earlier run's fault is no fault of this one
    summary.print_report(summary.screen(), written.report, written.files, written.pending, written.held, written.aside)
    summary.print_refresh(summary.screen(), written.aside, out, inputs)
    return summary.exit_code(written.report.findings)


@verb("refresh", "把人改过的技术报告和现在的台账合成一份：人写的留着，程序写的更新，两边都改的加批注。")
def refresh_command(
    edited: Annotated[Path, argument(metavar="改过的.docx", help="人改过的技术报告")],
    inputs: InputsArgument,
    target: Annotated[Path, option("-o", "--out", metavar="新的.docx", help="写成哪个文件")],
    system: SystemOption = None,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    password: PasswordOption = [],  # noqa: B006 — read by the command line's parser only
    evidence: EvidenceOption = None,
    rules: RulesOption = [],  # noqa: B006 — the same
    templates: TemplatesOption = None,
    previous: PreviousOption = None,
) -> None:
    told = {"system": system, "period": period, "as_of": as_of, "evidence": evidence, "templates": templates, "previous": previous}
    with _progress() as progress:
        done = refreshing.refresh(edited, inputs, target, passwords=password, rules=rules, progress=progress, **told)  # type: ignore[arg-type]
    summary.print_changes(summary.screen(), done.changes, done.path)


@verb("pack", "装订申报材料：申请、技术报告、工作报告、汇总表、佐证材料、目录、缺件清单、专家意见及答复表。")
def pack_command(
    inputs: InputsArgument,
    out: OutOption,
    system: SystemOption = None,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    password: PasswordOption = [],  # noqa: B006 — read by the command line's parser only
    evidence: EvidenceOption = None,
    rules: RulesOption = [],  # noqa: B006 — the same
    templates: TemplatesOption = None,
    previous: PreviousOption = None,
) -> int:
    told = {"system": system, "period": period, "as_of": as_of, "evidence": evidence, "templates": templates, "previous": previous}
    with _progress() as progress:
        done = packing.pack(inputs, out, passwords=password, rules=rules, progress=progress, **told)  # type: ignore[arg-type]
    summary.print_application(summary.screen(), done)
    return summary.exit_code(done.report.findings)


@verb("check", "只核对台账并列出问题，不写任何文件。")
def check_command(
    inputs: InputsArgument,
    system: SystemOption = None,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    password: PasswordOption = [],  # noqa: B006 — read by the command line's parser only
    evidence: EvidenceOption = None,
    rules: RulesOption = [],  # noqa: B006 — the same
    templates: TemplatesOption = None,
) -> int:
    office = pipeline.open_office(system, templates, rules, password, evidence, period, as_of)
    with _progress() as progress:
        report = office.examine(inputs, progress=progress, explained=False)
    summary.print_findings(summary.screen(), report.questions)
    summary.print_counts(summary.screen(), report)
    return summary.exit_code(report.findings)


@verb("why", "说清一项结果为什么是这样：指标值怎么理解、数从哪来、有哪些读法、什么会改变结论。")
def why_command(
    id: Annotated[str, argument(metavar="编号", help="15.1（分项）、15（指标）、M4.1（目标）、T7（重点任务）")],  # noqa: A002 — as in Report.why
    out: FinishedArgument,
    as_json: JsonOption = False,
) -> None:
    record = account.why_of(readback.read_result(out), id)
    _answer(record, telling.tell_why(record), as_json=as_json)


@verb("what-if", "假设一项是另一个数，哪些结论、多少项达标、哪个阶段会随之改变；不写任何文件。")
def what_if_command(
    out: FinishedArgument,
    supposed: Annotated[
        list[str],
        argument(metavar="编号=值...", help="如 14.2=23（按方案的单位）、T7=已完成、T7=80%，可以给多个"),
    ],
    system: SystemOption = None,
    as_json: JsonOption = False,
) -> None:
    record = what_if.what_if(readback.read_result(out), pipeline.open_office(system), supposed)
    _answer(record, telling.tell_what_if(record), as_json=as_json)


@verb("diff", "比较两轮结果：哪些指标转为达标、不再达标，哪些数、任务、报送、问题变了，按单位列出。")
def diff_command(
    before: Annotated[Path, argument(metavar="前一轮", help="前一轮的输出文件夹（如 输出/历史/第1轮）")],
    after: Annotated[Path, argument(metavar="后一轮", help="后一轮的输出文件夹（如 输出）")],
    as_json: JsonOption = False,
) -> None:
    record = diff.difference(before, after)
    _answer(record, telling_rounds.tell_diff(record), as_json=as_json)


@verb("status", "现在到哪一步：阶段还有几天，谁欠报什么，问题各在什么状态，30、60、90天内什么到期。")
def status_command(
    out: Annotated[Path | None, argument(metavar="输出文件夹", help="不给就只说方案的阶段和时限")] = None,
    as_of: Annotated[str | None, option("--as-of", metavar="日期", help="从哪一天算起；不给就是今天")] = None,
    system: SystemOption = None,
    ics: Annotated[Path | None, option("--ics", metavar="X.ics", help="另写成日程，可导入日历")] = None,
    as_json: JsonOption = False,
) -> None:
    day = dates.take_day(as_of)
    record = status.status(out, system, day or date.today(), today=day is None)  # noqa: DTZ011 — the office's own day
    written = ics and publish.write_atomic(paths.require_target(ics, calendar.OPENING, calendar.CALENDAR), calendar.render_calendar(record))
    _answer(record, telling_rounds.tell_status(record), as_json=as_json)
    if written and not as_json:
        print(shown_name(written))  # noqa: T201 — the path written


@verb("issue", "为每个有任务的单位生成一份空白台账。")
def issue_command(
    out: OutOption,
    system: SystemOption = None,
    period: PeriodOption = None,
    templates: TemplatesOption = None,
    previous: Annotated[Path | None, option("--previous", metavar="上年输出", help="上年运行的输出文件夹，把往年的数先填好")] = None,
    regions: Annotated[bool, option("--regions", help="县（区）、功能区也各生成一份，列全部指标")] = False,
) -> None:
    written, kept = pipeline.issue(out, system=system, period=period, templates=templates, previous=previous, regions=regions, notices=True)
    console = summary.screen()
    console.print(f"已生成 {len(written)} 份空白台账，放在：{shown_name(out)}")
    console.print("每份台账旁另有一份《下发通知》（Word），填上文号和日期、盖章后一起发；另有一页《填报手册》；改过的保留不动")
    if kept:
        console.print(f"已有 {len(kept)} 份与空白台账不同（多半已经填过），保留不动；要重新生成的，请先移走：")
        for path in kept:
            console.print(f"  {shown_name(path)}")
    console.print("下一步：把每份台账发给对应单位，收回后放进一个文件夹，再运行  ecoreport run 该文件夹 -o 输出")


@verb("rules", "列出全部核对规则。")
def rules_command(
    write: Annotated[Path | None, option("--write", metavar="X.md", help="写成一页说明（Markdown），不在屏幕上列出")] = None,
) -> None:
    if write is not None:
        target = paths.require_target(write, summary.RULES_TITLE.encode(), "核对规则说明")
        print(shown_name(publish.write_atomic(target, summary.rules_page(pipeline.RULES).encode())))  # noqa: T201 — the path written
        return
    for line in summary.rule_lines(pipeline.RULES):
        print(line)  # noqa: T201 — a table to be piped and compared


@verb("rule-test", "用例子检验自己的核对规则：每个情形该报的报了没有，不该报的报了没有。")
def rule_test_command(
    rules: Annotated[Path, argument(metavar="RULES.py", help="自己的核对规则（含 RULES 的 Python 文件）")],
    cases: Annotated[Path, argument(metavar="CASES.csv", help="例子：一行一格数，写明应报的规则编号")],
    system: SystemOption = None,
    period: PeriodOption = None,
    as_of: AsOfOption = None,
    templates: TemplatesOption = None,
) -> int:
    office = pipeline.open_office(system, templates, [rules], period=period, as_of=as_of)
    trials = office.try_rules(cases)
    summary.print_trials(summary.screen(), trials)
    return 0 if all(trial.passed for trial in trials) else 1


@verb("check-plan", "核对指标体系本身：正文、指标表、任务表之间有没有矛盾。")
def check_plan_command(
    workbook: Annotated[Path | None, argument(metavar="X.xlsx", help="指标体系工作簿；不给就核对内置的舟山2020")] = None,
) -> int:
    findings = pipeline.check_plan(workbook)
    summary.print_findings(summary.screen(), findings)
    return summary.exit_code(findings)


@verb("init", "把全部模板复制到一个文件夹，供修改后用 --templates 指定。")
def init_command(folder: Annotated[Path, argument(metavar="文件夹", help="复制到哪里")]) -> None:
    copied, kept = outputs.copy_templates(folder)
    summary.print_templates(summary.screen(), folder, copied, kept)


@verb("template-check", "检查改过的 Word 模板：有没有写错的字段、断开的标记。")
def template_check_command(template: Annotated[Path, argument(metavar="X.docx", help="Word 模板")]) -> int:
    faults = outputs.check_template(template)
    for fault in faults:
        print(fault)  # noqa: T201 — one fault a line
    if not faults:
        print("模板没有问题。")  # noqa: T201 — the answer
    return 1 if faults else 0


def _answer(record: Mapping[str, object], lines: Iterable[tuple[str, str]], *, as_json: bool) -> None:
    """Print a record as it is, or told in lines."""
    if as_json:
        print(json.dumps(record, ensure_ascii=False, indent=1))  # noqa: T201 — the answer to a program
    else:
        summary.print_lines(summary.screen(), lines)


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """Show how far reading has come, on a terminal only."""
    console = summary.screen(sys.stderr)
    if isinstance(console, summary.Plain) or not console.is_terminal:
        yield None
        return
    columns = (
        bars.TextColumn("正在读取"), bars.BarColumn(), bars.MofNCompleteColumn(), bars.TextColumn("{task.description}", markup=False)
    )  # fmt: skip
    with bars.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def main() -> None:
    """Run the command: a fault in the use is one Chinese sentence and exit code 2, an unforeseen one a sentence, a log and 3."""
    machine.restart_in_utf8()
    machine.spare_collections()
    if sys.stdout is not None:
        sys.stdout = machine.Screen(sys.stdout)
    if sys.stderr is not None:
        sys.stderr = machine.Screen(sys.stderr)
    told: dict[str, Any] = {}  # what the verb was given, as far as that is known: where its log goes, should it fail
    try:
        code = _run_verb(machine.expand(sys.argv[1:]), told)
        if sys.stdout is not None:
            sys.stdout.flush()
    except EcoReportError as error:
        code = _refuse(str(error))
    except KeyboardInterrupt:
        code = _refuse("已中断，没有写出完整的结果。")
    except BaseException as error:  # noqa: BLE001 — the outermost wall: no traceback reaches a user
        code = _give_up(error, told.get("out"))
    sys.exit(code)


def _run_verb(words: list[str], told: dict[str, Any]) -> int:
    if not words:
        return _refuse(help_of(VERBS, _SAYS, _CODES))
    meant, rest = find_verb(words, VERBS)
    if isinstance(meant, Verb):
        if (given := meant.read(rest)) is not None:
            told |= given
            return meant.run(**given) or 0
        answer = meant.help()
    else:
        answer = help_of(VERBS, _SAYS, _CODES) if meant == "help" else f"ecoreport {__version__}"
    print(answer)  # noqa: T201 — the command's own answer
    return 0


def _refuse(message: str, code: int = WRONG_USE) -> int:
    print(message, file=sys.stderr)  # noqa: T201 — the door for faults in the use
    return code


def _log_in(out: Path) -> Path:
    """Give the log's path; raise OutputError where people keep something else under its name."""
    return paths.require_target(out / LOG, summary.LOG_OPENING.encode(), "运行日志")


def _give_up(error: BaseException, out: Path | None) -> int:
    """Say in one sentence what nobody foresaw, and keep the details beside the outputs, or on the screen where there are none."""
    kept, log = None, summary.log_of(error)
    with suppress(EcoReportError, OSError, ValueError):
        kept = None if out is None else publish.write_atomic(_log_in(out), log.encode("utf-8", "backslashreplace"))
    return _refuse(summary.gave_up(error, kept) + ("" if kept else f"\n{log.rstrip()}"), UNFORESEEN)
