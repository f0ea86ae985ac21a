"""Kinds of number in a table: what headings say of columns, which rows are examples or void, what columns say of a title."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from ecoreport.language import patterns as re
from ecoreport.language.comparisons import AT_LEAST, AT_MOST
from ecoreport.language.periods import read_period, take_out_edge
from ecoreport.language.remarks import Narrowing, narrowing_in
from ecoreport.language.ticks import chosen_of
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching.kinds import is_bare, kind_in, names_form, other_year_in, says_actual
from ecoreport.matching.ownership import BRACKETED, is_denied
from ecoreport.model import Cell, Ledger, Scope, Sheet, Source
from ecoreport.model.layout import written
from ecoreport.model.scope import ScopeKind
from ecoreport.recognition.grid import rows_of
from ecoreport.recognition.scope import KindReader, Said
from ecoreport.vocabulary import Vocabulary

_LAST_PARTS = ("12月", "4季度")  # in whose reports the whole year may stand beside
_SEVERAL_YEARS = 3  # of which a title's 测算 is how they came about
_LEAST_OF_A_ROW = 3  # cells
_LONGEST_BARE = 14  # characters of a heading that says hardly more than its kind
_REPORTED = frozenset(("done", "status", "progress", "quantity"))
_SUMMED = ("累计", "合计", "总计", "平均", "年均")
_CALCULATION = re.compile(r"(?<!初步)测算(?![数值])")
_PARTS = re.compile(r"[(),;:.!\[\]\s]")
_VOID_FILE = re.compile(  # not 涂改无效, 旧表作废
    r"[此本该整全](?:件|册|簿|份|稿|套|台账|台帐|表册|表|报表|材料|文件)+(?:现|已|均|全部|予以|声明)*(?:作废|废止|停用|撤回|失效|停止使用|不再使用)"
)
_OF_ALL = re.compile(r"[本此该全各]\S{0,4}(?:册|簿|套|表|件|稿|台[账帐]|材料|文件|数[据字值])|所[列填报有]")
_IS_EXTENT = re.compile(r"(?:数据|统计|填报|指标)(?:范围|口径|区域):")
_OF_KINDS = ("性质", "状态", "阶段", "类型", "归属")  # labels of what numbers are
_LONGEST_LABEL = 8  # characters
_OF_COVERS: tuple[ScopeKind, ...] = ("plan", "forecast", "estimate", "example", "void")
_LONGEST_COVER = 40  # characters of a cover's title
_IS_COVER = re.compile(r"指标|台[账帐]|报表|数据|统计|情况表|任务|快报|^\(.*\)$")
_IS_PROSE = re.compile(r"[,;。；，:]|^\s*\(?[\d一二三四五六七八九十]{1,2}[.、)]|小结|总结$")
_OF_ROWS: tuple[ScopeKind, ...] = ("example", "void")
_TELLING = ("remark", "notes", "statement")
_SORTING = ("", "domain", "group", "nature", "year")  # 类别: 计划 | 实际; 时间: 1—9月
_MIXED = ("indicator", "task")
_COUNTED = "0123456789一二三"  # 示例1

_QUOTED = 40  # characters of a note
KIND_OF: dict[Narrowing, ScopeKind] = {
    "plan": "plan",
    "example": "example",
    "forecast": "forecast",
    "early": "estimate",
    "refused": "estimate",
}
_NO_CITY = "\0"  # 我市, 本市 are denied by any name
_BOUND = re.compile(f"{AT_LEAST}|{AT_MOST}|[<>≤≥]=?|[上下]限")  # (不高于) behind a heading
_MONTH_ALONE = re.compile(r"\d{1,2}月份?")
_NARROWED: dict[Narrowing, str] = {"plan": "target", "forecast": "partial", "early": "partial", "example": "notes", "refused": "partial"}

_FIELDS: dict[ScopeKind, str] = {
    "actual": "partial",  # a part of the year
    "plan": "target",
    "standard": "target",
    "forecast": "partial",
    "estimate": "partial",
    "example": "notes",
    "void": "notes",
    "points": "notes",
    "average": "notes",
}


def kind_reader(vocabulary: Vocabulary, period: int, sheets: Sequence[str] = (), filled: Sequence[str] = ()) -> KindReader:
    """Make what tells from the texts around a table of which kind and part of the year its numbers are; each text is read once.

    A title that speaks of 执行情况 is nearer than a file that is called 责任书. `sheets` are the names of the file's: one called 目标 holds
    a plan where another is called 实绩; one called 模板 is an example only beside another that is filled in (`filled`).
    """
    seen: dict[tuple[str, str], Scope | None] = {}
    reported = any(says_actual(name, vocabulary) for name in sheets)

    def is_sample(said: Said) -> bool:
        beside = [name for name in filled if name != said.text and not names_form(fold(name), vocabulary)]
        return said.where == "sheet" and bool(beside) and names_form(fold(said.text), vocabulary)

    def read(said: Said) -> Scope | None:
        if is_sample(said):
            return Scope("example", words=said.text, source=said.source)
        if (said.text, said.where) not in seen:
            where = "title" if said.where == "sheet" and reported and said.text in sheets else said.where
            place = "remark" if where == "comment" else where
            told = kind_in(said.text, vocabulary, period, place) if place != "sender" else None
            seen[said.text, said.where] = told or (_noted(said, vocabulary, period) if place in ("note", "remark") else None)
        scope = seen[said.text, said.where]
        return replace(scope, source=said.source) if scope else None

    def settle(around: Sequence[Said]) -> Scope:
        done = False
        for said in around:
            scope = read(said)
            if scope and not (done and scope.kind == "plan"):
                return scope
            done = done or (said.where == "title" and says_actual(said.text, vocabulary))
        return Scope()

    return settle


def _noted(said: Said, vocabulary: Vocabulary, period: int) -> Scope | None:
    """Say what a note or a comment tells of its numbers in words of its own: 系统联调用数, 以上按播种面积匡算."""
    told = narrowing_in(said.text, period, beside=said.where == "comment")
    words = said.text.strip()[:_QUOTED]
    if told and told.kind in ("time", "early") and other_year_in(said.text, vocabulary, period, "note"):
        return None  # the year of the table's columns
    if told and told.kind == "time":
        return Scope(part=words, words=words)
    return Scope(KIND_OF[told.kind], words=words) if told and told.kind in KIND_OF else None


def filled_sheets(ledger: Ledger) -> tuple[str, ...]:
    """Name the sheets that hold a number beside other cells, as rows of a table do."""
    return tuple(sheet.name for sheet in ledger.sheets if not sheet.hidden and _is_filled(sheet))


def _is_filled(sheet: Sheet) -> bool:
    rows = (cells for cells in rows_of(sheet).values() if len(cells) >= _LEAST_OF_A_ROW)
    return any(isinstance(cell.value, Decimal) and cell.column > 1 for cells in rows for cell in cells)


def said_on_covers(ledger: Ledger, vocabulary: Vocabulary, period: int) -> tuple[Said, ...]:
    """List what sheets without numbers in front of the tables, as covers are, say of the whole file: 统计时段：2020年1—6月, 此件作废."""
    filled = filled_sheets(ledger)
    shown = [sheet for sheet in ledger.sheets if not sheet.hidden]
    front = list(takewhile(lambda sheet: sheet.name not in filled, shown)) if filled else []
    found = [said for sheet in shown if sheet.name not in filled for said in _void_files(ledger, sheet)]
    for sheet in front:
        found += [said for said in _lines_of_cover(ledger, sheet, vocabulary) if _speaks_for_all(said, vocabulary, period)]
    found += [said for sheet in shown if sheet.name not in filled and filled for said in _notes_on_cover(ledger, sheet, vocabulary)]
    return tuple(found)


def _notes_on_cover(ledger: Ledger, sheet: Sheet, vocabulary: Vocabulary) -> Iterator[Said]:
    """Give what a sheet without numbers says of all the others, or of one that it names: 本册所列均为目标, 数据性质：计划."""
    for cells in rows_of(sheet).values():
        told = [cell for cell in cells if isinstance(cell.value, str) and not written(cell).isdecimal()]
        source = Source(ledger.file, sheet.name, cells[0].address)
        if labelled := labelled_kind(cells, vocabulary):
            yield Said(labelled[1], source, "comment")
        elif len(told) == 1 and (speaks_of_all(text := written(told[0])) or _IS_EXTENT.match(fold(text))):
            named = [other.name for other in ledger.sheets if f'"{fold(other.name)}"' in fold(text)]
            yield Said(text, source, "note", named[0] if len(named) == 1 else "")


def speaks_of_all(text: str) -> bool:
    """Does a line speak of a whole file: 本册所列均为目标."""
    return _OF_ALL.match(fold(text)) is not None


def labelled_kind(cells: Sequence[Cell], vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Give a label of what numbers are and its value, where a row holds no more: 数据性质 | ○实际　●计划, 状态：草案."""
    if len(cells) > 2 or not all(isinstance(cell.value, str) for cell in cells):
        return None
    label, _, value = even(":".join(written(cell).strip("：: ") for cell in cells)).partition(":")
    value = chosen_of(value).strip(": ")
    said = value and len(label) <= _LONGEST_LABEL and label.endswith(_OF_KINDS)
    return (label, value) if said and word_key(label) not in vocabulary.kinds["period_label"] else None


