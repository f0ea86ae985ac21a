"""Zips, compound files and passwords: what is sound is opened by its names, what is not is told with what is wrong."""

import io
import struct
import zipfile
from hashlib import md5

import files_containers as files
import pytest
from files_workbooks import by_openpyxl, make_contents
from files_wrong import compound, encrypted, make_package, zipped

from ecoreport.model import Ledger
from ecoreport.reading import Input, read
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.ole import CompoundFile

XLSX, XLS = "Excel 工作簿（.xlsx）", "Excel 97-2003 工作簿（.xls）"
GOOD = make_package("<sheetData><row><c><v>1</v></c></row></sheetData>")
TABLE = b"a,b\n1,2\n"


def open_as(name: str, data: bytes, *passwords: str) -> Ledger:
    return read(Input(name, data=data), passwords)[0]


def damage(kind: str, detail: str) -> str:
    return f"文件已损坏或没有传完，不能按{' ' if kind[0].isascii() else ''}{kind}打开：{detail}。"


# ---- zips ------------------------------------------------------------------------------------------------


def entry(data: bytes, number: int = 0) -> int:
    """Where an entry of the central list begins."""
    at = -1
    for _ in range(number + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    return at


def patched(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


ONE_STORED = zipped({"甲.csv": TABLE, "乙.csv": TABLE}, zipfile.ZIP_STORED)
SECOND = entry(ONE_STORED, 1)


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"PK\x03\x04", "压缩结构不完整，多半没有传完"),
        (patched(ONE_STORED, SECOND + 42, struct.pack("<I", 5)), "内部部件互相重叠"),
        (patched(ONE_STORED, SECOND + 20, struct.pack("<II", 10**6, 10**6)), "内部部件越过了文件末尾"),
        (patched(ONE_STORED, SECOND + 42, struct.pack("<I", 0xFFFFFFF0)), "内部部件越过了文件末尾"),
        (ONE_STORED.replace("乙.csv".encode(), "甲.csv".encode()), "内部有重名的部件"),
    ],
)
def test_a_list_of_entries_that_does_not_hold_is_told(data: bytes, detail: str) -> None:
    ledger = open_as("包.zip", data)
    assert (ledger.outcome, ledger.message) == ("failed", damage("压缩包（.zip）", detail))
    assert open_as("台账.xlsx", data).message == damage(XLSX, detail)


def test_two_parts_that_differ_in_case_alone_are_refused_in_a_workbook_and_not_in_an_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    doubled = zipped(parts | {"xl/WORKBOOK.xml": b"<a/>"})
    assert open_as("台账.xlsx", doubled).message == damage(XLSX, "内部有重名的部件")
    assert [ledger.outcome for ledger in read(Input("包.zip", data=zipped({"a.csv": TABLE, "A.csv": TABLE})))] == ["read"] * 3


def test_parts_are_found_whatever_their_case_and_slash() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {"/" + name.upper().replace("/", "\\"): package.read(name) for name in package.namelist() if name[0] != "["}
        parts["[content_types].xml"] = package.read("[Content_Types].xml")
    ledger = open_as("台账.xlsx", zipped(parts))
    assert (ledger.outcome, ledger.sheets[0].cells[0].value) == ("read", 1)


