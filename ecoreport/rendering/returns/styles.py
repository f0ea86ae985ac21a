"""Looks that are added to a workbook's own: a marked cell is dressed as it was, but for its fill."""

from ecoreport.language import patterns as re
from ecoreport.model import RETURN_FILLS
from ecoreport.records import dataclass
from ecoreport.rendering.returns.xmltext import Edit, Element, NotEditableError, edited, elements, inside, with_attributes

_TABLES = ("fonts", "fills", "borders", "cellXfs")
_MOST = 64_000  # styles of a workbook: programs read no more
_OURS = re.compile("|".join(RETURN_FILLS.values()).encode())
_ONE = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of a sheet of ours looks."""

    size: float = 10
    bold: bool = False
    colour: str = "22332B"
    underlined: bool = False
    fill: str = ""
    boxed: bool = True
    centred: bool = False
    open: bool = False
    heading: bool = False


class Styles:
    """The tables of a styles part: what is there keeps its number, what is added stands behind it."""

    def __init__(self, data: bytes, fonts: tuple[str, str]) -> None:
        self._data = data
        found = elements(data)
        self._tables = {tag: next((each for each in found if each.tag == tag and each.depth == 1), None) for tag in _TABLES}
        if None in self._tables.values():
            raise NotEditableError
        self._own = {tag: _children(found, table, _ONE[tag]) for tag, table in self._tables.items() if table}
        self._added: dict[str, list[bytes]] = {tag: [] for tag in _TABLES}
        self._fonts = fonts
        self._known: dict[tuple[str, bytes], int] = {}

    @property
    def marked(self) -> frozenset[int]:
        """List the numbers of the styles whose fill is a mark of ours."""
        fills = {number for number, each in enumerate(self._own["fills"]) if _OURS.search(self._data[each.start : each.end])}
        return frozenset(number for number, xf in enumerate(self._own["cellXfs"]) if int(xf.attributes.get("fillId") or 0) in fills)

    def filled(self, style: int, colour: str) -> int:
        """Give the style that is like another one, in a colour."""
        return self._with_fill(style, self._put("fills", self._solid(colour)))

    def fill_of(self, style: int) -> str:
        """Write down the fill of a style, so that it can be given back."""
        fills = self._own["fills"]
        number = int(self._xf(style).attributes.get("fillId") or 0)
        element = fills[number] if number < len(fills) else None
        return self._data[element.start : element.end].decode() if element and number else ""

    def refilled(self, style: int, fill: str) -> int:
        """Give the style that is like another one, with a fill that was written down; "": with none."""
        return self._with_fill(style, self._put("fills", fill.encode()) if fill else 0)

    def add(self, look: Look) -> int:
        """Give the style of a look of ours."""
        name = self._fonts[look.heading]
        marks = "".join(f"<{tag}/>" for tag, on in (("b", look.bold), ("u", look.underlined)) if on)
        font = f'<font>{marks}<sz val="{look.size:g}"/><color rgb="FF{look.colour}"/><name val="{name}"/><charset val="134"/></font>'
        line = '<{0} style="thin"><color rgb="FF9DB3A6"/></{0}>'
        lines = (
            "".join(line.format(side) for side in ("left", "right", "top", "bottom")) if look.boxed else "<left/><right/><top/><bottom/>"
        )
        numbers = (
            self._put("fonts", self._named(font)),
            self._put("fills", self._solid(look.fill)) if look.fill else 0,
            self._put("borders", self._named(f"<border>{lines}<diagonal/></border>")),
        )
        alignment = f'<alignment horizontal="{"center" if look.centred else "left"}" vertical="center" wrapText="1"/>'
        xf = (
            '<xf numFmtId="49" fontId="{}" fillId="{}" borderId="{}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" '
            'applyBorder="1" applyAlignment="1" applyProtection="1">{}<protection locked="{}"/></xf>'
        ).format(*numbers, alignment, int(not look.open))
        return self._put("cellXfs", self._named(xf))

    def written(self) -> bytes:
        """Give the part with what was added."""
        edits: list[Edit] = []
        for tag, table in self._tables.items():
            if table is None or not self._added[tag]:
                continue
            count = str(len(self._own[tag]) + len(self._added[tag]))
            if "count" in table.attributes:
                edits.append(with_attributes(self._data, table, {"count": count}))
            edits.append(inside(table, self._data, b"".join(self._added[tag])))
        return edited(self._data, edits)

    def _with_fill(self, style: int, fill: int) -> int:
        xf = self._xf(style)
        _, opened, tag = with_attributes(self._data, xf, {"fillId": str(fill), "applyFill": "1"})
        return self._put("cellXfs", tag + self._data[opened : xf.end])

    def _xf(self, style: int) -> Element:
        xfs = self._own["cellXfs"]
        if not xfs:
            raise NotEditableError
        return xfs[style] if style < len(xfs) else xfs[0]

    def _put(self, tag: str, new: bytes) -> int:
        """Add an entry to a table; the same one is added once."""
        if (tag, new) not in self._known:
            self._known[tag, new] = len(self._own[tag]) + len(self._added[tag])
            self._added[tag].append(new)
            if self._known[tag, new] >= _MOST:
                raise NotEditableError
        return self._known[tag, new]

    def _solid(self, colour: str) -> bytes:
        return self._named(
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'
        )

    def _named(self, xml: str) -> bytes:
        """Write elements with the prefix that the part uses."""
        table = self._tables["fonts"]
        prefix = table.prefix if table else ""
        return re.sub(r"<(/?)(?=\w)", rf"<\g<1>{prefix}", xml).encode()


def _children(found: list[Element], parent: Element, tag: str) -> list[Element]:
    return [each for each in found if each.tag == tag and each.depth == parent.depth + 1 and parent.opened <= each.start < parent.closed]
