"""Rows of the other tables -> KeyTaskReport, Evidence, Highlight; labels -> Signature."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ecoreport.demands import demands_of
from ecoreport.demands.quantities import match_done
from ecoreport.language import patterns as re
from ecoreport.language.dates import read_date
from ecoreport.language.widths import even, word_key
from ecoreport.matching import split_name
from ecoreport.matching.kinds import without_author
from ecoreport.model import Evidence, Figure, Highlight, KeyTaskReport, Note, QuantityGoal, Signature, Source
from ecoreport.model.layout import LabelledText, Layout, LayoutRecord, Slot
from ecoreport.normalisation import rules
from ecoreport.normalisation.account import Account
from ecoreport.normalisation.figures import Desk, asked, blank, read_task_figure
from ecoreport.normalisation.printed import sort_task_cells
from ecoreport.normalisation.proven import read_items
from ecoreport.vocabulary import Vocabulary

_MARK = re.compile(r"[√✓✔☑●○◯◎■★vV1]|是|有")
_PIECE = re.compile(r"[\u4e00-\u9fff]{2}[^\d]*\d")
_SHORT_PIECE = re.compile(r"\s*[\u4e00-\u9fff]{1,12}\d")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[^\d]{1,5}")
_CHANGE = re.compile(r"(?:[上下]降|减少|增长|提高|提升|降低)了?\d")
_SHARE = re.compile(r"[%％]|[一二三四五六七八九]成|分之|过半|一半")
_WORDED = re.compile(r"[\u4e00-\u9fff]{3}")
_TASK_NOTES = ("status", "done", "problem", "next_step", "evidence", "remark")
_TASK_FIGURES = {"progress": "%", "funds": "万元"}  # in which unit
_TASK_OTHER = ("quantity", "notes", "reporter", "former")


def make_task(record: LayoutRecord, layout: Layout, desk: Desk, vocabulary: Vocabulary, account: Account) -> KeyTaskReport | None:
    """Make the report of one key task; None where nobody filled its row in."""
    task = next(task for task in desk.system.key_tasks if task.id == record.subject)
    printed = sort_task_cells(record, task, layout, desk)
    account.print(*printed.furniture)
    told = [slot for slot in record.slots if slot.field in (*_TASK_NOTES, *_TASK_FIGURES, *_TASK_OTHER) and slot.text]
    if not told:
        return None
    account.use(*told, *printed.written)
    notes: dict[str, Note] = {}
    figures: dict[str, Figure] = {}
    others: list[Note] = []
    proofs: list[Note] = []
    former: Note | None = None
    quantities: dict[int, Slot] = {}  # by row
    counted = bool(demands_of(desk.system).tasks[task.no].quantities)
    in_words = "notes" if any(slot.field == "status" for slot in told) else "status"
    several = in_words == "status" and sum(slot.field in ("done", "quantity") for slot in told) > 1  # 办理情况 in prose, 办理结果:已完成
    for slot in told:
        note = Note(_ticked(slot, vocabulary), slot.source(desk.file))
        field = in_words if slot.field == "progress" and _is_status(slot.text, vocabulary) else slot.field
        if field == "progress" and "done" not in notes and _is_report(slot.text, vocabulary):
            field = "done"
        worded = field == "quantity" and not record.stamped and not _has_digit(slot.text) and word_key(slot.text)
        if worded and (not counted or vocabulary.task_status(slot.text)):
            field = "done"  # 已出台, 完成: what the plan does not count, or not alone, is told in words
        if field == "quantity" and counted and not record.stamped and _tells_more(slot.text) and "done" not in notes:
            field = "done"  # 淘汰21家,整治53家: several goals told in one cell; 下降24.6%
        if several and field == "done" and vocabulary.task_status(slot.text, desk.period):
            field = "status"
        if field in _TASK_NOTES and field not in notes:
            notes[field] = note
        elif field == "evidence":
            proofs.append(note)
        elif field in _TASK_FIGURES and field not in figures:
            figures[field] = _figure(slot, record, task.no, _TASK_FIGURES[field], field, desk, account)
        elif field == "former" and former is None:
            former = note
        elif field == "quantity" and slot.cell.row not in quantities:
            quantities[slot.cell.row] = slot
        else:
            others.append(replace(note, heading=slot.heading))
    others += _commented(record, desk)
    if former and not notes.keys() & {"status", "done"} and not figures.keys() & {"progress"} and not quantities:
        slot = next(slot for slot in told if slot.field == "former")
        account.findings.append(
            rules.NOT_CORRECTED.finding(
                former.source, department=record.reporter or desk.department, subject=task.id, key="former",
                what=f"重点任务{task.no}", heading=slot.heading, raw=former.text,
            )
        )  # fmt: skip
        notes["status" if vocabulary.task_status(former.text) else "done"], former = former, None
    anchor = next((slot for slot in told if slot.field != "former"), told[0])
    return KeyTaskReport(
        task.id, record.reporter or desk.department, desk.file, anchor.source(desk.file),
        status=notes.get("status"), progress=figures.get("progress"), done=notes.get("done"),
        quantities=tuple(_quantities(record, quantities, task.no, desk, account)), funds=figures.get("funds"),
        problem=notes.get("problem"), next_step=notes.get("next_step"), evidence=notes.get("evidence"), more_evidence=tuple(proofs),
        remark=notes.get("remark"),
        plan_cells=tuple(printed.changed), other_notes=tuple(others), year=record.year or layout.period, scope=record.scope,
        contested=record.contested, former=former,
    )  # fmt: skip


def _commented(record: LayoutRecord, desk: Desk) -> Iterator[Note]:
    """Give what is said in comments on the row's cells, once each."""
    told = {
        without_author(slot.cell.comment): slot
        for slot in reversed(record.slots)
        if slot.cell.comment and slot.cell.comment != slot.heading
    }
    return (Note(text, slot.source(desk.file), "批注") for text, slot in told.items() if text)


