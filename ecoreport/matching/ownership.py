"""Where in a title, a label or a file's name the name of an owner stands, and what makes a name a mere mention."""

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR
from ecoreport.language.sites import is_site
from ecoreport.language.widths import even

_MONTH = r"(?:\s*[\d一二三四五六七八九十]{1,3}\s*月(?:底|末|份)?)?"
_YEARS = rf"(?:截[至止]到?)?(?:(?:19|20)\d\d|[一二][〇零○九]\S{{2}})\s*(?:[-~至到]\s*(?:19|20)?\d\d)?\s*年?度?{_MONTH}"
_NUMBERING = (
    r"(?:附?[件表录]\s*[\d一二三四五六七八九十]*(?:[-.]\d+)*|\d{1,3}(?:[-.]\d+)*\s*[、.)]|"
    r"[一二三四五六七八九十]{1,3}\s*[、.]|\([一二三四五六七八九十\d]+\))"
)
BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
PARTS = re.compile(r"[-—_|/\\;；,，\s~]+")
SENDER = re.compile(r"[\u4e00-\u9fff]{1,12}(?:厅|局|委|办|中心|院|站|会)")  # behind a place's name: 浙江省|生态环境厅

_QUOTED = re.compile(r"《[^《》]*》")
_LEAD = re.compile(
    rf"{_NUMBERING}|{_YEARS}|对口(?:合作|支援|协作|帮扶)?(?:城市|地区|[市县区])|关于|报送|上报|填报|提供|转报|报|[\s:：、,，.·\-—_|/#>~]|的"
)
_LABEL = re.compile(r"^([^:：]{1,12})[:：]\s*(.*)$", re.DOTALL)
_OF_WHICH = re.compile(r"^其中\s*[:：,，]?\s*")
_ATTACHED = re.compile(r"^附(?:[件表录]\s*[\d一二三四五六七八九十]*)?\s*[:：]\s*")
_OWNERS_LABEL = re.compile(
    r"单位|部门|地区|区域|区划|辖区|[县区市]$|属地|所在地|地方|名称|附件|范围|口径|^附?表|^(?:委托|采购|购买)[方人]|^业主|^甲方"
)
_OTHERS_LABEL = re.compile(
    r"配合|协办|协助|参与|对标|对比|比较|标杆|参照|参考|依据|学习|借鉴|联系|抄送|主送|审核|指导|主管|上级|监测|受托|受委托|承接|技术支|审批|批准|接收|收文|收件|受理|抄报|"
    r"对口|帮扶|受援|支援|协作|结对|友好|兄弟|周边|相邻|邻近|考察|调研|上游|下游|示范|先进"
)
_PLACE_LABEL = re.compile(  # 创建城市, 行政区划, 县(市、区)
    r"(?:城市|地区|区划|辖区|属地|区域|[县市区州](?:\([县市区州旗、,/]+\))?)(?:名称|名)?$"
)
_NEXT_LABEL = re.compile(r"[\s;；,，]+(?=[^\s:：;；,，\d]{2,8}[:：])")

