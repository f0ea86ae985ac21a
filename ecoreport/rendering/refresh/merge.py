"""Three texts of one paper become one: what the program wrote then, what people made of it, what the program would write now.

Sentence by sentence: what people wrote stays; what only the program changed changes; where both did, people's words stay and a comment
says the new ones. What people deleted stays deleted; what is new comes in where the new paper has it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from rapidfuzz.fuzz import partial_ratio

from ecoreport.model.texts import ChangeOf, TextChange
from ecoreport.records import dataclass
from ecoreport.rendering.refresh.align import TELLING, align
from ecoreport.rendering.refresh.texts import HOLE, Block, Paragraph, Row, Sentence, Table, bare, numbers, places, read_paragraph, sentences
from ecoreport.rendering.refresh.writing import Edit, Imports, fits, remove, rewrite, set_comment
from ecoreport.rendering.word.marks import Element
from ecoreport.rendering.word.names import qn

_ENDS = "。！？；：”’）】〕"
_HALF = 85  # how much (of 100) of what people wrote must stand in a sentence to be a part of it
_AROUND = (qn("w:body"), qn("w:sdtContent"), qn("w:customXml"))


@dataclass(frozen=True, slots=True)
class Voice:
    """In which words comments speak, in whose name, of which day."""

    author: str
    changed: str  # with {text}
    gone: str
    day: date


@dataclass
class Merge:
    """One paper while it is brought up to date."""

    document: Any
    fresh: Any
    voice: Voice
    changes: list[TextChange] = field(default_factory=list)
    edits: dict[int, tuple[Paragraph, list[Edit]]] = field(default_factory=dict)
    comments: list[tuple[Paragraph, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.imports = Imports(self.document, self.fresh)
        self.places = places(self.document)
        self.new_places = places(self.fresh)

    def place_of(self, paragraph: Paragraph | None, new: Element | None = None) -> str:
        """Name the heading under which a paragraph stands."""
        if paragraph is None or paragraph.node is None:
            return self.new_places.get(outermost(new), "") if new is not None else ""
        return self.places.get(outermost(paragraph.node), "")

    # ---- one sentence or cell ----

    def decide(self, was: str, mine: Sentence | None, now: Sentence | None, *, cell: bool = False) -> None:
        """Bring one sentence up to date; None: it is not there (any more)."""
        new = now.text if now else ""
        if mine is None:
            if now is not None and now.key != bare(was):
                self._note("deleted", None, was, new, now)
            return
        if mine.key == bare(was):
            if now is None:
                self._edit(mine, "")
                self._note("removed", mine, was, "")
            elif now.key != mine.key:
                self._update(mine, was, now)
        elif now is None:
            self.comments.append((mine.paragraph, mine.start, mine.end, self.voice.gone))
            self._note("both", mine, mine.text, "")
        elif now.key not in (bare(was), mine.key):
            self._dispute(mine, was, new, cell=cell)

    def _update(self, mine: Sentence, was: str, now: Sentence) -> None:
        if fits(mine.paragraph, mine.start, mine.end, now.text):
            self._edit(mine, now.text)
            self._note("updated", mine, was, now.text)
        else:
            self._dispute(mine, was, now.text, cell=True)

    def _dispute(self, mine: Sentence, was: str, new: str, *, cell: bool) -> None:
        """Both have changed it: people's words stay; a number that is new is told beside them."""
        fresh = [number for number in numbers(new) if number not in numbers(was)]
        told = bool(fresh) and set(fresh) <= set(numbers(mine.text))  # people's words have the new numbers already
        if cell or (numbers(new) != numbers(was) and not told):
            self.comments.append((mine.paragraph, mine.start, mine.end, self.voice.changed.format(text=_shown(new))))
        self._note("both", mine, mine.text, new)

    def note_both(self, mine: Sentence, new: str) -> None:
        """Note that people's words stay though the program has others."""
        self._note("both", mine, mine.text, new)

    def _edit(self, mine: Sentence, words: str) -> None:
        self.insert(mine.paragraph, mine.start, mine.end, words)

    def insert(self, paragraph: Paragraph, start: int, end: int, words: str) -> None:
        """Let words stand between two places of a paragraph, once all is decided."""
        self.edits.setdefault(id(paragraph), (paragraph, []))[1].append((start, end, words))

    def note_row(self, kind: ChangeOf, row: Row, old: str, new: str) -> None:
        """Note what became of a row of a table, or of a whole table by its first row."""
        place = self.places.get(outermost(row.node), "") if row.node is not None else ""
        self.changes.append(TextChange(kind, place, _shown(old).replace("\t", " | "), _shown(new).replace("\t", " | ")))

    def _note(self, kind: ChangeOf, mine: Sentence | None, old: str, new: str, now: Sentence | None = None) -> None:
        place = self.place_of(mine.paragraph if mine else None, now.paragraph.node if now else None)
        self.changes.append(TextChange(kind, place, _shown(old), _shown(new)))

    def add(self, paragraph: Paragraph | None, new: str, node: Element | None) -> None:
        """Note that something new has come in."""
        self.changes.append(TextChange("added", self.place_of(paragraph, node), "", _shown(new)))

    # ---- at the end ----

    def write(self) -> None:
        """Set the comments, then the words: places are those of the paper as it was."""
        for paragraph, start, end, words in self.comments:
            set_comment(self.document, paragraph, start, end, words, self.voice.author, self.voice.day)
        for paragraph, edits in self.edits.values():
            whole = {(each.start, each.end) for each in sentences(paragraph)}
            if whole and whole <= {(start, end) for start, end, _ in edits} and not any(words for _, _, words in edits):
                remove(paragraph.node)
            else:
                rewrite(paragraph, [(s, e, w) for s, e, w in edits if fits(paragraph, s, e, w)])


