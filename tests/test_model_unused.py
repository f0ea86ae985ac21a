"""Unused cells are kept packed, and come out as they went in."""

import pickle

import pytest

from ecoreport.model import Source, UnusedCell, UnusedCells

TEXTS = ("", "舟山", "a\0b", "\ud83d\ude00", "\ud800", "😀", '"\\', "=A1")
FEW = tuple(UnusedCell(Source("一.xlsx", "表", f"A{row}"), text) for row, text in enumerate(TEXTS, 1))
FLOOD = tuple(UnusedCell(Source("二.xlsx", f"表{row // 3_000}", f"B{row}"), str(row % 7)) for row in range(1, 10_001))
NOWHERE = (UnusedCell(Source("三.xlsx"), "整份"),)


@pytest.mark.parametrize("cells", [(), FEW, FLOOD, NOWHERE, FEW + FLOOD + NOWHERE], ids=["none", "few", "flood", "nowhere", "all"])
def test_cells_come_out_as_they_went_in(cells: tuple[UnusedCell, ...]) -> None:
    packed = UnusedCells.of(cells)
    assert tuple(packed) == cells
    assert packed == cells == packed == UnusedCells.of(iter(cells))
    assert (len(packed), bool(packed), hash(packed)) == (len(cells), bool(cells), hash(cells))
    assert pickle.loads(pickle.dumps(packed)) == packed


def test_they_add_up_and_differ() -> None:
    few, flood = UnusedCells.of(FEW), UnusedCells.of(FLOOD)
    assert few + flood == FEW + FLOOD == few + FLOOD == FEW + flood
    assert few + flood != flood + few
    assert few != FEW[:-1]
    assert (few != 1, few[1], flood[-1]) == (True, FEW[1], FLOOD[-1])
    assert (few + FLOOD[:5]) + FLOOD[5:] == few + flood  # however they were put together


def test_every_text_and_name_can_be_changed() -> None:
    changed = UnusedCells.of(FEW[1:2] + NOWHERE).changed(lambda text: text + "!", lambda name: name + "?")
    assert tuple(changed) == (UnusedCell(Source("一.xlsx?", "表?", "A2"), "舟山!"), UnusedCell(Source("三.xlsx?"), "整份!"))


def test_a_flood_takes_some_bytes_a_cell() -> None:
    assert len(pickle.dumps(UnusedCells.of(FLOOD))) < 6 * len(FLOOD)
