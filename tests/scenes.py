"""Scenes for tests: a table of rows is typed into ledgers, and the real stages read, settle, judge and consolidate them.

A row is a mapping of short names to texts. Its `kind`:

    entry          (the usual) one item or goal of one year: subject, department, actual and whatever stands beside it
    task           (where the subject begins with T) one key task; `quantities` are its goals' done, with "|" between
    evidence       one line of 佐证材料         signature      one line of the cover: role and text
    highlight      one line of 亮点与特色        file           a file that holds nothing more, or that could not be read (outcome)
    reference      the office's own 参照值       setting        one of the plan's 参数: role and text
    as_of          the report's day             evidence_file  one file below the evidence folder

Rows of one `file` (else of one `department`) make one ledger. It has a layout of its own, with the plan's codes and names; where a row
says `edition`, it is the blank ledger that this library issues to the department, filled in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from ecoreport import consolidation, reading
from ecoreport.casebook import EVIDENCE_HEADINGS, HEADINGS, ROLES, TASK_HEADINGS, Row, file_of, kind_of, type_ledger, typed
from ecoreport.checks import RULES, check
from ecoreport.issuing import build_ledger
from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import read_form
from ecoreport.judging import versions
from ecoreport.judging.review import review
from ecoreport.model import Area, Batch, Cell, EvidenceFile, Finding, IndicatorSystem, Ledger, Reference, Report, Sheet
from ecoreport.rules import Review
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED
from ecoreport.vocabulary import load_vocabulary
from ecoreport.work import understand

SYSTEM = load_system()
VOCABULARY = load_vocabulary()


@dataclass(frozen=True)
class Scene:
    """What the office has on its desk: the plan as it stands, the ledgers as they came, the evidence folder."""

    system: IndicatorSystem
    ledgers: tuple[Ledger, ...]
    as_of: date
    folder: tuple[EvidenceFile, ...] | None

    @property
    def batch(self) -> Batch:
        period = self.system.parameters.period
        read = (understand(ledger, self.system, VOCABULARY, period) for ledger in self.ledgers)
        return versions.settle(sum(read, Batch(period=period)), VOCABULARY)

    def review(self) -> Review:
        return review(self.batch, self.system, self.system.parameters.period, self.as_of, VOCABULARY, self.folder)


def scene_of(rows: Iterable[Row], system: IndicatorSystem = SYSTEM) -> Scene:
    """Set the scene that a table of rows describes."""
    as_of, parameters = date(system.parameters.period, 12, 31), system.parameters
    references: list[Reference] = []
    folder: list[EvidenceFile] = []
    files: dict[str, list[Row]] = {}
    given = False
    for number, row in enumerate(rows, 6):
        match kind_of(row):
            case "reference":
                values = {name: Decimal(row[name]) for name in ("average", "average_change", "assigned", "actual") if row.get(name)}
                met = {"assigned_met": row["assigned_met"] == "是"} if row.get("assigned_met") else {}
                references.append(Reference(row["subject"], int(row["year"]), **values, **met, cell=f"参照值!A{number}"))
            case "evidence_file":
                given = True
                if row["file_name"]:
                    folder.append(
                        EvidenceFile(
                            row["file_name"],
                            int(row["size"]),
                            row.get("content") or row["file_name"],
                            row.get("fault", ""),
                            row.get("archive", ""),
                        )
                    )
            case "as_of":
                as_of = date.fromisoformat(row["text"])
            case "setting":
                value: object = date.fromisoformat(row["text"]) if row["role"] == "ledger_deadline" else row["text"]
                parameters = replace(parameters, **{row["role"]: value})
            case _:
                files.setdefault(file_of(row), []).append(row)
    plan = replace(system, parameters=parameters, references=(*system.references, *references))
    plan = system if plan == system else plan
    return Scene(plan, tuple(ledger_of(file, told, plan) for file, told in files.items()), as_of, tuple(folder) if given else None)


def review_of(rows: Iterable[Row], system: IndicatorSystem = SYSTEM) -> Review:
    return scene_of(rows, system).review()


def findings_of(rows: Iterable[Row], system: IndicatorSystem = SYSTEM) -> tuple[Finding, ...]:
    return check(review_of(rows, system), RULES)


def report_of(rows: Iterable[Row], system: IndicatorSystem = SYSTEM) -> Report:
    review = review_of(rows, system)
    return consolidation.consolidate(review, check(review, RULES))


def ledger_of(file: str, rows: Sequence[Row], system: IndicatorSystem) -> Ledger:
    """Type the rows of one file into a ledger."""
    outcome = next((row["outcome"] for row in rows if row.get("outcome")), "read")
    if outcome in ("failed", "skipped"):
        return Ledger(file, "", "", outcome=outcome, message="文件已损坏")
    ledger = type_ledger(file, rows, system, system.parameters.period)
    if any(row.get("edition") for row in rows):
        return replace(ledger, sheets=_filled_in(rows, system))
    return replace(ledger, sheets=tuple(_with_beside(sheet, rows) for sheet in ledger.sheets))


def _with_beside(sheet: Sheet, rows: Sequence[Row]) -> Sheet:
    """Type what stands in columns that nobody knows (`beside`, "|" between) into the rows of their items."""
    last = max(cell.column for cell in sheet.cells)
    for row in (row for row in rows if row.get("beside")):
        line = next((cell.row for cell in sheet.cells if cell.column == 1 and str(cell.value) == row["subject"]), None)
        for place, text in enumerate(row["beside"].split("|") if line else (), 1):
            sheet = _put(_put(sheet, typed(line, last + place, text)), Cell(line - 1, last + place, "某某金额"))
    return sheet


# ---- the issued form ----------------------------------------------------------------------------


@cache
def blank_ledger(department: str) -> tuple[Sheet, ...]:
    """Read the blank ledger of a department, as issued for the shipped plan."""
    duty = next(duty for duty in list_duties(SYSTEM) if duty.department == department)
    data = build_ledger(SYSTEM, duty, SYSTEM.parameters.period, read_form(SHIPPED.words("ledger.toml")))
    (ledger,) = reading.read(reading.Input(f"{department}.xlsx", data=data), ())
    return ledger.sheets


def _filled_in(rows: Sequence[Row], system: IndicatorSystem) -> tuple[Sheet, ...]:
    department = next(row["department"] for row in rows if row.get("department"))
    sheets = {sheet.name: sheet for sheet in blank_ledger(department)}
    for row in rows:
        match kind_of(row):
            case "entry":
                values = {f"{row.get('year') or system.parameters.period}": row.get("actual", "")}
                values |= {HEADINGS[name]: row[name] for name in HEADINGS if row.get(name)}
                fill(sheets, "指标填报", row["subject"], values, row.get("plan_cell", ""))
            case "task":
                values = {TASK_HEADINGS[name]: row[name] for name in TASK_HEADINGS if row.get(name)}
                fill(sheets, "重点任务进展", row["subject"], values)
                for place, done in enumerate(row["quantities"].split("|") if row.get("quantities") else (), 1):
                    fill(sheets, "重点任务进展", f"{row['subject']}-{place}", {"完成量": done})
            case "signature":
                sign(sheets, ROLES[row["role"]], row["text"])
            case "evidence":
                list_line(sheets, "佐证材料", {heading: row.get(name, "") for name, heading in EVIDENCE_HEADINGS.items()})
            case "highlight":
                list_line(sheets, "亮点与特色", {"标题": row["title"], "做法与成效": row["text"]})
    return tuple(sheets.values())


def fill(sheets: dict[str, Sheet], name: str, code: str, values: Mapping[str, str], plan_cell: str = "") -> None:
    sheet = sheets[name]
    line = next(cell.row for cell in sheet.cells if cell.value == code and cell.column <= 6)
    heads = _headings(sheet)
    for heading, text in values.items():
        column = next(column for told, column in heads.items() if told.startswith(heading))
        sheet = _put(sheet, typed(line, column, text)) if text else sheet
    if plan_cell:
        sheet = _put(sheet, Cell(line, next(column for told, column in heads.items() if told.startswith("指标值")), plan_cell))
    sheets[name] = sheet


def _headings(sheet: Sheet) -> dict[str, int]:
    line = next(cell.row for cell in sheet.cells if cell.column == 1 and cell.value in ("编码", "编号", "序号"))
    return {str(cell.value): cell.column for cell in sheet.cells if cell.row == line}


def sign(sheets: dict[str, Sheet], label: str, text: str) -> None:
    sheet = sheets["封面"]
    mark = next(cell for cell in sheet.cells if str(cell.value).startswith(label))
    beside = next(
        (area.last_column for area in sheet.merged if area.first_row == mark.row and area.first_column == mark.column), mark.column
    )
    sheets["封面"] = _put(sheet, Cell(mark.row, beside + 1, text))


def list_line(sheets: dict[str, Sheet], name: str, values: Mapping[str, str]) -> None:
    sheet = sheets[name]
    heads = _headings(sheet)
    first = next(cell.row for cell in sheet.cells if cell.column == 1 and cell.value in ("编码", "编号", "序号")) + 1
    key = "材料名称" if name == "佐证材料" else "标题"
    used = {cell.row for cell in sheet.cells if cell.column == heads[key] and cell.value is not None and cell.row >= first}
    line = next(row for row in range(first, first + 1000) if row not in used)
    for heading, text in values.items():
        if text:
            sheet = _put(sheet, typed(line, next(column for told, column in heads.items() if told.startswith(heading)), text))
    sheets[name] = sheet


def _put(sheet: Sheet, cell: Cell) -> Sheet:
    others = [each for each in sheet.cells if (each.row, each.column) != (cell.row, cell.column)]
    return replace(sheet, cells=tuple(sorted((*others, cell), key=lambda each: (each.row, each.column))))


__all__ = ["Area", "Scene", "blank_ledger", "findings_of", "ledger_of", "report_of", "review_of", "scene_of", "typed"]
