"""Which cells reading counted as used, beside the records that it made of them: what no output may hide."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ecoreport.language.widths import fold
from ecoreport.model import CellCount, Ledger, Report, Source, UnusedCells
from ecoreport.model.layout import written
from ecoreport.normalisation.account import Account

Used = dict[Source, str]


@contextmanager
def watched() -> Iterator[Used]:
    """Collect every used cell that is counted while this lasts, with its text."""
    used: Used = {}
    take_stock: Callable[[Account, Ledger], tuple[CellCount, UnusedCells]] = Account.take_stock

    def watch(account: Account, ledger: Ledger) -> tuple[CellCount, UnusedCells]:
        for sheet in ledger.sheets:
            for cell in sheet.cells:
                if cell.counts and (sheet.name, cell.address) in account.used:
                    used[Source(ledger.file, sheet.name, cell.address)] = written(cell)
        return take_stock(account, ledger)

    Account.take_stock = watch  # type: ignore[method-assign]  # for the length of a test
    try:
        yield used
    finally:
        Account.take_stock = take_stock  # type: ignore[method-assign]  # the same


def out_of_sight(report: Report, used: Used) -> list[str]:
    """List the used cells that neither the contents nor the covers' persons show, or show with other words."""
    shown = {row.source: row.text for row in report.contents}
    persons = {sign.source for result in report.departments for sign in result.signatures} | {sign.source for sign in report.other_covers}
    missing = []
    for source, text in used.items():
        if source in persons:
            continue
        if source not in shown:
            missing.append(f"{source}: {text!r} 不见")
        elif not says(shown[source], text):
            missing.append(f"{source}: {text!r} 写成 {shown[source]!r}")
    return missing


def says(shown: str, text: str) -> bool:
    """Does a row hold a cell's words, or its parts without the labels that were printed; a number may be shown in another form."""
    return fold(text) in fold(shown) or all(fold(part) in fold(text) for part in shown.splitlines())
