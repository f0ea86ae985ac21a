"""待补清单: whatever 技术报告 marks as 〔待补：…〕 has one line there, and what is filled in comes back, whatever people did to the sheet."""

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from another_city import another_city
from documents import all_text
from docx import Document
from little_plans import little_plan
from scenes import SYSTEM, scene_of

from ecoreport import outputs, rounds
from ecoreport.checks import RULES, check
from ecoreport.consolidation import consolidate
from ecoreport.judging.review import review
from ecoreport.model import IndicatorSystem, Report, Typed
from ecoreport.outputs import draft, publish, recall, render_all
from ecoreport.publish import claim
from ecoreport.rendering.word.pending import find_gaps
from ecoreport.templates import SHIPPED
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
PLAN = little_plan((8, 18, 31, 34, 42, 43), (7, 35))
SHEET = "待补清单"
COLUMNS = ["序号", "类别", "编号", "事项", "缺什么", "在哪里", "填写", "依据"]
GROUND = "2021年2月3日浙环函3号"
ROWS = (
    {"subject": "18", "department": "市资源规划局", "actual": "50.6"},
    {"subject": "31", "department": "市资源规划局", "actual": "72.4"},
    {"subject": "42", "department": "市水利局", "actual": "93.8"},
    {"subject": "43", "department": "市城管局", "actual": "暂无"},
    {"subject": "34.1", "department": "市水利局", "actual": "27.4"},
    {"subject": "8", "department": "市生态环境局", "actual": "不涉及"},
    {"subject": "T7", "department": "市生态环境局", "status": "推进中"},
)


@dataclass
class Desk:
    """An office at work: its ledgers, its folder, and one run after the other."""

    folder: Path

    def run(self, *, redact: bool = False) -> Report:
        memory = recall(self.folder, SHIPPED) if (self.folder / "result.json").exists() else None
        decisions = rounds.decide(memory, PLAN, VOCABULARY, 2020)
        scene = scene_of(ROWS, rounds.informed(PLAN, decisions.facts))
        judged = review(scene.batch, scene.system, 2020, scene.as_of, VOCABULARY, None, decisions.adjudications)
        told = rounds.live(check(judged, RULES), judged.batch, memory, decisions, {}, scene.as_of, scene.system)
        report = rounds.carry_on(consolidate(judged, told), judged.batch, memory, decisions)
        report, rendered = render_all(report, SHIPPED, frozenset(), redact=redact)
        with claim(self.folder) as folder:
            publish(report, rendered, folder, redact=redact)
        return report

    @property
    def paper(self) -> str:
        return all_text((self.folder / "技术报告.docx").read_bytes())

    def change(self, change: Callable[[openpyxl.Workbook], None]) -> None:
        path = self.folder / "汇总表.xlsx"
        book = open_book(path)
        change(book)
        book.save(path)

    def fill(
        self, answers: Callable[[str, str, str], object], then: Callable[[openpyxl.Workbook], None] | None = None
    ) -> dict[tuple[str, str], str]:
        """Fill in what `answers` gives for 类别, 编号 and 缺什么 of each line; give what was filled in."""
        told: dict[tuple[str, str], str] = {}

        def fill(book: openpyxl.Workbook) -> None:
            sheet = book[SHEET]
            at = {cell.value: cell.column for cell in sheet[4]}
            for row in range(5, sheet.max_row + 1):
                kind, number, missing = (str(sheet.cell(row, at[name]).value or "") for name in ("类别", "编号", "缺什么"))
                if kind and (answer := answers(kind, number, missing)) is not None:
                    sheet.cell(row, at["填写"]).value = answer
                    sheet.cell(row, at["依据"]).value = GROUND
                    told[number, missing] = str(answer)
            if then:
                then(book)

        self.change(fill)
        return told


def open_book(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows no sparklines
        return openpyxl.load_workbook(path)


def something_for(kind: str, number: str, missing: str) -> str | None:
    """Fill in what each line asks for; what departments should explain is no part of the paper that goes out."""
    if kind == "说明":
        return None
    known = {"参数": {"地形": "丘陵区", "规模": "中小城市"}, "整改时限": {"": "2021年6月底前"}}
    for words, answer in known.get(kind, {}).items():
        if words in missing + number:
            return answer
    if kind in ("参照值", "完成情况") and not number.startswith("T"):
        return "70.25"
    return f"{number}{missing}之一，甲。\n{number}{missing}之二。"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Report]:
    desk = Desk(tmp_path_factory.mktemp("台") / "输出")
    return desk, desk.run()


