"""Cases for rules: a table of what departments might report, and of what a rule must say to it (`ecoreport rule-test`).

A row of the table is one item, goal or key task of one year, one line of 佐证材料 or one line of a cover; the rows of one case and one
department are typed into one ledger of a simple layout, which the real stages then read. In a `Row` the columns go by short English names.
"""

import csv
import difflib
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ecoreport.demands.quantities import extract_goals
from ecoreport.errors import InputError
from ecoreport.language import patterns as re
from ecoreport.model import Cell, Finding, IndicatorSystem, Ledger, Sheet
from ecoreport.model.facts import FACT_NAMES
from ecoreport.paths import read_given
from ecoreport.records import dataclass

Row = Mapping[str, str]

# The headings of the ledgers, by the short name of the column.
HEADINGS = {
    **{field: name for field, name in FACT_NAMES.items() if field != "sample_size"},
    "assigned_met": "上级认定", "self_assessment": "自评", "statement": "完成情况说明", "data_source": "数据来源",
    "evidence": "佐证编号", "remark": "备注", "sample_size": FACT_NAMES["sample_size"],
}  # fmt: skip
TASK_HEADINGS = {
    "status": "状态", "progress": "进度（%）", "done": "完成情况", "funds": "资金（万元）", "problem": "存在问题",
    "next_step": "下一步措施", "evidence": "佐证编号", "remark": "备注",
}  # fmt: skip
EVIDENCE_HEADINGS = {
    "number": "编号", "title": "材料名称", "document_number": "文号", "dated": "日期", "pages": "页数", "subject": "对应指标",
    "file_name": "文件名", "remark": "备注",
}  # fmt: skip
ROLES = {
    "filled_by": "填报人", "reviewed_by": "审核人", "leader": "单位负责人", "telephone": "联系电话", "filled_on": "填报日期",
    "seal": "单位盖章",
}  # fmt: skip

CASE, EXPECTED, SAID = "情形", "应报", "应说"
KINDS = {"指标": "entry", "任务": "task", "佐证": "evidence", "签署": "signature"}
_OF_LEDGERS = {heading: name for name, heading in (HEADINGS | TASK_HEADINGS | EVIDENCE_HEADINGS).items() if name != "subject"}
COLUMNS = {  # of the table that an office writes; what stands in brackets may be left out
    CASE: "case", "类别": "kind", "单位": "department", "文件": "file", "对象": "subject", "年份": "year", "完成值": "actual",
    "计量单位": "unit", "说明": "statement",
    **_OF_LEDGERS, "完成量": "quantities", "栏目": "role", "内容": "text", EXPECTED: "expect", SAID: "says",
}  # fmt: skip


