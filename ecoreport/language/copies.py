"""What copies and versions of a file share (报表(1), 报表_最终版), and what counts the parts of one piece (照片1, 照片2; 规划（上）)."""

from pathlib import PurePosixPath

from ecoreport.language import patterns as re
from ecoreport.language.references import title_key
from ecoreport.language.widths import even
from ecoreport.records import dataclass

_LONGEST = 300  # characters of a name: no system takes longer ones, only archives hold them
_DATE = r"(?:19|20)\d\d[-._年]?(?:0?[1-9]|1[0-2])[-._月]?(?:0?[1-9]|[12]\d|3[01])日?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_VERSION = (
    r"(?:副本|复件|备份|拷贝|copy|(?:最*[终后新]|定|正式|新|修改|修订|更新|核定|签字|已?签章|已?盖章|用印|扫描|电子|打印|报送|上报|清晰|彩色|报批|送审|审定|印发)(?:[版稿件本])?|"
    r"v\d+(?:\.\d+)*|final|第?[一二三四五]稿|终?稿|扫描)"
)
_COPY = re.compile(
    rf"(?:[\s_\-—.]*(?:[(\[]\s*(?:\d{{1,2}}|{_VERSION}|{_DATE})\s*[)\]]|{_VERSION}|[\s_\-—]{_DATE}|(?<=\D){_DATE}))+$", re.IGNORECASE
)
_COPY_BEFORE = re.compile(r"^(?:\s*(?:副本|复件|copy of|复制)\s*[-_]?\s*(?:\(\d+\))?(?:\s*(?:of|的))?\s*)+", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*\.(?:[A-Za-z][A-Za-z0-9]{0,4}|7z|3gp)\s*$")
_PICTURE = re.compile(r"\.(?:jpe?g|png|bmp|gif|tiff?|heic|webp)$", re.IGNORECASE)
_COUNTED = re.compile(  # what says by itself that there are more: 规划（上）, 年报 第2册, 汇编之三, 清单-2
    r"(?<![\s_\-])[\s_\-]*(?:[(\[]?([上中下])[)\]]?(?:[册卷篇部])?|[(\[]([一二三四五六七八九十]{1,2})[)\]]|第([一二三四五六七八九十\d]{1,3})[册卷部分辑本页张]{1,2}|"
    r"之([一二三四五六七八九十\d]{1,3})|(?<=[^\d\s])[-_](\d{1,3}))$"
)
_NUMBERED = re.compile(r"(?<![\s_\-])[\s_\-]*(?:[(\[]\s*)?(\d{1,14})\s*[)\]]?$")  # what a scanner or a camera counts by


@dataclass(frozen=True, slots=True)
class Counted:
    """A file's name as one of a series."""

    shared: str  # what the series is called, folded
    mark: str  # which one it is
    sure: bool  # the mark says by itself that there are more; else it may be a copy's or an edition's
    bracketed: bool = False


def without_extension(name: str) -> str:
    """Leave out what says the kind of a file, however often it stands there."""
    while (shorter := _EXTENSION.sub("", name)) != name and shorter:
        name = shorter
    return name


def without_copy(name: str) -> str:
    """Leave of a file's name what its copies and versions share: no extension, no (1), 副本, 最终版, v2, 盖章版, no day."""
    if len(name) > _LONGEST:
        return name
    stem = _COPY_BEFORE.sub("", without_extension(even(name)))
    return _COPY.sub("", stem).rstrip() or stem


def is_picture(name: str) -> bool:
    """Is a file a picture by its name: a page that was scanned, a photograph."""
    return bool(_PICTURE.search(name.rstrip()))


def counted(name: str) -> Counted | None:
    """Read a file's name as one of a series; None: nothing counts in it."""
    stem = without_extension(even(PurePosixPath(name).name))
    for pattern in (_COUNTED, _NUMBERED) if len(stem) <= _LONGEST else ():
        match = pattern.search(stem)
        shared = title_key(stem[: match.start()]) if match else ""
        if match and (len(shared) > 1 or not stem[: match.start()].strip()):  # 1.jpg, 2.jpg are a series without a name
            return Counted(shared, next(filter(None, match.groups())), pattern is _COUNTED, match[0].endswith((")", "]")))
    return None
