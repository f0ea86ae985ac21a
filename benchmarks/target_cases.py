"""How well are targets judged: right, and falsely met, by sets of judged cases made by hands that had not seen the judge.

python benchmarks/target_cases.py            the figures of each set
python benchmarks/target_cases.py --cases    and each case that comes out otherwise

Their first figures (read once before anything was learned from the set), beside those of the version before (6df76f7):

| set   | cases | by 6df76f7 | falsely met | read at | right        | falsely met | now          | falsely met |
|-------|-------|------------|-------------|---------|--------------|-------------|--------------|-------------|
| first | 500   | 376 (75.2 %) | 24        | 0047044 | 443 (88.6 %) | 8           | 500 (100 %)  | 0           |
| second| 250   | 201 (80.4 %) | 17       | 26cbe91 | 241 (96.4 %) | 3           | 250 (100 %)  | 0           |
| third | 220   | 179 (81.4 %) | 2        | 7593a11 | 197 (89.5 %) | 1           | 220 (100 %)  | 0           |

Of the third one case was at fault and is mended: a change of the average is told in the value's unit (k092).

Seven rounds of variations, by a hand that knew the judge, went on from its classes: 600 cases, 502 right and 42 falsely met when each
was first read, 581 and 5 now. What is right stands in tests/test_targets_cases/variations.txt.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from test_targets_blind import SETS, answers, cases, judged


def main() -> None:
    """Print the figures."""
    for name in SETS:
        told = [(case, judged(case)) for case in cases(name)]
        right = sum(status in answers(case) for case, status in told)
        falsely = sum(status == "met" != case["expect"] for case, status in told)
        print(f"{name}: {len(told)} 个指标值的判定，判对 {right}（{right / len(told):.1%}），误判达标 {falsely}")
        missed = Counter(case["class"] for case, status in told if status not in answers(case))
        print("  " + ("、".join(f"{sort} {count}" for sort, count in missed.most_common()) or "无一判错"))
        for case, status in told if "--cases" in sys.argv else ():
            if status not in answers(case):
                print(f"    {case['case']} {case['target']}：应为{case['expect']}，判为{status}（{case['why']}）")


if __name__ == "__main__":
    main()