def _void_files(ledger: Ledger, sheet: Sheet) -> Iterator[Said]:
    for cell in sheet.cells:
        if cell.counts and isinstance(cell.value, str) and any(_VOID_FILE.fullmatch(part) for part in _PARTS.split(fold(cell.value))):
            yield Said(written(cell), Source(ledger.file, sheet.name, cell.address), "file")


def _lines_of_cover(ledger: Ledger, sheet: Sheet, vocabulary: Vocabulary) -> Iterator[Said]:
    """Give a cover's titles, and its labels of a period with what stands beside them."""
    for cells in rows_of(sheet).values():
        source, text = Source(ledger.file, sheet.name, cells[0].address), even(written(cells[0]))
        label, _, value = text.partition(":")
        if word_key(label) in vocabulary.kinds["period_label"]:
            yield Said(chosen_of(f"{label}:{value.strip() or ''.join(written(cell) for cell in cells[1:2])}"), source, "file")
        elif len(cells) == 1 and len(text) <= _LONGEST_COVER and _IS_COVER.search(text) and not _IS_PROSE.search(text):
            yield Said(written(cells[0]), source, "file")


def _speaks_for_all(said: Said, vocabulary: Vocabulary, period: int) -> bool:
    """Does a line of a cover say of which part of the year, or of which kind, its tables are; 目标任务 may hold what was done."""
    scope = kind_in(said.text, vocabulary, period, "sheet")
    return scope is not None and (scope.part is not None or scope.kind in _OF_COVERS)


