"""佐证: is what was reported proven."""

from collections import defaultdict
from collections.abc import Iterator

from ecoreport.checks.common import excused_years, joined, label, reported
from ecoreport.judging.pieces import cells_of, keys_of
from ecoreport.language import patterns as re
from ecoreport.language.dates import read_date
from ecoreport.language.periods import LONE_YEAR, YEAR, names_months
from ecoreport.language.references import Reference, read_number, refer, title_key
from ecoreport.language.widths import inside_quotes
from ecoreport.model import Entry, EvidenceResult, Goal, Item, KeyTask, KeyTaskReport, Note, Source
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule

_DOCUMENT_NUMBER = re.compile(rf"[〔\[(（【［]\s*({YEAR})\s*[〕\])）】］]\s*(\d+)\s*号")
_OFFICIAL_NUMBER = re.compile(rf"〔{YEAR}〕\d+号")
_MANY = 5  # items that one file proves before it is worth a look


def _results(review: Review) -> Iterator[tuple[Item, Entry]]:
    """Go through the answers that claim something: what is not yet known, or does not apply, needs no proof."""
    yield from ((item, entry) for item, _, entry in reported(review) if entry.actual.state == "value")


def _proven(review: Review) -> Iterator[tuple[str | None, str]]:
    """Pair every department with what its lists and its cells of 佐证 are to prove; what only prose names is not listed."""
    for result in review.evidence:
        if result.form != "prose":
            yield from ((result.evidence.department, subject) for subject in result.subjects)
        yield from ((each.department, each.subject) for each in result.cited if each.subject and not each.prose)


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
    listed = {(department, subject) for department, subject in _proven(review)}
    missing: dict[str | None, list[tuple[Item, Entry]]] = defaultdict(list)
    proving = {piece.department for piece in review.batch.evidence}
    for item, entry in _results(review):
        if not cells_of(entry) and (entry.department, item.id) not in listed:
            missing[entry.department].append((item, entry))
        elif cells_of(entry):
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
        if cells_of(entry):
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
    listed: dict[str | None, set[str]] = defaultdict(set)
    for piece in review.batch.evidence:
        listed[piece.department].update(key for kind, key in keys_of(piece) if kind in ("number", "own"))
    for subject, record in _rows(review):
        known = listed[record.department]
        for note, told in _references(record):
            key = told.number or told.own
            if known and key and key not in known and not (told.span and known.issuperset(told.span)):
                number = told.written if read_number(told.written) or told.written == told.own else key
                yield Breach(note.source, record.department, subject.id, key=number, words={"subject": label(subject), "number": number})


def _rows(review: Review) -> Iterator[tuple[Item | Goal | KeyTask, Entry | KeyTaskReport]]:
    """Go through all answers to items, goals and tasks, each cell of evidence once: also of those whose value another one outdoes."""
    records: dict[str, list[Entry | KeyTaskReport]] = defaultdict(list)
    every: tuple[Entry | KeyTaskReport, ...] = (*review.batch.entries, *review.batch.tasks)
    for record in every:
        records[record.subject].append(record)
    seen: set[Source] = set()
    for subject in (*review.system.subjects, *review.system.key_tasks):
        for record in records[subject.id]:
            places = {note.source for note in cells_of(record)}
            if not places <= seen:
                yield subject, record
            seen |= places


def _references(record: Entry | KeyTaskReport) -> Iterator[tuple[Note, Reference]]:
    yield from ((note, told) for note in cells_of(record) for told in refer(note.text))


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
    for result in review.evidence:
        piece = result.evidence
        if result.form == "list" and not result.subjects and not piece.subjects_unknown:
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words={"title": piece.title or piece.number})


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
    excused = excused_years(review)
    for result in review.evidence:
        piece = result.evidence
        years = {int(year) for year in LONE_YEAR.findall(f"{piece.title} {piece.document_number} {piece.dated}")}
        lasts = review.vocabulary.mentions("lasting", piece.title)  # a plan or a rule stays in force for years
        if result.form != "prose" and years and max(years) < review.period and not (set(result.subjects) & excused) and not lasts:
            words = {"number": piece.number, "title": piece.title, "year": max(years), "period": review.period}
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words=words)


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
    first: dict[tuple[str | None, str], EvidenceResult] = {}
    for result in review.evidence:
        key = (result.evidence.department, result.evidence.file_name or result.evidence.title)
        if not result.pages and result.form != "prose":
            proved[key].update(result.subjects)
            first.setdefault(key, result)
    for key, items in proved.items():
        if len(items) > _MANY and key[1]:
            yield Breach(first[key].evidence.source, key[0], key=key[1], words={"name": key[1], "count": len(items)})


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
    pieces: dict[str, list[EvidenceResult]] = defaultdict(list)
    for result in review.evidence:
        for subject in result.subjects:
            pieces[subject].append(result)
    for item, _, entry in reported(review):
        own = pieces[item.id]
        if item.direction is None and own and not any(result.evidence.document_number.strip() for result in own):
            said = f"{entry.actual.text or ''}{entry.statement.text if entry.statement else ''}"
            if not _DOCUMENT_NUMBER.search(said):
                yield Breach(own[0].evidence.source, entry.department, item.id, words={"subject": label(item)})


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


