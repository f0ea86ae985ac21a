"""How evidence is referred to: 3-02 第7页, 3-01至3-05, 《…》（舟政发〔2020〕3号）, a file; and words that name nothing: 见附件."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ecoreport.language.numerals import read_chinese
from ecoreport.language.widths import even, fold, squeeze


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

    @property
    def names(self) -> bool:
        """Does it name a piece, or give no more than pages."""
        return bool(self.number or self.own or self.title or self.document_number)


_DASH = str.maketrans(dict.fromkeys("—–―‐‑‒－−﹣─", "-") | dict.fromkeys("～〜", "~") | {"﹝": "[", "﹞": "]", "〔": "[", "〕": "]"})
_SIGNS = str.maketrans(dict.fromkeys("、，；", ",") | {"（": "(", "）": ")", "【": "[", "】": "]", "：": ":"})

_SUBJECT = r"(?:[TM]\s*\d{1,2}(?:\.\d{1,2})?|0?\d{1,2}(?:\.\d{1,2})?)"
_NUMBER = rf"(?<![\d\-/A-Z])(?<!\d\.)({_SUBJECT})\s*[-_]\s*(\d{{1,3}})(?!\d|\.\d)(?!\s*[日月年])"
_TO = r"\s*(?:至|到|~|-{1,2})\s*"
_NUMBERS = re.compile(rf"{_NUMBER}(?:{_TO}(?:({_SUBJECT})\s*[-_]\s*)?(\d{{1,3}})(?!\d|[页日月年]))?(?:-\d{{1,2}}(?!\d))?号?", re.IGNORECASE)
_BOOK = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_YEAR_MARK = r"[\[(]\s*((?:19|20)\d\d)\s*年?\s*[\])]"
_DOCUMENT = re.compile(rf"([\u4e00-\u9fff]{{2,14}}?)\s*{_YEAR_MARK}\s*(?:第\s*)?(\d{{1,4}})\s*号")
_COUNT = r"[〇一二三四五六七八九十百]{1,5}"
_PAGE = rf"(?:\d{{1,4}}|{_COUNT})"
_PAGES = re.compile(
    rf"第\s*({_PAGE}(?:\s*(?:[-~至到,]+|和|及)\s*第?{_PAGE})*)\s*页"
    rf"|(?<![A-Z])(?:P{{1,2}}|pages?)\s*[.:]?\s*(\d{{1,4}}(?:\s*[-~,]\s*P?\s*\d{{1,4}}(?!-?\d))*)(?!\d)"
    rf"|页码?\s*:?\s*(\d{{1,4}}(?:\s*[-~]\s*\d{{1,4}})?)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:共|计|全文|合计)\s*\d+\s*[页份张件]|\(\s*\d+\s*[页份张件]\s*\)|第\s*\d+\s*(?:段|行|条|款|章|节)|[\u4e00-\u9fff]{0,2}\d+\s*[份张件](?=$|[,;)])"
)

_EXTENSION = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|jpe?g|png|tiff?|bmp|pptx?|zip|rar|7z|txt|csv|mp4|avi|mov)$", re.IGNORECASE)
_LIST_MARK = re.compile(r"[①-⑳⑴-⒇]|(?:^|(?<=[\s;,]))\(?\d{1,2}(?:[.、)](?!\d)|,(?=[^\d\s]))\)?\s*")
_LEAD = re.compile(
    r"^(?:详?见于?|参[见阅考]|详情见|已?附有?(?![件表录])|以及?|和|与|及|另有?|根据|依据|按照|已?印发了?|出台了?|下发|制定了?|如|为|"
    r"(?:附件|附表|附)\s*\d{0,2}\s*[:.、]|附件\d{0,2}$|(?:佐证|证明)?(?:材料|资料|文件)?(?:名称|编号)?\s*:|编号|No\.?|№|[\s:,;.、\-])+",
    re.IGNORECASE,
)
_LEAD_NUMBER = re.compile(r"(?:指标|任务|附件|佐证|证明|支撑|备查|材料|资料|编号|号|见|详|第|No\.?|№|:|\s|\[|\(|,)*$", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,;:.、\-]|等(?:材料|文件|资料|相关材料)?|\(\s*\)|\[\s*\])+$")
_GENERIC = re.compile(
    r"(?:详细|详见|见|参见|参考|附件|附后|附表|附|有|已经|已|提供|上报|报送|已报|上传|提交|已交|台账|佐证|材料|资料|证明|证|清单|纸质版?|纸制|另|后|后续|齐全|完备|"
    r"完整|具备|存档|归档|备查|可查|备|在案|在|本|我|局|单位|部门|科室?|处室|电子版?|原件|复印件|扫描件|盖章|签字|相关|有关|文件|文档|如|同|上述|上|以上|下|前述|"
    r"表格?|目录|一栏|列表|内容|情况|说明|随|文|补充|补|待|邮箱|邮件|微信|钉钉|浙政钉|网盘|优盘|光盘|发至?|送至?|至|给|到|创建办|生态办|是|否|不?需|无需|不涉及|"
    r"无|没有|未|暂|缺|的|了|和|及|等|、|一并|单独|打包|压缩包|文件夹|所附|各|多|若干|份|次|年度?|月度?|日|份|月|季度?|另行|报告期|√|✓|✔|☑|○|●|是|ok|yes|y|v|[\d\W_])+",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:详?见|附)*\s*(?:(?:附件|附表|附|佐证|证明|支撑|备查)?(?:材料|资料)?(?:编号|序号|之)?|No\.?|第|\[)\s*:?\s*0*(\d{1,3})\s*(?:号|项|\])?(?:材料|附件)?",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[\W_]+")
_MOST = 40  # pieces that one range may stand for: more are no range


def refer(text: str) -> tuple[Reference, ...]:
    """Read which pieces a cell of 佐证 refers to, in their order; () where it names nothing: 见附件, 有, a date."""
    found: list[Reference] = []
    for part in _parts(_even(text)):
        told = [each for each in _read_part(part) if each.names or each.pages]
        if found and told and not told[0].names:
            found[-1] = replace(found[-1], pages=join_pages(found[-1].pages, told[0].pages))  # 3-02，第7页
        else:
            found += [each for each in told if each.names]
    return tuple(dict.fromkeys(found))


def named_documents(text: str) -> Iterator[Reference]:
    """Find the documents that prose names by 文号 or between 《》, each with its sentence and what is said in front of it there."""
    for sentence in re.split(r"[。；;\n]", _even(text, keep_signs=True)):
        books = list(_BOOK.finditer(sentence))
        for match in books:
            behind = sentence[match.end() :]
            number = _DOCUMENT.match(_even(behind).lstrip("(, "))
            yield Reference(
                title=_clean(match[1]), document_number=_official(number) if number else "", pages=_page_of(behind),
                written=sentence.strip(), before=sentence[: match.start()],
            )  # fmt: skip
        taken = {place for match in books for place in range(match.end(), match.end() + 2)}
        for match in _DOCUMENT.finditer(_even(sentence)):
            if not any(place in taken for place in range(match.start() - 1, match.start() + 1)):
                yield Reference(
                    document_number=_official(match), pages=_page_of(sentence[match.end() :]), written=sentence.strip(),
                    before=sentence[: match.start(1)],
                )  # fmt: skip


def read_number(written: str) -> str:
    """Read one number 指标号-序号 as it is written down for good (3-2 is 3-02); "" where a text is none."""
    text = _even(written).strip()
    match = _NUMBERS.search(text)
    if match is None or match[4] or _LEAD_NUMBER.sub("", text[: match.start()]) or text[match.end() :].strip("])号 "):
        return ""
    return _number(match[1], match[2])


def names_nothing(text: str) -> bool:
    """Does a text name no piece: 见附件, 有, 已提供, 2020年12月."""
    return not _SIGN.sub("", text) or bool(_GENERIC.fullmatch(fold(text)))


def document_numbers_out(text: str) -> str:
    """Take the 文号 out of a text, whose year is that of their issue."""
    return _DOCUMENT.sub(" ", _even(text))


def read_pages(text: str) -> str:
    """Read the pages that a text names: "7", "7-9"; a bare number or range counts too."""
    plain = _even(text).strip()
    return _write_pages(plain) if re.fullmatch(r"\d{1,4}(?:\s*[-~,]\s*\d{1,4})*", plain) else _page_of(text)


def join_pages(*told: str) -> str:
    """Put pages from several places together, each once, in the order in which they were told."""
    return "、".join(dict.fromkeys(page for pages in told for page in pages.split("、") if page))


def title_key(title: str) -> str:
    """Fold a title to what tells it apart: no marks, spaces, case."""
    return _SIGN.sub("", fold(title))


# ---- the grammar --------------------------------------------------------------------------------


def _even(text: str, *, keep_signs: bool = False) -> str:
    evened = even(text).translate(_DASH)
    return evened if keep_signs else evened.translate(_SIGNS)


def _parts(text: str) -> Iterator[str]:
    """Take a cell apart at signs that stand outside of brackets and titles."""
    text = _LIST_MARK.sub(";", text)
    depth, begun = 0, 0
    for place, character in enumerate(text):
        if character in "([《“":
            depth += 1
        elif character in ")]》”":
            depth = max(0, depth - 1)
        elif depth == 0 and (character in ",;\n" or (character == "/" and _divides(text, place)) or _is_new_title(text, place)):
            yield text[begun:place]
            begun = place + 1
    yield text[begun:]


def _divides(text: str, place: int) -> bool:
    """Does a stroke part two pieces: not 人/平方公里, not 2020/12."""
    return bool(re.search(r"-\d{1,3}\s*$|》\s*$|页\s*$|\)\s*$", text[:place])) and not text[place + 1 :].startswith("平方")


def _is_new_title(text: str, place: int) -> bool:
    """Does a new piece begin behind a blank or 和: 3-01 3-02, 《甲》和《乙》."""
    if text[place] not in " 和及与":
        return False
    return bool(re.match(rf"\s*(?:《|{_SUBJECT}-\d)", text[place + 1 :], re.IGNORECASE)) and bool(
        re.search(r"(?:-\d{1,3}|[》页)\]号])\s*$", text[:place])
    )


def _read_part(part: str) -> list[Reference]:
    written = part.strip()
    pages, rest = _page_of(part), _LENGTH.sub(" ", _PAGES.sub(" ", _guard(part)))
    rest = _unguard(rest)
    numbers = [match for match in _NUMBERS.finditer(rest) if not _inside_book(rest, match.start())]
    if numbers:
        return [Reference(number, pages=pages, written=written) for match in numbers for number in _spread(match)]
    return _titles(rest, pages, written)


def _guard(part: str) -> str:
    """Hide what stands in 《》 from the grammar of pages."""
    return _BOOK.sub(lambda match: "《" + "".join(chr(ord(c) + 0xE0000) if c.isascii() else c for c in match[1]) + "》", part)


def _unguard(part: str) -> str:
    return "".join(chr(ord(c) - 0xE0000) if ord(c) >= 0xE0000 else c for c in part)


def _inside_book(text: str, place: int) -> bool:
    return any(match.start() < place < match.end() for match in _BOOK.finditer(text))


def _spread(match: re.Match[str]) -> list[str]:
    """Give every number of a range (3-01至3-03), or the one."""
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


def _titles(rest: str, pages: str, written: str) -> list[Reference]:
    books = [match for match in _BOOK.finditer(rest) if not _inside_book(rest, match.start())]
    document = _DOCUMENT.search(_BOOK.sub(lambda match: "#" * len(match[0]), rest))
    official = _official(document) if document else ""
    if len(books) > 1 or (books and not _beside(rest, books[0])):
        return [
            Reference(title=_clean(match[1]), document_number=official if len(books) == 1 else "", pages=pages, written=written)
            for match in books
        ]
    if document:
        rest = rest[: document.start()] + rest[document.end() :]
        title = _clean(rest)
        return [Reference(title="" if names_nothing(title) else title, document_number=official, pages=pages, written=written)]
    if own := _OWN.fullmatch(rest.strip()):
        return [Reference(own=own[1], pages=pages, written=written)]
    title = _clean(rest)
    if names_nothing(title):
        return [Reference(pages=pages, written=written)]
    name = title if _EXTENSION.search(title) else ""
    return [Reference(title=_EXTENSION.sub("", title), pages=pages, file_name=name, written=written)]


def _beside(rest: str, book: re.Match[str]) -> bool:
    """Do words that belong to the title stand around 《…》: 关于印发《…》的通知."""
    behind = re.match(r"\s*(?:的?(?:通知|批复|函|意见|决定|公告|通告|请示|报告|说明|复函)|实施细则|解读)", rest[book.end() :])
    return bool(behind)


def _clean(title: str) -> str:
    """Take off what only leads to a title or trails behind it."""
    bare = squeeze(title).strip()
    bare = _LEAD.sub("", bare)
    bare = _TAIL.sub("", bare).strip()
    return bare[1:-1] if _BOOK.fullmatch(bare) else _brackets(bare)


def _brackets(title: str) -> str:
    """Write brackets full width, as the house prints titles; one that is left alone goes."""
    if title.count("(") != title.count(")"):
        title = title.strip("()")
    return title.replace("(", "（").replace(")", "）")


_LEADS = re.compile(r"^(?:.*(?:[见据以按]|印发|文件|出台|落实|转发|下发|执行|通过)|[和与及为附])(?=[\u4e00-\u9fff]{2})")


def _official(match: re.Match[str]) -> str:
    """Write a 文号 as GB/T 9704 asks."""
    body = _LEADS.sub("", match[1]) or match[1]
    return f"{body}〔{match[2]}〕{int(match[3])}号"


def _page_of(text: str) -> str:
    return join_pages(*(_write_pages(next(filter(None, match.groups()))) for match in _PAGES.finditer(_unbooked(_even(text)))))


def _unbooked(text: str) -> str:
    return _BOOK.sub(lambda match: "#" * len(match[0]), text)


def _write_pages(told: str) -> str:
    told = re.sub(r"[第P\s]", "", told, flags=re.IGNORECASE)
    told = re.sub(_COUNT, lambda match: str(read_chinese(match[0]) or match[0]), told)
    told = re.sub(r"[-~至到]+", "-", told)
    return re.sub(r"[,和及]+", "、", told).strip("-、")
