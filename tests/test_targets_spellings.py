"""How targets are spelt: every unit, average, kind of place, trend and assignment by its own words.

As in test_targets_words.py, a test puts each word of a table into one target and names those that were read otherwise.
"""

from decimal import Decimal

import pytest

from ecoreport.model import Facts
from ecoreport.targets import parse_target

D = Decimal


def judge(target, unit="%", direction="up", **facts):
    """Judge a target and give its status and reason."""
    verdict = parse_target(target, unit, direction).judge(Facts(**facts))
    return verdict.status, verdict.reason


UNITS = """
% ‰ ‱ 标准立方米 千克标准煤 千克标煤 吨标准煤 吨标煤 个百分点 百分点 平方公里 平方千米 平方米 平米 立方米 微克 毫克 千克 公斤 万元 千瓦时 公里 千米 公顷 小时
分贝(A) 分贝 元 吨 克 米 亩 升 天 日 年 月 人 户 起 件 例 个 家 次 条 处 项 种 株 头 台 辆 座 分 度 期 场 名 枚 艘 所 套 片 宗 类 倍
μg ug mg kgce kg g tce tCO2 t hm2 km2 km cm mm m2 m3 m mL L dB(A) dB ha kWh kW MW d h a 百吨 千吨 万吨 亿吨 十万吨 百万吨 千万元 亿元
微克/立方米 吨每万元 kW·h 人·次 次/年 元/平方米 万 亿 千户 百户
"""


def test_a_number_takes_every_unit_with_it():
    assert [unit for unit in UNITS.split() if parse_target(f"≥3{unit}", unit).single_bound != (">=", D(3))] == []
    assert [unit for unit in UNITS.split() if parse_target(f"≥3{unit}X", unit).single_bound is not None] == []


AVERAGES = """
全省平均值 全国平均值 全市平均值 全区平均值 全县平均值 全球平均值 国家平均值 我省平均值 本省平均值 省内平均值 省级平均值 省平均值 国内平均值 自治区平均值
流域平均值 区域平均值 同期平均值 当年平均值 同类地区平均值 同类城市平均值 同类区域平均值 同类平均值 所在省份平均值 所在省平均值 各地区平均值 地区平均值
同期全国平均值 当年的全省平均值 同年全省平均值 全省的平均值 全省同期平均值 全省当年平均值 全省年度平均值 平均值 平均水平 平均数 平均线 平均标准 全省均值
全省平均值水平 全省平均的水平
"""
PACES = "增长 提高 上升 提升 增加 下降 降低 减少 改善 变化 增速 降幅 增幅 升幅 幅度 速度 比例 率"


def test_an_average_is_known_by_each_of_its_names():
    assert [
        name for name in AVERAGES.split() if not judge(f"高于{name}", actual=D(5), average=D(4))[1].startswith(f"5，{name}4，达到")
    ] == []
    assert [pace for pace in PACES.split() if judge(f"增长率高于全省平均{pace}", actual=D(5), average=D(4))[0] != "met"] == []


def test_an_average_of_changes_is_not_held_against_a_level():
    paces = "增长 提高 上升 增速 降幅 下降 增幅 幅度"
    assert [pace for pace in paces.split() if parse_target(f"覆盖水平高于全省平均{pace}", "%", "up").understood] == []


LAST_YEARS = "上年 上年度 上一年 上一年度 去年 前一年 上年同期 去年同期"


def test_the_year_before_is_known_by_each_of_its_names():
    tails = "水平 平均值 平均水平 数值 实绩 值 数 的水平 同期水平"
    assert [name for name in LAST_YEARS.split() if judge(f"高于{name}", actual=D(5), previous=(D(4),))[0] != "met"] == []
    assert [tail for tail in tails.split() if judge(f"高于上年{tail}", actual=D(5), previous=(D(4),))[0] != "met"] == []
    assert [name for name in LAST_YEARS.split() if judge(f"较{name}提高", actual=D(5), previous=(D(4),))[0] != "met"] == []
    assert [name for name in LAST_YEARS.split() if judge(f"比{name}相比增长2%", "亿元", actual=D(5), previous=(D(4),))[0] != "met"] == []
    assert [name for name in LAST_YEARS.split() if judge(f"与{name}持平", actual=D(4), previous=(D(4),))[0] != "met"] == []


