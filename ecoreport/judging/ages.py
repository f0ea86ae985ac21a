"""How late something seems to be said: by the day that its file names, and by the words of its table, its file and its folder."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from ecoreport.language.dates import read_date
from ecoreport.language.versions import read_copy, read_count, read_day, read_draft, read_turn, replaces_former, speaks_of_itself
from ecoreport.language.widths import fold
from ecoreport.model import Batch, Signature, Source
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

LATEST = 200  # days after the report's day: whoever dates later made a slip
_DRAFT, _PLAIN, _REWORKED, _FINAL = range(4)
_SECOND_HALF = 7  # a month without a year: from July on it is the period's, before that the next year's


@dataclass(frozen=True, slots=True)
class Words:
    """What names and titles say of the version; where they say nothing, everything is as it is here."""

    turn: int = 0  # 第二次报送
    stage: int = _PLAIN
    corrects: bool = False  # 更正, 补充
    draft: tuple[int, int] = (0, 0)  # 第二稿, v1.10
    copied: int = 0  # (2)

    def within(self, wider: "Words") -> "Words":
        """Add what the file or folder around says; the nearer word outranks the wider one."""
        return Words(
            self.turn or wider.turn,
            self.stage if self.stage != _PLAIN else wider.stage,
            self.corrects or wider.corrects,
            self.draft if self.draft > (0, 0) else wider.draft,
            self.copied or wider.copied,
        )

    def compared(self, other: "Words") -> int:
        """Say whether these are a later version's words (1), an earlier one's (−1), or nobody can tell (0)."""
        turns = max(1, self.turn), max(1, other.turn)
        if turns[0] != turns[1]:
            return _sign(*turns)
        if self.corrects != other.corrects:  # what corrects a final version, or a reworked one, may be older than it
            this, that = (self, other) if self.corrects else (other, self)
            if that.stage > _PLAIN and this.stage < that.stage:
                return 0
            return 1 if self.corrects else -1
        return _sign(self.stage, other.stage) or _sign(self.draft, other.draft)


@dataclass(frozen=True, slots=True)
class Order:
    """Which of two is the later: 1 the first, −1 the second, 0 nobody can tell; and why."""

    sign: int
    why: str

    @property
    def turned(self) -> "Order":
        return Order(-self.sign, self.why)


@dataclass(frozen=True, slots=True)
class Age:
    """How late a table seems to be."""

    days: tuple[date, ...] = ()  # that may be meant, the earliest first
    words: Words = Words()
    day_in_name: bool = False  # without its year
    follows: bool = False  # a correction, and another file bears an earlier day: it corrects that one
    digest: str = ""  # of its file
    returned: str | None = None  # the digest of the file that was given back, marked up, and came in again as this one

    def compared(self, other: "Age") -> Order:
        """Hold two ages against each other: by their days, then by their words; where the two disagree nobody can tell."""
        if sign := (self.answers(other) - other.answers(self)):
            return Order(sign, "是退回修改后重报的")
        by_day, by_words = self._by_day(other), self.words.compared(other.words)
        if by_day and by_words and by_day != by_words and not self._is_of_a_third(other, by_day):
            return Order(0, f"填报日期（{self.days[-1]}、{other.days[-1]}）和版本字样的先后正好相反")
        if by_day:
            late, early = (self.days[0], other.days[-1]) if by_day > 0 else (other.days[0], self.days[-1])
            return Order(by_day, f"填报日期{late.isoformat()}在{early.isoformat()}之后")
        weak = _sign(self.words.copied, other.words.copied) or (0 if self.days and other.days else self.day_in_name - other.day_in_name)
        if sign := by_words or weak:
            return Order(sign, "名称或表中的版本字样在后")
        return Order(0, "日期、名称和表注都没有说明先后")

    def answers(self, other: "Age") -> bool:
        """Is it the other one, given back and sent in again."""
        return bool(self.returned) and self.returned == other.digest != self.digest

    def _is_of_a_third(self, other: "Age", by_day: int) -> bool:
        """Does the word 更正 alone speak against the days, of a file that corrects another one."""
        early, late = (self, other) if by_day < 0 else (other, self)
        return early.follows and replace(early.words, corrects=late.words.corrects).compared(late.words) <= 0

    def _by_day(self, other: "Age") -> int:
        if not self.days or not other.days:
            return 0
        return 1 if self.days[0] > other.days[-1] else -1 if self.days[-1] < other.days[0] else 0

    def correcting(self) -> "Age":
        """Take it for a correction's, because its columns say so (原填报值 | 更正值)."""
        return replace(self, words=replace(self.words, corrects=True))


def in_line(ages: Sequence[Age]) -> list[tuple[object, ...]] | None:
    """Rank ages that stand in one line, by their days or by their words alone; None where they must be held against each other."""
    if any(age.words.corrects or age.returned is not None for age in ages):
        return None
    if len({age.words for age in ages}) == 1 and all(len(age.days) == 1 for age in ages):
        return [age.days for age in ages]
    if len({(age.days, age.day_in_name) for age in ages}) == 1:
        return [(max(1, age.words.turn), age.words.stage, age.words.draft, age.words.copied) for age in ages]
    return None


