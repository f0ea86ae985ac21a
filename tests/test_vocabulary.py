"""The words of the field: what a heading, a label and a state mean, by the shipped words and by an office's own."""

import pickle
import re
from pathlib import Path

import pytest

from ecoreport.errors import TemplateError
from ecoreport.templates import SHIPPED, Templates
from ecoreport.vocabulary import Vocabulary, load_vocabulary

WORDS = load_vocabulary()


HEADINGS = [  # kind of table, heading, what it means, how much of it is known
    ("indicator", "完成值", "actual", 1),
    ("indicator", " 完 成 值 ", "actual", 1),
    ("indicator", "完成值(%)", "actual", 1),
    ("indicator", "完成情况", "actual", 1),
    ("task", "完成情况", "done", 1),
    ("indicator", "指标", "name target", 1),
    ("indicator", "全省平均变化幅度", "average_change", 1),
    ("indicator", "县级全省平均值", "average", 5 / 7),
    ("indicator", "数据来源单位名称", "data_source", 6 / 8),
    ("indicator", "牵头股室", None, 0),  # a weak word counts at the end only
    ("indicator", "股室牵头", "departments", 2 / 4),
    ("indicator", "数", "actual", 1),
    ("indicator", "户数甲", None, 0),  # nor does a word of one character count inside another
    ("indicator", "联络方式", None, 0),
    ("indicator", "目标甲完成", "actual", 2 / 5),  # of two as long the one at the end: the head of a phrase stands last
    ("indicator", "佐证甲目标", "target", 2 / 5),
    ("evidence", "文号", "document_number", 1),
    ("highlight", "亮点工作简介", "title", 4 / 6),
]


@pytest.mark.parametrize(("kind", "heading", "fields", "share"), HEADINGS)
def test_a_heading_means_what_its_whole_or_its_longest_word_says(kind: str, heading: str, fields: str | None, share: float) -> None:
    meaning = WORDS.meaning(kind, heading)
    assert (" ".join(meaning.fields) if meaning else None) == fields
    assert (meaning.share if meaning else 0) == pytest.approx(share)
    whole = WORDS.meaning(kind, heading, whole=True)
    assert (whole is not None) == (share == 1)


LABELS = [
    ("填报单位", "department"),
    ("填报单位：", "department"),
    ("填报单位（盖章）", "department"),
    ("填报单位盖章", "department"),
    ("审核人签字盖章", "reviewed_by"),
    ("审核人", "reviewed_by"),
    ("填 报 日 期", "filled_on"),
    ("公章", "seal"),
    ("序号", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "role"), LABELS)
def test_a_label_opens_its_line_of_the_signatures(text: str, role: str | None) -> None:
    assert WORDS.label(text) == role


STATES = [
    ("已完成", "completed"),
    ("√", "completed"),
    ("是", "completed"),
    ("完 成。", "completed"),
    ("未完成", "behind"),
    ("否", "behind"),
    ("尚未启动", "not_started"),
    ("基本完成", "in_progress"),
    ("正在推进中", "in_progress"),
    ("项目甲在建", "in_progress"),
    ("甲乙丙丁戊己庚辛在建壬癸", "in_progress"),  # twelve characters are a state
    ("甲乙丙丁戊己庚辛在建壬癸子", None),  # thirteen are a report
    ("已按期完成任务", "completed"),
    ("不是", None),  # a word of one character counts only where it stands alone
    ("", None),
    ("已建成污水管网12公里，新增绿地3公顷，年度任务全部完成", "completed"),
    ("已建成污水管网12公里，新增绿地3公顷，年度任务全部完成。", "completed"),
    ("已全部完成12个村的整治，其余村正在推进，预计年底前全部完成", None),
    ("全部完成了前期工作，已进场施工，进展顺利", None),
    ("污水管网12公里，新增绿地3公顷，年度任务全部完成（除两处外）", None),
]


@pytest.mark.parametrize(("text", "state"), STATES)
def test_a_state_is_read_from_a_word_and_from_the_end_of_a_report(text: str, state: str | None) -> None:
    assert WORDS.task_status(text) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已办结", "completed"), ("还在推进的", "in_progress"), ("未完成年度任务", "behind"), ("已结项", "completed"), ("未进点", "not_started"),
        ("在建任务现场簿", None), ("重点任务办理标识", None), ("完成情况", None), ("办理单位", None), ("完成率", None), ("推进清洁生产", None),
    ],
)  # fmt: skip
def test_a_state_that_stands_over_others_says_nothing_else(text: str, state: str | None) -> None:
    assert WORDS.bare_status(text, 2020) == state


def test_a_word_belongs_to_its_group_whatever_its_spelling() -> None:
    assert WORDS.has("total", "合  计")
    assert WORDS.has("version_final", "FINAL")
    assert not WORDS.has("total", "合计数")


def test_what_the_issued_ledger_prints_is_known_but_not_what_it_fills_in() -> None:
    assert WORDS.prints("填报说明")
    assert WORDS.prints(" 填报 说明 ")
    assert not WORDS.prints("{city}生态文明建设示范市创建工作台账")
    assert not WORDS.prints("填报")


def test_longer_words_are_looked_for_first() -> None:
    for words in (WORDS.label_words, WORDS.decorations, [word for word, _ in WORDS.relative_years]):
        assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)
    assert dict(WORDS.relative_years)["上年"] == -1


def own(folder: Path, before: str, after: str) -> Vocabulary:
    text = SHIPPED.path("vocabulary.toml").read_text("utf-8")
    assert before in text
    (folder / "vocabulary.toml").write_text(text.replace(before, after, 1), "utf-8")
    return load_vocabulary(Templates(folder))


def test_an_offices_own_words_are_understood(tmp_path: Path) -> None:
    words = own(tmp_path, "actual = [", 'actual = ["兑现数", ')
    assert words.meaning("indicator", "2020年兑现数").fields == ("actual",)
    assert WORDS.meaning("indicator", "2020年兑现数") is None
    assert own(tmp_path, "completed = [", 'completed = ["竣工交付", ').task_status("竣工交付") == "completed"


def test_the_same_words_are_one_vocabulary_for_every_stage_until_they_change(tmp_path: Path) -> None:
    assert load_vocabulary() is load_vocabulary()
    mine = own(tmp_path, "actual = [", 'actual = ["兑现数", ')
    assert own(tmp_path, "actual = [", 'actual = ["兑现数量", ') != mine


def test_words_that_lack_a_group_are_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=re.escape("缺少“task_prose”")):
        own(tmp_path, "[task_prose]", "[task_proze]")


def test_words_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(WORDS)) == WORDS
