"""What names items outside every table, beside something typed, is told once and asked of each item: never silence, never 未填报."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Batch
from ecoreport.work import understand

TABLE = "指标名称 | 2020年完成值\n城镇污水处理率 | 97.3\n|\n"


def read(sketch: str) -> Batch:
    return understand(draw(sketch, "市城管局.xlsx"), SYSTEM, VOCABULARY, 2020)


TAKEN = {
    "name and words in one cell": (
        "定性指标 |\n生态环境损害赔偿:全面实施 |\n排污许可证核发：完成上级下达的目标 |",
        {"11": "全面实施", "9": "完成上级下达的目标"},
    ),
}
ASKED = {
    "below a table": (f"{TABLE}|\n补充 |\n| | 城镇人均公园绿地面积 | | | 15.3", {"46": "15.3"}),
    "a number far from the plan's": (f"{TABLE}|\n补充 |\n| | 城镇人均公园绿地面积 | | | 1530", {"46": "1530"}),
    "two numbers": (f"{TABLE}|\n补充 |\n| | 城镇人均公园绿地面积 | | 14.2 | 15.3", {"46": "14.2"}),
    "a goal that nobody can measure": (f"{TABLE}|\n补充 |\n| | 水面率 | | | 5.3", {"30": "5.3"}),
}
SILENT = {
    "names alone": "本单位负责的指标 |\n城镇人均公园绿地面积 |\n城镇生活垃圾无害化处理率 |",
    "the target's own number": "城镇生活垃圾无害化处理率 | | 96",
    "who is responsible": "城镇生活垃圾无害化处理率 | | 市城管局",
    "answered in a table": f"{TABLE}|\n|\n目录 |\n| | 城镇污水处理率 | | 3",
    "pages": "目录 |\n| 城镇污水处理率 | | 3\n| 城镇生活垃圾无害化处理率 | | 5\n| 城镇人均公园绿地面积 | | 9",
}


@pytest.mark.parametrize(("sketch", "told"), ASKED.values(), ids=ASKED)
def test_it_is_one_question_and_each_item_is_asked(sketch: str, told: dict[str, str]) -> None:
    batch = read(sketch)
    assert {entry.subject: entry.actual.raw for entry in batch.entries if entry.actual.state == "asked"} == told
    asked = [finding for finding in batch.findings if finding.severity == "verify"]
    assert {finding.item for finding in asked} == set(told)
    assert len({finding.group for finding in asked}) == 1


@pytest.mark.parametrize(("sketch", "told"), TAKEN.values(), ids=TAKEN)
def test_an_answer_alone_beside_its_name_is_taken(sketch: str, told: dict[str, str]) -> None:
    batch = read(sketch)
    taken = {entry.subject: entry.actual.raw for entry in batch.entries if entry.actual.state == "value" and entry.subject != "43"}
    assert taken == told
    assert not [finding for finding in batch.findings if finding.severity == "verify"]


@pytest.mark.parametrize("sketch", SILENT.values(), ids=SILENT)
def test_what_is_no_answer_is_not_asked(sketch: str) -> None:
    batch = read(sketch)
    assert "H207" not in {finding.code for finding in batch.findings}
    assert [entry.subject for entry in batch.entries if entry.actual.state == "asked"] == []
