"""Find what people must still supply: every 〔待补〕 of a finished document, with its place."""

import re
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from ecoreport.rendering.word.headings import find_headings, text_of

_PENDING = re.compile(r"〔待补[^〔〕]*〕")


def pending_places(document: bytes) -> tuple[str, ...]:
    """List every 〔待补〕 of a rendered document, each under its heading, in its order."""
    opened = Document(BytesIO(document))
    headings = {heading.paragraph: heading for heading in find_headings(opened)}
    places, under = [], ""
    for paragraph in opened.element.body.iter(qn("w:p")):
        if heading := headings.get(paragraph):
            under = f"{heading.label}{heading.text}"
        places += [f"{under}：{mark}" for mark in _PENDING.findall(text_of(paragraph))]
    return tuple(dict.fromkeys(places))
