"""What a run writes: one tuple of outputs, walked by the pipeline; what is ours in a folder is told from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ecoreport.model import Report
from ecoreport.rendering.papers import render_document, render_self_reports
from ecoreport.rendering.result import render_result
from ecoreport.rendering.workbook import render_workbook
from ecoreport.templates import Templates

WORKBOOK, DOCUMENT, RESULT, SELF_REPORTS = "汇总表.xlsx", "技术报告.docx", "result.json", "部门自查报告/"
Files = Iterable[tuple[str, bytes]]  # names below the output, and contents


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its name below OUT (a folder ends with "/"), how it is rendered, and the option of `run` that asks for it."""

    name: str
    render: Callable[[Report, Templates], Files]
    asked_for: str = ""  # "": always written

    def is_own(self, path: Path, out: Path) -> bool:
        """Is a file of OUT one that this output wrote."""
        below = path.relative_to(out).as_posix() if path.is_relative_to(out) else ""
        return below.startswith(self.name) if self.name.endswith("/") else below == self.name


OUTPUTS: tuple[Output, ...] = (
    Output(SELF_REPORTS, lambda report, templates: render_self_reports(report, templates=templates.folder), "self_reports"),
    Output(WORKBOOK, lambda report, templates: [(WORKBOOK, render_workbook(report, templates=templates.folder))]),
    Output(DOCUMENT, lambda report, templates: [(DOCUMENT, render_document(report, templates=templates.folder))]),
    Output(RESULT, lambda report, _: [(RESULT, render_result(report))]),  # last: it is the commit mark
)


def render_all(report: Report, templates: Templates, asked: frozenset[str]) -> dict[str, bytes]:
    """Render what was asked for, in the order in which it is to be written."""
    wanted = [output for output in OUTPUTS if not output.asked_for or output.asked_for in asked]
    return {
        f"{output.name}{name}" if output.name.endswith("/") else name: data
        for output in wanted
        for name, data in output.render(report, templates)
    }


def is_own(path: Path, out: Path) -> bool:
    """Is a file what an earlier run wrote into OUT."""
    return any(output.is_own(path.resolve(), out.resolve()) for output in OUTPUTS)
