"""A broken workbook of the plan names every fault at once, each with its sheet, its cell and the mend."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from plan_workbooks import HEAD, SHORT, cell_of, column_of, faults_of, open_short

from ecoreport.errors import IndicatorSystemError, InputError
from ecoreport.guard import Bounds
from ecoreport.system import load_system, loading
from ecoreport.templates import SHIPPED


@pytest.fixture
def book() -> Workbook:
    return open_short()


# How a workbook is broken, and the fault that names the sheet, the cell and the mend.
BROKEN: list[tuple[str, Callable[[Workbook], None], str]] = [
    (
        "a duplicate number",
        lambda book: setattr(cell_of(book, "指标", "序号", 3), "value", 1),
        "工作表“指标”C6：指标序号1重复，已用于工作表“指标”C4；请改为不重复的序号；同一指标的各分项应连续排列、指标名称相同。",
    ),
    (
        "a missing name",
        lambda book: setattr(cell_of(book, "指标", "指标名称", 5), "value", None),
        "工作表“指标”D8：缺少指标名称；请补填指标名称。",
    ),
    (
        "a missing number",
        lambda book: setattr(cell_of(book, "指标", "序号", 5), "value", None),
        "工作表“指标”C8：缺少序号；请补填序号。",
    ),
    (
        "a number in words",
        lambda book: setattr(cell_of(book, "重点任务", "序号", 2), "value", "二"),
        "工作表“重点任务”A5：序号“二”不是整数；请填阿拉伯数字。",
    ),
    (
        "an unknown nature",
        lambda book: setattr(cell_of(book, "指标", "指标属性", 12), "value", "强制性"),
        "工作表“指标”I15：指标属性“强制性”不认识；请填“约束性”或“参考性”。",
    ),
    (
        "an unknown direction",
        lambda book: setattr(cell_of(book, "指标", "方向", 3), "value", "向上走"),
        "工作表“指标”J6：方向“向上走”不认识；请填“越高越好”“越低越好”或“文字”。",
    ),
    (
        "a department misspelt",
        lambda book: setattr(cell_of(book, "指标", "责任单位", 1), "value", "市生态坏境局"),
        "工作表“指标”K4：单位“市生态坏境局”不在单位名录中；是否为“市生态环境局”？请改正，或在单位名录中补列。",
    ),
    (
        "a department of nowhere",
        lambda book: setattr(cell_of(book, "重点任务", "责任单位", 1), "value", "某集团"),
        "工作表“重点任务”E4：单位“某集团”不在单位名录中；请改正，或在单位名录中补列。",
    ),
    (
        "no department",
        lambda book: setattr(cell_of(book, "主要任务", "责任单位", 1), "value", None),
        "工作表“主要任务”D4：缺少责任单位；请补填责任单位。",
    ),
    (
        "no target",
        lambda book: setattr(cell_of(book, "指标", "指标值", 1), "value", "  "),
        "工作表“指标”H4：缺少指标值；请补填指标值。",
    ),
    (
        "an id that is not its place",
        lambda book: setattr(cell_of(book, "指标", "分项编号", 14), "value", "14.2"),
        "工作表“指标”E17：分项编号“14.2”与排列位置不符；按位置应为“14.1”，请改正，或留空。",
    ),
    (
        "an alias of two departments",
        lambda book: setattr(cell_of(book, "单位名录", "别名", 8), "value", "市审计局"),
        "工作表“单位名录”A13：“市审计局”已经是“市水利局”的名称或别名；请删去重复的一处。",
    ),
    (
        "an alias of two items",
        lambda book: setattr(cell_of(book, "指标", "别名", 18), "value", "优良率"),
        "工作表“指标”N21：别名“优良率”已用于分项14.1；请删去一处，一个别名只能属于一个分项。",
    ),
    (
        "a goal of an unknown item",
        lambda book: setattr(cell_of(book, "正文目标", "对应分项", 1), "value", "99"),
        "工作表“正文目标”K4：没有编号为“99”的分项；请改为“指标”表中的分项编号。",
    ),
    (
        "a goal of an unknown main task",
        lambda book: setattr(cell_of(book, "正文目标", "主要任务序号", 1), "value", 26),
        "工作表“正文目标”B4：没有序号为“26”的主要任务；请改为“主要任务”表中的序号。",
    ),
    (
        "a link to nowhere",
        lambda book: setattr(cell_of(book, "对应关系", "重点任务序号", 1), "value", "1、6"),
        "工作表“对应关系”C4：没有序号为“6”的重点任务；请改为“重点任务”表中的序号。",
    ),
    (
        "a date that is none",
        lambda book: setattr(cell_of(book, "阶段", "结束日期", 1), "value", "2019年底"),
        "工作表“阶段”D4：结束日期“2019年底”不是完整的日期；请按“2021-06-30”的样子填写年月日。",
    ),
    (
        "a stage that ends before it begins",
        lambda book: setattr(cell_of(book, "阶段", "结束日期", 1), "value", "2018-12-31"),
        "工作表“阶段”D4：结束日期早于开始日期；请核对起止日期。",
    ),
    (
        "a branch that is none",
        lambda book: setattr(cell_of(book, "参数", "值", 6), "value", "海岛"),
        "工作表“参数”B9：地形类型“海岛”不认识；请填其中之一，或留空：山区、丘陵区、平原地区。",
    ),
    (
        "no year",
        lambda book: setattr(cell_of(book, "参数", "值", 5), "value", "今年"),
        "工作表“参数”B8：年度“今年”不是四位年份；请填四位数字，例如 2020。",
    ),
    (
        "no city",
        lambda book: setattr(cell_of(book, "参数", "值", 3), "value", None),
        "工作表“参数”B6：缺少城市；请补填城市。",
    ),
    ("a sheet that is not there", lambda book: book.remove(book["指标"]), "工作表“指标”：没有这张工作表；请从模板中补上。"),
    (
        "a column that is not there",
        lambda book: book["指标"].delete_cols(column_of(book["指标"], "指标值")),
        "工作表“指标”第3行：缺少“指标值”列；请在表头补上这一列。",
    ),
    (
        "a column twice",
        lambda book: setattr(book["指标"].cell(HEAD, column_of(book["指标"], "别名")), "value", "责任单位"),
        "工作表“指标”N3：“责任单位”列重复；请删去一列，或改掉它的表头。",
    ),
    (
        "no header",
        lambda book: book["年度目标"].delete_rows(HEAD),
        "工作表“年度目标”：找不到表头；请在前30行内写上表头：年度、地区、目标。",
    ),
    ("no indicators", lambda book: book["指标"].delete_rows(HEAD + 1, 99), "工作表“指标”：表头以下没有内容；请逐行填写。"),
    (
        "an error value",
        lambda book: setattr(cell_of(book, "重点任务", "任务名称", 1), "value", "#REF!"),
        "工作表“重点任务”C4：是错误值#REF!；请改填正确的内容。",
    ),
    (
        "a formula that was never calculated",
        lambda book: setattr(cell_of(book, "指标", "指标值", 7), "value", "=50+50"),
        "工作表“指标”H10：公式没有计算结果；请用 Excel 或 WPS 打开后保存一次，或改填数值。",
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
        ("分项编号", "70", "A4：没有编号为“70”的分项；请改为“指标”表中的分项编号。"),
        ("年度", None, "B4：缺少年度；请补填年度。"),
        ("全省平均值", "约九成", "C4：全省平均值“约九成”不是数字；请只填数字，不带单位和文字；没有的留空。"),
        ("上级认定", "差不多", "F4：上级认定“差不多”不认识；请填“完成”或“未完成”，没有的留空。"),
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
    book["年度目标"].delete_rows(HEAD)
    faults = faults_of(book, tmp_path)
    assert len(faults) == 4
    with pytest.raises(IndicatorSystemError, match=r"“方案.xlsx”有 4 处问题"):
        load_system(tmp_path / "方案.xlsx")


def test_without_a_directory_the_departments_are_those_that_have_a_duty(book: Workbook, tmp_path: Path) -> None:
    named = [department.name for department in SHORT.departments]
    book.remove(book["单位名录"])
    book.save(tmp_path / "方案.xlsx")
    system = load_system(tmp_path / "方案.xlsx")
    assert system.items[0].departments == SHORT.items[0].departments
    assert {name for item in system.items for name in item.departments} <= {department.name for department in system.departments}
    assert len(system.departments) <= len(named)


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到指标体系工作簿"):
        load_system(tmp_path / "没有.xlsx")


def broken(part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The shipped workbook with one of its parts changed, or taken out."""
    with zipfile.ZipFile(SHIPPED.path("indicator_system.xlsx")) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    changed = {name: change(data) if name == part else data for name, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in changed.items():
            if data is not None:
                package.writestr(name, data)
    return out.getvalue()


def flipped(data: bytes) -> bytes:
    """A byte inside the first part is another: its checksum no longer holds."""
    return data[:60] + bytes([data[60] ^ 1]) + data[61:]


WHOLE = SHIPPED.path("indicator_system.xlsx").read_bytes()
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
NO_PACKAGE, OTHER, BROKEN = "不是 .xlsx 工作簿，或没有传完", "不是 Excel 工作簿，是别的文档或压缩包", "工作簿损坏，各部分对不上"
DAMAGED: list[tuple[str, bytes, str]] = [
    ("no package", "不是工作簿".encode(), NO_PACKAGE),
    ("half a file", WHOLE[: len(WHOLE) // 2], NO_PACKAGE),
    ("nothing", b"", "是空文件"),
    ("a checksum", flipped(broken("", bytes)), NO_PACKAGE),
    ("a package of another program", broken("[Content_Types].xml", lambda data: data.replace(b"sheet.main", b"document.main")), OTHER),
    ("no content types", broken("[Content_Types].xml", lambda _: None), OTHER),
    ("a sheet that breaks off", broken(SHEET, lambda data: data[:-20]), f"工作簿损坏（{SHEET}）"),
    ("an unknown encoding", broken(BOOK, lambda _: b'<?xml version="1.0" encoding="no"?><workbook/>'), f"工作簿损坏（{BOOK}）"),
    ("relations that break off", broken("_rels/.rels", lambda data: data[:-5]), "工作簿损坏（_rels/.rels）"),
    ("no workbook", broken(BOOK, lambda _: None), BROKEN),
    ("a number in words", broken(BOOK, lambda data: data.replace(b'sheetId="1"', b'sheetId="a"')), BROKEN),
    ("a style that is none", broken("xl/styles.xml", lambda data: data.replace(b'fontId="0"', b'fontId="999"')), BROKEN),
]


@pytest.mark.parametrize(("content", "what"), [case[1:] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_damaged_package_is_told_in_one_sentence(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "方案.xlsx").write_bytes(content)
    with pytest.raises(IndicatorSystemError) as told:
        load_system(tmp_path / "方案.xlsx")
    assert told.value.faults == (f"{what}；请用 Excel 或 WPS 打开指标体系工作簿，另存为 .xlsx 后再试。",)


def test_a_file_that_cannot_be_opened_is_a_fault_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "方案.xlsx":
            raise PermissionError(13, "Permission denied")
        return read(path)

    (tmp_path / "方案.xlsx").write_bytes(WHOLE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = f"指标体系工作簿“{tmp_path / '方案.xlsx'}”打不开（没有权限，或正被其他程序占用）。请关闭正在使用它的程序，或检查权限后重试。"
    with pytest.raises(InputError, match=re.escape(told)):
        load_system(tmp_path / "方案.xlsx")


def test_a_workbook_over_which_openpyxl_never_comes_to_an_end_is_stopped_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_workbook(SHIPPED.path("indicator_system.xlsx"))
    path = tmp_path / "体系.xlsx"
    book.save(path)
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[sheet] = re.sub(rb"<mergeCells.*?</mergeCells>", b"", parts[sheet]).replace(b"</sheetData>", b"</sheetData>" + merged)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    monkeypatch.setattr(loading, "_BOUNDS", Bounds(60, 200 << 20))
    with pytest.raises(IndicatorSystemError, match="整个文件：占用内存过多，已停止"):
        load_system(path)
