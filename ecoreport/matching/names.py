"""A name taken apart: numbering and marks before it; a unit, a target, a year or a note's mark behind it."""

from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even, untranslated
from ecoreport.records import dataclass

LONGEST_NAME = 400  # characters, with number, unit and remarks; what is longer tells a story
_CHINESE = "[一二三四五六七八九十]{1,3}"
_THING = "指标|(?:重点|主要|工作)?任务|项目|事项"
_NUMBERING = re.compile(
    rf"^\s*(?:其中\s*[:,]?\s*)?(?:"
    r"[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]\s*[、.]?|"
    rf"\((?:\d{{1,2}}|{_CHINESE}|[a-zA-Z])\)\s*[、.:]?\s*|"
    r"[\[【〔](?P<framed>\d{1,2}(?:[.-]\d)?)[\]】〕]\s*|"
    r"(?P<id>\d{1,2}[.-]\d)(?!\d)\s*[、.:]?\s*|"
    r"(?P<number>\d{1,2})\s*(?:、(?!\d{1,2}[类、季])|[.:)_](?!\d)|\s)\s*|"
    rf"{_CHINESE}\s*[、.]\s*|"
    r"[a-zA-Z]\s*[、.)]\s*|"
    rf"第\s*(?:(?P<nth>\d{{1,2}})|{_CHINESE})\s*[项条个]\s*(?:{_THING})?\s*[、.:]?\s*|"
    rf"(?P<called>\d{{1,2}})\s*[号#]\s*(?:{_THING})?\s*[、.:]?\s*|"
    r"(?:序号|编号|[Nn][Oo]\.?(?!2(?:年|日|小时|平)?均?浓度)|№)\s*:?\s*(?P<told>\d{1,2}(?:[.-]\d)?)(?!\d)\s*[、.:)]?\s*|"
    r"[A-Z]{1,4}\d?[-_](?P<coded>\d{1,2}(?:\.\d)?)(?!\d)\s*[、.:]?\s*(?=[\u4e00-\u9fff])|"
    r"[Tt](?P<task>\d{1,2})(?!\d)\s*[、.:]?\s*(?=[\u4e00-\u9fff“])|"
    rf"(?:{_THING})\s*(?:\d{{1,2}}\s*(?:[、.:)_-](?!\d)|\s|(?=[\u4e00-\u9fff])(?![年月日季期个项号至]))|(?:{_CHINESE}|\(?\d{{1,2}}\)|\({_CHINESE}\))\s*[、.:)]?)\s*|"
    rf"(?:{_THING})?名称\s*:\s*|(?:(?:约束性|参考性|预期性|对应的?|所属|相关)?(?:{_THING}))\s*:\s*|"
    r"[(\[【〔](?:约束性|参考性|预期性)(?:指标)?[)\]】〕]\s*|"
    r"[^\w\s(\[{【〔《“\"'‘「『<]+\s*|"
    r"(?P<joined>\d{1,2}(?:\.\d)?)(?!吨)(?=[^\d.\s%、)-]))|^\s*其中\s*[:,]\s*"
)
_NUMBERS = ("id", "number", "framed", "nth", "called", "told", "task", "coded", "joined")
TRAILING_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]\s*$")
_OPEN_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]{1,20})$")
_OPENS = re.compile(r"[(\[【〔]")
_TRAILING_UNIT = re.compile(r"(?:[,、/;:]|\s)\s*([^,、;:\s]{1,12})\s*$|(?<=[\u4e00-\u9fff])(%)$")
_FOOTNOTE = re.compile(
    r"(?:[^\w\s.()\[\]{}【】〔〕《》“”\"'‘’「」『』%‰<>]+|(?<=[\u4e00-\u9fff)\]】%])[¹²³⁰⁴-⁹]+|(?<=[)\]】])\d{1,2}\)?|[①-⑳]|[\[【(](?:注\d*|\d{1,2})[\]】)]|注\d)[\s:,。;]*$"
)
_TRAILING_TARGET = re.compile(r"\s*[≥≤≧≦><]=?\s*\d[\d.]*\s*[%‰]?\s*$")
_ASIDE = re.compile(  # what a bracket behind a name may hold besides a unit and a year, and mean nothing of its own
    r"(?:约束性|参考性|预期性)?(?:指标)?|任务|全市|市域|全域|年度|全年|重新核算|[按以](?:金额|面积|人口|数量|长度|户数|人数|断面|点次|件数|重量)(?:计算?|统计|口径)?|[正逆反]向(?:指标)?|越[高大低小]越[好优]|[↑↓↗↘⬆⬇]|注\d*|[a-zA-Z]|"
    r"(?:指标值?|目标值?|要求)?:?\s*(?:[≥≤≧≦><]=?|不[低高]于|不少于|大于|小于)\s*\d[\d.]*\s*[%‰]?|"
    r"(?:指标值?|目标值?|要求):?\s*\d[\d.]*\s*[%‰]?(?:及?以[上下内])?|\d[\d.]*\s*[%‰]\s*及?以[上下内]|"
    r"(?:(?:以上|上述)?[各两二三四五六七八九十\d]?[类项种个]?)(?:合计|小计|总计)|"
    r"指标|(?:经|已)?(?:校核|核对|核实|审核|复核|会审|调整|修正|更正|订正|修订|重报)(?:过|后)?的?[数值版]?|"
)
NAMED_YEAR = re.compile(rf"(?<![较比与同]){LONE_YEAR.pattern}年?度?")  # not one that is compared with
ABOUT_YEAR = re.compile(rf"(?:截[至止]到?|至)?{NAMED_YEAR.pattern}(?:末|底|全年)?")
_FOR_EACH = re.compile(r"每(万元|亿元|万人|公顷|亩|人|户)|(公顷|亩|人|户)均|(万元)(?=GDP|工业|国内|地区)")
_NOTED = re.compile(r"(?<=[\u4e00-\u9fff)\]】])\s*(?:\d{1,2}|[a-z])\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: its numbering, the name itself, the unit and the year behind it."""

    name: str
    number: str | None = None
    unit: str | None = None
    year: int | None = None


@lru_cache(maxsize=1 << 15)
def split_name(text: str) -> NameParts:
    """Take numbering off the front and a unit, a target, a year or a note's mark off the end."""
    number, name = _without_numbering(even(untranslated(text)).strip())
    unit = year = None
    for _ in range(3 if len(name) <= LONGEST_NAME else 0):
        name = _TRAILING_TARGET.sub("", _FOOTNOTE.sub("", name)).strip().rstrip(":,。;")
        name = name if _OPENS.search(name) else name.rstrip(")]】〕")
        match = TRAILING_BRACKET.search(name) or _OPEN_BRACKET.search(name) or _TRAILING_UNIT.search(name)
        if not match or not name[: match.start()].strip():
            break
        told = _aside(match[1] if match[1] is not None else match[2])
        if told is None or (told[0] and unit):
            break
        unit, year = unit or told[0], year or told[1]
        name = name[: match.start()]
    return NameParts(name.strip(), number, unit, year)


def without_note(name: str) -> str:
    """Leave out a note's number or letter that was pasted as plain text: 城镇污水处理率2."""
    return _NOTED.sub("", name)


def unit_for_each(name: str, unit: str | None) -> str | None:
    """Give the whole of a unit of which the name says the rest: 公斤 of 亩均农药用量 is 公斤/亩."""
    told = _FOR_EACH.search(name) if unit and "/" not in unit else None
    whole = f"{unit}/{next(filter(None, told.groups()))}" if told else ""
    return whole if parse_unit(whole) is not None else unit


def _without_numbering(name: str) -> tuple[str | None, str]:
    number = None
    for _ in range(3):
        match = _NUMBERING.match(name)
        if not match or not match[0] or not name[match.end() :].strip():
            break
        number = number or next((match[group] for group in _NUMBERS if match[group]), None)
        name = name[match.end() :]
    return number, name


def _aside(inside: str) -> tuple[str | None, int | None] | None:
    """Read what stands behind a name, (%,≥95): its unit and its year; None where it belongs to the name."""
    unit = year = None
    for part in re.split(r"[,;、]\s*", re.sub(r"^(?:计量)?单位\s*:?\s*", "", inside.strip())):
        if told := NAMED_YEAR.fullmatch(part):
            year = int(told[1])
        elif unit is None and not part[:1].isdecimal() and parse_unit(part) is not None:  # 标准化运维比例:100% has a value behind it
            unit = part
        elif not _ASIDE.fullmatch(part):
            return None
    return unit, year
