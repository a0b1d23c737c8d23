"""The records that come of an item: `Record = Story | Brief`, a union tagged by `kind`.

A field that the item does not have is null, never guessed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from schemas.enrichment import DayNamed, Figure, Place, PublishedFrom, Quote, Topic

StoryForm: TypeAlias = Literal["article"]
BriefForm: TypeAlias = Literal["teaser", "snap", "item", "short"]
Direction: TypeAlias = Literal["ltr", "rtl"]
Status: TypeAlias = Literal["usable", "withheld", "canceled"]
Kind: TypeAlias = Literal["story", "brief"]
MediaKind: TypeAlias = Literal["picture", "graphic", "video", "audio", "file"]

Role: TypeAlias = Literal[
    "credit",  # the agency's signature: (Reuters)
    "notice",  # legal notice, copyright line
    "dateline",  # place, date and agency before the first sentence
    "byline",  # who wrote it
    "label",  # what an item announces itself with: URGENT, عاجل
    "section",  # heading over other news: News in brief
    "related",  # link to another item in the middle or at the end of a story
    "navigation",  # menus, breadcrumbs, share buttons, page furniture
    "caption",  # text that belongs to a picture or video
    "note",  # the desk to its clients: (Eds: adds background)
    "timestamp",  # when the page was published or updated, as a line of its own
    "terminator",  # end mark: انتهى, -30-, ***
    "bullet",  # a list mark before an item
    "control",  # characters without a glyph: controls, stray zero-width and bidi marks
    "element",  # markup that is no text: script, style, hidden parts
]

Score = Annotated[float, Meta(ge=0.0, le=1.0)]
Offset = Annotated[int, Meta(ge=0)]
Time = Annotated[datetime, Meta(tz=True)]
"""A point in time with its zone, which Barqiya writes as UTC."""


class Dateline(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Where, when and by whom, as it stood before the first sentence."""

    text: Annotated[str, Meta(description="The dateline as the desk wrote it, with its punctuation.")]
    place: Annotated[str | None, Meta(description="The place named, as written.")] = None
    date: Annotated[str | None, Meta(description="The date named, as written.")] = None
    day: Annotated[
        Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")] | None,
        Meta(description="That date in the Gregorian calendar, in ISO 8601; null where its year can't be told."),
    ] = None
    agency: Annotated[str | None, Meta(description="The agency named, as written.")] = None


