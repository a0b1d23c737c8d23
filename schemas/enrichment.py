"""What enrichment adds to a record: what it is about, where, when, who says what, and the figures in it.

Offsets count code points in the record's display text: its headline, standfirst, lead and the paragraphs of its body, those that it has,
with one line feed between them (`schemas.display_text`).
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

Enrichment: TypeAlias = Literal["language", "topics", "places", "days", "figures", "quotes", "urgency", "reading"]
PlaceKind: TypeAlias = Literal["country", "region", "capital", "city"]
Calendar: TypeAlias = Literal["gregorian", "hijri", "persian", "relative"]
PublishedFrom: TypeAlias = Literal[
    "item",  # the format's or the page's own metadata
    "text",  # a line of the page that says when it was published, with its time zone
    "event",  # the time of the CloudEvent
]

Score = Annotated[float, Meta(ge=0.0, le=1.0)]
Start = Annotated[int, Meta(ge=0, description="First code point in the record's display text.")]
End = Annotated[int, Meta(ge=0, description="Code point after the last.")]
Day = Annotated[str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
"""A day, a month or a year of the Gregorian calendar, as ISO 8601 writes it."""


class Span(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stretch of the record's display text."""

    start: Start
    end: End


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A country, region or city that the text names."""

    name: Annotated[str, Meta(min_length=1, description="Its name in English.")]
    kind: Annotated[PlaceKind, Meta(description="What it is.")]
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", description="The country that it is, or is in: ISO 3166-1 alpha-2.")]
    geonames: Annotated[int | None, Meta(description="Its id in GeoNames.")] = None
    latitude: Annotated[float, Meta(ge=-90, le=90, description="Degrees north (WGS 84).")]
    longitude: Annotated[float, Meta(ge=-180, le=180, description="Degrees east (WGS 84).")]
    score: Annotated[Score, Meta(description="How sure the program is that this place is meant, 0 to 1.")]
    mentions: Annotated[tuple[Span, ...], Meta(description="Where the text names it, without affixes, in order.")]


class Topic(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A subject of the top level of IPTC's Media Topics."""

    code: Annotated[str, Meta(pattern=r"^medtop:\d{8}$", description="Its qcode: `medtop:04000000`.")]
    name: Annotated[str, Meta(min_length=1, description="Its name, in the record's language where it has one there, else in English.")]
    score: Annotated[Score, Meta(description="How sure the program is, 0 to 1.")]


class DayNamed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A day, a month or a year that the text names."""

    text: Annotated[str, Meta(min_length=1, description="As the text has it.")]
    day: Annotated[Day, Meta(description="In the Gregorian calendar, as far as it is named: `2026-03-01`, `2026-03` or `2026`.")]
    calendar: Annotated[
        Calendar, Meta(description="By which calendar the text names it; `relative` to the item's own time: yesterday, on Monday.")
    ]
    start: Start
    end: End


class Quote(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What somebody is quoted with, word for word, and who."""

    text: Annotated[str, Meta(min_length=1, description="The words, without their quotation marks.")]
    start: Start
    end: End
    speaker: Annotated[str | None, Meta(description="Who says so, as the text has it; null where the pattern gives none.")] = None
    speaker_at: Annotated[Span | None, Meta(description="Where the speaker is named.")] = None


class Figure(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number that the text gives, with what it is of."""

    text: Annotated[str, Meta(min_length=1, description="As the text has it, with its unit and what it counts.")]
    value: Annotated[float, Meta(description="The number, digits of all scripts and words like million taken together.")]
    unit: Annotated[
        str | None, Meta(description="Its unit: a UCUM symbol (`km`, `Cel`, `%`), an ISO 4217 code (`USD`), or `magnitude`.")
    ] = None
    counts: Annotated[
        str | None, Meta(description="What it counts, in English: `dead`, `injured`, `missing`, `displaced`, `detained` …")
    ] = None
    start: Start
    end: End
