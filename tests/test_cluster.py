"""A Dask cluster reads what one process reads, to the byte, whatever becomes of its workers."""

import importlib
import importlib.util
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
from test_keeping import contents
from test_pipeline import ledgers  # noqa: F401  the fixture is asked for by name

import ecoreport as er
from ecoreport import work

OFFICE = er.open_office()


class Client:
    """Does what a client of a cluster does, each task by way of the bytes that would travel; `blind`: it sees no file of ours."""

    def __init__(self, *, blind: bool = False, loses: tuple[int, ...] = (), code: str | None = None) -> None:
        self.blind, self.loses, self.code = blind, loses, code
        self.sizes: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def wait_for_workers(self, *_: object, **__: object) -> None:
        pass

    def run(self, call, *told: object) -> dict[str, object]:
        return {"tcp://a": "" if told and self.blind else call(*told) if told or self.code is None else self.code}

    def submit(self, call, *told: object, **_: object) -> Future:
        future: Future = Future()
        held = tuple(each.result() if isinstance(each, Future) else each for each in told)
        self.sizes.append(len(pickle.dumps([each for each in told if not isinstance(each, Future)], 5)))
        if len(self.sizes) in self.loses:
            future.set_exception(RuntimeError("KilledWorker"))
        else:
            call, held = pickle.loads(pickle.dumps((call, held)))
            future.set_result(call(*held))
        return future


@pytest.fixture
def joined(monkeypatch):
    """Let `join` find a client instead of a network."""

    def put(client: object) -> Any:
        def connect(*_: object, **__: object) -> object:
            if isinstance(client, BaseException):
                raise client
            return client

        monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=connect))
        return client

    return put


def test_a_cluster_reads_the_same_and_the_plan_goes_once(ledgers: Path, joined) -> None:  # noqa: F811
    sources = work.discover(ledgers)
    alone = work.read_all(sources, OFFICE)
    client = joined(Client())
    assert work.read_all(sources, OFFICE, hands=work.Hands(cluster="tcp://a:1")) == alone
    plan, *tasks = client.sizes
    assert plan > 10_000
    assert max(tasks) <= 2_048
    assert len(tasks) == len(sources)


@pytest.mark.parametrize("client", [Client(blind=True), Client(loses=(2, 4)), Client(loses=(1,))])
def test_what_a_cluster_does_not_see_or_loses_costs_nothing(client: Client, ledgers: Path, joined) -> None:  # noqa: F811
    sources = work.discover(ledgers)
    alone = work.read_all(sources, OFFICE)
    if client.loses == (1,):  # the plan itself
        client.submit = lambda *_, **__: _lost()  # type: ignore[method-assign]
    joined(client)
    assert work.read_all(sources, OFFICE, hands=work.Hands(cluster="tcp://a:1")) == alone


def _lost() -> Future:
    future: Future = Future()
    future.set_exception(RuntimeError("lost"))
    return future


@pytest.mark.parametrize(
    ("client", "told"),
    [
        (OSError("refused"), "连不上集群“tcp://a:1”"),
        (ValueError("no address"), "连不上集群"),
        (Client(code="another"), "不是同一版"),
    ],
)
def test_a_cluster_that_cannot_serve_is_refused_with_the_mend(client, told: str, ledgers: Path, tmp_path: Path, joined) -> None:  # noqa: F811
    joined(client)
    with pytest.raises(er.InputError, match=told):
        er.run(ledgers, tmp_path / "输出", cluster="tcp://a:1")
    assert not (tmp_path / "输出").exists()


def test_without_dask_it_says_what_to_install(ledgers: Path, tmp_path: Path, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(er.InputError, match=r"ecoreport\[cluster\]"):
        er.run(ledgers, tmp_path / "输出", cluster="tcp://a:1")


# ---- a real one -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three_workers() -> Iterator[Any]:
    if importlib.util.find_spec("distributed") is None:
        pytest.skip('no Dask here: pip install -e ".[dev,cluster]"')
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        distributed = importlib.import_module("distributed")
        with distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=None, memory_limit=None, silence_logs=50
        ) as running:
            yield running


@pytest.mark.filterwarnings("ignore")
def test_one_of_three_workers_killed_midway_costs_nothing(three_workers, ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    sources = work.discover(Path(__file__).parent.parent / "sample_inputs")
    hands = work.Hands(cluster=three_workers.scheduler_address)
    pids = [worker.pid for worker in three_workers.workers.values()]
    killed: list[int] = []

    def kill_once(done: int, *_: object) -> None:
        if done == 2:
            killed.append(done)
            os.kill(pids[0], signal.SIGKILL)

    assert work.read_all(sources, OFFICE, hands=hands, progress=kill_once) == work.read_all(sources, OFFICE)
    assert killed
    er.run(ledgers, tmp_path / "一处")
    er.run(ledgers, tmp_path / "集群", cluster=three_workers.scheduler_address)
    assert contents(tmp_path / "集群") == contents(tmp_path / "一处")
