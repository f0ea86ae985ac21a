"""The words of the Word reports, from templates/report.toml."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ecoreport.errors import TemplateError
from ecoreport.records import dataclass

WORDING = "report.toml"


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences with blanks, and the names of states; asked for by the keys of the file."""

    tables: Mapping[str, Mapping[str, str]]
    trend_items: tuple[str, ...]

    def say(self, key: str, **blanks: object) -> str:
        """Fill in a sentence."""
        return self._fill("sentences", key, blanks)

    def name(self, table: str, key: str) -> str:
        """Name a state; a state without a name stays as it is."""
        return self.tables.get(table, {}).get(key, key)

    def pending(self, key: str, **blanks: object) -> str:
        """Say that something is still to be supplied by a person: 〔待补：…〕."""
        return self.pending_mark(self.pending_name(key, **blanks))

    def pending_name(self, key: str, **blanks: object) -> str:
        """Name what is still to be supplied."""
        return self._fill("pending", key, blanks)

    def pending_mark(self, missing: str) -> str:
        """Mark what is still to be supplied."""
        return self._fill("pending", "mark", {"what": missing})

    def kind_of_pending(self, key: str) -> str:
        """Name the kind of what is still to be supplied (类别)."""
        kinds = self.tables["pending_kinds"]
        return kinds.get(key, kinds["other"])

    def outward(self, text: str) -> str:
        """Say in a paper for others what the office says among its own: 市住建局填报 → 市住建局所报."""
        for ours, theirs in self.tables.get("outward", {}).items():
            text = text.replace(ours, theirs)
        return text

    def chart(self, key: str, **blanks: object) -> str:
        return self._fill("charts", key, blanks)

    def property(self, key: str, **blanks: object) -> str:
        return self._fill("properties", key, blanks)

    def letter(self, key: str, **blanks: object) -> str:
        """Fill in a sentence of a letter."""
        return self._fill("letters", key, blanks)

    def review(self, key: str, **blanks: object) -> str:
        """Fill in a sentence of the review of the year."""
        return self._fill("review", key, blanks)

    def audit(self, key: str, **blanks: object) -> str:
        """Fill in a sentence of 核对报告."""
        return self._fill("audit", key, blanks)

    def application(self, key: str, **blanks: object) -> str:
        """Fill in a sentence of 申报申请, 工作报告 or 目录."""
        return self._fill("application", key, blanks)

    def bulletin(self, key: str, **blanks: object) -> str:
        """Fill in a sentence of the bulletin."""
        return self._fill("bulletin", key, blanks)

    def join(self, parts: list[str]) -> str:
        """Join clauses into one sentence."""
        return self.say("joined").join(parts) + self.say("ended")

    def enumerate(self, names: list[str]) -> str:
        """List names."""
        return self.say("listed").join(names)

    def day(self, day: date) -> str:
        return self.say("date", year=day.year, month=day.month, day=day.day)

    def numbers(self, numbers: Iterable[object]) -> str:
        """List numbers and ids, or say that there are none."""
        return self.say("numbered").join(str(number) for number in numbers) or self.say("unknown")

    def _fill(self, table: str, key: str, blanks: Mapping[str, object]) -> str:
        try:
            return self.tables[table][key].format_map(dict(blanks))
        except KeyError as error:
            raise TemplateError(
                f"模板 {WORDING} 的 [{table}] 里没有“{key}”，或其中写了不认识的花括号 {error}。请对照随附的 {WORDING} 改正。"
            ) from error


def read_wording(tables: Mapping[str, Any]) -> Wording:
    """Take the wording from the tables of its file."""
    return Wording(tables, tuple(tables["charts"]["trend_items"]))
