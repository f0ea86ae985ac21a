"""What words beside an answer leave open: something lacking, still going on, done in part, taken back, badly judged.

A clause is heard with those behind it: 交办5处,均已销号 closes what it opens, 报批中 does not. Nothing is known here of the plan.
"""

from collections.abc import Sequence
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.pending import leaves_nothing, meant_for_later, set_for_later
from ecoreport.language.polarity import bare_of_good, closes, denies, without_double_denials
from ecoreport.language.widths import fold

_LONGEST = 600  # characters of a text that is heard
_CLAUSES = re.compile(r"[,;!?()\n:]|\.(?!\d)|(?<!\d)\.")
_TITLES = re.compile(r"《[^《》]*》")
_OUTSIDE = re.compile(r"不属于?[^,]{0,6}(?:范围|指标|任务|对象)|不在[^,]{0,10}(?:范围|之列)|不[计列纳]入?|不作要求")
_LACKS = re.compile(  # what no denial says
    r"\d[^,\d]{1,8}(?:暂存|积压|滞留|超过一年|超期)|(?:尚|还|仍|至今|一直|迄今|目前|暂|均|都|仍然|依然|迟迟)(?:差|待|须|需)|(?:还|尚|仍)有|(?:还|尚|仍|只|仅|就)(?:差|剩|欠)|仍(?:成片|存在|有)"
    r"|(?:其[余他]|剩[余下]?|余下?)[^,\d]{0,4}\d[^,]{0,16}?(?:[堆存积]在|堆[放着]|存放|暂存)"  # 剩下2.3万吨油泥年底存在厂里
    r"|漏(?![斗率损电油气])|(?<!相)差(?:[一二两三四五六七八九十\d]+)[个家处项条座县镇次件]|过期|逾期|超期|久拖|着落|拖(?:了|着|而)|(?:停|断|拖|关|空|闲)[到至](?:现在|今)|(?:堆|积压|撂|搁|扔|倒)在|作废|失效|停[用工滞摆运产了在]|走程序"
    r"|等[^,]{1,4}(?:盖章|签字|签署|批|回复|答复|给数)|安排进(?:明|20)|修编稿(?!.{0,4}(?:定稿|印发|通过))|够不着|(?:实际|已经?)[^,]{0,4}(?:变了|灭失|被占)"
)
_PENDS = re.compile(
    r"(?:仍|还|尚|正|现)在[一-鿿]|(?<![更修订纠改矫校公端真反])正(?!常|式|确|面|规|向|当|版|好|月|值|是|本|职|副|义|北|南|东|西|反|视|片|宗|厅|局|处|科|按|用|满|运|执)[一-鿿]|在(?:报批|审批|办理|建(?!成)|编|途(?!\d|时[间长])|查|谈|走流程|试)"
    r"|[批审核查办编筹建改理收划议谈测评报制修算集施调](?:议|批|核|查|理|制|建|改|算|评|工|集|定)?中(?![心小型国央等期转央间共层])(?:$|的)"
    r"|(?<![等接招优对虐款])待(?![遇业岗客办])[一-鿿]|(?:就|还)?等(?:着|走完|省|市|上级|国家|批复|明年|结果|他们)|(?:还|仍)要(?:等|与|和|跟|报|再)|要等"
    r"|送审稿|(?<![无有未不])(?:退|打|驳)回(?!率)|征求意见稿|报批稿|讨论稿|初稿|草案|草稿|试划(?!方案)|试算|试行(?!办法)|试点(?!村|镇|城市|县)|摸索|复议|磨合"
    r"|拟(?!定|订|制|合)[一-鿿]|(?<!不)将(?:于|在|尽快|继续|陆续|按)|预计(?![^,]{0,4}(?:每|年)?年?(?:可|能)?(?:节|减排|增收|新增产))|预期|有望|力争|争取|打算|准备(?!充分|就绪|金|工作|情况|好)(?=[一-鿿]{0,6}[建开启推报印审发提交办])|计划(?:于|在|明年|下)"
    r"|放到|留待|留到|(?:推迟|延后|延期|延至|改期(?!限)|顺延)(?![到至]?(?:9|1[0-2])月)|搁置|暂缓|暂停|停滞|定在(?=明|下|[^,]{0,4}月)|处于[^,]{1,10}阶段|(?:在|待|正|送|与[^,]{1,8})会签(?:$|中)|届时|明年(?!继续|持续|仍将)|次年|来年|春节后|节后|下季度|下个?月|下一?步(?:再|才|将)|[一二三四]季度补|本月(?:进|启|开)|再(?:开(?!发)|补|报|议|说|改)(?!次)"
)
_PARTS = re.compile(
    r"(?<![少多减增降升高低])(?<![少多减增降升]了)(?:[一二三四五六七八九]成|半数)(?!效|果|为|立|品|本|员|功|长|分|就|熟|份|形|型)|(?:大|一|少)部分|(?:到位|覆盖|完成|落实|实施|建成|整改|开通|投用|达标)率(?:为|达到?|约|仅|只有)?(?!100)\d{1,2}(?:\.\d+)?%|基本(?!农田|公共|信息|草原|情况|养老|医疗|单元|水|建设|法|制度|原则|要求|方略|面|国|药|达到|形成|实现全覆盖)"
    r"|总体上|大体|大致|个别|少数|(?:^|[^不])仅(?!供|在\d|用|需|次于)|(?<!不)只(?!要|需|增|减|能|会|占|供)[一-鿿]{1,4}了|(?<!不)只(?!要|需|增|减)(?:有|在|做|完成|开|建|是|设)|半拉子|一半|过半|先在|先行先试"
)
_AS_BEFORE = re.compile(  # it is as it was, or it broke: 后端收运还是一车拉走, 停航断了两个月
    r"(?:还|仍|依旧|依然|照旧|照样)(?:是|照|用|走|按|靠|在用|沿用)(?!(?:全|有序|正常|按期))|(?:用|走|按|执行)的(?:还|仍)是|老(?:办法|样子|路子|本子|一套)|先[^,]{1,4}后(?:补|批)"
    r"|(?:断|停|拖|塌|堵|缺|欠|卡|闲|荒|漏)(?:了|着|在)(?![^,]*(?:投放点|恢复))|挂(?:了)?(?:个)?名|越(?:界|线)|压(?:了)?线|吃进|又(?!一|有|获|完成|新|增|报|补|建|开|添|快|好|与|是)[^,]{1,8}(?:了|回|去)$|别[提说写报]|挤(?:掉|占|走)|经费紧|没轮到|刚(?:签|订|定|下单|拿到|起步)|两张皮|走过场|流于|空转|没动静|躺在"
)
_TURNS = re.compile(r"^(?:但(?!是?已)|惟|唯(?!一)|不过|然而|就是|只是|可是|可惜|奈何)")
_BY_SCHEDULE = re.compile(r"[按依]照?(?:国家|省|上级|部|统一)[^,]{0,6}安排|[按依]照?(?:规定|制度|惯例)(?![^,]*[没未不])|限期[^,]{0,10}整改")
_THOUGH = re.compile(r"虽|尽管|即使|^受[^,]*影响")  # what follows 但 is what is claimed
_BAD = re.compile(
    r"超标(?:$|[了过]|[^,]{0,2}[一二两三\d]+[次天月个])|不(?:合格|达标|及格|通过)|侵入|成片[^,]{0,2}(?:死亡|枯死)|丁等|(?<!不)末位|垫底|倒数|最后一?[名位]|空转|(?:约谈|通报批评)(?!了?[一二两三四五六七八九十\d]+[人名家])|扣分项为|挂牌督办|被(?:督办|问责|退回|否决)|^[^没无未不,]*(?:瞒报|虚报|谎报|伪造|篡改|偷排|私埋)|反弹|造假|弄虚"
    r"|违规(?!.{0,8}(?:零|0起|为0))[^,]{0,6}\d|仍在(?:作业|生产|排放)|翻了?一番|连片\d|扩散|蔓延|往[^,]{1,4}扩|超(?:出|过)(?:控制|红|警戒|底|上限|限值|指标)|(?:没有?|未能?|不)(?:达到?|做到|完成|满足|符合)(?:全省|省里|上级|下达|目标|指标|要求|规定|平均|年度)|(?<![a-z优于])(?:iv|v)类"
)
_HARMED = re.compile(
    r"(?:占用?|侵占|填|毁|挖|采|调出|核减|缩小|减少)(?:红线|占地|水域|农田|岸线|湿地|林地|保护地)*\d(?![\d.]*%)|(?:较|比)(?:上[轮次年]|去年|前年|基准年?|基期|本底|原来|以前|历史|20\d\d年|上次)[^,]{0,6}(?:少|减少?|缩|降低?|丢|消失)了?\d|较?上[轮次年][^,]{0,4}少\d"
)
_DENIES = re.compile(
    r"(?:没有?|未能?|不)(?:够着|达到?|做到|完成|满足|符合|实现)(?:全?省|省里?|上级|下达|目标|指标|要求|规定|平均|年度)|(?:差|欠)[^,]{0,6}(?:才)?达标|不达标|未达标|(?:未|没有?|不)能?达到?\d"
)
_EARLIER = re.compile(r"(?<!\d)20\d\d年|往年|上年|去年|曾|不达标的?(?:企业|点位|项目|问题)|如|若|凡|对")
_OPENS: tuple[re.Pattern[str], ...] = (_LACKS, _PENDS, _PARTS, _BAD, _HARMED, _AS_BEFORE)
_FOUND_UNDONE = re.compile(
    r"(?:(?<![不无未没])(?:存在|发现|查[出实到])|[仍尚还]有|有(?=\d))[^,没无]{0,12}[未没](?![发出]现|来)"
)  # 存在应公开未公开的情况2起
_GOOD_FALL = re.compile(r"(?:[运生放用]量|[能水电]耗|浓度|投诉|信访)[^,]{0,4}[较比][^,]*(?:减少|下降|降低)[^,]*")  # 清运量比上年减少2.1%
_DEALT_WITH = re.compile(r"(?:不合格|不达标|不符合|超标|违规|违法)[^,]{1,8}?(?:已|均|全部|一律)(?=[^,未没]*$)")  # 不合格产品已|下架
_ONCE = re.compile(r"(?:20\d\d年[^.;。]{0,4}曾|曾(?!经?未)|历史上|前几年)[^.;。]*")  # what was so once
_EXCEPT = re.compile(r"(?<!开)除(?![^,;.外]*(?:封场|关停|停用|停产|撤销|拆除|报废|退出))(?P<what>[^,;.!?外]{1,24})外|(?:唯独|单单|只剩)")
_NOT_EXCEPT = re.compile(r"除(?:此|上述|以上)?之?外|除[^,;.]{1,24}外(?:,|$)?[^,]{0,20}(?:还|也|另)(?![没未不])")


