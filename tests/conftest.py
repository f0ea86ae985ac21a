"""Where LibreOffice is missing its tests are skipped, with the reason; on the build machine that is a failure."""

import compileall
import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecoreport import machine

PACKAGE = Path(__file__).parent.parent / "ecoreport"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once for the many processes that tests start: with PYTHONDONTWRITEBYTECODE set each would compile it anew."""
    machine.spare_collections()
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(PACKAGE, quiet=2)


def pytest_collection_finish() -> None:
    """Take what was collected for what stays: it need not be looked through whenever garbage is."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice") is None:
        for item in items:
            if item.get_closest_marker("office"):
                item.add_marker(pytest.mark.skip(reason="LibreOffice is not installed"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if os.environ.get("CI") and report.skipped and item.get_closest_marker("office"):
        report.outcome = "failed"
        report.longrepr = "a test that needs LibreOffice was skipped on the build machine"
    return report
