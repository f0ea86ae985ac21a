"""The 68 targets of the plan (附件1), keyed from its text, each judged met, not met and undecided where each is possible.

One line is one item: id | unit | direction | target | facts that meet it | facts that miss it | facts that leave it open.
Facts are written as in test_targets.py; "·" stands for no facts, "⏎" for a line break.
"""

import pytest
from test_targets import facts_of

from ecoreport.targets import parse_target

PLAN = """
1 | - | · | 制定实施 | s=规划已印发实施 | s=规划正在编制 | s=规划已编制
2 | - | · | 有效开展 | s=有效开展 | s=尚未开展 | ·
3 | % | up | ≥25 | a=25 | a=24.9 | ·
4 | - | · | 有效开展 | s=已有效开展 | s=拟开展 | s=详见佐证
5 | - | · | 有效开展 | s=有效开展,完成审计3项 | s=未开展 | ·
6 | - | · | 有效开展 | s=已开展 | s=没有开展 | s=制度已印发
7 | % | up | 100 | a=100 | a=99.99 | ·
8 | % | up | 100 | a=100.0 | a=90 | ·
9 | - | · | 完成上级下达的目标 | s=已完成上级下达的目标 | s=尚未完成 | s=核发120家
10 | - | · | 有效开展 | s=有效开展 | s=暂未开展 | ·
11 | - | · | 全面实施 | s=全面实施 | s=尚未全面实施 | s=办理案件3例
12 | 亿元 | up | 逐年上升 | a=150 p=100,120 | a=110 p=100,120 | a=150 p=120
13 | - | · | 全面实施 | s=已全面实施 | s=正在推进 | ·
14.1 | % | up | 完成上级下达的年度目标 | a=96.2 g=93.5 | a=93.4 g=93.5 | a=96.2
14.2 | μg/m³ | down | 完成上级下达的年度目标 | a=17 g=23 | a=24 g=23 | a=17
15.1 | % | up | ≥85,或逐年提高且提高幅度大于全省平均值 | a=80 p=70,75 c=3 | a=80 p=81,82 | a=80 p=70,75
15.2 | % | down | ≤全省平均值,或逐年下降 | a=0 v=0.5 | a=1 v=0.5 p=2,1 | a=1
16 | % | up | 完成上级规定的考核任务;已达标地区保持稳定,未达标地区持续改善 | a=40 p=39 g=35 | a=30 p=32 g=35 | a=40 p=39
17 | - | up | ≥60 | a=81.2 | a=59.9 | ·
18 | % | up | 山区≥70⏎丘陵区≥40⏎平原地区≥19 | a=50.6 b=丘陵区 | a=50.6 b=山区 | a=50.6
19 | 立方米/公顷 | up | 逐年提高 | a=3.2 p=2.8,3.0 | a=2.9 p=2.8,3.0 | a=3.2 p=3.0
20.1 | % | up | ≥95 | a=95 | a=94.5 | ·
20.2 | - | · | 不明显 | s=外来物种入侵不明显 | s=外来物种入侵明显 | s=已开展普查
20.3 | - | up | 不降低 | s=保护率不降低 | a=90 p=91 | a=90
21.1 | 公里 | up | 完成上级管控目标 | a=28 g=27.571 | a=27 g=27.571 | a=28
21.2 | 公顷 | up | 完成上级管控目标 | a=12 m=yes | m=no | ·
22 | % | up | 100 | a=100 | a=99.9 | ·
23 | % | up | 100 | a=100 | a=0 | ·
24 | - | · | 建立 | s=已建立 | s=未建立 | s=正常
25 | % | up | ≥92 | a=92 | a=91.99 | ·
26 | % | up | ≥92 | a=100 | a=91 | ·
27 | - | · | 建立 | s=已建立应急管理机制 | s=机制建立尚未完成 | ·
28.1 | - | · | 面积不减小,性质不改变,功能不降低 | s=面积未减小,性质未改变,功能未降低 | s=面积减少12公顷 | s=面积未减小
28.2 | - | · | 严格遵守,面积不缩小 | s=严格遵守,面积未缩小 | s=面积缩小2公顷 | s=严格遵守
28.3 |  | · | 严格遵守,边界不突破 | s=严格遵守,边界未突破 | s=边界已突破 | ·
29 | - | · | 功能不降低,环境不破坏、自然资源不侵占 | s=功能未降低,环境未破坏,自然资源未侵占 | s=环境遭到破坏 | s=功能未降低
30 | % | up | 面积不减少、功能不减退 | a=5.3 p=5.3 s=水域面积不减少,功能不减退 | a=5.2 p=5.3 | a=5.3 p=5.3
31 | % | up | 完成上级管控目标 | a=78 g=78 | a=77.9 g=78 | a=78
32 | % | up | 完成上级管控目标 | s=完成上级管控目标 | s=未完成上级管控目标 | a=78
33.1 | - | · | 完成上级规定的年度能源“双控”目标任务 | s=完成省下达的年度能源“双控”目标任务 | s=未完成 | s=考核中
33.2 |  | · | 完成上级规定的年度减煤目标任务 | m=yes | m=no | ·
34.1 | 立方米/万元 | down | ≤31,或逐年下降且下降幅度高于全省平均值 | a=35 p=45,40 c=-3 | a=40 p=38,39 | a=35 p=45,40
34.2 | 立方米/万元 | down | 逐年降低 | a=15 p=18,16 | a=16 p=18,16 | a=15
35 | - | down | 完成上级规定的目标;保持稳定或持续改善 | a=0.40 p=0.41 g=0.45 | a=0.46 p=0.47 g=0.45 | a=0.40 p=0.41
36 | % | up | ≥4.5 | a=4.5 | a=4.4 | ·
37 | 万吨/万元 | down | 完成年度任务 | a=1.1 g=1.2 | a=1.3 g=1.2 | a=1.1
38 | % | up | 完成年度审核计划 | s=已完成年度审核计划 | s=正在审核,尚未完成 | a=100
39.1 | 千克/公顷 | down | ≤410,或逐年下降且下降幅度高于全省平均 | a=409 | a=420 p=415,418 | a=420
39.2 | 千克/亩 | down | ≤0.17 | a=0.17 | a=0.18 | ·
40 | % | up | ≥90 | a=98.7 | a=89.9 | ·
41 | % | up | 100 | a=100 | a=95 | ·
42 | % | up | ≥95 | a=95.0 | a=94 | ·
43 | % | up | ≥95 | a=96.7 | a=94.9 | ·
44 | % | up | 100 | a=100 | a=98 | ·
45 | % | up | ≥96 | a=100 | a=95.9 | ·
46 | 平方米/人 | up | ≥13 | a=15.2 | a=12.9 | ·
47 | % | up | ≥96 | a=96 | a=95 | ·
48 | % | up | 超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | a=51 b=中小城市 | a=49 b=中等城市 | a=51
49.1 | - | · | 实施 | s=已实施 | s=尚未实施 | ·
49.2 | - | · | 实施 | s=全面实施 | s=计划明年实施 | s=覆盖2个乡镇
49.3 | % | up | ≥80 | a=80 | a=79 | ·
50.1 | % | up | ≥50 | a=50 | a=49.9 | ·
50.2 | % | up | 100 | a=100 | a=99 | ·
50.3 | 千克/% | down | 逐步下降 | a=3 p=5,4 | a=4 p=5,4 | a=3 p=4
51 | % | up | ≥80 | a=85 | a=79.9 | ·
52 | % | up | 100 | a=100 | a=97 | ·
53 | % | up | 高于全省平均值或逐年上升 | a=88 v=85 | a=85 v=85 p=86 | a=88
54 | % | up | ≥80 | a=80 | a=78 | ·
"""
STATUSES = ("met", "not_met", "undecided")


