"""Cut a target's text into tokens: numbers with their units, comparisons in every spelling, averages, branches, words."""

import unicodedata
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, get_args

from ecoreport.language import patterns as re
from ecoreport.language.amounts import write_digits, write_shares
from ecoreport.language.numerals import read_chinese
from ecoreport.records import dataclass
from ecoreport.targets import spelling

Kind = Literal[
    "number",
    "compare",  # in front of what it compares with: ≥, 不低于, 控制在
    "suffix",  # behind its number: 以上, 以内
    "between",  # 之间
    "to",  # ~ between two numbers
    "average",
    "last",  # 上年
    "label",  # the name of a branch
    "branch",  # the name of a branch in brackets
    "word",
    "colon",
    "or",
    "and",
    "comma",
    "pause",  # 、
    "stop",  # ; and 。
    "slash",
    "open",
    "close",
    "blank",
    "line",
    "garbage",
]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    operator: str = ""
    number: Decimal = Decimal(0)
    unit: str = ""


_SAME = str.maketrans({
    "，": ", ", "；": ";", "：": ":", "﹥": ">", "﹤": "<", "﹪": "%", "～": "~", "〜": "~", "∼": "~", "—": "-", "–": "-", "－": "-",
    "−": "-",
    "µ": "μ", "△": "Δ", "∆": "Δ",
    "【": "(", "】": ")", "［": "(", "］": ")", "[": "(", "]": ")", "≦": "≤", "≧": "≥", "⩾": "≥", "⩽": "≤", "＞": ">", "＜": "<",
    "\u200b": None, "\ufeff": None, "\u3000": " ", "\xa0": " ",
})  # fmt: skip
_PLAIN: dict[str, Kind] = {str(kind): kind for kind in get_args(Kind)}
_MOST_DIGITS = 20
LONGEST_TARGET = 200  # characters; the longest printed target has some 40


@lru_cache(maxsize=1 << 14)
def fold_widths(text: str) -> str:
    """Fold full width, signs and brackets to one spelling; Ⅲ becomes III."""
    return unicodedata.normalize("NFKC", spelling.drop_marks(text).translate(_SAME)).translate(_SAME)


_YEARS = re.compile(r"(?<=[近续去前])[2-5](?=个?年)|(?<![\d.])[2-5](?=个?年度?(?:来|以来|内|间))")  # 近3年: no number of the target's own
_FEW = re.compile(r"(?<![第一二两三四五六七八九十百])[二两三四五六七八九](?=[个座家处项条件次所种](?:\(含\)|及|或)?以[上下内])")  # 三个以上
_RANK = re.compile(r"前([二三四五六七八九十]+)(?=[名位,;。]|$)")
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\s*\((%|‰)\)")
_SCOPE_NOTE = re.compile(r"(?<=[市县区])\((?:地级|县级|[市县区、,]+|不?含[^()]{1,8})\)")  # 县(市、区)


def cut(text: str) -> tuple[Token, ...]:
    """Cut a target into tokens whose kind no longer depends on their neighbours."""
    folded = re.sub(r"(?<=[,;])[ \t]+|[ \t]+(?=[,;])", "", fold_widths(text).strip())
    folded = _YEARS.sub(lambda match: "二三四五"[int(match[0]) - 2], folded)
    folded = write_shares(_RANK.sub(lambda match: f"前{read_chinese(match[1])}", folded))
    folded = _FEW.sub(lambda match: str(read_chinese(match[0])), folded)
    folded = write_digits(_SCOPE_NOTE.sub("", _UNIT_IN_BRACKETS.sub(r"\1", folded)))
    tokens = [_make_token(match) for match in spelling.LEXER.finditer(folded)]
    return tuple(_settle(_join_words(tokens)))


def _make_token(match: re.Match[str]) -> Token:
    name, text = str(match.lastgroup), match[0]  # the outermost group that matched
    match name:
        case "number":
            digits = re.sub(r"[,\s]", "", match["digits"])
            return Token("garbage", text) if len(digits) > _MOST_DIGITS else Token("number", text, "", Decimal(digits), match["unit"] or "")
        case "branch":
            return Token("branch", match["inner"])
        case "suffix_least" | "suffix_most":
            return Token("suffix", text, spelling.OPERATORS[name])
        case "year_label":
            return Token("label", text)
    if name in spelling.OPERATORS:
        return Token("compare", text, spelling.OPERATORS[name])
    return Token(_PLAIN.get(name, "word"), text)


