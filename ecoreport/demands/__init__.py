"""What is asked of a department, worked out once from the plan's targets and tasks."""

from ecoreport.demands.demand import Demand, Demands, TaskDemand, demands_of, work_out

__all__ = ["Demand", "Demands", "TaskDemand", "demands_of", "work_out"]
