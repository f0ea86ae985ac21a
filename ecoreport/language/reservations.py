"""What a sentence about the data holds back: 上列数字系十一个设区市打捆计算, 凡本页数字均系年中粗估, 只是那家企业自己的.

Such a sentence names the data as what it speaks of (or stands beside a number, and names nothing else), and says of it something that is
not the whole year's number of the whole place: others, a part, another time, what was not measured or is not to be used. Which of them
it is nobody need know to ask. What says that it is the whole, the final, the checked number holds nothing back. No plan is known here.
"""

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR

_DATA = re.compile(
    r"(?:填[表报]|普查|调查|统计|标准)*(?:凡|以?上[述列面]?|下[述列面]?|往下|本|此|这|该|各|所有|全部|[表页][中内列]|所[填列报])*(?:[一二两三四几\d]+)?(?:个|张|份)?"
    r"(?P<what>时点|时期|资料|期|表|页|行|列|栏|格|项|处|些|里|数|数据|数字|数值|指标|口径|结果|成果|内容)+(?:的)?(?:数据|数字|数值|数|值)?(?:均|都|皆|全)?"
)
_NAMED = re.compile(
    r"以?上|上[述列面]|下[述列面]|往下|凡本|本[期表页行列栏格项数]|此[表页行列栏格数处]|这[张页行列栏格些里]|该[表数]|各数|[表页][中内列]|填[表报]口径|^口径|^(?:普查|调查|统计)?(?:标准)?(?:时点|时期)"
)
_OTHERS = r"全国|全省|各级|各地|各省|设区市|地级市|城市群|长三角|京津冀|打捆|集团|公司|企业|厂家|[那某一单该]家|课题组|高校|别[家人处]"
_PART = r"[仅只]|单[家个]|不含|未含|没含|不包括|未包括|未纳入|未计|[未没]有?[汇收]|缺[了少]|其余[^,]{0,4}[未没]"
_MADE_UP = r"推算|模拟|匡算|粗估|估[算计的数]|毛估|测度|练手|试[算填]|凑|借来|借用|挪用|照抄|照搬|老数|旧数|样[例张数]"
_NOT_YET = r"[还尚仍暂](?:没有?|未)|[未没](?:核|审|测|定稿|下发|公布|盘点|到账|出来)"
_REFUSED = r"撤回|失效|取代|顶替|[勿莫](?:用|采|当|作)|不[要得宜](?:用|采|当|作)|请勿|误(?:含|填|报|算)"
_HOLDS_BACK = re.compile(f"{_OTHERS}|{_PART}|{_MADE_UP}|{_NOT_YET}|{_REFUSED}")
_BEGINS_BARE = re.compile(rf"{_MADE_UP}|也是|同上|[仅只]是[^,]{{2,20}}的")  # beside a number, about it
_WHOLE = re.compile(
    r"全[市年]|我市|本市|市域|年报(?:数|定案)|由[^,]{0,20}(?:填报|填写|报送)|定案|终[稿数]|正式|审定|核定|核实|核对|校核|审核|已(?:由|经)|以(?:本|此)[^,]{0,4}为准|不是|并?非|[无没]有?[^,]{0,3}(?:出入|变动|遗漏|误)|"
    r"[仅只]?供(?:比较|对照|对比)|各责任单位|与[^,]{0,8}(?:一致|相同|可比|衔接)|如实|填写|填列|保留[^,]{0,4}小数|四舍五入|计算公式|单位[:为]"
)
_OF_A_DAY = re.compile(
    rf"(?:{YEAR}年)?(?<!\d)(?:[1-9]|1[01])月(?:\d{{1,2}}日)?(?!\d?日?(?:所|已|上|填)?(?:报|送|发))|年中|半年|季度|上半年"
)
_OTHER_YEAR = re.compile(YEAR)
_SENTENCES = re.compile(r"[;!?。；！？]")
_LEAD = re.compile(r"^[^\u4e00-\u9fffA-Za-z0-9]*(?:(?:备注|附注|注意?|说明)\d*[:.]?)?[^\u4e00-\u9fffA-Za-z0-9]*")
_TITLE = re.compile(r"《[^《》]*》")
_LONGEST = 80  # characters: what is longer tells a story


def reserved_in(folded: str, year: int, *, beside: bool) -> str:
    """Give the sentence of a folded text that holds something back of the data; "" where none does.

    `beside` a number a sentence may begin with what it says; in a line of its own it must name the data.
    """
    for sentence in _SENTENCES.split(folded):
        bare = _TITLE.sub("", _LEAD.sub("", sentence, count=1)).strip()
        if 4 <= len(bare) <= _LONGEST and _is_about_data(bare, beside=beside) and _holds_back(bare, year):
            return bare
    return ""


def _is_about_data(sentence: str, *, beside: bool) -> bool:
    subject = _DATA.match(sentence)
    named = subject is not None and bool(_NAMED.search(sentence[: subject.end() + 1]))
    return named or (beside and _BEGINS_BARE.match(sentence) is not None)


def _holds_back(sentence: str, year: int) -> bool:
    if _WHOLE.search(sentence):
        return False
    if _HOLDS_BACK.search(sentence) or _OF_A_DAY.search(sentence):
        return True
    return year > 0 and any(int(told) != year for told in _OTHER_YEAR.findall(sentence))
