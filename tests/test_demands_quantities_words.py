"""The words around a quantity: what leads to a goal, what only says how big, how long or when, and what says that nothing was done yet."""

import pytest

from ecoreport.demands.quantities import extract_goals, match_done


def goals(text: str) -> list[str]:
    return [f"{goal.number} {goal.unit} {goal.object}".strip() for goal in extract_goals(text)]


def done(plan: str, words: str, period: int | None = 2020) -> str:
    return " ".join("-" if goal.done is None else str(goal.done) for goal in match_done(extract_goals(plan), words, period=period))


DOING = (
    "淘汰 整治 办理 完成 实施 开展 创建 打造 建成 建设 新建 改建 扩建 新改扩建 新增 新植 改造 推广 处置 实现 推进 形成 组织 举办 争创 培育 修复 治理 清理 "
    "关停 减少 削减 查处 配备 更新 投放 安装 评选 命名 制定 出台 修编 编制 达成 启动 开工 落实 覆盖 提升 提标 受理 审核 验收 发放 种植 巩固 拆除 疏浚"
)


@pytest.mark.parametrize("word", DOING.split())
def test_a_verb_is_no_part_of_what_is_to_be_done(word: str) -> None:
    assert goals(f"{word}管网16公里") == ["16 公里 管网"]
    assert goals(f"{word}了管网16公里") == ["16 公里 管网"]
    assert goals(f"{word}5万平方米公共绿地") == ["5 万平方米 公共绿地"]
    assert goals(f"全年{word}5万平方米公共绿地") == ["5 万平方米 公共绿地"]
    assert goals("全年5万平方米公共绿地") == []  # that may be a name


LEADING = (
    "全市 全区 全县 我市 我区 我局 全年 年内 本年 今年 已 共 累计 合计 计划 力争 确保 继续 积极 大力 全面 目前 现 均 并 和 等 "
    "2020年 2020年底前 12月底前 到2020年底 截至2020年底,全市 截至目前,我市已"
)


@pytest.mark.parametrize("words", LEADING.split())
def test_words_before_the_verb_lead_nowhere(words: str) -> None:
    assert goals(f"{words}新建管网16公里") == ["16 公里 管网"]


@pytest.mark.parametrize("words", ["实现", "确保", "力争", "使", "全市", "我市", "完成", "到2020年底", "2020年底前,全市", "截至2020年底"])
def test_words_before_a_share_lead_nowhere(words: str) -> None:
    assert goals(f"{words}污水处理率95%") == ["95 % 污水处理率"]


TO_THE_NUMBER = "达到 达 不低于 不少于 不小于 不超过 控制在 提高到 为 在 至 到 约 超过 共 合计 累计 计 数 : ： ≥ ≤ >= <= > < 为: 不低于约"


@pytest.mark.parametrize("words", TO_THE_NUMBER.split())
def test_words_that_lead_to_the_number_are_no_part_of_the_name(words: str) -> None:
    assert goals(f"确保污水处理率{words}95%") == ["95 % 污水处理率"]


WHOLE_WORDS = [
    ("完成率95%", "95 % 完成率"),
    ("建成区绿化率40%", "40 % 建成区绿化率"),
    ("完成(含续建)管网16公里", "16 公里 管网"),
    ("新增(更新)公交车辆90辆", "90 辆 公交车辆"),
    ("打造30条河道条", "30 条 河道"),
    ("命名10村", "10 村 命名"),
    ("创建3个省级 森林 城镇", "3 个 省级森林城镇"),
    ("造林 8100 亩", "8100 亩 造林"),
    ("培育企业20家等", "20 家"),
    ("查处环境违法案件1,600起", "1600 起 环境违法案件"),
]


@pytest.mark.parametrize(("text", "goal"), WHOLE_WORDS)
def test_what_is_to_be_done_keeps_its_name(text: str, goal: str) -> None:
    assert goals(text) == [goal]


SIZES = "3吨 3万吨 3亩 3公顷 3公里 3立方米 3千瓦 3千瓦时 3亿元 3蒸吨"


@pytest.mark.parametrize("size", SIZES.split())
def test_how_big_a_thing_is_is_no_goal(size: str) -> None:
    assert goals(f"推进定海{size}填埋场建设") == []
    assert goals(f"整治{size}以上填埋场") == []
    assert goals(f"整治{size}及以上的填埋场") == []
    assert goals(f"整治填埋场{size}以上") == [f"{size[0]} {size[1:]} 填埋场"]
    assert goals(f"整治填埋场{size}以上,新建泵站2座") == [f"{size[0]} {size[1:]} 填埋场", "2 座 泵站"]


@pytest.mark.parametrize("count", ["3个", "3座", "3家", "3万人", "3个/公里"])
def test_how_many_things_are_named_is_one(count: str) -> None:
    assert goals(f"推进定海{count}填埋场建设") == [f"{count[0]} {count[1:]} 填埋场建设"]
    assert goals(f"推进定海{count}以上填埋场建设") == [f"{count[0]} {count[1:]} 填埋场建设"]


