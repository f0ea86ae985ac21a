"""What else a row says that bears out, or speaks against, whom its name was taken for: the number, the unit and the target beside it."""

from ecoreport.language import patterns as re
from ecoreport.language.units import Unit, parse_unit
from ecoreport.language.widths import fold
from ecoreport.model import Goal, IndicatorSystem, Item
from ecoreport.records import dataclass

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_WORDS = "-"  # the unit of what is told in words
_FEW = 3  # items that may share a target for it to tell anything


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a name in its row."""

    unit: str = ""
    target: str = ""
    said: str = ""  # what the name belongs to: 化肥农药施用强度—化肥
    own: frozenset[str] = frozenset()  # the sender's own items
    over: str = ""  # the unit that stands over the table: it bears out, and contradicts nothing


NOTHING = Beside()


class Support:
    """Knows the numbers, units and targets of the plan's items."""

    def __init__(self, system: IndicatorSystem) -> None:
        self._numbers = {item.id: item.no for item in system.items}
        self._targets: dict[tuple[str, ...], set[str]] = {}
        for item in system.items:
            if numbers := _numbers(item.target):
                self._targets.setdefault(numbers, set()).add(item.id)

    def by_number(self, subject: str, number: str | None) -> bool | None:
        """Is a number as written the plan's number of this item; None where it is no number of that kind."""
        if not number or subject not in self._numbers:
            return None
        written = fold(number).replace("-", ".").strip(".()")
        if not re.fullmatch(r"\d{1,2}(\.\d)?(\.0)?", written):
            return None
        return written in (subject, str(self._numbers[subject]), f"{self._numbers[subject]}.0")

    def by_unit(self, subject: Item | Goal, unit: str | None) -> bool | None:
        """Is a unit of the kind in which an item is counted; None where either says nothing."""
        written, own = parse_unit(unit) if unit else None, parse_unit(subject.unit) if subject.unit else None
        if own is None and written is not None and subject.unit == _WORDS and _counts(written):
            return False  # 湾(滩)长(人) is no 河(湖)长和湾(滩)长制
        return None if written is None or own is None else written.dimensions == own.dimensions

    def by_units(self, subject: Item | Goal, beside: Beside) -> bool | None:
        """Say the same of the unit beside a name, else of the one over its table."""
        return self.by_unit(subject, beside.unit) if beside.unit else self.by_unit(subject, beside.over) or None

    def by_target(self, subject: str, target: str) -> bool:
        """Is a target the item's own, and few others'."""
        sharing = self._targets.get(_numbers(target), set()) if target else set()
        return subject in sharing and len(sharing) <= _FEW


def _counts(unit: Unit) -> bool:
    """Does a unit count heads or pieces: 人, 家, 次."""
    return len(unit.dimensions) == 1 and (unit.dimensions[0][0] == "person" or not unit.dimensions[0][0].isascii())


def _numbers(target: str) -> tuple[str, ...]:
    return tuple(_NUMBERS.findall(fold(target)))
