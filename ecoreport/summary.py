"""What the command says at its end: counts, findings, where the files lie, what to do next."""

import os
import shlex
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TextIO, Union

from ecoreport import __version__, machine
from ecoreport.errors import explain
from ecoreport.language import patterns as re
from ecoreport.language.filenames import native_name, shown_name
from ecoreport.language.widths import width
from ecoreport.model import Finding, Pending, Report, Tally, Typed, tally
from ecoreport.model.packing import EVIDENCE_FOLDER, LACKS, PackedApplication
from ecoreport.model.texts import TextChange
from ecoreport.publish import CHANGED
from ecoreport.rules import Rule

if TYPE_CHECKING:  # it would open the grammar of targets before anything is printed
    import platform

    from rich import console as terminal
    from rich import table
    from rich import text as words

    from ecoreport.casebook import Expectation, Trial
else:  # what a terminal is written to with
    terminal, table, words = machine.later("rich", "console", "table", "text")
    platform = machine.Later("platform")

SEVERITIES = {"error": "错误", "verify": "需核实", "notice": "提示"}
STATUSES = {"met": "达标", "not_met": "未达标", "undecided": "待定", "not_applicable": "不适用", "not_reported": "未填报"}
TASK_STATUSES = {"completed": "已完成", "in_progress": "推进中", "behind": "滞后", "not_started": "未启动", "not_reported": "未填报"}
STATES = {"new": "新增", "open": "未整改", "overdue": "逾期", "reopened": "复发", "explained": "说明已采纳", "waived": "豁免"}
STANDINGS = {"confirmed": "确证", "doubted": "存疑", "contradicted": "矛盾"}
OUTCOMES = {"read": "已读", "partly": "部分读取", "superseded": "已被新版替代", "failed": "读不了", "skipped": "跳过"}
FAMILIES = {  # what the first letter of a rule's code says
    "R": "读文件：打得开吗，完整吗，是电子表格吗",
    "H": "认表格：哪个单位、哪一年、哪一项、哪一列，同一单位的几份以哪份为准",
    "N": "读数值：写的是一个数吗，单位对吗，能不能两解",
    "C": "完整性：该报的报了吗",
    "A": "责任：该谁报的，是谁报的",
    "F": "规范性：写法合不合规矩",
    "V": "达标：与指标值相比",
    "K": "一致性：几处说的是不是一回事",
    "P": "合理性：这个数可能吗",
    "E": "佐证：有没有材料证明",
    "D": "时限：按时了吗",
    "T": "重点任务：进展、数量、状态对得上吗",
    "S": "方案本身：正文、指标表、任务表之间（`ecoreport check-plan`）",
    "J": "核定与豁免：创建办自己填写的核定值、读法、期限、豁免算不算数",
    "U": "自定规则：本单位自己写的规则能不能运行",
}
_FIGURES = re.compile(r"\d+")
_NAMED = 12  # files that are listed one by one
_LABELS = 10  # columns of a label
_STEERING = dict.fromkeys((7, 8, 11, 12, 13))  # characters that steer a screen
_COLOURS = {"error": "bold red", "verify": "yellow", "notice": "cyan"}


