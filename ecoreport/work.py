"""Inputs -> batches: each file read and understood by itself, here, in workers or on any concurrent.futures.Executor; the order is kept.

A small, plain .xlsx is read in this process; every other file in a worker that may die of it, and costs itself alone. However a file
is read, the same budget of work decides, and the same bytes come of it.
"""

import functools
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from ecoreport import machine, one_file, reading
from ecoreport.cluster import join
from ecoreport.errors import InputError
from ecoreport.frames import pack, unpack
from ecoreport.guard import Bounds, LostError, UnavailableError, Worker
from ecoreport.judging import versions
from ecoreport.keeping import Kept
from ecoreport.model import Batch
from ecoreport.model.sharing import Shared
from ecoreport.office import Office
from ecoreport.one_file import RULES, read_one, read_whole, require_readable, understand, understand_all
from ecoreport.records import dataclass

if TYPE_CHECKING:
    from concurrent import futures
    from concurrent.futures import Executor, Future
else:  # what a few files read here do without
    (futures,) = machine.later("concurrent", "futures")

__all__ = ["RULES", "Hands", "Inputs", "Progress", "discover", "read_all", "read_one", "require_readable", "understand", "understand_all"]

Inputs = str | Path | BinaryIO | Iterable[str | Path | BinaryIO]
Progress = Callable[[int, int, str], None]  # files done, files in all, the file's name

BOUNDS = Bounds(seconds=600, memory=4 << 30)  # half a million cells, the most that a file may hold, take some 75 s and 620 MiB
_MANY = 150  # files from which on other processors are worth their start
_TASKS, _MOST, _FEW = 16, 32, 8  # tasks at least, and the files of one: on an executor, where the plan goes with each, and on a cluster
_RETRIES = 3  # of a task on a cluster, elsewhere each time
_TIRED = 96 << 20  # bytes that a worker may still hold behind a file: with more a fresh one takes its place


def discover(inputs: Inputs) -> tuple[reading.Input, ...]:
    """List the files below the inputs; raise InputError where an input does not exist."""
    one = isinstance(inputs, str | Path) or hasattr(inputs, "read")
    return reading.discover((inputs,) if one else inputs)  # type: ignore[arg-type]  # one source, or many


@dataclass(frozen=True, slots=True)
class Hands:
    """Who reads: an executor, or a number of processes, or a cluster by its address; and what was read before."""

    executor: "Executor | None" = None
    jobs: int | None = None  # processes in all, this one among them; None: as many as there are processors, where that is worth while
    cluster: str | None = None
    reread: bool = False  # nothing that was read before is used, or kept
    kept: Kept | None = None

    def __post_init__(self) -> None:
        """Raise InputError for what cannot be meant."""
        if self.jobs is not None and self.jobs < 1:
            raise InputError(f"进程数（--jobs）应为 1 以上的整数，现在是 {self.jobs}。")
        if sum(each is not None for each in (self.executor, self.jobs, self.cluster)) > 1:
            raise InputError("进程数（--jobs）、集群（--cluster）和 executor 只能给一个。请去掉其余的。")

    def keeping(self, out: Path, *, redact: bool) -> Kept:
        """Open what earlier runs into a folder read; nothing is kept with what is given away."""
        return Kept(out, on=not (self.reread or redact))


@machine.spared_collections()
def read_all(
    sources: Iterable[reading.Input],
    office: Office,
    executor: "Executor | None" = None,
    progress: Progress | None = None,
    hands: Hands | None = None,
) -> Batch:
    """Read every source into one settled batch; it depends neither on who reads nor on the order of the sources.

    Small plain workbooks and short texts are read here, all others meanwhile by a worker.
    """
    ordered = sorted(sources, key=lambda source: source.name)
    batches = _read(ordered, office.for_reading(), hands or Hands(executor))
    told = _tell(batches, ordered, progress)
    return versions.settle(Batch.of(told, office.period), office.vocabulary)


def _read(sources: list[reading.Input], office: Office, hands: Hands) -> Iterator[Batch]:
    """Give the batch of each source in its turn: what was read of the same file before, else what is read now."""
    kept, share = hands.kept and hands.kept.reading_for(office), Shared().share
    known = {source.name: share(batch) for source in sources if (batch := kept.find(source.name, reading.digest(source)))} if kept else {}
    fresh = map(share, _read_fresh([source for source in sources if source.name not in known], office, hands))
    for source in sources:
        batch = known.pop(source.name, None) or next(fresh)
        if kept:
            kept.lay(batch, one_file.ACCIDENTS)
        yield batch


def _read_fresh(sources: list[reading.Input], office: Office, hands: Hands) -> Iterator[Batch]:
    if not sources:
        return
    if hands.executor is not None:
        yield from _on_executor(sources, office, hands.executor)
    elif hands.cluster is not None:
        with join(hands.cluster) as client:
            yield from _on_cluster(sources, office, client)
    else:
        yield from _read_guarded(sources, office, hands.jobs or (machine.processors() if len(sources) >= _MANY else 1))


def _tell(batches: Iterable[Batch], sources: list[reading.Input], progress: Progress | None) -> Iterator[Batch]:
    for done, (batch, source) in enumerate(zip(batches, sources, strict=True), 1):
        if progress:
            progress(done, len(sources), source.name)
        yield one_file.placed(batch, source)


# ---- who reads ---------------------------------------------------------------------------------


