"""What one clause asserts of a piece of work: done, not done, under way, planned, done in part, not begun, late, taken back.

The word nearest before a verb decides: 没有|完成, 预计12月|完成, 已|完成; manners (按计划, 全面, 如期) stand between and decide nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.attributes import is_over, main_of, was_once
from ecoreport.language.pace import lags, pace_of, speaks_of_later
from ecoreport.language.pending import leaves_nothing, meant_for_later, pends, set_for_later
from ecoreport.language.periods import YEAR
from ecoreport.language.shares import AIM, counts_all, falls_short, whole_alone, whole_behind, whole_of_aim
from ecoreport.records import dataclass

Assertion = Literal["done", "not_done", "under_way", "planned", "in_part", "not_begun", "late", "taken_back"]
Verb = Literal["ends", "begins", "goes_on", "is_late", "is_dropped"]

_VERBS: dict[Verb, str] = {
    "ends": "完成 完工 建成 办结 竣工 验收 销号 交付 投用 投运 投产 办毕 落实到位 整改到位 结束 收官 结题 结项 结案 闭环 完结 完毕",
    "begins": "启动 开展 开工 动工 开始 实施 着手 进场 进点",
    "goes_on": "推进 进行 施工 实施中 建设中 办理 在建 落实",
    "is_late": "滞后 逾期 落后 延期 超期 延误 拖延 缓慢 偏慢 停工 暂停 搁置 中止 停滞 中断 完不成 终止 停止 推迟 延后 延至 延迟"
    " 拖后 推后 暂缓 顺延"
    " 移至明年 移至下年 转入明年 转入下年 结转",
    "is_dropped": "取消 撤项",
}
_MANNERS = re.compile(  # how, not whether
    "(?:严格)?(?:按照?|依照|根据|超|超额)(?:原定?|年度|既定|工作|时间|目标)?(?:计划|目标|时间|时限|节点|要求|序时进度|序时|进度|任务|安排|部署)+"
    "|未来|不断|不折不扣|[不未]打折扣|没有(?:问题|困难)|年度(?:计划|目标|任务)?|计划(?:任务|项目|内容|目标)|目标任务"
    "|不仅|不但|不只|仍然?(?=[按如全顺圆完])|最终|按期|如期|按时|准时|及时|全部|全面|圆满|顺利|提前|完全|彻底"
)
_DENIED = re.compile(
    any_of("未能 未予 未曾 尚未 还未 暂未 仍未 没有 没能 未 没 无法 不能 不会 难以 无 不可能 暂不 不再 不予 不")
    + "$|(?:未|没有?|尚)[^,]{0,4}$"
)
_SOON_WORDS = any_of(
    "预计 计划 拟 即将 将 力争 争取 确保 有望 可望 可(?!以?[报算认列销]) 能够 (?<![节功性职智产热电动用储核])能(?![源耗效力])"
    " 准备 打算 等待 待 预期 目标(?!责任|考核) 望 希望 应 须 需 要 保证 保障 安排 正"
    " 底前 日前 月前 年前 之前 以前 (?<=^)年内 明年 次年 下一步 后续"
)
_SOON = re.compile(rf"{_SOON_WORDS}[^,]*$")
_APPLIED = re.compile(r"(?:提交|申请|申报|报请)[^,]{0,2}$")
_DONE = re.compile(r"(?:已经?|均已?|都已?|业已|也)[^,]{0,6}$")
_MAIN = "主体(?![班责功地资])"  # of a building; not 主体班, 主体责任
_PART = any_of(
    "基本(?!农田|建设|公共|医疗|养老) 大部分 大部 部分 多数 接近 临近 几近 近乎 差不多 快 初步 阶段性 "
    + _MAIN
    + " 一期(?!,?二期) 首期 个别 少数 "
    "其中 其余 余下 剩余 还有 仍有 尚有 "
    "还剩 尚差 还差 仅剩 仅差 只剩 就差 仅 只 大体 大致 总体 原则上 视同 视为 形式上 名义上 除"
)
_OF_FAULTS = re.compile(r"部分[^,]+的(?:问题|隐患|缺陷|现象|情况)(?:已|均|都|也)")  # 部分设施出水不稳定的问题已在10月整改到位
_IN_PART_BEFORE = re.compile(f"{_PART}[^,]*$")
_LEFT = re.compile(
    f"^{any_of('其余 余下 剩余 [还尚]剩 剩(?=[一二两三四五六七八九十0-9]) 仍有 尚差 还差 仅剩 只剩 大部分')}"
    r"|^部分(?=[^,]*[已未没待缺])(?![^,]*(?:资金|经费|人手|人员|用地))"
    f"|^{_MAIN}|^{any_of('尚有 还有 另有')}[^,]*[未没待正需]"
)
_STEPS = re.compile(  # 完成|前期工作, 完成中
    r"(?:情况)?(?:不理想|不好|不佳)"
    r"|(?:了)?(?:项目|工程)?(?:前期|招标|招投标|初稿|可研|立项|施工图|土建|主体|一期|首期|选址|征求意见|验收准备)"
    r"|(?:中|阶段|过程|准备|申请|资料|材料)(?![心小型央])"  # 完成|中小河流整治
)
_NOT_MADE = re.compile(  # 尚未出台: of what is made of paper
    r"(?:尚未|还未|仍未|暂未|还没有?|没有?|未能?)(?:正式)?(?:出台|印发|发布|公布|制定|编制|形成|批复|批准|通过|上报|报批)"
)
_GOES_ON_NOW = re.compile(r"(?:正|在|仍|还|继续|持续|尚)[^,]{0,4}$")
_COUNTED = re.compile(r"[^,\d中]{0,6}\d+(?:\.\d+)?(?!\d|\.|%|/)")  # 办理4例: what was done, told beside 已完成
_ATTRIBUTE = re.compile(
    r"(?!于)[^,\d]{0,4}(?:产能|工艺|设备|装备|技术|机组|锅炉|炉窑|窑炉|生产线|企业|产品|船舶|渔船|车辆|车型|机械)"
)  # 落后|产能
_DONE_AWAY = re.compile(
    r"(?:淘汰|关停|关闭|清理|清除|化解|压减|取缔|处置|腾退|退出|替代|盘活)(?:了|一批)?$"
)  # before 落后, 停工项目: what was done
_AS_A_NAME = re.compile(r"(?:情况|时限|时间|期限|日期|标准|质量|单位|形式|方式|要求|节点|会)(?!不理想|不好|不佳)")  # 完成|情况: a heading
_FAILED = re.compile(
    r"(?:还|要|得|仍|尚|只)+(?:等(?!级)|待|排[在到]|没|未)|(?:没有?|未|不)(?:能|去|曾|再)?(?:做|办|搞|进行|组织|安排|申请|动|成)(?!变|假)|(?:不了|不成|不到位)|[^,]{0,2}(?:[未没]有?通?过|不通过|不合格|未合格)"
)
_TASK_OF_YEAR = re.compile(rf"^({YEAR})年度?的?(?:任务|目标|计划|工作)")
_OF_EARLIER = re.compile(  # 内有2018、2019两年就已办结的430亩
    rf"(?:(?:内有|其中|含|包括)[^,]*)?(?P<year>{YEAR}|往年|上年|去年|以前年度)[^,]{{0,4}}(?:就已?|早已)[^,]*(?:办结|完成|建成|验收|处置|创建)"
)
_NO_MATTER = re.compile(r"(?:(?:没有?|无)(?:一|任何)?[例家个项处件户座条名]未|无需|不需|毋需|无须|不必|无未|没有未|不存在未)[^,]{0,4}$")
_TURNS = re.compile(r"^(?:但|不过|然而|只是|可是)(?!是?(?:已|均|都|也|同样|单独|另行|并?不影响))")
_SOON_TO_BEGIN = re.compile(rf"(?:{any_of('待 拟 计划 即将 将 准备 预计 打算 尚待')})[^,]{{0,8}}$")
_YEAR = re.compile(rf"({YEAR})年?(?:\d{{1,2}}月)?[初中底末前]*$")
_CARRIED_OUT = re.compile(r"(?<!未)(?:已|均|都)(?:经|全部|全面)?落实$|(?:均已?|都已?|已?全部|已?全面)(?:实施|办理)$")
_ISSUED_NOW = re.compile(r"(?:已|均|正式)(?:经|正式)*(?:修编|编制|制定)?(?:并|后)?(?:出台|印发|发布|公布|批复|施行)(?:实施|执行)?$")
_UNDONE = re.compile(  # 标识牌未立, 应急演练未组织, 未达85分; not 未发现问题
    r"(?:(?<!并)(?<!从)未|没有?)(?!发[现生]|出现|超|突破|受|影响|变|减|增|缩|降|逾|有|来|经|见|作|改|做[修变调]|遗|接|收|存|涉|产|造|引|列|纳|计入|再|完全|问题|困难|剩余|遗留|拖延|打折|缺|落下)[^,]{1,6}$"
)
_AFTERWARDS = re.compile(r"(?:工程|竣工|结算|决算)审计|竣工决算|财务决算|工程结算|尾款|质保|后评价")  # what follows work that is done
_REST_TOO = re.compile(r"^(?![^,]*除)[^,]{0,2}(?:其余|余下|剩余|其他)[^,]*(?:均|都|也)(?:已经?)?$")  # 其余各项均已|完成
_IN_USE = re.compile(r"正在(?:使用|运行|执行|实施|建设)的(?=[^,]*已)")  # 正在使用的核算系统已更新
_CHECKED = re.compile(r"(?:国家|省级?|上级|部里)[^,]{0,4}(?:抽查|检查|督查|考核|复查)")  # what others will look at
_GOES_BEYOND = re.compile("维护|管护|运维|监管|巡查|继续|持续|扩大|巩固|新一轮|第?[二三]期|第?[二三]批|另行")
_ASIDE = re.compile(
    r"(?![^,]*(?:验收|审核|审批|报批|批复|[待因等缺]))[^,]{0,6}(?:资金|经费|款项|佐证|资料|材料|台账|数据(?!分析)|档案|报表|发票|凭证)"
)
_NEXT_YEAR = re.compile("明年|来年|下一?年|次年")
_BARE_SOON = re.compile(r"预计|预期|计划|拟|目标|力争|争取|暂定?|待[^,]{1,4}")  # 完成(预计)
_SOME_FAIL = re.compile(r"^(?:[仍尚还]?有)?\d+[^\d,%]{1,4}(?:尚|还|仍)?(?:未|没)")  # 有2项未完成: the others have
_WORDS_OF_STATE = re.compile(  # that stand around a verb and name nothing
    r"已经?|均|都|正在?|[仍还尚现]|在|未能?|没有?|基本|部分|初步|即将|尚?待|拟|全|[了的中着过好]|阶段|状态|(?:超过?|未?到|过)了?(?:时限|期限|期)|按期"
)
_OF_ALL = any_of(
    "工作 各项 项目 事项 工程 任务 目标 内容 所有 上述 以上 全部 年度 全年 今年 本年 本年度 当年 年内"
    " 目前 现 已经 已 均 都 截至 年底 底 年 月 日",
    "上月 上旬 中旬 下旬 半 前 共 各 了 并 且 的 也 按 于 在 内 率 √ 全市 我市 我局 本局 我委 我办"
    " 省级 市级 国家级 省市 要求 规定 实际 整体",
    "超额 提前 如期 按期 按时 圆满 顺利 全面 正式 高质量 高标准 高效 保质保量 通过 投入 使用 运行 合格 达标",
    "整改 建设 整治 治理 改造 创建 编制 保护 举办 类 仍",
)
_GENERAL = re.compile(
    rf"{AIM}|{_OF_ALL}|\([^()]*\)|按[^,]{{0,4}}要求|[一两二三四五六七八九十\d.个项%/]|万?(?:[人户家名亩吨株例件座]|公里|平方米)"
)  # what names nothing
_WHOLLY = re.compile(
    r"(?P<of>[^,]*?)(?:(?:完成|建成|办结)了?全部"
    rf"|(?:完成|实现|达到)了?(?:[^,\d]{{0,8}}|[^,%]{{0,16}}(?:年度|全年)){AIM}(?:的?(?:\d+(?:\.\d+)?%[、和]?)+)?$|{AIM}完成率(?:为|达|达到)?\d"
    r"|(?:全部|均已?|全面|都已?)(?:[^,]{0,8}(?:完成|实现|达标|达到|结束|到位|投用|投运|建成|合格|销号|验收|办结|参加)[^,\d%]{0,10}$"
    r"|(?:完成|建成|办结)(?!率)))"
)
_NOW = re.compile(r"正在|正(?=[^式常确规面向能好])|(?:仍|还|尚)在|继续|抓紧|加紧|加快|(?<![集其])中$|着$|在建|^其(?:余|他|它)")
_OPEN = re.compile(  # what no verb of work is told of: 待省厅批复, 将于年底前开放
    rf"{any_of('有待 尚待 仍待 还待 预计 预期 力争 争取 即将 尚未 还未 仍未 暂未 未能 没能 尚需 还需 尚缺 尚差 还差 其余 余下 剩余')}"
    r"|(?<![模虚草])拟|(?<![等接招优对虐款])待(?![遇业岗客])|将(?:于|在|尽快|继续|陆续|按|逐步|全力|抓紧|争取)|计划(?:于|在|明年)|除[^,]+外"
)
_NOTHING_OPEN = re.compile(r"(?:不存在|未发[生现]|未出现|无(?!废|人|害|机|线|烟|障|偿)|没有)[^,]*$|拟(?:定|订|制)")
_DRAFT = re.compile(
    r"(?:初|送审|征求意见|讨论|报批|修编|研究|修改|修订|编制|起草)稿|草案|初步(?:成果|方案|意见)|(?:建设|实施|工作|创建|整治|改造)方案"
)
_ISSUED = re.compile(r"印发|出台|发布|公布|批复|通过|施行")
_EARLY = re.compile(rf"前期|土建|{_MAIN}|招标|可研|初稿|立项|地勘|勘察|勘测|初验|桩基|封顶")
_BOTH = re.compile(r"([^,\d]{2,12})[和及、]([^,\d]{2,12}?)(?:均|都|全部)已?[^,\d]{2,4}$")
_SHARE_OF = re.compile(r"\d%|过半|一半")
_WHICH_STAGE = re.compile(r"(?:所处|所在|目前|当前|现|工作|项目)?阶段(?:状态)?")  # a heading over how far it is
_STAGE = re.compile(r"前期|土建|主体|[一首]期|阶段|[上下]半年|季度|本月|招标|设计|可研|方案|初稿|立项")
_ALL_BEFORE = re.compile(r"(?:全部|均|都|任务|目标)[^,]{0,8}$")  # what stands before the verb
_ENDED = re.compile(r"(?:任务|目标|使用|验收|运行|了)*")  # and what may follow it
_DATES = re.compile(  # and shares that are the whole: 100%, 5/5
    rf"(?:{YEAR}年)?度?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)[初底末]?(?:之?前|以前)?|{YEAR}年(?:底|末)?前?|(?<!\d)[1-9]\d\d(?:\.\d+)?%|(\d+)/\1"
)
_ALL_OF_THEM = re.compile(  # 三项工作均已完成, 等各项任务已全部完成
    r"(?:各项?|[两二三四五六七八九十\d]+[项类个])[^,]{0,8}(?:任务|工作|措施|活动|内容|事项|目标)(?:均|都|已?全部)"
)
_MEASURED_AIM = re.compile(rf"已?(?:完成|实现|达到)了?[^,%]{{1,16}}\d+(?:\.\d+)?%的?{AIM}")  # 已完成覆盖率95%的目标
_COUNT = re.compile(r"[一二两三四五六七八九十\d]+(?:[个项家条座处例户件份]|%)")
_NAMES = 2  # characters that name a part of the work


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verbs by what they tell, with those of the office's own vocabulary; compiled once."""

    pattern: re.Pattern[str]
    kinds: Mapping[str, Verb]

    def __hash__(self) -> int:
        return hash(self.pattern.pattern)

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


