"""How many cells with content an OpenDocument, an XML of 2003, a web page or a delimited text holds, found without its parser.

As in `counting` most files are counted by the ends of their cells as programs write them; only where that is not what was delivered is
the text searched with care. A web page is no strict format: of it no more is asked than that what surely stands in a cell came through.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

from ecoreport.language import patterns as re
from ecoreport.model import Sheet
from ecoreport.reading import limits
from ecoreport.reading.faults import Faults
from ecoreport.reading.rules import ADDRESS_LOST, CELLS_LOST, STRAY_TEXT, TWICE

_P = rb"(?:[^\s<>/:=\"']+:)?"  # a prefix
_IN_TAG = rb"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*"""
_PASSED = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")


def compare(sheets: Sequence[Sheet], faults: Faults, quick: Sequence[int], careful: Callable[[], Sequence[int]], *, copies: bool) -> None:
    """Tell of each sheet that stores more cells, or fewer, than were delivered and told of; `copies`: its cells may be repeated."""
    delivered = [count_held(sheet) for sheet in sheets]
    if list(quick) == delivered:
        return
    stored = list(careful())
    if len(stored) != len(delivered):  # not to be told apart: all together
        stored, delivered = [sum(stored)], [sum(delivered)]
    for sheet, there, read in zip(sheets, stored, delivered, strict=False):
        outside = faults.count(ADDRESS_LOST, sheet.name)
        told = outside + faults.count(TWICE, sheet.name) + faults.count(STRAY_TEXT, sheet.name)
        most = there if copies and outside else read + told
        if not read <= there <= most:
            faults.add(CELLS_LOST, sheet.name, stored=there, read=read)


def count_held(sheet: Sheet) -> int:
    """Count the cells of a sheet that hold a formula, an error, or a value that is not blank."""
    return sum(
        1
        for cell in sheet.cells
        if cell.formula is not None
        or cell.error is not None
        or (bool(cell.value.strip()) if type(cell.value) is str else cell.value is not None)
    )


def _plain(data: bytes) -> bytes:
    """Take out comments and instructions, write what is not to be parsed as all else is written."""
    if b"<!--" in data or b"<?" in data:
        data = _PASSED.sub(b"", data)
    return _CDATA.sub(lambda match: escape(match[1].decode("utf-8", "replace")).encode(), data) if b"<![CDATA[" in data else data


def _says(text: bytes) -> bool:
    text = _TAG.sub(b"", text)
    return bool(unescape(text.decode("utf-8", "replace")).strip() if b"&" in text or not text.isascii() else text.strip())


# ---- OpenDocument ------------------------------------------------------------------------------

_ROW, _ROW_END, _TABLE, _CELL_END = b"<table:table-row", b"</table:table-row>", b"<table:table ", b"</table:table-cell>"
_TYPED = b" office:value-type="
_CELL_COPIES = re.compile(rb'number-columns-repeated="(\d{1,7})"[^<>]*? office:value-type=')
_ROW_COPIES = re.compile(rb'<table:table-row[^<>]*? table:number-rows-repeated="(\d{1,7})"[^<>]*[^/]>')
_LONGEST_ROW, _PIECE = limits.MIB, 8 * limits.MIB  # held at once, the latter in a careful search

_ASIDE = re.compile(  # what is no cell's own text
    rb"<(" + _P + rb"(?:annotation|object|tracked-changes|dde-links|forms|scripts|ruby-text))(?:\s" + _IN_TAG + rb")?(?:/>|>.*?</\1\s*>)",
    re.DOTALL,
)
_OF_TABLE = re.compile(
    rb"<(?P<table>" + _P + rb"table)(?:\s" + _IN_TAG + rb")?(?P<no_table>/?)>"
    rb"|</" + _P + rb"(?P<table_end>table)\s*>"
    rb"|<" + _P + rb"(?P<row>table-row)(?P<of_row>\s" + _IN_TAG + rb")?>"
    rb"|<(?P<cell>" + _P + rb"(?:covered-)?table-cell)(?P<of_cell>\s" + _IN_TAG + rb")?(?:/>|>(?P<inner>.*?)</(?P=cell)\s*>)",
    re.DOTALL,
)
_PARAGRAPH = re.compile(rb"<(" + _P + rb"p)(?:\s" + _IN_TAG + rb")?>(.*?)</\1\s*>", re.DOTALL)
_COPIES = re.compile(rb"""\snumber-(?:columns|rows)-repeated\s*=\s*["'](\d{1,7})["']""".replace(rb"\snumber", rb"\s" + _P + rb"number"))
_STORED = re.compile(
    rb"\s" + _P + rb"""(?:formula|value|date-value|time-value|boolean-value|string-value)\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s])"""
    rb"|\s" + _P + rb"""value-type\s*=\s*["']error["']"""
)


