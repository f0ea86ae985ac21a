"""Every family of targets that cities write: (target, unit, direction, facts) -> verdict, read as a table.

One line is one case: target | unit | direction | facts | status. Facts are short: a=actual p=earlier years, oldest first
v=average c=change of the average g=assigned m=held to be met s=statement b=branch. "·" stands for nothing, "⏎" for a line break.
"""

import pickle
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoreport.model import Facts
from ecoreport.model.judgement import VerdictStatus
from ecoreport.targets import parse_target


def facts_of(text):
    """Read the short form of facts."""
    found = {}
    for part in text.split(" "):
        key, _, value = part.partition("=")
        if key in ("a", "v", "c", "g"):
            found[{"a": "actual", "v": "average", "c": "average_change", "g": "assigned"}[key]] = Decimal(value)
        elif key == "p":
            found["previous"] = tuple(Decimal(number) for number in value.split(","))
        elif key == "m":
            found["assigned_met"] = value == "yes"
        elif key == "s":
            found["statement"] = value
        elif key == "b":
            found["branch"] = value
    return Facts(**found)


def cases_of(table):
    """Split a table into its cases."""
    for line in table.strip().splitlines():
        target, unit, direction, facts, status = (part.strip() for part in line.split("|"))
        yield target.replace("⏎", "\n"), None if unit == "·" else unit, None if direction == "·" else direction, facts, status


COMPARISONS = """
≥85 | % | up | a=85 | met
≥85 | % | up | a=84.9 | not_met
≥85 | % | up | · | undecided
≥85 | · | · | a=85.0 | met
≥ 85 | · | · | a=86 | met
≧85 | · | · | a=85 | met
⩾85 | · | · | a=85 | met
>=85 | · | · | a=85 | met
＞＝85 | · | · | a=85 | met
=>85 | · | · | a=85 | met
≥８５％ | % | up | a=85 | met
≥85﹪ | % | up | a=84 | not_met
>85 | · | · | a=85 | not_met
＞85 | · | · | a=85.1 | met
﹥85 | · | · | a=85 | not_met
》85 | · | · | a=86 | met
》85 | · | · | a=84 | not_met
》85 | · | · | a=85 | undecided
》=85 | · | · | a=85 | met
《35 | · | · | a=34 | met
《35 | · | · | a=36 | not_met
〉85 | · | · | a=86 | met
≤35 | μg/m³ | down | a=35 | met
≤35 | μg/m³ | down | a=35.01 | not_met
≦35 | · | · | a=35 | met
<=35 | · | · | a=36 | not_met
﹤35 | · | · | a=35 | not_met
﹤35 | · | · | a=34 | met
＜35 | · | · | a=35 | not_met
≯35 | · | · | a=35 | met
≮85 | · | · | a=85 | met
=100 | · | · | a=100.0 | met
=100 | · | · | a=99.99 | not_met
等于0 | · | · | a=0 | met
不低于95% | % | up | a=95 | met
不低于95% | % | up | a=94.99 | not_met
不少于306天 | 天 | up | a=306 | met
不少于306天 | 天 | up | a=305 | not_met
优良天数不少于306天 | 天 | up | a=310 | met
优良天数不少于306天 | 天 | up | a=300 | not_met
不小于15 | · | · | a=15 | met
不得低于90% | % | · | a=89 | not_met
应不低于90% | % | · | a=90 | met
不应小于30% | % | · | a=30 | met
至少80% | % | · | a=80 | met
大于60 | · | · | a=60 | not_met
高于60 | · | · | a=60.1 | met
超过60% | % | · | a=60 | not_met
大于等于60 | · | · | a=60 | met
大于或等于60 | · | · | a=60 | met
达到或超过60 | · | · | a=60 | met
达到90%以上 | % | up | a=90 | met
达到90%以上 | % | up | a=89.9 | not_met
达90%以上 | % | · | a=91 | met
达到95% | % | up | a=95 | met
达到95% | % | up | a=94 | not_met
达95% | % | · | a=95 | met
90%以上 | % | · | a=90 | met
90%及以上 | % | · | a=89 | not_met
90%或以上 | % | · | a=90 | met
提高到60%以上 | % | · | a=60 | met
提升至60% | % | · | a=59 | not_met
不高于35 | · | · | a=35 | met
不超过10% | % | · | a=10 | met
不超过10% | % | · | a=10.1 | not_met
不大于10 | · | · | a=11 | not_met
不多于3起 | 起 | · | a=3 | met
不得超过0.5 | · | · | a=0.6 | not_met
未超过10% | % | · | a=9 | met
控制在10%以内 | % | down | a=10 | met
控制在10%以内 | % | down | a=12 | not_met
均控制在10%以内 | % | down | a=9.9 | met
控制在35微克/立方米以下 | μg/m³ | down | a=35 | met
控制在35 | · | · | a=34 | met
降至10%以下 | % | down | a=9 | met
降至10%以下 | % | down | a=11 | not_met
降到50以下 | · | · | a=51 | not_met
10%以下 | % | · | a=10 | met
10%以内 | % | · | a=10.5 | not_met
低于10% | % | · | a=10 | not_met
小于10 | · | · | a=9 | met
少于5起 | 起 | · | a=5 | not_met
小于等于410 | · | · | a=410 | met
小于或等于410千克/公顷 | 千克/公顷 | down | a=411 | not_met
≥-5 | · | · | a=-4 | met
≥1,000 | 公顷 | · | a=999 | not_met
≥1,000 | 公顷 | · | a=1000 | met
≥85% | % | up | a=85.000 | met
城镇污水处理率≥95% | % | up | a=96 | met
到2020年底,污水处理率≥95% | % | up | a=96 | met
2025年达到95%以上 | % | up | a=94 | not_met
生态环境状况指数≥60 | - | up | a=60 | met
PM2.5年均浓度≤35μg/m3 | μg/m³ | down | a=36 | not_met
优良(Ⅲ类及以上)断面比例≥85% | % | up | a=85 | met
日处理30吨以上设施标准化运维比例≥90% | % | up | a=91 | met
API指数≤100的天数≥80% | % | up | a=79 | not_met
百分之九十五以上 | % | · | a=95 | met
不低于百分之八十 | % | · | a=79 | not_met
5≥% | % | · | a=90 | undecided
≥ | % | up | a=90 | undecided
≥≤85 | % | up | a=90 | undecided
≥85以下 | % | up | a=90 | undecided
"""

