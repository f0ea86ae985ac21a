"""Whom a row is about: from its code, its number, and the names that stand in it or over it."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from ecoreport.language import patterns as re
from ecoreport.language.remarks import is_note
from ecoreport.language.units import factor_between, parse_unit
from ecoreport.language.widths import even, word_key
from ecoreport.matching import NOTHING, TRAILING_BRACKET, Beside, Match, Matcher, split_name
from ecoreport.model import Item
from ecoreport.recognition.kept import kept
from ecoreport.records import dataclass

_QUESTION = re.compile(
    r"(?:现在|目前)?(?:的?(?:情况|进展|进度))?(?:有|是|达到|为|完成|做到|到)?了?(?:多少|几|怎么样|怎样|如何|什么|没有|吗|呢|了)*\?+$"
)
_CALLED = re.compile(r"\s*(?:\d{4}年)?(?:重点|工作)?任务\s*(\d{1,2})(?!\d|\s*[项个件条类大的])")
_TAGGED = re.compile(
    r"^(?P<name>[^()]{2,40})\((?P<kind>指标|(?:重点)?任务)\d{0,2}(?::[^()]*)?\)\s*$"
)  # 自然资源资产负债表(任务:2018年度表)
_LABELLED_TASK = re.compile(r"\s*(?:\d{4}年度?)?(?P<kind>(?:重点|年度|工作)*任务)\s*:\s*(?P<name>[^:]{4,40})$")  # 2020年任务:生物多样性保护
_SUMMED = re.compile(r"\s*\(?[小合总]计\)?$")
_COMPARED = re.compile(r"优于|以[上下]|超过|不[低高]于")

_LONGEST_SHORT = 24  # characters of less than a whole name, with its unit
_WORDED = re.compile(r"[\u4e00-\u9fff]{3}")
_COUNTED = ("数",)  # ends what is counted: another measure than what ends otherwise
_PAIR = 2
_WHOLLY = ("name", "number_and_name", "stamp")  # how a task is known that more than a part names


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row's names were taken for."""

    id: str | None
    how: str = "none"
    written: str = ""
    match: Match | None = None
    unit: str | None = None
    year: int | None = None  # that the name speaks of
    parts: tuple[str, ...] = ()  # the items of an indicator that is named without a part
    contradicts: str | None = None  # where the code is another's than the name: what the name means, "" where nobody knows
    number_contradicts: bool = False
    number_agrees: bool = False


def subject_of(match: Match, name: str) -> Subject:
    """Say whom a name means that was matched."""
    return Subject(
        match.id, match.how, name, match, match.unit, match.year,
        number_contradicts=match.number_contradicts, number_agrees=match.number_agrees,
    )  # fmt: skip


