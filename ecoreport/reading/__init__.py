"""Bytes to sheets: every container that offices send, opened by its content, every fact of a cell kept.

`discover` finds the files, `read` opens one. What cannot be read is a Ledger with one finding, never an exception.
"""

from ecoreport.reading.opening import read
from ecoreport.reading.readable import READABLE
from ecoreport.reading.rules import RULES
from ecoreport.reading.source import Input, discover

__all__ = ["READABLE", "RULES", "Input", "discover", "read"]
