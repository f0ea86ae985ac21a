"""From the plan to the blank ledgers: one workbook for each department that has a duty."""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook

from ecoreport.demands import demands_of
from ecoreport.issuing.cover import draw_cover
from ecoreport.issuing.duties import Duty, list_duties, list_regions
from ecoreport.issuing.form import FORM, Form, fill, read_form
from ecoreport.issuing.indicators import draw_indicators
from ecoreport.issuing.known import NOTHING_KNOWN, Known, known_values
from ecoreport.issuing.lists import draw_list
from ecoreport.issuing.package import pack_workbook
from ecoreport.issuing.page import Page, Stamp
from ecoreport.issuing.stamp import digest_plan, number_template, write_stamps
from ecoreport.issuing.style import Wardrobe
from ecoreport.issuing.tasks import draw_tasks
from ecoreport.model import IndicatorSystem

__all__ = ["FORM", "build_ledger", "draw_ledgers", "due_words", "list_duties"]

# What no file name may hold becomes its full-width twin, so that no two departments fall together.
_FILE_NAME = str.maketrans({forbidden: chr(ord(forbidden) + 0xFEE0) for forbidden in '\\/:*?"<>|'})


def draw_ledgers(
    system: IndicatorSystem, words: Mapping[str, Any], period: int, previous: Mapping[str, Any] | None = None, *, regions: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Draw one blank ledger for each department that has a duty, in the plan's order; `words` is ledger.toml.

    `previous` is the result.json of an earlier year, whose values are filled in; `regions` asks for one of each county and zone too.
    """
    form, known = read_form(words), known_values(system, period, previous)
    for duty in (*list_duties(system), *(list_regions(system) if regions else ())):
        yield _name_file(form, duty, period), build_ledger(system, duty, period, form, known)


def due_words(system: IndicatorSystem, form: Form) -> str:
    """Say until when ledgers are due; where the plan says nothing, leave the place to write it."""
    due = system.parameters.ledger_deadline
    return fill(form.cover.due_on, {"year": due.year, "month": due.month, "day": due.day}) if due else form.cover.due_open


def build_ledger(system: IndicatorSystem, duty: Duty, period: int, form: Form, known: Known = NOTHING_KNOWN) -> bytes:
    """Draw one department's ledger and return the workbook's bytes; `known` are values of earlier years."""
    workbook = draw_ledger(system, duty, period, form, known)
    return pack_workbook(workbook, title=_name_file(form, duty, period), creator=office_of(system))


def draw_ledger(system: IndicatorSystem, duty: Duty, period: int, form: Form, known: Known = NOTHING_KNOWN) -> Workbook:
    """Draw one department's ledger."""
    years = tuple(range(period - form.years + 1, period + 1))
    template = number_template(system, duty, period)
    words = {
        "city": system.parameters.city,
        "department": duty.department,
        "period": str(period),
        "first": str(years[0]),
        "example": duty.example_code,
        "template": template,
        "office": office_of(system),
        "due": due_words(system, form),
    }
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    stamps: list[Stamp] = []
    wardrobe = Wardrobe(form.fonts)

    def open_page(key: str) -> Page:
        return Page(workbook.create_sheet(form.sheets[key]), form, words, wardrobe, stamps, small=duty.count <= form.small)

    draw_cover(open_page("cover"), duty)
    if duty.items or duty.goals:
        draw_indicators(open_page("indicators"), duty, years, demands_of(system), known)
    if duty.tasks:
        draw_tasks(open_page("tasks"), duty, demands_of(system))
    draw_list(open_page("evidence"), form.evidence, duty.count)
    draw_list(open_page("highlights"), form.highlights)
    properties = {
        "schema": form.schema,
        "edition": system.edition,
        "period": str(period),
        **({"region": duty.department} if duty.is_region else {"department": duty.department}),
        "plan": digest_plan(system),
        "template": template,
    }
    write_stamps(workbook.create_sheet(form.stamp_sheet), properties, stamps)
    return workbook


def office_of(system: IndicatorSystem) -> str:
    """Name who issues the ledgers and takes them back."""
    return system.parameters.office or system.parameters.city


def _name_file(form: Form, duty: Duty, period: int) -> str:
    return fill(form.file_name, {"department": duty.department, "period": period}).translate(_FILE_NAME)
