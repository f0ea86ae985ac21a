"""A name that nobody knows as it stands: short for one of ours, or like one; what the row says beside it bears it out or not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ecoreport.language.widths import fold, word_key
from ecoreport.matching.likeness import TAKEN, TAKEN_WITH_NUMBER, adds_words, alike, changes_meaning, is_slip, signs_in, take_nearest
from ecoreport.matching.records import Candidate, How, Match
from ecoreport.matching.shortened import NEAR, Reading, Shortened
from ecoreport.matching.support import Beside, Support
from ecoreport.model import Goal, Item
from ecoreport.vocabulary import Vocabulary

_LONGEST_SHORT = 40  # characters of what may be a name written short
_SURE, _SURE_WITHOUT_UNIT, _LIKELY, _ASKED = 0.83, 0.87, 0.7, 0.45  # share of a name from which a shorter one is taken, told, asked
_TAKEN_SLIP = 78.0  # likeness from which a slip of the pen is taken where the unit agrees
_TAKEN_OWN, _FAR = 75.0, 15.0  # … from which one of the sender's own names is, in its unit; by which others must trail for no word
_COUNTED = frozenset("数口人积量值额户家个")  # ends what can be counted: without 率 behind it another measure
_OWN = 0.57  # share of the name of one of the sender's own items that suffices where the unit bears it out
_SHORTEST_OWN, _LONGEST_TAIL = 3, 2  # characters of such a name; of what may be left out at its end: 率, 浓度
_NARROW = 6  # items of one indicator


def _per_of(unit: str) -> tuple[str, ...]:
    """Give the words that say what a unit is counted by: 每公顷, 公顷均 of 千克/公顷."""
    whole = fold(unit).rpartition("/")[2]
    return f"每{whole}", f"{whole}均"


class Guesses:
    """Takes a name where only one item can be meant, with a word where it may yet be another's; else asks with the nearest."""

    def __init__(
        self,
        subjects: Mapping[str, Item | Goal],
        names: Mapping[str, tuple[str, ...]],
        alone: Mapping[str, tuple[str, ...]],
        support: Support,
        vocabulary: Vocabulary,
    ) -> None:
        """`names`: all, also with their indicators' before them; `alone`: without."""
        self._subjects, self._names, self._support = subjects, names, support
        self._spellings = tuple(names)
        self._signs = {known: signs_in(" ".join(name for name, ids in names.items() if known in ids)) for known in subjects}
        self._shortened = Shortened(alone, vocabulary.alike)
        self._per, self._measure, self._telling = vocabulary.per, vocabulary.measure, vocabulary.distinguishing

    def find(self, key: str, number: str | None, allowed: Collection[str], beside: Beside, *, whole: bool) -> Match:
        """Take the item of which a key holds enough, or that it is like enough; `whole`: it is an indicator's of several parts."""
        if signs := signs_in(key):  # PM10浓度 and NO2浓度 are not PM2.5浓度, however like it
            allowed = [known for known in allowed if not self._signs[known] or signs & self._signs[known]]
        part = None if whole else self._by_part(key, number, allowed, beside)
        if part and part.id:
            return part
        nearest = self._nearest(key, number, allowed, beside)
        return replace(nearest, id=None, how="none", candidates=nearest.candidates or part.candidates) if part else nearest

    def _title(self, subject: str) -> str:
        return self._subjects[subject].name

    def _by_part(self, key: str, number: str | None, allowed: Collection[str], beside: Beside) -> Match | None:
        """Take a name that is short for one of ours; None where it is short for none."""
        narrow = len(allowed) <= _NARROW
        short = len(key) <= _LONGEST_SHORT and (narrow or len(key) > 2)
        readings = (
            next(filter(None, (self._shortened.readings(each, allowed, beside.own) for each in self._wordings(key, beside))), ())
            if short
            else ()
        )
        if not readings:
            return None
        near = [each for each in readings if readings[0].share - each.share < NEAR]
        borne = [each for each in near if self._support.by_number(each.id, number) or self._support.by_target(each.id, beside.target)]
        own = [each for each in near if each.id in beside.own]
        chosen = borne if len(borne) == 1 else own if len(own) == 1 else near
        alone = [each.id for each in readings if each.id in beside.own] == [chosen[0].id]
        how = self._how(chosen[0], key, beside, strong=len(borne) == 1, narrow=narrow, alone=alone) if len(chosen) == 1 else "none"
        if how == "none" and readings[0].share < _ASKED and not narrow:
            return None
        candidates = tuple(Candidate(each.id, self._title(each.id), round(100 * each.share, 1)) for each in readings[:3])
        return Match(None if how == "none" else chosen[0].id, how, candidates)

    def _wordings(self, key: str, beside: Beside) -> Iterator[str]:
        """Give a key as it stands, then without what its unit says too: 亩均, 每."""
        yield key
        for word in (*_per_of(beside.unit), *self._per) if "/" in beside.unit else ():
            if word in key:
                yield key.replace(word, "")

    def _how(self, reading: Reading, key: str, beside: Beside, *, strong: bool, narrow: bool, alone: bool) -> How:
        """Say how surely a shorter name is taken: without a word, with one, or not at all."""
        subject = self._subjects[reading.id]
        agrees = self._support.by_units(subject, beside)
        if agrees is False:
            return "none"
        if agrees and "/" in subject.unit:
            reading = self._shortened.without(reading, self._per)
        changed = any(word in reading.left_out and word not in beside.said for word in self._measure)
        if narrow:
            return "similarity" if changed and not (agrees or strong) else "variant"
        headless = reading.headless and subject.has_unit
        own = reading.id in beside.own and len(self._shortened.plain(key)) >= _SHORTEST_OWN
        if own and not changed and self._own_enough(reading, key, agrees=agrees, alone=alone):
            return "variant"
        if strong and reading.share >= _ASKED:
            return "similarity" if changed or headless else "variant"
        if changed or reading.share < _LIKELY or (headless and key[-1] in _COUNTED):
            return "none"
        needed = _SURE if agrees else _SURE_WITHOUT_UNIT if subject.has_unit else _LIKELY
        return "variant" if reading.share >= needed and not headless else "similarity"

    def _own_enough(self, reading: Reading, key: str, *, agrees: bool | None, alone: bool) -> bool:
        """Is enough of one of the sender's own names written: (%) says 率; less is enough of what no other name of theirs holds."""
        if agrees:
            return reading.share >= (_OWN if alone else _SURE)
        tail = reading.left_out.split()[-1:] if reading.headless else [""]
        if reading.headless and (key[-1] in _COUNTED or len(tail[0]) > _LONGEST_TAIL):
            return False
        return self._shortened.without(reading, filter(None, tail)).share >= _SURE

    def _nearest(self, key: str, number: str | None, allowed: Collection[str], beside: Beside) -> Match:
        """Take the name that is like enough, with a word; else ask with the nearest."""
        if len(key) < 2:
            return Match(None)
        best: dict[str, tuple[float, str]] = {}
        for spelling, score in alike(key, self._spellings):
            for known in self._names[spelling]:
                if known in allowed and not self._counts_another(known, key, beside) and score > best.get(known, (0.0, ""))[0]:
                    best[known] = (score, spelling)
        found = take_nearest(
            {known: best[known][0] for known in sorted(best)},
            self._title,
            needed=lambda known: self._needed(known, key, best[known][1], number, beside),
            differs=lambda known: self._is_another(known, key, best[known][1], beside),
        )
        return replace(found, how="variant") if found.id and self._is_borne_out(found, beside) else found

    def _is_borne_out(self, found: Match, beside: Beside) -> bool:
        """Is it one of the sender's own names in its own unit, and no other name is near."""
        first, *others = found.candidates
        agrees = first.id in beside.own and self._support.by_units(self._subjects[first.id], beside)
        return bool(agrees) and all(first.score - other.score >= _FAR for other in others)

    def _needed(self, known: str, key: str, ours: str, number: str | None, beside: Beside) -> float:
        """Say how like a name must be to be taken: less where the row bears it out."""
        if self._support.by_number(known, number):
            return TAKEN_WITH_NUMBER
        if known in beside.own and self._support.by_units(self._subjects[known], beside) and not adds_words(key, ours):
            return _TAKEN_OWN
        slip = len(key) >= len(ours) and is_slip(key, ours, self._telling)
        return _TAKEN_SLIP if slip and self._support.by_units(self._subjects[known], beside) else TAKEN

    def _is_another(self, known: str, key: str, ours: str, beside: Beside) -> bool:
        """Is it another measure: by a character that tells, by its unit, or by how it ends."""
        otherwise = self._ends_otherwise(key, ours) or self._support.by_units(self._subjects[known], beside) is False
        return otherwise or changes_meaning(key, ours, self._telling)

    def _counts_another(self, known: str, key: str, beside: Beside) -> bool:
        """Is it so far another measure, 绿色采购金额(万元), that the item is not asked about: another end and another unit."""
        subject = self._subjects[known]
        return self._support.by_units(subject, beside) is False and self._ends_otherwise(key, word_key(subject.name))

    def _ends_otherwise(self, key: str, ours: str) -> bool:
        """Does a name lack the end of ours, where a Chinese phrase says what it is."""
        written, end = self._shortened.plain(key), self._shortened.plain(ours)[-2:]
        return end not in written and not set(end) & set(written[-2:])
