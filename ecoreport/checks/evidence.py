"""佐证: is what was reported proven."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ecoreport.checks.common import joined, label, reported, reported_tasks
from ecoreport.demands import demands_of
from ecoreport.judging.proofs import find_files
from ecoreport.language.periods import LONE_YEAR, YEAR
from ecoreport.model import Entry, Evidence, Item
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule

_NUMBER_SEPARATORS = re.compile(r"[、,，;；\s/]+")
_DOCUMENT_NUMBER = re.compile(rf"[〔\[(（【［]\s*({YEAR})\s*[〕\])）】］]\s*(\d+)\s*号")
_OFFICIAL_NUMBER = re.compile(rf"〔{YEAR}〕\d+号")
_MANY = 5  # items that one file proves before it is worth a look


def _numbers(text: str) -> list[str]:
    return [part for part in _NUMBER_SEPARATORS.split(text) if part]


def _results(review: Review) -> Iterator[tuple[Item, Entry]]:
    """Go through the answers that claim something: what is not yet known, or does not apply, needs no proof."""
    yield from ((item, entry) for item, _, entry in reported(review) if entry.actual.state == "value")


@rule(
    "E101",
    VERIFY,
    "佐证",
    "没有佐证材料",
    "{department}填报的{items}没有列佐证材料",
    "请在佐证材料表逐项列出文件名称、文号、日期，并在指标行填写编号",
)
def without_evidence(review: Review) -> Iterator[Breach]:
    """每项结果都应有佐证材料（自查须有证明）；单位完全没有列佐证的，合并提示。"""
    listed = {(piece.department, subject) for piece in review.batch.evidence for subject in piece.subjects}
    missing: dict[str | None, list[tuple[Item, Entry]]] = defaultdict(list)
    proving = {piece.department for piece in review.batch.evidence}
    for item, entry in _results(review):
        if entry.evidence is None and (entry.department, item.id) not in listed:
            missing[entry.department].append((item, entry))
        elif entry.evidence is not None:
            proving.add(entry.department)
    for department, entries in missing.items():
        if department in proving and len(entries) <= _MANY:
            for item, entry in entries:
                words = {"department": department or "未识别的单位", "items": label(item)}
                yield Breach(entry.actual.source, department, item.id, words=words)
        elif department in proving:
            words = {"department": department or "未识别的单位", "items": joined([f"第{item.id}项" for item, _ in entries])}
            first, *rest = (entry.actual.source for _, entry in entries)
            yield Breach(first, department, others=tuple(rest), words=words)


@rule(
    "E102",
    NOTICE,
    "佐证",
    "整份台账没有佐证清单",
    "{department}的台账没有佐证材料清单，{count}项结果均无佐证",
    "请按下发台账的“佐证材料”表补报清单和材料",
)
def no_evidence_list(review: Review) -> Iterator[Breach]:
    """自行设计的台账没有佐证一栏的，只提示一次。"""
    proving = {piece.department for piece in review.batch.evidence}
    counts: dict[str | None, int] = defaultdict(int)
    for _, entry in _results(review):
        counts[entry.department] += 1
        if entry.evidence is not None:
            proving.add(entry.department)
    for department, count in counts.items():
        if department not in proving:
            yield Breach(department=department, words={"department": department or "未识别的单位", "count": count})


@rule(
    "E103",
    ERROR,
    "佐证",
    "佐证编号不在清单中",
    "{subject}填写的佐证编号“{number}”不在佐证材料清单中",
    "请在佐证材料表补列该材料，或改正编号",
)
def number_not_listed(review: Review) -> Iterator[Breach]:
    """指标行、任务行的佐证编号应能在佐证材料清单中找到。"""
    numbers: dict[str | None, set[str]] = defaultdict(set)
    for piece in review.batch.evidence:
        numbers[piece.department].add(piece.number.strip())
    for item, _, entry in reported(review):
        if entry.evidence is None or not numbers[entry.department]:
            continue
        for number in _numbers(entry.evidence.text):
            if number not in numbers[entry.department] and re.fullmatch(r"[\w.\-—]+", number):
                words = {"subject": label(item), "number": number}
                yield Breach(entry.evidence.source, entry.department, item.id, key=number, words=words)
    for task, assessment in reported_tasks(review):
        report = assessment.chosen
        if report is None or report.evidence is None or not numbers[report.department]:
            continue
        for number in _numbers(report.evidence.text):
            if number not in numbers[report.department] and re.fullmatch(r"[\w.\-—]+", number):
                words = {"subject": label(task), "number": number}
                yield Breach(report.evidence.source, report.department, task.id, key=number, words=words)


@rule(
    "E104",
    NOTICE,
    "佐证",
    "佐证材料未对应指标",
    "佐证材料“{title}”没有写明对应哪一项指标或任务",
    "请在“对应指标”一栏填写指标编码或序号",
)
def piece_without_item(review: Review) -> Iterator[Breach]:
    """佐证材料按指标归档，须写明对应指标。"""
    used: dict[str | None, set[str]] = defaultdict(set)
    for entry in review.batch.entries:
        used[entry.department].update(_numbers(entry.evidence.text) if entry.evidence else ())
    for report in review.batch.tasks:
        used[report.department].update(_numbers(report.evidence.text) if report.evidence else ())
    for piece in review.batch.evidence:
        if not piece.subjects and piece.number not in used[piece.department]:
            words = {"title": piece.title or piece.number}
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words=words)


@rule(
    "E105",
    ERROR,
    "佐证",
    "佐证文件不存在",
    "佐证材料{number}“{title}”写明的文件“{name}”在佐证文件夹中找不到",
    "请补交该文件，或改正文件名",
)
def file_absent(review: Review) -> Iterator[Breach]:
    """清单写明文件名的，文件夹中应有该文件（给出 --evidence 时核对）。"""
    if review.evidence_files is None:
        return
    for piece in review.batch.evidence:
        if piece.file_name and not find_files(piece, review.evidence_files):
            words = {"number": piece.number, "title": piece.title, "name": piece.file_name}
            yield Breach(piece.source, piece.department, key=piece.number or piece.file_name, words=words)


@rule("E106", ERROR, "佐证", "佐证文件是空的", "佐证文件“{name}”大小为0", "请重新提交该文件")
def file_empty(review: Review) -> Iterator[Breach]:
    """佐证文件应能打开（给出 --evidence 时核对）。"""
    for piece in review.batch.evidence:
        if any(file.size == 0 for file in find_files(piece, review.evidence_files or ())):
            yield Breach(piece.source, piece.department, key=piece.number or piece.file_name, words={"name": piece.file_name})


@rule(
    "E107",
    VERIFY,
    "佐证",
    "佐证材料年份不符",
    "佐证材料{number}“{title}”是{year}年的，而考核年是{period}年",
    "请提供{period}年的材料；确需用往年材料的，在备注中说明",
)
def other_year(review: Review) -> Iterator[Breach]:
    """佐证材料应与考核年一致；方案本身要求往年的（如任务4、26）和滞后公布的（生态环境状况指数）除外。"""
    excused = _subjects_of_earlier_years(review)
    for piece in review.batch.evidence:
        years = {int(year) for year in LONE_YEAR.findall(f"{piece.title} {piece.document_number} {piece.dated}")}
        lasts = review.vocabulary.mentions("lasting", piece.title)  # a plan or a rule stays in force for years
        if years and max(years) < review.period and not (set(piece.subjects) & excused) and not lasts:
            words = {"number": piece.number, "title": piece.title, "year": max(years), "period": review.period}
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words=words)


def _subjects_of_earlier_years(review: Review) -> set[str]:
    tasks = {each.task.id for each in demands_of(review.system).tasks.values() if each.speaks_of_years_before(review.period)}
    return tasks | {item.id for item in review.system.items if item.lag}


@rule(
    "E108",
    NOTICE,
    "佐证",
    "同一材料证明多项",
    "佐证材料“{name}”被用来证明{count}项指标或任务",
    "请确认该材料确能逐项证明，并注明页码",
)
def proves_too_much(review: Review) -> Iterator[Breach]:
    """同一份文件证明多项指标的，应注明页码。"""
    proved: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    first: dict[tuple[str | None, str], Evidence] = {}
    for piece in review.batch.evidence:
        key = (piece.department, piece.file_name or piece.title)
        proved[key].update(piece.subjects)
        first.setdefault(key, piece)
    for key, items in proved.items():
        if len(items) > _MANY and key[1]:
            yield Breach(first[key].source, key[0], key=key[1], words={"name": key[1], "count": len(items)})


@rule(
    "E109",
    VERIFY,
    "佐证",
    "定性指标没有文号",
    "{subject}是定性指标，所列佐证材料都没有文号",
    "请补充印发文件及文号，如 舟政发〔2020〕1号",
)
def without_document_number(review: Review) -> Iterator[Breach]:
    """制度、规划类指标以正式文件为证，应有文号。"""
    pieces: dict[str, list[Evidence]] = defaultdict(list)
    for piece in review.batch.evidence:
        for subject in piece.subjects:
            pieces[subject].append(piece)
    for item, _, entry in reported(review):
        own = pieces[item.id]
        if item.direction is None and own and not any(piece.document_number.strip() for piece in own):
            said = f"{entry.actual.text or ''}{entry.statement.text if entry.statement else ''}"
            if not _DOCUMENT_NUMBER.search(said):
                yield Breach(own[0].source, entry.department, item.id, words={"subject": label(item)})


@rule(
    "E110",
    NOTICE,
    "佐证",
    "文号格式不规范",
    "佐证材料{number}的文号“{written}”应写作“{proposed}”",
    "公文年份用六角括号〔〕（GB/T 9704—2012）",
)
def document_number_form(review: Review) -> Iterator[Breach]:
    """公文文号的年份用六角括号括入（GB/T 9704—2012 第7.2.5条）。"""
    for piece in review.batch.evidence:
        match = _DOCUMENT_NUMBER.search(piece.document_number)
        if match and not _OFFICIAL_NUMBER.search(piece.document_number):
            proposed = _DOCUMENT_NUMBER.sub(r"〔\1〕\2号", piece.document_number)
            words = {"number": piece.number, "written": piece.document_number, "proposed": proposed}
            yield Breach(piece.source, piece.department, key=piece.number or piece.document_number, words=words)


RULES: tuple[Rule, ...] = (
    without_evidence,
    no_evidence_list,
    number_not_listed,
    piece_without_item,
    file_absent,
    file_empty,
    other_year,
    proves_too_much,
    without_document_number,
    document_number_form,
)