@dataclass(slots=True)
class SubjectFinder:
    """Finds subjects and remembers every wording."""

    matcher: Matcher
    sender: str | None = None
    own: frozenset[str] = frozenset()  # the sender's items: fewer words tell of them
    hinted: str | None = None  # the item that the sheet's title may mean: a name that is like it means it
    about: tuple[str, ...] = ()  # the items of the one indicator that a sheet is about: less than their whole names tells of them
    _items: dict[tuple[str, str | None, tuple[str, ...], Beside], Match] = field(default_factory=dict)
    _indicators: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _tasks: dict[tuple[str, str, str | None, str | None, bool], Match] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return max(len(known) for known in (self._items, self._indicators, self._known, self._tasks))

    def item(self, text: str, number: str | None = None, within: tuple[str, ...] = (), beside: Beside = NOTHING) -> Match:
        beside = replace(beside, own=self.own) if self.own else beside
        key = (text, number, within, beside)
        if key not in self._items:
            found = Match(None) if is_note(text) or self.calls_task(text) else self.matcher.items.find(text, number, within or None, beside)
            if found.how == "similarity" and found.id == self.hinted:
                found = replace(found, how="variant")
            self._items[key] = found if found.sure or within else self._of_sheet(text, beside) or found
        return self._items[key]

    def of(self, about: tuple[str, ...], hinted: str | None = None) -> "SubjectFinder":
        """Give the finder of a sheet that is about one indicator, or whose title may mean one item."""
        return SubjectFinder(self.matcher, self.sender, self.own, hinted, about) if about or hinted else self

    def _of_sheet(self, text: str, beside: Beside = NOTHING) -> Match | None:
        """Find the item of the sheet's indicator of which a text says nothing but its own words: 达到或优于Ⅲ类, not 劣Ⅴ类 nor Ⅲ类."""
        bare = _SUMMED.sub("", split_name(text).name) if self.about else ""
        match = self.matcher.items.find(bare, None, self.about, beside) if bare else None
        if match is None or not match.id:
            return None
        name = self.matcher.items.name(match.id)
        counted = word_key(bare)[-1:] in _COUNTED and "率" not in bare and not name.endswith(bare[-1:])  # 优良天数 beside 优良天数比例
        own = not counted and set(word_key(bare)) <= set(word_key(name)) and bool(_COMPARED.search(bare)) == bool(_COMPARED.search(name))
        return replace(match, how="variant", unit=split_name(text).unit) if own else None

    def indicator(self, text: str) -> tuple[str, ...]:
        if text not in self._indicators:
            self._indicators[text] = () if self.calls_task(text) else self.matcher.items.of_indicator(text)
        return self._indicators[text]

    def calls_task(self, text: str) -> bool:
        """Does a text call a task by its number, beside its name: 任务40 城乡生活垃圾分类, 26 能源“双控”, of which the item is 33."""
        tagged = _LABELLED_TASK.match(even(text)) or _TAGGED.match(even(text))
        if tagged and tagged["kind"].endswith("任务"):
            return self.matcher.tasks.find(tagged["name"]).id is not None
        if called := _CALLED.match(even(text)):
            return self.matcher.tasks.by_id(f"T{called[1]}") is not None
        task = self.matcher.tasks.known(text) if split_name(text).number else None
        item = self.matcher.items.known(text) if task and task.number_agrees else None
        return bool(task and task.number_agrees) and not (item and item.how in ("name", "number_and_name") and not item.number_contradicts)

    def task(self, name: str, content: str = "", number: str | None = None, sender: str | None = None, *, listed: bool = False) -> Match:
        """Find the key task that a name means, the sender's own by fewer words; `listed`: a heading says that tasks are named."""
        key = (name, content, number, sender, listed)
        if key not in self._tasks:
            of_item = not listed and self.matcher.items.known(split_name(name).name) is not None  # which may bear a task's words
            own = self.matcher.tasks.of(sender) if sender and not of_item else ()
            tagged = _TAGGED.match(even(name))
            self._tasks[key] = (
                Match(None)
                if is_note(name) or (tagged and tagged["kind"] == "指标")
                else self.matcher.tasks.find(name, content, number, own, listed=listed)
            )
        return self._tasks[key]

    def known(self, text: str, *, whole: bool = False) -> str | None:
        """Give the item that a text names by the plan's own words, all of them or (one of the sender's) enough."""
        if not text or self.calls_task(text):
            return None
        found = (
            self.matcher.items.known(text) or self._of_sheet(text) or (self.item(text) if not whole and self._may_be_short(text) else None)
        )
        return found.id if found and found.sure and not self._is_counted_otherwise(text, found.id) else None

    def _is_counted_otherwise(self, text: str, item: str | None) -> bool:
        """Does a name bear a unit that its item's is none of: 综合利用量(吨) is no 利用率(%)."""
        unit, subject = split_name(text).unit, self.matcher.items.subjects.get(item or "")
        own = subject.unit if isinstance(subject, Item) else ""
        return (
            own == "%"
            and unit is not None
            and parse_unit(unit) is not None
            and factor_between(unit, own) is None
            and not self.matcher.items.known(text)
        )

    def _may_be_short(self, text: str) -> bool:
        """May a text be less than the whole name of one of the sender's own items."""
        worded = bool(self.own) and len(text) <= _LONGEST_SHORT and bool(_WORDED.search(text))
        return worded and self.task(text).id is None

    def knows(self, kind: str, text: str) -> bool:
        """Does the plan know this text as a name in a table of that kind."""
        if (kind, text) not in self._known:
            self._known[kind, text] = self._knows(kind, text)
        return self._known[kind, text]

    def names(self, kind: str, text: str) -> bool:
        """Does the plan know this text as a name in a table of that kind, or as an indicator's: it is no heading."""
        return self.knows(kind, text) or self.knows("indicator", text)

    def _knows(self, kind: str, text: str) -> bool:
        if not text or kind not in ("indicator", "task"):
            return False
        if kind == "task":
            found = self.matcher.tasks.known(text)
            return bool(found and found.sure)
        return self.known(text) is not None or bool(self.indicator(text))

    def find_item(self, code: str, number: str | None, names: Sequence[str], context: tuple[str, ...], beside: Beside = NOTHING) -> Subject:
        """Resolve a row of an indicator table; `names` stand left to right, `context` are the items of the indicator above."""
        named = self._by_names([name for name in names if name], number, context, beside)
        if code and (stamped := self.matcher.items.by_id(code)):
            said = [name for name in names if name]
            own = any(self.item(name, None, (stamped,)).sure or stamped in self.indicator(name) for name in said)
            likely = not own and named.id == stamped  # likeness alone bears the code out: taken, and told
            other = None if own or likely or not said else named.id if named.match and named.match.sure else ""
            written = named.written or self.matcher.items.name(stamped)
            return Subject(stamped, "similarity" if likely else "stamp", written, named.match, named.unit, named.year, contradicts=other)
        if named.id is None and not any(names) and number and "." in number and (by_number := self.matcher.items.by_id(number)):
            return Subject(by_number, "number_and_name", number)
        return named

    def _by_names(self, names: list[str], number: str | None, context: tuple[str, ...], beside: Beside) -> Subject:
        over: tuple[str, ...] = ()
        for name in names:
            ids = self.indicator(name)
            if len(ids) > 1:
                over = ids
        tries: list[tuple[tuple[bool, bool, bool], Subject]] = []
        for place, name in enumerate(reversed(names)):
            if self.matcher.items.is_group(name) and not self.item(name).sure:
                continue
            for within in dict.fromkeys((over, context, ())):
                match = self.item(name, number, within, beside)
                if match.id is None:
                    continue
                tries.append(((not match.sure, place > 0, not within), subject_of(match, name)))
        if not tries or not tries[0][1].match or not tries[0][1].match.sure:
            tries += self._joined(names, number, beside)
        if tries:
            return min(tries, key=lambda each: each[0])[1]
        last = next((name for name in reversed(names) if not self.matcher.items.is_group(name)), "")
        if over and (len(names) == 1 or self.indicator(last)):
            return Subject(None, "none", last, parts=over)
        if not last:
            return Subject(None, written=names[-1] if names else "")
        asked = self.item(last, number, over, beside)
        if not asked.candidates:
            asked = self.item(last, number, (), beside)
        return Subject(None, "none", last, asked, asked.unit)

    def _joined(self, names: Sequence[str], number: str | None, beside: Beside) -> Iterator[tuple[tuple[bool, bool, bool], Subject]]:
        """Take a name together with what it belongs to, where neither tells alone: 节能家电(一二级能效) | 市场占有(%)."""
        if len(names) == _PAIR:
            whole, part = (unbracketed(name) or split_name(name).name for name in names)
            unit = split_name(names[-1]).unit
            match = self.item(whole + part, number, (), replace(beside, unit=unit or beside.unit))
            if match.sure and part not in whole:
                yield (False, False, True), subject_of(replace(match, unit=unit), names[-1])

    def joined(self, name: str, over: str) -> Subject | None:
        """Find the item that a row's name makes together with what stands in the corner over it: 污染地块 under 安全利用率(2020年,%)."""
        told = self._joined((name, over), None, NOTHING) if name and over and not self.item(name).sure else ()
        return next((subject for _, subject in told), None)

    def find_task(
        self, code: str, number: str | None, name: str, content: str, sender: str | None = None, *, listed: bool = False
    ) -> Subject:
        """Resolve a row of a key task table."""
        named = self.task(name or content, content, number, sender, listed=listed) if name or content else Match(None)
        if code and (no := self.matcher.tasks.by_id(code)):
            own = named.id == f"T{no}" or not (name or content)
            other = None if own else named.id if named.sure else ""
            how = "similarity" if own and named.how == "similarity" else "stamp"
            return Subject(f"T{no}", how, name or content, named, contradicts=other)
        return subject_of(named, name or content)


