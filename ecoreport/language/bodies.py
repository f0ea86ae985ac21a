"""Names of bodies as people sign with them: what may stand about a name without changing whose it is. No plan is known here.

市水利局（盖章）, 报送单位：市水利局, 市水利局水资源处, 市水利局 张三 2021年1月8日 are the bureau; 省水利厅, 水利局普陀分局, 水利公司 not.
"""

from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.gazetteer import BARE_NAMES
from ecoreport.language.widths import even

_SEAL = r"(?:加?盖)?(?:单位)?(?:公|签|代|印)?章|代?签字|签名"
_DATE = (
    r"(?:19|20|二[〇○零Oo])[\d〇○零一二三四五六七八九]{2}\s*[年.\-/]\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-/]\s*"
    r"(?:[\d一二三四五六七八九十]{1,3}\s*日?)?|(?:19|20)\d\d年?(?:\d{4})?"
)
_ABOUT = re.compile(
    rf"^\s*(?:[\u4e00-\u9fff]{{0,4}}(?:单位|部门)(?:名称)?|报送|呈报|填报|上报|报|制表)\s*:|[(\[]\s*(?:{_SEAL})\s*[)\]]|(?:{_SEAL})\s*$|{_DATE}|\d[\d\-]{{5,}}"
)
_LONGEST = 200  # characters of what may name a body; what is longer tells a story, and is not searched
_REACHED = re.compile(  # where a body sits and how it is reached: （地址：…）, 联系人：周琴, （临城街道翁山路555号）
    r"[\s(,;、]+(?:(?:(?:办公|联系|通[讯信]|单位|详细)?(?:地址|地点|住址)|(?:联系|办公|值班|咨询)?电话|邮政编码|邮编|电子邮箱|邮箱|传真|手机号?|"
    r"联系人|经办人?|填[报表]人|填表(?=\s*:))\s*:?(?![\u4e00-\u9fff]*[局委办])[^()]*|(?:[\u4e00-\u9fff]{1,16}(?:路|街|大道|巷|弄)\s*\d+(?:-\d+)?\s*[号弄幢][^(),;]*|[\u4e00-\u9fff]{1,16}(?:路|大道)(?=[)]|$)))\)?"
)
_JOINED = re.compile(
    r"[\s(,;、]*(?:会同|会商|联合|协同|商请|(?<=\()商(?=[市省有各相])|配合(?:单位|部门)?\s*:?|[与和同](?=[^()]*(?:核对|会商|衔接|沟通|对接|确认|共同|联合)))"
)
_BESIDE_LEAD = re.compile(r"^(.{3,30}?)\((?:牵头|主办|汇总)(?:单位|部门)?\)[、,;\s].*\((?:配合|协办|参与)(?:单位|部门)?$")
_PANEL = re.compile(  # an office that was set up for a task and sits with a department: …领导小组办公室, …工作专班
    r"(?![国省县区镇乡])[\u4e00-\u9fffA-ZⅠ-Ⅿ]{4,36}(?:领导小组|指挥部|专班|委员会|联席会议|工作组|协调小组|办公室)(?:办公室|办)?|(?![国省县区镇乡])[\u4e00-\u9fff]{3,20}办"
)
_SEATED = re.compile(r"(?:设在|挂靠(?:在)?|设于|挂牌(?:在|于)?|依托|由)?\s*([\u4e00-\u9fff]{3,20}?)(?:代章?|承担|牵头|代报|内)?\)?")
_MINISTRIES = (
    "外交|国防|教育|科学技术|科技|工业和信息化|工信|公安|国家安全|民政|司法|财政|人力资源和社会保障|人社|自然资源|国土资源|生态环境|环境保护|环保|"
    "住房和城乡建设|住房城乡建设|住建|交通运输|交通|水利|农业农村|农业|商务|文化和旅游|文旅|退役军人事务|应急管理"
)
_NATIONAL = re.compile(
    rf"(?:中华人民共和国)?(?:(?:{_MINISTRIES})部|国务院[\u4e00-\u9fff]{{0,16}}|国家[\u4e00-\u9fff]{{2,14}}(?:局|委|委员会|署|中心|总局)|"
    r"全国[\u4e00-\u9fff]{2,18}(?:办公室|委员会|办|会))(?:[\u4e00-\u9fff]{2,14}(?:司|局|厅|中心|处))?"
)
_CREATING = re.compile(
    r"(?:(?:生态文明|生态|文明|示范|建设|[市区]|工作)*创建(?:工作|活动)?(?:领导小组|指挥部)?|生态文明(?:示范|建设)*)(?:办公室|办)"
)
_LOWER = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{2,4}|本|我)(?:镇|乡|街道)|[县区镇乡])(?:[\u4e00-\u9fff]{0,16}(?:局|办|委|办公室|政府|办事处|指挥部|专班|党委))"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱"
    "江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞葛应屠柴岑乐翁虞忻庄鲍阮施洪柯裘竺章凌倪缪童费褚"
)
_NAMED = re.compile(
    rf"(?:[{_SURNAMES}]|欧阳|司马|诸葛|上官|夏侯|皇甫|东方|尉迟|公孙|慕容|司徒)[\u4e00-\u9fff]{{1,2}}(?:同志|工|科长|处长|主任)?"
)
_QUOTES = re.compile(r"[\"“”‘’'「」『』\u200b-\u200f\ufeff]")
_PARTED = re.compile(r"[\s()\[\]【】〔〕/\\、,;|:·.—–_\-+&]+|(?<=[局委办会部])(?:和|与|及)(?=[市舟])")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff]\s+){2,}[\u4e00-\u9fff]")
_SECTION = re.compile(r"[\u4e00-\u9fff]{0,12}(?:处|科|室|股|组)")
_ORGAN = re.compile(r"[\u4e00-\u9fff]{0,14}(?:处|科|室|办|股|组|队|部|中心|站|所|机关|本级|(?:机关)?党[委组总支]+|工会)")
_ANOTHERS = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|厅|委|委员会|常委会|政协|法院|检察院|集团|公司|大学|学院|中心|医院|学校|研究院|研究所|设计院|"
    r"联盟|协会|学会|商会|研究会|促进会|联合会|基金会|合作社|银行|酒店|项目部)"
)  # before a section: it is theirs
_OUTSIDE = re.compile(r"分局|支局|分中心|分行|分公司|公司|集团|下属|所属")  # in a section's name: it is none
_NOISE = re.compile(r"(?:联合|共同|汇总|统一)?(?:报送|填报|上报|提供|填写|制|会签|代报|牵头)?")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_BODY = re.compile(r"[局委办部厅院司会区县镇市所站队处科室社校团]$")
_WHOLE = re.compile(
    r"[\u4e00-\u9fff()]{2,30}(?:局|委|办|部|厅|院|司|会|公司|集团|中心|站|所|队|处|政府|管委会|大学|学校|支行|中支|社|机构|企业|厂|办公室)(?:[\u4e00-\u9fff]{0,6}科)?$"
)
_NUMBER = re.compile(r"[\d:*xX]+")
_SENDS = re.compile(r"\s*(?:报送|填报|上报|呈报|提供|报|关于)")
_BRANCH = re.compile(r"\s*[\u4e00-\u9fff]{0,6}?(?:分局|支局|分中心|分公司)")
_TELLS_OF = re.compile(r"\s*(?:报送|上报|呈报|填报|提供|汇总|关于|报)(?:的|了|来)?([^()]+(?:情况|材料|数据))[^()]*$")
_OF_A_PLACE = re.compile(r"\s*\(?(?![各及和下所直])[\u4e00-\u9fff]{2,4}(?:分局|支局)")
_BEFORE_NAMES = re.compile(r"(?:年度?|[月日号由的份附]|报送|填报|上报|提供|关于|附?[件表]\s*[\d一二三四五六七八九十]*)$")
HEADS = re.compile(
    r"(?:中国共产党|中共|中华人民共和国|原|本|驻|我|[市县区]委[市县区](?:政府|府))*"
)  # before a name whose body stays the same


