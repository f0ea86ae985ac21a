"""Inputs -> batches: each file read and understood by itself, here, in workers or on any concurrent.futures.Executor; the order is kept.

A small, plain .xlsx is read in this process; every other file in a worker that may die of it, and costs itself alone. However a file
is read, the same budget of work decides, and the same bytes come of it.
"""

import functools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import local
from typing import BinaryIO, Self

from ecoreport import normalisation, reading, recognition
from ecoreport.errors import InputError
from ecoreport.guard import Bounds, LostError, UnavailableError, Worker
from ecoreport.judging import versions
from ecoreport.matching import matcher_for
from ecoreport.model import Batch, IndicatorSystem, Ledger, Source, Submission
from ecoreport.office import Office
from ecoreport.records import dataclass
from ecoreport.rules import ERROR, Rule, readdress
from ecoreport.vocabulary import Vocabulary

Inputs = str | Path | BinaryIO | Iterable[str | Path | BinaryIO]
Progress = Callable[[int, int, str], None]  # files done, files in all, the file's name
Chosen = Iterable[tuple[str, str]]  # 选读法: a form's signature and the letter of a reading

BOUNDS = Bounds(seconds=600, memory=4 << 30)  # half a million cells, the most that a file may hold, take some 75 s and 620 MiB
_WORKERS = 1  # besides this process: two that read large files at once would double the memory
_TIRED = 96 << 20  # bytes that a worker may still hold behind a file: with more a fresh one takes its place

_SAVE_ANEW = "请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 后重报；仍不能读取的，请把文件发给本程序的维护人员"
_ALONE = "该文件的内容没有采用，其他文件不受影响"
TOO_SLOW = Rule(
    "R996", ERROR, "规范性", "读取超时", f"读取“{{file}}”用时过长，已停止，{_ALONE}", _SAVE_ANEW,
    note="一份文件读得太久，只停这一份",
)  # fmt: skip
TOO_HEAVY = Rule(
    "R997", ERROR, "规范性", "占用内存过多", f"读取“{{file}}”占用内存过多，已停止，{_ALONE}", _SAVE_ANEW,
    note="读一份文件占用内存过多，只停这一份",
)  # fmt: skip
ENDED = Rule(
    "R998", ERROR, "规范性", "读取进程意外结束", f"读取“{{file}}”的进程意外结束，{_ALONE}", _SAVE_ANEW,
    note="读取一份文件的进程意外结束，只影响这一份文件",
)  # fmt: skip
UNEXPECTED = Rule(
    "R999", ERROR, "规范性", "文件未能读懂", f"读取“{{file}}”时出现意外（{{kind}}），{_ALONE}", _SAVE_ANEW,
    note="读取或识别一份文件时出现意外，只影响这一份文件",
)  # fmt: skip
_LOSSES = {"time": TOO_SLOW, "memory": TOO_HEAVY, "ended": ENDED}
RULES: tuple[Rule, ...] = (
    *reading.RULES, TOO_SLOW, TOO_HEAVY, ENDED, UNEXPECTED, *recognition.RULES, *normalisation.RULES,
)  # fmt: skip


def discover(inputs: Inputs) -> tuple[reading.Input, ...]:
    """List the files below the inputs; raise InputError where an input does not exist."""
    one = isinstance(inputs, str | Path) or hasattr(inputs, "read")
    return reading.discover((inputs,) if one else inputs)  # type: ignore[arg-type]  # one source, or many


def read_all(
    sources: Iterable[reading.Input],
    office: Office,
    executor: Executor | None = None,
    progress: Progress | None = None,
    jobs: int | None = None,
) -> Batch:
    """Read every source into one settled batch; it depends neither on who reads nor on the order of the sources.

    `jobs` is the number of workers that read all files; None: small plain workbooks are read here, the others meanwhile by one worker.
    """
    ordered = sorted(sources, key=lambda source: source.name)
    home = office.for_reading()
    batches = _on_executor(ordered, home, executor) if executor else _read_guarded(ordered, home, jobs)
    told = _tell(batches, ordered, progress)
    return versions.settle(functools.reduce(Batch.__add__, told, Batch(period=office.period)), office.vocabulary)


def _tell(batches: Iterable[Batch], sources: list[reading.Input], progress: Progress | None) -> Iterator[Batch]:
    for done, (batch, source) in enumerate(zip(batches, sources, strict=True), 1):
        if progress:
            progress(done, len(sources), source.name)
        yield _placed(batch, source)


