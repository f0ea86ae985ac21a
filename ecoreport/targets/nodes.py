"""The tree of a target's requirements: every node holds facts against itself and answers true, false or unknown."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, Protocol

from ecoreport.language import patterns as re
from ecoreport.language.changes import names_change
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Direction, Facts, Operator
from ecoreport.records import dataclass

ACTUAL, AVERAGE, CHANGE, ASSIGNED = "现状值", "全省平均值", "全省平均变化幅度", "上级下达目标值"
LAST, BEFORE_LAST, STATEMENT, KIND, WAY = "上年数值", "前年数值", "完成情况说明", "所属类型", "指标方向"
YEAR = "考核年度"

NOT_WORSE: dict[Direction | None, Operator | None] = {"up": ">=", "down": "<=", None: None}
BETTER: dict[Direction | None, Operator | None] = {"up": ">", "down": "<", None: None}
_LEVEL = re.compile("(?:率|比例|比重|占比|指数)$")
_COMPARED = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "等于"}
_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": "="}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one requirement comes to."""

    truth: bool | None
    reason: str
    gap: Decimal | None = None
    missing: tuple[str, ...] = ()
    by_words: bool = False
    quoted: str = ""  # the words reported, where they are what was held against the target
    asked: str = ""  # what they were held against, in quotation marks

    @property
    def sentence(self) -> str:
        return _join_reasons([self])


class Node(Protocol):
    """One requirement, or several joined."""

    @property
    def needs(self) -> frozenset[str]:
        """Name the facts that may decide it, by their fields of `Facts`."""

    def hold(self, facts: Facts) -> Answer:
        """Hold the facts against it."""


def lack(*names: str) -> Answer:
    """Leave open for want of facts."""
    return Answer(None, f"缺{'、'.join(names)}，无法判定", missing=names)


def hold_words(words: Node | None, facts: Facts) -> Answer:
    """Fall back on the words where no number was reported."""
    return words.hold(facts) if words and (facts.statement or "").strip() else lack(ACTUAL)


def cite(text: str) -> str:
    """Put a text in quotation marks, and its own into single ones."""
    return f"“{inside_quotes(text)}”"


def show(value: Decimal) -> str:
    """Print a number as it stands, never with an exponent."""
    return f"{value:f}"


def compare(value: Decimal, operator: Operator, bound: Decimal) -> bool:
    match operator:
        case ">=":
            return value >= bound
        case ">":
            return value > bound
        case "<=":
            return value <= bound
        case "<":
            return value < bound
        case "=":
            return value == bound


def measure_gap(value: Decimal, operator: Operator, bound: Decimal) -> Decimal:
    """Measure the distance to a bound, positive on the better side."""
    if operator == "=":
        return -abs(value - bound)
    return value - bound if operator in (">=", ">") else bound - value


