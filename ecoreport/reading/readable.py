"""What can be read, and what becomes of the rest: the table that README prints, and a test holds against the code."""

from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Readable:
    kind: str
    extensions: str
    result: str


READABLE: tuple[Readable, ...] = (
    Readable("Excel 工作簿", ".xlsx .xlsm .xltx .xltm .xlam", "读取；含严格格式（Strict）、WPS 与 LibreOffice 保存的文件；宏不运行"),
    Readable("Excel 97-2003 工作簿", ".xls .xlt", "读取；公式只取存储的结果"),
    Readable("WPS 表格", ".et .ett", "读取（按内容分为上面两类）"),
    Readable("OpenDocument 表格", ".ods .ots .fods", "读取；有密码的不能解，列为读取失败"),
    Readable(
        "文本表格",
        ".csv .tsv .txt",
        "读取；别的扩展名的文字，内容分列的（至少三行、三列，占一半以上）也读取；编码按内容认：UTF-8、GB18030、UTF-16、Big5，推断的给一条提示，分隔符按内容判断；认不出编码的列为读取失败",
    ),
    Readable("网页表格", ".htm .html .mht", "读取；业务系统导出的“.xls”多为此类，另提示扩展名不符"),
    Readable("XML 表格 2003", ".xml", "读取；存成“.xls”的另提示扩展名不符"),
    Readable("有打开密码的 .xlsx .xls", "", "用 --password 给出的密码逐个试；密码不对或没有给的，列为读取失败并说明"),
    Readable("压缩包", ".zip", "直接在包内读取，不解压到磁盘，每个文件各有一条结果；包里的压缩包不再拆开"),
    Readable("扩展名与内容不符", "", "按内容读取，给一条提示"),
    Readable("PDF、图片、Word、PPT、OFD、RAR/7z、快捷方式等", "", "读取失败：一句话说明是什么、该怎么办"),
    Readable("被加密软件加密（亿赛通、TSD 等）", "", "读取失败：请解密（外发）后重报"),
    Readable(
        "空文件、没传完的文件、损坏的文件",
        "",
        "说明哪里坏了；没有传完的、只坏一部分的，读出完好的部分，结果为“部分读取”；整个读不出的，读取失败",
    ),
    Readable("链接、管道、设备", "", "读取失败：不跟随打开"),
    Readable("锁定文件 ~$…、Thumbs.db、desktop.ini、.DS_Store、__MACOSX、隐藏文件", "", "跳过：列出名称，不打开"),
    Readable(
        "来函、说明等文字", ".txt", "内容不分列的一行一格读取：说到指标、重点任务的，从文字里取数，逐条请核实；没有说到的跳过，列出名称"
    ),
    Readable("说明文件", ".md .log", "内容不分列的跳过：列出名称，不读取"),
    Readable("本程序写出的汇总表、报告、result.json，不论改了什么名、放在哪里", "", "跳过：里面有记号，不当台账读"),
    Readable("超出上限的文件", "", "读取失败：单个文件 64 MB、解压后 300 MB、有内容的单元格 50 万个"),
)
