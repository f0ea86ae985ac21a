"""How evidence is referred to: 3-02 第7页, 3-01至3-05, 《…》（舟政发〔2020〕3号）, a file; and words that name nothing: 见附件."""

from collections.abc import Iterator
from dataclasses import replace

from ecoreport.language import patterns as re
from ecoreport.language.cited_pages import find_pages, join_pages, page_places, without_pages
from ecoreport.language.numerals import read_chinese
from ecoreport.language.official import NUMBER as DOCUMENT
from ecoreport.language.official import even_brackets, official, told_apart
from ecoreport.language.widths import fold, squeeze
from ecoreport.records import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """One piece that a text refers to; whatever it does not say is empty."""

    number: str = ""  # 指标号-序号: 3-02, 15.1-02, T7-01
    own: str = ""  # a number of the writer's own list: 3, 附件3
    title: str = ""
    document_number: str = ""  # 舟政发〔2020〕3号
    pages: str = ""  # "7", "7-9", "7、9"
    file_name: str = ""
    written: str = ""  # the part of the text that refers to it
    before: str = ""  # what is said in front of it, within its sentence
    span: tuple[str, ...] = ()  # the numbers of the writer's own list that the number may be: 附件1-3

    @property
    def names(self) -> bool:
        """Does it name a piece, or give no more than pages."""
        return bool(self.number or self.own or self.title or self.document_number)


# ---- numbers ------------------------------------------------------------------------------------

_SUBJECT = r"(?:[TM]\s*\d{1,2}(?:\.\d{1,2})?|0?\d{1,2}(?:\.\d{1,2})?)"
_MEASURED = r"(?!\s*(?:[日月年季期类级批次卷条章节段家个人万亿%‰]|号(?:断面|楼|机组|地块|点位|\s*[)）])))"  # 1-12月, 1-5号断面
_NUMBER = rf"(?<![\d\-/A-Z图表])(?<!\d\.)({_SUBJECT})\s*[-_]\s*(\d{{1,3}})(?!\d|\.\d){_MEASURED}"
_TO = r"\s*(?:至|到|~|-{1,2})\s*"
_NUMBERS = re.compile(rf"{_NUMBER}(?:{_TO}(?:({_SUBJECT})\s*[-_]\s*)?(\d{{1,3}})(?!\d|[页日月年]))?(?:-\d{{1,2}}(?!\d))?号?", re.IGNORECASE)
_MORE = re.compile(rf"[、,;+&和及与\s]*(?:{_NUMBERS.pattern}|(?<=[、,])(0\d)(?!\d))\s*[\])、.]?\s*", re.IGNORECASE)
_FRONT = re.compile(
    rf"^[\[(]?\s*(?:指标|任务|附件|佐证|证明|材料|资料|编号|第|No\.?|:|\s)*{_NUMBERS.pattern}\s*[\])、.]?\s*", re.IGNORECASE
)
_SPELT_OUT = re.compile(
    r"(?:指标|(重点任务|任务))\s*(\d{1,2}(?:\.\d{1,2})?)\s*[-的之,]?\s*(?:佐证|证明|支撑)(?:材料|资料)?\s*[-第]?\s*0?(\d{1,2})(?![\d-])"
)
_DOTTED = re.compile(r"^(\s*\d{1,2}\.\d)\.(\d{1,2})(?![\d.年月-])")  # 34.1.1用水公报
_BEHIND = re.compile(  # without brackets only where it cannot be a day: 会议纪要3-12
    rf"(?:([\[(])\s*(?:附件|佐证|编号|材料|:)*\s*({_SUBJECT})\s*[-_]\s*(\d{{1,3}})\s*[\])]|(?<![\d\-.])({_SUBJECT})-(0\d))\s*$",
    re.IGNORECASE,
)
_CUE = re.compile(r"(?:佐证|证明|支撑)(?:材料|资料)?|详见|见|附件")
_LEAD_NUMBER = re.compile(r"(?:指标|任务|附件|佐证|证明|支撑|备查|材料|资料|编号|号|见|详|第|No\.?|№|:|\s|\[|\(|,)*$", re.IGNORECASE)
_OWN = re.compile(
    r"(?:详?见|附)*\s*(?:(?:附件|附表|附|佐证|证明|支撑|备查)?(?:材料|资料)?(?:编号|序号|之)?|No\.?|第|\[)\s*:?\s*0*(\d{1,3}|[一二三四五六七八九十]{1,3})"
    r"\s*(?:号|项|\])?(?:材料|附件)?",
    re.IGNORECASE,
)
_OWN_FRONT = re.compile(
    r"[\[(]?\s*(?:附件|附表|附|佐证|证明|支撑)?(?:材料|资料)?(?:编号|序号|之|第|No\.?)?\s*(?:0*(?=\d))?(\d{1,3}|(?<=[附件表料])[一二三四五六七八九十]{1,3})"
    r"(?![\d%‰]|\.\d|\s*[-_]\s*\d|[年月日季期类级批次卷条章节段家个人万亿吨])\s*(?:[\])、.:,\-_]+\s*|\s+|(?=[\u4e00-\u9fff《【(]|$))",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\([\s,、]*\)|\[[\s,、]*\]")  # what is left of （P7）
_LONGEST = 4_000  # characters of a cell: behind them nobody refers to anything
_FRONT_OF = 300  # characters of a name or a title among which its number stands: no system takes longer names
_NEAR = 20  # characters around a sign that tell whether it parts two pieces
_MOST = 40  # pieces that one range may stand for: more are no range

# ---- titles -------------------------------------------------------------------------------------

_BOOK = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_GOES_ON = re.compile(r"\s*(?:的?(?:通知|批复|函|意见|决定|公告|通告|请示|报告|说明|复函)|实施细则|解读)")  # 关于印发《…》的通知
_EXTENSION = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|jpe?g|png|tiff?|bmp|pptx?|zip|rar|7z|txt|csv|mp4|avi|mov)$", re.IGNORECASE)
_SIGNS = str.maketrans({"，": ",", "；": ";", "（": "(", "）": ")", "：": ":"})
_LIST_MARK = re.compile(r"[①-⑳⑴-⒇]|(?:^|(?<=[\s;,、]))(?:\d{1,2}[.、](?![\d\s])|\d{1,2}\))\s*|(?:^|(?<=[^\s(]))\(\d{1,2}\)(?=[^\s),、;])")
_LEAD = re.compile(
    r"^(?:详?见于?|参[见阅考]|详情见|已?附有?(?![件表录])|以及?|和|与|及(?!时)|另有?|根据|依据|按照|已?印发了?|出台了?|下发|制定了?|如|为|同(?=\d)|"
    r"(?:附件|附表|附)\s*\d{0,2}\s*[:.、]|附件\d{0,2}$|(?:佐证|证明)?(?:材料|资料|文件)?(?:名称|编号)?\s*:|编号|No\.?|№|[\s:,;.、\-])+",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?:^|(?<=[\s;]))(\d{{1,2}}|[一二三四五六七八九十])[.、]\s*(?={_SUBJECT}\s*-\s*\d)", re.IGNORECASE)
