"""What a text undertakes: what will be done, and by when; and why something has not been reached. Nothing is known here of the plan."""

from collections.abc import Iterator

from ecoreport.language import patterns as re
from ecoreport.records import dataclass

_SENTENCES = re.compile(r"[^。；;\n]+")
_CLAUSES = re.compile(r"[^，,]+")
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_YEAR = r"(?:(?:20\d\d|今|明|次|本|当)年)"
_DAY = re.compile(
    rf"{_YEAR}?{_MONTH}(?:\d{{1,2}}日|份?(?:上旬|中旬|下旬|底|末|初)|份)?(?:之?前|以前)?"
    rf"|{_YEAR}(?:上半年|下半年|第?[一二三四1-4]季度|年?[底末中内])(?:之?前|以前)?"
    r"|20\d\d-\d{1,2}(?:-\d{1,2})?(?:之?前)?|(?<![年度])年[底末内](?:之?前|以前)?|(?:上半年|下半年)(?:之?前|内)?"
)
_AHEAD = re.compile(
    r"预计|预期|(?<![模虚草])拟(?![定态])|力争|争取|确保|(?<!按)(?<!照)(?<!本)计划(?!的|内|外|任务|指标|生育|单列|完成率)|下一?步|下阶段|今后|打算|准备(?!金)|将(?!军|来)|正在|正(?:抓紧|加快|积极|推进)|抓紧|明年|次年"
)
_BY_THEN = re.compile(
    r"(?:底|末|日|月|旬|季度|年)(?:之?前|以前)[^，,]{0,12}(?:完成|完工|建成|补齐|投运|投用|到位|整改|达标|竣工|通水|办结|销号)"
)
_DONE = re.compile(r"已(?!定)|业已|均|了$")
_CAUSE = re.compile(
    r"因(?!此|地制宜|子|素法)|由于|缘于|原因|受[^，,]{1,16}(?:影响|限制|制约)|(?:尚|还|仍)(?:未|需|有|在|缺)|未(?:能|完|及|达|按)|不足|不够|不到位|滞后|推迟|延期|拖延|缺口|短缺|困难|薄弱|难度"
)
_NOTHING = re.compile(r"(?:无|没有|暂无|不涉及|/|-|—|同上|见附件|见说明)?[。.]?")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a text says will be done, the day by which, and what is left of it."""

    words: str
    day: str
    rest: str


def undertaking_in(text: str) -> Undertaking:
    """Take out of a text what will be done and by when: 计划2021年6月底前完成改造. Each is "" where it says nothing of that."""
    ahead: list[str] = []
    rest: list[str] = []
    for sentence in _SENTENCES.findall(text):
        before, after = _part(sentence)
        ahead += [after] if after else []
        rest += [before] if before else []
    words = "；".join(ahead)
    return Undertaking(words, day_in(words), "；".join(rest))


def day_in(text: str) -> str:
    """Name the day, month or season that a text sets: 2021年6月底前. The last of several is when all is done."""
    found: list[str] = [match[0] for match in _DAY.finditer(text)]
    return found[-1] if found else ""


def gives_cause(text: str) -> bool:
    """Does a text say why something has not been reached."""
    return bool(_CAUSE.search(text))


def says_nothing(text: str) -> bool:
    """Is a cell filled in without saying anything: 无, 见附件."""
    return bool(_NOTHING.fullmatch(text.strip()))


def _part(sentence: str) -> tuple[str, str]:
    """Part a sentence before the clause from which it looks ahead: 部分海岛未完工，│计划6月底前完成."""
    clauses: Iterator[re.Match[str]] = _CLAUSES.finditer(sentence)
    start = next((clause.start() for clause in clauses if _looks_ahead(clause[0])), len(sentence))
    return sentence[:start].strip(" ，,"), sentence[start:].strip(" ，,")


def _looks_ahead(clause: str) -> bool:
    return bool(_AHEAD.search(clause) or (_BY_THEN.search(clause) and not _DONE.search(clause)))
