"""What a text says where a number, or words, are asked for."""

from dataclasses import replace
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of
from ecoreport.language.amounts import write_digits
from ecoreport.language.numerals import CHINESE_NUMBER, WIDE_DIGITS, narrow, propose_digits, read_chinese
from ecoreport.language.pictures import is_picture
from ecoreport.language.units import factor_between, find_unit
from ecoreport.model.ledger import FigureState
from ecoreport.quantity.grammar import ABOUT, PRELIMINARY
from ecoreport.quantity.mentions import Mention, Reading, Role, read_mentions
from ecoreport.quantity.records import Doubt, DoubtKind, Quantity, Wanted, also, ask, doubt, plain
from ecoreport.quantity.settling import is_cut_short, settle

_WHOSE = r"(?:(?:本|我|该|此)?(?:市|县|区|局|委|办|单位|部门|辖区|地区)?(?:暂时|目前|现)?)"
_WHAT = any_of("数据 结果 数值 统计结果 统计数据 该数据 相关数据 年度数据 最终数据 考核结果 监测数据 监测结果")
_WHO = any_of("省 市 国家 上级 省厅 省级 部门 各地 上级部门 省局 统计部门 省生态环境厅")
_COUNTING = any_of("统计 核算 汇总 测算 审核 核实 收集 计算")
_GIVEN = any_of("统计 公布 发布 核定 核实 反馈 出具 提供 下达 获取 取得 收到 测算 核算 汇总 上报 确认 审定 通报 补报 补充")
_LATER = (  # 正在统计,预计3月公布
    r"(?:[,，;；。]\s*(?=[^;；。]*(?:公布|发布|补报|报送|上报|提供|出具|反馈|补充|形成|统计完))"
    r"(?:[^0-9%‰]|(?:20[0-9]{2}年)?[0-9]{1,2}(?:月|日|季度))*)?"
)
_REMARK = r"[。.!;,，、]*(?:[(\[【].*)?"
_NOTHINGS: tuple[tuple[FigureState, re.Pattern[str]], ...] = (
    ("blank", re.compile(r"[\s\-—―─–_/\\…]*")),
    (
        "not_due",
        re.compile(
            rf"{_WHOSE}(?:尚?未到{any_of('考核 完成 统计 报送 公布 评价 验收')}?(?:期限?|时间|时限|节点)"
            rf"|(?:时限|期限|时间)(?:尚?未到|未至)|未至期限?){_REMARK}"
        ),
    ),
    (
        "not_applicable",
        re.compile(
            rf"{_WHOSE}(?:{any_of('不适用 不涉及 未涉及 无涉及 无此项 无该项 不在考核范围 不纳入考核 不考核 不作考核')}|N/?A)"
            rf"(?:该|本|此|相关|上述|项|指标|内容|工作|业务|情况|数据|考核){{0,6}}(?:于.{{0,12}})?{_REMARK}",
            re.IGNORECASE,
        ),
    ),
    (
        "pending",
        re.compile(
            rf"{_WHOSE}{_WHAT}?(?:"
            rf"(?:暂无|暂缺|暂时没有)(?:{_WHAT}|统计|资料){{0,2}}"
            rf"|(?:暂未|尚未|还未|未)(?:{_WHO}){{0,2}}{_GIVEN}(?:{_WHAT}|完成|完毕|出来){{0,2}}"
            rf"|(?:正在|尚在){_COUNTING}(?:{_WHAT}|中|当中|之中){{0,2}}|{_COUNTING}中"
            rf"|(?:等待|有待|待)(?:{_WHO}){{0,2}}(?:{_GIVEN}|定|补|出|填)(?:{_WHAT})?"
            rf"|缺失?|后补|稍后补报|无{_WHAT}|没有{_WHAT}|{_WHAT}(?:尚?未出来?|缺失|暂缺|待定)|(?:尚|暂)?未出(?:{_WHAT}|来)?"
            rf"){_LATER}{_REMARK}"
        ),
    ),
)
_POWER = r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?[eE][-+]?[0-9]{1,3}"
_MOST_POWER = 30
_LONGEST_NOTHING = 80  # characters; what takes more words says more than nothing
_ERRORS = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)|Err:[0-9]+", re.IGNORECASE)
_NONE = re.compile(r"(?:无|没有|none|nil|null)[。.]?", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:[*＊※†‡]|[①-⑳⑴-⒇]|\[注?[0-9]?\]|\(注[0-9]*\)|\(见注[0-9]*\)|(?<![A-Za-z])[¹²³⁴-⁹]|注[0-9]?)+$")
# Where words are an answer too, a sentence with no number, with several or with another's is taken as words.
_TO_WORDS: frozenset[DoubtKind] = frozenset(
    {"words_for_number", "several_numbers", "unclear", "change_not_value", "planned", "impossible_unit", "date_in_number"}
)


