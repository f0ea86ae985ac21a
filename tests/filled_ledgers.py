"""Issued ledgers with every open cell filled in, each with a lawful answer of its own, and what must come back of them.

An answer's key says what it is an answer to: ("15.1", "actual", 2020), ("T25", "quantity.2", None), ("佐证", "14.1-03", "title"),
("亮点", …), ("封面", "filled_by", None). `answers_of` gives the same keys from what was read.
"""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.demands import demands_of
from ecoreport.issuing import build_ledger
from ecoreport.issuing.duties import Duty
from ecoreport.issuing.form import Form
from ecoreport.model import Batch, Figure, IndicatorSystem, Note

Key = tuple[str, str, int | str | None]
Answers = dict[Key, str]

COLUMNS = {
    "指标填报": {
        "分子": "numerator", "分母": "denominator", "全省平均值": "average", "全省平均变化幅度": "average_change",
        "上级下达目标值": "assigned", "上级认定": "assigned_met", "自评": "self_assessment", "完成情况说明": "statement",
        "数据来源": "data_source", "佐证编号": "evidence", "备注": "remark",
    },
    "重点任务进展": {
        "完成量": "quantity", "状态": "status", "进度（%）": "progress", "完成情况": "done", "资金（万元）": "funds", "存在问题": "problem",
        "下一步措施": "next_step", "佐证编号": "evidence", "备注": "remark",
    },
    "佐证材料": {
        "编号": "number", "材料名称": "title", "文号": "document_number", "日期": "dated", "页数": "pages", "对应指标": "items",
        "文件名": "file_name", "备注": "remark",
    },
    "亮点与特色": {"标题": "title", "做法与成效": "text", "佐证编号": "evidence"},
}  # fmt: skip
LABELS = {
    "填报人": "filled_by",
    "联系电话": "telephone",
    "审核人": "reviewed_by",
    "单位负责人": "leader",
    "填报日期": "filled_on",
    "单位盖章": "seal",
}
_CHOICES = {
    "assigned_met": ("已完成", "未完成", "尚未认定"), "self_assessment": ("达标", "未达标", "待定"),
    "status": ("已完成", "推进中", "滞后", "未启动"),
}  # fmt: skip
_FIGURES = ("numerator", "denominator", "average", "average_change", "assigned")
_NOTES = ("assigned_met", "self_assessment", "statement", "data_source", "evidence", "remark")
_SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


class Filler:
    """Fills one blank; every answer is another one."""

    def __init__(self, system: IndicatorSystem, period: int) -> None:
        self.demands = demands_of(system)
        self.period = period
        self.count = 0
        self.answers: Answers = {}

    def fill(self, book: Workbook) -> None:
        for sheet in book.worksheets:
            if sheet.title == "封面":
                self._cover(sheet)
            elif sheet.title in COLUMNS:
                self._table(sheet)

    def _cover(self, sheet: Worksheet) -> None:
        said = {"filled_on": "2021-01-15", "telephone": "0580-2020201", "seal": "已盖章"}
        for cell in list(_cells(sheet)):
            if role := LABELS.get(str(cell.value)):
                text = said.get(role) or f"张{self._sign()}"
                self._put(sheet.cell(cell.row, cell.column + 1), ("封面", role, None), text)

    def _table(self, sheet: Worksheet) -> None:
        head = next(row for row in range(1, 13) if {"编码", "编号", "标题"} & {cell.value for cell in sheet[row]})
        headings = {cell.column: str(cell.value) for cell in sheet[head] if cell.value}
        code, goal = "", 0
        for row in sheet.iter_rows(min_row=head + 1):
            printed = {headings[cell.column]: cell.value for cell in row if cell.value is not None and cell.column in headings}
            code = str(printed.get("编码", code))
            goal = int(str(printed.get("目标编码", "-0")).rpartition("-")[2])
            number = f"{self.count}-01"
            for cell in row:
                if isinstance(cell, Cell) and not cell.protection.locked and cell.value is None:
                    field = COLUMNS[sheet.title].get(headings[cell.column], "actual")
                    self._answer(sheet.title, cell, code, field, goal, number, headings[cell.column])

    def _answer(self, sheet: str, cell: Cell, code: str, field: str, goal: int, number: str, heading: str) -> None:
        if sheet == "指标填报":
            year = int(heading.removesuffix("年")) if field == "actual" else self.period
            self._put(cell, (code, field, year), self._of_item(code, field))
        elif sheet == "重点任务进展":
            name = f"{field}.{goal}" if field == "quantity" else field
            self._put(cell, (code, name, None), self._of_task(field))
        elif sheet == "佐证材料":
            self._put(cell, ("佐证", number, field), self._of_evidence(field, number))
        else:
            self._put(cell, ("亮点", number, field), f"{self._sign()}做法")

    def _of_item(self, code: str, field: str) -> str | Decimal:
        subject = self.demands.subjects[code].subject
        if field in _CHOICES:
            return _CHOICES[field][self.count % len(_CHOICES[field])]
        if field in _NOTES:
            return f"{code}-{self._next():02}" if field == "evidence" else f"由{self._sign()}处提供"
        if subject.direction is None and not subject.has_unit and field not in ("numerator", "denominator"):
            return f"有效开展，{self._sign()}"
        return self._share() if subject.unit == "%" else Decimal(1000 + self._next())

    def _of_task(self, field: str) -> str | Decimal:
        if field in _CHOICES:
            return _CHOICES[field][self.count % len(_CHOICES[field])]
        if field in ("quantity", "funds"):
            return Decimal(1000 + self._next())
        if field == "progress":
            return self._share()
        return f"T1-{self._next()}" if field == "evidence" else f"{self._sign()}工作"

    def _of_evidence(self, field: str, number: str) -> str | Decimal:
        match field:
            case "number":
                return number
            case "dated":
                return (date(2020, 1, 1) + timedelta(days=self._next() % 360)).isoformat()
            case "pages":
                return Decimal(self._next() + 1)
            case "items":
                return next(iter(self.demands.subjects))
        return f"{self._sign()}材料"

    def _put(self, cell: Cell | MergedCell, key: Key, answer: str | Decimal) -> None:
        assert isinstance(cell, Cell)
        assert not cell.protection.locked
        cell.value = answer
        assert key not in self.answers
        self.answers[key] = _plain(answer)

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _share(self) -> Decimal:
        """Give another share each time, 20 to 90."""
        return Decimal(20) + Decimal(self._next() * 7 % 7000) / 100

    def _sign(self) -> str:
        """Give other words each time, without a digit in them."""
        number, signs = self._next(), ""
        for _ in range(3):
            number, place = divmod(number, len(_SIGNS))
            signs += _SIGNS[place]
        return signs


