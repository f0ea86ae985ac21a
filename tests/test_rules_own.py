"""An office's own rules: loaded from a file, held beside ours, and where one fails that is a finding and nothing more.

tests/rules/U101.csv. Columns: case, source (the text of the rules' file), expect, says, mend.
"""

import os
from pathlib import Path

import pytest
from rule_tables import Row, cases_of, expected, said
from scenes import review_of

from ecoreport import InputError, checks, own_rules
from ecoreport.guard import Bounds
from ecoreport.pipeline import RULES
from ecoreport.rules import Breach, Rule, rule

LEDGER = [{"department": "市城管局", "subject": "43", "actual": "93.5"}, {"department": "市城管局", "subject": "46", "actual": "15.2"}]
OURS = checks.check(review_of(LEDGER), RULES)


def write(folder: Path, source: str, name: str = "我的规则.py") -> Path:
    path = folder / name
    path.write_text(source, "utf-8")
    return path


@pytest.mark.parametrize(("code", "rows"), cases_of(rule.code for rule in own_rules.RULES))
def test_a_rule_that_fails_is_one_finding_and_the_others_go_on(code: str, rows: list[Row], tmp_path: Path) -> None:
    (row,) = rows
    own = own_rules.load_rules([write(tmp_path, row["source"])])
    findings = checks.check(review_of(LEDGER), (*RULES, *own))
    assert said([finding for finding in findings if finding.code == code], lambda finding: finding.department or "创建办") == expected(rows)
    assert [finding for finding in findings if finding.code not in (code, "X001")] == list(OURS)


HALF = """
from ecoreport import Breach, rule

@rule("X001", "verify", "合理性", "题", "{item}偏大", "请核对")
def halfway(review):
    yield Breach(subject="46", words={"item": "46"})
    raise ValueError

@rule("X002", "notice", "合理性", "题", "两级规则", "请核对")
def whole(review):
    '''本局的规定。'''
    return [Breach(subject="43")]

RULES = (halfway, whole)
"""


def test_what_a_rule_found_before_it_failed_stands(tmp_path: Path) -> None:
    findings = checks.check(review_of(LEDGER), own_rules.load_rules([write(tmp_path, HALF)]))
    assert [(finding.code, finding.item) for finding in findings] == [("U101", None), ("X001", "46"), ("X002", "43")]


def test_each_file_and_each_rule_that_fails_has_an_id_of_its_own(tmp_path: Path) -> None:
    files = [write(tmp_path, HALF, "一.py"), write(tmp_path, HALF.replace("X00", "Y00"), "二.py"), write(tmp_path, "1 / 0", "三.py")]
    one, other = (checks.check(review_of(LEDGER), own_rules.load_rules(paths)) for paths in (files, files[::-1]))
    failures = [finding.id for finding in one if finding.code == "U101"]
    assert len(set(failures)) == 3
    assert not any("-" in identity.removeprefix("U101-") for identity in failures)
    assert one == other


def test_rules_of_several_files_come_in_their_order(tmp_path: Path) -> None:
    files = [write(tmp_path, HALF, "一.py"), write(tmp_path, HALF.replace("X00", "W00"), "二.py")]
    assert [rule.code for rule in own_rules.load_rules(files)] == ["X001", "X002", "W001", "W002"]
    assert own_rules.load_rules([files[0]])[1].note == "本局的规定。"


def test_the_same_file_given_twice_is_held_once(tmp_path: Path) -> None:
    path = write(tmp_path, HALF)
    codes = [finding.code for finding in checks.check(review_of(LEDGER), own_rules.load_rules([path, path]))]
    assert codes.count("X002") == 1


def test_an_own_rule_made_in_python_is_held_behind_the_same_wall() -> None:
    @rule("X001", "verify", "合理性", "题", "话", "改")
    def fails(_) -> list[Breach]:
        raise ValueError("不对")

    (finding,) = checks.check(review_of(LEDGER), (fails,))
    assert finding.message.startswith("自定规则X001“题”未能运行（test_rules_own.py第")
    assert finding.message.endswith("行）：出错（ValueError：不对）。其他规则照常核对")


def test_a_rule_without_a_function_and_one_that_is_an_object_are_held_too() -> None:
    class Fails:
        def __call__(self, _) -> list[Breach]:
            raise KeyError

    silent = Rule("X001", "verify", "合理性", "题", "话", "改")
    findings = checks.check(review_of(LEDGER), (silent, Rule("X002", "verify", "合理性", "题", "话", "改", Fails())))
    assert [finding.message for finding in findings] == ["自定规则X002“题”未能运行（规则）：找不到“”。其他规则照常核对"]


