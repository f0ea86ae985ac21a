"""The bare names of provinces and cities."""

import pytest

from ecoreport.language.gazetteer import BARE_NAMES, PROVINCES
from ecoreport.language.places import find_bare_names


def test_each_name_is_short_and_bare() -> None:
    assert len(PROVINCES) == 34
    assert all(2 <= len(name) <= 3 and name[-1] not in "省市" for name in PROVINCES)


@pytest.mark.parametrize(("text", "level"), [("宁波", "city"), ("江苏", "province"), ("呼和浩特", "city")])
def test_a_name_is_found_whole(text: str, level: str) -> None:
    assert BARE_NAMES.fullmatch(text)
    assert [(name.text, name.level) for name in find_bare_names(f"{text}2020年")] == [(text, level)]
