"""The application (申报材料) put together: papers, tables, the evidence itself, what is missing and what experts asked; `pack` does it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ecoreport import outputs, pipeline, reading
from ecoreport.errors import InputError
from ecoreport.judging.packing import answer_opinions, bare_items, list_lacks, plan_files
from ecoreport.language.filenames import shown_name
from ecoreport.model import Drafted, Report, UnusedCells
from ecoreport.model import packing as names
from ecoreport.model.packing import DOCUMENTS, EVIDENCE_FOLDER, Lack, Opinion, PackedApplication, PackedFile
from ecoreport.model.texts import TextChange
from ecoreport.office import Office
from ecoreport.paths import list_files, read_given
from ecoreport.privacy import covered
from ecoreport.publish import claim, keep_original, originals
from ecoreport.publish.packed import Folder
from ecoreport.reading.evidence import EvidenceFolder
from ecoreport.reading.faults import UnreadableError
from ecoreport.rendering.papers import (
    APPLICATION,
    CATALOGUE,
    WORDING,
    WORK_REPORT,
    render_application,
    render_catalogue,
    render_work_report,
)
from ecoreport.rendering.refresh import Voice, refresh_paper
from ecoreport.rendering.workbook import PACK, TEMPLATE, Application, opinion_headings, render_tables
from ecoreport.rounds.opinions import read_opinions
from ecoreport.rules import Rule
from ecoreport.work import Inputs, Progress

__all__ = ["PackedApplication", "pack"]


def pack(
    inputs: Inputs,
    out: str | Path,
    *,
    system: str | Path | None = None,
    period: int | str | None = None,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
    passwords: Iterable[str] | str = (),
    evidence: str | Path | None = None,
    rules: Iterable[Rule | str | Path] | str | Path = (),
    templates: str | Path | None = None,
    progress: Progress | None = None,
) -> PackedApplication:
    """Put the application together in the folder `out`: 00 to 05, 缺件清单 and 专家意见及答复表. The options are those of `run`.

    Evidence is copied and its sha256 compared, never moved. Done again, only what changed is written: what people wrote in papers stays
    as `refresh` keeps it, their lines of 专家意见及答复表 are carried over, and what they changed elsewhere goes to 历史. `previous` is the
    folder of a `run` whose typed answers count. Raise InputError where nothing could be read, OutputError where `out` cannot be written.
    """
    office = pipeline.open_office(system, templates, rules, passwords, evidence, period, as_of, previous)
    with claim(out) as place:
        if office.evidence and office.evidence.resolve().is_relative_to(place.resolve()):
            raise InputError(
                f"佐证材料文件夹“{shown_name(office.evidence)}”在申报材料文件夹里面，复制会乱。请给出原来存放佐证材料的文件夹。"
            )
        folder = Folder.of(place)
        opinions = _typed_opinions(place, office)
        report = office.examine(inputs, place, progress=progress)
        files = _copy_evidence(report, office, folder, progress)
        strangers = folder.clear(EVIDENCE_FOLDER) if office.evidence else ()
        lacks = list_lacks(report, files)
        changes: list[TextChange] = []
        public = covered(replace(report, unused=UnusedCells(), contents=()))
        paper = outputs.draft(public, office.templates)
        drawn = _draw(public, paper, office, files, lacks, answer_opinions(opinions or (), report))
        if opinions is not None and answer_opinions(opinions, report) == opinions:
            drawn.pop(names.OPINIONS)  # as people have it
            folder.keep(names.OPINIONS)
        folder.lay(drawn, partial(_join, office, report, changes))
        for name in (names.REQUEST, names.REPORT, names.WORK_REPORT):
            keep_original(place, drawn[name])
        folder.remember()
    return PackedApplication(
        place, report, files, lacks, paper.open, tuple(folder.changed), dict(folder.aside), strangers, tuple(changes)
    )  # fmt: skip


def _draw(
    report: Report,
    drafted: Drafted,
    office: Office,
    files: tuple[PackedFile, ...],
    lacks: tuple[Lack, ...],
    opinions: tuple[Opinion, ...],
) -> dict[str, bytes]:
    """Render every paper and table of the application, by name."""
    templates = office.templates
    documents = tuple((name.partition(" ")[0], title, name) for name, title in DOCUMENTS.items())
    application = Application(documents, files, lacks, bare_items(report, files), opinions)
    layouts = templates.words(TEMPLATE), templates.words(PACK)

    def paper(template: str, render: Callable[..., Iterable[bytes]], **told: object) -> bytes:
        (data,) = outputs.filled(partial(render, files=files, **told), template, report, templates)
        return data

    return {
        names.REQUEST: paper(APPLICATION, render_application, documents=documents[1:]),
        names.REPORT: drafted.data,
        names.WORK_REPORT: paper(WORK_REPORT, render_work_report),
        names.SUMMARY: render_tables(report, application, ("indicators", "key_tasks", "main_tasks"), *layouts),
        names.CATALOGUE_PAPER: paper(CATALOGUE, render_catalogue, documents=documents),
        names.LACKS: render_tables(report, application, ("lacks", "bare"), *layouts),
        names.OPINIONS: render_tables(report, application, ("opinions",), *layouts),
        names.CATALOGUE: render_tables(report, application, ("documents", "pieces"), *layouts),
    }


def _copy_evidence(report: Report, office: Office, folder: Folder, progress: Progress | None) -> tuple[PackedFile, ...]:
    """Copy every file of every piece to its place; one that cannot be read is told."""
    planned = plan_files(report)
    if office.evidence is None:
        return ()
    source = EvidenceFolder(office.evidence)
    copied = []
    for number, file in enumerate(planned):
        if progress:
            progress(number, len(planned), file.name)
        try:
            digest, size = folder.copy(file.name, partial(source.read, file.path, file.archive))
            copied.append(replace(file, sha256=digest, size=size))
        except UnreadableError as fault:
            copied.append(replace(file, fault=str(fault.words.get("detail", ""))))
    return tuple(copied)


def _join(office: Office, report: Report, changes: list[TextChange], lying: bytes, data: bytes, path: Path) -> bytes:
    """Join a paper that people have changed with what the program writes now; one that is no paper any more gives way."""
    words = office.templates.words(WORDING)["refresh"]
    voice = Voice(words["author"], words["changed"], words["gone"], report.as_of)
    try:
        done = refresh_paper(lying, data, voice, originals(path), shown_name(path))
    except InputError:
        return data
    changes += done.changes
    return done.data


def _typed_opinions(place: Path, office: Office) -> tuple[Opinion, ...] | None:
    """Read what people wrote into 专家意见及答复表, whatever they called or saved it as; None where there is none.

    Raise InputError where it is there and cannot be read: what was typed there would be lost.
    """
    headings = opinion_headings(office.templates.words(PACK))
    found: dict[Opinion, None] = {}
    seen = False
    for path in list_files(place, (".xlsx", ".xlsm", ".xls", ".et", ".ods")):
        name = shown_name(path.name)
        if name in names.APPLICATION and name != names.OPINIONS:
            continue
        sheets = reading.read_own(read_given(path, "专家意见及答复表"), name, office.passwords)
        opinions = read_opinions(sheets, headings) if sheets else None
        if opinions is None and name == names.OPINIONS:
            raise InputError(f"“{name}”打不开，或找不到其中的表头，里面由人填写的意见读不回来。请修复或移走它后重试。")
        seen |= opinions is not None
        found |= dict.fromkeys(opinions or ())
    return tuple(found) if seen else None
