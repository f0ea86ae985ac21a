"""Every input is found once, named, and in an order that does not depend on how it was given."""

import contextlib
import errno
import io
import os
import pickle
import socket
import subprocess
from pathlib import Path
from typing import BinaryIO

import pytest
from files_containers import as_csv, as_zip

from ecoreport.errors import InputError
from ecoreport.reading import Input, discover, read, walking


def names(inputs: tuple[Input, ...]) -> list[str]:
    return [one.name for one in inputs]


def test_a_folder_is_searched_in_full_and_named_below_itself(tmp_path: Path) -> None:
    for name in ("b.csv", "a/z.csv", "a/b/c.csv", "市水利局/台账.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(as_csv())
    assert names(discover([tmp_path])) == ["a/b/c.csv", "a/z.csv", "b.csv", "市水利局/台账.csv"]
    assert names(discover(str(tmp_path))) == names(discover([tmp_path])), "one path alone will do"


def test_the_order_of_the_inputs_changes_nothing_and_a_file_counts_once(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "台账.csv").write_bytes(as_csv())
    one, two = tmp_path / "甲", tmp_path / "乙"
    forward, backward = discover([one, two, one / "台账.csv"]), discover([two, one])
    assert forward == backward
    assert names(forward) == ["台账(2).csv", "台账.csv"] or names(forward) == ["台账.csv", "台账(2).csv"]


def test_an_open_file_is_taken_with_its_name() -> None:
    file = io.BytesIO(as_csv())
    file.name = "C:\\报送\\台账.csv"
    assert names(discover([file, io.BytesIO(b"x")])) == ["台账.csv", "未命名文件"]
    with pytest.raises(InputError, match="二进制"):
        discover([io.StringIO("x")])


def test_an_input_travels_between_processes(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_bytes(as_csv())
    (one,) = discover([tmp_path])
    assert pickle.loads(pickle.dumps(one)) == one
    assert pickle.loads(pickle.dumps(read(one))) == read(one)


def test_a_missing_input_is_a_fault_of_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到输入"):
        discover([tmp_path / "没有"])


def test_what_systems_leave_behind_is_named_and_never_opened(tmp_path: Path) -> None:
    left = ["~$台账.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", "._台账.xlsx", ".hidden.xlsx", ".~台账.et"]
    for name in left:
        os.mkfifo(tmp_path / name)  # to open one would hang
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "x.xlsx").write_bytes(b"x")
    ledgers = [ledger for one in discover([tmp_path]) for ledger in read(one)]
    assert sorted(ledger.file for ledger in ledgers) == sorted([*left, "__MACOSX"])
    assert {ledger.outcome for ledger in ledgers} == {"skipped"}
    assert all("未打开" in ledger.message and not ledger.findings for ledger in ledgers)


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.csv").write_bytes(as_csv())
    (tmp_path / "in" / "链接.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "in" / "文件夹").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in" / "管道.csv")
    ledgers = [ledger for one in discover([tmp_path / "in"]) for ledger in read(one)]
    assert [(ledger.file, ledger.outcome) for ledger in ledgers] == [("文件夹", "failed"), ("管道.csv", "failed"), ("链接.csv", "failed")]
    assert [finding.code for ledger in ledgers for finding in ledger.findings] == ["R111"] * 3


def test_a_readme_beside_the_ledgers_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# 说明\n\n|a|b|\n", encoding="utf-8")
    (tmp_path / "说明.txt").write_text("请于月底前报送,谢谢。\n", encoding="utf-8")
    (tmp_path / "导出.txt").write_bytes(as_csv("\t"))
    outcomes = {ledger.file: ledger.outcome for one in discover([tmp_path]) for ledger in read(one)}
    assert outcomes == {
        "README.md": "skipped",
        "说明.txt": "read",
        "导出.txt": "read",
    }  # what a text tells of is seen where it is understood


@pytest.mark.parametrize("gbk", [False, True])
def test_an_archive_has_an_entry_and_each_member_its_own(gbk: bool) -> None:
    members = {
        "市水利局/台账.csv": as_csv(),
        "市教育局/台账.csv": as_csv(),
        "坏.xlsx": b"x",
        "__MACOSX/._a": b"x",
        "里层.zip": as_zip({"a.csv": as_csv()}),
    }
    ledgers = read(Input("报送/包.zip", data=as_zip(members, gbk=gbk)))
    assert {ledger.file: ledger.outcome for ledger in ledgers} == {
        "报送/包.zip": "read", "报送/包.zip/市水利局/台账.csv": "read", "报送/包.zip/市教育局/台账.csv": "read", "报送/包.zip/坏.xlsx": "failed",
        "报送/包.zip/__MACOSX/._a": "skipped", "报送/包.zip/里层.zip": "failed",
    }  # fmt: skip
    assert ledgers[0].container == "zip"
    assert ledgers[0].sheets == ()


def test_a_member_cannot_climb_out_of_its_archive() -> None:
    ledgers = read(Input("包.zip", data=as_zip({"../../etc/台账.csv": as_csv(), "C:\\台账.csv": as_csv()})))
    assert [ledger.file for ledger in ledgers[1:]] == ["包.zip/etc/台账.csv", "包.zip/C:/台账.csv"]


def test_the_same_bytes_give_the_same_hash_wherever_they_lie() -> None:
    archived = read(Input("包.zip", data=as_zip({"台账.csv": as_csv()})))[1]
    (plain,) = read(Input("台账.csv", data=as_csv()))
    assert archived.sha256 == plain.sha256
    assert archived.sheets == plain.sheets


def outcomes(folder: Path) -> dict[str, tuple[str, str]]:
    return {ledger.file: (ledger.outcome, ledger.message) for one in discover([folder]) for ledger in read(one)}


def test_no_name_stops_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    within = os.fsencode(tmp_path)
    made = ["好.csv".encode(), "市水利局.csv".encode("gbk"), b"\xff\xfe.csv", b"a\nb.csv", "账\u202e.csv".encode(), b"\xed\xa0\x80.csv"]
    for name in [*made, "长".encode() * 83 + b".csv"]:
        Path(os.fsdecode(within + b"/" + name)).write_bytes(as_csv())
    (tmp_path / "圈.xlsx").symlink_to("圈.xlsx")
    (tmp_path / "断.xlsx").symlink_to("没有")
    (tmp_path / "文件夹").symlink_to(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("套.xlsx")
        found = outcomes(tmp_path)
    read_all = {"好.csv", "市水利局.csv", "\\xff\\xfe.csv", "a\\x0ab.csv", "账‹RLO›.csv", "\\ud800.csv", "长" * 83 + ".csv"}
    assert {name for name, (outcome, _) in found.items() if outcome == "read"} == read_all
    link = "这是链接（快捷方式），不是文件本身，没有跟随打开。"
    assert {name: told for name, (outcome, told) in found.items() if outcome == "failed"} == {
        "圈.xlsx": link, "断.xlsx": link, "文件夹": link, "套.xlsx": "这是套接字，不是文件本身，没有跟随打开。",
    }  # fmt: skip


def test_folders_a_thousand_deep_are_searched_and_deeper_than_the_system_reaches_they_are_named(tmp_path: Path) -> None:
    start = Path.cwd()
    try:
        os.chdir(tmp_path)
        for level in range(2_100):
            Path("d").mkdir()
            os.chdir("d")
            if level in (1_200, 2_090):
                Path("台账.csv").write_bytes(as_csv())
    finally:
        os.chdir(start)
    try:
        found = outcomes(tmp_path)
        assert sorted(outcome for outcome, _ in found.values()) == ["failed", "read"]
        assert "打不开文件：文件名或路径太长。" in {told for _, told in found.values()}
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)


def test_one_file_reached_by_two_ways_counts_once_and_one_file_under_two_names_is_two(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "台账.csv").write_bytes(as_csv())
    (tmp_path / "甲" / "副本.csv").hardlink_to(tmp_path / "甲" / "台账.csv")
    (tmp_path / "乙").symlink_to(tmp_path / "甲")
    ways: list[str | Path | BinaryIO] = [tmp_path, tmp_path / "甲", tmp_path / "乙", tmp_path / "乙" / ".." / "甲" / "台账.csv"]
    expected = ["乙", "甲/副本.csv", "甲/台账.csv"]
    assert names(discover(ways)) == names(discover(ways[::-1])) == expected


def test_a_folder_that_leads_back_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲" / "回").mkdir(parents=True)
    (tmp_path / "甲" / "台账.csv").write_bytes(as_csv())
    whole = walking.identify
    monkeypatch.setattr(walking, "identify", lambda path: whole(path.removesuffix("/回".encode())))  # as a junction of Windows does
    assert outcomes(tmp_path)["甲/回"] == ("failed", "打不开文件：与已经读过的文件夹是同一个。")
    assert len(outcomes(tmp_path)) == 2


def test_an_entry_that_cannot_be_looked_at_is_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Torn:
        name = "坏.csv".encode()

        def stat(self, **_: bool) -> os.stat_result:
            raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "好.csv").write_bytes(as_csv())
    listed = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: contextlib.nullcontext([*listed(path), Torn()]))
    assert {name: outcome for name, (outcome, _) in outcomes(tmp_path).items()} == {"好.csv": "read", "坏.csv": "failed"}


def test_members_whose_names_come_out_alike_are_told_apart() -> None:
    ledgers = read(Input("包.zip", data=as_zip({"../台账.csv": as_csv(), "台账.csv": as_csv(), "a\u202eb.csv": as_csv(), "..": as_csv()})))
    assert sorted(ledger.file for ledger in ledgers[1:]) == sorted(
        ["包.zip/台账.csv", "包.zip/台账(2).csv", "包.zip/a‹RLO›b.csv", "包.zip/未命名文件"]
    )
