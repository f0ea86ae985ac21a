"""What words call a value: provisional, another year's, a plan's, one's own; what they leave out of it."""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.judging.doubts.accounted import unaccounted
from ecoreport.judging.doubts.case import ALL, QUOTED, Case, Found, names_of, thing_of
from ecoreport.judging.doubts.notes import left_undone, still_to_come
from ecoreport.language import patterns as re
from ecoreport.language.caveats import caveat_in, names_score
from ecoreport.language.polarity import denies
from ecoreport.language.shortfalls import left_open
from ecoreport.language.widths import fold
from ecoreport.model import Note
from ecoreport.quantity.asides import called_sure, spoilt_by
from ecoreport.quantity.beside import named_otherwise
from ecoreport.quantity.mentions import read_mentions


def held_back(case: Case) -> Iterator[Found]:
    """Words beside a value say that it is provisional, of a part of the year, another year's, a plan's, a score."""
    value = case.value
    if next(still_to_come(case), None) or (value is None and next(left_undone(case), None)):
        return  # that says more
    if (evidence := case.entry.evidence) and value is not None and (told := _STILL_CHECKED.search(fold(evidence.text))):
        yield Found(case.doubt("held_back", {"note": evidence.text[:QUOTED], "said": told[0]}, evidence.source))
        return
    for note in case.notes:
        if objection := _objection_in(note, case):
            yield Found(case.doubt("held_back", {"note": note.text[:QUOTED], "said": objection}, note.source))
            return
        if value is not None and called_sure(note.text, value, case.demand.subject.unit, case.assessment.year):
            continue
        text = unaccounted(case, note.text)
        caveat = caveat_in(text, case.assessment.year, _digits(value), of_source=note == case.entry.data_source)
        if caveat and caveat.kind == "part" and (_understates(case, caveat.words) or _is_not_of_the_kind(case, caveat.words)):
            caveat = None
        if said := caveat.words if caveat and (value is not None or caveat.kind == "early") else _held_back_otherwise(case, note, text):
            yield Found(case.doubt("held_back", {"note": note.text[:QUOTED], "said": said}, note.source))
            return


def _objection_in(note: Note, case: Case) -> str | None:
    """Give the clause by which one who read the answer objects to it, or by which it is another measure's, or of few who were asked."""
    clauses = _CLAUSES.split(fold(note.text))
    by_reader = note == case.entry.comment or any(_READER.match(clause) for clause in clauses)
    found = next((clause for clause in clauses if by_reader and _OBJECTS.search(clause)), None)
    name = fold(case.demand.subject.name)
    filled = (match for clause in clauses if (match := _FILLED_BY.search(clause)))
    of_else = next((match[0] for match in filled if match["what"] not in name and case.value is not None), None)
    few = (match for match in _SAMPLE.finditer(fold(note.text)) if _SCORED.search(name) and int(match["size"]) < _FEWEST)
    return found or of_else or next((match[0] for match in few), None)


_READER = re.compile("(?:审核人?|复核人?|领导|审核意见|复核意见|批示)(?:意见)?:?")
_OBJECTS = re.compile(
    "不能(?:这[样么]|如此|照此)?(?:填|报|算)|不应(?:这样)?(?:填|报|算)|[填报算写]得?不对|有误(?!差)|(?<!不)(?<!无需)请[^,]{0,4}(?:核[改减]|改[正填报]|更正|重[填报新])|与(?:实际|事实|现场)不符"
)
_FILLED_BY = re.compile(r"(?:就|便|先|暂)?按[^,\d]{0,2}(?P<what>[一-鿿]{2}率)[^,\d]{0,2}(?:填报?|报)$")
_SAMPLE, _FEWEST = re.compile(r"样本(?:量|数)?(?:共|仅|只有|为)?(?P<size>\d{1,6})(?:人|份|户|名)"), 100  # who were asked
_STILL_CHECKED = re.compile(r"[^,;.]{0,8}(?:正|还|仍|尚)在[^,;.]{0,4}(?:核[实对算查]|统计|汇总|测算|复核)[^,;.]{0,8}")


def _understates(case: Case, words: str) -> bool:
    """Is an amount of which more is better reached without what is left out of it; not where it is divided by that."""
    subject = case.demand.subject
    return (
        case.assessment.status == "met"
        and subject.direction == "up"
        and subject.has_unit
        and subject.unit != "%"
        and not _DIVIDES.search(words)
    )


def _is_not_of_the_kind(case: Case, words: str) -> bool:
    """Is it said of something else that it was not counted as what is measured: 贮存的6.2万吨没有计入综合利用."""
    told, name = _NOT_COUNTED_AS.search(words), case.demand.subject.name
    return told is not None and any(name[at : at + 2] in told["what"] for at in range(len(name) - 1))


_NOT_COUNTED_AS = re.compile(r"的[^,;]{0,8}(?:没有?|未|不)(?:计入|算作?|算进|列入|纳入|当作?)(?P<what>[^,;]{2,8})$")
_DIVIDES = re.compile("人(?!工)|户|口|分母|基数|面积(?!没)")


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _held_back_otherwise(case: Case, note: Note, text: str) -> str | None:
    """Look for what no caveat says; `text` is what of the note does not come out."""
    value = case.value
    if value is None:
        return None
    of_source = _source_of_other(case, note.text) or _source_to_come(case, note.text) if note == case.entry.data_source else None
    year, unit = case.assessment.year, case.demand.subject.unit
    spoilt = None if of_source else spoilt_by(text, value, unit, year) or _leaves_kind_out(case, text, value)
    score = None if _SCORED.search(case.demand.subject.name) and not _POINTS.search(text) else names_score(text, case.entry.actual.raw)
    lacks = (
        None
        if note == case.entry.data_source or case.assessment.status != "met"
        else left_open(_without_its_evil(case, text), year, of_figure=True)
    )
    otherwise = named_otherwise(note.text, value, unit, names_of(case), year)
    later = _of_later_year(text, year)
    return (
        _of_another_year(case, note.text, value)
        or later
        or otherwise
        or spoilt
        or score
        or of_source
        or _not_comparable(case, text)
        or lacks
    )


