"""The rules of the reading stage: what a file can suffer from before anything in it is understood."""

from ecoreport.rules import ERROR, NOTICE, VERIFY, Rule

# ---- R1: the file cannot be read --------------------------------------------------------------

EMPTY = Rule(
    "R101", ERROR, "完整性", "空文件",
    "文件是空的（{size} 字节，没有内容）。",
    "请在原电脑上重新打开台账另存一份，确认能打开后重新报送。",
)  # fmt: skip
TOO_LARGE = Rule(
    "R102", ERROR, "规范性", "文件过大",
    "文件超出读取上限：{what}。",
    "请删去图片、空白格式行和与台账无关的工作表，或拆成几个文件后重新报送。",
)  # fmt: skip
DAMAGED = Rule(
    "R103", ERROR, "完整性", "文件损坏",
    "文件已损坏或没有传完，不能按{kind}打开：{detail}。",
    "请在原电脑上确认台账能打开，另存为 .xlsx 后重新发送；用 U 盘或网盘传送的，请核对文件大小。",
)  # fmt: skip
PASSWORD = Rule(
    "R104", ERROR, "规范性", "文件有打开密码",
    "这是设了打开密码的{kind}，{tried}。",
    "请用 --password 给出密码后重新运行，或请报送单位取消打开密码（文件→信息→保护工作簿）后重报。",
)  # fmt: skip
CANNOT_DECRYPT = Rule(
    "R105", ERROR, "规范性", "加密方式不能解开",
    "这是加密的{kind}，这种加密方式有密码也不能在这里解开。",
    "请报送单位取消密码，另存为 .xlsx 后重报。",
)  # fmt: skip
NOT_A_LEDGER = Rule(
    "R106", ERROR, "规范性", "不是电子表格",
    "这是{kind}，不是电子表格台账，其中的数据没有读取。",
    "{mend}",
)  # fmt: skip
DLP = Rule(
    "R107", ERROR, "规范性", "文件被加密软件加密",
    "这是被{kind}加密的文件，离开本单位的电脑无法读取。",
    "请报送单位在装有该加密软件的电脑上申请解密（外发），解密后重新报送。",
)  # fmt: skip
MISNAMED_ARCHIVE = Rule(
    "R108", ERROR, "规范性", "压缩包改名",
    "这是改了扩展名的压缩包（里面另有 {members}），不是电子表格。",
    "请把里面的台账取出来直接报送；确需打包的，请保留扩展名 .zip。",
)  # fmt: skip
NESTED_ARCHIVE = Rule(
    "R109", ERROR, "规范性", "压缩包里还有压缩包",
    "这是压缩包里的压缩包，没有继续拆开。",
    "请把里层压缩包解开，把台账直接放进文件夹或一个 .zip 里重新报送。",
)  # fmt: skip
FORBIDDEN_XML = Rule(
    "R110", ERROR, "规范性", "文件含有不允许的声明",
    "文件内部含有外部实体声明（DOCTYPE），为防恶意文件没有读取。",
    "请在 Excel/WPS 中打开后另存为 .xlsx 重新报送；来源不明的，请先查毒。",
)  # fmt: skip
NOT_REGULAR = Rule(
    "R111", ERROR, "规范性", "不是普通文件",
    "这是{kind}，不是文件本身，没有跟随打开。",
    "请把台账文件本身复制到文件夹里。",
)  # fmt: skip
CANNOT_OPEN = Rule(
    "R112", ERROR, "规范性", "打不开文件",
    "打不开文件：{detail}。",
    "请关闭正在占用它的程序，检查读取权限后重新运行。",
)  # fmt: skip
BAD_ENCODING = Rule(
    "R113", ERROR, "规范性", "文本编码不能识别",
    "文本表格既不是 UTF-8 也不是 GB18030 编码（第 {line} 行有不能识别的字节），没有读取。",
    "请在 Excel/WPS 中打开核对有无乱码，另存为 .xlsx 后重新报送。",
)  # fmt: skip
NO_SHEET = Rule(
    "R114", ERROR, "完整性", "没有工作表",
    "这个{kind}里没有可以读取的工作表。",
    "请确认报送的是台账工作簿，在 Excel/WPS 中打开核对后另存为 .xlsx 重新报送。",
)  # fmt: skip
UNKNOWN = Rule(
    "R115", ERROR, "规范性", "文件类型不能识别",
    "认不出这是什么文件（开头字节为 {head}），没有读取。",
    "请在 Excel/WPS 中打开台账，另存为 .xlsx 后重新报送；打不开的，说明原文件已经损坏。",
)  # fmt: skip
EMPTY_ARCHIVE = Rule(
    "R116", ERROR, "完整性", "压缩包里没有台账",
    "压缩包里没有可以读取的文件。",
    "请把台账放进压缩包后重新报送。",
)  # fmt: skip

