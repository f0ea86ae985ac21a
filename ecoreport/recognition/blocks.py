"""A candidate reading of a part of a sheet, with what it explains; the best ones are kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field

from ecoreport.matching import Matcher
from ecoreport.model import Answers, Finding, IndicatorSystem, Scope, Source
from ecoreport.model.layout import LayoutRecord, RecordKind
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.legend import Legend
from ecoreport.recognition.scope import KindReader, Said, no_kind, table_scope
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_TWICE = 4.0  # what it costs a reading to give an item a second value of one year


@dataclass(frozen=True, slots=True)
class Setting:
    """What every step of recognition needs to know."""

    file: str
    department: str | None
    year: int  # of the ledger, where it says one; else the period
    system: IndicatorSystem
    vocabulary: Vocabulary
    matcher: Matcher
    reader: HeadingReader
    stamped: bool = False
    around: tuple[Said, ...] = ()  # what is said of the whole file: its sender, its name, its folders
    kind_of: KindReader = no_kind
    written_in: int | None = None  # the year of the day on which the ledger says it was filled in
    legend: Legend = Legend()  # what the file says that its signs stand for
    chosen: Answers = field(default_factory=dict)  # what the office answered to earlier questions about such tables

    def source(self, sheet: str, address: str | None = None) -> Source:
        return Source(self.file, sheet, address)

    def tells(self, said: Said) -> bool:
        """Does a text that stands alone say whose numbers, or of which kind, its table holds."""
        return table_scope([said], self.matcher.places, self.kind_of) != Scope()

    def scope(self, sheet: str, said: Iterable[Said] = ()) -> Scope:
        """Settle the scope of a table by what is `said` next to it, its sheet's name and what is said of the file."""
        signed = any(each.where == "sender" and each.source.sheet == sheet for each in self.around)
        around = (each for each in self.around if each.where != "sender" or not signed or each.source.sheet == sheet)
        around = (each for each in around if each.of in ("", sheet))
        told = (*said, Said(sheet, self.source(sheet), "sheet"), *around)
        return table_scope(told, self.matcher.places, self.kind_of, stamped=self.stamped)


@dataclass(slots=True)
class Block:
    """One table or stack of cards, read in one way."""

    kind: RecordKind
    sheet: str
    first_row: int  # of its heading, in the sheet's own rows
    records: list[LayoutRecord] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)  # addresses of headings, labels, group rows
    claimed: set[str] = field(default_factory=set)  # addresses of the cells of its records
    findings: list[Finding] = field(default_factory=list)
    score: float = 0.0
    last_row: int = 0
    titled: set[str] = field(default_factory=set)  # addresses of titles that gave an item, a year or a unit
    turned: bool = False
    known: int = 0  # headings that the vocabulary knows
    named: bool = False  # its names stand under 任务, or 指标: one may be an item's and a task's

    @property
    def weight(self) -> float:
        """How well this reading explains the sheet: what it reads, and how many headings bear it out."""
        if not self.records:
            return 0.1 * bool(self.findings)
        return self.score + 0.2 * self.known - _TWICE * _repeated(self.records)

    @property
    def left(self) -> int:
        """The first column that it reads."""
        return min((slot.cell.column for record in self.records for slot in record.slots), default=0)

    def add(self, record: LayoutRecord, worth: float) -> None:
        self.records.append(record)
        self.claimed.update(slot.cell.address for slot in record.slots)
        rows = [slot.cell.row for slot in record.slots]
        self.last_row = max(self.last_row, *rows) if rows else self.last_row
        self.score += worth


def _repeated(records: Sequence[LayoutRecord]) -> int:
    """Count the values beyond the first of an item's year: a reading that makes one item several things has mistaken their rows."""
    told = Counter(
        (record.subject, record.scope.bare, slot.year or record.year)
        for record in records
        for slot in record.slots
        if slot.field == "actual" and record.subject and record.kind == "indicator"
    )
    return sum(count - 1 for count in told.values())


def choose(blocks: Iterable[Block], year: int) -> tuple[list[Block], list[tuple[Block, Block]]]:
    """Keep the best readings that do not overlap; pairs that explain the same cells equally well in different ways are ties."""
    chosen: list[Block] = []
    ties: list[tuple[Block, Block]] = []
    ranked = sorted(
        blocks, key=lambda block: (-block.weight, -len(_meanings(block, year)), block.turned, block.first_row, not block.named, block.kind)
    )
    for block in ranked:
        if block.records and block.turned and block.weight < 0:
            continue  # more speaks against reading it column by column than for it
        if not block.records and (block.turned or block.known < (2 if block.findings else 3)):
            continue
        whole = block.claimed | block.headings
        rivals = [kept for kept in chosen if kept.claimed & whole or kept.headings & (block.claimed if block.records else whole)]
        if not rivals:
            chosen.append(block)
        elif all(kept.weight == block.weight for kept in rivals):  # else a better one is against it anyway
            ties += [(kept, block) for kept in rivals if not _says_the_same(kept, block, year)]
    return chosen, ties


def _says_the_same(kept: Block, other: Block, year: int) -> bool:
    """Does the kept reading say all that the other one says."""
    less, more = _meanings(other, year), _meanings(kept, year)
    return less <= more if kept.kind == other.kind else less == more


def _meanings(block: Block, year: int) -> set[tuple[object, ...]]:
    return {
        (record.subject, record.scope.bare, slot.year or record.year or year, slot.cell.address)
        for record in block.records
        for slot in record.slots
        if slot.field in ("actual", "progress", "status", "title")
    }
