"""A second figure of the year in a value's own row, under a heading that nobody could use: 审核后, 抽查值, 省站核定数."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR
from ecoreport.language.widths import fold
from ecoreport.matching import split_name
from ecoreport.model import Cell, Entry, Finding, Ledger, Source, UnusedCells
from ecoreport.model.layout import written
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, name_value

_MOST = 2_000  # unused cells of a file; where there are more, another table stands beside
_ANEW = re.compile(  # found out anew, by whomever
    r"核|审|复|查|校|确认|认定|实[际绩测]|终|[修更]正|调整后|省[站厅局级]|第三方|验收?值|年报|快报|正式|反馈|平台|系统|台账|[局厅委站]数?$"
)
_OTHER = re.compile(
    r"平均|均值|目标|计划|任务|下达|上年|去年|往年|同期|前|分子|分母|总|[数产用]量|面积|人[口数]|得分|赋分|评分|分值|排名|名次|序|编|电话"
    r"|日期|时间|页|文号|资金|投资|[增减降幅差]|人$|单位|口径|率[^值]*(?=率)|[线限]$"  # 考核线
)
_NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)%?")
_POINTS, _TIMES = 30, 2  # how far apart two figures of one measure may lie: of shares, of anything else
_Rows = Mapping[tuple[str | None, int], list[tuple[Cell, str]]]


def ask_second(entries: Iterable[Entry], unused: UnusedCells, ledger: Ledger, desk: Desk) -> Iterator[Finding]:
    """Ask which figure counts where a value's row holds another one of the same year."""
    rows = _numbers_left(unused, ledger) if 0 < len(unused) <= _MOST else {}
    for entry in entries if rows else ():
        value, source = entry.actual.written, entry.actual.source
        subject = desk.matcher.items.subjects[entry.subject]
        if value is None or entry.year != desk.period or source.cell is None:
            continue
        row = int(re.sub(r"\D", "", source.cell))
        for cell, heading in rows.get((source.sheet, row), ()):
            told = Decimal(written(cell).strip().rstrip("%"))
            counted = split_name(heading).unit  # 考核断面(个) beside a share counts something else
            alike = counted is None or fold(counted) == fold(subject.unit)
            if alike and _tells_anew(heading, desk.period) and _may_be(told, value, share=desk.demand(subject).is_share):
                yield rules.SECOND_VALUE.finding(
                    source, department=entry.department, subject=entry.subject, key=cell.address,
                    others=(Source(source.file, source.sheet, cell.address),), what=name_value(subject, entry.year),
                    raw=entry.actual.raw, heading=heading, second=written(cell).strip(),
                )  # fmt: skip


def _numbers_left(unused: UnusedCells, ledger: Ledger) -> _Rows:
    """Gather the numbers that nobody used row by row, each with the words over its column."""
    left = {(cell.source.sheet, cell.source.cell) for cell in unused if _NUMBER.fullmatch(cell.text.strip())}
    rows: dict[tuple[str | None, int], list[tuple[Cell, str]]] = defaultdict(list)
    for sheet in ledger.sheets if left else ():
        heading: dict[int, str] = {}
        for cell in sheet.cells:  # row by row
            text = written(cell).strip()
            if (sheet.name, cell.address) in left:
                rows[sheet.name, cell.row].append((cell, heading.get(cell.column, "")))
            elif text and not _NUMBER.fullmatch(text):
                heading[cell.column] = text
    return rows


def _tells_anew(heading: str, period: int) -> bool:
    years = {int(year) for year in re.findall(YEAR, heading)}
    return _ANEW.search(heading) is not None and _OTHER.search(heading) is None and years <= {period}


def _may_be(told: Decimal, value: Decimal, *, share: bool) -> bool:
    """May a number be another figure of the same measure: of its size, and not the same rounded."""
    near = abs(told - value) <= _POINTS if share else value > 0 and value / _TIMES <= told <= value * _TIMES
    digits = min(abs(int(number.as_tuple().exponent)) if int(number.as_tuple().exponent) < 0 else 0 for number in (told, value))
    return near and round(told, digits) != round(value, digits)
