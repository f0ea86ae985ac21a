"""What a heading says: which field, which year, which unit."""

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.periods import (
    LONE_YEAR,
    begins_with_several_years,
    compares_years,
    drop_whole_year,
    month_alone,
    names_months,
    read_month,
    spans_years,
    take_out_edge,
    take_out_year,
    year_of_monthly,
)
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import bare_key, even, fold, word_key
from ecoreport.matching import split_name
from ecoreport.matching.places import Place, Places
from ecoreport.model import Cell
from ecoreport.model.facts import FACT_FIELDS, JUDGED_FIELDS
from ecoreport.model.layout import written
from ecoreport.recognition.kept import kept
from ecoreport.recognition.kinds import field_of
from ecoreport.records import dataclass
from ecoreport.vocabulary import Vocabulary

LONGEST_HEADING = 30
_LONGEST_CHANGE = 8  # characters of a heading that speaks of a change alone, without an item's name
_DECEMBER = 12
_FIRST_YEAR = 2000  # that a month typed as a number may be of: 1985.2 is an amount
_NEARLY = 0.9
_LEAST_KNOWN = 0.4  # of a heading, for it to mean what a word in it means
NAME_LIKE = ("domain", "group", "name", "part", "content")
VALUE_LIKE = (
    "actual", *(field for field in FACT_FIELDS if field != "sample_size"), "assigned_met", "self_assessment",
    "statement", "status", "progress", "done", "quantity", "problem", "next_step", "evidence", "data_source",
)  # fmt: skip
_SPECIFIC = (
    *JUDGED_FIELDS,
    "assigned_met",
    "target",
    "numerator",
    "denominator",
    "partial",
    "former",
    "notes",
    "sample_size",
    "region",
)
_GENERIC = frozenset(word_key(word) for word in ("数值", "数据", "值", "结果", "数", "完成值"))

