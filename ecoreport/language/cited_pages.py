"""Where in a document to look: 第7页, P7-9, pp.7-9, 页码12, 第七、九页; how many pages it has (共12页) is another thing."""

from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_chinese
from ecoreport.language.widths import even

_DASHES = str.maketrans(dict.fromkeys("—–―‐‑‒－−﹣─", "-") | dict.fromkeys("～〜", "~") | {"，": ","})
_CHINESE = r"[〇一二三四五六七八九十百]{1,5}"
_PAGE = rf"(?:\d{{1,4}}|{_CHINESE})"
_PAGES = re.compile(
    rf"第\s*({_PAGE}(?:\s*(?:页\s*(?=[-~至到])|)(?:[-~至到、,]+|和|及)\s*第?\s*{_PAGE}){{0,20}})\s*页"
    rf"|(?<![A-Z])(?:P{{1,2}}|pages?)\s*[.:]?\s*(\d{{1,4}}(?:\s*[-~、,]\s*P?\.?\s*\d{{1,4}}(?!-?\d)){{0,20}})(?!\d)"
    rf"|页码?\s*:?\s*(\d{{1,4}}(?:\s*[-~]\s*\d{{1,4}})?)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:共|计|全文|合计)\s*\d+\s*[页份张件册本]|\(\s*\d+\s*[页份张件册本]\s*\)|第\s*\d+\s*(?:段|行|条|款|章|节)|等?\s*\d+\s*[份张件册本](?=\s*(?:$|[、,;)]))"
)
_BARE = re.compile(r"\d{1,4}(?:\s*[-~、,]\s*\d{1,4})*")


def even_out(text: str) -> str:
    """Write every dash, wave, figure and comma in one way, one for one: places in the text stay the same."""
    return even(text).translate(_DASHES)


def find_pages(text: str) -> str:
    """Give the pages that an evened text names: "7", "7-9", "7、9"; "" where it names none."""
    return join_pages(*(_write(next(filter(None, match.groups()))) for match in _PAGES.finditer(text)))


def page_places(text: str) -> frozenset[int]:
    """Give the places of an evened text where pages are counted: the sign in 第1、3页 parts no two pieces."""
    return frozenset(place for match in _PAGES.finditer(text) for place in range(*match.span()))


def read_pages(written: str) -> str:
    """Give the pages that a cell of pages names: there a bare number or range is one too."""
    plain = even_out(written).strip()
    return _write(plain) if _BARE.fullmatch(plain) else find_pages(plain)


def without_pages(text: str) -> str:
    """Take out of an evened text what is said of pages, and how many there are of them or of copies."""
    return _LENGTH.sub(" ", _PAGES.sub(" ", text))


def join_pages(*told: str) -> str:
    """Put pages from several places together, each once, in the order in which they were told."""
    return "、".join(dict.fromkeys(page for pages in told for page in pages.split("、") if page))


def read_length(written: str) -> Decimal | None:
    """Read how many pages a cell says that a piece has, all of them where it counts several parts; None: it tells none."""
    plain = even_out(written)
    if re.search(r"[份册本张件套](?!.*页)", plain):
        return None  # so many copies
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?=\s*[页面P])", plain, re.IGNORECASE) or re.findall(r"-?\d+(?:\.\d+)?", plain)
    told = [Decimal(number) for number in numbers]
    if not told and (chinese := re.search(_CHINESE, plain)):
        told = [Decimal(read_chinese(chinese[0]) or 0)]
    return sum(told[1:], told[0]) if told else None


def impossible_pages(pages: str) -> tuple[str, ...]:
    """Give of the pages that were read those that no document has: 0, and a range that runs backwards."""
    return tuple(told for told in pages.split("、") if told and not 0 < _ends(told)[0] <= _ends(told)[-1])


def last_page(pages: str) -> int:
    """Give the last of the pages that were read; 0 where there are none."""
    return max((number for told in pages.split("、") if told for number in _ends(told)), default=0)


def _ends(told: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", told)] or [0]


def _write(told: str) -> str:
    told = re.sub(r"[第页P.\s]", "", told, flags=re.IGNORECASE)
    told = re.sub(_CHINESE, lambda match: str(read_chinese(match[0]) or match[0]), told)
    told = re.sub(r"[-~至到]+", "-", told)
    return re.sub(r"[、,和及]+", "、", told).strip("-、")
