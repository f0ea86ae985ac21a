"""Prose and lists outside tables: which sentence answers for which item, of which year; none of plans or other places."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ecoreport.demands import demands_of
from ecoreport.language import patterns as re
from ecoreport.language.intents import looks_ahead
from ecoreport.language.periods import LONE_YEAR, part_of_year
from ecoreport.language.units import find_unit
from ecoreport.language.widths import fold
from ecoreport.matching import Beside
from ecoreport.matching.spoken import Spoken, is_of_others, is_tied, lay_out
from ecoreport.model import Cell, Facts, Scope, Sheet
from ecoreport.model.layout import LayoutRecord, Slot, written
from ecoreport.quantity.mentions import Mention, read_mentions
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.scope import Said
from ecoreport.records import dataclass

_LONGEST = 5_000  # characters of a text that is listened to
_LONGEST_TITLE = 40
_LOOK_UP = 6  # rows above that may be its title
_QUOTED = re.compile(r"《[^《》]{0,100}》")
_OURS = re.compile(r"[我全本]市")
_STOPS = ("。", "；", ";")
_FORMULA = re.compile(r"\s*(?:\([^()]{0,20}\))?\s*=\s*(?!\d)")
_SENTENCES = re.compile(r"[^。；;\n!！?？]+")
_SECTION = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十]+)")
_TRAILING = re.compile(r"[\s,，、;；]*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳]|[一二三四五六七八九十][是、]|[和及与]|全市|我市)?\s*$")
_JOINED = re.compile(r"[\s,、]*(?:和|及|与|以及)?\s*$")
_LABELLED = re.compile(r"(?:\([^()]*\)|方面|情况|工作)*:\s*(.+)", re.DOTALL)  # 碳排放强度方面:完成年度任务
_ASIDE = re.compile(r"括号[内里中]的?[为是指]?[^()]*")  # 括号内为要求
_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETED = re.compile(r"\([^()\d]{0,2}\d[^()]*\)")
_MEASURED = re.compile(
    r"(?:^|(?<=[,。;:、\s年市中度底末]))(?P<name>[^\d,。;:、\s年市]{4,24}(?:率|比例|占比|比重|面积|浓度|强度|长度))(?:已?达到?|约?为|是|完成)了?约?\d+(?:\.\d+)?"
)
_THAT = re.compile(r"该项?(?:指标|比例|比率|占比|率|数值|数据|值|浓度|强度)")
_HEADED = re.compile(r"(?:^|[\n。;])[\s\d.、()一二三四五六七八九十①-⑳]*$")  # what stands before a name that is a heading by itself


@dataclass(frozen=True, slots=True)
class _Told:
    """What one sentence says of one item."""

    subject: str
    text: str
    year: int
    scope: Scope


def find_prose(sheet: Sheet, cells: Sequence[Cell], setting: Setting) -> list[LayoutRecord]:
    """Find what the texts of a sheet, outside its tables, say of items in numbers or in words."""
    records, titles = [], _short_texts(sheet)
    for cell in cells:
        if not isinstance(cell.value, str) or len(cell.value) > _LONGEST:
            continue
        over = _over(cell, titles)
        text = _QUOTED.sub(lambda match: "□" * len(match[0]), lay_out(written(cell)))
        text = _BRACKETED.sub("", text) if any(_ASIDE.search(title) for title in over) else text
        spoken = list(setting.matcher.spoken.find(text))
        if not spoken and _THAT.search(text) and (name := _named_above(sheet, cell, setting)):
            text = f"{name}{_THAT.sub('', text).strip('()')}"  # (2018年、2019年该比例均为100%)
            spoken = list(setting.matcher.spoken.find(text))
        spoken = spoken or list(_spoken_of(text, setting))
        text = _with_headings(text, spoken)
        for told in _listen(text, spoken, sheet, cell, [_ASIDE.sub("", title) for title in over], setting) if spoken else ():
            slot = Slot("prose", sheet.name, cell, year=told.year, part=told.text)
            records.append(LayoutRecord("indicator", sheet.name, told.subject, (slot,), "name", valued=False, scope=told.scope))
    return records


def _spoken_of(text: str, setting: Setting) -> Iterator[Spoken]:
    """Find the sender's own items in words of its own, each right before its number: 政府采购中绿色采购占比为89.2%."""
    own = frozenset(each.id for each in setting.system.items if setting.department in each.departments)
    for told in _MEASURED.finditer(text) if own else ():
        found = setting.matcher.items.find(told["name"], None, None, Beside(find_unit(text, told.end())[0] or "", own=own))
        if found.id in own:
            yield Spoken(told.start("name"), told.end("name"), found.id or "")


def _named_above(sheet: Sheet, cell: Cell, setting: Setting) -> str:
    """Give the plan's name of the item that the line right over a text names, and no other: 该比例 is its."""
    over = (other for other in sheet.cells if other.row == cell.row - 1 and isinstance(other.value, str))
    found = {match.id for other in over if (match := setting.matcher.items.known(written(other))) and match.id}
    return setting.matcher.items.name(found.pop()) if len(found) == 1 else ""


