"""Names of bodies as people sign with them: what may stand about a name without changing whose it is. No plan is known here.

市水利局（盖章）, 报送单位：市水利局, 市水利局水资源处, 市水利局 张三 2021年1月8日 are the bureau; 省水利厅, 水利局普陀分局, 水利公司 not.
"""

import re

from ecoreport.language.widths import even

_SEAL = r"(?:加?盖)?(?:单位)?(?:公|签|代|印)?章|代?签字|签名"
_DATE = (
    r"(?:19|20|二[〇○零Oo])[\d〇○零一二三四五六七八九]{2}\s*[年.\-/]\s*[\d一二三四五六七八九十]{1,3}\s*[月.\-/]\s*"
    r"(?:[\d一二三四五六七八九十]{1,3}\s*日?)?|(?:19|20)\d\d年?(?:\d{4})?"
)
_ABOUT = re.compile(
    rf"^\s*(?:[\u4e00-\u9fff]{{0,4}}(?:单位|部门)(?:名称)?|报送|呈报|填报|上报|报|制表)\s*:|[(\[]\s*(?:{_SEAL})\s*[)\]]|(?:{_SEAL})\s*$|{_DATE}|\d[\d\-]{{5,}}"
)
_QUOTES = re.compile(r"[\"“”‘’'「」『』\u200b-\u200f\ufeff]")
_PARTED = re.compile(r"[\s()\[\]【】〔〕/\\、,;|:·.—–_\-+&]+|(?<=[局委办会部])(?:和|与|及)(?=[市舟])")
_SPACED = re.compile(r"(?:[\u4e00-\u9fff]\s+){2,}[\u4e00-\u9fff]")
_SECTION = re.compile(r"[\u4e00-\u9fff]{0,12}(?:处|科|室|股|组)")
_ORGAN = re.compile(r"[\u4e00-\u9fff]{0,14}(?:处|科|室|办|股|组|队|部|中心|站|所|机关|本级|(?:机关)?党[委组总支]+|工会)")
_ANOTHERS = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|厅|委|委员会|常委会|政协|法院|检察院|集团|公司|大学|学院|中心)"
)  # before a section: it is theirs
_PLATE = re.compile(r"[\u4e00-\u9fff]{2,8}[局办委]")  # a second name on the door: 发改委（能源局）
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
_BEFORE_NAMES = re.compile(r"(?:年度?|[月日号由的份附]|报送|填报|上报|提供|关于|附?[件表]\s*[\d一二三四五六七八九十]*)$")
HEADS = re.compile(
    r"(?:中国共产党|中共|中华人民共和国|原|本|驻|我|[市县区]委[市县区](?:政府|府))*"
)  # before a name whose body stays the same


def strip_body(text: str) -> str:
    """Take off what stands about the name of a body: a label, a seal, a date, quotation marks, spaces that only spread it out."""
    bare = _QUOTES.sub("", even(text)).strip()
    if spread := _SPACED.fullmatch(bare):
        bare = re.sub(r"\s+", "", spread[0])
    for _ in range(2):
        bare = _ABOUT.sub(" ", bare).strip(" \t\r\n,;:、.。_-()")
    return bare


def split_bodies(text: str) -> tuple[str, ...]:
    """Part a bare name where something new begins: a bracket, a stroke, a space, 、."""
    return tuple(part for part in _PARTED.split(text) if part)


def is_body(text: str) -> bool:
    """Does a text end as the name of a body does."""
    return bool(_WHOLE.fullmatch(text))


def is_section(text: str) -> bool:
    """Is it a part of whatever body it stands in, and names none: 规划科, 局办公室."""
    return bool(_SECTION.fullmatch(text)) and not _OUTSIDE.search(text) and not _ANOTHERS.search(text)


def is_organ(text: str) -> bool:
    """Is it, behind a body's name, still that body: 水资源处, 交通警察支队, 机关."""
    return text == "" or (bool(_ORGAN.fullmatch(text)) and not _OUTSIDE.search(text)) or bool(_NOISE.fullmatch(text))


def is_plate(text: str) -> bool:
    """May it be a second name of the body that it stands behind in brackets: 能源局, 河长办."""
    return bool(_PLATE.fullmatch(text.removeprefix("市"))) and not _OUTSIDE.search(text)


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


def is_branch(text: str, end: int) -> bool:
    """Does a name go on as a branch's: 水利局|普陀分局."""
    return bool(_BRANCH.match(text, end))


def may_begin(text: str, start: int) -> bool:
    """May a name without its place begin here, and is it not the end of another body's: 台州|水利局."""
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or bool(_BEFORE_NAMES.search(text[:start]))
