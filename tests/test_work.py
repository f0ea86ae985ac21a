"""Files become batches one by one; the order is kept, and one bad file stops nothing."""

import os
import pickle
import statistics
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from files_wrong import make_package, zipped
from rule_tables import Row, cases_of, expected, said
from test_pipeline import ledgers  # noqa: F401  the fixture is asked for by name

import ecoreport as er
from ecoreport import one_file, work
from ecoreport.frames import pack
from ecoreport.guard import Bounds, UnavailableError
from ecoreport.model import Batch
from ecoreport.reading import Input, is_small

OFFICE = er.open_office()


def test_files_are_told_in_the_order_of_their_names_as_they_are_done(ledgers: Path) -> None:  # noqa: F811
    told: list[tuple[int, int, str]] = []
    sources = work.discover(ledgers)
    batch = work.read_all(reversed(sources), OFFICE, progress=lambda *step: told.append(step))
    names = sorted(source.name for source in sources)
    assert told == [(number, len(names), name) for number, name in enumerate(names, 1)]
    assert [submission.file for submission in batch.submissions] == names


def test_the_batch_does_not_depend_on_the_executor(ledgers: Path) -> None:  # noqa: F811
    class Slow(Executor):
        """Begins each piece of work only when its result is asked for."""

        def submit(self, call, /, *told, **named) -> Future:
            future: Future = Future()
            future.result = lambda _=None: call(*told, **named)  # type: ignore[method-assign]
            return future

    alone = work.read_all(work.discover(ledgers), OFFICE)
    with ThreadPoolExecutor(3) as pool:
        assert work.read_all(work.discover(ledgers), OFFICE, pool) == alone
    assert work.read_all(work.discover(ledgers), OFFICE, Slow()) == alone
    assert alone.period == 2020


def test_one_source_or_many_are_discovered(ledgers: Path) -> None:  # noqa: F811
    files = sorted(ledgers.iterdir())
    assert [source.name for source in work.discover(str(files[0]))] == [files[0].name]
    assert [source.name for source in work.discover(files)] == [source.name for source in work.discover(ledgers)]
    with pytest.raises(er.InputError, match="没有的"):
        work.discover("没有的.xlsx")


# ---- a file that is the death of whoever reads it ---------------------------------------------------

LEDGER = "指标名称,2020年\n政府绿色采购比例,85\n"


class Fatal(str):
    """A password that ends the process which tries it, as a fault in a library of C would."""

    __slots__ = ()

    def encode(self, *_: object) -> NoReturn:  # type: ignore[override]
        os._exit(11)


class Endless(str):
    """A password over which the process that tries it never comes to an end."""

    __slots__ = ()

    def encode(self, *_: object) -> NoReturn:  # type: ignore[override]
        while True:
            time.sleep(0.1)


def archive(*locked: str) -> bytes:
    """Pack three ledgers; the locked ones ask for a password."""
    data = bytearray(zipped({name: LEDGER.encode() for name in ("一.csv", "二.csv", "三.csv")}))
    for name in locked:
        for at in (i for i in range(len(data)) if data.startswith((b"PK\3\4", b"PK\1\2"), i)):
            begins = at + (30 if data.startswith(b"PK\3\4", at) else 46)
            if data.startswith(name.encode(), begins):
                data[begins - (24 if data.startswith(b"PK\3\4", at) else 38)] |= 1
    return bytes(data)


SOURCES = [
    Input("前.csv", data=LEDGER.encode()),
    Input("包.zip", data=archive("二.csv")),
    Input("后.xlsx", data=make_package("<sheetData/>")),
]
OUTCOMES = {
    "前.csv": "read",
    "包.zip": "read",
    "包.zip/一.csv": "read",
    "包.zip/二.csv": "failed",
    "包.zip/三.csv": "read",
    "后.xlsx": "read",
}


def outcomes(batch: Batch) -> dict[str, str]:
    return {submission.file: submission.outcome for submission in batch.submissions}


def codes(batch: Batch) -> list[str]:
    return [finding.code for finding in batch.findings if finding.code.startswith("R99")]


@pytest.fixture(scope="module")
def guarded() -> Batch:
    """Read three files, of which one holds a member that kills its reader, under guard."""
    return work.read_all(SOURCES, replace(OFFICE, passwords=(Fatal("x"),)))


