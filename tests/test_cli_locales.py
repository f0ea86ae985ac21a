"""The language of the machine has no say: the same files give the same result.json under each, whatever their names are made of."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from little_plans import write_little_plan
from test_pipeline import write_ledger

PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LANGUAGES = {
    "UTF-8": {"LC_ALL": "C.UTF-8"},
    "C, as it is": {"LC_ALL": "C", **PLAIN},
    "zh_CN.GBK": {"LC_ALL": "zh_CN.GBK", **PLAIN},
}


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make the languages that the machine may lack."""
    folder = tmp_path_factory.mktemp("locales")
    for name in ("GBK", "UTF-8"):
        if not (maker := shutil.which("localedef")):
            pytest.skip("no localedef")
        subprocess.run([maker, "-i", "zh_CN", "-f", name, str(folder / f"zh_CN.{name}")], check=False, capture_output=True)
        if not (folder / f"zh_CN.{name}").exists():
            pytest.skip("no sources of languages")
    return str(folder)


def run(folder: Path, languages: str, language: str) -> tuple[int, str, bytes]:
    """Run in a folder of hostile names into an output with a Chinese name, everything given as bytes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8", "PYTHONIO"))}
    out = os.fsencode(folder) + "/输出：第丂轮".encode()
    line = [
        sys.executable,
        "-m",
        "ecoreport",
        "run",
        os.fsencode(folder) + "/各部门台账".encode(),
        "-o",
        out,
        "--system",
        os.fsencode(folder) + b"/plan.xlsx",
    ]
    more = {"LOCPATH": languages, "PYTHONPATH": str(Path(__file__).parent.parent), **LANGUAGES[language]}
    done = subprocess.run(line, capture_output=True, env=environment | more, check=False)
    result = Path(os.fsdecode(out)) / "result.json"
    assert done.stderr == b"", done.stderr.decode()
    return done.returncode, done.stdout.decode(), result.read_bytes()


def test_the_same_bytes_under_every_language(tmp_path: Path, languages: str) -> None:
    ledgers = tmp_path / "各部门台账"
    ledgers.mkdir()
    write_little_plan(tmp_path / "plan.xlsx")
    write_ledger(ledgers / "市城管局.xlsx", "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", "")])
    data = (ledgers / "市城管局.xlsx").read_bytes()
    for name in ("市水利局（终）.xlsx".encode("gbk"), b"\xff\xfe.xlsx", b"a\nb.xlsx", "丂丄.xlsx".encode(), b"\x80.xlsx"):
        Path(os.fsdecode(os.fsencode(ledgers) + b"/" + name)).write_bytes(data)
    (ledgers / "圈.xlsx").symlink_to("圈.xlsx")
    told = {language: run(tmp_path, languages, language) for language in LANGUAGES}
    assert len({code for code, _, _ in told.values()}) == 1
    assert len({result for _, _, result in told.values()}) == 1
    assert "市水利局（终）.xlsx" in told["zh_CN.GBK"][2].decode()
    assert all("输出：第丂轮" in screen for _, screen, _ in told.values())


SCRIPT = """
import ecoreport as er, sys
from dataclasses import replace
system = er.load_system(sys.argv[2])
er.run(sys.argv[1], "out", system, self_reports=True)
er.issue_ledgers(replace(system, indicators=system.indicators[:3], key_tasks=(), main_tasks=()), "blank")
"""


def test_a_script_writes_the_same_names_under_every_language(tmp_path: Path, languages: str) -> None:
    (tmp_path / "in").mkdir()
    write_ledger(tmp_path / "in" / "a.xlsx", "市城管局", [(43, "城镇污水处理率", "%", 94.1, 95.2, 96.5, "达标", "")])
    names = []
    for number, language in enumerate(("UTF-8", "zh_CN.GBK")):
        home = tmp_path / str(number)
        home.mkdir()
        environment = {"LOCPATH": languages, "PYTHONPATH": str(Path(__file__).parent.parent), **LANGUAGES[language]}
        line = [sys.executable, "-c", SCRIPT, str(tmp_path / "in"), str(write_little_plan(tmp_path / "plan.xlsx"))]
        subprocess.run(line, cwd=home, env={"PATH": os.environ["PATH"]} | environment, check=True)
        names.append(sorted(os.fsencode(path.relative_to(home)) for path in home.rglob("*")))
    assert names == [names[0]] * 2
    assert any(name.startswith(b"blank/") for name in names[0])
    assert "out/部门自查报告/市城管局自查报告.docx".encode() in names[0]
