"""Find again, in a finished document, what people must still supply, and what they have supplied: each under its heading."""

from collections.abc import Iterable, Iterator
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.records import dataclass
from ecoreport.rendering.word.headings import Heading, find_headings, text_of
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn
from ecoreport.rendering.word.package import roots

_GAP = re.compile(r"(P_[0-9a-f]{10})(?:_\d+)?")
_MARK = re.compile(r"〔待补[：:]?([^〔〕]*)〕")
_START, _NAME = qn("w:bookmarkStart"), qn("w:name")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a paper where something was asked for."""

    id: str  # of what was asked for
    under: str  # the heading
    missing: str | None  # what the mark says; None: it has been supplied


def number_gaps(among: Iterable[Element]) -> None:
    """Tell the marks of one thing apart: a name may stand only once in a document."""
    met: dict[str, int] = {}
    for start in (node for root in among for node in root.iter(_START)):
        if match := _GAP.fullmatch(start.get(_NAME)):
            number = met[match[1]] = met.get(match[1], 0) + 1
            start.set(_NAME, match[1] if number == 1 else f"{match[1]}_{number}")


def find_gaps(document: Any) -> Iterator[Place]:
    """Find every mark of a finished document, and every text that stands in place of one, in their order."""
    headings = dict(_named(find_headings(document)))
    for root in roots(document):
        under = ""
        for paragraph in root.iter(qn("w:p")):
            under = headings.get(paragraph, under)
            for start in paragraph.iter(_START):
                if match := _GAP.fullmatch(start.get(_NAME)):
                    mark = _MARK.fullmatch(_words_of(start))
                    yield Place(match[1], under, mark[1] if mark else None)


def _named(headings: Iterable[Heading]) -> Iterator[tuple[Element, str]]:
    """Name each heading so that it is found: by the chapter in which it stands, and its own words."""
    chapter = ""
    for heading in headings:
        chapter = heading.label if heading.level == 1 else chapter
        label = heading.label if heading.level > 1 else ""
        yield heading.paragraph, f"{chapter} {label}{heading.text}".strip()


def _words_of(start: Element) -> str:
    """Read what stands between a bookmark's two ends."""
    words = ""
    for node in start.itersiblings():
        if node.tag == qn("w:bookmarkEnd"):
            break
        words += text_of(node)
    return words