_FURTHER = re.compile(  # what goes beyond what was asked, next year
    r"(?:明年|来年|次年|下一?步|20\d\d年)(?:将|拟|计划|准备|打算|继续|还)*[^,]{0,4}(?:推广|扩|增|再|引进|升级|完善|深化|拓展|探索|优化|加密|延伸|巩固|提升)"
)
_NEXT = re.compile(r"(?:明年|来年|次年|下一?步|20\d\d年)(?:计划|拟|将|再|继续|开春|[一-鿿])")  # what is planned behind what is done


@lru_cache(maxsize=1 << 13)
def left_open(text: str, period: int | None = None, *, of_figure: bool = False) -> str | None:
    """Give the clause that leaves something open which no later one closes, a year after `period` among it; None where all is done.

    `of_figure`: beside a number of which not all need be done only what is lacking, or still to come, is heard.
    """
    folded = _TITLES.sub("《》", fold(text[:_LONGEST].replace("、", "&"))).replace('"', "")
    if (excepted := _EXCEPT.search(folded)) and not _NOT_EXCEPT.search(folded) and not _came_later(excepted, folded):
        return excepted[0].replace("&", "、")
    if _OUTSIDE.search(folded):
        return None
    clauses = [clause.strip() for clause in _CLAUSES.split(_ONCE.sub("", folded)) if clause.strip()]
    for at, clause in enumerate(clauses):
        bare = bare_of_good(_DEALT_WITH.sub("", _GOOD_FALL.sub("", clause)))
        if _BY_SCHEDULE.search(clause) or (_FURTHER.match(clause) and not denies(clause)):
            continue  # 明年准备推广电子巡河
        if at and _NEXT.match(clause) and closes(clauses[at - 1]) and not denies(clause):
            continue  # 10月拆完,来年开春补绿
        if any(each.startswith("不影响") for each in clauses[at + 1 : at + 2]):
            continue
        later = set_for_later(clause, period) or (not of_figure and _begun_later(clause, period))
        if of_figure:
            opens = _lacks_for_figure(clause, clauses[at + 1 : at + 2]) or later
        else:
            found = _FOUND_UNDONE.search(without_double_denials(clause)) or any(pattern.search(bare) for pattern in _OPENS)
            opens = denies(clause) or later or bool(found)
        turns = not of_figure and _TURNS.match(clause) and not any(_THOUGH.search(each) for each in clauses[:at])
        if not opens and not (turns and bare == clause and not closes(clause)):
            continue
        wrong = later or (not of_figure and _BAD.search(bare))  # no end of its own makes it good
        if not any(closes(each) for each in clauses[at + bool(wrong) :]):
            return clause.replace("&", "、")
    return None


