"""Check a Word template before anything is rendered: fields that do not exist or are not used, tags that Word cut up.

A template asks for the fields of its paper's view, which is handed in; every expression is followed through the records'
types, so that a slip in a rarely taken branch is found too.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, get_args, get_type_hints
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from ecoreport.errors import TemplateError
from ecoreport.language import patterns as re
from ecoreport.model import TemplateFile
from ecoreport.records import dataclass
from ecoreport.rendering.word.headings import text_of
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn
from ecoreport.rendering.word.package import roots
from ecoreport.rendering.word.rows import Rows
from ecoreport.rendering.word.syntax import TAG, around, explain, find_crossing, sandbox

_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)  # as docxtpl sees it
_BREAKS = re.compile("[\t\a\n\f]")  # what it makes a tab, a paragraph, a line and a page of
_ANY = object()  # a type that cannot be known here
_ELEMENTS = {"first", "last", "random"}  # filters that give one of many
_SAME = {"list", "sort", "reverse", "unique", "selectattr", "rejectattr", "select", "reject", "default", "d"}


@dataclass(frozen=True, slots=True)
class Fields:
    """What a template may ask for."""

    view: type  # a record; its fields and theirs are the template's vocabulary
    keyed: Mapping[type, Mapping[str, object]]  # of each type that is asked by key: its keys, and what they give
    names: Mapping[str, str]  # what people call the fields of the view


@dataclass(frozen=True, slots=True)
class _Scope:
    """The names that an expression may use where it stands."""

    types: Mapping[str, object]

    def bind(self, name: str, kind: object) -> "_Scope":
        return _Scope({**self.types, name: kind})


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    rows: Rows | None = None  # where the plain rows of long tables go
    patch_xml = staticmethod(lru_cache(maxsize=32)(DocxTemplate("").patch_xml))  # made ready once, however many papers are made of it

    def render_xml_part(self, xml: str, part: Any, context: Mapping[str, Any], sandbox: Any = None) -> str:
        """Fill in the document, or a header; of the document the rows stand aside as they come."""
        engine = self.rows.beside(sandbox) if self.rows and part is self.docx.part else sandbox
        filled: str = super().render_xml_part(xml, part, context, engine)
        return filled

    def resolve_listing(self, xml: str) -> str:
        """Break lines where a value holds a break; docxtpl would take every paragraph apart to look for one."""
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(lambda match: resolve(match[0]) if _BREAKS.search(match[0]) else match[0], xml)


def open_template(file: TemplateFile) -> DocxTemplate:
    """Open a template, or say that it is none."""
    try:
        template = _Template(BytesIO(file.data))
        template.init_docx()
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError(f"模板“{file.path}”打不开。请确认它是用 Word 或 WPS 存成的 .docx 文件。") from error
    return template


def check_template(template: DocxTemplate, asked: Fields) -> tuple[str, ...]:
    """List in Chinese what is wrong with a template, with the text around each fault; nothing is rendered.

    A template that does not parse has one fault: every other would follow from it.
    """
    return _find_syntax_fault(template) or (*_find_slips(template, asked), *_find_unused(template, asked))


def find_faults(template: DocxTemplate, asked: Fields) -> tuple[str, ...]:
    """List the faults that keep a template from serving, each once."""
    return _find_syntax_fault(template) or _find_slips(template, asked)


def _find_syntax_fault(template: DocxTemplate) -> tuple[str, ...]:
    """Give the one fault that keeps a template from being parsed, where there is one."""
    try:
        for source in _sources(template):
            sandbox().from_string(source)
    except TemplateSyntaxError as error:
        texts = [text_of(paragraph) for root in roots(template.get_docx()) for paragraph in root.iter(qn("w:p"))]
        return (explain(texts, error),)
    return ()


def _find_slips(template: DocxTemplate, asked: Fields) -> tuple[str, ...]:
    """List the tags that Word cut up or that cross paragraphs, and the fields that do not exist."""
    found = [fault for root in roots(template.get_docx()) for paragraph in root.iter(qn("w:p")) for fault in _paragraph_faults(paragraph)]
    found += [fault for source in _sources(template) for fault in _field_faults(source, asked)]
    return tuple(dict.fromkeys(found))


# ---- what Word did to the tags ---------------------------------------------------------------------


def _paragraph_faults(paragraph: Element) -> Iterator[str]:
    runs = [(run, text_of(run)) for run in paragraph.iter(qn("w:r"))]
    text = "".join(words for _, words in runs)
    borders, place = set(), 0
    for _, words in runs:
        place += len(words)
        borders.add(place)
    for match in TAG.finditer(text):
        if any(match.start() < border < match.end() for border in borders):
            yield (f"标记“{match[0]}”被拆成了几段（{around(text, *match.span())}）。请把它整个删去，在同一处不换格式地重新输入一遍。")
    if crossing := find_crossing(text):
        yield crossing


# ---- what the tags ask for -------------------------------------------------------------------------


def _sources(template: DocxTemplate) -> Iterator[str]:
    """Give each part's template source, a paragraph a line."""
    for root in roots(template.get_docx()):
        source = template.patch_xml(template.xml_to_string(root))
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", source.replace("\n", " "))


