"""Native charts, with Chinese titles and units, in the office's fonts and in colours that only repeat the words."""

from collections.abc import Sequence
from typing import Any

from ecoreport.language.widths import clean
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.styles import BLUE, INK, LINE, SOLIDS

Range = list[object]  # sheet, first row, first column, last row, last column


def draw_line(book: Book, *, title: str, unit: str, categories: Range, values: Range) -> Any:
    """Draw one item over the years."""
    chart = book.workbook.add_chart({"type": "line"})
    chart.add_series({
        "name": clean(title, 250),
        "categories": categories,
        "values": values,
        "line": {"color": BLUE, "width": 2},
        "marker": {"type": "circle", "size": 6, "fill": {"color": BLUE}, "border": {"color": "#FFFFFF"}},
        "data_labels": {"value": True, "position": "above", "font": _font(book, 8)},
    })  # fmt: skip
    _dress(book, chart, title)
    chart.set_x_axis({"num_font": _font(book, 8), "line": {"color": LINE}})
    chart.set_y_axis(_value_axis(book, unit))
    chart.set_legend({"none": True})
    return chart


def draw_stack(
    book: Book, *, title: str, unit: str, names: Sequence[Range], moods: Sequence[str], categories: Range, values: Sequence[Range]
) -> Any:
    """Draw how many of each group stand where, one bar a group."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for name, mood, numbers in zip(names, moods, values, strict=True):
        chart.add_series({
            "name": name,
            "categories": categories,
            "values": numbers,
            "fill": {"color": SOLIDS[mood]},
            "border": {"color": "#FFFFFF", "width": 0.5},
            "gap": 45,
        })  # fmt: skip
    _dress(book, chart, title)
    chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": _font(book, 8), "line": {"color": LINE}})
    chart.set_x_axis(_value_axis(book, unit) | {"min": 0})
    chart.set_legend({"position": "bottom", "font": _font(book, 8)})
    return chart


def draw_columns(book: Book, *, title: str, unit: str, moods: Sequence[str], categories: Range, values: Range) -> Any:
    """Draw one column a state, each in its colour, with its number above."""
    chart = book.workbook.add_chart({"type": "column"})
    chart.add_series({
        "name": clean(title, 250),
        "categories": categories,
        "values": values,
        "points": [{"fill": {"color": SOLIDS[mood]}} for mood in moods],
        "data_labels": {"value": True, "font": _font(book, 8)},
        "gap": 60,
    })  # fmt: skip
    _dress(book, chart, title)
    chart.set_x_axis({"num_font": _font(book, 8), "line": {"color": LINE}})
    chart.set_y_axis(_value_axis(book, unit) | {"min": 0})
    chart.set_legend({"none": True})
    return chart


def _dress(book: Book, chart: Any, title: str) -> None:
    chart.set_title({"name": clean(title, 250), "name_font": _font(book, 10) | {"bold": True}, "overlay": False})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    chart.show_blanks_as("gap")


def _value_axis(book: Book, unit: str) -> dict[str, Any]:
    return {
        "name": clean(unit, 100),
        "name_font": _font(book, 8) | {"bold": False},
        "num_font": _font(book, 8),
        "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB", "width": 0.5}},
        "line": {"none": True},
    }


def _font(book: Book, size: float) -> dict[str, Any]:
    return {"name": book.scene.layout.style.body_font, "size": size, "color": INK}