KINDS = """
I型大城市 II型大城市 I型小城市 II型小城市 超大城市 特大城市 大中城市 中小城市 中等城市 大城市 中城市 小城市 超特大城市 干旱半干旱地区 半干旱地区 半湿润地区
干旱地区 湿润地区 山区 山地 山地丘陵区 丘陵区 浅山区 平原区 高原地区 高寒区 草原区 林区 牧区 农区 湖区 库区 水网区 滨海地区 沿海地区 内陆地区 海岛 东中部
中西部 东北地区 东部 中部 西部 西北地区 西南地区 华北地区 华东地区 华南地区 南方 北方 南部 北部 欠发达地区 发达地区 贫困地区 缺水地区 丰水地区 重点地区
一般地区 一类地区 二类地区 三类地区 四类地区 五类地区 I类地区 II类地区 III类地区 IV类地区 重点城市 一般县 东部流域 山区县市 西部省份 平原地带 山区区域
"""


def test_a_kind_of_place_opens_its_own_branch():
    def misses(kind):
        return judge(f"{kind}≥70 其余地区≥40", actual=D(50), branch=kind) != ("not_met", f"属{kind}，50，未达到指标值≥70，相差20")

    assert [kind for kind in KINDS.split() if misses(kind)] == []


LEVELS = "地级市 设区的市 设区市 县级市 省级 市级 县级 省会城市 县城 城区 市区 郊区 城市 城镇 农村 乡镇 建成区 市 县 区 镇 乡 村"


def test_a_level_opens_a_branch_beside_another():
    def misses(level, mark):
        other = "农村" if level != "农村" else "城市"
        return judge(f"{level}{mark}70%，{other}{mark}40%", actual=D(50), branch=level)[0] != "not_met"

    assert [level for level in LEVELS.split() if misses(level, "≥")] == []
    marks = "≥ > 不低于 达到 提高到 保持在 稳定在 为 实现 增至 高于 超过 大于 :≥"
    assert [mark for mark in marks.split() if misses("城镇", mark)] == []
    falls = "≤ < 不超过 控制在 降至 低于 小于"
    down = [judge(f"城镇{mark}40%，农村{mark}70%", direction="down", actual=D(50), branch="城镇")[0] for mark in falls.split()]
    assert down == ["not_met"] * 7


@pytest.mark.parametrize("label", ["2020年", "2020年底", "2020年末", "2020年前", "到2020年", "至2020年底"])
def test_a_year_opens_a_branch_beside_another(label):
    assert judge(f"{label}达到92%，2025年达到95%", actual=D(93))[1].startswith(f"指标值按{label}、2025年分列")


COVERS = [
    ("超特大城市", "特大城市"), ("大中城市", "大城市"), ("大中城市", "中等城市"), ("中小城市", "小城市"), ("中小城市", "中等城市"), ("山地丘陵区", "山区"),
    ("山地丘陵区", "丘陵"), ("东中部", "中部"), ("东中部", "东部地区"), ("中西部", "西部"), ("中西部", "中部"), ("干旱半干旱地区", "干旱地区"),
    ("干旱半干旱地区", "半干旱地区"), ("大、中城市", "中等城市"), ("超、特大城市", "超大城市"), ("东部和中部", "中部"), ("东部及中部", "东部"),
    ("东部与中部", "东部"), ("东部或中部", "中部"), ("东部以及中部", "中部"), ("东部/中部", "中部"), ("东部、中部", "东部、中部"), ("地级市", "市级"),
    ("设区市", "市"), ("设区的市", "市"), ("县级", "县"), ("县级", "县域"), ("沿海城市", "沿海地区"), ("内陆地区", "内陆城市"), ("滨海城市", "滨海"),
    ("海岛地区", "海岛城市"), ("北方", "北方城市"), ("丘陵区", "丘陵城市"), ("中部", "中部城市"), ("西部", "西部城市"), ("平原区", "平原城市"), ("东部", "东部城市"), ("南方", "南方城市"), ("超大城市", "超大城市"), ("中小城市", "中城市"),
]  # fmt: skip


def test_a_label_covers_each_kind_that_it_names():
    def misses(label, kind):
        return judge(f"{label}≥70 高寒区≥40", actual=D(50), branch=kind)[1] != f"属{label}，50，未达到指标值≥70，相差20"

    assert [(label, kind) for label, kind in COVERS if misses(label, kind)] == []


STRONG = "保持稳定 维持稳定 持续提高 逐年提高 逐步提高 不断提高 稳步提高 不降低 不减少 不增加 不恶化 改善 提高 下降 完成上级下达的目标 达到上级考核要求 稳定"


def test_a_requirement_in_words_may_follow_a_kind_of_place():
    befores = ("", "应", "要", "须", "均", "力争", "继续", "基本")
    labels = ["山区", "丘陵区"]
    found = {f"{before}{text}" for before in befores for text in STRONG.split()}
    assert [
        text for text in sorted(found) if [each.label for each in parse_target(f"山区{text} 丘陵区≥40", "%", "up").branches] != labels
    ] == []


