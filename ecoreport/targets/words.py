"""States asked for in words, held against the words reported: affirmed, denied, under way, or none of these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecoreport.model import Facts
from ecoreport.targets import lexicon
from ecoreport.targets.nodes import LAST, STATEMENT, Answer, lack, show
from ecoreport.targets.tokens import fold_widths

_LONGEST_STATEMENT = 4_000  # characters; a cell of prose beyond it is for a person to read
_CLAUSE_ENDS = re.compile(r"[,;。!?\n\r]|(?<!不)但是?|不过|然而|同时|、(?=[^、,;]*(?:未|没有|无|不|已|均))")
_SHORT = {  # 面积不减, 质量不降, 用途不变
    r"(?<=[不未])减(?![少小缩退低弱])": "减少",
    r"(?<=[不未])降(?!低)": "降低",
    r"(?<=[不未])改(?!变)": "改变",
    r"(?<=[不未])增(?![加长多])": "增加",
}
_GRADES = {"一": "I", "二": "II", "三": "III", "四": "IV", "五": "V"}


def fold_statement(text: str) -> str:
    """Fold a statement or a target's words for comparing: widths, blanks, 五类 as V类."""
    folded = re.sub(r"[ \t\"'“”‘’《》<>]", "", fold_widths(text[:_LONGEST_STATEMENT]))
    for short, full in _SHORT.items():
        folded = re.sub(short, full, folded)
    return re.sub(r"([一二三四五])类(?=水|海水|标准|断面|$|,|;)", lambda match: f"{_GRADES[match[1]]}类", folded)


def split_clauses(statement: str) -> list[str]:
    """Split into clauses; one without any verb (面积、功能均未减少) goes with the next."""
    clauses: list[str] = []
    held = ""
    for part in _CLAUSE_ENDS.split(fold_statement(statement)):
        clause = held + part
        if clause and len(clause) <= 6 and not lexicon.NEGATION.search(clause) and not _VERBS.search(clause):
            held = clause
            continue
        held = ""
        if clause:
            clauses.append(clause)
    return [*clauses, held] if held else clauses


_VERBS = re.compile(
    "|".join(
        sorted(
            {word for words in (*lexicon.DEEDS.values(), *lexicon.EVENTS.values(), *lexicon.OPPOSITES.values()) for word in words}
            | {"已", "是", "有"},
            key=len,
            reverse=True,
        )
    )
)


@dataclass(frozen=True, slots=True)
class Voices:
    """How a statement speaks of one thing."""

    affirms: bool = False
    denies: bool = False

    @property
    def truth(self) -> bool | None:
        return None if self.affirms == self.denies else self.affirms


