"""Find and load every template: the office's own folder first, then the shipped files. Nobody else opens one.

A template that cannot serve is refused with one sentence that names the file, the line and the mend.
"""

import re
import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecoreport.errors import TemplateError
from ecoreport.language.filenames import shown_name
from ecoreport.model import TemplateFile
from ecoreport.paths import read_given
from ecoreport.template_shape import Shape

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "templates", _HERE.parent / "templates")  # in a wheel, in a checkout
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
# Tables whose keys an office chooses itself; by the file, then the table's path.
_FREE = {"vocabulary.toml": frozenset({"variants"}), "report.toml": frozenset({"materials"}), "workbook.toml": frozenset({"sheets"})}
# Tables that an office may leave out in part: what it does not say is taken from the shipped file.
_COMPLETED = {"workbook.toml": {"words", "style"}}
# Keys that an entry may have or not.
_OPTIONAL = {"system.toml": frozenset({"optional", "carried", "repeated", "choices", "needed", "office"})}
# Which blanks a text may have: those of the same shipped text, or of any text of the file; elsewhere an unknown one stays as it is written.
_BLANKS = {"report.toml": "text", "ledger.toml": "file"}


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates that a run uses; `folder` holds an office's own, and what it does not hold is the shipped one's."""

    folder: Path | None = None

    def path(self, name: str) -> Path:
        """Find one template by its file name; raise TemplateError where no folder holds it."""
        for place in ((self.folder,) if self.folder else ()) + _PLACES:
            if (path := place / name).is_file():
                return path
        raise TemplateError(f"找不到模板文件“{name}”。请重新安装 ecoreport，或用 ecoreport init 复制一份模板后再试。")

    def file(self, name: str) -> TemplateFile:
        """Read a template that people edit in another program."""
        return read_file(self.path(name))

    def own(self, name: str) -> Path | None:
        """Find one template in the office's own folder; None where it holds none of that name."""
        path = self.folder / name if self.folder else None
        return path if path and path.is_file() else None

    def words(self, name: str) -> Mapping[str, Any]:
        """Read a template of words (TOML, UTF-8 with or without a byte order mark).

        A copy of an earlier release lacks what has come since: that is the shipped file's. Raise TemplateError where it is no TOML, or
        a key is none of the shipped file's.
        """
        path, shipped_path = self.path(name), SHIPPED.path(name)
        text, words = _parse(path)
        if path == shipped_path:
            return words
        shipped = _parse(shipped_path)[1]
        free = _FREE.get(name, frozenset())
        whole = _complete(words, shipped, set(shipped), free) if words else words
        words = _complete(words, shipped, _COMPLETED.get(name, set()), free)
        shape = Shape(text, free, _OPTIONAL.get(name, frozenset()), _BLANKS.get(name, "any"))
        if not any(shape.faults(whole, shipped)):
            return whole
        if faults := [*dict.fromkeys(shape.faults(words, shipped))]:
            raise TemplateError(
                f"模板“{shown_name(path)}”{'；'.join(faults)}。"
                f"请对照自带的 {name} 改正（ecoreport init 可再复制一份），或删去该文件改用自带的。"
            )
        return words


SHIPPED = Templates()


def shipped_files() -> tuple[tuple[str, bytes], ...]:
    """List every shipped template: its name below the folder, with "/", and its content."""
    folder = next(place for place in _PLACES if place.is_dir())
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def read_file(path: str | Path) -> TemplateFile:
    """Read a template from wherever it lies; raise TemplateError where it cannot be read."""
    return TemplateFile(Path(path), read_given(path, "模板", TemplateError))


def _parse(path: Path) -> tuple[str, dict[str, Any]]:
    """Give a template's text and what it says, which is for all who ask for it: nobody changes it."""
    try:
        return _understood(read_given(path, "模板", TemplateError))
    except UnicodeDecodeError as error:
        raise TemplateError(f"模板“{shown_name(path)}”不是 UTF-8 编码。请用记事本打开，另存为时把编码选为 UTF-8 后重试。") from error
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        where = f"第{place[1]}行第{place[2]}个字符处" if place else "末尾"
        raise TemplateError(
            f"模板“{shown_name(path)}”{where}不合 TOML 格式（多为引号、括号没有成对，或同一个键写了两次）。"
            "请改正该处，或删去该文件改用自带的。"
        ) from error
    except (RecursionError, ValueError) as error:  # of brackets within brackets; a number that has thousands of digits
        what = "括号套得太深" if isinstance(error, RecursionError) else "有一个数或日期太长，或没有这一天"
        raise TemplateError(f"模板“{shown_name(path)}”里{what}。请改正，或删去该文件改用自带的。") from error


@lru_cache(maxsize=16)
def _understood(data: bytes) -> tuple[str, dict[str, Any]]:
    """Take a template apart once, as long as it holds the same: an office is opened for each stage that is called by itself."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    return text, tomllib.loads(text)


def _complete(words: dict[str, Any], shipped: Mapping[str, Any], tables: set[str], free: AbstractSet[str]) -> dict[str, Any]:
    """Fill in what the office's copy leaves out of some tables; those that it orders freely it has or has not."""

    def merged(own: Any, ours: Any, name: str) -> Any:
        if not isinstance(own, dict) or not isinstance(ours, dict) or name in free:
            return own
        return {**ours, **{key: merged(value, ours.get(key), f"{name}.{key}") for key, value in own.items()}}

    return {**words, **{key: merged(words[key], shipped[key], key) if key in words else shipped[key] for key in tables}}
