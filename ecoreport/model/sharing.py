"""What many records say alike is held once: names of files and sheets, addresses, words, numbers, scopes."""

import operator
from collections import defaultdict
from decimal import Decimal
from typing import Any, TypeVar

from ecoreport.model.scope import Scope

Told = TypeVar("Told")
_SMALL = frozenset((type(None), bool))  # of which there is one anyhow


class Shared:
    """Knows every part that it has seen; of equal ones the first stands for all, so that a record takes little more than its cells."""

    def __init__(self) -> None:
        self._held: dict[type, dict[Any, Any]] = defaultdict(dict)  # by kind: a number may equal what is no number

    def share(self, told: Told) -> Told:
        """Give what says the same; a record stays itself, and its parts are shared: it is read, and nobody else holds it yet."""
        kind = told.__class__
        if kind is tuple:
            return self._of_many(told)  # type: ignore[arg-type,return-value]
        if hasattr(kind, "__dataclass_fields__"):
            self._within(told)
            return told if kind is not Scope else self._held[kind].setdefault(told, told)
        kept: Told = self._held[kind].setdefault(str(told) if kind is Decimal else told, told)  # 1.0 equals 1.00, and says another thing
        return kept

    def _of_many(self, many: tuple[Any, ...]) -> tuple[Any, ...]:
        shared = tuple([self.share(each) for each in many])
        return many if all(map(operator.is_, many, shared)) else shared

    def _within(self, record: Any) -> None:
        words = self._held[str]
        for name, value in zip(record.__slots__, record.__getstate__(), strict=True):
            kind = value.__class__
            if kind in _SMALL:
                continue
            shared = words.setdefault(value, value) if kind is str else self.share(value)
            if shared is not value:
                object.__setattr__(record, name, shared)
