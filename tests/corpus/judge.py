"""Run one command over the corpus, read its cells through the public door, and say of each file what was not met."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import PASSWORD, Case, place
from corpus.expect import answered, lost, valued

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
NOTHING = "no result.json"


@dataclass(frozen=True, slots=True)
class Run:
    """What one command over the corpus came to: its result.json (empty where there was none), its last words, its costs."""

    folder: Path
    result: Mapping[str, Any]
    code: int
    said: str
    seconds: float
    mib: int
    changed: tuple[str, ...]  # inputs that are not what they were


def run(folder: Path, out: Path, deadline: float = 1200, *, watched: bool = True) -> Run:
    """Run `ecoreport run` once over the folder and watch its memory with that of its children."""
    command = [sys.executable, "-m", "ecoreport", "run", str(folder), "-o", str(out), "--password", PASSWORD]
    before, started = _snapshot(folder), time.perf_counter()
    with (
        (out.parent / "said.txt").open("w+b") as said,
        subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, cwd=out.parent) as process,
    ):
        peak: list[int] = [0]
        watcher = threading.Thread(target=_watch, args=(process, peak))
        if watched:
            watcher.start()
        try:
            code = process.wait(deadline)
        except subprocess.TimeoutExpired:
            process.kill()
            code = -9
        if watched:
            watcher.join()
        seconds = time.perf_counter() - started
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    after = _snapshot(folder)
    changed = tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))
    file = out / "result.json"
    result = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return Run(folder, result, code, words, seconds, peak[0] >> 20, changed)


def _snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for path in folder.rglob("*"):
        facts = path.lstat()
        found[ascii(str(path))] = (facts.st_mode, facts.st_size, facts.st_mtime_ns)
    return found


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.05)


def _family(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(entry.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += children[pid]


def _resident(pid: int) -> int:
    """Give the memory of a process that is not shared with its parent's file pages."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * PAGE


def named(case: Case, names: Iterable[str]) -> list[str]:
    """Give the names that are this case's: its own, or those that hold what can be written of it."""
    if not case.match:
        return [name for name in names if name == place(case)]
    return [name for name in names if name.startswith(f"{case.kind}/") and case.match in name]


def read(folder: Path, cases: Iterable[Case], result: Mapping[str, Any]) -> dict[str, list[str]]:
    """Read each file whose cells must survive and that was not refused; give the faults by place."""
    from ecoreport.reading import discover  # of the version under test
    from ecoreport.reading import read as open_input

    outcomes = {entry["file"]: entry["outcome"] for entry in result.get("submissions", ())}
    wanted = [
        case for case in cases if case.cells and any(outcomes.get(name) not in {"failed", "skipped"} for name in named(case, outcomes))
    ]
    archives = {place(case).partition(".zip/")[0] for case in wanted} | {place(case).partition(".xlsx/")[0] for case in wanted}
    sources = [
        source
        for source in discover([folder])
        if any(named(case, [source.name]) for case in wanted) or source.name.rsplit(".", 1)[0] in archives
    ]
    ledgers = {ledger.file: ledger for source in sources for ledger in open_input(source, (PASSWORD,))}
    faults = {}
    for case in wanted:
        own = [ledgers[name] for name in named(case, ledgers)]
        faults[place(case)] = lost(case, own[0].sheets) if len(own) == 1 else [f"{len(own)} ledgers at its name"]
    return faults


def judged(cases: Iterable[Case], done: Run) -> dict[str, list[str]]:
    """Give for each case, by its place, what was not met."""
    chosen = tuple(cases)
    if not done.result:
        return {place(case): [NOTHING] for case in chosen}
    entries = done.result["submissions"]
    names = [entry["file"] for entry in entries]
    survived = read(done.folder, chosen, done.result)
    found = {}
    for case in chosen:
        own = set(named(case, names))
        faults = answered(case, [entry for entry in entries if entry["file"] in own], done.result["findings"])
        found[place(case)] = faults + survived.get(place(case), []) + valued(case, done.result["items"])
    return found
