"""Which file of the evidence folder a line of 佐证材料 names."""

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from ecoreport.model import Evidence
from ecoreport.rules import EvidenceFile


def find_files(piece: Evidence, files: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """Find the files that the name on a line may mean: none, the one, or several of which a person must choose.

    Letter case, folders of the writer's own and the extension may differ; of several, the folders written, the department's own folder and
    a size above 0 decide, and copies of the same content are one.
    """
    written = _plain(piece.file_name)
    base = PurePosixPath(written).name
    if not base:
        return ()
    files = tuple(file for file in files if not file.fault)
    found = tuple(file for file in files if _path(file).name == base) or tuple(file for file in files if _path(file).stem == base)
    own = (piece.department or "").casefold()
    decides: tuple[Callable[[EvidenceFile], bool], ...] = (
        lambda file: f"/{_path(file)}".endswith(f"/{written}") or f"/{_path(file).with_suffix('')}".endswith(f"/{written}"),
        lambda file: own in _path(file).parts,
        lambda file: file.size > 0,
    )
    for fits in decides:
        found = tuple(file for file in found if fits(file)) or found
    return found[:1] if len({file.content for file in found}) == 1 else found


def _path(file: EvidenceFile) -> PurePosixPath:
    return PurePosixPath(file.path.casefold())


def _plain(name: str) -> str:
    return name.replace("\\", "/").strip().removeprefix("./").casefold()
