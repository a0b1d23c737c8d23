"""What the wires of the teleprinter's time share: messages framed by control characters, lines set to a width, dates in figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone

import msgspec

from schemas import Decision, Status
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.wrapped import Setting, goes_on, opens_item, setting_of
from streams.pipeline.errors import TooComplex
from streams.text.match_key import words

MAX_MESSAGES = 1_000
"""Messages in one payload: a wire's whole day has fewer on one service."""
MAX_LINES = 100_000
"""Lines in one payload, of all its messages."""

ROW = "\x0b"
"""Stands before a line of a table."""

# Where a message's header, text and trailer begin (SOH, STX, ETX) and where it ends (EOT), in characters that Python takes for white space:
# they must not weigh on whether the text is plausible in a charset.
_SOH, _STX, _ETX, _EOT = "\x1c", "\x1d", "\x1e", "\x1f"
_TABLE_SPACES = b"\x1c\x1d\x1e\x1f"
_CONTROLS = bytes.maketrans(b"\x01\x02\x03\x04\x08\x0b\x0c\x10" + _TABLE_SPACES, b"\x1c\x1d\x1e\x1f\x0b\n\n " + b"\t" * len(_TABLE_SPACES))
# Synchronisation, padding, device control, bell, shifts: nothing that is read.
_SILENT = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\x01\x02\x03\x04\x08\x0b\x0c\x10" + _TABLE_SPACES))
_LINE = re.compile(r"\r\n|\n|\r")

# As English, German, French, Dutch, Italian, Spanish and Turkish wires shorten them.
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan janv gen ene oca ocak",
            "feb fév fev févr şub sub",
            "mar mär mrz maa mars mart",
            "apr avr abr nis nisan",
            "may mai maj mei mag",
            "jun june juin jui giu haz",
            "jul july juil lug tem",
            "aug aoû août ago ağu agu",
            "sep sept set eyl",
            "oct okt ott eki ekim",
            "nov kas",
            "dec déc dez dic ara",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {"GMT": 0, "UTC": 0, "Z": 0, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2} | {
    f"{letter}{kind}": hours + (kind == "DT") for letter, hours in {"E": -5, "C": -6, "M": -7, "P": -8}.items() for kind in ("ST", "DT")
}
_GROUP = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?:[ \t]*([A-Za-z]{1,4}))?[ \t]+([^\W\d_]{3,5})\.?[ \t]+(\d{4}|\d\d)(?!\d)")
_CENTURY_PIVOT = 69

_CANCELED = frozenset("kill kills killed withdrawn withdraw annulation annulé storniert zurückgezogen الغاء".split())
_WITHHELD = frozenset("hold withhold withheld gesperrt".split())
_NUMBERED = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ ._-]*(?:ld|lead|writethr[uo]|writethrough)\b", re.IGNORECASE)
_WRITETHRU = re.compile(r"\b(?:ld-)?writethr(?:u|o|ough)\b", re.IGNORECASE)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message as text: what stands before STX, between STX and ETX, and after. `text` is None where there is no STX."""

    header: str
    text: str | None
    trailer: str


def read_messages(payload: bytes, charset: str | None, starts: re.Pattern[str] | None = None) -> tuple[list[Message], Decision]:
    """The messages of a payload in order, and how its charset was found.

    `starts` finds where messages begin in a payload that has lost its control characters. Raises UnknownCharset, and TooComplex over
    MAX_MESSAGES and over MAX_LINES.
    """
    lines = max(payload.count(b"\n"), payload.count(b"\r")) + sum(payload.count(b"%c" % control) for control in (2, 3, 4))
    if lines > MAX_LINES:
        raise TooComplex(f"the payload has {lines:,} lines, the limit is {MAX_LINES:,}", "decode")
    decoded = to_text(payload.translate(_CONTROLS, _SILENT), charset, markup=False)
    text = decoded.text.lstrip("\ufeff")
    if _SOH not in text and starts is not None:
        text = starts.sub(lambda match: _SOH + match[0], text)
    if text.count(_SOH) > MAX_MESSAGES:
        raise TooComplex(f"the payload has {text.count(_SOH):,} messages, the limit is {MAX_MESSAGES:,}", "decode")
    before, *framed = text.split(_SOH)
    framed = [before, *framed] if before.strip() else framed
    return [_message(each) for each in framed], decoded.decision


def lines_of(text: str) -> list[str]:
    """The lines of `text`, without their ends."""
    return _LINE.split(text)


def paragraphs(lines: Sequence[str], setting: Setting | None = None) -> list[str]:
    """Lines set to a width joined into paragraphs; a line that the width did not break stays one.

    `setting` is that of the whole message where the lines are a part of it, as `setting_of` tells. A line goes on in the next where the
    next one's first word would not have fitted in: so a list, a table and a verse keep their lines.
    """
    setting = setting or setting_of(lines)
    out: list[list[str]] = []
    last = ""
    item = False
    for line in lines:
        shown = " ".join(line.split())
        if shown and last and setting and goes_on(last, line, setting, item=item):
            out[-1].append(shown)
        elif shown:
            out.append([shown])
            item = opens_item(shown)
        last = line.rstrip() if shown else ""
    return [" ".join(paragraph) for paragraph in out]


def date_time_group(text: str) -> datetime | None:
    """The first group `DDHHMM [zone] month year` in `text`, in UTC where it names no zone: the custom of the wire.

    None where there is none, or one that is no date.
    """
    found = _GROUP.search(text)
    month = _MONTHS.get(found[5].lower()) if found else None
    if found is None or month is None:
        return None
    return moment(year=int(found[6]), month=month, day=int(found[1]), clock=found[2] + found[3], zone=found[4])


def moment(*, year: int, month: int, day: int, clock: str, zone: str | None) -> datetime | None:
    """The time that the figures give; None where they are no date or the zone's offset is not known.

    A year of two figures is one of 1969 to 2068, as POSIX reads it.
    """
    hours = _ZONES.get((zone or "UTC").upper())
    if hours is None:
        return None
    if year < 100:
        year += 1900 if year >= _CENTURY_PIVOT else 2000
    try:
        return datetime(year, month, day, int(clock[:2]), int(clock[2:]), tzinfo=timezone(timedelta(hours=hours)))
    except ValueError:
        return None


def version_of(labels: Iterable[str]) -> int | None:
    """The version that the desk's labels tell: the first lead (1ST LEAD, 1st Ld-Writethru) is the second version. None where none does."""
    for label in labels:
        if numbered := _NUMBERED.search(label):
            return int(numbered[1]) + 1
        if _WRITETHRU.search(label):
            return 2
    return None


def status_of(labels: Iterable[str]) -> Status | None:
    """What the desk's labels say about the use of the item: KILL, WITHDRAWN, HOLD. None where they say nothing."""
    said = {word for label in labels for word in words(label)}
    if said & _CANCELED:
        return "canceled"
    return "withheld" if said & _WITHHELD else None


def _message(framed: str) -> Message:
    header, stx, text = framed.replace(_EOT, "\n").partition(_STX)
    body, etx, trailer = (text if stx else header).rpartition(_ETX)
    if not etx:
        body, trailer = trailer, ""
    body = body.replace(_STX, "\n").replace(_ETX, "\n")
    return Message(header=header, text=body, trailer=trailer) if stx else Message(header=body, text=None, trailer=trailer)
