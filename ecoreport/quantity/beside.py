"""The figures that a note names for the very measure beside it: 实际处置率为93%, 经核定为96.5, 较上年提高1.2个百分点."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.amounts import write_digits
from ecoreport.language.changes import FALLS, RISES, names_change
from ecoreport.language.numerals import narrow
from ecoreport.language.units import convert
from ecoreport.quantity.grammar import NAME
from ecoreport.quantity.mentions import Mention, read_mentions
from ecoreport.records import dataclass

_LONGEST = 400  # characters of a note that is heard
_ORDINALS = re.compile(r"(?:^|(?<=[:：;；。\n]))\s*\d{1,2}[.．、](?!\d)")  # 注:1.按常住人口计算
_STOPS = re.compile(r"[,，、；;。:：()（）\n!！?？]")
_MEASURES = re.compile(
    r"(?:[升降增减]幅|率|比例|比重|占比|度|指数|浓度|面积|总量|长度|强度|水平|余额|密度|含量|人口|产值|规模|能力|天数|成本|资金|弹性系数|单价|均价|费用)"
    r"(?=(?:大约|约|由|从|较|比|为|是|达到?|至|到|近|共|均|仅|只|:|\d|\s|$))"
)
_NEUTRAL = re.compile(
    any_of(
        "调查 报告 终稿 公报 通报 显示 □ 实际 实测 经 核实 复核 核定 审核 审定 核算 最终",
        "现 目前 当前 截至 全市 我市 本市 市域 全域 本 该 此 项 指标 数据 数值 数字",
        "结果 完成 年度 全年 人均 本年 当年 今年 年末 年底 总体 综合 整体 平均 年均",
        "按 照 口径 统计 系统 省级 国家 上级 测得 测算 计算 的 上报 应",
    )
)
_AREA = r"(?:[县区镇乡岛村]|街道|新城|片区|断面|公司|企业|园区|水库|海域|小区|社区|站点|点位|学校|医院)"
_ELSEWHERE = re.compile(
    r"邻市|兄弟|外市|周边|其他(?:市|地)|全省|全国|省均|设区市|宁波|台州|温州|杭州|嘉兴|湖州|绍兴|金华|衢州|丽水"
    rf"|[一-鿿]{{1,4}}(?<!全){_AREA}(?:为|达|的|[^,，。;；]{{0,4}}(?:率|比例|面积|浓度|指数))"
)
_PARTS = re.compile(
    "第[一二三四五六七八九十]|"
    + any_of(
        "其中 分别 较高的 较低的 最高 最低 单月 当月 月均 季度 半年 个别 部分 另(?!行) 另有",
        "剩余 其余 扣除 剔除 新增 净增 新建 同期 往年 历年 以外",
        "前一轮 前一次 上一轮 前次",
        "加减 目标 任务",
        "下达 要求 标准 限值 底线 控制 力争 计划 规划 满分 分子 分母 权重 置信 误差 样本 贡献 完成率 序时 进度",
    )
)
_LEADS_TO_ONE = re.compile(r"(?:为|是|成|达|达到|值|得分|分|数|:|■)\s*$")  # before a bare number that may be a share
_TELLS_ONE = re.compile(  # and before one that is the measure's only where it is near the value: 系统里显示89.7, 说只有93.5
    r"(?:显示|说|讲|称|只有|仅有|仅|只|才|就|印的?|写的?|填的?|报的?|列的?|给的?|算的?|算出来?|算得|得出|测出|测得|查出|核出|核减[到至]|改[成为]|调[成为到]|剩|回?到|合|约)(?:是|为|了)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that a note gives the measure beside it."""

    value: Decimal  # in the plan's unit; of a change, its size, falls negative
    words: str  # the clause that says it
    change: bool = False  # it is told against the year before
    points: bool = False  # of a change: in percentage points, or in the plan's unit
    relative: bool = False  # of a change: in percent of last year's
    loose: bool = False  # a bare number that nothing but its size ties to the measure


