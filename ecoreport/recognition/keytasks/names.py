"""Where a sheet names key tasks: alone in a cell, with a number or 任务 before it, with words behind it, several in one cell."""

from collections.abc import Iterator
from dataclasses import field, replace

from ecoreport.language import patterns as re
from ecoreport.language.widths import even
from ecoreport.matching import split_name
from ecoreport.matching.names import TRAILING_BRACKET
from ecoreport.recognition.kept import kept
from ecoreport.recognition.subjects import Subject, SubjectFinder, asked_of, subject_of
from ecoreport.records import dataclass

_LONGEST = 200  # characters of a cell that is looked at
_NUMBERING = r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.]|\(?[一二三四五六七八九十\d]{1,2}\)\s*|\d{1,2}\s*[、.](?!\d))?\s*"
_CALLED = r"(?:年度|\d{4}年)?(?:重点|第)?(?:工作)?任务\s*"
_NUMBER = r"(?P<no>\d{1,2})(?!\d|\s*[项个件条类大的])\s*号?\s*"  # 任务7, and not 重点任务15项
_PREFIX = re.compile(rf"{_NUMBERING}{_CALLED}\s*[:、.\-]*\s*")
_BEGINS = re.compile(rf"(?:[^:\d()]{{1,6}}:)?{_NUMBERING}{_CALLED}{_NUMBER}[:、.\-]*\s*")  # 附记:任务7 …
_AMONG = re.compile(rf"(?<=.)\({_CALLED}{_NUMBER}\)")  # 落实污染物排放许可制度(任务7)
HEADING = re.compile(r"(?P<name>[^。:]{4,30})[。:]\s*(?P<rest>.{6,})", re.DOTALL)
_SURELY = ("name", "variant", "number_and_name")
_CLAUSES = re.compile(r"(?<=[;。\n])")
_FRAMED = re.compile(r"\((?P<name>[^()]+)\)(?P<rest>.*)", re.DOTALL)
_NO_TASK = re.compile(r"\s*指标\s*\d{0,2}\s*[:、.]|.*\(指标\d{0,2}\)")  # the text itself says what it names
_STATE_FIRST = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.]\s*)?(?:\[|\(|【)?(?P<state>[^:\[\]()【】]{2,10})"
    r"(?::|\]|\)|】):?(?P<rest>.+)",
    re.DOTALL,
)
_CLAUSE = re.compile(
    r"(?:^|(?<=[,。;:\n]))\s*[\"“]?(?P<name>[^,。;:\n\"“”]{4,30}?)[\"”]?(?:年度|全年)?(?:重点|目标)?任务(?P<rest>[^,。;:\n]{2,30})"
)
_BETWEEN = re.compile(r"[、,;\n/]+")
_LABELLED = re.compile(r"[:…]")
_AROUND = " .…·:,;。|>→=-—–()\"”』」'"
_BEHIND = re.compile(r"\s*(?:[\"”』」]\s*)?(?:[:,;。|>→=…·]+|[-—–]+|\(|\s)\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """One key task that a text names, and what else the text says."""

    subject: Subject
    rest: str = ""  # words behind the name
    sure: bool = True  # the name is no indicator's too, or the text says that it is a task
    name: str = ""  # as written


@dataclass(slots=True)
class TaskNames:
    """Finds the plan's key tasks in texts."""

    finder: SubjectFinder
    year: int
    _known: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self._known)

    def asserts(self, text: str) -> bool:
        """Say whether words behind a name tell of work, be it of a part of it: 建成12公里."""
        return self.finder.matcher.vocabulary.tells_state(text, self.year)

    def read(self, text: str) -> tuple[Named, ...]:
        """List the tasks that a text is about, in its order; none where it says more than their names and a state."""
        if text not in self._known:
            short = () if len(text) > _LONGEST else (self._several, self._one, self._after)
            ways = (self._marked, *short, self._in_clauses)
            self._known[text] = next((named for way in ways if (named := (*way(text),))), ())
        return self._known[text]

    def _marked(self, text: str) -> Iterator[Named]:
        """Take what a text says of each task that it calls by its number: 任务9(废气整治)已完成;任务10滞后,缺小微站2个."""
        told: list[str] = []
        for clause in _CLAUSES.split(even(text).strip()):
            if _BEGINS.match(clause) or _AMONG.search(clause):
                told.append(clause)
            elif told:
                told[-1] += clause
        for words in told:
            if begins := _BEGINS.match(words):
                body = words[begins.end() :]
                framed = _FRAMED.match(body)
                found = None if framed else self._named(body, begins["no"], said=True)
                named = found or self._numbered(framed["name"] if framed else "", framed["rest"] if framed else body, begins["no"])
            elif among := _AMONG.search(words):
                named = self._numbered(words[: among.start()], words[among.end() :], among["no"])
            if named:
                yield named

    def _numbered(self, name: str, rest: str, number: str) -> Named | None:
        """Take a task by its number where its name agrees, or where nothing but a state stands beside it."""
        task, rest = self.finder.matcher.tasks.by_id(f"T{number}"), rest.strip(_AROUND)
        if name and (match := self.finder.task(name.strip(_AROUND), "", number)).id:
            agrees, how = match.id == f"T{number}", match.how
            return Named(
                Subject(match.id, "number_and_name" if agrees else how, name, match, number_contradicts=not agrees, number_agrees=agrees),
                rest,
                name=name,
            )
        if task is None or name or (rest and not self.finder.matcher.vocabulary.says_of_work(rest, self.year)):
            return None
        return Named(Subject(f"T{task}", "number_and_name", f"任务{number}", number_agrees=True), rest, name=f"任务{number}")

    def _after(self, text: str) -> Iterator[Named]:
        """Take names behind a state: 已完成:绿色建筑推广、城市绿道建设, 【推进中】提高城市绿化水平."""
        if (told := _STATE_FIRST.match(even(text).strip())) and self.asserts(told["state"]):
            rest = told["rest"].strip()
            for named in (*self._one(rest),) or (*self._several(rest),):
                yield Named(named.subject, named.rest or told["state"], named.sure, named.name)

    def _in_clauses(self, text: str) -> Iterator[Named]:
        """Take what clauses of a report say of the tasks that they call so: 绿色采购年度任务已完成, “海岸生态修复”任务已完成."""
        for told in _CLAUSE.finditer(even(text)):
            ways = (told["name"], f"{told['name']}任务")
            match = next((each for name in ways if (each := self.finder.task(name)).sure), None)
            if match and self.asserts(told["rest"]):
                yield Named(subject_of(match, told["name"]), told["rest"], True, told["name"])

    def _several(self, text: str) -> Iterator[Named]:
        """Take a list of names: 水资源节约利用、岸线整治修复, with a state before it or none, or behind it for all."""
        parts = [part.strip() for part in _BETWEEN.split(even(text).strip(" 。.")) if part.strip()]
        found = [next(iter(self._one(part)), None) for part in parts]
        if len(parts) > 1 and all(found):
            *_, last = found
            alone = last and not any(named and named.rest for named in found[:-1])
            yield from (replace(named, rest=last.rest) if last and alone else named for named in found if named)

    def _one(self, text: str) -> Iterator[Named]:
        flat = asked_of(even(text).strip())
        if _NO_TASK.match(flat):
            return
        prefix = _PREFIX.match(flat)
        said = prefix is not None or self.finder.calls_task(flat)
        if found := self._named(flat[prefix.end() :] if prefix else flat, None, said=said):
            yield found

    def _named(self, text: str, number: str | None, *, said: bool) -> Named | None:
        bracket = TRAILING_BRACKET.search(text)
        if bracket and (named := self._known_as(text[: bracket.start()], number, said=said)):
            return Named(named.subject, bracket[1], named.sure, named.name)
        return self._with_words(text, number, said=said) or self._known_as(text, number, said=said) or self._joined(text, number, said=said)

    def _known_as(self, text: str, number: str | None, *, said: bool) -> Named | None:
        text = text.strip(" :\"'“”‘’《》「」")
        match = self.finder.task(text, "", number) if text else None
        if match is None or not match.sure or match.id is None:
            return None
        if self.finder.matcher.tasks.known(text, "", number) is None and (self.finder.item(text).id or self.finder.indicator(text)):
            return None  # an indicator's own name outranks a task's words: 政府绿色采购比例
        given = number or split_name(text).number
        told = said or (given is not None and f"T{given}" == match.id)
        shared = self.finder.known(text) or self.finder.indicator(text)
        return Named(subject_of(match, text), "", told or not shared, text)

    def _with_words(self, text: str, number: str | None, *, said: bool) -> Named | None:
        """Take a name with a state behind it: 推进清洁生产——按序时推进, 保护森林资源已完成."""
        ends = [match.start() for match in _BEHIND.finditer(text)] if len(text) > 2 else []
        for end in ends:
            rest = text[end:].strip(_AROUND)
            if rest and self.asserts(rest) and (named := self._known_as(text[:end], number, said=said)):
                return Named(named.subject, rest, named.sure, named.name)
        heading = HEADING.match(text)  # 2.生物多样性保护。中华凤头燕鸥…抢救保护工程年度任务已完成
        if heading and self.finder.matcher.vocabulary.says_of_work(heading["rest"], self.year):
            named = self._known_as(heading["name"], number, said=said)
            return Named(named.subject, heading["rest"], named.sure, named.name) if named and named.subject.how in _SURELY else None
        return None

    def _joined(self, text: str, number: str | None, *, said: bool) -> Named | None:
        if self.finder.known(_LABELLED.split(text, maxsplit=1)[0]):
            return None  # 绿色采购比例:90%
        ends = range(4, min(len(text) - 1, 24))
        known = self.finder.matcher.tasks.known
        for end in sorted(ends, key=lambda end: (known(text[:end], "", number) is None, end)):  # the plan's own name first
            if self.asserts(text[end:]) and (named := self._known_as(text[:end], number, said=said)):
                return Named(named.subject, text[end:], named.sure, named.name)
        return None


@kept
def names_for(finder: SubjectFinder, year: int) -> TaskNames:
    """Give what finds tasks in a year's texts, which keeps what it found for all the files of a batch."""
    return TaskNames(finder, year)
