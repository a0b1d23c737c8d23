"""Assemble: from segments to records, with their ids, their relations and the account of what was removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

import msgspec

from schemas import Brief, Dateline, Decision, PublishedFrom, RawItem, Record, Related, Removed, Story
from streams import __version__
from streams.lexicon import version as lexicon_version
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.classify import Kind
from streams.pipeline.decode import NOTHING_TOLD, Metadata
from streams.pipeline.enrich import ENRICHMENTS, Enrichments, Language, RecordText, Role, day_of, enrich, published, urgency_of
from streams.pipeline.enrich import version as enrichment_version
from streams.pipeline.envelope import as_utc
from streams.pipeline.scores import calibrated
from streams.pipeline.segment import Found, Segment
from streams.pipeline.segment.dateline import find_dateline
from streams.pipeline.segment.weights import version as weights_version
from streams.text.match_key import digest

RULESET = f"{__version__}+{lexicon_version()}{weights_version()}{enrichment_version()}"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A segment with what was decided about it."""

    segment: Segment
    kind: Kind
    language: Language


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """The pieces of a part of the raw item, in page order, with what its format says about it.

    `furniture` is what stood in a part that has no piece.
    """

    pieces: tuple[Piece, ...]
    metadata: Metadata
    furniture: tuple[Found, ...] = ()


class _Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What the records of a raw item have in common, and what was `removed` from it as a whole."""

    raw: RawItem
    sent: datetime | None
    received_at: datetime | None
    processed_at: datetime | None
    decisions: Sequence[Decision]
    removed: tuple[Removed, ...]
    related: tuple[Related, ...]
    wanted: Enrichments


class _Issued(msgspec.Struct, frozen=True):
    """When the item of a record was issued, and what says so."""

    at: datetime | None
    told_by: PublishedFrom | None


_NO_MARKS: Mapping[str, str] = {}
# Words of a record in which its marker may stand.
_OPENING = 3


def assemble(
    raw: RawItem,
    items: Sequence[Item],
    decisions: Sequence[Decision],
    removed: Sequence[Removed],
    *,
    received_at: datetime | None,
    processed_at: datetime | None,
    wanted: Enrichments = ENRICHMENTS,
    check: Check = unlimited,
) -> tuple[Record, ...]:
    """The records of a raw item, in page order, with the enrichments that are `wanted`. Raises TooComplex where `check` does.

    What was removed from the item as a whole goes to its first record.
    """
    seed = _Seed(raw)
    kinds = [piece.kind.kind for item in items for piece in item.pieces]
    shared = _Shared(
        raw=raw,
        sent=as_utc(raw.time),
        received_at=as_utc(received_at),
        processed_at=as_utc(processed_at),
        decisions=decisions,
        removed=(*removed, *(each for item in items for each in _removed(item.furniture))),
        related=tuple([Related(id=seed.id(ordinal), kind=kind, ordinal=ordinal) for ordinal, kind in enumerate(kinds)]),
        wanted=wanted,
    )
    records: list[Record] = []
    for item in items:
        main, issued = _main(item.pieces), _issued(shared, item)
        for at, piece in enumerate(checked(item.pieces, check)):
            uri = seed.uri(item, 0 if at == main else at + 1, len(records))
            at_foot = at > 0 and at == len(item.pieces) - 1 and piece.segment.place != "story"
            record = _record(shared, piece, issued, len(records), uri, at_foot=at_foot)
            if item.metadata is not NOTHING_TOLD:
                record = _with_told(record, item.metadata, main=at == main)
            if "days" in wanted and record.dateline is not None and record.dateline.date is not None:
                record = _with_day(record, record.dateline, piece.language.code)
            records.append(record)
    return tuple(records)


def _main(pieces: Sequence[Piece]) -> int:
    """Which of an item's pieces its metadata is about: its story, or else its first."""
    for at, piece in enumerate(pieces):
        if piece.segment.place in ("story", "alone"):
            return at
    return 0


class _Seed:
    """What the ids of an item's records are made of: the same event with the same payload always gives the same ids."""

    def __init__(self, raw: RawItem) -> None:
        # The payload is part of it, so that an agency that uses an event id twice for two texts loses neither.
        self._source = raw.source
        self._item = f"{raw.source}\0{raw.id}\0".encode("utf-8", "surrogatepass")
        self._version = self._item + blake2b(raw.payload(), digest_size=16).digest()

    def id(self, ordinal: int) -> str:
        return blake2b(self._version + b"\0%d" % ordinal, digest_size=16).hexdigest()

    def uri(self, item: Item, place: int, ordinal: int) -> str:
        """Of the agency's own id where the item has one, which its later versions share; of the event's where it has none.

        `place` is 0 for the piece that the metadata is about, else the count from 1.
        """
        seed = self._item + b"%d" % ordinal
        if item.metadata.guid is not None:
            seed = f"{self._source}\0{item.metadata.guid}\0guid\0{place}".encode("utf-8", "surrogatepass")
        return f"urn:barqiya:item:{blake2b(seed, digest_size=16).hexdigest()}"


def _issued(shared: _Shared, item: Item) -> _Issued:
    """By the item's own metadata, or else its page, or else the event."""
    told = as_utc(item.metadata.published_at)
    lines: list[str] = []
    if told is None and "days" in shared.wanted:
        lines = [text for aside in (item.furniture, *(piece.segment.aside for piece in item.pieces)) for text in _timestamps(aside)]
    language = item.pieces[0].language.code if item.pieces else "und"
    return _Issued(*published(told, shared.sent, lines, language))


