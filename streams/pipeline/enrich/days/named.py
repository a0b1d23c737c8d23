"""Days: when, as the text of a record names it, in ISO 8601; and the day of a dateline.

A date is read from its words or figures. What is named without its year, or relative to the item's own day, is resolved against the day
on which it was issued, in the zone of that time, and left out where that is not known. Whatever can't be told is left out: a Hijri or
Persian month or year without a day, which is no whole one of the Gregorian calendar; figures that may be either day or month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from schemas import Calendar, DayNamed
from streams.pipeline.enrich.days.calendars import day_in, nearest
from streams.pipeline.enrich.days.dates import dates_in
from streams.pipeline.enrich.days.figures import Named, figures_in
from streams.pipeline.enrich.days.lists import day_words, no_words
from streams.pipeline.enrich.days.relative import relative_day
from streams.pipeline.enrich.days.words import DayWords, Hit
from streams.pipeline.enrich.record_text import Part, RecordText
from streams.pipeline.enrich.spelt_words import span
from streams.text.match_key import words

MOST = 500
"""Days of one record: what names more is no news text."""
_MOST_HITS = 4000
"""Words for days that are looked at in one record."""
_LONGEST_DATELINE = 120
_MARKS = frozenset(" .,،;؛:!?؟()[]«»\"“”‘’'/–—-…۔")
_NONE: frozenset[int] = frozenset()
_COUNTERPART_WORDS, _COUNTERPART_DAYS = 3, 2
"""How far from a Hijri date its Gregorian one may stand, and how far the two may be apart, as the moon is sighted."""


def days_of(text: RecordText, issued: datetime | None) -> tuple[DayNamed, ...]:
    """The days, months and years that `text` names, in order; at most `MOST`."""
    known = day_words(text.language)
    if known is None:
        return _figures_of(text)
    found: list[DayNamed] = []
    today = None if issued is None else issued.date()
    left = _MOST_HITS
    for part in text.parts:
        if there := known.signals.intersection(part.words):
            hits = known.hits(part.words, there)
            found += _in_part(part, known, hits, today)
            left -= len(hits)
            if left < 0 or len(found) > MOST:
                break
    return tuple(found[:MOST])


def day_of(dateline_date: str, language: str, issued: datetime | None) -> str | None:
    """The day that a dateline's date says, in ISO 8601: «12 مارس», «March 12», «١٢/٣», «12 Mart», «Thursday»; None for none."""
    line = dateline_date[:_LONGEST_DATELINE]
    folded = words(line)
    for code in (language, "en"):
        text = RecordText.of([("paragraph", line, folded)], code)
        days = [each for each in days_of(text, issued) if len(each.day) == len("2026-03-12")]
        named = next((each for each in days if each.calendar != "relative"), days[0] if days else None)
        if named is not None:
            return named.day
    return _of_two_figures(folded, language, issued)


def _of_two_figures(folded: Sequence[str], language: str, issued: datetime | None) -> str | None:
    """Day and month alone: the day comes first, but in English, where only a figure over 12 tells."""
    if issued is None or len(folded) != 2 or not all(each.isdecimal() and len(each) <= 2 for each in folded):
        return None
    day, month = int(folded[0]), int(folded[1])
    known = day_words(language)
    if month > 12:
        day, month = month, day
    elif day <= 12 and day != month and (known is None or known.month_first):
        return None
    found = nearest("gregorian", month, day, issued.date()) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None if found is None else found.isoformat()


def _in_part(part: Part, known: DayWords, hits: Sequence[Hit], today: date | None) -> list[DayNamed]:
    dated = dates_in(part, known, hits)
    if not dated:
        return [] if today is None else _relative(part, known, hits, _NONE, today)
    days = [_resolved(each, today) for each in dated]
    if len(dated) > 1:
        _by_counterpart(dated, days)
    found = [_date(part, each, day) for each, day in zip(dated, days, strict=True) if day]
    if today is None or len(hits) == len(dated):
        return found
    taken = frozenset([index for each in dated for index in range(each.first, each.last + 1)])
    return sorted([*found, *_relative(part, known, hits, taken, today)], key=_place)


