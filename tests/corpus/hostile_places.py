"""Hostile places and names: links, pipes, names that no text can hold; and hostile bytes in .xls, CSV and web pages."""

import os
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.expect import TOLD, Case
from corpus.honest_texts import coded, html
from corpus.honest_xls import by_xlwt
from corpus.tables import plain, standard

REFUSED = ("failed", "skipped")
NOT_FOLLOWED = ("链接|快捷方式|符号",)
NO_FILE = ("普通文件|管道|特殊|设备|套接字",)
READ = ("read", "superseded")


def link_to(target: str) -> Callable[[Path], None]:
    def place(path: Path) -> None:
        path.symlink_to(target)

    return place


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    """Leave a socket behind, bound by its short name."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(before)


def folder(path: Path) -> None:
    path.mkdir(parents=True)


def locked(path: Path) -> None:
    path.write_bytes(plain("locked"))
    path.chmod(0)


def _special() -> Iterator[Case]:
    def special(name: str, place: Callable[[Path], None], words: tuple[str, ...] = NOT_FOLLOWED, **more: object) -> Case:
        return Case("hostile", name, place=place, outcomes=REFUSED, words=words, **more)  # type: ignore[arg-type]

    yield special("link to itself.xlsx", link_to("link to itself.xlsx"))
    yield special("link to the other a.xlsx", link_to("link to the other b.xlsx"))
    yield special("link to the other b.xlsx", link_to("link to the other a.xlsx"))
    yield special("link to passwd.csv", link_to("/etc/passwd"), never=("root:x",))
    yield special("link to nothing.xlsx", link_to("gone.xlsx"))
    yield special("link to a folder", link_to("/etc"))
    yield special("link to its own folder", link_to("."))
    yield special("link to a ledger.xlsx", link_to("../honest/openpyxl plain.xlsx"))
    yield special("link to a device.xlsx", link_to("/dev/zero"))
    yield special("pipe.xlsx", pipe, NO_FILE)
    yield special("pipe.zip", pipe, NO_FILE)
    yield special("socket.xlsx", listening, NO_FILE)
    yield Case("hostile", "empty folder", place=folder, entry=False)
    yield Case("hostile", "/".join(["深"] * 40) + "/empty", place=folder, entry=False)
    yield Case("hostile", "nobody may read.xlsx", place=locked, outcomes=("read", "failed"))


def raw_name(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


NAMES: tuple[tuple[str, str], ...] = (
    (raw_name("gbk-名-台账".encode("gbk") + b".xlsx"), "gbk-"),
    (raw_name(b"latin-\xe9\xff.xlsx"), "latin-"),
    (raw_name(b"cut-" + "账".encode()[:2] + b".xlsx"), "cut-"),
    ("newline-a\nb.xlsx", "newline-a"),
    ("return-a\rb.xlsx", "return-a"),
    ("tab-a\tb.xlsx", "tab-a"),
    ("escape-\x1b[31mred\x07.xlsx", "escape-"),
    ("bidi-\u202excslx.xlsx", "bidi-"),
    ("zero-\u200b\u200d\ufeffwidth.xlsx", "zero-"),
    ("long-" + "长" * 81 + "x.xlsx", "long-长"),
    ("long-" + "x" * 245 + ".xlsx", "long-x"),
    ("quote'\"<script>&amp;-a.xlsx", "-a.xlsx"),
    ("--out=x.xlsx", ""),
    (" blank before.xlsx", "blank before"),
    ("blank behind .xlsx ", "blank behind"),
    ("dot behind.xlsx.", ""),
    ("CON.xlsx", ""),
    ("NUL", ""),
    ("percent %s %n {0} {{x}} %PATH%.xlsx", ""),
    ("=HYPERLINK(1)+cmd.xlsx", ""),
    ("*?[a-z]|:.xlsx", ""),
    ("back\\slash.xlsx", "slash.xlsx"),
    ("emoji-😀𠮷.xlsx", ""),
    ("composed-\u00e9.xlsx", "/composed-"),
    ("noncharacter-\ufffe.xlsx", "noncharacter-"),
    ("folder that is no.xlsx/inside.xlsx", ""),
    ("/".join(["深"] * 60) + "/deep-inside.xlsx", "deep-inside"),
)


def _named() -> Iterator[Case]:
    for number, (name, match) in enumerate(NAMES):
        tag = f"named {number}"
        yield Case("hostile", name, lambda _, tag=tag: plain(tag), outcomes=READ, cells=standard(tag), match=match)
    decomposed = "decomposed-e\u0301.xlsx"
    yield Case("hostile", decomposed, lambda _: plain("decomposed"), outcomes=READ, cells=standard("decomposed"), match="/decomposed-")


def fat_patched(change: Callable[[bytearray, int, int], None]) -> Callable[[str], bytes]:
    """Change an OLE file, given where its allocation table and its directory begin."""

    def build(tag: str) -> bytes:
        data = bytearray(by_xlwt(tag))
        table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
        directory = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
        change(data, table, directory)
        return bytes(data)

    return build


def _put(offset: int, form: str, *values: int) -> Callable[[bytearray, int, int], None]:
    return lambda data, _table, _directory: struct.pack_into(form, data, offset, *values)


def _chain_loops(data: bytearray, table: int, directory: int) -> None:
    first = struct.unpack_from("<I", data, directory + 128 + 116)[0]
    struct.pack_into("<I", data, table + 4 * first, first)


def _chain_of_two(data: bytearray, table: int, directory: int) -> None:
    first = struct.unpack_from("<I", data, directory + 128 + 116)[0]
    struct.pack_into("<II", data, table + 4 * first, first + 1, first)


def _directory_loops(data: bytearray, _table: int, directory: int) -> None:
    struct.pack_into("<III", data, directory + 128 + 68, 1, 1, 1)


def _root_is_its_child(data: bytearray, _table: int, directory: int) -> None:
    struct.pack_into("<I", data, directory + 76, 0)


def _directory_chain_loops(data: bytearray, table: int, directory: int) -> None:
    sector = directory // 512 - 1
    struct.pack_into("<I", data, table + 4 * sector, sector)


def _size_beyond(data: bytearray, _table: int, directory: int) -> None:
    struct.pack_into("<I", data, directory + 128 + 120, 0x7FFFFFFF)


def _compounds() -> Iterator[Case]:
    for name, change in (
        ("ole chain loops.xls", _chain_loops),
        ("ole chain of two.xls", _chain_of_two),
        ("ole directory loops.xls", _directory_loops),
        ("ole root is its child.xls", _root_is_its_child),
        ("ole directory chain loops.xls", _directory_chain_loops),
        ("ole size beyond.xls", _size_beyond),
        ("ole table of tables loops.xls", _put(68, "<II", 1, 0xFFFFFFFF)),
        ("ole tables of four billion.xls", _put(44, "<I", 0xFFFFFFFF)),
        ("ole sector of one byte.xls", _put(30, "<H", 0)),
        ("ole sector of a terabyte.xls", _put(30, "<H", 40)),
        ("ole small sector beyond.xls", _put(32, "<H", 60)),
        ("ole table elsewhere.xls", _put(76, "<I", 0x00FFFFFF)),
        ("ole small stream limit zero.xls", _put(56, "<I", 0xFFFFFFFF)),
    ):
        yield Case("hostile", name, fat_patched(change), outcomes=TOLD, finding=None)


def _texts() -> Iterator[Case]:
    attack = (
        "=cmd|'/C calc'!A0,+1+1,-2+3,@SUM(1),\t=1\r\n=HYPERLINK(\"http://127.0.0.1/\"),<script>alert(1)</script>,{{7*7}},${7*7},%00\r\n"
    )
    kept = (
        ("*", "A1", "=cmd|'/C calc'!A0"),
        ("*", "B1", "+1+1"),
        ("*", "D1", "@SUM(1)"),
        ("*", "B2", "<script>alert(1)</script>"),
        ("*", "C2", "{{7*7}}"),
    )
    yield Case("hostile", "formulas in text.csv", lambda _: attack.encode(), outcomes=READ, cells=kept)
    long_field = "甲,乙\r\n1," + "河" * 1_700_000 + "\r\n3,4\r\n"
    yield Case(
        "hostile",
        "field of five megabytes.csv",
        lambda _: long_field.encode(),
        outcomes=("read", "partly"),
        cells=(("*", "A3", "3"), ("*", "B3", "4")),
    )
    yield Case("hostile", "quotes without end.csv", lambda _: ('甲,乙\r\n"' + '""' * 1_000_000).encode(), outcomes=TOLD)
    yield Case("hostile", "one line of a million fields.csv", lambda _: b"1," * 1_000_000, outcomes=TOLD, finding="notice")
    yield Case("hostile", "a million lines.csv", lambda _: b"1\n" * 1_000_000, outcomes=TOLD, slow=True)
    stray = "".join(f"{line},{line * 3},河道{line % 7}\r\n" for line in range(50_000))
    last = (("*", "A50000", "49999"), ("*", "C50000", "河道5"))
    yield Case("hostile", "stray lines.csv", lambda _: stray.encode(), outcomes=READ, cells=last, slow=True)
    yield Case("hostile", "blanks of five megabytes.csv", lambda _: b"a,b\n" + b" " * 5_000_000 + b",x\n", outcomes=("read", "partly"))
    yield Case("hostile", "line ends of three megabytes.csv", lambda _: b"a,b\n" + b"\n" * 3_000_000 + b"c,d\n", outcomes=TOLD)
    yield Case(
        "hostile", "page cell of five megabytes.xls", lambda tag: html(tag).replace("北桥村", "河 " * 1_200_000).encode(), outcomes=TOLD
    )
    script = "<script>while(1){}</script><iframe src='file:///etc/passwd'></iframe><img src=x onerror=alert(1)><object data='http://127.0.0.1:9/'></object>"
    tag = "page with scripts"
    yield Case("hostile", f"{tag}.xls", lambda tag: html(tag, head=script).encode(), outcomes=READ, cells=standard(tag, "*"))
    yield Case(
        "hostile",
        "page of entities.html",
        lambda tag: html(tag).replace("北桥村", "&#x110000;&#xD800;&#0;&amp" * 20_000).encode(),
        outcomes=TOLD,
    )
    yield Case("hostile", "page never begun.html", lambda _: b"</td></tr></table>" * 50_000, outcomes=TOLD)
    yield Case("hostile", "less-than signs.html", lambda _: b"<table><tr><td>" + b"<" * 100_000, outcomes=TOLD)
    yield Case("hostile", "comment never closed.html", lambda tag: html(tag).replace("北桥村", "<!--" * 100_000).encode(), outcomes=TOLD)
    yield Case(
        "hostile",
        "boundaries.mht",
        lambda _: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 20_000,
        outcomes=TOLD,
    )
    nest = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(3000))
    yield Case("hostile", "parts within parts.mht", lambda _: ("MIME-Version: 1.0\n" + nest).encode(), outcomes=TOLD)
    yield Case("hostile", "gbk with four bytes.csv", coded("gb18030"), outcomes=READ, cells=standard("gbk with four bytes", "*"))


def cases() -> Iterator[Case]:
    for family in (_special, _named, _compounds, _texts):
        yield from family()
