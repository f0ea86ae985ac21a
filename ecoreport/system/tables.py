"""One sheet of the plan's workbook as rows of named values; every fault is kept with its sheet and cell."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Union

from ecoreport.language import patterns as re
from ecoreport.language.dates import read_date
from ecoreport.language.numerals import read_count
from ecoreport.language.widths import fold
from ecoreport.model import column_letters
from ecoreport.records import dataclass
from ecoreport.system.forms import Column, Form, Forms

if TYPE_CHECKING:  # a workbook of people's is opened by openpyxl, the shipped one need not be
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from ecoreport.system.plain import PlainBook, PlainCell, PlainSheet

Book = Union["Workbook", "PlainBook"]
_Sheet = Union["Worksheet", "PlainSheet"]
_Cell = Union["Cell", "MergedCell", "PlainCell"]
_HEADER_ROWS = 30  # a header lower than this is no header
_YEAR_PREFIX = re.compile(r"^(19|20)\d\d年度?")
_BRACKETED = re.compile(r"\([^()]*\)$")
_SEPARATORS = "、,;\uff0c\uff1b\n\r\t"  # with the full-width comma and semicolon


class Faults:
    """All that is wrong with one workbook."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, place: str, what: str, mend: str) -> None:
        self._sentences[f"{place}：{what}；{mend}。"] = None

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self._sentences)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; blank cells are ""."""

    sheet: str
    number: int
    values: Mapping[str, str]
    letters: Mapping[str, str]  # field -> column letter, of the columns that are there
    headings: Mapping[str, str]
    words: Mapping[str, frozenset[str]]  # folded, by kind
    faults: Faults

    def __getitem__(self, field: str) -> str:
        return self.values.get(field, "")

    def at(self, field: str) -> str:
        """Name the cell of a field; the row where it has no column."""
        letter = self.letters.get(field)
        return f"工作表“{self.sheet}”{letter}{self.number}" if letter else f"工作表“{self.sheet}”第{self.number}行"

    def fault(self, field: str, what: str, mend: str) -> None:
        self.faults.add(self.at(field), what, mend)

    def need(self, field: str) -> str:
        """Take a text that must be there."""
        if not self[field] and field in self.letters:
            self.fault(field, f"缺少{self.headings[field]}", f"请补填{self.headings[field]}")
        return self[field]

    def integer(self, field: str) -> int | None:
        """Take a whole number; None, with a fault, where the cell holds another text."""
        text = self[field]
        if not text:
            return None
        if text.isascii() and (number := read_count(text)) is not None:
            return number
        self.fault(field, f"{self.headings[field]}“{text}”不是整数", "请填阿拉伯数字")
        return None

    def decimal(self, field: str) -> Decimal | None:
        """Take a number; None, with a fault, where the cell holds another text."""
        text = self[field]
        if not text:
            return None
        try:
            number = Decimal(fold(text).replace(",", "").removesuffix("%"))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
        self.fault(field, f"{self.headings[field]}“{text}”不是数字", "请只填数字，不带单位和文字；没有的留空")
        return None

    def date(self, field: str) -> date | None:
        """Take a full date; None, with a fault, where the cell holds another text."""
        text = self[field]
        if not text or (found := read_date(text)):
            return read_date(text) if text else None
        self.fault(field, f"{self.headings[field]}“{text}”不是完整的日期", "请按“2021-06-30”的样子填写年月日")
        return found

    def choose(self, field: str, mend: str, **kinds: str) -> str:
        """Tell which kind of word stands in the cell; "" where it is blank or, with a fault, unknown."""
        text = self[field]
        for kind, name in kinds.items():
            if self.says(field, name):
                return kind
        if text:
            self.fault(field, f"{self.headings[field]}“{text}”不认识", mend)
        return ""

    def says(self, field: str, kind: str) -> bool:
        """Tell whether the cell holds a word of the kind."""
        return fold(self[field]) in self.words[kind]

    def list(self, field: str, *, spaces: bool = False) -> tuple[str, ...]:
        """Take the parts of a cell, whatever separates them; a separator within brackets is none."""
        return tuple(split_list(self[field], spaces=spaces))


def split_list(text: str, *, spaces: bool = False) -> Iterator[str]:
    """Split at 、,; and line ends, not within brackets; at spaces too where asked."""
    separators = _SEPARATORS + (" \u3000" if spaces else "")
    depth, part = 0, ""
    for character in text:
        depth += (character in "(\uff08") - (character in ")\uff09")
        if depth <= 0 and character in separators:
            if part.strip():
                yield part.strip()
            part = ""
        else:
            part += character
    if part.strip():
        yield part.strip()


def read_table(book: Book, form: Form, forms: Forms, faults: Faults) -> tuple[Row, ...]:
    """Find the sheet, its header and columns, and read the rows below."""
    sheet = _find_sheet(book, form)
    if sheet is None and form.needed:
        faults.add(f"工作表“{form.title}”", "没有这张工作表", "请从模板中补上")
    if sheet is None or (not form.needed and _is_blank(sheet)):
        return ()  # a plan need not have key tasks, stages or a directory of departments
    header, columns = _find_header(sheet, form)
    if header == 0:
        wanted = "、".join(column.heading for column in form.columns if not column.optional)
        faults.add(f"工作表“{sheet.title}”", "找不到表头", f"请在前{_HEADER_ROWS}行内写上表头：{wanted}")
        return ()
    for column in form.columns:
        if not column.optional and column.field not in columns:
            faults.add(f"工作表“{sheet.title}”第{header}行", f"缺少“{column.heading}”列", "请在表头补上这一列")
        for position in columns.get(column.field, ())[1:]:
            place = f"工作表“{sheet.title}”{column_letters(position)}{header}"
            faults.add(place, f"“{column.heading}”列重复", "请删去一列，或改掉它的表头")
    places = {field: found[0] for field, found in columns.items()}
    rows = tuple(_read_rows(sheet, form, header, places, forms.words, faults))
    if form.needed and not rows:
        faults.add(f"工作表“{sheet.title}”", "表头以下没有内容", "请逐行填写")
    return rows


def _is_blank(sheet: _Sheet) -> bool:
    """Does a sheet hold no table: nothing, or at most a title."""
    return all(sum(bool(_show(cell)) for cell in row) < 2 for row in sheet.iter_rows())


def _find_sheet(book: Book, form: Form) -> _Sheet | None:
    """Find a sheet by its own title, or else by a synonym."""
    for names in (frozenset({fold(form.title)}), form.names):
        for sheet in book.worksheets:
            if fold(sheet.title) in names:
                return sheet
    return None


def _find_header(sheet: _Sheet, form: Form) -> tuple[int, dict[str, tuple[int, ...]]]:
    """Find the row that names most columns: its number and where each field stands; row 0 where there is none."""
    best: tuple[int, dict[str, tuple[int, ...]]] = (0, {})
    for number, row in enumerate(sheet.iter_rows(max_row=_HEADER_ROWS), 1):
        found = _match_headings([_show(cell) for cell in row], form.columns)
        if len(found) > max(1, len(best[1])):
            best = (number, found)
        if len(found) == len(form.columns):
            break
    return best


def _match_headings(texts: list[str], columns: tuple[Column, ...]) -> dict[str, tuple[int, ...]]:
    """Give each field its places; a column's own heading goes before a synonym, a year or a bracket besides matters last."""
    places: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    whole = [fold(text) for text in texts]
    bare = [_BRACKETED.sub("", _YEAR_PREFIX.sub("", text)) for text in whole]
    for headings in (whole, bare):
        for own in (True, False):
            for column in columns:
                names = {fold(column.heading)} if own else column.names
                hits = tuple(number for number, text in enumerate(headings, 1) if text in names and number not in taken)
                if hits and column.field not in places:
                    places[column.field] = hits
                    taken.update(hits)
    return places


