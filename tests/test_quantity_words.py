"""The words around a number: each one by itself makes of it what it should; a word that is lost is noticed here.

A table names words that do the same; its test puts each of them into one cell and names those that were read otherwise.
"""

from decimal import Decimal

import pytest

from ecoreport.quantity import read_quantity

NAMES = ("优良天数比例",)


def kinds(text, unit="%", **more):
    """Read a cell and name what is doubted in it."""
    return [doubt.kind for doubt in read_quantity(text, unit=unit, period=2020, names=NAMES, **more).doubts]


def others(words, expected, cell, unit="%"):
    """Name the words that do not bring the expected doubts when they stand in the cell."""
    return [word for word in words.split() if kinds(cell.format(word), unit) != expected.split()]


def unlike(words, state, cell):
    """Name the words with which the cell is not read as this state."""
    return [word for word in words.split() if read_quantity(cell.format(word), unit="%", period=2020).state != state]


WHOSE = "本市 我市 我县 该县 本区 我局 我委 我办 本单位 本部门 本辖区 该地区 此市 暂时 目前 现 我市目前 本单位暂时"
WHAT = "数据 结果 数值 统计结果 统计数据 该数据 相关数据 年度数据 最终数据 考核结果 监测数据 监测结果"
WHO = "省 市 国家 上级 省厅 省级 部门 各地 上级部门 省局 统计部门 省生态环境厅 省统计部门"
GIVEN = "统计 公布 发布 核定 核实 反馈 出具 提供 下达 获取 取得 收到 测算 核算 汇总 上报 确认 审定 通报 补报 补充"
COUNTING = "统计 核算 汇总 测算 审核 核实 收集 计算"


def test_what_is_not_yet_known_is_pending():
    assert unlike(WHOSE, "pending", "{}暂无数据") == []
    for cell in (
        "暂无{}",
        "无{}",
        "没有{}",
        "{}缺失",
        "{}暂缺",
        "{}待定",
        "{}未出",
        "{}尚未出来",
        "暂缺{}",
        "暂时没有{}",
        "{}正在统计",
        "尚未公布{}",
    ):
        assert unlike(WHAT, "pending", cell) == [], cell
    for cell in ("待{}公布", "尚未{}公布", "等待{}下达", "有待{}核定"):
        assert unlike(WHO, "pending", cell) == [], cell
    for cell in ("暂未{}", "尚未{}", "还未{}", "未{}", "待{}", "尚未{}完成", "未{}完毕", "未{}出来", "未{}数据"):
        assert unlike(GIVEN, "pending", cell) == [], cell
    for cell in ("正在{}", "尚在{}", "{}中", "正在{}中", "正在{}当中", "正在{}之中", "正在{}数据"):
        assert unlike(COUNTING, "pending", cell) == [], cell
    plain = "暂无 暂缺 缺 缺失 后补 稍后补报 待定 待补 待出 待填 尚未出 暂未出 未出来 暂无统计 暂无资料 暂无统计数据 暂无数据。 暂无数据(省厅未公布)"
    assert unlike(plain, "pending", "{}") == []


def test_what_is_not_yet_due_and_what_does_not_apply():
    due = "未到考核期 尚未到完成时间 未到统计时限 未到报送节点 未到公布期限 未到评价时间 未到验收时间 未到期 时限未到 期限未到 时间尚未到 时限未至 未至期限 未至期 我市未到期。"
    assert unlike(due, "not_due", "{}") == []
    no = "不适用 不涉及 未涉及 无涉及 无此项 无该项 不在考核范围 不纳入考核 不考核 不作考核 N/A NA n/a"
    assert unlike(no, "not_applicable", "{}") == []
    assert (
        unlike("该项 本指标 此内容 相关工作 上述业务 该情况 相关数据 该考核 于我市 (海岛) 。 ，(无林地)", "not_applicable", "不适用{}")
        == []
    )
    assert unlike(WHOSE, "not_applicable", "{}不涉及") == []
    assert unlike("- — ── / … \\ – ― ___", "blank", "{}") == []


def test_a_long_text_or_one_with_a_share_says_more_than_nothing():
    assert read_quantity("暂无数据(" + "无" * 74 + ")", unit="%").state == "pending"
    assert read_quantity("暂无数据(" + "无" * 75 + ")", unit="%").state == "asked"
    assert read_quantity("暂无数据(去年96%)", unit="%", period=2020).state == "asked"
    assert read_quantity("暂无数据(去年 96 ‰)", unit="%", period=2020).state == "asked"


