"""The tables of one file against one another: a correction beside what it corrects, in columns or on a sheet of its own."""

import pytest
from typed_ledgers import batch_of

from ecoreport.judging.living import living
from ecoreport.judging.replaced import replaced_in
from ecoreport.model import Batch


def typed(*lines: str, file: str = "市资源规划局/台账") -> Batch:
    """Type a table into the sheet 表; a line that begins with # names another sheet."""
    sheet, rows = "表", []
    for line in lines:
        if line.startswith("#"):
            sheet = line[1:]
            continue
        rows.append({"file": file, "sheet": sheet} | dict(zip("ABCDEFG", line.split("|"), strict=False)))
    return batch_of(rows)


def values(batch: Batch) -> dict[tuple[str, int], str]:
    return {(entry.subject, entry.year): f"{entry.actual.raw} {entry.actual.source.cell}" for entry in living(batch).entries}


FORMER = [  # the headings of what was and of what is
    *[("原填报值", "更正值"), ("更正前", "更正后"), ("原值", "现值"), ("修改前", "修改后"), ("调整前", "调整后"), ("原上报数", "更正数")],
    *[("2020年原值", "2020年更正值"), ("更正前（2020年）", "更正后（2020年）"), ("更正前数值", "更正后数值"), ("原完成值", "更正值")],
    *[
        ("2020年（更正前）", "2020年（更正后）"),
        ("更正前的完成值", "更正后的完成值"),
        ("原填报", "更正为"),
        ("2020年完成值（原）", "2020年完成值（更正后）"),
        ("2020年（原）", "2020年（新）"),
        ("旧值", "新值"),
        ("错误值", "正确值"),
        ("原值", "2020年"),
    ],
]


@pytest.mark.parametrize(("before", "after"), FORMER)
def test_the_corrected_value_is_the_answer_and_the_former_is_kept(before: str, after: str) -> None:
    for heads, cells in ((f"{before}|{after}", "=n:50.1|=n:50.6"), (f"{after}|{before}", "=n:50.6|=n:50.1")):
        batch = typed(f"指标名称|单位|{heads}|更正原因", f"森林覆盖率|%|{cells}|笔误")
        (entry,) = batch.entries
        assert (str(entry.actual.value), entry.former and str(entry.former.value)) == ("50.6", "50.1")
        (told,) = replaced_in(batch, 2020)
        assert (told.id, str(told.before.value), str(told.after.value)) == ("18", "50.1", "50.6")
        assert batch.submissions[0].cells.unused == 0


def test_two_rows_of_headings_tell_it_too() -> None:
    batch = typed("指标名称|2020年|=<", "=^|更正前|更正后", "森林覆盖率|=n:50.1|=n:50.6", "水面率|=n:5|")
    assert values(batch) == {("18", 2020): "50.6 C3", ("30", 2020): "5 B4"}
    assert [finding.code for finding in batch.findings if finding.severity == "verify"] == ["N309"]


def test_a_task_keeps_what_was_reported_before() -> None:
    batch = typed("任务名称|更正前|更正后", "调整优化产业结构|推进中|已完成", file="市经信局/任务")
    (report,) = batch.tasks
    assert report.source.cell == "C2"
    assert (report.former and report.former.text, report.done and report.done.text) == ("推进中", "已完成")


TASKS = [
    ("推进中", "已完成", "推进中", "已完成", False),
    ("已完成", "推进中", "已完成", "推进中", False),
    ("已完成", "", None, "已完成", True),
    ("推进中", "", None, "推进中", True),
    ("已建成3处", "", None, "已建成3处", True),
    ("", "已完成", None, "已完成", False),
]


@pytest.mark.parametrize(("before", "after", "former", "told", "asked"), TASKS)
def test_a_task_whose_correction_is_blank_is_asked(before: str, after: str, former: str | None, told: str, asked: bool) -> None:
    batch = typed("任务名称|更正前|更正后", f"调整优化产业结构|{before}|{after}", file="市经信局/任务")
    (report,) = batch.tasks
    said = report.status or report.done
    assert (report.former and report.former.text, said and said.text) == (former, told)
    assert ("N309" in {finding.code for finding in batch.findings}) == asked


SHEETS = [
    ("a sheet that is named for it corrects the other", ("#指标", "#更正"), {"50.6 B2"}),
    ("the order of the sheets does not matter", ("#更正", "#指标"), {"50.1 B2"}),
    ("a final one stands over a draft", ("#初稿", "#终稿"), {"50.6 B2"}),
    ("where nothing tells, it is asked", ("#甲", "#乙"), {"50.1 B2", "50.6 B2"}),
]


@pytest.mark.parametrize(("sheets", "stands"), [pytest.param(*case, id=name) for name, *case in SHEETS])
def test_a_sheet_may_correct_another(sheets: tuple[str, str], stands: set[str]) -> None:
    batch = typed(sheets[0], "指标名称|2020年", "森林覆盖率|=n:50.1", sheets[1], "指标名称|2020年", "森林覆盖率|=n:50.6")
    left = {f"{entry.actual.raw} {entry.actual.source.cell}" for entry in living(batch).entries}
    assert left == stands
    assert ("N303" in {finding.code for finding in batch.findings}) == (len(stands) > 1)
    assert [each.code for each in batch.findings if each.code == "H503"] == ["H503"] * (len(stands) == 1)


@pytest.mark.parametrize(
    ("title", "kept"),
    [("2020年指标更正表", True), ("台账（第二稿）", True), ("2020年指标完成情况表", False), ("更正说明：" + "请" * 40, False)],
)
def test_a_title_that_says_which_version_it_is_goes_with_the_file(title: str, kept: bool) -> None:
    batch = typed(title, "指标名称|2020年", "森林覆盖率|=n:50.1")
    assert [note.text for note in batch.submissions[0].titles] == [title] * kept
