"""Which answer replaces which: a later file of a department replaces answer by answer, never the file (contract: Corrections)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from ecoreport.judging.ages import Ages
from ecoreport.judging.answers import Answer, answers_in, is_lost, label, shown, upholds
from ecoreport.judging.succession import Open, Succession, Turn, content, extras_in, succession_of
from ecoreport.language import patterns as re
from ecoreport.model import Batch, Entry, Evidence, Finding, Highlight, KeyTaskReport, Lapse, Source, Submission
from ecoreport.rules import NOTICE, VERIFY, Rule
from ecoreport.vocabulary import Vocabulary

SUPERSEDED = Rule(
    "H501", NOTICE, "时限", "旧稿已被替代",
    "“{old}”已被同一单位后报的“{new}”替代（{reason}），其中的数不采用",
    "请确认“{new}”是最后报送的一份",
    note="一份文件填报的各项都被后报的逐项替代了，才是被替代的旧稿",
)  # fmt: skip
UNDECIDED = Rule(
    "H502", VERIFY, "时限", "同一单位报了两份，分不出先后",
    "{reporter}报送的“{one}”和“{other}”分不出先后（{reason}），填得不同的暂不采用：{items}",
    "请说明以哪一份为准，并撤回另一份",
    note="两份填得相同的各项不问",
)  # fmt: skip
CORRECTED = Rule(
    "H503", NOTICE, "时限", "部分填报已更正",
    "“{new}”更正了“{old}”中的{items}（{reason}），其余各项仍以“{old}”为准",
    "请确认“{new}”是对“{old}”的更正或补充",
    note="后报的文件逐项替代先报的，没有再填的各项不变",
)  # fmt: skip
UNCHANGED = Rule(
    "H504", NOTICE, "时限", "再次报来的文件没有改动",
    "“{file}”所填的内容与“{other}”相同，没有改动，不作更正",
    "本应有改动的，请检查报来的是不是改好的那一份",
)  # fmt: skip
LOST = Rule(
    "H505", VERIFY, "时限", "后报的文件没有再给出原报的结果",
    "{what}原报“{before}”（“{old}”），后报的“{new}”填的是“{after}”，{taken}",
    "请说明是否撤回原报的结果；仍然有效的，请按原数重报",
)  # fmt: skip
RULES: tuple[Rule, ...] = (SUPERSEDED, UNDECIDED, CORRECTED, UNCHANGED, LOST)
OF_VERSIONS = frozenset(rule.code for rule in RULES)

_KINDS = ("item", "goal", "task", "evidence")
_SHOWN = 5  # answers that a sentence names
Kept = TypeVar("Kept", Entry, KeyTaskReport, Evidence, Highlight)


def settle(batch: Batch, vocabulary: Vocabulary, period: int | None = None, as_of: date | None = None) -> Batch:
    """Mark what later answers replaced, and ask where nothing tells; batches that were settled and then added are settled anew.

    A 填报日期 before the period, or 200 days after `as_of` (None: the period's last day), orders nothing.
    """
    period = period or batch.period
    as_of = as_of or (date(period, 12, 31) if period else None)
    if batch.is_settled(vocabulary, period, as_of):
        return batch
    read = _as_read(batch)
    answers = answers_in(read, Ages(read, vocabulary, period, as_of), period)
    settled = _marked(read, answers, succession_of(answers, read, vocabulary), vocabulary, period)
    return (batch if settled == batch else settled).settled(vocabulary, period, as_of)


def _as_read(batch: Batch) -> Batch:
    """Undo an earlier settling."""
    return replace(
        batch,
        submissions=tuple(submission.as_read or submission for submission in batch.submissions),
        entries=_unmarked(batch.entries),
        tasks=_unmarked(batch.tasks),
        evidence=_unmarked(batch.evidence),
        highlights=_unmarked(batch.highlights),
        findings=tuple(each for each in batch.findings if each.code not in OF_VERSIONS),
    )


def _unmarked(records: tuple[Kept, ...]) -> tuple[Kept, ...]:
    return tuple(replace(record, lapse=None) if record.lapse else record for record in records)


def _marked(batch: Batch, answers: Sequence[Answer], found: Succession, vocabulary: Vocabulary, period: int | None) -> Batch:
    lapse = cache(Lapse)  # one for all that are equal
    lapses = {id(turn.before.record): lapse(turn.after.source, turn.why, turn.turns, turn.repeats) for turn in found.turns}
    successors = _successors(answers, found)
    lapses |= _repeated_extras(batch, {*successors, *found.unchanged})
    corrected = _corrected(found, successors)
    fates = _fates(successors, corrected, found.unchanged, period)
    return replace(
        batch,
        submissions=tuple(_fated(each, fates.get(each.file)) for each in batch.submissions),
        entries=_with(batch.entries, lapses),
        tasks=_with(batch.tasks, lapses),
        evidence=_with(batch.evidence, lapses),
        highlights=_with(batch.highlights, lapses),
        findings=(
            *batch.findings,
            *_tell_superseded(successors),
            *_tell_corrected(corrected, period),
            *_tell_unchanged(found, answers),
            *_tell_open(found.open, period),
            *_tell_lost(found, vocabulary, period),
        ),
    )


def _with(records: tuple[Kept, ...], lapses: Mapping[int, Lapse]) -> tuple[Kept, ...]:
    return tuple(replace(record, lapse=lapses[id(record)]) if id(record) in lapses else record for record in records)


def _successors(answers: Sequence[Answer], found: Succession) -> dict[str, list[Turn]]:
    """Find the files of which every answer was replaced, each with what replaced it."""
    gone = {id(turn.before.record): turn for turn in found.turns}
    by_file: dict[str, list[Turn | None]] = defaultdict(list)
    for answer in answers:
        if answer.file not in found.unchanged:
            by_file[answer.file].append(gone.get(id(answer.record)))
    whole = {file: [turn for turn in turns if turn] for file, turns in sorted(by_file.items()) if all(turns)}
    return {file: turns for file, turns in whole.items() if not all(turn.repeats for turn in turns)}


def _corrected(found: Succession, superseded: Iterable[str]) -> dict[tuple[str, str], list[Turn]]:
    """Gather what was replaced of files that go on counting, by old and new file."""
    pairs: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for turn in sorted(found.turns, key=lambda turn: turn.before.source):
        if not turn.repeats and turn.before.file not in superseded:
            pairs[turn.before.file, turn.after.file].append(turn)
    return dict(sorted(pairs.items()))


def _repeated_extras(batch: Batch, behind: Iterable[str]) -> dict[int, Lapse]:
    """Keep a highlight, or a piece of evidence without a number, once where several files say it alike."""
    later = frozenset(behind)
    alike = defaultdict(list)
    for extra in sorted(extras_in(batch), key=lambda extra: (extra.file in later, extra.file)):
        alike[content(extra)].append(extra)
    return {id(extra): Lapse(first.source, repeats=True) for first, *more in alike.values() for extra in more if extra.file != first.file}


def _fates(
    successors: Mapping[str, Sequence[Turn]],
    corrected: Mapping[tuple[str, str], Sequence[Turn]],
    unchanged: Mapping[str, str],
    period: int | None,
) -> dict[str, tuple[str | None, str]]:
    """Say of each file by which it was superseded, if so, and what became of it."""
    fates: dict[str, tuple[str | None, str]] = {file: (None, f"与“{twin}”内容相同，没有改动") for file, twin in unchanged.items()}
    for (old, new), turns in corrected.items():
        if old == new:  # a sheet of its own corrects another
            continue
        said = f"其中{_items(turns, period)}已由“{new}”更正"
        fates[old] = (None, f"{fates[old][1]}；{said}" if old in fates else said)
    for file, turns in successors.items():
        latest, reason = _latest(turns)
        fates[file] = (latest, f"已被“{latest}”替代：{reason}")
    return fates


def _fated(submission: Submission, fate: tuple[str | None, str] | None) -> Submission:
    if fate is None:
        return submission
    by, said = fate
    message = said if by or not submission.message else f"{submission.message}；{said}"
    return replace(submission, outcome="superseded" if by else submission.outcome, superseded_by=by, message=message, as_read=submission)


def _latest(turns: Sequence[Turn]) -> tuple[str, str]:
    """Name the file that replaced the most answers, and say why it is the later one."""
    replaced = [turn for turn in turns if not turn.repeats]
    counts = Counter(turn.after.file for turn in replaced)
    latest = max(sorted(counts), key=lambda file: counts[file])
    return latest, next((turn.why for turn in replaced if turn.after.file == latest and turn.why), "")


# ---- what people are told -----------------------------------------------------------------------


def _tell_superseded(successors: Mapping[str, Sequence[Turn]]) -> Iterator[Finding]:
    for file, turns in successors.items():
        latest, reason = _latest(turns)
        others = dict.fromkeys((latest, *sorted({turn.after.file for turn in turns})))
        old, *later = told_apart((file, *others))
        yield SUPERSEDED.finding(
            Source(file), department=turns[0].before.question.department, key=_key(turns),
            others=tuple(map(Source, others)), old=old, new="”、“".join(later), reason=reason,
        )  # fmt: skip


def _tell_corrected(corrected: Mapping[tuple[str, str], Sequence[Turn]], period: int | None) -> Iterator[Finding]:
    for (old, new), turns in corrected.items():
        names = told_apart((old, new))
        if old == new:
            names = [f"{name}（{turn.source.sheet}）" for name, turn in zip(names, (turns[0].before, turns[0].after), strict=True)]
        yield CORRECTED.finding(
            Source(old), department=turns[0].before.question.department, key=_key(turns),
            others=(Source(new), *chain.from_iterable((turn.before.source, turn.after.source) for turn in turns)),
            old=names[0], new=names[1], items=_items(turns, period), reason=turns[0].why,
        )  # fmt: skip


def _tell_unchanged(found: Succession, answers: Sequence[Answer]) -> Iterator[Finding]:
    of_file: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        of_file[answer.file].append(answer)
    for file, twin in sorted(found.unchanged.items()):
        own = of_file[file]
        yield UNCHANGED.finding(
            Source(file), department=own[0].question.department, key=",".join(label(each, None) for each in own),
            others=(Source(twin),), words=dict(zip(("file", "other"), told_apart((file, twin)), strict=True)),
        )  # fmt: skip


def _tell_open(pairs: Sequence[Open], period: int | None) -> Iterator[Finding]:
    """Ask once a pair of files which counts; the question stands at each item that it leaves open."""
    questions: dict[tuple[str, str, str], list[Open]] = defaultdict(list)
    for pair in pairs:
        questions[pair.one.question.sender, pair.one.file, pair.other.file].append(pair)
    for (sender, one, other), pairs_told in sorted(questions.items()):
        told = sorted(pairs_told, key=lambda pair: _place(pair.one))
        items = "、".join(f"{label(pair.one, period)}（{shown(pair.one)}、{shown(pair.other)}）" for pair in told[:_SHOWN])
        names = told_apart((one, other))
        words = {
            "reporter": sender, "one": names[0], "other": names[1], "reason": told[0].why,
            "items": items + (f"等{len(told)}项" if len(told) > _SHOWN else ""),
        }  # fmt: skip
        group = f"{sender}.{_key(told)}"
        about = [pair for pair in told if pair.one.question.subject] or told[:1]
        beside = [source for pair in told if pair not in about for source in (pair.one.source, pair.other.source)]
        for pair in about:
            question = pair.one.question
            yield UNDECIDED.finding(
                pair.one.source, department=question.department, subject=question.subject,
                key=f"{question.id}.{question.year}", others=(pair.other.source, *beside), group=group, words=words,
            )  # fmt: skip


def _tell_lost(found: Succession, vocabulary: Vocabulary, period: int | None) -> Iterator[Finding]:
    """Quote both cells where a later answer takes back a number, or leaves it blank with words beside it."""
    lost = [(turn, "没有可用的新结果") for turn in found.turns if turn.turns == 1]
    lost += [(turn, "没有填结果，暂按原报的") for turn in found.wordless if not upholds(turn.after, vocabulary)]
    for turn, taken in lost:
        if not is_lost(turn.before, turn.after, vocabulary):
            continue
        question = turn.before.question
        yield LOST.finding(
            turn.after.source, department=question.department, subject=question.subject, key=f"{question.year}",
            others=(turn.before.source,), what=label(turn.before, period), before=shown(turn.before), after=shown(turn.after),
            taken=taken, words=dict(zip(("old", "new"), told_apart((turn.before.file, turn.after.file)), strict=True)),
        )  # fmt: skip


def told_apart(files: Sequence[str]) -> list[str]:
    """Name files as people do, by their names alone, with as many of their folders as tell them apart."""
    parts = [PurePosixPath(file).parts for file in files]
    deep = next(deep for deep in range(1, 100) if len({each[-deep:] for each in parts}) == len(set(files)) or deep > max(map(len, parts)))
    return ["/".join(each[-deep:]) for each in parts]


def _items(turns: Sequence[Turn], period: int | None) -> str:
    told = [
        f"{label(turn.before, period)}（{shown(turn.before)}→{shown(turn.after)}）"
        for turn in sorted(turns, key=lambda turn: _place(turn.before))
    ]
    return "、".join(told[:_SHOWN]) + (f"等{len(told)}项" if len(told) > _SHOWN else "")


def _place(answer: Answer) -> tuple[object, ...]:
    """Sort items and tasks as the plan counts them, not as cells are called."""
    question = answer.question
    numbers = tuple(int(part) for part in re.findall(r"\d+", question.id))
    return _KINDS.index(question.kind), numbers, question.id, question.year or 0, answer.source


def _key(pairs: Sequence[Turn] | Sequence[Open]) -> str:
    """Tell questions apart by what they are about, not by their files' names."""
    answers = [pair.before if isinstance(pair, Turn) else pair.one for pair in pairs]
    return ",".join(label(answer, None) for answer in answers)
