"""What recognition takes beside reading: processor time of each stage for a ledger, on issued ledgers filled in and on departments' own.

python benchmarks/recognition.py

A set is read as one batch, twice: what is worked out once a batch is told by the first round, and the second is what a ledger takes then.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "layouts"))

from builder import to_xlsx_bytes
from fifths import FIFTHS
from filled_ledgers import fill_blank, saved
from offices import TEN_OFFICES
from readings import SETS, cases
from strangers import STRANGERS
from thirds import THIRDS

from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.normalisation import normalise
from ecoreport.office import Office
from ecoreport.reading import Input, discover, unfold
from ecoreport.recognition import recognise
from ecoreport.templates import Templates

SAMPLES = Path(__file__).resolve().parent.parent / "sample_inputs"
STAGES = 3


def issued(office: Office) -> Iterator[Input]:
    form = read_form(Templates().words(FORM))
    for duty in list_duties(office.system):
        book, _ = fill_blank(office.system, duty, 2020, form)
        yield Input(f"{duty.department}/台账.xlsx", data=saved(book))


def drawn() -> Iterator[Input]:
    for case in (*TEN_OFFICES, *STRANGERS, *THIRDS, *FIFTHS):
        yield Input(f"{case.name}/{case.file}", data=to_xlsx_bytes(case))


def blind(name: str, folder: Path) -> tuple[Input, ...]:
    for case in cases(name):
        case.write(folder)
    return discover([str(folder)])


def weigh(sources: tuple[Input, ...], office: Office) -> tuple[int, tuple[float, ...]]:
    """Take a set through the stages: how many ledgers, and the seconds of one processor that each stage took for all of them."""
    spent, count = [0.0] * STAGES, 0
    for source in sources:
        entries = unfold(source, office.passwords)
        while entry := next(entries, None):
            began = time.process_time()
            ledger = entry[1]()
            then = time.process_time()
            if not ledger.sheets:
                continue
            layout = recognise(ledger, office.system, office.vocabulary, office.period)
            after = time.process_time()
            normalise(layout, ledger, office.system, office.vocabulary, office.period)
            for stage, seconds in enumerate((then - began, after - then, time.process_time() - after)):
                spent[stage] += seconds
            count += 1
    return count, tuple(spent)


def told(count: int, spent: tuple[float, ...]) -> str:
    read, recognised, normalised = (each * 1000 / count for each in spent)
    return f"读取 {read:.1f}，识别 {recognised:.1f}（{recognised / read:.1f} 倍），规范 {normalised:.1f} ms（{normalised / read:.1f} 倍）"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office.open(period=2020)
        sets = {"下发的台账，已填": tuple(issued(office)), "样例": discover([str(SAMPLES)]), "自拟的台账": tuple(drawn())}
        sets |= {name: blind(name, Path(folder) / name) for name in SETS}
        for name, sources in sets.items():
            office = Office.open(period=2020)
            first, second = weigh(sources, office), weigh(sources, office)
            print(f"{name}：{first[0]} 份，每份")
            print(f"    初次  {told(*first)}")
            print(f"    再次  {told(*second)}", flush=True)


if __name__ == "__main__":
    main()