class Plain:
    """What is printed into a pipe or a file: every line as it is, nothing cut, no colour."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def print(self, text: str, *, style: str = "", end: str = "\n") -> None:  # noqa: ARG002 — as the terminal's own takes it
        """Print a text as it is."""
        self._stream.write("\n".join(map(_spread, text.translate(_STEERING).split("\n"))) + end)


def _spread(line: str) -> str:
    """Put spaces for tabs, as far as Hanzi are wide."""
    out, *parts = line.split("\t")
    for part in parts:
        out += " " * (8 - width(out) % 8) + part
    return out


Console = Union["terminal.Console", Plain]


def screen(stream: TextIO | None = None) -> Console:
    """Give what prints: in colour on a terminal, plainly into a pipe; a path or a sentence is never cut."""
    out = stream or sys.stdout
    if not out.isatty() and not {"FORCE_COLOR", "TTY_COMPATIBLE"} & os.environ.keys():
        return Plain(out)
    return terminal.Console(stderr=out is sys.stderr, soft_wrap=not out.isatty(), highlight=False, emoji=False, markup=False)


def exit_code(findings: Iterable[Finding]) -> int:
    """Give 1 where anything must be corrected, else 0."""
    return int(any(finding.severity == "error" for finding in findings))


def print_report(
    console: Console,
    report: Report,
    written: tuple[Path, ...],
    pending: tuple[Pending, ...],
    held: tuple[tuple[Path, Path], ...] = (),
    aside: tuple[str, ...] = (),
) -> None:
    """Print the end of a run; `held` are the outputs that another program held open, `aside` what went to 历史."""
    print_counts(console, report)
    moved = sorted({str(PurePosixPath(*PurePosixPath(name).parts[:2])) for name in aside if CHANGED not in name})
    if moved:
        console.print(f"\n上一轮的结果已移到：{'、'.join(moved)}")
    for name in (name for name in aside if CHANGED in name):
        console.print(f"有人改过的“{PurePosixPath(name).name.replace(CHANGED, '')}”原样保存在：{name}")
    if pending:
        console.print(f"\n技术报告中待补 {len(pending)} 项：{_count_kinds(pending)}")
        console.print("在 汇总表.xlsx 的“待补清单”里填写，保存后重新运行同一条命令，就写进报告。")
    console.print("\n结果文件：")
    for path in written:
        console.print(f"  {shown_name(path)}")
    for asked, given in held:
        console.print(
            f"注意：“{shown_name(asked.name)}”正被其他程序打开，没有改动；新的写在“{shown_name(given.name)}”。关闭它再运行一次，就写回原名。"
        )
    console.print(f"\n下一步：{_next_step(report)}")


def print_refresh(console: Console, aside: Iterable[str], out: Path, inputs: Iterable[Path]) -> None:
    """Print the command that joins a paper that people had edited with the new one, where one was laid aside."""
    for name in aside:
        path = PurePosixPath(name)
        if path.name == f"技术报告{CHANGED}.docx":
            words = (
                shown_name(out / native_name(name)),
                *map(shown_name, inputs),
                "-o",
                "技术报告（合并）.docx",
                "--previous",
                shown_name(out),
            )
            console.print("\n技术报告有人改过，要把改的内容并进新的报告，请运行：")
            console.print(f"ecoreport refresh {' '.join(shlex.quote(word) if ' ' in word else word for word in words)}")


CHANGE_KINDS = {"updated": "更新", "added": "新增", "removed": "删去", "both": "人改过，保留", "deleted": "人删去，不恢复"}


def print_changes(console: Console, changes: tuple[TextChange, ...], path: Path) -> None:
    """Print every change of a refreshed paper: where, what stood there, what the program writes now."""
    under = ""
    for change in changes:
        if change.place != under:
            under = change.place
            console.print(f"\n{under or '开头'}")
        told = "　→　".join(text for text in (change.old, change.new) if text)
        console.print(f"  〔{CHANGE_KINDS[change.kind]}〕{told}")
    counts = Counter(change.kind for change in changes)
    console.print(f"\n{_count(counts, CHANGE_KINDS) or '没有要改的地方'}")
    console.print(f"写在：{shown_name(path)}")


def print_application(console: Console, done: PackedApplication) -> None:
    """Print what an application holds and lacks, and what this run changed in it."""
    print_counts(console, done.report)
    copied = [file for file in done.files if not file.fault]
    console.print(
        f"\n佐证材料：各单位提出 {len(done.report.evidence)} 件，装入 {len(copied)} 个文件；缺件 {len(done.lacks)} 处，见 {LACKS}"
    )
    if done.report.evidence and all(result.found is None for result in done.report.evidence):
        console.print("没有给佐证材料文件夹（--evidence），“04 佐证材料”没有改动。")
    if done.pending:
        console.print(f"技术报告中待补 {len(done.pending)} 项：{_count_kinds(done.pending)}")
        console.print("在 ecoreport run 写出的“待补清单”里填，再加 --previous 那个文件夹 运行，就写进申报材料。")
    for name, place in done.kept.items():
        console.print(f"“{name}”有人改过或不再需要，原样保存在：{place}")
    if done.changes:
        console.print(f"人改过的文件已与新的合并：{_count(Counter(change.kind for change in done.changes), CHANGE_KINDS)}")
    for name in done.strangers[:_NAMED]:
        console.print(f"不是程序放的，没有动：{name}")
    papers = [name for name in done.written if "/" not in name]
    console.print("\n改动的文件：" if done.written else "\n没有要改的，申报材料与上次相同。")
    for name in papers:
        console.print(f"  {shown_name(done.folder / name)}")
    if len(done.written) > len(papers):
        console.print(f"  {shown_name(done.folder / EVIDENCE_FOLDER)} 里 {len(done.written) - len(papers)} 个")


def _count_kinds(pending: Iterable[Pending]) -> str:
    """Count what is still to be supplied by kind: 参照值 3，整改措施 2."""
    return "，".join(f"{kind} {number}" for kind, number in Counter(each.kind for each in pending).items())


def print_counts(console: Console, report: Report) -> None:
    """Print who has sent, how the items stand, and how much is wrong."""
    outcomes = Counter(submission.outcome for submission in report.submissions)
    severities = Counter(finding.severity for finding in report.questions)
    rows = [
        ("文件", f"{len(report.submissions)} 个：{_count(outcomes, OUTCOMES)}"),
        ("报送单位", _senders(report)),
        ("指标", f"{len(report.items)} 项：{_count_items(tally(report.items))}"),
        ("问题", _count(severities, SEVERITIES) or "没有发现问题"),
        *_rounds(report),
    ]
    console.print(f"{report.period}年  {report.system.name}（截至 {report.as_of}）")
    for label, text in rows:
        console.print(f"  {label}{' ' * (10 - width(label))}{text}")


def _rounds(report: Report) -> Iterator[tuple[str, str]]:
    """Say which round it is, how the findings stand in it, and what has changed since the last."""
    if report.previous is not None:
        states = Counter(finding.state for finding in report.questions if finding.severity != "notice")
        closed = sum(each.closed_round == report.round and each.finding.severity != "notice" for each in report.closed)
        told = (
            f"第{report.round}轮（上一轮截至 {report.previous.as_of}）：{_count(states, STATES) or '没有待处理的问题'}；本轮销号 {closed}"
        )
        yield "轮次", told + (f"；结果有变化 {len(report.changes)} 项，见“本轮变化”" if report.changes else "；结果没有变化")
    later = sorted(day for day in _days_typed(report) if day > report.as_of)
    if later:
        yield "截止日", f"整改期限、填报日期晚于 {report.as_of} 的有 {len(later)} 处，最晚 {later[-1]}；截止日应当更晚的，请用 --as-of 写明"


def _days_typed(report: Report) -> Iterator[date]:
    yield from (finding.due for finding in report.findings if finding.due and report.typed.get(finding.id, Typed()).text("deadline"))
    yield from (department.submitted_on for department in report.departments if department.submitted_on)


def _senders(report: Report) -> str:
    """Say who has sent, whose files could not be read, and who has not sent."""
    unread = [department.name for department in report.departments if department.owes == "unread"]
    missing = [department.name for department in report.departments if department.owes == "not_submitted"]
    told = f"应报 {len(report.departments)} 个，已报 {len(report.departments) - len(missing)} 个"
    told += f"，其中未能读取 {len(unread)} 个：{'、'.join(unread)}" if unread else ""
    return told + (f"{'；' if unread else '，'}未报：{'、'.join(missing)}" if missing else "")


def print_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print findings, the gravest first, what came before what did not come; the same of many departments is told once."""
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    ranked = sorted(findings, key=lambda each: (order[each.severity], each.source is None, each.department or "", each.id))
    alike: dict[object, list[Finding]] = {}
    for finding in ranked:
        alike.setdefault(_what_many_do(finding) or finding.id, []).append(finding)
    for first, *others in alike.values():
        console.print(f"[{SEVERITIES[first.severity]}] {first.code}", style=_COLOURS[first.severity], end=" ")
        touched = f"（同一个问题，涉及{'、'.join((first.subject, *first.also))}）" if first.subject and first.also else ""
        several = f"（另有 {len(others)} 个单位同此：{'、'.join(each.department or '' for each in others)}）" if others else ""
        console.print(f"{first.department or ''} {first.message}{touched}{several}")
        place = str(first.source) if first.source else ""
        console.print(f"    {place}{' — ' if place else ''}{first.advice}")


