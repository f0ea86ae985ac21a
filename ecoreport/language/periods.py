"""Years, and parts of a year, as offices write them: 2020年, 二〇二〇年, 20年, 本年, 近三年, 2018—2020年, 1—9月."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_chinese
from ecoreport.records import dataclass

YEAR = "(?:19|20)[0-9]{2}"
MONTH, DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
LAST_YEAR = "(?:上一?年度?|去年|前一年|上年同期|去年同期)"
LONE_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)")  # whatever stands around it

# Not a date's, nor a document number's.
_YEAR = re.compile(rf"{LONE_YEAR.pattern}(?!\s*年?版)(?!\s*[-./]\s*\d)(?!\]\s*\d+\s*号)(?:\s*年)?+(?!\s*\d{{1,2}}\s*月)(?:度|末|底)?")
_CHINESE_YEAR = re.compile(r"([一二][〇零○九][〇零○一二三四五六七八九]{2})(?:年|(?<=^.{4})$)")  # 二〇二〇 alone is one too
_SHORT_CHINESE_YEAR = re.compile(r"^([一二][〇零○一二三四五六七八九])年(?!级)")  # 一八年
_SHORT_YEAR = re.compile(r"^'?([12]\d)年(?!\d)")
_PLAN_YEAR = re.compile(
    r"[\"“]?十([一二三四五])五[\"”]?(?:规划)?(?:的)?(?:第?(?P<nth>[一二三四五1-5])年|(?P<first>开局|首|起始)(?:之)?年|(?P<last>收官|末|最后一)(?:之)?年)"
)
_PLANS = {"二": 2015, "三": 2020, "四": 2025}  # the last year of each
_LAST_OF_PLAN = re.compile(rf"\"?十([二三四])五\"?(?:规划|时期)?(?:期?末|收官|终期)\(?({YEAR})年?\)?")  # "十三五"末(2020年)
_SPAN = re.compile(rf"{YEAR}\s*年?\s*[-~至到]\s*(?:{YEAR}|\d\d(?!\d))\s*年?")
_SEVERAL = re.compile(r"近?[两二三四五]年|历年|十[二三四]五")
_COMPARED = re.compile(rf"[较比与同]\s*(?:{YEAR}|上一?年|去年|前年|[年期]初|上[月季期])|{YEAR}\s*年?\s*(?:相?比(?![例率重值])|同期)")
_MONTHS = re.compile(r"\d{1,2}\s*[-~至到]\s*\d{1,2}\s*月|(?<!\d)\d{1,2}\s*月|[本当](?:月|季)(?![末底止])")
_WHOLE_YEAR = re.compile(rf"(?:截[至止]到?|至)?({YEAR}\s*年)?\s*(?:1\s*[-~至到]\s*12\s*月份?|12\s*月(?:底|末|31日))")

_FIRST_TO_LAST_DAY = re.compile(  # 2019-01-01至2019-12-31
    rf"({YEAR})(?:年0?1月0?1日|[-./]0?1[-./]0?1)[起始]?\s*[-~至到]{{1,2}}\s*\1(?:年12月31日|[-./]12[-./]31)[止]?"
)


def spans_one_year(text: str) -> bool:
    """Does a folded text name a year by its first day and its last: 2019-01-01至2019-12-31."""
    return _FIRST_TO_LAST_DAY.search(text) is not None


def take_out_year(text: str, period: int, relative: Iterable[tuple[str, int]]) -> tuple[int | None, str]:
    """Take the one year out of a folded text; None where it names none or several. `relative`: words, and years from the period."""
    text = _FIRST_TO_LAST_DAY.sub(r"\1年", text)
    text = _SHORT_CHINESE_YEAR.sub(lambda match: f"20{read_chinese(match[1])}年", text)
    text = _CHINESE_YEAR.sub(lambda match: f"{read_chinese(match[1])}年", text)
    text = _LAST_OF_PLAN.sub(lambda match: match[2] if int(match[2]) == _PLANS[match[1]] else match[0], text)
    text = _SHORT_YEAR.sub(r"20\1年", _PLAN_YEAR.sub(_year_of_plan, text))
    if _SPAN.search(text):
        return None, _SPAN.sub("", text)
    if years := set(_YEAR.findall(text)):
        return (int(years.pop()) if len(years) == 1 else None), _YEAR.sub("", text)
    found = [(text.index(word), -len(word), word, shift) for word, shift in relative if word in text]
    if not found:
        return None, text
    _, _, word, shift = min(found)  # 上年度完成值 is no 年度完成
    return period + shift, text.replace(word, "", 1)


def _year_of_plan(match: re.Match[str]) -> str:
    """Write the year that a five-year plan counts: “十三五”第三年 is 2018."""
    first = 2016 + 5 * ("一二三四五".index(match[1]) - 2)
    nth = 5 if match["last"] else 1 if match["first"] else int(read_chinese(match["nth"]) or match["nth"])
    return f"{first + nth - 1}年"


def is_short_year(text: str) -> bool:
    """Could a text be a year by its last two digits, where others like it stand beside it: 19."""
    return re.fullmatch(r"'?[12]\d", text) is not None


def spans_years(text: str) -> bool:
    """Does a text name a span of years: 2018—2020年, 2018-20."""
    return _SPAN.search(text) is not None


_DAY_OF_YEAR = rf"({YEAR})(?:年{MONTH}月(?:{DAY}日)?|[./]{MONTH}(?:[./]{DAY})?|-{MONTH}(?:-{DAY})?)[起始]?"
_ACROSS = re.compile(rf"{_DAY_OF_YEAR},?(?:[-~至到]+|开始到?){_DAY_OF_YEAR}")


def spans_parts_of_years(text: str) -> bool:
    """Does a folded text name a stretch of months that begins in one year and ends in another: 2019年7月1日起,至2020年6月30日."""
    match = _ACROSS.search(text)
    return match is not None and match[1] != match[2]


def begins_with_several_years(text: str) -> bool:
    """Does a text begin with years that it does not name: 近三年, 历年, 十三五."""
    return _SEVERAL.match(text) is not None


def compares_years(text: str) -> bool:
    """Does a text hold one year against another: 较2019年, 与上年, 2019年同期."""
    return _COMPARED.search(text) is not None


def drop_whole_year(text: str) -> str:
    """Leave only the year of what is as good as the year: 2020年1—12月, 截至2020年12月底."""
    return _WHOLE_YEAR.sub(lambda match: match[1] or "", text)


def names_months(text: str, *, of_state: bool = False) -> bool:
    """Does a text name months, and so a part of a year; how far something is in December, it is at the year's end."""
    found = _MONTHS.search(text)
    return found is not None and not (of_state and found[0].startswith("12"))


