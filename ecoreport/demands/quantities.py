"""Quantified goals in a key task's text (整治50家“低散乱”企业), and what a department says it has done of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.amounts import find_spelt
from ecoreport.language.comparisons import BEHIND_LEAST, BEHIND_MOST, COMPARED
from ecoreport.language.numerals import find_numbers, halve
from ecoreport.language.units import convert, factor_between, find_unit, parse_unit
from ecoreport.model.results import QuantityGoal
from ecoreport.model.source import Source
from ecoreport.quantity import grammar
from ecoreport.quantity.grammar import ELSE, NAME
from ecoreport.records import dataclass

_YEAR = re.compile(r"(?:19|20)[0-9]{2} *年(?:度|底|末)?")
_EACH = re.compile("(?<=[个家条处座例项])均(?=已|建|完|通过|投|达|验收|办结|销号)")  # 5个均已建成: no unit of its own
# Durations, grades and rounds count nothing that is to be done.
_NO_GOAL = {"year", "month", "time", "级", "期", "届", "轮", "倍", "℃", "points", "摄氏度"}
_MEASURED = {"mass", "area", "length", "volume", "power", "energy", "money", "蒸吨"}
_DOING = any_of(
    "淘汰 整治 办理 完成(?!率) 实施 开展 创建 打造 建成(?!区) 建设 新建 改建 扩建 新改扩建 新增 新植 改造 推广 处置 实现 推进 形成 "
    "组织 举办 争创 培育 修复 治理 清理 关停 减少 削减 查处 配备 更新 投放 安装 评选 命名 制定 出台 修编 编制 达成 启动 开工 落实 覆盖 "
    "提升 提标 受理 审核 验收 发放 种植 巩固 拆除 疏浚"
)
_BEFORE_DOING = any_of(
    "全市 全区 全县 我市 我区 我局 全年 年内 本年 今年 已 共 累计 合计 折合 计划 力争 确保 继续 积极 大力 全面 目前 现 均 并 和 等"
)
_LEADING = re.compile(rf"(?:\s|{_BEFORE_DOING}|(?:{_DOING})(?:了|并)?(?:\([^()]*\))?|{ELSE}+(?:前|止)?|[:的截至到,])*")
_LEADING_OF_SHARE = re.compile(rf"(?:\s|{any_of('实现 确保 力争 使 全市 我市 完成(?!率)')}|{ELSE}+(?:前|止)?|[:截至到,])*")
_TO_THE_NUMBER = re.compile(rf"(?:{COMPARED}|为|在|至|到|约|共|合计|累计|计|数|:|≥|≤|>=|<=|>|<| )*$")
_AND_MORE = re.compile(rf" *(?:{BEHIND_LEAST}|{BEHIND_MOST}|左右)")
_BASE = re.compile(r"[较比]((?:19|20)[0-9]{2}) *年")
_FINISHED = re.compile(  # 水美乡村15个全部建成
    f" *{any_of('已 已经 均 都 全部 全面 顺利 如期 通过 完成 并 省级 市级 国家级 考核 评估')}*"
    r"(?:完成|建成|竣工|验收|销号|投用|投运|到位|办结|达标){1,2}(?:使用|任务|开放)?"
)
_CLAUSES = re.compile(r"[。;；\n!？?！]|[,，](?![0-9])|(?<![0-9])[,，](?=[0-9])")
_RANGE_BEHIND = re.compile(r" *[-~—至] *[0-9]")
_RANGE_BEFORE = re.compile(r"[0-9%] *[-~—至] *$")
_LINKS = "、和及与"


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with a unit, where it stands in a clause."""

    start: int
    end: int  # behind the unit
    tail: int  # behind 以上
    number: Decimal
    unit: str
    dimensions: frozenset[str]
    rate: bool  # 万吨/年, 蒸吨/小时: how big something is

    @property
    def share(self) -> bool:
        return not self.dimensions or self.unit == "分"


@lru_cache(maxsize=1 << 10)
def extract_goals(text: str) -> tuple[QuantityGoal, ...]:
    """Take the quantified goals out of a key task's text; sizes (30吨以上设施), dates and names are none."""
    return tuple(goal for clause, masked in _split_clauses(text) for goal, _ in _goals_of_clause(clause, masked))


