"""What the styles of a web page say of an element: the page's own rules, its style attribute, and what stands open around it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_TOLD = re.compile(r"number-?format|text-decoration|display|visibility|mso-element|mso-style-parent", re.IGNORECASE)
_ONLY_AT_TIMES = re.compile(r"[:\[+~*]")  # a pointer above it, every second row, a neighbour
_KEY = re.compile(r"[.#]?[\w-]+")
_PARENT = re.compile(r"mso-style-parent\s*:\s*([\w-]+)", re.IGNORECASE)
_DECORATION = re.compile(r"text-decoration(?:-line)?\s*:([^;]*)", re.IGNORECASE)
_DISPLAY = re.compile(r"(?<![\w-])display\s*:([^;]*)", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?<![\w-])visibility\s*:([^;]*)", re.IGNORECASE)
_STRIKES = frozenset(("s", "strike", "del"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_ROOMS = frozenset(("table", "td", "th", "caption"))  # what is left open within ends with them
_ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"))
_GROUPS = ("colgroup", "thead", "tbody", "tfoot")
_ENDED_BY = {
    "p": ("p",), "li": ("li",), "option": ("option",), "td": ("td", "th"), "th": ("td", "th"), "tr": ("colgroup", "tr"),
    "thead": _GROUPS, "tbody": _GROUPS, "tfoot": _GROUPS,
}  # fmt: skip
_MOST_RULES = 200  # that end in one and the same word
_DEEPEST = 512  # as far as browsers look


@dataclass(frozen=True, slots=True)
class _Rule:
    own: frozenset[str]  # of the element: its tag, .class, #id
    around: frozenset[str]  # of elements that it is within
    declarations: str


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    keys: tuple[str, ...]
    struck: bool | None  # its text: through this element or those around it; False: a font of its own, not struck; None: as the cell's
    hidden: bool


def is_struck(style: str) -> bool | None:
    """Is text struck through by a style; None where it does not say."""
    said = _DECORATION.findall(style)
    return "line-through" in said[-1].lower() if said else None


def is_gone(style: str, attributes: dict[str, str]) -> bool:
    """Is an element taken off the screen, with the room that it needs."""
    return "hidden" in attributes or _last(_DISPLAY, style) == "none"


def is_hidden(style: str, attributes: dict[str, str]) -> bool:
    return is_gone(style, attributes) or _last(_VISIBILITY, style) in ("hidden", "collapse")


def _last(declaration: re.Pattern[str], style: str) -> str:
    said = declaration.findall(style)
    return said[-1].partition("!")[0].strip().lower() if said else ""


class Cascade:
    """The rules of a page's style sheets, and the elements that are open while it is read."""

    def __init__(self) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._open: list[_Element] = []
        self._around: Counter[str] = Counter()

    def add_rules(self, sheet: str) -> None:
        for selectors, declarations in _split_rules(sheet):
            if _TOLD.search(declarations):
                for selector in selectors.split(","):
                    self._add_rule(selector, declarations)

    def _add_rule(self, selector: str, declarations: str) -> None:
        if _ONLY_AT_TIMES.search(selector):
            return
        keys = [[_folded(key) for key in _KEY.findall(part)] for part in selector.replace(">", " ").split()]
        if keys and keys[-1]:
            rules = self._rules.setdefault(keys[-1][-1], [])
            if len(rules) < _MOST_RULES:
                rules.append(_Rule(frozenset(keys[-1]), frozenset(key for part in keys[:-1] for key in part), declarations))

    def style_of(self, tag: str, attributes: dict[str, str]) -> str:
        """Join all declarations for an element that comes next, the weightiest last."""
        keys = _keys(tag, attributes)
        rules = (rule for key in keys for rule in self._rules.get(key, ()))
        said = [
            self._of_parent(rule.declarations) + rule.declarations
            for rule in rules
            if rule.own.issubset(keys) and all(self._around[key] for key in rule.around)
        ]
        return ";".join((*said, attributes.get("style", "")))

    def _of_parent(self, declarations: str) -> str:
        """Excel writes into a class only in what it differs from its named style."""
        parent = _PARENT.search(declarations)
        return "".join(f"{rule.declarations};" for rule in self._rules.get(f".{parent[1]}", ())) if parent else ""

    def open(self, tag: str, attributes: dict[str, str], style: str) -> None:
        """Enter an element; one that has no end of its own is passed over."""
        if tag in _VOID:
            return
        for ended in _ENDED_BY.get(tag, ()):
            self.close(ended)
        struck = self.struck
        if tag in ("td", "th"):
            struck = None  # what holds for a whole cell is the cell's own
        elif tag in _STRIKES or is_struck(style):
            struck = True
        elif tag == "font" and struck is None:
            struck = is_struck(style)
        hidden = self.hidden or is_hidden(style, attributes)
        self._open.append(_Element(tag, (keys := _keys(tag, attributes)), struck, hidden))
        self._around.update(keys)

    def close(self, tag: str) -> None:
        """Leave an element and whatever was left open within it; not beyond the cell or the table around."""
        for depth, element in enumerate(islice(reversed(self._open), _DEEPEST), 1):
            if element.tag == tag:
                for left in self._open[-depth:]:
                    self._around.subtract(left.keys)
                del self._open[-depth:]
                return
            if element.tag == "table" or (element.tag in _ROOMS and tag not in _ROWS and tag != "table"):
                return

    @property
    def struck(self) -> bool | None:
        return self._open[-1].struck if self._open else None

    @property
    def hidden(self) -> bool:
        return bool(self._open) and self._open[-1].hidden


def _keys(tag: str, attributes: dict[str, str]) -> tuple[str, ...]:
    name = attributes.get("id", "")
    return (tag, *(f".{name}" for name in attributes.get("class", "").split()), *((f"#{name}",) if name else ()))


def _folded(key: str) -> str:
    return key if key.startswith((".", "#")) else key.lower()


def _split_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of every rule that holds on a screen."""
    head, *commented = sheet.replace("<!--", "").replace("-->", "").split("/*")
    text = head + "".join(part.partition("*/")[2] for part in commented)
    around: list[str] = []
    for part in re.split(r"(?<=[{}])", text):
        if part.endswith("{"):
            around.append(part[:-1].rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            if not selectors.startswith("@") and not any("print" in outer for outer in around):
                yield selectors, part.removesuffix("}")
