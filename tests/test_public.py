"""The public names say what they take, give and raise: help() is enough to use them."""

import inspect
import pydoc
import re

import pytest

import ecoreport as er

DOCUMENTED = [name for name in er.__all__ if inspect.isclass(getattr(er, name)) or inspect.isfunction(getattr(er, name))]
FUNCTIONS = [name for name in DOCUMENTED if inspect.isfunction(getattr(er, name))]
METHODS = [
    (name, member)
    for name in DOCUMENTED
    if inspect.isclass(getattr(er, name))
    for member, value in vars(getattr(er, name)).items()
    if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property | classmethod))
]
LONGEST = 4_000  # characters of help() that a person reads


def test_every_public_name_is_there_once_in_order() -> None:
    assert list(er.__all__) == sorted(set(er.__all__), key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(er, name) for name in er.__all__)
    assert set(er.__all__) - set(DOCUMENTED) == {"RULES"}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_public_name_says_more_than_its_first_sentence(name: str) -> None:
    first, _, rest = inspect.getdoc(getattr(er, name)).partition("\n\n")
    assert re.fullmatch(r"[A-Z][a-z]+ [^\n]+\.", first), first  # in one line, as an order
    assert len(rest) > 60


@pytest.mark.parametrize(("name", "member"), METHODS)
def test_every_public_method_and_property_is_described(name: str, member: str) -> None:
    assert re.match(r"[A-Z][a-z]+ .+\.", inspect.getdoc(inspect.getattr_static(getattr(er, name), member)) or ""), f"{name}.{member}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_help_of_a_function_is_short_enough_to_be_read(name: str) -> None:
    assert len(pydoc.render_doc(getattr(er, name), renderer=pydoc.plaintext)) <= LONGEST


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_option_of_a_function_is_typed_and_named_in_its_help(name: str) -> None:
    function = getattr(er, name)
    said = inspect.getdoc(function) + inspect.getdoc(er.open_office)
    for option in inspect.signature(function).parameters.values():
        assert option.annotation is not inspect.Parameter.empty
        if option.default is not inspect.Parameter.empty:
            assert f"`{option.name}" in said, option.name
