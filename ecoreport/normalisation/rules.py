"""The rules of normalisation: what a cell says, and what a person must confirm before it is believed."""

from ecoreport.quantity import DoubtKind
from ecoreport.rules import ERROR, NOTICE, VERIFY, Rule

# Every message says whose value it is ({what}), what was written ({raw}) and what was made of it.
APPROXIMATE = Rule(
    "N101", VERIFY, "规范性", "约数",
    "{what}写作“{raw}”，是约数，按{reading}处理", "请填报确数",
)  # fmt: skip
PRELIMINARY = Rule(
    "N102", VERIFY, "规范性", "初步数",
    "{what}写作“{raw}”，是初步数，按{reading}处理", "请在正式数据发布后更正，或在备注说明",
)  # fmt: skip
FROM_SENTENCE = Rule(
    "N103", VERIFY, "规范性", "数取自文字",
    "{what}取自一段文字：“{raw}”，读作{reading}", "请核对，并把数单独填在完成值一格",
)  # fmt: skip
FOOTNOTE = Rule(
    "N104", VERIFY, "规范性", "数后有注记号",
    "{what}写作“{raw}”，去掉注记号按{reading}处理", "请说明注记的含义，并把注记移到备注",
)  # fmt: skip
STRUCK_OLD = Rule(
    "N105", VERIFY, "规范性", "有划去的旧数",
    "{what}一格里有划去的旧数（“{raw}”），按保留的部分处理", "请删去划去的旧数",
)  # fmt: skip
UNIT_CUT_SHORT = Rule(
    "N106", VERIFY, "规范性", "计量单位没有写全",
    "{what}写作“{raw}”，单位“{unit}”没有写全，按“{other}”处理", "请按“{other}”填写计量单位",
)  # fmt: skip
CONVERTED = Rule(
    "N151", NOTICE, "规范性", "计量单位已换算",
    "{what}按方案的计量单位换算：{conversion}", "请改按方案的计量单位填报",
)  # fmt: skip
FULL_WIDTH = Rule(
    "N152", NOTICE, "规范性", "全角数字",
    "{what}写作“{raw}”，是全角字符，已按半角读取", "请用半角数字填写",
)  # fmt: skip
CHINESE_NUMERAL = Rule(
    "N153", NOTICE, "规范性", "中文数字",
    "{what}写作“{raw}”，已按阿拉伯数字读取", "请用阿拉伯数字填写",
)  # fmt: skip
POWER_OF_TEN = Rule(
    "N154", NOTICE, "规范性", "科学记数法",
    "{what}写作“{raw}”，已读作{reading}", "请直接填写数字，不用科学记数法",
)  # fmt: skip
BOUND = Rule(
    "N201", VERIFY, "规范性", "只写了范围",
    "{what}写作“{raw}”，是一个界限，不是完成值，没有采用", "请填报实际完成值",
)  # fmt: skip
RANGE = Rule(
    "N202", VERIFY, "规范性", "写了一个区间",
    "{what}写作“{raw}”，是一个区间，没有采用", "请填报一个确定的完成值",
)  # fmt: skip
RATIO = Rule(
    "N203", VERIFY, "规范性", "写了一个比",
    "{what}写作“{raw}”，不能确定是分数、比值还是日期，没有采用", "请填报计算后的完成值，分子、分母另填",
)  # fmt: skip
FRACTION_OR_PERCENT = Rule(
    "N204", VERIFY, "规范性", "小数还是百分数",
    "{what}写作“{raw}”，可能是{reading}，也可能是{other}，没有采用", "请按百分数填写，如 96.7",
)  # fmt: skip
PERCENT_FORMAT = Rule(
    "N205", VERIFY, "规范性", "百分比格式有误",
    "{what}在表上显示为“{raw}”，可能是{reading}%，也可能是{other}%，没有采用", "请核对单元格格式后重填",
)  # fmt: skip
SCALED_FORMAT = Rule(
    "N206", VERIFY, "规范性", "缩放显示的数",
    "{what}在表上显示为“{reading}”，实际存的是{other}，没有采用", "请取消单元格的千位缩放格式后重填",
)  # fmt: skip
SEVERAL_NUMBERS = Rule(
    "N207", VERIFY, "规范性", "一格里有几个数",
    "{what}写作“{raw}”，有几个数（{other}），不能确定哪一个是完成值，没有采用", "请把完成值单独填写，其余写入说明",
)  # fmt: skip
UNCLEAR = Rule(
    "N208", VERIFY, "规范性", "文字里的数不能确定",
    "{what}写作“{raw}”，其中的{reading}不能确定是不是完成值，没有采用", "请把完成值单独填写",
)  # fmt: skip
OTHER_YEAR = Rule(
    "N209", VERIFY, "时限", "写的是别的年份",
    "{what}写作“{raw}”，是{other}年的数，没有作为本年完成值采用", "请填报{year}年的完成值",
)  # fmt: skip
CHANGE_NOT_VALUE = Rule(
    "N210", VERIFY, "规范性", "写的是变化幅度",
    "{what}写作“{raw}”，是变化幅度，不是完成值，没有采用", "请填报完成值本身，变化幅度写入说明",
)  # fmt: skip
PLANNED = Rule(
    "N211", VERIFY, "规范性", "写的是目标或打算",
    "{what}写作“{raw}”，是目标或打算，不是完成值，没有采用", "请填报实际完成值",
)  # fmt: skip
MISPRINT = Rule(
    "N212", VERIFY, "规范性", "数写错了字",
    "{what}写作“{raw}”，不是一个数{proposal}，没有采用", "请核对后重填",
)  # fmt: skip
SEPARATOR = Rule(
    "N213", VERIFY, "规范性", "分隔符不清",
    "{what}写作“{raw}”，分隔符有两种读法{proposal}，没有采用", "请核对小数点和千分位后重填",
)  # fmt: skip
IMPOSSIBLE_UNIT = Rule(
    "N214", VERIFY, "规范性", "计量单位不符",
    "{what}写作“{raw}”，单位“{unit}”不能换算成方案的“{other}”，没有采用", "请按“{other}”填报，或说明口径",
)  # fmt: skip
SCALE_UNCLEAR = Rule(
    "N215", VERIFY, "规范性", "万、亿重复",
    "{what}写作“{raw}”，表头的单位是“{unit}”，不能确定是否又乘了一次，没有采用", "请按表头的单位只写数字",
)  # fmt: skip
DATE_IN_NUMBER = Rule(
    "N216", VERIFY, "规范性", "数格里是日期",
    "{what}一格是日期“{raw}”，没有采用", "请核对单元格格式后重填数字",
)  # fmt: skip
ERROR_VALUE = Rule(
    "N217", ERROR, "规范性", "公式出错",
    "{what}一格是错误值“{raw}”", "请修正公式或直接填写数字后重报",
)  # fmt: skip
NO_STORED_RESULT = Rule(
    "N218", ERROR, "规范性", "公式没有结果",
    "{what}一格是没有算过的公式“{raw}”，没有存下结果", "请用 Excel 或 WPS 打开，重新计算并保存后重报",
)  # fmt: skip
STRUCK_ALL = Rule(
    "N219", VERIFY, "规范性", "整格已划去",
    "{what}一格的“{raw}”全部划去，没有采用", "请填写新的数，删去划去的旧数",
)  # fmt: skip
NOTHING_OR_ZERO = Rule(
    "N220", VERIFY, "规范性", "“无”是零还是没有数据",
    "{what}写作“{raw}”，可能是零，也可能是没有数据，没有采用", "数值为零请写 0；没有数据请写“暂无”",
)  # fmt: skip
TOO_MANY_DIGITS = Rule(
    "N221", VERIFY, "规范性", "数位过多",
    "{what}写作“{raw}”，位数超出表格软件能保存的精度，可能已经失真，没有采用", "请核对后重填",
)  # fmt: skip
BOOLEAN = Rule(
    "N222", VERIFY, "规范性", "数格里是真假值",
    "{what}一格是“{raw}”，不是数，没有采用", "请填写完成值",
)  # fmt: skip
WORDS_FOR_NUMBER = Rule(
    "N223", ERROR, "规范性", "文字代替数值",
    "{what}应填数，写的是“{raw}”", "请填写完成值，文字写入完成情况说明",
)  # fmt: skip
PICTURE = Rule(
    "N224", VERIFY, "规范性", "数格里是图片",
    "{what}一格是嵌入的图片（“{raw}”），图片里的数读不到，没有采用", "请把图片里的数填写为数字后重报",
)  # fmt: skip

