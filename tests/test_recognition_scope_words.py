"""Names of files, folders and sheets, headings and notes: which take a table from us, and which only look as if."""

import pytest
from test_recognition_scope_tables import TABLE, read

HONEST_FILES = (
    "市生态环境局-2020年指标（对标浙江省考核）.xlsx", "舟山市生态环境局报浙江省厅.xlsx",
    "附件3：浙江省生态文明示范市指标表-市生态环境局.xlsx", "市生态环境局_含各县区汇总.xlsx", "市生态环境局（全市）.xlsx",
    "市生态环境局 海洋功能区.xlsx", "发市直各单位及各县区/市生态环境局.xlsx", "各县区、各部门/市生态环境局.xlsx",
    "浙江省生态文明示范创建/市生态环境局.xlsx", "宁波舟山港/市生态环境局.xlsx", "省厅反馈/市生态环境局.xlsx",
    "学习宁波市经验/市生态环境局.xlsx", "全国示范市创建材料/市生态环境局.xlsx", "浙江省考核材料2020年/市生态环境局.xlsx",
    "市区/市生态环境局.xlsx", "第一批/市生态环境局.xlsx", "市直部门/市生态环境局台账.xlsx", "舟山市/市生态环境局.xlsx",
    "浙江省舟山市/市生态环境局.xlsx", "城区指标/市生态环境局.xlsx", "开发区、园区/市生态环境局.xlsx", "市生态环境局固废中心.xlsx",
    "市生态环境局-大气处 2020年.xlsx", "中央环保督察/市生态环境局.xlsx", "长三角示范区/市生态环境局.xlsx",
    "2020年各市对比/市生态环境局.xlsx", "市生态环境局回复省级.xlsx", "市生态环境局20210118.xlsx", "市生态环境局（报市政府）.xlsx",
    "市生态环境局、市水利局/市生态环境局.xlsx",
)  # fmt: skip
HONEST_SHEETS = (
    "指标表", "市本级", "全市", "舟山", "汇总", "县区汇总", "各县区", "生态空间", "省级指标", "国家级", "市级", "考核指标（省）",
    "功能区", "流域", "市区", "环境功能区", "工业园区", "表一", "1-全市", "全市2020", "舟山市2020",
)  # fmt: skip
HONEST_HEADINGS = (
    "2020年（全市）", "全市2020年完成值", "舟山市2020年", "市级2020年", "2020年市控", "2020年完成值（省核定）", "2020年省级认定值",
    "2020年完成值（省厅核定）", "2020年实际（市区）", "2020年全年", "2020年完成值（舟山）", "市本级2020年",
)  # fmt: skip
HONEST_NOTES = (
    "注：数据来源为浙江省生态环境厅", "注：本表由市生态环境局负责填报，各县区配合", "注：全省平均值为95", "备注：危险废物数据含普陀区",
    "说明：以上数据为全市数据", "说明：以上数据来自省厅反馈", "注：普陀区数据已计入", "注：本表数据为市统计局核定数",
    "填报说明：1.数据为全市口径；2.县区数据不填", "注：本表一式两份，报浙江省生态环境厅一份", "注：以上数据为2020年数据",
    "注：表中指标为国家生态文明示范市指标", "说明：本表为浙江省统一制式", "注：以上数据以省级核定为准",
)  # fmt: skip
HOSTILE_FILES = (
    "定海区台账.xlsx", "定海区/市生态环境局.xlsx", "市生态环境局/定海区.xlsx", "市生态环境局-定海.xlsx", "岱山县生态环境分局报表.xlsx",
    "嵊泗.xlsx", "普陀区上报/2020年指标.xlsx", "1.定海区/指标.xlsx", "县区/定海区/指标.xlsx", "宁波市指标.xlsx", "宁波/指标.xlsx",
    "2020年湖州市数据/指标.xlsx", "浙江省2020年数据.xlsx", "全省数据.xlsx", "某某有限公司/指标.xlsx", "六横/指标.xlsx",
    "新城管委会报送/指标.xlsx", "定海区（报送）.xlsx", "普陀区水利局 2020.xlsx", "定海区各局/水利局.xlsx",
)  # fmt: skip
HOSTILE_SHEETS = (
    "定海区", "普陀", "1-岱山县", "嵊泗县2020", "宁波市", "湖州", "全省", "六横管委会", "定海区（2020）", "对标城市", "普陀区指标",
)  # fmt: skip
HOSTILE_HEADINGS = (
    "普陀区2020年", "2020年（定海区）", "2020年普陀", "宁波市2020年", "2020年（宁波）", "全省2020年", "2020年全省", "2020年（全省）",
    "全国2020年", "湖州2020年完成值", "浙江省2020年", "2020年省平均", "2020年周边城市", "杭州", "2020年同类城市平均", "新城2020年",
)  # fmt: skip
HOSTILE_NOTES = (
    "注：以上数据为普陀区数据", "说明：本表数据均为全省平均值", "注：上述数据系宁波市数据", "统计范围：定海区",
    "注：1.本表为普陀区2020年数据", "数据范围：全省", "注：表中数据为全国平均水平", "（注：本表指标均为定海区数据）",
    "备注：所列数据为湖州市完成情况",
)  # fmt: skip


def around(file: str = "", sheet: str = "", heading: str = "", note: str = "") -> list[str]:
    """List which numbers become ours with so much written around them."""
    table = TABLE.replace("2020年完成值", heading or "2020年完成值") + (f"\n{note}" if note else "")
    sketch = f"== {sheet}\n{table}" if sheet else table
    return read(sketch, file) if file else read(sketch)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        *(("file", text) for text in HONEST_FILES),
        *(("sheet", text) for text in HONEST_SHEETS),
        *(("heading", text) for text in HONEST_HEADINGS),
        *(("note", text) for text in HONEST_NOTES),
    ],
)
def test_honest_words_leave_the_table_to_us(where: str, words: str) -> None:
    assert around(**{where: words}) == ["98", "100"]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        *(("file", text) for text in HOSTILE_FILES),
        *(("sheet", text) for text in HOSTILE_SHEETS),
        *(("heading", text) for text in HOSTILE_HEADINGS),
        *(("note", text) for text in HOSTILE_NOTES),
    ],
)
def test_words_of_another_place_take_it_from_us(where: str, words: str) -> None:
    assert around(**{where: words}) == []
