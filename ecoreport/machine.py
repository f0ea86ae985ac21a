"""All that differs between operating systems, in one place: locks, links, free space, what another process does.

Each function holds every branch; what only one system has is imported where that branch runs, so that importing this module asks for
nothing. The branches that cannot run here are tried with stand-ins (tests/test_machine.py).
"""

import atexit
import ctypes
import errno
import functools
import gc
import glob
import hashlib
import importlib
import io
import operator
import os
import shutil
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO, TypeVar, cast

WINDOWS = os.name == "nt"
Work = TypeVar("Work", bound=Callable[..., Any])

_FAR = 1 << 30  # msvcrt locks bytes against reading too: one that no reader of the file ever asks for
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK})  # what a refused lock raises
_QUERY, _READ_MEMORY, _STILL_ACTIVE = 0x1000, 0x0010, 259  # PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_VM_READ


# ---- files -----------------------------------------------------------------------------------------


def lock(handle: int) -> bool:
    """Take the exclusive lock on an open file without waiting; False where another holds it.

    The lock ends with its holder, however that ends. A file system that knows no locks refuses none.
    """
    try:
        if WINDOWS:
            msvcrt: Any = importlib.import_module("msvcrt")
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl: Any = importlib.import_module("fcntl")
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return fault.errno not in _HELD
    return True


def unlock(handle: int) -> None:
    """Give the lock back, also where a forked child still holds a copy of the handle."""
    try:
        if WINDOWS:
            msvcrt: Any = importlib.import_module("msvcrt")
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        else:
            fcntl: Any = importlib.import_module("fcntl")
            fcntl.flock(handle, fcntl.LOCK_UN)
    except OSError:
        return  # none was taken: the file system knows no locks


def release(handle: int, path: str | Path) -> None:
    """Give a lock back and take its file away; where that fails the file stays, and locks nobody out."""
    if WINDOWS:  # no file goes while it is open there
        unlock(handle)
        os.close(handle)
        with suppress(OSError):
            Path(path).unlink()
    else:  # the next one to open this name gets a file of its own: it must go before the lock does
        with suppress(OSError):
            Path(path).unlink()
        unlock(handle)
        os.close(handle)


def is_same(handle: int, path: str | Path) -> bool:
    """Is an open file still the one of its name; on Windows it is, for no file goes while it is open there."""
    if WINDOWS:
        return True
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


def close_in_children(handle: int) -> None:
    """Let a forked child not keep a file, and its lock, longer than its parent lives."""
    _watch_forks()
    _not_inherited[handle] = _identity(handle)


_not_inherited: dict[int, tuple[int, int] | None] = {}  # the handles, and of which files: a number closed comes again


@functools.cache
def _watch_forks() -> None:
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_close_inherited)


def _close_inherited() -> None:
    for handle, file in _not_inherited.items():
        if file is not None and _identity(handle) == file:
            os.close(handle)
    _not_inherited.clear()


def _identity(handle: int) -> tuple[int, int] | None:
    try:
        found = os.fstat(handle)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def is_link(path: str | Path) -> bool:
    """Is a path a link that leads elsewhere: a symbolic link, or a junction on Windows; False where nothing is."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    attributes = getattr(found, "st_file_attributes", 0)
    return stat.S_ISLNK(found.st_mode) or bool(attributes & 0x400)  # FILE_ATTRIBUTE_REPARSE_POINT


def shows_through_links() -> bool:
    """Can one link be changed for another in one step, so that all that is read through it changes at once: not on Windows."""
    return not WINDOWS


def free_space(folder: str | Path) -> int | None:
    """Give the bytes that may still be written below a folder; None where the system does not tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def sync_folder(folder: str | Path) -> None:
    """Make the names in a folder durable; Windows keeps them by itself, and some network drives cannot be asked."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def hush(handle: int) -> None:
    """Let what is written to a stream from now on go nowhere, at the program's end too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)


def expand(arguments: list[str]) -> list[str]:
    """Put the files that a pattern means (台账\\*.xlsx) in its place: on Windows no shell does it."""
    if not WINDOWS:
        return arguments
    return [name for argument in arguments for name in (sorted(glob.glob(argument)) or [argument])]  # noqa: PTH207 — as it was typed


# ---- languages --------------------------------------------------------------------------------------


def restart_in_utf8() -> None:
    """Begin anew where the machine's language makes other names of the bytes on the disk than UTF-8 does (zh_CN.GBK, C).

    On Windows and macOS, and under every usual language, names are UTF-8 already and nothing happens. The arguments are handed on as the
    bytes that came in: what the language cannot say is lost in the decoded ones.
    """
    if WINDOWS or sys.getfilesystemencoding() == "utf-8" or _RESTARTED in os.environ:
        return
    try:
        given = Path("/proc/self/cmdline").read_bytes().split(b"\0")[1:-1]
    except OSError:
        given = [os.fsencode(argument) for argument in sys.orig_argv[1:]]
    arguments = [os.fsencode(sys.executable), b"-X", b"utf8", *given]
    os.execve(sys.executable, arguments, {**os.environ, "PYTHONUTF8": "1", _RESTARTED: "1"})  # noqa: S606 — this very program


_RESTARTED = "ECOREPORT_IN_UTF8"


