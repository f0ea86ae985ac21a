"""The other end of `guard`: a process that does one call after another and sends what comes of it, in frames over pipes.

Started as `python -m ecoreport._worker`, by this library alone. It ends when its parent does.
"""

import faulthandler
import os
import pickle
import signal
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from ecoreport import machine
from ecoreport.errors import EcoReportError
from ecoreport.frames import read_frame, write_frame
from ecoreport.programs import PROGRAMS

_GRACE = 5  # seconds after its time is up when it ends itself, where its parent, who watches the time, is gone


def main() -> None:
    """Serve until the parent closes the pipe."""
    machine.spare_collections()
    requests, answers = machine.keep_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    waiting: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    write_frame(answers, ("ready", None))
    while True:
        call, arguments, seconds = pickle.loads(waiting.get())  # noqa: S301 — from the parent
        faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=2)
        _answer(answers, call, arguments)
        faulthandler.cancel_dump_traceback_later()
        PROGRAMS.keep()  # no end of its own comes: it is ended


def _answer(answers: BinaryIO, call: Callable[..., Iterable[object]], arguments: tuple[object, ...]) -> None:
    try:
        for item in call(*arguments):
            write_frame(answers, ("item", item))
    except EcoReportError as error:
        write_frame(answers, ("refused", (type(error).__name__, str(error), error.__dict__)))
    except BaseException as error:  # noqa: BLE001 — whatever it was, the parent hears of it
        write_frame(answers, ("failed", type(error).__name__))
    else:
        write_frame(answers, ("done", None))


def _listen(requests: BinaryIO, waiting: "SimpleQueue[bytes]") -> None:
    while frame := read_frame(requests):
        waiting.put(frame)
    os._exit(0)  # the parent is gone, or wants no more


if __name__ == "__main__":
    main()
