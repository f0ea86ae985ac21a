"""The phrases of one requirement that are words: trends, stability, assignments; what is left is a state."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.changes import FALLS, RISES
from ecoreport.language.periods import LAST_YEAR
from ecoreport.model import Direction
from ecoreport.targets.assignment import Assignment
from ecoreport.targets.deeds import Deed
from ecoreport.targets.grades import read_grade, read_quality
from ecoreport.targets.nodes import BETTER, NOT_WORSE, Node
from ecoreport.targets.tokens import fold_widths
from ecoreport.targets.words import read_words
from ecoreport.targets.years import LastYear, Trend

_UP, _DOWN = any_of(RISES), any_of(FALLS, "减量")
_BETTER = r"改善|好转|向好|优化|变好|趋好|转好|改进"
_WAY = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<better>{_BETTER}))"
_YEARS = r"(?:(?:近|最近|连续|过去|前)*(?P<years>[二两三四五])个?年(?:度)?(?:来|以来|内|间)?)"
_MANNER = r"(?:均|都|应|要|须|力争|继续|实现|呈现出?|呈|保持|总体|整体|基本|有所|稳步|小幅|明显|得到|进一步|有效|切实|且|的|地)*"
_STEP = r"(?P<step>逐年|逐步|持续|稳步|不断|连续|逐渐|历年|年年)"
_TAIL = r"(?:的?(?:趋势|态势|势头))?"
_LAST = rf"(?:(?:较|比|与|同)?{LAST_YEAR}(?:相比|比较|相较|比)?|同比)"
_TREND = re.compile(rf"^(?P<subject>.*?){_MANNER}{_YEARS}?{_MANNER}{_STEP}{_MANNER}{_WAY}{_TAIL}$")
_TREND_OF_YEARS = re.compile(rf"^(?P<subject>.*?){_YEARS}{_MANNER}{_WAY}{_TAIL}$")
_TREND_BY_NAME = re.compile(rf"^(?P<subject>.*?)呈现?出?{_MANNER}{_WAY}的?(?:趋势|态势|势头)$")
_ONE_STEP = re.compile(rf"^(?P<subject>.*?)(?:{_LAST}{_MANNER}|{_MANNER}){_WAY}$")
_STEADY = re.compile(
    rf"^(?P<subject>.*?)(?:基本|总体|长期|持续|继续|{_LAST})*(?:保持|维持)?(?:总体|基本|长期)*(?:稳定|不变|平稳|持平)(?:不变|水平)?$"
)
_STEADY_THEN = re.compile(r"^(?P<subject>.*?)(?:稳中(?:有|向|趋)(?P<turn>升|降|好|优|进)|只(?P<only>增不减|减不增|升不降|降不升))$")
_ZERO_GROWTH = re.compile(r"^(?P<subject>.*?)(?:实现|保持|达到)?(?P<kind>零|负)增长$")
_NOT_WORSE = re.compile(
    rf"^(?P<subject>.*?)(?:{_LAST})?(?P<no>不得|不能|不|未|无|不再)"
    r"(?:(?P<fall>降低|减少|下降|减小|缩小|减退|降)|(?P<rise>增加|增长|上升|升高|提高|反弹|扩大|增)|(?P<worse>恶化|变差|退步|倒退))$"
)
_MEASURED = re.compile(r"(?:率|指数|量|浓度|值|水平|比例|比重|长度|强度|EI|数|面积|满意度|参与度|程度|天数)$")
_DENIES = re.compile(r"[不未无没非]$")
_FILLERS = re.compile(r"^(?:应|要|须|均|都|力争|确保|总体|较|比|实现|呈|继续|并|且|全市|全省|努力|的)*$")
_TURNS: dict[str, Direction] = {"升": "up", "增": "up", "降": "down", "减": "down"}
_COUNTS = dict.fromkeys("二两三", 3) | {"四": 4, "五": 5}  # two steps are needed at least

_AUTHORITY = any_of(
    "上级 国家 省 市 部 年度 下达 规定 管控 考核 控制 审核 分解 确定 核定 既定 约束 任务书 责任书 区域 计划",
    "规划 主管 相关 有关 要求 当年 阶段",
)
_AIM = any_of(
    "目标任务书? 考核任务 目标值 目标 任务 考核要求 考核指标 控制指标 约束性指标 控制要求 管控要求 指标 要求 计划 考核 限额 限值",
    "总量控制 红线 上限 下限 总量 额度 配额",
)
_WHO_AND_AIM = rf"(?P<who>.{{0,30}}?)(?P<aim>{_AIM})(?:值|任务|要求|量|数|情况)*"
_FULLY = any_of("按期 按时 全面 全部 超额 圆满 如期 必须 应 确保 均 能够 有效 严格")
_ASSIGNED_DEED = re.compile(
    rf"^(?P<subject>[^完达满实落]{{0,40}}?){_FULLY}*(?:完成|达到|达|满足|符合|实现|落实|通过)了?{_WHO_AND_AIM}(?:以上)?$"
)
_WITHIN = "(?:以内|之内|内|范围内?|以下)"
_ASSIGNED_BOUND = re.compile(rf"^{_WHO_AND_AIM}(?:{_WITHIN}|以上|水平)?$")
_ASSIGNED_WITHIN = re.compile(rf"^(?P<subject>.{{0,12}}?)控制在{_WHO_AND_AIM}{_WITHIN}$")
_UNTIL = re.compile(r"^(?:到|至)?20\d\d年(?:底|末)?(?:前|以前)?(?=.)")
_TIME_ONLY = re.compile(r"^(?:到|至|截至|截止)?(?:20\d\d年|(?:十[二三四五]五)(?:期间)?)(?:底|末)?(?:前|以前|起)?$")


def is_time_only(text: str) -> bool:
    """Is this no requirement, only its date: 到2020年底."""
    return _TIME_ONLY.match(text) is not None


def is_wish(text: str) -> bool:
    """Does this only wish for more beside what is required: ≥40，力争达到45."""
    return re.match(r"力争|争取|努力|鼓励|有条件", text) is not None


def is_assigned_bound(text: str) -> bool:
    """Does this name an assigned value: 控制目标值, 省下达指标."""
    match = _ASSIGNED_BOUND.match(text)
    return bool(match and re.search(_AUTHORITY, match["who"] + match["aim"]))


def read_phrase(text: str, direction: Direction | None, *, without_number: bool) -> Node | None:
    """Read one requirement in words; None where it asks for nothing known."""
    folded = _UNTIL.sub("", re.sub(r"\s+", "", fold_widths(text)))
    return (
        _read_trend(folded, direction, without_number=without_number)
        or _read_steady(folded, direction)
        or _read_assignment(folded, direction)
        or read_grade(folded)
        or read_quality(folded)
        or read_words(folded)
    )


def _way_of(match: re.Match[str], direction: Direction | None) -> Direction | None:
    if match["up"]:
        return "up"
    return "down" if match["down"] else direction


def _name_subject(text: str) -> str:
    return "" if _FILLERS.match(text) else text


def _read_trend(text: str, direction: Direction | None, *, without_number: bool) -> Node | None:
    for pattern in (_TREND, _TREND_OF_YEARS, _TREND_BY_NAME):
        if match := pattern.match(text):
            if _DENIES.search(match["subject"]):
                return None
            groups = match.groupdict()
            years = _COUNTS.get(groups.get("years") or "", 0)
            subject = _name_subject(match["subject"])
            own = tuple(word for word in (groups.get("step"), match["up"] or match["down"] or match["better"]) if word)
            in_words = Deed(text, own) if without_number else None
            return Trend(_way_of(match, direction), text.removeprefix(match["subject"]), subject, years, in_words)
    if (match := _ONE_STEP.match(text)) and not _DENIES.search(match["subject"]):
        subject = _name_subject(match["subject"])
        if subject and not re.search(r"较|比", text) and not _MEASURED.search(subject):
            return None
        way = _way_of(match, direction)
        words = read_words(text) if without_number else None
        return LastYear(BETTER[way], text, subject, equal_passes=False, words=words)
    return None


def _read_steady(text: str, direction: Direction | None) -> Node | None:
    if match := _STEADY_THEN.match(text):
        turn = match["turn"] or match["only"][0]
        way = _TURNS.get(turn, direction)
        subject = _name_subject(match["subject"])
        if match["turn"]:
            return LastYear(BETTER[way], text, subject, equal_passes=False)
        return LastYear(NOT_WORSE[way], text, subject)
    if match := _ZERO_GROWTH.match(text):
        return LastYear("<" if match["kind"] == "负" else "<=", text, _name_subject(match["subject"]))
    if (match := _STEADY.match(text)) and not _DENIES.search(match["subject"]):
        return LastYear(NOT_WORSE[direction], text, _name_subject(match["subject"]), words=Deed(text, ("稳定",)))
    if (match := _NOT_WORSE.match(text)) and not _DENIES.search(match["subject"]):
        subject = _name_subject(match["subject"])
        if subject and not (_MEASURED.search(subject) and not subject.endswith("面积")):
            return None
        operator = NOT_WORSE["up" if match["fall"] else "down" if match["rise"] else direction]
        return LastYear(operator, text, subject, words=read_words(text))
    return None


def _read_assignment(text: str, direction: Direction | None) -> Node | None:
    if match := _ASSIGNED_WITHIN.match(text):
        return Assignment("<=", text, _name_subject(match["subject"])) if is_assigned_bound(match["who"] + match["aim"]) else None
    match = _ASSIGNED_DEED.match(text)
    if match and re.search(_AUTHORITY, match["who"] + match["aim"]) and not re.search(r"[不未无没非]", match["subject"] + match["who"]):
        return Assignment(NOT_WORSE[direction], text)
    return None
