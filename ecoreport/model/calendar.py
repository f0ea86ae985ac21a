"""What the plan says of days: its stages and what they deliver, the day for ledgers, the goals of a year."""

from datetime import date

from ecoreport.model.plain import Row, day
from ecoreport.model.plan import IndicatorSystem


def calendar_of(system: IndicatorSystem) -> Row:
    """Give every day that the plan sets, as result.json keeps it."""
    return {
        "ledger_deadline": day(system.parameters.ledger_deadline),
        "stages": [
            {
                "level": stage.level,
                "name": stage.name,
                "begins": day(stage.begins),
                "ends": day(stage.ends),
                "deliverables": [{"text": each.text, "due": day(each.due)} for each in stage.deliverables],
            }
            for stage in system.stages
        ],
        "goals": [
            {"id": goal.id, "name": goal.name, "department": goal.lead_department, "due": day(goal.deadline)}
            for goal in system.goals
            if goal.deadline
        ],
        "yearly_goals": [
            {"region": goal.region, "goal": goal.goal, "due": day(date(goal.year, 12, 31))} for goal in system.yearly_goals
        ],
    }  # fmt: skip
