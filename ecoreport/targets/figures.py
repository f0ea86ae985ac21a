"""Figures that stand in a department's words: a measure's by its name, a row of years, those that speak against the value."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.numerals import read_chinese
from ecoreport.language.polarity import bare_of_good
from ecoreport.language.remarks import ANY_YEAR, WEAK, narrowing_in
from ecoreport.model import Facts
from ecoreport.targets import lexicon
from ecoreport.targets.hearing import words_of_this
from ecoreport.targets.measures import convert_bound, name_unit
from ecoreport.targets.spelling import NUMBER
from ecoreport.targets.tokens import fold_widths

_LINK = r"(?:分别|均|已|也|全市|稳定|全部|完成|实际|指标|数值)*(?:提高到|提升至|达到了?|达|为|是|在|至|:|=|,)?(?:了|到)?"
_GIVEN = re.compile(rf"(?P<between>[^,;。\d]*?{_LINK})(?P<behind>{NUMBER}[^,;。]{{0,4}})")
_UNSURE = re.compile(r"约|近|超|不足|不到|预计|计划|目标|要求|力争|争取|应|拟|将|左右|上下|以[上下]|多$")
_NEAR = 10  # characters between a name and its number
_A_LITTLE = Decimal("0.000001")  # 不足90 is below it, nobody knows by how much
_SHORTEST_NAME = 3  # characters; 率 names nothing
_VALUE = r"第?(?P<value>\d+(?:\.\d+)?)(?P<unit>%|名|位)?(?![\d.年月日个项条处件])"
_BY_YEAR = re.compile(rf"(?P<year>20\d\d)年(?:度|全年)?[^,;。、\d]{{0,8}}?{_VALUE}")
_YEARS = r"(?P<first>20\d\d)年?(?:(?:[-~]|至|到)(?P<last>20\d\d)|(?P<more>(?:、20\d\d年?)+))年?"
_BEGINS_WITH_A_YEAR = re.compile(r"[^,;。\d]{0,4}20\d\d年")
_ROW = r"第?[\d.%第名位和]*(?:[、,]第?[\d.]+%?[名位]?|和第?[\d.]+%?[名位]?)+"
_RESPECTIVELY = re.compile(rf"{_YEARS}[^;。]*?分别[^;。\d]*(?P<values>{_ROW})")
_TO_BE = any_of("实为 实有 实绩为 应为 应是 应以 更正为 修正为 核定为 认定为 核实为 复核为 审核后?为 公布为 调整为")
_REALLY = re.compile(
    r"(?:实际(?P<what>[一-鿿]{0,8}?)(?:为|是|达到?|仅|只有|(?P<below>不足|不到|低于))"
    rf"|{_TO_BE}(?P<per_head>人均)?|^(?:20\d\d|今|本)年(?:度|实际)?(?:为|是)){NUMBER}",
    re.MULTILINE,
)
_NOT_TAKEN_OUT = re.compile(  # 未剔除为27: what it would be without what was done with it
    rf"(?:未|不|没有?)(?:剔除|扣除|剔|扣|含|计|算|折算|加)(?:沙尘)?[^,;。\d]{{0,6}}?(?:则?为|是|就是|应为|达|有|只有|仅){NUMBER}"
)
_NO_DATA = re.compile(r"(?:无|没有|缺)(?:有效)?(?:监测|统计|调查)?数据|未(?:开展)?(?:监测|统计|调查)|停运|停测")
_SOME = re.compile("(?:发生|出现|存在|查处|有)了?[1-9]\\d*[起件例次宗处个]")
_SOME_LEFT = re.compile("(?:[尚仍还]有|个别|部分|少数|有)[^,;。]{0,12}(?:未|没有|不(?!必|需|属|涉|适用|在|用))")
_RANK = re.compile(r"(?:第|(?P<among>前))(?P<rank>\d+|[一二三四五六七八九十]+)(?=[名位,;。]|$)")
_ON_END = re.compile("连续(?P<years>[二两三四五])年")
_OF_ITS_YEAR = re.compile(r"(?P<value>\d+(?:\.\d+)?)[^\d,;。()]{0,4}\(20\d\d年")
_NAMES_IT = re.compile(r"[此本该这以]|数|口径|[仅只]|不含|不包括|未含")
_OF_ANOTHER = re.compile(
    r"(?:其中|含|包括)[^,;。\d]{0,6}(?:(?P<count>\d+)(?P<unit>[^\d,;。%.])[^\d,;。]{0,8}?(?P<year>20\d\d)年"
    r"|(?P<before>20\d\d)年[^,;。\d]{0,8}(?P<kept>\d+)(?P<measure>[^\d,;。%.]))"
)


def find_named(facts: Facts, name: str, unit: str, asked: str) -> Decimal | None:
    """Find the one number that the words give for a measure; None where they give none, several, or one that is not sure."""
    whole = _unquote(fold_widths(facts.statement or ""))
    for behind in (whole[match.end() :] for match in re.finditer(re.escape(name), whole)):
        told = by_year(re.split("[;。]", behind)[0]) if _BEGINS_WITH_A_YEAR.match(behind) else {}
        if facts.year in told:
            return told[facts.year]
    words = _unquote(words_of_this(facts, asked))
    found: set[Decimal | None] = set()
    for start, match in _behind(name, words):
        clause = words[:start].rpartition(",")[2] + match["between"] + match["behind"][len(match["digits"]) :]
        sure = len(match["between"]) <= _NEAR and not _UNSURE.search(clause) and not lexicon.UNDER_WAY.search(clause)
        number = Decimal(match["digits"].replace(",", "").strip())
        found.add(convert_bound(number, match["unit"] or unit, unit) if sure else None)
    return found.pop() if len(found) == 1 else None


def _behind(name: str, words: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Find where a name stands and a number is given behind it."""
    start = words.find(name)
    while start >= 0:
        match = _GIVEN.match(words, start + len(name))
        if match:
            yield start, match
        start = words.find(name, match.end() if match else start + 1)


