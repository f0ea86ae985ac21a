"""How long a start takes: the package imported, the help, one small ledger checked, each held against a bare `python -c pass`.

python benchmarks/start.py [--times 7] [--modules]     --modules: how many modules each of them has loaded

Processor time of the process and of what it starts, the bytecode compiled before; medians of runs in turn, so that what else the machine
does meets all alike.

| date, commit           | import | --help |   check | bare Python | since                                               |
|------------------------|-------:|-------:|--------:|------------:|-----------------------------------------------------|
| 2026-11-28, 7593a11    |  2.0 × | 38.1 × | 221.8 × |     11.5 ms |                                                     |
| 2026-11-28, 6517c1a    |  1.7 × |  5.8 × | 122.4 × |     15.8 ms | patterns, papers and libraries open when first used |
| 2026-11-28, 82d2715    |  1.9 × |  7.1 × |  84.3 × |     11.4 ms | cheap records, a short text read in this process    |
| 2026-11-28, 9bba603 +  |  1.9 × |  4.7 × |  57.6 × |     12.1 ms | the plan without openpyxl, no parser of others'     |
| 2026-11-28, bc6d233    |  1.8 × |  4.2 × |  51.4 × |     12.4 ms | measured alone                                      |
| 2026-11-28, 8c0fdb7    |  1.9 × |  4.6 × |  34.8 × |     13.2 ms | alone; compiled patterns are kept beside bytecode   |

The others measured on two cores with four to ten others at work. What is left of `check`, by a profile: half opens 440 modules, a tenth
reads plan and words; in the very first start a third more compiles four hundred patterns. Aimed at: 4, 12 and 30 ×.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEDGER = "填报单位：市财政局\n指标名称,2018年,2019年,2020年\n政府绿色采购比例,81,83,85\n,,,\n,,,\n填报人：,,,\n审核人：,,,\n"
TELL = "import atexit, sys; atexit.register(lambda: print(len(sys.modules), file=sys.stderr))\n"


def wares(ledger: Path) -> dict[str, tuple[str, str]]:
    """Give what is measured: its name, the program, and what it is aimed at."""
    verb = "import sys; sys.argv = ['ecoreport', {}]; from ecoreport.cli import main; main()"
    return {
        "python -c pass": ("pass", ""),
        "import ecoreport": ("import ecoreport", "4"),
        "ecoreport --help": (verb.format("'--help'"), "12"),
        "ecoreport check": (verb.format(f"'check', {str(ledger)!r}"), "30"),
    }


def used(program: str) -> tuple[float, float]:
    """Give the processor time and the wall time of one process and its children, in seconds."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ended - begun


def modules(program: str) -> int:
    """Count the modules that a program has loaded when it ends."""
    done = subprocess.run([sys.executable, "-c", TELL + program], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(done.stderr.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--modules", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "台账.csv"
        ledger.write_text(LEDGER, "utf-8")
        programs = wares(ledger)
        for program, _ in programs.values():  # the bytecode is compiled
            used(program)
        taken = [{name: used(program) for name, (program, _) in programs.items()} for _ in range(given.times)]
        middle = {name: [statistics.median(values) for values in zip(*(each[name] for each in taken), strict=True)] for name in programs}
        bare, bare_wall = middle["python -c pass"]
        print(f"{'':18}{'processor':>12}{'ratio':>9}{'wall':>9}{'ratio':>9}{'aimed at':>10}{'modules' if given.modules else '':>9}")
        for name, (program, aim) in programs.items():
            cpu, wall = middle[name]
            count = str(modules(program)) if given.modules else ""
            print(f"{name:18}{cpu * 1000:9.1f} ms{cpu / bare:7.1f} ×{wall * 1000:6.0f} ms{wall / bare_wall:7.1f} ×{aim:>8}{count:>11}")


if __name__ == "__main__":
    main()
