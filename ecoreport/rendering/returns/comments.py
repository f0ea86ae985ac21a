"""Comments on cells, in the three forms that workbooks hold: the text, the shape that shows it, and the thread that newer programs show."""

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from ecoreport.language import patterns as re
from ecoreport.model import RETURN_HEAD, column_letters
from ecoreport.rendering.returns.package import OFFICE, Parts
from ecoreport.rendering.returns.sheet import Place, SheetPart, fit, parse_place
from ecoreport.rendering.returns.xmltext import DECLARATION, Edit, Element, NotEditableError, edited, elements, inside, text

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_WIDE, _LINE, _MOST_LINES = 340, 18, 24  # pixels of a shape, of a line in it; lines that it shows
_SHOWN_IN_LINE = 26  # Hanzi
_SHAPE_NUMBER = re.compile(rb"_s(\d+)")
_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def put_comments(parts: Parts, part: str, sheet: SheetPart, said: Mapping[Place, str], author: str) -> None:
    """Say something of cells of a sheet, behind what their comments say already; what an earlier return said goes."""
    relations = parts.relations(part)
    known = next((target for _, kind, target in relations if kind == "comments" and target in parts), None)
    threads = next((target for _, kind, target in relations if kind == "threadedComment" and target in parts), None)
    if known is None and not said:
        return
    name = known or parts.free("xl/commentsReturn{}.xml")
    data = parts.read(name) if known else DECLARATION + f'<comments xmlns="{_SPACE}"><authors/><commentList/></comments>'.encode()
    before = set(_by_place(elements(data, ("comment",))))
    data = _without_ours(data)
    kept = set(_by_place(elements(data, ("comment",))))
    if known and not said and data == parts.read(known):
        return
    parts.write(name, _with_texts(data, said, author) if said else data)
    if not known:
        parts.set_type(name, _COMMENTS_TYPE)
        parts.lead(part, f"{OFFICE}/comments", name)
    shown = kept | set(said)
    fresh = {place: said.get(place, "") for place in (shown - before if sheet.drawing else shown)}
    _put_shapes(parts, part, sheet, fresh, before - shown)
    if threads:
        _put_replies(parts, threads, said, author)


def _by_place(found: list[Element]) -> dict[Place, Element]:
    placed = ((parse_place(each.attributes.get("ref", "")), each) for each in found if each.tag == "comment")
    return {place: each for place, each in placed if place}


# ---- the texts --------------------------------------------------------------------------------


def _without_ours(data: bytes) -> bytes:
    """Take away what an earlier return said; a comment that said nothing else goes whole."""
    if RETURN_HEAD.encode() not in data:
        return data
    edits: list[Edit] = []
    found = elements(data)
    for comment in (each for each in found if each.tag == "comment"):
        runs = [each for each in found if each.tag == "t" and comment.start < each.start < comment.end]
        begun = False
        for run in runs:
            inner = data[run.opened : run.closed].decode()
            if begun:
                edits.append((run.opened, run.closed, b""))
            elif RETURN_HEAD in inner:
                begun = True
                edits.append((run.opened, run.closed, inner.partition(RETURN_HEAD)[0].rstrip().encode()))
        rest = edited(data, [edit for edit in edits if comment.start < edit[0] < comment.end])
        if begun and not any(data_of.strip() for data_of in _texts(rest, comment.attributes.get("ref", ""))):
            edits = [edit for edit in edits if not comment.start < edit[0] < comment.end]
            edits.append((comment.start, comment.end, b""))
    return edited(data, edits)


def _texts(data: bytes, ref: str) -> list[str]:
    found = elements(data, ("comment", "t"))
    comment = next(each for each in found if each.tag == "comment" and each.attributes.get("ref") == ref)
    return [data[each.opened : each.closed].decode() for each in found if each.tag == "t" and comment.start < each.start < comment.end]


def _with_texts(data: bytes, said: Mapping[Place, str], author: str) -> bytes:
    found = elements(data)
    prefix = found[0].prefix
    authors = next((each for each in found if each.tag == "authors"), None)
    listed = next((each for each in found if each.tag == "commentList"), None)
    edits: list[Edit] = []
    number = sum(each.tag == "author" for each in found)
    if authors:
        edits.append(inside(authors, data, f"<{prefix}author>{text(author)}</{prefix}author>".encode()))
    else:
        edits.append(
            (
                found[0].opened,
                found[0].opened,
                f"<{prefix}authors><{prefix}author>{text(author)}</{prefix}author></{prefix}authors>".encode(),
            )
        )
    places = _by_place(found)
    fresh = []
    for place, words in sorted(said.items()):
        if place not in places:
            inner = _run(words, prefix)
            ref = f"{column_letters(place[1])}{place[0]}"
            fresh.append(f'<{prefix}comment ref="{ref}" authorId="{number}"><{prefix}text>{inner}</{prefix}text></{prefix}comment>')
            continue
        comment = places[place]
        holder = next(each for each in found if each.tag == "text" and comment.start < each.start < comment.end)
        edits += _joined(data, found, holder, words, prefix)
    new = "".join(fresh).encode()
    if new:
        edits.append(
            inside(listed, data, new)
            if listed
            else (found[0].closed, found[0].closed, f"<{prefix}commentList>".encode() + new + f"</{prefix}commentList>".encode())
        )
    return edited(data, edits)


