"""A workbook as bytes that depend on nothing but its contents."""

import io
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ecoreport.language import patterns as re

_EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 - openpyxl takes naive times; no clock may enter an output
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)

# Codes such as 15.2 are text on purpose; without this Excel marks each with a green corner. openpyxl does not write the element.
_NO_GREEN_CORNERS = b'<ignoredErrors><ignoredError sqref="A1:AZ2000" numberStoredAsText="1"/></ignoredErrors></worksheet>'
_FOOTER = re.compile(rb"<oddFooter>[^<]*</oddFooter>")


def pack_workbook(workbook: Workbook, *, title: str, creator: str) -> bytes:
    """Save a workbook with fixed properties and times."""
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, creator, creator
    properties.created = properties.modified = _EPOCH
    first = io.BytesIO()
    # Workbook.save would put the clock into the properties; its own writer does not.
    ExcelWriter(workbook, zipfile.ZipFile(first, "w", zipfile.ZIP_DEFLATED)).save()
    packed = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/"):
                data = data.replace(b"</worksheet>", _NO_GREEN_CORNERS)
                data = _FOOTER.sub(lambda footer: footer[0].replace(b"_x000a_", b"\n"), data)  # as openpyxl writes a new line
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, data)
    return packed.getvalue()
