"""A key task's state by one report: its words, its quantities and its progress, held against one another (contract: Standing)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from ecoreport.demands import TaskDemand
from ecoreport.demands.quantities import match_done
from ecoreport.judging.nextsteps import BARE, owes, shares_words
from ecoreport.judging.taskfigures import doubt_quantities
from ecoreport.language import patterns as re
from ecoreport.language.assertions import Account, Claim
from ecoreport.language.pace import pace_of
from ecoreport.language.pending import set_for_later
from ecoreport.language.periods import YEAR
from ecoreport.language.shortfalls import deed_denied
from ecoreport.language.widths import fold, inside_quotes, word_key
from ecoreport.model import Doubt, KeyTask, KeyTaskReport, Note, QuantityGoal, TaskStatus
from ecoreport.quantity.asides import spoilt_by
from ecoreport.quantity.tally import amounts_in
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

_RUN, _LONGEST = 4, 400  # characters in which a report and the plan agree; of a report that is looked at
_OPENING = 6  # characters with which a clause begins as the plan does
_CONTINUES = ("继续", "加快", "抓紧")
_PUSHED, _GOES_ON = ("推进", "实施"), re.compile("推进|实施|开展")
_AS_PLANNED = re.compile("(?:等?项目)?(?:建设)?(?:正在|继续|持续|有序|全力|加快|稳步)*(?:推进|实施)$")
_NO_STATE = (*_CONTINUES, "佐证", "附")  # what comes next, and what is to prove it
_NAMED = 2  # characters of a thing that is named
_OFTEN = re.compile("开展|推进|落实|加强|完成|组织|建设|工作|实施|全面|提升|做好|全市|环境|生态|重点|项目|进行|已经?|均")
_QUOTED = 40  # characters of a text
_ALL = 100
_HAN, _WORDY = re.compile(r"[一-鿿]"), 6  # characters of a text that says something
_MEASURED = ("%", "分")  # units of what a task measures and does not count
_AHEAD = re.compile("[超达]|快于|高于|领先")  # of a schedule
_OF_PROGRESS = re.compile("完成|进度|办结|整改率|开工率")


@dataclass(frozen=True, slots=True)
class State:
    """What a report makes of a task."""

    status: TaskStatus | None  # None: nothing of it decides
    progress: Decimal | None
    goals: tuple[QuantityGoal, ...]
    reason: str = ""  # where the state is not the department's own word
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heard:
    """A text of the report, and what it says of the work."""

    note: Note
    account: Account
    status: TaskStatus | None
    whole: bool = False  # it says that all is done, be it by naming all of it


def read_state(demand: TaskDemand, report: KeyTaskReport, vocabulary: Vocabulary, period: int, unread: Sequence[Note] = ()) -> State:
    """Say which state a report tells, and what of it, or of what else stands in its row, speaks against that."""
    task = demand.task
    heard_of = (*report.other_notes, *(note for note in unread if not note.text.strip().startswith(_NO_STATE)))
    further = [note for note in heard_of if _says_more(note, task) and not _is_to_come(note, period)]
    heard = [_hear(note, demand, vocabulary, period) for note in (report.status, report.done) if note]
    beside = [_hear(note, demand, vocabulary, period) for note in (report.remark, report.problem, *further) if note]
    goals = _lay_done(demand.quantities, report, period)
    progress = report.progress.value if report.progress else None
    step = report.next_step.text if report.next_step else ""
    if report.next_step and owes(step, goals, task.content):
        beside.append(_owed(report.next_step))
    doubts = list(doubt_quantities(goals, report, period, further))
    said = next((each.status for each in heard if each.status), None)
    if said == "behind" and _is_bare_no(heard[0].note):
        others = [each.status or ("in_progress" if each.account.goes_on else None) for each in (*heard[1:], *beside)]
        said = next((state for state in others if state not in (None, "completed")), said)  # 是否完成:否, 按计划推进中
    paced = said == "in_progress" and any(_AHEAD.match(told := fold(each.note.text)) and pace_of(told) for each in heard)
    if progress is not None and progress >= _ALL and said == "in_progress":
        said = said if any(_names_state(each, vocabulary, period) for each in heard) and not paced else None  # 超进度, 落实到村 beside 100%
    if progress is not None and (measured := _measured(goals, progress)):
        doubts.append(_doubt("measured", report, report.progress, progress=f"{progress:f}", goal=inside_quotes(_name(measured))))
        progress = None
    return _State(task, report, heard, beside, goals, progress, said, doubts, period, further).judged()


@dataclass(slots=True)
class _State:
    """Holds what a report says in its several places against one another."""

    task: KeyTask
    report: KeyTaskReport
    heard: Sequence[_Heard]
    beside: Sequence[_Heard]
    goals: tuple[QuantityGoal, ...]
    progress: Decimal | None
    said: TaskStatus | None
    doubts: list[Doubt]
    period: int
    further: Sequence[Note] = ()  # what else stands in the row, or on the page

    def judged(self) -> State:
        said = self.said
        some = len(self.goals) != 1 or any(each.account.left for each in self.heard)
        if said == "completed" and self.report.status is None and some and not any(each.whole for each in self.heard):
            said = None  # 危废填埋场已建成: of what is asked for, one thing
        reached = bool(self.goals) and all(goal.reached for goal in self.goals)
        if said == "in_progress" and self.report.status is None and reached and not any(each.account.left for each in self.heard):
            said = None  # 办理案件4例, where three are asked for
        status, reason = self._of_completed() if said == "completed" else self._of_other(said)
        if any(goal.done is not None and self._in_words(goal) for goal in self.goals):
            self._doubt("from_words", self.report.done, done="、".join(_told(goal) for goal in self.goals if self._in_words(goal)))
        return State(status, self.progress, self.goals, reason, tuple(self.doubts))

    def _of_completed(self) -> tuple[TaskStatus, str]:
        """Hold 已完成 against whatever says that something is left."""
        before = len(self.doubts)
        own = self._own_word()
        reasons: list[str] = []
        if against := self._goes_on():
            note, claim = against
            self._doubt("goes_on", note, refuting=True, status=own, words=inside_quotes(note.text[:_QUOTED]))
            reasons.append(f"“{claim.clause[:_QUOTED]}”")
        if short := [goal for goal in self.goals if goal.reached is False]:
            shortfalls = "；".join(f"{_name(goal)}要求{goal.number:f}{goal.unit}，只完成{goal.done:f}{goal.unit}" for goal in short)
            sources = [goal.source for goal in short if goal.source]
            self.doubts.append(
                Doubt(
                    "short", sources[0] if sources else None, self.report.department, True, tuple(sources[1:]), {"shortfalls": shortfalls}
                )
            )
            reasons.append(shortfalls)
        if self.progress is not None and self.progress < _ALL:
            self._doubt("progress", self._status_note(), self.report.progress, refuting=True, status=own, progress=f"{self.progress:f}")
            reasons.append(f"进度为{self.progress:f}%")
        if len(self.doubts) > before:
            return "in_progress", f"自报“{own}”，但{'，'.join(reasons)}"
        if blank := [goal for goal in self.goals if goal.done is None]:
            self._doubt("blank", None, goals="、".join(f"{_name(goal)}{goal.number:f}{goal.unit}" for goal in blank))
        return "completed", ""

    def _of_other(self, said: TaskStatus | None) -> tuple[TaskStatus | None, str]:
        """Take the department's word for what is not completed; where it has none, its progress, its quantities, its prose."""
        reached = bool(self.goals) and all(goal.reached for goal in self.goals)
        begun = any(goal.done for goal in self.goals)
        if said is not None:
            own = self._own_word()
            at_odds = (said == "not_started" and (self.progress or 0) > 0) or (self.progress is not None and self.progress >= _ALL)
            if at_odds:
                self._doubt(
                    "progress",
                    self._status_note(),
                    self.report.progress,
                    refuting=said == "not_started",
                    status=own,
                    progress=f"{self.progress:f}",
                )
                return said, f"自报“{own}”，而进度为{self.progress:f}%，请说明"
            if reached or (said == "not_started" and begun):
                done = "、".join(_told(goal) for goal in self.goals if goal.done)
                self._doubt("otherwise", self._status_note(), status=own, done=done)
                return said, f"自报“{own}”，而{done}，请说明"
            return said, ""
        if self.progress is not None:
            by_progress: TaskStatus = "completed" if self.progress >= _ALL else "not_started" if self.progress == 0 else "in_progress"
            if by_progress == "completed" and (self._goes_on() or any(goal.reached is False for goal in self.goals)):
                by_progress = "in_progress"
            return by_progress, f"没有写明状态，按进度{self.progress:f}%认定"
        if any(goal.reached is False for goal in self.goals):
            return "in_progress", "没有写明状态，数量尚未全部完成"
        return self._by_prose()

    def _by_prose(self) -> tuple[TaskStatus | None, str]:
        """Take prose that names no state: by what is left, by the plan's quantities, by the plan's own words for what is done."""
        told = [each.account for each in self.heard]
        if any(self._opens(account) for account in told) or self._beside_opens():
            return "in_progress", "没有写明状态，文字说明尚未完成"
        if (len(self.goals) == 1 and any(account.parts for account in told)) or (self.goals and all(goal.reached for goal in self.goals)):
            return "completed", "没有写明状态，任务的数量均已完成"
        text = " ".join(each.note.text for each in self.heard)
        if any(account.done for account in told) and len(self.goals) <= 1 and _covers(text, self.task):
            return "completed", "没有写明状态，文字说明任务内容均已完成"
        return ("in_progress", "没有写明状态，文字说明正在推进") if any(account.goes_on for account in told) else (None, "")

    # ---- what the texts say --------------------------------------------------------------------

    def _goes_on(self) -> tuple[Note, Claim] | None:
        """Find the words that say that something is left, beside those that say that it is done."""
        others = self.heard[1:] if self.heard and self.heard[0].status == "completed" else self.heard
        for each in others:
            if claim := self._opens(each.account):
                return each.note, claim
        return self._beside_opens() or self._called_otherwise()

    def _called_otherwise(self) -> tuple[Note, Claim] | None:
        """Find the words that call a quantity meant, guessed or one's own, or that speak against the plan's own 不缩小."""
        for note in (self.report.done, self.report.remark, self.report.problem, *self.further):
            if note is None:
                continue
            if denied := deed_denied(note.text):
                return note, Claim("not_done", denied)
            for goal in self.goals:
                if goal.done is not None and (said := spoilt_by(note.text, goal.done, goal.unit, self.period)):
                    return note, Claim("in_part", said)
            if said := _against_plan(note.text, self.task):
                return note, Claim("not_done", said)
        return None

    def _beside_opens(self) -> tuple[Note, Claim] | None:
        told = ((each.note, self._opens(each.account)) for each in self.beside)
        return next(((note, claim) for note, claim in told if claim and not (note is self.report.problem and _is_of_quality(claim))), None)

    def _opens(self, account: Account) -> Claim | None:
        late = next((claim for claim in account.claims if claim.said == "late"), None) if account.late else None
        told = (claim for claim in account.opens if not self._measures(claim) and not self._is_the_plan(claim))
        return next((claim for claim in told if not self._goes_beyond(claim)), late)

    def _goes_beyond(self, claim: Claim) -> bool:
        """Is something meant for a later year that the plan does not ask for: 2021年打算办培训班."""
        years = [int(year) for year in re.findall(YEAR, claim.clause)]
        later = claim.said == "planned" and not claim.by_verb and bool(years) and min(years) > self.period
        return later and not set_for_later(claim.clause, self.period) and not shares_words(BARE.sub("", claim.clause), self.task.content)

    def _is_the_plan(self, claim: Claim) -> bool:
        """Does a clause only tell in the plan's own words that it was done as the plan asks: 继续实施…抢救保护工程."""
        asked, clause = word_key(fold(self.task.content)), word_key(claim.clause)
        again = clause[:_OPENING].startswith(_CONTINUES) and clause[:_OPENING] in asked
        named = clause.endswith(_PUSHED) and word_key(_AS_PLANNED.sub("", claim.clause)) in asked  # …利用项目继续推进
        return claim.said == "under_way" and (again or named) and _GOES_ON.search(asked) is not None

    def _measures(self, claim: Claim) -> bool:
        """Does a clause only tell the share that the task measures: 绿色采购比例88.3%."""
        told = re.findall(r"(\d+(?:\.\d+)?)%", claim.clause)
        shares = {goal.done for goal in self.goals if goal.unit == "%"}
        return bool(told) and all(Decimal(each) in shares for each in told) and not _OF_PROGRESS.search(claim.clause)

    def _in_words(self, goal: QuantityGoal) -> bool:
        return goal.source is not None and self.report.done is not None and goal.source == self.report.done.source

    def _own_word(self) -> str:
        note = self._status_note()
        return inside_quotes(note.text[:_QUOTED]) if note else ""

    def _status_note(self) -> Note | None:
        return next((each.note for each in self.heard if each.status), None)

    def _doubt(self, kind: str, *at: object, refuting: bool = False, **words: str) -> None:
        self.doubts.append(_doubt(kind, self.report, *at, refuting=refuting, **words))


