"""Reports made by hand for the renderers' tests: no reading, no checking, every state that a report can show."""

import dataclasses
from datetime import date
from decimal import Decimal
from functools import cache

import ecoreport.model as m
from ecoreport.system import load_system
from ecoreport.targets import parse_target

PERIOD = 2020
AS_OF = date(2020, 12, 31)
SHEET = "指标填报表"

# Every value that a field of records can only choose from; a hostile string cannot stand there.
FIXED = frozenset(  # forty words read better as a sentence
    [
        "met",
        "not_met",
        "undecided",
        "not_applicable",
        "not_reported",
        "completed",
        "in_progress",
        "behind",
        "not_started",
        "read",
        "partly",
        "superseded",
        "failed",
        "skipped",
        "error",
        "verify",
        "notice",
        "up",
        "down",
        "约束性",
        "参考性",
        "past",
        "current",
        "ahead",
        "value",
        "numerator",
        "denominator",
        "average",
        "average_change",
        "assigned",
        "assigned_met",
        "statement",
        "progress",
        "status",
        "done",
        "quantity",
        "problem",
        "next_step",
        "blank",
        "pending",
        "not_due",
        "asked",
        "stamp",
    ]
)


def ledger_of(department: str) -> str:
    return f"{department}/{department}-指标填报表.xlsx"


@cache
def sample_report() -> m.Report:
    """A batch as it comes: most have reported, some have not, some disagree, some wrote what nobody understands."""
    return make_report(submitted=lambda number: number % 9 != 4)


@cache
def empty_report() -> m.Report:
    """Nothing came in that could be read."""
    return make_report(submitted=lambda _: False)


@cache
def one_department_report() -> m.Report:
    """Only one department has sent its ledger."""
    names = [department.name for department in load_system().departments]
    return make_report(submitted=lambda number: names[number] == "市水利局")


@cache
def small_report() -> m.Report:
    """A corner of the sample that has every kind of record, for what must be drawn many times."""
    whole = sample_report()
    subjects = {r.item.id for indicator in whole.indicators[:14] for r in indicator.items} | {f"T{r.task.no}" for r in whole.tasks[:9]}
    return dataclasses.replace(
        whole,
        system=dataclasses.replace(whole.system, notes=whole.system.notes[:4]),
        indicators=whole.indicators[:14],
        tasks=whole.tasks[:9],
        main_tasks=whole.main_tasks[:5],
        departments=tuple(
            dataclasses.replace(each, lead_items=(), reported_items=(), supporting_items=(), lead_tasks=(), supporting_tasks=())
            for each in whole.departments[3:9]
        )
        + tuple(
            dataclasses.replace(
                each,
                lead_items=tuple(i for i in each.lead_items if i in subjects),
                lead_tasks=tuple(no for no in each.lead_tasks if f"T{no}" in subjects),
                supporting_items=(),
                supporting_tasks=(),
            )
            for each in whole.departments[:3]
        ),
        findings=tuple(f for f in whole.findings if f.item in subjects or f.item is None)[:30],
        evidence=whole.evidence[:5],
        lineage=tuple(row for row in whole.lineage if row.subject in subjects),
    )


def hostile_report(text: str) -> m.Report:
    """Put a hostile text before every text that is not one of a fixed few."""
    return spoil(small_report(), text)


def longest_report() -> m.Report:
    """Make every name that a department or an office can choose long."""
    return spoil(sample_report(), "舟山市生态文明建设示范市创建工作领导小组办公室及其成员单位(含县区功能区)联合")


def spoil(record, text: str):
    """Put a text before every string of a record, deep down."""
    if isinstance(record, str):
        return record if record in FIXED else text + record
    if isinstance(record, tuple):
        return tuple(spoil(each, text) for each in record)
    if dataclasses.is_dataclass(record):
        return dataclasses.replace(record, **{f.name: spoil(getattr(record, f.name), text) for f in dataclasses.fields(record)})
    return record


