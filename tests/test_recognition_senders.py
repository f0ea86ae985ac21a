"""Whose a whole file is: every way to sign (tests/senders_cases) in two of the places where a sender stands; nothing of a stranger's is adopted."""

from pathlib import Path

import pytest
from layout_sketches import SYSTEM, VOCABULARY, draw

from ecoreport.model import Batch
from ecoreport.work import understand

CASES = Path(__file__).parent / "senders_cases"
TABLE = "指标名称 | 2020年 | 备注\n水面率 | 5.4 | x"
PLACES = {
    "inline": f"填报单位：{{}}\n{TABLE}",
    "beside": f"填报单位 | {{}} | 填报日期 | 2021-01-08\n{TABLE}",
    "with others": f"单位名称：{{}}   填报人：张三   联系电话：0580-1234567\n{TABLE}",
    "cover": f"== 封面\n舟山市生态文明建设示范市创建台账\n填报单位 | {{}}\n填报人 | 李四\n== 表\n{TABLE}",
    "closing": f"{TABLE}\n|\n | {{}}\n | 2021年1月8日",
}


def lines(name: str) -> list[tuple[str, str]]:
    return [tuple(line.split(" | ")) for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines()]


def read(place: str, who: str, file: str = "台账.xlsx") -> Batch:
    return understand(draw(PLACES[place].format(who), file), SYSTEM, VOCABULARY, 2020)


KNOWN = [(written, who) for written, who in lines("ours") if who[0] not in "-?~" and who != "石化基地管委会"]
OTHERS = [(written, who) for written, who in lines("others") if "+" not in who and written != "张三"]


def here(ways: list[tuple[str, str]], place: str) -> list[tuple[str, str]]:
    """Give the ways that are tried in a place: each stands in two of the five, its neighbour in two others."""
    at = list(PLACES).index(place)
    return [way for number, way in enumerate(ways) if (number + at) % len(PLACES) in (0, 2)]


@pytest.mark.parametrize("place", PLACES)
def test_who_signs_is_known_wherever_it_stands(place: str) -> None:
    for written, who in here(KNOWN, place):
        batch = read(place, written)
        (submission,) = batch.submissions
        assert (submission.department, submission.region, submission.elsewhere) == (who, None, None), written
        assert [entry.department for entry in batch.entries if entry.scope.adopted] == [who], written
        assert not {finding.code for finding in batch.findings} & {"H101", "H102", "H103", "H106"}, written


@pytest.mark.parametrize("file", ["台账.xlsx", "市财政局.xlsx", "市财政局/台账.xlsx"])
@pytest.mark.parametrize("place", [place for place in PLACES if place != "closing"])
def test_nothing_of_a_strangers_or_a_countys_is_adopted(place: str, file: str) -> None:
    for written, who in here(OTHERS if file == "台账.xlsx" else OTHERS[::2], place):
        batch = read(place, written, file)
        (submission,) = batch.submissions
        assert submission.department is None, written
        assert bool(submission.elsewhere) is (who == "!"), written
        assert who == "!" or submission.region == who.removeprefix("@"), written
        assert not any(entry.scope.adopted for entry in batch.entries), written
        assert ("H106" in {finding.code for finding in batch.findings}) is (who == "!"), written


def test_the_words_of_a_stranger_are_told_with_their_cell() -> None:
    (finding,) = [finding for finding in read("beside", "台州市水利局", "市水利局.xlsx").findings if finding.code == "H106"]
    assert (finding.severity, finding.cell, finding.department) == ("error", "B1", None)
    assert finding.message.startswith("填报单位一栏写作“台州市水利局”")
