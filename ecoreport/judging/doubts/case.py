"""One item and year on the judge's desk, and what is found against its value."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from ecoreport.demands import Demand
from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Assessment, Batch, Doubt, Entry, Facts, Item, Note, Source
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_HAN, _WORDY = re.compile(r"[一-鿿]"), 4  # characters of a text that says something
QUOTED = 60  # characters of a note
ALL = Decimal(100)  # percent
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Case:
    """All that the batch says of one item and year, as far as the judge has come: the value chosen, its facts, its history."""

    demand: Demand
    assessment: Assessment  # the value as written, its facts and its verdict
    entry: Entry  # the chosen one
    others: tuple[Entry, ...]  # what else was given for the same item and year, by preference
    batch: Batch
    vocabulary: Vocabulary
    unread: tuple[Note, ...] = ()  # what else stands in its row and nobody could use
    facts_given: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # who gave each fact, by preference

    @property
    def value(self) -> Decimal | None:
        return self.assessment.value

    @property
    def facts(self) -> Facts:
        return self.assessment.facts

    @property
    def past(self) -> tuple[Decimal, ...]:
        """Give what is known of earlier years, oldest first."""
        return tuple(each.value for each in self.assessment.history if each.value is not None)

    @property
    def last(self) -> Decimal | None:
        """Give the value of the year before."""
        known = self.assessment.of_year(self.assessment.year - 1)
        return known.value if known else None

    @property
    def notes(self) -> Iterator[Note]:
        """Go through the words that stand beside the value."""
        entry = self.entry
        worded = (note for note in entry.other_notes if _HAN.search(note.text))  # a bare number says nothing of what it is
        notes = (entry.statement, entry.remark, entry.comment, entry.data_source, *worded, *entry.answers)
        yield from (note for note in notes if note)
        yield from (note for note in self.unread if len(_HAN.findall(note.text)) >= _WORDY)

    @property
    def titles(self) -> list[Note]:
        """List the titles of the pieces that are to prove it."""
        subject = self.demand.subject.id
        return [Note(piece.title, piece.source) for piece in self.batch.by.evidence[subject] if piece.title]

    @property
    def unread_numbers(self) -> tuple[tuple[Decimal, Source], ...]:
        """Give the numbers of its row that nobody could use, with their cells."""
        told = ((note.text.strip().replace(",", ""), note.source) for note in self.unread)
        return tuple((Decimal(text), source) for text, source in told if _NUMBER.fullmatch(text))

    @property
    def notes_of_others(self) -> list[Note]:
        """List the words of those who give no value of their own for the same item and year."""
        silent = (other for other in self.others if other.actual.value is None)
        return [note for other in silent for note in (other.statement, other.remark) if note]

    def doubt(
        self,
        kind: str,
        words: Mapping[str, object] | None = None,
        *others: Source,
        refuting: bool = False,
        at: Source | None = None,
        key: str = "",
    ) -> Doubt:
        """Make a doubt of this value; `raw` is told by every sentence."""
        entry = self.entry
        told = {"raw": entry.actual.raw, "year": entry.year, **(words or {})}
        return Doubt(kind, at or entry.actual.source, entry.department, refuting, others, told, key)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to understand what was reported: what it changes of the facts, and why it may be so."""

    why: str  # 分子÷分母, 单位更正后, 市住建局填报
    source: Source | None
    changes: Mapping[str, object]  # fields of `Facts`


@dataclass(frozen=True, slots=True)
class Found:
    """What one finder found: the doubt, how else it may be read, and whether as written it can be at all."""

    doubt: Doubt
    alternatives: tuple[Alternative, ...] = ()
    possible: bool = True  # may the value be as it is written
    decides: bool = True  # may anything be decided before the department gives it anew


def names_of(case: Case) -> tuple[str, ...]:
    """Give the names by which words may call the measure."""
    subject = case.demand.subject
    return (subject.name, subject.indicator, *subject.aliases) if isinstance(subject, Item) else (subject.name,)


def thing_of(case: Case) -> str:
    """Give the thing of which an item counts how much there is: V类 of V类水体比例."""
    thing = _OF_WHAT.sub("", fold(case.demand.subject.name))
    return thing if len(thing) >= _NAMED else ""


_OF_WHAT = re.compile("(?:水体|断面)?(?:比例|比率|率|数量|个数|起数|面积|数)$")
_NAMED = 2


def value_of(value: Decimal) -> Mapping[str, object]:
    """Give the change that another value makes."""
    return {"actual": value}


def decimals(number: Decimal) -> int:
    """Count the digits behind the point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def agree(one: Decimal, other: Decimal) -> bool:
    """Are two numbers the same, as far as the one with fewer digits behind the point tells."""
    places = min(decimals(one), decimals(other))
    step = Decimal(1).scaleb(-places)
    return abs(one - other) * 2 <= step if places < max(decimals(one), decimals(other)) else one == other
