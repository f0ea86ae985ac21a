"""A rule: its code, severity and wording stand together with the function that tests it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import PurePosixPath
from string import Formatter
from typing import Literal, get_args

from ecoreport.errors import InputError
from ecoreport.model import (
    Assessment,
    Batch,
    Choice,
    EvidenceFile,
    EvidenceResult,
    Finding,
    IndicatorSystem,
    Severity,
    Source,
    Subject,
    TaskAssessment,
)
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

ERROR: Severity = "error"
VERIFY: Severity = "verify"
NOTICE: Severity = "notice"

# The trade's fourfold audit, with what a reviewer asks for besides.
Aspect = Literal["完整性", "规范性", "一致性", "合理性", "佐证", "时限", "责任", "达标", "计划"]
_OF_VALUES: frozenset[Aspect] = frozenset(("规范性", "一致性", "合理性", "责任"))


@dataclass(frozen=True, slots=True)
class Review:
    """Hold all that a rule may look at: what came in, the plan, and what the one judge made of it.

    `assessments` has each item's and text-only goal's value, facts and verdict of `period` by id ("15.1", "M4.1"), `tasks` each key
    task's by number; where nobody reported, the entry is there all the same, with status "not_reported" and `chosen` None.
    """

    batch: Batch  # the living: no record of a superseded file is in it
    system: IndicatorSystem
    period: int
    as_of: date
    assessments: Mapping[str, Assessment]  # by item id and text-only goal id, of the period
    tasks: Mapping[int, TaskAssessment]  # by KeyTask.no
    vocabulary: Vocabulary
    evidence_files: tuple[EvidenceFile, ...] | None = None  # None: no folder was given
    whole: Batch = Batch()  # with what superseded files said: for what must not be forgotten, never for what counts
    evidence: tuple[EvidenceResult, ...] = ()  # every piece that is listed, cited or named, once, in the plan's order
    orphans: tuple[EvidenceFile, ...] = ()  # files below the evidence folder that nothing refers to


@dataclass(frozen=True, slots=True)
class Breach:
    """Name one place where a rule is broken; `words` fill the blanks of the rule's message and advice.

    `source` is the cell that it points to, taken from the record that was read; `department` who has to answer (None: the office
    itself); `subject` the id of what it is about: "15.1" an item, "M4.1" a goal, "T7" a key task. The finding's id is made of code,
    department, subject and `key`.
    """

    source: Source | None = None
    department: str | None = None
    subject: str | None = None  # what it is about: "15.1" an item, "M4.1" a goal, "T7" a key task
    key: str = ""  # tells two breaches of the same rule, department and subject apart; never a row number
    others: tuple[Source, ...] = ()
    explanation: str | None = None
    group: str | None = None  # shared by the findings of one question about a table
    refutes: bool = False  # the batch itself says otherwise than what was reported
    doubts: bool | None = None  # is it about what was reported; None: as its rule is
    words: Mapping[str, object] = field(default_factory=dict)


Test = Callable[[Review], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one line of the rules' manual, made by `rule`.

    `message` and `advice` are Chinese sentences with blanks in braces; `test` takes a Review and yields Breaches, and is None for
    what reading and recognition find on their way. Raise InputError, when it is made, for a rule that could never be told.
    """

    code: str
    severity: Severity
    aspect: Aspect
    title: str
    message: str
    advice: str
    test: Test | None = None
    note: str = ""  # the manual's sentence: what the rule asks for and where it comes from
    silences: tuple[str, ...] = ()  # codes of what merely follows from this fault on the same item or task
    doubts: bool | None = None  # does it put the value in doubt; None: as its aspect does
    refutes: bool = False  # does it refute the value

    @property
    def doubting(self) -> bool:
        """Is it about the value, the words, the facts or the source; evidence, dates and forms are not (contract: Standing)."""
        return self.aspect in _OF_VALUES if self.doubts is None else self.doubts

    def __post_init__(self) -> None:
        """Raise InputError where a rule cannot be told: no code, an unknown severity or aspect, a message that is no template."""
        if not self.code.strip():
            raise InputError(f"规则“{self.title}”没有编号。")
        for name, told, known in (("级别", self.severity, get_args(Severity)), ("类别", self.aspect, get_args(Aspect))):
            if told not in known:
                raise InputError(f"规则{self.code}的{name}“{told}”不对，应为{'、'.join(known)}之一。")
        try:
            _ = self.blanks
        except ValueError as error:
            raise InputError(f"规则{self.code}的话里花括号不成对；要写花括号本身的，写两个。") from error

    @property
    def blanks(self) -> tuple[str, ...]:
        """Name the blanks of message and advice, each once."""
        parts = (part for text in (self.message, self.advice) for part in Formatter().parse(text))
        return tuple(dict.fromkeys(name.partition(".")[0].partition("[")[0] for _, name, _, _ in parts if name is not None))

    def finding(
        self,
        source: Source | None = None,
        *,
        department: str | None = None,
        subject: str | None = None,
        key: str = "",
        others: tuple[Source, ...] = (),
        explanation: str | None = None,
        group: str | None = None,
        choice: Choice | None = None,
        doubts: bool | None = None,
        refutes: bool = False,
        words: Mapping[str, object] | None = None,
        **more: object,
    ) -> Finding:
        """Word one finding; `words` and `more` fill the blanks.

        Its id holds no name of a file: what is said stands for a sender whom nobody knows (contract: Rounds, Ids).
        """
        blanks = {**(words or {}), **more}
        message = self.message.format_map(blanks)
        who = department or (_without_names(message, source) if source and not (subject or key) else "")
        about = Subject(subject) if subject is not None else None
        item, task = (about.item, about.task) if about is not None else (None, None)
        identity = "|".join((self.code, who, item or "", "" if task is None else str(task), key))
        digest = hashlib.blake2b(identity.encode(), digest_size=5).hexdigest()
        return Finding(
            id=f"{self.code}-{digest}",
            code=self.code,
            severity=self.severity,
            message=message,
            advice=self.advice.format_map(blanks),
            department=department,
            subject=about,
            source=source,
            others=others,
            explanation=explanation,
            group=group,
            choice=choice,
            doubts=self.doubting if doubts is None else doubts,
            refutes=refutes or self.refutes,
        )

    def breaches(self, review: Review) -> Iterator[Finding]:
        """Run the test over a review and give one finding for each breach that it yields."""
        yield from map(self.word, self.test(review) if self.test else ())

    def word(self, breach: Breach) -> Finding:
        """Make the finding of one breach; raise KeyError where its `words` leave a blank open."""
        return self.finding(
            breach.source,
            department=breach.department,
            subject=breach.subject,
            key=breach.key,
            others=breach.others,
            explanation=breach.explanation,
            group=breach.group,
            refutes=breach.refutes,
            doubts=breach.doubts,
            words=breach.words,
        )


