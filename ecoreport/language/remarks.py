"""What a few words beside a number say of it: a part of ours, elsewhere, another time, tried out, guessed, refused. No plan is known here.

A clause speaks of the number where it begins with it (此数, 以上, 本表, 口径) or with nothing: 仅本岛, 沿用上年数, 待重报. What was done,
how it was counted, who helped, what it is held against (高于全省平均, 计算方法同上年) says nothing of that kind.
"""

from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_chinese
from ecoreport.language.periods import YEAR, read_period, spans_parts_of_years
from ecoreport.language.reservations import is_of_an_aim, reserved_in
from ecoreport.language.sayings import saying_of
from ecoreport.language.widths import fold
from ecoreport.records import dataclass

Narrowing = Literal["part", "elsewhere", "time", "lacking", "example", "forecast", "early", "refused", "plan", "measure"]

WEAK: tuple[Narrowing, ...] = ("early", "lacking")  # what only doubts a number: the stronger word counts
ANY_YEAR = 0  # of what year is not asked
_LONGEST = 200  # characters of a text that is heard
_LONGEST_CLAUSE = 40
_CLAUSES = re.compile(r"[,;!?()]|\.(?!\d)|(?<!\d)\.")
_BRACKETED = re.compile(rf"\((?![^()]*{YEAR})[^()]*\)")  # not 上年(2019年)数
_BEGINS = re.compile(r"^[^\u4e00-\u9fffA-Za-z0-9]*(?:(?:备注|附注|注意?|说明|填报说明)\d*[:.])?(?:\d{1,2}[.:])?[^\u4e00-\u9fffA-Za-z0-9]*")
_NOTE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]*(?:备注|附注|注意?|说明|填[报表]说明)\d*[:.]")
_ITS = r"[本此该这][格行项列表处数条个些页]?|以[上下]|上[述列表格]|下[述列表]|[此本该]?表[中内列]?|所[填列报]的?|各[项数]"
_NUMBERS = r"数字|数据|数值|数|值|指标|口径|范围|完成值|一行|行|内容"
_SUBJECT = re.compile(rf"(?:{_ITS}|{_NUMBERS}|的)*(?:均|都|皆|全部|暂时?|现|先|是|为|系|属于?|:)*")
_FIGURES = r"(?:的|之)?(?:数据|数字|数值|数|值|结果|结论|情况|监测值|均值|平均|合计数?|汇总数?|合并|合并数|口径)+"

# ---- a part of the whole -----------------------------------------------------------------------

