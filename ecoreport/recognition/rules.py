"""The rules of recognition: whose ledger, of which year, which table, which item. Declared here, told where they are met."""

from ecoreport.rules import ERROR, NOTICE, VERIFY, Rule

DEPARTMENT_UNKNOWN = Rule(
    "H101", ERROR, "责任", "报送单位不明",
    "从填报单位、表题、文件名和文件夹名都认不出这份台账是哪个单位的",
    "请在封面“填报单位”填写方案所列的单位名称，或在文件名中写明单位",
    note="报送单位依次看：下发台账的标记、填报单位、落款、表题、文件名、文件夹名；都没有的，各行责任单位的第一个都是其牵头单位时，各归其单位",
)  # fmt: skip
DEPARTMENT_DIFFERS = Rule(
    "H102", VERIFY, "责任", "报送单位前后不一",
    "{first_place}是“{first}”，{other_place}是“{other}”，按“{first}”处理",
    "请核对这份台账究竟由哪个单位报送，把不一致的一处改正",
)  # fmt: skip
DEPARTMENT_GUESSED = Rule(
    "H103", VERIFY, "责任", "单位名称有出入",
    "填报单位写作“{written}”，按“{name}”处理",
    "请确认是否为“{name}”，并改用方案所列的名称",
)  # fmt: skip
SENDER_FOREIGN = Rule(
    "H106", ERROR, "责任", "报送单位不是方案所列单位",
    "{place}写作“{written}”，不是本地方案所列的单位，这份台账的内容没有采用",
    "确由方案所列单位报送的，请改用方案所列的名称后重报；是外地、上级、下级或其他单位数据的，请另报本单位的台账",
    note="名称里有别的地方、上下级或企业的，不按相近的名称处理；写得像而别处另有说明的，按别处所写的单位处理并请核实",
)  # fmt: skip
ABOUT_REGION = Rule(
    "H107", VERIFY, "责任", "文件名说到县（区）",
    "文件名“{file}”说到{region}，表里没有写明是哪里的数，{item}先按全市的数采用",
    "请核对这是全市的数还是{region}的数；是{region}的，请在表题写明{region}，另报全市的数",
    note="文件名写作某单位报某县（区）情况、材料、数据的，报送单位是该单位；表里写明是县（区）的，列入县（区）情况",
)  # fmt: skip
OTHER_YEAR = Rule(
    "H104", VERIFY, "时限", "不是考核年的台账",
    "{place}写明是{year}年的台账，考核年是{period}年；未写年份的数只作{year}年数使用",
    "请核对年度；应报{period}年数据的，请改正年度后重报",
)  # fmt: skip
YEARS_DIFFER = Rule(
    "H105", VERIFY, "一致性", "年度前后不一",
    "{first_place}是{first}年，{other_place}是{other}年，按{first}年处理",
    "请核对年度，把不一致的一处改正",
)  # fmt: skip
NOTHING_FOUND = Rule(
    "H201", ERROR, "规范性", "没有找到可识别的表",
    "文件有内容，但没有找到指标、重点任务、佐证材料或亮点的表（共 {count} 格有内容，全部列入未识别内容）",
    "请用下发的台账填报；确需自行制表的，请保留指标名称和完成值等表头",
)  # fmt: skip
TIE = Rule(
    "H202", VERIFY, "规范性", "表格有两种读法",
    "工作表“{sheet}”的表格有两种读法，不能确定哪一种，没有采用：{readings}",
    "请补上表头（指标名称、年份），或改用下发的台账",
)  # fmt: skip
NO_VALUE_COLUMN = Rule(
    "H203", VERIFY, "规范性", "认不出完成值在哪一列",
    "工作表“{sheet}”认出了指标，但认不出哪一列是{year}年完成值，没有采用：{readings}",
    "请在表头写明“{year}年完成值”",
)  # fmt: skip
UNCLEAR_COLUMNS = Rule(
    "H204", VERIFY, "一致性", "没有写明哪一列是完成值",
    "工作表“{sheet}”有几处都可能是{year}年完成值，不能确定哪一处，没有采用：{readings}",
    "请在表头写明年份，并写明哪一列是完成值",
)  # fmt: skip
ROW_UNNAMED = Rule(
    "H205", VERIFY, "规范性", "有的行没有写明是哪一项",
    "工作表“{sheet}”的{cells}所在的行没有编码，也没有名称，不知道填的是哪一项，没有采用",
    "请在这一行写明编码和名称；不需要上报的请删除",
)  # fmt: skip
SHEET_GARBLED = Rule(
    "H206", ERROR, "规范性", "工作表是乱码",
    "工作表“{sheet}”有{count}格文字是乱码（如“{written}”），读不懂",
    "请用原来的软件打开，另存为 .xlsx 后重报",
    note="乱码是文字在另存、转换时用错了编码造成的，如“锟斤拷”“鎸囨爣”“????”",
)  # fmt: skip
UNREAD_NAMES = Rule(
    "H207", VERIFY, "规范性", "写着指标名称的几处没有读出数",
    "工作表“{sheet}”有几处写着指标名称，旁边的内容不在认得出的表里，没有采用：{names}",
    "请用下发的台账填报，或给这几处补上表头（指标名称、完成值）",
    note="只问这份台账别处没有填报的指标；旁边只是页码、序号、指标值的不问",
)  # fmt: skip
UNREAD_TASKS = Rule(
    "H208", NOTICE, "规范性", "写着任务名称而看不出进展",
    "工作表“{sheet}”写着重点任务的名称，看不出完成与否，没有采用：{names}",
    "请在这几项旁边写明已完成、推进中、滞后或未启动，或用下发的台账填报",
    note="只问这份台账别处没有说到进展的、本单位的任务",
)  # fmt: skip
NAME_GARBLED = Rule(
    "H309", ERROR, "规范性", "名称是乱码",
    "“{written}”是乱码，认不出是哪一项，其中的内容没有采用",
    "请改正这一行的名称后重报",
)  # fmt: skip
NAME_GUESSED = Rule(
    "H301", VERIFY, "规范性", "指标名称有出入",
    "“{written}”与“{name}”相近，按后者处理",
    "请确认是否为“{name}”，并改用方案的名称",
)  # fmt: skip
NAME_ASKED = Rule(
    "H302", VERIFY, "规范性", "指标名称不能确定",
    "“{written}”不能确定是哪一项，其中的数没有采用；相近的有：{nearest}",
    "请对照方案附件1写明指标名称（分项要写明分项）",
)  # fmt: skip
NAME_UNKNOWN = Rule(
    "H303", VERIFY, "规范性", "不是方案所列的指标或任务",
    "“{written}”不在{where}内，其中的数没有采用",
    "确是方案所列的，请改用方案的名称；本单位另加的，可不处理",
    note="计量单位或名称看得出不是本单位所报指标的，只作提示",
)  # fmt: skip
NUMBER_CONTRADICTS = Rule(
    "H304", VERIFY, "一致性", "序号与指标名称不符",
    "序号“{number}”与“{name}”不符（方案为第{no}项），按名称处理",
    "请核对这一行填的是哪一项指标",
)  # fmt: skip
CODE_CONTRADICTS = Rule(
    "H305", ERROR, "一致性", "编码与指标名称不符",
    "编码“{code}”{meant}，名称却写着“{written}”，不能确定填的是哪一项，数没有采用",
    "请按下发台账恢复这一行的编码和名称后重报",
)  # fmt: skip
SEVERAL_ITEMS = Rule(
    "H306", VERIFY, "规范性", "没有写明是哪个分项",
    "“{written}”有{count}个分项（{parts}），这里只写了指标名称，其中的数没有采用",
    "请按分项分别填报",
)  # fmt: skip
TASK_ASKED = Rule(
    "H307", VERIFY, "规范性", "重点任务不能确定",
    "“{written}”不能确定是哪一项重点任务，相近的有：{nearest}",
    "请对照方案附件2写明任务名称",
)  # fmt: skip
STATES_DIFFER = Rule(
    "H313", VERIFY, "一致性", "重点任务的状态有两种说法",
    "{what}的状态有不同说法：{said}，暂按“{taken}”处理",
    "请核对这项任务是已完成、推进中、滞后还是未启动，只保留一种说法",
)  # fmt: skip
FILTERED = Rule(
    "H401", NOTICE, "规范性", "有被筛选隐藏的行",
    "工作表“{sheet}”有{count}行被筛选隐藏，也已读取",
    "请取消筛选后核对这些行是否应当上报",
)  # fmt: skip
HIDDEN_SHEET = Rule(
    "H402", NOTICE, "规范性", "有隐藏的工作表",
    "隐藏的工作表“{sheet}”也已读取，其中的数不优先采用",
    "不需要上报的内容请删除后重报",
)  # fmt: skip
EDITION_DIFFERS = Rule(
    "H404", VERIFY, "规范性", "台账版次不符",
    "这份台账用的是“{written}”版的空白表，现行的是“{edition}”版",
    "请改用现行版次的空白台账；内容相同的，可不处理",
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    DEPARTMENT_UNKNOWN, DEPARTMENT_DIFFERS, DEPARTMENT_GUESSED, SENDER_FOREIGN, ABOUT_REGION, OTHER_YEAR, YEARS_DIFFER,
    NOTHING_FOUND, TIE, NO_VALUE_COLUMN, UNCLEAR_COLUMNS, ROW_UNNAMED, SHEET_GARBLED, UNREAD_NAMES, UNREAD_TASKS, NAME_GARBLED,
    NAME_GUESSED, NAME_ASKED, NAME_UNKNOWN, NUMBER_CONTRADICTS, CODE_CONTRADICTS, SEVERAL_ITEMS, TASK_ASKED, STATES_DIFFER,
    FILTERED, HIDDEN_SHEET, EDITION_DIFFERS,
)  # fmt: skip