def figures_beside(text: str, unit: str, names: tuple[str, ...], period: int) -> Iterator[Beside]:
    """Give what a note says of the measure and year beside it; what is told of another measure, year, place or part is left out."""
    bare = _ORDINALS.sub("", text[:_LONGEST])
    narrowed = narrow(write_digits(bare) if "分之" in bare else bare)
    mentions = read_mentions(narrowed, names, period).mentions
    composed = _composed(mentions, narrowed)
    for mention in mentions:
        if mention.start in composed:
            continue
        sentence = re.split(r"[。；;\n]", narrowed[: mention.start])[-1]
        if mention.value is None or mention.number.fault or mention.year not in (None, period) or _is_of_other(sentence, names):
            continue
        if not _is_rate(unit) and not _is_of_this(sentence, names):
            continue  # of an amount there may be many: 贷款128亿元
        words = f"{_STOPS.split(sentence)[-1]}{narrowed[mention.start : mention.end]}".strip()
        value = mention.value
        if (mention.role in ("value", "other") or (mention.role == "part" and _names_it(sentence, names))) and (
            told := _converted(mention, narrowed, unit)
        ) is not None:
            yield Beside(told, words)
        elif mention.role == "value" and (told := _of_each(mention, unit)) is not None:
            yield Beside(told, words, loose=True)
        elif (
            mention.role == "value"
            and not mention.unit
            and _stands_alone(narrowed, mention)
            and _TELLS_ONE.search(narrowed[: mention.start])
        ):
            yield Beside(value, words, loose=True)
        elif mention.role == "change" and names_change(names[0]) and mention.unit == unit and _OF_YEAR.search(words):
            yield Beside(abs(value), words)
        elif mention.role == "change" and _since_last_year(sentence, period) and _changes_it(sentence, names):
            sign = -1 if mention.falls or value < 0 or _LESS.search(narrowed[: mention.start]) else 1
            if "百分点" in mention.unit:
                yield Beside(sign * abs(value), words, change=True, points=True)
            elif mention.unit == "%":
                yield Beside(sign * abs(value), words, change=True, relative=True)
            elif (
                mention.unit
                and (value < 0 or _STEPS.search(narrowed[: mention.start]))
                and (step := convert(abs(value), mention.unit, unit)) is not None
            ):
                yield Beside(sign * step, words, change=True, points=True)


def _composed(mentions: Sequence[Mention], text: str) -> set[int]:
    """Find the shares of which a sentence makes up a whole: 水泥61%、砌块27%、路基12%."""
    found: set[int] = set()
    for sentence in re.finditer(r"[^。；;\n]+", text):
        shares = [
            each for each in mentions if each.unit == "%" and each.value is not None and sentence.start() <= each.start < sentence.end()
        ]
        total = sum((each.value for each in shares if each.value is not None), Decimal(0))
        if len(shares) >= _FEWEST_SHARES and abs(total - _HUNDRED) <= 1:
            found |= {each.start for each in shares}
    return found


_FEWEST_SHARES = 3
_OF_YEAR = re.compile("当年|本年|今年|全年")  # beside a rate of change: 当年下降3.7%
_LESS = re.compile(r"[少低缩]了?\s*$")  # 比上年少|3.8%
_STEPS = re.compile(rf"(?:{any_of(RISES, FALLS, '升 降 增 减 多 少')})了?$")


def named_otherwise(text: str, value: Decimal, unit: str, names: tuple[str, ...], period: int) -> str | None:
    """Give the clause that gives the very number to another measure, of another unit or of nothing in the name: 绿化覆盖率42.6%."""
    if value in (0, _HUNDRED):
        return None  # much is all, or nothing
    narrowed = narrow(text[:_LONGEST])
    told = [each for each in read_mentions(narrowed, names, period).mentions if each.value == value]
    if not told or not all(_is_of_another(each, narrowed, unit, names) for each in told):
        return None
    return f"{_STOPS.split(narrowed[: told[0].start])[-1]}{narrowed[told[0].start : told[0].end]}"


def only_of_others(clause: str, unit: str, names: tuple[str, ...], period: int) -> bool:
    """Does a clause tell figures, all of them of another measure: 水质抽检达标率96.8% beside a share of what is maintained."""
    told = read_mentions(clause, names, period).mentions
    return bool(told) and all(_is_of_another(each, clause, unit, names) for each in told)


