"""Something is to be done (制定实施, 全面推行): affirmed, denied or under way in the words reported."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from ecoreport.language import patterns as re
from ecoreport.model import Facts
from ecoreport.records import dataclass
from ecoreport.targets import lexicon
from ecoreport.targets.nodes import Answer
from ecoreport.targets.reserves import keep_reserve, tells_all, tells_short
from ecoreport.targets.statements import fold_statement, hold_statement, says_under_way, split_clauses, weigh

_SHARE = re.compile(r"(?:率|比例|进度|目标|任务|计划|指标|的|了)*(?:为|达到?|约)?(\d+(?:\.\d+)?)%")

_LEFT_OUT = re.compile(r"应(.)未\1")  # 应划未划
_ALL_OF_IT = re.compile(r"应(.{1,2})尽\1")  # 应公开尽公开
_SHORT_OF_IT = re.compile("[还尚仍]差|缺口|差距")  # 距省定目标还差0.3万亩
_NONE_LEFT = re.compile(r"(?:无|没有|不存在|未发现|杜绝)[^,]{0,6}应.未.")
_AT_ONCE = 2  # characters right before a verb
_CAUSE = re.compile(r"(?:因为?|由于)[^,]*(?=(?:没有|尚未|暂未|未能|未|不)[^,未不没]*$)")  # 因无离任干部|没有开展


@dataclass(frozen=True, slots=True)
class Deed:
    """Every verb of the target must be affirmed, and none denied."""

    text: str
    verbs: tuple[str, ...]
    whole: bool = False  # 全面: a part will not do
    nouns: str = ""  # what it is to be done to, where the target says so
    assignment: bool = False
    needs: ClassVar = frozenset({"statement"})

    def hold(self, facts: Facts) -> Answer:
        return hold_statement(self.text, facts, self.judge_words, lasting=any(verb in lexicon.LASTING for verb in self.verbs))

    def judge_words(self, statement: str) -> bool | None:
        if self.whole and tells_all(fold_statement(statement)):
            return replace(self, whole=False).judge_words(statement)
        clauses = [clause if self.verbs[0][0] == "应" else _ALL_OF_IT.sub(r"全部\1", clause) for clause in split_clauses(statement)]
        if any(_LEFT_OUT.search(clause) and not _NONE_LEFT.search(clause) for clause in clauses):
            return False
        heard = [list(self._hear(verb, clauses)) for verb in self.verbs]
        truths = [weigh(voices) for voices in heard]
        if self._asks_for_all and (tells_short(fold_statement(statement)) or any(voices[-1:] == [False] for voices in heard)):
            return False  # 总量控制一项未完成
        if self.assignment and any(_SHORT_OF_IT.search(clause) for clause in clauses):
            return False
        if self.assignment and lexicon.OF_FIGURES.search(fold_statement(statement)):
            return None  # 数据正在核定: by the figure it is told whether what was assigned is done
        if all(truths):
            return keep_reserve(True, fold_statement(statement), self.text, self._affirms)
        if False in truths:
            return False
        affirmed = any(True in voices for voices in heard)
        return False if not affirmed and any(says_under_way(clause) for clause in clauses) else None

    @property
    def _asks_for_all(self) -> bool:
        return self.assignment or self.whole or any(verb in lexicon.ENDS for verb in self.verbs)

    def _affirms(self, statement: str) -> bool:
        clauses = split_clauses(statement)
        return any(True in self._hear(verb, clauses) for verb in self.verbs)

    def _hear(self, verb: str, clauses: list[str]) -> Iterator[bool | None]:
        pattern = re.compile("|".join(lexicon.words_for(verb)))
        for clause in clauses:
            for match in pattern.finditer(clause):
                yield self._hear_once(clause, clause[: match.start()], clause[match.end() :])

    def _hear_once(self, clause: str, before: str, after: str) -> bool | None:
        """Hear one place where the verb stands: what comes before it and behind it decides."""
        if share := _SHARE.match(after):
            return True if Decimal(share[1]) >= 100 else False if self.assignment or self.whole else None
        denied = lexicon.NEGATION.search(before[-_AT_ONCE:]) is not None  # 未达到标准: no 达到标准 is named
        if lexicon.NAMES_PAPER.match(after) and not self.assignment and not denied:
            return None
        if lexicon.OF_FIGURES.search(before):
            return None
        before = _CAUSE.sub("", before)
        negations = list(lexicon.NEGATION.finditer(before))
        if negations:
            return self._hear_negated(before[negations[0].end() :]) if len(negations) == 1 else None
        if lexicon.STOPPED.search(before) or before.endswith("将") or lexicon.UNDER_WAY.search(before):
            return False
        if lexicon.STILL_DOING.search(after) or lexicon.BROKEN_OFF.search(after):
            return False
        return None if self._leaves_open(clause, before, after) else True

    def _hear_negated(self, gap: str) -> bool | None:
        """A negation close before the verb denies it; farther off it may belong to another."""
        words = (word for verb in self.verbs for word in lexicon.words_for(verb))
        rest = lexicon.strip_passing(gap, self.nouns, *words, "并", "和")
        return False if len(rest) <= 4 and not lexicon.CAUSES.search(rest) else None

    def _leaves_open(self, clause: str, before: str, after: str) -> bool:
        half = lexicon.HALF.search(before[-12:])
        if half and half[0] not in self.text:
            return True
        if lexicon.ONLY_PART.match(after) or lexicon.MIGHT.search(lexicon.SURELY.sub("", before)[-6:]):
            return True
        if self.whole and not lexicon.SCOPE.search(clause):
            return True
        return bool(self.nouns) and self.nouns not in clause and len(lexicon.MANNERS.sub("", clause)) > 4
