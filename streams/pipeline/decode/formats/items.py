"""Items as the JSON formats and the feeds give them, and the document that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from schemas import Decision, Removed
from streams.pipeline.decode.document import Block, Document, Metadata
from streams.pipeline.decode.formats.body import field_text
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.decode.text import read_text
from streams.pipeline.errors import TooComplex, UnsupportedItem
from streams.text.match_key import words

MAX_ITEMS = 1_000
"""Items in one message. A wire sends one, a feed some tens, a catch-up of a day some hundreds."""
MAX_NAMED = 500
"""Keywords, subjects, links or media of one item; more of them tell nobody anything."""
# Blocks at the head of a body in which the headline may stand again, or behind which the summary may.
_REPEATS = 4


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """The text of an item and what is said about it. `lacks` says of an item without news text what it is instead, else it is None."""

    headline: str | None = None
    summary: str | None = None
    body: Document | None = None
    metadata: Metadata = msgspec.field(default_factory=Metadata)
    lacks: str | None = None


def check_number(items: int) -> None:
    """Raises TooComplex over MAX_ITEMS."""
    if items > MAX_ITEMS:
        raise TooComplex(f"the message has more than {MAX_ITEMS:,} items", "decode")


def document_of(items: Iterable[Item], name: str, *decisions: Decision) -> Document:
    """The document of the items of format `name`; a decision counts those that lack text.

    Raises UnsupportedItem where all do.
    """
    writer = DocumentWriter()
    lacks: Counter[str] = Counter()
    texts = 0
    for item in items:
        if item.lacks is not None:
            lacks[item.lacks] += 1
            continue
        texts += 1
        writer.begin(item.metadata)
        _write(writer, item.headline, item.summary, item.body)
    without = ", ".join(f"{count} × {lack}" if count > 1 else lack for lack, count in lacks.items())
    if not texts:
        raise UnsupportedItem(f"{name}: {without or 'a list without items'}")
    if lacks:
        decisions = (*decisions, Decision(what="items", value=f"left out: {without}", score=1.0, rule=f"{name}.no_text"))
    return writer.document(*decisions)


def _write(writer: DocumentWriter, headline: str | None, standfirst: str | None, *bodies: Document | None) -> None:
    """Add an item's text to `writer`, which has been told to begin it.

    What stands again at the head of the body stands once: the headline is taken out of the body, and a summary that is but the beginning
    of the body is none. An item that has no body has its summary for one.
    """
    found = [body for body in bodies if body is not None]
    if not found and standfirst is not None:
        found, standfirst = [read_text(field_text(standfirst))], None
    if found and headline is not None:
        found[0] = _without(found[0], headline)
    if found and standfirst is not None and _begins(found[0], standfirst):
        standfirst = None
    writer.block(headline, told="headline")
    writer.block(standfirst, told="standfirst")
    for body in found:
        writer.take(body)


def _without(body: Document, headline: str) -> Document:
    """The body without the headline, where it is one of the first blocks; the body's last block is the text, whatever it repeats."""
    sought = words(headline)
    for i, block in enumerate(body.blocks[: min(_REPEATS, len(body.blocks) - 1)]):
        gap = block.end - block.start
        # What differs in signs only has about as many of them.
        if sought and gap < 2 * len(headline) and words(body.text[block.start : block.end]) == sought:
            return msgspec.structs.replace(
                body,
                text=body.text[: block.start] + body.text[block.end :],
                blocks=body.blocks[:i] + tuple(_moved(each, gap) for each in body.blocks[i + 1 :]),
                elements=tuple(_moved(each, gap) if each.start >= block.end else each for each in body.elements),
            )
    return body


def _begins(body: Document, summary: str) -> bool:
    """Whether `summary` is what the body begins with, whole or cut off within a word; a label or a name may stand before it in the body."""
    sought = list(words(summary))
    begin: list[str] = []
    starts: list[int] = []
    for block in body.blocks:
        if len(starts) < _REPEATS:
            starts.append(len(begin))
        elif len(begin) >= starts[-1] + len(sought):
            break
        begin += words(body.text[block.start : block.end])
    return any(_same(sought, begin[start : start + len(sought)]) for start in starts)


def _same(sought: list[str], found: list[str]) -> bool:
    return len(sought) == len(found) and (not sought or (sought[:-1] == found[:-1] and found[-1].startswith(sought[-1])))


_Placed = TypeVar("_Placed", Block, Removed)


def _moved(placed: _Placed, back: int) -> _Placed:
    return msgspec.structs.replace(placed, start=placed.start - back, end=placed.end - back)
