"""Where code, printed name and edition of an issued ledger disagree its rows are asked; where they agree nothing competes with them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from filled_ledgers import Answers, Key, fill_blank, saved, wrong
from openpyxl.workbook import Workbook
from reworked_ledgers import Sent, column_of, head_of, insert_rows

from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.matching.items import Items
from ecoreport.model import Batch, IndicatorSystem
from ecoreport.model.stamp import pack_stamp, unpack_stamp
from ecoreport.office import Office
from ecoreport.reading import Input
from ecoreport.reading import read as read_ledger
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED
from ecoreport.work import read_one

SYSTEM = load_system()
OFFICE = Office.open(SYSTEM, period=2020)
FORM_OF_LEDGERS = read_form(SHIPPED.words(FORM))
DEPARTMENT = "市水利局"


def filled(system: IndicatorSystem = SYSTEM, department: str = DEPARTMENT) -> Sent:
    duty = next(duty for duty in list_duties(system) if duty.department == department)
    book, answers = fill_blank(system, duty, 2020, FORM_OF_LEDGERS)
    return Sent(book, answers, ("", ""))


def read(book: Workbook, department: str = DEPARTMENT) -> Batch:
    return read_one(Input(f"{department}/台账.xlsx", data=saved(book)), OFFICE)


def told(batch: Batch) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.subject or "")) for finding in batch.findings if finding.severity != "notice"]


def astray(answers: Answers, batch: Batch) -> dict[Key, tuple[str | None, str | None]]:
    """Say which of these answers did not come back, whatever else came."""
    return {key: told for key, told in wrong(answers, batch).items() if told[0] is not None}


def states(batch: Batch, item: str) -> set[tuple[str, str]]:
    return {(entry.actual.state, entry.actual.raw) for entry in batch.entries if entry.subject == item and entry.year == 2020}


def row_of(book: Workbook, code: str, sheet: str = "指标填报", heading: str = "编码") -> int:
    column = column_of(book[sheet], heading)
    return next(row for row in range(head_of(book[sheet]), book[sheet].max_row + 1) if str(book[sheet].cell(row, column).value) == code)


def put(book: Workbook, code: str, heading: str, text: object, sheet: str = "指标填报") -> None:
    book[sheet].cell(row_of(book, code, sheet), column_of(book[sheet], heading)).value = text  # type: ignore[assignment]  # no merge here


# ---- another edition ----------------------------------------------------------------------------


def older(**parameters: str) -> IndicatorSystem:
    """An edition without the plan's 16th indicator: from there on every code means the item before."""
    kept = [indicator for indicator in SYSTEM.indicators if indicator.no != 16]

    def moved(no: int, old: str) -> str:
        return f"{no - (no > 16)}{old.removeprefix(str(no))}"

    indicators = tuple(
        replace(
            indicator,
            no=indicator.no - (indicator.no > 16),
            items=tuple(replace(item, no=item.no - (item.no > 16), id=moved(item.no, item.id)) for item in indicator.items),
        )
        for indicator in kept
    )
    return replace(SYSTEM, parameters=replace(SYSTEM.parameters, edition="舟山2019"), indicators=indicators, main_tasks=())


def test_a_code_that_means_another_item_by_now_is_asked_and_nothing_of_it_is_adopted() -> None:
    sent = filled(older())
    batch = read(sent.book)
    same = {item.id for item in SYSTEM.items if item.no < 16}
    shifted = {str(entry.subject) for entry in batch.entries} - same
    assert shifted
    assert {entry.actual.state for entry in batch.entries if str(entry.subject) in shifted} == {"asked"}
    assert all(
        figure is None or figure.value is None
        for entry in batch.entries
        if str(entry.subject) in shifted
        for figure in (entry.numerator, entry.average)
    )
    assert {entry.assigned_met for entry in batch.entries if str(entry.subject) in shifted} == {None}
    kept = {key: said for key, said in sent.answers.items() if key[0] in same or not key[0][0].isdigit()}
    assert astray(kept, batch) == {}
    assert {code for code, _ in told(batch)} == {"H305", "H404"}
    assert {item for code, item in told(batch) if code == "H305"} == shifted


def test_an_edition_whose_codes_and_names_still_agree_is_read_as_usual() -> None:
    sent = filled(replace(SYSTEM, parameters=replace(SYSTEM.parameters, edition="舟山2019")))
    batch = read(sent.book)
    assert wrong(sent.answers, batch) == {}
    assert told(batch) == [("H404", "")]


def test_a_row_whose_code_is_not_in_the_plan_any_more_is_asked() -> None:
    sent = filled()
    put(sent.book, "42", "编码", "99.1")
    stamp = sent.book["_ecoreport"]
    properties, texts = unpack_stamp([stamp["B3"].value]) or ({}, [])
    recoded = [(sheet, "99.1" if code == "42" else code, field, "99.1" if text == "42" else text) for sheet, code, field, text in texts]
    (stamp["B3"].value,) = pack_stamp(properties, recoded)
    batch = read(sent.book)
    assert states(batch, "42") == {("asked", sent.answers["42", "actual", 2020])}
    assert told(batch) == [("H305", "42")]
    assert "编码“99.1”在现行方案里没有" in batch.findings[0].message


