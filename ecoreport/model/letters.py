"""Who is written to, and in which kind of letter: decided from the whole report, before anything is laid out."""

from collections import defaultdict
from typing import Literal

from ecoreport.language.filenames import fit_name
from ecoreport.model.finding import Finding
from ecoreport.model.ledger import Outcome, Submission
from ecoreport.model.report import Report
from ecoreport.model.results import DepartmentResult
from ecoreport.records import dataclass

LetterKind = Literal[
    "退回修改意见单",  # there is something to mend
    "催报函",  # nothing came
    "整改通知书",  # to mend, and in a second round past its day
    "督办单",  # nothing came, and in a second round past the day still nothing
]
LETTERS = "文书/"  # the folder that holds them
NOTHING_CAME = "C101"  # the finding that a lead department has not sent; it carries how long that lasts
_SECOND_ROUND = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, of which kind, and what is still open there, the gravest first."""

    department: str
    kind: LetterKind
    findings: tuple[Finding, ...]
    result: DepartmentResult | None = None  # None: of a sender without a duty in the plan

    @property
    def missing(self) -> bool:
        """Does it ask for a ledger that has not come."""
        return self.kind in ("催报函", "督办单")

    @property
    def grave(self) -> bool:
        """Does it follow a day that was missed twice."""
        return self.kind in ("整改通知书", "督办单")

    @property
    def unread(self) -> bool:
        """Did a ledger come that could not be read."""
        return self.result is not None and self.result.unread

    def files(self, *outcomes: Outcome) -> tuple[Submission, ...]:
        """Give the files that the department sent with one of these outcomes."""
        return tuple(each for each in self.result.files if each.outcome in outcomes) if self.result else ()

    @property
    def file(self) -> str:
        """Name its file below the folder of letters."""
        return fit_name(f"{self.department}-{self.kind}.docx")


def letters_of(report: Report) -> tuple[Letter, ...]:
    """Give the letter of each department that must mend or explain something, and of each that sent nothing of what it leads.

    What came and could not be read is to be mended, not missing.
    A department that is waived from sending is not reminded; questions that concern the office alone are in nobody's letter.
    """
    asked: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.questions:
        if finding.department and is_open(finding):
            asked[finding.department].append(finding)
    waived = {finding.department for finding in report.findings if finding.code == NOTHING_CAME and finding.state == "waived"}
    known = {result.name: result for result in report.departments}
    told = (_letter(name, known.get(name), tuple(asked[name]), waived=name in waived) for name in dict.fromkeys((*known, *asked)))
    return tuple(letter for letter in told if letter)


def is_open(finding: Finding) -> bool:
    """Must it still be mended or explained: no notice, not waived, not settled by the department's own words."""
    if finding.severity == "notice" or finding.state in ("explained", "waived"):
        return False
    return finding.severity == "error" or finding.explanation is None or finding.refuting


def _letter(name: str, result: DepartmentResult | None, findings: tuple[Finding, ...], *, waived: bool) -> Letter | None:
    absent = result is not None and result.duties > 0 and result.owes == "not_submitted" and not waived
    if not (findings or absent or (result and result.unread)):
        return None
    late = any(finding.overdue_rounds >= _SECOND_ROUND for finding in findings if (finding.code == NOTHING_CAME) == absent)
    if absent:
        return Letter(name, "督办单" if late else "催报函", findings, result)
    return Letter(name, "整改通知书" if late else "退回修改意见单", findings, result)
