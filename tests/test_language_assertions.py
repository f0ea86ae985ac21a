"""What words of a key task assert, wording by wording; no substring decides."""

from pathlib import Path

import pytest

from ecoreport.language.assertions import hear, verbs_with
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
WORDINGS = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "kinds_cases" / "task_words.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("status", "words"), WORDINGS, ids=[words for _, words in WORDINGS])
def test_the_state_of_a_task_is_what_its_words_assert(status, words):
    assert VOCABULARY.task_status(words, 2020) == (None if status == "-" else status)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("已完成", ("done",)),
        ("没有完成", ("not_done",)),
        ("预计12月完成", ("planned",)),
        ("基本完成", ("in_part",)),
        ("完成80%", ("in_part",)),
        ("完成100%", ("done",)),
        ("正在推进，预计12月完成", ("under_way", "planned")),
        ("已完成，但尚未验收", ("done", "not_done")),
        ("计划2021年启动", ("not_begun",)),
        ("进度滞后", ("late",)),
        ("未逾期", ()),
        ("无需实施", ()),
        ("投资1.5亿元，已完成", ("done",)),
        ("", ()),
    ],
)
def test_each_clause_asserts_one_thing(text, told):
    assert hear(text, verbs_with()).said == told
