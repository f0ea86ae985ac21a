"""What a run writes, and reads back: one tuple of outputs, walked by the pipeline, and result.json, which vouches for them by digests."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

from ecoreport import machine, reading, rounds
from ecoreport.checks.completeness import lead_not_submitted
from ecoreport.errors import InputError, TemplateError
from ecoreport.explain.readback import read_result
from ecoreport.guard import Bounds, LostError, alone
from ecoreport.language.dates import take_day
from ecoreport.language.filenames import native_name, native_path, shown_name
from ecoreport.language.links import link_to
from ecoreport.model import (
    MEMORY_SHEET,
    WORKBOOK_TEMPLATE,
    ContentRows,
    Drafted,
    IndicatorSystem,
    Memory,
    Report,
    Sheet,
    TemplateFile,
    UnusedCells,
)
from ecoreport.model.letters import LETTERS
from ecoreport.model.packing import APPLICATION
from ecoreport.model.returned import RETURNS
from ecoreport.office import Office
from ecoreport.paths import list_files, read_given
from ecoreport.privacy import covered
from ecoreport.publish import HISTORY, PRIVATE, Laid, commit, keep_original, move_rounds, require_writable, set_aside, write_atomic
from ecoreport.reading import Input, reopen
from ecoreport.records import dataclass
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED, Templates, read_file, shipped_files, templates_in

if TYPE_CHECKING:
    from ecoreport.rendering import papers, returns, workbook
else:  # each is opened when it is written: with it come the libraries that draw
    papers, returns, workbook = machine.later("ecoreport.rendering", "papers", "returns", "workbook")

WORKBOOK, DOCUMENT, AUDIT_FILE, RESULT = "汇总表.xlsx", "技术报告.docx", "核对报告.docx", "result.json"
SELF_REPORTS, BULLETIN_FILE, REVIEW_FILE = "部门自查报告/", "工作通报.docx", "年度工作回顾.docx"
TEMPLATE_BOUNDS = Bounds(seconds=300, memory=2 << 30)  # the shipped one, with every department's own report, takes some ten seconds
_OMITTED = "〔略〕"
Files = Iterable[tuple[str, bytes]]  # names below the output, and contents
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its name below OUT (a folder ends with "/"), how it is rendered, and the option of `run` that asks for it."""

    name: str
    render: Callable[[Report, Templates], Files]
    asked_for: str = ""  # "": always written
    for_office: bool = False  # it stays in the office: what the ledgers say of persons may stand in it


def _self_reports(report: Report, templates: Templates) -> Files:
    return filled(papers.render_self_reports, papers.SELF_REPORT, report, templates)


def _letters(report: Report, templates: Templates) -> Files:
    return filled(papers.render_letters, papers.LETTER, report, templates)


def _bulletin(report: Report, templates: Templates) -> Files:
    return filled(partial(_one, BULLETIN_FILE, papers.render_bulletin), papers.BULLETIN, report, templates)


def _review(report: Report, templates: Templates) -> Files:
    return filled(partial(_one, REVIEW_FILE, papers.render_review), papers.REVIEW, report, templates)


def _workbook(report: Report, templates: Templates) -> Files:
    return [(WORKBOOK, workbook.render_workbook(report, templates.words(WORKBOOK_TEMPLATE), rounds.sheet_rows(report)))]


def _document(report: Report, templates: Templates) -> Files:
    return [(DOCUMENT, (report.paper or draft(report, templates)).data)]


def draft(report: Report, templates: Templates, file: TemplateFile | None = None) -> Drafted:
    """Render 技术报告, by the office's template or by another `file`, with what it asks people for."""
    own = file is not None or templates.own(papers.REPORT) is not None
    (drafted,) = _fill(_drafted, report, templates, file or templates.file(papers.REPORT), own=own)
    return drafted


def _drafted(report: Report, words: Mapping[str, Any], template: TemplateFile) -> Iterable[Drafted]:
    yield papers.draft_document(report, words, template)


def _audit(report: Report, templates: Templates) -> Files:
    return filled(partial(_one, AUDIT_FILE, papers.render_audit), papers.AUDIT, covered(_without_cells(report)), templates)


def draw_notices(issue: "papers.Issue", templates: Templates) -> Files:
    """Draw the 下发通知 that go out with blank ledgers."""
    return filled(papers.render_notices, papers.LETTER, issue, templates)


def draw_manual(issue: "papers.Issue", templates: Templates) -> Files:
    """Draw the one 填报手册 that goes out with all of them."""
    return filled(papers.render_manual, papers.MANUAL, issue, templates)


def _one(name: str, render: Callable[..., bytes], report: Report, words: Mapping[str, Any], template: TemplateFile) -> Files:
    yield name, render(report, words, template)


