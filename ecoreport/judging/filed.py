"""The files of an evidence folder by all that a ledger may call them: name, number, title, 文号, the folders in which they lie."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache, partial
from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.copies import counted, is_picture, without_copy
from ecoreport.language.periods import YEAR
from ecoreport.language.references import (
    named_documents,
    number_behind,
    numbers_in_front,
    own_in_front,
    read_number,
    refer,
    title_key,
)
from ecoreport.language.widths import even
from ecoreport.model import Department, Evidence, EvidenceFile
from ecoreport.records import dataclass

_EDITION = re.compile(rf"(?<=\D\D)[\s_\-]*\(?{YEAR}年?度?版?\)?$")  # 名录2020, 名录(2020年度), 目录(2020版)
_YEARS = re.compile(rf"{YEAR}年?度?")
_NO_DOCUMENT = re.compile(r"\.(?:lnk|url|tmp|ini|db|exe|bat)$", re.IGNORECASE)  # a shortcut to what lies elsewhere proves nothing
_TELLING = 6  # characters of a title that tell it
_FOLDER = re.compile(r"^(?:指标|第)?\s*0*(\d{1,2}(?:\.\d{1,2})?)(?![\d-])", re.IGNORECASE)
_PLACE = re.compile(r"^0*(\d{1,3})(?![\d.\-])")
_COUNT = re.compile(r"^[\d\s.、_\-(（]+[)）.、\s_\-]*")  # 02 市水利局, 3、市水利局
_OWN_FOLDER = re.compile(r"[\[(]?\s*(?:附|材料|佐证|证明|支撑)")  # a bare number is an indicator's
_REMARKED = re.compile(r"\s*\((?![^()]*(?:稿|摘要|节选|样表|附件|\d))[^()]+\)$")  # a draft, an extract or an annex is another document
_LEFT_OUT = re.compile(r"…+|\.{3,}|⋯+")

_Index = dict[str, list[EvidenceFile]]


def _index() -> _Index:
    return defaultdict(list)


@dataclass(slots=True)
class Folder:
    """The files of an evidence folder by whatever a ledger may call them; a `Finder` looks there."""

    names: _Index = field(default_factory=_index)
    stems: _Index = field(default_factory=_index)
    bare: _Index = field(default_factory=_index)
    numbers: _Index = field(default_factory=_index)
    behind: _Index = field(default_factory=_index)  # by the numbers that their names end with
    titles: _Index = field(default_factory=_index)
    endings: _Index = field(default_factory=_index)
    loose: _Index = field(default_factory=_index)  # by titles without the remark behind them: 调查报告（国家统计局舟山调查队）
    cores: _Index = field(default_factory=_index)  # by titles without place and year
    series: _Index = field(default_factory=_index)  # 照片1, 照片2 by 照片
    folders: _Index = field(default_factory=_index)  # by the titles of the folders in which they lie
    own: dict[tuple[str, str], list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))  # by department and its own number
    own_titled: dict[tuple[str, str], list[tuple[EvidenceFile, str, str]]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[str, str] = field(default_factory=dict)  # of a file whose number is its folder's: that folder
    departments: Mapping[str, str] = field(default_factory=dict)  # by all their names, plainly written
    places: tuple[str, ...] = ()  # by which titles call the place itself: 舟山市, 全市
    shared: Collection[str] = ()  # numbers of own lists that several departments have
    owners: dict[str, str] = field(default_factory=dict)  # whose folder it lies in, by path
    cut: list[tuple[Callable[[str], object], EvidenceFile]] = field(default_factory=list)  # names that were cut short
    _parts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        files: Iterable[EvidenceFile],
        departments: Mapping[str, str] | None = None,
        pieces: Iterable[Evidence] = (),
        places: Iterable[str] = (),
    ) -> "Folder":
        """Index files; `departments` gives each name of a department (an alias, too) the one by which it is known."""
        listed = {(piece.department, own_in_front(piece.number)[0]) for piece in pieces}
        counts = Counter(number for _, number in listed)
        shared = frozenset(number for number, count in counts.items() if count > 1)
        here = sorted({title_key(place) for place in places if place}, key=len, reverse=True)
        folder = cls(departments=departments or {}, shared=shared, places=tuple(here))
        for file in files:
            if not (file.fault or _NO_DOCUMENT.search(file.path)):
                folder._add(file)
        return folder

    def _add(self, file: EvidenceFile) -> None:
        path = PurePosixPath(plain(file.path))
        self.names[path.name].append(file)
        self.stems[path.stem].append(file)
        bare = without_copy(path.name)
        self.bare[title_key(bare)].append(file)
        numbers, home = _numbers_of(path, bare)
        for number in numbers:
            self.numbers[number].append(file)
        behind, bare = number_behind(bare) if not numbers or home else ("", bare)
        if behind:
            self.behind[behind].append(file)
        if home:
            self.homes[file.path] = home
        self._entitle(file, path, numbers_in_front(bare)[1])
        self._own(file, path, bare if not numbers else "")

    def _entitle(self, file: EvidenceFile, path: PurePosixPath, title: str) -> None:
        own_title = own_in_front(title)[1]
        for told in dict.fromkeys((title, own_title)):
            for key in dict.fromkeys((*titles_of(told), title_key(_EDITION.sub("", told)))):
                self.titles[key].append(file)
        for ending in endings_of(title_key(title)):
            self.endings[ending].append(file)
        if remark := _REMARKED.search(own_title):
            self.loose[title_key(own_title[: remark.start()])].append(file)
        if core := self.core(own_title):
            self.cores[core].append(file)
        if cut := cut_short(title):
            self.cut.append((cut, file))
        one = counted(path.name)
        if one and one.shared and (one.sure or is_picture(path.name)):
            self.series[one.shared].append(file)
        for part in path.parts[:-1]:
            for key in titles_of_folder(part):
                self.folders[key].append(file)

    def _own(self, file: EvidenceFile, path: PurePosixPath, bare: str) -> None:
        """Note whose folder a file lies in, and under which number of a department's own list: 附件1：统计表, 附件4/发票1."""
        folders = path.parts[:-1]
        place, department = next(((place, known) for place, part in enumerate(folders) if (known := self._department(part))), (-1, ""))
        if department:
            self.owners[file.path] = department
        own = own_in_front(bare)[0]
        for level in range(len(folders) - 1, place, -1) if bare and not own else ():
            number, title = own_in_front(folders[level])
            if number and _OWN_FOLDER.match(folders[level]):
                own = number
                self.homes.setdefault(file.path, "/".join(folders[: level + 1]))
                break
            if number and title_key(title):
                self.own_titled[department, number].append((file, title_key(title), "/".join(folders[: level + 1])))
        if own:
            self.own[department, own].append(file)

    def _department(self, part: str) -> str:
        if part not in self._parts:
            self._parts[part] = department_of(part, self.departments)
        return self._parts[part]

    def is_foreign(self, file: EvidenceFile, piece: Evidence) -> bool:
        """Does a file lie in the folder of another department: numbers there are that one's own."""
        return self.owners.get(file.path, piece.department) != piece.department

    def core(self, title: str) -> str:
        key = title_key(_YEARS.sub("", even(title)))
        for place in self.places:
            key = key.replace(place, "")
        return key if len(key) >= _TELLING else ""


