"""How much of a piece of work a text says is done: 80%, 17/20, 八成, 过半, 占年度任务的95%, 3项中的2项."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of

AIM = r"(?:任务|目标|指标|计划)(?:任务|目标|指标|要求|数|量)?"
_NUMBER = r"\d+(?:\.\d+)?"
_ABOUT = r"(?:约|近|将近|达到?|为|至|到|有|是|超过?|已)*"
_OF_WORK = rf"(?:(?:总体|整体|工程|形象|工作|任务|目前)*(?:进度|整改率|开工率|办结率|完成率|完成度|落实率|到位率){_ABOUT})?"  # 进度80%
_LESS = (
    r"[一二三四五六七八九1-9]成(?![果效])|[二三四五六七八九十]+分之[一二三四五六七八九]+|半数|过半|一半|大半|多半|小半|近半|大部分?|部分|一部分|多数|"
    r"不到|不足"
)
_ALONE = re.compile(rf"{_OF_WORK}{_ABOUT}(?:(?P<share>{_NUMBER})%|(?P<done>\d+)/(?P<all>\d+)|(?P<less>{_LESS}))(?:以上|左右|多)?")
_BEHIND = re.compile(  # 完成|年度任务的80%, 完成|3/5, 完成|过半
    rf"(?:[^,%]{{0,16}}的|(?:了|率|比例|进度|度|任务|量)*){_ABOUT}(?P<share>{_NUMBER})%(?!的?(?:目标|要求))"
    rf"|(?:[^,%]{{0,16}}的|了|任务|工作|总?量|任务量)*{_ABOUT}(?P<less>{_LESS})"
    r"|(?:了)?(?P<done>\d+)/(?P<all>\d+)"
)
_FRACTION = re.compile(r"(?:落实|推进|实施|建设|办理)了(?P<done>\d+)/(?P<all>\d+)(?!\d)")  # 耕地任务落实了4/5
_OF_AIM = re.compile(rf"(?:占|为|达到?|是)[^,]{{0,8}}{AIM}的?(?P<share>{_NUMBER})%")
_OF_ALL_BEFORE = re.compile(  # 32个中已|完成|30个, 应整治32个,已|完成|30个
    rf"(?<![\d.])(?P<all>{_NUMBER})(?P<unit>[^\d,.%]{{1,2}})[^\d,]{{0,8}}?(?:中|内|里)?(?:现|目前|已经?|均|共|实际)*$"
)
_OF_ALL_AFTER = re.compile(rf"(?:了|验收|建设|整治|治理|创建|改造)?(?P<done>{_NUMBER})(?P<unit>[^\d,.%]{{1,2}})")
_WITHIN_ALL = re.compile(  # 完成|30条中的28条
    rf"(?:了)?(?P<all>{_NUMBER})[^\d,.%]{{1,6}}[中内里]的?(?P<done>{_NUMBER})(?![\d.%])"
)
_ALL_OF_ALL = re.compile(
    rf"(?P<all>{_NUMBER})(?P<unit>[^\d,.%]{{1,2}}?)[中里内]?(?:现|目前|已经?|均|共)*(?:完成|建成|验收|整治|办结)了?(?P<done>{_NUMBER})(?P<same>[^\d,.%]{{1,2}})"
)
_DUE = any_of("应 需 须 计划 要求 共有 共 总共 任务数 目标 安排")
_ASKED = re.compile(  # 应完成3项, 已完成3项
    rf"(?:[^,\d]{{0,12}}?(?<![主重需])要(?![求素点])[^,\d]{{0,10}}|{_DUE}[^,\d]{{0,6}})(?P<all>{_NUMBER})(?P<unit>[^\d,.%])[^,\d]{{0,12}}"
)
_ANSWERED = re.compile(rf"(?!其中|另|新)[^,\d]{{0,6}}(?P<done>{_NUMBER})(?P<unit>[^\d,.%])[^,\d]{{0,8}}")
_TASK_OF = re.compile(  # 审核年度任务20家, 落实17家; 勘界8个片区, 立桩3个
    rf"[^,\d]{{0,16}}(?:任务(?:数|量)?|目标数?|计划数?)(?:为|是)?(?P<all>{_NUMBER})(?P<unit>[^\d,.%])"
    rf"|[^,\d]{{0,10}}(?P<places>\d+)个(?:片区|区块|点位|乡镇|街道|县区|岛|标段|站点|环节)"
)
_DONE_OF = re.compile(
    rf"(?:实际|已|共|均|只|才)*(?:完成|落实|办理|建成|整治|开展|实施|审核|验收|到位|立[桩碑牌]|安装|启动|[审办建改做查])了?(?P<done>{_NUMBER})(?P<unit>[^\d,.%])"
)


_RATE_OF_WORK = re.compile(  # 油水分离器实际配备率62%
    rf"(?:完成|整改|开工|办结|落实|到位|配备|安装|建成|改造|竣工|销号|验收)率{_ABOUT}(?P<share>{_NUMBER})%"
)
_TENTHS = re.compile(  # 勘界外业做了六成, 装船率四成
    r"(?:(?<![降增高长升少减])了|(?<![降增高长升少减])率|(?:完成|建成)[^,\d]{2,16}?)(?:约|近|将近|达|达到|到|为|不到|不足)*(?:[一二三四五六七八九]成|一半|大半|小半)(?:多|左右)?$"
)
_HALF = re.compile(r"(?:安装|施工|建设|整治|改造|完成|推进|进度|勘测|拆除|清理)(?:已|约)?(?:过半|一半|近半|大半)$")
_COUNT = r"(?P<{}>[一二两三四五六七八九十]|\d+)(?P<{}>[个家条处座例类项户件])"
_COUNTED_TWICE = re.compile(rf"[^,\d]*?{_COUNT.format('all', 'unit')}[^,\d]{{0,10}}?{_COUNT.format('done', 'same')}")  # 四类设施开放3类
_JOINED = re.compile("(?:归并|整合|合并|优化|精简|压减|调整|归集)[为成到]")  # 11处归并为9处
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def whole_alone(clause: str) -> bool | None:
    """Say whether a clause that is nothing but a share of the work is all of it; None where it is no share."""
    return _is_all(_ALONE.fullmatch(clause))


def whole_behind(after: str) -> bool | None:
    """Say whether the share that follows 完成 is all of it; None where none follows."""
    return _is_all(_BEHIND.match(after))


def whole_of_aim(clause: str) -> bool | None:
    """Say whether a clause tells a share of what was to be done, and all of it: 占年度任务的80%, 四类设施开放3类."""
    told = None if _JOINED.search(clause) else _COUNTED_TWICE.fullmatch(clause)
    if told and told["unit"] == told["same"]:
        done, of = (_DIGITS.get(told[name]) or int(told[name]) for name in ("done", "all"))
        return None if done >= of else False
    if _TENTHS.search(clause) or _HALF.search(clause):
        return False
    return _is_all(_OF_AIM.search(clause) or _RATE_OF_WORK.search(clause) or _FRACTION.search(clause))


def falls_short(before: str, after: str) -> bool:
    """Is less counted behind 完成 than in front of it, in the same measure: 32个中已|完成|30个; or than behind it: 30条中的28条."""
    if told := _WITHIN_ALL.match(after):
        return float(told["done"]) < float(told["all"])
    of, done = _OF_ALL_BEFORE.search(before), _OF_ALL_AFTER.match(after)
    return bool(of and done) and of["unit"][:1] == done["unit"][:1] and float(done["done"]) < float(of["all"])  # type: ignore[index]


def counts_all(clause: str) -> bool:
    """Does a clause count as many done as there are: 30条中已完成30条."""
    told = _ALL_OF_ALL.fullmatch(clause)
    return told is not None and told["unit"] == told["same"] and float(told["done"]) >= float(told["all"])


def answered(asked: str, done: str) -> bool | None:
    """Say whether a clause counts all that the one before it asks for: 应完成3项,已完成3项; None where the two are no such pair."""
    of, told = _ASKED.fullmatch(asked), _ANSWERED.fullmatch(done)
    if of and told and of["unit"] == told["unit"]:
        return float(told["done"]) >= float(of["all"])
    task, told = _TASK_OF.fullmatch(asked), _DONE_OF.fullmatch(done)
    if task and told and (task["unit"] or "个") == told["unit"]:
        return float(told["done"]) >= float(task["all"] or task["places"])
    return None


def compares(clause: str) -> bool:
    """Does a clause only hold a number against another, and count nothing that was done: 较初查4813家增补."""
    return re.match(r"[较比](?!(?:原|年度|既定)?(?:计划|时间|节点|目标|进度|时序))[^,]*\d", clause) is not None


def _is_all(told: re.Match[str] | None) -> bool | None:
    if told is None:
        return None
    share, done, of = (told.groupdict().get(name) for name in ("share", "done", "all"))
    if share is not None:
        return float(share) >= 100
    return done is not None and of is not None and int(done) >= int(of)
