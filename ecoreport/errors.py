"""Faults in the use of ecoreport (faults in the data are `Finding` records, never exceptions).

EcoReportError
├── InputError             nothing readable, or an input that does not exist
├── TemplateError          a template is missing, or asks for what the report does not have
├── IndicatorSystemError   the plan's workbook is broken; lists every fault with sheet, cell and mend
└── OutputError            an output cannot be written
"""


class EcoReportError(Exception):
    """Say in Chinese what is wrong in the use, where, and how to mend it.

    Every fault in the use is one of this class, and the command prints it as it is (exit code 2). Faults in the data are `Finding`
    records and are never raised.
    """


class InputError(EcoReportError):
    """Refuse what was given, with the mend: no such file or folder, nothing readable, no such year, day, item or rule.

    Where a run raises it, nothing was written and the output folder is as it was.
    """


class TemplateError(EcoReportError):
    """Refuse a template that cannot serve: missing, not parsed, or asking for what there is not.

    The message names the file, the line or the field, and the nearest known name.
    """


class IndicatorSystemError(EcoReportError):
    """Refuse the plan's workbook, all of its faults at once.

    `file` is its name, `faults` one Chinese sentence a fault, each with sheet, cell and mend; the message lists them numbered.
    """

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file = file
        self.faults = faults
        lines = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(faults, 1))
        super().__init__(f"指标体系工作簿“{file}”有 {len(faults)} 处问题，请逐条修改后重试：\n{lines}")


class OutputError(EcoReportError):
    """Refuse to write where an output cannot be made: no permission, no space, a file held open by another program.

    What lay there before is left as it was, but for result.json, without which a folder is no finished run.
    """
