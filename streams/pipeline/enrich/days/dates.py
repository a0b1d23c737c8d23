"""Dates in a paragraph: a month by its name with a day, a year or both, a day of three figures, a year alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from streams.lexicon import LONGEST_PHRASE
from streams.pipeline.enrich.days.calendars import KURDISH_ERA
from streams.pipeline.enrich.days.figures import Named, year_at
from streams.pipeline.enrich.days.gaps import AND, CLOSED, RANGE, capital, gap
from streams.pipeline.enrich.days.words import LAST_YEAR, DayWords, Hit, Sign, year_in
from streams.pipeline.enrich.record_text import Part
from streams.pipeline.enrich.spelt_words import span

_MOST_IN_A_ROW = 6
"""Days that one month closes: «12, 13 and 14 March»."""
_MOST_NAMES = 2
"""Further names of one month: آب/أغسطس/غشت."""
_COLON_OR_STOP = re.compile(r"[!?؟۔;؛:\n«»“”\"]")
_SHORT_MONTH, _PREPOSITION = 5, 3


def dates_in(part: Part, known: DayWords, hits: Sequence[Hit]) -> list[Named]:
    """The dates of `part` in order. `hits` are the signs and years in it."""
    found: list[Named] = []
    done = 0
    for start, end, sign in hits:
        if start < done or (sign is not None and sign.sort != "month"):
            continue
        dates = year_at(part, known, start, done) if sign is None else _of_month(part, known, start, sign, end, done)
        if dates:
            found += dates
            done = dates[-1].last + 1
    if len(found) > 1:
        _share(part, known, found)
    return found


def _of_month(part: Part, known: DayWords, start: int, sign: Sign, end: int, done: int) -> list[Named]:
    """The dates that a month closes, the last with its year: «12 March 2026», «12 and 13 March», «March 12, 2026», «March 2026»."""
    words = part.words
    if known.capital and not capital(part, start):
        return []
    end = _behind_double(part, known, end, sign)
    days = _days_before(part, known, start, done)
    year, last = _year_behind(part, known, end)
    named = Named(first=start, last=last, calendar=sign.calendar, month=sign.value, year=year)
    row: list[Named] = []
    if days:
        for first, number, skip in days:
            row.append(Named(first=first, last=first, skip=skip, calendar=sign.calendar, month=sign.value, day=number, year=year))
        row[-1].last = last
    elif end < len(words) and year is None and words[end] in known.numbers and words[end].isdecimal():
        row = _days_behind(part, known, named, end)
    elif year is not None:
        named.skip = int(sign.affixed and _is_affixed(part, start))
        row = [named]
    if not row or not _counted(row, sign):
        return []
    if row[0].day is not None:
        _beside(part, known, row, done)
        if row[-1].year is None and not _may_lack_year(part, known, row, sign):
            return []
    return row


def _behind_double(part: Part, known: DayWords, end: int, sign: Sign) -> int:
    """Behind the same month's other names: كانون الثاني/يناير, آذار (مارس)."""
    for _ in range(_MOST_NAMES):
        other = known.at(part.words, end)
        if other is None or other[0].sort != "month" or other[0].value != sign.value or other[0].calendar != sign.calendar:
            break
        end = other[1]
    return end


def _days_before(part: Part, known: DayWords, start: int, done: int) -> list[tuple[int, int, int]]:
    """First word, number and skipped letters of each day before the month at `start`."""
    words = part.words
    at = start
    for size in (2, 1):
        if start - size > done and " ".join(words[start - size : start]) in known.of.phrases:
            at = start - size
            break
    if at <= done:
        return []
    number = known.numbers.get(words[at - 1])
    if number is None:
        days = _ordinal_before(part, known, at, done)
        return [] if not days or _parted(part, at - 1) else days
    if _parted(part, at - 1):
        return []
    at -= 1
    days = [(at, number, int(words[at].startswith(AND)))]
    while len(days) < _MOST_IN_A_ROW and at > done:
        joined = int(" ".join(words[at - 1 : at]) in known.joins)
        other = at - 1 - joined
        if other < done or (number := known.numbers.get(words[other], 99)) >= days[-1][1]:
            break
        between = gap(part, other)
        if not (joined or days[-1][2] or RANGE.fullmatch(between)) or _COLON_OR_STOP.search(between):
            break
        at = other
        days.append((at, number, int(words[at].startswith(AND))))
    return days[::-1]


def _ordinal_before(part: Part, known: DayWords, at: int, done: int) -> list[tuple[int, int, int]]:
    if part.words[at - 1] not in known.ordinal_lasts:
        return []
    for size in (3, 2, 1):
        first = at - size
        if first < done or (number := known.ordinals.get(" ".join(part.words[first:at]))) is None:
            continue
        before = part.words[first - 1] if first > done else ""
        told = known.any_before_ordinal or before in known.before_ordinal
        weekday = known.before(part.words, first)
        return [(first, number, 0)] if told or (weekday is not None and weekday[0].sort == "weekday") else []
    return []


