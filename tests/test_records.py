"""Our records are those of the standard library in all that is asked of them."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from decimal import Decimal

import pytest

from ecoreport import records


def make(dataclass):
    """Make the same three records by one maker or the other."""

    @dataclass(frozen=True, slots=True)
    class Base:
        __qualname__ = "Base"  # where pickle looks for it
        name: str
        value: Decimal | None = None
        tags: tuple[str, ...] = ()

    @dataclass(frozen=True, slots=True)
    class Derived(Base):
        """One more field, one that is made, one that is not compared, one that is worked out."""

        __qualname__ = "Derived"
        held: dict[str, int] = field(default_factory=dict, repr=False)
        seen: int = field(default=0, compare=False)
        length: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    @dataclass(slots=True)
    class Counter:
        __qualname__ = "Counter"  # where pickle looks for it
        count: int = 0
        names: list[str] = field(default_factory=list)

    return Base, Derived, Counter


OURS, THEIRS = make(records.dataclass), make(dataclasses.dataclass)
Base, Derived, Counter = OURS


def both(ask):
    """Ask the same of both, what is refused included."""

    def told(classes) -> object:
        try:
            return ask(*classes)
        except (TypeError, FrozenInstanceError, AttributeError) as fault:
            return type(fault), str(fault)

    return told(OURS), told(THEIRS)


def set_name(record) -> None:
    record.name = "b"


def delete_name(record) -> None:
    del record.name


@pytest.mark.parametrize(
    "ask",
    [
        lambda base, _, __: repr(base("a", Decimal("1.0"), ("x",))),
        lambda _, derived, __: repr(derived("abc", held={"a": 1})),
        lambda base, _, __: base("a") == base("a") != base("b"),
        lambda base, derived, _: base("a") == derived("a"),
        lambda _, derived, __: derived("a", seen=1) == derived("a", seen=2),
        lambda base, _, __: hash(base("a")),
        lambda base, _, __: {base("a"): 1}[base("a")],
        lambda _, derived, __: hash(derived("a")),
        lambda _, __, counter: hash(counter()),
        lambda _, derived, __: derived("a").held is derived("a").held,
        lambda base, _, __: base(),
        lambda base, _, __: base("a", unknown=1),
        lambda base, _, __: base("a", None, (), 4, 5, 6),
        lambda base, _, __: set_name(base("a")),
        lambda base, _, __: delete_name(base("a")),
        lambda _, __, counter: (repr(counter()), counter().names == [], counter(2) == counter(2)),
        lambda _, derived, __: repr(replace(derived("abc", seen=3), name="abcd")),
        lambda _, derived, __: [(each.name, each.default, each.compare, each.init) for each in fields(derived)],
        lambda _, derived, __: dataclasses.asdict(derived("abc", tags=("x",))),
        lambda base, derived, _: (base.__match_args__, derived.__match_args__, base.__slots__, derived.__slots__),
        lambda base, derived, counter: [str(inspect.signature(each)) for each in (base, derived, counter)],
        lambda base, _, __: base("a").__dict__,
        lambda base, _, __: repr(copy.deepcopy(base("a"))),
    ],
)
def test_a_record_answers_as_the_standard_library_has_it(ask) -> None:
    ours, theirs = both(ask)
    assert ours == theirs


def test_a_record_travels() -> None:
    for record in (Base("a", Decimal("0.10")), Derived("abc", tags=("x",), held={"a": 1}, seen=7), Counter(3, ["a"])):
        again = pickle.loads(pickle.dumps(record))
        assert again == record
        assert repr(again) == repr(record)
    assert pickle.loads(pickle.dumps(Derived("abc", seen=7))).seen == 7


def test_what_a_class_says_itself_stands() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 5

    @records.dataclass(frozen=True, slots=True, eq=False)
    class Single:
        name: str

    assert Own("a") == Own("b")
    assert hash(Own("a")) == 5
    assert Single("a") != Single("a")
    assert len({Single("a"), Single("a")}) == 2


def test_others_may_derive_from_a_record_with_the_standard_library() -> None:
    @dataclasses.dataclass(frozen=True)
    class Theirs(Base):
        more: int = 0

    assert Theirs("a", more=3).more == 3
    assert replace(Theirs("a", more=3), name="b") == Theirs("b", more=3)
    with pytest.raises(FrozenInstanceError):
        Theirs("a").more = 4  # type: ignore[misc]
    with pytest.raises(TypeError, match="frozen"):
        dataclasses.dataclass(type("Loose", (Base,), {"__annotations__": {"more": int}, "more": 0}))


def test_nothing_is_compiled_before_the_first_record_is_made() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Fresh:
        name: str = "a"

    before = Fresh.__init__
    assert Fresh().name == "a"
    assert Fresh.__init__ is not before
    assert Fresh("b").name == "b"
    assert Fresh.__init__.__annotations__ == {"name": str, "return": None}