def deed_denied(text: str) -> str | None:
    """Give the clause that says of a deed that it was not done, and that no later one makes good: 全年没有接待过公众, 竣工验收没有做."""
    folded = _TITLES.sub("《》", fold(text[:_LONGEST].replace("、", "&"))).replace('"', "")
    clauses = [clause.strip() for clause in _CLAUSES.split(_ONCE.sub("", folded)) if clause.strip()]
    for at, clause in enumerate(clauses):
        bare = _OF_OTHERS.sub("", clause)
        if _DEED_DENIED.search(bare) and denies(bare) and not leaves_nothing(clause) and not any(map(closes, clauses[at:])):
            return clause.replace("&", "、")
    return None


_OF_OTHERS = re.compile(r"(?:没有?|未|不)[^,]{1,8}的(?=[一-鿿\d])|[一-鿿]而未[一-鿿]{1,2}")  # 未入选的2条, 批而未供土地
_DEED_DENIED = re.compile(r"(?:没有?|(?<!并)未(?!来|必))[^,]{2,}|没有?[^,]$")


def _begun_later(clause: str, period: int | None) -> bool:
    """Is what was to be done meant to begin, or to end, in a later year: 岱山、嵊泗计划2021年启动."""
    return meant_for_later(clause, period) and _TO_BEGIN.search(clause) is not None and not _BEYOND.search(clause)


