"""Prose outside tables: what a careful clerk takes from a sentence, and what it leaves."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Batch
from ecoreport.quantity import plain
from ecoreport.work import understand

FILE = "市城管局.xlsx"


def read(text: str) -> Batch:
    return understand(draw(text, FILE), SYSTEM, VOCABULARY, 2020)


def told(batch: Batch) -> str:
    """Tell the values of a batch: 43=97.3 43@2019=96.1 46?; a value of this city, proposed or not, a question."""
    said = []
    for entry in batch.entries:
        if entry.scope.adopted and entry.actual.state in ("value", "asked"):
            year = "" if entry.year == 2020 else f"@{entry.year}"
            figure = entry.actual
            answer = "?" if figure.state == "asked" else f"={plain(figure.value) if figure.value is not None else figure.text}"
            said.append(f"{entry.subject}{year}{answer}")
    return " ".join(sorted(said))


HONEST = [
    ("2020年,全市城镇污水处理率达到97.3%,较上年提高1.2个百分点。", "43=97.3"),
    ("城镇污水处理率97.3%。", "43=97.3"),
    ("一、城镇污水处理情况。2020年,我市新建管网12公里,城镇污水处理率达97.3%。", "43=97.3"),
    ("2020年城镇污水处理率为97.3%，2019年为96.1%。", "43=97.3 43@2019=96.1"),
    ("城镇污水处理率2018年、2019年、2020年均为97.3%。", "43=97.3 43@2018=97.3 43@2019=97.3"),
    (
        "厂名 | 是否达标\n甲厂 | 是\n乙厂 | 是\n丙厂 | 是\n城镇污水处理率 | 97.3%\n（2018年、2019年该比例均为96.1%） |",
        "43=97.3 43@2018=96.1 43@2019=96.1",
    ),
    ("城市当中生活垃圾无害化处理占比为99.2%。", "45=99.2"),
    ("城镇污水处理率由2019年的96.1%提高到2020年的97.3%。", "43=97.3 43@2019=96.1"),
    ("截至2020年12月底，城镇污水处理率达到97.3％。", "43=97.3"),
    ("1. 水面率：24.6%；2. 城镇污水处理率：97.3%；3. 城镇人均公园绿地面积：15.3平方米/人。", "30=24.6 43=97.3 46=15.3"),
    ("1、水面率24.6%，2、城镇污水处理率97.3%", "30=24.6 43=97.3"),
    ("水面率24.6%, 城镇污水处理率97.3%", "30=24.6 43=97.3"),
    ("城镇污水处理率、城镇生活垃圾无害化处理率分别达到97.3%和100%。", "43=97.3 45=100"),
    ("超额完成年度目标，城镇污水处理率达到97.3%（目标值95%）。", "43=97.3"),
    ("城市人均公园绿地面积达到15.3平方米", "46=15.3"),
    ("舟山市森林覆盖率50.5%，PM2.5年均浓度17微克/立方米。", "14.2=17 18=50.5"),
    ("2019年工作总结 |\n城镇污水处理率达到96.1%。 |", "43@2019=96.1"),
    ("领导干部自然资源资产离任审计已有效开展。", "5=领导干部自然资源资产离任审计已有效开展"),
    ("森林覆盖率 50.5%（全省平均61.2%）", "18=50.5"),
    ("城镇污水处理率达到97.3%，高于全省平均水平2.1个百分点；其中定海区98.5%。", "43=97.3"),
    ("城镇污水处理率97.3%，定海区城镇污水处理率98.1%。", "43=97.3"),
    ("全省优良天数比例平均为93.6%，我市优良天数比例98.1%。", "14.1=98.1"),
    ("城镇污水处理率九十七点三个百分点以上", ""),
    ("1.城镇污水处理率。2020年为97.3%，2019年为96.1%，高于95%的创建目标。", "43=97.3 43@2019=96.1"),
    ("各项指标（括号内为目标）\n1.城镇污水处理率97.3%(95%)；\n2.水面率24.6%(24%)。", "30=24.6 43=97.3"),
    ("1.城镇污水处理率97.3%(95%)。", "43?"),
    ("公众对生态文明建设的满意度为85.9%(全省平均83.2%)，参与度为83.1%。", "53=85.9 54=83.1"),
    ("河湖岸线保有率92.8%，高于管控线(90%)2.8个百分点。", "32=92.8"),
    ("规划环境影响评价开展率为100%。", "8=100"),
    ("碳排放强度方面：完成年度任务。", "37=完成年度任务"),
    ("处室 | 报来的话\n排水处 | 2020年城镇污水处理率达到97.3%。\n园林处 | 任务38提高城市绿化水平：已完成。", "43=97.3"),
    ("2020年城镇污水处理率是多少？ | 全年平均97.3%，比上年提高1.2个百分点", "43=97.3"),
    ("2020年城镇污水处理率是多少？ | 含园区97.3%，不含园区95.8%", "43?"),
]
HOSTILE = [
    "力争到2020年底，城镇污水处理率达到95%以上。",
    "计划到2021年，城镇污水处理率达到98%。",
    "下一步工作打算：\n城镇污水处理率提高到98%。",
    "2021年工作计划 |\n城镇污水处理率达到98%，新建管网12公里。 |",
    "2020年目标：城镇污水处理率95%。",
    "定海区城镇污水处理率达到98.5%。",
    "全省城镇污水处理率平均为96.5%。",
    "宁波市城镇污水处理率为99%。",
    "注：同期全省优良天数比例平均为93.6%，PM2.5平均25微克/立方米，我市继续居全省第一。",
    "注：全省11个设区市城镇污水处理率平均96%，我市居全省第一",
    "城镇污水处理率同比提高1.2个百分点。",
    "农村生活污水处理率达到80%。",
    "城镇污水处理率95%以上。",
    "关于印发《城镇污水处理率97%达标方案》的通知",
    "城镇污水处理率：由市城管局统计，每年1月公布。",
    "《城镇污水处理提质增效三年行动方案》要求城镇污水处理率不低于95%",
    "预计全年城镇污水处理率可达97.3%。",
    "填表说明：城镇污水处理率=处理量/排放量×100%",
    "城镇污水处理率目标完成情况表",
    "公众对生态文明建设的参与度调查对象为18周岁以上常住居民。",
    "开展满意度测评，参与度为83.1%。",
    "城镇污水处理率是多少？ | 见附件2",
]


@pytest.mark.parametrize(("text", "values"), HONEST)
def test_a_sentence_that_answers_is_proposed(text: str, values: str) -> None:
    batch = read(text)
    assert told(batch) == values
    asked = {finding.item for finding in batch.findings if finding.severity == "verify"}
    assert {entry.subject for entry in batch.entries} <= asked


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sentence_of_plans_places_or_changes_is_not(text: str) -> None:
    assert told(read(text)) == ""


def test_each_value_has_one_finding() -> None:
    batch = read("2020年,全市城镇污水处理率达到97.3%,较上年提高1.2个百分点。")
    assert [(finding.code, finding.item) for finding in batch.findings if finding.severity == "verify"] == [("N103", "43")]
    assert batch.submissions[0].cells.used == 1


@pytest.mark.parametrize("text", ["上半年，城镇污水处理率达到97.3%。", "2020年1-9月城镇污水处理率97.3%"])
def test_a_part_of_the_year_is_asked(text: str) -> None:
    batch = read(text)
    assert [(entry.subject, entry.scope.asked) for entry in batch.entries] == [("43", True)]


TABLE = "指标名称 | 2020年完成值\n城镇污水处理率 | 97.3\n| \n"


@pytest.mark.parametrize(
    ("prose", "codes"),
    [
        ("2020年城镇污水处理率达到97.3%。", []),
        ("2020年城镇污水处理率达到97%。", []),
        ("2020年城镇污水处理率达到96.8%。", ["N321"]),
        ("2019年城镇污水处理率达到96.8%。", ["N103"]),
        ("2020年城镇污水处理率目标为95%。", []),
    ],
)
def test_a_table_stands_and_prose_that_differs_is_asked(prose: str, codes: list[str]) -> None:
    batch = read(f"{TABLE}{prose}")
    assert "43=97.3" in told(batch).split()
    assert [finding.code for finding in batch.findings if finding.severity != "notice"] == codes


def test_two_sentences_that_differ_are_asked() -> None:
    batch = read("2020年城镇污水处理率达到97.3%。\n城镇污水处理率为96.8%。")
    assert told(batch) == "43?"
    assert "N303" in {finding.code for finding in batch.findings}
