"""Something must not happen or be there (面积不减少, 不明显, 无劣V类水体): the words reported must deny it."""

from collections.abc import Iterator
from typing import ClassVar

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.model import Direction, Facts
from ecoreport.records import dataclass
from ecoreport.targets import lexicon
from ecoreport.targets.deeds import Deed
from ecoreport.targets.measures import name_unit
from ecoreport.targets.nodes import ACTUAL, LAST, STATEMENT, Answer, Node, cite, lack, show
from ecoreport.targets.reserves import keep_reserve, tells_short
from ecoreport.targets.statements import fold_statement, hold_statement, split_clauses, weigh

_GOOD_SIGN = re.compile(any_of("改善 好转 提高 提升 增强 减少 下降 成效 效果 优势 控制 作用 成绩"))
_BARE_CHANGE = re.compile(
    r"^(?:[较比同与](?:上一?年|去年|20\d\d年)(?:同期|相比)?)?(?:略有|有所|共|净|未|没有|不)*(?:减少|缩小|增加|扩大)"
)  # 较2019年|减少15亩
_RECORDS = re.compile(r"的?(?:数据|统计|资料|台账|监测)")
_NOUGHT = re.compile(r"(?:率|量|面积|数|起数|次数)?(?:为|是|了|共)?[0零](?![.\d])")
_ONLY_FEARED = re.compile(any_of("风险 隐患 可能 防控 防范 监测 预警 应急"))
_NO_INCIDENT = re.compile(r"^[^未不]{0,12}?(?:没有|无|零)[^未不法]{1,12}(?:事件|事故|案件|现象|行为)$")
_NONE = re.compile("(?:全年|共|均|为)*(?:0|零|无)(?:起|次|件|例|宗)?(?:事件|事故|案件)?")
_NOT_YET = r"(?:尚|还|仍|均)?(?:未|没有)(?:能|得到|完全|全部|全面|彻底)*"
_NOT_CLEARED_BEFORE = re.compile(rf"{_NOT_YET}(?:消除|清除|整治|治理)$")
_NOT_CLEARED_AFTER = re.compile(rf"{_NOT_YET}(?:消除|清除)")
_CLEARED_BEFORE = re.compile(r"(?:已|全面|全部)消除$")
_CLEARED_AFTER = re.compile(r"(?:已|均已|均|已经)*(?:全部|全面)?消除|(?:数量?|个数|比例|占比|断面)*(?:为|是|共)?[0零](?![.\d])")
_NEARLY_CLEARED = re.compile(r"(?:已|均已|均|已经)*基本消除")
_THERE_BEFORE = re.compile(r"(?:发生|存在|仍有|尚有|还有|发现|出现|有|剩余?)(?:[^,]{0,8})$|(?:仍为|仍是|仍属|属于|均为|水质为|断面为|是)$")
_THERE_AFTER = re.compile(r"(?:仍|尚|还|数量?|个数|比例|占比|断面|有|存在|为|达|共)*\d")
_OF_EVENTS = frozenset("起例次件宗")
_NO_THING = re.compile("无|没有|零|杜绝|零发生")
_WORKS = re.compile(any_of("治理 整治 监测 防治 管理 整改 方案"))


