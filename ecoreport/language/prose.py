"""What a report in prose says of the whole of a piece of work: that all of it is done, that something is left, that it is late."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecoreport.language.alternatives import any_of
from ecoreport.language.assertions import Assertion, Verbs, assertion_of, closes_done
from ecoreport.language.pace import lags, speaks_of_later
from ecoreport.language.widths import fold

_CLAUSES = re.compile(r"[,;:!?()。]|\.(?!\d)|(?<!\d)\.|(?<=.)(?=但|不过|然而)")
_NAMES = 2  # characters that name a part of the work
_LONGEST = 2000  # characters of a report; what comes behind says no more of the state
_LEFT: frozenset[Assertion] = frozenset(("not_done", "in_part", "late", "taken_back", "planned", "not_begun"))
_NOW = re.compile(r"正在|正(?=[^式常确规面向能好])|(?:仍|还|尚)在|继续|抓紧|加紧|加快|(?<![集其])中$|着$|在建|^其(?:余|他|它)")
_OPEN = re.compile(  # what no verb of work is told of: 待省厅批复, 将于年底前开放
    rf"{any_of('有待 尚待 仍待 还待 预计 预期 力争 争取 即将 尚未 还未 仍未 暂未 未能 没能 尚需 还需 尚缺 尚差 还差 其余 余下 剩余 拟')}"
    r"|(?<![等接招优对虐款])待(?![遇业岗客])|将(?:于|在|尽快|继续|陆续|按|逐步|全力|抓紧|争取)|计划(?:于|在|明年)|除[^,]+外"
)
_NOTHING_OPEN = re.compile(r"(?:不存在|未发[生现]|未出现|无|没有)[^,]*$|拟(?:定|订|制)")
_DRAFT = re.compile(r"(?:初|送审|征求意见|讨论|报批)稿|草案|初步(?:成果|方案|意见)|建设方案|实施方案|工作方案")
_ISSUED = re.compile(r"印发|出台|发布|公布|批复|通过|施行")
_EARLY = re.compile(r"前期|土建|主体|招标|可研|初稿|立项|地勘")
_BOTH = re.compile(r"([^,\d]{2,12})[和及、]([^,\d]{2,12}?)(?:均|都|全部)已?[^,\d]{2,4}$")
_SHARE_OF = re.compile(r"\d%|过半|一半")
_STAGE = re.compile(r"前期|土建|主体|[一首]期|阶段|[上下]半年|季度|本月|招标|设计|可研|方案|初稿|立项")
_NOT_YET: frozenset[Assertion] = frozenset(("not_begun", "planned", "not_done"))
_AIM = r"(?:任务|目标|指标|计划)(?:任务|目标|指标|要求|数|量)?"
_SHARE = re.compile(rf"(?:占|为|达到?|是)[^,]{{0,8}}{_AIM}的?(?P<share>\d+(?:\.\d+)?)%")
_WHOLLY = re.compile(
    rf"(?P<of>[^,]*?)(?:(?:完成|建成|办结)了?全部|(?:完成|实现|达到)了?(?:[^,\d]{{0,8}}|[^,%]{{0,16}}(?:年度|全年)){_AIM}(?:的?(?:\d+(?:\.\d+)?%[、和]?)+)?$|{_AIM}完成率(?:为|达|达到)?\d"
    rf"|(?:全部|均已?|全面|都已?)(?:[^,]{{0,8}}(?:完成|实现|达标|达到|结束|到位|投用|投运|建成|合格|销号|验收|办结|参加)[^,\d%]{{0,10}}$|(?:完成|建成|办结)(?!率)))"
)
_OF_ALL = any_of(
    "工作 各项 项目 事项 所有 上述 以上 全部 年度 全年 今年 本年 目前 现 已经 已 均 都 截至 年底 底 年 月 共 各 市级"
    " 超额 提前 如期 按期 按时 圆满 顺利 全面 通过 投入 使用 运行 正式 了 并 且"
)
_GENERAL = re.compile(rf"{_AIM}|{_OF_ALL}|[一两二三四五六七八九十\d.个项%]")  # what names nothing


@dataclass(frozen=True, slots=True)
class Prose:
    """What the clauses of a report say together."""

    done: bool = False  # the last that is said of it is that it is done
    whole: bool = False  # all of it
    partly: bool = False  # all of what a clause names: 93个设施全部投运
    left: bool = False  # something is told to be left, or to go on
    goes_on: bool = False  # 有序推进, beside which all may be done
    late: bool = False
    not_begun: bool = False  # and nothing but plans beside that
    spoken: bool = False  # of work at all


@dataclass(frozen=True, slots=True)
class Words:
    """An office's own words for what reports say, beside the grammar."""

    completed: tuple[str, ...] = ()  # that say by themselves that all is done
    closing: tuple[str, ...] = ()  # with which a clause ends that says so
    against: tuple[str, ...] = ()  # that say that something is left


