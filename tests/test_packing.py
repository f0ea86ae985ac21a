"""申报材料: the files that a province asks for, evidence copied and never moved, and nothing lost of what people write into it."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import docx
import openpyxl
import pytest
from documents import all_text
from reported import plan_of
from test_cli import call
from test_pipeline import write_ledger

import ecoreport as er
from ecoreport.errors import InputError
from ecoreport.model.packing import PackedApplication

PLAN = plan_of((7, 15, 43, 45, 46), (40,), ())
FILES = [
    "00 申报申请.docx",
    "01 技术报告.docx",
    "02 工作报告.docx",
    "03 指标完成情况汇总表.xlsx",
    "05 目录.docx",
    "05 目录.xlsx",
    "专家意见及答复表.xlsx",
    "抽查名单.xlsx",
    "现场核查清单.xlsx",
    "缺件清单.xlsx",
]
FOLDER = "04 佐证材料"
TREATED, PARK, WASTE = (
    f"{FOLDER}/指标43-城镇污水处理率/43-01 污水处理厂运行报表.pdf",
    f"{FOLDER}/指标46-城镇人均公园绿地面积/46-01 绿地普查表.docx",
    f"{FOLDER}/指标45-城镇生活垃圾无害化处理率/45-01 焚烧记录.xlsx",
)


def make_desk(place: Path) -> Path:
    """Lay out a ledger with its list of evidence, and the folder in which that lies; all of it is invented (演示虚构)."""
    ledger = write_ledger(
        place / "台账/市城管局.xlsx",
        "市城管局",
        [
            (43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", "普陀区新建污水厂一座。"),
            (45, "城镇生活垃圾无害化处理率", "%", 100, 100, 100, "达标", ""),
            (46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 15.3, "达标", ""),
        ],
    )
    book = openpyxl.load_workbook(ledger)
    sheet = book.create_sheet("佐证材料清单")
    for row in [
        ("编号", "材料名称", "文号", "日期", "页数", "对应指标", "文件名"),
        ("43-01", "污水处理厂运行报表", "", "2021-01-05", 12, "43", ""),
        ("46-01", "绿地普查表", "", "2021-01-06", 3, "46", ""),
        ("45-01", "焚烧记录", "", "2021-01-07", 9, "45", ""),
        ("45-02", "环评批复", "舟环〔2020〕9号", "2020-06-01", 2, "45", ""),
    ]:
        sheet.append(row)
    book.save(ledger)
    evidence = place / "佐证"
    (evidence / "城管").mkdir(parents=True)
    (evidence / "城管/43-01 污水处理厂运行报表.pdf").write_bytes(b"%PDF treated")
    (evidence / "46-01绿地普查表.docx").write_bytes(b"park")
    with zipfile.ZipFile(evidence / "打包.zip", "w") as package:
        package.writestr("45-01 焚烧记录.xlsx", b"waste")
    return place


def pack(desk: Path, **options: object) -> PackedApplication:
    return er.pack(desk / "台账", desk / "申报材料", system=PLAN, **{"evidence": desk / "佐证", **options})


def tree(folder: Path) -> dict[str, str]:
    """Give every file below a folder with its sha256, but what lies in the folder of our own."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".ecoreport" not in path.parts)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows(path: Path, sheet: str | None = None) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    table = book[sheet] if sheet else book.worksheets[0]
    return [list(row) for row in table.iter_rows(min_row=4, values_only=True) if any(cell is not None for cell in row)]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PackedApplication, dict[str, str], dict[str, str]]:
    desk = make_desk(tmp_path_factory.mktemp("申报"))
    before = tree(desk)
    return desk, pack(desk), before, tree(desk / "申报材料")


@pytest.fixture
def desk(packed: tuple[Path, ...], tmp_path: Path) -> Path:
    """Give a desk of the test's own on which the application lies already."""
    return shutil.copytree(packed[0], tmp_path / "桌面")


def test_it_has_the_files_that_a_province_asks_for(packed: tuple) -> None:
    assert [name for name in packed[3] if "/" not in name] == FILES


def test_evidence_is_copied_under_its_number_from_folders_and_archives_and_never_moved(packed: tuple) -> None:
    desk, done, before, after = packed
    contents = {TREATED: b"%PDF treated", PARK: b"park", WASTE: b"waste"}
    assert {name: after[name] for name in after if "/" in name} == {
        name: hashlib.sha256(data).hexdigest() for name, data in contents.items()
    }
    assert {file.name: file.sha256 for file in done.files} == {name: after[name] for name in contents}
    assert {name: digest for name, digest in tree(desk).items() if not name.startswith("申报材料/")} == before