@dataclass(frozen=True, slots=True)
class Absence:
    """An event of one kind, to one subject, that must be denied."""

    text: str
    subject: str
    event: str  # a key of lexicon.EVENTS
    thing: str = ""  # what must not happen, where the target says so
    counted: bool = False  # 面积: a smaller number than last year denies it

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"actual", "previous", "statement"} if self.counted else {"statement"})

    def hold(self, facts: Facts) -> Answer:
        if self.counted and facts.actual is not None and facts.previous and facts.actual < facts.previous[-1]:
            return Answer(False, f"本年{show(facts.actual)}，小于上年{show(facts.previous[-1])}，未达到{cite(self.text)}要求")
        if self.counted and facts.actual is not None and not facts.previous and not (facts.statement or "").strip():
            return lack(LAST, STATEMENT)
        return hold_statement(self.text, facts, self.judge_words)

    def judge_words(self, statement: str) -> bool | None:
        return keep_reserve(
            weigh(self._listen(statement)), fold_statement(statement), self.text, lambda behind: True in self._listen(behind)
        )

    def _listen(self, statement: str) -> Iterator[bool | None]:
        return (voice for clause in split_clauses(statement) for voice in self._hear(clause))

    def _hear(self, clause: str) -> Iterator[bool | None]:
        bare = self.counted and _BARE_CHANGE.match(clause)
        if self.subject and not bare and self.subject not in clause and not (len(self.subject) > 6 and self.subject[-4:] in clause):
            return
        if self.thing and self.thing not in clause and len(lexicon.strip_passing(clause)) > 6:
            return
        found = list(re.finditer("|".join(lexicon.EVENTS[self.event]), clause))
        for match in found:
            yield self._hear_event(clause[: match.start()], clause[match.end() :])
        if not found:
            yield from self._hear_otherwise(clause)

    def _hear_otherwise(self, clause: str) -> Iterator[bool | None]:
        """Hear a clause without the event's own word: its opposite (面积增加), or that nothing is there to happen."""
        if self.event == "evident":
            yield from _hear_invasion(clause)
        elif self.event == "happen" and self.thing:
            yield from hear_presence(clause, self.thing)
        elif self.event == "happen" and (_NO_INCIDENT.match(clause) or _NONE.fullmatch(clause)):
            yield True
        elif any(word in clause for word in lexicon.OPPOSITES.get(self.event, ())):
            plain = clause.replace("不变", "")
            doubtful = lexicon.NEGATION.search(plain) or lexicon.HALF.search(plain) or lexicon.UNDER_WAY.search(plain)
            yield None if doubtful else True

    def _hear_event(self, before: str, after: str) -> bool | None:
        """Hear one place where the event stands: denied, counted as nought, or told as a fact."""
        if _RECORDS.match(after) or (self.event == "evident" and (_GOOD_SIGN.match(after) or _GOOD_SIGN.search(before[-4:]))):
            return None
        if _NOUGHT.match(after):
            return True
        negations = list(lexicon.NEGATION.finditer(before))
        if not negations:
            feared = lexicon.HALF.search(before) or lexicon.UNDER_WAY.search(before) or _ONLY_FEARED.match(after)
            return None if feared else False
        gap = re.sub(r"^(?:造成|引起|引发|导致)", "", before[negations[-1].end() :])
        if lexicon.CAUSES.search(gap):
            return False  # 因未严格管理导致面积减少: the negation is another thought's
        return None if len(negations) > 1 or lexicon.UNDER_WAY.search(before) else self._hear_denied(negations[-1][0], gap)

    def _hear_denied(self, negation: str, gap: str) -> bool | None:
        rest = lexicon.strip_passing(re.sub(r"^[^、或和及]{0,10}[、或和及]", "", gap), self.subject, self.thing)
        if self.event == "evident":
            rest = re.sub(any_of("外来 物种 生物 入侵 危害 影响 迹象 扩散"), "", rest)
        # 没有重大环境事件发生: a noun may stand between, a verb (没有统计发生…) may not
        named = self.event == "happen" and negation in ("没有", "无", "零") and len(rest) <= 16 and not lexicon.BLOCKS.search(rest)
        return True if not rest or named else None


@dataclass(frozen=True, slots=True)
class Clearance:
    """A thing that must not be there: 无劣V类水体, 全面消除黑臭水体."""

    text: str
    thing: str
    needs: ClassVar = frozenset({"statement"})

    def hold(self, facts: Facts) -> Answer:
        return hold_statement(self.text, facts, self.judge_words)

    def judge_words(self, statement: str) -> bool | None:
        if tells_short(fold_statement(statement)):
            return False  # 12条消除11条
        return keep_reserve(
            weigh(self._listen(statement)), fold_statement(statement), self.text, lambda behind: True in self._listen(behind)
        )

    def _listen(self, statement: str) -> Iterator[bool | None]:
        return (voice for clause in split_clauses(statement) for voice in hear_presence(clause, self.thing))


