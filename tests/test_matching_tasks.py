"""A department's own key tasks are known by fewer words than another's: its name in part, or a part of what the plan asks."""

import pytest

import ecoreport as er
from ecoreport.matching import matcher_for
from ecoreport.vocabulary import load_vocabulary

TASKS = matcher_for(er.load_system(), load_vocabulary()).tasks

OWN = [
    ("国土空间总体规划编制", "市资源规划局", "T21", "variant"),  # by its name
    ("农村生活污水治理", "市住建局", "T37", "variant"),
    ("垃圾焚烧发电三期", "市住建局", "T36", "similarity"),  # one of two things that the plan asks: told
    ("中小河流整治", "市水利局", "T25", "similarity"),
    ("绿色家庭创建", "市妇联", "T46", "similarity"),
    ("应急预案修编", "市生态环境局", "T20", "similarity"),
    ("河道保洁", "市水利局", None, "none"),  # nothing of it is the plan's
    ("环境信访办理", "市生态环境局", None, "none"),  # 环境 and 办理 stand in many tasks
    ("推进项目建设", "市生态环境局", None, "none"),
    ("完成2018年度考核", "市统计局", None, "none"),  # a year names no task
    ("污染地块安全利用率", "市生态环境局", None, "none"),  # an item's name
    ("中小河流整治", "市住建局", None, "none"),  # another department's
]


@pytest.mark.parametrize(("name", "sender", "task", "how"), OWN)
def test_a_task_of_the_sender_is_known_by_its_rare_words(name: str, sender: str, task: str | None, how: str) -> None:
    match = TASKS.find(name, own=TASKS.of(sender))
    assert (match.id, match.how) == (task, how)


def test_the_plan_s_number_beside_a_part_makes_it_the_task() -> None:
    assert TASKS.find("垃圾焚烧发电三期", number="36", own=TASKS.of("市住建局")).how == "number_and_name"
