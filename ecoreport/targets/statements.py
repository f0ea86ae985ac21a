"""A department's words, folded and cut into clauses, and how they answer a target's words."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.model import Facts
from ecoreport.targets import lexicon
from ecoreport.targets.hearing import words_of_this
from ecoreport.targets.nodes import STATEMENT, Answer, cite, lack
from ecoreport.targets.tokens import fold_widths

_LONGEST_STATEMENT = 2_000  # characters; a cell of prose beyond it is for a person to read
_CLAUSE_ENDS = re.compile(r"[,;。!?\n\r]|(?<!不)但是?|不过|然而|同时|、(?=[^、,;]*(?:未|没有|无|不|已|均))")
_SHORT_FORMS = {  # 面积不减, 质量不降, 用途不改
    r"(?<=[不未])减(?![少小缩退低弱])": "减少",
    r"(?<=[不未])降(?!低)": "降低",
    r"减(?=[为至到])": "减少",
    r"(?<=[不未])改(?!变)": "改变",
    r"(?<=[不未])增(?![加长多])": "增加",
}
_GRADES = {"一": "I", "二": "II", "三": "III", "四": "IV", "五": "V"}
_VERBS = (word for words in (*lexicon.DEEDS.values(), *lexicon.EVENTS.values(), *lexicon.OPPOSITES.values()) for word in words)
_SAYS_SOMETHING = re.compile(any_of("已 是 有", *_VERBS))
_FLAT_NO = frozenset({"否", "没有", "未", "不是", "未达标", "不达标", "未达到"})


@lru_cache(maxsize=1 << 13)
def fold_statement(text: str) -> str:
    """Fold a statement or a target's words for comparing: widths, blanks, 五类 as V类."""
    folded = re.sub(r"[ \t\"'“”‘’《》<>]", "", fold_widths(text[:_LONGEST_STATEMENT]))
    for short, full in _SHORT_FORMS.items():
        folded = re.sub(short, full, folded)
    return re.sub(r"([一二三四五])类(?=水|海水|标准|断面|$|,|;)", lambda match: f"{_GRADES[match[1]]}类", folded)


def split_clauses(statement: str) -> list[str]:
    """Split into clauses; one without any verb (面积、功能均未减少) goes with the next. What only seems to deny is blanked."""
    clauses: list[str] = []
    held = ""
    for part in _CLAUSE_ENDS.split(fold_statement(statement)):
        clause = held + part
        held = ""
        if clause and len(clause) <= 6 and not lexicon.NEGATION.search(clause) and not _SAYS_SOMETHING.search(clause):
            held = clause
        elif clause:
            clauses.append(clause)
    return [lexicon.blank_seeming(clause) for clause in ([*clauses, held] if held else clauses)]


def weigh(heard: Iterable[bool | None]) -> bool | None:
    """Weigh what was heard of one thing: affirmed and never denied, denied and never affirmed, or open."""
    told = set(heard) - {None}
    return told.pop() if len(told) == 1 else None


def says_under_way(clause: str) -> bool:
    """Does a clause say of the whole matter that it is not yet done: 正在试点, 尚未启动, 未完成."""
    if lexicon.OF_FIGURES.search(clause):
        return False
    if clause in _FLAT_NO or lexicon.PUT_OFF.search(clause):
        return True
    if re.match(r"^[^已]{0,10}?(?:正在|拟|筹备|准备|着手|谋划|筹建|筹划|尚在|仍在|还在)", clause) and lexicon.UNDER_WAY.search(clause):
        return True
    late = re.match(r"^[^已]{0,10}?(?:尚未|暂未|仍未|还未|未能|未|没有)(?P<rest>.{0,6})", clause)
    return bool(late and (lexicon.STAGES.match(late["rest"]) or lexicon.STAGES.match(lexicon.strip_passing(late["rest"]))))


def hold_statement(asked: str, facts: Facts, judge: Callable[[str], bool | None], *, lasting: bool = False) -> Answer:
    """Hold the words reported against a target in words, as far as they speak of this item, year and place."""
    statement = facts.statement or ""
    if not statement.strip():
        return lack(STATEMENT)
    truth = judge(words_of_this(facts, asked, lasting=lasting))
    return Answer(truth, "", missing=(STATEMENT,) if truth is None else (), quoted=quote(statement), asked=cite(asked))


def quote(statement: str) -> str:
    """Quote what was reported, its beginning where it is long."""
    text = re.sub(r"\s+", "", statement)
    return cite(text if len(text) <= 30 else text[:30] + "…")