def field_of(text: str, fields: Sequence[str], vocabulary: Vocabulary, period: int) -> tuple[str, ...]:
    """Give the field of a heading that says that its numbers are no actual ones; none where it does not say so.

    `fields`: what it means by its words; a heading that is known for something else than values stays what it is.
    """
    if (fields and "actual" not in fields) or (not fields and len(text) > _LONGEST_BARE):
        return ()
    if any(_BOUND.fullmatch(said) for said in BRACKETED.findall(fold(text))):
        return ("target",)
    scope = kind_in(text, vocabulary, period, "heading")
    if scope is None:
        return _by_its_words(text, vocabulary, period)
    if not fields and (scope.kind in ("example", "void") or not is_bare(text, vocabulary)):
        return ()
    if scope.kind == "average" and "省" in text:
        return ("average",)
    return (_FIELDS[scope.kind],)


def _by_its_words(text: str, vocabulary: Vocabulary, period: int) -> tuple[str, ...]:
    """Give the field of a heading that a month alone makes, a rank, a count of who was asked, or what may still be reached."""
    if (month := read_period(fold(text), period)) and month.words == fold(text) and _MONTH_ALONE.fullmatch(month.words):
        return ("partial",)
    denied = any(is_denied(said, _NO_CITY) for said in BRACKETED.findall(even(text)))
    if denied or any(word in text for word in vocabulary.kinds["no_value"]):
        return ("notes",)
    told = narrowing_in(text, period, heads=True)
    return (_NARROWED[told.kind],) if told and told.kind in _NARROWED else ()


