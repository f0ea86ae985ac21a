"""Tables with headings: one record a row, upright or turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ecoreport.language.widths import even, word_key
from ecoreport.matching import split_name
from ecoreport.model import Cell
from ecoreport.model.layout import LayoutRecord, RecordKind, Slot, written
from ecoreport.recognition.bands import Band, find_bands
from ecoreport.recognition.blocks import Block, Setting
from ecoreport.recognition.columns import Column, assign_columns, guess_columns
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import NAME_LIKE, VALUE_LIKE, Heading
from ecoreport.recognition.labels import is_signature_line
from ecoreport.recognition.rivals import settle_rivals
from ecoreport.recognition.subjects import Subject, SubjectFinder, is_total
from ecoreport.recognition.telling import Numbered, ask_subject, tell_numbers, tell_regions, tell_subject, tell_unclear, tell_values
from ecoreport.recognition.titles import Title, read_titles

_CONTEXT = ("domain", "group")


def find_tables(grid: Grid, kind: RecordKind, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet as tables of one kind, upright or (by a turned grid) with the items across."""
    for band in find_bands(grid, kind, setting.reader, finder):
        columns = assign_columns(grid, kind, band, finder)
        title = read_titles(grid, band.lines[0], setting, finder, within=(band.left, band.places[-1]))
        columns = _add_titled_column(columns, band, title, finder) if kind == "indicator" else columns
        yield _Walk(grid, kind, setting, finder, band, columns, title).read()


def _add_titled_column(columns: tuple[Column, ...], band: Band, title: Title, finder: SubjectFinder) -> tuple[Column, ...]:
    """Take the column that is headed by the very item of the title for its values: 年份 | 绿色贷款 under 绿色贷款余额情况表."""
    if title.subject is None or any(column.field in ("actual", *NAME_LIKE) for column in columns):
        return columns
    taken = {column.place for column in columns}
    for place, heading in zip(band.places, band.headings, strict=True):
        if place not in taken and finder.known(heading.text) == title.subject.id:
            return tuple(sorted((*columns, Column(place, "actual", heading.text, heading.year, heading.unit)), key=lambda each: each.place))
    return columns


def find_bare_tables(grid: Grid, setting: Setting, finder: SubjectFinder) -> Iterator[Block]:
    """Read a sheet whose columns have no headings: names in one column, values beside them."""
    for place in grid.places:
        lines = [line for line in grid.lines if (cell := grid.own(line, place)) and isinstance(cell.value, str)]
        named = [line for line in lines if finder.knows("indicator", grid.text(line, place))]
        if not named or len(named) * 2 < len([line for line in lines if named[0] <= line <= named[-1]]):
            continue
        first = named[0]
        data = [line for line in grid.lines if first <= line <= named[-1]]
        columns = guess_columns(grid, "indicator", place, data, finder, _headings_above(grid, first, setting), setting.reader)
        if len(columns) < 2:
            continue
        places = tuple(column.place for column in columns)
        band = Band((first - 1,), first - 1, places, (), named[-1] + 1)
        title = read_titles(grid, first, setting, finder)
        block = _Walk(grid, "indicator", setting, finder, band, columns, title).read()
        block.score = 0.4 * block.score - 1  # a heading, where there is one, knows better
        yield block


def _headings_above(grid: Grid, first: int, setting: Setting) -> dict[int, Heading]:
    """Read what the line over a table says of its columns, other than that they hold values: a plan, a change, a region."""
    above = grid.above(first)
    if not above or len(grid.owned(above[0])) < 2:
        return {}
    readings = {place: setting.reader.read("indicator", grid.text(above[0], place)) for place in grid.owned(above[0])}
    return {place: reading for place, reading in readings.items() if reading.fields and "actual" not in reading.fields}


