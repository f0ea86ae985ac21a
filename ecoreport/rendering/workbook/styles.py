"""Fonts, colours and number formats; each combination is made once."""

from typing import Any

from ecoreport.rendering.workbook.content import Look
from ecoreport.rendering.workbook.layout import Style

INK = "#1F2D3D"
LINE = "#A6B1BD"
HEADER = "#DCE6F1"
LINK = "#1F4E9E"
ASIDE = "#6B7683"  # words about the sheet itself
OPEN = "#FFFBE0"  # where people write
BLUE = "#2E6DA4"  # a line over the years
BAR = "#8FBC8F"

# fill and ink of a state, in cells; and its colour in charts. They only repeat what the symbol and the word say.
FILLS: dict[str, tuple[str, str]] = {
    "good": ("#E2F0D9", "#225522"),
    "bad": ("#F8D7D4", "#8B1A10"),
    "open": ("#FFF0C8", "#6B4E00"),
    "aside": ("#EDEDED", "#4A4A4A"),
    "blank": ("#E3EEF9", "#1F4E79"),
}
SOLIDS = {"good": "#6AA84F", "doubted": "#B6D7A8", "bad": "#C0392B", "open": "#F1B434", "aside": "#A6A6A6", "blank": "#6FA3D8"}
MOODS = {  # which of the above each word has
    "status": {"met": "good", "not_met": "bad", "undecided": "open", "not_applicable": "aside", "not_reported": "blank"},
    "task_status": {"completed": "good", "in_progress": "aside", "behind": "bad", "not_started": "open", "not_reported": "blank"},
    "severity": {"error": "bad", "verify": "open", "notice": "aside"},
    "outcome": {"read": "good", "partly": "open", "superseded": "aside", "failed": "bad", "skipped": "blank"},
    "submitted": {"yes": "good", "unread": "open", "no": "bad"},
    "timeliness": {"on_time": "good", "late": "bad", "unknown": "aside", "none": "blank"},
    "standing": {"doubted": "open", "contradicted": "bad"},  # what is confirmed stays empty
    "trend": {"better": "good", "worse": "bad", "same": "aside"},
    "content_state": {"asked": "open", "left": "aside", "kept": "blank"},  # most are adopted: they stay white
    "life": {"new": "aside", "open": "open", "overdue": "bad", "reopened": "bad", "explained": "good", "waived": "blank"},
    "how": {"rechecked": "good", "adjudicated": "good", "withdrawn": "blank"},
    "change": {
        "better": "good",
        "worse": "bad",
        "status": "open",
        "value": "open",
        "standing": "aside",
        "source": "blank",
        "came": "good",
        "went": "bad",
        "sent_anew": "aside",
        "finding_new": "open",
        "finding_back": "bad",
        "finding_closed": "good",
    },
    "found": {
        "yes": "good",
        "part": "good",
        "no": "bad",
        "packed": "bad",
        "empty": "bad",
        "several": "open",
        "maybe": "aside",
        "unknown": "aside",
        "orphan": "aside",
    },
}
LIGHTS = {"绿": "good", "蓝": "aside", "黄": "open", "橙": "open", "红": "bad"}  # by how a light's name begins

_LOOKS: dict[Look, dict[str, Any]] = {
    "text": {"align": "left"},
    "path": {"align": "left", "font_size_step": -1},
    "code": {"align": "left", "font_size_step": -3, "text_wrap": False, "shrink": True},
    "centred": {"align": "center"},
    "number": {"align": "right", "indent": 1},
    "signed": {"align": "right", "indent": 1},
    "percent": {"align": "center", "num_format": "0.0%"},
    "link": {"align": "center", "font_color": LINK, "underline": 1},
    "date": {"align": "center", "num_format": "yyyy-mm-dd"},
    "status": {"align": "center", "bold": True},
    "strong": {"align": "center", "bold": True, "bg_color": "#F3F6FA"},
    "open": {"align": "left", "locked": False, "bg_color": OPEN},
    "open_date": {"align": "center", "locked": False, "bg_color": OPEN, "num_format": "yyyy-mm-dd"},
}


class Styles:
    """Makes XlsxWriter formats on demand and keeps them."""

    def __init__(self, workbook: Any, style: Style) -> None:
        self._workbook = workbook
        self._style = style
        self._made: dict[object, Any] = {}
        self._cells: dict[tuple[Look, int, bool], Any] = {}

    def of_cell(self, look: Look, decimals: int, *, linked: bool) -> Any:
        """Give the format of a table's cell."""
        key = (look, decimals, linked)
        if key not in self._cells:
            self._cells[key] = self._make_cell(look, decimals, linked=linked)
        return self._cells[key]

    def _make_cell(self, look: Look, decimals: int, *, linked: bool) -> Any:
        properties = dict(_LOOKS[look])
        if look == "number":
            properties["num_format"] = _number_format(decimals)
        elif look == "signed":
            properties["num_format"] = f"+{_number_format(decimals)};-{_number_format(decimals)};{_number_format(decimals)}"
        if linked:
            properties |= {"font_color": LINK, "underline": 1}
        step = properties.pop("font_size_step", 0)
        return self.make(step=step, **{"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True, **properties})

    def of_state(self, mood: str) -> Any:
        """Give the conditional format of a state."""
        fill, ink = FILLS[mood]
        return self._keep(("state", mood), {"bg_color": fill, "font_color": ink})

    def make(self, *, heading: bool = False, step: float = 0, **properties: Any) -> Any:
        """Give a format with the office's fonts; `step` is added to the body's size."""
        font = self._style.heading_font if heading else self._style.body_font
        full = {"font_name": font, "font_size": self._style.body_size + step, "font_color": INK, **properties}
        return self._keep(tuple(sorted(full.items())), full)

    def _keep(self, key: object, properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


def _number_format(decimals: int) -> str:
    return f"0.{'0' * decimals}" if decimals else "0"
