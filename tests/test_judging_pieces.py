"""One record a piece, whatever form it came in: a row of the list, a number or a name in a cell, a document that prose names.

tests/evidence_cases/spellings.csv: what twenty bureaus write into the cell 佐证 of item 3, and the pieces that it means: `number:pages` or
`=title:pages#文号`, several with `;` between, nothing where nothing is named.
"""

import csv
from pathlib import Path

import pytest
from scenes import SYSTEM

from ecoreport.judging.pieces import gather
from ecoreport.model import Batch, Entry, Evidence, EvidenceResult, Figure, KeyTaskReport, Note, Source, Subject

_TABLE = (Path(__file__).parent / "evidence_cases" / "spellings.csv").read_text("utf-8")
SPELLINGS = [(row["written"], row["expected"]) for row in csv.DictReader(_TABLE.splitlines(keepends=True))]
BUREAU = "市综合考评办"
LIST = {
    "3-01": "生态文明建设实绩考核规则", "3-02": "2020年度党政实绩考核结果通报", "3-03": "考核测算表", "3-04": "考核公示", "3-05": "考核会议纪要",
    "15.1-02": "断面监测年报", "15-02": "水质月报汇编", "T7-01": "许可证清单", "M24.1-01": "问卷汇总表",
}  # fmt: skip


def at(cell: str, file: str = "台账.xlsx") -> Source:
    return Source(file, "指标填报", cell)


def listed(number: str, title: str, items: str = "", department: str = BUREAU, **more: str) -> Evidence:
    subjects = tuple(map(Subject, items.split()))
    return Evidence(number, department, "台账.xlsx", at(f"B{number}"), title, subjects=subjects, subjects_written=items, **more)


def item(id_: str, proof: str = "", statement: str = "", department: str = BUREAU, **more: str) -> Entry:
    notes = {name: Note(text, at(f"{name}{id_}")) for name, text in {"evidence": proof, "statement": statement, **more}.items() if text}
    return Entry(Subject(id_), 2020, department, "台账.xlsx", Figure("value", "20", at(f"C{id_}")), **notes)


def task(no: int, proof: str) -> KeyTaskReport:
    status = Note("已完成", at(f"S{no}"))
    return KeyTaskReport(Subject(f"T{no}"), BUREAU, "台账.xlsx", at(f"T{no}"), status=status, evidence=Note(proof, at(f"P{no}")))


def pieces(*records: Entry | Evidence | KeyTaskReport) -> tuple[EvidenceResult, ...]:
    of_kind = {kind: tuple(each for each in records if isinstance(each, kind)) for kind in (Entry, Evidence, KeyTaskReport)}
    return gather(Batch(entries=of_kind[Entry], evidence=of_kind[Evidence], tasks=of_kind[KeyTaskReport]), SYSTEM)


def catalogue(*records: Entry | Evidence | KeyTaskReport) -> list[str]:
    """List the pieces as an archive does: number, title, what they prove, pages."""
    return [f"{each.archive_number} {each.title} → {' '.join(each.subjects)} {each.pages}".rstrip() for each in pieces(*records)]


# ---- what bureaus write -------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "expected"), SPELLINGS)
def test_every_spelling_means_the_pieces_that_its_writer_meant(written: str, expected: str) -> None:
    rows = [listed(number, title) for number, title in LIST.items()]
    cited = [each for each in pieces(*rows, item("3", written)) if "3" in each.subjects and each.cited]
    told = {
        f"{each.archive_number if each.form == 'list' else f'={each.evidence.title}'}{each.pages and f':{each.pages}'}"
        f"{each.evidence.document_number and f'#{each.evidence.document_number}'}"
        for each in cited
    }
    assert told == {*filter(None, expected.split(";"))}


def test_the_table_speaks_for_a_city_of_bureaus() -> None:
    assert len(dict(SPELLINGS)) >= 80


