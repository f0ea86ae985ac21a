"""How faults are told: one finding for one fault of a sheet, its cells listed, its id the same from run to run."""

import io
import os
import stat
from pathlib import Path

import pytest
from files_wrong import make_package

from ecoreport.errors import InputError
from ecoreport.model import Finding, Source
from ecoreport.reading import Input, discover, read


def findings_of(cells: str, name: str = "台账.xlsx") -> tuple[Finding, ...]:
    (ledger,) = read(Input(name, data=make_package(f"<sheetData>{cells}</sheetData>")))
    return ledger.findings


def lost(count: int) -> str:
    return "".join(f'<row r="{row}"><c r="B{row}"><v>x{row}</v></c></row>' for row in range(1, count + 1))


def test_one_fault_over_many_cells_is_one_finding_that_lists_the_first_of_them() -> None:
    (finding,) = findings_of(lost(30))
    assert finding.message == "工作表“表1”有 30 个单元格标为数值，但存的“x1”不是数（如 B1），按文字保留。"
    assert finding.source == Source("台账.xlsx", "表1", "B1")
    assert finding.others == tuple(Source("台账.xlsx", "表1", f"B{row}") for row in range(2, 22))
    assert findings_of(lost(3))[0].others == tuple(Source("台账.xlsx", "表1", f"B{row}") for row in (2, 3))


def test_a_fault_of_a_sheet_has_no_cell_and_a_fault_of_a_file_no_sheet() -> None:
    (of_sheet,) = findings_of('<row r="1"><c r="XFE1"><v>1</v></c><c r="A1"><v>1</v></c></row>')
    assert (of_sheet.source, of_sheet.others) == (Source("台账.xlsx", "表1", None), ())
    (of_file,) = read(Input("空.xlsx", data=b""))[0].findings
    assert (of_file.source, of_file.department) == (Source("空.xlsx", None, None), None)


def test_different_faults_stand_in_the_order_met_and_have_ids_of_their_own() -> None:
    cells = '<row r="1"><c r="A1"><v>x</v></c><c r="B1" t="s"><v>5</v></c><c r="C1" s="9"><v>1</v></c></row>'
    findings = findings_of(cells)
    assert [finding.code for finding in findings] == ["R205", "R202", "R210"]
    assert len({finding.id for finding in findings}) == 3
    assert [finding.id for finding in findings] == [finding.id for finding in findings_of(cells)]
    assert findings[0].id == findings_of(cells, "另一份.xlsx")[0].id, "a file may be renamed"


def test_the_outcome_is_partly_where_something_is_lost_and_says_it_in_words() -> None:
    (ledger,) = read(Input("台账.csv", data=make_package(f"<sheetData>{lost(1)}</sheetData>")))
    assert ledger.outcome == "partly"
    assert ledger.message == "工作表“表1”有 1 个单元格标为数值，但存的“x1”不是数（如 B1），按文字保留。", "notices are no part of it"
    assert [finding.severity for finding in ledger.findings] == ["error", "notice"]


# ---- finding the files ---------------------------------------------------------------------------------------


def names(*inputs: object) -> list[str]:
    return [one.name for one in discover(inputs)]  # type: ignore[arg-type]


