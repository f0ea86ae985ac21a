"""What stands beside a value in words: another figure, a change that its years do not show, a figure that is still to come."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.judging.doubts.accounted import unaccounted
from ecoreport.judging.doubts.case import ALL, QUOTED, Alternative, Case, Found, agree, decimals, names_of, thing_of, value_of
from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.bygone import present, without_asides
from ecoreport.language.changes import FALLS, RISES
from ecoreport.language.shortfalls import denial_in, left_open
from ecoreport.language.widths import fold
from ecoreport.model.facts import FACT_NAMES
from ecoreport.quantity import read_quantity
from ecoreport.quantity.asides import COUNTERS, contrasted, spoilt_by, taken_apart
from ecoreport.quantity.beside import Beside, ends_alike, figures_beside
from ecoreport.quantity.mentions import read_mentions
from ecoreport.quantity.tally import counted_in, less_than_asked

_CLAUSES = re.compile(r"[,;。!?()\n]|\.(?!\d)|(?<!\d)\.")
_STILL_TO_COME = re.compile(
    r"(?:^|数据|结果|数字|统计|最终数|年报|全年数|本数|此数)(?:正在|尚在|仍在|还在|尚未|还未|暂未|未|待|有待|等待)?[^,]{0,10}"
    r"(?:统计(?:中|之中)|汇总中|核算中|尚未公布|尚未出(?!现)|未公布|未出(?!现)来?|未反馈|未形成|尚未发布|未发布|待公布|待发布|未统计完)"
    r"|(?:正在|尚在|仍在|还在)[^,]{0,4}(?:统计|汇总|核算|测算|审核|审定|核定)(?:$|中|之中)|(?:待|等待|有待|尚待)[^,后]{0,8}(?:公布|发布|反馈|核定|审定|出具)$"
)
_OF_OTHERS = re.compile(r"全省|全国|省平均|平均值|分子|分母|上级|其他|各县|年鉴|公报|考核|得分|评价")
_COPIED = re.compile(r"照?抄(?!告|表)|(?:按|照|以)(?:方案|指标|目标|规划|计划)[^,;]{0,6}(?:填|报|列)|沿用(?:目标|计划|规划)")
_THIS_YEAR = re.compile(r"今年|本年|当年|四舍五入|实测|重新")
_LAST_YEAR = r"(?:上一?年|去年|往年)"
_OF_LAST = re.compile(
    rf"(?:沿用|同|与|按|参照|照|抄|维持)[^,;]{{0,6}}{_LAST_YEAR}|{_LAST_YEAR}[^,;]{{0,6}}(?:数据?|情况|水平|一致|相同)|沿用(?:$|[,;.])"
    r"|(?:未|没有?)(?:再|重新|另行)?(?:更新|做新|开展新|重新|复测|重测)"
)
_AGAINST_LAST = r"(?:较|比|同|与|于)(?:上一?年度?|去年|20\d\d年)(?:相比|同期|相较)*|同比"
_MORE = rf"(?:{any_of(RISES, '回升 反弹 走高 攀升 抬升 多出 多了 高出 高了')})"
_LESS = rf"(?:{any_of(FALLS, '走低 下滑 滑落 少了 低了 掉 跌 变差 退步 恶化')})"
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
        text = without_asides(note.text, case.assessment.year, value)
        told = [each for each in _figures(case, text) if not each.change and not (each.loose and _far(each.value, value, case))]
        named = any(each.of == "it" and each.force > 0 for each in taken_apart(note.text, value, case.demand.subject.unit))
        same = (agree(each.value, value) or agree(each.value * ALL, value) or _is_the_rest(each.value, value, case) for each in told)
        other = None if not told or named or any(same) else next((each.value for each in told if each.value not in known), None)
        if other is None:
            other = _set_against(case, text, value, known) or _rounded_from(case, text, value) or _in_fact(case, text, known)
        if other is not None:
            words = {"note": note.text[:QUOTED], "other": format(other.normalize(), "f")}
            alternative = Alternative("旁注所写", note.source, value_of(other))
            yield Found(case.doubt("another_figure", words, note.source, refuting=True), (alternative,))
            return


def _set_against(case: Case, text: str, value: Decimal, known: set[Decimal]) -> Decimal | None:
    """Give the figure that a note sets against the value with more force, where the verdict would be another."""
    for each in contrasted(text, value, case.demand.subject.unit):
        if each.value is not None and each.value not in known and _turns(case, each.value):
            return each.value
    return None


def _turns(case: Case, value: Decimal) -> bool:
    """Would the verdict be another with this value."""
    return _verdict(case, value) != case.assessment.status


def _rounded_from(case: Case, text: str, value: Decimal) -> Decimal | None:
    """Give the finer number of a note that rounds to the value, where the verdict would be another with it: 实际94.7,四舍五入 beside 95."""
    told = (Decimal(match[1]) for match in _FINER.finditer(fold(text)) if match[2] in ("", fold(case.demand.subject.unit)))
    return next((each for each in told if decimals(each) > decimals(value) and agree(each, value) and _turns(case, each)), None)


def _in_fact(case: Case, text: str, known: set[Decimal]) -> Decimal | None:
    """Give the share that a note calls the real one, near the value, where the verdict would be another: 竣工项目实际比例94.3%."""
    told = (Decimal(match[1]) for match in _IN_FACT.finditer(fold(text)) if case.demand.is_share)
    near = (each for each in told if each not in known and not _far(each, case.value or ALL, case))
    return next((each for each in near if _turns(case, each)), None)


_IN_FACT = re.compile(r"(?:实际(?!完成率)|当年(?=下降|降低|上升|提高|增长))[^,;.\d]{0,8}?(\d+(?:\.\d+)?)%")
_FINER = re.compile(r"(?<![\d.])(\d{1,9}\.\d{1,4})(?![\d.])([^,;.()=]{0,8})")


def _verdict(case: Case, value: Decimal) -> str:
    return case.demand.target.judge(replace(case.facts, actual=value)).status


def _is_the_rest(told: Decimal, value: Decimal, case: Case) -> bool:
    """Is a share what is left of the whole: 不达标的3.6% beside 96.4."""
    return case.demand.is_share and agree(told, ALL - value)


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
            words = {"note": note.text[:QUOTED], "last": format(last, "f")}
            yield Found(case.doubt("against_series", words, note.source))
            return


def _contradicts_series(case: Case, text: str, value: Decimal, last: Decimal) -> bool:
    for change in (each for each in _figures(case, text) if each.change):
        step = value - last if change.points or case.demand.is_share else (value - last) / last * 100 if last else None
        if step is not None and not (change.relative and case.demand.is_share) and not agree_change(change.value, step):
            return True
    for clause in _CLAUSES.split(fold(text)):
        moved = _MOVED.search(clause)
        if (
            moved is None
            or _counts_else(case, clause)
            or re.search(r"\d%|\d个?百分点", clause)
            or not _bare_subject(clause[: moved.start()], case)
        ):
            continue
        rose = any(moved[name] for name in ("more", "above", "up", "rising", "turned"))
        if (value < last) if rose else (value > last):
            return True
    return False


def _counts_else(case: Case, clause: str) -> bool:
    """Does a clause count things one by one, which the item does not: 考核设施较上年减少2座 beside a share."""
    return case.demand.subject.unit not in COUNTERS and _COUNTS.search(clause) is not None


_COUNTS = re.compile(rf"\d[{''.join(sorted(COUNTERS))}](?!点|百分点)")


def _bare_subject(before: str, case: Case) -> bool:
    """Does nothing but the measure itself, or a part of its name, stand before the comparison in its clause."""
    before = re.sub(r"20\d\d年|全市|我市|本市|本年|今年|指标|数值|该项|本项|强度|^.*带动|^.*影响下|[已也均却又仍]$", "", before)
    return not before or any(name in before or (ends_alike(before, name) and _runs(before, name)) for name in names_of(case))


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
        for clause in _CLAUSES.split(fold(unaccounted(case, note.text))):
            waits = read_quantity(clause, unit="").state in ("pending", "not_due") or _STILL_TO_COME.search(clause)
            if clause and waits and not _OF_OTHERS.search(clause):
                yield Found(case.doubt("still_to_come", {"note": note.text[:QUOTED]}, note.source, refuting=True), possible=False)
                return


def copied_target(case: Case) -> Iterator[Found]:
    """The target's own number, or the assigned one, under words of a target and no others."""
    value = case.value
    if value is None and (note := next((note for note in case.notes if _repeats_target(case, note.text)), None)):
        yield Found(case.doubt("copied_target", {"note": note.text[:QUOTED]}, note.source))
        return
    bounds = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", case.demand.subject.target)} | {case.facts.assigned}
    for note in case.notes if value is not None else ():
        mentions = read_mentions(note.text, names_of(case), case.assessment.year).mentions
        same = [each for each in mentions if each.value == value]
        folded = fold(note.text)
        aims = value in bounds and bool(same) and all(each.role in ("planned", "bound") for each in same)
        if (aims and not _REACHED.search(folded)) or _COPIED.search(folded):
            yield Found(case.doubt("copied_target", {"note": note.text[:QUOTED]}, note.source))
            return