def _what_many_do(finding: Finding) -> str:
    """Say of a fault of a department as such what it shares with that of others; "" where it speaks of an item, a task or a file."""
    if finding.department is None or finding.subject is not None:
        return ""
    return finding.code + _FIGURES.sub("", f"{finding.message}{finding.advice}".replace(finding.department, ""))


def print_lines(console: Console, lines: Iterable[tuple[str, str]]) -> None:
    """Print labels with what stands behind them, titles without anything behind them; on a terminal in two columns."""
    for label, text in lines:
        if not text or isinstance(console, Plain) or not console.is_terminal:
            console.print(f"{label}{' ' * (_LABELS - width(label))}{text}".rstrip(), style="" if text else "bold")
            continue
        line = table.Table.grid()
        line.add_column(width=_LABELS)
        line.add_column(overflow="fold")
        line.add_row(words.Text(label, style="cyan"), words.Text(text))
        console.print(line)


def print_templates(console: Console, folder: Path, copied: tuple[Path, ...], kept: tuple[Path, ...]) -> None:
    """Print which templates were copied and which an office had already."""
    for says, paths in ((f"已复制 {len(copied)} 个模板：", copied), (f"已有 {len(kept)} 个，保留不动：", kept)):
        if paths:
            console.print(says)
            for path in paths:
                console.print(f"  {shown_name(path)}")
    console.print(f"下一步：改好后在命令里加  --templates {shown_name(folder)}（没有改的可以删去，仍用自带的）")


