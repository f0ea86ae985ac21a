"""How well are key tasks' states told from words, progress and quantities: right, falsely completed, falsely not completed.

python benchmarks/task_wordings.py            the sets of tests/test_task_wordings
python benchmarks/task_wordings.py --cases    and each case that came out otherwise

`first` was made by a hand that had not seen the judge (27 November 2026). Its first figures, read once before anything was learned from it,
beside those of the version before (6df76f7); 未完成 told as late was counted as another state in them, and is accepted since:

| set   | cases | read by | right        | falsely completed | falsely not completed | another state |
|-------|-------|---------|--------------|-------------------|-----------------------|---------------|
| first | 240   | 6df76f7 | 188 (78.3 %) | 31                | 15                    | 6             |
| first | 240   | 1e5d439 | 203 (84.6 %) | 11                | 19                    | 7             |
| first | 240   | + rows  | 205 (85.4 %) | 9                 | 19                    | 7             |

| second| 120   | 6df76f7 | 109 (90.8 %) | 2                 | 8                     | 1             |
| second| 120   | 26cbe91 | 108 (90.0 %) | 1                 | 10                    | 1             |

`second` was not hard: the version before had 109 of it right.
“+ rows” holds a state against its whole row (remark, prose, quantities). Since they were learned:
first 238 (99.2 %), 0, 2, 0; second 119 (99.2 %), 0, 1, 0.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from task_wordings import SETS, fault, judged, wordings


def measure(name: str, *, shown: bool) -> None:
    """Print the figures of a set, and where asked for each case that came out otherwise."""
    told = [(wording, judged(wording).assessment.status) for wording in wordings(name)]
    faults = Counter(fault(wording, status) for wording, status in told)
    right = faults.pop(None, 0)
    print(f"{name}: {len(told)} cases, right {right} ({right / len(told):.1%}); {dict(faults) or 'no fault'}")
    for wording, status in told if shown else ():
        if what := fault(wording, status):
            print(f"    {what}: {wording.name} T{wording.task} {wording.words} -> {status}, not {wording.expect} ({wording.why})")


def main() -> None:
    for name in SETS:
        measure(name, shown="--cases" in sys.argv)


if __name__ == "__main__":
    main()