# ---- a row that was written over ----------------------------------------------------------------


def test_a_code_that_was_pasted_over_another_row_is_asked_and_its_own_row_stands() -> None:
    sent = filled()
    put(sent.book, "42", "编码", "32")
    batch = read(sent.book)
    assert states(batch, "42") == {("asked", sent.answers["42", "actual", 2020])}
    assert states(batch, "32") == {("value", sent.answers["32", "actual", 2020])}
    assert told(batch) == [("H305", "32"), ("H305", "42")]


def test_a_row_that_repeats_a_code_over_a_strange_name_is_told_and_kept_beside() -> None:
    sent = filled()
    put(sent.book, "42", "指标名称", "林长制覆盖")
    put(sent.book, "42", "编码", "32")
    batch = read(sent.book)
    assert states(batch, "32") == {("value", sent.answers["32", "actual", 2020])}
    assert told(batch) == [("H305", "32")]
    assert sent.answers["42", "actual", 2020] in [cell.text for cell in batch.unused]


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("指标名称", "林长制覆盖面", [("H305", "42")]),
        ("指标名称", "县级及以上城市饮用水水源地水质达标", [("H305", "42")]),  # likeness is not enough where a code stands beside it
        ("指标名称", "", []),  # unit and target are its own still
        ("指标值", "≥1", [("N401", "42")]),
        ("单位", "", []),
    ],
)
def test_a_printed_text_that_was_changed(heading: str, text: str, found: list[tuple[str, str]]) -> None:
    sent = filled()
    put(sent.book, "42", heading, text or None)
    batch = read(sent.book)
    assert told(batch) == found
    state = "asked" if found and found[0][0] == "H305" else "value"
    assert states(batch, "42") == {(state, sent.answers["42", "actual", 2020])}


def test_a_row_without_code_and_name_is_asked_and_what_it_says_is_not_lost() -> None:
    sent = filled()
    put(sent.book, "42", "指标名称", None)
    put(sent.book, "42", "编码", None)
    batch = read(sent.book)
    assert told(batch) == [("H205", "")]
    assert sent.answers["42", "actual", 2020] in [cell.text for cell in batch.unused]


def test_a_row_that_lost_only_its_code_is_read_by_its_name() -> None:
    sent = filled()
    put(sent.book, "42", "编码", None)
    batch = read(sent.book)
    assert told(batch) == []
    assert wrong(sent.answers, batch) == {}


# ---- key tasks ----------------------------------------------------------------------------------


def test_a_tasks_code_over_anothers_name_is_asked_and_its_state_is_not_adopted() -> None:
    sent = filled(department="市经信局")
    batch = read(sent.book, "市经信局")
    first, second = (str(task.subject) for task in batch.tasks[:2])
    put(sent.book, first, "编码", second, "重点任务进展")
    batch = read(sent.book, "市经信局")
    assert {item for code, item in told(batch) if code == "H305"} == {first, second}
    assert [(str(task.subject), task.contested) for task in batch.tasks] == [(first, True), (second, False)]
    assert all(figure.value is None for task in batch.tasks if task.contested for figure in (*task.quantities, task.progress) if figure)


