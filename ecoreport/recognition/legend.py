"""What a file says its own short signs stand for: fields (1栏为计划,2栏为上年; MB目标 SJ实际) or states (绿灯=完成; 1—办结;2—在办)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice

from ecoreport.language import patterns as re
from ecoreport.language.widths import even, fold, word_key
from ecoreport.matching import TRAILING_BRACKET
from ecoreport.model import Cell, Sheet
from ecoreport.model.layout import written
from ecoreport.recognition.signs import is_sign, sign_at, sign_key
from ecoreport.records import dataclass

_LONGEST_SIGN, _LONGEST_MEANING, _LONGEST = 8, 40, 400  # characters of a sign, of what it means, of the line that says so
_MOST = 20_000  # cells of a file that are looked at
_TELLING = 4  # characters of what one word alone is said to be: 公交占比即公共交通出行分担率
_LEAST = 2  # pairs that make a legend
_MEASURES = "项个条家座处件种户例起次台辆万亿年月日"
_ENDS = ",;、。 \n"
_COUNTS = re.compile(r"(?!(?:19|20)\d\d年?[^\d.]+$)\d")  # 36.2万人, and not 2020年目标
_OPENS = re.compile(r"(?P<over>[^:(]{1,24})[:(]\s*")
_EQUAL = re.compile(
    r"(?:^|[:;,。、\s\"“])(?P<sign>[^=:;,。、\s\"“”]{1,8})[\"”]?(?:=|(?P<outright>即|就是)|表示|代表)[\"“]?(?P<meaning>[^=;,。\"”]{1,40})(?=[;,。\"”]|$)"
)
_OPERATES = re.compile(r"[/÷×*+]|(?<=[\u4e00-\u9fff])[-—–−](?=[\u4e00-\u9fff])|除以|乘以?|之和|之比|占.+的")
_MEASURED = ("率", "量", "数", "值", "比例", "比重", "总分", "得分", "面积")  # words that mean something by themselves
_JOINT = re.compile(r"(?:[栏列]|项(?=[=:为是])|字段)?\s*(?:=+|:|[-—–]+>?|→|为|是指?|即|指|表示|代表|对应|填)?\s*[\"“]?\s*")

Asserts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class State:
    """Words that tell how far a task is, and the headings that the line names: numbers speak under these alone."""

    words: str
    under: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs of a file, folded, and what they stand for."""

    fields: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    told: frozenset[tuple[str, str]] = frozenset()  # where states are explained: sheet and address

    def state(self, text: str, heading: str) -> str | None:
        """Give the words that a sign stands for under a heading."""
        bare = even(text).partition("(")[0].strip() or text  # 续(按节点)
        found = self.states.get(sign_key(bare)) if len(bare) <= _LONGEST_SIGN else None
        if found is None or (text.isdecimal() and found.under and word_key(heading) not in found.under):
            return None
        return found.words


def read_legend(sheets: Sequence[Sheet], asserts: Asserts) -> Legend:
    """Gather what lines of text, or lists of signs and meanings, say that signs stand for; two meanings of one sign are none."""
    cells = {(sheet.name, cell.address): cell for sheet in sheets for cell in sheet.cells if cell.counts and not cell.covered}
    texts = {place: (cell, written(cell)) for place, cell in islice(cells.items(), _MOST)}
    known = Counter(fold(text) for _, text in texts.values() if 0 < len(text) <= _LONGEST_SIGN)
    bare = {fold(text): fold(TRAILING_BRACKET.sub("", even(text)).strip()) for _, text in texts.values() if len(text) <= 2 * _LONGEST_SIGN}
    names = frozenset((*known, *bare.values()))  # 公交占比(%) too
    fields: dict[str, str] = {}
    states: dict[str, set[State]] = defaultdict(set)
    told: set[tuple[str, str]] = set()
    for place, (cell, text) in texts.items():
        pairs, over = _line(text, known, names, asserts) if isinstance(cell.value, str) and len(text) <= _LONGEST else ({}, "")
        if pairs and all(asserts(meaning) for meaning in pairs.values()):
            under = frozenset(key for each in known if len(key := word_key(each)) > 1 and key in word_key(over) and not key.isascii())
            for sign, meaning in pairs.items():
                states[sign_key(sign)].add(State(meaning, under))
            told.add(place)
        else:
            fields |= pairs
    listed: dict[str, str] = {}
    for left, right in _beside(texts):
        sign, meaning = texts[left][1], texts[right][1]
        if is_sign(sign) and not sign.isdecimal() and asserts(meaning):
            states[sign_key(sign)].add(State(meaning))
            told |= {left, right}
        elif sign.isascii() and sign.isidentifier() and known[fold(sign)] > 1 and not meaning.isascii():
            listed[fold(sign)] = meaning
    fields |= listed if len(listed) >= _LEAST else {}
    fields |= {text: fields[name] for text, name in bare.items() if name in fields}
    return Legend(fields, {sign: next(iter(several)) for sign, several in states.items() if len(several) == 1}, frozenset(told))