@dataclass(frozen=True, slots=True)
class Words:
    """An office's own words for what reports say, beside the grammar."""

    completed: tuple[str, ...] = ()  # that say by themselves that all is done
    closing: tuple[str, ...] = ()  # with which a clause ends that says so
    against: tuple[str, ...] = ()  # that say that something is left


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one folded clause asserts of the work."""

    said: Assertion | None  # None: it only tells of what it names that all of it is done
    clause: str
    of: str | None = None  # of what all is done: "" of the work, else of what it names; None: nothing of that kind is told
    by_verb: bool = True  # told by a verb of work; else by words that only say that something is open: 待批复, 正在取证
    now: bool = False  # it goes on now: 正在, 继续
    former: bool = False  # it tells what once was, or was meant to be: 曾一度滞后, 原计划12月完成
    aside: bool = False  # it speaks of the money, the papers, the figures, or of another year's work


def read_clause(clause: str, verbs: Verbs, period: int | None, own: Words) -> Claim | None:
    """Say what one folded clause asserts, with what a report says beside the verbs of work."""
    if period is not None and (year := _TASK_OF_YEAR.search(clause)) and int(year[1]) < period:
        return None  # 2019年任务已完成
    clause = main_of(_IN_USE.sub("", clause))
    told = assertion_of(clause, verbs, period)
    said = _reported(clause, told, own, period)
    of = _all_of(clause, verbs, own) if said in ("done", None) else None
    if (said is None and of is None) or (said == "late" and is_over(clause)):
        return None
    now, former = _NOW.search(clause) is not None, was_once(clause)
    return Claim(said, clause, of, told is not None, now, former, _is_aside(clause, said, period))


def _is_aside(clause: str, said: Assertion | None, period: int | None) -> bool:
    """Does a clause speak of something beside this year's work: 资金尚未到位, 2021年将继续开展岱山县审计."""
    if _ASIDE.match(clause) or _CHECKED.search(clause) or _AFTERWARDS.search(clause):
        return True
    later = _NEXT_YEAR.search(clause) or (period is not None and any(int(year) > period for year in re.findall(YEAR, clause)))
    return bool(later and said in ("under_way", "not_begun", "planned") and _GOES_BEYOND.search(clause))


