"""What a ledger holds: from the cells of a file to the records of a batch, every one with its address."""

from collections.abc import Iterable
from dataclasses import field, fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Literal

from ecoreport.model.evidence import Evidence
from ecoreport.model.finding import Finding
from ecoreport.model.index import BatchIndex
from ecoreport.model.scope import Scope
from ecoreport.model.source import Lapse, Note, Source
from ecoreport.model.subject import Subject
from ecoreport.model.unused import UnusedCells
from ecoreport.records import dataclass

CellValue = str | Decimal | bool | datetime | date | time


# ---- what reading delivers --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with every fact that its file stores about it; cells that store nothing have no record."""

    row: int  # from 1
    column: int  # from 1
    value: CellValue | None = None  # text as stored; a number as the shortest decimal that gives the stored float
    shown_percent: bool = False  # its format shows the value times 100 with %
    shown_scale: int = 1  # 1000 or 10000 where the format shows the value divided by it ("0," "0!.0,")
    number_format: str = "General"
    error: str | None = None  # "#DIV/0!"
    formula: str | None = None  # its text; with value None and error None: no stored result
    hidden: bool = False  # by its row, its column or its sheet
    filtered: bool = False  # hidden by its row, in a sheet that has a filter
    struck: bool = False  # all of it struck through
    kept_text: str | None = None  # rich text of which a part is struck through: what remains
    covered: bool = False  # under a merge, not at its top left
    comment: str | None = None
    locked: bool = True
    picture: bool = False  # a picture stands in it, which programs that do not know such cells take for an error

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def counts(self) -> bool:
        """Does it count for conservation (contract §5): a value other than blanks, an error, or a formula."""
        value = self.value
        if (value and not value.isspace()) if isinstance(value, str) else value is not None:
            return True
        return self.error is not None or self.formula is not None


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both ends included, rows and columns from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    cells: tuple[Cell, ...]  # row by row, sparse
    merged: tuple[Area, ...] = ()
    state: Literal["visible", "hidden", "very_hidden"] = "visible"
    pictures: int = 0  # pictures, in-cell pictures, text boxes and charts: seen, not read
    text_boxes: int = 0
    fills: tuple[tuple[int, int, str], ...] = ()  # row, column and colour of the cells that are filled with one, blank cells included

    @property
    def hidden(self) -> bool:
        return self.state != "visible"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a department answered to one question, beside it on 反馈意见."""

    finding: str  # the question's id; "" where none stands beside the words
    notes: tuple[Note, ...]  # every cell that was filled in: 修改结果 first, then 说明 and what was written beside it
    subject: Subject | None = None  # what the question is about
    result: str = ""  # 修改结果, as written or picked
    words: str = ""  # 说明

    @property
    def source(self) -> Source:
        """Say where its words stand."""
        return self.notes[-1].source

    @property
    def said(self) -> str:
        """Give all that was answered."""
        return "；".join(text for text in (self.result, self.words) if text)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a ledger carries that was given back marked up: our sheets, set aside, and what was answered on them."""

    original: str  # sha256 of the file that was given back; "" where nothing tells
    sheets: tuple[Sheet, ...] = ()
    answers: tuple[Answered, ...] = ()
    fills: tuple[tuple[str, str, str], ...] = ()  # sheet and address of marked cells, and how they were filled before


@dataclass(frozen=True, slots=True)
class Ledger:
    """One file (or one member of an archive) as it was read, before anything is understood."""

    file: str
    sha256: str
    container: str  # what it truly is: xlsx, xls, ods, csv, html, xml2003
    sheets: tuple[Sheet, ...] = ()
    outcome: Literal["read", "partly", "failed", "skipped"] = "read"
    message: str = ""
    findings: tuple[Finding, ...] = ()
    returned: Returned | None = None  # of one that was given back, and came in again


# ---- what is understood -----------------------------------------------------------------------

