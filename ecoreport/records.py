"""Records: `@dataclass(frozen=True, slots=True)` as the standard library has it, made in a tenth of the time.

The library holds four hundred of them. Six methods compiled for each, as `dataclasses` does, took a quarter of a second of every start, in
every worker too. Here comparison, hash, text and pickling are shared functions, and `__init__` is compiled when the first record of a
class is made. `dataclasses.fields`, `replace`, `asdict` and matching work as ever; to a type checker it is `dataclasses.dataclass`.
"""

import dataclasses
import inspect
import operator
from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]


class _Factory:
    def __repr__(self) -> str:
        return "<factory>"


_ABSENT = _Factory()  # what a field with a factory is given where nothing is
_Values = Callable[[Any], tuple[Any, ...]]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, frozen: bool = False, eq: bool = True, slots: bool = False, **options: bool) -> Any:
        """Make a class a record; what has no slots, derives or asks for more is made by the standard library."""
        if slots and not options:
            return lambda wanted: _make_record(wanted, frozen=frozen, eq=eq)
        return dataclasses.dataclass(cls, frozen=frozen, eq=eq, slots=slots, **options)


def _make_record(cls: type[Any], *, frozen: bool, eq: bool) -> type[Any]:
    if any(map(dataclasses.is_dataclass, cls.__mro__[1:])):  # the few that derive from another record
        return dataclasses.dataclass(frozen=frozen, eq=eq, slots=True)(cls)
    own = {name for name, value in vars(cls).items() if value is not None}  # what a class says itself stands
    cls.__doc__ = cls.__doc__ or cls.__name__  # else its signature would be written down, which takes longer than all else
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)  # fields and slots; nothing is compiled
    held = [field.name for field in dataclasses.fields(made)]
    methods: dict[str, Any] = {"__init__": _init_later(made), "__repr__": _tell}
    if eq:
        compared = _values([field.name for field in dataclasses.fields(made) if field.compare])
        methods |= {"__eq__": _equality(compared), "__hash__": _hash(compared) if frozen else None}
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
    methods |= {"__getstate__": _values(held), "__setstate__": _restore([_setter(made, name) for name in held])}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    made.__signature__ = _Signature()
    made.__dataclass_params__.frozen = frozen  # for what others derive from it
    return made


def _values(names: list[str]) -> _Values:
    """Give a method that reads fields of a record as a tuple."""
    several = operator.attrgetter(*names) if len(names) > 1 else None

    def read(self: Any) -> tuple[Any, ...]:
        return several(self) if several else tuple(getattr(self, name) for name in names)

    return read


def _setter(cls: type[Any], name: str) -> Callable[[Any, Any], None]:
    """Give what fills the slot of a field, which nobody forbids."""
    return getattr(cls, name).__set__  # type: ignore[no-any-return]  # a slot's own


def _equality(values: _Values) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return other is self or (values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented)

    return __eq__


def _hash(values: _Values) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _tell(self: Any) -> str:
    told = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({told})"


def _refuse_to_set(_: Any, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(setters: Iterable[Callable[[Any, Any], None]]) -> Callable[[Any, tuple[Any, ...]], None]:
    def __setstate__(self: Any, state: tuple[Any, ...]) -> None:  # noqa: N807
        for fill, value in zip(setters, state, strict=True):
            fill(self, value)

    return __setstate__


def _init_later(cls: type[Any]) -> Callable[..., None]:
    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807
        cls.__init__ = _compile_init(cls)
        cls.__init__(self, *given, **named)

    return __init__


def _compile_init(cls: type[Any]) -> Callable[..., None]:
    scope: dict[str, Any] = {"_absent": _ABSENT}
    taken: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(cls):
        name, has_default, has_factory = field.name, field.default is not MISSING, field.default_factory is not MISSING
        scope |= {f"_fill_{name}": _setter(cls, name), f"_default_{name}": field.default, f"_make_{name}": field.default_factory}
        if field.init:
            default = f" = _default_{name}" if has_default else " = _absent" if has_factory else ""
            (named if field.kw_only else taken).append(f"{name}{default}")
            value = f"_make_{name}() if {name} is _absent else {name}" if has_factory else name
        elif has_default or has_factory:
            value = f"_make_{name}()" if has_factory else f"_default_{name}"
        else:
            continue
        body.append(f"_fill_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join(["self", *taken, *(["*", *named] if named else [])])
    exec(f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"]), scope)  # noqa: S102 — of the names of fields alone
    made: Any = scope["__init__"]
    made.__module__, made.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    made.__annotations__ = {field.name: field.type for field in dataclasses.fields(cls) if field.init} | {"return": None}
    return made  # type: ignore[no-any-return]  # a function


class _Signature:
    """What a class takes, for help: asked of a class whose `__init__` is not compiled yet too."""

    def __get__(self, _: object, cls: type[Any]) -> inspect.Signature:
        told = inspect.signature(_compile_init(cls))
        return told.replace(parameters=list(told.parameters.values())[1:])