def _reported(clause: str, said: Assertion | None, own: Words, period: int | None) -> Assertion | None:
    """Correct what the verb of a clause says by what stands in it besides, where it tells of stages, plans and shares."""
    if speaks_of_later(clause) and said not in ("done", "planned", "in_part", "not_done"):
        return None  # 下一步继续加强管护
    if leaves_nothing(clause):
        return None
    if (whole := whole_of_aim(clause)) is not None:
        return "done" if whole else "in_part"
    if said == "in_part" and (both := _BOTH.match(clause)) and not all(_EARLY.search(part) for part in both.groups()):
        return "done"  # 主体工程和绿化工程均已完工
    early = _EARLY.search(clause) or (_DRAFT.search(clause) and not _ISSUED.search(clause))
    if early and (said == "done" or (said is None and _DRAFT.search(clause))):
        return "in_part"
    if (said is None and lags(clause)) or (said == "not_done" and re.search(AIM, clause)):
        return "late"
    if said is None and _NOW.search(clause):
        return "under_way"
    next_year = said == "under_way" and _NEXT_YEAR.search(clause) and not _GOES_BEYOND.search(clause)  # 设备明年进场
    if next_year or (said != "late" and set_for_later(clause, period)):
        return "planned"
    if (earlier := _OF_EARLIER.search(clause)) and not (
        earlier["year"].isdecimal() and period is not None and int(earlier["year"]) >= period
    ):
        return "in_part"
    if said is None and (pends(clause) or meant_for_later(clause, period)):
        return "planned"
    undone = _UNDONE.search(clause)
    if said is None and undone and not _NOTHING_OPEN.search(clause[: undone.start()]) and not _NO_MATTER.search(clause):
        return "in_part"
    match = _OPEN.search(clause)
    is_open = _BARE_SOON.fullmatch(clause) or (match and not _NOTHING_OPEN.search(clause[: match.end()]))
    against = any(word in clause for word in own.against) and not _NOTHING_OPEN.search(clause)
    return "planned" if said is None and (is_open or against) else said