class Decision(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One thing that the program decided about the record, and why."""

    what: Annotated[str, Meta(description="What was decided: charset, boundary, kind, form, headline, language …")]
    value: Annotated[str, Meta(description="The answer.")]
    score: Annotated[Score, Meta(description="How sure the program is, 0 to 1.")]
    rule: Annotated[str, Meta(description="Id of the rule that decided.")]


class Removed(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that stood in the item and is not part of the record's running text."""

    role: Annotated[Role, Meta(description="What it is.")]
    text: Annotated[str, Meta(description="The text as it stood; for role `element`, the element's name.")]
    start: Annotated[Offset, Meta(description="First code point in the item's decoded text.")]
    end: Annotated[Offset, Meta(description="Code point after the last; equal to `start` for what holds no text.")]
    rule: Annotated[str, Meta(description="Id of the rule that took it out.")]


class Related(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Another record of the same page."""

    id: Annotated[str, Meta(description="Its `id`.")]
    kind: Annotated[Kind, Meta(description="Its kind.")]
    ordinal: Annotated[int, Meta(ge=0, description="Its place on the page.")]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What the agency says that the item is about. It has a code, a name or both."""

    code: Annotated[str | None, Meta(description="The subject's code as the agency writes it, with its scheme: `medtop:04000000`.")] = None
    name: Annotated[str | None, Meta(description="The subject's name as the agency writes it.")] = None


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Something else that the item points at."""

    href: Annotated[str, Meta(min_length=1, description="Where it is: a URL, or the id of another item.")]
    rel: Annotated[str | None, Meta(description="What it is to the item, as the agency writes it: `canonical`, `seeAlso`.")] = None
    title: Annotated[str | None, Meta(description="Its title.")] = None


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, film or recording that goes with the item. Barqiya does not fetch it."""

    kind: Annotated[MediaKind, Meta(description="What it is.")]
    href: Annotated[str | None, Meta(description="Where it is: a URL, a file name, or the id of its item.")] = None
    media_type: Annotated[str | None, Meta(description="Its media type: `image/jpeg`.")] = None
    caption: Annotated[str | None, Meta(description="The text that goes with it.")] = None
    credit: Annotated[str | None, Meta(description="Who made it or owns it.")] = None


class _Fields(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What stories and briefs share; the order here is the order in the JSON."""

    id: Annotated[
        str,
        Meta(
            min_length=32,
            max_length=32,
            description="This version of the item: the idempotency key. The same input always gives the same id (32 hex digits).",
        ),
    ]
    uri: Annotated[str, Meta(description="The item across its versions.")]
    version: Annotated[int, Meta(ge=1, description="Version of the item, from 1.")] = 1
    source: Annotated[str, Meta(description="CloudEvents source of the raw item: the agency's service.")]
    source_event: Annotated[str, Meta(description="CloudEvents id of the raw item.")]
    ordinal: Annotated[int, Meta(ge=0, description="The record's place on its page, from 0.")]
    headline: Annotated[str | None, Meta(description="The headline.")] = None
    standfirst: Annotated[str | None, Meta(description="The summary between headline and text.")] = None
    lead: Annotated[str, Meta(min_length=1, description="The first paragraph; of a headline-only flash, the flash itself.")]
    body: Annotated[tuple[str, ...], Meta(description="The paragraphs after the lead, in order.")] = ()
    byline: Annotated[str | None, Meta(description="Who wrote it, as written.")] = None
    dateline: Annotated[Dateline | None, Meta(description="Place, date and agency before the first sentence.")] = None
    credit: Annotated[str | None, Meta(description="The agency's signature, without its brackets.")] = None
    notice: Annotated[str | None, Meta(description="The legal notice that came with the item.")] = None
    language: Annotated[str, Meta(description="BCP 47 language tag with script: `ar-Arab`, `kmr-Latn`; `und` where it can't be told.")]
    direction: Annotated[Direction, Meta(description="Direction of the script.")]
    urgency: Annotated[
        Annotated[int, Meta(ge=1, le=9)] | None, Meta(description="IPTC urgency, 1 flash to 9; null where the item doesn't say.")
    ] = None
    status: Annotated[Status, Meta(description="IPTC publishing status.")] = "usable"
    published_at: Annotated[Time | None, Meta(description="When the agency issued the item.")] = None
    published_from: Annotated[
        PublishedFrom | None, Meta(description="What says so: the `item`'s metadata, its `text`, or the `event` that brought it.")
    ] = None
    received_at: Annotated[Time | None, Meta(description="When the item arrived on the raw topic.")] = None
    processed_at: Annotated[Time | None, Meta(description="When this record was made: the only field in which a repeat may differ.")] = None
    created_at: Annotated[Time | None, Meta(description="When the agency first made the item.")] = None
    embargoed_until: Annotated[Time | None, Meta(description="Not to be published before this.")] = None
    guid: Annotated[str | None, Meta(description="The agency's own id of the item across its versions.")] = None
    slugline: Annotated[str | None, Meta(description="The desk's working title, by which it finds the item again.")] = None
    editorial_note: Annotated[str | None, Meta(description="What the desk tells its clients about the item.")] = None
    copyright: Annotated[str | None, Meta(description="Who owns the item, as its metadata says.")] = None
    section: Annotated[str | None, Meta(description="The part of the service or site that the item stands in.")] = None
    keywords: Annotated[tuple[str, ...], Meta(description="Keywords that the agency gives.")] = ()
    subjects: Annotated[tuple[Subject, ...], Meta(description="Subjects that the agency gives.")] = ()
    links: Annotated[tuple[Link, ...], Meta(description="What the item's metadata points at, its canonical URL first.")] = ()
    media: Annotated[tuple[Media, ...], Meta(description="Pictures, films and recordings that go with the item.")] = ()
    word_count: Annotated[int, Meta(ge=0, description="Words in headline, standfirst, lead and body.")]
    reading_seconds: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Seconds that a reader takes for it; null where that was not asked for.")
    ] = None
    topics: Annotated[tuple[Topic, ...], Meta(description="What it is about, the surest first.")] = ()
    places: Annotated[tuple[Place, ...], Meta(description="Where: the places that its text names, in the order in which it does.")] = ()
    days: Annotated[tuple[DayNamed, ...], Meta(description="When: the days that its text names, in order.")] = ()
    figures: Annotated[tuple[Figure, ...], Meta(description="The figures in its text, in order.")] = ()
    quotes: Annotated[tuple[Quote, ...], Meta(description="Who says what: the quotations in its text, in order.")] = ()
    match_key: Annotated[
        str, Meta(min_length=32, max_length=32, description="Digest of the folded text (32 hex digits): equal for what reads the same.")
    ]
    related: Annotated[tuple[Related, ...], Meta(description="The other records of the page, in page order.")] = ()
    decisions: Annotated[tuple[Decision, ...], Meta(description="What was decided about the record, and by which rule.")] = ()
    removed: Annotated[tuple[Removed, ...], Meta(description="What stood around and in the record and is not its text.")] = ()
    ruleset: Annotated[str, Meta(description="Version of the rules and lexicons that made the record.")]


class Story(_Fields, frozen=True, kw_only=True, tag="story"):
    """An item that develops its news: a lead and paragraphs that build on it."""

    form: Annotated[StoryForm, Meta(description="`article`: a story in running text.")] = "article"


class Brief(_Fields, frozen=True, kw_only=True, tag="brief"):
    """An item that states its news and stops."""

    form: Annotated[
        BriefForm,
        Meta(
            description="`teaser` points at news elsewhere, beside a story; `item` is one of a digest; "
            "`snap` is a headline-only flash; `short` is a short item on its own."
        ),
    ]


Record: TypeAlias = Story | Brief


def display_text(record: Record) -> str:
    """What the record reads, in which its enrichments' offsets count: its headline, standfirst, lead and body, a line feed between them."""
    return "\n".join(filter(None, (record.headline, record.standfirst, record.lead, *record.body)))
