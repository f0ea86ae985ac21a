"""What a text says of persons is covered; what only looks like it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoreport.language.personal import cover, cover_cell


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("手机13812345678", "手机〔电话略〕"),
        ("手机138 1234 5678、138-1234-5678", "手机〔电话略〕、〔电话略〕"),
        ("手机１３８１２３４５６７８", "手机〔电话略〕"),
        ("+86 13812345678", "〔电话略〕"),
        ("电话0580-2345678转123", "电话〔电话略〕"),
        ("电话（0580）2345678", "电话〔电话略〕"),
        ("联系电话：2345678/2345679", "联系电话：〔电话略〕/〔电话略〕"),
        ("Tel: 2345678", "Tel: 〔电话略〕"),
        ("身份证330902198001011234", "身份证〔证件号略〕"),
        ("身份证33090219800101123X", "身份证〔证件号略〕"),
        ("邮箱zhang.san@example.gov.cn", "邮箱〔邮箱略〕"),
        ("联系人：张三", "联系人：〔姓名略〕"),
        ("联 系 人：张三", "联 系 人：〔姓名略〕"),
        ("填报人:欧阳小明  审核人:李四", "填报人:〔姓名略〕  审核人:〔姓名略〕"),
        ("填报人：张三、李四、王五", "填报人：〔姓名略〕、〔姓名略〕、〔姓名略〕"),
        ("联系人张三电话2345678", "联系人〔姓名略〕电话〔电话略〕"),
        ("联系人：阿依古丽·买买提", "联系人：〔姓名略〕"),
        ("单位负责人为王建国", "单位负责人为〔姓名略〕"),
        ("请与王小明（13987654321）联系", "请与〔姓名略〕（〔电话略〕）联系"),
        ("张主任13987654321", "〔姓名略〕〔电话略〕"),
        ("孙八八带队巡河，负责人孙八八。", "〔姓名略〕带队巡河，负责人〔姓名略〕。"),
        ("经办人李四（330902198001011234）", "经办人〔姓名略〕（〔证件号略〕）"),
    ],
)
def test_persons_are_covered_and_the_words_around_them_stay(written: str, shown: str) -> None:
    assert cover(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "完成值96.5%，较2019年提高2.1个百分点",
        "投资13812345678元",
        "总投资138 1234 5678万元",
        "人口1.3812345678亿",
        "2019年12月31日至2020年12月31日共1366天",
        "发电12345678千瓦时",
        "监督电话12369",
        "文号〔2020〕330902号",
        "编号a13812345678b",
        "主要负责人履职尽责",
        "负责人安全培训覆盖率100%",
        "负责人任期制管理",
        "责任人：市水利局",
        "填报人和审核人都是本单位人员",
        "审核人数12人",
        "高峰期日均处理量",
        "面积1380平方米",
        "13,812,345,678",
        "",
    ],
)
def test_what_only_looks_like_a_person_stays(text: str) -> None:
    assert cover(text) == text


def test_a_cell_of_which_nobody_knows_what_it_says_may_be_a_name() -> None:
    assert [cover_cell(text) for text in ("张三", "13711112222", "高于目标", "96.5")] == ["〔姓名略〕", "〔电话略〕", "高于目标", "96.5"]


@given(st.text(alphabet="张三李联系人电话手机负责0123456789-：（），、 @.abX同志平方米元年", max_size=60))
def test_what_is_covered_holds_nothing_more_to_cover(text: str) -> None:
    covered = cover(text)
    assert cover(covered) == covered