def is_stage(claim: Claim) -> bool:
    """Is it a stage that is done in part, and no share of the work: 土建完工."""
    return claim.said == "in_part" and names_stage(claim.clause) and not _SHARE_OF.search(claim.clause)


def names_stage(text: str) -> bool:
    """Does a text name a stage or a part of a piece of work, and not all of it: 招标情况, 前期工作."""
    return _STAGE.search(text) is not None and _WHICH_STAGE.fullmatch(text) is None


def says_only_that(clause: str, verbs: Verbs) -> bool:
    """Does a folded clause assert something and name nothing: 已办结, 还在推进的, 未完成年度任务; not 在建任务现场簿, 重点任务办理标识."""
    bare = _MANNERS.sub("", clause)
    return pace_of(clause) is not None or (
        verbs.pattern.search(bare) is not None and not _WORDS_OF_STATE.sub("", verbs.pattern.sub("", bare))
    )


def only_counts(claim: Claim, verbs: Verbs) -> bool:
    """Does a clause only count what was done: 办理4例, 开展检查12次; not 正在办理2例."""
    verb = verbs.pattern.search(claim.clause)
    if verb is None or _GOES_ON_NOW.search(claim.clause[: verb.start()]):
        return False
    counted = re.match(rf"[^,\d中]{{0,6}}{_COUNTED.pattern}", claim.clause[verb.end() :])
    return verbs.kind(verb[0]) in ("goes_on", "begins") and counted is not None


