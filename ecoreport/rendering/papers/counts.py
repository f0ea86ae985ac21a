"""How a paper tells counts and verdicts: wherever 达标 or 已完成 is counted, the doubted in it are told too."""

from ecoreport.model import ItemStatus, Standing, Tally, TaskStatus, TaskTally
from ecoreport.rendering.word.wording import Wording

# in the order in which an official counts them
_COUNTED: tuple[ItemStatus, ...] = ("met", "not_met", "undecided", "not_reported", "not_applicable")
_ALWAYS = 4  # 不适用 is named only where there is any
TASK_ORDER: tuple[TaskStatus, ...] = ("completed", "in_progress", "behind", "not_started", "not_reported")


def count_sentence(key: str, counted: Tally, words: Wording) -> str:
    """Count: 54项指标中，达标40项（其中依据存疑8项）、未达标3项 …"""
    shown = [status for place, status in enumerate(_COUNTED) if place < _ALWAYS or getattr(counted, status)]
    return words.say(key, total=counted.total, counts=words.enumerate([_count("status", status, counted, words) for status in shown]))


def task_sentence(counted: TaskTally, words: Wording, key: str = "task_count") -> str:
    """Count: 45项重点任务中，已完成39项（其中依据存疑2项）、推进中4项 …"""
    counts = [_count("task_status", status, counted, words) for status in TASK_ORDER]
    return words.say(key, total=counted.total, counts=words.enumerate(counts))


def _count(table: str, status: str, counted: Tally | TaskTally, words: Wording) -> str:
    told = words.say("count", name=words.name(table, status), number=getattr(counted, status))
    if status in ("met", "completed") and counted.doubted:
        return words.say("count_doubted", count=told, doubted=counted.doubted)
    return told


def count_in_table(counted: Tally, status: ItemStatus, words: Wording) -> str:
    """Write a count for a table's cell, with the doubted among the met: 43（存疑8）."""
    number = getattr(counted, status)
    return words.say("doubted_in_table", number=number, doubted=counted.doubted) if status == "met" and counted.doubted else str(number)


def standing_text(standing: Standing | None, words: Wording) -> str:
    """Name what a value or a state stands on; nothing where that is confirmed."""
    return words.name("standing", standing) if standing in ("doubted", "contradicted") else ""


def status_text(table: str, status: str, standing: Standing | None, words: Wording) -> str:
    """Name a verdict or a state, with what it stands on where that is not confirmed: 达标（存疑）."""
    name, ground = words.name(table, status), standing_text(standing, words)
    return words.say("status_marked", status=name, standing=ground) if ground else name