def print_trials(console: Console, trials: "Sequence[Trial]") -> None:
    """Tell of each case whether the rules said what it expects, and what they said."""
    for trial in trials:
        expected = "、".join(_expectation(each) for each in trial.case.expected) or "无"
        found = "、".join(finding.code for finding in trial.found) or "无"
        console.print("通过" if trial.passed else "未通过", style="green" if trial.passed else "bold red", end=" ")
        console.print(f"{trial.case.name}：应报 {expected}，实报 {found}")
        for finding in trial.found:
            console.print(f"    {finding.code} {finding.message}")
        for each in trial.missing:
            console.print(f"    没有报 {_expectation(each)}{f'：{each.sentence}' if each.sentence else ''}")
        for finding in trial.surplus:
            console.print(f"    不应报 {finding.code}")
    passed = sum(trial.passed for trial in trials)
    console.print(f"共 {len(trials)} 个情形，通过 {passed} 个，未通过 {len(trials) - passed} 个。")


def _expectation(expectation: "Expectation") -> str:
    return f"{expectation.code}（{expectation.subject}）" if expectation.subject else expectation.code


def rule_lines(rules: tuple[Rule, ...]) -> Iterator[str]:
    """Give all rules as a Markdown table."""
    yield "| 编号 | 级别 | 类别 | 规则 | 说什么 | 怎么改 |"
    yield "|---|---|---|---|---|---|"
    for rule in rules:
        cells = (rule.code, SEVERITIES[rule.severity], rule.aspect, rule.title, rule.message, rule.advice)
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def rules_page(rules: tuple[Rule, ...]) -> str:
    """Give the page of rules: how to read it, the whole table, and why each rule is there."""
    families = [f"- {letter}　{says}" for letter, says in FAMILIES.items()]
    reasons = [f"- {rule.code} {rule.note}" for rule in rules if rule.note]
    return "\n".join((*_RULES_OPENING, *families, "", "## 全部规则", "", *rule_lines(rules), "", *_REASONS_OPENING, *reasons, ""))


