"""申报材料: the files of evidence that lie in it, what is missing, what experts said and what they are answered."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal

from ecoreport.model.pending import Pending
from ecoreport.model.report import Report
from ecoreport.model.rounds import Typed
from ecoreport.model.source import Source
from ecoreport.model.subject import Subject
from ecoreport.model.texts import TextChange
from ecoreport.records import dataclass

LackKind = Literal["item", "claim"]  # an item without any evidence; a piece that is named and has no file
# 00 to 05 as a province asks for them, with their titles; what the office keeps beside them for itself.
REQUEST, REPORT, WORK_REPORT, SUMMARY = "00 申报申请.docx", "01 技术报告.docx", "02 工作报告.docx", "03 指标完成情况汇总表.xlsx"
EVIDENCE_FOLDER, CATALOGUE, CATALOGUE_PAPER = "04 佐证材料", "05 目录.xlsx", "05 目录.docx"  # by 05 it is known as ours
LACKS, OPINIONS, VISITS, SAMPLE = "缺件清单.xlsx", "专家意见及答复表.xlsx", "现场核查清单.xlsx", "抽查名单.xlsx"
DOCUMENTS = {
    REQUEST: "申报申请",
    REPORT: "技术报告",
    WORK_REPORT: "工作报告",
    SUMMARY: "指标完成情况汇总表",
    EVIDENCE_FOLDER: "佐证材料",
    CATALOGUE: "目录",
}
APPLICATION = (REQUEST, REPORT, WORK_REPORT, SUMMARY, f"{EVIDENCE_FOLDER}/", CATALOGUE, CATALOGUE_PAPER, LACKS, OPINIONS, VISITS, SAMPLE)
Risk = Literal["high", "middle", "low"]
VISIT_FIELDS = ("place", "speaker", "result", "remark")  # that people fill in beside an item or a key task
OPINION_FIELDS = ("no", "subject", "opinion", "answer", "evidence", "state", "department")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a piece of evidence: where it lies below the evidence folder, and where in the application."""

    number: str  # of the piece: "3-02"
    name: str  # below the application: 04 佐证材料/指标03-…/3-02 ….pdf
    path: str  # below the evidence folder; of a member 包.zip/名.pdf
    archive: str = ""  # the .zip that holds it
    sha256: str = ""  # of what was copied
    size: int = 0
    fault: str = ""  # why it could not be copied


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that the application lacks."""

    kind: LackKind
    number: str  # of the piece, or of the item
    subjects: tuple[Subject, ...]
    title: str
    reason: str
    department: str | None
    source: Source | None = None  # where the ledger names it


@dataclass(frozen=True, slots=True)
class Visit:
    """One item or key task that experts look at."""

    subject: Subject
    name: str
    department: str  # who answers
    evidence: str  # its numbers, with the pages
    place: str = ""  # as its department's words name it
    risk: Risk | None = None  # of a sample
    why: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One line of 专家意见及答复表, or one that people added to another list, by field; `extra` are columns that they added, by heading."""

    cells: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """What people filled in of one list: lines of their own, and what they wrote beside a subject that it tells of."""

    lines: tuple[Opinion, ...] = ()
    beside: Mapping[str, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackedApplication:
    """An application as it lies in its folder: the report that it tells, its evidence, what it lacks, and what this run did."""

    folder: Path
    report: Report
    files: tuple[PackedFile, ...]
    lacks: tuple[Lack, ...]
    pending: tuple[Pending, ...]  # what 技术报告 still asks people for
    written: tuple[str, ...]  # files that changed, by their names below the folder
    kept: Mapping[str, str]  # what people had changed: where it lies as it was
    strangers: tuple[str, ...]  # below 04 佐证材料, and not ours
    changes: tuple[TextChange, ...]  # of papers that people had changed
