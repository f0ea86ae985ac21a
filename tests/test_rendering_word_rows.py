"""Plain rows of long tables are kept as text while a document is finished: what comes out is the same to the byte."""

import pytest
from reported import sample_report
from test_rendering_audit import audit_of

from ecoreport.rendering.papers import AUDIT, WORDING, render_audit
from ecoreport.rendering.word import rows
from ecoreport.templates import SHIPPED


def test_a_paper_is_the_same_whether_its_rows_stood_aside_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MANY", 2)
    monkeypatch.setattr(rows, "_LONG", 20_000)
    left = []
    put_back = rows.Rows.put_back
    monkeypatch.setattr(rows.Rows, "put_back", lambda self, data, styles: left.append(data) or put_back(self, data, styles))
    aside = render_audit(sample_report(), SHIPPED.words(WORDING), SHIPPED.file(AUDIT))
    assert left[0].count(b"<?ecoreport-rows") > 3  # places where rows were
    assert aside == audit_of(sample_report())


def row(inner: str = "<w:p/>", cells: int = 2) -> str:
    return f"<w:tr>{f'<w:tc>{inner}</w:tc>' * cells}</w:tr>"


PLAIN = row() * 3
KEPT = [  # what follows the first of three plain rows, and how many runs of rows stand aside
    ("plain rows", "", 1),
    ("rows that are merged", row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>") * 3, 1),
    ("rows with a mark", row("<w:p><w:r><w:t>〔待补：数〕</w:t></w:r></w:p>") * 3, 1),
    ("a heading's style", row('<w:p><w:pPr><w:pStyle w:val="Chapter"/></w:pPr></w:p>') * 3, 1),
    ("rows with a break in their words", row("<w:p><w:r><w:t>一\n二</w:t></w:r></w:p>") * 3, 1),
    ("rows of other cells", row(cells=3) * 3, 2),
    ("another table", "</w:tbl><w:tbl>" + PLAIN, 2),
    ("contents, whose pages are counted by the rows", "</w:tbl><w:instrText> TOC \\o </w:instrText><w:tbl>", 0),
]


@pytest.mark.parametrize(("after", "runs"), [case[1:] for case in KEPT], ids=[case[0] for case in KEPT])
def test_only_plain_rows_stand_aside(after: str, runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MANY", 2)
    document = f'<w:body xmlns:w="urn:w"><w:tbl>{PLAIN}{after}</w:tbl></w:body>'
    taken = rows.Rows(frozenset({"Chapter"})).take_out(document, document)
    assert taken.count("<?ecoreport-rows") == runs
    assert (taken == document) == (runs == 0)