def merge_paragraphs(
    merge: Merge, was: Sequence[Block], mine: Sequence[Block], now: Sequence[Block], tables: Mapping[int, Element | None]
) -> None:
    """Bring the paragraphs up to date; `tables` gives for each table of the new paper, by its place, the one of the edited paper."""
    old, own, new = _sentences(was), _sentences(mine), _sentences(now)
    keys = [each.key for each in old]
    in_own, in_new = align(keys, [each.key for each in own]), align(keys, [each.key for each in new])
    for number, sentence in enumerate(old):
        merge.decide(
            sentence.text,
            own[in_own[number]] if number in in_own else None,
            new[in_new[number]] if number in in_new else None,
        )
    others = [own[j] for j in range(len(own)) if j not in in_own.values()]
    _update_copies(merge, others, {keys[i]: new[j] for i, j in in_new.items()})
    _mark_halves(merge, others, [(old[i], new[j]) for i, j in in_new.items() if keys[i] != new[j].key])
    from_new = {j: i for i, j in in_new.items()}
    alive = {j: own[in_own[i]] for j, i in from_new.items() if i in in_own}
    by_paragraph: dict[int, list[int]] = defaultdict(list)
    for j, sentence in enumerate(new):
        by_paragraph[id(sentence.paragraph)].append(j)
    anchor: Element | None = None
    picture: Paragraph | None = None
    for place, block in enumerate(now):
        if isinstance(block, Table):
            if place not in tables:
                anchor = _import(merge, anchor, block.node, block)
            elif tables[place] is not None:  # else people deleted it
                anchor = tables[place]
            picture = None
            continue
        told = by_paragraph[id(block)]
        if not told:
            picture = block
            continue
        news = [j for j in told if j not in from_new]
        living = [j for j in told if j in alive]
        if news and living:
            _weave(merge, new, alive, told, news)
        elif news:
            if picture is not None and picture.node.find(f".//{qn('w:drawing')}") is not None:
                anchor = _place(merge, anchor, merge.imports.copy(picture.node))
            anchor = _import(merge, anchor, block.node, block, [new[j] for j in news])
        if living:
            anchor = outermost(alive[living[-1]].paragraph.node)
        picture = None


def _update_copies(merge: Merge, others: list[Sentence], now: Mapping[str, Sentence]) -> None:
    """Bring up to date what people copied from the paper to another place of it."""
    for each in others:
        if each.key in now and len(each.key) >= TELLING:
            merge.decide(each.text, each, now[each.key])


def _mark_halves(merge: Merge, others: list[Sentence], changed: list[tuple[Sentence, Sentence]]) -> None:
    """Comment on what people broke off a sentence, or took over from it, where it holds numbers that are no more."""
    for each in others:
        for was, now in changed:
            stale = {*numbers(each.text)} & {*numbers(was.text)} - {*numbers(now.text)}
            if stale and len(each.key) >= TELLING and each.key != was.key and partial_ratio(each.key, was.key) >= _HALF:
                merge.comments.append((each.paragraph, each.start, each.end, merge.voice.changed.format(text=_shown(now.text))))
                merge.note_both(each, now.text)
                break


def _sentences(blocks: Sequence[Block]) -> list[Sentence]:
    return [sentence for block in blocks if isinstance(block, Paragraph) for sentence in sentences(block)]


def _weave(merge: Merge, new: list[Sentence], alive: dict[int, Sentence], told: list[int], news: list[int]) -> None:
    """Put new sentences of a paragraph behind the one that they follow, or before the one that follows them."""
    for j in news:
        earlier = [each for each in told if each < j and each in alive]
        beside = alive[earlier[-1]] if earlier else alive[next(each for each in told if each > j and each in alive)]
        if earlier and beside.text.rstrip()[-1:] not in _ENDS:  # people broke it off: what follows there is not its end
            _import(merge, outermost(beside.paragraph.node), new[j].paragraph.node, new[j].paragraph, [new[j]])
            continue
        place = beside.end if earlier else beside.start
        merge.insert(beside.paragraph, place, place, new[j].text)
        merge.add(beside.paragraph, new[j].text, None)


def _import(merge: Merge, anchor: Element | None, node: Element, block: Block, kept: Sequence[Sentence] = ()) -> Element:
    """Bring a block of the new paper in behind an anchor; of a paragraph only the sentences that are new."""
    made = merge.imports.copy(node)
    if isinstance(block, Paragraph):
        copied = read_paragraph(made)
        spans = {(each.start, each.end) for each in kept}
        rewrite(copied, [(each.start, each.end, "") for each in sentences(copied) if (each.start, each.end) not in spans])
        merge.add(None, "".join(each.text for each in kept), node)
    else:
        merge.add(None, block.caption or block.rows[0].key, node)
    return _place(merge, anchor, made)


def _place(merge: Merge, anchor: Element | None, made: Element) -> Element:
    if anchor is None:
        merge.document.element.body.insert(0, made)
    else:
        anchor.addnext(made)
    return made


def outermost(node: Element) -> Element:
    """Give the block of the body, or of a content control in it, in which something stands."""
    while node.getparent() is not None and node.getparent().tag not in _AROUND:
        node = node.getparent()
    return node


def _shown(text: str) -> str:
    return text.replace(HOLE, "").strip()
