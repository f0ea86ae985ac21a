"""Read one requirement that holds a number, an average or the year before."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.changes import FALLS, RISES
from ecoreport.model import Direction, Operator
from ecoreport.targets.assignment import Assignment
from ecoreport.targets.grades import read_grade, read_quality
from ecoreport.targets.measures import convert_bound, name_unit
from ecoreport.targets.nodes import BETTER, NOT_WORSE, AgainstAverage, AllOf, Between, Comparison, Node, show
from ecoreport.targets.phrases import is_assigned_bound
from ecoreport.targets.second import OtherMeasure
from ecoreport.targets.tokens import Token
from ecoreport.targets.years import ChangeAgainstAverage, ChangeByNumber, Consecutive, LastYear, Shift

_LETTERS = {"number": "N", "compare": "O", "suffix": "S", "between": "B", "to": "R", "average": "A", "last": "P", "word": "W"}
_FILLERS = re.compile(
    r"^(?:到|至|截至)?(?:20\d\d年)?(?:底|末|前)?"
    + any_of(
        "全年 全市 总体 应当? 均 都 须 必须 力争 确保 分年度 稳定 实现 达到? 为 保持 维持 控制 约束 基本 年均 平均 其中 指标值 目标值",
        "的 并 且 要 需 能够 介于 在",
    )
    + "*$"
)
_RISES, _FALLS = any_of(RISES), any_of(FALLS)
_CHANGE = re.compile(
    rf"^(?P<subject>.*?)(?:年均|年度|年)?(?:(?P<up>{_RISES})|(?P<down>{_FALLS})|(?P<better>改善|变化))(?:的)?(?:幅度|比例|幅)$"
    r"|^(?P<subject2>.*?)(?:年均)?(?:(?P<up2>增幅|升幅|涨幅)|(?P<down2>降幅|减幅))$"
)
_SINCE_LAST = r"(?:较|比|同|与)?(?P<since>上一?年度?|去年(?:同期)?|前一年|上年同期|同比|(?<=同)比)(?:相比|相较|比)?"
_SINCE_EARLIER = r"(?:较|比)(?:(?P<base>20\d\d)年|基准年|十[一二三四五]五末)?(?:底|末)?"
_BY = r"(?:平均|每年|有所|累计|共|总计|合计)?"
_CHANGED = re.compile(
    rf"^(?P<subject>.*?)(?:{_SINCE_LAST}|{_SINCE_EARLIER}){_BY}(?:(?P<up>{_RISES})|(?P<down>{_FALLS}))$"
    rf"|^(?:累计|合计|总计|共|总体|全年)?(?:(?P<up2>{_RISES})|(?P<down2>{_FALLS}))$"
)
_SPOILT = re.compile(  # words that make no noun of what stands before a number
    rf"(?:逐年|逐步|持续|不断|稳步|年年)(?:{_RISES}|{_FALLS}|改善)$|不[得能可应会]$|[不未无非没]$|没有$"
    r"|[低高大小少多等]于$|超过$|分别|约$|左右|第$|前$|每$|近$"
)
_MEASURE = re.compile(r"(?:率|例|量|度|数|值|比重?|面积|长度|天|指数|EI|达|分|任务|目标|计划|指标|PM2\.5|PM10)$")
_TAIL = re.compile(r"^(?:的?(?:水平|要求|目标|标准)|完成|达标|覆盖|落实|到位|合格|公开|处置|处理|通过)$")
_YEARS = "连续(?P<years>[二两三四五])个?年(?:度|来|以来)?(?:均|都|全部)?"
_CONSECUTIVE = re.compile(rf"^(?P<subject>.*?){_YEARS}(?:稳定|保持|维持|在|达到?|实现)*$")
_WHERE = any_of(
    "均 都 稳定 保持 维持 位居 位列 名列 位于 进入 跻身 排名 排位 排在 居 列 在 综合 考核 全省 全国 全市 全区 同类城市 各市 设区市 的"
)
_RANKED = re.compile(rf"^(?P<subject>.*?)(?:{_YEARS})?{_WHERE}*前$")
_RANKS = frozenset({"", "名", "位"})
_SHIFT = re.compile(r"^Δ(?P<subject>[A-Za-z]+)(?:值)?$")
_NO_UNIT = frozenset({"", "百分点"})
_MIRRORED: dict[str, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_GIVE_OR_TAKE = ("±", "+/-")


_QUOTED = (
    Shift,
    Consecutive,
    Comparison,
    Between,
    OtherMeasure,
    AgainstAverage,
    ChangeByNumber,
    ChangeAgainstAverage,
)  # as printed, in a reason


class Given(NamedTuple):
    """What the item itself says."""

    unit: str | None
    direction: Direction | None


class Change(NamedTuple):
    """Which way, and whether last year is what it is counted from."""

    way: Direction
    since_last: bool
    base: int | None = None  # the year from which it is counted, where it is another


def read_numbers(tokens: list[Token], unit: str | None, direction: Direction | None) -> Node | None:
    """Read a requirement by its shape; None where no shape fits."""
    tokens = [token for token in tokens if token.kind != "colon"]
    if not tokens or any(token.kind not in _LETTERS for token in tokens):
        return None
    if len(tokens) > 1 and tokens[-1].kind == "word" and tokens[-2].kind in ("number", "suffix") and _TAIL.match(tokens[-1].text):
        tokens = tokens[:-1]
    if any(token.unit == "类" for token in tokens) and (grade := read_grade("".join(token.text for token in tokens))):
        return grade  # 噪声达到2类
    shape = "".join(_LETTERS[token.kind] for token in tokens)
    given = Given(unit, direction)
    if shape in ("WN", "WNS") and (rank := _RANKED.match(tokens[0].text)):
        return _read_rank(rank, tokens[1], Given(unit, direction))
    for pattern, reader in _SHAPES:
        if (match := pattern.match(shape)) and (shape[-4:] != "OAWN" or tokens[-2].text == "的"):
            head = tokens[: match.end("head")] if "head" in pattern.groupindex else []
            if not _is_noun(head):
                return None
            rest = tokens[len(head) :]
            node = reader("".join(token.text for token in head), rest, given)
            text = "".join(token.text for token in tokens)
            return replace(node, text=text) if isinstance(node, _QUOTED) else node
    return None


def _is_noun(head: list[Token]) -> bool:
    """Is what stands before the requirement only its subject, its own numbers being part of a noun."""
    if not head:
        return True
    if _SPOILT.search(head[-1].text) or head[-1].kind != "word":
        return False
    compared = any(token.kind == "compare" for token in head)
    return not compared or head[-1].text.startswith("的")


def _name_subject(text: str) -> str:
    if _FILLERS.match(text):
        return ""
    return re.sub(r"^(?:其中|(?:到|至|截至)?20\d\d年(?:底|末|前)?)|(?:应|须|(?<!人)均)+$", "", text)


def _natural(operator: str, direction: Direction | None) -> Operator | None:
    """Give a loose comparison its sense: 达到 reaches up unless down is better, a bare number asks the direction."""
    if operator in ("rise", "reach"):
        return "<=" if direction == "down" else ">=" if direction == "up" or operator == "rise" else None
    if operator == "fall":
        return "<="
    if operator == "better":
        return BETTER[direction]
    if operator == "stay":
        return NOT_WORSE[direction]
    return operator.removesuffix("?")  # type: ignore[return-value]  # what is left is an operator


def _build_bound(subject: str, number: Token, operator: Operator | None, given: Given, *, unsure: bool = False) -> Node | None:
    bound = convert_bound(number.number, number.unit, given.unit)
    if bound is None and "人均" in subject:  # 人均≥12平方米 where 平方米/人 is the unit
        bound = convert_bound(number.number, f"{number.unit}/人", given.unit)
    if bound is None:
        own = Comparison(operator, number.number) if operator else None  # the item's direction is not that of another measure
        return OtherMeasure(f"{subject}{number.text}", number.unit, subject, own, number.unit)
    if operator is None:
        operator = NOT_WORSE[given.direction]
        if operator is None and number.number == 100 and number.unit in ("", "%"):
            operator = ">="  # all of it
    converted = number.text.strip() if bound != number.number else ""
    return Comparison(operator, bound, subject, unsure=unsure, written=converted)


def _read_comparison(head: str, rest: list[Token], given: Given) -> Node | None:
    """≥85, 不低于95%, 达到90%以上, 较上年下降5%以上."""
    numbers = [token for token in rest if token.kind == "number"]
    marks = [token.operator for token in rest if token.kind in ("compare", "suffix")]
    senses = [_natural(mark, given.direction) for mark in marks]
    written = [mark for mark in marks if mark not in ("rise", "stay", "reach")]
    sides = {mark[0] for mark in ("<" if mark == "fall" else mark for mark in written) if mark[0] in "<>="}
    if len(sides) > 1:
        return None
    operator = senses[0]
    if marks and marks[0] in ("rise", "stay", "fall", "reach") and len(marks) > 1:
        operator = senses[1]
    if change := _find_change(head):
        return _read_change(change, numbers[0], operator, given, head)
    if shift := _SHIFT.match(head):
        return Shift(operator, numbers[0].number, head, shift["subject"]) if operator and not numbers[0].unit else None
    if years := _CONSECUTIVE.match(head):
        return _read_consecutive(years, numbers[0], operator or NOT_WORSE[given.direction], given)
    return _build_bound(_name_subject(head), numbers[0], operator, given, unsure=any(mark.endswith("?") for mark in marks))


def _read_consecutive(
    head: re.Match[str], number: Token, operator: Operator | None, given: Given, *, of_ranks: bool = False
) -> Node | None:
    """连续三年≥90, 连续三年前10名: every year, this one the last."""
    bound = number.number if number.unit in _RANKS else convert_bound(number.number, number.unit, given.unit)
    if bound is None or operator is None:
        return None
    years = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}[head["years"]]
    return Consecutive(operator, bound, years, head[0] + number.text, _name_subject(head["subject"]), of_ranks=of_ranks)


def _read_rank(head: re.Match[str], number: Token, given: Given) -> Node | None:
    """前10名, 连续三年全省前10名: a smaller number is a better rank, whatever the item's direction."""
    if number.unit not in _RANKS | {"%"} or name_unit(given.unit) not in _RANKS | {"%"} or (number.unit == "%") != (given.unit == "%"):
        return None
    if head["years"]:
        return _read_consecutive(head, number, "<=", given, of_ranks=True)
    return Consecutive("<=", number.number, 1, f"{head[0]}{number.text}", _name_subject(head["subject"]), of_ranks=True)