@pytest.fixture(scope="module")
def filled(first: tuple[Desk, Report], tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Report, dict[tuple[str, str], str]]:
    """Fill in everything that the first run asks for, in a copy, and run again."""
    desk = copy_of(first[0], tmp_path_factory.mktemp("填"))
    told = desk.fill(something_for)
    return desk, desk.run(), told


def copy_of(desk: Desk, place: Path) -> Desk:
    copied = Desk(place / "输出")
    copied.folder.mkdir(parents=True)
    for name in ("汇总表.xlsx", "result.json", "技术报告.docx"):
        (copied.folder / name).write_bytes((desk.folder / name).read_bytes())
    return copied


# ---- each mark has its line ---------------------------------------------------------------------


def report_of(system: IndicatorSystem, rows: tuple[dict[str, str], ...] = ()) -> Report:
    judged = scene_of(rows, system).review()
    return consolidate(judged, check(judged, RULES))


BARE = replace(SYSTEM, indicators=(), key_tasks=(), main_tasks=(), stages=(), groups=(), references=(), notes=(), links=())
PLANS: dict[str, Callable[[], IndicatorSystem]] = {"ours": lambda: SYSTEM, "another city's": another_city, "an empty one": lambda: BARE}


@pytest.mark.parametrize("plan", PLANS)
def test_each_mark_has_its_line_and_each_line_its_mark(plan: str) -> None:
    paper = draft(report_of(PLANS[plan](), ROWS if plan == "ours" else ()), SHIPPED)
    assert paper
    marks = re.findall("〔待补[：:]?([^〔〕]*)〕", all_text(paper.data))
    assert marks
    assert "" not in marks
    assert len([place for place in find_gaps(Document(BytesIO(paper.data))) if place.missing is not None]) == len(marks), (
        "no mark without an id"
    )
    assert {*marks} == {line.missing for line in paper.open}
    assert len({line.id for line in paper.open}) == len({(line.kind, line.number, line.missing) for line in paper.open}) == len(paper.open)
    assert all(line.places and line.kind and line.matter for line in paper.open)


def test_a_line_says_what_it_is_about_and_what_may_be_filled_in(first: tuple[Desk, Report]) -> None:
    report = first[1]
    lines = report.paper.open  # type: ignore[union-attr]
    ids = {*(each.item.id for each in report.items), *(each.task.id for each in report.tasks)}
    assert {line.number for line in lines if line.kind in ("完成情况", "计算过程", "数据出处", "原因", "整改时限")} <= ids
    (terrain,) = [line for line in lines if line.number == "归类·地形"]
    assert (terrain.kind, terrain.matter, terrain.missing) == ("参数", "18 森林覆盖率", "所属类型（地形）")
    assert terrain.choices == ("山区", "丘陵区", "平原地区")


# ---- what is filled in --------------------------------------------------------------------------


def test_the_sheet_asks_for_what_the_paper_marks(first: tuple[Desk, Report]) -> None:
    desk, report = first
    sheet = open_book(desk.folder / "汇总表.xlsx")[SHEET]
    assert [cell.value for cell in sheet[4]][:8] == COLUMNS
    rows = [[cell.value for cell in row][:5] for row in sheet.iter_rows(min_row=5)]
    assert [tuple(row[1:]) for row in rows] == [
        (line.kind, line.number or None, line.matter, line.missing)
        for line in report.paper.open  # type: ignore[union-attr]
    ]
    assert sheet.column_dimensions["J"].hidden
    offered = [check.formula1 for check in sheet.data_validations.dataValidation if check.type == "list"]
    assert '"山区,丘陵区,平原地区"' in offered


def test_everything_that_was_filled_in_stands_in_the_paper_and_its_mark_is_gone(
    filled: tuple[Desk, Report, dict[tuple[str, str], str]],
) -> None:
    desk, report, told = filled
    paper = desk.paper
    for answer in told.values():
        assert all(part in paper.split("\n") or part in paper for part in answer.split("\n")), answer
    assert not {(line.number, line.missing) for line in report.paper.open} & told.keys()  # type: ignore[union-attr]
    assert [finding.code for finding in report.findings if finding.code.startswith("J")] == []


