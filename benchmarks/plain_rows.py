"""Is what is taken without the parser what the parser makes of it: every file is read in both ways, all that was read must be equal.

    python benchmarks/plain_rows.py [--mutants 3000] [--seed 1]

Files: the samples, the corpus, all layouts, all blank and filled ledgers, workbooks of two libraries, and mutants of them: tags,
attributes, references, texts and bytes of their sheets changed. Prints a line for each file that differs, and last how many files and
cells were compared and of how many rows' pieces the parser was not asked. Exit code 1 where anything differs.
"""

import argparse
import io
import random
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "layouts"))

import corpus
from builder import to_xlsx_bytes
from fifths import FIFTHS
from files_workbooks import by_openpyxl, by_xlsxwriter, make_contents
from filled_ledgers import fill_blank, saved
from fuzz_mutants import spoil_bytes, spoil_package, spoil_xml
from offices import TEN_OFFICES
from strangers import STRANGERS
from thirds import THIRDS

from ecoreport.issuing import draw_ledgers
from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.office import Office
from ecoreport.reading import Input, read
from ecoreport.reading.plainrows import PlainRows
from ecoreport.reading.sharedstrings import PlainStrings
from ecoreport.templates import Templates

SAMPLES = Path(__file__).resolve().parent.parent / "sample_inputs"


def honest() -> Iterator[tuple[str, bytes]]:
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in (".xlsx", ".xlsm", ".et", ".zip"):
            yield path.name, path.read_bytes()
    for case in corpus.cases(fast=True):
        if case.build is not None and not case.member:
            yield case.shown, case.build(corpus.stem(case.name))
    for case in (*TEN_OFFICES, *STRANGERS, *THIRDS, *FIFTHS):
        yield f"{case.name}.xlsx", to_xlsx_bytes(case)
    for seed in range(60):
        yield f"openpyxl-{seed}.xlsx", by_openpyxl(make_contents(seed))
        yield f"xlsxwriter-{seed}.xlsx", by_xlsxwriter(make_contents(seed))
    office, words = Office.open(period=2020), Templates().words(FORM)
    yield from draw_ledgers(office.system, words, 2020)
    for duty in list_duties(office.system):
        yield f"{duty.department}（已填）.xlsx", saved(fill_blank(office.system, duty, 2020, read_form(words))[0])


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Change the sheets or strings of a workbook, and pack them anew; or anything of the package."""
    if chance.random() < 0.2:
        return spoil_package(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as packed:
        parts = {name: package.read(name) for name in package.namelist()}
        name = chance.choice([name for name in parts if "sheet" in name.lower() or "sharedstrings" in name.lower()] or list(parts))
        for _ in range(chance.randint(1, 3)):
            parts[name] = (spoil_xml if chance.random() < 0.9 else spoil_bytes)(parts[name], chance)
        for known, part in parts.items():
            packed.writestr(known, part)
    return out.getvalue()


def is_whole(data: bytes) -> bool:
    """Is a package one that can be packed anew."""
    try:
        return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        return False


@dataclass
class Tally:
    """What was compared."""

    files: int = 0
    cells: int = 0
    pieces: int = 0  # of rows, of which the parser was not asked
    wrong: int = 0

    def compare(self, name: str, data: bytes) -> bool:
        """Read a file in both ways; say whether it is a sound workbook of the kind."""
        take = PlainRows.take

        def counted(rows: PlainRows, piece: bytes) -> bool:
            taken = take(rows, piece)
            self.pieces += taken
            return taken

        with patch.object(PlainRows, "take", counted):
            ours = read(Input(name, data=data))
        with patch.object(PlainRows, "take", lambda *_: False), patch.object(PlainStrings, "read", lambda *_: None):
            parsed = read(Input(name, data=data))
        self.files += 1
        self.cells += sum(len(sheet.cells) for ledger in parsed for sheet in ledger.sheets)
        if ours != parsed:
            self.wrong += 1
            print(f"differs: {name}")
        return ours[0].container == "xlsx" and ours[0].outcome == "read" and is_whole(data)


def main() -> int:
    parser = argparse.ArgumentParser(description="Read files with and without the parser for plain rows.")
    parser.add_argument("--mutants", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    tally = Tally()
    books = [(name, data) for name, data in honest() if tally.compare(name, data)]
    for number in range(asked.mutants):
        chance = random.Random(f"{asked.seed}:{number}")
        name, data = chance.choice(books)
        tally.compare(f"{name}, mutant {asked.seed}:{number}", mutant(data, chance))
    print(f"{tally.files} files, {tally.cells:,} cells, {tally.pieces:,} pieces without the parser; {tally.wrong} differ")
    return bool(tally.wrong)


if __name__ == "__main__":
    sys.exit(main())
