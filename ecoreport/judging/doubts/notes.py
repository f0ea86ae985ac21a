"""What stands beside a value in words: another figure, a change that its years do not show, a figure that is still to come."""

from collections.abc import Iterator
from decimal import Decimal

from ecoreport.judging.doubts.case import Alternative, Case, Found, agree, value_of
from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.caveats import caveat_in, names_score
from ecoreport.language.changes import FALLS, RISES
from ecoreport.language.shortfalls import denial_in, left_open
from ecoreport.language.units import convert
from ecoreport.language.widths import fold
from ecoreport.model import Item, Note
from ecoreport.model.facts import FACT_NAMES
from ecoreport.quantity import read_quantity
from ecoreport.quantity.beside import Beside, ends_alike, figures_beside
from ecoreport.quantity.mentions import read_mentions
from ecoreport.quantity.tally import amounts_in, comes_out, counted_in, listed_in, quotient_in

_QUOTED = 60  # characters of a note
_CLAUSES = re.compile(r"[,;。!?()\n]|\.(?!\d)")
_STILL_TO_COME = re.compile(
    r"(?:^|数据|结果|数字|统计|最终数|年报|全年数|本数|此数)(?:正在|尚在|仍在|还在|尚未|还未|暂未|未|待|有待|等待)?[^,]{0,10}"
    r"(?:统计(?:中|之中)|汇总中|核算中|尚未公布|尚未出|未公布|未出来?|未反馈|未形成|尚未发布|未发布|待公布|待发布|未统计完)"
    r"|(?:正在|尚在|仍在|还在)[^,]{0,4}(?:统计|汇总|核算|测算|审核|审定|核定)(?:$|中|之中)|(?:待|等待|有待|尚待)[^,后]{0,8}(?:公布|发布|反馈|核定|审定|出具)$"
)
_OF_OTHERS = re.compile(r"全省|全国|省平均|平均值|分子|分母|上级|其他|各县|年鉴|公报|考核|得分|评价")
_COPIED = re.compile(r"照?抄(?!告)|(?:按|照|以)(?:方案|指标|目标|规划|计划)[^,;]{0,6}(?:填|报|列)|沿用(?:目标|计划|规划)")
_THIS_YEAR = re.compile(r"今年|本年|当年|四舍五入|实测|重新")
_LAST_YEAR = r"(?:上一?年|去年|往年)"
_OF_LAST = re.compile(
    rf"(?:沿用|同|与|按|参照|照|抄|维持)[^,;]{{0,6}}{_LAST_YEAR}|{_LAST_YEAR}[^,;]{{0,6}}(?:数据?|情况|水平|一致|相同)|沿用(?:$|[,;.])"
    r"|(?:未|没有?)(?:再|重新|另行)?(?:更新|做新|开展新|重新|复测|重测)"
)
_AGAINST_LAST = r"(?:较|比|同|与|于)(?:上一?年度?|去年|20\d\d年)(?:相比|同期|相较)*|同比"
_MORE = rf"(?:{any_of(RISES, '回升 反弹 走高 攀升 抬升 多出 多了 高出 高了')})"
_LESS = rf"(?:{any_of(FALLS, '走低 下滑 少了 低了 变差 退步 恶化')})"
_MOVED = re.compile(
    rf"(?P<against>{_AGAINST_LAST})[^,;。\d]{{0,6}}?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
    r"|(?:(?P<above>高过|多过|大过|超过?|[高多大]于)|(?P<below>[少低小]于|少过|低过|不及|不如|不敌|没有?(?:保住|赶上|跟上|够着|达到|超过|守住|恢复到)))(?:上一?年|去年)"
    r"|(?P<turned>不降反升|不减反增|反增|反升)|连[续着][^,]{0,4}年?(?:(?P<rising>上升|提高|增长|走高)|(?P<falling>下滑|下降|减少|走低))"
    r"|(?P<up>走高|回升|反弹|攀升)$|(?P<down>走低|下滑|回落)$|(?P<shrunk>比年初[^,]{0,2}[缩减降少]|缩水)"
)
_REACHED = re.compile(r"达到?了?(?:目标|要求|计划)|完成(?:了)?(?:目标|计划|任务)|(?:高|优)于目标")


