"""What names a sender besides a cover: a sign-off, who has published a table, a person alone, one sheet of a workbook."""

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Batch, Ledger
from ecoreport.work import understand

TABLE = "指标名称 | 2020年 | 备注\n水面率 | 5.4 | x"
SIGNED_BY_OTHERS = (
    "衢山镇人民政府（盖章）", "六横镇人民政府", "桃花镇政府 2021年1月5日", "沈家门街道办事处", "生态环境部", "住房和城乡建设部（章）", "国家统计局",
    "嵊泗县创建办 联系人：周琴", "区创建办", "县创建办（公章）", "岱山县生态文明办 2021年1月", "定海区创建指挥部", "台州市水利局 联系人：王五",
    "舟山市公安局普陀山分局",
)  # fmt: skip
SIGNED_BY_US = (
    "舟山市水利局 联系人：周琴", "市水利局（会同市住建局）", "舟山市河长制办公室（市水利局）", "市水利局 电话 0580-2046666", "舟山市水利局（印章）",
    "市水利局（临城街道翁山路555号）",
)  # fmt: skip
PUBLISHED_BY_OTHERS = (
    "发布单位：住房和城乡建设部", "发文单位：国家林业和草原局", "公布单位：浙江省统计局", "统计单位：国家统计局", "发布机构：自然资源部",
    "数据发布单位：水利部太湖流域管理局", "印发单位：宁波市水利局",
)  # fmt: skip
PUBLISHED_BY_US = (
    "发布单位：市水利局",
    "统计单位：舟山市水利局",
    "发文单位：市水利局（盖章）",
    "统计单位：万平方米",
    "制表单位：市水利局水资源处",
    "公布单位：市水利局 联系人：张三",
)
PERSONS = ("填报单位：张三", "单位名称：张三", "填报单位：李建国", "报送单位：欧阳敏", "填报单位：王工", "单位名称：周琴 2021年1月8日")
NO_PERSONS = ("填报单位：宁波", "填报单位：金华", "填报单位：温州水务", "填报单位：台州市", "填报单位：杭州", "填报单位：江苏")


def read(sketch: str, file: str = "台账.xlsx") -> Batch:
    return understand(draw(sketch, file), SYSTEM, VOCABULARY, 2020)


def adopted(batch: Batch) -> int:
    return sum(entry.scope.adopted for entry in batch.entries)


@pytest.mark.parametrize("who", SIGNED_BY_OTHERS)
def test_what_somebody_else_signs_below_is_not_ours(who: str) -> None:
    assert adopted(read(f"{TABLE}\n|\n{who}")) == 0


@pytest.mark.parametrize("who", SIGNED_BY_US)
def test_what_a_department_of_ours_signs_below_is_ours(who: str) -> None:
    batch = read(f"{TABLE}\n|\n{who}")
    assert (batch.submissions[0].department, adopted(batch)) == ("市水利局", 1)


@pytest.mark.parametrize("said", PUBLISHED_BY_OTHERS)
def test_a_table_that_somebody_else_has_published_is_not_ours(said: str) -> None:
    batch = read(f"水利指标\n{said}\n{TABLE}", "市水利局.xlsx")
    assert adopted(batch) == 0
    assert batch.submissions[0].elsewhere
    assert "H106" in {finding.code for finding in batch.findings}


@pytest.mark.parametrize("said", PUBLISHED_BY_US)
def test_a_table_that_a_department_of_ours_has_published_is_ours(said: str) -> None:
    batch = read(f"水利指标\n{said}\n{TABLE}", "市水利局.xlsx")
    assert (batch.submissions[0].department, adopted(batch)) == ("市水利局", 1)


@pytest.mark.parametrize("said", PERSONS)
def test_a_person_is_no_sender_and_leaves_it_to_the_files_name(said: str) -> None:
    batch = read(f"{said}\n{TABLE}", "市水利局.xlsx")
    assert (batch.submissions[0].department, batch.submissions[0].elsewhere, adopted(batch)) == ("市水利局", None, 1)


@pytest.mark.parametrize("said", NO_PERSONS)
def test_a_place_that_begins_as_a_surname_is_no_person(said: str) -> None:
    assert adopted(read(f"{said}\n{TABLE}", "市水利局.xlsx")) == 0


