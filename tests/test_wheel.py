"""What is in templates/ arrives in the wheel, and is found from a checkout, an editable install and a wheel."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted(path.name for path in (ROOT / "templates").iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_every_template_arrives_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert sorted(name.removeprefix("ecoreport/templates/") for name in names if name.startswith("ecoreport/templates/")) == TEMPLATES
    assert "ecoreport/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "sample_inputs/"))]


def test_the_source_package_holds_what_a_maintainer_needs(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    pages = {page.relative_to(ROOT).as_posix() for page in (*ROOT.glob("*.md"), *(ROOT / "docs").iterdir())}
    assert pages <= names
    assert {
        "pyproject.toml",
        "LICENSE",
        "ecoreport/py.typed",
        "templates/vocabulary.toml",
        "tests/test_wheel.py",
        "sample_inputs/README.md",
    } <= names
    assert not [name for name in names if name.startswith((".venv", ".ci", "输出"))]


def test_the_templates_are_found_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = "import ecoreport, ecoreport.templates as t; print(len(ecoreport.load_system().items), *(t.SHIPPED.path(n) for n, _ in t.shipped_files()), sep='|')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    items, *paths = done.stdout.strip().split("|")
    assert items == "68"
    assert {Path(path).parent for path in paths} == {tmp_path / "site" / "ecoreport" / "templates"}
