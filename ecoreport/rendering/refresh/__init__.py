"""Bring a paper that people have edited up to date: what they wrote stays, what only the program wrote becomes new."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document

from ecoreport.errors import InputError
from ecoreport.model.texts import TextChange
from ecoreport.records import dataclass
from ecoreport.rendering.refresh.charts import merge_charts
from ecoreport.rendering.refresh.kept import Kept, keep_text, kept_text, text_of
from ecoreport.rendering.refresh.merge import Merge, Voice, merge_paragraphs
from ecoreport.rendering.refresh.tables import merge_tables
from ecoreport.rendering.refresh.texts import Block, keys
from ecoreport.rendering.word.fields import update_fields
from ecoreport.rendering.word.package import pack, update_on_opening

__all__ = ["Refreshed", "Voice", "keep_text", "refresh_paper"]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A paper brought up to date, and what was changed in it."""

    data: bytes
    changes: tuple[TextChange, ...]


def refresh_paper(edited: bytes, new: bytes, voice: Voice, copies: Iterable[bytes] = (), name: str = "") -> Refreshed:
    """Join what people made of a paper with what the program would write now.

    What it wrote then stands in the edited paper itself; `copies` are papers as it once wrote them, of which the one most like the edited
    one is taken where another program has dropped that text. The same three give the same bytes. Raise InputError where nobody knows what
    the program wrote then.
    """
    document, fresh = _open_edited(edited, name), _open(new)
    mine, now = text_of(document).blocks, text_of(fresh)
    was = kept_text(document) or _likest(mine, copies)
    if was is None:
        raise InputError(f"“{name}”里没有程序当时写下的原文（可能被别的软件丢掉了），输出文件夹里也没有它的副本，分不清哪些是人改的。")
    merge = Merge(document, fresh, voice)
    tables = merge_tables(merge, was.blocks, mine, now.blocks)
    merge_paragraphs(merge, was.blocks, mine, now.blocks, tables)
    merge.write()
    merge.changes += merge_charts(document, was.charts, fresh)
    update_fields(document)
    update_on_opening(document)
    keep_text(document, now)
    return Refreshed(pack(document), tuple(merge.changes))


def _open_edited(data: bytes, name: str) -> Any:
    try:
        return _open(data)
    except (BadZipFile, LookupError, ValueError, SyntaxError, RuntimeError) as error:
        raise InputError(f"“{name}”不是能打开的 Word 文件（.docx）。请在 Word 或 WPS 里打开，另存为 .docx 再试。") from error


def _open(data: bytes) -> Any:
    return Document(BytesIO(data))


def _likest(mine: tuple[Block, ...], copies: Iterable[bytes]) -> Kept | None:
    told = set(keys(mine))
    texts = [text_of(_open(copy)) for copy in copies]
    return max(texts, key=lambda kept: sum(key in told for key in keys(kept.blocks)), default=None)
