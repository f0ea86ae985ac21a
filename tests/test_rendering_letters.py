"""The letters to departments: what each kind says, by the day, by what came; every fault of result.json stands in its letter."""

import json
from collections import defaultdict
from datetime import date
from functools import cache

import pytest
from documents import all_text, body_xml, dump, rows_of
from docx.oxml.ns import qn
from goldens import unlike
from lettered import finding, report_with
from reported import sample_report, small_report

from ecoreport.language.personal import cover
from ecoreport.model import Report, Source, Subject
from ecoreport.model.letters import letters_of
from ecoreport.outputs import asked, render_all
from ecoreport.rendering.papers import LETTER, WORDING, render_letters
from ecoreport.rendering.papers.figures import typeset
from ecoreport.rendering.result import render_result
from ecoreport.templates import SHIPPED

SENT, ABSENT = "市城管局", "市资源规划局"
AS_OF = date(2020, 12, 31)
NOTHING_CAME = "市资源规划局牵头1项指标，尚未收到其台账"


def letters(report: Report) -> dict[str, bytes]:
    return dict(render_letters(report, SHIPPED.words(WORDING), SHIPPED.file(LETTER)))


def letter(report: Report, department: str) -> str:
    return all_text(next(data for name, data in letters(report).items() if name.startswith(department)))


@cache
def whole() -> dict[str, bytes]:
    """Render the letters of a batch as it comes."""
    return letters(sample_report())


def tables(data: bytes) -> list[list[list[str]]]:
    return [rows_of(table) for table in body_xml(data).iter(qn("w:tbl"))]


# ---- against result.json -----------------------------------------------------------------------------------


def test_every_open_fault_of_the_result_file_stands_in_its_departments_letter() -> None:
    asked_of = defaultdict(list)
    for told in json.loads(render_result(sample_report(), {}))["findings"]:
        if told["department"] and told["severity"] != "notice" and told["explanation"] is None:
            asked_of[told["department"]].append(told)
    assert len(asked_of) > 10
    for department, findings in asked_of.items():
        text = next(all_text(data) for name, data in whole().items() if name.startswith(f"{department}-"))
        missing = [told["message"] for told in findings if typeset(told["message"]).rstrip("。") not in text]
        assert missing == [], department


def test_the_result_file_lists_the_letters_that_were_written_and_none_that_were_not() -> None:
    outputs = dict.fromkeys(render_all(small_report(), SHIPPED, asked(letters=True))[1], "")
    told = json.loads(render_result(small_report(), outputs))["letters"]
    assert [each["file"] for each in told] == [name for name in outputs if name.startswith("文书/")]
    assert told[0] == {"file": "文书/市生态环境局-退回修改意见单.docx", "kind": "退回修改意见单", "department": "市生态环境局"}
    assert json.loads(render_result(small_report(), {"汇总表.xlsx": ""}))["letters"] == []


def test_each_letter_names_its_kind_and_whom_it_is_written_to() -> None:
    for told in letters_of(sample_report()):
        lines = all_text(whole()[told.file]).splitlines()
        assert told.kind in lines
        assert f"{told.department}：" in lines


def test_one_cell_of_the_ledger_is_named_by_sheet_and_address_and_its_file_where_several_came() -> None:
    own, other = Source("市城管局.xlsx", "指标", "C5"), Source("市住建局.xlsx", "表一", "D6")
    text = letter(report_with(finding(source=own, others=(Source("市城管局.xlsx", "指标", "C9"), other))), SENT)
    assert "见工作表“指标”C5、C9单元格；“市住建局.xlsx”，工作表“表一”D6单元格" in text


# ---- rows --------------------------------------------------------------------------------------------------


