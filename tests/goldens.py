"""What was approved once: texts in tests/golden that a test compares with.

After an intended change look at the difference and write them anew: `UPDATE_GOLDEN=1 pytest tests/test_….py`, then `git diff tests/golden`.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def approved(name: str, told: str) -> bool:
    """Say whether a text is as it was approved; with UPDATE_GOLDEN set it is approved now."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    return told == path.read_text(encoding="utf-8")
