"""The evidence folder: which files lie there, how large, with what content."""

import hashlib
import os
import re
import time
import zipfile
from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path

import pytest

from ecoreport.errors import InputError
from ecoreport.judging.filed import Folder
from ecoreport.judging.finder import Finder
from ecoreport.model import Evidence, EvidenceFile, Source
from ecoreport.reading.evidence import EvidenceFolder, survey


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def picking(*names: str) -> Callable[[Collection[str]], Collection[str]]:
    """Mean the files of these names and no others."""
    return lambda paths: [path for path in paths if path in names]


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


def test_what_lies_in_a_zip_is_named_and_a_damaged_one_holds_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "佐证.zip", "w") as package:
        package.writestr("市水利局/3-02 报表.pdf", "three")
        package.writestr("__MACOSX/._3-02 报表.pdf", "")
    put(tmp_path, {"坏的.zip": b"PK\x03\x04", "1.pdf": b"1"})
    assert [(file.path, file.size, file.archive) for file in survey(tmp_path) if file.archive] == [
        ("佐证.zip/市水利局/3-02 报表.pdf", 5, "佐证.zip")
    ]


def archive_of(files: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def test_what_lies_in_an_archive_within_an_archive_is_named_and_can_be_read(tmp_path: Path) -> None:
    inner = archive_of({"3-02 报表.pdf": b"three", "最里.zip": archive_of({"3-03.pdf": b"four"})})
    put(tmp_path, {"佐证.zip": archive_of({"甲/内.zip": inner, "坏.zip": b"PK\x03\x04", "3-01.pdf": b"one"})})
    told = {file.path.removeprefix("佐证.zip/"): file.archive for file in survey(tmp_path) if file.archive}
    names = ["甲/内.zip", "甲/内.zip/3-02 报表.pdf", "甲/内.zip/最里.zip", "甲/内.zip/最里.zip/3-03.pdf", "坏.zip", "3-01.pdf"]
    assert told == dict.fromkeys(names, "佐证.zip")
    folder = EvidenceFolder(tmp_path)
    for name, content in {"3-01.pdf": b"one", "甲/内.zip/3-02 报表.pdf": b"three", "甲/内.zip/最里.zip/3-03.pdf": b"four"}.items():
        assert b"".join(folder.read(f"佐证.zip/{name}", "佐证.zip")) == content


def test_archives_within_archives_have_an_end(tmp_path: Path) -> None:
    bomb = archive_of({"1.pdf": b"1"})
    for _ in range(30):
        bomb = archive_of({"内.zip": bomb})
    put(tmp_path, {"佐证.zip": bomb, "多.zip": archive_of({f"{number}.zip": archive_of({"1.pdf": b""}) for number in range(100)})})
    assert len(survey(tmp_path)) == 2 + 21 + 100 + 20


def test_what_systems_and_open_programs_leave_behind_is_not_listed(tmp_path: Path) -> None:
    put(tmp_path, {"Thumbs.db": b"1", ".DS_Store": b"1", "甲/~$报表.docx": b"1", "甲/报表.docx": b"1"})
    assert [file.path for file in survey(tmp_path)] == ["甲/报表.docx"]


def test_links_are_not_followed_and_told(tmp_path: Path) -> None:
    outside = put(tmp_path / "外面", {"机密.pdf": b"secret"})
    folder = put(tmp_path / "佐证", {"1.pdf": b"1"})
    (folder / "链接.pdf").symlink_to(outside / "机密.pdf")
    (folder / "链接").symlink_to(outside, target_is_directory=True)
    (folder / "圈.pdf").symlink_to("圈.pdf")
    os.mkfifo(folder / "管.pdf")
    told = {file.path: file.fault for file in survey(folder)}
    assert told == {"1.pdf": ""} | dict.fromkeys(("链接.pdf", "链接", "圈.pdf", "管.pdf"), "是链接或设备，没有跟随打开")


def test_only_what_a_ledger_may_mean_is_read_and_what_is_as_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"甲/报表.pdf": b"abc", "乙/报表(1).PDF": b"abc", "丙.doc": b"xyz", "无关.pdf": b"longer", "也无关.pdf": b"longer"}
    opened: list[str] = []
    told: list[tuple[int, int, str]] = []
    whole = open
    put(tmp_path, files)
    monkeypatch.setattr("builtins.open", lambda path, *how: (opened.append(Path(os.fsdecode(path)).name), whole(path, *how))[1])
    found = survey(tmp_path, picking("甲/报表.pdf", "乙/报表(1).PDF"), lambda *how: told.append(how))
    assert sorted(opened) == ["丙.doc", "报表(1).PDF", "报表.pdf"]
    assert [bool(file.sha256) for file in found] == [file.size == 3 for file in found]
    assert sorted(told) == [(n, 3, f"佐证材料/{name}") for n, name in enumerate(sorted(name for name in files if "无关" not in name))]


def test_forty_gigabytes_are_not_read_to_their_end(tmp_path: Path) -> None:
    for name in ("录像.mp4", "会议录像.mp4"):
        with (tmp_path / name).open("wb") as film:
            film.truncate(40 << 30)  # sparse: it takes no room
    put(tmp_path, {"1.pdf": b"1"})
    begun = time.monotonic()
    for named in ((), ("1.pdf",), ("录像.mp4",)):
        assert [(file.size, file.sha256) for file in survey(tmp_path, picking(*named)) if file.path.endswith(".mp4")] == [
            (40 << 30, "")
        ] * 2
    assert time.monotonic() - begun < 5
    piece = Evidence("1", None, "台账.xlsx", Source("台账.xlsx"), file_name="录像")
    assert [file.path for file in Finder(Folder.of(survey(tmp_path, picking("录像.mp4")))).find(piece)] == ["录像.mp4"]


def test_a_file_that_goes_away_or_may_not_be_read_keeps_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open

    def refuse(path: bytes, *how: str) -> object:
        if os.fsdecode(path).endswith("走了.pdf"):
            raise FileNotFoundError(2, "No such file")
        if os.fsdecode(path).endswith("锁住.pdf"):
            raise PermissionError(13, "Permission denied")
        return whole(path, *how)

    put(tmp_path, {"走了.pdf": b"1", "锁住.pdf": b"22", "在.pdf": b"333"})
    monkeypatch.setattr("builtins.open", refuse)
    assert {file.path: file.fault for file in survey(tmp_path)} == {
        "走了.pdf": "不在原处，或路径不存在", "锁住.pdf": "没有权限，或正被其他程序占用", "在.pdf": "",
    }  # fmt: skip


def test_names_of_any_bytes_are_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "报表.pdf".encode("gbk"))).write_bytes(b"1")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf")).write_bytes(b"2")
    assert sorted(file.path for file in survey(tmp_path)) == ["\\xff.pdf", "报表.pdf"]


def test_a_folder_may_be_named_by_text_and_may_be_empty(tmp_path: Path) -> None:
    assert survey(str(tmp_path)) == ()


@pytest.mark.parametrize(("name", "said"), [("没有", "找不到佐证材料文件夹“"), ("文件.txt", "佐证材料应是文件夹，“")])
def test_where_there_is_no_such_folder_one_sentence_says_so(tmp_path: Path, name: str, said: str) -> None:
    put(tmp_path, {"文件.txt": b"1"})
    with pytest.raises(InputError, match=re.escape(f"{said}{tmp_path / name}”")):
        survey(tmp_path / name)