_AREA = (
    r"本级|机关|直属单位|国企|民企|行业|企业|公司|[城市郊园港库景矿厂片新]区|主城|本岛|海岛|(?<!群)岛|街道|社区|[县镇乡村]|开发区|集聚区|功能区|保护区|水库|断面|"
    r"点位|站点|监测点|试点|基地|[水电]?厂|码头|医院|学校|流域|河段|片区|区域|工程|项目|部分|地区|季度|月份?|航次|供水区|样地|样方|样点|样带|样本|厂界|车间|工地|地块"
)
_COUNTS = r"(?:统计|计算|算|包括|包含|含|计入?|指|反映|覆盖|取|填报?|汇总|监测|调查|抽查|涉及|限|核算)"
_WHOLE = re.compile(r"^(?:全|各|所有|每|整个|两区两县|四个?县|我市|本市|市域)|在内$|等")
_ONLY = re.compile(rf"(?:仅仅?|只有?|单独?|专|局?限于?)(?P<counts>(?:能|{_COUNTS}|为|是|系|有|对)*)了?(?P<rest>.+)")
_NO_PART = re.compile(r"(?:人口|户籍|方法|口径)$|^[\d一二三四五六七八九十两几]|^(?:[升降增减剩余差次供比需用要能此靠凭限])")
_SOME_AREAS = re.compile(rf"[一二两三四五六七八九十几\d]+个?(?:{_AREA}){_FIGURES}")  # 只有|三个镇的数
_WITHOUT = re.compile(
    rf"(?:不含|不包括|不包含|未包括|未包含|未含|未计入?|未列入?|未统计|未纳入|不计入?)(?:统计)?(?P<rest>.*(?:{_AREA}|县区|区县))(?:的?数据?)?|暂?缺少?(?P<lack>.{{0,6}}(?:{_AREA}))(?:的?数据?)?"
)
_LEFT_OUT = re.compile(
    rf".*(?:{_AREA}|其[余他它])[^,]{{0,4}}(?:未统计|未计入?|未列入?|不在内|另计|未纳入|未填|未报|未上报|未报来|待汇总|待报来?|待补|暂缺|不计|不含|没有?统计)"
)
_OF_AREA = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9]{{0,12}}?(?:{_AREA})(?:单列|单独|一[处家个地])*{_FIGURES}")
_ONE_AREA = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{1,12}?(?:本岛|岛|水库|断面|[水电]厂|片区|行业)(?:一[处家个地]|单独)?|(?:[一某单1])[家个座处条](?:{_AREA})|某县(?:一个?区)?的?"
)
_ALL_OF_A_KIND = re.compile(r"[\d一二两三四五六七八九十几]+[座个家处条]|(?:化工|工业|产业|经济|科技|物流)?园区$")  # 3座污水厂, 化工园区
_SCOPE_TOLD = re.compile(r"[\u4e00-\u9fff]{0,6}(?:范围|口径|对象|点位|站位|样本|样地|(?:监测|采样|调查)点)[:为是系]+([^:]+)")
_SCOPE = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9]{{0,20}}?(?:{_AREA})(?:供水|服务|覆盖|纳管)?(?:范围|区域?|内|[上下]风向|\d+[块个人户份家处株])*"
)  # under 统计范围, 评价对象
_KIND_OF_SCOPE = re.compile(
    r"建成区|[国省市县]控|级(?!机关)|以上|纳入|列入|应当?|规划|城镇|农村|海域|流域$|人口|海岛$|地区$|区域$|项目$|工程$|按|近岸|全部"
)
_KIND_OF_AREA = re.compile(
    r"^[含无没]|[国省市县]控|全|各|所有|每|规模以上|规上|平均|达标|排[名位]|[较比与同和及&]|高于|低于|新增|建成|完成|整治|涉及|重点|有效|项目|分[县区]|由|经|农村$"
)

# ---- another place -----------------------------------------------------------------------------

_WIDER = re.compile(
    r"全国|全省|[各几两三四五六七八九十\d]+(?:个)?(?:省|设区市|地市|地级市)|省[区市]|设区市|长三角|珠三角|京津冀|华[东南北中]|各市|兄弟城市|同类城市|周边城市"
)
_AGAINST = re.compile(
    r"[高低优好]于|超过?|[比较与同和居列按]|达到?|接近|排[名位]|统一|统计|标准|方法|普查|调查|系统|平台|第\d|前[列茅]|\d(?:\.\d+)?$|先进|中|由|经|要求|规定|下达|考核"
)
_WIDE_ALONE = re.compile(
    r"(?:他们|对方|人家|别[人家处])(?:给|提供|报)?的|"
    r"(?:为|是|系|取)?(?:全国|全省)(?:(?:各|\d+个)?[^,由]{0,10}?(?:统计|监测|汇总|合计)(?:数据?|值|结果)?|部分)?"
)  # 为全省221个断面统计
_SUMMED = re.compile(r"(?:合计|汇总|合并|加总|之和|平均)")
TAKEN = re.compile(  # what follows is where it was taken from
    r"(?:数据?|[^,]{0,6})?(?:摘(?:自|录自|抄自|编自|录)|引自|取自|取之|抄自|转自|录自|照?抄|搬自|源自|来自|引用|借用|套用|照抄|移植)(?:于|了)?(?P<whence>.+)"
    r"|(?:参照|比照|仿照|参考|照着?|按照?)(?P<model>.+?)(?:的?(?:数据?|数字|数值|值))?(?:填报?|填写|上报|报)的?"
)

# ---- another time ------------------------------------------------------------------------------

