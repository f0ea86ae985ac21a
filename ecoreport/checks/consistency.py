"""一致性: do the parts of what was reported agree with each other."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ecoreport.checks.common import label, reported, reported_subjects, similar, told
from ecoreport.demands import demands_of
from ecoreport.judging.items import differs, of_two_versions, rivals_of
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Entry, Item
from ecoreport.model.facts import FACT_NAMES, JUDGED_FIELDS
from ecoreport.rules import ERROR, VERIFY, Breach, Review, Rule, rule
from ecoreport.vocabulary import Vocabulary


def _self_assessed(entry: Entry, vocabulary: Vocabulary) -> bool | None:
    words = entry.self_assessment.text if entry.self_assessment else ""
    return False if vocabulary.has("self_not_met", words) else True if vocabulary.has("self_met", words) else None


@rule(
    "K101",
    ERROR,
    "一致性",
    "自评与判定相反",
    "{subject}自评“{self}”，而按指标值“{target}”判定为{verdict}：{reason}",
    "请核对数据和自评结论，改正其中之一",
)
def self_assessment_contradicts(review: Review) -> Iterator[Breach]:
    """自评结论应与指标值和填报数据一致。"""
    for subject, assessment, entry in reported_subjects(review):
        said = _self_assessed(entry, review.vocabulary)
        if said is None or (said, assessment.status) not in ((True, "not_met"), (False, "met")):
            continue
        verdict = "达标" if assessment.status == "met" else "未达标"
        note = entry.self_assessment
        words = {"subject": label(subject), "self": note.text if note else "", "target": subject.target, "verdict": verdict}
        source = note.source if note else entry.actual.source
        yield Breach(source, entry.department, subject.id, others=(entry.actual.source,), words=words | {"reason": assessment.reason})


@rule(
    "K102",
    VERIFY,
    "一致性",
    "牵头与配合单位数据不一致",
    "{subject}：{lead}填“{raw}”，{other}填“{other_raw}”，暂以{lead}的为准",
    "请{lead}与{other}核对，统一口径后由{lead}重报",
)
def departments_differ(review: Review) -> Iterator[Breach]:
    """同一指标多个单位填报的，以牵头单位为准，不一致的须核对。"""
    yield from told(review, "departments")


@rule(
    "K103",
    ERROR,
    "一致性",
    "同一单位前后不一",
    "{subject}：{who}在{count}处填报了不同的{year}年结果{raws}，未予采用",
    "请确认以哪一个为准，只保留一处后重报",
)
def department_contradicts_itself(review: Review) -> Iterator[Breach]:
    """同一单位对同一指标同一年只能有一个结果；两份文件分不出先后的，由H502一并问一次。"""
    for subject, assessment, entry in reported_subjects(review):
        rivals = [other.actual for other in rivals_of(entry, assessment.others) if not of_two_versions(entry, other)]
        if rivals:
            raws = "、".join(f"“{figure.raw}”" for figure in (entry.actual, *rivals))
            words = {"subject": label(subject), "year": assessment.year, "count": 1 + len(rivals), "raws": raws}
            words["who"] = "同一单位" if entry.department else "未识别的单位"
            others = tuple(figure.source for figure in rivals)
            yield Breach(entry.actual.source, entry.department, subject.id, others=others, words=words)


@rule(
    "K104",
    ERROR,
    "一致性",
    "数值与分子分母不符",
    "{subject}填报“{raw}”，而分子{numerator}÷分母{denominator}应为{computed}",
    "请核对分子、分母的数值、单位和口径，改正后重报；口径不同（如含往年贮存量）的，在备注中说明",
)
def ratio_contradicts(review: Review) -> Iterator[Breach]:
    """比例应等于分子除以分母；误差按所填数字的末位推定，四舍五入造成的不算。"""
    yield from told(review, "ratio")


@rule(
    "K105",
    VERIFY,
    "一致性",
    "四舍五入后才达标",
    "{subject}填报“{raw}”判为达标，但分子{numerator}÷分母{denominator}为{computed}，实际未达到指标值{target}",
    "请按未取舍的数据填报",
)
def met_by_rounding(review: Review) -> Iterator[Breach]:
    """不得靠四舍五入达标。"""
    yield from told(review, "rounded")


@rule(
    "K106",
    VERIFY,
    "一致性",
    "往年数据两处不一",
    "{subject}{year}年的数据，一处为“{raw}”，另一处为“{other_raw}”",
    "请核对后统一；数据修订过的，在备注中说明",
)
def year_in_two_ledgers(review: Review) -> Iterator[Breach]:
    """同一指标同一年的数据在不同台账中应一致。"""
    by_year: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in review.batch.entries:
        if entry.year < review.period and entry.actual.value is not None:
            by_year[entry.subject, entry.year].append(entry)
    names = {subject.id: subject for subject in review.system.subjects}
    for (item, year), entries in by_year.items():
        first = entries[0]
        others = (entry for entry in entries[1:] if differs(first.actual, entry.actual) and not of_two_versions(first, entry))
        other = next(others, None)
        if other is not None:
            words = {"subject": label(names[item]), "year": year, "raw": first.actual.raw, "other_raw": other.actual.raw}
            yield Breach(first.actual.source, first.department, item, key=str(year), others=(other.actual.source,), words=words)


@rule(
    "K107",
    VERIFY,
    "一致性",
    "与参照值不一致",
    "{subject}：台账填报的{fact}为“{raw}”，创建办“参照值”表为{own}，以参照值为准",
    "请核对来源；参照值有误的，由创建办改正",
)
def reference_differs(review: Review) -> Iterator[Breach]:
    """创建办掌握的全省平均、上级下达目标和往年数据优先于台账。"""
    subjects = {subject.id: subject for subject in review.system.subjects}
    for reference in review.system.references:
        for entry in review.batch.by.entries[reference.item]:
            if entry.year != reference.year:
                continue
            pairs = [(name, getattr(reference, key), getattr(entry, key)) for key, name in FACT_NAMES.items() if key in JUDGED_FIELDS]
            if entry.year < review.period:
                pairs.append((f"{entry.year}年数据", reference.actual, entry.actual))
            for fact, own, figure in pairs:
                if own is not None and figure is not None and figure.value is not None and figure.value != own:
                    words = {"subject": label(subjects[entry.subject]), "fact": fact, "raw": figure.raw, "own": format(own, "f")}
                    yield Breach(figure.source, entry.department, entry.subject, key=f"{entry.year}{fact}", words=words)


@rule(
    "K108",
    ERROR,
    "一致性",
    "同类份额之和超过100%",
    "{first}（{first_raw}）与{second}（{second_raw}）之和为{total}%，超过100%",
    "两者互不包含，请核对数值和口径",
)
def parts_exceed_whole(review: Review) -> Iterator[Breach]:
    """同一指标下一好一差两类份额互不包含（如优于Ⅲ类与劣Ⅴ类水体），相加不应超过100%。"""
    for indicator in review.system.indicators:
        shares = [item for item in indicator.items if item.unit == "%" and review.assessments[item.id].value is not None]
        for good in (item for item in shares if item.direction == "up"):
            for bad in (item for item in shares if item.direction == "down"):
                one, two = review.assessments[good.id], review.assessments[bad.id]
                total = (one.value or Decimal(0)) + (two.value or Decimal(0))
                if total > 100 and one.chosen and two.chosen:
                    words = {"first": label(good), "second": label(bad), "total": format(total.normalize(), "f")}
                    words |= {"first_raw": one.chosen.actual.raw, "second_raw": two.chosen.actual.raw}
                    others = (two.chosen.actual.source,)
                    yield Breach(one.chosen.actual.source, one.chosen.department, good.id, others=others, words=words)


@rule(
    "K109",
    VERIFY,
    "一致性",
    "两项指标数值雷同",
    "{department}对{first}和{second}填报了同一个数“{raw}”",
    "请核对是否填错行",
)
def same_number_twice(review: Review) -> Iterator[Breach]:
    """不同指标出现一位不差的数（四位有效数字以上），多为串行或误粘。"""
    seen: dict[tuple[str | None, Decimal], tuple[str, Entry]] = {}
    for item, assessment, entry in reported(review):
        value = assessment.value
        if value is None or len(value.normalize().as_tuple().digits) < 4:
            continue
        first = seen.setdefault((entry.department, value), (label(item), entry))
        if first[1] is not entry:
            words = {"department": entry.department or entry.file, "first": first[0], "second": label(item), "raw": entry.actual.raw}
            yield Breach(entry.actual.source, entry.department, item.id, others=(first[1].actual.source,), words=words)


@rule(
    "K110",
    VERIFY,
    "一致性",
    "指标与重点任务数据不一致",
    "{subject}填报“{raw}”，而对应的重点任务{no}“{task}”完成情况为{done}{unit}",
    "请核对两处数据，统一后重报",
)
def task_contradicts_item(review: Review) -> Iterator[Breach]:
    """同一目标在指标（或正文目标）和重点任务中各报一次的（对应关系表），两处应一致。"""
    links: set[tuple[int | str, int]] = {(no, task) for link in review.system.links for no in link.indicators for task in link.key_tasks}
    links |= {(f"M{link.main_task}", task) for link in review.system.links for task in link.key_tasks}
    for item, assessment, entry in reported_subjects(review):
        bound = demands_of(review.system).subjects[item.id].bound
        if assessment.value is None or bound is None or item.unit != "%":
            continue
        owner = item.no if isinstance(item, Item) else f"M{item.main_task}"
        for no in sorted(task for subject, task in links if subject == owner):
            task = next(task for task in review.system.key_tasks if task.no == no)
            for goal in review.tasks[no].goals:
                same = goal.unit == "%" and goal.number == bound[1] and similar(goal.object or goal.text, item.name, 4)
                if same and goal.done is not None and goal.source and goal.done != assessment.value:
                    words = {"subject": label(item), "raw": entry.actual.raw, "no": no, "task": inside_quotes(task.name)}
                    words |= {"done": format(goal.done, "f"), "unit": goal.unit}
                    yield Breach(entry.actual.source, entry.department, item.id, key=str(no), others=(goal.source,), words=words)


RULES: tuple[Rule, ...] = (
    self_assessment_contradicts,
    departments_differ,
    department_contradicts_itself,
    ratio_contradicts,
    met_by_rounding,
    year_in_two_ledgers,
    reference_differs,
    parts_exceed_whole,
    same_number_twice,
    task_contradicts_item,
)
