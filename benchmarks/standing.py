"""Which lies count as met unflagged, and which honest answers are flagged: blind pairs made by hands that had not seen the judge.

python benchmarks/standing.py            each set, one line a class
python benchmarks/standing.py --cases    and each lie that is believed, each twin that is flagged

Figures read for the first time, before anything was learned from a set; beside them those of the version before (6df76f7). The first and
the second set were read together, when the readings were first built and tasks and targets were as before; the third when most of that was
learned, tasks still as before; the fourth when all three were.

| set    | pairs | by 6df76f7: believed | flagged | read at           | believed       | flagged      |
|--------|-------|----------------------|---------|-------------------|----------------|--------------|
| first, second | 300 | 180 (60 %)      | 21      | the first readings | 165 (55 %)     | 17 (6 %)     |
| third  | 100   | 55 (55 %)            | 7       | 0370723           | 35 (35 %)      | 16 (16 %)    |
| fourth | 100   | 61 (61 %)            | 13      | 589c4f3           | 34 (34 %)      | 19 (19 %)    |
| fifth  | 100   | 83 (83 %)            | 5       | 2019ac7           | 40 (40 %)      | 16 (16 %)    |
| sixth  | 120   | 102 (85 %)           | 1       | 7593a11           | 34 (28 %)      | 14 (12 %)    |
| seventh | 120  | 54 (45 %)            | 18      | 28e54c6           | 13 (11 %)      | 30 (25 %)    |
| eighth | 120   | 73 (61 %)            | 7       | 14352fd           | 21 (18 %)      | 16 (13 %)    |
| ninth  | 120   | 68 (57 %)            | 34      | f901f04           | 22 (18 %)      | 43 (36 %)    |
| tenth  | 120   | 65 (54 %)            | 40      | f901f04           | 15 (13 %)      | 60 (50 %)    |
| eleventh | 120 | ?                    | ?       | the two learned   | 21 (18 %)      | 58 (48 %)    |

The fifth was read when notes were first heard by grammar; the version before that (e38c4ed) believed 58 of it and flagged 12. By class,
believed of pairs (flagged): comment 1/3, county_average 2/2, cumulative 3/3 (1), denominator 1/3, evidence_title 3/3, hidden 0/2,
method 1/3, one_off 0/2, other_figure 2/4, other_scope 1/3, other_year 2/4, partial 2/9 (1), parts 2/5 (2), plan_actual 3/4 (2),
provisional 1/3 (1), rank 0/2, ratio 1/4 (1), sample 2/3, self_assessed 1/3 (1), slip 1/3, take_back 1/9 (3), target_copied 1/3,
task_words 4/8, trend 1/3 (1), unit 4/4 (1), waiting 0/5 (2).

The sixth, when a note was heard by finders that did not know its number; since then `quantity/asides.py` takes it apart as seen from the
number: what it is called, what is set against it. By class: contradiction 5/15 (1), counting 2/3 (1), estimate 1/1, exception 0/13 (4),
exclusion 2/4, impossible 0/1 (1), method_changed 1/4 (1), not_approved 1/3, other_row 1/2, other_year 2/5 (1), part 2/8 (1),
part_year 0/1 (1), planned 3/4, postponed 3/4, ratio 1/3, ratio_in_words 2/8, sample 1/2, self_assessed 1/3 (1), self_claimed 1/2,
title 1/1, under_way 1/5 (2), unit_slip 2/7, withdrawn 1/1; none of cancelled, counties, future_event, jump, negation, not_audited, parts,
pilot, quantity, stopped, taken_back (18).

The seventh came in ordinary wording, and its alarms were the bigger half: word lists heard a doubt in any sentence beside a number. Since
then `judging/doubts/accounted.py` first takes out of a note what comes out (the same number said again, a change that the years show, the
rest that the share already counts as not done, another measure's figure, the measure's own name), and only what is left is listened to.
Believed of pairs (flagged), classes of five: 任务状态与日期 1 (1), 任务状态与问题下步 1 (1), 任务状态与完成量 0 (1), 他年数据 0 (1),
佐证不足 4, 先肯定后收回 0 (1), 分子分母与数值 1 (2), 取整凑到目标 2 (1), 小数点或单位之误 1 (1), 所说非本指标 1 (1), 数列与说明不符 1 (1),
文字中的数量或比例 0 (2), 照抄上年 0 (1), 照抄目标 1 (2), 计划预计初步数 0 (2), 说明备注批注中另有数字 0 (2), 部分完成 0 (1),
部分时段或部分区域 0 (3), 不可能的数值 0 (1), 隐藏行 0 (5). Mended: of k025, k074 and k075 the honest value was prose, which is asked by
contract, and stands alone now; the five rows of 隐藏行 were laid over the visible ones by the harness, and lie below them now; the hidden
row of k104's twin called itself a sum of counties, which is told. Dropped: k111, evidence of another year doubts no value.

`tests/standing/ordinary.txt` keeps some five hundred rows more, written bureau by bureau and judged many items at a time. Read for the
first time as they were written (each hundred after the mends of the one before; figures of 28e54c6 in brackets): 30 twins and 30 lies
of two or three sentences, 9 flagged and 7 believed (12, 8); 30 and 25 with words and tasks, 6 and 5 (7, 5); 30 and 20 full of figures,
7 and 5 (9, 5); 30 twins of excuses and exceptions, 9 (12); 22 and 20, 2 and 6 (6, 8).

The eighth was read when the seventh had been learned (28e54c6 believed 22 of it and flagged 18): what was learned of one set of ordinary
wordings says little of the next. Four of its lies have been learned since.

The ninth and the tenth were read on 2026-11-28, one after the other, before anything was learned of either: busy remarks of conscientious
clerks, and departments' own tables of parts and checks. Some twins are flagged by rule (a supporter answers, a 归类 is wanted: A101, V108).
To f901f04 the eleventh was 16 and 69.

The first seven are learned; what is open stands in tests/standing/open.txt.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from standing import SETS, pairs
from standing.judge import believed, flagged


def main() -> None:
    """Judge every pair of all sets and print what came of each class."""
    options = argparse.ArgumentParser()
    options.add_argument("--cases", action="store_true", help="name each pair that came out otherwise")
    shown = options.parse_args().cases
    for name in SETS:
        lies: dict[str, list[bool]] = defaultdict(list)
        twins: dict[str, list[bool]] = defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            for pair in pairs(name):
                lie, twin = believed(pair, Path(folder) / pair.name / "lie"), flagged(pair, Path(folder) / pair.name / "truth")
                lies[pair.kind].append(lie is not None)
                twins[pair.kind].append(twin is not None)
                for what, told in (("believed", lie), ("flagged", twin)) if shown else ():
                    if told is not None:
                        print(f"   {pair.name} {what}: {told}")
        total = sum(map(len, lies.values()))
        print(f"== {name}: {total} pairs, believed {sum(map(sum, lies.values()))}, flagged {sum(map(sum, twins.values()))}")
        for kind in sorted(lies):
            print(f"{kind:16} {len(lies[kind]):3} pairs · believed {sum(lies[kind])} · flagged {sum(twins[kind])}")


if __name__ == "__main__":
    main()