_BY_DOUBT: dict[DoubtKind, Rule] = {
    "approximate": APPROXIMATE, "preliminary": PRELIMINARY, "from_sentence": FROM_SENTENCE, "footnote": FOOTNOTE, "struck_old": STRUCK_OLD,
    "unit_cut_short": UNIT_CUT_SHORT, "converted": CONVERTED, "full_width": FULL_WIDTH, "chinese_numeral": CHINESE_NUMERAL, "bound": BOUND,
    "power_of_ten": POWER_OF_TEN,
    "range": RANGE, "ratio": RATIO, "fraction_or_percent": FRACTION_OR_PERCENT, "percent_format": PERCENT_FORMAT,
    "scaled_format": SCALED_FORMAT, "several_numbers": SEVERAL_NUMBERS, "unclear": UNCLEAR, "other_year": OTHER_YEAR,
    "change_not_value": CHANGE_NOT_VALUE, "planned": PLANNED, "misprint": MISPRINT, "separator": SEPARATOR,
    "impossible_unit": IMPOSSIBLE_UNIT, "scale_unclear": SCALE_UNCLEAR,
    "picture": PICTURE, "date_in_number": DATE_IN_NUMBER, "error_value": ERROR_VALUE, "no_stored_result": NO_STORED_RESULT,
    "struck_all": STRUCK_ALL, "nothing_or_zero": NOTHING_OR_ZERO, "too_many_digits": TOO_MANY_DIGITS, "boolean": BOOLEAN,
    "words_for_number": WORDS_FOR_NUMBER,
}  # fmt: skip