_LONGEST_TITLE = 60
_LAST = "(?:上一?年度?|去年|前一年)"
_EDGE = re.compile(  # what needs a year before it: 末, 底, 初
    rf"(?<![较比与同上去前\d])(?P<named>(?P<last>{_LAST})|(?P<year>{YEAR})年?|本年|当年|今年)?\s*(?:截[至止]到?)?(?:"
    r"(?P<closes>1月?\s*[-~至到]\s*12月份?(?:末|底)?|12月(?:份?[末底]|31日)|全年|期[末终]|年[末底终](?!线)|(?(named)[末底](?!线)|(?!))"
    r"|(?:第?[4四]|前?[4四]个?|1\s*[-~至到]\s*4|一\s*[-~至到]\s*四)季度(?:累计|末|底))"
    r"|(?P<opens>(?:[年期]|(?(named)|(?!)))初))(?!之?前|以前)(?:累计|合计|总计)?(?:数)?"
)
_LONE_MONTH = re.compile(rf"({YEAR})(?:(1[0-2]|0[1-9])|\s*[-./]\s*({MONTH})|年\s*({MONTH})月份?)")
_YEARS_LAST_DAY = re.compile(rf"({YEAR})(?:1231|\s*[-./]\s*12\s*[-./]\s*31|年\s*12月31日)")


