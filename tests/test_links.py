"""Every link of every output leads somewhere: the file is there, the sheet, the cell; inside a document the place is marked."""

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook
from reported import plan_of, small_report
from workbook_views import QUIET, column, follow, headings, links, open_book, render_workbook

import ecoreport as er
from ecoreport.language.links import link_to
from ecoreport.pipeline import open_office

pytestmark = pytest.mark.filterwarnings(QUIET)
SAMPLES = Path(__file__).parent.parent / "sample_inputs"
GIVEN = (
    "市财政局-2020年台账.xls",
    "市交通局-2020年台账.ods",
    "市公安局指标数据.csv",
    "两办台账.zip",
    "市城管局指标完成情况（盖章版）.xlsx",
)
EVIDENCE = ("市财政局/51-01 (1)#100%.pdf", "48-01/第1页.jpg", "48-01/第2页.jpg", "甲/2-01.pdf", "乙/2-01.pdf", "会议 照片.jpg")
PLAN = plan_of((2, 4, 45, 48, 51), (40, 42), (22,))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


# ---- how a link is written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "folder", "kind", "url"),
    [
        ("/办/台账/市水利局.xls", "/办/输出", PurePosixPath, "../%E5%8F%B0%E8%B4%A6/%E5%B8%82%E6%B0%B4%E5%88%A9%E5%B1%80.xls"),
        ("/办/输出/a.xls", "/办/输出", PurePosixPath, "a.xls"),
        ("/办/输出/下/a.xls", "/办/输出", PurePosixPath, "%E4%B8%8B/a.xls"),
        ("/a b/50%#1&'(2).xls", "/out", PurePosixPath, "../a%20b/50%25%231%26%27%282%29.xls"),
        ("/x/c:d.xls", "/x", PurePosixPath, "c%3Ad.xls"),
        ("/x/A.xls", "/X", PurePosixPath, "../x/A.xls"),
        ("/x/\udcd6\udcd0.xls", "/x", PurePosixPath, "%D6%D0.xls"),
        (r"D:\Work\In\a 1.xls", r"d:\work\Out", PureWindowsPath, "../In/a%201.xls"),
        (r"E:\盘\a.xls", r"D:\Out", PureWindowsPath, "file:///E:/%E7%9B%98/a.xls"),
        (r"\\srv\share\In\a.xls", r"\\srv\share\Out", PureWindowsPath, "../In/a.xls"),
        (r"\\srv\share\In\a 1.xls", r"D:\Out", PureWindowsPath, "file://srv/share/In/a%201.xls"),
    ],
)
def test_a_link_is_written_as_every_office_program_reads_it(path, folder, kind, url) -> None:
    assert link_to(path, folder, kind) == url


def test_a_way_too_long_for_a_link_is_none_and_the_workbook_is_written() -> None:
    report = small_report()
    links = {each.file: f"../{'%E5%8F%B0' * 250}.xlsx" for each in report.submissions}
    book = open_book(render_workbook(replace(report, links=links)))
    assert {cell.value for cell in column(book["数据溯源"], "原文件")} == {"—"}


# ---- one run, opened link by link -------------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run over ledgers that lie in two folders, one of them with a name that only a person would give."""
    place = tmp_path_factory.mktemp("链接")
    for number, name in enumerate(GIVEN):
        folder = place / ("各部门 台账#1 100%（虚构）/收到的" if number % 2 else "另收")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / name, folder / name)
    for name in EVIDENCE:
        path = place / "佐证 材料#1（100%）" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    with zipfile.ZipFile(place / "佐证 材料#1（100%）/交通.zip", "w") as package:
        package.writestr("T42-01.pdf", "公交")
    with (SAMPLES / "市统计局报送材料.xlsx").open("rb") as file:
        given = [place / "各部门 台账#1 100%（虚构）", place / "另收", file]
        er.run(given, place / "汇总/输出", PLAN, evidence=place / "佐证 材料#1（100%）", everything=True)
    return place


def outputs(place: Path, kind: str) -> list[Path]:
    found = sorted((place / "汇总/输出").rglob(f"*.{kind}"))
    assert found
    return found


def opened(path: Path, cell: Cell) -> Path:
    """Click on a link to a file: a path from the workbook's folder, nothing else."""
    target = cell.hyperlink.target
    assert re.fullmatch(r"[\w./~%-]+", target, re.ASCII), target
    return Path(os.path.normpath(path.parent / unquote(target)))


def test_every_link_of_every_workbook_leads_to_a_cell_that_is_there(place: Path) -> None:
    kinds, sheets = set(), {}
    for path in outputs(place, "xlsx"):
        book = openpyxl.load_workbook(path)
        for cell in links(book):
            if not cell.hyperlink.target:
                target = follow(book, cell)
                assert target.row <= target.parent.max_row and target.column <= target.parent.max_column, (path.name, cell.coordinate)
                continue
            file = opened(path, cell)
            assert file.is_file(), file
            kinds.add(file.suffix)
            if cell.hyperlink.location:
                sheet, _, address = cell.hyperlink.location.rpartition("!")
                rows = sheets.setdefault(file, {})
                name = sheet[1:-1].replace("''", "'")
                if name not in rows:
                    rows[name] = CalamineWorkbook.from_path(file).get_sheet_by_name(name).to_python(skip_empty_area=False)
                row, column = coordinate_to_tuple(address)
                assert rows[name][row - 1][column - 1] != "", (file.name, name, address)
    assert kinds == {".xls", ".ods", ".csv", ".zip", ".xlsx", ".pdf", ".jpg"}