_TAIL = re.compile(r"(?:等(?:材料|文件|资料|相关材料)?|\(\s*\)|\[\s*\])$")
_ENDS = " \t\n,;:.、-"
_GENERIC = re.compile(  # one word that names nothing; longer ones first
    r"参见|参考|附件|附后|附表|已经|提供|上报|报送中?|已报|上传|提交|已交|台账|佐证|材料|资料|证明|清单|纸质版?|纸制|后续|齐全|完备|"
    r"完整|具备|存档|归档|备查|可查|在案|单位|部门|科室?|处室|电子版?|原件|复印件|扫描件|盖章|签字|相关|有关|文件夹?|文档|上述|以上|前述|"
    r"表格?|目录|一栏|列表|内容|情况|说明|补充|邮箱|邮件|微信|钉钉|浙政钉|网盘|优盘|U盘|光盘|发至?|送至?|创建办|生态办|不?需|无需|不涉及|"
    r"没有|一并|单独|打包|压缩包|所附|若干|年度?|月度?|季度?|另行|报告期|详细|详|见|附|有|已|证|另|后|备|在|本|我|局|如|同|上|下|随|文|补|待|至|给|到|是|否|"
    r"无|未|暂|缺|的|了|和|及|等|各|多|份|次|日|ok|yes|y|v|[\d\W_]+",
    re.IGNORECASE,
)
_A_DOCUMENT = re.compile(  # what the name of a document ends with: before 、 a name that ends otherwise is not at its end
    r"(?:报告书?|表|单|册|集|文件?|通知|办法|照片|图片|截图|证书?|书|件|纪要|清单|目录|汇编|年鉴|公报|总结|方案|合同|发票|台账|记录|材料|资料|说明|意见|批复|函|图|名单|名录|"
    r"协议|凭证|[年月季日周]报|简报|通报|证明|规划|制度|条例|细则|规定|规则|决定|公告|公示|计划|档案|视频|录像|数据|结果|稿|案例|新闻|链接|账)(?:\([^()]*\)|\d{4}年?)*$"
)
_SIGN = re.compile(r"[\W_]+")