def test_the_list_of_what_lacks_names_items_without_evidence_and_claims_without_a_file(packed: tuple) -> None:
    told = rows(packed[0] / "申报材料/缺件清单.xlsx")
    assert told[0][:3] == ["序号", "缺什么", "编号"]
    binding = [each for each in told[1:] if each[1] == "约束性指标没有佐证材料"]
    claims = [each for each in told[1:] if each[1] == "提出的材料没有文件"]
    assert [each[2] for each in binding] == [
        result.item.id for result in packed[1].report.items if result.item.nature == "约束性" and result.item.id not in ("43", "45", "46")
    ]
    assert [(each[2], each[3], each[5], each[6]) for each in claims] == [("45-02", "环评批复", "佐证材料文件夹里没有找到", "市城管局")]


def test_the_catalogue_opens_every_file_and_gives_its_sha256(packed: tuple) -> None:
    folder = packed[0] / "申报材料"
    book = openpyxl.load_workbook(folder / "05 目录.xlsx")
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    opened = [(folder / unquote(link.target)).exists() for link in links]
    assert len(opened) == 9
    assert all(opened)
    told = {row[8]: row[10] for row in rows(folder / "05 目录.xlsx", "佐证材料")[1:] if row[10]}
    assert told == {Path(name).name: packed[3][name] for name in (TREATED, PARK, WASTE)}


def test_the_work_report_is_filled_from_data_under_headings(packed: tuple) -> None:
    document = docx.Document(str(packed[0] / "申报材料/02 工作报告.docx"))
    assert sum(each.style.name.lower().startswith("heading 1") for each in document.paragraphs) == 6
    text = "\n".join(each.text for each in document.paragraphs)
    assert "城镇污水处理率96.5%" in text
    assert "普陀区新建污水厂一座" not in text  # it is told by the technical report; here are figures and tasks


@pytest.mark.parametrize("name", ["00 申报申请.docx", "02 工作报告.docx", "05 目录.docx"])
def test_no_paper_speaks_of_ledgers_and_each_mark_is_one_of_the_technical_report(packed: tuple, name: str) -> None:
    folder = packed[0] / "申报材料"
    text, whole = all_text((folder / name).read_bytes()), all_text((folder / "01 技术报告.docx").read_bytes())
    assert "台账" not in text
    assert "填报" not in text.replace("未填报", "").replace("尚未填报", "")
    for mark in {each.partition("〕")[0] for each in text.split("〔待补：")[1:]}:
        assert f"〔待补：{mark}〕" in whole


def test_done_again_nothing_changes(desk: Path) -> None:
    before = tree(desk)
    done = pack(desk)
    assert done.written == ()
    assert tree(desk) == before


def test_one_changed_file_of_evidence_changes_the_evidence_its_catalogue_and_nothing_else(desk: Path) -> None:
    before = tree(desk / "申报材料")
    (desk / "佐证/46-01绿地普查表.docx").write_bytes(b"park, counted again")
    pack(desk)
    after = tree(desk / "申报材料")
    assert {name for name in after if after[name] != before.get(name)} == {PARK, "05 目录.xlsx"}
    assert (desk / "申报材料" / PARK).read_bytes() == b"park, counted again"


def test_a_file_that_came_is_no_lack_any_more_and_one_that_went_is_kept_in_the_history(desk: Path) -> None:
    (desk / "佐证/45-02 环评批复.pdf").write_bytes(b"approved")
    (desk / "佐证/城管/43-01 污水处理厂运行报表.pdf").unlink()
    done = pack(desk)
    out = desk / "申报材料"
    assert [lack.number for lack in done.lacks if lack.kind == "claim"] == ["43-01"]
    assert not (out / TREATED).exists()
    assert (out / "历史" / TREATED).read_bytes() == b"%PDF treated"
    assert done.kept == {TREATED: f"历史/{TREATED}"}
    assert not (out / TREATED).parent.exists()


def test_what_people_put_among_the_evidence_stays_and_is_told(desk: Path) -> None:
    own = desk / "申报材料" / FOLDER / "补充照片.jpg"
    own.write_bytes(b"photo")
    (desk / "申报材料" / PARK).write_bytes(b"with a note of ours")
    done = pack(desk)
    assert done.strangers == (f"{FOLDER}/补充照片.jpg",)
    assert own.read_bytes() == b"photo"
    assert (desk / "申报材料" / PARK).read_bytes() == b"park"
    assert (desk / "申报材料/历史" / PARK).read_bytes() == b"with a note of ours"


