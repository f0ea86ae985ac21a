"""What stands around a table and may say whose numbers of which kind it holds: titles above it, notes and a signing body below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.language.bodies import strip_body
from ecoreport.language.origins import without_grounds
from ecoreport.language.remarks import speaks_of_its_table
from ecoreport.language.ticks import chosen_of
from ecoreport.language.widths import even
from ecoreport.matching.kinds import without_author
from ecoreport.matching.ownership import BRACKETED, is_denied, label_in, labelled_parts, labels_another, labels_place
from ecoreport.matching.places import Places
from ecoreport.model import Cell, Sheet, Source
from ecoreport.model.layout import written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.headings import is_amount
from ecoreport.recognition.kinds import labelled_kind
from ecoreport.recognition.scope import Said

_MOST_BESIDE = 2  # cells of a row in which a title stands
_LONGEST_LABEL = 12
_IS_TITLE = re.compile(r"^[^，。；：,;:]*(?:情况|指标|结果|数据|统计|台[账帐]|表)$")
_ASIDE = re.compile(r".{4,40}(?<!部分)")  # in brackets behind a title: it may say something of the numbers
_LONGEST_PLACE = 20  # characters
_PARTED = re.compile(r"[\s/\\>—-]+")  # 浙江省 / 湖州市
_DEEPEST = 3  # lines of headings, on which a comment may speak of the whole table
_TABLES = ("本表", "此表", "该表", "全表", "表中", "表内")
_BARE_NOTE = re.compile(r"[（(]?(?:备注|附注|注意?|说明|口径|填报说明)\d*\s*[：:)）]?\s*")  # a label; the note stands beside it
_MOST_NOTES = 200  # rows below a table that are looked through
_CLAUSES = re.compile(r"[，。；：,;:!！\n]")
_ANNOUNCED = re.compile(
    r"(?:[现兹谨]?[将就把])?(.{2,40}?)(?:一并|分别|随文|整理|梳理)*(?:函复|复函|函告|报送|上报|呈报|汇报|报告|汇总|反馈|统计|填报|提供|回复|通报|列表|列|报)*(?:如下表?|见下表|于下)"
    r"|(?:以下|下[表列])(?:表?中|所列|各项|指标|数据|数字|数|内容|情况)*[均都]?[为是系](.{2,30})"
)
RULES = ("以下", "下列", "下述", "下面", "往下")  # a line that speaks of the rows below it alone
_NOTES = (
    "注",
    "备注",
    "说明",
    "附注",
    "填报说明",
    "以上",
    "本表",
    "上述",
    "表中",
    "此表",
    "统计范围",
    "统计对象",
    "数据范围",
    "范围",
    "统计口径",
    "数据口径",
    "口径",
    "数据截",
    "数据时",
    "统计时",
    "统计期",
    "统计区",
    "数据区",
    "数据期",
    "截至",
    "截止",
)


def said_around(
    sheet: Sheet, above: range, setting: Setting, within: tuple[int, int] | None = None, *, below: range = range(0)
) -> Iterator[Said]:
    """Give the texts above a table, nearest first, and the notes below it; beside the columns `within` only what stands alone."""
    rows = {row: cells for row, cells in rows_of(sheet).items() if row in above or row in below}
    for row in sorted(rows, reverse=True):
        cells = rows[row]
        few = len(cells) <= _MOST_BESIDE or all(":" in even(written(cell)) for cell in cells)
        if row in above and few and not (len(cells) > 1 and is_amount(cells[-1])):
            for text, cell in _titles(cells, within):
                source = setting.source(sheet.name, cell.address)
                yield Said(chosen_of(without_grounds(text)), source, "title")
                asides = BRACKETED.findall(even(without_grounds(text)))
                yield from (Said(aside, source, "comment") for aside in asides if _ASIDE.fullmatch(aside))
        if row in above and len(cells) == 2 and isinstance(cells[1].value, date):
            said = f"{written(cells[0])}:{cells[1].value:%Y年%m月%d日}"  # 数据截止日期 | 2020-09-30
            yield Said(said, setting.source(sheet.name, cells[1].address), "title")
        if row in above and (told := labelled_kind(cells, setting.vocabulary)):
            yield Said(told[1], setting.source(sheet.name, cells[0].address), "comment")
        if row in above and len(cells) == 1 and isinstance(cells[0].value, str):
            for text in announced(written(cells[0])):
                yield Said(text, setting.source(sheet.name, cells[0].address), "title")
    for cell in sheet.cells:
        heard = cell.comment and above.start <= cell.row < above.stop + _DEEPEST
        if heard and ((text := without_author(cell.comment or "")).startswith(_TABLES) or (cell.row in above and cell.value is not None)):
            yield Said(text, setting.source(sheet.name, cell.address), "note")
    for row in sorted(rows)[-_MOST_NOTES:]:
        cells = rows[row]
        if (row in below and _is_note(cells)) or _speaks(cells, setting, above=row in above):
            noted = cells[-1] if len(cells) == 2 and _BARE_NOTE.fullmatch(written(cells[0])) else cells[0]  # 注 | 上列数字…
            yield Said(chosen_of(written(noted)), setting.source(sheet.name, noted.address), "note")
    if sign := _region_below(rows, below, setting):
        yield Said(strip_body(written(sign)), setting.source(sheet.name, sign.address), "title")


def announced(prose: str) -> Iterator[str]:
    """Give what a sentence above a table says that the table holds: 现将|上半年指标完成情况|函复如下, 以下为|1—9月数据."""
    for clause in _CLAUSES.split(prose):
        if match := _ANNOUNCED.fullmatch(clause.strip()):
            yield match[1] or match[2]


def _region_below(rows: Mapping[int, Sequence[Cell]], below: range, setting: Setting) -> Cell | None:
    """Find the one region's name that stands alone in the last row below a table, as under a letter: no row of a list of regions."""
    told = ([cell for cell in rows[row] if strip_body(written(cell))] for row in sorted(rows, reverse=True) if row in below)
    last = next((cells for cells in told if cells), [])
    is_one = setting.matcher.regions.is_one
    if len(last) != 1 or not is_one(strip_body(written(last[0]))):
        return None
    return None if any(is_one(written(cell)) for cells in rows.values() for cell in cells if cell is not last[0]) else last[0]


