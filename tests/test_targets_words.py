"""The words of officials: each one by itself turns a statement as it should; a word that is lost is noticed here.

A table names words that do the same; its test puts each of them into one sentence and names those that did otherwise.
"""

import pytest

from ecoreport.model import Facts
from ecoreport.targets import parse_target


def judge(target, statement, unit="-"):
    """Judge a target in words on what a department says."""
    return parse_target(target, unit).judge(Facts(statement=statement)).status


def others(words, expected, target, sentence):
    """Name the words that do not bring the expected status when they stand in the sentence."""
    return [word for word in words.split() if judge(target.format(word), sentence.format(word)) != expected]


SYNONYMS = """
制定: 制定 编制 印发 出台 批复 颁布 发布 修订
编制: 编制 编报
实施: 实施 施行 执行 推行
推行: 推行 实施 施行 执行 实行
实行: 实行 推行 实施 施行 执行
执行: 执行 实施 施行
施行: 施行 实施 执行
落实: 落实 执行
建立: 建立 设立 构建 建成 组建 成立
构建: 构建 建立 建成
设立: 设立 建立 成立
成立: 成立 组建 设立
创建: 创建 创成 建成
创成: 创成 建成
遵守: 遵守 严守
严守: 严守 遵守
发布: 发布 印发 出台
出台: 出台 印发 发布
印发: 印发 出台 发布
运转: 运转 运行
符合: 符合 满足
满足: 满足 符合
达到: 达到 符合 满足 达标
改善: 改善 好转
提升: 提升 提高
获得: 获得 取得
"""


@pytest.mark.parametrize(("asked", "words"), [line.split(":") for line in SYNONYMS.strip().splitlines()])
def test_a_deed_is_answered_by_its_synonyms(asked, words):
    assert others(words, "met", f"{asked}方案", "方案已{}") == []


DEEDS = """
健全 完善 建成 开展 组织 划定 消除 公开 达标 合格 优秀 良好 优良 通过 运行 覆盖 命名 完成 修复 整治 治理 到位 规范 配备 设置 纳入 保障 淘汰
取缔 联网 保护 推进 推广 销号 具备 禁止 取得 控制 审议 备案 应用
"""


def test_a_deed_is_affirmed_and_denied_by_its_own_word():
    assert others(DEEDS, "met", "{}", "已{}") == []
    assert others(DEEDS, "not_met", "{}", "未{}") == []


def test_how_it_is_done_is_no_part_of_what_is_done():
    manners = "有效 严格 基本 依法 积极 切实 普遍 持续 稳步 深入 较好 正常 按期 按时 统一 已经 已 均 应 得到 进行 予以 加以 的 了"
    assert others(manners, "met", "{}开展", "开展了生态文明建设各项工作") == []


def test_the_whole_is_only_answered_by_the_whole():
    assert others("全面 全部 全域 全市 全县 全区 全覆盖 均 普遍 所有 各地 各县 各乡", "met", "全面实施", "{}实施") == []
    assert others("全面 全部", "undecided", "{}实施", "已实施") == []


EVENTS = """
减少 减小 缩小 缩减 萎缩 流失 降低 下降 减退 退化 削弱 衰退 丧失 增加 增长 上升 升高 反弹 扩大 增多 改变 变更 变化 调整 转变 破坏 损害 受损 损毁 毁坏
侵占 占用 挤占 蚕食 突破 超出 越界 超越 恶化 变差 退步 劣化 发生 出现 影响 危害 损失 后果 明显 严重 突出 显著 加剧
"""


def test_what_must_not_happen_is_told_and_denied_by_its_own_word():
    assert others(EVENTS, "not_met", "面积不{}", "面积{}") == []
    assert others(EVENTS, "met", "面积不{}", "面积未{}") == []


OPPOSITES = """
减少: 稳定 不变 增加 扩大 增长 提升 提高 增强 改善
增加: 稳定 不变 减少 下降 降低
改变: 不变
恶化: 稳定 改善 好转 提升
"""


@pytest.mark.parametrize(("event", "words"), [line.split(":") for line in OPPOSITES.strip().splitlines()])
def test_what_must_not_happen_is_denied_by_its_opposite(event, words):
    assert others(words, "met", f"面积不{event}", "面积{}") == []
    assert others(words.replace("不变", ""), "undecided", f"面积不{event}", "面积未{}") == []


