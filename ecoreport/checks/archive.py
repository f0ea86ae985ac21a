"""佐证: does each number and 文号 of the evidence lists stand for one document only, and can its date and its pages be at all."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from ecoreport.checks.common import joined
from ecoreport.language.cited_pages import impossible_pages, last_page, read_length, read_pages
from ecoreport.language.dates import read_date, write_date, written_days
from ecoreport.language.official import years_of_numbers
from ecoreport.language.widths import fold, inside_quotes
from ecoreport.model import Evidence, EvidenceResult, Source
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
    filled = _filled(review)
    for piece in review.batch.evidence:
        day, written = filled.get(piece.file), read_date(piece.dated)
        if day is not None and written is not None and written > day:
            words = {"number": piece.number, "title": inside_quotes(piece.title), "dated": write_date(written), "filled": write_date(day)}
            yield Breach(piece.source, piece.department, key=piece.number or piece.title, words=words)


def _filled(review: Review) -> dict[str, date]:
    return {sign.file: sign.dated for sign in review.batch.signatures if sign.role == "filled_on" and sign.dated}


_AFTER_YEAR, _AFTER_DAY = timedelta(days=200), timedelta(days=45)  # until a year's, a month's documents have been issued


@rule(
    "E124",
    VERIFY,
    "佐证",
    "佐证日期不可能",
    "佐证材料{number}“{title}”{faults}",
    "请按材料的落款日期和文号改正",
)
def impossible_date(review: Review) -> Iterator[Breach]:
    """日期要有这一天，核对时材料要已经形成：全年的材料至迟在次年7月中旬前，其余的在核对日后45天内；文号的年份同样。"""
    last = review.as_of + (_AFTER_YEAR if (review.as_of.month, review.as_of.day) == (12, 31) else _AFTER_DAY)
    filled = _filled(review)
    for piece in review.batch.evidence:
        faults = [*_faults_of_days(piece, last, filled.get(piece.file, date.max))]
        late = [year for year in years_of_numbers(piece.document_number) if year > last.year]
        faults += [f"的文号“{inside_quotes(piece.document_number.strip())}”是{year}年的，还没有到" for year in late]
        if faults:
            source = piece.cell_of(piece.document_number if late and len(faults) == 1 else piece.dated)
            words = {"number": piece.number.strip(), "title": inside_quotes(piece.title.strip()), "faults": "；".join(faults)}
            yield Breach(source, piece.department, key=piece.number.strip() or piece.title, words=words)


def _faults_of_days(piece: Evidence, last: date, filled: date) -> Iterator[str]:
    days = [*written_days(piece.dated)]
    written = inside_quotes(piece.dated.strip())
    if any(day is None for _, day in days):
        yield f"的日期写作“{written}”，没有这样一天"
    elif late := [day for _, day in days if day and filled >= day > last]:  # a later one is asked by E113
        yield f"的日期写作“{written}”，{write_date(late[0])}还没有到"


@rule(
    "E125",
    VERIFY,
    "佐证",
    "佐证页数、页码不可能",
    "佐证材料{number}“{title}”{faults}",
    "请按材料核对页数和所引页码",
)
def impossible_pages_told(review: Review) -> Iterator[Breach]:
    """页数是正整数；所引页码从前往后，不超过清单写明的页数。"""
    for result in review.evidence:
        piece, faults = result.evidence, list(_faults_of_pages(result))
        if faults:
            (source, _), *rest = faults
            others = tuple(dict.fromkeys(place for place, _ in rest if place != source))
            told = "；".join(dict.fromkeys(fault for _, fault in faults))
            words = {"number": piece.number.strip(), "title": inside_quotes(result.title), "faults": told}
            yield Breach(source, piece.department, key=piece.number.strip() or result.title, others=others, words=words)


def _faults_of_pages(result: EvidenceResult) -> Iterator[tuple[Source, str]]:
    piece = result.evidence
    length = read_length(piece.pages)
    if length is not None and (length <= 0 or length != int(length)):
        yield piece.cell_of(piece.pages), f"的页数写作“{inside_quotes(piece.pages.strip())}”，不是页数"
        length = None
    told = [(piece.cell_of(piece.at_pages), piece.at_pages, read_pages(piece.at_pages))] if piece.at_pages.strip() else []
    for source, written, pages in told + [(each.note.source, each.note.text, each.pages) for each in result.cited if each.pages]:
        if wrong := impossible_pages(pages):
            yield source, f"的页码写作“{inside_quotes(written.strip())}”，没有第{'、'.join(wrong)}页"
        elif length is not None and last_page(pages) > length:
            yield source, f"引用到第{last_page(pages)}页（“{inside_quotes(written.strip())}”），而清单写明共{length}页"


@rule(
    "E126",
    VERIFY,
    "佐证",
    "对应指标认不出",
    "佐证材料{number}“{title}”的对应指标写作“{written}”，其中{parts}不知道是哪一项指标或任务",
    "请写指标编码或序号（15.1），重点任务写T7；连续几项的写首尾（32至42）",
)
def unknown_subject(review: Review) -> Iterator[Breach]:
    """对应指标里写的每一个编号、名称都应是方案里的指标、任务或目标，认不出的不丢掉，问清楚。"""
    for piece in review.batch.evidence:
        if piece.subjects_unknown:
            parts = "、".join(f"“{inside_quotes(part)}”" for part in piece.subjects_unknown)
            words = {
                "number": piece.number.strip(), "title": inside_quotes(piece.title.strip() or piece.file_name), "parts": parts,
                "written": inside_quotes(piece.subjects_written.strip()),
            }  # fmt: skip
            source = piece.cell_of(piece.subjects_written)
            yield Breach(source, piece.department, key=piece.number.strip() or piece.title, words=words)


RULES: tuple[Rule, ...] = (
    number_used_twice, document_number_twice, dated_after_the_ledger, impossible_date, impossible_pages_told, unknown_subject
)  # fmt: skip