UNITS_IN_TARGETS = """
≤60dB(A) | dB(A) | down | a=60 | met
≤60dB（A） | 分贝 | down | a=61 | not_met
≤60dB(A) | · | · | a=59 | met
≥70% | % | · | a=70 | met
≤3‰ | ‰ | · | a=3 | met
≤3‰ | % | · | a=0.3 | met
≤3‰ | % | · | a=0.31 | not_met
≥0.5% | ‰ | · | a=5 | met
≥0.5% | ‰ | · | a=4.9 | not_met
≤35微克/立方米 | μg/m³ | down | a=35 | met
≤0.035mg/m³ | μg/m³ | down | a=35 | met
≥15㎡/人 | 平方米/人 | up | a=15 | met
≥15m²/人 | 平方米/人 | up | a=14 | not_met
≤50立方米/万元 | 立方米/万元 | down | a=50 | met
≥1万亩 | 亩 | up | a=10000 | met
≥1万亩 | 亩 | up | a=9999 | not_met
≥2公里 | 米 | up | a=2000 | met
≥306天 | % | up | a=84 | undecided
≤0.17千克/亩 | 千克/公顷 | down | a=2.55 | met
≤0.17千克/亩 | 千克/公顷 | down | a=2.56 | not_met
≤0.70吨标煤/万元 | 吨标准煤/万元 | down | a=0.70 | met
"""

BARE_NUMBERS = """
100 | % | · | a=100 | met
100 | % | · | a=99.99 | not_met
100% | % | · | a=100.0 | met
100% | · | · | a=99 | not_met
100 | % | up | a=100 | met
100 | · | · | · | undecided
25 | % | · | a=30 | undecided
25 | % | up | a=30 | met
25 | % | up | a=24 | not_met
35 | μg/m³ | down | a=34 | met
35 | μg/m³ | down | a=36 | not_met
95% | % | · | a=99 | undecided
95% | % | up | a=95 | met
0 | 起 | · | a=0 | undecided
0 | 起 | down | a=0 | met
0 | 起 | down | a=1 | not_met
100,且城市无超四类水体 | % | up | a=99 | not_met
100,且城市无超四类水体 | % | up | a=100 | undecided
100,且城市无超四类水体 | % | up | a=100 s=全市无超四类水体 | met
100,且城市无超四类水体 | % | up | a=100 s=仍有1处超四类水体 | not_met
"""

RANGES = """
0.3-0.4之间 | · | · | a=0.35 | met
0.3-0.4之间 | · | · | a=0.3 | met
0.3-0.4之间 | · | · | a=0.41 | not_met
0.3—0.4 | · | · | a=0.29 | not_met
60~80 | · | · | a=60 | met
60～80 | · | · | a=81 | not_met
60%~80% | % | · | a=75 | met
60至80 | · | · | a=80 | met
介于60和80之间 | · | · | a=70 | met
介于60与80之间 | · | · | a=90 | not_met
在0.3到0.4之间 | · | · | a=0.5 | not_met
控制在0.3-0.4之间 | · | · | a=0.4 | met
60<EI≤75 | · | · | a=60 | not_met
60≤EI<75 | · | · | a=60 | met
≥60且≤80 | · | · | a=81 | not_met
≥60且≤80 | · | · | a=80 | met
≥60,≤80 | · | · | a=59 | not_met
60~80 | · | · | · | undecided
"""