_MENTION = re.compile(  # behind a name: it is looked at or held against another
    r"\s*(?:与|和|及|同(?!类)|跟|以及|对比|比较|相比|经验|做法|学习|借鉴|先进|排[名位]|位次|下达|要求|标准|规[定范划]|办法|条例|意见|方案|考核|通报|认定|命名|"
    r"帮扶|支援|以[上下内外]|级|之间|除外|等|调研|对接|督查|检查)"
)
_TOLD_OF = re.compile(  # behind the name of a whole area: figures are told of it
    rf"\s*(?:$|[:：]|{_YEARS}|的?\s*(?:平均|均值|指标(?!体系)|数据|数值|数$|值$|完成|情况|现状|统计(?!局)|汇总|合计|水平|各|总体|实际|监测|上年|去年|本年|"
    r"上半年|[第一二三四]季度|\d))"
)
_FIGURES = re.compile(r"(?:指标|数据|情况|统计|状况|公报|年鉴)[^指数情统]{0,4}$")
_PROGRAMME = re.compile(
    r"示范|试点|先行区|创建|考[核评]|统一|制度|规[程范定划]|标准|下达|要求|方案|模板|样表|格式|文明城市|[厅局委办院]|排[名位]|级|体系|认定|计划|目标"
)
_TELLS = re.compile(  # behind a name in the midst of a title
    rf"\s*(?:{_YEARS})?\s*(?:各项|主要|年度)*(?:指标|完成|数据|情况|报表|台[账帐]|统计|监测|汇总|自查|填报|上报)"
)
_BEHIND_ALIAS = re.compile(
    rf"\s*(?:$|[:：]|{_YEARS}|\d|片区?|(?:管辖|行政)?(?:范围|境|区域|辖区)内?|管委会|管理委员会|指标|数据|情况|完成|台[账帐]|填报|报表|进展|进度|状态|实绩|结果|现状)"
)
_BRANCH = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:分局|分中心|支局|支队|大队|中队|分行|支行)")
_LONGER = re.compile(r"[山岛](?!区|县)")  # behind a county's short name: another place, 普陀山
_RANGE = re.compile(r"(?:\(?(?:注|备注|附注|说明)\d*\s*[:.]?\s*)?(?:数据|统计|填报|指标)?(?:范围|口径)\s*[:为是]\s*([^,;.:]{2,30})")
_EXTENT = re.compile(  # a label, or a claim, of how far figures reach: 统计范围：…, 本表仅统计…
    r"(?:\(?(?:注|备注|附注|说明)\d*\s*[:.]?\s*)?(?:"
    r"(?:数据|统计|填报|指标|监测|调查)?(?:范围|口径|对象)\s*[:为是]\s*|"
    r"(?:本表|此表|该表|以上|上述|表中|表内)[^,;.:为系是]{0,8}(?:(?:均|都|皆|全部|仅|只)?(?:为|是|系|属于?)|[仅只](?:统计|包括|包含|含|填报|反映))\s*)"
    r"[仅只]?(?:统计|包括|包含|限于?|含)?([^,;.:]{2,30})"
)
_ONE = re.compile(  # a label of the one thing that figures are of: 门店：苏宁易购千岛路店, 监测断面：…
    r"(?:(?:被|受)?(?:调查|统计|监测|抽查|检查|核查|评价|采样)?(?:的)?(?:门店|商场|站点|点位|断面|厂站|样地|样点|样方|地块|项目|工程|企业|公司|厂区?|园区|村|社区|街道|乡镇|镇|"
    r"河道|河流|湖库|水库|小区|学校|医院)(?:名称|编号)?)\s*:\s*((?!指)[^,;.:]{2,30})"
)
_NO_OWNER = re.compile(
    r"(?:项目|工程|设施|企业|地块|案例|点|厂|站)[^,;]{0,4}所在|位置|地址|坐落|选址|原因|问题|涉及|未|存在|最[高低好差优]|排名|试点|示范|先进|落后|牵头|责任|配合|协助|协办|参与|联系|举例|典型|点位|地点|位于|(?:保护|防治|整治|治理|修复|服务)(?:对象|重点)|物种|品种|树种"
)
_MAKER = re.compile(  # who measured, built, runs or supplies something: 调查机构, 施工单位, 数据提供部门
    r"(?P<helps>执行|调查|调研|测评|评估|评价|评审|监测|检测|检验|采样|测绘|测算|设计|勘察|施工|监理|建设|承建|代建|实施|运营|运维|运行|养护|管护|维护|服务|供应|"
    r"审计|核验|核查|审核|复核|鉴定|认证|出具|承担|承办|承接|支撑|支持|技术|咨询|研究|科研|协作|合作|第三方|专家|记录)?(?(helps)|(?:编制|编写|提供|来源|发布|印发|公布))"
    r"(?:单位|机构|部门|公司|企业|团队|院所|中心|方|者|人|名称)+(?:\([^()]*\))?"
)
_LOCATION = re.compile(r"所在(?:地|位置|地点)(?:\([^()]*\))?")
_STUDIED = (
    r"赴[\u4e00-\u9fff]{2,6}(?:学习|考察|调研|交流)[\u4e00-\u9fff]{0,4}|"
    r"(?:外地|外市|兄弟单位|先进地区)[\u4e00-\u9fff]{0,4}(?:资料|材料|经验)"
)
_OTHERS = re.compile(  # no name, and not ours: 周边城市, 同类地区平均
    rf"(?:{_YEARS})?({_STUDIED}|(?:省[直属级]|[国部]属|中央)(?:机关|单位|部门|企业|高校)+|(?:周边|兄弟|先进|同类|标杆|对标|其[他它]|外地|相邻|邻近|同等)(?:城市|地区|[市县区]))"
    rf"(?:的?(?:平均|均值|水平|数据|数|值|情况|[\W_])*)(?:{_YEARS})?(?:(?<!先进城市)(?:各项|主要|生态)*(?:指标|完成|情况|数据|统计|汇总|表)*)"
)
_IDLE = re.compile(
    rf"(?:{_YEARS}|\d+个?(?:重点)?(?:城市?|地市|省市|县区)|其中|各项|主要|指标|数据|数值|情况|完成|汇总|统计|合计|小计|部分|人民政府|政府|地区|区域|表|值|数|[\W_])*"
)
_CLAIM = re.compile(  # 注:以上数据均为…, 本表填报的是…
    r"(?:\(?(?:注|备注|附注|说明|填报说明)\d*\s*[:.]?\s*)?(?:\(?\d{1,2}[).、]\s*)?(?:本表|此表|该表|上表|表中|表内|以上|上述|所填|所列|[此本该]列|[此本该]行)"
    r"[^,;.:为系是]{0,10}(?:均|都|皆|全部)?(?:为|是|系|属于?)\s*([^,;.:]{2,30})"
)
_DENIES = re.compile(  # 非我市数, 此列不是我市数据, 本表数据并非2020年实际数
    rf"(?:\(?(?:注|备注|附注|说明|填报说明)\d*\s*[:.]?\s*)?(?:[此该本]\s*(?:项|行|列|表)|以上|上述|上表|表中|表内|所填|所列)?(?:所列|各项|指标|的)*"
    rf"(?:[此该本]?(?:数据|数字|数值|数|值))?(?:均|都|皆|全部)?(?:并?非|不是|不属于|不代表)为?"
    rf"(?:我市|本市|本地|全年|整年|全市|当地|实际|当年|本年|今年|真实|{YEAR}年?度?|市本级)+(?:度|的|完成|统计|监测|发生|实际)*(?:数据|数值|数字|数|值|情况|水平|(?<=代表[我本全]市)$)"
)
_CLAUSES = re.compile(r"[,;.!。]\s*")
_LONGEST_DENIAL = 80  # characters
_AGAINST = re.compile(r"(?:[与和、]|及|同|跟|比|较|对|于|对标|学习|借鉴|参照|含|除|涉及|赴|向)$")