# ---- the verb, and what stands around it -----------------------------------------------------------


def assertion_of(clause: str, verbs: Verbs, period: int | None) -> Assertion | None:
    """Say what the verb of work in a folded clause asserts, or a whole clause in the words of a schedule or of speech."""
    if paced := pace_of(clause):
        return paced
    if (whole := whole_alone(clause)) is not None:
        return "done" if whole else "in_part"
    clause = _MANNERS.sub("", clause) or clause
    matches = [match for match in verbs.pattern.finditer(clause) if not _is_attribute(clause, match, verbs)]
    if not matches:
        if _NOT_MADE.search(clause):
            return "not_done"
        if _ISSUED_NOW.search(clause):
            return "done"
        if _LEFT.match(clause):
            return "in_part"
        return "taken_back" if _TURNS.match(clause) else None
    last = next((match for match in matches if verbs.kind(match[0]) == "is_late"), matches[-1])
    before, after = clause[: last.start()], clause[last.end() :]
    if _NO_MATTER.search(before):
        return None
    said = _of_verb(verbs.kind(last[0]), last[0], before, after)
    year = _YEAR.search(before)
    if (
        said in ("done", "under_way")
        and (said == "done" or verbs.kind(last[0]) == "begins")
        and year
        and period is not None
        and int(year[1]) > period
    ):
        return "planned"
    some = _SOME_FAIL.match(clause) or _ended_before(matches, last, before, verbs)
    return "in_part" if said == "not_done" and some else said


