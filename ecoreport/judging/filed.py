"""The files of an evidence folder by all that a ledger may call them: name, number, title, 文号, the folders in which they lie."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from ecoreport.judging.pieces import number_of
from ecoreport.language.copies import counted, is_picture, without_copy, without_extension
from ecoreport.language.numerals import read_chinese
from ecoreport.language.periods import YEAR
from ecoreport.language.references import (
    named_documents,
    number_behind,
    numbers_in_front,
    own_in_front,
    read_number,
    refer,
    sub_number,
    title_key,
)
from ecoreport.language.widths import even
from ecoreport.model import Department, Evidence, EvidenceFile

_EDITION = re.compile(rf"(?<=\D\D)[\s_\-]*\(?{YEAR}年?度?版?\)?$")  # 名录2020, 名录(2020年度), 目录(2020版)
_SHORT = 4  # characters of a title below which it may be anybody's
_NO_DOCUMENT = re.compile(r"\.(?:lnk|url|tmp|ini|db|exe|bat)$", re.IGNORECASE)  # a shortcut to what lies elsewhere proves nothing
_TELLING = 6  # characters of a title that tell it
_FOLDER = re.compile(r"^(?:指标|第)?\s*0*(\d{1,2}(?:\.\d{1,2})?)(?![\d-])", re.IGNORECASE)
_PLACE = re.compile(r"^0*(\d{1,3})(?![\d.\-])")
_COUNT = re.compile(r"^[\d\s.、_\-(（]+[)）.、\s_\-]*")  # 02 市水利局, 3、市水利局
_OWN_FOLDER = re.compile(r"[\[(]?\s*(?:附|材料|佐证|证明|支撑)")  # a bare number is an indicator's
_REMARKED = re.compile(r"\s*\((?![^()]*(?:稿|摘要|节选|样表|附件|\d))[^()]+\)$")  # a draft, an extract or an annex is another document
_ANNEXED = re.compile(r"[\s_\-(]*(?:附[件图表录页]|[a-z](?![a-z]))", re.IGNORECASE)
_LEFT_OUT = re.compile(r"…+|\.{3,}|⋯+")

_Index = dict[str, list[EvidenceFile]]


def _index() -> _Index:
    return defaultdict(list)


@dataclass(slots=True)
class Folder:
    """Files, found by whatever a ledger calls them."""

    names: _Index = field(default_factory=_index)
    stems: _Index = field(default_factory=_index)
    bare: _Index = field(default_factory=_index)
    numbers: _Index = field(default_factory=_index)
    behind: _Index = field(default_factory=_index)  # by the numbers that their names end with
    titles: _Index = field(default_factory=_index)
    endings: _Index = field(default_factory=_index)
    loose: _Index = field(default_factory=_index)  # by titles without the remark behind them: 调查报告（国家统计局舟山调查队）
    series: _Index = field(default_factory=_index)  # 照片1, 照片2 by 照片
    folders: _Index = field(default_factory=_index)  # by the titles of the folders in which they lie
    own: dict[tuple[str, str], list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))  # by department and its own number
    homes: dict[str, str] = field(default_factory=dict)  # of a file whose number is its folder's: that folder
    departments: Mapping[str, str] = field(default_factory=dict)  # by all their names, plainly written
    shared: Collection[str] = ()  # numbers of own lists that several departments have
    owners: dict[str, str] = field(default_factory=dict)  # whose folder it lies in, by path
    cut: list[tuple[re.Pattern[str], EvidenceFile]] = field(default_factory=list)  # names that were cut short
    _parts: dict[str, str] = field(default_factory=dict)
    _named_so: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[EvidenceFile], departments: Mapping[str, str] | None = None, pieces: Iterable[Evidence] = ()) -> "Folder":
        """Index files; `departments` gives each name of a department (an alias, too) the one by which it is known."""
        listed = {(piece.department, own_in_front(piece.number)[0]) for piece in pieces}
        counts = Counter(number for _, number in listed)
        shared = frozenset(number for number, count in counts.items() if count > 1)
        folder = cls(departments=departments or {}, shared=shared)
        for file in files:
            if not (file.fault or _NO_DOCUMENT.search(file.path)):
                folder._add(file)
        return folder

    def _add(self, file: EvidenceFile) -> None:
        path = PurePosixPath(_plain(file.path))
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
        for ending in _endings(title_key(title)):
            self.endings[ending].append(file)
        if remark := _REMARKED.search(own_title):
            self.loose[title_key(own_title[: remark.start()])].append(file)
        if cut := _cut_short(title):
            self.cut.append((cut, file))
        one = counted(path.name)
        if one and one.shared and (one.sure or is_picture(path.name)):
            self.series[one.shared].append(file)
        for part in path.parts[:-1]:
            for key in _titles_of_folder(part):
                self.folders[key].append(file)

    def _own(self, file: EvidenceFile, path: PurePosixPath, bare: str) -> None:
        """Note whose folder a file lies in, and under which number of a department's own list: 附件1：统计表, 附件4/发票1."""
        folders = path.parts[:-1]
        place, department = next(((place, known) for place, part in enumerate(folders) if (known := self._department(part))), (-1, ""))
        if department:
            self.owners[file.path] = department
        own = own_in_front(bare)[0]
        for level in range(len(folders) - 1, place, -1) if bare and not own else ():
            if _OWN_FOLDER.match(folders[level]) and (own := own_in_front(folders[level])[0]):
                self.homes.setdefault(file.path, "/".join(folders[: level + 1]))
                break
        if own:
            self.own[department, own].append(file)

    def _department(self, part: str) -> str:
        if part not in self._parts:
            self._parts[part] = department_of(part, self.departments)
        return self._parts[part]

    # ---- finding -----------------------------------------------------------------------------------

    def find(self, piece: Evidence) -> tuple[EvidenceFile, ...]:
        """Find the files that a piece may be: none, the one, its parts, or several of which a person must choose.

        Letter case, folders of the writer's own and the extension may differ; of several, the folders written, the department's own
        folder, the title and a size above 0 decide, and copies of the same content are one.
        """
        ways = (self._named, self._numbered, self._titled, self._behind, self._owned, self._in_folder)
        return self.decide(piece, next((found for way in ways if (found := way(piece))), ()))

    def find_named(self, piece: Evidence) -> tuple[EvidenceFile, ...]:
        """Find the files that are called as a piece says its file is."""
        return self.decide(piece, self._named(piece))

    def find_nearly(self, piece: Evidence, taken: Collection[str]) -> tuple[EvidenceFile, ...]:
        """Find the files whose name ends a title, or is ended by it, among those of no other piece: 舟山市2020年+森林覆盖率核算表.

        Where a title or a name is cut short (关于加强…的通知), what is left of it tells.
        """
        key = title_key(numbers_in_front(piece.title)[1])
        found = next((self.titles[ending] for ending in _endings(key) if ending in self.titles), self.endings.get(key, []))
        found = found or next((self.loose[told] for told in (key, *_endings(key)) if told in self.loose), [])
        found = found or [*self._abbreviated(piece.title)]
        return self.decide(piece, [file for file in found if file.path not in taken])

    def _abbreviated(self, title: str) -> Iterator[EvidenceFile]:
        if whole := _cut_short(title):
            yield from (file for key, files in self.titles.items() if whole.fullmatch(key) for file in files)
        key = title_key(title)
        yield from (file for cut, file in self.cut if key and cut.fullmatch(key))

    def decide(self, piece: Evidence, among: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
        """Leave of the files that a piece may be those that it is; see `find`."""
        written, found = _plain(piece.file_name), tuple(dict.fromkeys(among))
        own, titled = _plain(piece.department or ""), {file.path for file in self._titled(piece)}
        decides: tuple[Callable[[EvidenceFile], bool], ...] = (
            lambda file: f"/{_plain(file.path)}".endswith(f"/{written}") or f"/{_without_suffix(file)}".endswith(f"/{written}"),
            lambda file: own in PurePosixPath(_plain(file.path)).parts,
            lambda file: bool(own) and any(part.startswith(own) for part in PurePosixPath(_plain(file.path)).parts[:-1]),
            lambda file: bool(own) and self.owners.get(file.path) == piece.department,
            lambda file: file.path in titled,
            lambda file: file.size > 0,
        )
        for fits in decides:
            if are_parts(found, self):
                return _once(found)
            found = tuple(file for file in found if fits(file)) or found
        if len({file.content for file in found}) == 1:
            return (min(found, key=_length),)  # the one without 副本
        return _once(found) if are_parts(found, self) else found

    def _named(self, piece: Evidence) -> Sequence[EvidenceFile]:
        base = PurePosixPath(_plain(piece.file_name)).name
        if not base:
            return ()
        exact = self.names.get(base) or self.stems.get(base)
        extended = without_extension(base) != base
        if exact or (extended and not title_key(without_copy(base))):
            return exact or ()
        alike = self.bare.get(title_key(without_copy(base)), ())
        suffix = PurePosixPath(base).suffix if extended else ""
        return [file for file in alike if not suffix or PurePosixPath(_plain(file.path)).suffix == suffix]

    def _numbered(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for the number of a piece, or the one that its file is called by."""
        numbers = (number_of(piece), read_number(without_copy(PurePosixPath(_plain(piece.file_name)).name)))
        found = next((found for number in numbers if number and (found := self.numbers.get(number))), ())
        return [file for file in found if not self.is_foreign(file, piece)]

    def _behind(self, piece: Evidence) -> Sequence[EvidenceFile]:
        return [file for file in self.behind.get(number_of(piece), ()) if not self.is_foreign(file, piece)]

    def is_foreign(self, file: EvidenceFile, piece: Evidence) -> bool:
        """Does a file lie in the folder of another department: numbers there are that one's own."""
        return self.owners.get(file.path, piece.department) != piece.department

    def _titled(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for a title, in the department's own folder first; a short one is nobody else's there: 照片."""
        keys = [key for key in (*titles_of(piece.title), title_key(piece.document_number), *self._fronted(piece)) if key]
        for key in keys:
            called = (self.titles.get(key, ()), self.series.get(key, ()))
            mine = [file for files in called for file in files if self.owners.get(file.path, "") == piece.department]
            others = [file for file in called[0] or called[1] if len(key) >= _SHORT or not self.is_foreign(file, piece)]
            if found := mine or others:
                return found
        return ()

    def _fronted(self, piece: Evidence) -> Iterator[str]:
        """Give a title with its department's name in front, and without it: 市财政局采购目录."""
        if key := title_key(piece.title):
            fronts = self._fronts(piece.department)
            yield from (f"{front}{key}" for front in fronts)
            yield from (key.removeprefix(front) for front in fronts if key.startswith(front))

    def _fronts(self, department: str | None) -> tuple[str, ...]:
        """Give all by which a department's name may stand before a title: 市财政局, 财政局."""
        known = department or ""
        if known not in self._named_so:
            names = [name for name, of in self.departments.items() if of == known]
            self._named_so[known] = tuple(dict.fromkeys(name[place:] for name in names for place in range(len(name) - 2)))
        return self._named_so[known]

    def _owned(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for the department's own number of a piece in its own folder; in nobody's where no other department counts so far."""
        told = "" if number_of(piece) else own_in_front(piece.number)[0]
        mine = self.own.get((piece.department or "", told), ())
        return mine or (self.own.get(("", told), ()) if told and told not in self.shared else ())

    def _in_folder(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for a folder that is called by the title of a piece."""
        return next((found for key in titles_of(piece.title) if len(key) > 1 and (found := self.folders.get(key))), ())


def department_of(folder: str, names: Mapping[str, str]) -> str:
    """Say whose folder is called so, with a count in front and words behind (02 市水利局佐证); "" where that is nobody's."""
    bare = _COUNT.sub("", _plain(folder))
    return names.get(bare) or next((known for name, known in names.items() if bare.startswith(name)), "")


def plain_names(departments: Iterable[Department]) -> dict[str, str]:
    """Give every name of a department, as folders are compared, the one by which it is known."""
    known = [(name, department.name) for department in departments for name in (department.name, *department.aliases)]
    return {_plain(name): of for name, of in reversed(known)}


def are_parts(files: Sequence[EvidenceFile], folder: Folder) -> bool:
    """Are several files the parts of one piece: all in the folder that has its number or title, or a series in one folder."""
    if len(files) < 2 or _has_versions(files):
        return False
    homes = [folder.homes.get(file.path) or _titled_home(file, files, folder) for file in files]
    if len({home for home in homes if home}) == 1 and homes.count("") <= 1:
        return True
    if len({PurePosixPath(file.path).parent for file in files}) > 1:
        return False
    subs = [_sub_of(PurePosixPath(file.path).name) for file in files]
    if any(subs) and len(set(subs)) == len(subs):
        return True
    series = [one for file in files if (one := counted(file.path))]
    if len({one.mark for one in series}) < len(files) or len({one.shared for one in series}) > 1:
        return False
    in_order = sorted(one.mark.lstrip("0") for one in series) == sorted(str(number) for number in range(1, len(files) + 1))
    counts = in_order and not any(one.bracketed for one in series)  # 1, 2, 3; a document's (1), (2) are copies
    return counts or all(one.sure for one in series) or all(is_picture(file.path) for file in files)


def _sub_of(name: str) -> str:
    """Give what makes a file a part of a numbered piece: 3-02-1, 3-02 附件; "" for the piece itself."""
    numbers, rest = numbers_in_front(without_extension(name))
    return sub_number(name) or (rest if len(numbers) == 1 and _ANNEXED.match(rest) else "")


def _titled_home(file: EvidenceFile, files: Sequence[EvidenceFile], folder: Folder) -> str:
    """Give the folder that is called by a title and holds just these files."""
    for parent in PurePosixPath(_plain(file.path)).parents:
        told = ({each.path for each in folder.folders.get(key, ())} for key in _titles_of_folder(parent.name))
        if {each.path for each in files} in told:
            return str(parent)
    return ""


def _has_versions(files: Sequence[EvidenceFile]) -> bool:
    """Are two documents versions of one another; pictures under one name are pages: 扫描件, 扫描件(2)."""
    stems = [title_key(without_copy(PurePosixPath(file.path).name)) for file in files if not is_picture(file.path)]
    return len(set(stems)) < len(stems)


def _once(files: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """Leave out the copies among parts and put them in order; empty ones stay, for they are asked about."""
    best: dict[str, EvidenceFile] = {}
    for file in files:
        key = file.content if file.size else file.path
        best[key] = min(best.get(key, file), file, key=_length)
    return tuple(sorted(best.values(), key=_place_among_parts))


def _place_among_parts(file: EvidenceFile) -> tuple[object, ...]:
    """Order parts as people count them: the piece before its annexes, 2 before 10, 上 before 下."""
    name = PurePosixPath(file.path).name
    one = counted(name)
    mark = one.mark if one else ""
    number = "上中下".find(mark) + 1 if mark in tuple("上中下") else int(mark) if mark.isdecimal() else int(read_chinese(mark) or 0)
    natural = tuple((int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", even(name)))
    return bool(_sub_of(name)), one.shared if one else "", number, natural


def _length(file: EvidenceFile) -> int:
    return len(PurePosixPath(file.path).name)


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
def _titles_of_folder(name: str) -> tuple[str, ...]:
    return tuple(titles_of(numbers_in_front(without_copy(name))[1]))


def titles_of(title: str) -> list[str]:
    """Give the keys by which a title is known: whole, without its 文号, what stands in 《》, and the 文号 itself."""
    keys = [title_key(title)]
    for told in refer(title):
        keys += [title_key(told.title), title_key(told.document_number)]
    keys += [title_key(told.title) for told in named_documents(title) if told.title]
    return [*dict.fromkeys(key for key in keys if key)]


def _endings(key: str) -> Iterator[str]:
    """Give the ends of a title that still tell it, the longest first."""
    yield from (key[place:] for place in range(1, len(key) - _TELLING + 1))


def _cut_short(name: str) -> re.Pattern[str] | None:
    """Give what a name that was cut short may be in full; None: it was not, or too little of it is left."""
    parts = [title_key(part) for part in _LEFT_OUT.split(name)]
    if len(parts) < 2 or sum(map(len, parts)) < _TELLING:
        return None
    return re.compile(".*".join(map(re.escape, parts)))


def _plain(name: str) -> str:
    return even(name).replace("\\", "/").strip().removeprefix("./").casefold()


def _without_suffix(file: EvidenceFile) -> str:
    return str(PurePosixPath(_plain(file.path)).with_suffix(""))