def _year_behind(part: Part, known: DayWords, end: int) -> tuple[int | None, int]:
    """The year behind the month that ends before the word `end`, and the last word of both."""
    words = part.words
    at = end + known.year_of.opens(words[end : end + LONGEST_PHRASE])
    at += known.year_of.opens(words[at : at + LONGEST_PHRASE]) if at > end else 0
    year = year_in(words[at]) if at < len(words) else None
    if year is None or any(_parted(part, each) for each in range(end - 1, at)):
        return None, end - 1
    return year, at


def _days_behind(part: Part, known: DayWords, named: Named, at: int) -> list[Named]:
    """«March 12», «March 12, 2026», «March 12-15»: usual in some languages, and where a year follows in any."""
    words = part.words
    row = [msgspec.structs.replace(named, last=at, day=known.numbers[words[at]])]
    if _parted(part, at - 1):
        return []
    while len(row) < _MOST_IN_A_ROW:
        joined = known.joins.opens(words[at + 1 : at + 1 + LONGEST_PHRASE])
        other = at + 1 + joined
        number = known.numbers.get(words[other], 0) if other < len(words) and words[other].isdecimal() else 0
        between = gap(part, at) if other < len(words) else ""
        if number <= (row[-1].day or 0) or not (joined or RANGE.fullmatch(between)) or _COLON_OR_STOP.search(between) or "," in between:
            break
        at = other
        row.append(msgspec.structs.replace(named, first=at, last=at, day=number))
    year, last = _year_behind(part, known, at + 1)
    if year is not None:
        row[-1].last = last
        for each in row:
            each.year = year
    return row if known.month_first or year is not None else []


def _counted(row: list[Named], sign: Sign) -> bool:
    """Whether the year may be one of the month's calendar; the Kurdish count is turned into the Persian one."""
    year = row[-1].year
    if year is None:
        return True
    calendar = sign.calendar
    if calendar == "gregorian" and 2600 < year < 2800:
        # A Kurdish month that is also another name of a Gregorian one.
        return False
    if calendar == "persian" and 2600 < year < 2800:
        for each in row:
            each.year = year - KURDISH_ERA
        return True
    return 1000 <= year <= LAST_YEAR and (year > 1600) == (calendar == "gregorian")


def _beside(part: Part, known: DayWords, row: list[Named], done: int) -> None:
    """Take in the weekday before or behind the dates."""
    first, last = row[0], row[-1]
    head = first.first
    if head - 1 > done and part.words[head - 1] in known.before_date:
        head -= 1
    before = known.before(part.words, head)
    if before is not None and before[0].sort == "weekday" and before[1] >= done and not CLOSED.search(gap(part, head - 1)):
        first.first, first.weekday = before[1], before[0].value
        first.skip = int(before[0].affixed and _is_affixed(part, before[1]))
    elif len(row) == 1 and last.last + 1 < len(part.words) and not CLOSED.search(gap(part, last.last)):
        behind = known.at(part.words, last.last + 1)
        if behind is not None and behind[0].sort == "weekday" and not behind[0].affixed:
            last.last, last.weekday = behind[1] - 1, behind[0].value


def _may_lack_year(part: Part, known: DayWords, row: list[Named], sign: Sign) -> bool:
    """Whether dates without a year are of about the item's own time, and say nothing else. Sets `toward` by what stands behind them."""
    words = part.words
    first, named = row[0].first, row[-1]
    if sign.needs_year and named.weekday is None:
        return False
    if f"{sign.value:02}-{named.day:02}" in known.known and sign.calendar == "gregorian":
        return False
    behind = words[named.last + 1 : named.last + 4]
    if behind and CLOSED.search(gap(part, named.last)):
        behind = behind[:0]
    before = words[max(0, first - 2) : first]
    if before and len(before[-1]) > _PREPOSITION:
        before = before[-1:]
    if not known.events.isdisjoint(behind[:1]) or not known.events.isdisjoint(before):
        return False
    # In Persian two figures behind the month may be the year.
    if sign.calendar == "persian" and behind and behind[0].isdecimal():
        return False
    if not known.years.isdisjoint(behind):
        return not known.this.isdisjoint(behind)
    if behind:
        for each in row:
            each.toward = -1 if behind[0] in known.last else 1 if behind[0] in known.next else 0
    return True


def _share(part: Part, known: DayWords, found: list[Named]) -> None:
    """A date without a year takes that of the one which it is joined to: «12 March to 3 April 2026»."""
    for one, other in pairwise(found):
        between = other.first - one.last - 1
        joined = known.joins.opens(part.words[one.last + 1 : other.first]) if between else 0
        same = one.year is None and one.day is not None and one.calendar == other.calendar
        if same and between == joined and between <= 2 and not CLOSED.search(gap(part, one.last)):
            one.year = other.year


def _parted(part: Part, index: int) -> bool:
    """Whether a sentence or clause ends between this word and the next. A stop may be of «12. März» and «Sept. 2026»."""
    between = gap(part, index)
    if between == " ":
        return False
    if _COLON_OR_STOP.search(between):
        return True
    word = part.words[index]
    return "." in between and not (word.isdecimal() or (len(word) <= _SHORT_MONTH and word.isascii()))


def _is_affixed(part: Part, index: int) -> bool:
    return part.text[span(part, index)[0]] == AND
