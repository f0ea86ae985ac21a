"""佐证: is each piece a file below the evidence folder, and each file a piece. Without --evidence nothing of this is asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from ecoreport.checks.common import excused_years, joined
from ecoreport.judging.filed import department_of, plain_names
from ecoreport.language.official import without_numbers
from ecoreport.language.periods import LONE_YEAR
from ecoreport.language.widths import inside_quotes
from ecoreport.model import EvidenceFile, EvidenceResult
from ecoreport.rules import ERROR, NOTICE, VERIFY, Breach, Review, Rule, rule

_NAMED = 5  # files that one sentence names
_OFFERED = 12  # files among which a person chooses: of more the folder is to be opened


@rule(
    "E105",
    ERROR,
    "佐证",
    "佐证文件不存在",
    "佐证材料{number}“{title}”写明的文件“{name}”在佐证文件夹中找不到",
    "请补交该文件，或改正文件名",
)
def file_absent(review: Review) -> Iterator[Breach]:
    """写明文件名的，文件夹中应有该文件（给出 --evidence 时核对）。"""
    for result in review.evidence:
        piece = result.evidence
        if result.found is False and piece.file_name and not result.files:
            words = {"number": piece.number, "title": piece.title, "name": piece.file_name}
            yield Breach(piece.source, piece.department, key=piece.number or piece.file_name, words=words)


@rule("E106", ERROR, "佐证", "佐证文件是空的", "佐证文件“{name}”大小为0", "请重新提交该文件")
def file_empty(review: Review) -> Iterator[Breach]:
    """佐证文件应能打开（给出 --evidence 时核对）。"""
    for result in review.evidence:
        piece, empty = result.evidence, [file for file in result.files if not file.size]
        if empty:
            name = piece.file_name or empty[0].path
            yield Breach(piece.source, piece.department, key=piece.number or name, words={"name": name})


@rule(
    "E114",
    NOTICE,
    "佐证",
    "不同佐证文件内容相同",
    "佐证文件{names}的内容完全相同",
    "请确认是否放错文件；确为同一份材料的，保留一份并注明页码",
)
def same_content(review: Review) -> Iterator[Breach]:
    """改了文件名的同一份文件不能充作两份材料（给出 --evidence 时核对）。"""
    named: dict[str, dict[str, EvidenceResult]] = defaultdict(dict)
    for result in review.evidence:
        if result.path:
            named[result.files[0].content].setdefault(PurePosixPath(result.path.casefold()).name, result)
    for pieces in named.values():
        first, *rest = [result.evidence for result in pieces.values()]
        if rest:
            names = joined([f"“{result.evidence.file_name or result.path}”" for result in pieces.values()])
            others = tuple(piece.source for piece in rest)
            key = first.file_name or next(iter(pieces.values())).path
            yield Breach(first.source, first.department, key=key, others=others, words={"names": names})


@rule(
    "E115",
    VERIFY,
    "佐证",
    "佐证文件不能确定",
    "{department}的佐证材料{names}不能确定是佐证文件夹中的哪个文件，可能是{paths}",
    "请在“文件名”一栏写明文件夹和文件名，或把文件改用佐证编号命名，只留下应当归档的",
)
def several_files(review: Review) -> Iterator[Breach]:
    """一份材料对应一个文件，或以其编号命名的一个文件夹；分不清的不代为选定，几份材料分不清的合并问一次（给出 --evidence 时核对）。"""
    asked: dict[tuple[str | None, tuple[str, ...]], list[EvidenceResult]] = defaultdict(list)
    for result in review.evidence:
        if result.candidates:
            asked[result.evidence.department, tuple(file.path for file in result.candidates)].append(result)
    for (department, paths), results in asked.items():
        words = {
            "department": department or "未识别的单位", "names": joined([_label(each) for each in results]), "paths": _some(paths),
        }  # fmt: skip
        first, *rest = dict.fromkeys(each.evidence.source for each in results)
        key = "、".join(each.evidence.number or each.evidence.file_name or each.evidence.title for each in results)
        yield Breach(first, department, key=key, others=tuple(rest), words=words)


@rule(
    "E116",
    VERIFY,
    "佐证",
    "佐证文件打不开",
    "佐证文件夹里有{count}处不能读取，没有核对：{paths}",
    "请检查读取权限，链接请换成文件本身，然后重新运行",
)
def unreadable_file(review: Review) -> Iterator[Breach]:
    """打不开的佐证等于没有；链接指向别处，不跟随打开（给出 --evidence 时核对）。"""
    faulty = [file for file in review.evidence_files or () if file.fault]
    if faulty:
        paths = joined([f"“{file.path}”（{file.fault}）" for file in faulty[:_NAMED]])
        yield Breach(words={"count": len(faulty), "paths": f"{paths}等" if len(faulty) > _NAMED else paths})


@rule(
    "E120",
    VERIFY,
    "佐证",
    "佐证文件没有台账提到",
    "佐证文件夹里有{count}个文件没有台账提到：{paths}",
    "请在佐证材料表补列并写明对应指标；用不着的请移出文件夹",
)
def nobody_claims(review: Review) -> Iterator[Breach]:
    """放进文件夹而没有台账提到的文件，归不了档；按单位合并提示（给出 --evidence 时核对）。"""
    names = plain_names(review.system.departments)
    owned: dict[str | None, list[EvidenceFile]] = defaultdict(list)
    for file in review.orphans:
        folders = PurePosixPath(file.path).parts[:-1]
        owned[next((known for part in folders if (known := department_of(part, names))), None)].append(file)
    for department, files in owned.items():
        paths = joined([f"“{file.path}”" for file in files])
        yield Breach(department=department, words={"count": len(files), "paths": paths})


@rule(
    "E121",
    VERIFY,
    "佐证",
    "佐证材料没有找到文件",
    "{department}列出或提到的{count}份佐证材料在佐证文件夹中找不到：{names}",
    "请补交，文件名用佐证编号或材料名称",
)
def claim_without_file(review: Review) -> Iterator[Breach]:
    """没有写文件名的，按编号、材料名称、文号查找；按单位合并提示（给出 --evidence 时核对）。"""
    missing = [result for result in review.evidence if result.found is False and not result.files and not result.evidence.file_name]
    for department, results in _by_department(missing):
        words = {"department": department or "未识别的单位", "count": len(results), "names": joined([_label(each) for each in results])}
        first, *rest = dict.fromkeys(each.evidence.source for each in results)
        yield Breach(first, department, others=tuple(rest), words=words)


@rule(
    "E122",
    VERIFY,
    "佐证",
    "佐证文件在压缩包里",
    "{department}的{count}份佐证材料只在佐证文件夹的压缩包里：{names}",
    "请解压后放进佐证文件夹，压缩包移出",
)
def file_in_archive(review: Review) -> Iterator[Breach]:
    """压缩包不拆开归档，里面的材料不算已提供；按单位合并提示（给出 --evidence 时核对）。"""
    packed = [result for result in review.evidence if any(file.archive for file in result.files)]
    for department, results in _by_department(packed):
        names = joined([f"{_label(each)}（“{each.files[0].path}”）" for each in results])
        words = {"department": department or "未识别的单位", "count": len(results), "names": names}
        first, *rest = dict.fromkeys(each.evidence.source for each in results)
        yield Breach(first, department, others=tuple(rest), words=words)


@rule(
    "E123",
    VERIFY,
    "佐证",
    "佐证文件是往年的",
    "{department}的佐证材料，文件名写的不是{period}年：{names}",
    "请换成{period}年的文件；确需用往年材料的，在备注中说明",
)
def file_of_another_year(review: Review) -> Iterator[Breach]:
    """按编号或名称找到的文件，文件名写着往年的，多半放错了；规划、办法等多年有效的除外（给出 --evidence 时核对）。"""
    excused, old = excused_years(review), []
    for result in review.evidence:
        years = _years(without_numbers(PurePosixPath(result.path).stem))
        told = _years(f"{result.evidence.title} {result.evidence.document_number} {result.evidence.dated}")
        lasts = review.vocabulary.mentions("lasting", f"{result.evidence.title} {result.path}")
        if years and max(years) < review.period and not years & told and not lasts and not set(result.subjects) & excused:
            old.append(result)
    for department, results in _by_department(old):
        names = joined([f"{_label(each)}（“{each.path}”）" for each in results])
        words = {"department": department or "未识别的单位", "period": review.period, "names": names}
        first, *rest = dict.fromkeys(each.evidence.source for each in results)
        yield Breach(first, department, others=tuple(rest), words=words)


def _some(paths: Sequence[str]) -> str:
    named = joined([f"“{path}”" for path in paths[:_OFFERED]])
    return named if len(paths) <= _OFFERED else f"{named}等{len(paths)}个"


def _by_department(results: Iterable[EvidenceResult]) -> Iterable[tuple[str | None, list[EvidenceResult]]]:
    """Put what one department has to answer together: it is asked once."""
    groups: dict[str | None, list[EvidenceResult]] = defaultdict(list)
    for result in results:
        groups[result.evidence.department].append(result)
    return groups.items()


def _label(result: EvidenceResult) -> str:
    """Name a piece by the number that its department gave it, and its title."""
    title = f"“{inside_quotes(result.title)}”" if result.title else ""
    return f"{result.evidence.number.strip()}{title}"


def _years(text: str) -> set[int]:
    return {int(year) for year in LONE_YEAR.findall(text)}


RULES: tuple[Rule, ...] = (
    file_absent,
    file_empty,
    same_content,
    several_files,
    unreadable_file,
    nobody_claims,
    claim_without_file,
    file_in_archive,
    file_of_another_year,
)
