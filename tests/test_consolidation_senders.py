"""Files of several departments, of counties and of strangers: who is credited, who has sent, what stands where."""

from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.checks import RULES, check
from ecoreport.consolidation import consolidate
from ecoreport.judging.review import review
from ecoreport.model import Batch, Report
from ecoreport.work import understand

HEAD = "指标名称 | 2020年 | 备注"
WATER, WOODS = "农村饮用水达标人口覆盖率", "森林覆盖率"


def report_on(*files: tuple[str, str]) -> Report:
    batch = sum((understand(draw(sketch, name), SYSTEM, VOCABULARY, 2020) for name, sketch in files), Batch(period=2020))
    judged = review(batch, SYSTEM, 2020, date(2020, 12, 31), VOCABULARY)
    return consolidate(judged, check(judged, RULES))


SEVERAL = f"""
== 市水利局
{HEAD}
{WATER} | 约96 |
== 市资源规划局
{HEAD}
{WOODS} | 50.5 |
古树名木数 | 31 |
自然岸线保有量 | 78.1 |
== 佐证材料
编号 | 材料名称 | 文号 | 对应指标
1 | 通知 | 舟水〔2020〕1号 | 42
2 | 规划 | 舟林〔2020〕2号 | 18
"""


def test_each_department_of_a_file_of_several_is_credited_with_its_own() -> None:
    report = report_on(("汇总.xlsx", SEVERAL))
    (submission,) = report.submissions
    assert (submission.department, submission.senders) == (None, ("市水利局", "市资源规划局"))
    assert {item: report.item(item).reporter for item in ("42", "18", "31")} == {
        "42": "市水利局",
        "18": "市资源规划局",
        "31": "市资源规划局",
    }
    told = {(piece.evidence.number, piece.evidence.department) for piece in report.evidence}
    assert told == {("1", "市水利局"), ("2", "市资源规划局")}


def test_all_that_speak_in_a_file_have_sent_it() -> None:
    report = report_on(("汇总.xlsx", SEVERAL))
    for name in ("市水利局", "市资源规划局"):
        result = report.department(name)
        assert (result.submitted, [file.file for file in result.files], result.owes) == (True, ["汇总.xlsx"], "partial")
        assert "C101" not in {finding.code for finding in result.findings}
    assert not any(finding.code == "H101" for finding in report.findings)


def test_a_question_about_a_part_goes_to_whom_the_part_belongs() -> None:
    report = report_on(("汇总.xlsx", SEVERAL))
    asked = {finding.code: finding.department for finding in report.findings if finding.code in ("N101", "H303")}
    assert asked == {"N101": "市水利局", "H303": "市资源规划局"}


CITY = ("市水利局.xlsx", f"填报单位：市水利局\n{HEAD}\n{WATER} | 96 |")
COUNTIES = [
    ("普陀区水利局.xlsx", f"{HEAD}\n{WATER} | 94 |"),
    ("普陀区.xlsx", f"{HEAD}\n{WATER} | 94 |"),
    ("普陀区/台账.xlsx", f"{HEAD}\n{WATER} | 94 |"),
    ("普陀区/水利局.xlsx", f"{HEAD}\n{WATER} | 94 |"),
    ("甲.xlsx", f"填报单位：普陀区水利局\n{HEAD}\n{WATER} | 94 |"),
    ("市水利局2.xlsx", f"填报单位：市水利局普陀分局\n{HEAD}\n{WATER} | 94 |"),
    ("甲.xlsx", f"普陀区2020年指标完成情况表\n{HEAD}\n{WATER} | 94 |"),
    ("甲.xlsx", f"{HEAD}\n{WATER} | 94 |\n|\n | 普陀区水利局（盖章） |\n | 2021年1月8日 |"),
]


@pytest.mark.parametrize(("file", "sketch"), COUNTIES)
def test_a_county_speaks_for_itself_and_never_for_the_city(file: str, sketch: str) -> None:
    report = report_on(CITY, (file, sketch))
    (submission,) = [each for each in report.submissions if each.file == file]
    assert (submission.region, submission.department) == ("普陀区", None)
    assert str(report.item("42").assessment.value) == "96"
    (region,) = report.regions
    assert (region.name, [(each.item.id, str(each.assessment.value)) for each in region.items]) == ("普陀区", [("42", "94")])


@pytest.mark.parametrize("who", ["台州市水利局", "浙江省水利厅", "某某有限公司"])
def test_nothing_of_a_strangers_file_counts_and_it_is_told_once(who: str) -> None:
    report = report_on(
        CITY, ("市水利局（2）.xlsx", f"填报单位：{who}\n{HEAD}\n{WATER} | 50 |\n== 亮点与特色\n标题 | 做法与成效\n好 | 做法好")
    )
    assert str(report.item("42").assessment.value) == "96"
    assert [finding.code for finding in report.findings if finding.file == "市水利局（2）.xlsx"] == ["H106"]
    assert report.highlights == ()
