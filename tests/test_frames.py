"""What a worker sends is read as plain data, and nothing else."""

import io
import os
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from ecoreport.frames import plain, read_frame, write_frame
from ecoreport.model import Cell, Source


class Harmful:
    def __reduce__(self):
        return os.system, ("true",)


@pytest.mark.parametrize("content", [None, (1, "二", Decimal("3.0")), Source("a", "b", "C5"), Cell(1, 2, "x"), frozenset({"a"})])
def test_plain_data_come_over_as_they_are(content: object) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, content)
    pipe.seek(0)
    assert plain(read_frame(pipe)) == content
    assert read_frame(pipe) == b""


@pytest.mark.parametrize("content", [Harmful(), Path("a"), os.system, ValueError("a"), eval])
def test_nothing_that_could_do_anything_is_made(content: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        plain(pickle.dumps(content))


@pytest.mark.parametrize("cut", [b"", b"\1", b"\5\0\0\0\0\0\0\0abc", b"\xff" * 40])
def test_what_is_cut_short_is_no_frame(cut: bytes) -> None:
    assert read_frame(io.BytesIO(cut)) == b""