def read_text(written: str, wanted: Wanted) -> Quantity:
    """Read what a person typed."""
    text = _unquote(narrow(written).strip())
    if is_picture(text):
        return ask("picture", written)
    if nothing := _read_nothing(text, written):
        return nothing
    if _ERRORS.fullmatch(text):
        return ask("error_value", written)
    if wanted.expects == "words":
        return Quantity("value", written, text=written.strip())
    found = _read_number(text, written, wanted)
    wide = WIDE_DIGITS.search(written) is not None
    if wide and found.state == "value":
        found = also(found, doubt("full_width", written, reading=text))
    if wanted.expects == "either" and _is_wordy(text):
        if found.state == "value" and found.from_prose:
            return replace(found, text=written.strip())
        if found.state == "asked" and all(one.kind in _TO_WORDS for one in found.doubts):
            return Quantity("value", written, text=written.strip(), years=found.years)
    return found


def _unquote(text: str) -> str:
    quoted = re.fullmatch("[\"'“‘]([^\"'“”‘’]*)[\"'”’]", text)
    return quoted[1].strip() if quoted else text


def _is_wordy(text: str) -> bool:
    return len(re.findall(r"[一-鿿]", text)) >= 2


def _read_nothing(text: str, written: str) -> Quantity | None:
    for state, pattern in _NOTHINGS if len(text) <= _LONGEST_NOTHING else ():
        if pattern.fullmatch(text) and not re.search(r"[0-9] *[%‰]", text):
            return Quantity(state, written, text=None if state == "blank" else written.strip())
    return None


def _read_number(text: str, written: str, wanted: Wanted) -> Quantity:
    if _NONE.fullmatch(text):
        return ask("nothing_or_zero", written)
    body, marks = text, ""
    if match := _FOOTNOTE.search(text, max(1, len(text) - 16)):
        body, marks = text[: match.start()].rstrip(), match[0]
    body, chinese = _write_arabic(body) if len(body) <= _LONGEST_NOTHING else (body, False)
    if power := re.fullmatch(rf"({_POWER})\s*(.*)", body):  # 1.2E+05 is what a narrow column showed
        return _read_power(Decimal(power[1]), power[2], written, wanted)
    if misprint := _find_misprint(body):
        return ask("misprint", written, proposal=misprint)
    reading = read_mentions(body, wanted.names, wanted.period)
    found = replace(_decide(reading, body, written, wanted), years=_years(reading, written, wanted))
    if found.state != "value":
        return found
    extra: list[Doubt] = []
    if chinese:
        extra.append(doubt("chinese_numeral", written, reading=body))
    if marks:
        extra.append(doubt("footnote", written, other=marks, reading=plain(found.value or Decimal(0))))
    return also(found, *extra)


def _read_power(number: Decimal, unit: str, written: str, wanted: Wanted) -> Quantity:
    """Read 9.86E+01 as 98.6, with the digits that are written; what stands behind it can only be a unit."""
    if abs(number.adjusted()) > _MOST_POWER:
        return ask("too_many_digits", written)
    if unit and unit != "%" and find_unit(unit) != (unit, len(unit)):
        return ask("misprint", written)
    settled = settle(written, Decimal(format(number, "f")), unit, "", wanted)
    return also(settled, doubt("power_of_ten", written, reading=plain(number))) if settled.state == "value" else settled


