"""Several files of one department: which replaces which, by the days on their covers, then by the words of their names."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from ecoreport.judging.versions import living
from ecoreport.judging.versions import settle as settle_with
from ecoreport.model import Batch, Entry, Figure, Finding, KeyTaskReport, Note, Signature, Source, Subject, Submission
from ecoreport.vocabulary import load_vocabulary


def settle(batch: Batch) -> Batch:
    return settle_with(batch, load_vocabulary())


def came(*files: str) -> Batch:
    """Let files come in, each told on one line: its name, then `of=` a department (市城管局), `on=` its 填报日期, its `outcome=`, and what it answers.

    An answer is "43" (an item of 2020), "43@2019", "T8", "43—" (a dash in the cell) or "43”" (nothing in the cell, but words beside it).
    """
    return sum((_file(*line.split(" ")) for line in files), Batch())


def _file(name: str, *told: str) -> Batch:
    fields = {"of": "市城管局", "on": "", "outcome": "read"} | dict(word.split("=") for word in told if "=" in word)
    department, place = fields["of"].replace("?", "") or None, Source(name, "表", "A1")
    entries, tasks = [], []
    for word in (word for word in told if "=" not in word):
        if word.startswith("T"):
            tasks.append(KeyTaskReport(Subject(word), department, name, place))
            continue
        item, _, year = word.rstrip("—”").partition("@")
        figure = Figure("blank" if word[-1] in "—”" else "value", "", place)
        statement = Note("口径在调整", place) if word.endswith("”") else None
        entries.append(Entry(Subject(item), int(year or 2020), department, name, figure, statement=statement))
    signed = Signature(department, name, "filled_on", fields["on"], place, date.fromisoformat(fields["on"]) if fields["on"] else None)
    submission = Submission(name, "0" * 64, department, fields["outcome"])
    return Batch((submission,), tuple(entries), tuple(tasks), signatures=(signed,))


def fates(batch: Batch) -> str:
    """Say what became of the files: "甲 < 乙" where 甲 is replaced by 乙, "甲 ? 乙" where it must be asked."""
    stem = {submission.file: submission.file.rsplit("/", 1)[-1].removesuffix(".xlsx") for submission in batch.submissions}
    replaced = [f"{stem[each.file]} < {stem[each.superseded_by]}" for each in batch.submissions if each.outcome == "superseded"]
    asked = [" ? ".join(stem[place.file] for place in (each.source, *each.others)) for each in batch.findings if each.code == "H502"]
    return ", ".join(sorted(replaced + asked))


NAMES = [  # an earlier name before a later one
    *[("台账初稿", word) for word in ("台账", "台账修改稿", "台账终稿")],
    *[("台账", f"台账{word}") for word in ("修改", "修订", "更正", "最新", "新版", "更新", "重报", "补正", "补报", "校正")],
    *[("台账", f"台账{word}") for word in ("终稿", "最终", "定稿", "最终版", "最终稿", "盖章版", "正式版", "正式稿", "final", "FINAL")],
    *[(f"台账{word}", "台账") for word in ("初稿", "草稿", "征求意见稿", "送审稿", "初版", "初步")],
    ("台账修改稿", "台账终稿"),
    ("台账修改稿9月30日", "台账终稿1月2日"),
    ("台账v9", "台账修改稿v1"),
    ("台账", "台账v1"),
    ("台账v1", "台账v2"),
    ("台账v2", "台账V10"),
    ("台账v1", "台账v1.5"),
    ("台账v1.5", "台账v2"),
    ("台账v1.9", "台账v1.10"),
    ("台账V2", "台账第三稿"),
    *[(f"台账第{one}稿", f"台账第{other}稿") for one, other in ("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "九十")],
    ("台账第九稿", "台账第十一稿"),
    ("台账第九稿", "台账第10稿"),
    ("台账第十一稿", "台账第二十稿"),
    ("台账第1稿", "台账第2稿"),
    ("台账第二版", "台账第3版"),
    ("台账第一稿1月20日", "台账第二稿1月15日"),
    ("台账", "台账0115"),
    ("台账0115", "台账0120"),
    ("台账0120", "台账0201"),
    ("台账0930", "台账1001"),
    ("台账1130", "台账1231"),
    ("台账1.15", "台账1.20"),
    ("台账1.9", "台账1.10"),
    ("台账1.20", "台账2.1"),
    ("台账9.30", "台账12.1"),
    ("台账1月15日", "台账1月20日"),
    ("台账9月3日", "台账10月31"),
    ("台账0115", "台账1.20"),
    ("台账2020", "台账2020(0115)"),
    ("2020年台账1月15日", "2020年台账1月20日"),
    ("台账0115(2)", "台账0120"),
    ("台账", "台账(1)"),
    ("台账(1)", "台账(2)"),
    ("台账（2）", "台账（10）"),
]


@pytest.mark.parametrize(("earlier", "later"), NAMES)
def test_the_words_of_a_name_say_which_file_is_the_later(earlier: str, later: str) -> None:
    for order in permutations((f"{earlier}.xlsx 43", f"{later}.xlsx 43")):
        assert fates(settle(came(*order))) == f"{earlier} < {later}"


SILENT = [  # names that do not tell
    ("台账甲", "台账乙"),
    ("台账2019", "台账2020"),  # of which year, not when
    ("台账2019年", "台账2020年"),
    ("台账1350", "台账0132"),  # no days
    ("台账13.5", "台账1.32"),
    ("台账10115", "台账01201"),  # longer numbers
    ("台账(123)", "台账(124)"),
    ("(1)台账", "(2)台账"),
    ("台账终稿", "台账定稿"),
    ("台账修改稿", "台账补报"),
    ("台账第1批", "台账第2批"),
    ("台账", "台账第十十稿"),
]


@pytest.mark.parametrize(("one", "other"), SILENT)
def test_names_that_do_not_tell_are_asked(one: str, other: str) -> None:
    assert fates(settle(came(f"{one}.xlsx 43", f"{other}.xlsx 43"))) == " ? ".join(sorted((one, other)))


DAYS = [
    ("the later day replaces the earlier", ("甲.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-15 43"), "甲 < 乙"),
    ("whatever the names say", ("甲终稿.xlsx on=2021-01-10 43", "乙初稿.xlsx on=2021-01-15 43"), "甲终稿 < 乙初稿"),
    ("on the same day the names tell", ("甲.xlsx on=2021-01-10 43", "甲终稿.xlsx on=2021-01-10 43"), "甲 < 甲终稿"),
    ("or nothing does", ("甲.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-10 43"), "乙 ? 甲"),
    ("where one has no day the names tell", ("甲.xlsx on=2021-01-10 43", "甲终稿.xlsx 43"), "甲 < 甲终稿"),
    ("or nothing does either", ("甲.xlsx on=2021-01-10 43", "乙.xlsx 43"), "乙 ? 甲"),
    ("a full day in a name is a day", ("甲20210115.xlsx 43", "乙2021-01-10.xlsx 43"), "乙2021-01-10 < 甲20210115"),
    ("it stands beside one on a cover", ("甲20210115.xlsx 43", "乙.xlsx on=2021-01-20 43"), "甲20210115 < 乙"),
    ("the cover goes before the name", ("甲20210130.xlsx on=2021-01-10 43", "乙.xlsx on=2021-01-20 43"), "甲20210130 < 乙"),
    ("a folder's name is no file's", ("终稿/甲.xlsx 43", "初稿/乙.xlsx 43"), "乙 ? 甲"),
]


@pytest.mark.parametrize(("files", "expected"), [pytest.param(*case, id=name) for name, *case in DAYS])
def test_days_go_before_names(files: tuple[str, ...], expected: str) -> None:
    for order in permutations(files):
        assert fates(settle(came(*order))) == expected


GROUPS = [
    ("files that answer different items complete one another", ("甲v1.xlsx 43", "甲v2.xlsx 46"), ""),
    ("so do those of different years", ("甲v1.xlsx 43@2019", "甲v2.xlsx 43"), ""),
    ("so do an item and a task", ("甲v1.xlsx 43", "甲v2.xlsx T43"), ""),
    ("one answer in common is enough", ("甲v1.xlsx 43 45", "甲v2.xlsx 46 45"), "甲v1 < 甲v2"),
    ("an earlier year's too", ("甲v1.xlsx 43@2019", "甲v2.xlsx 43@2019"), "甲v1 < 甲v2"),
    ("a task too", ("甲v1.xlsx T8", "甲v2.xlsx T8"), "甲v1 < 甲v2"),
    ("a dash answers nothing", ("甲v1.xlsx 43", "甲v2.xlsx 43—"), ""),
    ("words beside an empty cell do", ("甲v1.xlsx 43", "甲v2.xlsx 43”"), "甲v1 < 甲v2"),
    ("empty files overlap with nothing", ("甲v1.xlsx", "甲v2.xlsx"), ""),
    ("other departments' files do not count", ("甲v1.xlsx 43", "甲v2.xlsx of=市住建局 43"), ""),
    ("nor files of nobody", ("甲v1.xlsx of=? 43", "甲v2.xlsx of=? 43"), ""),
    ("nor files that could not be read", ("甲v1.xlsx outcome=failed 43", "甲v2.xlsx 43"), ""),
    ("files read in part do", ("甲v1.xlsx outcome=partly 43", "甲v2.xlsx outcome=partly 43"), "甲v1 < 甲v2"),
    ("the last of three replaces both", ("甲v1.xlsx 43", "甲v3.xlsx 43", "甲v2.xlsx 43"), "甲v1 < 甲v3, 甲v2 < 甲v3"),
    ("no last one, no replacing", ("甲.xlsx 43", "甲终稿.xlsx 43", "甲定稿.xlsx 43"), "甲 ? 甲定稿 ? 甲终稿"),
    ("files hang together by way of a third", ("甲v1.xlsx 43", "甲v2.xlsx 46", "甲v3.xlsx 43 46"), "甲v1 < 甲v3, 甲v2 < 甲v3"),
    ("also where the third comes last by name", ("1.xlsx 43", "2.xlsx 46", "3终稿.xlsx 43 46", "4.xlsx 47"), "1 < 3终稿, 2 < 3终稿"),
    ("two groups are settled apart", ("甲v1.xlsx 43", "甲v2.xlsx 43", "乙.xlsx 46", "丙.xlsx 46"), "丙 ? 乙, 甲v1 < 甲v2"),
    ("two departments too", ("甲v1.xlsx 43", "甲v2.xlsx 43", "甲v3.xlsx of=市住建局 43", "甲v4.xlsx of=市住建局 43"), "甲v1 < 甲v2, 甲v3 < 甲v4"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [pytest.param(*case, id=name) for name, *case in GROUPS])
def test_only_files_that_answer_the_same_replace_one_another(files: tuple[str, ...], expected: str) -> None:
    for order in permutations(files):
        assert fates(settle(came(*order))) == expected


def test_a_replaced_file_says_by_which_and_why() -> None:
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
    assert settle(came("台账.xlsx 43", "台账终稿.xlsx 43")).submissions[0].message == "已被“台账终稿.xlsx”替代：文件名的版本字样在后"


def test_files_of_which_none_is_the_last_are_asked_together_and_stand() -> None:
    batch = settle(came("二/甲.xlsx 43", "一/乙.xlsx 43", "丙.xlsx 43"))
    assert [each.outcome for each in batch.submissions] == ["read"] * 3
    (finding,) = batch.findings
    assert (finding.code, finding.severity, finding.department) == ("H502", "verify", "市城管局")
    assert (finding.source, finding.others) == (Source("一/乙.xlsx"), (Source("丙.xlsx"), Source("二/甲.xlsx")))
    assert finding.message == "市城管局报送的“乙.xlsx”、“丙.xlsx”、“甲.xlsx”填了相同的事项，从填报日期和文件名都分不出先后"
    assert finding.advice == "请说明以哪一份为准，并撤回另一份"


def test_each_replaced_file_and_each_question_has_an_id_of_its_own() -> None:
    files = ("甲v1.xlsx 43", "甲v2.xlsx 43", "甲v3.xlsx 43", "乙.xlsx 46", "丙.xlsx 46", "丁.xlsx 47", "戊.xlsx 47")
    findings = settle(came(*files)).findings
    assert sorted(finding.code for finding in findings) == ["H501", "H501", "H502", "H502"]
    assert len({finding.id for finding in findings}) == 4
    assert [finding.id for finding in settle(came(*files)).findings] == [finding.id for finding in findings]


def test_settling_keeps_what_was_found_before() -> None:
    earlier = Finding("R101-1", "R101", "error", "文件已损坏", "请重报")
    told = replace(came("甲v1.xlsx 43", "甲v2.xlsx 43"), findings=(earlier,))
    assert [finding.code for finding in settle(told).findings] == ["R101", "H501"]
    assert settle(came("甲.xlsx 43", "乙.xlsx 46")).findings == ()


@pytest.mark.parametrize("files", [("甲v1.xlsx 43", "甲v2.xlsx 43"), ("丁.xlsx 47", "戊.xlsx 47")])
def test_settling_twice_changes_nothing(files: tuple[str, ...]) -> None:
    settled = settle(came(*files))
    assert len(settled.findings) == 1
    assert settle(settled) == settled


def test_a_file_that_is_told_twice_replaces_nothing() -> None:
    twice = came("甲.xlsx 43") + came("甲.xlsx 43")
    assert settle(twice) == twice


def test_batches_that_were_settled_apart_are_settled_anew_together() -> None:
    first, second = settle(came("甲v1.xlsx 43", "甲v2.xlsx 43")), settle(came("甲v3.xlsx 43"))
    together = settle(first + second)
    assert fates(together) == fates(settle(came("甲v1.xlsx 43", "甲v2.xlsx 43", "甲v3.xlsx 43")))
    assert together == settle(came("甲v1.xlsx 43", "甲v2.xlsx 43") + came("甲v3.xlsx 43"))


def test_an_office_words_what_a_final_version_is_called() -> None:
    told = came("甲.xlsx 43", "甲（封档）.xlsx 43")
    words = load_vocabulary()
    own = replace(words, words={**words.words, "version_final": (*words.words["version_final"], "封档")})
    assert (fates(settle(told)), fates(settle_with(told, own))) == ("甲 ? 甲（封档）", "甲 < 甲（封档）")


def test_what_a_superseded_file_said_counts_no_longer() -> None:
    asked = tuple(Finding(f"N101-{file}", "N101", "verify", "约数", "请核对", source=Source(file)) for file in ("甲v1.xlsx", "甲v2.xlsx"))
    whole = settle(replace(came("甲v1.xlsx on=2021-01-10 43", "甲v2.xlsx on=2021-01-15 43"), findings=asked))
    counting = living(whole)
    assert {record.file for record in (*counting.entries, *counting.signatures)} == {"甲v2.xlsx"}
    assert counting.submissions == whole.submissions
    assert [(finding.code, finding.file) for finding in counting.findings] == [("N101", "甲v2.xlsx"), ("H501", "甲v1.xlsx")]