def _field_faults(source: str, asked: Fields) -> Iterator[str]:
    environment = sandbox()
    tree = environment.parse(source)
    known = dict.fromkeys(environment.globals, _ANY)
    lines = source.splitlines()
    for name, near, line in _Walker(asked.keyed).walk(tree, _Scope(known | get_type_hints(asked.view))):
        text = re.sub(r"<[^>]+>", "", lines[line - 1]).replace("&amp;", "&").strip()
        place = max(text.find(name.rpartition(".")[2]), 0)
        where = around(text, place, place + len(name.rpartition(".")[2]))
        mend = f"是否应为“{near}”？" if near else "请对照随附模板改正拼写。"
        yield f"模板用了不认识的字段“{name}”（{where}）。{mend}"


def _find_unused(template: DocxTemplate, asked: Fields) -> Iterator[str]:
    """List the report's fields that a template leaves out, by the first word of what it asks for."""
    trees = [sandbox().parse(source) for source in _sources(template)]
    used = {node.name for tree in trees for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for field in fields(asked.view):
        if field.name not in used:
            yield (
                f"模板没有用到字段“{field.name}”（{asked.names.get(field.name, field.name)}），报告里将没有这部分内容。"
                "确实不需要的可以不改；需要的，请从随附模板复制这一部分。"
            )


class _Walker:
    """Follows every expression through the types of the records; finds each unknown name, a likely one and its line."""

    def __init__(self, keyed: Mapping[type, Mapping[str, object]]) -> None:
        self._keyed = keyed
        self._unknown: list[tuple[str, str, int]] = []

    def walk(self, tree: nodes.Node, scope: _Scope) -> list[tuple[str, str, int]]:
        self._body(tree.iter_child_nodes(), scope)
        return self._unknown

    def _body(self, children: Iterator[nodes.Node] | list[nodes.Node], scope: _Scope) -> None:
        for child in children:
            if isinstance(child, nodes.Assign):
                scope = self._bind(child.target, self._kind(child.node, scope), scope)
            elif isinstance(child, nodes.For):
                self._loop(child, scope)
            elif isinstance(child, nodes.Expr):
                self._kind(child, scope)
            else:
                self._body(child.iter_child_nodes(), scope)

    def _loop(self, loop: nodes.For, scope: _Scope) -> None:
        inner = self._bind(loop.target, _element(self._kind(loop.iter, scope)), scope).bind("loop", _ANY)
        if loop.test:
            self._kind(loop.test, inner)
        self._body(loop.body, inner)
        self._body(loop.else_, scope)

    def _bind(self, target: nodes.Node, kind: object, scope: _Scope) -> _Scope:
        if isinstance(target, nodes.Name):
            return scope.bind(target.name, kind)
        for name in target.find_all(nodes.Name):
            scope = scope.bind(name.name, _ANY)
        return scope

    def _kind(self, node: nodes.Node, scope: _Scope) -> object:
        """Find an expression's type, and note what in it does not exist."""
        if isinstance(node, nodes.Name):
            if node.name in scope.types:
                return scope.types[node.name]
            self._miss(node.name, node.name, scope.types, node.lineno)
            return _ANY
        if isinstance(node, nodes.Getattr):
            return self._member(node, node.attr, self._kind(node.node, scope))
        if isinstance(node, nodes.Getitem):
            owner = self._kind(node.node, scope)
            self._kind(node.arg, scope)
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._member(node, node.arg.value, owner)
            return owner if isinstance(node.arg, nodes.Slice) else _element(owner)
        if isinstance(node, nodes.Filter):
            for child in node.iter_child_nodes(exclude=("node",)):
                self._kind(child, scope)
            kind = self._kind(node.node, scope) if node.node else _ANY
            return kind if node.name in _SAME else _element(kind) if node.name in _ELEMENTS else _ANY
        for child in node.iter_child_nodes():
            self._kind(child, scope)
        return _ANY

    def _member(self, node: nodes.Node, name: str, owner: object) -> object:
        if owner is _ANY:
            return _ANY
        known: Mapping[str, object] = self._keyed.get(owner) or (get_type_hints(owner) if is_dataclass(owner) else {})  # type: ignore[call-overload]  # any type may be looked up
        if name in known:
            return known[name]
        self._miss(_path(node), name, known, node.lineno)
        return _ANY

    def _miss(self, path: str, name: str, known: Iterable[str], line: int) -> None:
        near = difflib.get_close_matches(name, sorted(known), 1)
        self._unknown.append((path, path[: len(path) - len(name)] + near[0] if near else "", line))


def _element(kind: object) -> object:
    arguments = get_args(kind)
    return arguments[0] if arguments else _ANY


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}.{node.arg.value}" if isinstance(node.arg, nodes.Const) else _path(node.node)
    return node.name if isinstance(node, nodes.Name) else "…"
