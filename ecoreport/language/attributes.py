"""What a clause tells by the way: how a thing was called or once was (推迟的两项|11月补上), what went before (重新招标后|装好)."""

from ecoreport.language import patterns as re
from ecoreport.language.polarity import closes

_LATE = r"(?:推[迟后]|延[期后迟误]|拖[延后]|滞后|逾期|暂[停缓]|中[断止]|停[工运产建]|搁置|顺延)"
_OF_WHAT_WAS_LATE = re.compile(rf"[^,]{{0,14}}{_LATE}了?的(?![有是])(?P<main>[^,]{{2,}})")
_AGAIN = re.compile(r"[^,]{0,12}(?:重新?|再次?)[^,]{1,6}后(?P<main>[^,]{2,})")
_STAGE_OF = re.compile(r"(?:立项|招标|设计|可研|勘察|动工|开工)的(?=[一-鿿])")  # 2018年立项的公园
_ONCE = re.compile(rf"(?:^|[^,]*[^未不,])曾(?!经?[未没])|{_LATE}过|^(?:原(?:计划|定|预计|拟)|一度|此前)")
_MEANT = re.compile(r"^原(?:计划|定|预计|拟)")


def main_of(clause: str) -> str:
    """Leave out of a folded clause what it only tells of a thing by the way, where what remains is told as done."""
    for pattern in (_AGAIN, _OF_WHAT_WAS_LATE):
        if (told := pattern.fullmatch(clause)) and closes(told["main"]):
            clause = told["main"]
    return _STAGE_OF.sub("", clause)


def was_once(clause: str) -> bool:
    """Does a folded clause tell what once was, or was meant to be: 曾一度滞后, 推后过两次, 原计划12月完成."""
    return _ONCE.match(clause) is not None or re.search(rf"{_LATE}过", clause) is not None


def is_over(clause: str) -> bool:
    """Does it tell a delay that is over by its tense alone: 停炉日期推后过两次, 曾因租约纠纷拖延."""
    return was_once(clause) and not _MEANT.match(clause)
