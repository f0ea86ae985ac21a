"""Folders that are called by what they prove (指标03, 15.1 水质, 任务7, 绿色贷款): what lies there may be that item's or task's pieces."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from ecoreport.judging.filed import Folder
from ecoreport.judging.finder import are_parts
from ecoreport.language import patterns as re
from ecoreport.language.copies import counted, is_picture, without_copy
from ecoreport.language.official import even_brackets
from ecoreport.language.references import numbers_in_front, own_in_front, title_key
from ecoreport.model import EvidenceFile, EvidenceResult, IndicatorSystem, Subject

_CALLED = re.compile(
    r"^[\[(]?\s*(?:指标|第|no\.?|(?P<task>重点任务|任务|t))?\s*0*(?P<number>\d{1,2}(?:\.\d{1,2})?)\s*(?:项|号)?(?:指标|(?P<after>任务))?"
    r"(?![\d年月日季期批次版卷章节个份])[\])、.\s_\-—:]*(?P<name>.*)$",
    re.IGNORECASE,
)
_STROKE = re.compile(r"^(?:指标|第)?\s*(\d{1,2})-(\d)(?!\d)")
_ALIKE = 2  # characters by which a short name of a file is found within a title: 纪要


class Homes:
    """Which items, goals and tasks a folder is called by."""

    def __init__(self, system: IndicatorSystem, departments: Collection[str]) -> None:
        self._departments = tuple(title_key(name) for name in departments)
        self._groups = {title_key(name) for indicator in system.indicators for name in (indicator.domain, indicator.group)}
        self._numbers: dict[str, frozenset[Subject]] = {}
        self._words: dict[Subject, str] = {}  # of names of items, their indicators, tasks
        named: dict[str, set[Subject]] = defaultdict(set)
        for indicator in system.indicators:
            subjects = frozenset(Subject(item.id) for item in indicator.items)
            self._numbers[str(indicator.no)] = subjects
            self._numbers |= {item.id: frozenset((Subject(item.id),)) for item in indicator.items}
            named[title_key(indicator.name)] |= subjects
            for item in indicator.items:
                named[title_key(item.name)].add(Subject(item.id))
                self._words[Subject(item.id)] = f"{title_key(item.name)} {title_key(indicator.name)}"
        for task in system.key_tasks:
            self._numbers[task.id] = frozenset((Subject(task.id),))
            named[title_key(task.name)].add(Subject(task.id))
            self._words[Subject(task.id)] = title_key(task.name)
        self._named = {name: frozenset(subjects) for name, subjects in named.items() if name}
        self._known: dict[str, tuple[frozenset[Subject], bool]] = {}

    def of(self, path: str) -> tuple[str, frozenset[Subject], bool]:
        """Give the nearest folder that is called so, its subjects, and whether its number and its name agree; "" where none is."""
        for folder in PurePosixPath(path).parents:
            if numbers_in_front(folder.name)[0] and not self._is_item(folder.name):
                break  # 3-02 is one piece's own folder
            if folder.name not in self._known:
                self._known[folder.name] = self._read(even_brackets(folder.name).strip())
            subjects, agrees = self._known[folder.name]
            if subjects:
                return str(folder), subjects, agrees
        return "", frozenset(), True

    def _is_item(self, name: str) -> bool:
        """Is it an item's number with a stroke: 20-1."""
        match = _STROKE.match(even_brackets(name).strip())
        return match is not None and f"{match[1]}.{match[2]}" in self._numbers

    def _read(self, name: str) -> tuple[frozenset[Subject], bool]:
        match = _CALLED.match(_STROKE.sub(r"\1.\2", name) if self._is_item(name) else name)
        told = match["name"] if match else name
        by_name = self._named.get(title_key(told), frozenset())
        key = title_key(told)
        if match is None or key.startswith(self._departments) or key in self._groups:  # 02 市水利局, 1.生态制度
            return by_name, True
        task = match["task"] or match["after"]
        by_number = self._numbers.get(f"T{match['number']}" if task else match["number"], frozenset())
        if by_name and not by_name & by_number:
            return by_name | by_number, not by_number
        shares = any(key[place : place + 2] in self._words[subject] for subject in by_number for place in range(len(key) - 1))
        return by_number & by_name or by_number, shares or not key  # 4-宣传材料 may count anything