def refer(text: str) -> tuple[Reference, ...]:
    """Read which pieces a cell of 佐证 refers to, in their order; () where it names nothing: 见附件, 有, a date."""
    found: list[Reference] = []
    evened = _without_counts(_evened(text[:_LONGEST]))
    for part in _parts(told_apart(evened)):
        told = [each for each in _read_part(part) if each.names or each.pages]
        if found and told and not told[0].names:
            found[-1] = replace(found[-1], pages=join_pages(found[-1].pages, told[0].pages))  # 3-02，第7页
        elif found and len(told) == 1 and (number := _counted_on(found[-1], told[0])):
            found.append(replace(told[0], number=number, own=""))
        else:
            found += [each for each in told if each.names]
    return tuple(dict.fromkeys(_as_written(each, text, evened) for each in found))


def _as_written(told: Reference, text: str, evened: str) -> Reference:
    """Give titles back in the signs in which they were written: what was evened out stands at the same place."""
    place = evened.find(told.title) if told.title else -1
    return told if place < 0 else replace(told, title=text[place : place + len(told.title)])


def named_documents(text: str) -> Iterator[Reference]:
    """Find the documents that prose names by 文号 or between 《》, each with its sentence and what is said in front of it there."""
    evened = even_brackets(text[:_LONGEST])
    for whole in re.finditer(r"[^。；;\n]+", evened):
        sentence, written = whole[0], text[whole.start() : whole.end()]
        books, plain = list(_BOOK.finditer(sentence)), _without_books(sentence)
        numbers = list(DOCUMENT.finditer(plain.translate(_SIGNS)))
        for match in books:
            behind = next((number for number in numbers if 0 <= number.start() - match.end() <= 1), None)
            yield Reference(
                title=written[match.start(1) : match.end(1)], document_number=official(behind) if behind else "",
                pages=find_pages(plain[match.end() :]), written=written.strip(), before=_before(sentence[: match.start()]),
            )  # fmt: skip
        for number in numbers:
            if not any(0 <= number.start() - match.end() <= 1 for match in books):
                yield Reference(
                    document_number=official(number), pages=find_pages(plain[number.end() :]), written=written.strip(),
                    before=_before(sentence[: number.start(1)]),
                )  # fmt: skip


def _before(text: str) -> str:
    """Leave out the titles that stand before: 根据《甲》、《乙》 leans on both."""
    return re.sub(rf"{_BOOK.pattern}(?:\([^()]*\)|（[^（）]*）)?[、和及与]?", "", text)


def numbers_in_words(text: str) -> Iterator[Reference]:
    """Find the numbers to which prose refers as to evidence: 佐证见3-02第7页."""
    for clause in re.findall(r"[^，,。；;\n]+", text[:_LONGEST]):
        if cue := _CUE.search(clause):
            yield from (replace(told, written=clause.strip()) for told in refer(clause[cue.end() :]) if told.number)


def read_number(written: str) -> str:
    """Read one number 指标号-序号 as it is written down for good (3-2 is 3-02); "" where a text is none."""
    text = _evened(written).strip()
    match = _NUMBERS.search(text)
    if match is None or match[4] or _LEAD_NUMBER.sub("", text[: match.start()]) or text[match.end() :].strip("])号 "):
        return ""
    return _number(match[1], match[2])


def numbers_in_front(name: str) -> tuple[tuple[str, ...], str]:
    """Read the numbers that a title or a file's name begins with (附件3-02 考核结果; 3-01至3-03汇编), and give what stands behind them."""
    text = _DOTTED.sub(r"\1-\2", _evened(name[:_FRONT_OF]))
    match = _FRONT.match(text)
    if match is None:
        return (), name
    one: re.Match[str] = _NUMBERS.search(match[0])  # type: ignore[assignment]  # it holds one
    numbers, end = _spread(one, in_cell=False), match.end()
    while more := _MORE.match(text, end):  # 34.1-01、34.1-02用水量统计; 3-01、02通报
        if more[5] and not int(more[5]) > int(numbers[-1].rpartition("-")[2]):
            break
        numbers += [f"{numbers[-1].rpartition('-')[0]}-{int(more[5]):02d}"] if more[5] else _spread(more, in_cell=False)
        end = more.end()
    return tuple(numbers), name[end:]


def number_behind(name: str) -> tuple[str, str]:
    """Read the number that a name ends with (考核办法（3-01）, 通报3-02), and give what stands before it; ("", name) where it has none."""
    match = _BEHIND.search(_evened(name)) if len(name) <= _FRONT_OF else None
    if match is None:
        return "", name
    return _number(match[2] or match[4], match[3] or match[5]), name[: match.start()]


