"""Sheet -> Layout: which table is it, where are its headings, what does each column (or row, or label) mean."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.dates import as_date
from ecoreport.language.garbled import is_garbled
from ecoreport.language.widths import even, word_key
from ecoreport.matching import Matcher, matcher_for
from ecoreport.model import Cell, Finding, IndicatorSystem, Ledger, Sheet
from ecoreport.model.layout import LabelledText, Layout, LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition import rules
from ecoreport.recognition.abreast import find_abreast
from ecoreport.recognition.around import told_on_covers
from ecoreport.recognition.blocks import Block, Setting, choose
from ecoreport.recognition.cards import find_cards
from ecoreport.recognition.choices import read_tied
from ecoreport.recognition.clues import sheets_in_front
from ecoreport.recognition.colours import explained
from ecoreport.recognition.columns import VERDICTS
from ecoreport.recognition.corrected import move_former
from ecoreport.recognition.credit import SEVERAL, credit
from ecoreport.recognition.days import find_days
from ecoreport.recognition.grid import Grid, rows_of
from ecoreport.recognition.headings import reader_for
from ecoreport.recognition.identity import identify
from ecoreport.recognition.issued import read_issued
from ecoreport.recognition.keytasks import find_states
from ecoreport.recognition.keytasks.page import find_page
from ecoreport.recognition.kinds import filled_sheets, kind_reader, said_on_covers
from ecoreport.recognition.labels import find_labels
from ecoreport.recognition.leftover import find_leftover, find_unread_tasks
from ecoreport.recognition.legend import Legend, read_legend
from ecoreport.recognition.ownline import find_own_line
from ecoreport.recognition.pages import parted, unbroken, with_months
from ecoreport.recognition.prose import find_prose
from ecoreport.recognition.rules import RULES
from ecoreport.recognition.scope import said_of_file
from ecoreport.recognition.senders import read_path
from ecoreport.recognition.stamp import Stamp, read_stamp
from ecoreport.recognition.subjects import SubjectFinder, finder_for
from ecoreport.recognition.tables import find_tables
from ecoreport.recognition.telling import settle_tasks
from ecoreport.recognition.titles import hinted_over, indicator_over
from ecoreport.recognition.wholes import find_wholes
from ecoreport.vocabulary import Vocabulary

__all__ = ["RULES", "read_path", "recognise"]

_LONGEST_TURNED = 400  # rows or columns: a list longer than that has its items down, not across
_LEAST_GARBLED = 3  # texts of a sheet
_SENTENCE = re.compile(r"[一-鿿]{4}.*[,;。].*[一-鿿]{4}", re.DOTALL)
_QUOTED = 40  # characters of a text
_NAMED_SHEET = 5.0  # what a sheet's name counts for, beside the cells that a reading explains


def recognise(
    ledger: Ledger, system: IndicatorSystem, vocabulary: Vocabulary, period: int, chosen: Iterable[tuple[str, str]] = ()
) -> Layout:
    """Say what every cell of a file means, as far as its form tells; nothing is guessed without a finding.

    `chosen` is what the office answered to earlier questions between readings: signature and letter.
    """
    matcher = matcher_for(system, vocabulary)
    stamp = read_stamp(ledger)
    identity = identify(ledger, stamp, matcher, vocabulary, period)
    year = identity.year or period
    reader = reader_for(vocabulary, year, matcher.places)
    covered = (*told_on_covers(ledger.file, sheets_in_front(ledger, reader), matcher.places), *said_on_covers(ledger, vocabulary, year))
    around = (*covered, *said_of_file(ledger, identity.labels, vocabulary, matcher.bodies.told_of(PurePosixPath(ledger.file).stem)))
    several = identity.sender.parts or identity.sender.joint
    who = SEVERAL if several else identity.department
    legend = Legend() if stamp else read_legend(ledger.sheets, lambda text: vocabulary.task_status(text, year) is not None)
    setting = Setting(
        ledger.file, who, year, system, vocabulary, matcher, reader,
        stamped=stamp is not None, around=around,
        kind_of=kind_reader(vocabulary, year, [sheet.name for sheet in ledger.sheets], filled_sheets(ledger)),
        written_in=_written_in(identity.labels), legend=legend, chosen=dict(chosen),
    )  # fmt: skip
    finder, read = finder_for(matcher, identity.department), _Reading()
    left: list[tuple[Sheet, list[Cell]]] = []
    for sheet in ledger.sheets:
        if stamp and sheet.name in stamp.sheets:
            read.furnish(sheet, (cell.address for cell in sheet.cells))
        else:
            left.append((sheet, _read_sheet(sheet, setting, _finder_of(sheet, identity.department, matcher), stamp, read)))
    asked = any(finding.severity != "notice" for finding in read.findings)
    for sheet, free in left:
        more, questions = find_leftover(sheet, free, read.records, setting, finder.of((), hinted_over(sheet, finder)))
        read.records += more
        read.findings += (*questions, *find_unread_tasks(sheet, free, read.records, setting, finder))
    nothing = not (read.records or read.narratives or asked)
    if nothing and (count := sum(cell.counts for sheet in ledger.sheets for cell in sheet.cells)):
        source = setting.source(ledger.sheets[0].name)
        read.findings.append(rules.NOTHING_FOUND.finding(source, department=identity.department, count=count))
    layout = Layout(
        ledger.file, identity.department, identity.year, stamp.edition if stamp else "", stamp is not None,
        tuple(read.records), tuple(read.labels), tuple(read.narratives), frozenset(read.furniture),
        stamp.printed if stamp else frozenset(), (*identity.findings, *_about_edition(setting, stamp), *read.findings),
    )  # fmt: skip
    return credit(layout, identity.sender, [sheet.name for sheet in ledger.sheets], matcher)


def _written_in(labels: Sequence[LabelledText]) -> int | None:
    days = (as_date(label.text) for label in labels if label.role == "filled_on")
    return next((day.year for day in days if day), None)


def _finder_of(sheet: Sheet, department: str | None, matcher: Matcher) -> SubjectFinder:
    """Give the finder of whose a sheet is: of the one department that it is called by, else of the sender."""
    called = matcher.bodies.mentioned_in(sheet.name).departments
    return finder_for(matcher, called[0] if len(called) == 1 else department)


class _Reading:
    """What the sheets of a file were understood as."""

    def __init__(self) -> None:
        self.records: list[LayoutRecord] = []
        self.labels: list[LabelledText] = []
        self.narratives: list[Slot] = []
        self.furniture: set[tuple[str, str]] = set()
        self.findings: list[Finding] = []

    def furnish(self, sheet: Sheet, addresses: Iterable[str]) -> None:
        self.furniture |= {(sheet.name, address) for address in addresses}


def _read_sheet(sheet: Sheet, setting: Setting, finder: SubjectFinder, stamp: Stamp | None, read: _Reading) -> list[Cell]:
    """Read one sheet, and give the cells that nothing has read."""
    sheet = with_months(explained(sheet))
    counted = [cell for cell in sheet.cells if cell.counts]
    read.findings += _about_sheet(sheet, counted, setting)
    while counted and stamp and (issued := read_issued(sheet, setting, finder, stamp)):
        read.records += issued.records
        read.labels += issued.labels
        read.furnish(sheet, issued.furniture)
        read.findings += issued.findings
        sheet, counted = issued.rest, list(issued.rest.cells)
    return _read_freely(sheet, setting, finder, stamp, read) if counted else []


def _read_freely(sheet: Sheet, setting: Setting, finder: SubjectFinder, stamp: Stamp | None, read: _Reading) -> list[Cell]:
    """Read what is no issued form: the best of several readings."""
    sheet, gone = unbroken(sheet, finder_for(setting.matcher).of(over := indicator_over(sheet, finder)))  # a part of a name is none
    finder = finder.of(over, hinted_over(sheet, finder))
    furniture = set(gone)
    blocks, ties = choose(_candidates(sheet, setting, finder), setting.year)
    for better in {id(better): better for better, _ in ties}.values():
        others = [other for one, other in ties if one is better]
        blocks[blocks.index(better)] = read_tied(better, others, sheet, setting)
    move_former(sheet, blocks, setting)
    settle_tasks([block for block in blocks if block.kind == "task"], setting)
    for block in sorted(blocks, key=lambda block: (block.first_row, block.left)):
        read.records += block.records
        read.findings += block.findings
        furniture |= block.headings | block.titled
    taken = frozenset(address for block in blocks for address in block.claimed | block.headings)
    labels, bare = find_labels(sheet, setting.vocabulary, taken)
    labels += find_days(sheet, labels, bare, taken, setting.year)
    read.labels += labels
    told = {label.cell.address for label in labels}
    known = taken | bare | told | gone
    free = [cell for cell in sheet.cells if cell.counts and cell.address not in known]
    narratives = [] if blocks else _narratives(sheet, free, setting)
    prose = find_prose(sheet, free, setting)
    read.records += prose
    read.narratives += narratives
    furniture |= bare | _titles(blocks, free, labels) | {cell.address for cell in free if _is_printed(cell, sheet, setting, stamp)}
    read.furnish(sheet, furniture - {slot.cell.address for slot in narratives})
    heard = {slot.cell.address for record in prose for slot in record.slots}
    return [cell for cell in free if cell.address not in heard]


def _candidates(sheet: Sheet, setting: Setting, finder: SubjectFinder) -> list[Block]:
    upright = Grid(sheet, legend=setting.legend.fields)
    parts = parted(sheet)
    across = parts if max(len(upright.lines), len(upright.places)) <= _LONGEST_TURNED else ()
    below = parts if len(parts) > 1 else ()
    grids = [*(Grid(part, without=titles, legend=setting.legend.fields) for part, titles in below), upright]
    said = _sentences(sheet) if across else frozenset()
    grids += [Grid(part, turned=True, without=titles | said, legend=setting.legend.fields) for part, titles in across]
    blocks: list[Block] = []
    reported: tuple[RecordKind, ...] = ("indicator", "task")
    listed: tuple[RecordKind, ...] = ("evidence", "highlight")
    for kind in reported:
        for grid in grids:
            blocks += find_tables(grid, kind, setting, finder)
        blocks += find_cards(upright, kind, setting, finder)
    blocks += find_wholes(upright, setting, finder)
    blocks += find_abreast(upright, setting, finder)
    for grid in grids:
        blocks += find_states(grid, setting, finder_for(setting.matcher))  # as whole names of items tell
    blocks += find_page(upright, setting, finder)
    blocks += find_own_line(upright, setting, finder)
    for kind in listed:
        blocks += find_tables(upright, kind, setting, finder)
    for block in blocks:
        if any(word in word_key(sheet.name) for word in setting.vocabulary.sheet_words.get(block.kind, ())):
            block.score += _NAMED_SHEET
    return blocks


def _sentences(sheet: Sheet) -> frozenset[str]:
    """List the sentences that stand alone in their rows: turned, they would head columns of a year that they speak of."""
    rows = (cells[0] for cells in rows_of(sheet).values() if len(cells) == 1)
    return frozenset(cell.address for cell in rows if isinstance(cell.value, str) and _SENTENCE.search(even(cell.value)))


def _titles(blocks: list[Block], free: list[Cell], labels: list[LabelledText]) -> set[str]:
    """Take the free texts above a table's heading for its titles and notes; those below a table stay what they are."""
    if not blocks:
        rows = [label.cell.row for label in labels]
        return {cell.address for cell in free if len(rows) >= 2 and cell.row < min(rows) and isinstance(cell.value, str)}
    found: set[str] = set()
    for block in blocks:
        begins = max((other.last_row for other in blocks if other is not block and other.last_row < block.first_row), default=0)
        for cell in free:
            if begins < cell.row < block.first_row and isinstance(cell.value, str) and not _is_below_note(cell, begins):
                found.add(cell.address)
    return found


