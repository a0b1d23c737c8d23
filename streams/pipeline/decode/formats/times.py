"""Points in time as JSON and feeds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# ISO 8601 and its profiles for the Web (RFC 3339, W3C-DTF), with what writers make of them: a space for the T, no seconds, +0300.
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[Tt ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:[Zz]|UTC|GMT|([+-])(\d\d)(?::?(\d\d))?)?)?"
)
_MAX_LENGTH = 64
# Zones that RFC 5322 does not name and feeds do. Those of two meanings, such as AST of Arabia and the Atlantic, are not among them.
_ZONES = {
    "utc": "+0000",
    "wet": "+0000",
    "west": "+0100",
    "cet": "+0100",
    "mez": "+0100",
    "cest": "+0200",
    "mesz": "+0200",
    "eet": "+0200",
    "eest": "+0300",
    "msk": "+0300",
    "trt": "+0300",
    "irst": "+0330",
    "pkt": "+0500",
}
# `+03:00`, `GMT+0300` and the name in brackets that a browser adds are not in RFC 5322.
_OFFSET = re.compile(r"\s?(?:GMT|UTC)?([+-]\d\d):?(\d\d)(?: \([^()]*\))?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d]+)*")
_KNOWN_WORDS = frozenset(
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep sept oct nov "
    "dec january february march april june july august september october november december t z ut gmt est edt cst cdt mst mdt pst "
    "pdt".split()
)
# 1990 to 2100 in seconds since 1970. A smaller number is a date in figures or a counter, a larger one counts milliseconds.
_EPOCH_BEGIN, _EPOCH_END = 631_152_000, 4_102_444_800


def time_of(value: object) -> datetime | None:
    """The point in time that `value` tells, in UTC, or None where it tells none.

    Read are ISO 8601, the date of mails and RSS (RFC 5322), and seconds or milliseconds since 1970. A time without a zone is UTC, which is
    the wire's custom, a date without a time is its first moment, and a zone that is not known makes the time unknown.
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _epoch(value)
        if not isinstance(value, str) or len(value) > _MAX_LENGTH:
            return None
        text = value.strip()
        if text.isascii() and text.isdecimal() and len(text) in (10, 13):
            return _epoch(int(text))
        iso = _ISO.fullmatch(text)
        return _iso(iso) if iso else _mail(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _iso(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, fraction, sign, zone_hours, zone_minutes = found.groups()
    # 24:00 and the leap second are in the standard, and Python has neither.
    at = datetime(int(year), int(month), int(day), tzinfo=UTC) + timedelta(
        hours=_below(hour, 24),
        minutes=_below(minute, 59),
        seconds=_below(second, 60),
        microseconds=int((fraction or "")[:6].ljust(6, "0")),
    )
    offset = timedelta(hours=_below(zone_hours, 14), minutes=_below(zone_minutes, 59))
    return at + offset if sign == "-" else at - offset


def _mail(text: str) -> datetime | None:
    text = _WORD.sub(lambda word: _ZONES.get(word[0].lower(), word[0]), _OFFSET.sub(r" \1\2", text))
    if not all(word.lower() in _KNOWN_WORDS for word in _WORD.findall(text)):
        return None
    found = parsedate_to_datetime(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _below(figures: str | None, most: int) -> int:
    number = int(figures or 0)
    if number > most:
        raise ValueError(f"{number} is over {most}")
    return number


def _epoch(number: float) -> datetime | None:
    seconds = next((each for each in (number, number / 1000) if _EPOCH_BEGIN <= each < _EPOCH_END), None)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