def test_what_the_superiors_set_decides_and_why_names_the_cell(filled: tuple[Desk, Report, dict[tuple[str, str], str]]) -> None:
    _, report, _ = filled
    shore, forest, sewage = (report.item(id_) for id_ in ("31", "18", "43"))
    assert (shore.status, shore.standing, shore.assessment.facts.assigned) == ("met", "confirmed", Decimal("70.25"))
    assert (forest.status, forest.assessment.facts.branch) == ("met", "丘陵区")
    assert (sewage.status, sewage.assessment.value) == ("not_met", Decimal("70.25"))
    for item, fact in (("31", "assigned"), ("18", "branch")):
        (place,) = [each["source"] for each in report.why(item)["facts"] if each["fact"] == fact]
        assert (place["file"], place["sheet"], place["cell"][0]) == ("汇总表.xlsx", SHEET, "G")
    assert str(sewage.assessment.source).startswith("汇总表.xlsx 待补清单!G")
    assert {row.what for row in report.lineage if row.source.sheet == SHEET} == {"value", "assigned", "branch"}


def test_what_was_filled_in_stays_below_what_is_still_open_so_that_it_can_be_changed(
    filled: tuple[Desk, Report, dict[tuple[str, str], str]],
) -> None:
    desk, report, told = filled
    rows = [[cell.value for cell in row] for row in open_book(desk.folder / "汇总表.xlsx")[SHEET].iter_rows(min_row=5)]
    answers = {(row[2] or "", row[4]): row[6] for row in rows}
    assert {key: answers[key] for key in told} == told
    first_filled = next(number for number, row in enumerate(rows) if row[6])
    assert all(row[6] for row in rows[first_filled:])
    assert len(rows) == len(report.pending) == first_filled + len(told)


def test_the_same_again_gives_the_same_bytes(filled: tuple[Desk, Report, dict[tuple[str, str], str]], tmp_path: Path) -> None:
    desk = copy_of(filled[0], tmp_path)
    before = {path.name: path.read_bytes() for path in filled[0].folder.iterdir() if path.is_file()}
    desk.run()
    assert {name: (desk.folder / name).read_bytes() == data for name, data in before.items()} == dict.fromkeys(before, True)


def turned_over(book: openpyxl.Workbook) -> None:
    """Rename the sheet, sort it backwards, move its columns, add one, cut out a line, and empty another."""
    sheet = book[SHEET]
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4))
    kept = [row for row in rows if row[4] != CUT]
    for row in kept:
        row[6] = None if row[4] == EMPTIED else row[6]
    table = [[*reversed(head), "经办"], *([*reversed(row), "张"] for row in reversed(kept))]
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(table, 3):
        for column, value in enumerate(row, 2):
            sheet.cell(number, column).value = value
    sheet.title = "要补的"


CUT, EMPTIED = "整改时限", "整改措施"  # of item 42


def test_whatever_people_did_to_the_sheet_it_is_read_back(filled: tuple[Desk, Report, dict[tuple[str, str], str]], tmp_path: Path) -> None:
    """A line that they deleted keeps what stood there; one that they emptied is asked for again."""
    desk = copy_of(filled[0], tmp_path)
    desk.change(turned_over)
    memory = recall(desk.folder, SHIPPED)
    assert memory is not None
    emptied = {line.id for line in filled[1].pending if line.missing == EMPTIED}
    expected = {id_: typed.text("answer") for id_, typed in filled[1].typed.items() if id_ not in emptied}
    assert {id_: memory.typed.get(id_, Typed()).text("answer") for id_ in expected} == expected
    assert {memory.typed.get(id_, Typed()).text("answer") for id_ in emptied} == {""}
    assert {typed.extra["经办"].text for id_, typed in memory.typed.items() if "经办" in typed.extra} == {"张"}


def test_a_line_that_lost_its_hidden_id_is_known_by_what_it_says(
    first: tuple[Desk, Report], filled: tuple[Desk, Report, dict[tuple[str, str], str]], tmp_path: Path
) -> None:
    desk = copy_of(first[0], tmp_path)
    desk.fill(something_for, lambda book: book[SHEET].delete_cols(10))
    memory = recall(desk.folder, SHIPPED)
    assert memory is not None
    assert {id_: typed.text("answer") for id_, typed in memory.typed.items()} == {
        id_: typed.text("answer") for id_, typed in filled[1].typed.items()
    }


def test_a_redacted_copy_holds_nothing_that_was_filled_in(
    filled: tuple[Desk, Report, dict[tuple[str, str], str]],
) -> None:
    report = outputs.without_typed(filled[1])
    assert [row for row in report.pending_rows if not row["open"]] == []
    told = json.dumps(rounds.beside_tables(report), ensure_ascii=False) + str(list(rounds.sheet_rows(report)))
    assert "之一，甲" not in told
    assert GROUND not in told