def test_a_goals_lines_are_known_by_their_codes_in_whatever_order_they_stand() -> None:
    sent = filled()
    sheet = sent.book["重点任务进展"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    one, other = row_of(sent.book, "T25-2", sheet.title, "目标编码"), row_of(sent.book, "T25-4", sheet.title, "目标编码")
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(one, column), sheet.cell(other, column)
        a.value, b.value = b.value, a.value
    batch = read(sent.book)
    assert wrong(sent.answers, batch) == {}
    assert told(batch) == []


@pytest.mark.parametrize(
    ("heading", "text", "code"), [("量化目标", "新建公园9个", "H305"), ("目标编码", "T25-9", "H305"), ("目标编码", None, "H205")]
)
def test_a_quantity_whose_goal_is_not_the_plans_is_kept_and_asked(heading: str, text: str | None, code: str) -> None:
    sent = filled()
    sheet = sent.book["重点任务进展"]
    sheet.cell(row_of(sent.book, "T25-2", sheet.title, "目标编码"), column_of(sheet, heading)).value = text
    batch = read(sent.book)
    (task,) = (task for task in batch.tasks if task.subject == "T25")
    assert [figure.state for figure in task.quantities] == ["value", "blank", "value", "value"]
    assert sent.answers["T25", "quantity.2", None] in [note.text for note in task.other_notes]
    assert [found for found, _ in told(batch)] == [code]


# ---- nothing competes ---------------------------------------------------------------------------


def test_what_agrees_exactly_is_known_without_a_search_by_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(*_: object) -> None:
        raise AssertionError

    sent = filled()
    monkeypatch.setattr(Items, "_by_likeness", searched)
    (ledger,) = read_ledger(Input(f"{DEPARTMENT}/台账.xlsx", data=saved(sent.book)))
    layout = recognise(ledger, SYSTEM, OFFICE.vocabulary, 2020)
    assert {record.subject for record in layout.records if record.kind == "indicator"} == {
        key[0] for key in sent.answers if key[1] == "actual"
    }


def rename_as_another_kind(book: Workbook) -> None:
    book["指标填报"].title, book["重点任务进展"].title = "佐证材料清单", "亮点"


def answer_by_the_plans_words(book: Workbook) -> None:
    """A total in 说明, a heading for a number: they are answers, no rows of another kind."""
    put(book, "42", "完成情况说明", "合计")
    put(book, "32", "佐证编号", "指标名称")


@pytest.mark.parametrize("change", [rename_as_another_kind, answer_by_the_plans_words], ids=lambda change: change.__name__)
def test_neither_a_sheets_name_nor_an_answer_makes_it_another_table(change: Callable[[Workbook], None]) -> None:
    sent = filled()
    change(sent.book)
    values = {key: said for key, said in sent.answers.items() if key[1] in ("actual", "quantity.1", "status", "numerator")}
    batch = read(sent.book)
    assert astray(values, batch) == {}
    assert told(batch) == []


@pytest.mark.parametrize(("note", "region", "kind"), [("普陀区", "普陀区", "actual"), ("作废", None, "void"), ("示例", None, "example")])
def test_what_stands_alone_in_a_rows_notes_says_whose_and_what_it_is(note: str, region: str | None, kind: str) -> None:
    sent = filled()
    put(sent.book, "42", "备注", note)
    scopes = {(entry.scope.region, entry.scope.kind) for entry in read(sent.book).entries if entry.subject == "42"}
    assert scopes == {(region, kind)}


def test_a_column_that_was_added_for_a_county_is_the_countys() -> None:
    sent = filled()
    sheet = sent.book["指标填报"]
    last = sheet.max_column + 1
    sheet.cell(head_of(sheet), last).value = "普陀区2020年"
    sheet.cell(row_of(sent.book, "42"), last).value = 61.5
    batch = read(sent.book)
    assert states(batch, "42") == {("value", sent.answers["42", "actual", 2020]), ("value", "61.5")}
    assert [entry.scope.region for entry in batch.entries if entry.actual.raw == "61.5"] == ["普陀区"]


def test_a_county_in_a_row_of_ones_own_is_a_county_still() -> None:
    sent = filled()
    sheet = sent.book["指标填报"]
    row = row_of(sent.book, "42") + 1
    insert_rows(sheet, row)
    for heading, text in (("指标名称", "森林覆盖率"), ("2020年", 61.5), ("备注", "普陀区")):
        sheet.cell(row, column_of(sheet, heading)).value = text
    batch = read(sent.book)
    assert not [entry for entry in batch.entries if entry.subject == "18" and entry.scope.adopted and entry.actual.value is not None]


def test_a_task_of_many_lines_is_no_table_of_indicators_even_where_the_stamp_is_lost() -> None:
    sent = filled(department="市发改委")
    del sent.book["_ecoreport"]
    assert wrong(sent.answers, read(sent.book, "市发改委")) == {}


def test_tasks_that_were_added_below_are_told_and_those_of_the_plan_are_read() -> None:
    sent = filled()
    sheet = sent.book["重点任务进展"]
    for row, (name, state) in enumerate((("新建机关食堂", "已完成"), ("调整优化产业结构", "推进中")), sheet.max_row + 1):
        sheet.cell(row, column_of(sheet, "任务名称")).value = name
        sheet.cell(row, column_of(sheet, "状态")).value = state
    batch = read(sent.book)
    assert wrong(sent.answers, batch) == {("T8", "status", None): (None, "推进中")}
    assert [finding.message for finding in batch.findings] == ["“新建机关食堂”不在重点任务内，其中的数没有采用"]


def test_a_form_pasted_below_another_is_a_form_still() -> None:
    sent = filled()
    above, below = sent.book["指标填报"], sent.book["重点任务进展"]
    down = above.max_row + 2
    for row in below.iter_rows():
        for cell in row:
            if cell.value is not None:
                above.cell(cell.row + down, cell.column).value = cell.value
    for area in below.merged_cells.ranges:
        area.shift(row_shift=down)
        above.merge_cells(area.coord)
    del sent.book[below.title]
    batch = read(sent.book)
    assert wrong(sent.answers, batch) == {}
    assert (told(batch), list(batch.unused)) == ([], [])


def test_two_departments_ledgers_in_one_workbook_are_each_read_by_their_own_stamp() -> None:
    one, other = filled(), filled(department="市民政局")
    for sheet in other.book.worksheets:
        copy = one.book.create_sheet(f"{sheet.title} (2)")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.cell(cell.row, cell.column).value = cell.value
    batch = read(one.book)
    tasks = {str(task.subject): task for task in batch.tasks}
    (task,) = {key[0] for key in other.answers if key[0].startswith("T")}
    assert tasks[task].status is not None
    assert tasks[task].status.text == other.answers[task, "status", None]
    assert astray({key: said for key, said in one.answers.items() if key[0][0].isdigit()}, batch) == {}