_REACHES = re.compile(r"^[^,未没不]*(?:达到|达标|合格)[^,未没不]*$")
_TO_BEGIN, _BEYOND = (
    re.compile(r"(?:启动|实施|完成|建成|建立|印发|出台|设立|铺开|推开)$"),
    re.compile("继续|深化|巩固|扩大|再|新|升级|修订"),
)


def _came_later(excepted: "re.Match[str]", folded: str) -> bool:
    """Is what was excepted told to be done as well: 除嵊泗外,其他县区均建成,嵊泗也于11月接入."""
    name = excepted["what"] or ""
    return bool(name) and any(
        name in clause and ((re.search("[也亦已]", clause) and closes(clause)) or _REACHES.search(clause))
        for clause in folded[excepted.end() :].split(",")
    )


def _lacks_for_figure(clause: str, following: Sequence[str]) -> bool:
    """Does a clause deny what a number wants, or leave it to come; not what was done with it (未作调整), or what is left out of it."""
    if any(_NOT_DONE_TO_IT.search(each) for each in (clause, *following)) or re.search(r"20\d\d年|^[未没不][^,]{1,8}的", clause):
        return False
    return (denies(_MADE_OF.sub("", clause)) and _TOUCHES.search(clause) is not None) or _PENDS.search(
        bare_of_good(clause).replace("试点", "")
    ) is not None


_TOUCHES = re.compile(  # what a number may rest on: figures, counted things, work that ends
    r"数|统计|[核审评测验报]|结果|公布|反馈|发布|样本?|问卷|\d|磅|称|计|量|完成|通过|落实|到位|建|实施|开展|处[置理]|整改|治理|修复|覆盖|达到?|投[用产运]|签|印发|出台|装|接入?|运[行维]|[开停]工|公开|培训|参[加训]"
)
_MADE_OF = re.compile(r"(?:没有?|未)[^,]{1,8}的(?=[一-鿿\d])")  # 未修复的9块地
_NOT_DONE_TO_IT = re.compile(
    r"(?:没有?|未|不)(?:把|将|[^,]{0,6}(?:进[来去入]|在内|里头|里面)$)|(?:没有?|未|不)(?:再|另行?|曾|有|作|做)?(?:使?用|采用|采纳|折算|换算|调查|舍|升|降|改|调|变|修|剔|扣|减|加|计|纳入|算|列|含|包括|混|估|推|凑|搬|抄|动|重复|分摊|拆|合并|乘|除|取|公开|自评|打分)"
    r"|口径|不同|不一致|批而未|分项|布点|未变|不影响|任务"
)


def denial_in(text: str) -> str | None:
    """Give the clause that says of what is asked for that it was not reached: 没有达到全省平均水平."""
    clauses = (clause.strip() for clause in _CLAUSES.split(fold(text[:_LONGEST])))
    return next((clause for clause in clauses if _DENIES.search(clause) and not _EARLIER.search(clause)), None)