def _write_arabic(text: str) -> tuple[str, bool]:
    """Write Chinese numerals in digits: amounts anywhere, a numeral alone, or with few of something, where it is all that is said."""
    written = write_digits(text)
    changed, text = written != text, written
    whole = re.fullmatch(rf"((?:约|近|大约|负)?)({CHINESE_NUMBER})(.*)", text)
    while whole:
        head, numeral, tail = whole.groups()
        rest = re.sub(r"左右|上下|[。.]", "", tail).strip()
        # 一万亩: 万 may stand for the unit's multiplier; read the longest numeral that leaves a unit or nothing
        value = read_chinese(numeral)
        if value is not None and (not rest or find_unit(rest) == (rest, len(rest)) or rest == "%"):
            return f"{'-' if head == '负' else head}{value}{tail}", True
        shorter = numeral[:-1]
        if not shorter or not re.fullmatch(CHINESE_NUMBER, shorter):
            break
        whole = re.fullmatch(rf"({re.escape(head)})({re.escape(shorter)})({re.escape(numeral[-1] + tail)})", text)
    return text, changed


def _find_misprint(text: str) -> str | None:
    for end in range(len(text), 0, -1):
        tail = text[end:].strip()
        if (not tail or tail == "%" or find_unit(tail) == (tail, len(tail))) and (proposal := propose_digits(text[:end])):
            return f"{proposal}{tail}"
        if len(text) - end > 16:
            break
    return None


# ---- which of the numbers ----------------------------------------------------------------------


def _decide(reading: Reading, text: str, written: str, wanted: Wanted) -> Quantity:
    mentions = reading.mentions
    if not mentions:
        if reading.dates and not re.sub(r"[年月日度底末至到前\-~截止□▲]", "", reading.rest):
            return ask("date_in_number", written)
        return replace(ask("words_for_number", written), text=written.strip())
    if broken := next((mention for mention in mentions if mention.number.fault), None):
        return _ask_broken(broken, written)
    if wanted.name_is_change:
        mentions = tuple(_take_change(mention, wanted) for mention in mentions)
    fitting = [mention for mention in mentions if _fits(mention, wanted)]
    values = [mention for mention in fitting if mention.role == "value"]
    if any(mention.role == "base" for mention in mentions):
        values = [mention for mention in values if mention.arrived] or values
    if by_year := _choose_year(values, reading, text, written, wanted):
        return by_year
    if len(values) == 1:
        # (96.7): the accountant's minus, or mere brackets
        return _take(values[0], text, written, wanted, prose=len(mentions) > 1 or bool(reading.rest) or text.startswith("("))
    if len(values) > 1 and _say_the_same(values, written, wanted):
        return _take(values[0], text, written, wanted, prose=True)
    if len(values) > 1:
        return ask("several_numbers", written, other="、".join(text[each.start : each.end].strip() for each in values))
    return _ask_why(mentions, fitting, written, wanted, text)


def _ask_broken(mention: Mention, written: str) -> Quantity:
    proposal = {"proposal": mention.number.proposal} if mention.number.proposal else {}
    if mention.number.fault == "misprint":
        return ask("misprint", written, **proposal)
    return ask("too_many_digits" if mention.number.fault == "too_many_digits" else "separator", written, **proposal)


def _take_change(mention: Mention, wanted: Wanted) -> Mention:
    """Where a change is what is asked for, 提高1.2个百分点 is the value, and 下降 has a sign."""
    if mention.role != "change":
        return mention
    if not wanted.change:
        return mention if "百分点" in mention.unit else replace(mention, role="value", introduced=True)
    value = -abs(mention.value) if mention.falls and mention.value else mention.value
    return replace(mention, role="value", introduced=True, value=value, unit="%" if "百分点" in mention.unit else mention.unit)


def _fits(mention: Mention, wanted: Wanted) -> bool:
    """Could this number be in the plan's unit? One that names no unit could."""
    if not mention.unit or not wanted.unit:
        return True
    known = any(factor_between(mention.unit, unit) is not None for unit in wanted.units)
    return known or mention.unit == wanted.unit or is_cut_short(mention.unit, wanted)