@pytest.mark.parametrize(
    ("spoil", "detail"),
    [
        (lambda data: data.replace(b"<v>1</v>", b"<v>2</v>"), "“xl/worksheets/sheet1.xml”解压出错"),  # its checksum does not hold
        (lambda data: patched(data, entry(data, 4) + 10, b"\x0c\0"), "“xl/worksheets/sheet1.xml”用了不支持的压缩或加密方法"),
        (lambda data: patched(data, entry(data, 4) + 8, b"\1\0"), "“xl/worksheets/sheet1.xml”设了密码"),
    ],
)
def test_a_part_that_cannot_be_inflated_is_told(spoil, detail: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    ledger = open_as("台账.xlsx", spoil(zipped(parts, zipfile.ZIP_STORED)))
    assert (ledger.outcome, ledger.message) == ("failed", damage(XLSX, detail))


@pytest.mark.parametrize(
    ("name", "what"),
    [("_rels/.rels", "部件之间的关系"), ("xl/_rels/workbook.xml.rels", "部件之间的关系")],
)
def test_a_helping_part_that_breaks_off_costs_only_itself(name: str, what: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    ledger = open_as("台账.xlsx", zipped(parts | {name: b"<a>\n<b>\n"}))
    told = f"文件内部的部件“{name}”损坏（“{name}”第 3 行写法不合规范），其中的{what}没有读全；单元格照常读取。"
    assert (ledger.outcome, ledger.message, len(ledger.sheets[0].cells)) == ("partly", told, 1)


@pytest.mark.parametrize("name", ["xl/workbook.xml"])
def test_a_part_that_breaks_off_is_told_with_its_line(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    ledger = open_as("台账.xlsx", zipped(parts | {name: b"<a>\n<b>\n"}))
    assert (ledger.outcome, ledger.message) == ("failed", damage(XLSX, f"“{name}”第 3 行写法不合规范"))


def test_names_of_members_are_read_as_each_system_writes_them() -> None:
    for name, data in (
        ("市水利局/台账.csv", {"市水利局/台账.csv": TABLE}),
        ("台账.csv", {"a\\..\\..\\台账.csv".replace("a\\", ""): TABLE}),
    ):
        assert read(Input("包.zip", data=zipped(data)))[1].file == f"包.zip/{name}"
    written = files.as_zip({"市水利局/台账.csv": TABLE}, gbk=True)
    assert read(Input("包.zip", data=written))[1].file == "包.zip/市水利局/台账.csv"
    unflagged = written.replace("市水利局/台账.csv".encode("gbk"), "水利/台账.csv".encode())  # UTF-8 without the flag that says so
    if len("市水利局/台账.csv".encode("gbk")) == len("水利/台账.csv".encode()):
        assert read(Input("包.zip", data=unflagged))[1].file == "包.zip/水利/台账.csv"


def test_members_are_read_in_the_order_of_their_names_and_folders_are_none() -> None:
    archive = zipped({"b.csv": TABLE, "a/": b"", "a/c.csv": TABLE, "a//d.csv": TABLE, "~$b.csv": b"x", "__MACOSX/._b.csv": b"x"})
    ledgers = read(Input("包.zip", data=archive))
    assert [(ledger.file, ledger.outcome) for ledger in ledgers] == [
        ("包.zip", "read"), ("包.zip/__MACOSX/._b.csv", "skipped"), ("包.zip/a/c.csv", "read"), ("包.zip/a/d.csv", "read"),
        ("包.zip/b.csv", "read"), ("包.zip/~$b.csv", "skipped"),
    ]  # fmt: skip
    assert ledgers[0].message == "压缩包，内有 5 个文件，已逐个读取"
    assert ledgers[1].message == "macOS 压缩时附带的文件夹，未打开"
    assert ledgers[5].message == "Office/WPS 打开文件时的锁定文件，未打开；请确认台账已保存并关闭"
    assert ledgers[2].sha256 == ledgers[4].sha256 != ""


def test_an_archive_within_an_archive_is_not_opened() -> None:
    inner = zipped({"台账.csv": TABLE})
    _, one, other = read(Input("包.zip", data=zipped({"里.zip": inner, "甲.csv": TABLE})))
    assert {one.outcome, other.outcome} == {"read", "failed"}
    assert "这是压缩包里的压缩包，没有继续拆开。" in (one.message, other.message)


def locked(data: bytes, password: bytes) -> bytes:
    """A zip of one stored member behind a password of the old kind (PKWARE's stream cipher)."""
    table = [next_crc(value) for value in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(byte: int) -> None:
        keys[0] = table[(keys[0] ^ byte) & 255] ^ (keys[0] >> 8)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ (keys[1] >> 24)) & 255] ^ (keys[2] >> 8)

    def encrypt(byte: int) -> int:
        mask = (keys[2] | 2) & 0xFFFF
        step(byte)
        return byte ^ ((mask * (mask ^ 1)) >> 8 & 255)

    for byte in password:
        step(byte)
    plain = zipped({"a.csv": data}, zipfile.ZIP_STORED)
    crc = struct.unpack_from("<I", plain, 14)[0]
    body = bytes(encrypt(byte) for byte in bytes(11) + bytes([crc >> 24]) + data)
    head = patched(patched(plain[:35], 6, b"\1\0"), 18, struct.pack("<I", len(body)))
    central = entry(plain)
    listed = patched(patched(plain[central:-22], 8, b"\1\0"), 20, struct.pack("<I", len(body)))
    end = patched(plain[-22:], 16, struct.pack("<I", 35 + len(body)))
    return head + body + listed + end


def next_crc(value: int) -> int:
    for _ in range(8):
        value = 0xEDB88320 ^ (value >> 1) if value & 1 else value >> 1
    return value


def test_a_member_behind_a_password_is_opened_with_any_of_those_given() -> None:
    archive = locked(TABLE, "密p".encode())
    _, member = read(Input("包.zip", data=archive), ("1", "密p", "2"))
    assert (member.file, member.outcome, member.sheets[0].cells[0].value) == ("包.zip/a.csv", "read", "a")
    for passwords, tried in (((), "没有给出密码，未能打开"), (("1", "2"), "给出的 2 个密码都打不开")):
        _, member = read(Input("包.zip", data=archive), passwords)
        assert (member.outcome, member.sha256, member.message) == ("failed", "", f"这是设了打开密码的压缩包成员，{tried}。")


# ---- compound files ------------------------------------------------------------------------------------------


def test_a_compound_file_keeps_streams_of_any_size() -> None:
    made = CompoundFile(compound({"甲": b"a" * 5_000, "乙": b"b"}))
    assert made.names == {"Root Entry", "甲", "乙"}
    assert ("甲" in made, "丙" in made, "Root Entry" in made) == (True, False, False)
    assert made.read("甲") == (b"a" * 5_000).ljust(5_120, b"\0")
    assert made.read("乙") == b"b".ljust(4_096, b"\0")
    assert made.size == 512 * (1 + 2 + 10 + 8)


def test_a_stream_smaller_than_a_sector_lies_in_the_root() -> None:
    data = encrypted(by_openpyxl(make_contents(3)), "p")
    made = CompoundFile(data)
    assert made.read("EncryptionInfo").startswith(b"\4\0\4\0@\0\0\0<?xml")
    assert made.read("EncryptionInfo").rstrip(b"\0\n").endswith(b"</encryption>")


def word(data: bytes, at: int, value: int) -> bytes:
    return patched(data, at, struct.pack("<I", value))


TWO = compound({"Workbook": b"x" * 5_000})
FAT, DIRECTORY, ENTRY = 512, 1_024, 1_024 + 128


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (TWO[:511], "文件头不完整"),
        (patched(TWO, 30, b"\x0a"), "文件头不合规范"),
        (patched(TWO, 32, b"\x07"), "文件头不合规范"),
        (TWO[:2_000], "数据流比文件还长"),
        (word(TWO, 48, 900), "内部数据链断裂，多半没有传完"),  # the directory lies beyond the end
        (word(TWO, FAT + 4, 1), "内部数据链首尾相连"),
        (word(TWO, FAT + 4 * 3, 0xFFFFFFFE), "数据流不完整"),
        (patched(TWO, ENTRY + 120, struct.pack("<Q", 10**6)), "数据流比文件还长"),
        (word(TWO, FAT + 4 * 3, 127), "内部数据链断裂，多半没有传完"),
    ],
)
def test_a_compound_file_that_does_not_hold_together_is_told(data: bytes, detail: str) -> None:
    ledger = open_as("台账.xls", data)
    assert (ledger.outcome, ledger.message) == ("failed", damage("旧版 Office 文件", detail))


