"""总览: one printed page; coverage first, then verdicts, tasks, findings, the next stage, charts, and the way to every sheet."""

from collections.abc import Iterator, Sequence
from typing import get_args

from ecoreport.language.widths import width
from ecoreport.model import ItemResult, Nature, StageState, tally, tally_tasks
from ecoreport.model.trend import trend_of
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, quote_words, rate
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.overview_charts import DOUBTED, SEVERITIES, STATUSES, TASK_STATUSES, draw_charts, find_runs
from ecoreport.rendering.workbook.page import LAST, Page
from ecoreport.rendering.workbook.scene import Scene, quote
from ecoreport.rendering.workbook.styles import LINE, LINK

FIELDS: tuple[str, ...] = ()  # this sheet is a page, not a table
_TOTAL = 11  # column L; what comes after are the doubted among the met, and the rate


def write_overview(book: Book, sheet: SheetLayout) -> None:
    page = Page(book, sheet)
    page.write_line(page.scene.fill(sheet.heading), heading=True, step=7, bold=True, align="center")
    page.write_line(page.say("facts"), align="center")
    page.write_line("\n".join(_describe_stages(page.scene)), align="center")
    _write_coverage(page)
    first = _write_matrix(page)
    tasks = _write_tasks(page)
    findings = _write_findings(page)
    draw_charts(page, first, tasks, findings)
    _write_links(page)
    page.write_line(page.say("signature"), height=30, align="center")
    page.write_line("", height=16, step=-1)
    book.reserve_notice(page.worksheet, page.row - 1, book.styles.make(step=-1, valign="vcenter", text_wrap=True))
    page.worksheet.print_area(0, 0, page.row - 1, LAST)
    page.worksheet.fit_to_pages(1, 1)
    page.worksheet.activate()


def _write_coverage(page: Page) -> None:
    report = page.scene.report
    page.begin_section("coverage")
    start = page.row
    for column, last, key in ((0, 0, "what"), (1, 2, "done"), (3, 4, "of"), (5, 6, "rate")):
        page.write_head(column, last, page.say(key))
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
        page.write_cell(1, 2, Content(part, "centred", formula=_count_covered(page, key, sheet, field, whole)))
        page.write_cell(3, 4, Content(whole, "centred"))
        done, of = page.at(1), page.at(3)
        nothing = page.scene.say("nothing")
        page.write_cell(5, 6, rate(part, whole, f"IF({of}=0,{quote_words(nothing)},{done}/{of})", nothing))
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
    room = 250 // (bool(unread) + bool(missing) or 1)
    lines = [
        page.say(key, count=len(names), names=_shown(page, names, room))
        for key, names in (("unread_departments", unread), ("missing_departments", missing))
        if names
    ]
    words = "\n".join(lines) or page.say("all_submitted")
    style = page.book.styles.make(align="left", valign="top", text_wrap=True, border=1, border_color=LINE, indent=1)
    page.worksheet.merge_range(start, 7, page.row - 1, LAST, "", style)
    page.book.write(page.worksheet, start, 7, words, style)


def _shown(page: Page, names: list[str], room: int) -> str:
    """Join as many names as there is room for."""
    if width(page.scene.join(names)) <= room:
        return page.scene.join(names)
    kept = next((n for n in range(len(names), 1, -1) if width(page.scene.join(names[:n])) <= room - 10), 1)
    return page.scene.join(names[:kept]) + page.say("more")


def _write_matrix(page: Page) -> int:
    """Write how many items stand where, by task and nature, then by domain; give the first row of the tasks."""
    natures = get_args(Nature)
    page.begin_section("matrix")
    top = page.row
    page.write_head(0, 0, page.say("group"), rows=2)
    for number, nature in enumerate(natures):
        page.write_head(1 + 5 * number, 5 + 5 * number, nature)
    page.write_head(_TOTAL, _TOTAL, page.say("total"), rows=2)
    page.write_head(DOUBTED, DOUBTED, page.say("doubted_met"), rows=2)
    page.write_head(LAST, LAST, page.say("met_rate"), rows=2)
    page.end_row(18)
    for column in range(1, _TOTAL):
        page.write_head(column, column, page.scene.layout.word("status", STATUSES[(column - 1) % 5]).replace(" ", "\n"))
    page.end_row(30)
    first = page.row
    items = page.scene.report.items
    for name, start, end in find_runs(items, lambda result: result.item.group):
        _count_row(page, name, items[start:end], start, end)
    _count_row(page, page.say("all"), items, 0, len(items), strong=True)
    page.write_head(0, LAST, page.say("domain"))
    page.end_row(17)
    for name, start, end in find_runs(items, lambda result: result.item.domain):
        _count_row(page, name, items[start:end], start, end)
    _grey_zeros(page, top, page.row - 1)
    page.write_line(page.say("rate_note") + _count_indicators(page), step=-1)
    return first


