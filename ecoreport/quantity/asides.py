"""A note taken apart: what each clause says of the very number beside it, of another figure of its kind, or of none; and how sure that is.

The one door to what words call a number: 85分是自己打的,第三方测出来82.6分 says of 85 that it is one's own, of 82.6 that it was measured.
No plan is known here.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR
from ecoreport.language.units import convert, find_unit, parse_unit
from ecoreport.language.widths import fold
from ecoreport.records import dataclass

Of = Literal["it", "another", "nothing"]
OWN = "■"  # in place of the number itself

_LONGEST = 400  # characters of a note that is heard
_CLAUSES = re.compile(r"[,;!?()\n]|\.(?!\d)|(?<!\d)\.")
_TITLES = re.compile(r"《[^《》]*》")
_NUMBER = re.compile(r"(?<![\d.a-z第])(\d{1,9}(?:\.\d{1,9})?)(?![\d.]|年|月|日|号)")
_BARE = re.compile(r"(?:$|[是为系属由按从取来照也就都均只仅才的这那,]|不是|口径|里|中)")
_LED = re.compile(r"(?:为|是|达到?|到|至|取|得|有|约|占|出来?|了|剩|的|:|率|量|度|数|比例)$")
_SURE = re.compile(
    r"核定|审定|认定|认可|认了|终验|通过验收|通水|通车|验收(?!前|中|准备)|竣工|实测|实绩|实际|实有|真正|第三方|统计[局年]|公报|年报|年鉴|决算|正式|最终|复核|核实|核下来"
    r"|全年|年末|年底|12月|省厅|国家|上级|普查|审计|支付|卫星|遥感|现场|清点|抽查|暗访|监督性|入户|随机|省里|反馈|核下来|定库"
)
_UNSURE = re.compile(
    r"自[评测查报定行己填设拟打]|(?:上报|申报|报送|送审|报上去)的?(?:数|值)|(?:我们|本局|我局|本单位|企业|县区|业主|施工方|厂家|平台)[^,]{0,3}(?:打|估|定|填|报|写)的"
    r"|开工|动工|施工图|图审|设计|立项|招标|中标|签[约订了]|合同|意向|协议|在建|初验|送审|申请|拟(?!合)|计划|规划(?!院)|目标|预[计估测期]|快报"
    r"|推(?![进动荐开广])|(?<![评预低高])估|模型|外推|经验|按比例|折半|[照抄]抄|抄自|照搬|参照|比照|套用|老口径|旧口径|老办法|原口径|暂|凑|垫|初[步核算]|意见稿|挂靠|点赞|投票|转发|网上|线上|排查出|摸底|摸排|在册"
)
_ENDED = re.compile(r"(?<![未没待])(?:建成|完工|竣工|投[用产运]|通水|通车)")  # 当年开工|当年建成
_SURE_BEFORE = re.compile(rf"(?:{_SURE.pattern})[^,]{{0,4}}{OWN}")
_DENIED = re.compile(r"(?:没有?|未|不(?:是|再|用|靠)?|并非|并未|无)[^,]{0,4}$")
_TURNED = re.compile(r"^[^,]{0,8}(?:不[算用作计]|没[用算]|未用|作废|仅供)")
_OTHER_YEAR = re.compile(rf"{OWN}[^,]{{0,2}}(?:是|为|系|取自?|用的?是?|按|从|自|要?到|沿用|来自|对应)[^,比较与同\d]{{0,6}}(?P<year>{YEAR})")
_OF_PART = re.compile(  # 90.9%为四季度数
    rf"{OWN}[^,]{{0,2}}(?:是|为|系|取自?|用的?是?|按)[^,比较与同]{{0,6}}(?:[一二三四1-4]季度?|[上下]半年|(?<![-~至到])(?:1[0-2]|[1-9])月|汛期|[枯丰平]水期|[春夏秋冬]季)[^,]{{0,4}}?(?:数据?|值|均值|平均|结果)"
)
_CALLS_IT = re.compile(
    rf"{OWN}[^,]*(?:是|为|系|属|按|由|取|从|用|抄|参照|推|估|含|的)|(?:是|为|填的?|报的?|写的?|按[^,]*|算[^,]{{0,2}})[^,]{{0,3}}{OWN}"
)
_ONLY = re.compile(r"只有|仅有?|只能?|才(?!能)|就|实际|真正|扣[掉除]|剩下?")
_PARTS = re.compile(
    r"其中|含|包括|平均|每|较|比(?!例|出)|同比|上年|去年|往年|目标|任务|要求|下达|指标|全省|全国|分别|最[高低]|新增|另[有外]|计划|满分|以[上下]|剩余|其余|样本|回收|发放|占地"
    r"|优于|高于|低于|下降|上升|提高|增[加长]|减少|降低|升高|权重|分子|分母|总[量数人]|增量"
)
COUNTERS = frozenset("个家处项件条座段例起宗案次场名台辆艘套片块种")  # what counts one by one
_OF_MONTH = re.compile(r"\d月份?$")
_COUNTER = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Aside:
    """One folded clause of a note, and what it speaks of."""

    clause: str  # as told
    of: Of
    said: str  # the clause with the number itself marked
    value: Decimal | None = None  # of another figure, in the number's unit

    @property
    def force(self) -> int:
        """Say how sure the figure is by what the clause calls it: 1 as measured or recognised, -1 as meant, guessed or one's own."""
        unsure = _first(_UNSURE, self.said)
        if unsure and not _ENDED.search(self.said[unsure.end() :]):
            return -1
        return 1 if _first(_SURE, self.said) else 0

    @property
    def is_aside(self) -> bool:
        """Does it tell a part, a change, an aim, another place or year, and no figure to hold against the number."""
        return _PARTS.search(self.said) is not None or re.search(YEAR, self.said) is not None


