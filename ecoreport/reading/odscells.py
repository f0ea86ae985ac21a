"""One cell of an .ods: from its attributes and the text that stood in it to what it stores."""

from dataclasses import field
from datetime import date, datetime, time
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.model import CellValue
from ecoreport.reading import limits
from ecoreport.reading.cells import RawCell, parse_number
from ecoreport.reading.faults import Faults
from ecoreport.reading.numberformat import parse_format
from ecoreport.reading.richtext import RichText
from ecoreport.reading.rules import NUMBER_LOST, TEXT_LOST
from ecoreport.reading.styles import Style
from ecoreport.records import dataclass

_REFERENCE = re.compile(r"\[([^\[\]]*)\]")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_LONGEST_DURATION = 40
_ERROR = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")
# LibreOffice saves a boolean as a formula that gives the number 1 or 0, and shows the word.
_TRUTHS = {"=TRUE()": True, "=FALSE()": False, "TRUE": True, "FALSE": False}
_PLAIN_PERCENT = parse_format("0.00%")


@dataclass(slots=True)
class OpenCell:
    """A cell while its element is open."""

    attributes: dict[str, str]
    paragraphs: int = 0
    length: int = 0
    runs: list[tuple[str, bool | None]] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    comment_paragraphs: int = 0


def make_cell(open_cell: OpenCell, row: int, column: int, style: Style, sheet: str, faults: Faults) -> RawCell:
    """Make the cell at a place of a sheet; what its type does not fit is kept as text, and told."""
    attributes = open_cell.attributes
    cell = RawCell(row, column, style=style)
    if formula := attributes.get("formula"):
        cell.formula = _plain_formula(formula[: limits.FORMULA_TEXT])
    kind = attributes.get("value-type", "")
    text = RichText("".join(part for part, _ in open_cell.runs), tuple(open_cell.runs))
    if attributes.get("is-error") == "error" or (cell.formula and kind != "string" and _ERROR.fullmatch(text.text)):
        cell.error = text.text if text.text.startswith("#") else "#VALUE!"
    elif kind == "string" or (not kind and text.text):
        _fill_text(cell, text, attributes.get("string-value"), sheet, faults)
    elif kind in ("float", "percentage") and (truth := _TRUTHS.get(cell.formula or "", _TRUTHS.get(text.text))) is not None:
        cell.value = truth
    elif kind:
        stored, cell.value = _read_value(kind, attributes)
        if cell.value is None and (stored or text.text):
            cell.value = text.text or stored
            faults.add(NUMBER_LOST, sheet, row, column, text=(stored or text.text)[:20])
        if kind == "percentage" and not any(section.percent for section in style.number_format.sections):
            cell.style = Style(_PLAIN_PERCENT, style.struck, style.locked)
    return cell


def _fill_text(cell: RawCell, text: RichText, stored: str | None, sheet: str, faults: Faults) -> None:
    value = text.text if text.text or stored is None else stored
    if len(value) > limits.CELL_TEXT:
        value = value[: limits.CELL_TEXT]
        faults.add(TEXT_LOST, sheet, cell.row, cell.column)
    cell.value = value
    if any(struck for _, struck in text.runs):
        cell.struck, cell.kept_text = text.strike(cell.style.struck)


def _read_value(kind: str, attributes: dict[str, str]) -> tuple[str, CellValue | None]:
    """Read the attribute of a type: as stored, and as a value where it is one."""
    if kind == "boolean":
        stored = attributes.get("boolean-value", "")
        return stored, {"true": True, "false": False}.get(stored)
    if kind == "date":
        stored = attributes.get("date-value", "")
        return stored, _read_moment(stored)
    if kind == "time":
        stored = attributes.get("time-value", "")
        return stored, _read_duration(stored)
    stored = attributes.get("value", "") if kind in ("float", "percentage", "currency") else ""
    return stored, parse_number(stored)


def _plain_formula(formula: str) -> str:
    """Write of:=[.A1]+SUM([.B1:.B9]) as a spreadsheet shows it: =A1+SUM(B1:B9)."""
    prefix, separator, rest = formula.partition("=")
    body = rest if separator and not prefix.strip("ofmsxlc:") else formula
    return "=" + _REFERENCE.sub(lambda match: _reference(match[1]), body).replace(";", ",")


def _reference(reference: str) -> str:
    parts = [part.removeprefix(".") for part in reference.split(":")]
    return ":".join(part.replace(".", "!") if "'" not in part else re.sub(r"'\.", "'!", part) for part in parts)


def _read_moment(text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _read_duration(text: str) -> time | Decimal | None:
    """Read PT08H30M00S: a time of day, or from 24 hours on the days that a spreadsheet stores."""
    if not text or len(text) > _LONGEST_DURATION or not (match := _DURATION.fullmatch(text)):
        return None
    sign, days, hours, minutes, seconds = match.groups()
    total = (int(days or 0) * 86_400 + int(hours or 0) * 3_600 + int(minutes or 0) * 60) + Decimal(seconds or 0)
    if sign or total >= 86_400:
        return (-1 if sign else 1) * total / 86_400
    return time(int(total // 3_600), int(total // 60 % 60), int(total % 60), int(total % 1 * 1_000_000))
