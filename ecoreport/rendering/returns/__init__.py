"""退回修改: each department's own file given back, marked up; what was sent in is only read, never touched.

`marking` edits the workbook's own parts; `fresh` writes a workbook of the same cells where that cannot be. `slips` says who is told what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ecoreport.model import Original, Report, ReturnedFile
from ecoreport.rendering.returns.feedback import Notes
from ecoreport.rendering.returns.fresh import rebuild
from ecoreport.rendering.returns.marking import Earlier, Marked, mark
from ecoreport.rendering.returns.slips import Slip, folder_of, slips, stem_of
from ecoreport.rendering.returns.wording import Wording
from ecoreport.rendering.returns.xmltext import NotEditableError

__all__ = ["TEMPLATE", "files_to_return", "mark_files"]

TEMPLATE = "returns.toml"
_FAULTS = {"unread": "unread", "changed": "changed"}


def files_to_return(report: Report, words: Mapping[str, Any]) -> frozenset[str]:
    """Name the files that are to go back: those with an error or a verify finding, by their Submission.file."""
    return frozenset(slip.submission.file for slip in slips(report, Wording(words)))


def mark_files(report: Report, originals: Iterable[Original], words: Mapping[str, Any]) -> tuple[ReturnedFile, ...]:
    """Mark up every file that is to go back, below a folder for each department."""
    wording = Wording(words)
    told = {slip.submission.file: slip for slip in slips(report, wording)}
    taken: set[str] = set()
    done = []
    for original in originals:
        slip = told[original.file]
        marked, fresh = _mark(slip, original, wording)
        name = _name(f"{folder_of(slip.submission, wording)}/{stem_of(slip.submission)}", marked.extension, taken)
        done.append(ReturnedFile(name, original.file, slip.submission.department, fresh, marked.lost, marked.data))
    return tuple(done)


def _mark(slip: Slip, original: Original, words: Wording) -> tuple[Marked, bool]:
    """Mark a file in its own parts, else in a workbook of its cells; say which."""
    if original.data and not original.fault:
        earlier = Earlier()
        if original.earlier:
            fills = {(sheet, cell): fill for sheet, cell, fill in original.earlier.fills}
            earlier = Earlier(frozenset(sheet.name for sheet in original.earlier.sheets), fills)
        try:
            return mark(original.data, slip, _notes(slip, words), words, earlier), False
        except (NotEditableError, ValueError, KeyError, StopIteration):  # what it says of itself cannot be
            pass
    lost = ("contents",) if original.fault else tuple(sorted(original.holds))
    data, names = rebuild(original.sheets)
    above = [words.sheet(_FAULTS.get(original.fault, "rebuilt"), file=slip.submission.file)]
    if lost:
        above.append(words.sheet("lost", what=words.lost(lost)))
    notes = _notes(slip, words, *above)
    marked = mark(data, slip, replace(notes, lines=notes.lines[1:]) if original.fault else notes, words, names=names)
    return Marked(marked.data, marked.extension, lost), True


def _notes(slip: Slip, words: Wording, *above: str) -> Notes:
    submission = slip.submission
    whose = words.sheet(
        "whose", department="、".join(submission.senders) or submission.region or words.word("nobody"), file=submission.file
    )
    here = any(line.cells or line.link for line in slip.lines)
    return Notes(whose, (words.sheet("intro", count=len(slip.lines)) if here else words.sheet("none"), *above))


def _name(stem: str, extension: str, taken: set[str]) -> str:
    """Name an output; a second one of the same name is numbered."""
    name, number = f"{stem}{extension}", 2
    while name.casefold() in taken:
        name, number = f"{stem}({number}){extension}", number + 1
    taken.add(name.casefold())
    return name
