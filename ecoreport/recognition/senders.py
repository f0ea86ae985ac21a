"""Who sends a ledger: each clue by its own trust, the sender's own words before the file's name, the file's name before its folders'."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ecoreport.matching import Matcher
from ecoreport.matching.bodies import NOBODY, Body
from ecoreport.matching.places import Place
from ecoreport.model import Finding, Ledger, Source
from ecoreport.model.layout import LabelledText
from ecoreport.recognition import rules
from ecoreport.recognition.clues import (
    CLOSING,
    FILE,
    FOLDER,
    HEADLINE,
    LABEL,
    MENTION,
    OWN,
    STAMP,
    TAB,
    TITLE,
    Clue,
    clues_of_path,
    columns_told,
    has_table,
    headlines_of,
    labels_told,
    leads,
    region_told,
    signs_below,
    tabs_told,
    titles_told,
)
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.stamp import Stamp
from ecoreport.recognition.years import Title
from ecoreport.records import dataclass
from ecoreport.rules import Rule


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a file: one department, a region, nobody of ours, or several departments, each by the clues of its own part."""

    department: str | None = None
    region: str | None = None
    elsewhere: str | None = None
    source: Source | None = None  # where the deciding words stand
    joint: tuple[str, ...] = ()  # who sign together
    parts: tuple[Clue, ...] = ()  # of a file of several: what says whose each part is
    findings: tuple[Finding, ...] = ()
    about: Place | None = None  # a region of which the file's name lets a department of ours tell, where nothing inside says whose it is


def _about(file: str, titles: Sequence[Title], matcher: Matcher) -> Place | None:
    """Find the region of 市水利局报普陀区情况.xlsx; none where a title says that the numbers are the whole place's."""
    places = [matcher.places.of(text) for text, _, _ in titles]
    return None if any(place and matcher.places.names_us(place) for place in places) else matcher.bodies.told_of(PurePosixPath(file).stem)


def read_path(file: str, matcher: Matcher) -> Sender:
    """Say by its name and folders alone who sent a file."""
    clues = list(clues_of_path(file, matcher))
    first = clues[0].body if clues else NOBODY
    listed = () if clues else matcher.bodies.listed_in(PurePosixPath(file).stem)
    return Sender(clues[0].department if clues else None, first.region, first.elsewhere, joint=listed)


def find_sender(
    ledger: Ledger,
    stamp: Stamp | None,
    labels: Sequence[LabelledText],
    titles: Sequence[Title],
    matcher: Matcher,
    reader: HeadingReader,
) -> Sender:
    """Weigh every clue; the most trusted one counts, the others may contradict it."""
    file, vocabulary = Source(ledger.file), reader.vocabulary
    clues: list[Clue] = []
    if stamp and stamp.department and (name := matcher.departments.find(stamp.department).id):
        clues.append(Clue(STAMP, Body((name,)), stamp.department, file))
    sheets = [sheet for sheet in ledger.sheets if not sheet.hidden and not (stamp and sheet.name in stamp.sheets)]
    told = list(labels_told(ledger.file, labels, matcher, vocabulary))
    alone = clues[0].department if clues and stamp and len(stamp.sheets) == 1 else None
    clues += [clue for clue in told if alone is None or clue.department != alone]  # the form prints its department on every sheet
    clues += signs_below(ledger.file, sheets, matcher)
    titled = list(titles_told(titles, matcher))
    clues += [clue for clue in titled if clue.place == TITLE]
    headed = headlines_of(ledger.file, sheets, matcher, reader)
    if stamp is None:
        clues += columns_told(ledger.file, sheets, matcher, vocabulary, reporters=True)
    clues += clues_of_path(ledger.file, matcher)
    clues += [clue for clue in titled if clue.place == MENTION]
    clues += tabs_told(ledger.file, sheets, matcher) if stamp is None else ()
    if not clues:
        clues += columns_told(ledger.file, sheets, matcher, vocabulary, reporters=False)
    filled = frozenset(sheet.name for sheet in sheets if has_table(sheet, reader))
    clues = _without_slips(_settle_slips(clues), filled)
    if parts := _parts([*headed, *clues], filled, matcher):
        return Sender(parts=(*parts, *[clue for clue in clues if clue.place in (FILE, FOLDER) and clue.department][:1]))
    sender = _decide(clues, ledger.file, region_told([sheet for sheet in sheets if sheet.name in filled], matcher))
    return replace(sender, about=_about(ledger.file, titles, matcher)) if sender.department and not sender.region else sender


def _without_slips(clues: Sequence[Clue], filled: frozenset[str]) -> list[Clue]:
    """Leave out whom sheets without a table name where the sender has named himself: the secretariat that passes a letter on."""
    named = any(clue.body.departments and (clue.place == LABEL or (clue.place == TITLE and clue.source.sheet in filled)) for clue in clues)
    slips = [
        clue
        for clue in clues
        if named and clue.place in (TITLE, CLOSING, MENTION) and clue.source.sheet not in filled
        and clue.body.departments and not clue.body.region
    ]  # fmt: skip
    return [clue for clue in clues if clue not in slips]


def _settle_slips(clues: Sequence[Clue]) -> list[Clue]:
    """Take a misspelt name for the department that another clue names: likeness alone would not decide."""
    named = {clue.department for clue in clues}
    return [
        replace(clue, body=Body((clue.body.nearest,), guessed=True)) if clue.body.nearest in named and clue.body.nearest else clue
        for clue in clues
    ]


# ---- several in one file ------------------------------------------------------------------------


