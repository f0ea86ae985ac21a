"""Which of a department's words are about what is judged: this item, this year and this place."""

from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.gazetteer import BARE_NAMES
from ecoreport.language.places import find_bare_names, find_places
from ecoreport.model import Facts
from ecoreport.records import dataclass
from ecoreport.targets import lexicon
from ecoreport.targets.tokens import fold_widths

_LONGEST = 2_000  # characters; a cell of prose beyond it is for a person to read
_CLAUSE = re.compile(r"[^,;。!?\n\r()]+[,;。!?\n\r()]*|[()]")
_ASIDE = re.compile(r"《[^《》]*》")
_WITHIN_PAPER = re.compile(r"\([^()]*\)(?=[^《》]*》)")
_SPAN = re.compile(r"(20\d\d)年?(?:[-~]|至|到)(20\d\d)年?")
_MENTION = re.compile(
    r"(?P<led>较|比|同|与|于|自|从|在)?(?:(?P<year>20\d\d)年|(?P<last>去年|上一?年|前年))度?(?:\d{1,2}月)?(?P<since>起|以来|至今|开始)?(?P<given>荣?获|被)?"
)
_PART_OF_YEAR = re.compile(  # what happens year by year is not told by a part of one
    r"[上下]半年|(?:前[一二三]|[一二三]个)个?季度|第?[一二三四1-4]季度|(?<!\d)1?\d月?[-~至到](?!12)1?\d月|(?:截至|截止|到)(?:目前)?(?:20\d\d年)?(?!12)1?\d月|阶段性|上个?月"
)
_ONCE_SO = re.compile(  # 年初部分乡镇未实施,|目前已全面实施
    r"(?:年初|上半年|起初|此前|早先|曾经?|一度)[^,;。]*(?:未|没|无|不)[^,;。]*[,;。](?=(?:目前|现|至今|年底|截至|后来?|随后|经)[^,;。]*(?:已|全部|均|都))"
)
_BESIDES = re.compile(r"(?<![清消解拆免废扣剔])除[^,;。]{1,16}外,?(?=还|也|另|又)")  # 除园区外,|还延伸至流域规划
_NOW = re.compile(any_of("今年 本年 当年 目前 现已 现 至今 截至年底"))
_DATED = re.compile(r"\d月|起$|以来$|至今$|开始$|^[于自从]")
_HEAD = re.compile(r"(?:截至|截止|到|至|我市|全市|其中|即|系|为|此(?:数|项)?为?)*$")
_WHOLE = re.compile(any_of(r"全市 全县 全区 全域 各县 各区 各地 各乡 所有 各市 均 \d个?县 \d个?区"))
_AGENT = re.compile(any_of("局 委 办 政府 单位 部门 公司 小组") + "$|^" + any_of("各级 我市 全市 各地 市委 市政府"))
_TYPES = any_of(
    "规划 方案 制度 机制 体系 计划 条例 办法 意见 细则 标准 名录 工程 系统 中心 平台 (?<![编控管抑限])制 率 面积 红线 总量 水质 考核 审计",
    "任务 目标 指标 工作 诉讼 行动 试点 执法 巡查 监测 评估 检查 调查 治理 修复 创建 赔偿 补偿",
)
_NAMED = re.compile(
    rf"^(?P<name>[一-鿿]{{2,20}}?)(?:{_TYPES})+(?=(?:已|均|未|没|尚|正|全|有|得|于|按|严|基|达|为|不|\d)|{any_of(*lexicon.DEEDS)}|$)"
)
_BARE_NAMES = re.compile(
    any_of(
        r"[一二两三四五六七八九十\d]+[项个条处类种] 主体 前期 一期 土建 各项 相关 有关 上述 该项? 本 此项? 年度 主要 全部 全市 我市",
        "专项 重点 目标 任务 总体 整体 具体 配套 实施 工作 考核 管理",
    )
)
_PAPER = re.compile(r"(?P<by>按照?|根据|依据|依照|对照|落实|贯彻|执行|通过)?《(?P<paper>[^《》]{4,})》")
_PLACES = ("province", "city", "county", "town", "zone")
_BODIES = ("人大", "政府", "政协", "委", "党")  # 经县人大常委会审议: who did it
_TOWARDS = ("对", "向", "给", "赴")  # 对岱山县领导干部开展: it is what was done to
_NUMERALS = "一二两三四五六七八九十几半多数各"  # 一半乡镇 is no 乡
_VERB = re.compile("[已并均未的]|正在|拟|计划")  # no name goes on over them
_PIECE = 2  # characters that two names must have in common


@dataclass(frozen=True, slots=True)
class _Ours:
    """What is judged, as far as it is known."""

    name: str
    asked: str
    year: int | None
    place: str


