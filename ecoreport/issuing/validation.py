"""The prompts, lists and warnings of one sheet's open cells."""

from collections.abc import Callable, Mapping
from dataclasses import field

from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ecoreport.issuing.entry import Check
from ecoreport.issuing.form import LONGEST_PROMPT, LONGEST_PROMPT_TITLE, Column
from ecoreport.records import dataclass


@dataclass(slots=True)
class Validations:
    """Gathers what is said beside each open cell; cells that are told the same share one, unless a formula speaks of their own row."""

    messages: Mapping[str, str]
    say: Callable[[str], str]
    _made: dict[tuple[str, ...], DataValidation] = field(default_factory=dict)

    def add(self, cell: Cell | MergedCell, spec: Column, prompt: str, check: Check | None = None) -> None:
        """Say a prompt beside a cell, offer its list, and warn of what its check does not hold for."""
        key = (spec.key or spec.heading, prompt, *((check.formula,) if check else ()))
        if key not in self._made:
            self._made[key] = self._make(spec, prompt, check)
        self._made[key].add(cell)

    def write(self, sheet: Worksheet) -> None:
        """Put them all on their sheet."""
        for validation in self._made.values():
            sheet.add_data_validation(validation)

    def _make(self, spec: Column, prompt: str, check: Check | None) -> DataValidation:
        validation = DataValidation(allow_blank=True, showInputMessage=True)
        validation.promptTitle = self.say(spec.heading)[:LONGEST_PROMPT_TITLE]
        validation.prompt = self.say(prompt)[:LONGEST_PROMPT]
        if check:
            # With allow_blank, Excel would take anything as long as a cell that the formula names is empty.
            validation.type, validation.formula1, validation.allow_blank = "custom", check.formula, False
            self._warn(validation, check.message)
        elif spec.input == "choice":
            validation.type, validation.formula1 = "list", f'"{",".join(spec.choices)}"'
            self._warn(validation, "choice")
        return validation

    def _warn(self, validation: DataValidation, message: str) -> None:
        validation.errorStyle, validation.showErrorMessage = "warning", True
        validation.errorTitle, validation.error = self.messages[f"{message}_title"], self.messages[message]