def _tells_more(text: str) -> bool:
    """Does one cell tell of several pieces of work, each with its number, or by how much something changed."""
    parts = re.split(r"[,;、。]", even(text))
    amounts = len(parts) > 1 and all(map(_AMOUNT.fullmatch, parts))
    pieces = [bool(_PIECE.search(part)) for part in parts]
    short = any(pieces) and len(parts) > 1 and all(_SHORT_PIECE.match(part) for part in parts)  # 小区25个、村6个
    return amounts or short or sum(pieces) > 1 or _CHANGE.match(text) is not None


def _is_status(text: str, vocabulary: Vocabulary) -> bool:
    """Does the cell of the progress say 已完成 instead of a number."""
    return vocabulary.task_status(text) is not None and not _has_digit(text)


def _is_report(text: str, vocabulary: Vocabulary) -> bool:
    """Does the cell of the progress tell what was done, and no share of it: 已完成,9.4万人; 建成开放; 18.2%、33.5%."""
    shares = _SHARE.findall(text)
    told = vocabulary.says_of_work(text) or (_has_digit(text) and _WORDED.search(text) is not None)
    return len(shares) > 1 or (not shares and told)


def _ticked(slot: Slot, vocabulary: Vocabulary) -> str:
    """Give the state under whose heading a mark stands: 推进中 | √; else the text."""
    state = re.split(r"[/\s]", slot.heading)[-1]
    known = slot.field in ("status", "done") and vocabulary.task_status(state) not in (None, vocabulary.task_status(slot.text))
    return f"{state}{slot.text}" if known and _MARK.fullmatch(slot.text.strip()) else slot.text