def _hear(note: Note, demand: TaskDemand, vocabulary: Vocabulary, period: int) -> _Heard:
    task, account = demand.task, vocabulary.account(note.text, period)
    status = vocabulary.task_status(note.text, period)
    if status is None and account.parts and not account.left and all(_is_all_of(part, task) for part in account.parts):
        status = "completed"  # 负债表编制已完成, where nothing else is asked for
    counted = demand.quantities and (not account.parts or any(map(any, amounts_in(note.text))))  # 小区创建完成28个: the numbers decide
    named = set(account.said) == {"done"} and not counted and _names_all(note.text, task)
    if status is None and named:
        status = "completed"  # 预案已修编印发,排查整治和演练均已完成
    return _Heard(note, account, status, account.whole or bool(named))


def _is_bare_no(note: Note) -> bool:
    """Does a text only deny what its heading asks: 否, ×; what else the row tells then says how far the work is."""
    return len(word_key(note.text)) <= 1


def _names_state(heard: _Heard, vocabulary: Vocabulary, period: int) -> bool:
    """Does a text tell a state by itself, or that something is left, and not only what the work consists of."""
    return vocabulary.bare_status(heard.note.text, period) is not None or heard.account.left


def _is_to_come(note: Note, period: int) -> bool:
    """Does a column tell of a later year, and so nothing of this one: 2021年打算."""
    years = [int(year) for year in re.findall(YEAR, note.heading)]
    return bool(years) and min(years) > period