def test_a_negation_denies():
    words = "尚未 暂未 从未 并未 仍未 还未 均未 未能 未曾 并没有 没有 不存在 不再 尚无 暂无 并无 杜绝 并非 并不 未 没 无 不 非 零"
    assert others(words, "not_met", "建立", "{}建立") == []


SEEMING = """
按照要求 按有关要求 按照相关要求 按规定要求 不断 不仅 不但 不同 不少 不久 不定期 不限 不只 不间断 不懈 不折不扣 不动产 不可再生 不锈钢 不忘 不遗余力
不打折扣 毫不 不漏 不留死角 不良 无害化 无废 无组织 无人机 无公害 无障碍 无缝 无一例外 无偿 无纸化 无线 无土 无机 未来 未批先建 未批先用
未利用地 未成年 非机动车 非道路 非法 非常 非煤 非化石 非居民 非点源 非物质 非税 没收 虚拟 模拟 草拟 拟定 拟订 比拟
"""


def test_a_word_that_only_looks_like_a_negation_or_a_plan_denies_nothing():
    assert others(SEEMING, "met", "建立", "{}建立") == []


UNDER_WAY = """
正在 正抓紧 正加紧 正积极 正组织 正着手 正式着手 正编 正制 正筹 正建 正推 正开展 正实施 正按 正有序 拟 准备 即将 将于明年 将在年底 将会 将要 将尽快 将适时
将进一步 着手 筹备 筹划 筹建 谋划 尚在 仍在 还在 预计 预期 力争 争取 有待 尚待 待 下一步 明年 下步 今后 计划
"""


def test_what_is_under_way_is_not_done():
    assert others(UNDER_WAY, "not_met", "建立", "{}建立") == []
    assert others("修正 改正 端正 公正 拟态 待遇", "met", "建立", "{}制度已建立") == []
    papers = "工作计划 行动计划 制度计划 年度计划 实施计划 考核计划 治理计划 管理计划 事项计划 按计划 对照计划 该计划 此计划 整治计划 建设计划 发展计划"
    assert others(papers, "met", "建立", "{}已建立") == []
    assert others("计划地 计划性 计划内 计划中 计划书 计划表 计划任务 计划目标 计划指标 计划已", "met", "建立", "{}建立") == []


RESERVATIONS = """
撤销 废止 过期 失效 到期 已满 终止 中止 剩余2处 仅1处 只有1处 几乎 个别 少数 大部分 大多 多数 部分 基本 有待 尚需 仍需 还需 尚待 承诺 保证 确保 力争
除嵊泗外 处于试点阶段 初步 原则上 大体
"""


def test_a_reservation_leaves_open_what_was_affirmed():
    assert others(RESERVATIONS, "undecided", "建立", "已建立，{}") == []
    assert others("不仅 基本农田 基本草原 基本公共服务 已满足要求", "met", "建立", "已建立，{}") == []
    assert others("基本 初步 大体", "met", "{}建立", "已{}建立") == []


def test_what_was_stopped_is_not_done():
    assert others("取消 停止 暂停 暂缓 推迟 延期 延后 终止 拒绝 难以 缺乏 缺少 放弃", "not_met", "建立", "{}建立") == []


HALF = """
部分 部署 安排 动员 号召 呼吁 提议 督促 敦促 推进 初步 逐步 探索 研究 推动 加快 个别 少数 大部分 多数 有的 如果 若 是否 要求 应当 建议
争创 申请 申报 鼓励 引导 防止 避免 遏制 防范 禁止 严禁 严防 基本 大体 原则上 力求 确保 需 须 应 要 会 可 能 望 想 打算 有意 考虑 酝酿 尽快 早日
"""


def test_a_part_a_call_or_a_wish_decides_nothing():
    assert others(HALF, "undecided", "建立", "{}建立") == []
    assert others("逐步 初步 加快", "met", "{}建立", "{}建立") == []
    assert others("基本农田 基本草原 基本公共服务", "met", "建立", "{}建立") == []


