"""The corpus, file by file, over one run of the command: what must be read is read, what is refused is called what it is."""

import corpus
import pytest
from corpus import judge

CASES = corpus.cases(fast=True)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> judge.Run:
    folder = tmp_path_factory.mktemp("c")
    corpus.build(folder / "corpus", CASES)
    return judge.run(folder / "corpus", folder / "out", watched=False)


@pytest.fixture(scope="module")
def faults(done: judge.Run) -> dict[str, list[str]]:
    return judge.judged(CASES, done)


def test_one_command_reads_all_of_it_without_a_traceback(done):
    assert done.code in {0, 1}
    assert "Traceback" not in done.said


def test_no_input_is_changed(done):
    assert not done.changed


def test_a_third_of_the_corpus_is_honest():
    files = [case for case in CASES if not case.member]
    assert len(files) >= 240
    assert 3 * sum(case.kind == "honest" for case in files) >= len(files)


def test_each_file_of_the_corpus_is_read_as_a_clerk_would_read_it(faults):
    assert {case.shown: told for case in CASES if (told := faults[corpus.place(case)])} == {}