# ---- something is to be done ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """制定实施, 全面推行: every verb of the target must be affirmed."""

    text: str
    verbs: tuple[str, ...]
    whole: bool = False  # 全面: a part will not do
    nearly: bool = False  # 基本: nearly will do
    nouns: str = ""  # what is to be done to, where the target says so
    assignment: bool = False
    needs: tuple[str, ...] = ("statement",)

    def hold(self, facts: Facts) -> Answer:
        if not (facts.statement or "").strip():
            return lack(STATEMENT)
        truth = self.judge_words(facts.statement or "")
        quoted = quote(facts.statement or "")
        if truth is None:
            return Answer(None, f"填报内容{quoted}不足以认定“{self.text}”,需补充{STATEMENT}", missing=(STATEMENT,))
        return Answer(truth, f"填报内容{quoted},{'达到' if truth else '未达到'}“{self.text}”要求")

    def judge_words(self, statement: str) -> bool | None:
        clauses = split_clauses(statement)
        voices = [self._hear(verb, clauses) for verb in self.verbs]
        if all(voice.truth for voice in voices):
            return True
        if any(voice.truth is False for voice in voices):
            return False
        if not any(voice.affirms for voice in voices) and any(says_under_way(clause) for clause in clauses):
            return False
        return None

    def _hear(self, verb: str, clauses: list[str]) -> Voices:
        affirms = denies = False
        pattern = re.compile("|".join(lexicon.DEEDS.get(verb, (verb,))))
        for clause in clauses:
            plain = lexicon.blank_seeming(clause)
            for match in pattern.finditer(plain):
                heard = self._hear_once(plain, match)
                affirms, denies = affirms or heard is True, denies or heard is False
        return Voices(affirms, denies)

    def _hear_once(self, clause: str, match: re.Match[str]) -> bool | None:
        before, after = clause[: match.start()], clause[match.end() :]
        share = re.match(r"(?:率|比例|进度)?(?:为|达到?|约)?(\d+(?:\.\d+)?)%", after)
        if share:
            return None if not self.assignment else float(share[1]) >= 100  # noqa: PLR2004 a share in words, never a value
        if lexicon.NAMES_PAPER.match(after) and not self.assignment:
            return None
        negations = list(lexicon.NEGATION.finditer(before))
        if len(negations) > 1:
            return None
        if negations:
            gap = lexicon.strip_passing(before[negations[0].end() :], self.nouns, *self.verbs, *_synonyms(self.verbs), "并", "和")
            return False if len(gap) <= 4 and not lexicon.CAUSES.search(gap) else None
        if lexicon.STOPPED.search(before) or before.endswith("将"):
            return False
        if lexicon.UNDER_WAY.search(before) or lexicon.STILL_DOING.search(after) or lexicon.BROKEN_OFF.search(after):
            return False
        half = lexicon.HALF.search(before[-12:])
        if half and not (self.nearly and half[0] == "基本") and half[0] not in self.verbs:
            return None
        if lexicon.ONLY_PART.match(after) or lexicon.MIGHT.search(lexicon.SURELY.sub("", before)[-6:]):
            return None
        if self.whole and not lexicon.SCOPE.search(clause):
            return None
        if self.nouns and self.nouns not in clause and len(lexicon.MANNERS.sub("", clause)) > 4:
            return None
        return True


def _synonyms(verbs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for verb in verbs for word in lexicon.DEEDS.get(verb, ()))


def says_under_way(clause: str) -> bool:
    """Does a clause say of the whole matter that it is not yet done: 正在试点, 尚未启动, 未完成."""
    plain = lexicon.blank_seeming(clause)
    if plain in ("否", "没有", "未", "不是", "未达标", "不达标", "未达到"):
        return True
    if re.match(r"^[^已]{0,10}?(?:正在|拟|筹备|准备|着手|谋划|筹建|筹划|尚在|仍在|还在)", plain) and lexicon.UNDER_WAY.search(plain):
        return True
    late = re.match(r"^[^已]{0,10}?(?:尚未|暂未|仍未|还未|未能|未|没有)(?P<rest>.{0,6})", plain)
    return bool(late and lexicon.GENERIC.match(lexicon.strip_passing(late["rest"])))


