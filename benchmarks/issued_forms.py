"""Does every answer typed into an issued ledger come back at its own place: every open cell of every blank, after all that departments do.

python benchmarks/issued_forms.py               both cities, saved by openpyxl
python benchmarks/issued_forms.py xlsx xls ods  the same, then saved by LibreOffice as each of these (some minutes a line)
python benchmarks/issued_forms.py ods together  only these reworks

One line for each rework: departments whose every answer came back with no finding that is not due, answers lost or changed, findings.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from another_city import another_city
from filled_ledgers import fill_blank, saved, wrong
from reworked_ledgers import REWORKINGS, Sent, foreign_to, together

from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.model import IndicatorSystem
from ecoreport.normalisation import normalise
from ecoreport.office import Office
from ecoreport.reading import Input, read
from ecoreport.recognition import recognise
from ecoreport.system import load_system
from ecoreport.templates import Templates
from ecoreport.work import read_one


def convert(books: dict[str, bytes], kind: str) -> dict[str, bytes]:
    """Save workbooks anew by LibreOffice."""
    with tempfile.TemporaryDirectory() as place:
        room, out = Path(place) / "in", Path(place) / "out"
        room.mkdir()
        for name, data in books.items():
            (room / f"{name}.xlsx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", out, *room.iterdir()], check=True, capture_output=True, timeout=1800)
        return {path.stem: path.read_bytes() for path in out.iterdir()}


def rework_all(system: IndicatorSystem, names: Collection[str]) -> Iterator[tuple[str, dict[str, Sent]]]:
    form = read_form(Templates().words(FORM))
    for rework in (each for each in (*REWORKINGS, together) if not names or each.__name__ in names):
        sent = {}
        for duty in list_duties(system):
            book, answers = fill_blank(system, duty, 2020, form)
            sent[duty.department] = Sent(book, answers, foreign_to(system, duty))
            rework(sent[duty.department])
        yield rework.__name__, sent


def measure(system: IndicatorSystem, kinds: Collection[str], names: Collection[str]) -> None:
    office = Office.open(system, period=2020)
    for name, sent in rework_all(system, names):
        typed = {department: saved(each.book) for department, each in sent.items()}
        for kind in ("openpyxl", *kinds):
            books = typed if kind == "openpyxl" else convert(typed, kind)
            suffix = "xlsx" if kind == "openpyxl" else kind
            whole, lost, codes = 0, 0, Counter[str]()
            for department, each in sent.items():
                batch = read_one(Input(f"{department}/台账.{suffix}", data=books[department]), office)
                undue = [finding.code for finding in batch.findings if finding.code not in each.due and finding.severity != "notice"]
                astray = wrong(each.answers, batch)
                whole += not astray and not undue
                lost += len(astray)
                codes.update(undue)
            told = "、".join(f"{code} {count}" for code, count in sorted(codes.items()))
            print(f"  {name:30} {kind:9} {whole:2} / {len(sent)}  {lost:5} 格不符  {told}", flush=True)


def weigh(system: IndicatorSystem) -> None:
    """Say what reading, recognition and normalisation of all filled ledgers take, in seconds of one processor."""
    office = Office.open(system, period=2020)
    _, sent = next(rework_all(system, ()))
    spent = [0.0, 0.0, 0.0]
    for department, each in sent.items():
        data = saved(each.book)
        began = time.process_time()
        (ledger,) = read(Input(f"{department}/台账.xlsx", data=data))
        then = time.process_time()
        layout = recognise(ledger, system, office.vocabulary, 2020)
        after = time.process_time()
        normalise(layout, ledger, system, office.vocabulary, 2020)
        for stage, seconds in enumerate((then - began, after - then, time.process_time() - after)):
            spent[stage] += seconds
    print(f"  {len(sent)} 份：读取 {spent[0]:.2f} 秒，识别 {spent[1]:.2f} 秒（{spent[1] / spent[0]:.2f} 倍），规范 {spent[2]:.2f} 秒")


def main() -> None:
    for title, system in (("舟山", load_system()), ("另一个市", another_city())):
        print(f"{title}：")
        weigh(system)
        kinds = [told for told in sys.argv[1:] if told in ("xlsx", "xls", "ods")]
        measure(system, kinds, set(sys.argv[1:]) - set(kinds))


if __name__ == "__main__":
    main()
