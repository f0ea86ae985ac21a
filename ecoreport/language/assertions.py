"""What a clause asserts of a piece of work: done, not done, under way, planned, done in part, not begun, late, taken back.

The word nearest before a verb decides: 没有|完成, 预计12月|完成, 已|完成; manners (按计划, 全面, 如期) stand between and decide nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ecoreport.language.alternatives import any_of
from ecoreport.language.pace import keeps_on, pace_of
from ecoreport.language.periods import YEAR
from ecoreport.language.widths import fold

Assertion = Literal["done", "not_done", "under_way", "planned", "in_part", "not_begun", "late", "taken_back"]
Verb = Literal["ends", "begins", "goes_on", "is_late", "is_told"]

_CLAUSES = re.compile(r"[,;!?()]|\.(?!\d)|(?<!\d)\.|(?<=.)(?=但|不过|然而)")
_VERBS: dict[Verb, str] = {
    "ends": "完成 完工 建成 办结 竣工 验收 销号 交付 投用 投运 投产 办毕 落实到位 整改到位 结束 收官 结题 结项 结案 闭环",
    "begins": "启动 开展 开工 动工 开始 实施 着手 进场 进点",
    "goes_on": "推进 进行 施工 实施中 建设中 办理 在建 落实",
    "is_late": "滞后 逾期 落后 延期 超期 延误 拖延 缓慢 偏慢 停工 暂停 搁置 中止 停滞 中断 完不成 终止 停止 推迟 延后 延至 暂缓",
}
_MANNERS = re.compile(  # how, not whether
    "(?:严格)?(?:按照?|依照|根据|超|超额)(?:原定?|年度|既定|工作|时间|目标)?(?:计划|目标|时限|节点|要求|序时进度|序时|进度|任务)"
    "|未来|不断|不折不扣|不打折扣|没有(?:问题|困难)|年度(?:计划|目标|任务)?|计划(?:任务|项目|内容|目标)|目标任务"
    "|按期|如期|按时|准时|及时|全部|全面|圆满|顺利|提前|完全|彻底"
)
_DENIED = re.compile(
    any_of("未能 未予 未曾 尚未 还未 暂未 仍未 没有 没能 未 没 无法 不能 不会 难以 无 不可能 暂不") + "$|(?:未|没有?|尚)[^,]{0,4}$"
)
_SOON_WORDS = any_of(
    "预计 计划 拟 即将 将 力争 争取 确保 有望 可望 可 能够 (?<![节功性职智产热电动])能(?![源耗效力])"
    " 准备 打算 等待 待 预期 目标 望 希望 应 须 需 要 保证 保障 安排 正"
    " 底前 日前 月前 年前 之前 以前 年内 明年 次年 下一步 后续"
)
_SOON = re.compile(rf"{_SOON_WORDS}[^,]*$")
_APPLIED = re.compile(r"(?:提交|申请|申报|报请)[^,]{0,2}$")
_DONE = re.compile(r"(?:已经?|均已?|都已?|业已)[^,]{0,6}$")
_PART = any_of(
    "基本 大部分 大部 部分 多数 接近 临近 几近 近乎 差不多 快 初步 阶段性 主体 一期 首期 个别 少数 其中 其余 余下 剩余 还有 仍有 尚有 "
    "还剩 尚差 还差 仅剩 仅差 只剩 就差 仅 只 大体 大致 除"
)
_IN_PART_BEFORE = re.compile(f"{_PART}[^,]*$")
_OF_WORK = r"(?:(?:总体|整体|工程|形象|工作|任务|目前)*(?:进度|整改率|开工率|办结率|落实率|到位率)(?:已|约|为|达到?|至|到)*)?"  # 进度80%
_LEFT = re.compile(rf"^{any_of('其余 余下 剩余 还剩 仍有 尚差 还差 仅剩 只剩 部分 大部分 主体')}|^{_OF_WORK}约?(?P<share>\d+(?:\.\d+)?)%$")
_LISTED_SHARES = re.compile(r"(?<=%)(?:,\d+(?:\.\d+)?%)+")  # 下降24.1%、19.7%: what was measured, and no share of the work
_IN_PART_AFTER = re.compile(
    r"(?:[^,%]{0,16}的|(?:了|率|比例|进度|度|任务|量)*)(?:约|近|达|达到|为|至|到|超过?)*(?P<share>\d+(?:\.\d+)?)%(?!的?(?:目标|要求))"
    r"|(?:[^,%]{0,16}的|了)?(?:约|近|达到?|到)*(?:[一二三四五六七八九]成(?!果|效)|[二三四五六七八九十]+分之[一二三四五六七八九]+|半数)"
    r"|(?:了)?(?P<done>\d+)/(?P<all>\d+)"
    r"|(?:了|情况)?(?:过半|一半|大半|多半|大部分?|部分|一部分|多数|近半|不到|不足|不理想|不好|不佳)"
    r"|(?:了)?(?:项目|工程)?(?:前期|招标|招投标|初稿|可研|立项|施工图|土建|主体|一期|首期|选址|征求意见|验收准备)"
    r"|(?:中|阶段|过程|准备|申请|资料|材料)(?![心小型央])"  # 完成|中小河流整治
)
_COUNTED = re.compile(r"[^,\d中]{0,6}\d+(?:\.\d+)?(?!\d|\.|%|/)")  # 办理4例: what was done, told beside 已完成
_NOT_MADE = re.compile(  # 尚未出台: of what is made of paper
    r"(?:尚未|还未|仍未|暂未|还没有?|没有?|未能?)(?:正式)?(?:出台|印发|发布|公布|制定|编制|形成|批复|批准|通过|上报|报批)"
)
_GOES_ON_NOW = re.compile(r"(?:正|在|仍|还|继续|持续|尚)[^,]{0,4}$")
_ATTRIBUTE = re.compile(
    r"(?!于)[^,\d]{0,4}(?:产能|工艺|设备|装备|技术|机组|锅炉|炉窑|窑炉|生产线|企业|产品|船舶|渔船|车辆|车型|机械)"
)  # 落后|产能
_DONE_AWAY = re.compile(
    r"(?:淘汰|关停|关闭|清理|清除|化解|压减|取缔|处置|腾退|退出|替代|盘活)(?:了|一批)?$"
)  # before 落后, 停工项目: what was done
_OF_ALL_BEFORE = re.compile(  # 32个中已|完成|30个, 应整治32个,已|完成|30个
    r"(?<![\d.])(?P<all>\d+(?:\.\d+)?)(?P<unit>[^\d,.%]{1,2})[^\d,]{0,8}?(?:中|内|里)?(?:现|目前|已经?|均|共|实际)*$"
)
_OF_ALL_AFTER = re.compile(r"(?:了|验收|建设|整治|治理|创建|改造)?(?P<done>\d+(?:\.\d+)?)(?P<unit>[^\d,.%]{1,2})")
_WITHIN_ALL = re.compile(r"(?:了)?(?P<all>\d+(?:\.\d+)?)[^\d,.%]{1,6}[中内里]的?(?P<done>\d+(?:\.\d+)?)(?![\d.%])")  # 完成|30条中的28条
_FAILED = re.compile(r"(?:不了|不成|不到位)|[^,]{0,2}(?:未通过|不通过|不合格|未合格)")
_WHOLLY = re.compile(r"(?:全部|均|都|任务|目标)[^,]{0,8}$")  # what stands before the verb
_ENDED = re.compile(r"(?:任务|目标|使用|验收|运行|了)*")  # and what may follow it
_NO_MATTER = re.compile(r"(?:无需|不需|毋需|无须|不必|不再|无未|没有未|不存在未)[^,]{0,4}$")
_TURNS = re.compile(r"^(?:但|不过|然而|只是|可是)")
_SOON_TO_BEGIN = re.compile(rf"(?:{any_of('待 拟 计划 即将 将 准备 预计 打算 尚待')})[^,]{{0,8}}$")
_YEAR = re.compile(rf"({YEAR})年?(?:\d{{1,2}}月)?[初中底末前]*$")


_WORDS_OF_STATE = re.compile(  # that stand around a verb and name nothing
    r"已经?|均|都|正在?|[仍还尚现]|在|未能?|没有?|基本|部分|初步|即将|尚?待|拟|全|[了的中着过好]|阶段|状态|(?:超过?|未?到|过)了?(?:时限|期限|期)|按期"
)


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verbs by what they tell, with those of the office's own vocabulary; compiled once."""

    pattern: re.Pattern[str]
    kinds: Mapping[str, Verb]

    def kind(self, word: str) -> Verb:
        return self.kinds[word]


