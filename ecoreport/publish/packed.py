"""An application's folder: only what changed is written, what people changed is kept, and evidence is copied whole or not at all."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from ecoreport.errors import OutputError
from ecoreport.language.filenames import native_name, shown_name
from ecoreport.publish.commit import PRIVATE, commit, require_places
from ecoreport.publish.files import explained, remove, replace, write_atomic
from ecoreport.publish.history import CHANGED, HISTORY
from ecoreport.records import dataclass

_MEMORY = f"{PRIVATE}/申报材料.json"
_CHUNK = 1 << 20
Join = Callable[[bytes, bytes, Path], bytes]  # what people made of a file, what the program writes now, where it lies


@dataclass(frozen=True, slots=True)
class Left:
    """What the last run left under a name: the digest of what the program had to say, and of what it put there, joined with people's."""

    written: str
    lying: str


@dataclass(slots=True)
class Folder:
    """The folder of an application, claimed by a run."""

    out: Path
    before: Mapping[str, Left]
    now: dict[str, Left] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)  # names written in this run
    aside: dict[str, str] = field(default_factory=dict)  # what people had changed: where it lies now

    @classmethod
    def of(cls, out: Path) -> "Folder":
        """Remember what the last run left; what nobody remembers any more is taken for people's own."""
        for half in (out / PRIVATE).glob("*.tmp"):  # of a run that was killed while it copied
            remove(half)
        try:
            told = json.loads((out / native_name(_MEMORY)).read_bytes())
            return cls(out, {name: Left(*each) for name, each in told.items()})
        except (OSError, ValueError, TypeError, AttributeError):
            return cls(out, {})

    def remember(self) -> None:
        """Keep what this run left for the next one; where there is no room for it, more is taken for people's own."""
        told = json.dumps({name: [each.written, each.lying] for name, each in sorted(self.now.items())}, ensure_ascii=False)
        with suppress(OutputError):
            write_atomic(self.out / native_name(_MEMORY), told.encode())

    # ---- papers and lists ----------------------------------------------------------------------------------

    def lay(self, files: Mapping[str, bytes], join: Join, bare: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Write what the program has new to say, together; a paper that people changed is joined with it and kept aside as it was.

        `bare` are files as they are without what people wrote: by them it is told whether the program has anything new to say.
        """
        fresh: dict[str, bytes] = {}
        aside: dict[str, bytes] = {}
        for name, data in files.items():
            lying = self.read(name)
            digest = _digest(bare.get(name, data))
            was = self.before.get(name, Left("", ""))
            if not lying or lying == data:
                told = data
            elif was.written == digest:  # nothing new to say: what lies there stays
                told = lying
            elif was.written == was.lying == _digest(lying) and name not in bare:  # nobody touched it
                told = data
            else:
                told = join(lying, data, self._place(name)) if name.endswith(".docx") else data
                if told != lying and was.lying != _digest(lying):
                    aside |= self._set_aside(name, lying)
            self.now[name] = Left(digest, was.lying if data != lying == told else _digest(told))  # what people made stays theirs
            if told != lying:
                fresh[name] = told
        if fresh:
            *others, mark = fresh
            commit(self.out, {name: fresh[name] for name in others}, mark, lambda _: fresh[mark], aside=aside)
        self.changed += fresh

    def leave(self, below: str) -> None:
        """Leave a file, or all below a folder, as it lies: what is known of it stays known."""
        self.now |= {name: left for name, left in self.before.items() if name == below or name.startswith(f"{below}/")}

    def keep(self, name: str) -> None:
        """Remember a file of people's own that has been read."""
        if (lying := self.read(name)) is not None:
            self.now[name] = Left(_digest(lying), _digest(lying))

    def is_new(self, name: str) -> bool:
        """Is a file another one than that which the last run found under its name."""
        was, lying = self.before.get(name), self.read(name)
        kept = was is not None and lying is not None and was.lying == _digest(lying)
        if kept and was:
            self.now[name] = was
        return not kept

    def read(self, name: str) -> bytes | None:
        """Give what lies under a name; None where nothing does."""
        path = self._place(name)
        if not path.is_file():
            return None
        with explained(f"“{shown_name(path)}”读不出来，没有改动"):
            return path.read_bytes()

    def _set_aside(self, name: str, lying: bytes) -> dict[str, bytes]:
        path = PurePosixPath(name)
        marked = (path.with_name(f"{path.stem}{CHANGED}{number}{path.suffix}") for number in ("", *range(2, 1000)))
        places = (f"{HISTORY}/{each}" for each in marked)
        free = next(each for each in places if self.read(each) in (None, lying))
        self.aside[name] = free
        return {} if self.read(free) == lying else {free: lying}

    # ---- evidence ------------------------------------------------------------------------------------------

    def copy(self, name: str, content: Callable[[], Iterator[bytes]]) -> tuple[str, int]:
        """Copy a file of evidence, unless the same lies there already; give sha256 and size. What people put there goes to 历史.

        The copy is read again and its sha256 compared. Raise OutputError where it cannot be written.
        """
        require_places(self.out, [name])
        target = self._place(name)
        partial = self.out / PRIVATE / f"{secrets.token_hex(8)}.tmp"
        try:
            digest, size = self._write(partial, content())
            lying = _digest_of(target)
            if lying != digest:
                self._move_in(name, partial, target, lying)
                self.changed.append(name)
        finally:
            remove(partial)
        self.now[name] = Left(digest, digest)
        return digest, size

    def _write(self, partial: Path, content: Iterator[bytes]) -> tuple[str, int]:
        told = hashlib.sha256()
        size = 0
        with explained(f"佐证材料没有复制到“{shown_name(self.out)}”"):
            partial.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("xb") as stream:
                for chunk in content:
                    told.update(chunk)
                    size += stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            if _digest_of(partial) != told.hexdigest():
                raise OutputError(f"佐证材料复制到“{shown_name(self.out)}”后与原件不一样，没有采用。请检查磁盘后重试。")
        return told.hexdigest(), size

    def _move_in(self, name: str, partial: Path, target: Path, lying: str) -> None:
        was = self.before.get(name)
        with explained(f"无法写入“{shown_name(target)}”"):
            if lying and not (was and was.lying == lying):
                self._move_aside(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                replace(partial, target)
            except PermissionError as fault:
                raise OutputError(f"无法写入“{shown_name(target)}”：正被其他程序打开，或没有权限。请关闭那个程序后重试。") from fault

    def clear(self, below: str) -> tuple[str, ...]:
        """Move to 历史 what an earlier run copied below a folder and nobody asks for now; name what people put there themselves."""
        require_places(self.out, [f"{below}/*"])
        folder = self._place(below)
        lying = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
        names = {f"{below}/{shown_name(path.relative_to(folder))}" for path in lying} - self.now.keys()
        strangers = []
        for name in sorted(names):
            was = self.before.get(name)
            if was and was.lying == _digest_of(self._place(name)):
                with explained(f"“{name}”不再需要，但移不走"):
                    self._move_aside(name)
                self.changed.append(name)
            else:
                strangers.append(name)
        for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True) if lying else []:
            with suppress(OSError):  # something lies in it
                path.rmdir()
        return tuple(strangers)

    def _move_aside(self, name: str) -> None:
        places: Iterable[str] = (f"{HISTORY}{number}/{name}" for number in ("", *(f"（{each}）" for each in range(2, 1000))))
        free = next(place for place in places if not os.path.lexists(self._place(place)))
        require_places(self.out, [name, free])
        self._place(free).parent.mkdir(parents=True, exist_ok=True)
        replace(self._place(name), self._place(free))
        self.aside[name] = free

    def _place(self, name: str) -> Path:
        return self.out / native_name(name)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    """Give the sha256 of a file, "" where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
