"""What sheets in front of a table say: a label's place holds for the whole file; slips, letters and lists of contents head no table."""

from datetime import date

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.judging.scopes import heard
from ecoreport.work import understand

TABLE = "== 指标\n序号 | 指标名称 | 单位 | 2020年完成值\n42 | 农村饮用水达标人口覆盖率 | % | 98.81"
SENT = "== 指标\n填报单位：市水利局\n" + TABLE.partition("\n")[2]


def read(sketch: str, file: str = "填报册.xlsx") -> tuple[list[str], set[str], set[str]]:
    """Give the numbers that became this place's, whose else they are, and what was asked."""
    batch = understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020)
    whose = {entry.scope.region or entry.scope.elsewhere or "" for entry in batch.entries} - {""}
    codes = {finding.code for finding in batch.findings if finding.severity != "notice" and finding.code.startswith("H")}
    told = heard(batch, SYSTEM, 2020, date(2020, 12, 31)).entries
    return [entry.actual.raw for entry in told if entry.actual.state == "value" and entry.year == 2020], whose, codes


@pytest.mark.parametrize(
    "label", ["创建城市:", "上报城市", "申报地区：", "创建地区", "行政区划", "城市", "所属地区", "县(市、区)", "城市名称"]
)
@pytest.mark.parametrize("table", [TABLE, SENT])
@pytest.mark.parametrize(("value", "whose"), [
    ("湖州市", "湖州市"), ("绍兴市", "绍兴市"), ("浙江省/丽水市", "丽水市"), ("浙江省 台州市", "台州市"), ("慈溪市", "慈溪市"), ("定海区", "定海区"), ("岱山县", "岱山县"),
])  # fmt: skip
def test_a_cover_that_names_another_place_holds_for_the_whole_file(label: str, table: str, value: str, whose: str) -> None:
    for cover in (f"{label} | {value}", f"{label.rstrip('：:')}:{value}"):
        taken, others, _ = read(f"== 封面\n指标填报册\n{cover}\n填报部门 | 市水利局\n填报日期 | 2021年1月8日\n{table}")
        assert taken == [], cover
        assert all(whose in other for other in others) and others, (cover, others)


@pytest.mark.parametrize("line", [
    "创建城市 | 舟山市", "上报城市:舟山市", "行政区划 | 浙江省/舟山市", "行政区划 | 浙江省 舟山市", "省份 | 浙江省", "对标城市 | 湖州市", "学习城市:湖州市", "结对地区 | 丽水市",
    "帮扶地区:四川省达州市", "友好城市 | 宁波市", "行政区划代码 | 330900", "审核机关: | 浙江省生态环境厅", "审批机关：浙江省生态环境厅", "上级主管 | 浙江省水利厅", "主管部门:浙江省水利厅",
    "抄送:浙江省生态环境厅", "接收单位 | 浙江省水利厅", "接收单位：浙江省水利厅", "审核单位:浙江省水利厅", "制定机关: | 国家统计局",
])  # fmt: skip
def test_a_cover_of_ours_names_no_sender_but_its_own(line: str) -> None:
    cover = f"== 封面\n附件\n浙江省生态文明建设示范市指标上报表\n填报单位(盖章): | 舟山市水利局\n{line}"
    for sketch in (f"{cover}\n填报人: | 王海波\n{TABLE}", f"{cover}\n{TABLE}"):
        assert read(sketch) == (["98.81"], set(), set())


@pytest.mark.parametrize("front", [
    "== 转办单\n市府办秘书科转办单\n来文单位 | 市水利局\n转办意见 | 请创建办阅处\n转办日期 | 2021年1月19日",
    "== 转办单\n市政府办公室公文处理单\n来文单位：市水利局\n拟办意见 | 请市生态环境局阅处\n2021年1月19日",
    "== 函\n市生态环境局：\n现将2019年、2020年指标报上，请审核。\n市水利局",
    "== 说明\n填报说明\n一、本表依据2019年方案编制\n二、由市生态环境局汇总",
    "== 目录\n目录\n序号 | 名称\n1 | 指标\n2 | 定海区附表(另附)\n3 | 2019年数据(另附)",
    "== 目录\n目录\n1.指标\n2.普陀区附表\n3.2019年数据(另附)",
    "== 目录\n目录\n指标\n市生态环境局2019年数据(另附)",
    "== 目录\n材料目录\n（一）指标\n（二）市财政局2018年材料",
    "== 封面\n市生态环境局汇总\n报送单位 | 市水利局",
])  # fmt: skip
def test_a_sheet_without_a_table_heads_no_other_sheets_table(front: str) -> None:
    for table in (SENT, SENT.replace("填报单位：", "舟山市2020年指标\n填报单位：")):
        assert read(f"{front}\n{table}", "市水利局.xlsx") == (["98.81"], set(), set())


