"""What a sentence about the data holds back: 上列数字系十一个设区市打捆计算, 凡本页数字均系年中粗估, 只是那家企业自己的.

Such a sentence names the data as what it speaks of (or stands beside a number, and names nothing else), and says of it something that is
not the whole year's number of the whole place: others, a part, another time, what was not measured or is not to be used. Which of them
it is nobody need know to ask. What says that it is the whole, the final, the checked number holds nothing back.

Beside a number a clause may be its name, 草稿数, or say what it was made of, 按满负荷能力折算: then all in it that is none of the ways in
which a year's number comes about (年报, 核定, 全市) holds it back. No plan is known here.
"""

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR

_DATA = re.compile(
    r"(?:填[表报]|普查|调查|统计|标准)*(?:凡|以?上[述列面]?|以?下[述列面]?|往下|本|此|这|该|各|所有|全部|[表页][中内列]|所[填列报])*(?:[一二两三四几\d]+|的)?(?:个|张|份)?"
    r"(?P<what>时点|时期|时间|人口|资料|期|表|页|行|列|栏|格|项|处|些|里|数据|数字|数值|数|指标|口径|结果|成果|内容)+(?:的)?(?:数据|数字|数值|数|值)?(?:均|都|皆|全)?"
)
_NAMED = re.compile(
    r"以[上下]|上[述列面表]|下[述列面]|往下|凡本|本[期表页行列栏格项数]|此[表页行列栏格数处]|这[张页行列栏格些里]|该[表数]|各数|[表页][中内列]|填[表报]口径|^口径|^(?:普查|调查|统计)?(?:标准)?(?:时点|时期|时间)|^[仅只](?:[为含是有]|包[含括]|统计|反映)|^人口|^数[字据值](?:[为系是]|均|都)"
)
_BEGINS_NAMED = re.compile(r"这是|由[^,]*(?:测算|推算|模拟|估算)$")
_OTHERS = r"全国|全省|各级|各地|各省|设区市|地级市|城市群|长三角|京津冀|打捆|集团|公司|企业|厂家|[那某一单该]家|课题组|高校|别[家人处]"
_PART = r"[仅只]|单[家个]|不含|未含|没含|不包括|未包括|未纳入|未计|[未没]有?[汇收]|缺[了少]|其余[^,]{0,4}[未没]"
_NOT_OURS = re.compile(r"不含(?:省属|部属|央属|中央|驻)[^,;]*")  # of whom no figure of ours tells
_MADE_UP = (
    r"推算|外推|模拟|往年|历年|样子|不真|最[大小高低好差][^,]{0,2}[日月次]|[匡估](?:算|出)|粗估|估[计的数]|毛估|测度|练手|试[算填]|凑|借来|借用|挪用|"
    r"照抄|照搬|老数|旧数|样[例张数]"
)
_NOT_YET = r"[还尚仍暂](?:没有?|未)|[未没](?:核|审|测|定稿|下发|公布|盘点|到账|出来)"
_REFUSED = r"不代表|撤回|失效|取代|顶替|[勿莫](?:用|采|当|作)|不[要得宜](?:用|采|当|作)|请勿|误(?:含|填|报|算)"
_HOLDS_BACK = re.compile(f"{_OTHERS}|{_PART}|{_MADE_UP}|{_NOT_YET}|{_REFUSED}")
_BEGINS_BARE = re.compile(rf"{_MADE_UP}|也是|同上|[仅只]是[^,]{{2,20}}的")  # beside a number, about it
_WHOLE = re.compile(
    r"全[市年]|我市|本市|市域|年报(?:数|定案)|由[^,]{0,20}(?:填报|填写|报送)|定案|(?<!最)终[稿数]|正式|审定|核定|核实|核对|校核|审核|已(?:由|经)|以(?:本|此)[^,]{0,4}为准|不是|并?非|[无没]有?[^,]{0,3}(?:出入|变动|遗漏|误)|"
    r"[仅只]?供(?:比较|对照|对比)|各责任单位|与[^,]{0,8}(?:一致|相同|可比|衔接)|如实|填写|填列|保留[^,]{0,4}小数|四舍五入|计算公式|单位[:为]|(?:报送|上报|填报|提交|填表|编制|打印|制表|导出|印制)的?(?:截止|起止)?(?:日期|时间|时限|期限)"
)
_OF_A_DAY = re.compile(
    rf"(?:{YEAR}年)?(?<!\d)(?:[1-9]|1[01])月(?:\d{{1,2}}日)?(?!\d?日?(?:所|已|上|填)?(?:报|送|发))|年中|半年|季度|上半年"
)
_OTHER_YEAR = re.compile(YEAR)
_CLAUSES = re.compile(r"[,()]|\.(?!\d)")
_SHORTEST, _LONGEST_CLAUSE = 3, 24  # characters
_IS = re.compile(r"^[^,]{1,14}?(?:[为是系]|均|由)")  # the data and what is said to be them
_COMPARED = re.compile(r"[仅只]?供(?:比较|对照|对比)")
_SENTENCES = re.compile(r"[;!?。；！？]")
_LEAD = re.compile(r"^[^\u4e00-\u9fffA-Za-z0-9]*(?:(?:备注|附注|注意?|说明)\d*[:.]?)?[^\u4e00-\u9fffA-Za-z0-9]*")
_TITLE = re.compile(r"《[^《》]*》")
_LONGEST = 80  # characters: what is longer tells a story

# ---- a clause beside a number -------------------------------------------------------------------

