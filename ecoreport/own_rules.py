"""An office's own rules: a Python file with a RULES tuple. One that fails is a finding about that rule; everything else goes on.

A file is loaded and its rules are run in a worker of its own: one that never ends, ends the program or fills the memory costs itself.
Rules that a script gives as objects run here.
"""

import runpy
import traceback
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from ecoreport.errors import EcoReportError, InputError
from ecoreport.guard import Bounds, LostError, UnavailableError, Worker
from ecoreport.language import patterns as re
from ecoreport.language.filenames import shown_name
from ecoreport.model import Finding, Source
from ecoreport.paths import read_given
from ecoreport.records import dataclass
from ecoreport.rules import ERROR, Breach, Review, Rule

FAILED = Rule(
    "U101",
    ERROR,
    "规范性",
    "自定规则未能运行",
    "{rule}未能运行（{place}）：{problem}。其他规则照常核对",
    "请编写规则的人改正后重新核对；改好后可先用 ecoreport rule-test 检验",
    note="一条自定规则出错，只影响这一条",
)

RULES: tuple[Rule, ...] = (FAILED,)

BOUNDS = Bounds(seconds=60, memory=2 << 30)  # for loading a file, and for each of its rules

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # of an object in memory: another one in each run


def load_rules(paths: Iterable[str | Path]) -> tuple[Rule, ...]:
    """Load an office's own rules: the RULES tuple of each Python file.

    A file that fails while it is loaded gives a rule that finds this fault. Raise InputError where a file does not exist, has no RULES or
    ends the program.
    """
    return tuple(rule for path in paths for rule in _rules_of(Path(path)))


def _rules_of(path: Path) -> tuple[Rule, ...]:
    """Load one file in a worker; give its rules with a test that is run there. Where no worker starts, all of it is done here."""
    book = _Rulebook(path)
    try:
        told: list[Any] = list(book.worker.ask(_load_here, path))
    except UnavailableError:
        return _load(path)
    except LostError as loss:
        return (_broken(path, None, _lost(loss)),)
    return tuple(_broken(path, *facts) if place is None else Rule(**facts, test=_Elsewhere(book, place)) for place, facts in told)


def _lost(loss: LostError) -> str:
    return {"time": f"用时超过{BOUNDS.seconds:.0f}秒，已停止", "memory": "占用内存过多，已停止", "ended": "运行它的进程意外结束"}[loss.why]


class _Rulebook:
    """One file of rules and the worker that runs them; it ends with the last of the rules."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.worker = Worker(BOUNDS, heard=True)
        self._told: Review | None = None  # what the worker has been told to look at
        weakref.finalize(self, self.worker.end)

    def hold(self, place: int, review: Review, *, taken: bool) -> tuple[Finding, ...]:
        if self._told is not review or not self.worker.alive:
            list(self.worker.ask(_look_here, self.path, review))
            self._told = review
        return tuple(self.worker.ask(_hold_here, place, taken))  # type: ignore[arg-type]  # findings, as `_hold_here` yields them


@dataclass(frozen=True, slots=True, eq=False)
class _Elsewhere:
    """Stands for a rule's function where it does not run."""

    book: _Rulebook
    place: int  # of the rule in its file

    def __call__(self, _: Review) -> Iterator[Breach]:
        """Give no breach: the worker gives findings."""
        return iter(())


# ---- in the worker -----------------------------------------------------------------------------

_loaded: dict[Path, tuple[Rule, ...]] = {}
_looked_at: list[tuple[Path, Review]] = []


def _load_here(path: Path) -> Iterator[tuple[int | None, Any]]:
    """Load a file; tell of each rule its place and all of it that is plain, of one that cannot be loaded where and why."""
    rules = _loaded[path] = _load(path)
    for place, rule in enumerate(rules):
        if rule.code == FAILED.code:
            (breach,) = rule.test(None) if rule.test else ()  # type: ignore[arg-type]  # it looks at nothing
            yield None, (None, str(breach.words["problem"]), str(breach.words["place"]))
        else:
            yield place, {each.name: getattr(rule, each.name) for each in fields(rule) if each.name != "test"}


def _look_here(path: Path, review: Review) -> Iterator[object]:
    if path not in _loaded:  # an earlier worker did
        _loaded[path] = _load(path)
    _looked_at[:] = [(path, review)]
    return iter(())


def _hold_here(place: int, taken: bool) -> Iterator[Finding]:
    ((path, review),) = _looked_at
    yield from hold_own(_loaded[path][place], review, taken=taken)


def _load(path: Path) -> tuple[Rule, ...]:
    if b"\0" in read_given(path, "规则文件") or path.suffix.casefold() != ".py":
        raise InputError(f"规则文件“{shown_name(path)}”不是 Python 文件（.py）。请检查是否给错了文件。")
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise InputError(f"规则文件“{shown_name(path)}”的路径不是 UTF-8 编码，Python 不能运行它。请改名，或移到别的文件夹。") from error
    rules: object = None
    with _wall() as caught:
        rules = runpy.run_path(str(path)).get("RULES")
    if caught and isinstance(caught[0], SystemExit):
        raise InputError(
            f"规则文件“{shown_name(path)}”{_at(caught[0], path)}会结束整个程序（sys.exit、exit 或 quit）。请删去这一句后重试。"
        )
    if caught:
        return (_broken(path, caught[0]),)
    if not isinstance(rules, tuple) or not all(isinstance(rule, Rule) for rule in rules):
        raise InputError(f"规则文件“{shown_name(path)}”里应有一个 RULES 元组，元组里是用 ecoreport.rules.rule 做成的规则。")
    return rules


