"""xlrd with its helpers guarded: a font, a format, a comment or a list of texts that is damaged costs itself, not the file."""

import struct
from collections.abc import Callable, Iterator
from typing import Any

import xlrd
from xlrd import formatting
from xlrd.biffh import XL_WORKBOOK_GLOBALS, XL_WORKSHEET
from xlrd.book import SUPPORTED_VERSIONS, Book
from xlrd.sheet import Sheet

# What xlrd raises on records whose lengths hold and whose content does not.
FAULTS = (xlrd.XLRDError, struct.error, LookupError, ValueError, AssertionError)
LOST = object()  # stands where the text of a cell cannot be had
_CONTINUE = 0x3C
_HEAD = struct.Struct("<HB")  # of a text: its length, and how it is written
_NO_FORMAT = bytes(20)  # the body of a cell format that says nothing
_CHINESE = 936  # the code page of Windows in China
_WESTERN, _WESTERN_NAME = "latin-1", "Latin-1（西文）"
_FIRST_WITH_SHEETS, _FIRST_UNICODE = 45, 80  # versions
_Runs = list[tuple[int, int]]


class _Nowhere:
    """Takes xlrd's remarks."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None


class _Texts(dict[int, object]):
    """The texts that cells point to by number; one that is not there is lost, also at −1."""

    def __missing__(self, number: int) -> object:
        return LOST


class _Kinds(dict[int, int]):
    """The kind of number that a cell format makes; one that is not there makes plain numbers."""

    def __missing__(self, number: int) -> int:
        return int(xlrd.XL_CELL_NUMBER)


# Any: xlrd ships no types.
class GuardedSheet(Sheet):  # type: ignore[misc]
    """A sheet that goes on where a helper of it is damaged."""

    def __init__(self, book: "GuardedBook", position: int, name: str, number: int) -> None:
        super().__init__(book, position, name, number)
        self.comments_lost = False

    def handle_obj(self, data: bytes) -> Any:
        return self._guarded(super().handle_obj, data)

    def handle_txo(self, data: bytes) -> Any:
        return self._guarded(super().handle_txo, data)

    def handle_note(self, data: bytes, txos: Any) -> None:
        self._guarded(super().handle_note, data, txos)

    def string_record_contents(self, data: bytes) -> Any:
        try:
            return super().string_record_contents(data)
        except FAULTS:
            return LOST

    def _guarded(self, handle: Callable[..., Any], *given: Any) -> Any:
        try:
            return handle(*given)
        except FAULTS:
            self.comments_lost = True
            return None


class GuardedBook(Book):  # type: ignore[misc]
    """A workbook that goes on where a helper of it is damaged; `lost` names what was."""

    def __init__(self) -> None:
        super().__init__()
        self.codepage: int | None = None
        self.lost: set[str] = set()
        self.guessed = ""
        # instance attributes, for xlrd lays its own functions into the class
        self.handle_font = lambda data: self._guarded(formatting.handle_font, data)
        self.handle_format = lambda data, *kind: self._guarded(formatting.handle_format, data, *kind)
        self.handle_xf = self._handle_xf
        self.xf_epilogue = self._xf_epilogue

    def handle_sst(self, data: bytes) -> None:
        """Read the texts to the end of the table; what it tells of its own length is not asked."""
        chunks = [data]
        while (more := self.get_record_parts_conditional(_CONTINUE))[0] is not None:
            chunks.append(more[2])
        texts, runs, whole = read_texts(chunks)
        self._sharedstrings = _Texts(enumerate(texts))
        self._rich_text_runlist_map = runs
        if not whole:
            self.lost.add("文字")

    def derive_encoding(self) -> str:
        """Take the code page that the file names; an old file without one was written by Windows in China."""
        if self.codepage is None and self.biff_version < _FIRST_UNICODE:
            self.codepage = _CHINESE
            self.guessed = "GBK"
        return str(super().derive_encoding())

    def get_sheet(self, number: int, update_pos: bool = True) -> GuardedSheet:
        if update_pos:
            self._position = self._sh_abs_posn[number]
        begin = self._position
        try:
            sheet = self._read_sheet(number)
        except UnicodeDecodeError:
            if not self.guessed:
                raise
            self.encoding, self.guessed = _WESTERN, _WESTERN_NAME  # no Chinese, then
            self._position = begin
            sheet = self._read_sheet(number)
        self._sheet_list[number] = sheet
        return sheet

    def _read_sheet(self, number: int) -> GuardedSheet:
        self.getbof(XL_WORKSHEET)
        sheet = GuardedSheet(self, self._position, self._sheet_names[number], number)
        sheet.read(self)
        return sheet

    def _handle_xf(self, data: bytes) -> None:
        if not self._guarded(formatting.handle_xf, data):
            formatting.handle_xf(self, _NO_FORMAT)  # those behind keep their numbers

    def _xf_epilogue(self) -> None:
        formatting.xf_epilogue(self)
        self._xf_index_to_xl_type_map: dict[int, int] = _Kinds(self._xf_index_to_xl_type_map)

    def _guarded(self, handle: Callable[..., None], *given: Any) -> bool:
        try:
            handle(self, *given)
        except FAULTS:
            self.lost.add("显示格式（百分数、日期）")
            return False
        return True


def open_book(data: bytes) -> GuardedBook:
    """Open a checked stream of records, as xlrd.open_workbook does with formatting_info, ragged_rows and on_demand."""
    book = GuardedBook()
    book.biff2_8_load(
        file_contents=data, logfile=_Nowhere(), verbosity=0, use_mmap=False, formatting_info=True, on_demand=True, ragged_rows=True
    )
    version = book.getbof(XL_WORKBOOK_GLOBALS)
    if version not in SUPPORTED_VERSIONS:
        raise xlrd.XLRDError(f"BIFF {version}")
    book.biff_version = version
    if version < _FIRST_WITH_SHEETS:
        book.on_demand = False
        book.fake_globals_get_sheet()
    else:
        book.parse_globals()
        if version == _FIRST_WITH_SHEETS:
            book.on_demand = False
        else:
            book._sheet_list = [None for _ in book._sheet_names]  # noqa: SLF001  as xlrd's own opening does
    book.nsheets = len(book._sheet_list)  # noqa: SLF001  the same
    return book


def read_texts(chunks: list[bytes]) -> tuple[list[str], dict[int, _Runs], bool]:
    """Read a table of texts and their changes of font, as far as it is sound; tell whether it is so to its end."""
    reader = _TextReader(chunks)
    texts: list[str] = []
    runs: dict[int, _Runs] = {}
    try:
        while reader.more():
            texts += reader.whole()
            if not reader.more():
                break
            text, changes = reader.next()
            if changes:
                runs[len(texts)] = changes
            texts.append(text)
    except (struct.error, LookupError, ValueError):
        return texts, runs, False
    return texts, runs, True


class _TextReader:
    """Goes through the records of a table of texts; a text that goes on in the next record says anew how wide its characters are."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = iter(chunks)
        self._data = next(self._chunks)
        self._at = 8  # behind two counts

    def more(self) -> bool:
        while self._at >= len(self._data):
            self._at -= len(self._data)
            following = next(self._chunks, None)
            if following is None:
                self._data = b""
                return False
            self._data = following
        return True

    def whole(self) -> Iterator[str]:
        """Give the plain texts that stand whole in the record that is open: nearly all of them."""
        data, at, size = self._data, self._at, len(self._data)
        unpack, codecs = _HEAD.unpack_from, ("latin-1", "utf-16-le")
        while at + _HEAD.size <= size:
            length, options = unpack(data, at)
            start = at + 3
            end = start + (length << (options & 1))
            if options & 0x0C or end > size:
                break
            at = end
            yield data[start:end].decode(codecs[options & 1], "replace")
        self._at = at

    def next(self) -> tuple[str, _Runs]:
        data, at = self._data, self._at
        length, options = struct.unpack_from("<HB", data, at)
        at += 3
        changes = phonetic = 0
        if options & 8:
            (changes,) = struct.unpack_from("<H", data, at)
            at += 2
        if options & 4:
            (phonetic,) = struct.unpack_from("<I", data, at)
            at += 4
        width = 1 + (options & 1)
        end = at + width * length
        if end <= len(data):
            text = data[at:end].decode("utf-16-le" if width == 2 else "latin-1", "replace")
            self._at = end
        else:
            self._at = at
            text = self._across(length, width)
        runs = [self._run() for _ in range(changes)]
        self._at += phonetic
        return text, runs

    def _across(self, length: int, width: int) -> str:
        text = ""
        while True:
            part = self._data[self._at : self._at + width * (length - len(text))]
            part = part[: len(part) // width * width]
            # a pair of surrogates counts as two, and may be cut by the end of a record
            text += part.decode("latin-1") if width == 1 else "".join(map(chr, struct.unpack(f"<{len(part) // 2}H", part)))
            self._at += len(part)
            if len(text) == length:
                return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            self._data = self._following()
            width, self._at = 1 + (self._data[0] & 1), 1

    def _run(self) -> tuple[int, int]:
        if self._at >= len(self._data):
            self._data, self._at = self._following(), 0
        at, font = struct.unpack_from("<HH", self._data, self._at)
        self._at += 4
        return at, font

    def _following(self) -> bytes:
        following = next(self._chunks, None)
        if not following:
            raise ValueError("the table breaks off")
        return following