def verbs_with(ends: Sequence[str] = (), goes_on: Sequence[str] = (), is_late: Sequence[str] = ()) -> Verbs:
    """Gather the verbs; those that are given stand beside those that are known."""
    own: dict[Verb, Sequence[str]] = {"ends": ends, "goes_on": goes_on, "is_late": is_late}
    known: dict[str, Verb] = {word: kind for kind, words in _VERBS.items() for word in words.split()}
    strange = {word: kind for kind, words in own.items() for word in words if not any(verb in word for verb in (*known, "未"))}
    kinds = {**strange, **known}
    words = sorted(kinds, key=lambda word: (-len(word), word))
    return Verbs(re.compile("|".join(map(re.escape, words))), kinds)


def assertions(text: str, verbs: Verbs, period: int | None = None) -> tuple[Assertion, ...]:
    """Say what each clause asserts; those that assert nothing are left out. What a year after `period` will see is planned."""
    clauses = [clause for clause in _CLAUSES.split(_LISTED_SHARES.sub("", fold(text))) if clause]
    found = [(said, clause) for clause in clauses if (said := assertion_of(clause, verbs, period))]
    done = any(said == "done" for said, _ in found)
    return tuple(said for said, clause in found if not (done and said == "under_way" and (_counts(clause, verbs) or keeps_on(clause))))


