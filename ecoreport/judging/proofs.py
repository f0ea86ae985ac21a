"""Which files of the evidence folder a piece is: by name, number, title or 文号; copies and versions included."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from ecoreport.judging.pieces import gather, number_of
from ecoreport.language.periods import YEAR
from ecoreport.language.references import named_documents, numbers_in_front, read_number, refer, title_key
from ecoreport.language.widths import even
from ecoreport.model import Batch, Evidence, EvidenceFile, EvidenceResult, IndicatorSystem

_DATE = r"(?:19|20)\d\d[-._年]?(?:0?[1-9]|1[0-2])[-._月]?(?:0?[1-9]|[12]\d|3[01])日?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_VERSION = (
    r"(?:副本|复件|备份|拷贝|copy|(?:最终|最后|最新|终|定|正式|新|修改|修订|更新|核定|签字|已?签章|已?盖章|用印|扫描|电子|打印|报送|上报|清晰|彩色)(?:[版稿件本])?|"
    r"v\d+(?:\.\d+)*|第?[一二三四五]稿|终?稿|扫描)"
)
_COPY = re.compile(
    rf"(?:[\s_\-—.]*(?:[(\[]\s*(?:\d{{1,2}}|{_VERSION}|{_DATE})\s*[)\]]|{_VERSION}|[\s_\-—]{_DATE}|(?<=\D){_DATE}))+$", re.IGNORECASE
)
_COPY_BEFORE = re.compile(r"^(?:\s*(?:副本|复件|copy of|复制)\s*[-_]?\s*(?:\(\d+\))?(?:\s*(?:of|的))?\s*)+", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{0,4}|7z|3gp)$")
_YEAR_BEHIND = re.compile(rf"(?<=\D\D)[\s_\-]*\(?{YEAR}年?度?\)?$")  # 名录2020, 名录(2020年度)
_TELLING = 6  # characters of a title that tell it
_FOLDER = re.compile(r"^(?:指标|第)?\s*0*(\d{1,2}(?:\.\d{1,2})?)(?![\d-])", re.IGNORECASE)
_PLACE = re.compile(r"^0*(\d{1,3})(?![\d.\-])")


@dataclass(slots=True)
class Folder:
    """The files of an evidence folder, by all that a ledger may call them."""

    names: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    bare: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    endings: dict[str, list[EvidenceFile]] = field(default_factory=lambda: defaultdict(list))
    departments: frozenset[str] = frozenset()  # whose folders hold their own numbers

    @classmethod
    def of(cls, files: Iterable[EvidenceFile], departments: Iterable[str | None] = ()) -> "Folder":
        folder = cls(departments=frozenset(_plain(name) for name in departments if name))
        for file in files:
            if not file.fault:
                folder._add(file)
        return folder

    def _add(self, file: EvidenceFile) -> None:
        path = PurePosixPath(_plain(file.path))
        self.names[path.name].append(file)
        self.stems[path.stem].append(file)
        bare = without_copy(path.name)
        self.bare[title_key(bare)].append(file)
        for number in _numbers_of(path, bare):
            self.numbers[number].append(file)
        title = numbers_in_front(bare)[1]
        for key in dict.fromkeys((*_titles_of(title), title_key(_YEAR_BEHIND.sub("", title)))):
            self.titles[key].append(file)
        for ending in _endings(title_key(title)):
            self.endings[ending].append(file)

    def find(self, piece: Evidence) -> tuple[EvidenceFile, ...]:
        """Find the files that a piece may be: none, the one, or several of which a person must choose.

        Letter case, folders of the writer's own and the extension may differ; of several, the folders written, the department's own
        folder, the title and a size above 0 decide, and copies of the same content are one.
        """
        return self._decide(piece, self._named(_plain(piece.file_name)) or self._numbered(piece) or self._titled(piece))

    def find_nearly(self, piece: Evidence, taken: Collection[str]) -> tuple[EvidenceFile, ...]:
        """Find the files whose name ends a title, or is ended by it, among those of no other piece: 舟山市2020年+森林覆盖率核算表."""
        key = title_key(numbers_in_front(piece.title)[1])
        found = next((self.titles[ending] for ending in _endings(key) if ending in self.titles), self.endings.get(key, []))
        return self._decide(piece, [file for file in found if file.path not in taken])

    def _decide(self, piece: Evidence, among: Iterable[EvidenceFile]) -> tuple[EvidenceFile, ...]:
        written, found = _plain(piece.file_name), tuple(dict.fromkeys(among))
        own, titled = _plain(piece.department or ""), {file.path for file in self._titled(piece)}
        decides: tuple[Callable[[EvidenceFile], bool], ...] = (
            lambda file: f"/{_plain(file.path)}".endswith(f"/{written}") or f"/{_without_suffix(file)}".endswith(f"/{written}"),
            lambda file: own in PurePosixPath(_plain(file.path)).parts,
            lambda file: bool(own) and any(part.startswith(own) for part in PurePosixPath(_plain(file.path)).parts[:-1]),
            lambda file: file.path in titled,
            lambda file: file.size > 0,
        )
        for fits in decides:
            found = tuple(file for file in found if fits(file)) or found
        if len({file.content for file in found}) == 1:
            return (min(found, key=lambda file: len(PurePosixPath(file.path).name)),)  # the one without 副本
        return found

    def _named(self, written: str) -> Sequence[EvidenceFile]:
        base = PurePosixPath(written).name
        if not base:
            return ()
        exact = self.names.get(base) or self.stems.get(base)
        if exact or ("." in base and _EXTENSION.search(base) and not title_key(without_copy(base))):
            return exact or ()
        alike = self.bare.get(title_key(without_copy(base)), ())
        suffix = PurePosixPath(base).suffix if _EXTENSION.search(base) else ""
        return [file for file in alike if not suffix or PurePosixPath(_plain(file.path)).suffix == suffix]

    def _numbered(self, piece: Evidence) -> Sequence[EvidenceFile]:
        """Look for the number of a piece, or the one that its file is called by."""
        numbers = (number_of(piece), read_number(without_copy(PurePosixPath(_plain(piece.file_name)).name)))
        others = self.departments - {_plain(piece.department or "")}
        found = next((found for number in numbers if number and (found := self.numbers.get(number))), ())
        return [file for file in found if others.isdisjoint(PurePosixPath(_plain(file.path)).parts)]

    def _titled(self, piece: Evidence) -> Sequence[EvidenceFile]:
        keys = (*_titles_of(piece.title), title_key(piece.document_number))
        return next((found for key in keys if key and (found := self.titles.get(key))), ())


def look_up(pieces: Iterable[EvidenceResult], files: Sequence[EvidenceFile]) -> tuple[EvidenceResult, ...]:
    """Give each piece the files that it may be; one that lies in a .zip only, or is empty, is not found."""
    pieces = tuple(pieces)
    whose = [piece.evidence.department for piece in pieces]
    folder, packed = (Folder.of((file for file in files if bool(file.archive) is inside), whose) for inside in (False, True))
    found = {id(piece): folder.find(piece.evidence) for piece in pieces}
    taken = {file.path for files in found.values() for file in files}
    return tuple(
        _with_file(piece, found[id(piece)] or folder.find_nearly(piece.evidence, taken) or packed.find(piece.evidence)) for piece in pieces
    )


def _with_file(piece: EvidenceResult, files: tuple[EvidenceFile, ...]) -> EvidenceResult:
    whole = [file for file in files if file.size and not file.archive]
    one = whole[0] if len(whole) == 1 else None
    return replace(piece, found=bool(whole), path=one.path if one else "", sha256=one.sha256 if one else "", files=files)


def orphans(pieces: Iterable[EvidenceResult], files: Iterable[EvidenceFile], ledgers: Collection[str]) -> tuple[EvidenceFile, ...]:
    """Give the files that nothing refers to: no copy of one that is referred to, no archive of which a piece is, none of the ledgers."""
    files = tuple(files)
    claimed = {path for piece in pieces for file in piece.files for path in (file.path, file.archive)}
    contents = {file.content for file in files if file.path in claimed and file.size}
    left = (file for file in files if not file.archive and not file.fault and file.path not in claimed)
    return tuple(file for file in left if not (file.size and file.content in contents) and _tails(file.path).isdisjoint(ledgers))


def _tails(path: str) -> set[str]:
    """Give a path below each of its folders: where a ledger lies within the folder, its own name begins at one of them."""
    parts = path.split("/")
    return {"/".join(parts[place:]) for place in range(len(parts))}


def meant(batch: Batch, system: IndicatorSystem, paths: Collection[str]) -> frozenset[str]:
    """Give the paths that the ledgers may mean: of these the content matters."""
    folder = Folder.of(EvidenceFile(path, 1, "") for path in paths)
    pieces = [piece.evidence for piece in gather(batch, system)]
    return frozenset(file.path for piece in pieces for file in folder.find(piece) or folder.find_nearly(piece, ()))


def without_copy(name: str) -> str:
    """Leave of a file's name what its copies and versions share: no extension, no (1), 副本, 最终版, v2, 盖章版, no day."""
    stem = even(name)
    while (shorter := _EXTENSION.sub("", stem)) != stem and shorter:
        stem = shorter
    stem = _COPY_BEFORE.sub("", stem)
    return _COPY.sub("", stem) or stem


