"""How like two names are: the one door of rapidfuzz. Likeness suggests; what it takes is told, what it doubts is asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ecoreport import machine
from ecoreport.language import patterns as re
from ecoreport.matching.records import Candidate, Match

if TYPE_CHECKING:
    from rapidfuzz import distance, fuzz, process
else:  # where every name is known, none is held against another
    distance, fuzz, process = machine.later("rapidfuzz", "distance", "fuzz", "process")

TAKEN = 84.0  # likeness from which a name is taken, with a verify finding
TAKEN_WITH_NUMBER = 72.0  # where the plan's number stands beside it
MARGIN = 6.0  # by which it must lead the next name
ASKED = 50.0  # likeness from which a name is worth asking about
_SIGN = re.compile(r"(?<![a-z])[a-z]{1,8}\d{1,6}(?:\.\d{1,4})?")
_MEASURES = re.compile(r"面积|比例|比率|占比|数量|总量|长度|浓度|强度|指数|程度|水平|完成|情况")
_WORDS = 3  # characters
_TAILS = frozenset("率量比例度值数")  # left off or added without another meaning


def likeness(one: str, other: str) -> float:
    """Measure how like two keys are, 0–100, and 0 below what is worth asking about; nothing is like nothing."""
    return fuzz.ratio(one, other, score_cutoff=ASKED) if one else 0.0


def alike(key: str, spellings: Iterable[str]) -> Iterator[tuple[str, float]]:
    """List the spellings that are worth asking about, with their likeness, the most like first."""
    for spelling, score, _ in process.extract(key, spellings, scorer=fuzz.ratio, processor=None, score_cutoff=ASKED, limit=None):
        yield spelling, score


def nearest_of(key: str, spellings: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """List those whose spelling is worth asking about, with their likeness; nothing is like nothing."""
    for _, score, known in (
        process.extract(key, spellings, scorer=fuzz.ratio, processor=None, score_cutoff=ASKED, limit=None) if key else ()
    ):
        yield known, score


def take_nearest(
    scores: Mapping[str, float],
    name: Callable[[str], str],
    *,
    needed: Callable[[str], float] = lambda _: TAKEN,
    differs: Callable[[str], bool] = lambda _: False,
) -> Match:
    """Take the one that is like enough and leads the next clearly; else ask with the nearest three, ties in the order given."""
    ranked = sorted(((known, score) for known, score in scores.items() if score >= ASKED), key=lambda pair: -pair[1])[:3]
    candidates = tuple(Candidate(known, name(known), round(score, 1)) for known, score in ranked)
    if not ranked:
        return Match(None)
    (found, score), *others = ranked
    if score >= needed(found) and all(score - other >= MARGIN for _, other in others) and not differs(found):
        return Match(found, "similarity", candidates)
    return Match(None, candidates=candidates)


def signs_in(key: str) -> frozenset[str]:
    """List the signs in a key that part one measure from another: pm2.5, no2."""
    return frozenset(_SIGN.findall(key))


def share_words(one: str, other: str) -> bool:
    """Do two keys share two characters running, besides words of measure: not 土地供应面积 and 滨海湿地修复面积."""
    bare = [_MEASURES.sub(" ", key) for key in (one, other)]
    told, known = ({key[at : at + 2] for at in range(len(key) - 1)} for key in bare)
    return any(" " not in pair for pair in told & known)


def is_slip(written: str, ours: str, telling: frozenset[str]) -> bool:
    """Do two names differ by a slip only: a character mistaken, left out or too much, none of them telling, none before the name begins."""
    more = mistaken = 0
    for edit in distance.Levenshtein.editops(written, ours):
        mine = written[edit.src_pos : edit.src_pos + 1] if edit.tag != "insert" else ""
        if mine in telling:
            return False
        more += edit.tag == "delete"
        mistaken += edit.tag == "replace"
        if mine and edit.src_pos == 0:
            return False
    return more + mistaken <= 1


def adds_words(written: str, ours: str) -> bool:
    """Has a name three characters running more than ours: 污水处理厂负荷率 is not 污水处理率."""
    added = [edit.src_pos for edit in distance.Levenshtein.editops(written, ours) if edit.tag == "delete"]
    return any(last - first == _WORDS - 1 for first, last in zip(added, added[_WORDS - 1 :], strict=False))


def changes_meaning(written: str, ours: str, telling: frozenset[str]) -> bool:
    """Is one of the differences a character that says another thing: 城 for 农, a 不 more, a 人均 less."""
    for edit in distance.Levenshtein.editops(written, ours):
        mine, theirs = written[edit.src_pos : edit.src_pos + 1], ours[edit.dest_pos : edit.dest_pos + 1]
        if edit.tag == "replace" and mine in telling and (theirs in telling or mine not in _TAILS):
            return True
        if edit.tag == "delete" and mine in telling - _TAILS:
            return True
        if edit.tag == "insert" and theirs in telling - _TAILS:
            return True
    return False
