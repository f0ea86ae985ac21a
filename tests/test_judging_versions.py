"""Several files of one department: a later answer replaces an earlier one, never the file; what nothing tells is asked once a pair."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from deliveries import came, fates, settle, standing

from ecoreport.judging.versions import settle as settle_with
from ecoreport.judging.versions import told_apart
from ecoreport.model import Batch, Finding, Source
from ecoreport.vocabulary import load_vocabulary

V1, V2 = "甲v1.xlsx", "甲v2.xlsx"

# what comes in, what becomes of the files
FATES = [
    ("files that answer different items complete one another", (f"{V1} 43", f"{V2} 46"), ""),
    ("so do those of different years", (f"{V1} 43@2019", f"{V2} 43"), ""),
    ("so do an item and a task", (f"{V1} 43", f"{V2} T43"), ""),
    ("one answer in common replaces that one", (f"{V1} 43 45", f"{V2} 46 45"), "甲v1 ~ 甲v2"),
    ("all of them replace the file", (f"{V1} 43 45", f"{V2} 46 45 43"), "甲v1 < 甲v2"),
    ("an earlier year's too", (f"{V1} 43@2019", f"{V2} 43@2019"), "甲v1 < 甲v2"),
    ("a task too", (f"{V1} T8", f"{V2} T8"), "甲v1 < 甲v2"),
    ("a goal of the text too", (f"{V1} M4.1", f"{V2} M4.1"), "甲v1 < 甲v2"),
    ("a piece of evidence by its number", (f"{V1} E3-2:甲 43", f"{V2} E3-02:乙"), "甲v1 ~ 甲v2"),
    ("but not by the count of its row", (f"{V1} E1:甲 43", f"{V2} E1:乙 46"), ""),
    ("evidence without a number is no answer", (f"{V1} E:甲 43", f"{V2} 43"), "甲v1 < 甲v2"),
    ("a dash answers nothing", (f"{V1} 43", f"{V2} 43—"), ""),
    ("empty files overlap with nothing", (V1, V2), ""),
    ("other departments' files do not count", (f"{V1} 43", f"{V2} of=市住建局 43"), ""),
    ("nor files of nobody", (f"{V1} of=? 43", f"{V2} of=? 43"), ""),
    ("nor files that could not be read", (f"{V1} outcome=failed 43", f"{V2} 43"), ""),
    ("files read in part do", (f"{V1} outcome=partly 43", f"{V2} outcome=partly 43"), "甲v1 < 甲v2"),
    ("a region's answers replace the region's", (f"{V1} 43#普陀区", f"{V2} 43#普陀区"), "甲v1 < 甲v2"),
    ("also where nobody knows who sent them", (f"{V1} of=? 43#普陀区", f"{V2} of=? 43#普陀区"), "甲v1 < 甲v2"),
    ("never the city's", (f"{V1} 43", f"{V2} 43#普陀区"), ""),
    ("nor another region's", (f"{V1} 43#定海区", f"{V2} 43#普陀区"), ""),
    ("nor does a plan", (f"{V1} 43", f"{V2} 43#计划"), ""),
    ("of which there are no versions", (f"{V1} 43 46#计划", f"{V2} 43 46#计划"), "甲v1 < 甲v2"),
    ("nor a region's evidence the city's", (f"{V1} E3-02:甲", f"{V2} E3-02:乙#普陀区"), ""),
    ("the last of three replaces both", (f"{V1} 43", "甲v3.xlsx 43", f"{V2} 43"), "甲v1 < 甲v3, 甲v2 < 甲v3"),
    ("two final versions are asked, the plain one is out", ("甲.xlsx 43", "甲终稿.xlsx 43", "甲定稿.xlsx 43"), "甲 < 甲定稿, 甲定稿 ? 甲终稿"),
    ("a correction without a day may be of the first of two", ("甲.xlsx on=2021-01-08 43", "更正.xlsx 43", "乙.xlsx on=2021-01-20 43"), "乙 ? 更正, 甲 < 乙"),
    ("one dated between two ledgers is of the first", ("甲.xlsx on=2021-01-08 43", "甲更正.xlsx on=2021-01-12 43", "乙.xlsx on=2021-01-20 43"), "甲 < 乙, 甲更正 < 乙"),
    ("whatever it corrects there", ("甲.xlsx on=2021-01-08 46", "甲更正.xlsx on=2021-01-12 43", "乙.xlsx on=2021-01-20 43"), "甲更正 < 乙"),
    ("but a final one is none", ("甲.xlsx on=2021-01-08 43", "甲终稿.xlsx on=2021-01-12 43", "乙.xlsx on=2021-01-20 43"), "乙 ? 甲终稿, 甲 < 乙"),
    ("it is of the only one", ("甲.xlsx on=2021-01-08 43", "更正.xlsx 43"), "甲 < 更正"),
    ("or of what was counted before", ("甲.xlsx on=2021-01-08 43", "甲(2).xlsx 43", "甲更正.xlsx 43"), "甲 < 甲更正, 甲(2) < 甲更正"),
    ("each answer has a history of its own", (f"{V1} 43 46", f"{V2} 43", "甲v3.xlsx 46"), "甲v1 < 甲v2, 甲v1 < 甲v3"),
    ("by way of a third", (f"{V1} 43", f"{V2} 46", "甲v3.xlsx 43 46"), "甲v1 < 甲v3, 甲v2 < 甲v3"),
    ("two groups are settled apart", (f"{V1} 43", f"{V2} 43", "乙.xlsx 46", "丙.xlsx 46"), "丙 ? 乙, 甲v1 < 甲v2"),
    ("two departments too", (f"{V1} 43", f"{V2} 43", "甲v3.xlsx of=市住建局 43", "甲v4.xlsx of=市住建局 43"), "甲v1 < 甲v2, 甲v3 < 甲v4"),
    ("the same again replaces nothing", (f"{V1} 43:98 46:7", f"{V2} 43:98 46:7"), "甲v2 = 甲v1"),
    ("nor does a part of it", (f"{V1} 43:98 46:7", f"{V2} 43:98"), "甲v2 = 甲v1"),
    ("whoever cannot be told apart but agrees is no question", ("甲.xlsx 43:98", "乙.xlsx 43:98"), "甲 = 乙"),
    ("a copy is the copy", ("甲.xlsx 43:98", "乙副本.xlsx 43:98"), "乙副本 = 甲"),
    ("a later one that adds anything does", (f"{V1} 43:98", f"{V2} 43:98 46:7"), "甲v1 < 甲v2"),
    ("if it be a highlight", (f"{V1} 43:98", f"{V2} 43:98 H:滩长制"), "甲v1 < 甲v2"),
    ("back to the first value is a change", (f"{V1} 43:98 46:7", f"{V2} 43:97", "甲v3.xlsx 43:98"), "甲v1 ~ 甲v3, 甲v2 < 甲v3"),
    ("the first file's bytes again are none", (f"{V1} bytes=f 43:98", "乙.xlsx 43:97", "甲v9.xlsx bytes=f 43:98"), "乙 < 甲v1, 甲v9 = 甲v1"),
    ("a correction that quotes the value is later", ("甲.xlsx 43:97", "乙.xlsx 43:98<97"), "甲 < 乙"),
    ("whatever its day says", ("甲.xlsx on=2021-01-15 43:97", "乙.xlsx on=2021-01-10 43:98<97"), "甲 < 乙"),
    ("a note that replaces what was sent is later", ("甲.xlsx 43", "乙.xlsx title=我局1月6日报送的有误，以本表为准 43"), "甲 < 乙"),
    ("the day that it names is the other's", ("甲.xlsx on=2021-01-10 43", "乙.xlsx title=2021年1月6日报送的有误，以本表为准 43"), "甲 < 乙"),
    ("a note on the yearbook orders nothing", ("甲.xlsx 43", "乙.xlsx title=与年鉴不一致的，以本表为准 43"), "乙 ? 甲"),
    ("one that quotes another is a correction all the same", ("甲.xlsx 43:96", "乙.xlsx 43:98<97"), "甲 < 乙"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [pytest.param(*case, id=name) for name, *case in FATES])
def test_answers_replace_answers(files: tuple[str, ...], expected: str) -> None:
    for order in permutations(files):
        assert fates(settle(came(*order))) == expected


def test_a_file_all_of_whose_answers_are_replaced_says_by_which_and_why() -> None:
    batch = settle(came("初稿/甲.xlsx on=2021-01-10 43", "终稿/乙.xlsx on=2021-01-15 43", "丙.xlsx 46"))
    old, new, third = batch.submissions
    assert (old.outcome, old.superseded_by) == ("superseded", "终稿/乙.xlsx")
    assert old.message == "已被“终稿/乙.xlsx”替代：填报日期2021-01-15在2021-01-10之后"
    assert [(each.outcome, each.superseded_by, each.message) for each in (new, third)] == [("read", None, "")] * 2
    (finding,) = batch.findings
    assert (finding.code, finding.severity, finding.department) == ("H501", "notice", "市城管局")
    assert (finding.source, finding.others) == (Source("初稿/甲.xlsx"), (Source("终稿/乙.xlsx"),))
    assert finding.message == "“甲.xlsx”已被同一单位后报的“乙.xlsx”替代（填报日期2021-01-15在2021-01-10之后），其中的数不采用"
    assert finding.advice == "请确认“乙.xlsx”是最后报送的一份"


def test_a_file_of_which_some_answers_are_replaced_says_which() -> None:
    batch = settle(came("台账.xlsx 43:98.6 46:7 T8:推进中", "更正.xlsx 43:98.4 T8:已完成"))
    assert [(each.outcome, each.message) for each in batch.submissions] == [
        ("read", "其中第43项2020年（98.6→98.4）、重点任务8（推进中→已完成）已由“更正.xlsx”更正"), ("read", ""),
    ]  # fmt: skip
    (finding,) = batch.findings
    assert (finding.code, finding.severity, finding.source) == ("H503", "notice", Source("台账.xlsx"))
    assert finding.others == (
        Source("更正.xlsx"), Source("台账.xlsx", "表", "C3"), Source("更正.xlsx", "表", "C3"),
        Source("台账.xlsx", "表", "C5"), Source("更正.xlsx", "表", "C4"),
    )  # fmt: skip
    assert standing(batch) == {"43": ["98.4 更正"], "46": ["7 台账"], "T8": ["已完成 更正"]}


def test_two_files_that_cannot_be_told_apart_are_one_question_at_each_item_that_differs() -> None:
    batch = settle(came("二/甲.xlsx 43:98 45:7 46:1 T8:已完成", "一/乙.xlsx 43:97 45:7 46:2 T8:已完成", period=2020))
    assert [each.outcome for each in batch.submissions] == ["read"] * 2
    one, other = batch.findings
    assert [(each.code, each.severity, each.item, each.department) for each in (one, other)] == [
        ("H502", "verify", "43", "市城管局"), ("H502", "verify", "46", "市城管局"),
    ]  # fmt: skip
    assert one.group == other.group is not None
    assert one.id != other.id
    assert (one.source, one.others) == (Source("一/乙.xlsx", "表", "C3"), (Source("二/甲.xlsx", "表", "C3"),))
    assert one.message == other.message == (
        "市城管局报送的“乙.xlsx”和“甲.xlsx”分不出先后（日期、名称和表注都没有说明先后），填得不同的暂不采用：第43项（97、98）、第46项（2、1）"
    )  # fmt: skip
    assert one.advice == "请说明以哪一份为准，并撤回另一份"
    assert standing(batch)["45"] == ["7 乙"]


def test_evidence_that_differs_too_is_asked_with_the_items() -> None:
    batch = settle(came("甲.xlsx 43:98 E3-2:甲", "乙.xlsx 43:97 E3-02:乙"))
    (finding,) = batch.findings
    assert (finding.item, "佐证3-02（乙、甲）" in finding.message) == ("43", True)
    assert [source.cell for source in (finding.source, *finding.others) if source] == ["C3", "C3", "C4", "C4"]
    (finding,) = settle(came("甲.xlsx E3-2:甲 E3-3:丙", "乙.xlsx E3-02:乙 E3-03:丁")).findings
    assert (finding.item, len(finding.others)) == (None, 3)


def test_a_region_s_question_is_none_of_the_city_s_items() -> None:
    batch = settle(came("甲.xlsx of=? 43:98#普陀区", "乙.xlsx of=? 43:97#普陀区"))
    (finding,) = batch.findings
    assert (finding.code, finding.department, finding.subject) == ("H502", None, None)
    assert finding.message.startswith("普陀区报送的“乙.xlsx”和“甲.xlsx”分不出先后")


def test_three_files_of_which_none_is_the_last_are_three_questions() -> None:
    batch = settle(came("甲.xlsx 43", "乙.xlsx 43", "丙.xlsx 43"))
    assert sorted(f"{finding.source.file}{finding.others[0].file}" for finding in batch.findings if finding.source) == [
        "丙.xlsx乙.xlsx", "丙.xlsx甲.xlsx", "乙.xlsx甲.xlsx",
    ]  # fmt: skip


LOSSES = [
    ("a number becomes 暂无", (f"{V1} 43:98", f"{V2} 43:暂无"), "第43项原报“98”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“暂无”，没有可用的新结果", ["暂无 甲v2"]),
    ("words become 正在统计", (f"{V1} 43:已建成", f"{V2} 43:正在统计"), "第43项原报“已建成”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“正在统计”，没有可用的新结果", ["正在统计 甲v2"]),
    ("a number becomes words", (f"{V1} 43:98", f"{V2} 43:良好"), "第43项原报“98”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“良好”，没有可用的新结果", ["良好 甲v2"]),
    ("nothing but 正在统计 stands beside it", (f"{V1} 43:98", f"{V2} 43”正在统计"), "第43项原报“98”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“正在统计”，没有填结果，暂按原报的", [" 甲v2", "98 甲v1"]),
    ("nor does 口径在调整 give it", (f"{V1} 43:98", f"{V2} 43”口径在调整"), "第43项原报“98”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“口径在调整”，没有填结果，暂按原报的", [" 甲v2", "98 甲v1"]),
    ("a task's state becomes 暂无", (f"{V1} T8:已完成", f"{V2} T8:暂无"), "重点任务8原报“已完成”（“甲v1.xlsx”），后报的“甲v2.xlsx”填的是“暂无”，没有可用的新结果", ["暂无 甲v2"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "message", "stands"), [pytest.param(*case, id=name) for name, *case in LOSSES])
def test_a_loss_is_never_a_mere_notice(files: tuple[str, ...], message: str, stands: list[str]) -> None:
    for order in permutations(files):
        batch = settle(came(*order, period=2020))
        (lost,) = (finding for finding in batch.findings if finding.code == "H505")
        assert (lost.severity, lost.message, str(lost.subject) in message) == ("verify", message, True) or lost.task == 8
        assert {lost.source.file, lost.others[0].file} == {V1, V2} if lost.source else False
        assert list(standing(batch).values()) == [stands]


def test_what_was_never_reported_is_not_lost() -> None:
    for files in (
        (f"{V1} 43:98", f"{V2} 43”经核实无误"),
        (f"{V1} 43:暂无", f"{V2} 43:98"),
        (f"{V1} 43:暂无", f"{V2} 43:正在统计"),
        (f"{V1} 43:98", f"{V2} 43:97"),
    ):
        assert "H505" not in {finding.code for finding in settle(came(*files)).findings}


def test_each_replaced_file_and_each_question_has_an_id_of_its_own() -> None:
    files = (f"{V1} 43", f"{V2} 43", "甲v3.xlsx 43", "乙.xlsx 46", "丙.xlsx 46", "丁.xlsx 47", "戊.xlsx 47")
    findings = settle(came(*files)).findings
    assert sorted(finding.code for finding in findings) == ["H501", "H501", "H502", "H502"]
    assert [finding.id for finding in settle(came(*files)).findings] == [finding.id for finding in findings]
    renamed = settle(came(*(line.replace("丁", "庚") for line in files))).findings
    assert {finding.id for finding in renamed} == {finding.id for finding in findings}


def test_settling_keeps_what_was_found_before() -> None:
    earlier = Finding("R101-1", "R101", "error", "文件已损坏", "请重报")
    told = replace(came(f"{V1} 43", f"{V2} 43"), findings=(earlier,))
    assert [finding.code for finding in settle(told).findings] == ["R101", "H501"]
    assert settle(came("甲.xlsx 43", "乙.xlsx 46")).findings == ()


@pytest.mark.parametrize("files", [(f"{V1} 43", f"{V2} 43"), ("丁.xlsx 47", "戊.xlsx 47"), (f"{V1} 43 E:甲 H:乙", f"{V2} 43 E:甲 H:乙")])
def test_settling_twice_changes_nothing(files: tuple[str, ...]) -> None:
    settled = settle(came(*files))
    assert len(settled.findings) == 1
    assert settle(settled) == settled


def test_a_file_that_is_told_twice_replaces_nothing() -> None:
    twice = came("甲.xlsx 43") + came("甲.xlsx 43")
    assert settle(twice) == twice


def test_batches_that_were_settled_apart_are_settled_anew_together() -> None:
    parts = (came(f"{V1} 43:1 46:2 H:丙"), came(f"{V2} 43:3"), came("甲v3.xlsx 43:1 H:丙"))
    together = settle(sum(parts, Batch()))
    assert settle(settle(parts[0] + parts[1]) + settle(parts[2])) == together
    assert settle(settle(parts[0]) + settle(settle(parts[1]) + settle(parts[2]))) == together


def test_an_office_words_what_a_final_version_is_called() -> None:
    told = came("甲.xlsx 43", "甲（封档）.xlsx 43")
    words = load_vocabulary()
    own = replace(words, words={**words.words, "version_final": (*words.words["version_final"], "封档")})
    assert (fates(settle(told)), fates(settle_with(told, own))) == ("甲 ? 甲（封档）", "甲 < 甲（封档）")


def test_what_several_files_say_alike_stands_once() -> None:
    batch = settle(came(f"{V1} 43 H:滩长制 E:批复 E:纪要", f"{V2} 43 H:滩长制 H:湾长制 E:批复"))
    assert [(each.text, each.file) for each in batch.highlights if not each.lapse] == [("滩长制", V2), ("湾长制", V2)]
    assert [(each.title, each.file) for each in batch.evidence if not each.lapse] == [("纪要", V1), ("批复", V2)]


def test_what_was_corrected_is_named_as_the_plan_counts_it_the_first_five() -> None:
    items = [f"{number}:{number}" for number in (41, 9, 45, 43, 7, 46, 44)]
    (finding,) = settle(came(" ".join(("甲.xlsx", *items, "3")), " ".join(("甲更正.xlsx", *(f"{item}.5" for item in items))))).findings
    assert "第7项2020年（7→7.5）、第9项2020年（9→9.5）、第41项2020年（41→41.5）、第43项" in finding.message
    assert "第44项2020年（44→44.5）等7项（名称" in finding.message


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("甲.xlsx", "乙.xlsx"), ["甲.xlsx", "乙.xlsx"]),
        (("初报/台账.xlsx", "重报/台账.xlsx"), ["初报/台账.xlsx", "重报/台账.xlsx"]),
        (("一/初报/台账.xlsx", "二/重报/台账.xlsx"), ["初报/台账.xlsx", "重报/台账.xlsx"]),
        (("一/报/台账.xlsx", "二/报/台账.xlsx"), ["一/报/台账.xlsx", "二/报/台账.xlsx"]),
        (("台账.xlsx", "重报/台账.xlsx"), ["台账.xlsx", "重报/台账.xlsx"]),
        (("台账.xlsx", "台账.xlsx"), ["台账.xlsx", "台账.xlsx"]),
    ],
)
def test_files_are_named_by_as_many_folders_as_tell_them_apart(files: tuple[str, ...], told: list[str]) -> None:
    assert told_apart(files) == told


def test_what_was_settled_is_settled_again_only_by_another_year_or_day() -> None:
    batch = settle(came("台账.xlsx on=2021-01-10 43:98.6", "更正.xlsx on=2021-01-15 43:98.4"))
    assert settle(batch) is batch
    assert settle(batch, as_of=date(2020, 1, 1)) is not batch  # by which no day of theirs can be meant
    assert settle(replace(batch, entries=batch.entries[:1])).entries[0].lapse is None
