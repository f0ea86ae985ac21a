"""The rows of one table, each by itself: its cells and their fields, its year, its place, the record that it makes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.language.periods import is_short_year
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching import split_name
from ecoreport.matching.ownership import heads_location, heads_no_owner
from ecoreport.matching.places import Place
from ecoreport.model import Cell, Scope, Source
from ecoreport.model.layout import LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition.bands import Band
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.columns import OF_TABLE, SEATS, Column
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE, is_period_number
from ecoreport.recognition.joined import pieces_of
from ecoreport.recognition.kinds import table_of_text
from ecoreport.recognition.measures import Measures
from ecoreport.recognition.rivals import settle_rivals
from ecoreport.recognition.signs import said_by
from ecoreport.recognition.subjects import Subject
from ecoreport.recognition.titles import Title
from ecoreport.records import dataclass

_SHARED = ("number", "code", "unit", "year", *NAME_LIKE)  # what a row says of itself for all its columns
_NAMING = ("name", "part", "code", "number", "title", "text", "content")  # a row without any of them is about nothing
_LABELS = ("", "domain", "group", "nature", "year", "number", "code", "name", "remark", "notes", "statement", "self_assessment", "status")


@dataclass(frozen=True, slots=True)
class Rows:
    """One table below its headings; a row is a line of its grid."""

    grid: Grid
    kind: RecordKind
    setting: Setting
    band: Band
    columns: tuple[Column, ...]
    title: Title
    measures: Measures | None = None  # where the rows say which field they hold
    alternatives: tuple[tuple[Column, ...], ...] = ()  # between which nothing decides: whole assignments of the columns

    # ---- the table ------------------------------------------------------------------------

    def are_of_their_kind(self) -> bool:
        """Do the headings (or the title) say whom rows are about, and of 佐证材料 or 亮点 more than names and remarks."""
        fields = {column.field for column in self.columns}
        if not fields & {*_NAMING} and not self.title.subject:
            return False
        words = self.setting.vocabulary.sheet_words.get(self.kind, ())
        if any(word in word_key(self.grid.sheet.name) for word in words):
            return True
        if self.kind == "evidence":
            return "title" in fields and bool(fields & {"document_number", "items", "dated", "pages", "page_numbers", "file_name"})
        return self.kind != "highlight" or {"title", "text"} <= fields

    def hold_values(self) -> bool:
        return any(column.field == "actual" for column in self.columns)

    def headings(self) -> list[Cell]:
        """List the cells of the headings, the line of column numbers included."""
        lines = dict.fromkeys((*self.band.lines, self.band.last_line))
        cells = [cell for line in lines for place in self.band.places if (cell := self.grid.at(line, place))]
        numbered = self.band.last_line not in self.band.lines
        return [cell for cell in cells if numbered or not isinstance(cell.value, Decimal) or is_period_number(cell)]

    def lines(self) -> tuple[int, ...]:
        return self.band.data(self.grid)

    def owned(self, line: int) -> list[int]:
        places = frozenset(self.band.places)
        return [place for place in self.grid.owned(line) if place in places]

    # ---- one row --------------------------------------------------------------------------

    def text(self, line: int, field: str) -> str:
        column = next((column for column in self.columns if column.field == field), None)
        return self.grid.text(line, column.place) if column else ""

    def texts(self, line: int) -> list[str]:
        return [self.grid.text(line, place) for place in self.owned(line)]

    def cells(self, line: int) -> list[Cell]:
        return [cell for place in self.owned(line) if (cell := self.grid.own(line, place))]

    def repeat_heading(self, line: int) -> bool:
        """Is it a heading printed again, as on the next page."""
        owned = self.owned(line)
        same = (all(self.grid.text(line, place) == self.grid.text(head, place) for place in owned) for head in self.band.lines)
        return len(owned) >= 2 and any(same)

    def region(self, line: int) -> tuple[str, Cell | None]:
        """Read for which place a row is: in a column of its own, or by the name of a region of the plan in any other."""
        columns = [column for column in self.columns if column.field == "region" and column.scope == OF_TABLE]
        told = (cell for column in columns if (cell := self.grid.at(line, column.place)) and not self._is_year(cell))
        named = {column.place for column in self.columns if column.field == "departments" and self.kind == "task"}  # the plan names them
        named |= {place for place, head in self.band.heads.items() if heads_no_owner(head.text)}
        named |= {column.place for column in self.columns if column.field == "notes" and heads_location(column.heading)}
        cells = (cell for place in self.owned(line) if place not in named and (cell := self.grid.own(line, place)))
        counties = (cell for cell in cells if self.setting.matcher.regions.is_one(written(cell)))
        cell = next(told, None) or next(counties, None)
        return (written(cell), cell) if cell else ("", None)

    def said_of_place(self, line: int) -> tuple[str, Source | None] | None:
        """Give the text that says for which place a row is, and where it stands."""
        text, cell = self.region(line)
        return (text, self.setting.source(self.grid.sheet.name, cell.address)) if cell else None

    def with_region(self, line: int, slots: list[Slot]) -> list[Slot]:
        """Keep with a row the cell that says whose it is, where that stands in no column of its own."""
        _, cell = self.region(line)
        held = cell is None or any(slot.cell is cell for slot in slots)
        return slots if held or cell is None else [*slots, Slot("region", self.grid.sheet.name, cell)]

    def place(self, text: str) -> Place:
        """Say whose a row is by the text that tells it; a text that nobody knows is not this place's."""
        if self.setting.vocabulary.has("whole_city", text):
            return Place("own", text, text) if text not in SEATS or not _tell_of_all(self) else Place("elsewhere", text, text)
        place, places = self.setting.matcher.places.of(text), self.setting.matcher.places
        if self.setting.matcher.bodies.is_own_area(name := split_name(text).name):
            return Place("region", name, name)  # a zone that is a department too
        return place if place and (place.names_place or places.names_us(place)) else Place("elsewhere", text, text)

    def is_place(self, text: str) -> bool:
        """Is a text the name of a place, with no more around it than a number, a year, 指标 or a body of it: 一、普陀区2020年指标."""
        return self.setting.matcher.places.named_alone(split_name(text).name) is not None

    def opens_section(self, text: str) -> bool:
        """Is it a group of the plan, or 牵头指标(5 项)."""
        if self.setting.matcher.items.is_group(text):
            return True
        key = word_key(split_name(text).name)
        return len(text) <= 60 and any(key.startswith(word) for word in self.setting.vocabulary.words["section"])

    def year(self, line: int) -> int | None:
        year = None
        for column in self.columns:
            if column.field in ("year", "period", "region") and column.scope == OF_TABLE:
                text = self.grid.text(line, column.place)
                text = f"{fold(text)[-2:]}年" if is_short_year(fold(text)) else text
                heading = self.setting.reader.read("indicator", text)
                told = heading.year if heading.year is not None else self.setting.reader.year_in(text)
                year = told if told is not None or column.field == "year" else year
        return year

    def slots(self, line: int, row_year: int | None, scope: Scope = OF_TABLE) -> list[Slot]:
        """Give a row's cells their fields: those of the table, or those that stand under headings of another `scope`.

        `row_year` is what a line above says, where neither heading nor row names a year.
        """
        year, others = self.year(line), self._others()
        slots: list[Slot] = []
        for column in self.columns:
            cell = self.grid.at(line, column.place)
            if cell is None or cell is self.grid.at(self.band.last_line, column.place):  # a heading merged down over its data
                continue
            field = column.field if column.scope == OF_TABLE else column.inner
            if column.scope != scope and scope == OF_TABLE and column.scope not in others:
                field = "notes"  # 普陀区目标值: no value that could be the region's
            elif column.scope != scope and (column.scope != OF_TABLE or field not in _SHARED):
                continue
            if field == "actual" and self._is_year(cell):
                continue  # a year is no value: these are another table's headings
            if field not in NAME_LIKE and any(slot.cell is cell and slot.field in NAME_LIKE for slot in slots):
                continue  # a name merged over its values
            part = told if field in ("status", "done") and (told := said_by(cell)) != written(cell) else None
            if column.piece:
                pieces = pieces_of(cell, column.piece[1])
                if pieces is None and column.piece[0]:
                    continue  # it is written otherwise: one value, or what must be asked
                part = pieces[column.piece[0]] if pieces else None
            own_year = column.year if column.year is not None else year if year is not None else row_year
            slots.append(Slot(field, self.grid.sheet.name, cell, column.heading, own_year, column.unit, part))
        return self.measures.applied(line, slots) if self.measures else slots

    def labels(self, line: int) -> list[tuple[str, Cell]]:
        """List what stands beside a row's values and may say what the row is, with its field: 序号, 指标名称, 备注."""
        fields = {column.place: column.field for column in self.columns}
        told = self.measures.place if self.measures else None
        placed = [(fields.get(place, ""), cell) for place in self.owned(line) if place != told and (cell := self.grid.own(line, place))]
        return [(field, cell) for field, cell in placed if field in _LABELS and isinstance(cell.value, str)]

    def dated(self, line: int) -> list[tuple[Cell, tuple[str, str]]]:
        """List a row's cells in columns for a part of the year (期别), each with the texts above and below it."""
        labels = self.setting.vocabulary.kinds["period_label"]
        places = [place for place, heading in self.band.heads.items() if word_key(heading.text) in labels]
        places += [column.place for column in self.columns if column.field == "period" and column.place not in places]
        cells = [(place, cell) for place in places if (cell := self.grid.own(line, place))]
        return [(cell, (self.grid.text(line - 1, place), self.grid.text(line + 1, place))) for place, cell in cells]

    def beside(self, line: int, row_year: int | None) -> Iterator[tuple[Scope, list[Slot]]]:
        """Give what a row says under headings that name another place, each with its scope: they make records of their own."""
        for scope in self._others():
            slots = self.slots(line, row_year, scope)
            if any(slot.field in VALUE_LIKE for slot in slots):
                yield replace(scope, source=scope.source or self._said_at(scope)), slots

    def _others(self) -> tuple[Scope, ...]:
        """List whose values stand under headings that name another place."""
        return tuple(dict.fromkeys(each.scope for each in self.columns if each.scope != OF_TABLE and each.inner in VALUE_LIKE))

    def _said_at(self, scope: Scope) -> Source:
        """Find the heading that says so."""
        places = (column.place for column in self.columns if column.scope == scope)
        cells = (cell for place in places for line in self.band.lines if (cell := self.grid.at(line, place)))
        cell = next((cell for cell in cells if scope.words in even(written(cell))), None)
        return self.setting.source(self.grid.sheet.name, cell.address if cell else None)

    def settle(self, line: int, subject: str, slots: list[Slot]) -> list[Slot]:
        """Choose between the columns that may all hold one year's value."""
        columns = {cell.address: column for column in self.columns if (cell := self.grid.at(line, column.place))}
        placed = [(columns[slot.cell.address], slot) for slot in slots if slot.cell.address in columns]
        item, others = self.setting.matcher.items.subjects[subject], [slot for slot in slots if slot.cell.address not in columns]
        return _in_own_unit(settle_rivals(placed, item, self.setting.vocabulary) + others, item.unit)

    def _is_year(self, cell: Cell) -> bool:
        return isinstance(cell.value, str) and self.setting.reader.read("indicator", written(cell), whole=True).by_year_only

    def record(self, subject: Subject, slots: Sequence[Slot], scope: Scope | None = None) -> LayoutRecord:
        """Make the record of a row; `scope`: where the row or its columns say more than the table."""
        reporter = None
        for slot in slots:
            if slot.field == "reporter":
                reporter = self.setting.matcher.departments.find(slot.text).id
        unit = subject.unit or self.title.unit
        valued = self.hold_values() or any(slot.field == "actual" for slot in slots)
        return LayoutRecord(
            self.kind, self.grid.sheet.name, subject.id, tuple(slots), subject.how, subject.year or self.title.year, unit, reporter,
            self.setting.stamped, valued, subject.contradicts is not None, self.title.scope if scope is None else scope,
        )  # fmt: skip


