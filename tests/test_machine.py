"""What differs between systems: this one's branch as it is, the other's by stand-ins for what it has."""

import errno
import gc
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from ecoreport import machine

linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system keeps no /proc")


@pytest.fixture
def handles(tmp_path: Path):
    opened = [os.open(tmp_path / "锁", os.O_RDWR | os.O_CREAT) for _ in range(2)]
    yield opened
    for handle in opened:
        os.close(handle)


# ---- locks -----------------------------------------------------------------------------------------


def test_a_lock_has_one_holder_until_it_is_given_back(handles: list[int]) -> None:
    assert machine.lock(handles[0])
    assert not machine.lock(handles[1])
    machine.unlock(handles[0])
    assert machine.lock(handles[1])


def test_a_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    holder = (
        "import os, sys; from ecoreport import machine\n"
        "handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT); assert machine.lock(handle); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(tmp_path / "锁")], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        handle = os.open(tmp_path / "锁", os.O_RDWR)
        assert not machine.lock(handle)
        process.kill()
        process.wait()
    assert machine.lock(handle)
    os.close(handle)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system forks no process")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a process of several threads forks: the child does nothing but wait
def test_a_forked_child_does_not_keep_the_lock_of_a_parent_that_is_gone(handles: list[int]) -> None:
    assert machine.lock(handles[0])
    machine.close_in_children(handles[0])
    ready, done = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        os.write(ready[1], b"1")
        os.read(done[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    os.close(handles[0])  # as the system does where a process dies: nothing is given back by hand
    try:
        assert machine.lock(handles[1])
    finally:
        os.write(done[1], b"1")
        os.waitpid(child, 0)
        handles[0] = os.dup(handles[1])
        for end in (*ready, *done):
            os.close(end)


def test_a_file_system_without_locks_refuses_no_run(handles: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(flock=unknown, LOCK_EX=2, LOCK_NB=4, LOCK_UN=8))
    monkeypatch.setattr(machine, "WINDOWS", False)
    assert machine.lock(handles[0])
    machine.unlock(handles[0])


class Msvcrt:
    """Windows's locks, as far as they are used: one byte, one holder; a second asks in vain."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.held: dict[int, int] = {}  # the byte, and who holds it

    def locking(self, handle: int, mode: int, count: int) -> None:
        place = os.lseek(handle, 0, os.SEEK_CUR)
        assert count == 1
        if mode == self.LK_UNLCK:
            if self.held.get(place) != handle:
                raise OSError(errno.EACCES, "Permission denied")
            del self.held[place]
        elif self.held.setdefault(place, handle) != handle:
            raise OSError(errno.EACCES, "Permission denied")


def test_windows_locks_a_byte_that_nobody_reads(handles: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Msvcrt()
    monkeypatch.setattr(machine, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    os.write(handles[0], b"who")
    assert machine.lock(handles[0])
    assert min(windows.held) > 1_000_000
    assert not machine.lock(handles[1])
    machine.unlock(handles[1])  # was never its own: no fault
    machine.unlock(handles[0])
    assert machine.lock(handles[1])


@pytest.mark.parametrize("windows", [False, True])
def test_a_lock_given_back_leaves_no_file_and_the_next_one_can_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: bool
) -> None:
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt())
    for _ in range(2):
        handle = os.open(tmp_path / "锁", os.O_RDWR | os.O_CREAT)
        assert machine.lock(handle)
        machine.release(handle, tmp_path / "锁")
        assert list(tmp_path.iterdir()) == []


def test_a_file_whose_name_went_or_came_again_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "WINDOWS", False)
    path = tmp_path / "锁"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    told = [machine.is_same(handle, path)]
    path.rename(tmp_path / "别名")
    told.append(machine.is_same(handle, path))
    path.write_bytes(b"")
    told.append(machine.is_same(handle, path))
    monkeypatch.setattr(machine, "WINDOWS", True)
    told.append(machine.is_same(handle, path))
    os.close(handle)
    assert told == [True, False, False, True]


# ---- files -----------------------------------------------------------------------------------------


def test_a_link_is_known_and_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    (tmp_path / "链接").symlink_to("别处")
    assert [machine.is_link(tmp_path / name) for name in ("链接", "文件", "没有")] == [True, False, False]


def test_a_junction_of_windows_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path.cwd().stat()
    monkeypatch.setattr(os, "lstat", lambda _: SimpleNamespace(st_mode=folder.st_mode, st_file_attributes=0x410))
    assert machine.is_link("部门自查报告")


def test_one_link_is_changed_for_another_in_one_step_but_not_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for windows in (False, True):
        monkeypatch.setattr(machine, "WINDOWS", windows)
        told.append(machine.shows_through_links())
    assert told == [True, False]


def test_free_space_is_a_number_or_unknown(tmp_path: Path) -> None:
    assert machine.free_space(tmp_path) > 0
    assert machine.free_space(tmp_path / "没有") is None


def test_a_folder_that_cannot_be_synced_is_no_fault_but_a_broken_disk_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "WINDOWS", False)
    machine.sync_folder(tmp_path)

    def refuse(number: int):
        def fsync(_: int) -> None:
            raise OSError(number, "refused")

        return fsync

    monkeypatch.setattr(os, "fsync", refuse(errno.EINVAL))
    machine.sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse(errno.EIO))
    with pytest.raises(OSError, match="refused"):
        machine.sync_folder(tmp_path)
    monkeypatch.setattr(machine, "WINDOWS", True)
    machine.sync_folder(tmp_path / "没有")  # nothing is asked there


# ---- processes -------------------------------------------------------------------------------------


def test_a_process_lives_until_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert machine.alive(process.pid)
    assert not machine.alive(process.pid)
    assert machine.alive(os.getpid())
    assert not machine.alive(0)


@linux
def test_linux_tells_the_memory_of_a_process() -> None:
    before = machine.memory(os.getpid())
    held = bytearray(b"x" * (64 << 20))
    assert before + (48 << 20) < machine.memory(os.getpid()) < before + (256 << 20)
    assert held
    assert machine.memory(2**22 + 1) is None


class Kernel32:
    """The calls of Windows that are used; handle 7 stands for process 42, which still runs and holds 5 MB."""

    def __init__(self) -> None:
        self.opened: list[int] = []
        self.code = 259

    def OpenProcess(self, _rights: int, _inherit: bool, pid: int) -> int:  # noqa: N802 — the system's own name
        self.opened += [7] * (pid == 42)
        return 7 if pid == 42 else 0

    def GetExitCodeProcess(self, _process: int, code) -> int:  # noqa: N802
        code._obj.value = self.code
        return 1

    def K32GetProcessMemoryInfo(self, _process: int, counters, size: int) -> int:  # noqa: N802
        assert size == counters._obj.cb >= 72
        counters._obj.WorkingSetSize = 5 << 20
        return 1

    def CloseHandle(self, process: int) -> int:  # noqa: N802
        self.opened.remove(process)
        return 1


def test_windows_tells_of_a_process_without_touching_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel32()
    monkeypatch.setattr(machine, "WINDOWS", True)
    monkeypatch.setattr(machine, "_kernel32", lambda: kernel)
    monkeypatch.setattr(os, "kill", None)  # it would end the process there
    assert (machine.alive(42), machine.alive(43)) == (True, False)
    assert (machine._memory_on_windows(42), machine._memory_on_windows(43)) == (5 << 20, None)
    kernel.code = 1
    assert not machine.alive(42)
    assert kernel.opened == []  # every handle given back


def test_importing_the_package_asks_for_nothing_that_one_system_lacks() -> None:
    code = (
        "import sys\n"
        "for name in ('fcntl', 'msvcrt', 'resource'): sys.modules[name] = None\n"
        "import os; os.__dict__.pop('fork', None); os.__dict__.pop('register_at_fork', None)\n"
        "from ecoreport import machine, publish, errors"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ---- languages -------------------------------------------------------------------------------------


def test_a_stream_that_was_hushed_takes_everything_and_says_nothing(tmp_path: Path) -> None:
    with (tmp_path / "话").open("wb", buffering=0) as stream:
        stream.write(b"heard")
        machine.hush(stream.fileno())
        stream.write(b"unheard")
    assert (tmp_path / "话").read_bytes() == b"heard"


@pytest.mark.parametrize("argument", ["*.csv", "没有*.csv", "一.csv", "-o"])
@pytest.mark.parametrize("windows", [True, False])
def test_a_pattern_means_its_files_where_no_shell_says_so(argument: str, windows: bool, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(machine, "WINDOWS", windows)
    for name in ("二.csv", "一.csv"):
        (tmp_path / name).touch()
    assert machine.expand([argument]) == (["一.csv", "二.csv"] if windows and argument == "*.csv" else [argument])


@pytest.mark.parametrize(
    ("windows", "encoding", "again"), [(False, "gbk", True), (False, "ascii", True), (False, "utf-8", False), (True, "mbcs", False)]
)
def test_where_the_language_makes_other_names_of_bytes_the_program_begins_anew_once(
    windows, encoding: str, again: bool, monkeypatch
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(machine, "WINDOWS", windows)
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: encoding)
    monkeypatch.setattr(os, "execve", lambda *line: started.append(line))
    machine.restart_in_utf8()
    assert len(started) == again
    for _, arguments, environment in started:
        assert arguments[1:3] == [b"-X", b"utf8"]
        assert environment["PYTHONUTF8"] == "1"  # for the processes that this one starts, too
        monkeypatch.setattr(os, "environ", environment)
        machine.restart_in_utf8()
        assert len(started) == 1


def test_without_proc_the_decoded_arguments_must_do(monkeypatch) -> None:
    started: list[list[bytes]] = []
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "gbk")
    monkeypatch.setattr(Path, "read_bytes", fail)
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "ecoreport", "台账"])
    monkeypatch.setattr(os, "execve", lambda _, arguments, __: started.append(arguments))
    machine.restart_in_utf8()
    assert started[0][3:] == [b"-m", b"ecoreport", "台账".encode()]


def fail(*_: object) -> bytes:
    raise FileNotFoundError


# ---- the interpreter -------------------------------------------------------------------------------


def test_a_module_for_later_is_opened_when_it_is_asked() -> None:
    code = (
        "import sys; from ecoreport.machine import Later; it = Later('colorsys'); print('colorsys' in sys.modules, it.rgb_to_hls(0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "(0.0,", "0.0,", "0.0)"]


def test_a_command_that_ends_looks_for_no_more_cycles() -> None:
    program = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0))\nfrom ecoreport import machine; machine.spare_collections()"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"


@pytest.mark.parametrize(("before", "meanwhile"), [(700, 10_000), (0, 0), (50_000, 50_000)])
def test_a_stage_looks_for_cycles_less_often_and_leaves_its_caller_as_it_was(before: int, meanwhile: int) -> None:
    told = gc.get_threshold()
    try:
        gc.set_threshold(before, 10, 10)
        with suppress(ZeroDivisionError), machine.spared_collections():
            assert gc.get_threshold()[0] == meanwhile
            raise ZeroDivisionError
        assert gc.get_threshold() == (before, 10, 10)
    finally:
        gc.set_threshold(*told)


def test_the_last_few_answers_are_kept_by_what_was_asked_about_not_by_what_it_equals() -> None:
    asked: list[object] = []
    ask = machine.remembered(2)(lambda about: asked.append(about) or len(asked))
    first, alike, third = [1], [1], [3]
    assert [ask(first), ask(first), ask(alike), ask(first), ask(third), ask(first), ask(alike)] == [1, 1, 2, 1, 3, 1, 4]
