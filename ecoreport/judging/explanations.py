"""What a department itself has written beside a value, and so settles a question about it (contract: Rounds, explained)."""

import re
from collections.abc import Iterable

from ecoreport.language.widths import fold
from ecoreport.model import Doubt, Entry, KeyTaskReport, Note, Source
from ecoreport.vocabulary import Vocabulary

# Why it is so: a cause, or that it was looked at.
_GIVES_REASON = re.compile(
    r"因(?!此|地制宜|子)|由于|缘于|原因|主要(?:是|系|为|受)|系(?!统|数|列)|受[^,;。]{1,16}影响|得益于|归功于|新[增建投](?=.*(?:投[运产用]|建成|项目|厂))"
    r"|投[运产用]后?|关停|停产|搬迁|疫情|口径(?:调整|变化|变更|不同)|扩[面容建]|核[实对查准]|属实|确认|(?:故|因此|由此|因而|所以|随之|致使|使得|带动)[^,;]{0,8}(?:升|降|增|减|大|高|低|多|少)|剔除|\d月起?(?:新|强制|实施|执行|投)|停售|翻番|当年新增|行动[^,;]{0,6}新增|一次性(?:补|计提|投放|拨|贷)"
)
_ADMITS = re.compile(r"有误|误(?:用|填|写|报|录|将|按)|填错|写错|笔误|错误|待核|待确认|尚未核|未核|未经核|再核|需核|请核")

_NEEDS_A_DOCUMENT = frozenset(("recognised_by_itself", "fact_of_supporter", "facts", "facts_noted"))


def explanation(record: Entry | KeyTaskReport, quoted: Iterable[Source], vocabulary: Vocabulary) -> str | None:
    """Give the words beside a value or a state that say why it is so; what the question itself quotes does not settle it."""
    asked = set(quoted)
    notes: tuple[Note | None, ...] = (record.remark, record.statement if isinstance(record, Entry) else record.done)
    for note in notes:
        if note and note.source not in asked and _settles(note.text, vocabulary):
            return note.text
    return None


def explained(entry: Entry, doubt: Doubt, vocabulary: Vocabulary) -> bool:
    """Has the department said why, of a doubt that words may settle."""
    return doubt.kind not in _NEEDS_A_DOCUMENT and explanation(entry, doubt.others, vocabulary) is not None


def _settles(text: str, vocabulary: Vocabulary) -> bool:
    folded = fold(text)
    return (vocabulary.mentions("explains", text) or bool(_GIVES_REASON.search(folded))) and not _ADMITS.search(folded)