CONNECTIVES = """
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=85 | met
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=70,75 c=3 | met
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=70,75 c=5 | not_met
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=70,75 c=6 | not_met
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=70,75 | undecided
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=75 c=3 | undecided
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=80,75 c=3 | not_met
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 | undecided
≥85或逐年提高,且无劣V类水体 | % | up | a=90 s=存在劣V类水体2处 | not_met
≥85或逐年提高,且无劣V类水体 | % | up | a=90 s=全市无劣Ⅴ类水体 | met
≥85,且逐年提高或高于全省平均值 | % | up | a=84 p=82,83 v=80 | not_met
≥85,且逐年提高或高于全省平均值 | % | up | a=86 p=87,88 v=80 | met
≥85,且逐年提高或高于全省平均值 | % | up | a=86 p=87,88 v=90 | not_met
≥85且逐年提高或高于全省平均值 | % | up | a=84 p=85,86 v=80 | met
≥85且逐年提高或高于全省平均值 | % | up | a=84 p=82,83 v=90 | not_met
高于全省平均值或逐年上升 | % | up | a=80 v=79 | met
高于全省平均值或逐年上升 | % | up | a=80 v=81 | undecided
高于全省平均值或逐年上升 | % | up | a=80 v=81 p=82 | not_met
高于全省平均值或逐年上升 | % | up | a=80 p=78,79 | met
≤全省平均值,或逐年下降 | % | down | a=3 v=3 | met
≤全省平均值,或逐年下降 | % | down | a=4 v=3 p=6,5 | met
≤全省平均值,或逐年下降 | % | down | a=4 v=3 p=4 | not_met
≤全省平均值,或逐年下降 | % | down | a=4 | undecided
≥85;逐年提高 | % | up | a=86 p=84,85 | met
≥85;逐年提高 | % | up | a=86 p=87 | not_met
≥85；逐年提高 | % | up | a=84 p=82,83 | not_met
≥85,逐年提高 | % | up | a=86 | undecided
≥85并逐年提高 | % | up | a=86 p=84,85 | met
≥85或者完成上级下达目标 | % | up | a=84 g=83 | met
≥60且不降低 | · | up | a=61 p=61 | met
≥60且不降低 | · | up | a=61 p=62 | not_met
(≥85或逐年提高)且高于全省平均值 | % | up | a=86 v=87 | not_met
≥85,或逐年提高且提高幅度大于全省平均值≤全省平均值,或逐年下降 | % | up | a=99 v=1 | undecided
≤31,或逐年下降且下降幅度高于全省平均值逐年降低 | 立方米/万元 | down | a=1 | undecided
"""

TRENDS = """
逐年提高 | · | · | a=3 p=1,2 | met
逐年提高 | · | · | a=3 p=2 | undecided
逐年提高 | · | · | a=3 p=3 | not_met
逐年提高 | · | · | a=3 p=4 | not_met
逐年提高 | · | · | a=3 p=2,2 | not_met
逐年提高 | · | · | a=4 p=1,2,3 | met
逐年提高 | · | · | a=4 p=3,2,3 | not_met
逐年提高 | · | · | a=5 p=1,2,3,4 | met
逐年提高 | · | · | a=3 | undecided
逐年提高 | · | · | p=1,2 | undecided
逐年上升 | 亿元 | up | a=120 p=90,100 | met
逐年上升 | 亿元 | up | a=99 p=90,100 | not_met
逐年下降 | · | down | a=3 p=5,4 | met
逐年下降 | · | down | a=3 p=2,4 | not_met
逐年降低 | · | · | a=3 p=4 | undecided
逐步下降 | 千克 | down | a=3 p=5,4 | met
逐步下降 | 千克 | down | a=4 p=5,4 | not_met
持续改善 | % | up | a=90 p=80,85 | met
持续改善 | % | down | a=90 p=80,85 | not_met
持续改善 | % | · | a=90 p=80,85 | undecided
近三年逐年下降 | · | · | a=3 p=5,4 | met
近三年逐年下降 | · | · | a=3 p=1,5,4 | met
连续三年下降 | · | · | a=3 p=3,4 | not_met
呈逐年上升趋势 | · | · | a=3 p=1,2 | met
稳步提高 | · | · | a=3 p=1,2 | met
不断提高 | · | · | a=3 p=1,4 | not_met
持续减少 | · | · | a=3 p=5,4 | met
不降低 | · | up | a=90 p=90 | met
不降低 | · | up | a=90 p=90.1 | not_met
不降低 | · | · | a=91 p=90 | met
不降低 | · | up | a=90 | undecided
不降低 | · | up | a=90 p=95,90 | met
不减少 | 公顷 | up | a=10 p=10 | met
不减少 | 公顷 | up | a=9 p=10 | not_met
不增加 | 吨 | down | a=9 p=10 | met
不增加 | 吨 | down | a=11 p=10 | not_met
保持稳定 | % | up | a=90 p=90 | met
保持稳定 | % | up | a=89 p=90 | not_met
保持稳定 | % | down | a=89 p=90 | met
保持稳定 | % | · | a=90 p=90.0 | met
保持稳定 | % | · | a=91 p=90 | undecided
保持稳定或持续改善 | % | up | a=90 p=90 | met
保持稳定或持续改善 | % | up | a=89 p=90 | not_met
不降低 | - | up | s=保护率未降低 | met
不降低 | - | up | s=保护率有所降低 | not_met
较上年提高 | · | · | a=3 p=2 | met
较上年提高 | · | · | a=2 p=2 | not_met
同比下降 | · | · | a=2 p=3 | met
不恶化 | · | down | a=3 p=3 | met
"""

