"""Bring everything together into one frozen Report, complete before anything is rendered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ecoreport import machine
from ecoreport.demands import demands_of
from ecoreport.judging.ages import is_plausible
from ecoreport.judging.contents import list_contents
from ecoreport.judging.items import differs, facts_without_value, indicator_status
from ecoreport.judging.lineage import trace
from ecoreport.judging.regions import assess_regions
from ecoreport.judging.replaced import replaced_in
from ecoreport.judging.turns import task_turns, turns_of
from ecoreport.model import (
    Assessment,
    Conflict,
    DepartmentResult,
    EvidenceResult,
    Finding,
    GoalResult,
    IndicatorResult,
    IndicatorSystem,
    ItemResult,
    MainTaskResult,
    Note,
    Report,
    Requirement,
    Signature,
    StageState,
    Submission,
    TaskResult,
    Turn,
)
from ecoreport.model.questions import ask_once
from ecoreport.rules import Review
from ecoreport.targets.requirements import tell_requirements

READABLE = ("read", "partly")


@machine.spared_collections()
def consolidate(review: Review, findings: tuple[Finding, ...], round_number: int = 1, *, explained: bool = True) -> Report:
    """Build the report of one round; everything that a renderer prints is decided here or before.

    What would turn each verdict is worked out where it is to be `explained`.
    """
    batch, system = review.batch, review.system
    proofs = _evidence_by_subject(review.evidence)
    by_subject = _findings_by_subject(findings)
    questions = ask_once(findings)
    departments = tuple(_department_results(review, questions))
    results = {
        item.id: ItemResult(
            item, review.assessments[item.id], proofs[item.id], by_subject[item.id], *_explained(item.id, review, explained=explained)
        )
        for item in system.items
    }
    return Report(
        system=system,
        period=review.period,
        as_of=review.as_of,
        round=round_number,
        submissions=batch.submissions,
        indicators=tuple(_indicator_results(system, results)),
        tasks=tuple(_task_results(review, proofs, by_subject, explained=explained)),
        main_tasks=tuple(_main_task_results(review, by_subject, explained=explained)),
        departments=departments,
        evidence=review.evidence,
        orphans=review.orphans,
        highlights=batch.highlights,
        findings=findings,
        conflicts=tuple(_conflicts(review.assessments.values())),
        lineage=trace(review),
        unused=batch.unused,
        stages=tuple(_stage_states(system, review.as_of)),
        explanations=tuple(
            (finding, Note(finding.explanation, place))
            for finding in findings
            if finding.explanation and (place := finding.explained_at or finding.source)
        ),
        regions=assess_regions(review),
        contents=list_contents(review, questions),
        other_covers=_other_covers(review, departments),
        replaced=replaced_in(review.whole, review.period),
        answers=batch.answers,
    )


def _task_results(
    review: Review, proofs: Mapping[str, tuple[EvidenceResult, ...]], by_subject: Mapping[str, tuple[Finding, ...]], *, explained: bool
) -> Iterator[TaskResult]:
    demands = demands_of(review.system)
    for task in review.system.key_tasks:
        links = [link for link in review.system.links if task.no in link.key_tasks]
        yield TaskResult(
            task,
            review.tasks[task.no],
            tuple(dict.fromkeys(link.main_task for link in links)),
            tuple(dict.fromkeys(no for link in links for no in link.indicators)),
            proofs[task.id],
            by_subject[task.id],
            task_turns(demands.tasks[task.no], review.tasks[task.no], review.vocabulary, review.period) if explained else (),
        )


def _indicator_results(system: IndicatorSystem, results: Mapping[str, ItemResult]) -> Iterator[IndicatorResult]:
    for indicator in system.indicators:
        items = tuple(results[item.id] for item in indicator.items)
        status = indicator_status(item.status for item in items)
        yield IndicatorResult(indicator.no, indicator.name, indicator.domain, indicator.group, indicator.nature, status, items)


def _explained(id_: str, review: Review, *, explained: bool) -> tuple[Requirement | None, tuple[Turn, ...]]:
    """Say how an item's or a text-only goal's target was understood, and what would turn its verdict."""
    if not explained:
        return None, ()
    demand, assessment = demands_of(review.system).subjects[id_], review.assessments[id_]
    known = facts_without_value(demand, assessment, review.system, review.vocabulary)
    facts = assessment.facts if assessment.verdict else None
    return tell_requirements(demand.target, facts), turns_of(demand, assessment, known)


def _main_task_results(review: Review, by_subject: Mapping[str, tuple[Finding, ...]], *, explained: bool) -> Iterator[MainTaskResult]:
    for task in review.system.main_tasks:
        links = [link for link in review.system.links if link.main_task == task.no]
        yield MainTaskResult(
            task,
            tuple(
                GoalResult(
                    goal, review.assessments[goal.id], goal.items, by_subject[goal.id], *_explained(goal.id, review, explained=explained)
                )
                if goal.id in review.assessments
                else GoalResult(goal, None, goal.items, by_subject[goal.id])
                for goal in task.goals
            ),
            tuple(dict.fromkeys(no for link in links for no in link.indicators)),
            tuple(dict.fromkeys(no for link in links for no in link.key_tasks)),
        )


def _department_results(review: Review, questions: tuple[Finding, ...]) -> Iterator[DepartmentResult]:
    """Measure each department with a duty: what it owes and what it sent, completeness and timeliness apart."""
    batch, system = review.batch, review.system
    of_text = {name: tuple(item.id for item in items) for name, items in system.duties_of_text.items()}
    for department in system.departments:
        name = department.name
        lead = tuple(item.id for item in system.items if item.lead_department == name)
        supporting = of_text.get(name) or tuple(item.id for item in system.items if name in item.supporting_departments)
        lead_tasks = tuple(task.no for task in system.key_tasks if task.lead_department == name)
        supporting_tasks = tuple(task.no for task in system.key_tasks if name in task.departments[1:])
        if not (lead or supporting or lead_tasks or supporting_tasks):
            continue
        files = tuple(batch.by.sent[name])
        submitted_on = _submitted_on(review, name, files)
        deadline = system.parameters.ledger_deadline
        yield DepartmentResult(
            name=name,
            files=files,
            submitted=any(submission.outcome in READABLE for submission in files),
            submitted_on=submitted_on,
            late=submitted_on > deadline if submitted_on and deadline else None,
            lead_items=lead,
            reported_items=tuple(
                item for item in lead if (chosen := review.assessments[item].chosen) is not None and chosen.department == name
            ),
            supporting_items=supporting,
            lead_tasks=lead_tasks,
            reported_tasks=tuple(no for no in lead_tasks if (report := review.tasks[no].chosen) is not None and report.department == name),
            supporting_tasks=supporting_tasks,
            findings=tuple(finding for finding in questions if finding.department == name),
            signatures=tuple(sign for sign in review.whole.by.signed[name] if not sign.region and sign.of_person),
        )


def _other_covers(review: Review, departments: tuple[DepartmentResult, ...]) -> tuple[Signature, ...]:
    """Give the persons whom covers name of senders without a duty of their own."""
    known = {result.name for result in departments}
    return tuple(sign for sign in review.whole.signatures if (sign.department not in known or sign.region) and sign.of_person)


def _submitted_on(review: Review, department: str, files: tuple[Submission, ...]) -> date | None:
    """Take the date that the department itself wrote (填报日期), where it can be meant, never a file's time."""
    signs = (sign for file in dict.fromkeys(each.file for each in files) for sign in review.batch.by.signatures[file])
    own = [sign for sign in signs if sign.department in (None, department)]
    dates = [sign.dated for sign in own if sign.dated and is_plausible(sign.dated, None, review.as_of)]
    return max(dates, default=None)


def _evidence_by_subject(evidence: Iterable[EvidenceResult]) -> Mapping[str, tuple[EvidenceResult, ...]]:
    found: dict[str, tuple[EvidenceResult, ...]] = defaultdict(tuple)
    for result in evidence:
        for subject in result.subjects:
            found[subject] += (result,)
    return found


def _findings_by_subject(findings: tuple[Finding, ...]) -> Mapping[str, tuple[Finding, ...]]:
    by_subject: dict[str, tuple[Finding, ...]] = defaultdict(tuple)
    for finding in findings:
        if finding.subject is not None:
            by_subject[finding.subject] += (finding,)
    return by_subject


def _conflicts(assessments: Iterable[Assessment]) -> Iterator[Conflict]:
    for assessment in assessments:
        for other in assessment.others:
            if assessment.chosen and differs(assessment.chosen.actual, other.actual):
                yield Conflict(assessment.item, assessment.year, assessment.chosen, other)


def _stage_states(system: IndicatorSystem, as_of: date) -> Iterator[StageState]:
    for stage in system.stages:
        state = "past" if stage.ends < as_of else "ahead" if stage.begins > as_of else "current"
        yield StageState(stage, state, (stage.ends - as_of).days)  # type: ignore[arg-type]  # the three literals above
