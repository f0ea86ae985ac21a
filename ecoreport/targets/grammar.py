"""Parse a target's tokens into the tree of its requirements.

target      = [common] branch {branch} | sentence          山区≥70 丘陵区≥40 · ≥50(东)/≥40(中)
sentence    = list {(";" | "。") list}                     all of them
list        = choice {"," ["或" | "且"] choice}            a comma binds loosest; 且 before 或; a bare comma is 且
choice      = joined {"或" joined}
joined      = requirement {("且" | "、") requirement}
requirement = "(" sentence ")" | numbers | words
"""

from dataclasses import replace
from functools import lru_cache

from ecoreport.model import Direction
from ecoreport.targets.absences import counting_nought
from ecoreport.targets.branches import REST, Branch, Branches, spell_out
from ecoreport.targets.clause import read_numbers
from ecoreport.targets.nodes import AllOf, AnyOf, Node
from ecoreport.targets.phrases import is_time_only, is_wish, read_phrase
from ecoreport.targets.subjects import mark_other_measures
from ecoreport.targets.tokens import Token, cut, is_weak

_DEEPEST = 4  # brackets in brackets
_SEPARATORS = frozenset({"comma", "pause", "stop", "slash", "and", "or", "blank"})


class NotUnderstoodError(Exception):
    """A part of the target asks for nothing known; the whole stays text."""


@lru_cache(maxsize=1 << 12)  # plans that differ in little are read one after another, and print the same targets
def parse(text: str, unit: str | None, direction: Direction | None) -> Node | None:
    """Parse a target; None where any part of it is not understood."""
    try:
        node: Node | None = mark_other_measures(_Parser(unit, direction).parse_target(list(cut(text))), unit)
    except NotUnderstoodError:
        node = None
    return counting_nought(node, text, unit, direction)