def _with_headings(text: str, spoken: Sequence[Spoken]) -> str:
    """Join a name that is a heading by itself to the sentence behind it: 1.水面率。2020年为5.4%."""
    for name in spoken:
        if text[name.end : name.end + 1] == "。" and _HEADED.search(text[: name.start]):
            text = f"{text[: name.end]}:{text[name.end + 1 :]}"
    return text


def _listen(text: str, spoken: Sequence[Spoken], sheet: Sheet, cell: Cell, titles: Sequence[str], setting: Setting) -> Iterator[_Told]:
    around = setting.scope(sheet.name, [Said(title, setting.source(sheet.name, cell.address), "title") for title in titles])
    if around.elsewhere or around.kind not in ("actual", "forecast", "estimate"):
        return
    year = next((told for title in titles if (told := setting.reader.year_in(title))), setting.year)
    mentions = read_mentions(text, (), year).mentions
    over = ahead = bool(titles) and looks_ahead(titles[0])
    for sentence in _SENTENCES.finditer(text):
        if _SECTION.match(sentence[0]):
            ahead = over
        inside = [name for name in spoken if sentence.start() <= name.start < sentence.end()]
        if not inside:
            ahead = ahead or (len(sentence[0]) <= _LONGEST_TITLE and looks_ahead(sentence[0]))
            continue
        others, since = False, sentence.start()
        ends = [*(name.start for name in inside[1:]), sentence.end()]
        for (name, end), part in zip(zip(inside, ends, strict=True), _parts(text, inside, ends, mentions), strict=True):
            before = _BRACKETS.sub("", text[sentence.start() : name.start])
            others = is_of_others(before, setting.matcher.places) or (others and not _OURS.search(text[since : name.start]))
            since = name.end
            if ahead or looks_ahead(before) or looks_ahead(_until_number(part[name.end - name.start :])) or others:
                continue
            if not _answers(part, name, setting, stops=text[sentence.end() : sentence.end() + 1] in _STOPS):
                continue
            part = _answer_alone(part, name, setting)  # noqa: PLW2901 — less of it
            own = next((each.year for each in mentions if name.end <= each.start < end and each.year), None)
            told = year if LONE_YEAR.search(part) else own or year
            if told <= setting.year:
                yield _Told(name.subject, part, told, _of_part(before + part, told, setting, sheet, cell).within(around))


def _answers(part: str, name: Spoken, setting: Setting, *, stops: bool) -> bool:
    """Stands a number behind a name, neither in a formula nor in a correction, or words that decide its target: a sentence, no title."""
    rest = part[name.end - name.start :]
    demand = demands_of(setting.system).subjects[name.subject]
    if any(character.isdecimal() for character in rest):
        return is_tied(rest, demand.subject.unit) and not _FORMULA.match(rest)
    return stops and demand.expects != "number" and demand.target.judge(Facts(statement=part)).status in ("met", "not_met")


def _answer_alone(part: str, name: Spoken, setting: Setting) -> str:
    """Leave out the name before words that answer by themselves: 碳排放强度方面:完成年度任务."""
    labelled = _LABELLED.fullmatch(part[name.end - name.start :])
    target = demands_of(setting.system).subjects[name.subject].target
    alone = labelled is not None and target.judge(Facts(statement=labelled[1])).status in ("met", "not_met")
    return labelled[1] if labelled and alone else part


def _short_texts(sheet: Sheet) -> dict[int, str]:
    """List by row the texts that may be titles: short, and alone in their rows."""
    rows = Counter(cell.row for cell in sheet.cells if cell.counts)
    short = (cell for cell in sheet.cells if isinstance(cell.value, str) and cell.counts and len(cell.value) <= _LONGEST_TITLE)
    return {cell.row: written(cell) for cell in short if rows[cell.row] == 1}


def _over(cell: Cell, texts: Mapping[int, str]) -> list[str]:
    """List the titles over a text, the nearest first."""
    return [texts[row] for row in range(cell.row - 1, max(cell.row - _LOOK_UP, 1) - 1, -1) if row in texts]


def _parts(text: str, names: Sequence[Spoken], ends: Sequence[int], mentions: Sequence[Mention]) -> list[str]:
    """Cut a sentence into what it says of each of its items; 分别为97.3%和100% is shared out among those named before it."""
    parts = [_TRAILING.sub("", text[name.start : end]) for name, end in zip(names, ends, strict=True)]
    joined = [bool(_JOINED.fullmatch(text[one.end : other.start])) for one, other in pairwise(names)]
    first = len(names) - 1
    for last in range(len(names)):
        first = first if last and joined[last - 1] else last
        values = [each for each in mentions if names[last].end <= each.start < ends[last] and each.role == "value"]
        if last > first and len(values) == last - first + 1 and "分别" in text[names[last].end : values[0].start]:
            for index, value in zip(range(first, last + 1), values, strict=True):
                parts[index] = f"{text[names[index].start : names[index].end]}为{text[value.start : value.end]}"
    return parts


def _until_number(part: str) -> str:
    return re.split(r"\d+(?:\.\d+)?\s*[%％]|\d+\.\d", part, maxsplit=1)[0]


def _of_part(sentence: str, year: int, setting: Setting, sheet: Sheet, cell: Cell) -> Scope:
    part = part_of_year(fold(sentence), year)
    if part is None:
        return Scope()
    return Scope(part=part.words, until=part.until, words=part.words, source=setting.source(sheet.name, cell.address))
