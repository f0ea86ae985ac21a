"""One file appears whole or not at all."""

import errno
import os
from pathlib import Path

import pytest
from test_publish import contents, held

from ecoreport.errors import OutputError
from ecoreport.publish import files, require_writable, write_atomic


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PAUSE", 0)


def test_an_output_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert write_atomic(tmp_path / "新" / "汇总表.xlsx", b"data") == tmp_path / "新" / "汇总表.xlsx"
    assert contents(tmp_path) == {"新/汇总表.xlsx": b"data"}


@pytest.mark.parametrize("operation", ["open", "write", "fsync", "replace"])
def test_a_failed_write_leaves_the_old_output_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    target = tmp_path / "汇总表.xlsx"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, operation, full)
        with pytest.raises(OutputError, match=r"汇总表\.xlsx”（磁盘已满）。请检查磁盘空间"):
            write_atomic(target, b"new")
    assert contents(tmp_path) == {"汇总表.xlsx": b"old"}


def test_a_single_output_that_is_open_in_excel_is_written_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "汇总表.xlsx"
    target.write_bytes(b"open")
    held(monkeypatch, target.name)
    written = write_atomic(target, b"new")
    assert contents(tmp_path) == {"汇总表.xlsx": b"open", "汇总表(新1).xlsx": b"new"}
    assert written.name == "汇总表(新1).xlsx"


def test_excel_is_waited_for_two_seconds_and_a_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(files, "PAUSE", 0.5)
    monkeypatch.setattr(files.time, "sleep", waited.append)
    held(monkeypatch, "汇总表.xlsx")
    write_atomic(tmp_path / "汇总表.xlsx", b"new")
    assert sum(waited) == 2.5


def test_a_folder_for_outputs_is_made_and_left_empty(tmp_path: Path) -> None:
    assert list(require_writable(tmp_path / "下发" / "台账").iterdir()) == []


@pytest.mark.parametrize("name", ["汇总表.xlsx", ".汇总表.xlsx.partial"])
def test_a_planted_link_is_replaced_and_never_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "外面").write_bytes(b"theirs")
    (tmp_path / name).symlink_to("外面")
    write_atomic(tmp_path / "汇总表.xlsx", b"new")
    assert (tmp_path / "外面").read_bytes() == b"theirs"
    assert (tmp_path / "汇总表.xlsx").read_bytes() == b"new"
    assert not (tmp_path / "汇总表.xlsx").is_symlink()