def _without_names(message: str, source: Source) -> str:
    """Say what is wrong with a file that nobody is known to have sent, under whatever name it comes."""
    for name in (source.file, PurePosixPath(source.file).name):
        message = message.replace(name, "")
    return message


def readdress(finding: Finding, department: str | None) -> Finding:
    """Send a finding to another department; its id is then that department's."""
    digest = hashlib.blake2b("|".join((finding.id, department or "")).encode(), digest_size=5).hexdigest()
    return replace(finding, department=department, id=f"{finding.code}-{digest}")


def rule(
    code: str,
    severity: Severity,
    aspect: Aspect,
    title: str,
    message: str,
    advice: str,
    *,
    silences: tuple[str, ...] = (),
    doubts: bool | None = None,
) -> Callable[[Test], Rule]:
    """Make a Rule of the function below, which takes a Review and yields a Breach for each place where the rule is broken.

    `code` must be free (own rules: X…), `severity` "error", "verify" or "notice", `aspect` one of 完整性 规范性 一致性 合理性 佐证
    时限 责任 达标 计划; blanks in braces of `message` and `advice` are filled from `Breach.words`. `silences` are codes of what merely
    follows from this fault on the same item or task; `doubts` says whether it is about what was reported (None: as its aspect
    tells). The function's docstring is the manual's sentence. Nothing is registered:
    give the rule to `open_office(rules=…)`, or put it into the RULES tuple of a file for `--rules`.
    """

    def wrap(test: Test) -> Rule:
        return Rule(code, severity, aspect, title, message, advice, test, (test.__doc__ or "").strip(), silences, doubts)

    return wrap
