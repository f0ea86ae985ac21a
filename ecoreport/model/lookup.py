"""Find what a person names, or offer what is near it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from ecoreport.errors import InputError
from ecoreport.language import patterns as re

Result = TypeVar("Result")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_SHOWN = 5  # names that a sentence offers in place of one that does not exist


def find(key: str, known: Mapping[str, Result], what: str, by: str) -> Result:
    """Find one by its name; raise InputError, with the nearest names, where there is none."""
    if key in known:
        return known[key]
    near = _nearest(key, known)
    raise InputError(f"没有{by}为“{key}”的{what}{'，相近的有：' if near else '。'}{'、'.join(near)}{'。' if near else ''}")


def _nearest(key: str, known: Iterable[str]) -> list[str]:
    """Offer what begins alike (the parts of 15 for “15”), else the neighbours of a number, else what is written alike."""
    names = list(known)
    if begins := [name for name in names if key and name.startswith(key)]:
        return begins[:_SHOWN]
    if _NUMBER.fullmatch(key) and all(map(_NUMBER.fullmatch, names)):
        return sorted(names, key=lambda name: abs(float(name) - float(key)))[:2]
    return get_close_matches(key, names, _SHOWN)