_LAST = r"(?:上一?年度?|去年|前一年|前年|往年|上一?轮|上一?次|前次|上一?期|早年|历史)"
_TAKES = (
    r"(?:(?:暂时?|先|仍|还|仍然|继续|也|只能|统一)*(?:沿用|延用|用|采用|取自?|填的?|为|是|系|同|引用|套用|报|按照?|以)(?:的|了|的是|是)*)"
)
_OF_LAST = re.compile(
    rf"(?P<takes>{_TAKES}?){_LAST}(?:度|的|那一?[轮次年])*(?:[\u4e00-\u9fff]{{0,6}}?(?:数字|数据|数值|数|值|年报|公报|年鉴|结论|结果|情况|成果|台账|调查|普查|监测))+"
    r"(?:未更新|代替|替代|暂代|代填?|填报?|上报|顶替|未变|不变)*"
)
_METHOD = re.compile(r"口径|方法|做法|标准|模式|机制|制度|持平|相当|一致|相同|基数|方案")
_SURVEY = r"调查|普查|清查|详查|本底|监测|评估|公报|年报|年鉴|统计|变更|测量|测定|实测|数据|成果|结果|结论|情况|数值|数字|数|值|那一?[轮次]"
_OF_YEAR = re.compile(
    rf"(?:{_TAKES}|依据|根据|来自|数据为)?(?P<year>{YEAR})年?+度?+(?![为是系])(?:\d{{1,2}}月份?)?(?P<what>(?:[\u4e00-\u9fff]{{0,12}}?(?:{_SURVEY}))*?)"
    r"(?:的|数据|填报|填|报|而来)*"
)
_UNTIL_THEN = re.compile(r"(截[至止])到?(?:[填报统]\w日|目前)?\(([^()]*\d[^()]*)\)")  # 截至填报日(11月20日)
_CHINESE_YEAR = re.compile(r"([一二][〇零○九][〇零○一二三四五六七八九]{2})年")
_TO_COME = re.compile(r"明年|次年|来年|下一?年")
_LATER = re.compile(r"年鉴|公报|普查|调查|年报")  # published after the year of which they tell
_MOMENT = re.compile(
    r"(?:(?:春|夏|秋|冬|枯水|丰水|平水|汛|非汛|采暖|供暖|休渔|禁渔|旺|淡)(?:季|期|天)度?的?)"
    r"(?:(?:[一单首]|第[一二三]|1)?[个次]?(?:航次|监测|调查|采样|检测|抽样|抽测)?)(?:的?(?:数据|结果|监测值|数值|数|值|均值))?"
    r"|(?:[一单首]|第[一二三]|1)[个次](?:性)?(?:航次|监测|调查|采样|检测|抽样|抽测)(?:的?(?:数据|结果|监测值|数值|数|值))?"
    r"|\"?十[一二三四五]五\"?(?:初期|中期|前期|期间|时期)?(?:评估|考核|调查)?(?:的?(?:数据|结果|数值|数|值))"
    r"|半年度?(?:的?(?:数据|结果|数值|数|值))|年[中初](?:监测|调查|采样|检测|抽样|抽测|抽查)(?:一次|1次)?(?:的?(?:数据|结果|数值|数|值))?"
    r"|(?:单|当|某)月(?:的?(?:数据|结果|监测值|数值|数|值))?"
)
_ONLY_AS_FAR = re.compile(r"(?:[仅只]|统计|汇总|更新|算|计|为|是|有)*")
_TO_A_DAY = re.compile(rf"[至到](?={YEAR})|(?:数据|统计|系统|台账)?(?:导出|提取|取数|采集|统计)?(?:时间|时点|日期)[:为是]?(?={YEAR})")

# ---- no number to be taken ---------------------------------------------------------------------

