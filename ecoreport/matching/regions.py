"""The names of the plan's counties and zones."""

from ecoreport.language.widths import word_key
from ecoreport.model import IndicatorSystem


class Regions:
    """Knows a county or a zone by a cell that names it and nothing else; what longer texts say, `Places` knows."""

    def __init__(self, system: IndicatorSystem) -> None:
        self._names = {word_key(name) for region in system.regions for name in (region.name, *region.aliases)}

    def is_one(self, text: str) -> bool:
        """Is the text one of the counties, not the whole city."""
        return word_key(text) in self._names
