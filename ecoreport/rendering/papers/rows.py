"""Rows of the Word reports, each built from one record of the Report."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecoreport.model import (
    EvidenceResult,
    Finding,
    IndicatorResult,
    ItemResult,
    LineageRow,
    MainTaskResult,
    Report,
    Source,
    TaskResult,
    YearValue,
)
from ecoreport.rendering.papers import sentences, views
from ecoreport.rendering.word.marks import anchored, joined_left, link, merged, one_line
from ecoreport.rendering.word.wording import Wording

_LONGEST_IN_TABLE = 60  # Hanzi of a reported text in 汇总表; the section below gives all of it


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut a text into its paragraphs."""
    return tuple(one_line(line) for line in re.split(r"[\r\n]+", text) if line.strip())


@dataclass(frozen=True, slots=True)
class Rows:
    """Builds rows for one document: knows the report, the words, and the number of each value in 数据溯源表."""

    report: Report
    words: Wording
    lineage: tuple[LineageRow, ...]
    anchors: Mapping[tuple[str, int, str], str]
    names: Mapping[str, str]  # of items and goals, by their ids

    @classmethod
    def of(cls, report: Report, words: Wording, lineage: tuple[LineageRow, ...]) -> "Rows":
        anchors: dict[tuple[str, int, str], str] = {}
        for number, row in enumerate(lineage, 1):
            anchors.setdefault((row.subject, row.year, row.what), _anchor(number))
        names = {goal.id: goal.name for goal in report.system.goals} | {result.item.id: result.item.name for result in report.items}
        return cls(report, words, lineage, anchors, names)

    # ---- indicators -------------------------------------------------------------------------------

    def indicator(self, result: IndicatorResult) -> views.IndicatorView:
        names = dict.fromkeys(name for item in result.items for name in item.item.departments)
        return views.IndicatorView(
            no=str(result.no),
            name=one_line(result.name),
            domain=one_line(result.domain),
            group=one_line(result.group),
            nature=result.nature,
            status=self.words.name("status", result.status),
            departments=self.words.enumerate([one_line(name) for name in names]),
            items=tuple(self.item(item) for item in result.items),
            parted=len(result.items) > 1,
        )

    def item(self, result: ItemResult) -> views.ItemView:
        item, assessment, words = result.item, result.assessment, self.words
        proofs = tuple(self.evidence(piece) for piece in result.evidence)
        parted = item.id != str(item.no)
        years = tuple(self._year(result, year) for year in self.report.years)
        group = next((place for place, group in enumerate(self.report.system.groups) if group.title == item.group), 0)
        name, indicator = one_line(item.name), one_line(item.indicator)
        return views.ItemView(
            id=item.id,
            no=str(item.no),
            position=item.id.rpartition(".")[2] if parted else "1",
            name=name,
            indicator=indicator,
            full_name=sentences.full_name(item, words),
            group=one_line(item.group),
            domain=one_line(item.domain),
            unit=item.unit.replace(" ", "") or "-",
            unit_note=words.say("unit_note", unit=unit) if (unit := sentences.unit_of(item, assessment)) else "",
            target=sentences.target_text(item),
            nature=item.nature,
            status=words.name("status", result.status),
            reason=sentences.typeset(assessment.reason),
            lead=one_line(item.lead_department),
            departments=words.enumerate([one_line(name) for name in item.departments]),
            supporting=words.enumerate([one_line(name) for name in item.supporting_departments]),
            reporter=one_line(result.reporter or ""),
            years=years,
            value=years[-1].value,
            gap=sentences.gap_text(result, words),
            requirement=self._requirement(result),
            statement=self._statement(result),
            calculation=sentences.calculation_sentence(result, words),
            change=sentences.change_sentence(result, words, self.report.years[:-1]),
            data_source=self._data_source(result),
            evidence=proofs,
            evidence_numbers=words.numbers(piece.number for piece in proofs),
            conclusion=sentences.conclusion_sentence(result, words),
            part=name if parted else joined_left(),
            group_cell=merged(one_line(item.group), f"g{group}"),
            no_cell=merged(str(item.no), f"i{item.no}"),
            indicator_cell=merged(indicator, f"i{item.no}") if parted else indicator,
            nature_cell=merged(item.nature, f"i{item.no}"),
        )

    def _year(self, result: ItemResult, year: int) -> views.YearView:
        assessment, words = result.assessment, self.words
        if year == assessment.year:
            text, value = assessment.text, assessment.value
            empty = words.name("pending", "bare") if result.status != "not_applicable" else words.name("status", result.status)
            if assessment.chosen and assessment.chosen.actual.state in ("pending", "not_due"):
                empty = one_line(assessment.chosen.actual.raw)
        else:
            past = assessment.of_year(year) or YearValue(year, None, None, Source(""))
            text, value, empty = past.text, past.value, words.say("unknown")
        if value is not None:
            shown, full = sentences.number(value), sentences.quantity(value, sentences.unit_of(result.item, assessment))
        elif text is not None:
            full = one_line(text)
            shown = full if len(full) <= _LONGEST_IN_TABLE else words.say("shortened", text=full[:_LONGEST_IN_TABLE])
        else:
            shown = full = empty
        return views.YearView(str(year), self._linked(shown, result.item.id, year), full, sentences.year_sentence(result, year, words))

    def _linked(self, text: str, subject: str, year: int) -> str:
        anchor = self.anchors.get((subject, year, "value"))
        return link(text, anchor) if anchor else text

    def _requirement(self, result: ItemResult) -> str:
        """Say what is asked, with what the superiors assigned."""
        words, facts = self.words, result.assessment.facts
        unit = sentences.unit_of(result.item, result.assessment)
        target = sentences.target_text(result.item)
        clauses = [words.say("bound", target=target) if target[:1] in "≥≤><=0123456789" else target]
        if facts.assigned is not None:
            clauses.append(words.say("assigned", value=sentences.quantity(facts.assigned, unit)))
        if facts.assigned_met is not None:
            clauses.append(words.say("assigned_met" if facts.assigned_met else "assigned_unmet"))
        return words.join(clauses)

    def _data_source(self, result: ItemResult) -> str:
        """Name where the figures come from, and who gave them."""
        chosen, words = result.assessment.chosen, self.words
        department = one_line(chosen.department or "") if chosen else ""
        written = one_line(chosen.data_source.text) if chosen and chosen.data_source else ""
        if written and department:
            return words.join([words.say("source_reported_by", source=written.rstrip("。"), department=department)])
        if written or not department:
            return written or words.pending("data_source")
        return words.join([words.say("reported_by", department=department)]) + words.pending("data_source")

    def _statement(self, result: ItemResult) -> tuple[str, ...]:
        chosen = result.assessment.chosen
        return paragraphs(chosen.statement.text) if chosen and chosen.statement else ()

    def gap(self, result: ItemResult) -> views.GapView:
        """Tell why an item is not (yet) met, and who must do what by when; what nobody wrote is 〔待补〕."""
        words = self.words
        year = self._year(result, self.report.period)
        told = self._statement(result)
        reason = sentences.typeset(result.assessment.reason)
        if result.status == "not_met":
            reason = words.join([reason]) + (words.say("statement", text=told[0]) if told else words.pending("unmet_reason"))
        return views.GapView(
            id=result.item.id,
            name=sentences.full_name(result.item, words),
            target=sentences.target_text(result.item),
            value=year.value,
            gap=sentences.gap_text(result, words) or words.say("unknown"),
            sentence=sentences.gap_sentence(result, words),
            reason=reason,
            measure=words.pending("measure"),
            department=one_line(result.item.lead_department),
            deadline=words.pending("deadline"),
        )

    # ---- tasks ------------------------------------------------------------------------------------

    def task(self, result: TaskResult) -> views.TaskView:
        task, assessment, words = result.task, result.assessment, self.words
        chosen = assessment.chosen
        done = [one_line(chosen.done.text)] if chosen and chosen.done else []
        done += [
            words.say("quantity_done", text=one_line(goal.text), done=sentences.quantity(goal.done, goal.unit))
            for goal in assessment.goals
            if goal.done is not None
        ]
        unfinished = assessment.status != "completed"
        next_step = chosen.next_step if chosen else None
        domain = next((place for place, other in enumerate(self.report.tasks) if other.task.domain == task.domain), 0)
        return views.TaskView(
            no=str(task.no),
            domain=one_line(task.domain),
            domain_cell=merged(one_line(task.domain), f"d{domain}"),
            name=one_line(task.name),
            content=one_line(task.content),
            lead=one_line(task.lead_department),
            departments=words.enumerate([one_line(name) for name in task.departments]),
            status=words.name("task_status", assessment.status),
            progress=_percent(assessment.progress) or words.say("unknown"),
            done=words.say("then").join(done) or words.pending("progress"),
            problem=one_line(chosen.problem.text) if chosen and chosen.problem else words.say("unknown"),
            next_step=one_line(next_step.text) if next_step else words.pending("next_step") if unfinished else words.say("unknown"),
            evidence_numbers=words.numbers(piece.archive_number for piece in result.evidence),
        )

    def main_task(self, result: MainTaskResult) -> views.MainTaskView:
        words, task = self.words, result.task
        section = next((place for place, other in enumerate(self.report.main_tasks) if other.task.section == task.section), 0)
        return views.MainTaskView(
            no=str(task.no),
            section=one_line(task.section),
            section_cell=merged(one_line(task.section), f"s{section}"),
            content=one_line(task.content),
            departments=words.enumerate([one_line(name) for name in task.departments]),
            goals=tuple(self._goals(result)) or (words.say("unknown"),),
            indicators=words.numbers(result.indicators),
            key_tasks=words.numbers(result.key_tasks),
        )

    def _goals(self, result: MainTaskResult) -> Iterable[str]:
        words = self.words
        statuses = {item.item.id: item.status for item in self.report.items}
        for goal in result.goals:
            text = one_line(goal.goal.text)
            if goal.assessment is not None:
                status = words.name("status", goal.assessment.status)
                reason = sentences.typeset(goal.assessment.reason).rstrip("。")
                yield words.say("goal_judged" if reason != status else "goal_counted", text=text, status=status, reason=reason)
            elif known := [item for item in goal.items if item in statuses]:
                told = [words.say("goal_item", id=item, status=words.name("status", statuses[item])) for item in known]
                yield words.say("goal_by_items", text=text, items=words.enumerate(told))
            else:
                yield text

    # ---- evidence, lineage, findings ----------------------------------------------------------------

    def evidence(self, result: EvidenceResult) -> views.EvidenceView:
        words, piece = self.words, result.evidence
        title = one_line(piece.title) or one_line(piece.file_name) or words.say("unknown")
        details = [one_line(detail) for detail in (piece.document_number, piece.dated) if detail.strip()]
        line = words.say("evidence_line", number=result.archive_number, title=title)
        if details:
            line += words.say("evidence_details", details=words.say("joined").join(details))
        file_name = one_line(piece.file_name) or words.say("unknown")
        return views.EvidenceView(
            number=result.archive_number,
            title=title,
            document_number=one_line(piece.document_number) or words.say("unknown"),
            dated=one_line(piece.dated) or words.say("unknown"),
            pages=one_line(piece.pages) or words.say("unknown"),
            department=one_line(piece.department or "") or words.say("unknown"),
            items=words.numbers(piece.items),
            file_name=words.say("evidence_missing", file=file_name) if result.found is False else file_name,
            line=line,
        )

    def lineage_row(self, number: int, row: LineageRow) -> views.LineageView:
        words = self.words
        value = row.normalised
        if row.conversion and row.conversion != value:
            value = words.say("converted", value=value, conversion=row.conversion)
        place = "!".join(part for part in (row.source.sheet, row.source.cell) if part)
        return views.LineageView(
            no=anchored(str(number), _anchor(number)),
            subject=one_line(self.subject(row.subject)),
            year=str(row.year),
            what=words.name("lineage", row.what),
            raw=one_line(row.raw) or words.say("unknown"),
            value=one_line(value) or words.say("unknown"),
            file=one_line(row.source.file) or words.say("unknown"),
            place=one_line(place) or words.say("unknown"),
            department=one_line(row.department or "") or words.say("unknown"),
            dated=row.dated.isoformat() if row.dated else words.say("unknown"),
        )

    def lineage_rows(self) -> tuple[views.LineageView, ...]:
        return tuple(self.lineage_row(number, row) for number, row in enumerate(self.lineage, 1))

    def subject(self, subject: str) -> str:
        """Name what an id stands for: an item, a goal of the text, a key task."""
        if subject.startswith("T"):
            return self.words.say("key_task", no=subject[1:])
        return f"{subject} {self.names[subject]}" if subject in self.names else subject

    def finding(self, number: int, finding: Finding) -> views.FindingView:
        words = self.words
        subject = self.subject(finding.item) if finding.item else self.subject(f"T{finding.task}") if finding.task is not None else ""
        department = one_line(finding.department or "")
        missing = words.pending("explanation", department=department) if department else words.pending("explanation_without_department")
        return views.FindingView(
            no=str(number),
            code=finding.code,
            severity=words.name("severity", finding.severity),
            subject=one_line(subject) or words.say("unknown"),
            message=sentences.typeset(finding.message),
            advice=sentences.typeset(finding.advice) or words.say("unknown"),
            department=department or words.say("unknown"),
            place=one_line(str(finding.source)) if finding.source else words.say("unknown"),
            explanation=one_line(finding.explanation) if finding.explanation else missing,
        )

    def findings(self, found: Iterable[Finding]) -> tuple[views.FindingView, ...]:
        return tuple(self.finding(number, finding) for number, finding in enumerate(found, 1))


def _anchor(number: int) -> str:
    return f"lineage_{number}"


def _percent(progress: Decimal | None) -> str:
    return "" if progress is None else f"{sentences.number(progress)}%"
