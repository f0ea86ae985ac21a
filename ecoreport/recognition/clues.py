"""The places of a file that name a sender: a cover, a sign-off, a title, a column, a tab, the names of file and folders; none decides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import PurePosixPath

from ecoreport.language.bodies import is_body, is_national, strip_body
from ecoreport.language.sites import is_adviser
from ecoreport.language.widths import even, word_key
from ecoreport.matching import Matcher, split_name
from ecoreport.matching.bodies import Body
from ecoreport.matching.ownership import heads_helper, heads_maker, label_in, labels_another, pass_over
from ecoreport.model import Cell, Ledger, Sheet, Source
from ecoreport.model.layout import LabelledText, written
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.headings import HeadingReader
from ecoreport.recognition.years import Title
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_HEADINGS = 2  # from which a line of them heads a table
_MOST_LINES = 200  # alone in their rows, of one sheet
_FEW = 2  # cells that a line which is no table's may have
_LAST_ROWS = 6  # of a sheet, in which a sender may sign
_MOST_COLUMNS = 20  # headed 责任单位, of one sheet
_LONGEST_HEADING = 16  # characters of a known heading
_LONGEST_SIGN = 40  # characters of a line that is a sign-off
STAMP, LABEL, CLOSING, TITLE, HEADLINE, FILE, FOLDER, MENTION, TAB = (
    "下发台账的标记", "填报单位一栏", "落款", "表题", "分表题", "文件名", "文件夹名", "表题中", "工作表名",
)  # fmt: skip
OWN = (LABEL, CLOSING)  # the sender's own words; a department mentioned in a title, or on a tab, speaks only where nothing else does


@dataclass(frozen=True, slots=True)
class Clue:
    """One place that names a sender."""

    place: str  # in words: 填报单位一栏
    body: Body
    text: str
    source: Source
    row: int = 0

    @property
    def department(self) -> str | None:
        return self.body.departments[0] if len(self.body.departments) == 1 else None


def labels_told(file: str, labels: Sequence[LabelledText], matcher: Matcher, vocabulary: Vocabulary) -> Iterator[Clue]:
    """Give what 填报单位 cells say; 责任单位 or 单位 alone is heard only where it names somebody that is known."""
    names_ours = any(label.role == "department" and matcher.bodies.read(label.text).departments for label in labels)
    for label in labels:
        made = label.role == "filled_by" and not names_ours and _is_bodys(strip_body(label.text), matcher)  # 制表:国家统计局
        if label.role not in ("department", "seal") and not made:
            continue
        if is_adviser(label.text) and (names_ours or heads_maker(label.label)) and not vocabulary.names_sender(label.label):
            continue  # 编制单位:…研究设计院 has made it for us
        body = matcher.bodies.read(label.text)
        known = body.departments or body.region or matcher.places.of(label.text)
        told = vocabulary.names_sender(label.label) or (
            is_body(body.elsewhere or "") and any(vocabulary.has(group, label.label) for group in ("own_name", "issuer"))
        )
        maker = not names_ours and is_national(strip_body(label.text))
        if body and (known or maker or (label.role == "department" and told)):
            yield Clue(LABEL, body, label.text, Source(file, label.sheet, label.cell.address), label.cell.row)


def _is_bodys(text: str, matcher: Matcher) -> bool:
    """Is it a body of another place, or of a part of ours, where a person's name is looked for."""
    return matcher.bodies.is_others(text) or (is_body(text) and bool(matcher.bodies.read(text).region))


