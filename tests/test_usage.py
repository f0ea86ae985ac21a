"""Wrong use is told in Chinese, with the mend: whatever verb, whatever is wrong."""

import sys

import pytest

from ecoreport import cli

WRONG = [
    ("--", "用法不对。"),
    ("--period 2020", "没有“--period”这个选项。"),
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


def test_no_verb_at_all_shows_the_help(capsys, monkeypatch) -> None:
    assert refusal(capsys, monkeypatch).startswith("用法：ecoreport [选项] 命令 …\n")
