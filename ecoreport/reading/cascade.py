"""What the styles of a web page say of an element: the page's own rules, its style attribute, and what stands open around it."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ecoreport.language import patterns as re
from ecoreport.records import dataclass

# The few properties that change what a cell says; the last two are how Excel and older exports write one and the same.
_PROPERTY = re.compile(
    r"(?<![\w-])(text-decoration|display|visibility|mso-element|mso-style-parent|mso-number-format|vnd\.ms-excel\.numberformat)(?:-line)?"
    r"""\s*:\s*("(?:[^"\\]|\\.){0,300}"|'(?:[^'\\]|\\.){0,300}'|[^;]*)""",
    re.IGNORECASE,
)
_SAME = {"vnd.ms-excel.numberformat": "mso-number-format"}
_ONLY_AT_TIMES = re.compile(r"[:\[+~*]")  # a pointer above it, every second row, a neighbour
_KEY = re.compile(r"[.#]?[\w-]+")
_CELLS = ("td", "th")
_STRIKES = frozenset(("s", "strike", "del"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_ROOMS = frozenset(("table", "td", "th", "caption"))  # what is left open within ends with them
_ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"))
_GROUPS = ("colgroup", "thead", "tbody", "tfoot")
_ENDED_BY = {
    "p": ("p",), "li": ("li",), "option": ("option",), "td": _CELLS, "th": _CELLS, "tr": ("colgroup", "tr"),
    "thead": _GROUPS, "tbody": _GROUPS, "tfoot": _GROUPS,
}  # fmt: skip
_MOST_RULES = 50  # that end in one and the same word
_DEEPEST = 64  # tags left open before an end tag that is still told to be theirs

Style = dict[str, str]  # of each property that is told here, its value
_Place = tuple[frozenset[str], frozenset[str]]  # what an element must be: tag, .class, #id; and what must stand open around it


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    keys: tuple[str, ...]
    struck: bool | None  # its text: through this element or those around it; False: a font of its own, not struck; None: as the cell's
    hidden: bool


def is_struck(style: Style) -> bool | None:
    """Is text struck through by a style; None where it does not say."""
    return "line-through" in style["text-decoration"].lower() if "text-decoration" in style else None


def is_gone(style: Style, attributes: dict[str, str]) -> bool:
    """Is an element taken off the screen, with the room that it needs."""
    return "hidden" in attributes or _word(style, "display") == "none"


def is_hidden(style: Style, attributes: dict[str, str]) -> bool:
    return is_gone(style, attributes) or _word(style, "visibility") in ("hidden", "collapse")


def is_note_list(style: Style) -> bool:
    """Are these Excel's comments, as it writes them for a browser that does not know them."""
    return _word(style, "mso-element") == "comment-list"


def _word(style: Style, name: str) -> str:
    return style[name].partition("!")[0].strip().lower() if name in style else ""


class Cascade:
    """The rules of a page's style sheets, and the elements that are open while it is read."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[_Place, Style]] = {}  # by the last word of the selector
        self._open: list[_Element] = []
        self._around: Counter[str] = Counter()

    def add_rules(self, sheet: str) -> None:
        for selectors, declarations in _split_rules(sheet):
            if style := _read_style(declarations):
                for selector in selectors.split(","):
                    self._add_rule(selector, style)

    def _add_rule(self, selector: str, style: Style) -> None:
        if _ONLY_AT_TIMES.search(selector):
            return
        keys = [[_folded(key) for key in _KEY.findall(part)] for part in selector.replace(">", " ").split()]
        if keys and keys[-1]:
            own, around = frozenset(keys[-1]), frozenset(key for part in keys[:-1] for key in part)
            rules = self._rules.setdefault(keys[-1][-1], {})
            if (own, around) in rules or len(rules) < _MOST_RULES:
                rules.setdefault((own, around), {}).update(style)

    def style_of(self, tag: str, attributes: dict[str, str]) -> Style:
        """Lay all that is declared for the next element one over another, the weightiest last."""
        keys = dict.fromkeys(_keys(tag, attributes))
        style: Style = {}
        for key in keys:
            for (own, around), declared in self._rules.get(key, {}).items():
                if own <= keys.keys() and all(self._around[each] for each in around):
                    style |= self._of_parent(declared["mso-style-parent"]) | declared if "mso-style-parent" in declared else declared
        return style | _read_style(attributes["style"]) if "style" in attributes else style

    def _of_parent(self, name: str) -> Style:
        """Excel writes into a class only in what it differs from its named style."""
        named = f".{name.strip()}"
        return self._rules.get(named, {}).get((frozenset((named,)), frozenset()), {})

    def open(self, tag: str, attributes: dict[str, str], style: Style) -> bool:
        """Enter an element, unless it has no end of its own; tell whether all of it is struck through."""
        if tag in _VOID:
            return False
        for ended in _ENDED_BY.get(tag, ()):
            self.close(ended)
        struck = True if self.struck or tag in _STRIKES else is_struck(style)
        if struck is None or not (struck or tag == "font"):
            struck = self.struck
        hidden = self.hidden or is_hidden(style, attributes)
        self._open.append(_Element(tag, (keys := _keys(tag, attributes)), None if tag in _CELLS else struck, hidden))
        self._around.update(keys)
        return bool(struck)

    def close(self, tag: str) -> None:
        """Leave an element and whatever was left open within it; not beyond the cell or the table around."""
        if not self._around[tag]:
            return
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
    def raised(self) -> bool:
        return self._around["sup"] > 0

    @property
    def hidden(self) -> bool:
        return bool(self._open) and self._open[-1].hidden


def _keys(tag: str, attributes: dict[str, str]) -> tuple[str, ...]:
    name = attributes.get("id", "")
    return (tag, *(f".{name}" for name in attributes.get("class", "").split()), *((f"#{name}",) if name else ()))


def _read_style(declarations: str) -> Style:
    return {_SAME.get(name.lower(), name.lower()): value for name, value in _PROPERTY.findall(declarations)}


def _folded(key: str) -> str:
    return key if key.startswith((".", "#")) else key.lower()


def _split_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of every rule that holds on a screen."""
    head, *commented = sheet.replace("<!--", "").replace("-->", "").split("/*")
    text = head + "".join(part.partition("*/")[2] for part in commented)
    around: list[tuple[str, bool]] = []  # what stands open, and whether it is for paper only
    for part in re.split(r"(?<=[{}])", text):
        printed = bool(around) and around[-1][1]
        if part.endswith("{"):
            opened = part[:-1].rpartition(";")[2].strip()
            around.append((opened, printed or (opened.startswith("@") and "print" in opened)))
        elif around:
            selectors, on_paper = around.pop()
            if not selectors.startswith("@") and not on_paper:
                yield selectors, part.removesuffix("}")