def test_a_table_of_sectors_shorter_than_its_chain_is_told() -> None:
    with pytest.raises(UnreadableError) as told:
        CompoundFile(word(TWO, 76, 0xFFFFFFFF))
    assert told.value.words == {"kind": "旧版 Office 文件", "detail": "内部数据链断裂"}


# ---- passwords --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def locked_xlsx() -> bytes:
    return encrypted(by_openpyxl(make_contents(3)), "zs2020")


BROKEN = damage(f"加密的 {XLSX}", "加密信息不合规范")
NOT_HERE = f"这是加密的 {XLSX}，这种加密方式有密码也不能在这里解开。"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"<keyData ", b"<keyDatum", BROKEN),  # no such element
        (b'blockSize="16"', b'blockSize="1a"', BROKEN),
        (b"<encryption", b"<<ncryption", BROKEN),
        (b'keyBits="256"', b'keyBits="100"', BROKEN),
        (b'encoding="UTF-8"', b'encoding="UTF-0"', BROKEN),
        (b'spinCount="100000"', b'spinCount="1x0000"', BROKEN),
        (b"<?xml version", b"<!xml version", BROKEN),
        (b"\4\0\4\0@\0\0\0<?xml", b"\4\0\3\0@\0\0\0<?xml", NOT_HERE),
        (b"\4\0\4\0@\0\0\0<?xml", b"\4\0\2\0@\0\0\0<?xml", BROKEN),
        (b'spinCount="100000" saltSize="16" ', b'spinCount="0000000001"', "文件超出读取上限：加密信息要求的计算量异常。"),
        (b'spinCount="100000" saltSize="16" ', b'spinCount="1000001"saltSize="16" ', "文件超出读取上限：加密信息要求的计算量异常。"),
    ],
)
def test_what_says_how_a_workbook_was_locked_must_be_sound(locked_xlsx: bytes, old: bytes, new: bytes, sentence: str) -> None:
    assert old in locked_xlsx
    ledger = open_as("台账.xlsx", locked_xlsx.replace(old, new.ljust(len(old))), "zs2020")
    assert (ledger.outcome, ledger.message) == ("failed", sentence)


