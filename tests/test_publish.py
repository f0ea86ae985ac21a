"""The outputs of a run appear together, whole, or not at all."""

import errno
import hashlib
import json
import os
from pathlib import Path

import pytest

from ecoreport import machine
from ecoreport.errors import OutputError
from ecoreport.publish import claim, commit, files, require_writable

LETTER = "文书/市水利局-催报函.docx"  # of the round before: it goes aside
OLD = {"汇总表.xlsx": b"old book", "部门自查报告/市水利局.docx": b"old paper", LETTER: b"letter", "result.json": b"old result"}
ASIDE = {f"历史/第1轮/{LETTER}": b"letter"}
NEW = {"部门自查报告/市水利局.docx": b"new paper", "部门自查报告/市统计局.docx": b"another", "汇总表.xlsx": b"new book"}
PLAIN, LINKED = "one after another", "through links"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PAUSE", 0)


def put_back(folder: Path) -> None:
    for name in SEALED:
        (folder / name).unlink(missing_ok=True)
        for parent in (folder / name).relative_to(folder).parents[:-1]:
            if (folder / parent).is_dir() and not any((folder / parent).iterdir()):
                (folder / parent).rmdir()
    for name, data in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(params=[LINKED, PLAIN])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the outputs of an earlier run, on a system with such links and on one without."""
    monkeypatch.setattr(machine, "shows_through_links", lambda: request.param == LINKED)
    put_back(tmp_path / "输出")
    return tmp_path / "输出"


def seal(digests: dict[str, str]) -> bytes:
    return json.dumps(digests, ensure_ascii=False).encode()


def publish(folder: Path) -> dict[str, str]:
    with claim(folder) as held:
        return {
            name: path.relative_to(folder).as_posix()
            for name, path in commit(held, NEW, "result.json", seal, aside=ASIDE, gone=[LETTER]).items()
        }


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


SEALED = NEW | ASIDE | {"result.json": seal({name: hashlib.sha256(data).hexdigest() for name, data in NEW.items()})}


# ---- one run ---------------------------------------------------------------------------------------


def test_the_outputs_of_a_run_replace_the_old_ones_and_nothing_else_is_left(out: Path) -> None:
    (out / "我的笔记.txt").write_bytes(b"typed")
    assert publish(out) == {name: name for name in (*NEW, "result.json")}
    assert contents(out) == {"我的笔记.txt": b"typed"} | SEALED
    assert not any(path.is_symlink() or path.name.startswith(".") for path in out.rglob("*"))


def test_a_first_run_makes_its_folder(tmp_path: Path) -> None:
    publish(tmp_path / "新的" / "输出")
    assert contents(tmp_path / "新的" / "输出") == SEALED


def test_where_nothing_is_written_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), claim(tmp_path / "新的" / "输出"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


OPERATIONS = ("mkdir", "open", "write", "fsync", "link", "symlink", "rename", "replace", "unlink", "rmdir", "ftruncate", "scandir")


def failing(monkeypatch: pytest.MonkeyPatch, number: int, fault: int) -> list[str]:
    """Let the n-th file operation fail; the list tells which did."""
    failed: list[str] = []
    done = 0

    def watched(name: str, operation):
        def do(*given, **options):
            nonlocal done
            done += 1
            if done == number:
                failed.append(name)
                raise OSError(fault, os.strerror(fault))
            return operation(*given, **options)

        return do

    monkeypatch.setattr(os, "fsync", lambda _: None)  # it takes most of the time
    for name in OPERATIONS:
        monkeypatch.setattr(os, name, watched(name, getattr(os, name)))
    return failed


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EACCES])
def test_whatever_operation_fails_all_is_old_or_all_is_new(out: Path, fault: int) -> None:
    number, refusals = 0, 0
    while True:
        number += 1
        with pytest.MonkeyPatch.context() as patch:
            failed = failing(patch, number, fault)
            try:
                publish(out)
                told = ""
            except OutputError as refused:
                told = str(refused)
        if not failed:
            break
        found = {name: data for name, data in contents(out).items() if not name.startswith(".ecoreport/")}
        left = {LETTER: b"letter"} if failed == ["unlink"] and LETTER in found and not told else {}  # it is held open, and stays
        assert found == (OLD if told and "已经写好" not in told else SEALED | left), (number, failed, told)
        refusals += bool(told)
        with claim(out):  # what could not be taken away goes with the next run
            pass
        assert contents(out) == found, (number, failed)
        assert not [path for path in out.rglob("*") if path.is_symlink()], (number, failed)
        put_back(out)
    assert number > 40
    assert refusals > 15


def killed_at(rename: int, folder: Path) -> bool:
    """Run in a process that ends, as if killed, before its n-th rename; did it."""
    if (child := os.fork()) == 0:
        left, really = rename, os.replace

        def replace(*given: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            really(*given)

        os.replace, os.fsync = replace, lambda _: None
        publish(folder)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system forks no process")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a process of several threads forks
def test_a_run_that_was_killed_is_ended_by_the_next_one(out: Path) -> None:
    linked = machine.shows_through_links()
    seen = []
    while killed_at(len(seen), out):
        shown = {name: (out / name).read_bytes() for name in OLD | SEALED if (out / name).exists()}
        with claim(out):
            pass
        found = contents(out)
        assert found in (OLD, SEALED), len(seen)
        assert not linked or shown == found  # what any reader saw right after was whole, and the next run did not change it
        seen.append(found == SEALED)
        put_back(out)
    assert seen == ([False] * 7 + [True] * 5 if linked else [True] * 5)


def killed_run(out: Path, name: str, old: bytes | None) -> Path:
    """Lay down what a run leaves that was killed before its first rename, on a system without links."""
    run = out / ".ecoreport" / "run-1"
    (run / "new").mkdir(parents=True)
    (run / "old").mkdir()
    (run / "new" / "0").write_bytes(b"new")
    digests = {"old": None if old is None else hashlib.sha256(old).hexdigest(), "new": hashlib.sha256(b"new").hexdigest()}
    (run / "journal.json").write_text(json.dumps([{"name": name} | digests]), "utf-8")
    return run


@pytest.mark.parametrize(("found", "left"), [(b"old", b"new"), (b"new", b"new"), (b"typed since", b"typed since"), (None, b"new")])
def test_the_next_run_finishes_but_keeps_what_people_typed_since(tmp_path: Path, found: bytes | None, left: bytes) -> None:
    if found is not None:
        (tmp_path / "汇总表.xlsx").write_bytes(found)
    killed_run(tmp_path, "汇总表.xlsx", b"old")
    with claim(tmp_path):
        pass
    assert contents(tmp_path) == {"汇总表.xlsx": left}


def test_a_run_that_was_being_taken_back_stays_taken_back(tmp_path: Path) -> None:
    run = killed_run(tmp_path, "汇总表.xlsx", b"old")
    (run / "undo").write_bytes(b"")
    (run / "new" / "0").replace(tmp_path / "汇总表.xlsx")
    (run / "old" / "0").write_bytes(b"old")
    with claim(tmp_path):
        pass
    assert contents(tmp_path) == {"汇总表.xlsx": b"old"}


@pytest.mark.parametrize("instead", ["nothing", "a link"])
def test_a_folder_that_went_after_a_kill_blocks_nobody(tmp_path: Path, instead: str) -> None:
    out, outside = tmp_path / "输出", tmp_path / "外面"
    outside.mkdir()
    killed_run(out, "部门自查报告/市水利局.docx", None)
    if instead == "a link":
        (out / "部门自查报告").symlink_to(outside)
    with claim(out):
        pass
    assert contents(out) == contents(outside) == {}


@pytest.mark.parametrize("name", ["../外面.txt", "/外面.txt", "部门自查报告/../../外面.txt", "C:\\外面.txt", "", ".ecoreport/lock"])
def test_a_planted_journal_leads_nowhere(tmp_path: Path, name: str) -> None:
    run = tmp_path / "输出" / ".ecoreport" / "run-1"
    (run / "new").mkdir(parents=True)
    (run / "new" / "0").write_bytes(b"planted")
    (run / "journal.json").write_text(json.dumps([{"name": name, "old": None, "new": ""}]), "utf-8")
    with claim(tmp_path / "输出"):
        pass
    assert contents(tmp_path) == {}


# ---- two runs --------------------------------------------------------------------------------------


def test_a_second_run_is_told_who_is_at_work_and_touches_nothing(out: Path) -> None:
    with claim(out), pytest.raises(OutputError, match=rf"正由另一次运行使用（进程 {os.getpid()}，计算机 .+，20\d\d-.+ 开始）。请等"):
        publish(out)
    assert contents(out) == OLD
    assert publish(out)


def test_the_lock_of_a_run_that_is_gone_blocks_nobody(out: Path) -> None:
    (out / ".ecoreport").mkdir()
    (out / ".ecoreport" / "lock").write_text('{"pid": 1, "host": "别处", "since": "2020-01-01 00:00:00"}')
    assert publish(out)
    assert contents(out) == SEALED


def test_a_folder_that_goes_while_it_is_claimed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really, gone = os.mkdir, []

    def mkdir(path: Path, *mode: int) -> None:
        if Path(path).name == ".ecoreport" and not gone:
            gone.append(path)
            Path(path).parent.rmdir()  # as a run does that has just ended without a result
        really(path, *mode)

    monkeypatch.setattr(os, "mkdir", mkdir)
    publish(tmp_path / "输出")
    assert gone
    assert contents(tmp_path / "输出") == SEALED


def test_what_else_lies_in_our_folder_stays(out: Path) -> None:
    (out / ".ecoreport").mkdir()
    (out / ".ecoreport" / "cache").write_bytes(b"read before")
    publish(out)
    assert contents(out) == SEALED | {".ecoreport/cache": b"read before"}


# ---- what another program holds open ---------------------------------------------------------------


def held(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    rename = Path.replace

    def refuse(path: Path, other: Path) -> Path:
        if Path(other).name in names:
            raise PermissionError(13, "in use")
        return rename(path, other)

    monkeypatch.setattr(Path, "replace", refuse)


def test_an_output_that_is_open_in_excel_is_written_beside_and_result_json_says_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch, "汇总表.xlsx", "市水利局.docx")
    beside = {
        "部门自查报告/市水利局(新1).docx": b"new paper",
        "部门自查报告/市统计局.docx": b"another",
        "汇总表(新1).xlsx": b"new book",
    }
    assert list(publish(out).values()) == [*beside, "result.json"]
    found = contents(out)
    assert json.loads(found["result.json"]) == {name: hashlib.sha256(data).hexdigest() for name, data in beside.items()}
    assert found | {LETTER: b"letter"} == OLD | beside | ASIDE | {"result.json": found["result.json"]}


def test_without_result_json_nothing_is_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(monkeypatch, "result.json")
    with pytest.raises(OutputError, match=r"result\.json”：正被其他程序打开"):
        publish(out)
    assert contents(out) == OLD


# ---- what lies in the way --------------------------------------------------------------------------


@pytest.mark.parametrize("place", [".ecoreport", "部门自查报告", "汇总表.xlsx", "result.json"])
def test_a_link_is_never_followed(tmp_path: Path, place: str) -> None:
    outside, folder = tmp_path / "外面", tmp_path / "输出"
    outside.mkdir()
    (outside / "文件").write_bytes(b"theirs")
    folder.mkdir()
    (folder / place).symlink_to(outside if "." not in place[1:] else outside / "文件")
    with pytest.raises(OutputError, match="是一个链接"):
        publish(folder)
    assert contents(outside) == {"文件": b"theirs"}
    assert (folder / place).is_symlink()


def test_a_link_that_a_killed_run_left_blocks_nobody_when_its_folder_was_deleted(out: Path) -> None:
    for name in OLD:
        (out / name).unlink()
        (out / name).symlink_to("../" * name.count("/") + ".ecoreport/run-1/now/0")
    publish(out)
    assert contents(out) == SEALED


def test_a_folder_in_the_place_of_an_output_is_told(tmp_path: Path) -> None:
    (tmp_path / "汇总表.xlsx").mkdir()
    with pytest.raises(OutputError, match=r"汇总表\.xlsx”不是文件，占了输出文件的名字"):
        publish(tmp_path)
    (tmp_path / "汇总表.xlsx").rmdir()
    (tmp_path / "部门自查报告").write_bytes(b"")
    with pytest.raises(OutputError, match="部门自查报告”不是文件夹，占了输出文件夹的名字"):
        publish(tmp_path)


def test_too_little_space_is_told_before_anything_is_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_space", lambda _: 1 << 19)
    with pytest.raises(OutputError, match=r"磁盘空间不够：需要 1\.0 MB，只剩 0\.5 MB。请清理磁盘"):
        publish(out)
    assert contents(out) == OLD


PLACES = {
    "a file": ("文件", "不能写入（已有同名的文件"),
    "below a file": ("文件/输出", "不能写入（路径中有一段是文件，不是文件夹）"),
    "too long": ("长" * 90, "不能写入（文件名或路径太长）"),
    "no name": ("输\0出", "不能写入（名称不合系统的规定）"),
}


@pytest.mark.parametrize(("name", "says"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("door", [publish, require_writable])
def test_a_place_that_cannot_be_is_one_sentence(tmp_path: Path, door, name: str, says: str) -> None:
    (tmp_path / "文件").write_bytes(b"theirs")
    with pytest.raises(OutputError) as refused:
        door(tmp_path / name)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert contents(tmp_path) == {"文件": b"theirs"}


def test_a_read_only_place_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(OutputError, match="不能写入（所在的盘是只读的）。请检查"):
        publish(tmp_path / "输出")