def write_opinions(path: Path, lines: list[tuple], **heads: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[4]}
    for old, new in heads.items():
        sheet.cell(4, head[old]).value = new
    sheet.cell(4, sheet.max_column + 1).value = "专家"
    for number, (subject, opinion, answer, state, expert) in enumerate(lines, 5):
        for name, words in (("指标", subject), ("专家意见", opinion), ("答复", answer), ("状态", state)):
            sheet.cell(number, head[name]).value = words
        sheet.cell(number, sheet.max_column).value = expert
    book.save(path)


def test_opinions_are_carried_over_and_evidence_and_department_are_filled_in(desk: Path) -> None:
    table = desk / "申报材料/专家意见及答复表.xlsx"
    lines = [
        ("43", "口径不明", "按城建年鉴", "已答复", "甲"),
        ("城镇人均公园绿地面积", "面积偏大", None, "待答复", "乙"),
        ("第45项", "补运行台账", None, None, None),
        ("没有的指标", "再核", None, None, "丙"),
    ]
    write_opinions(table, lines, 答复="怎么答")
    pack(desk)
    told = rows(table)
    assert told[0] == ["序号", "指标", "专家意见", "答复", "佐证编号", "状态", "责任单位", "专家"]
    assert told[1:5] == [
        ["1", "43", "口径不明", "按城建年鉴", "43-01", "已答复", "市城管局", "甲"],
        ["2", "城镇人均公园绿地面积", "面积偏大", None, "46-01", "待答复", "市城管局", "乙"],
        ["3", "第45项", "补运行台账", None, "45-01、45-02", None, "市城管局", None],
        ["4", "没有的指标", "再核", None, None, None, None, "丙"],
    ]
    lying = table.read_bytes()
    assert pack(desk).written == ()
    assert table.read_bytes() == lying


def test_a_copy_that_was_filled_in_elsewhere_is_read_once(desk: Path) -> None:
    table, copy = (desk / "申报材料" / name for name in ("专家意见及答复表.xlsx", "专家意见（张三）.xlsx"))
    shutil.copy(table, copy)
    write_opinions(copy, [("43", "口径不明", None, None, None)])
    pack(desk)
    assert [row[2] for row in rows(table)[1:] if row[2]] == ["口径不明"]
    book = openpyxl.load_workbook(table)
    book.worksheets[0].cell(5, 3).value = "口径已明"
    book.save(table)
    pack(desk)
    assert [row[2] for row in rows(table)[1:] if row[2]] == ["口径已明"]


def test_a_table_of_opinions_that_cannot_be_read_stops_before_anything_is_lost(desk: Path) -> None:
    table = desk / "申报材料/专家意见及答复表.xlsx"
    table.write_bytes(b"PK\x03\x04 cut off")
    before = tree(desk)
    with pytest.raises(InputError, match="由人填写的内容读不回来"):
        pack(desk)
    assert tree(desk) == before


@pytest.mark.parametrize(("name", "subject"), [("现场核查清单.xlsx", "43"), ("抽查名单.xlsx", "T40")])
def test_what_people_write_beside_a_subject_is_carried_over(desk: Path, name: str, subject: str) -> None:
    table = desk / "申报材料" / name
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    row = next(each for each in range(5, sheet.max_row + 1) if str(sheet.cell(each, 2).value) == subject)
    for column in range(1, sheet.max_column + 1):
        if sheet.cell(4, column).value == "备注":
            sheet.cell(row, column).value = "带上安全帽"
    sheet.cell(4, sheet.max_column + 1).value = "车次"
    sheet.cell(row, sheet.max_column).value = "2号车"
    book.save(table)
    write_ledger(desk / "台账/市生态环境局.xlsx", "市生态环境局", [(7, "生态环境信息公开率", "%", 99, 100, 100, "达标", "")])
    pack(desk)
    head, *told = rows(table)
    (line,) = [each for each in told if str(each[1]) == subject]
    assert dict(zip(head, line, strict=True))["备注"] == "带上安全帽"
    assert dict(zip(head, line, strict=True))["车次"] == "2号车"


