"""Hold an office's copy of a template of words against the shipped one: its keys, what each value is, and the blanks in it.

Whatever passes here can be laid out; what a value says is the office's own business.
"""

import difflib
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.records import dataclass

MOST = 1_000  # of any number in a template: years, rows, widths, sizes
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no document can hold
_KINDS: tuple[tuple[type, str], ...] = (
    (Mapping, "一节，下面再写各项"),
    (list, "一列，用方括号括起"),
    (bool, "true 或 false"),
    (int, "一个整数"),
    (float, "一个数"),
    (str, "一段文字，用引号括起"),
)
_MEASURES = frozenset({"width", "body_size", "least_height"})  # numbers that may have decimals


@dataclass(frozen=True, slots=True)
class Shape:
    """What an office's copy is held against."""

    text: str  # as written, to name lines
    free: frozenset[str] = frozenset()  # tables whose keys an office chooses itself
    optional: frozenset[str] = frozenset()  # keys that an entry may have or not
    blanks: str = "any"  # which blanks a text may have: "any", those of the shipped "text", or those of the shipped "file"

    def faults(self, own: Mapping[str, Any], shipped: Mapping[str, Any]) -> Iterator[str]:
        """Say of each key what is missing, spare or of another kind, with its line."""
        known = _blanks(shipped) if self.blanks == "file" else frozenset()
        yield from self._table(own, shipped, "", known, whole=True)

    def _table(
        self,
        own: Mapping[str, Any],
        shipped: Mapping[str, Any],
        above: str,
        known: frozenset[str],
        *,
        whole: bool,
        needed: frozenset[str] | None = None,
    ) -> Iterator[str]:
        for key, value in shipped.items():
            if key in own:
                yield from self._value(own[key], value, key, f"{above}{key}", known, whole=whole)
            elif whole and key not in self.optional and (needed is None or key in needed):
                yield f"缺少“{above}{key}”"
        sample = next(iter(shipped.values()), None)
        for key, value in own.items():
            if key in shipped or (whole and key in self.optional):
                continue
            if whole:
                near = difflib.get_close_matches(key, [name for name in shipped if name not in own] or list(shipped), 1)
                yield f"{self._line(key)}多出“{above}{key}”" + (f"（是否应为“{near[0]}”）" if near else "")
            elif sample is not None:
                yield from self._value(value, sample, key, f"{above}{key}", known, whole=False)

    def _value(self, own: Any, ours: Any, key: str, name: str, known: frozenset[str], *, whole: bool) -> Iterator[str]:
        kind, wanted = next((kind, words) for kind, words in _KINDS if isinstance(ours, kind))
        number = kind is int and key in _MEASURES and isinstance(own, float)
        if not (isinstance(own, kind) or number) or (isinstance(own, bool) and kind is not bool):
            yield f"{self._line(key)}“{name}”应写成{wanted}"
        elif isinstance(own, Mapping):
            yield from self._table(own, ours, f"{name}.", known, whole=whole and name not in self.free)
        elif isinstance(own, list):
            yield from self._list(own, ours, key, name, known, whole=whole)
        elif isinstance(own, str):
            yield from self._text(own, ours, key, name, known)
        elif not isinstance(own, bool) and not 0 <= own <= MOST:
            yield f"{self._line(key)}“{name}”应在0到{MOST}之间"

    def _list(self, own: list[Any], ours: list[Any], key: str, name: str, known: frozenset[str], *, whole: bool) -> Iterator[str]:
        if key == "choices" and key in self.optional and len(own) != len(ours):
            yield f"{self._line(key)}“{name}”应有{len(ours)}项，与自带的一一对应"
        tables = [each for each in ours if isinstance(each, Mapping)]
        for value in own if ours else ():
            if tables and isinstance(value, Mapping):
                union = {field: said for each in tables for field, said in each.items()}
                needed = frozenset(union).intersection(*tables)
                yield from self._table(value, union, f"{name}.", known, whole=whole, needed=needed)
            else:
                yield from self._value(value, ours[0], key, name, known, whole=whole)

    def _text(self, own: str, ours: str, key: str, name: str, known: frozenset[str]) -> Iterator[str]:
        if _CONTROL.search(own):
            yield f"{self._line(key)}“{name}”里有不能印出的控制字符"
        if self.blanks == "any" or own == ours:
            return
        try:
            spare = _blanks(own) - (known or _blanks(ours))
        except ValueError:
            yield f"{self._line(key)}“{name}”里的花括号不成对；要印花括号本身的，写两个"
            return
        if spare:
            may = "、".join(f"{{{blank}}}" for blank in sorted(known or _blanks(ours))) or "不能有花括号"
            yield f"{self._line(key)}“{name}”里有不认识的花括号{'、'.join(f'{{{blank}}}' for blank in sorted(spare))}（可用的：{may}）"

    def _line(self, key: str) -> str:
        """Say in which line a key is written, where it can be told."""
        sign = re.compile(rf'\s*(?:"?{re.escape(key)}"?\s*=|\[[^\]]*\b{re.escape(key)}"?\s*\])')
        return next((f"第{number}行" for number, line in enumerate(self.text.split("\n"), 1) if sign.match(line)), "")


def _blanks(node: object) -> frozenset[str]:
    """Collect the blanks of a text, or of all texts below; raise ValueError where the braces of a text do not match."""
    if isinstance(node, str):
        return frozenset(
            f"{name}{'!' + how if how else ''}{':' + form if form else ''}"
            for _, name, form, how in Formatter().parse(node)
            if name is not None
        )
    children = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    return frozenset().union(*map(_blanks, children))
