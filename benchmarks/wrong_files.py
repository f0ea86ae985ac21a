"""A folder of wrong files: how long it takes to read, and the peak memory of the process that reads it.

Run: python benchmarks/wrong_files.py
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"


def build(folder: Path) -> None:
    sys.path.insert(0, str(TESTS))
    from files_workbooks import by_openpyxl, make_contents  # noqa: PLC0415  found only now
    from files_wrong import add_odd_entries, make_wrong_files  # noqa: PLC0415  the same

    for name, data in make_wrong_files(by_openpyxl(make_contents(3))).items():
        (folder / name).write_bytes(data)
    add_odd_entries(folder)


def read_all(folder: Path) -> None:
    from ecoreport.reading import discover, read  # noqa: PLC0415  what is measured

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    entries, slowest, start = 0, (0.0, ""), time.perf_counter()
    for one in discover([folder]):
        began = time.perf_counter()
        entries += len(read(one))
        slowest = max(slowest, (time.perf_counter() - began, one.name))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{entries} entries in {time.perf_counter() - start:.1f} s; slowest {slowest[1]} {slowest[0]:.1f} s")
    print(f"peak memory {peak:.0f} MiB (imports alone {before:.0f} MiB)")


def main() -> None:
    if len(sys.argv) == 3:
        {"build": build, "read": read_all}[sys.argv[1]](Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for step in ("build", "read"):  # each in a process of its own, so that making the files does not count
            subprocess.run([sys.executable, __file__, step, folder], check=True)


if __name__ == "__main__":
    main()