_LABELLED = re.compile(r":\s*\S")  # 填报人:张三 is a label with its value, not a heading
_AMONG = re.compile(r"^\s*其\s*中\s*:\s*")  # 其中:定海区 beside 普陀区
_PART_OF = re.compile(r"\s*其中[:：]?\s*\S")  # 其中“非常满意”占比
_SPACED_YEAR = re.compile(r"(?<=\d)\s+(?=年)")  # 2020 年
_BEGINS_SHORT = re.compile(r"'?(?P<year>[12]\d)(?!\d|[.\-/]|吨|日|月|个|项)年?(?P<rest>.*)")
_A_SEASON = re.compile(r"[春夏秋冬]季?(?:航次|监测|调查)?")
_LONE_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_REPORTED = "(?:填报?|上?报送?|统计|录入|登记)*的?"
_SAID = "(?:指标)?(?:数[值据字]?|值|状态|情况|进度|进展|结果|结论)"
_CHANGED = "(?:核对|核实|校核|会审|调整|更新|复算|重算|核算|修订)"
_CHECKED = rf"(?:{_CHANGED}|复核|复审|审核)"  # what is so told beside 完成值 (审核后) may be another number: it is asked
_FORMER = re.compile(
    rf"(?:错误?|误|原先?|旧|前[次期]?|上次|此前|先前){_REPORTED}(?:{_SAID})?|(?:初次?|首次|第一次)(?:填报?|上报|报送?)的?(?:{_SAID})?|[a-z\u4e00-\u9fff]{{0,6}}?{_CHECKED}前的?(?:{_SAID})?|原表"
)  # 误报数, 前次上报值, 原填状态
_MENDED = re.compile(  # 应为, 现改报为, 核对更正, 更正后情况
    rf"(?:应|现|重新?|[更改订修]正?|调整?|纠正?)+{_REPORTED}[为成](?:{_SAID})?|(?:现|正确)的?{_REPORTED}{_SAID}"
    rf"|(?:核对|审核|复核|校核)?(?:[更订修改]正|勘误|重报|更改|校正)[后为]?的?(?:{_SAID})?"
    rf"|[a-z\u4e00-\u9fff]{{0,6}}?{_CHANGED}后的?(?:{_SAID})?|现表|(?:重新|再次|第[二三]次|二次){_REPORTED}(?:{_SAID})?|最[终后](?:确认|确定|核定|审定|结果)*(?:{_SAID})?"
)
_NEXT = re.compile(r"(?:下一?步|下一?阶段|后续)(?:的?(?:工作|重点|主要))?(?:安排|打算|计划|举措|措施|考虑|建议|思路|任务|工作|要求)")
_DROPPED = re.compile(r"已?被[^被]{0,8}[替取代]代|有?[错误]+")  # in brackets behind a heading: it was so told before
_HOLDS = re.compile(r"以[此本该这][\u4e00-\u9fff]{0,3}为准|(?:已|现)?采用|正确|对|准")
_OUGHT = re.compile(  # what is to be done, and by what it is judged
    r"[应拟须][\u4e00-\u9fff]{0,4}(?:状态|进度|情况)|(?:权重|得|评|满|考核|标准|基础)分(?:值|条件|标准)?|[\u4e00-\u9fff]{0,3}(?:完成|达标|验收|评分|考核)的?(?:条件|标准|口径|依据)"
)
_ASIDES = re.compile(r"[,;、\s]+")
_SHARE = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?P<unit>%|[^\d\s年月日号期季栏表项类级][^\d\s]{0,7})")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|[甲乙丙丁戊]")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading, read for one kind of table."""

    text: str
    fields: tuple[str, ...]  # what it may mean, in the vocabulary's order; empty where nothing is known
    share: float = 0.0  # how much of it the vocabulary knows
    year: int | None = None
    unit: str | None = None
    by_year_only: bool = False  # it says a year and no more
    loose: bool = False  # a year stands over it, and what stands in it nobody knows
    place: Place | None = None  # another place or region, whose values stand below
    inner: str = "actual"  # of that place: what the rest of the heading says of its values

    @property
    def exact(self) -> bool:
        return bool(self.fields) and self.share == 1.0


@dataclass(slots=True)
class HeadingReader:
    """Reads headings, each wording once."""

    vocabulary: Vocabulary
    period: int
    places: Places | None = None
    _seen: dict[tuple[str, str, bool], Heading] = field(default_factory=dict)

    def read(self, kind: str, text: str, *, whole: bool = False) -> Heading:
        """Read a heading; `whole`: only by all of its words, which is quick."""
        key = (kind, text, whole)
        if key not in self._seen:
            self._seen[key] = self._read(kind, text, whole=whole)
        return self._seen[key]

    @property
    def size(self) -> int:
        return len(self._seen)

    def _read(self, kind: str, text: str, *, whole: bool) -> Heading:
        heading = self._by_words(kind, text, whole=whole)
        if kind != "indicator" or not text or len(text) > LONGEST_HEADING or heading.place:
            return heading
        told = field_of(text, heading.fields, self.vocabulary, self.period)
        return Heading(text, told, 1.0, self.year_in(text), heading.unit) if told else heading

    def _by_words(self, kind: str, text: str, *, whole: bool) -> Heading:
        if not text or len(text) > LONGEST_HEADING:
            return Heading(text, ())
        unit = heading_unit(text)
        if _LABELLED.search(_BRACKETED.sub("", _AMONG.sub("", even(text)))):
            return Heading(text, ())
        if known := self.vocabulary.headings[kind].get(word_key(text)) or self._of_numbers(kind, text):
            return Heading(text, known, 1.0, None, unit)
        folded = _fold(text)
        if kind not in ("indicator", "task"):  # no values of years and places stand there
            return self._by_meaning(kind, text, *self._take_year(folded), unit, whole=whole)
        if self.vocabulary.has("whole_city", text):
            return Heading(text, ("actual",), 1.0)  # 全市平均
        if kind == "indicator" and _PART_OF.match(text) and not self._place(_AMONG.sub("", even(text))):
            bare = drop_whole_year(_fold(_AMONG.sub("", even(text))))  # 其中:2020年当年, beside several years together
            alone = self._take_year(bare)
            return Heading(text, ("notes",), 1.0) if alone[0] is None or word_key(alone[1]) else Heading(text, ("actual",), 1.0, alone[0])
        if place := self._place(among := _AMONG.sub("", even(text))):
            return self._of_place(kind, among, place, unit)
        year, bare = self._take_year(folded)
        if year and self.vocabulary.has("whole_city", bare):
            return Heading(text, ("actual",), 1.0, year)
        if kind == "indicator" and self.vocabulary.has("same_period", text):
            return Heading(text, ("actual",), 1.0, self.period - 1, unit)
        if compares_years(folded):
            return Heading(text, ("notes",), 1.0)
        if kind == "indicator" and (version := _version(folded)):
            return Heading(text, (version,), 1.0, self.year_in(_BRACKETED.sub("", text)), unit)
        if month := read_month(folded.strip()):
            return Heading(text, ("actual",) if month[1] == _DECEMBER else ("partial",), 1.0, month[0], unit, by_year_only=True)
        if (edge := take_out_edge(folded, self.period)) and kind == "indicator":
            return self._at_an_edge(text, *edge, unit)
        folded = drop_whole_year(folded)
        if _LONE_DAY.fullmatch(folded):
            return Heading(text, ("notes",), _NEARLY)  # a day on which something was done
        if names_months(folded, of_state=kind == "task") or _A_SEASON.fullmatch(folded):
            return Heading(text, ("partial",), 0.9, self.year_in(text), unit)
        year, bare = self._take_year(folded)  # which has no 1-12月 any more
        if special := self._special(kind, folded, word_key(_BRACKETED.sub("", bare))):
            return Heading(text, special, 1.0 if special == ("actual",) or kind == "task" else 0.9, year, unit)
        if not word_key(_BRACKETED.sub("", bare)):
            inside = "".join(_BRACKETED.findall(bare))
            if year is None:
                return Heading(text, (), unit=unit)
            if inside and (meaning := self.vocabulary.meaning(kind, inside)) and meaning.share == 1.0:
                return Heading(text, meaning.fields, 1.0, year, unit)
            return Heading(text, ("actual",), 1.0, year, unit, by_year_only=True)
        return self._by_meaning(kind, text, year, bare, unit, whole=whole)

    def _by_meaning(self, kind: str, text: str, year: int | None, bare: str, unit: str | None, *, whole: bool) -> Heading:
        if known := self._by_stem(kind, _BRACKETED.sub("", bare)):
            return Heading(text, known, 1.0, year, unit)
        meaning = self.vocabulary.meaning(kind, split_name(bare).name, whole=whole) or self.vocabulary.meaning(kind, bare, whole=whole)
        points = meaning is not None and meaning.share < 1 and meaning.fields[0] == "actual" and word_key(bare).endswith("分")
        if meaning is None or points or meaning.share < _LEAST_KNOWN:
            return Heading(text, (), 0.0, year, unit)  # 核定分
        return Heading(text, meaning.fields, meaning.share, year, unit)

    def _of_numbers(self, kind: str, text: str) -> tuple[str, ...]:
        """Read 余额, and 累计值 as 累计: what says no more than that numbers stand below."""
        if kind == "indicator" and self.vocabulary.has("balance", bare_key(text)):
            return ("actual",)
        if (key := word_key(text)).endswith("简称"):
            return self.vocabulary.headings[kind].get(f"{key[:-2]}名称", ())  # 任务简称
        return self._by_stem(kind, text)

    def _by_stem(self, kind: str, text: str) -> tuple[str, ...]:
        """Read a word for values by another ending of its own: 核定数 as 核定值."""
        key, headings = word_key(text), self.vocabulary.headings[kind]
        stem = key[:-1] if key.endswith(("值", "数")) and kind == "indicator" else ""
        return ("actual",) if stem and any(headings.get(f"{stem}{tail}") == ("actual",) for tail in ("", "值", "数")) else ()

    def _place(self, text: str) -> Place | None:
        """Say whose values stand under a heading, where it names a place: 定海区2020年, 宁波市, 全市; not a department."""
        place = self.places.of(text) if self.places else None
        return place if place and (place.kind != "own" or place.names_place) else None

    def _of_place(self, kind: str, text: str, place: Place, unit: str | None) -> Heading:
        year, named = self._take_year(_fold(text))
        if known := self.vocabulary.headings[kind].get(word_key(_BRACKETED.sub("", named))):
            return Heading(text, known, 1.0, year, unit)  # 2020年全省平均
        year, bare = self._take_year(_fold(text).replace(_fold(place.words), "", 1))
        rest = word_key(_BRACKETED.sub("", bare))
        told = self._read(kind, rest, whole=False) if rest else Heading(text, ("actual",))
        fields = () if set(told.fields) & {"number", "code", "unit", *NAME_LIKE} else told.fields
        if place.kind == "own":
            return Heading(text, fields, told.share if rest else 1.0, year, unit)
        return Heading(text, ("region",), 0.9 if rest else 1.0, year, unit, place=place, inner=fields[0] if fields else "actual")

    def _at_an_edge(self, text: str, year: int | None, rest: str, unit: str | None) -> Heading:
        """Read what stands at a year's end, the whole year's or that of the year before: a value, unless the rest says otherwise."""
        key = word_key(_BRACKETED.sub("", rest))
        if not key or self.vocabulary.has("balance", key):
            return Heading(text, ("actual",), 1.0, year, unit, by_year_only=year is not None)
        told = self._read("indicator", key, whole=False)
        year = year if told.year is None and (told.fields[:1] == ("actual",) or not told.fields) else told.year  # 年初计划 is this year's
        return Heading(text, told.fields, told.share * _NEARLY, year, unit)

    def _special(self, kind: str, folded: str, key: str) -> tuple[str, ...]:
        """Tell the headings that look like a value's: the ratio itself, a change, a sum over several years."""
        words = self.vocabulary.words
        inside = (word_key(text) for text in _BRACKETED.findall(folded))
        if kind == "indicator" and (any(word in key for word in words["former"]) or any(text in words["former_mark"] for text in inside)):
            return ("former",)
        if key not in self.vocabulary.headings[kind]:
            if kind == "task" and _NEXT.match(key):
                return ("next_step",)
            if _FORMER.fullmatch(key):
                return ("former",)
            if _MENDED.fullmatch(key):
                return ("actual",) if kind == "indicator" else ("status",)
            if kind == "task" and _OUGHT.fullmatch(key):
                return ("notes",)
        if kind != "indicator" or key in self.vocabulary.headings[kind]:
            return ("partial",) if kind == "indicator" and spans_years(folded) and key in words["over_years"] else ()
        if key.rstrip("%").removeprefix("累计") in words["ratio"]:
            return ("actual",)
        if (spans_years(folded) or begins_with_several_years(key)) and any(word in key for word in words["over_years"]):
            return ("partial",)
        if len(key) > _LONGEST_CHANGE or "不" in key or "未" in key:  # 功能不降低 is an answer
            return ()
        bare = re.sub(r"(?:率|幅度|幅|值|量|额|情况|百分点)$", "", key)
        return ("notes",) if any(said.endswith(word) for word in words["change"] for said in (bare, key)) else ()

    def _take_year(self, folded: str) -> tuple[int | None, str]:
        year, rest = take_out_year(folded, self.period, self.vocabulary.relative_years)
        again = take_out_year(rest, self.period, self.vocabulary.relative_years) if year else (None, "")
        return (year, again[1]) if year and again[0] == year else (year, rest)  # 本年度(2020)核定数

    def apart(self, name: str) -> tuple[int | None, str]:
        """Take a name apart into the year that it says and the rest: 上年|覆盖率(%)."""
        return self._take_year(_fold(name))

    def year_in(self, text: str) -> int | None:
        """Read the one year that a heading, a title or a sheet's name says; None for none or several: 2栏为上年,3栏为当年."""
        year, rest = self._take_year(folded := _fold(text))
        if year is None:
            return year_of_monthly(folded)
        return year if self._take_year(rest)[0] in (None, year) else None


