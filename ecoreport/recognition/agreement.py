"""Whom a row of the issued ledger is about: its code, its printed name and today's plan must say the same."""

from collections.abc import Callable, Sequence
from dataclasses import field

from ecoreport.demands import demands_of
from ecoreport.language.numerals import read_count
from ecoreport.language.widths import word_key
from ecoreport.matching import Matcher
from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask, QuantityGoal
from ecoreport.recognition.subjects import Subject
from ecoreport.records import dataclass

NO_CODE = "在现行方案里没有"
Text = Callable[[str], str]  # a field of the row -> what is written there


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A line of 量化目标: of which task, and whether its code is that of its words."""

    task: str
    written: str
    meant: str  # by its code, in words
    agrees: bool


@dataclass(slots=True)
class Agreement:
    """Holds rows against the plan; what was printed and agrees is known at once, without a search by likeness."""

    matcher: Matcher
    system: IndicatorSystem
    _tasks: dict[str, KeyTask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tasks = {task.id: task for task in self.system.key_tasks}

    def meant(self, subject: Subject) -> str:
        """Say in words what a row's code means."""
        return f"是“{self.matcher.title(subject.id)}”" if subject.id else NO_CODE

    # ---- items and goals ---------------------------------------------------------------------

    def item(self, text: Text) -> Subject | None:
        """Say whose row of indicators it is; `contradicts` is set where code and name disagree, None where it has no code of ours."""
        code = text("code")
        found = self.matcher.items.by_id(code) if code else None
        if found is None:
            return None
        subject, names = self.matcher.items.subjects[found], (text("name"), text("part"))
        if _is_printed(subject, names) or self._means(subject, names) or (not any(names) and _rest_agrees(subject, text)):
            return Subject(found, "stamp", names[1] or names[0] or subject.name)
        return self._contested(found, [name for name in names if name])

    def _means(self, subject: Item | Goal, names: Sequence[str]) -> bool:
        """Do the names mean the subject by the plan's own words: the last one surely, and none of them another one."""
        said = [name for name in names if name]
        return bool(said) and self._is_named(subject, said[-1]) and not any(self._is_anothers(subject, name) for name in said[:-1])

    def _is_anothers(self, subject: Item | Goal, name: str) -> bool:
        items = self.matcher.items
        if self._is_named(subject, name) or subject.id in items.of_indicator(name):
            return False
        return bool(items.of_indicator(name)) or items.known(name) is not None

    def _is_named(self, subject: Item | Goal, name: str) -> bool:
        known = self.matcher.items.known(name, allowed=(subject.id,))
        return known is not None and known.id == subject.id

    def _contested(self, found: str, names: Sequence[str]) -> Subject:
        known = self.matcher.items.known(names[-1]) if names else None
        other = known.id if known and known.id and known.id != found else ""
        return Subject(found, "stamp", "/".join(names), contradicts=other)

    # ---- key tasks ---------------------------------------------------------------------------

    def task(self, text: Text) -> Subject | None:
        """Say whose row of key tasks it is, as `item` does."""
        code = text("code")
        number = self.matcher.tasks.by_id(code) if code else None
        if number is None:
            return None
        task, name, content = self._tasks[f"T{number}"], text("name"), text("content")
        agrees = word_key(name) == word_key(task.name) if name else bool(content) and word_key(content) == word_key(task.content)
        if agrees:
            return Subject(task.id, "stamp", name or content)
        known = self.matcher.tasks.known(name, content) if name or content else None
        return Subject(task.id, "stamp", name or content, contradicts=known.id if known and known.id else "")

    def goal(self, text: Text) -> GoalLine | None:
        """Say whose line of a quantified goal it is, by 目标编码 and 量化目标."""
        code, name = text("goal_code"), text("goal")
        number = self.matcher.tasks.by_id(code) if code else None
        place = read_count(code.rpartition("-")[2]) if "-" in code else None
        if number is None or place is None:
            return None
        goals = self._goals(number)
        meant = goals[place - 1] if 0 < place <= len(goals) else None
        told = (text("goal_number"), text("goal_unit"))
        agrees = meant is not None and (word_key(name) == word_key(meant.text) if name else told == (f"{meant.number:f}", meant.unit))
        return GoalLine(f"T{number}", name or code, f"是“{meant.text}”" if meant else NO_CODE, agrees)

    def has_goals(self, task: Subject) -> bool:
        """Is the task printed with a line for each of its quantified goals."""
        number = self.matcher.tasks.by_id(task.id or "")
        return number is not None and bool(self._goals(number))

    def _goals(self, task: int) -> tuple[QuantityGoal, ...]:
        return demands_of(self.system).tasks[task].quantities


def _is_printed(subject: Item | Goal, names: Sequence[str]) -> bool:
    """Do the names stand as the ledger prints them: the indicator, and the item where it is called otherwise."""
    whole = subject.indicator if isinstance(subject, Item) else subject.name
    part = subject.name if subject.name != whole else ""
    return (word_key(names[0]), word_key(names[1])) == (word_key(whole), word_key(part))


def _rest_agrees(subject: Item | Goal, text: Text) -> bool:
    """Where both names are gone: is what else was printed the subject's own."""
    target = text("target")
    return bool(target) and (word_key(target), text("unit")) == (word_key(subject.target), subject.unit)
