"""XML that is edited where it stands: elements are found by their bytes, all others stay as they were written."""

from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from ecoreport.language import patterns as re
from ecoreport.records import dataclass

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Edit = tuple[int, int, bytes]  # what stands between two places gives way to this


class NotEditableError(Exception):
    """A package is not built as its parts can be edited where they stand."""


@dataclass(slots=True)
class Element:
    """One element of a part, by where its bytes stand."""

    name: str  # as written, with its prefix
    attributes: dict[str, str]
    start: int
    opened: int  # behind its start tag
    closed: int = 0  # where its end tag begins; of <a/> the end
    end: int = 0
    depth: int = 0

    @property
    def tag(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """Give what stands before a name of the same space: "x:" or nothing."""
        return self.name[: -len(self.tag)]

    @property
    def empty(self) -> bool:
        """Is it written <a/>."""
        return self.opened == self.end


def elements(data: bytes, tags: Iterable[str] | None = None) -> list[Element]:
    """Find the elements of a part in the order of their start tags; `tags` are the ones wanted, None: all."""
    if not data.startswith((b"<", b"\xef\xbb\xbf<")):
        raise NotEditableError
    wanted = None if tags is None else frozenset(tags)
    found: list[Element] = []
    opened: list[Element | None] = []
    parser = ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if wanted is None or name.rpartition(":")[2] in wanted or not opened:
            at = parser.CurrentByteIndex
            match = _TAG.match(data, at)
            if match is None:
                raise NotEditableError
            element = Element(name, attributes, at, match.end(), depth=len(opened))
            found.append(element)
            opened.append(element)
        else:
            opened.append(None)

    def end(_: str) -> None:
        element = opened.pop()
        if element is None:
            return
        if data[element.opened - 2 : element.opened] == b"/>":
            element.closed = element.end = element.opened
        else:
            element.closed = parser.CurrentByteIndex
            element.end = data.index(b">", element.closed) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except ExpatError as fault:
        raise NotEditableError from fault
    return found


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Make edits that do not overlap; several insertions at one place keep their order."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [data[at:start], new]
        at = end
    return b"".join((*pieces, data[at:]))


def inside(element: Element, data: bytes, new: bytes) -> Edit:
    """Put something at an element's end, which may have been written <a/>."""
    if not element.empty:
        return element.closed, element.closed, new
    tag = data[element.start : element.opened]
    return element.start, element.end, tag[:-2].rstrip() + b">" + new + f"</{element.name}>".encode()


def with_attributes(data: bytes, element: Element, changes: dict[str, str | None]) -> Edit:
    """Change attributes of a start tag; None takes one away."""
    tag = data[element.start : element.opened]
    for name, value in changes.items():
        place = re.search(rf"""\s{re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""".encode(), tag)
        new = b"" if value is None else f" {name}={attribute(value)}".encode()
        if place:
            tag = tag[: place.start()] + new + tag[place.end() :]
        else:
            close = -2 if tag.endswith(b"/>") else -1
            tag = tag[:close].rstrip() + new + tag[close:]
    return element.start, element.opened, tag


def text(value: str) -> str:
    """Write words into an element."""
    return escape(clean(value))


def attribute(value: str) -> str:
    """Write words as an attribute, with its quotation marks; line breaks stay what they are."""
    return quoteattr(clean(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def clean(value: str) -> str:
    """Replace what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", value)