def take_out_edge(text: str, period: int) -> tuple[int | None, str] | None:
    """Take out of a folded text what says a year by its end or its beginning: 1-12月, 12月末, 期末, 上年末.

    年初 is the end of the year before. The year is None where it is that of the table; nothing is given where the text says no such thing.
    """
    match = _EDGE.search(text)
    if match is None:
        return None
    year = period - 1 if match["last"] else int(match["year"]) if match["year"] else None
    if match["opens"]:
        year = (period if year is None else year) - 1
    return year, f"{text[: match.start()]}{text[match.end() :]}"


_OF_DECEMBER = re.compile(rf"(?<!\d)({YEAR})年12月份?(?!\d)[^,;:]{{0,40}}(?:报|表|情况|数据|统计|指标)(?:\([^()]*\))?$")


def year_of_monthly(text: str) -> int | None:
    """Give the year of a title of what is reported monthly, where it is December's: 2019年12月指标月报."""
    match = _OF_DECEMBER.search(text) if len(text) <= _LONGEST_TITLE else None
    return int(match[1]) if match else None


def month_alone(text: str) -> int | None:
    """Read a folded text that is nothing but a month, of whatever year: 9月, 12月份, 202012."""
    if told := read_month(text):
        return told[1]
    match = re.fullmatch(rf"({MONTH})月份?", text)
    return int(match[1]) if match else None


def read_month(text: str) -> tuple[int, int] | None:
    """Read a text that is nothing but a month of a year: 202012, 2020-12, 2020年12月; the year's last day is its December."""
    if last := _YEARS_LAST_DAY.fullmatch(text):
        return int(last[1]), 12
    match = _LONE_MONTH.fullmatch(text)
    return (int(match[1]), int(match[2] or match[3] or match[4])) if match else None


