"""Text in runs, as shared strings, inline strings and comments hold it: no phonetic guides; what is struck or raised is told apart."""

from ecoreport.language import patterns as re
from ecoreport.reading import limits
from ecoreport.reading.styles import is_true
from ecoreport.records import dataclass

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = re.compile(r"\s*[0-9]{1,2}(?:[,，、][0-9]{1,2})*\s*")

Runs = tuple[tuple[str, bool | None], ...]  # text, and whether it is struck; None: as the cell's style says


@dataclass(frozen=True, slots=True)
class RichText:
    text: str
    runs: Runs = ()  # empty: one run without a font of its own

    def strike(self, style_struck: bool) -> tuple[bool | None, str | None]:
        """Tell whether all is struck (None: as the style says), and what remains where a part is."""
        if not self.runs:
            return None, None
        kept = "".join(text for text, struck in self.runs if not (style_struck if struck is None else struck))
        if kept == self.text:
            return False, None
        return (False, kept) if kept.strip() else (True, None)


class RichTextReader:
    """Fed with the elements within <si>, <is> or a comment's <text>, by local name."""

    def __init__(self) -> None:
        self._raised = False
        self._runs: list[tuple[str, bool | None]] = []
        self._text: list[str] = []
        self._strike: bool | None = None
        self._length = 0
        self._taking = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "t":
            self._taking = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "r":
            self._strike, self._raised = None, False
        elif tag == "rPr":
            self._strike = False
        elif tag == "strike":
            self._strike = is_true(attributes.get("val", "1"))
        elif tag == "vertAlign":
            self._raised = attributes.get("val") == "superscript"

    def take(self, text: str) -> None:
        if self._taking and self._length <= limits.CELL_TEXT:  # what is longer is cut, and told, where the cell is known
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        if tag == "t":
            if self._taking:
                text = unescape("".join(self._text))
                self._runs.append((raised(text) if self._raised and self._runs else text, self._strike))
            self._text.clear()
            self._taking = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "r":
            self._strike, self._raised = None, False

    def finish(self) -> RichText:
        """Give what was read and be ready for the next."""
        runs = tuple(self._runs)
        self._runs.clear()
        self._taking = self._phonetic = False
        self._strike, self._raised = None, False
        self._length = 0
        text = "".join(part for part, _ in runs)
        return RichText(text, runs if any(struck is not None for _, struck in runs) else ())


def raised(text: str) -> str:
    """Write the number of a note that stands raised as what it is, 15.3², so that it is no digit of what stands before it."""
    return text.translate(_RAISED) if _NOTE.fullmatch(text) else text


def unescape(text: str) -> str:
    """Undo _x000D_, as the format writes what XML cannot hold."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
