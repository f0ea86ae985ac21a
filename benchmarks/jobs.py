"""How much sooner several processes read, and what they tell one another: the sample's ledgers many times over.

python benchmarks/jobs.py [--count 168] [--jobs 2] [--times 3]

The busiest process's processor time is what a run would take where nobody else is at work; the table's were measured on two cores with
ten others at work, so their wall times say nothing.

| date, commit          | ledgers | 1 process | 2 processes | of it | bytes a task, there and back | cold    | warm   |
|-----------------------|--------:|----------:|------------:|------:|-----------------------------:|--------:|-------:|
| 2026-11-28, 9bba603 + |     168 |    7.26 s |      4.38 s |  0.60 |                   275, 1,512 |  4.85 s | 0.21 s |
| 2026-11-28, 9bba603 + |     400 |   16.61 s |      9.45 s |  0.57 |                   275, 1,512 |  9.85 s | 0.37 s |

Aimed at: 0.6 of the wall time with 2 processes, 2 KB a task. Reading alone: what is joined, judged and written is done by one process.
"""

import argparse
import pickle
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import ecoreport as er
from ecoreport import one_file, work
from ecoreport.frames import pack
from ecoreport.keeping import Kept
from ecoreport.publish import claim
from ecoreport.reading import Input, is_small

SAMPLE = Path(__file__).resolve().parent.parent / "sample_inputs"


def sources(number: int) -> list[Input]:
    """Name the sample's small plain workbooks again and again, each time in another folder: one process reads them without a second."""
    found = [each for each in work.discover(SAMPLE) if is_small(each)]
    return list(islice((replace(each, name=f"{round_}/{each.name}") for round_ in count() for each in found), number))


def seconds(call: Callable[[], object]) -> tuple[float, float]:
    """Give the wall time of a call, and the processor time of its busiest process: what it would take where nobody else is at work."""

    def used(whose: int) -> float:
        told = resource.getrusage(whose)
        return told.ru_utime + told.ru_stime

    here, there, begun = used(resource.RUSAGE_SELF), used(resource.RUSAGE_CHILDREN), time.perf_counter()
    call()
    ended = time.perf_counter() - begun
    return ended, max(used(resource.RUSAGE_SELF) - here, used(resource.RUSAGE_CHILDREN) - there)  # of two processes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=168)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    office, files = er.open_office(), sources(given.count)
    home = office.for_reading()
    work.read_all(files[:28], office)  # what is worked out once is worked out

    def read(jobs: int) -> tuple[float, float]:
        return seconds(lambda: list(work._read(files, home, work.Hands(jobs=jobs))))  # noqa: SLF001  reading alone: what is joined is joined alike

    runs = [(read(1), read(given.jobs)) for _ in range(given.times)]
    for which, name in enumerate(("wall time", "busiest process")):
        alone, together = (statistics.median(each[which] for each in side) for side in zip(*runs, strict=True))
        print(
            f"{name:16} {len(files)} ledgers: {alone:6.2f} s by 1 process, {together:6.2f} s by {given.jobs}: {together / alone:.2f} of it"
        )
    there = [len(pickle.dumps((one_file.read_here, (source, 0), 600.0), 5)) for source in files[:28]]
    back = [len(pack(one_file.read_whole(source, office))) for source in files[:28]]
    plan = len(pickle.dumps((home.system, home.vocabulary, home.period), 5))
    print(f"bytes a task: {statistics.median(there):.0f} there, {statistics.median(back):.0f} back; once a process {plan:,}")
    with tempfile.TemporaryDirectory() as folder:

        def keep() -> None:
            with claim(folder) as out, Kept(out) as kept:
                list(work._read(files, home, work.Hands(kept=kept)))  # noqa: SLF001  the same

        cold, warm = seconds(keep), seconds(keep)
        size = (Path(folder) / ".ecoreport" / "cache").stat().st_size
    print(f"kept: {cold[1]:.2f} s cold, {warm[1]:.2f} s warm, {size // len(files):,} bytes a ledger")


if __name__ == "__main__":
    main()
