"""总览: a printed page of numbers, coverage first, then verdicts, tasks and findings, which is signed; a second one of charts.

Behind them, for the screen, the way to every sheet.
"""

from collections.abc import Iterator, Sequence
from typing import get_args

from ecoreport.language.widths import width
from ecoreport.model import IndicatorResult, ItemResult, Nature, StageState, tally, tally_tasks
from ecoreport.model.trend import trend_of
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, quote_words, rate
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.overview_charts import SEVERITIES, STATUSES, TASK_STATUSES, draw_charts, find_runs
from ecoreport.rendering.workbook.page import DOUBTED, LAST, TOTAL, Page
from ecoreport.rendering.workbook.scene import TITLE_ROW, Scene, quote
from ecoreport.rendering.workbook.styles import LINE, LINK

FIELDS: tuple[str, ...] = ()  # this sheet is a page, not a table
_Results = Sequence[ItemResult | IndicatorResult]


def write_overview(book: Book, sheet: SheetLayout) -> None:
    page = Page(book, sheet)
    page.write_line(page.scene.fill(sheet.heading), heading=True, step=7, bold=True, align="center")
    page.write_line(page.say("facts"), align="center")
    page.write_line("\n".join(_describe_stages(page.scene)), align="center")
    _write_coverage(page)
    first = _write_matrix(page)
    tasks = _write_tasks(page)
    findings = _write_findings(page)
    page.write_line(page.say("signature"), height=30, align="center")
    page.write_line("", height=16, step=-1)
    book.reserve_notice(page.worksheet, page.row - 1, book.styles.make(step=-1, valign="vcenter", text_wrap=True))
    page.end_page()
    _write_domains(page)
    draw_charts(page, first, tasks, findings)
    page.worksheet.print_area(0, 0, page.row - 1, LAST)
    page.worksheet.fit_to_pages(1, 0)
    _write_links(page)
    page.worksheet.activate()


def _write_coverage(page: Page) -> None:
    report = page.scene.report
    page.begin_section("coverage")
    start = page.row
    for column, key in enumerate(("what", "done", "of", "rate")):
        page.write_head(column, column, page.say(key))
    page.end_row(20)
    items, tasks, departments, files = report.items, report.tasks, report.departments, report.submissions
    read = sum(submission.outcome in ("read", "partly") for submission in files)
    lines = (
        ("coverage_items", "indicators", "status", len(items), sum(r.status != "not_reported" for r in items)),
        ("coverage_tasks", "key_tasks", "status", len(tasks), sum(r.assessment.status != "not_reported" for r in tasks)),
        ("coverage_departments", "departments", "submitted", len(departments), sum(r.owes != "not_submitted" for r in departments)),
        ("coverage_files", "files", "outcome", len(files), read),
    )
    for key, sheet, field, whole, part in lines:
        page.write_cell(0, 0, Content(page.say(key), "text", page.scene.address(sheet, 0, field)))
        page.write_cell(1, 1, Content(part, "centred", formula=_count_covered(page, key, sheet, field, whole)))
        page.write_cell(2, 2, Content(whole, "centred"))
        done, of = page.at(1), page.at(2)
        nothing = page.scene.say("nothing")
        page.write_cell(3, 3, rate(part, whole, f"IF({of}=0,{quote_words(nothing)},{done}/{of})", nothing))
        page.end_row(18)
    _write_missing(page, start)


def _count_covered(page: Page, key: str, sheet: str, field: str, whole: int) -> str:
    span = page.scene.span(sheet, field, 0, whole - 1)
    if not span:
        return ""
    if key in ("coverage_items", "coverage_tasks"):
        blank = page.scene.layout.word("status" if key == "coverage_items" else "task_status", "not_reported")
        return f"ROWS({span})-COUNTIF({span},{quote_words(blank)})"
    table, words = ("submitted", ("yes", "unread")) if key == "coverage_departments" else ("outcome", ("read", "partly"))
    return "+".join(f"COUNTIF({span},{quote_words(page.scene.layout.word(table, word))})" for word in words)