@lru_cache(maxsize=1 << 12)
def taken_apart(text: str, value: Decimal, unit: str) -> tuple[Aside, ...]:
    """Take a note apart into its clauses, as seen from a number and its unit."""
    folded = _TITLES.sub("", fold(text[:_LONGEST]))
    return tuple(_seen(clause, value, unit) for each in _CLAUSES.split(folded) if (clause := each.strip()))


def of_another_year(aside: Aside, year: int) -> bool:
    """Is it said of the number itself that it is another year's: 93.3是2019年环统定库数."""
    told = _OTHER_YEAR.search(aside.said)
    return told is not None and int(told["year"][:4]) != year and str(year) not in aside.said


def _of_a_part(aside: Aside) -> bool:
    """Is it said of the number itself that it is a quarter's, a season's: 90.9%为四季度数."""
    return _OF_PART.search(aside.said) is not None and not re.search("全年|1-12月|1月至12月", aside.said)


def spoilt_by(text: str, value: Decimal, unit: str, year: int) -> str | None:
    """Give the clause that calls the number itself another year's, planned, guessed, one's own; None where it is not called so."""
    told = taken_apart(text, value, unit)
    own = [each for each in told if each.of == "it"]
    return next(
        (each.clause for each in own if of_another_year(each, year) or _of_a_part(each) or (each.force < 0 and _calls_it(each.said))), None
    )


def called_sure(text: str, value: Decimal, unit: str, year: int) -> bool:
    """Does a note call the number itself measured, recognised or the whole year's: what else it tells is of something else."""
    own = [each for each in taken_apart(text, value, unit) if each.of == "it"]
    sure = any(each.force > 0 and (_CALLS_IT.search(each.said) or _SURE_BEFORE.search(each.said)) for each in own)
    return sure and not any(of_another_year(each, year) or re.search(YEAR, each.said.replace(str(year), "")) for each in own)


def contrasted(text: str, value: Decimal, unit: str) -> Iterator[Aside]:
    """Give other figures that a note sets against the number itself with more force: 27.6公里是开工长度,通过验收的12.4公里."""
    told = taken_apart(text, value, unit)
    forces = [each.force for each in told if each.of == "it"]
    own = max(forces, default=1)
    for each in told if forces else ():
        if each.of == "another" and not each.is_aside and (each.force > own or (own < 1 and _ONLY.search(each.said))):
            yield each


# ---- a clause --------------------------------------------------------------------------------------


def _seen(clause: str, value: Decimal, unit: str) -> Aside:
    another: tuple[Decimal, str] | None = None
    for match in _NUMBER.finditer(clause):
        written, end = _written_unit(clause, match.end())
        told = _in_unit(Decimal(match[1]), value, written, unit, clause[match.end() :])
        if told is None:
            continue
        marked = f"{clause[: match.start()]}{OWN}{clause[end:]}"
        if told == value:
            return Aside(clause, "it", marked, told)
        head = clause[: match.start()]
        if _OF_MONTH.search(head):
            continue  # 1月最高31、12月|29
        if written or (end == len(clause) and (_LED.search(head) or _SURE.search(head))):
            another = another or (told, marked)
    return Aside(clause, "another", another[1], another[0]) if another else Aside(clause, "nothing", clause)


def _written_unit(clause: str, at: int) -> tuple[str, int]:
    unit, end = find_unit(clause, at)
    if unit:
        return unit, end
    counter = _COUNTER.match(clause, at)
    return ("", at) if counter is None or _BARE.match(clause, at) else (counter[0], at + 1)


def _in_unit(number: Decimal, value: Decimal, written: str, unit: str, after: str) -> Decimal | None:
    """Express a number of a note in the unit of the one beside it; None where it counts something else."""
    if number == value and unit in COUNTERS and written in COUNTERS:
        return number  # 30段 beside 30条
    if written == unit or (not written and _BARE.match(after)) or (unit in ("", "-") and written in ("分", "%")):
        return number
    if written and ((unit.endswith(written) and parse_unit(written) is None) or unit.startswith(f"{written}/")):
        return number  # 17微克 of 微克/立方米
    return convert(number, written, unit) if written and unit else None


def _calls_it(said: str) -> bool:
    """Does a clause say what the number is, or how it came about; not only what was done with it: 85.2分,已签字确认."""
    return _CALLS_IT.search(said) is not None


def _first(pattern: "re.Pattern[str]", said: str) -> "re.Match[str] | None":
    """Find the first that is not denied."""
    for match in pattern.finditer(said):
        if not _DENIED.search(said[: match.start()]) and not _TURNED.match(said[match.end() :]):
            return match
    return None
