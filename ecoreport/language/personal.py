"""What a text says of a person: telephone numbers, numbers of identity cards, addresses of mail, and names beside the word for their post.

A name is known by its surname (百家姓, and the compound ones) and by what stands beside it: 联系人, 填报人, 审核人 …, or a telephone
number. Nothing else is taken for a name, so that 高峰 and 安全 stay what they are.
"""

from ecoreport.language import patterns as re

TELEPHONE, IDENTITY, MAIL, NAME = "〔电话略〕", "〔证件号略〕", "〔邮箱略〕", "〔姓名略〕"

_SURNAMES = (  # but those that are words before they are names: 都, 和, 平, 全, 单 …
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑"
    "薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝臧伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房裘缪宗丁宣邓郁杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳邴糜松井段富"
    "巫乌焦巴弓牧隗谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴苍闻莘党翟谭"
    "逄姬申扶堵冉宰郦雍璩桑桂濮牛寿扈燕冀郏浦尚农温庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾暨居衡耿弘匡文寇禄欧利蔚越夔隆师巩厍聂晁勾敖融"
    "冷訾辛阚那简饶曾沙养鞠须丰巢关蒯查荆红游竺权逯盖桓付肖闫代岳佘涂楼佟亓仝冼"
)
_COMPOUND = "欧阳|太史|端木|上官|司马|东方|独孤|南宫|夏侯|诸葛|尉迟|皇甫|公孙|慕容|长孙|宇文|司徒|令狐|澹台|轩辕|申屠|万俟|闻人"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
# In no name: the last word of an office, and what a ledger says in a name's place.
_NO_NAME_ENDS = "局办委科室处部厅院所站队组会校司厂镇乡村区县市府心位岗"
_LONE = (
    rf"(?:(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}}|[{_HAN}]{{2,6}}·[{_HAN}]{{2,6}}|[小老][{_SURNAMES}])"
    rf"(?<![{_NO_NAME_ENDS}])"
)
_TITLE = "(?:同志|先生|女士|主任|科长|局长|处长|书记|队长|站长|副?[主科局处]?[任长]|工)?"

_POSTS = (
    "联系人", "联络人", "联络员", "填报人", "填表人", "填报员", "报送人", "经办人", "制表人", "编制人", "审核人", "复核人", "校核人",
    "审定人", "核稿人", "经手人", "批准人", "签发人", "统计员",
)  # fmt: skip
_IN_CHARGE = ("负责人", "责任人", "分管领导", "单位领导", "项目经理")
_END = rf"(?=$|[^{_HAN}]|电话|手机|联系|同志|先生|女士|主任|科长|局长|处长|审核|填报|负责)"
_BETWEEN = r"(?:姓名)?[\s:：]*(?:为|是)?\s*[（(“\"]?\s*"
_TOLD = r"(?:姓名)?\s*(?:[:：为是（(“\"]|\s)\s*[“\"]?\s*"


def _spaced(words: tuple[str, ...]) -> str:
    """Match words also where they are drawn out: 联 系 人."""
    return "|".join(r"\s*".join(word) for word in words)


# 负责人 begins many a sentence; without a colon it needs a name of three characters behind it.
_LABELLED = re.compile(
    rf"(?P<label>(?:{_spaced(_POSTS)}){_BETWEEN}|(?:{_spaced(_IN_CHARGE)})(?:{_TOLD}|(?=[{_HAN}]{{3}}(?![{_HAN}]))))(?P<name>{_LONE}){_END}"
)
_FURTHER = re.compile(rf"(?P<label>{re.escape(NAME)}\s*[、,，和/]\s*)(?P<name>{_LONE}){_END}")

_EDGE, _AFTER = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z]|\.\d|\s*(?:[万亿千百]|元|吨|米|公|平方|立方|亩|人|户|个|家|件|份|%|％|kg|km|m))"
_GAP = r"[-－—–‐ ]?"
_MOBILE = rf"(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}"
_EXTENSION = rf"(?:{_GAP}(?:转|分机)?{_GAP}\d{{1,5}}(?!\d))?"
_LANDLINE = rf"(?:[（(]0\d{{2,3}}[)）]{_GAP}|(?:\+?86{_GAP})?0\d{{2,3}}{_GAP})[1-9]\d{{2,3}}{_GAP}\d{{4}}{_EXTENSION}"
_NUMBER = re.compile(rf"{_EDGE}(?:{_MOBILE}|{_LANDLINE}){_AFTER}")
_CALLED = r"(?:电\s*话|手\s*机|传\s*真|联系方式|短号|微信|QQ|[Tt][Ee][Ll]|[Ff][Aa][Xx])(?:号码?|：|:|为|是|\s|[（(])*"
_BARE = re.compile(rf"(?P<label>{_CALLED}|{re.escape(TELEPHONE)}\s*[、,，/；;或]\s*)(?P<number>[+\d][\d \-－—–‐]{{4,18}}\d)(?!\d)")
_CARD = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"
    r"|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9A-Za-z])"
)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BESIDE = re.compile(  # behind a comma only where the name stands alone: 1380平方米，139…
    rf"(?:(?<![{_HAN}\d])|(?={_LONE}{_TITLE}\s*[（(:：]?\s*{re.escape(TELEPHONE)}))"
    rf"(?P<name>{_LONE})(?P<title>{_TITLE}\s*[（(:：,，、]?\s*)(?={re.escape(TELEPHONE)})"
)
_WHOLE = re.compile(rf"\s*{_LONE}\s*")
_MAY_HOLD = re.compile(r"[\d０-９][\d０-９ \-－—–‐()（）]{5}|@")
_DIGITS = str.maketrans("０１２３４５６７８９＋", "0123456789+")  # each as wide as what it replaces


def cover(text: str) -> str:
    """Put a mark in the place of each telephone number, identity number, mail address and name of a person; the rest stays."""
    if not (_MAY_HOLD.search(text) or _LABELLED.search(text)):
        return text
    covered = _cover_numbers(text)
    names = {match["name"] for match in _LABELLED.finditer(covered)}
    covered = _LABELLED.sub(rf"\g<label>{NAME}", covered)
    while (further := _FURTHER.sub(rf"\g<label>{NAME}", covered)) != covered:
        covered = further
    names |= {match["name"] for match in _BESIDE.finditer(covered)}
    covered = _BESIDE.sub(rf"{NAME}\g<title>", covered)
    for name in sorted(names):
        if len(name) > 2:  # of two characters it may be a word
            covered = covered.replace(name, NAME)
    return covered


def cover_cell(text: str) -> str:
    """Cover a cell of which nobody knows what it says: a name alone, or the digits of a telephone number alone, is covered too."""
    return NAME if _WHOLE.fullmatch(text) else cover(text)


def _cover_numbers(text: str) -> str:
    plain = text.translate(_DIGITS)
    for pattern, mark in ((_ADDRESS, MAIL), (_CARD, IDENTITY), (_NUMBER, TELEPHONE)):
        plain, text = _replace(pattern, mark, plain, text)
    while match := _BARE.search(plain):
        begin, end = match.span("number")
        plain, text = plain[:begin] + TELEPHONE + plain[end:], text[:begin] + TELEPHONE + text[end:]
    return text


def _replace(pattern: re.Pattern[str], mark: str, plain: str, text: str) -> tuple[str, str]:
    """Cover in a text what is found in its plain twin, place by place."""
    for match in reversed(list(pattern.finditer(plain))):
        begin, end = match.span()
        plain, text = plain[:begin] + mark + plain[end:], text[:begin] + mark + text[end:]
    return plain, text