def _count_row(page: Page, name: str, results: Sequence[ItemResult], start: int, end: int, *, strong: bool = False) -> None:
    status = page.scene.span("indicators", "status", start, end - 1)
    nature, ground = (page.scene.span("indicators", field, start, end - 1) for field in ("nature", "standing"))
    lines = min(4, page.count_lines(name))
    link = page.scene.address("indicators", start) if results and lines == 1 else ""  # LibreOffice does not wrap a link
    page.write_cell(0, 0, Content(name, "strong" if strong else "text", link))
    for column in range(1, _TOTAL):
        key, which = STATUSES[(column - 1) % 5], get_args(Nature)[(column - 1) // 5]
        number = sum(result.status == key and result.item.nature == which for result in results)
        words = quote_words(page.scene.layout.word("status", key))
        formula = f"COUNTIFS({status},{words},{nature},{quote_words(which)})" if status and nature else ""
        target = page.scene.address("open_items", 0) if strong and key in ("not_met", "undecided") else ""
        page.write_cell(column, column, Content(number, "centred", target, formula))
    total = f"SUM({page.at(1)}:{page.at(_TOTAL - 1)})"
    counted = [result for result in results if result.item.nature in get_args(Nature)]
    page.write_cell(_TOTAL, _TOTAL, Content(len(counted), "centred", formula=total))
    _write_doubted(page, DOUBTED, DOUBTED, "status", "met", tally(counted).doubted, (status, ground))
    page.write_cell(LAST, LAST, _rate(page, counted))
    page.end_row(5 + 13 * lines)


def _write_doubted(page: Page, first: int, last: int, table: str, good: str, number: int, spans: tuple[str, str]) -> None:
    """Write how many of the good ones stand on doubted ground: live over the states and the grounds of their sheet."""
    layout = page.scene.layout
    words = [quote_words(word) for word in (layout.word(table, good), layout.word("standing", "doubted"))]
    formula = f"COUNTIFS({spans[0]},{words[0]},{spans[1]},{words[1]})" if all(spans) else ""
    page.write_cell(first, last, Content(number, "centred", formula=formula))


def _rate(page: Page, results: Sequence[ItemResult]) -> Content:
    """Give the share that is met of what applies; withheld where more than a fifth is unreported."""
    numbers = {key: sum(result.status == key for result in results) for key in STATUSES}
    total = len(results)
    nothing = page.scene.say("nothing")
    met, aside, blank = (f"({page.at(n)}+{page.at(n + 5)})" for n in (1, 4, 5))
    whole = page.at(_TOTAL)
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
    for begin, end in ((1, _TOTAL - 1), (DOUBTED, DOUBTED)):
        page.worksheet.conditional_format(first, begin, last, end, zero)


def _count_indicators(page: Page) -> str:
    counted = tally(page.scene.report.indicators)
    counts = [_count(page, key, number, counted.doubted if key == "met" else 0) for key in STATUSES if (number := getattr(counted, key))]
    return page.say("indicators", total=counted.total, counts=page.scene.join(counts)) if counted.total else ""


def _count(page: Page, status: str, number: int, doubted: int) -> str:
    """Tell a count with the doubted in it."""
    word = page.scene.layout.word("status", status)
    return page.say("indicators_doubted" if doubted else "indicators_count", word=word, count=number, doubted=doubted)


def _write_tasks(page: Page) -> int:
    """Write how many key tasks stand where; give the row of the counts."""
    _head_states(page, "tasks", "task_status", TASK_STATUSES)
    tasks = page.scene.report.tasks
    states = [result.assessment.status for result in tasks]
    status, ground = (page.scene.span("key_tasks", field, 0, len(tasks) - 1) for field in ("status", "standing"))
    _count_states(page, status, "task_status", TASK_STATUSES, states, last=_TOTAL)
    _write_doubted(page, DOUBTED, LAST, "task_status", "completed", tally_tasks(tasks).doubted, (status, ground))
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
    for number, key in enumerate(keys):
        page.write_head(1 + 2 * number, 2 + 2 * number, page.scene.layout.word(table, key))
    if section == "findings":
        page.write_head(7, 10, page.say("worse"))
    page.write_head(_TOTAL, _TOTAL if section == "tasks" else LAST, page.say("total"))
    if section == "tasks":
        page.write_head(DOUBTED, LAST, page.say("doubted"))
    page.end_row(18)


def _count_states(page: Page, span: str, table: str, keys: Sequence[str], states: Sequence[str], *, last: int = LAST) -> None:
    for number, key in enumerate(keys):
        formula = f"COUNTIF({span},{quote_words(page.scene.layout.word(table, key))})" if span else ""
        page.write_cell(1 + 2 * number, 2 + 2 * number, Content(states.count(key), "centred", formula=formula))
    total = "+".join(page.at(1 + 2 * number) for number in range(len(keys)))
    page.write_cell(_TOTAL, last, Content(len(states), "centred", formula=total))


def _write_worse(page: Page) -> None:
    items = page.scene.report.items
    span = page.scene.span("trends", "trend", 0, len(items) - 1)
    formula = f"COUNTIF({span},{quote_words(page.scene.layout.word('trend', 'worse'))})" if span else ""
    worse = [number for number, result in enumerate(items) if trend_of(result) == "worse"]
    link = page.scene.address("trends", worse[0]) if worse else page.scene.address("trends", 0)
    page.write_cell(7, 10, Content(len(worse), "centred", link, formula))


def _write_links(page: Page) -> None:
    page.begin_section("links")
    sheets = [sheet for sheet in page.scene.layout.sheets.values() if sheet.key != page.sheet.key]
    style = page.book.styles.make(font_color=LINK, underline=1, align="center", valign="vcenter")
    places = ((0, 0), (1, 3), (4, 6), (7, 9), (10, LAST))
    for number, sheet in enumerate(sheets):
        column, last = places[number % len(places)]
        if last > column:
            page.worksheet.merge_range(page.row, column, page.row, last, "", style)
        page.book.link(page.worksheet, page.row, column, f"{quote(sheet.title)}!A1", sheet.title, style)
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
