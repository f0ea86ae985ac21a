"""No named evidence is out of sight: what stands under 佐证 in any layout, in a list and in the folder is a piece's, or is asked."""

import random
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "layouts"))

import fifths
import habits
import lookalikes
import offices
import pytest
import strangers
import thirds
from builder import Case, to_ledger
from random_layouts import make_case
from scenes import SYSTEM, VOCABULARY, findings_of, review_of
from scoring import read

from ecoreport.checks import evidence, folder
from ecoreport.judging.review import review
from ecoreport.model import Sheet
from ecoreport.rules import Review

HEAD = re.compile("佐证|证明材料|支撑材料|印证材料|备查材料")
ANOTHER_TABLE = ("状态", "已完成")  # of tasks, below the one with a column of evidence


def all_cases() -> Iterator[Case]:
    for module in (fifths, habits, lookalikes, offices, strangers, thirds):
        for value in vars(module).values():
            yield from (each for each in (value if isinstance(value, list | tuple) else [value]) if isinstance(each, Case))
    yield from map(make_case, range(60))


def under_a_heading(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Name every text below a short cell that heads evidence, whatever the reader makes of the table."""
    texts = [cell for cell in sheet.cells if isinstance(cell.value, str) and cell.value.strip()]
    heads = {cell.column: cell.row for cell in reversed(texts) if HEAD.search(cell.value) and len(cell.value) < 14}
    for cell in texts:
        if cell.row > heads.get(cell.column, cell.row) and not HEAD.search(cell.value) and cell.value not in ANOTHER_TABLE:
            yield sheet.name, cell.address, cell.value


def in_sight(reviewed: Review) -> set[tuple[str | None, str | None]]:
    sources = [each.note.source for piece in reviewed.evidence for each in piece.cited]
    sources += [note.source for row in reviewed.batch.evidence for note in row.cells]
    asked = (*evidence.names_nothing.breaches(reviewed), *evidence.number_not_listed.breaches(reviewed))
    sources += [place for finding in asked for place in (finding.source, *finding.others) if place]
    return {(source.sheet, source.cell) for source in sources}


CASES = {f"{number} {case.name}": case for number, case in enumerate(all_cases())}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if any(map(any, map(under_a_heading, to_ledger(case).sheets)))])
def test_every_cell_of_evidence_is_a_pieces_or_asked(name: str) -> None:
    case = CASES[name]
    cells = {cell[:2] for sheet in to_ledger(case).sheets for cell in under_a_heading(sheet)}
    reviewed = review(read(case), SYSTEM, case.period, date(case.period, 12, 31), VOCABULARY)
    assert cells <= in_sight(reviewed)


# ---- what a list says ---------------------------------------------------------------------------

DAYS = ["2020-12-31", "2020年12月", "2020-13-45", "2020.2.30", "二〇二〇年六月三十一日", "44196", "2040-01-01", "见文件", "5月32日"]
PAGES = ["12", "共8页", "0页", "-1", "2.5", "第9-7页", "第0页", "7-9", "十页"]
ITEMS = ["43", "43至45", "43、99", "T40、T98", "任务3-7", "50至60", "城镇污水处理率、绿化", "9-7", "43-02", "全部"]
SOUND = {"2020-12-31", "2020年12月", "见文件", "12", "共8页", "7-9", "十页", "43", "43至45", "任务3-7", "43-02"}


@pytest.mark.parametrize(
    ("field", "written"), [(name, text) for name, told in {"dated": DAYS, "pages": PAGES, "subject": ITEMS}.items() for text in told]
)
def test_what_a_list_says_is_taken_or_asked_in_its_own_words(field: str, written: str) -> None:
    row = {"kind": "evidence", "department": "市城管局", "number": "1", "title": "污水处理统计表", "subject": "43", field: written}
    asked = [each for each in findings_of([row]) if each.code in ("E124", "E125", "E126")]
    assert bool(asked) == (written not in SOUND)
    assert all(written in each.message and each.source and each.source.cell for each in asked)


# ---- what lies in the folder --------------------------------------------------------------------

FOLDERS = [
    "",
    "指标43/",
    "43-02/",
    "43 城镇污水处理率/运行/",
    "45-焚烧/",
    "市城管局/附件2/",
    "包.zip/",
    "包.zip/内.zip/",
    "运行年报/",
    "43-绿色贷款/",
]
NAMES = [
    "43-01",
    "43-02",
    "运行年报",
    "扫描件(1)",
    "扫描件(2)",
    "1",
    "附件1 统计表",
    "43-01、43-02汇编",
    "会议照片1",
    "43-02-1附图",
    "运行年…",
    "统计表（终稿）",
]
TITLES = ["运行年报", "统计表", "城镇污水处理设施运行情况", "会议照片", "焚烧厂日报"]


@pytest.mark.parametrize("seed", range(40))
def test_every_file_is_a_pieces_or_listed_and_every_piece_without_its_file_is_asked(seed: int) -> None:
    dice = random.Random(seed)
    numbers = ["43-01", "43-02", "附件1", "附件2", "", "45-01"]
    titles = dice.sample(TITLES, dice.randint(1, 5))
    rows = [
        {"kind": "evidence", "department": "市城管局", "number": dice.choice(numbers), "title": title, "subject": "43"} for title in titles
    ]
    paths = {f"{dice.choice(FOLDERS)}{dice.choice(NAMES)}.{dice.choice(['pdf', 'jpg', 'doc'])}" for _ in range(dice.randint(0, 12))}
    paths |= {archive for archive in ("包.zip", "包.zip/内.zip") if any(path.startswith(archive) for path in paths)}
    told = [
        {
            "kind": "evidence_file",
            "file_name": path,
            "archive": "包.zip" if "/" in path and path.startswith("包.zip") else "",
            "size": "9" if path.endswith(".zip") else dice.choice("0999"),
            "content": path if path.endswith(".zip") else dice.choice(["同", path]),
        }
        for path in sorted(paths)
    ]
    reviewed = review_of([*rows, *(told or [{"kind": "evidence_file", "file_name": ""}])])
    named = {file.path: file for piece in reviewed.evidence for file in piece.files} | {file.path: file for file in reviewed.orphans}
    contents = {file.content for file in named.values()}
    for file in reviewed.evidence_files or ():
        within = any(file.path.startswith(f"{path}/") or path.startswith(f"{file.path}/") for path in named)
        assert file.path in named or file.content in contents or within, file.path
    asked = [each for rule in folder.RULES for each in rule.breaches(reviewed) if each.code in ("E105", "E106", "E115", "E121", "E122")]
    places = {place for each in asked for place in (each.source, *each.others)}
    for piece in reviewed.evidence:
        assert piece.found == bool(piece.path) == bool(piece.sha256)
        assert piece.found or piece.evidence.source in places, piece.title
