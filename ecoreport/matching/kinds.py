"""What words say of numbers: a plan, a forecast, an example, a part of the year; the last noun of a phrase says what it is about."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.language.periods import YEAR, part_of_year, spans_parts_of_years, surveyed_in, take_out_year
from ecoreport.language.places import find_places
from ecoreport.language.remarks import without_details
from ecoreport.language.widths import fold
from ecoreport.matching.places import Place as Owner
from ecoreport.matching.places import Places
from ecoreport.model import Scope
from ecoreport.model.scope import ScopeKind
from ecoreport.vocabulary import Vocabulary

Place = Literal["title", "sheet", "file", "folder", "heading", "note", "remark"]

_REPLACED = re.compile(r"已?(?:被|由)[^,]{1,8}(?:取代|替代|代替|替换|覆盖)$")
_CAST_OFF = re.compile(r"(?:作?废|弃|停|不|勿)用?[表页稿版件]?\d*(?<!不)(?<!停)")  # what a sheet is called that nobody uses any more
_KINDS: tuple[ScopeKind, ...] = ("actual", "plan", "forecast", "estimate", "example", "void", "points", "standard", "average")
_OUTRANKS: tuple[ScopeKind, ...] = ("void", "example")  # wherever they stand
_LONGEST_SAID = 40  # characters of a text that a finding quotes whole
_LONGEST_NOTE = 30  # characters of a clause that says of a table what it is
_LONGEST_REMARK = 16  # characters of a remark that says of its value what it is
_PHRASES = re.compile(r"[()\[\]{}<>《》\"':;,._|!]|(?<!\d)-|-(?!\d)")
_CLAUSES = re.compile(r"[,;!?]|\.(?!\d)|(?<!\d)\.")
_BEGINS = re.compile(r"^(?:(?:备注|附注|注意?|说明|填报说明)\d*[:.]?)?(?:\(?\d{1,2}[).:])?")
_AUTHOR = re.compile(r"^\s*[^\n:：]{1,20}[:：]\s*\n")
_LABEL = re.compile(r"^[^:]{2,6}:")  # 填报日期:2020年9月底
_DATED = re.compile(rf"(?:时间|日期){YEAR}")
_DAY = re.compile(r"\d\s*月\s*\d")
_DAY_OF_OTHER = re.compile(r"\d月\d{1,2}日[^,]")
_DENIED = re.compile(  # 无估算, 非预测, 不含预计数
    r"(?:[无非]|不是|并非|不属于|没有|不作为?|[不未]包?[含括]|剔除|去除|扣除)(?:[上述任何]*)$"
)
_BESIDE = re.compile(  # 含明年目标, 附全省平均, 高于全国平均: what stands beside the numbers, or what they are held against
    r"(?:[含附]有?|列出|兼列|另有|高于|低于|优于|好于|超过?|达到|接近|对标|[比较与同])(?:明年|次年|来年|下一?年度?|上级|全|所在|[一-鿿]{0,2}省)?$"
)
_STANDS_BESIDE: tuple[ScopeKind, ...] = ("plan", "standard", "points", "average")
_SEPARATE: tuple[ScopeKind, ...] = ("standard", "points", "average")
_WORD_BEFORE = re.compile(  # not 农业农村局|限值
    r"(?:^|\d|年度?|[的、_ +]|指标|任务|目标|数据|考核|创建|水质|环境|污染物?|排放|国家|全国?|省)$"
)
_ON_GROUNDS = re.compile(r"根据|按照|依据|遵照|为了")  # 根据年度目标任务,现将完成情况汇报如下:
_OLD_FORMS = ("旧表式", "旧格式", "旧口径", "旧系统", "旧版式")  # which a table says that it does not use
_PROGRAMME = re.compile(r"(?:[一二三四五\d]年|专项)?行动(?:计划|方案)(?:\([^()]*\))?(?=.*(?:数据|情况|结果|成果|成效))")  # whose name it is
_UNTIL = re.compile(r"截[至止](?:时间|日期?)?:?$")
_ASSESSED = re.compile(
    r"(?:目标|任务|计划)(?:责任制?)?考核(?:表|台[账帐]|数据|统计|情况|汇总)*$"
)  # how far aims were reached, or what they are
_OF_RESOURCES = re.compile(r"(?:资源|国土|空间)和?$")  # 资源|规划指标: of whom it is, no plan
_LONGEST_BEFORE = 2  # characters before the word that says the kind: 年初计划
_TO_BE = re.compile(  # what is to be: 争取值, 应达值, 考核要求值; not 供应量
    r"(?:力争|争取|确保|要求|期望|希望|挑战|(?<![供反效响相适感对])应|(?<![模虚比])拟|(?<![必急])须)(?:达到?|完成|实现)?(?:到)?(?:值|数|量|目标)$"
)
_SHOULD = re.compile(r"(?:(?<![供反效响相适感对])应|(?<![模虚比])拟)(?:全年|年度)?$")  # 应完成值
_HANDED_DOWN = re.compile(  # 省级下达我市|水利指标: no more than what was handed down
    r"(?:下达|分解)(?:给|到|至)?(?:[我本全]市|[我本]局|[\u4e00-\u9fff]{2,3}市)(?:的|各项|主要|年度)*[\u4e00-\u9fff]{0,8}(?:指标|任务|目标)(?:一览)?表?$"
)
_MONTH = re.compile(rf"(?:{YEAR}年)?((?:11|10|0?[1-9])月份?)")  # a sheet for each month; the last may be the year's
_YEARS = re.compile(rf"{YEAR}年?度?")
_IS = r"(?:应该?|同|也|亦|仍|均|都|皆|全部|暂|仅|只|统一)*(?:为|是|系|作(?!废)为?|供|属于?|采用|取自?|沿用)"
_FILLED = re.compile(  # 按2019年年报数填, 暂以上年数代替
    r"(?:本[表列行项]|此[表列行项处]|表中|数据)?(?:暂时?|均|都|先|仍|统一|只能)*(?:以|用|按照?|采用|沿用|使用|取|填)(?:的是|了)?(.{2,20}?)"
    r"(?:来|进行|予以)?(?:代替|替代|代填|顶替|暂代|代|填报|填列|填写|填入|填|上报|报送|报|计)?"
)
_GIVEN = re.compile(
    r"(?:年初|责任书|任务书|责任状|承诺书|计划|规划|方案|文件|下达|分解|确定|核定|规定|印发|给定|分配|布置|约定|签订|上级|国家|省里?|市里?|定|部门|厅|办|委|局|考核|书面|年度|的|上|里|所|列)*"
)
_GIVEN_BY = re.compile(r"由?(?P<who>.{2,16}?)(?:提供|报送|上报|报来|给出?|发来|转来)(?:的(?P<what>.+)|$)")
_AREAS = ("city", "county", "zone")
_SMALL_WORDS = re.compile(  # of a remark, that say when and of what area; not whose
    rf"{YEAR}|\d{{1,2}}|[-~至到第前后近一二两三四五上下半季度个年月底末日份截止已十]|全国?|国家?|[一-鿿]{{0,3}}省|省|累计|合计|平均|年均|期间|航次|本表|本|市级?"
)


def kind_in(text: str, vocabulary: Vocabulary, period: int, place: Place = "title") -> Scope | None:
    """Say what a text says of the numbers that it speaks for: their kind and part of the year; None where it says nothing.

    A title, a name or a heading speaks by itself; a note only in a clause about its table, a remark only where it is nothing else.
    """
    folded = fold(text)
    if begun := _of_period(vocabulary.kinds["period_label"]).match(folded):
        rest = folded[begun.end() :].rstrip(")" if begun[0].startswith("(") else "")
        if spans_parts_of_years(rest):
            return Scope(part=rest[:_LONGEST_SAID], words=text.strip()[:_LONGEST_SAID])
        return _read(f"截至{rest}" if _UNTIL.search(begun[0]) and not rest.startswith("截") else rest, text, vocabulary, period)
    if place in ("note", "remark"):
        claims = (claim for claim in _claims(folded, vocabulary, place) if place == "note" or _says_nothing_else(claim, vocabulary))
        return next((scope for claim in claims if (scope := _read(claim, text, vocabulary, period))), None)
    if vocabulary.prints(text) and folded not in vocabulary.kinds["example_sheet"]:  # 方案正文目标 is the name of a form's own sheet
        return None
    if place == "title" and (_LABEL.match(folded) or _DATED.search(folded)):
        return None
    if place == "sheet" and (month := _MONTH.fullmatch(folded)):
        return Scope(part=month[1], words=text.strip())
    return _read(folded, text, vocabulary, period, place)


@lru_cache(maxsize=8)
def _of_period(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\(?(?:注:?)?(?:本表|表中)?(?:{'|'.join(labels)})(?::|为|是)?")


def _read(folded: str, text: str, vocabulary: Vocabulary, period: int, place: Place = "heading") -> Scope | None:
    kind, part = _kind(folded, vocabulary, place), part_of_year(folded, period)
    part = surveyed_in(folded, period) if part is None and place == "title" else part
    if kind == "plan" and place == "sheet" and not any(word in folded for word in vocabulary.kinds["planned_sheet"]):
        kind = "actual"  # a sheet called 目标 or 目标任务 may hold what became of them
    if kind == "actual" and part is None:
        return None
    said = text.strip()
    return Scope(kind, part=part.words if part else None, until=part.until if part else None, words=said[:_LONGEST_SAID])


def _kind(folded: str, vocabulary: Vocabulary, place: Place) -> ScopeKind:
    """Take the last phrase that says a kind; 作废 and 示例 count wherever they stand."""
    if place == "sheet" and folded in vocabulary.kinds["example_sheet"]:
        return "example"
    if place in ("sheet", "file", "folder") and names_form(folded, vocabulary):
        return "actual"
    phrases = [phrase for phrase in _PHRASES.split(_PROGRAMME.sub("", folded)) if not (place == "title" and _ON_GROUNDS.match(phrase))]
    found = [kind for phrase in phrases if phrase and (kind := _of_phrase(phrase, vocabulary, place))]
    return next((kind for kind in _OUTRANKS if kind in found), found[-1] if found else "actual")


def _of_phrase(phrase: str, vocabulary: Vocabulary, place: Place) -> ScopeKind | None:
    phrase, words = _YEARS.sub("", phrase), vocabulary.kinds
    others = (*words["others"], *_OLD_FORMS)
    if (
        _REPLACED.search(phrase)
        or (place == "sheet" and _CAST_OFF.fullmatch(phrase))
        or any(_takes_back(phrase, word, others) for word in words["void"])
    ):
        return "void"
    if place == "title" and phrase.endswith(words["example_form"]):
        return "example"
    if phrase.startswith(words["example"]):
        return "example"
    if place == "title" and _HANDED_DOWN.search(phrase):
        return "plan"
    if _ASSESSED.search(phrase):
        return None
    kind, before = _head(phrase, vocabulary)
    if kind == "plan" and _OF_RESOURCES.search(before):
        return None
    if kind in (None, "actual"):
        return _modal(before, vocabulary) or kind if kind else None
    if kind == "void" and not _of_itself(before, others):
        return None
    if _DENIED.search(before) or (kind in _STANDS_BESIDE and _BESIDE.search(before)):
        return None
    if place == "file" and kind in _SEPARATE and not _WORD_BEFORE.search(before):
        return None
    joined = any(word in before for word in words["compared"])
    return "actual" if joined and any(word in before for word in words["actual"]) else kind


def names_form(folded: str, vocabulary: Vocabulary) -> bool:
    """Is it the name of a form, which stays when it has been filled in: 模板, 填报模板, 2020年样表."""
    return folded.endswith(vocabulary.kinds["form"])


def _takes_back(phrase: str, word: str, others: tuple[str, ...]) -> bool:
    """Is it this that is void: 本表作废, 作废台账, and not 原表作废, 未作废, nor 撤回1月13日的更正."""
    if not phrase.endswith(word):
        what = phrase.removeprefix(word)
        return what != phrase and word != "不用" and not _DAY.search(what) and not any(other in what for other in others)
    return _of_itself(phrase.removesuffix(word), others)


def _of_itself(before: str, others: tuple[str, ...]) -> bool:
    """Is it no other table of which it is told that it is void: 原表, 1月5日所报."""
    return not (any(other in before for other in others) or _DAY_OF_OTHER.search(before))


def _head(phrase: str, vocabulary: Vocabulary) -> tuple[ScopeKind | None, str]:
    """Find the word that says what a phrase is about, the last but for 表, 汇总, 数据, and what stands before it."""
    rest = phrase
    while rest:
        told = (kind for kind in _KINDS if rest.endswith(vocabulary.kinds[kind]))
        ends = [(len(word), kind, word) for kind in told for word in vocabulary.kinds[kind] if rest.endswith(word)]
        if ends:
            _, kind, word = max(ends, key=lambda end: end[0])
            return kind, rest.removesuffix(word)
        if to_be := _TO_BE.search(rest):
            return "plan", rest[: to_be.start()]
        if not rest.endswith(vocabulary.kinds["noise"]):
            break
        noise = next(word for word in vocabulary.kinds["noise"] if rest.endswith(word))
        rest = rest.removesuffix(noise)
    return None, rest


def _modal(before: str, vocabulary: Vocabulary) -> ScopeKind | None:
    """Does 预计 or 初步 stand right before 完成情况, with nothing but 全年 or 可 between."""
    modals: tuple[tuple[ScopeKind, str], ...] = (("forecast", "modal"), ("estimate", "modal_estimate"))
    for kind, group in modals:
        if re.search(rf"(?:{'|'.join(vocabulary.kinds[group])})(?:全年|年度|年底|指标|可|能|将|{YEAR}年?度?)*$", before):
            return kind
    return "plan" if _SHOULD.search(before) else None


def says_actual(text: str, vocabulary: Vocabulary) -> bool:
    """Is the last thing that a title or a name speaks of what has been done: 目标任务书执行情况, 实绩."""
    phrases = (phrase for phrase in _PHRASES.split(_YEARS.sub("", fold(text))) if phrase)
    heads = [head for phrase in phrases if (head := _head(phrase, vocabulary))[0]]
    return bool(heads) and all(kind == "actual" and not _modal(before, vocabulary) for kind, before in heads)


def is_bare(text: str, vocabulary: Vocabulary) -> bool:
    """Says a heading hardly more than its kind: 计划, 年初计划, 快报数; not 煤炭消费减量目标, which names an item."""
    kind, before = _head(_YEARS.sub("", re.sub(r"[()\[\]]", "", fold(text))), vocabulary)
    return len(before if kind else _SMALL_WORDS.sub("", before)) <= _LONGEST_BEFORE


# ---- notes and remarks -------------------------------------------------------------------------


def _claims(folded: str, vocabulary: Vocabulary, place: Place) -> Iterator[str]:
    """Give what each clause says that its numbers are: 以上数据为|1—9月数据."""
    whole = place == "note"  # a note must name its table, a remark stands beside its value
    shape = _claiming(vocabulary.kinds["speaks"], vocabulary.kinds["void"], "+" if whole else "*")
    for number, clause in enumerate(_CLAUSES.split(folded)):
        begun = _BEGINS.sub("", clause, count=1) if number == 0 else clause
        match = shape.match(begun)
        if match is None and (whole or len(begun) > _LONGEST_REMARK):
            continue
        claim = (begun[match.end() :] if match else begun).partition("不是")[0]  # 填的是任务数不是完成数
        if claim and len(claim) <= _LONGEST_NOTE:
            yield claim


@lru_cache(maxsize=8)
def _claiming(speaks: tuple[str, ...], voids: tuple[str, ...], often: str) -> re.Pattern[str]:
    subject, void = "|".join(map(re.escape, speaks)), "|".join(voids)
    dated = rf"(?:统计|汇总|更新)?(?=截[至止]|[至到]{YEAR})"
    return re.compile(rf"(?!指标值)(?:{subject}){often}(?:{_IS}|{dated}|(?=(?:已|现|特此?|全部|一律|予以)*(?:{void})))")


def _says_nothing_else(claim: str, vocabulary: Vocabulary) -> bool:
    """Stands nothing in a remark but a year, a part of it and one word of a kind: 2020年预计数, and not 已纳入年度计划."""
    kind, before = _head(claim, vocabulary)
    _, rest = take_out_year(before, 0, vocabulary.relative_years)
    rest = _SMALL_WORDS.sub("", rest)
    if kind == "plan" and claim.endswith(("数", "值", "数字", "数据", "指标")) and _GIVEN.fullmatch(before):  # 省下达的考核目标数
        return True
    return not rest or (rest == "按" and kind != "plan") or rest in (*vocabulary.kinds["noise"], *vocabulary.kinds["modal"])


def other_year_in(text: str, vocabulary: Vocabulary, year: int, place: Place = "remark") -> int | None:
    """Find the other year that a remark or a note says its value is of: 2019年数据, 为上年数; 较2019年提高 says it of none."""
    folded = without_details(fold(text))
    for claim in (*_claims(folded, vocabulary, place), *_fillings(folded)):
        named, rest = take_out_year(claim, year, vocabulary.relative_years)
        if named not in (None, year):
            same = [word for word, shift in vocabulary.relative_years if year + shift == named]  # 上年(2019年)数
            rest = re.sub("|".join((r"[()\[\]]|即", *map(re.escape, same))), "", rest)
            if _consists_of(rest, (*vocabulary.kinds["noise"], *vocabulary.kinds["surveyed"])):
                return named
    return None


def _fillings(folded: str) -> Iterator[str]:
    """Give what clauses say that was filled in: 按|2019年年报数|填, 暂以|上年数|代替."""
    clauses = (_BEGINS.sub("", clause, count=1) for clause in _CLAUSES.split(folded))
    yield from (match[1] for clause in clauses if (match := _FILLED.fullmatch(clause)))


def without_author(comment: str) -> str:
    """Leave out the name that programs write over a comment: 张三:⏎此列为目标."""
    return _AUTHOR.sub("", comment, count=1).strip()


def place_in(text: str, vocabulary: Vocabulary, places: Places) -> Owner | None:
    """Find the other place that a remark says its value is of: 宁波市数据, 为全省数; 高于宁波市 says it of none."""
    folded = fold(text.replace("、", "&"))
    clauses = _CLAUSES.split(folded)
    for claim in _claims(folded, vocabulary, "remark"):
        given = _GIVEN_BY.match(claim)
        if given and _consists_of(given["what"] or "", vocabulary.kinds["noise"]):
            giver = places.of(given["who"])
            if giver and giver.kind != "own" and not giver.wide and any(each.level in _AREAS for each in find_places(given["who"])):
                return giver
        claim = given["what"] if given and given["what"] else claim  # noqa: PLW2901 — the same claim, without who made it
        claim = claim.removesuffix("的")  # noqa: PLW2901 — 是嘉兴的
        owner = places.of(claim)
        if owner and owner.kind != "own":
            rest = claim.replace(fold(owner.words), "", 1)
            if (
                rest != claim
                and (rest or claim not in clauses)
                and claim.startswith(fold(owner.words))
                and _consists_of(rest, vocabulary.kinds["noise"])
            ):
                return owner
    return None


def _consists_of(text: str, words: tuple[str, ...]) -> bool:
    return _any_of(words).fullmatch(text) is not None


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})*")
