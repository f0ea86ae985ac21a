"""Frames over a pipe: eight bytes of length, then a pickle; what a worker sends is read as plain data only."""

import functools
import importlib
import io
import pickle
import struct
import zlib
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")
_LONGEST = 1 << 32
# What a worker's answers are made of; anything else in them is no answer.
_ROOMS = ("ecoreport.model.", "ecoreport.rules.")
_PLAIN = frozenset((
    ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
    ("builtins", "frozenset"), ("builtins", "set"),
))  # fmt: skip


class _Plain(pickle.Unpickler):
    """Makes records of ours, numbers, dates and texts, and nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        """Find a record by its name; raise UnpicklingError for all that is none."""
        return _record(module, name)


@functools.lru_cache(maxsize=1_024)
def _record(module: str, name: str) -> type:
    if (module, name) in _PLAIN or (f"{module}.".startswith(_ROOMS) and "." not in name):
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and ((module, name) in _PLAIN or f"{found.__module__}.".startswith(_ROOMS)):
            return found
    raise pickle.UnpicklingError(f"{module}.{name}")


def write_frame(pipe: BinaryIO, content: object) -> None:
    data = pickle.dumps(content, 5)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """Give the next frame; empty where the other end is gone, in the middle of one too, or where what comes is no frame."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length) if length <= _LONGEST else b""
    return data if len(data) == length else b""


def plain(data: bytes) -> object:
    """Make of a frame the plain data that it stands for; raise UnpicklingError, or what a broken pickle raises, where it is none."""
    return _Plain(io.BytesIO(data)).load()


def pack(record: object) -> bytes:
    """Give the bytes that stand for plain data: of equal ones the same, whoever made them, in whatever process."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, 5)
    pickler.fast = True  # says a part that stands in two places twice, and not by whether it is the same object
    pickler.dump(record)
    return zlib.compress(out.getvalue())


def unpack(data: bytes) -> object:
    """Make again what was packed; raise what a broken pickle raises where it is none."""
    return plain(zlib.decompress(data))