def told_on_covers(file: str, covers: Iterable[Sheet], places: Places) -> Iterator[Said]:
    """Give the place that a label on a cover says that the whole file is about: 创建城市 | 湖州市; not the province that it lies in."""
    for sheet in covers:
        for row in rows_of(sheet).values():
            cells = [cell for cell in row if isinstance(cell.value, str)]
            beside = [((written(label), written(value)), value) for label, value in pairwise(cells)]
            inline = [(pair, cell) for cell in cells for part in labelled_parts(written(cell)) if (pair := label_in(part))]
            for (label, text), cell in (*beside, *inline):
                said = _PARTED.sub("", text)
                place = places.of(said) if labels_place(label) and places.of(label) is None and len(said) <= _LONGEST_PLACE else None
                if place and not place.wide:
                    yield Said(said, Source(file, sheet.name, cell.address), "title")


def notes_of(sheet: Sheet) -> Iterator[Cell]:
    """Give the cells of a sheet that begin as notes do and stand alone in their rows."""
    yield from (cells[0] for cells in rows_of(sheet).values() if _is_note(cells))


def _is_note(cells: list[Cell]) -> bool:
    return len(cells) <= _MOST_BESIDE and written(cells[0]).lstrip("(（ ").startswith(_NOTES)


def _speaks(cells: list[Cell], setting: Setting, *, above: bool) -> bool:
    """Does a cell that stands alone in its row say of the table what its numbers are; between its rows not of those below it alone."""
    text = chosen_of(written(cells[0])) if len(cells) == 1 and isinstance(cells[0].value, str) else ""
    if not text:
        return False
    note = Said(text, setting.source("", cells[0].address), "note")
    told = (
        speaks_of_its_table(text, setting.year)
        or is_denied(text, setting.system.parameters.city)
        or (not _IS_TITLE.search(text) and setting.tells(note))
    )
    return told and (above or not text.lstrip(" (（*※").startswith(RULES))


def _titles(cells: list[Cell], within: tuple[int, int] | None) -> Iterator[tuple[str, Cell]]:
    """Give the texts of a row that may speak of its table: not 宁波市 beside 对标城市."""
    label = ""
    for cell in cells:
        text = written(cell)
        aside = within is not None and not within[0] <= cell.column <= within[1]
        bare = BRACKETED.sub("", even(text))
        prose = ":" not in bare and any(mark in bare for mark in ",。;")
        if isinstance(cell.value, str) and not prose and not (aside and len(cells) > 1) and not labels_another(label):
            yield text, cell
        label = text if isinstance(cell.value, str) and len(text) <= _LONGEST_LABEL else ""