def sub_number(name: str) -> str:
    """Read what a title or a file's name counts behind its number: "2" in 3-02-2附图, "" in 3-02通报."""
    match = _FRONT.match(_evened(name[:_FRONT_OF]))
    return match[4] if match and _is_part(match, in_cell=False) else ""


def own_in_front(name: str) -> tuple[str, str]:
    """Read the number of its department's own list that a name begins with (附件1：统计表, 02 报告), and give what stands behind it."""
    match = _OWN_FRONT.match(_evened(name[:_FRONT_OF]))
    if match is None:
        return "", name
    return match[1].lstrip("0") if match[1].isdecimal() else str(read_chinese(match[1]) or match[1]), name[match.end() :]


def names_nothing(text: str) -> bool:
    """Does a text name no piece: 见附件, 有, 已提供, 2020年12月."""
    folded, place = fold(text), 0
    while place < len(folded) and (word := _GENERIC.match(folded, place)):
        place = word.end()
    return place == len(folded)


def title_key(title: str) -> str:
    """Fold a title to what tells it apart: no marks, spaces, case."""
    return _SIGN.sub("", fold(title))


# ---- the grammar --------------------------------------------------------------------------------


def _evened(text: str) -> str:
    return _SPELT_OUT.sub(_in_short, even_brackets(text).translate(_SIGNS))


def _without_counts(text: str) -> str:
    """Take out what counts the lines of a list of numbers, signs for signs: 1、3-03 and below 2、3-04."""
    counts = [match[1] for match in _COUNTED.finditer(text)]
    is_list = len(counts) > 1 and [int(count) if count.isdecimal() else read_chinese(count) for count in counts] == [
        *range(1, len(counts) + 1)
    ]
    return _COUNTED.sub(lambda match: ";".rjust(len(match[0])), text) if is_list else text


def _in_short(match: re.Match[str]) -> str:
    """Write 指标3佐证2 as 3-2, as long as it was."""
    return f"{'T' * bool(match[1])}{match[2]}-{match[3]}".ljust(len(match[0]))


def _parts(text: str) -> Iterator[str]:
    """Take a cell apart at signs that stand outside of brackets and titles; 环境空气、水质监测报告 is one name."""
    kept = ""
    for part, sign in _cut(_LIST_MARK.sub(";", text)):
        kept += part
        if sign in ("、", ",") and _is_unfinished(part):
            kept += "，" if sign == "," else sign
            continue
        yield kept
        kept = ""
    if kept:
        yield kept


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Cut at every sign that may part two pieces; give each part with the sign behind it."""
    depth, begun = 0, 0
    pages = page_places(text)
    for place, character in enumerate(text):
        if character in "([《“":
            depth += 1
        elif character in ")]》”":
            depth = max(0, depth - 1)
        elif (
            depth == 0
            and place not in pages
            and (character in "、,;\n" or (character == "/" and _divides(text, place)) or _is_new_piece(text, place))
        ):
            yield text[begun:place], character
            begun = place + 1
    yield text[begun:], ""


def _divides(text: str, place: int) -> bool:
    """Does a stroke part two pieces: not 人/平方公里, not 2020/12."""
    before = text[max(0, place - _NEAR) : place]
    return bool(re.search(r"(?:-\d{1,3}(?:/\d{1,3})*|[》页)])\s*$", before)) and not text.startswith("平方", place + 1)


def _is_new_piece(text: str, place: int) -> bool:
    """Does a new piece begin behind a blank or 和: 3-01 3-02, 《甲》和《乙》."""
    if text[place] not in " 和及与":
        return False
    begins = re.match(rf"\s*(?:《|{_SUBJECT}-\d)", text[place + 1 : place + _NEAR], re.IGNORECASE)
    return begins is not None and re.search(r"(?:-\d{1,3}|[》页)\]号])\s*$", text[max(0, place - _NEAR) : place]) is not None


def _is_unfinished(part: str) -> bool:
    """Is a part the front of a longer name: it ends as no document's name does."""
    plain = without_pages(part).strip()
    named = DOCUMENT.search(plain) or _BOOK.search(plain) or _NUMBERS.search(plain) or _OWN.fullmatch(plain)
    title = _LEAD.sub("", plain)
    ends = names_nothing(title) or _A_DOCUMENT.search(title) or _EXTENSION.search(title)
    return not named and not ends and plain == part.strip()