def rule_of(kind: DoubtKind) -> Rule:
    """Find the rule that puts a doubt into words."""
    return _BY_DOUBT[kind]


NOT_APPLICABLE = Rule(
    "N301", VERIFY, "规范性", "填报不适用",
    "{what}写作“{raw}”，按不适用处理", "请说明本市不适用的依据",
)  # fmt: skip
SHARED_VALUE = Rule(
    "N302", VERIFY, "规范性", "几项合用一个数",
    "“{raw}”写在合并的单元格里，同时对着{items}，不能确定是哪一项的数，没有采用", "请拆开单元格，分项填报",
)  # fmt: skip
DIFFERS_WITHIN_FILE = Rule(
    "N303", ERROR, "一致性", "同一本台账里两处不一",
    "{what}在同一本台账里填了不同的数：{written}", "请核对后只保留一个数",
    refutes=True,
)  # fmt: skip
HIDDEN_DIFFERS = Rule(
    "N304", VERIFY, "一致性", "隐藏处另有不同的数",
    "{what}在隐藏的行、列或工作表里另填了“{hidden}”，与看得见的“{shown}”不同，按看得见的处理", "请核对，删去隐藏的旧数",
)  # fmt: skip
PARTIAL_ONLY = Rule(
    "N305", VERIFY, "时限", "只有阶段数或预计数",
    "{what}没有全年完成值，只有“{heading}”的“{raw}”，没有采用", "请补报全年完成值；这就是全年数的，请改正表头",
)  # fmt: skip
HIDDEN_VALUE = Rule(
    "N306", VERIFY, "规范性", "采用的数在隐藏处",
    "{values}写在隐藏的行或列里，表上看不见，已采用", "请取消隐藏后核对；不再用的旧数请删去",
)  # fmt: skip
SHOWN_OTHERWISE = Rule(
    "N307", VERIFY, "规范性", "显示的数与存的数判定不同",
    "{what}存的是“{stored}”，按单元格格式显示为“{shown}”，两者判定不同，按存的数采用", "请核对以哪个数为准，并按该数重新填写",
)  # fmt: skip
SHOWN_ROUNDED = Rule(
    "N308", NOTICE, "规范性", "显示的数比存的数短",
    "{values}，按存的数采用", "上报的数请按要求的位数直接填写",
)  # fmt: skip
NOT_CORRECTED = Rule(
    "N309", VERIFY, "规范性", "更正后的数空着",
    "{what}在“{heading}”一栏填有“{raw}”，更正后一栏空着，暂按“{raw}”采用", "确需更正的，请补填更正后一栏；没有更正的，请说明",
)  # fmt: skip

