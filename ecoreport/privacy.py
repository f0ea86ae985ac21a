"""Whom a paper may name: the whole report once more, with every person's name, telephone and identity number covered."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from ecoreport.language.personal import NAME, TELEPHONE, cover, cover_cell
from ecoreport.model import Figure, IndicatorSystem, Report, Signature, UnusedCells

Record = TypeVar("Record")
_KEYS = ("id", "sha256")  # never what a person typed
_WORDS = re.compile(r"[^\W\d_]")  # a figure without any is a number of the ledger, however long


def covered(report: Report) -> Report:
    """Cover what the ledgers say of persons, in every text of a report; the plan's own words and every number stay.

    Papers, letters and bulletins are rendered from it always (personal data of those who fill in are no part of an application),
    汇总表.xlsx and result.json where the office asks for it.
    """
    return _Cover().record(report)


class _Cover:
    """Walks records; one that is met again is covered once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._met: dict[int, tuple[object, object]] = {}  # by identity: the record (held, so that its number stays its own), and its cover

    def record(self, given: Record) -> Record:
        known = self._met.get(id(given))
        if known is None:
            known = self._met[id(given)] = (given, self._cover_fields(given))
        return cast("Record", known[1])

    def _cover_fields(self, given: object) -> object:
        if isinstance(given, UnusedCells):
            return given.changed(cover_cell, cover)
        if isinstance(given, Signature) and given.of_person:
            return replace(given, text=TELEPHONE if given.role == "telephone" else NAME)
        changed = {}
        for each in fields(given):  # type: ignore[arg-type]  # _value lets only records through
            if each.name in _KEYS or (isinstance(given, Figure) and each.name == "raw" and not _WORDS.search(given.raw)):
                continue
            value = getattr(given, each.name)
            if (hidden := self._value(value)) is not value:
                changed[each.name] = hidden
        return replace(given, **changed) if changed else given  # type: ignore[type-var]  # the same

    def _value(self, value: object) -> object:
        if type(value) is str:
            if value not in self._texts:
                self._texts[value] = cover(value)
            hidden = self._texts[value]
            return value if hidden == value else hidden
        if type(value) is tuple:
            several = tuple(map(self._value, value))
            return several if any(new is not old for new, old in zip(several, value, strict=True)) else value
        if isinstance(value, dict):
            named = {key: self._value(each) for key, each in value.items()}
            return named if any(named[key] is not value[key] for key in value) else value
        return self.record(value) if is_dataclass(value) and not isinstance(value, type | IndicatorSystem) else value