def words_of_this(facts: Facts, asked: str, *, lasting: bool = False) -> str:
    """Leave out the clauses that speak of another year, another place or another thing.

    What was once made stays made (`lasting`: 于2019年印发); what is done year by year is not this year's for having been last year's.
    """
    ours = _Ours(fold_widths(facts.subject or ""), fold_widths(asked), facts.year, facts.place or "")
    return _words_of((facts.statement or "")[:_LONGEST], ours, lasting=lasting)


@lru_cache(maxsize=1 << 12)  # the same words are tried with one number after the other
def _words_of(statement: str, ours: _Ours, *, lasting: bool) -> str:
    text = _WITHIN_PAPER.sub("", re.sub(r"[ \t]", "", fold_widths(statement)))
    text = _BESIDES.sub("", _ONCE_SO.sub("", text))
    kept: list[str] = []
    of_another_year = around = False  # around: what the words say in front of a bracket
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        plain = _ASIDE.sub("", clause)
        told = _tells_another_year(plain, ours.year, lasting=lasting)
        if told is not True and not lasting and _PART_OF_YEAR.search(plain):
            told = True
        of_another_year = of_another_year and not _NOW.search(plain) if told is None else told
        if not (of_another_year or _names_another_place(plain, ours.place) or _names_another_thing(clause, ours)):
            kept.append(clause)
        if "(" in clause:
            around = of_another_year
        elif ")" in clause:
            of_another_year = around
        if re.search(r"[;。!?\n\r]", clause):
            of_another_year = False
    return "".join(kept)


def _tells_another_year(clause: str, year: int | None, *, lasting: bool) -> bool | None:
    """Is a clause another year's; None where it names no year."""
    if span := _SPAN.search(clause):
        return year is not None and not int(span[1]) <= year <= int(span[2])
    told: bool | None = None
    for match in _MENTION.finditer(clause):
        if match["led"] and match["led"] in "较比同与":
            continue
        if match["year"] and (year is None or int(match["year"]) == year):
            return False if year is not None else told
        earlier = match["last"] is not None or int(match["year"]) < (year or 0)
        if not earlier and lexicon.UNDER_WAY.search(clause):
            continue  # 计划于2021年印发: what is planned is this year's
        dated = match["given"] or _DATED.search(match[0]) or not _HEAD.fullmatch(clause[: match.start()])
        stays = earlier and dated and (lasting or match["since"])
        told = told or not stays
    return told


def _names_another_place(clause: str, place: str) -> bool:
    """Is a clause told of a part of the place, or of another; what it denies, it denies of the whole too."""
    if not place or _WHOLE.search(clause):
        return False
    if lexicon.RESERVATIONS.search(clause) or lexicon.NEGATION.search(lexicon.blank_seeming(clause)):
        return False
    bare = [name for name in find_bare_names(clause) if name.start == 0 and name.level != "province"]
    whole = [name for name in find_places(clause) if not name.whole and name.level in _PLACES and name.text[0] not in _NUMERALS]
    names = [name for name in (*bare, *whole) if name.text[-1] not in "省市" or BARE_NAMES.fullmatch(name.text[:-1])]
    names = [name for name in names if not clause.startswith(_BODIES, name.end)]
    if names and clause[: names[0].start].endswith(_TOWARDS):
        return False
    return bool(names) and all(name.text not in place and place not in name.text for name in names)


def _names_another_thing(clause: str, ours: _Ours) -> bool:
    """Is a clause told of a thing that has nothing of the item's name: 海洋经济规划 where 生态文明建设规划 is asked for."""
    named = [match["paper"] for match in _PAPER.finditer(clause) if not match["by"]]
    if match := _NAMED.match(_ASIDE.sub("", clause)):
        named.append(match["name"])
    return bool(ours.name and named) and not any(_is_near(name, ours) for name in named)


def _is_near(name: str, ours: _Ours) -> bool:
    """Have two names a piece in common, but for what many things are called."""
    if _AGENT.search(name) or _VERB.search(name):
        return True
    bare, mine = (re.sub(f"(?:{_TYPES})+$", "", text) for text in (_BARE_NAMES.sub("", name), ours.name))
    if len(bare) < _PIECE or not mine or (len(bare) == _PIECE and bare[0] == mine[:1]):
        return True  # 水域 where 水面率 is asked for
    pieces = {bare[at : at + _PIECE] for at in range(len(bare) - 1)}
    return any(piece in mine + ours.asked for piece in pieces) or _holds(mine, bare) or (len(mine) >= _PIECE and _holds(bare, mine))


def _holds(text: str, name: str) -> bool:
    """Do the characters of a name stand in a text in their order: 河长 in 河湖长."""
    rest = iter(text)
    return all(character in rest for character in name)