def _timestamps(aside: Sequence[Found]) -> Iterator[str]:
    for found in aside:
        if found.mark.role == "timestamp":
            yield found.line.text[found.mark.start : found.mark.end]


def _record(shared: _Shared, piece: Piece, issued: _Issued, ordinal: int, uri: str, *, at_foot: bool) -> Record:
    """The record of a piece: what its text reads.

    `at_foot` says that the piece is the last of several, and no story.
    """
    segment, form, wanted = piece.segment, piece.kind.form, shared.wanted
    text = RecordText.of(_parts(segment), piece.language.code)
    standfirst = [part.text for part in text.parts if part.role == "standfirst"]
    lead, *body = [part.text for part in text.parts if part.role == "paragraph"]
    folded = [word for part in text.parts for word in part.words]
    marks = _marks(segment, at_foot=at_foot) if segment.aside else _NO_MARKS
    removed = _removed(segment.aside)
    enriched = enrich(text, issued.at, wanted)
    # Called with names, and not with a dict of them, which takes three times as long to make.
    of_kind: Callable[..., Record] = Story if form is None else Brief
    return of_kind(
        id=shared.related[ordinal].id,
        uri=uri,
        source=shared.raw.source,
        source_event=shared.raw.id,
        ordinal=ordinal,
        headline=segment.headline.text if segment.headline is not None else None,
        standfirst="\n".join(standfirst) or None,
        lead=lead,
        body=tuple(body),
        byline=marks.get("byline"),
        dateline=segment.dateline,
        credit=marks.get("credit"),
        notice=marks.get("notice"),
        language=piece.language.tag,
        direction=piece.language.direction,
        urgency=urgency_of(marks.get("label"), form, folded[:_OPENING]) if "urgency" in wanted else None,
        published_at=issued.at,
        published_from=issued.told_by,
        received_at=shared.received_at,
        processed_at=shared.processed_at,
        word_count=len(folded),
        reading_seconds=enriched.reading_seconds,
        topics=enriched.topics,
        places=enriched.places,
        days=enriched.days,
        figures=enriched.figures,
        quotes=enriched.quotes,
        match_key=digest(folded),
        related=shared.related[:ordinal] + shared.related[ordinal + 1 :],
        decisions=calibrated((*shared.decisions, *segment.decisions, piece.kind.decision, piece.language.decision)),
        removed=(*shared.removed, *removed) if ordinal == 0 else removed,
        ruleset=RULESET,
        form=form or "article",
    )


def _parts(segment: Segment) -> list[tuple[Role, str, Sequence[str]]]:
    """What the segment reads, in its order."""
    parts: list[tuple[Role, str, Sequence[str]]] = []
    if segment.headline is not None:
        parts.append(("headline", segment.headline.text, segment.headline.words))
    parts += [("standfirst", passage.text, passage.words) for passage in segment.standfirst]
    parts += [("paragraph", passage.text, passage.words) for passage in segment.paragraphs]
    return parts


def _with_told(record: Record, told: Metadata, *, main: bool) -> Record:
    """The record with what is `told` of the item; what its text reads stays before that, but for urgency.

    What is told of one record alone is of the `main` one.
    """
    own = told if main else NOTHING_TOLD
    return msgspec.structs.replace(
        record,
        version=max(1, told.version or 1),
        byline=record.byline or own.byline,
        dateline=record.dateline or _parted(own.dateline),
        credit=record.credit or own.credit,
        notice=record.notice or own.notice,
        urgency=own.urgency or record.urgency,
        status=told.status or "usable",
        created_at=as_utc(told.created_at),
        embargoed_until=as_utc(told.embargoed_until),
        guid=own.guid,
        slugline=own.slugline,
        editorial_note=own.editorial_note,
        copyright=told.copyright,
        section=told.section,
        keywords=own.keywords,
        subjects=own.subjects,
        links=own.links,
        media=own.media,
    )


def _with_day(record: Record, dateline: Dateline, language: str) -> Record:
    """The record with the day that its dateline's date is, where that can be told."""
    day = day_of(dateline.date or "", language, record.published_at)
    return record if day is None else msgspec.structs.replace(record, dateline=msgspec.structs.replace(dateline, day=day))


def _marks(segment: Segment, *, at_foot: bool) -> dict[str, str]:
    """What the first mark of each role says, but for those of the page itself.

    What stands at the foot of a page with several items is the page's, not its last item's.
    """
    marks = {found.mark.role: found.mark for found in reversed(segment.aside)}
    notice, credit = marks.get("notice"), marks.get("credit")
    if notice is not None and (at_foot or notice.rule == "furniture.notice_in_footer"):
        del marks["notice"]
    if credit is not None and at_foot and (credit.rule == "mark.credit_line" or not credit.rule.startswith("mark.credit_")):
        del marks["credit"]
    return {role: mark.value for role, mark in marks.items()}


def _parted(told: Dateline | None) -> Dateline | None:
    """A dateline that the format tells in one piece, with its place, date and agency."""
    if told is None or told.place is not None:
        return told
    found = find_dateline(told.text if told.text[-1] in "-–—:" else f"{told.text} —", follows=False)
    return told if found is None else msgspec.structs.replace(found[0], text=told.text)


def _removed(aside: Sequence[Found]) -> tuple[Removed, ...]:
    out = []
    for found in aside:
        line, mark = found.line, found.mark
        start, end = line.span(mark.start, mark.end)
        out.append(Removed(role=mark.role, text=line.text[mark.start : mark.end], start=start, end=end, rule=mark.rule))
    return tuple(out)
