"""What was answered on 反馈意见 of a file that had been given back: to the records that it speaks of, and into the account."""

from collections import defaultdict
from dataclasses import replace

from ecoreport.model import Entry, KeyTaskReport, Note, Returned, Subject
from ecoreport.normalisation.account import Account


def hear_answers(
    entries: list[Entry], tasks: list[KeyTaskReport], returned: Returned | None, period: int
) -> tuple[list[Entry], list[KeyTaskReport]]:
    """Give every record of a question's item or task the words of its answer: they speak of it, whatever question they answer."""
    told: dict[Subject, tuple[Note, ...]] = defaultdict(tuple)
    for answer in returned.answers if returned else ():
        if answer.subject and answer.words:
            told[answer.subject] += (Note(answer.words, answer.source),)
    heard = [replace(entry, answers=told[entry.subject]) if entry.subject in told and entry.year == period else entry for entry in entries]
    return heard, [replace(task, answers=told[task.subject]) if task.subject in told else task for task in tasks]


def take_returned(returned: Returned | None, account: Account) -> None:
    """Count what was answered as used, and all else on our own sheets as printed."""
    if returned:
        notes = (note for answer in returned.answers for note in answer.notes)
        account.used |= {(note.source.sheet or "", note.source.cell or "") for note in notes}
        account.furniture |= {(sheet.name, cell.address) for sheet in returned.sheets for cell in sheet.cells}
