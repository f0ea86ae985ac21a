"""The look and the words of a blank ledger, as templates/ledger.toml gives them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from ecoreport.errors import TemplateError
from ecoreport.records import dataclass

FORM = "ledger.toml"
LONGEST_PROMPT = 255  # characters in a prompt or an inline list, by the file format
LONGEST_PROMPT_TITLE = 32
_LONGEST_STATES = 20
_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; `input` is empty where the plan's words are printed and locked."""

    key: str
    heading: str
    width: int
    narrow: int = 0  # its width in a small ledger, where that is another
    in_small: bool = True  # False: hidden in a small ledger
    band: str = ""
    input: Literal["", "number", "words", "choice"] = ""
    required: bool = False
    left: bool = False
    literal: bool = False  # kept as text: Excel would read 3-01 as a date
    choices: tuple[str, ...] = ()
    check: Literal["", "percent", "date"] = ""  # what is asked for besides, where the column alone says it
    prompt: str = ""
    words_prompt: str = ""  # for items whose target is in words

    @property
    def field(self) -> str:
        """The record's field without the year: "actual" of "actual.2019"."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    hint: str
    paper: str
    least_height: int
    columns: tuple[Column, ...]
    rows: int = 0  # open rows, where the sheet is a list
    sections: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CoverField:
    key: str
    label: str
    prompt: str = ""

    @property
    def is_input(self) -> bool:
        return bool(self.prompt)


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    subtitle: str
    template: str
    due: str
    due_on: str
    due_open: str
    contact: str
    instructions_heading: str
    fields: tuple[CoverField, ...]
    summary: Mapping[str, str]
    instructions: tuple[str, ...]
    small_instructions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    schema: str
    file_name: str
    stamp_sheet: str
    years: int
    small: int  # the most that a small ledger asks for
    parts: tuple[str, ...]  # how the sections of a sheet are counted
    states: tuple[str, ...]  # what may stand in a number's place
    fonts: Mapping[str, str]
    sheets: Mapping[str, str]
    footer: Mapping[str, str]
    cover: Cover
    indicators: Table
    tasks: Table
    evidence: Table
    highlights: Table
    duty: Mapping[str, str]
    goal: Mapping[str, str]
    messages: Mapping[str, str]


def fill(template: str, words: Mapping[str, object]) -> str:
    """Fill a text of the template; raise TemplateError where it asks for what there is not."""
    try:
        return template.format_map(words)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise TemplateError(f"台账模板里的“{template}”有不认识的花括号（{error}）。请对照 {FORM} 开头的说明改正。") from error


def read_form(words: Mapping[str, Any]) -> Form:
    """Build the form from ledger.toml; raise TemplateError that names what is missing or too long in a column."""
    try:
        return _build_form(words)
    except (KeyError, TypeError, ValueError) as error:
        raise TemplateError(f"台账模板 {FORM} 有误：{error}。请对照随软件提供的 {FORM} 改正。") from error


def _build_form(words: Mapping[str, Any]) -> Form:
    if "{department}" not in words["file_name"]:
        raise ValueError("file_name 里没有 {department}，各单位的台账会落在同一个文件名上")
    indicators = words["indicators"]
    cover = words["cover"]
    return Form(
        schema=words["schema"],
        file_name=words["file_name"],
        stamp_sheet=words["stamp_sheet"],
        years=words["years"],
        small=words["small"],
        parts=_read_parts(words["parts"]),
        states=_read_states(words["states"]),
        fonts=words["fonts"],
        sheets=words["sheets"],
        footer=words["footer"],
        cover=Cover(
            title=cover["title"],
            subtitle=cover["subtitle"],
            template=cover["template"],
            due=cover["due"],
            due_on=cover["due_on"],
            due_open=cover["due_open"],
            contact=cover["contact"],
            instructions_heading=cover["instructions_heading"],
            fields=tuple(CoverField(**field) for field in cover["fields"]),
            summary=cover["summary"],
            instructions=tuple(cover["instructions"]["items"]),
            small_instructions=tuple(cover["instructions"]["small"]),
        ),
        indicators=_build_table(indicators),
        tasks=_build_table(words["tasks"]),
        evidence=_build_table(words["evidence"]),
        highlights=_build_table(words["highlights"]),
        duty=indicators["duty"],
        goal=indicators["goal"],
        messages=words["messages"],
    )


def _read_parts(parts: list[str]) -> tuple[str, ...]:
    """Take how sections are counted; a sheet has three at most."""
    if len(parts) < _MOST_PARTS:
        raise ValueError(f"parts 应有 {_MOST_PARTS} 项")
    return tuple(parts)


def _read_states(states: list[str]) -> tuple[str, ...]:
    """Take the words that may stand for a number; they go into formulas, which are short."""
    if any('"' in state or not state for state in states) or sum(map(len, states)) > _LONGEST_STATES:
        raise ValueError(f"states 里有空的、带引号的，或合计超过 {_LONGEST_STATES} 个字")
    return tuple(states)


def _build_table(words: dict[str, Any]) -> Table:
    return Table(
        title=words["title"],
        hint=words["hint"],
        paper=words["paper"],
        least_height=words["least_height"],
        columns=tuple(_build_column(column) for column in words["columns"]),
        rows=words.get("rows", 0),
        sections=words.get("sections"),
    )


def _build_column(words: dict[str, Any]) -> Column:
    column = Column(**{**words, "choices": tuple(words.get("choices", ()))})
    for text in (column.prompt, column.words_prompt, ",".join(column.choices)):
        if len(text) > LONGEST_PROMPT:
            raise ValueError(f"“{column.heading}”一列的提示或选项超过 {LONGEST_PROMPT} 个字符")
    if column.input == "choice" and (not column.choices or any("," in choice for choice in column.choices)):
        raise ValueError(f"“{column.heading}”一列的选项为空，或选项里有半角逗号")
    return column


def expand_years(columns: tuple[Column, ...], years: tuple[int, ...]) -> tuple[Column, ...]:
    """Give the column of the years' values once for each year."""
    expanded: list[Column] = []
    for column in columns:
        if "{year}" in column.heading:
            expanded += (replace(column, key=f"{column.key}.{year}", heading=fill(column.heading, {"year": year})) for year in years)
        else:
            expanded.append(column)
    return tuple(expanded)