# ---- processes -------------------------------------------------------------------------------------


def alive(pid: int) -> bool:
    """Does a process of this number still live on this machine."""
    if pid <= 0:
        return False
    if WINDOWS:  # os.kill would end it
        kernel = _kernel32()
        if not (process := kernel.OpenProcess(_QUERY, False, pid)):
            return False
        code = ctypes.c_ulong()
        told = kernel.GetExitCodeProcess(process, ctypes.byref(code))
        kernel.CloseHandle(process)
        return bool(told) and code.value == _STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it lives and is not ours
    return True


def python() -> str | None:
    """Give the interpreter that runs this program; None where it is none that a command can start (frozen into one file, or embedded)."""
    name = Path(sys.executable or "").stem.lower()
    return sys.executable if name.startswith(("python", "pypy")) and not getattr(sys, "frozen", False) else None


def keep_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Give this process's stdin and stdout for frames alone: what is printed goes to stderr instead, what is asked for is at its end."""
    requests, answers = os.dup(0), os.dup(1)
    if WINDOWS:
        msvcrt: Any = importlib.import_module("msvcrt")
        msvcrt.setmode(requests, os.O_BINARY)  # type: ignore[attr-defined]  # of Windows only
        msvcrt.setmode(answers, os.O_BINARY)  # type: ignore[attr-defined]  # the same
    nobody = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nobody, 0)
    os.close(nobody)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def processors() -> int:
    """Give the number of processors that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return (len(allowed(0)) if allowed else os.cpu_count()) or 1


def memory(pid: int) -> int | None:
    """Give the bytes of memory that a process holds now; None where it has ended or the system does not tell."""
    return _memory(pid)


def _memory_on_linux(pid: int) -> int | None:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of psapi.h."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("PageFaultCount", ctypes.c_uint32),
        ("PeakWorkingSetSize", ctypes.c_size_t),
        ("WorkingSetSize", ctypes.c_size_t),
        ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
        ("QuotaPagedPoolUsage", ctypes.c_size_t),
        ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
        ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
        ("PagefileUsage", ctypes.c_size_t),
        ("PeakPagefileUsage", ctypes.c_size_t),
    )


def _memory_on_windows(pid: int) -> int | None:
    kernel = _kernel32()
    if not (process := kernel.OpenProcess(_QUERY | _READ_MEMORY, False, pid)):
        return None
    counters = _Counters(cb=ctypes.sizeof(_Counters))
    told = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
    kernel.CloseHandle(process)
    return counters.WorkingSetSize if told else None


_memory = _memory_on_windows if WINDOWS else _memory_on_linux  # once: a watcher reads it in a thread of its own, all the time


def _kernel32() -> Any:
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # of Windows only
    kernel.OpenProcess.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.GetExitCodeProcess.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    return kernel


# ---- the screen ------------------------------------------------------------------------------------


class Screen:
    """What is printed, in UTF-8; a reader who has seen enough (… | head) ends the printing, not the work."""

    def __init__(self, stream: TextIO) -> None:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a Windows console too
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        """Be the stream in all else."""
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Print, or drop what nobody reads any more."""
        with self._listened_to():
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what was printed."""
        with self._listened_to():
            self._stream.flush()

    @contextmanager
    def _listened_to(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            hush(self._stream.fileno())


# ---- the interpreter -------------------------------------------------------------------------------


_SELDOM = (10_000, 10, 10)  # times at which cycles are looked for: the records hold none, and to look for them takes a tenth of a run


def spare_collections() -> None:
    """Let the interpreter look for cycles less often, and at its end not at all: that took an eighth of a short command."""
    gc.set_threshold(*_SELDOM)
    atexit.register(gc.freeze)


@contextmanager
def spared_collections() -> Iterator[None]:
    """Look for cycles less often as long as a stage works, and as often as before when it has done, in whatever program calls it."""
    before = gc.get_threshold()
    if 0 < before[0] < _SELDOM[0]:  # 0: the caller looks for none at all
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def digest_code(package: str | Path) -> str:
    """Tell by a digest which code lies in the folder of a package, and which Python runs it; "" where none lies there as files."""
    folder = Path(package)
    digest = hashlib.sha256(f"{sys.version}\n{unicodedata.unidata_version}".encode())
    files = sorted(folder.rglob("*.py"))
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest() if files else ""


def remembered(count: int) -> Callable[[Work], Work]:
    """Let a function keep its last few answers by the very objects that it was asked about: plans and reports compare too slowly."""

    def keep(work: Work) -> Work:
        answers: list[tuple[tuple[object, ...], Any]] = []  # what was asked for last first

        @functools.wraps(work)
        def ask(*about: object) -> Any:
            known = next((each for each in answers if all(map(operator.is_, each[0], about))), None) or (about, work(*about))
            if not answers or known is not answers[0]:
                answers[:] = [known, *(each for each in answers if each is not known)][:count]
            return known[1]

        return cast("Work", ask)

    return keep


class Later:
    """Stands for a module that is opened when something of it is asked for first: a verb that needs little starts at once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Give what the module gives."""
        return getattr(importlib.import_module(self._name), name)


def later(package: str, *names: str) -> Iterator[Any]:
    """Give modules of a package that are opened when something of them is asked for first."""
    return (Later(f"{package}.{name}") for name in names)
