"""One run is one commit: its outputs appear together or not at all, whatever fails and whenever the program is ended.

Everything is written whole, and made durable, in a folder of the run below OUT/.ecoreport. Then, where the system has links:

1. each output becomes a link to `now/<number>` in the run's folder, and `now` is a link to `old`: whoever reads sees what was there before;
2. `now` is changed for a link to `new`, in one step of the file system: this is the commit;
3. each output becomes the new file itself, and the run's folder goes.

So whoever reads at any instant, also after the program was killed, finds the old outputs or the new ones, never some of each. The next run
finds the journal and ends what was begun without changing what is to be seen: step 1 is undone, step 3 is finished. Where there are no
such links (Windows, FAT), the files are replaced one after another, within a millisecond, result.json last: a run killed just there is
finished by the next one, and until then result.json, old or new, tells by its digests which of its companions are not its own.
"""

import errno
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from ecoreport import machine
from ecoreport.errors import OutputError, explain
from ecoreport.language.filenames import native_name, shown_name
from ecoreport.publish.files import beside, create, explained, replace
from ecoreport.records import dataclass

PRIVATE = ".ecoreport"  # the only folder of ours in an output folder; it may be deleted at any time
RUN, _JOURNAL, _UNDO = "run-", "journal.json", "undo"
_SPARE = 1 << 20  # bytes that must stay free beside what is written
_MIB = 1 << 20


class _HeldError(PermissionError):
    """A file cannot be replaced now: another program holds it open."""

    def __init__(self, name: str) -> None:
        super().__init__(errno.EACCES, "held open", name)
        self.name = name


def commit(
    out: Path,
    files: Mapping[str, bytes],
    mark: str,
    seal: Callable[[Mapping[str, str]], bytes],
    *,
    aside: Mapping[str, bytes] = MappingProxyType({}),
    gone: Iterable[str] = (),
) -> dict[str, Path]:
    """Write all files of a run below a folder that is claimed; give the path written for each name asked for, the mark's last.

    Names are those below the folder, with "/". `seal` gives the bytes of the file `mark` from the sha256 of all others, under the names
    that they got: 汇总表(新1).xlsx where 汇总表.xlsx is held open. What is put `aside` (history) is no output; what is `gone` lies there
    no longer. Raise OutputError where they cannot be written: then all is as it was.
    """
    names = {name: name for name in files}
    left = dict.fromkeys(gone)
    while True:
        written: dict[str, bytes | None] = {names[name]: data for name, data in files.items()}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in written.items() if data is not None}
        written |= {**aside, **{name: None for name in left if name not in written}, mark: seal(digests)}
        require_places(out, written)
        _require_space(out, sum(len(data) for data in written.values() if data))
        with explained(f"没有写成“{shown_name(out)}”，原来的结果没有改动"):
            try:
                _Change.stage(out, written).apply()
            except _HeldError as fault:
                if fault.name in left:  # it stays until nobody holds it
                    del left[fault.name]
                    continue
                if names.get(fault.name) != fault.name:  # the mark itself, or one that was to lie beside another
                    raise OutputError(
                        f"无法写入“{shown_name(_place(out, fault.name))}”：正被其他程序打开，或没有权限。请关闭那个程序后重试。"
                    ) from fault
                names[fault.name] = str(PurePosixPath(fault.name).with_name(shown_name(beside(_place(out, fault.name)).name)))
            else:
                return {name: _place(out, given) for name, given in (names | {mark: mark}).items()}


def recover(out: Path) -> None:
    """End what a run that was killed had begun in a folder that is claimed: undone before its commit, finished after it."""
    for folder in sorted(private_folder(out).glob(f"{RUN}*")):
        if not machine.is_link(folder) and folder.is_dir():
            if (change := _Change.found(out, folder)) is None:
                shutil.rmtree(folder, ignore_errors=True)  # nothing was touched before its journal was whole
            elif change.is_committed():
                change.resume()
            else:
                change.undo()


def private_folder(out: Path) -> Path:
    """Give the place of our own below an output folder; a link there is refused, for it leads elsewhere."""
    folder = out / PRIVATE
    if machine.is_link(folder):
        raise OutputError(f"“{shown_name(folder)}”是一个链接，不会沿着它写到别处。请删去它后重试。")
    return folder