# ---- R2: a part of the file cannot be read, or must be looked at ------------------------------

SHEET_LOST = Rule(
    "R201", ERROR, "完整性", "工作表损坏",
    "工作表“{sheet}”的内容损坏，未能读取：{detail}。其他工作表已读取。",
    "请在 Excel/WPS 中打开修复，另存为 .xlsx 后重新报送。",
)  # fmt: skip
STRING_LOST = Rule(
    "R202", ERROR, "完整性", "文字丢失",
    "工作表“{sheet}”有 {count} 个单元格的文字在文件里找不到（如 {cell}），没有读取。",
    "请在 Excel/WPS 中打开核对这些单元格，补填后另存为 .xlsx 重新报送。",
)  # fmt: skip
ADDRESS_LOST = Rule(
    "R203", ERROR, "完整性", "单元格地址无效",
    "工作表“{sheet}”有 {count} 个单元格的地址超出表格范围或写法不对（如“{address}”），没有读取。",
    "请在 Excel/WPS 中打开核对，另存为 .xlsx 后重新报送。",
)  # fmt: skip
TWICE = Rule(
    "R204", ERROR, "一致性", "同一单元格存了两个值",
    "工作表“{sheet}”有 {count} 个单元格存了不止一个值（如 {cell}），不能确定以哪个为准，取先出现的。",
    "请在 Excel/WPS 中打开核对这些单元格，另存为 .xlsx 后重新报送。",
)  # fmt: skip
NUMBER_LOST = Rule(
    "R205", ERROR, "规范性", "数值无效",
    "工作表“{sheet}”有 {count} 个单元格标为数值，但存的“{text}”不是数（如 {cell}），按文字保留。",
    "请在这些单元格重新填写数值。",
)  # fmt: skip
SAME_NAME = Rule(
    "R206", VERIFY, "一致性", "工作表重名",
    "文件里有不止一个名为“{name}”的工作表，后一个按“{renamed}”读取。",
    "请在 Excel/WPS 中打开，给工作表改成不同的名字后另存重报。",
)  # fmt: skip
TEXT_LOST = Rule(
    "R207", VERIFY, "规范性", "文字过长",
    "工作表“{sheet}”有 {count} 个单元格的文字超过 32767 个字（如 {cell}），超出部分没有读取。",
    "请把过长的说明移到佐证材料中，单元格里只写要点。",
)  # fmt: skip
LONG_NUMBER = Rule(
    "R208", VERIFY, "规范性", "长号码可能已被改动",
    "工作表“{sheet}”有 {count} 个单元格存的数超过 15 位（如 {cell}），Excel 只保留前 15 位，后面的数字可能已变成 0。",
    "身份证号、文号、账号等请先把单元格设为“文本”再填写。",
)  # fmt: skip
OVERLAP = Rule(
    "R209", VERIFY, "规范性", "合并区域重叠",
    "工作表“{sheet}”有 {count} 处合并区域互相重叠或范围无效（如 {area}），没有采用。",
    "请取消这些合并单元格后重新合并。",
)  # fmt: skip
STYLE_LOST = Rule(
    "R210", VERIFY, "规范性", "格式信息缺失",
    "工作表“{sheet}”有 {count} 个单元格的显示格式在文件里找不到（如 {cell}），不能判断是否为百分数或日期，按存储的值读取。",
    "请核对这些单元格；在 Excel/WPS 中打开后另存为 .xlsx 可修复格式。",
)  # fmt: skip
COMMENTS_LOST = Rule(
    "R211", ERROR, "完整性", "批注未能读取",
    "工作表“{sheet}”的批注、图形或表格附件损坏，没有读全（{detail}）。",
    "请在 Excel/WPS 中打开核对批注，另存为 .xlsx 后重新报送。",
)  # fmt: skip
QUOTES = Rule(
    "R212", VERIFY, "规范性", "引号不配对",
    "文本表格的引号不配对，已逐行按分隔符读取，引号原样保留。",
    "请核对含引号的单元格有无错列，在 Excel/WPS 中整理后另存为 .xlsx 重新报送。",
)  # fmt: skip
PART_LOST = Rule(
    "R213", ERROR, "完整性", "内部部件损坏",
    "文件内部的部件“{part}”损坏（{detail}），其中的{what}没有读全；单元格照常读取。",
    "请在 Excel/WPS 中打开核对，另存为 .xlsx 后重新报送。",
)  # fmt: skip
SHEET_CUT = Rule(
    "R214", ERROR, "完整性", "工作表不完整",
    "工作表“{sheet}”的内容在第 {last} 行以后断开（{detail}），只读取了前面的 {read} 个单元格。",
    "请在原电脑上确认台账能打开，另存为 .xlsx 后重新报送。",
)  # fmt: skip
PACKAGE_CUT = Rule(
    "R215", ERROR, "完整性", "文件没有传完",
    "这个{kind}的压缩结构不完整，多半没有传完，只读取了其中完好的部分。",
    "请在原电脑上确认台账能打开，重新发送，并核对文件大小。",
)  # fmt: skip
CELLS_LOST = Rule(
    "R216", ERROR, "完整性", "单元格没有读全",
    "工作表“{sheet}”在文件里存有 {stored} 个有内容的单元格，读到的是 {read} 个。",
    "请在 Excel/WPS 中打开核对，另存为 .xlsx 后重新报送。",
)  # fmt: skip
STRAY_TEXT = Rule(
    "R217", ERROR, "完整性", "内容写在认不出的位置",
    "工作表“{sheet}”有 {count} 处内容写在文件格式没有规定的位置（如“{text}”），没有读取。",
    "请在 Excel/WPS 中打开核对，另存为 .xlsx 后重新报送。",
)  # fmt: skip
KIND_UNKNOWN = Rule(
    "R218", ERROR, "规范性", "单元格类型不明",
    "工作表“{sheet}”有 {count} 个单元格的类型“{type}”不在文件格式之内（如 {cell}），按文字保留。",
    "请在 Excel/WPS 中打开核对这些单元格，另存为 .xlsx 后重新报送。",
)  # fmt: skip
ENCODING_GUESSED = Rule(
    "R219", VERIFY, "规范性", "文字编码是推断的",
    "{what}的编码按内容推断为 {encoding}，与声明不符或没有声明。",
    "请核对文字有无乱码，在 Excel/WPS 中另存为 .xlsx 后重新报送。",
)  # fmt: skip
BYTES_LOST = Rule(
    "R220", ERROR, "完整性", "有几个字节认不出",
    "{what}有 {places} 处字节不能识别（第 {lines} 行），写成‹\\xNN›样的记号，其余照常读取。",
    "请在原系统重新导出，或在 Excel/WPS 中改正这些行，另存为 .xlsx 后重新报送。",
)  # fmt: skip

