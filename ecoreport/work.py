"""Inputs -> batches: each file read and understood by itself, here or on any concurrent.futures.Executor; the order is kept."""

import functools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ecoreport import normalisation, reading, recognition
from ecoreport.judging import versions
from ecoreport.matching import matcher_for
from ecoreport.model import Batch, IndicatorSystem, Ledger, Submission
from ecoreport.office import Office
from ecoreport.rules import ERROR, Rule
from ecoreport.vocabulary import Vocabulary

Inputs = str | Path | BinaryIO | Iterable[str | Path | BinaryIO]
Progress = Callable[[int, int, str], None]  # files done, files in all, the file's name

UNEXPECTED = Rule(
    "R999",
    ERROR,
    "规范性",
    "文件未能读懂",
    "读取“{file}”时出现意外（{kind}），该文件的内容没有采用，其他文件不受影响",
    "请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 后重报；仍不能读取的，请把文件发给本程序的维护人员",
    note="读取或识别一份文件时出现意外，只影响这一份文件",
)
RULES: tuple[Rule, ...] = (*reading.RULES, UNEXPECTED, *recognition.RULES, *normalisation.RULES)


def discover(inputs: Inputs) -> tuple[reading.Input, ...]:
    """List the files below the inputs; raise InputError where an input does not exist."""
    one = isinstance(inputs, str | Path) or hasattr(inputs, "read")
    return reading.discover((inputs,) if one else inputs)  # type: ignore[arg-type]  # one source, or many


def read_all(sources: Iterable[reading.Input], office: Office, executor: Executor | None = None, progress: Progress | None = None) -> Batch:
    """Read every source into one settled batch; it depends neither on the executor nor on the order of the sources."""
    ordered = sorted(sources, key=lambda source: source.name)
    read = functools.partial(read_one, office=office.for_reading())
    batches = executor.map(read, ordered) if executor else map(read, ordered)
    told = _tell(batches, ordered, progress)
    return versions.settle(functools.reduce(Batch.__add__, told, Batch(period=office.period)), office.vocabulary)


def _tell(batches: Iterable[Batch], sources: list[reading.Input], progress: Progress | None) -> Iterator[Batch]:
    for done, (batch, source) in enumerate(zip(batches, sources, strict=True), 1):
        if progress:
            progress(done, len(sources), source.name)
        yield batch


def read_one(source: reading.Input, office: Office) -> Batch:
    """Read and understand one input, an archive with all its members; whatever it holds, it raises nothing."""
    try:
        return understand_all(reading.read(source, office.passwords), office)
    except Exception as error:  # noqa: BLE001 — the batch's outermost wall: one bad file never stops the others
        finding = UNEXPECTED.finding(None, key=source.name, file=source.name, kind=type(error).__name__)
        return Batch((Submission(source.name, "", None, "failed", finding.message),), findings=(finding,), period=office.period)


def understand_all(ledgers: Iterable[Ledger], office: Office) -> Batch:
    """Recognise and normalise ledgers that were read."""
    understood = (understand(ledger, office.system, office.vocabulary, office.period) for ledger in ledgers)
    return functools.reduce(Batch.__add__, understood, Batch(period=office.period))


def understand(ledger: Ledger, plan: IndicatorSystem, vocabulary: Vocabulary, year: int) -> Batch:
    """Recognise and normalise one ledger; of an unreadable one keep who sent it, where its name tells."""
    if ledger.sheets:
        layout = recognition.recognise(ledger, plan, vocabulary, year)
        return normalisation.normalise(layout, ledger, plan, vocabulary, year)
    named = matcher_for(plan, vocabulary).departments.mentioned_in(ledger.file) if ledger.outcome == "failed" else ()
    department = named[0] if len(named) == 1 else None
    submission = Submission(ledger.file, ledger.sha256, department, ledger.outcome, ledger.message, container=ledger.container)
    findings = tuple(replace(finding, department=department) for finding in ledger.findings)
    return Batch((submission,), findings=findings, period=year)