SURELY = """
常委会 委员会 理事会 联席会 党组会 常务会 协会 工会 大会 全会 会议 社会 会同 会商 应急 响应 对应 应用 供应 适应 主要 重要 纲要 要点 要素
可持续 可再生 可回收 认可 许可 能源 节能 能力 智能 性能 功能 必要 概要 纪要 均能 均可
"""


def test_a_word_that_only_holds_a_wish_wishes_nothing():
    assert others(SURELY, "met", "建立", "{}建立") == []


def test_only_a_part_behind_the_deed_decides_nothing():
    parts = "一部分 部分 少量 少数 个别 初步 前期 试点 较少 很少 不多 有限 一般 的基础 的前提 的条件 的要求 的可能 了部分 了一部分"
    assert others(parts, "undecided", "建立", "建立{}") == []


BROKEN = "不到位 不力 滞后 缓慢 不正常 不规范 不严格 不及时 不完善 不健全 无效 异常 超标 停滞 中断 失效 废止 取消 搁置 暂停 停止 失败 不足 薄弱 困难"
NOT_DONE = "完成 到位 启动 结束 通过 批复 印发 落实 开始 实施 开展 建立 建成 运行 力 够 佳 好 理想 明显 显著 平衡 达标 彻底 充分"


def test_what_broke_off_is_not_done():
    assert others(BROKEN, "not_met", "建立", "建立{}") == []
    assert others(NOT_DONE, "not_met", "建立", "建立尚未{}") == []
    assert others("尚未 还未 仍未 并未 未能 未 没有 不", "not_met", "建立", "建立{}理想") == []
    assert others("全部 全面 完全 正式 按期 如期", "not_met", "建立", "建立工作尚未{}完成") == []


def test_what_is_still_being_done_is_not_done():
    doing = "中 工作中 过程中 阶段中 完善中 推进中 实施中 建设中 编制中 报批中 审批中 工程中 正在进行 仍在进行 还在进行 进行中 拟报批 预计年底 工作正在推进"
    assert others(doing, "not_met", "建立", "建立{}") == []


def test_an_assignment_is_answered_by_the_plan_that_was_fulfilled():
    assert others("计划 目标 任务 任务书 年度指标", "met", "完成上级下达的目标", "已完成{}") == []


def test_the_name_of_a_paper_is_no_deed():
    papers = "方案 细则 意见 计划 办法 要求 单位 主体 人员 难度 进度 情况 条件 标准 依据 率 中心 公司 规划 设想 建议 任务 目标 工作方案"
    assert others(papers, "undecided", "建立", "建立{}") == []
    assert others("规划已 规划完成 规划并", "met", "建立", "建立{}执行") == []


STAGES = """
启动 开始 完成 落实 编制 起草 报批 审批 审查 印发 出台 批复 制定 建立 实施 开展 到位 建成 推行 组织 推进 划定 消除 整改 施工 验收 建设
"""


def test_a_stage_that_was_not_reached_denies_the_whole():
    assert others(STAGES, "not_met", "遵守", "尚未{}") == []
    assert others("尚未 暂未 仍未 还未 未能 未 没有", "not_met", "遵守", "{}启动") == []
    assert others("正在 拟 筹备 准备 着手 谋划 筹建 筹划 尚在 仍在 还在", "not_met", "遵守", "{}推进") == []
    assert others("否 没有 未 不是 未达标 不达标 未达到", "not_met", "遵守", "{}") == []
    assert others("无 详见附件 已启动,尚未完善 良好 未及时上报", "undecided", "遵守", "{}") == []


def test_words_may_stand_between_a_negation_and_what_it_denies():
    passing = "发生 出现 发现 存在 产生 造成 见到 见 有 任何 明显 重大 较大 特别 情况 现象 行为 问题 事件 的 被 再 新增 新 进一步 擅自 违规 违法 人为 所"
    more = "得到 受到 遭到 遭受 进行 过 全面 有效 正式 完全 真正 按期 如期 按时 严格 全部 统一 依法 正常 实际 普遍 均 曾 能 予以 明确"
    most = "系统 深入 组织 按规定 规范 切实 起 宗 项 个 已 一"
    assert others(f"{passing} {more} {most}", "met", "面积不减少", "面积没有{}减少") == []


