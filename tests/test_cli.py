"""The command: verbs, exit codes, Chinese on every road."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from little_plans import write_little_plan
from test_pipeline import ledgers, write_ledger  # noqa: F401  the fixture is asked for by name

from ecoreport import __version__, cli, pipeline

SHIPPED = Path(__file__).parent.parent / "templates"


def command(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", "ecoreport", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        check=False,
    )


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """Run the command in this process: quicker, with the same door."""
    monkeypatch.setattr(sys, "argv", ["ecoreport", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_little_plan(tmp_path_factory.mktemp("方案") / "方案.xlsx")


def fail_with(fault: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise fault

    return fail


def test_the_version_is_printed() -> None:
    done = command("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"ecoreport {__version__}")


def test_a_run_says_in_utf8_what_it_did_and_exits_with_1_where_something_must_be_corrected(
    ledgers: Path,  # noqa: F811
    plan: Path,
    tmp_path: Path,
) -> None:
    done = command("run", ledgers, "-o", tmp_path / "输出", "--system", plan)
    assert done.returncode == 1
    for word in ("报送单位", "已报 2 个", "指标", "达标 3", "错误", "汇总表.xlsx", "下一步"):
        assert word in done.stdout
    assert "\x1b[" not in done.stdout + done.stderr


WRONG = [
    (("run",), "缺少"),
    (("run", "不存在的文件夹", "-o", "输出"), "不存在的文件夹"),
    (("run", ".", "-o", "输出", "--previous", "x.xlsx"), "找不到上一轮的结果“x.xlsx”。请检查路径是否写对。"),
    (("run", ".", "-o", "输出", "--as-of", "2020年"), "日期“2020年”不对"),
    (("check", ".", "--period", "今年"), "考核年“今年”不对"),
    (("issue", "-o", "输出", "--period", "20"), "考核年“20”不对"),
    (("report",), "没有这个命令"),
    (("run", ".", "-o", "输出", "--evidence", "没有"), "没有"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_wrong_use_is_one_chinese_sentence_and_exit_code_2(tmp_path: Path, monkeypatch, capsys, arguments, sentence: str) -> None:
    monkeypatch.chdir(tmp_path)
    write_ledger(tmp_path / "市城管局.xlsx", "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", "")])
    assert call(monkeypatch, *arguments) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
    assert not (tmp_path / "输出").exists()


def test_check_writes_nothing(ledgers: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # noqa: F811
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert call(monkeypatch, "check", ledgers) == 1
    assert "[错误] C101" in capsys.readouterr().out
    assert sorted(tmp_path.rglob("*")) == before


def test_an_output_folder_that_cannot_be_written_is_exit_code_2(ledgers: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # noqa: F811
    (tmp_path / "输出").write_text("a file")
    assert call(monkeypatch, "run", ledgers, "-o", tmp_path / "输出") == 2
    assert "不能写入" in capsys.readouterr().err


def test_the_rules_are_printed_as_a_table(monkeypatch, capsys) -> None:
    assert call(monkeypatch, "rules") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(pipeline.RULES)


def test_the_rules_are_written_as_a_page(tmp_path: Path, monkeypatch, capsys) -> None:
    page = tmp_path / "文件夹" / "核对规则.md"
    assert call(monkeypatch, "rules", "--write", page) == 0
    assert capsys.readouterr().out.strip() == str(page)
    written = page.read_bytes().decode()
    assert written.startswith("# 核对规则\n")
    assert "\r" not in written
    assert call(monkeypatch, "rules") == 0
    assert capsys.readouterr().out in written
    for rule in pipeline.RULES:
        assert f"- {rule.code} {rule.note}\n" in written or not rule.note


def test_the_plan_is_checked(monkeypatch, capsys) -> None:
    assert call(monkeypatch, "check-plan") == 0
    told = capsys.readouterr().out
    for fact in ("≥96", "100%", "≥13", "15平方米", "重点任务的编号缺少6", "劣V类", "吨/万元", "千克/%"):
        assert fact in told


def test_the_templates_are_copied_once_and_never_overwritten(tmp_path: Path, monkeypatch, capsys) -> None:
    folder = tmp_path / "模板"
    names = sorted(path.name for path in SHIPPED.iterdir())
    assert call(monkeypatch, "init", folder) == 0
    first = capsys.readouterr().out.splitlines()
    assert first[:-1] == [f"已复制 {len(names)} 个模板：", *(f"  {folder / name}" for name in names)]
    assert first[-1].startswith(f"下一步：改好后在命令里加  --templates {folder}")
    (folder / "vocabulary.toml").write_text("# mine\n", "utf-8")
    (folder / "workbook.toml").unlink()
    assert call(monkeypatch, "init", folder) == 0
    again = capsys.readouterr().out.splitlines()
    assert again[:3] == ["已复制 1 个模板：", f"  {folder / 'workbook.toml'}", f"已有 {len(names) - 1} 个，保留不动："]
    assert again[3:-1] == [f"  {folder / name}" for name in names if name != "workbook.toml"]
    assert (folder / "vocabulary.toml").read_text("utf-8") == "# mine\n"
    assert [(folder / name).read_bytes() for name in names if name != "vocabulary.toml"] == [
        (SHIPPED / name).read_bytes() for name in names if name != "vocabulary.toml"
    ]


VERBS = ["run", "check", "issue", "rules", "check-plan", "init", "template-check", "rule-test"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_chinese_help(verb: str, monkeypatch, capsys) -> None:
    assert call(monkeypatch, verb, "--help") == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in capsys.readouterr().out)


ENGLISH = re.compile(
    r"\b(?:Usage|Options|Arguments|Commands|required|default|Show|exit|Try|Error|unexpected|Path|TEXT|list)\b", re.IGNORECASE
)


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_holds_no_word_of_the_parsers_own(verb: str, monkeypatch, capsys) -> None:
    assert call(monkeypatch, *([verb] if verb else []), "-h") == 0
    told = capsys.readouterr().out
    assert ENGLISH.findall(told) == []
    assert told.startswith("用法：")
    assert "-h" in told


def test_an_unforeseen_fault_is_one_sentence_a_log_beside_the_outputs_and_exit_code_3(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(pipeline, "open_office", fail_with(KeyError("42")))
    out = tmp_path / "输出"
    assert call(monkeypatch, "run", tmp_path, "-o", out, "--password", "secret") == 3
    told = capsys.readouterr().err
    assert told == (
        f"程序意外出错（KeyError），这一次没有做完，原有的结果没有改动。详情在“{out / '运行日志.txt'}”，请把它和所用的命令发给本程序的维护人员。\n"
    )
    log = (out / "运行日志.txt").read_text("utf-8")
    assert log.startswith(f"运行日志：ecoreport {__version__}\nPython ")
    assert "Traceback" in log
    assert "KeyError: '42'" in log
    assert "secret" not in log


def test_the_log_goes_when_a_run_succeeds_and_never_covers_what_people_wrote(
    ledgers: Path,  # noqa: F811
    plan: Path,
    tmp_path: Path,
    monkeypatch,
    capsys,
) -> None:
    out, log = tmp_path / "输出", tmp_path / "输出" / "运行日志.txt"
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "open_office", fail_with(KeyError("42")))
        assert [call(broken, "run", ledgers, "-o", out) for _ in range(2)] == [3, 3]
        assert log.exists()
    assert call(monkeypatch, "run", ledgers, "-o", out, "--system", plan) == 1
    assert not log.exists()
    log.write_text("我的运行日志\n", "utf-8")
    assert call(monkeypatch, "run", ledgers, "-o", out, "--system", plan) == 1
    monkeypatch.setattr(pipeline, "open_office", fail_with(KeyError("42")))
    assert call(monkeypatch, "run", ledgers, "-o", out) == 3
    assert "Traceback" in capsys.readouterr().err
    assert log.read_text("utf-8") == "我的运行日志\n"


@pytest.mark.parametrize("arguments", [("check", "."), ("run", ".", "-o", "一个文件")], ids=["no OUT", "OUT that cannot be written"])
def test_where_no_log_can_be_written_the_details_follow_on_the_screen(arguments, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("一个文件").write_text("")
    monkeypatch.setattr(pipeline, "open_office", fail_with(RecursionError("too deep")))
    assert call(monkeypatch, *arguments) == 3
    first, *rest = capsys.readouterr().err.splitlines()
    assert first == "程序意外出错（RecursionError），这一次没有做完，原有的结果没有改动。详情如下，请把它和所用的命令发给本程序的维护人员。"
    assert rest[-1] == "RecursionError: too deep"


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        (MemoryError(), 3, "内存不足，请关闭其他程序，或把台账分成几批，这一次没有做完"),
        (OSError(28, "No space left on device", "x.tmp"), 3, "磁盘已满：x.tmp，这一次没有做完"),
        (SystemExit(0), 3, "程序意外出错（SystemExit）"),
        (UnicodeEncodeError("ascii", "账", 0, 1, "no"), 3, "程序意外出错（UnicodeEncodeError）"),
        (KeyboardInterrupt(), 2, "已中断，没有写出完整的结果。"),
    ],
)
def test_whatever_ends_a_verb_is_told_in_chinese(fault, code: int, sentence: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr(pipeline, "check_plan", fail_with(fault))
    assert call(monkeypatch, "check-plan") == code
    assert capsys.readouterr().err.startswith(sentence)


@pytest.mark.parametrize(("arguments", "code"), [(("rules",), 0), (("check", "一.csv"), 1)])
def test_a_reader_who_has_seen_enough_changes_nothing(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "一.csv").write_text("单位,市水利局\n", "utf-8")
    line = [sys.executable, "-m", "ecoreport", *arguments]
    with subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout is not None
        done.stdout.close()  # before the first line: every write fails
        assert done.stderr is not None
        assert done.stderr.read() == b""
        assert done.wait() == code


def test_an_offices_own_templates_are_used(ledgers: Path, plan: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # noqa: F811
    assert call(monkeypatch, "init", tmp_path / "模板") == 0
    words = tmp_path / "模板" / "workbook.toml"
    words.write_text(words.read_text("utf-8").replace("总览", "一览"), "utf-8")
    assert call(monkeypatch, "run", ledgers, "-o", tmp_path / "输出", "--templates", tmp_path / "模板", "--system", plan) == 1
    with zipfile.ZipFile(tmp_path / "输出" / "汇总表.xlsx") as package:
        assert 'name="一览"' in package.read("xl/workbook.xml").decode()


def test_an_own_rule_that_fails_is_told_and_the_run_goes_on(ledgers: Path, plan: Path, tmp_path: Path, monkeypatch, capsys) -> None:  # noqa: F811
    rules = tmp_path / "我的规则.py"
    rules.write_text("RULES = (too_green,)\n", "utf-8")
    assert call(monkeypatch, "run", ledgers, "-o", tmp_path / "输出", "--rules", rules, "--system", plan) == 1
    assert "Traceback" not in capsys.readouterr().err
    told = (tmp_path / "输出" / "result.json").read_text("utf-8")
    assert "规则文件未能运行（我的规则.py第1行）：“too_green”没有定义。" in told
    assert '"C101"' in told


def test_own_rules_are_tried_on_cases(tmp_path: Path, monkeypatch, capsys) -> None:
    rules, cases = tmp_path / "我的规则.py", tmp_path / "例子.csv"
    rules.write_text(
        "from ecoreport import Breach, rule\n"
        '@rule("X001", "verify", "合理性", "偏大", "{raw}偏大", "请核对")\n'
        "def too_green(review):\n"
        '    found = review.assessments["46"]\n'
        "    if found.value and found.value > 15:\n"
        '        yield Breach(found.source, found.chosen.department, "46", words={"raw": found.chosen.actual.raw})\n'
        "RULES = (too_green,)\n",
        "utf-8",
    )
    cases.write_text("情形,单位,对象,完成值,应报\n偏大,市城管局,46,15.2,X001\n正常,市城管局,46,14.8,\n", "utf-8-sig")
    assert call(monkeypatch, "rule-test", rules, cases) == 0
    assert capsys.readouterr().out.splitlines() == [
        "通过 偏大：应报 X001（46），实报 X001",
        "    X001 15.2偏大",
        "通过 正常：应报 无，实报 无",
        "共 2 个情形，通过 2 个，未通过 0 个。",
    ]
    cases.write_text("情形,单位,对象,完成值,应报,应说\n偏大,市城管局,46,15.2,,\n正常,市城管局,46,14.8,X001,偏大\n", "utf-8")
    assert call(monkeypatch, "rule-test", rules, cases) == 1
    assert capsys.readouterr().out.splitlines() == [
        "未通过 偏大：应报 无，实报 X001",
        "    X001 15.2偏大",
        "    不应报 X001",
        "未通过 正常：应报 X001（46），实报 无",
        "    没有报 X001（46）：偏大",
        "共 2 个情形，通过 0 个，未通过 2 个。",
    ]
    cases.write_text("情形,应报\n一,V101\n", "utf-8")
    assert call(monkeypatch, "rule-test", rules, cases) == 2
    assert "例子文件“例子.csv”第2行的" in capsys.readouterr().err
