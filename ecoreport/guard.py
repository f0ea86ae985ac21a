"""Work that may end badly, done by a process of our own: started as a command, spoken to in frames over pipes, watched, replaced.

Never by multiprocessing: a script of three lines without a main guard runs on Windows too. A budget of work within each call decides
first, alike wherever it runs; time and memory, which are watched here, are the net below. Where no worker can be started (a program
frozen into one file, a Python within another program) the caller does the work itself.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import Event, Thread, local
from typing import Any, Literal

from ecoreport import errors, machine
from ecoreport.frames import plain, read_frame, write_frame
from ecoreport.records import dataclass

_TICK = 0.1  # seconds between two looks at a worker
_START = 60.0  # seconds that a worker may take to begin, on a slow disk with a scanner of viruses

Loss = Literal["time", "memory", "ended"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may use at most, between two answers."""

    seconds: float
    memory: int  # bytes that the process holds in all


_WIDE = Bounds(seconds=60, memory=2 << 30)


class LostError(Exception):
    """The worker ended before it had answered: out of time, out of memory, or by itself."""

    def __init__(self, why: Loss, kind: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.kind = kind  # the class of what it raised, where it raised something


class UnavailableError(Exception):
    """No worker can be started here."""


class Worker:
    """One process; it is asked one thing at a time, and is started again where it was lost."""

    def __init__(self, bounds: Bounds = _WIDE, *, setup: tuple[object, ...] = (), heard: bool = False) -> None:
        """`setup` is a call and its arguments with which each new process begins; `heard`: what it prints goes to this one's stderr."""
        self._bounds = self._now = bounds
        self._seconds = 0.0  # for the answer that is waited for
        self._setup = setup
        self._heard = heard
        self._process: subprocess.Popen[bytes] | None = None
        self._since = 0.0  # when the answer that is waited for was asked; 0: none is
        self._loss: Loss = "ended"
        self._over = Event()

    def ask(self, call: Callable[..., Iterable[object]], *arguments: object, bounds: Bounds | None = None) -> Iterator[object]:
        """Yield what a call yields there. Raise LostError where the worker is lost, UnavailableError where none starts, and refusals."""
        self._now = bounds or self._bounds
        if self._process is None:
            self._start()
        yield from self._exchange(call, arguments, self._now.seconds)

    @property
    def alive(self) -> bool:
        """Does the process that answered last still stand by, with all that it was told."""
        return self._process is not None

    @property
    def memory(self) -> int:
        """Give the bytes that the process holds; 0 where there is none, or the system does not tell."""
        return (machine.memory(self._process.pid) or 0) if self._process else 0

    def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        self._over.set()
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def _start(self) -> None:
        command = machine.python()
        if not command:
            raise UnavailableError
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 — as the interpreter means it
        try:
            self._process = subprocess.Popen(  # noqa: S603 — this very Python
                [command, "-P", "-X", "utf8", "-m", "ecoreport._worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if self._heard and sys.stderr is not None else subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
                close_fds=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as fault:
            raise UnavailableError from fault
        self._over = Event()
        Thread(target=self._watch, args=(self._process, self._over), daemon=True).start()
        try:
            self._seconds, self._since = _START, time.monotonic()
            self._receive()
            if self._setup:
                call, *arguments = self._setup
                for _ in self._exchange(call, tuple(arguments), _START):  # type: ignore[arg-type]  # a call, as told
                    pass
        except LostError as fault:
            raise UnavailableError from fault

    def _exchange(self, call: Callable[..., Iterable[object]], arguments: tuple[object, ...], seconds: float) -> Iterator[object]:
        process = self._process
        if process is None or process.stdin is None:
            raise LostError("ended")
        self._seconds, self._since = seconds, time.monotonic()
        with suppress(OSError):  # it is gone: that is heard below
            write_frame(process.stdin, (call, arguments, seconds))  # type: ignore[arg-type]  # a pipe of bytes
        while True:
            kind, content = self._receive()
            if kind == "done":
                return
            if kind == "item":
                yield content
                self._since = time.monotonic()
            elif kind == "refused":
                raise _refusal(content)
            else:
                self.end()
                raise LostError("ended", str(content))

    def _receive(self) -> tuple[str, object]:
        """Wait for one answer; whatever is none means that the worker is lost."""
        process = self._process
        try:
            answer: Any = plain(read_frame(process.stdout))  # type: ignore[union-attr,arg-type]  # what fails here is a loss like any other
            kind, content = answer
        except Exception as fault:  # the wall: a broken pickle raises anything
            self.end()
            loss, self._loss = self._loss, "ended"
            raise LostError(loss) from fault
        finally:
            self._since = 0.0
        return kind, content

    def _watch(self, process: "subprocess.Popen[bytes]", over: Event) -> None:
        """End the process where it takes too long or holds too much; its end is then heard by whoever waits for its answer."""
        while not over.wait(_TICK):
            since = self._since
            if since and time.monotonic() - since > self._seconds:
                self._loss = "time"
            elif (machine.memory(process.pid) or 0) > self._now.memory:
                self._loss = "memory"
            else:
                continue
            process.kill()
            return


class _Helper(local):
    """The worker that does single calls for a thread: it stands by for the next one, and ends with the thread or the program."""

    worker: Worker | None = None
    owner = 0  # the process whose it is: a forked child starts its own


_helper = _Helper()


def alone(bounds: Bounds, call: Callable[..., Iterable[object]], *arguments: object) -> list[Any]:
    """Give all that a call yields, done in a worker, or here where none can be started. Raise LostError, and what the call refuses."""
    if _helper.worker is None or _helper.owner != os.getpid():
        _helper.worker, _helper.owner = Worker(), os.getpid()
    try:
        return list(_helper.worker.ask(call, *arguments, bounds=bounds))
    except UnavailableError:
        return list(call(*arguments))


def _refusal(told: Any) -> Exception:
    """Make again the fault in the use that a worker met, as `_worker` tells it."""
    name, message, facts = told
    kind = getattr(errors, name, errors.EcoReportError)
    error: errors.EcoReportError = kind.__new__(kind, message)
    error.__dict__.update(facts)
    return error
