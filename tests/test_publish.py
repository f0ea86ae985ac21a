"""Outputs appear whole or not at all."""

import os
from pathlib import Path

import pytest

from ecoreport import publish
from ecoreport.errors import OutputError


def test_an_output_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert publish.write_atomic(tmp_path / "新" / "汇总表.xlsx", b"data") == tmp_path / "新" / "汇总表.xlsx"
    assert [path.name for path in (tmp_path / "新").iterdir()] == ["汇总表.xlsx"]


def test_a_failed_write_leaves_the_old_output_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "汇总表.xlsx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="磁盘空间"):
        publish.write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["汇总表.xlsx"]


def test_an_output_that_is_open_in_excel_is_written_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "汇总表.xlsx"
    target.write_bytes(b"open")
    rename = Path.replace

    def refuse(path: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "in use")
        return rename(path, other)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(publish, "_PAUSE", 0)
    written = publish.write_atomic(target, b"new")
    assert written.name == "汇总表(新1).xlsx"
    assert (written.read_bytes(), target.read_bytes()) == (b"new", b"open")


def test_a_file_in_the_place_of_the_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "输出").write_text("")
    with pytest.raises(OutputError, match="不能写入"):
        publish.require_writable(tmp_path / "输出")
