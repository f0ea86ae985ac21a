"""What a clause says of work in the words of a schedule (欠进度, 按序时) or of everyday speech (干完了, 没动); all of it, or nothing."""

from typing import Literal

from ecoreport.language import patterns as re

Pace = Literal["done", "not_done", "under_way", "not_begun", "late", "in_part"]

_BARE = 2  # characters of a stage that is named alone: 施工, 前期, which may be a heading
_LONGEST = 24  # characters of a clause that says no more than that
_LONGEST_LAG = 60
_SCHEDULE = r"(?:(?:原定|既定|年度|时间|计划|工作|任务|总体)?(?:序时|时序|节点)(?:进度)?|(?:时间|计划)?进度|工期)(?:要求|目标)?"
_TAIL = r"(?:(?:推进|进行|实施|开展|运行)?(?:中|着)?(?:了|的|呢)?(?:项目|任务|工作|事项|类)?)"
_LAGS = (
    r"(?:欠|慢于?|滞后于?|落后于?|低于|晚于|不及|达不到|赶不上|跟不上|(?:未|没|没有|未能)(?:达到?|按照?|跟上|赶上))"
    rf"{_SCHEDULE}{_TAIL}"
)
_LATER = (
    r"[比较](?:原定?|年度|既定)?(?:计划|时间表|节点|目标|进度|时序)[^,]{0,4}(?:晚|迟|慢|拖后|推后|延后)(?:了)?[^,]{0,6}"  # 比计划晚三个月
)
_BEHIND = re.compile(
    rf"(?:进度|进展|整体|总体|目前|略|稍)*{_LAGS}|(?:进度|进展|推进)*(?:有点|有些|较|偏|太|过于|比较|相对)*慢(?:了|的)?|已?[拖误]期(?:了|的)?"
)
_IN_STEP = re.compile(
    rf"(?:进度|进展|整体|总体|目前|基本|已|正)*(?:按照?|达到?|超过?|快于|高于|领先于?|符合|赶上|跟上|满足){_SCHEDULE}{_TAIL}"
    rf"|与{_SCHEDULE}同步{_TAIL}|(?:进度|进展|推进|工作|总体|运转)*(?:较|很|均|都|基本)?(?:正常|顺利|有序|平稳){_TAIL}"
    rf"|(?:序时|时序)(?:推进|进行)?中?|(?:需要?|将|转入)*长期坚持{_TAIL}|常态化?{_TAIL}"
)
_STAGE = re.compile(
    r"(?:正在|目前|现|已|正|进入|处于|尚在|仍在|还在)*(?:项目|方案|规划|文本|初稿|报告|办法|制度|标准)?(?:前期|可研|立项|设计|招标|招投标|采购|编制|起草|修编|修订|论证|评审|"
    r"征求意见|送审|报批|报审|审批|审核|审查|公示|施工|调试|试运行|整改|整治|筹备|研究|协调|对接|收尾|扫尾)(?:工作|手续|准备)*(?:中|阶段|期|尾声)?"
)
_DO = "(?:干|做|办|弄|搞|整|抓|修|建|推)"
_SPOKEN: tuple[tuple[Pace, re.Pattern[str]], ...] = (
    ("not_done", re.compile(rf"(?:到期了?|至今|目前)?(?:还|尚|仍)?(?:没有?|未){_DO}(?:完|好|成|妥|定)(?:的|呢)?")),
    ("in_part", re.compile(rf"(?:基本|大体|差不多|快){_DO}(?:完|好|成|妥|定)了?的?|{_DO}了(?:一半|大半|一部分|部分)的?")),
    ("done", re.compile(rf"(?:已经?|均|都|全部|全|业已)*{_DO}(?:完|好|成|妥|定)(?:毕|了|的)*")),
    ("done", re.compile(r"(?:已经?|均|都|全部)*(?!前期|土建|主体|桩基|招标|设计|可研|勘|立项|一期|首期|部分|大体)[一-鿿]{2}完毕了?")),
    ("done", re.compile(r"(?:已经?|均|都|全部)*(?:结题|闭环|移交|归档|收官)(?:了|的)?")),
    ("under_way", re.compile(rf"(?:还|正|仍|现)*在{_DO}(?:进)?(?:着|的|了|中|呢)*|{_DO}着(?:的|呢)*")),
    ("not_begun", re.compile(rf"(?:还|尚|都|一直|暂)*(?:没有?|未)(?:{_DO}|动手?|动起来|开始|起步)(?:的|呢)*")),
)
_KEPT_UP = re.compile(
    r"长期坚持|长期实施|常态|长效|(?<!试)(?:运行|运营|运转)(?:正常|平稳|稳定|良好)|(?:正常|稳定|平稳|满负荷|正式|商业)(?:运行|运营|运转|生产|发电)"
)


def pace_of(clause: str) -> Pace | None:
    """Say what a folded clause as a whole tells of the pace of work."""
    if len(clause) > _LONGEST:
        return None
    if _BEHIND.fullmatch(clause):
        return "late"
    if _IN_STEP.fullmatch(clause):
        return "under_way"
    if _STAGE.fullmatch(clause) and len(clause) > _BARE:
        return "under_way"
    return next((said for said, pattern in _SPOKEN if pattern.fullmatch(clause)), None)


def lags(clause: str) -> bool:
    """Does a clause end by saying that work is behind its schedule: 口袋公园建设慢于序时."""
    return len(clause) <= _LONGEST_LAG and re.search(f"{_LAGS}$|{_LATER}$", clause) is not None


def speaks_of_later(clause: str) -> bool:
    """Does a clause speak of what comes after this work: 下一步加强管护."""
    return re.match(r"(?:今后|下一?步|下一?阶段|接下来|后续|明年|来年|同时继续)", clause) is not None


def keeps_on(clause: str) -> bool:
    """Does a clause speak of keeping up what there is, beside 已完成: 长期坚持, 正在满负荷运行."""
    return _KEPT_UP.search(clause) is not None