def at_home(
    pieces: Sequence[EvidenceResult], files: Iterable[EvidenceFile], folder: Folder, homes: Homes, taken: Collection[str]
) -> Mapping[int, tuple[tuple[EvidenceFile, ...], bool]]:
    """Give to pieces by which no file is called, by their places, what lies in the folders of their items: the file, or what it may be.

    A folder's one file is its one piece; of several files the one that is called by a part of the title is. Else all of them are told, for
    a person to choose. A number in front of a name speaks for itself: such a file is at home nowhere.
    """
    lying: dict[str, list[EvidenceFile]] = defaultdict(list)
    called: dict[str, tuple[frozenset[Subject], bool]] = {}
    counts: dict[str, int] = defaultdict(int)
    for file in files:
        home, subjects, agrees = homes.of(file.path)
        if not home:
            continue
        counts[home] += 1
        called[home] = (subjects, agrees)
        if file.path not in taken and file.size and not numbers_in_front(PurePosixPath(file.path).name)[0]:
            lying[home].append(file)
    found: dict[int, tuple[tuple[EvidenceFile, ...], bool]] = {}
    for home, left in lying.items():
        subjects, agrees = called[home]
        waiting = {place: piece for place, piece in enumerate(pieces) if _waits(piece) and subjects & {*piece.subjects}}
        for place, told, sure in _lay(waiting, left, folder, home, alone=counts[home] == 1):
            known, certain = found.get(place, ((), False))
            if not (certain or (known and not sure)):
                found[place] = (told, sure and agrees) if sure or not known else found[place]
    return found


def _waits(piece: EvidenceResult) -> bool:
    """Is a piece without a file, and none that its ledger names: that one is missing, whatever else lies there."""
    return not piece.files and not piece.evidence.file_name.strip()


def _lay(
    waiting: Mapping[int, EvidenceResult], left: Sequence[EvidenceFile], folder: Folder, home: str, *, alone: bool
) -> Iterator[tuple[int, tuple[EvidenceFile, ...], bool]]:
    """Lay the files of a folder at the pieces that wait for one, each with whether it is certain."""
    free = {place: [file for file in left if not folder.is_foreign(file, piece.evidence)] for place, piece in waiting.items()}
    near = {place: [file for file in files if _alike(file, waiting[place], home)] for place, files in free.items()}
    one = {place: tuple(files) for place, files in near.items() if len(files) == 1 or are_parts(files, folder, waiting[place].evidence)}
    claims = Counter(file.path for files in one.values() for file in files)
    sure = {place: files for place, files in one.items() if all(claims[file.path] == 1 for file in files)}
    rest = [place for place in free if place not in sure]
    for place, files in sure.items():
        yield place, files, True
    given = {file.path for files in sure.values() for file in files}
    for place in rest:
        told = tuple(file for file in free[place] if file.path not in given)
        if told:
            yield place, told, alone and len(rest) == 1 and len(told) == 1


def _series_of(name: str) -> str:
    """Call a picture by its series: 宣传照片 (1)."""
    one = counted(name) if is_picture(name) else None
    return one.shared or name if one else name


def _alike(file: EvidenceFile, piece: EvidenceResult, home: str) -> bool:
    """Is a name, the file's or that of a folder on the way to it, a part of the title or the other way: 纪要 of 考核领导小组会议纪要."""
    path, title = PurePosixPath(file.path).relative_to(home), title_key(piece.title)
    names = [title_key(own_in_front(without_copy(each))[1]) for each in (_series_of(path.name), *path.parts[:-1])]
    return any(min(len(name), len(title)) >= _ALIKE and not name.isdecimal() and (name in title or title in name) for name in names)
