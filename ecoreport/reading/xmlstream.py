"""XML by the standard library's expat: streamed, with namespaces, no DOCTYPE."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import DAMAGED, FORBIDDEN_XML

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


# What stands in for content that a program does not know; the content itself stands beside it, as a Choice.
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
EXTENSIONS = "extLst"  # what later editions added, in namespaces of their own


def refuse_doctype(*_: object) -> None:
    raise UnreadableError(FORBIDDEN_XML)


def make_parser(start: Start | None, end: End | None = None, text: Text | None = None) -> expat.XMLParserType:
    """Make a parser whose names read "namespace}local"."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], kind: str, part: str) -> None:
    """Feed a part to its end; what is not well-formed is damage, with its line."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fault:  # the latter two: an encoding that Python lacks
        raise UnreadableError(DAMAGED, kind=kind, detail=f"“{part}”第 {parser.CurrentLineNumber} 行写法不合规范") from fault
    finally:  # a parser and those that it tells hold one another: what they hold is to go with them
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = parser.StartNamespaceDeclHandler = None


def skip_element(parser: expat.XMLParserType) -> None:
    """Pass over the element that has just begun, with all that it holds."""
    handlers = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler
    depth = 1

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if not depth:
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, None


def skip_flat(parser: expat.XMLParserType, name: str, count: Callable[[int], None]) -> None:
    """Pass over the element that has just begun, which holds none of its name; `count` is told how many are within."""
    handlers = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler
    within = 0

    def end(ended: str) -> None:
        nonlocal within
        if ended == name:
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers
            count(within)
        within += 1

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = None, end, None


def read_own(chunks: Iterable[bytes], kind: str, part: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Read a part by the local names of the elements that share its root's namespace; a name in another one is another name."""
    tags: dict[str, str] = {}  # of the names met: their local ones, "" where they are another namespace's
    passed = {FALLBACK}

    def learn(name: str) -> str:
        around, separator, tag = name.rpartition("}")
        if not tags:  # the root
            tags[""] = around
            passed.add(f"{around}{separator}{EXTENSIONS}")
        return tags.setdefault(name, tag if around == tags[""] and name not in passed else "")

    def own_start(name: str, attributes: dict[str, str]) -> None:
        if tag := tags.get(name) or learn(name):
            start(tag, attributes)
        elif name in passed:
            skip_element(parser)

    def own_end(name: str) -> None:
        if tag := tags[name]:
            end(tag)  # type: ignore[misc]  # asked for only where there is one

    parser = make_parser(own_start, own_end if end is not None else None, text)
    feed(parser, chunks, kind, part)
