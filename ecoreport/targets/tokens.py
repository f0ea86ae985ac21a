"""Cut a target's text into tokens: numbers with their units, comparisons in every spelling, averages, branches, words."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "number",
    "compare",  # in front of what it compares with: ≥, 不低于, 控制在
    "suffix",  # behind its number: 以上, 以内
    "between",  # 之间
    "to",  # ~ between two numbers
    "average",
    "last",  # 上年
    "label",  # the name of a branch
    "branch",  # the name of a branch in brackets
    "word",
    "colon",
    "or",
    "and",
    "comma",
    "pause",  # 、
    "stop",  # ; and 。
    "slash",
    "open",
    "close",
    "blank",
    "line",
    "garbage",
]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    operator: str = ""
    number: Decimal = Decimal(0)
    unit: str = ""


_UNIT_ATOM = (
    r"(?:[十百千]?[万亿]|百|千)?(?:标准立方米|千克标准?煤|吨标准?煤|个百分点|百分点|平方公里|平方千米|平方米|平米|立方米|微克|毫克|千克|公斤|万元|千瓦时"
    r"|公里|千米|公顷|小时|分贝\(A\)|分贝|元|吨|克|米|亩|升|天|日|年|月|人|户|起|件|例|个|家|次|条|处|项|种|株|头|台|辆|座|分|度|期|场|名|枚|艘|所|套|片|宗|类|倍"
    r"|(?:μg|ug|mg|kgce|kg|g|tce|tCO2|t|hm2|km2|km|cm|mm|m2|m3|m|mL|L|dB\(A\)|dB|ha|kWh|kW|MW|d|h|a)(?![A-Za-z0-9]))"
)
_UNIT = rf"(?:%|‰|‱|{_UNIT_ATOM}(?:[/·每]{_UNIT_ATOM})*|[万亿])(?:[/每]{_UNIT_ATOM})?"
_NUMBER = rf"(?P<digits>(?:(?:(?<=[≥≤><=于过在到达])|\A)\s?-\s?)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?![.\d])\s*(?P<unit>{_UNIT})?"
_CHINESE_NUMBER = r"(?P<parts>百分之|千分之)(?P<hanzi>[零一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)"

_MUST = r"(?:应当?|须|必须|需)?"
_LEAST = rf"{_MUST}不(?:得|应当?|能|可|宜|会|再)?(?:低于|少于|小于|短于|亚于|差于)|大于或?等于|高于或?等于|等于或者?(?:大于|高于)|达到或者?(?:超过|高于|优于|大于)|至少(?:达到|为)?|最低(?:达到|为)?|最少"
_MOST = rf"{_MUST}不(?:得|应当?|能|可|宜|会|再)?(?:高于|超过|大于|多于|超出|突破|长于|超(?!过|出|标))|未(?:超过|超出|高于|大于|突破)|小于或?等于|低于或?等于|等于或者?(?:小于|低于)|至多|最多|最高不?(?:超过)?"
_TO_VALUE = r"(?=\s*(?:[≥≤><=]|不低于|不少于)?\s*(?:\d|百分之|千分之))"
_RISE = rf"(?:达到|达|达至|提高到|提高至|提升到|提升至|增加到|增加至|增至|上升到|上升至|升至|升到|扩大到|扩大至|实现|完成){_TO_VALUE}"
_FALL = rf"(?:降至|降到|下降到|下降至|降低到|降低至|减少到|减少至|减至|压减到|压减至|缩小到|缩小至|控制在|控制到|控制于|削减到|削减至|限制在){_TO_VALUE}"
_STAY = rf"(?:稳定在|保持在|维持在|稳定达到|为|是|在){_TO_VALUE}"

_PLACE = r"(?:全省|全国|全市|全区|全县|全球|国家|我省|本省|省内|省级|省|国内|自治区|流域|区域|同期|当年|同类(?:地区|城市|区域)?|所在省份?|各?地区)"
_AVERAGE = rf"(?:(?:同期|当年|同年)的?)?(?:{_PLACE}(?:的|同期|当年|年度)*)?平均(?:的?(?:值|水平|数|线|标准|增长|提高|上升|提升|增加|下降|降低|减少|改善|变化|增速|降幅|增幅|升幅|幅度|速度|比例|率))*|{_PLACE}均值"
_LAST = r"(?:上一?年度?|去年|前一年|上年同期|去年同期)(?:的|同期)*(?:水平|平均值|平均水平|数值|实绩|值|数)?"
_STRICT = rf"(?=\s*(?:-?\d|百分之|千分之|{_AVERAGE}|{_LAST}|[一-鿿]{{0,8}}(?:目标|指标|计划|任务|限额|限值)))"
_MORE = rf"(?:大于|高于|超过|多于|超出|高出){_STRICT}"
_LESS = rf"(?:小于|低于|少于|不足|不到|不满){_STRICT}"

_REGION_ATOM = (
    r"(?:(?:超大城市|特大城市|大中城市|中小城市|中等城市|大城市|中城市|小城市|超特大城市|(?:超大|特大|超|特|大|中等|中|小)(?=[、及和与/或,])"
    r"|干旱半干旱|半干旱|半湿润|干旱|湿润|山区|山地|山地丘陵|丘陵|浅山|平原|高原|高寒|草原|林区|牧区|农区|湖区|库区|水网|滨海|沿海|内陆|海岛|东中部|中西部|东北|东部|中部|西部|西北|西南|华北|华东|华南|南方|北方|南部|北部"
    r"|其他|其余|其它|已达标|未达标|达标|不达标|欠发达|发达|贫困|缺水|丰水|(?:重点|一般)(?=地区|区域|区|城市|县|流域)|[一二三四五六七八九]类|I{1,3}V?类)+"
    r"(?:地区|区域|城市|地带|山区|流域|省份|区|县市|县|市)*)"
)
_WEAK_ATOM = (
    r"(?:地级市|设区的?市|县级市|省级|市级|县级|省会城市|县城|城市|城镇|农村|乡镇|建成区|市|县|区|镇|乡|村|(?:到|至)?20\d\d年(?:底|末|前)?)"
)
_AHEAD = r"\s*:?\s*(?:[≥≤><=\d]|不|达|控制|降|提|保持|稳定|力争|为|实现|增|低于|高于|超过|大于|小于|逐)"
_JOIN = r"(?:、|,|/|及|和|与|或|以及)"
_LABEL = rf"{_REGION_ATOM}(?:{_JOIN}{_REGION_ATOM})*"
_BRACKETED = rf"\(\s*(?P<inner>{_LABEL}|{_WEAK_ATOM}|[东中西](?:、[东中西])*)\s*\)"

_LEXER = re.compile(
    "|".join(
        (
            r"(?P<line>[ \t]*[\n\r][\s]*)",
            r"(?P<blank>[ \t]+)",
            rf"(?P<branch>{_BRACKETED})",
            r"(?P<least>≥=?|>=|=>|⩾|≧|≮|[》〉]=)",
            r"(?P<most>≤=?|<=|=<|⩽|≦|≯|[《〈]=)",
            r"(?P<more>>|〉(?=\s*\d))",
            r"(?P<less><|〈(?=\s*\d))",
            r"(?P<more_or_least>》(?=\s*\d))",
            r"(?P<less_or_most>《(?=\s*\d))",
            rf"(?P<equal>=|等于{_TO_VALUE})",
            rf"(?P<hanzi_number>{_CHINESE_NUMBER})",
                rf"(?P<year_label>20\d\d年(?:底|末|前)?(?={_AHEAD}))",
        r"(?P<year>20\d\d年(?:底|末|前|以前)?)",
        r"(?P<grades>[一二三四五](?:、[一二三四五])+类(?!地区|区)|[IV]{1,3}(?:[、~-][IV]{1,3})+类?)",
        rf"(?P<number>(?<![A-Za-z.\d])(?<![A-Za-z]-){_NUMBER})",
            rf"(?P<least_word>{_LEAST})",
            rf"(?P<most_word>{_MOST})",
            rf"(?P<more_word>{_MORE})",
            rf"(?P<less_word>{_LESS})",
            rf"(?P<rise>{_RISE})",
            rf"(?P<fall>{_FALL})",
            rf"(?P<stay>{_STAY})",
            rf"(?P<reach>(?:达到或?|不劣于|不差于|(?:优于|好于)或?等于|达到或者?(?:优于|好于))(?=\s*(?:{_AVERAGE}|{_LAST})))",
            r"(?P<better>优于|好于)",
            r"(?P<between>之间|范围内?|区间内?)",
            r"(?P<suffix_least>(?:及|或|\(含\))?以上(?:\(含\))?)",
            r"(?P<suffix_most>(?:及|或)?以下(?:\(含\))?|以内|之内)",
            rf"(?P<average>{_AVERAGE})",
            rf"(?P<last>{_LAST})",
            rf"(?P<label>{_LABEL}|{_WEAK_ATOM}(?={_AHEAD}))",
            r"(?P<to>~|-{1,2}|至|到)(?=\s*\d)",
            r"(?P<or>或者|或)",
            r"(?P<and>并且|而且|同时|且|并(?=逐|高|低|优|持|保|稳|呈|不|≥|≤))",
            r"(?P<comma>,)",
            r"(?P<pause>、)",
            r"(?P<stop>[;。]+)",
            r"(?P<slash>/)",
            r"(?P<colon>:)",
            r"(?P<open>\()",
            r"(?P<close>\))",
            r"(?P<name>[A-Za-zμ][A-Za-z0-9.μ]*)",
            r"(?P<letter>[一-鿿“”\"'‘’《》〈〉·])",
            r"(?P<garbage>.)",
        )
    ),
    re.DOTALL,
)
_OPERATORS = {
    "least": ">=", "most": "<=", "more": ">", "less": "<", "more_or_least": ">?", "less_or_most": "<?", "equal": "=",
    "least_word": ">=", "most_word": "<=", "more_word": ">", "less_word": "<", "rise": "rise", "fall": "fall", "stay": "stay", "better": "better", "reach": "reach",
}  # fmt: skip
_DIGITS = {character: digit for digit, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_SAME = str.maketrans({
    "，": ", ", "；": ";", "：": ":", "﹥": ">", "﹤": "<", "﹪": "%", "～": "~", "〜": "~", "∼": "~", "—": "-", "–": "-", "－": "-", "−": "-",
    "µ": "μ", "【": "(", "】": ")", "［": "(", "］": ")", "[": "(", "]": ")", "≦": "≤", "≧": "≥", "⩾": "≥", "⩽": "≤", "＞": ">", "＜": "<",
    "\u200b": None, "\ufeff": None, "\u3000": " ", "\xa0": " ",
})  # fmt: skip
LONGEST_TARGET = 400  # characters; the longest printed target has some 40


def fold_widths(text: str) -> str:
    """Fold full width, signs and brackets to one spelling; Ⅲ becomes III."""
    return unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)


_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\s*\((%|‰)\)")
_SCOPE_NOTE = re.compile(r"(?<=[市县区])\((?:地级|县级|[市县区、,]+|不?含[^()]{1,8})\)")  # 县(市、区)


def cut(text: str) -> tuple[Token, ...]:
    """Cut a target into tokens whose kind no longer depends on their neighbours."""
    folded = re.sub(r"(?<=[,;])[ \t]+|[ \t]+(?=[,;])", "", fold_widths(text).strip())
    folded = _SCOPE_NOTE.sub("", _UNIT_IN_BRACKETS.sub(r"\1", folded))
    tokens = [_make_token(match) for match in _LEXER.finditer(folded)]
    return tuple(_settle(_join_words(tokens)))


def _make_token(match: re.Match[str]) -> Token:
    kind, text = str(match.lastgroup), match[0]
    if match["number"] is not None:
        digits = re.sub(r"[,\s]", "", match["digits"])
        return Token("garbage", text) if len(digits) > 20 else Token("number", text, number=Decimal(digits), unit=match["unit"] or "")
    if match["hanzi_number"] is not None:
        value = _read_hanzi(match["hanzi"])
        unit = "%" if match["parts"] == "百分之" else "‰"
        return Token("garbage", text) if value is None else Token("number", text, number=value, unit=unit)
    if match["branch"] is not None:
        return Token("branch", match["inner"])
    for name, operator in _OPERATORS.items():
        if match[name] is not None:
            return Token("compare", text, operator)
    if match["suffix_least"] is not None:
        return Token("suffix", text, ">=")
    if match["suffix_most"] is not None:
        return Token("suffix", text, "<=")
    if match["year_label"] is not None:
        return Token("label", text)
    if any(match[name] is not None for name in ("name", "letter", "year", "grades")):
        return Token("word", text)
    return Token(kind, text)  # type: ignore[arg-type]  # every group left is named as its kind


def _read_hanzi(text: str) -> Decimal | None:
    """Read 九十五, 八十, 百, 零点五."""
    if text[0].isdigit():
        return Decimal(text)
    whole, _, decimals = text.partition("点")
    if not all(character in _DIGITS for character in decimals):
        return None
    total, digit = 0, 0
    for character in whole:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    tail = "".join(str(_DIGITS[character]) for character in decimals)
    return Decimal(f"{total + digit}.{tail}" if tail else total + digit)


def _join_words(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if joined and token.kind == joined[-1].kind == "word":
            joined[-1] = replace(token, text=joined[-1].text + token.text)
        else:
            joined.append(token)
    return joined


_STRONG_BEFORE_WORDS = re.compile(
    r"^(?:应|要|须|均|力争|继续|基本)*(?:保持|维持|稳定|持续|逐年|逐步|不断|稳步|不降低|不减少|不增加|不恶化|改善|提高|下降|完成|达到)"
)
_REGION = re.compile(r"^[一-鿿]{2,14}(?:地区|区域|区|城市|流域|县|市|地带)$")
_VALUE = frozenset({"number", "average", "last"})


def _settle(tokens: list[Token]) -> list[Token]:
    """Decide by the neighbours: 达到 without a value is a word, 以上 without a number too, a blank may be a comma."""
    tokens = _unglue_labels(_settle_blanks(tokens))
    direct = sum(token.kind == "label" and _opens_branch(token, tokens[place + 1 :], 0) for place, token in enumerate(tokens))
    out: list[Token] = []
    tokens = _name_regions(tokens, direct)
    for place, token in enumerate(tokens):
        out.append(_settle_one(token, out[-1].kind if out else "", tokens[place + 1 :], direct))
    return _join_words(out)


def _unglue_labels(tokens: list[Token]) -> list[Token]:
    """The 区 of 生态功能区 is no branch of its own."""
    behind = [None, *tokens]
    return _join_words([
        replace(token, kind="word") if token.kind == "label" and is_weak(token.text) and before and before.kind == "word" else token
        for before, token in zip(behind, tokens, strict=False)
    ])


def _name_regions(tokens: list[Token], labels: int) -> list[Token]:
    """Take words such as 国家重点生态功能区 for branches where two or more stand straight before a value."""
    words = _join_words(tokens)
    named = [
        token.kind == "word" and _REGION.search(token.text) is not None and follower.kind in ("compare", "number", "colon")
        for token, follower in zip(words, words[1:], strict=False)
    ]
    if not any(named) or sum(named) + labels < 2:
        return tokens
    return [replace(token, kind="label") if is_named else token for token, is_named in zip(words, [*named, False], strict=True)]


def _settle_one(token: Token, behind: str, rest: list[Token], labels: int) -> Token:
    word = replace(token, kind="word", operator="")
    ahead = rest[0].kind if rest else ""
    match token.kind:
        case "compare" if ahead not in _VALUE | {"compare"} and not (ahead == "word" and (token.operator in "<=>=" or behind == "number")):
            return word if token.text[0] > "一" else token
        case "suffix" | "between" if behind not in _VALUE:
            return word
        case "average" | "last" if behind != "compare" and ahead != "suffix":
            return word
        case "to" if behind != "number":
            return word if token.text in "至到" else Token("garbage", token.text)
        case "label" if not (_opens_branch(token, rest, labels) and (labels > 1 or not is_weak(token.text))):
            return word
        case "word" if behind == "number" == ahead and token.text in "和与":
            return replace(token, kind="to")
    return token


def is_weak(label: str) -> bool:
    """Is this a word that names a branch only beside others of its kind: 市, 县城, 2020年."""
    return re.fullmatch(_WEAK_ATOM, label) is not None


def _opens_branch(token: Token, rest: list[Token], others: int) -> bool:
    """Does a requirement follow at once, or (beside other branches) after its own noun: 草原区林草覆盖率≥90."""
    ahead = rest[0] if rest else token
    if ahead.kind in ("compare", "number", "colon", "average", "last"):
        return ahead is not token
    if ahead.kind != "word" or is_weak(token.text):
        return False
    if _STRONG_BEFORE_WORDS.match(ahead.text):
        return True
    return others > 0 and len(rest) > 1 and rest[1].kind == "compare" and re.search(r"[率量度数值例]$", ahead.text) is not None


_ENDS = frozenset({"number", "suffix", "between", "average", "last", "branch", "close"})


def _settle_blanks(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind not in ("blank", "line"):
            out.append(token)
            continue
        before = out[-1].kind if out else ""
        ahead = tokens[place + 1].kind if place + 1 < len(tokens) else ""
        if before == ahead == "number":
            out.append(Token("garbage", token.text))
        elif (before in _ENDS and ahead in ("word", "compare", "number", "label", "last")) or (
            token.kind == "line" and before == "word" and ahead in ("word", "label")
        ):
            out.append(Token("comma", ","))
    return out
