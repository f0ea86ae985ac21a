"""The plan's workbook can be written, read back, rearranged and replaced; a broken one names every fault at once."""

import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from plan_workbooks import HEAD, SHORT, SYSTEM, cell_of, column_of, open_short

from ecoreport.errors import TemplateError
from ecoreport.model import Condition, Explanation, InspectionIssue, Reference
from ecoreport.system import load_system
from ecoreport.system.writing import write_system
from ecoreport.templates import SHIPPED


@pytest.fixture
def book() -> Workbook:
    return open_short()


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    filled = replace(
        SYSTEM,
        parameters=replace(SYSTEM.parameters, terrain="丘陵区", coastal=False, ledger_deadline=date(2021, 1, 31)),
        references=(
            Reference("15.1", 2020, Decimal("91.2"), Decimal("-0.35"), None, None, Decimal(90), cell="参照值!A4"),
            Reference("14.1", 2020, assigned=Decimal("95.0"), assigned_met=True, cell="参照值!A5"),
            Reference("M24.1", 2020, assigned_met=False, cell="参照值!A6"),
        ),
        conditions=(Condition("1", "规划经人大审议", "已审议", "符合", "1-1", "管理规程第二章", unverified=True),),
        explanations=(
            Explanation("15.1", "水质比例", "达到或优于Ⅲ类的断面的比例", "达标断面÷断面总数", "生态环境部门", "指标解释"),
            Explanation("2", "", ""),
        ),
        inspections=(InspectionIssue("1", "某渔港污水直排", "完成截污", "2020年底", "整改中", ("市住建局", "市生态环境局")),),
    )
    write_system(filled, tmp_path / "体系.xlsx")
    assert load_system(tmp_path / "体系.xlsx") == filled


def test_the_same_plan_gives_the_same_bytes_as_the_shipped_workbook(tmp_path: Path) -> None:
    write_system(SYSTEM, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == SHIPPED.path("indicator_system.xlsx").read_bytes()


def test_the_built_in_plan_is_one_for_all_but_under_an_offices_own_forms(tmp_path: Path) -> None:
    assert load_system() is load_system(templates=tmp_path)
    (tmp_path / "system.toml").write_bytes(SHIPPED.path("system.toml").read_bytes())
    own = load_system(templates=tmp_path)
    assert own == SYSTEM
    assert own is not load_system()


def test_nothing_in_the_workbook_tells_when_it_was_written(tmp_path: Path) -> None:
    write_system(SYSTEM, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert {member.date_time for member in package.infolist()} == {(2020, 7, 15, 0, 0, 0)}
        assert b"2020-07-15T00:00:00Z" in package.read("docProps/core.xml")


def test_every_sheet_is_a_form_for_people(book: Workbook) -> None:
    titles = ["说明", "参数", "指标", "重点任务", "主要任务", "正文目标", "对应关系", "阶段", "年度目标", "单位名录", "区域"]
    assert book.sheetnames == [*titles, "参照值", "申报条件", "指标解释", "督察整改", "口径说明", "报告素材", "亮灯", "计分"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A4"
        assert sheet["A2"].value, sheet.title
        assert sheet.page_setup.fitToWidth == 1


@pytest.mark.parametrize(("heading", "choices"), [("指标属性", "约束性,参考性"), ("方向", "越高越好,越低越好,文字")])
def test_what_can_be_chosen_has_a_dropdown(book: Workbook, heading: str, choices: str) -> None:
    sheet = book["指标"]
    cell = sheet.cell(HEAD + 1, column_of(sheet, heading)).coordinate
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation if cell in rule.cells] == [f'"{choices}"']


def reverse_columns(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=HEAD):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value


def push_down(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges))))
        sheet.insert_rows(1, 4)