BOUNDS = """
≥ ≤ > < ≮ ≯ 》 《 ≥= => =< 不低于 不少于 不小于 不高于 不超过 不大于 不多于 高于 低于 大于 小于 超过 超出 高出 超 多于 少于 不足 不到 不满 未到 至少 至多 最多 最少 最低
最高 不止 突破 应不低于 未超过 大于或等于 小于等于 超过了 达到或超过 不足约 不到近
"""


def test_a_number_behind_a_bound_is_asked():
    assert others(BOUNDS, "bound", "{}95%") == []
    assert others("以上 及以上 或以上 以下 及以下 或以下 以内 之内 之间 多 余 几 半 有余 + ≥ ≤ >", "bound", "95%{}") == []
    assert others("尚未 未能 没有 并非 未 没 不 未达 未达到 未完成 未实现 未到 不是 未能达到 没有完成 并非是", "bound", "{}95%") == []
    assert others("余 多 几", "bound", "95{}%") == []


def test_a_number_behind_a_change_is_no_value():
    rises = "提高 提升 上升 增长 增加 改善 扩大 上涨 上浮 新增 升 增"
    falls = "下降 降低 减少 下调 回落 削减 缩小 下浮 降 减"
    for word in ("{}", "{}了", "{}约", "{}近", "{}幅", "{}幅度", "{}幅度达", "{}幅度为", "{}↑"):
        assert others(f"{rises} {falls}", "change_not_value", word + "15%") == [], word
    assert (
        others(
            "增幅 降幅 涨幅 增速 增长率 变幅 变化 同比 环比 ↑ ↓ 多了 少了 高了 低了 较上年 比去年 与上年相比 增幅约为",
            "change_not_value",
            "{}15%",
        )
        == []
    )
    for word in (rises + " " + falls).split():
        assert kinds(f"{word}到95%") == ["from_sentence"], word
        assert kinds(f"{word}至95%") == ["from_sentence"], word


ARRIVALS = "达 达到 达到了 达了 控制在 控制到 稳定在 保持在 维持在 稳定在 提高到 提高到了 下降至 降为 降成 升到 到 至 → ->"


def test_a_number_that_was_arrived_at_is_the_value():
    for word in ARRIVALS.split():
        assert kinds(f"同比{word}95%") == ["from_sentence"], word
    assert read_quantity("从90%提高，达到95%", unit="%").value == Decimal(95)
    assert read_quantity("自90%(2019年)增长到95%", unit="%").value == Decimal(95)


PLANS = """
力争 力争达到 明年 下年 下一年 次年 计划 拟 目标 要求 争取 规划 任务数 任务量 任务值 指标值 考核值 应达 应为 须 下达 标准为 力求 努力 年底前力争实现
"""


def test_a_number_that_is_aimed_at_is_asked():
    assert others(PLANS, "planned", "{}95%") == []
    assert others(
        "全省 全国 省平均 国家平均 长三角 全省平均 全国平均水平 全省平均值 全省平均数 平均值 平均水平 平均数 往年 全省平均为 全国平均( 平均值:",
        "planned",
        "{}95%",
    ) == ["平均值:"]


def test_a_number_of_a_part_is_asked():
    assert kinds("其中定海95%") == ["several_numbers"]
    assert read_quantity("全市95%，其中定海96%", unit="%").value == Decimal(95)


INTRODUCING = "为 是 : = 率 比例 浓度 比重 占比 度 指数 值 量 积 完成 占 实现 共 合计 共计 总计 累计 长度 完成约 率近 比例大约"


def test_a_number_in_a_sentence_is_given_where_something_introduces_it():
    words = INTRODUCING.split()
    assert [word for word in words if not {"from_sentence"} <= set(kinds(f"全市开展治理工作{word}95"))] == []
    assert kinds("全市开展治理工作于95") == ["unclear"]
    assert kinds("全市开展治理工作于95%") == ["from_sentence"]
    assert kinds("95，全市开展治理工作") == ["from_sentence"]
    assert kinds("(95)全市开展治理工作") == ["from_sentence"]