def name_bound(operator: Operator, bound: Decimal) -> str:
    return f"{_SIGNS[operator]}{show(bound)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """≥85: the value against a number. Without an operator it is a bare number whose better side nobody said."""

    operator: Operator | None
    bound: Decimal
    subject: str = ""
    unsure: bool = False  # 》 is typed for > and for ≥: the bound itself stays open
    written: str = ""  # the bound as printed, where its unit is another than the item's
    text: str = ""  # the requirement as printed
    of_change: bool = False  # 下降18%, where the item reports the change itself
    needs: ClassVar = frozenset({"actual"})

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None:
            return lack(ACTUAL)
        if self.of_change and facts.subject and _LEVEL.search(facts.subject) and not names_change(facts.subject):
            return Answer(None, f"{cite(self.text)}以变化幅度计，与填报数值口径不同，需另行核实", missing=(LAST,))
        if self.operator is None:
            return Answer(None, f"指标值{show(self.bound)}未写明是下限还是上限，缺{WAY}，无法判定", missing=(WAY,))
        gap = measure_gap(facts.actual, self.operator, self.bound)
        if self.unsure and gap == 0:
            return Answer(None, f"{show(facts.actual)}恰为指标值{show(self.bound)}，指标值符号书写不规范，是否含本数需确认")
        target = name_bound(self.operator, self.bound) + (f"（即{self.written}）" if self.written else "")
        if compare(facts.actual, self.operator, self.bound):
            return Answer(True, f"{show(facts.actual)}，达到指标值{target}", gap)
        return Answer(False, f"{show(facts.actual)}，未达到指标值{target}" + (f"，相差{show(-gap)}" if gap else ""), gap)


@dataclass(frozen=True, slots=True)
class Between:
    """0.3-0.4之间, both ends included."""

    low: Decimal
    high: Decimal
    subject: str = ""
    text: str = ""
    needs: ClassVar = frozenset({"actual"})

    def hold(self, facts: Facts) -> Answer:
        if facts.actual is None:
            return lack(ACTUAL)
        gap = min(facts.actual - self.low, self.high - facts.actual)
        span = f"{show(self.low)}~{show(self.high)}"
        if gap >= 0:
            return Answer(True, f"{show(facts.actual)}，在指标值{span}之内", gap)
        return Answer(False, f"{show(facts.actual)}，不在指标值{span}之内，相差{show(-gap)}", gap)


@dataclass(frozen=True, slots=True)
class AgainstAverage:
    """高于全省平均值: the value against the average of the same year."""

    operator: Operator | None
    name: str  # 全省平均值 as printed
    offset: Decimal = Decimal(0)  # 高于全省平均值5个百分点
    share: Decimal = Decimal(100)  # 全省平均值的50%
    subject: str = ""
    text: str = ""
    needs: ClassVar = frozenset({"actual", "average"})

    def hold(self, facts: Facts) -> Answer:
        absent = ((ACTUAL,) if facts.actual is None else ()) + ((AVERAGE,) if facts.average is None else ())
        if facts.actual is None or facts.average is None:
            return lack(*absent)
        if self.operator is None:
            return lack(WAY)
        bound = facts.average * self.share / 100 + self.offset
        gap = measure_gap(facts.actual, self.operator, bound)
        met = compare(facts.actual, self.operator, bound)
        plain = bound == facts.average
        asked = f"{_COMPARED[self.operator]}{self.name}" if plain else f"{self.text}（即{name_bound(self.operator, bound)}）"
        return Answer(met, f"{show(facts.actual)}，{self.name}{show(facts.average)}，{'达到' if met else '未达到'}“{asked}”要求", gap)


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Node, ...]

    @property
    def needs(self) -> frozenset[str]:
        return gather_needs(self.parts)

    def hold(self, facts: Facts) -> Answer:
        return join_answers([part.hold(facts) for part in self.parts], decisive=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Node, ...]

    @property
    def needs(self) -> frozenset[str]:
        return gather_needs(self.parts)

    def hold(self, facts: Facts) -> Answer:
        return join_answers([part.hold(facts) for part in self.parts], decisive=True)


def join_answers(answers: list[Answer], *, decisive: bool) -> Answer:
    """Join by 或 (one true decides) or by 且 (one false decides); the reason is that of those who decided."""
    deciding = [answer for answer in answers if answer.truth is decisive]
    is_open = not deciding and any(answer.truth is None for answer in answers)
    truth = decisive if deciding else None if is_open else not decisive
    speaking = deciding or answers
    if decisive and deciding:
        speaking = deciding[:1]
    gaps = [] if is_open else [answer.gap for answer in speaking if answer.gap is not None]  # only of a bound that decides
    missing = tuple(dict.fromkeys(name for answer in answers for name in answer.missing)) if is_open else ()
    by_words = truth is True and any(answer.by_words and answer.truth for answer in speaking)
    return Answer(truth, _join_reasons(speaking), gaps[0] if gaps else None, missing, by_words)


def _join_reasons(answers: list[Answer]) -> str:
    """Quote the words reported once, say every reason once, and name all that is missing in one sentence."""
    wanting = [answer for answer in answers if answer == lack(*answer.missing)]
    told: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer not in wanting:
            told.setdefault(answer.quoted, []).append(answer)
    reasons = [
        f"填报内容{quoted}，{_say_of_words(said)}" if quoted else "；".join(dict.fromkeys(answer.reason for answer in said))
        for quoted, said in told.items()
    ]
    names = dict.fromkeys(name for answer in wanting for name in answer.missing)
    return "；".join((*reasons, *((lack(*names).reason,) if names else ())))


def _say_of_words(answers: list[Answer]) -> str:
    """Say what the words reached, what they missed and what they leave open, each once."""
    asked: dict[bool | None, list[str]] = {}
    for answer in answers:
        asked.setdefault(answer.truth, []).append(answer.asked)
    said = {True: "达到{}要求", False: "未达到{}要求", None: "不足以认定{}"}
    return "，".join(said[truth].format("".join(dict.fromkeys(texts))) for truth, texts in asked.items())


def gather_needs(parts: Iterable[Node]) -> frozenset[str]:
    return frozenset(name for part in parts for name in part.needs)
