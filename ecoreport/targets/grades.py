"""Classes of water quality (达到或优于Ⅲ类): the class reported in words against the class asked for."""

import re
from dataclasses import dataclass
from typing import ClassVar

from ecoreport.model import Facts
from ecoreport.targets import lexicon
from ecoreport.targets.nodes import Answer
from ecoreport.targets.statements import fold_statement, hold_statement

_ORDER = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_CLASS = r"(?P<grade>I{1,3}|IV|V)类"
_ASKED = re.compile(
    rf"^.{{0,20}}?(?:全部|均|稳定|保持|总体|应)*(?P<how>(?:达到|保持|维持|稳定|等于)(?:或|并|或者)(?:优于|好于)|(?:优于|好于)或?等于|不低于|不劣于|不差于|达到|优于|好于|满足|符合|保持|维持|为|≥|>=)?{_CLASS}(?:水质|水体|水|标准|要求)*(?:及以上|以上)?$"
)
_TOLD = re.compile(r"(?P<foul>劣)?(?<![IV])(?P<grade>I{1,3}|IV|V)类")
_UNCLEAR = re.compile(r"目标|要求|至|到|~|-|部分|个别|占|比例|但|\d")


@dataclass(frozen=True, slots=True)
class WaterGrade:
    """I类 is the best class, V类 the worst."""

    text: str
    worst: int  # the worst class that still meets it
    needs: ClassVar = frozenset({"statement"})

    def hold(self, facts: Facts) -> Answer:
        return hold_statement(self.text, facts, self._judge_words)

    def _judge_words(self, statement: str) -> bool | None:
        plain = lexicon.blank_seeming(fold_statement(statement))
        told = {(6 if match["foul"] else _ORDER[match["grade"]]) for match in _TOLD.finditer(plain)}
        if len(told) != 1:
            return None
        grade = told.pop()
        if lexicon.NEGATION.search(plain):
            return False if re.search(r"(?:未|没有|不)(?:能|稳定)*(?:达到|满足|符合|达)", plain) and grade >= self.worst else None
        if lexicon.UNDER_WAY.search(plain):
            return False
        if lexicon.HALF.search(plain) or _UNCLEAR.search(plain.replace("达到", "")):
            return None
        return grade <= self.worst


def read_grade(text: str) -> WaterGrade | None:
    """Read a class of water quality asked for; None where the text asks for something else."""
    match = _ASKED.match(fold_statement(text))
    if match is None or re.search(r"[劣未无不没](?!低于|劣于)", match[0][: match.start("grade")]):
        return None
    return WaterGrade(text, _ORDER[match["grade"]] - (match["how"] in ("优于", "好于")))
