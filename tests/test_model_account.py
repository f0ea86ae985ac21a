"""`why` finds a result by any way to write its id, in a Report and in a parsed result.json alike."""

import pytest

from ecoreport.errors import InputError
from ecoreport.model.account import plain_id, why_of

IDS = [
    ("15.1", "15.1"), (" 15.1 ", "15.1"), ("１５．１", "15.1"), ("第15.1项", "15.1"), ("指标15", "15"), ("15号", "15"),
    ("T7", "T7"), ("t7", "T7"), ("T07", "T7"), ("重点任务7", "T7"), ("任务7", "T7"), ("第7项重点任务", "T7"),
    ("M4.1", "M4.1"), ("m4.1", "M4.1"), ("目标M4.1", "M4.1"), ("水", "水"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "plain"), IDS)
def test_an_id_is_known_however_it_is_written(asked: str, plain: str) -> None:
    assert plain_id(asked) == plain


def result_of() -> dict:
    """Give the tables of a small result: one indicator of two items, a goal, a task."""
    return {
        "indicators": [{"no": 15, "name": "水环境", "status": "met", "items": ["15.1", "15.2"]}],
        "items": [{"id": "15.1", "status": "met"}, {"id": "15.2", "status": "not_met"}],
        "goals": [{"id": "M4.1", "status": "met"}],
        "tasks": [{"no": 7, "status": "completed"}],
        "findings": [
            {"id": "a", "item": "15.1", "task": None},
            {"id": "b", "item": None, "task": 7},
            {"id": "c", "item": "M4.1", "task": None},
            {"id": "d", "item": None, "task": None},
        ],
        "evidence": [{"no": "15-01", "items": ["15.1", "T7"]}],
        "regions": [{"name": "普陀区", "items": [{"id": "15.1", "value": "9"}], "tasks": [{"no": 7, "status": "behind"}]}],
        "replaced": [{"id": "M4.1"}],
    }


SEEN = [
    ("15.1", "item", ["a"], ["15-01"], ["普陀区"], 0),
    ("15.2", "item", [], [], [], 0),
    ("T7", "task", ["b"], ["15-01"], ["普陀区"], 0),
    ("M4.1", "goal", ["c"], [], [], 1),
]


@pytest.mark.parametrize(("id_", "kind", "findings", "evidence", "regions", "replaced"), SEEN)
def test_a_record_gathers_what_every_table_says_of_its_id(id_, kind, findings, evidence, regions, replaced) -> None:
    record = why_of(result_of(), id_)
    assert (record["id"], record["kind"], len(record["replaced"])) == (id_, kind, replaced)
    assert [finding["id"] for finding in record["findings"]] == findings
    assert [piece["no"] for piece in record["evidence"]] == evidence
    assert [region["region"] for region in record["regions"]] == regions


def test_an_indicator_of_several_items_gives_the_record_of_each() -> None:
    result = result_of()
    record = why_of(result, "15")
    assert (record["kind"], record["name"]) == ("indicator", "水环境")
    assert record["items"] == [why_of(result, "15.1"), why_of(result, "15.2")]


UNKNOWN = [
    ("15.9", "15.1"),
    ("T9", "序号为“9”的重点任务，相近的有：7"),
    ("M9.9", "没有编号为“M9.9”的主要任务目标"),
    ("水", "没有编号为“水”的分项"),
    ("", "没有编号为“”的分项"),
]


@pytest.mark.parametrize(("asked", "sentence"), UNKNOWN)
def test_an_id_that_there_is_not_is_refused_with_what_is_near(asked: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        why_of(result_of(), asked)
