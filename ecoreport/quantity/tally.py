"""What the amounts of a note make together: so many of so many, the parts of a whole one by one, what is left of it.

All amounts of one unit are held against one another. What comes out as the value reconciles the note, whatever else stands in it;
where nothing does, the whole and its part that lie near the value tell another share.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.amounts import write_digits
from ecoreport.language.numerals import narrow, read_chinese
from ecoreport.language.polarity import bare_of_good
from ecoreport.language.units import convert, find_unit, parse_unit
from ecoreport.records import dataclass

_NUMBER = re.compile(r"(?<![\d.A-Za-z〔\[第-])(\d{1,9}(?:\.\d{1,9})?)")
_FEW = re.compile(r"(?<![一二两三四五六七八九十百第])[一二两三四五六七八九十]{1,3}(?=[个家处项件次条张座县镇岛站块])")
_TENTHS = re.compile(r"(?<![一-九十])([一二三四五六七八九])成([一二三四五六七八九半])?(?![果效为立品本员功长分就熟份形型])")
_STOPS = re.compile(r"[,，;；:：()（）]")
_LONGEST, _MOST = 600, 16  # characters of a note that are heard; amounts of one unit that are held against one another
_SENTENCES = re.compile(r"[。\n]")
_OF_SAMPLES = re.compile(r"发放|抽样|占地|投资")
_ASKED, _ANSWERS = re.compile(r"样本|问卷|受访|访问|回收"), re.compile(r"答|选|表示|满意|参[加与]|知晓")
_WHOLE = re.compile(  # what is due, or all that there is
    r"应(?![急对用变])|符合|排[了的]|布[了的]|需(?!求|水)|须|共|总|合计|交办|移交|任务|计划|纳入|列入|全市|涉及|点位|其中|同类|产生|清运|排放|登记|名录|底数|有效(?![率期性])"
)
_DUE = re.compile("应(?![急对用变])|须|需(?!求|水)|共|总|合计|任务|计划|交办|移交")
_WITHIN = re.compile(r"[里当其]?[中里内]头?")
_NOT_DONE = re.compile(r"(?:未|没有?|无|不|尚|仍|待|另|剩|余|缺|差|超|违|漏|问题|不合格|不达标)[^,，]{0,10}$")
_FALLS_OUT = re.compile(
    r"退回|驳回|返工|(?<![从并])[未没不](?!低于|少于|等|同|计|属|含|足|仅|只|但|再|断|需|必|涉|适|用|算|列|纳|放|并)|仍在|还在|尚在|待|堆|停|缺|漏"
)
_MADE_GOOD = re.compile(r"(?:都|均|全部?|悉数|一并|也|已)(?![没未不无待])|补|属20\d\d年|不属|不涉及|不在|依法|按规定")
_OF_THE_REST = re.compile(r"[^,]{0,2}(?:其[余他]|余下|剩下|另外?)")  # 3个没完成,其余均可利用
_NEXT = 2  # clauses in which a lack is made good
_NO_PART = re.compile(r"较|比|同比|上年|去年|往年|20\d\d年|新增|增加|减少|目标|以上|以下|另有?[^,，]{0,4}$|每|占地|户均|人均")
_IS_DONE, _OTHERS = re.compile(r"\d[^\d未没]{1,3}已"), re.compile("(?:另[有外]?|已[计并列纳]入|移出|调出|退出|新增|新建|撤销)$")
_QUOTIENT = re.compile(r"(?:^|[,;:。(])\s*(?P<done>\d{1,6}(?:\.\d+)?)\s*/\s*(?P<all>\d{1,6}(?:\.\d+)?)\s*(?=$|[,;。)=])")
_CHANGES = re.compile("[由从]$")  # 由31项整合为28项
_ABLE = re.compile("(?:能力|规模|容量|上限|限额)[为是达约共:]*$")  # what might be done, not what was
_NEARLY = Decimal("0.8")  # of a value: a share that lies so near, of whatever it is told


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a note, with the words that lead to it."""

    value: Decimal
    unit: str
    head: str  # the words before it in its clause
    clause: str
    within: bool  # 366天里: what follows is a part of it
    listed: bool = False  # another of its kind follows: 粉煤灰41.2、炉渣8.6
    lacks: bool = False  # so many were not done: 1块没通过, 余2.6万吨


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many, in the note's own words."""

    done: Decimal
    of_all: Decimal
    words: str

    @property
    def percent(self) -> Decimal:
        return self.done * 100 / self.of_all


