"""佐证材料: a row of the list, a file below the folder, and the one record of a piece, whatever form it came in."""

from dataclasses import field
from pathlib import PurePosixPath
from typing import Literal

from ecoreport.language.references import numbers_in_front
from ecoreport.model.source import Lapse, Note, Source
from ecoreport.model.subject import Subject
from ecoreport.records import dataclass

EvidenceForm = Literal["list", "cell", "prose"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the 佐证材料 list, or a piece that is named elsewhere as such a row would give it."""

    number: str
    department: str | None
    file: str
    source: Source
    title: str = ""
    document_number: str = ""  # 文号
    dated: str = ""  # as written
    pages: str = ""  # 页数: how many it has
    subjects: tuple[Subject, ...] = ()  # what it is to prove
    subjects_written: str = ""
    file_name: str = ""
    remark: str = ""
    region: str | None = None  # a county or zone that it speaks for; None: the system's own place
    cells: tuple[Note, ...] = ()  # every cell of its row, as written
    lapse: Lapse | None = None  # set where versions are settled
    elsewhere: str | None = None  # who speaks, as written, where that is nobody of ours
    at_pages: str = ""  # 页码: where in it to look, as written
    subjects_unknown: tuple[str, ...] = ()  # what `subjects_written` says that names nothing of the plan

    def cell_of(self, text: str) -> Source:
        """Give the cell of its row that says this, else where it stands."""
        return next((cell.source for cell in self.cells if cell.text == text), self.source)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file below the evidence folder."""

    path: str  # below the folder, with "/"
    size: int
    sha256: str  # "" where its content was not looked at: no ledger names it or one of its size, or it is too large
    fault: str = ""  # why it cannot be read, or is no file
    archive: str = ""  # the .zip in which it lies, which nobody unpacked
    place: str = field(default="", compare=False)  # where it lies on this machine; "": within a .zip

    @property
    def content(self) -> str:
        """Give what two files of the same content share; one that was not looked into is like no other."""
        return self.sha256 if self.sha256 or not self.size else self.path


@dataclass(frozen=True, slots=True)
class Cited:
    """One place that refers to a piece."""

    subject: Subject | None  # whose row it is; None: of 亮点与特色
    note: Note  # the cell as written
    department: str | None
    pages: str = ""
    claim: str = ""  # what is to be proven there
    prose: bool = False  # it stands in a sentence, not in a cell of 佐证


@dataclass(frozen=True, slots=True)
class EvidenceResult:
    """One piece of 佐证材料 under its archive number 指标号-序号, with all that cite it and the file that it is."""

    archive_number: str  # "15.1-02"
    evidence: Evidence  # as it is listed; one that no list has as the first cell names it
    found: bool | None = None  # None: no evidence folder was given
    path: str = ""  # the file, where it is the one
    sha256: str = ""
    form: EvidenceForm = "list"
    subjects: tuple[Subject, ...] = ()  # all that it is to prove, by the list or by their own cells
    pages: str = ""  # where in it to look, by the list and by all that cite it: "7-9"
    claim: str = ""  # what it is to prove, as written
    cited: tuple[Cited, ...] = ()
    files: tuple[EvidenceFile, ...] = ()  # that it may be: the one, its parts, or several of which a person must choose
    parts: tuple[EvidenceFile, ...] = ()  # what it consists of, where that is several files; `path` is the first

    @property
    def held(self) -> tuple[EvidenceFile, ...]:
        """Give the files that it is: the one, or its parts; none where it was not found."""
        return self.parts or tuple(file for file in self.files if self.found and file.path == self.path)

    @property
    def candidates(self) -> tuple[EvidenceFile, ...]:
        """Give the files of which a person must choose."""
        return () if self.found else tuple(file for file in self.files if file.size and not file.archive)

    @property
    def title(self) -> str:
        """Name it: by its title, else by its 文号, else by its file."""
        piece = self.evidence
        title = numbers_in_front(piece.title)[1].strip() or piece.title.strip() or piece.document_number.strip()
        named = PurePosixPath(piece.file_name or self.path).stem
        return title or numbers_in_front(named)[1].strip() or named