@rule(
    "E117",
    VERIFY,
    "佐证",
    "佐证一栏没有写明材料",
    "{department}有{count}格佐证没有写明是哪一份材料，只写了{texts}",
    "请写佐证编号，或材料名称、文号；没有材料的请空着",
)
def names_nothing(review: Review) -> Iterator[Breach]:
    """“见附件”“有”“已提供”不是材料的名称；按单位合并提示。"""
    cited = {each.note.source for result in review.evidence for each in result.cited}
    vague: dict[str | None, list[Note]] = defaultdict(list)
    numbered = {piece.department for piece in review.batch.evidence if piece.number.strip()}
    for _, record in _rows(review):
        for note in cells_of(record):
            told = bool(refer(note.text)) and record.department in numbered  # a number that is not listed is told so (E103)
            if note.source not in cited and not told and re.search(r"\w|√|✓|✔", note.text):
                vague[record.department].append(note)
    for department, notes in vague.items():
        texts = joined(tuple(dict.fromkeys(f"“{inside_quotes(note.text.strip())}”" for note in notes)))
        words = {"department": department or "未识别的单位", "count": len(notes), "texts": texts}
        yield Breach(notes[0].source, department, others=tuple(note.source for note in notes[1:]), words=words)


@rule(
    "E118",
    VERIFY,
    "佐证",
    "全年数据的佐证早于年底",
    "{department}的佐证材料是全年的，日期却早于当年年底：{names}",
    "请换成年度结束后的材料；确为提前预计的，请说明",
)
def dated_before_the_year_ended(review: Review) -> Iterator[Breach]:
    """年报、全年统计、决算要到年底以后才有；按单位合并提示。"""
    early: dict[str | None, list[tuple[EvidenceResult, str]]] = defaultdict(list)
    for result in review.evidence:
        piece = result.evidence
        years = {int(year) for year in LONE_YEAR.findall(piece.title)} or {review.period}
        dated = read_date(piece.dated)
        whole = review.vocabulary.mentions("whole_year", piece.title) and not names_months(piece.title)
        whole = whole and not review.vocabulary.mentions("lasting", piece.title)
        if whole and dated and dated.year == max(years) and (dated.month, dated.day) != (12, 31):
            early[piece.department].append((result, piece.dated.strip()))
    for department, pieces in early.items():
        names = joined([f"{each.evidence.number.strip()}“{inside_quotes(each.title)}”（{dated}）" for each, dated in pieces])
        words = {"department": department or "未识别的单位", "names": names}
        first, *rest = (each.evidence.source for each, _ in pieces)
        yield Breach(first, department, others=tuple(rest), words=words)


@rule(
    "E119",
    VERIFY,
    "佐证",
    "有材料而没有填数",
    "{subject}{year}年没有数（{said}），而佐证材料{number}“{title}”正是这一年的",
    "请按材料补填；材料里没有这个数的，请说明",
)
def figure_exists(review: Review) -> Iterator[Breach]:
    """填“暂无”“正在统计”或没有填，而列出的材料按名称就是这项指标当年的统计，数应当已经有了。"""
    titles = [(result, title_key(result.evidence.title)) for result in review.evidence if str(review.period) in result.evidence.title]
    for item in review.system.items:
        assessment = review.assessments[item.id]
        entry = assessment.chosen
        said = "未填" if entry is None or entry.actual.state == "blank" else entry.actual.raw if entry.actual.state == "pending" else ""
        key = title_key(item.name)
        if not said or assessment.value is not None or not item.has_unit:
            continue
        for result, title in titles:
            if key in title and not review.vocabulary.mentions("lasting", result.evidence.title):
                piece = result.evidence
                words = {
                    "subject": label(item), "year": review.period, "said": said, "number": piece.number.strip(),
                    "title": inside_quotes(piece.title),
                }  # fmt: skip
                source = entry.actual.source if entry else piece.source
                department = entry.department if entry else piece.department
                yield Breach(source, department, item.id, others=(piece.source,) if entry else (), words=words)
                break


RULES: tuple[Rule, ...] = (
    without_evidence,
    no_evidence_list,
    number_not_listed,
    piece_without_item,
    other_year,
    proves_too_much,
    without_document_number,
    document_number_form,
    names_nothing,
    dated_before_the_year_ended,
    figure_exists,
)
