"""What the morphemes of a heading that no list knows lean to: what was done or is, or what is planned, changed, counted as points."""

from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.widths import bare_key
from ecoreport.recognition.headings import Heading

_DOING = re.compile(
    r"[完成现绩]|实(?!施(?!情))|达(?!标|峰)|到了|兑|[干办做]成|竣工|建成|归档|入账|落地|决算|^年值|落[实点]|执行|办结|测得|做[到了]|[今本当这]一?年|年[底末终](?!.*[数量户])|全年|[调普核抽][查实验](?!.*[数量率分户人])|检测|监测|成果|公示|公布|发布|通报|反馈|[答回]复|回答|[认审核]定|眼下|目前|我市|全市"
)
_PLANNING = re.compile(
    r"[计规拟]划|目标|任务|[应须需该]|要[达求到]|[争求限差增减降升幅率比]|下达|分解|考核|确保|基[准数]|[底红警标]线|预|调整|控制|权重"
    r"|[排名得评满]分|分$|期初|年初|省定|^[标计线]$"
)

AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:[^\d\W%]{1,6})?")  # 9.8万人

_BOUND = re.compile(  # what may be, or is to be: 底线值, 要求达到, 拟完成, 最高值; how much it changed: 提升幅度
    r"[底红基限]线|警戒|标杆|参考|门槛|最[高低大小优差]|幅度|增量|试算|模拟|预排|^拟|[要须应][求当]?达|争取|力争|要求"
)


_SHARE = re.compile(r"(?<=..)(?:比例|比重|占比)$")  # 实际|比例: what is measured


def is_bound(heading: str) -> bool:
    """Says the lowest level of a heading under a year that its numbers are bounds, aims or trials."""
    return bool(_BOUND.search(bare_key(heading.rsplit("/", maxsplit=1)[-1]).lstrip("0123456789年度")))


def leans_to(heading: str) -> str:
    """Give "actual", "target" (or whatever else is no value), or "" where the lowest of its levels says neither."""
    lowest = _SHARE.sub("", bare_key(heading.rsplit("/", maxsplit=1)[-1]))
    return "target" if _PLANNING.search(lowest) else "actual" if _DOING.search(lowest) else ""


def leaning(heading: Heading) -> Heading:
    """Give a heading that nobody knows the field that its morphemes lean to: 实 | 标."""
    leans = "" if heading.fields else leans_to(heading.text)
    return replace(heading, fields=(leans,), share=1.0) if leans else heading