RULES_TITLE = "# 核对规则\n"
_RULES_OPENING = (
    RULES_TITLE.rstrip(),
    "",
    "本页由 `ecoreport rules --write docs/核对规则.md` 写出，不要在这里手工改：每条规则的话写在程序里它自己的旁边。",
    "",
    "- **错误**必须改正；**需核实**请单位核对，属实的写明原因即可；**提示**不必答复。",
    "- 自己加规则，见 [操作手册](操作手册.md)。",
    "- “说什么”“怎么改”里花括号的地方，出结果时换成实际的单位、指标、数和单元格。",
    "- 一项里由一处毛病引起的其他问题不再另报；同一个提示在一项里有几格的，合成一条。",
    "",
    "编号的第一个字母说明查的是什么：",
    "",
)
_REASONS_OPENING = ("## 为什么有这些规则", "", "规则名称已经说清的，这里不再重复。", "")


LOG_OPENING = "运行日志：ecoreport "


def gave_up(error: BaseException, log: Path | None) -> str:
    """Say in one sentence what nobody foresaw, and where the details are."""
    if isinstance(error, MemoryError):
        what = "内存不足，请关闭其他程序，或把台账分成几批"
    elif isinstance(error, OSError):
        what = f"{explain(error)}{f'：{shown_name(error.filename)}' if isinstance(error.filename, str | bytes) else ''}"
    else:
        what = f"程序意外出错（{type(error).__name__}）"
    where = f"详情在“{shown_name(log)}”" if log else "详情如下"
    return f"{what}，这一次没有做完，原有的结果没有改动。{where}，请把它和所用的命令发给本程序的维护人员。"


def log_of(error: BaseException) -> str:
    """Write down what nobody foresaw: versions, system, the way through the program; no command line, which may hold a password."""
    way = "".join(traceback.format_exception(error))
    return f"{LOG_OPENING}{__version__}\nPython {platform.python_version()}，{platform.platform()}\n\n{way}"


def _count(counts: Mapping[Any, int], words: dict[str, str]) -> str:
    return "，".join(f"{word} {counts[key]}" for key, word in words.items() if counts.get(key))


def _count_items(counted: Tally) -> str:
    """Count the items, with the doubted among the met: 达标 43（其中依据存疑 8）."""
    counts = {key: f"{word} {number}" for key, word in STATUSES.items() if (number := getattr(counted, key))}
    if counted.doubted:
        counts["met"] += f"（其中依据存疑 {counted.doubted}）"
    return "，".join(counts.values())


def _next_step(report: Report) -> str:
    states = {department.owes for department in report.departments}
    if "unread" in states:
        return (
            "先请文件未能读取的单位另存为 .xlsx 重报，并催未报单位，再请各单位按“问题清单”修改后重报；重新运行同一条命令即可更新全部结果。"
        )
    if "not_submitted" in states:
        return "先催未报单位，再请各单位按“问题清单”修改后重报；重新运行同一条命令即可更新全部结果。"
    if any(finding.severity != "notice" for finding in report.questions):
        return "打开 汇总表.xlsx 的“问题清单”，请各单位逐条修改或说明后重报。"
    return "在 汇总表.xlsx 的“待补清单”里补齐，再核对 技术报告.docx，报审。"
