"""Faults in the use of ecoreport (faults in the data are `Finding` records, never exceptions).

EcoReportError
├── InputError             nothing readable, or an input that does not exist
├── TemplateError          a template is missing, or asks for what the report does not have
├── IndicatorSystemError   the plan's workbook is broken; lists every fault with sheet, cell and mend
└── OutputError            an output cannot be written
"""


class EcoReportError(Exception):
    """Say in Chinese what is wrong, where, and how to mend it."""


class InputError(EcoReportError):
    """Nothing was given that could be read."""


class TemplateError(EcoReportError):
    """A template cannot serve."""


class IndicatorSystemError(EcoReportError):
    """The plan's workbook is broken; `faults` holds one sentence for each fault."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file = file
        self.faults = faults
        lines = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        super().__init__(f"指标体系工作簿“{file}”有 {len(faults)} 处问题，请逐条修改后重试:\n{lines}")


class OutputError(EcoReportError):
    """An output cannot be written."""