def hear(text: str, verbs: Verbs, period: int | None, own: Words = Words()) -> Prose:
    """Say what a report tells of all of its work."""
    clauses = list(_clauses(text))
    told = _passed([(clause, _said(clause, verbs, period, own)) for clause in clauses])
    of = [_whole_of(clause, verbs, own) if said in ("done", None) else None for clause, said in told]
    words = [said for _, said in told if said]
    left = any(said in _LEFT - {"late"} or (said == "under_way" and _NOW.search(clause)) for clause, said in told)
    late = max((at for at, (_, said) in enumerate(told) if said == "late"), default=None)
    if late is not None and not left and any(named is not None for named in of[late:]):
        late = None  # 前期滞后,现已全部完成
    never = "not_done" in words and not {"done", "in_part"} & set(words) and not any(named is not None for named in of)
    return Prose(
        done=bool(words) and words[-1] == "done",
        whole="" in of,
        partly=any(of),
        goes_on="under_way" in words,
        left=left or late is not None,
        late=late is not None or never,
        not_begun=words[-1:] in (["not_begun"], ["planned"]) and "not_begun" in words and set(words) <= _NOT_YET,
        spoken=bool(words),
    )


def names_stage(text: str) -> bool:
    """Does a text name a stage or a part of a piece of work, and not all of it: 招标情况, 前期工作."""
    return _STAGE.search(text) is not None


def _passed(told: Sequence[tuple[str, Assertion | None]]) -> list[tuple[str, Assertion | None]]:
    """Take an early stage for done where something further is done behind it: 土建完工,工程竣工."""
    done = max((at for at, (_, said) in enumerate(told) if said == "done"), default=-1)
    return [
        (clause, "done" if at < done and said == "in_part" and _STAGE.search(clause) and not _SHARE_OF.search(clause) else said)
        for at, (clause, said) in enumerate(told)
    ]


def _clauses(text: str) -> Iterator[str]:
    return (clause.strip() for clause in _CLAUSES.split(fold(text[:_LONGEST])) if clause.strip())


def _said(clause: str, verbs: Verbs, period: int | None, own: Words) -> Assertion | None:
    said = assertion_of(clause, verbs, period)
    if speaks_of_later(clause) and said not in ("done", "planned", "in_part", "not_done"):
        return None  # 下一步继续加强管护
    if share := _SHARE.search(clause):
        return "done" if float(share["share"]) >= 100 else "in_part"
    if said == "in_part" and (both := _BOTH.match(clause)) and not all(_EARLY.search(part) for part in both.groups()):
        return "done"  # 主体工程和绿化工程均已完工
    early = _EARLY.search(clause) or (_DRAFT.search(clause) and not _ISSUED.search(clause))
    if early and (said == "done" or (said is None and _DRAFT.search(clause))):
        return "in_part"
    if (said is None and lags(clause)) or (said == "not_done" and re.search(_AIM, clause)):
        return "late"
    if said is None and _NOW.search(clause):
        return "under_way"
    is_open = said is None and (match := _OPEN.search(clause)) and not _NOTHING_OPEN.search(clause[: match.end()])
    return "planned" if is_open or (said is None and any(word in clause for word in own.against)) else said


def _whole_of(clause: str, verbs: Verbs, own: Words) -> str | None:
    """Say of what a clause tells that all is done: "" of all work, of what it names else; None where it does not tell that."""
    if clause in own.completed:
        return ""
    if _STAGE.search(clause):
        return None
    if not re.search(r"\d", clause) and len(_GENERAL.sub("", verbs.pattern.sub("", clause))) < _NAMES:
        return "" if assertion_of(clause, verbs, None) == "done" else None
    told = _WHOLLY.match(clause)
    if not (told or clause.endswith(own.closing) or closes_done(clause, verbs)):
        return None
    last = max((match.start() for match in verbs.pattern.finditer(clause)), default=0)
    rest = _GENERAL.sub("", told["of"] if told else clause[:last])
    return rest if len(rest) >= _NAMES else ""
