"""指标完成情况, in the form of Annex 1, and 未达标与待定."""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.model import IndicatorResult, ItemResult, ItemStatus
from ecoreport.model.scores import light_of
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, quote_words, text
from ecoreport.rendering.workbook.content import status as status_cell
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.table import write_table

FIELDS = (
    "domain", "group", "no", "indicator", "item", "id", "unit", "target", "nature", "year_before", "last_year", "actual",
    "change", "status", "standing", "gap", "reason", "lead", "supporting", "reporter", "evidence", "source", "trace",
    "findings", "verdict", "ground", "light",
)  # fmt: skip
OPEN_FIELDS = (
    "id", "name", "status", "standing", "target", "unit", "actual", "gap", "reason", "missing", "lead", "supporting", "nature", "findings",
)  # fmt: skip
_STATES = {"status": "status", "standing": "standing", "verdict": "status", "ground": "standing"}


def write_indicators(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    items = scene.report.items
    starts = [number for number, result in enumerate(items) if not number or result.item.group != items[number - 1].item.group]
    write_table(book, sheet, _list_rows(scene, sheet), states=_STATES, group_starts=starts, frozen_field="item")
    for field in ("status", "nature", "actual"):
        if span := scene.span("indicators", field, 0, len(items) - 1):
            book.workbook.define_name(scene.say(field, "names"), f"={span}")


def write_open_items(book: Book, sheet: SheetLayout) -> None:
    """Write what is not met or undecided, each with its reason and what is missing; text-only goals included."""
    scene = book.scene
    open_results = [result for result in scene.report.items if result.status in ("not_met", "undecided")]
    rows = [_open_row(scene, result) for result in open_results]
    for main_task in scene.report.main_tasks:
        for goal in main_task.goals:
            assessment = goal.assessment
            if goal.goal.text_only and assessment and assessment.status in ("not_met", "undecided"):
                rows.append({
                    "id": centred(goal.goal.id, scene.locate("main_tasks", goal.goal.id)),
                    "name": text(goal.goal.name),
                    "status": Content(scene.layout.word("status", assessment.status), "status"),
                    "standing": values.show_standing(scene, goal.standing),
                    "target": text(goal.goal.target),
                    "unit": centred(values.shown_unit(goal.goal, assessment)),
                    "actual": values.show_actual(scene, assessment),
                    "gap": values.show_gap(assessment, scene.say("nothing")),
                    "reason": text(assessment.reason),
                    "missing": values.show_list(scene, assessment.missing),
                    "lead": text(goal.goal.lead_department),
                    "supporting": values.show_list(scene, goal.goal.departments[1:]),
                    "nature": centred(scene.say("text_goal")),
                    "findings": centred(0),
                })  # fmt: skip
    write_table(book, sheet, rows, states=_STATES, frozen_field="name")


def _list_rows(scene: Scene, sheet: SheetLayout) -> Iterator[Row]:
    report = scene.report
    adjacent = (sheet.position("item") or 0) - (sheet.position("indicator") or 0) == 1
    index = 0
    domain = group = ""
    for indicator in report.indicators:
        for position, result in enumerate(indicator.items):
            row = _item_row(scene, index, result)
            if (indicator.domain, indicator.group) != (domain, group):
                group_rows = _count_from(report.indicators, indicator, "group")
                row["group"] = Content(indicator.group, "strong", rows=group_rows)
            if indicator.domain != domain:
                row["domain"] = Content(indicator.domain, "strong", rows=_count_from(report.indicators, indicator, "domain"))
            domain, group = indicator.domain, indicator.group
            if position == 0:
                row |= _name_indicator(indicator, adjacent=adjacent) | _judge_indicator(scene, index, indicator)
            if len(indicator.items) == 1 and adjacent:
                del row["item"]
            index += 1
            yield row


def _count_from(indicators: tuple[IndicatorResult, ...], first: IndicatorResult, level: str) -> int:
    """Count the items from this indicator on that stand under the same heading without a break."""
    keys = ("domain",) if level == "domain" else ("domain", "group")
    rows = 0
    for indicator in indicators[indicators.index(first) :]:
        if any(getattr(indicator, key) != getattr(first, key) for key in keys):
            break
        rows += len(indicator.items)
    return rows


def _name_indicator(indicator: IndicatorResult, *, adjacent: bool) -> Row:
    rows = len(indicator.items)
    columns = 2 if rows == 1 and adjacent else 1
    return {
        "no": centred(indicator.no, rows=rows),
        "indicator": Content(indicator.name, "text", rows=rows, columns=columns),
    }


def _judge_indicator(scene: Scene, index: int, indicator: IndicatorResult) -> Row:
    """Say in the row of its first item how the whole indicator stands, by formulas over all of its items."""
    last = index + len(indicator.items) - 1
    status, ground = (_rows(scene, field, index, last) for field in ("status", "standing"))
    return {
        "verdict": status_cell(scene.layout.word("status", indicator.status), _word_whole(scene, status, len(indicator.items))),
        "ground": replace(values.show_standing(scene, indicator.standing), formula=_word_ground(scene, ground)),
    }


def _rows(scene: Scene, field: str, first: int, last: int) -> str:
    cell = scene.cell("indicators", first, field)
    return f"{cell}:{scene.cell('indicators', last, field)}" if cell else ""


def _word_whole(scene: Scene, cells: str, items: int) -> str:
    """Give the formula for an indicator of these items: what does not apply is left out, one that is not met outweighs all."""
    if not cells:
        return ""
    names: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_applicable", "not_reported")
    met, missed, undecided, aside, blank = (quote_words(scene.layout.word("status", name)) for name in names)
    set_aside, unreported = (f"COUNTIF({cells},{word})" for word in (aside, blank))
    return (
        f"IF(COUNTIF({cells},{missed})>0,{missed},IF({set_aside}={items},{aside},IF({set_aside}+{unreported}={items},{blank},"
        f"IF(COUNTIF({cells},{undecided})+{unreported}>0,{undecided},{met}))))"
    )


def _word_ground(scene: Scene, cells: str) -> str:
    """Give the formula for the worst ground of these items."""
    if not cells:
        return ""
    contradicted, doubted = (quote_words(scene.layout.word("standing", name)) for name in ("contradicted", "doubted"))
    return f'IF(COUNTIF({cells},{contradicted})>0,{contradicted},IF(COUNTIF({cells},{doubted})>0,{doubted},""))'


def _item_row(scene: Scene, index: int, result: ItemResult) -> Row:
    item, assessment = result.item, result.assessment
    before, last, _ = scene.report.years
    nothing = scene.say("nothing")
    actual, last_cell = scene.cell("indicators", index, "actual"), scene.cell("indicators", index, "last_year")
    numbers = tuple(piece.archive_number for piece in result.evidence)
    return {
        "item": text(item.name if item.name != item.indicator else nothing),
        "id": centred(item.id),
        "unit": centred(values.shown_unit(item, assessment)),
        "target": text(item.target),
        "nature": centred(item.nature),
        "year_before": values.show_past(scene, item.id, assessment.of_year(before)),
        "last_year": values.show_past(scene, item.id, assessment.of_year(last)),
        "actual": values.show_actual(scene, assessment),
        "change": values.show_change(result, actual, last_cell, nothing),
        "status": values.show_verdict(scene, assessment, actual),
        "standing": values.show_standing(scene, result.standing),
        "gap": values.show_gap(assessment, nothing),
        "reason": text(assessment.reason),
        "lead": text(item.lead_department, scene.locate("departments", item.lead_department)),
        "supporting": values.show_list(scene, item.supporting_departments),
        "reporter": text(result.reporter) if result.reporter else centred(nothing),
        "evidence": values.show_list(scene, numbers, scene.locate("evidence", numbers[0]) if numbers else ""),
        "source": values.show_place(assessment.source),
        "trace": values.show_trace(scene, scene.locate_lineage(item.id, assessment.year, "value", assessment.source)),
        "findings": values.count_findings(scene, result.findings, item.id),
        "light": centred(light_of(scene.report.system, result) or scene.say("nothing")),
    }


def _open_row(scene: Scene, result: ItemResult) -> Row:
    item, assessment = result.item, result.assessment
    return {
        "id": centred(item.id, scene.locate("indicators", item.id)),
        "name": text(scene.names[item.id]),
        "status": Content(scene.layout.word("status", result.status), "status"),
        "standing": values.show_standing(scene, result.standing),
        "target": text(item.target),
        "unit": centred(values.shown_unit(item, assessment)),
        "actual": values.show_actual(scene, assessment),
        "gap": values.show_gap(assessment, scene.say("nothing")),
        "reason": text(assessment.reason),
        "missing": values.show_list(scene, assessment.missing),
        "lead": text(item.lead_department, scene.locate("departments", item.lead_department)),
        "supporting": values.show_list(scene, item.supporting_departments),
        "nature": centred(item.nature),
        "findings": values.count_findings(scene, result.findings, item.id),
    }
