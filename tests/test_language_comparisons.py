"""Words and signs that hold a number against another, before it and behind it."""

import re

import pytest

from ecoreport.language.comparisons import AT_LEAST, AT_MOST, BEHIND_LEAST, BEHIND_MOST, COMPARED, FALLS_TO, LESS, MORE, REACHES

WORDS = {
    AT_LEAST: """
        不低于 不少于 不小于 不短于 不得低于 不应少于 不能低于 不可低于 不宜低于 不会低于 不再低于 应不低于 应当不低于 须不少于 必须不低于 需不少于
        大于等于 大于或等于 高于等于 多于等于 等于或大于 等于或者高于 达到或超过 达到或者高于 达到或优于 至少 至少达到 至少为 最低 最低达到 最低为 最少
    """,
    AT_MOST: """
        不高于 不超过 不大于 不多于 不超出 不突破 不长于 不得超过 未超过 未超出 未高于 未大于 未突破 小于等于 小于或等于 低于等于 少于等于
        等于或小于 等于或者低于 至多 最多 最高 最高不超过
    """,
    MORE: "大于 高于 超过 多于 超出 高出",
    LESS: "小于 低于 少于 不足 不到 不满",
    REACHES: "达到 达 达至 提高到 提升至 上升到 增长到 增加到 升高到 递增到 扩大到 增大到 增强到 增多到 上涨到 上浮到 加大到 增至 升至 升到",
    FALLS_TO: """
        下降到 降低至 减少到 削减到 递减到 减小到 缩小到 缩减到 压减到 减低到 减轻到 回落到 下调到 下浮到
        降至 降到 减至 控制在 控制到 控制于 限制在
    """,
    BEHIND_LEAST: "以上 及以上 或以上",
    BEHIND_MOST: "以下 及以下 或以下 以内 之内",
}


@pytest.mark.parametrize(("pattern", "word"), [(pattern, word) for pattern, words in WORDS.items() for word in words.split()])
def test_a_word_that_compares_is_one_of_its_kind(pattern: str, word: str) -> None:
    assert re.fullmatch(pattern, word)
    assert (re.fullmatch(COMPARED, word) is not None) == (pattern not in (BEHIND_LEAST, BEHIND_MOST))


@pytest.mark.parametrize("word", ["不超标", "不达标", "不", "等于", "控制", "提高", "降", "以外"])
def test_another_word_compares_nothing(word: str) -> None:
    assert not re.fullmatch(COMPARED, word)