@dataclass(frozen=True, slots=True)
class _Step:
    """One file to be replaced, and what lay there: None where nothing did, "" where it could not be read; a new "" means that it goes."""

    name: str
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class _Change:
    """The files of one run, whole in a folder of their own, and the steps by which they take their places."""

    out: Path
    folder: Path
    steps: tuple[_Step, ...]
    linked: bool

    @classmethod
    def stage(cls, out: Path, files: Mapping[str, bytes | None]) -> "_Change":
        """Write everything that is to be replaced, and keep what is; nothing is touched until the journal is whole."""
        folder = private_folder(out) / f"{RUN}{secrets.token_hex(8)}"
        folder.mkdir()  # fails where anything is: it cannot be planted
        staged = False
        try:
            for part in ("new", "old"):
                (folder / part).mkdir()
            for number, data in enumerate(files.values()):
                if data is not None:
                    create(folder / "new" / str(number), data)
            kept = [_keep(_place(out, name), folder / "old" / str(number)) for number, name in enumerate(files)]
            digests = ("" if data is None else hashlib.sha256(data).hexdigest() for data in files.values())
            steps = tuple(map(_Step, files, kept, digests))
            change = cls(out, folder, steps, _link_now(folder))
            create(folder / _JOURNAL, json.dumps([asdict(step) for step in steps]).encode())
            for place in (folder / "new", folder / "old", folder, folder.parent, out):
                machine.sync_folder(place)
            staged = True
        finally:
            if not staged:
                shutil.rmtree(folder, ignore_errors=True)
        return change

    @classmethod
    def found(cls, out: Path, folder: Path) -> "_Change | None":
        """Read what a killed run was about to do; None where it had not begun, or where it is not our journal."""
        try:
            steps = tuple(_Step(**step) for step in json.loads((folder / _JOURNAL).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        safe = all(isinstance(step.name, str) and _is_below(step.name) for step in steps)
        return cls(out, folder, steps, machine.is_link(folder / "now")) if safe else None

    def apply(self) -> None:
        """Put the new files into their places, or leave all as it was."""
        committed = False
        try:
            for parent in self._folders():
                parent.mkdir(exist_ok=True)
            if self.linked:
                self._cover()
                self._show_new()
            else:
                self._settle()
            committed = True
        finally:
            if not (committed or (self.linked and self.is_committed())):
                self.undo()
        try:
            self._finish()
        except OSError:  # all is to be seen as it should be: once more, and else the next run does it
            with _unfinished(self.out):
                self._finish()

    def is_committed(self) -> bool:
        """Is the new to be kept: all of it is whole, so it is, but where it is not yet to be seen or was being taken back."""
        return (self.folder / "now").readlink().name == "new" if self.linked else not (self.folder / _UNDO).exists()

    def resume(self) -> None:
        """Do the rest of what a killed run had committed, but leave what people have changed since."""
        try:
            self._settle(self._is_untouched)
        except _HeldError:
            if self.linked:
                raise
        self._close()  # without links: what is held open now keeps its old content, and result.json tells it

    def undo(self) -> None:
        """Put back what was there before; what cannot be put back now is left to the next run."""
        with suppress(OSError):
            if not self.linked and not (self.folder / _UNDO).exists():
                create(self.folder / _UNDO, b"")
            for number, step in enumerate(self.steps):
                target, kept = _place(self.out, step.name), self.folder / "old" / str(number)
                if self._is_ours(number, step):
                    if step.old is None:
                        target.unlink(missing_ok=True)
                    elif os.path.lexists(kept):
                        replace(kept, target)
            self._close()

    # ---- the steps ---------------------------------------------------------------------------------

    def _cover(self) -> None:
        for number, step in enumerate(self.steps):
            link = self.folder / "link"
            link.symlink_to(self._through(number, step))
            self._replace(link, step)
        self._sync()  # on the disk too, every output is a link before one of them shows the new

    def _show_new(self) -> None:
        following = self.folder / "next"
        following.symlink_to("new")
        following.replace(self.folder / "now")

    def _settle(self, may_be_replaced: "Callable[[int, _Step], bool]" = lambda *_: True) -> None:
        for number, step in enumerate(self.steps):
            source = self.folder / "new" / str(number)
            if source.exists() and may_be_replaced(number, step):
                self._replace(source, step)
            elif not step.new and may_be_replaced(number, step):
                self._drop(step)

    def _finish(self) -> None:
        machine.sync_folder(self.folder)  # on the disk too, all show the new before one of them is it
        self._settle()
        self._close()

    def _close(self) -> None:
        for parent in reversed(self._folders()):
            if parent != self.out:
                with suppress(OSError):
                    parent.rmdir()  # made for nothing, where all was undone; or all that lay in it went
        self._sync()
        (self.folder / _JOURNAL).unlink(missing_ok=True)  # first: without it nothing is begun
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sync(self) -> None:
        for parent in self._folders():
            if parent.exists():
                machine.sync_folder(parent)

    # ---- what lies where ---------------------------------------------------------------------------

    def _folders(self) -> list[Path]:
        """List the folders of all files, an outer one before the inner."""
        below = {parent for step in self.steps for parent in PurePosixPath(step.name).parents}
        return sorted(_place(self.out, str(each)) for each in below)

    def _through(self, number: int, step: _Step) -> str:
        """Give the link by which an output is seen while the run's files are exchanged."""
        up = "../" * step.name.count("/")
        return f"{up}{PRIVATE}/{self.folder.name}/now/{number}"

    def _is_ours(self, number: int, step: _Step) -> bool:
        """Does an output show what this run put there, be it a link or the new file."""
        target = _place(self.out, step.name)
        if target.is_symlink():
            return os.fspath(target.readlink()) == self._through(number, step)
        return not self.linked and _digest(target) == step.new

    def _is_untouched(self, number: int, step: _Step) -> bool:
        """Is an output still as the run found or left it, so that nothing that people have typed since is lost."""
        target = _place(self.out, step.name)
        if not target.parent.is_dir() or machine.is_link(target.parent):
            return False  # its folder went, or leads elsewhere
        return not os.path.lexists(target) or self._is_ours(number, step) or (not target.is_symlink() and _digest(target) == step.old)

    def _drop(self, step: _Step) -> None:
        try:
            _place(self.out, step.name).unlink(missing_ok=True)
        except PermissionError as fault:
            raise _HeldError(step.name) from fault

    def _replace(self, source: Path, step: _Step) -> None:
        try:
            replace(source, _place(self.out, step.name))
        except PermissionError as fault:
            raise _HeldError(step.name) from fault


@contextmanager
def _unfinished(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise OutputError(
            f"新的结果已经写好、可以查看，但“{shown_name(out)}”没有整理完（{explain(fault)}）。请排除故障后再运行一次。"
        ) from fault


# ---- what must hold before ----------------------------------------------------------------------


def require_places(out: Path, names: Iterable[str]) -> None:
    """Refuse what lies where an output belongs and is none: it would be followed, or lost."""
    for name in names:
        *within, whole = reversed([PurePosixPath(name), *PurePosixPath(name).parents])
        for part, is_wanted in (*((parent, stat.S_ISDIR) for parent in within), (whole, stat.S_ISREG)):
            place = _place(out, str(part))
            if place == out or not os.path.lexists(place) or _is_left_over(place):
                continue
            if machine.is_link(place):
                raise OutputError(f"“{shown_name(place)}”是一个链接，不会沿着它写到别处。请移走它后重试。")
            if not is_wanted(place.lstat().st_mode):
                kind = "文件夹" if is_wanted is stat.S_ISDIR else "文件"
                raise OutputError(f"“{shown_name(place)}”不是{kind}，占了输出{kind}的名字。请移走它后重试，或换一个输出文件夹。")


def _require_space(out: Path, needed: int) -> None:
    free = machine.free_space(out)
    if free is not None and free < needed + _SPARE:
        wanted = (needed + _SPARE) / _MIB
        raise OutputError(
            f"输出文件夹“{shown_name(out)}”所在的磁盘空间不够：需要 {wanted:.1f} MB，只剩 {free / _MIB:.1f} MB。"
            "请清理磁盘，或换一个输出文件夹。"
        )


def _is_left_over(path: Path) -> bool:
    """Is a path a link of a killed run's whose folder was deleted by hand: it shows nothing."""
    if not path.is_symlink() or path.exists():
        return False
    parts = path.readlink().parts
    return PRIVATE in parts[:2] and "now" in parts


def _place(out: Path, name: str) -> Path:
    """Give the place of an output, by its name below the folder."""
    return out / native_name(name)


def _is_below(name: str) -> bool:
    """Is a name from a journal one of a file below OUT: nobody who plants a journal leads us elsewhere."""
    parts = name.split("/")
    return not any(part in ("", ".", "..", PRIVATE) or set(part) & set("\\:\0") for part in parts)


def _keep(target: Path, aside: Path) -> str | None:
    """Keep what lies at a place, so that it can come back as it was; give its digest, None where nothing lies there."""
    if not os.path.lexists(target) or target.is_symlink():
        return None
    try:
        aside.hardlink_to(target)
    except OSError:  # a file system without hard links
        create(aside, target.read_bytes())
    return _digest(target)


def _link_now(folder: Path) -> bool:
    """Make the link through which all outputs are seen while they are exchanged; False where there are no such links."""
    if not machine.shows_through_links():
        return False
    try:
        (folder / "now").symlink_to("old")
    except OSError:
        return False
    return True


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