def says_only_that(clause: str, verbs: Verbs) -> bool:
    """Does a folded clause assert something and name nothing: 已办结, 还在推进的, 未完成年度任务; not 在建任务现场簿, 重点任务办理标识."""
    bare = _MANNERS.sub("", clause)
    return pace_of(clause) is not None or (
        verbs.pattern.search(bare) is not None and not _WORDS_OF_STATE.sub("", verbs.pattern.sub("", bare))
    )


def closes_done(clause: str, verbs: Verbs) -> bool:
    """Does the last clause of a folded report say of all of it that it is done: 均已整改到位, 两项任务如期完成."""
    last = max(verbs.pattern.finditer(clause), key=re.Match.end, default=None)
    if last is None or verbs.kind(last[0]) != "ends" or not _ENDED.fullmatch(clause, last.end()):
        return False
    return assertion_of(clause, verbs, None) == "done" and _WHOLLY.search(_MANNERS.sub(_as_all, clause[: last.start()])) is not None


def _as_all(manner: re.Match[str]) -> str:
    return "全部" if manner[0] in ("全部", "全面") else ""


def _counts(clause: str, verbs: Verbs) -> bool:
    """Does a clause only count what was done: 办理4例, 开展检查12次; not 正在办理2例."""
    verb = verbs.pattern.search(clause)
    if verb is None or _GOES_ON_NOW.search(clause[: verb.start()]):
        return False
    return (
        verbs.kind(verb[0]) in ("goes_on", "begins") and re.match(rf"[^,\d中]{{0,6}}{_COUNTED.pattern}", clause[verb.end() :]) is not None
    )


def assertion_of(clause: str, verbs: Verbs, period: int | None) -> Assertion | None:
    """Say what one folded clause asserts."""
    if paced := pace_of(clause):
        return paced
    clause = _MANNERS.sub("", clause) or clause
    matches = [match for match in verbs.pattern.finditer(clause) if not _is_attribute(clause, match, verbs)]
    if not matches:
        if _NOT_MADE.search(clause):
            return "not_done"
        if left := _LEFT.match(clause):
            return "done" if left["share"] == "100" else "in_part"
        return "taken_back" if _TURNS.match(clause) else None
    last = next((match for match in matches if verbs.kind(match[0]) == "is_late"), matches[-1])
    before, after = clause[: last.start()], clause[last.end() :]
    if _NO_MATTER.search(before):
        return None
    said = _of_verb(verbs.kind(last[0]), before, after)
    year = _YEAR.search(before)
    if said == "done" and year and period is not None and int(year[1]) > period:
        return "planned"
    return "in_part" if said == "not_done" and _ended_before(matches, last, before, verbs) else said


def _is_attribute(clause: str, match: re.Match[str], verbs: Verbs) -> bool:
    """Does a word of lateness only say which things were done away with: 淘汰|落后|产能, 处置|停工|项目."""
    if verbs.kind(match[0]) != "is_late":
        return False
    return bool(_DONE_AWAY.search(clause[: match.start()])) or (match[0] == "落后" and bool(_ATTRIBUTE.match(clause, match.end())))


def _ended_before(matches: Sequence[re.Match[str]], last: re.Match[str], before: str, verbs: Verbs) -> bool:
    """Did something else end before what has not: 建成未投运."""
    return any(
        match.end() < last.start() and verbs.kind(match[0]) == "ends" and not _DENIED.search(before[: match.start()])
        for match in matches
    )  # fmt: skip


def _of_verb(verb: Verb, before: str, after: str) -> Assertion | None:
    denied = _DENIED.search(before) is not None
    match verb:
        case "is_late":
            return None if denied else "late"
        case "begins":
            return "not_begun" if denied or _SOON_TO_BEGIN.search(before) else "under_way"
        case "goes_on":
            return "not_begun" if denied else "under_way"
        case _:
            return _of_end(before, after, denied=denied)


def _of_end(before: str, after: str, *, denied: bool) -> Assertion:
    """Read what stands around 完成: the nearest of 未, 预计 and 已 decides."""
    if _IN_PART_BEFORE.search(before):
        return "in_part"
    if denied or _FAILED.match(after):
        return "not_done"
    if _APPLIED.search(before) or (_SOON.search(before) and not _DONE.search(before)):
        return "planned"
    return "in_part" if _leaves_some(after) or _falls_short(before, after) else "done"


def _falls_short(before: str, after: str) -> bool:
    """Is less counted behind 完成 than in front of it, in the same measure: 32个中已|完成|30个; or than behind it: 30条中的28条."""
    if told := _WITHIN_ALL.match(after):
        return float(told["done"]) < float(told["all"])
    of, done = _OF_ALL_BEFORE.search(before), _OF_ALL_AFTER.match(after)
    return bool(of and done) and of["unit"][:1] == done["unit"][:1] and float(done["done"]) < float(of["all"])  # type: ignore[index]


def _leaves_some(after: str) -> bool:
    """Says what follows 完成 that it is not all: 80%, 3/5, 过半, 前期工作."""
    told = _IN_PART_AFTER.match(after)
    if told is None:
        return False
    if told["share"] is not None:
        return float(told["share"]) < 100
    return told["all"] is None or int(told["done"]) < int(told["all"])
