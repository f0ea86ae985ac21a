"""Wrong use is told in Chinese, with the mend: whatever verb, whatever is wrong."""

import os
import re
import sys
from pathlib import Path

import docx
import pytest
from little_plans import write_little_plan
from test_pipeline import write_ledger

from ecoreport import cli

WRONG = [
    ("--", "用法不对。"),
    ("--period 2020", "没有“--period”这个选项。"),
    ("--versoin", "没有“--versoin”这个选项（是不是“--version”？）。"),
    ("--version=1", "“--version”后面不能写内容。"),
    ("-- --help", "没有这个命令：--help。"),
    ("run . -x", "没有“-x”这个选项。"),
    ("run . -xyz", "没有“-x”这个选项。"),
    ("run . -o a --jobs 二", "“--jobs N”的内容不对，应为：几个进程同时读"),
    ("run . -o a --jobs 0", "进程数（--jobs）应为 1 以上的整数，现在是 0。"),
    ("chekc .", "没有这个命令：chekc（是不是“check”？）。"),
    ("汇总", "没有这个命令：汇总。"),
    ("run .", "缺少必需的内容“-o, --out 文件夹”：结果放在哪里（没有就新建）。"),
    ("run -o 输出", "缺少必需的内容“台账...”：台账文件、文件夹或压缩包，可以给多个。"),
    ("run . -o", "“-o”后面缺少内容。"),
    ("run . -o --period 2020", "“-o”后面缺少内容：结果放在哪里（没有就新建）。"),
    ("run . -o a --out b", "“-o”只能给一次，现在给了2次。请只留一处。"),
    ("run . -o a --perod 2020", "没有“--perod”这个选项（是不是“--period”？）。"),
    ("run . -o a --redact=1", "“--redact”后面不能写内容。"),
    ("check", "缺少必需的内容“台账...”"),
    ("check . --period=2020 --period=2021", "“--period”只能给一次"),
    ("check . -o 输出", "没有“-o”这个选项。"),
    ("issue 输出", "缺少必需的内容“-o, --out 文件夹”"),
    ("issue -o 输出 多余 的", "多出了“多余”“的”。多写了内容，或路径里有空格而没有加引号。"),
    ("rules 多余", "多出了“多余”。"),
    ("rule-test a.py", "缺少必需的内容“CASES.csv”：例子：一行一格数，写明应报的规则编号。"),
    ("check-plan a b", "多出了“b”。"),
    ("init", "缺少必需的内容“文件夹”：复制到哪里。"),
    ("template-check", "缺少必需的内容“X.docx”：Word 模板。"),
]


def refusal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["ecoreport", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(("line", "sentence"), WRONG, ids=[line for line, _ in WRONG])
def test_what_the_parser_refuses_is_told_in_chinese_with_the_way_to_the_help(line: str, sentence: str, capsys, monkeypatch) -> None:
    told = refusal(capsys, monkeypatch, *line.split())
    assert told.startswith(sentence)
    assert told.count("\n") == 1


@pytest.mark.parametrize("verb", ["run", "check", "issue", "rules", "check-plan", "init", "template-check", "rule-test"])
def test_an_empty_content_is_refused_before_it_means_the_folder_in_which_one_stands(verb: str, capsys, monkeypatch) -> None:
    assert refusal(capsys, monkeypatch, verb, "a", "").startswith("有一处内容是空的")


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("a b -o 输出", {"inputs": ["a", "b"], "out": "输出"}),
        ("-o输出 a", {"inputs": ["a"], "out": "输出"}),
        ("--out=输出 -- a -b --redact", {"inputs": ["a", "-b", "--redact"], "out": "输出"}),
        ("a --out 输出 - --password 1 --password=2 --redact", {"inputs": ["a", "-"], "password": ["1", "2"], "redact": True}),
        ("a -o 输出 --period -1 --jobs 3", {"period": "-1", "jobs": 3}),
    ],
)
def test_what_stands_behind_a_verb_is_taken_as_it_is_meant(line: str, taken: dict[str, object]) -> None:
    read = cli.VERBS["run"].read(line.split())
    assert read is not None
    told = {name: [str(each) for each in value] if isinstance(value, list) else value for name, value in read.items()}
    assert {name: str(told[name]) if name == "out" else told[name] for name in taken} == taken
    assert list(read) == [each.name for each in cli.VERBS["run"].parameters]


@pytest.mark.parametrize("line", ["run -h", "run --help", "run . -o 输出 --help", "check 没有的文件 -h", "--help", "-h", "--version"])
def test_the_help_is_an_answer_and_no_fault(line: str, capsys, monkeypatch) -> None:
    assert exit_code(monkeypatch, *line.split()) == 0
    told, fault = capsys.readouterr()
    assert (told.startswith(("用法：ecoreport", "ecoreport 0.")), fault) == (True, "")


def test_no_verb_at_all_shows_the_help(capsys, monkeypatch) -> None:
    assert refusal(capsys, monkeypatch).startswith("用法：ecoreport [选项] 命令 …\n")


# ---- whatever is wrong, in whatever place ------------------------------------------------------------

