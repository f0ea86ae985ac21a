"""Files that are handed from the one who opens them to the one who needs what they hold, and the marks by which our own are known."""

from pathlib import Path

from ecoreport.records import dataclass

# What every output of a run carries inside, so that it is never read as a ledger, whatever it is called and wherever it lies:
MARK = ("ecoreport", "ecoreport.output/1")  # a custom document property, its name and its value
RESULT_SCHEMA = "ecoreport.result/1"  # what result.json says of itself
WORKBOOK_TEMPLATE = "workbook.toml"  # sheets, columns and words of 汇总表.xlsx, deadlines among them
MEMORY_SHEET, MEMORY_SCHEMA = "_ecoreport", "ecoreport.workbook/2"  # the hidden sheet of 汇总表.xlsx, and what its first row says


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template that people edit in another program: where it lies, for messages, and its bytes."""

    path: Path
    data: bytes


# A ledger given back to its department, marked up. Sent in again it is a ledger like any other, known by what it carries inside:
RETURN_MARK = ("ecoreport_return", "ecoreport.return/1")  # a custom property; behind its value stands the sha256 of the file given back
RETURN_SHEET, RETURN_MEMORY = "反馈意见", "_ecoreport_return"  # the sheet for people, and the hidden one that says what its rows are about
RETURN_HEAD = "【退回修改意见】"  # begins what is ours of a cell's comment; what stands before it is the department's
RETURN_FILLS = {"error": "F6B8A8", "verify": "FFD56B", "settled": "D9E8C4"}  # of marked cells, by how grave; colours that no form uses
