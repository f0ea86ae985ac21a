"""Survey an evidence folder: which files lie there, how large, and with what content."""

import hashlib
from pathlib import Path

from ecoreport.errors import InputError
from ecoreport.rules import EvidenceFile

_CHUNK = 1 << 20


def survey(folder: str | Path) -> tuple[EvidenceFile, ...]:
    """List the files below a folder by path; links are not followed. Raise InputError where there is no such folder."""
    root = Path(folder)
    if not root.is_dir():
        raise InputError(f"佐证材料文件夹“{root}”不存在。请检查 --evidence 后面的路径。")
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return tuple(EvidenceFile(path.relative_to(root).as_posix(), path.stat().st_size, _digest(path)) for path in files)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
