"""How many pages the blank ledgers print on, department by department, as LibreOffice lays them out.

python benchmarks/blanks.py                     this checkout
python benchmarks/blanks.py --before /path/of/another/checkout

One line a blank: pages before (where another checkout is given) and now, what is asked; the smallest and all of them at the end.
Without LibreOffice the sheets that print anything are counted instead. Names and numbers are the plan's own; nothing is filled in.
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
_ISSUE = "import sys, ecoreport as er; er.issue_ledgers(er.load_system(), sys.argv[1])"


def issue(checkout: Path, folder: Path) -> None:
    """Let a checkout issue its ledgers, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    subprocess.run([sys.executable, "-c", _ISSUE, str(folder)], check=True, env=environment, cwd=folder.parent)


def pages_of(folder: Path) -> dict[str, int]:
    """Count the pages of each blank."""
    books = sorted(folder.glob("*.xlsx"))
    soffice = shutil.which("soffice")
    if not soffice:
        return {book.name.partition("-")[0]: _printing(book) for book in books}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, books)]
    subprocess.run(line, check=True, capture_output=True, timeout=1800)
    return {book.name.partition("-")[0]: _pages(book.with_suffix(".pdf")) for book in books}


def _pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Pages:\s+(\d+)", told)
    assert found
    return int(found[1])


def _printing(path: Path) -> int:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return sum(":" in str(sheet.print_area) for sheet in book.worksheets if sheet.sheet_state == "visible")


def main() -> None:
    from ecoreport.issuing.duties import list_duties  # noqa: PLC0415 — of this checkout, which the path below finds
    from ecoreport.system import load_system  # noqa: PLC0415

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="another checkout, to compare with")
    before = parser.parse_args().before
    counted: list[dict[str, int]] = []
    for checkout in (before, ROOT):
        if checkout is not None:
            with tempfile.TemporaryDirectory() as place:
                issue(checkout.resolve(), Path(place) / "下发")
                counted.append(pages_of(Path(place) / "下发"))
    *earlier, now = counted
    for duty in list_duties(load_system()):
        asked = f"指标和目标 {len(duty.subjects)} · 任务 {len(duty.tasks)}"
        print(*(told.get(duty.department, "-") for told in earlier), now[duty.department], duty.department, asked, sep="\t")
    smallest = next(duty for duty in list_duties(load_system()) if (len(duty.subjects), len(duty.tasks)) == (1, 1))
    print("one indicator, one task:", *(told[smallest.department] for told in counted), sep="\t")
    print(f"all {len(now)}:", *(sum(told.values()) for told in counted), sep="\t")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
