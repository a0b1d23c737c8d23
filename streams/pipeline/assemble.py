"""Assemble: from segments to records, with their ids, their relations and the account of what was removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import chain
from typing import Any

import msgspec

from schemas import Brief, Dateline, Decision, RawItem, Record, Related, Removed, Story
from streams import __version__
from streams.lexicon import version as lexicon_version
from streams.pipeline.classify import Kind
from streams.pipeline.decode import Metadata
from streams.pipeline.enrich import Language, urgency_of
from streams.pipeline.envelope import as_utc
from streams.pipeline.scores import calibrated
from streams.pipeline.segment import Found, Segment
from streams.pipeline.segment.dateline import find_dateline
from streams.pipeline.segment.weights import version as weights_version
from streams.text.match_key import digest

RULESET = f"{__version__}+{lexicon_version()}{weights_version()}"


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


def assemble(
    raw: RawItem,
    items: Sequence[Item],
    decisions: Sequence[Decision],
    removed: Sequence[Removed],
    *,
    received_at: datetime | None,
    processed_at: datetime | None,
) -> tuple[Record, ...]:
    """The records of a raw item, in page order. What was removed from it as a whole goes to its first record."""
    seed = _Seed(raw)
    kinds = [piece.kind.kind for item in items for piece in item.pieces]
    related = tuple([Related(id=seed.id(ordinal), kind=kind, ordinal=ordinal) for ordinal, kind in enumerate(kinds)])
    of_event: dict[str, Any] = {
        "source": raw.source,
        "source_event": raw.id,
        "received_at": as_utc(received_at),
        "processed_at": as_utc(processed_at),
        "ruleset": RULESET,
    }
    issued = as_utc(raw.time)
    at_once = (*removed, *(each for item in items for each in _removed(item.furniture)))
    records: list[Record] = []
    for item in items:
        of_event |= _told_of_all(item.metadata)
        of_event["published_at"] = of_event["published_at"] or issued
        for piece, place in zip(item.pieces, _places(item.pieces), strict=True):
            ordinal = len(records)
            fields = _text_fields(piece.segment, last=piece is item.pieces[-1], alone=len(item.pieces) == 1)
            if place == 0:
                fields |= _told_of_main(item.metadata, fields)
            fields |= of_event
            fields |= {
                "id": related[ordinal].id,
                "uri": seed.uri(item, place, ordinal),
                "ordinal": ordinal,
                "language": piece.language.tag,
                "direction": piece.language.direction,
                "related": (*related[:ordinal], *related[ordinal + 1 :]),
                "decisions": calibrated((*decisions, *piece.segment.decisions, piece.kind.decision, piece.language.decision)),
                "removed": (*at_once, *_removed(piece.segment.aside)) if ordinal == 0 else _removed(piece.segment.aside),
            }
            records.append(Story(**fields) if piece.kind.form is None else Brief(form=piece.kind.form, **fields))
    return tuple(records)


def _places(pieces: Sequence[Piece]) -> list[int]:
    """The places of an item's pieces: 0 for its story, or else its first, which the metadata is about; else the count from 1."""
    main = next((at for at, piece in enumerate(pieces) if piece.segment.place in ("story", "alone")), 0)
    return [0 if at == main else at + 1 for at in range(len(pieces))]


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
        """Of the agency's own id where the item has one, which its later versions share; of the event's where it has none."""
        seed = self._item + b"%d" % ordinal
        if item.metadata.guid is not None:
            seed = f"{self._source}\0{item.metadata.guid}\0guid\0{place}".encode("utf-8", "surrogatepass")
        return f"urn:barqiya:item:{blake2b(seed, digest_size=16).hexdigest()}"


def _text_fields(segment: Segment, *, last: bool, alone: bool) -> dict[str, Any]:
    """The fields that come of what the segment reads."""
    texts = [paragraph.text for paragraph in segment.paragraphs]
    headline = segment.headline.text if segment.headline else None
    standfirst = "\n".join(passage.text for passage in segment.standfirst) or None
    read = filter(None, (segment.headline, *segment.standfirst, *segment.paragraphs))
    folded = list(chain.from_iterable([passage.words for passage in read]))
    label, credit, byline = segment.mark("label"), segment.mark("credit"), segment.mark("byline")
    notice = segment.mark("notice")
    if last and not alone and segment.place != "story":
        # What stands at the foot of a page with several items is the page's, not its last item's.
        notice = None
        credit = credit if credit is not None and credit.rule.startswith("mark.credit_") and credit.rule != "mark.credit_line" else None
    elif notice is not None and notice.rule == "furniture.notice_in_footer":
        notice = None
    return {
        "headline": headline,
        "standfirst": standfirst,
        "lead": texts[0],
        "body": tuple(texts[1:]),
        "byline": byline.value if byline else None,
        "dateline": segment.dateline,
        "credit": credit.value if credit else None,
        "notice": notice.value if notice else None,
        "urgency": urgency_of(label.value if label else None),
        "word_count": len(folded),
        "match_key": digest(folded),
    }


def _told_of_all(told: Metadata) -> dict[str, Any]:
    """What the format says about the item that holds for each of its records."""
    return {
        "version": told.version if told.version is not None and told.version > 0 else 1,
        "status": told.status or "usable",
        "published_at": as_utc(told.published_at),
        "created_at": as_utc(told.created_at),
        "embargoed_until": as_utc(told.embargoed_until),
        "copyright": told.copyright,
        "section": told.section,
    }


def _told_of_main(told: Metadata, read: Mapping[str, Any]) -> dict[str, Any]:
    """What the format says about the item's main record; what was `read` in its text stays before it, but for urgency."""
    return {
        "urgency": told.urgency or read["urgency"],
        "byline": read["byline"] or told.byline,
        "dateline": read["dateline"] or _parted(told.dateline),
        "credit": read["credit"] or told.credit,
        "notice": read["notice"] or told.notice,
        "guid": told.guid,
        "slugline": told.slugline,
        "editorial_note": told.editorial_note,
        "keywords": told.keywords,
        "subjects": told.subjects,
        "links": told.links,
        "media": told.media,
    }


def _parted(told: Dateline | None) -> Dateline | None:
    """A dateline that the format tells in one piece, with its place, date and agency."""
    if told is None or told.place is not None:
        return told
    found = find_dateline(told.text if told.text[-1] in "-–—:" else f"{told.text} —", follows=False)
    return told if found is None else msgspec.structs.replace(found[0], text=told.text)


def _removed(aside: Sequence[Found]) -> tuple[Removed, ...]:
    out = []
    for found in aside:
        start, end = found.line.span(found.mark.start, found.mark.end)
        out.append(
            Removed(
                role=found.mark.role, text=found.line.text[found.mark.start : found.mark.end], start=start, end=end, rule=found.mark.rule
            )
        )
    return tuple(out)