def _has_digit(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _figure(slot: Slot, record: LayoutRecord, task: int, unit: str, key: str, desk: Desk, account: Account) -> Figure:
    reading = read_task_figure(slot, task, unit, key, desk)
    account.findings += reading.findings
    return asked(reading.figure) if record.contested else reading.figure


def _quantities(record: LayoutRecord, slots: Mapping[int, Slot], number: int, desk: Desk, account: Account) -> Iterator[Figure]:
    """Read one quantity for each goal, a blank one where nothing is written: by 目标编码 on an issued ledger, else by their order."""
    units = {slot.cell.row: slot.text for slot in record.all("goal_unit")}
    codes = {slot.cell.row: slot for slot in (*record.all("goal"), *record.all("goal_code"))}
    goals = demands_of(desk.system).tasks[number].quantities
    if record.stamped and (coded := {slot.text: slot for slot in record.all("goal_code")}):
        for place in range(1, len(goals) + 1):
            slot = coded.get(f"{record.subject}-{place}")
            if slot and slot.cell.row in slots:
                yield _figure(slots[slot.cell.row], record, number, units.get(slot.cell.row, ""), f"quantity.{slot.text}", desk, account)
            else:
                yield blank(record.slots[0].source(desk.file))
        return
    if len(slots) > 1 and (named := _by_goal(record, slots, units, goals)):
        for row in named:
            figure = row and _figure(slots[row], record, number, units.get(row, ""), f"quantity.{row}", desk, account)
            yield figure or blank(record.slots[0].source(desk.file))
        return
    for row in sorted({*slots, *codes}):
        if row in slots:
            key = f"quantity.{codes[row].text if row in codes else row}"
            yield _figure(slots[row], record, number, units.get(row, ""), key, desk, account)
        else:
            yield blank(codes[row].source(desk.file))


def _by_goal(record: LayoutRecord, slots: Mapping[int, Slot], units: dict[int, str], goals: Sequence[QuantityGoal]) -> list[int | None]:
    """Say in which row each goal is told, where every row names one: 新增改造公交线路(条) | 12; none where a row names no goal alone."""
    rows: dict[int, int] = {}  # goal -> row
    said = [slot for field in ("goal", "content", "name") for slot in reversed(record.all(field))]
    names = {slot.cell.row: split_name(slot.text) for slot in said}  # the leftmost tells
    for row, slot in slots.items():
        name = names.get(row)
        units.setdefault(row, (name and name.unit) or "")
        told = [f"{name.name if name else ''}{slot.text}{units[row] or goal.unit}" for goal in goals]
        fits = [at for at, text in enumerate(told) if match_done(tuple(goals), text)[at].done is not None]
        if len(fits) != 1 or fits[0] in rows:
            return []
        rows[fits[0]] = row
    return [rows.get(at) for at in range(len(goals))]


_EVIDENCE_FIELDS = {
    "number": "number", "title": "title", "document_number": "document_number", "dated": "dated", "pages": "pages",
    "page_numbers": "at_pages", "file_name": "file_name",
}  # fmt: skip
_RANGE = re.compile(r"第|[Pp]\d|\d\s*[-—–~～至]\s*\d")


def make_evidence(record: LayoutRecord, desk: Desk, account: Account) -> Evidence:
    """Make one row of the list of 佐证材料; what has no field of its own stands in the remark."""
    account.use(*record.slots)
    texts: dict[str, str] = {}
    more: list[str] = []
    for slot in record.slots:
        field = _EVIDENCE_FIELDS.get(slot.field, "")
        field = "at_pages" if field == "pages" and _RANGE.search(slot.text) else field  # 7-9 is no number of pages
        if field and field not in texts:
            texts[field] = slot.text
        elif slot.field != "items":
            more.append(slot.text)
    items = "、".join(slot.text for slot in record.all("items"))
    subjects, unknown = read_items(items, desk)
    anchor = record.first("title") or record.first("file_name") or record.slots[0]
    return Evidence(
        department=desk.department, file=desk.file, source=anchor.source(desk.file),
        subjects=subjects, subjects_written=items, subjects_unknown=unknown,
        remark="；".join(more), cells=_cells(record.slots, desk), lapse=None, region=record.scope.region, elsewhere=record.scope.elsewhere,
        **{field: texts.get(field, "") for field in _EVIDENCE_FIELDS.values()},
    )  # fmt: skip


def make_highlight(record: LayoutRecord, desk: Desk, account: Account) -> Highlight:
    """Make one entry of 亮点与特色."""
    told = [slot for slot in record.slots if slot.field != "number"]
    account.use(*told)
    account.print(*record.all("number"))
    title = " ".join(slot.text for slot in record.all("title"))
    text = "\n".join(slot.text for slot in told if slot.field != "title")
    source, scope = told[0].source(desk.file), record.scope
    proofs = _cells(record.all("evidence"), desk)
    return Highlight(
        desk.department, desk.file, title, text, source, _cells(told, desk), proofs, region=scope.region, elsewhere=scope.elsewhere
    )


def make_narratives(layout: Layout, desk: Desk, account: Account) -> Iterator[Highlight]:
    for slot in layout.narratives:
        account.use(slot)
        who = layout.speaker_at(slot.sheet, slot.cell)
        cells = _cells((slot,), desk)
        yield Highlight(who.department, desk.file, "", slot.text, slot.source(desk.file), cells, region=who.region, elsewhere=who.elsewhere)


def _cells(slots: Sequence[Slot], desk: Desk) -> tuple[Note, ...]:
    return tuple(Note(slot.text, slot.source(desk.file)) for slot in slots)


def make_signature(label: LabelledText, layout: Layout, desk: Desk, account: Account) -> Signature | None:
    """Make one line of a cover or signature block; a blank to be filled in (年 月 日) is none."""
    place = (label.sheet, label.cell.address)
    if word_key(label.text) in ("", "年月日"):
        account.furniture.add(place)
        return None
    account.used.add(place)
    dated = read_date(label.text) if label.role == "filled_on" else None
    who = layout.speaker_at(label.sheet, label.cell)
    return Signature(who.department, desk.file, label.role, label.text, Source(desk.file, *place), dated, who.region)
