"""Columns that ask or date: 是否完成, 是否按期 and what 是 or 否 says under them; 实际完成时间 with the days on which work ended."""

from ecoreport.language import patterns as re
from ecoreport.language.dates import is_day
from ecoreport.language.widths import fold
from ecoreport.recognition.keytasks.heads import HeadFinder, Heads

ASKED = re.compile(r"是否|有没有|有无|\(?是/?否\)?|\(?[yY]/[nN]\)?|与否|[吗没]$|\?$")
_IN_TIME = re.compile(r"[按如]期|[按准]时|序时|按计划")
_YES, _NO = frozenset(("是", "√", "对", "有", "Y", "y")), frozenset(("否", "×", "不", "无", "没有", "N", "n"))
_ENDED = re.compile(r"(?:实际|竣工|办结|销号|验收|完工|办毕)[^,]{0,4}(?:时间|日期|日)$")
_END = re.compile(r"(?:完成|结束)(?:时间|日期|日)$")
_DUE = re.compile(r"时限|期限|计划|要求|应|限期|目标|拟|预计|预期|截止")


def answered(heading: str, text: str, find: HeadFinder) -> tuple[str, str | None] | None:
    """Say what 是 or 否 answers under a heading that asks: whether it is done, late, in time; the field, and the words."""
    asked = ASKED.sub("", fold(heading))
    if text not in _YES | _NO or asked == fold(heading):
        return None
    if _IN_TIME.search(asked):
        return "remark", "按计划推进（按期）" if text in _YES else "未按计划推进（未按期）"
    state = find.state(asked)
    if state == "completed":
        return "status", None
    return ("remark" if state else "notes"), f"{asked}（{text}）" if state and text in _YES else None


def tells_end(heads: Heads, place: int) -> bool:
    """Say the headings of a place that days under it are those on which work ended: 实际完成时间, or 完成时间 beside 完成时限."""
    heading = fold(heads.texts.get(place, ""))
    if _DUE.search(heading):
        return False
    due = any(_DUE.search(fold(text)) for other, text in heads.texts.items() if other != place)
    return bool(_ENDED.search(heading) or (due and _END.search(heading)))


def ends_work(find: HeadFinder, heads: Heads, place: int, text: str) -> bool:
    """Is it the day on which work ended: by its heading, or as others of its column say that theirs has not: 2020-11-26 over 没完."""
    if not is_day(text):
        return False
    others = [told for line in find.lines if (told := find.grid.text(line, place)) and not is_day(told)]
    open_ = (find.setting.vocabulary.says_of_work(told) and find.state(told) != "completed" for told in others)
    return tells_end(heads, place) or (bool(others) and all(open_))
