"""Names of places and bodies as offices write them: 宁波市, 全省, 普陀区, 某某有限公司, 甬江流域. No plan is known here.

A name is told by how it ends, and by what cannot be part of one: 示范区, 城市, 零直排区, 县级 are no names. Where a name begins is
a matter of the words that stand before names (报送, 与, 学习, 2020年); what is too long for a name is cut to its last characters.
"""

from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.gazetteer import BARE_NAMES, COUNTIES, PROVINCES
from ecoreport.language.widths import even
from ecoreport.records import dataclass

Level = Literal["nation", "province", "city", "county", "town", "zone", "body", "basin"]

_LEVELS: dict[str, Level] = {
    "特别行政区": "province", "自治区": "province", "省": "province", "自治州": "city", "州": "city", "市": "city", "自治县": "county",
    "自治旗": "county", "县": "county", "区": "county", "旗": "county", "街道": "town", "镇": "town", "乡": "town", "管理委员会": "zone",
    "管委会": "zone", "公司": "body", "集团": "body", "流域": "basin",
}  # fmt: skip
_LONGEST = {
    "city": 4,
    "county": 4,
    "province": 4,
    "town": 4,
    "zone": 12,
    "body": 24,
    "basin": 4,
    "nation": 0,
}  # characters before the ending
_SHORTEST = {"州": 1, "县": 1}  # characters before the ending, else two: 湖州, 泾县
_LONGEST_SELF_GOVERNED = 8  # 巴音郭楞蒙古自治州
_LIKELY = 2  # characters that most names have: what is left of a run that is too long for a name
_ENDINGS = re.compile("|".join(sorted(_LEVELS, key=len, reverse=True)))
_WHOLE = re.compile(r"[全我本]([国省市县区旗州镇乡])(?![域际])|(?<![全我本])市本级")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WITHIN_BODY = re.compile(r"[\u4e00-\u9fffA-Za-z()]")

