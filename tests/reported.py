"""Reports for the renderers' tests: ledgers invented for them, read, settled, judged, checked and consolidated by the real stages.

Every value, name of a document and sentence below is made up (演示虚构); only the plan is 舟山's own. The rows are those of
tests/scenes.py; a line of ANSWERS is an item and what is answered to it, as in tests/answers.py.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Literal, get_origin, get_type_hints

from answers import answers
from scenes import SYSTEM, Row, Scene, kind_of, scene_of, typed

from ecoreport import consolidation
from ecoreport.checks import RULES, check
from ecoreport.model import (
    Assessment,
    Condition,
    Finding,
    IndicatorSystem,
    InspectionIssue,
    Ledger,
    Material,
    Report,
    Sheet,
    Submission,
)
from ecoreport.rules import Rule

LONG_WORDS = "已完成自然资源资产负债表编制并通过审查" * 6

ANSWERS = f"""
1    市生态环境局 已制定实施 statement=规划经市人大常委会审议后印发实施 data_source=市政府文件 evidence=1 self_assessment=达标
2    市委办 有效开展
3    市综合考评办 25 numerator=25 denominator=100 | 市综合考评办 24 year=2019 | 市综合考评办 22 year=2018
4    市统计局 {LONG_WORDS}
5    市审计局 未开展 file=市审计局（终稿）.xlsx | 市审计局 有效开展 file=市审计局（初稿）.xlsx
6    市纪委监委 未到期
7    市生态环境局 100 | 市生态环境局 100 year=2019 | 市生态环境局 98.5 year=2018
8    市生态环境局 不涉及
9    市生态环境局 100 assigned=100 assigned_met=是
12   舟山人行 1234567.25 statement=按月通报 | 舟山人行 1100000.5 year=2019 | 舟山人行 1000000 year=2018
14.1 市生态环境局 97.8 assigned=92 | 市生态环境局 96.7 year=2019 | 市生态环境局 95.1 year=2018
14.2 市生态环境局 17 assigned=25 | 市生态环境局 20 year=2019 | 市生态环境局 22 year=2018
15.1 市治水治污办 80 | 市治水治污办 75 year=2019 | 市治水治污办 70 year=2018 | 市生态环境局 82
15.2 市治水治污办 0 average=0 | 市治水治污办 5 year=2019
16   市治水治污办 36.5
17   市生态环境局 78.3 | 市生态环境局 78.9 year=2019 | 市生态环境局 77 year=2018
18   市资源规划局 50.6
20.2 市资源规划局 不明显
25   市农业农村局 94.2
30   市水利局 正在统计
32   市水利局 95%以上 assigned=90 remark=口径经核实无误
34.1 市水利局 27.4 average_change=-1.2 | 市水利局 28.9 year=2019 | 市水利局 30 year=2018
36   市资源规划局 5.0 | 市资源规划局 4.9 year=2019 | 市资源规划局 4.8 year=2018
42   市水利局 ９６ evidence=7
43   市城管局 93.5 numerator=187 denominator=200 statement=北部管网尚未接通 evidence=3 data_source=城建统计年鉴 | 市城管局 96 year=2019 | 市城管局 94 year=2018 | 市住建局 95.9
45   市城管局 96 evidence=3、4
46   市城管局 12 statement=新建公园未计入
50.1 市生态环境局 _ statement=正在采集数据
50.3 市生态环境局 12.5 | 市生态环境局 12.5 year=2019 | 市生态环境局 13 year=2018
51   市财政局 80.00
53   市生态环境局 86.2 average=84.5 | 市生态环境局 85 year=2019
54   市委宣传部 85
M4.1 市住建局 100
M14.1 市水利局 20
M22.1 市城管局 基本全覆盖
M24.1 市委宣传部 84
"""

REST: tuple[Row, ...] = (
    {"subject": "T1", "department": "市综合考评办", "status": "已完成", "progress": "100", "done": "考核办法已印发", "evidence": "2"},
    {"subject": "T5", "department": "市生态环境局", "status": "已完成", "progress": "100", "quantities": "4"},
    {"subject": "T7", "department": "市生态环境局", "status": "未启动", "problem": "企业底数不清", "next_step": "先行摸底"},
    {
        "subject": "T8", "department": "市经信局", "status": "滞后", "progress": "62.5", "quantities": "20|31", "done": "已淘汰20家",
        "problem": "资金到位较慢", "next_step": "年底前完成整治", "funds": "120",
    },
    {"subject": "T9", "department": "市生态环境局", "status": "推进中", "progress": "60"},
    {"kind": "evidence", "department": "市城管局", "number": "3", "title": "城镇污水处理统计表", "document_number": "舟城管〔2020〕12号",
     "dated": "2020-12-20", "pages": "7", "subject": "43", "file_name": "43-1.pdf"},
    {"kind": "evidence", "department": "市城管局", "number": "4", "title": "无害化处理台账", "subject": "45", "file_name": "45-1.pdf"},
    {"kind": "evidence", "department": "市综合考评办", "number": "2", "title": "考核办法", "subject": "T1"},
    {"kind": "evidence_file", "file_name": "43-1.pdf", "size": "1200"},
    {"kind": "highlight", "department": "市水利局", "title": "美丽河湖", "text": "建成3条。\n带动乡村旅游。"},
    {"kind": "highlight", "department": "市城管局", "title": "", "text": "垃圾分类进海岛。"},
    {"kind": "setting", "role": "ledger_deadline", "text": "2021-01-10"},
    {"kind": "signature", "department": "市城管局", "role": "filled_on", "text": "2021-01-08"},
    {"kind": "signature", "department": "市水利局", "role": "filled_on", "text": "2021-01-15"},
    {"kind": "reference", "subject": "14.1", "year": "2020", "assigned": "93"},
    {"kind": "file", "file": "其他/扫描件.xlsx", "outcome": "failed"},
    {"kind": "file", "file": "说明.txt", "outcome": "skipped"},
)  # fmt: skip

_POLICE = (("填报单位", "市公安局"), ("编码", "指标名称", "计量单位", "2020年"), ("23", "放射性废物以及废旧放射源安全处置率", "%", "100"))
_DIARY = (("值班电话", "3421"),)
PARTLY_READ = Ledger(
    "市公安局/附表.xlsx",
    "ab" * 32,
    "xlsx",
    tuple(
        Sheet(name, tuple(typed(row, column, text) for row, line in enumerate(lines, 1) for column, text in enumerate(line, 1)))
        for name, lines in (("指标", _POLICE), ("备查", _DIARY))
    ),
    outcome="partly",
    message="工作表“附件”已损坏，其余照常读取",
)

# What an office has typed into the plan's own workbook.
PLAN = replace(
    SYSTEM,
    parameters=replace(SYSTEM.parameters, terrain="丘陵区"),
    conditions=(
        Condition("1", "近三年未发生重大环境事件", "未发生", "符合", "市生态环境局证明"),
        Condition("2", "党委政府高度重视", "", "", ""),
    ),
    inspections=(
        InspectionIssue("1", "渔港污水直排", "限期整改", "2020-12-31", "已销号", ("市海洋与渔业局", "市城管局")),
        InspectionIssue("2", "固废堆场未覆盖", "", "", ""),
    ),
    materials=(*SYSTEM.materials, Material("nature", "自然地理", "舟山由1390个岛屿组成。\n海岸线曲折。")),
)

_KEYS = ("what", "direction")  # by which records are found, or which may be missing


def _kept(numbers: tuple[int, ...], known: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in numbers if number in known)


FEW_RULES = tuple(rule for rule in RULES if rule.code in ("C101", "K102", "T102", "V101", "V105"))


def plan_of(indicators: tuple[int, ...], key_tasks: tuple[int, ...], main_tasks: tuple[int, ...]) -> IndicatorSystem:
    """Give the plan with these of its indicators and tasks only: what is read, judged and written in a moment."""
    return replace(
        PLAN,
        indicators=tuple(indicator for indicator in PLAN.indicators if indicator.no in indicators),
        groups=tuple(group for group in PLAN.groups if any(i.group == group.title for i in PLAN.indicators if i.no in indicators)),
        key_tasks=tuple(task for task in PLAN.key_tasks if task.no in key_tasks),
        main_tasks=tuple(task for task in PLAN.main_tasks if task.no in main_tasks),
        links=tuple(
            replace(link, indicators=_kept(link.indicators, indicators), key_tasks=_kept(link.key_tasks, key_tasks))
            for link in PLAN.links
            if link.main_task in main_tasks
        ),
        notes=PLAN.notes[:3],
        yearly_goals=PLAN.yearly_goals[:2],
    )


SMALL_PLAN = plan_of((1, 4, 5, 6, 7, 8, 9, 12, 14, 15, 17, 30, 31, 32, 34, 43, 45, 46, 50), (1, 5, 7, 8), (4, 14, 24))


@cache
def sample_report() -> Report:
    """A batch as it comes: some have reported, some have not, some disagree, some wrote what nobody understands."""
    return report_of(rows_of(), PLAN, PARTLY_READ)


@cache
def empty_report() -> Report:
    """Nothing came in that could be read."""
    return report_of(({"kind": "file", "file": "其他/扫描件.xlsx", "outcome": "failed"},))


@cache
def one_department_report() -> Report:
    return report_of(rows_of(departments=("市水利局",)))


@cache
def small_report() -> Report:
    """A plan of a few indicators and tasks, held against a few rules: what the goldens show."""
    return hush(report_of(rows_of(SMALL_PLAN), SMALL_PLAN, PARTLY_READ, rules=FEW_RULES))


@cache
def whole_report() -> Report:
    """The whole plan held against a few rules: what fills pages."""
    return hush(report_of(rows_of(), PLAN, PARTLY_READ, rules=FEW_RULES))


@cache
def longest_report() -> Report:
    """Make every name that a department or an office can choose long."""
    return spoil(sample_report(), "舟山市生态文明建设示范市创建工作领导小组办公室及其成员单位(含县区功能区)联合")


def hostile_report(text: str) -> Report:
    """Put a hostile text before every text that is not one of a fixed few."""
    return spoil(small_report(), text)


def hush(record):
    """Put a plain sentence in the place of each one that a rule or the judge says: how they word it is no renderer's business."""
    if isinstance(record, tuple):
        return tuple(hush(each) for each in record)
    if not is_dataclass(record) or isinstance(record, IndicatorSystem):
        return record
    told = replace(record, **{field.name: hush(getattr(record, field.name)) for field in fields(record)})
    match told:
        case Finding():
            return replace(told, message=f"{told.code}所说的问题", advice=f"{told.code}的改法")
        case Assessment():
            return replace(told, reason=f"第{told.item}项的判定依据")
        case Submission(message=str(said)) if said:
            return replace(told, message=f"{told.file}的情况")
    return told