def _placed(batch: Batch, source: reading.Input) -> Batch:
    """Say of each entry of an input where it lies, as this machine knows it, whoever read it."""
    if source.path is None:
        return batch
    path = os.fsdecode(os.path.abspath(source.path))  # noqa: PTH100 — bytes; lexically: a link must read as people see the folders
    return replace(batch, submissions=tuple(replace(each, path=path) for each in batch.submissions))


# ---- who reads ---------------------------------------------------------------------------------


def _on_executor(sources: list[reading.Input], office: Office, executor: Executor) -> Iterator[Batch]:
    """Read on an executor; what it loses, it or the process that it ran in, is read here under guard."""
    with _Crew(office, 1) as crew:
        futures = [_submit(executor, source, office) for source in sources]
        for source, future in zip(sources, futures, strict=True):
            yield _result(future) or crew.submit(source).result()


def _submit(executor: Executor, source: reading.Input, office: Office) -> "Future[Batch] | None":
    try:
        return executor.submit(read_one, source, office)
    except RuntimeError:  # it is broken, or was shut down
        return None


def _result(future: "Future[Batch] | None") -> Batch | None:
    try:
        return future.result() if future else None
    except Exception:  # noqa: BLE001 — `read_one` raises nothing: it is the executor that failed, and each has errors of its own
        return None


def _read_guarded(sources: list[reading.Input], office: Office, jobs: int | None) -> Iterator[Batch]:
    """Read what is small and plain here, everything else in workers meanwhile; while one of theirs is due and not done, the next here."""
    apart = [number for number, source in enumerate(sources) if jobs or not reading.is_small(source)]
    with _Crew(office, jobs or _WORKERS) as crew:
        coming = crew.submit_all({number: sources[number] for number in apart})
        here = deque(number for number in range(len(sources)) if number not in coming)
        read: dict[int, Batch] = {}
        for number in range(len(sources)):
            while here and (here[0] == number or not (number in read or coming[number].done())):
                at = here.popleft()
                read[at] = read_one(sources[at], office)
            yield read.pop(number) if number in read else coming.pop(number).result()


class _Crew:
    """Threads that each speak to a worker of their own; no process is started before there is a file for it."""

    def __init__(self, office: Office, size: int) -> None:
        self._office = office
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="ecoreport")
        self._own = local()
        self._workers: list[Worker] = []
        self._waiting = -1  # files that nobody has begun to read; below 0: more may come
        self._over = False  # nobody waits for an answer any more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End every worker, at Ctrl-C in the middle of a file too."""
        self._over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=True)

    def submit(self, source: reading.Input) -> "Future[Batch]":
        return self._threads.submit(self._read, source)

    def submit_all(self, sources: Mapping[int, reading.Input]) -> "dict[int, Future[Batch]]":
        """Have files read after which no more will come: a worker for which none is left ends at once."""
        self._waiting = len(sources)
        return {number: self.submit(source) for number, source in sources.items()}

    def _read(self, source: reading.Input) -> Batch:
        office = self._office
        worker = getattr(self._own, "worker", None)
        if worker is None:
            setup = (take_office, office.system, office.vocabulary, office.period, office.passwords, office.chosen)
            self._own.worker = worker = Worker(BOUNDS, setup=setup)
            self._workers.append(worker)
        self._waiting -= 1
        try:
            return functools.reduce(Batch.__add__, _ask(worker, source, office), Batch(period=office.period))
        except UnavailableError:
            if self._over:  # it was ended while it began
                raise
            return read_one(source, office)
        finally:
            if self._waiting == 0 or worker.memory > _TIRED:
                worker.end()


def _ask(worker: Worker, source: reading.Input, office: Office) -> Iterator[Batch]:
    """Have a worker read one input entry by entry; the entry at which it is lost is told, and a new one goes on behind it."""
    done, name, lost = 0, source.name, False
    while True:
        try:
            for answer in worker.ask(_read_here, source, done):
                if isinstance(answer, Batch):
                    yield answer
                    done += 1
                else:
                    name = str(answer)
        except LostError as loss:
            yield _lost(name, _LOSSES[loss.why], office)
            done, lost = done + 1, done == 0
            if not lost:
                continue
        return


# ---- in a worker -------------------------------------------------------------------------------

_at_home: list[Office] = []  # of a worker: the one office for which it reads


