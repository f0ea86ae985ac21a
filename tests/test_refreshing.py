"""From the command line: a paper that people changed is laid aside by the next run, which prints the command that joins the two."""

import shlex
from pathlib import Path

import docx
import pytest
from documents import all_text
from little_plans import write_little_plan
from test_cli import call
from test_pipeline import ledgers, write_ledger  # noqa: F401 — a fixture

import ecoreport as er
from ecoreport.errors import InputError, OutputError

OWN = "我办另有说明：本年新建污水厂一座。"


def edit(path: Path) -> None:
    document = docx.Document(str(path))
    next(each for each in document.paragraphs if "96.5%" in each.text).add_run(OWN)
    document.save(str(path))


def send_anew(folder: Path) -> None:
    rows = [
        (43, "城镇污水处理率", "%", 94.1, 95.2, 97.2, "达标", ""),
        (46, "城镇人均公园绿地面积", "平方米/人", 14.8, 15.0, 15.3, "达标", ""),
    ]
    write_ledger(folder / "市城管局.xlsx", "市城管局", rows)


def test_the_last_line_of_a_run_is_the_command_that_joins_the_edited_paper_with_the_new_one(
    ledgers: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    run = ["run", "各部门台账", "-o", "输出", "--system", write_little_plan(tmp_path / "方案.xlsx").name]
    call(monkeypatch, *run)
    edit(Path("输出/技术报告.docx"))
    send_anew(ledgers)
    capsys.readouterr()
    call(monkeypatch, *run)
    command = capsys.readouterr().out.rstrip().splitlines()[-1]
    assert command.startswith("ecoreport refresh 输出/历史/第1轮/技术报告（人工修改）.docx 各部门台账 -o ")
    edited = Path("输出/历史/第1轮/技术报告（人工修改）.docx").read_bytes()
    assert call(monkeypatch, *shlex.split(command)[1:]) == 0
    told = capsys.readouterr().out
    text = all_text(Path("技术报告（合并）.docx").read_bytes())
    assert OWN in text
    assert "97.2%" in text
    assert "96.5" not in text
    assert "〔更新〕" in told
    assert "97.2" in told
    assert Path("输出/历史/第1轮/技术报告（人工修改）.docx").read_bytes() == edited
    assert call(monkeypatch, *shlex.split(command)[1:]) == 0  # the same again, on its own result
    Path("技术报告（合并）.docx").write_bytes(b"what somebody made of it")
    assert call(monkeypatch, *shlex.split(command)[1:]) == 2
    assert Path("技术报告（合并）.docx").read_bytes() == b"what somebody made of it"


def test_a_file_that_is_no_paper_of_ours_is_wrong_use(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    docx.Document().save(str(tmp_path / "别的.docx"))
    with pytest.raises(InputError, match="原文"):
        er.refresh(tmp_path / "别的.docx", ledgers, tmp_path / "新.docx")
    with pytest.raises(InputError):
        er.refresh(tmp_path / "没有.docx", ledgers, tmp_path / "新.docx")
    assert not (tmp_path / "新.docx").exists()


def test_the_edited_paper_itself_is_never_written_over(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    plan = write_little_plan(tmp_path / "方案.xlsx")
    er.run(ledgers, tmp_path / "输出", plan)
    paper = tmp_path / "输出/技术报告.docx"
    edit(paper)
    send_anew(ledgers)
    before = paper.read_bytes()
    with pytest.raises(OutputError, match="-o"):
        er.refresh(paper, ledgers, paper, system=plan)
    assert paper.read_bytes() == before
