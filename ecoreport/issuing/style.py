"""Colours, lines and letters of the blank ledgers."""

from collections.abc import Mapping
from copy import copy
from dataclasses import field
from typing import Literal

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from ecoreport.records import dataclass

Role = Literal[
    "title", "hint", "band", "heading", "section", "plan", "void", "required", "optional", "spare", "known", "label", "plain", "quiet"
]

INK = "22332B"
_LINE = Side("thin", color="9DB3A6")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_NO_BOX = Border()


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


_NO_FILL = PatternFill()
ALARM = PatternFill("solid", bgColor="F8CFC8", fgColor="F8CFC8")  # of a conditional format


@dataclass(frozen=True, slots=True)
class _Look:
    fill: PatternFill = _NO_FILL
    border: Border = _BOX
    size: float = 11
    bold: bool = False
    heading_font: bool = False
    colour: str = INK
    horizontal: str = "center"
    open: bool = False


_LOOKS: dict[Role, _Look] = {
    "title": _Look(border=_NO_BOX, size=20, bold=True, heading_font=True),
    "hint": _Look(border=_NO_BOX, colour="5B6F63", horizontal="left"),
    "band": _Look(_solid("2F6B4F"), bold=True, heading_font=True, colour="FFFFFF"),
    "heading": _Look(_solid("D5E6DA"), bold=True, heading_font=True),
    "section": _Look(_solid("EAF2EC"), size=12, bold=True, heading_font=True, colour="2F6B4F", horizontal="left"),
    "plan": _Look(_solid("F3F4F3")),
    "void": _Look(_solid("F3F4F3")),
    "required": _Look(_solid("FFF5CC"), open=True),
    "optional": _Look(_solid("E6F2FA"), open=True),
    "spare": _Look(_solid("FFFFFF"), open=True),
    "known": _Look(_solid("ECE9F4"), open=True),  # filled in beforehand, to be corrected
    "label": _Look(_solid("D5E6DA"), size=12, bold=True, heading_font=True),
    "plain": _Look(border=_NO_BOX, size=11, horizontal="left"),
    "quiet": _Look(border=_NO_BOX, size=9, colour="7A8A80", horizontal="right"),
}


@dataclass(slots=True)
class Wardrobe:
    """Dresses the cells of one workbook; each dress is made once, since openpyxl compares every part of it with all others."""

    fonts: Mapping[str, str]
    _made: dict[tuple[object, ...], StyleArray] = field(default_factory=dict)

    def dress(self, cell: Cell | MergedCell, role: Role, *, left: bool = False, literal: bool = False, size: float | None = None) -> None:
        """Dress one cell by its role; inputs are open, everything else stays locked."""
        key = (role, left, literal, size)
        if key in self._made:
            cell._style = copy(self._made[key])  # type: ignore[union-attr]  # noqa: SLF001 - openpyxl has no public, typed way to share a style
            return
        look = _LOOKS[role]
        horizontal = "left" if left else look.horizontal
        cell.font = Font(
            name=self.fonts["heading" if look.heading_font else "body"], size=size or look.size, bold=look.bold, color=look.colour
        )
        cell.fill = look.fill
        cell.border = look.border
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=role != "title", indent=int(horizontal == "left"))
        cell.protection = Protection(locked=not look.open)
        cell.number_format = "@" if literal else "General"
        self._made[key] = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001 - as above
