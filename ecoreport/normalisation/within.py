"""What the tables of one file say against one another: what differs in the open is asked, unless one says that it corrects the other."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ecoreport.judging.ages import Words, words_of_table
from ecoreport.language.versions import replaces_former
from ecoreport.language.widths import fold
from ecoreport.model import Cell, Entry, Figure, Finding, Ledger, Note, Scope, Source
from ecoreport.model.layout import Layout, written
from ecoreport.normalisation import rules
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.figures import Desk, answer, asked, blank, name_value
from ecoreport.vocabulary import Vocabulary

Question = tuple[str, int, str | None, Scope]  # subject, year, who answers, of what

_LONGEST_NOTE = 120
_LONGEST_TITLE = 40  # characters; what is longer tells how the table is to be filled in


def version_titles(layout: Layout, ledger: Ledger, vocabulary: Vocabulary) -> tuple[Note, ...]:
    """Gather what stands over the tables, or in a note beside them, and says which version they are: 更正表, 第二稿, 原报表作废."""
    first: dict[str, int] = {}
    for record in layout.records:
        rows = [slot.cell.row for slot in record.slots]
        first[record.sheet] = min((*rows, first.get(record.sheet, max(rows, default=0))))
    slots = {(slot.sheet, slot.cell.address) for record in layout.records for slot in record.slots}
    titles = []
    for sheet in ledger.sheets:
        for cell in sheet.cells:
            if _replaces_former(cell) and (sheet.name, cell.address) not in slots:
                titles.append(Note(written(cell), Source(ledger.file, sheet.name, cell.address)))
                continue
            if cell.row >= first.get(sheet.name, 0) or (sheet.name, cell.address) not in layout.furniture:
                continue
            text = written(cell)
            said = len(text) <= _LONGEST_TITLE and not vocabulary.prints(text) and words_of_table((text,), "", vocabulary) != Words()
            if said:
                titles.append(Note(text, Source(ledger.file, sheet.name, cell.address)))
    return tuple(titles)


def _replaces_former(cell: Cell) -> bool:
    return cell.counts and isinstance(cell.value, str) and len(cell.value) <= _LONGEST_NOTE and replaces_former(fold(cell.value))


def without_struck(entries: list[Entry], account: Account) -> list[Entry]:
    """Leave a crossed-out value blank where the same file tells it anew."""
    anew = {_question(entry) for entry in entries if entry.actual.state in ("value", "asked") and entry.actual.source not in account.struck}
    return [_struck_out(entry) if entry.actual.source in account.struck and _question(entry) in anew else entry for entry in entries]


def _struck_out(entry: Entry) -> Entry:
    """Keep beside the entry what its crossed-out cell said."""
    told = entry.actual
    return replace(entry, actual=blank(told.source), other_notes=(*entry.other_notes, Note(told.raw, told.source)))


def compare_within(entries: list[Entry], desk: Desk, titles: Sequence[Note], vocabulary: Vocabulary) -> tuple[list[Entry], list[Finding]]:
    """Compare what the rows, sheets and tables of one file say of the same item and year."""
    told: dict[Question, list[Figure]] = defaultdict(list)
    for entry in entries:
        if entry.actual.state in ("value", "asked"):
            told[_question(entry)].append(entry.actual)
    words = _words(entries, titles, vocabulary)
    findings: list[Finding] = []
    contested: set[tuple[Question, Source]] = set()
    for question, figures in told.items():
        item, year, department, _ = question
        what = name_value(desk.matcher.items.subjects[item], year)
        shown = [figure for figure in figures if not figure.hidden]
        latest = [figure for figure in shown if not any(_corrects(other, figure, words) for other in shown)]
        if len({answer(figure) for figure in latest}) > 1:
            contested.update((question, figure.source) for figure in latest)
            findings.append(
                rules.DIFFERS_WITHIN_FILE.finding(
                    latest[0].source, department=department, subject=item, key=f"file.{year}",
                    others=tuple(figure.source for figure in latest[1:]), what=what,
                    written="、".join(dict.fromkeys(figure.raw for figure in latest)),
                )
            )  # fmt: skip
        other = next((figure for figure in figures if figure.hidden and shown and _says_else(figure, shown[0])), None)
        if other:
            findings.append(
                rules.HIDDEN_DIFFERS.finding(
                    other.source, department=department, subject=item, key=f"hidden.{year}", others=(shown[0].source,),
                    what=what, hidden=other.raw, shown=shown[0].raw,
                )
            )  # fmt: skip
    settled = []
    for entry in entries:
        open_ = (_question(entry), entry.actual.source) in contested and entry.actual.state == "value"
        settled.append(replace(entry, actual=asked(entry.actual)) if open_ else entry)
    return settled, findings


def _says_else(one: Figure, other: Figure) -> bool:
    """Do two cells say different things; what is asked of the same number is no other number."""
    return answer(one) != answer(other) and one.raw != other.raw


def _question(entry: Entry) -> Question:
    """Say what an entry answers: two that answer the same may contradict each other."""
    return entry.subject, entry.year, entry.department, entry.scope.bare


def _corrects(one: Figure, other: Figure, words: Mapping[str | None, Words]) -> bool:
    return words[one.source.sheet].compared(words[other.source.sheet]) > 0


def _words(entries: Sequence[Entry], titles: Sequence[Note], vocabulary: Vocabulary) -> dict[str | None, Words]:
    """Read of each sheet which version its name and its titles say that it is."""
    sheets = {entry.actual.source.sheet for entry in entries}
    return {
        sheet: words_of_table([title.text for title in titles if title.source.sheet == sheet], sheet or "", vocabulary) for sheet in sheets
    }