def _is_attribute(clause: str, match: re.Match[str], verbs: Verbs) -> bool:
    """Does a verb only name things: 淘汰|落后|产能, 处置|停工|项目, 完成|情况."""
    if verbs.kind(match[0]) != "is_late":
        return _AS_A_NAME.match(clause, match.end()) is not None
    return bool(_DONE_AWAY.search(clause[: match.start()])) or (match[0] == "落后" and bool(_ATTRIBUTE.match(clause, match.end())))


def _ended_before(matches: Sequence[re.Match[str]], last: re.Match[str], before: str, verbs: Verbs) -> bool:
    """Did something else end before what has not: 建成未投运."""
    return any(
        match.end() < last.start() and verbs.kind(match[0]) == "ends" and not _DENIED.search(before[: match.start()])
        for match in matches
    )  # fmt: skip


def _of_verb(verb: Verb, word: str, before: str, after: str) -> Assertion | None:
    denied = _DENIED.search(before) is not None
    match verb:
        case "is_late":
            return None if denied else "late"
        case "is_dropped":
            return None if denied else "not_done"
        case "begins":
            return "not_begun" if denied or _SOON_TO_BEGIN.search(before) else "under_way"
        case "goes_on":
            carried_out = not after and _CARRIED_OUT.search(before + word)
            return "done" if carried_out else "not_begun" if denied else "under_way"
        case _:
            return _of_end(before, after, denied=denied)