AGAINST_AVERAGES = """
高于全省平均值 | % | up | a=80 v=79.9 | met
高于全省平均值 | % | up | a=80 v=80 | not_met
高于全省平均值 | % | up | a=80 | undecided
大于全国平均水平 | · | · | a=80 v=70 | met
不低于全省平均水平 | · | · | a=80 v=80 | met
低于全省平均水平 | · | · | a=80 v=80 | not_met
﹤全省平均水平 | · | down | a=79 v=80 | met
≤全省平均值 | % | down | a=80 v=80 | met
≥全省平均水平 | · | up | a=80 v=81 | not_met
优于全省平均水平 | % | up | a=81 v=80 | met
优于全省平均水平 | % | down | a=81 v=80 | not_met
优于全省平均水平 | % | · | a=81 v=80 | undecided
达到全省平均水平 | % | up | a=80 v=80 | met
达到全省平均水平 | % | up | a=79 v=80 | not_met
高于上年 | · | · | a=3 p=2 | met
高于上年 | · | · | a=2 p=2 | not_met
不低于上年水平 | · | · | a=2 p=2 | met
低于去年 | · | · | a=2 p=3 | met
不高于上年 | · | · | a=2 | undecided
提高幅度大于全省平均值 | % | up | a=80 p=75 c=3 | met
提高幅度大于全省平均值 | % | up | a=80 p=77 c=3 | not_met
提高幅度不低于全省平均值 | % | up | a=80 p=77 c=3 | met
下降幅度高于全省平均值 | · | down | a=25 p=30 c=-3 | met
下降幅度高于全省平均值 | · | down | a=28 p=30 c=-3 | not_met
下降幅度高于全省平均 | · | down | a=25 p=30 | undecided
降幅大于全省平均降幅 | · | down | a=25 p=30 c=-4 | met
降幅大于全省平均降幅 | · | down | a=31 p=30 c=-4 | not_met
增幅高于全国平均水平 | · | up | a=31 p=30 c=0.5 | met
≤410,或逐年下降且下降幅度高于全省平均 | 千克/公顷 | down | a=410 | met
≤410,或逐年下降且下降幅度高于全省平均 | 千克/公顷 | down | a=420 p=440,430 c=-5 | met
≤410,或逐年下降且下降幅度高于全省平均 | 千克/公顷 | down | a=420 p=440,430 c=-10 | not_met
≤410,或逐年下降且下降幅度高于全省平均 | 千克/公顷 | down | a=420 p=440,430 | undecided
﹤全省平均水平,且近三年逐年下降 | 吨/万元 | down | a=0.5 v=0.6 p=0.7,0.6 | met
﹤全省平均水平,且近三年逐年下降 | 吨/万元 | down | a=0.5 v=0.4 | not_met
"""

ASSIGNMENTS = """
完成上级下达的目标 | % | up | a=90 g=89 | met
完成上级下达的目标 | % | up | a=88 g=89 | not_met
完成上级下达的目标 | μg/m³ | down | a=22 g=23 | met
完成上级下达的目标 | μg/m³ | down | a=24 g=23 | not_met
完成上级下达的目标 | % | up | a=90 | undecided
完成上级下达的目标 | % | up | a=90 m=yes | met
完成上级下达的目标 | % | up | a=90 m=no | not_met
完成上级下达的目标 | % | up | a=88 g=89 m=yes | not_met
完成上级下达的目标 | % | · | a=90 g=89 | undecided
完成上级下达的目标 | - | · | s=已完成省下达的目标任务 | met
完成上级下达的目标 | - | · | s=未完成 | not_met
完成上级下达的目标 | - | · | s=正在推进 | not_met
完成上级下达的目标 | - | · | s=见附件 | undecided
完成上级下达的目标 | - | · | m=no s=已完成 | not_met
完成上级下达的年度目标 | % | up | a=95.1 g=93 | met
完成上级规定的考核任务 | % | up | m=yes | met
完成上级规定的年度能源“双控”目标任务 | - | · | s=完成年度能源“双控”目标任务 | met
完成上级规定的年度减煤目标任务 | · | · | s=尚未完成年度减煤任务 | not_met
完成上级管控目标 | 公里 | up | a=27.6 g=27.571 | met
完成上级管控目标 | 公里 | up | a=27.5 g=27.571 | not_met
完成年度任务 | · | down | s=预计年底完成 | not_met
完成年度审核计划 | % | up | a=100 g=100 | met
完成年度审核计划 | % | up | s=已完成年度审核计划 | met
完成年度审核计划 | % | up | s=计划年底前完成 | not_met
达到国家考核要求 | % | up | a=95 g=95 | met
完成省下达的减排任务 | - | · | s=超额完成省下达任务 | met
完成国家、省下达目标任务 | % | up | a=1 g=2 | not_met
不超过控制目标值 | 亿立方米 | down | a=1.1 g=1.2 | met
不超过控制目标值 | 亿立方米 | · | a=1.3 g=1.2 | not_met
≤0.70,且能源消耗总量不超过控制目标值 | 吨标煤/万元 | down | a=0.71 | not_met
≤0.70,且能源消耗总量不超过控制目标值 | 吨标煤/万元 | down | a=0.70 | undecided
≤0.70,且能源消耗总量不超过控制目标值 | 吨标煤/万元 | down | a=0.70 m=yes | met
控制在上级下达指标以内 | 吨 | down | a=100 g=100 | met
年度目标任务完成率100% | % | up | a=100 | met
年度目标任务完成率100% | % | up | a=98 | not_met
完成上级规定的目标;保持稳定或持续改善 | - | down | a=0.5 p=0.6,0.55 g=0.52 | met
完成上级规定的目标;保持稳定或持续改善 | - | down | a=0.5 p=0.49 g=0.52 | not_met
完成上级规定的目标;保持稳定或持续改善 | - | down | a=0.5 g=0.52 | undecided
完成上级规定的考核任务;已达标地区保持稳定,未达标地区持续改善 | % | up | a=90 p=89 g=85 | met
完成上级规定的考核任务;已达标地区保持稳定,未达标地区持续改善 | % | up | a=90 p=91 g=85 | not_met
完成上级规定的考核任务;已达标地区保持稳定,未达标地区持续改善 | % | up | a=80 p=70,75 g=85 | not_met
完成上级规定的考核任务;已达标地区保持稳定,未达标地区持续改善 | % | up | a=90 p=89 | undecided
"""