def _unquote(text: str) -> str:
    return re.sub("[\"'“”‘’「」]", "", text)


def by_year(text: str) -> dict[int | None, Decimal]:
    """Read a row of years: 2019年60%、2020年63%; 2018-2020年分别列第3、第5、第9名."""
    if row := _RESPECTIVELY.search(text):
        first = int(row["first"])
        years = range(first, int(row["last"]) + 1) if row["last"] else [first, *map(int, re.findall(r"20\d\d", row["more"]))]
        values = re.findall(r"\d+(?:\.\d+)?", row["values"])
        return dict(zip(years, map(Decimal, values), strict=True)) if len(values) == len(years) else {}
    return {int(match["year"]): Decimal(match["value"]) for match in _BY_YEAR.finditer(text)}


def with_years_told(facts: Facts) -> Facts:
    """Take the values of a row of years from the words, where no value was reported: they end with the year judged."""
    told = by_year(fold_widths(facts.statement or ""))
    last = facts.year or max((year for year in told if year), default=0)
    if facts.actual is not None or last not in told:
        return facts
    first = last
    while first - 1 in told:
        first -= 1
    return replace(facts, actual=told[last], previous=tuple(told[year] for year in range(first, last)))


def with_rank_told(facts: Facts, bound: Decimal) -> Facts:
    """Take the one rank that the words of this year tell, for each of the years that they tell it of: 连续三年位列全省第4."""
    words = words_of_this(facts, "")
    told = {match["rank"]: match["among"] is not None for match in _RANK.finditer(words)}
    if facts.actual is not None or len(told) != 1 or _UNSURE.search(words):
        return facts
    rank, is_among = told.popitem()
    number = Decimal(rank) if rank.isdecimal() else read_chinese(rank)
    if is_among and number is not None and number > bound:
        return facts  # 前5 may be the third
    years = match["years"] if (match := _ON_END.search(words)) else "一"
    return replace(facts, actual=number, previous=(number,) * (int(read_chinese(years) or 1) - 1)) if number is not None else facts


def is_same_measure(name: str, subject: str | None) -> bool:
    """Is a measure the item's own by its name: 污水处理率, 城镇污水处理率."""
    return bool(subject) and len(name) >= _SHORTEST_NAME and (name in (subject or "") or (subject or "") in name)


def is_no_value_of_this(facts: Facts) -> bool:
    """Say the words of the value beside them that it is another year's, a part's, a plan's: 此数为2019年数据."""
    if facts.actual == 0 and _NO_DATA.search(fold_widths(facts.statement or "")):
        return True
    said = narrowing_in(facts.statement or "", facts.year or ANY_YEAR)
    if said is None or said.kind in WEAK or lexicon.OF_FIGURES.search(said.words):
        return False
    own = _OF_ITS_YEAR.search(fold_widths(facts.statement or ""))
    if (own and Decimal(own["value"]) != facts.actual) or re.search(r"\d", re.sub(r"20\d\d年?|\d+月", "", said.words)):
        return False  # 90.5%(2020年): another figure, told with its year
    return said.kind != "part" or _NAMES_IT.match(said.words) is not None


def other_values(facts: Facts, unit: str | None) -> Iterator[Decimal]:
    """Give the values that the words tell of the same measure and year beside the one reported: 实际处置率为93%, 核定为86."""
    words = words_of_this(facts, "")
    for match in _REALLY.finditer(words):
        if Decimal(match["digits"].replace(",", "").strip()) in facts.previous:
            continue  # 2019年末快报122.9,后核定为124.8: what is known of a year before
        if match["what"] and facts.subject and not _shares(match["what"], facts.subject):
            continue
        if not match["unit"] and re.match(r"(?!左右|以|的)[一-鿿]", words[match.end() :]):
            continue  # 调整为7大类
        number = Decimal(match["digits"].replace(",", "").strip())
        written = f"{match['unit']}/人" if match["per_head"] and match["unit"] else match["unit"]
        if (converted := convert_bound(number, written or unit or "", unit)) is not None:
            yield converted - (_A_LITTLE if match["below"] else 0)
    if facts.subject and (named := find_named(facts, fold_widths(facts.subject), unit or "", "")) is not None:
        yield named
    for match in _NOT_TAKEN_OUT.finditer(words):
        if (left := convert_bound(Decimal(match["digits"].replace(",", "").strip()), match["unit"] or unit or "", unit)) is not None:
            yield left
    for match in _OF_ANOTHER.finditer(fold_widths(facts.statement or "")):
        same = (match["unit"] or match["measure"]) == name_unit(unit)
        if same and facts.actual is not None and facts.year and int(match["year"] or match["before"]) != facts.year:
            yield facts.actual - Decimal(match["count"] or match["kept"])


def leaves_some(facts: Facts) -> bool:
    """Do the words leave something out of all, or tell of some where none is reported: 尚有12吨未处置, 发生1起."""
    words = words_of_this(facts, "")
    if facts.actual == 0:
        return _SOME.search(words) is not None
    words = bare_of_good(words)
    return _SOME_LEFT.search(words) is not None and lexicon.NEGATION.search(lexicon.blank_seeming(words)) is not None


def _shares(what: str, subject: str) -> bool:
    """Has what was measured a piece of the item's name, or is it no name at all: 实际处置率, 实际完成."""
    return any(what[at : at + 2] in subject for at in range(len(what) - 1)) or what in ("", "完成", "达到", "数", "值", "数值")