def blank_what_repeats(book: Workbook) -> None:
    sheet = book["指标"]
    for heading in ("领域", "任务", "领域依据", "序号", "指标名称", "指标属性"):
        column = column_of(sheet, heading)
        for row in range(sheet.max_row, HEAD + 1, -1):
            same = [
                sheet.cell(row, column_of(sheet, key)).value == sheet.cell(row - 1, column_of(sheet, key)).value
                for key in ("序号", heading)
            ]
            if all(same) or (heading in ("领域", "任务") and same[1]):
                sheet.cell(row, column).value = None


def merge_what_repeats(book: Workbook) -> None:
    sheet = book["指标"]
    for heading in ("任务", "指标名称"):
        column, start = column_of(sheet, heading), HEAD + 1
        for row in range(HEAD + 2, sheet.max_row + 2):
            if row > sheet.max_row or sheet.cell(row, column).value != sheet.cell(start, column).value:
                if row - start > 1:
                    sheet.merge_cells(start_row=start, end_row=row - 1, start_column=column, end_column=column)
                start = row


def rename_headings(book: Workbook) -> None:
    for title, old, new in (
        ("指标", "计量单位", "单 位"),
        ("指标", "指标值", "2020年目标值"),
        ("指标", "责任单位", "责任部门(第一个为牵头)"),
        ("重点任务", "重点任务", "2020年重点任务"),
        ("单位名录", "单位名称", "部门"),
    ):
        book[title].cell(HEAD, column_of(book[title], old)).value = new
    book["重点任务"].title = "年度重点任务"


def mix_separators(book: Workbook) -> None:
    for row, separator in enumerate((",", "\uff0c", ";", "\n", " ", "、 ", ";\u3000") * 2, HEAD + 1):
        cell = book["指标"].cell(row, column_of(book["指标"], "责任单位"))
        cell.value = cell.value.replace("、", separator)


def use_other_names(book: Workbook) -> None:
    for cell in book["指标"][openpyxl.utils.get_column_letter(column_of(book["指标"], "责任单位"))][HEAD:]:
        cell.value = cell.value.replace("市水利局", "舟山市水利局").replace("市府办", "市人民政府办公室")


def type_numbers(book: Workbook) -> None:
    for number in (7, 8):
        cell_of(book, "指标", "指标值", number).value = 100
    cell_of(book, "参数", "值", 5).value = "2020年"


def add_a_remark(book: Workbook) -> None:
    book["指标"].cell(book["指标"].max_row + 2, 1).value = "备注:以上责任单位中,排列第一位的为牵头单位。"
    book.create_sheet("工作记录").append(["不读的表"])


@pytest.mark.parametrize(
    "rearrange",
    [
        reverse_columns,
        push_down,
        blank_what_repeats,
        merge_what_repeats,
        rename_headings,
        mix_separators,
        use_other_names,
        type_numbers,
        add_a_remark,
    ],
)
def test_a_rearranged_workbook_reads_the_same(book: Workbook, tmp_path: Path, rearrange: Callable[[Workbook], None]) -> None:
    rearrange(book)
    book.save(tmp_path / "方案.xlsx")
    assert load_system(tmp_path / "方案.xlsx") == SHORT


@pytest.mark.parametrize(("value", "shown"), [(0.985, "98.5%"), (0.1 + 0.2, "30%"), (1, "100%")])
def test_a_percentage_typed_as_a_number_reads_as_it_shows(book: Workbook, tmp_path: Path, value: float, shown: str) -> None:
    cell = cell_of(book, "指标", "指标值", 7)
    cell.value, cell.number_format = value, "0.0%"
    book.save(tmp_path / "方案.xlsx")
    assert load_system(tmp_path / "方案.xlsx").items[6].target == shown


@pytest.mark.office
def test_the_workbook_survives_a_save_by_libreoffice(tmp_path: Path) -> None:
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(SHIPPED.path("indicator_system.xlsx"))], check=True, capture_output=True, timeout=120)
    assert load_system(tmp_path / "indicator_system.xlsx") == SYSTEM