def _read_part(part: str) -> list[Reference]:
    written, plain = part.strip(), _without_books(part)
    pages = find_pages(plain)
    rest = _with_books(_EMPTY.sub("", without_pages(plain)), part)
    numbers = list(_NUMBERS.finditer(_without_books(rest)))
    if not numbers:
        return _titles(rest, pages, written)
    titles = [_clean(match[1]) for match in _BOOK.finditer(rest)] or [_clean(rest[numbers[0].end() :])]
    title = titles[0] if len(numbers) == 1 and (_BOOK.search(rest) or _A_DOCUMENT.search(titles[0])) else ""
    title = "" if names_nothing(title) else _EXTENSION.sub("", title)
    return [
        Reference(number, title=title, pages=pages, written=written, span=_span(match)) for match in numbers for number in _spread(match)
    ]


def _span(match: re.Match[str]) -> tuple[str, ...]:
    """Read 附件1-3 as numbers of the writer's own list too, the first to the last."""
    first, last = match[1], match[2]
    if match[4] or not first.isdecimal() or "0" in (first[0], last[0]):
        return ()
    numbers = range(int(first), int(last) + 1)
    return tuple(map(str, numbers)) if 1 < len(numbers) < _MOST else ()


_HOLE = "\ue000"  # stands for a title in 《》 while numbers and pages are looked for


def _without_books(text: str) -> str:
    return _BOOK.sub(lambda match: "《" + _HOLE * len(match[1]) + "》", text)


def _with_books(text: str, whole: str) -> str:
    books = iter(_BOOK.findall(whole))
    return re.sub(f"《{_HOLE}+》", lambda _: f"《{next(books)}》", text)


def _is_part(match: re.Match[str], *, in_cell: bool) -> bool:
    """Does a number go on to a part of its piece (3-02-1) and not to the last of a range; a cell may well write 3-01-03 for one."""
    lone = bool(match[4]) and not match[3] and match.string[match.end(2) : match.start(4)].strip() == "-"
    return lone and not (in_cell and len(match[2]) == len(match[4]))


def _spread(match: re.Match[str], *, in_cell: bool = True) -> list[str]:
    """Give every number of a range (3-01至3-03), or the one."""
    if _is_part(match, in_cell=in_cell):
        return [_number(match[1], match[2])]
    first, last = int(match[2]), int(match[4]) if match[4] else int(match[2])
    same = not match[3] or _subject(match[3]) == _subject(match[1])
    if match[4] and (not same or not first < last < first + _MOST):
        return [_number(match[1], match[2]), *([_number(match[3], match[4])] if match[3] else [])]
    return [_number(match[1], str(number)) for number in range(first, last + 1)]


def _subject(written: str) -> str:
    bare = re.sub(r"\s", "", written).upper()
    letter, digits = (bare[0], bare[1:]) if bare[0] in "TM" else ("", bare)
    return letter + (digits.lstrip("0") or "0")


def _number(subject: str, place: str) -> str:
    return f"{_subject(subject)}-{int(place):02d}"


def _counted_on(last: Reference, told: Reference) -> str:
    """Read a bare number behind 3-01 as the next one of the same item: 3-1、2、3."""
    front, _, place = last.number.rpartition("-")
    return f"{front}-{int(told.own):02d}" if front and told.own == told.written.lstrip("0") and int(told.own) > int(place) else ""


def _titles(rest: str, pages: str, written: str) -> list[Reference]:
    books = list(_BOOK.finditer(rest))
    number = DOCUMENT.search(_without_books(rest))
    issued = official(number) if number else ""
    if len(books) > 1 or (books and not _GOES_ON.match(rest[books[0].end() :])):
        issued = issued if len(books) == 1 else ""
        return [Reference(title=_clean(match[1]), document_number=issued, pages=pages, written=written) for match in books]
    if number:
        title = _clean(rest[: number.start()] + rest[number.end() :])
        return [Reference(title="" if names_nothing(title) else title, document_number=issued, pages=pages, written=written)]
    if own := _OWN.fullmatch(rest.strip()):
        place = own[1] if own[1].isdecimal() else str(read_chinese(own[1]) or own[1])
        return [Reference(own=place, pages=pages, written=written)]
    title = _clean(rest)
    if names_nothing(title):
        return [Reference(pages=pages, written=written)]
    return [Reference(title=_EXTENSION.sub("", title), pages=pages, file_name=title if _EXTENSION.search(title) else "", written=written)]


def _clean(title: str) -> str:
    """Take off what only leads to a title or trails behind it."""
    bare = _LEAD.sub("", squeeze(title).strip()).rstrip(_ENDS)
    while (shorter := _TAIL.sub("", bare).rstrip(_ENDS)) != bare:
        bare = shorter
    if book := _BOOK.fullmatch(bare):
        return book[1]
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("()")
    return bare