def _says_more(note: Note, task: KeyTask) -> bool:
    """Is it prose under a heading that says nothing of what stands there, and not the plan's: 说明 beside 进展."""
    told = fold(note.text)
    return ("," in told or len(_HAN.findall(told)) >= _WORDY) and word_key(told) not in word_key(fold(task.content))


def _is_of_quality(claim: Claim) -> bool:
    """Does a problem only say how well something goes, and of no work that it was not done: 部分船员操作还不熟练."""
    return _MAY_BE_BETTER.search(claim.clause) is not None or (claim.said == "in_part" and not _UNDONE.search(claim.clause))


_UNDONE = re.compile(r"[未没待缺欠无差\d]|尚|[只仅]|完成|建成|验收|到位")
_MAY_BE_BETTER = re.compile(r"(?:有待|尚待|需|待)(?:进一步|持续|继续|要|不断)*(?:提高|加强|提升|完善|规范|改进|增强|优化|深化|加大)")


def _owed(note: Note) -> _Heard:
    """Hear a next step that finishes what should be done: 外业开春后补上."""
    return _Heard(note, Account((Claim("planned", note.text),)), None)


def _doubt(kind: str, report: KeyTaskReport, *at: object, refuting: bool = False, **words: str) -> Doubt:
    """Point at the cells given, else at the beginning of what was reported."""
    first, *others = [source for each in at if (source := getattr(each, "source", None))] or [report.source]
    return Doubt(kind, first, report.department, refuting, tuple(others), words)


