"""Bytes to sheets: every container that offices send, opened by its content, every fact of a cell kept.

`discover` finds the files, `read` opens one. What cannot be read is a Ledger with one finding, never an exception.
"""

from ecoreport.reading.gate import is_small
from ecoreport.reading.opening import NOTE, read, read_own, unfold
from ecoreport.reading.originals import reopen
from ecoreport.reading.readable import READABLE
from ecoreport.reading.rules import RULES
from ecoreport.reading.source import Input, carried, digest, discover

__all__ = ["NOTE", "READABLE", "RULES", "Input", "carried", "digest", "discover", "is_small", "read", "read_own", "reopen", "unfold"]
