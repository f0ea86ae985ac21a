"""The part of one worksheet: where its cells stand, how wide its columns are, and what is changed of it."""

from collections.abc import Callable, Mapping
from dataclasses import field

from ecoreport.language import patterns as re
from ecoreport.model import column_letters
from ecoreport.records import dataclass
from ecoreport.rendering.returns.package import OFFICE
from ecoreport.rendering.returns.xmltext import Edit, Element, NotEditableError, edited, elements, inside, with_attributes

Place = tuple[int, int]  # row, column
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# What may stand behind a drawing, in the order of the format; a reference to comments' shapes goes before the first of them.
_BEHIND = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent",
)  # fmt: skip
_READ = ("sheetData", "sheetFormatPr", "sheetView", "col", "row", "c", "legacyDrawing", *_BEHIND)
_WIDTH, _HEIGHT = 8.43, 15.0  # of a column in characters, of a row in points, where nothing is said


def parse_place(address: str) -> Place | None:
    """Read "C5" as (5, 3)."""
    match = _ADDRESS.fullmatch(address.upper())
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@dataclass(slots=True)
class _Row:
    element: Element
    cells: dict[int, Element] = field(default_factory=dict)


class SheetPart:
    """One worksheet's XML; changes are gathered and made at once."""

    def __init__(self, data: bytes) -> None:
        found = elements(data, _READ)
        if not found or found[0].tag != "worksheet":
            raise NotEditableError
        self.root = found[0]
        self.data = data
        self._edits: list[Edit] = []
        self._top = {each.tag: each for each in reversed(found) if each.depth == 1}
        if "sheetData" not in self._top:
            raise NotEditableError
        self._rows = _rows_of(found)
        self._columns = [each.attributes for each in found if each.tag == "col"]
        self._views = [each for each in found if each.tag == "sheetView"]
        usual = self._top["sheetFormatPr"].attributes if "sheetFormatPr" in self._top else {}
        self._width, self._height = (float(usual.get(name, usual_size)) for name, usual_size in _USUAL)

    @property
    def drawing(self) -> str | None:
        """Give the relationship of the shapes of comments."""
        element = self._top.get("legacyDrawing")
        return None if element is None else next((value for name, value in element.attributes.items() if name.endswith(":id")), None)

    def style_of(self, place: Place) -> int:
        """Give the number of a cell's style: its own, its row's, or its column's."""
        row = self._rows.get(place[0])
        cell = row.cells.get(place[1]) if row else None
        if cell is not None:
            return int(cell.attributes.get("s") or 0)
        if row and row.element.attributes.get("customFormat") in ("1", "true"):
            return int(row.element.attributes.get("s") or 0)
        return int((self._column(place[1]) or {}).get("style") or 0)

    def places_of(self, styles: frozenset[int]) -> list[Place]:
        """List the cells that have one of these styles."""
        return [
            (number, column)
            for number, row in self._rows.items()
            for column, cell in row.cells.items()
            if int(cell.attributes.get("s") or 0) in styles
        ]

    def dress(self, styles: Mapping[Place, int]) -> None:
        """Give cells their styles; blank ones that have no element get one."""
        by_row: dict[int, dict[int, int]] = {}
        for (row, column), style in styles.items():
            by_row.setdefault(row, {})[column] = style
        fresh: list[tuple[int, bytes]] = []
        for number, columns in sorted(by_row.items()):
            if number in self._rows:
                self._dress_row(number, columns)
            else:
                cells = b"".join(self._cell(number, column, style) for column, style in sorted(columns.items()))
                prefix = self.root.prefix
                fresh.append((number, f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode()))
        self._put_rows(fresh)

    def show(self, relationship: str) -> None:
        """Refer to the shapes of comments."""
        new = f'<{self.root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{relationship}"/>'.encode()
        behind = [element.start for tag, element in self._top.items() if tag in _BEHIND]
        at = min(behind, default=self.root.closed)
        self._edits.append((at, at, new))

    def unselect(self) -> None:
        """Let the sheet be no longer the one that is shown: of two that are, what is typed goes into both."""
        for view in self._views:
            if "tabSelected" in view.attributes:
                self._edits.append(with_attributes(self.data, view, {"tabSelected": None}))

    def written(self) -> bytes:
        return edited(self.data, self._edits)

    # ---- sizes, in pixels ---------------------------------------------------------------------

    def width(self, column: int) -> int:
        told = self._column(column) or {}
        if told.get("hidden") in ("1", "true"):
            return 0
        return int(float(told.get("width", self._width)) * 7 + 5)

    def height(self, row: int) -> int:
        told = self._rows[row].element.attributes if row in self._rows else {}
        if told.get("hidden") in ("1", "true"):
            return 0
        return int(float(told.get("ht", self._height)) * 4 / 3)

    def _column(self, column: int) -> dict[str, str] | None:
        return next((each for each in self._columns if int(each.get("min", 0)) <= column <= int(each.get("max", 0))), None)

    # ---- cells --------------------------------------------------------------------------------

    def _dress_row(self, number: int, columns: Mapping[int, int]) -> None:
        row = self._rows[number]
        missing: list[bytes] = []
        for column, style in sorted(columns.items()):
            if column in row.cells:
                self._edits.append(with_attributes(self.data, row.cells[column], {"s": str(style)}))
                continue
            new = self._cell(number, column, style)
            behind = [cell.start for at, cell in row.cells.items() if at > column]
            if behind:
                self._edits.append((min(behind), min(behind), new))
            else:
                missing.append(new)
        if missing:
            self._edits.append(inside(row.element, self.data, b"".join(missing)))

    def _put_rows(self, fresh: list[tuple[int, bytes]]) -> None:
        last: list[bytes] = []
        for number, new in fresh:
            behind = [row.element.start for at, row in self._rows.items() if at > number]
            if behind:
                self._edits.append((min(behind), min(behind), new))
            else:
                last.append(new)
        if last:
            self._edits.append(inside(self._top["sheetData"], self.data, b"".join(last)))

    def _cell(self, row: int, column: int, style: int) -> bytes:
        return f'<{self.root.prefix}c r="{column_letters(column)}{row}" s="{style}"/>'.encode()


_USUAL: tuple[tuple[str, float], ...] = (("defaultColWidth", _WIDTH), ("defaultRowHeight", _HEIGHT))


def _rows_of(found: list[Element]) -> dict[int, _Row]:
    """Find rows and cells; one that does not say where it stands stands behind the one before."""
    rows: dict[int, _Row] = {}
    number = column = 0
    for each in found:
        if each.tag == "row" and each.depth == 2:
            number, column = int(each.attributes.get("r") or number + 1), 0
            rows.setdefault(number, _Row(each))
        elif each.tag == "c" and each.depth == 3:
            place = parse_place(each.attributes.get("r", ""))
            column = place[1] if place else column + 1
            rows[number].cells.setdefault(column, each)
    return rows


def fit(sizes: Callable[[int], int], first: int, wanted: int) -> tuple[int, int]:
    """Find how far from a column or row on a shape of a size reaches: the last one, and the pixels of it."""
    at = first
    while (size := sizes(at)) < wanted and at < first + 60:
        wanted -= size
        at += 1
    return at, min(wanted, sizes(at))