def amounts_in(text: str) -> tuple[tuple[Amount, ...], ...]:
    """Give the amounts of a note, sentence by sentence."""
    written = _FEW.sub(lambda match: str(read_chinese(match[0])), write_digits(narrow(text[:_LONGEST])))
    return tuple(tuple(_amounts(sentence)) for sentence in _SENTENCES.split(written))


def counted_in(text: str, name: str, value: Decimal | None = None) -> Iterator[Counted]:
    """Give the shares that amounts of one unit make that speak of the measure of this name, or lie near `value`."""
    for amounts in amounts_in(text):
        sentence = "".join(each.clause for each in amounts)
        if any(_OF_SAMPLES.search(each.clause) or (_ASKED.search(each.clause) and not _ANSWERS.search(sentence)) for each in amounts):
            continue
        yield from _told(amounts, name, value)
        yield from _summed(amounts, value)
    yield from (each for each in _quotients(text) if value is not None and each.percent >= value * _NEARLY)


def _quotients(text: str) -> Iterator[Counted]:
    for match in _QUOTIENT.finditer(narrow(text[:_LONGEST])):
        done, of_all = Decimal(match["done"]), Decimal(match["all"])
        if 0 < done <= of_all:
            yield Counted(done, of_all, match[0])


def comes_out(text: str, value: Decimal, step: Decimal, name: str = "") -> bool:
    """Do any amounts of a note make the value: a part of a whole, parts together, what is left of it, places by turns."""
    told = [each for amounts in amounts_in(text) for each in amounts]
    wanted = {each.unit for each in told}
    if any(abs(each.percent - value) * 2 <= step for each in _quotients(text)):
        return True
    return any(
        abs(share - value) * 2 <= step for unit in wanted for share in _shares([each for each in told if each.unit == unit][:_MOST], name)
    )


def quotient_in(text: str, unit: str) -> Decimal | None:
    """Give what two amounts of a note make divided, where one is of what the unit counts, one of what it divides by: 52.4吨, 28.6万亩."""
    above, _, below = unit.partition("/")
    told = [each for amounts in amounts_in(text) for each in amounts if not _NO_PART.search(each.head)]
    tops, bottoms = ([value for each in told if (value := convert(each.value, each.unit, part)) is not None] for part in (above, below))
    if not below or len(tops) != 1 or len(bottoms) != 1 or not bottoms[0]:
        return None
    return tops[0] / bottoms[0]


def per_unit_in(text: str, unit: str) -> Iterator[tuple[Decimal, str]]:
    """Give what a note tells for each of what an intensity is divided by, in the unit of it: 每公顷2.62千克 beside 千克/亩."""
    for match in _PER.finditer(narrow(text[:_LONGEST])):
        written, _ = find_unit(match.string, match.end("number"))
        if written and (told := convert(Decimal(match["number"]), f"{written}/{match['per']}", unit)) is not None:
            yield told, match[0] + written