def _beside(texts: Mapping[tuple[str, str], tuple[Cell, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Give the cells of rows that hold two: a sign and what it means, as a list says it: MBZ | 目标值."""
    rows: dict[tuple[str, int], list[tuple[int, tuple[str, str]]]] = defaultdict(list)
    for place, (cell, _) in texts.items():
        rows[place[0], cell.row].append((cell.column, place))
    for several in rows.values():
        if len(several) == 2:
            (_, first), (_, second) = sorted(several)
            yield first, second


def _line(text: str, known: Mapping[str, int], names: frozenset[str], asserts: Asserts) -> tuple[dict[str, str], str]:
    """Take a line apart into signs and meanings, and what stands over them; {} where a part is neither, which no legend has."""
    flat = even(text).strip()
    if pairs := _equated(flat, names, asserts):
        return pairs, ""
    opened = _OPENS.match(flat)
    for start, over in ((0, ""), (opened.end(), opened["over"]) if opened else (0, "")):
        body = flat[start:].rstrip("".join((_ENDS, ")" if flat[start - 1 : start] == "(" else "")))
        for tight in (False, True):
            pairs = _pairs(body, known, tight=tight)
            if len(pairs) >= _LEAST and (
                all(map(asserts, pairs.values())) or (not tight and all(_names_field(*pair, known) for pair in pairs.items()))
            ):
                return pairs, over
    return {}, ""


def _equated(flat: str, known: frozenset[str], asserts: Asserts) -> dict[str, str]:
    """Take what a line says outright that words of the sheet are: 危废=危险废物利用处置率;放废=…, “齐”即完成; no formula does."""
    found = list(_EQUAL.finditer(flat))
    outright = {fold(match["sign"]) for match in found if match["outright"] and len(match["meaning"]) >= _TELLING}
    told = {fold(match["sign"]): TRAILING_BRACKET.sub("", match["meaning"]).strip() for match in found}
    told = {sign: meaning for sign, meaning in told.items() if not _OPERATES.search(meaning) and not sign.endswith(_MEASURED)}
    states = {sign: meaning for sign, meaning in told.items() if asserts(meaning) and any(text.startswith(sign) for text in known)}
    if states and states == told and (len(states) >= _LEAST or flat[:1] in '"“'):
        return states
    fields = {sign: meaning for sign, meaning in told.items() if sign in known}
    return fields if (len(fields) >= _LEAST or fields.keys() <= outright) and not states else {}


def _names_field(sign: str, meaning: str, known: Mapping[str, int]) -> bool:
    return sign in known and not any(end in meaning for end in _ENDS) and not _COUNTS.match(meaning) and meaning[:1].isalnum()


def _pairs(body: str, known: Mapping[str, int], *, tight: bool) -> dict[str, str]:
    """Read signs, each with what follows it; `tight`: nothing stands between them: 1完成2推进3未启动."""
    marks = list(_marks(body, known, tight=tight))
    if not marks or marks[0][0] != 0:
        return {}
    ends = [start for start, _, _ in marks[1:]] + [len(body)]
    pairs = {sign: body[begins:end].strip(_ENDS + '"”') for (_, begins, sign), end in zip(marks, ends, strict=True)}
    sound = len(pairs) == len(marks) and all(0 < len(meaning) <= _LONGEST_MEANING for meaning in pairs.values())
    return pairs if sound else {}


def _marks(body: str, known: Mapping[str, int], *, tight: bool) -> Iterator[tuple[int, int, str]]:
    """Find the signs of a line: where each begins, where its meaning does, and itself."""
    at = 0
    while at < len(body):
        begins = at == 0 or body[at - 1] in _ENDS or not (body[at].isalnum() or body[at] in "()") or tight
        if begins and (found := _sign(body, at, known)):
            joint = _JOINT.match(body, at + len(found))
            end = joint.end() if joint else at + len(found)
            bare = end == at + len(found)
            if end < len(body) and not (bare and _goes_on(found, body[end])):
                yield at, end, fold(found)
                at = end
                continue
        at += 1


def _goes_on(sign: str, following: str) -> bool:
    """Is what looks like a sign, with nothing behind it, but a part of words: MBZ, 3座; not MB目标, 1完成, ●已办结."""
    if sign.isdecimal():
        return len(sign) > 1 or following.isascii() or following in _MEASURES
    return following.isascii() or not (sign.isascii() or not sign.isalnum() or is_sign(sign))


def _sign(body: str, at: int, known: Mapping[str, int]) -> str:
    """Give the sign that begins here: one that stands in a cell of its own, else a light, a letter, a number, a symbol."""
    longest = range(min(len(body) - at - 1, _LONGEST_SIGN), 0, -1)
    return next((body[at : at + size] for size in longest if fold(body[at : at + size]) in known), "") or sign_at(body, at)
