"""What words beside a number say of how it came about: provisional, of a part of the year, of another year's source, a plan's, a score.

A clause is searched, not matched whole: offices say it in passing (照通过算的, 依管网长度推算). What is told as settled since is no caveat.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ecoreport.language.widths import fold

CaveatKind = Literal["early", "part_of_year", "other_year", "plan", "part", "score"]

_LONGEST = 400  # characters of a text that is heard
_TITLES = re.compile(r"《[^《》]*》")
_PUBLISHED = re.compile(r"\([^()]*(?:发布|公布|印发|出版)[^()]*\)|,?(?<!\d)20\d\d年\d{1,2}月(?:发布|公布|印发|出版)")
_CLAUSES = re.compile(r"[,;!?\n]|\.(?!\d)")
_SETTLED = re.compile(
    r"(?:已|均已|并已|后已|最终|现已)[^,;]{0,10}(?:替换|更正|核定|审定|更新|修正|确认|一致|清点|导出|印发|公布)|不是|并非|而非|不再|非快报|替代了?快报|无需|重算(?:过|了|,|$)|定数|不属|依法|(?:没有?|未|并未)(?:再)?(?:用|采用|做)?(?:推算|估算|匡算|快报|测算)|(?:推算|估算|匡算|快报)数?(?:不用|作废|弃用)|[不未没]用[^,;]{0,6}(?:快报|估|推算)"
)
_COMPARED = re.compile(r"仅?供(?:对照|比较|对比|参考)|对照|对比|相比|比较用|作比|同期|往年|历年|较|与\d{4}年")
_EARLY = re.compile(
    r"快报|试算|推算|匡算|估算|估计|暂估|毛估|预估|拍脑袋|大概|大约摸|约莫|粗算|初算|初核|预审数|暂定|暂按|先按|先填|先报|照[^,;]{1,8}算的"
    r"|可能(?:会|还|有)?(?:调整|变|修改|更正)|以[^,;]{0,10}(?:公布|审定|核定|年报|发布|最终|正式|通报|结果)[^,;]{0,6}为准|(?:审核|核算|审定|评审|复核|汇总|统计|测算)(?:之)?中(?!心|的方法)"
    r"|(?:结果|数据|实绩|年报|结论|报告|终稿|反馈)[^,;已均]{0,6}(?:还要等|尚待|待|还没|尚未|没到|没拿到|未到|未出|没出|没导|未导|未反馈|未公布|未印发|未审|再改)"
    r"|(?:等|待)[^,;后]{1,10}(?:公布|审定|核定|反馈|年报|出来|出数|结果|确认)|(?:回头|以后|届时|到时|日后)(?:再|另行)?(?:改|调|补|更正|报)|没关账|未关账|未结账|未审计|未轧差"
    r"|(?:按|依|以|用|照|据)[^,;]{1,14}(?:设计能力|产能|管网长度|经验|走势|比例|系数|往年)[^,;]{0,6}(?:推|估|算|折)|自行(?:推|估|测|试)|暂时用|初值|还[得要]重算|没拿到|若能|要是|假如|扣掉[^,;]{0,8}算|没松口|设计[^,;未没]{0,6}(?:也|都)?算|推(?:出来|得出|的$|得$)|外推|剔除[^,;]{0,6}后(?:计算|统计|填报)|(?:才|再)(?:下发|公布|反馈|出数)"
)
_MONTHS = (
    r"(?<!\d)(?:1月?[-至到~](?:[1-9]|1[01])月|[1-9][-至到~](?:[1-9]|1[01])月|前[一二三1-3]个?季度末?|[一二三1-3]季度末?|上半年"
    r"|(?:[1-9]|1[01])月(?:底|末|3[01]日|30日|2[89]日|15日)|(?:9|10|11)月份?)"
)
_PART_OF_YEAR = re.compile(
    rf"(?:时点|截至|截止|统计至|统计到|数据至|取|系|为|按|用|至)[:为是]?(?:20\d\d年)?{_MONTHS}"
    rf"|{_MONTHS}(?:的)?(?:均值|平均|累计|余额|数据|数|结果|统计|口径|评价|核对|汇总|监测|检查|抽查|情况|完成|运行)"
)
_WHOLE_YEAR = re.compile(r"12月|全年|年末|四季度|第四季度|1-12")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年度?|年)?")
_SOURCE = re.compile(
    r"公报|年报|年鉴|普查|调查|详查|监测|评估|考核|评价|核查|报告|通报|台账|系统|数据|结果|数|测评|检查|统计|认定|审计|清查"
)
_ITSELF = re.compile(r"^(?:此|本|该)?[数值格]?(?:系|为|是|即|取)")
_LAST_OF_ALL = re.compile(r"(\d+)个[^,;]{0,6}(?:列|排|居|位)[^,;]{0,3}第\1[位名]|末位|垫底|倒数第?一|最后一[名位]")
_PLAN = re.compile(
    r"控制数|计划数|目标数|任务数|预算(?!执行)|方案[^,;]{0,8}(?:数|值|定的|列)|(?:计划|规划|方案|责任书|目标责任)(?:里|中|内)?(?:的|所|列|定)|年初(?:方案|计划|目标|数)|设计值|应达到?\d"
)
_PART = re.compile(
    r"(?:其[余他它]|另[外有]?|余下)[^,;]{0,14}(?:另报|另行|自行统计|未纳入|未计|未含|未报|不在内|没有?[算报计])|不在此数|没打|未(?:纳入|计入|包括|含|统计)(?:本次|此次|本表|在内|统计|填报|计算)*$"
    r"|(?:填报|统计|计算|数据|评价)?(?:范围|口径)(?:仅|只|为)[^,;全]{1,20}(?:区|县|岛|镇|街道|新城|建成区|企业|单位|流域)(?!域)|本数为[^,;]{2,12}(?:率|数|比例)$"
)
_SCORE = re.compile(
    r"(?:考核|考评|工作|测评|评估|综合|年度)?(?:得分|评分|打分|分数|积分)(?!率)|得\d|[一二三四五\d]级|满分\d|百分制|排(?:名|在)?第?\d+[位名]|第\d+[位名]"
)


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a clause says of the number beside it, and the clause."""

    kind: CaveatKind
    words: str


@lru_cache(maxsize=1 << 13)
def caveat_in(text: str, year: int, *, of_source: bool = False) -> Caveat | None:
    """Find what a text says against taking a number for the year's own; `of_source`: it names where the number came from."""
    folded = _PUBLISHED.sub("", _TITLES.sub("", fold(text[:_LONGEST])))
    if _SETTLED.search(folded):
        return None
    for clause in (each.strip() for each in _CLAUSES.split(folded)):
        kind = _of_clause(clause, year, of_source=of_source and str(year) not in folded) if clause else None
        if kind and "以外" not in clause and (kind == "early" or of_source or not _COMPARED.search(folded)):
            return Caveat(kind, clause)
    return None


def _of_clause(clause: str, year: int, *, of_source: bool) -> CaveatKind | None:
    years = {int(told) for told in _YEAR.findall(clause)}
    if years and year not in years and not of_source:
        return None  # 2018年为推算
    if _EARLY.search(clause) and "除以" not in clause:
        return "early"
    if _PART_OF_YEAR.search(clause) and not _WHOLE_YEAR.search(clause):
        return "part_of_year"
    if _PART.search(clause):
        return "part"
    if _PLAN.search(clause) and not re.search(r"完成|达到|超|优于|执行|落实|实现|(?:为|是|数|值)?\d(?:\.\d+)?$", clause):
        return "plan"
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
