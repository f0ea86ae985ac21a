"""K111: parts against the total in a text: what is counted, and what is not understood and therefore passed over."""

import pytest
from scenes import findings_of


def told(text: str, department: str = "市城管局") -> list[str]:
    rows = [{"department": department, "subject": "43", "actual": "96.5", "statement": text}]
    return [
        finding.message.removeprefix("第43项“城镇污水处理率”的文字中，各分项之和为")
        for finding in findings_of(rows)
        if finding.code == "K111"
    ]


EXCEEDED = [
    ("办理案件12件，其中定海8件、普陀5件", "13件，而总数为12件"),
    ("办理案件12件,其中定海8件,普陀5件", "13件，而总数为12件"),
    ("办理案件12件，其中定海8件和普陀5件", "13件，而总数为12件"),
    ("办理案件12件，其中定海8件以及普陀5件", "13件，而总数为12件"),
    ("办理案件12件，其中定海8件、普陀5件、", "13件，而总数为12件"),
    ("修路10公里，其中定海5.5公里、普陀4.6公里", "10.1公里，而总数为10公里"),
    ("新建厂站3座，管网12公里，其中定海8公里、普陀5公里", "13公里，而总数为12公里"),
    ("办理案件１２件，其中定海８件、普陀５件", "13件，而总数为12件"),
    ("2020年办理案件12件，其中定海8件、普陀5件", "13件，而总数为12件"),
    ("定海8件、普陀5件，合计12件", "13件，而总数为12件"),
    ("定海8件、普陀5件，共计12件", "13件，而总数为12件"),
    ("定海8件、普陀5件，总计14件", "13件，而总数为14件"),
    ("定海8件、普陀5件、合计14件", "13件，而总数为14件"),
    ("定海8件、普陀5件，合计14件、投入3万元", "13件，而总数为14件"),
]


@pytest.mark.parametrize(("text", "sums"), EXCEEDED, ids=[case[0] for case in EXCEEDED])
def test_parts_that_do_not_make_the_total_are_told(text: str, sums: str) -> None:
    assert told(text) == [f"{sums}：“{text}”"]


SILENT = [
    "办理案件12件，其中定海8件、普陀4件",
    "办理案件12件，其中定海8件",
    "办理案件12件，其中定海13件",
    "办理案件，其中定海8件、普陀5件",
    "办理案件12件，定海8件、普陀5件",
    "办理案件12件，其中定海8件、普陀5人",
    "办理案件12件，其中定海8件3人、普陀5件",
    "办理案件12件，其中定海8件、普陀若干",
    "办理案件12件，其中定海8件、普陀5件，其中沈家门3件",
    "达标率12%，其中定海8%、普陀5%",
    "历时12年，其中定海8年、普陀5年",
    "历时12月，其中定海8月、普陀5月",
    "历时12日，其中定海8日、普陀5日",
    "办理案件12件，其中定海6-8件、普陀5件",
    "办理案件12件，其中定海6—8件、普陀5件",
    "办理案件12件，其中定海6~8件、普陀5件",
    "办理〔12件〕，其中定海8件、普陀5件",
    "办理案件12，其中定海8、普陀5",
    "定海8件、普陀5件，合计13件",
    "定海8件，合计12件",
    "定海8件、普陀5件合计12件",
    "定海8件、普陀5件，合计若干",
    "合计12件，定海8件、普陀5件",
    "定海8件、普陀5件",
    "定海8件、普陀5人，合计12件",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_adds_up_or_is_no_list_of_parts_is_passed_over(text: str) -> None:
    assert told(text) == []


OTHERWISE = [
    "较",
    "比",
    "增",
    "减",
    "提高",
    "下降",
    "上年",
    "累计",
    "计划",
    "目标",
    "力争",
    "拟",
    "预计",
    "剩余",
    "其余",
    "含",
    "包括",
    "均",
    "每",
    "各",
    "不足",
    "超过",
    "同时",
    "达到",
    "占",
    "以上",
    "以下",
    "(",
]


@pytest.mark.parametrize("word", OTHERWISE)
def test_a_clause_that_says_more_than_its_count_is_not_understood(word: str) -> None:
    assert told(f"办理案件12件，其中定海{word}8件、普陀5件") == []
    assert told(f"定海{word}8件、普陀5件，合计12件") == []


@pytest.mark.parametrize("mark", ["。", "；", ";", "\n"])
def test_each_sentence_counts_by_itself(mark: str) -> None:
    assert told(f"办理案件12件，其中定海8件、普陀4件{mark}修路10公里，其中定海8公里、普陀5公里") == [
        "13公里，而总数为10公里：“修路10公里，其中定海8公里、普陀5公里”"
    ]
    assert told(f"办理案件12件{mark}其中定海8件、普陀5件") == []


def test_two_sentences_of_one_text_are_two_findings_with_ids_of_their_own() -> None:
    text = "办理案件12件，其中定海8件、普陀5件。修路10公里，其中定海8公里、普陀5公里。"
    found = [
        finding
        for finding in findings_of([{"department": "市城管局", "subject": "43", "actual": "96", "statement": text}])
        if finding.code == "K111"
    ]
    assert len({finding.id.split("-")[1] for finding in found}) == 2


def test_a_long_sentence_is_quoted_in_part_and_its_own_quotation_marks_become_single() -> None:
    text = "办理“污水零直排区”案件12件，其中定海8件、普陀5件"
    assert told(text) == [f"13件，而总数为12件：“{text.replace('“', '‘').replace('”', '’')}”"]
    exact = f"办理案件12件，其中定海8件、{'普' * 43}5件"
    assert len(exact) == 60
    assert told(exact) == [f"13件，而总数为12件：“{exact}”"]
    assert told(exact.replace("5件", "5件、")) == [f"13件，而总数为12件：“{exact}…”"]


def test_goals_of_the_text_are_read_too() -> None:
    rows = [{"department": "市城管局", "subject": "M22.3", "actual": "47", "statement": "办理案件12件，其中定海8件、普陀5件"}]
    assert [finding.item for finding in findings_of(rows) if finding.code == "K111"] == ["M22.3"]
