"""Read back what a run wrote: its result.json is the only database."""

import json
from pathlib import Path
from typing import Any

from ecoreport.errors import InputError
from ecoreport.language.filenames import shown_name
from ecoreport.model import RESULT_SCHEMA
from ecoreport.paths import read_given, require_folder

RESULT = "result.json"


def read_result(out: str | Path) -> dict[str, Any]:
    """Give the parsed result.json of the folder of a finished run; raise InputError, with the mend, where there is none."""
    folder = require_folder(out, "输出")
    if not (folder / RESULT).is_file():
        raise InputError(f"“{shown_name(folder)}”里没有 {RESULT}，不是一次运行的输出。请先运行  ecoreport run 台账 -o {shown_name(folder)}")
    try:
        result = json.loads(read_given(folder / RESULT, "运行结果"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"“{shown_name(folder / RESULT)}”不完整或被改动过，读不出来。请重新运行  ecoreport run") from error
    if not isinstance(result, dict) or result.get("schema") != RESULT_SCHEMA:
        raise InputError(f"“{shown_name(folder / RESULT)}”不是本程序写的运行结果。请检查文件夹是否给对。")
    if "digest" not in result.get("system", {}):
        raise InputError(f"“{shown_name(folder)}”是旧版本写的，内容不够。请用现在的版本重新运行  ecoreport run")
    return result
