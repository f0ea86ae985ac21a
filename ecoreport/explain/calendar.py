"""The days that fall due as an iCalendar file (RFC 5545), for the calendar of whoever asks."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ecoreport.explain.telling_rounds import due_words

CALENDAR = "日程文件"
OPENING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ecoreport//status//ZH\r\n"  # by which our own is known
_WIDEST = 75  # octets of a line; what is longer goes on after a blank


def render_calendar(status: Mapping[str, Any]) -> bytes:
    """Give every day of a `status` that is not past as an all-day event; the same status gives the same bytes."""
    stamp = f"{status['day'].replace('-', '')}T000000Z"
    lines = [line for due in status["due"] for line in _event(due, stamp)]
    return OPENING + b"".join(map(_folded, ("CALSCALE:GREGORIAN", *lines, "END:VCALENDAR")))


def _event(due: Mapping[str, Any], stamp: str) -> Iterator[str]:
    first = date.fromisoformat(due["day"])
    asked = due["kind"] in ("finding", "waiver")
    about = " ".join(filter(None, (due["department"], "、".join(due["subjects"])))) if asked else due["what"]
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(due)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped('：'.join(filter(None, (due_words(due['kind']), about))))}"
    if asked:
        yield "DESCRIPTION:" + _escaped(f"{due['what']}（{due['id']}）")
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(due: Mapping[str, Any]) -> str:
    """Name an event so that the next file replaces it, whatever its day is by then: a finding by its id."""
    id_ = due["id"] if due["id"].isascii() and due["id"] else hashlib.sha256(due["id"].encode()).hexdigest()[:16]
    return f"{due['kind']}-{id_}@ecoreport"


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """Break a line where it grows too wide, never within a character."""
    return b"\r\n ".join(_pieces(line)) + b"\r\n"


def _pieces(line: str) -> Iterable[bytes]:
    piece = b""
    room = _WIDEST
    for character in line:
        coded = character.encode("utf-8", "replace")
        if len(piece) + len(coded) > room:
            yield piece
            piece, room = b"", _WIDEST - 1  # the blank that it goes on after
        piece += coded
    yield piece
