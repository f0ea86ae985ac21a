"""One plant, park, street, company or institution: what is told of it is not told of the place in which it lies. No plan is known here."""

from ecoreport.language import patterns as re
from ecoreport.language.gazetteer import BARE_NAMES
from ecoreport.language.widths import even

_SITE = re.compile(  # one thing with a name of its own, and no kind of thing: 岛北污水处理厂, 老塘山港区; not 城镇污水处理厂, 各街道
    r"(?P<own>[\u4e00-\u9fffA-Za-z0-9]{2,16}?)(?:"
    r"(?:污水处理|污水|净水|自来水|发电|造船)?厂|(?:生活垃圾|垃圾)?(?:焚烧发电|焚烧|填埋|处理)[厂场]|产业园区?|工业园区?|园区|开发区|[片港库景矿厂]区|街道|社区|[村镇乡]|(?<!群)岛|水库|"
    r"水源地|保护区|湿地|湖|河|溪|江|小区|校区|码头|断面|(?<=[路街城心场分总])店|(?<=旗舰)店|(?<=专卖)店|(?:(?:自动|空气|大气|水质|监测)*(?:站点|自动站)|(?:空气|大气|水质)?自动监测站|监测点|子站)|(?:种植|养殖|示范|试验|生产|科研)*基地|(?P<work>项目|工程))"
    r"(?:服务|覆盖|纳管|收集|管辖|所在)?(?:片区|区域|范围|区|内)?(?:的?(?:数据|情况|指标|数))?"
)
_KIND_OF_SITE = re.compile(
    r"^\d|(?:19|20)\d\d|^[全我本]|农业|型|^(?:含|包括)|病险|山塘|供水|调蓄|骨干|^水源|^(?:净水|再生水?|自来水|供水|零碳|志愿者?|环保|民办)$|全|各|所|每|已|在建|实施|项目|工程|重要|一般|滨海|沿海|近岸|老旧|住宅|居民|内河|名|整治|修复|污染|品质|水美|乐水|新建|重点|规模|[国省市县]控|[国省]考|级|城镇|城市|城区|农村|渔|乡|集中|主要|工业|生活|建成|以上|以下|自然|行政|建制|中心|"
    r"污水|^(?:垃圾|餐厨|固废|危废|医废|医疗|再生|畜禽|生物质|燃煤|海水|大型|中型|小型|骨干|绿色|无废|清洁|和谐|数字|智慧|未来|文明|生态|卫生|健康|低碳|循环)|"
    r"饮用|饮水|千吨|备用|公立|公办|示范|试点|美丽|精品|特色|传统|有居民|无居民|海岛|地表|境|交接|跨|考核|监测|化工|石化|高新|经济|产业|小微|物流|"
    r"国家|海洋|风景|入海|等|[、和及与]|\d+[个座家条处]"
)
_SITE_ENDS = re.compile(
    r"厂|[理埋烧]场|园区?|[片港库景矿厂]区|开发区|街道|社区|[村镇乡岛]|水库|水源地|保护区|湿地|小区|校区|码头|站点|自动站|自动监测站|监测点|基地|项目|工程"
)
_OWN_SITE = re.compile(  # 本厂, 我园区: what a plant or a park calls itself
    r"[本我该](?:(?:污水处理|净水|自来水|发电|电|水)?厂|(?:产业|工业)?园区?|[港库景矿厂]区|项目|工程|水库|街道|社区|[村镇乡岛]|公司|企业|集团|校|小区|码头|站)"
    r"(?:的?(?:[\u4e00-\u9fff]{0,6}(?:数据|情况|指标|数)))?"
)
_TOLD_OF_SITE = re.compile(
    r"(?:(?:服务|供水|供热|覆盖|纳管|收集|管辖)(?:片?区|区域|范围)内?)?(?:(?:19|20)\d\d年度?|\s)*(?:主要|各项)?(?:运行|运营|生产|监测|处理|排放|统计|完成|自查|填报|指标|数据|情况|报表|报告|台账|汇总|的|表)*"
    r"(?:[\u4e00-\u9fff]{0,14}?(?:水质|用水|供水|效率|指标|情况|数据|结果|统计|报表|台账|调查|监测|状况)(?:年度|结果|情况|统计|报表|表)*)?(?:\([^()]*\))?"
)
_VILLAGE = re.compile(r"(?P<own>[\u4e00-\u9fff]{2,4}?)(?:村|社区|居委会)(?=(?:19|20)\d\d)")  # 新建村|2020年…
_KIND_OF_VILLAGE = re.compile(
    r"[农乡渔各全个]|行政|建制|自然|中心|美丽|示范|试点|精品|特色|重点|薄弱|未来|文明|生态|整治|无废|海岛|历史|传统|达标|分类|所有"
)
_ZONE = re.compile(  # a zone of ours inside of which figures are told: 海洋产业集聚区|范围内
    r"(?P<own>[\u4e00-\u9fff]{2,10}?)(?:集聚区|(?<!群岛)新区|自贸(?:试验)?区|综合?保税?区|高新区|经开区|开发区|功能区|产业园区?|园区)(?=(?:范围|区域)?内|范围|(?:19|20)\d\d)"
    r"|(?P<near>(?!国家|全国|浙江|舟山)[\u4e00-\u9fff]{2,14}?)(?<!文明建设)(?<!文明)示范区(?=(?:19|20)\d\d)"
    r"|(?P<wide>长三角|珠三角|京津冀|长江经济带|粤港澳大湾区)(?:地区|区域|城市群)?\d+个?(?:城市|市)(?!.*(?:通报|协作|办公室))"
    r"(?=.*(?:指标|数据|情况|结果|统计|水平|表)$)"
    r"|(?!国家|全国|省级)(?P<far>[\u4e00-\u9fff]{2,14}?)(?:综合实验区|(?<!可持续发展)实验区|(?:深度)?合作区|(?<!群岛)新区|一体化(?:发展)?示范区|先行示范区)"
    r"(?!对标)(?=(?:公众|生态|主要)?[\u4e00-\u9fff]{0,16}(?:指标|数据|情况|结果|统计|监测|台[账帐]|表)$)"
)
_OF_CITY = re.compile(  # behind the city's bare name: 舟山|高新技术产业园区, which is one
    r"(?:港|海洋|高新|经济|技术|产业|综合|航空|石化|化工|出口|加工|保税)+(?:集聚区|高新区|经开区|园区|保税港?区|开发区|加工区|产业园)(?!管委会|管理委员会|[、和及与等各])"
    r"(?=.*(?:指标|数据|情况|统计|监测|报表|台账|表$))"
)
_WATER = re.compile(
    r"(?P<own>[\u4e00-\u9fff]{2,5}?)(?:河|溪|江|湖|渔?港|湾)(?=(?:19|20)\d\d|水质|断面|近岸|沿岸|海域|河道|水体|水环境|水系)"
    r"|(?:[东黄渤南]海(?:海?区)?|长江口)(?=(?:19|20)\d\d|近岸|沿岸|沿海|海域|水质|海?区)"
)
_KIND_OF_WATER = re.compile(r"[全各市县区内外城乡村海河主入跨清水口支干大小老旧]|平原|骨干|年|地表|淡|新增")
_ZONE_ENDS = re.compile(
    r"^(?:长三角|珠三角|京津冀|长江经济带|粤港澳大湾区)|村$|社区$|居委会$|^[东黄渤南]海|^长江口$|集聚区$|[实试]验区$|合作区$|示范区$|新区$|自贸(?:试验)?区$|保税?区$|高新区$|经开区$|功能区$|[河溪江湖港湾]$"
)
_KIND_OF_ZONE = re.compile(
    r"(?:[各全]|所有|重点|工业|产业|经济|特色|小微|企业|现代|农业|化工|高新|技术|[省市]级|国家级|开发|生态|类|创业|创新|科技|物流|限制|禁止|优化)+"
)
_HANZI = re.compile(r"[\u4e00-\u9fff]")  # 41水源地 is the item of that number
_ADVISER = re.compile(r"(?:研究院|设计院|研究所|大学|学院|协会|学会|研究中心|科学院|咨询[\u4e00-\u9fff]{0,6}公司)$")
_BY_ITSELF = re.compile(r"(?:厂|站点|自动站|自动监测站|基地|小区|校区|码头|[理埋烧]场|水库|岛|[港库矿]区)$")
_LONGEST_TRADE = 20  # characters
_YEAR_BEHIND = re.compile(r"\s*(?:(?:19|20)\d\d|重点任务|指标|数据)")
_SEVERAL_SITES = re.compile(r"全|各|所有|每|等|[、和及与]|\d+[个座家条处]")
_ONE_WORK = re.compile(r"[一二三四]期|基地|大桥|隧道|某")