def without_quoted(text: str) -> str:
    """Leave out the names of documents: 《浙江省…规定》 is nobody's table."""
    return _QUOTED.sub("", text).strip()


def after_label(text: str) -> str:
    """Give what a label of an owner says (填报单位: …), the whole of a text without a label, nothing of 对标城市: …"""
    text = _ATTACHED.sub("", _OF_WHICH.sub("", text))  # a part of ours: 其中:岱山县
    match = _LABEL.match(text)
    if match is None:
        return text
    if labels_another(match[1]) or not _OWNERS_LABEL.search(match[1]):
        return ""
    return match[2]


def labels_place(label: str) -> bool:
    """Is it the label of the place that a whole file is about: 创建城市, 申报地区, 行政区划; not 对标城市."""
    bare = even(label).strip(" :")
    return bool(_PLACE_LABEL.search(bare)) and not is_site(bare, placed=True) and not heads_no_owner(label) and not labels_another(label)


def labelled_parts(text: str) -> list[str]:
    """Part a text where another label begins: 委托方:市统计局 | 调查方:某某公司."""
    return _NEXT_LABEL.split(text)


def label_in(text: str) -> tuple[str, str] | None:
    """Give a label and its value that stand in one text."""
    match = _LABEL.match(text)
    return (match[1], match[2]) if match and not re.search(r"\s", match[1].strip()) else None


def others_in(part: str) -> str:
    """Give the words for other places without a name, where a part of a text holds no more: 周边城市2020年, and not 创建先进城市指标."""
    match = _OTHERS.fullmatch(part.strip())
    return match[1] if match else ""


