"""The office: all that is known before the first ledger is opened, loaded once and handed to every stage."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from ecoreport.errors import InputError
from ecoreport.language.dates import take_day, take_year
from ecoreport.language.filenames import shown_name
from ecoreport.model import Decisions, IndicatorSystem, Memory
from ecoreport.own_rules import load_rules
from ecoreport.paths import require_folder
from ecoreport.records import dataclass
from ecoreport.rules import Rule
from ecoreport.system import load_system
from ecoreport.templates import Templates, shipped_files
from ecoreport.vocabulary import Vocabulary, load_vocabulary

SYSTEM_WORKBOOK = "indicator_system.xlsx"  # what the plan is called in a folder of templates


@dataclass(frozen=True, slots=True)
class Office:
    """Hold plan, words, templates, own rules and what a run was told: loaded and checked once, by `open_office`.

    `period` is the year that is judged, `as_of` the day up to which. It is frozen; without own rules it pickles.
    """

    system: IndicatorSystem
    period: int
    as_of: date
    templates: Templates
    vocabulary: Vocabulary
    rules: tuple[Rule, ...] = ()  # the office's own, besides the shipped ones
    passwords: tuple[str, ...] = ()
    evidence: Path | None = None
    memory: Memory | None = None  # of the round before, with what people typed since
    decisions: Decisions = Decisions()  # what the office settled by that

    @classmethod
    def open(
        cls,
        system: IndicatorSystem | str | Path | None = None,
        templates: str | Path | None = None,
        rules: Iterable[Rule | str | Path] | str | Path = (),
        passwords: Iterable[str] | str = (),
        evidence: str | Path | None = None,
        period: int | str | None = None,
        as_of: date | str | None = None,
    ) -> Self:
        """Load and check everything once; see `ecoreport.open_office`."""
        given_year, day = take_year(period), take_day(as_of)
        found = Templates(None if templates is None else _own_templates(templates))
        plan = system if isinstance(system, IndicatorSystem) else load_system(system or found.own(SYSTEM_WORKBOOK), found.folder)
        year = given_year or plan.parameters.period
        return cls(
            plan,
            year,
            day or date(year, 12, 31),
            found,
            load_vocabulary(found),
            _rules(rules),
            (passwords,) if isinstance(passwords, str) else tuple(passwords),
            None if evidence is None else require_folder(evidence, "佐证材料"),
        )

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Give the readings that were chosen (选读法): the signature of a table's form, and the letter."""
        return self.decisions.readings

    def for_reading(self) -> Self:
        """Give the part that reads: an office's own rules, which may not pickle, stay at home, and so does its memory."""
        return replace(self, rules=(), memory=None, decisions=Decisions(readings=self.decisions.readings))


def _own_templates(given: str | Path) -> Path:
    """Take an office's own folder; one that holds no template at all is another folder than was meant."""
    folder = require_folder(given, "模板")
    names = [name for name, _ in shipped_files()]
    if not any((folder / name).is_file() for name in names):
        raise InputError(
            f"模板文件夹“{shown_name(folder)}”里没有任何模板（{'、'.join(names)}）。请检查路径，或先用 ecoreport init 复制一份。"
        )
    return folder


def _rules(given: Iterable[Rule | str | Path] | str | Path) -> tuple[Rule, ...]:
    several = (given,) if isinstance(given, str | Path) else tuple(given)
    return tuple(own for each in several for own in ((each,) if isinstance(each, Rule) else load_rules((each,))))
