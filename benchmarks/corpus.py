"""Run one command over the whole corpus of test files and count, class by class, what came out as it must.

    python benchmarks/corpus.py [--fast] [--leave-out PART ...] [--keep FOLDER]

prints a line for each file that did not, and last `honest x/y, damaged x/y, hostile x/y, wrong x/y, seconds, MiB`. Exit code 1 where
anything was missed, where the run left a traceback, changed an input, took more than 300 MiB or three minutes.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import corpus
from corpus import judge
from corpus.expect import Case

KINDS = ("honest", "damaged", "hostile", "wrong")
MOST_SECONDS, MOST_MIB = 180, 300


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run one command over the corpus.")
    parser.add_argument("--fast", action="store_true", help="leave out the slow files")
    parser.add_argument("--leave-out", action="append", default=[], metavar="PART", help="leave out the files whose name holds this")
    parser.add_argument("--keep", type=Path, help="build the corpus here and leave it")
    return parser.parse_args(arguments)


def measured(folder: Path, chosen: Sequence[Case]) -> tuple[judge.Run, dict[str, list[str]]]:
    corpus.build(folder / "corpus", chosen)
    done = judge.run(folder / "corpus", folder / "out")
    return done, judge.judged(chosen, done)


def told(done: judge.Run, faults: Mapping[str, Sequence[str]], chosen: Sequence[Case]) -> bool:
    """Print what was missed and the figures; say whether all was met."""
    for case in chosen:
        if faults[corpus.place(case)] not in ([], [judge.NOTHING]):
            print(f"{case.kind}  {case.shown}  {'; '.join(faults[corpus.place(case)][:3])}".encode("utf-8", "backslashreplace").decode())
    if not done.result:
        print(judge.NOTHING)
    if "Traceback" in done.said or done.code not in {0, 1}:
        print(f"exit code {done.code}: {' / '.join(done.said.strip().splitlines()[-3:])}")
    for name in done.changed:
        print(f"input changed: {name}")
    counts = []
    for kind in KINDS:
        own = [case for case in chosen if case.kind == kind]
        counts.append(f"{kind} {sum(not faults[corpus.place(case)] for case in own)}/{len(own)}")
    print(", ".join((*counts, f"{done.seconds:.1f} s", f"{done.mib} MiB")))
    lawful = done.code in {0, 1} and "Traceback" not in done.said and not done.changed
    return lawful and done.seconds <= MOST_SECONDS and done.mib <= MOST_MIB and not any(faults.values())


def main() -> int:
    asked = options()
    chosen = [case for case in corpus.cases(fast=asked.fast) if not any(part in case.name for part in asked.leave_out)]
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        return 0 if told(*measured(asked.keep, chosen), chosen) else 1
    with TemporaryDirectory() as name:
        return 0 if told(*measured(Path(name), chosen), chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