@lru_cache(maxsize=1 << 14)  # every cell that stands alone is asked whose it is, in every way in which a sheet is read
def strip_body(text: str) -> str:
    """Take off what stands about the name of a body: a label, a seal, a date, quotation marks, spaces that only spread it out."""
    if len(text) > _LONGEST:
        return text.strip()
    bare = without_contacts(" " + _QUOTES.sub("", even(text)).strip()).strip()
    if spread := _SPACED.fullmatch(bare):
        bare = re.sub(r"\s+", "", spread[0])
    for _ in range(2):
        bare = _ABOUT.sub(" ", bare).strip(" \t\r\n,;:、.。_-()")
    return bare


def split_bodies(text: str) -> tuple[str, ...]:
    """Part a bare name where something new begins: a bracket, a stroke, a space, 、."""
    return tuple(part for part in _PARTED.split(text) if part)


def without_contacts(text: str) -> str:
    """Leave out where a body sits and how it is reached: 市住建局(地址:定海区海天大道681号) is not of 定海区."""
    return text if len(text) > _LONGEST else _REACHED.sub(" ", text)


def without_company(text: str) -> str:
    """Leave out with whom a body has made it: 市交通局(会同市港航和口岸局) is 市交通局."""
    if lead := _BESIDE_LEAD.match(text):
        return lead[1]
    match = next((match for match in _JOINED.finditer(text) if match.start() > 2 and _is_company(text, match)), None)
    return text[: match.start()] if match else text


