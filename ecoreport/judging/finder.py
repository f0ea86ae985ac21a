"""Find the files of a piece in an evidence folder, and tell its parts from files of which a person must choose."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import PurePosixPath

from ecoreport.judging.filed import Folder, cut_short, endings_of, plain, titles_of, titles_of_folder
from ecoreport.judging.pieces import number_of
from ecoreport.language import patterns as re
from ecoreport.language.copies import counted, is_picture, without_copy, without_extension
from ecoreport.language.numerals import read_chinese
from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.references import numbers_in_front, own_in_front, read_number, sub_number, title_key
from ecoreport.language.widths import even
from ecoreport.model import Evidence, EvidenceFile
from ecoreport.records import dataclass

_SHORT = 4  # characters of a title below which it may be anybody's
_ANNEXED = re.compile(r"[\s_\-(]*(?:附[件图表录页]|[a-z](?![a-z]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds pieces among the files of one folder."""

    folder: Folder
    _named_so: dict[str, tuple[str, ...]] = field(default_factory=dict)  # what may stand before a title, by department

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
        found = next(
            (self.folder.titles[ending] for ending in endings_of(key) if ending in self.folder.titles), self.folder.endings.get(key, [])
        )
        found = found or self._called_elsewhere(piece.title)
        found = found or next((self.folder.loose[told] for told in (key, *endings_of(key)) if told in self.folder.loose), [])
        found = found or [*self._abbreviated(piece.title)]
        return self.decide(piece, [file for file in found if file.path not in taken])

    def _called_elsewhere(self, title: str) -> list[EvidenceFile]:
        """Find what has the same title but for the place and the year in it, and is of no other year."""
        years = set(LONE_YEAR.findall(title))
        told = self.folder.cores.get(self.folder.core(title), ())
        own = [(file, set(LONE_YEAR.findall(PurePosixPath(file.path).name))) for file in told]
        return [file for file, its in own if not years or not its or years & its]

    def _abbreviated(self, title: str) -> Iterator[EvidenceFile]:
        if whole := cut_short(title):
            yield from (file for key, files in self.folder.titles.items() if whole(key) for file in files)
        key = title_key(title)
        yield from (file for cut, file in self.folder.cut if key and cut(key))

    def decide(self, piece: Evidence, among: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
        """Leave of the files that a piece may be those that it is; see `find`."""
        written, found = plain(piece.file_name), tuple(dict.fromkeys(among))
        own, titled = plain(piece.department or ""), {file.path for file in self._titled(piece)}
        decides: tuple[Callable[[EvidenceFile], bool], ...] = (
            lambda file: f"/{plain(file.path)}".endswith(f"/{written}") or f"/{_without_suffix(file)}".endswith(f"/{written}"),
            lambda file: own in PurePosixPath(plain(file.path)).parts,
            lambda file: bool(own) and any(part.startswith(own) for part in PurePosixPath(plain(file.path)).parts[:-1]),
            lambda file: bool(own) and self.folder.owners.get(file.path) == piece.department,
            lambda file: file.path in titled,
            lambda file: file.size > 0,
        )
        for fits in decides:
            if are_parts(found, self.folder, piece):
                return _once(found)
            found = tuple(file for file in found if fits(file)) or found
        if len({file.content for file in found}) == 1:
            return (min(found, key=_length),)  # the one without 副本
        return _once(found) if are_parts(found, self.folder, piece) else found

    def _named(self, piece: Evidence) -> Sequence[EvidenceFile]:
        base = PurePosixPath(plain(piece.file_name)).name
        if not base:
            return ()
        exact = self.folder.names.get(base) or self.folder.stems.get(base)
        extended = without_extension(base) != base
        if exact or (extended and not title_key(without_copy(base))):
            return exact or ()
        alike = self.folder.bare.get(title_key(without_copy(base)), ())
        suffix = PurePosixPath(base).suffix if extended else ""
        return [file for file in alike if not suffix or PurePosixPath(plain(file.path)).suffix == suffix]

    def _numbered(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for the number of a piece, or the one that its file is called by."""
        numbers = (number_of(piece), read_number(without_copy(PurePosixPath(plain(piece.file_name)).name)))
        found = next((found for number in numbers if number and (found := self.folder.numbers.get(number))), ())
        return [file for file in found if not self.folder.is_foreign(file, piece)]

    def _behind(self, piece: Evidence) -> Sequence[EvidenceFile]:
        return [file for file in self.folder.behind.get(number_of(piece), ()) if not self.folder.is_foreign(file, piece)]

    def _titled(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for a title, in the department's own folder first; a short one is nobody else's there: 照片."""
        keys = [key for key in (*titles_of(piece.title), title_key(piece.document_number), *self._fronted(piece)) if key]
        for key in keys:
            called = (self.folder.titles.get(key, ()), self.folder.series.get(key, ()))
            mine = [file for files in called for file in files if self.folder.owners.get(file.path, "") == piece.department]
            others = [file for file in called[0] or called[1] if len(key) >= _SHORT or not self.folder.is_foreign(file, piece)]
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
            names = [name for name, of in self.folder.departments.items() if of == known]
            self._named_so[known] = tuple(dict.fromkeys(name[place:] for name in names for place in range(len(name) - 2)))
        return self._named_so[known]

    def _owned(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for the department's own number of a piece in its own folder; in nobody's where no other department counts so far."""
        told = "" if number_of(piece) else own_in_front(piece.number)[0]
        for whose in (piece.department or "", *([""] if told and told not in self.folder.shared else [])):
            if found := self.folder.own.get((whose, told)) or self._own_titled(piece, whose, told):
                return found
        return ()

    def _own_titled(self, piece: Evidence, whose: str, number: str) -> list[EvidenceFile]:
        """Look for a folder with the number and a title that ends as the piece's does: 4危废集中处置合同."""
        key = title_key(piece.title)
        told = [(file, home) for file, title, home in self.folder.own_titled.get((whose, number), ()) if len(key) >= _SHORT <= len(title)]
        told = [(file, home) for file, home in told if title_key(PurePosixPath(home).name).endswith(key[-_SHORT:])]
        self.folder.homes.update((file.path, home) for file, home in told)
        return [file for file, _ in told]

    def _in_folder(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for a folder that is called by the title of a piece."""
        return next((found for key in titles_of(piece.title) if len(key) > 1 and (found := self.folder.folders.get(key))), ())


def are_parts(files: Sequence[EvidenceFile], folder: Folder, piece: Evidence) -> bool:
    """Are several files the parts of one piece: all in the folder that has its number or title, or a series in one folder."""
    if len(files) < 2 or _has_versions(files):
        return False
    homes = [folder.homes.get(file.path) or _titled_home(file, piece) for file in files]
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


def _titled_home(file: EvidenceFile, piece: Evidence) -> str:
    """Give the folder that is called by the title of a piece, and in which the file lies."""
    keys = {*titles_of(piece.title)}
    parents = PurePosixPath(plain(file.path)).parents
    return next((str(parent) for parent in parents if parent.name and not keys.isdisjoint(titles_of_folder(parent.name))), "")


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


def _without_suffix(file: EvidenceFile) -> str:
    return str(PurePosixPath(plain(file.path)).with_suffix(""))
