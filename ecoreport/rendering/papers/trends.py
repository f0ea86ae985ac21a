"""What the charts of the reports show: verdicts by task, trends of chosen items, key tasks by state."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ecoreport.language.widths import clean
from ecoreport.model import ItemResult, ItemStatus, Report, Tally, tally, tally_tasks
from ecoreport.records import dataclass
from ecoreport.rendering.papers.counts import TASK_ORDER
from ecoreport.rendering.papers.figures import decimals, in_full, unit_of
from ecoreport.rendering.word.charts import ChartData
from ecoreport.rendering.word.wording import Wording

GROUPS, TASKS = "groups", "tasks"  # the names that the template's fields carry

_VERDICT_COLOURS: dict[ItemStatus, str] = {
    "met": "#A9D18E",
    "not_met": "#FF9999",
    "undecided": "#FFE08A",
    "not_reported": "#BFBFBF",
    "not_applicable": "#E7E6E6",
}
_DOUBTED_COLOUR = "#D9EAD3"  # of those of the met whose ground is in doubt
_LINE_COLOURS = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#404040")


@dataclass(frozen=True, slots=True)
class Trend:
    """Chosen items of one unit over the report's years."""

    title: str
    unit: str
    items: tuple[ItemResult, ...]


def trend_name(number: int) -> str:
    return f"trend{number}"


def chart_data(report: Report, words: Wording) -> tuple[ChartData, ...]:
    """Collect the figures of every chart that says something, under the names that the template's fields carry."""
    drawn = tuple(_trend_data(number, trend, report, words) for number, trend in enumerate(trends(report, words), 1))
    told = [data for data in (_group_data(report, words), _task_data(report, words)) if _says_something(data)]
    return (*told, *drawn)


def _says_something(data: ChartData) -> bool:
    """Do bars of more than one height stand there: what is all alike, or nothing, needs no chart."""
    heights = {number for _, numbers in data.series for number in numbers}
    return len(heights - {0}) > 1


def trends(report: Report, words: Wording) -> tuple[Trend, ...]:
    """Group the chosen items that have a number in each year by their unit: one chart can have but one scale."""
    results = {result.item.id: result for result in report.items}
    by_unit: dict[str, list[ItemResult]] = defaultdict(list)
    for name in words.trend_items:
        result = results.get(name)
        if result is not None and len(set(numbers := _numbers(result, report))) > 1 and len(numbers) == len(report.years):
            by_unit[unit_of(result.item, result.assessment)].append(result)
    return tuple(Trend(_title(items, unit, words), unit, tuple(items)) for unit, items in by_unit.items())


def _title(items: list[ItemResult], unit: str, words: Wording) -> str:
    key = "trend_title" if unit else "trend_title_without_unit"
    subject = words.chart("several_trends") if len(items) > 1 else items[0].item.name
    return in_full(words.chart(key, subject=subject, unit=unit))


def _numbers(result: ItemResult, report: Report) -> tuple[Decimal, ...]:
    return tuple(value for year in report.years if (value := result.comparable(year)) is not None)


def _group_data(report: Report, words: Wording) -> ChartData:
    groups = report.system.groups
    counted = [tally(each for each in report.indicators if each.group == group.title) for group in groups]
    series = [each for status in _VERDICT_COLOURS for each in _stretches(status, counted, words)]
    shown = [each for each in series if any(each[1])] or series[:1]
    return ChartData(
        GROUPS,
        words.chart("groups_title"),
        "bar",
        tuple(in_full(clean(group.title)) for group in groups),
        tuple((name, numbers) for name, numbers, _ in shown),
        tuple(colour for _, _, colour in shown),
        words.chart("data_sheet"),
        axis=words.chart("groups_axis"),
        stacked=True,
        height=110,
    )


def _stretches(status: ItemStatus, counted: list[Tally], words: Wording) -> list[tuple[str, tuple[Decimal, ...], str]]:
    """Give the stretches of one verdict in every bar: the met in two, where some stand on doubted ground."""
    name, colour = words.name("status", status), _VERDICT_COLOURS[status]
    numbers = [getattr(count, status) for count in counted]
    doubted = [count.doubted for count in counted]
    if status != "met" or not any(doubted):
        return [(name, tuple(map(Decimal, numbers)), colour)]
    firm = tuple(Decimal(number - less) for number, less in zip(numbers, doubted, strict=True))
    return [
        (words.chart("confirmed_series", status=name), firm, colour),
        (words.chart("doubted_series", status=name), tuple(map(Decimal, doubted)), _DOUBTED_COLOUR),
    ]


def _task_data(report: Report, words: Wording) -> ChartData:
    counted = tally_tasks(report.tasks)
    counts = [(words.name("task_status", state), getattr(counted, state)) for state in TASK_ORDER]
    if counted.doubted:
        counts.insert(1, (words.chart("tasks_doubted"), counted.doubted))
    drawn = columns(TASKS, words.chart("tasks_title"), words.chart("tasks_axis"), counts, words)
    return replace(drawn, height=45)  # it stands below a table that says more


def columns(name: str, title: str, axis: str, counts: Iterable[tuple[str, int]], words: Wording) -> ChartData:
    """Draw counts as columns, one beside the other."""
    told = tuple(counts)
    return ChartData(
        name,
        title,
        "column",
        tuple(word for word, _ in told),
        ((axis, tuple(Decimal(number) for _, number in told)),),
        ("#1F4E79",),
        words.chart("data_sheet"),
        axis=axis,
        height=75,
    )


def _trend_data(number: int, trend: Trend, report: Report, words: Wording) -> ChartData:
    return ChartData(
        trend_name(number),
        trend.title,
        "line",
        tuple(words.chart("year", year=year) for year in report.years),
        tuple((in_full(clean(result.item.name)), _numbers(result, report)) for result in trend.items),
        tuple(_LINE_COLOURS[place % len(_LINE_COLOURS)] for place in range(len(trend.items))),
        words.chart("data_sheet"),
        axis=trend.unit,
        decimals=max(decimals(number) for result in trend.items for number in _numbers(result, report)),
        height=75,
    )