def _repeats_target(case: Case, text: str) -> bool:
    """Do a value in words and the words beside it say nothing but what is asked: 要求面积不减小."""
    asked = [part for part in _CLAUSES.split(fold(case.demand.subject.target)) if part]
    rest, own = fold(text), fold(case.assessment.text or "")
    for part in asked:
        rest, own = rest.replace(part, ""), own.replace(part, "")
    return _ASKED_ONLY.fullmatch(rest) is not None and not _CLAUSES.sub("", own)


_ASKED_ONLY = re.compile(
    r"(?:20\d\d年|[,;.:])*(?:要求|目标|应当?|须|需|确保|要|指标值)(?:要求|目标|应当?|须|需|确保|要|做到|达到|[是为,;.:])*"
)


def facts_noted(case: Case) -> Iterator[Found]:
    """A note tells another average, or another assigned value, than the one that was filled in."""
    for name, pattern in _FACTS.items():
        figure = getattr(case.entry, name)
        if name not in case.demand.facts or figure is None or figure.value is None:
            continue
        for note in case.notes:
            if (of := _SOURCE_YEAR.search(fold(note.text))) and int(of["year"]) != case.assessment.year and of["fact"] in FACT_NAMES[name]:
                words = {"fact": FACT_NAMES[name], "first": figure.raw, "note": note.text[:QUOTED], "other": f"{of['year']}年的数"}
                yield Found(case.doubt("facts_noted", words, note.source, at=figure.source, key=name))
                return
            spoilt = spoilt_by(note.text, figure.value, case.demand.subject.unit, case.assessment.year)
            if spoilt and not (name == "assigned" and _IS_AN_AIM.search(spoilt)):
                words = {"fact": FACT_NAMES[name], "first": figure.raw, "note": note.text[:QUOTED], "other": spoilt}
                yield Found(case.doubt("facts_noted", words, note.source, at=figure.source, key=name))
                return
            for match in pattern.finditer(fold(note.text)):
                number = Decimal(match["number"]) * (-1 if match["fall"] else 1)
                years = re.findall(r"(20\d\d)年", match[0])
                if (years and str(case.assessment.year) not in years) or number == figure.value:
                    continue
                words = {"fact": FACT_NAMES[name], "first": figure.raw, "note": note.text[:QUOTED], "other": match["number"]}
                alternative = Alternative(f"{FACT_NAMES[name]}取旁注所写", note.source, {name: number})
                yield Found(case.doubt("facts_noted", words, note.source, at=figure.source, key=name), (alternative,))
                return


