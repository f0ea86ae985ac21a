"""Make the files of tests/corpus/fixed, once, with LibreOffice, python-pptx, msoffcrypto and this library's own command.

Run it from tests/ as `python -m corpus.make_fixed`; it needs soffice with its own Python (uno), python-pptx and msoffcrypto. Files over
20 kB are stored gzipped. The bytes differ from run to run (LibreOffice and encryption take clocks and salts): so they are kept.
"""

import gzip
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msoffcrypto.format.ooxml
import openpyxl
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from corpus.fixed_cases import FIXED, FORMS
from corpus.honest_books import rich_book
from corpus.tables import by_openpyxl, by_xlsxwriter, plain, stem
from corpus.wrong import letter, letter_with_chart

HERE = Path(__file__).parent
LIMIT = 20_000
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has LibreOffice's uno


def slides(_: str) -> bytes:
    """Make a presentation whose second page holds a chart with its workbook."""
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "创建工作汇报"
    data = CategoryChartData()
    data.categories = ["2018", "2019", "2020"]
    data.add_series("整治长度", (12.5, 7.75, 3.125))
    page = show.slides.add_slide(show.slide_layouts[5])
    page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(6), Inches(4), data)
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def locked(build: Callable[[str], bytes], password: str) -> Callable[[str], bytes]:
    def make(tag: str) -> bytes:
        out = io.BytesIO()
        msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(build(tag))).encrypt(password, out)
        return out.getvalue()

    return make


def form(department: str) -> bytes:
    """Fill the issued ledger of a department: its figures of three years and a sentence."""
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "ecoreport", "issue", "-o", folder], check=True, stdout=subprocess.DEVNULL)
        path = next(Path(folder).glob(f"{department}-*.xlsx"))
        book = openpyxl.load_workbook(path)
    item, value = FORMS[department]
    sheet = book["指标填报"]
    row = next(row for row in range(5, 40) if str(sheet.cell(row, 1).value) == item)
    for column, number in zip("JKL", (float(value) - 2, float(value) - 1, float(value)), strict=True):
        sheet[f"{column}{row}"] = number
    sheet[f"T{row}"] = f"已核实，数据由{department}提供"
    book["封面"]["C9"] = "2021-01-15"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sources() -> dict[str, Callable[[str], bytes]]:
    found: dict[str, Callable[[str], bytes]] = {
        "plain": by_openpyxl,
        "rich": lambda tag: by_xlsxwriter(tag, rich_book),
        "letter": letter,
        "letter with chart": letter_with_chart,
        "slides": slides,
        "locked pw": locked(plain, "pw"),
        "locked default": locked(plain, "VelvetSweatshop"),
        "locked unknown": locked(plain, "不知道的密码"),
        "locked letter": locked(letter, "不知道的密码"),
    }
    for department in FORMS:
        found[department] = lambda _, department=department: form(department)
        found[f"locked {department}"] = locked(found[department], "pw")
    return found


def own_outputs(folder: Path) -> None:
    """Run this library over one ledger, as the version before its outputs carried a mark."""
    ledger = folder / "in" / "市财政局.xlsx"
    ledger.parent.mkdir()
    ledger.write_bytes(form("市财政局"))
    subprocess.run([sys.executable, "-m", "ecoreport", "run", ledger.parent, "-o", folder / "out"], check=False, stdout=subprocess.DEVNULL)


def keep(name: str, data: bytes) -> None:
    target = HERE / "fixed" / name
    if len(data) > LIMIT:
        target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    else:
        target.write_bytes(data)


def main() -> None:
    shutil.rmtree(HERE / "fixed", ignore_errors=True)
    (HERE / "fixed").mkdir()
    makers = sources()
    with TemporaryDirectory() as name:
        folder = Path(name)
        jobs = []
        for number, one in enumerate(FIXED):
            suffix = {"letter": ".docx", "letter with chart": ".docx", "slides": ".pptx"}.get(one.source, ".xlsx")
            if one.source.startswith("own:"):
                continue
            data = makers[one.source](stem(one.case.name))
            if not one.filter:
                keep(one.case.name, data)
                continue
            source = folder / f"{number}{suffix}"
            source.write_bytes(data)
            jobs.append([str(source), one.filter, str(folder / f"{number}.made"), one.options, one.password])
        (folder / "jobs.json").write_text(json.dumps(jobs), "utf-8")
        subprocess.run([SYSTEM_PYTHON, HERE / "office_jobs.py", folder / "jobs.json"], check=True)
        own_outputs(folder)
        for number, one in enumerate(FIXED):
            made = folder / "out" / one.source.removeprefix("own:") if one.source.startswith("own:") else folder / f"{number}.made"
            if made.exists():
                keep(one.case.name, made.read_bytes())
    missing = [one.case.name for one in FIXED if not any((HERE / "fixed" / f"{one.case.name}{end}").exists() for end in ("", ".gz"))]
    sys.exit(f"not made: {missing}" if missing else 0)


if __name__ == "__main__":
    main()