def another_figure(case: Case) -> Iterator[Found]:
    """A note gives another figure for the same measure and year."""
    value = case.value
    if value is None or case.entry.actual.from_prose:
        return
    known = _known(case)
    for note in (*case.notes, *case.notes_of_others, *case.titles):
        told = [each for each in _figures(case, note.text) if not each.change and not (each.loose and _far(each.value, value, case))]
        same = (agree(each.value, value) or agree(each.value * _ALL, value) or _is_the_rest(each.value, value, case) for each in told)
        if not told or any(same):
            continue
        other = next((each for each in told if each.value not in known), None)
        if other is not None:
            words = {"note": note.text[:_QUOTED], "other": format(other.value.normalize(), "f")}
            alternative = Alternative("旁注所写", note.source, value_of(other.value))
            yield Found(case.doubt("another_figure", words, note.source, refuting=True), (alternative,))
            return


def _is_the_rest(told: Decimal, value: Decimal, case: Case) -> bool:
    """Is a share what is left of the whole: 不达标的3.6% beside 96.4."""
    return case.demand.is_share and agree(told, _ALL - value)


def _far(told: Decimal, value: Decimal, case: Case) -> bool:
    """Is a number too far from the value to be another of the same measure."""
    return abs(told - value) > _POINTS if case.demand.is_share else not value * 2 > told > value / 2


def against_the_series(case: Case) -> Iterator[Found]:
    """A note tells a change from last year that the two values do not show."""
    value, last = case.value, case.last
    if value is None or last is None:
        return
    for note in case.notes:
        if _contradicts_series(case, note.text, value, last):
            words = {"note": note.text[:_QUOTED], "last": format(last, "f")}
            yield Found(case.doubt("against_series", words, note.source))
            return


def _contradicts_series(case: Case, text: str, value: Decimal, last: Decimal) -> bool:
    for change in (each for each in _figures(case, text) if each.change):
        step = value - last if change.points or case.demand.is_share else (value - last) / last * 100 if last else None
        if step is not None and not (change.relative and case.demand.is_share) and not agree_change(change.value, step):
            return True
    for clause in _CLAUSES.split(fold(text)):
        moved = _MOVED.search(clause)
        if moved is None or re.search(r"\d%|\d个?百分点", clause) or not _bare_subject(clause[: moved.start()], case):
            continue
        rose = any(moved[name] for name in ("more", "above", "up", "rising", "turned"))
        if (value < last) if rose else (value > last):
            return True
    return False


def _bare_subject(before: str, case: Case) -> bool:
    """Does nothing but the measure itself, or a part of its name, stand before the comparison in its clause."""
    before = re.sub(r"20\d\d年|全市|我市|本市|本年|今年|指标|数值|该项|本项|强度|^.*带动|^.*影响下|[已也均却又仍]$", "", before)
    return not before or any(name in before or (ends_alike(before, name) and _runs(before, name)) for name in _names(case))


def _runs(words: str, name: str) -> bool:
    """Does a name hold most of the characters of these words: 年末绿色贷款余额 of 绿色贷款, 人均用量 of 人均使用量."""
    shared = sum(character in name for character in words)
    return (len(words) <= _SHORT and shared * 4 >= len(words) * 3) or any(name[at : at + 4] in words for at in range(len(name) - 3))


_CLOSED_ALL = re.compile(
    r"(?:均|全部|都|悉数)已?[^,，。;；未]{0,8}(?:完成|办结|销号|到位|整改|开展|达标|合格|落实)|\d+[\u4e00-\u9fff](?:全部|均)"
)
_OF_RESULTS = re.compile(r"(?:结果|数据|公报|通报|数字?|报告)[^,]{0,4}(?:尚|还|暂|未|待)")  # of what is published, not of what is done
_SHORT = 10  # characters of a subject