BRANCHES = """
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=50 b=丘陵区 | met
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=50 b=丘陵 | met
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=50 b=丘陵地区 | met
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=50 b=山区 | not_met
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=18 b=平原 | not_met
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=50 | undecided
山区≥70 丘陵区≥40 平原地区≥19 | % | up | a=80 b=高寒区 | undecided
山区≥70⏎丘陵区≥40⏎平原地区≥19 | % | up | a=50 b=平原区 | met
山区≥70%；丘陵区≥40%；平原区≥18% | % | up | a=50 b=丘陵区 | met
山区:≥70,丘陵区:≥40,平原地区:≥19 | % | up | a=39 b=丘陵区 | not_met
山区≥70、丘陵区≥40、平原地区≥19 | % | up | a=71 b=山地 | met
山区及丘陵区≥40 平原≥19 | % | up | a=41 b=山区 | met
山区及丘陵区≥40 平原≥19 | % | up | a=41 b=丘陵地区 | met
山区及丘陵区≥40 平原≥19 | % | up | a=20 b=平原地区 | met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=65 b=大城市 | met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=65 b=特大城市 | not_met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=65 b=超大城市 | not_met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=55 b=中小城市 | met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=55 b=中等城市 | met
超、特大城市≥70⏎大城市≥60⏎中小城市≥50 | % | up | a=49 b=小城市 | not_met
超、特大城市≥70 大城市≥60 中小城市≥50 | % | up | a=49 | undecided
东部≥95,中部≥90,西部≥85 | % | up | a=91 b=中部地区 | met
东部≥95,中部≥90,西部≥85 | % | up | a=91 b=东部地区 | not_met
东部地区≥95,中西部地区≥85 | % | up | a=86 b=西部地区 | met
≥50(东)/≥40(中)/≥30(西) | 万元/亩 | up | a=45 b=中部 | met
≥50(东)/≥40(中)/≥30(西) | 万元/亩 | up | a=45 b=东部地区 | not_met
≥50（东部地区）、≥40（中部地区） | · | up | a=45 b=中部地区 | met
市≥95 县≥85 | % | up | a=90 b=县 | met
市≥95 县≥85 | % | up | a=90 b=市 | not_met
市≥95,县≥85 | % | up | a=90 | undecided
干旱半干旱地区≥35 其他地区≥60 | · | up | a=50 b=干旱半干旱地区 | met
干旱半干旱地区≥35 其他地区≥60 | · | up | a=50 b=其他地区 | not_met
干旱半干旱地区≥35,其他地区≥60 | · | up | a=61 b=沿海地区 | met
干旱半干旱地区≥35,其他地区≥60 | · | up | a=50 | undecided
山区70 丘陵区40 平原19 | % | up | a=41 b=丘陵区 | met
山区70 丘陵区40 平原19 | % | · | a=41 b=丘陵区 | undecided
已达标地区保持稳定,未达标地区持续改善 | % | up | a=90 p=80,85 | met
已达标地区保持稳定,未达标地区持续改善 | % | up | a=84 p=80,85 | not_met
已达标地区保持稳定,未达标地区持续改善 | % | up | a=85 p=80,85 | undecided
已达标地区保持稳定,未达标地区持续改善 | % | up | a=85 p=80,85 b=已达标地区 | met
已达标地区保持稳定,未达标地区持续改善 | % | up | a=85 p=80,85 b=未达标地区 | not_met
南方地区≥40,北方地区≥30 | % | up | a=35 b=北方 | met
沿海地区≥70;其他地区逐年提高 | % | up | a=3 p=1,2 b=其他地区 | met
"""

