"""A worker that dies, hangs, swells or babbles costs what it was asked, and never this process."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ecoreport import machine
from ecoreport.errors import EcoReportError, IndicatorSystemError
from ecoreport.guard import Bounds, LostError, UnavailableError, Worker
from ecoreport.model import Source

WIDE = Bounds(seconds=60, memory=1 << 30)
Work = Iterator[object]


# ---- what a worker is asked here ------------------------------------------------------------------


def count(*numbers: int) -> Work:
    yield from numbers


def tell(what: object) -> Work:
    yield Source("a.xlsx", "表", "C5"), Decimal("0.10"), what


def whoami() -> Work:
    yield os.getpid()


def chatter() -> Work:
    print("一句话" * 1000)  # noqa: T201
    os.write(1, b"\0" * 100)
    with pytest.raises(EOFError):
        input()
    yield "said"


def die() -> Work:
    yield "begun"
    os._exit(7)


def leave() -> Work:
    sys.exit(0)
    yield


def fail() -> Work:
    raise ZeroDivisionError
    yield


def refuse() -> Work:
    raise IndicatorSystemError("体系.xlsx", ("一处", "两处"))
    yield


def hang() -> Work:
    while True:
        time.sleep(1)
    yield


def swell() -> Work:
    held = [bytearray(1 << 20) for _ in range(800)]
    time.sleep(30)
    yield len(held)


def babble() -> Work:
    for handle in range(3, 12):
        try:
            os.write(handle, b"no frame at all, whatever it may be taken for")
        except OSError:
            continue
    yield


def smuggle() -> Work:
    yield Path


def settle() -> Work:
    os.environ["SETTLED"] = "1"
    yield from ()


def settled() -> Work:
    yield os.environ.get("SETTLED", "")


@pytest.fixture
def worker() -> Iterator[Worker]:
    one = Worker(WIDE)
    yield one
    one.end()


# ---- what comes of it -----------------------------------------------------------------------------


def test_a_worker_gives_what_a_call_yields(worker: Worker) -> None:
    assert list(worker.ask(count, 1, 2, 3)) == [1, 2, 3]
    assert list(worker.ask(tell, ("a", None, True))) == [(Source("a.xlsx", "表", "C5"), Decimal("0.10"), ("a", None, True))]
    assert list(worker.ask(count)) == []


def test_what_it_prints_and_asks_for_never_comes_between_its_answers(worker: Worker) -> None:
    assert list(worker.ask(chatter)) == ["said"]


@pytest.mark.parametrize(
    ("call", "why", "kind"),
    [
        (die, "ended", ""),
        (leave, "ended", "SystemExit"),
        (fail, "ended", "ZeroDivisionError"),
        (babble, "ended", ""),
        (smuggle, "ended", ""),
    ],
)
def test_any_end_is_a_loss_and_the_next_call_finds_a_new_process(worker: Worker, call, why: str, kind: str) -> None:
    (before,) = worker.ask(whoami)
    with pytest.raises(LostError) as lost:
        list(worker.ask(call))
    assert (lost.value.why, lost.value.kind) == (why, kind)
    (after,) = worker.ask(whoami)
    assert after != before


@pytest.mark.parametrize(("call", "bounds", "why"), [(hang, Bounds(1.5, 1 << 30), "time"), (swell, Bounds(60, 400 << 20), "memory")])
def test_time_and_memory_are_watched_from_here(call, bounds: Bounds, why: str) -> None:
    worker = Worker(bounds)
    with pytest.raises(LostError) as lost:
        list(worker.ask(call))
    assert lost.value.why == why
    assert list(worker.ask(count, 1)) == [1]
    worker.end()


def test_a_fault_in_the_use_comes_back_as_it_was(worker: Worker) -> None:
    with pytest.raises(IndicatorSystemError) as refused:
        list(worker.ask(refuse))
    assert (refused.value.file, refused.value.faults) == ("体系.xlsx", ("一处", "两处"))
    assert str(refused.value) == str(IndicatorSystemError("体系.xlsx", ("一处", "两处")))
    assert isinstance(refused.value, EcoReportError)
    assert list(worker.ask(count, 1)) == [1]


def test_each_new_process_begins_with_the_setup() -> None:
    worker = Worker(WIDE, setup=(settle,))
    for _ in range(2):
        assert list(worker.ask(settled)) == ["1"]
        with pytest.raises(LostError):
            list(worker.ask(die))
    worker.end()


def test_where_no_interpreter_can_be_started_it_says_so(monkeypatch) -> None:
    for frozen, executable in ((True, sys.executable), (False, "/usr/bin/excel"), (False, "")):
        monkeypatch.setattr(sys, "frozen", frozen, raising=False)
        monkeypatch.setattr(sys, "executable", executable)
        assert machine.python() is None
        with pytest.raises(UnavailableError):
            list(Worker(WIDE).ask(count, 1))


def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_guard import WIDE, Worker, whoami\n"
        "for pid in Worker(WIDE).ask(whoami):\n"
        "    print(pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not machine.alive(pid) or Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("it lives on")