def _name(goal: QuantityGoal) -> str:
    return goal.object or goal.text


def _told(goal: QuantityGoal) -> str:
    return f"{_name(goal)}{goal.done:f}{goal.unit}"


def _measured(goals: Sequence[QuantityGoal], progress: Decimal) -> QuantityGoal | None:
    """Find the share that the cell of the progress gives again, and which says nothing of how far the task is: 绿色采购比例88.3%."""
    return next((goal for goal in goals if goal.unit in _MEASURED and goal.done == progress < _ALL), None)


def _lay_done(goals: tuple[QuantityGoal, ...], report: KeyTaskReport, period: int) -> tuple[QuantityGoal, ...]:
    """Lay the quantities done beside the plan's: from their own cells, else from the department's words."""
    if len(report.quantities) == len(goals):
        goals = tuple(
            replace(goal, done=figure.value, source=figure.source) if figure.value is not None else goal
            for goal, figure in zip(goals, report.quantities, strict=True)
        )
    if report.done and any(goal.done is None for goal in goals):
        from_words = match_done(goals, report.done.text, period=period)
        goals = tuple(
            replace(goal, done=read.done, source=report.done.source) if goal.done is None and read.done is not None else goal
            for goal, read in zip(goals, from_words, strict=True)
        )
    return goals