def _write_missing(page: Page, start: int) -> None:
    """Name the departments that sent nothing, and those that sent nothing that could be read, beside the numbers."""
    departments = page.scene.report.departments
    unread = [result.name for result in departments if result.unread]
    missing = [result.name for result in departments if result.owes == "not_submitted"]
    room = 230 // (bool(unread) + bool(missing) or 1)
    lines = [
        page.say(key, count=len(names), names=_shown(page, names, room))
        for key, names in (("unread_departments", unread), ("missing_departments", missing))
        if names
    ]
    words = "\n".join(lines) or page.say("all_submitted")
    style = page.book.styles.make(align="left", valign="top", text_wrap=True, border=1, border_color=LINE, indent=1)
    page.worksheet.merge_range(start, 4, page.row - 1, LAST, "", style)
    page.book.write(page.worksheet, start, 4, words, style)


def _shown(page: Page, names: list[str], room: int) -> str:
    """Join as many names as there is room for."""
    if width(page.scene.join(names)) <= room:
        return page.scene.join(names)
    kept = next((n for n in range(len(names), 1, -1) if width(page.scene.join(names[:n])) <= room - 10), 1)
    return page.scene.join(names[:kept]) + page.say("more")


# ---- where the items stand ------------------------------------------------------------------------


def _write_matrix(page: Page) -> int:
    """Write how many indicators and items stand where, by nature, and the items by task; give the first row of the tasks."""
    report = page.scene.report
    page.begin_section("matrix")
    top = page.row
    _head_matrix(page, "what")
    kinds: tuple[tuple[str, _Results, str, str], ...] = (
        ("row_indicators", report.indicators, "verdict", "ground"),
        ("row_items", report.items, "status", "standing"),
    )
    for key, results, status, ground in kinds:
        spans = _spans(page, status, ground, 0, len(report.items))
        _count_row(page, page.say(key, total=len(results)), results, spans, strong=True)
        for nature in get_args(Nature):
            _count_row(page, page.say("row_nature", nature=nature), results, spans, nature=nature)
    page.write_head(0, LAST, page.say("by_group"))
    page.end_row(17)
    first = page.row
    _count_runs(page, [result.item.group for result in report.items])
    _grey_zeros(page, top, page.row - 1)
    page.write_line(page.say("rate_note"))
    return first


def _write_domains(page: Page) -> None:
    page.begin_section("domains")
    top = page.row
    _head_matrix(page, "domain")
    _count_runs(page, [result.item.domain for result in page.scene.report.items])
    _grey_zeros(page, top, page.row - 1)


def _head_matrix(page: Page, first: str) -> None:
    words = [page.scene.layout.word("status", status).replace(" ", "\n") for status in STATUSES]
    for column, heading in enumerate((page.say(first), *words, page.say("total"), page.say("doubted_met"), page.say("met_rate"))):
        page.write_head(column, column, heading)
    page.end_row(30)


def _count_runs(page: Page, headings: Sequence[str]) -> None:
    """Write a row for each stretch of items under one heading, which leads to its first item."""
    items = page.scene.report.items
    for name, start, end in find_runs(headings):
        spans = _spans(page, "status", "standing", start, end)
        _count_row(page, name, items[start:end], spans, link=page.scene.address("indicators", start))


_Spans = tuple[str, str, str]  # the cells of status, ground and nature of some items; "" where the office dropped a column


def _spans(page: Page, status: str, ground: str, start: int, end: int) -> _Spans:
    first, second, third = (page.scene.span("indicators", field, start, end - 1) for field in (status, ground, "nature"))
    return first, second, third


