"""Calendars: a day of the Gregorian, the Hijri or the Persian calendar as a Gregorian date.

Hijri days are those of Umm al-Qura, the civil calendar of Saudi Arabia, from the tables of hijridate, which reach from 1343 to 1500 (1924
to 2077). Countries that begin a month by sighting the moon may be a day or two off. Persian days are those of the Solar Hijri calendar, as
persiantools counts them. Both libraries are asked only where a text names such a day, and are loaded then.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from schemas import Calendar

KURDISH_ERA = 1321
"""Years that the Kurdish count of years (2726 began in March 2026) is ahead of the Persian one, whose months it has."""
_HALF_A_YEAR = timedelta(days=180)
"""How far a day may be away that is named without its year: of no day are two so near."""


@lru_cache(maxsize=1024)
def day_in(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian date of that day; None where the calendar has no such day, or its tables don't reach so far."""
    try:
        if calendar == "hijri":
            from hijridate import Hijri

            return date(*Hijri(year, month, day).to_gregorian().datetuple())
        if calendar == "persian":
            from persiantools.jdatetime import JalaliDate

            return date.fromordinal(JalaliDate(year, month, day).to_gregorian().toordinal())  # type: ignore[no-untyped-call]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def nearest(calendar: Calendar, month: int, day: int, seen: date, toward: int = 0) -> date | None:
    """The day of that month that is nearest to `seen`, where none is half a year away; the last before it if `toward` is -1, the next if 1.

    None for the Hijri calendar: without a year nothing tells by whose sighting of the moon the text counts.
    """
    if calendar == "hijri":
        return None
    year = seen.year - 621 if calendar == "persian" else seen.year
    days = [found for each in (year - 1, year, year + 1) if (found := day_in(calendar, each, month, day)) is not None]
    if toward:
        passed = [each for each in days if (each < seen if toward < 0 else each > seen)]
        return (max(passed) if toward < 0 else min(passed)) if passed else None
    return next((each for each in days if abs(each - seen) <= _HALF_A_YEAR), None)