WORDS = """
制定实施 | - | · | s=已制定实施 | met
制定实施 | - | · | s=制定实施 | met
制定实施 | - | · | s=规划已由市政府印发实施 | met
制定实施 | - | · | s=已批复实施 | met
制定实施 | - | · | s=已编制并实施 | met
制定实施 | - | · | s=正在编制 | not_met
制定实施 | - | · | s=已编制完成,尚未实施 | not_met
制定实施 | - | · | s=规划已编制 | undecided
制定实施 | - | · | s=拟于明年制定实施 | not_met
制定实施 | - | · | s=未制定 | not_met
制定实施 | - | · | · | undecided
制定实施 | - | · | s=详见附件 | undecided
建立 | - | · | s=已建立 | met
建立 | - | · | s=已全面建立 | met
建立 | - | · | s=已建立并有效运行 | met
建立 | - | · | s=已全面建立,正在完善 | met
建立 | - | · | s=未建立 | not_met
建立 | - | · | s=尚未建立 | not_met
建立 | - | · | s=没有建立 | not_met
建立 | - | · | s=正在建立 | not_met
建立 | - | · | s=拟建立 | not_met
建立 | - | · | s=计划年底前建立 | not_met
建立 | - | · | s=建立中 | not_met
建立 | - | · | s=建立了名录制度,按季度更新 | met
建立 | - | · | s=部分县区建立 | undecided
建立 | - | · | s=逐步建立 | undecided
建立 | - | · | s=按照工作计划已建立 | met
建立 | - | · | s=市级已建立,普陀区尚未建立 | undecided
建立 | - | · | s=无 | undecided
有效开展 | - | · | s=有效开展 | met
有效开展 | - | · | s=已有效开展 | met
有效开展 | - | · | s=持续开展 | met
有效开展 | - | · | s=各项工作均已开展 | met
有效开展 | - | · | s=未开展 | not_met
有效开展 | - | · | s=暂未有效开展 | not_met
有效开展 | - | · | s=准备开展 | not_met
有效开展 | - | · | s=开展不到位 | not_met
有效开展 | - | · | s=良好 | undecided
全面实施 | - | · | s=已全面实施 | met
全面实施 | - | · | s=全面推行河长制 | met
全面实施 | - | · | s=尚未全面实施 | not_met
全面实施 | - | · | s=部分实施 | undecided
全面推行 | - | · | s=已全面推行 | met
全面推行 | - | · | s=正在试点 | not_met
实施 | - | · | s=已实施 | met
实施 | - | · | s=未实施 | not_met
开展 | - | · | s=已开展2次 | met
基本消除 | - | · | s=已基本消除 | met
基本消除 | - | · | s=已全面消除 | met
基本消除 | - | · | s=尚未消除 | not_met
基本消除 | - | · | s=正在消除 | not_met
不明显 | - | · | s=不明显 | met
不明显 | - | · | s=外来物种入侵不明显 | met
不明显 | - | · | s=无外来物种入侵 | met
不明显 | - | · | s=未发现外来物种入侵 | met
不明显 | - | · | s=无明显外来物种入侵 | met
不明显 | - | · | s=外来物种入侵明显 | not_met
不明显 | - | · | s=外来物种入侵较为严重 | not_met
不明显 | - | · | s=已开展调查 | undecided
不明显 | - | · | s=并非不明显 | undecided
未发生 | - | · | s=未发生 | met
未发生 | - | · | s=全年没有发生重大环境事件 | met
未发生 | - | · | s=发生1起 | not_met
未发生 | - | · | s=从未发生过 | met
未发生 | - | · | s=共发生0起 | met
未发生 | - | · | · | undecided
面积不减少,性质不改变,功能不降低 | - | · | s=面积未减少,性质未改变,功能未降低 | met
面积不减少,性质不改变,功能不降低 | - | · | s=面积没有减少、性质没有改变、功能没有降低 | met
面积不减少,性质不改变,功能不降低 | - | · | s=面积减少12公顷 | not_met
面积不减少,性质不改变,功能不降低 | - | · | s=面积未减少 | undecided
面积不减小,性质不改变,功能不降低 | - | · | s=面积不减少,性质不改变,功能不降低 | met
面积不减小,性质不改变,功能不降低 | - | · | s=面积未缩小,性质未变化,功能未下降 | met
面积不减小,性质不改变,功能不降低 | - | · | s=因未严格管理导致面积减少12公顷,性质不改变,功能不降低 | not_met
面积不减小,性质不改变,功能不降低 | - | · | s=面积增加,性质不变,功能提升 | met
面积不减少、功能不减退 | % | up | s=面积不减少、功能不减退 | met
面积不减少、功能不减退 | % | up | a=5.2 p=5.3 | not_met
面积不减少、功能不减退 | % | up | a=5.2 p=5.3 s=面积不减少、功能不减退 | not_met
面积不减少、功能不减退 | % | up | a=5.3 p=5.3 | undecided
面积不减少、功能不减退 | % | up | a=5.3 p=5.3 s=面积不减少、功能不减退 | met
严格遵守,面积不缩小 | - | · | s=严格遵守,面积不缩小 | met
严格遵守,面积不缩小 | - | · | s=严格遵守永久基本农田保护红线,面积未缩小 | met
严格遵守,面积不缩小 | - | · | s=面积缩小3亩 | not_met
严格遵守,边界不突破 | - | · | s=严格遵守,边界未突破 | met
严格遵守,边界不突破 | - | · | s=边界有突破 | not_met
功能不降低,环境不破坏、自然资源不侵占 | - | · | s=功能未降低,环境未破坏,自然资源未侵占 | met
功能不降低,环境不破坏、自然资源不侵占 | - | · | s=存在侵占自然资源情况 | not_met
功能不降低,环境不破坏、自然资源不侵占 | - | · | s=功能未降低 | undecided
划定并遵守 | - | · | s=已划定并遵守 | met
划定并遵守 | - | · | s=已划定 | undecided
遵守 | - | · | s=严格遵守 | met
编制 | - | · | s=已编制 | met
编制 | - | · | s=正在编制 | not_met
无劣V类水体 | - | · | s=无劣Ⅴ类水体 | met
无劣V类水体 | - | · | s=存在劣五类水体 | not_met
"""

