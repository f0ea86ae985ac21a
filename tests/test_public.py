"""The public names say what they take, give and raise: help() is enough to use them."""

import inspect
import os
import pydoc
import re
import subprocess
import sys

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


# ---- what a start opens ---------------------------------------------------------------------------

LIBRARIES = ("openpyxl", "docx", "docxtpl", "jinja2", "lxml", "xlsxwriter", "xlrd", "msoffcrypto", "rapidfuzz", "rich")
LANGUAGE_OF_HELP = {"language", *(f"language.{name}" for name in ("filenames", "glyphs", "patterns", "widths"))}
ROOMS_OF_HELP = {"cli", "errors", "machine", "programs", "records", "usage", *LANGUAGE_OF_HELP}


def opened(program: str) -> set[str]:
    """Name the modules that a program has opened at its end, in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {program}"],
        capture_output=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"}, check=False,
    )  # fmt: skip
    return set(done.stderr.decode().split())


def rooms(modules: set[str]) -> set[str]:
    return {name.removeprefix("ecoreport.") for name in modules if name.startswith("ecoreport.")}


def libraries(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules} & set(LIBRARIES)


def test_a_bare_import_opens_the_package_alone() -> None:
    modules = opened("import ecoreport; dir(ecoreport); ecoreport.__version__")
    assert (rooms(modules), libraries(modules), "dataclasses" in modules) == (set(), set(), False)


def test_the_help_opens_the_command_line_and_no_stage() -> None:
    modules = opened("from ecoreport import cli; sys.argv = ['ecoreport', '--help']; cli.main()")
    assert rooms(modules) <= ROOMS_OF_HELP
    assert libraries(modules) == set()


def test_every_public_name_comes_when_it_is_asked_for() -> None:
    assert set(er.__all__) <= set(dir(er))
    modules = opened("from ecoreport import *; assert run and Target and RULES; print('all', file=sys.stderr)")
    assert "all" in modules
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        er.nothing_of_ours  # noqa: B018
