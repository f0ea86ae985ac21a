"""What takes an affirmation back, or leaves some of it out: 遵守,但…; 完成3项中的2项; 八成; 除…外; 现已撤销; 唯…未设."""

from collections.abc import Callable
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.assertions import hear, verbs_with
from ecoreport.targets import lexicon

_BUT = re.compile(r"(?<![不非])但(?![凡书])是?|(?<=[,;。])不过|然而|只是|(?:而|但)?实际(?:上)?(?=没|未|并|尚|不|仅|只)|事实上|其实")
_NO_HARM = re.compile(r"[^,;。未不没无]*(?:提前|超额|优于|好于|更)[^,;。未不没无]*$")  # 不过比原计划提前了一个月
_DONE = verbs_with(ends=sorted({word for words in lexicon.DEEDS.values() for word in words if word.isalnum()}))
_PARTS = re.compile(any_of("基本 初步 部分 大体 主要"))  # a target that asks for a part is met by a part
_NO_PART = re.compile("基本(?=农田|草原|公共)|初步(?=设计)|总体(?=规划|方案|布局|设计|目标)|加快|只是|主体工程(?=[和及、])")
_MORE_THAN_ALL = re.compile(r"其中[^,;。%]*?[1-9]\d\d(?:\.\d+)?%")  # 其中氨氮完成118%
_REVOKED = re.compile(
    r"(?:^|[,;。])(?:但|后来?|现|目前|此后|随后|20\d\d年)*(?:因[^,;。]{0,12}?)?(?:已经?|均|被|现)+(?:被|依法|全部)*(?:撤销|废止|取消|注销|停用|停办|撤并|过期|失效|终止|停止)"
)
_OF_MANY = re.compile(r"(?P<all>\d+)[^\d,;]{0,8}?[中里内]的?[^\d,;]{0,6}?(?P<done>\d+)(?![\d.%])")  # 3项中的2项
_OF_ALL = re.compile(
    r"(?P<all>\d+)(?P<unit>[^\d,;。.%年月日])[^\d;。]{0,16}?(?:已|完成|其中|实施|建成|消除|整治|整改|治理|开展)[^\d;。]{0,8}?(?P<done>\d+)(?P=unit)"
)
_OF_TASK = re.compile(  # 任务12万亩,完成11.3万亩
    r"(?:任务|目标|计划|应)[^\d,;。]{0,6}(?P<all>\d+(?:\.\d+)?)(?P<unit>[^\d,;。%]{1,4}),?[^\d,;。]{0,8}?(?:完成|实施|整治)[^\d,;。%]{0,6}"
    r"(?P<done>\d+(?:\.\d+)?)(?P=unit)"
)
_QUOTIENT = re.compile(r"(?<![\d./年])(?P<done>\d{1,4})/(?P<all>\d{1,4})(?![\d./月])")
_TENTHS = re.compile(r"[一二三四五六七八九]成(?:半|[一二三四五六七八九])?(?![立果效为本员品功绩就长都色分])|(?:过|大|多|近)半|半数|一半")
_FRACTION = re.compile(r"[二三四五六七八九十]+分之[一二三四五六七八九]+")
_SHARE = re.compile(r"(?:完成|进度|任务|目标|消除|整治|整改|治理)[^,;。%\d]{0,10}?(?P<share>\d+(?:\.\d+)?)%")
_BREACH = re.compile(  # what speaks against 遵守, but is an achievement of 开展
    r"(?:(?<!未)发生|存在|出现|(?<!未)发现|查处|查实)[^,;。未无]{0,10}(?:违规|违法|侵占|占用|破坏|偷排|案件|问题)[^,;。]{0,8}[\d一二两三四五六七八九十]+[起处宗件例个]"
    r"|(?:(?<!未)发生|存在|出现|(?<!未)发现|查处)(?:了)?[\d一二两三四五六七八九十]+[起处宗件例个]"
)
_MENDED = re.compile("整改到位|已(?:全部|完成)?整改|均已?(?:完成)?(?:整改|处理|恢复)|全部(?:整改|恢复)")
_LEFT_UNDONE = re.compile(r"(?:未能|尚未|还未|仍未|未|没能|没有|没)(?P<what>[^,;。]{0,12})")
_NO_WORK = re.compile(  # what must not happen, and did not
    any_of(
        *(word for words in lexicon.EVENTS.values() for word in words),
        "发现 收到 接到 存在 新增 超标 因",
        "引发 引起 导致 造成 受 有 再 被 越 见",
    )
)


def keep_reserve(truth: bool | None, statement: str, asked: str, affirms: Callable[[str], bool]) -> bool | None:
    """Leave open what is taken back (遵守，但…), unless the target itself is worded so (基本消除); deny what was revoked.

    Behind 但 the words must affirm once more (虽有困难，但已建立): whatever else they say, they say it against what went before.
    """
    if not truth:
        return truth
    if _REVOKED.search(statement):
        return False
    if re.search("遵守|严守", asked) and _BREACH.search(statement) and not _MENDED.search(statement):
        return None
    bare = _NO_PART.sub("", _MORE_THAN_ALL.sub("", statement))
    reserved = any(match[0] not in asked for match in lexicon.RESERVATIONS.finditer(bare))
    _, turned, behind = statement.rpartition(found[-1]) if (found := _BUT.findall(statement)) else ("", "", "")
    taken_back = turned and not affirms(behind) and not _NO_HARM.match(behind)
    return None if reserved or taken_back or _tells_a_part(bare, asked) or tells_short(statement) or _leaves_undone(statement) else True


def tells_short(statement: str) -> bool:
    """Is less than all counted: 3项中的2项, 41个已完成39个, 八成, 过半, 完成85%."""
    for pattern in (_OF_MANY, _OF_ALL, _OF_TASK, _QUOTIENT):
        if any(Decimal(match["done"]) < Decimal(match["all"]) for match in pattern.finditer(statement)):
            return True
    if any(float(match["share"]) < 100 for match in _SHARE.finditer(statement)):
        return True
    return bool(_TENTHS.search(statement) or _FRACTION.search(statement))


def tells_all(statement: str) -> bool:
    """Is all counted: 16个问题完成16个, 31/31."""
    counted = [match for pattern in (_OF_MANY, _OF_ALL, _QUOTIENT) for match in pattern.finditer(statement)]
    return bool(counted) and all(match["done"] == match["all"] for match in counted)


def _tells_a_part(statement: str, asked: str) -> bool:
    """Is a part told to be done, or some of it late; unless that is all that is asked for."""
    if _PARTS.search(asked):
        return False
    return not hear(lexicon.blank_seeming(statement), _DONE).by_verbs.isdisjoint(("in_part", "late"))


def _leaves_undone(statement: str) -> bool:
    """Is something told that was not done: 唯蓝天水库未设湖长; not 未发现违规, 没有问题."""
    for match in _LEFT_UNDONE.finditer(lexicon.OF_FIGURES.sub("", lexicon.blank_seeming(statement))):
        if re.search("(?:无一?|没有|不存在|杜绝)$", match.string[: match.start()]):
            continue  # 无一未整改
        what = lexicon.strip_passing(match["what"])
        harmless = _NO_WORK.match(match["what"]) or _NO_WORK.match(what) or (match[0].startswith("没有") and not lexicon.STAGES.match(what))
        if what and not harmless:
            return True
    return False