APART = [
    ("大城市", "特大城市"),
    ("中小城市", "大城市"),
    ("东部", "东北地区"),
    ("县城", "县"),
    ("山区", "浅山区"),
    ("沿海地区", "内陆地区"),
    ("干旱地区", "半干旱地区"),
]


def test_a_label_never_covers_a_longer_or_another_kind():
    assert [pair for pair in APART if judge(f"{pair[0]}≥70 高寒区≥40", actual=D(50), branch=pair[1])[0] != "undecided"] == []


def test_the_rest_is_known_by_each_of_its_names():
    rests = "其他 其余 其它 其他地区 其余地区 其它地区 其他城市 其余城市 其它城市"
    assert [rest for rest in rests.split() if judge(f"山区≥70 {rest}≥40", actual=D(50), branch="平原")[0] != "met"] == []


# ---- trends ------------------------------------------------------------------------------------

RISES = "提高 上升 增长 增加 提升 升高 递增 扩大 增强 增多 上涨 增大 加大"
FALLS = "下降 降低 减少 递减 减小 缩小 削减 减低 压减 减量 回落 缩减 减轻"
BETTER = "改善 好转 向好 优化 变好 趋好 转好 改进"
STEPS = "逐年 逐步 持续 稳步 不断 连续 逐渐 历年 年年"
MANNERS = "均 都 应 要 须 力争 继续 实现 呈现 呈 保持 总体 整体 基本 有所 稳步 小幅 明显 得到 进一步 有效 切实 且"
UP, DOWN = (D(1), D(2)), (D(3), D(2))


def test_a_trend_is_known_by_each_of_its_words():
    assert [word for word in RISES.split() if judge(f"逐年{word}", direction=None, actual=D(3), previous=UP)[0] != "met"] == []
    assert [word for word in FALLS.split() if judge(f"逐年{word}", direction=None, actual=D(1), previous=DOWN)[0] != "met"] == []
    assert [word for word in BETTER.split() if judge(f"逐年{word}", direction="down", actual=D(1), previous=DOWN)[0] != "met"] == []
    assert [step for step in STEPS.split() if judge(f"{step}提高", actual=D(3), previous=(D(2),))[0] != "undecided"] == []
    assert [manner for manner in MANNERS.split() if judge(f"≥1，且{manner}逐年提高", actual=D(3), previous=UP)[0] != "met"] == []
    tails = "趋势 态势 势头 的趋势"
    assert [tail for tail in tails.split() if judge(f"逐年提高{tail}", actual=D(3), previous=UP)[0] != "met"] == []
    assert [tail for tail in tails.split() if judge(f"呈提高{tail}", actual=D(3), previous=UP)[0] != "met"] == []


COUNTS = [("二", 2), ("两", 2), ("三", 2), ("四", 3), ("五", 4), ("2", 2), ("3", 2), ("4", 3), ("5", 4)]


@pytest.mark.parametrize(("count", "earlier"), COUNTS)
def test_a_trend_over_years_takes_as_many(count, earlier):
    for wording in (
        "近{}年逐年提高",
        "最近{}年逐年提高",
        "连续{}年提高",
        "过去{}个年度逐年提高",
        "前{}年来逐年提高",
        "{}年以来逐年提高",
        "{}年内逐年提高",
        "{}年间逐年提高",
    ):
        target = parse_target(wording.format(count), "%", "up")
        assert target.earlier_years == earlier
        assert target.judge(Facts(actual=D(9), previous=(D(9), *(D(each) for each in range(earlier))))).status == "met"
        assert target.judge(Facts(actual=D(9), previous=tuple(D(each) for each in range(earlier - 1)))).status == "undecided"


def test_a_step_from_last_year_is_known_by_each_of_its_words():
    assert [word for word in RISES.split() if judge(f"较上年{word}", direction=None, actual=D(3), previous=(D(2),))[0] != "met"] == []
    assert [word for word in FALLS.split() if judge(f"较上年{word}", direction=None, actual=D(1), previous=(D(2),))[0] != "met"] == []
    assert [word for word in BETTER.split() if judge(f"较上年{word}", direction="down", actual=D(1), previous=(D(2),))[0] != "met"] == []
    assert [word for word in RISES.split() if judge(f"较上年{word}", actual=D(2), previous=(D(2),))[0] != "not_met"] == []
    links = "较 比 与 同"
    assert [link for link in links.split() if judge(f"{link}上年相比提高", actual=D(3), previous=(D(2),))[0] != "met"] == []