def test_a_length_that_is_not_the_files_is_told(locked_xlsx: bytes) -> None:
    package = CompoundFile(locked_xlsx).read("EncryptedPackage")
    longer = locked_xlsx.replace(package[:64], struct.pack("<Q", 65 << 20) + package[8:64])
    assert open_as("台账.xlsx", longer, "zs2020").message == damage(f"加密的 {XLSX}", "声明的长度与文件不符")


def test_the_older_way_of_locking_is_checked_before_it_is_tried() -> None:
    def standard(header: int, rest: int) -> bytes:
        return struct.pack("<HHII", 4, 2, 0, header) + bytes(rest)

    for header in (31, 4_096 - 12 - 40 + 1):
        data = compound({"EncryptionInfo": standard(header, 4_000), "EncryptedPackage": bytes(4_096)})
        assert open_as("台账.xlsx", data, "p").message == BROKEN


def test_an_old_workbook_must_say_how_it_was_locked() -> None:
    """There is no way of number 9."""
    data = files.encrypt_xls(files.as_xls(), "p").replace(struct.pack("<HHH", 0x2F, 54, 1), struct.pack("<HHH", 0x2F, 54, 9))
    ledger = open_as("台账.xls", data, "p")
    assert (ledger.outcome, ledger.message) == ("failed", damage(f"加密的 {XLS}", "加密信息不合规范"))


def test_a_large_old_workbook_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from ecoreport.reading import crypto

    data = files.encrypt_xls(files.as_xls(), "p")
    monkeypatch.setattr(crypto, "_LARGEST_XLS", len(data))
    assert open_as("台账.xls", data, "p").outcome == "read"
    monkeypatch.setattr(crypto, "_LARGEST_XLS", len(data) - 1)
    assert open_as("台账.xls", data, "p").message == "文件超出读取上限：加密的 .xls 大于 0 MB。"


def test_an_archive_behind_a_password_is_not_opened() -> None:
    members = {f"{number}.csv": md5(bytes([number])).digest() * 99 for number in range(9)}
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    data = encrypted(zipped(members | {"[Content_Types].xml": types}, zipfile.ZIP_STORED), "p")
    assert open_as("台账.dat", data, "p").message == "这是压缩包里的压缩包，没有继续拆开。"