def test_places_that_departments_name_are_proposed_and_the_riskiest_come_first(packed: tuple) -> None:
    visits = {str(row[1]): row for row in rows(packed[0] / "申报材料/现场核查清单.xlsx")[1:]}
    assert visits["43"][3:5] == ["普陀区", None]
    sample = rows(packed[0] / "申报材料/抽查名单.xlsx")[1:]
    order = ["高", "中", "低"]
    assert [order.index(row[3]) for row in sample] == sorted(order.index(row[3]) for row in sample)
    assert all(row[4] for row in sample if row[3] == "高")


def add_words(path: Path, words: str) -> None:
    document = docx.Document(str(path))
    document.paragraphs[-1].insert_paragraph_before(words)
    document.save(str(path))


def test_what_people_write_into_a_paper_stays_while_its_figures_become_new(desk: Path) -> None:
    papers = [desk / "申报材料" / name for name in ("00 申报申请.docx", "01 技术报告.docx", "02 工作报告.docx")]
    for path in papers:
        add_words(path, "我办另有说明。")
    edited = [path.read_bytes() for path in papers]
    assert pack(desk).written == ()  # nothing new to say
    assert [path.read_bytes() for path in papers] == edited
    rows_ = [(46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 15.9, "达标", "")]
    write_ledger(desk / "台账/市城管局补报.xlsx", "市城管局", rows_)
    done = pack(desk)
    texts = [all_text(path.read_bytes()) for path in papers]
    assert all("我办另有说明。" in text for text in texts)
    assert "15.9" in texts[2]
    assert "15.3" not in texts[2]
    assert [hashlib.sha256((desk / "申报材料" / place).read_bytes()).hexdigest() for name, place in done.kept.items()] == [
        hashlib.sha256(edited[[path.name for path in papers].index(name)]).hexdigest() for name in done.kept
    ]
    assert "02 工作报告.docx" in done.kept
    assert done.changes
    assert pack(desk).written == ()


def test_without_its_memory_people_s_papers_are_still_kept(desk: Path) -> None:
    add_words(desk / "申报材料/02 工作报告.docx", "我办另有说明。")
    shutil.rmtree(desk / "申报材料/.ecoreport")
    done = pack(desk)
    assert "我办另有说明。" in all_text((desk / "申报材料/02 工作报告.docx").read_bytes())
    assert done.strangers == ()


def test_the_application_is_no_input_of_the_next_run_wherever_it_lies(desk: Path, tmp_path: Path) -> None:
    shutil.copytree(desk / "申报材料", desk / "佐证/申报材料")
    done = pack(desk)
    assert done.written == ()
    report = er.run(desk, tmp_path / "输出", system=PLAN, evidence=desk / "佐证")
    assert [each.path for each in report.orphans] == []


def test_evidence_within_the_application_is_refused(desk: Path) -> None:
    with pytest.raises(InputError, match="在申报材料文件夹里面"):
        pack(desk, evidence=desk / "申报材料" / FOLDER)


def test_without_an_evidence_folder_what_was_copied_stays(desk: Path) -> None:
    done = pack(desk, evidence=None)
    assert (desk / "申报材料" / TREATED).exists()
    assert {lack.reason for lack in done.lacks if lack.kind == "claim"} == {"没有给出佐证材料文件夹，未查找"}


def faulty() -> Iterator[tuple[str, bytes, str]]:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        package.writestr("45-02 环评批复.pdf", b"approved" * 100)
    data = bytearray(whole.getvalue())
    data[60:70] = b"\0" * 10
    yield "包.zip", bytes(data), "压缩包损坏，或有密码"
    yield "45-02 环评批复.pdf", b"", "是空的"


@pytest.mark.parametrize(("name", "data", "why"), list(faulty()))
def test_evidence_that_cannot_be_taken_is_told_and_stops_nothing(desk: Path, name: str, data: bytes, why: str) -> None:
    (desk / "佐证" / name).write_bytes(data)
    done = pack(desk)
    (lack,) = [lack for lack in done.lacks if lack.number == "45-02"]
    assert why in lack.reason
    assert (desk / "申报材料" / TREATED).exists()


def test_from_the_command_line(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(desk)
    command = ["pack", "台账", "-o", "新材料", "--evidence", "佐证"]
    assert call(monkeypatch, *command) in (0, 1)
    told = capsys.readouterr().out
    assert "各单位提出 4 件，装入 3 个文件；缺件" in told
    assert json.loads((desk / "新材料/.ecoreport/申报材料.json").read_text("utf-8"))
    call(monkeypatch, *command)
    assert "没有要改的，申报材料与上次相同。" in capsys.readouterr().out