@dataclass(slots=True)
class TaskFinder:
    """Finds the key tasks of one table's rows."""

    finder: SubjectFinder
    sender: str | None  # whose tasks are known by fewer words: nobody's under a heading of indicators
    listed: bool = False  # a heading says that these are tasks: one may bear the name of an item
    _named: set[str | None] = field(default_factory=set)  # by rows above, wholly
    _seen: set[str | None] = field(default_factory=set)  # or in whatever way

    def find(self, code: str, number: str | None, name: str, content: str) -> Subject:
        """Find the task of a row; a part of one that a row above names wholly is asked, the name of an item is another row's task once."""
        plain = self.finder.find_task(code, number, name, content, self.sender)
        subject = self.finder.find_task(code, number, name, content, self.sender, listed=True) if self.listed and not plain.id else plain
        seen = subject.id in self._named or (subject is not plain and subject.id in self._seen)
        self._seen.add(subject.id)
        if subject.how in _WHOLLY:
            self._named.add(subject.id)
        elif seen:
            return self.finder.find_task(code, number, name, content)
        return subject


@kept
def _finder(matcher: Matcher, sender: str | None) -> SubjectFinder:
    own = (each.id for each in matcher.system.items if sender in each.departments)
    return SubjectFinder(matcher, sender, frozenset(own))


def finder_for(matcher: Matcher, sender: str | None = None) -> SubjectFinder:
    """Give the finder of a plan and a sender, which keeps what it found for all the files of a batch."""
    return _finder(matcher, sender)


def asked_of(text: str) -> str:
    """Give what a question asks of: 森林覆盖率是多少? asks of 森林覆盖率."""
    return _QUESTION.sub("", even(text)) if text.endswith(("?", "？")) else text


def unbracketed(name: str) -> str:
    """Give what stands before the bracket that ends a name; "" where none does."""
    bracket = TRAILING_BRACKET.search(bare := split_name(name).name)
    return bare[: bracket.start()] if bracket else ""


def is_total(text: str, words: Sequence[str]) -> bool:
    """Is it the name of a totals row."""
    key = word_key(split_name(text).name)
    return bool(key) and (key in words or any(key.startswith(word) and len(key) <= len(word) + 2 for word in words))
