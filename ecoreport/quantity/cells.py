"""A cell with what its file stores beside the value: formats, errors, formulas, struck text."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.pictures import is_picture
from ecoreport.language.units import names_no_unit, parse_unit
from ecoreport.model.ledger import Cell
from ecoreport.quantity.phrases import read_text
from ecoreport.quantity.records import Quantity, Wanted, also, ask, doubt, plain
from ecoreport.quantity.settling import settle
from ecoreport.records import dataclass


def read_quantity(
    cell: Cell | str,
    *,
    unit: str,
    header_unit: str | None = None,
    expects: Literal["number", "words", "either"] = "number",
    period: int | None = None,
    names: tuple[str, ...] = (),
    change: bool = False,
    small: bool = False,
) -> Quantity:
    """Read a cell against the plan's unit.

    `change`: a change is asked for (全省平均变化幅度), with its sign; `small`: a share that is better small (劣V类水体比例).
    """
    plan_unit = "" if names_no_unit(unit) else unit.strip()
    header = header_unit.strip() if header_unit and not names_no_unit(header_unit) else None
    wanted = Wanted(plan_unit, header, expects, period, names, change, small)
    if isinstance(cell, str):
        return read_text(cell, wanted)
    return _read_cell(cell, wanted)


def _read_cell(cell: Cell, wanted: Wanted) -> Quantity:
    value = cell.value
    if cell.picture or (cell.formula is not None and is_picture(cell.formula)):
        return ask("picture", f"={cell.formula.lstrip('=')}" if cell.formula else cell.error or _show(cell))
    if cell.error is not None:
        return ask("error_value", cell.error)
    if value is None:
        if cell.formula is not None:
            formula = cell.formula if cell.formula.startswith("=") else f"={cell.formula}"
            return ask("no_stored_result", formula, formula=formula)
        return Quantity("blank", "")
    if cell.kept_text is not None:
        kept = read_text(cell.kept_text, wanted)
        return (
            ask("struck_all", str(value)) if kept.state == "blank" else also(replace(kept, raw=str(value)), doubt("struck_old", str(value)))
        )
    if cell.struck and not (isinstance(value, str) and not value.strip()):
        return ask("struck_all", _show(cell))
    if isinstance(value, bool):
        return ask("boolean", _show(cell))
    if isinstance(value, (date, time)):
        raw = _show(cell)
        return Quantity("value", raw, text=raw) if wanted.expects == "words" else ask("date_in_number", raw)
    if isinstance(value, Decimal):
        return _read_stored(cell, value, wanted)
    return read_text(value, wanted)


def _show(cell: Cell) -> str:
    """Show a cell's value as a person sees it, though never with fewer digits than are stored."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        if cell.shown_percent:
            return f"{plain(value.scaleb(2))}%"
        before, after = _find_literals(cell.number_format)
        return f"{before}{plain(value / cell.shown_scale)}{after}"
    return str(value)


_PIECE = r"""(?:"[^"]*"|\\.|![^0-9.]|_.|\*.|\[[^\]]*\])"""
_FORMAT = re.compile(rf"({_PIECE}*)(?:[-+#0?.,/ ]|!\.|E[-+]|General|G/通用格式)+({_PIECE}*|[%‰])", re.IGNORECASE)


def _find_literals(number_format: str) -> tuple[str, str]:
    """Find what a number format writes around the number: 0.0"%" writes % behind it, "≥"0 writes ≥ before."""
    match = _FORMAT.fullmatch(number_format.partition(";")[0])
    if not match:
        return "", ""
    before, after = (re.sub(r'_.|\*.|\[[^\]]*\]|["\\!]', "", piece).strip() for piece in match.groups())
    return before, after


_EXCEL_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Rounding:
    """What a cell stores and what it shows, as text, and by what the stored must be multiplied to give the shown."""

    stored: str
    shown: str
    ratio: Decimal


_UNFIXED = re.compile(r"General|G/通用格式|E[-+]|/|\[[<>=]", re.IGNORECASE)  # shows as many digits as there are, or by a condition
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?|\.([0#?]+)")


def find_rounding(cell: Cell) -> Rounding | None:
    """Find what a format rounds away of a stored number; None where all its digits are shown, but for the noise of binary arithmetic."""
    value, code = cell.value, cell.number_format
    if not isinstance(value, Decimal) or not 0 < abs(value) < 10**_EXCEL_DIGITS or cell.shown_scale != 1 or _UNFIXED.search(code):
        return None
    sections = re.sub(_PIECE, "", code).split(";")
    digits = _PLACES.search(sections[1] if value < 0 and len(sections) > 1 else sections[0])
    if digits is None:
        return None
    whole = round(value, _EXCEL_DIGITS - 1 - value.adjusted())
    stored = whole.scaleb(2) if cell.shown_percent else whole
    shown = stored.quantize(Decimal(1).scaleb(-len(digits[1] or digits[2] or "")), ROUND_HALF_UP)
    sign = "%" if cell.shown_percent else ""
    return Rounding(f"{plain(stored)}{sign}", f"{shown:f}{sign}", shown / stored) if shown != stored else None


def _read_stored(cell: Cell, value: Decimal, wanted: Wanted) -> Quantity:
    if not value.is_finite():
        return ask("error_value", str(value))
    if abs(value.adjusted()) > 300:
        return ask("too_many_digits", str(value))
    raw = _show(cell)
    if wanted.expects == "words":
        return Quantity("value", raw, text=raw)
    digits = len(value.normalize().as_tuple().digits)
    if value.adjusted() >= _EXCEL_DIGITS and digits >= _EXCEL_DIGITS:
        return ask("too_many_digits", raw)
    if digits > _EXCEL_DIGITS:
        # the rest is the noise of binary arithmetic (0.1+0.2): Excel itself shows no more than fifteen digits
        value = round(value, _EXCEL_DIGITS - 1 - value.adjusted())
        raw = _show(replace(cell, value=value))
    if cell.shown_percent:
        shown = value.scaleb(2)
        if abs(value) > 2 and wanted.percent:
            return ask("percent_format", raw, reading=plain(shown), other=plain(value))
        return settle(raw, shown, "%", "", wanted)
    before, after = _find_literals(cell.number_format)
    if cell.shown_scale != 1:
        return _read_scaled(cell, value, raw, after, wanted)
    if before or (after and not parse_unit(after)):
        return read_text(raw, wanted)  # "≥"0 shows a bound
    return settle(raw, value, after, "", wanted)


def _read_scaled(cell: Cell, value: Decimal, raw: str, after: str, wanted: Wanted) -> Quantity:
    """A format that divides by 1000 or 10000: what is shown and what is stored agree only where a 万 is shown too."""
    shown, name = value / cell.shown_scale, {1000: "千", 10000: "万"}.get(cell.shown_scale, "")
    if name and after.startswith(name):
        return settle(raw, shown, "", name, wanted) if after == name else settle(raw, shown, after, "", wanted)
    if name and not after and wanted.header_unit and wanted.header_unit.startswith(name):
        return settle(raw, shown, "", "", wanted)
    return ask("scaled_format", raw, reading=plain(shown), other=plain(value))
