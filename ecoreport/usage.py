"""How the command is to be used, wholly in Chinese: the help of each verb, and one sentence for each wrong use.

The parser's own English never shows: help is laid out here, in widths of Hanzi, and what the parser refuses is told by its kind.
"""

import difflib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core

from ecoreport.errors import InputError
from ecoreport.language import patterns as re
from ecoreport.language.filenames import shown_name
from ecoreport.language.widths import width

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  # what every wrong option or argument raises
_HINT = "用 ecoreport --help 或 ecoreport 命令 --help 查看用法。"

# What several verbs take.
InputsArgument = Annotated[list[Path], typer.Argument(metavar="台账...", help="台账文件、文件夹或压缩包，可以给多个", show_default=False)]
OutOption = Annotated[Path, typer.Option("-o", "--out", metavar="文件夹", help="结果放在哪里（没有就新建）", show_default=False)]
SystemOption = Annotated[
    Path | None, typer.Option("--system", metavar="X.xlsx", help="自己的指标体系工作簿；不给就用内置的舟山2020", show_default=False)
]
PeriodOption = Annotated[
    str | None, typer.Option("--period", metavar="年份", help="考核年；不给就用指标体系“参数”表中的年份", show_default=False)
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="截止日，如 2020-12-31；不给就是考核年的12月31日", show_default=False)
]
PasswordOption = Annotated[list[str], typer.Option("--password", metavar="密码", help="打开加密台账的密码，可以给多个", show_default=False)]
EvidenceOption = Annotated[
    Path | None, typer.Option("--evidence", metavar="文件夹", help="佐证材料所在文件夹；给了才核对材料在不在", show_default=False)
]
RulesOption = Annotated[
    list[Path], typer.Option("--rules", metavar="X.py", help="自己的核对规则（含 RULES 的 Python 文件），可以给多个", show_default=False)
]
TemplatesOption = Annotated[
    Path | None, typer.Option("--templates", metavar="文件夹", help="改过的模板所在文件夹（先用 ecoreport init 复制）", show_default=False)
]
PreviousOption = Annotated[
    Path | None,
    typer.Option("--previous", metavar="上一轮", help="接续另一次运行：其输出文件夹、汇总表.xlsx 或 result.json", show_default=False),
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="几个进程同时读；不给就自己定（约150份起多用）", show_default=False),
]
ClusterOption = Annotated[
    str | None, typer.Option("--cluster", metavar="地址", help="在 Dask 集群上读台账，如 tcp://192.168.1.10:8786", show_default=False)
]
RereadOption = Annotated[bool, typer.Option("--reread", help="全部重新读取，不用也不留上次读过的结果（缓存）")]
FinishedArgument = Annotated[Path, typer.Argument(metavar="输出文件夹", help="ecoreport run 写出结果的文件夹", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="给出 JSON，供别的程序用")]


class _Helpful:
    """The help of a verb, or of all of them."""

    def get_help(self, ctx: Any) -> str:  # Any: the parser's own classes, which moved from click into typer
        """Lay out usage, arguments, options and verbs."""
        return "\n".join(_lay_out(self, ctx))


class Verb(_Helpful, typer.core.TyperCommand):
    """One verb: its help in Chinese, and options that are given once, with a value where one is due."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what stands behind the verb; raise InputError for what the parser would let pass or tell in English."""
        _require_plain(args, self.params)
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise InputError(f"多出了“{'”“'.join(map(shown_name, rest))}”。多写了内容，或路径里有空格而没有加引号。{_HINT}")
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Run the verb, and tell the frame around it where the outputs go, should it fail."""
        if ctx.obj is not None:
            ctx.obj.out = ctx.params.get("out")
        return super().invoke(ctx)


class Verbs(_Helpful, typer.core.TyperGroup):
    """All verbs."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the verb; raise InputError, with the nearest one, where there is none of that name."""
        if self.get_command(ctx, args[0]) is None:
            raise InputError(f"没有这个命令：{shown_name(args[0])}{_nearest(args[0], self.commands)}。{_HINT}")
        return super().resolve_command(ctx, args)


def _require_plain(args: list[str], params: Iterable[Any]) -> None:
    options = {name: param for param in params for name in param.opts if name.startswith("-")}
    given = [arg.partition("=")[0] for arg in (args[: args.index("--")] if "--" in args else args)]
    if "" in args:
        raise InputError(f'有一处内容是空的（""）。请写上内容，或去掉这一处。{_HINT}')
    times = Counter(id(options[name]) for name in given if name in options and not options[name].multiple)
    for name in given:
        if name in options and times[id(options[name])] > 1:
            raise InputError(f"“{name}”只能给一次，现在给了{times[id(options[name])]}次。请只留一处。")
    for name, behind in itertools.pairwise(args):
        if name in options and not options[name].is_flag and behind.partition("=")[0] in {*options, "--help", "-h"}:
            raise InputError(f"“{name}”后面缺少内容：{options[name].help}。{_HINT}")


def _lay_out(command: Any, ctx: Any) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.get_params(ctx) if param.param_type_name == "option"]
    verbs = getattr(command, "commands", {})
    usage = ["[选项]", *(["命令", "…"] if verbs else []), *(_name(each) if each.required else f"[{_name(each)}]" for each in arguments)]
    yield f"用法：{ctx.command_path} {' '.join(usage)}"
    yield from ("", f"  {command.help}")
    yield from _table("参数", [(_name(each), _explain(each)) for each in arguments])
    yield from _table("选项", [(_name(each), "显示这段说明" if "--help" in each.opts else _explain(each)) for each in options])
    yield from _table("命令", [(name, each.help or "") for name, each in verbs.items()])
    if command.epilog:
        yield from ("", command.epilog)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar)
    words = ", ".join(param.opts)
    return words if param.is_flag else f"{words} {param.metavar}"


def _explain(param: Any) -> str:
    return f"{param.help}{'（必填）' if param.required else ''}"


def _table(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    widest = max((width(name) for name, _ in rows), default=0)
    if rows:
        yield from ("", f"{title}：")
    for name, words in rows:
        yield f"  {name}{' ' * (widest - width(name))}  {words}"


def wrong_use(error: Exception) -> str:
    """Say in Chinese what the parser refuses; what it says itself is for no user."""
    kind, message = type(error).__name__, str(getattr(error, "message", ""))
    if kind == "NoArgsIsHelpError":
        return message
    name, param, ctx = (getattr(error, field, None) for field in ("option_name", "param", "ctx"))
    if kind == "NoSuchOption":
        known = [each for own in ctx.command.params for each in own.opts] if ctx else []
        return f"没有“{name}”这个选项{_nearest(str(name), known)}。{_HINT}"
    if kind == "MissingParameter" and param is not None:
        return f"缺少必需的内容“{_name(param)}”：{param.help}。{_HINT}"
    if kind == "BadOptionUsage":
        spare = re.search(r"not take a value", message)
        return f"“{name}”后面{'不能写内容' if spare else '缺少内容'}。{_HINT}"
    if kind == "BadParameter" and param is not None:
        return f"“{_name(param)}”的内容不对，应为：{param.help}。{_HINT}"
    return f"用法不对。{_HINT}"


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.75)
    return f"（是不是“{near[0]}”？）" if near else ""
