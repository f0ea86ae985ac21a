"""A batch as every rule and the report look at it: settled, what still counts of it, and judged once."""

from collections.abc import Iterable
from datetime import date

from ecoreport import machine
from ecoreport.judging.items import assess
from ecoreport.judging.living import living
from ecoreport.judging.pieces import gather
from ecoreport.judging.proofs import look_up, orphans
from ecoreport.judging.scopes import heard
from ecoreport.judging.taskdoubts import hold_against_items, hold_against_titles
from ecoreport.judging.versions import settle
from ecoreport.model import Adjudication, Batch, EvidenceFile, IndicatorSystem
from ecoreport.rules import Review
from ecoreport.vocabulary import Vocabulary


@machine.spared_collections()
def review(
    batch: Batch,
    system: IndicatorSystem,
    period: int,
    as_of: date,
    vocabulary: Vocabulary,
    evidence_files: tuple[EvidenceFile, ...] | None = None,
    adjudications: Iterable[Adjudication] = (),
) -> Review:
    """Settle which answer replaces which, leave out what no longer counts, and judge the rest."""
    whole = settle(batch, vocabulary, period, as_of)
    counting = heard(living(whole), system, period, as_of)
    judged = assess(counting, system, period, vocabulary, adjudications)
    pieces = gather(counting, system)
    tasks = hold_against_titles(hold_against_items(judged.tasks, judged.items, system), pieces)
    if evidence_files is not None:
        pieces = look_up(pieces, evidence_files, system)
    left = orphans(pieces, evidence_files or (), {submission.file for submission in batch.submissions})
    return Review(counting, system, period, as_of, judged.items, tasks, vocabulary, evidence_files, whole, pieces, left)
