"""How time and memory grow with the number of ledgers: processor time of each stage, its exponent, and the process's peak memory.

python benchmarks/scale.py                       40, 160 and 640 ledgers, as copies of the same and as drafts of one another
python benchmarks/scale.py 40 400 3000           these many
python benchmarks/scale.py 40 400 --how drafts   of one kind alone

The ledgers are the samples' workbooks (their numbers are invented): as `copies` each lies in a delivery's folder of its own, as `drafts`
each is the next 第N稿 of the one before, with other numbers. Each size is read in a process of its own; the exponent is that of the time
between two sizes (1: twice the ledgers, twice the time).

| date, commit        | ledgers | read   | check  | consolidate | render | write | MiB after reading, at the peak |
|---------------------|--------:|-------:|-------:|------------:|-------:|------:|-------------------------------:|
| 2026-11-28, 79fa8f4 |      40 |  2.9 s |  0.5 s |       0.1 s |  2.2 s | 0.1 s |                        66, 129 |
| 2026-11-28, 79fa8f4 |   3,000 | 86.8 s |  8.8 s |       6.8 s | 37.1 s | 0.5 s |                       273, 450 |
| 2026-11-28, bc6d233 |     400 | 10.9 s |  1.2 s |       0.8 s |  6.1 s | 0.1 s |                        86, 153 |
| 2026-11-28, bc6d233 |   3,000 | 74.3 s |  7.5 s |       5.9 s | 37.0 s | 0.7 s |                       259, 441 |
| 2026-11-28, d43f534 |     400 | 12.6 s |  0.7 s |       0.5 s |  6.7 s | 0.1 s |                        76, 121 |
| 2026-11-28, d43f534 |   3,000 | 82.9 s |  1.5 s |       5.0 s | 26.2 s | 0.9 s |                       159, 201 |
| 2026-11-28, 9ca4889 |   3,000 | 68.7 s |  1.5 s |       5.7 s | 30.7 s | 0.7 s |                       156, 200 |

(copies; exponents from 400 to 3,000 at d43f534, with five others at work on two processors, are 0.93, 0.35, 1.14, 0.67 and 0.93, at
bc6d233, with nothing else at work, 0.95, 0.90, 1.02, 0.90 and 0.97. Aimed at: 1.1, and 200 MiB.)
"""

import argparse
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SAMPLES = Path(__file__).resolve().parent.parent / "sample_inputs"
KINDS = ("copies", "drafts")
_NUMBER = re.compile(rb"<v>(\d{1,4}\.\d+)</v>")
_COVER = "密码"  # in the name of a sample that does not open by itself


def lay(folder: Path, ledgers: int, how: str) -> None:
    """Lay so many ledgers into a folder."""
    samples = [(path.stem, path.read_bytes()) for path in sorted(SAMPLES.glob("*.xlsx")) if _COVER not in path.name]
    for number in range(ledgers):
        (stem, data), turn = samples[number % len(samples)], number // len(samples)
        place = folder / (f"第{turn + 1}批/{stem}.xlsx" if how == "copies" else f"{stem}（第{turn + 1}稿）.xlsx")
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(_other(data, turn if how == "drafts" else 0, turn))


def _other(data: bytes, step: int, turn: int) -> bytes:
    """Give a workbook other bytes, and where it is another draft other numbers."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if step and name.startswith("xl/worksheets/"):
                content = _NUMBER.sub(lambda told: b"<v>%.3f</v>" % (float(told[1]) + step / 1000), content)
            made.writestr(name, content)
        made.comment = str(turn).encode()
    return out.getvalue()


def measure(folder: str) -> None:
    """Do the whole job stage by stage and print what each took: seconds of the processor, MiB of the peak so far."""
    told: dict[str, tuple[float, float]] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        told[name] = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    with stage("start"):
        import ecoreport as er  # noqa: PLC0415 — it is what is measured
        from ecoreport import outputs  # noqa: PLC0415
        from ecoreport.publish import claim  # noqa: PLC0415

        office = er.open_office()
    with stage("read"):
        batch = office.read(folder)
    with stage("check"):
        findings = office.check(batch)
    with stage("consolidate"):
        report = office.consolidate(batch, findings)
    del batch, findings  # as `run` does: the report is all that is left
    with stage("render"):
        report, files = outputs.render_all(report, office.templates, frozenset(), Path(folder).parent)
    with stage("write"), tempfile.TemporaryDirectory() as out, claim(out) as place:
        outputs.publish(report, files, place)
    print(json.dumps(told))


def main() -> None:
    """Measure every size, and print a table a kind."""
    options = argparse.ArgumentParser()
    options.add_argument("sizes", nargs="*", type=int, default=[40, 160, 640])
    options.add_argument("--how", choices=KINDS)
    options.add_argument("--measure", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.measure:
        measure(chosen.measure)
        return
    for how in (chosen.how,) if chosen.how else KINDS:
        before: dict[str, tuple[float, float]] = {}
        print(f"\n{how}: seconds of the processor (exponent since the size above); MiB at the peak")
        for number, size in enumerate(chosen.sizes):
            with tempfile.TemporaryDirectory() as place:
                ledgers = Path(place) / "ledgers"
                ledgers.mkdir()
                lay(ledgers, size, how)
                asked = [sys.executable, __file__, "--measure", str(ledgers)]
                run = subprocess.run(asked, env={**os.environ}, stdout=subprocess.PIPE, check=True)
                now = json.loads(run.stdout)
            grown = math.log(size / chosen.sizes[number - 1]) if number else 0
            cells = (
                f"{name} {seconds:.2f}"
                + (f" ({math.log(seconds / before[name][0]) / grown:.2f})" if grown and before[name][0] > 0.05 else "")
                for name, (seconds, _) in now.items()
            )
            print(f"{size:6}: {', '.join(cells)}; MiB {' '.join(f'{peak:.0f}' for _, peak in now.values())}", flush=True)
            before = now


if __name__ == "__main__":
    main()