# ---- R3: read in full, and worth knowing ------------------------------------------------------

MISMATCH = Rule(
    "R301", NOTICE, "规范性", "扩展名与内容不符",
    "这是{kind}，扩展名却是“{extension}”，已按实际类型读取。",
    "建议在 Excel/WPS 中打开后另存为 .xlsx 再报送。",
)  # fmt: skip
PICTURES = Rule(
    "R302", NOTICE, "规范性", "图片和文本框未读取",
    "文件里有{what}，其中的文字和数字没有读取。",
    "图片、文本框里如有应报的数据，请填到单元格中；佐证图片请放入佐证材料文件夹。",
)  # fmt: skip
NOT_A_TABLE = Rule(
    "R303", NOTICE, "规范性", "图表页、宏表未读取",
    "“{sheet}”是{kind}，不是工作表，没有读取。",
    "其中如有应报的数据，请填到普通工作表中。",
)  # fmt: skip
DECRYPTED = Rule(
    "R304", NOTICE, "规范性", "文件有打开密码",
    "这是设了打开密码的{kind}，已用给出的密码读取。",
    "上报材料一般不设打开密码，建议取消后归档。",
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    EMPTY, TOO_LARGE, DAMAGED, PASSWORD, CANNOT_DECRYPT, NOT_A_LEDGER, DLP, MISNAMED_ARCHIVE, NESTED_ARCHIVE, FORBIDDEN_XML, NOT_REGULAR,
    CANNOT_OPEN, BAD_ENCODING, NO_SHEET, UNKNOWN, EMPTY_ARCHIVE,
    SHEET_LOST, STRING_LOST, ADDRESS_LOST, TWICE, NUMBER_LOST, SAME_NAME, TEXT_LOST, LONG_NUMBER, OVERLAP, STYLE_LOST, COMMENTS_LOST,
    QUOTES, PART_LOST, SHEET_CUT, PACKAGE_CUT, CELLS_LOST, STRAY_TEXT, KIND_UNKNOWN, ENCODING_GUESSED, BYTES_LOST,
    MISMATCH, PICTURES, NOT_A_TABLE, DECRYPTED,
)  # fmt: skip