@dataclass(slots=True)
class _Walk:
    """Walks down one table and makes a record of each row."""

    grid: Grid
    kind: RecordKind
    setting: Setting
    finder: SubjectFinder
    band: Band
    columns: tuple[Column, ...]
    title: Title
    context: tuple[str, ...] = ()  # the items of the indicator that the rows below belong to
    row_year: int | None = None
    rows: int = 0  # of data so far
    titled: bool = False  # some rows name no item and were taken for the title's
    headed: frozenset[str] = frozenset()  # addresses of the heading cells
    kept: dict[int, str] = field(default_factory=dict)  # the last name in each naming column
    numbered: list[Numbered] = field(default_factory=list)
    unresolved: list[tuple[int, Subject, list[Slot]]] = field(default_factory=list)
    regions: list[tuple[str, str | None]] = field(default_factory=list)  # cells of a county's row, its item

    def read(self) -> Block:
        sheet = self.grid.sheet.name
        first = self.band.lines[0]
        block = Block(self.kind, sheet, first, last_row=self.band.last_line, turned=self.grid.turned)
        block.known = sum(heading.exact for heading in self.band.headings)
        for line in self._heading_lines():
            block.headings.update(cell.address for place in self.band.places if (cell := self.grid.at(line, place)))
        if (
            not any(column.field in ("name", "part", "code", "number", "title", "text", "content") for column in self.columns)
            and not self.title.subject
        ):
            block.known = 0
            return block
        if self.grid.turned:
            rows = [cell.row for line in self._heading_lines() for place in self.band.places if (cell := self.grid.at(line, place))]
            block.first_row = block.last_row = min(rows, default=1)
        self.headed = frozenset(block.headings)
        if not self._is_list_of_its_kind():
            block.known = 0
            return block
        for line in self.grid.below(self.band.last_line):
            if self.band.end is not None and line >= self.band.end:
                break
            self._read_line(line, block)
        if self._passes_over_a_title(block):
            return Block(self.kind, sheet, first)
        self._report(block)
        if self.title.addresses and block.records:
            block.titled.update(self.title.addresses)
        return block

    def _passes_over_a_title(self, block: Block) -> bool:
        """Were rows taken for the item of the title though another item's name stands among them: they are that one's."""
        over = self.title.subject
        if over is None or not self.titled or not any(record.slots for record in block.records):
            return False
        cells = [slot.cell for record in block.records for slot in record.slots]
        rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
        for cell in self.grid.sheet.cells:
            if not (block.first_row - 2 <= cell.row <= max(rows) and min(columns) <= cell.column <= max(columns)):
                continue
            if isinstance(cell.value, str) and cell.counts and (match := self.finder.known(written(cell))) and match != over.id:
                return True
        return False

    def _is_list_of_its_kind(self) -> bool:
        """Do the headings speak of 佐证材料 or 亮点, and not merely of names and remarks."""
        fields = {column.field for column in self.columns}
        words = self.setting.vocabulary.sheet_words.get(self.kind, ())
        if any(word in word_key(self.grid.sheet.name) for word in words):
            return True
        if self.kind == "evidence":
            return "title" in fields and bool(fields & {"document_number", "items", "dated", "pages", "file_name"})
        return self.kind != "highlight" or {"title", "text"} <= fields

    def _heading_lines(self) -> tuple[int, ...]:
        extra = (self.band.last_line,) if self.band.last_line not in self.band.lines else ()
        return (*self.band.lines, *extra)

    def _cell(self, line: int, column: Column) -> Cell | None:
        return self.grid.at(line, column.place)

    def _text(self, line: int, name: str) -> str:
        column = next((column for column in self.columns if column.field == name), None)
        return self.grid.text(line, column.place) if column else ""

    # ---- one line ---------------------------------------------------------------------------

    def _read_line(self, line: int, block: Block) -> None:
        owned = [place for place in self.grid.owned(line) if place in self.band.places]
        if not owned:
            return
        if self._repeats_heading(line, owned):
            block.headings.update(cell.address for place in owned if (cell := self.grid.own(line, place)))
            return
        if self._is_group_row(line, owned, block):
            return
        if self.kind in ("evidence", "highlight"):
            self._read_listed(line, block)
        else:
            self._read_reported(line, owned, block)

    def _repeats_heading(self, line: int, owned: Sequence[int]) -> bool:
        if len(owned) < 2:
            return False
        last = self.band.lines[-1]
        return all(self.grid.text(line, place) == self.grid.text(last, place) for place in owned)

    def _is_group_row(self, line: int, owned: Sequence[int], block: Block) -> bool:
        """Is it a line between the rows: a group of the plan, a year, 牵头指标(5 项)."""
        if len(owned) != 1 or (cell := self.grid.own(line, owned[0])) is None or not isinstance(cell.value, str):
            return False
        text = self.grid.text(line, owned[0])
        matcher = self.setting.matcher
        if self.finder.knows(self.kind, text):
            return False
        year = self.setting.reader.read("indicator", text)
        if year.by_year_only and year.year is not None:
            self.row_year = year.year
        elif not (matcher.items.is_group(text) or self._is_section(text)):
            return False
        self.context = ()
        self.kept.clear()
        block.headings.add(cell.address)
        return True

    def _is_section(self, text: str) -> bool:
        key = word_key(split_name(text).name)
        return len(text) <= 60 and any(key.startswith(word) or key == word for word in self.setting.vocabulary.words["section"])

    # ---- indicators and key tasks -----------------------------------------------------------

    def _read_reported(self, line: int, owned: Sequence[int], block: Block) -> None:
        if not self.grid.turned and is_signature_line([self.grid.text(line, place) for place in owned], self.setting.vocabulary):
            return
        self.rows += 1
        names = self._names(line)
        first = next((name for name in names if name), "")
        if is_total(first or self.grid.text(line, owned[0]), self.setting.vocabulary.words["total"]) and not self.finder.knows(
            self.kind, first
        ):
            self._claim_label(line, owned[0], block)
            return
        number = self._text(line, "number") or None
        subject = self._subject(line, names, number)
        region = self._region(line) or self.title.region
        if region and not self._is_whole_city(region):
            self.regions.append((self._range(line, owned), subject.id))
            return
        slots = self._slots(line)
        if self.kind == "indicator" and subject.id is not None:
            slots = self._settle(line, subject.id, slots)
        if subject.id is None:
            self._leave(line, subject, slots, names, block)
            return
        if not any(slot.field in VALUE_LIKE or slot.field in ("remark", "notes", "partial", "unclear") for slot in slots) and not owned:
            return
        self.context = self._context_of(names) or self.context
        if number and (slot := next((slot for slot in slots if slot.field == "number"), None)):
            self.numbered.append(Numbered(subject, number, slot, self.rows))
        self._add(subject, slots, block)

    def _subject(self, line: int, names: list[str], number: str | None) -> Subject:
        code = self._text(line, "code")
        if self.kind == "task":
            return self.finder.find_task(code, number, next((name for name in names if name), ""), self._text(line, "content"))
        if not any(names) and not code and self.title.subject and not (number and self.setting.matcher.items.by_id(number)):
            self.titled = True
            return self.title.subject
        return self.finder.find_item(code, number, names, self.context)

    def _names(self, line: int) -> list[str]:
        """List the row's names, left to right; what a row above has said holds while only parts (or years) follow."""
        naming = [column for column in self.columns if column.field in NAME_LIKE and column.field != "content"]
        texts = [self.grid.text(line, column.place) for column in naming]
        by_year = any(column.field == "year" and self.grid.text(line, column.place) for column in self.columns)
        goes_on = (
            by_year or bool(self._region(line)) or (self.kind == "task" and bool(self._text(line, "goal") or self._text(line, "goal_code")))
        )
        names: list[str] = []
        for index, column in enumerate(naming):
            text, later = texts[index], any(texts[index + 1 :])
            if text:
                if text != self.kept.get(column.place):
                    for right in naming[index + 1 :]:
                        self.kept.pop(right.place, None)
                self.kept[column.place] = text
            elif (later or goes_on) and column.place in self.kept:
                text = self.kept[column.place]
            if column.field not in _CONTEXT or (text and self.finder.item(text).sure and self.kind == "indicator"):
                names.append(text)
        return names

    def _region(self, line: int) -> str:
        """Read for which county (or the whole city) a row is; a column under a county's own name holds its values."""
        columns = (each for each in self.columns if each.field == "region" and not self.setting.matcher.regions.is_one(each.heading))
        return next((text for column in columns if (text := self.grid.text(line, column.place))), "")

    def _is_whole_city(self, region: str) -> bool:
        if self.setting.matcher.regions.is_one(region):
            return False
        city = word_key(self.setting.system.parameters.city)
        return self.setting.vocabulary.has("whole_city", region) or word_key(region) in (city, city.removesuffix("市"), city + "合计")

    def _context_of(self, names: Sequence[str]) -> tuple[str, ...]:
        if self.kind != "indicator":
            return ()
        return next((ids for name in names if name and len(ids := self.finder.indicator(name)) > 1), ())

    def _slots(self, line: int) -> list[Slot]:
        year = None
        for column in self.columns:
            if column.field == "year":
                heading = self.setting.reader.read("indicator", self.grid.text(line, column.place))
                year = heading.year if heading.year is not None else self.setting.reader.year_in(self.grid.text(line, column.place))
        slots = []
        for column in self.columns:
            cell = self._cell(line, column)
            if cell is None or cell.address in self.headed:  # a heading merged down over its data
                continue
            if column.field == "actual" and self._is_year(cell):
                continue  # a year is no value: these are another table's headings
            own_year = column.year if column.year is not None else year if year is not None else self.row_year
            slots.append(Slot(column.field, self.grid.sheet.name, cell, column.heading, own_year, column.unit))
        return slots

    def _settle(self, line: int, subject: str, slots: list[Slot]) -> list[Slot]:
        """Choose between the columns that may all hold one year's value."""
        columns = {cell.address: column for column in self.columns if (cell := self._cell(line, column))}
        placed = [(columns[slot.cell.address], slot) for slot in slots]
        return settle_rivals(placed, self.setting.matcher.items.subjects[subject], self.setting.vocabulary)

    def _is_year(self, cell: Cell) -> bool:
        return isinstance(cell.value, str) and self.setting.reader.read("indicator", written(cell), whole=True).by_year_only

    def _leave(self, line: int, subject: Subject, slots: list[Slot], names: Sequence[str], block: Block) -> None:
        """Leave a row whose subject is not known: the head of a group of parts, or a question."""
        valued = [
            slot
            for slot in slots
            if slot.field in VALUE_LIKE and slot.field not in ("evidence", "self_assessment", "title", "text", "items")
        ]
        own = [slot for slot in valued if line in (slot.cell.row, slot.cell.column)]
        if subject.parts:
            self.context = subject.parts
            for slot in slots:
                if slot.field in ("number", "code", *NAME_LIKE):
                    block.claimed.add(slot.cell.address)
                    block.headings.add(slot.cell.address)
            if not own:
                return
        if self.grid.turned and any(self._is_aside(name) for name in names if name):
            return
        if own and any(names):
            self.unresolved.append((line, subject, own))

    def _is_aside(self, name: str) -> bool:
        """Is it no item that stands across but a column of the table's own: 备注, 佐证材料."""
        heading = self.setting.reader.read("indicator", name, whole=True)
        return heading.exact and "name" not in heading.fields

    def _add(self, subject: Subject, slots: list[Slot], block: Block) -> None:
        if self.kind == "task" and block.records and self._continues(slots, block.records[-1], subject):
            last = block.records[-1]
            seen = {(slot.field, slot.cell.address) for slot in last.slots}
            more = tuple(slot for slot in slots if (slot.field, slot.cell.address) not in seen)
            block.records[-1] = replace(last, slots=(*last.slots, *more))
            block.claimed.update(slot.cell.address for slot in more)
            block.last_row = max(block.last_row, *(slot.cell.row for slot in slots))
            return
        worth = 2.0 if subject.how == "similarity" else 3.0
        if self.kind == "task" and any(column.guessed for column in self.columns):
            worth -= 2.5  # no heading speaks of tasks: names that indicators share prove little
        worth += sum(slot.field in VALUE_LIKE for slot in slots)
        block.add(self._record(subject, slots), worth)
        tell_subject(block, self.setting, subject, slots)
        if not any(column.field == "unclear" for column in self.columns):
            tell_unclear(block, self.setting, subject, slots)

    def _continues(self, slots: list[Slot], last: LayoutRecord, subject: Subject) -> bool:
        if last.subject != subject.id:
            return False
        anchors = {slot.cell.address for slot in slots if slot.field in ("name", "code", "content")}
        return not anchors or bool(anchors & {slot.cell.address for slot in last.slots})

    def _record(self, subject: Subject, slots: Sequence[Slot]) -> LayoutRecord:
        reporter = None
        for slot in slots:
            if slot.field == "reporter":
                reporter = self.setting.matcher.departments.find(slot.text).id
        unit = subject.unit or self.title.unit
        return LayoutRecord(
            self.kind, self.grid.sheet.name, subject.id, tuple(slots), subject.how, self.title.year, unit, reporter, self.setting.stamped,
            any(column.field == "actual" for column in self.columns), subject.contradicts is not None,
        )  # fmt: skip

    def _read_listed(self, line: int, block: Block) -> None:
        slots = self._slots(line)
        told = [slot for slot in slots if slot.field not in ("number", "remark")]
        if not told or (self.kind == "evidence" and not any(slot.field in ("title", "document_number", "file_name") for slot in told)):
            return
        if self.setting.vocabulary.label(even(told[0].text).split(":")[0]) and len(told) == 1:
            return
        block.add(self._record(Subject(None, "name"), slots), 1.0 + 0.5 * len(told))

    def _report(self, block: Block) -> None:
        """Tell what is to be told of the whole table."""
        setting = self.setting
        tell_numbers(block, setting, self.numbered)
        tell_values(block, setting, self.grid, self.band, self.columns)
        tell_regions(block, setting, self.regions)
        resolved = [record.slots[0].cell for record in block.records if record.slots]
        last = max((cell.column if self.grid.turned else cell.row for cell in resolved), default=0)
        for line, subject, slots in self.unresolved:
            if (block.records and line <= last + 1) or subject.parts or (subject.match and subject.match.candidates):
                ask_subject(block, setting, subject, slots[0].source(setting.file) if slots else None)

    def _claim_label(self, line: int, place: int, block: Block) -> None:
        if cell := self.grid.own(line, place):
            block.headings.add(cell.address)

    def _range(self, line: int, owned: Sequence[int]) -> str:
        cells = [cell for place in owned if (cell := self.grid.own(line, place))]
        return f"{cells[0].address}:{cells[-1].address}" if len(cells) > 1 else cells[0].address