def _find_change(head: str) -> Change | None:
    """Find a change from last year in a requirement's noun: 较上年下降, 提高幅度."""
    if match := _CHANGED.match(head):
        base = int(match["base"]) if match["base"] else None
        return Change("up" if match["up"] or match["up2"] else "down", match["since"] is not None, base)
    if (match := _CHANGE.match(head)) and not match["better"]:
        return Change("up" if match["up"] or match["up2"] else "down", since_last=True)
    return None


def _read_change(change: Change, number: Token, operator: Operator | None, given: Given, head: str) -> Node | None:
    """A share of the item's own unit is the item itself (下降率≥4.5); any other is counted from last year's value."""
    unit, item_unit = name_unit(number.unit), name_unit(given.unit)
    points = unit in ("百分点", "个百分点")
    from_nowhere = not (change.since_last or change.base)  # 提高5个百分点: the item itself, or nobody knows since when
    if (points and item_unit == "%" and from_nowhere) or (not points and (item_unit == unit or not item_unit or not unit)):
        bound = _build_bound("", replace(number, unit="") if points else number, operator or ">=", given)
        return replace(bound, of_change=True) if isinstance(bound, Comparison) else bound
    text = f"{head}{number.text}"
    if from_nowhere or not (points or unit == "%"):
        return OtherMeasure(text, f"{head}的幅度")
    return ChangeByNumber(change.way, operator or ">=", number.number, relative=not points, text=text, base=change.base)


