"""A department's own workbook, marked up: cells dressed and commented, two sheets added, everything else byte for byte as it was."""

from collections import defaultdict
from collections.abc import Mapping

from ecoreport.model import RETURN_FILLS, RETURN_HEAD, RETURN_MARK, RETURN_MEMORY, RETURN_SHEET, column_letters
from ecoreport.records import dataclass
from ecoreport.rendering.returns.book import Book, Tab
from ecoreport.rendering.returns.comments import put_comments
from ecoreport.rendering.returns.feedback import HEAD, Notes, feedback_xml, memory_xml
from ecoreport.rendering.returns.package import Parts
from ecoreport.rendering.returns.sheet import Place, SheetPart, parse_place
from ecoreport.rendering.returns.slips import Line, Slip
from ecoreport.rendering.returns.styles import Styles
from ecoreport.rendering.returns.wording import Wording

_GRAVEST = tuple(RETURN_FILLS)
_SIGNATURES = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class Marked:
    """A workbook as it goes back."""

    data: bytes
    extension: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier return left in the workbook: its sheets, and how the cells were filled that it marked."""

    sheets: frozenset[str] = frozenset()
    fills: Mapping[tuple[str, str], str] | None = None  # by sheet and address


def mark(
    data: bytes,
    slip: Slip,
    notes: Notes,
    words: Wording,
    earlier: Earlier = Earlier(),  # noqa: B008 — frozen
    names: Mapping[str, str] | None = None,
) -> Marked:
    """Mark a workbook up; raise NotEditableError where it is not built as it can be. `names` are other names that its sheets go by."""
    parts = Parts(data)
    book = Book(parts)
    lost = ("signature",) if any(name.startswith(_SIGNATURES) for name in parts) else ()
    styles = Styles(parts.read(book.helper("styles")), words.fonts)
    by_sheet = _by_sheet(slip, names or {})
    filled: list[tuple[str, str, str]] = []
    for tab in book.tabs:
        if tab.kind == "worksheet" and tab.name not in earlier.sheets:
            filled += _mark_sheet(parts, tab, by_sheet.get(tab.name, {}), styles, words, earlier)
    known = frozenset(tab.name for tab in book.tabs) & earlier.sheets
    name = next((each for each in sorted(known) if each != RETURN_MEMORY), None) or book.free_name(RETURN_SHEET)
    shown = book.put_sheet(name, feedback_xml(slip, notes, words, styles), known=name in known)
    memory = RETURN_MEMORY if RETURN_MEMORY in known else book.free_name(RETURN_MEMORY)
    book.put_sheet(memory, memory_xml(_remember(slip, words, filled)), hidden=True, known=memory in known)
    book.show(shown)
    book.repeat_rows(shown, name, f"${HEAD}:${HEAD}")
    parts.write(book.helper("styles"), styles.written())
    book.mark(RETURN_MARK[0], f"{RETURN_MARK[1]} {slip.submission.sha256}")
    book.finish()
    return Marked(parts.pack(), book.extension, lost)


def _by_sheet(slip: Slip, names: Mapping[str, str]) -> dict[str, dict[Place, list[Line]]]:
    """Gather the lines of each cell."""
    found: dict[str, dict[Place, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in slip.lines:
        for sheet, cell in line.cells:
            if place := parse_place(cell):
                found[names.get(sheet, sheet)][place].append(line)
    return found


def _mark_sheet(
    parts: Parts, tab: Tab, lines: Mapping[Place, list[Line]], styles: Styles, words: Wording, earlier: Earlier
) -> list[tuple[str, str, str]]:
    """Dress and comment the cells of a sheet; give how they were filled."""
    sheet = SheetPart(parts.read(tab.part))
    sheet.unselect()
    before, marked = earlier.fills or {}, styles.marked
    old = {place for place in sheet.places_of(marked) if earlier.sheets} if marked else set()
    dressed: dict[Place, int] = {}
    filled = []
    for place in sorted(old | set(lines)):
        address = f"{column_letters(place[1])}{place[0]}"
        style = sheet.style_of(place)
        fill = before.get((tab.name, address), "") if place in old else styles.fill_of(style)
        if place in lines:
            dressed[place] = styles.filled(style, RETURN_FILLS[min((line.severity for line in lines[place]), key=_GRAVEST.index)])
            filled.append((tab.name, address, fill))
        else:
            dressed[place] = styles.refilled(style, fill)
    sheet.dress(dressed)
    said = {place: f"{RETURN_HEAD}\n" + "\n\n".join(line.said(words) for line in told) for place, told in lines.items()}
    if said or earlier.sheets:
        put_comments(parts, tab.part, sheet, said, words.word("author"))
    parts.write(tab.part, sheet.written())
    return filled


def _remember(slip: Slip, words: Wording, filled: list[tuple[str, str, str]]) -> list[tuple[str, ...]]:
    """List what is to be known of the file when it comes back."""
    headings = dict(zip(("id", "place", "message", "advice", "due", "result", "words"), words.headings, strict=True))
    return [
        ("original", slip.submission.sha256),
        *(("heading", field, headings[field]) for field in ("id", "result", "words")),
        *(("finding", line.id, line.subject) for line in slip.lines),
        *(("fill", *told) for told in filled),
    ]