@pytest.mark.parametrize("front", [
    "== 封面\n2019年度指标台账\n填报单位 | 市水利局", "== 封面\n湖州市水利局2020年台账\n2021年1月", "== 封面\n台账\n报送单位 | 台州市水利局", "== 转办单\n来文单位 | 丽水市水利局\n转办日期 | 2021年1月9日",
    "== 转办单\n来文单位:普陀区水利局", "== 封面\n舟山市2018年度填报册",
])  # fmt: skip
def test_a_cover_still_speaks_of_another_year_or_sender(front: str) -> None:
    assert read(f"{front}\n{TABLE.replace('2020年', '')}")[0] == []


@pytest.mark.parametrize(("line", "taken"), [
    ("委托方:温岭市人民政府  调查方:杭州民声市场调查有限公司", False), ("委托单位：台州市统计局", False), ("委托单位 | 绍兴市水利局", False), ("甲方：湖州市水利局；乙方：某某公司", False),
    ("采购单位:慈溪市水利局", False), ("制表:国家统计局", False), ("制表：水利部", False), ("编制:国家统计局", False), ("制表人：浙江省水利厅", False),
    ("委托方:舟山市水利局  调查方:杭州民声市场调查有限公司", True), ("委托单位：市水利局", True), ("甲方：舟山市水利局；乙方：宁波某某公司", True), ("制表:张三", True), ("编制：李四  审核：王五", True),
    ("制表:国家统计局  填报单位:市水利局", True), ("制表:市水利局", True),
])  # fmt: skip
def test_for_whom_and_by_whom_a_table_was_made(line: str, taken: bool) -> None:
    assert bool(read(f"== 表\n2020年调查结果\n{line}\n{TABLE.partition(chr(10))[2]}")[0]) is taken


SITES = [
    "舟山市岛北污水处理厂2020年运行指标", "舟山市虹桥水库2020年度数据", "舟山市团鸡山垃圾填埋场二期项目2020年指标", "舟山市老塘山港区2020年完成情况", "舟山岑港工业园区主要指标",
    "舟山市临城街道2020年指标", "舟山市沈家门镇2020年度统计表",
]  # fmt: skip
WHOLE = [
    "舟山市城镇污水处理厂2020年运行指标", "舟山市工业园区2020年指标", "舟山市各街道2020年指标", "舟山市未来社区2020年创建指标", "舟山市重点项目2020年完成情况", "舟山市海岛2020年指标",
    "舟山市农村2020年指标", "舟山市生活垃圾焚烧厂2020年数据", "舟山市饮用水水库2020年指标", "舟山市美丽乡村2020年指标", "舟山市行政村2020年数据", "舟山市绿色港区指标",
]  # fmt: skip


@pytest.mark.parametrize(("title", "taken"), [*((title, False) for title in SITES), *((title, True) for title in WHOLE)])
def test_a_title_of_our_place_may_name_one_site(title: str, taken: bool) -> None:
    assert bool(read(f"== 表\n{title}\n{SENT.partition(chr(10))[2]}")[0]) is taken


@pytest.mark.parametrize(("note", "taken"), [
    ("以上为本厂数据。", False), ("注：以上数据均为本园区数据", False), ("本表数据为我厂监测数据", False), ("以上是本项目情况", False), ("表中均为本街道指标", False), ("以上为本镇数据", False),
    ("以上为本局数据。", True), ("以上为本单位统计数据", True), ("以上为本市数据", True), ("以上为全市城镇污水处理厂数据", True), ("以上数据为本部门汇总数据", True), ("以上为我市数据", True),
])  # fmt: skip
def test_a_note_may_speak_of_one_site(note: str, taken: bool) -> None:
    assert bool(read(f"{SENT}\n{note}")[0]) is taken
