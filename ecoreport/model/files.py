"""Files that are handed from the one who opens them to the one who needs what they hold, and the marks by which our own are known."""

from dataclasses import dataclass
from pathlib import Path

# What every output of a run carries inside, so that it is never read as a ledger, whatever it is called and wherever it lies:
MARK = ("ecoreport", "ecoreport.output/1")  # a custom document property, its name and its value
RESULT_SCHEMA = "ecoreport.result/1"  # what result.json says of itself
MEMORY_SHEET, MEMORY_SCHEMA = "_ecoreport", "ecoreport.workbook/1"  # the hidden sheet of 汇总表.xlsx, and what its first row says


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template that people edit in another program: where it lies, for messages, and its bytes."""

    path: Path
    data: bytes
