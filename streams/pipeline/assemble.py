"""Assemble: from segments to records, with their ids, their relations and the account of what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from schemas import Brief, Decision, RawItem, Record, Related, Removed, Story
from streams import __version__
from streams.lexicon import version as lexicon_version
from streams.pipeline.classify import Kind
from streams.pipeline.enrich import Language, urgency_of
from streams.pipeline.envelope import as_utc
from streams.pipeline.segment import Found, Segment
from streams.text.match_key import digest, words

RULESET = f"{__version__}+{lexicon_version()}"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A segment with what was decided about it."""

    segment: Segment
    kind: Kind
    language: Language


def assemble(
    raw: RawItem,
    pieces: Sequence[Piece],
    page_decisions: Sequence[Decision],
    page_removed: Sequence[Removed],
    *,
    received_at: datetime | None,
    processed_at: datetime | None,
) -> tuple[Record, ...]:
    """The records of an item, in page order. What was removed from the page as a whole goes to its first record."""
    seed = _Seed(raw)
    related = [Related(id=seed.id(ordinal), kind=piece.kind.kind, ordinal=ordinal) for ordinal, piece in enumerate(pieces)]
    records: list[Record] = []
    for ordinal, piece in enumerate(pieces):
        removed = _removed(piece.segment.aside)
        if ordinal == 0:
            removed = (*page_removed, *removed)
        fields = _text_fields(piece.segment, last=ordinal == len(pieces) - 1, alone=len(pieces) == 1) | {
            "id": seed.id(ordinal),
            "uri": seed.uri(ordinal),
            "source": raw.source,
            "source_event": raw.id,
            "ordinal": ordinal,
            "language": piece.language.tag,
            "direction": piece.language.direction,
            "published_at": as_utc(raw.time),
            "received_at": as_utc(received_at),
            "processed_at": as_utc(processed_at),
            "related": tuple(other for other in related if other.ordinal != ordinal),
            "decisions": (*page_decisions, *piece.segment.decisions, piece.kind.decision, piece.language.decision),
            "removed": removed,
            "ruleset": RULESET,
        }
        records.append(Story(**fields) if piece.kind.form is None else Brief(form=piece.kind.form, **fields))
    return tuple(records)


class _Seed:
    """What the ids of an item's records are made of: the same event with the same payload always gives the same ids."""

    def __init__(self, raw: RawItem) -> None:
        # The payload is part of it, so that an agency that uses an event id twice for two texts loses neither.
        self._item = f"{raw.source}\0{raw.id}\0".encode("utf-8", "surrogatepass")
        self._version = self._item + blake2b(raw.payload(), digest_size=16).digest()

    def id(self, ordinal: int) -> str:
        return blake2b(self._version + b"\0%d" % ordinal, digest_size=16).hexdigest()

    def uri(self, ordinal: int) -> str:
        return f"urn:barqiya:item:{blake2b(self._item + b'%d' % ordinal, digest_size=16).hexdigest()}"


def _text_fields(segment: Segment, *, last: bool, alone: bool) -> dict[str, Any]:
    texts = [paragraph.text for paragraph in segment.paragraphs]
    headline = segment.headline.text if segment.headline else None
    standfirst = segment.standfirst.text if segment.standfirst else None
    folded = words(" ".join(filter(None, (headline, standfirst, *texts))))
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
