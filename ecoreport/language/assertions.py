"""What a text says of a piece of work, clause by clause and as a whole: the one door for states, reports, remarks and value cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.amounts import write_digits
from ecoreport.language.clauses import NO_WORDS, Assertion, Claim, Verbs, Words, is_stage, only_counts, read_clause, verbs_with
from ecoreport.language.mended import apart, mended
from ecoreport.language.pace import keeps_on
from ecoreport.language.shares import answered, compares
from ecoreport.language.widths import fold
from ecoreport.records import dataclass

__all__ = ["Account", "Assertion", "Claim", "Verbs", "Words", "hear", "verbs_with"]

_CLAUSES = re.compile(r"[,;:!?()]|\.(?!\d)|(?<!\d)\.|(?<=.)(?=但|不过|然而)")
# 下降24.1%、19.7%: what was measured, and no share of the work
_LISTED_SHARES = re.compile(r"(?<![^,;.(])\d+(?:\.\d+)?%(?:,\d+(?:\.\d+)?%)+(?=$|[,;.)])|(?<=%)(?:,\d+(?:\.\d+)?%)+")
_ASKS = re.compile(r"[?]|吗(?:$|[,;.])|是否|与否")
# 已完成年度任务: what goes on is next year's.
_OF_THE_YEAR = re.compile(r"(?:年度|全年|今年|本年|当年|年)(?:度|的|目标)?(?:任务|目标|工作|计划)")
_LONGEST = 2000  # characters of a report; what comes behind says no more of the state
_LEFT: frozenset[Assertion] = frozenset(("not_done", "in_part", "late", "taken_back", "planned", "not_begun"))
_NOT_YET: frozenset[Assertion] = frozenset(("not_begun", "planned", "not_done"))


@dataclass(frozen=True, slots=True)
class Account:
    """What the clauses of a text say together."""

    claims: tuple[Claim, ...] = ()

    @property
    def said(self) -> tuple[Assertion, ...]:
        return tuple(claim.said for claim in self.claims if claim.said)

    @property
    def by_verbs(self) -> frozenset[Assertion]:
        """What verbs of work say, and nothing that only sounds open."""
        return frozenset(claim.said for claim in self.claims if claim.said and claim.by_verb)

    @property
    def spoken(self) -> bool:
        return bool(self.said)

    @property
    def done(self) -> bool:
        """Is the last that is said of it that it is done."""
        return self.said[-1:] == ("done",)

    @property
    def whole(self) -> bool:
        """Is all of it done."""
        return any(claim.of == "" for claim in self.claims)

    @property
    def parts(self) -> tuple[str, ...]:
        """Name what all is done of: 93个设施全部投运."""
        return tuple(claim.of for claim in self.claims if claim.of)

    @property
    def opens(self) -> tuple[Claim, ...]:
        """Give the clauses that say that something of the work is left, or goes on."""
        told = (claim for claim in self.claims if not claim.aside)
        return tuple(claim for claim in told if claim.said in _LEFT - {"late"} or (claim.said == "under_way" and claim.now))

    @property
    def late(self) -> bool:
        at = max((at for at, claim in enumerate(self.claims) if claim.said == "late"), default=None)
        ended = at is not None and not self.opens and any(claim.of is not None for claim in self.claims[at:])
        if at is not None and not ended:  # 前期滞后,现已全部完成
            return True
        said = set(self.said)  # 未完成,推进中 goes on
        return "not_done" in said and not {"done", "in_part", "under_way"} & said and all(claim.of is None for claim in self.claims)

    @property
    def left(self) -> bool:
        return bool(self.opens) or self.late

    @property
    def goes_on(self) -> bool:
        """Does it go on in good order, beside which all may be done: 有序推进."""
        return "under_way" in self.said

    @property
    def not_begun(self) -> bool:
        """Is it not begun, and nothing but planned."""
        return self.said[-1:] in (("not_begun",), ("planned",)) and "not_begun" in self.said and set(self.said) <= _NOT_YET


@lru_cache(maxsize=1 << 13)  # the plan's own words, and what an office writes of every task
def hear(text: str, verbs: Verbs, period: int | None = None, own: Words = NO_WORDS) -> Account:
    """Say what a text asserts of a piece of work; what a year after `period` will see is planned, a question asserts nothing."""
    folded = _LISTED_SHARES.sub("", fold(_in_digits(text[:_LONGEST])))
    if _ASKS.search(folded):
        return Account()
    clauses = list(apart(list(_paired([clause for each in _CLAUSES.split(folded) if (clause := each.strip())]))))
    told = [(claim, clauses[at + 1 :]) for at, clause in enumerate(clauses) if (claim := read_clause(clause, verbs, period, own))]
    claims = _passed([claim for claim, later in told if claim.said == "done" or not mended(claim.clause, later)])
    done = next((claim for claim in claims if claim.said == "done"), None)
    heard = (claim for claim in claims if not (done and claim.said == "under_way" and _adds_nothing(claim, done, verbs)))
    return Account(tuple(heard))


def _in_digits(text: str) -> str:
    return write_digits(text) if "分之" in text else text


def _adds_nothing(claim: Claim, done: Claim, verbs: Verbs) -> bool:
    """Does what is told beside the end say nothing against it: what was done on the way, what is kept up, what follows this year's part."""
    follows = _OF_THE_YEAR.search(done.clause) is not None and re.search("继续|持续|推进", claim.clause) is not None
    return only_counts(claim, verbs) or keeps_on(claim.clause) or claim.aside or follows


def _paired(clauses: Sequence[str]) -> Iterator[str]:
    """Take what is asked and what was done of it for one: 应完成3项,已完成3项."""
    skip = False
    clauses = [clause for at, clause in enumerate(clauses) if not (at and compares(clause))]
    for at, clause in enumerate(clauses):
        following = clauses[at + 1] if at + 1 < len(clauses) else ""
        if skip:
            skip = False
            continue
        whole = answered(clause, following)
        skip = whole is not None
        yield clause if whole is None else "全部完成" if whole else "部分完成"


def _passed(claims: Sequence[Claim]) -> list[Claim]:
    """Take an early stage for done where something further is done behind it (土建完工,工程竣工), and leave out what once was (曾滞后)."""
    done = max((at for at, claim in enumerate(claims) if claim.said == "done"), default=-1)
    claims = [claim for at, claim in enumerate(claims) if at >= done or not claim.former]
    done = max((at for at, claim in enumerate(claims) if claim.said == "done"), default=-1)
    return [replace(claim, said="done") if at < done and is_stage(claim) else claim for at, claim in enumerate(claims)]