def _against_plan(text: str, task: KeyTask) -> str | None:
    """Give the clause that tells to have shrunk what the plan asks not to shrink: 永久基本农田净减38亩."""
    if not _NOT_TO_SHRINK.search(task.content):
        return None
    clauses = ((clause, _SHRANK.search(clause)) for clause in re.split("[,;.]", fold(text)))
    return next((clause for clause, shrank in clauses if shrank and shrank["thing"] in task.content), None)


_NOT_TO_SHRINK = re.compile("不(?:降低|缩小|减少|下降|减小)")
_SHRANK = re.compile(
    r"(?P<thing>[一-鿿]{2})(?:面积|总量|数量)?(?:较?比?(?:上年|去年|20\d\d年))?(?:净减|减少|缩小|缩减|下降|降低|少)了?[^,\d]{0,2}\d"
)


# ---- the plan's own words ------------------------------------------------------------------------


def _asked_for(task: KeyTask) -> Iterator[str]:
    return (part for clause in re.split("[,，、；;。]", task.content) if len(part := word_key(clause)) >= _RUN)


def _is_all_of(part: str, task: KeyTask) -> bool:
    """Is what a text names all that a task asks for: one thing, in the plan's own words."""
    asked = list(_asked_for(task))
    return len(asked) == 1 and word_key(fold(part)) in word_key(fold(task.content))


def _names_all(text: str, task: KeyTask) -> bool:
    """Does a report name each thing that the plan asks for, by two characters of it that are not in every plan."""
    key = _OFTEN.sub(" ", fold(text))
    runs = [SequenceMatcher(None, _OFTEN.sub("", fold(part)), key, autojunk=False).find_longest_match().size for part in _asked_for(task)]
    return len(runs) > 1 and min(runs) >= _NAMED


def _covers(text: str, task: KeyTask) -> bool:
    """Does a report speak of half of what the plan asks for, or more, in the plan's own words."""
    parts, key = list(_asked_for(task)), word_key(text[:_LONGEST])
    runs = [SequenceMatcher(None, part, key, autojunk=False).find_longest_match().size for part in parts]
    return 2 * sum(run >= _RUN for run in runs) >= len(parts) > 0
