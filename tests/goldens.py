"""What was approved once: texts in tests/golden that a test compares with.

After an intended change look at the difference and write them anew: `UPDATE_GOLDEN=1 pytest tests/test_….py`, then `git diff tests/golden`.
"""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def unlike(name: str, told: str) -> list[str]:
    """Give the lines in which a text differs from what was approved; with UPDATE_GOLDEN set it is approved now."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    return changed(path.read_text(encoding="utf-8"), told)


def changed(before: str, after: str) -> list[str]:
    """Give the lines that are lost (-) and new (+)."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