def test_a_member_that_kills_its_reader_costs_itself_alone(guarded: Batch) -> None:
    assert (outcomes(guarded), codes(guarded)) == (OUTCOMES, ["R998"])
    (finding,) = [finding for finding in guarded.findings if finding.code == "R998"]
    assert finding.message == "读取“包.zip/二.csv”的进程意外结束，该文件的内容没有采用，其他文件不受影响"


def test_a_process_of_an_executor_that_dies_costs_its_file_and_not_the_batch(guarded: Batch) -> None:
    office = replace(OFFICE, passwords=(Fatal("x"),))
    with ProcessPoolExecutor(1) as pool:
        assert work.read_all(SOURCES, office, pool) == guarded
        assert work.read_all(SOURCES, office, pool) == guarded, "a broken executor is no better than none"


MADE = {
    "台账": LEDGER.encode(),
    "锁": archive("二.csv"),
    "多": b"1,2,3,4,5,6,7,8\n" * 60_000,
}
PASSWORDS = {"没有尽头": (Endless("x"),), "进程没了": (Fatal("x"),), "": ()}


@pytest.mark.parametrize(("code", "rows"), cases_of(("R996", "R997", "R998")))
def test_a_file_that_is_lost_is_told_and_costs_nothing_else(code: str, rows: list[Row], monkeypatch) -> None:
    monkeypatch.setattr(work, "BOUNDS", Bounds(5 if code == "R996" else 60, (160 << 20) if code == "R997" else (1 << 30)))
    for row in rows:
        source = Input(row["name"], data=MADE[row["made"]])
        batch = work.read_all([source, SOURCES[0]], replace(OFFICE, passwords=PASSWORDS[row["password"]]))
        assert said([finding for finding in batch.findings if finding.code == code], lambda finding: finding.code) == expected([row])
        assert outcomes(batch)["前.csv"] == "read"
        assert not row["expect"] or [finding.department for finding in batch.findings if finding.code == code] == ["市水利局"]


def test_here_in_workers_and_on_executors_the_same_is_read() -> None:
    sources = work.discover(Path(__file__).parent.parent / "sample_inputs")[::5]
    assert {is_small(source) for source in sources} == {True, False}
    here = work.read_all(sources, OFFICE, ThreadPoolExecutor(1))
    assert work.read_all(sources, OFFICE) == here
    with ProcessPoolExecutor(2) as pool:
        assert work.read_all(sources, OFFICE, pool) == here