def signs_below(file: str, sheets: Sequence[Sheet], matcher: Matcher) -> Iterator[Clue]:
    """Find a body that stands alone below the tables, as under a letter."""
    for sheet in sheets:
        for cell in () if lists_sheets(sheet, sheets) else _signs(sheet):
            if (told := label_in(written(cell))) and (labels_another(told[0]) or heads_helper(told[0])):
                continue  # 审核机关:浙江省生态环境厅
            text = strip_body(written(cell))
            body = matcher.bodies.read(text)
            ours = len(body.departments) == 1 and not body.guessed
            if (
                ours
                or (body.region and (is_body(text) or not matcher.regions.is_one(text)))
                or matcher.bodies.is_others(body.elsewhere or "")
            ):
                yield Clue(CLOSING, body, written(cell), Source(file, sheet.name, cell.address), cell.row)


def _signs(sheet: Sheet) -> Iterator[Cell]:
    """Give the texts that stand alone, or beside a date or a seal, below everything that fills a table."""
    rows = rows_of(sheet)
    for row in sorted(rows)[-_LAST_ROWS:]:
        texts = [cell for cell in rows[row] if isinstance(cell.value, str) and len(written(cell)) <= _LONGEST_SIGN]
        told = [cell for cell in rows[row] if not isinstance(cell.value, date) and strip_body(written(cell))]
        crowded = any(
            len(cells) > _FEW or any(isinstance(cell.value, Decimal) for cell in cells) for below, cells in rows.items() if below > row
        )
        if len(rows) > 1 and len(told) == 1 and told[0] in texts and not crowded and row > min(rows):
            yield told[0]


def titles_told(titles: Sequence[Title], matcher: Matcher) -> Iterator[Clue]:
    for text, source, _ in titles:
        body = matcher.bodies.mentioned_in(text)
        clue = Clue(TITLE, body, text, source, row_of(source))
        if body.departments and not leads(clue, matcher):
            yield replace(clue, place=MENTION)  # who gives the figures, or is to have them
        elif body and not body.alone and not (body.elsewhere and ":" in even(text)):
            yield clue


def headlines_of(file: str, sheets: Sequence[Sheet], matcher: Matcher, reader: HeadingReader) -> list[Clue]:
    """Find the titles of blocks that stand below one another, where they begin with different departments and headings follow."""
    found: list[Clue] = []
    for sheet in sheets:
        rows = rows_of(sheet)
        lines = sorted(rows)
        own: list[Clue] = []
        for line, following in pairwise(lines):
            text = written(rows[line][0])
            if len(rows[line]) > 1 or len(text) > _LONGEST_SIGN or not _are_headings(rows[following], reader):
                continue
            clue = Clue(HEADLINE, matcher.bodies.mentioned_in(text), text, Source(file, sheet.name, rows[line][0].address), line)
            own += [clue] if leads(clue, matcher) else []
        found += own if len({clue.department for clue in own}) > 1 else []
    return found


def _are_headings(cells: Sequence[Cell], reader: HeadingReader) -> bool:
    texts = [cell.value for cell in cells if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADING]
    known = (_is_heading(text, reader) for text in texts if len(texts) >= _HEADINGS)
    return sum(known) >= _HEADINGS


def _is_heading(text: str, reader: HeadingReader) -> bool:
    known = any(reader.vocabulary.meaning(kind, text, whole=True) for kind in ("indicator", "task"))
    return known or reader.read("indicator", text, whole=True).by_year_only


def row_of(source: Source) -> int:
    """Give the row of a cell, 0 of a whole sheet."""
    return int("".join(filter(str.isdecimal, source.cell or "")) or 0)


def region_told(sheets: Sequence[Sheet], matcher: Matcher) -> str | None:
    """Name the one region of which every sheet with texts alone in their rows speaks there, and of no other place."""
    told: list[frozenset[str]] = []
    for sheet in sheets:
        lone = [cells[0] for cells in rows_of(sheet).values() if len(cells) == 1 and isinstance(cells[0].value, str)]
        texts = [text for cell in lone[:_MOST_LINES] if len(text := written(cell)) <= _LONGEST_SIGN]
        places = [place for text in texts if (place := matcher.places.of(text)) and (place.kind != "own" or place.sure)]
        if texts:
            told.append(frozenset(place.name if place.kind == "region" else "" for place in places))
    return next(iter(told[0])) or None if told and len(set(told)) == 1 and len(told[0]) == 1 else None


