"""重点任务 (Annex 2) and 主要任务 (part three of the plan)."""

from collections.abc import Iterator
from itertools import pairwise

from ecoreport.model import QuantityGoal, TaskResult
from ecoreport.model.scores import light_of
from ecoreport.rendering.workbook import values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, number, status, text
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import FIRST_ROW, MainTaskRow, Scene
from ecoreport.rendering.workbook.styles import BAR
from ecoreport.rendering.workbook.table import write_table

KEY_FIELDS = (
    "no", "domain", "name", "content", "lead", "supporting", "status", "reported", "standing", "progress", "goals", "done", "problem",
    "next_step", "main_tasks", "indicators", "evidence", "source", "trace", "findings", "light",
)  # fmt: skip
MAIN_FIELDS = (
    "no", "section", "content", "departments", "indicators", "key_tasks", "goal_id", "goal", "target", "unit", "actual",
    "status", "standing", "reason", "goal_lead", "source", "trace",
)  # fmt: skip


def write_key_tasks(book: Book, sheet: SheetLayout) -> None:
    scene = book.scene
    tasks = scene.report.tasks
    rows = [_key_task_row(scene, result) for result in tasks]
    starts = [number for number, result in enumerate(tasks) if not number or result.task.domain != tasks[number - 1].task.domain]
    for start, end in pairwise([*starts, len(tasks)]):
        rows[start]["domain"] = Content(tasks[start].task.domain, "strong", rows=end - start)
    # A domain may fill more than a page, so a page may begin with any task.
    worksheet = write_table(
        book, sheet, rows, states={"status": "task_status", "standing": "standing"}, group_starts=range(len(tasks)), frozen_field="name"
    )
    if (position := sheet.position("progress")) is not None and tasks:
        bar = {
            "type": "data_bar",
            "bar_color": BAR,
            "bar_solid": True,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 100,
        }
        worksheet.conditional_format(FIRST_ROW, position, FIRST_ROW + len(tasks) - 1, position, bar)
    if span := scene.span("key_tasks", "status", 0, len(tasks) - 1):
        book.workbook.define_name(scene.say("task_status", "names"), f"={span}")


def _key_task_row(scene: Scene, result: TaskResult) -> Row:
    task, assessment = result.task, result.assessment
    report = assessment.chosen
    numbers = tuple(piece.archive_number for piece in result.evidence)
    progress = report.progress.source if report and report.progress else None
    main_tasks = scene.locate("main_tasks", result.main_tasks[0]) if result.main_tasks else ""
    return {
        "no": centred(task.no),
        "name": text(task.name),
        "content": text(task.content),
        "lead": text(task.lead_department, scene.locate("departments", task.lead_department)),
        "supporting": values.show_list(scene, task.departments[1:]),
        "status": status(scene.layout.word("task_status", assessment.status)),
        "reported": centred(report.status.text if report and report.status else scene.say("nothing")),
        "standing": values.show_standing(scene, result.standing),
        "progress": number(assessment.progress, scene.locate_lineage(task.id, 0, "progress", progress)),
        "goals": text("\n".join(_word_goal(scene, goal) for goal in assessment.goals)),
        "done": text(report.done.text if report and report.done else None),
        "problem": text(report.problem.text if report and report.problem else None),
        "next_step": text(report.next_step.text if report and report.next_step else None),
        "main_tasks": values.show_list(scene, result.main_tasks, main_tasks),
        "indicators": values.show_list(scene, result.indicators, _locate_indicator(scene, result.indicators)),
        "evidence": values.show_list(scene, numbers, scene.locate("evidence", numbers[0]) if numbers else ""),
        "source": values.show_place(report.source if report else None),
        "trace": values.show_trace(scene, scene.locate("lineage", task.id)),
        "findings": values.count_findings(scene, result.findings, task.id),
        "light": centred(light_of(scene.report.system, result) or scene.say("nothing")),
    }


def _word_goal(scene: Scene, goal: QuantityGoal) -> str:
    if goal.done is None:
        return scene.say("goal_open", text=goal.text)
    mark = scene.say("goal_reached" if goal.reached else "goal_missed")
    return scene.say("goal_done", mark=mark, text=goal.text, done=f"{goal.done:f}", unit=goal.unit)


def _locate_indicator(scene: Scene, numbers: tuple[int, ...]) -> str:
    """Lead to the first item of the first of these indicators."""
    first = next((result.item.id for result in scene.report.items if numbers and result.item.no == numbers[0]), None)
    return scene.locate("indicators", first) if first else ""


def write_main_tasks(book: Book, sheet: SheetLayout) -> None:
    rows = list(_list_main_rows(book.scene))
    starts = [number for number, row in enumerate(book.scene.main_task_rows) if row.first]
    write_table(book, sheet, rows, states={"status": "status", "standing": "standing"}, group_starts=starts, frozen_field="no")


def _list_main_rows(scene: Scene) -> Iterator[Row]:
    section = ""
    for index, line in enumerate(scene.main_task_rows):
        row = _goal_cells(scene, index, line)
        result = line.result
        if line.first:
            row |= {
                "no": centred(result.task.no, rows=line.rows),
                "content": text(result.task.content, rows=line.rows),
                "departments": text(scene.join(result.task.departments), rows=line.rows),
                "indicators": text(
                    scene.join(result.indicators) or scene.say("nothing"), _locate_indicator(scene, result.indicators), rows=line.rows
                ),
                "key_tasks": text(
                    scene.join(result.key_tasks) or scene.say("nothing"),
                    scene.locate("key_tasks", f"T{result.key_tasks[0]}") if result.key_tasks else "",
                    rows=line.rows,
                ),
            }
            if result.task.section != section:
                section = result.task.section
                rest = scene.main_task_rows[index:]
                count = next((n for n, other in enumerate(rest) if other.result.task.section != section), len(rest))
                row["section"] = Content(section, "strong", rows=count)
        yield row


def _goal_cells(scene: Scene, index: int, line: MainTaskRow) -> Row:
    goal = line.goal
    assessment = goal.assessment if goal else None
    nothing = scene.say("nothing")
    if goal is None or assessment is None:
        fields = ("goal_id", "goal", "target", "unit", "actual", "status", "standing", "reason", "goal_lead", "source", "trace")
        return {field: centred(nothing) for field in fields}
    return {
        "goal_id": centred(goal.goal.id),
        "goal": text(goal.goal.text),
        "target": centred(goal.goal.target),
        "unit": centred(values.shown_unit(goal.goal, assessment)),
        "actual": values.show_actual(scene, assessment),
        "status": values.show_verdict(scene, assessment, scene.cell("main_tasks", index, "actual")),
        "standing": values.show_standing(scene, goal.standing),
        "reason": text(assessment.reason),
        "goal_lead": text(goal.goal.lead_department, scene.locate("departments", goal.goal.lead_department)),
        "source": values.show_place(assessment.source),
        "trace": values.show_trace(scene, scene.locate_lineage(goal.goal.id, assessment.year, "value", assessment.source)),
    }