def agree_change(told: Decimal, step: Decimal) -> bool:
    """Is a change told as its values show it, to the digits told."""
    places = max(0, -int(told.as_tuple().exponent))
    unit = Decimal(1).scaleb(-places)
    return abs(abs(told) - abs(step)) <= unit and (told == 0 or step == 0 or (told > 0) == (step > 0))


def still_to_come(case: Case) -> Iterator[Found]:
    """A note says that the figure is not there yet."""
    if case.value is None:
        return
    for note in case.notes:
        for clause in _CLAUSES.split(fold(note.text)):
            waits = read_quantity(clause, unit="").state in ("pending", "not_due") or _STILL_TO_COME.search(clause)
            if clause and waits and not _OF_OTHERS.search(clause):
                yield Found(case.doubt("still_to_come", {"note": note.text[:_QUOTED]}, note.source, refuting=True), possible=False)
                return


def copied_target(case: Case) -> Iterator[Found]:
    """The target's own number, or the assigned one, under words of a target and no others."""
    value = case.value
    bounds = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", case.demand.subject.target)} | {case.facts.assigned}
    if value is None or value not in bounds:
        return
    for note in case.notes:
        mentions = read_mentions(note.text, _names(case), case.assessment.year).mentions
        same = [each for each in mentions if each.value == value]
        folded = fold(note.text)
        aims = bool(same) and all(each.role in ("planned", "bound") for each in same)
        if (aims and not _REACHED.search(folded)) or _COPIED.search(folded):
            yield Found(case.doubt("copied_target", {"note": note.text[:_QUOTED]}, note.source))
            return


def counted_otherwise(case: Case) -> Iterator[Found]:
    """A note counts so many of so many, which is another share."""
    value = case.value
    if value is None or not case.demand.is_share or case.demand.measure == "变化率":
        return
    least = value / 2 if value == _ALL else value * _NEARLY
    for note in (note for note in case.notes if note != case.entry.data_source):
        told = [each for each in counted_in(note.text, case.demand.subject.name, value) if each.percent >= least]
        if told and not comes_out(note.text, value, _LAST_DIGIT):
            other = told[0]
            percent = Decimal(f"{other.percent:.2f}")
            words = {"note": note.text[:_QUOTED], "other": f"{percent.normalize():f}%"}
            yield Found(
                case.doubt("counted_otherwise", words, note.source, refuting=True),
                (Alternative("旁注所写的数量", note.source, value_of(percent)),),
            )
            return


def divided_otherwise(case: Case) -> Iterator[Found]:
    """A note tells the two amounts of which an intensity is made, and they make another."""
    value, unit = case.value, case.demand.subject.unit
    if value is None or value <= 0 or "/" not in unit:
        return
    for note in case.notes:
        made = quotient_in(note.text, unit)
        if made is not None and value / 2 < made < value * 2 and abs(made - value) > value * _ROUNDED:
            other = Decimal(f"{made:.3g}")
            words = {"note": note.text[:_QUOTED], "other": f"{other:f}{unit}"}
            alternative = Alternative("旁注所写的数量", note.source, value_of(other))
            yield Found(case.doubt("counted_otherwise", words, note.source, refuting=True), (alternative,))
            return


def told_in_another_unit(case: Case) -> Iterator[Found]:
    """A note gives the very number with another unit: 验收单上写78.5亩 beside 78.5公顷."""
    written, unit = case.entry.actual.written, case.demand.subject.unit
    if written is None or not unit:
        return
    for note in case.notes:
        told = [each for amounts in amounts_in(note.text) for each in amounts if each.value == written]
        meant = [convert(each.value, each.unit, unit) for each in told]
        other = next((value for value in meant if value is not None and value != case.value), None)
        if other is not None and case.value not in meant:
            words = {"note": note.text[:_QUOTED], "other": f"{other.normalize():f}{unit}"}
            alternative = Alternative("旁注所写的单位", note.source, value_of(other))
            yield Found(case.doubt("another_figure", words, note.source, refuting=True), (alternative,))
            return