def _relative(part: Part, known: DayWords, hits: Sequence[Hit], taken: frozenset[int], today: date) -> list[DayNamed]:
    found: list[DayNamed] = []
    done = 0
    refused = -1
    for which, (start, end, sign) in enumerate(hits):
        if sign is None or start < done or start in taken or sign.sort == "month":
            continue
        done = end
        # Days in a row stand or fall together: Fridays and Saturdays.
        if refused >= 0 and (start == refused or (start - 1 == refused and part.words[refused] in known.joins)):
            refused = end
            continue
        named = relative_day(part, known, hits, which, today)
        if named is None:
            refused = end
            continue
        day, first, last, done = named
        if not taken or taken.isdisjoint(range(start, done)):
            found.append(_told(part, first, last, day.isoformat(), "relative"))
    return found


def _place(named: DayNamed) -> int:
    return named.start


def _date(part: Part, named: Named, day: str) -> DayNamed:
    start, end = span(part, named.first)
    if named.last != named.first:
        end = span(part, named.last)[1]
    return _told(part, start + named.skip, end, day, named.calendar)


def _told(part: Part, start: int, end: int, day: str, calendar: Calendar) -> DayNamed:
    text = part.text[start:end]
    if not (text[0].isalnum() and text[-1].isalnum()) or "(" in text or "[" in text:
        start, end = _trimmed(part.text, start, end)
        text = part.text[start:end]
    return DayNamed(text=text, day=day, calendar=calendar, start=part.start + start, end=part.start + end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without marks at its ends, but with the bracket that closes one inside."""
    while end > start + 1 and text[end - 1] in _MARKS:
        end -= 1
    while start < end - 1 and text[start] in _MARKS:
        start += 1
    for opening, closing in ("()", "[]"):
        if text.count(opening, start, end) > text.count(closing, start, end) and text.startswith(closing, end):
            end += 1
    return start, end


def _resolved(named: Named, today: date | None) -> str | None:
    """In ISO 8601, as far as it is named; None where its year can't be told, or no calendar has it."""
    if named.day is None or named.month is None:
        if named.calendar != "gregorian" or named.year is None:
            return None
        return f"{named.year:04}" if named.month is None else f"{named.year:04}-{named.month:02}"
    if named.year is not None:
        found = day_in(named.calendar, named.year, named.month, named.day)
    elif today is not None:
        found = nearest(named.calendar, named.month, named.day, today, named.toward)
        if found is not None and named.weekday is not None and found.weekday() != named.weekday:
            # It is of another year.
            return None
    else:
        return None
    return None if found is None else found.isoformat()


def _by_counterpart(dated: Sequence[Named], days: list[str | None]) -> None:
    """A Hijri date beside a Gregorian one is the same day, though the moon was sighted a day or two from what the tables say."""
    for at in range(len(dated) - 1):
        one, other = dated[at], dated[at + 1]
        if other.first - one.last > _COUNTERPART_WORDS or {one.calendar, other.calendar} != {"hijri", "gregorian"}:
            continue
        first, second = days[at], days[at + 1]
        if first and second and len(first) == len(second) == len("2026-03-12"):
            apart = date.fromisoformat(first) - date.fromisoformat(second)
            if abs(apart.days) <= _COUNTERPART_DAYS:
                days[at] = days[at + 1] = second if one.calendar == "hijri" else first


def _figures_of(text: RecordText) -> tuple[DayNamed, ...]:
    """What a text in a language without lists still says plainly: days as ISO 8601 writes them."""
    return tuple(islice(_iso(text), MOST))


def _iso(text: RecordText) -> Iterator[DayNamed]:
    known = no_words()
    left = _MOST_HITS
    for part in text.parts:
        for index, _, _ in known.hits(part.words, known.signals.intersection(part.words)):
            named = figures_in(part, known, index, iso=True)
            if named is not None and named.year is not None and named.year >= 1900 and (day := _resolved(named, None)) is not None:
                yield _date(part, named, day)
            left -= 1
        if left < 0:
            return
