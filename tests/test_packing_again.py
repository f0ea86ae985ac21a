"""An application put together again after what people do to its files: nothing that they made is lost, nothing outside is touched."""

import os
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from files_wrong import encrypted
from test_packing import FOLDER, PARK, TREATED, desk, pack, packed, rows, tree, write_opinions

from ecoreport import reading
from ecoreport.errors import InputError, OutputError, TemplateError
from ecoreport.model.packing import Filled, Opinion
from ecoreport.publish import claim
from ecoreport.publish.packed import Folder
from ecoreport.rendering.workbook.packed import headings_of
from ecoreport.rounds.opinions import join_filled, read_lists
from ecoreport.templates import Templates

__all__ = ["desk", "packed"]  # fixtures

OPINIONS, VISITS, SAMPLE = "专家意见及答复表.xlsx", "现场核查清单.xlsx", "抽查名单.xlsx"
HEADINGS = {
    "opinions": ("序号", "指标", "专家意见", "答复", "佐证编号", "状态", "责任单位"),
    "visits": ("序号", "编号", "指标、重点任务", "核查地点", "责任单位", "讲解人", "佐证编号及页码", "核查情况", "备注"),
    "sample": ("序号", "编号", "指标、重点任务", "风险", "为什么", "责任单位", "佐证编号及页码", "抽查情况", "备注"),
}


# ---- through a whole run -----------------------------------------------------------------------------------


def fill(path: Path, row: int, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[4]}
    for heading, words in cells.items():
        sheet.cell(row, head[heading]).value = words
    book.save(path)


def test_a_copy_joins_its_table_also_where_nothing_else_is_new(desk: Path) -> None:
    out = desk / "申报材料"
    for name in (OPINIONS, VISITS):
        shutil.copy(out / name, out / f"副本 {name}")
    line = ("43", "口径不明", "按年鉴", "43-01", "已答复", "市城管局")
    fill(out / f"副本 {OPINIONS}", 5, **dict(zip(HEADINGS["opinions"][1:], line, strict=True)))
    fill(out / f"副本 {VISITS}", 6, 核查情况="看过", 备注="带安全帽")
    shutil.copy(out / "03 指标完成情况汇总表.xlsx", out / "汇总表（副本）.xlsx")
    assert set(pack(desk).written) == {OPINIONS, VISITS}
    assert rows(out / OPINIONS)[1][1:] == list(line)
    assert rows(out / OPINIONS)[2][1:] == [None] * 6
    assert rows(out / VISITS)[2][-2:] == ["看过", "带安全帽"]
    fill(out / f"副本 {OPINIONS}", 6, 指标="46", 专家意见="面积偏大")
    pack(desk)
    assert [row[1:3] for row in rows(out / OPINIONS)[1:4]] == [["43", "口径不明"], ["46", "面积偏大"], [None, None]]
    assert pack(desk).written == ()


def test_a_sheet_of_people_s_own_is_kept_in_the_history_where_its_table_is_written_anew(desk: Path) -> None:
    out = desk / "申报材料"
    fill(out / OPINIONS, 5, 指标="没有的指标", 专家意见="再核")
    book = openpyxl.load_workbook(out / OPINIONS)
    book.create_sheet("会议记录")["A1"] = "很重要"
    book.save(out / OPINIONS)
    whole = (out / OPINIONS).read_bytes()
    assert pack(desk).written == ()
    shutil.copy(out / OPINIONS, out / "意见.xlsx")
    fill(out / "意见.xlsx", 9, 指标="45", 专家意见="补台账")
    done = pack(desk)
    assert (out / done.kept[OPINIONS]).read_bytes() == whole
    assert [row[2] for row in rows(out / OPINIONS)[1:4]] == ["再核", "补台账", None]


def test_a_copy_that_cannot_be_opened_stops_until_its_password_is_given(desk: Path) -> None:
    out = desk / "申报材料"
    shutil.copy(out / OPINIONS, desk / "副本.xlsx")
    write_opinions(desk / "副本.xlsx", [("43", "口径不明", None, None, None)])
    (out / "副本.xlsx").write_bytes(encrypted((desk / "副本.xlsx").read_bytes(), "abc"))
    for _ in range(2):
        with pytest.raises(InputError, match=r"“副本\.xlsx”打不开.*--password"):
            pack(desk)
    pack(desk, passwords="abc")
    assert rows(out / OPINIONS)[1][2] == "口径不明"