def _on_executor(sources: list[reading.Input], office: Office, executor: "Executor") -> Iterator[Batch]:
    """Read on an executor, some files a task, for the plan goes with each; what is lost is read here under guard."""
    parcel = _wrap(office)
    parts = _cut(sources, min(max(len(sources) // _TASKS, 1), _MOST))
    tasks = [(part, _submit(executor, part, parcel)) for part in parts]
    yield from _collect(tasks, office)


def _submit(executor: "Executor", part: list[reading.Input], parcel: bytes) -> "Future[tuple[bytes, ...]] | None":
    try:
        return executor.submit(_read_some, part, parcel)
    except RuntimeError:  # it is broken, or was shut down
        return None


def _on_cluster(sources: list[reading.Input], office: Office, client: Any) -> Iterator[Batch]:
    """Read on a cluster; the plan is made once and kept by its workers, and the files are sent where they do not lie before its eyes."""
    plan = client.submit(_unwrap, _wrap(office), pure=False)
    first = next((source for source in sources if reading.digest(source)), sources[0])
    near = set(client.run(reading.digest, first).values()) == {reading.digest(first)}
    parts = _cut([source if near else reading.carried(source) for source in sources], min(max(len(sources) // _TASKS, 1), _FEW))
    tasks = [(part, client.submit(_read_some, part, plan, pure=False, retries=_RETRIES)) for part in parts]
    yield from _collect(tasks, office, [reading.digest(source) for source in sources])


def _collect(tasks: "list[tuple[list[reading.Input], Any]]", office: Office, digests: Iterable[str] = ()) -> Iterator[Batch]:
    """Give what was read of each file in its turn; what was lost, or is of another file than lies here (`digests`), is read here."""
    wanted = iter(digests)
    with _Crew(office, 1) as crew:
        for part, future in tasks:
            told = _result(future) or [None] * len(part)
            for source, data in zip(part, told, strict=True):
                batch = cast("Batch", unpack(data)) if data else None
                same = batch is not None and next(wanted, None) in (None, batch.submissions[0].sha256)
                yield batch if batch and same else crew.submit(source).result()


def _result(future: "Future[tuple[bytes, ...]] | None") -> Sequence[bytes | None] | None:
    try:
        return future.result() if future else None
    except Exception:  # noqa: BLE001 — `_read_some` raises nothing: it is the executor that failed, and each has errors of its own
        return None


def _cut(sources: list[reading.Input], length: int) -> list[list[reading.Input]]:
    return [sources[at : at + length] for at in range(0, len(sources), length)]


def _wrap(office: Office) -> bytes:
    return zlib.compress(pickle.dumps(office, 5))


@functools.lru_cache(maxsize=2)
def _unwrap(parcel: bytes) -> Office:
    """Open in a worker what was sent along; the same only once."""
    return cast("Office", pickle.loads(zlib.decompress(parcel)))  # noqa: S301 — from the parent


def _read_some(sources: list[reading.Input], plan: bytes | Office) -> tuple[bytes, ...]:
    office = _unwrap(plan) if isinstance(plan, bytes) else plan
    return tuple(pack(read_whole(source, office)) for source in sources)


def _read_guarded(sources: list[reading.Input], office: Office, jobs: int) -> Iterator[Batch]:
    """Read here and in workers: what is not small and plain there, the rest dealt out; who has nothing left takes from the others."""
    small = [number for number, source in enumerate(sources) if reading.is_small(source)]
    here = deque(small if jobs == 1 else small[::jobs])
    with _Crew(office, max(jobs - 1, 1)) as crew:
        coming = crew.submit_all({number: source for number, source in enumerate(sources) if number not in set(here)})
        read: dict[int, Batch] = {}
        spare = [number for number in small if number in coming]
        for number in range(len(sources)):
            while number not in read and not (number in coming and coming[number].done()):
                at = here.popleft() if here else _take_back(coming, spare)
                if at is None:
                    break
                read[at] = read_whole(sources[at], office)
            yield read.pop(number) if number in read else coming.pop(number).result()


def _take_back(coming: "dict[int, Future[Batch]]", spare: list[int]) -> int | None:
    """Take the last small file that no worker has begun yet; None where there is none."""
    while spare:
        number = spare.pop()
        if number in coming and coming[number].cancel():
            del coming[number]
            return number
    return None


class _Crew:
    """Threads that each speak to a worker of their own; no process is started before there is a file for it."""

    def __init__(self, office: Office, size: int) -> None:
        self._office = office
        self._size = size
        self._own = local()
        self._workers: list[Worker] = []
        self._waiting = -1  # files that nobody has begun to read; below 0: more may come
        self._over = False  # nobody waits for an answer any more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End every worker, at Ctrl-C in the middle of a file too."""
        self._over = True
        if "_threads" not in vars(self):  # nothing was given to them
            return
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=True)

    @functools.cached_property
    def _threads(self) -> "futures.ThreadPoolExecutor":
        return futures.ThreadPoolExecutor(self._size, thread_name_prefix="ecoreport")

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
            setup = (one_file.take_office, office.system, office.vocabulary, office.period, office.passwords, office.chosen)
            self._own.worker = worker = Worker(BOUNDS, setup=setup)
            self._workers.append(worker)
        self._waiting -= 1
        try:
            return Batch.of(_ask(worker, source, office), office.period)
        except UnavailableError:
            if self._over:  # it was ended while it began
                raise
            return read_whole(source, office)
        finally:
            if self._waiting == 0 or worker.memory > _TIRED:
                worker.end()


def _ask(worker: Worker, source: reading.Input, office: Office) -> Iterator[Batch]:
    """Have a worker read one input entry by entry; the entry at which it is lost is told, and a new one goes on behind it."""
    done, name, lost = 0, source.name, False
    while True:
        try:
            for answer in worker.ask(one_file.read_here, source, done):
                if isinstance(answer, bytes):
                    yield cast("Batch", unpack(answer))
                    done += 1
                else:
                    name = str(answer)
        except LostError as loss:
            yield one_file.lost(name, one_file.LOSSES[loss.why], office)
            done, lost = done + 1, done == 0
            if not lost:
                continue
        return
