"""Which version something says that it is: 第二次报送, 第二稿, v1.10, (2), a day without its year."""

from decimal import Decimal
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_chinese

_MENDED = r"(?:更正|修正|改正|订正|勘误|修改|更改|调整|变更|改|应)(?:调整|修改)?[为成是]"
_NUMBER = r"(?:为|是)?\s*[\"“(]?(?<![\d.])(\d{1,12}(?:\.\d{1,8})?)(?![\d年月日号])[^\d,;。、]{0,6}?"
_OF_ELSE = re.compile(r"(?:目标|计划|任务|标准|要求|权重|指标|上年|去年)值?\S{0,2}$|第$")
_FROM_TO = re.compile(
    rf"{_NUMBER},?\s*(?:系[^\d。;]{{1,14}}?|(?:[现已拟均应请]|有误|错误|不准确?)*),?\s*[现应请]?{_MENDED}[\"“]?(\d{{1,12}}(?:\.\d{{1,8}})?)(?!\d)"
)
_SENT = r"(?:\d日|[前上]一?次|此前|之前|先前|前期|早前|原先?|已经?)[^。;]{0,6}(?:报送|上报|填报|报来|提交|所报|报|发)"
_REPLACES = re.compile(rf"{_SENT}[^。]{{0,40}}(?:[以按](?:本|此)[表次件份]?(?:数据)?为准|作废|(?:予以|被)(?:替代|替换|取代))")
_FEW = "[一二三四五六七八九十]"
_TURN = re.compile(rf"第(?:(\d{{1,2}})|({_FEW}+))[次轮]|(首)次|(?<!{_FEW})({_FEW})次(?:报送|上报|填报|呈报)")  # not 一次性报送
_DRAFT = re.compile(rf"v(\d{{1,9}})(?:\.(\d{{1,9}}))?|第(?:(\d{{1,9}})|({_FEW}+))[稿版]|(?<!第)({_FEW}{{1,3}})稿")
_COUNTED = re.compile(r"\((\d{1,2})\)$")
_DAY = re.compile(r"(?<!\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(1[0-2]|[1-9])[.月](3[01]|[12]\d|[1-9])(?!\d)")


def read_turn(text: str) -> int:
    """Read which delivery a folded text speaks of (第二次报送, 第2轮, 首次); 0: none."""
    match = _TURN.search(text)
    return 0 if match is None else 1 if match[3] else int(match[1] or read_chinese(match[2] or match[4]) or 0)


def read_draft(text: str) -> tuple[int, int]:
    """Read v1.10 (later than v1.9), 第十稿 or 二稿 in a folded text; (0, 0) where it counts no versions."""
    match = _DRAFT.search(text)
    if match is None:
        return 0, 0
    return int(match[1] or match[3] or read_chinese(match[4] or match[5]) or 0), int(match[2] or 0)


def read_count(text: str, word: str) -> int:
    """Read which correction (or whatever the word says) a folded text counts: 更正2, 更正版(三), 二次更正; 0: none."""
    text = text.replace("再次", "二次")
    number = rf"(\d{{1,2}}|{_FEW}{{1,2}})"
    for pattern in (rf"{re.escape(word)}[稿版件表]?[(\-_]?{number}(?=$|[)\]_\-])", rf"(?<![第\d]){number}次{re.escape(word)}"):
        if match := re.search(pattern, text):
            return int(match[1]) if match[1].isdecimal() else int(read_chinese(match[1]) or 0)
    return 0


def read_copy(text: str) -> int:
    """Read the number that a second file of the same name is given, behind a folded name: (2); 0: none."""
    match = _COUNTED.search(text)
    return int(match[1]) if match else 0


def read_day(text: str) -> tuple[int, int] | None:
    """Read a month and its day without a year in a folded text: 0115, 1.15, 1月15日."""
    match = _DAY.search(text)
    if match is None:
        return None
    month, day = (match[1], match[2]) if match[1] else (match[3], match[4])
    return int(month), int(day)


@lru_cache(maxsize=1 << 13)
def read_mended(text: str) -> tuple[Decimal, Decimal] | None:
    """Read which number a folded text mends, and into which: 由98.6更正为98.4, 98.6%应为98.4%; None: of none, or of several."""
    matches = [match for match in _FROM_TO.finditer(text) if not _OF_ELSE.search(text[: match.start(1)])]
    told = {(Decimal(match[1]), Decimal(match[2])) for match in matches}
    return told.pop() if len(told) == 1 else None


_SHOULD_BE = re.compile(
    r"(?:应|实|实际|正确[数值]?值?|更正|修正|订正|勘误|改正|核定|核实|复核|审核|审定|认定|反馈|校核)(?:后|结果|[数值])*(?:应|实际)?"
    r"(?:改|填|更正|修改|调整|修正)?[为是][:\"“约]?(\d{1,12}(?:\.\d{1,8})?)(?![\d年月日号.])([^\d,;。、\s\"”()]{0,8})"
)
_TO_BE_TAKEN = re.compile(r"[以按][^\d,;。]{0,14}(?<![\d.])(\d{1,12}(?:\.\d{1,8})?)(?![\d年月日号.])([^\d,;。、\s\"”()]{0,6}?)为准")
_NOT_THE_VALUE = re.compile(
    r"(?:目标|计划|任务|标准|要求|权重|指标|上年|去年|前年|分子|分母|全省|全国|平均|其中|[区县]|第[\d.]{1,6}项)值?[^,;。]{0,4}$"
)
_BOUND = re.compile(r"以[上下内]|左右")


def read_meant(text: str) -> tuple[str, str] | None:
    """Read which number a folded note says that the one beside it should be, and what stands behind it: 应为96.5, 以96.5为准."""
    matches = [match for pattern in (_SHOULD_BE, _TO_BE_TAKEN) for match in pattern.finditer(text)]
    told = {
        Decimal(match[1]): (match[1], match[2])
        for match in reversed(matches)
        if not _NOT_THE_VALUE.search(text[: match.start()]) and not _BOUND.match(match[2])
    }
    return next(iter(told.values())) if len(told) == 1 else None


@lru_cache(maxsize=1 << 13)
def replaces_former(text: str) -> bool:
    """Does a folded note say that its table replaces what was sent before: 1月6日报送的表有误,以本表为准; 原报表作废."""
    return _REPLACES.search(text) is not None


_BEFORE = r"(?:^|[(\[\"\-_.,:\s\d年月日]|数据|指标|台账|台帐|表|任务|材料|情况|填报|报送|的)"
_BEHIND = r"(?:稿|版|表|后|件|函|单|的|及|和|数据|指标|说明|填报|报送|台账|台帐|任务|情况|$|[)\]\"\-_.,:\s\d])"


def speaks_of_itself(text: str, word: str) -> bool:
    """Does a folded title say the word of the table itself (数据更正表), not of what the table is about (水库更新改造, 补充耕地)."""
    return word in text and re.search(f"{_BEFORE}{re.escape(word)}{_BEHIND}", text) is not None