def rates_in(text: str) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Give the rates at which a note tells an amount to have changed: the least, as printed and the most that rounding allows."""
    for match in _FROM_TO.finditer(narrow(text[:_LONGEST])):
        before, after = Decimal(match["before"]), Decimal(match["after"])
        if before:
            slack = [Decimal(1).scaleb(int(each.as_tuple().exponent)) / 2 for each in (before, after)]
            printed, off = (before - after) * 100 / before, sum(slack) * 100 / before
            yield abs(printed) - off, abs(printed), abs(printed) + off


def less_than_asked(text: str) -> str | None:
    """Give what a note tells as done where it names more as asked for, in the same verb: 要求下降4.5%,初算下降3.9%."""
    for match in _ASKED_AND_DONE.finditer(narrow(text[:_LONGEST])):
        if Decimal(match["done"]) < Decimal(match["asked"]):
            return match["told"]
    return None


_PER = re.compile(r"每(?P<per>亩|公顷|人|户|万元|亿元|平方米|平方公里|吨|立方米)[^\d,，;；。]{0,6}?(?P<number>\d+(?:\.\d+)?)")
_FROM_TO = re.compile(
    r"[由从](?:20\d\d年|上年|去年|基期)?(?:的|末)?(?P<before>\d+(?:\.\d+)?)[^\d,，;；。]{0,10}?,?(?:下降|降低|减少|上升|提高|增加|增长|压减|降|减|升|增)(?:到|至|为)了?(?:20\d\d年|本年|今年)?的?"
    r"(?P<after>\d+(?:\.\d+)?)"
)
_ASKED_AND_DONE = re.compile(
    r"(?:要求|下达|目标|任务|应)[^,，;；。\d]{0,6}?(?P<verb>下降|降低|减少|削减|压减|提高|上升|增长|增加|完成|达到?|实现)了?(?P<asked>\d+(?:\.\d+)?)(?P<unit>%|[一-鿿]{0,3})"
    r"[,，][^,，;；。\d]{0,8}(?P<told>(?P=verb)了?(?P<done>\d+(?:\.\d+)?)(?P=unit))"
)


def listed_in(text: str, of: str = "") -> tuple[Decimal, ...]:
    """Give the numbers of a list of parts that a note tells one by one, in the unit `of` the whole or none: 朱家尖11.3公里、东极6.4公里."""
    for sentence in _SENTENCES.split(_TENTHS.sub(_percent, narrow(text))):
        for stretch in re.split(r"[；;]", sentence):
            told = list(_LISTED.finditer(stretch))
            units = {match["unit"] for match in told if match["unit"]}
            if len(told) >= _FEWEST_LISTED and len(units) <= 1 and not _NOT_ALL.search(stretch) and _are_parts(told, units, of):
                return tuple(Decimal(match["number"]) for match in told)
    return ()


def _are_parts(told: Sequence[re.Match[str]], units: set[str], of: str) -> bool:
    """May they be parts of one whole: no shares of an amount, no aims and changes among them: 任务80公顷,下达130公顷,超出8公顷."""
    shares = any((known := parse_unit(unit)) and not known.dimensions for unit in units)
    return not (shares and of not in ("%", "", "-")) and not any(_NO_PLACE.search(each["name"]) for each in told)


_NO_PLACE = re.compile(r"任务|下达|目标|计划|要求|自报|实际|超|[提升降增减改]|比|较|差|占|为$")
_LISTED = re.compile(
    r"(?P<name>[一-鿿]{2,8}?)(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<unit>%|[一-鿿]{0,4}?)(?:出头|左右|上下)?(?=[、，,;；。和及]|$)"
)
_FEWEST_LISTED = 3
_NOT_ALL = re.compile(r"其中|等[，。,;；]|等$|新增|如[：:]|例如|包括")


def _percent(match: re.Match[str]) -> str:
    """Write 九成一 as 91%."""
    digits = "零一二三四五六七八九"
    return f"{digits.index(match[1])}{5 if match[2] == '半' else digits.index(match[2] or '零')}%"


# ---- what amounts of one unit make -----------------------------------------------------------------


def _told(amounts: Sequence[Amount], name: str, value: Decimal | None) -> Iterator[Counted]:
    """Go through the wholes, each with the parts behind it."""
    for at, whole in enumerate(amounts):
        before = amounts[:at] if _WHOLE.search(whole.head) else ()
        for part in (*amounts[at + 1 :], *before):
            if (_OTHERS.search(part.head) and not part.lacks) or _CHANGES.search(whole.head):
                continue
            if whole.lacks or (whole.listed and not _DUE.search(whole.head)):
                continue  # 超标14天; 其中臭氧12天、颗粒物2天: neither is all that there is
            able = _ABLE.search(part.head) or _ABLE.search(whole.head)
            if able or part.unit != whole.unit or not 0 <= part.value <= whole.value or not whole.value:
                continue
            done = whole.value - part.value if part.lacks else part.value
            counted = Counted(done, whole.value, part.clause)
            if _speaks_of(whole, part, name) or (value is not None and _is_near(counted, whole, part, value)):
                yield counted


def _summed(amounts: Sequence[Amount], value: Decimal | None) -> Iterator[Counted]:
    """Hold a list of parts, added up, against the amount beside it that is the whole."""
    for run in _runs(amounts):
        total = sum((each.value for each in run), Decimal(0))
        for whole in (each for each in amounts if each not in run and each.unit == run[0].unit and not each.lacks):
            counted = Counted(total, whole.value, run[-1].clause) if total <= whole.value and whole.value else None
            if counted and value is not None and counted.percent >= value * _NEARLY and not _NO_PART.search(run[0].head):
                yield counted


def _runs(amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Give the lists of parts: 粉煤灰41.2、炉渣8.6、脱硫石膏12.3万吨."""
    run: list[Amount] = []
    for each in amounts:
        run = [*run, each] if run and run[-1].listed and each.unit == run[-1].unit else [each]
        if len(run) > 1 and not each.listed and not any(part.lacks for part in run):
            yield run


