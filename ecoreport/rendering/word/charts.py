"""Native charts: XlsxWriter draws each into a small workbook, which goes into the document with it, so that Word can edit both."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal
from zipfile import ZipFile

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from xlsxwriter.utility import xl_col_to_name

from ecoreport.records import dataclass
from ecoreport.rendering.word.marks import Element

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LABEL_PARTS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)  # the workbook inside tells no time of its own
_EMU = 36_000  # in a millimetre
_LATIN, _EAST_ASIAN = "Times New Roman", "宋体"

_DRAWING = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="chart{number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows; it reads like its table: categories down, series across."""

    name: str
    title: str  # what it is called where it cannot be seen
    shape: Literal["bar", "column", "line"]
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal, ...]], ...]
    colours: tuple[str, ...]
    sheet: str
    axis: str = ""
    stacked: bool = False
    decimals: int = 0  # of its labels
    height: int = 80  # millimetres
    width: int = 150


def chart_maker(document: Any, data: ChartData, number: int) -> Callable[[], Element]:
    """Give a function that puts a chart's parts into the document and returns the drawing that shows it."""

    def make() -> Element:
        return add_chart(document, data, number)

    return make


def add_chart(document: Any, data: ChartData, number: int) -> Element:
    """Put the chart and its workbook into the document's package; a chart shown twice is stored once."""
    package = document.part.package
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = next((rel.target_part for rel in document.part.rels.values() if not rel.is_external and rel.target_part.partname == name), None)
    if part is None:
        workbook = _draw(data)
        stored = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _WORKBOOK_TYPE, workbook, package)
        part = Part(name, _CHART_TYPE, b"", package)
        part._blob = _carry(workbook, part.relate_to(stored, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001  # the blob names its own relation
    drawing = parse_xml(
        _DRAWING.format(
            number=number,
            relation=document.part.relate_to(part, RELATIONSHIP_TYPE.CHART),
            width=data.width * _EMU,
            height=data.height * _EMU,
        )
    )
    drawing[0].find("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr").set("descr", data.title)
    return drawing


def _draw(data: ChartData) -> bytes:
    """Write a workbook with the figures and the chart over them."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _NO_TIME})
        sheet = workbook.add_worksheet(data.sheet)
        for row, category in enumerate(data.categories, 1):
            sheet.write_string(row, 0, category)
        for column, (name, values) in enumerate(data.series, 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                sheet.write_number(row, column, value)
        kind = {"type": data.shape} | ({"subtype": "stacked"} if data.stacked else {})
        chart = workbook.add_chart(kind)
        for column, ((_, _values), colour) in enumerate(zip(data.series, data.colours, strict=False), 1):
            chart.add_series(_series(data, column, colour))
        _set_axes(chart, data)
        sheet.insert_chart(1, len(data.series) + 2, chart)
    return stream.getvalue()


def _series(data: ChartData, column: int, colour: str) -> dict[str, Any]:
    letter, last = xl_col_to_name(column), len(data.categories) + 1
    place = f"='{data.sheet}'!"
    # a label over nothing would print 0 in every empty stretch of a stacked bar
    shown = "0" + "." * bool(data.decimals) + "0" * data.decimals
    labels: dict[str, Any] = {"value": True, "num_format": "#,##0.##;;;" if data.stacked else shown, "font": {"size": 9}}
    look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60}
    if data.shape == "line":
        look = {"line": {"color": colour, "width": 2}, "marker": {"type": "circle", "size": 6, "fill": {"color": colour}}}
        labels["position"] = "above"
    return {
        "name": f"{place}${letter}$1",
        "categories": f"{place}$A$2:$A${last}",
        "values": f"{place}${letter}$2:${letter}${last}",
        "data_labels": labels,
        **look,
    }


def _set_axes(chart: Any, data: ChartData) -> None:
    font = {"name": _EAST_ASIAN, "size": 9, "bold": False}
    values = {"num_font": font, "name_font": font, "name": data.axis, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": False}})
    chart.set_y_axis(values)
    if data.shape == "bar":  # the first category on top, as a table reads, and the numbers below
        chart.set_x_axis(values)
        chart.set_y_axis({"num_font": font, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom", "font": font} if data.stacked or data.shape == "line" else {"none": True})
    chart.set_title({"none": True})  # the caption below says it
    chart.set_chartarea({"border": {"none": True}})


def _say_what_is_shown(labels: Element, space: str) -> None:
    """Say of every part of a label whether it is shown: what is left out, one program shows and another hides."""
    shown = {"showVal"}
    for name in _LABEL_PARTS:
        for old in labels.findall(f"{space}{name}"):
            labels.remove(old)
    for name in _LABEL_PARTS:
        labels.append(labels.makeelement(f"{space}{name}", {"val": "1" if name in shown else "0"}))


def _carry(workbook: bytes, relation: str) -> bytes:
    """Take the chart out of its workbook and lead it back there from the document."""
    with ZipFile(BytesIO(workbook)) as package:
        chart = parse_xml(package.read("xl/charts/chart1.xml"))
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for settings in chart.findall(f"{space}printSettings"):
        chart.remove(settings)
    for series in chart.iter(f"{space}ser"):
        if series.getparent().tag == f"{space}lineChart":  # a line that says nothing of it is drawn as a curve
            series.append(series.makeelement(f"{space}smooth", {"val": "0"}))
    for latin in list(chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}latin")):
        east_asian = latin.makeelement(latin.tag.replace("latin", "ea"), {"typeface": latin.get("typeface")})
        latin.set("typeface", _LATIN)
        for clutter in ("pitchFamily", "charset"):
            latin.attrib.pop(clutter, None)
        latin.addnext(east_asian)
    for labels in chart.iter(f"{space}dLbls"):
        _say_what_is_shown(labels, space)
    external = chart.makeelement(
        f"{space}externalData", {"{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id": relation}
    )
    external.append(external.makeelement(f"{space}autoUpdate", {"val": "0"}))
    chart.append(external)
    return serialize_part_xml(chart)
