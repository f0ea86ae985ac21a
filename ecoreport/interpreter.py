"""What the interpreter does beside the work: it looks for cycles, gives threads their turns; and what a function has answered is kept."""

import atexit
import functools
import gc
import operator
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

Work = TypeVar("Work", bound=Callable[..., Any])
_SELDOM = (10_000, 10, 10)  # times at which cycles are looked for: the records hold none, and to look for them takes a tenth of a run
_TURN = 0.0005  # seconds for which one thread may go on while others wait


def spare_collections() -> None:
    """Let the interpreter look for cycles less often, and at its end not at all: that took an eighth of a short command."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)


@contextmanager
def quick_turns() -> Iterator[None]:
    """Let a thread to which another process has answered go on at once, while this one works too: it waits ten milliseconds a file else."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _TURN))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def spared_collections() -> Iterator[None]:
    """Look for cycles less often as long as a stage works, and as often as before when it has done, in whatever program calls it."""
    before = gc.get_threshold()
    if 0 < before[0] < _SELDOM[0]:  # 0: the caller looks for none at all
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def remembered(count: int) -> Callable[[Work], Work]:
    """Let a function keep its last few answers by the very objects that it was asked about: plans and reports compare too slowly."""

    def keep(work: Work) -> Work:
        answers: list[tuple[tuple[object, ...], Any]] = []  # what was asked for last first

        @functools.wraps(work)
        def ask(*about: object) -> Any:
            known = next((each for each in answers if all(map(operator.is_, each[0], about))), None) or (about, work(*about))
            if not answers or known is not answers[0]:
                answers[:] = [known, *(each for each in answers if each is not known)][:count]
            return known[1]

        return cast("Work", ask)

    return keep
