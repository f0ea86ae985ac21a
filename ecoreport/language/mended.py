"""What a text makes good of what it told before: 初评未过,11月复评通过; 初稿…,已印发; 其中13个上半年验收,仅2个11月验收."""

from collections.abc import Iterator, Sequence

from ecoreport.language import patterns as re
from ecoreport.language.pending import leaves_nothing
from ecoreport.language.polarity import closes

_NEAR = 2  # clauses in which a lack is made good
_REPAIRED = re.compile(  # names by itself what it mends
    r"中标|监测达标|补(?:招|齐|足|办|建|种|划|做|报|签|测|训|录|上|验|考)|增补|替补|顶替|复(?:评|检|查|验|测|核)[^,]{0,4}(?:通过|合格|达标|过关|过了)"
    r"|整改(?:后|完毕|完成|到位)"
)
_WHEN = r"(?:随后|其后|之后|后来|后|当月|现|目前|现在|至今|年底前?|\d{1,2}月(?:\d{1,2}日|[初中底下上]旬?|份)?)"
_SINCE = re.compile(  # says of the same thing that it is done since
    rf"{_WHEN}+(?:已经?|均|都|全部|经[^,]{{1,8}})*(?:完成|办结|验收|销号|到位|建成|投产|投用|投运|竣工|交付|启用|通过|合格|并网|解决)"
    r"(?:了|合格|通过|完毕|使用|运行|并|验收)*"
)
_LATER = re.compile(rf"(?!其[余他它]|余下|剩|另){_WHEN}+(?![^,]*(?:其[余他它]|余下|剩下))")  # 4月重招后12月竣工
_NOT_YET = re.compile(r"预计|拟|(?<!必)将|待|计划|力争|争取|明年|何时|[未没尚]|下一?步|开春|年后|准备|打算")
_DRAFTED = re.compile(r"(?<![定终成出脱供])稿(?!费|件)|草案|(?:征求|听取|征集)[^,]*意见|初步(?:成果|方案|意见)")
_ISSUED = re.compile(
    r"定稿|改定|审定|印发|出台|出具|签发|发布|公布|批复|施行|送达|归档|正式(?:报告|文本|稿|上报|报)|上报|报送|修改完善|形成"
)
_OWED = re.compile(
    r"(?:还|尚|仍)(?:没有?|未)[一-鿿]|(?:还|尚|仍)[要得需][一-鿿]|[尚还仅]余|补(?:上|齐|做|办|完|测|验|建)|[未没](?:能|有)?(?:完|开工|启动|验收|整治|到位)|扫尾|收尾|(?:尽快|抓紧|尽早|争取)[^,]{0,6}(?:完成|办结|验收|销号|出台|印发)"
)
_OF_PARTS = re.compile(r"(?P<before>[^,\d]*?)其中(?P<rest>[^,\d]{0,12}\d+(?:\.\d+)?(?P<unit>[^\d,%.]).*)")
_REST = re.compile(r"(?:仅|只|另|其余|余下|剩余|剩下|还有)(?:的|有)?(?P<rest>\d+(?:\.\d+)?(?P<unit>[^\d,%.]).*)")


def mended(clause: str, later: Sequence[str]) -> bool:
    """Is what a folded clause leaves open made good by one of the next: 7月还没到位,8月补齐后验收."""
    if _DRAFTED.search(clause):
        return any(_ISSUED.search(each) and not _NOT_YET.search(each) for each in later)
    if any(leaves_nothing(each) and re.search("[不没未]", each) for each in later[:_NEAR]):
        return True  # 另订的苗开春种,不算在内
    near = (each for each in later[:_NEAR] if not _NOT_YET.search(each))
    return any(_REPAIRED.search(each) or _SINCE.fullmatch(each) or (_LATER.match(each) and closes(each)) for each in near)


def owed_in(text: str) -> bool:
    """Does a next step finish what should be done: 岱山、嵊泗外业开春后补上."""
    return _OWED.search(text) is not None


def apart(clauses: Sequence[str]) -> Iterator[str]:
    """Give the clauses, those that only share out what was done without the words that sound like a remainder."""
    for at, clause in enumerate(clauses):
        before = _OF_PARTS.fullmatch(clauses[at - 1]) if at else None
        following = _REST.fullmatch(clauses[at + 1]) if at + 1 < len(clauses) else None
        first, rest = _OF_PARTS.fullmatch(clause), _REST.fullmatch(clause)
        if first and following and first["unit"] == following["unit"]:
            yield first["before"] + first["rest"]
        elif rest and before and before["unit"] == rest["unit"]:
            yield rest["rest"]
        else:
            yield clause