@pytest.mark.parametrize("ours", ["市水利局", "舟山市水利局（盖章）", "市水利局（会同市住建局）"])
@pytest.mark.parametrize("theirs", ["宁波市水利局", "普陀区水利局", "浙江省水利厅", "六横镇人民政府"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_sheet_of_ours_stands_beside_a_strangers(ours: str, theirs: str, turned: bool) -> None:
    names = (theirs, ours) if turned else (ours, theirs)
    batch = read("\n".join(f"== {number}\n填报单位：{who}\n{TABLE}" for number, who in enumerate(names, 1)))
    assert [(entry.department, entry.actual.source.sheet) for entry in batch.entries if entry.scope.adopted] == [
        ("市水利局", "2" if turned else "1")
    ]


def test_a_stranger_on_the_only_table_is_not_ours_for_a_cover_of_ours() -> None:
    assert adopted(read(f"== 封面\n填报单位：市水利局\n== 表\n填报单位：宁波市水利局\n{TABLE}")) == 0


ABOUT = (
    "市水利局报普陀区情况.xlsx", "市水利局关于定海区的材料.xlsx", "舟山市水利局上报岱山县水利数据.xlsx", "市水利局报送嵊泗县2020年情况.xlsx", "市水利局汇总普陀区数据.xlsx",
    "2020年度市水利局关于普陀区情况的说明.xlsx",
)  # fmt: skip
OF_A_REGION = (
    "市水利局（普陀区）2020年指标.xlsx", "普陀区.xlsx", "普陀区水利局报市水利局材料.xlsx", "市水利局普陀分局报送情况.xlsx", "普陀区上报情况.xlsx",
    "定海区关于水利的材料.xlsx",
)  # fmt: skip


@pytest.mark.parametrize("file", ABOUT)
def test_a_department_that_tells_of_a_region_speaks_for_the_city_and_is_asked(file: str) -> None:
    batch = read(f"水利指标\n{TABLE}", file)
    assert (batch.submissions[0].department, batch.submissions[0].region, adopted(batch)) == ("市水利局", None, 1)
    (asked,) = [finding for finding in batch.findings if finding.code == "H107"]
    assert (asked.severity, asked.group) == ("verify", f"{file}.about")
    assert file in asked.message


@pytest.mark.parametrize("file", ABOUT)
def test_where_its_table_says_the_region_it_is_the_regions(file: str) -> None:
    batch = read(f"普陀区2020年指标完成情况\n{TABLE}", file)
    assert (adopted(batch), [entry.region for entry in batch.entries]) == (0, ["普陀区"])


@pytest.mark.parametrize("file", OF_A_REGION)
def test_a_file_of_a_region_stays_the_regions(file: str) -> None:
    batch = read(f"水利指标\n{TABLE}", file)
    assert adopted(batch) == 0
    assert batch.submissions[0].region


@pytest.mark.parametrize("below", ["定海区", " | 普陀区", "岱山县（盖章）", "嵊泗县 2021年1月8日", "定海区\n2021年1月8日", "六横管委会"])
def test_a_region_alone_below_a_table_has_signed_it(below: str) -> None:
    assert adopted(read(f"{TABLE}\n|\n{below}", "市水利局.xlsx")) == 0


@pytest.mark.parametrize(
    "below", ["舟山市", "注：含定海区", "定海区\n普陀区", "审核人：张三\n2021年1月8日", "市水利局", "联系地址：定海区环城东路6号"]
)
def test_what_only_mentions_regions_below_a_table_signs_nothing(below: str) -> None:
    assert adopted(read(f"{TABLE}\n|\n{below}", "市水利局.xlsx")) == 1


@pytest.mark.parametrize(
    "sketch",
    [
        f"普陀区2020年指标完成情况\n{TABLE}",
        f"== 普陀区\n{TABLE}",
        "指标名称 | 普陀区\n水面率 | 5.4",
        "指标名称 | 2020年（普陀区）\n水面率 | 5.4",
    ],
)
def test_a_file_that_holds_nothing_but_a_regions_is_the_regions(sketch: str) -> None:
    assert read(sketch).submissions[0].region == "普陀区"


@pytest.mark.parametrize(
    ("file", "who"),
    [
        ("市水利局.xlsx", ("市水利局",)),
        ("市水利局、市住建局.xlsx", ("市水利局", "市住建局")),
        ("2020年市水利局和市住建局台账.xlsx", ("市水利局", "市住建局")),
        ("市水利局,市住建局、市城管局联合报送.xlsx", ("市水利局", "市住建局", "市城管局")),
        ("市水利局关于市住建局数据的说明.xlsx", ("市水利局",)),
        ("宁波市水利局、宁波市住建局.xlsx", ()),
        ("普陀区水利局、普陀区住建局.xlsx", ()),
        ("台账.xlsx", ()),
    ],
)
def test_an_unread_file_came_from_everyone_whom_its_name_lists(file: str, who: tuple[str, ...]) -> None:
    batch = understand(Ledger(file, "", (), outcome="failed"), SYSTEM, VOCABULARY, 2020)
    assert batch.submissions[0].senders == who
