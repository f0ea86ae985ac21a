"""The program that kills runs and lets file operations fail: its short form holds every promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "benchmarks" / "faults.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program forks")
def test_kills_failing_operations_and_runs_at_once_leave_old_whole_or_new_whole() -> None:
    done = subprocess.run([sys.executable, str(PROGRAM), "--short"], check=False, capture_output=True, text=True)
    assert done.stdout.endswith("broken promises: 0\n"), done.stdout + done.stderr
    assert done.stdout.count(" trials; ") == 3
    assert "1 rounds of 3 runs at once" in done.stdout