def test_a_run_without_evidence_forgets_nothing_of_it(desk: Path) -> None:
    pack(desk, evidence=None)
    (desk / "佐证/城管/43-01 污水处理厂运行报表.pdf").rename(desk / "佐证/43-01 污水处理厂运行报表.docx")
    done = pack(desk)
    assert done.strangers == ()
    assert done.kept == {TREATED: f"历史/{TREATED}"}


@pytest.mark.parametrize("linked", [FOLDER, str(Path(PARK).parent), PARK, "历史"])
def test_no_link_leads_a_copy_out_of_the_application(desk: Path, linked: str) -> None:
    (desk / "佐证/城管/43-01 污水处理厂运行报表.pdf").unlink()  # what was copied goes to 历史
    (desk / "佐证/46-01绿地普查表.docx").write_bytes(b"counted again")
    before = tree(desk / "佐证")
    place = desk / "申报材料" / linked
    target = desk / "佐证" if not place.suffix else desk / "佐证/46-01绿地普查表.docx"
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    place.symlink_to(target)
    with pytest.raises(OutputError, match="是一个链接，不会沿着它写到别处"):
        pack(desk)
    assert tree(desk / "佐证") == before


def test_what_follows_a_dot_in_a_long_name_is_no_ending(desk: Path) -> None:
    (desk / "佐证" / f"45-02 环评.{'批' * 60}").write_bytes(b"approved")
    (name,) = [file.name for file in pack(desk).files if file.number == "45-02"]
    assert name.endswith("/45-02 环评批复")


# ---- what is read of a workbook ----------------------------------------------------------------------------


def read(*sheets: tuple[tuple[str, ...], list[tuple]], own: str | None = None) -> dict[str, Filled]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for head, lines in sheets:
        sheet = book.create_sheet()
        for line in (("某表",), head, *lines):
            sheet.append(line)
    data = BytesIO()
    book.save(data)
    words = Templates().words("pack.toml")
    headings = {key: headings_of(words, key) for key in HEADINGS}
    return read_lists("表.xlsx", reading.read_own(data.getvalue(), "表.xlsx") or (), headings, {"43", "T40"}, own)


SUMMARY = ("序号", "领域", "任务名称", "牵头单位", "责任单位", "状态", "依据", "佐证编号", "编号", "备注")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        *((head, {key}) for key, head in HEADINGS.items()),
        (SUMMARY, set()),
        (("编号", "备注", "电话"), set()),
        (("序号", "指标", "意见", "答复", "佐证编号", "状态"), {"opinions"}),
    ],
)
def test_a_table_of_another_name_is_a_list_by_what_people_write_in_it(head: tuple[str, ...], found: set[str]) -> None:
    assert read((head, [("1", "43", "甲", "乙", "丙", "丁")])).keys() == found


def test_several_lists_in_one_workbook_are_each_read_for_itself() -> None:
    visit, drawn = ["1", "43", *[""] * 5, "看过", ""], ["1", "T40", *[""] * 5, "抽过", ""]
    told = read((HEADINGS["visits"], [tuple(visit)]), (HEADINGS["sample"], [tuple(drawn)]))
    assert {key: {subject: typed.text("result") for subject, typed in each.beside.items()} for key, each in told.items()} == {
        "visits": {"43": "看过"},
        "sample": {"T40": "抽过"},
    }


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (("", "", "另看：滨海公园", "", "", "", "", "", ""), True),
        (("", "补1", "滨海公园", "定海", "", "", "", "", ""), True),
        (("3", "99", "以前方案里的", "普陀区", "某局", "", "99-01", "", ""), False),  # as the program had printed it
        (("3", "99", "以前方案里的", "普陀区", "某局", "", "99-01", "看过", ""), True),
        (("3", "43", "城镇污水处理率", "", "", "", "", "看过", ""), False),  # it stands beside its subject
        (("3", "", "", "", "", "", "", "", ""), False),
    ],
)
def test_a_line_that_people_added_to_a_list_of_visits_is_theirs(line: tuple[str, ...], stays: bool) -> None:
    lines = read((HEADINGS["visits"], [("1", "43", *[""] * 7), line]), own="visits")["visits"].lines
    assert [tuple(each.cells.values()) for each in lines] == ([tuple(cell for cell in line if cell)] if stays else [])