def test_a_verb_between_them_keeps_the_negation_to_itself():
    blocks = "掌握 统计 上报 报告 收到 接到 了解 清楚 确认 核实 排查 调查 监测 开展 经 批准 按 管理 规定 执行 落实 控制 因 由于 而 除 仅 只 之外 以外"
    assert others(blocks, "undecided", "未发生", "没有{}事故发生") == []
    assert others("导致 造成 致使 引起 引发 使得 从而 因而 因此", "not_met", "面积不减少", "未管理{}面积减少") == []


def test_what_is_said_of_the_figure_decides_nothing():
    assert others("统计 核算 汇总 测算 计算 公布 发布 反馈 核定 出具", "undecided", "完成上级下达的目标", "正在{}完成情况") == []
    assert others("正在 尚在 仍在 待 尚未 暂未 还未 仍未 未 没有", "undecided", "完成上级下达的目标", "{}统计完成情况") == []
    assert others("省 国家 上级 部门 省级", "undecided", "完成上级下达的目标", "尚未{}公布完成情况") == []
    assert others("数据未出 数据尚未出 数据没出", "undecided", "有效开展", "{}") == []


def test_what_follows_a_turn_must_affirm_once_more():
    assert others("，但 ，但是 ，不过 。然而 ，只是", "undecided", "建立", "已建立{}有问题") == []
    assert others("，但 ，但是 ，不过 。然而 ，只是", "met", "建立", "有问题{}已建立") == []
    assert others("，但 ，但是 ，不过 。然而 ，只是", "undecided", "面积不减少", "面积未减少{}有问题") == []
    assert others("，但 ，但是 ，不过 。然而 ，只是", "undecided", "无黑臭水体", "无黑臭水体{}有问题") == []


def test_a_thing_that_must_not_be_there_is_denied_or_told():
    works = "治理 整治 监测 防治 管理 整改 方案"
    assert others(works, "undecided", "无黑臭水体", "无黑臭水体{}") == []
    gone = "已消除 均已消除 均消除 已经消除 已全部消除 已全面消除 数量为0 个数为0 数为零 比例为0 占比是0 断面0 共0"
    assert others(gone, "met", "无黑臭水体", "黑臭水体{}") == []
    assert others("已消除 全面消除 全部消除", "met", "无黑臭水体", "{}黑臭水体") == []
    assert others("未 没有 尚未 还未 仍未 均未 未能 未得到 未完全 未全部 未全面 未彻底", "not_met", "无黑臭水体", "黑臭水体{}消除") == []
    assert others("消除 清除 整治 治理", "not_met", "无黑臭水体", "尚未{}黑臭水体") == []
    assert others("已基本消除 基本消除 均基本消除", "undecided", "无黑臭水体", "黑臭水体{}") == []
    assert others("存在 仍有 尚有 还有 发现 出现 有", "not_met", "无黑臭水体", "{}黑臭水体") == []
    assert (
        others("2处 仍2处 数量2处 个数2 比例2% 占比2% 断面2个 有2处 存在2处 为2 达2处 共2处", "not_met", "无黑臭水体", "黑臭水体{}") == []
    )
    assert others("是否有 有无", "undecided", "无黑臭水体", "核查{}黑臭水体") == []


def test_an_event_is_told_counted_or_only_feared():
    assert others("为0 是0 0 零 了0起 共0起 率为0 量为0 面积为0 数为0 起数为0 次数为0", "met", "事故不发生", "事故发生{}") == []
    assert others("数据 的数据 统计 的统计 资料 台账 监测", "undecided", "事故不发生", "事故发生{}") == []
    assert others("风险 隐患 可能 防控 防范 监测 预警 应急", "undecided", "事故不发生", "事故发生{}") == []
    assert others("改善 好转 提高 提升 增强 减少 下降 成效 效果 优势 控制 作用 成绩", "undecided", "不明显", "明显{}") == []
    assert others("事件 事故 案件 现象 行为", "met", "未发生", "全年无重大环境{}") == []
    assert others("外来 物种 生物 入侵 危害 影响 迹象 扩散", "met", "不明显", "没有{}明显") == []
    assert others("造成 引起 引发 导致", "met", "生态环境不影响", "对生态环境未{}影响") == []
