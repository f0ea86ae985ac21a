"""A number asked of something else than the reported value (三同时执行率≥90%): it is sought by its name in the words reported."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ecoreport.language.comparisons import AT_LEAST, AT_MOST, BEHIND_LEAST, BEHIND_MOST, LESS, MORE
from ecoreport.model import Facts
from ecoreport.targets import lexicon
from ecoreport.targets.hearing import words_of_this
from ecoreport.targets.measures import convert_bound
from ecoreport.targets.nodes import Answer, Between, Comparison, cite
from ecoreport.targets.spelling import NUMBER

_LINK = r"(?:分别|均|已|也|全市|稳定|全部|完成|实际|指标|数值)*(?:提高到|提升至|达到了?|达|为|是|在|至|:|=|,)?(?:了|到)?"
_UNSURE = re.compile(r"约|近|超|不足|不到|预计|计划|目标|要求|力争|争取|应|拟|将|左右|上下|以[上下]|多$")

_SIDE = re.compile(rf"[≥≤><]|{AT_LEAST}|{AT_MOST}|{MORE}|{LESS}|{BEHIND_LEAST}|{BEHIND_MOST}|100%?$")
_NEAR = 10  # characters between a name and its number


@dataclass(frozen=True, slots=True)
class OtherMeasure:
    """A number asked of a measure that the reported value is not."""

    text: str
    what: str  # how it is measured
    name: str = ""  # what it is called, where the target says so
    asked: Comparison | Between | None = None
    unit: str = ""  # of the bound

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"statement"} if self.name and self.asked else ())

    def hold(self, facts: Facts) -> Answer:
        told = self._find(facts)
        if self.asked is None or told is None:
            return Answer(None, f"{cite(self.text)}以{self.what}计，与填报数值口径不同，需另行核实", missing=(self.what,))
        answer = self.asked.hold(Facts(actual=told))
        return Answer(answer.truth, f"{self.name}{answer.reason}")

    def _find(self, facts: Facts) -> Decimal | None:
        """Find the one number that the words give for it; None where they give none, several, or one that is not sure."""
        if not self.needs:
            return None
        words = words_of_this(facts, self.text)
        found: set[Decimal | None] = set()
        for match in re.finditer(rf"{re.escape(self.name)}(?P<between>[^,;。\d]*?{_LINK})(?P<behind>{NUMBER}[^,;。]{{0,4}})", words):
            clause = words[: match.start()].rpartition(",")[2] + match["between"] + match["behind"][len(match["digits"]) :]
            sure = len(match["between"]) <= _NEAR and not _UNSURE.search(clause) and not lexicon.UNDER_WAY.search(clause)
            number = Decimal(match["digits"].replace(",", "").strip())
            found.add(convert_bound(number, match["unit"] or self.unit, self.unit) if sure else None)
        return found.pop() if len(found) == 1 else None


def says_which_side(text: str) -> bool:
    """Does a requirement tell itself which side is better; the item's own direction is that of its value and no other."""
    return _SIDE.search(text) is not None
