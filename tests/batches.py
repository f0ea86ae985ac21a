"""Little batches for tests: a row of a table becomes the record that reading would have made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecoreport import assessment
from ecoreport.model import (
    Batch,
    Entry,
    Evidence,
    Figure,
    Goal,
    IndicatorSystem,
    Item,
    KeyTaskReport,
    Note,
    Reference,
    Signature,
    Source,
    Submission,
)
from ecoreport.quantity import read_quantity
from ecoreport.rules import EvidenceFile, Review
from ecoreport.text import read_date

Row = Mapping[str, str]
COLUMNS = {  # of an entry's figures, in the order of an issued ledger
    "actual": "G",
    "numerator": "H",
    "denominator": "I",
    "average": "J",
    "average_change": "K",
    "assigned": "L",
    "assigned_met": "M",
    "self_assessment": "N",
    "statement": "O",
    "data_source": "P",
    "evidence": "Q",
    "remark": "R",
    "sample_size": "S",
}
FIGURES = ("numerator", "denominator", "average", "average_change", "assigned", "sample_size")
NOTES = ("assigned_met", "self_assessment", "statement", "data_source", "evidence", "remark")


def file_of(row: Row) -> str:
    return row.get("file") or f"{row.get('department') or '某单位'}.xlsx"


def figure(text: str, source: Source, unit: str, expects: str = "number", *, hidden: bool = False) -> Figure:
    read = read_quantity(text, unit=unit, expects=expects)
    return Figure(read.state, read.raw, source, read.value, read.text, read.written, read.unit, read.conversion, hidden, read.from_prose)


def entry(row: Row, number: int, system: IndicatorSystem) -> Entry:
    """Make the entry of one row; its columns are the field names of Entry."""
    subjects: dict[str, Item | Goal] = {subject.id: subject for subject in (*system.items, *system.text_goals)}
    subject = subjects[row["subject"]]
    file, year = file_of(row), int(row.get("year") or system.parameters.period)
    sheet = row.get("sheet") or "指标填报"
    places = {name: Source(file, sheet, f"{column}{number}") for name, column in COLUMNS.items()}
    expects = "words" if subject.direction is None else "either" if "完成" in subject.target else "number"
    hidden = row.get("hidden") == "1"
    return Entry(
        subject.id,
        year,
        row.get("department") or None,
        file,
        figure(row.get("actual", ""), places["actual"], subject.unit, expects, hidden=hidden),
        **{
            name: figure(row[name], places[name], subject.unit if name not in ("numerator", "denominator", "sample_size") else "")
            for name in FIGURES
            if row.get(name)
        },
        **{name: Note(row[name], places[name]) for name in NOTES if row.get(name)},
        plan_cells=(Note(row["plan_cell"], Source(file, sheet, f"D{number}")),) if row.get("plan_cell") else (),
    )


def task_report(row: Row, number: int) -> KeyTaskReport:
    file = file_of(row)
    at = {
        name: Source(file, "重点任务进展", f"{letter}{number}")
        for name, letter in zip(("status", "progress", "done", "problem", "evidence", "remark"), "GHIJKL", strict=True)
    }
    quantities = tuple(
        figure(text, Source(file, "重点任务进展", f"F{number}"), "")
        for text in row.get("quantities", "").split("|")
        if row.get("quantities")
    )
    return KeyTaskReport(
        int(row["subject"].removeprefix("T")),
        row.get("department") or None,
        file,
        Source(file, "重点任务进展", f"B{number}"),
        progress=figure(row["progress"], at["progress"], "%") if row.get("progress") else None,
        quantities=quantities,
        **{name: Note(row[name], at[name]) for name in ("status", "done", "problem", "evidence", "remark") if row.get(name)},
    )


def piece_of_evidence(row: Row, number: int) -> Evidence:
    file = file_of(row)
    return Evidence(
        row.get("number", ""),
        row.get("department") or None,
        file,
        Source(file, "佐证材料", f"A{number}"),
        title=row.get("title", ""),
        document_number=row.get("document_number", ""),
        dated=row.get("dated", ""),
        items=tuple(row["subject"].split()) if row.get("subject") else (),
        file_name=row.get("file_name", ""),
    )


def signature(row: Row, number: int) -> Signature:
    file = file_of(row)
    return Signature(
        row.get("department") or None, file, row["role"], row["text"], Source(file, "封面", f"B{number}"), read_date(row["text"])
    )


def batch_of(rows: Iterable[Row], system: IndicatorSystem) -> tuple[Batch, IndicatorSystem, date, tuple[EvidenceFile, ...] | None]:
    """Make a batch of rows; rows of kind `setting`, `reference` and `evidence_file` set the scene."""
    entries, tasks, evidence, signatures, files, references, folder = [], [], [], [], {}, [], []
    as_of, parameters, given = date(system.parameters.period, 12, 31), system.parameters, False
    for number, row in enumerate(rows, 6):
        kind = row.get("kind") or ("task" if row.get("subject", "").startswith("T") else "entry")
        if kind == "entry":
            entries.append(entry(row, number, system))
        elif kind == "task":
            tasks.append(task_report(row, number))
        elif kind == "evidence":
            evidence.append(piece_of_evidence(row, number))
        elif kind == "signature":
            signatures.append(signature(row, number))
        elif kind == "reference":
            values = {name: Decimal(row[name]) for name in ("average", "average_change", "assigned", "actual") if row.get(name)}
            references.append(Reference(row["subject"], int(row["year"]), **values, cell=f"参照值!A{number}"))
        elif kind == "evidence_file":
            given = True
            folder.append(EvidenceFile(row["file_name"], int(row["size"]), row.get("content") or row["file_name"]))
        elif kind == "as_of":
            as_of = date.fromisoformat(row["text"])
        elif kind == "setting":
            value: object = date.fromisoformat(row["text"]) if row["role"] == "ledger_deadline" else row["text"]
            parameters = replace(parameters, **{row["role"]: value})
        if kind in ("entry", "task", "evidence", "signature", "file"):
            file = file_of(row)
            known = files.get(file)
            edition = row.get("edition") or (known.edition if known else "")
            files[file] = Submission(
                file,
                "0" * 64,
                row.get("department") or None,
                row.get("outcome") or "read",
                edition=edition,
                period=system.parameters.period,
            )
    plan = replace(system, parameters=parameters, references=(*system.references, *references))
    batch = Batch(tuple(files.values()), tuple(entries), tuple(tasks), tuple(evidence), tuple(signatures), period=system.parameters.period)
    return batch, plan, as_of, tuple(folder) if given else None


def review_of(rows: Iterable[Row], system: IndicatorSystem) -> Review:
    batch, plan, as_of, folder = batch_of(rows, system)
    judged = assessment.assess(batch, plan, plan.parameters.period)
    return Review(batch, plan, plan.parameters.period, as_of, judged.items, judged.tasks, folder)
