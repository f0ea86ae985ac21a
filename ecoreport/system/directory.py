"""单位名录: which institution a name means."""

from collections.abc import Iterable
from difflib import get_close_matches

from ecoreport.language.widths import fold
from ecoreport.model import Department
from ecoreport.system.tables import Row


class Directory:
    """The departments and collective names of one workbook, by every name they are known by.

    Where the workbook has no directory, every department that has a duty is in it, as it is written there.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_name: dict[str, str] = {}
        self._met: dict[str, Department] = {}
        departments: list[Department] = []
        inside: list[tuple[Row, tuple[str, ...]]] = []
        for row in rows:
            if not (name := row.need("name")):
                continue
            aliases = row.list("aliases")
            collective = row.says("kind", "collective")
            members = row.list("stands_for", spaces=True)
            departments.append(Department(name, aliases, row["origin"], members, collective))
            inside.append((row, members))
            for known in (name, *aliases):
                owner = self._by_name.setdefault(fold(known), name)
                if owner != name or (known == name and sum(one.name == name for one in departments) > 1):
                    field = "name" if known == name else "aliases"
                    row.fault(field, f"“{known}”已经是“{owner}”的名称或别名", "请删去重复的一处")
        for row, members in inside:
            for member in members:
                self.resolve(row, "stands_for", member)
        self._listed = tuple(one for one in departments if not one.collective)
        self.collectives = tuple(one for one in departments if one.collective)

    @property
    def departments(self) -> tuple[Department, ...]:
        """Give every department: those of the directory, or those that were met where there is none."""
        return self._listed if self._by_name else tuple(self._met.values())

    def resolve(self, row: Row, field: str, written: str) -> str | None:
        """Give the canonical name; None, with a fault, where the directory has no such name."""
        if name := self._by_name.get(fold(written)):
            return name
        if not self._by_name:
            return self._met.setdefault(fold(written), Department(written)).name
        close = get_close_matches(fold(written), self._by_name, n=1, cutoff=0.6)
        hint = f"是否为“{self._by_name[close[0]]}”？请改正，或" if close else "请改正，或"
        row.fault(field, f"单位“{written}”不在单位名录中", f"{hint}在单位名录中补列")
        return None

    def read(self, row: Row, field: str = "departments", *, needed: bool = True) -> tuple[str, ...]:
        """Take the departments of a cell in their order, each once."""
        names = (self.resolve(row, field, written) for written in row.list(field, spaces=True))
        if needed:
            row.need(field)
        return tuple(dict.fromkeys(name for name in names if name))