NOT_UNDERSTOOD = """
· | · | · | a=100 | undecided
— | · | · | a=100 | undecided
- | · | · | a=100 s=- | undecided
详见附件 | · | · | a=100 s=详见附件 | undecided
另行下达 | · | · | a=100 s=另行下达 | undecided
待定 | % | up | a=100 s=待定 | undecided
？？？ | % | up | a=100 | undecided
85左右 | % | up | a=100 | undecided
≥8 5.5.5 | % | up | a=100 | undecided
≥85%% | % | up | a=100 | undecided
asdf | % | up | a=100 s=asdf | undecided
≥八十五点五左右 | % | up | a=100 | undecided
95/85 | % | up | a=100 | undecided
#REF! | % | up | a=100 s=#REF! | undecided
85≥ | % | up | a=100 | undecided
"""

TABLES = {
    "comparisons": COMPARISONS,
    "units": UNITS_IN_TARGETS,
    "bare numbers": BARE_NUMBERS,
    "ranges": RANGES,
    "connectives": CONNECTIVES,
    "trends": TRENDS,
    "averages": AGAINST_AVERAGES,
    "assignments": ASSIGNMENTS,
    "branches": BRANCHES,
    "words": WORDS,
    "not understood": NOT_UNDERSTOOD,
}
CASES = [(family, *case) for family, table in TABLES.items() for case in cases_of(table)]


def test_the_table_covers_every_family_widely():
    assert len(CASES) >= 300


@pytest.mark.parametrize(("family", "text", "unit", "direction", "facts", "status"), CASES)
def test_a_target_is_judged_as_an_official_would(family, text, unit, direction, facts, status):
    text = "" if text == "·" else text
    verdict = parse_target(text, unit, direction).judge(facts_of(facts))
    assert (verdict.status, verdict.reason) == (status, verdict.reason)
    assert verdict.reason


@pytest.mark.parametrize(("text", "unit", "direction"), [case[:3] for case in cases_of(NOT_UNDERSTOOD)])
def test_what_is_not_understood_says_so(text, unit, direction):
    assert not parse_target(text, unit, direction).understood


GAPS = """
≥85 | % | up | a=90.0 | 5.0
≥85 | % | up | a=80 | -5
≤35 | μg/m³ | down | a=30 | 5
≤35 | μg/m³ | down | a=40 | -5
100 | % | · | a=99 | -1
25 | % | · | a=30 | None
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 p=70,75 c=3 | -5
≥85,或逐年提高且提高幅度大于全省平均值 | % | up | a=80 | -5
山区≥70 丘陵区≥40 | % | up | a=50 b=丘陵区 | 10
山区≥70 丘陵区≥40 | % | up | a=50 | -20
完成上级下达的目标 | % | up | a=90 g=85 | 5
逐年提高 | % | up | a=3 p=1,2 | None
有效开展 | - | · | s=有效开展 | None
≥60且≤80 | · | · | a=81 | -1
60~80 | · | · | a=59 | -1
60~80 | · | · | a=65 | 5
≤3‰ | % | · | a=0.4 | -0.1
≥85 | % | up | · | None
"""


@pytest.mark.parametrize(("text", "unit", "direction", "facts", "gap"), list(cases_of(GAPS)))
def test_the_gap_is_positive_on_the_better_side(text, unit, direction, facts, gap):
    verdict = parse_target(text, unit, direction).judge(facts_of(facts))
    assert verdict.gap == (None if gap == "None" else Decimal(gap))


REASONS = [
    ("≥85", "%", "up", "a=90.0", "90.0,达到指标值≥85"),
    ("≥85", "%", "up", "a=80", "80,未达到指标值≥85,相差5"),
    ("高于全省平均值", "%", "up", "a=80", "缺全省平均值,无法判定"),
    ("≥85", "%", "up", "·", "缺现状值,无法判定"),
]


@pytest.mark.parametrize(("text", "unit", "direction", "facts", "reason"), REASONS)
def test_the_reason_is_a_sentence_of_an_official(text, unit, direction, facts, reason):
    assert parse_target(text, unit, direction).judge(facts_of(facts)).reason == reason


MISSING = [
    ("≥85", "up", "·", {"现状值"}),
    ("逐年提高", "up", "a=3 p=2", {"前年数值"}),
    ("逐年提高", "up", "a=3", {"前年数值", "上年数值"}),
    ("不降低", "up", "a=3", {"上年数值"}),
    ("高于全省平均值", "up", "a=3", {"全省平均值"}),
    ("高于全省平均值或逐年上升", "up", "a=3", {"全省平均值", "前年数值", "上年数值"}),
    ("提高幅度大于全省平均值", "up", "a=3 p=2", {"全省平均变化幅度"}),
    ("完成上级下达的目标", "up", "a=3", {"上级下达目标值"}),
    ("山区≥70 丘陵区≥40", "up", "a=50", {"所属类型"}),
    ("有效开展", None, "·", {"完成情况说明"}),
    ("25", None, "a=30", {"指标方向"}),
]


