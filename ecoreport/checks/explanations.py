"""Settle a verify finding by what the department itself has written: beside the question, or beside the value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ecoreport.checks import standing
from ecoreport.judging.explanations import answer_settles, explanation
from ecoreport.model import Answered, Entry, Finding, KeyTaskReport, Note, Source
from ecoreport.rules import Review

_OF_WORDS = (standing.left_undone.code, standing.held_back.code)


def explain_all(findings: Iterable[Finding], review: Review) -> tuple[Finding, ...]:
    """Add the 说明 to each finding that it settles; only verify findings can be settled so, and none that the batch itself refutes."""
    findings = tuple(findings)
    beside = _beside_questions(findings, review)
    return tuple(_explain(finding, review, beside) for finding in findings)


def _beside_questions(findings: tuple[Finding, ...], review: Review) -> Mapping[str, Note]:
    """Give what was answered on 反馈意见, by the ids of the questions; one about several items was answered for them all."""
    groups = {finding.id: finding.group for finding in findings if finding.group is not None}
    said: dict[str, list[Answered]] = defaultdict(list)
    for answer in review.whole.answers:
        if answer_settles(answer):
            said[answer.finding].append(answer)
    asked = {(groups[id_], id_.partition("-")[0]): answers for id_, answers in said.items() if id_ in groups}
    alike = {id_: asked.get((group, id_.partition("-")[0]), []) for id_, group in groups.items()}
    return {id_: _together(answers) for id_, answers in (alike | said).items() if answers}


def _together(answers: list[Answered]) -> Note:
    return Note("；".join(dict.fromkeys(answer.said for answer in answers)), answers[-1].source)


def _explain(finding: Finding, review: Review, beside: Mapping[str, Note]) -> Finding:
    if finding.severity != "verify" or finding.explanation or finding.refutes:
        return finding
    if told := beside.get(finding.id) or _beside_value(finding, review):
        return replace(finding, explanation=told.text, explained_at=told.source)
    return finding


def _beside_value(finding: Finding, review: Review) -> Note | None:
    if finding.subject is None:
        return None
    records: tuple[Entry | KeyTaskReport, ...] = (*review.batch.entries, *review.batch.tasks)
    mine = [each for each in records if each.subject == finding.subject and each.department == finding.department]
    told = (explanation(each, _quoted(finding, each), review.vocabulary, of_words=finding.code in _OF_WORDS) for each in mine)
    return next((note for note in told if note), None)


def _quoted(finding: Finding, record: Entry | KeyTaskReport) -> tuple[Source, ...]:
    """Give the cells that a finding quotes; one about a task's prose stands where the prose does."""
    return (*finding.others, *((finding.source,) if finding.source and isinstance(record, KeyTaskReport) else ()))
