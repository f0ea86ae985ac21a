"""Read back what a run wrote: its result.json is the only database."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecoreport.errors import InputError
from ecoreport.language.filenames import native_name, shown_name
from ecoreport.model import RESULT_SCHEMA
from ecoreport.paths import read_given, require_folder

RESULT = "result.json"


def read_result(out: str | Path) -> dict[str, Any]:
    """Give the parsed result.json of the folder of a finished run; raise InputError, with the mend, where there is none."""
    folder = require_folder(out, "输出")
    if not (folder / RESULT).is_file():
        raise InputError(f"“{shown_name(folder)}”里没有 {RESULT}，不是一次运行的输出。请先运行  ecoreport run 台账 -o {shown_name(folder)}")
    return _read(folder / RESULT)


def read_round(given: str | Path) -> dict[str, Any]:
    """Give what one round left to be compared with another: of its folder, or of a result.json by whatever name.

    Raise InputError, with the mend, where there is none, or where an earlier version wrote it.
    """
    path = Path(given)
    if path.is_file() and path.suffix.lower() != ".json":
        raise InputError(f"“{shown_name(path)}”不是一次运行的结果。请给出 ecoreport run 的输出文件夹，或其中的 {RESULT}。")
    result = _read(path) if path.is_file() else read_result(path)
    if not (result.get("memory") and "calendar" in result):
        raise InputError(f"“{shown_name(path)}”是旧版本写的，内容不够。请用现在的版本重新运行  ecoreport run")
    return result


def is_edited(given: str | Path, result: Mapping[str, Any], name: str) -> bool:
    """Has somebody changed an output since the run wrote it; one that lies elsewhere now was not."""
    path, digest = Path(given) / native_name(name), result["outputs"].get(name)
    return path.is_file() and digest is not None and hashlib.sha256(read_given(path, name)).hexdigest() != digest


def _read(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(read_given(path, "运行结果"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"“{shown_name(path)}”不完整或被改动过，读不出来。请重新运行  ecoreport run") from error
    if not isinstance(result, dict) or result.get("schema") != RESULT_SCHEMA:
        raise InputError(f"“{shown_name(path)}”不是本程序写的运行结果。请检查文件夹是否给对。")
    if "digest" not in result.get("system", {}):
        raise InputError(f"“{shown_name(path.parent)}”是旧版本写的，内容不够。请用现在的版本重新运行  ecoreport run")
    return result
