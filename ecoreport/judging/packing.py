"""What of the evidence goes into the application and under which name, and what the application lacks. Nothing is copied here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.filenames import fit_name
from ecoreport.language.widths import fold
from ecoreport.model import EvidenceFile, EvidenceResult, ItemResult, Report, Subject
from ecoreport.model.packing import EVIDENCE_FOLDER, Lack, Opinion, PackedFile

# A name of 255 bytes is the most that any system takes, a path of 260 characters what Windows takes.
_LONGEST_TITLE, _LONGEST_FOLDER, _LONGEST_SUFFIX = 50, 24, 10  # characters; what is longer after a dot is no kind of file
_SUBJECT = re.compile(r"(?:指标|第)?([tm]?\d+(?:\.\d+)?)(?:项|号)?(?:指标)?")
_NAMED = 4  # candidates of which a person must choose
_PARTED = re.compile(r"^([TM]?)(\d+)(?:\.\d+)?-")


def plan_files(report: Report) -> tuple[PackedFile, ...]:
    """Give every file of every piece its place below the application: 04 佐证材料/指标03-…/3-02 题名.pdf.

    A piece of which a person must still choose the file has none.
    """
    folders = _folders(report)
    taken: Counter[str] = Counter()
    return tuple(_place(result, file, folders, taken) for result in report.evidence for file in files_of(result))


def files_of(result: EvidenceResult) -> tuple[EvidenceFile, ...]:
    """Give the file that a piece is, or its parts, also one that lies in a .zip; none where it has none, or a person must choose."""
    if result.found:
        return result.held
    whole = tuple(file for file in result.files if file.size and file.archive)
    return whole if len(whole) == 1 else ()


def _place(result: EvidenceResult, file: EvidenceFile, folders: dict[str, str], taken: Counter[str]) -> PackedFile:
    number = result.archive_number
    title = _short(fit_name(result.title), _LONGEST_TITLE)
    stem = f"{EVIDENCE_FOLDER}/{_folder_of(number, folders)}/{number} {title}".rstrip(" .")
    suffix = fit_name(PurePosixPath(file.path).suffix)
    suffix = suffix if len(suffix) <= _LONGEST_SUFFIX else ""
    taken[f"{stem}{suffix}".casefold()] += 1
    same = taken[f"{stem}{suffix}".casefold()]
    name = f"{stem}（{same}）{suffix}" if same > 1 else f"{stem}{suffix}"
    return PackedFile(number, name, file.path, file.archive, size=file.size)


def _folders(report: Report) -> dict[str, str]:
    """Name the folder of each indicator, goal and key task by the front of its numbers."""
    named = {str(each.no): ("指标", each.no, each.name) for each in report.indicators}
    named |= {f"T{each.task.no}": ("重点任务", each.task.no, each.task.name) for each in report.tasks}
    folders = {front: f"{kind}{no:02d}-{_short(fit_name(name), _LONGEST_FOLDER)}" for front, (kind, no, name) in named.items()}
    goals = {goal.id: f"目标{goal.id}-{_short(fit_name(goal.name), _LONGEST_FOLDER)}" for goal in report.system.goals}
    return {front: folder.rstrip(" .") for front, folder in {**folders, **goals}.items()}


def _folder_of(number: str, folders: dict[str, str]) -> str:
    front = number.rpartition("-")[0]
    parted = _PARTED.match(number)
    return folders.get(front) or (folders.get(f"{parted[1]}{parted[2]}") if parted else None) or "其他"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


# ---- what is lacking ---------------------------------------------------------------------------------------


def list_lacks(report: Report, files: Sequence[PackedFile], nature: str = "约束性") -> tuple[Lack, ...]:
    """List what the application lacks, in the plan's order: items of a nature without evidence, and pieces without a file."""
    proven = {each.number for each in files if not each.fault}
    faults = {each.number: each for each in files if each.fault}
    items = [lack for result in report.items if result.item.nature == nature for lack in _of_item(result, proven)]
    return (*items, *(lack for result in report.evidence for lack in _of_piece(result, proven, faults)))


