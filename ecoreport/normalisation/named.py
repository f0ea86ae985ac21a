"""Another reading of a value: a number that a note beside it names for the same measure and year, a unit that its digits contradict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.intents import looks_ahead
from ecoreport.language.units import convert, parse_unit, taken_for
from ecoreport.language.versions import read_meant, read_mended
from ecoreport.language.widths import fold
from ecoreport.matching.spoken import is_of_others, is_tied, lay_out
from ecoreport.model import Entry, Finding, Goal, Item, Note
from ecoreport.normalisation import rules
from ecoreport.normalisation.figures import Desk, asked, name_value
from ecoreport.quantity import Quantity, plain, read_quantity

_LONGEST = 300  # characters of a note
_QUOTED = 80
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_SENTENCE_END = re.compile(r"[。；;\n]")
_NUMBER = re.compile(r"(?<![\d.A-Za-z])\d{1,9}(?:\.\d{1,6})?(?![\d年月])")
_BARE = re.compile(r"[\d.,，\s]+")
_NEAR, _TENFOLD = 5, 10  # times a known size
_LEAST_APART = 2  # powers of ten
_FAR_APART = 4  # where no size is known: 万元 and 亿元, not 米 and 公里
_TINY = Decimal("0.1")  # of the plan's unit


# ---- named beside ---------------------------------------------------------------------------------


def tell_named(entry: Entry, notes: Sequence[Note], subject: Item | Goal, desk: Desk) -> Iterator[Finding]:
    """Ask where a note names another number for the same measure and year."""
    for note in notes:
        if len(note.text) > _LONGEST or entry.actual.from_prose or read_mended(fold(note.text)):
            continue
        named = _meant(note, entry, subject) or _spoken(note, entry, subject, desk)
        if named is not None and entry.actual.value is not None and not alike(entry.actual.value, named):
            words = {
                "what": name_value(subject, entry.year), "raw": entry.actual.raw, "note": note.text[:_QUOTED],
                "first": plain(entry.actual.value), "second": plain(named),
            }  # fmt: skip
            others = (note.source,) if note.source != entry.actual.source else ()
            key = f"named.{entry.year}"
            yield rules.NAMED_BESIDE.finding(
                entry.actual.source, department=entry.department, subject=subject.id, key=key, others=others, words=words
            )


def _meant(note: Note, entry: Entry, subject: Item | Goal) -> Decimal | None:
    """Read what a note says that the value should be: 应为96.5."""
    text = fold(note.text)
    years = {int(year) for year in _YEAR.findall(text)}
    told = read_meant(text) if years <= {entry.year} else None
    if told is None:
        return None
    number, unit = told
    quantity = read_quantity(number + unit, unit=subject.unit, header_unit=entry.actual.unit, period=entry.year, names=(subject.name,))
    if quantity.value is None and unit and not ((known := parse_unit(unit.rstrip("."))) and known.dimensions):
        quantity = read_quantity(number, unit=subject.unit, header_unit=entry.actual.unit, period=entry.year, names=(subject.name,))
    return quantity.value


def _spoken(note: Note, entry: Entry, subject: Item | Goal, desk: Desk) -> Decimal | None:
    """Read what a sentence says of the very item, by its name: 2020年城镇污水处理率为96.5%."""
    text = lay_out(note.text)
    names = list(desk.matcher.spoken.find(text))
    mine = [name for name in names if name.subject == subject.id]
    if len(mine) != 1 or len(names) > 1:
        return None
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, 0, mine[0].start)), default=0)
    end = next((match.start() for match in _SENTENCE_END.finditer(text, mine[0].end)), len(text))
    before, sentence = text[begin : mine[0].start], text[begin:end]
    tied = is_tied(text[mine[0].end : end], subject.unit)
    if not tied or looks_ahead(sentence) or is_of_others(before, desk.matcher.places):
        return None
    names_of = (subject.name, subject.indicator, *subject.aliases) if isinstance(subject, Item) else (subject.name,)
    quantity: Quantity = read_quantity(sentence, unit=subject.unit, period=entry.year, names=names_of)
    told = set(_YEAR.findall(sentence))
    if quantity.state != "value" or (told and str(entry.year) not in told):
        return None
    return quantity.value


def alike(one: Decimal, other: Decimal) -> bool:
    """Are two numbers the same to the digits of the one that has fewer."""
    digits = max(one.normalize().as_tuple().exponent, other.normalize().as_tuple().exponent)
    step = Decimal(1).scaleb(min(int(digits), 0))
    return abs(one - other) < step / 2 or one.quantize(step) == other.quantize(step)


# ---- contradicted by its digits ---------------------------------------------------------------------


def ask_units(entries: Iterable[Entry], desk: Desk) -> tuple[list[Entry], list[Finding]]:
    """Ask of values whose digits are not those of the unit over them, or, where none is written, of the plan's."""
    entries = list(entries)
    wrong = {id(entry): told for entry in entries if (told := _contradicted(entry, desk))}
    findings: list[Finding] = []
    for entry in sorted((entry for entry in entries if id(entry) in wrong), key=lambda entry: -entry.year):
        if not any(finding.subject == entry.subject and finding.department == entry.department for finding in findings):
            alike_ = [each for each in entries if id(each) in wrong and each.subject == entry.subject]
            findings.append(_tell_unit(entry, wrong[id(entry)], alike_, desk))
    return [replace(entry, actual=asked(entry.actual)) if id(entry) in wrong else entry for entry in entries], findings


