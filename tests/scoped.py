"""Reports made of records by hand, for what recognition tells of a number besides its item and year: whose it is, of which kind."""

from datetime import date
from decimal import Decimal

from scenes import SYSTEM, VOCABULARY

from ecoreport.checks import RULES, check
from ecoreport.consolidation import consolidate
from ecoreport.judging.review import review
from ecoreport.model import Batch, Entry, Figure, IndicatorSystem, KeyTaskReport, Report, Scope, Source, Subject, Submission

FILE = "甲.xlsx"


def entry(item: str, value: str, cell: str, year: int = 2020, *, department: str = "市水利局", file: str = FILE, **told: object) -> Entry:
    """Make an entry; `told` is its scope (words: 某某 where none are given) or further fields."""
    scope = {name: told.pop(name) for name in ("kind", "region", "elsewhere", "part", "words") if name in told}
    figure = Figure("value", value, Source(file, "表", cell), Decimal(value), written=Decimal(value))
    made = Scope(**{"words": "某某", "source": Source(file, "表", "A1"), **scope}) if scope else Scope()  # type: ignore[arg-type]
    return Entry(Subject(item), year, department, file, figure, scope=made, **told)  # type: ignore[arg-type]


def report_of(*entries: Entry, tasks: tuple[KeyTaskReport, ...] = (), system: IndicatorSystem = SYSTEM, **more: object) -> Report:
    """Judge, check and consolidate what the records say; `more` are further fields of the batch."""
    senders = {record.file: record.department for record in (*entries, *tasks)} or {FILE: "市水利局"}
    submissions = tuple(Submission(file, "", department, "read") for file, department in senders.items())
    batch = Batch(**{"submissions": submissions, "entries": entries, "tasks": tasks, "period": 2020, **more})  # type: ignore[arg-type]
    judged = review(batch, system, 2020, date(2020, 12, 31), VOCABULARY)
    return consolidate(judged, check(judged, RULES))