def make_another_city(path: Path) -> None:
    """A small county's plan: its own counts, its own order of columns, two title rows, no key tasks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    tables: dict[str, list[list[object]]] = {
        "参数": [["参数", "值"], ["体系名称", "某县指标"], ["版次", "某县2021"], ["城市", "某县"], ["年度", "2021"], ["地形", "平原"]],
        "指标": [
            ["责任部门", "指标名称", "分项", "编号", "属性", "目标值", "单位", "方向", "任务", "领域", "序号"],
            ["县水利局,县环保局", "水环境", "优良断面比例", None, "约束性", "≥90", "%", "越高越好", "一、环境", "生态安全", 1],
            [None, None, "黑臭水体数量", None, None, "0", "条", "越低越好", None, None, None],
            ["县环保局", "规划", None, None, "参考性", "制定实施", None, None, None, None, 3],
        ],
        "重点任务": [["序号", "领域", "任务名称", "重点任务", "责任单位"]],
        "主要任务": [["序号", "章节", "任务内容", "责任单位"]],
        "正文目标": [
            [
                "目标编号",
                "主要任务序号",
                "目标名称",
                "目标值",
                "计量单位",
                "方向",
                "责任单位",
                "方案原文",
                "时限",
                "基准年",
                "对应分项",
                "仅见于正文",
            ],
        ],
        "对应关系": [["主要任务序号", "指标序号", "重点任务序号"]],
        "阶段": [["创建层级", "阶段", "开始日期", "结束日期", "应完成事项", "完成时限"]],
        "年度目标": [["年度", "地区", "目标"]],
        "单位名录": [["单位名称", "别名"], ["县水利局", None], ["县环境保护局", "县环保局"]],
        "区域": [["区域名称", "类别"]],
        "参照值": [
            ["分项编号", "年度", "全省平均值", "全省平均变化幅度", "上级下达目标值", "上级认定", "历年实际值"],
            ["1.1", 2020, None, None, None, None, 88.5],
        ],
        "申报条件": [["序号", "申报条件"]],
        "督察整改": [["序号", "问题", "整改时限", "状态"]],
        "口径说明": [["序号", "对象", "类型", "原文", "处理办法"]],
        "报告素材": [["素材编号", "标题"]],
    }
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        sheet.append([f"某县{title}"])
        sheet.append([])
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_another_citys_workbook_loads_with_its_own_counts(tmp_path: Path) -> None:
    make_another_city(tmp_path / "某县.xlsx")
    system = load_system(tmp_path / "某县.xlsx")
    assert [(item.id, item.name, item.target, item.nature, item.direction, item.departments) for item in system.items] == [
        ("1.1", "优良断面比例", "≥90", "约束性", "up", ("县水利局", "县环境保护局")),
        ("1.2", "黑臭水体数量", "0", "约束性", "down", ("县水利局", "县环境保护局")),
        ("3", "规划", "制定实施", "参考性", None, ("县环境保护局",)),
    ]
    assert [(indicator.no, indicator.domain, indicator.group) for indicator in system.indicators] == [
        (1, "生态安全", "一、环境"),
        (3, "生态安全", "一、环境"),
    ]
    assert (system.parameters.period, system.parameters.terrain, system.key_tasks, system.stages) == (2021, "平原地区", (), ())
    assert system.references == (Reference("1.1", 2020, actual=Decimal("88.5"), cell="参照值!A4"),)


def test_an_offices_own_words_are_taken_from_its_templates_folder(book: Workbook, tmp_path: Path) -> None:
    words = SHIPPED.path("system.toml").read_text(encoding="utf-8")
    (tmp_path / "system.toml").write_text(words.replace('"指标要求"', '"指标要求", "达标线"'), encoding="utf-8")
    book["指标"].cell(HEAD, column_of(book["指标"], "指标值")).value = "达标线"
    book.save(tmp_path / "方案.xlsx")
    assert load_system(tmp_path / "方案.xlsx", templates=tmp_path) == SHORT
    (tmp_path / "system.toml").write_text("[cover", encoding="utf-8")
    with pytest.raises(TemplateError, match="不合 TOML 格式"):
        load_system(tmp_path / "方案.xlsx", templates=tmp_path)