def parts_disagree(case: Case) -> Iterator[Found]:
    """A note lists the parts one by one: amounts that add up to another sum, shares that all lie on one side of the whole."""
    value = case.value
    if value is None or value == 0:
        return
    for note in case.notes:
        told = listed_in(note.text)
        if not told or value in told:
            continue
        if case.demand.is_share:
            wrong = all(each <= _ALL for each in told) and (max(told) < value or min(told) > value) and min(told) * 2 > value
            other = f"各部分{min(told):f}—{max(told):f}"
        else:
            wrong = not agree(sum(told, Decimal(0)), value) and value / 2 <= sum(told) <= value * 2
            other = f"各部分之和{sum(told):f}"
        if wrong:
            yield Found(case.doubt("parts_disagree", {"note": note.text[:_QUOTED], "other": other}, note.source))
            return


def held_back(case: Case) -> Iterator[Found]:
    """Words beside a value say that it is provisional, of a part of the year, another year's, a plan's, a score."""
    value = case.value
    if next(still_to_come(case), None) or (value is None and next(left_undone(case), None)):
        return  # that says more
    for note in case.notes:
        caveat = caveat_in(note.text, case.assessment.year, of_source=note == case.entry.data_source)
        if said := caveat.words if caveat and (value is not None or caveat.kind == "early") else _held_back_otherwise(case, note, value):
            yield Found(case.doubt("held_back", {"note": note.text[:_QUOTED], "said": said}, note.source))
            return


def _held_back_otherwise(case: Case, note: Note, value: Decimal | None) -> str | None:
    if value is None:
        return None
    of_source = _source_of_other(case, note.text) if note == case.entry.data_source else None
    return _of_another_year(case, note.text, value) or names_score(note.text, case.entry.actual.raw) or of_source


def _of_another_year(case: Case, text: str, value: Decimal) -> str | None:
    """Give the clause that gives the very number to another year: 自2021年度考核起调整为26%."""
    mentions = [each for each in read_mentions(text, _names(case), case.assessment.year).mentions if each.value == value]
    if mentions and value not in case.past and all(each.year not in (None, case.assessment.year) for each in mentions):
        return text[max(0, mentions[0].start - 12) : mentions[0].end]
    return None


def facts_noted(case: Case) -> Iterator[Found]:
    """A note tells another average, or another assigned value, than the one that was filled in."""
    for name, pattern in _FACTS.items():
        figure = getattr(case.entry, name)
        if name not in case.demand.facts or figure is None or figure.value is None:
            continue
        for note in case.notes:
            if (of := _SOURCE_YEAR.search(fold(note.text))) and int(of["year"]) != case.assessment.year and of["fact"] in FACT_NAMES[name]:
                words = {"fact": FACT_NAMES[name], "first": figure.raw, "note": note.text[:_QUOTED], "other": f"{of['year']}年的数"}
                yield Found(case.doubt("facts_noted", words, note.source, at=figure.source, key=name))
                return
            for match in pattern.finditer(fold(note.text)):
                number = Decimal(match["number"]) * (-1 if match["fall"] else 1)
                years = re.findall(r"(20\d\d)年", match[0])
                if (years and str(case.assessment.year) not in years) or number == figure.value:
                    continue
                words = {"fact": FACT_NAMES[name], "first": figure.raw, "note": note.text[:_QUOTED], "other": match["number"]}
                alternative = Alternative(f"{FACT_NAMES[name]}取旁注所写", note.source, {name: number})
                yield Found(case.doubt("facts_noted", words, note.source, at=figure.source, key=name), (alternative,))
                return


_SOURCE_YEAR = re.compile(
    r"(?P<fact>全省平均|上级下达)(?:值|数|目标值?|水平|变化)?(?:系|为|是|取自?|用|按|来自|沿用)[^,;]{0,4}(?P<year>20\d\d)年"
)
_FACTS = {
    "average": re.compile(
        r"(?:20\d\d年)?全省平均(?:值|水平|数)?(?P<fall>(?!))?(?:为|是|达|:)?(?P<number>\d+(?:\.\d+)?)(?![\d.]|个?百分点|年)"
    ),
    "average_change": re.compile(
        rf"(?:20\d\d年)?全省平均[^,;\d]{{0,6}}(?:(?:{any_of(RISES)})|(?P<fall>{any_of(FALLS)}))了?(?P<number>\d+(?:\.\d+)?)(?=个?百分点|%|$|[,;.])"
    ),
    "assigned": re.compile(r"(?:下达|追加下达|核定下达|管控)[^,;\d\[(]{0,8}(?P<fall>(?!))?(?P<number>\d+(?:\.\d+)?)(?![\d年月日号.\])])"),
}


