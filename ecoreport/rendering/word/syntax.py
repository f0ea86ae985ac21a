"""Say what keeps a template from being parsed: which tag it is, where it stands, and what to do.

Jinja's own message tells a line of XML that nobody sees. Here each tag is tried alone, and openings are matched with ends.
"""

import difflib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ecoreport.language import patterns as re
from ecoreport.records import dataclass

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPEN_TAG = re.compile(r"\{\{|\{%|\{#")
_BLOCK = re.compile(r"\{%-?\s*(if|for|endif|endfor)\b")  # what stays in its paragraph: no {%p, no {%tr
_PARTS = re.compile(r"(\{[{%][-+]?)(?:(p|tr|tc|r)\s)?\s*(\w*)")
_NAMED = re.compile(r"'(.+?)'")
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # Word types them; docxtpl reads them as plain ones
_AROUND = 14  # characters of text shown on either side of a fault
_ENDS = {name: f"end{name}" for name in ("if", "for", "set", "macro", "call", "filter", "block", "with", "autoescape")}
_WORDS = (*_ENDS, *_ENDS.values(), "else", "elif")


@dataclass(frozen=True, slots=True)
class _Tag:
    """One tag where it stands."""

    text: str  # {%p if items %}
    bare: str  # {% if items %}
    level: str  # p, tr, tc, r or nothing
    word: str  # if; nothing in an expression
    where: str


class _Sandbox(ImmutableSandboxedEnvironment):
    def compile(self, source: Any, *options: Any, **named: Any) -> Any:
        """Compile a template once, however many departments' papers are made of it."""
        return _compile(source) if isinstance(source, str) and not (options or named) else super().compile(source, *options, **named)


@lru_cache(maxsize=32)
def _compile(source: str) -> Any:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True).compile(source)


def sandbox() -> ImmutableSandboxedEnvironment:
    """Make the environment that every template runs in: nothing but values, and an unknown field is an error."""
    environment = _Sandbox(undefined=StrictUndefined, autoescape=True)
    environment.globals = {"range": environment.globals["range"]}  # the sandbox's own, of a bounded length
    return environment


def around(text: str, start: int, end: int) -> str:
    """Quote a stretch of a paragraph with what stands about it."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"位置：“{before}{text[start:end][:60]}{after}”"


def find_crossing(text: str) -> str:
    """Say that a loop or a condition does not end in the paragraph in which it begins; "" where all do."""
    depth = sum(-1 if match[1].startswith("end") else 1 for match in _BLOCK.finditer(text))
    if not depth:
        return ""
    return (
        f"循环或条件跨了段落（{around(text, 0, len(text))}）。跨段落的写成“{{%p … %}}”，跨表格行的写成“{{%tr … %}}”，并让它独占一段或一行。"
    )


def explain(paragraphs: Sequence[str], error: TemplateSyntaxError) -> str:
    """Say of a template that does not parse what to mend, by the words of its paragraphs."""
    tags = list(_list_tags(paragraphs))
    told = (*map(_find_unfinished, paragraphs), *map(find_crossing, paragraphs), *map(_find_wrong_words, tags), _find_unpaired(tags))
    return next(filter(None, told), f"模板的标记写法有误（{error.message}）。请对照随附模板改正。")


def _list_tags(paragraphs: Sequence[str]) -> Iterator[_Tag]:
    before = ""
    for text in paragraphs:
        for match in TAG.finditer(text):
            parts = _PARTS.match(match[0])
            if parts:
                bare = f"{parts[1]} {match[0][parts.start(3) :]}".translate(_QUOTES)
                alone = text.strip() == match[0]
                where = f"位置：“{before[-2 * _AROUND :]}”之后" if alone and before else around(text, *match.span())
                yield _Tag(match[0], bare, parts[2] or "", parts[3] if "%" in parts[1] else "", where)
        before = text.strip() or before


def _find_unfinished(text: str) -> str:
    end = max((match.end() for match in TAG.finditer(text)), default=0)
    if not (broken := _OPEN_TAG.search(text, end)):
        return ""
    tag = text[broken.start() :]
    return f"标记“{tag[:60]}”没有写完整（{around(text, broken.start(), len(text))}）。请补上结尾的括号，一个标记不能跨段落。"


def _find_wrong_words(tag: _Tag) -> str:
    """Try one tag alone, with the end that its kind needs."""
    if tag.word in ("else", *_ENDS.values()):
        return ""
    opened = "{% if true %}" if tag.word == "elif" else ""
    end = _ENDS["if"] if tag.word == "elif" else _ENDS.get(tag.word, "")
    if tag.word == "set" and "=" in tag.bare:
        end = ""
    try:
        sandbox().from_string(f"{opened}{tag.bare}{f'{{% {end} %}}' if end else ''}")
    except TemplateSyntaxError as error:
        named = _NAMED.search(error.message or "")
        if named and "No filter" in str(error.message):
            return _tell_unknown(tag, named[1], "过滤器", sorted(sandbox().filters))
        if named and "unknown tag" in str(error.message):
            return _tell_unknown(tag, named[1], "标记", _WORDS)
        return f"标记“{tag.text}”里的写法有误（{tag.where}）。请检查引号、括号和运算符是否写全，或对照随附模板重新输入。"
    return ""


def _tell_unknown(tag: _Tag, name: str, kind: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    mend = f"是否应为“{near[0]}”？" if near else "请对照随附模板改正。"
    return f"标记“{tag.text}”有误：没有“{name}”这种{kind}（{tag.where}）。{mend}"


def _find_unpaired(tags: Sequence[_Tag]) -> str:
    """Find the first tag whose partner is missing."""
    opened: list[_Tag] = []
    for tag in tags:
        word = tag.word.removeprefix("end")
        if tag.word in _ENDS and not (tag.word == "set" and "=" in tag.bare):
            opened.append(tag)
        elif tag.word in _ENDS.values() and any(other.word == word for other in opened):
            if opened[-1].word != word:
                break
            opened.pop()
        elif tag.word in _ENDS.values() or (tag.word in ("else", "elif") and not opened):
            wanted = word if word in _ENDS else "if"
            return f"标记“{tag.text}”前面没有配对的 {wanted}（{tag.where}）。请在前面补上开头的标记，或把它删去。"
    if not opened:
        return ""
    tag, end = opened[-1], _ENDS[opened[-1].word]
    return f"标记“{tag.text}”没有配对的 {end}（{tag.where}）。请在它管的内容之后补上“{{%{tag.level} {end} %}}”，或把它删去。"
