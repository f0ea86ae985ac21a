"""Where something was read, and whether it still counts there."""

from dataclasses import field

from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Say where something was read: file, sheet and cell.

    `file` is the path below its input with "/" between, a member of an archive “包.zip/台账.xlsx”; `cell` is as Excel writes it ("C5").
    `sheet` and `cell` are None where the whole file or sheet is meant. Sources sort by file, sheet, cell; `str()` is for people.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None  # "C5"

    def __str__(self) -> str:
        place = f"{self.sheet or ''}!{self.cell}" if self.cell else (self.sheet or "")
        return f"{self.file} {place}".rstrip()


@dataclass(frozen=True, slots=True)
class Note:
    """Words with their address: 完成情况说明, 数据来源, 备注 …"""

    text: str
    source: Source
    heading: str = field(default="", compare=False)  # what stands above it, of words in no field of their own: 原因分析, 完成时限


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why a record counts no longer: a later one answers the same, or it only repeats what another says."""

    by: Source  # where the answer stands now
    why: str = ""
    turns: int = 1  # how many answers came since, the standing one included
    repeats: bool = False  # it says nothing that the other does not say: it was not replaced
