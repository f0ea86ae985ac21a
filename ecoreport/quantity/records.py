"""What a cell was found to say, and what there is to doubt in it."""

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from ecoreport.language.changes import names_change
from ecoreport.language.units import alternatives, parse_unit
from ecoreport.model.ledger import FigureState
from ecoreport.records import dataclass

DoubtKind = Literal[
    # given, to be confirmed
    "approximate",  # 约96.7
    "preliminary",  # 96.7(初步)
    "from_sentence",  # one number that fits, out of a sentence
    "footnote",  # 96.7*, 96.7①
    "unit_cut_short",  # 13.5平方米 where 平方米/人 is asked for and the item's name says 人均
    "struck_old",  # an old value, struck through, beside the new one
    # given, nothing to confirm
    "converted",  # 56.7亩 → 3.78公顷
    "full_width",  # ９６．７
    "chinese_numeral",  # 九十八点六
    "power_of_ten",  # 9.86E+01 as text
    # asked
    "bound",  # ≥95%, 95%以上
    "range",  # 95-97
    "ratio",  # 3/5
    "fraction_or_percent",  # 0.25 in a % item
    "percent_format",  # 96.7 stored in a percent format: shown as 9670%
    "scaled_format",  # 12000 shown as 1.2 by its format
    "several_numbers",
    "unclear",  # a number stands in the words, but nothing ties it to the item
    "other_year",  # 2019年96.7 in 2020's cell
    "change_not_value",  # 同比下降15%
    "planned",  # 力争达到98%, 目标值98%
    "misprint",  # S02, 54.O
    "separator",  # 3.456,7
    "impossible_unit",  # 20家 in a % item
    "scale_unclear",  # 1.2万 under 亿元
    "date_in_number",
    "error_value",  # #DIV/0!
    "picture",  # =DISPIMG(…): a picture in the cell
    "no_stored_result",  # a formula that was never calculated
    "struck_all",
    "nothing_or_zero",  # 无
    "too_many_digits",
    "boolean",
    "words_for_number",
]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that a person must look at, or may want to know; `words` fill the blanks of its rule's message."""

    kind: DoubtKind
    words: tuple[tuple[str, str], ...] = ()  # raw always; reading, unit, other, proposal where they apply


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a cell says, as written and as understood."""

    state: FigureState
    raw: str  # as a person sees it in the cell
    value: Decimal | None = None  # in the plan's unit
    written: Decimal | None = None  # the number as written
    unit: str | None = None  # the unit as written
    conversion: str | None = None
    text: str | None = None
    doubts: tuple[Doubt, ...] = ()
    years: tuple[tuple[int, Decimal], ...] = ()  # the values that name their year, in the plan's unit
    from_prose: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the place in the ledger asks for."""

    unit: str  # "" where the plan prints none
    header_unit: str | None
    expects: Literal["number", "words", "either"]
    period: int | None
    names: tuple[str, ...]
    change: bool
    small: bool = False  # a share that is to be small may well lie below 1

    @property
    def units(self) -> tuple[str, ...]:
        return alternatives(self.unit) if self.unit else ()

    @property
    def percent(self) -> bool:
        """Is a share of something asked for?"""
        return any((found := parse_unit(unit)) is not None and not found.dimensions for unit in self.units)

    @property
    def name_is_change(self) -> bool:
        """下降率, 年增量, 减量: what such an item reports is a change by nature."""
        return self.change or any(names_change(name) for name in self.names)


def ask(kind: DoubtKind, raw: str, **words: str) -> Quantity:
    return Quantity("asked", raw, doubts=(doubt(kind, raw, **words),))


def doubt(kind: DoubtKind, raw: str, **words: str) -> Doubt:
    return Doubt(kind, (("raw", raw), *((key, word) for key, word in words.items())))


def also(quantity: Quantity, *doubts: Doubt) -> Quantity:
    return replace(quantity, doubts=(*quantity.doubts, *doubts))


def plain(value: Decimal) -> str:
    """Print a number as a person writes it: no exponent, no needless digits."""
    if not value.is_finite():
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