_SOUND = re.compile(  # how a number comes about, or is written, that is the year's and the whole place's
    r"全|我?市|真实|公开|可比|不变价|现价|年[末底终]|12月|1-12|四季|统计|环统|定库|反馈|年报|公报|年鉴|决算|监测|审核|自动|在线|调查|普查|变更|测量|测定|小数|均|指数|[局厅委办]|[核审认复]定|核[实对]|正式|竣工|实[绩测际]|最新|本[期年]|"
    r"今年|当年|现[状改]|上报|累计|合计|汇总|逐|完成|没有|不[是用含取采按靠]|并非|都是|口径|[更修订改]正|分[子母]|原始|[县区]|最终|公式|办法|规[范定程划]|标准|方法|要求|导则|细则|"
    r"人口|面积|户|面[值额]|台账|清单|名录|系统|平台|达到|超过|[高低]于|权重|称重|计量|登记|采样|《|取"
)
_THIS_YEAR = re.compile(rf"{YEAR}年?度?")
_CALLED = re.compile(
    r"[^,]{2,18}?的?(?:数据|数字|数值|点数|填法|样子|"
    r"(?<![次人户家个总基倍件参系函级业项少多底指分定够准确有无没足])[数值])"
)
_FILLED = re.compile(r"[^,]{1,18}?(?:[填抄推算估编搬借套凑报]|提供|拿来)(?:出来|过来|来|着|得|上)*的")
_MADE_OF = re.compile(
    r"(?:[我本][局处科])?(?:[按依]照?|[拿照凭以用从借由]|[根依]据)(?P<of>[^,]{1,16}?)[来去先暂代]*"
    r"(?:[推折换估匡摊倒]算|折合|外推|推[得出导断]|模拟|仿真|顶[上替着]?|[填抄套凑搬]|列示|代替)[了着上所得出来的入]*"
)
_AIM = re.compile(r"目标|计划|任务|方案|指标")  # 根据年初报告确定的目标列示
_AIM_FILLED = re.compile(r"[先暂][^,]{0,4}(?:目标|计划|任务|责任书)[^,]{0,8}[填顶放写列报]")
_WAITS = re.compile(
    r"[等待][^,]{1,12}(?:后|以后|再|才|时)[^,]{0,4}[改定填换报补调更]|(?:[这此本该]|一[格栏处]|数)*(?:尚|还)?待[定填补改核查]|(?:[未没]有?|尚未)(?:实测|核|拆|出)"
)
_AMISS = re.compile(
    r"[填放写报列]错|错[位行列]|串[行列]|[写填]反|假的?数|不真|胡[填编]|占[位着]|[先暂][^,]{0,12}[填顶放写列报]|理论[值数计]|满负荷|示范填|仅演示|演示[的用数]|草稿|样[数子]|讨论用|据[^,]*媒体|网传|其[余他它][^,]{0,4}[没未]|(?<!不是)(?<!没有)(?<!不靠)(?<![评预])[匡估](?:算|摸)?(?:出?来)?(?:的|数)*$"
)


def reserved_in(folded: str, year: int, *, beside: bool) -> str:
    """Give the sentence of a folded text that holds something back of the data; "" where none does.

    `beside` a number a sentence may begin with what it says, and a clause may be the number's name; in a line of its own it must name
    the data.
    """
    for sentence in _SENTENCES.split("" if _COMPARED.search(folded) else folded):
        bare = _TITLE.sub("《》", _LEAD.sub("", sentence, count=1)).strip()
        about = len(bare) >= _SHORTEST and _is_about_data(bare, beside=beside)
        if len(bare) > _LONGEST or (about and _holds_back(bare, year)):
            return bare if len(bare) <= _LONGEST else ""
        told = _IS.sub("", bare, count=1) if about else bare
        for clause in _CLAUSES.split(told) if beside or (about and not _WHOLE.search(bare)) else ():
            if _SHORTEST <= len(clause) <= _LONGEST_CLAUSE and _is_otherwise(clause):
                return clause
    return ""


def is_of_an_aim(reserved: str) -> bool:
    """Was the number taken from what is to be reached: 先按目标责任书的数填着."""
    return (_MADE_OF.fullmatch(reserved) is not None and bool(_AIM.search(reserved))) or _AIM_FILLED.search(reserved) is not None


def _is_otherwise(clause: str) -> bool:
    """Says a clause beside a number that it is, or was made of, something that no year's number is: 草稿数, 拿2019年的顶上."""
    clause = _THIS_YEAR.sub("", clause)
    if _WAITS.fullmatch(clause) or _AMISS.search(clause):
        return True
    if made := _MADE_OF.fullmatch(clause):
        return not _SOUND.search(made["of"])
    return not _SOUND.search(clause) and bool(_CALLED.fullmatch(clause) or _FILLED.fullmatch(clause))


def _is_about_data(sentence: str, *, beside: bool) -> bool:
    subject = _DATA.match(sentence)
    named = subject is not None and bool(_NAMED.search(sentence[: subject.end() + 1]))
    named = (
        named
        or _BEGINS_NAMED.match(sentence) is not None
        or ((made := _MADE_OF.fullmatch(sentence)) is not None and bool(_AIM.search(made["of"])))
    )
    return named or (beside and _BEGINS_BARE.match(sentence) is not None)


def _holds_back(sentence: str, year: int) -> bool:
    if _WHOLE.search(sentence):
        return False
    sentence = _NOT_OURS.sub("", sentence)
    if _HOLDS_BACK.search(sentence) or _OF_A_DAY.search(sentence):
        return True
    years = {int(told) for told in _OTHER_YEAR.findall(sentence)}
    return bool(years) and year > 0 and year not in years
