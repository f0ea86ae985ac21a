"""What a record speaks of: an item, a goal of the plan's text, or a key task, under one id."""

from typing import Literal

SubjectKind = Literal["item", "goal", "task"]


class Subject(str):
    """The id of what is reported, checked and judged: "15.1" an item, "M4.1" a goal, "T7" a key task."""

    __slots__ = ()

    @classmethod
    def of_task(cls, no: int) -> "Subject":
        """Name a key task by its number in Annex 2."""
        return cls(f"T{no}")

    @property
    def kind(self) -> SubjectKind:
        return "task" if self.startswith("T") else "goal" if self.startswith("M") else "item"

    @property
    def item(self) -> str | None:
        """Give the id of an item or goal; None for a key task."""
        return None if self.kind == "task" else str(self)

    @property
    def task(self) -> int | None:
        """Give the number of a key task; None for an item or goal."""
        return int(self[1:]) if self.kind == "task" else None
