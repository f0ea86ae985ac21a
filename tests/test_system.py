"""The plan's workbook can be written, read back, rearranged and replaced; a broken one names every fault at once."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.errors import IndicatorSystemError, InputError
from ecoreport.model import Condition, InspectionIssue, Reference
from ecoreport.resources import template_path
from ecoreport.system import load_system, write_system

SYSTEM = load_system()
HEAD = 3  # the header's row in the shipped workbook


# The first pages of the plan, for the many tests that break a workbook.
SHORT = replace(
    SYSTEM,
    groups=SYSTEM.groups[:2],
    indicators=SYSTEM.indicators[:16],
    key_tasks=SYSTEM.key_tasks[:6],
    main_tasks=SYSTEM.main_tasks[:2],
    links=SYSTEM.links[:2],
    notes=(),
    materials=(),
)


@pytest.fixture(scope="module")
def short_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "short.xlsx"
    write_system(SHORT, path)
    return path


@pytest.fixture
def book(short_file: Path) -> Workbook:
    return openpyxl.load_workbook(short_file)


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[HEAD] if cell.value == heading)


def cell_of(book: Workbook, title: str, heading: str, number: int):  # type: ignore[no-untyped-def]  # a cell may be merged
    """The cell below a heading in the numbered row of content, from 1."""
    return book[title].cell(HEAD + number, column_of(book[title], heading))


def faults_of(book: Workbook, folder: Path) -> tuple[str, ...]:
    book.save(folder / "方案.xlsx")
    with pytest.raises(IndicatorSystemError) as caught:
        load_system(folder / "方案.xlsx")
    return caught.value.faults


def test_what_is_written_is_read_back_equal(tmp_path: Path) -> None:
    filled = replace(
        SYSTEM,
        parameters=replace(SYSTEM.parameters, terrain="丘陵区", coastal=False, ledger_deadline=date(2021, 1, 31)),
        references=(
            Reference("15.1", 2020, Decimal("91.2"), Decimal("-0.35"), None, None, Decimal(90), cell="参照值!A4"),
            Reference("14.1", 2020, assigned=Decimal("95.0"), assigned_met=True, cell="参照值!A5"),
            Reference("M24.1", 2020, assigned_met=False, cell="参照值!A6"),
        ),
        conditions=(Condition("1", "规划经人大审议", "已审议", "符合", "1-1"),),
        inspections=(InspectionIssue("1", "某渔港污水直排", "完成截污", "2020年底", "整改中", ("市住建局", "市生态环境局")),),
    )
    write_system(filled, tmp_path / "体系.xlsx")
    assert load_system(tmp_path / "体系.xlsx") == filled


def test_the_same_plan_gives_the_same_bytes_as_the_shipped_workbook(tmp_path: Path) -> None:
    write_system(SYSTEM, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == template_path("indicator_system.xlsx").read_bytes()


def test_nothing_in_the_workbook_tells_when_it_was_written(tmp_path: Path) -> None:
    write_system(SYSTEM, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert {member.date_time for member in package.infolist()} == {(2020, 7, 15, 0, 0, 0)}
        assert b"2020-07-15T00:00:00Z" in package.read("docProps/core.xml")


def test_every_sheet_is_a_form_for_people(book: Workbook) -> None:
    titles = ["说明", "参数", "指标", "重点任务", "主要任务", "正文目标", "对应关系", "阶段", "年度目标", "单位名录", "区域"]
    assert book.sheetnames == [*titles, "参照值", "申报条件", "督察整改", "口径说明", "报告素材"]
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


def test_a_percentage_typed_as_a_number_reads_as_it_shows(book: Workbook, tmp_path: Path) -> None:
    cell = cell_of(book, "指标", "指标值", 7)
    cell.value, cell.number_format = 0.985, "0.0%"
    book.save(tmp_path / "方案.xlsx")
    assert load_system(tmp_path / "方案.xlsx").items[6].target == "98.5%"


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


# How a workbook is broken, and the fault that names the sheet, the cell and the mend.
BROKEN: list[tuple[str, Callable[[Workbook], None], str]] = [
    (
        "a duplicate number",
        lambda book: setattr(cell_of(book, "指标", "序号", 3), "value", 1),
        "工作表“指标”C6:指标序号1重复,已用于工作表“指标”C4;请改为不重复的序号;同一指标的各分项应连续排列、指标名称相同。",
    ),
    (
        "a missing name",
        lambda book: setattr(cell_of(book, "指标", "指标名称", 5), "value", None),
        "工作表“指标”D8:缺少指标名称;请补填指标名称。",
    ),
    (
        "a missing number",
        lambda book: setattr(cell_of(book, "指标", "序号", 5), "value", None),
        "工作表“指标”C8:缺少序号;请补填序号。",
    ),
    (
        "a number in words",
        lambda book: setattr(cell_of(book, "重点任务", "序号", 2), "value", "二"),
        "工作表“重点任务”A5:序号“二”不是整数;请填阿拉伯数字。",
    ),
    (
        "an unknown nature",
        lambda book: setattr(cell_of(book, "指标", "指标属性", 12), "value", "强制性"),
        "工作表“指标”I15:指标属性“强制性”不认识;请填“约束性”或“参考性”。",
    ),
    (
        "an unknown direction",
        lambda book: setattr(cell_of(book, "指标", "方向", 3), "value", "向上走"),
        "工作表“指标”J6:方向“向上走”不认识;请填“越高越好”“越低越好”或“文字”。",
    ),
    (
        "a department misspelt",
        lambda book: setattr(cell_of(book, "指标", "责任单位", 1), "value", "市生态坏境局"),
        "工作表“指标”K4:单位“市生态坏境局”不在单位名录中;是否为“市生态环境局”?请改正,或在单位名录中补列。",
    ),
    (
        "a department of nowhere",
        lambda book: setattr(cell_of(book, "重点任务", "责任单位", 1), "value", "某集团"),
        "工作表“重点任务”E4:单位“某集团”不在单位名录中;请改正,或在单位名录中补列。",
    ),
    (
        "no department",
        lambda book: setattr(cell_of(book, "主要任务", "责任单位", 1), "value", None),
        "工作表“主要任务”D4:缺少责任单位;请补填责任单位。",
    ),
    (
        "no target",
        lambda book: setattr(cell_of(book, "指标", "指标值", 1), "value", "  "),
        "工作表“指标”H4:缺少指标值;请补填指标值。",
    ),
    (
        "an id that is not its place",
        lambda book: setattr(cell_of(book, "指标", "分项编号", 14), "value", "14.2"),
        "工作表“指标”E17:分项编号“14.2”与排列位置不符;按位置应为“14.1”,请改正,或留空。",
    ),
    (
        "an alias of two departments",
        lambda book: setattr(cell_of(book, "单位名录", "别名", 8), "value", "市审计局"),
        "工作表“单位名录”A13:“市审计局”已经是“市水利局”的名称或别名;请删去重复的一处。",
    ),
    (
        "an alias of two items",
        lambda book: setattr(cell_of(book, "指标", "别名", 18), "value", "优良率"),
        "工作表“指标”L21:别名“优良率”已用于分项14.1;请删去一处,一个别名只能属于一个分项。",
    ),
    (
        "a goal of an unknown item",
        lambda book: setattr(cell_of(book, "正文目标", "对应分项", 1), "value", "99"),
        "工作表“正文目标”K4:没有编号为“99”的分项;请改为“指标”表中的分项编号。",
    ),
    (
        "a goal of an unknown main task",
        lambda book: setattr(cell_of(book, "正文目标", "主要任务序号", 1), "value", 26),
        "工作表“正文目标”B4:没有序号为“26”的主要任务;请改为“主要任务”表中的序号。",
    ),
    (
        "a link to nowhere",
        lambda book: setattr(cell_of(book, "对应关系", "重点任务序号", 1), "value", "1、6"),
        "工作表“对应关系”C4:没有序号为“6”的重点任务;请改为“重点任务”表中的序号。",
    ),
    (
        "a date that is none",
        lambda book: setattr(cell_of(book, "阶段", "结束日期", 1), "value", "2019年底"),
        "工作表“阶段”D4:结束日期“2019年底”不是完整的日期;请按“2021-06-30”的样子填写年月日。",
    ),
    (
        "a stage that ends before it begins",
        lambda book: setattr(cell_of(book, "阶段", "结束日期", 1), "value", "2018-12-31"),
        "工作表“阶段”D4:结束日期早于开始日期;请核对起止日期。",
    ),
    (
        "a branch that is none",
        lambda book: setattr(cell_of(book, "参数", "值", 6), "value", "海岛"),
        "工作表“参数”B9:地形类型“海岛”不认识;请填其中之一,或留空:山区、丘陵区、平原地区。",
    ),
    (
        "no year",
        lambda book: setattr(cell_of(book, "参数", "值", 5), "value", "今年"),
        "工作表“参数”B8:年度“今年”不是四位年份;请填四位数字,例如 2020。",
    ),
    (
        "no city",
        lambda book: setattr(cell_of(book, "参数", "值", 3), "value", None),
        "工作表“参数”B6:缺少城市;请补填城市。",
    ),
    ("a sheet that is not there", lambda book: book.remove(book["阶段"]), "工作表“阶段”:没有这张工作表;请从模板中补上,可以只留表头。"),
    (
        "a column that is not there",
        lambda book: book["指标"].delete_cols(column_of(book["指标"], "指标值")),
        "工作表“指标”第3行:缺少“指标值”列;请在表头补上这一列。",
    ),
    (
        "a column twice",
        lambda book: setattr(book["指标"].cell(HEAD, column_of(book["指标"], "别名")), "value", "责任单位"),
        "工作表“指标”L3:“责任单位”列重复;请删去一列,或改掉它的表头。",
    ),
    (
        "no header",
        lambda book: book["年度目标"].delete_rows(HEAD),
        "工作表“年度目标”:找不到表头;请在前30行内写上表头:年度、地区、目标。",
    ),
    ("no indicators", lambda book: book["指标"].delete_rows(HEAD + 1, 99), "工作表“指标”:表头以下没有内容;请逐行填写。"),
    (
        "an error value",
        lambda book: setattr(cell_of(book, "重点任务", "任务名称", 1), "value", "#REF!"),
        "工作表“重点任务”C4:是错误值#REF!;请改填正确的内容。",
    ),
    (
        "a formula that was never calculated",
        lambda book: setattr(cell_of(book, "指标", "指标值", 7), "value", "=50+50"),
        "工作表“指标”H10:公式没有计算结果;请用 Excel 或 WPS 打开后保存一次,或改填数值。",
    ),
]


@pytest.mark.parametrize(("break_it", "fault"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_fault_names_the_sheet_the_cell_and_the_mend(
    book: Workbook, tmp_path: Path, break_it: Callable[[Workbook], None], fault: str
) -> None:
    break_it(book)
    first, *consequences = faults_of(book, tmp_path)
    assert first == fault
    assert all("没有序号为" in one or "分项编号" in one or "缺少指标值" in one for one in consequences)


@pytest.mark.parametrize(
    ("heading", "value", "fault"),
    [
        ("分项编号", "70", "A4:没有编号为“70”的分项;请改为“指标”表中的分项编号。"),
        ("年度", None, "B4:缺少年度;请补填年度。"),
        ("全省平均值", "约九成", "C4:全省平均值“约九成”不是数字;请只填数字,不带单位和文字;没有的留空。"),
        ("上级认定", "差不多", "F4:上级认定“差不多”不认识;请填“完成”或“未完成”,没有的留空。"),
    ],
)
def test_a_fact_of_the_office_must_be_a_fact(book: Workbook, tmp_path: Path, heading: str, value: object, fault: str) -> None:
    for known, content in (("分项编号", "15.1"), ("年度", 2020), ("全省平均值", 91.2)):
        cell_of(book, "参照值", known, 1).value = content
    cell_of(book, "参照值", heading, 1).value = value
    assert faults_of(book, tmp_path) == (f"工作表“参照值”{fault}",)


def test_all_faults_come_in_one_error(book: Workbook, tmp_path: Path) -> None:
    cell_of(book, "指标", "指标属性", 1).value = "必须"
    cell_of(book, "重点任务", "任务名称", 1).value = None
    cell_of(book, "区域", "类别", 1).value = None
    book.remove(book["年度目标"])
    faults = faults_of(book, tmp_path)
    assert len(faults) == 4
    with pytest.raises(IndicatorSystemError, match=r"“方案.xlsx”有 4 处问题"):
        load_system(tmp_path / "方案.xlsx")


def test_a_missing_sheet_is_one_fault_not_hundreds(book: Workbook, tmp_path: Path) -> None:
    book.remove(book["单位名录"])
    assert faults_of(book, tmp_path) == ("工作表“单位名录”:没有这张工作表;请从模板中补上,可以只留表头。",)


def test_a_file_that_is_not_there_or_no_workbook_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到指标体系工作簿"):
        load_system(tmp_path / "没有.xlsx")
    (tmp_path / "假.xlsx").write_text("不是工作簿", encoding="utf-8")
    with pytest.raises(IndicatorSystemError, match="不是完好的"):
        load_system(tmp_path / "假.xlsx")
    whole = template_path("indicator_system.xlsx").read_bytes()
    (tmp_path / "半.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IndicatorSystemError, match="不是完好的"):
        load_system(tmp_path / "半.xlsx")