def _read_bare(head: str, rest: list[Token], given: Given) -> Node | None:
    """100, 完成率100%; a number behind other words is no bound."""
    if change := _find_change(head):
        return _read_change(change, rest[0], None, given, head)
    if _name_subject(head) and ("平均" in head or not _MEASURE.search(head)):
        return None
    return _build_bound(_name_subject(head), rest[0], None, given)


def _read_span(head: str, rest: list[Token], given: Given) -> Node | None:
    marks = [token.operator for token in rest if token.kind == "compare"]
    if marks and marks[0] not in ("fall", "stay", "rise", "="):
        return None
    low, high = (token for token in rest if token.kind == "number")
    unit = low.unit or high.unit
    if any(token.kind == "to" and token.text in _GIVE_OR_TAKE for token in rest):
        if name_unit(unit or given.unit) == "%":
            return None  # 90%±2%: of the whole, or of the 90
        low, high = replace(low, number=low.number - high.number), replace(high, number=low.number + high.number)
    ends = [convert_bound(end.number, end.unit or unit, given.unit) for end in (low, high)]
    if ends[0] is None or ends[1] is None:
        return OtherMeasure(f"{show(low.number)}~{show(high.number)}{unit}", unit)
    return Between(ends[0], ends[1], _name_subject(head)) if ends[0] <= ends[1] else None


def _read_mirrored(_: str, rest: list[Token], given: Given) -> Node | None:
    """80≤, 80≤满意度: the number stands before the sign."""
    number, mark = rest[:2]
    operator = _MIRRORED.get(mark.operator)
    if given.direction and operator not in (NOT_WORSE[given.direction], BETTER[given.direction]):
        return None  # 85≥ where more is better: the sign or its place is wrong
    return _build_bound(_name_subject("".join(token.text for token in rest[2:])), number, operator, given) if operator else None