def _joined(data: bytes, found: list[Element], holder: Element, words: str, prefix: str) -> list[Edit]:
    """Put words behind those of a comment; plain text becomes a run of its own, for a run may stand beside runs only."""
    own = [each for each in found if each.depth == holder.depth + 1 and holder.opened <= each.start < holder.closed]
    edits: list[Edit] = [
        (each.start, each.end, f"<{prefix}r>".encode() + data[each.start : each.end] + f"</{prefix}r>".encode())
        for each in own
        if each.tag == "t"
    ]
    told = any(each.tag in ("r", "t") for each in own)
    edits.append(inside(holder, data, _run(f"\n{words}" if told else words, prefix).encode()))
    return edits


def _run(words: str, prefix: str) -> str:
    look = f'<{prefix}rPr><{prefix}sz val="9"/><{prefix}rFont val="宋体"/><{prefix}charset val="134"/></{prefix}rPr>'
    return f'<{prefix}r>{look}<{prefix}t xml:space="preserve">{text(words)}</{prefix}t></{prefix}r>'


# ---- the shapes -------------------------------------------------------------------------------


def _put_shapes(parts: Parts, part: str, sheet: SheetPart, fresh: Mapping[Place, str], gone: set[Place]) -> None:
    """Give comments the shapes that show them; of those that are gone, take them away."""
    leads = {id_: target for id_, kind, target in parts.relations(part) if kind == "vmlDrawing" and target in parts}
    name = leads.get(sheet.drawing or "")
    if sheet.drawing and not name:
        raise NotEditableError  # it leads to shapes that are not there
    if not name and not fresh:
        return
    data = _without_shapes(parts.read(name), gone) if name else _SHAPES.encode()
    if fresh:
        number = max((int(each[1]) for each in _SHAPE_NUMBER.finditer(data)), default=1024) + 1
        shapes = "" if b'id="_x0000_t202"' in data else _SHAPE_TYPE
        for at, (place, words) in enumerate(sorted(fresh.items())):
            shapes += _SHAPE.format(number=number + at, anchor=_anchor(sheet, place, words), row=place[0] - 1, column=place[1] - 1)
        end = data.rfind(b"</")
        data = data[:end] + shapes.encode() + data[end:]
    name = name or parts.free("xl/drawings/vmlDrawingReturn{}.vml")
    parts.write(name, data)
    if not sheet.drawing:
        parts.set_type(name, _SHAPES_TYPE)
        sheet.show(parts.lead(part, f"{OFFICE}/vmlDrawing", name))


def _without_shapes(data: bytes, gone: set[Place]) -> bytes:
    """Take shapes away; such parts are seldom well-formed, so they are cut by their words."""
    for row, column in sorted(gone):
        here = rf"<x:Row>\s*{row - 1}\s*</x:Row>\s*<x:Column>\s*{column - 1}\s*</x:Column>".encode()
        data = re.sub(rb"<v:shape\b(?:(?!</v:shape>).)*?" + here + rb"(?:(?!</v:shape>).)*</v:shape>", b"", data, count=1, flags=re.DOTALL)
    return data


def _anchor(sheet: SheetPart, place: Place, words: str) -> str:
    """Place a shape beside its cell, as large as its words."""
    lines = sum(1 + len(line) // _SHOWN_IN_LINE for line in words.splitlines()) + 1
    last_column, right = fit(sheet.width, place[1] + 1, _WIDE)
    last_row, bottom = fit(sheet.height, place[0], min(lines, _MOST_LINES) * _LINE)
    return f"{place[1]}, 12, {place[0] - 1}, 2, {last_column - 1}, {right}, {last_row - 1}, {bottom}"


# ---- the threads ------------------------------------------------------------------------------


def _put_replies(parts: Parts, name: str, said: Mapping[Place, str], author: str) -> None:
    """Answer threads on cells: where there is one, newer programs show nothing else."""
    data = parts.read(name)
    found = elements(data)
    threads = [each for each in found if each.tag == "threadedComment"]
    ours = [each for each in threads if RETURN_HEAD.encode() in data[each.start : each.end]]
    roots = {
        place: each
        for each in reversed(threads)
        if "parentId" not in each.attributes and (place := parse_place(each.attributes.get("ref", "")))
    }
    answered = {place: words for place, words in said.items() if place in roots}
    edits: list[Edit] = [(each.start, each.end, b"") for each in ours]
    person = _identify(author)
    for place, words in sorted(answered.items()):
        root, prefix = roots[place], roots[place].prefix
        ref, parent = root.attributes.get("ref", ""), root.attributes.get("id", "")
        reply = (
            f'<{prefix}threadedComment ref="{ref}" dT="2020-01-01T00:00:00.00" personId="{person}" id="{_identify(f"{name}{ref}{words}")}" '
            f'parentId="{parent}"><{prefix}text>{text(words)}</{prefix}text></{prefix}threadedComment>'
        )
        edits.append(inside(found[0], data, reply.encode()))
    parts.write(name, edited(data, edits))
    if answered:
        _put_person(parts, person, author)


def _put_person(parts: Parts, person: str, author: str) -> None:
    name = next((each for each in parts if each.startswith("xl/persons/") and each.endswith(".xml")), None)
    if name is None:
        return
    data = parts.read(name)
    found = elements(data)
    if person.encode() not in data:
        prefix = found[0].prefix
        new = f'<{prefix}person displayName="{text(author)}" id="{person}" userId="{text(author)}" providerId="None"/>'
        parts.write(name, edited(data, [inside(found[0], data, new.encode())]))


def _identify(told: str) -> str:
    """Name something in the way of such parts; the same by the same name."""
    return f"{{{str(UUID(bytes=sha256(told.encode()).digest()[:16])).upper()}}}"
