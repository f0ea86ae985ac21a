"""A name as written -> one of ours: exactly, by a known variant, or by likeness, which suggests and never decides alone."""

from ecoreport.machine import remembered
from ecoreport.matching.bodies import Bodies
from ecoreport.matching.departments import Departments
from ecoreport.matching.items import Items
from ecoreport.matching.names import TRAILING_BRACKET, NameParts, split_name
from ecoreport.matching.places import Places
from ecoreport.matching.records import Candidate, Match
from ecoreport.matching.regions import Regions
from ecoreport.matching.spoken import SpokenNames
from ecoreport.matching.support import NOTHING, Beside
from ecoreport.matching.tasks import Tasks
from ecoreport.model import IndicatorSystem
from ecoreport.vocabulary import Vocabulary

__all__ = ["NOTHING", "TRAILING_BRACKET", "Beside", "Candidate", "Match", "Matcher", "NameParts", "matcher_for", "split_name"]


class Matcher:
    """Knows the plan's names once, kind by kind; asked for every row of every file."""

    def __init__(self, system: IndicatorSystem, vocabulary: Vocabulary) -> None:
        self.system = system
        self.vocabulary = vocabulary
        self.items = Items(system, vocabulary)
        self.tasks = Tasks(system, vocabulary, self.items.spellings)
        self.departments = Departments(system)
        self.regions = Regions(system)
        self.places = Places(system)
        self.leads = {each.id: each.lead_department for each in (*system.subjects, *system.key_tasks)}
        self.spoken = SpokenNames(system, vocabulary)
        self.bodies = Bodies(system, self.departments, self.places)

    def title(self, subject: str) -> str:
        """Name an item, a goal or (T7) a key task."""
        return self.tasks.names.get(subject) or self.items.name(subject)


@remembered(4)
def matcher_for(system: IndicatorSystem, vocabulary: Vocabulary) -> Matcher:
    """Give the matcher of a plan and a vocabulary, built once for all the files of a batch."""
    return Matcher(system, vocabulary)
