"""What hangs on a sheet of an .xlsx in parts of its own: comments, drawings, tables' filters."""

from ecoreport.reading.cells import parse_address
from ecoreport.reading.faults import Lost, salvaging
from ecoreport.reading.package import Package
from ecoreport.reading.relationships import relationships
from ecoreport.reading.richtext import RichTextReader
from ecoreport.reading.xmlstream import read_own
from ecoreport.records import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attachments:
    comments: dict[Place, str]
    pictures: int = 0
    text_boxes: int = 0
    filter_active: bool = False


def read_attachments(package: Package, part: str, lost: Lost) -> Attachments:
    """Read all that a sheet's relationships lead to; threaded comments replace the legacy text that stands in for them."""
    legacy: dict[Place, str] = {}
    threads: dict[Place, str] = {}
    pictures = boxes = 0
    filtered = False
    for relationship in relationships(package, part, lost):
        if relationship.target not in package:
            continue
        if relationship.kind == "comments":
            legacy |= _read_comments(package, relationship.target, lost)
        elif relationship.kind == "threadedComment":
            threads |= _read_threads(package, relationship.target, lost)
        elif relationship.kind == "drawing":
            more_pictures, more_boxes = _count_drawings(package, relationship.target, lost)
            pictures, boxes = pictures + more_pictures, boxes + more_boxes
        elif relationship.kind == "table":
            filtered = _is_filtering(package, relationship.target, lost) or filtered
    return Attachments(legacy | threads, pictures, boxes, filtered)


def _read_comments(package: Package, part: str, lost: Lost) -> dict[Place, str]:
    comments: dict[Place, str] = {}
    reader = RichTextReader()
    place: Place | None = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place
        if tag == "comment":
            place = parse_address(attributes.get("ref", ""))
        reader.start(tag, attributes)

    def end(tag: str) -> None:
        reader.end(tag)
        if tag == "comment":
            text = reader.finish().text.strip()
            if place is not None and text:
                comments[place] = text

    with salvaging(part, lost, comments):
        read_own(package.xml(part), package.kind, part, start, end, reader.take)
    return comments


def _read_threads(package: Package, part: str, lost: Lost) -> dict[Place, str]:
    threads: dict[Place, list[str]] = {}
    place: Place | None = None
    text: list[str] | None = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place, text
        if tag == "threadedComment":
            place = parse_address(attributes.get("ref", ""))
        elif tag == "text":
            text = []

    def take(data: str) -> None:
        if text is not None:
            text.append(data)

    def end(tag: str) -> None:
        nonlocal text
        if tag == "text" and text is not None:
            if place is not None:
                threads.setdefault(place, []).append("".join(text).strip())
            text = None

    with salvaging(part, lost, threads):
        read_own(package.xml(part), package.kind, part, start, end, take)
    return {place: "\n".join(texts) for place, texts in threads.items()}


def _count_drawings(package: Package, part: str, lost: Lost) -> tuple[int, int]:
    """Count pictures and charts, and the shapes that hold text."""
    pictures = boxes = 0
    in_shape = has_text = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal pictures, in_shape, has_text
        if tag in ("pic", "graphicFrame"):
            pictures += 1
        elif tag == "sp":
            in_shape, has_text = True, False

    def take(data: str) -> None:
        nonlocal has_text
        if in_shape and data.strip():
            has_text = True

    def end(tag: str) -> None:
        nonlocal boxes, in_shape
        if tag == "sp":
            boxes += has_text
            in_shape = False

    with salvaging(part, lost):
        read_own(package.xml(part), package.kind, part, start, end, take)
    return pictures, boxes


def _is_filtering(package: Package, part: str, lost: Lost) -> bool:
    found = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or tag == "filterColumn"

    with salvaging(part, lost):
        read_own(package.xml(part), package.kind, part, start)
    return found
