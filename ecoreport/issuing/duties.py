"""What the plan asks of each department."""

from collections.abc import Iterable

from ecoreport.model import Goal, IndicatorSystem, Item, KeyTask
from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """All that one department answers for, each part in the plan's order."""

    department: str
    lead_items: tuple[Item, ...]
    supporting_items: tuple[Item, ...]
    goals: tuple[Goal, ...]  # those that stand only in the plan's text; the ones it leads first
    lead_tasks: tuple[KeyTask, ...]
    supporting_tasks: tuple[KeyTask, ...]
    is_region: bool = False  # a county or zone, which tells its own values

    @property
    def subjects(self) -> tuple[Item | Goal, ...]:
        return (*self.items, *self.goals)

    @property
    def count(self) -> int:
        """How much it is asked for."""
        return len(self.subjects) + len(self.tasks)

    @property
    def items(self) -> tuple[Item, ...]:
        return self.lead_items + self.supporting_items

    @property
    def tasks(self) -> tuple[KeyTask, ...]:
        return self.lead_tasks + self.supporting_tasks

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.goals or self.tasks)

    @property
    def example_code(self) -> str:
        """A code of its own, for the examples in the instructions."""
        codes = [item.id for item in self.items] + [task.id for task in self.tasks] + [goal.id for goal in self.goals]
        return codes[0]


def list_duties(system: IndicatorSystem) -> tuple[Duty, ...]:
    """Give every department that has a duty its own, in the order of 单位名录.

    A collective name (市属相关部门) gets no ledger; its members do, where the plan names them. A body that only the main tasks name
    is asked for what measures their goals.
    """
    members = {collective.name: collective.stands_for for collective in system.collectives}

    def expand(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(member for name in names for member in members.get(name, (name,))))

    def supports(name: str, departments: tuple[str, ...]) -> bool:
        return name != departments[0] and name in expand(departments[1:])

    listed = (
        *(item.departments for item in system.items),
        *(task.departments for task in system.key_tasks),
        *(goal.departments for goal in system.text_goals),
    )
    of_text = {name: items for name, items in system.duties_of_text.items() if name not in members}
    named = (*expand(name for names in listed for name in names), *of_text)
    everyone = dict.fromkeys((*(department.name for department in system.departments), *named))
    duties = (
        Duty(
            department=name,
            lead_items=tuple(item for item in system.items if item.lead_department == name),
            supporting_items=of_text.get(name) or tuple(item for item in system.items if supports(name, item.departments)),
            goals=tuple(
                sorted(
                    (goal for goal in system.text_goals if name in expand(goal.departments)), key=lambda goal: goal.lead_department != name
                )
            ),
            lead_tasks=tuple(task for task in system.key_tasks if task.lead_department == name),
            supporting_tasks=tuple(task for task in system.key_tasks if supports(name, task.departments)),
        )
        for name in everyone
    )
    return tuple(duty for duty in duties if not duty.is_empty)


def list_regions(system: IndicatorSystem) -> tuple[Duty, ...]:
    """Give every county and zone its own: all items of the plan, told of itself; tasks and goals of the text are the city's.

    A zone that has duties of its own in the plan gets the ledger of these, and no second one of the same name.
    """
    departments = {duty.department for duty in list_duties(system)}
    regions = (region.name for region in system.regions if region.name not in departments)
    return tuple(Duty(name, (), system.items, (), (), (), is_region=True) for name in regions)
