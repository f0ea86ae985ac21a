"""What a printed page adds to a table: its number, a word that the table goes on."""

from ecoreport.language import patterns as re
from ecoreport.language.widths import even

_LONGEST = 20  # characters
_PAGE_NUMBER = re.compile(r"[-—–－·.]{1,3}\s*\d{1,3}\s*[-—–－·.]{1,3}|第\s*\d{1,3}\s*页(?:[,/\s]*共\s*\d{1,3}\s*页)?|共\s*\d{1,3}\s*页")
_CONTINUED = re.compile(
    r"\(?(?:接?续表?|接上[页表]|续上[页表]|下接|转下页)\)?(?:\s*\d{1,2}(?:[-.]\d{1,2})*)?|.*\((?:续表?|接?上[页表]|续[一二三四五六七八九十\d]{1,2})\)"
)


def is_page_number(text: str) -> bool:
    """Is a text the number of a page: — 14 —, - 3 -, 第1页 共4页; a bare number is none."""
    told = even(text).strip()
    return len(told) <= _LONGEST and not told.isdecimal() and _PAGE_NUMBER.fullmatch(told) is not None


def says_continued(text: str) -> bool:
    """Does a text say that a table goes on: 续表, 续表2, 完成情况表(续)."""
    told = even(text).strip()
    return len(told) <= _LONGEST * 3 and _CONTINUED.fullmatch(told) is not None
