"""What a higher level has assigned: its number first, then its own finding, then the department's words."""

from ecoreport.model import Facts, Operator
from ecoreport.records import dataclass
from ecoreport.targets.deeds import Deed
from ecoreport.targets.hearing import words_of_this
from ecoreport.targets.nodes import ACTUAL, ASSIGNED, STATEMENT, WAY, Answer, cite, compare, lack, measure_gap, name_bound, show
from ecoreport.targets.statements import quote


@dataclass(frozen=True, slots=True)
class Assignment:
    """完成上级下达的目标, 不超过控制目标值."""

    operator: Operator | None  # None: the better side is not known
    text: str
    subject: str = ""
    other_measure: bool = False  # the value reported is not what was assigned

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"assigned_met", "statement"} | (set() if self.other_measure else {"actual", "assigned"}))

    def hold(self, facts: Facts) -> Answer:
        if (operator := self._operator_for(facts)) and facts.assigned is not None and facts.actual is not None:
            gap = measure_gap(facts.actual, operator, facts.assigned)
            bound = name_bound(operator, facts.assigned)
            if compare(facts.actual, operator, facts.assigned):
                return Answer(True, f"{show(facts.actual)}，完成上级下达目标值{bound}", gap)
            return Answer(False, f"{show(facts.actual)}，未完成上级下达目标值{bound}，相差{show(-gap)}", gap)
        if facts.assigned_met and self._truth_of_words(facts) is False:
            return Answer(None, f"上级认定已完成，而填报内容{quote(facts.statement or '')}未完成，需核实")
        if facts.assigned_met is not None:
            return Answer(facts.assigned_met, "上级认定已完成" if facts.assigned_met else "上级认定未完成")
        if (facts.statement or "").strip():
            return self._hold_words(facts)
        if self.other_measure:
            return lack("上级认定", STATEMENT)
        if facts.assigned is None:
            return lack(ASSIGNED)
        return lack(ACTUAL) if facts.actual is None else lack(WAY)

    def _operator_for(self, facts: Facts) -> Operator | None:
        """Where the better side is not known, the very number that was assigned still is what was asked."""
        if self.other_measure:
            return None
        return self.operator or ("=" if facts.actual == facts.assigned else None)

    def _truth_of_words(self, facts: Facts) -> bool | None:
        return Deed(self.text, ("完成任务",), assignment=True).judge_words(words_of_this(facts, self.text))

    def _hold_words(self, facts: Facts) -> Answer:
        statement = facts.statement or ""
        truth = self._truth_of_words(facts)
        if truth is None:
            return Answer(None, f"缺{ASSIGNED}，填报内容{quote(statement)}不足以认定{cite(self.text)}", missing=(ASSIGNED,))
        told = "已完成，待上级认定" if truth else "尚未完成"
        return Answer(truth, f"按填报内容{quote(statement)}，{told}", by_words=truth)
