"""How a table of one form is to be read, where nothing in it says so: the question with its readings, and what the office answered."""

from collections.abc import Mapping

from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

LETTERS = "ABCDEFGH"  # by which people name a reading; what has more readings than these is asked without them

Answers = Mapping[str, str]  # a choice's signature -> the letter of a reading


@dataclass(frozen=True, slots=True)
class TableReading:
    """One way to read a table, and what it would give."""

    letter: str
    says: str  # D列“完成”是2020年完成值
    gives: tuple[tuple[Subject, str], ...] = ()  # the value of each item, as written


@dataclass(frozen=True, slots=True)
class Choice:
    """A question between readings; the signature is that of the form, the same in other files and other years."""

    signature: str
    readings: tuple[TableReading, ...]

    def answered(self, answers: Answers) -> int | None:
        """Say which of the readings the office has chosen for this form; None where it has not, or has chosen none of these."""
        letter = answers.get(self.signature, "").strip().upper()
        return next((index for index, reading in enumerate(self.readings) if reading.letter == letter), None)
