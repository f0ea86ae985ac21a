"""One input, read and understood by itself: here, in a worker, on another machine. Whatever it holds, nothing is raised."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ecoreport import normalisation, reading, recognition
from ecoreport.errors import InputError
from ecoreport.frames import pack
from ecoreport.matching import matcher_for
from ecoreport.model import Batch, IndicatorSystem, Ledger, Source, Submission
from ecoreport.office import Office
from ecoreport.records import dataclass
from ecoreport.rules import ERROR, Rule, readdress
from ecoreport.vocabulary import Vocabulary

Chosen = Iterable[tuple[str, str]]  # 选读法: a form's signature and the letter of a reading

_SAVE_ANEW = "请用 Excel 或 WPS 打开该文件，另存为新的 .xlsx 后重报；仍不能读取的，请把文件发给本程序的维护人员"
_ALONE = "该文件的内容没有采用，其他文件不受影响"
TOO_SLOW = Rule(
    "R996", ERROR, "规范性", "读取超时", f"读取“{{file}}”用时过长，已停止，{_ALONE}", _SAVE_ANEW,
    note="一份文件读得太久，只停这一份",
)  # fmt: skip
TOO_HEAVY = Rule(
    "R997", ERROR, "规范性", "占用内存过多", f"读取“{{file}}”占用内存过多，已停止，{_ALONE}", _SAVE_ANEW,
    note="读一份文件占用内存过多，只停这一份",
)  # fmt: skip
ENDED = Rule(
    "R998", ERROR, "规范性", "读取进程意外结束", f"读取“{{file}}”的进程意外结束，{_ALONE}", _SAVE_ANEW,
    note="读取一份文件的进程意外结束，只影响这一份文件",
)  # fmt: skip
UNEXPECTED = Rule(
    "R999", ERROR, "规范性", "文件未能读懂", f"读取“{{file}}”时出现意外（{{kind}}），{_ALONE}", _SAVE_ANEW,
    note="读取或识别一份文件时出现意外，只影响这一份文件",
)  # fmt: skip
LOSSES = {"time": TOO_SLOW, "memory": TOO_HEAVY, "ended": ENDED}
ACCIDENTS = frozenset(rule.code for rule in (TOO_SLOW, TOO_HEAVY, ENDED, UNEXPECTED))  # which may not happen the next time
RULES: tuple[Rule, ...] = (
    *reading.RULES, TOO_SLOW, TOO_HEAVY, ENDED, UNEXPECTED, *recognition.RULES, *normalisation.RULES,
)  # fmt: skip


def read_one(source: reading.Input, office: Office) -> Batch:
    """Read and understand one input, an archive with all its members; whatever it holds, it raises nothing."""
    return placed(read_whole(source, office), source)


def read_whole(source: reading.Input, office: Office) -> Batch:
    batches = (answer for answer in read_entries(source, office) if isinstance(answer, Batch))
    return Batch.of(batches, office.period)


def read_entries(source: reading.Input, office: Office, begin: int = 0) -> Iterator[str | Batch]:
    """Give for each entry of an input from a number on its name, before it is read, and then its batch."""
    for number, (name, read) in enumerate(reading.unfold(source, office.passwords)):
        if number >= begin:
            yield name
            yield _understood(name, read, office)
        elif number == 0:
            read()  # an archive must be opened to come to its members


def _understood(name: str, read: Callable[[], Ledger], office: Office) -> Batch:
    try:
        return understand(read(), office.system, office.vocabulary, office.period, office.chosen)
    except Exception as error:  # noqa: BLE001 — the batch's outermost wall: one bad file never stops the others
        return lost(name, UNEXPECTED, office, kind=type(error).__name__)


def lost(name: str, rule: Rule, office: Office, kind: str = "") -> Batch:
    """Make the one entry of a file that was lost, of nothing but its name."""
    finding = rule.finding(Source(name), file=name, kind=kind)
    return understand(Ledger(name, "", "", (), "failed", finding.message, (finding,)), office.system, office.vocabulary, office.period)


def understand_all(ledgers: Iterable[Ledger], office: Office) -> Batch:
    """Recognise and normalise ledgers that were read."""
    understood = (understand(ledger, office.system, office.vocabulary, office.period, office.chosen) for ledger in ledgers)
    return Batch.of(understood, office.period)


def require_readable(batch: Batch) -> None:
    """Raise InputError where not one file of the batch could be read, naming the first few and why."""
    if any(submission.outcome in ("read", "partly") for submission in batch.submissions):
        return
    if not batch.submissions:
        raise InputError("没有找到任何台账文件。请检查文件夹是否选对，里面应有各部门报来的 .xlsx 等台账。")
    shown = "\n".join(f"  {submission.file}：{submission.message}" for submission in batch.submissions[:5])
    more = f"\n  ……共 {len(batch.submissions)} 个文件" if len(batch.submissions) > 5 else ""
    raise InputError(f"没有一份文件可以读取，未生成任何结果：\n{shown}{more}")


def _is_note(ledger: Ledger) -> bool:
    """Is it a text without columns, which may as well be no report at all."""
    return ledger.file.lower().endswith(".txt") and all(cell.column == 1 for sheet in ledger.sheets for cell in sheet.cells)


def understand(ledger: Ledger, plan: IndicatorSystem, vocabulary: Vocabulary, year: int, chosen: Chosen = ()) -> Batch:
    """Recognise and normalise one ledger; of an unreadable one keep who sent it, where its name tells."""
    if ledger.sheets or ledger.returned:
        layout = recognition.recognise(ledger, plan, vocabulary, year, chosen)
        if _is_note(ledger) and not layout.records and not layout.narratives:
            return Batch((Submission(ledger.file, ledger.sha256, None, "skipped", reading.NOTE),), period=year)
        return normalisation.normalise(layout, ledger, plan, vocabulary, year)
    named = recognition.read_path(ledger.file, matcher_for(plan, vocabulary)) if ledger.outcome == "failed" else None
    department, region = (named.department, named.region) if named else (None, None)
    submission = Submission(
        ledger.file, ledger.sha256, department, ledger.outcome, ledger.message, container=ledger.container, region=region,
        departments=named.joint if named else (),
    )  # fmt: skip
    findings = tuple(readdress(finding, department) if department else finding for finding in ledger.findings)
    return Batch((submission,), findings=findings, period=year)


def placed(batch: Batch, source: reading.Input) -> Batch:
    """Say of each entry of an input where it lies, as this machine knows it, whoever read it."""
    if source.path is None:
        return batch
    path = os.fsdecode(os.path.abspath(source.path))  # noqa: PTH100 — bytes; lexically: a link must read as people see the folders
    return replace(batch, submissions=tuple(replace(each, path=path) for each in batch.submissions))


# ---- in a worker -------------------------------------------------------------------------------

_at_home: list[Office] = []  # of a worker: the one office for which it reads


def take_office(*told: object) -> Iterator[object]:
    """Keep in a worker what it reads for: plan, words, year and passwords."""
    _at_home[:] = [_Home(*told)]  # type: ignore[arg-type,list-item]  # as `_Crew` sends them
    return iter(())


@dataclass(frozen=True, slots=True)
class _Home:
    """As much of an office as reading asks for."""

    system: IndicatorSystem
    vocabulary: Vocabulary
    period: int
    passwords: tuple[str, ...]
    chosen: tuple[tuple[str, str], ...]


def read_here(source: reading.Input, begin: int) -> Iterator[str | bytes]:
    return (pack(answer) if isinstance(answer, Batch) else answer for answer in read_entries(source, _at_home[0], begin))
