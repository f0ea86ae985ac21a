"""Texts whose encoding was lost on their way are known for that; rare words, units and foreign names are not."""

import pytest

from ecoreport.language.garbled import is_garbled
from ecoreport.system import load_system

NAMES = ["指标名称", "优良天数比例", "危险废物利用处置率", "生态环境状况指数", "市生态环境局2020年台账", "完成值（%）"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("stored", "read"), [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "gb18030")])
def test_a_text_read_in_the_wrong_encoding_is_garbled(name, stored, read):
    assert is_garbled(name.encode(stored).decode(read, "replace"))
    assert not is_garbled(name)


@pytest.mark.parametrize("text", ["锟斤拷锟斤拷", "锟斤拷锟斤拷率", "烫烫烫烫", "????????", "？？？？率", "□□□□", "口口口口口", "���"])
def test_the_marks_of_lost_bytes_are_garbled(text):
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    ["", "率", "是否达标？", "PM2.5浓度", "μg/m³", "℃", "人口口径", "café", "Ⅲ类水质比例", "——", "……", "①②③", "√√√", "鑫淼焱垚", "氨氮", "浙江省舟山市定海区", "TBD"],
)  # fmt: skip
def test_other_strange_texts_are_not(text):
    assert not is_garbled(text)


def test_no_name_of_the_plan_is_garbled():
    system = load_system()
    names = [subject.name for subject in system.subjects] + [text for task in system.key_tasks for text in (task.name, task.content)]
    assert not [name for name in names if is_garbled(name)]
