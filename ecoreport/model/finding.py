"""One fault in the data: what is wrong, where, how grave, and how to mend it."""

from datetime import date
from typing import Literal

from ecoreport.model.choices import Choice
from ecoreport.model.source import Source
from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

Severity = Literal["error", "verify", "notice"]
FindingState = Literal[
    "new",  # 新增: not there in any round before
    "open",  # 未整改: it stood in the round before
    "overdue",  # 逾期: its day is past
    "reopened",  # 复发: it was closed, and is there again
    "explained",  # 说明已采纳: the department's own words settle it
    "waived",  # 豁免: until a day, for a reason
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one fault in the data: what, where, how grave, and how to mend it.

    `severity`: "error" 错误 must be corrected, "verify" 需核实 is asked and settled by the department's 说明, "notice" 提示 needs
    nobody. `code` is that of its rule (docs/核对规则.md); `message` and `advice` are whole Chinese sentences that quote what was
    written. `item` is an item's or a text-only goal's id ("15.1", "M4.1"), `task` a key task's number.
    """

    id: str  # stable from run to run while the same thing is wrong in the same place
    code: str
    severity: Severity
    message: str
    advice: str
    department: str | None = None
    subject: Subject | None = None
    source: Source | None = None  # where the finding points first
    others: tuple[Source, ...] = ()  # further cells of the same fault, or the other side of a conflict
    explanation: str | None = None  # the department's 说明 that settles a verify finding
    explained_at: Source | None = None  # where it stands
    group: str | None = None  # the one question about a table that stands once for each of its items
    also: tuple[Subject, ...] = ()  # where that question stands once: its other items
    choice: Choice | None = None  # the readings between which the office may choose
    doubts: bool = False  # it is about the value, the words, the facts or the source of what was reported
    refutes: bool = False  # the batch itself says otherwise: words alone settle nothing
    state: FindingState = "new"  # where it stands in its life over the rounds
    first_round: int = 1  # the first in which it was ever found
    due: date | None = None  # 整改期限
    overdue_rounds: int = 0  # how many rounds, this one included, found it past its day
    closed_round: int | None = None  # it came back: the round in which it had been closed
    reopened_round: int | None = None  # … and the one that found it again
    year: int | None = None  # of the value that it is about; None: the period's

    @property
    def doubting(self) -> bool:
        """Does it, still open, put what was reported in doubt."""
        return self.doubts and self.severity != "notice" and (self.explanation is None or self.refuting)

    @property
    def refuting(self) -> bool:
        """Does it refute what was reported."""
        return self.refutes and self.severity != "notice"

    @property
    def item(self) -> str | None:
        """Give the id of the item or goal that it is about."""
        return self.subject.item if self.subject else None

    @property
    def task(self) -> int | None:
        """Give the number of the key task that it is about."""
        return self.subject.task if self.subject else None

    @property
    def file(self) -> str | None:
        """Name the file that it points to; None where it points to none (nothing was submitted, or the plan is at fault)."""
        return self.source.file if self.source else None

    @property
    def sheet(self) -> str | None:
        """Name the sheet that it points to; None where it points to a whole file, or to none."""
        return self.source.sheet if self.source else None

    @property
    def cell(self) -> str | None:
        """Name the cell that it points to ("C5"); None where it points to a whole sheet or file, or to none."""
        return self.source.cell if self.source else None