def make_report(submitted) -> m.Report:
    system = load_system()
    sent = {department.name for number, department in enumerate(system.departments) if submitted(number)}
    items = {item.id: make_item(number, item, sent) for number, item in enumerate(system.items)}
    tasks = tuple(make_task(number, task, system, sent) for number, task in enumerate(system.key_tasks))
    goals = {goal.id: make_assessment(number, goal, sent) for number, goal in enumerate(system.text_goals)}
    indicators = []
    for indicator in system.indicators:
        results = tuple(items[item.id] for item in indicator.items)
        statuses = [result.status for result in results]
        status = next((s for s in ("not_met", "undecided", "not_reported") if s in statuses), "met")
        indicators.append(
            m.IndicatorResult(indicator.no, indicator.name, indicator.domain, indicator.group, indicator.nature, status, results)
        )
    findings = tuple(f for result in items.values() for f in result.findings) + tuple(f for task in tasks for f in task.findings)
    submissions = tuple(make_submission(number, name) for number, name in enumerate(sorted(sent)))
    if sent:
        failed = m.Submission("其他/扫描件.xlsx", "f" * 64, None, "failed", "文件不是 Excel 工作簿(实为图片)。请另存为 .xlsx 后重报。")
        submissions += (failed,)
        findings += (m.Finding("R101-00000000ff", "R101", "error", failed.message, "请报送单位重新报送。", source=m.Source(failed.file)),)
    conflicts = tuple(
        m.Conflict(r.item.id, PERIOD, r.assessment.chosen, other)
        for r in items.values()
        for other in r.assessment.others
        if r.assessment.chosen
    )
    evidence = tuple(e for result in items.values() for e in result.evidence)
    return m.Report(
        system=system,
        period=PERIOD,
        as_of=AS_OF,
        round=1,
        submissions=submissions,
        indicators=tuple(indicators),
        tasks=tasks,
        main_tasks=tuple(make_main_task(task, system, goals) for task in system.main_tasks),
        departments=tuple(make_departments(system, items, tasks, submissions, findings)),
        evidence=evidence,
        highlights=(),
        findings=findings,
        conflicts=conflicts,
        lineage=tuple(make_lineage([r.assessment for r in items.values()] + list(goals.values()), tasks)),
        unused=tuple(
            m.UnusedCell(m.Source(submission.file, SHEET, f"N{9 + n}"), f"另附说明{n}:与去年口径一致")
            for n, submission in enumerate(submissions[:6])
        ),
        stages=tuple(make_stage(stage) for stage in system.stages),
    )


def make_submission(number: int, department: str) -> m.Submission:
    return m.Submission(
        file=ledger_of(department),
        sha256=f"{number:064x}",
        department=department,
        outcome="partly" if number % 10 == 3 else "read",
        message="工作表“附表”没有可识别的表头。" if number % 10 == 3 else "",
        cells=m.CellCount(120 + number, 60 + number, 59, 1),
        period=PERIOD,
        container="xlsx",
    )


def make_assessment(number: int, item: m.Item | m.Goal, sent: set[str]) -> m.Assessment:
    """Invent one item's value: by its number it is met, missed, asked, pending, not applicable or absent."""
    lead = item.lead_department
    reporter = lead if lead in sent else next((name for name in item.departments if name in sent), None)
    if reporter is None or number % 17 == 11:
        return m.Assessment(item.id, PERIOD, "not_reported", "没有单位填报该项。")
    source = m.Source(ledger_of(reporter), SHEET, f"I{number + 6}")
    target = parse_target(item.target, item.unit, item.direction)
    value = text = None
    state, raw = "value", ""
    if number % 13 == 7:
        state, raw = "pending", "正在统计"
    elif number % 19 == 12:
        state, raw = "asked", "约90左右"
    elif number % 23 == 20:
        state, raw = "not_applicable", "不涉及"
    elif target.single_bound or item.direction:
        bound = target.single_bound[1] if target.single_bound else Decimal(50 + number)
        step = Decimal(number % 5) / 10 * (-1 if number % 6 == 4 else 1) * (1 if item.direction != "down" else -1)
        value = min(bound + step, Decimal(100)) if item.unit == "%" else bound + step
        raw = f"{value}%" if item.unit == "%" else str(value)
    else:
        text = raw = f"已{item.target}" if number % 6 else "正在推进"
    figure = m.Figure(
        state, raw, source, value, text, value, item.unit, f"{raw} → {value}" if item.unit == "%" and value is not None else None
    )
    entry = m.Entry(item.id, PERIOD, reporter, source.file, figure)
    history = tuple(make_past(number, item, year, value, source) for year in (PERIOD - 2, PERIOD - 1) if number % 5 != year % 5)
    others = ()
    if number % 22 == 13 and value is not None:
        other = next((name for name in item.departments[1:] if name in sent and name != reporter), None)
        if other:
            elsewhere = m.Source(ledger_of(other), SHEET, f"I{number + 6}")
            others = (m.Entry(item.id, PERIOD, other, elsewhere.file, m.Figure("value", str(value + 1), elsewhere, value + 1)),)
    if state == "not_applicable":
        return m.Assessment(item.id, PERIOD, "not_applicable", "填报为不涉及,请核实。", chosen=entry, history=history)
    previous = tuple(past.value for past in history if past.value is not None)
    facts = m.Facts(actual=value, previous=previous, statement=text)
    if state != "value":
        verdict = m.Verdict("undecided", f"填报为“{raw}”,尚无完成值。", missing=("完成值",))
    else:
        verdict = invent_verdict(target.single_bound, value, text)
    return m.Assessment(item.id, PERIOD, verdict.status, verdict.reason, value, text, item.unit, entry, others, facts, (), verdict, history)


