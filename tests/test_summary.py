"""What the command says: counts, findings the gravest first, and what to do next."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reported import empty_report
from rich.console import Console
from scenes import report_of

from ecoreport import pipeline, summary
from ecoreport.model import Change, ClosedFinding, Finding, Pending, PreviousRound, Report, Source, Typed, TypedCell
from ecoreport.rules import Rule


def printed(say, *told: object) -> list[str]:
    stream = io.StringIO()
    say(Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False), *told)
    return stream.getvalue().splitlines()


def finding(severity: str, code: str, **more: object) -> Finding:
    return Finding(f"{code}-1", code, severity, f"{code}的问题", "请核对", **more)


def test_only_an_error_asks_for_correction() -> None:
    notices = (finding("notice", "N151"), finding("verify", "N101"))
    assert (summary.exit_code(()), summary.exit_code(notices), summary.exit_code((*notices, finding("error", "C101")))) == (0, 0, 1)


def test_the_counts_tell_who_sent_how_the_items_stand_and_what_is_wrong() -> None:
    report = report_of(
        [{"department": "市城管局", "subject": "43", "actual": "96.5"}, {"department": "市城管局", "subject": "46", "actual": "12"}]
    )
    head, files, departments, items, wrong = printed(
        summary.print_counts, replace(report, findings=(finding("error", "C101"), finding("notice", "N151")))
    )
    assert head == "2020年  舟山市生态文明建设示范市创建指标体系（截至 2020-12-31）"
    assert files == "  文件      1 个：已读 1"
    assert departments.startswith("  报送单位  应报 34 个，已报 1 个，未报：市生态环境局、市委办、")
    assert items == "  指标      68 项：达标 1，未达标 1，未填报 66"
    assert wrong == "  问题      错误 1，提示 1"
    assert printed(summary.print_counts, replace(report, findings=()))[-1] == "  问题      没有发现问题"


def test_a_later_round_tells_how_the_findings_stand_and_what_changed() -> None:
    report = report_of([{"department": "市城管局", "subject": "43", "actual": "96.5"}])
    states = (("error", "new"), ("error", "overdue"), ("verify", "explained"), ("notice", "open"))
    told = tuple(replace(finding(severity, f"K{number}"), state=state) for number, (severity, state) in enumerate(states))
    closed = (ClosedFinding(finding("error", "V101"), 2, "rechecked"), ClosedFinding(finding("error", "V102"), 1, "rechecked"))
    second = replace(report, round=2, previous=PreviousRound(1, date(2020, 6, 30), ""), findings=told, closed=closed)
    line = "  轮次      第2轮（上一轮截至 2020-06-30）：新增 1，逾期 1，说明已采纳 1；本轮销号 1；结果没有变化"
    assert printed(summary.print_counts, second)[-1] == line
    changed = replace(second, changes=(Change("item", "43", None, None),))
    assert printed(summary.print_counts, changed)[-1].endswith("；结果有变化 1 项，见“本轮变化”")


def test_days_after_the_day_of_the_report_are_told() -> None:
    report = report_of([{"department": "市城管局", "subject": "43", "actual": "96.5"}])
    cell = TypedCell("2021-03-31", Source("汇总表.xlsx"), date(2021, 3, 31))
    asked = replace(finding("error", "C101"), due=date(2021, 3, 31))
    told = printed(summary.print_counts, replace(report, findings=(asked,), typed={"C101-1": Typed({"deadline": cell})}))[-1]
    assert told == "  截止日    整改期限、填报日期晚于 2020-12-31 的有 1 处，最晚 2021-03-31；截止日应当更晚的，请用 --as-of 写明"


def test_the_same_fault_of_many_departments_is_told_once_after_what_came() -> None:
    missing = [
        replace(finding("error", "C101", department=name), id=f"C101-{name}", message=f"{name}未报送") for name in ("甲局", "乙局", "丙局")
    ]
    wrong = finding("error", "V101", department="丁局", source=Source("丁局.xlsx", "表", "C5"))
    assert printed(summary.print_findings, [*missing, wrong])[::2] == [
        "[错误] V101 丁局 V101的问题",
        "[错误] C101 丙局 丙局未报送（另有 2 个单位同此：乙局、甲局）",
    ]


BROKEN = {"kind": "file", "file": "市城管局.docx", "outcome": "failed"}
BUREAU = {"department": "市水利局", "subject": "42", "actual": "96"}
SENT = [  # what came; what the line of senders says after 应报 34 个，; what is to be done first
    (
        [BROKEN, BUREAU],
        "已报 2 个，其中未能读取 1 个：市城管局；未报：市生态环境局、",
        "先请文件未能读取的单位另存为 .xlsx 重报，并催未报单位",
    ),
    ([BUREAU], "已报 1 个，未报：市生态环境局、", "先催未报单位"),
    ([BROKEN, {"department": "市城管局", "subject": "43", "actual": "96"}], "已报 1 个，未报：市生态环境局、", "先催未报单位"),
]


@pytest.mark.parametrize(("rows", "told", "first"), SENT)
def test_a_file_that_could_not_be_read_was_sent_all_the_same(rows: list[dict[str, str]], told: str, first: str) -> None:
    lines = printed(summary.print_report, report_of(rows), (), ())
    assert lines[2].startswith(f"  报送单位  应报 34 个，{told}")
    assert lines[-1].startswith(f"下一步：{first}")


def test_findings_are_told_the_gravest_first_with_place_and_mend() -> None:
    told = (
        finding("notice", "N151"),
        finding("verify", "N101", department="市水利局", source=Source("台账.xlsx", "指标", "C5")),
        finding("error", "V101", department="市水利局"),
        finding("error", "C101", department="市城管局"),
    )
    assert printed(summary.print_findings, told) == [
        "[错误] C101 市城管局 C101的问题",
        "    请核对",
        "[错误] V101 市水利局 V101的问题",
        "    请核对",
        "[需核实] N101 市水利局 N101的问题",
        "    台账.xlsx 指标!C5 — 请核对",
        "[提示] N151  N151的问题",
        "    请核对",
    ]


def test_a_run_ends_with_the_open_places_the_files_and_the_next_step(tmp_path: Path) -> None:
    files = (tmp_path / "汇总表.xlsx", tmp_path / "result.json")
    lines = printed(
        summary.print_report,
        empty_report(),
        files,
        tuple(Pending(f"P_{kind}", "", kind, "", "", "") for kind in ("参照值", "参照值", "原因")),
    )
    assert lines[lines.index("") : lines.index("结果文件：") + 1] == [
        "",
        "技术报告中待补 3 项：参照值 2，原因 1",
        "在 汇总表.xlsx 的“待补清单”里填写，保存后重新运行同一条命令，就写进报告。",
        "",
        "结果文件：",
    ]
    assert lines[-4:-2] == [f"  {file}" for file in files]
    assert lines[-2:] == ["", "下一步：先催未报单位，再请各单位按“问题清单”修改后重报；重新运行同一条命令即可更新全部结果。"]
    assert "待补" not in "".join(printed(summary.print_report, empty_report(), files, ()))


def test_an_output_that_was_held_open_is_told_before_the_next_step() -> None:
    held = ((Path("输出/汇总表.xlsx"), Path("输出/汇总表(新1).xlsx")),)
    lines = printed(summary.print_report, empty_report(), (held[0][1],), (), held)
    (note,) = [line for line in lines if line.startswith("注意：")]
    assert note == "注意：“汇总表.xlsx”正被其他程序打开，没有改动；新的写在“汇总表(新1).xlsx”。关闭它再运行一次，就写回原名。"
    assert lines.index(note) > lines.index("结果文件：")


@pytest.fixture(scope="module")
def everybody() -> Report:
    """Every department has sent a ledger."""
    return report_of([{"kind": "evidence", "department": one.name, "title": "材料"} for one in report_of([]).departments])


STEPS = [
    ((), "在 汇总表.xlsx 的“待补清单”里补齐，再核对 技术报告.docx，报审。"),
    ((finding("notice", "N151"),), "在 汇总表.xlsx 的“待补清单”里补齐，再核对 技术报告.docx，报审。"),
    ((finding("verify", "N101"),), "打开 汇总表.xlsx 的“问题清单”，请各单位逐条修改或说明后重报。"),
    ((finding("error", "V101"),), "打开 汇总表.xlsx 的“问题清单”，请各单位逐条修改或说明后重报。"),
]


@pytest.mark.parametrize(("findings", "step"), STEPS)
def test_the_next_step_goes_by_what_is_still_wrong(everybody: Report, findings: tuple[Finding, ...], step: str) -> None:
    assert all(department.submitted for department in everybody.departments)
    assert printed(summary.print_report, replace(everybody, findings=findings), (), ())[-1] == f"下一步：{step}"


def test_a_table_cell_of_a_rule_breaks_no_table() -> None:
    rule = Rule("X001", "verify", "合理性", "名|称", "第一行\n第二行", "请核对")
    assert list(summary.rule_lines((rule,))) == [
        "| 编号 | 级别 | 类别 | 规则 | 说什么 | 怎么改 |",
        "|---|---|---|---|---|---|",
        "| X001 | 需核实 | 合理性 | 名\\|称 | 第一行 第二行 | 请核对 |",
    ]


def test_the_page_of_rules_holds_the_table_and_the_reasons() -> None:
    page = summary.rules_page(pipeline.RULES)
    assert "\n".join(summary.rule_lines(pipeline.RULES)) in page
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    for letter, says in summary.FAMILIES.items():
        assert f"- {letter}　{says}\n" in page


def test_templates_are_told_as_copied_or_kept() -> None:
    copied, kept = (Path("模板/a.toml"),), (Path("模板/b.toml"), Path("模板/c.docx"))
    assert printed(summary.print_templates, Path("模板"), copied, kept)[:-1] == [
        "已复制 1 个模板：", "  模板/a.toml", "已有 2 个，保留不动：", "  模板/b.toml", "  模板/c.docx",
    ]  # fmt: skip
    assert len(printed(summary.print_templates, Path("模板"), (), kept)) == 4


@pytest.mark.parametrize(
    "text", ["一\t二", "很长" * 300, "[bold]不是标记[/]", ":smile:", "末尾有空格  ", "", "两\n行", "响铃\a退格\b\v\f", "https://a.b 12"]
)
def test_into_a_pipe_is_printed_what_the_terminals_own_would_print_there(text: str) -> None:
    plain, rich = io.StringIO(), io.StringIO()
    terminal = Console(file=rich, soft_wrap=True, highlight=False, markup=False, emoji=False)
    for console in (summary.screen(plain), terminal):
        console.print(f"  {text}")
        console.print(text, style="bold", end=" ")
        summary.print_lines(console, [("标题", ""), ("名称", text)])
    assert isinstance(summary.screen(plain), summary.Plain)
    assert plain.getvalue() == rich.getvalue()