def said_in(rows: Rows, line: int) -> list[str]:
    """List a row's texts, with what a cell above says of all rows below it in a column that sorts them: 类别."""
    texts = rows.texts(line)
    for place in (column.place for column in rows.columns if column.field in ("domain", "group")):
        lines = rows.grid.columns.get(place, ())
        at = bisect_left(lines, line)
        if rows.grid.own(line, place) is None and at and lines[at - 1] > rows.band.last_line:
            texts.append(rows.grid.text(lines[at - 1], place))
    return texts


def _tell_of_all(rows: Rows) -> bool:
    """Is a row of the whole city among them, beside which 市本级 is a part."""
    texts = {rows.region(line)[0] for line in rows.lines()} - SEATS
    return any(rows.setting.vocabulary.has("whole_city", text) for text in texts)


def _in_own_unit(slots: list[Slot], unit: str) -> list[Slot]:
    """Take the item's own of the two units that a cell gives, of an amount and of its share: 吨/%."""
    several = [slot.field == "unit" and unit not in ("", slot.text) and unit in even(slot.text).split("/")[1:] for slot in slots]
    return [replace(slot, part=unit) if two else slot for slot, two in zip(slots, several, strict=True)]


def owner_of(rows: Rows) -> tuple[str | None, bool]:
    """Give whose tasks a table's names may mean in few words, nobody's under a heading of indicators, and whether one says 任务."""
    headed = {table_of_text(column.heading, rows.setting.vocabulary) for column in rows.columns if column.field == "name"}
    return None if "indicator" in headed else rows.setting.department, "task" in headed
