"""What a next step still owes of this year's task: 外业开春后补上, 给其余312艘渔船装油水分离器; not what goes beyond it."""

from collections.abc import Sequence

from ecoreport.language import patterns as re
from ecoreport.language.mended import owed_in
from ecoreport.language.widths import fold
from ecoreport.model import QuantityGoal
from ecoreport.quantity.tally import amounts_in

_NAMED = 2  # characters of a thing that is named
_HAN = re.compile(r"[一-鿿]")
BARE = re.compile(r"20\d\d年|[上下]半年|[一二三四]季度|\d+月|打算|计划|准备|工作|推进|完成|开展|实施|全市|重点|项目|进行|组织|管理")
_TO_END = re.compile(
    r"(?:争取|力争|确保|计划|预计|尽快|抓紧)[^,;.再新另]{0,14}(?:完成|办结|验收|销号|建成|完工|竣工|投[用产运]|联网|通车|到位)"
)
_REST = re.compile(r"(?:其[余他]|余下|剩[余下]|未[^,]{1,6}的)[^,]*\d|复工|续建|收尾")


def owes(text: str, goals: Sequence[QuantityGoal], content: str) -> bool:
    """Does a next step do what was to be done this year: what is owed, so many of a quantity, the rest of what the plan names."""
    reached = bool(goals) and all(goal.reached for goal in goals)
    return bool(text) and (owed_in(text) or _finishes(text, goals) or (not reached and _leaves_rest(text, content)))


def shares_words(clause: str, content: str) -> bool:
    """Have a clause and the plan two characters of a name in common."""
    asked = fold(content)
    return any(pair in asked and _HAN.match(pair) for at in range(len(clause) - 1) if (pair := clause[at : at + _NAMED]))


def _finishes(text: str, goals: Sequence[QuantityGoal]) -> bool:
    """Does a next step finish so many of what a quantity counts: 2个小微站争取2021年一季度建成."""
    if not _TO_END.search(fold(text)):
        return False
    told = [each for amounts in amounts_in(text) for each in amounts]
    return any(
        each.unit == goal.unit and each.value <= goal.number and shares_words(goal.object, each.clause) for goal in goals for each in told
    )


def _leaves_rest(text: str, content: str) -> bool:
    """Does a next step speak of the rest of what the task asks for: 给其余312艘渔船装油水分离器."""
    clauses = (clause for clause in re.split("[,;.。]", fold(text)) if _REST.search(clause))
    return any(shares_words(BARE.sub("", clause), content) for clause in clauses)