_TRIED = re.compile(
    r"(?:(?<!水质)(?<!组织)(?:测试|联调|调试)(?:用|录入|填|数)|试[填录]|随[意便](?:录入|填|写)|占(?:个|一)?位|样例|样张|填写(?:示范|样子|样板)|示范填写|演示(?:用|样|数)|"
    r"教大?家|不是真的?|假的?数|虚[构拟](?:数|的|$)(?<!(?:演示|示例)虚构)|假设(?:值|数|的)|[瞎乱]?编的|临时填|后面再改|网上[查搜找]|(?:勿|(?<!类)别|莫|不要)(?:采用|引用|汇总|统计|计入|上报|用(?!于))|(?:表样|模板|样稿|范本)(?:自带|里|上|中|原有)?的?(?:数字|数据|数)|请(?:自行)?替换|不(?:要|得|能)采用|不作数|(?:请|时)覆盖|"
    r"正式(?:填报|上报)时[^,]{0,4}(?:删除|替换|覆盖)|^测试$|填着玩|举个?例|照着?(?:这样|此|这个)填|(?:参考|示范)格式|怎么填|非正式(?:上报|填报)|不作为?上报)"
)
_SHOWN = re.compile(r"\(?(?:示|样|范)?例?(?:[如例]|比如|譬如)\)?[:,]?\(?\d")
_REFUSED = re.compile(
    r"(?:被|遭)?(?:[\u4e00-\u9fff]{0,8}(?:厅|局|委|办|省|国家|上级|部))?(?:在?(?:核查|审核|审查|核定|复核|审定|评审|核实|抽查))?[中时]?"
    r"(?:[未不]予?|没有?)(?:认可|通过|承认|采信|采用|采纳|认定|同意)(?:此数|该数|的数)?"
    r"|(?:被|遭)[^,已后]{0,10}(?:退回|驳回|否定|核减|打回|剔除)(?:的数)?|[^,]{0,8}(?:核减|扣减|核定|审核|核查|修正|校正|剔除)前的?数?据?"
    r"|(?:已?被[^,已后]{0,6}否决|[^,]{0,4}不认账?|退回(?:重[填报]|修改|补正)|(?:暂|尚)?不(?:可|能|宜|得)(?:采用|引用|用)|(?:数据?|数字)?(?:存?在?有?疑[问义]|有问题|不可靠|不可信)|待(?:定|补|补充|补报))"
    r"|(?:数据?|数字|数值)?(?:有误|错误|不准确?|不实|存疑)|(?:等?待|[需须要])(?:重新?|再)?(?:填报|上报|报|更正|订正|改正|换|更换|替换)|数[^,]{0,6}再换"
    r"|(?:数据?|数字|此数|本数)?(?:系|为|是)?(?:误填|填错|报错|写错|录错|算错|误报|笔误)了?(?:的|数)?|正确的?(?:数据|数字|数值|数|值)(?:请|应|另)?(?:见|另报|以|后报)[^,]*"
    r"|(?:并非|不是|非)(?![^,]*(?:[估预测抽暂]|计划|目标|快报|户籍|流动|上年|去年|初步))[\u4e00-\u9fff]{0,6}(?:率|数|值|实际|实绩|完成|调查结果)"
    r"|[^,]{1,8}(?:有|存在?)(?:异议|争议)"
)
_MENDED_SINCE = re.compile(r"已[^,;]{0,10}(?:更正|修正|改正|订正|纠正|修改|调整)")
_UNVERIFIED = re.compile(
    r"(?:尚|还|暂|仍|目前)*(?:未经?|没有?|有?待)(?:[^,已]{0,8}?(?:人|厅|局|委|办|上级|领导|部门))?(?:最终|正式|进一步)?(?:核实|核定|审核|复核|核对|确认|审定|校核|核准)(?:确认)?(?:的?(?:数据?|数字|数值|值))?"
    r"|(?:还|尚)?(?:没有?|未)[核查对]过|[\u4e00-\u9fff]{0,6}(?:局|厅|委|办|科|处|市里|省里|我们)未(?:经)?(?:复核|核实|审核|核对)"
    r"|(?:没有?|无|缺)(?:书面|正式|任何)?(?:依据|出处|来源|凭据)|待[^,]{2,10}后(?:再|予以)?(?:修改|更正|调整|更新|替换|确定)"
    r"|(?:请|应)?以(?:正式|最终)[^,]{1,8}为准|(?:正式|最终|准确)的?(?:数据|数字|数|值|结果)?(?:请|应)?以(?!本|此|该)[^,]{2,12}为准"
)
_GUESSED = re.compile(
    r"(?:粗略|大致|大概|大约|初步|毛|按[^,]{1,12}|以[^,]{1,12}|由[^,]{1,12}|根据[^,]{1,12})*(?:匡算|估算|估计|推算|毛估|粗算|粗估|估的)(?:得出|而来|所得|的|数据?|数字|数值|值)*"
    r"|(?:粗略|大概|大致|毛)(?:测算|计算|的|数据?|数字|估)*|[仅只]?供[^,]{0,8}(?:参考|参阅|讨论|研究|校对|排版|内部|版式|掌握|了解)用?|仅用于(?![^,]*(?:示范|创建|申报|验收|考核))[^,]{2,12}|不作为?[^,]{0,6}(?:依据|数据)"
)
_AIMS = "(?:内部|讨论|研究|交流|传阅|校对|掌握|了解|参考|参阅){1,2}"
_PURPOSE = re.compile(rf"(?:本表|此表|本件)?(?:[仅只]?供{_AIMS}(?:之?用|使用)?|[仅只]?{_AIMS}(?:之?用|使用))")
_EXPECTED = re.compile(
    r"(?:预计|估计|力争)?(?:到|至|在)?(?:年底|年末|1?\d月底|全年)前?(?:预计|应该?)?(?:可|将|能|有望|可望|会)[^,]{0,3}(?:达|完成|实现|超过?|到)[^,已]{0,8}"
    r"|(?:[到至]?(?:年[底末]|年度|全年|1?\d月[底末]?)前?)?(?:应|须|要求|力争|确保)(?:有|达到?|完成|实现|做到)(?:的?(?:值|数|状态|程度))?"
    r"|(?:预计|估计)[^,已]{0,8}(?:达到?|完成|实现)[^,已]{0,4}|(?:应该?|大概)能?(?:达到?|有|到)[^,已]{0,4}|(?:可望|有望)(?:达到?|完成|实现)[^,已]{0,4}"
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a clause says of the number beside it, and the clause."""

    kind: Narrowing
    words: str


def is_note(text: str) -> bool:
    """Does a text say of itself that it is a note: 注:1.化肥折纯."""
    return _NOTE.match(fold(text)) is not None


def shows_how(text: str) -> bool:
    """Does a value's cell only show how one is to be filled in: 如:98.5, (例)96.2."""
    return bool(_SHOWN.match(fold(text)))


def speaks_of_its_table(text: str, year: int) -> bool:
    """Does a line that stands alone say of a table's numbers what they are: ※ 摘自…, (以上只含本岛), 系统联调用数."""
    return narrowing_in(text, year, beside=False) is not None or any(
        TAKEN.fullmatch(_BEGINS.sub("", clause).rstrip(")")) for clause in _CLAUSES.split(fold(text[:_LONGEST]))
    )


_OF_ANOTHER_FACT = re.compile(
    r"(?:全省|全国|省)平均|上级|下达|考核|认定|分子|分母|样本"
)  # 全省平均值取自…: the average's source, not the value's
_NOT_HERE = re.compile(
    r"(?:^|[,，;；])[^,，;；。]+(?:没有?|未|不)(?:填|放|写)(?:在|入|进)(?:这里|本[格栏行表]|此[处格栏])"
)  # ,2021年3月末数不填在这里
_OF_LAWS = re.compile(  # 《土壤污染防治法》|(2018年): the year of the law
    r"(《[^《》]*(?:法|条例|办法|规[定范程则划]|标准|意见|通知|方案|计划|纲要|导则|细则)》)[(（][^()（）]*[)）]"
)
_WAY_OF_COUNTING = re.compile(r"按[^,;]{1,8}(?:个数|数量|面积|长度|户数|人数|数)(?:计算?|算|统计)")
_OF_OURS = re.compile(r"某县|[县区岛镇]合计|^(?:此|本数|以上)")
_IN_CLAUSE = r"(?:[^,;.!?]|(?<=\d)\.(?=\d))"
_OF_DETAILS = re.compile(  # what follows a clause that brings a subject of its own: 仓库7枚去年已送贮,属上年数; 另按现价算是0.402,仅供参考
    rf"((?:^|[,;.])(?:(?:另|若|如按){_IN_CLAUSE}+|(?={_IN_CLAUSE}*\d[枚家处块座条起艘辆户名件](?!次|数)){_IN_CLAUSE}+)),(?:属|系|是|为|[仅只]?[供作]){_IN_CLAUSE}*"
)
_SUM_OF_PLACES = re.compile(r"[^,;&]{1,8}(?:&[^,;&]{1,12})+(?:合计|之和|汇总|加总|加权)")


def without_details(folded: str) -> str:
    """Leave out what a text says, without a subject, of things that the clause before it counts or puts aside, and not of the number."""
    return _OF_DETAILS.sub(r"\1", folded)


@lru_cache(maxsize=1 << 13)
def narrowing_in(text: str, year: int, *, beside: bool = True, heads: bool = False) -> Narrowed | None:
    """Find what a text says of the numbers of a year; `beside` a value the subject may be left out, in a note of a table it is named.

    What `heads` a column is no sentence about it.
    """
    if len(text) > _LONGEST or ("%" in text and len(text) > _LONGEST_CLAUSE):
        return None
    text = _OF_LAWS.sub(r"\1", _NOT_HERE.sub("", text))
    folded = without_details(_CHINESE_YEAR.sub(lambda match: f"{read_chinese(match[1])}年", fold(text.replace("、", "&"))))
    if beside and spans_parts_of_years(folded) and len(folded) <= _LONGEST_CLAUSE:
        return Narrowed("time", folded)
    folded = _BEGINS.sub("", _UNTIL_THEN.sub(r"\1\2", folded), count=1)
    aside = beside
    bare = _BRACKETED.sub("", folded)
    if bare != folded and (said := saying_of(bare, year, beside=beside)):
        return Narrowed(said, bare)
    first, *_ = clauses = [each.strip() for each in _CLAUSES.split(folded)]
    weak = Narrowed("early", first) if _PURPOSE.fullmatch(first) else None
    for clause in clauses:
        summed = _SUM_OF_PLACES.fullmatch(clause) and not _OF_OURS.search(clause)
        if _OF_ANOTHER_FACT.match(clause) or _WAY_OF_COUNTING.fullmatch(clause) or summed:
            continue
        if clause and len(clause) <= _LONGEST_CLAUSE and (kind := _of_clause(clause, year, beside=beside)):
            if kind == "time" and f"({year}年" in folded:
                continue  # 上年(2019年) where 2019 is meant
            if kind not in WEAK:
                return None if kind == "refused" and _MENDED_SINCE.search(folded) else Narrowed(kind, clause)
            weak = weak or Narrowed(kind, clause)
        beside = beside or _is_named(clause)  # what follows speaks of the same
    if weak is None and not heads and (reserved := reserved_in(without_details(fold(text)), year, beside=aside)):
        return Narrowed("plan" if is_of_an_aim(reserved) else "early", reserved)
    return weak


def _is_named(clause: str) -> bool:
    """Does a clause begin with the numbers, or the table, that it speaks of."""
    subject = _SUBJECT.match(clause)
    return subject is not None and subject.end() > 0


def _of_clause(clause: str, year: int, *, beside: bool) -> Narrowing | None:
    """Say what one clause says, without the words that it names the number by."""
    subject, named = _SUBJECT.match(clause), _is_named(clause)
    body = clause[subject.end() :] if subject else clause
    if _TRIED.search(clause):
        return "example"
    if (scope := _SCOPE_TOLD.fullmatch(clause)) and is_part_of_scope(scope[1]):
        return "part"
    told: tuple[str, ...] = (clause, body) if beside else (body,) if named or _ONLY.fullmatch(clause) else ()
    for each in dict.fromkeys(part for part in told if part):
        if kind := _of_body(each, year):
            return kind
    return saying_of(clause, year, beside=beside)


def _of_body(body: str, year: int) -> Narrowing | None:
    if _REFUSED.fullmatch(body):
        return "refused"
    if _EXPECTED.fullmatch(body):
        return None if _is_of_later(body, year) else "forecast"
    if _UNVERIFIED.fullmatch(body) or _GUESSED.fullmatch(body):
        return "early"
    if _is_of_another_time(body, year):
        return "time"
    if _is_of_a_part(body):
        return "part"
    if _lacks_a_part(body):
        return "lacking"
    return "elsewhere" if _is_of_wider(body) else None


def _is_of_another_time(body: str, year: int) -> bool:
    if year == ANY_YEAR or _METHOD.search(body):
        return False
    if _OF_LAST.fullmatch(body) or _MOMENT.fullmatch(_bare(body)) or _is_part_of_year(body, year):
        return True
    told = _OF_YEAR.fullmatch(body)
    if told and int(told["year"]) != year and (told["what"] or (body[:1] != "同" and body.endswith(("年", "年度", "月", "月份")))):
        return not (int(told["year"]) > year and _LATER.search(told["what"]))
    return False


def _is_of_later(body: str, year: int) -> bool:
    """Is it told of a year to come, and so not of this number: 预计2021年可达54%."""
    return bool(_TO_COME.search(body)) or any(year != ANY_YEAR and int(told) > year for told in re.findall(YEAR, body))


def _is_of_a_part(body: str) -> bool:
    if only := _ONLY.fullmatch(body):
        rest = only["rest"]
        area = bool(re.search(rf"(?:{_AREA}|一[地处隅])(?:的?(?:情况|数据?|数字|完成|填了?|报了?|监测))*$", rest))
        if _SOME_AREAS.fullmatch(rest):
            return True
        return not _WHOLE.search(rest) and not _NO_PART.search(rest) and (bool(re.search(_COUNTS, only["counts"])) or area)
    if re.search(r"(?:\d+|[二两三四五六七八九十几])[座个家处条]", body):
        return False  # several of a kind: 监测对象为3座污水厂
    return bool(_OF_AREA.fullmatch(body) or _ONE_AREA.fullmatch(body)) and not _KIND_OF_AREA.search(body)


def _lacks_a_part(body: str) -> bool:
    """Is it said what was left out: 不含六横, 其余行业另计."""
    without = _WITHOUT.fullmatch(body)
    return bool(without and not re.search(r"重复|因素|影响|自备", without["rest"] or without["lack"])) or bool(_LEFT_OUT.fullmatch(body))


def _is_of_wider(body: str) -> bool:
    """Is it the whole of something wider: 九省区汇总数, 全省各市合并, 全国的数字; not 高于全省平均, nor 全国统一口径."""
    if _WIDE_ALONE.fullmatch(body):
        return True
    if _AGAINST.search(body) or not _WIDER.search(body):
        return False
    return bool(re.search(rf"{_FIGURES}$", body) or (_SUMMED.search(body) and len(body) <= _LONGEST_CLAUSE // 2))


def _is_part_of_year(body: str, year: int) -> bool:
    """Says a clause nothing but a part of the year: 仅一季度, 前11个月, 统计到10月31日."""
    bare = _TO_A_DAY.sub("截至", _bare(body), count=1)
    part = read_period(bare, year)
    rest = re.sub(
        rf"为止|填报日|报送日|统计日|监测|采样|抽测|检测|时点|余额|{YEAR}年?度?|截[至止]到?|累计|[\d一二三四五六七八九十月日底末上下半年季度个份前至到-]|第",
        "",
        bare,
    )
    return part is not None and re.fullmatch(f"(?:{_FIGURES})*", rest) is not None


def _bare(body: str) -> str:
    return body[match.end() :] if (match := _ONLY_AS_FAR.match(body)) else body


def is_part_of_scope(text: str) -> bool:
    """Is what stands under 统计范围 or 评价对象 a part alone: 市区, 勾山河平石桥断面; not 全市, 国控断面, 建成区."""
    folded = re.split(r"[(,;]", fold(text.replace("、", "&")), maxsplit=1)[0]
    body = re.sub(r"^[仅只]", "", folded)
    if len(body) > _LONGEST_CLAUSE or _WHOLE.search(body) or re.search(r"[各所每]|[&和及]", body) or _ALL_OF_A_KIND.match(body):
        return False
    return bool(_SCOPE.fullmatch(body)) and not _KIND_OF_SCOPE.search(body) and not re.search(r"规模以上|规上|重点", body)
