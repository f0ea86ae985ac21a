"""Whom a paper may name: the whole report once more, with every person's name, telephone and identity number covered."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from operator import is_
from typing import Any, TypeVar, cast

from ecoreport.language import patterns as re
from ecoreport.language.personal import NAME, TELEPHONE, cover, cover_cell
from ecoreport.model import ContentRow, ContentRows, Figure, IndicatorSystem, Report, Signature, UnusedCells

Record = TypeVar("Record")
_KEYS = ("id", "sha256")  # never what a person typed
_BARE = frozenset((type(None), bool, int, Decimal, date))  # what names nobody
_WORDS = re.compile(r"[^\W\d_]")  # a figure without any is a number of the ledger, however long


def covered(report: Report) -> Report:
    """Cover what the ledgers say of persons, in every text of a report; the plan's own words and every number stay.

    Papers, letters and bulletins are rendered from it always (personal data of those who fill in are no part of an application),
    汇总表.xlsx and result.json where the office asks for it.
    """
    return _Cover().record(report)


class _Texts(dict[str, str]):
    """The cover of each text; one that is met again is covered once."""

    def __missing__(self, text: str) -> str:
        hidden = self[text] = cover(text)
        return hidden


class _Cover:
    """Walks records; one that is met again is covered once."""

    def __init__(self) -> None:
        self._texts = _Texts()
        self._met: dict[int, tuple[object, object]] = {}  # by identity: the record (held, so that its number stays its own), and its cover

    def record(self, given: Record) -> Record:
        known = self._met.get(id(given))
        if known is None:
            known = self._met[id(given)] = (given, self._cover_fields(given))
        return cast("Record", known[1])

    def _cover_fields(self, given: Any) -> object:
        if isinstance(given, UnusedCells):
            return given.changed(cover_cell, cover)
        if isinstance(given, ContentRows):
            return given.changed(lambda row: cast("ContentRow", self._cover_fields(row)))
        if isinstance(given, Signature) and given.of_person:
            return replace(given, text=TELEPHONE if given.role == "telephone" else NAME)
        names = _names_of(given.__class__)
        if isinstance(given, Figure) and not _WORDS.search(given.raw):
            names = tuple(name for name in names if name != "raw")
        changed: dict[str, object] = {}
        for name in names:
            value = getattr(given, name)
            kind = type(value)
            if kind is str:
                if (covering := self._texts[value]) != value:
                    changed[name] = covering
            elif kind not in _BARE and (hidden := self._value(value)) is not value:
                changed[name] = hidden
        return replace(given, **changed) if changed else given

    def _value(self, value: Any) -> object:
        if type(value) is str:
            text = self._texts[value]
            return value if text == value else text
        if type(value) is tuple:
            several = tuple(map(self._value, value))
            return value if all(map(is_, several, value)) else several
        if isinstance(value, dict):
            named = {key: self._value(each) for key, each in value.items()}
            return named if any(named[key] is not value[key] for key in value) else value
        return self.record(value) if _names_of(value.__class__) else value


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Name the fields of a record that may tell of persons; none of what is no record, or the plan."""
    if not is_dataclass(kind) or issubclass(kind, IndicatorSystem):
        return ()
    return tuple(each.name for each in fields(kind) if each.name not in _KEYS)