NOT_WORSE = {
    "up": "不降低 不减少 不下降 不减小 不缩小 不减退 不降 不得降低 不能降低 未降低 无降低 不再降低 不恶化 不变差 不退步 不倒退 较上年不降低",
    "down": "不增加 不增长 不上升 不升高 不提高 不反弹 不扩大 不增",
}


@pytest.mark.parametrize(("way", "text"), [(way, text) for way, texts in NOT_WORSE.items() for text in texts.split()])
def test_what_must_not_get_worse_may_stay(way, text):
    worse = D(1) if way == "up" else D(3)
    assert judge(text, direction=way, actual=D(2), previous=(D(2),))[0] == "met"
    assert judge(text, direction=way, actual=worse, previous=(D(2),))[0] == "not_met"


STEADY = """
保持稳定 维持稳定 保持不变 保持平稳 保持持平 基本稳定 总体稳定 长期稳定 持续稳定 继续稳定 保持总体稳定 保持基本稳定 保持长期稳定 稳定 较上年稳定 保持稳定水平
保持稳定不变 稳中有升 稳中向好 稳中趋优 稳中有进 只升不降 只增不减 零增长
"""


def test_what_must_stay_may_not_get_worse():
    def way(text):
        return "down" if text == "零增长" else "up"

    def worse(text):
        return D(3) if text == "零增长" else D(1)

    texts = STEADY.split()
    assert [text for text in texts if judge(text, direction=way(text), actual=worse(text), previous=(D(2),))[0] != "not_met"] == []
    strict = [text for text in texts if judge(text, direction=way(text), actual=D(2), previous=(D(2),))[0] == "not_met"]
    assert strict == ["稳中有升", "稳中向好", "稳中趋优", "稳中有进"]


@pytest.mark.parametrize(("text", "met", "missed"), [
    ("只减不增", D(2), D(3)), ("只降不升", D(2), D(3)), ("稳中有降", D(1), D(2)), ("负增长", D(1), D(2)), ("实现零增长", D(2), D(3)), ("保持零增长", D(2), D(3)),
    ("达到零增长", D(2), D(3)),
])  # fmt: skip
def test_what_must_fall_or_stay_may_not_rise(text, met, missed):
    assert judge(text, direction=None, actual=met, previous=(D(2),))[0] == "met"
    assert judge(text, direction=None, actual=missed, previous=(D(2),))[0] == "not_met"


# ---- assignments -------------------------------------------------------------------------------

AUTHORITIES = """
上级 国家 省 市 部 年度 下达 规定 管控 考核 控制 审核 分解 确定 核定 既定 约束 任务书 责任书 区域 计划 规划 主管 相关 有关 要求 当年 阶段
"""
AIMS = """
目标任务 目标任务书 考核任务 目标值 目标 任务 考核要求 考核指标 控制指标 约束性指标 控制要求 管控要求 指标 要求 计划 考核 限额 限值 总量控制 红线 上限 下限 总量
额度 配额
"""
FULLY = "按期 按时 全面 全部 超额 圆满 如期 必须 应 确保 均 能够 有效 严格"


def is_assigned(text, unit="公顷"):
    """Is the value held against what was assigned."""
    return judge(text, unit, actual=D(5), assigned=D(5))[1] == "5，完成上级下达目标值≥5"


def test_an_assignment_is_known_by_who_gave_it_and_what():
    assert [who for who in AUTHORITIES.split() if not is_assigned(f"完成{who}的目标")] == []
    assert [aim for aim in AIMS.split() if not is_assigned(f"完成上级下达的{aim}")] == []
    assert [how for how in FULLY.split() if not is_assigned(f"{how}完成上级下达的目标")] == []
    verbs = "完成 达到 达 满足 符合 实现 落实 通过 完成了 达到或超过"
    assert [verb for verb in verbs.split() if not is_assigned(f"{verb}上级下达的目标")] == []
    assert [aim for aim in AIMS.split() if not is_assigned(f"不低于上级下达的{aim}")] == []
    tails = "值 任务 要求 量 数 情况"
    assert [tail for tail in tails.split() if not is_assigned(f"完成上级下达的指标{tail}")] == []


def test_an_assigned_bound_may_not_be_passed():
    texts = "控制在上级下达指标以内 控制在上级下达指标之内 控制在上级下达指标内 控制在上级下达指标范围内 控制在上级下达指标以下 不超过上级下达指标 低于上级下达指标水平"
    for text in texts.split():
        assert judge(text, "吨", None, actual=D(4), assigned=D(5))[0] == "met"
        assert judge(text, "吨", None, actual=D(6), assigned=D(5))[0] == "not_met"