# A company, or an institution, by its trade name alone: 金海重工, 浙石化, 舟山医院. What a trade makes is no name: 精细化工, 渔业船舶.
_COMPANY = (  # no word that goods or ships are called by: 运输船舶, 煤化工
    r"重工|海工|造船|船厂|船业|船务|石化|海油|炼化|铝业|铜业|矿业|纸业|制药|药业|[电热水]厂|热电|热力|港务|海运|航运|实业|控股|股份|置业"
)
_INSTITUTION = (
    r"大学|学院|医院|中学|小学|幼儿园|银行|支行|分行|研究院|设计院|研究所|酒店|宾馆|商场|超市|机场|协会|学会|商会|联盟|促进会|基金会"
)
_BY_TRADE = re.compile(
    rf"(?P<own>[浙中](?=石化|海油)|[\u4e00-\u9fffA-Za-z]{{2,8}}?)(?:{_COMPANY}|(?P<institution>{_INSTITUTION}))"
    r"(?:[\u4e00-\u9fff]{2,4}(?:分行|支行|分院|分公司|校区|基地|分厂))?"
)
_TRADE_ENDS = re.compile(rf"{_COMPANY}|{_INSTITUTION}|分公司|校区|基地|分厂|分院")
_KIND_OF_TRADE = re.compile(
    r"燃|火力|供|自来|精细|渔业|海洋|海水|远洋|近海|基础|传统|临港|临海|航线|大宗|原油|现代|特种|内贸|外贸|商业|民营|国有|小型|远程|公共|水利|农业|林业|交通|"
    r"区域|集中|型|类|中小|高等|职业|行业|综合|专科|基层|社会|船舶|制造|修造|[和与及等]|[的了]"
)