_IS_AN_AIM = re.compile("目标|任务|计划|下达")
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
    full = value == ALL and case.demand.measure == "比例"
    if case.assessment.status != "met":
        return
    notes = [note for note in case.notes if note != case.entry.data_source] + (case.notes_of_others if value is None else [])
    titles = [replace(title, text=title.text.replace(f"{case.assessment.year}年", "")) for title in case.titles if value is not None]
    for note in (*notes, *(title for title in titles if denial_in(title.text))):
        target = case.demand.subject.target
        sounds_open = left_open(target) or denial_in(target)  # 基本全覆盖, 未达标地区持续改善: its own words affirm it
        text = note.text.replace(target, "") if sounds_open else note.text
        text = _KEPT_UP.sub(lambda match: "" if match[1] in target else match[0], text)  # noqa: B023 — used at once
        text = _CHANGED.sub("", unaccounted(case, text)) if value is not None else unaccounted(case, text)
        open_ = left_open(text, case.assessment.year) if value is None or full else _still_there(case, text) if value == 0 else None
        if full and not open_:
            open_ = _not_of_kind(case, text)
        if (
            clause := open_
            or denial_in(text)
            or (_counted_short(case, present(note.text, case.assessment.year)) if value is None else None)
        ):
            words = {"note": note.text[:QUOTED], "said": clause}
            of_deed = value is None and not _OF_RESULTS.search(clause)
            yield Found(case.doubt("left_undone", words, note.source, refuting=of_deed), possible=not of_deed)
            return


