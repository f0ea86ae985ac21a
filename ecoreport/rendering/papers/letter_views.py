"""What letter.docx and manual.docx may ask for, field by field."""

from ecoreport.records import dataclass
from ecoreport.rendering.papers.views import Text


@dataclass(frozen=True, slots=True)
class LetterFields:
    """What a letter says besides its tables; numbers, dates of signing and names are places to be filled in by hand."""

    office: Text  # who writes
    draft: Text  # 代拟稿, where it holds words that only a person may send
    title: Text
    about: Text
    department: Text  # who is written to
    opening: tuple[Text, ...]
    missing: bool  # it asks for a ledger, not for a correction
    unread: bool  # a ledger came, and could not be read
    warning: Text  # a draft for the person who signs; nothing in most letters
    closing: Text
    feedback: bool  # the department answers on the letter itself


@dataclass(frozen=True, slots=True)
class ProblemView:
    message: Text
    place: Text


@dataclass(frozen=True, slots=True)
class MatterView:
    """One row of what is to be mended: the same fault in several places stands once."""

    no: Text
    problems: tuple[ProblemView, ...]
    advice: Text
    due: Text


@dataclass(frozen=True, slots=True)
class AskedView:
    """One thing that a department answers for."""

    no: Text
    name: Text
    asked: Text  # the target, or the year's goal
    role: Text  # 牵头, 配合


@dataclass(frozen=True, slots=True)
class ManualFields:
    """What the manual says that is not the same everywhere."""

    title: Text
    period: str
    office: Text  # who issues the ledgers and takes them back
    due: Text  # by when, or the place to write it
    example: str  # an item's code
