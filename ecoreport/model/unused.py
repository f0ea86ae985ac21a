"""The cells that nothing used. A stray table leaves hundreds of thousands: they are kept packed, and opened some at a time."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from ecoreport.model.source import Source
from ecoreport.records import dataclass

_MOST = 2_000  # cells that are opened at once
_FAST = 1  # zlib's least effort


@dataclass(frozen=True, slots=True)
class UnusedCell:
    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class _Pack:
    """Some cells of one sheet: their addresses and texts by turns."""

    file: str
    sheet: str | None
    count: int
    content: bytes

    def __iter__(self) -> Iterator[UnusedCell]:
        told = iter(json.loads(zlib.decompress(self.content).decode("utf-8", "surrogatepass")))
        return (UnusedCell(Source(self.file, self.sheet, cell), text) for cell, text in zip(told, told, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class UnusedCells:
    """A sequence of `UnusedCell`, equal to a tuple of the same, that takes some bytes a cell; made by `of`."""

    packs: tuple[_Pack, ...] = ()

    @classmethod
    def of(cls, cells: Iterable[UnusedCell]) -> "UnusedCells":
        """Pack cells; those of one sheet should come together."""
        some = groupby(enumerate(cells), lambda each: (each[1].source.file, each[1].source.sheet, each[0] // _MOST))
        return cls(tuple(_pack(file, sheet, [cell for _, cell in together]) for (file, sheet, _), together in some))

    def changed(self, text: Callable[[str], str], name: Callable[[str], str]) -> "UnusedCells":
        """Change every text, and the names of files and sheets."""
        return UnusedCells.of(
            UnusedCell(Source(name(pack.file), pack.sheet and name(pack.sheet), cell.source.cell), text(cell.text))
            for pack in self.packs
            for cell in pack
        )

    def __iter__(self) -> Iterator[UnusedCell]:
        return (cell for pack in self.packs for cell in pack)

    def __len__(self) -> int:
        return sum(pack.count for pack in self.packs)

    def __getitem__(self, index: int) -> UnusedCell:
        return tuple(self)[index]

    def __add__(self, other: Iterable[UnusedCell]) -> "UnusedCells":
        return UnusedCells(self.packs + (other if isinstance(other, UnusedCells) else UnusedCells.of(other)).packs)

    def __radd__(self, other: Iterable[UnusedCell]) -> "UnusedCells":
        return UnusedCells.of(other) + self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, UnusedCells) and self.packs == other.packs:
            return True
        return tuple(self) == tuple(other) if isinstance(other, UnusedCells | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))


def _pack(file: str, sheet: str | None, cells: list[UnusedCell]) -> _Pack:
    told = json.dumps([text for cell in cells for text in (cell.source.cell, cell.text)], ensure_ascii=False)
    return _Pack(file, sheet, len(cells), zlib.compress(told.encode("utf-8", "surrogatepass"), _FAST))
