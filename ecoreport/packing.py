"""The application (申报材料) put together: papers, tables, the evidence itself, what is missing and what experts asked; `pack` does it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ecoreport import outputs, pipeline, reading
from ecoreport.errors import InputError
from ecoreport.judging.packing import answer_opinions, bare_items, list_lacks, plan_files
from ecoreport.judging.visits import draw_sample, list_visits
from ecoreport.language.filenames import shown_name
from ecoreport.model import ContentRows, Drafted, IndicatorSystem, Report, UnusedCells
from ecoreport.model import packing as names
from ecoreport.model.packing import DOCUMENTS, EVIDENCE_FOLDER, Filled, PackedApplication, PackedFile
from ecoreport.model.texts import TextChange
from ecoreport.office import Office
from ecoreport.paths import list_files, read_given
from ecoreport.privacy import covered
from ecoreport.publish import claim, keep_original, originals
from ecoreport.publish.packed import Folder
from ecoreport.reading.evidence import EvidenceFolder
from ecoreport.reading.faults import UnreadableError
from ecoreport.records import dataclass
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
from ecoreport.rendering.workbook import PACK, TEMPLATE, Application, headings_of, render_tables
from ecoreport.rounds.opinions import join_filled, read_lists
from ecoreport.rules import Rule
from ecoreport.work import Inputs, Progress

__all__ = ["PackedApplication", "pack"]


# The tables, by their files, and the sheets of each in pack.toml.
_SHEETS: Mapping[str, tuple[str, ...]] = {
    names.SUMMARY: ("indicators", "key_tasks", "main_tasks"),
    names.CATALOGUE: ("documents", "pieces"),
    names.LACKS: ("lacks", "bare"),
    names.OPINIONS: ("opinions",),
    names.VISITS: ("visits",),
    names.SAMPLE: ("sample",),
}
_FILLED = {names.OPINIONS: "opinions", names.VISITS: "visits", names.SAMPLE: "sample"}  # the lists that people fill in


@dataclass(frozen=True, slots=True)
class _Written:
    """What people wrote into the lists, by the sheet's key, and which files hold all of theirs already: no copy says more."""

    filled: Mapping[str, Filled]
    whole: frozenset[str]


def pack(
    inputs: Inputs,
    out: str | Path,
    *,
    system: IndicatorSystem | str | Path | None = None,
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
    folder of a `run` whose typed answers count; `progress` is called as by `run`. Raise InputError where nothing could be read or what
    people wrote cannot be read back, OutputError where `out` cannot be written.
    """
    office = pipeline.open_office(system, templates, rules, passwords, evidence, period, as_of, previous)
    with claim(out) as place:
        if office.evidence and office.evidence.resolve().is_relative_to(place.resolve()):
            raise InputError(
                f"佐证材料文件夹“{shown_name(office.evidence)}”在申报材料文件夹里面，复制会乱。请给出原来存放佐证材料的文件夹。"
            )
        folder = Folder.of(place)
        written = _read_back(place, folder, office)
        report = office.examine(inputs, place, progress=progress)
        files = _copy_evidence(report, office, folder, progress)
        strangers = folder.clear(EVIDENCE_FOLDER) if office.evidence else ()
        if not office.evidence:
            folder.leave(EVIDENCE_FOLDER)
        public = covered(replace(report, unused=UnusedCells(), contents=ContentRows()))
        paper = outputs.draft(public, office.templates)
        told = _gather(public, files, written)
        drawn = {**_draw_papers(public, paper, told, office), **_draw_tables(public, told, office)}
        if names.OPINIONS in written.whole and told.opinions == written.filled["opinions"].lines:
            drawn.pop(names.OPINIONS)  # as people have it
            folder.leave(names.OPINIONS)
        changes: list[TextChange] = []
        whole = written.whole - {names.OPINIONS}
        bare = _draw_tables(public, replace(told, filled={}), office, sorted(whole))  # what the program says itself
        folder.lay(drawn, partial(_join, office, report, changes), bare)
        for name in (names.REQUEST, names.REPORT, names.WORK_REPORT):
            keep_original(place, drawn[name])
        folder.remember()
    return PackedApplication(
        place, report, files, told.lacks, paper.open, tuple(folder.changed), dict(folder.aside), strangers, tuple(changes)
    )  # fmt: skip


def _gather(report: Report, files: tuple[PackedFile, ...], written: _Written) -> Application:
    """Bring together what the lists tell; what people filled in stays, also where it is drawn no more."""
    documents = tuple((name.partition(" ")[0], title, name) for name, title in DOCUMENTS.items())
    visits, sample = list_visits(report), draw_sample(report, files)
    drawn = {visit.subject for visit in sample}
    sample += tuple(visit for visit in visits if visit.subject in written.filled["sample"].beside and visit.subject not in drawn)
    opinions = answer_opinions(written.filled["opinions"].lines, report)
    return Application(documents, files, list_lacks(report, files), bare_items(report, files), opinions, visits, sample, written.filled)


def _draw_papers(report: Report, drafted: Drafted, told: Application, office: Office) -> dict[str, bytes]:
    def paper(template: str, render: Callable[..., Iterable[bytes]], **more: object) -> bytes:
        (data,) = outputs.filled(partial(render, files=told.files, **more), template, report, office.templates)
        return data

    return {
        names.REQUEST: paper(APPLICATION, render_application, documents=told.documents[1:]),
        names.REPORT: drafted.data,
        names.WORK_REPORT: paper(WORK_REPORT, render_work_report),
        names.CATALOGUE_PAPER: paper(CATALOGUE, render_catalogue, documents=told.documents),
    }


def _draw_tables(report: Report, told: Application, office: Office, chosen: Iterable[str] = tuple(_SHEETS)) -> dict[str, bytes]:
    layouts = office.templates.words(TEMPLATE), office.templates.words(PACK)
    return {name: render_tables(report, told, _SHEETS[name], *layouts) for name in chosen}


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


def _read_back(place: Path, folder: Folder, office: Office) -> _Written:
    """Read what people wrote into the lists, whatever they called or saved them as; a copy that was read once is not read again.

    Raise InputError where one is there and cannot be read: what was typed there would be lost.
    """
    layout = office.templates.words(PACK)
    headings = {key: headings_of(layout, key) for key in _FILLED.values()}
    subjects = {subject.id for subject in office.system.subjects} | {task.id for task in office.system.key_tasks}
    filled = dict.fromkeys(headings, Filled())
    own: dict[str, Filled] = {}
    found = {shown_name(path.name): path for path in list_files(place, (".xlsx", ".xlsm", ".xls", ".et", ".ods"))}
    copies = [name for name in found if name not in _SHEETS and folder.is_new(name)]
    for name in (*(name for name in _FILLED if name in found), *copies):
        sheets = reading.read_own(read_given(found[name], "申报材料里的表"), name, office.passwords)
        if sheets is None:
            raise InputError(f"“{name}”打不开，里面由人填写的内容读不回来。有密码的请用 --password 给出，坏了的请修复或移走后重试。")
        told = read_lists(name, sheets, headings, subjects, _FILLED.get(name))
        if name in _FILLED and _FILLED[name] in told:
            own[name] = told[_FILLED[name]]
        filled |= {key: join_filled(filled[key], each) for key, each in told.items()}
    for name in copies:
        folder.keep(name)
    return _Written(filled, frozenset(name for name in own if own[name] == filled[_FILLED[name]]))
