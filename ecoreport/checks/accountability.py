"""责任: is a value reported by the department that has to answer for it."""

from collections.abc import Iterator

from ecoreport.checks.common import label, reported, reported_tasks
from ecoreport.language.widths import inside_quotes
from ecoreport.rules import VERIFY, Breach, Review, Rule, rule


@rule(
    "A101",
    VERIFY,
    "责任",
    "仅配合单位填报",
    "{subject}的牵头单位{lead}没有给出{year}年结果，暂用配合单位{reporter}填报的“{raw}”",
    "请{lead}确认该结果并补报",
)
def supporter_only(review: Review) -> Iterator[Breach]:
    """指标值以牵头单位为准；牵头单位没有给出的，暂用配合单位的并核实。"""
    for item, _, entry in reported(review):
        if entry.department in item.supporting_departments:
            words = {"subject": label(item), "lead": item.lead_department, "year": review.period}
            words |= {"reporter": entry.department, "raw": entry.actual.raw}
            yield Breach(entry.actual.source, item.lead_department, item.id, words=words)


@rule(
    "A102",
    VERIFY,
    "责任",
    "非责任单位填报",
    "{subject}由{reporter}填报“{raw}”，而责任单位是{departments}",
    "请{lead}核对并补报；台账单位填错的，请改正单位名称",
)
def outsider_reported(review: Review) -> Iterator[Breach]:
    """每项指标由附件1所列责任单位，或主要任务点名的单位填报。"""
    of_text = review.system.duties_of_text
    for item, _, entry in reported(review):
        if entry.department not in item.departments and item not in of_text.get(entry.department or "", ()):
            words = {"subject": label(item), "reporter": entry.department or "单位不明的台账", "raw": entry.actual.raw}
            words |= {"departments": "、".join(item.departments), "lead": item.lead_department}
            yield Breach(entry.actual.source, item.lead_department, item.id, words=words)


@rule(
    "A103",
    VERIFY,
    "责任",
    "任务非牵头单位填报",
    "重点任务{no}“{name}”的牵头单位{lead}没有填报，暂用{reporter}的进展",
    "请{lead}确认进展并补报",
)
def task_without_lead(review: Review) -> Iterator[Breach]:
    """重点任务进展以牵头单位为准。"""
    for task, assessment in reported_tasks(review):
        report = assessment.chosen
        if report is not None and report.department != task.lead_department:
            words = {
                "no": task.no,
                "name": inside_quotes(task.name),
                "lead": task.lead_department,
                "reporter": report.department or "单位不明的台账",
            }
            yield Breach(report.source, task.lead_department, task.id, words=words)


@rule(
    "A104",
    VERIFY,
    "责任",
    "填报人与审核人同一",
    "{department}的台账填报人和审核人是同一个人",
    "请由另一位负责人审核签字后重报",
)
def reviewed_by_its_writer(review: Review) -> Iterator[Breach]:
    """填报人对真实性负责，审核人对审核负责，不应是同一人。"""
    signed = {(sign.file, sign.department, sign.role): sign for sign in review.batch.signatures}
    for (file, department, role), sign in signed.items():
        writer = signed.get((file, department, "filled_by"))
        if role == "reviewed_by" and writer and _person(writer.text) == _person(sign.text):
            words = {"department": sign.department or file}  # the name stays on the cover
            yield Breach(sign.source, sign.department, others=(writer.source,), words=words)


def _person(text: str) -> str:
    return "".join(text.split())


RULES: tuple[Rule, ...] = (supporter_only, outsider_reported, task_without_lead, reviewed_by_its_writer)
