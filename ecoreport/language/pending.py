"""What leaves work open without a verb of work, and what only sounds so: 在司法局审查, 等统计局供数; 资料齐全, 未计入3例."""

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR

_COMPLETE = re.compile(r"^[^,]{0,10}(?:资料|材料|台账|档案|手续)(?:均|都|已)*(?:齐全|齐备|完备|完整|规范|归档)$")  # 工程验收资料齐全
_NOT_COUNTED = re.compile(
    r"(?:没有?|未|不)(?:算|计|列|写|凑|往里|放|搭)(?![^,]?[完好出成])[^,]{0,8}(?:里|内|进来|进去|在内|在里头|上|里放|放|进|入)?$|(?:没有|未含|不含|不包括|未包括)[^,]*\d[^,]*的$|(?:未|不)(?:计入|包括|包含|统计在)|不在[^,]*(?:计划|范围|任务|名单)(?:之?[内列中])?$"
)  # 93个里头没有30吨以下的
_NONE_LEFT = re.compile(  # 应发未发企业清零, 没有在建的, 自己没有打分
    r"[未没欠][^,]*(?:清零|归零|为零|为0[^,\d.]{0,2})$|(?:没有?|无|不存在)(?:一[个处项家条座])?(?:在建|未|待|剩|遗留|尾巴|正在|仍在|还在|停工|逾期|延期)"
    r"|(?:没有|无)[^,]{1,10}的$|(?:没有?|未|不)(?:自[己行])?(?:打[分折]|自[评打]|加分|扣分|估|凑|拼|作[修调更]|改动)"
)
_TIME = r"(?:月|季度|[明来次]年[^,]{0,4}|年[初底中]?|旬|开春|春节|节后|汛[期后前])"
_OF_OTHERS = r"(?:着|省|市|县|区|部|厅|局|统计|上级|国家|对方|批|反馈|回复|结果|资金|经费|通知)"
_SET_FOR = re.compile(  # 验收排在二季度, 2018年度表移至下一轮
    rf"(?<!已)(?:排|(?<![认核审评])定|放|拖|挪|推|留|延)(?:在|到|至)(?!(?:9|1[0-2])月)(?:[^,]{{0,6}}{_TIME}|[其此之]?后)$|"
    r"(?:移|转|结|留|放|推|列|纳|并|改|拖|挪|延|顺|排|调|滚|归|等)[入到至]{0,1}(?:在|到|至|入)(?:下一?[轮批年期]|明年|次年|来年)"
)
_MOVED_TO = re.compile(
    r"(?:移|转|结|留|放|推|改|拖|挪|延|顺|排|调|滚|赶|等|安排)[^,\d]{0,3}(?:在|到|至|入)(?P<year>20\d\d)年"
)  # 剩下的转到2021年
COUNTS_IN = (  # what is not there, or not so
    r"(?:(?<![不未没])[包内]?含|包括了?|连同|加上|计入)[^,]*(?:计划数|预计数|拟建|在建|未(?!来)|线索|意向)"
    r"|把[^,没未不]{2,}(?:计入|列入|算作|算成|并入)了?(?![^,]*(?:范围|口径|统计|考核|计划|名单|清单))[^,来去内]{2,}$"
    r"|(?:在建|意向|拟建|填埋|堆存|贮存|外[省市]|往年|未[^,]{1,4}的)[^,没未不]{0,12}(?:一并|也|均|都|已)?(?:列入|计入|算[入作成]|并入|当作)(?![^,]*(?:计划|清单|名单|任务|台账))"
)
_PENDING = re.compile(  # what lies with others, waits, is set for a time to come, or counts what is only planned
    r"(?<!现)在[^,]{1,10}(?:审查|审核|审批|评审|会签|报批|联审|流转)$"
    r"|(?:征求|听取|征集)[^,]*意见(?:$|(?:到|至|中|阶段)[^,]*$)|意见(?:还|尚)?[没未]有?(?:回|反馈)"
    r"|(?<!已)(?:还|在|要|得|仍|就|只)等(?![级于同])|(?:卡|压|堵|搁|躺|停)在|刚(?:刚)?(?:签|订|定|下单|拿到|挂网|起步|招|开工|动工|进场|启动|立项|批|中标)|标[^,]{0,4}(?:挂网|没开|未开)|没动过|先[^,]{0,8}上试|开春种|在(?:砌|挖|铺|打桩)|也?凑在|排队$|等[^,]*(?:排期|排队)|[流废]标|招标[^,]{0,2}失败|(?<!无)(?<!有)(?<!未)(?<!不)(?:退|打|驳)回(?![^,]{0,4}\d+[次件份])|重新?(?:编|做|报|审|测|招)(?!完|好)|停[炉产工运]整改|超标(?:$|[了过])|重招|不同意|谈不拢|对方不认|[让要]再(?:改|补|议)|[没未][^,]{0,2}[走做干]完"
    r"|(?:明年|来年|开春)[^,]{0,4}(?:进场|到货|开标|招标|安装|补|再)|何时[^,]*看"
    rf"|等{_OF_OTHERS}[^,]*(?:给|供|反馈|批复|回复|通知|结果|下达|出)[^,]{{0,4}}$"
    rf"|{COUNTS_IN}"
)
_DONE_LATER = re.compile(  # 界桩2021年埋, 5家2021年再做; not 2021年再建9公里
    r"(?P<year>20\d\d)年(?:度|[上下]半年|第?[一二三四]季度|\d{1,2}月|春节|开春|底|初)*[前后]?(?:再(?![^,]{0,4}\d|安排|建|买|办|创|评|推)|才|补(?![充助贴些])|到货|到位|进场"
    r"|安装|完工|建成|交付|移交|销号|埋|做完|办结|验收|投[用产运]|改完|拆完?$|出台|出具|定稿|编制?完|(?:底|末)?前?(?:才|方可?)?(?:能)?完成)"
)
_LEFT_FOR = re.compile(r"(?:库存|剩|结余|其余|余下|堆存|积存|结存)[^,]{0,14}?(?P<year>20\d\d)年")  # 库存的410吨2021年1月处置
_NEXT_OF_ALL = re.compile("下一?[次届期轮回]")
_MEANT = re.compile("打算|计划|准备|预备|拟|预计|争取|力争|将|等到?|要到|才|再|安排")


def leaves_nothing(clause: str) -> bool:
    """Does a folded clause speak of papers that are complete, of what is not counted, or of what is left at nought."""
    return any(pattern.search(clause) for pattern in (_COMPLETE, _NOT_COUNTED, _NONE_LEFT))


def set_for_later(clause: str, period: int | None = None) -> bool:
    """Does a clause set work for a time to come, a later year than `period` among them: 验收排在二季度, 剩下的转到2021年."""
    if _NEXT_OF_ALL.match(clause):
        return False  # 下次定在2021年1月
    moved = _MOVED_TO.search(clause) or _LEFT_FOR.search(clause) or _DONE_LATER.search(clause)
    return _SET_FOR.search(clause) is not None or (moved is not None and period is not None and int(moved["year"]) > period)


def pends(clause: str) -> bool:
    """Does a clause say that work lies with others, waits, is stuck, or counts what is only planned."""
    return _PENDING.search(clause) is not None


def meant_for_later(clause: str, period: int | None) -> bool:
    """Does a clause mean something for a later year: 打算2021年上半年出台."""
    years = [int(year) for year in re.findall(YEAR, clause)]
    beyond = re.search("另外?|额外|新增", clause)  # 2021年另外再建9公里
    return period is not None and bool(years) and min(years) > period and _MEANT.search(clause) is not None and not beyond