def _split_clauses(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text at its commas and stops; each clause comes with what of it may be read for numbers."""
    masked, start = _mask(text), 0
    for stop in (*(match.start() for match in _CLAUSES.finditer(masked)), len(text)):
        yield text[start:stop], masked[start:stop]
        start = stop + 1


def _mask(text: str) -> str:
    """Blank titles and the names in quotation marks that hold digits, then dates and years, character for character."""
    halved = re.sub(r"“[^“”0-9]{0,40}[0-9][^“”]{0,40}”|《[^《》]*》", lambda match: NAME * len(match[0]), halve(text))
    halved = _EACH.sub("都", halved)
    for pattern in (*grammar.DATES, grammar.SPAN_OF_YEARS, _YEAR):
        halved = pattern.sub(lambda match: ELSE * len(match[0]), halved)
    return halved


def _goals_of_clause(clause: str, masked: str) -> list[tuple[QuantityGoal, bool]]:
    """Find the goals of one clause; the flag: is the number a bound (27.571公里以上)?"""
    amounts = _find_amounts(masked)
    goals: list[tuple[QuantityGoal, bool]] = []
    begin = 0  # where the words of the next goal may begin
    for index, amount in enumerate(amounts):
        following = amounts[index + 1].start if index + 1 < len(amounts) else len(clause)
        stop = _find_stop(masked, amount.tail, following, last=index + 1 == len(amounts))
        linked = re.match(rf" *[{_LINKS}]", masked[amount.tail :])  # 示范村9个、推进村35个: the words went before
        behind = "" if linked else masked[amount.tail : stop].strip(f" {_LINKS}")
        if _FINISHED.fullmatch(behind):
            behind = ""
        before = masked[begin : amount.start]
        if amount.share and before.strip():
            words = _strip_share(clause[begin : amount.start], before)
            goal_end = amount.tail
        elif behind:
            if not _is_goal(amount, before):
                continue
            words = _drop_repeated(clause[amount.tail : stop].strip(f" {_LINKS}"), amount.unit)
            goal_end = stop
        else:
            words = _strip_doing(clause[begin : amount.start], before)
            goal_end = amount.tail
        object_ = re.sub(r"\s+", "", words).removesuffix("等")
        goal = QuantityGoal(clause[begin:goal_end].strip(f" {_LINKS}"), amount.number, amount.unit, object_)
        goals.append((goal, amount.tail > amount.end))
        begin = goal_end
    return goals


def _find_amounts(masked: str) -> list[_Amount]:
    amounts: list[_Amount] = []
    for start, end, value, unit in _find_written(masked):
        known = parse_unit(unit)
        if not known or _RANGE_BEHIND.match(masked, end) or _RANGE_BEFORE.search(masked, max(0, start - 8), start):
            continue
        names = frozenset(name for name, power in known.dimensions if power > 0)
        if names & _NO_GOAL:
            continue
        rate = any(name in ("year", "time", "month") for name, _ in known.dimensions)
        tail = _AND_MORE.match(masked, end)
        amounts.append(_Amount(start, end, tail.end() if tail else end, value, unit.replace(" ", ""), names, rate))
    # 10蒸吨/小时以上35蒸吨/小时以下燃煤锅炉 and 30吨以上…设施: how big a thing is, not how many are to be done
    return [each for each in amounts if not each.rate and not _is_size(each, masked)]


def _find_written(masked: str) -> list[tuple[int, int, Decimal, str]]:
    """Find the numbers in digits and those spelt out: where each begins, where its unit ends, the number and the unit."""
    found = [(spelt.start, spelt.end, spelt.value, spelt.unit) for spelt in find_spelt(masked)]
    for number in find_numbers(masked):
        if number.value is not None and not re.match(r"[A-Za-z第.#]", masked[number.start - 1 : number.start]):
            unit, end = find_unit(masked, number.end)
            found.append((number.start, end, number.value, unit))
    return sorted(found)


def _is_size(amount: _Amount, masked: str) -> bool:
    more = masked[amount.tail : amount.tail + 1]
    return amount.tail > amount.end and bool(amount.dimensions & _MEASURED) and bool(re.match(r"[^\s、和及与)]", more))


def _is_goal(amount: _Amount, before: str) -> bool:
    """完成9.3万人…任务 does; 定海3.6万吨危废填埋场 is the name of a project."""
    if not amount.dimensions & _MEASURED:
        return True
    return bool(re.search(rf"(?:^|{_DOING}(?:了)?|[{_LINKS}]) *$", before))


def _find_stop(masked: str, tail: int, following: int, *, last: bool) -> int:
    """An amount's words end where the next amount's begin: at the last 、 or 和 between the two."""
    if last:
        return following
    between = masked[tail:following]
    links = [match.start() for match in re.finditer(rf"[{_LINKS}]", between)]
    return tail + links[-1] if links else following


def _strip_doing(words: str, masked: str) -> str:
    head = _LEADING.match(masked)
    stripped = words[head.end() if head else 0 :]
    return _strip_end(stripped) or _strip_end(words)


def _strip_share(words: str, masked: str) -> str:
    head = _LEADING_OF_SHARE.match(masked)
    return _strip_end(words[head.end() if head else 0 :])


def _strip_end(words: str) -> str:
    """Drop the words that only lead to the number: 达到, 不低于, 为."""
    near = max(0, len(words) - 16)
    return (words[:near] + _TO_THE_NUMBER.sub("", halve(words[near:]))).strip(f" {_LINKS}:")


def _drop_repeated(words: str, unit: str) -> str:
    """打造30条“品质河道”条: the classifier may be printed twice."""
    return words.removesuffix(unit) if len(words) > len(unit) else words


# ---- what was done -----------------------------------------------------------------------------

_NOT_DONE = re.compile(
    any_of("未 剩余 还有 尚有 尚需 拟 将于 待 正在 计划 目标 任务数 力争 应(?!急) 在建 开工 预计 其中 不足 不到 超过 明年 下一步 原定 下达")
    + "|(?<![节公条契特])约|近 *(?=[0-9])|左右"
)
_FILLER = re.compile(r"[“”\"'()\[\]《》\s、的和]|" + any_of("建设 创建 任务 工作 工程 项目 完成 全市 我市 开展 实施"))
_SIZE = re.compile(r"[0-9.]+[^0-9]{1,6}?及?以[上下]")
_LIKE_ENOUGH, _MARGIN = 0.6, 0.1
_LONGEST_NAME = 80  # characters
_TELLS, _MOSTLY = 5, 0.8  # characters of a short name, and how much of it runs through the plan's
_TELLS_ALONE = 4  # characters in a row, where nothing else is counted so
_NAMES_SOMETHING = 3  # characters; two alone (锅炉) fit many things


def match_done(
    goals: tuple[QuantityGoal, ...], text: str, *, period: int | None = None, source: Source | None = None
) -> tuple[QuantityGoal, ...]:
    """Fill what was done where a department's words name the same thing in the same unit; what is not clear stays open."""
    done = _find_done(text, period)
    likeness: dict[tuple[int, int], float] = {}
    for g, goal in enumerate(goals):
        of_a_kind = sum(factor_between(each.unit, goal.unit) is not None for each in (*goals, *done))
        likeness |= {(g, d): _compare(goal, each, alone=of_a_kind == 2) for d, each in enumerate(done)}
    matched: list[QuantityGoal] = []
    for g, goal in enumerate(goals):
        ranked = sorted(((likeness[g, d], d) for d in range(len(done))), key=lambda pair: (-pair[0], pair[1]))
        best = [d for score, d in ranked if score >= _LIKE_ENOUGH and score > ranked[0][0] - _MARGIN]
        values = {convert(done[d].number, done[d].unit, goal.unit) for d in best}
        rivals = [likeness[other, d] for d in best for other in range(len(goals)) if other != g]
        clear = len(values) == 1 and max(rivals, default=0.0) <= ranked[0][0] - _MARGIN
        matched.append(replace(goal, done=next(iter(values)), source=source) if clear else goal)
    astray = any(likeness[g, d] >= max(_LIKE_ENOUGH, likeness.get((d, d), 0) + _MARGIN) for g, d in likeness)
    return tuple(matched) if astray else _in_order(tuple(matched), done, source)


def _in_order(goals: tuple[QuantityGoal, ...], done: tuple[QuantityGoal, ...], source: Source | None) -> tuple[QuantityGoal, ...]:
    """Take amounts under short names, or under none, in the plan's own order: 园区站2个、大通道站2个、小微站5个."""
    pairs = list(zip(goals, done, strict=True)) if len(goals) == len(done) > 1 else []
    values = [convert(each.number, each.unit, goal.unit) for goal, each in pairs]
    alike = [set(_name(goal.object)) & set(_name(each.object)) for goal, each in pairs]
    bare = all(value is not None and not _name(each.object) for value, (_, each) in zip(values, pairs, strict=True))
    if not pairs or not (all(alike) or bare) or any(goal.done not in (None, value) for goal, value in zip(goals, values, strict=True)):
        return goals
    return tuple(replace(goal, done=value, source=source) for goal, value in zip(goals, values, strict=True))


def _find_done(text: str, period: int | None) -> tuple[QuantityGoal, ...]:
    """Find the amounts that a text says were done; plans, remainders, bounds and other years are left out."""
    done: list[QuantityGoal] = []
    for sentence in re.split(r"[。;；\n]", text):
        years = {int(year) for year in re.findall(r"(?<![较比与0-9])((?:19|20)[0-9]{2}) *年", halve(sentence))}
        if years and (period is None or years != {period}):
            continue
        for clause, masked in _split_clauses(sentence):
            if not _NOT_DONE.search(clause):
                done += [goal for goal, bound in _goals_of_clause(clause, masked) if not bound]
    return tuple(done)


def names_alike(one: str, other: str) -> bool:
    """Do two names of shares mean the same thing."""
    return bool(_name(one) and _name(other)) and _alike(_name(one), _name(other)) >= _LIKE_ENOUGH


def _compare(goal: QuantityGoal, done: QuantityGoal, *, alone: bool) -> float:
    """Compare by the characters that two names share (企业落后产能, 落后产能企业), within one kind of unit."""
    if factor_between(done.unit, goal.unit) is None or {*_BASE.findall(done.text)} - {
        *(_BASE.findall(goal.text) or _BASE.findall(done.text))
    }:
        return 0.0  # 较2013年下降24.6%, where 2015 is asked
    one, other = _name(goal.object), _name(done.object)
    if not one or not other:  # 已完成27.8公里: clear where nothing else is counted so
        return float(alone)
    if alone and _shares_words(one, other, short=(convert(done.number, done.unit, goal.unit) or goal.number) < goal.number):
        return _LIKE_ENOUGH + _MARGIN
    return _alike(one, other)


def _shares_words(one: str, other: str, *, short: bool) -> bool:
    """Do two names share a run that tells; where what was done falls short, a short name is heard too: 采样完成26家."""
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return run >= _TELLS_ALONE or (short and run == min(len(one), len(other)) > 1)


def _alike(one: str, other: str) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    likeness = 2 * shared / (len(one) + len(other))
    shorter = min(len(one), len(other))
    if shorter < _NAMES_SOMETHING:
        return likeness
    # a name cut short (化肥减量 for 不合理施用化肥减量) keeps a run of its characters
    run = SequenceMatcher(None, one, other).find_longest_match().size
    if shorter >= _TELLS and run >= _MOSTLY * shorter:
        return max(_LIKE_ENOUGH + _MARGIN, likeness)  # 二星级及以上占 for 按二星级及以上绿色建筑强制性标准建设的…比例
    return (2 * likeness + run / shorter) / 3


def _name(words: str) -> str:
    """What tells a thing from others: without verbs, sizes and 建设, 工程, 任务."""
    bare = _SIZE.sub("", _FILLER.sub("", halve(words[:_LONGEST_NAME])))
    head = _LEADING.match(bare)
    return bare[head.end() if head else 0 :]