# ---- something must not happen -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Absence:
    """面积不减少, 未发生, 不明显: the event must be denied."""

    text: str
    subject: str
    event: str  # a key of lexicon.EVENTS
    thing: str = ""  # what must not happen or be there, where the target says so
    counted: bool = False  # 面积: a smaller number than last year denies it
    needs: tuple[str, ...] = ("statement",)

    def hold(self, facts: Facts) -> Answer:
        if self.counted and facts.actual is not None and facts.previous and facts.actual < facts.previous[-1]:
            return Answer(False, f"本年{show(facts.actual)},小于上年{show(facts.previous[-1])},未达到“{self.text}”要求")
        statement = facts.statement or ""
        if not statement.strip():
            return lack(*((LAST,) if self.counted and facts.actual is not None and not facts.previous else ()), STATEMENT)
        truth = self.judge_words(statement)
        if truth is None:
            return Answer(None, f"填报内容{quote(statement)}不足以认定“{self.text}”,需补充{STATEMENT}", missing=(STATEMENT,))
        return Answer(truth, f"填报内容{quote(statement)},{'达到' if truth else '未达到'}“{self.text}”要求")

    def judge_words(self, statement: str) -> bool | None:
        heard = [voice for clause in split_clauses(statement) for voice in self._hear_clause(clause)]
        return Voices(any(heard), any(voice is False for voice in heard)).truth

    def _hear_clause(self, clause: str) -> Iterator[bool | None]:
        plain = lexicon.blank_seeming(clause)
        if self.subject and self.subject not in plain and not (len(self.subject) > 6 and self.subject[-4:] in plain):
            return
        if self.event == "present":
            yield from self._hear_presence(plain)
            return
        if self.thing and self.thing not in plain and len(lexicon.strip_passing(plain)) > 6:
            return
        found = list(re.finditer("|".join(lexicon.EVENTS[self.event]), plain))
        for match in found:
            yield self._hear_event(plain, match)
        if self.event == "evident" and not found:
            yield from self._hear_invasion(plain)
        if self.event == "happen" and not found:
            if self.thing:
                yield from self._hear_presence(plain)
            elif re.match(r"^[^未不]{0,12}?(?:没有|无|零)[^未不法]{1,12}(?:事件|事故|案件|现象|行为)$", plain):
                yield True
        opposites = lexicon.OPPOSITES.get(self.event, ())
        if not found and opposites and (match := re.search("|".join(opposites), plain)):
            denied = lexicon.NEGATION.search(plain.replace("不变", "")) or lexicon.HALF.search(plain) or lexicon.UNDER_WAY.search(plain)
            yield None if denied else True

    def _hear_event(self, clause: str, match: re.Match[str]) -> bool | None:
        before, after = clause[: match.start()], clause[match.end() :]
        if self.event == "evident" and (_GOOD_SIGN.match(after) or _GOOD_SIGN.search(before[-4:])):
            return None
        if re.match(r"的?(?:数据|统计|资料|台账|监测)", after):
            return None
        if re.match(r"(?:率|量|面积|数|起数|次数)?(?:为|是|了|共)?[0零](?![.\d])", after):
            return True
        negations = list(lexicon.NEGATION.finditer(before))
        if not negations:
            if lexicon.HALF.search(before) or lexicon.UNDER_WAY.search(before):
                return None
            return None if re.match(r"(?:风险|隐患|可能|防控|防范|监测|预警|应急)", after) else False
        gap = re.sub(r"^(?:造成|引起|引发|导致)", "", before[negations[-1].end() :])
        if lexicon.CAUSES.search(gap):
            return False  # 因未严格管理导致面积减少: the negation is another thought's
        if len(negations) > 1:
            return None
        rest = lexicon.strip_passing(re.sub(r"^[^、或和及]{0,10}[、或和及]", "", gap), self.subject, self.thing)
        if self.event == "evident":
            rest = re.sub(r"外来|物种|生物|入侵|危害|影响|迹象|扩散", "", rest)
        loose = self.event == "happen" and negations[-1][0] in ("没有", "无", "零") and len(rest) <= 16
        return True if not rest or (loose and not lexicon.BLOCKS.search(rest)) else None

    def _hear_invasion(self, clause: str) -> Iterator[bool | None]:
        """无外来物种入侵 says more than 不明显; 有外来物种入侵 says nothing of how evident it is."""
        for match in re.finditer("入侵", clause):
            before, after = clause[: match.start()], clause[match.end() :]
            negations = list(lexicon.NEGATION.finditer(before))
            rest = (
                lexicon.strip_passing(before[negations[-1].end() :]).replace("外来", "").replace("物种", "").replace("生物", "")
                if negations
                else "?"
            )
            if len(negations) == 1 and not rest and re.fullmatch(r"(?:物种|的?(?:情况|现象|问题|事件|危害|发生))*", after):
                yield True

    def _hear_presence(self, clause: str) -> Iterator[bool | None]:
        """Hear of a thing that must not be there: 无劣V类水体, 仍有1处."""
        for match in re.finditer(re.escape(self.thing), clause):
            before, after = clause[: match.start()], clause[match.end() :]
            negations = list(lexicon.NEGATION.finditer(before))
            if _NOT_CLEARED.search(before) or _NOT_CLEARED.match(after):
                yield False
            elif len(negations) == 1:
                rest = lexicon.strip_passing(before[negations[0].end() :])
                yield True if not rest and not re.match(r"(?:治理|整治|监测|防治|管理|整改|方案)", after) else None
            elif negations:
                yield None
            elif re.match(r"(?:已|均已|均|已经)*(?:全部|全面|基本)?消除|(?:数量?|个数|比例|占比|断面)*(?:为|是|共)?[0零](?![.\d])", after):
                yield None if re.match(r".{0,4}基本消除", after) else True
            elif re.search(r"(?:已|全面|全部)消除$", before) and not lexicon.UNDER_WAY.search(before) and not lexicon.HALF.search(before):
                yield True
            elif re.search(r"(?:存在|仍有|尚有|还有|发现|出现|有)(?:[^,]{0,8})$", before) or re.match(
                r"(?:仍|尚|还|数量?|个数|比例|占比|断面|有|存在|为|达|共)*\d", after
            ):
                yield None if re.search(r"是否|有无", before) else False
            else:
                yield None


