"""What words beside a number say of how it came about: provisional, of a part of the year, of another year's source, a plan's, a score.

A clause is searched, not matched whole: offices say it in passing (照通过算的, 依管网长度推算). What is told as settled since is no caveat.
"""

from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.polarity import bare_of_good, without_double_denials
from ecoreport.language.provisos import gives_another, proviso_in
from ecoreport.language.widths import fold
from ecoreport.records import dataclass

CaveatKind = Literal["early", "part_of_year", "other_year", "plan", "padded", "part", "only", "removed", "supposed", "kind"]

_LONGEST = 400  # characters of a text that is heard
_TITLES = re.compile(r"《[^《》]*》")
_PUBLISHED = re.compile(r"\([^()]*(?:发布|公布|印发|出版)[^()]*\)|,?(?<!\d)20\d\d年\d{1,2}月(?:发布|公布|印发|出版)")
_CLAUSES = re.compile(r"[,;!?\n]|\.(?!\d)|(?<!\d)\.")
_COMPARED = re.compile(r"仅?供(?:对照|比较|对比|参考)|对照|对比|相比|比较用|作比|同期|往年|历年|较|与\d{4}年")
_MONTHS = (
    r"(?<!\d)(?:1月?[-至到~](?:[1-9]|1[01])月|[1-9][-至到~](?:[1-9]|1[01])月|前[一二三1-3]个?季度末?|[一二三1-3]季度末?|上半年"
    r"|(?:[1-9]|1[01])月(?:底|末|3[01]日|30日|2[89]日|15日)|(?:9|10|11)月份?)"
)
_SPAN = r"(?:[-至到~]\d{1,2}月|季度末?|半年)"  # 1-9月|完成; what is done in one month was done then
_PART_OF_YEAR = re.compile(
    rf"(?:时点|截至|截止|统计至|统计到|数据至|取|系|为|按|用|(?<![延迟后期])至)[:为是]?(?:20\d\d年)?{_MONTHS}(?![^,;]{{0,6}}(?:调查|普查|测评|访问|问卷))"
    rf"|{_MONTHS}(?:的)?(?:均值|平均|累计|余额|数据|数|结果|统计|口径|评价|汇总|监测|情况|运行)|{_SPAN}(?:的)?(?:核对|检查|抽查|完成)"
)
_WHOLE_YEAR = re.compile(r"12月|全年|年末|四季度|第四季度|1-12")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年度?|年)?")
_SOURCE = re.compile(
    r"公报|年报|年鉴|普查|调查|详查|监测|评估|考核|评价|核查|报告|通报|台账|系统|数据|结果|数|测评|检查|统计|认定|审计|清查"
)
_MADE_OF = re.compile(  # 按2016年二类调查推的
    r"^(?:是|系|此?数?为?)?(?:取|引|摘|出|来)自20\d\d年|^(?:是|系|此?数?为?)?(?:按照?|用|以|取|依据?|根据)(?:的是)?20\d\d年(?!可比|不变|价)[^,;]{0,14}(?:推|算|估|折|填|外推|得|报)"
)
_BEGINS_WITH_YEAR = re.compile(r"[^,]{0,4}20\d\d")  # what is told of that year, not 参照2019年参数测算
_ITSELF = re.compile(r"^(?:此|本|该)?[数值格]?(?:系|为|是|即|取)")
_LAST_OF_ALL = re.compile(r"(\d+)个[^,;]{0,6}(?:列|排|居|位)[^,;]{0,3}第\1[位名]|末位|垫底|倒数第?一|最后一[名位]")
_PART = re.compile(
    r"(?:填报|统计|计算|数据|评价)?(?:范围|口径)(?:仅|只|为)[^,;全]{1,20}(?:区|县|岛|镇|街道|新城|建成区|企业|单位|流域)(?!域)|本数为[^,;]{2,12}(?:率|数|比例)$"
)
_SCORE = re.compile(
    r"(?:考核|考评|工作|测评|评估|综合|年度)?(?:得分|评分|打分|分数|积分)(?!率)|得\d+(?:\.\d+)?分|[一二三四五\d]级(?=$|[)）])|满分\d|百分制|排(?:名|在)?第?\d+[位名]|第\d+[位名]"
)


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a clause says of the number beside it, and the clause."""

    kind: CaveatKind
    words: str


@lru_cache(maxsize=1 << 13)
def caveat_in(text: str, year: int, own: str = "", *, of_source: bool = False) -> Caveat | None:
    """Find what a text says against taking a number, `own` as digits, for the year's own; `of_source`: it names where it came from."""
    folded = _PUBLISHED.sub("", _TITLES.sub("", fold(text[:_LONGEST])))
    for clause in (without_double_denials(each.strip()) for each in _CLAUSES.split(folded)):
        if not clause or gives_another(clause, own):
            continue
        kind = _of_clause(clause, folded, year, own, of_source=of_source and str(year) not in folded)
        if kind and "以外" not in clause and (kind == "early" or of_source or not _COMPARED.search(folded)):
            return Caveat(kind, clause)
    return None


def _of_clause(clause: str, around: str, year: int, own: str, *, of_source: bool) -> CaveatKind | None:
    years = {int(told) for told in _YEAR.findall(clause)}
    if years and max(years) < year and _MADE_OF.search(clause):
        return "other_year"
    if years and year not in years and not of_source and _BEGINS_WITH_YEAR.match(clause):
        return None  # 2018年为推算
    proviso = proviso_in(clause, around, own)
    if proviso and (proviso != "early" or proviso_in(bare_of_good(clause), around, own)):
        return proviso  # 测评未扣分 awaits nothing
    if _PART_OF_YEAR.search(clause) and not _WHOLE_YEAR.search(clause):
        return "part_of_year"
    if _PART.search(clause):
        return "part"
    return "other_year" if years and max(years) < year and of_source and _SOURCE.search(clause) else None


def names_score(text: str, value: str) -> str | None:
    """Give the clause that calls the very number a score or a rank: 系考核得分, 排第91位 beside 91."""
    for clause in _CLAUSES.split(fold(text[:_LONGEST])):
        if _LAST_OF_ALL.search(clause):
            return clause
        if not _SCORE.search(clause):
            continue
        numbers = re.findall(r"\d+(?:\.\d+)?", clause)
        if value in numbers or (_ITSELF.match(clause) and not numbers):
            return clause
    return None
