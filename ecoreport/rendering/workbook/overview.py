"""总览: one printed page; coverage first, then verdicts, tasks, findings, the next stage, charts, and the way to every sheet."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from ecoreport.model import ItemResult, Nature, StageState
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.charts import draw_columns, draw_stack
from ecoreport.rendering.workbook.content import Content, quote_words, rate
from ecoreport.rendering.workbook.layout import SheetLayout
from ecoreport.rendering.workbook.scene import Scene
from ecoreport.rendering.workbook.styles import HEADER, LINK, MOODS
from ecoreport.rendering.workbook.trends import trend_of
from ecoreport.text import lines_needed, width

FIELDS: tuple[str, ...] = ()  # this sheet is a page, not a table
STATUSES = ("met", "not_met", "undecided", "not_applicable", "not_reported")
TASK_STATUSES = ("completed", "in_progress", "behind", "not_started", "not_reported")
SEVERITIES = ("error", "verify", "notice")
_LAST = 12  # column M, the rate
_TOTAL = 11
_WIDTHS = (25.0, *(6.6,) * 10, 6.0, 13.0)
_PAGE_WIDTH = sum(_WIDTHS)
_DATA = 14  # the charts' numbers stand in columns O to T, beside the printed page
_CHART_HEIGHT = 400  # pixels


def write_overview(book: Book, sheet: SheetLayout) -> None:
    _Page(book, sheet).write()


class _Page:
    """The page under the pen, from top to bottom; `row` is the next free one."""

    def __init__(self, book: Book, sheet: SheetLayout) -> None:
        self.book, self.sheet, self.scene = book, sheet, book.scene
        self.worksheet: Any = book.add_sheet(sheet)
        self.row = 0

    def write(self) -> None:
        for number, each in enumerate(_WIDTHS):
            self.worksheet.set_column(number, number, each)
        self.worksheet.set_column(_DATA, _DATA, 24)
        self._line(self.scene.fill(self.sheet.heading), height=34, heading=True, step=7, bold=True, align="center")
        self._line(self._say("facts"), align="center")
        self._line("\n".join(_describe_stages(self.scene)), align="center")
        self._write_coverage()
        first, last = self._write_matrix()
        tasks = self._write_states("tasks", "key_tasks", "status", "task_status", TASK_STATUSES)
        findings = self._write_states("findings", "findings", "severity", "severity", SEVERITIES)
        self._draw_charts(first, last, tasks, findings)
        self._write_links()
        if self.book.cleaned:
            self._line(self._say("cleaned", count=self.book.cleaned), step=-1)
        self.worksheet.print_area(0, 0, self.row - 1, _LAST)
        self.worksheet.fit_to_pages(1, 1)
        self.worksheet.set_first_sheet()
        self.worksheet.activate()

    # ---- parts of the page ----------------------------------------------------------------

    def _write_coverage(self) -> None:
        report = self.scene.report
        self._section("coverage")
        start = self.row
        for column, last, key in ((0, 0, "what"), (1, 2, "done"), (3, 4, "of"), (5, 6, "rate")):
            self._head(column, last, self._say(key))
        self._next(20)
        items, tasks, departments, files = report.items, report.tasks, report.departments, report.submissions
        read = sum(submission.outcome in ("read", "partly") for submission in files)
        lines = (
            ("coverage_items", "indicators", "status", len(items), sum(r.status != "not_reported" for r in items)),
            ("coverage_tasks", "key_tasks", "status", len(tasks), sum(r.assessment.status != "not_reported" for r in tasks)),
            ("coverage_departments", "departments", "submitted", len(departments), sum(r.submitted for r in departments)),
            ("coverage_files", "files", "outcome", len(files), read),
        )
        for key, sheet, field, whole, part in lines:
            self._cell(0, 0, Content(self._say(key), "text", self.scene.address(sheet, 0, field)))
            self._cell(1, 2, Content(part, "centred", formula=self._count_covered(key, sheet, field, whole)))
            self._cell(3, 4, Content(whole, "centred"))
            done, of = self._at(self.row, 1), self._at(self.row, 3)
            nothing = self.scene.say("nothing")
            self._cell(5, 6, rate(part, whole, f"IF({of}=0,{quote_words(nothing)},{done}/{of})", nothing))
            self._next(18)
        self._write_missing(start)

    def _count_covered(self, key: str, sheet: str, field: str, whole: int) -> str:
        span = self.scene.span(sheet, field, 0, whole - 1)
        if not span:
            return ""
        if key in ("coverage_items", "coverage_tasks"):
            blank = self.scene.layout.word("status" if key == "coverage_items" else "task_status", "not_reported")
            return f"ROWS({span})-COUNTIF({span},{quote_words(blank)})"
        table, words = ("submitted", ("yes",)) if key == "coverage_departments" else ("outcome", ("read", "partly"))
        return "+".join(f"COUNTIF({span},{quote_words(self.scene.layout.word(table, word))})" for word in words)

    def _write_missing(self, start: int) -> None:
        """Name the departments that sent nothing, beside the numbers."""
        names = [result.name for result in self.scene.report.departments if not result.submitted]
        shown = self.scene.join(names)
        if width(shown) > 250:
            kept = next(n for n in range(len(names), 0, -1) if width(self.scene.join(names[:n])) <= 240)
            shown = self.scene.join(names[:kept]) + self._say("more")
        words = self._say("missing_departments", count=len(names), names=shown) if names else self._say("all_submitted")
        style = self.book.styles.make(align="left", valign="top", text_wrap=True, border=1, border_color="#A6B1BD", indent=1)
        self.worksheet.merge_range(start, 7, self.row - 1, _LAST, "", style)
        target = self.scene.address("departments", 0)
        if names and target:
            self.book.link(self.worksheet, start, 7, target, words, style)
        self.book.write(self.worksheet, start, 7, words, style)

    def _write_matrix(self) -> tuple[int, int]:
        """Write how many items stand where, by task and nature, then by domain; give the rows of the tasks."""
        natures = get_args(Nature)
        self._section("matrix")
        top = self.row
        self._head(0, 0, self._say("group"), rows=2)
        for number, nature in enumerate(natures):
            self._head(1 + 5 * number, 5 + 5 * number, nature)
        self._head(_TOTAL, _TOTAL, self._say("total"), rows=2)
        self._head(_LAST, _LAST, self._say("met_rate"), rows=2)
        self._next(18)
        for column in range(1, _TOTAL):
            self._head(column, column, self.scene.layout.word("status", STATUSES[(column - 1) % 5]).replace(" ", "\n"))
        self._next(30)
        first = self.row
        items = self.scene.report.items
        for name, start, end in _find_runs(items, lambda result: result.item.group):
            self._count_row(name, items[start:end], start, end)
        last = self.row - 1
        self._count_row(self._say("all"), items, 0, len(items), strong=True)
        self._head(0, _LAST, self._say("domain"))
        self._next(17)
        for name, start, end in _find_runs(items, lambda result: result.item.domain):
            self._count_row(name, items[start:end], start, end)
        self._grey_zeros(top, self.row - 1)
        self._line(self._say("rate_note") + self._count_indicators(), step=-1)
        return first, last

    def _count_row(self, name: str, results: Sequence[ItemResult], start: int, end: int, *, strong: bool = False) -> None:
        status = self.scene.span("indicators", "status", start, end - 1)
        nature = self.scene.span("indicators", "nature", start, end - 1)
        link = self.scene.address("indicators", start) if results else ""
        self._cell(0, 0, Content(name, "strong" if strong else "text", link))
        for column in range(1, _TOTAL):
            key, which = STATUSES[(column - 1) % 5], get_args(Nature)[(column - 1) // 5]
            number = sum(result.status == key and result.item.nature == which for result in results)
            words = quote_words(self.scene.layout.word("status", key))
            formula = f"COUNTIFS({status},{words},{nature},{quote_words(which)})" if status and nature else ""
            target = self.scene.address("open_items", 0) if strong and key in ("not_met", "undecided") else ""
            self._cell(column, column, Content(number, "centred", target, formula))
        total = f"SUM({self._at(self.row, 1)}:{self._at(self.row, _TOTAL - 1)})"
        counted = [result for result in results if result.item.nature in get_args(Nature)]
        self._cell(_TOTAL, _TOTAL, Content(len(counted), "centred", formula=total))
        self._cell(_LAST, _LAST, self._rate(counted))
        self._next(18)

    def _rate(self, results: Sequence[ItemResult]) -> Content:
        """Give the share that is met of what applies; withheld where more than a fifth is unreported."""
        numbers = {key: sum(result.status == key for result in results) for key in STATUSES}
        total = len(results)
        nothing = self.scene.say("nothing")
        met, aside, blank = (f"({self._at(self.row, n)}+{self._at(self.row, n + 5)})" for n in (1, 4, 5))
        whole = self._at(self.row, _TOTAL)
        withheld = self.scene.layout.word("overview", "rate_withheld")
        words = f'SUBSTITUTE(SUBSTITUTE({quote_words(withheld)},"{{count}}",{blank}),"{{total}}",{whole})'
        formula = f"IF({blank}*5>{whole},{words},IF({whole}-{aside}=0,{quote_words(nothing)},{met}/({whole}-{aside})))"
        if numbers["not_reported"] * 5 > total:
            shown = self._say("rate_withheld", count=numbers["not_reported"], total=total)
            return Content(shown, "percent", formula=formula)
        return rate(numbers["met"], total - numbers["not_applicable"], formula, nothing)

    def _count_indicators(self) -> str:
        statuses = [indicator.status for indicator in self.scene.report.indicators]
        counts = [
            self._say("indicators_count", word=self.scene.layout.word("status", key), count=statuses.count(key))
            for key in STATUSES
            if key in statuses
        ]
        return self._say("indicators", total=len(statuses), counts=self.scene.join(counts)) if statuses else ""

    def _write_states(self, section: str, sheet: str, field: str, table: str, keys: Sequence[str]) -> int:
        """Write one line of counts by state; give its row."""
        report = self.scene.report
        states = [r.assessment.status for r in report.tasks] if sheet == "key_tasks" else [f.severity for f in report.findings]
        self._section(section)
        for number, key in enumerate(keys):
            self._head(1 + 2 * number, 2 + 2 * number, self.scene.layout.word(table, key))
        self._head(0, 0, self._say("state"))
        self._head(_TOTAL, _LAST, self._say("total"))
        if sheet == "findings":
            self._head(7, 10, self._say("worse"))
        self._next(18)
        span = self.scene.span(sheet, field, 0, len(states) - 1)
        self._cell(0, 0, Content(self._say("count"), "text", self.scene.address(sheet, 0)))
        for number, key in enumerate(keys):
            formula = f"COUNTIF({span},{quote_words(self.scene.layout.word(table, key))})" if span else ""
            self._cell(1 + 2 * number, 2 + 2 * number, Content(sum(state == key for state in states), "centred", formula=formula))
        total = "+".join(self._at(self.row, 1 + 2 * number) for number in range(len(keys)))
        self._cell(_TOTAL, _LAST, Content(len(states), "centred", formula=total))
        if sheet == "findings":
            self._write_worse()
        self._next(18)
        return self.row - 1

    def _write_worse(self) -> None:
        items = self.scene.report.items
        span = self.scene.span("trends", "trend", 0, len(items) - 1)
        formula = f"COUNTIF({span},{quote_words(self.scene.layout.word('trend', 'worse'))})" if span else ""
        worse = [number for number, result in enumerate(items) if trend_of(result) == "worse"]
        link = self.scene.address("trends", worse[0]) if worse else self.scene.address("trends", 0)
        self._cell(7, 10, Content(len(worse), "centred", link, formula))

    def _draw_charts(self, first: int, last: int, tasks: int, findings: int) -> None:
        """Draw three charts from a block of live numbers beside the page."""
        grey = self.book.styles.make(step=-2, font_color="#8C97A3")
        title, column = self.sheet.title, _DATA
        put = self.book.write
        put(self.worksheet, first - 2, column, self._say("chart_data"), grey)
        for number, key in enumerate(STATUSES):
            put(self.worksheet, first - 1, column + 1 + number, self.scene.layout.word("status", key), grey)
        groups = [name for name, _, _ in _find_runs(self.scene.report.items, lambda result: result.item.group)]
        counts = _count_by_group(self.scene)
        for row, (group, numbers) in enumerate(zip(groups, counts, strict=True), first):
            put(self.worksheet, row, column, group, grey)
            for number, value in enumerate(numbers, 1):
                formula = f"={self._at(row, number)}+{self._at(row, number + 5)}"
                self.worksheet.write_formula(row, column + number, formula, grey, value)
        report = self.scene.report
        states: list[str] = [result.assessment.status for result in report.tasks]
        severities: list[str] = [finding.severity for finding in report.findings]
        lists = []
        row = last + 2
        for at, table, keys, values in ((tasks, "task_status", TASK_STATUSES, states), (findings, "severity", SEVERITIES, severities)):
            for number, key in enumerate(keys):
                put(self.worksheet, row + number, column, self.scene.layout.word(table, key), grey)
                cell = f"={self._at(at, 1 + 2 * number)}"
                self.worksheet.write_formula(row + number, column + 1, cell, grey, values.count(key))
            lists.append((row, row + len(keys) - 1))
            row += len(keys) + 1
        self._section("charts")
        if groups:
            stack = draw_stack(
                self.book,
                title=self._say("chart_groups"),
                unit=self._say("axis_items"),
                names=[[title, first - 1, column + 1 + n] for n in range(5)],
                moods=[MOODS["status"][key] for key in STATUSES],
                categories=[title, first, column, last, column],
                values=[[title, first, column + 1 + n, last, column + 1 + n] for n in range(5)],
            )
            stack.set_size({"width": 486, "height": _CHART_HEIGHT - 6})
            self.worksheet.insert_chart(self.row, 0, stack, {"x_offset": 2, "y_offset": 3, "object_position": 2})
        for number, (key, unit, keys, table) in enumerate((
            ("chart_tasks", "axis_tasks", TASK_STATUSES, "task_status"),
            ("chart_findings", "axis_findings", SEVERITIES, "severity"),
        )):  # fmt: skip
            start, end = lists[number]
            chart = draw_columns(
                self.book,
                title=self._say(key),
                unit=self._say(unit),
                moods=[MOODS[table][each] for each in keys],
                categories=[title, start, column, end, column],
                values=[title, start, column + 1, end, column + 1],
            )
            chart.set_size({"width": 446, "height": _CHART_HEIGHT // 2 - 6})
            place = {"x_offset": 0, "y_offset": 3 + number * _CHART_HEIGHT // 2, "object_position": 2}
            self.worksheet.insert_chart(self.row, 6, chart, place)
        for _ in range(5):
            self._next(_CHART_HEIGHT * 0.75 / 5)
        self._line(self._say("chart_source"), step=-1)

    def _write_links(self) -> None:
        self._section("links")
        sheets = [sheet for sheet in self.scene.layout.sheets.values() if sheet.key != self.sheet.key]
        style = self.book.styles.make(font_color=LINK, underline=1, align="center", valign="vcenter")
        places = ((0, 0), (1, 3), (4, 6), (7, 9), (10, _LAST))
        for number, sheet in enumerate(sheets):
            column, last = places[number % len(places)]
            if last > column:
                self.worksheet.merge_range(self.row, column, self.row, last, "", style)
            self.book.link(self.worksheet, self.row, column, f"{_quote(sheet.title)}!A1", sheet.title, style)
            if number % len(places) == len(places) - 1 or sheet is sheets[-1]:
                self._next(18)

    # ---- the pen --------------------------------------------------------------------------

    def _say(self, key: str, **blanks: object) -> str:
        return self.scene.say(key, "overview", **blanks)

    def _section(self, key: str) -> None:
        self._line(self._say(key), height=22, heading=True, step=1, bold=True, align="left")

    def _line(self, words: str, *, height: float = 0, heading: bool = False, step: float = 0, **looks: Any) -> None:
        style = self.book.styles.make(heading=heading, step=step, valign="vcenter", text_wrap=True, **looks)
        self.worksheet.merge_range(self.row, 0, self.row, _LAST, "", style)
        self.book.write(self.worksheet, self.row, 0, words, style)
        self._next(height or 5 + 14 * lines_needed(words, _PAGE_WIDTH))

    def _head(self, first: int, last: int, words: str, *, rows: int = 1) -> None:
        style = self.book.styles.make(
            heading=True, align="center", valign="vcenter", text_wrap=True, border=1, border_color="#A6B1BD", bg_color=HEADER
        )
        if last > first or rows > 1:
            self.worksheet.merge_range(self.row, first, self.row + rows - 1, last, "", style)
        self.book.write(self.worksheet, self.row, first, words, style)

    def _cell(self, first: int, last: int, content: Content) -> None:
        merged = Content(content.value, content.look, content.link, content.formula, columns=last - first + 1)
        self.book.put(self.worksheet, self.row, first, merged)

    def _next(self, height: float) -> None:
        self.worksheet.set_row(self.row, height)
        self.row += 1

    def _at(self, row: int, column: int) -> str:
        return f"{chr(65 + column)}{row + 1}"

    def _grey_zeros(self, first: int, last: int) -> None:
        grey = self.book.styles.make(font_color="#B4BCC5")
        zero = {"type": "cell", "criteria": "==", "value": 0, "format": grey}
        self.worksheet.conditional_format(first, 1, last, _TOTAL - 1, zero)


def _quote(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _find_runs(results: Sequence[ItemResult], key: Callable[[ItemResult], str]) -> list[tuple[str, int, int]]:
    """Find the stretches of rows under one heading: its name, its first row, the row after its last."""
    starts = [n for n, result in enumerate(results) if not n or key(result) != key(results[n - 1])]
    return [(key(results[start]), start, end) for start, end in zip(starts, [*starts[1:], len(results)], strict=True)]


def _count_by_group(scene: Scene) -> list[list[int]]:
    runs = _find_runs(scene.report.items, lambda result: result.item.group)
    return [[sum(r.status == key for r in scene.report.items[start:end]) for key in STATUSES] for _, start, end in runs]


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