@kept
def reader_for(vocabulary: Vocabulary, period: int, places: Places | None = None) -> HeadingReader:
    """Give the reader of a year, which keeps what it read for all the files of a batch."""
    return HeadingReader(vocabulary, period, places)


def _version(folded: str) -> str:
    """Say whether a heading speaks of what stood before a correction, or of what holds, be it in brackets: 原表(错), 终报数(以此为准)."""
    told = [part for text in _BRACKETED.findall(folded) for part in _ASIDES.split(text)]
    if _FORMER.fullmatch(word_key(_BRACKETED.sub("", folded))) or any(map(_DROPPED.fullmatch, told)):
        return "former"
    return "actual" if any(map(_HOLDS.fullmatch, told)) else ""


def _fold(text: str) -> str:
    """Fold a heading, and keep a year apart from the number before it: 表3.2 2020年."""
    return fold(re.sub(r"(?<=\d)\s+(?=(?:19|20)\d\d(?!\d))", ",", even(text)))


def heading_unit(text: str) -> str | None:
    """Find a unit in a heading: 完成值(%), 资金(单位:万元), 面积/公顷."""
    text = _SPACED_YEAR.sub("", even(text))
    for inside in (*_BRACKETED.findall(text), split_name(text).unit or ""):
        bare = re.sub(r"^(?:计量)?单位\s*:?\s*", "", inside.strip())
        if bare and bare != "年" and not _HOLDS.fullmatch(bare) and not re.search(r"\d{2}", bare) and parse_unit(bare) is not None:
            return bare
    return None


