"""The pipeline as a whole: `process(raw)` gives the records of an item, or why there are none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

from schemas import RawItem, Reason, Record, Stage
from streams.pipeline.assemble import Item, Piece, assemble
from streams.pipeline.budget import Check, WithinBudget, checked
from streams.pipeline.classify import Kind, classify
from streams.pipeline.clean import CleanPart, Line, read_lines
from streams.pipeline.decode import Document, Metadata, decode
from streams.pipeline.enrich import ENRICHMENTS, SAMPLE, Enrichments, Language, as_page, by_letters, declared, identify, reads_as
from streams.pipeline.envelope import Message, open_envelope
from streams.pipeline.errors import InternalError, NoText, Rejected, TooComplex
from streams.pipeline.segment import Page, Segment, segment
from streams.text.match_key import fold, words

MAX_RECORDS = 1_000
"""Records of one item. Each names all others, so their size grows with the square; a feed of a day has some hundreds of entries."""

log = logging.getLogger(__name__)

# Host labels that name a service, not an agency.
_HOST_NOISE = frozenset(
    "www com net org info ir tr iq sy eg uk co ara ar en fa tr ku kurdish arabic english turkish news wire example feeds rss".split()
)
# Lines of a page that tell its language: the headline and the beginning of its story.
_LANGUAGE_LINES = 12
_LANGUAGE_PARAGRAPHS = 3


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The item became records, one or more, in page order."""

    raw: RawItem
    records: tuple[Record, ...]


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """The item became no record; `raw` is what could be read of its envelope."""

    raw: RawItem | None
    reason: Reason
    message: str
    stage: Stage

    @classmethod
    def of(cls, raw: RawItem | None, refusal: Rejected) -> Refused:
        """What a rejection between stages comes to."""
        return cls(raw=raw, reason=refusal.reason, message=str(refusal), stage=refusal.stage)


Outcome: TypeAlias = Published | Refused
OnStage: TypeAlias = Callable[[Stage], None]


class _Progress:
    """Which stage an item is in. Tells the caller as each stage is done, so that who has a clock can time it; the pipeline has none."""

    def __init__(self, on_stage: OnStage | None, within_budget: WithinBudget | None, at: Stage) -> None:
        self.at = at
        self._on_stage = on_stage
        self._within_budget = within_budget

    def done(self, then: Stage) -> None:
        if self._on_stage is not None:
            self._on_stage(self.at)
        self.at = then

    def check(self) -> None:
        """Raises TooComplex where the item is over its budget."""
        if self._within_budget is not None and not self._within_budget():
            raise TooComplex("taking the item apart takes longer than an item is given", self.at)


def process_message(
    message: Message,
    *,
    processed_at: datetime | None = None,
    max_item_bytes: int | None = None,
    within_budget: WithinBudget | None = None,
    on_stage: OnStage | None = None,
    enrichments: Enrichments = ENRICHMENTS,
) -> Outcome:
    """What comes of a message of the raw topic. Never raises: what can't be read is Refused. Arguments as for `process`."""
    progress = _Progress(on_stage, within_budget, "envelope")
    try:
        raw = open_envelope(message)
    except Rejected as refusal:
        return Refused.of(None, refusal)
    progress.done("decode")
    return process(
        raw,
        received_at=message.timestamp,
        processed_at=processed_at,
        max_item_bytes=max_item_bytes,
        within_budget=within_budget,
        on_stage=on_stage,
        enrichments=enrichments,
    )


def process(
    raw: RawItem,
    *,
    received_at: datetime | None = None,
    processed_at: datetime | None = None,
    max_item_bytes: int | None = None,
    within_budget: WithinBudget | None = None,
    on_stage: OnStage | None = None,
    enrichments: Enrichments = ENRICHMENTS,
) -> Outcome:
    """What comes of a raw item. Never raises: what can't be read is Refused.

    The times are stamped on the records as they are given: the pipeline has no clock. `max_item_bytes` is the largest payload that is
    taken apart, 4 MiB where it is None. `within_budget` says whether the item may take more work: it is asked at each stage and in loops
    that grow with the item, which is refused as too complex when it says no. Where it is None, only the limits on what is taken in hold.
    `on_stage` is called with the name of each stage when it is done. `enrichments` are those that the records are to have.
    """
    progress = _Progress(on_stage, within_budget, "decode")
    try:
        records = _records(raw, progress, received_at, processed_at, max_item_bytes, enrichments)
    except Rejected as refusal:
        return Refused.of(raw, refusal)
    except Exception as fault:
        # One item that the program fails on must not stop the wire: it goes to the rejects whole, and the trace to the log.
        log.exception("the pipeline failed on item %r of %r", raw.id, raw.source)
        return Refused.of(raw, InternalError.of(fault, progress.at))
    return Published(raw=raw, records=records)


