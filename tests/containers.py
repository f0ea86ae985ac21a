"""Every way to save a layout, with the facts that it cannot carry, each with the reason why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from builder import C, Case
from containers_books import as_ods, as_xls, as_xml2003
from containers_texts import as_csv, as_html, as_mht, as_web
from layout_cells import hidden_columns, rows

from ecoreport.model import Cell
from ecoreport.quantity import find_rounding


@dataclass(frozen=True)
class Container:
    """One way to save a layout."""

    name: str
    suffix: str
    make: Callable[[Case], bytes]
    kind: str  # as reading names it
    lacks: dict[str, str] = field(default_factory=dict)

    def file(self, case: Case) -> str:
        return str(PurePosixPath(case.file).with_suffix(self.suffix))

    def cannot(self, case: Case) -> str:
        """Say why a layout is left out; "" if it is not."""
        return "; ".join(reason for fact, reason in self.lacks.items() if fact in facts(case))


def facts(case: Case) -> frozenset[str]:
    """Name what a container must be able to carry to hold this layout."""
    cells = [cell for spec in case.sheets for _, row in rows(spec) for _, cell in row]
    told = {
        "one sheet": len(case.sheets) == 1,
        "several sheets": len(case.sheets) > 1,
        "hidden sheet": any(spec.state != "visible" for spec in case.sheets),
        "hidden row": any(spec.hidden_rows for spec in case.sheets),
        "hidden column": any(hidden_columns(spec) for spec in case.sheets),
        "filter": any(spec.filtered for spec in case.sheets),
        "merge": any(spec.merged for spec in case.sheets),
        "telling sheet name": any("佐证" in spec.name for spec in case.sheets),
        "no result": any(cell.formula is not None and cell.value is None for cell in cells),
        "struck": any(cell.struck for cell in cells),
        "struck in part": any(cell.kept is not None for cell in cells),
        "error": any(cell.error is not None for cell in cells),
        "boolean": any(isinstance(cell.value, bool) for cell in cells),
        "rounded": any(_is_rounded(cell) for cell in cells),
        "date": any(isinstance(cell.value, date) for cell in cells),
        "note": any(cell.comment for cell in cells),
    }
    return frozenset(name for name, true in told.items() if true)


def _is_rounded(cell: C) -> bool:
    """Does the cell store more digits than it shows."""
    number = isinstance(cell.value, int | float | Decimal) and not isinstance(cell.value, bool)
    return (
        number
        and find_rounding(Cell(1, 1, Decimal(str(cell.value)), shown_percent=cell.fmt.endswith("0%"), number_format=cell.fmt)) is not None
    )


_ONE_SHEET = {"several sheets": "holds one sheet", "hidden sheet": "holds one sheet"}
_PRINTED = {
    "error": "an error is printed as a text", "boolean": "TRUE is printed as a text", "date": "a date is printed as a text",
    "rounded": "prints what it shows", "no result": "holds results only", "note": "has no notes",
}  # fmt: skip
_NO_FILTER = {"filter": "a page does not tell a row that a filter hid from one hidden by hand"}

CONTAINERS = (
    Container("xls", ".xls", as_xls, "xls", {
        "filter": "xlwt writes no FILTERMODE record", "no result": "xlwt stores an empty text as a formula's result", "note": "xlwt writes no notes",
    }),
    Container("ods", ".ods", as_ods, "ods"),
    Container("xml2003", ".xls", as_xml2003, "xml2003"),
    Container("html", ".xls", as_html, "html", _ONE_SHEET | _NO_FILTER | {"note": "a page's notes are left out on purpose"}),
    Container("mht", ".mht", as_mht, "html", _NO_FILTER | {
        "one sheet": "its page is the same as html's", "note": "a page's notes are left out on purpose",
    }),
    Container("web", ".xls", as_web, "html", _ONE_SHEET | _NO_FILTER | _PRINTED),
    Container("csv", ".csv", as_csv, "csv", _ONE_SHEET | _PRINTED | {
        "merge": "has no merged cells", "hidden row": "saves hidden rows like others", "hidden column": "saves hidden columns like others",
        "filter": "saves filtered rows like others", "struck": "has no fonts", "struck in part": "has no fonts",
        "telling sheet name": "its sheet has the file's name",
    }),
)  # fmt: skip
