"""Papers as the program wrote them, kept beside an output folder's own business: what people make of one can be told from it."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ecoreport.errors import OutputError
from ecoreport.language.filenames import native_name
from ecoreport.publish.commit import PRIVATE
from ecoreport.publish.files import write_atomic

_FOLDER = f"{PRIVATE}/原文"
_NEAR = 4  # an edited paper may lie in 历史/第N轮 of its output folder


def keep_original(out: Path, data: bytes | None) -> None:
    """Keep a paper by its hash; where there is no room for it, the text that it holds of itself must do."""
    if data is None:
        return
    with suppress(OutputError):
        write_atomic(out / native_name(f"{_FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}.docx"), data)


def originals(edited: Path) -> Iterator[bytes]:
    """Read the papers that are kept in the output folder near an edited one."""
    for folder in list(edited.absolute().parents)[:_NEAR]:
        for path in sorted((folder / native_name(_FOLDER)).glob("*.docx")):
            yield path.read_bytes()
