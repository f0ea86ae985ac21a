"""How a workbook looks and behaves, written down: page, panes, filters, locks, fonts, colours, heights, rules and charts.

What stands in its cells is told by tests/workbook_dumps.py.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl.styles.colors import Color
from workbook_views import open_book

_PROTECTED = ("sheet", "autoFilter", "formatColumns", "formatRows", "selectLockedCells", "selectUnlockedCells", "insertRows", "sort")


def form(data: bytes) -> str:
    """Write every visible sheet's form down, then the hidden one's, the file's properties and each chart."""
    book = open_book(data, formulas=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
    lines = [line for number, sheet in enumerate(book.worksheets, 1) for line in _sheet(sheet, parts[f"xl/worksheets/sheet{number}.xml"])]
    told = book.properties
    lines += [
        "# 文件",
        *(f"{name}: {getattr(told, name)}" for name in ("title", "subject", "creator", "category", "created", "modified")),
        f"calculation: {book.calculation.calcMode} {book.calculation.fullCalcOnLoad}",
        f"window: {book.views[0].windowWidth}×{book.views[0].windowHeight} {book.active.title}",
    ]
    return "\n".join([*lines, *charts(parts, "xl/charts/")]) + "\n"


def _sheet(sheet: Any, source: bytes) -> Iterator[str]:
    yield f"# {sheet.title} {sheet.sheet_state}"
    page, margins = sheet.page_setup, sheet.page_margins
    fit = sheet.sheet_properties.pageSetUpPr
    yield f"page: {page.orientation} {page.paperSize} {page.fitToWidth}×{page.fitToHeight} {fit and fit.fitToPage}"
    yield f"margins: {margins.left} {margins.right} {margins.top} {margins.bottom} {sheet.print_options.horizontalCentered}"
    yield f"footer: {sheet.oddFooter.center.text}"
    yield f"print: {sheet.print_area} {sheet.print_title_rows} breaks {[each.id for each in sheet.row_breaks.brk]}"
    yield f"view: {sheet.freeze_panes} {sheet.auto_filter.ref} {sheet.sheet_view.showGridLines}"
    yield f"protection: {[name for name in _PROTECTED if getattr(sheet.protection, name)]} {sheet.protection.password}"
    widths = {letter: f"{each.width:g}" for letter, each in sorted(sheet.column_dimensions.items())}
    yield f"widths: {' '.join(f'{letter}{width}' for letter, width in widths.items())}"
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    if any(heights):
        yield f"heights: {' '.join('-' if height is None else f'{height:g}' for height in heights)}"
    for area, rules in sorted((str(area.sqref), rules) for area, rules in sheet.conditional_formatting._cf_rules.items()):
        for rule in rules:
            look = rule.dxf and f"{_colour(rule.dxf.fill and rule.dxf.fill.bgColor)} {_colour(rule.dxf.font and rule.dxf.font.color)}"
            yield f"condition: {area} {rule.type} {rule.operator} {rule.formula} {look}"
    for rule in sheet.data_validations.dataValidation:
        yield f"validation: {rule.sqref} {rule.type} {rule.formula1} {rule.errorStyle}"
    root = etree.fromstring(source)
    for name in ("ignoredErrors", "extLst"):
        for node in root.findall(f"{{*}}{name}"):
            yield f"{name}: {' '.join(_flat(node))}"
    looks: dict[tuple[str, str], list[str]] = defaultdict(list)
    table = sheet.freeze_panes is not None
    for row in sheet.iter_rows():
        for cell in row:
            if cell.has_style:
                where = str(sheet.cell(4, cell.column).value) if table and cell.row > 4 else "" if table else "page"
                looks[(where, _look(cell))].append(cell.coordinate)
    for (where, look), cells in looks.items():
        yield f"{where or cells[0]}: {look}"


def _look(cell: Any) -> str:
    font, align, side = cell.font, cell.alignment, cell.border.left
    marks = [
        name for name, on in (("bold", font.b), ("underlined", font.u), ("wrap", align.wrap_text), ("shrink", align.shrink_to_fit)) if on
    ]
    edge = f"{side.style} {_colour(side.color)}" if side and side.style else "no border"
    place = f"{align.horizontal} {align.vertical}{f' indent {align.indent:g}' if align.indent else ''}"
    lock = "locked" if cell.protection.locked else "open"
    fill = _colour(cell.fill.fgColor) if cell.fill.fill_type else "no fill"
    return f"{font.name} {font.sz:g} {_colour(font.color)} {' '.join(marks)} | {fill} | {edge} | {place} | {lock}"


def _colour(colour: Color | None) -> str:
    return "-" if colour is None else str(colour.rgb if colour.type == "rgb" else f"theme {colour.theme}")


def charts(parts: dict[str, bytes], folder: str) -> Iterator[str]:
    """Write each chart down, a line a setting; of a second one of its kind, what is not as in those before."""
    seen: dict[str, set[str]] = defaultdict(set)
    names = sorted((name for name in parts if re.fullmatch(rf"{folder}chart\d+\.xml", name)), key=lambda name: int(re.sub(r"\D", "", name)))
    for name in names:
        lines = list(_flat(etree.fromstring(parts[name])))
        kind = next(re.search(r"/(\w+Chart)/", line)[1] for line in lines if re.search(r"/(\w+Chart)/", line))
        yield f"# {name} {kind}"
        yield from (line for line in lines if line not in seen[kind])
        seen[kind] |= set(lines)


def _flat(node: etree._Element, path: str = "") -> Iterator[str]:
    name = etree.QName(node).localname
    here = f"{path}/{name}" if path else name
    told = [f"{etree.QName(key).localname}={value}" for key, value in sorted(node.attrib.items())]
    text = (node.text or "").strip()
    if told or text or not len(node):
        yield f"{here} {' '.join([*told, text])}".rstrip()
    for child in node:
        yield from _flat(child, here if len(here) < 60 else f"…/{name}")
