"""Whose the rows of a table are: what a row says itself, in a column or in its name, and what a line above it has said."""

from collections.abc import Sequence

from ecoreport.language.widths import even
from ecoreport.matching import split_name
from ecoreport.matching.ownership import label_in, labels_another, pass_over
from ecoreport.matching.places import Place
from ecoreport.model import Cell, Source
from ecoreport.recognition.headings import NAME_LIKE
from ecoreport.recognition.rows import Rows
from ecoreport.recognition.subjects import Subject, SubjectFinder
from ecoreport.records import dataclass

_SHARES = ("%", "‰")
_AREAS = ("城市", "地区", "市", "县", "区", "州")

Told = tuple[str, Source | None]  # a text that says whose a row is, and where it stands


@dataclass(slots=True)
class Whose:
    """Follows a table row by row."""

    rows: Rows
    finder: SubjectFinder
    section: Told | None = None  # a line of its own above: 普陀区
    group: Told | None = None  # the last text in a column of places left of the names, which holds for the rows below
    row: Told | None = None  # of the row above
    subject: Subject | None = None  # of the row above: 其中:普陀区 is about it too

    def of(self, line: int, names: Sequence[str]) -> Told | None:
        """Give the text that says whose a row is; the nearest one counts."""
        told = self.rows.said_of_place(line) or (self.row if self._says_more(line) else None)
        self.row = told
        if told and self._goes_on(told):
            self.group = told
        return self._of_name(line, names) or told or self.group or self.section

    def begin(self, text: str, cell: Cell) -> bool:
        """Begin the rows below a line of its own, where it names a place."""
        if not self.rows.is_place(text) and not _is_held_against(text):
            return False
        self.section, self.group, self.subject = (text, self.rows.setting.source(self.rows.grid.sheet.name, cell.address)), None, None
        return True

    def without_places(self, names: Sequence[str]) -> tuple[list[str], bool]:
        """Give a row's names without the places in them, and whether nothing else is named: 其中:普陀区 is about the row above."""
        bare, only = [], False
        for name in names:
            place = self._place_in(name)
            rest = even(name).replace(place.words, "").replace("()", "").strip() if place else name
            if place and self.finder.known(rest):
                bare.append(rest)
            elif place and (self.rows.is_place(name) if place.kind != "own" else not split_name(name).name.replace(place.words, "")):
                only = True
            else:
                bare.append(name)
        return bare, only and not any(bare)

    def _of_name(self, line: int, names: Sequence[str]) -> Told | None:
        for name in names:
            if (place := self._place_in(name)) and (place.kind != "own" or place.general):
                grid = self.rows.grid
                cell = next((cell for at in grid.owned(line) if (cell := grid.own(line, at)) and grid.text(line, at) == name), None)
                return place.words, self.rows.setting.source(grid.sheet.name, cell.address if cell else None)
        return None

    def _place_in(self, name: str) -> Place | None:
        """Find the place that a row's name names, where it is no name of the plan as it stands."""
        if not name or self.rows.kind != "indicator" or self.finder.item(name).sure:
            return None
        parts = split_name(name)
        place = self.rows.setting.matcher.places.of(parts.name)
        if place and place.kind == "elsewhere" and parts.unit and parts.unit not in _SHARES:
            return None  # 处理站点(座) are counted
        return place if place and place.names_place else None

    def _says_more(self, line: int) -> bool:
        """Does a row only say another field of what the row above it is about."""
        measures, grid = self.rows.measures, self.rows.grid
        naming = (column.place for column in self.rows.columns if column.field in NAME_LIKE)
        return measures is not None and measures.of(line) is not None and not any(grid.own(line, place) for place in naming)

    def _goes_on(self, told: Told) -> bool:
        """Does a text in a column of places hold for the rows below that leave it blank: it stands left of the names."""
        places = [column.place for column in self.rows.columns if column.field == "region"]
        named = [column.place for column in self.rows.columns if column.field in NAME_LIKE]
        return bool(places and named) and min(places) < min(named) and bool(told)


def _is_held_against(text: str) -> bool:
    """Does a line of its own begin the rows of those whom we are only held against: 二、对标城市:威海."""
    pair = label_in(even(text)[pass_over(even(text), 0) :])
    return pair is not None and labels_another(pair[0]) and pair[0].endswith(_AREAS) and bool(pair[1])
