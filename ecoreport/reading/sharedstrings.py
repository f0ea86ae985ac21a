"""The shared strings of an .xlsx: those that are written as every program writes them are taken without the parser (`plainxml`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.faults import Lost, UnreadableError, salvaging
from ecoreport.reading.plainxml import TEXT, Text, attributes, resolve, sound, split, without_plain
from ecoreport.reading.richtext import RichText, RichTextReader, raised, unescape
from ecoreport.reading.rules import TOO_LARGE
from ecoreport.reading.styles import is_true
from ecoreport.reading.xmlstream import read_own

_EMPTY = RichText("")
_ROOT = re.compile(rb'(?:<\?xml [^<>]*\?>\s*)?<sst(?: [\w:]+="[^"<>]*")*>')
_OPEN = '<t(?: xml:space="preserve")?>'
_RUN = re.compile(rf"<r>(?:<rPr>((?:<[^<>]*/>)*)</rPr>)?{_OPEN}([^<]*)</t></r>")
_STRING = re.compile(
    rf"<si>(?:<t/>|{_OPEN}{TEXT}</t>|((?:<r>(?:<rPr>(?:<[^<>]*/>)*</rPr>)?{_OPEN}[^<]*</t></r>)+))(?:<phoneticPr([^<>/]*)/>)?</si>"
)
_PROPERTY = re.compile(r"<([A-Za-z]\w*)([^<>/]*)/>", re.ASCII)
_OF_TEXT = frozenset(("si", "t", "r", "rPr", "rPh", "extLst"))  # no property of a font is called so

Font = tuple[bool | None, bool]  # is a run struck (None: as the cell's style says), is it raised


def read_shared_strings(chunks: Iterable[bytes], kind: str, lost: Lost, part: str) -> tuple[RichText, ...]:
    """Read the table of texts, as far as it is sound; what it tells of its own length is not asked."""
    strings: list[RichText] = []
    reader, plain = RichTextReader(), PlainStrings()
    size = 0

    def add(text: RichText) -> None:
        nonlocal size
        strings.append(text if text.text else _EMPTY)
        size += len(text.text) + (64 if text.text else 8)  # what a string costs besides its text
        if size > limits.TABLE_TEXT:
            raise UnreadableError(TOO_LARGE, what=f"文字表超过 {limits.TABLE_TEXT // 10_000} 万字")

    def end(tag: str) -> None:
        if tag == "si":
            add(reader.finish())
        else:
            reader.end(tag)

    def take(piece: bytes) -> bool:
        if (found := plain.read(piece)) is None:
            return False
        for text in found:
            add(text)
        return True

    with salvaging(part, lost, strings):
        read_own(_apart(iter(chunks), take), kind, "sharedStrings.xml", reader.start, end, reader.take)
    return tuple(strings)


def _apart(chunks: Iterator[bytes], take: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Pass the part on to the parser, but for the strings that are taken without it."""
    head = next(chunks, b"")
    begun = _ROOT.match(head)
    yield head[: begun.end()] if begun else head
    yield from without_plain(head[begun.end() :], chunks, b"</si>", b"</sst>", take) if begun else chunks


class PlainStrings:
    """Reads whole strings, piece by piece."""

    def __init__(self) -> None:
        self._fonts: dict[Text, Font] = {None: (None, False)}  # by the properties of a run

    def read(self, piece: bytes) -> list[RichText] | None:
        """Read the strings of a piece; None where they are not plain."""
        text = sound(piece)
        if text is None or (groups := split(_STRING, text)) is None:
            return None
        texts, riches, phonetics = groups
        runs = [_RUN.split(rich) for rich in riches if rich]  # of each: a gap, a font, a text, a gap …
        written = resolve((texts, [text for parts in runs for text in parts[2::3]]))
        if written is None or not all(map(self._knows, {font for parts in runs for font in parts[1::3]})):
            return None
        if any(attributes(each) is None for each in set(filter(None, phonetics))):
            return None
        waiting, of_runs = iter(runs), iter(written[1])
        strings = [
            self._join(next(waiting)[1::3], of_runs) if rich else RichText(unescape(text or ""))
            for text, rich in zip(written[0], riches, strict=True)
        ]
        return strings if max(len(string.text) for string in strings) <= limits.CELL_TEXT else None

    def _knows(self, font: Text) -> bool:
        """Look at the properties of a font that was not met before."""
        if font not in self._fonts:
            found = _PROPERTY.findall(font or "")
            facts = {name: attributes(written) for name, written in found}
            whole = len("".join([f"<{name}{written}/>" for name, written in found])) == len(font or "")
            if not whole or None in facts.values() or len(facts) < len(found) or not _OF_TEXT.isdisjoint(facts):
                return False
            struck, height = facts.get("strike"), facts.get("vertAlign") or {}
            self._fonts[font] = struck is not None and is_true(struck.get("val", "1")), height.get("val") == "superscript"
        return True

    def _join(self, fonts: Sequence[Text], texts: Iterator[Text]) -> RichText:
        runs: list[tuple[str, bool | None]] = []
        for font, text in zip(fonts, texts, strict=False):  # the fonts of one string, the texts of them all
            struck, high = self._fonts[font]
            written = unescape(text or "")
            runs.append((raised(written) if high and runs else written, struck))
        return RichText("".join([text for text, _ in runs]), tuple(runs) if any(struck is not None for _, struck in runs) else ())