def _is_of_another(mention: Mention, text: str, unit: str, names: tuple[str, ...]) -> bool:
    """Is a number led to by a measure of another unit, or of nothing that the names say."""
    head = _STOPS.split(text[: mention.start])[-1]
    if (behind := _IS_MEASURE.match(text[mention.end :])) and not _MEASURES.search(head):
        head = behind["what"]
    measure = _MEASURES.search(head)
    if measure is None or mention.value is None or mention.role not in ("value", "part") or any(name in head for name in names):
        return False
    known = convert(mention.value, mention.unit, unit) is not None if mention.unit and unit not in ("", "-") else True
    return not known or not _shares_deed(head, measure, "".join(names))


_IS_MEASURE = re.compile(
    r"(?:为|是|系)(?P<what>(?:[^,，;；。\d]{2,10}(?:率|度|指数)|[^,，;；。\d]{2,24}[升降增减]幅))(?=[,，;；。]|$)"
)  # 85.7%|为知晓度


def _shares_deed(head: str, measure: "re.Match[str]", names: str) -> bool:
    """Is what a measure is of in the names, or like it: 处置率 of 处理率, not 普及率; a share is of all that is named before it."""
    if measure[0] in ("比例", "比重", "占比"):
        return bool(({*head[: measure.end()]} - _COMMON) & {*names})
    deed = head[max(0, measure.start() - _NOUN) : measure.start()]
    return deed in names or (deed[0] in names and deed[0] not in _COMMON)


_COMMON = frozenset("化率度比例重占的数量水平全市我本年城镇乡农村生态环境文明建设公众对")


def _stands_alone(text: str, mention: Mention) -> bool:
    """Does a clause end with a number."""
    return re.match(r"\s*(?:[,，;；。()（）]|$)", text[mention.end :]) is not None


def _is_rate(unit: str) -> bool:
    return unit in ("%", "", "-") or "/" in unit


def _names_it(sentence: str, names: tuple[str, ...]) -> bool:
    """Does the clause that leads to a number name the measure by its noun: 其中虹桥水库超标,全年优良比例83.3%."""
    head = _NEUTRAL.sub("", _STOPS.split(sentence)[-1])
    return any(name in head for name in names) or (_MEASURES.search(head) is not None and any(_is_within(head, name) for name in names))


def _is_of_this(sentence: str, names: tuple[str, ...]) -> bool:
    """Do the words that lead to a number name this measure, or no thing at all."""
    head = re.sub(r"(?:19|20)\d\d年?度?末?|[\s\"“”]|(?:为|是|达到?|至|到|约|共|仅|只有?)$", "", _STOPS.split(sentence)[-1])
    return any(name in head for name in names) or NAME in head or not _NEUTRAL.sub("", head)


def _is_of_other(sentence: str, names: tuple[str, ...]) -> bool:
    """Do the words that lead to a number name another measure, another place or a part."""
    for name in names:
        sentence = sentence.replace(name, NAME)
    head = _STOPS.split(sentence)[-1]
    if NAME in head:
        return False
    *_, before, _ = ("", *_STOPS.split(sentence))
    listed = _LISTED_BEFORE.search(sentence)
    if (
        _is_of_month(head, sentence)
        or _ELSEWHERE.search(sentence)
        or _PARTS.search(head)
        or (listed and _PARTS.search(listed[0]))
        or _EXTREME.search(before)
        or _OF_SEASON.search(before)
    ):
        return True
    for clause in (each for each in reversed(_STOPS.split(sentence)) if "分母" not in each and "分子" not in each):
        if measure := list(_MEASURES.finditer(clause)):
            words = _NEUTRAL.sub(
                "",
                _WHENCE.sub("", clause[: measure[-1].end()]),
            )
            return bool(words) and not any(_is_within(words, name) for name in names)
    return False


def _is_of_month(head: str, sentence: str) -> bool:
    """Is a number led to by a month: 1月最高31、|12月|29; by December alone it may be the year's."""
    told = _MONTH_BEFORE.search(head)
    return told is not None and (told[1] != "12" or len(_MONTHS.findall(sentence)) > 1)


