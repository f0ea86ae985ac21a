"""Where a text says that figures come from, and how they were worked out."""

import pytest

from ecoreport.language.origins import source_in, without_grounds, working_in


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("数据来源于《2020年舟山市统计年鉴》。", "《2020年舟山市统计年鉴》"),
        ("数据由市统计局提供", "市统计局"),
        ("来源：城建统计年报，已核", "城建统计年报"),
        ("取自环境质量公报", "环境质量公报"),
        ("来源清楚", ""),
        ("完成来源头治理12处", ""),
        ("项目资金来自招商引资", ""),
    ],
)
def test_a_source_is_named_where_the_text_says_that_it_is_one(text: str, source: str) -> None:
    assert source_in(text) == source


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("187÷200=93.5%", "187÷200=93.5%"),
        ("达标，按187/200计算，得93.5%", "按187/200计算"),
        ("2020/12/31填报", ""),
        ("单位为元/人", ""),
    ],
)
def test_a_working_is_one_number_divided_by_another(text: str, working: str) -> None:
    assert working_in(text) == working


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("根据《浙江省生态文明示范创建行动计划》（浙政发〔2018〕3号）要求报送的2020年指标数据", "2020年指标数据"),
        ("按照《清洁生产审核办法》（2016年）统计的2020年结果", "2020年结果"),
        ("2020年《目标责任书》执行情况", "2020年《目标责任书》执行情况"),
    ],
)
def test_on_what_grounds_a_table_is_told_says_nothing_of_it(title: str, told: str) -> None:
    assert without_grounds(title) == told