def _numbers_of(path: PurePosixPath, bare: str) -> list[str]:
    """Read the numbers that a file's name begins with; else those of its folder, or of the folder and the file together."""
    for part in (bare, *reversed(path.parts[:-1])):
        if numbers := numbers_in_front(part)[0]:
            return [*numbers]
    place, home = _PLACE.match(bare), _FOLDER.match(path.parts[-2]) if len(path.parts) > 1 else None
    return [number] if place and home and (number := read_number(f"{home[1]}-{place[1]}")) else []


def _titles_of(title: str) -> list[str]:
    """Give the keys by which a title is known: whole, without its 文号, what stands in 《》, and the 文号 itself."""
    named = [*named_documents(title)]
    keys = [title_key(title)]
    for told in refer(title):
        keys += [title_key(told.title), title_key(told.document_number)]
    for told in named:
        keys += [title_key(told.title)] if told.title else []
    return [*dict.fromkeys(key for key in keys if key)]


def _endings(key: str) -> Iterator[str]:
    """Give the ends of a title that still tell it, the longest first."""
    yield from (key[place:] for place in range(1, len(key) - _TELLING + 1))


def _plain(name: str) -> str:
    return even(name).replace("\\", "/").strip().removeprefix("./").casefold()


def _without_suffix(file: EvidenceFile) -> str:
    return str(PurePosixPath(_plain(file.path)).with_suffix(""))
