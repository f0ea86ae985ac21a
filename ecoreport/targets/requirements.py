"""A target told back in words: each of its requirements as it was understood, and how the facts hold against it."""

from decimal import Decimal

from ecoreport.model import Direction, Facts, Operator, Requirement
from ecoreport.targets.absences import Absence, Clearance, Nought
from ecoreport.targets.assignment import Assignment
from ecoreport.targets.branches import Branch, Branches
from ecoreport.targets.deeds import Deed
from ecoreport.targets.grades import Quality, WaterGrade
from ecoreport.targets.nodes import AgainstAverage, AllOf, AnyOf, Between, Comparison, Node, cite, show
from ecoreport.targets.second import OtherMeasure
from ecoreport.targets.target import Target
from ecoreport.targets.years import ChangeAgainstAverage, ChangeByNumber, Consecutive, LastYear, Shift, Trend

_HOW: dict[Operator, str] = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "等于"}
_WAY: dict[Direction, str] = {"up": "高", "down": "低"}
_MOVE: dict[Direction, str] = {"up": "上升", "down": "下降"}
_UNKNOWN_SIDE = "（哪边为好未写明）"


def tell_requirements(target: Target, facts: Facts | None) -> Requirement:
    """Tell how a target was understood; without facts (nothing was judged) every requirement is open."""
    if target.tree is None:
        return Requirement("未能识别，须人工判定" if target.text.strip() else "未列指标值，须人工判定")
    return _tell(target.tree, facts, target.unit or "")


def _tell(node: Node, facts: Facts | None, unit: str, branch: str = "") -> Requirement:
    answer = node.hold(facts) if facts else None
    holds, reason = (answer.truth, answer.sentence) if answer else (None, "")
    if isinstance(node, AllOf | AnyOf):
        parts = tuple(_tell(part, facts, unit) for part in node.parts)
        words = "同时做到" if isinstance(node, AllOf) else "做到其中一条即可"
        return Requirement(words, holds, reason, "all" if isinstance(node, AllOf) else "any", branch, parts)
    if isinstance(node, Branches):
        return Requirement(
            "按所属类型取一条", holds, reason, "branches", branch, tuple(_tell_branch(node, each, facts, unit) for each in node.parts)
        )
    return Requirement(_word(node, "" if unit == "-" else unit), holds, reason, branch=branch)


def _tell_branch(branches: Branches, branch: Branch, facts: Facts | None, unit: str) -> Requirement:
    """Hold the facts against a branch where it is the place's own, or where nobody knows which one is."""
    own = branches.find(facts.branch) if facts else None
    return _tell(branch.node, facts if own in (None, branch) else None, unit, branch.label)


def _word(node: Node, unit: str) -> str:
    match node:
        case Comparison():
            return f"{_how(node.operator)}{show(node.bound)}{unit}" + (f"（即{node.written}）" if node.written else "")
        case Between():
            return f"在{show(node.low)}至{show(node.high)}{unit}之间"
        case AgainstAverage():
            share = "" if node.share == 100 else f"的{show(node.share)}%"
            return f"{_how(node.operator)}{node.name}{share}{_plus(node.offset)}"
        case Trend():
            way = f"每一年都比上一年{_WAY[node.way]}" if node.way else f"每一年都比上一年好{_UNKNOWN_SIDE}"
            return f"{node.text}：{way}，连续{_count(node.steps_needed)}次以上"
        case Consecutive():
            return f"{node.text}：连续{_count(node.years)}年都{_how(node.operator)}{show(node.bound)}{unit}"
        case Shift():
            return f"较上年的变化{_how(node.operator)}{show(node.bound)}"
        case LastYear():
            return f"{node.text}：{_how(node.operator)}上年"
        case ChangeAgainstAverage():
            move = _MOVE[node.way] if node.way else "变化"
            return f"{node.text}：比上年{move}的幅度{_how(node.operator)}全省平均变化幅度"
        case ChangeByNumber():
            of = "%" if node.relative else unit
            since = f"{node.base}年" if node.base else "上年"
            return f"{node.text}：比{since}{_MOVE[node.way]}的幅度{_how(node.operator)}{show(node.bound)}{of}"
        case Assignment():
            own = "" if node.other_measure else f"，完成值{_how(node.operator)}上级下达目标值" if node.operator else "，完成上级下达目标值"
            return f"{node.text}{own}，或由上级认定完成"
        case Nought():
            return f"{node.text}：填报的数为0{unit}"
        case Deed() | Absence() | Clearance() | WaterGrade() | Quality():
            return f"填报的话说明{cite(node.text)}"
        case OtherMeasure():
            return f"另一个数{cite(node.text)}，到完成情况说明里找"
    return cite(str(getattr(node, "text", "")))


def _how(operator: Operator | None) -> str:
    return _HOW[operator] if operator else f"与之比较{_UNKNOWN_SIDE}"


def _count(number: int) -> str:
    return {2: "两", 3: "三", 4: "四", 5: "五"}.get(number, str(number))


def _plus(offset: Decimal) -> str:
    return "" if not offset else f"{'加' if offset > 0 else '减'}{show(abs(offset))}"
