"""Who sends a ledger: each clue by its own trust, the sender's own words before the file's name, the file's name before its folders'."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import PurePosixPath

from ecoreport.language.bodies import is_body, strip_body
from ecoreport.language.widths import even
from ecoreport.matching import Matcher
from ecoreport.matching.bodies import NOBODY, Body
from ecoreport.matching.ownership import pass_over
from ecoreport.model import Cell, Finding, Ledger, Sheet, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition import rules
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.stamp import Stamp
from ecoreport.recognition.years import Title
from ecoreport.rules import Rule
from ecoreport.vocabulary import Vocabulary

_HEADINGS = 2  # from which a line of them heads a table
_MOST_LINES = 200  # alone in their rows, of one sheet
_FEW = 2  # cells that a line which is no table's may have
_LAST_ROWS = 6  # of a sheet, in which a sender may sign
_MOST_COLUMNS = 20  # headed 责任单位, of one sheet
_LONGEST_HEADING = 16  # characters of a known heading
_LONGEST_SIGN = 40  # characters of a line that is a sign-off
STAMP, LABEL, CLOSING, TITLE, HEADLINE, FILE, FOLDER, MENTION, TAB = (
    "下发台账的标记", "填报单位一栏", "落款", "表题", "分表题", "文件名", "文件夹名", "表题中", "工作表名",
)  # fmt: skip
_OWN = (LABEL, CLOSING)  # the sender's own words; a department mentioned in a title, or on a tab, speaks only where nothing else does


@dataclass(frozen=True, slots=True)
class Clue:
    """One place that names a sender."""

    place: str  # in words: 填报单位一栏
    body: Body
    text: str
    source: Source
    row: int = 0

    @property
    def department(self) -> str | None:
        return self.body.departments[0] if len(self.body.departments) == 1 else None


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


def read_path(file: str, matcher: Matcher) -> Sender:
    """Say by its name and folders alone who sent a file."""
    clues = list(_of_path(file, matcher))
    first = clues[0].body if clues else NOBODY
    return Sender(clues[0].department if clues else None, first.region, first.elsewhere)


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
    told = list(_labelled(ledger.file, labels, matcher, vocabulary))
    alone = clues[0].department if clues and stamp and len(stamp.sheets) == 1 else None
    clues += [clue for clue in told if alone is None or clue.department != alone]  # the form prints its department on every sheet
    clues += _closing(ledger.file, sheets, matcher)
    titled = list(_titled(titles, matcher))
    clues += [clue for clue in titled if clue.place == TITLE]
    headed = _headlines(ledger.file, sheets, matcher, reader)
    if stamp is None:
        clues += _columns(ledger.file, sheets, matcher, vocabulary, reporters=True)
    clues += _of_path(ledger.file, matcher)
    clues += [clue for clue in titled if clue.place == MENTION]
    clues += _tabs(ledger.file, sheets, matcher) if stamp is None else ()
    if not clues:
        clues += _columns(ledger.file, sheets, matcher, vocabulary, reporters=False)
    clues = _settle_slips(clues)
    filled = frozenset(sheet.name for sheet in sheets if has_table(sheet, reader))
    if parts := _parts([*headed, *clues], filled, matcher):
        return Sender(parts=(*parts, *[clue for clue in clues if clue.place in (FILE, FOLDER) and clue.department][:1]))
    return _decide(clues, ledger.file, _region_told([sheet for sheet in sheets if has_table(sheet, reader)], matcher))


# ---- the clues ----------------------------------------------------------------------------------


def _labelled(file: str, labels: Sequence[LabelledText], matcher: Matcher, vocabulary: Vocabulary) -> Iterator[Clue]:
    """Give what 填报单位 cells say; 责任单位 or 单位 alone is heard only where it names somebody that is known."""
    for label in labels:
        if label.role not in ("department", "seal"):
            continue
        body = matcher.bodies.read(label.text)
        known = body.departments or body.region or matcher.places.of(label.text)
        told = vocabulary.names_sender(label.label) or (
            is_body(body.elsewhere or "") and any(vocabulary.has(group, label.label) for group in ("own_name", "issuer"))
        )
        if body and (known or (label.role == "department" and told)):
            yield Clue(LABEL, body, label.text, Source(file, label.sheet, label.cell.address), label.cell.row)


def _closing(file: str, sheets: Sequence[Sheet], matcher: Matcher) -> Iterator[Clue]:
    """Find a body that stands alone below the tables, as under a letter."""
    for sheet in sheets:
        for cell in _signs(sheet):
            text = strip_body(written(cell))
            body = matcher.bodies.read(text)
            ours = len(body.departments) == 1 and not body.guessed
            if (
                ours
                or (body.region and (is_body(text) or not matcher.regions.is_one(text)))
                or matcher.bodies.is_others(body.elsewhere or "")
            ):
                yield Clue(CLOSING, body, written(cell), Source(file, sheet.name, cell.address), cell.row)


def _signs(sheet: Sheet) -> Iterator[Cell]:
    """Give the texts that stand alone, or beside a date or a seal, below everything that fills a table."""
    rows: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        if cell.counts:
            rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows)[-_LAST_ROWS:]:
        texts = [cell for cell in rows[row] if isinstance(cell.value, str) and len(written(cell)) <= _LONGEST_SIGN]
        told = [cell for cell in rows[row] if not isinstance(cell.value, date) and strip_body(written(cell))]
        crowded = any(
            len(cells) > _FEW or any(isinstance(cell.value, Decimal) for cell in cells) for below, cells in rows.items() if below > row
        )
        if len(rows) > 1 and len(told) == 1 and told[0] in texts and not crowded and row > min(rows):
            yield told[0]


def stands_alone(sheet: Sheet, row: int) -> bool:
    """Does a row hold a line of text and no table."""
    return sum(cell.row == row and cell.counts for cell in sheet.cells) <= _FEW


def _titled(titles: Sequence[Title], matcher: Matcher) -> Iterator[Clue]:
    for text, source, _ in titles:
        body = matcher.bodies.mentioned_in(text)
        clue = Clue(TITLE, body, text, source, row_of(source))
        if body.departments and not _leads(clue, matcher):
            yield replace(clue, place=MENTION)  # who gives the figures, or is to have them
        elif body and not body.alone and not (body.elsewhere and ":" in even(text)):
            yield clue


def _headlines(file: str, sheets: Sequence[Sheet], matcher: Matcher, reader: HeadingReader) -> list[Clue]:
    """Find the titles of blocks that stand below one another, where they begin with different departments and headings follow."""
    found: list[Clue] = []
    for sheet in sheets:
        rows: dict[int, list[Cell]] = {}
        for cell in sheet.cells:
            if cell.counts and not cell.covered:
                rows.setdefault(cell.row, []).append(cell)
        lines = sorted(rows)
        own: list[Clue] = []
        for line, following in pairwise(lines):
            text = written(rows[line][0])
            if len(rows[line]) > 1 or len(text) > _LONGEST_SIGN or not _are_headings(rows[following], reader):
                continue
            clue = Clue(HEADLINE, matcher.bodies.mentioned_in(text), text, Source(file, sheet.name, rows[line][0].address), line)
            own += [clue] if _leads(clue, matcher) else []
        found += own if len({clue.department for clue in own}) > 1 else []
    return found


def _are_headings(cells: Sequence[Cell], reader: HeadingReader) -> bool:
    texts = [cell.value for cell in cells if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADING]
    known = (_is_heading(text, reader) for text in texts if len(texts) >= _HEADINGS)
    return sum(known) >= _HEADINGS


def _is_heading(text: str, reader: HeadingReader) -> bool:
    known = any(reader.vocabulary.meaning(kind, text, whole=True) for kind in ("indicator", "task"))
    return known or reader.read("indicator", text, whole=True).by_year_only


def row_of(source: Source) -> int:
    """Give the row of a cell, 0 of a whole sheet."""
    return int("".join(filter(str.isdecimal, source.cell or "")) or 0)


def _region_told(sheets: Sequence[Sheet], matcher: Matcher) -> str | None:
    """Name the one region of which every sheet with texts alone in their rows speaks there, and of no other place."""
    told: list[frozenset[str]] = []
    for sheet in sheets:
        rows = Counter(cell.row for cell in sheet.cells if cell.counts and not cell.covered)
        lone = [cell for cell in sheet.cells if cell.counts and isinstance(cell.value, str) and rows[cell.row] == 1]
        texts = [text for cell in lone[:_MOST_LINES] if len(text := written(cell)) <= _LONGEST_SIGN]
        places = [place for text in texts if (place := matcher.places.of(text)) and (place.kind != "own" or place.sure)]
        if texts:
            told.append(frozenset(place.name if place.kind == "region" else "" for place in places))
    return next(iter(told[0])) or None if told and len(set(told)) == 1 and len(told[0]) == 1 else None


def _tabs(file: str, sheets: Sequence[Sheet], matcher: Matcher) -> Iterator[Clue]:
    for sheet in sheets:
        body = matcher.bodies.mentioned_in(sheet.name)
        if body.departments:
            yield Clue(TAB, body, sheet.name, Source(file, sheet.name))


def _columns(file: str, sheets: Sequence[Sheet], matcher: Matcher, vocabulary: Vocabulary, *, reporters: bool) -> Iterator[Clue]:
    """Find a column of reporters (or of those responsible) in which one and the same department stands throughout."""
    for sheet in sheets:
        short = (cell for cell in sheet.cells if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADING)
        heads = (cell for cell in short if vocabulary.label(written(cell)) == "department")
        for head in islice(heads, _MOST_COLUMNS):
            if vocabulary.names_sender(written(head)) is not reporters:
                continue
            below = [cell for cell in sheet.cells if cell.column == head.column and cell.row > head.row and cell.counts]
            bodies = {matcher.bodies.read(written(cell)) for cell in below}
            beside = any(cell.row == head.row and cell.counts and cell is not head for cell in sheet.cells)
            if beside and len(bodies) == 1 and (body := next(iter(bodies))).departments:
                yield Clue(f"“{written(head)}”一列", body, written(below[0]), Source(file, sheet.name, below[0].address))


def _of_path(file: str, matcher: Matcher) -> Iterator[Clue]:
    path, source = PurePosixPath(file), Source(file)
    if body := matcher.bodies.mentioned_in(path.stem):
        yield Clue(FILE, body, path.stem, source)
    for part in reversed(path.parts[:-1]):
        if body := matcher.bodies.mentioned_in(part):
            yield Clue(FOLDER, body, part, source)
            return


def _settle_slips(clues: Sequence[Clue]) -> list[Clue]:
    """Take a misspelt name for the department that another clue names: likeness alone would not decide."""
    named = {clue.department for clue in clues}
    return [
        replace(clue, body=Body((clue.body.nearest,), guessed=True)) if clue.body.nearest in named and clue.body.nearest else clue
        for clue in clues
    ]


# ---- several in one file ------------------------------------------------------------------------


def has_table(sheet: Sheet, reader: HeadingReader) -> bool:
    """Does a sheet hold the headings of a table, and is no cover."""
    rows: dict[int, list[Cell]] = {}
    for cell in sheet.cells:
        if isinstance(cell.value, str):
            rows.setdefault(cell.row, []).append(cell)
    return any(_are_headings(cells, reader) for cells in rows.values())


def _parts(clues: Sequence[Clue], filled: frozenset[str], matcher: Matcher) -> tuple[Clue, ...]:
    """Give what says whose each part of a file is, where its parts are several departments'; `filled` sheets hold tables.

    One that is named on a cover has sent the whole, unless the tables themselves are two others'.
    """
    own: dict[tuple[str, int], Clue] = {}  # the best clue of each part
    for clue in clues:
        part = (clue.source.sheet or "", clue.row if clue.place in (LABEL, HEADLINE) else 0)
        if clue.place in (LABEL, HEADLINE) or (_leads(clue, matcher) and part not in own and not any(sheet == part[0] for sheet, _ in own)):
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


def _leads(clue: Clue, matcher: Matcher) -> bool:
    """Does a sheet's sign-off, title or name begin with the one department that it is of."""
    if clue.department is None or clue.place not in (CLOSING, TITLE, HEADLINE, TAB):
        return False
    spans = matcher.departments.spans_in(clue.text)
    return clue.place == CLOSING or bool(spans and pass_over(clue.text, 0) >= spans[0][0])


