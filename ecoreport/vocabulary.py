"""The words of the field: how departments call the columns, labels and states of their ledgers (templates/vocabulary.toml)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ecoreport.language import patterns as re
from ecoreport.language.assertions import Account, Verbs, Words, hear, verbs_with
from ecoreport.language.clauses import says_only_that
from ecoreport.language.widths import bare_key, even, fold, word_key
from ecoreport.machine import remembered
from ecoreport.model import TaskStatus
from ecoreport.model.layout import LabelRole
from ecoreport.records import dataclass
from ecoreport.templates import SHIPPED, Templates

KINDS = ("indicator", "task", "evidence", "highlight")
_STATUS_ORDER: tuple[TaskStatus, ...] = ("not_started", "behind", "in_progress", "completed")
_LONGEST_STATE = 12  # characters of a state; what is longer is a report
_EXPLAINED = re.compile(r"[^()]+\(([^()]{2,})\)\s*")  # 未销号(推进中)
_ASKED_BEFORE = re.compile(r"^\s*[^:,;]{0,4}(?:是否|与否|状态|情况|进展)[^:,;]{0,4}:")  # 是否完成:否
_MAKING = re.compile(r"(?:报告|报表|造表|编报|填写|报数|供数)人员?")  # who a person is looked for behind, and a body may stand
_SENDING = re.compile(  # who sends or has made it, by what the word is made of: 制表机关, 供数单位, 来函机构
    r"(?:本表|数据)?(?:填[报写表]|报送|上报|呈报|报出|制表|编报|供[数稿表]|提供|出具|来[文函件])的?(?:单位|部门|机[构关]|主体|地区|辖区|方|企业)(?:名称)?"
    r"(?:\(盖?章\))?"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading may mean, and how much of it the vocabulary knows (1 = the whole heading)."""

    fields: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, folded for lookup; picklable and shared by every file of a batch."""

    headings: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind of table -> word key -> fields
    labels: Mapping[str, LabelRole]  # word key -> role of a Signature
    label_words: tuple[str, ...]  # as written, longest first
    label_noise: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    relative_years: tuple[tuple[str, int], ...]  # word, years from the period; longest first
    task_words: Mapping[TaskStatus, tuple[str, ...]]
    verbs: Verbs  # of work: what tells that it ends, goes on, is late
    reports: Words  # of the work as a whole
    kinds: Mapping[str, tuple[str, ...]]  # what titles, notes and headings say of numbers: plan, forecast, example …; longest first
    decorations: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]  # words for the same thing in names: 率, 比例, 占比; folded
    per: tuple[str, ...]  # words that a unit may say instead: 单位, 人均
    measure: tuple[str, ...]  # words without which a name is another measure's
    distinguishing: frozenset[str]
    variants: Mapping[str, tuple[str, ...]]  # a plan's name -> other ways to write it
    highlight_words: tuple[str, ...]
    sheet_words: Mapping[str, tuple[str, ...]]  # kind of table -> what such sheets are called
    printed: frozenset[str]  # folded texts that the issued template prints

    def __hash__(self) -> int:
        return hash(self.printed)

    def meaning(self, kind: str, text: str, *, whole: bool = False) -> Meaning | None:
        """Say what a heading means in a table of that kind: by the whole word, else by the longest word that it contains."""
        known = self.headings[kind]
        for key in (word_key(text), bare_key(text)):
            if fields := known.get(key):
                return Meaning(fields, 1.0)
        return None if whole else _contained(known, bare_key(text), self.words["weak"])

    def label(self, text: str) -> LabelRole | None:
        """Say which line of a signature block a label opens."""
        for key in (word_key(text), bare_key(text)):
            if role := self.labels.get(key):
                return role
            if not key.endswith(self.label_noise):
                continue
            for noise in self.label_noise:
                key = key.removesuffix(noise)  # noqa: PLW2901 — several may follow one another
            if role := self.labels.get(key):
                return role
        bare = even(text).strip()
        return "department" if _SENDING.fullmatch(bare) else "filled_by" if _MAKING.fullmatch(bare) else None

    def names_sender(self, label: str) -> bool:
        """Does a label, or the heading of a column, name who sends, and not who is responsible: 填报单位, 报送单位."""
        keys = [word_key(label), bare_key(label)]
        keys += [key.removesuffix(noise) for key in keys for noise in self.label_noise]
        known = any("reporter" in self.headings[kind].get(key, ()) for kind in ("indicator", "task") for key in keys)
        return known or bool(_SENDING.fullmatch(even(label).strip()))

    def task_status(self, text: str, period: int | None = None) -> TaskStatus | None:
        """Read the state of a key task from words: by the whole word, else by what its clauses assert; 未完成 is not 完成."""
        return _task_status(self, text, period)

    def bare_status(self, text: str, period: int | None = None) -> TaskStatus | None:
        """Read a state where a text says nothing else: 已办结, 还在推进; a sheet that is called 在建任务现场簿 says none."""
        alone = any(word_key(text) in words for words in self.task_words.values()) or says_only_that(fold(text), self.verbs)
        return self.task_status(text, period) if alone else None

    def account(self, text: str, period: int | None = None) -> Account:
        """Say what a text asserts of a piece of work, clause by clause and as a whole."""
        return hear(text, self.verbs, period, self.reports)

    def tells_state(self, text: str, period: int | None = None) -> bool:
        """Does a text tell a state, be it of a part that it names: 建成12公里."""
        short = len(word_key(text)) <= _LONGEST_STATE
        return self.task_status(text, period) is not None or (short and bool(self.account(text, period).by_verbs))

    def says_of_work(self, text: str, period: int | None = None) -> bool:
        """Does a text assert anything of a piece of work, be it of a part of it."""
        return self.task_status(text, period) is not None or self.account(text, period).spoken

    def has(self, group: str, text: str) -> bool:
        """Is the text one of the words of a group."""
        return word_key(text) in self.words[group]

    def mentions(self, group: str, text: str) -> bool:
        """Does the text hold one of the words of a group."""
        key = word_key(text)
        return any(word in key for word in self.words[group])

    def prints(self, text: str) -> bool:
        """Does the issued template print this text."""
        return fold(text) in self.printed


@lru_cache(maxsize=1 << 13)
def _task_status(vocabulary: Vocabulary, text: str, period: int | None) -> TaskStatus | None:
    text = _ASKED_BEFORE.sub("", even(text))
    key = word_key(text)
    explained = _EXPLAINED.fullmatch(text)
    asked = "?" in fold(text)
    for said in (key, word_key(explained[1])) if explained else (key,) if not asked else ():
        for status in _STATUS_ORDER:
            if said in vocabulary.task_words[status]:
                return status
    told = vocabulary.account(text, period)
    if len(key) <= _LONGEST_STATE:
        return _state(told)
    if told.late or told.not_begun:
        return "not_started" if told.not_begun else "behind"
    return "completed" if told.whole and not told.left else None  # a report in prose names many states of many parts


def _contained(known: Mapping[str, tuple[str, ...]], key: str, weak: tuple[str, ...]) -> Meaning | None:
    best = ""
    for word in known:
        if word not in key or len(word) < 2:
            continue
        at_end = key.endswith(word)  # the head of a Chinese phrase stands last
        if word in weak and not at_end:
            continue
        if (len(word), at_end) > (len(best), key.endswith(best)):
            best = word
    return Meaning(known[best], len(best) / len(key)) if best else None


def load_vocabulary(templates: Templates = SHIPPED) -> Vocabulary:
    """Read vocabulary.toml, and the texts that ledger.toml prints on an issued ledger; the same vocabulary as long as they say the same."""
    return _build(templates.words("vocabulary.toml"), templates.words("ledger.toml"))


@remembered(4)
def _build(data: Mapping[str, Any], ledger: Mapping[str, Any]) -> Vocabulary:
    labels = {word_key(word): role for role, words in data["signature"].items() for word in words}
    return Vocabulary(
        headings={kind: _index(data[kind]) for kind in KINDS},
        labels=labels,
        label_words=tuple(sorted((word for words in data["signature"].values() for word in words), key=lambda word: (-len(word), word))),
        label_noise=tuple(word_key(word) for word in data["signature_noise"]["words"]),
        words={group: tuple(word_key(word) for word in words) for group, words in data["words"].items()},
        relative_years=tuple(
            sorted(
                ((fold(word), int(shift)) for shift, words in data["years"].items() for word in words),
                key=lambda pair: (-len(pair[0]), pair),
            )
        ),
        task_words={status: tuple(word_key(word) for word in data["task_status"][status]) for status in _STATUS_ORDER},
        verbs=verbs_with(
            ends=_long(data["task_status"]["completed"]),
            goes_on=_long(data["task_status"]["in_progress"]),
            is_late=_long(data["task_status"]["behind"]),
        ),
        reports=Words(
            tuple(word_key(word) for word in data["task_status"]["completed"]),
            **{group: tuple(fold(word) for word in words) for group, words in data["task_prose"].items()},
        ),
        kinds={
            group: tuple(sorted((fold(word) for word in words), key=lambda word: (-len(word), word)))
            for group, words in data["kinds"].items()
        },
        decorations=tuple(sorted((fold(word) for word in data["names"]["decorations"]), key=lambda word: (-len(word), word))),
        alike=tuple(tuple(word_key(word) for word in words) for words in data["names"]["alike"]),
        per=tuple(word_key(word) for word in data["names"]["per"]),
        measure=tuple(word_key(word) for word in data["names"]["measure"]),
        distinguishing=frozenset(data["names"]["distinguishing"]),
        variants={name: tuple(words) for name, words in data["variants"].items()},
        highlight_words=tuple(word_key(word) for word in data["sheets"]["highlight"]),
        sheet_words={kind: tuple(word_key(word) for word in words) for kind, words in data["sheets"].items()},
        printed=_printed(ledger),
    )


def _long(words: list[str]) -> list[str]:
    """Leave out 是 and √, which count only where they stand alone."""
    return [key for word in words if len(key := word_key(word)) > 1]


def _state(told: Account) -> TaskStatus | None:
    """Take several clauses together: what is done but for something is under way, and nothing is completed but by all of them."""
    said = told.by_verbs
    if not said or said == {"done"}:
        if told.late and not said:
            return "behind"  # 比计划晚三个月
        return "completed" if told.whole and not told.left else None  # 桥梁已完成: it names what is done
    if ("late" in said and "done" not in said) or ("not_done" in said and not said & {"done", "in_part", "under_way"}):
        return "behind"
    return "not_started" if said == {"not_begun"} else "in_progress"


def _index(fields: dict[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for name, words in fields.items():
        for word in words:
            key = word_key(word)
            if name not in index.get(key, ()):
                index[key] = (*index.get(key, ()), name)
    return index


def _printed(node: object) -> frozenset[str]:
    """Collect every whole text of the ledger's template that holds no blank to be filled in."""
    if isinstance(node, str):
        return frozenset({fold(node)}) if "{" not in node else frozenset()
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return frozenset().union(*(_printed(child) for child in children))
