"""Several files of one department: which replaces which. Files that report different things complete one another."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from ecoreport.language.dates import read_date
from ecoreport.language.numerals import read_chinese
from ecoreport.language.widths import fold
from ecoreport.model import Batch, Finding, Source, Submission
from ecoreport.rules import NOTICE, VERIFY, Rule
from ecoreport.vocabulary import Vocabulary

SUPERSEDED = Rule(
    "H501", NOTICE, "时限", "旧稿已被替代",
    "“{old}”已被同一单位后报的“{new}”替代（{reason}），其中的数不采用",
    "请确认“{new}”是最后报送的一份",
)  # fmt: skip
UNDECIDED = Rule(
    "H502", VERIFY, "时限", "同一单位报了两份",
    "{reporter}报送的{files}填了相同的事项，从填报日期和文件名都分不出先后",
    "请说明以哪一份为准，并撤回另一份",
)  # fmt: skip
RULES: tuple[Rule, ...] = (SUPERSEDED, UNDECIDED)
_OF_VERSIONS = frozenset(rule.code for rule in RULES)

_COUNTED = re.compile(r"\((\d{1,2})\)$")
_VERSION = re.compile(r"v(\d{1,9})(?:\.(\d{1,9}))?|第(?:(\d{1,9})|([一二三四五六七八九十]+))[稿版]")
_DAY = re.compile(r"(?<!\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(1[0-2]|[1-9])[.月](3[01]|[12]\d|[1-9])(?!\d)")


@dataclass(frozen=True, slots=True)
class _Age:
    """How late a file seems to be: by its day, where it has one, and by the words of its name."""

    filled_on: date | None
    words: tuple[int, ...]

    def after(self, other: "_Age") -> str | None:
        """Say why this one is the later; None where nothing tells."""
        if self.filled_on and other.filled_on and self.filled_on != other.filled_on:
            return f"填报日期{self.filled_on.isoformat()}在{other.filled_on.isoformat()}之后" if self.filled_on > other.filled_on else None
        return "文件名的版本字样在后" if self.words > other.words else None


def settle(batch: Batch, vocabulary: Vocabulary) -> Batch:
    """Mark what later files replaced, and ask where nothing tells; batches that were settled and then added are settled anew."""
    settled = _settle(_as_read(batch), vocabulary)
    return batch if settled == batch else settled


def living(batch: Batch) -> Batch:
    """Give a settled batch without what superseded files say: only what still counts is judged, checked and reported.

    The submissions stay, and the cells that nobody used; of a superseded file's findings only that it is one: what else is wrong in
    it, its successor has mended or repeats.
    """
    dead = {submission.file for submission in batch.submissions if submission.outcome == "superseded"}
    return replace(
        batch,
        entries=tuple(entry for entry in batch.entries if entry.file not in dead),
        tasks=tuple(report for report in batch.tasks if report.file not in dead),
        evidence=tuple(piece for piece in batch.evidence if piece.file not in dead),
        signatures=tuple(sign for sign in batch.signatures if sign.file not in dead),
        highlights=tuple(highlight for highlight in batch.highlights if highlight.file not in dead),
        findings=tuple(finding for finding in batch.findings if finding.file not in dead or finding.code in _OF_VERSIONS),
    )


def _as_read(batch: Batch) -> Batch:
    """Undo an earlier settling."""
    submissions = tuple(submission.as_read or submission for submission in batch.submissions)
    return replace(batch, submissions=submissions, findings=tuple(each for each in batch.findings if each.code not in _OF_VERSIONS))


def _settle(batch: Batch, vocabulary: Vocabulary) -> Batch:
    said = _said(batch)
    dates = {signature.file: signature.dated for signature in batch.signatures if signature.dated}
    replaced: dict[str, tuple[str, str]] = {}
    findings: list[Finding] = []
    for department, files in _by_department(batch).items():
        ages = {file: _Age(dates.get(file) or read_date(PurePosixPath(file).stem), _words(file, vocabulary)) for file in files}
        for group in _overlapping(files, said):
            latest = next((file for file in group if all(file == other or ages[file].after(ages[other]) for other in group)), None)
            if latest is None:
                names = "、".join(f"“{PurePosixPath(file).name}”" for file in group)
                sources = tuple(Source(file) for file in group)
                findings.append(
                    UNDECIDED.finding(
                        sources[0], department=department, key="|".join(group), others=sources[1:], reporter=department, files=names
                    )
                )
                continue
            for other in group:
                if other != latest:
                    reason = ages[latest].after(ages[other]) or ""
                    replaced[other] = (latest, reason)
                    findings.append(
                        SUPERSEDED.finding(
                            Source(other), department=department, key=other, others=(Source(latest),),
                            old=PurePosixPath(other).name, new=PurePosixPath(latest).name, reason=reason,
                        )
                    )  # fmt: skip
    submissions = tuple(_mark(submission, replaced) for submission in batch.submissions)
    return replace(batch, submissions=submissions, findings=(*batch.findings, *findings))


def _mark(submission: Submission, replaced: dict[str, tuple[str, str]]) -> Submission:
    if submission.file not in replaced:
        return submission
    latest, reason = replaced[submission.file]
    return replace(submission, outcome="superseded", superseded_by=latest, message=f"已被“{latest}”替代：{reason}", as_read=submission)


def _by_department(batch: Batch) -> dict[str, list[str]]:
    files: dict[str, list[str]] = defaultdict(list)
    for submission in batch.submissions:
        if submission.department and submission.outcome in ("read", "partly") and submission.file not in files[submission.department]:
            files[submission.department].append(submission.file)
    return {department: sorted(names) for department, names in sorted(files.items())}


def _said(batch: Batch) -> dict[str, frozenset[tuple[str, int]]]:
    """List what each file answers: items by year, and tasks."""
    said: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for entry in batch.entries:
        if entry.actual.state != "blank" or entry.statement:
            said[entry.file].add((entry.subject, entry.year))
    for task in batch.tasks:
        said[task.file].add((task.subject, 0))
    return {file: frozenset(keys) for file, keys in said.items()}


def _overlapping(files: list[str], said: dict[str, frozenset[tuple[str, int]]]) -> list[list[str]]:
    """Group the files that answer the same questions; the others complete one another."""
    groups: list[list[str]] = []
    for file in files:
        own = said.get(file, frozenset())
        joined = [group for group in groups if any(own & said.get(other, frozenset()) for other in group)]
        for group in joined:
            groups.remove(group)
        groups.append(sorted([file, *(name for group in joined for name in group)]))
    return [group for group in groups if len(group) > 1]


def _words(file: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Read how late a file's name says that it is: final before revised before plain before draft; then version, date, (2)."""
    name = fold(PurePosixPath(file).stem)
    has = {group: any(word in name for word in vocabulary.words[group]) for group in ("version_final", "version_revised", "version_draft")}
    rank = 3 if has["version_final"] else 2 if has["version_revised"] else 0 if has["version_draft"] else 1
    day = 0
    if match := _DAY.search(name):
        month, date_of = (match[1], match[2]) if match[1] else (match[3], match[4])
        day = int(month) * 100 + int(date_of)
    counted = int(match[1]) if (match := _COUNTED.search(name)) else 0
    return (rank, *_version(name), day, counted)


def _version(name: str) -> tuple[int, int]:
    """Read v1.10 (later than v1.9) or 第十稿; (0, 0) where a name counts no versions."""
    match = _VERSION.search(name)
    if match is None:
        return 0, 0
    return int(match[1] or match[3] or read_chinese(match[4]) or 0), int(match[2] or 0)