def filled(render: Callable[..., Iterable[T]], name: str, report: "Report | papers.Issue", templates: Templates) -> Iterable[T]:
    """Fill a template by its name."""
    return _fill(render, report, templates, templates.file(name), own=templates.own(name) is not None)


def _fill(
    render: Callable[..., Iterable[T]], report: "Report | papers.Issue", templates: Templates, file: TemplateFile, *, own: bool
) -> Iterable[T]:
    """Fill a Word template: an office's own in a worker, for what it asks for may have no end."""
    told = (report, templates.words(papers.WORDING), file)
    return guarded_template(file.path, render, *told) if own else render(*told)


def guarded_template(path: str | Path, call: Callable[..., Iterable[object]], *arguments: object) -> list[Any]:
    """Do with a template what may not end in this process; raise TemplateError where it was stopped."""
    try:
        return alone(TEMPLATE_BOUNDS, call, *arguments)
    except LostError as loss:
        why = {"time": "用时过长，已停止", "memory": "占用内存过多，已停止", "ended": "使处理它的进程意外结束"}[loss.why]
        raise TemplateError(f"模板“{shown_name(path)}”{why}。请检查其中的循环与表达式，或删去该文件改用自带的。") from loss


OUTPUTS: tuple[Output, ...] = (
    Output(SELF_REPORTS, _self_reports, "self_reports"),
    Output(LETTERS, _letters, "letters"),
    Output(RETURNS, lambda report, _: [(each.file, each.data) for each in report.returns], "returns", for_office=True),
    Output(BULLETIN_FILE, _bulletin, "bulletin"),
    Output(REVIEW_FILE, _review, "bulletin"),
    Output(WORKBOOK, _workbook, for_office=True),
    Output(DOCUMENT, _document),
    Output(AUDIT_FILE, _audit, for_office=True),
)


class Papers(TypedDict, total=False):
    """What is written only where it is asked for, by the options of `run` and `write`."""

    self_reports: bool
    letters: bool
    bulletin: bool
    everything: bool


class Asked(Papers, total=False):
    """The same of `run`, which has what came in at hand."""

    returns: bool


def asked(**options: Unpack[Asked]) -> frozenset[str]:
    """Give the names of the options that ask for an output; `everything` stands for all of them."""
    if options.get("everything"):
        return frozenset(output.asked_for for output in OUTPUTS if output.asked_for)
    return frozenset(name for name, wanted in options.items() if wanted)


def with_returns(report: Report, office: Office, sources: Iterable[Input]) -> Report:
    """Add each department's own file, marked up: what came in is read once more, and must be what was read."""
    words = office.templates.words(returns.TEMPLATE)
    wanted = returns.files_to_return(report, words)
    digests = {each.file: each.sha256 for each in report.submissions if each.file in wanted}
    return replace(report, returns=returns.mark_files(covered(report), reopen(sources, office.passwords, digests), words))


def render_all(
    report: Report, templates: Templates, asked: frozenset[str], out: Path | None = None, *, redact: bool = False
) -> tuple[Report, dict[str, bytes]]:
    """Render what was asked for, all but result.json, by name below `out`; `redact` covers persons in the office's own outputs too.

    技术报告 comes first: it says what 待补清单 asks for; the report is given back with it. Links to the ledgers lead from `out`; what is
    given away (`redact`), or nobody says whither, has none.
    """
    wanted = [output for output in OUTPUTS if not output.asked_for or output.asked_for in asked]
    public = covered(_without_cells(report))
    paper = draft(public, templates)
    report, public = replace(report, paper=paper), replace(public, paper=paper)
    office = without_typed(public) if redact else linked(report, out) if out else report
    return report, {
        f"{output.name}{name}" if output.name.endswith("/") else name: data
        for output in wanted
        for name, data in output.render(office if output.for_office else public, templates)
    }


def _without_cells(report: Report) -> Report:
    """Leave out the two lists of cells, which stand in the office's workbook only."""
    return replace(report, unused=UnusedCells(), contents=ContentRows())


def linked(report: Report, out: str | Path) -> Report:
    """Say of each file that was opened which URL opens it from the folder `out`."""
    folder = os.path.abspath(native_path(out))  # noqa: PTH100 — as people see it, not where it truly lies
    return report.linked(lambda path: link_to(path, folder))


def without_typed(report: Report) -> Report:
    """Leave out what the office typed, names of persons among it, for a workbook that is given away."""
    made = tuple(replace(made, basis=_OMITTED) for made in report.adjudications)
    paper = report.paper and replace(report.paper, filled=())
    return replace(report, typed={}, twice=(), adjudications=made, supplied=(), paper=paper)


