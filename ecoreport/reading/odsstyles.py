"""Styles of an .ods: data styles written out as number formats, cell styles with their parents."""

from dataclasses import field, replace

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.faults import UnreadableError
from ecoreport.reading.numberformat import parse_format
from ecoreport.reading.rules import TOO_LARGE
from ecoreport.reading.styles import PLAIN, Style
from ecoreport.records import dataclass

_DATA_STYLES = frozenset((
    "number-style", "percentage-style", "currency-style", "date-style", "time-style", "boolean-style", "text-style",
))  # fmt: skip
_PARTS = {
    "year": ("yy", "yyyy"), "month": ("m", "mm"), "day": ("d", "dd"), "hours": ("h", "hh"), "minutes": ("m", "mm"), "seconds": ("s", "ss"),
    "day-of-week": ("ddd", "dddd"), "era": ("e", "e"), "quarter": ("", ""), "week-of-year": ("", ""),
}  # fmt: skip
_CONDITION = re.compile(r"value\(\)\s*((?:<=|>=|!=|<|>|=)-?[\d.]+)")
_RAISED = re.compile("super|[1-9]")
_MOST_MAPS = 4
_MOST_DIGITS = 30
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class _CellStyle:
    parent: str = ""
    data_style: str | None = None
    struck: bool | None = None
    locked: bool | None = None


@dataclass(slots=True)
class OdsStyles:
    """Fed with the elements of styles.xml and of content.xml's automatic styles, by local name."""

    _cells: dict[str, _CellStyle] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _maps: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # of a data style: condition, the style that then applies
    _struck_text: set[str] = field(default_factory=set)
    _raised_text: set[str] = field(default_factory=set)
    _hidden_tables: set[str] = field(default_factory=set)
    _resolved: dict[str, Style] = field(default_factory=dict)
    _family: str = ""
    _name: str = ""
    _code: str | None = None
    _code_name: str = ""
    _percentage: bool = False
    _literal: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("style", "default-style"):
            self._family = attributes.get("family", "")
            self._name = attributes.get("name", "")
            if self._family == "table-cell":
                if len(self._cells) >= limits.STYLES:
                    raise UnreadableError(TOO_LARGE, what=f"单元格格式超过 {limits.STYLES} 种")
                self._cells[self._name] = _CellStyle(attributes.get("parent-style-name", ""), attributes.get("data-style-name"))
        elif tag == "text-properties":
            self._note_text(attributes)
        elif tag == "table-cell-properties" and self._family == "table-cell" and "cell-protect" in attributes:
            locked = attributes["cell-protect"] not in ("none", "formula-hidden")
            self._cells[self._name] = replace(self._cells[self._name], locked=locked)
        elif tag == "table-properties" and self._family == "table" and attributes.get("display") == "false":
            self._hidden_tables.add(self._name)
        elif tag in _DATA_STYLES:
            self._percentage = tag == "percentage-style"
            self._code_name, self._code = attributes.get("name", ""), "@" if tag == "text-style" else ""
        elif tag == "map" and self._code is not None:
            condition = _CONDITION.fullmatch(attributes.get("condition", ""))
            if condition and len(self._maps.setdefault(self._code_name, [])) < _MOST_MAPS:
                self._maps[self._code_name].append((condition[1].replace("!=", "<>"), attributes.get("apply-style-name", "")))
        elif self._code is not None:
            self._extend_code(tag, attributes)

    def take(self, text: str) -> None:
        if self._literal is not None:
            self._literal.append(text)

    def end(self, tag: str) -> None:
        if tag in ("text", "currency-symbol") and self._literal is not None:
            literal, self._literal = "".join(self._literal), None
            if self._code is not None:
                # the one unquoted literal that means something: a percentage style's own %
                self._code += literal if literal == "%" and self._percentage else f'"{literal.replace(chr(34), "")}"' if literal else ""
        elif tag in _DATA_STYLES and self._code is not None:
            self._codes[self._code_name] = self._code or "General"
            self._code = None
        elif tag == "style":
            self._family = ""

    def is_hidden_table(self, name: str) -> bool:
        return name in self._hidden_tables

    def is_struck_text(self, name: str) -> bool:
        return name in self._struck_text

    def is_raised_text(self, name: str) -> bool:
        return name in self._raised_text

    def cell(self, name: str) -> Style:
        """Resolve a cell style through its parents."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        data_style: str | None = None
        struck: bool | None = None
        locked: bool | None = None
        for _ in range(_MOST_PARENTS):
            style = self._cells.get(name)
            if style is None:
                break
            data_style = style.data_style if data_style is None else data_style
            struck = style.struck if struck is None else struck
            locked = style.locked if locked is None else locked
            if not (name := style.parent):
                break
        code = self._full_code(data_style or "")
        return Style(parse_format(code) if code else PLAIN.number_format, bool(struck), locked is None or locked)

    def _full_code(self, name: str) -> str | None:
        """Write a data style with the ones that apply under a condition as the sections of one format."""
        if (base := self._codes.get(name)) is None:
            return None
        sections = [f"[{condition}]{self._codes.get(applied, base)}" for condition, applied in self._maps.get(name, ())]
        return ";".join((*sections, base))

    def _note_text(self, attributes: dict[str, str]) -> None:
        if self._family == "text" and _RAISED.match(attributes.get("text-position", "")):
            self._raised_text.add(self._name)
        kind = attributes.get("text-line-through-style", attributes.get("text-line-through-type"))
        if kind is None:
            return
        if self._family == "table-cell":
            self._cells[self._name] = replace(self._cells[self._name], struck=kind != "none")
        elif self._family == "text" and kind != "none":
            self._struck_text.add(self._name)

    def _extend_code(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("number", "scientific-number"):
            whole = "0" * min(max(_count(attributes.get("min-integer-digits")), 1), _MOST_DIGITS)
            whole = f"#,##{whole[-1:]}" if attributes.get("grouping") == "true" else whole
            places = min(_count(attributes.get("decimal-places")), _MOST_DIGITS)
            thousands = "," * (max(0, len(attributes.get("display-factor", "1").partition(".")[0]) - 1) // 3)
            exponent = "E+00" if tag == "scientific-number" else ""
            self._code = (self._code or "") + whole + (f".{'0' * places}" if places else "") + exponent + thousands
        elif tag in _PARTS:
            self._code = (self._code or "") + _PARTS[tag][attributes.get("style") == "long"]
        elif tag == "am-pm":
            self._code = (self._code or "") + "AM/PM"
        elif tag in ("text", "currency-symbol"):
            self._literal = []


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0