def _choose_year(values: list[Mention], reading: Reading, text: str, written: str, wanted: Wanted) -> Quantity | None:
    """Years apart: the period's own value, with the others kept beside it; None where the years do not decide."""
    years = [mention.year for mention in values if mention.year is not None]
    if not years or wanted.period is None or len(set(years)) < len(years):
        return None
    mine = [mention for mention in values if mention.year == wanted.period]
    if not mine and len(years) < len(values):
        mine = [mention for mention in values if mention.year is None]  # 97.8(2019年96.7): the year of the cell goes without saying
    if len(mine) == 1:
        listed = len(reading.mentions) == len(years) and not reading.rest
        return _take(mine[0], text, written, wanted, prose=not listed)
    return None if mine else ask("other_year", written, other="、".join(str(year) for year in years))


def _years(reading: Reading, written: str, wanted: Wanted) -> tuple[tuple[int, Decimal], ...]:
    """Keep the values that name their year; none where a year has two or a value is itself a question."""
    named: dict[int, Decimal] = {}
    for mention in reading.mentions:
        if mention.year is None or mention.role not in ("value", "base") or mention.value is None or not _fits(mention, wanted):
            continue
        settled = settle(written, mention.value, mention.unit, mention.multiplier, wanted)
        if mention.year in named or settled.value is None:
            return ()
        named[mention.year] = settled.value
    return tuple(sorted(named.items()))


def _say_the_same(values: list[Mention], written: str, wanted: Wanted) -> bool:
    """12.3公顷(合184.5亩): one amount, said twice."""
    settled = {settle(written, each.value, each.unit, each.multiplier, wanted).value for each in values if each.value is not None}
    return len(settled) == 1 and None not in settled and all(each.unit for each in values)


def _take(mention: Mention, text: str, written: str, wanted: Wanted, *, prose: bool) -> Quantity:
    """Give the number, with all that makes a person look at it."""
    if mention.value is None:
        return ask("separator", written)
    leads = not text[: mention.start].strip(" (") and re.match(r"\s*(?:[(),，;。、\n]|$)", text[mention.end :])
    if prose and wanted.unit and not mention.unit and not mention.introduced and not leads:
        return ask("unclear", written, reading=plain(mention.value))
    settled = settle(written, mention.value, mention.unit, mention.multiplier, wanted)
    if settled.value is None:
        return settled
    reading = plain(settled.value)
    extra: list[Doubt] = []
    if mention.approximate or (not prose and ABOUT.search(text)):
        extra.append(doubt("approximate", written, reading=reading))
    if PRELIMINARY.search(text):
        extra.append(doubt("preliminary", written, reading=reading))
    if prose:
        extra.append(doubt("from_sentence", written, reading=reading))
    return replace(also(settled, *extra), from_prose=prose, text=written.strip() if prose else None)


def _ask_why(mentions: tuple[Mention, ...], fitting: list[Mention], written: str, wanted: Wanted, text: str) -> Quantity:
    for role, kind in _ROLE_KINDS:
        if found := next((mention for mention in fitting if mention.role == role), None):
            return ask(kind, written) if role in ("ratio", "range") else ask(kind, written, reading=text[found.start : found.end].strip())
    strange = mentions[0]
    if strange.role == "change":
        return ask("change_not_value", written, reading=text[strange.start : strange.end].strip())
    around = text[: strange.start] + text[strange.end :]
    if len(mentions) == 1 and not re.search(r"[一-鿿]{4}", around) and strange.value is not None:
        return settle(written, strange.value, strange.unit, strange.multiplier, wanted)
    if (
        len(mentions) > 1 and len({mention.unit for mention in mentions}) == 1 and wanted.percent
    ):  # 应训325人,实训318人: of which a rate is made
        return ask("several_numbers", written, other="、".join(text[each.start : each.end].strip() for each in mentions))
    return replace(ask("words_for_number", written), text=written.strip())


_ROLE_KINDS: tuple[tuple[Role, DoubtKind], ...] = (
    ("ratio", "ratio"),
    ("range", "range"),
    ("bound", "bound"),
    ("planned", "planned"),
    ("change", "change_not_value"),
    ("other", "planned"),
    ("part", "several_numbers"),
    ("base", "change_not_value"),
)
