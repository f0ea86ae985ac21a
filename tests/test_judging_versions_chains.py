"""Chains of three corrections in every mixture, held against a little model that knows only what was sent, in which order."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

import pytest
from deliveries import came, settle

from ecoreport.judging.living import living
from ecoreport.judging.replaced import replaced_in
from ecoreport.model import Batch

QUESTIONS = ("43", "46", "T40", "E3-02")  # two items, a key task, a piece of evidence
SUBSETS = [tuple(q for q, taken in zip(QUESTIONS, taken, strict=True) if taken) for taken in product((0, 1), repeat=4)]

# How three deliveries say in which order they came: names, and what stands on their covers.
CHAINS = {
    "days": ("甲.xlsx on=2021-01-08", "乙.xlsx on=2021-01-15", "丙.xlsx on=2021-01-20"),
    "days in names": ("台账0108.xlsx", "台账0115.xlsx", "台账0120.xlsx"),
    "drafts": ("第一稿.xlsx", "第二稿.xlsx", "第三稿.xlsx"),
    "versions": ("台账.xlsx", "台账v2.xlsx", "台账v10.xlsx"),
    "a copy's number, then 更正": ("台账.xlsx", "台账(2).xlsx", "台账更正.xlsx"),
    "draft, plain, final": ("台账初稿.xlsx", "台账.xlsx", "台账终稿.xlsx"),
    "words, then a day": ("甲.xlsx on=2021-01-08", "甲更正.xlsx on=2021-01-08", "乙.xlsx on=2021-01-20 title=数据更正表"),
    "deliveries by folder": ("第一次报送/台账.xlsx", "第二次报送/台账.xlsx", "第三次报送/台账.xlsx"),
    "a sheet's name and a title": ("台账.xlsx", "乙.xlsx sheet=补充", "丙.xlsx sheet=更正 on=2021-01-20 title=台账（第二稿）"),
}


def sent(answers: dict[str, str]) -> str:
    return " ".join(f"{question}:{value}" for question, value in answers.items())


def stands(batch: Batch) -> dict[str, list[tuple[str, str]]]:
    """Say what a batch answers: to each question what is written, and in which file."""
    told: dict[str, list[tuple[str, str]]] = {}
    alive = living(batch)
    for entry in alive.entries:
        told.setdefault(entry.subject, []).append((entry.actual.raw, entry.file))
    for report in alive.tasks:
        told.setdefault(report.subject, []).append((report.status.text if report.status else "", report.file))
    for piece in alive.evidence:
        told.setdefault(f"E{piece.number}", []).append((piece.title, piece.file))
    return told


def model(deliveries: Sequence[tuple[str, dict[str, str]]]) -> tuple[dict[str, list[tuple[str, str]]], int]:
    """Say what stands after deliveries in their order: the last word on each question, and how many gave way.

    A delivery that says nothing new is no delivery.
    """
    last: dict[str, tuple[str, str]] = {}
    gone = 0
    for file, answers in deliveries:
        if answers and all(question in last and last[question][0] == value for question, value in answers.items()):
            continue
        for question, value in answers.items():
            gone += question in last
            last[question] = (value, file)
    return {question: [told] for question, told in last.items()}, gone


def chains() -> Iterator[tuple[dict[str, str], ...]]:
    """A full ledger, then two corrections: each of any questions, with new values, the same or the first ones again."""
    full = dict.fromkeys(QUESTIONS, "甲")
    for second, third in product(SUBSETS[1:], repeat=2):
        for value in ("丙", "甲"):  # a third value, or back to the first
            yield full, dict.fromkeys(second, "乙"), dict.fromkeys(third, value)


@pytest.mark.parametrize("names", [pytest.param(names, id=name) for name, names in CHAINS.items()])
def test_every_answer_of_a_chain_stands_with_its_own_source(names: tuple[str, str, str]) -> None:
    files = [name.split(" ")[0] for name in names]
    first = list(CHAINS.values()).index(names) % 3  # each chain is sent in three of the nine ways
    for number, chain in list(enumerate(chains()))[first::3]:
        lines = [f"{name} {sent(answers)}" for name, answers in zip(names, chain, strict=True)]
        expected, gone = model(list(zip(files, chain, strict=True)))
        order = list(permutations(lines))[number % 6]
        batch = settle(came(*order, period=2020))
        assert stands(batch) == expected, order
        assert len(replaced_in(batch, 2020)) == gone, order
        assert not {finding.code for finding in batch.findings} & {"H502", "H505"}


def test_the_order_in_which_files_are_read_never_matters() -> None:
    for names in CHAINS.values():
        for chain in list(chains())[::31]:
            lines = [f"{name} {sent(answers)}" for name, answers in zip(names, chain, strict=True)]
            told = [settle(came(*order, period=2020)) for order in permutations(lines)]
            assert len({str(stands(batch)) for batch in map(_sorted, told)}) == 1
            assert len({frozenset(finding.id for finding in batch.findings) for batch in told}) == 1


def _sorted(batch: Batch) -> Batch:
    return Batch(
        batch.submissions, tuple(sorted(batch.entries, key=lambda entry: entry.actual.source)),
        tuple(sorted(batch.tasks, key=lambda report: report.source)), tuple(sorted(batch.evidence, key=lambda piece: piece.source)),
    )  # fmt: skip


def test_parts_that_were_settled_apart_are_the_same_together() -> None:
    for names in CHAINS.values():
        for chain in list(chains())[::29]:
            one, two, three = (came(f"{name} {sent(answers)}", period=2020) for name, answers in zip(names, chain, strict=True))
            together = settle(one + two + three)
            assert settle(settle(one + two) + three) == settle(one + settle(two + three)) == together


def test_two_departments_cross_without_touching() -> None:
    names = CHAINS["days"]
    for mine, theirs in list(product(list(chains())[::23], list(chains())[::31])):
        told = []
        for of, chain in (("市城管局", mine), ("市住建局", theirs)):
            told += [f"{of}/{name} of={of} {sent(answers)}" for name, answers in zip(names, chain, strict=True)]
        batch = settle(came(*told[::2], *told[1::2], period=2020))
        for of, chain in (("市城管局", mine), ("市住建局", theirs)):
            files = [f"{of}/{name.split(' ')[0]}" for name in names]
            expected, _ = model(list(zip(files, chain, strict=True)))
            own = {question: [each for each in each_of if each[1].startswith(of)] for question, each_of in stands(batch).items()}
            assert own == expected


BLANKS = ("—", "暂无")


def test_what_is_left_blank_stands_and_what_is_taken_back_is_asked() -> None:
    for names, second, blank in product(CHAINS.values(), SUBSETS[1:], BLANKS):
        items = [question for question in second if question[0] not in "TE"]
        answers = " ".join(f"{item}—" if blank == "—" else f"{item}:{blank}" for item in items)
        if not items:
            continue
        batch = settle(came(f"{names[0]} {sent(dict.fromkeys(QUESTIONS, '甲'))}", f"{names[1]} {answers}", period=2020))
        lost = [finding for finding in batch.findings if finding.code == "H505"]
        told = stands(batch)
        for item in QUESTIONS[:2]:
            standing = [raw for raw, _ in told[item] if raw != "—"]
            assert standing == (["暂无"] if item in items and blank == "暂无" else ["甲"])
        assert sorted(str(finding.subject) for finding in lost) == (sorted(items) if blank == "暂无" else [])
