"""The shape of Word's complex fields: begin, instruction, separator, the runs of the last result, end."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.parser import OxmlElement

from ecoreport.records import dataclass
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn


@dataclass(frozen=True, slots=True)
class Field:
    """A complex field: its begin, what it says, and the runs of its last result."""

    begin: Element
    words: tuple[str, ...]  # its instruction, cut at blanks
    instruction: tuple[Element, ...]
    separate: Element | None
    result: tuple[Element, ...]
    end: Element


def paragraphs_with_fields(body: Element) -> dict[Element, None]:
    """Find the paragraphs in which a field begins, in their order."""
    return dict.fromkeys(next(mark.iterancestors(qn("w:p"))) for mark in body.iter(qn("w:fldChar")))


def fields_of(paragraph: Element) -> Iterator[Field]:
    """Find the complex fields that begin and end in a paragraph, the outer before the inner."""
    opened: list[dict[str, Any]] = []
    found: list[Field] = []
    for run in paragraph.iter(qn("w:r")):
        mark = mark_of(run)
        if mark == "begin":
            opened.append({"begin": run, "instruction": [], "separate": None, "result": []})
        elif opened and mark == "separate":
            opened[-1]["separate"] = run
        elif opened and mark == "end":
            parts = opened.pop()
            told = "".join(node.text or "" for part in parts["instruction"] for node in part.iter(qn("w:instrText")))
            if words := tuple(told.split()):
                found.append(Field(parts["begin"], words, tuple(parts["instruction"]), parts["separate"], tuple(parts["result"]), run))
        elif opened and opened[-1]["separate"] is not None:
            opened[-1]["result"].append(run)
        elif opened:
            opened[-1]["instruction"].append(run)
    yield from found


def mark_of(run: Element) -> str | None:
    node = run.find(qn("w:fldChar"))
    return None if node is None else str(node.get(qn("w:fldCharType")))


def write_result(field: Field, words: str) -> None:
    """Set a field's result, in the look of its first run."""
    if not field.result:
        run = OxmlElement("w:r")
        if field.separate is None:
            field.end.addprevious(field_mark("separate"))
        field.end.addprevious(run)
    else:
        run = field.result[0]
    for extra in field.result[1:]:
        extra.getparent().remove(extra)
    for child in list(run):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    run.append(text)


def field_mark(kind: str) -> Element:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
    return run
