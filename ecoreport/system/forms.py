"""The forms of the plan's workbook: its sheets, headings and words, from templates/system.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ecoreport.resources import template_path
from ecoreport.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the names by which it is known, and how it is filled in."""

    field: str
    heading: str
    names: frozenset[str]  # folded
    width: float
    optional: bool = False
    carried: bool = False  # a blank cell means the value above
    choices: tuple[str, ...] = ()
    repeated: bool = False  # what is as in the row above is printed in grey


@dataclass(frozen=True, slots=True)
class Cover:
    """The first sheet: for people only, never read."""

    title: str
    edition: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of the sheet 参数."""

    field: str
    heading: str
    names: frozenset[str]
    explanation: str
    needed: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet."""

    key: str
    title: str
    names: frozenset[str]
    note: str
    columns: tuple[Column, ...]
    office: bool = False  # the office fills it in: its blank cells are coloured
    needed: bool = False  # without a single row there is no system


@dataclass(frozen=True, slots=True)
class Forms:
    """The whole workbook, in the order of its sheets."""

    cover: Cover
    sheets: Mapping[str, Form]
    parameters: tuple[Parameter, ...]
    words: Mapping[str, frozenset[str]]  # folded
    written: Mapping[str, str]  # the word of each kind that is written


@cache
def load_forms() -> Forms:
    """Read templates/system.toml."""
    content = tomllib.loads(template_path("system.toml").read_text(encoding="utf-8"))
    sheets = {key: _read_form(key, table) for key, table in content.items() if "columns" in table}
    own = content["parameters"]
    parameters = tuple(
        Parameter(
            field,
            entry["heading"],
            _fold_names(entry),
            entry["explanation"],
            entry.get("needed", False),
            tuple(own["choices"].get(field, ())),
        )
        for field, entry in own["rows"].items()
    )
    words = {kind: frozenset(map(fold, known)) for kind, known in content["words"].items()}
    written = {kind: known[0] for kind, known in content["words"].items()}
    cover = content["cover"]
    return Forms(
        Cover(cover["title"], cover["edition"], tuple(cover["headings"]), tuple(cover["lines"])), sheets, parameters, words, written
    )


def _read_form(key: str, table: Mapping[str, object]) -> Form:
    columns = table["columns"]
    assert isinstance(columns, dict)
    return Form(
        key=key,
        title=str(table["title"]),
        names=_fold_names({"heading": table["title"], "synonyms": table["synonyms"]}),
        note=str(table["note"]),
        columns=tuple(
            Column(
                field,
                entry["heading"],
                _fold_names(entry),
                entry["width"],
                entry.get("optional", False),
                entry.get("carried", False),
                tuple(entry.get("choices", ())),
                entry.get("repeated", False),
            )
            for field, entry in columns.items()
        ),
        office=bool(table.get("office", False)),
        needed=bool(table.get("needed", False)),
    )


def _fold_names(entry: Mapping[str, object]) -> frozenset[str]:
    synonyms = entry["synonyms"]
    assert isinstance(synonyms, list)
    return frozenset(fold(name) for name in (str(entry["heading"]), *synonyms))
