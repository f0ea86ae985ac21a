"""What a clause says of the number beside it, where every word of it is known: 按责任书签订数填列, 此为10月份调度数.

A clause is read word by word, each of a sort; a name of its own may stand before an area. Where a word of no sort stands in it, it tells
a story (岱山县增幅居首, 已并入计算) and says nothing of that kind. No plan is known here.
"""

from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.gazetteer import PROVINCES
from ecoreport.language.periods import YEAR

Saying = Literal["part", "elsewhere", "time", "plan", "measure", "early"]

_COUNT = r"(?:[一二两三四五六七八九十几]+个?|\d+[个座家条处])"
_AREAS = (
    r"某县|片区|区域|市?本级|县城?区|[县区]级|[县区镇乡村]|[城市郊园港库景矿厂片新]区|(?<![卡照图名])片|主城|本岛|[外离小海]岛|(?<!群)岛|街道|社区|小区|开发区|集聚区|功能区|水库|断面|点位|站点|监测点|"
    r"试点|基地|(?:自来|净)?水厂|水站|厂|码头|医院|学校|流域|河段|行业|企业|公司|集团|工程|项目|样本户?|样地|样方|地块|厂界"
)
_SORTS = {
    "whole": (
        r"全[市县年部]|每|所(?![列得填报])|各|分[季月县]|按[年季月]|[逐]|两区两县|四个?(?:县区?|季度?)|我市|本市|市域|[国省市县]控|"
        r"[国省]考|12个?月|(?:第?四|4)季度?|(?<!\d)12月份?|年[末底]"
    ),
    "year": rf"{YEAR}\s*年?度?",
    "time": (
        r"上一?年度?|去年|前年|往年|早年|历年|历史|上[轮期次]|同期|上半年|下半年|半年度?|[前第]?[一二三1-3]个?季度?末?|"
        r"(?<!\d)(?:10|11|[1-9])(?:[-至到](?:11|10|[1-9]))?月(?:份|底|末)?|季度"
    ),
    "wider": rf"全国|全省|(?:{'|'.join(sorted(PROVINCES))})省|设区市|长三角",
    "other": (
        r"(?:兄弟|外地?|周边|邻近|相邻|(?:对口|东西部)?(?:协作|帮扶|支援)|对口|结对|先进|标杆|同类|别的?|其[他它])"
        r"(?:城市|地区|市县?|单位|[县区])"
    ),
    "plan": (
        r"年初计划|计划|规划|目标|任务书?|责任书|责任状|考核要求|要求|方案|分解|下达|设计|应达到?|应当?完成|拟|签订|承诺|"
        r"(?:征求)?意见稿"
    ),
    "points": r"得分|满分|分值|评分|打分|计分|百分制|赋分",
    "change": r"同比|环比|增幅|降幅|增减幅?度?|变幅|百分点|变化幅?度?|(?:提高|提升|下降|降低|增长|减少|上升)(?:的|幅度)?|增速|幅度",
    "extreme": r"最[高低大小好差](?:的|值)|中位数?",
    "unsure": (
        r"口头|电话|微信|短信|网络|网上|互联网|媒体|听说|据说|[\u4e00-\u9fff]{1,4}[说让](?=[先暂按填])|"
        r"大概|大致|粗略|毛|估|暂时?|临时|(?<![首优率])先|调度"
    ),
    "only": r"[仅只单限]|局限|专",
    "area": _AREAS,
    "figure": (
        r"数据|数字|数值|数|值|结果|结论|情况|水平|指标|口径|比例|比率|成效|成果|样稿|底稿|台账|报表|年报|公报|表|部分|合计|"
        r"汇总|平均值?|均值|之和|事项|规模|能力|(?<=做)法"
    ),
    "subject": (
        r"[本此该这](?:[格行项列表处页条个些]|里)?|以[上下]|上[述列表]|下[述列表]|表[中内列]|所[填列报]的?|"
        r"[填列报]的(?=[是为系])"
    ),
    "is": r"均|都|皆|是|为|系|属于?|作为?|现|目前|仍|还|也|就|能|一并|:",
    "take": r"参照|比照|仿照|参考|按照?|依照?|照着?|沿用|采用|套用|引用|用|以|根据|依据|由|从|取自?|来自|源自|引自|对",
    "fill": (
        r"填报|填写|填列|填|列报|列|报道|报送|上报|申报|自报|报|计算|计|统计|测算|折算|折合|换算|代替|暂代|代|成|抽样|抽查|抽测|"
        r"调查|监测|收到|收集|反映|询问|了解|所得|得到|获取|反馈|告知|提供|给|公开|报道"
    ),
    "glue": (
        rf"的|了|[里中上内&]|等(?![于])|最新|新|供水|服务|覆盖|纳管|收集|管辖|范围|区域|现有|考核|年度|[高低]的|{_COUNT}|个|"
        rf"其[余中]|部门|《[^《》]*》|已(?:完成|办结)的?(?=事项|任务|工作|项目)"
    ),
}
_WORD = re.compile("|".join(f"(?P<{sort}>{words})" for sort, words in _SORTS.items()))
_NAME = re.compile(rf"[^\W\d比较与和除含未新已不无非超各全同及由经于达成完增减排对]{{1,6}}?(?={_AREAS})")
_METHOD = re.compile(r"方法|标准|制度|口径|公式")
_LONGEST = 30  # characters of a clause


@lru_cache(maxsize=1 << 13)
def saying_of(clause: str, year: int, *, beside: bool) -> Saying | None:
    """Say what a folded clause says of a year's number; in a line of its own (not `beside` a value) it must name what it speaks of."""
    sorts = _sorts_of(clause, year) if len(clause) <= _LONGEST else ()
    if not sorts or not (beside or sorts[0] == "subject" or (sorts[0] == "figure" and "is" in sorts)):
        return None
    told = frozenset(sorts)
    figures, filled = "figure" in told, "fill" in told and bool(told & {"take", "unsure"})
    if "whole" in told:
        return "part" if "extreme" in told and "area" in told else None
    if "change" in told and (figures or "is" in told or sorts.count("change") > 1):
        return "measure"
    if "points" in told and (figures or "fill" in told):
        return "measure"
    if "plan" in told and (figures or filled or "is" in told):
        return "plan"
    if "other" in told and (figures or "fill" in told):
        return "elsewhere"
    if "wider" in told:
        return "elsewhere" if figures and not _METHOD.search(clause) else None
    if "time" in told:
        return "time" if (figures or filled or "is" in told or "同期" in clause) and not _METHOD.search(clause) else None
    if "area" in told and (figures or "only" in told) and told & {"figure", "only", "take", "is", "subject"}:
        return "part"
    return "early" if "unsure" in told and (figures or "fill" in told) and len(sorts) > 2 else None


def _sorts_of(clause: str, year: int) -> tuple[str, ...]:
    """Give the sort of each word; none where a word is of no sort."""
    sorts: list[str] = []
    at = 0
    while at < len(clause):
        match = _WORD.match(clause, at)
        if match is None and (name := _NAME.match(clause, at)):
            at = name.end()
            continue
        if match is None:
            return ()
        sort = match.lastgroup or ""
        sorts.append(sort if sort != "year" else "glue" if year in (0, int(match[0][:4])) else "time")
        at = match.end()
    return tuple(sorts)
