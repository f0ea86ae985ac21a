"""佐证: does each number and 文号 of the evidence lists stand for one document only, and was it there when the ledger was filled in."""

from collections import defaultdict
from collections.abc import Iterator

from ecoreport.checks.common import joined
from ecoreport.language.dates import read_date, write_date
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Evidence
from ecoreport.rules import VERIFY, Breach, Review, Rule, rule


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


RULES: tuple[Rule, ...] = (number_used_twice, document_number_twice, dated_after_the_ledger)