def items_of(table):
    """Split the plan's table into items; no cell is empty but a unit that the plan does not print."""
    for line in table.strip().splitlines():
        number, unit, direction, text, *facts = (part.strip() for part in line.split("|"))
        yield number, unit, None if direction == "·" else direction, text.replace("⏎", "\n"), tuple(facts)


ITEMS = list(items_of(PLAN))
CASES = [
    pytest.param(text, unit, direction, facts, status, id=f"{number} {status}")
    for number, unit, direction, text, all_facts in ITEMS
    for status, facts in zip(STATUSES, all_facts, strict=True)
]


def count_statuses():
    """Count the items that have a case of each status."""
    reached = {status: 0 for status in STATUSES}
    for _, unit, direction, text, all_facts in ITEMS:
        target = parse_target(text, unit, direction)
        for status, facts in zip(STATUSES, all_facts, strict=True):
            reached[status] += target.judge(facts_of(facts)).status == status
    return reached


def test_all_68_targets_are_here_and_understood():
    assert len({number for number, *_ in ITEMS}) == 68
    assert [number for number, unit, direction, text, _ in ITEMS if not parse_target(text, unit, direction).understood] == []


@pytest.mark.parametrize(("text", "unit", "direction", "facts", "status"), CASES)
def test_every_target_of_the_plan_is_judged(text, unit, direction, facts, status):
    assert parse_target(text, unit, direction).judge(facts_of(facts)).status == status


def test_each_status_is_reached_for_every_item():
    assert count_statuses() == {"met": 68, "not_met": 68, "undecided": 68}


if __name__ == "__main__":
    print(count_statuses())