class _Parser:
    def __init__(self, unit: str | None, direction: Direction | None) -> None:
        self._unit = unit
        self._direction = direction
        self._depth = 0

    def parse_target(self, tokens: list[Token]) -> Node:
        tokens = _strip(tokens)
        if not tokens or any(token.kind == "garbage" for token in tokens):
            raise NotUnderstoodError
        if exception := self._parse_exception(tokens):
            return exception
        if any(token.kind == "label" for token in tokens):
            return self._parse_labelled(tokens)
        bracketed = [token for token in tokens if token.kind == "branch"]
        if len(bracketed) == 1 and is_weak(bracketed[0].text):
            tokens.remove(bracketed[0])  # (2020年) beside a single requirement is a note
        elif bracketed:
            return self._parse_bracketed(tokens)
        return self._parse_sentence(tokens)

    # ---- branches

    def _parse_exception(self, tokens: list[Token]) -> Node | None:
        """≥60(干旱半干旱地区≥35): what stands before the brackets is for all other places."""
        opening = next((place for place, token in enumerate(tokens) if token.kind == "open"), 0)
        if not opening or opening + 1 == len(tokens) or tokens[opening + 1].kind != "label" or _closing(tokens, opening) != len(tokens) - 1:
            return None
        inside = self._parse_labelled(tokens[opening + 1 : -1])
        if not isinstance(inside, Branches) or any(token.kind == "label" for token in tokens[:opening]):
            return None
        return Branches((*inside.parts, Branch(REST, self._parse_sentence(tokens[:opening]), spell_out(REST))))

    def _parse_labelled(self, tokens: list[Token]) -> Node:
        """Each label opens a branch that runs to the next label."""
        starts = [place for place, token in enumerate(tokens) if token.kind == "label"]
        common = tokens[: starts[0]]
        bodies = [tokens[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]
        return self._build_branches([tokens[start].text for start in starts], bodies, common)

    def _parse_bracketed(self, tokens: list[Token]) -> Node:
        """≥50(东)/≥40(中), or (东)≥50(中)≥40."""
        places = [place for place, token in enumerate(tokens) if token.kind == "branch"]
        labels = [tokens[place].text for place in places]
        if places[0] == 0:
            bodies = [tokens[start + 1 : end] for start, end in zip(places, [*places[1:], len(tokens)], strict=True)]
            return self._build_branches(labels, bodies, [])
        bodies = [tokens[start + 1 : end] for start, end in zip([-1, *places], places, strict=False)]
        tail = _strip(tokens[places[-1] + 1 :])
        return self._build_branches(labels, [*bodies[:-1], [*bodies[-1], *([Token("comma", ","), *tail] if tail else [])]], [])

    def _build_branches(self, labels: list[str], bodies: list[list[Token]], common: list[Token]) -> Node:
        tail: list[Token] = []
        cuts = [_first_cut(_strip(body)) for body in bodies]
        if len(bodies) > 1 and cuts[-1] is not None and all(cut is None for cut in cuts[:-1]):
            last = _strip(bodies[-1])
            bodies = [*bodies[:-1], last[: cuts[-1]]]
            tail = last[cuts[-1] :]  # what follows the last branch holds for all
        parts = tuple(
            Branch(label, mark_other_measures(self._parse_sentence(_strip(body)), self._unit), spell_out(label))
            for label, body in zip(labels, bodies, strict=True)
        )
        branches: Node = Branches(parts)
        before = _strip([token for token in common if token.kind != "colon"])
        if before and not (len(before) == 1 and before[0].kind == "word" and common[-1].kind in ("colon", "word")):
            node = self._parse_sentence(before)
            either = common[-1].kind == "or"
            branches = Branches(parts, standing=None if either else node)
            branches = AnyOf((node, branches)) if either else AllOf((node, branches))
        if tail:
            after = self._parse_sentence(_strip(tail))
            either = any(token.kind == "or" for token in tail[:2])
            branches = AnyOf((branches, after)) if either else AllOf((branches, after))
        return branches

    # ---- connectives

    def _parse_sentence(self, tokens: list[Token]) -> Node:
        parts = [self._parse_list(part) for part in _split(tokens, "stop") if part]
        return _join(AllOf, parts)

    def _parse_list(self, tokens: list[Token]) -> Node:
        """Commas: those with 或 part groups, those with 且 or nothing join within them."""
        groups: list[list[Node]] = [[]]
        for part in _split(tokens, "comma"):
            rest = part
            if rest and rest[0].kind in ("or", "and"):
                if rest[0].kind == "or" and groups[-1]:
                    groups.append([])
                rest = rest[1:]
            closes_with_or = bool(rest) and rest[-1].kind == "or"
            rest = rest[:-1] if rest and rest[-1].kind in ("or", "and") else rest
            if not rest:
                raise NotUnderstoodError
            if not (len(rest) == 1 and is_time_only(rest[0].text)) and not (groups[-1] and is_wish(rest[0].text)):
                groups[-1].append(self._parse_choice(rest))
            if closes_with_or:
                groups.append([])
        return _join(AnyOf, [_join(AllOf, group) for group in groups])

    def _parse_choice(self, tokens: list[Token]) -> Node:
        try:
            return _join(AnyOf, [self._parse_joined(part) for part in _split(tokens, "or")])
        except NotUnderstoodError:
            if len(tokens) == 1:
                raise
            return self._parse_phrase(tokens)  # 国家、省下达的任务, 制定或修订: one phrase after all

    def _parse_joined(self, tokens: list[Token]) -> Node:
        return _join(AllOf, [self._parse_requirement(piece) for part in _split(tokens, "and") for piece in _split(part, "pause")])

    def _parse_requirement(self, tokens: list[Token]) -> Node:
        if not tokens:
            raise NotUnderstoodError
        if tokens[0].kind == "open" and _closing(tokens, 0) == len(tokens) - 1:
            self._depth += 1
            if self._depth > _DEEPEST:
                raise NotUnderstoodError
            node = self.parse_target(tokens[1:-1])
            self._depth -= 1
            return node
        plain = _drop_notes(tokens)
        return read_numbers(plain, self._unit, self._direction) or self._parse_phrase(plain)

    def _parse_phrase(self, tokens: list[Token]) -> Node:
        if any(token.kind not in ("word", "colon", "pause", "or", "and") for token in tokens):
            raise NotUnderstoodError
        words = "".join(token.text for token in tokens if token.kind != "colon")
        node = read_phrase(words, self._direction, without_number=self._unit in ("", "-"))
        if node is None:
            raise NotUnderstoodError
        return node


def _join(kind: type[AllOf] | type[AnyOf], parts: list[Node]) -> Node:
    if not parts:
        raise NotUnderstoodError
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _split(tokens: list[Token], kind: str) -> list[list[Token]]:
    """Split outside brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth < 0:
            raise NotUnderstoodError
        if token.kind == kind and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    if depth:
        raise NotUnderstoodError
    return parts


def _strip(tokens: list[Token]) -> list[Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in _SEPARATORS | {"colon"}:
        start += 1
    while end > start and tokens[end - 1].kind in _SEPARATORS:
        end -= 1
    return tokens[start:end]


def _first_cut(tokens: list[Token]) -> int | None:
    return next((place for place, token in enumerate(tokens) if token.kind in ("comma", "stop")), None)


def _closing(tokens: list[Token], opening: int) -> int:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place].kind == "open") - (tokens[place].kind == "close")
        if depth == 0:
            return place
    raise NotUnderstoodError


def _drop_notes(tokens: list[Token]) -> list[Token]:
    """Drop what stands in brackets beside a requirement, if it asks for nothing."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind != "open":
            kept.append(tokens[place])
            place += 1
            continue
        end = _closing(tokens, place)
        inside = tokens[place:end]
        hedged = kept[-1:] and kept[-1].kind != "word" and any("以" in token.text for token in inside)  # ≥85(以上)
        if hedged or any(token.kind in ("compare", "number", "or", "and", "average") for token in inside):
            raise NotUnderstoodError
        place = end + 1
    return _merge_words(kept)


def _merge_words(tokens: list[Token]) -> list[Token]:
    merged: list[Token] = []
    for token in tokens:
        if merged and token.kind == merged[-1].kind == "word":
            merged[-1] = replace(token, text=merged[-1].text + token.text)
        else:
            merged.append(token)
    return merged