NO_GOALS = [
    *(f"连续3{unit}保持优秀" for unit in ("年", "个月", "天", "小时", "级", "期", "届", "轮", "倍", "℃", "个百分点", "摄氏度")),
    *(f"推进3{rate}项目" for rate in ("万吨/年", "吨/日", "蒸吨/小时", "个/月")),
    *(f"创建3{link}5个小区" for link in ("-", "~", "—", "至", " - ")),
    *(f"{before}3个项目" for before in ("S", "第", ".", "#", "n")),
    "比例在50%-80%", "建成小区3", "1.2.3个", "2020年", "12月31日前", "2019-2020年", "2020年1月5日", "2018年至2020年",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_GOALS)
def test_durations_grades_ranges_rates_numbers_of_things_and_days_are_no_goals(text: str) -> None:
    assert goals(text) == []


@pytest.mark.parametrize("stop", ["。", ";", "；", "\n", "!", "！", "?", "？", ",", "，"])
def test_each_clause_has_goals_of_its_own(stop: str) -> None:
    assert goals(f"推广绿色小区{stop}造林8100亩") == ["8100 亩 造林"]
    first, second = extract_goals(f"创建3个小区{stop}造林8,100亩")
    assert [(str(goal.number), goal.text) for goal in (first, second)] == [("3", "创建3个小区"), ("8100", "造林8,100亩")]


@pytest.mark.parametrize("link", ["、", "和", "及", "与", "、和"])
def test_goals_in_a_row_keep_each_its_own_words(link: str) -> None:
    assert goals(f"创建示范村9个{link}示范镇35个") == ["9 个 示范村", "35 个 示范镇"]
    assert goals(f"创建9个示范村{link}35个示范镇") == ["9 个 示范村", "35 个 示范镇"]
    assert [goal.text for goal in extract_goals(f"创建示范村9个{link}示范镇35个")] == ["创建示范村9个", "示范镇35个"]
    assert goals(f"创建9个村{link}社区{link}35个小区") == [f"9 个 村{link}社区", "35 个 小区"]


@pytest.mark.parametrize("quoted", ["“152”工程", "“一村1品”", "《2020年行动方案》"])
def test_a_name_in_quotation_marks_stays_whole_and_its_digits_count_nothing(quoted: str) -> None:
    assert goals(f"推进{quoted}3个") == [f"3 个 {quoted}"]


def test_a_share_goes_with_the_words_before_it_and_a_count_with_those_behind() -> None:
    assert goals("绿色采购比例80%以上的单位") == ["80 % 绿色采购比例"]
    assert goals("满意度85分以上") == ["85 分 满意度"]
    assert goals("95%的村庄") == ["95 % 的村庄"]


# ---- what was done -------------------------------------------------------------------------------

PLAN = "淘汰20家企业落后产能"
NOT_DONE = (
    "未 剩余 还有 尚有 尚需 拟 将于 待 正在 计划 目标 任务数 力争 应 在建 开工 预计 其中 不足 不到 超过 明年 下一步 原定 下达 约"
)  # fmt: skip


@pytest.mark.parametrize("word", NOT_DONE.split())
def test_plans_remainders_and_guesses_are_nothing_done(word: str) -> None:
    assert done(PLAN, "淘汰落后产能企业21家") == "21"
    assert done(PLAN, f"{word}淘汰落后产能企业21家") == "-"
    assert done(PLAN, f"淘汰落后产能企业{word}21家") == "-"


@pytest.mark.parametrize(
    "words", ["淘汰落后产能企业近21家", "淘汰落后产能企业近 21家", "淘汰落后产能企业21家左右", "淘汰落后产能企业21家以上"]
)
def test_about_so_many_is_not_so_many(words: str) -> None:
    assert done(PLAN, words) == "-"


NAMES = [
    ("组织应急演练3次", "组织应急演练4次", "4"),
    ("创建节约型机关30家", "创建节约型机关32家", "32"),
    ("创建公约示范点3个", "创建公约示范点4个", "4"),
    ("走访特约监督员3名", "走访特约监督员4名", "4"),
    ("履行条约任务3项", "履行条约任务4项", "4"),
    ("审查契约3件", "审查契约4件", "4"),
    ("整治近岸海域排污口5个", "整治近岸海域排污口6个", "6"),
]


@pytest.mark.parametrize(("plan", "words", "read"), NAMES)
def test_a_names_characters_are_not_mistaken_for_about_or_ought(plan: str, words: str, read: str) -> None:
    assert done(plan, words) == read


