"""The plan's names, folded once for looking up: of items with their variants, of indicators, of groups."""

from ecoreport.language.widths import word_key
from ecoreport.model import Indicator, IndicatorSystem
from ecoreport.vocabulary import Vocabulary


def index_items(system: IndicatorSystem, vocabulary: Vocabulary) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    names: dict[str, tuple[str, ...]] = {}
    variants: dict[str, tuple[str, ...]] = {}
    for indicator in system.indicators:
        alone = len(indicator.items) == 1
        for item in indicator.items:
            for name in {item.name, indicator.name + item.name, *((indicator.name,) if alone else ())}:
                _add(names, word_key(name), item.id)
            others = (*item.aliases, *vocabulary.variants.get(item.name, ()))
            others += vocabulary.variants.get(indicator.name, ()) if alone else ()
            for other in others:
                _add(variants, word_key(other), item.id)
                if not alone:
                    _add(variants, word_key(indicator.name + other), item.id)
    for goal in system.text_goals:
        _add(names, word_key(goal.name), goal.id)
    return names, {key: ids for key, ids in variants.items() if key not in names}


def index_indicators(system: IndicatorSystem, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for indicator in system.indicators:
        ids = tuple(item.id for item in indicator.items)
        for name in (indicator.name, *vocabulary.variants.get(indicator.name, ())):
            index.setdefault(word_key(name), ids)
    return index


def _add(index: dict[str, tuple[str, ...]], key: str, found: str) -> None:
    if found not in index.get(key, ()):
        index[key] = (*index.get(key, ()), found)


def singly(system: IndicatorSystem, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """List the names of items and goals without their indicators' before them."""
    names: dict[str, tuple[str, ...]] = {}
    for item in system.items:
        for name in (item.name, *item.aliases, *vocabulary.variants.get(item.name, ())):
            _add(names, word_key(name), item.id)
    for goal in system.text_goals:
        _add(names, word_key(goal.name), goal.id)
    return names


def words_for(vocabulary: Vocabulary, *fields: str) -> tuple[str, ...]:
    """List the headings that mean one of these fields and nothing else, folded: 完成值, 实绩."""
    return tuple(
        word for word, meant in vocabulary.headings["indicator"].items() if len(word) > 1 and len(meant) == 1 and meant[0] in fields
    )


def shared_letters(indicator: Indicator) -> frozenset[str]:
    """Give the characters of an indicator's name and those that all its items' names share."""
    return frozenset(word_key(indicator.name)) | frozenset.intersection(*(frozenset(word_key(item.name)) for item in indicator.items))