_GOOD_SIGN = re.compile(r"改善|好转|提高|提升|增强|减少|下降|成效|效果|优势|控制|作用|成绩")
_NOT_CLEARED = re.compile(
    r"(?:尚|还|仍)?(?:未|没有)(?:能|得到|完全|全部|全面|彻底)*(?:消除|清除|整治|治理)$|(?:尚|还|仍|均)?(?:未|没有)(?:能|得到|完全|全部|全面|彻底)*(?:消除|清除)"
)


def quote(statement: str) -> str:
    """Quote what was reported, its beginning where it is long."""
    text = re.sub(r"\s+", "", statement)
    return f"“{text if len(text) <= 30 else text[:30] + '…'}”"


# ---- from a target's words to what they ask ------------------------------------------------------

_ABSENT = re.compile(
    r"^(?P<subject>.*?)(?P<no>(?:不得|未再|不再|从未|没有|杜绝|严禁|不能|不|未|无|零))(?P<light>发生|出现|发现|存在|造成|产生|受到|有)?(?P<rest>.*)$"
)
_THING = re.compile(
    r"^(?P<subject>[^无没未不]{0,8}?)(?:已?(?:全面|全部)?消除|杜绝|无|没有|未发现|未出现|不存在|未发生|不发生|不出现|零)(?P<thing>.{2,24})$"
)


def read_words(text: str, *, counts: bool = True) -> Deed | Absence | None:
    """Read the words of one requirement; None where nothing known is asked for."""
    folded = fold_statement(text)
    if not re.search(r"[一-鿿]", folded) or re.search(r"[#?=<>≥≤%]", folded):
        return None
    return _read_absence(folded, text, counts=counts) or _read_deed(folded, text)


def _read_absence(folded: str, text: str, *, counts: bool) -> Absence | None:
    plain = lexicon.blank_seeming(folded)
    if match := _ABSENT.match(plain):
        rest, subject = match["rest"], match["subject"]
        for event, words in lexicon.EVENTS.items():
            if rest in words and not match["light"]:
                counted = counts and event == "shrink" and subject.endswith(("面积", "率", "总量", "数量", "规模", "长度", "保有量"))
                return Absence(text, subject, event, counted=counted)
            verb = next((word for word in words if rest.endswith(word)), None)
            if verb and match["light"]:  # 未发生面积减少, 对生态环境未造成明显影响
                return Absence(text, subject or rest.removesuffix(verb), event)
        if match["light"] in ("发生", "出现") and match["no"] != "无":
            return Absence(text, "", "happen", thing=rest)
    if match := _THING.match(plain):
        return Absence(text, "", "present", thing=match["thing"])
    return None


def _read_deed(folded: str, text: str) -> Deed | None:
    if lexicon.NEGATION.search(lexicon.blank_seeming(folded)):
        return None
    verbs: list[str] = []
    nouns = folded
    for verb in sorted(lexicon.DEEDS, key=len, reverse=True):
        if verb in nouns:
            verbs.append(verb)
            nouns = nouns.replace(verb, "|")
    if not verbs:
        return None
    nouns = re.sub(r"[并和及与、|为]|^(?:上一?年度?|当年|本年度?|全市|全省|近.年)", "", lexicon.MANNERS.sub("", nouns))
    verbs.sort(key=folded.index)
    return Deed(text, tuple(verbs), whole="全面" in folded or "全部" in folded, nearly="基本" in folded, nouns=nouns)
