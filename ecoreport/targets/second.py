"""A number asked of something else than the reported value (三同时执行率≥90%): it is sought by its name in the words reported."""

from ecoreport.language import patterns as re
from ecoreport.language.comparisons import AT_LEAST, AT_MOST, BEHIND_LEAST, BEHIND_MOST, LESS, MORE
from ecoreport.model import Facts
from ecoreport.records import dataclass
from ecoreport.targets.figures import find_named, is_same_measure
from ecoreport.targets.nodes import Answer, Between, Comparison, cite

_SIDE = re.compile(rf"[≥≤><]|{AT_LEAST}|{AT_MOST}|{MORE}|{LESS}|{BEHIND_LEAST}|{BEHIND_MOST}|100%?$")


@dataclass(frozen=True, slots=True)
class OtherMeasure:
    """A number asked of a measure that the reported value is not, unless the item bears its name."""

    text: str
    what: str  # how it is measured
    name: str = ""  # what it is called, where the target says so
    asked: Comparison | Between | None = None
    unit: str = ""  # of the bound

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"statement"} if self.name and self.asked else ())

    def hold(self, facts: Facts) -> Answer:
        if self.asked and self.name and is_same_measure(self.name, facts.subject):
            return self.asked.hold(facts)
        told = find_named(facts, self.name, self.unit, self.text) if self.asked and self.name else None
        if self.asked is None or told is None:
            return Answer(None, f"{cite(self.text)}以{self.what}计，与填报数值口径不同，需另行核实", missing=(self.what,))
        answer = self.asked.hold(Facts(actual=told))
        return Answer(answer.truth, f"{self.name}为{answer.reason}")


def says_which_side(text: str) -> bool:
    """Does a requirement tell itself which side is better; the item's own direction is that of its value and no other."""
    return _SIDE.search(text) is not None
