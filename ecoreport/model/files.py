"""Files that are handed from the one who opens them to the one who needs what they hold."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template that people edit in another program: where it lies, for messages, and its bytes."""

    path: Path
    data: bytes