def _of_end(before: str, after: str, *, denied: bool) -> Assertion:
    """Read what stands around 完成: the nearest of 未, 预计 and 已 decides."""
    if _IN_PART_BEFORE.search(before) and not _OF_FAULTS.match(before) and not (_REST_TOO.match(before) and not denied):
        return "in_part"
    if denied or _FAILED.match(after):
        return "not_done"
    if _APPLIED.search(before) or (_SOON.search(before) and not _DONE.search(before)):
        return "planned"
    return "in_part" if whole_behind(after) is False or _STEPS.match(after) or falls_short(before, after) else "done"


# ---- of what all is done ---------------------------------------------------------------------------


def _all_of(clause: str, verbs: Verbs, own: Words) -> str | None:
    """Say of what a clause tells that all is done: "" of all work, of what it names else; None where it does not tell that."""
    if _ALL_OF_THEM.search(clause) and assertion_of(clause, verbs, None) == "done":
        return ""
    if clause in own.completed or counts_all(clause) or whole_alone(clause) or pace_of(clause) == "done" or _MEASURED_AIM.fullmatch(clause):
        return ""
    if names_stage(clause):
        return None
    plain = _DATES.sub("", clause)
    if not re.search(r"\d", plain) and not _COUNT.search(plain) and not _GENERAL.sub("", verbs.pattern.sub("", _MANNERS.sub("", plain))):
        return "" if assertion_of(clause, verbs, None) == "done" else None
    told = _WHOLLY.match(clause)
    if not (told or clause.endswith(own.closing) or _closes_done(clause, verbs)):
        return None
    before = told["of"] if told else clause[: max((match.start() for match in verbs.pattern.finditer(clause)), default=0)]
    rest = _GENERAL.sub("", before)
    if not rest and not told and _COUNT.search(before) and not re.search("均|都|全|任务", before):
        return before  # 三个已完成
    return rest if len(rest) >= _NAMES else ""


def _closes_done(clause: str, verbs: Verbs) -> bool:
    """Does a clause say of all of it that it is done: 均已整改到位, 两项任务如期完成."""
    last = max(verbs.pattern.finditer(clause), key=re.Match.end, default=None)
    if last is None or verbs.kind(last[0]) != "ends" or not _ENDED.fullmatch(clause, last.end()):
        return False
    return assertion_of(clause, verbs, None) == "done" and _ALL_BEFORE.search(_MANNERS.sub(_as_all, clause[: last.start()])) is not None


def _as_all(manner: re.Match[str]) -> str:
    return "全部" if manner[0] in ("全部", "全面") else ""