def _is_below_note(cell: Cell, begins: int) -> bool:
    """Directly below another table stand its notes, not the next one's titles."""
    return begins > 0 and (cell.row - begins <= 1 or written(cell).startswith(("注", "备注", "说明")))


def _is_printed(cell: Cell, sheet: Sheet, setting: Setting, stamp: Stamp | None) -> bool:
    """Is it a text of the form: the stamp says so, or the template prints it, and it is no answer that people choose from a list."""
    text = written(cell)
    if stamp and any((name, code, told) == (sheet.name, "", text) for name, code, _, told in stamp.printed):
        return True
    answers = (*VERDICTS, *(word for words in setting.vocabulary.task_words.values() for word in words))
    return setting.vocabulary.prints(text) and text not in answers


def _narratives(sheet: Sheet, free: list[Cell], setting: Setting) -> list[Slot]:
    """Take the prose of a sheet for highlights where its name or first line says so."""
    heads = [sheet.name, *(written(cell) for cell in free[:1])]
    if not any(word in word_key(head) for head in heads for word in setting.vocabulary.highlight_words):
        return []
    return [
        Slot("text", sheet.name, cell)
        for cell in free
        if isinstance(cell.value, str)
        and len(written(cell)) > 12
        and not any(word_key(written(cell)) == word for word in setting.vocabulary.highlight_words)
    ]


