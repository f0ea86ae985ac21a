"""How comparisons, numbers, averages and branches are spelt: the patterns that the lexer knows."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.comparisons import AT_LEAST, AT_MOST, BEHIND_LEAST, BEHIND_MOST, FALLS_TO, LESS, MORE, REACHES
from ecoreport.language.periods import LAST_YEAR

# ---- marks of footnotes ---------------------------------------------------------------------------
_BEHIND = r"(?<=[\d%‰)一-鿿])"
_MARKS = re.compile(
    rf"^\s*(?:[*＊※†‡☆★▲●◆■◎]|△(?=\s*[≥≤><=\d]))+|(?<=[一-鿿])\s*[*＊※†‡☆★▲]+(?=\s*(?:$|[,，;；。]))|[①-⓿❶-➓⑴-⒛㈠-㈩]|<sup>[^<>]*</sup>|{_BEHIND}\s*(?:(?<![米里])[⁰¹²³⁴-⁹]+|[ᵃ-ᶻ])(?!\d)|(?<=[\d%‰)])\s*[*＊※†‡#＃☆★△▲]+(?!\d)"
    rf"|(?<=[\d%‰])\s*(?:[\[［〔【]\s*注?\s*\d{{1,2}}\s*[\]］〕】]|[(（]\s*[1-9]\s*[)）](?!\d)|注\d{{0,2}}(?=$|[,，;；。]))"
    r"|[(（\[［〔【]\s*见?注\s*\d{0,2}\s*[)）\]］〕】]"
)
_POWER = re.compile(r"(?<![\d.])10([⁰¹²³⁴-⁹]+)")
_NUMBERED = re.compile(r"^\s*[①⑴❶]")


def drop_marks(text: str) -> str:
    """Take away the marks of footnotes (25①, 25*, 25[1], 25(注1), 25¹); where they number the requirements themselves, part these."""
    parts = bool(_NUMBERED.match(text))
    text = _POWER.sub(lambda match: f"10^{match[1]}", text)  # a power, or a mark at a 10: nobody knows, and ^ is not understood
    return _MARKS.sub(lambda match: ";" if parts and match[0] in _ENCLOSED else "", text)


_ENCLOSED = frozenset(map(chr, (*range(0x2460, 0x249C), *range(0x2776, 0x2794))))

# ---- numbers and their units ---------------------------------------------------------------------
_UNIT_ATOM = (
    r"(?:[十百千]?[万亿]|百(?!分点)|千(?![克瓦米]))?"
    + any_of(
        "标准立方米 千克标准?煤 吨标准?煤 个百分点 百分点 平方公里 平方千米 平方米 平米 立方米 微克 毫克 千克 公斤 万元 千瓦时 公里 千米",
        r"公顷 小时 分贝\(A\) 分贝 元 吨 克 米 亩 升 天 日 年 月 人 户 起 件 例 个 家 次 条 处 项 种 株 头 台 辆",
        r"座 分 度 期 场 名 枚 艘 所 套",
        "片 宗 类 倍 位(?![于居列次置])",
    ).removesuffix(")")
    + "|"
    + any_of(r"μg ug mg kgce kg g tce tCO2 t hm2 km2 km cm mm m2 m3 m mL L dB\(A\) dB ha kWh kW MW d h a")
    + "(?![A-Za-z0-9]))"
)
_UNIT = rf"(?:%|‰|‱|{_UNIT_ATOM}(?:[/·每]{_UNIT_ATOM})*|[万亿])(?:[/每]{_UNIT_ATOM})?"
_MINUS = r"(?:(?:(?<=[≥≤><=于过在到达])|\A)\s?-\s?)?"  # elsewhere a dash is a span
NUMBER = rf"(?<![A-Za-z.\d])(?<![A-Za-z]-)(?P<digits>{_MINUS}(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?![.\d])\s*(?P<unit>{_UNIT})?"
YEAR = r"20\d\d年(?:底|末|前|以前)?"
GRADES = r"[一二三四五](?:、[一二三四五])+类(?!地区|区)|[IV]{1,3}(?:[、~-][IV]{1,3})+类?"  # 一、二类; I~III类

# ---- averages and the year before ----------------------------------------------------------------
_PLACE = any_of(
    "全省 全国 全市 全区 全县 全球 国家 我省 本省 省内 省级 省 国内 自治区 流域 区域 同期 当年 同类(?:地区|城市|区域)? 所在省份? 各?地区"
)
_AVERAGED = any_of("值 水平 数 线 标准 增长 提高 上升 提升 增加 下降 降低 减少 改善 变化 增速 降幅 增幅 升幅 幅度 速度 比例 率")
AVERAGE = rf"(?:(?:(?:同期|当年|同年)的?)?(?:{_PLACE}(?:的|同期|当年|年度)*)?平均(?:的?{_AVERAGED})*|{_PLACE}均值)"
LAST = rf"{LAST_YEAR}(?:的|同期)*(?:水平|平均值|平均水平|数值|实绩|值|数)?"

# ---- comparisons ---------------------------------------------------------------------------------
_VALUE_AHEAD = rf"(?=\s*(?:-?\d|{AVERAGE}|{LAST}|[一-鿿]{{0,8}}(?:目标|指标|计划|任务|限额|限值)))"
_NUMBER_AHEAD = r"(?=\s*(?:[≥≤><=]|不低于|不少于)?\s*\d)"
EQUAL = rf"=|等于{_NUMBER_AHEAD}"
RISE = rf"(?:{REACHES}|实现|完成){_NUMBER_AHEAD}"
STAY = any_of("稳定在 保持在 维持在 稳定达到 为 是 在") + _NUMBER_AHEAD
REACH = rf"{any_of('达到或? 不劣于 不差于 (?:优于|好于)或?等于 达到或者?(?:优于|好于)')}(?=\s*(?:{AVERAGE}|{LAST}))"

# ---- branches ------------------------------------------------------------------------------------
_KIND = any_of(
    "I{1,2}型大城市 I{1,2}型小城市 超大城市 特大城市 大中城市 中小城市 中等城市 大城市 中城市 小城市 超特大城市",
    "(?:超大|特大|超|特|大|中等|中|小)(?=[、及和与/或,])",
    "干旱半干旱 半干旱 半湿润 干旱 湿润 山区 山地 山地丘陵 丘陵 浅山 平原 高原 高寒 草原 林区 牧区 农区 湖区",
    "库区 水网 滨海 沿海 内陆 海岛",
    "东中部 中西部 东北 东部 中部 西部 西北 西南 华北 华东 华南 南方 北方 南部 北部 其他 其余 其它 已达标 未达标 达标 不达标",
    "欠发达 发达 贫困 缺水 丰水 (?:重点|一般)(?=地区|区域|区|城市|县|流域) [一二三四五六七八九]类 I{1,3}V?类",
)
_OF_KIND = r"(?:地区|区域|城市|地带|山区|流域|省份|区|县市|县|市)"
_REGION = rf"{_KIND}+{_OF_KIND}*(?:的?{_KIND}+{_OF_KIND}*)*"  # 东部地区大城市
KIND_OF_PLACE = re.compile(rf"{_KIND}{_OF_KIND}*")
_WEAK = any_of(
    "地级市 设区的?市 县级市 省级 市级 县级 省会城市 县城 城区 市区 郊区 城市 城镇 农村 乡镇 建成区 市 县 区 镇 乡 村",
    r"(?:到|至)?20\d\d年(?:底|末|前)?",
)
_REQUIREMENT_AHEAD = r"(?=\s*:?\s*(?:[≥≤><=\d]|不|达|控制|降|提|保持|稳定|为|实现|增|低于|高于|超过|大于|小于|逐))"
YEAR_LABEL = rf"20\d\d年(?:底|末|前)?{_REQUIREMENT_AHEAD}"
_REGIONS = rf"{_REGION}(?:(?:、|,|/|及|和|与|或|以及){_REGION})*"
LABEL = rf"{_REGIONS}|{_WEAK}{_REQUIREMENT_AHEAD}"
BRACKETED = rf"\(\s*(?P<inner>{_REGIONS}|{_WEAK}|[东中西](?:、[东中西])*)\s*\)"
WEAK_LABEL = re.compile(_WEAK)
ANY_REGION = re.compile(r"^[一-鿿]{2,14}(?:地区|区域|区|城市|流域|县|市|地带)$")

_CLASS = "(?:I{1,3}|IV|V|[一二三四五])[类级]"

LEXER = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("line", r"[ \t]*[\n\r][\s]*"),
            ("blank", r"[ \t]+"),
            ("branch", BRACKETED),
            ("graded", rf"(?:(?:达到|保持|优于|好于)或者?(?:优于|好于|等于)?|不[劣差]于)(?={_CLASS})"),
            ("least", r"≥=?|>=|=>|≮|[》〉]="),
            ("most", r"≤=?|<=|=<|≯|[《〈]="),
            ("more", r">|〉(?=\s*\d)"),
            ("less", r"<|〈(?=\s*\d)"),
            ("more_or_least", r"》(?=\s*\d)"),
            ("less_or_most", r"《(?=\s*\d)"),
            ("equal", EQUAL),
            ("year_label", YEAR_LABEL),
            ("year", YEAR),
            ("grades", GRADES),
            ("number", NUMBER),
            ("least_word", AT_LEAST),
            ("most_word", AT_MOST),
            ("more_word", MORE + _VALUE_AHEAD),
            ("less_word", LESS + _VALUE_AHEAD),
            ("rise", RISE),
            ("fall", FALLS_TO + _NUMBER_AHEAD),
            ("stay", STAY),
            ("reach", REACH),
            ("better", "优于|好于"),
            ("between", "之间|范围内?|区间内?"),
            ("suffix_least", rf"(?:\(含\))?{BEHIND_LEAST}(?:\(含\))?"),
            ("suffix_most", rf"{BEHIND_MOST}(?:\(含\))?"),
            ("average", AVERAGE),
            ("last", LAST),
            ("label", LABEL),
            ("to", r"(?:~|-{1,2}|至|到|±|\+/-)(?=\s*\d)"),
            ("or", "或者|或"),
            ("and", "并且|而且|(?<!三)同时|且|并(?=逐|高|低|优|持|保|稳|呈|不|≥|≤)"),
            ("comma", ","),
            ("pause", "、"),
            ("stop", "[;。]+"),
            ("slash", "/"),
            ("colon", ":"),
            ("open", r"\("),
            ("close", r"\)"),
            ("name", "[ΔA-Za-zμ][A-Za-z0-9.μ]*"),
            ("letter", "[一-鿿“”\"'‘’《》〈〉·]"),
            ("garbage", "."),
        )
    ),
    re.DOTALL,
)
OPERATORS = {
    "least": ">=", "most": "<=", "more": ">", "less": "<", "more_or_least": ">?", "less_or_most": "<?", "equal": "=",
    "least_word": ">=", "most_word": "<=", "more_word": ">", "less_word": "<",
    "rise": "rise", "fall": "fall", "stay": "stay", "better": "better", "reach": "reach",
    "suffix_least": ">=", "suffix_most": "<=",
}  # fmt: skip
