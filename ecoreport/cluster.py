"""Reading on a Dask cluster that the user names: the same function, the plan sent once to each worker.

The scheduler gives what a lost worker had begun to another; what no worker brings to an end is read here, under guard. A cluster whose
workers run another edition of this library is refused: it would read otherwise.
"""

import importlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ecoreport.errors import InputError
from ecoreport.keeping import code

_PATIENCE = 30  # seconds for the scheduler, and then for its first worker, to answer


@contextmanager
def join(address: str) -> Iterator[Any]:
    """Hold the client of a cluster; raise InputError, with the mend, where it cannot serve."""
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as fault:
        raise InputError('用集群读取（--cluster）要先安装：pip install "ecoreport[cluster]"。') from fault
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise InputError(f"连不上集群“{address}”。请检查地址（如 tcp://192.168.1.10:8786）、调度程序是否已启动、网络是否通。") from fault
    with client:
        _require_same(client, address)
        yield client


def _require_same(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        told = set(client.run(code).values())
    except TimeoutError as fault:
        raise InputError(f"集群“{address}”里没有工作进程。请先在各台机器上运行 dask worker {address}。") from fault
    except (ImportError, AttributeError, pickle.UnpicklingError) as fault:
        raise InputError(f"集群“{address}”的工作进程里没有本程序。请在每台机器上安装同一版的 ecoreport。") from fault
    if told != {code()}:
        raise InputError(f"集群“{address}”里的 ecoreport 或 Python 与本机不是同一版，读出的结果可能不同。请都装成同一版。")
