"""What a cell is held against while somebody types into it: plain formulas that Excel, WPS and LibreOffice know alike.

Nothing is refused: the program warns, and takes what the person insists on.
"""

from collections.abc import Sequence
from decimal import Decimal

from ecoreport.issuing.form import Column
from ecoreport.records import dataclass

LONGEST_FORMULA = 255  # characters, by the file format
_ROUNDED = "0.051"  # percentage points: what one decimal place may hide, and a breath for binary fractions


@dataclass(frozen=True, slots=True)
class Check:
    """One formula that a cell should satisfy, and the key of what is said where it does not."""

    message: str  # a key of [messages]
    formula: str

    def __post_init__(self) -> None:
        assert len(self.formula) <= LONGEST_FORMULA, self.formula


@dataclass(frozen=True, slots=True)
class Row:
    """The addresses of one item's cells that are held against one another."""

    value: str
    numerator: str
    denominator: str


def of_column(column: Column, cell: str, states: Sequence[str]) -> Check | None:
    """Give what the column alone asks of a cell."""
    if column.check == "percent":
        return percent(cell)
    if column.check == "date":
        return day(cell)
    return number(cell, states) if column.input == "number" else None


def number(cell: str, states: Sequence[str]) -> Check:
    """Ask for a number or one of the states."""
    return Check("number", _number_or_state(cell, "TRUE", states))


def within(cell: str, lowest: Decimal | None, highest: Decimal | None, states: Sequence[str]) -> Check:
    """Ask for a number between two bounds or one of the states."""
    bounds = [f"{cell}>={lowest:f}"] if lowest is not None else []
    bounds += [f"{cell}<={highest:f}"] if highest is not None else []
    return Check("range", _number_or_state(cell, f"AND({','.join(bounds)})", states)) if bounds else number(cell, states)


def share(row: Row, states: Sequence[str]) -> Check:
    """Ask for a percentage that numerator and denominator bear out."""
    value = row.value
    return Check("ratio", _number_or_state(value, f"AND({value}>=0,{value}<=100,{_is_borne_out(row)})", states))


def numerator(row: Row, states: Sequence[str]) -> Check:
    """Ask for a part that is not more than its whole."""
    part, whole = row.numerator, row.denominator
    return Check("part", _number_or_state(part, f"AND({part}>=0,OR(COUNT({whole})=0,{part}<={whole}))", states))


def denominator(row: Row, states: Sequence[str]) -> Check:
    """Ask for a whole that is not less than its part, and with it bears out the percentage."""
    part, whole = row.numerator, row.denominator
    holds = f"AND(OR(COUNT({part})=0,{part}<={whole}),OR(COUNT({row.value})=0,{_is_borne_out(row)}))"
    return Check("part", _number_or_state(whole, holds, states))


def percent(cell: str) -> Check:
    """Ask for a number from 0 to 100."""
    return Check("percent", f'OR({cell}="",AND(ISNUMBER({cell}),{cell}>=0,{cell}<=100))')


def day(cell: str) -> Check:
    """Ask for what can be read as a day, typed as a date or as text."""
    return Check("date", f'OR({cell}="",ISNUMBER({cell}),ISNUMBER(DATEVALUE({cell})))')


def lacks_source(value: str, source: str, states: Sequence[str]) -> str:
    """Say when 数据来源 is still owed: there is a value and no source."""
    silent = ",".join(f'{value}="{state}"' for state in ("", *states))
    return f'AND(NOT(OR({silent})),{source}="")'


def disagrees(row: Row) -> str:
    """Say when value, numerator and denominator cannot all be right."""
    part, whole = row.numerator, row.denominator
    return f"OR(AND(COUNT({part},{whole})=2,{part}>{whole}),AND(COUNT({row.value})=1,NOT({_is_borne_out(row)})))"


def _is_borne_out(row: Row) -> str:
    """Compare the value with the quotient, rounded to a whole number or to one place and more."""
    value, part, whole = row.value, row.numerator, row.denominator
    quotient = f"{part}/{whole}*100"
    near = f"OR({value}=ROUND({quotient},0),ABS({value}-{quotient})<={_ROUNDED})"
    return f"IF(COUNT({part},{whole})<2,TRUE,IF({whole}=0,{part}=0,{near}))"


def _number_or_state(cell: str, holds: str, states: Sequence[str]) -> str:
    said = ",".join(f'{cell}="{state}"' for state in ("", *states))
    return f"IF(ISNUMBER({cell}),{holds},OR({said}))"