def opinion(**cells: str) -> Opinion:
    return Opinion(cells)


ONE = opinion(no="1", subject="43", opinion="口径不明")


@pytest.mark.parametrize(
    ("lying", "copied", "together"),
    [
        ((), (ONE, ONE), (ONE, ONE)),
        ((ONE,), (ONE,), (ONE,)),
        ((opinion(**ONE.cells, evidence="43-01"),), (ONE,), (opinion(**ONE.cells, evidence="43-01"),)),
        (
            (opinion(**ONE.cells, evidence="43-01"),),
            (opinion(**ONE.cells, answer="按年鉴"),),
            (opinion(**ONE.cells, evidence="43-01", answer="按年鉴"),),
        ),
        (
            (opinion(**ONE.cells, answer="甲"),),
            (opinion(**ONE.cells, answer="乙"),),
            (opinion(**ONE.cells, answer="甲"), opinion(subject="43", opinion="口径不明", answer="乙")),
        ),
        ((opinion(subject="43"),), (opinion(opinion="再核"),), (opinion(subject="43"), opinion(opinion="再核"))),
    ],
)
def test_lines_of_a_copy_are_joined_with_those_that_are_there(
    lying: tuple[Opinion, ...], copied: tuple[Opinion, ...], together: tuple[Opinion, ...]
) -> None:
    assert join_filled(Filled(lying), Filled(copied)).lines == together


@pytest.mark.parametrize(("key", "field"), [("visits", "subject"), ("sample", "subject"), ("opinions", "subject"), ("opinions", "opinion")])
def test_a_layout_by_which_nothing_could_be_read_back_is_refused(key: str, field: str) -> None:
    sheet = Templates().words("pack.toml")["sheets"][key]
    less = {"sheets": {key: {**sheet, "columns": [column for column in sheet["columns"] if column["field"] != field]}}}
    with pytest.raises(TemplateError, match=f"没有“{field}”一列"):
        headings_of(less, key)


# ---- the folder --------------------------------------------------------------------------------------------


def lay(out: Path, data: bytes) -> Folder:
    with claim(out) as place:
        folder = Folder.of(place)
        folder.lay({"03.xlsx": data}, lambda lying, *_: lying)
        folder.remember()
    return folder


@pytest.mark.parametrize("again", [0, 1, 2])
def test_what_people_changed_is_kept_also_when_the_news_come_runs_later(tmp_path: Path, again: int) -> None:
    lay(tmp_path, b"first")
    (tmp_path / "03.xlsx").write_bytes(b"by people")
    for _ in range(again):
        assert lay(tmp_path, b"first").changed == []
    assert lay(tmp_path, b"second").aside == {"03.xlsx": "历史/03（人工修改）.xlsx"}
    assert (tmp_path / "历史/03（人工修改）.xlsx").read_bytes() == b"by people"
    assert lay(tmp_path, b"third").aside == {}


def test_an_empty_file_is_nothing_that_people_made(tmp_path: Path) -> None:
    lay(tmp_path, b"first")
    (tmp_path / "03.xlsx").write_bytes(b"")
    assert lay(tmp_path, b"first").changed == ["03.xlsx"]


def test_the_half_of_a_copy_that_a_killed_run_left_goes(tmp_path: Path) -> None:
    lay(tmp_path, b"first")
    (tmp_path / ".ecoreport/0a1b.tmp").write_bytes(os.urandom(9))
    lay(tmp_path, b"first")
    assert [path.name for path in (tmp_path / ".ecoreport").iterdir()] == ["申报材料.json"]