def _of_later_year(text: str, year: int) -> str | None:
    """Give the clause that says of so many that they are a later year's: 45个为2021年建设计划村."""
    told = (match for match in _ARE_OF.finditer(fold(text)) if int(match["year"]) > year)
    return next((match[0] for match in told), None)


_ARE_OF = re.compile(r"\d[^,;.\d]{0,8}(?:[为是属系列]|纳入)(?P<year>20\d\d)年[^,;.]{0,12}")


def _not_comparable(case: Case, text: str) -> str | None:
    """Give the clause that says that the years were counted otherwise, where the target asks how they went on."""
    if "previous" not in case.demand.facts or _MADE_ALIKE.search(fold(text)):
        return None
    clauses = (clause for clause in _CLAUSES.split(fold(text)) if not _KEPT.search(clause))
    return next((clause for clause in clauses if _COUNTED_OTHERWISE.search(clause)), None)


_CLAUSES = re.compile(r"[,;]|\.(?!\d)|(?<!\d)\.")
_COUNTED_OTHERWISE = re.compile(
    r"不可比|不再(?:包含|包括|计入|统计|纳入|含)|(?:口径|统计范围|计算方法|核算方法|统计方法)[^,]{0,6}(?:不同|不一|有别|有变|变化|变更|调整|改)"
)
_KEPT = re.compile(r"(?:没有?|未|无|不作?)(?:再|作|做|发生)?(?:任何)?(?:变|调|改|不)")
_MADE_ALIKE = re.compile(r"(?<!不)可比|还原|追溯|同口径")


_POINTS = re.compile("考核|考评|满分|百分制|排名|名次|第[0-9]+[位名]")
_SCORED = re.compile("满意度|指数|知晓度|参与度")  # what a survey finds is a score


def _without_its_evil(case: Case, text: str) -> str:
    """Take out of a note that what the item counts is not there, where less of it is better: 全年没有V类."""
    thing = thing_of(case)
    if case.demand.subject.direction != "down" or not thing:
        return text
    return re.sub(rf"(?:没有?|无|未|不)[^,;。，；]{{0,8}}{re.escape(thing)}", "", fold(text))


def _leaves_kind_out(case: Case, text: str, value: Decimal) -> str | None:
    """Give the clause that leaves out things of the kind that is measured, or anything where all is said to be done: 不含医疗废物."""
    name = case.demand.subject.name
    if case.assessment.status == "not_met" and (left := _UNCOUNTED.search(fold(text))) and not _RIGHTLY_OUT.search(left[0]):
        return left[0]  # 新建公园未计入: with it the value might do
    if _understates(case, text) or _BY_RULE.search(fold(text)):
        return None
    for match in _WITHOUT.finditer(fold(text)):
        of_kind = any(name[at : at + 2] in match["what"] for at in range(len(name) - 1))
        if (of_kind or (case.demand.is_share and value == ALL)) and not _RIGHTLY_OUT.search(match["what"]):
            return match[0]
    return None


_BY_RULE = re.compile(r"[按依]照?[^,;.]{0,8}口径")
_UNCOUNTED = re.compile(r"[一-鿿]{2,10}(?:尚|还|暂)?(?:未|没有?)(?:计入|纳入|列入|统计|算入|算进)[^,;]{0,4}(?=$|[,;.])")
_WITHOUT = re.compile(r"(?:不含|不包括|未含|未包括|没含|没有?算)(?P<what>[^,;。()]{3,20})")
_RIGHTLY_OUT = re.compile(
    r"重复|因素|影响|在建|未投|拟|规划|计划|预计|外[地市省县]|[转移]入|临时|过境|自备|依法|按规定|上年|往年|结转|20\d\d年|本底|自然"
)


def _of_another_year(case: Case, text: str, value: Decimal) -> str | None:
    """Give the clause that gives the very number to another year: 自2021年度考核起调整为26%."""
    year = case.assessment.year
    text = _DATED.sub(lambda match: "" if int(match["year"]) > year else match[0], text)
    mentions = [each for each in read_mentions(text, names_of(case), year).mentions if each.value == value]
    if mentions and value not in case.past and all(each.year not in (None, year) for each in mentions):
        return text[max(0, mentions[0].start - 12) : mentions[0].end]
    return None


_DATED = re.compile(r"(?P<year>20\d\d)年\d{1,2}月(?:\d{1,2}日|底|初|份)?")  # when it was told: 2021年1月通报


def _source_of_other(case: Case, text: str) -> str | None:
    """Give the measure that a source is about, where it is another."""
    names = names_of(case)
    for match in _OTHER_MEASURE.finditer(fold(text)):
        if not any(match[1] in name for name in names):
            return match[0]
    return None


def _source_to_come(case: Case, text: str) -> str | None:
    """Give the clause by which a source of the year itself is not there yet: 2020年度办法还未印发."""
    clauses = _CLAUSES.split(fold(text))
    return next((clause for clause in clauses if str(case.assessment.year) in clause and denies(clause)), None)


_OTHER_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?([\u4e00-\u9fff]{2}(?:率|比例|指数|浓度)|满意度|参与度|知晓率)(?=报表|统计|调查|表|报告|台账|结果|$)"
)