def _parts(clues: Sequence[Clue], filled: frozenset[str], matcher: Matcher) -> tuple[Clue, ...]:
    """Give what says whose each part of a file is, where its parts are several departments'; `filled` sheets hold tables.

    One that is named on a cover has sent the whole, unless the tables themselves are two others'.
    """
    own: dict[tuple[str, int], Clue] = {}  # the best clue of each part
    for clue in clues:
        part = (clue.source.sheet or "", clue.row if clue.place in (LABEL, HEADLINE) else 0)
        if clue.place in (LABEL, HEADLINE) or (leads(clue, matcher) and part not in own and not any(sheet == part[0] for sheet, _ in own)):
            own.setdefault(part, clue)
    labelled = {clue.department for clue in own.values() if clue.place == LABEL and clue.department}
    placed = {clue.department for (sheet, _), clue in own.items() if sheet in filled and clue.department}
    apart = {bool(clue.department): set[str]() for clue in own.values()}
    for (sheet, _), clue in own.items():
        if sheet in filled and clue.place == LABEL and (clue.department or clue.body.region or clue.body.elsewhere):
            apart[bool(clue.department)].add(sheet)
    foreign = len(apart) > 1 and all(apart.values()) and not apart[True] & apart[False]  # a sheet of ours, a sheet of a stranger's
    stamped = any(clue.place == STAMP for clue in clues)
    return tuple(own.values()) if foreign or len(labelled) >= 2 or (len(placed) >= 2 and not stamped) else ()


# ---- one ----------------------------------------------------------------------------------------


def _decide(clues: Sequence[Clue], file: str, titled: str | None) -> Sender:
    """Take the sender of a file that has one; what contradicts it is told. `titled`: the region of which all its tables speak."""
    stamped = next((clue for clue in clues if clue.place == STAMP), None)
    own = [clue for clue in clues if clue.place in (*OWN, TITLE)]
    typed = [clue for clue in own if not (stamped and clue.department == stamped.department)]
    spoken = [clue for clue in clues if clue.place not in (STAMP, FILE, FOLDER)]
    path = [clue for clue in clues if clue.place in (FILE, FOLDER)]
    foreign = next((clue for clue in own if clue.body.elsewhere or (clue.body.region and not clue.body.departments)), None)
    if foreign is None and not (typed if stamped else any(clue.body.departments for clue in spoken)):
        foreign = _foreign_path(path, stamped)
    if foreign and foreign.body.elsewhere:
        return Sender(elsewhere=foreign.body.elsewhere, source=foreign.source, findings=(_told_foreign(foreign),))
    if foreign:
        return Sender(region=foreign.body.region, source=foreign.source)
    named = [clue for clue in clues if clue.body.departments]
    if not named:
        return _without_department(clues, file, titled)
    first = named[0]
    county = titled or next((clue.body.region for clue in path if clue.body.region and not clue.body.departments), None)
    if county and all(clue.body.bare for clue in named):
        return Sender(region=county, source=first.source)
    if first.department is None:
        return Sender(joint=first.body.departments, source=first.source)
    return Sender(first.department, titled or _beside(clues, first), source=first.source, findings=tuple(_differences(first, named, path)))


def _foreign_path(path: Sequence[Clue], stamped: Clue | None) -> Clue | None:
    """Find a county or a stranger that the file's name, or else its folder's, gives as the sender."""
    for clue in path:
        if not clue.body.departments:
            return clue
        if stamped is None or clue.department != stamped.department:
            return None
    return None


def _beside(clues: Sequence[Clue], first: Clue) -> str | None:
    """Name the region that stands beside the department in the file's name."""
    beside = next((clue for clue in clues if clue.place == FILE), None)
    return beside.body.region if beside and first.place not in OWN and beside.body.departments else None


def _without_department(clues: Sequence[Clue], file: str, titled: str | None) -> Sender:
    if titled:
        return Sender(region=titled, source=Source(file))
    place = next((clue for clue in clues if clue.body.region or clue.body.elsewhere), None)
    if place is None:
        return Sender(findings=(rules.DEPARTMENT_UNKNOWN.finding(Source(file)),))
    if place.body.elsewhere:
        return Sender(elsewhere=place.body.elsewhere, source=place.source, findings=(_told_foreign(place),))
    return Sender(region=place.body.region, source=place.source)


def _told_foreign(clue: Clue) -> Finding:
    return rules.SENDER_FOREIGN.finding(clue.source, key=f"{clue.place}.{clue.text}", place=clue.place, written=clue.text)


def _differences(first: Clue, named: Sequence[Clue], path: Sequence[Clue]) -> Iterator[Finding]:
    """Tell of a name taken by likeness, and of the first clue that names somebody else."""
    who = first.department
    guess = next((clue for clue in named if clue.body.guessed and clue.department == who), None)
    if guess:
        yield rules.DEPARTMENT_GUESSED.finding(guess.source, department=who, written=guess.text, name=who)
    strangers = [clue for clue in path if clue.place == FILE and not clue.body.departments and first.place in (*OWN, TITLE)]
    other = next((clue for clue in (*named, *strangers) if clue.place not in (MENTION, TAB) and who not in clue.body.departments), None)
    if other:
        yield _differ(rules.DEPARTMENT_DIFFERS, first, other)


def _differ(rule: Rule, first: Clue, other: Clue) -> Finding:
    said = "、".join(other.body.departments) or other.body.region or other.text
    return rule.finding(
        first.source, department=first.department, others=(other.source,), key=f"{other.place}.{said}",
        first_place=first.place, first=first.department, other_place=other.place, other=said,
    )  # fmt: skip
