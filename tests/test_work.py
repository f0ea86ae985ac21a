"""Files become batches one by one; the order is kept, and one bad file stops nothing."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from test_pipeline import ledgers  # noqa: F401  the fixture is asked for by name

import ecoreport as er
from ecoreport import work
from ecoreport.reading import Input

OFFICE = er.open_office()


def test_files_are_told_in_the_order_of_their_names_as_they_are_done(ledgers: Path) -> None:  # noqa: F811
    told: list[tuple[int, int, str]] = []
    sources = work.discover(ledgers)
    batch = work.read_all(reversed(sources), OFFICE, progress=lambda *step: told.append(step))
    names = sorted(source.name for source in sources)
    assert told == [(number, len(names), name) for number, name in enumerate(names, 1)]
    assert [submission.file for submission in batch.submissions] == names


def test_the_batch_does_not_depend_on_the_executor(ledgers: Path) -> None:  # noqa: F811
    class Slow(Executor):
        """Begins each piece of work only when its result is asked for."""

        def submit(self, call, /, *told, **named) -> Future:
            future: Future = Future()
            future.result = lambda _=None: call(*told, **named)  # type: ignore[method-assign]
            return future

    alone = work.read_all(work.discover(ledgers), OFFICE)
    with ThreadPoolExecutor(3) as pool:
        assert work.read_all(work.discover(ledgers), OFFICE, pool) == alone
    assert work.read_all(work.discover(ledgers), OFFICE, Slow()) == alone
    assert alone.period == 2020


def test_one_source_or_many_are_discovered(ledgers: Path) -> None:  # noqa: F811
    files = sorted(ledgers.iterdir())
    assert [source.name for source in work.discover(str(files[0]))] == [files[0].name]
    assert [source.name for source in work.discover(files)] == [source.name for source in work.discover(ledgers)]
    with pytest.raises(er.InputError, match="没有的"):
        work.discover("没有的.xlsx")


def test_an_unreadable_file_still_tells_by_its_name_who_sent_it() -> None:
    batch = work.read_one(Input("市水利局-台账.xlsx", data=b"PK\x03\x04"), OFFICE)
    (submission,) = batch.submissions
    assert (submission.department, submission.outcome) == ("市水利局", "failed")
    assert {finding.department for finding in batch.findings} == {"市水利局"}
    (unknown,) = work.read_one(Input("市水利局和市教育局.xlsx", data=b"PK\x03\x04"), OFFICE).submissions
    assert unknown.department is None