def _shares(amounts: Sequence[Amount], name: str) -> Iterator[Decimal]:
    values = [each.value for each in amounts]
    lacks = sum((each.value for each in amounts if each.lacks), Decimal(0))
    runs = [(at, end) for at in range(len(values)) for end in range(at + 1, len(values) + 1)]
    done = [(at, end) for at, end in runs if not any(each.lacks for each in amounts[at:end])]
    for place, whole in enumerate(values):
        for at, end in (run for run in done if whole and not run[0] <= place < run[1]):
            part = sum(values[at:end], Decimal(0))
            if part < whole or (part == whole and (end == at + 1 or not _one_is_of_it(amounts[at:end], name))):
                yield part * 100 / whole
        if 0 < lacks <= whole and not amounts[place].lacks:
            yield (whole - lacks) * 100 / whole
    for first in (0, 1):  # 定海80村中76村、普陀70村中68村
        wholes, parts = values[first::2], values[1 - first :: 2]
        if len(values) >= 2 * _FEWEST_PAIRS and len(wholes) == len(parts) and any(wholes):
            yield sum(parts, Decimal(0)) * 100 / sum(wholes, Decimal(0))
    total = sum(values[1:], Decimal(0))
    if len(values) > _FEWEST_PAIRS and total:  # parts without a whole: the first of all of them
        yield values[0] * 100 / sum(values, Decimal(0))


def _one_is_of_it(amounts: Sequence[Amount], name: str) -> bool:
    """Do parts that make up the whole name some as what is measured and some not: 86座纳入标准化运维,7座村级自管."""
    told = [{pair for at in range(len(name) - 1) if (pair := name[at : at + 2]) in each.clause} for each in amounts]
    return any(told) and not all(told)


_FEWEST_PAIRS = 2


def _amounts(sentence: str) -> Iterator[Amount]:
    """Go through the amounts of a sentence; a number without a unit in a list has that of the next."""
    waiting: list[tuple[Decimal, str, str]] = []
    for match in _NUMBER.finditer(sentence):
        unit, end = _unit(sentence, match.end())
        head = _STOPS.split(sentence[: match.start()])[-1]
        after = sentence[end:]
        if unit is None:
            if re.match(r"[、和及]", sentence[match.end() :]):
                waiting.append((Decimal(match[1]), head, f"{head}{match[0]}"))
            continue
        for value, before, clause in waiting:
            yield Amount(value, unit, before, clause, within=False, listed=True)
        waiting = []
        clause = f"{head}{match[0]}{unit}{_STOPS.split(after)[0]}"
        within, listed = _WITHIN.match(after) is not None, re.match(r"[^,，;；:：]{0,4}?[、和及](?!以)", after) is not None
        lacks = _lacks(head, after)
        yield Amount(Decimal(match[1]), unit, head, clause, within, listed, lacks)


def _lacks(head: str, after: str) -> bool:
    """Were so many not done, and is that not made good behind it."""
    behind, *later = _STOPS.split(after)
    behind = re.split(r"\d", behind)[0]  # 15个地块中有|1个没完成
    if _MADE_GOOD.search(behind) or any(_MADE_GOOD.search(each) and not _OF_THE_REST.match(each) for each in later[:_NEXT]):
        return False
    return _NOT_DONE.search(bare_of_good(head)) is not None or _FALLS_OUT.search(behind) is not None


def _unit(sentence: str, at: int) -> tuple[str | None, int]:
    """Read the unit of an amount, or what it counts; none of dates, shares and bounds."""
    unit, end = find_unit(sentence, at)
    known = parse_unit(unit) if unit else None
    if known is None:
        counter = re.match(r"[一-鿿]", sentence[at:])
        unit, end = (counter[0], at + 1) if counter else ("", at)
    if (
        not unit
        or (known and not known.dimensions)
        or re.match(r"[年月日时点多以、和及]" if known else "[年月日时点多以万亿、和及]", sentence[at:])
    ):
        return None, at
    return unit, end


def _speaks_of(whole: Amount, part: Amount, name: str) -> bool:
    """Does the part share with the measure's name what the whole does not, or do what the whole says is due."""
    before = whole.head or whole.clause
    own = {name[at : at + 2] for at in range(len(name) - 1)}
    new = {pair for pair in own if pair in part.clause} - {pair for pair in own if pair in before}
    return bool(new) or (
        (whole.within or _WHOLE.search(before) is not None) and (bool(part.head.strip()) or _IS_DONE.search(part.clause) is not None)
    )


def _is_near(counted: Counted, whole: Amount, part: Amount, value: Decimal) -> bool:
    """Is it a part of a whole by its size alone: no neighbour in a list, nothing told against another year, a target, another part."""
    near = counted.percent >= value * _NEARLY and counted.percent < 100
    return near and not whole.listed and not part.listed and not _NO_PART.search(whole.head + part.head)