def department_of(folder: str, names: Mapping[str, str]) -> str:
    """Say whose folder is called so, with a count in front and words behind (02 市水利局佐证); "" where that is nobody's."""
    bare = _COUNT.sub("", plain(folder))
    return names.get(bare) or next((known for name, known in names.items() if bare.startswith(name)), "")


def plain_names(departments: Iterable[Department]) -> dict[str, str]:
    """Give every name of a department, as folders are compared, the one by which it is known."""
    known = [(name, department.name) for department in departments for name in (department.name, *department.aliases)]
    return {plain(name): of for name, of in reversed(known)}


def _numbers_of(path: PurePosixPath, bare: str) -> tuple[list[str], str]:
    """Read the numbers that a file's name begins with; else those of its folder, or of the folder and the file together.

    The folder is given beside them where its name alone says the number.
    """
    if numbers := numbers_in_front(bare)[0]:
        return [*numbers], ""
    for place in range(len(path.parts) - 2, -1, -1):
        if numbers := numbers_in_front(path.parts[place])[0]:
            return [*numbers], "/".join(path.parts[: place + 1]) if len(numbers) == 1 else ""
    place_in, home = _PLACE.match(bare), _FOLDER.match(path.parts[-2]) if len(path.parts) > 1 else None
    return [number] if place_in and home and (number := read_number(f"{home[1]}-{place_in[1]}")) else [], ""


@lru_cache(maxsize=4_096)  # a folder is called alike by all that lies in it
def titles_of_folder(name: str) -> tuple[str, ...]:
    return tuple(titles_of(numbers_in_front(without_copy(name))[1]))


def titles_of(title: str) -> list[str]:
    """Give the keys by which a title is known: whole, without its 文号, what stands in 《》, and the 文号 itself."""
    keys = [title_key(title)]
    for told in refer(title):
        keys += [title_key(told.title), title_key(told.document_number)]
    keys += [title_key(told.title) for told in named_documents(title) if told.title]
    return [*dict.fromkeys(key for key in keys if key)]


def endings_of(key: str) -> Iterator[str]:
    """Give the ends of a title that still tell it, the longest first."""
    yield from (key[place:] for place in range(1, len(key) - _TELLING + 1))


def cut_short(name: str) -> Callable[[str], object] | None:
    """Give what to ask whether a title is the whole of a name that was cut short; None: it was not, or too little of it is left."""
    parts = [title_key(part) for part in _LEFT_OUT.split(name)]
    if len(parts) < 2 or sum(map(len, parts)) < _TELLING:
        return None
    return partial(re.fullmatch, ".*".join(map(re.escape, parts)))


def plain(name: str) -> str:
    return even(name).replace("\\", "/").strip().removeprefix("./").casefold()
