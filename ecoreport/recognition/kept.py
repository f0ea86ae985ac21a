"""What recognition has learned of wordings, kept for all the files of a batch."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar

_KEPT, _MOST = 40, 50_000  # of a kind, and wordings that each may know


class Learning(Protocol):
    """Something that remembers every wording that it met."""

    @property
    def size(self) -> int:
        """Count the wordings that it knows."""


T = TypeVar("T", bound=Learning)
Made = Callable[..., T]


def kept(make: Made[T]) -> Made[T]:
    """Give for the same things (or years) what was made for them before; what knows too much is made anew."""
    made: dict[tuple[int, ...], T] = {}

    @wraps(make)
    def given(*asked: object) -> T:
        key = tuple(each if isinstance(each, int) else id(each) for each in asked)  # what was made holds them: no other has its id
        if key not in made or made[key].size > _MOST:
            made.pop(key, None)
            if len(made) == _KEPT:
                made.pop(next(iter(made)))
            made[key] = make(*asked)
        return made[key]

    return given