FigureState = Literal[
    "value",  # a number (or, where the item is in words, words) that stands for itself
    "blank",  # empty, —, /, -
    "pending",  # 暂无, 正在统计
    "not_due",  # 未到期
    "not_applicable",  # 不适用, 不涉及
    "asked",  # something is written, and a person must say what it means
]


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell says, as written and as understood, side by side."""

    state: FigureState
    raw: str  # as a person sees it in the cell
    source: Source
    value: Decimal | None = None  # in the plan's unit
    text: str | None = None  # the words, where they are what was reported
    written: Decimal | None = None  # the number as written, before any conversion; its digits tell the precision
    unit: str | None = None  # the unit as written, where one was
    conversion: str | None = None  # "1.2万 → 12000", "56.7亩 → 3.78公顷"
    hidden: bool = False
    from_prose: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One item (or text-only goal) reported by one department for one year.

    What a row says besides its years' values (分子, 分母, 自评 …) goes with the entry of the period.
    """

    subject: Subject  # an item or a goal
    year: int
    department: str | None  # who reports
    file: str
    actual: Figure
    numerator: Figure | None = None
    denominator: Figure | None = None
    average: Figure | None = None
    average_change: Figure | None = None
    assigned: Figure | None = None
    assigned_met: Note | None = None  # 上级认定 in words
    self_assessment: Note | None = None  # 自评
    statement: Note | None = None  # 完成情况说明
    data_source: Note | None = None
    evidence: Note | None = None  # 佐证编号 as written
    evidence_document: Note | None = None  # its 文号, in a column of its own
    evidence_pages: Note | None = None  # its 页码, in a column of its own
    more_evidence: tuple[Note, ...] = ()  # in further cells of 佐证
    remark: Note | None = None
    sample_size: Figure | None = None
    unit_written: Note | None = None
    recognised_by: str = "stamp"  # stamp, number_and_name, name, variant, similarity
    name_written: Note | None = None  # the name as typed, where it is neither the plan's nor a known variant
    comment: Note | None = None  # the comment of the value's cell
    other_notes: tuple[Note, ...] = ()  # 存在问题, 计算方法, 同比 … : said of the item, in no field of their own
    plan_cells: tuple[Note, ...] = ()  # locked cells of the issued row that no longer say what the plan says
    scope: Scope = Scope()  # whose number of which kind it is told to be
    former: Figure | None = None  # what the same row says was reported before: 原填报值, 更正前
    answers: tuple[Note, ...] = ()  # what was answered to questions about it, on 反馈意见
    lapse: Lapse | None = None  # set where versions are settled
    adjudicated: bool = False  # its answer is the office's, settled by asking (核定值); its place is a cell of 汇总表.xlsx

    @property
    def region(self) -> str | None:
        """Name the county or zone that it speaks for; None: the system's own place."""
        return self.scope.region


@dataclass(frozen=True, slots=True)
class KeyTaskReport:
    """What one department says of one key task."""

    subject: Subject
    department: str | None
    file: str
    source: Source
    status: Note | None = None  # as written: 已完成, 推进中 …
    progress: Figure | None = None  # percent, 0–100
    done: Note | None = None  # 完成情况: goals and quantities done, in words
    quantities: tuple[Figure, ...] = ()  # one for each quantified goal of the issued row, in its order
    plan_cells: tuple[Note, ...] = ()  # plan cells of the row that do not say what the plan says
    other_notes: tuple[Note, ...] = ()  # 完成时限, 责任人 … : in no field of their own
    funds: Figure | None = None
    problem: Note | None = None
    next_step: Note | None = None
    evidence: Note | None = None
    more_evidence: tuple[Note, ...] = ()  # in further cells of 佐证
    remark: Note | None = None
    year: int | None = None  # that its table names; None: the period's
    scope: Scope = Scope()  # whose number of which kind it is told to be
    contested: bool = False  # the code and the name of its row are two different tasks': kept, and nothing of it is taken
    former: Note | None = None  # what the same row says was reported before
    answers: tuple[Note, ...] = ()  # what was answered to questions about it, on 反馈意见
    lapse: Lapse | None = None  # set where versions are settled
    adjudicated: bool = False  # its answer is the office's, settled by asking (核定值); its place is a cell of 汇总表.xlsx

    @property
    def region(self) -> str | None:
        """Name the county or zone that it speaks for; None: the system's own place."""
        return self.scope.region


