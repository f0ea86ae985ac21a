"""Files that go back to those who sent them: as they came in, and as they go."""

from dataclasses import field
from typing import Literal

from ecoreport.model.ledger import Returned, Sheet
from ecoreport.records import dataclass

RETURNS = "退回修改/"  # the folder that holds them


@dataclass(frozen=True, slots=True)
class Original:
    """A file that came in, read again to be given back."""

    file: str
    data: bytes = field(default=b"", repr=False)  # of an .xlsx whose parts may be edited, opened with its password; b"": of no such file
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)  # of any other, as they were read
    holds: frozenset[str] = frozenset()  # what such a file holds besides its cells
    earlier: Returned | None = None  # what an earlier return left in it
    fault: Literal["", "unread", "changed"] = ""  # why nothing of it can be given back


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A department's file as it goes back, marked up."""

    file: str  # below the output
    original: str
    department: str | None
    fresh: bool  # written anew, for marks could not be set in it as it was
    lost: tuple[str, ...]  # what of it could not be kept
    data: bytes = field(repr=False)
