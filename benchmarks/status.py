"""How long the office waits for `status` and `diff`: the whole command, its start included, on the sample.

python benchmarks/status.py            seconds of each verb, and how many times a bare `python -c pass` that is

The best of five, with the bytecode compiled, on two cores that others used too, 2026-11-28 (577b741): 0.22 s `status`, 0.24 s `status OUT`,
0.23 s `diff A OUT`, 15 to 17 times the bare start (before modules opened when they are used: 0.79, 0.78 and 0.63 s, 43 to 54 times).
Most of it is opening the modules; both verbs are to answer within two seconds.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRIES = 5


def seconds(*arguments: str | Path) -> float:
    """Give the wall time of a Python process, the best of a few."""

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        return time.perf_counter() - begun

    return min(once() for _ in range(TRIES))


def main() -> None:
    """Run the sample twice, up to two days, then ask."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "输出"
        for day in ("2020-12-31", "2021-01-20"):
            subprocess.run(
                [sys.executable, "-m", "ecoreport", "run", "sample_inputs", "-o", out, "--as-of", day],
                check=False,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
            )
        verbs = {
            "status": ("status",),
            "status OUT": ("status", out, "--as-of", "2021-02-10"),
            "diff A OUT": ("diff", out / "历史" / "第1轮", out),
        }
        bare = seconds("-c", "pass")
        print(f"{'python -c pass':16}{bare:8.2f} s")
        for name, arguments in verbs.items():
            taken = seconds("-m", "ecoreport", *arguments)
            print(f"{name:16}{taken:8.2f} s{taken / bare:8.1f} ×")


if __name__ == "__main__":
    main()