def _read_chain(_: str, rest: list[Token], given: Given) -> Node | None:
    """60<EI≤75."""
    low, first, middle, second, high = rest if len(rest) == 5 else (*rest[:2], Token("word", ""), *rest[2:])
    if first.operator not in _MIRRORED or second.operator not in _MIRRORED or first.operator[0] != second.operator[0]:
        return None
    parts = [
        _build_bound(_name_subject(middle.text), low, _MIRRORED[first.operator], given),
        _build_bound(_name_subject(middle.text), high, second.operator, given),  # type: ignore[arg-type]  # one of the four
    ]
    return AllOf(tuple(part for part in parts if part is not None))


def _read_two_sided(head: str, rest: list[Token], given: Given) -> Node | None:
    """大于30小于50, 0.6以上0.8以下."""
    numbers = [token for token in rest if token.kind == "number"]
    operators = [token.operator for token in rest if token.kind != "number"]
    if {operator[0] for operator in operators} != {"<", ">"}:
        return None
    subject = _name_subject(head)
    bounds = [_build_bound(subject, number, _natural(mark, None), given) for number, mark in zip(numbers, operators, strict=True)]
    return AllOf(tuple(bound for bound in bounds if bound is not None))


def _read_average(head: str, rest: list[Token], given: Given) -> Node | None:
    """高于全省平均值, 提高幅度大于全省平均值, 全省平均水平以上."""
    marks = [token.operator for token in rest if token.kind in ("compare", "suffix")]
    name = next(token.text for token in rest if token.kind == "average")
    numbers = [token for token in rest if token.kind == "number"]
    if marks[0].endswith("?") or marks[0] == "fall":
        return None
    operator = _natural(marks[0], given.direction)
    if change := _CHANGE.match(head):
        groups = change.groupdict()
        if numbers or operator is None:
            return None
        way: Direction | None = "up" if groups["up"] or groups["up2"] else "down" if groups["down"] or groups["down2"] else given.direction
        return ChangeAgainstAverage(
            way, operator, head + "".join(token.text for token in rest), _name_subject(groups["subject"] or groups["subject2"] or "")
        )
    if re.search(r"增长|提高|上升|增速|降幅|下降|增幅|幅度", name) and not re.search(r"[率速]$", head):
        return None
    subject = _name_subject(head)
    if numbers and rest[-1].kind == "number" and rest[-2].kind == "word":
        if name_unit(numbers[0].unit) not in ("%", "倍"):
            return None
        share = numbers[0].number * (1 if name_unit(numbers[0].unit) == "%" else 100)
        return AgainstAverage(operator, name, share=share, subject=subject)
    offset = Decimal(0)
    if numbers:
        if operator not in (">", "<") or name_unit(numbers[0].unit) not in (_NO_UNIT | {"个百分点", name_unit(given.unit)}):
            return None
        offset = numbers[0].number if operator == ">" else -numbers[0].number
        operator = ">=" if operator == ">" else "<="
    return AgainstAverage(operator, name, offset, subject=subject)


def _read_last(head: str, rest: list[Token], given: Given) -> Node | None:
    """高于上年."""
    operator = _natural(rest[0].operator, given.direction)
    if rest[0].operator.endswith("?") or rest[0].operator == "fall":
        return None
    return LastYear(operator, head + "".join(token.text for token in rest), _name_subject(head))


def _read_named(head: str, rest: list[Token], _: Given) -> Node | None:
    """不超过控制目标值, 不低于Ⅲ类: the bound is a word."""
    operator, text = rest[0].operator, rest[1].text
    if operator == ">=" and (grade := read_grade(head + rest[0].text + text) or read_quality(rest[0].text + text)):
        return grade
    if operator not in (">=", ">", "<=", "<") or not is_assigned_bound(text):
        return None
    return Assignment(operator, head + rest[0].text + text, _name_subject(head))  # type: ignore[arg-type]  # one of the four


_HEAD = r"(?P<head>(?:W?ON?S?W(?=.*[NAP])|NS?W|W)*)"
Reader = Callable[[str, list[Token], Given], Node | None]
_SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"^NOW?ON$"), _read_chain),
    (re.compile(r"^NOW?$"), _read_mirrored),
    (re.compile(rf"^{_HEAD}O?NS?RNS?B?$"), _read_span),
    (re.compile(r"^(?P<head>W?)(?:ONON|NSNS)$"), _read_two_sided),
    (re.compile(rf"^{_HEAD}O{{1,2}}NS?$"), _read_comparison),
    (re.compile(rf"^{_HEAD}NS$"), _read_comparison),
    (re.compile(rf"^{_HEAD}N$"), _read_bare),
    (re.compile(rf"^{_HEAD}(?:OANS?|OA|AS|OAWN)$"), _read_average),
    (re.compile(rf"^{_HEAD}OP$"), _read_last),
    (re.compile(r"^(?P<head>W?)OW$"), _read_named),
)
