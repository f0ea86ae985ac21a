"""How evidence is referred to: numbers, pages, titles, 文号, and words that name nothing. What bureaus write: test_judging_pieces.py."""

import pytest

from ecoreport.language.cited_pages import join_pages, read_pages
from ecoreport.language.references import named_documents, names_nothing, read_number, refer


def meant(text: str) -> str:
    """Write down which numbers a text was understood to mean, those of the writer's own list with a +."""
    return ";".join(f"{each.number or f'+{each.own}'}{each.pages and f':{each.pages}'}" for each in refer(text))


OWN = [
    ("1", "+1"),
    ("附件1", "+1"),
    ("附件1、附件3", "+1;+3"),
    ("佐证材料2第5页", "+2:5"),
    ("3、4-2；1", "+3;4-02;+1"),
    ("No.12", "+12"),
    ("1（P7）", "+1:7"),
]


@pytest.mark.parametrize(("written", "expected"), OWN)
def test_a_bare_number_is_of_the_writers_own_list(written: str, expected: str) -> None:
    assert meant(written) == expected


PAGES = [
    ("7", "7"),
    ("7-9", "7-9"),
    ("P7—9", "7-9"),
    ("第七页", "7"),
    ("第7、9页", "7、9"),
    ("第7页至第9页", "7-9"),
    ("共12页", ""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "pages"), PAGES)
def test_pages_are_read_however_written(written: str, pages: str) -> None:
    assert read_pages(written) == pages


def test_pages_from_several_places_stand_together_each_once() -> None:
    assert join_pages("7-9", "", "12、7-9") == "7-9、12"


NUMBERS = [
    ("3-2", "3-02"),
    ("附件3-02", "3-02"),
    ("t7-1", "T7-01"),
    ("15.1-2号", "15.1-02"),
    ("1", ""),
    ("3-02至3-05", ""),
    ("2020-12", ""),
]


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_one_number_is_read_and_a_date_or_a_range_is_none(written: str, number: str) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize("words", ["见附件", "有", "已提供", "详见台账", "2020年12月", "√", "已报纸质材料", "存档备查", "", "另附"])
def test_words_that_name_nothing_are_no_title(words: str) -> None:
    assert names_nothing(words)


@pytest.mark.parametrize("words", ["月报", "统计年鉴", "现场照片", "台账（2020年）汇总表", "验收单"])
def test_a_short_name_is_a_name(words: str) -> None:
    assert not names_nothing(words)


PROSE = [
    ("已印发《舟山市生态规划》（舟政发〔2020〕3号），全面实施", [("舟山市生态规划", "舟政发〔2020〕3号")]),
    ("市政府以舟政发[2020]3号批复", [("", "舟政发〔2020〕3号")]),
    ("出台《甲办法》和《乙办法》。覆盖率96%", [("甲办法", ""), ("乙办法", "")]),
    ("2020年完成96%，共12项", []),
]


@pytest.mark.parametrize(("words", "documents"), PROSE)
def test_prose_names_documents_by_title_and_number(words: str, documents: list[tuple[str, str]]) -> None:
    assert [(told.title, told.document_number) for told in named_documents(words)] == documents