def _not_of_kind(case: Case, text: str) -> str | None:
    """Give the clause that counts things of which the name is denied, where all are said to be so: 2家在售非节水型龙头."""
    name = fold(case.demand.subject.name)
    told = (match for match in _COUNTED_NOT.finditer(fold(text)) if match["what"] in name)
    return next((match[0] for match in told), None)


_CHANGED = re.compile(rf"{_AGAINST_LAST}[^,;。\d]{{0,6}}?\d+(?:\.\d+)?[^,;。\d]{{0,4}}")  # what the years show, or another measure's
_COUNTED_NOT = re.compile(r"(?<![\d.])[1-9]\d*[^,;.\d没未无]{0,8}非(?P<what>[一-鿿]{2})")
_KEPT_UP = re.compile("(?:正在|正|现在?)(实施|执行|运行|施行|推行)")  # 规划期限2018—2025年,正在实施


def _still_there(case: Case, text: str) -> str | None:
    """Give the clause that tells of what the item counts, where it counts none: 勾山浦断面仍是V类 beside 0."""
    thing = thing_of(case)
    if case.demand.subject.direction != "down" or not thing:
        return None
    clauses = (clause for clause in _CLAUSES.split(fold(text)) if _names(thing, clause) and not re.search(r"20\d\d年|上年|去年", clause))
    told = ((clause, clause.split(thing)[0]) for clause in clauses)
    return next((clause for clause, before in told if _IS_THERE.search(before) and not re.search("[没无未不]", before)), None)


def _names(thing: str, clause: str) -> bool:
    """Does a clause name a thing, and no other that ends alike: V类, not Ⅳ类."""
    at = clause.find(thing)
    return at >= 0 and not (at and clause[at - 1].isascii() and clause[at - 1].isalpha())


_IS_THERE = re.compile(r"(?:是|为|有|存在|发现|出现|降[为至到]|评为|判为|属于?)[^,没不无未]{0,4}$")


def _counted_short(case: Case, text: str) -> str | None:
    """Give the clause that counts fewer than all where words affirm: 应开会4次,开了2次; 要求下降4.5%,初算下降3.9%."""
    if short := less_than_asked(text):
        return short
    told = list(counted_in(text, case.demand.subject.name))
    return told[0].words if told and all(each.done < each.of_all for each in told) and not _CLOSED_ALL.search(text) else None


_POINTS = 20  # within which two shares may be the same one


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
        all_of_it = case.demand.is_share and value == ALL  # it is all of it every year
        if _OF_LAST.search(folded) or (years == {str(year - 1)} and not all_of_it):
            yield Found(case.doubt("copied_last", {"note": note.text[:QUOTED], "last": format(value, "f")}, note.source))
            return


def _figures(case: Case, text: str) -> list[Beside]:
    return list(figures_beside(text, case.demand.subject.unit, names_of(case), case.assessment.year))


def _known(case: Case) -> set[Decimal]:
    """Gather the numbers that a note may name besides: the target's, the facts', those of earlier years, the parts."""
    entry, facts = case.entry, case.facts
    figures = (entry.numerator, entry.denominator, entry.average, entry.assigned, entry.sample_size, entry.former)
    known = {figure.value for figure in figures if figure and figure.value is not None}
    known |= {number for number in (facts.average, facts.assigned) if number is not None} | set(case.past)
    if case.demand.bound:
        known.add(case.demand.bound[1])
    return known