SignatureRole = Literal["department", "period", "filled_by", "reviewed_by", "leader", "telephone", "filled_on", "seal"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who filled a ledger in: the labels of its cover, or of the lines above and below a table."""

    department: str | None
    file: str
    role: SignatureRole
    text: str
    source: Source
    dated: date | None = None  # of filled_on, where it could be read
    region: str | None = None  # a county or zone that it speaks for; None: the system's own place

    @property
    def of_person(self) -> bool:
        """Does it name a person, or give a telephone: it stands in 单位报送情况 alone."""
        return self.role in ("filled_by", "reviewed_by", "leader", "telephone")


@dataclass(frozen=True, slots=True)
class Highlight:
    """One entry of 亮点与特色, or a sheet's narrative."""

    department: str | None
    file: str
    title: str
    text: str
    source: Source
    cells: tuple[Note, ...] = ()  # every cell of it, as written
    evidence: tuple[Note, ...] = ()  # its cells of 佐证
    lapse: Lapse | None = None  # set where versions are settled
    region: str | None = None  # a county or zone that it speaks for; None: the system's own place
    elsewhere: str | None = None  # who speaks, as written, where that is nobody of ours


@dataclass(frozen=True, slots=True)
class CellCount:
    """Conservation: counted = used + furniture + unused."""

    counted: int = 0
    used: int = 0
    furniture: int = 0
    unused: int = 0

    def __add__(self, other: "CellCount") -> "CellCount":
        return CellCount(
            self.counted + other.counted,
            self.used + other.used,
            self.furniture + other.furniture,
            self.unused + other.unused,
        )


Outcome = Literal["read", "partly", "superseded", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Submission:
    """Hold what became of one file that came in, readable or not; an archive and each of its members have one each.

    `outcome`: "read", "partly" (a part could not be read), "superseded" (later files replaced all its answers), "failed"
    (`message` says why), "skipped" (named, never opened). `department` is the plan's name, None where nobody knows. `cells` obeys
    counted = used + furniture + unused. `sha256` is of the file's bytes, "" where it was not opened.
    """

    file: str
    sha256: str
    department: str | None
    outcome: Outcome
    message: str = ""
    cells: CellCount = CellCount()
    period: int | None = None  # the year that the ledger says it is for
    edition: str = ""  # of the issued template, by its stamp
    container: str = ""
    superseded_by: str | None = None
    as_read: "Submission | None" = None  # what it was before versions were settled
    returned: str | None = None  # it had been given back marked up: the sha256 of the file that it was then, "" where nothing tells
    titles: tuple[Note, ...] = ()  # what stands over its tables and says which version it is: 更正表, 第二稿
    region: str | None = None  # a county or zone that its ledger speaks for; None: the system's own place
    departments: tuple[str, ...] = ()  # all that speak in it, where each has a sheet, a block or rows of its own; `department` is None then
    elsewhere: str | None = None  # who sent it, as written, where that is nobody of ours: nothing of it is heard
    path: str = field(default="", compare=False)  # where it lies on this machine, of a member its archive; "": it came as an open file

    @property
    def senders(self) -> tuple[str, ...]:
        """Name every department that it came from: the one, or all that speak in it."""
        return self.departments or ((self.department,) if self.department else ())


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold everything that came in, file by file, as records with their addresses.

    `a + b` is a Batch too and means the same as reading both at once, so that parts may be read in any order and anywhere (it
    pickles). Values of `entries` are in the plan's unit beside what was written. Nothing is judged yet: give it to `check`.
    """

    submissions: tuple[Submission, ...] = ()
    entries: tuple[Entry, ...] = ()
    tasks: tuple[KeyTaskReport, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    signatures: tuple[Signature, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    findings: tuple[Finding, ...] = ()
    unused: UnusedCells = UnusedCells()
    period: int | None = None  # asked for by the reader of the batch; None: the plan's own
    answers: tuple[Answered, ...] = ()  # to questions of an earlier round, in files that had been given back
    _index: BatchIndex | None = field(default=None, init=False, repr=False, compare=False)
    _settled: tuple[object, ...] = field(default=(), init=False, repr=False, compare=False)  # by what words, year and day

    @property
    def by(self) -> BatchIndex:
        """Find its records by item, task, department and file."""
        index = self._index
        if index is None:
            index = BatchIndex(self)
            object.__setattr__(self, "_index", index)  # of records that do not change
        return index

    def is_settled(self, *by: object) -> bool:
        """Say whether its versions were settled by these words, this year and this day."""
        return self._settled == by

    def settled(self, *by: object) -> "Batch":
        """Remember by what its versions were settled, so that nobody settles them again."""
        object.__setattr__(self, "_settled", by)
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the index behind, where it is sent elsewhere."""
        return Batch, tuple(getattr(self, each.name) for each in fields(self) if each.init)

    def __add__(self, other: "Batch") -> "Batch":
        return Batch.of((self, other))

    @classmethod
    def of(cls, batches: "Iterable[Batch]", period: int | None = None) -> "Batch":
        """Join many at once: the same as adding them one to the other, in time that grows as they do."""
        parts = tuple(batches)
        told = (each.period for each in parts if each.period is not None)
        return cls(
            tuple(chain.from_iterable(each.submissions for each in parts)),
            tuple(chain.from_iterable(each.entries for each in parts)),
            tuple(chain.from_iterable(each.tasks for each in parts)),
            tuple(chain.from_iterable(each.evidence for each in parts)),
            tuple(chain.from_iterable(each.signatures for each in parts)),
            tuple(chain.from_iterable(each.highlights for each in parts)),
            tuple(chain.from_iterable(each.findings for each in parts)),
            UnusedCells(tuple(chain.from_iterable((UnusedCells() + each.unused).packs for each in parts))),  # a script's may be a tuple
            period if period is not None else next(told, None),
            tuple(chain.from_iterable(each.answers for each in parts)),
        )


@lru_cache(maxsize=1 << 14)  # every cell asks for its address, and no format has more columns
def column_letters(column: int) -> str:
    """Name a column, from 1: 1 is "A", 27 is "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
