"""The workbook part: which sheets there are and where, which one is shown, what is added to them."""

from ecoreport.language import patterns as re
from ecoreport.records import dataclass
from ecoreport.rendering.returns.package import OFFICE, Parts
from ecoreport.rendering.returns.xmltext import (
    DECLARATION,
    Edit,
    NotEditableError,
    attribute,
    edited,
    elements,
    inside,
    text,
    with_attributes,
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_PLAIN, _MACROS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_CUSTOM, _CUSTOM_TYPE = "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"/>'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of custom properties, always


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet of the workbook's list."""

    name: str
    part: str
    kind: str  # worksheet, chartsheet …


class Book:
    """A workbook's package, with its list of sheets."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        main = [target for _, kind, target in parts.relations("") if kind == "officeDocument"]
        if len(main) != 1:
            raise NotEditableError
        self.part = main[0]
        self._data = parts.read(self.part)
        found = elements(self._data)
        root = found[0]
        space = root.attributes.get(f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns")
        self._list = next((each for each in found if each.tag == "sheets"), None)
        if root.tag != "workbook" or space != _MAIN or self._list is None:  # Strict ones have another space
            raise NotEditableError
        self._sheets = [each for each in found if each.tag == "sheet" and each.depth == self._list.depth + 1]
        self._found = found
        self._edits: list[Edit] = []
        self._added: list[bytes] = []
        leads = {id_: (kind, target) for id_, kind, target in parts.relations(self.part)}
        self.tabs = tuple(self._tab(each.attributes, leads) for each in self._sheets)
        if len({tab.name.casefold() for tab in self.tabs}) != len(self.tabs):
            raise NotEditableError

    @staticmethod
    def _tab(told: dict[str, str], leads: dict[str, tuple[str, str]]) -> Tab:
        reference = next((value for name, value in told.items() if name.endswith(":id")), "")
        if reference not in leads:
            raise NotEditableError
        kind, target = leads[reference]
        return Tab(told.get("name", ""), target, kind)

    @property
    def extension(self) -> str:
        return ".xlsm" if "macroEnabled" in self.parts.type_of(self.part) or "ms-excel.addin" in self.parts.type_of(self.part) else ".xlsx"

    def helper(self, kind: str) -> str:
        """Find a part that the workbook leads to: its styles."""
        found = [target for _, known, target in self.parts.relations(self.part) if known == kind]
        if not found:
            raise NotEditableError
        return found[0]

    def free_name(self, name: str) -> str:
        """Give a sheet's name that nobody has yet."""
        taken, number, free = {tab.name.casefold() for tab in self.tabs}, 2, name
        while free.casefold() in taken:
            free, number = f"{name}（{number}）", number + 1
        return free

    def put_sheet(self, name: str, xml: bytes, *, hidden: bool = False, known: bool = False) -> int:
        """Put a sheet behind the others, or in the place of one that is known to be ours; give its number."""
        number = next((at for at, tab in enumerate(self.tabs) if tab.name == name), None) if known else None
        if number is not None:
            self._replace(self.tabs[number].part, xml)
            return number
        part = self.parts.free("xl/worksheets/sheetReturn{}.xml")
        self.parts.write(part, xml)
        self.parts.set_type(part, _SHEET_TYPE)
        reference = self.parts.lead(self.part, f"{OFFICE}/worksheet", part)
        ids = [int(each.attributes.get("sheetId") or 0) for each in self._sheets]
        prefix = self._found[0].prefix
        state = ' state="veryHidden"' if hidden else ""
        told = f'name={attribute(name)} sheetId="{max(ids, default=0) + len(self._added) + 1}"{state} xmlns:r="{OFFICE}" r:id="{reference}"'
        self._added.append(f"<{prefix}sheet {told}/>".encode())
        return len(self.tabs) + len(self._added) - 1

    def _replace(self, part: str, xml: bytes) -> None:
        """Write a sheet anew; what hung on it hangs on it no longer."""
        leads = {id_ for id_, _, _ in self.parts.relations(part)}
        if leads:
            self.parts.unlead(part, leads)
        self.parts.write(part, xml)

    def show(self, number: int) -> None:
        """Let a sheet be the one that is seen first."""
        views = [each for each in self._found if each.tag == "workbookView"]
        for view in views[:1]:
            self._edits.append(with_attributes(self._data, view, {"activeTab": str(number)}))
        if not views:
            prefix = self._found[0].prefix
            start = self._list.start if self._list else 0
            self._edits.append(
                (start, start, f'<{prefix}bookViews><{prefix}workbookView activeTab="{number}"/></{prefix}bookViews>'.encode())
            )

    def repeat_rows(self, number: int, name: str, rows: str) -> None:
        """Print rows of a sheet on each of its pages."""
        prefix = self._found[0].prefix
        known = [each for each in self._found if each.tag == "definedName" and each.attributes.get("name") == "_xlnm.Print_Titles"]
        if any(each.attributes.get("localSheetId") == str(number) for each in known):
            return
        told = text(f"{_quoted(name)}!{rows}")
        new = f'<{prefix}definedName name="_xlnm.Print_Titles" localSheetId="{number}">{told}</{prefix}definedName>'
        names = next((each for each in self._found if each.tag == "definedNames"), None)
        if names:
            self._edits.append(inside(names, self._data, new.encode()))
            return
        at = max(each.end for each in self._found if each.tag in _BEFORE_NAMES and each.depth == 1)
        self._edits.append((at, at, f"<{prefix}definedNames>{new}</{prefix}definedNames>".encode()))

    def finish(self) -> None:
        """Write the list of sheets; what was a template becomes a workbook."""
        if self._added and self._list:
            self._edits.append(inside(self._list, self._data, b"".join(self._added)))
        self.parts.write(self.part, edited(self._data, self._edits))
        self.parts.set_type(self.part, _MACROS if self.extension == ".xlsm" else _PLAIN)

    def mark(self, name: str, value: str) -> None:
        """Set a custom property of the file."""
        parts = self.parts
        part = next((target for _, kind, target in parts.relations("") if kind == "custom-properties" and target in parts), "")
        data = parts.read(part) if part else DECLARATION + _PROPERTIES.encode()
        found = elements(data)
        new = f'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{text(value)}</vt:lpwstr>'
        known = [each for each in found if each.tag == "property" and each.attributes.get("name") == name]
        edits = [(each.start, each.end, b"") for each in known]
        number = max((int(each.attributes.get("pid") or 0) for each in found if each.tag == "property"), default=1) + 1
        prefix = found[0].prefix
        told = f'<{prefix}property fmtid="{_FORMAT}" pid="{number}" name={attribute(name)}>{new}</{prefix}property>'
        parts.write(part or _CUSTOM, edited(data, [*edits, inside(found[0], data, told.encode())]))
        if not part:
            parts.set_type(_CUSTOM, _CUSTOM_TYPE)
            parts.lead("", f"{OFFICE}/custom-properties", _CUSTOM)


def _quoted(name: str) -> str:
    quoted = name.replace("'", "''")
    return f"'{quoted}'" if re.search(r"\W", name) or not name.isascii() else name
