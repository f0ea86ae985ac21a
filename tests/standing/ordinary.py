"""Notes as bureaus write them in January, many items of one batch at a time: what is in order and what is not.

A line of ordinary.txt is one row of an issued form: T (in order) or L (a lie) | item | 2018 | 2019 | 2020 | 完成情况说明 | 备注 | 分子/分母 |
数据来源 | facts; of a key task: T or L | task | 状态 | 进度 | 完成量, "/" between | 完成情况 | 存在问题 | 下一步措施. All figures are made up (演示虚构).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ecoreport.model import Report
from standing import FOLDER, SYSTEM, Pair

LEADS = {each.id: each.lead_department for each in SYSTEM.items} | {f"T{each.no}": each.departments[0] for each in SYSTEM.key_tasks}


@dataclass(frozen=True)
class Line:
    honest: bool
    subject: str
    told: tuple[str, ...]

    @property
    def row(self) -> dict[str, object]:
        told = (*self.told, *[""] * 8)
        if self.subject.startswith("T"):
            names = ("状态", "进度", "完成量", "完成情况", "存在问题", "下一步措施")
            row: dict[str, object] = {"task": self.subject[1:], **dict(zip(names, told, strict=False)), "佐证编号": f"{self.subject}-1"}
            return row | {"完成量": told[2].split("/") if told[2] else []}
        names = ("2018", "2019", "2020", "完成情况说明", "备注", "分子", "数据来源")
        row = {"item": self.subject, **dict(zip(names, told, strict=False)), "自评": "达标", "佐证编号": f"{self.subject}-1"}
        parts = dict(zip(("分子", "分母"), told[5].split("/"), strict=False)) if told[5] else {"分子": ""}
        return row | parts | dict(each.split("=") for each in told[7].split(";") if each)

    @property
    def piece(self) -> dict[str, str]:
        about = f"任务{self.subject[1:]}" if self.subject.startswith("T") else self.subject
        return {
            "编号": f"{self.subject}-1",
            "材料名称": "2020年度统计表",
            "文号": "舟函〔2021〕3号",
            "日期": "2021-01-05",
            "对应指标": about,
        }


def lines() -> Iterator[Line]:
    for line in (FOLDER / "ordinary.txt").read_text(encoding="utf-8").splitlines():
        kind, subject, *told = (each.strip() for each in line.split("|"))
        yield Line(kind == "T", subject, tuple(told))


def batches() -> list[list[Line]]:
    """Lay the lines into as few batches as there are lines of one subject."""
    batches: list[list[Line]] = []
    for line in lines():
        batch = next((batch for batch in batches if all(each.subject != line.subject for each in batch)), None)
        if batch is None:
            batches.append(batch := [])
        batch.append(line)
    return batches


def report_of(batch: list[Line]) -> Report:
    """Let the real stages read and judge the forms of all departments."""
    ledgers = []
    for department in dict.fromkeys(LEADS[line.subject] for line in batch):
        own = [line for line in batch if LEADS[line.subject] == department]
        ledgers.append({
            "department": department,
            "items": [line.row for line in own if not line.subject.startswith("T")],
            "tasks": [line.row for line in own if line.subject.startswith("T")],
            "evidence": [line.piece for line in own],
            "filled_on": "2021-01-08",
        })  # fmt: skip
    return Pair("ordinary", "", "", "", {"truth": {"ledgers": ledgers}}).report("truth", FOLDER)
