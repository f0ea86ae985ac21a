"""The words in which states are asked for and answered: what affirms, what denies, what is only under way."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of

# ---- what a target asks to be done, and the words that say it was -------------------------------
_SYNONYMS = {
    "制定": "制定 编制 印发 出台 批复 获批 审议通过 颁布 发布 修订",
    "编制": "编制 编报",
    "实施": "实施 施行 执行 推行",
    "推行": "推行 实施 施行 执行 实行",
    "实行": "实行 推行 实施 施行 执行",
    "执行": "执行 实施 施行",
    "施行": "施行 实施 执行",
    "落实": "落实 执行",
    "建立": "建立 设立 构建 建成(?!区) 组建 成立",
    "构建": "构建 建立 建成(?!区)",
    "建成": "建成(?!区)",
    "设立": "设立 建立 成立",
    "成立": "成立 组建 设立",
    "创建": "创建 创成 建成(?!区)",
    "创成": "创成 建成(?!区)",
    "遵守": "遵守 严守",
    "严守": "严守 遵守",
    "发布": "发布 印发 出台",
    "出台": "出台 印发 发布",
    "印发": "印发 出台 发布",
    "运转": "运转 运行",
    "符合": "符合 满足",
    "满足": "满足 符合",
    "达到": "达到 符合 满足 达标",
    "改善": "改善 好转",
    "提升": "提升 提高",
    "获得": "获得 取得",
    # how an assignment is answered
    "完成任务": "超额完成 完成 达标 (?:达到|满足|符合|实现|通过)(?=.{0,12}(?:目标|任务|考核|要求|指标|计划))",
}
# What was once made stays made, whatever the year.
_LASTING = "制定 编制 建立 构建 设立 成立 创建 创成 发布 出台 印发 建成 划定 获得 命名 取得 消除 健全 淘汰 取缔 修复"
LASTING = frozenset(_LASTING.split())
_ENDS = "完成 建成 完成任务 消除 整治 修复 划定 淘汰 取缔 销号"  # of which a part is not it
ENDS = frozenset(_ENDS.split())
_PLAIN_DEEDS = """
健全 完善 开展 组织 划定 消除 公开 达标 合格 优秀 良好 优良 通过 运行 覆盖 命名 完成 修复 整治 治理 到位 规范 配备 设置 纳入 保障 淘汰
取缔 联网 保护 推进 推广 销号 具备 禁止 取得 控制 审议 备案 应用
"""
DEEDS: dict[str, tuple[str, ...]] = {verb: tuple(words.split()) for verb, words in _SYNONYMS.items()}
DEEDS |= {verb: (verb,) for verb in _PLAIN_DEEDS.split()}
MANNERS = re.compile(
    any_of(
        "有效 全面 严格 基本 依法 积极 切实 全部 普遍 持续 稳步 深入 较好 正常 按期 按时 按照?要求 统一 已经 已",
        "均 应 得到 进行 予以 加以 的 了",
    )
)
SCOPE = re.compile(any_of("全面 全部 全域 全市 全县 全区 全覆盖 均 普遍 应.尽. 所有 各地 各县 各乡"))

# ---- what a target asks not to happen ------------------------------------------------------------
_EVENTS = {
    "shrink": "减少 减小 缩小 缩减 萎缩 流失 降低 下降 减退 退化 削弱 衰退 丧失",
    "grow": "增加 增长 上升 升高 反弹 扩大 增多",
    "alter": "改变 变更 变化 调整 转变",
    "harm": "破坏 损害 受损 损毁 毁坏",
    "occupy": "侵占 占用 挤占 蚕食",
    "exceed": "突破 超出 越界 超越",
    "worsen": "恶化 变差 退步 劣化",
    "happen": "发生 出现",
    "affect": "影响 危害 损失 后果",
    "evident": "明显 严重 突出 显著 加剧",
}
EVENTS: dict[str, tuple[str, ...]] = {event: tuple(words.split()) for event, words in _EVENTS.items()}
_OPPOSITES = {
    "shrink": "稳定 不变 增加 扩大 增长 提升 提高 增强 改善",
    "grow": "稳定 不变 减少 下降 降低",
    "alter": "不变",
    "worsen": "稳定 改善 好转 提升",
}
OPPOSITES: dict[str, tuple[str, ...]] = {event: tuple(words.split()) for event, words in _OPPOSITES.items()}

# ---- how an answer turns -------------------------------------------------------------------------
NEGATION = re.compile(any_of("未能 未曾 没有 不存在 不再 杜绝 未 没 无 不 非 零"))
# Words that hold a negation or a plan and mean neither: blanked before negations are looked for.
_SEEMING = re.compile(
    any_of(
        "按照?(?:有关|相关|规定)?要求 不断 不仅 不但 不同 不少 不久 不定期 不限 不只 不间断 不懈 不折不扣",
        "有无 不动产 不可再生 不锈钢 不忘 不遗余力",
        "不打折扣 毫不 不漏 不留死角 不良 无害化 无废 无组织 无人机 无公害 无障碍 无缝 无一例外 无偿 无纸化",
        "无线 无土 无机 未来 未批先建 未批先用",
        "未利用地 未成年 非机动车 非道路 非法 非常 非煤 非化石 非居民 非点源 非物质 非税 没收 虚拟 模拟 草拟 拟定 拟订 比拟",
    )
)
UNDER_WAY = re.compile(
    any_of(
        r"正在 (?<![修改端公])正(?=抓紧|加紧|积极|组织|式?着手|编|制|筹|建|推|开展|实施|按|有序) 拟(?!态|合|人)",
        r"准备 即将 将(?=于|在|会|要|尽快|适时|进一步|全面|全部|正式|逐步|陆续|启动|实施|开展|完成|建成|建立|出台|印发)",
        "着手 筹备 筹划 筹建 谋划 尚在 仍在 还在 预计 预期 有望 可望 力争 争取 有待 尚待 待(?!遇) 下一步 明年 下步 今后",
        "(?<![作动度施核年理项按照该此治设展复])计划(?!地|性|内|中|书|表|任务|目标|指标|已)",  # 审核计划 is a paper
    )
)
# What takes an affirmation back, wherever it stands: then a person must read it.
RESERVATIONS = re.compile(
    any_of(
        "撤销 废止 过期 失效 到期 已满(?!足|意) 终止 中止 剩余 (?<!不)仅 只有 几乎 个别 少数 大部分 大多 多数 部分",
        "基本(?!农田|草原|公共) 有待 尚需 仍需 还需 尚待 承诺",
        "总体 整体 主要(?=任务|指标|目标|工作) 大部(?!分) 在建 除外 局部 效果一般 成效不 欠账 欠缺 在建 框架 雏形 美中不足 遗憾 可惜 短板",
        "尚有(?!效) 仍有(?!效) 还有(?!效) 仍存在 尚存",
        "保证 确保 力争 (?<![清消解拆免废扣剔])除[^,;。]{1,16}外(?!来) 处于.{0,8}阶段 初步 原则上 大体",
    )
)
# What is said of the figure, not of the work: 正在统计, 尚未公布.
OF_FIGURES = re.compile(
    any_of("正在 尚在 仍在 待 尚未 暂未 还未 仍未 未 没有")
    + "(?:(?:省|国家|上级|部门)级?)*"
    + any_of("统计 核算 汇总 测算 计算 公布 发布 反馈 核定 出具")
    + "|数据(?:尚?未|没)出"
)
PUT_OFF = re.compile(any_of("推迟 延期 延后 暂缓 暂停 搁置") + "$")
STOPPED = re.compile(any_of("取消 停止 暂停 暂缓 推迟 延期 延后 终止 拒绝 难以 缺乏 缺少 放弃"))
# What leaves open whether it was done: a part of it, a call to do it, a condition.
HALF = re.compile(
    any_of(
        "部分 部署 安排 动员 号召 呼吁 提议 督促 敦促 推进 初步 逐步 探索 研究 推动 试点 加快 个别 少数 大部分 多数",
        "同意 有信心 有把握 差一?点 险些 谈不上 称不上 有的 如果 若 是否 要求 应当 建议",
        "争创 申请 申报 鼓励 引导 防止 避免 遏制 防范 禁止 严禁 严防 基本(?!农田|草原|公共) 大体 原则上 力求 确保",
    )
)
ONLY_PART = re.compile(r"^了?(?:一?部分|少量|少数|个别|初步|前期|试点|较少|很少|不多|有限|一般|的(?:基础|前提|条件|要求|可能))")
MIGHT = re.compile(any_of("需 须 应 要 会 将 可 能 望 想 打算 有意 考虑 酝酿 尽快 早日"))
SURELY = re.compile(  # words that hold one of MIGHT and mean another thing
    any_of(
        "常委会 委员会 理事会 联席会 党组会 常务会 协会 工会 大会 全会 会议 社会 会同 会商 应急 响应 对应 应用",
        "供应 适应 主要 重要 纲要 要点 要素",
        "可持续 可再生 可回收 认可 许可 能源 节能 能力 智能 性能 功能 必要 概要 纪要 均能 均可",
    )
)
_NOT_DONE = any_of("完成 到位 启动 结束 通过 批复 印发 落实 开始 实施 开展 建立 建成 运行 力 够 佳 好 理想 明显 显著 平衡 达标 彻底 充分")
_BROKEN = any_of(
    "不到位 不力 滞后 缓慢 不正常 不规范 不严格 不及时 不完善 不健全 无效 异常 超标 停滞 中断 失效 废止 取消",
    "不畅 不佳 不好 不顺 不稳 不够 不实 不高 较差 欠佳",
    "搁置 暂停 停止 失败 不足 薄弱 困难",
)
BROKEN_OFF = re.compile(
    rf"^[^,]{{0,10}}?(?:尚未|还未|仍未|并未|未能|未|没有|不)(?:全部|全面|完全|正式|按期|如期)*{_NOT_DONE}|^[^,]{{0,8}}?{_BROKEN}"
)
STILL_DOING = re.compile(
    r"^(?:工作|过程|阶段|完善|推进|实施|建设|编制|报批|审批|工程)?中(?:$|[,;)])|^(?:工作)?(?:正在|仍在|还在|进行中|拟|预计)"
)
NAMES_PAPER = re.compile(  # 实施方案: the verb is only part of a name
    r"^(?:工作)?"
    + any_of(
        "方案 细则 意见 计划 办法 要求 单位 主体 人员 难度 进度 情况 条件 标准 依据 率 中心 公司 规划(?!已|完成|并) 设想 建议 任务 目标"
    )
)
# What a clause without the target's own verb may say of the whole matter: 尚未启动.
STAGES = re.compile(
    any_of(
        "启动 开始 完成 落实 编制 起草 报批 审批 审查 印发 出台 批复 制定 建立 实施 开展 到位 建成 推行 组织",
        "推进 划定 消除 整改 施工 验收 建设",
    )
)

# ---- what may stand between a negation and what it denies ----------------------------------------
_PASSING = re.compile(
    any_of(
        "发生 出现 发现 存在 产生 造成 见到 见 有 任何 明显 重大 较大 特别 情况 现象 行为 问题 事件 的 被 再",
        "新增 新 进一步 擅自 违规 违法 人为 所",
        "得到 受到 遭到 遭受 进行 过 全面 有效 正式 完全 真正 按期 如期 按时 严格 全部 统一 依法 正常 实际",
        "普遍 均 曾 能 予以 明确",
        "系统 深入 组织 按规定 规范 切实 起 宗 项 个 已 一",
    )
)
CAUSES = re.compile(any_of("导致 造成 致使 引起 引发 使得 从而 因而 因此"))  # another thought begins here
BLOCKS = re.compile(
    any_of(
        "掌握 统计 上报 报告 收到 接到 了解 清楚 确认 核实 排查 调查 监测 开展 经 批准 按 管理 规定 执行",
        "落实 控制 因 由于 而 除 仅 只 之外 以外",
    )
)


def words_for(verb: str) -> tuple[str, ...]:
    """List the words that say that it was done; 应划尽划 is answered by 划定 too."""
    if all_of_it := re.fullmatch(r"应(.)尽\1", verb):
        return (verb, *(word for word in DEEDS if all_of_it[1] in word and word[0] != "应"))
    return DEEDS.get(verb, (verb,))


def blank_seeming(text: str) -> str:
    """Blank the words that only look like a negation or a plan, keeping every position."""
    return _SEEMING.sub(lambda match: "□" * len(match[0]), text)


def strip_passing(gap: str, *nouns: str) -> str:
    """Take away what may stand between a negation and its verb."""
    for noun in nouns:
        gap = gap.replace(noun, "") if noun else gap
    return _PASSING.sub("", gap)