OWN = [  # the numbers of the list; what the cell says; the pieces that it means
    ("1 2 3", "2", ["第2份"]), ("1 2 3", "附件1、附件3", ["第1份", "第3份"]), ("1 2", "见1、2", ["第1份", "第2份"]),
    ("1 2 3", "附件1-3", ["第1份", "第2份", "第3份"]), ("1 2", "附件1-3", [""]), ("A-01 A-02", "A-02第3页", ["第A-02份"]), ("附件1 附件2", "2", ["第附件2份"]), ("1 2", "3", []), ("01 02", "2", ["第02份"]),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "written", "meant"), OWN)
def test_a_departments_own_numbering_is_followed(numbers: str, written: str, meant: list[str]) -> None:
    rows = [listed(number, f"第{number}份", "7") for number in numbers.split()]
    assert [each.title for each in pieces(*rows, item("3", written)) if "3" in each.subjects] == meant


# ---- one entry a piece --------------------------------------------------------------------------


def test_a_piece_that_is_listed_once_and_cited_in_five_rows_is_one_with_five_items() -> None:
    rows = [item("3", "3-2 第7页"), item("7", "见3-02"), item("8", "附件3-02（P9-12）"), item("9", "考核结果通报"), task(1, "3-02")]
    assert catalogue(listed("3-02", "考核结果通报"), *rows) == ["3-02 考核结果通报 → 3 7 8 9 T1 7、9-12"]


