"""The words of what is given back (returns.toml)."""

from collections.abc import Iterable, Mapping
from typing import Any

from ecoreport.language.widths import clean
from ecoreport.records import dataclass

FIELDS = ("id", "place", "message", "advice", "due", "result", "words")


@dataclass(frozen=True, slots=True)
class Wording:
    """Say what stands in comments and on 反馈意见."""

    told: Mapping[str, Any]

    def sheet(self, name: str, **words: object) -> str:
        return clean(str(self.told["sheet"][name]).format_map(words))

    def word(self, name: str, **words: object) -> str:
        return clean(str(self.told["words"][name]).format_map(words))

    def lost(self, what: Iterable[str]) -> str:
        """Name what was lost, in the order of the template."""
        gone = frozenset(what)
        return "、".join(str(name) for key, name in self.told["lost"].items() if key in gone)

    @property
    def results(self) -> tuple[str, ...]:
        return tuple(map(str, self.told["sheet"]["results"]))

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(str(self.told["columns"][field]["heading"]) for field in FIELDS)

    @property
    def widths(self) -> tuple[float, ...]:
        return tuple(float(self.told["columns"][field]["width"]) for field in FIELDS)

    @property
    def fonts(self) -> tuple[str, str]:
        return str(self.told["style"]["body_font"]), str(self.told["style"]["heading_font"])