# Words before which no name goes on. One character each where no name that we know of holds it.
_BEFORE = re.compile(
    r"年度?|[月日号第个和]|报送|上报|呈报|填报|转报|报|送|致|关于|对标|对比|对照|学习|借鉴|参照|参考|比照|赶超|超过|高于|低于|优于|落后|相比|比|较|与|跟|及|"
    r"或|对|在|由|为|按|到|至|除|等|的|是|有|位于|来自|属于|所在|涉及|包括|包含|含|其中|其[他它余]|各|该|某|附[件表录]|表|支援|援助|帮扶|协作|考察|"
    r"调研|赴|下达|下发|印发|通报|转发|根据|依据|列入|纳入|前往|以及|汇总|会同|连同|协同|数据|情况|指标|名称|局|委|办|厅|部门|单位"
)
_NEVER = frozenset(
    "禁限污染控排护测标率核验值量数质级类型式性均减查评估示创设推展障提升整责制度机构组部位室院所站队能聚殖植养住活假税贸缓冲敏感试"
)
_KINDS = (
    "示范|模范|先进|文明|生态|卫生|园林|森林|创建|试点|兄弟|周边|相邻|邻近|贫困|百强|海岛|沿海|内陆|山区|设区|地级|"
    "各|分|按|逐|外|邻|强|名|省|市|县|区"
)
_NO_NAME = re.compile(
    rf"(?:{_KINDS})[省市县区旗州镇乡]$|"
    r"..[城都门集]市$|(?:大|小|名|古|老|新|县|省|京|山|水|花|江|全|主|满)城市$|(?:大|古|首|国)都市$|(?:部|专|热|上|本)门市$|"
    r"^市?[城都门集]市$|(?:超|菜|上|股|夜|早|楼|花|行)市$|(?:节|反|部|财)省$|(?:九|神|五)州$|[红国党锦军战升]旗$|"
    r"(?:郊|大|小|贫|产)县$|(?:城|村|小|建制|中心|重|集)镇$|(?:城|水|故|下|家|侨|渔|之|返|回|老|美丽)乡$|"
    r"(?:开发|新|园|建成|主城|老城|旧城|新城|心城|镇城|乡城|县城|小|社|校|景|库|港|矿|厂|郊|街|.业|核心|重点|水源|滩|湾|林|牧|渔|雨|军|战|选|学|灌|"
    r"辖|片|分|灾|丘陵|平原|地|特|直排|红线|功能|保护|管控|风景|名胜|度假|旅游|工|农|居民|生产|办公|合作|先行|引领|集中|高新|经开|自贸|保税|"
    r"综合|空白|湿地|涵养|城乡|半岛|近岸|管理|责任|网格|行政|经济|贸易|文化|教育|医疗|公共|绿化|隔离|淹没|安置|采[砂石]|捕捞|休渔|加工|物流|仓储|"
    r"配套|低碳|清洁|[东西南北中]部山|[远困岛区高]山|[近沿远内外东北领]海|[饮用供蓄净缺洪]水|民族)区$|^[山海湖水]区$|"
    r"(?:上市|各|保险|分|子|母|总|物业|开发|建设|电力|燃气|供水|排水|自来水|环卫|国有)公司$|(?:各|企业|产业|教育)集团$|"
    r"^(?:小|各|各?大|重点|主要|全|跨界|跨境|一级|支|河流|江河|湖泊|海岛|沿海)流域$|^(?:乡镇|各|镇)街道$"
)
_NO_NAME_HERE = {  # what follows shows that the word goes on: 镇级, 市场, 县域, 乡村, 区块
    "省": "级直控属会道内外定委厅际部",
    "市": "级场民区容政值属直控域辖内外委府级县况",
    "县": "级域城区市委乡直属",
    "区": "域块位间级划分县",
    "旗": "下帜舰",
    "州": "湾省市县区",
    "镇": "市级域村区化乡街",
    "乡": "村镇级愁土贤",
    "公司": "",
}


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a text."""

    text: str  # 宁波市
    level: Level
    start: int
    end: int
    whole: bool = False  # 全省, 我市, 本县: by its level alone


@lru_cache(maxsize=1 << 14)
def find_places(text: str) -> tuple[Named, ...]:
    """List the places and bodies that a text names, from left to right, none over another; positions are those of the text."""
    text = even(text)
    found: list[Named] = [
        Named(match[0], "nation" if match[1] == "国" else _LEVELS[match[1] or "市"], match.start(), match.end(), whole=True)
        for match in _WHOLE.finditer(text)
    ]
    taken = {place for name in found for place in range(name.start, name.end)}
    begins = 0
    for match in _ENDINGS.finditer(text):
        if match.start() in taken or _goes_on(text, match):
            continue
        start = _start(text, match, max(begins, *(name.end for name in found if name.whole and name.end <= match.start()), 0))
        if name := _name(text, start, match):
            found = [other for other in found if other.end <= name.start or other.start >= name.end]
            found.append(name)
            begins = name.end
    return tuple(sorted(found, key=lambda name: name.start))


def find_bare_names(text: str) -> tuple[Named, ...]:
    """List the provinces and cities that a text may name without 省 and 市: whether they are meant, what stands around them must tell."""
    return tuple(
        Named(match[0], "province" if match[0] in PROVINCES else "county" if match[0] in COUNTIES else "city", match.start(), match.end())
        for match in BARE_NAMES.finditer(text)
    )


def _known_before(text: str, end: int) -> str:
    """Give the province or city of the closed class that stands right before 省 or 市."""
    return next(
        (text[end - size : end] for size in range(_LONGEST["city"], 1, -1) if end >= size and BARE_NAMES.fullmatch(text, end - size, end)),
        "",
    )


def _goes_on(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    if match[0] in ("区", "县", "市") and following == "市" and text[match.end() : match.end() + 2] != "市场":
        return match[0] != "市"  # 县市区; but 舟山市市场监管局
    return bool(following) and following in _NO_NAME_HERE.get(match[0], "")


def _start(text: str, match: re.Match[str], begins: int) -> int:
    """Find where a name begins: behind the last word that stands before names, never over the name before it."""
    allowed = _WITHIN_BODY if _LEVELS[match[0]] == "body" else _HANZI
    start = match.start()
    while start > begins and allowed.match(text[start - 1]):
        start -= 1
    if _LEVELS[match[0]] == "body":
        return start
    return max([start, *(start + before.end() for before in _BEFORE.finditer(text[start : match.start()]))])


def _name(text: str, start: int, match: re.Match[str]) -> Named | None:
    level, ending = _LEVELS[match[0]], match[0]
    longest = _LONGEST_SELF_GOVERNED if ending.startswith("自治") else _LONGEST[level]
    if ending in ("省", "市") and (known := _known_before(text, match.start())):
        return Named(known + ending, level, match.start() - len(known), match.end())
    own = text[start : match.start()]
    if _NO_NAME.search(own + ending):
        return None
    if len(own) > longest:
        start = match.start() - (_LIKELY if level not in ("body", "zone") else longest)
        own = text[start : match.start()]
    if len(own) < _SHORTEST.get(ending, _LIKELY) or _NO_NAME.search(text[start : match.end()]):
        return None
    if level not in ("body", "zone") and _NEVER & set(own):
        return None
    return Named(text[start : match.end()], level, start, match.end())
