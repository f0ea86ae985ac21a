"""Find and load every template: the office's own folder first, then the shipped files. Nobody else opens one.

A template that cannot serve is refused with one sentence that names the file, the line and the mend.
"""

import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecoreport.errors import TemplateError
from ecoreport.language import patterns as re
from ecoreport.language.filenames import shown_name
from ecoreport.model import TemplateFile
from ecoreport.paths import read_given
from ecoreport.records import dataclass
from ecoreport.template_shape import Shape

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "templates", _HERE.parent / "templates")  # in a wheel, in a checkout
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
# Tables whose keys an office chooses itself; by the file, then the table's path.
_PACKED = ["indicators", "key_tasks", "main_tasks", "documents", "pieces", "lacks", "bare", "opinions", "visits", "sample"]
_FREE = {
    "vocabulary.toml": frozenset({"variants"}),
    "report.toml": frozenset({"materials"}),
    "workbook.toml": frozenset({"sheets"}),
    "pack.toml": frozenset(f"sheets.{key}" for key in _PACKED),
}
# Tables that an office may leave out in part: what it does not say is taken from the shipped file.
_COMPLETED = {"workbook.toml": {"words", "style"}, "pack.toml": {"words"}}
# Keys that an entry may have or not.
_OPTIONAL = {"system.toml": frozenset({"optional", "carried", "repeated", "choices", "needed", "office"})}
# Keys of an earlier release: its copies still hold them, and nobody asks for them any more.
_RETIRED = {
    "report.toml": frozenset((
        "pending.bare", "pending.verdict_fact", "pending.explanation", "pending.explanation_without_department", "sentences.ground",
        "sentences.bound", "sentences.reported_by", "sentences.source_reported_by", "sentences.statement", "sentences.compared",
        "sentences.goal_by_items", "sentences.goal_counted", "sentences.submitted_yes", "sentences.submitted_unread",
        "sentences.submitted_no",
    )),
    "workbook.toml": frozenset((
        "style.ledger_folder", "words.light", "words.common.folder", "words.common.conflict", "words.overview.binding",
        "words.overview.indicative", "words.overview.all", "words.overview.indicators", "words.overview.indicators_count",
        "words.overview.indicators_doubted",
    )),
}  # fmt: skip
# Texts of an earlier release whose blanks are others now: where an office has not touched one, the shipped one is taken.
_EARLIER: Mapping[str, Mapping[str, str]] = {
    "report.toml": {
        "sentences.asked": "{year}年填报单位所填“{raw}”尚待核实，{pending}",
        "sentences.same": "{year}年与{earlier}年持平",
        "sentences.up": "{year}年比{earlier}年上升{difference}",
        "sentences.down": "{year}年比{earlier}年下降{difference}",
        "sentences.more": "{year}年比{earlier}年增加{difference}",
        "sentences.less": "{year}年比{earlier}年减少{difference}",
        "sentences.goal_judged": "{text}（{status}：{reason}）",
    }
}
# Sheets that an earlier release laid out otherwise, known by a column that is no more: the shipped layout is taken.
_RESHAPED = {"workbook.toml": {"definitions": "chosen"}}
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
        _drop_earlier(words, {**dict.fromkeys(_RETIRED.get(name, ())), **_EARLIER.get(name, {})})
        _reshape(words, shipped, _RESHAPED.get(name, {}))
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


def _drop_earlier(words: dict[str, Any], earlier: Mapping[str, str | None]) -> None:
    """Leave out of a copy what an earlier release said, where it says it still; None: whatever it says."""
    for whole, text in earlier.items():
        *tables, key = whole.split(".")
        node: Any = words
        for table in tables:
            node = node.get(table) if isinstance(node, dict) else None
        if isinstance(node, dict) and key in node and text in (None, node[key]):
            del node[key]


def _reshape(words: dict[str, Any], shipped: Mapping[str, Any], reshaped: Mapping[str, str]) -> None:
    """Give a copy the shipped layout of each sheet that it still lays out as an earlier release did."""
    sheets = words.get("sheets", {})
    for key, gone in reshaped.items():
        columns = sheets[key].get("columns", ()) if isinstance(sheets, dict) and isinstance(sheets.get(key), dict) else ()
        if any(isinstance(column, dict) and column.get("field") == gone for column in columns):
            sheets[key] = shipped["sheets"][key]


SHIPPED = Templates()


def templates_in(folder: str | Path | None) -> Templates:
    """Give an office's own templates by their folder; without one the shipped ones."""
    return SHIPPED if folder is None else Templates(Path(folder))


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
