"""The workbooks of the application: 指标完成情况汇总表, 目录, 缺件清单, 专家意见及答复表, 现场核查清单, 抽查名单.

Which sheets and columns they have is said by templates/pack.toml.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import PurePosixPath
from typing import Any

from ecoreport.errors import TemplateError
from ecoreport.language.links import encode
from ecoreport.model import EvidenceResult, Report, Typed
from ecoreport.model.packing import OPINION_FIELDS, VISIT_FIELDS, Filled, Lack, Opinion, PackedFile, Visit
from ecoreport.records import dataclass
from ecoreport.rendering.workbook import indicators, tasks, values
from ecoreport.rendering.workbook.book import Book
from ecoreport.rendering.workbook.content import Content, Row, centred, count, text
from ecoreport.rendering.workbook.layout import Column, SheetLayout, read_layout
from ecoreport.rendering.workbook.scene import FIRST_ROW, Scene, set_scene
from ecoreport.rendering.workbook.table import write_table

PACK = "pack.toml"
_SPARE = 30  # lines that stand ready for opinions
_ADDED, _ADDED_WIDTH = "+", 20.0  # a column that people added
_NEEDED = ("subject", "opinion")  # without these columns, where a list has them, nothing that people fill in can be read back


@dataclass(frozen=True, slots=True)
class Application:
    """What the application's lists tell."""

    documents: tuple[tuple[str, str, str], ...] = ()  # number, title, name of the file
    files: tuple[PackedFile, ...] = ()
    lacks: tuple[Lack, ...] = ()
    bare: tuple[Lack, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    visits: tuple[Visit, ...] = ()
    sample: tuple[Visit, ...] = ()
    filled: Mapping[str, Filled] = field(default_factory=dict)  # what people wrote into 现场核查清单 and 抽查名单, by the sheet's key


_Rows = Callable[[Scene, Application], Iterable[Row]]


def render_tables(
    report: Report, application: Application, keys: Sequence[str], words: Mapping[str, Any], pack: Mapping[str, Any]
) -> bytes:
    """Draw one workbook of the application with the sheets of these keys.

    `words` are the tables of workbook.toml, `pack` those of pack.toml. The same report gives the same bytes. Raise TemplateError where
    the layout asks for what there is not.
    """
    told = {**words, "sheets": {key: pack["sheets"][key] for key in keys}, "words": {**words["words"], "pack": pack["words"]}}
    layout = read_layout(told, {key: fields for key, (fields, _) in {**_WHOLE, **_LISTS}.items()}, PACK)
    book = Book(set_scene(report, layout))
    for key, sheet in layout.sheets.items():
        if key in _WHOLE:
            _WHOLE[key][1](book, sheet)
        elif key == "opinions":
            _write_opinions(book, sheet, application.opinions)
        elif key in ("visits", "sample"):
            visits = application.visits if key == "visits" else application.sample
            _write_visits(book, sheet, visits, application.filled.get(key, Filled()))
        else:
            write_table(book, sheet, _LISTS[key][1](book.scene, application))
    return book.close()


def headings_of(pack: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    """Give the headings of a list of pack.toml by field, in their order; raise TemplateError where it could not be read back."""
    columns = pack.get("sheets", {}).get(key, {}).get("columns", ())
    headings: dict[str, tuple[str, ...]] = {column.get("field", ""): (str(column.get("heading", "")),) for column in columns}
    for name in _NEEDED:
        if name in _LISTS[key][0] and not headings.get(name, ("",))[0]:
            raise TemplateError(f"版式文件“{PACK}”的 [sheets.{key}] 没有“{name}”一列或列名，由人填写的内容就带不回来。请补上这一列。")
    return headings


def _documents(_: Scene, application: Application) -> Iterator[Row]:
    for number, title, name in application.documents:
        yield {"number": centred(number), "title": text(title), "file": Content(name, "path", opens=encode(name))}


def _pieces(scene: Scene, application: Application) -> Iterator[Row]:
    for result in scene.report.evidence:
        files = tuple(file for file in application.files if file.number == result.archive_number and not file.fault)
        for file in files or (None,):
            yield _piece(scene, result) | _file(scene, file)


def _piece(scene: Scene, result: EvidenceResult) -> Row:
    piece = result.evidence
    return {
        "number": centred(result.archive_number),
        "title": text(result.title),
        "document_number": text(piece.document_number),
        "dated": centred(piece.dated),
        "pages": centred(piece.pages),
        "at_pages": centred(result.pages),
        "items": values.show_list(scene, result.subjects),
        "department": text(piece.department or scene.say("no_department")),
    }


def _file(scene: Scene, file: PackedFile | None) -> Row:
    if file is None:
        return {"file": text(scene.say("no_file", "pack")), "size": Content(), "sha256": Content()}
    return {
        "file": Content(PurePosixPath(file.name).name, "path", opens=encode(file.name)),
        "size": Content(file.size, "number"),
        "sha256": Content(file.sha256, "code"),
    }


def _lacks(scene: Scene, application: Application) -> Iterator[Row]:
    return (_lack(scene, number, lack) for number, lack in enumerate(application.lacks, 1))


def _bare(scene: Scene, application: Application) -> Iterator[Row]:
    return (_lack(scene, number, lack) for number, lack in enumerate(application.bare, 1))


def _lack(scene: Scene, number: int, lack: Lack) -> Row:
    return {
        "no": count(number),
        "kind": text(scene.say(f"lack_{lack.kind}", "pack")),
        "number": centred(lack.number),
        "title": text(lack.title),
        "items": values.show_list(scene, lack.subjects),
        "reason": text(lack.reason),
        "department": text(lack.department or scene.say("no_department")),
        "source": values.show_place(lack.source) if lack.source else Content(),
    }


def _with_added(sheet: SheetLayout, headings: Iterable[str]) -> SheetLayout:
    """Give the layout with the columns that people added, at its end."""
    added = tuple(Column(f"{_ADDED}{heading}", heading, _ADDED_WIDTH) for heading in sorted(set(headings)))
    return replace(sheet, columns=(*sheet.columns, *added))


def _write_visits(book: Book, sheet: SheetLayout, visits: Sequence[Visit], filled: Filled) -> None:
    """Write what is to be looked at, with what people have written beside it."""
    added: tuple[Typed | Opinion, ...] = (*filled.beside.values(), *filled.lines)
    sheet = _with_added(sheet, (heading for each in added for heading in each.extra))
    rows = [_visit(book.scene, number, visit, filled.beside.get(visit.subject, Typed())) for number, visit in enumerate(visits, 1)]
    rows += [_opinion(sheet, line) for line in filled.lines]
    people = [column.field for column in sheet.columns if column.field in VISIT_FIELDS or column.field.startswith(_ADDED)]
    write_table(book, sheet, rows, open_fields=people)


def _visit(scene: Scene, number: int, visit: Visit, typed: Typed) -> Row:
    people: dict[str, str] = dict.fromkeys(VISIT_FIELDS, "")
    people |= {name: cell.text for name, cell in typed.cells.items() if cell.text}
    people |= {f"{_ADDED}{heading}": cell.text for heading, cell in typed.extra.items()}
    return {
        "no": count(number),
        "subject": centred(visit.subject),
        "name": text(visit.name),
        "named": text(visit.place or scene.say("nothing")),
        "department": text(visit.department),
        "evidence": text(visit.evidence or scene.say("nothing")),
        "risk": centred(scene.say(f"risk_{visit.risk or 'none'}", "pack")),
        "why": text(visit.why),
        **{name: Content(words or None, "open") for name, words in people.items()},
    }


def _write_opinions(book: Book, sheet: SheetLayout, opinions: Sequence[Opinion]) -> None:
    """Write what people have written so far, with lines to go on."""
    sheet = _with_added(sheet, (heading for opinion in opinions for heading in opinion.extra))
    numbers = range(len(opinions) + 1, len(opinions) + 1 + _SPARE)
    rows = [_opinion(sheet, opinion) for opinion in (*opinions, *(Opinion({"no": str(number)}) for number in numbers))]
    worksheet = write_table(book, sheet, rows, open_fields=[column.field for column in sheet.columns])
    if (position := sheet.position("state")) is not None:
        choices = book.scene.say("states", "pack").split("、")
        worksheet.data_validation(
            FIRST_ROW, position, FIRST_ROW + len(rows) - 1, position, {"validate": "list", "source": choices, "error_type": "warning"}
        )


def _opinion(sheet: SheetLayout, opinion: Opinion) -> Row:
    told = {**opinion.cells, **{f"{_ADDED}{heading}": words for heading, words in opinion.extra.items()}}
    return {column.field: Content(told.get(column.field), "open") for column in sheet.columns}


_PIECE_FIELDS = ("number", "title", "document_number", "dated", "pages", "at_pages", "items", "department", "file", "size", "sha256")
_VISIT_FIELDS = ("no", "subject", "name", "named", "place", "department", "speaker", "evidence", "risk", "why", "result", "remark")
_LACK_FIELDS = ("no", "kind", "number", "title", "items", "reason", "department", "source")
_WHOLE: dict[str, tuple[tuple[str, ...], Callable[[Book, SheetLayout], None]]] = {
    "indicators": (indicators.FIELDS, indicators.write_indicators),
    "key_tasks": (tasks.KEY_FIELDS, tasks.write_key_tasks),
    "main_tasks": (tasks.MAIN_FIELDS, tasks.write_main_tasks),
}
_LISTS: dict[str, tuple[tuple[str, ...], _Rows]] = {
    "documents": (("number", "title", "file"), _documents),
    "pieces": (_PIECE_FIELDS, _pieces),
    "lacks": (_LACK_FIELDS, _lacks),
    "bare": (_LACK_FIELDS, _bare),
    "opinions": (OPINION_FIELDS, lambda *_: ()),
    "visits": (_VISIT_FIELDS, lambda *_: ()),
    "sample": (_VISIT_FIELDS, lambda *_: ()),
}
