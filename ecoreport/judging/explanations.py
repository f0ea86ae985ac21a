"""What a department itself has written beside a value or a question, and so settles the question (contract: Rounds, explained)."""

from collections.abc import Iterable

from ecoreport.language import patterns as re
from ecoreport.language.widths import fold
from ecoreport.model import Answered, Doubt, Entry, KeyTaskReport, Note, Source
from ecoreport.vocabulary import Vocabulary

# Why it is so: a cause, how it was counted, or that it was looked at.
_GIVES_REASON = re.compile(
    r"因(?!此|地制宜|子)|由于|缘于|原因|主要(?:是|系|为|受)|系(?!统|数|列)|受[^,;。]{1,16}影响|得益于|归功于|新[增建投](?=.*(?:投[运产用]|建成|项目|厂))"
    r"|投[运产用]后?|关停|停产|搬迁|疫情|口径(?:调整|变化|变更|不同)|扩[面容建]|核[实对查准]|属实|确认|(?:故|因此|由此|因而|所以|随之|致使|使得|带动)[^,;]{0,8}(?:升|降|增|减|大|高|低|多|少)|剔除|\d月起?(?:新|强制|实施|执行|投)|所致|造成|引起|拉动|拖累|基数[偏较]?[低高大小]|机构改革|区划调整|职能划转|划入|划出|新口径|统计范围(?:由|扩|调整|变化)|范围(?:扩大|调整|变化)|首次(?:纳入|开展|统计)|新纳入|集中(?:投[运产用]|完工|拨付|投放)|台风|干旱|强降雨|政策调整|四舍五入|不可比|停售|翻番|当年新增|行动[^,;]{0,6}新增|一次性(?:补|计提|投放|拨|贷)"
)
_DOUBTS = re.compile(
    r"(?:待|尚未|未|未经|再|需|请|正在|在)核|核实中|待(?:确认|定|查|补)|不(?:清楚|确定|详|知道|了解)|可能|大概|估计|另(?:报|行)|[再容稍]后|再报"
)
_ADMITS = re.compile(r"有误|误(?:用|填|写|报|录|将|按)|填错|写错|笔误|错误")
_FIGURE = re.compile(r"\d")
_EMPTY = re.compile(
    r"(?:无|没有|没|同上|见上|略|暂无|是|否|有|好的?|收到|已?知(?:道|悉|晓)了?|已?阅(?:悉|知)?|明白|不用改|情况如此|如实填报|就这样|如题|见附件|见说明|说明|备注)?"
)
_MENDED = re.compile(r"(?:已|均已|都已)?(?:按(?:要求|意见))?(?:修|更|订|纠)?改?正?(?:完成?|完毕|好|了)?")
_BARE = re.compile(r"[^\w%]+")

# What may make a value ten times as large: of a slip of the unit a cause of growth alone says nothing.
_OF_SIZE = re.compile(r"单位|口径|核[实对查准]|属实|确认|折|换算|\d\s*(?:亩|公顷|米|公里|万|亿|吨|千克)|一次性|首次|翻")
# What is said against a value is answered by having looked, or by how it is counted: 受台风影响 makes what is late no less late.
_LOOKED_AT = re.compile(r"核[实对查准]|属实|确认|口径|统计范围|范围(?:扩大|调整|变化)|剔除|四舍五入|新纳入|不可比")
_OF_WORDS = frozenset(("left_undone", "held_back"))
_NEEDS_A_DOCUMENT = frozenset(("recognised_by_itself", "fact_of_supporter", "facts", "facts_noted", "rounded"))


def explanation(record: Entry | KeyTaskReport, quoted: Iterable[Source], vocabulary: Vocabulary, *, of_words: bool = False) -> Note | None:
    """Give the words beside a value or a state that say why it is so; what the question itself quotes does not settle it.

    A question `of_words` asks about what is said against the value, and not why it is as high as it is.
    """
    notes = _beside(record, quoted)
    return next((note for note in notes if _settles(note, record, vocabulary, of_words=of_words) or _corrects(note.text)), None)


def explained(entry: Entry, doubt: Doubt, vocabulary: Vocabulary) -> bool:
    """Has the department said why, of a doubt that words may settle; that it made a mistake settles none."""
    if doubt.kind == "slip" and not any(_OF_SIZE.search(note.text) for note in _beside(entry, doubt.others)):
        return False
    notes = () if doubt.kind in _NEEDS_A_DOCUMENT else _beside(entry, doubt.others)
    return any(_settles(note, entry, vocabulary, of_words=doubt.kind in _OF_WORDS) for note in notes)


def answer_settles(answer: Answered) -> bool:
    """Does what was written beside a question answer it, in any words: not by an empty phrase, nor by what leaves it open."""
    text = fold(answer.said)
    parts = [bare for part in (answer.result, answer.words) if (bare := _BARE.sub("", fold(part)))]
    told = [part for part in parts if not _EMPTY.fullmatch(part) and not _MENDED.fullmatch(part) and part != _NOT_NOW]
    return bool(told) and not _DOUBTS.search(text) and not (_ADMITS.search(text) and not _FIGURE.search(text))


_NOT_NOW = "暂不能修改"


def _beside(record: Entry | KeyTaskReport, quoted: Iterable[Source]) -> list[Note]:
    asked = set(quoted)
    notes = (record.remark, record.statement if isinstance(record, Entry) else record.done, *record.answers)
    return [note for note in notes if note and note.source not in asked]


def _settles(note: Note, record: Entry | KeyTaskReport, vocabulary: Vocabulary, *, of_words: bool) -> bool:
    folded = fold(note.text)
    if of_words and note not in record.answers:
        gives = _LOOKED_AT.search(folded) is not None
    else:
        gives = vocabulary.mentions("explains", note.text) or _GIVES_REASON.search(folded) is not None
    return gives and not _ADMITS.search(folded) and not _DOUBTS.search(folded)


def _corrects(text: str) -> bool:
    """Does a text say what the mistake was and what is right: 修复岸线10.3公里,填报时误用米."""
    folded = fold(text)
    return bool(_ADMITS.search(folded) and _FIGURE.search(folded)) and not _DOUBTS.search(folded)
