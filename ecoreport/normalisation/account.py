"""What became of every cell of a file: used, printed, or left."""

from dataclasses import field

from ecoreport.model import CellCount, Finding, Ledger, Source, UnusedCell, UnusedCells
from ecoreport.model.layout import Slot, written
from ecoreport.records import dataclass


@dataclass(slots=True)
class Account:
    """The cells of a file by sheet and address, and what is to be told of them."""

    used: set[tuple[str, str]] = field(default_factory=set)
    furniture: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    struck: set[Source] = field(default_factory=set)  # values that were crossed out

    def use(self, *slots: Slot) -> None:
        self.used.update((slot.sheet, slot.cell.address) for slot in slots)

    def print(self, *slots: Slot) -> None:
        self.furniture.update((slot.sheet, slot.cell.address) for slot in slots)

    def take_stock(self, ledger: Ledger) -> tuple[CellCount, UnusedCells]:
        """Count every cell once: used where a record holds it, furniture where it was printed, else unused."""
        used = furniture = 0
        unused: list[UnusedCell] = []
        for sheet in (*ledger.sheets, *(ledger.returned.sheets if ledger.returned else ())):
            for cell in sheet.cells:
                if not cell.counts:
                    continue
                place = (sheet.name, cell.address)
                if place in self.used:
                    used += 1
                elif place in self.furniture:
                    furniture += 1
                else:
                    unused.append(UnusedCell(Source(ledger.file, *place), written(cell)))
        return CellCount(used + furniture + len(unused), used, furniture, len(unused)), UnusedCells.of(unused)
