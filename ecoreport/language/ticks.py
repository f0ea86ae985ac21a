"""A line of options of which one is marked, as on a printed form: 报告期别：☑年报　□半年报, 数据性质 ○实际　●计划."""

from ecoreport.language import patterns as re

_MARKED, _OPEN = "☑☒✓✔√■●◉▣", "□☐○◯〇▢"
_OPTION = re.compile(rf"(?P<mark>[{_MARKED}{_OPEN}])\s*(?P<words>[^{_MARKED}{_OPEN}]*)")


def chosen_of(text: str) -> str:
    """Give a text with the marked options alone; as it is where it holds none, or no open one beside a marked one."""
    options = list(_OPTION.finditer(text))
    marked = [option["words"].strip() for option in options if option["mark"] in _MARKED]
    if not marked or len(marked) == len(options):
        return text
    return f"{text[: options[0].start()]}{' '.join(marked)}".strip()
