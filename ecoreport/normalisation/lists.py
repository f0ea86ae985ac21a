"""Rows of the other tables -> KeyTaskReport, Evidence, Highlight; labels -> Signature."""

import re
from collections.abc import Iterator, Sequence

from ecoreport.language.dates import as_date
from ecoreport.language.widths import even, fold
from ecoreport.model import Evidence, Figure, Highlight, KeyTaskReport, Note, Signature, Source
from ecoreport.model.layout import LabelledText, Layout, LayoutRecord, Slot
from ecoreport.normalisation.entries import Account
from ecoreport.normalisation.figures import Desk, asked, read_task_figure
from ecoreport.normalisation.printed import sort_task_cells
from ecoreport.vocabulary import Vocabulary

_TASK_NOTES = ("status", "done", "problem", "next_step", "evidence", "remark")


def make_task(record: LayoutRecord, layout: Layout, desk: Desk, vocabulary: Vocabulary, account: Account) -> KeyTaskReport | None:
    """Make the report of one key task; None where nobody filled its row in."""
    assert record.subject is not None
    number = int(record.subject[1:])
    task = next(each for each in desk.system.key_tasks if each.no == number)
    printed = sort_task_cells(record, task, layout, desk)
    account.print(*printed.furniture)
    notes: dict[str, Note] = {}
    figures: dict[str, Figure] = {}
    others: list[Note] = []
    told = [
        slot
        for slot in record.slots
        if slot.field in (*_TASK_NOTES, "progress", "funds", "quantity", "notes", "reporter", "partial") and slot.text
    ]
    told = [slot for slot in told if slot.field != "partial"]
    if not told:
        return None
    account.use(*told)
    account.used.update((note.source.sheet or "", note.source.cell or "") for note in printed.changed)
    for slot in told:
        note = Note(slot.text, slot.source(desk.file))
        if slot.field in _TASK_NOTES:
            if slot.field in notes:
                others.append(note)
            else:
                notes[slot.field] = note
        elif slot.field == "progress" and vocabulary.task_status(slot.text) and not any(c.isdecimal() for c in slot.text):
            notes.setdefault("status", note)
        elif slot.field in ("progress", "funds") and slot.field not in figures:
            reading = read_task_figure(slot, number, "%" if slot.field == "progress" else "万元", slot.field, desk)
            account.findings += reading.findings
            figures[slot.field] = asked(reading.figure) if record.contested else reading.figure
        elif slot.field != "quantity":
            others.append(note)
    return KeyTaskReport(
        number, record.reporter or desk.department, desk.file, told[0].source(desk.file),
        status=notes.get("status"), progress=figures.get("progress"), done=notes.get("done"),
        quantities=tuple(_quantities(record, number, desk, account)), funds=figures.get("funds"),
        problem=notes.get("problem"), next_step=notes.get("next_step"), evidence=notes.get("evidence"), remark=notes.get("remark"),
        plan_cells=tuple(printed.changed), other_notes=tuple(others),
    )  # fmt: skip


def _quantities(record: LayoutRecord, number: int, desk: Desk, account: Account) -> Iterator[Figure]:
    """Read one quantity for each goal's row, a blank one where nothing is written: they go by their order."""
    slots = {slot.cell.row: slot for slot in record.all("quantity")}
    units = {slot.cell.row: slot.text for slot in record.all("goal_unit")}
    codes = {slot.cell.row: slot for slot in (*record.all("goal"), *record.all("goal_code"))}
    for row in sorted({*slots, *codes}):
        if row in slots:
            reading = read_task_figure(slots[row], number, units.get(row, ""), f"quantity.{codes[row].text if row in codes else row}", desk)
            account.findings += reading.findings
            yield asked(reading.figure) if record.contested else reading.figure
        else:
            yield Figure("blank", "", codes[row].source(desk.file))


def make_evidence(record: LayoutRecord, desk: Desk, account: Account) -> Evidence:
    """Make one row of the list of 佐证材料."""
    texts = {slot.field: slot for slot in reversed(record.slots)}
    account.use(*record.slots)

    def text(name: str) -> str:
        return texts[name].text if name in texts else ""

    anchor = texts.get("title") or texts.get("file_name") or record.slots[0]
    return Evidence(
        text("number"), record.reporter or desk.department, desk.file, anchor.source(desk.file), text("title"), text("document_number"),
        text("dated"), text("pages"), read_items(text("items"), desk), text("items"), text("file_name"),
        "；".join(slot.text for slot in record.slots if slot.field in ("remark", "author")),
    )  # fmt: skip


def read_items(text: str, desk: Desk) -> tuple[str, ...]:
    """Read which items, tasks and goals a piece of evidence stands for: ids, numbers or names, several with separators between."""
    found: list[str] = []
    whole = desk.matcher.items.find(text) if text else None
    if whole and whole.sure and whole.id:
        return (whole.id,)
    for part in re.split(r"[、,;\s]+|和|及", even(text)):
        found += _one_item(part, desk)
    return tuple(dict.fromkeys(found))


def _one_item(part: str, desk: Desk) -> list[str]:
    bare = re.sub(r"^(?:指标|第|任务|重点任务|No\.?)+|(?:项|号)$", "", part.strip())
    if not bare:
        return []
    if (task := desk.matcher.tasks.by_id(bare)) is not None:
        return [f"T{task}"]
    if part.startswith(("任务", "重点任务")) and bare.isdecimal() and desk.matcher.tasks.by_id(f"T{bare}"):
        return [f"T{bare}"]
    if found := desk.matcher.items.by_id(bare):
        return [found]
    if bare.isdecimal() and 1 <= int(bare) <= len(desk.system.indicators):
        return [item.id for item in desk.system.items if item.no == int(bare)]
    match = desk.matcher.items.find(bare)
    if match.sure and match.id:
        return [match.id]
    if ids := desk.matcher.items.of_indicator(bare):
        return list(ids)
    task_match = desk.matcher.tasks.find(bare)
    return [task_match.id] if task_match.sure and task_match.id else []


def make_highlight(record: LayoutRecord, desk: Desk, account: Account) -> Highlight | None:
    """Make one entry of 亮点与特色."""
    told = [slot for slot in record.slots if slot.field != "number"]
    if not told:
        return None
    account.use(*told)
    account.print(*(slot for slot in record.slots if slot.field == "number"))
    title = " ".join(slot.text for slot in told if slot.field == "title")
    text = "\n".join(slot.text for slot in told if slot.field != "title")
    return Highlight(desk.department, desk.file, title, text, told[0].source(desk.file))


def make_narratives(slots: Sequence[Slot], desk: Desk, account: Account) -> Iterator[Highlight]:
    for slot in slots:
        account.use(slot)
        yield Highlight(desk.department, desk.file, "", slot.text, slot.source(desk.file))


_EMPTY = frozenset({"", "/", "-", "年月日"})


def make_signature(label: LabelledText, desk: Desk, account: Account) -> Signature | None:
    """Make one line of a cover or signature block; a blank to be filled in (年 月 日) is none."""
    place = (label.sheet, label.cell.address)
    if fold(label.text).strip("_") in _EMPTY:
        account.furniture.add(place)
        return None
    account.used.add(place)
    own = as_date(label.cell.value) if not isinstance(label.cell.value, str) else as_date(label.text)
    dated = own if label.role == "filled_on" else None
    source = Source(desk.file, label.sheet, label.cell.address)
    return Signature(desk.department, desk.file, label.role, label.text, source, dated)
