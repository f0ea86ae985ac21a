"""The evidence folder: which files lie there, how large, with what content."""

import hashlib
import re
from pathlib import Path

import pytest

from ecoreport.errors import InputError
from ecoreport.reading.evidence import survey
from ecoreport.rules import EvidenceFile


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_every_file_below_the_folder_is_listed_by_its_path_with_size_and_content(tmp_path: Path) -> None:
    files = {"b.pdf": b"two", "a/3-02 报表.pdf": b"three!", "a/b/c.jpg": b"", "a.txt": b"1"}
    (tmp_path / "空文件夹").mkdir()
    assert survey(put(tmp_path, files)) == (
        EvidenceFile("a/3-02 报表.pdf", 6, hashlib.sha256(b"three!").hexdigest()),
        EvidenceFile("a/b/c.jpg", 0, hashlib.sha256(b"").hexdigest()),
        EvidenceFile("a.txt", 1, hashlib.sha256(b"1").hexdigest()),
        EvidenceFile("b.pdf", 3, hashlib.sha256(b"two").hexdigest()),
    )


@pytest.mark.parametrize("size", [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_a_large_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    content = (b"0123456789abcdef" * (size // 16 + 1))[: size - 1] + b"!"
    (file,) = survey(put(tmp_path, {"扫描件.pdf": content}))
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())


def test_copies_have_the_same_content(tmp_path: Path) -> None:
    one, other, third = survey(put(tmp_path, {"1.pdf": b"same", "1(1).pdf": b"same", "2.pdf": b"else"}))
    assert (one.sha256 == other.sha256, one.sha256 == third.sha256) == (True, False)


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "外面", {"机密.pdf": b"secret"})
    folder = put(tmp_path / "佐证", {"1.pdf": b"1"})
    (folder / "链接.pdf").symlink_to(outside / "机密.pdf")
    (folder / "链接").symlink_to(outside, target_is_directory=True)
    assert [file.path for file in survey(folder)] == ["1.pdf"]


def test_a_folder_may_be_named_by_text_and_may_be_empty(tmp_path: Path) -> None:
    assert survey(str(tmp_path)) == ()


@pytest.mark.parametrize("name", ["没有", "文件.txt"])
def test_where_there_is_no_such_folder_one_sentence_says_so(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"文件.txt": b"1"})
    with pytest.raises(InputError, match=re.escape(f"佐证材料文件夹“{tmp_path / name}”不存在。请检查 --evidence 后面的路径。")):
        survey(tmp_path / name)
