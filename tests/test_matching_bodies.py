"""Who a name stands for: tables of how offices sign, and of names that only look like ours (tests/senders_cases)."""

import time
from pathlib import Path

import pytest

from ecoreport.matching import Matcher
from ecoreport.matching.bodies import Body
from ecoreport.system import load_system
from ecoreport.vocabulary import load_vocabulary

BODIES = Matcher(load_system(), load_vocabulary()).bodies
CASES = Path(__file__).parent / "senders_cases"


def lines(name: str) -> list[tuple[str, str]]:
    return [tuple(line.split(" | ")) for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines()]


def shown(body: Body) -> str:
    """Show a body: 市水利局, ~ by likeness, A+B together, @普陀区 a region's, ? asked, ! nobody of ours, - nobody named."""
    if body.departments:
        return "~" * body.guessed + "+".join(body.departments) + (f"@{body.region}" if body.region else "")
    if body.region:
        return f"@{body.region}"
    return ("?" + body.nearest if body.nearest else "!") if body.elsewhere else "-"


@pytest.mark.parametrize(("written", "who"), lines("ours"))
def test_who_signs_in_any_of_the_usual_ways_is_known(written: str, who: str) -> None:
    assert shown(BODIES.read(written)) == who


@pytest.mark.parametrize(("written", "who"), lines("others"))
def test_a_name_with_another_place_or_level_is_never_ours(written: str, who: str) -> None:
    assert shown(BODIES.read(written)) == who


@pytest.mark.parametrize(("written", "who"), lines("mentions"))
def test_a_title_or_a_files_name_gives_the_sender_and_the_region(written: str, who: str) -> None:
    assert shown(BODIES.mentioned_in(written)) == who


def test_what_is_nobodys_is_kept_as_it_was_written() -> None:
    assert BODIES.read("填报单位：台州市生态环境局（盖章）").elsewhere == "台州市生态环境局"
    assert not BODIES.read("规划科")


def test_a_long_text_is_soon_known_to_be_no_name() -> None:
    begun = time.process_time()
    assert not BODIES.read("某" * 32_767).departments
    assert time.process_time() - begun < 1
    assert BODIES.read("市 水 利 局").departments == ("市水利局",)
