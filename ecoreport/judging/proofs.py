"""Which files of the evidence folder a piece is: by name, number, title, 文号, or by its item's own folder; what nobody claims."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ecoreport.judging.filed import Folder, plain_names
from ecoreport.judging.finder import Finder, are_parts
from ecoreport.judging.homes import Homes, at_home
from ecoreport.judging.pieces import gather
from ecoreport.language.cited_pages import join_pages
from ecoreport.model import Batch, Evidence, EvidenceFile, EvidenceResult, IndicatorSystem

_Found = tuple[tuple[EvidenceFile, ...], bool]  # files, and whether they are the piece: else a person must choose


def look_up(pieces: Iterable[EvidenceResult], files: Sequence[EvidenceFile], system: IndicatorSystem) -> tuple[EvidenceResult, ...]:
    """Give each piece its file or its parts, else those that it may be; one that lies in a .zip only, or is empty, is not found."""
    pieces, departments = tuple(pieces), plain_names(system.departments)
    listed = [piece.evidence for piece in pieces]
    opened = {file.archive for file in files}
    loose = [file for file in files if not file.archive and file.path not in opened]

    def finder(among: Iterable[EvidenceFile]) -> Finder:
        return Finder(Folder.of(among, departments, listed, _places(system)))

    outside = finder(loose)
    archives = finder(file for file in files if file.path in opened)  # what lies in one is meant, but where its own name is written
    within = finder(file for file in files if file.archive)
    called = [outside.find(piece) or archives.find_named(piece) for piece in listed]
    taken = {file.path for each in called for file in each}
    called = [found or outside.find_nearly(piece, taken) for found, piece in zip(called, listed, strict=True)]
    told = [_told(piece, found, _is_one(found, outside.folder, piece.evidence)) for piece, found in zip(pieces, called, strict=True)]
    taken |= {file.path for each in told for file in each.files}
    told = [piece if piece.files else _told(piece, within.find(piece.evidence), False) for piece in told]
    sound = [file for file in loose if not file.fault]
    for place, (found, sure) in at_home(told, sound, outside.folder, Homes(system, departments), taken).items():
        told[place] = _told(pieces[place], found, sure)
    return tuple(_as_one(told))


def _places(system: IndicatorSystem) -> tuple[str, ...]:
    """Give all by which a title may call the place of the plan."""
    city = system.parameters.city
    return (city, city[:-1] if len(city) > 2 else "", system.parameters.province, "全市", "我市", "本市")


def _as_one(pieces: Iterable[EvidenceResult]) -> Iterator[EvidenceResult]:
    """Put together what cells and prose call differently and is one file: 《关于加强…的方案》, 分类工作方案. A list's rows stay apart."""
    pieces = tuple(pieces)
    leads: dict[str, EvidenceResult] = {}
    for listed in (True, False):
        for piece in pieces:
            if piece.found and (piece.form == "list") == listed:
                leads.setdefault(piece.path, piece)
    others: dict[int, list[EvidenceResult]] = defaultdict(list)
    for piece in pieces:
        lead = leads.get(piece.path, piece)
        joins = lead is not piece and piece.form != "list" and not piece.evidence.number.strip() and lead.files == piece.files
        others[id(lead if joins else piece)].append(piece)
    for piece in pieces:
        if told := others.get(id(piece)):
            yield _joined(piece, [each for each in told if each is not piece]) if len(told) > 1 else piece


def _joined(piece: EvidenceResult, others: Sequence[EvidenceResult]) -> EvidenceResult:
    subjects = dict.fromkeys(subject for each in (piece, *others) for subject in each.subjects)
    cited = tuple(each for one in (piece, *others) for each in one.cited)
    return replace(piece, subjects=tuple(subjects), cited=cited, pages=join_pages(piece.pages, *(each.pages for each in others)))


def _is_one(files: tuple[EvidenceFile, ...], folder: Folder, piece: Evidence) -> bool:
    return len([file for file in files if file.size]) == 1 or are_parts(files, folder, piece)


def _told(piece: EvidenceResult, files: tuple[EvidenceFile, ...], sure: bool) -> EvidenceResult:
    """Say of a piece which files it is: found is what is there and known, so that nothing stands as found without its file."""
    parts = tuple(file for file in files if file.size and not file.archive) if sure else ()
    first = parts[0] if parts else None
    return replace(
        piece, found=bool(parts), path=first.path if first else "", sha256=first.sha256 if first else "", files=files,
        parts=parts if len(parts) > 1 else (),
    )  # fmt: skip


def orphans(pieces: Iterable[EvidenceResult], files: Iterable[EvidenceFile], ledgers: Collection[str]) -> tuple[EvidenceFile, ...]:
    """Give the files that nothing refers to: no copy of one that is referred to, none of the ledgers.

    An archive of which a piece is stands for what else it holds no longer: that is given file by file.
    """
    files = tuple(files)
    claimed = {file.path for piece in pieces for file in piece.files}
    opened = {file.archive for piece in pieces for file in piece.files}
    contents = {file.content for file in files if file.path in claimed and file.size}
    left = [file for file in files if not file.fault and file.path not in claimed and (not file.archive or file.archive in opened)]
    left = [file for file in left if not any(path.startswith(f"{file.path}/") for path in claimed)]  # a .zip of which a piece is
    return tuple(file for file in left if not (file.size and file.content in contents) and _tails(file.path).isdisjoint(ledgers))


def _tails(path: str) -> set[str]:
    """Give a path below each of its folders: where a ledger lies within the folder, its own name begins at one of them."""
    parts = path.split("/")
    return {"/".join(parts[place:]) for place in range(len(parts))}


def meant(batch: Batch, system: IndicatorSystem, paths: Collection[str]) -> frozenset[str]:
    """Give the paths that the ledgers may mean: of these the content matters."""
    files = [EvidenceFile(path, 1, "") for path in paths]
    return frozenset(file.path for piece in look_up(gather(batch, system), files, system) for file in piece.files)
