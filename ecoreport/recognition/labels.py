"""Covers and signature lines: 填报单位, 填报人, 审核人 … beside their values, or several in one cell."""

from collections.abc import Iterator
from functools import lru_cache

from ecoreport.language import patterns as re
from ecoreport.language.units import parse_unit
from ecoreport.language.widths import even
from ecoreport.model import Cell, Sheet
from ecoreport.model.layout import LabelledText, LabelRole, written
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.headings import heading_unit
from ecoreport.vocabulary import Vocabulary

_LONGEST = 120
_OF_US = re.compile(r"[全我本]市(?:数[据值]?|值|合计|平均|完成|实际|情况)*")
_LABELLED = re.compile(r"\s*([^\s:]{3,12})\s*:\s*(\S.{1,40})")
_DATED = re.compile(r"(?:19|20)\d\d年")  # 单位 | 2020年舟山: headings both
SIGNING = frozenset(("filled_by", "reviewed_by", "leader", "telephone", "filled_on", "seal"))  # roles that no item's field shares


def find_labels(sheet: Sheet, vocabulary: Vocabulary, taken: frozenset[str]) -> tuple[list[LabelledText], set[str]]:
    """Find the labels of a sheet outside its tables; give the labelled texts and the addresses of bare labels."""
    grid = Grid(sheet, without=taken)
    found: list[LabelledText] = []
    bare: set[str] = set()
    values: set[str] = set()
    for line in grid.lines:
        for place in grid.owned(line):
            cell = grid.own(line, place)
            if cell is None or not isinstance(cell.value, str) or (values and cell.address in values):
                continue
            inline, role = _heard(written(cell), vocabulary)
            told = [(role, text) for role, text in inline if text and not _is_no_sender(role, text, vocabulary)]
            if told:
                label = even(written(cell)).split(":")[0]  # the first is the sender's, where there are several
                found += [LabelledText(role, text, sheet.name, cell, label) for role, text in told]
                continue
            if len(inline) > 1:
                bare.add(cell.address)
                continue
            if role is None:
                continue
            value = _value_beside(grid, line, place, vocabulary)
            if value is not None and not _is_no_sender(role, written(value), vocabulary):
                found.append(LabelledText(role, written(value), sheet.name, value, written(cell)))
                values.add(value.address)
            if value is not None or inline or _is_telling(role, grid, line):
                bare.add(cell.address)
    return found, bare


def _heard(text: str, vocabulary: Vocabulary) -> tuple[tuple[tuple[LabelRole, str], ...], LabelRole | None]:
    """Give the labels and values that a text holds, and the role of the first label, or of the text as one."""
    return _hear(text, vocabulary) if len(text) <= _LONGEST else ((), vocabulary.label(text.rstrip(":：")))


@lru_cache(maxsize=8192)
def _hear(text: str, vocabulary: Vocabulary) -> tuple[tuple[tuple[LabelRole, str], ...], LabelRole | None]:
    inline = tuple(read_inline(text, vocabulary))
    return inline, inline[0][0] if inline else vocabulary.label(text.rstrip(":："))


def _is_no_sender(role: str, text: str, vocabulary: Vocabulary) -> bool:
    """Is it 单位:万元, or 责任单位 beside 完成值 or 人数比例(%) in a line of headings, and no department."""
    headed = _DATED.match(text) is not None or vocabulary.meaning("indicator", text, whole=True) is not None
    headed = headed or _OF_US.fullmatch(text) is not None  # 单位 | 全市数
    return role == "department" and (headed or parse_unit(text) is not None or heading_unit(text) is not None)


def _is_telling(role: str, grid: Grid, line: int) -> bool:
    return role != "department" or len(grid.owned(line)) > 1


def _value_beside(grid: Grid, line: int, place: int, vocabulary: Vocabulary) -> Cell | None:
    value = grid.own(line, grid.span(line, place)[1] + 1)
    if value is None:
        return None
    if isinstance(value.value, str):
        text = written(value)
        if vocabulary.label(text.rstrip(":：")) or any(True for _ in read_inline(text, vocabulary)):
            return None
    return value


def is_signature_line(texts: list[str], vocabulary: Vocabulary) -> bool:
    """Is a line one of labels and names: 填报人:张三, or 填报人 | 张三 | 审核人 | 李四."""
    if any(True for text in texts for _ in read_inline(text, vocabulary)):
        return True
    signing = [vocabulary.label(text.rstrip(":：")) in SIGNING for text in texts]
    return sum(signing) >= 2 or (len(texts) == 2 and signing[0]) or is_line_of_pairs(texts, vocabulary)


def is_line_of_pairs(texts: list[str], vocabulary: Vocabulary) -> bool:
    """Is a line one of labels, each with its value behind it: 填报单位 | 市水利局 | 填报日期 | 2021-01-08."""
    if len(texts) < 4 or len(texts) % 2 or not all(vocabulary.label(text.rstrip(":：")) for text in texts[::2]):
        return False
    headed = (vocabulary.meaning(kind, text, whole=True) for text in texts[1::2] for kind in ("indicator", "task"))
    return not any(vocabulary.label(text.rstrip(":：")) for text in texts[1::2]) and not any(headed)


@lru_cache(maxsize=8)
def _label_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    labels = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:^|(?<=[\s,;、。)]))({labels})\s*((?:\([^()]*\))?)\s*:\s*")


def read_inline(text: str, vocabulary: Vocabulary) -> Iterator[tuple[LabelRole, str]]:
    """Take a cell apart that holds labels and their values: 填报人:张三  联系电话:0580-2020202."""
    if len(text) > _LONGEST or ":" not in even(text):
        return
    if even(text[0] + text[-1]) == "()":
        text = text[1:-1].strip()
    matches = list(_label_pattern(vocabulary.label_words).finditer(even(text)))
    if not matches and (sending := _LABELLED.fullmatch(even(text))) and vocabulary.label(sending[1]):
        yield "department", sending[2].strip()
        return
    if not matches or matches[0].start() > 0:
        return
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        role = vocabulary.label(match[1])
        value = text[match.end() : end].strip(" \t\n\r\u3000\xa0,，;；、")
        value = re.split(r"\s{3,}", value)[0].strip("_ ")
        if role:
            yield role, value
