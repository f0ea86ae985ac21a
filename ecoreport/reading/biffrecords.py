"""The records of an .xls, walked and checked before xlrd sees them: what it does not need to read a cell is never shown to it."""

import struct
from dataclasses import field

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import DAMAGED, TOO_LARGE
from ecoreport.reading.sniff import XLS as KIND
from ecoreport.records import dataclass

COLUMNS = 256
_BOF = (0x0009, 0x0209, 0x0409, 0x0809)
_EOF, _FILEPASS, _BOUNDSHEET, _OBJ, _TXO, _FILTERMODE, _DATEMODE = 0x0A, 0x2F, 0x85, 0x5D, 0x01B6, 0x9B, 0x22
_NUMBER, _RK, _TEXT, _LABEL, _RICH, _TRUTH = 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, 0x0205
_MULTIPLE = 0x00BD  # several numbers of one row: row, first column, format and number of each, last column
_PLAIN = frozenset((_NUMBER, _RK, _TEXT))
_FORMULAS = (0x0006, 0x0206, 0x0406)
_CELLS = frozenset((_NUMBER, _RK, _TEXT, _LABEL, _RICH, _TRUTH, _MULTIPLE, *_FORMULAS))
_FORMULA_PARTS = (0x04BC, 0x0221, 0x0236, 0x0020)  # what may stand between a formula and its text: shared, array, table
_STRINGS = (0x0007, 0x0207)
_ROW, _COLUMN, _SIZE, _MERGED, _NOTE = 0x0208, 0x007D, 0x0200, 0x00E5, 0x1C
# The bytes that xlrd takes of a record, at least; a shorter one is passed over.
_LEAST = {
    _NUMBER: 14, _RK: 10, _TEXT: 10, _LABEL: 8, _RICH: 8, _TRUTH: 8, _MULTIPLE: 12, 0x0006: 16, 0x0206: 16, 0x0406: 16,
    _ROW: 16, _COLUMN: 10, _SIZE: 12, _MERGED: 2, _NOTE: 6,
}  # fmt: skip
# What xlrd is shown: the frame, texts, formats and fonts, cells and what lies about them; of the oldest kinds, all that they have.
# Windows, pages, links, names of ranges, conditions and other files tell nothing of a cell, and xlrd gives up over a damaged one.
_SHOWN = frozenset((
    *_BOF, *_CELLS, *_FORMULA_PARTS, *_STRINGS, _EOF, _FILEPASS, _BOUNDSHEET, _OBJ, _TXO, _DATEMODE, _ROW, _COLUMN, _SIZE, _MERGED, _NOTE,
    0x00FC, 0x003C, 0x0031, 0x0231, 0x041E, 0x001E, 0x00E0, 0x0042, 0x0021, 0x0037, 0x0036,
    0x0043, 0x0243, 0x0443, 0x008E, 0x008F, 0x0044, 0x0045, 0x0056, 0x0000, 0x0002, 0x0003, 0x0004, 0x0005, 0x0008, 0x0024, 0x0293,
))  # fmt: skip
_EMPTY_TEXT = 3
_LAST_FORMAT_BYTE, _NO_FORMAT = 0x7F, b"\xff\x7f"  # xlrd holds a format's number in a signed short
_IGNORED = 0x00E4  # a record number that no reader knows
_LONGEST_RECORD = 8_228
_PICTURE_OBJECTS = (0x05, 0x08)  # chart, picture
_TEXT_BOX = 0x06
_END = struct.pack("<HH", _EOF, 0)
_UNENDED = "没有结束记录，多半没有传完"
_CONTENT = re.compile(rb"[^\0]")


@dataclass(slots=True)
class Substream:
    """What the walk saw of one sheet, by the position of its first record."""

    pictures: int = 0
    text_boxes: int = 0
    filtering: bool = False
    drawing: bool = False  # an object was met: a text that follows is its own
    stored: int = 0  # cells with content
    outside: list[tuple[int, int]] = field(default_factory=list)  # rows and columns of cells that lie beyond the last column
    cut_behind: int | None = None  # the row behind which the records break off
    formulas: set[tuple[int, int]] = field(default_factory=set)  # rows and columns from 0
    unanswered: dict[tuple[int, int], int] = field(default_factory=dict)  # a text is announced as the result, and none follows: where
    announced: tuple[int, int, int] | None = None  # a formula whose text is to follow, and where it says so
    last: int = -1  # where the last cell stands
    odd_forms: list[int] = field(default_factory=list)  # where the number of a cell format lies beyond all formats

    def sound(self, code: int, at: int, body: memoryview) -> bool:
        """Take what a record says of its sheet, its body at a place of the stream; tell whether xlrd can bear it."""
        if self.announced is not None and code not in _FORMULA_PARTS:
            if code not in _STRINGS:
                row, column, place = self.announced
                self.unanswered[row, column] = place
            self.announced = None
        if code in _CELLS:
            return self._is_sound_cell(code, at, body)
        if code == _OBJ and len(body) >= 6:
            self.pictures += body[4] in _PICTURE_OBJECTS
            self.text_boxes += body[4] == _TEXT_BOX
        elif code == _FILTERMODE:
            self.filtering = True
        elif code == _MERGED:
            return len(body) == 2 + 8 * int.from_bytes(body[:2], "little")
        elif code == _DATEMODE:
            return bytes(body[:2]) in (b"\0\0", b"\1\0")
        return True

    def _is_sound_cell(self, code: int, at: int, body: memoryview) -> bool:
        if len(body) < 6:
            self.stored += 1
            return False
        row, column = struct.unpack_from("<HH", body)
        self.last = at
        last, count = column, 1
        if code == _MULTIPLE:
            (last,) = struct.unpack_from("<H", body, len(body) - 2)
            count = (len(body) - 6) // 6
            if len(body) % 6 or last - column + 1 != count:
                self.stored += max(1, count)
                return False
        self.stored += count
        if last >= COLUMNS:
            self.outside += [(row, each) for each in range(column, last + 1)]
            return False
        if len(body) < _LEAST[code] or (code == _TEXT and len(body) != _LEAST[_TEXT]):
            return False
        places = range(at + 4, at + len(body) - 2, 6) if code == _MULTIPLE else (at + 4,)
        self.odd_forms += [place for place in places if body[place - at + 1] > _LAST_FORMAT_BYTE]
        if code in _FORMULAS:
            self.formulas.add((row, column))
            if body[12] == body[13] == 0xFF:
                if body[6] == 0:
                    self.announced = row, column, at + 6
                elif body[6] > _EMPTY_TEXT:
                    self.unanswered[row, column] = at + 6
        return True


