"""指标解释: what the rules say of each item, from the plan's workbook; what nobody knows is to be supplied."""

from collections import Counter

from ecoreport.language.widths import fold
from ecoreport.model import Explanation, IndicatorSystem, Item
from ecoreport.rendering.papers.draft import Draft
from ecoreport.rendering.word.marks import one_line
from ecoreport.rendering.word.wording import Wording


def explanation_of(draft: Draft, item: Item) -> str:
    """Tell what an item means and how it is computed; the rules where they are not those of most items, and whether anybody held it
    against them.
    """
    words, system = draft.words, draft.report.system
    explained = _found(system, item)
    if explained is None or not explained.meaning:
        return draft.pending_of(item, "meaning")
    basis = words.say("basis", basis=one_line(explained.basis)) if explained.basis not in ("", _usual(system)) else ""
    source = words.say("rule_source", source=one_line(explained.source)) if explained.source else ""
    notes = [note for note in (source, basis, words.say("unverified") if explained.unverified else "") if note]
    told = one_line(explained.meaning).rstrip("。")
    told += words.say("notes", notes=words.say("joined").join(notes)) if notes else ""
    sentences = [told, *([words.say("formula", formula=one_line(explained.formula))] if explained.formula else [])]
    return "".join(sentence + words.say("ended") for sentence in sentences)


def _found(system: IndicatorSystem, item: Item) -> Explanation | None:
    """Find an item's explanation by its name, which stays when a plan counts its items anew; by its id where no name is given."""
    named = [each for each in system.explanations if (fold(each.name) == fold(item.name) if each.name else each.item == item.id)]
    return next((each for each in named if each.item == item.id), named[0] if named else None)


def rules_sentence(system: IndicatorSystem, words: Wording) -> str:
    """Name the rules from which most explanations are taken; nothing where there are none."""
    basis = _usual(system)
    return words.join([words.say("rules", basis=one_line(basis))]) if basis else ""


def _usual(system: IndicatorSystem) -> str:
    named = Counter(each.basis for each in system.explanations if each.basis)
    return named.most_common(1)[0][0] if named else ""