NOTED_OTHERWISE = Rule(
    "N311", VERIFY, "一致性", "旁注说不是本年实际数",
    "{what}填“{raw}”，旁边注明“{note}”，说明这是{meaning}，没有采用", "请填报{year}年实际完成值；这就是本年实际数的，请改正旁注",
    note="备注、说明和批注里整句只说明这个数是哪一年、哪里、哪一种的，才算；提到往年数、目标、全省平均作比较的，不算",
    refutes=True,
)  # fmt: skip
NOTED_EARLY = Rule(
    "N312", VERIFY, "规范性", "旁注说是初步数",
    "{what}填“{raw}”，旁边注明“{note}”，先按此采用", "请在正式数据发布后更正",
)  # fmt: skip
MENDED_BESIDE = Rule(
    "N313", VERIFY, "一致性", "旁边写明要更正，数没有改",
    "{what}{filled}，旁边写明“{note}”，没有采用", "更正后的数是{mended}的，请填在完成值一栏后重报",
    refutes=True,
)  # fmt: skip
STATE_UNCLEAR = Rule(
    "N314", VERIFY, "规范性", "看不出重点任务的状态",
    "{what}写的“{raw}”看不出是已完成、推进中、滞后还是未启动，暂按推进中处理", "请写明状态：已完成、推进中、滞后或未启动",
    note="灯色、符号、代码没有图例说明的，一句话里没有说到完成与否的，都算看不出；另填了进度或者任务的数量的除外",
)  # fmt: skip
STATES_WITHIN_FILE = Rule(
    "N315", VERIFY, "一致性", "同一项重点任务的状态填了两次",
    "{what}在同一本台账里填了不同的状态：{said}，按进展较慢的处理", "请核对，只保留一种状态",
)  # fmt: skip
PROSE_DIFFERS = Rule(
    "N321", VERIFY, "一致性", "表中的数与文字不一",
    "{what}表中填“{raw}”，文字写的是“{said}”（{other}），按表中的数采用", "请核对以哪个数为准，把不一致的一处改正",
    note="同一本台账里表外的一段文字也写到这一项本年的数，按末位四舍五入后仍不相同的，才问；说计划、目标、外地、往年的不算",
)  # fmt: skip
NAMED_BESIDE = Rule(
    "N322", VERIFY, "一致性", "旁边写着另一个数",
    "{what}填“{raw}”，旁边注明“{note}”，没有采用：读法A：{first}；读法B：{second}", "请核对以哪个数为准，只在完成值一格填写这个数",
    note="备注、说明和批注里写明本项本年应为、实为、更正为、以……为准的另一个数，或另说了一个完成值，才问；说目标、往年、外地、分项的不算",
)  # fmt: skip
UNIT_CONTRADICTED = Rule(
    "N323", VERIFY, "规范性", "单位与数不合",
    "{what}填“{raw}”，没有采用：读法A：按{written}为{first}{unit}；读法B：数本身就是{second}{unit}",
    "请核对计量单位，把单位或数改正后重报",
    note="所写单位与方案的单位差百倍以上，换算后远离指标值和参照值、不换算反而相近的，才问；都没有的，差万倍、换算后不足0.1的才问；"
    "没有写单位的，与指标值和参照值差十倍以上、按常混用的单位换算后相近的，才问",
)  # fmt: skip
NOTED_LACKING = Rule(
    "N324", VERIFY, "一致性", "旁注说没有包括全部",
    "{what}填“{raw}”，旁边注明“{note}”，先按此采用", "请确认这是全市的数；不是的，请补报全市数",
    note="备注、说明和批注写明不含哪里、哪些另计的，先采用，请填报单位确认",
)  # fmt: skip
SECOND_VALUE = Rule(
    "N325", VERIFY, "一致性", "同一行另有一个本年数",
    "{what}填“{raw}”，同一行“{heading}”一栏却是“{second}”，先按前者采用", "请核对以哪个数为准，改正完成值或删去另一个数",
    note="没有认出的栏目，表头写明是核定、审核、复查、抽查、实测等另行得出的数，与完成值相近而不等，才问；平均、目标、往年、得分不算",
)  # fmt: skip
PLAN_CHANGED = Rule(
    "N401", VERIFY, "计划", "印好的内容被改动",
    "{what}印好的内容被改为“{written}”（原为“{printed}”），仍按方案处理", "请恢复印好的内容；对方案有意见的，请另行书面提出",
)  # fmt: skip
TARGET_DIFFERS = Rule(
    "N402", VERIFY, "计划", "所写指标值与方案不一致",
    "{what}所写的指标值“{written}”与方案的“{printed}”不一致，仍按方案判定", "请核对指标值",
)  # fmt: skip
UNIT_DIFFERS = Rule(
    "N403", NOTICE, "规范性", "所写计量单位与方案不同",
    "{what}所写的计量单位“{written}”与方案的“{printed}”不同", "请改按方案的计量单位填报",
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    APPROXIMATE, PRELIMINARY, FROM_SENTENCE, FOOTNOTE, STRUCK_OLD, UNIT_CUT_SHORT, CONVERTED, FULL_WIDTH, CHINESE_NUMERAL, POWER_OF_TEN,
    BOUND, RANGE, RATIO, FRACTION_OR_PERCENT, PERCENT_FORMAT, SCALED_FORMAT, SEVERAL_NUMBERS, UNCLEAR, OTHER_YEAR, CHANGE_NOT_VALUE,
    PLANNED, MISPRINT, SEPARATOR, IMPOSSIBLE_UNIT, SCALE_UNCLEAR, DATE_IN_NUMBER, ERROR_VALUE, NO_STORED_RESULT, STRUCK_ALL,
    NOTHING_OR_ZERO, TOO_MANY_DIGITS, BOOLEAN, WORDS_FOR_NUMBER, PICTURE, NOT_APPLICABLE, SHARED_VALUE, DIFFERS_WITHIN_FILE, HIDDEN_DIFFERS,
    PARTIAL_ONLY, HIDDEN_VALUE, SHOWN_OTHERWISE, SHOWN_ROUNDED, NOT_CORRECTED, NOTED_OTHERWISE, NOTED_EARLY, MENDED_BESIDE,
    STATE_UNCLEAR, STATES_WITHIN_FILE,
    PROSE_DIFFERS, NAMED_BESIDE, UNIT_CONTRADICTED, NOTED_LACKING, SECOND_VALUE,
    PLAN_CHANGED, TARGET_DIFFERS, UNIT_DIFFERS,
)  # fmt: skip