def _count_row(page: Page, name: str, results: _Results, spans: _Spans, *, nature: str = "", strong: bool = False, link: str = "") -> None:
    lines = min(4, page.count_lines(name))
    kept = [result for result in results if not nature or _nature(result) == nature]
    page.write_cell(
        0, 0, Content(name, "strong" if strong else "text", link if results and lines == 1 else "")
    )  # a long link wraps nowhere
    for column, status in enumerate(STATUSES, 1):
        number = sum(result.status == status for result in kept)
        target = page.scene.address("open_items", 0) if strong and status in ("not_met", "undecided") else ""
        page.write_cell(column, column, Content(number, "centred", target, _counting(page, spans, nature, status)))
    page.write_cell(TOTAL, TOTAL, Content(len(kept), "centred", formula=f"SUM({page.at(1)}:{page.at(TOTAL - 1)})"))
    page.write_cell(DOUBTED, DOUBTED, Content(tally(kept).doubted, "centred", formula=_counting(page, spans, nature, "met", doubted=True)))
    page.write_cell(LAST, LAST, _rate(page, kept))
    page.end_row(5 + 13 * lines)


def _nature(result: ItemResult | IndicatorResult) -> str:
    """Give the nature as the sheet shows it: an indicator's stands in the row of its first item."""
    return result.item.nature if isinstance(result, ItemResult) else result.items[0].item.nature


def _counting(page: Page, spans: _Spans, nature: str, status: str, *, doubted: bool = False) -> str:
    """Give the formula that counts a state over the sheet's rows."""
    statuses, grounds, natures = spans
    pairs = [(statuses, page.scene.layout.word("status", status))]
    pairs += [(natures, nature)] if nature else []
    pairs += [(grounds, page.scene.layout.word("standing", "doubted"))] if doubted else []
    return f"COUNTIFS({','.join(f'{span},{quote_words(word)}' for span, word in pairs)})" if all(span for span, _ in pairs) else ""


def _rate(page: Page, results: _Results) -> Content:
    """Give the share that is met of what applies; withheld where more than a fifth is unreported."""
    numbers = {key: sum(result.status == key for result in results) for key in STATUSES}
    total = len(results)
    nothing = page.scene.say("nothing")
    met, aside, blank, whole = (page.at(column) for column in (1, 4, 5, TOTAL))
    withheld = page.scene.layout.word("overview", "rate_withheld")
    words = f'SUBSTITUTE(SUBSTITUTE({quote_words(withheld)},"{{count}}",{blank}),"{{total}}",{whole})'
    formula = f"IF({blank}*5>{whole},{words},IF({whole}-{aside}=0,{quote_words(nothing)},{met}/({whole}-{aside})))"
    if numbers["not_reported"] * 5 > total:
        shown = page.say("rate_withheld", count=numbers["not_reported"], total=total)
        return Content(shown, "percent", formula=formula)
    return rate(numbers["met"], total - numbers["not_applicable"], formula, nothing)


def _grey_zeros(page: Page, first: int, last: int) -> None:
    grey = page.book.styles.make(font_color="#B4BCC5")
    zero = {"type": "cell", "criteria": "==", "value": 0, "format": grey}
    for begin, end in ((1, TOTAL - 1), (DOUBTED, DOUBTED)):
        page.worksheet.conditional_format(first, begin, last, end, zero)


# ---- tasks and findings ---------------------------------------------------------------------------


def _write_tasks(page: Page) -> int:
    """Write how many key tasks stand where; give the row of the counts."""
    _head_states(page, "tasks", "task_status", TASK_STATUSES)
    tasks = page.scene.report.tasks
    states = [result.assessment.status for result in tasks]
    status, ground = (page.scene.span("key_tasks", field, 0, len(tasks) - 1) for field in ("status", "standing"))
    _count_states(page, status, "task_status", TASK_STATUSES, states)
    layout = page.scene.layout
    words = [quote_words(word) for word in (layout.word("task_status", "completed"), layout.word("standing", "doubted"))]
    formula = f"COUNTIFS({status},{words[0]},{ground},{words[1]})" if status and ground else ""
    page.write_cell(DOUBTED, LAST, Content(tally_tasks(tasks).doubted, "centred", formula=formula))
    page.write_cell(0, 0, Content(page.say("count"), "text", page.scene.address("key_tasks", 0)))
    page.end_row(18)
    return page.row - 1


