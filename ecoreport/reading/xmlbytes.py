"""The bytes of an XML part as UTF-8, whatever they came in: expat knows few encodings, and a declaration may say what is not so."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ecoreport.language import patterns as re

_DECLARATION = re.compile(rb"""\s*<\?xml\b[^>]*?\?>""")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_LONGEST_REFERENCE = 16
_MARK = "\ufffd".encode()  # shown where something stood that cannot be
_USUAL = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<(?:\?xml\s[^>]*?encoding=["'](?i:utf-8)["']|[A-Za-z])""")  # UTF-8, said or unsaid
_LONGEST_CHARACTER = 4
_HEAD = 256  # bytes within which a declaration stands
# The wider set that holds what a narrower name promises; Windows writes the wider one under the narrower's name.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc_cn": "gb18030", "big5": "cp950"}
_NARROW = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "cp1252"))  # what is declared without thought


def in_utf8(chunks: Iterable[bytes], guessed: Callable[[str], None]) -> Iterator[bytes]:
    """Pass a part on in UTF-8; `guessed` is told the encoding where the bytes are in another one than they declare."""
    chunks = iter(chunks)
    head = next(chunks, b"")
    while len(head) < _HEAD and (more := next(chunks, b"")):
        head += more
    head = head.lstrip(b" \t\r\n")  # a declaration stands at the very beginning, or expat gives up
    declared = "utf-8"
    if not _USUAL.match(head):
        if wide := next((encoding for mark, encoding in _WIDE if head.startswith(mark)), ""):
            yield from _transcode(chain((head,), chunks), wide)
            return
        declared = _declared(head)
        if declared != "utf-8" and (match := _DECLARATION.match(head)):
            head = b"\n" * match[0].count(b"\n") + head[match.end() :]
    chunk = head
    while chunk.isascii():
        if not chunk:
            return
        yield chunk
        chunk = next(chunks, b"")
    encoding = _settle(chunk, declared)
    if encoding not in (declared, "utf-8") or (encoding == "utf-8" and declared not in _NARROW):
        guessed(encoding)
    rest = chain((chunk,), chunks)
    yield from rest if encoding == "utf-8" else _transcode(rest, encoding)


def without_illegal(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a part on with a mark in the place of each character that XML cannot hold, written plainly or by its number."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        at = piece.rfind(b"&", -_LONGEST_REFERENCE)
        cut = at if at >= 0 and b";" not in piece[at:] else len(piece)
        rest = piece[cut:]
        yield _REFERENCE.sub(_legal, _CONTROL.sub(_MARK, piece[:cut]))
    yield rest


def _legal(match: re.Match[bytes]) -> bytes:
    number = int(match[1], 16) if match[1] else int(match[2])
    allowed = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return match[0] if allowed else _MARK


def _declared(head: bytes) -> str:
    declaration = _DECLARATION.match(head)
    told = _ENCODING.search(declaration[0]) if declaration else None
    if not told:
        return "utf-8"
    try:
        name = codecs.lookup(told[1].decode("ascii")).name
    except LookupError:
        return ""
    return _WIDER.get(name, name)


def _settle(chunk: bytes, declared: str) -> str:
    """Decide by the first bytes beyond ASCII: UTF-8 shows itself, then what is declared, then what Windows in China writes."""
    if _fits(chunk, "utf-8"):
        return "utf-8"
    told = (declared,) if declared not in _NARROW else ()
    return next((encoding for encoding in (*told, "gb18030") if encoding and _fits(chunk, encoding)), "utf-8")


def _fits(chunk: bytes, encoding: str) -> bool:
    try:
        chunk.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.end == len(chunk) and fault.end - fault.start < _LONGEST_CHARACTER  # the chunk may end within a character
    except LookupError:  # a codec that is none of text
        return False
    return True


def _transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Decode strictly and encode anew, without a declaration that would no longer be true."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = True
    for chunk in chunks:
        piece = decoder.decode(chunk).encode("utf-8", "surrogatepass")
        if first:
            first = False
            piece = piece.removeprefix(b"\xef\xbb\xbf")
            if match := _DECLARATION.match(piece):
                piece = piece[match.end() :]
        yield piece
    if rest := decoder.decode(b"", final=True):
        yield rest.encode("utf-8", "surrogatepass")