_LONE_DAY = re.compile(rf"({YEAR})(?:(?=\d{{4}}$)|\s*[-./年]\s*)(1[0-2]|0?[1-9])(?:(?=\d\d$)|\s*[-./月]\s*)(3[01]|[12]\d|0?[1-9])日?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a year, or a stretch of several years, as a text names it."""

    words: str
    until: date | None = None  # the last day of what is counted from January on; None where it is not, or not said


_CHINESE_COUNT = re.compile(
    r"(?!(?<=[\u4e00-\u9fff])(?<![年第度])四季(?!度))第?([一二两三四五六七八九十]{1,2})(?=个?月|个?季度?|[-~至到](?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:月|季度))"
)
_SHORT_QUARTER = re.compile(r"(?<![\d上下])([1-4])季$")  # 2020年3季, at the end
_TO = r"(?:截[至止]到?)"
_NAMED_YEAR = rf"(?<!\d)(?:(?P<year>{YEAR})年?|今年|本年)?"  # 12月 is not 2月
_SEASON = (  # 汛期, 采暖季; not 防汛期间, 四季
    r"(?:(?<![防度安])(?:非|主)?汛|枯水|丰水|平水|非?采暖|非?供暖|非?采暖|休渔|禁渔|伏季休渔|旅游旺|用水高峰)[期季](?:间)?"
    r"|(?<![四青])[春夏秋冬](?:季|[、和两与][春夏秋冬]季?)(?!节|[^,;:()]{0,2}(?:行动|攻坚|战))"
)
_WHOLE = re.compile(
    r"全年|年度终|年终|前?4季度(?:累计|末|底)|前4季度|1[-~至到]4季度|前12个月|上[,和与及]?下半年|上半年.{0,3}下半年|1月?[-~至到]12月|1月1日[-~至到].{0,5}12月31日"
)
_PARTS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(  # a pattern, and whether it counts from January on
    (re.compile(pattern), from_january)
    for pattern, from_january in (
        (rf"{_NAMED_YEAR}(?P<words>1月1日[-~至到](?:{YEAR}年)?(?P<month>{MONTH})月(?P<day>{DAY})日)", True),
        (rf"{_NAMED_YEAR}(?P<words>1月?[-~至到](?P<month>{MONTH})月份?(?:底|末)?)(?!\d)", True),
        (rf"(?P<year>{YEAR})\.(?P<words>0?1[-~至到](?:{YEAR}\.)?(?P<month>{MONTH}))(?![\d.月])", True),
        (rf"{_NAMED_YEAR}(?P<words>{MONTH}月?[-~至到]{MONTH}月份?)(?!\d)", False),
        (rf"(?P<words>{_TO}{_NAMED_YEAR}(?P<month>{MONTH})月(?:(?P<day>{DAY})日|底|末|份)?)", True),
        (rf"{_NAMED_YEAR}(?P<words>(?P<month>{MONTH})月(?:底|末))", True),
        (rf"{_NAMED_YEAR}度?(?P<words>前(?P<quarter>[1-3])个?季度)", True),
        (rf"{_NAMED_YEAR}度?(?P<words>前(?P<month>{MONTH})个?月)", True),
        (rf"{_NAMED_YEAR}度?(?P<words>1[-~至到](?P<quarter>[1-3])季度)", True),
        (rf"{_NAMED_YEAR}度?(?P<words>(?P<quarter>[1-3])季度(?:累计|末|底))", True),
        (rf"{_NAMED_YEAR}度?(?P<words>{_TO}(?P<quarter>[1-3])季度末?)", True),
        (rf"{_NAMED_YEAR}度?(?P<words>(?P<quarter>1)季度)", True),
        (rf"{_NAMED_YEAR}度?(?P<words>[2-4]季度)", False),
        (rf"{_NAMED_YEAR}度?(?P<words>(?P<half>上半年|(?<!下)(?<!上)半年(?:度|报)|年中))", True),
        (rf"{_NAMED_YEAR}度?(?P<words>下半年|{_TO}目前)", False),
        (rf"{_NAMED_YEAR}(?P<words>{MONTH}月{DAY}日[-~至到](?:{YEAR}年)?{MONTH}月{DAY}日)", False),
        (rf"{_NAMED_YEAR}度?(?P<words>{_SEASON})", False),
        (rf"{_NAMED_YEAR}(?P<words>(?P<month>{MONTH})月累计)", True),
        (rf"(?P<year>{YEAR})年?(?P<words>(?P<half>h1))(?![0-9a-z])", True),
        (rf"(?P<year>{YEAR})年?(?P<words>q[1-3])(?![0-9a-z])", False),
        (rf"{_NAMED_YEAR}(?P<words>{MONTH}月份)(?!日)", False),
        (
            rf"{_NAMED_YEAR}(?P<words>(?!12)(?:11|10|0?[1-9])月(?=指标|完成|情况|数据|进展|工作|报表|月报|快报|生态|重点|任务|台[账帐]|统计|监测|汇总|自查|填报))",
            False,
        ),
    )
)
_DECEMBER = 12
_NOT_A_PART = re.compile(r"(?:[较比与同]|早于|不迟于)$")  # 较上半年
_DEADLINE = re.compile(r"(?:日|底|末)?(?:之?前|以前|报(?![表告])|上报|提交|填报)")  # 9月底前报送
_SEVERAL_YEARS = re.compile(
    rf"(?:{YEAR}年?[-~至到](?:{YEAR}|\d\d(?!\d))年?度?|近?[两三四五23]年(?!级)|十[二三四]五[\"”]?(?:期间|时期)?)[^,;:()]{{0,3}}?(?:累计|合计|总计|平均|年均|均值)"
    r"|十[二三四]五[\"”]?(?:期间|时期|以来)[^,;:()]{0,10}?(?:累计|合计|总计|平均|年均|均值)"
    r"|十[二三四]五[\"”]?(?:期间|时期)(?=指标|完成|数据|情况|$)"
)


def part_of_year(text: str, period: int) -> Part | None:
    """Find the part of a year (or the several years) that a folded text says its numbers are of; None where they are the whole year's.

    1—12月, 全年 and 截至12月31日 are the whole year; a deadline (9月底前报送), a date (9月30日) and a comparison (较上半年) name no part.
    """
    if several := _SEVERAL_YEARS.search(text):
        return Part(_print(several[0]))
    text = _CHINESE_YEAR.sub(lambda match: f"{read_chinese(match[1])}年", text)
    text = _counted(text)
    text = re.sub(r"[-~至到](十[一二]?|[一二三四五六七八九])(?=月|季度)", lambda match: f"-{read_chinese(match[1])}", text)
    if _WHOLE.search(text):
        return None
    for pattern, from_january in _PARTS:
        for match in pattern.finditer(text):
            if _NOT_A_PART.search(text[: match.start()]) or _DEADLINE.match(text[match.end() :]) or _is_in_a_date(text, match):
                continue
            named = match.groupdict().get("year")
            year = int(named) if named else period
            until = _last_day(match, year) if from_january else None
            if year > period or (until and (until.month, until.day) == (12, 31)):
                return None
            return Part(_print(match["words"]), until)
    return None


_SURVEYED = re.compile(  # 2019年10月|入户; not 2019年12月|印发, 2018年10月|以来
    rf"(?<!\d)(?P<year>{YEAR})年(?P<month>{MONTH})月(?:份|底|末)?(?![\d日])(?![^,;()]{{0,8}}(?:印发|发布|公布|出台|批|启动|成立|制定|修订|签|建成|投|开工|施行|颁布))"
    r"(?!起|以来|以后|之?后|开始|[-~至到]|版)"
)


_ON_A_DAY = re.compile(  # 2020年9月22日“无车日”交通调查: what one day's count has found
    rf"(?:{YEAR})年(?:{MONTH})月(?:{DAY})日[^,;。]{{0,10}}(?:调查|监测|抽测|检测|观测|抽查|实测)(?:结果|数据|情况|表)*$"
)


def surveyed_in(text: str, period: int) -> Part | None:
    """Find the one day, or the month of an earlier year, in which a title says that its numbers were gathered."""
    if match := _ON_A_DAY.search(text):
        return Part(_print(match[0]))
    match = _SURVEYED.search(text)
    if match is None or int(match["year"]) >= period or any(int(year) >= period for year in re.findall(YEAR, text)):
        return None
    return Part(_print(match[0]))


def part_of_state(text: str, period: int) -> Part | None:
    """Find the part of a year at whose end something was as told: in December it is the year's."""
    part = part_of_year(text, period)
    return None if part and part.words.startswith("12月") else part


def read_day(text: str) -> date | None:
    """Read a folded text that is nothing but the day on which a period ends: 20200630, 2020-06-30, 2020年6月30日."""
    told = _LONE_DAY.fullmatch(text)
    year, month, day = (int(each) for each in told.groups()) if told else (1, 1, 1)
    return date(year, month, day) if told and day <= monthrange(year, month)[1] else None


def read_period(text: str, period: int, *, monthly: bool = False) -> Part | None:
    """Read a cell that says nothing but its period, as systems write it: 202006, 2020-06, 6月; December alone is the year's."""
    if day := read_day(text):
        return Part(text, day) if (day.month, day.day) != (12, 31) and day.year <= period else None
    text = _counted(text)
    told = re.fullmatch(rf"(?:(?P<year>{YEAR})[-./年]?)?(?P<month>{MONTH})月?份?", text)
    if told is None or (told["year"] is None and "月" not in text):
        return part_of_year(text, period)
    year, month = int(told["year"] or period), int(told["month"])
    if year > period or (month == _DECEMBER and not monthly):
        return None
    return Part(text, date(year, month, monthrange(year, month)[1]))


def _counted(text: str) -> str:
    """Write the counts of months and quarters as digits, and a quarter whole: 三季 is 3季度."""
    text = _CHINESE_COUNT.sub(lambda match: str(read_chinese(match[1].replace("两", "二"))), text)
    return _SHORT_QUARTER.sub(r"\1季度", text)


def _is_in_a_date(text: str, match: re.Match[str]) -> bool:
    """9月30日 is a day on which something was done, where no 截至 stands before it."""
    return match["words"].endswith(("月", "月份")) and re.match(r"\d{1,2}[日号]?", text[match.end() :]) is not None


def _last_day(match: re.Match[str], year: int) -> date:
    told = match.groupdict()
    if told.get("half"):
        return date(year, 6, 30)
    month = int(told["month"]) if told.get("month") else 3 * int(told["quarter"] or 0)
    last = monthrange(year, month)[1]
    return date(year, month, min(int(told["day"]), last) if told.get("day") else last)


def _print(words: str) -> str:
    return re.sub(r"[\"“”]", "", words).replace("-", "—")
