"""Blanks filled in exactly as their 填报说明 says: every yellow cell, blue ones where they apply, the plan's own words, nothing else."""

from collections.abc import Mapping
from decimal import Decimal

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.demands import Demand, demands_of
from ecoreport.model import Facts, IndicatorSystem, KeyTask

WHOLE = 2000  # 分母 of every percentage
_COVER = {
    "填报人": "张三", "联系电话": "0580-2020201", "审核人": "李四", "单位负责人": "王五", "填报日期": "2021-01-15", "单位盖章": "已盖章",
}  # fmt: skip
_SERIES = [  # three years, the last one that of the period: level, slowly up, slowly down; then whatever else may meet a target
    tuple(Decimal(number) for number in numbers)
    for numbers in (
        (100, 100, 100), (95, 96, 97), (90, 91, 92), (60, 61, 62), (52, 53, 54), (30, 31, 32), (26, 27, 28), (8, 9, 10), (3, 4, 5),
        (14, 13, 12), (24, 23, 22), (4, 3, 2), ("0.5", "0.4", "0.3"), (0, 0, 0), (130, 120, 110), (230, 220, 210), (1500, 1600, 1700),
        ("-5", "-6", "-7"), (20, 20, 20),
    )
]  # fmt: skip


class Answers:
    """One answer to each item of a plan, the same in every department's ledger."""

    def __init__(self, system: IndicatorSystem, period: int) -> None:
        self.demands, self.period = demands_of(system), period
        self.of = {id_: self._choose(demand) for id_, demand in self.demands.subjects.items()}

    def _choose(self, demand: Demand) -> dict[str, object]:
        """Find three years that meet the target, with the facts that it asks for."""
        if demand.subject.direction is None and not demand.subject.has_unit:
            return {"words": demand.subject.target}
        tried = sorted(_SERIES, key=lambda series: series[-1]) if demand.subject.direction == "down" else _SERIES
        for series in (*_at_bound(demand), *tried):
            facts = self._facts(demand, series)
            low, high = demand.lowest, demand.highest
            if any((low is not None and value < low) or (high is not None and value > high) for value in series):
                continue
            if demand.target.judge(Facts(actual=series[-1], previous=series[:-1], **facts)).status == "met":
                return {"series": series, **facts}
        return {"series": tried[0]}

    def _facts(self, demand: Demand, series: tuple[Decimal, ...]) -> dict[str, Decimal]:
        better = -1 if demand.subject.direction == "down" else 1
        facts = {"average": series[-1] - better, "average_change": Decimal(better) / 2, "assigned": series[-1]}
        return {name: value for name, value in facts.items() if name in demand.facts}


def _at_bound(demand: Demand) -> list[tuple[Decimal, ...]]:
    """Reach what is asked for to the digit, as the plan's tasks do that ask for the same."""
    return [(demand.bound[1],) * 3] if demand.bound else []


def fill(book: Workbook, answers: Answers) -> None:
    """Fill one blank."""
    _fill_cover(book["封面"])
    proved = []
    if "指标填报" in book.sheetnames:
        proved += _fill_indicators(book["指标填报"], answers)
    if "重点任务进展" in book.sheetnames:
        proved += _fill_tasks(book["重点任务进展"], answers)
    _fill_evidence(book["佐证材料"], proved)


def document_number(code: str) -> str:
    number = int.from_bytes(code.encode(), "big") % 9973
    return f"示范发〔2020〕{number}号"


def _fill_cover(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in _COVER:
                sheet.cell(cell.row, cell.column + 1).value = _COVER[str(cell.value)]


def _columns(sheet: Worksheet) -> tuple[int, Mapping[str, int]]:
    row = next(row for row in range(1, 13) if {"编码", "编号"} & {cell.value for cell in sheet[row]})
    shown = [cell for cell in sheet[row] if cell.value and not sheet.column_dimensions[cell.column_letter].hidden]
    return row, {str(cell.value): cell.column for cell in shown}


def _fill_indicators(sheet: Worksheet, answers: Answers) -> list[tuple[str, str]]:
    head, columns = _columns(sheet)
    proved, period = [], answers.period
    for row in range(head + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["编码"]).value or "")
        if code not in answers.of:
            continue
        demand, answer = answers.demands.subjects[code], answers.of[code]
        told: dict[str, object] = {
            "自评": "达标", "完成情况说明": "统计范围为全市，由年度统计报表汇总", "数据来源": f"{period}年度统计报表",
            "佐证编号": f"{code}-01",
        }  # fmt: skip
        if "words" in answer:
            told |= {f"{period}年": answer["words"], "完成情况说明": f"{document_number(code)}已印发实施"}
            if "assigned_met" in demand.facts:
                told |= {"上级认定": "已完成", "完成情况说明": f"省级考核通报（{document_number(code)}）认定"}
        else:
            series = answer["series"]
            assert isinstance(series, tuple)
            told |= {f"{period - 2 + place}年": value for place, value in enumerate(series)}
            if "statement" in demand.facts:
                told["完成情况说明"] = f"{demand.subject.target}，由年度统计报表汇总"
            if demand.measure == "比例" and demand.is_share:
                told |= {"分子": series[-1] * WHOLE / 100, "分母": WHOLE}
            facts = {"average": "全省平均值", "average_change": "全省平均变化幅度", "assigned": "上级下达目标值"}
            told |= {heading: answer[fact] for fact, heading in facts.items() if fact in answer}
        for heading, value in told.items():
            sheet.cell(row, columns[heading]).value = value  # type: ignore[assignment]  # numbers and texts
        proved.append((code, f"{demand.subject.name}{period}年度情况"))
    return proved


def _fill_tasks(sheet: Worksheet, answers: Answers) -> list[tuple[str, str]]:
    head, columns = _columns(sheet)
    proved = []
    for row in range(head + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["编码"]).value or "")
        goal = sheet.cell(row, columns["目标量"]).value if "目标量" in columns else None
        if goal is not None:
            sheet.cell(row, columns["完成量"]).value = Decimal(str(goal))
        if not code.startswith("T"):
            continue
        task: KeyTask = answers.demands.tasks[int(code[1:])].task
        told = {"状态": "已完成", "进度（%）": 100, "完成情况": f"{task.name}各项工作已完成", "佐证编号": f"{code}-01"}
        for heading, value in told.items():
            sheet.cell(row, columns[heading]).value = value
        proved.append((code, f"{task.name}{answers.period}年度情况"))
    return proved


def _fill_evidence(sheet: Worksheet, proved: list[tuple[str, str]]) -> None:
    head, columns = _columns(sheet)
    for row, (code, title) in enumerate(proved, head + 1):
        told = {
            "编号": f"{code}-01",
            "材料名称": title,
            "文号": document_number(code),
            "日期": "2020-12-15",
            "页数": 6,
            "对应指标": code,
            "文件名": f"{code}-01.pdf",
        }
        for heading, value in told.items():
            sheet.cell(row, columns[heading]).value = value