def narrowed(scope: Scope, headings: Sequence[tuple[str, str, int | None]], vocabulary: Vocabulary, *, calculated: bool = False) -> Scope:
    """Hold what a title says against its table's columns (field, heading, year): the nearer word outranks the wider one.

    A table called 测算 that shows how its numbers are `calculated`, or gives the numbers of three years, is no estimate.
    A table called a plan that has a column of targets and one of 完成值 (or of several years) beside it holds actual values; a stretch
    of years in the title says nothing of a column that names its year.
    """
    values = [(heading, year) for field, heading, year in headings if field == "actual"]
    fields, years = {field for field, _, _ in headings}, {year for _, year in values}
    named = bool(values) and all(_says_actual(heading, vocabulary) for heading, _ in values)
    several = "target" in fields and len(years) > 1
    newest = None if None in years else max((year for year in years if year), default=None)  # 上年同期 beside 1-12月 says nothing of it
    heads = [(heading, year) for heading, year in values if year == newest] or [each[1:] for each in headings]
    edges = [take_out_edge(fold(heading), year or 0) is not None for heading, year in heads]
    if scope.part and scope.part.startswith(_LAST_PARTS) and (all(edges) if values else any(edges)):
        scope = replace(scope, part=None, until=None)  # 12月末, 1-12月 in the report of December; 全年累计 in that of the fourth quarter
    beyond = scope.source is not None and scope.source.sheet is None  # by the file's name alone, which may be that of the form
    formal = beyond and scope.kind != "average"  # no form is called 全国平均水平
    explicit = ((named or several) and bool(fields & {"target", "notes"})) or (formal and (named or bool(fields & _REPORTED)))
    marked = scope.kind == "points" and len(years - {None}) > 1 and any(vocabulary.has("full_marks", heading) for _, heading, _ in headings)
    others = (heading for field, heading, _ in headings if field != "actual")
    dated = scope.kind == "points" and bool(values) and None not in years  # 2020年值 | 权重 | 得分: the points have a column of their own
    marked = marked or (dated and any(fold(heading).endswith(tuple(vocabulary.kinds["points"])) for heading in others))
    if scope.kind in ("plan", "standard", "points", "average") and (explicit or marked):
        scope = replace(scope, kind="actual")
    if (calculated or len(years - {None}) >= _SEVERAL_YEARS) and scope.kind == "estimate" and _CALCULATION.search(fold(scope.words)):
        scope = replace(scope, kind="actual")
    counted = scope.part is not None and any(word in scope.part for word in _SUMMED)
    if scope.part and scope.until is None and _spans_years(scope.part) and None not in years and len(years) > counted:
        scope = replace(scope, part=None)
    return scope if not scope.adopted or scope.region else Scope()


def _says_actual(heading: str, vocabulary: Vocabulary) -> bool:
    """Does a heading say by itself that its numbers are actual ones: 完成值, 实际; not 数值, nor a year alone."""
    return any(word in fold(heading) for word in vocabulary.kinds["explicit"])


def _spans_years(part: str) -> bool:
    return any(word in part for word in (*_SUMMED, "期间", "时期")) and "季度" not in part


def kind_of_row(labels: Sequence[tuple[str, str]], vocabulary: Vocabulary, period: int) -> tuple[Scope, int] | None:
    """Say of which kind a row is by one of its labels (field, text), and by which: 示例 for 序号, 作废 in 备注, 计划 under 类别."""
    for index, (field, text) in enumerate(labels):
        key = word_key(text).rstrip(_COUNTED)
        for kind in _OF_ROWS:
            if key in vocabulary.kinds[f"{kind}_row"] or (field == "name" and _opens_or_ends(text, vocabulary.kinds[f"{kind}_row"])):
                return Scope(kind), index
        if field in _TELLING and (scope := kind_in(text, vocabulary, period, "remark")) and scope.kind in _OF_ROWS:
            return scope, index
        sorting = field in _SORTING and len(text) <= _LONGEST_BARE and is_bare(text, vocabulary)
        if sorting and (scope := kind_in(text, vocabulary, period, "heading")):
            return scope, index
    return None


def table_of_row(texts: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """Say to which kind of table a cell of a row says that it belongs, in a list that mixes them: 类型 | 任务."""
    if len(texts) < _LEAST_OF_A_ROW:
        return None  # a label and its value
    told = {kind for text in texts if (kind := table_of_text(text, vocabulary))}
    return told.pop() if len(told) == 1 else None


def table_of_text(text: str, vocabulary: Vocabulary) -> str | None:
    """Say of which kind of table a text heads the names, where it is of one alone: 指标, 重点任务."""
    told = {kind for kind in _MIXED if (said := vocabulary.meaning(kind, text, whole=True)) and said.fields[0] == "name"}
    return told.pop() if len(told) == 1 else None


def _opens_or_ends(name: str, words: Sequence[str]) -> bool:
    """Is a name marked: 示例：森林覆盖率, 森林覆盖率（作废）."""
    return any(fold(name).startswith((f"{word}:", f"({word})")) or fold(name).endswith(f"({word})") for word in words)


def period_of_row(told: Sequence[tuple[str, Sequence[str]]], period: int) -> tuple[Scope, int] | None:
    """Say of which part of the year a row is by a cell (its text, those above and below) of a column for it: 202006."""
    for index, (text, near) in enumerate(told):
        monthly = any(read_period(fold(other), period) for other in near)
        if part := read_period(fold(text), period, monthly=monthly):
            return Scope(part=part.words, until=part.until), index
    return None


def kind_of_rows_below(text: str, vocabulary: Vocabulary) -> ScopeKind | None:
    """Say what a line between the rows makes of those below it: 以下作废, 示例."""
    key = word_key(text)
    return "void" if key in vocabulary.kinds["void_below"] else "example" if key in vocabulary.kinds["example_row"] else None
