"""The same ledgers give the same bytes: over hash seeds, locales, time zones, the order in which they are given, and executors.

Run: python benchmarks/same_bytes.py [--inputs FOLDER] [--short]

Each run is a process of its own. Locales that the system lacks are made for the occasion (localedef), else named as missing.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = {"C": None, "C.UTF-8": None, "zh_CN.UTF-8": "UTF-8", "zh_CN.GBK": "GBK"}
ZONES = ("Asia/Shanghai", "America/St_Johns")
RUN = """
import concurrent.futures as futures, pathlib, sys
import ecoreport as er
if __name__ == "__main__":
    order, executor, folder, out = sys.argv[1:]
    inputs = sorted(path for path in pathlib.Path(folder).iterdir())
    inputs = {"sorted": inputs, "reversed": inputs[::-1], "folder": folder}[order]
    made = {"none": None, "threads": futures.ThreadPoolExecutor(2), "processes": futures.ProcessPoolExecutor(2)}[executor]
    er.run(inputs, out, executor=made, self_reports=True)
"""


def runs(short: bool) -> Iterator[tuple[str, dict[str, str], str, str]]:
    """Give what is told of each run, its environment, the order of its inputs and its executor."""
    for seed in range(1 if short else 10):
        yield f"hash seed {seed}", {"PYTHONHASHSEED": str(seed)}, "folder", "none"
    for name in LOCALES:
        yield f"locale {name}", {"LC_ALL": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "folder", "none"
    for zone in ZONES:
        yield f"time zone {zone}", {"TZ": zone}, "folder", "none"
    for order, executor in (("sorted", "none"), ("reversed", "none"), ("folder", "threads"), ("folder", "processes")):
        yield f"order {order}, executor {executor}", {}, order, executor


def make_locales(folder: Path) -> list[str]:
    """Make the locales that the system lacks; give those that could not be made."""
    missing = []
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().replace("-", "").split()
    for name, charmap in LOCALES.items():
        if charmap is None or name.lower().replace("-", "") in known:
            continue
        made = subprocess.run(["localedef", "-i", "zh_CN", "-f", charmap, folder / name], capture_output=True, check=False)
        if made.returncode and not (folder / name).is_dir():
            missing.append(name)
    return missing


def digests(out: Path) -> dict[str, str]:
    """Give the digest of every file below a folder, by its name."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and ".ecoreport" not in path.parts)
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=Path, default=ROOT / "sample_inputs")
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        inputs = shutil.copytree(given.inputs, work / "台账")
        (work / "run.py").write_text(RUN, encoding="utf-8")
        missing = make_locales(work)
        expected: dict[str, str] = {}
        different = count = 0
        for label, environment, order, executor in runs(given.short):
            if any(name in label.split() for name in missing):
                print(f"not tried: {label} (localedef could not make it)")
                continue
            out = work / f"out{count}"
            command = [sys.executable, str(work / "run.py"), order, executor, str(inputs), str(out)]
            base = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LOCPATH": str(work), "LC_ALL": "C.UTF-8"}
            ended = subprocess.run(command, env=base | environment, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
            if ended.returncode:
                print(f"died: {label}: {(ended.stderr.splitlines() or [''])[-1]}")
            found = digests(out)
            expected = expected or found
            count += 1
            if found != expected:
                different += 1
                print(f"different: {label}: {[name for name in expected if found.get(name) != expected[name]] or sorted(found)}")
        print(f"{count} runs, {len(expected)} files each, {different} runs with other bytes")
    return int(different > 0 or not expected)


if __name__ == "__main__":
    sys.exit(main())
