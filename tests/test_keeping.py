"""What was read once is not read again while nothing has changed on which its reading depends; and a cache is never believed."""

import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from little_plans import little_plan
from test_frames import Harmful
from test_pipeline import ledgers  # noqa: F401  the fixture is asked for by name
from test_work import LEDGER, Fatal, archive

import ecoreport as er
from ecoreport import frames, keeping, one_file, work
from ecoreport.keeping import Kept
from ecoreport.model import Batch
from ecoreport.publish import Shelf, claim
from ecoreport.reading import Input

OFFICE = er.open_office()
PLAN = little_plan()
OTHER = "指标名称,2020年\n森林覆盖率,50.5\n"
SOURCES = [Input("市财政局/甲.csv", data=LEDGER.encode()), Input("乙.csv", data=OTHER.encode())]


def read(out: Path, sources=SOURCES, office=OFFICE, *, on: bool = True) -> Batch:
    with claim(out) as folder, Kept(folder, on=on) as kept:
        return work.read_all(sources, office, hands=work.Hands(kept=kept))


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Name each file that is truly opened, here or in a worker."""
    names: list[str] = []
    whole, ask = one_file.read_whole, work._ask
    monkeypatch.setattr(work, "read_whole", lambda source, office: (names.append(source.name), whole(source, office))[1])
    monkeypatch.setattr(work, "_ask", lambda worker, source, office: (names.append(source.name), ask(worker, source, office))[1])
    return names


def test_what_was_read_is_not_read_again(tmp_path: Path, opened: list[str]) -> None:
    first = read(tmp_path)
    assert opened == ["乙.csv", "市财政局/甲.csv"]
    opened.clear()
    assert read(tmp_path) == first
    assert opened == []
    changed = [replace(SOURCES[0], data=LEDGER.replace("85", "86").encode()), *SOURCES[1:]]
    assert [str(entry.actual.value) for entry in read(tmp_path, changed).entries][-1] == "86"
    assert opened == ["市财政局/甲.csv"]


@pytest.mark.parametrize(
    "change",
    [
        lambda office: replace(office, period=2019),
        lambda office: replace(office, system=replace(office.system, stages=())),
        lambda office: replace(office, vocabulary=replace(office.vocabulary, measure=("x",))),
        lambda office: replace(office, decisions=replace(office.decisions, readings=(("form", "A"),))),
    ],
)
def test_whatever_a_reading_depends_on_is_of_its_key(change: Callable[[er.Office], er.Office]) -> None:
    assert keeping.fingerprint(change(OFFICE)) != keeping.fingerprint(OFFICE)


def test_another_program_reads_anew(monkeypatch) -> None:
    before = keeping.fingerprint(OFFICE)
    monkeypatch.setattr(keeping, "code", lambda: "another")
    assert keeping.fingerprint(OFFICE) != before
    monkeypatch.setattr(keeping, "code", lambda: "")  # packed into one file: nobody can tell
    assert keeping.fingerprint(OFFICE) == b""


def test_what_a_folder_is_called_is_of_its_key(tmp_path: Path, opened: list[str]) -> None:
    read(tmp_path)
    opened.clear()
    moved = [replace(SOURCES[0], name="市教育局/甲.csv")]
    assert read(tmp_path, moved).submissions[0].department == "市教育局"
    assert opened == ["市教育局/甲.csv"]


def test_every_process_makes_the_same_key_and_the_same_bytes() -> None:
    program = (
        "import ecoreport as er; from ecoreport import frames, keeping, one_file; from ecoreport.reading import Input\n"
        "office = er.open_office(); print(keeping.fingerprint(office).hex())\n"
        f"print(frames.pack(one_file.read_whole(Input('甲.csv', data={LEDGER.encode()!r}), office)).hex())"
    )
    batch = one_file.read_whole(Input("甲.csv", data=LEDGER.encode()), OFFICE)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7"}
    told = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert told == [keeping.fingerprint(OFFICE).hex(), frames.pack(batch).hex()]


# ---- a cache that somebody has touched --------------------------------------------------------------


def rewrite(out: Path, made: Callable[[bytes], bytes]) -> None:
    """Replace what lies on the shelf under each key, its sha256 included."""
    with claim(out) as folder, Kept(folder) as kept:
        base = kept.reading_for(OFFICE)._base
        with Shelf(folder) as shelf:
            for source in SOURCES:
                key = kept._key(source.name, work.reading.digest(source))
                data = shelf.find(key)
                assert data is not None
                shelf.lay(key, made(data))
            shelf.keep()
        kept._base = b""
        kept._shelf.clear = lambda: None  # type: ignore[method-assign]  # what was laid stays
    assert base


@pytest.mark.parametrize(
    "made",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda _: zlib.compress(b"no pickle"),
        lambda _: frames.pack(Batch()),
        lambda _: frames.pack(("a", 1)),
        lambda _: zlib.compress(__import__("pickle").dumps(Harmful())),
        lambda data: frames.pack(replace(frames.unpack(data), submissions=())),  # type: ignore[type-var]
    ],
)
def test_what_is_forged_is_read_anew(made, tmp_path: Path) -> None:
    expected = read(tmp_path)
    rewrite(tmp_path, made)
    assert read(tmp_path) == expected


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data[:-7],
        lambda data: data[: len(data) // 3],
        lambda _: b"",
        lambda data: b"something else" + data,
        lambda data: bytes(byte ^ (number > 100 and number % 50 == 0) for number, byte in enumerate(data)),
    ],
)
def test_what_is_torn_is_read_anew(broken: Callable[[bytes], bytes], tmp_path: Path) -> None:
    expected = read(tmp_path)
    place = tmp_path / ".ecoreport" / "cache"
    whole = place.read_bytes()
    place.write_bytes(broken(whole))
    assert read(tmp_path) == expected
    assert place.read_bytes() == whole, "it is whole again"


def test_a_folder_or_a_link_in_its_place_costs_the_cache_alone(tmp_path: Path) -> None:
    expected = read(tmp_path)
    place = tmp_path / ".ecoreport" / "cache"
    place.rename(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    place.symlink_to(tmp_path / "elsewhere")
    assert read(tmp_path) == expected
    assert (tmp_path / "elsewhere").read_bytes() == before
    place.unlink()
    place.mkdir()
    assert read(tmp_path) == expected
    assert [path.name for path in place.parent.iterdir()] == ["cache"]


def test_where_nothing_can_be_kept_all_is_read(tmp_path: Path, monkeypatch) -> None:
    expected = read(tmp_path)
    (tmp_path / ".ecoreport" / "cache").unlink()
    monkeypatch.setattr(Path, "mkdir", _refuse_run_folders(Path.mkdir))
    assert read(tmp_path) == expected


def _refuse_run_folders(mkdir):
    def refuse(self: Path, *told, **named) -> None:
        if self.name.startswith("run-"):
            raise OSError(30, "read-only")
        mkdir(self, *told, **named)

    return refuse


def test_a_file_that_was_lost_or_could_not_be_opened_is_tried_again(tmp_path: Path, opened: list[str], monkeypatch) -> None:
    sources = [Input("锁.zip", data=archive("二.csv")), Input("包.zip", data=archive()), Input("空.csv", data=b""), SOURCES[0]]
    office = replace(OFFICE, passwords=(Fatal("x"),))
    monkeypatch.setattr(Kept, "reading_for", lambda self, home: (setattr(self, "_base", keeping.fingerprint(home)), self)[1])
    read(tmp_path, sources, office)
    opened.clear()
    read(tmp_path, sources, office)
    assert sorted(opened) == ["空.csv", "锁.zip"]


def test_where_a_password_opens_files_nothing_is_kept(tmp_path: Path, opened: list[str]) -> None:
    read(tmp_path)
    read(tmp_path, office=replace(OFFICE, passwords=("a",)))
    assert len(opened) == 4
    assert contents(tmp_path) == {}


# ---- in a run ---------------------------------------------------------------------------------------


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_cold_warm_and_in_two_processes_the_same_bytes_are_written(ledgers: Path, tmp_path: Path, opened: list[str]) -> None:  # noqa: F811
    er.run(ledgers, tmp_path / "一", PLAN)
    cold = contents(tmp_path / "一")
    opened.clear()
    er.run(ledgers, tmp_path / "一", PLAN)
    assert opened == []
    assert contents(tmp_path / "一") == cold
    er.run(ledgers, tmp_path / "二", PLAN, jobs=2)
    assert contents(tmp_path / "二") == cold


def test_what_is_given_away_holds_no_cache_and_a_run_that_fails_changes_none(ledgers: Path, tmp_path: Path) -> None:  # noqa: F811
    er.run(ledgers, tmp_path / "外发", PLAN, redact=True)
    assert ".ecoreport/cache" not in contents(tmp_path / "外发")
    read(tmp_path / "一")
    before = contents(tmp_path / "一")
    with pytest.raises(er.InputError):
        er.run(tmp_path / "外发" / "汇总表.xlsx", tmp_path / "一")
    assert contents(tmp_path / "一") == before
    read(tmp_path / "一", on=False)  # --reread
    assert contents(tmp_path / "一") == {}