def test_the_same_fault_in_many_places_stands_once() -> None:
    many = tuple(Source("市城管局.xlsx", "指标", f"C{row}") for row in range(5, 25))
    same = [finding(id=f"F1-{no}", code="F101", message=f"第{no}项数后带句号", subject=Subject(str(no))) for no in ("43", "45")]
    report = report_with(*same, finding(source=many[0], others=many[1:]), absent=False)
    errors, _feedback = tables(letters(report)[f"{SENT}-退回修改意见单.docx"])
    (_, problems, mend, _), (_, places, _, _) = errors[1:]
    assert (problems, mend) == ("（1）第43项数后带句号（2）第45项数后带句号", "请你单位核对数据")
    assert places.endswith("C15、C16等20个单元格")


def test_a_question_about_several_items_names_them() -> None:
    report = report_with(finding(severity="verify", message="“上半年”说明这是上半年的数", also=(Subject("45"),), subject=Subject("43")))
    assert "涉及43 城镇污水处理率、45 " in letter(report, SENT)


DUE = [
    ("a day of its own", date(2021, 1, 20), date(2021, 1, 10), "2021年1月20日前", "请于2021年1月20日前修改完毕并报回。"),
    ("the plan's day", None, date(2021, 1, 10), "2021年1月10日前", "请于2021年1月10日前修改完毕并报回。"),
    (
        "a day gone by",
        date(2020, 12, 1),
        None,
        "2020年12月1日（已逾期）",
        "请于　　　　年　　月　　日前修改完毕并报回；附表另有期限的，从其期限。",
    ),
    (
        "the plan's day gone by",
        None,
        date(2020, 12, 1),
        "　　年　月　日",
        "请于　　　　年　　月　　日前修改完毕并报回；附表另有期限的，从其期限。",
    ),
    ("no day", None, None, "　　年　月　日", "请于　　　　年　　月　　日前修改完毕并报回；附表另有期限的，从其期限。"),
]


@pytest.mark.parametrize(("name", "due", "deadline", "in_table", "asked_for"), DUE, ids=[row[0] for row in DUE])
def test_until_when(name: str, due: date | None, deadline: date | None, in_table: str, asked_for: str) -> None:
    data = letters(report_with(finding(due=due), deadline=deadline, absent=False))[f"{SENT}-退回修改意见单.docx"]
    assert tables(data)[0][1][-1] == in_table
    assert asked_for in all_text(data)


def test_different_days_are_left_to_the_table() -> None:
    days = [finding(id=f"V101-{day}", due=date(2021, 1, day)) for day in (10, 20)]
    assert "请按附表所列期限修改完毕并报回。" in letter(report_with(*days), SENT)


ADVICE = [
    ("请市城管局核对数据", "请你单位核对数据"),
    ("请补充全省平均值；由省里公布的，创建办可填入汇总表的“待补清单”或指标体系工作簿的“参照值”表", "请补充全省平均值"),
    ("请用 --password 给出密码后重新运行，或请报送单位取消打开密码后重报。", "请报送单位取消打开密码后重报。"),
    ("请用 --as-of 写明报告日", "请用 --as-of 写明报告日"),  # better than nothing
]


@pytest.mark.parametrize(("advice", "told"), ADVICE)
def test_the_mend_speaks_to_the_department_and_leaves_out_what_is_the_offices(advice: str, told: str) -> None:
    data = letters(report_with(finding(advice=advice), absent=False))[f"{SENT}-退回修改意见单.docx"]
    assert tables(data)[0][1][2] == told


# ---- what did not come ------------------------------------------------------------------------------------


DEADLINES = [
    (
        "before",
        date(2021, 1, 10),
        ("报送截止日为2021年1月10日，距数据核对之日（2020年12月31日）还有10天。", "请对照附表填报，于2021年1月10日前报送。"),
    ),
    ("on the day", AS_OF, ("报送截止日为2020年12月31日，即数据核对之日。", "请对照附表填报，于2020年12月31日前报送。")),
    (
        "after",
        date(2020, 12, 20),
        ("至数据核对之日（2020年12月31日）已逾期11天。", "请于　　　　年　　月　　日前补报，并书面说明未按时报送的原因。"),
    ),
    ("no day is set", None, ("本次报送没有设定截止日，报送日期由发文单位填写。", "请对照附表填报，于　　　　年　　月　　日前报送。")),
]