@pytest.mark.parametrize(("text", "direction", "facts", "missing"), MISSING)
def test_an_open_verdict_names_what_is_missing(text, direction, facts, missing):
    verdict = parse_target(text, None, direction).judge(facts_of(facts))
    assert verdict.status == "undecided"
    assert set(verdict.missing) == missing
    assert all(name in verdict.reason for name in missing)


def test_an_assignment_met_on_words_alone_says_so():
    target = parse_target("完成上级下达的目标", "%", "up")
    assert target.judge(facts_of("s=已完成")).by_words
    assert not target.judge(facts_of("m=yes s=已完成")).by_words
    assert not target.judge(facts_of("a=9 g=8 s=已完成")).by_words
    assert not parse_target("有效开展", "-").judge(facts_of("s=有效开展")).by_words


def test_a_target_tells_others_what_it_is():
    target = parse_target("≥85,或逐年提高且提高幅度大于全省平均值", "%", "up")
    assert target.text == "≥85,或逐年提高且提高幅度大于全省平均值"
    assert set(target.needs) == {"actual", "previous", "average_change"}
    assert target.single_bound is None
    assert target.is_numeric
    assert parse_target("≥85%", "%").single_bound == (">=", Decimal(85))
    assert parse_target("100").single_bound == (">=", Decimal(100))
    assert parse_target("≤3‰", "%").single_bound == ("<=", Decimal("0.3"))
    assert parse_target("25", None, "down").single_bound == ("<=", Decimal(25))
    assert parse_target("25").single_bound is None
    forest = parse_target("山区≥70 丘陵区≥40 平原地区≥19", "%", "up")
    assert forest.branches == ("山区", "丘陵区", "平原地区")
    assert forest.bound_for("丘陵") == (">=", Decimal(40))
    assert forest.bound_for("高寒区") is None
    assert forest.single_bound is None
    assert set(forest.needs) == {"actual", "branch"}
    assert not parse_target("有效开展").is_numeric
    assert set(parse_target("有效开展").needs) == {"statement"}
    assert set(parse_target("完成上级下达的目标").needs) >= {"assigned"}
    assert not parse_target("5≥%").understood
    assert parse_target("5≥%").needs == ()


@pytest.mark.parametrize("text", ["≥85,或逐年提高", "山区≥70 丘陵区≥40", "有效开展", "5≥%", ""])
def test_a_target_is_a_value(text):
    target = parse_target(text, "%", "up")
    assert hash(target) == hash(parse_target(text, "%", "up"))
    assert pickle.loads(pickle.dumps(target)) == target


def test_a_huge_text_is_quickly_put_aside():
    for text in ("≥85,或" * 20_000, "(" * 50_000, "未" * 50_000, "≥" + "9" * 50_000, "面积不减少," * 9_000, "1-" * 9_000, "1e999999999"):
        assert parse_target(text).judge(facts_of("a=90 s=面积不减少")).status == "undecided"


def test_a_long_statement_is_quickly_judged():
    verdict = parse_target("建立").judge(Facts(statement="未" * 100_000 + "建立" * 100_000))
    assert verdict.status != "met"


FRAGMENTS = st.sampled_from(
    "≥ ≤ > < = 》 《 85 100 0.3 % ‰ - ~ ( ) , ; 、 / 或 且 不 未 无 逐年 提高 下降 幅度 大于 低于 全省平均值 上年 完成 上级下达 目标 任务 "
    "山区 大城市 其他地区 已达标地区 保持稳定 面积 减少 建立 有效开展 制定实施 以上 以内 之间 介于 万吨 dB(A) 且 的 近三年".split()
)
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000)
FACTS = st.builds(
    Facts,
    actual=NUMBERS,
    previous=st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=1, min_value=-10, max_value=10), max_size=4).map(tuple),
    average=NUMBERS,
    average_change=NUMBERS,
    assigned=NUMBERS,
    assigned_met=st.none() | st.booleans(),
    statement=st.none() | st.text(max_size=30) | st.lists(FRAGMENTS, max_size=6).map("".join),
    branch=st.none() | st.sampled_from(["山区", "大城市", "市", ""]),
)


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(max_size=40) | st.lists(FRAGMENTS, max_size=9).map("".join),
    unit=st.none() | st.sampled_from(["%", "‰", "-", "", "μg/m³", "天", "??"]),
    direction=st.sampled_from(["up", "down", None]),
    facts=FACTS,
)
def test_no_text_ever_raises_and_what_is_not_understood_is_never_met(text, unit, direction, facts):
    target = parse_target(text, unit, direction)
    verdict = target.judge(facts)
    assert verdict.status in get_args(VerdictStatus)
    assert verdict.reason
    if not target.understood:
        assert (verdict.status, verdict.gap) == ("undecided", None)
    if verdict.status == "undecided":
        assert not verdict.by_words