@dataclass(slots=True)
class Walked:
    """A checked stream of records."""

    data: bytes
    encrypted: bool = False
    sheets: dict[int, Substream] = field(default_factory=dict)
    others: list[tuple[str, int]] = field(default_factory=list)  # sheets that are no worksheets: name, type
    positions: list[int] = field(default_factory=list)  # of the worksheets, in order


def walk_records(stream: bytes) -> Walked:
    """Walk all records to the last, and take from xlrd's sight what it need not see or could not bear.

    Raise UnreadableError where nothing can be read: no beginning, or a break before the first sheet.
    """
    data = bytearray(stream)
    records = memoryview(stream)
    walked = Walked(b"")
    if len(data) < 8 or int.from_bytes(data[:2], "little") not in _BOF:
        raise damaged("开头不是表格记录")
    at, depth, ended = 0, 0, False
    current = Substream()
    cut = ""
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if code == 0 and length == 0:  # padding: behind the last EOF, and by some programs between records
            padding, at = at, _behind_padding(stream, at)
            if at < len(stream):
                continue
            at = padding  # nothing follows
            cut = _UNENDED if depth or not ended else ""
            break
        if length > _LONGEST_RECORD or body + length > len(stream):
            cut = "记录长度越界，多半没有传完" if depth or not ended else ""
            break
        if (  # most records are cells like this one
            code in _PLAIN
            and depth == 1
            and length == _LEAST[code]
            and not stream[body + 3]
            and stream[body + 5] <= _LAST_FORMAT_BYTE
            and current.announced is None
        ):
            current.stored += 1
            current.last = body
            at = body + length
            continue
        if code in _BOF:
            depth = 1 if at in walked.positions else depth + 1
            if depth == 1:
                current = walked.sheets.setdefault(at, Substream())
        elif code == _EOF:
            depth = max(0, depth - 1)
            ended = True
        elif code == _FILEPASS and length:
            walked.encrypted = True  # from here on the bodies say nothing
            return walked
        elif code == _BOUNDSHEET and length >= 8 and not ended:
            _note_sheet(walked, bytes(records[body : body + length]))
        sound = current.sound(code, body, records[body : body + length]) if depth == 1 or code == _EOF else True
        if not sound or code not in _SHOWN or length < _LEAST.get(code, 0) or _is_loose(code, length, current):
            struct.pack_into("<H", data, at, _IGNORED)
        elif code == _OBJ and depth == 1:
            current.drawing = True
        at = body + length
    else:
        cut = _UNENDED if depth or not ended else ""
    if cut or depth:
        if not ended or not walked.sheets:
            raise damaged(cut or _UNENDED)
        _cut_off(data, at, depth, current)
    walked.data = _mend(data, walked)
    return walked


def _cut_off(data: bytearray, at: int, depth: int, current: Substream) -> None:
    """End the records where they break off, and keep behind which row that is."""
    del data[at:]
    data += _END * max(1, depth)
    if depth:
        current.cut_behind = int.from_bytes(data[current.last : current.last + 2], "little") + 1 if current.last >= 0 else 0


def _behind_padding(stream: bytes, at: int) -> int:
    following = _CONTENT.search(stream, at)
    return at + (following.start() - at) // 4 * 4 if following else len(stream)


def _mend(data: bytearray, walked: Walked) -> bytes:
    """Put right in place what xlrd would give up a whole sheet for."""
    for seen in walked.sheets.values():
        for place in seen.unanswered.values():
            data[place] = _EMPTY_TEXT
        for place in seen.odd_forms:
            data[place : place + 2] = _NO_FORMAT
    return bytes(data)


def _is_loose(code: int, length: int, current: Substream) -> bool:
    """Does an object say nothing, or a text belong to no object."""
    return (code == _OBJ and not length) or (code == _TXO and not current.drawing)


def _note_sheet(walked: Walked, body: bytes) -> None:
    position, _, kind = struct.unpack_from("<IBB", body)
    if kind == 0:
        if len(walked.positions) >= limits.SHEETS:
            raise UnreadableError(TOO_LARGE, what=f"工作表超过 {limits.SHEETS} 个")
        walked.positions.append(position)
    else:
        walked.others.append((_sheet_name(body[6:]), kind))


def _sheet_name(raw: bytes) -> str:
    """Read a BIFF8 short string: its length, a flag for two bytes a character, the characters."""
    length, wide = raw[0], raw[1] & 1
    return raw[2 : 2 + 2 * length].decode("utf-16-le", "replace") if wide else raw[2 : 2 + length].decode("latin-1")


def damaged(detail: str) -> UnreadableError:
    return UnreadableError(DAMAGED, kind=KIND, detail=detail)