@dataclass(frozen=True, slots=True)
class Nought:
    """What must not be there, where the item counts it (不发生 of 起, 消除劣V类 of a share): nought of it, or the target's own words."""

    text: str
    thing: str = ""
    words: Node | None = None
    nearly: bool = False  # 基本消除: how much of it may be left nobody says

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"actual"}) | (self.words.needs if self.words else frozenset())

    def hold(self, facts: Facts) -> Answer:
        counts_it = not self.thing or fold_statement(self.thing) in fold_statement(facts.subject or "")
        if facts.actual is None or not counts_it:
            return self.words.hold(facts) if self.words else lack(ACTUAL)
        if facts.actual == 0:
            return Answer(True, f"{show(facts.actual)}，达到{cite(self.text)}要求", -facts.actual)
        if self.nearly:
            return Answer(None, f"{show(facts.actual)}，是否达到{cite(self.text)}要求须认定")
        return Answer(False, f"{show(facts.actual)}，未达到{cite(self.text)}要求", -facts.actual)


def counting_nought(node: Node | None, text: str, unit: str | None, direction: Direction | None) -> Node | None:
    """Let the number answer what must not be there, where less is better and it is counted or a share."""
    counted = name_unit(unit)
    if not counted or not (direction == "down" or (direction is None and counted in _OF_EVENTS)):
        return node
    folded = fold_statement(text)
    if node is None:
        return Nought(text, words=Absence(text, "", "happen")) if _NO_THING.fullmatch(folded) else None
    nearly = "基本" in folded
    match node:
        case Absence(event="happen") | Clearance():
            return Nought(text, node.thing, node, nearly)
        case Deed(verbs=("消除",)):
            return Nought(text, node.nouns, node, nearly)
    return node


def hear_presence(clause: str, thing: str) -> Iterator[bool | None]:
    """Hear of a thing that must not be there: True where it is not."""
    for match in re.finditer(_called(thing), clause):
        before, after = clause[: match.start()], clause[match.end() :]
        negations = list(lexicon.NEGATION.finditer(before))
        if _NOT_CLEARED_BEFORE.search(before) or _NOT_CLEARED_AFTER.match(after):
            yield False
        elif negations:
            clean = len(negations) == 1 and not lexicon.strip_passing(before[negations[0].end() :]) and not _WORKS.match(after)
            yield True if clean else None
        elif _NEARLY_CLEARED.match(after):
            yield None
        elif _CLEARED_AFTER.match(after):
            yield True
        elif _CLEARED_BEFORE.search(before):
            yield False if lexicon.UNDER_WAY.search(before) else None if lexicon.HALF.search(before) else True
        elif re.search("(?:消除|整治|治理)了?$", before):
            yield None
        elif (_THERE_BEFORE.search(before) or _THERE_AFTER.match(after)) and "是否" not in before:
            yield False
        else:
            yield None


def _called(thing: str) -> str:
    """Give a pattern of how a thing is called: 劣V类 of 水体, 断面 or 水质; 重大及以上 by one of the grades that it spans."""
    if thing.startswith("劣V类"):
        return "劣V类(?:水体|断面|水质|水)*"
    if span := re.fullmatch("(?P<least>[一-鿿]{2})及?以上(?P<what>.+)", thing):
        return f"(?:特别?)?{span['least']}(?:及?以上)?(?:的|环境)?{re.escape(span['what'])}"
    return re.escape(thing)


def _hear_invasion(clause: str) -> Iterator[bool | None]:
    """无外来物种入侵 says more than 不明显; 有外来物种入侵 says nothing of how evident it is."""
    for match in re.finditer("入侵", clause):
        negations = list(lexicon.NEGATION.finditer(clause[: match.start()]))
        if len(negations) != 1 or not re.fullmatch(r"(?:物种|的?(?:情况|现象|问题|事件|危害|发生))*", clause[match.end() :]):
            continue
        rest = lexicon.strip_passing(clause[negations[0].end() : match.start()], "外来", "物种", "生物")
        if not rest:
            yield True