def is_site(text: str, *, placed: bool = False) -> bool:
    """Does a text name one plant, park, street or project, which is not the whole of any place; `placed`: it begins with a place's name."""
    bare = even(text).strip("() ")
    match = _SITE.fullmatch(bare)
    if match is None and is_trade(bare):
        return True
    if match is None or not _HANZI.search(match["own"]) or (match["work"] and not placed and not _ONE_WORK.search(match["own"])):
        return False
    return not (_SEVERAL_SITES if placed or "某" in match["own"] else _KIND_OF_SITE).search(match["own"])


def is_own_site(text: str) -> bool:
    """Does a plant, a park or a project speak here of itself: 本厂数据."""
    return bool(_OWN_SITE.fullmatch(even(text).strip("() ")))


def site_at(text: str, start: int, *, of_city: bool = False) -> str:
    """Give the one plant, park or project that is named here, behind a place's name, with nothing behind it but what is told of it.

    `of_city`: behind a city's name without 市, by which one zone of it may be called.
    """
    if of_city and (zone := _OF_CITY.match(text, start)):
        return zone[0]
    if alone := _zone_at(text, start) or _water_at(text, start) or _village_at(text, start):
        return alone
    named = (match for match in _SITE_ENDS.finditer(text, start) if _TOLD_OF_SITE.fullmatch(text, match.end()))
    site = next((site for match in named if is_site(site := text[start : match.end()])), "")
    return site or trade_at(text, start)


def _zone_at(text: str, start: int) -> str:
    """Give the one zone with a name of its own inside of which a title tells figures: 海洋产业集聚区|范围内…, 海洋产业集聚区|2020年…"""
    match = _ZONE.match(text, start)
    own = (match["own"] or match["far"] or match["near"] or match["wide"]) if match else ""
    return match[0] if match and not _KIND_OF_ZONE.fullmatch(own) else ""


def _water_at(text: str, start: int) -> str:
    """Give the one river or harbour by its name that a title begins with: 勾山河|2020年…, 沈家门渔港|水质…"""
    match = _WATER.match(text, start)
    own = (match["own"] or "") if match else ""
    return match[0] if match and not (_KIND_OF_WATER.search(own) or _KIND_OF_SITE.search(own)) else ""


def _village_at(text: str, start: int) -> str:
    """Give the one village or quarter by whose name a title begins: 新建村|2020年…; not 行政村."""
    match = _VILLAGE.match(text, start)
    return match[0] if match and not _KIND_OF_VILLAGE.search(match["own"]) else ""


def stands_by_itself(site: str) -> bool:
    """May a title begin with this one thing, without its place's name, and be of no town: 小干污水处理厂, 金海重工."""
    return bool(_BY_ITSELF.search(site) or _ZONE_ENDS.search(site)) or is_trade(site)


def is_trade(text: str) -> bool:
    """Is it the name of a company or an institution by its trade alone: 常石造船, 普陀医院."""
    match = _BY_TRADE.fullmatch(text)
    if match is None:
        return False
    placed = match["institution"] and BARE_NAMES.match(match["own"])
    return not (_KIND_OF_SITE.search(match["own"]) or _KIND_OF_TRADE.search(match["own"])) or bool(placed)


def trade_at(text: str, start: int) -> str:
    """Give the company or institution whose name begins here, with a year, figures or nothing behind it: 金海重工|2020年清洁生产…"""
    ends = (match.end() for match in _TRADE_ENDS.finditer(text, start, start + _LONGEST_TRADE))
    told = (end for end in ends if end == len(text) or _YEAR_BEHIND.match(text, end) or _TOLD_OF_SITE.fullmatch(text, end))
    return next((text[start:end] for end in told if is_trade(text[start:end])), "")


def is_adviser(text: str) -> bool:
    """Is it a body that others ask to make a table for them: 环境科学研究设计院."""
    return bool(_ADVISER.search(even(text).strip("() ")))