GATHERED = {
    "one document under its title and under its 文号": (
        [item("3", "《考核规则》（舟委办〔2020〕3号）"), item("7", "舟委办[2020]3号第2页")], ["3-01 考核规则 → 3 7 2"],
    ),
    "a row that lists the same again adds its items": (
        [listed("", "考核规则", "3"), listed("", "考核规则", "7")], ["3-01 考核规则 → 3 7"],
    ),
    "two titles under one number stay two": (
        [listed("3-01", "考核规则", "3"), listed("3-01", "考核测算表", "3")], ["3-01 考核规则 → 3", "3-02 考核测算表 → 3"],
    ),
    "two departments with one number have one each": (
        [listed("3-01", "考核规则", "3", "市委办"), listed("3-01", "考核测算表", "3")], ["3-01 考核测算表 → 3", "3-02 考核规则 → 3"],
    ),
    "two departments that list one 公文 list one piece": (
        [listed("1", "考核规则", "3", document_number="舟委办〔2020〕3号"),
         listed("2", "考核规则", "7", "市委办", document_number="舟委办[2020]3号")], ["3-01 考核规则 → 3 7"],
    ),
    "of two departments the same bare title is two": (
        [listed("", "统计表", "3"), listed("", "统计表", "7", "市委办")], ["3-01 统计表 → 3", "7-01 统计表 → 7"],
    ),
    "a part of a title means the one piece that has it": (
        [listed("3-01", "2020年度党政实绩考核结果通报"), item("3", "实绩考核结果通报")], ["3-01 2020年度党政实绩考核结果通报 → 3"],
    ),
    "a number that no list has is a piece all the same": ([listed("3-01", "规则"), item("3", "3-09")], ["3-01 规则 → 3", "3-09  → 3"]),
    "a number says which item where nothing else does": ([listed("15-02", "月报")], ["15-02 月报 → 15.1 15.2"]),
    "a file is known without its extension": ([listed("3-01", "", file_name="考核规则.pdf"), item("3", "考核规则")], ["3-01 考核规则 → 3"]),
    "a list without a column for it has the number in front of its titles": (
        [listed("", "3-02 考核规则"), listed("", "附件3-1、考核公示"), item("3", "3-2第7页、3-01")], ["3-01 考核公示 → 3", "3-02 考核规则 → 3 7"],
    ),
    "… or its files": ([listed("", "考核规则", file_name="3-2.pdf"), item("3", "3-02")], ["3-02 考核规则 → 3"]),
    "a page beside the number of a list": ([listed("3-02（P7）", "考核规则"), item("3", "3-02")], ["3-02 考核规则 → 3 7"]),
    "a number of no indicator is none of ours": ([listed("99-01", "规则", "3")], ["3-01 规则 → 3"]),
    "文号 and 页码 in columns of their own": (
        [item("3", "考核规则", evidence_document="舟委办〔2020〕3号", evidence_pages="7-9")], ["3-01 考核规则 → 3 7-9"],
    ),
    "the catalogue follows the plan, then the number": (
        [item("10", "乙"), item("9", "甲"), task(7, "丙"), listed("9-10", "丁"), listed("9-02", "戊"), item("2", "3-01")],
        ["3-01  → 2", "9-01 甲 → 9", "9-02 戊 → 9", "9-10 丁 → 9", "10-01 乙 → 10", "T7-01 丙 → T7"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("records", "expected"), GATHERED.values(), ids=GATHERED)
def test_what_means_the_same_is_put_together(records: list[Entry | Evidence], expected: list[str]) -> None:
    assert catalogue(*records) == expected


def test_pages_of_a_list_are_where_to_look_and_never_how_many_it_has() -> None:
    (piece,) = pieces(listed("3-01", "规则", "3", pages="15", at_pages="P7—9"))
    assert (piece.pages, piece.evidence.pages) == ("7-9", "15")


# ---- claims, and prose --------------------------------------------------------------------------


def test_the_claim_is_what_the_list_or_else_the_row_says() -> None:
    told = pieces(listed("3-01", "规则", "第3项"), listed("3-02", "通报"), item("7", "3-01、3-02"))
    assert [each.claim for each in told] == ["第3项", "生态环境信息公开率：20"]


PROSE = [
    ("已印发《生态考核规则》（舟委办〔2020〕3号）。", ["3-01 生态考核规则 → 3"]),
    ("出台《生态考核规则》，占比20%", ["3-01 生态考核规则 → 3"]),
    ("考核结果见舟委办〔2020〕3号", ["3-01 舟委办〔2020〕3号 → 3"]),
    ("根据《环境保护法》和国发〔2015〕17号要求", []),
    ("按照《浙江省生态文明示范创建行动计划》、《舟山市规划》（舟政发〔2018〕2号）推进", []),
    ("佐证见3-02第7页", []),  # no list has it: it may be any number
    ("拟出台《生态考核规则》（舟委办〔2020〕3号）", []),
    ("《生态考核规则》正在起草，《办法》广受好评", []),
    ("占比20%，比上年提高2个百分点", []),
]


@pytest.mark.parametrize(("words", "expected"), PROSE)
def test_prose_names_a_document_that_is_there_and_none_that_is_only_leaned_on(words: str, expected: list[str]) -> None:
    assert catalogue(item("3", statement=words)) == expected


def test_titles_and_claims_stand_as_they_were_written() -> None:
    said = "已印发《关于考核（试行）的通知》（舟委办〔2020〕3号）"
    (heard,) = pieces(item("3", statement=f"占比20%；{said}。"))
    assert (heard.evidence.title, heard.claim) == ("关于考核（试行）的通知", said)
    (cited,) = pieces(item("3", "核算表（2020年，终稿）"))
    assert cited.evidence.title == "核算表（2020年，终稿）"


def test_prose_that_refers_to_a_listed_number_cites_it() -> None:
    (piece,) = pieces(listed("3-02", "考核规则"), item("3", remark="数据经核实，佐证见3-2第7页"))
    assert (piece.subjects, piece.pages, piece.claim) == (("3",), "7", "佐证见3-2第7页")


def test_prose_that_names_a_listed_piece_cites_it() -> None:
    (piece,) = pieces(listed("3-01", "考核规则"), item("3", statement="详见《考核规则》第5页"))
    assert (piece.subjects, piece.pages, [each.prose for each in piece.cited]) == (("3",), "5", [True])
