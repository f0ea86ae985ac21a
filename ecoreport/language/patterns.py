"""Regular expressions as `re` has them, but compiled when they are first used: `from ecoreport.language import patterns as re`.

The grammars of this library hold a thousand of them, a class of Hanzi takes the compiler a tenth of a millisecond, and no command needs
them all: compiled as they are read they took a third of a second of every start, in every worker too.
"""

from re import ASCII, DOTALL, IGNORECASE, MULTILINE, Match, Pattern, escape, findall, finditer, fullmatch, match, search, split, sub
from typing import TYPE_CHECKING, Any, AnyStr

from ecoreport.programs import PROGRAMS

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]


class _Uncompiled:
    """Is the pattern in all that is asked of it; from the first question on its answers stand here themselves, and cost nothing more."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = PROGRAMS.make(self.pattern, self._flags)
        self.__dict__ |= {each: getattr(made, each) for each in _ASKED}
        return getattr(made, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Uncompiled) and (self.pattern, self._flags) == (other.pattern, other._flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __repr__(self) -> str:
        return f"re.compile({self.pattern!r}, {int(self._flags)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, (self.pattern, self._flags)


_ASKED = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "flags", "groups", "groupindex")

if TYPE_CHECKING:
    from re import compile  # noqa: A004 — the same name, the same use
else:

    def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 — the same
        """Give what stands for a compiled pattern."""
        return _Uncompiled(pattern, flags)
