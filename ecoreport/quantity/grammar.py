"""The words around a number that say what it is: a bound, a change, an aim, somebody else's, about."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.changes import FALLS, RISES
from ecoreport.language.comparisons import AT_LEAST, AT_MOST, BEHIND_LEAST, BEHIND_MOST, LESS, MORE
from ecoreport.language.periods import DAY, MONTH, YEAR

# In place of what is no number of this item: its own name; a year compared with; dates, titles, references.
NAME, COMPARED, ELSE = "■", "▲", "□"


# ---- what is no number -------------------------------------------------------------------------

_WHEN = rf"{MONTH} *月? *(?:(?:[-~—–]{{1,2}}|[至到]) *{MONTH} *)?月(?: *{DAY} *日|份|底|末|[上中下]旬)?"
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{YEAR} *([-./]) *{MONTH} *\1 *{DAY}(?![0-9%.])(?: *[0-9]{{1,2}}:[0-9]{{1,2}}(?::[0-9]{{1,2}})?)?",
        rf"{YEAR} *年 *{_WHEN}",
        rf"(?<![0-9.]){_WHEN}",
    )
)
SPAN_OF_YEARS = re.compile(rf"{YEAR} *年? *[-~—至到] *{YEAR} *年")
NOT_NUMBERS = re.compile(
    "|".join((
        "《[^《》]*》",
        "“[^“”]*”",
        rf"[〔\[(]{YEAR}[〕\])] *[0-9]+ *号",
        "(?<![0-9])[0-9]{1,8} *号",
        "第 *[0-9]+(?: *[-~至到] *[0-9]+)? *[一-鿿]?",
        "(?:附件|附表|附录|见表|表格|见图|佐证|材料|编号|注|页码|[Pp]) *[0-9]+(?:[-.][0-9]+)*(?![0-9.%])",
        "(?<![A-Za-z吨克])(?:PM|GB|HJ|DB|ISO)(?:/T)?[/ ]?[0-9]+(?:[./-][0-9]+)*(?![0-9])",
    )),
    re.IGNORECASE,
)  # fmt: skip
_COMPARING = "(?P<compared>相较于?|对比|[较比与同和])? *"
YEARS = (
    re.compile(rf"{_COMPARING}(?<![0-9.])(?P<year>{YEAR}) *(?:年度?(?:底|末)?|(?=:))(?P<after> *相?比)?"),
    re.compile(rf"{_COMPARING}(?P<before>上年度?|去年|上一年度?|上期)(?:同期|底|末)?(?P<after> *相?比)?"),
    re.compile(rf"{_COMPARING}(?P<now>今年|本年度?|当年|本期)(?:底|末)?(?P<after> *相?比)?"),
)

# ---- what the words before a number make of it -------------------------------------------------

_RISE_OR_FALL = any_of(RISES, FALLS, "改善 新增 降 升 增 减")
_FALL = any_of(FALLS, "降 减")
CHANGE = re.compile(
    rf"{_RISE_OR_FALL}(?:了|约|近|幅度?|为|达到?)*[↑↓]? *$"
    r"|(?:增幅|降幅|涨幅|增速|增长率|变幅|变化|同比|环比)[^0-9,，。;；\n]{0,4}$"
    rf"|{COMPARED}+[^0-9,，。;；\n]{{0,4}}$|[↑↓] *$|[多少高低]了 *$"
)
FALLING = re.compile(rf"{_FALL}[^,，。;；\n]*$|↓ *$")
ARRIVED = re.compile(
    rf"(?:{_RISE_OR_FALL}|达|控制|稳定|保持|维持)(?:到了?|至|为|在|成)(?:约|近)? *$"
    r"|(?<!幅)(?<!幅度)(?<!增速)达到?了?(?:约|近)? *$|(?<!不)[到至](?:约|近)? *$|→ *$|-> *$"
)
FROM = re.compile(r"[由从自][^0-9,，。;；\n]{0,12}$")
LEAVES = re.compile(rf"[^0-9,，。;；\n]{{0,12}}{_RISE_OR_FALL}[^0-9,，。;；\n]{{0,3}}[到至为]| *(?:→|->)")
LEAVES_FROM = re.compile(rf"[^0-9。;；\n]{{0,12}}{_RISE_OR_FALL}[^0-9。;；\n]{{0,3}}[到至为]")  # 由…: a comma may stand between
_BOUNDS = any_of(AT_LEAST, AT_MOST, MORE, LESS, "超 未到 不止 突破")
BOUND_BEFORE = re.compile(rf"(?:(?<!-)[≥≤><》《≮≯]=?|=[<>]|{_BOUNDS})(?:或?等于|了|到)?[约近]? *$")
DENIED = re.compile(r"(?:尚未|未能|没有|并非|未|没|不)(?:能?达到?|完成|实现|到|是|超过)? *$")
BOUND_AFTER = re.compile(rf" *(?:{BEHIND_LEAST}|{BEHIND_MOST}|之间|多|余|几|半|有余|\+(?![0-9])|[≥≤><]=?(?![0-9]))")
PLANNED = re.compile(
    any_of(
        "力争 明年 下年 下一年 次年 计划 拟 目标 要求 争取 规划 任务数 任务量 任务值 指标值 考核值 应达 应为 须 下达 标准为 力求 努力"
        " 管控线 控制线 底线 红线 限值"
    )
)
OTHERS = re.compile(
    r"(?:全省|全国|省平均|国家平均|长三角)(?:平均)?(?:水平|值|数)?[为是的]?\(? *$"
    r"|平均(?:值|水平|数)[为是的]?\(? *$|往年[^0-9]{0,4}$"
)
INTRODUCED = re.compile(
    rf"(?:[为是:={NAME}]|率|比例|浓度|比重|占比|度|指数|值|量|积|完成|占|实现|{any_of('共 合计 共计 总计 累计 长度')})(?:约|近|大约)? *$"
)

# ---- how sure the writer was -------------------------------------------------------------------

_ABOUT = "(?<![节公条契特])约 大约 大概 大致 差不多 将近 近(?![岸海郊年期来零]) 接近 ≈ ~ 左右 上下"
_ESTIMATED = "(?<!评)估"
ABOUT = re.compile(f"{any_of(_ABOUT)}|{_ESTIMATED}")
ABOUT_BEFORE = re.compile(r"(?:约|大约|大概|大致|将?近|接近|≈|~)(?:[为占是]|达到?)? *$")
ABOUT_AFTER = re.compile(r" *(?:左右|上下|\((?:约|左右|大约|估)[^()0-9]*\))")
_PRELIMINARY = (
    "预计 快报 快报数 暂定 暂估 预估 估算 估计 初核 初算 测算 未审定 待审 待审核 待审定 待核 待核实 待核定 待确认 "
    "预测 推算 暂按 未定稿 非最终 初稿"
)
PRELIMINARY = re.compile(rf"初步(?!建|形|构|完|具|确)|{any_of(_PRELIMINARY)}|{_ESTIMATED}")

# What may stand beside a number without making a sentence of it (约, 初步 … are told by themselves).
HARMLESS = re.compile(
    rf"""[\s,，。;；:、.\"'()\[\]【】{NAME}]|[为是的]"""
    rf"|{any_of(_ABOUT, _PRELIMINARY, '初步 共 共计 合计 总计 实际 实际值 现状值 完成值 数值 统计 核算 测算 数据 结果 数')}|{_ESTIMATED}"
)
