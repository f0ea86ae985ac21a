"""From the words of one requirement to the deed or the absence that they ask for."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.targets import lexicon
from ecoreport.targets.absences import Absence, Clearance
from ecoreport.targets.deeds import Deed
from ecoreport.targets.statements import fold_statement

_NO = any_of("不得 未再 不再 从未 没有 杜绝 严禁 不能 不 未 无 零")
_LIGHT = any_of("发生 出现 发现 存在 造成 产生 受到 有")
_ABSENT = re.compile(rf"^(?P<subject>.*?)(?P<no>{_NO})(?P<light>{_LIGHT})?(?P<rest>.*)$")
_CLEARED = any_of("已?(?:全面|全部)?消除 杜绝 无 没有 未发现 未出现 不存在 未发生 不发生 不出现 零")
_THING = re.compile(rf"^[^无没未不]{{0,8}}?{_CLEARED}(?P<thing>.{{2,24}})$")
_NOT_A_THING = re.compile(any_of("要求 指标 目标 考核 规定 任务 数据 法"))  # 无要求
_NO_REQUIREMENT = re.compile(any_of("详见 另行 参照 见附 待 暂 视情况 酌情 拟 原则上"))
_ALL_OF_IT = re.compile(r"应(.)尽\1")  # 应划尽划
_COUNTED = ("面积", "率", "总量", "数量", "规模", "长度", "保有量")


def read_words(text: str) -> Deed | Absence | Clearance | None:
    """Read the words of one requirement; None where nothing known is asked for."""
    folded = fold_statement(text)
    if not re.search(r"[一-鿿]", folded) or re.search(r"[#?=<>≥≤%\d]", folded) or _NO_REQUIREMENT.search(folded):
        return None
    return _read_absence(folded, text) or _read_deed(folded, text)


def _read_absence(folded: str, text: str) -> Absence | Clearance | None:
    plain = lexicon.blank_seeming(folded)
    if match := _ABSENT.match(plain):
        rest, subject, light = match["rest"], match["subject"], match["light"]
        for event, words in lexicon.EVENTS.items():
            if rest in words and not light:
                return Absence(text, subject, event, counted=event == "shrink" and subject.endswith(_COUNTED))
            verb = next((word for word in words if rest.endswith(word)), None)
            if verb and light:  # 未发生面积减少, 对生态环境未造成明显影响
                return Absence(text, subject or rest.removesuffix(verb), event)
        if light in ("发生", "出现") and match["no"] != "无":
            return Absence(text, "", "happen", thing=rest)
    thing = _THING.match(plain)
    return Clearance(text, thing["thing"]) if thing and not _NOT_A_THING.match(thing["thing"]) else None


def _read_deed(folded: str, text: str) -> Deed | None:
    if lexicon.NEGATION.search(lexicon.blank_seeming(folded)):
        return None
    if all_of_it := _ALL_OF_IT.search(folded):
        return Deed(text, (all_of_it[0],), whole=True, nouns=lexicon.MANNERS.sub("", folded.replace(all_of_it[0], "")))
    verbs: list[str] = []
    nouns = folded
    for verb in sorted(lexicon.DEEDS, key=len, reverse=True):
        if verb in nouns:
            verbs.append(verb)
            nouns = nouns.replace(verb, "|")
    if not verbs:
        return None
    nouns = lexicon.MANNERS.sub("", nouns)
    nouns = re.sub(r"[并和及与、|为]|^(?:上一?年度?|当年|本年度?|全市|全省|近.年)", "", nouns)
    verbs.sort(key=folded.index)
    return Deed(text, tuple(verbs), whole=re.search("全面|全部|全覆盖", folded) is not None, nouns=nouns)