def invent_verdict(bound, value: Decimal | None, text: str | None) -> m.Verdict:
    """Judge as plainly as the tests need it: one bound, or the first word of what is said."""
    if value is not None and bound:
        sign, limit = bound
        met = value >= limit if sign == ">=" else value <= limit
        gap = value - limit if sign == ">=" else limit - value
        return m.Verdict("met" if met else "not_met", f"完成值{value},指标值{sign}{limit},{'达到' if met else '未达到'}。", gap)
    if text is not None:
        met = text.startswith("已")
        return m.Verdict("met" if met else "not_met", f"填报为“{text}”。")
    return m.Verdict("undecided", "缺少全省平均变化幅度,不能判定。", missing=("全省平均变化幅度",))


def make_past(number: int, item: m.Item | m.Goal, year: int, value: Decimal | None, source: m.Source) -> m.YearValue:
    place = m.Source(source.file, SHEET, f"{'GH'[year - PERIOD + 2]}{number + 6}")
    past = None if value is None else value - Decimal(PERIOD - year) * (Decimal("0.5") if number % 4 else Decimal("-0.3"))
    words = None if past is not None else "有效开展"
    return m.YearValue(year, past, words, place, m.Figure("value", words or f"{past}", place, past, words))


def make_item(number: int, item: m.Item, sent: set[str]) -> m.ItemResult:
    assessment = make_assessment(number, item, sent)
    lead, findings, evidence = item.lead_department, [], ()

    def add(code: str, severity: m.Severity, message: str, advice: str) -> None:
        place = assessment.source
        findings.append(m.Finding(f"{code}-{number:010x}", code, severity, message, advice, lead, item.id, source=place))

    if assessment.status == "not_reported" and lead in sent:
        add("C101", "error", f"{item.id} {item.name}:台账中该项为空。", "请补填完成值;确无数据的,填“暂无”并说明原因。")
    if assessment.status == "not_met":
        add("T101", "error", f"{item.id} {item.name}:{assessment.reason}", "核对数据;确未达标的,填写原因和整改措施。")
    if assessment.status == "undecided":
        add("T201", "verify", f"{item.id} {item.name}:{assessment.reason}", "请补报所缺数据,或作出说明。")
    if assessment.others:
        add("K101", "verify", f"{item.id} {item.name}:牵头单位与配合单位填报不一致。", "请与配合单位核对后统一口径。")
    if number % 7 == 3 and assessment.value is not None:
        add("N301", "notice", f"{item.id} {item.name}:全角数字已按半角读取。", "无需处理。")
    if assessment.chosen and number % 3 == 0:
        piece = m.Evidence(
            f"{item.id}-01", lead, ledger_of(lead), m.Source(ledger_of(lead), "佐证材料", f"B{number + 4}"),
            f"关于{item.name}的证明材料", f"舟环发〔2020〕{number + 1}号", "2020-12-20", "12", (item.id,), item.id, f"{item.id}-01.pdf",
        )  # fmt: skip
        evidence = (m.EvidenceResult(f"{item.id}-01", piece, (None, True, False)[number % 9 // 3], ""),)
    return m.ItemResult(item, assessment, evidence, tuple(findings))


def make_task(number: int, task: m.KeyTask, system: m.IndicatorSystem, sent: set[str]) -> m.TaskResult:
    links = [link for link in system.links if task.no in link.key_tasks]
    related = (tuple(link.main_task for link in links), tuple(dict.fromkeys(no for link in links for no in link.indicators)))
    if task.lead_department not in sent:
        return m.TaskResult(task, m.TaskAssessment(task.no, "not_reported"), *related)
    status = ("completed", "in_progress", "behind", "completed", "not_started")[number % 5]
    progress = {"completed": Decimal(100), "in_progress": Decimal(60 + number % 30), "behind": Decimal("35.5")}.get(status)
    file = ledger_of(task.lead_department)
    source = m.Source(file, "重点任务", f"A{number + 5}")
    place = m.Source(file, "重点任务", f"G{number + 5}")
    report = m.KeyTaskReport(
        task.no, task.lead_department, file, source,
        status=m.Note(status, m.Source(file, "重点任务", f"F{number + 5}")),
        progress=m.Figure("value", f"{progress}%", place, progress) if progress is not None else None,
        done=m.Note(f"已按计划推进{task.name},完成年度目标的主要部分。", m.Source(file, "重点任务", f"H{number + 5}")),
        problem=m.Note("资金到位较慢。", m.Source(file, "重点任务", f"J{number + 5}")) if status == "behind" else None,
        next_step=m.Note("加快招投标,确保年底前完成。", m.Source(file, "重点任务", f"K{number + 5}")) if status == "behind" else None,
    )  # fmt: skip
    goals = ()
    if number % 3 == 0:
        at = m.Source(file, "重点任务", f"I{number + 5}")
        goals = (
            m.QuantityGoal("整治企业50家", Decimal(50), "家", "企业", Decimal(40 + number % 20), at),
            m.QuantityGoal("淘汰落后产能20家", Decimal(20), "家", "落后产能"),
        )
    findings = ()
    if status == "behind":
        message = f"重点任务{task.no} {task.name}进度滞后。"
        findings = (
            m.Finding(
                f"K301-{number:010x}", "K301", "error", message, "请说明原因和完成时限。", task.lead_department, None, task.no, source
            ),
        )
    return m.TaskResult(task, m.TaskAssessment(task.no, status, progress, report, (), goals), *related, (), findings)


def make_main_task(task: m.MainTask, system: m.IndicatorSystem, goals: dict[str, m.Assessment]) -> m.MainTaskResult:
    links = [link for link in system.links if link.main_task == task.no]
    return m.MainTaskResult(
        task,
        tuple(m.GoalResult(goal, goals.get(goal.id), goal.items) for goal in task.goals),
        tuple(dict.fromkeys(no for link in links for no in link.indicators)),
        tuple(dict.fromkeys(no for link in links for no in link.key_tasks)),
    )


def make_departments(system, items, tasks, submissions, findings):
    for number, department in enumerate(system.departments):
        name = department.name
        lead = tuple(item.id for item in system.items if item.lead_department == name)
        supporting = tuple(item.id for item in system.items if name in item.supporting_departments)
        lead_tasks = tuple(task.no for task in system.key_tasks if task.lead_department == name)
        supporting_tasks = tuple(task.no for task in system.key_tasks if name in task.departments[1:])
        if not (lead or supporting or lead_tasks or supporting_tasks):
            continue
        files = tuple(submission for submission in submissions if submission.department == name)
        yield m.DepartmentResult(
            name, files, bool(files), date(2021, 1, 5 + number % 20) if files else None,
            (None if number % 5 == 0 else number % 4 == 1) if files else None, lead,
            tuple(item for item in lead if items[item].reporter == name), supporting, lead_tasks,
            tuple(task.task.no for task in tasks if task.task.no in lead_tasks and task.assessment.chosen), supporting_tasks,
            tuple(finding for finding in findings if finding.department == name),
        )  # fmt: skip


def make_lineage(assessments, tasks):
    for assessment in assessments:
        for past in assessment.history:
            yield make_line(assessment.item, past.year, "value", past.figure)
        if assessment.chosen:
            yield make_line(assessment.item, PERIOD, "value", assessment.chosen.actual)
    for task in tasks:
        if task.assessment.chosen and task.assessment.chosen.progress:
            yield make_line(f"T{task.task.no}", 0, "progress", task.assessment.chosen.progress)


def make_line(subject: str, year: int, what: str, figure: m.Figure) -> m.LineageRow:
    normalised = str(figure.value) if figure.value is not None else figure.text or ""
    department = figure.source.file.split("/")[0]
    return m.LineageRow(
        subject, year, what, figure.source, figure.raw, normalised, figure.conversion or "", "ab" * 32, department, date(2021, 1, 10)
    )


def make_stage(stage: m.Stage) -> m.StageState:
    state = "past" if stage.ends < AS_OF else "ahead" if stage.begins > AS_OF else "current"
    return m.StageState(stage, state, (stage.ends - AS_OF).days)