def _read_rows(
    sheet: _Sheet, form: Form, header: int, columns: dict[str, int], words: Mapping[str, frozenset[str]], faults: Faults
) -> Iterator[Row]:
    merged = _spread_merges(sheet)
    letters = {field: column_letters(number) for field, number in columns.items()}
    headings = {column.field: column.heading for column in form.columns}
    carried = [column.field for column in form.columns if column.carried and column.field in columns]
    remarks = tuple(words["remarks"])
    above: dict[str, str] = {}
    bottom = max((area.max_row for area in sheet.merged_cells.ranges if area.min_row == header), default=header)
    for number in range(bottom + 1, sheet.max_row + 1):
        values = {}
        for field, column in columns.items():
            values[field] = _show(merged.get((number, column)) or sheet.cell(number, column))
        filled = [text for text in values.values() if text]
        if not filled or (len(filled) == 1 and fold(filled[0]).startswith(remarks)):
            continue
        for field in carried:
            values[field] = values[field] or above.get(field, "")
        above = values
        yield Row(sheet.title, number, values, letters, headings, words, faults)


def _spread_merges(sheet: _Sheet) -> dict[tuple[int, int], _Cell]:
    """Give each cell under a merge the merge's own cell, down its first column only."""
    return {
        (row, area.min_col): sheet.cell(area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
    }


def _show(cell: _Cell) -> str:
    """Say what a person sees in the cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")  # the digits that a spreadsheet shows; the rest is binary noise
        if "%" in (cell.number_format or ""):
            return f"{_plain(number * 100)}%"
        return _plain(number)
    return str(value).strip()


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