def _contradicted(entry: Entry, desk: Desk) -> tuple[str, Decimal] | None:
    """Give the unit in which the number may be meant as well, and what it is then in the plan's."""
    figure = entry.actual
    if figure.state != "value" or not figure.value or not figure.written or not _BARE.fullmatch(figure.raw):
        return None
    known = [size for size in _sizes(entry, desk) if size]
    if figure.unit is None:
        return _meant_otherwise(figure.value, known, desk.matcher.items.subjects[entry.subject].unit)
    factor = (figure.value / figure.written).normalize()
    if not figure.conversion or factor.as_tuple().digits != (1,) or abs(factor.adjusted()) < _LEAST_APART:
        return None
    if known:
        wrong = any(_near(figure.written, size) for size in known) and not any(_near(figure.value, size) for size in known)
    else:
        wrong = abs(factor.adjusted()) >= _FAR_APART and abs(figure.value) < _TINY <= abs(figure.written)
    return (f"所写单位“{figure.unit}”", figure.value) if wrong else None


def _meant_otherwise(value: Decimal, known: Sequence[Decimal], unit: str) -> tuple[str, Decimal] | None:
    """Find the unit in which a number far from all that is known of the item would lie near it: 2.35 for 0.17千克/亩."""
    if not known or any(_near(value, size, _TENFOLD) for size in known):
        return None
    told = ((other, convert(value, other, unit)) for other in taken_for(unit))
    return next(((f"“{other}”", meant) for other, meant in told if meant and any(_near(meant, size) for size in known)), None)


def _sizes(entry: Entry, desk: Desk) -> Iterator[Decimal]:
    """Give what is known of the item's size: the numbers of its target, the office's figures of other years."""
    yield from map(Decimal, _NUMBER.findall(desk.matcher.items.subjects[entry.subject].target))
    yield from (each.actual for each in desk.system.references if each.item == entry.subject and each.actual is not None)


def _near(value: Decimal, size: Decimal, times: int = _NEAR) -> bool:
    return Decimal(1) / times <= abs(value / size) <= times


def _tell_unit(entry: Entry, told: tuple[str, Decimal], alike_: Sequence[Entry], desk: Desk) -> Finding:
    subject, figure = desk.matcher.items.subjects[entry.subject], entry.actual
    words = {
        "what": name_value(subject, entry.year), "raw": figure.raw, "written": told[0], "unit": subject.unit,
        "first": plain(told[1]), "second": _plain(figure.written),
    }  # fmt: skip
    others = tuple(each.actual.source for each in alike_ if each is not entry)
    return rules.UNIT_CONTRADICTED.finding(
        figure.source, department=entry.department, subject=entry.subject, key="unit", others=others, words=words
    )


def _plain(value: Decimal | None) -> str:
    return plain(value) if value is not None else ""