def take_office(*told: object) -> Iterator[object]:
    """Keep in a worker what it reads for: plan, words, year and passwords."""
    _at_home[:] = [_Home(*told)]  # type: ignore[arg-type,list-item]  # as `_Crew` sends them
    return iter(())


@dataclass(frozen=True, slots=True)
class _Home:
    """As much of an office as reading asks for."""

    system: IndicatorSystem
    vocabulary: Vocabulary
    period: int
    passwords: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...]


def _read_here(source: reading.Input, begin: int) -> Iterator[str | Batch]:
    return read_entries(source, _at_home[0], begin)


# ---- one input ---------------------------------------------------------------------------------


def read_one(source: reading.Input, office: Office) -> Batch:
    """Read and understand one input, an archive with all its members; whatever it holds, it raises nothing."""
    batches = (answer for answer in read_entries(source, office) if isinstance(answer, Batch))
    return _placed(functools.reduce(Batch.__add__, batches, Batch(period=office.period)), source)


def read_entries(source: reading.Input, office: Office, begin: int = 0) -> Iterator[str | Batch]:
    """Give for each entry of an input from a number on its name, before it is read, and then its batch."""
    for number, (name, read) in enumerate(reading.unfold(source, office.passwords)):
        if number >= begin:
            yield name
            yield _understood(name, read, office)
        elif number == 0:
            read()  # an archive must be opened to come to its members


def _understood(name: str, read: Callable[[], Ledger], office: Office) -> Batch:
    try:
        return understand(read(), office.system, office.vocabulary, office.period, office.chosen)
    except Exception as error:  # noqa: BLE001 — the batch's outermost wall: one bad file never stops the others
        return _lost(name, UNEXPECTED, office, kind=type(error).__name__)


def _lost(name: str, rule: Rule, office: Office, kind: str = "") -> Batch:
    """Make the one entry of a file that was lost, of nothing but its name."""
    finding = rule.finding(Source(name), file=name, kind=kind)
    return understand(Ledger(name, "", "", (), "failed", finding.message, (finding,)), office.system, office.vocabulary, office.period)


def understand_all(ledgers: Iterable[Ledger], office: Office) -> Batch:
    """Recognise and normalise ledgers that were read."""
    understood = (understand(ledger, office.system, office.vocabulary, office.period, office.chosen) for ledger in ledgers)
    return functools.reduce(Batch.__add__, understood, Batch(period=office.period))


def require_readable(batch: Batch) -> None:
    """Raise InputError where not one file of the batch could be read, naming the first few and why."""
    if any(submission.outcome in ("read", "partly") for submission in batch.submissions):
        return
    if not batch.submissions:
        raise InputError("没有找到任何台账文件。请检查文件夹是否选对，里面应有各部门报来的 .xlsx 等台账。")
    shown = "\n".join(f"  {submission.file}：{submission.message}" for submission in batch.submissions[:5])
    more = f"\n  ……共 {len(batch.submissions)} 个文件" if len(batch.submissions) > 5 else ""
    raise InputError(f"没有一份文件可以读取，未生成任何结果：\n{shown}{more}")


def _is_note(ledger: Ledger) -> bool:
    """Is it a text without columns, which may as well be no report at all."""
    return ledger.file.lower().endswith(".txt") and all(cell.column == 1 for sheet in ledger.sheets for cell in sheet.cells)


def understand(ledger: Ledger, plan: IndicatorSystem, vocabulary: Vocabulary, year: int, chosen: Chosen = ()) -> Batch:
    """Recognise and normalise one ledger; of an unreadable one keep who sent it, where its name tells."""
    if ledger.sheets or ledger.returned:
        layout = recognition.recognise(ledger, plan, vocabulary, year, chosen)
        if _is_note(ledger) and not layout.records and not layout.narratives:
            return Batch((Submission(ledger.file, ledger.sha256, None, "skipped", reading.NOTE),), period=year)
        return normalisation.normalise(layout, ledger, plan, vocabulary, year)
    named = recognition.read_path(ledger.file, matcher_for(plan, vocabulary)) if ledger.outcome == "failed" else None
    department, region = (named.department, named.region) if named else (None, None)
    submission = Submission(
        ledger.file, ledger.sha256, department, ledger.outcome, ledger.message, container=ledger.container, region=region,
        departments=named.joint if named else (),
    )  # fmt: skip
    findings = tuple(readdress(finding, department) if department else finding for finding in ledger.findings)
    return Batch((submission,), findings=findings, period=year)