def test_every_file_of_the_evidence_folder_is_opened_from_its_line_and_what_lies_in_a_zip_is_not(place: Path) -> None:
    path = place / "汇总/输出/汇总表.xlsx"
    sheet = openpyxl.load_workbook(path)["佐证材料"]
    at = headings(sheet)
    told: dict[str, tuple[str, bool]] = {}
    for row in sheet.iter_rows(min_row=5):
        cell, state = row[at["找到的位置"] - 1], row[at["是否找到"] - 1].value
        if cell.value:
            told[cell.value] = (state, cell.hyperlink is not None)
            assert not cell.hyperlink or opened(path, cell).read_text("utf-8") == cell.value
    found, part, maybe, orphan = "● 已找到", "● 另一部分", "○ 可能是", "□ 没有台账提到"
    states = dict(zip(EVIDENCE, (found, found, part, maybe, maybe, orphan), strict=True))
    assert told == {name: (state, True) for name, state in states.items()} | {"交通.zip/T42-01.pdf": ("▲ 在压缩包里", False)}


def test_a_value_leads_to_the_cell_that_says_it_and_one_without_cells_to_its_file(place: Path) -> None:
    path = place / "汇总/输出/汇总表.xlsx"
    sheet = openpyxl.load_workbook(path)["填报内容"]
    at = headings(sheet)
    led: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=5):
        file, name, raw = (row[at[heading] - 1].value for heading in ("文件", "工作表", "原样"))
        cell = row[at["单元格"] - 1]
        kinds = led.setdefault(file, set())
        if cell.hyperlink and cell.hyperlink.location:
            assert cell.hyperlink.location == f"'{name}'!{cell.value}"
            rows = CalamineWorkbook.from_path(opened(path, cell)).get_sheet_by_name(name).to_python(skip_empty_area=False)
            line, column = coordinate_to_tuple(cell.value)
            kinds.add("cell" if same(rows[line - 1][column - 1], raw) else f"{cell.value}: {raw}")
        else:
            kinds.add("file" if cell.hyperlink else "nothing")
    packed = {name for name in led if name.startswith("收到的/两办台账.zip/")}
    assert packed and all(led[name] == {"file"} for name in packed)  # only the archive can be opened
    assert {name: kinds for name, kinds in led.items() if name not in packed} == {
        "市财政局-2020年台账.xls": {"cell"},
        "收到的/市交通局-2020年台账.ods": {"cell"},
        "市公安局指标数据.csv": {"file"},
        "市城管局指标完成情况（盖章版）.xlsx": {"cell"},
        "市统计局报送材料.xlsx": {"nothing"},  # it came as an open file
    }


def same(stored: object, raw: str) -> bool:
    """Does a cell say it, alone or within a line."""
    return raw in str(stored) or (isinstance(stored, float) and float(raw.rstrip("%")) == pytest.approx(stored))


def test_every_place_that_a_document_leads_to_is_marked_in_it(place: Path) -> None:
    led = 0
    for path in outputs(place, "docx"):
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        for name in (name for name in parts if name.endswith(".rels")):
            away = [each.get("Target") for each in ET.fromstring(parts[name]) if each.get("TargetMode") == "External"]
            assert away == [], (path.name, name)
        roots = [ET.fromstring(data) for name, data in parts.items() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)]
        marked = {each.get(f"{WORD}name") for root in roots for each in root.iter(f"{WORD}bookmarkStart")}
        led_to = [anchor for root in roots for anchor in anchors(root)]
        led += len(led_to)
        assert set(led_to) <= marked, path.name
    assert led > 10


def anchors(root: ET.Element) -> Iterator[str]:
    """Name every place that a link or a field of a document leads to."""
    yield from (each.get(f"{WORD}anchor") or "" for each in root.iter(f"{WORD}hyperlink"))
    for told in ((each.text or "") for each in root.iter(f"{WORD}instrText")):
        yield from re.findall(r"\b(?:PAGEREF|REF)\s+(\S+)", told)
        yield from re.findall(r'\bHYPERLINK\s+\\l\s+"([^"]+)"', told)


def test_the_same_run_elsewhere_gives_the_same_bytes_and_a_copy_that_is_given_away_leads_nowhere(place: Path, tmp_path: Path) -> None:
    """What counts is the way from one to the other; a copy of the whole is the same run."""
    office = open_office(PLAN)
    data = []
    for name in ("甲", "乙"):
        (tmp_path / name / "另收").mkdir(parents=True)
        shutil.copy(place / "另收" / "市公安局指标数据.csv", tmp_path / name / "另收")
        report = office.examine(tmp_path / name / "另收")
        data.append(er.write_workbook(report, tmp_path / name / "表/汇总表.xlsx").read_bytes())
    assert data[0] == data[1]
    given = openpyxl.load_workbook(er.write_workbook(report, tmp_path / "外发.xlsx", redact=True))
    assert [cell.coordinate for cell in links(given) if cell.hyperlink.target] == []
