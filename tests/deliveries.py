"""Files of departments as they come in, each told on one line, and what became of them."""

from datetime import date
from decimal import Decimal

from ecoreport.judging.versions import settle as settle_with
from ecoreport.language.dates import read_date
from ecoreport.model import (
    Batch,
    Entry,
    Evidence,
    Figure,
    Highlight,
    KeyTaskReport,
    Note,
    Scope,
    Signature,
    Source,
    Subject,
    Submission,
)
from ecoreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def settle(batch: Batch, period: int | None = None, as_of: date | None = None) -> Batch:
    return settle_with(batch, VOCABULARY, period, as_of)


def came(*files: str, period: int | None = None) -> Batch:
    """Let files come in, each told on one line: its name, then fields, then what it answers.

    Fields: `of=` a department (市城管局), `on=` its 填报日期, `outcome=`, `sheet=`, `title=`, `bytes=` (its digest).
    An answer is "43" (an item of 2020, with a value of this file's own), "43:98.5", "43@2019:98", "43:暂无" (words), "43—" (a dash in
    the cell), "43”正在统计" (nothing in the cell, but words beside it), "43:98<97" (原填报值 97), "T8:已完成", "E3-02:题名", "E:题名" (evidence
    without a number), "H:亮点"; behind it "#普陀区" (a region's) or "#计划".
    """
    return sum((_file(*line.split(" ")) for line in files), Batch(period=period))


def _file(name: str, *told: str) -> Batch:
    fields = {"of": "市城管局", "on": "", "outcome": "read", "sheet": "表", "title": "", "bytes": ""}
    fields |= dict(word.split("=") for word in told if "=" in word)
    department, sheet = fields["of"].replace("?", "") or None, fields["sheet"]
    entries, tasks, evidence, highlights = [], [], [], []
    for line, word in enumerate((word for word in told if "=" not in word), 3):
        place = Source(name, sheet, f"C{line}")
        answer, _, of = word.partition("#")
        scope = Scope() if not of else Scope(kind="plan") if of == "计划" else Scope(region=of)
        about, _, said = answer.partition(":")
        match about[0]:
            case "T":
                tasks.append(KeyTaskReport(Subject(about), department, name, place, Note(said or f"进展见{name}", place), scope=scope))
            case "E":
                evidence.append(Evidence(about[1:], department, name, place, said or name, region=scope.region))
            case "H":
                highlights.append(Highlight(department, name, "", said, place))
            case _:
                entries.append(_entry(about, said, department, place, scope))
    signed = Signature(department, name, "filled_on", fields["on"], Source(name, sheet, "A2"), read_date(fields["on"]))
    titles = (Note(fields["title"], Source(name, sheet, "A1")),) if fields["title"] else ()
    submission = Submission(name, fields["bytes"], department, fields["outcome"], titles=titles)  # type: ignore[arg-type]
    return Batch((submission,), tuple(entries), tuple(tasks), tuple(evidence), (signed,), tuple(highlights))


def _entry(about: str, said: str, department: str | None, place: Source, scope: Scope) -> Entry:
    about, words, beside = about.partition("”")
    item, _, year = about.rstrip("—").partition("@")
    said, _, before = (said or place.file).partition("<")
    blank = about[-1] == "—" or bool(words)
    figure = Figure("blank", "—" if about[-1] == "—" else "", place) if blank else _figure(said, place)
    former = _figure(before, Source(place.file, place.sheet, place.cell.replace("C", "B") if place.cell else None)) if before else None
    statement = Note(beside or "口径在调整", place) if words else None
    return Entry(Subject(item), int(year or 2020), department, place.file, figure, statement=statement, scope=scope, former=former)


def _figure(said: str, place: Source) -> Figure:
    if said in ("暂无", "正在统计"):
        return Figure("pending", said, place, text=said)
    if said.replace(".", "").isdecimal():
        return Figure("value", said, place, Decimal(said))
    return Figure("value", said, place, text=said)


def fates(batch: Batch) -> str:
    """Say what became of the files: 甲 < 乙 is replaced, 甲 ~ 乙 is corrected in part, 甲 = 乙 repeats it, 甲 ? 乙 must be asked."""
    signs = {"H501": "<", "H503": "~", "H504": "="}
    told = [
        f"{_stem(finding.source)} {signs[finding.code]} {_stem(other)}"
        for finding in batch.findings
        if finding.code in signs
        for other in (finding.others if finding.code == "H501" else finding.others[:1])
    ]
    asked = {finding.group: f"{_stem(finding.source)} ? {_stem(finding.others[0])}" for finding in batch.findings if finding.code == "H502"}
    return ", ".join(sorted((*told, *asked.values())))


def _stem(source: Source | None) -> str:
    return source.file.rsplit("/", 1)[-1].removesuffix(".xlsx") if source else ""


def standing(batch: Batch) -> dict[str, list[str]]:
    """Say what stands after settling: for each answer, what is written and in which file."""
    told: dict[str, list[str]] = {}
    for entry in batch.entries:
        if entry.lapse is None:
            told.setdefault(entry.subject, []).append(f"{entry.actual.raw} {_stem(entry.actual.source)}")
    for report in batch.tasks:
        if report.lapse is None:
            told.setdefault(report.subject, []).append(f"{report.status.text if report.status else ''} {_stem(report.source)}")
    for piece in batch.evidence:
        if piece.lapse is None:
            told.setdefault(f"E{piece.number}", []).append(f"{piece.title} {_stem(piece.source)}")
    return {key: sorted(told[key]) for key in sorted(told)}
