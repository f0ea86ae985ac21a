"""From an IndicatorSystem to the rows of its sheets."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ecoreport.model import IndicatorSystem
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.system.forms import Forms

Value = str | int | date | Decimal | None
Line = Mapping[str, Value]

_DIRECTIONS = {"up": "up", "down": "down", None: "in_words"}


def lay_out(system: IndicatorSystem, forms: Forms) -> dict[str, list[Line]]:
    """Lay out every sheet, one mapping from field to value a row."""
    return {
        "parameters": list(_lay_out_parameters(system, forms)),
        "items": list(_lay_out_items(system, forms)),
        "key_tasks": list(_lay_out_key_tasks(system, forms)),
        "main_tasks": [
            {"no": task.no, "section": task.section, "content": task.content, "departments": _join(task.departments)}
            for task in system.main_tasks
        ],
        "goals": list(_lay_out_goals(system, forms)),
        "links": [
            {
                "main_task": link.main_task,
                "indicators": _join(map(str, link.indicators)),
                "key_tasks": _join(map(str, link.key_tasks)),
                "note": link.note,
            }
            for link in system.links
        ],
        "stages": [
            {
                "level": stage.level,
                "name": stage.name,
                "begins": stage.begins,
                "ends": stage.ends,
                "text": deliverable.text,
                "due": deliverable.due,
            }
            for stage in system.stages
            for deliverable in stage.deliverables
        ],
        "yearly_goals": [{"year": goal.year, "region": goal.region, "goal": goal.goal} for goal in system.yearly_goals],
        **_lay_out_names(system, forms),
        **_lay_out_office(system, forms),
    }


def _lay_out_parameters(system: IndicatorSystem, forms: Forms) -> Iterable[Line]:
    for parameter in forms.parameters:
        value = getattr(system.parameters, parameter.field)
        if isinstance(value, bool):
            value = _yes_or_no(value, forms)
        yield {"parameter": parameter.heading, "value": value, "explanation": parameter.explanation}


def _lay_out_items(system: IndicatorSystem, forms: Forms) -> Iterable[Line]:
    groups = {group.title: group for group in system.groups}
    for indicator in system.indicators:
        for item in indicator.items:
            yield {
                "domain": item.domain,
                "domain_source": _tell_source(groups[item.group].domain_inferred, forms),
                "group": item.group,
                "no": item.no,
                "indicator": item.indicator,
                "id": item.id,
                "name": item.name if item.name != item.indicator else "",
                "unit": item.unit,
                "target": item.target,
                "nature": item.nature,
                "direction": forms.written[_DIRECTIONS[item.direction]],
                "departments": _join(item.departments),
                "measure": item.measure or "",
                "lag": item.lag or "",
                "aliases": _join(item.aliases),
            }


def _lay_out_key_tasks(system: IndicatorSystem, forms: Forms) -> Iterable[Line]:
    for task in system.key_tasks:
        yield {
            "no": task.no,
            "domain": task.domain,
            "domain_source": _tell_source(task.domain_inferred, forms),
            "name": task.name,
            "content": task.content,
            "departments": _join(task.departments),
        }


def _lay_out_goals(system: IndicatorSystem, forms: Forms) -> Iterable[Line]:
    for goal in system.goals:
        yield {
            "id": goal.id,
            "main_task": goal.main_task,
            "name": goal.name,
            "target": goal.target,
            "unit": goal.unit,
            "direction": forms.written[_DIRECTIONS[goal.direction]],
            "departments": _join(goal.departments),
            "text": goal.text,
            "deadline": goal.deadline,
            "base_year": goal.base_year,
            "items": _join(goal.items),
            "text_only": _yes_or_no(goal.text_only, forms),
        }


def _lay_out_names(system: IndicatorSystem, forms: Forms) -> dict[str, list[Line]]:
    kind, origin = _list_choices(forms, "departments", "kind"), _list_choices(forms, "regions", "origin")
    return {
        "departments": [
            {
                "name": one.name,
                "aliases": _join(one.aliases),
                "origin": one.origin,
                "kind": kind[one.collective],
                "stands_for": _join(one.stands_for),
            }
            for one in (*system.departments, *system.collectives)
        ],
        "regions": [
            {"name": one.name, "kind": one.kind, "aliases": _join(one.aliases), "origin": origin[one.outside]} for one in system.regions
        ],
    }


def _lay_out_office(system: IndicatorSystem, forms: Forms) -> dict[str, list[Line]]:
    met = _list_choices(forms, "references", "assigned_met")
    return {
        "references": [
            {
                "item": one.item,
                "year": one.year,
                **{field: getattr(one, field) for field in JUDGED_FIELDS},
                "assigned_met": None if one.assigned_met is None else met[not one.assigned_met],
                "actual": one.actual,
            }
            for one in system.references
        ],
        "conditions": [
            {
                "no": one.no,
                "condition": one.condition,
                "statement": one.statement,
                "conclusion": one.conclusion,
                "evidence": one.evidence,
                "basis": one.basis,
                "checked": _tell_unverified(one.unverified, forms),
            }
            for one in system.conditions
        ],
        "inspections": [
            {
                "no": one.no,
                "issue": one.issue,
                "requirement": one.requirement,
                "deadline": one.deadline,
                "status": one.status,
                "departments": _join(one.departments),
            }
            for one in system.inspections
        ],
        "notes": [
            {"no": one.no, "subject": one.subject, "kind": one.kind, "source_text": one.source_text, "treatment": one.treatment}
            for one in system.notes
        ],
        "explanations": [
            {
                "item": one.item,
                "name": one.name,
                "meaning": one.meaning,
                "formula": one.formula,
                "source": one.source,
                "basis": one.basis,
                "checked": _tell_unverified(one.unverified, forms),
            }
            for one in system.explanations
        ],
        "lights": [
            {
                "light": one.name,
                "verdicts": _join(forms.written[f"is_{kind}"] for kind in one.verdicts),
                "states": _join(forms.written[f"is_{kind}"] for kind in one.states),
                "least": one.least,
            }
            for one in system.lights
        ],
        "marks": [
            {
                "kind": forms.written[f"for_{one.kind}"],
                "points": one.points,
                "each": one.each or None,
                "each_question": one.each_question or None,
            }
            for one in system.marks
        ],
        "materials": [{"key": one.key, "title": one.title, "text": one.text, "source": one.source} for one in system.materials],
    }


def _join(parts: Iterable[str]) -> str:
    return "、".join(parts)


def _yes_or_no(value: bool, forms: Forms) -> str:
    return forms.written["yes" if value else "no"]


def _tell_unverified(unverified: bool, forms: Forms) -> str:
    return forms.written["unverified"] if unverified else ""


def _tell_source(inferred: bool, forms: Forms) -> str:
    return _list_choices(forms, "items", "domain_source")[not inferred]


def _list_choices(forms: Forms, sheet: str, field: str) -> tuple[str, ...]:
    return next(column.choices for column in forms.sheets[sheet].columns if column.field == field)