class OdsCounter:
    """Watches content.xml go by and counts the cells that say what type they are, as often as they are repeated, table by table."""

    def __init__(self) -> None:
        self.quick: list[int] = []

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        rest = b""
        for chunk in chunks:
            piece = rest + chunk
            cut = max(0, piece.rfind(_ROW))
            self._count(piece[:cut])
            rest = piece[cut:] if len(piece) - cut < _LONGEST_ROW else b""  # what is longer is left to the careful count
            yield chunk
        self._count(rest)

    def _count(self, piece: bytes) -> None:
        before, *tables = piece.split(_TABLE)
        if self.quick:
            self.quick[-1] += _count_typed(before)
        self.quick += map(_count_typed, tables)


def _count_typed(piece: bytes) -> int:
    found = piece.count(_TYPED)
    if found and b"-repeated=" in piece:
        found += sum(int(times) - 1 for times in _CELL_COPIES.findall(piece))
        for row in _ROW_COPIES.finditer(piece):
            cells = piece[row.end() : piece.find(_ROW_END, row.end())]
            copied = cells.count(_TYPED) + sum(int(times) - 1 for times in _CELL_COPIES.findall(cells))
            found += (int(row[1]) - 1) * copied
    return found


def count_ods(chunks: Iterable[bytes]) -> list[int]:
    """Count the cells of each table that hold a formula, a value or a text, as often as they and their rows are repeated."""
    tables: list[int] = []
    depth = 0
    copies = 1
    for piece in _pieces(chunks):
        for match in _OF_TABLE.finditer(_ASIDE.sub(b"", _plain(piece))):
            if match["table"]:
                if not depth:
                    tables.append(0)
                depth += not match["no_table"]
            elif match["table_end"]:
                depth -= 1
            elif match["row"]:
                copies = _times(match["of_row"])
            elif depth and _holds(match["of_cell"] or b"", match["inner"] or b""):
                tables[-1] += copies * _times(match["of_cell"])
    return tables


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size > _PIECE:
            piece = b"".join(held)
            cut = piece.rfind(_CELL_END)
            cut = len(piece) if cut < 0 else cut + len(_CELL_END)
            yield piece[:cut]
            held, size = [piece[cut:]], len(piece) - cut
    yield b"".join(held)


def _times(attributes: bytes | None) -> int:
    told = _COPIES.search(attributes) if attributes else None
    return max(1, int(told[1])) if told else 1


def _holds(attributes: bytes, inner: bytes) -> bool:
    return bool(_STORED.search(attributes)) or any(_says(text) for _, text in _PARAGRAPH.findall(inner))


# ---- XML of 2003 -------------------------------------------------------------------------------

_DATA_END, _NO_DATA = b"</Data>", b'"></Data>'
_SHEET = re.compile(rb"<" + _P + rb"Worksheet(?=[\s>/])")
_CELL = re.compile(rb"<(" + _P + rb"Cell)(\s" + _IN_TAG + rb")?(?:/>|>(.*?)</\1\s*>)", re.DOTALL)
_COMMENT = re.compile(rb"<(" + _P + rb"Comment)(?:\s" + _IN_TAG + rb")?(?:/>|>.*?</\1\s*>)", re.DOTALL)
_DATA = re.compile(rb"<(" + _P + rb"Data)(\s" + _IN_TAG + rb")?>(.*?)</\1\s*>", re.DOTALL)
_FORMULA = re.compile(rb"\s" + _P + rb"""Formula\s*=\s*(?:"[^"]|'[^'])""")
_ERROR = re.compile(rb"\s" + _P + rb"""Type\s*=\s*["']Error["']""")


