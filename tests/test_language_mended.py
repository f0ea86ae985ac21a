"""What a text makes good of what it told before, and what it owes still."""

import pytest

from ecoreport.language.assertions import hear, verbs_with
from ecoreport.language.mended import owed_in


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("白泉镇初评未过,整改后11月复评通过", []),
        ("白泉镇评估未过,明年复评", ["白泉镇评估未过"]),
        ("标志牌7月还没到位,8月补齐后验收", []),
        ("标志牌7月还没到位,计划明年补齐", ["标志牌7月还没到位", "计划明年补齐"]),
        ("3家关停未整治,已另行增补", []),
        ("3家关停未整治,已完成招商", ["3家关停未整治"]),
        ("负债表初稿经专家审,已上报省统计局", []),
        ("负债表初稿送专家审,意见没回来", ["负债表初稿送专家审", "意见没回来"]),
        ("研究稿几上几下后于9月印发", []),
        ("研究稿几上几下,何时出台看机构调整", ["研究稿几上几下", "何时出台看机构调整"]),
        ("其中13个上半年验收,仅2个11月验收", []),
        ("其中13个上半年验收,仅2处11月验收", ["其中13个上半年验收", "仅2处11月验收"]),
        ("完成15个,仅2个验收", ["仅2个验收"]),
        ("前期两次流标,4月重招后12月竣工", []),
        ("任务清单32项全部落实,疫情推迟的两项11月补上", []),
        ("三个2018年立项的公园今年开工并建成", []),
        ("停炉日期推后过两次", []),
        ("其中7家曾因租约纠纷拖延,9月都已整治", []),
        ("部分小厂转型资金缺口", []),
        ("部分设施出水不稳定的问题已在10月整改到位", []),
        ("11处归并为9处", []),
        ("网上退回修改1123次", []),
        ("竣工验收没有做", ["竣工验收没有做"]),
    ],
)  # fmt: skip
def test_a_lack_that_a_later_clause_makes_good_is_none(text: str, opens: list[str]) -> None:
    assert [claim.clause for claim in hear(text, verbs_with(), 2020).opens] == opens


@pytest.mark.parametrize(
    ("text", "owes"),
    [("外业开春后补上", True), ("尽快完成验收", True), ("继续推进未完工标段", True), ("加强管护", False), ("转入日常巡护", False)],
)  # fmt: skip
def test_a_next_step_that_finishes_what_should_be_done_owes_it(text: str, owes: bool) -> None:
    assert owed_in(text) == owes
