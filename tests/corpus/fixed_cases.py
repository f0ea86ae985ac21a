"""The committed files of tests/corpus/fixed and what is expected of them; make_fixed.py tells how each was made."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.expect import Case, Survivor
from corpus.honest_books import RICH
from corpus.tables import SHEET, standard, stem

HERE = Path(__file__).parent / "fixed"
FORMS = {
    "市财政局": ("51", "85.5"),
    "市综合考评办": ("3", "26.5"),
    "市交通局": ("48", "52.25"),
    "市委组织部": ("52", "99.5"),
    "舟山人行": ("12", "123.5"),
    "市城管局": ("43", "96.5"),
    "市治水治污办": ("15.1", "90.5"),
    "市农业农村局": ("25", "93.5"),
}
MENDED = ("read", "partly", "superseded")
REFUSED = ("failed", "skipped")
DAMAGED = ("损坏", "没传完", "截断")


@dataclass(frozen=True, slots=True)
class Fixed:
    """One committed file: what it was made from, and by which filter of LibreOffice (none: the source itself)."""

    case: Case
    source: str
    filter: str = ""
    options: str = ""
    password: str = ""


def stored(name: str) -> bytes:
    """Give the bytes of a committed file."""
    plain = HERE / name
    return plain.read_bytes() if plain.exists() else gzip.decompress(plain.with_name(f"{name}.gz").read_bytes())


def _honest(name: str, source: str = "plain", filter_: str = "", options: str = "", password: str = "", **more: object) -> Fixed:
    cells: tuple[Survivor, ...] = standard(
        stem(name), "*" if "csv" in filter_ or "HTML" in filter_ or filter_ in {"dBase", "SYLK", "DIF"} else SHEET
    )
    if source == "rich":
        cells += tuple((SHEET, address, text) for address, text in RICH)
    given = {"cells": cells, **more}
    return Fixed(Case("honest", name, lambda _: stored(name), **given), source, filter_, options, password)  # type: ignore[arg-type]


def _form(name: str, department: str, filter_: str = "", **more: str) -> Fixed:
    return Fixed(
        Case("honest", name, lambda _: stored(name), values=(FORMS[department],)),
        more.get("source", department),
        filter_,
        "",
        more.get("password", ""),
    )


def _wrong(name: str, source: str, filter_: str = "", password: str = "", **more: object) -> Fixed:
    given = {"outcomes": REFUSED, "never": DAMAGED, **more}
    return Fixed(Case("wrong", name, lambda _: stored(name), **given), source, filter_, "", password)  # type: ignore[arg-type]


def _books() -> Iterator[Fixed]:
    for source in ("plain", "rich"):
        yield _honest(f"office {source} ods.ods", source, "calc8")
        yield _honest(f"office {source} flat.fods", source, "OpenDocument Spreadsheet Flat XML")
        yield _honest(f"office {source} xls.xls", source, "MS Excel 97")
        yield _honest(f"office {source} xlsx.xlsx", source, "Calc MS Excel 2007 XML")
    yield _honest("office template.ots", "plain", "calc8_template")
    yield _honest("office template.xlt", "plain", "MS Excel 97 Vorlage/Template")
    yield _honest("office macro.xlsm", "plain", "Calc MS Excel 2007 VBA XML")
    yield _honest("office utf-8.csv", "plain", "Text - txt - csv (StarCalc)", "44,34,76,1")
    yield _honest("office gbk.csv", "plain", "Text - txt - csv (StarCalc)", "44,34,67,1")
    yield _honest("office tabs.csv", "plain", "Text - txt - csv (StarCalc)", "9,34,76,1")
    yield _honest("office page.html", "plain", "HTML (StarCalc)")
    yield _honest("office page named.xls", "plain", "HTML (StarCalc)")
    yield _honest("office pages of one sheet.et", "plain", "MS Excel 97")
    told = {"outcomes": ("read", "partly", "failed"), "cells": ()}
    yield _honest("office symbolic link.slk", "plain", "SYLK", **told)
    yield _honest("office exchange.dif", "plain", "DIF", **told)


def _secrets() -> Iterator[Fixed]:
    yield _honest("locked pw.xlsx", "locked pw")
    yield _honest("locked default.xlsx", "locked default")
    yield _honest("office locked pw.xls", "plain", "MS Excel 97", password="pw")
    unknown = {"outcomes": ("failed",), "words": ("密码",), "finding": "error", "never": DAMAGED}
    yield _wrong("locked unknown.xlsx", "locked unknown", **unknown)
    yield _wrong("locked unknown named.xls", "locked unknown", **unknown)
    yield _wrong("office locked unknown.xls", "plain", "MS Excel 97", "other", **unknown)
    yield _wrong("office locked.ods", "plain", "calc8", "other", **unknown)
    yield _wrong("locked letter.docx", "locked letter", outcomes=("failed",), words=("密码|加密|Word",))


def _forms() -> Iterator[Fixed]:
    yield _form("市财政局-台账.xlsx", "市财政局")
    yield _form("市综合考评办-台账.xls", "市综合考评办", "MS Excel 97")
    yield _form("市交通局-台账.ods", "市交通局", "calc8")
    yield _form("市委组织部-台账.xlsx", "市委组织部", "Calc MS Excel 2007 XML")
    yield _form("舟山人行-台账（加密）.xlsx", "舟山人行", source="locked 舟山人行")
    yield _form("市城管局-台账.fods", "市城管局", "OpenDocument Spreadsheet Flat XML")
    yield _form("市治水治污办-台账.ots", "市治水治污办", "calc8_template")
    yield _form("市农业农村局-台账.et", "市农业农村局", "MS Excel 97")


def _documents() -> Iterator[Fixed]:
    word = {"words": ("Word|文档|文字",), "outcomes": ("failed", "read", "partly")}
    yield _wrong("office letter.odt", "letter", "writer8", **word)
    yield _wrong("office letter named.ods", "letter", "writer8", **word)
    yield _wrong("office letter.doc", "letter", "MS Word 97", **word)
    yield _wrong("office letter named.xls", "letter", "MS Word 97", **word)
    yield _wrong("office letter named.wps", "letter", "MS Word 97", **word)
    yield _wrong("office letter.rtf", "letter", "Rich Text Format", **{**word, "words": ("RTF|Word|文档|写字板",)})
    yield _wrong("office letter.docx", "letter with chart", "MS Word 2007 XML", **word)
    yield _wrong("office letter.fodt", "letter", "OpenDocument Text Flat XML", **word)
    show = {"words": ("PowerPoint|演示|PPT|pptx|幻灯",)}
    yield _wrong("slides with chart.pptx", "slides", **show)
    yield _wrong("slides with chart named.xlsx", "slides", **show)
    pdf = {"words": ("PDF|pdf",)}
    yield _wrong("office print.pdf", "plain", "calc_pdf_Export", **pdf)
    yield _wrong("office print named.xlsx", "plain", "calc_pdf_Export", **pdf)


def _own() -> Iterator[Fixed]:
    for name, source in (
        ("汇总表(新1) of before.xlsx", "汇总表.xlsx"),
        ("报告稿 of before.docx", "技术报告.docx"),
        ("结果 of before.json", "result.json"),
    ):
        yield _wrong(name, f"own:{source}", outcomes=("skipped",), never=())


FIXED: tuple[Fixed, ...] = (*_books(), *_secrets(), *_forms(), *_documents(), *_own())


def cases() -> Iterator[Case]:
    for one in FIXED:
        yield one.case
