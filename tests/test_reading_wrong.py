"""Sixty wrong files and thousands of damaged ones: each is one entry with one sentence, and the rest is unharmed."""

import io
import random
import zipfile
from pathlib import Path

import files_containers as containers
import pytest
from files_workbooks import by_openpyxl, by_xlsxwriter, by_xlwt, make_contents
from files_wrong import add_odd_entries, encrypted, make_wrong_files, zipped

from ecoreport.reading import READABLE, RULES, Input, discover, read

GOOD = by_openpyxl(make_contents(3))
QUICKLY = encrypted(GOOD, "p").replace(b'spinCount="100000"', b'spinCount="000001"')
WRONG = make_wrong_files(GOOD)


def test_a_folder_of_wrong_files_gives_each_its_entry_and_the_good_ones_unharmed(tmp_path: Path) -> None:
    wrong = WRONG
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
    odd = add_odd_entries(tmp_path)
    (tmp_path / "好.xlsx").write_bytes(GOOD)
    assert len(wrong) + len(odd) >= 60

    ledgers = [ledger for one in discover([tmp_path]) for ledger in read(one)]

    assert [ledger.file for ledger in ledgers] == sorted([*wrong, *odd, "好.xlsx"])
    outcomes = {ledger.file: ledger.outcome for ledger in ledgers}
    assert outcomes == dict.fromkeys(wrong, "failed") | odd | {"好.xlsx": "read"}
    for ledger in ledgers:
        if ledger.outcome == "failed":
            (finding,) = ledger.findings
            assert finding.severity == "error"
            assert ledger.message == finding.message
            assert finding.message.endswith("。")
            assert finding.advice.endswith("。")
            assert "{" not in finding.message + finding.advice
            assert not ledger.sheets
    (good,) = read(Input("好.xlsx", data=GOOD))
    assert next(ledger for ledger in ledgers if ledger.file == "好.xlsx") == good


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("盖章台账.xlsx", "PDF"), ("截图.xls", "PNG 图片"), ("总结.docx", "Word"), ("总结.wps", "Word"), ("打包.rar", "RAR"), ("亿赛通.xlsx", "亿赛通"), ("TSD.xls", "TSD"),
        ("台账 - 快捷方式.lnk", "快捷方式"), ("空文件.xlsx", "空的"), ("传一半.xlsx", "没有传完"), ("改名的包.xlsx", "改了扩展名的压缩包"), ("有密码.xlsx", "密码"), ("二进制.xlsb", ".xlsb"),
        ("外部实体.xlsx", "DOCTYPE"), ("乱码.csv", "GB18030"), ("公文.ofd", "OFD"), ("全零.xlsx", "全部为 0"),
    ],
)  # fmt: skip
def test_the_sentence_names_what_the_file_truly_is(name: str, words: str) -> None:
    (ledger,) = read(Input(name, data=WRONG[name]))
    assert words in ledger.message


def test_codes_are_given_once_and_every_sentence_says_the_mend() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(
        rule.code.startswith("R") and rule.message.endswith("。") and (rule.advice.endswith("。") or rule.advice == "{mend}")
        for rule in RULES
    )


def test_what_is_said_to_be_readable_is() -> None:
    from ecoreport.reading.opening import CONTAINERS

    said = {extension for line in READABLE if line.result.startswith(("读取；", "读取（", "直接")) for extension in line.extensions.split()}
    assert said == {extension for _, extensions in CONTAINERS.values() for extension in extensions} - {".mhtml"}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Damage a file as transfers and disks do; a zip also from within, so that its checksums hold."""
    kind = chance.random()
    if data[:2] == b"PK" and kind < 0.5:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        name = chance.choice(sorted(members))
        members[name] = _scratch(members[name], chance)
        return zipped(members)
    if kind < 0.6:
        return data[: chance.randrange(len(data))]
    if kind < 0.7:
        at = chance.randrange(len(data))
        return data[:at] + data[at + chance.randint(1, 64) :]
    return _scratch(data, chance)


def _scratch(data: bytes, chance: random.Random) -> bytes:
    scratched = bytearray(data)
    for _ in range(chance.randint(1, 6) if scratched else 0):
        scratched[chance.randrange(len(scratched))] = chance.choice(b'<>"/=0 9A\0&\xff') if chance.random() < 0.6 else chance.randrange(256)
    return bytes(scratched)


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.xlsx", GOOD, 300),
        ("b.xlsx", by_xlsxwriter(make_contents(4)), 300),
        ("a.xls", by_xlwt(make_contents(5)), 300),
        ("a.csv", containers.as_csv(encoding="gb18030"), 300),
        ("h.xls", containers.as_html(), 300),
        ("a.mht", containers.as_mht(), 300),
        ("a.xml", containers.as_xml2003(), 300),
        ("a.ods", containers.as_ods(), 300),
        ("a.zip", containers.as_zip({"a.xlsx": GOOD, "b.csv": containers.as_csv()}), 300),
        ("e.xls", containers.encrypt_xls(containers.as_xls(), "p"), 150),
        ("e.xlsx", encrypted(GOOD, "p"), 8),
        ("q.xlsx", QUICKLY, 60),
    ],
)
def test_no_damage_raises(name: str, data: bytes, count: int) -> None:
    chance = random.Random(name)
    for _ in range(count):
        ledgers = read(Input(name, data=mutate(data, chance)), ("p",))
        assert ledgers
        assert all(ledger.outcome in ("read", "partly", "failed", "skipped") for ledger in ledgers)
        assert all(ledger.findings or ledger.outcome in ("read", "skipped") for ledger in ledgers)
