"""What becomes of an output folder when a run is killed, when a file operation fails, and when several runs write at once.

    python benchmarks/faults.py            500 kills, every operation failing in three ways, 20 rounds of 8 runs at once
    python benchmarks/faults.py --short    the same in a few seconds, as CI runs it; exit code 1 where a promise is broken
    python benchmarks/faults.py --plain    as on Windows, where a kill between two renames shows until the next run

A batch of three small ledgers is read and rendered once; each trial forks a process that writes the new outputs over the old ones, and is
killed (SIGKILL) or refused there. Looked at are the files as any reader finds them right after, and again after the next run's start.
"""

import argparse
import contextlib
import errno
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import ecoreport as er
from ecoreport import issuing, outputs
from ecoreport.pipeline import OpenOffice
from ecoreport.publish import PRIVATE

FILES = (*(output.name for output in outputs.OUTPUTS if not output.asked_for), outputs.RESULT)
WALKED = {output.name for output in outputs.OUTPUTS}  # a version before this one renders result.json among them
FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES)
DONE, REFUSED, CRASHED = 0, 2, 3  # how a child ends, if it is not killed

State = tuple[str | None, ...]  # the digest of each file; None where there is none


@dataclass(frozen=True, slots=True)
class Batch:
    """Ledgers, what a run of them writes, and what that looks like."""

    ledgers: Path
    report: object
    rendered: dict[str, bytes]
    state: State


def main() -> int:
    """Run the three kinds of trial and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--plain", action="store_true", help="as where there are no links: one file after another")
    asked = parser.parse_args()
    if asked.plain:
        from ecoreport import machine  # noqa: PLC0415 — a version before this one has none

        machine.shows_through_links = lambda: False
    kills, step, faults, rounds, runs = (12, 8, FAULTS[:1], 1, 3) if asked.short else (500, 1, FAULTS, 20, 8)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        office = er.open_office(short_plan() if asked.short else None)
        batches = [prepare(office, root, number) for number in range(runs)]
        trial = Trial(office, root / "输出", batches[0], batches[1])
        broken = (
            trial.kill_at_moments(kills, random.Random(asked.seed))
            + trial.kill_at_operations(step)
            + sum(trial.fail_operations(number, step) for number in faults)
            + run_at_once(office, root, batches, rounds)
        )
    print(f"broken promises: {broken}")
    return int(broken > 0)


def short_plan() -> er.IndicatorSystem:
    """Give the first of the plan and what the third ledger is about: what is tried is the writing, whatever is written."""
    plan = er.load_system()
    kept = (*plan.indicators[:4], *(each for each in plan.indicators if each.no == 48))
    return replace(plan, indicators=kept, key_tasks=plan.key_tasks[:2], main_tasks=(), yearly_goals=(), links=(), notes=())


def prepare(office: OpenOffice, root: Path, number: int) -> Batch:
    """Write three ledgers, two as issued and one whose figure is this batch's own, and run them once."""
    ledgers, out = root / f"台账{number}", root / f"样本{number}"
    ledgers.mkdir()
    form = office.templates.words(issuing.FORM)
    for name, data in itertools.islice(issuing.draw_ledgers(office.system, form, office.period), 2):
        (ledgers / name).write_bytes(data)
    (ledgers / "市交通局指标数据.csv").write_text(f"指标名称,单位,2020年\n绿色出行率,%,{70 + number}\n", "utf-8")
    report = office.run(ledgers, out).report
    rendered = {name: (out / name).read_bytes() for name in FILES}
    return Batch(ledgers, report, rendered, look(out))


def look(out: Path) -> State:
    """Give what a reader finds, following whatever is there."""
    return tuple(hashlib.sha256((out / name).read_bytes()).hexdigest() if (out / name).exists() else None for name in FILES)


def is_vouched_for(out: Path) -> bool:
    """Do the companions have the digests that result.json tells (a version before this one told none)."""
    told = json.loads((out / "result.json").read_bytes()).get("outputs")
    return told is not None and all(hashlib.sha256((out / name).read_bytes()).hexdigest() == told[name] for name in told)