class Ages:
    """The ages of all tables of a batch."""

    def __init__(self, batch: Batch, vocabulary: Vocabulary, period: int | None, as_of: date | None) -> None:
        self._vocabulary, self._period, self._as_of = vocabulary, period, as_of
        self._filled: dict[str, dict[str | None, date]] = defaultdict(dict)  # by file, by sheet
        for sign in batch.signatures:
            if sign.role == "filled_on":
                self._fill(sign)
        self._titles: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for submission in batch.submissions:
            for title in submission.titles:
                self._titles[submission.file, title.source.sheet].append(title.text)
        self._known: dict[tuple[str, str | None], Age] = {}
        self._once: dict[Age, Age] = {}
        back = {submission.returned for submission in batch.submissions}  # of other files the digest tells nothing
        self._digests = {
            each.file: (each.sha256 if each.returned or each.sha256 in back else "", each.returned) for each in batch.submissions
        }

    def _fill(self, sign: Signature) -> None:
        """Take the last day that a sheet names for its own; a file may bear one for each of its sheets."""
        days = (sign.dated,) if sign.dated else self._of_day(read_day(fold(sign.text)))
        sheets = self._filled[sign.file]
        for day in (day for day in days if is_plausible(day, self._period, self._as_of)):
            sheets[sign.source.sheet] = max(day, sheets.get(sign.source.sheet, day))

    def of(self, source: Source) -> Age:
        """Say how late the table seems to be in which a cell stands."""
        key = source.file, source.sheet
        if key not in self._known:
            self._known[key] = self.one(self._read(*key))
        return self._known[key]

    def one(self, age: Age) -> Age:
        """Give one record for all that are equal: what is of one age is told by it."""
        return self._once.setdefault(age, age)

    def _read(self, file: str, sheet: str | None) -> Age:
        path, titles = PurePosixPath(file), self._titles[file, sheet]
        names = (path.stem, *(folder.name for folder in path.parents if folder.name))
        words = words_of_table(titles, sheet or "", self._vocabulary)
        for name in names:
            words = words.within(words_of_name(name, self._vocabulary))
        words = replace(words, copied=_copied(path.stem, self._vocabulary))
        day = read_day(fold(path.stem)) if read_date(path.stem) is None else None
        days = (
            self._own_day(file, sheet)
            or tuple(self._filled[file].values())
            or self._days_in(*(title for title in titles if not replaces_former(fold(title))))
            or self._days_in(path.stem)
            or self._of_day(day)
            or self._days_in(*names[1:])
        )
        digest, returned = self._digests.get(file, ("", None))
        if returned == "":  # its mark was lost on the way: it came back all the same
            words = replace(words, corrects=True)
        return Age(tuple(sorted(days)), words, day is not None, digest=digest, returned=returned)

    def _own_day(self, file: str, sheet: str | None) -> tuple[date, ...]:
        return (self._filled[file][sheet],) if sheet in self._filled[file] else ()

    def _days_in(self, *texts: str) -> tuple[date, ...]:
        return tuple(day for text in texts if (day := read_date(text)) and is_plausible(day, self._period, self._as_of))

    def _of_day(self, day: tuple[int, int] | None) -> tuple[date, ...]:
        """Give a day its year: a ledger is filled in around the end of the period."""
        if day is None:
            return ()
        try:
            return (date((self._period or 2000) + (day[0] < _SECOND_HALF), *day),)
        except ValueError:  # 31 June
            return ()


def is_plausible(day: date, period: int | None, as_of: date | None) -> bool:
    """May a ledger of the period have been filled in on that day: not before the period, nor 200 days after the report's day."""
    return (period is None or day.year >= period) and (as_of is None or day <= as_of + timedelta(LATEST))


def words_of_name(name: str, vocabulary: Vocabulary) -> Words:
    """Read what the name of a file or folder says of its version, wherever the word stands."""
    text = fold(name)
    return _words(text, {group: [word for word in vocabulary.words[group] if word in text] for group in _GROUPS})


def words_of_table(titles: Sequence[str], sheet: str, vocabulary: Vocabulary) -> Words:
    """Read what the titles over a table, and its sheet's name, say of its version."""
    words = Words()
    for title in (*titles, sheet):
        words = words.within(words_of_title(title, vocabulary))
    return words


def words_of_title(title: str, vocabulary: Vocabulary) -> Words:
    """Read what a title, or a sheet's name, says of its table: only where the word is not part of what the table is about."""
    text = fold(title)
    return _words(text, {group: [word for word in vocabulary.words[group] if speaks_of_itself(text, word)] for group in _GROUPS})


_GROUPS = ("version_final", "version_revised", "version_corrected", "version_draft")


def _words(text: str, said: Mapping[str, list[str]]) -> Words:
    stages = {"version_final": _FINAL, "version_revised": _REWORKED, "version_draft": _DRAFT}
    stage = next((stage for group, stage in stages.items() if said[group]), _PLAIN)
    draft = max(read_draft(text), (max((read_count(text, word) for words in said.values() for word in words), default=0), 0))
    return Words(read_turn(text), stage, bool(said["version_corrected"]) or replaces_former(text), draft)


def _copied(stem: str, vocabulary: Vocabulary) -> int:
    text = fold(stem)
    return 0 if any(word in text for word in vocabulary.words["copy"]) else read_copy(text)


def _sign(one: int | tuple[int, int], other: int | tuple[int, int]) -> int:
    return 0 if one == other else 1 if max(one, other, key=_as_pair) == one else -1


def _as_pair(number: int | tuple[int, int]) -> tuple[int, int]:
    return number if isinstance(number, tuple) else (number, 0)