def require_nothing_typed(memory: Memory | None, out: Path) -> None:
    """Refuse to redact where the office has typed: raise InputError, with the mend; what was typed would not come back."""
    if memory is not None and memory.typed:
        name = shown_name(out)
        raise InputError(
            f"“{name}”的汇总表里有创建办填写的内容，略去后就带不回来了。外发的请写到另一个文件夹：-o 外发 --previous {name} --redact"
        )


def without_own(sources: Iterable[Input], out: str | Path) -> tuple[Input, ...]:
    """Leave out what an earlier run wrote into `out`."""
    folder = Path(native_path(out))
    return tuple(source for source in sources if not source.path or not is_own(source.path, folder))


def is_own(path: str | bytes, out: Path) -> bool:
    """Is a file what an earlier run wrote into this OUT: then it is not even named, so that the same run gives the same bytes again."""
    place, name = os.path.split(os.fsdecode(path))
    found, root = Path(os.path.realpath(place)) / name, Path(os.path.realpath(out))
    below = shown_name(found.relative_to(root)) if found.is_relative_to(root) else ""
    names = (*(output.name for output in OUTPUTS), RESULT, *APPLICATION, f"{PRIVATE}/", f"{HISTORY}/")
    return any(f"{below}/".startswith(name) if name.endswith("/") else below == name for name in names)


def lay_aside(report: Report, out: Path, *, fresh: bool = False) -> Laid:
    """Say what of an earlier run goes to 历史 before this report is written, with what people have changed in it; `fresh`: all rounds."""
    last, digests = _lying(out)
    if fresh and last is not None:
        digests |= {shown_name(path.name): "" for path in _workbooks(out) if shown_name(path.name) not in digests and _remembers(path)}
    return set_aside(out, last, digests, report.round, fresh=fresh)


def publish(report: Report, files: Mapping[str, bytes], out: Path, laid: Laid | None = None, *, redact: bool = False) -> dict[str, Path]:
    """Write what was rendered into a folder that is claimed, together with its result.json; give the path written for each name.

    Raise OutputError where they cannot be written: then all is as it was.
    """
    told = without_typed(covered(report)) if redact else report
    laid = lay_aside(report, out) if laid is None else laid
    staying = {name: digest for name, digest in laid.staying.items() if name not in files and name != RESULT}
    memory = rounds.beside_tables(told)
    written = commit(
        out, files, RESULT, lambda digests: render_result(told, {**digests, **staying}, memory), aside=laid.aside, gone=laid.gone
    )  # fmt: skip
    move_rounds(out, laid)
    keep_original(out, files.get(DOCUMENT))
    return written


def _lying(out: Path) -> tuple[int | None, dict[str, str]]:
    """Say which round lies in a folder, and the digests of its outputs: 0 and none of them where nobody knows, None where nothing lies."""
    if (result := _result_in(out)) is not None:
        digests: Mapping[str, str] = result.get("outputs", {})
        return int(result.get("round", 0)), {**digests, RESULT: ""}
    found = [
        name
        for name in (*(output.name for output in OUTPUTS if not output.name.endswith("/")), RESULT)
        if (out / native_name(name)).is_file()
    ]
    return (0, dict.fromkeys(found, "")) if found else (None, {})


def _workbooks(folder: Path) -> list[Path]:
    """List the workbooks of a folder, whatever people called or saved them as."""
    return list_files(folder, (".xlsx", ".xlsm", ".xls", ".et", ".ods"))


def _remembers(path: Path) -> bool:
    """Is a workbook a copy of ours: what was typed into it belongs to the rounds that it remembers."""
    return any(sheet.name == MEMORY_SHEET for sheet in _sheets_of(path, (), needed=False))


def _result_in(folder: Path) -> dict[str, Any] | None:
    """Read the result.json of a folder; None where there is none that can be read."""
    with suppress(InputError):
        return read_result(folder)
    return None


def recall(previous: str | Path, templates: Templates, passwords: tuple[str, ...] = ()) -> Memory | None:
    """Remember the run that wrote a folder, by its result.json and its workbook with whatever was typed into it.

    `previous` may also be that workbook or that result.json itself. None where nothing of it lies there. Raise InputError where the
    workbook is there and cannot be read: what was typed into it would be lost.
    """
    path = Path(native_path(previous))
    folder = path if path.is_dir() else path.parent
    result = _result_in(folder) if path.is_dir() or path.name == RESULT else None
    data = read_given(folder / RESULT, "运行结果") if result else b""
    if path.is_dir():
        names = [name for name in (result or {}).get("outputs", {WORKBOOK: ""}) if name.startswith("汇总表") and name.endswith(".xlsx")]
        own = [folder / native_name(name) for name in names]
        others = [each for each in _workbooks(folder) if each not in own]
    else:
        own, others = ([path] if path.name != RESULT else []), []
    books = [
        (shown_name(each.name), _sheets_of(each, passwords, needed=each in own and (result is not None or not path.is_dir())))
        for each in (*own, *others)
        if each.is_file()
    ]
    sheets = templates.words(WORKBOOK_TEMPLATE)["sheets"]
    columns = [column for key in ("closed", "findings") for column in sheets.get(key, {}).get("columns", ())]
    headings = {column["field"]: column.get("heading", "") for column in columns}
    asked = {column["field"]: column.get("heading", "") for column in sheets.get("pending", {}).get("columns", ())}
    return rounds.recall(result, hashlib.sha256(data).hexdigest() if data else "", [book for book in books if book[1]], headings, asked)


