"""One paper while it is drafted: its report, its words, and what people must still supply."""

from collections.abc import Mapping
from dataclasses import field

from ecoreport.language import patterns as re
from ecoreport.language.dates import is_day
from ecoreport.model import Item, Pending, Report, TypedCell
from ecoreport.model.pending import pending_id
from ecoreport.records import dataclass
from ecoreport.rendering.papers.figures import full_name
from ecoreport.rendering.word.marks import PARAGRAPH, gap, one_line, unmarked
from ecoreport.rendering.word.wording import Wording


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut a text into its paragraphs."""
    return tuple(one_line(line) for line in re.split(r"[\r\n]+", text) if line.strip())


@dataclass(frozen=True, slots=True)
class Draft:
    """What every row of a paper is built from."""

    report: Report
    words: Wording
    names: Mapping[str, str]  # of items and goals, by their ids
    asked: dict[str, Pending] = field(default_factory=dict)  # what people must supply, by id, as the paper comes to it

    @classmethod
    def of(cls, report: Report, words: Wording) -> "Draft":
        """Begin a paper about a report."""
        names = {goal.id: goal.name for goal in report.system.goals} | {result.item.id: result.item.name for result in report.items}
        return cls(report, words, names)

    def pending(self, key: str, number: str, matter: str, *, year: int | None = None, choices: tuple[str, ...] = (), **blanks: str) -> str:
        """Mark what is still to be supplied, 〔待补：…〕: what (`key` of `[pending]`), and of what (编号, 事项); or say what was supplied.

        The one door to such marks: each is asked for in 待补清单 as well.
        """
        words = self.words
        told: dict[str, object] = {"year": year, **blanks} if year is not None else {**blanks}
        id_ = pending_id(key, number, *told.values())
        missing = words.pending_name(key, **told)
        self.asked[id_] = Pending(id_, key, words.kind_of_pending(key), number, unmarked(matter), missing, year, choices)
        supplied = self.report.filled.get(id_)
        return self._supplied(supplied, id_) if supplied else gap(words.pending_mark(missing), id_)

    def _supplied(self, cell: TypedCell, id_: str) -> str:
        """Say what people have supplied: a day as days are written, else their own words, paragraph by paragraph."""
        if cell.day and is_day(cell.text):
            return gap(self.words.day(cell.day), id_)
        first, *rest = paragraphs(cell.text) or (one_line(cell.text),)
        return PARAGRAPH.join((gap(first, id_), *rest))

    def pending_of(self, item: Item, key: str, *, year: int | None = None, missing: str = "") -> str:
        """Mark what is still to be supplied of an item."""
        blanks = {"missing": missing} if missing else {}
        return self.pending(key, item.id, full_name(item, self.words), year=year, choices=(), **blanks)

    def subject(self, subject: str) -> str:
        """Name what an id stands for: an item, a goal of the text, a key task."""
        if subject.startswith("T"):
            return self.words.say("key_task", no=subject[1:])
        return f"{subject} {self.names[subject]}" if subject in self.names else subject
