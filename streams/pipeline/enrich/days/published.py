"""When an item was published, and what says so: its metadata, a line of its page, or the event that brought it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import msgspec

from schemas import PublishedFrom
from streams.lexicon import LONGEST_PHRASE, Phrases
from streams.pipeline.enrich.days.named import days_of
from streams.pipeline.enrich.record_text import RecordText
from streams.pipeline.envelope import as_utc
from streams.text.match_key import fold, words
from streams.text.word_places import word_places

EARLIEST, LATEST = 1990, 2100
"""Years that a time of publication may be of; before the first no agency sent what could be read here."""
AHEAD = timedelta(days=1)
"""How much later than its event an item may say it was published: a zone may be told wrong, and clocks differ."""
_MOST_LINES, _LONGEST_LINE = 20, 300

# ISO 8601 with a time; the zone may be missing.
_ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d{1,9})?\s?(Z\b|[+-]\d\d:?\d\d)?", re.ASCII)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}):(\d\d)(?::(\d\d))?(?![\d:])")
_CLOCK_OF_DESKS = re.compile(r"(?<![\d./-])(\d{1,2})(?:\.(\d\d)(?![./]?\d)|\s?[hH]\s?(\d\d)?(?![^\W_]))")
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s?([+−-])\s?(\d{1,2})(?::?(\d\d))?|(?<=\d)\s?([+−-])(\d\d):?(\d\d))(?!\d)", re.IGNORECASE)
_NAMED_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_PUBLISHED, _UNLABELLED, _UPDATED, _OTHER = range(4)
_FULL = len("2026-03-12")


class _Words(msgspec.Struct, frozen=True):
    """The lists of `published.toml`: `labels` and `halves` by phrase, what each is; `zones` by phrase or abbreviation.

    `abbreviations` finds one behind a clock time (group 1) or before it (2).
    """

    labels: Mapping[str, int]
    label_phrases: Phrases
    halves: Mapping[str, int]
    half_phrases: Phrases
    zones: Mapping[str, str]
    zone_phrases: Phrases
    abbreviations: re.Pattern[str]


def published(
    item: datetime | None, event: datetime | None, lines: Sequence[str], language: str
) -> tuple[datetime | None, PublishedFrom | None]:
    """The time of publication in UTC, and what says so; nothing where nothing does.

    Believed are, in this order, the metadata of the `item`, a line of its page that tells day, clock time and zone, and the time of the
    `event`. Of the `lines` one that says «published» comes before one that says nothing, and that before one that says «updated». A year
    before 1990 or after 2100, or a time more than a day after the event, is not believed. `language` (ISO 639) is that of the page.
    """
    brought = as_utc(event)
    if brought is not None and not EARLIEST <= brought.year <= LATEST:
        brought = None
    told = as_utc(item)
    if told is not None and _believed(told, brought):
        return told, "item"
    if lines and (read := _read(lines, language, brought)) is not None:
        return read, "text"
    return (brought, "event") if brought is not None else (None, None)


def _believed(time: datetime, event: datetime | None) -> bool:
    return EARLIEST <= time.year <= LATEST and (event is None or time <= event + AHEAD)


def _read(lines: Sequence[str], language: str, event: datetime | None) -> datetime | None:
    """The time of the line that says most plainly when the item was published."""
    found: list[tuple[int, datetime]] = []
    for line in lines[:_MOST_LINES]:
        for label, time in _times(line[:_LONGEST_LINE], language, event):
            if label != _OTHER and _believed(time, event):
                found.append((label, time))
    # The first of the best label.
    return min(found, key=_label)[1] if found else None


def _label(labelled: tuple[int, datetime]) -> int:
    return labelled[0]


def _times(line: str, language: str, event: datetime | None) -> Iterator[tuple[int, datetime]]:
    """The times in a line, each with its label. A zone that closes the line holds for all that have none of their own."""
    known = _words()
    whole = _line_zone(line, known)
    if whole is None and _ISO.search(line) is None:
        # Most pages leave the zone out, and a time without one is none.
        return
    folded = words(line)
    places = word_places(line)
    marks = list(_labels(folded, known))
    starts = [0, *(places[at][0] for at, _ in marks)]
    labels = [_UNLABELLED, *(label for _, label in marks)]
    ends = [*starts[1:], len(line)]
    for label, start, end in zip(labels, starts, ends, strict=True):
        time = _time(line[start:end], language, event, whole, known)
        if time is not None:
            yield label, time


def _labels(folded: Sequence[str], known: _Words) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(folded):
        count = known.label_phrases.opens(folded[at : at + LONGEST_PHRASE])
        if count:
            yield at, known.labels[" ".join(folded[at : at + count])]
        at += count or 1


def _time(text: str, language: str, event: datetime | None, line_zone: tzinfo | None, known: _Words) -> datetime | None:
    try:
        iso = _ISO.search(text)
        if iso is not None:
            zone = _offset(iso[5]) if iso[5] else _zone(text, known) or line_zone
            day, hour, minute, second = iso[1], int(iso[2]), int(iso[3]), int(iso[4] or 0)
        else:
            clock = _clock(text, known)
            told = _day(text, language, event) if clock is not None else None
            if clock is None or told is None:
                return None
            zone, day = _zone(text, known) or line_zone, told
            hour, minute, second = clock
        if zone is None:
            return None
        return datetime.fromisoformat(day).replace(hour=hour, minute=minute, second=second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(text: str, language: str, event: datetime | None) -> str | None:
    """The day that the text names by a date; two different ones tell none."""
    folded = words(text)
    for code in (language, "en"):
        days = {each.day for each in days_of(RecordText.of([("paragraph", text, folded)], code), event) if each.calendar != "relative"}
        days = {day for day in days if len(day) == _FULL}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _clock(text: str, known: _Words) -> tuple[int, int, int] | None:
    """Hour, minute and second of the first clock time: 14:30, 14.30, 14h30, 2:30 PM."""
    found = _CLOCK.search(text)
    if found is not None:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    elif (found := _CLOCK_OF_DESKS.search(text)) is not None:
        hour, minute, second = int(found[1]), int(found[2] or found[3] or 0), 0
    else:
        return None
    behind = words(text[found.end() : found.end() + 24])[:LONGEST_PHRASE]
    count = known.half_phrases.opens(behind)
    if count and 1 <= hour <= 12:
        hour = hour % 12 + known.halves[" ".join(behind[:count])]
    return hour, minute, second


def _line_zone(line: str, known: _Words) -> tzinfo | None:
    try:
        return _zone(line, known)
    except ValueError:
        return None


def _zone(text: str, known: _Words) -> tzinfo | None:
    """The zone that the text names."""
    found = _OFFSET.search(text)
    if found is not None and _is_offset(text, found):
        sign, hours, minutes = (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        return _offset(f"{'+' if sign == '+' else '-'}{int(hours):02}:{minutes or '00'}")
    found = known.abbreviations.search(text)
    if found is not None:
        return _zone_of(known.zones[found[1] or found[2]])
    folded = words(text)
    for at, word in enumerate(folded):
        if word in known.zone_phrases.firsts and (count := known.zone_phrases.opens(folded[at : at + LONGEST_PHRASE])):
            return _zone_of(known.zones[" ".join(folded[at : at + count])])
    return None


def _zone_of(name: str) -> tzinfo | None:
    return _offset(name) if _NAMED_OFFSET.fullmatch(name) else _place_zone(name)


def _is_offset(text: str, found: re.Match[str]) -> bool:
    """Whether an offset without a name stands behind a clock time, not in a date or a range."""
    return bool(found[1]) or re.search(r"\d:\d\d$", text[: found.start()]) is not None


def _offset(told: str) -> tzinfo:
    """A zone of a fixed offset, `Z` for none. Raises ValueError for one of a day and more."""
    if told == "Z":
        return UTC
    hours, minutes = int(told[1:3]), int(told[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    if ahead > timedelta(hours=14) or minutes > 59:
        raise ValueError(f"{told} is no offset")
    return timezone(-ahead if told[0] == "-" else ahead)


@cache
def _place_zone(name: str) -> tzinfo | None:
    """The zone of a place; None where the system has no table of zones."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@cache
def _words() -> _Words:
    table = tomllib.loads((resources.files("streams") / "pipeline" / "enrich" / "days" / "published.toml").read_text(encoding="utf-8"))
    names = (("updated", _UPDATED), ("published", _PUBLISHED), ("other", _OTHER))
    labels = {fold(each): label for name, label in names for each in table[name]}
    halves = {fold(each): hours for name, hours in (("morning", 0), ("evening", 12)) for each in table[name]}
    zones = {fold(each): zone for zone, each_name in table["zones"].items() for each in each_name}
    short = "|".join(table["abbreviations"])
    behind = rf"(?:\d|[AaPp]\.?[Mm]\.?|Uhr|[Hh]|[Hh]rs?)[\s,(\[]{{0,3}}({short})(?![^\W_])"
    abbreviations = re.compile(rf"{behind}|(?<![^\W_])({short})[\s:]{{0,3}}\d")
    return _Words(
        labels, Phrases.of(labels), halves, Phrases.of(halves), {**zones, **table["abbreviations"]}, Phrases.of(zones), abbreviations
    )
