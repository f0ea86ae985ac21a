"""What a user names must be there and be of the right kind, or one sentence says what is wrong and how to mend it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ecoreport import paths
from ecoreport.errors import InputError, OutputError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("文件.txt").write_text("abc")
    Path("夹").mkdir()
    Path("圈.xlsx").symlink_to("圈.xlsx")
    Path("断.xlsx").symlink_to("没有")
    os.mkfifo("管.xlsx")
    return tmp_path


WRONG: list[tuple[Callable[..., object], str, str]] = [
    (paths.require_folder, "没有", "找不到某某文件夹“没有”。请检查路径是否写对。"),
    (paths.require_folder, "文件.txt", "某某应是文件夹，“文件.txt”却是文件。请给出它所在的文件夹。"),
    (paths.require_folder, "断.xlsx", "找不到某某文件夹“断.xlsx”。请检查路径是否写对。"),
    (paths.require_folder, "圈.xlsx", "某某文件夹“圈.xlsx”打不开（链接绕成了圈）。请检查路径是否写对。"),
    (paths.require_folder, "文件.txt/里", "某某文件夹“文件.txt/里”打不开（路径中有一段是文件，不是文件夹）。请检查路径是否写对。"),
    (paths.require_folder, "长" * 90, f"某某文件夹“{'长' * 90}”打不开（文件名或路径太长）。请检查路径是否写对。"),
    (paths.read_given, "没有.xlsx", "找不到某某“没有.xlsx”。请检查路径是否写对。"),
    (paths.read_given, "夹", "某某应是文件，“夹”却是文件夹。请给出文件夹里的那个文件。"),
    (paths.read_given, "管.xlsx", "某某应是文件，“管.xlsx”却是管道或设备。请换成普通文件。"),
    (paths.read_given, "/dev/zero", "某某应是文件，“/dev/zero”却是管道或设备。请换成普通文件。"),
    (paths.read_given, "圈.xlsx", "某某“圈.xlsx”打不开（链接绕成了圈）。请检查路径是否写对。"),
    (paths.read_given, "a\0b", "某某“a\\x00b”打不开（名称不合系统的规定）。请检查路径是否写对。"),
    (paths.read_given, os.fsdecode("没有".encode("gbk")), "找不到某某“没有”。请检查路径是否写对。"),
]


@pytest.mark.parametrize(("ask", "given", "sentence"), WRONG, ids=[repr(given)[:20] for _, given, _ in WRONG])
def test_what_is_not_as_it_must_be_is_one_sentence(ask: Callable[..., object], given: str, sentence: str, here: Path) -> None:
    with pytest.raises(InputError) as told:
        ask(given, "某某")
    assert str(told.value) == sentence


def test_what_is_there_is_given(here: Path) -> None:
    assert paths.require_folder("夹", "某某") == Path("夹")
    assert paths.read_given(here / "文件.txt", "某某") == b"abc"


@pytest.mark.parametrize("given", ["文件.txt", "夹", "圈.xlsx", "断.xlsx", "管.xlsx", "/dev/null", "."])
def test_what_people_wrote_and_what_is_no_file_is_never_written_over(given: str, here: Path) -> None:
    with pytest.raises(OutputError):
        paths.require_target(given, b"# mine", "某某")


def test_a_new_page_and_an_older_one_of_ours_may_be_written(here: Path) -> None:
    Path("旧.md").write_bytes(b"# mine\nmore")
    assert [paths.require_target(name, b"# mine", "某某") for name in ("旧.md", "新.md")] == [Path("旧.md"), Path("新.md")]


def test_the_fault_is_of_the_kind_that_is_asked_for(here: Path) -> None:
    with pytest.raises(OutputError):
        paths.require_file("没有", "某某", OutputError)


def test_a_file_larger_than_any_honest_one_is_not_opened(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("大.xlsx").open("wb") as file:
        file.truncate(40 << 30)  # sparse: it takes no room
    with pytest.raises(InputError, match=r"某某“大\.xlsx”大于 256 MB，没有打开。"):
        paths.read_given("大.xlsx", "某某")


def test_a_folder_and_a_file_that_may_not_be_read_say_so(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="某某文件夹“夹”打不开（没有权限，或正被其他程序占用）"):
        paths.require_folder("夹", "某某")
    with pytest.raises(InputError, match=r"某某“文件\.txt”打不开（没有权限，或正被其他程序占用）"):
        paths.read_given("文件.txt", "某某")