YEARS = [
    ("2020年淘汰落后产能企业21家", "21", "-"),
    ("2020年底,淘汰落后产能企业21家", "21", "-"),
    ("2020 年淘汰落后产能企业21家", "21", "-"),
    ("２０２０年淘汰落后产能企业21家", "21", "-"),
    ("2019年淘汰落后产能企业21家", "-", "-"),
    ("2019年,淘汰落后产能企业21家", "-", "-"),
    ("1999年淘汰落后产能企业21家", "-", "-"),
    ("2019年和2020年淘汰落后产能企业21家", "-", "-"),
    ("2019年淘汰落后产能企业10家；今年淘汰落后产能企业21家", "21", "21"),
    ("2019年淘汰落后产能企业10家。今年淘汰落后产能企业21家", "21", "21"),
    ("2019年淘汰落后产能企业10家\n今年淘汰落后产能企业21家", "21", "21"),
    ("2019年淘汰落后产能企业10家;今年淘汰落后产能企业21家", "21", "21"),
    ("与2019年相同,淘汰落后产能企业21家", "21", "21"),
    ("淘汰落后产能企业21家,较2019年增加", "21", "21"),
    ("淘汰落后产能企业21家,比2019年增加", "21", "21"),
]


@pytest.mark.parametrize(("words", "of_2020", "of_no_year"), YEARS)
def test_only_the_periods_own_year_counts_and_a_year_compared_with_is_none(words: str, of_2020: str, of_no_year: str) -> None:
    assert (done(PLAN, words), done(PLAN, words, None)) == (of_2020, of_no_year)


ALIKE = [  # plan, words, what is read for each goal
    ("新建管网16公里", "完成17公里", "17"),  # nothing else is measured so
    ("新建管网16公里", "完成17000米", "17"),
    ("新建管网16公里", "完成17家", "-"),
    ("新增16公里及以上", "新建管网17公里", "17"),
    ("新建管网16公里", "完成17公里,另18公里", "-"),
    ("新建管网16公里,新建绿道10公里", "完成17公里", "- -"),
    ("新建管网16公里,新建绿道10公里", "新建绿道12公里,新建管网17公里", "17 12"),
    ("淘汰锅炉10台", "淘汰燃煤锅炉12台", "12"),
    ("淘汰锅炉10台", "淘汰电梯12台", "-"),
    ("淘汰20家企业落后产能", "淘汰落后产能企业21家,淘汰落后产能企业21家", "21"),
    ("淘汰20家企业落后产能", "淘汰落后产能企业21家,淘汰落后产能企业22家", "-"),
    ("创建示范村9个、示范镇3个", "创建示范村10个、示范镇4个", "10 4"),
    ("创建示范村9个、示范镇3个", "创建示范10个", "- -"),
    ("不合理施用化肥减量20吨、农药减量4吨", "化肥减量25吨", "25 -"),
    ("新植珍贵树31.91万株", "新植珍贵树320000株", "32"),
    ("投放纯电动新能源公交车90辆", "投放公交车95辆", "95"),  # a name cut short
    ("淘汰高污染燃料锅炉10台", "淘汰锅炉12台", "-"),  # two characters fit many things
    ("整治中小河流25公里", "整治30公里以上的中小河流", "-"),
    ("巡查30吨以上设施93个", "巡查设施95个", "95"),
    ("巡查设施93个", "巡查30吨以上设施95个", "95"),
    ("创建“无废”小区20个", "创建'无废'小区21个", "21"),
]


@pytest.mark.parametrize(("plan", "words", "read"), ALIKE)
def test_what_was_done_is_known_by_its_name_within_one_kind_of_unit(plan: str, words: str, read: str) -> None:
    assert done(plan, words) == read


FILLERS = "建设 创建 任务 工作 工程 项目 完成 全市 我市 开展 实施 的 和 、"


@pytest.mark.parametrize("filler", FILLERS.split())
def test_filler_words_make_two_names_no_more_alike(filler: str) -> None:
    assert done(f"整治船厂{filler * 4}10家,整治渔港9家", f"整治码头{filler * 4}12家") == "- -"
    assert done("整治船厂10家,整治渔港9家", f"整治{filler * 4}船厂12家") == "12 -"


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("新建绿道不少于三公里", [("3", "公里", "绿道")]),
        ("整治二百五十家“低散乱”企业、关停12家", [("250", "家", "“低散乱”企业"), ("12", "家", "关停")]),
        ("完成率达到百分之九十五以上", [("95", "%", "完成率")]),
        ("建成三个示范区", []),
        ("打造一批示范村、整治十二家企业", [("12", "家", "企业")]),
        ("整治企业、作坊等50家", [("50", "家", "企业、作坊")]),
        ("A5家企业、第5家企业、#5家企业", []),
        ("新增1.2万 亩绿地", [("1.2", "万亩", "绿地")]),
        ("农村生活污水处理设施标准化运维管理覆盖率达到95%", [("95", "%", "农村生活污水处理设施标准化运维管理覆盖率")]),
    ],
)
def test_amounts_in_digits_and_in_words_are_planned_alike(text, goals):
    assert [(str(goal.number), goal.unit, goal.object) for goal in extract_goals(text)] == goals