def _about_sheet(sheet: Sheet, counted: list[Cell], setting: Setting) -> list[Finding]:
    source, who = setting.source(sheet.name), setting.department
    findings = []
    if sheet.hidden and counted:
        findings.append(rules.HIDDEN_SHEET.finding(source, department=who, key=sheet.name, sheet=sheet.name))
    if rows := {cell.row for cell in counted if cell.filtered}:
        findings.append(rules.FILTERED.finding(source, department=who, key=sheet.name, sheet=sheet.name, count=len(rows)))
    texts = [cell.value for cell in counted if isinstance(cell.value, str)]
    garbled = [text for text in texts if is_garbled(text)]
    if len(garbled) >= _LEAST_GARBLED and len(garbled) * 2 >= len(texts):
        told = {"sheet": sheet.name, "count": len(garbled), "written": garbled[0][:_QUOTED]}
        findings.append(rules.SHEET_GARBLED.finding(source, department=who, key=sheet.name, words=told))
    return findings


def _about_edition(setting: Setting, stamp: Stamp | None) -> list[Finding]:
    if stamp is None or not stamp.edition or stamp.edition == setting.system.edition:
        return []
    source = setting.source(stamp.sheet)
    return [rules.EDITION_DIFFERS.finding(source, department=setting.department, written=stamp.edition, edition=setting.system.edition)]