def _is_company(text: str, match: re.Match[str]) -> bool:
    """Are they bodies, or a word that they agree, that stand behind 会同; not 联合报送, 市妇女联合会."""
    rest = text[match.end() :].strip(" ():")
    return all(is_body(part) or (not _NOISE.fullmatch(part) and len(part) > 3) for part in split_bodies(rest)[:1]) and rest[:1] not in (
        "",
        "会",
    )


def seat_of(text: str) -> str:
    """Give the body in brackets with which an office sits that was set up for a task: 市治水治污大会战领导小组办公室（市治水治污办）."""
    outer, mark, inner = text.partition("(")
    seat = _SEATED.fullmatch(inner) if mark and _PANEL.fullmatch(outer.strip()) else None
    return seat[1] if seat else ""


def is_national(text: str) -> bool:
    """Is it a ministry or another body of the nation: 生态环境部, 国家统计局."""
    return bool(_NATIONAL.fullmatch(text))


def is_creating(text: str) -> bool:
    """Is it, behind its place's name, the office that gathers the ledgers: 创建办, 生态文明办."""
    return bool(_CREATING.fullmatch(text))


def is_lower(text: str) -> bool:
    """Is it a body of a county, a town or a street, with or without its name: 衢山镇人民政府, 区创建办."""
    return bool(_LOWER.fullmatch(text))


def is_person(text: str) -> bool:
    """Is it a person's name alone: 张三; not 宁波, which a surname begins too."""
    return bool(_NAMED.fullmatch(text)) and not _BODY.search(text) and not BARE_NAMES.fullmatch(text)


def is_body(text: str) -> bool:
    """Does a text end as the name of a body does."""
    return bool(_WHOLE.fullmatch(text))


def is_section(text: str) -> bool:
    """Is it a part of whatever body it stands in, and names none: 规划科, 局办公室."""
    return bool(_SECTION.fullmatch(text)) and not _OUTSIDE.search(text) and not _ANOTHERS.search(text)


def is_organ(text: str) -> bool:
    """Is it, behind a body's name, still that body: 水资源处, 交通警察支队, 机关."""
    return text == "" or (bool(_ORGAN.fullmatch(text)) and not _OUTSIDE.search(text)) or bool(_NOISE.fullmatch(text))


def tells_no_other(text: str) -> bool:
    """May it stand in brackets behind a body's name and leave it the same body: 能源局, 河长办, 代章, 机构改革后."""
    return not _OUTSIDE.search(text) and not is_lower(text) and not is_national(text)


def is_beside(text: str) -> bool:
    """May it stand beside a body's name, parted from it, and say nothing of whose it is: a section, a person, a number."""
    text = text.removeprefix("市")
    return is_organ(text) or bool(_NUMBER.fullmatch(text)) or (bool(_PERSON.fullmatch(text)) and not _BODY.search(text))


def unquoted(text: str) -> str:
    """Write a title or a file's name half width, without quotation marks, drawn together where it is spread out."""
    bare = _QUOTES.sub("", even(text)).strip()
    return re.sub(r"\s+", "", bare) if re.fullmatch(r"(?:[\u4e00-\u9fff]\s+){3,}[\u4e00-\u9fff]", bare) else bare


def sends(text: str, end: int) -> bool:
    """Does a word of sending follow a name: what comes then is what the sender speaks of."""
    return bool(_SENDS.match(text, end))


def told_behind(text: str, end: int) -> str:
    """Give of what a sender tells whose name ends here: 市水利局报|普陀区情况."""
    match = _TELLS_OF.match(text, end)
    return match[1] if match else ""


def is_branch(text: str, end: int) -> bool:
    """Does a name go on as a branch's: 水利局|普陀分局."""
    return bool(_BRANCH.match(text, end))


def is_strange_branch(text: str, end: int) -> bool:
    """Does a name go on as the branch of some place: 公安局|普陀山分局; not 公安局|各分局."""
    return bool(_OF_A_PLACE.match(text, end))


def may_begin(text: str, start: int) -> bool:
    """May a name without its place begin here, and is it not the end of another body's: 台州|水利局."""
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or bool(_BEFORE_NAMES.search(text[:start]))
