"""The names of the plan's counties."""

from ecoreport.language.widths import word_key
from ecoreport.model import IndicatorSystem
from ecoreport.vocabulary import Vocabulary

_SHORTEST = 3  # characters of a county's name that a title must hold: 定海 may be a place in it


class Regions:
    """Knows a county, and a text that speaks of one."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        self._names = {
            region.name: sorted((word_key(name) for name in (region.name, *region.aliases)), key=len, reverse=True)
            for region in system.regions
        }
        self._city = (word_key(system.parameters.city), *vocabulary.words["whole_city"])

    def is_one(self, text: str) -> bool:
        """Is the text one of the counties, not the whole city."""
        return any(word_key(text) in names for names in self._names.values())

    def of(self, title: str) -> str | None:
        """Say which one county a title speaks of, where it does not speak of the city too."""
        key = word_key(title)
        found = set()
        for region, names in self._names.items():
            for name in names:
                if len(name) >= _SHORTEST and name in key:
                    found.add(region)
                    key = key.replace(name, "")
        return found.pop() if len(found) == 1 and not any(word in key for word in self._city) else None
