"""How the command is used, wholly in Chinese: what a verb takes, its help, and one sentence for each wrong use.

A verb is a function whose parameters say in their annotations how they are given (`option`, `argument`). Nothing is abbreviated and nothing
is guessed. There is no parser of others' here: the known ones take longer to open than a small ledger to check, and speak English.
"""

import difflib
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, NoReturn, get_args, get_origin

from ecoreport.errors import InputError
from ecoreport.language.filenames import shown_name
from ecoreport.language.widths import width
from ecoreport.records import dataclass

_HINT = "用 ecoreport --help 或 ecoreport 命令 --help 查看用法。"
_HELP_NAMES = ("-h", "--help")


@dataclass(frozen=True, slots=True)
class Given:
    """How something is given: by one of several names, or, without one, by its place."""

    names: tuple[str, ...]
    metavar: str
    help: str


def option(*names: str, help: str, metavar: str = "") -> Given:  # noqa: A002 — as everybody calls it
    """Say by which names an option is given, and what stands behind it."""
    return Given(names, metavar, help)


def argument(metavar: str, help: str) -> Given:  # noqa: A002 — the same
    """Say what is given by its place."""
    return Given((), metavar, help)


# What several verbs take.
InputsArgument = Annotated[list[Path], argument(metavar="台账...", help="台账文件、文件夹或压缩包，可以给多个")]
OutOption = Annotated[Path, option("-o", "--out", metavar="文件夹", help="结果放在哪里（没有就新建）")]
SystemOption = Annotated[Path | None, option("--system", metavar="X.xlsx", help="自己的指标体系工作簿；不给就用内置的舟山2020")]
PeriodOption = Annotated[str | None, option("--period", metavar="年份", help="考核年；不给就用指标体系“参数”表中的年份")]
AsOfOption = Annotated[str | None, option("--as-of", metavar="日期", help="截止日，如 2020-12-31；不给就是考核年的12月31日")]
PasswordOption = Annotated[list[str], option("--password", metavar="密码", help="打开加密台账的密码，可以给多个")]
EvidenceOption = Annotated[Path | None, option("--evidence", metavar="文件夹", help="佐证材料所在文件夹；给了才核对材料在不在")]
RulesOption = Annotated[list[Path], option("--rules", metavar="X.py", help="自己的核对规则（含 RULES 的 Python 文件），可以给多个")]
TemplatesOption = Annotated[Path | None, option("--templates", metavar="文件夹", help="改过的模板所在文件夹（先用 ecoreport init 复制）")]
PreviousOption = Annotated[
    Path | None,
    option("--previous", metavar="上一轮", help="接续另一次运行：其输出文件夹、汇总表.xlsx 或 result.json"),
]
JobsOption = Annotated[
    int | None,
    option("--jobs", metavar="N", help="几个进程同时读；不给就自己定（约150份起多用）"),
]
ClusterOption = Annotated[str | None, option("--cluster", metavar="地址", help="在 Dask 集群上读台账，如 tcp://192.168.1.10:8786")]
RereadOption = Annotated[bool, option("--reread", help="全部重新读取，不用也不留上次读过的结果（缓存）")]
FinishedArgument = Annotated[Path, argument(metavar="输出文件夹", help="ecoreport run 写出结果的文件夹")]
JsonOption = Annotated[bool, option("--json", help="给出 JSON，供别的程序用")]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a verb takes."""

    name: str
    given: Given
    kind: type
    several: bool
    needed: bool
    default: object

    @property
    def flag(self) -> bool:
        """Is nothing behind it."""
        return self.kind is bool

    @property
    def shown(self) -> str:
        """Name it as the help does."""
        return " ".join(part for part in (", ".join(self.given.names), self.given.metavar) if part)

    def take(self, words: list[str]) -> object:
        """Make of what was written what the verb is given; raise InputError where it cannot be."""
        if self.flag:
            return True
        try:
            values = [self.kind(word) for word in words]
        except ValueError as fault:
            raise InputError(f"“{self.shown}”的内容不对，应为：{self.given.help}。{_HINT}") from fault
        return values if self.several else values[-1]


_HELP = Parameter("help", Given(_HELP_NAMES, "", "显示这段说明"), bool, several=False, needed=False, default=False)
_VERSION = Parameter("version", Given(("--version",), "", "显示版本号"), bool, several=False, needed=False, default=False)


class Verb:
    """One verb of the command: its name, what it does in a sentence, and the function that does it."""

    def __init__(self, name: str, says: str, run: Callable[..., int | None]) -> None:
        self.name = name
        self.says = says
        self.run = run

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """List what it takes, in the order of the help."""
        code, defaults = self.run.__code__, self.run.__defaults__ or ()
        names = code.co_varnames[: code.co_argcount]
        given = dict(zip(reversed(names), reversed(defaults), strict=False))
        return tuple(_parameter(name, self.run.__annotations__[name], name not in given, given.get(name)) for name in names)

    def read(self, words: list[str]) -> dict[str, Any] | None:
        """Read what stands behind the verb; None where its help is asked for. Raise InputError, with the mend, for wrong use."""
        options = {name: each for each in self.parameters for name in each.given.names}
        _require_plain(words, options)
        found, loose = _sort(words, options | dict.fromkeys(_HELP_NAMES, _HELP))
        if _HELP.name in found:
            return None
        for place in (each for each in self.parameters if not each.given.names):
            taken, loose = (loose, []) if place.several else (loose[:1], loose[1:])
            found |= {place.name: taken} if taken else {}
        for each in self.parameters:
            if each.needed and each.name not in found:
                raise InputError(f"缺少必需的内容“{each.shown}”：{each.given.help}。{_HINT}")
        if loose:
            raise InputError(f"多出了“{'”“'.join(map(shown_name, loose))}”。多写了内容，或路径里有空格而没有加引号。{_HINT}")
        return {each.name: each.take(found[each.name]) if each.name in found else each.default for each in self.parameters}

    def help(self) -> str:
        """Lay out usage, arguments and options."""
        places = [each for each in self.parameters if not each.given.names]
        options = [each for each in self.parameters if each.given.names]
        usage = ["[选项]", *(each.shown if each.needed else f"[{each.shown}]" for each in places)]
        lines = [f"用法：ecoreport {self.name} {' '.join(usage)}", "", f"  {self.says}"]
        for title, rows in (("参数", places), ("选项", [*options, _HELP])):
            lines += _table(title, [(each.shown, _explain(each)) for each in rows])
        return "\n".join(lines)


def help_of(verbs: Mapping[str, Verb], says: str, codes: str) -> str:
    """Lay out the help of the whole command."""
    options = [(each.shown, _explain(each)) for each in (_VERSION, _HELP)]
    known = [(name, verb.says) for name, verb in verbs.items()]
    lines = ("用法：ecoreport [选项] 命令 …", "", f"  {says}", *_table("选项", options), *_table("命令", known), "", codes)
    return "\n".join(lines)


def find_verb(words: list[str], verbs: Mapping[str, Verb]) -> tuple[str | Verb, list[str]]:
    """Give the verb that is meant and what stands behind it, or the option that was given instead of one."""
    literal = words[:1] == ["--"]
    if not (words := words[literal:]):
        raise InputError(f"用法不对。{_HINT}")
    first, *rest = words
    if first.startswith("-") and not literal:
        name, equals, _ = first.partition("=")
        if name not in (*_HELP_NAMES, *_VERSION.given.names):
            _refuse_unknown(name, _VERSION.given.names)
        if equals:
            raise InputError(f"“{name}”后面不能写内容。{_HINT}")
        return ("help" if name in _HELP_NAMES else "version"), rest
    if first not in verbs:
        raise InputError(f"没有这个命令：{shown_name(first)}{_nearest(first, verbs)}。{_HINT}")
    return verbs[first], rest


def _parameter(name: str, annotation: Any, needed: bool, default: object) -> Parameter:
    kind, given = get_args(annotation)
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]
    several = get_origin(kind) is list
    return Parameter(name, given, get_args(kind)[0] if several else kind, several, needed, default)


def _sort(words: list[str], options: Mapping[str, Parameter]) -> tuple[dict[str, list[str]], list[str]]:
    """Tell what belongs to an option from what stands by its place."""
    found: dict[str, list[str]] = {}
    loose: list[str] = []
    rest = deque(words)
    while rest:
        word = rest.popleft()
        if word == "--":
            return found, [*loose, *rest]
        if not word.startswith("-") or word == "-":
            loose.append(word)
            continue
        name, equals, behind = word.partition("=")
        if name not in options and not word.startswith("--"):  # -o输出
            name, equals, behind = word[:2], word[2:], word[2:]
        if name not in options:
            _refuse_unknown(name, options)
        option = options[name]
        if option.flag and equals:
            raise InputError(f"“{name}”后面不能写内容。{_HINT}")
        if not option.flag and not equals and not rest:
            raise InputError(f"“{name}”后面缺少内容。{_HINT}")
        found.setdefault(option.name, []).append(behind if equals or option.flag else rest.popleft())
    return found, loose


def _require_plain(words: list[str], options: Mapping[str, Parameter]) -> None:
    given = [word.partition("=")[0] for word in (words[: words.index("--")] if "--" in words else words)]
    if "" in words:
        raise InputError(f'有一处内容是空的（""）。请写上内容，或去掉这一处。{_HINT}')
    times = Counter(options[name].name for name in given if name in options and not options[name].several)
    for name in given:
        if name in options and times[options[name].name] > 1:
            raise InputError(f"“{name}”只能给一次，现在给了{times[options[name].name]}次。请只留一处。")
    for name, behind in itertools.pairwise(words):
        if name in options and not options[name].flag and behind.partition("=")[0] in {*options, *_HELP_NAMES}:
            raise InputError(f"“{name}”后面缺少内容：{options[name].given.help}。{_HINT}")


def _explain(each: Parameter) -> str:
    return f"{each.given.help}{'（必填）' if each.needed else ''}"


def _table(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    widest = max((width(name) for name, _ in rows), default=0)
    if rows:
        yield from ("", f"{title}：")
    for name, words in rows:
        yield f"  {name}{' ' * (widest - width(name))}  {words}"


def _refuse_unknown(name: str, known: Iterable[str]) -> NoReturn:
    raise InputError(f"没有“{shown_name(name)}”这个选项{_nearest(name, [each for each in known if each not in _HELP_NAMES])}。{_HINT}")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.75)
    return f"（是不是“{near[0]}”？）" if near else ""
