"""Mutants of good ledgers, each read through the real door: deaths, hangs, faults that nobody foresaw, cells lost in silence.

python benchmarks/fuzz.py --count 100000 --jobs 2 --seed 1      # some 25 a second and process; prints what to repeat
python benchmarks/fuzz.py --only 1:xlsx:4711                    # one mutant again, by the seed that was printed

Each mutant is a seed (one of every container) with one to four changes that know its structure: entries, names, sizes and check sums of a
zip; tags, attributes, namespaces, values, nesting of XML; type, length, order and content of BIFF records; header and tables of OLE;
bytes and encodings of texts. What a mutant stores is counted in its bytes first: what is neither delivered nor told of is a silent loss
(of .xls only the reader's own count). Most are read in this process, one in fifty by a worker, as a run would.
"""

import argparse
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_mutants import MUTATE, seeds
from fuzz_source import stored

import ecoreport as er
from ecoreport import work
from ecoreport.reading import Input

DEADLINE = 20  # seconds for one mutant; an honest file of this size takes a tenth of one
THROUGH_WORKERS = 50  # one mutant in so many


@dataclass
class Tally:
    """What came of some mutants."""

    mutants: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    hangs: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    uncoded: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)  # cells that its bytes hold, neither delivered nor told of

    def add(self, other: "Tally") -> None:
        self.mutants += other.mutants
        self.outcomes += other.outcomes
        self.codes += other.codes
        self.hangs += other.hangs
        self.deaths += other.deaths
        self.lost += other.lost
        self.silent += other.silent
        for kind, names in other.uncoded.items():
            self.uncoded.setdefault(kind, []).extend(names)

    @property
    def clean(self) -> bool:
        return not (self.hangs or self.deaths or self.uncoded or self.lost or self.silent)


class TimeUpError(BaseException):
    """A mutant takes too long; no wall around a file catches it."""


def ring(*_: object) -> None:
    raise TimeUpError


def make(seed: int, kind: str, number: int) -> Input:
    """Make one mutant; the same three words always make the same one."""
    chance = random.Random(f"{seed}:{kind}:{number}")
    name, data = seeds()[kind]
    for _ in range(chance.randint(1, 4)):
        data = MUTATE[kind](data, chance)
    return Input(name, data=data)


def names(seed: int, count: int, begin: int = 0) -> Iterator[tuple[int, str, int]]:
    kinds = sorted(MUTATE)
    for number in range(begin, begin + count):
        yield seed, kinds[number % len(kinds)], number


def read_some(seed: int, begin: int, count: int) -> Tally:
    """Read a share of the mutants, in this process but for a few."""
    office = er.open_office()
    tally = Tally()
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, ring)
    for name in names(seed, count, begin):
        told = ":".join(map(str, name))
        source = make(*name)
        tally.mutants += 1
        began = time.monotonic()
        try:
            if hasattr(signal, "SIGALRM"):
                signal.alarm(DEADLINE)
            batch = (
                work.read_all([source], office, hands=work.Hands(jobs=1))
                if name[2] % THROUGH_WORKERS == 1
                else work.read_one(source, office)
            )
        except TimeUpError:
            tally.hangs.append(told)
            continue
        except Exception as error:  # noqa: BLE001 — this is what is looked for
            tally.deaths.append(f"{told} {type(error).__name__}: {error}")
            continue
        finally:
            if hasattr(signal, "SIGALRM"):
                signal.alarm(0)
        if time.monotonic() - began > DEADLINE:
            tally.hangs.append(told)
        for submission in batch.submissions:
            tally.outcomes[submission.outcome] += 1
            cells = submission.cells
            if cells.counted != cells.used + cells.furniture + cells.unused:
                tally.lost.append(told)
        told_of = any(finding.code.startswith("R") and finding.severity != "notice" for finding in batch.findings)
        if not told_of and (there := stored(name[1], source.data or b"")) > (read := sum(each.cells.counted for each in batch.submissions)):
            tally.silent.append(f"{told} {there} cells, {read} read")
        for finding in batch.findings:
            if finding.code.startswith("R"):
                tally.codes[finding.code] += 1
            if finding.code in ("R996", "R997", "R998", "R999"):
                kind = finding.message.partition("（")[2].partition("）")[0] or finding.code
                tally.uncoded.setdefault(kind, []).append(told)
    return tally


def run(seed: int, count: int, jobs: int = 1) -> Tally:
    """Read so many mutants of a seed, in shares beside one another."""
    if jobs == 1:
        return read_some(seed, 0, count)
    whole = Tally()
    share = max(1, min(500, -(-count // jobs)))
    with ProcessPoolExecutor(jobs) as pool:
        futures = [pool.submit(read_some, seed, begin, min(share, count - begin)) for begin in range(0, count, share)]
        for future in futures:
            whole.add(future.result())
    return whole


def report(tally: Tally) -> str:
    lines = [
        f"mutants  {tally.mutants} · deaths {len(tally.deaths)} · hangs over {DEADLINE} s {len(tally.hangs)}",
        f"         uncoded {sum(map(len, tally.uncoded.values()))} · unaccounted {len(tally.lost)} · silent losses {len(tally.silent)}",
        "outcomes " + " ".join(f"{name} {count}" for name, count in tally.outcomes.most_common()),
        "codes    " + " ".join(f"{name} {count}" for name, count in sorted(tally.codes.items())),
    ]
    for what, found in (("death", tally.deaths), ("hang", tally.hangs), ("lost", tally.lost), ("silent", tally.silent)):
        lines += [f"{what} {name}" for name in found[:20]]
    lines += [f"uncoded {kind} {len(found)}: {' '.join(found[:5])}" for kind, found in sorted(tally.uncoded.items())]
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=2_000)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--only", help="seed:kind:number of one mutant; nothing is caught")
    options.add_argument("--save", type=Path, help="with --only: where to put the mutant")
    given = options.parse_args()
    if given.only:
        seed, kind, number = given.only.split(":")
        source = make(int(seed), kind, int(number))
        if given.save:
            given.save.write_bytes(source.data or b"")
        batch = work.read_one(source, er.open_office())
        print(f"stored {stored(kind, source.data or b'')}, read {sum(each.cells.counted for each in batch.submissions)}")
        print(*((each.outcome, each.message) for each in batch.submissions), *batch.findings, sep="\n")
        return 0
    tally = run(given.seed, given.count, given.jobs)
    print(report(tally))
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
