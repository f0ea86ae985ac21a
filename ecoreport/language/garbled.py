"""Texts that were read in the wrong encoding somewhere on their way: 锟斤拷, æŒ‡æ ‡, 鎸囨爣, ????."""

from functools import lru_cache

from ecoreport.language import patterns as re

_HAN = re.compile(r"[一-鿿]")
_MARKS = re.compile(r"锟斤拷|锟|斤拷|烫烫|屯屯|�|ï¿½|(?:口|□|▯){3,}|[?？]{3,}")
_ASCII = 0x7F
_LEAST = 3  # characters of a text of which something can be said
_LEAST_READ = 2  # Chinese characters that come out
_SHARE = 0.5  # of a text that the marks of a lost encoding take


@lru_cache(maxsize=1 << 13)  # a form's texts come with every ledger
def is_garbled(text: str) -> bool:
    """Is a text the remains of another: marks of lost bytes, or Chinese that was read as something else and can be read back."""
    bare = text.replace(" ", "")  # other blanks may be bytes of what was lost
    if len(bare) < _LEAST:
        return False
    if sum(len(mark) for mark in _MARKS.findall(bare)) >= _SHARE * len(bare):
        return True
    return _reads_back(bare, ("latin-1", "cp1252"), ("utf-8", "gb18030")) or _reads_back(bare, ("gb18030",), ("utf-8",))


def _reads_back(text: str, wrong: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Does a text that is no Chinese (or hardly any) give Chinese when its bytes are read as they should have been."""
    if sum(ord(character) > _ASCII for character in text) * 2 < len(text):
        return False
    kept = text.replace("\ufffd", "")  # where a byte was lost
    for taken in wrong:
        try:
            stored = kept.encode(taken)
        except UnicodeError:
            continue
        for read in (stored.decode(meant, "replace") for meant in right):
            han, lost = len(_HAN.findall(read)), read.count("\ufffd")
            if read != kept and han >= _LEAST_READ and lost <= han and han * 2 >= sum(ord(character) > _ASCII for character in read):
                return True
    return False