def tabs_told(file: str, sheets: Sequence[Sheet], matcher: Matcher) -> Iterator[Clue]:
    for sheet in sheets:
        body = matcher.bodies.mentioned_in(sheet.name)
        if body.departments:
            yield Clue(TAB, body, sheet.name, Source(file, sheet.name))


def columns_told(file: str, sheets: Sequence[Sheet], matcher: Matcher, vocabulary: Vocabulary, *, reporters: bool) -> Iterator[Clue]:
    """Find a column of reporters (or of those responsible) in which one and the same department stands throughout."""
    for sheet in sheets:
        short = (cell for cell in sheet.cells if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_HEADING)
        heads = (cell for cell in short if _heads_departments(written(cell), vocabulary, reporters=reporters))
        for head in islice(heads, _MOST_COLUMNS):
            if vocabulary.names_sender(written(head)) is not reporters:
                continue
            below = [cell for cell in sheet.cells if cell.column == head.column and cell.row > head.row and cell.counts]
            bodies = {matcher.bodies.read(written(cell)) for cell in below}
            beside = any(cell.row == head.row and cell.counts and cell is not head for cell in sheet.cells)
            if beside and len(bodies) == 1 and (body := next(iter(bodies))).departments:
                yield Clue(f"“{written(head)}”一列", body, written(below[0]), Source(file, sheet.name, below[0].address))


def _heads_departments(text: str, vocabulary: Vocabulary, *, reporters: bool) -> bool:
    """Does a heading stand over departments: 报送单位; or, where nobody says who sends, over those who answer: 牵头单位, not 配合单位."""
    if heads_maker(text):
        return False
    if vocabulary.label(text) == "department":
        return True
    return not reporters and "departments" in vocabulary.headings["indicator"].get(word_key(text), ()) and not labels_another(text)


def clues_of_path(file: str, matcher: Matcher) -> Iterator[Clue]:
    path, source = PurePosixPath(file), Source(file)
    if body := matcher.bodies.mentioned_in(path.stem):
        yield Clue(FILE, body, path.stem, source)
    for part in reversed(path.parts[:-1]):
        if body := matcher.bodies.mentioned_in(part):
            yield Clue(FOLDER, body, part, source)
            return


def has_table(sheet: Sheet, reader: HeadingReader) -> bool:
    """Does a sheet hold the headings of a table, and is no cover."""
    return any(_are_headings(cells, reader) for cells in rows_of(sheet).values())


def sheets_in_front(ledger: Ledger, reader: HeadingReader) -> list[Sheet]:
    """Give the sheets without a table, where others hold one: covers, slips, letters."""
    filled = {sheet.name for sheet in ledger.sheets if has_table(sheet, reader)}
    return [sheet for sheet in ledger.sheets if not sheet.hidden and sheet.name not in filled] if filled else []


def lists_sheets(sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Is a sheet a list of the others, and holds no numbers but theirs: 目录."""
    numbers = [cell.column for cell in sheet.cells if isinstance(cell.value, Decimal)]
    if numbers and max(numbers) > min(cell.column for cell in sheet.cells if cell.counts):
        return False
    others = {word_key(other.name) for other in sheets if other is not sheet}
    return any(word_key(split_name(written(cell)).name) in others for cell in sheet.cells if isinstance(cell.value, str))


def leads(clue: Clue, matcher: Matcher) -> bool:
    """Does a sheet's sign-off, title or name begin with the one department that it is of."""
    if clue.department is None or clue.place not in (CLOSING, TITLE, HEADLINE, TAB):
        return False
    spans = matcher.departments.spans_in(clue.text)
    return clue.place == CLOSING or bool(spans and pass_over(clue.text, 0) >= spans[0][0])