def test_one_of_our_own_rules_that_fails_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_) -> list[Breach]:
        raise ValueError("ours")

    ours = Rule("V101", "error", "达标", "题", "话", "改", fails)
    monkeypatch.setattr(checks, "_SHIPPED", {ours.code: ours})
    with pytest.raises(ValueError, match="ours"):
        checks.check(review_of(LEDGER), (ours,))


def test_what_is_no_rules_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"找不到规则文件“.*没有\.py”。"):
        own_rules.load_rules([tmp_path / "没有.py"])
    for name, source in {"空.py": "", "列.py": "RULES = []", "函数.py": "RULES = (print,)"}.items():
        with pytest.raises(InputError, match=rf"规则文件“.*{name}”里应有一个 RULES 元组，元组里是用 ecoreport\.rules\.rule 做成的规则。"):
            own_rules.load_rules([write(tmp_path, source, name)])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("规则.xlsx", b"PK\x03\x04", "不是 Python 文件（.py）"),
        ("规则.py", b"PK\x03\x04\0", "不是 Python 文件（.py）"),
        ("规则.txt", b"RULES = ()", "不是 Python 文件（.py）"),
        (os.fsdecode("规则.py".encode("gbk")), b"RULES = ()", "规则文件“.*规则.py”的路径不是 UTF-8 编码"),
    ],
)
def test_what_python_cannot_run_is_wrong_use(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        own_rules.load_rules([tmp_path / name])


def test_a_file_in_another_encoding_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "国标.py"
    path.write_bytes('NAME = "规则"\n'.encode("gb18030"))
    (finding,) = checks.check(review_of(LEDGER), own_rules.load_rules([path]))
    assert "文件不是 UTF-8 编码，请另存为 UTF-8" in finding.message


@pytest.mark.parametrize("leave", ["import sys; sys.exit(0)", "raise SystemExit", "exit(0)", "def quit_now():\n    quit()\nquit_now()"])
def test_a_file_that_ends_the_program_is_wrong_use_and_not_a_silent_success(leave: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"规则文件.*我的规则.py”第\d行会结束整个程序.*请删去这一句"):
        own_rules.load_rules([write(tmp_path, f"\n{leave}\n")])


def test_a_rule_that_ends_the_program_is_a_finding_like_any_other_fault(tmp_path: Path) -> None:
    own = own_rules.load_rules([write(tmp_path, HALF.replace("raise ValueError", "import sys; sys.exit(0)"))])
    (told,) = [finding for finding in checks.check(review_of(LEDGER), own) if finding.code == "U101"]
    assert "规则要结束整个程序" in told.message


def test_the_person_before_the_screen_may_always_stop_it() -> None:
    @rule("X001", "verify", "合理性", "题", "话", "改")
    def stopped(_) -> list[Breach]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checks.check(review_of(LEDGER), (stopped,))


ENDLESS = "while True: pass"
KILLED = "import os; os._exit(0)"
HUNGRY = "held = [b'x' * (1 << 20) for _ in range(600)]; import time; time.sleep(60)"


@pytest.mark.parametrize(
    ("harm", "told"), [(ENDLESS, "用时超过2秒，已停止"), (KILLED, "运行它的进程意外结束"), (HUNGRY, "占用内存过多，已停止")]
)
def test_what_would_be_the_end_of_a_run_is_a_finding(harm: str, told: str, tmp_path: Path, monkeypatch) -> None:
    seconds = 2 if harm == ENDLESS else 60
    monkeypatch.setattr(own_rules, "BOUNDS", Bounds(seconds, 300 << 20))
    whole = write(tmp_path, harm, "一.py")
    one_rule = write(tmp_path, HALF.replace("raise ValueError", harm), "二.py")
    findings = checks.check(review_of(LEDGER), own_rules.load_rules([whole, one_rule]))
    assert {finding.message for finding in findings if finding.code == "U101"} == {
        f"规则文件未能运行（一.py）：{told}。其他规则照常核对",
        f"自定规则X001“题”未能运行（二.py）：{told}。其他规则照常核对",
    }
    assert [finding.code for finding in findings if finding.code == "X002"] == ["X002"], "the other rule of the file is held all the same"


def test_what_a_rule_prints_and_asks_for_harms_nothing(tmp_path: Path, capfd) -> None:
    source = HALF.replace("raise ValueError", "print('看这里')").replace("from ecoreport", "print('读入')\nfrom ecoreport")
    findings = checks.check(review_of(LEDGER), own_rules.load_rules([write(tmp_path, source)]))
    assert sorted(finding.code for finding in findings) == ["X001", "X002"]
    assert capfd.readouterr() == ("", "读入\n看这里\n")
    asking = HALF.replace("raise ValueError", "input()")
    (fault,) = [
        finding for finding in checks.check(review_of(LEDGER), own_rules.load_rules([write(tmp_path, asking)])) if finding.code == "U101"
    ]
    assert "EOFError" in fault.message
