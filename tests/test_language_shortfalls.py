"""What words say of a deed that was not done, and what only sounds so."""

import pytest

from ecoreport.language.shortfalls import deed_denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("名单上8家,实际全年没有接待过公众", "实际全年没有接待过公众"),
        ("88.9分是驾驶员打的分,没有向市民做过调查", "没有向市民做过调查"),
        ("要求重新修订,没有改完", "没有改完"),
        ("首次验收时没有监测报告,8月补齐后通过", None),
        ("上报33条,建成31条,未入选的2条属备选", None),
        ("另消化批而未供土地713亩", None),
        ("另有线索移送1例,未计入3例", None),
        ("93个里头没有30吨以下的", None),
        ("乡镇管护人员不足", None),
        ("没有发生污染事故", None),
    ],
)  # fmt: skip
def test_a_deed_that_was_not_done_is_heard_and_no_evil_that_did_not_happen(text: str, denied: str | None) -> None:
    assert deed_denied(text) == denied