def count_data_ends(data: bytes) -> list[int]:
    """Count the values that end as every program ends them, sheet by sheet."""
    places = [match.start() for match in _SHEET.finditer(data)]
    return [data.count(_DATA_END, begin, end) - data.count(_NO_DATA, begin, end) for begin, end in pairwise((*places, len(data)))]


def count_xml2003(data: bytes) -> list[int]:
    """Count the cells of each sheet that hold a formula, an error or a value that is not blank."""
    return [
        sum(_holds_data(match[2] or b"", match[3] or b"") for match in _CELL.finditer(piece)) for piece in _SHEET.split(_plain(data))[1:]
    ]


def _holds_data(attributes: bytes, inner: bytes) -> bool:
    if _FORMULA.search(attributes):
        return True
    return any(_says(text) or _ERROR.search(told) for _, told, text in _DATA.findall(_COMMENT.sub(b"", inner)))


# ---- web pages ---------------------------------------------------------------------------------

# None of these looks further than to the next mark, or to the end once: a page of openings alone costs no more than another.
_SAID = re.compile(r"<t[dh](?=[\s>])[^<>]*>(?:\s|&nbsp;|<(?!/?t(?:[dhr]|able)\b)[^<>]*>)*+[^<\s]", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^<>]*>"
    r"|<(script|style|title|select|noscript|template|rt|rp)\b.*?(?:</\1\s*>|\Z)|<div[^<>]*comment-list.*",
    re.IGNORECASE | re.DOTALL,
)
_OF_PAGE = re.compile(r"""<(/?)([a-z][\w:-]*)(?:[^<>"']|"[^"]{0,500}"|'[^']{0,500}'|["'])*+>""", re.IGNORECASE)
_TAG_BEGUN = re.compile(r"</?[a-z]", re.IGNORECASE)  # and not ended before the next one: what follows is in it, and not seen


def count_said(text: str) -> int:
    """Count the cells in which a text seems to stand, be it in a comment."""
    return sum(1 for _ in _SAID.finditer(text))


def count_page(text: str) -> int:
    """Count the cells of tables in which a text surely stands that can be seen: what is delivered must be as many at least."""
    found = depth = at = 0
    text = _UNSEEN.sub("", text)
    waiting = False  # a cell is open, and nothing was said in it
    for match in _OF_PAGE.finditer(text):
        if waiting and unescape(_TAG_BEGUN.split(text[at : match.start()], maxsplit=1)[0]).strip():
            found, waiting = found + 1, False
        at = match.end()
        tag = match[2].lower()
        if tag == "table":
            depth, waiting = max(0, depth + (-1 if match[1] else 1)), False
        elif tag in ("td", "th", "tr"):
            waiting = bool(depth) and not match[1] and tag != "tr"
    return found


# ---- delimited texts ---------------------------------------------------------------------------


_BLOCK = 64 * 1024  # characters gone through at once


def count_fields(text: str, delimiter: str, *, quoted: bool) -> int:
    """Count the fields that hold at least one character, within quotes or not."""
    if quoted and '"' in text:
        ends = f"[{re.escape(delimiter)}\r\n]"
        fields = re.compile(rf"""(""(?={ends}|\Z))|"[^"]*+(?:""[^"]*+)*+"|[^{ends[1:]}+""")
        return sum(match.lastindex is None for match in fields.finditer(text))
    found = at = 0
    while at < len(text):
        end = text.find("\n", at + _BLOCK)
        end = len(text) if end < 0 else end
        block = text[at:end].replace("\r", "\n").replace(delimiter, "\n").split("\n")
        found += len(block) - block.count("")
        at = end
    return found
