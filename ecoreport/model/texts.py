"""What was changed in a paper that people have edited, when it was brought up to date."""

from typing import Literal

from ecoreport.records import dataclass

ChangeOf = Literal[
    "updated",  # the program's new words stand
    "added",
    "removed",
    "both",  # people's words stand, the program has new ones
    "deleted",  # people had deleted it, the program has new words
]


@dataclass(frozen=True, slots=True)
class TextChange:
    """One change of a paper's text: where, what stood there, what the program would write now."""

    kind: ChangeOf
    place: str
    old: str
    new: str