def _write_findings(page: Page) -> int:
    """Write how many findings of each severity are open, and how many items got worse; give the row of the counts."""
    _head_states(page, "findings", "severity", SEVERITIES)
    severities = [finding.severity for finding in page.scene.report.questions]
    _count_states(page, page.scene.span("findings", "severity", 0, len(severities) - 1), "severity", SEVERITIES, severities)
    page.write_cell(0, 0, Content(page.say("count"), "text", page.scene.address("findings", 0)))
    _write_worse(page)
    page.end_row(18)
    return page.row - 1


def _head_states(page: Page, section: str, table: str, keys: Sequence[str]) -> None:
    page.begin_section(section)
    page.write_head(0, 0, page.say("state"))
    for column, key in enumerate(keys, 1):
        page.write_head(column, column, page.scene.layout.word(table, key))
    if section == "findings":
        page.write_head(len(keys) + 1, TOTAL - 1, "")
    page.write_head(TOTAL, TOTAL, page.say("total"))
    page.write_head(DOUBTED, LAST, page.say("doubted" if section == "tasks" else "worse"))
    page.end_row(18)


def _count_states(page: Page, span: str, table: str, keys: Sequence[str], states: Sequence[str]) -> None:
    for column, key in enumerate(keys, 1):
        formula = f"COUNTIF({span},{quote_words(page.scene.layout.word(table, key))})" if span else ""
        page.write_cell(column, column, Content(states.count(key), "centred", formula=formula))
    if len(keys) + 1 < TOTAL:
        page.write_cell(len(keys) + 1, TOTAL - 1, Content(None, "centred"))
    page.write_cell(TOTAL, TOTAL, Content(len(states), "centred", formula=f"SUM({page.at(1)}:{page.at(len(keys))})"))


def _write_worse(page: Page) -> None:
    items = page.scene.report.items
    span = page.scene.span("trends", "trend", 0, len(items) - 1)
    formula = f"COUNTIF({span},{quote_words(page.scene.layout.word('trend', 'worse'))})" if span else ""
    worse = [number for number, result in enumerate(items) if trend_of(result) == "worse"]
    link = page.scene.address("trends", worse[0]) if worse else page.scene.address("trends", 0)
    page.write_cell(DOUBTED, LAST, Content(len(worse), "centred", link, formula))


# ---- the way to the sheets, and the stages ----------------------------------------------------------


def _write_links(page: Page) -> None:
    page.begin_section("links")
    sheets = [sheet for sheet in page.scene.layout.sheets.values() if sheet.key != page.sheet.key]
    style = page.book.styles.make(font_color=LINK, underline=1, align="center", valign="vcenter")
    places = ((0, 0), (1, 2), (3, 4), (5, 7), (8, LAST))
    for number, sheet in enumerate(sheets):
        column, last = places[number % len(places)]
        if last > column:
            page.worksheet.merge_range(page.row, column, page.row, last, "", style)
        page.book.link(page.worksheet, page.row, column, f"{quote(sheet.title)}!A{TITLE_ROW + 1}", sheet.title, style)
        if number % len(places) == len(places) - 1 or sheet is sheets[-1]:
            page.end_row(18)


def _describe_stages(scene: Scene) -> Iterator[str]:
    current = [stage for stage in scene.report.stages if stage.state == "current"]
    ahead = sorted((stage for stage in scene.report.stages if stage.state == "ahead"), key=lambda each: each.stage.begins)
    for each in current:
        yield _word_stage(scene, "stage_current", each, each.days_left)
    if not current:
        yield scene.say("stage_none", "overview")
    for each in ahead:
        if each.stage.begins == ahead[0].stage.begins:
            yield _word_stage(scene, "stage_next", each, (each.stage.begins - scene.report.as_of).days)


def _word_stage(scene: Scene, key: str, state: StageState, days: int) -> str:
    stage = state.stage
    begins, ends = stage.begins.isoformat(), stage.ends.isoformat()
    return scene.say(key, "overview", level=stage.level, name=stage.name, begins=begins, ends=ends, days=days)
