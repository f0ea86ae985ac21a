"""XML by the standard library's expat: streamed, with namespaces, no DOCTYPE."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.rules import DAMAGED, FORBIDDEN_XML

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def local(name: str) -> str:
    """Drop the namespace of a name."""
    return name.rpartition("}")[2]


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
