"""佐证: does each number, 文号 and file of the evidence lists stand for one document only."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from ecoreport.checks.common import joined
from ecoreport.judging.proofs import find_files
from ecoreport.language.dates import read_date, write_date
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Evidence
from ecoreport.rules import NOTICE, VERIFY, Breach, EvidenceFile, Review, Rule, rule

_NAMED = 5  # files that one sentence names


@rule(
    "E111",
    VERIFY,
    "佐证",
    "佐证编号重复",
    "佐证编号{number}用在了不同的材料上：{titles}",
    "请给每份材料单独编号，并相应改正指标行、任务行填写的编号",
)
def number_used_twice(review: Review) -> Iterator[Breach]:
    """一个编号只对应一份材料，归档才找得到。"""
    numbered: dict[tuple[str | None, str, str], list[Evidence]] = defaultdict(list)
    for piece in review.batch.evidence:
        if piece.number.strip() and piece.title.strip():
            numbered[piece.department, piece.file, piece.number.strip()].append(piece)
    for (department, _, number), pieces in numbered.items():
        yield from _several(pieces, department, key=number, number=number)


@rule(
    "E112",
    VERIFY,
    "佐证",
    "同一文号对应不同材料",
    "文号“{number}”填在了不同的材料上：{titles}",
    "一个文号只属于一份公文，请核对文号和材料名称",
)
def document_number_twice(review: Review) -> Iterator[Breach]:
    """同一单位不同材料的文号不应相同；同一份公文列了几次的不算。"""
    numbered: dict[tuple[str | None, str], list[Evidence]] = defaultdict(list)
    for piece in review.batch.evidence:
        number = "".join(fold(piece.document_number).split())
        if any(character.isdigit() for character in number) and piece.title.strip():
            numbered[piece.department, number].append(piece)
    for (department, number), pieces in numbered.items():
        yield from _several(pieces, department, key=number, number=pieces[0].document_number.strip())


def _several(pieces: list[Evidence], department: str | None, *, key: str, number: str) -> Iterator[Breach]:
    """Tell where the pieces are different documents: titles of which one holds the other name the same one."""
    titles = list(dict.fromkeys(_plain(piece.title) for piece in pieces))
    if any(one not in other and other not in one for one in titles for other in titles):
        names = joined(tuple(dict.fromkeys(f"“{inside_quotes(piece.title.strip())}”" for piece in pieces)))
        others = tuple(piece.source for piece in pieces[1:])
        yield Breach(pieces[0].source, department, key=key, others=others, words={"number": number, "titles": names})


def _plain(title: str) -> str:
    return "".join(character for character in fold(title) if character.isalnum())


@rule(
    "E113",
    VERIFY,
    "佐证",
    "佐证日期晚于填报日期",
    "佐证材料{number}“{title}”的日期是{dated}，晚于台账填报日期{filled}",
    "请核对材料日期；填报后才形成的材料，请更新填报日期后重报",
)
def dated_after_the_ledger(review: Review) -> Iterator[Breach]:
    """填报时尚不存在的材料不能作佐证。"""
    filled = {sign.file: sign.dated for sign in review.batch.signatures if sign.role == "filled_on" and sign.dated}
    for piece in review.batch.evidence:
        day, written = filled.get(piece.file), read_date(piece.dated)
        if day is not None and written is not None and written > day:
            words = {"number": piece.number, "title": inside_quotes(piece.title), "dated": write_date(written), "filled": write_date(day)}
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words=words)


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
    named: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for piece, found in _found(review):
        if len(found) == 1 and found[0].size:
            named[found[0].content].setdefault(PurePosixPath(found[0].path.casefold()).name, piece)
    for pieces in named.values():
        first, *rest = pieces.values()
        if rest:
            names = joined([f"“{piece.file_name}”" for piece in pieces.values()])
            others = tuple(piece.source for piece in rest)
            yield Breach(first.source, first.department, key=first.file_name, others=others, words={"names": names})


@rule(
    "E115",
    VERIFY,
    "佐证",
    "同名佐证文件不止一个",
    "佐证材料{number}“{title}”写明的文件“{name}”在佐证文件夹中有{count}个：{paths}",
    "请在“文件名”一栏写明所在文件夹和扩展名，或给文件改成不同的名字",
)
def several_files(review: Review) -> Iterator[Breach]:
    """写明的文件名只应对应一个文件，对应几个不同文件的不代为选定（给出 --evidence 时核对）。"""
    for piece, found in _found(review):
        if len(found) > 1:
            paths = joined([f"“{file.path}”" for file in found])
            words = {
                "number": piece.number,
                "title": inside_quotes(piece.title),
                "name": piece.file_name,
                "count": len(found),
                "paths": paths,
            }
            yield Breach(piece.source, piece.department, key=piece.number or piece.file_name, words=words)


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


def _found(review: Review) -> Iterator[tuple[Evidence, tuple[EvidenceFile, ...]]]:
    for piece in review.batch.evidence:
        yield piece, find_files(piece, review.evidence_files or ())


RULES: tuple[Rule, ...] = (number_used_twice, document_number_twice, dated_after_the_ledger, same_content, several_files, unreadable_file)