def bare_items(report: Report, files: Sequence[PackedFile]) -> tuple[Lack, ...]:
    """List the 参考性 items without evidence, which the rules do not ask for and experts do."""
    proven = {each.number for each in files if not each.fault}
    return tuple(lack for result in report.items if result.item.nature != "约束性" for lack in _of_item(result, proven))


def _of_item(result: ItemResult, proven: set[str]) -> Iterator[Lack]:
    item, pieces = result.item, result.evidence
    if any(piece.archive_number in proven for piece in pieces):
        return
    name = item.name if item.name == item.indicator else f"{item.indicator}（{item.name}）"
    reason = f"提出的{len(pieces)}件材料都没有电子文件" if pieces else "没有提出佐证材料"
    yield Lack("item", item.id, (Subject(item.id),), name, reason, item.lead_department)


def _of_piece(result: EvidenceResult, proven: set[str], faults: dict[str, PackedFile]) -> Iterator[Lack]:
    number, piece = result.archive_number, result.evidence
    if number in proven:
        return
    reason = _reason(result, faults.get(number))
    yield Lack("claim", number, result.subjects, result.title, reason, piece.department, piece.source)


def _reason(result: EvidenceResult, fault: PackedFile | None) -> str:
    if fault:
        return f"文件“{fault.path}”{fault.fault}"
    if result.found is None:
        return "没有给出佐证材料文件夹，未查找"
    if result.files and not any(file.size for file in result.files):
        return f"文件“{result.files[0].path}”是空的"
    if choose := result.candidates or result.files:
        return f"相像的文件有{len(choose)}个，须确认用哪一个：{_listed([file.path for file in choose])}"
    return "佐证材料文件夹里没有找到"


def _listed(paths: Sequence[str]) -> str:
    return "、".join(paths[:_NAMED]) + ("等" if len(paths) > _NAMED else "")


# ---- opinions of experts -----------------------------------------------------------------------------------


def answer_opinions(opinions: Sequence[Opinion], report: Report) -> tuple[Opinion, ...]:
    """Fill in what is blank: a line's number, and of its subject the evidence and who leads; nothing that people wrote is changed."""
    known = _subjects(report)
    return tuple(_completed(opinion, number, known) for number, opinion in enumerate(opinions, 1))


def _completed(opinion: Opinion, number: int, known: Mapping[str, tuple[str, str]]) -> Opinion:
    evidence, department = known.get(_key(opinion.cells.get("subject", "")), ("", ""))
    blanks = {"no": str(number), "evidence": evidence, "department": department}
    given = {field: text for field, text in opinion.cells.items() if text.strip()}
    return replace(opinion, cells={**{field: text for field, text in blanks.items() if text}, **given})


def _subjects(report: Report) -> dict[str, tuple[str, str]]:
    """Give evidence and lead of all that an opinion may be about, by number and by name; of a name that two share nothing."""
    found: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for names, pieces, lead in _all_subjects(report):
        told = "、".join(dict.fromkeys(piece.archive_number for piece in pieces)), lead
        for key in dict.fromkeys(_key(name) for name in names):
            twice |= {key} if found.setdefault(key, told) != told else set()
    return {key: told for key, told in found.items() if key not in twice}


def _all_subjects(report: Report) -> Iterator[tuple[tuple[str, ...], tuple[EvidenceResult, ...], str]]:
    for indicator in report.indicators:
        pieces = tuple(piece for result in indicator.items for piece in result.evidence)
        leads = dict.fromkeys(result.item.lead_department for result in indicator.items)
        yield (str(indicator.no), indicator.name), pieces, "、".join(leads)
        for result in indicator.items if len(indicator.items) > 1 else ():
            yield (
                (result.item.id, result.item.name, f"{indicator.name}（{result.item.name}）"),
                result.evidence,
                result.item.lead_department,
            )
    for task in report.tasks:
        yield (task.task.id, f"重点任务{task.task.no}", task.task.name), task.evidence, task.task.lead_department


def _key(subject: str) -> str:
    """Give what a subject is known by: 第15.1项, 指标15.1, 15.1 are one."""
    folded = fold(subject)
    told = _SUBJECT.fullmatch(folded)
    return told[1].upper() if told else folded
