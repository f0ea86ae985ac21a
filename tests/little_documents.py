"""Little Word documents for the engine's tests, typed element by element."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

STYLES = {"待补": "Pending", "数值链接": "ValueLink"}


def document(*elements: str):
    """Make a document of these paragraphs and tables."""
    made = docx.Document()
    for old in made.element.body.xpath("w:p | w:tbl"):
        old.getparent().remove(old)
    for place, xml in enumerate(elements):
        made.element.body.insert(place, parse_xml(xml.replace("<w:p", f"<w:p {nsdecls('w')}", 1) if xml.startswith("<w:p") else xml))
    return made


def paragraph(*runs: str, style: str = "", level: int | None = None, number: str = "") -> str:
    told = (f'<w:pStyle w:val="{style}"/>' if style else "") + number
    told += "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return f"<w:p>{f'<w:pPr>{told}</w:pPr>' if told else ''}{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str | None = "?") -> str:
    """Write a field as Word does; without a result it has neither a separator."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else mark.format("separate") + (run(result, "<w:b/>") + run("!") if result else "")
    return f"{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{shown}{mark.format('end')}"


def bookmark(name: str, number: int, inner: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def texts(root) -> list[str]:
    return ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in root.iter(qn("w:p"))]


def instructions(root) -> list[str]:
    return ["".join(node.text or "" for node in each.iter(qn("w:instrText"))).strip() for each in root.iter(qn("w:p"))]


def style_of(each) -> str:
    """Give a run's character style and, as *, its boldness."""
    node = each.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    bold = each.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    return ("" if node is None else f"{node.get(qn('w:val'))}:") + ("*" if bold else "")
