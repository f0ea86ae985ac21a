"""What templates/workbook.toml says: which sheets and columns there are, in which order, under which words."""

from collections.abc import Iterator, Mapping
from typing import Any

from ecoreport.errors import TemplateError
from ecoreport.language import patterns as re
from ecoreport.model import MEMORY_SHEET, WORKBOOK_TEMPLATE
from ecoreport.records import dataclass

TEMPLATE = WORKBOOK_TEMPLATE
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_NAME = re.compile(r"[^\W\d_a-zA-Z]\w{0,200}")  # begins with a Hanzi, so that it is never taken for a cell
_LONGEST_TITLE = 31


@dataclass(frozen=True, slots=True)
class Column:
    field: str
    heading: str
    width: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet of the workbook, as the office wants it."""

    key: str  # what the program calls it: "indicators"
    title: str  # what its tab says
    heading: str  # what stands above its table
    note: str
    paper: str  # A3 or A4
    landscape: bool
    columns: tuple[Column, ...]
    print_to: str | None  # the last field that is printed; "": the sheet is for the screen; None: all of it
    extra: Mapping[str, Any]  # what only this sheet has: charts, deadlines

    def position(self, field: str) -> int | None:
        """Say in which column, from 0, a field stands; None where the office dropped it."""
        return next((number for number, column in enumerate(self.columns) if column.field == field), None)

    @property
    def on_paper(self) -> tuple[Column, ...]:
        """Give the columns that are printed, which stand first."""
        last = self.position(self.print_to) if self.print_to else None
        return self.columns if last is None else self.columns[: last + 1]


@dataclass(frozen=True, slots=True)
class Style:
    body_font: str
    heading_font: str
    body_size: float


@dataclass(frozen=True, slots=True)
class Layout:
    sheets: Mapping[str, SheetLayout]  # by key, in the order of the tabs
    words: Mapping[str, Mapping[str, str]]
    style: Style

    def word(self, table: str, key: str) -> str:
        """Give the word for a key of the records; one that the template does not name stands for itself."""
        return self.words[table].get(key, key)


def read_layout(data: Mapping[str, Any], fields: Mapping[str, tuple[str, ...]], file: str = TEMPLATE) -> Layout:
    """Take the layout from the tables of its `file`; `fields` are the columns that each sheet can have.

    Raise TemplateError, listing every fault.
    """
    faults = list(_find_faults(data, fields))
    if faults:
        lines = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        raise TemplateError(f"版式文件“{file}”有 {len(faults)} 处问题，请逐条修改后重试：\n{lines}")
    return Layout(
        {key: _read_sheet(key, sheet) for key, sheet in data["sheets"].items()},
        data["words"],
        Style(**data["style"]),
    )


def _read_sheet(key: str, sheet: Mapping[str, Any]) -> SheetLayout:
    named = {"title", "heading", "note", "paper", "landscape", "columns", "print_to"}
    return SheetLayout(
        key,
        sheet["title"],
        sheet.get("heading", sheet["title"]),
        sheet.get("note", ""),
        sheet.get("paper", "A4"),
        sheet.get("landscape", True),
        tuple(Column(column["field"], column.get("heading", ""), float(column.get("width", 12))) for column in sheet.get("columns", ())),
        sheet.get("print_to"),
        {name: value for name, value in sheet.items() if name not in named},
    )


def _find_faults(data: Mapping[str, Any], fields: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not data.get("sheets"):
        yield "没有任何工作表（[sheets.…]）。"
    titles: set[str] = set()
    for key, sheet in data.get("sheets", {}).items():
        if key not in fields:
            yield f"[sheets.{key}]：没有这种工作表；可用的有 {'、'.join(fields)}。"
            continue
        title = str(sheet.get("title", ""))
        if not title or len(title) > _LONGEST_TITLE or _FORBIDDEN_IN_TITLES.search(title):
            yield f"[sheets.{key}]：工作表名“{title}”须为1至31个字，且不含 [ ] : * ? / \\，首尾不用单引号。"
        if title.casefold() in titles | {MEMORY_SHEET, "history"}:
            yield f"[sheets.{key}]：工作表名“{title}”与另一张表或保留名重复。"
        titles.add(title.casefold())
        if sheet.get("paper", "A4") not in ("A3", "A4"):
            yield f"[sheets.{key}]：纸张 paper 只能是 A3 或 A4。"
        yield from _find_column_faults(key, sheet.get("columns", ()), fields[key])
        if (last := sheet.get("print_to")) and last not in [column.get("field") for column in sheet.get("columns", ())]:
            yield f"[sheets.{key}]：打印到（print_to）的栏目“{last}”不在它的 columns 里；留空则整张表不打印，删去这一行则全部打印。"
    for key, name in data.get("words", {}).get("names", {}).items():
        if not _NAME.fullmatch(name):
            yield f"[words.names]：{key} 的名称“{name}”须以文字开头，只含文字、数字和下划线。"


def _find_column_faults(key: str, columns: list[Mapping[str, Any]], fields: tuple[str, ...]) -> Iterator[str]:
    named = [column.get("field") for column in columns]
    for field in named:
        if field not in fields:
            yield f"[sheets.{key}]：没有栏目“{field}”；可用的有 {'、'.join(fields)}。"
        elif named.count(field) > 1:
            yield f"[sheets.{key}]：栏目“{field}”出现了不止一次。"
    if fields and not named:
        yield f"[sheets.{key}]：至少要有一列（columns）。"
    for column in columns:
        width = column.get("width", 12)
        if not isinstance(width, int | float) or isinstance(width, bool) or not 1 <= width <= 255:
            yield f"[sheets.{key}]：栏目“{column.get('field')}”的列宽 width 应在1至255之间。"
