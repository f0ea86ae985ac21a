"""What a note says of the years before, where the target asks how they went on: 正式公报发布的2019年为8.2 beside 9.1."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.judging.doubts.case import QUOTED, Alternative, Case, Found, agree
from ecoreport.language import patterns as re
from ecoreport.quantity.asides import Aside, taken_apart

_RIGHTLY = re.compile(r"(?:应当?|实际|更正|订正|勘误|改正|核定|审定|复核|正式|公报|公布|发布|发文)[^,]{0,24}(?:为|是|到)[^,]{0,2}■")
_NOT_SURE = re.compile(r"快报|初步|估|电话|口头|老口径|旧口径|(?:复核|审核|核定|审定|更正|修正)前|(?<!勘)误|■[^,]{0,2}(?:有误|不对)")


def past_otherwise(case: Case) -> Iterator[Found]:
    """A note gives a year before another value, with more right than the one that was filled in, and the verdict is another with it."""
    unit, previous = case.demand.subject.unit, case.facts.previous
    if "previous" not in case.demand.facts or case.value is None:
        return
    for note in case.notes:
        for back, value in enumerate(reversed(previous), 1):
            year = case.assessment.year - back
            other = _rightly(taken_apart(note.text, value, unit), year)
            if other is None or agree(other, value):
                continue
            changed = tuple(other if at == len(previous) - back else each for at, each in enumerate(previous))
            if _verdict(case, changed) == _verdict(case, previous):
                continue
            words = {
                "fact": f"{year}年值",
                "first": format(value, "f"),
                "note": note.text[:QUOTED],
                "other": format(other.normalize(), "f"),
            }
            alternative = Alternative(f"{year}年值取旁注所写", note.source, {"previous": changed})
            yield Found(case.doubt("facts_noted", words, note.source, key=str(year)), (alternative,))
            return


def _verdict(case: Case, previous: tuple[Decimal, ...]) -> str:
    """Judge by the numbers alone: words that affirm what the years deny are what is doubted."""
    return case.demand.target.judge(replace(case.facts, previous=previous, statement=None)).status


def _rightly(told: tuple[Aside, ...], year: int) -> Decimal | None:
    """Give the figure that a note calls that year's own, where it does not call the one filled in so."""
    if any(each.of == "it" and _RIGHTLY.search(each.said) and not _NOT_SURE.search(each.said) for each in told):
        return None
    others = (each for at, each in enumerate(told) if each.of == "another" and _is_of(told, at, year))
    return next((each.value for each in others if _RIGHTLY.search(each.said) and not _NOT_SURE.search(each.said)), None)


def _is_of(told: tuple[Aside, ...], at: int, year: int) -> bool:
    """Is a clause of that year: it names it, or names none behind one that does."""
    own = f"{year}年" in told[at].said
    return own or (at > 0 and not re.search(r"20\d\d年", re.sub(r"20\d\d年\d", "", told[at].said)) and f"{year}年" in told[at - 1].said)
