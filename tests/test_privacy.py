"""No paper names a person; 汇总表 and result.json quote the ledgers, unless the office asks otherwise."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from little_plans import little_plan
from scenes import report_of

from ecoreport.model import Source, UnusedCell, UnusedCells
from ecoreport.outputs import asked, publish, render_all
from ecoreport.privacy import covered
from ecoreport.publish import claim
from ecoreport.templates import SHIPPED

PERSONAL = ("张三丰", "13812345678", "0580-2345678", "330902198001011234", "孙八八", "13655556666", "钱七七", "2345001")
NOTE = "已全部整改，联系人：张三丰，电话0580-2345678，手机13812345678，身份证330902198001011234"
REPORT = report_of(
    [
        {"subject": "42", "department": "市水利局", "actual": "96.5", "statement": NOTE, "remark": NOTE, "data_source": NOTE},
        {"subject": "34.1", "department": "市水利局", "actual": "没有测算，请问张三丰（13812345678）"},
        {"subject": "T7", "department": "市水利局", "status": "推进中", "done": NOTE, "issues": NOTE, "next_steps": NOTE},
        {
            "kind": "highlight",
            "department": "市水利局",
            "title": "河湖长制",
            "text": "孙八八带队巡河，联系电话：13655556666，负责人孙八八。",
        },
        {"kind": "signature", "department": "市水利局", "role": "filled_by", "text": "钱七七"},
        {"kind": "signature", "department": "市水利局", "role": "reviewed_by", "text": "钱七七"},
        {"kind": "signature", "department": "市水利局", "role": "telephone", "text": "0580-2345001"},
    ],
    little_plan((34, 42), (7,)),
)


def _texts(name: str, data: bytes) -> str:
    if name.endswith(".json"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(re.sub(r"<[^>]+>", "", package.read(part).decode()) for part in package.namelist() if part.endswith(".xml"))


def _named(outputs: dict[str, bytes], *endings: str) -> dict[str, list[str]]:
    found = {name: [one for one in PERSONAL if one in _texts(name, data)] for name, data in outputs.items() if name.endswith(endings)}
    return {name: persons for name, persons in found.items() if persons}


def _written(out: Path, *, redact: bool = False) -> dict[str, bytes]:
    with claim(out) as folder:
        wanted = asked(self_reports=True, letters=True, bulletin=True)
        report, rendered = render_all(REPORT, SHIPPED, wanted, redact=redact)
        files = publish(report, rendered, folder, redact=redact)
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _written(tmp_path_factory.mktemp("输出"))


def test_no_paper_names_a_person(usual: dict[str, bytes]) -> None:
    assert _named(usual, ".docx") == {}
    assert "〔电话略〕" in _texts("技术报告.docx", usual["技术报告.docx"])
    assert "〔电话略〕" in _texts("a letter", usual["文书/市水利局-退回修改意见单.docx"])


def test_the_office_reads_what_was_written(usual: dict[str, bytes]) -> None:
    assert NOTE in _texts("汇总表.xlsx", usual["汇总表.xlsx"])


def test_a_cover_s_names_and_telephones_never_reach_result_json(usual: dict[str, bytes]) -> None:
    assert not {"钱七七", "2345001"} & set(_named(usual, ".json")["result.json"])


def test_redacted_no_output_names_a_person(tmp_path: Path) -> None:
    assert _named(_written(tmp_path, redact=True), ".docx", ".xlsx", ".json") == {}


def test_a_number_with_words_behind_it_is_covered_and_a_number_alone_is_not() -> None:
    rows = [{"subject": "30", "department": "市水利局", "actual": text} for text in ("96.5（联系人张三丰）", "13812345678")]
    worded, alone = [str(covered(report_of([row])).item("30")) for row in rows]
    assert "联系人〔姓名略〕" in worded
    assert "张三丰" not in worded
    assert "'13812345678'" in alone


def test_a_cell_that_nobody_understood_may_hold_nothing_but_a_name() -> None:
    typed = [UnusedCell(Source("a.xlsx", "通讯录", f"B{row}"), text) for row, text in enumerate(("张三丰", "13812345678", "责任到人"), 2)]
    report = replace(REPORT, unused=UnusedCells.of(typed))
    assert [cell.text for cell in covered(report).unused] == ["〔姓名略〕", "〔电话略〕", "责任到人"]
    open_, hidden = (render_all(report, SHIPPED, frozenset(), redact=redact)[1] for redact in (False, True))
    assert "张三丰" in _texts("汇总表.xlsx", open_["汇总表.xlsx"])
    assert _named(hidden, ".xlsx") == {}


def test_digests_and_the_ids_of_findings_stay_what_they_are() -> None:
    report = replace(REPORT, submissions=(replace(REPORT.submissions[0], sha256="13812345678"),))
    hidden = covered(report)
    assert hidden.submissions == report.submissions
    assert [finding.id for finding in hidden.findings] == [finding.id for finding in report.findings]


def test_nothing_but_what_is_said_of_persons_is_covered() -> None:
    report = report_of(
        [{"subject": "43", "department": "市城管局", "actual": "96.5", "statement": "投资13812345678元，主要负责人履职尽责"}]
    )
    assert covered(report) == report