def heads_helper(label: str) -> bool:
    """Does a label say who has surveyed, measured or built something, and not who tells of it: 评价单位; not 编制单位, 发布机构."""
    match = _MAKER.search(even(label))
    return bool(match and match["helps"])


def is_idle(rest: str) -> bool:
    """Does what stands around a name say nothing more: 2020年指标, (县), 完成情况."""
    return bool(_IDLE.fullmatch(rest))


def labels_another(label: str) -> bool:
    """Is it the label of somebody whom a table is only held against, or who has to do with it: 对标城市, 联系人."""
    return bool(_OTHERS_LABEL.search(label))


def extent_in(text: str) -> str:
    """Give how far a label or a note says that figures reach: 岛北污水处理厂; nothing where a text says no such thing."""
    match = _EXTENT.fullmatch(even(text).replace("，", ",").replace("。", ".").replace("；", ";").strip().rstrip(".;)"))
    return match[1] if match else ""


def one_in(text: str) -> str:
    """Give the one thing that a label says that figures are of: 门店:苏宁易购千岛路店; nothing of several or of all."""
    match = _ONE.fullmatch(even(text).strip())
    return match[1] if match and not re.search(r"[全各所每等、和及与]|\d+[个家座处条]|汇总|合计|平均", match[1]) else ""


def heads_no_owner(heading: str) -> bool:
    """Does a heading say that the places below it are looked at, and own nothing: 未完成原因, 涉及县区, 调查机构."""
    return bool(_NO_OWNER.search(heading)) or heads_maker(heading)


def heads_maker(heading: str) -> bool:
    """Does a heading say that those below it have made or supplied something: 调查机构, 数据提供单位; not 填报单位, 责任部门."""
    return bool(_MAKER.search(even(heading)))


def heads_location(heading: str) -> bool:
    """Does a heading say where something lies, which may be the place that a row is of: 所在地."""
    return bool(_LOCATION.fullmatch(even(heading).strip()))


def is_denied(text: str, city: str) -> bool:
    """Does a clause say that a value, or a table's values, are no actual numbers of this place and year: 非我市数, 不是实际数."""
    if len(text) > _LONGEST_DENIAL:
        return False
    told = even(text).replace("。", ".").replace(city, "本市").replace(city.removesuffix("市"), "本市")
    return any(_DENIES.fullmatch(clause.strip(" ()")) for clause in _CLAUSES.split(told))


def claim_of(note: str) -> str:
    """Give what a note says that its table's numbers are: 全省平均值; nothing where it speaks of something else."""
    bare = even(note).replace("，", ",").replace("。", ".").replace("；", ";").strip()
    match = _CLAIM.match(bare) or _RANGE.match(bare)
    return match[1] if match else ""


def pass_over(text: str, start: int) -> int:
    """Say where a number, a year, a mark or a word of sending ends that begins here."""
    match = _LEAD.match(text, start)
    return max(start, match.end()) if match else start


def is_mention(text: str, end: int) -> bool:
    return bool(_MENTION.match(text, end))


def is_list_mark(character: str) -> bool:
    return character in "、,，和与及"


def is_told_of(text: str, end: int) -> bool:
    """Are figures told of a whole area whose name ends here, and not a programme, an order or a form of it named."""
    return bool(_TOLD_OF.match(text, end)) or (bool(_FIGURES.search(text, end)) and not _PROGRAMME.search(text, end))


def tells(text: str, end: int) -> bool:
    return bool(_TELLS.match(text, end))


def is_against(text: str, start: int) -> bool:
    """Does a name begin here to which another is held: 与…, 较…, 学习…"""
    return bool(_AGAINST.search(text[:start]))


def goes_on_as_mountain(text: str, end: int) -> bool:
    """Is a county's short name here the beginning of a longer name of a place: 普陀|山分局."""
    return bool(_LONGER.match(text, end))


def goes_on_as_alias(text: str, end: int) -> str:
    """Say whether a county's short name is whole here: "branch" before 分局, "whole" before a year, 指标 or the end, else nothing."""
    if _BRANCH.match(text, end):
        return "branch"
    return "whole" if _BEHIND_ALIAS.match(text, end) else ""