def test_a_number_that_is_about_so_much_is_doubted():
    assert others("约 大约 大概 大致 差不多 将近 近 接近 ≈ ~", "approximate", "{}95%") == []
    assert others("左右 上下 (约) (左右) (大约) (约数)", "approximate", "95%{}") == []
    assert others("约 大约 大概 大致 将近 近 接近 约为 约占 约是 约达 约达到 近达", "approximate from_sentence", "全市开展治理{}95%") == []
    assert others("左右 上下 (约) (左右)", "approximate from_sentence", "全市开展治理达95%{}") == []


PRELIMINARY = """
初步 预计 快报 快报数 暂定 暂估 预估 初核 初算 测算 未审定 待审 待审核 待审定 待核 待核实 待核定 待确认 预测 推算 暂按 未定稿 非最终 初稿 初步统计
"""


def test_a_number_that_is_preliminary_is_doubted():
    assert [word for word in PRELIMINARY.split() if "preliminary" not in kinds(f"95%({word})")] == []
    assert [word for word in PRELIMINARY.split() if "from_sentence" in kinds(f"95%({word})")] == []
    assert others("初步建成 初步形成 初步构建 初步完成 初步具备 初步确定", "from_sentence", "{}，比例为95%") == []


def test_what_says_nothing_of_its_own_makes_no_sentence():
    harmless = "共 共计 合计 总计 实际 实际值 现状值 完成值 数值 统计 核算 数据 结果 数 为 是 优良天数比例 优良天数比例为 , ; : 、 。 [ 【"
    assert others(harmless, "", "{}95%") == []
    assert kinds("全市95%") == ["from_sentence"]


NO_NUMBERS = """
《2020年行动方案》 “十三五” 〔2020〕12号 (2020)12号 [2020]12号 12号 第3 第3批 第3-5批 附件3 附表3 附录3 见表3 表格3 见图3 佐证3 材料3 编号3 注3 页码3 P3 附件3-02
PM2.5 PM10 CO2 SO2 NO2 O3 NH3 VOC2 CH4 N2 GB3095 HJ663 DB33 ISO14001 COD5 BOD5 PM/2.5 GB3095-2012 2020-11-30 2020年11月 11月30日 3月份 6月底 1至3月 2019-2020年
"""


def test_what_is_no_number_of_the_item_is_passed_over():
    def read(text):
        return read_quantity(f"{text}，比例为95%", unit="%", period=2020).value

    assert [text for text in NO_NUMBERS.split() if read(text) != Decimal(95)] == []


def test_a_footnote_is_told_and_kept_out_of_the_number():
    marks = "* ＊ ※ † ‡ ① ⑳ ⑴ ⒇ [注] [1] [注1] (注) (注2) (见注1) ¹ ² ⁵ 注 注3 ** *①"
    assert others(marks, "footnote", "96.7{}") == []


@pytest.mark.parametrize(
    "year",
    [
        "2019年",
        "2019年度",
        "2019年底",
        "2019年末",
        "2019:",
        "上年",
        "上年度",
        "去年",
        "上一年",
        "上一年度",
        "上期",
        "上年同期",
        "去年底",
        "上年末",
    ],
)
def test_a_year_that_is_named_keeps_its_value(year):
    quantity = read_quantity(f"{year}96.1%，2020年97.8%", unit="%", period=2020)
    assert (quantity.value, dict(quantity.years)) == (Decimal("97.8"), {2019: Decimal("96.1"), 2020: Decimal("97.8")})


@pytest.mark.parametrize("year", ["今年", "本年", "本年度", "当年", "本期", "今年底", "本年末"])
def test_this_year_is_known_by_each_of_its_names(year):
    assert dict(read_quantity(f"{year}97.8%，2019年96.1%", unit="%", period=2020).years)[2020] == Decimal("97.8")


def test_a_year_that_is_compared_with_gives_its_number_no_year():
    for words in (
        "较2019年",
        "比2019年",
        "与2019年",
        "同2019年",
        "和2019年",
        "相较2019年",
        "相较于2019年",
        "对比2019年",
        "2019年相比",
        "2019年比",
        "较上年",
        "与去年相比",
        "较今年",
    ):
        quantity = read_quantity(f"{words}2%", unit="%", period=2020)
        assert (quantity.state, quantity.years, kinds(f"{words}2%")) == ("asked", (), ["change_not_value"]), words


def test_an_estimate_is_both_about_and_preliminary():
    assert others("估 估算 估计 预估", "approximate preliminary", "{}95%") == []
    assert others("(估) (估算) (估计)", "approximate preliminary", "95%{}") == []