def test_where_no_worker_can_be_started_everything_is_read_here(monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/excel")
    assert outcomes(work.read_all(SOURCES, OFFICE)) == OUTCOMES


@pytest.mark.parametrize(
    ("name", "data", "small"),
    [
        ("a.xlsx", make_package("<sheetData/>"), True),
        ("a.xls", make_package("<sheetData/>"), True),
        ("large.xlsx", make_package("<sheetData/>", more={"xl/media/a.txt": os.urandom(700_000).hex()}), False),
        ("swells.xlsx", make_package(f"<sheetData>{' ' * 5_000_000}</sheetData>"), False),
        ("sheets.xlsx", make_package("<sheetData/>", more={"xl/workbook.xml": f"<workbook>{' ' * 70_000}</workbook>"}), False),
        ("a.zip", archive(), False),
        ("a.csv", LEDGER.encode(), True),
        ("a.TXT", LEDGER.encode("utf-16"), True),
        ("long.csv", LEDGER.encode() * 1_000, False),
        ("page.csv", b"<html><table>", False),
        ("archive.csv", archive(), False),
        ("empty.csv", b"", False),
        ("a", LEDGER.encode(), False),
        ("torn.xlsx", make_package("<sheetData/>")[:-30], False),
        ("locked.zip", archive("一.csv"), False),
    ],
)
def test_only_a_small_plain_workbook_is_read_in_this_process(name: str, data: bytes, small: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_small(Input(name, data=data)) is small
    assert is_small(Input(name, path=os.fsencode(tmp_path / name))) is small
    assert not is_small(Input(name, path=os.fsencode(tmp_path / "none.xlsx")))


def run_script(folder: Path, text: str) -> "subprocess.Popen[bytes]":
    script = folder / "script.py"
    script.write_text(text, "utf-8")
    paths = os.pathsep.join((str(Path(__file__).parent), *sys.path))
    return subprocess.Popen(
        [sys.executable, script], env={**os.environ, "PYTHONPATH": paths}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def test_a_script_of_three_lines_needs_no_main_guard(tmp_path: Path) -> None:
    (tmp_path / "市财政局.csv").write_text(LEDGER, "utf-8")
    script = run_script(
        tmp_path,
        f"import ecoreport as er\nbatch = er.read_ledgers({str(tmp_path)!r} + '/市财政局.csv', er.load_system())\nprint(len(batch.entries))",
    )
    assert script.communicate()[0].split() == [b"1"]


def test_ctrl_c_ends_the_workers_with_the_run(tmp_path: Path) -> None:
    text = """
import signal
from dataclasses import replace
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to it
from test_work import OFFICE, Endless, Input, archive, work
source = Input("包.zip", data=archive("二.csv"))
print("ready", flush=True)
work.read_all([source], replace(OFFICE, passwords=(Endless("x"),)))
"""
    script = run_script(tmp_path, text)
    assert script.stdout is not None
    script.stdout.readline()
    time.sleep(4)
    script.send_signal(2)
    assert b"KeyboardInterrupt" in script.communicate(timeout=20)[0], "and every pipe is closed: no worker holds one"


def test_a_worker_that_is_ended_while_it_begins_is_no_reason_to_read_its_file_here(monkeypatch) -> None:
    def ended(*_: object) -> NoReturn:
        raise UnavailableError

    monkeypatch.setattr(work.Worker, "ask", ended)
    with work._Crew(OFFICE, 1) as crew:
        assert crew.submit(SOURCES[0]).result().entries
    with pytest.raises(UnavailableError):
        crew._read(SOURCES[0])


# ---- several processes ----------------------------------------------------------------------------


def test_one_process_or_several_read_the_same(ledgers: Path, monkeypatch) -> None:  # noqa: F811
    sources = work.discover(ledgers)
    alone = work.read_all(sources, OFFICE)
    started: list[object] = []
    start = work.Worker._start
    monkeypatch.setattr(work.Worker, "_start", lambda self: (started.append(self), start(self))[1])
    assert work.read_all(sources, OFFICE, hands=work.Hands(jobs=3)) == alone
    assert 1 <= len(started) <= 2, "besides this one"
    started.clear()
    assert work.read_all([source for source in sources if is_small(source)], OFFICE) == work.read_all(sources, OFFICE)
    assert started == []
    monkeypatch.setattr(work, "_MANY", len(sources))
    monkeypatch.setattr(work.machine, "processors", lambda: 2)
    assert work.read_all(sources, OFFICE) == alone
    assert len(started) == 1, "as many as there are processors, where there are files enough"


def test_who_has_nothing_left_takes_what_another_has_not_begun(ledgers: Path, monkeypatch) -> None:  # noqa: F811
    def never(*_: object) -> NoReturn:
        time.sleep(1)
        raise UnavailableError

    monkeypatch.setattr(work.Worker, "ask", never)
    sources = work.discover(ledgers)
    assert work.read_all(sources, OFFICE, hands=work.Hands(jobs=2)) == work.read_all(sources, OFFICE, ThreadPoolExecutor(1))


def test_a_task_is_small_both_ways() -> None:
    sources = work.discover(Path(__file__).parent.parent / "sample_inputs")[::3]
    there = [len(pickle.dumps((one_file.read_here, (source, 0), 600.0), 5)) for source in sources]
    back = [len(pack(one_file.read_whole(source, OFFICE))) for source in sources]
    assert max(there) <= 512, "the plan went before, once a process"
    assert statistics.median(there) + statistics.median(back) <= 2_048


@pytest.mark.parametrize(
    ("given", "told"),
    [({"jobs": 0}, "1 以上的整数，现在是 0"), ({"jobs": 2, "cluster": "tcp://a:1"}, "只能给一个"), ({"jobs": -1}, "现在是 -1")],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, object], told: str, tmp_path: Path) -> None:
    with pytest.raises(er.InputError, match=told):
        er.run(tmp_path, tmp_path / "输出", **given)
