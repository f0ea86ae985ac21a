"""One paper while it is drafted: its report, its words, and where each value stands in 数据溯源表."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ecoreport.model import LineageRow, Report
from ecoreport.rendering.word.marks import link, one_line
from ecoreport.rendering.word.wording import Wording


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut a text into its paragraphs."""
    return tuple(one_line(line) for line in re.split(r"[\r\n]+", text) if line.strip())


@dataclass(frozen=True, slots=True)
class Draft:
    """What every row of a paper is built from."""

    report: Report
    words: Wording
    lineage: tuple[LineageRow, ...]  # the rows of this paper's 数据溯源表
    anchors: Mapping[tuple[str, int, str], str]
    names: Mapping[str, str]  # of items and goals, by their ids

    @classmethod
    def of(cls, report: Report, words: Wording, lineage: tuple[LineageRow, ...]) -> "Draft":
        """Begin a paper that shows these rows of the lineage."""
        anchors: dict[tuple[str, int, str], str] = {}
        for number, row in enumerate(lineage, 1):
            anchors.setdefault((row.subject, row.year, row.what), anchor_of(number))
        names = {goal.id: goal.name for goal in report.system.goals} | {result.item.id: result.item.name for result in report.items}
        return cls(report, words, lineage, anchors, names)

    def linked(self, text: str, subject: str, year: int) -> str:
        """Let a value lead to its row of 数据溯源表, where it has one."""
        anchor = self.anchors.get((subject, year, "value"))
        return link(text, anchor) if anchor else text

    def subject(self, subject: str) -> str:
        """Name what an id stands for: an item, a goal of the text, a key task."""
        if subject.startswith("T"):
            return self.words.say("key_task", no=subject[1:])
        return f"{subject} {self.names[subject]}" if subject in self.names else subject


def anchor_of(number: int) -> str:
    """Name the place of a row of 数据溯源表."""
    return f"lineage_{number}"