def _records(
    raw: RawItem,
    progress: _Progress,
    received_at: datetime | None,
    processed_at: datetime | None,
    max_item_bytes: int | None,
    enrichments: Enrichments,
) -> tuple[Record, ...]:
    document = decode(raw, max_item_bytes, progress.check)
    progress.done("clean")
    cleaned = read_lines(document, progress.check)
    progress.done("segment")
    parts = [_part(part, document, raw, progress.check) for part in cleaned.parts]
    count = sum([len(page.segments) for page, _, _ in parts])
    if not count:
        raise NoText("the item holds page furniture and no news")
    if count > MAX_RECORDS:
        raise TooComplex(f"the item would become more than {MAX_RECORDS:,} records", "segment")
    progress.done("classify")
    kinds = [[classify(each) for each in checked(page.segments, progress.check)] for page, _, _ in parts]
    progress.done("enrich")
    items = [
        Item(
            pieces=_pieces(page.segments, kinds_of_part, language, progress.check, told_apart="language" in enrichments),
            metadata=metadata,
            furniture=page.furniture,
        )
        for (page, language, metadata), kinds_of_part in zip(parts, kinds, strict=True)
    ]
    records = assemble(
        raw,
        items,
        document.decisions,
        (*document.elements, *cleaned.dropped),
        received_at=received_at,
        processed_at=processed_at,
        wanted=enrichments,
        check=progress.check,
    )
    # What is done is not thrown away, whatever it took.
    progress.done("publish")
    return records


def _part(part: CleanPart, document: Document, raw: RawItem, check: Check) -> tuple[Page, Language, Metadata]:
    """A part taken apart, with its language."""
    check()
    metadata = part.metadata
    language = _language_of(part.lines[:_LANGUAGE_LINES], metadata.language or document.language)
    page = segment(
        part.lines,
        titles=(*filter(None, (metadata.headline,)), *document.titles),
        language=language.code,
        agencies=_agencies(raw.source) | {fold(name) for name in metadata.agencies},
        set_apart=not part.page,
        check=check,
    )
    return page, language, metadata


def _language_of(lines: Sequence[Line], declared_as: str | None) -> Language:
    text = _beginning([line.text for line in lines])
    return by_letters(text, chain.from_iterable([line.words for line in lines])) or identify(text, declared(declared_as))


def _pieces(segments: Sequence[Segment], kinds: Sequence[Kind], page: Language, check: Check, *, told_apart: bool) -> tuple[Piece, ...]:
    """The segments of a page with what they are and the languages of their texts: the page's where their words show it, else found anew.

    Where they are not to be `told_apart`, all have the page's.
    """
    as_on_page = as_page(page)
    pieces = []
    for each, kind in zip(checked(segments, check), kinds, strict=True):
        paragraphs = each.paragraphs[:_LANGUAGE_PARAGRAPHS]
        folded = [paragraph.words for paragraph in paragraphs]
        if not told_apart or reads_as(folded, page):
            language = as_on_page
        else:
            text = _beginning([paragraph.text for paragraph in paragraphs])
            language = by_letters(text, chain.from_iterable(folded)) or identify(text, page)
        pieces.append(Piece(segment=each, kind=kind, language=language))
    return tuple(pieces)


def _beginning(texts: Sequence[str]) -> str:
    """As many of the `texts` as language is told by."""
    length, count = 0, 0
    while length <= SAMPLE and count < len(texts):
        length += len(texts[count]) + 1
        count += 1
    return " ".join(texts[:count])


# Sources are few, and send again and again.
@lru_cache(maxsize=4096)
def _agencies(source: str) -> frozenset[str]:
    """Folded names that the agency behind `source` may sign with: the telling labels of its host name."""
    host = urlsplit(source).hostname or ""
    return frozenset(name for name in words(host) if len(name) > 1 and name not in _HOST_NOISE)