# ---- one ----------------------------------------------------------------------------------------


def _decide(clues: Sequence[Clue], file: str, titled: str | None) -> Sender:
    """Take the sender of a file that has one; what contradicts it is told. `titled`: the region of which all its tables speak."""
    stamped = next((clue for clue in clues if clue.place == STAMP), None)
    own = [clue for clue in clues if clue.place in (*_OWN, TITLE)]
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
    return Sender(
        first.department, titled or _beside(clues, first), source=first.source, findings=tuple(_differences(first, named, path, file))
    )


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
    return beside.body.region if beside and first.place not in _OWN and beside.body.departments else None


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


def _differences(first: Clue, named: Sequence[Clue], path: Sequence[Clue], file: str) -> Iterator[Finding]:
    """Tell of a name taken by likeness, and of the first clue that names somebody else."""
    who = first.department
    guess = next((clue for clue in named if clue.body.guessed and clue.department == who), None)
    if guess:
        yield rules.DEPARTMENT_GUESSED.finding(guess.source, department=who, written=guess.text, name=who)
    strangers = [clue for clue in path if clue.place == FILE and not clue.body.departments and first.place in (*_OWN, TITLE)]
    other = next((clue for clue in (*named, *strangers) if clue.place not in (MENTION, TAB) and who not in clue.body.departments), None)
    if other:
        yield _differ(rules.DEPARTMENT_DIFFERS, first, other, file)


def _differ(rule: Rule, first: Clue, other: Clue, file: str) -> Finding:
    said = "、".join(other.body.departments) or other.body.region or other.text
    return rule.finding(
        first.source, department=first.department, others=(other.source,), key=file,
        first_place=first.place, first=first.department, other_place=other.place, other=said,
    )  # fmt: skip
