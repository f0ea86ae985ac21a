"""A sheet of a long table: its rows are put aside as XML when they come, so that it takes no more memory than its last row.

XlsxWriter writes everything else of the sheet. Texts stand in their cells, not in the workbook's list of texts, which would hold them
all; files that rows lead to are named once each.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from tempfile import SpooledTemporaryFile
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ecoreport.language import patterns as re
from ecoreport.model import column_letters

_KEPT = 1 << 20  # characters that are held before a file on disk takes them
_PIECE = 1 << 16
_LOOKS_ESCAPED = re.compile(r"(?=_x[0-9a-fA-F]{4}_)")  # what Excel would take for a character of that number
_SPACED = re.compile(r"^\s|\s$")
_BORDER = re.compile("[&<>]")
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """A worksheet whose rows, from the first after its head, are given in their order by `add_row`."""

    dim_rowmax: int  # of XlsxWriter: the last row that anything stands in

    def __init__(self) -> None:
        super().__init__()
        self._rows, self._links = _Aside(), _Aside()
        self._files: dict[str, int] = {}  # by their URL: the number of the relation
        self._head = 0

    def add_row(self, row: int, height: float, cells: Iterable[tuple[int, object, Any]]) -> None:
        """Put a row aside: its number from 0, its height in points, and of each cell its column, its value and its format."""
        self._head = self._head or row
        written = "".join(_cell(f"{column_letters(column + 1)}{row + 1}", value, style) for column, value, style in cells)
        self._rows.write(f'<row r="{row + 1}" ht="{int(height * 4 / 3 + 0.5) * 0.75:g}" customHeight="1">{written}</row>')
        self._check_dimensions(row, 0)

    def link_place(self, row: int, column: int, place: str, words: str) -> None:
        """Lead from a cell to a place of the workbook."""
        self._links.write(
            f'<hyperlink ref="{column_letters(column + 1)}{row + 1}" location="{_quoted(place)}" display="{_quoted(words)}"/>'
        )

    def link_file(self, row: int, column: int, url: str, place: str) -> None:
        """Lead from a cell to a file, and where its format has places to one of them."""
        number = self._files.setdefault(url, len(self._files) + 1)
        location = f' location="{_quoted(place)}"' if place else ""
        self._links.write(f'<hyperlink ref="{column_letters(column + 1)}{row + 1}" r:id="rId{number}"{location}/>')

    # ---- where XlsxWriter writes the sheet -----------------------------------------------------------

    def _write_rows(self) -> None:
        last, self.dim_rowmax = self.dim_rowmax, (self._head or self.dim_rowmax + 1) - 1
        super()._write_rows()
        self.dim_rowmax = last
        self._rows.copy_to(self.fh)

    def _write_hyperlinks(self) -> None:
        """Write the head's own links, which lead to places of the workbook, then those of the rows."""
        self._xml_start_tag("hyperlinks")
        for row, links in sorted(self.hyperlinks.items()):
            for column, url in links.items():
                self._write_hyperlink_internal(row, column, url)
        self._links.copy_to(self.fh)
        self._xml_end_tag("hyperlinks")
        self.external_hyper_links += [["/hyperlink", url, "External"] for url in self._files]
        self.rel_count += len(self._files)


class _Aside:
    """Text that grows, at its end alone, and is read once."""

    def __init__(self) -> None:
        self._stream = SpooledTemporaryFile(_KEPT, "w+", encoding="utf-8", newline="")  # noqa: SIM115 — it lives as long as its sheet

    def write(self, text: str) -> None:
        self._stream.write(text)

    def copy_to(self, other: Any) -> None:
        self._stream.seek(0)
        while piece := self._stream.read(_PIECE):
            other.write(piece)
        self._stream.close()


def _cell(address: str, value: object, style: Any) -> str:
    start = f'<c r="{address}" s="{style._get_xf_index()}"'  # noqa: SLF001 — the number under which the styles hold it
    if value is None:
        return f"{start}/>"
    if isinstance(value, int | float | Decimal):
        return f"{start}><v>{float(value):.16g}</v></c>"
    return f'{start} t="inlineStr">{_words(str(value))}</c>'


@lru_cache(maxsize=1 << 11)  # names of files and sheets stand in many rows
def _words(text: str) -> str:
    text = _LOOKS_ESCAPED.sub("_x005F", text)
    if _BORDER.search(text):
        text = _BORDER.sub(lambda match: _NAMES[match[0]], text)
    return f"<is><t{' xml:space=' + _PRESERVE if _SPACED.search(text) else ''}>{text}</t></is>"


_PRESERVE = '"preserve"'


def _quoted(text: str) -> str:
    return re.sub('[&<>"]', lambda match: _NAMES[match[0]], text).replace("\n", "&#xA;")