def is_column_number(text: str) -> bool:
    """Is it one of the little numbers that some forms print under their headings: 1, (2), 甲."""
    return bool(_COLUMN_NUMBER.fullmatch(even(text).strip()))


def is_worded(cell: Cell) -> bool:
    """May a cell be a heading by what is typed in it: a text, a year, a month, a day."""
    return isinstance(cell.value, str | date) or is_period_number(cell)


def is_amount(cell: Cell) -> bool:
    """Is it a number of its own, be it with its unit, and no year or month: what stands before it is its label."""
    match = _SHARE.fullmatch(_BRACKETED.sub("", even(cell.value)).strip()) if isinstance(cell.value, str) else None
    share = match is not None and parse_unit(match["unit"]) is not None
    return share or (isinstance(cell.value, Decimal) and not is_period_number(cell))


def is_period_number(cell: Cell) -> bool:
    """Is it a year or a month typed as a number: 2020, 202012, 2020.12."""
    text = written(cell) if isinstance(cell.value, Decimal) else ""
    month = read_month(text)
    return bool(LONE_YEAR.fullmatch(text)) or (month is not None and month[0] >= _FIRST_YEAR)


def beside_months(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Take December for a month, and not for its year, where other months of that year stand beside it."""
    months = [read_month(_fold(heading.text.split("/")[-1])) for heading in headings]
    monthly = {month[0] for month in months if month and month[1] != _DECEMBER}
    told = zip(headings, months, strict=True)
    return tuple(replace(heading, fields=("partial",)) if month and month[0] in monthly else heading for heading, month in told)


def short_years(kind: str, headings: Sequence[Heading], reader: HeadingReader) -> tuple[Heading, ...]:
    """Take '18 | '19 | '20, or 18实际 | 19实际 | 20实际, side by side for years, where the last is the ledger's."""
    found = [_BEGINS_SHORT.match(fold(heading.text.split("/")[-1])) for heading in headings]
    short = [2000 + int(match["year"]) for match in found if match]
    rests = {match["rest"] for match in found if match}
    if len(short) < 2 or len(rests) > 1 or short != list(range(reader.period - len(short) + 1, reader.period + 1)):
        return tuple(headings)
    told = [reader.read(kind, f"20{match['year']}年{match['rest']}") if match else None for match in found]
    return tuple(replace(told_of, text=each.text) if told_of else each for each, told_of in zip(headings, told, strict=True))


def combine(kind: str, levels: Sequence[str], reader: HeadingReader) -> Heading:
    """Read the headings that stand over one column, top to bottom, as one."""
    texts = list(dict.fromkeys(text for text in levels if text))
    readings = [reader.read(kind, text) for text in texts]
    year = next((reading.year for reading in reversed(readings) if reading.year is not None), None)
    unit = next((reading.unit for reading in reversed(readings) if reading.unit), None)
    shown = "/".join(texts)
    if len(texts) > 1:
        joined = reader.read(kind, "".join(texts[-2:]))
        of_years = joined.fields == ("year",) and readings[-1].by_year_only  # 年度 over 2018 | 2019: values of these, no column of years
        if joined.exact and not joined.by_year_only and joined.place is None and not of_years:
            return Heading(shown, joined.fields, 1.0, year, unit)
    chosen = next((reading for reading in reversed(readings) if reading.fields), None)
    if chosen is None:
        return Heading(shown, (), 0.0, year, unit)
    if kind == "indicator" and (month := next((told for text in texts[:-1] if (told := month_alone(_fold(text)))), None)):
        summed = word_key(texts[-1]) in reader.vocabulary.words["over_years"]
        return Heading(shown, ("actual",) if summed and month == _DECEMBER else ("partial",), 1.0, year, unit)
    placed = next((reading for reading in reversed(readings) if reading.place), None)
    if placed and not set(chosen.fields) & {"number", "code", "unit", *NAME_LIKE}:
        inner = placed.inner if chosen is placed or chosen.by_year_only else chosen.fields[0]
        return Heading(shown, ("region",), 1.0, year, unit, place=placed.place, inner=inner)
    generic = chosen.by_year_only or ("actual" in chosen.fields and word_key(chosen.text) in _GENERIC)
    if generic:
        above = next((each for each in reversed(readings[: readings.index(chosen)]) if set(each.fields) & {*_SPECIFIC, "actual"}), None)
        if above and (chosen.by_year_only or not {"actual"} & set(above.fields[:1])):
            chosen = above
    loose = chosen.by_year_only and not readings[-1].fields
    return Heading(shown, chosen.fields, chosen.share, year, unit, by_year_only=generic and chosen.by_year_only, loose=loose)