def _at(error: BaseException, path: Path) -> str:
    return f"第{line}行" if (line := _line_in(error, str(path))) else ""


def _broken(path: Path, error: BaseException | None, problem: str = "", place: str = "") -> Rule:
    """Make of a file that cannot be loaded a rule that finds just this."""
    line = _line_in(error, str(path)) if error else None
    told = _failure("规则文件", place or path.name, line, _problem(error) if error else problem, key=path.name)
    return replace(FAILED, test=lambda _: (told,), note=FAILED.word(told).message)


def require_loaded(rules: Iterable[Rule]) -> None:
    """Raise InputError where a file of rules could not be loaded: nothing can be tried then."""
    for rule in rules:
        if rule.code == FAILED.code:
            raise InputError(f"{rule.note.partition('。')[0]}。")


def hold_own(rule: Rule, review: Review, *, taken: bool = False) -> tuple[Finding, ...]:
    """Give what an own rule finds, and where it fails what it found until then and one finding about the rule; `taken`: its code is."""
    if isinstance(rule.test, _Elsewhere):
        book = rule.test.book
        try:
            return book.hold(rule.test.place, review, taken=taken)
        except (LostError, UnavailableError) as loss:
            problem = _lost(loss if isinstance(loss, LostError) else LostError("ended"))
            told = _failure(f"自定规则{rule.code}“{rule.title}”", book.path.name, None, problem, key=f"{book.path.name}|{rule.code}")
            return (FAILED.word(told),)
    found: list[Finding] = []
    with _wall() as caught:
        if taken:
            raise InputError(f"编号“{rule.code}”已被别的规则使用，请换一个编号")
        for breach in rule.test(review) if rule.test else ():
            _require_sound(breach, rule, review)
            found.append(rule.word(breach))
    for error in caught:
        code = getattr(rule.test, "__code__", None)
        file, first = (code.co_filename, code.co_firstlineno) if code else ("规则", None)
        line = _line_in(error, file) or first
        told = _failure(f"自定规则{rule.code}“{rule.title}”", Path(file).name, line, _problem(error), key=f"{Path(file).name}|{rule.code}")
        found.append(FAILED.word(told))
    return tuple(found)


@contextmanager
def _wall() -> Iterator[list[BaseException]]:
    """Catch whatever an office's own code raises, an order to exit too: it is written by others, and one rule never stops a run."""
    caught: list[BaseException] = []
    try:
        yield caught
    except KeyboardInterrupt:  # the person before the screen, not the rule
        raise
    except BaseException as error:  # noqa: BLE001 — the one wall around code that is not ours
        caught.append(error)


def _failure(rule: str, file: str, line: int | None, problem: str, *, key: str) -> Breach:
    place = f"{file}第{line}行" if line else file
    return Breach(key=key, words={"rule": rule, "place": place, "problem": problem})


def _require_sound(breach: object, rule: Rule, review: Review) -> None:
    """Raise InputError where a breach is none, speaks of what the plan does not have, or leaves a blank of the message open."""
    if not isinstance(breach, Breach):
        raise InputError(f"应逐条给出 Breach，却给出了 {type(breach).__name__}")
    known = {subject.id for subject in (*review.system.subjects, *review.system.key_tasks)}
    if breach.subject is not None and breach.subject not in known:
        raise InputError(f"指标体系中没有编码为“{breach.subject}”的指标、正文目标或重点任务")
    if not all(isinstance(source, Source) for source in (*([breach.source] if breach.source else ()), *breach.others)):
        raise InputError("Breach 的出处（source、others）应取自台账记录的 source")
    if not isinstance(breach.department, str | None):
        raise InputError(f"Breach 的单位（department）应是单位名称，却是“{breach.department}”")
    for name in rule.blanks:
        if name not in breach.words:
            raise InputError(f"规则的话里有空“{{{name}}}”，而 Breach 的 words 没有给出“{name}”")


def _line_in(error: BaseException, file: str) -> int | None:
    """Find the line of a file at which an error came up; None where it came up elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return lines[-1] if lines else None


def _problem(error: BaseException) -> str:
    """Say in Chinese what went wrong in Python."""
    match error:
        case EcoReportError():
            return str(error).rstrip("。")
        case SyntaxError() if "utf-8" in error.msg:
            return "文件不是 UTF-8 编码，请另存为 UTF-8"
        case SyntaxError():
            return f"有语法错误（{error.msg}）"
        case ModuleNotFoundError():
            return f"找不到模块“{error.name}”"
        case NameError():
            return f"“{error.name}”没有定义"
        case AttributeError():
            return f"{type(error.obj).__name__} 没有“{error.name}”这一项"
        case KeyError():
            return f"找不到“{error.args[0] if error.args else ''}”"
        case SystemExit():
            return "规则要结束整个程序（sys.exit、exit 或 quit）"
        case ZeroDivisionError():
            return "除数为0"
    return f"出错（{type(error).__name__}：{_ADDRESS.sub('', str(error))}）"
