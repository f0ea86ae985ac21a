"""A plan may lack whatever is not its heart: each optional sheet absent or empty, one item or many, words only, nothing reported.

Every other programme has no key tasks, no stages or no directory of departments. Each such plan is loaded, its ledgers are issued, sent
back blank and filled, and all outputs are written, without a sentence that counts what there is not.
"""

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

import ecoreport as er
from ecoreport import pipeline
from ecoreport.model import Batch

Table = list[list[object]]
ITEMS: Table = [
    ["责任部门", "指标名称", "分项", "编号", "属性", "目标值", "单位", "方向", "任务", "领域", "序号"],
    ["县水利局,县环保局", "水环境", "优良断面比例", None, "约束性", "≥90", "%", "越高越好", "一、环境", "生态安全", 1],
    [None, None, "黑臭水体数量", None, None, "0", "条", "越低越好", None, None, None],
    ["县环保局", "规划", None, None, "参考性", "制定实施", None, None, None, None, 3],
]
OPTIONAL: dict[str, Table] = {
    "重点任务": [["序号", "领域", "任务名称", "重点任务", "责任单位"], [1, "生态安全", "清河", "清理河道5条", "县水利局"]],
    "主要任务": [["序号", "章节", "任务内容", "责任单位"], [1, "一、治水", "治理河道", "县水利局"]],
    "正文目标": [
        ["目标编号", "主要任务序号", "目标名称", "目标值", "计量单位", "方向", "责任单位", "方案原文", "时限", "基准年", "对应分项", "仅见于正文"],
        ["M1.1", 1, "治理河道", "≥5", "条", "越高越好", "县水利局", "治理河道5条以上", None, None, None, "是"],
    ],
    "对应关系": [["主要任务序号", "指标序号", "重点任务序号"], [1, "1", "1"]],
    "阶段": [["创建层级", "阶段", "开始日期", "结束日期", "应完成事项", "完成时限"], ["县", "启动", "2021-01-01", "2021-06-30", "印发方案", None]],
    "年度目标": [["年度", "地区", "目标"], [2021, "某县", "通过验收"]],
    "单位名录": [["单位名称", "别名"], ["县水利局", None], ["县环境保护局", "县环保局"]],
    "区域": [["区域名称", "类别"], ["某镇", "镇"]],
    "参照值": [["分项编号", "年度", "全省平均值", "全省平均变化幅度", "上级下达目标值", "上级认定", "历年实际值"], ["1.1", 2020, None, None, None, None, 88.5]],
    "申报条件": [["序号", "申报条件"], [1, "近三年没有重大事故"]],
    "督察整改": [["序号", "问题", "整改时限", "状态"], [1, "排污口", "2021-06-30", "已完成"]],
    "口径说明": [["序号", "对象", "类型", "原文", "处理办法"], [1, "1.1", "口径", "断面", "按国控断面"]],
    "报告素材": [["素材编号", "标题"], ["nature", "自然地理"]],
}  # fmt: skip
NUMBERS = [ITEMS[0], *ITEMS[1:3]]
WORDS = [ITEMS[0], ["县环保局", "规划", None, None, "参考性", "制定实施", None, None, "一、环境", "生态安全", 3]]
MANY = [
    ITEMS[0],
    *(
        [f"县{n % 7}局", f"指标{n}号", None, None, "约束性", "≥90", "%", "越高越好", f"（{n // 10 + 1}）类", "安全", n]
        for n in range(1, 151)
    ),
]