_BLANKS: dict[
    tuple[int, str, int], tuple[IndicatorSystem, bytes]
] = {}  # each is issued once; its plan is held, so that its id stays its own


def fill_blank(system: IndicatorSystem, duty: Duty, period: int, form: Form) -> tuple[Workbook, Answers]:
    """Issue a department's ledger, fill every open cell, and say what was answered to what."""
    _, blank = _BLANKS.get(key := (id(system), duty.department, period)) or (system, build_ledger(system, duty, period, form))
    _BLANKS[key] = system, blank
    book = openpyxl.load_workbook(io.BytesIO(blank))
    filler = Filler(system, period)
    filler.fill(book)
    return book, filler.answers


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell) and cell.value is not None)


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _said(figure: Figure | Note | None) -> str | None:
    if isinstance(figure, Figure):
        return _plain(figure.value) if figure.value is not None else figure.text if figure.state == "value" else f"?{figure.raw}"
    return figure.text if figure else None


def answers_of(batch: Batch) -> Answers:
    """List all that was read, by the same keys; what stands twice under a key is told as a clash."""
    found: Answers = {}

    def add(key: Key, said: str | None) -> None:
        if said is not None and found.setdefault(key, said) != said:
            found[key] = f"{found[key]} | {said}"

    for entry in batch.entries:
        for field in ("actual", *_FIGURES, *_NOTES):
            add((str(entry.subject), field, entry.year), _said(getattr(entry, field)))
        for note in entry.other_notes:
            add((str(entry.subject), "other", note.text), note.text)
    for task in batch.tasks:
        for field in ("status", "progress", "done", "funds", "problem", "next_step", "evidence", "remark"):
            add((str(task.subject), field, None), _said(getattr(task, field)))
        for number, figure in enumerate(task.quantities, 1):
            add((str(task.subject), f"quantity.{number}", None), _said(figure))
    for piece in batch.evidence:
        fields = {
            "items": piece.subjects_written,
            **{name: getattr(piece, name) for name in COLUMNS["佐证材料"].values() if name != "items"},
        }
        for field, said in fields.items():
            add(("佐证", piece.number, field), said or None)
    for label in batch.signatures:
        if label.role not in ("department", "period"):
            add(("封面", label.role, None), label.text)
    for highlight in batch.highlights:
        add(("亮点", highlight.title, "text"), highlight.text)
    return found


def wrong(expected: Answers, batch: Batch) -> dict[Key, tuple[str | None, str | None]]:
    """Say what did not come back as it was typed, and what came that nobody typed."""
    number = {key[1]: said for key, said in expected.items() if key[0] == "亮点" and key[2] == "title"}  # of a row -> its title
    lines: dict[str, list[str]] = {title: [] for title in number.values()}
    for key, said in expected.items():
        if key[0] == "亮点" and key[2] != "title":
            lines[number[key[1]]].append(said)
    wanted = {key: said for key, said in expected.items() if key[0] != "亮点"}
    wanted |= {("亮点", title, "text"): "\n".join(told) for title, told in lines.items()}
    found = answers_of(batch)
    return {key: (wanted.get(key), found.get(key)) for key in sorted({*wanted, *found}, key=str) if wanted.get(key) != found.get(key)}