def require_memory(office: Office, previous: str | Path) -> None:
    """Raise InputError where the run that a user names left nothing that this plan and year could go on from."""
    if office.memory is None:
        raise InputError(
            f"“{shown_name(previous)}”里没有同一方案{office.period}年度的运行结果，接续不了。请检查路径和考核年，或去掉 --previous。"
        )


def _sheets_of(path: Path, passwords: tuple[str, ...], *, needed: bool) -> tuple[Sheet, ...]:
    sheets = reading.read_own(read_given(path, "上一轮的汇总表"), shown_name(path.name), passwords)
    if sheets is None and needed:
        raise InputError(f"上一轮的“{shown_name(path)}”打不开，里面由人填写的内容读不回来。请修复或移走它，或加 --fresh 重新开始。")
    return sheets or ()


def write_workbook(report: Report, path: str | Path, *, templates: str | Path | None = None, redact: bool = False) -> Path:
    """Write 汇总表.xlsx in one piece and give the path written, which is another where the file is held open by Excel or WPS.

    `templates` is the office's own folder (workbook.toml: sheets, columns, words). Values are in the plan's unit, each linked to its
    row of 数据溯源. `redact` covers telephone and identity numbers and names of persons. The same report gives the same bytes
    where the way from it to the ledgers is the same. Raise OutputError where it cannot be written, TemplateError where workbook.toml
    cannot serve.
    """
    found = templates_in(templates)
    told = report if report.paper else replace(report, paper=_public(report, found))
    told = without_typed(covered(told)) if redact else linked(told, Path(native_path(path)).parent)
    return write_atomic(path, workbook.render_workbook(told, found.words(WORKBOOK_TEMPLATE), rounds.sheet_rows(told)))


def write_document(report: Report, path: str | Path, template: str | Path | None = None, *, templates: str | Path | None = None) -> Path:
    """Write 技术报告.docx and give the path written; what only people can write stands in it as 〔待补〕.

    What ledgers say of persons (telephone, identity number, name of the one who filled in) is covered: 〔电话略〕. `template` is an
    office's own .docx, made from technical_report.docx and tried with `ecoreport template-check`; `templates` its folder of templates
    (report.toml: the wording). The same report and templates give the same bytes. Raise TemplateError, listing every fault, where a
    template cannot serve, OutputError where the file cannot be written.
    """
    found = templates_in(templates)
    drafted = _public(report, found) if template is None else draft(covered(_without_cells(report)), found, read_file(template))
    return write_atomic(path, drafted.data)


@machine.remembered(1)  # who writes the workbook, which lists what the paper asks for, writes the paper next
def _public(report: Report, templates: Templates) -> Drafted:
    return draft(covered(_without_cells(report)), templates)


# ---- templates ----------------------------------------------------------------------------------


def check_template(path: str | Path) -> tuple[str, ...]:
    """List in Chinese what is wrong with a Word template, each fault with the words around it; nothing is rendered.

    Raise TemplateError where it is no Word file.
    """
    faults = guarded_template(path, papers.check_template, read_file(path), SHIPPED.words(papers.WORDING))
    return tuple(faults)


def copy_templates(folder: str | Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Copy every shipped template into a folder; give those copied, and those kept because a file of that name lay there."""
    out = require_writable(folder)
    kept = tuple(out / name for name, _ in shipped_files() if (out / name).exists())
    copied = tuple(write_atomic(out / name, data) for name, data in shipped_files() if out / name not in kept)
    return copied, kept


def deadlines(templates: Templates, system: IndicatorSystem) -> dict[str, date | None]:
    """Give the days by which a finding must be mended where nobody typed one, by severity, and for who has not sent by the plan's own."""
    printed = templates.words(WORKBOOK_TEMPLATE)["sheets"].get("findings", {}).get("deadlines", {})
    return {name: take_day(text or None) for name, text in printed.items()} | {lead_not_submitted.code: system.parameters.ledger_deadline}