def test_what_nobody_assigned_is_no_assignment():
    for text in ("完成既有目标的", "不完成上级下达的目标", "完成上级未下达的目标", "控制在合理范围内", "不低于理想目标"):
        assert "上级下达目标值" not in judge(text, "公顷", actual=D(5))[1]


# ---- what may stand beside a requirement -------------------------------------------------------

TIMES = "到2020年 至2020年底 截至2020年末 截止2020年 2020年底前 2020年以前 2020年起 十二五期间 十三五末 十四五期间 十五五末"


def test_a_date_beside_a_requirement_asks_nothing():
    assert [time for time in TIMES.split() if judge(f"{time}，≥85", actual=D(86))[0] != "met"] == []
    wishes = "力争达到95 争取更高 努力提高 鼓励达到95 有条件的达到95"
    assert [wish for wish in wishes.split() if judge(f"≥85，{wish}", actual=D(86))[0] != "met"] == []


FILLERS = """
全年 全市 总体 应 应当 均 都 须 必须 力争 确保 分年度 稳定 实现 达到 为 保持 维持 控制 约束 基本 年均 平均 其中 指标值 目标值 要 需 能够 到2020年 2020年底
"""


def test_a_filler_before_a_number_is_no_other_measure():
    assert [word for word in FILLERS.split() if judge(f"≥80，且{word}≥85", actual=D(86))[0] != "met"] == []
    tails = "水平 要求 目标 标准 的水平 完成 达标 覆盖 落实 到位 合格 公开 处置 处理 通过"
    assert [tail for tail in tails.split() if judge(f"≥85%{tail}", actual=D(86))[0] != "met"] == []


SPOILT = "逐年提高 逐步下降 持续改善 不断增长 稳步上升 年年减少 不得 不能 不可 不应 不会 不 未 无 非 没 没有 低于 高于 大于 小于 少于 多于 等于 超过 分别 约 左右 第 前 每 近"


def test_a_number_behind_words_that_name_nothing_is_not_understood():
    assert [word for word in SPOILT.split() if parse_target(f"治理率{word}≥85", "%", "up").understood] == []


MEASURES = "率 比例 量 度 数 数值 比 比重 面积 长度 天 指数 达 分 任务 目标 计划 指标"


def test_a_bare_number_behind_a_measure_is_its_bound():
    assert [word for word in MEASURES.split() if judge(f"治理{word}85", actual=D(86))[0] != "met"] == []
    assert [name for name in ("EI", "PM2.5", "PM10") if judge(f"{name} 85", actual=D(86))[0] != "met"] == []
    assert [word for word in ["人员", "水体", "工作"] if parse_target(f"治理{word}85", "%", "up").understood] == []


def test_a_change_is_counted_in_percent_or_in_points():
    assert [word for word in RISES.split() if judge(f"较上年{word}5%以上", "亿元", actual=D(105), previous=(D(100),))[0] != "met"] == []
    assert [
        word
        for word in FALLS.replace("减量", "").split()
        if judge(f"较上年{word}5%以上", "亿元", actual=D(95), previous=(D(100),))[0] != "met"
    ] == []
    assert [word for word in RISES.split() if judge(f"{word}幅度不低于5%", "亿元", actual=D(104), previous=(D(100),))[0] != "not_met"] == []
    assert [
        word for word in ("增幅", "升幅", "涨幅") if judge(f"{word}不低于5%", "亿元", actual=D(105), previous=(D(100),))[0] != "met"
    ] == []
    assert [word for word in ("降幅", "减幅") if judge(f"{word}不低于5%", "亿元", actual=D(95), previous=(D(100),))[0] != "met"] == []
    since_2015 = judge("较2015年下降5%以上", "吨", actual=D(95), previous=(D(100),), year=2017)
    assert since_2015 == ("undecided", "缺2015年数值，无法判定")
    assert judge("较2015年下降5%以上", "吨", actual=D(95), previous=(D(100), D(97)), year=2017)[0] == "met"
    sinces = "比基准年 较十二五末 比十三五末"
    assert [
        since for since in sinces.split() if "口径不同" not in judge(f"{since}下降5%以上", "吨", actual=D(95), previous=(D(100),))[1]
    ] == []
    points = judge("较上年提高5个百分点以上", actual=D(55), previous=(D(50),))
    assert points == ("met", "本年55，上年50，达到“较上年提高5个百分点以上”要求")