def _join_words(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if joined and token.kind == joined[-1].kind == "word":
            joined[-1] = replace(token, text=joined[-1].text + token.text)
        else:
            joined.append(token)
    return joined


_STRONG_BEFORE_WORDS = re.compile(
    r"^(?:应|要|须|均|力争|继续|基本)*(?:保持|维持|稳定|持续|逐年|逐步|不断|稳步|不降低|不减少|不增加|不恶化|改善|提高|下降|完成|达到)"
)
_VALUE = frozenset({"number", "average", "last"})


def _settle(tokens: list[Token]) -> list[Token]:
    """Decide by the neighbours: 达到 without a value is a word, 以上 without a number too, a blank may be a comma."""
    tokens = _unglue_labels(_settle_blanks(tokens))
    direct = sum(token.kind == "label" and _opens_branch(token, tokens[place + 1 :], 0) for place, token in enumerate(tokens))
    out: list[Token] = []
    tokens = _name_regions(tokens, direct)
    direct = sum(token.kind == "label" and _opens_branch(token, tokens[place + 1 :], direct) for place, token in enumerate(tokens))
    for place, token in enumerate(tokens):
        out.append(_settle_one(token, out[-1].kind if out else "", tokens[place + 1 :], direct))
    return _join_words(out)


def _unglue_labels(tokens: list[Token]) -> list[Token]:
    """The 区 of 生态功能区 is no branch of its own."""
    behind = [None, *tokens]
    return _join_words(
        [
            replace(token, kind="word") if token.kind == "label" and is_weak(token.text) and before and before.kind == "word" else token
            for before, token in zip(behind, tokens, strict=False)
        ]
    )


def _name_regions(tokens: list[Token], labels: int) -> list[Token]:
    """Take words such as 国家重点生态功能区 for branches where two or more stand straight before a value."""
    words = _join_words(tokens)
    named = [
        token.kind == "word" and spelling.ANY_REGION.search(token.text) is not None and follower.kind in ("compare", "number", "colon")
        for token, follower in pairwise(words)
    ]
    if not any(named) or sum(named) + labels < 2:
        return tokens
    return [replace(token, kind="label") if is_named else token for token, is_named in zip(words, [*named, False], strict=True)]


def _settle_one(token: Token, behind: str, rest: list[Token], labels: int) -> Token:
    word = replace(token, kind="word")
    ahead = rest[0].kind if rest else ""
    match token.kind:
        case "compare" if ahead not in _VALUE | {"compare"} and not (ahead == "word" and (token.operator in "<=>=" or behind == "number")):
            return word if token.text[0] > "一" else token
        case "suffix" | "between" if behind not in _VALUE:
            return word
        case "average" | "last" if behind != "compare" and ahead != "suffix":
            return word
        case "to" if behind != "number":
            return word if token.text in ("至", "到") else Token("garbage", token.text)
        case "label" if not (_opens_branch(token, rest, labels) and (labels > 1 or not is_weak(token.text))):
            return word
        case "word" if behind == "number" == ahead and token.text in ("和", "与"):
            return replace(token, kind="to")
    return token


def is_weak(label: str) -> bool:
    """Is this a word that names a branch only beside others of its kind: 市, 县城, 2020年."""
    return spelling.WEAK_LABEL.fullmatch(label) is not None


def _opens_branch(token: Token, rest: list[Token], others: int) -> bool:
    """Does a requirement follow at once, or (beside other branches) after its own noun: 草原区林草覆盖率≥90."""
    ahead = rest[0] if rest else token
    if ahead.kind in ("compare", "number", "colon", "average", "last"):
        return ahead is not token
    if ahead.kind != "word" or is_weak(token.text):
        return False
    if _STRONG_BEFORE_WORDS.match(ahead.text):
        return True
    return others > 0 and len(rest) > 1 and rest[1].kind == "compare" and re.search(r"[率量度数值例]$", ahead.text) is not None


_ENDS = frozenset({"number", "suffix", "between", "average", "last", "branch", "close"})


def _settle_blanks(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind not in ("blank", "line"):
            out.append(token)
            continue
        before = out[-1].kind if out else ""
        ahead = tokens[place + 1].kind if place + 1 < len(tokens) else ""
        if before == ahead == "number":
            out.append(Token("garbage", token.text))
        elif (before in _ENDS and ahead in ("word", "compare", "number", "label", "last")) or (
            token.kind == "line" and before == "word" and ahead in ("word", "label")
        ):
            out.append(Token("comma", ","))
    return out