def left_undone(case: Case) -> Iterator[Found]:
    """Words beside an answer leave open what it affirms; beside a number only where it says that all is done."""
    value = case.value
    full = value is not None and case.demand.is_share and value == _ALL
    if case.assessment.status != "met":
        return
    notes = [note for note in case.notes if note != case.entry.data_source] + (case.notes_of_others if value is None else [])
    for note in notes:
        target = case.demand.subject.target
        sounds_open = left_open(target) or denial_in(target)  # 基本全覆盖, 未达标地区持续改善: its own words affirm it
        text = note.text.replace(target, "") if sounds_open else note.text
        open_ = left_open(text) if value is None or full else None
        if clause := open_ or denial_in(text) or (_counted_short(case, note.text) if value is None else None):
            words = {"note": note.text[:_QUOTED], "said": clause}
            of_deed = value is None and not _OF_RESULTS.search(clause)
            yield Found(case.doubt("left_undone", words, note.source, refuting=of_deed), possible=not of_deed)
            return


def _counted_short(case: Case, text: str) -> str | None:
    """Give the clause that counts fewer than all where words affirm: 应开会4次,开了2次."""
    told = list(counted_in(text, case.demand.subject.name))
    return told[0].words if told and all(each.done < each.of_all for each in told) and not _CLOSED_ALL.search(text) else None


def _source_of_other(case: Case, text: str) -> str | None:
    """Give the measure that a source is about, where it is another."""
    names = _names(case)
    for match in _OTHER_MEASURE.finditer(fold(text)):
        if not any(match[1] in name for name in names):
            return match[0]
    return None


_OTHER_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{0,6}?([\u4e00-\u9fff]{2}(?:率|比例|指数|浓度)|满意度|参与度|知晓率)(?=报表|统计|调查|表|报告|台账|结果|$)"
)
_POINTS = 20  # within which two shares may be the same one
_ROUNDED = Decimal("0.02")  # of an intensity: what its rounded parts may make of it
_NEARLY = Decimal("0.75")  # of a share: what is counted lower counts something else
_LAST_DIGIT = Decimal("0.2")
_ALL = Decimal(100)


def copied_last(case: Case) -> Iterator[Found]:
    """Last year's value to the last digit, under last year's words."""
    value = case.value
    if value is None or case.last != value:
        return
    year = case.assessment.year
    for note in case.notes:
        folded = fold(note.text)
        years = set(re.findall(r"(?<!\d)(20\d\d)年", folded))
        if str(year) in years or _THIS_YEAR.search(folded):
            continue
        if _OF_LAST.search(folded) or years == {str(year - 1)}:
            yield Found(case.doubt("copied_last", {"note": note.text[:_QUOTED], "last": format(value, "f")}, note.source))
            return


def _figures(case: Case, text: str) -> list[Beside]:
    return list(figures_beside(text, case.demand.subject.unit, _names(case), case.assessment.year))


def _names(case: Case) -> tuple[str, ...]:
    subject = case.demand.subject
    return (subject.name, subject.indicator, *subject.aliases) if isinstance(subject, Item) else (subject.name,)


def _known(case: Case) -> set[Decimal]:
    """Gather the numbers that a note may name besides: the target's, the facts', those of earlier years, the parts."""
    entry, facts = case.entry, case.facts
    figures = (entry.numerator, entry.denominator, entry.average, entry.assigned, entry.sample_size, entry.former)
    known = {figure.value for figure in figures if figure and figure.value is not None}
    known |= {number for number in (facts.average, facts.assigned) if number is not None} | set(case.past)
    if case.demand.bound:
        known.add(case.demand.bound[1])
    return known