def spoil(record, text: str):
    """Put a text before every string of a record, deep down; a field that can only choose among words keeps its word."""
    if isinstance(record, str):
        return type(record)(text + record)  # a Subject stays one
    if isinstance(record, tuple):
        return tuple(spoil(each, text) for each in record)
    if is_dataclass(record):
        hints = get_type_hints(type(record))
        free = [
            field.name
            for field in fields(record)
            if field.init and get_origin(hints[field.name]) is not Literal and field.name not in _KEYS
        ]
        return replace(record, **{name: spoil(getattr(record, name), text) for name in free})
    return record


def rows_of(plan: IndicatorSystem = PLAN, departments: Iterable[str] = ()) -> tuple[Row, ...]:
    """Give the rows that a plan asks for; of these departments alone, where any are named."""
    told = [row for line in ANSWERS.split("\n") if line for row in answers(line.split(maxsplit=1)[1], line.split()[0])]
    known = {*(subject.id for subject in plan.subjects), *(task.id for task in plan.key_tasks)}
    wanted = set(departments)
    return tuple(
        row
        for row in (*told, *REST)
        if (kind_of(row) not in ("entry", "task") or row["subject"] in known) and (not wanted or row.get("department") in wanted)
    )


def report_of(rows: Iterable[Row], plan: IndicatorSystem = PLAN, *more: Ledger, rules: tuple[Rule, ...] = RULES) -> Report:
    """Read, settle, judge, check and consolidate what lies on the desk; `more` are ledgers that no row describes."""
    scene = scene_of(rows, plan)
    review = Scene(scene.system, (*scene.ledgers, *more), scene.as_of, scene.folder).review()
    return consolidation.consolidate(review, check(review, rules))