_MONTHS = re.compile(r"(?<![-~至到\d])(?:1[0-2]|[1-9])月")
_MONTH_BEFORE = re.compile(r"(?<![-~至到\d])(1[0-2]|[1-9])月份?(?:为|是)?\s*$")
_WHENCE = re.compile(  # when and from where a measure is told: 环统系统导出的|综合利用率, 平台上|公开率
    r"(?:19|20)\d\d年?度?末?|第\d+[页条款章节期表]|[\s\"“”]|^.*(?:系统|平台|台账|年鉴|公报|年报|报表|报告)[里中上内]的?"
    r"|^.*(?:测得?|测出|调查|评价?|算得?|查得?|[核审认]定?|统计|导出|出具|反馈|上报|报送|公布|发布|提供|汇总|通报|填报)的"
)
_LISTED_BEFORE = re.compile(r"[^,，;；。]*\d%?、[^,，;；。\d]*$")  # 较高的有粉煤灰99.2%、|脱硫石膏98.7%
_OF_SEASON = re.compile(
    r"^(?:[一二三四]季度|[上下]半年|(?:1[01]|[1-9])月|[春夏秋冬]季|[非主]?汛期|[枯丰平]水期)[^,]{0,4}[高低好差大小多少]$"
)  # 一季度偏高,|均值26
_EXTREME = re.compile("最[高低大小多少好差]$|居首$|较[高低]$")  # 信息类占比最高,|达97%


def _changes_it(sentence: str, names: tuple[str, ...]) -> bool:
    """Is it this measure that is told to change, and not what it is divided by: 工业增加值较上年增长11%."""
    sentence = re.sub(r"(?:19|20)\d\d年?度?", "", sentence)
    before = _NEUTRAL.sub("", re.split(r"较|比|同比|与", _STOPS.split(sentence)[-1])[0]).strip()
    return not before or NAME in before or any(name in before or (_is_within(before, name)) for name in names)


def _since_last_year(text: str, period: int) -> bool:
    return re.search(rf"(?:较|比|同|与)(?:上一?年度?|去年|前一年|上年同期|{period - 1}年)|同比", text) is not None


def _is_within(words: str, name: str) -> bool:
    """Does a name hold these words in order, its measure's noun among them: 处置率 of 危险废物利用处置率."""
    at = -1
    for character in words:
        at = name.find(character, at + 1)
        if at < 0:
            return False
    return ends_alike(words, name)


def ends_alike(words: str, name: str) -> bool:
    """Do words end in what a name measures: 处置率 of 危险废物利用处置率, and not 工业增加值 of 万元工业增加值用水量."""
    return name.rfind(words[-_NOUN:]) >= len(name) - _TAIL


_NOUN, _TAIL = 2, 3  # characters of a measure's noun; of a name's end in which it stands


def _converted(mention: Mention, text: str, unit: str) -> Decimal | None:
    """Express a figure in the plan's unit; a bare number must be led to, a unit cut short be completed by the measure's name."""
    value = mention.value
    if value is None:
        return None
    if not mention.unit:
        if re.match(r"\s*(?!以[上下]|左右|上下)[一-鿿]", text[mention.end :]):
            return None  # 18周岁
        led = mention.introduced or _LEADS_TO_ONE.search(text[: mention.start]) is not None
        if unit == "%":
            return (value * _HUNDRED if value <= 1 else value) if led and value <= _HUNDRED else None
        return value if led else None
    if unit in ("", "-"):
        return value if mention.unit == "分" else None
    if unit == "%" and mention.unit == "分" and value <= _HUNDRED:
        return value
    if (converted := convert(value, mention.unit, unit)) is not None:
        return converted
    short, _, per = unit.partition("/")
    if per and "人" in per and "人均" in _STOPS.split(text[: mention.start])[-1]:
        return convert(value, mention.unit, short)
    return None


def _of_each(mention: Mention, unit: str) -> Decimal | None:
    """Express a figure whose unit leaves out of whom it is: 普查结果为12.7平方米 beside 平方米/人."""
    short, _, per = unit.partition("/")
    return convert(mention.value, mention.unit, short) if per and "人" in per and mention.value is not None and mention.unit else None


_HUNDRED = Decimal(100)
