"""What hangs on a sheet of an .xlsx in parts of its own: comments, drawings, tables' filters."""

from dataclasses import dataclass

from ecoreport.reading.cells import parse_address
from ecoreport.reading.package import Package
from ecoreport.reading.relationships import Relationship, relationships
from ecoreport.reading.richtext import RichTextReader
from ecoreport.reading.xmlstream import feed, local, make_parser

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attachments:
    comments: dict[Place, str]
    pictures: int = 0
    text_boxes: int = 0
    filter_active: bool = False


def read_attachments(package: Package, part: str) -> Attachments:
    """Read all that a sheet's relationships lead to; threaded comments replace the legacy text that stands in for them."""
    legacy: dict[Place, str] = {}
    threads: dict[Place, str] = {}
    pictures = boxes = 0
    filtered = False
    for relationship in relationships(package, part):
        if relationship.target not in package:
            continue
        if relationship.kind == "comments":
            legacy |= _read_comments(package, relationship)
        elif relationship.kind == "threadedComment":
            threads |= _read_threads(package, relationship)
        elif relationship.kind == "drawing":
            more_pictures, more_boxes = _count_drawings(package, relationship)
            pictures, boxes = pictures + more_pictures, boxes + more_boxes
        elif relationship.kind == "table":
            filtered = _is_filtering(package, relationship) or filtered
    return Attachments(legacy | threads, pictures, boxes, filtered)


def _read_comments(package: Package, relationship: Relationship) -> dict[Place, str]:
    comments: dict[Place, str] = {}
    reader = RichTextReader()
    place: Place | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal place
        tag = local(name)
        if tag == "comment":
            place = parse_address(attributes.get("ref", ""))
        reader.start(tag, attributes)

    def end(name: str) -> None:
        tag = local(name)
        reader.end(tag)
        if tag == "comment":
            text = reader.finish().text.strip()
            if place is not None and text:
                comments[place] = text

    feed(make_parser(start, end, reader.take), package.chunks(relationship.target), package.kind, relationship.target)
    return comments


def _read_threads(package: Package, relationship: Relationship) -> dict[Place, str]:
    threads: dict[Place, list[str]] = {}
    place: Place | None = None
    text: list[str] | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal place, text
        if (tag := local(name)) == "threadedComment":
            place = parse_address(attributes.get("ref", ""))
        elif tag == "text":
            text = []

    def take(data: str) -> None:
        if text is not None:
            text.append(data)

    def end(name: str) -> None:
        nonlocal text
        if local(name) == "text" and text is not None:
            if place is not None:
                threads.setdefault(place, []).append("".join(text).strip())
            text = None

    feed(make_parser(start, end, take), package.chunks(relationship.target), package.kind, relationship.target)
    return {place: "\n".join(texts) for place, texts in threads.items()}


def _count_drawings(package: Package, relationship: Relationship) -> tuple[int, int]:
    """Count pictures and charts, and the shapes that hold text."""
    pictures = boxes = 0
    in_shape = has_text = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal pictures, in_shape, has_text
        tag = local(name)
        if tag in ("pic", "graphicFrame"):
            pictures += 1
        elif tag == "sp":
            in_shape, has_text = True, False

    def take(data: str) -> None:
        nonlocal has_text
        if in_shape and data.strip():
            has_text = True

    def end(name: str) -> None:
        nonlocal boxes, in_shape
        if local(name) == "sp":
            boxes += has_text
            in_shape = False

    feed(make_parser(start, end, take), package.chunks(relationship.target), package.kind, relationship.target)
    return pictures, boxes


def _is_filtering(package: Package, relationship: Relationship) -> bool:
    found = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or local(name) == "filterColumn"

    feed(make_parser(start), package.chunks(relationship.target), package.kind, relationship.target)
    return found
