"""XML as every program writes it, taken by regular expressions; whatever else there is, the parser reads.

Nothing is taken that was not proven to mean what the parser would make of it: the matches lie end to end, attributes are well formed,
no character or reference stands there that XML cannot hold. From the first piece on of which any of this is not so, the parser decides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from xml.parsers import expat

from ecoreport.language import patterns as re
from ecoreport.reading import limits

TEXT = f"([^<]{{0,{limits.CELL_TEXT}}})"
_LONGEST = limits.MIB  # bytes that are held while the end of an element is waited for
_ATTRIBUTE = re.compile(r' ((?:[A-Za-z]\w*:)?[A-Za-z]\w*)="([^"<&\t\n]*)"', re.ASCII)
_FORBIDDEN = bytes((*range(9), 11, 12, *range(13, 32)))  # to XML; and a carriage return, which means a new line
_FORBIDDEN_TEXTS = ("\ufffe", "\uffff", "]]>")
_BETWEEN = "\ufdd0"  # no text holds it

Text = str | None
Facts = dict[str, str]  # the attributes of an element


def without_plain(held: bytes, chunks: Iterable[bytes], closing: bytes, end: bytes, take: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Pass on a part of which `held` has come, but for the whole elements that are taken; they end with `closing`, and all before `end`.

    In the place of what was taken stand its line ends, so that the parser counts the lines as they are.
    """
    chunks = iter(chunks)
    try:
        for chunk in chain((b"",), chunks):
            held += chunk
            ended = held.find(end)
            cut = ended if ended >= 0 else held.rfind(closing) + len(closing)
            plain = held[:cut] if cut >= len(closing) else b""
            if plain and not take(plain):
                break
            held = held[len(plain) :]
            yield b"\n" * plain.count(b"\n")
            if ended >= 0 or len(held) > _LONGEST:
                break
    except (ValueError, LookupError):  # what comes is no text: what came before it is the parser's
        yield held
        raise
    yield held
    yield from chunks


def sound(piece: bytes) -> Text:
    """Give the text of a piece; None where it holds what XML cannot, or what means another thing in it."""
    if len(piece.translate(None, _FORBIDDEN)) != len(piece):
        return None
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        return None
    return None if any(each in text for each in _FORBIDDEN_TEXTS) else text


def split(pattern: re.Pattern[str], text: str) -> list[list[Text]] | None:
    """Give each group of all the matches; None where they do not lie end to end."""
    step = pattern.groups + 1
    parts: list[Text] = pattern.split(text)
    return None if any(parts[::step]) else [parts[at::step] for at in range(1, step)]


def attributes(written: str, prefixes: frozenset[str] = frozenset()) -> Facts | None:
    """Read attributes; None where the parser might not take them so. `prefixes` are declared for them all."""
    found = _ATTRIBUTE.findall(written)
    facts = dict(found)
    foreign = [name.partition(":")[0] for name in facts if ":" in name]
    whole = len("".join([f' {name}="{value}"' for name, value in found])) == len(written) and len(facts) == len(found)
    return facts if whole and len(foreign) <= 1 and prefixes.issuperset(foreign) and "xmlns" not in facts else None


def resolve(groups: Sequence[Sequence[Text]]) -> Sequence[Sequence[Text]] | None:
    """Write out the references in texts, by the parser, all at once; None where one of them cannot be."""
    marked = [text for group in groups for text in group if text and "&" in text]
    if not marked:
        return groups
    told: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = told.append
    try:
        parser.Parse(f"<t>{_BETWEEN.join(marked)}</t>", True)
    except expat.ExpatError:
        return None
    plain = "".join(told).split(_BETWEEN)
    if len(plain) != len(marked):
        return None
    resolved = iter(plain)
    return [[next(resolved) if text and "&" in text else text for text in group] for group in groups]
