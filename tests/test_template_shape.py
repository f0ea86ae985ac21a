"""An office's copy of a template: each value of the kind that it must be, or one sentence with its line; never a fault later on."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ecoreport.errors import TemplateError
from ecoreport.template_shape import Shape
from ecoreport.templates import SHIPPED, Templates

SHAPES = {
    "word = 3": "第1行“word”应写成一段文字，用引号括起",
    "word = 2020-01-01": "第1行“word”应写成一段文字，用引号括起",
    "word = true": "第1行“word”应写成一段文字，用引号括起",
    "count = true": "第2行“count”应写成一个整数",
    "count = 2.5": "第2行“count”应写成一个整数",
    "count = -1": "第2行“count”应在0到1000之间",
    "count = 1_000_000_000": "第2行“count”应在0到1000之间",
    "width = 2.5": "",
    "width = inf": "第3行“width”应在0到1000之间",
    "width = nan": "第3行“width”应在0到1000之间",
    "shown = 1": "第4行“shown”应写成true 或 false",
    "list = ['a', 1]": "第5行“list”应写成一段文字，用引号括起",
    "list = [['a']]": "第5行“list”应写成一段文字，用引号括起",
    "list = []": "",
    "rows = [{field = 1}]": "“rows.field”应写成一段文字，用引号括起",
    "rows = [{heading = '只有题'}]": "缺少“rows.field”",
    "rows = [{field = 'a', more = '另写的'}]": "多出“rows.more”",
    "rows = ['a']": "第6行“rows”应写成一节，下面再写各项",
    "word = '{name}和{nobody}'": "里有不认识的花括号{nobody}（可用的：{name}）",
    "word = '{name'": "里的花括号不成对",
    "word = '{name:>99999999}'": "里有不认识的花括号{name:>99999999}",
    "word = '{name.__class__}'": "里有不认识的花括号{name.__class__}",
    "word = '没有花括号'": "",
    'word = "a\\u0000b"': "第1行“word”里有不能印出的控制字符",
    "free = {own = '自取的名'}": "",
    "free = {own = 3}": "“free.own”应写成一段文字，用引号括起",
    "free = {own = {deeper = 'x'}}": "“free.own”应写成一段文字，用引号括起",
}  # fmt: skip
WHOLE = {
    "word": "word = '{name}的'", "count": "count = 3", "width": "width = 12", "shown": "shown = true", "list": "list = ['x']",
    "rows": "rows = [{field = 'a'}, {field = 'b', heading = '题'}]", "free": "free = {one = '一'}",
}  # fmt: skip


@pytest.mark.parametrize(("changed", "told"), SHAPES.items(), ids=list(SHAPES))
def test_a_value_of_another_kind_is_told_with_its_line(changed: str, told: str) -> None:
    text = "\n".join((WHOLE | {changed.split(maxsplit=1)[0]: changed}).values())
    faults = "；".join(
        Shape(text, frozenset({"free"}), blanks="text").faults(tomllib.loads(text), tomllib.loads("\n".join(WHOLE.values())))
    )
    assert told in faults
    assert bool(told) == bool(faults)


FILES = ("workbook.toml", "pack.toml", "report.toml", "ledger.toml", "vocabulary.toml", "system.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = " + "[" * 5_000 + "]" * 5_000, "括号套得太深"),
        ("x = " + "9" * 5_000, "有一个数或日期太长，或没有这一天"),
        ("x = 2020-02-30", "有一个数或日期太长，或没有这一天|不合 TOML 格式"),
        ("x = {a = {b = {c = {d = 1}}}}", "多出“x”"),
        ("[style]\n[sheets]\n[words]\n[cover]\n[indicator]\n[status]\n", "缺少|多出"),
        ("\n", "缺少"),
    ],
)
@pytest.mark.parametrize("name", FILES)
def test_whatever_stands_in_a_template_is_one_sentence(name: str, text: str, told: str, tmp_path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(TemplateError, match=told) as caught:
        Templates(tmp_path).words(name)
    assert "\n" not in str(caught.value)


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, Mapping | list) and node:
        for key, value in node.items() if isinstance(node, Mapping) else enumerate(node[:2]):
            yield from leaves(value, (*path, key))
    else:
        yield path


@pytest.mark.parametrize("name", FILES)
def test_no_value_of_any_template_may_be_of_another_kind(name: str) -> None:
    text = SHIPPED.path(name).read_text("utf-8")
    shipped, own = tomllib.loads(text), tomllib.loads(text)
    shape = Shape("", frozenset({"variants", "materials", "sheets"}), frozenset({"choices"}))
    wrongs: tuple[Any, ...] = ({"a": {"b": 1}}, [[1]], 10**30, "\x00")
    for number, path in enumerate(leaves(shipped)):
        if path == ("sheets", "overview", "columns"):
            continue  # it is empty: nothing says of what kind its values are
        node: Any = own
        for key in path[:-1]:
            node = node[key]
        for wrong in wrongs if number % 16 == 0 else wrongs[number % 4 :][:1]:  # all of them at some places, one at each
            right, node[path[-1]] = node[path[-1]], wrong
            assert next(shape.faults(own, shipped), ""), (path, wrong)
            node[path[-1]] = right