def test_files_of_one_name_are_numbered_and_no_number_is_given_twice(tmp_path: Path) -> None:
    for folder in ("一", "二", "三"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "台账.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "三" / "台账(2).csv").write_bytes(b"a,b\n1,2\n")
    assert sorted(names(*(tmp_path / folder for folder in ("一", "二", "三")))) == ["台账(2).csv", "台账(3).csv", "台账(4).csv", "台账.csv"]


def test_a_folder_is_gone_through_by_name_and_an_open_file_stands_among_its_kind(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c/a.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    file = io.BytesIO(b"a,b\n1,2\n")
    file.name = "aa.csv"
    assert names(tmp_path, file) == ["a.csv", "aa.csv", "b.csv", "c/a.csv"]
    assert names(file, tmp_path) == ["a.csv", "aa.csv", "b.csv", "c/a.csv"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("D:\\报送\\一.csv", "一.csv"), ("/tmp/二.csv", "二.csv"), ("", "未命名文件"), (3, "未命名文件"), ("x/", "未命名文件")],
)
def test_an_open_file_is_called_by_the_last_part_of_its_name(name: object, told: str) -> None:
    file = io.BytesIO(b"a,b\n1,2\n")
    file.name = name
    assert names(file) == [told]


def test_what_is_no_input_is_a_fault_of_use(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        discover([tmp_path / "没有"])
    assert str(told.value) == f"找不到输入“{tmp_path / '没有'}”。请检查路径是否写对、U 盘或网络盘是否已接入。"
    with pytest.raises(InputError) as told:
        discover([io.StringIO("x")])  # type: ignore[list-item]
    assert str(told.value) == "打开的文件应为二进制方式（open(路径, 'rb')），现在是文本方式。"


SKIPPED = [
    ("Thumbs.db", "Windows 缩略图缓存，未打开"),
    ("desktop.ini", "Windows 文件夹设置，未打开"),
    ("Desktop.INI", "Windows 文件夹设置，未打开"),
    (".DS_Store", "macOS 文件夹设置，未打开"),
    ("__MACOSX", "macOS 压缩时附带的文件夹，未打开"),
    ("$RECYCLE.BIN", "回收站，未打开"),
    ("System Volume Information", "Windows 系统文件夹，未打开"),
    ("~$台账.xlsx", "Office/WPS 打开文件时的锁定文件，未打开；请确认台账已保存并关闭"),
    (".~台账.xlsx", "Office/WPS 打开文件时的锁定文件，未打开；请确认台账已保存并关闭"),
    ("._台账.xlsx", "macOS 附带的属性文件，未打开"),
    (".台账.xlsx", "隐藏文件，未打开"),
]


def test_dots_in_front_that_a_person_typed_hide_nothing(tmp_path: Path) -> None:
    for name in ("..台账.csv", "...台账.csv"):
        (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    assert [one.skipped for one in discover([tmp_path])] == ["", ""]


@pytest.mark.parametrize(("name", "message"), SKIPPED)
def test_what_systems_leave_behind_is_named_wherever_it_lies(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place in (tmp_path / "in", tmp_path):
        (place / name).write_bytes(b"a,b\n1,2\n")
    for one in (*discover([tmp_path / "in"]), *discover([tmp_path / name])):
        (ledger,) = read(one)
        assert (ledger.file, ledger.outcome, ledger.message, ledger.sha256, ledger.findings) == (name, "skipped", message, "", ())


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (stat.S_IFLNK, "链接（快捷方式）"), (stat.S_IFIFO, "管道"), (stat.S_IFSOCK, "套接字"), (stat.S_IFBLK, "设备"), (stat.S_IFCHR, "设备"),
        (stat.S_IFDIR, "文件夹"), (stat.S_IFREG >> 4, "特殊文件"),
    ],
)  # fmt: skip
def test_what_is_no_regular_file_is_not_opened(mode: int, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    monkeypatch.setattr(os, "lstat", lambda _: os.stat_result((mode, *[0] * 9)))
    (ledger,) = read(Input("a.csv", os.fsencode(path)))
    assert (ledger.outcome, ledger.message) == ("failed", f"这是{kind}，不是文件本身，没有跟随打开。")


@pytest.mark.parametrize(
    ("fault", "detail"),
    [
        (PermissionError(13, "x"), "没有权限，或正被其他程序占用"), (FileNotFoundError(2, "x"), "不在原处，或路径不存在"), (OSError(5, "x"), "读写磁盘出错"),
        (ValueError("x"), "名称不合系统的规定"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_opened_says_why(fault: Exception, detail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise fault

    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    monkeypatch.setattr(os, "open", refuse)
    (ledger,) = read(Input("a.csv", os.fsencode(tmp_path / "a.csv")))
    assert (ledger.outcome, ledger.message, ledger.sha256) == ("failed", f"打不开文件：{detail}。", "")


def test_a_folder_that_cannot_be_opened_is_an_entry_or_a_fault_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "里" / "层").mkdir(parents=True)
    opened = os.scandir

    def refuse(path: object) -> object:
        if os.fsdecode(path).rstrip("/").endswith("层"):  # type: ignore[arg-type]
            raise PermissionError(13, "x")
        return opened(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["里/层"]
    with pytest.raises(InputError) as told:
        discover([tmp_path / "里" / "层"])
    assert str(told.value) == f"打不开输入“{tmp_path / '里' / '层'}”（没有权限，或正被其他程序占用）。请检查路径和读取权限后重试。"


def test_a_file_given_twice_counts_once_and_a_link_to_it_counts_for_itself(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    assert names(tmp_path, tmp_path / "a.csv", str(tmp_path / "a.csv")) == ["a.csv", "b.csv"]
