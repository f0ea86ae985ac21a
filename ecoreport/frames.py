"""Frames over a pipe: eight bytes of length, then a pickle; what a worker sends is read as plain data only."""

import io
import pickle
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<Q")
_LONGEST = 1 << 32
# What a worker's answers are made of; anything else in them is no answer.
_ROOMS = ("ecoreport.model", "ecoreport.rules")
_PLAIN = frozenset((
    ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
    ("builtins", "frozenset"), ("builtins", "set"),
))  # fmt: skip


class _Plain(pickle.Unpickler):
    """Makes records of ours, numbers, dates and texts, and nothing that could do anything."""

    def find_class(self, module: str, name: str) -> Any:
        """Find a record by its name; raise UnpicklingError for all that is none."""
        found = super().find_class(module, name) if module.startswith(_ROOMS) or (module, name) in _PLAIN else None
        if isinstance(found, type):
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
