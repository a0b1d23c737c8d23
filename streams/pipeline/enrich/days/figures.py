"""Dates and years in figures: 12/03/2026, 2026-03-12, in 2014."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from schemas import Calendar
from streams.lexicon import LONGEST_PHRASE
from streams.pipeline.enrich.days.gaps import AND, CLOSED, RANGE, capital, gap
from streams.pipeline.enrich.days.words import YEARS, DayWords
from streams.pipeline.enrich.record_text import Part

_MARK = re.compile(r"[-./]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_DASHES = frozenset("-–—")
_SUFFIX = 3
"""Letters of the longest ending that is written onto a year behind an apostrophe."""


class Named(msgspec.Struct, kw_only=True):
    """A date that is named by the words from `first` to `last`; `skip` letters at its head are no part of it.

    `year` is None where the text gives none, and then `toward` which is meant: -1 the last one, 1 the next, 0 the nearest. `weekday` is 0
    for Monday.
    """

    first: int
    last: int
    calendar: Calendar
    skip: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    toward: int = 0


def year_at(part: Part, known: DayWords, at: int, done: int) -> list[Named]:
    """The date of figures that this year belongs to, or the year alone, with the one that it is joined to."""
    words = part.words
    behind = words[at + 1] if at + 1 < len(words) else ""
    if (behind.isdecimal() or (at and words[at - 1].isdecimal())) and (dated := figures_in(part, known, at)) is not None:
        return [_in_calendar(dated, part, known)] if dated.first >= done else []
    year = YEARS[words[at]]
    if not 1900 <= year <= 2100 or not _year_alone(part, known, at):
        return []
    alone = Named(first=at, last=at, calendar="gregorian", year=year)
    other = _year_joined(part, known, at, year) if behind in known.joins.firsts or behind.removeprefix(AND) in YEARS else None
    return [alone] if other is None else [alone, other]


def figures_in(part: Part, known: DayWords, at: int, *, iso: bool = False) -> Named | None:
    """The date of three figures whose year is the word at `at`: 12/03/2026, 12.03.2026, 2026-03-12.

    The day comes before the month, but in a language where either is usual only where the figures leave no doubt, or the mark is a full
    stop. `iso` reads only what begins with the year, as ISO 8601 has it.
    """
    words = part.words
    year = YEARS[words[at]]
    behind = _figures(words[at + 1 : at + 3])
    if behind is not None and (mark := _one_mark(part, at, at + 2)):
        month, day = behind
        last = at + 2
        return _numeric(at, last, year, month, day) if _stands_alone(part, at, last, mark) else None
    ahead = _figures(words[max(0, at - 2) : at])
    if ahead is None or iso or not (mark := _one_mark(part, at - 2, at)):
        return None
    if not _stands_alone(part, at - 2, at, mark):
        return None
    day, month = ahead
    if month > 12 >= day:
        day, month = month, day
    elif known.month_first and mark != "." and day <= 12 and day != month:
        return None
    return _numeric(at - 2, at, year, month, day)


def _numeric(first: int, last: int, year: int, month: int, day: int) -> Named | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Named(first=first, last=last, calendar="gregorian", year=year, month=month, day=day)


def _figures(words: Sequence[str]) -> tuple[int, int] | None:
    if len(words) == 2 and all(len(word) <= 2 and word.isdecimal() for word in words):
        return int(words[0]), int(words[1])
    return None


def _one_mark(part: Part, first: int, last: int) -> str:
    """The mark that parts all of these words, empty where they are parted by anything else."""
    gaps = {_UNSEEN.sub("", gap(part, each)).strip() for each in range(first, last)}
    mark = gaps.pop() if len(gaps) == 1 else ""
    return mark if _MARK.fullmatch(mark) else ""


def _stands_alone(part: Part, first: int, last: int, mark: str) -> bool:
    """Whether no further figure is joined to these words by the same mark, as in a telephone number or an address."""
    before = first > 0 and gap(part, first - 1) == mark and part.words[first - 1].isdecimal()
    return not before and not (last + 1 < len(part.words) and gap(part, last) == mark and part.words[last + 1].isdecimal())


def _year_joined(part: Part, known: DayWords, at: int, year: int) -> Named | None:
    """The later year that the one at `at` is joined to: «2014 and 2016», «2014–2016»."""
    words = part.words
    joined = known.joins.opens(words[at + 1 : at + 1 + LONGEST_PHRASE])
    other = at + 1 + joined
    if other >= len(words):
        return None
    word = words[other].removeprefix(AND)
    affixed = word != words[other]
    between = gap(part, at)
    if not year < YEARS.get(word, 0) <= 2100 or not (joined or affixed or between.strip() in _DASHES) or CLOSED.search(between):
        return None
    return Named(first=other, last=other, skip=int(affixed), calendar="gregorian", year=YEARS[word])


def _year_alone(part: Part, known: DayWords, at: int) -> bool:
    words = part.words
    before = words[at - 1] if at else ""
    if before.isdecimal() and _MARK.fullmatch(gap(part, at - 1).strip()):
        # Of a month in figures.
        return False
    if (before in known.before_year or before in known.weak_year) and not CLOSED.search(gap(part, at - 1)):
        if before in known.before_year:
            return True
        # A round number may be of what follows.
        if YEARS[words[at]] % 100 or _ends_here(part, at):
            return not RANGE.fullmatch(gap(part, at)) or not _figure(words, at + 1)
    behind = words[at + 1] if at + 1 < len(words) else ""
    if behind not in known.behind_year or YEARS[words[at]] % 100 == 0 or CLOSED.search(gap(part, at)):
        return False
    if len(behind) > _SUFFIX:
        return True
    # Behind a name it may be part of that: Expo 2020'de.
    return not before or not capital(part, at - 1) or CLOSED.search(gap(part, at - 1)) is not None


def _figure(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].isdecimal()


def _ends_here(part: Part, at: int) -> bool:
    return at + 1 == len(part.words) or not gap(part, at).isspace()


def _in_calendar(named: Named, part: Part, known: DayWords) -> Named:
    """A date of figures in the calendar that its year shows: 1404 is Persian in a Persian text, and Hijri in an Arabic one."""
    if named.year is not None and named.year < 1900:
        persian = any(sign.calendar == "persian" for sign in known.signs.values())
        hijri = part.words[named.last].endswith("ه") or part.words[named.last + 1 : named.last + 2] in (("ه",), ["ه"])
        named.calendar = "persian" if persian and not hijri else "hijri"
    return named