PATHS = {  # each place of the command line where a path stands; {} is the wrong one
    "run": ["run {} -o 输出", "run 台账 -o {}", "run 台账 -o 输出 --system {}", "run 台账 -o 输出 --templates {}", "run 台账 -o 输出 --rules {}",
            "run 台账 -o 输出 --evidence {}"],
    "check": ["check {}", "check 台账 --system {}", "check 台账 --templates {}"],
    "issue": ["issue -o {}", "issue -o 输出 --system {}", "issue -o 输出 --templates {}", "issue -o 输出 --previous {}"],
    "rules": ["rules --write {}"],
    "rule-test": ["rule-test {} 例子.csv", "rule-test 规则.py {}", "rule-test 规则.py 例子.csv --templates {}", "rule-test 规则.py 例子.csv --system {}"],
    "check-plan": ["check-plan {}"],
    "init": ["init {}"],
    "template-check": ["template-check {}"],
}  # fmt: skip
FOLDERS = ("-o {}", "--evidence {}", "--templates {}", "--previous {}", "init {}", "run {}", "check {}")  # where a folder may stand
READ = ("文件.txt", "空.xlsx", "假.xlsx", os.fsdecode("坏名.txt".encode("gbk")))  # what is opened as a ledger
NEW = ("-o {}", "--write {}", "init {}")  # what need not be there yet


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds one of each: whole, and wrong in its own way."""
    monkeypatch.chdir(tmp_path)
    Path("台账").mkdir()
    write_ledger(Path("台账/市城管局.xlsx"), "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", "")])
    Path("规则.py").write_text("RULES = ()\n", "utf-8")
    Path("例子.csv").write_text("情形,应报\n一,X001\n", "utf-8")
    Path("文件.txt").write_text("abc", "utf-8")
    Path("空.xlsx").touch()
    docx.Document().save("文档.docx")
    Path("假.xlsx").write_bytes(Path("文档.docx").read_bytes())
    Path("夹").mkdir()
    Path("圈.xlsx").symlink_to("圈.xlsx")
    os.mkfifo("管.xlsx")
    Path(os.fsdecode("坏名.txt".encode("gbk"))).write_bytes(b"x")
    return tmp_path


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_little_plan(tmp_path_factory.mktemp("方案") / "方案.xlsx")


WRONG_PATHS = (
    "没有.xlsx",
    "文件.txt",
    "空.xlsx",
    "假.xlsx",
    "夹",
    "圈.xlsx",
    "管.xlsx",
    "文件.txt/里",
    "长" * 90,
    os.fsdecode("坏名.txt".encode("gbk")),
)


@pytest.mark.parametrize("line", [line for lines in PATHS.values() for line in lines])
def test_a_wrong_path_in_any_place_is_wrong_use_told_in_chinese(line: str, place: Path, capsys, monkeypatch) -> None:
    before = sorted(place.rglob("*"))
    for wrong in WRONG_PATHS:
        if line.startswith("run {}") and wrong in READ:
            continue  # `check` reads them as `run` does
        lawful = {"夹": line.endswith(FOLDERS), "没有.xlsx": line.endswith(NEW), "假.xlsx": line.startswith("template-check")}
        if lawful.get(wrong):
            continue
        told = refusal(capsys, monkeypatch, *(wrong if word == "{}" else word for word in line.split()))
        assert re.search("[\u4e00-\u9fff]", told), wrong
        assert not re.search(r"Errno|Error|Traceback|No such", told), (wrong, told)
        assert any(mend in told for mend in ("请", "未生成", "可用的")), (wrong, told)
    assert sorted(place.rglob("*")) == before


VALUES = {
    "--period": ["99999", "20", "-1", "2020.0", "20 20", "9" * 5_000, "nan", "今年"],
    "--as-of": ["2020-13-01", "2020-02-30", "昨天", "99999-01-01", "2020", "9" * 5_000],
}


@pytest.mark.parametrize("verb", ["run 台账 -o 输出", "check 台账", "rule-test 规则.py 例子.csv"])
@pytest.mark.parametrize("option", VALUES)
def test_a_wrong_year_or_day_is_wrong_use_told_in_chinese(option: str, verb: str, place: Path, capsys, monkeypatch) -> None:
    for wrong in VALUES[option]:
        told = refusal(capsys, monkeypatch, *verb.split(), option, wrong)
        assert told.startswith("考核年“" if option == "--period" else "日期“")
        assert len(told) < 200


def exit_code(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["ecoreport", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize(("verb", "period"), [("run 台账 -o 输出", "1999"), ("check 台账", "２０２１")])
def test_a_year_of_which_no_ledger_speaks_is_judged_all_the_same(
    verb: str, period: str, place: Path, plan: Path, capsys, monkeypatch
) -> None:
    assert exit_code(monkeypatch, *verb.split(), "--period", period, "--system", plan) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("given", "out"), [("台账", "台账"), (".", "台账/里/输出")])
def test_outputs_among_the_inputs_are_no_ledgers_of_the_next_run(
    given: str, out: str, place: Path, plan: Path, capsys, monkeypatch
) -> None:
    results = []
    for _ in range(2):
        assert exit_code(monkeypatch, "run", given, "-o", out, "--system", plan) == 1
        results.append((place / out / "result.json").read_bytes())
    assert results[0] == results[1]
