"""Which file of the evidence folder a line of 佐证材料 means: one is found, none is missing, several are asked about."""

import pytest

from ecoreport.judging.proofs import find_files
from ecoreport.model import Evidence, Source
from ecoreport.rules import EvidenceFile


def find(name: str, *paths: str, department: str | None = "市水利局") -> list[str]:
    """Look for a name in a folder of `path`, or `path=content`; a file without content is empty."""
    told = [(path, content if equals else path) for path, equals, content in (each.partition("=") for each in paths)]
    files = [EvidenceFile(path, len(content), content) for path, content in told]
    piece = Evidence("1", department, "市水利局.xlsx", Source("市水利局.xlsx"), file_name=name)
    return [file.path for file in find_files(piece, files)]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("报表.pdf", "报表.pdf"),
        ("报表.pdf", "15/2020/报表.PDF"),
        ("报表.PDF", "15/报表.pdf"),
        ("报表", "15/报表.pdf"),
        ("报表.2020", "报表.2020.pdf"),
        (" 报表.pdf ", "报表.pdf"),
        ("佐证\\15\\报表.pdf", "15/报表.pdf"),
        ("./15/报表", "15/报表.pdf"),
        ("佐证材料/报表", "另一处/报表.pdf"),
        ("报表", "报表"),
    ],
)
def test_a_file_is_found_whatever_its_case_folders_and_extension(written: str, path: str) -> None:
    assert find(written, "目录.pdf", path, "空.pdf=") == [path]


@pytest.mark.parametrize("written", ["", " ", "/", "报表.doc", "报", "pdf", "15", "报表.pdf.pdf", "15/"])
def test_another_name_finds_nothing(written: str) -> None:
    assert find(written, "15/报表.pdf", "15/说明.docx") == []


@pytest.mark.parametrize(
    ("written", "paths", "found"),
    [
        ("报表.pdf", ["甲/报表.pdf", "乙/报表.pdf"], ["甲/报表.pdf", "乙/报表.pdf"]),
        ("报表", ["报表.doc", "报表.pdf"], ["报表.doc", "报表.pdf"]),
        ("报表", ["报表", "报表.pdf"], ["报表"]),
        ("报表.pdf", ["报表.pdf.pdf", "报表.pdf"], ["报表.pdf"]),
        ("乙/报表.pdf", ["甲/报表.pdf", "乙/报表.pdf"], ["乙/报表.pdf"]),
        ("乙/报表", ["甲/报表.pdf", "乙/报表.pdf"], ["乙/报表.pdf"]),
        ("乙/报表.pdf", ["甲乙/报表.pdf", "丙/乙/报表.pdf"], ["丙/乙/报表.pdf"]),
        ("丙/报表.pdf", ["甲/报表.pdf", "乙/报表.pdf"], ["甲/报表.pdf", "乙/报表.pdf"]),
        ("报表.pdf", ["甲/报表.pdf", "报表.pdf"], ["报表.pdf", "甲/报表.pdf"]),
        ("1.pdf", ["市城管局/1.pdf", "市水利局/15/1.pdf"], ["市水利局/15/1.pdf"]),
        ("1.pdf", ["市水利局/15/1.pdf", "市水利局/16/1.pdf", "市城管局/1.pdf"], ["市水利局/15/1.pdf", "市水利局/16/1.pdf"]),
        ("1.pdf", ["原市水利局/1.pdf", "市城管局/1.pdf"], ["原市水利局/1.pdf", "市城管局/1.pdf"]),
        ("市城管局/1.pdf", ["市城管局/1.pdf", "市水利局/1.pdf"], ["市城管局/1.pdf"]),
        ("1.pdf", ["市城管局/1.pdf", "市水利局/1.pdf="], ["市水利局/1.pdf"]),
        ("1.pdf", ["甲/1.pdf=", "乙/1.pdf"], ["乙/1.pdf"]),
        ("1.pdf", ["甲/1.pdf=", "乙/1.pdf="], ["甲/1.pdf"]),
        ("1.pdf", ["甲/1.pdf=同", "乙/1.pdf=同"], ["甲/1.pdf"]),
        ("1.pdf", ["甲/1.pdf=同", "乙/1.pdf=同", "丙/1.pdf=异"], ["甲/1.pdf", "乙/1.pdf", "丙/1.pdf"]),
    ],
)
def test_of_several_only_what_is_written_decides(written: str, paths: list[str], found: list[str]) -> None:
    assert sorted(find(written, *paths)) == sorted(found)


def test_where_no_department_is_known_no_folder_is_its_own() -> None:
    assert find("1.pdf", "甲/1.pdf", "乙/1.pdf", department=None) == ["甲/1.pdf", "乙/1.pdf"]
