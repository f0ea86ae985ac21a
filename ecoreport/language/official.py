"""文号, the number under which a document was issued: 舟政发〔2020〕3号, whatever brackets it stands in."""

from ecoreport.language import patterns as re
from ecoreport.language.cited_pages import even_out
from ecoreport.language.periods import YEAR

_BRACKETS = str.maketrans({"﹝": "[", "﹞": "]", "〔": "[", "〕": "]", "【": "[", "】": "]"})
_YEAR_MARK = rf"[\[(]\s*({YEAR})\s*年?\s*[\])]"
NUMBER = re.compile(rf"([\u4e00-\u9fff]{{2,14}}?)\s*{_YEAR_MARK}\s*(?:第\s*)?(\d{{1,4}})\s*号")
_SEVERAL = re.compile(rf"([\u4e00-\u9fff]{{2,14}}?)\s*{_YEAR_MARK}\s*(\d{{1,4}}(?:\s*[、,和及]\s*\d{{1,4}})+)\s*号")
_ANY_YEAR = re.compile(r"[\[(]\s*(\d{4})\s*年?\s*[\])]\s*(?:第\s*)?\d{1,4}\s*号")
_LEADS = re.compile(r"^(?:.*(?:[见据以按]|印发|文件|出台|落实|转发|下发|执行|通过)|[和与及为附])(?=[\u4e00-\u9fff]{2})")


def even_brackets(text: str) -> str:
    """Write the brackets of 文号 in one way, one for one, beside dashes and figures."""
    return even_out(text).translate(_BRACKETS)


def official(match: re.Match[str]) -> str:
    """Write the 文号 that was found as GB/T 9704 asks, without the words that lead to it."""
    return f"{_LEADS.sub('', match[1]) or match[1]}〔{match[2]}〕{int(match[3])}号"


def told_apart(text: str) -> str:
    """Write 舟政办发[2020]12、15号 as two, each whole."""
    return _SEVERAL.sub(lambda match: "、".join(f"{match[1]}[{match[2]}]{number}号" for number in re.findall(r"\d+", match[3])), text)


def without_numbers(text: str) -> str:
    """Take every 文号 out of a text: its year is that of its issue."""
    return NUMBER.sub(" ", even_brackets(text))


def years_of_numbers(text: str) -> tuple[int, ...]:
    """Give the years of the 文号 in a text, whatever they are."""
    return tuple(int(year) for year in _ANY_YEAR.findall(even_brackets(text)))
