"""The blank ledgers: who gets one, what is printed and stamped in it, and what may be typed into it."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from goldens import unlike
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.demands.quantities import extract_goals
from ecoreport.errors import TemplateError
from ecoreport.issuing import build_ledger
from ecoreport.issuing.duties import Duty, list_duties
from ecoreport.issuing.form import read_form
from ecoreport.model.stamp import PRINTED, pack_stamp, unpack_stamp
from ecoreport.pipeline import issue, issue_ledgers
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED

SYSTEM = load_system()
# One indicator, one department.
SMALL = replace(SYSTEM, indicators=tuple(one for one in SYSTEM.indicators if one.no == 12), key_tasks=(), main_tasks=(), departments=())
FORM = read_form(SHIPPED.words("ledger.toml"))
DUTIES = {duty.department: duty for duty in list_duties(SYSTEM)}
STAMPS = "_ecoreport"


def open_ledger(department: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(build_ledger(SYSTEM, DUTIES[department], 2020, FORM)))


# One that leads much, one that leads and supports, one with words only, one with a task only, one that only supports.
SOME = ("市生态环境局", "市水利局", "市委办", "市教育局", "市公安局", "舟山人行")


@pytest.fixture(scope="module")
def ledgers() -> dict[str, Workbook]:
    return {department: open_ledger(department) for department in SOME}


def texts_of(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell.coordinate, str(cell.value)


def open_cells(sheet: Worksheet) -> list[str]:
    covered = {
        cell for merged in sheet.merged_cells.ranges for row in merged.cells for cell in [row] if row != (merged.min_row, merged.min_col)
    }
    return [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.coordinate and not cell.protection.locked and (cell.row, cell.column) not in covered
    ]


def stamps_of(book: Workbook) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    rows = {str(row[0]): [str(text) for text in row[1:] if text] for row in book[STAMPS].iter_rows(values_only=True)}
    unpacked = unpack_stamp(rows[PRINTED])
    assert unpacked
    assert {key: texts for key, texts in rows.items() if key != PRINTED} == {key: [unpacked[0][key]] for key in ("schema", "template")}
    return unpacked


# ---- who gets one -----------------------------------------------------------------------------


def test_twenty_departments_lead_and_each_of_them_gets_its_items() -> None:
    leads = [duty for duty in DUTIES.values() if duty.lead_items or duty.lead_tasks]
    assert len(leads) == 20
    assert sorted(item.id for duty in leads for item in duty.lead_items) == sorted(item.id for item in SYSTEM.items)
    assert sorted(task.no for duty in leads for task in duty.lead_tasks) == [task.no for task in SYSTEM.key_tasks]


def test_every_department_named_for_an_item_a_task_or_a_text_goal_gets_a_ledger_and_no_other() -> None:
    collective = {group.name for group in SYSTEM.collectives}
    parts = (*SYSTEM.items, *SYSTEM.key_tasks, *SYSTEM.text_goals)
    named = {name for part in parts for name in part.departments}
    assert set(DUTIES) == named - collective | {"石化基地管委会"}  # which only a main task names


def test_a_body_that_only_a_main_task_names_is_asked_for_what_measures_its_goals() -> None:
    duty = DUTIES["石化基地管委会"]
    assert [item.id for item in duty.supporting_items] == ["23", "27"]
    assert (duty.lead_items, duty.goals, duty.tasks) == ((), (), ())
    assert len(DUTIES) == 34


def test_a_collective_name_stands_for_its_members_where_the_plan_names_them() -> None:
    group = replace(SYSTEM.collectives[0], stands_for=("市教育局",))
    widened = list_duties(replace(SYSTEM, collectives=(group, *SYSTEM.collectives[1:])))
    task = next(task for task in SYSTEM.key_tasks if group.name in task.departments)
    duty = next(duty for duty in widened if duty.department == "市教育局")
    assert task in duty.supporting_tasks


def test_files_are_named_by_department_and_year_and_no_name_leaves_the_folder(tmp_path: Path) -> None:
    paths = issue_ledgers(SMALL, tmp_path)
    assert [path.name for path in paths] == ["舟山人行-2020年生态文明建设示范市创建台账.xlsx"]
    wild = replace(SYSTEM.indicators[0].items[0], departments=("../市局:甲",))
    system = replace(SYSTEM, indicators=(replace(SYSTEM.indicators[0], items=(wild,)),), key_tasks=(), main_tasks=(), departments=())
    (path,) = issue_ledgers(system, tmp_path / "别市")
    assert path.parent == tmp_path / "别市"
    assert path.name.startswith("..／市局：甲-2020年")


def test_a_ledger_that_was_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    small = replace(SYSTEM, indicators=SYSTEM.indicators[:6], key_tasks=(), main_tasks=())
    first, second, *_ = issue_ledgers(small, tmp_path)
    book = openpyxl.load_workbook(first)
    book.worksheets[0]["C7"] = "张三"
    book.save(first)
    filled = first.read_bytes()
    written, kept = issue(tmp_path, system=small)
    assert (kept, first.read_bytes()) == ((first,), filled)
    assert second in written
    assert first not in written


def test_the_same_plan_gives_the_same_bytes() -> None:
    duty = DUTIES["市水利局"]
    assert build_ledger(SYSTEM, duty, 2020, FORM) == build_ledger(SYSTEM, duty, 2020, FORM)


# ---- what is printed --------------------------------------------------------------------------


def test_the_ledger_of_one_department_reads_as_it_did(ledgers: dict[str, Workbook]) -> None:
    lines = []
    properties, stamps = stamps_of(ledgers["舟山人行"])
    for sheet in ledgers["舟山人行"].worksheets:
        lines.append(f"== {sheet.title} ({sheet.sheet_state})")
        lines += (f"{address}\t{text}".replace("\n", "⏎") for address, text in texts_of(sheet) if sheet.title != STAMPS)
    lines += ("\t".join(texts).replace("\n", "⏎") for texts in (*properties.items(), *stamps))
    dump = "\n".join(lines).replace(properties["plan"], "(指纹)").replace(properties["plan"][:6], "(指纹)") + "\n"
    assert unlike("ledger_舟山人行.txt", dump) == []


@pytest.mark.parametrize("department", SOME)
def test_every_duty_is_printed_once_with_its_code(ledgers: dict[str, Workbook], department: str) -> None:
    book, duty = ledgers[department], DUTIES[department]
    if duty.items or duty.goals:
        codes = [cell.value for cell in book["指标填报"]["A"] if not cell.protection.locked or cell.number_format == "@"]
        assert [code for code in codes if code] == [part.id for part in (*duty.items, *duty.goals)]
    else:
        assert "指标填报" not in book.sheetnames
    if duty.tasks:
        codes = [cell.value for cell in book["重点任务进展"]["A"] if cell.number_format == "@" and cell.value]
        assert codes == [task.id for task in duty.tasks]


def test_a_key_task_has_a_line_for_each_of_its_goals(ledgers: dict[str, Workbook]) -> None:
    sheet = ledgers["市水利局"]["重点任务进展"]
    headings = {cell.value: cell.column_letter for cell in sheet[4]}
    task = next(task for task in SYSTEM.key_tasks if task.no == 25)
    goals = extract_goals(task.content)
    assert len(goals) == 4
    first = next(cell.row for cell in sheet[headings["编码"]] if cell.value == "T25")
    for offset, goal in enumerate(goals):
        row = first + offset
        assert sheet[f"{headings['目标编码']}{row}"].value == f"T25-{offset + 1}"
        assert sheet[f"{headings['目标量']}{row}"].value == f"{goal.number:f}"
        assert sheet[f"{headings['计量单位']}{row}"].value == goal.unit
        assert not sheet[f"{headings['完成量']}{row}"].protection.locked


def test_another_year_asks_for_its_own_three_years() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_ledger(SYSTEM, DUTIES["市水利局"], 2021, FORM)))
    headings = [cell.value for cell in book["指标填报"][4]]
    assert [heading for heading in headings if str(heading).startswith("20")] == ["2019年", "2020年", "2021年"]
    assert stamps_of(book)[0]["period"] == "2021"


def test_text_that_looks_like_a_formula_is_printed_as_text() -> None:
    item = replace(SYSTEM.items[0], target='=HYPERLINK("http://x")')
    duty = Duty("市水利局", (item,), (), (), (), ())
    book = openpyxl.load_workbook(io.BytesIO(build_ledger(SYSTEM, duty, 2020, FORM)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


# ---- stamps -----------------------------------------------------------------------------------


@pytest.mark.parametrize("department", SOME)
def test_every_locked_text_is_stamped_and_every_stamp_is_printed(ledgers: dict[str, Workbook], department: str) -> None:
    book = ledgers[department]
    properties, stamps = stamps_of(book)
    assert properties["schema"] == "ecoreport.ledger/2"
    assert (properties["department"], properties["edition"], properties["period"]) == (department, SYSTEM.edition, "2020")
    assert book[STAMPS].sheet_state == "veryHidden"
    printed = sorted((sheet.title, text) for sheet in book.worksheets if sheet.title != STAMPS for _, text in texts_of(sheet))
    assert printed == sorted((sheet, text) for sheet, _, _, text in stamps)


def test_the_stamp_is_a_tenth_of_the_cells_at_most(ledgers: dict[str, Workbook]) -> None:
    for book in ledgers.values():
        assert sum(1 for _ in texts_of(book[STAMPS])) * 10 <= sum(1 for sheet in book.worksheets for _ in texts_of(sheet))


def test_a_long_stamp_stands_in_several_cells_and_one_that_is_not_whole_is_none() -> None:
    texts = [("指标填报", f"{number}", "indicator", hashlib.sha256(str(number).encode()).hexdigest()) for number in range(2_000)]
    packed = pack_stamp({"edition": "舟山2020"}, texts)
    assert max(map(len, packed)) < 32_767
    assert unpack_stamp(packed) == ({"edition": "舟山2020"}, texts)
    for spoiled in (packed[:-1], packed[::-1], (*packed, "x"), ("甲",), (), pack_stamp({"a": 1}, []), pack_stamp({}, [("a", "b")])):
        assert unpack_stamp(spoiled) is None


def test_the_template_number_stands_on_the_cover_and_on_every_page(ledgers: dict[str, Workbook]) -> None:
    book = ledgers["市水利局"]
    number = stamps_of(book)[0]["template"]
    assert number in [text.removeprefix("模板编号：") for _, text in texts_of(book["封面"])]
    assert all(sheet.oddFooter.right.text == number for sheet in book.worksheets if sheet.title != STAMPS)


def test_the_number_changes_with_the_plan() -> None:
    changed = replace(SYSTEM, key_tasks=SYSTEM.key_tasks[:-1])
    before, after = (
        stamps_of(openpyxl.load_workbook(io.BytesIO(build_ledger(system, DUTIES["市水利局"], 2020, FORM))))[0]
        for system in (SYSTEM, changed)
    )
    assert before["plan"] != after["plan"]
    assert before["template"] != after["template"]


# ---- a form that can be filled in ---------------------------------------------------------------


@pytest.mark.parametrize("department", SOME)
def test_inputs_are_open_and_empty_and_all_else_is_locked(ledgers: dict[str, Workbook], department: str) -> None:
    for sheet in ledgers[department].worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert all(sheet[address].value is None for address in open_cells(sheet))


def test_lists_and_numbers_warn_and_never_refuse(ledgers: dict[str, Workbook]) -> None:
    for sheet in ledgers["市生态环境局"].worksheets:
        for validation in sheet.data_validations.dataValidation:
            assert validation.type is None or validation.errorStyle == "warning"
            assert len(validation.promptTitle or "") <= 32
            assert 0 < len(validation.prompt) <= 255
            assert validation.type != "list" or len(validation.formula1) <= 257


def test_every_open_cell_has_a_prompt(ledgers: dict[str, Workbook]) -> None:
    for sheet in ledgers["市生态环境局"].worksheets:
        prompted = {
            f"{openpyxl.utils.get_column_letter(column)}{row}"
            for validation in sheet.data_validations.dataValidation
            for area in validation.sqref.ranges
            for row, column in area.cells
        }
        assert set(open_cells(sheet)) <= prompted


def test_every_sheet_is_set_up_for_print(ledgers: dict[str, Workbook]) -> None:
    for sheet in ledgers["市水利局"].worksheets:
        if sheet.title == STAMPS:
            continue
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.center.text
        if sheet.title != "封面":
            assert sheet.print_title_rows
            assert sheet.freeze_panes
            assert sheet.page_setup.orientation == "landscape"


def test_what_the_judgement_needs_is_coloured_and_what_it_does_not_need_is_white(ledgers: dict[str, Workbook]) -> None:
    sheet = ledgers["市水利局"]["指标填报"]
    headings = {cell.value: cell.column_letter for cell in sheet[4]}
    rows = {cell.value: cell.row for cell in sheet[headings["编码"]]}
    for code, heading, white in (
        ("34.1", "全省平均变化幅度", False),
        ("32", "上级下达目标值", False),
        ("42", "全省平均值", True),
        ("42", "分子", False),
    ):
        fill = sheet[f"{headings[heading]}{rows[code]}"].fill.fgColor.rgb
        assert (fill == "00FFFFFF") is white, (code, heading)


def test_only_a_lead_must_answer(ledgers: dict[str, Workbook]) -> None:
    sheet = ledgers["市水利局"]["指标填报"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    year = next(cell.column_letter for cell in sheet[4] if cell.value == "2020年")
    assert sheet[f"{year}{rows['42']}"].fill.fgColor.rgb != sheet[f"{year}{rows['20.1']}"].fill.fgColor.rgb


# ---- the template is the office's to edit --------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('stamp_sheet = "_ecoreport"', 'stampsheet = "_ecoreport"', "stamp_sheet"),
        ('title = "佐证材料清单"', "title = 佐证材料清单", "TOML"),
        ('file_name = "{department}-', 'file_name = "', "同一个文件名"),
        ('title = "佐证材料清单"', 'title = "{单位}佐证材料清单"', "花括号"),
        ('prompt = "材料总页数。"', f'prompt = "{"长" * 256}"', "255"),
        ('prompt = "材料总页数。"', 'hint = "材料总页数。"', "hint"),
        ('choices = ["达标", "未达标", "待定", "不适用"]', 'choices = ["达标,未达标"]', "半角逗号"),
    ],
)
def test_a_broken_template_is_told_in_one_sentence(tmp_path: Path, before: str, after: str, told: str) -> None:
    text = SHIPPED.path("ledger.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "ledger.toml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(TemplateError, match=told):
        issue_ledgers(SMALL, tmp_path / "out", templates=tmp_path)


def test_an_edited_template_changes_the_form(tmp_path: Path) -> None:
    text = SHIPPED.path("ledger.toml").read_text(encoding="utf-8")
    (tmp_path / "ledger.toml").write_text(text.replace("佐证材料清单", "佐证目录"), encoding="utf-8")
    (path,) = issue_ledgers(SMALL, tmp_path / "out", templates=tmp_path)
    book = openpyxl.load_workbook(path)
    assert book["佐证材料"]["A1"].value == "佐证目录"


@pytest.mark.office
def test_what_is_typed_into_the_open_cells_and_the_stamps_survive_a_save_by_libreoffice(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice
    typed: dict[str, dict[tuple[str, str], str]] = {}
    for department in ("市水利局", "市教育局"):
        book = open_ledger(department)
        inputs = {(sheet.title, address) for sheet in book.worksheets for address in open_cells(sheet)}
        typed[department] = {place: f"填{number}" for number, place in enumerate(sorted(inputs))}
        for (sheet, address), text in typed[department].items():
            book[sheet][address] = text
        book.save(tmp_path / f"{department}.xlsx")
    subprocess.run(
        [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "saved"), *(str(tmp_path / f"{name}.xlsx") for name in typed)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for department, places in typed.items():
        saved = openpyxl.load_workbook(tmp_path / "saved" / f"{department}.xlsx")
        assert {place: saved[place[0]][place[1]].value for place in places} == places
        assert stamps_of(saved) == stamps_of(open_ledger(department))
        assert saved[STAMPS].sheet_state != "visible"
        assert all(saved[sheet].protection.sheet for sheet, _ in places)
