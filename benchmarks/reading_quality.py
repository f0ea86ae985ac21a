"""How well are layouts read: right, rightly asked, silently wrong, unaccounted cells, false alarms.

python benchmarks/reading_quality.py            the written cases, then 300 random ledgers
python benchmarks/reading_quality.py 0 1000     the written cases, then the random ledgers of these seeds
"""

import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "layouts"))

from builder import Case
from fifths import FIFTHS
from habits import HABITS
from lookalikes import LOOKALIKES
from offices import TEN_OFFICES
from random_layouts import make_case
from scoring import Score, score
from strangers import STRANGERS
from thirds import THIRDS


def measure(title: str, cases: Iterable[Case]) -> None:
    """Print one line for a set of ledgers."""
    scores: list[tuple[Case, Score]] = [(case, score(case)) for case in cases]
    expected = sum(each.expected for _, each in scores)
    right = sum(each.right for _, each in scores)
    asked = sum(each.asked for _, each in scores)
    print(f"{title}: {len(scores)} 份台账,{expected} 个应读的值")
    print(f"  读对 {right},应问而问 {asked},合计 {(right + asked) / expected:.2%}")
    print(f"  不必问而问 {sum(len(each.over_asked) for _, each in scores)},漏读 {sum(len(each.missed) for _, each in scores)}")
    print(f"  悄悄读错 {sum(len(each.silent) for _, each in scores)},去向不明的格 {sum(each.unaccounted for _, each in scores)}")
    in_order = [(case, each) for case, each in scores if case.in_order]
    alarms = sum(len(each.alarms) for _, each in in_order)
    print(f"  误报 {alarms}(完全合格的台账 {len(in_order)} 份,每份 {alarms / max(1, len(in_order)):.2f})")
    for case, each in scores:
        for text in (*each.silent, *each.missed, *each.over_asked, *each.alarms, *each.other):
            print(f"    {case.name}: {text}")


def main() -> None:
    first, last = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) == 3 else (0, 300)
    measure("自拟的排法和习惯", HABITS)
    measure("十个单位的台账", TEN_OFFICES)
    measure("另十个单位的台账", STRANGERS)
    measure("又十个单位的台账", THIRDS)
    measure("貌似数值而不是的", LOOKALIKES)
    measure("另十五个单位的台账", FIFTHS)
    measure(f"随机拼成的台账({first}—{last})", (make_case(seed) for seed in range(first, last)))


if __name__ == "__main__":
    main()
