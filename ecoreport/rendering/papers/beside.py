"""What the words beside an answer say, where no column of its own does: its source, how it was worked out, what stood under a heading."""

from collections.abc import Iterable, Iterator

from ecoreport.language import patterns as re
from ecoreport.language.origins import source_in, working_in
from ecoreport.model import Entry, ItemResult, KeyTaskReport
from ecoreport.rendering.word.marks import one_line

_WORKINGS = re.compile("计算")
_DIGITS = re.compile(r"\d.*\d")


def headed(records: Iterable[Entry | KeyTaskReport], wanted: re.Pattern[str]) -> Iterator[str]:
    """Give what stands under a heading of this kind, in no field of its own."""
    notes = (note for record in records for note in record.other_notes)
    yield from (one_line(note.text) for note in notes if wanted.search(note.heading))


def source_beside(result: ItemResult) -> str:
    """Name the source that 说明 or 备注 gives; "" where they give none."""
    return next((source for text in _words(result) if (source := source_in(text))), "")


def working_beside(result: ItemResult) -> str:
    """Tell how a share was worked out, where a column of 计算过程, 说明 or 备注 tells it; "" where none does."""
    told = [text for text in headed(_chosen(result), _WORKINGS) if _DIGITS.search(text)]
    return next((text.rstrip("。；;") for text in (*told, *map(working_in, _words(result))) if text), "")


def _words(result: ItemResult) -> Iterator[str]:
    yield from (one_line(note.text) for entry in _chosen(result) for note in (entry.statement, entry.remark) if note)


def _chosen(result: ItemResult) -> tuple[Entry, ...]:
    return (result.assessment.chosen,) if result.assessment.chosen else ()