class Trial:
    """One old and one new batch, and a folder that is put back to the old one before each trial."""

    def __init__(self, office: OpenOffice, out: Path, old: Batch, new: Batch) -> None:
        self.office, self.out, self.old, self.new = office, out, old, new
        self.counts: Counter[str] = Counter()

    def write_new(self) -> None:
        """Write the new outputs, rendered before: what is tried is the writing."""
        rendered = dict(self.new.rendered)
        outputs.render_result = lambda *_: rendered["result.json"]
        walked = {name: data for name, data in rendered.items() if name in WALKED or name != "result.json"}
        outputs.render_all = lambda report, *_, **__: (report, walked)
        self.office.write(replace(self.new.report, round=2), self.out)  # so that the old ones go to 历史

    def reset(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        for name, data in self.old.rendered.items():
            (self.out / name).write_bytes(data)

    # ---- the trials --------------------------------------------------------------------------------

    def kill_at_moments(self, number: int, chance: random.Random) -> int:
        """Kill the child at moments spread over the time that writing takes, and a little longer."""
        self.reset()
        begun = time.perf_counter()
        finish(fork(self.write_new))
        longest = 1.1 * (time.perf_counter() - begun)
        for _ in range(number):
            self.reset()
            child = fork(self.write_new)
            time.sleep(chance.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
            self.note(finish(child))
        return self.tell(f"{number} kills at random moments")

    def kill_at_operations(self, step: int) -> int:
        """Kill the child before its n-th file operation, for every n."""
        return self._at_operations("a kill at each of %d file operations", lambda _: os.kill(os.getpid(), signal.SIGKILL), step)

    def fail_operations(self, number: int, step: int) -> int:
        """Let the n-th file operation fail, for every n."""

        def refuse(event: str) -> None:
            raise OSError(number, os.strerror(number), event)

        return self._at_operations(f"{errno.errorcode[number]} at each of %d file operations", refuse, step)

    def _at_operations(self, title: str, act: Callable[[str], None], step: int) -> int:
        number = 1
        while True:
            self.reset()
            code = finish(fork(partial(self._counted, number, act)))
            if not (self.out.parent / "acted").exists():  # it came to its end before: done, or on its own account
                self.counts["traceback"] += code != DONE
                break
            (self.out.parent / "acted").unlink(missing_ok=True)
            self.note(code)
            number += step
        return self.tell(title % (number - 1))

    def _counted(self, number: int, act: Callable[[str], None]) -> None:
        watch_operations(self.out, number, act, self.out.parent / "acted")
        self.write_new()

    # ---- what was found ----------------------------------------------------------------------------

    def note(self, code: int) -> None:
        """Count what lies there now, and what lies there once the next run has begun."""
        state = look(self.out)
        self.counts["result.json there"] += state[-1] is not None
        self.counts["old whole"] += state == self.old.state
        self.counts["new whole"] += state == self.new.state
        torn = any(found not in (None, old, new) for found, old, new in zip(state, self.old.state, self.new.state, strict=True))
        self.counts["torn"] += torn
        self.counts["mixture"] += state not in (self.old.state, self.new.state) and not torn
        self.counts["vouched for"] += state[-1] is not None and is_vouched_for(self.out)
        self.counts["traceback"] += code == CRASHED
        self.counts["trials"] += 1
        settled = finish(fork(lambda: begin_next_run(self.out)))
        after = look(self.out)
        history = look(self.out / "历史" / "第1轮") if after == self.new.state else self.old.state  # the old ones, whole, where the new lie
        names = [path.relative_to(self.out).as_posix() for path in sorted(self.out.rglob("*")) if path.is_symlink() or path.is_file()]
        names = [name for name in names if not name.startswith(f"{PRIVATE}/原文/")]  # papers as they were written, whole
        rest = [name for name in names if name.removeprefix("历史/第1轮/") not in FILES or (self.out / name).is_symlink()]
        whole = after in (self.old.state, self.new.state) and history == self.old.state
        self.counts["next run: whole, nothing left over"] += whole and not rest and settled == DONE

    def tell(self, title: str) -> int:
        """Print the counts of one kind of trial; give how many broke a promise."""
        found, self.counts = self.counts, Counter()
        trials = found.pop("trials")
        print(f"{title}: {trials} trials; " + ", ".join(f"{says} {count}" for says, count in found.items()), flush=True)
        return (
            (trials - found["result.json there"])
            + (found["torn"] + found["mixture"] + found["traceback"])
            + (trials - found["next run: whole, nothing left over"])
        )


def begin_next_run(out: Path) -> None:
    """Do what any run does first (a version before this one does nothing)."""
    with contextlib.suppress(ImportError):
        from ecoreport.publish import claim  # noqa: PLC0415 — the version before has none

        with claim(out):
            pass


def watch_operations(out: Path, number: int, act: Callable[[str], None], acted: Path) -> None:
    """Act before the n-th operation on a file of OUT: those that Python announces, and writing, syncing and closing."""
    left = number

    def count(event: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            descriptor = open_quietly(acted, os.O_CREAT | os.O_WRONLY)
            close_quietly(descriptor)
            act(event)

    def announced(event: str, args: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.scandir", "os.listdir"):
            paths = [os.fsdecode(path) for path in args[:2] if isinstance(path, str | bytes | os.PathLike)]
            if any(path.startswith(os.fspath(out)) for path in paths) or (event != "open" and paths and not paths[0].startswith("/")):
                count(event)

    open_quietly, close_quietly = os.open, os.close
    for name in ("write", "fsync", "ftruncate"):
        setattr(os, name, counted(getattr(os, name), name, count))
    sys.addaudithook(announced)


def counted(operation: Callable[..., object], name: str, count: Callable[[str], None]) -> Callable[..., object]:
    def done(*given: object) -> object:
        count(name)
        return operation(*given)

    return done


# ---- several runs at once -------------------------------------------------------------------------


def run_at_once(office: OpenOffice, root: Path, batches: list[Batch], rounds: int) -> int:
    """Start one whole run for each batch at the same moment, into one folder, again and again."""
    out, counts, states = root / "同时", Counter[str](), {batch.state for batch in batches}
    for _ in range(rounds):
        gate = os.pipe()
        children = [fork(partial(run_when_told, gate, office, batch.ledgers, out)) for batch in batches]
        for end in gate:
            os.close(end)
        with ThreadPoolExecutor(len(children)) as pool:
            codes = Counter(pool.map(finish, children))
        counts["runs that wrote"] += codes[DONE]
        counts["rounds with one winner"] += codes[DONE] == 1
        counts["told who is at work"] += codes[REFUSED]
        counts["traceback"] += sum(codes.values()) - codes[DONE] - codes[REFUSED]
        found = look(out)
        torn = any(digest not in {state[place] for state in states} for place, digest in enumerate(found))
        counts["torn"] += torn
        counts["mixture"] += found not in states and not torn
        counts["vouched for"] += is_vouched_for(out)
    print(f"{rounds} rounds of {len(batches)} runs at once: " + ", ".join(f"{says} {count}" for says, count in counts.items()), flush=True)
    return counts["traceback"] + counts["torn"] + counts["mixture"] + rounds - counts["vouched for"]


def run_when_told(gate: tuple[int, int], office: OpenOffice, ledgers: Path, out: Path) -> None:
    os.close(gate[1])
    os.read(gate[0], 1)  # until the parent closes its end, too: all begin together
    office.run(ledgers, out, fresh=True)  # each as the first round, so that its bytes are known


# ---- processes ------------------------------------------------------------------------------------


def fork(work: Callable[[], None]) -> int:
    """Start a process that does the work and ends at once, with a code that says how."""
    if child := os.fork():
        return child
    code = CRASHED
    try:
        work()
        code = DONE
    except er.EcoReportError:
        code = REFUSED
    except BaseException as fault:  # noqa: BLE001 — told, and counted
        print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
    finally:
        os._exit(code)


def finish(child: int) -> int:
    """Wait for a process; give its exit code, below 0 where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