_OF_ALL = {"case", "kind", "department", "file", "expect", "says"}
_OF_KIND = {  # the columns that mean something for a row of a kind
    "entry": {"subject", "year", "actual", "unit", *HEADINGS},
    "task": {"subject", "quantities", *TASK_HEADINGS},
    "evidence": {*EVIDENCE_HEADINGS},
    "signature": {"role", "text"},
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One finding that a case expects: the rule's code, and where the row tells them the subject and the sentence."""

    code: str
    subject: str | None = None  # an item's or goal's id, or T7
    sentence: str | None = None

    def fits(self, finding: Finding) -> bool:
        told = finding.item or (f"T{finding.task}" if finding.task is not None else None)
        return (
            finding.code == self.code
            and (told is None or self.subject is None or told == self.subject)
            and self.sentence in (None, finding.message)
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the table: what was reported, and what is expected of the rules."""

    name: str
    rows: tuple[Row, ...]
    expected: tuple[Expectation, ...]

    def ledgers(self, system: IndicatorSystem, period: int) -> tuple[Ledger, ...]:
        files: dict[str, list[Row]] = {}
        for row in self.rows:
            files.setdefault(file_of(row), []).append(row)
        return tuple(type_ledger(file, rows, system, period) for file, rows in files.items())


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a case: what the rules said, what of the expected they did not say, what they said besides."""

    case: Case
    found: tuple[Finding, ...]
    missing: tuple[Expectation, ...]
    surplus: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        return not self.missing and not self.surplus


def compare(case: Case, found: Iterable[Finding]) -> Trial:
    """Hold what was found against what the case expects, each finding against one expectation."""
    found = tuple(found)
    left, missing = list(found), []
    for expectation in case.expected:
        finding = next((finding for finding in left if expectation.fits(finding)), None)
        if finding is None:
            missing.append(expectation)
        else:
            left.remove(finding)
    return Trial(case, found, tuple(missing), tuple(left))


# ---- reading the table ------------------------------------------------------------------------------------------------------


def read_casebook(path: str | Path, system: IndicatorSystem, codes: Sequence[str]) -> tuple[Case, ...]:
    """Read the cases of a CSV file (UTF-8 or GBK, the first line names the columns).

    Raise InputError with the line for an unknown column, subject or department, a year that is none, or a code that is not in `codes`.
    """
    file = Path(path)
    lines = csv.reader(io.StringIO(_decoded(file), newline=""))
    try:
        table = [(lines.line_num, cells) for cells in lines]
    except csv.Error as error:
        raise InputError(
            f"例子文件“{file.name}”第{lines.line_num}行不合 CSV 格式，或有一格太长。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”。"
        ) from error
    columns = _columns(table[0][1] if table else [], file.name)
    reader = _Reader(system, file.name, codes)
    cases: dict[str, list[Row]] = {}
    name = ""
    for line, cells in table[1:]:
        row = {column: cell.strip() for column, cell in itertools.zip_longest(columns, cells, fillvalue="") if cell.strip()}
        if not row:
            continue
        if "" in row:
            raise InputError(f"例子文件“{file.name}”第{line}行有一格“{row['']}”不在任何列下面。")
        name = row.pop("case", name)
        if not name:
            raise InputError(f"例子文件“{file.name}”第{line}行没有写“{CASE}”。")
        cases.setdefault(name, []).append(reader.row(row, line))
    if not cases:
        raise InputError(f"例子文件“{file.name}”里没有情形，请在表头下面逐行填写。")
    return tuple(Case(name, tuple(rows), tuple(each for row in rows for each in _expectations(row))) for name, rows in cases.items())


def _decoded(file: Path) -> str:
    data = read_given(file, "例子文件")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"例子文件“{file.name}”既不是 UTF-8 也不是 GBK 编码，请在 Excel 中另存为“CSV UTF-8（逗号分隔）”。")


def _columns(headings: Sequence[str], file: str) -> list[str]:
    known = {_bare(heading): name for heading, name in COLUMNS.items()} | {"": ""}
    for heading in headings:
        if _bare(heading) not in known:
            raise InputError(f"例子文件“{file}”有不认识的列“{heading.strip()}”{_near(heading, COLUMNS)}；可用的列：{'、'.join(COLUMNS)}。")
    columns = [known[_bare(heading)] for heading in headings]
    for heading in (CASE, EXPECTED):
        if COLUMNS[heading] not in columns:
            raise InputError(f"例子文件“{file}”的第一行没有“{heading}”一列，请在表头补上。")
    return columns


def _bare(heading: str) -> str:
    return re.sub(r"[(（].*", "", "".join(heading.split()))


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word.strip(), list(known), 1)
    return f"，是不是“{near[0]}”" if near else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows, and refuses what the plan does not know with the line and the nearest name."""

    system: IndicatorSystem
    file: str
    codes: Sequence[str]

    def row(self, row: dict[str, str], line: int) -> Row:
        where = f"例子文件“{self.file}”第{line}行的"
        if row.get("kind", "指标") not in KINDS:
            raise InputError(f"{where}类别“{row['kind']}”不对，应为{'、'.join(KINDS)}。")
        departments = [department.name for department in self.system.departments]
        if row.get("department") not in (None, *departments):
            raise InputError(f"{where}单位“{row['department']}”不在单位名录中{_near(row['department'], departments)}。")
        if not re.fullmatch(r"(\d{4})?", row.get("year", "")):
            raise InputError(f"{where}年份“{row['year']}”不是四位数的年份。")
        if row.get("role", "填报人") not in ROLES.values():
            raise InputError(f"{where}栏目“{row['role']}”不对，应为{'、'.join(ROLES.values())}。")
        for code in _codes(row):
            if code not in self.codes:
                raise InputError(f"{where}应报“{code}”不是所给规则的编号（{'、'.join(self.codes)}）。")
        if "says" in row and len(_codes(row)) != 1:
            raise InputError(f"{where}“{SAID}”只能对一个“{EXPECTED}”的编号。")
        kind = KINDS[row.get("kind", "指标")]
        if kind in ("evidence", "signature"):
            subjects = [self._id(word, where) for word in row.get("subject", "").replace("、", " ").split()]
        else:
            subjects = [self._id(row.get("subject", ""), where)]
            kind = "task" if subjects[0].startswith("T") else "entry"
        if kind == "task" and "statement" in row:
            row["done"] = row.pop("statement")
        for name in row:
            if name not in _OF_ALL | _OF_KIND[kind]:
                heading = next(heading for heading, known in COLUMNS.items() if known == name)
                what = next(word for word, known in KINDS.items() if known == kind)
                raise InputError(f"{where}“{heading}”对{what}没有意义，请空着。")
        roles = {heading: role for role, heading in ROLES.items()}
        return row | {"kind": kind, "subject": " ".join(subjects), "role": roles.get(row.get("role", ""), "")}

    def _id(self, word: str, where: str) -> str:
        subjects = [
            *((subject.id, subject.name) for subject in self.system.subjects),
            *((task.id, task.name) for task in self.system.key_tasks),
        ]
        named = [known for known, name in subjects if word in (known, name)]
        if len(named) == 1:
            return named[0]
        if named:
            raise InputError(f"{where}对象“{word}”有{len(named)}个，请改写编码：{'、'.join(named)}。")
        near = _near(word, [name for _, name in subjects])
        raise InputError(f"{where}对象“{word}”不是方案中的指标、正文目标或重点任务{near}；请写编码（如 15.1、M4.1、T7）或名称。")


def _expectations(row: Row) -> Iterator[Expectation]:
    for code in _codes(row):
        yield Expectation(code, row["subject"] if row["kind"] in ("entry", "task") else None, row.get("says"))


def _codes(row: Row) -> list[str]:
    return row.get("expect", "").replace("、", " ").split()


# ---- typing the ledgers -----------------------------------------------------------------------------------------------------


def kind_of(row: Row) -> str:
    return row.get("kind") or ("task" if row.get("subject", "").startswith("T") else "entry")


def file_of(row: Row) -> str:
    return row.get("file") or f"{row.get('department') or '某单位'}.xlsx"


def type_ledger(file: str, rows: Sequence[Row], system: IndicatorSystem, period: int) -> Ledger:
    """Type the rows of one file into a ledger: a sheet for items, for tasks, for evidence and for the cover, as far as there are rows."""
    department = next((row["department"] for row in rows if row.get("department")), "")
    head = [["填报单位", department]] if department else []
    sheets: dict[str, list[tuple[list[str], bool]]] = {}
    entries: dict[str, list[Row]] = {}
    for row in (row for row in rows if kind_of(row) == "entry"):
        entries.setdefault(row.get("sheet") or "指标完成情况", []).append(row)
    for name, told in entries.items():
        sheets[name] = [(line, False) for line in head] + _table_of_items(told, system, period)
    tasks = [row for row in rows if kind_of(row) == "task"]
    if tasks:
        sheets["重点任务进展"] = [(line, False) for line in (*head, *_table_of_tasks(tasks, system))]
    evidence = [row for row in rows if kind_of(row) == "evidence"]
    if evidence:
        lines = [[row.get(name, "") for name in EVIDENCE_HEADINGS] for row in evidence]
        sheets["佐证材料清单"] = [(line, False) for line in (*head, list(EVIDENCE_HEADINGS.values()), *lines)]
    highlights = [row for row in rows if kind_of(row) == "highlight"]
    if highlights:
        sheets["亮点与特色"] = [(line, False) for line in (["标题", "做法与成效"], *([row["title"], row["text"]] for row in highlights))]
    signatures = [row for row in rows if kind_of(row) == "signature"]
    if signatures or not sheets:
        cover = [*head, *([ROLES[row["role"]], row["text"]] for row in signatures)]
        sheets = {"封面": [(line, False) for line in cover], **sheets}
    digest = f"{sum(map(ord, file)):064x}"
    return Ledger(file, digest, "xlsx", tuple(_sheet(name, lines) for name, lines in sheets.items()))


def _table_of_items(rows: Sequence[Row], system: IndicatorSystem, period: int) -> list[tuple[list[str], bool]]:
    """Lay the years out side by side; where an earlier year says more than its value, one line a year."""
    subjects = {subject.id: subject for subject in system.subjects}
    extra = [name for name in HEADINGS if any(row.get(name) for row in rows)]
    told_by_line = any(_year_of(row, period) != period and any(row.get(name) for name in HEADINGS) for row in rows)
    years = [period] if told_by_line else sorted({_year_of(row, period) for row in rows} | {period})
    columns = ["年份", "完成值"] if told_by_line else [f"{year}年" for year in years]
    lines: list[tuple[list[str], bool]] = [(["编码", "指标名称", "计量单位", *columns, *(HEADINGS[name] for name in extra)], False)]
    taken: dict[tuple[str, bool], list[list[str]]] = {}  # the lines of an item: years share one, answers to the same year do not
    for row in rows:
        subject, hidden, year = subjects[row["subject"]], row.get("hidden") == "1", _year_of(row, period)
        place = 4 if told_by_line else 3 + years.index(year)
        told = taken.setdefault((subject.id, hidden), [])
        line = next((line for line in told if not line[place] and not told_by_line), None)
        if line is None:
            line = [subject.id, subject.name, row.get("unit", subject.unit), *([""] * (len(columns) + len(extra)))]
            told.append(line)
            lines.append((line, hidden))
        line[3] = str(year) if told_by_line else line[3]
        line[place] = row.get("actual", "")
        for column, name in enumerate(extra, 3 + len(columns)):
            line[column] = line[column] or row.get(name, "")
    return lines


def _year_of(row: Row, period: int) -> int:
    return int(row.get("year") or period)


def _table_of_tasks(rows: Sequence[Row], system: IndicatorSystem) -> list[list[str]]:
    extra = [name for name in TASK_HEADINGS if any(row.get(name) for row in rows)]
    of_goals = ["目标编码", "目标量", "计量单位", "完成量"] if any(row.get("quantities") for row in rows) else []
    lines = [["编码", "任务名称", *of_goals, *(TASK_HEADINGS[name] for name in extra)]]
    for row in rows:
        task = next(task for task in system.key_tasks if task.id == row["subject"])
        told = row.get("quantities", "").split("|")
        for place, goal in enumerate(extract_goals(task.content) if row.get("quantities") else (None,)):
            first = [task.id, task.name] if place == 0 else ["", ""]
            quantity = told[place] if place < len(told) else ""
            done = [f"{task.id}-{place + 1}", f"{goal.number:f}", goal.unit, quantity] if goal else [""] * len(of_goals)
            lines.append([*first, *done, *(row.get(name, "") if place == 0 else "" for name in extra)])
    return lines


def _sheet(name: str, lines: Sequence[tuple[Sequence[str], bool]]) -> Sheet:
    cells = [
        replace(typed(row, column, text), hidden=hidden)
        for row, (line, hidden) in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    ]
    return Sheet(name, tuple(cells))


def typed(row: int, column: int, text: str) -> Cell:
    """Type a text into a cell, as Excel takes it: what looks like a number becomes one."""
    number = re.fullmatch(r"-?\d+(?:\.\d+)?", text) and not re.fullmatch(r"\d+\.\d0|0\d+", text)
    return Cell(row, column, Decimal(text) if number else text)