@pytest.mark.parametrize(("name", "deadline", "says"), DEADLINES, ids=[row[0] for row in DEADLINES])
def test_a_reminder_speaks_by_the_day(name: str, deadline: date | None, says: tuple[str, str]) -> None:
    text = letter(report_with(deadline=deadline), ABSENT)
    assert [words for words in says if words not in text] == []
    assert "代拟稿" not in text


def test_what_is_still_asked_of_who_sent_nothing_are_its_own_items_and_tasks() -> None:
    report = small_report()
    duties, *_ = tables(letters(report_with())[f"{ABSENT}-催报函.docx"])
    assert [row[0] for row in duties[1:]] == list(report.department(ABSENT).lead_items)


def test_a_file_that_could_not_be_read_is_told_as_such() -> None:
    text = letter(report_with(failed=ABSENT), ABSENT)
    assert "你单位报送的“台账.xlsx”未能读取（文件已损坏，打不开）" in text
    assert "重新报送" in text
    assert "尚未收到" not in text
    assert "催报" not in text


# ---- the second round ---------------------------------------------------------------------------------------


def test_words_of_blame_are_a_draft_for_a_person_and_stand_in_no_first_letter() -> None:
    first = report_with(finding())
    second = report_with(finding(overdue_rounds=3, due=date(2020, 12, 1)), overdue_rounds=2)
    for department, kind in ((SENT, "整改通知书"), (ABSENT, "督办单")):
        early, late = letter(first, department), letter(second, department)
        assert not {"追究", "通报", "代拟稿"} & {word for word in ("追究", "通报", "代拟稿") if word in early}
        assert kind in late
        (blame,) = [line for line in late.splitlines() if "追究" in line or "予以通报" in line]
        assert blame.startswith("（代拟稿")
        assert late.splitlines()[1].startswith("代拟稿")
    assert "有的经先后3轮核对均已逾期，仍未整改到位。" in letter(second, SENT)
    assert "经先后2轮核对，均已逾期而仍未收到你单位台账。" in letter(second, ABSENT)


def test_every_letter_leaves_the_place_of_its_number_its_day_and_its_seal() -> None:
    for data in whole().values():
        text = all_text(data)
        assert "文号：\n" in text
        assert "（盖章）　　　　年　　月　　日" in text
        assert cover(text) == text  # no telephone, no name of a person


def test_the_same_report_gives_the_same_letters() -> None:
    assert letters(report_with(finding())) == letters(report_with(finding()))


def test_the_letters_are_as_they_were_approved() -> None:
    own = Source("市城管局.xlsx", "指标", "C5")
    mild = report_with(
        finding(source=own, subject=Subject("43"), message="第43项“城镇污水处理率”未达标：93.5，未达到指标值≥95，相差1.5"),
        finding(id="N101-1", code="N101", severity="verify", message="完成值写作“约96”，是约数，按96处理", advice="请填报确数"),
        deadline=date(2021, 1, 10),
        message=NOTHING_CAME,
    )
    late = {"deadline": date(2020, 12, 1), "overdue_rounds": 2, "message": NOTHING_CAME}
    grave = report_with(finding(source=own, due=date(2020, 12, 1), overdue_rounds=2), **late)
    unread = report_with(failed=ABSENT)
    chosen = [(report, department) for report in (mild, grave) for department in (SENT, ABSENT)] + [(unread, ABSENT)]
    told = [(name, data) for report, department in chosen for name, data in letters(report).items() if name.startswith(department)]
    assert unlike("letters.txt", "".join(f"# {name}\n{dump(data)}\n" for name, data in told)) == []
