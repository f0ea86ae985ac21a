"""The forms of the plan's workbook: its sheets, headings and words, from templates/system.toml."""

from collections.abc import Mapping
from typing import Any

from ecoreport.language.widths import fold
from ecoreport.records import dataclass
from ecoreport.templates import SHIPPED, Templates

FORMS = "system.toml"


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


def load_forms(templates: Templates = SHIPPED) -> Forms:
    """Read system.toml; raise TemplateError where an entry is missing or miswritten."""
    content = templates.words(FORMS)
    cover, own = content["cover"], content["parameters"]
    parameters = tuple(
        Parameter(
            field,
            entry["heading"],
            _fold_names(entry["heading"], entry["synonyms"]),
            entry["explanation"],
            entry.get("needed", False),
            tuple(own.get("choices", {}).get(field, ())),
        )
        for field, entry in own["rows"].items()
    )
    return Forms(
        cover=Cover(cover["title"], cover["edition"], tuple(cover["headings"]), tuple(cover["lines"])),
        sheets={key: _read_form(key, table) for key, table in content.items() if "columns" in table},
        parameters=parameters,
        words={kind: frozenset(map(fold, known)) for kind, known in content["words"].items()},
        written={kind: known[0] for kind, known in content["words"].items()},
    )


def _read_form(key: str, table: Mapping[str, Any]) -> Form:
    return Form(
        key=key,
        title=table["title"],
        names=_fold_names(table["title"], table["synonyms"]),
        note=table["note"],
        columns=tuple(
            Column(
                field,
                entry["heading"],
                _fold_names(entry["heading"], entry["synonyms"]),
                entry["width"],
                entry.get("optional", False),
                entry.get("carried", False),
                tuple(entry.get("choices", ())),
                entry.get("repeated", False),
            )
            for field, entry in table["columns"].items()
        ),
        office=table.get("office", False),
        needed=table.get("needed", False),
    )


def _fold_names(name: str, synonyms: list[str]) -> frozenset[str]:
    return frozenset(map(fold, (name, *synonyms)))