def make_plan(path: Path, items: Table = ITEMS, absent: Sequence[str] = (), empty: Sequence[str] = (), blank: Sequence[str] = ()) -> Path:
    """Write a plan's workbook: without some sheets, with their headings only, or with nothing on them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    heart: dict[str, Table] = {
        "参数": [["参数", "值"], ["体系名称", "某县指标"], ["版次", "某县2021"], ["城市", "某县"], ["年度", "2021"]],
        "指标": items,
    }
    for title, rows in (heart | OPTIONAL).items():
        if title in absent:
            continue
        sheet = book.create_sheet(title)
        for row in [] if title in blank else rows[:1] if title in empty else rows:
            sheet.append(row)
    book.save(path)
    return path


def send_back(folder: Path, system: er.IndicatorSystem) -> Path:
    """Issue the ledgers, and fill every open cell of the first."""
    first, *_ = er.issue_ledgers(system, folder)
    book = openpyxl.load_workbook(first)
    for sheet in book.worksheets[:4]:
        for row in sheet.iter_rows(min_row=4, max_row=20):
            for cell in row:
                if not isinstance(cell, MergedCell) and not cell.protection.locked and cell.value is None:
                    cell.value = 95.5
    book.save(first)
    return folder


def sentences(path: Path) -> Iterator[str]:
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in docx.Document(str(path)).element.body.iter(f"{word}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{word}t"))


NONSENSE = re.compile(r"(?<![\d.])0[项个条][^，。；、]*中[，,]|分解为0|、。|，。|：。|；。|、、|^[。、，]|（）|〔〕|《》|“”|None|nan")


def require_sensible(out: Path) -> None:
    """Read back every output: it opens, no sentence counts what there is not, no table is a heading alone."""
    json.loads((out / "result.json").read_text("utf-8"))
    openpyxl.load_workbook(out / "汇总表.xlsx", read_only=True).close()
    papers = [*out.rglob("*.docx")]
    assert papers
    for paper in papers:
        assert [text for text in sentences(paper) if NONSENSE.search(text)] == [], paper.name
        assert [table.cell(0, 0).text for table in docx.Document(str(paper)).tables if len(table.rows) < 2] == [], paper.name


PLANS: dict[str, dict[str, object]] = {
    "whole": {},
    "no key tasks": {"absent": ("重点任务",)},
    "no main tasks": {"empty": ("主要任务",)},
    "no stages, no directory": {"blank": ("阶段", "单位名录")},
    "nothing optional": {"absent": tuple(OPTIONAL)},
    "every optional sheet without a row": {"empty": tuple(OPTIONAL)},
    "one item in words": {"items": WORDS, "absent": tuple(OPTIONAL)},
    "numbers only, no tasks at all": {"items": NUMBERS, "absent": ("重点任务", "主要任务", "正文目标")},
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_that_lacks_much_is_issued_read_and_reported(name: str, tmp_path: Path) -> None:
    system = er.load_system(make_plan(tmp_path / "方案.xlsx", **PLANS[name]))  # type: ignore[arg-type]  # sheets and rows by turns
    er.run(send_back(tmp_path / "台账", system), tmp_path / "输出", system=system, self_reports=True)
    require_sensible(tmp_path / "输出")


def test_a_plan_of_150_items_without_a_directory_is_issued_read_and_reported(tmp_path: Path) -> None:
    system = er.load_system(make_plan(tmp_path / "方案.xlsx", MANY, absent=tuple(OPTIONAL)))
    assert (len(system.items), len(system.departments)) == (150, 7)
    er.run(send_back(tmp_path / "台账", system), tmp_path / "输出", system=system)
    require_sensible(tmp_path / "输出")


@pytest.mark.parametrize("pair", [*((title,) for title in OPTIONAL), *itertools.combinations(OPTIONAL, 2)], ids="+".join)
def test_any_two_optional_sheets_may_be_missing(pair: tuple[str, ...], tmp_path: Path) -> None:
    for how in ("absent", "empty", "blank") if len(pair) == 1 else ("absent",):
        plan = make_plan(tmp_path / "方案.xlsx", **{how: pair})  # type: ignore[arg-type]  # never `items`
        system = er.load_system(plan)
        pipeline.check_plan(plan)
        batch = Batch(period=2021)
        report = er.consolidate(batch, er.check(batch, system), system)
        assert [item.status for item in report.items] == ["not_reported"] * 3
        assert not report.tasks if "重点任务" in pair else report.tasks
        assert report.departments


@pytest.mark.parametrize("needed", ["参数", "指标"])
def test_the_heart_of_a_plan_must_be_there(needed: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_plan(tmp_path / "方案.xlsx"))
    book.remove(book[needed])
    book.save(tmp_path / "方案.xlsx")
    with pytest.raises(er.IndicatorSystemError, match=f"工作表“{needed}”：没有这张工作表；请从模板中补上"):
        er.load_system(tmp_path / "方案.xlsx")


def test_an_item_without_a_department_is_asked_for(tmp_path: Path) -> None:
    nobody = [ITEMS[0], [None, *ITEMS[1][1:]]]
    with pytest.raises(er.IndicatorSystemError, match="缺少责任"):
        er.load_system(make_plan(tmp_path / "方案.xlsx", nobody))


def test_a_batch_of_nothing_is_refused_and_one_of_blanks_and_strangers_is_reported(tmp_path: Path) -> None:
    system = er.load_system(make_plan(tmp_path / "方案.xlsx", absent=("重点任务",)))
    ledgers = tmp_path / "台账"
    ledgers.mkdir()
    (ledgers / "README.md").write_text("# 说明\n", "utf-8")
    with pytest.raises(er.InputError):
        er.run(ledgers, tmp_path / "输出", system=system)
    assert not (tmp_path / "输出").exists()
    openpyxl.Workbook().save(ledgers / "白.xlsx")
    er.run(ledgers, tmp_path / "输出一", system=system, self_reports=True)
    require_sensible(tmp_path / "输出一")
    er.issue_ledgers(system, ledgers)
    er.run(ledgers, tmp_path / "输出二", system=system, self_reports=True)
    require_sensible(tmp_path / "输出二")
