"""Cycles are looked for seldom, threads take quick turns while others read, and what was answered is kept by what was asked about."""

import gc
import subprocess
import sys
from contextlib import suppress

import pytest

from ecoreport import interpreter


def test_a_command_that_ends_looks_for_no_more_cycles() -> None:
    program = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0))\nfrom ecoreport import interpreter; interpreter.spare_collections()"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"


def test_threads_take_quick_turns_while_others_read_and_as_before_when_they_have() -> None:
    before = sys.getswitchinterval()
    with suppress(ZeroDivisionError), interpreter.quick_turns():
        assert sys.getswitchinterval() < before / 5
        raise ZeroDivisionError
    assert sys.getswitchinterval() == before


@pytest.mark.parametrize(("before", "meanwhile"), [(700, 10_000), (0, 0), (50_000, 50_000)])
def test_a_stage_looks_for_cycles_less_often_and_leaves_its_caller_as_it_was(before: int, meanwhile: int) -> None:
    told = gc.get_threshold()
    try:
        gc.set_threshold(before, 10, 10)
        with suppress(ZeroDivisionError), interpreter.spared_collections():
            assert gc.get_threshold()[0] == meanwhile
            raise ZeroDivisionError
        assert gc.get_threshold() == (before, 10, 10)
    finally:
        gc.set_threshold(*told)


def test_the_last_few_answers_are_kept_by_what_was_asked_about_not_by_what_it_equals() -> None:
    asked: list[object] = []
    ask = interpreter.remembered(2)(lambda about: asked.append(about) or len(asked))
    first, alike, third = [1], [1], [3]
    assert [ask(first), ask(first), ask(alike), ask(first), ask(third), ask(first), ask(alike)] == [1, 1, 2, 1, 3, 1, 4]
